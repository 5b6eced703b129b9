/*
 * Every row gets its page and grid row, in reading order.
 *
 * What always holds: a box starts at a grid row and the next row is the first one below it; a heading is followed by something
 * on its page; rows that belong together (keep_next) are not parted where a page can hold them.
 */
#include "typeset/layout.h"

enum { BELOW_BOX = 3500 }; /* room for the eye between a box and the text: a third of a row at least */
enum { BELOW_TURNED = 8000 }; /* between two turned tables on a page */

int place_rows_most(const struct layout *l, size_t page) { return ROWS + (page == l->roomy ? l->more : 0); }

static int most(const struct layout *l) { return place_rows_most(l, l->page); }

static um row_top(const struct layout *l, int row) { return ts_row_top(l->ts, l->page, row); }

/* On a page that takes more rows these are where they would be before they are moved closer. */
static um free_height(const struct layout *l, int row) { return row_top(l, most(l)) + SIZE_3 - row_top(l, row); }

void place_new_page(struct layout *l)
{
    l->page++;
    l->row = l->first = 1;
    l->turned = false;
}

static bool fresh(const struct layout *l) { return l->row == 1; }

static void put(struct layout *l, const struct frow *r, int from, int to)
{
    ARENA_PUSH(l->ts->scratch, l->v, l->n, l->cap) = (struct placed){r, l->page, l->row, from, to, 0};
}

static int row_below(const struct layout *l, um y)
{
    int row = 1;
    while (row <= most(l) && row_top(l, row) < y)
        row++;
    return row;
}

static void put_turned(struct layout *l, const struct frow *r, int from, int to, um h)
{
    put(l, r, from, to);
    l->v[l->n - 1].across = l->across;
    l->across += h + BELOW_TURNED;
    l->row = ROWS + 1;
}

static void place_turned(struct layout *l, const struct frow *r)
{
    int from = 0, to = 0;
    if (l->turned && l->across < AREA_W && !r->box->lead) { /* below another one, where its head and two rows fit */
        um h = r->box->measure(l->ts, r->box, 0, AREA_W - l->across, false, &to);
        if (to)
            put_turned(l, r, from, to, h);
    }
    for (from = to; from < r->box->parts; from = to) {
        place_new_page(l);
        l->turned = true;
        l->across = 0;
        um h = r->box->measure(l->ts, r->box, from, AREA_W, true, &to);
        put_turned(l, r, from, to, h);
    }
}

static void place_box(struct layout *l, const struct frow *r)
{
    if (r->box->landscape) {
        place_turned(l, r);
        return;
    }
    for (int from = 0, to; from < r->box->parts; from = to) {
        um avail = l->row > most(l) ? 0 : free_height(l, l->row);
        um h = l->row > most(l) ? 0 : r->box->measure(l->ts, r->box, from, avail, fresh(l), &to);
        if (!h) {
            place_new_page(l);
            to = from;
            continue;
        }
        um y = row_top(l, l->row) + h;
        put(l, r, from, to);
        l->row = to < r->box->parts ? most(l) + 1 : row_below(l, y + BELOW_BOX);
    }
}

/* Rows [i, i + n) that may not be parted: a heading and what follows it. */
static size_t group(const struct frows *rows, size_t i, size_t end)
{
    size_t n = 1;
    while (i + n < end && rows->v[i + n - 1].keep_next)
        n++;
    return n;
}

/* Do the rows of a group fit on the rest of the page? The last may be a box: then a first part of it must fit. */
static bool group_fits(const struct layout *l, size_t i, size_t n)
{
    int row = l->row;
    for (size_t k = i; k < i + n; k++) {
        const struct frow *r = &l->rows->v[k];
        if (row > most(l))
            return false;
        if (r->kind == ROW_BOX) {
            int to = 0;
            if (r->box->landscape)
                return true;
            r->box->measure(l->ts, r->box, 0, row > most(l) ? 0 : free_height(l, row), false, &to);
            return to > 0;
        }
        row += !r->same_row;
    }
    return true;
}

void place_rows(struct layout *l, size_t from, size_t end)
{
    for (size_t i = from; i < end; i++) {
        const struct frow *r = &l->rows->v[i];
        size_t n = group(l->rows, i, end);
        bool turned_box = r->kind == ROW_BOX && r->box->landscape;
        if (!turned_box && (l->turned || l->row > most(l) || (n > 1 && !fresh(l) && l->row > l->first && !group_fits(l, i, n))))
            place_new_page(l);
        if (r->kind == ROW_BOX) {
            place_box(l, r);
        } else {
            put(l, r, 0, 1);
            l->row += !r->same_row;
        }
    }
}

void place_body(struct layout *l)
{
    l->n = 0;
    l->page = l->first_page;
    l->row = l->first = l->first_row;
    l->turned = false;
    place_rows(l, 0, l->rows->n - l->tail);
}

int place_rows_of(const struct layout *l, const struct frow *r)
{
    if (r->kind != ROW_BOX)
        return !r->same_row;
    int to;
    um pitch = style_row_pitch(l->ts->style), h = r->box->measure(l->ts, r->box, 0, AREA_H, true, &to);
    return (h + BELOW_BOX + pitch - 1) / pitch;
}

int place_tail_height(const struct layout *l)
{
    int n = 0;
    for (size_t i = l->rows->n - l->tail; i < l->rows->n; i++)
        n += place_rows_of(l, &l->rows->v[i]);
    return n;
}

/* Text in the sense of 7.3.5.5: no blank line, no place for the pen, no 附件说明. */
static bool is_text(const struct frow *r) { return r->body && (r->kind != ROW_BLANK || r->over); }

bool place_has_text(const struct layout *l, size_t page)
{
    bool anywhere = false;
    for (size_t i = 0; i < l->n; i++) {
        if (l->v[i].page == page && is_text(l->v[i].r))
            return true;
        anywhere |= is_text(l->v[i].r);
    }
    return !anywhere && l->row > l->first; /* a document without text has none to keep the signature company */
}

size_t place_text_page(const struct layout *l)
{
    for (size_t i = l->n; i-- > 0;)
        if (is_text(l->v[i].r))
            return l->v[i].page;
    return l->page;
}

bool place_tail_begins(const struct layout *l)
{
    size_t at = l->rows->n - l->tail;
    return !l->turned && place_has_text(l, l->page) && group_fits(l, at, group(l->rows, at, l->rows->n));
}

bool place_tail_fits(const struct layout *l)
{
    return !l->turned && place_has_text(l, l->page) && l->row + place_tail_height(l) - 1 <= most(l);
}

/* ---- carrying over (7.3.5.5) ---- */

/* A row that can go to the next page as it is. */
static bool movable(const struct frow *r) { return r->kind != ROW_BOX || (r->box->parts == 1 && !r->box->landscape); }

/* The last lines of the paragraph that ends before `end`: two where it gives them. */
static size_t carried_lines(const struct frows *rows, size_t end)
{
    size_t n = 0;
    while (n < end && n < 2 && is_text(&rows->v[end - 1 - n]) && movable(&rows->v[end - 1 - n]) && rows->v[end - 1 - n].node == rows->v[end - 1].node)
        n++;
    return n;
}

static bool is_short(const struct frow *r) { return r->kind == ROW_LINE && um_of(r->line.natural) < r->width / 2; }

/*
 * How many rows before the tail go with it: a line of text, two where the paragraph gives them; where it is a few words by themselves
 * (特此报告。) what stands before it gives two more. With them what stands between (签字栏, 附件说明, blank lines) and the heading above.
 */
static size_t carried(const struct frows *rows, size_t tail_at)
{
    size_t n = 0;
    while (n < tail_at && !is_text(&rows->v[tail_at - 1 - n]) && movable(&rows->v[tail_at - 1 - n]))
        n++;
    size_t lines = carried_lines(rows, tail_at - n);
    n += lines;
    if (lines == 1 && n < tail_at && is_short(&rows->v[tail_at - n]) && !rows->v[tail_at - 1 - n].keep_next)
        n += carried_lines(rows, tail_at - n);
    while (n < tail_at && rows->v[tail_at - 1 - n].keep_next)
        n++;
    return n;
}

/* Would page 1 be left without text? 7.3.3: 首页必须显示正文 */
static bool first_page_needs(const struct layout *l, size_t page)
{
    size_t lines = 0;
    if (page != 0)
        return false;
    for (size_t i = 0; i < l->n; i++)
        lines += l->v[i].page == 0 && l->v[i].r->kind != ROW_BLANK;
    return lines <= 1;
}

size_t place_carry(struct layout *l)
{
    size_t tail_at = l->rows->n - l->tail, back = carried(l->rows, tail_at), moved = 0, page = l->page;
    while (moved < back && l->n && movable(l->v[l->n - 1].r) && !first_page_needs(l, l->v[l->n - 1].page)) {
        page = l->v[--l->n].page;
        moved++;
    }
    bool emptied = moved && (!l->n || l->v[l->n - 1].page != page);
    l->page = page;
    place_new_page(l);
    if (emptied && page != l->first_page)
        l->page = page; /* the page held no more than what is carried: it stays where it is */
    place_rows(l, tail_at - moved, l->rows->n);
    return moved;
}

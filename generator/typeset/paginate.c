/*
 * Rows → pages. Two passes: first every row gets its page and grid row, then all is drawn in reading order.
 *
 * What always holds: a row of text stands on the grid (5.2.3) unless its page was respaced for 7.3.5.5; a box starts at a
 * grid row and the next row is the first one below it; a heading is followed by something on its page; 署名 and 成文日期
 * stand on a page with text.
 */
#include "typeset/ts.h"

#include <string.h>

struct placed { const struct frow *r; size_t page; int row; int from, to; };

struct layout {
    struct ts *ts;
    struct placed *v; size_t n, cap;
    size_t page;      /* index of the page being filled */
    int row;          /* next free grid row on it */
    int first;        /* first row that text may use on it */
    bool turned;      /* it is a landscape page */
};

static um free_height(const struct layout *l) { return AREA_B - style_row_top(l->ts->style, l->row); }

static void new_page(struct layout *l)
{
    pages_add(l->ts);
    l->page = l->ts->pages->n - 1;
    l->row = l->first = 1;
    l->turned = false;
}

static bool fresh(const struct layout *l) { return l->row == 1; }

static void put(struct layout *l, const struct frow *r, int from, int to)
{
    ARENA_PUSH(l->ts->scratch, l->v, l->n, l->cap) = (struct placed){r, l->page, l->row, from, to};
}

/* The first grid row whose top is at or below y, with room for the eye between a box and the text. */
static int row_below(const struct layout *l, um y)
{
    int row = 1;
    while (row <= ROWS && style_row_top(l->ts->style, row) < y)
        row++;
    return row;
}

static void place_turned(struct layout *l, const struct frow *r)
{
    for (int from = 0, to; from < r->box->parts; from = to) {
        new_page(l);
        l->turned = true;
        r->box->measure(l->ts, r->box, from, AREA_W, true, &to);
        put(l, r, from, to);
        l->row = ROWS + 1;
    }
}

static void place_box(struct layout *l, const struct frow *r)
{
    if (r->box->landscape) {
        place_turned(l, r);
        return;
    }
    for (int from = 0, to; from < r->box->parts; from = to) {
        um avail = l->row > ROWS ? 0 : free_height(l);
        um h = l->row > ROWS ? 0 : r->box->measure(l->ts, r->box, from, avail, fresh(l), &to);
        if (!h) {
            new_page(l);
            to = from;
            continue;
        }
        um y = style_row_top(l->ts->style, l->row) + h;
        put(l, r, from, to);
        l->row = to < r->box->parts ? ROWS + 1 : row_below(l, y + 1500);
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
static bool group_fits(struct layout *l, const struct frows *rows, size_t i, size_t n)
{
    int row = l->row;
    for (size_t k = i; k < i + n; k++) {
        if (row > ROWS)
            return false;
        if (rows->v[k].kind == ROW_BOX) {
            const struct box *b = rows->v[k].box;
            int to = 0;
            if (b->landscape)
                return true;
            b->measure(l->ts, b, 0, AREA_B - style_row_top(l->ts->style, row), false, &to);
            return to > 0;
        }
        row++;
    }
    return true;
}

static void place_rows(struct layout *l, const struct frows *rows, size_t from, size_t end)
{
    for (size_t i = from; i < end;) {
        size_t n = group(rows, i, end);
        if (l->turned || l->row > ROWS || (n > 1 && !fresh(l) && l->row > l->first && !group_fits(l, rows, i, n)))
            if (!(rows->v[i].kind == ROW_BOX && rows->v[i].box->landscape))
                new_page(l);
        const struct frow *r = &rows->v[i];
        if (r->kind == ROW_BOX)
            place_box(l, r);
        else {
            put(l, r, 0, 1);
            l->row += !r->same_row;
        }
        i++;
    }
}

/* ---- 7.3.5.5: the signature block and text on one page ---- */

/* A row that can go to the next page as it is. */
static bool movable(const struct frow *r) { return r->kind != ROW_BOX || (r->box->parts == 1 && !r->box->landscape); }

static size_t carried_lines(const struct frows *rows, size_t end)
{
    size_t n = 0;
    while (n < end && n < 2 && rows->v[end - 1 - n].kind == ROW_LINE && rows->v[end - 1 - n].node == rows->v[end - 1].node)
        n++;
    return n;
}

/* How many rows before the tail go with it to the next page: a line of text, two where the paragraph gives them, and with
 * it what stands between (签字栏, blank lines). */
static size_t carried(const struct frows *rows, size_t tail_at)
{
    size_t n = 0;
    while (n < tail_at && rows->v[tail_at - 1 - n].kind != ROW_LINE && movable(&rows->v[tail_at - 1 - n]))
        n++;
    n += carried_lines(rows, tail_at - n);
    while (n < tail_at && rows->v[tail_at - 1 - n].keep_next)
        n++;
    return n;
}

/* The page that gave rows away is respaced to its full height, if that moves its lines by less than a tenth. */
struct respaced { size_t page; int first, rows; };

static um row_y(const struct ts *ts, const struct placed *p, const struct respaced *s)
{
    if (s->rows && p->page == s->page && p->row >= s->first) {
        um top = style_row_top(ts->style, s->first), bottom = style_row_top(ts->style, ROWS);
        return top + (um)((int64_t)(bottom - top) * (p->row - s->first) / (s->rows - 1));
    }
    return style_row_top(ts->style, p->row);
}

static struct respaced respace(const struct layout *l, size_t page, int first)
{
    int rows = 0;
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].page == page) {
            if (l->v[i].r->kind == ROW_BOX)
                return (struct respaced){0};
            rows++;
        }
    int full = ROWS - first + 1;
    if (rows < 2 || rows >= full || (full - 1) * 10 > (rows - 1) * 11)
        return (struct respaced){0};
    return (struct respaced){page, first, rows};
}

static struct respaced place_tail(struct layout *l, const struct frows *rows, size_t tail)
{
    size_t tail_at = rows->n - tail;
    if (!tail || (!l->turned && l->row + (int)tail - 1 <= ROWS && l->row > l->first)) {
        place_rows(l, rows, tail_at, rows->n);
        return (struct respaced){0};
    }
    size_t back = carried(rows, tail_at), page = l->page;
    int first = l->first;
    size_t moved = 0;
    while (moved < back && l->n && l->v[l->n - 1].page == page && movable(l->v[l->n - 1].r)) {
        l->n--;
        moved++;
    }
    bool emptied = !l->n || l->v[l->n - 1].page != page;
    if (!emptied || page == 0)
        new_page(l);
    else
        l->row = l->first; /* the page held no more than what is carried: it stays where it is */
    place_rows(l, rows, tail_at - moved, rows->n);
    if (emptied)
        return (struct respaced){0};
    DIAG(l->ts->ds, L113, ((struct place){.file = l->ts->doc->file}), NULL, NULL, "");
    return respace(l, page, first);
}

/* ---- drawing ---- */

static void draw_line(struct ts *ts, struct page *p, const struct frow *r, um y)
{
    struct tline l = r->line;
    um left = pages_left(ts, p) + r->indent;
    nm *x = arena_calloc(ts->scratch, l.to - l.from, sizeof *x);
    nm set = line_set(r->text, l, r->width * 1000, r->pos == HPOS_JUSTIFY, x);
    if (r->pos == HPOS_CENTER)
        left += (r->width - (um)(set / 1000)) / 2;
    else if (r->pos == HPOS_RIGHT)
        left += r->width - (um)(set / 1000);
    struct look look = r->text->looks[r->text->v[l.from].look];
    look.role = FONT_FANGSONG; /* one baseline for the whole grid, whatever role a line begins with */
    line_emit(ts, p, r->text, l, x, (struct line_at){left, line_baseline(ts, look, y), r->node, r->element, false});
}

static void draw(struct layout *l, const struct respaced *s)
{
    struct ts *ts = l->ts;
    for (size_t i = 0; i < l->n; i++) {
        const struct placed *k = &l->v[i];
        struct page *p = &ts->pages->v[k->page];
        um y = row_y(ts, k, s);
        if (k->r->bookmark)
            pages_bookmark(ts, k->r->bookmark, k->r->level, k->page, y);
        if (k->r->kind == ROW_LINE)
            draw_line(ts, p, k->r, y);
        else if (k->r->kind == ROW_BOX)
            k->r->box->draw(ts, p, k->r->box, k->from, k->to, pages_left(ts, p), y);
        if (k->r->over)
            k->r->over(ts, p, k->r->ctx, pages_left(ts, p), y);
    }
}

int paginate(struct ts *ts, const struct frows *rows, int first, size_t tail)
{
    struct layout l = {.ts = ts, .page = ts->pages->n - 1, .row = first, .first = first};
    place_rows(&l, rows, 0, rows->n - tail);
    struct respaced s = place_tail(&l, rows, tail);
    draw(&l, &s);
    return l.turned ? ROWS + 1 : l.row;
}

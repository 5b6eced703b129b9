/*
 * Paragraphs that are broken anew after the pages are known: to avoid 孤行, or to make room (fit.c).
 *
 * 孤行 (CLREQ): a page should not begin with the last line of a paragraph. The grid leaves one way to mend it: the paragraph, or
 * one before it on the page, takes one line less or one more, by what its marks can give, no letter off its pitch beyond that. A
 * paragraph of two lines goes over whole where that leaves one row empty. Where neither helps, the page stays full (5.2.3) and the
 * line where it is.
 */
#include "typeset/layout.h"

enum { ROUNDS_MOST = 40 };

size_t para_end(const struct frows *rows, size_t i, size_t end)
{
    const struct frow *r = &rows->v[i];
    if (r->kind != ROW_LINE || r->pos != HPOS_JUSTIFY || !r->body || r->over || r->line.from != 0)
        return i;
    size_t k = i + 1;
    while (k < end && rows->v[k].kind == ROW_LINE && rows->v[k].text == r->text)
        k++;
    return k;
}

void para_replace(struct ts *ts, struct frows *out, const struct frows *rows, size_t i, size_t end, const struct text *t,
                  const struct tlines *lines, um wider)
{
    struct frows n = {0};
    const struct frow *first = &rows->v[i], *other = end > i + 1 ? &rows->v[i + 1] : NULL;
    for (size_t k = 0; k < i; k++)
        ARENA_PUSH(ts->scratch, n.v, n.n, n.cap) = rows->v[k];
    for (size_t k = 0; k < lines->n; k++) {
        struct frow *r = &ARENA_PUSH(ts->scratch, n.v, n.n, n.cap);
        *r = *first;
        if (k > 0) {
            r->bookmark = NULL;
            r->indent = other ? other->indent : 0;
            r->width = other ? other->width : AREA_W;
        }
        r->width += wider;
        r->text = t;
        r->line = lines->v[k];
    }
    for (size_t k = end; k < rows->n; k++)
        ARENA_PUSH(ts->scratch, n.v, n.n, n.cap) = rows->v[k];
    *out = n;
}

/* The row that a page begins with, if that is the last line of a paragraph whose other lines stand before. */
static bool lonely_line(const struct layout *l, size_t page, size_t *row)
{
    for (size_t k = 1; k < l->n; k++) {
        const struct placed *p = &l->v[k], *before = p - 1;
        if (p->page != page || before->page == page)
            continue;
        *row = (size_t)(p->r - l->rows->v);
        bool line = p->r->kind == ROW_LINE && before->r->kind == ROW_LINE && p->r->text == before->r->text;
        return line && p->r->line.last && (*row + 1 == l->rows->n || l->rows->v[*row + 1].text != p->r->text);
    }
    return false;
}

/* The paragraph [from, end) takes `by` lines more; false where its marks do not give that. */
static bool respaced_by(struct layout *l, size_t from, size_t end, int by)
{
    const struct frow *r = &l->rows->v[from];
    struct tlines lines = {0};
    size_t rest = end > from + 1 ? from + 1 : from;
    if (!break_lines_in(l->ts->scratch, r->text, NM(r->width), NM(l->rows->v[rest].width), (size_t)((int)(end - from) + by), &lines))
        return false;
    struct frows *rows = arena_alloc(l->ts->scratch, sizeof *rows);
    para_replace(l->ts, rows, l->rows, from, end, r->text, &lines, 0);
    l->rows = rows;
    return true;
}

/* Tries one change of the rows: kept if the page begins better, nothing stands worse before it and the signature still has its room. */
static bool keep_if_better(struct layout *l, size_t page, const struct frows *before)
{
    size_t row, last = l->page;
    bool fitted = place_tail_fits(l);
    place_body(l);
    if (l->page <= last && (!l->tail || !fitted || place_tail_fits(l)) && !lonely_line(l, page, &row) && (page == l->first_page + 1 || !lonely_line(l, page - 1, &row)))
        return true;
    l->rows = before;
    place_body(l);
    return false;
}

static size_t paragraph_of(const struct frows *rows, size_t row)
{
    while (row > 0 && rows->v[row].line.from > 0 && rows->v[row - 1].text == rows->v[row].text)
        row--;
    return row;
}

/* A paragraph of two lines goes over whole, if its page loses one row only. */
static bool takes_both(struct layout *l, size_t page, size_t row)
{
    const struct frows *before = l->rows;
    if (row < 2 || before->v[row - 1].line.from > 0 || before->v[row - 2].keep_next)
        return false;
    struct frows *rows = arena_alloc(l->ts->scratch, sizeof *rows);
    *rows = (struct frows){arena_calloc(l->ts->scratch, before->n, sizeof *rows->v), before->n, before->n};
    for (size_t i = 0; i < before->n; i++)
        rows->v[i] = before->v[i];
    rows->v[row - 1].keep_next = true;
    l->rows = rows;
    return keep_if_better(l, page, before);
}

static size_t first_row_on(const struct layout *l, size_t page)
{
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].page == page)
            return (size_t)(l->v[i].r - l->rows->v);
    return 0;
}

/* The paragraph itself first, then those before it on the page that it begins on, the last of them first. 先挤进、后推出 */
static bool mend(struct layout *l, size_t page, size_t row)
{
    const struct frows *before = l->rows;
    size_t tail_at = before->n - l->tail, own = paragraph_of(before, row), least = first_row_on(l, page - 1);
    if (row >= tail_at || para_end(before, own, tail_at) != row + 1)
        return false;
    for (size_t from = own;; from = paragraph_of(before, from - 1)) {
        size_t end = para_end(before, from, tail_at);
        for (int by = -1; end > from && by <= 1; by += 2)
            if ((by > 0 || end - from > 1) && respaced_by(l, from, end, by) && keep_if_better(l, page, before))
                return true;
        if (from <= least)
            break;
    }
    return takes_both(l, page, row);
}

void para_avoid_lonely_lines(struct layout *l)
{
    place_body(l);
    size_t page = l->first_page + 1, row;
    for (int round = 0; round < ROUNDS_MOST && page <= l->page; page++)
        if (lonely_line(l, page, &row))
            round += mend(l, page, row);
}

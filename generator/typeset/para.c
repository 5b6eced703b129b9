/*
 * Paragraphs that are broken anew after the pages are known: to avoid 孤行, or to make room (fit.c).
 *
 * 孤行 (CLREQ): a page should not begin with the last line of a paragraph. The grid leaves one way to mend it: the paragraph takes
 * one line less or one more, by what its marks can give, no letter off its pitch beyond that. Where it cannot, the page stays full
 * (5.2.3) and the line where it is.
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

static bool mend(struct layout *l, size_t row)
{
    size_t from = row, tail_at = l->rows->n - l->tail;
    while (from > 0 && l->rows->v[from].line.from > 0)
        from--;
    size_t end = row < tail_at ? para_end(l->rows, from, tail_at) : from;
    if (end != row + 1)
        return false;
    const struct frow *r = &l->rows->v[from];
    static const int by[] = {-1, 1}; /* 先挤进、后推出 */
    for (int k = 0; k < 2; k++) {
        struct tlines lines = {0};
        if (!break_lines_in(l->ts->scratch, r->text, NM(r->width), NM(l->rows->v[from + 1].width), (size_t)((int)(end - from) + by[k]), &lines))
            continue;
        struct frows *rows = arena_alloc(l->ts->scratch, sizeof *rows);
        para_replace(l->ts, rows, l->rows, from, end, r->text, &lines, 0);
        l->rows = rows;
        return true;
    }
    return false;
}

void para_avoid_lonely_lines(struct layout *l)
{
    place_body(l);
    size_t page = l->first_page + 1, row;
    for (int round = 0; round < ROUNDS_MOST && page <= l->page; page++)
        if (lonely_line(l, page, &row) && mend(l, row)) {
            place_body(l);
            round++;
        }
}

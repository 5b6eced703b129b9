/*
 * Rows → pages. Every row gets its page and grid row first (place.c, fit.c), then all is drawn in reading order.
 *
 * What always holds: a row of text stands on the grid (5.2.3) unless its page was respaced for 7.3.5.5; 署名 and 成文日期 stand on
 * a page with text.
 */
#include "typeset/layout.h"

static void draw_line(struct ts *ts, struct page *p, const struct frow *r, um y)
{
    struct tline l = r->line;
    um left = pages_left(ts, p) + r->indent;
    nm *x = arena_calloc(ts->scratch, l.to - l.from, sizeof *x);
    nm set = line_set(r->text, l, NM(r->width), r->pos == HPOS_JUSTIFY, x);
    if (r->pos == HPOS_CENTER)
        left += (r->width - um_of(set)) / 2;
    else if (r->pos == HPOS_RIGHT)
        left += r->width - um_of(set);
    struct look look = r->text->looks[r->text->v[l.from].look];
    look.role = FONT_FANGSONG; /* one baseline for the whole grid, whatever role a line begins with */
    line_emit(ts, p, r->text, l, x, (struct line_at){left, line_baseline(ts, look, y), r->node, r->element, false});
}

static void draw(const struct layout *l, const struct respaced *s)
{
    struct ts *ts = l->ts;
    for (size_t i = 0; i < l->n; i++) {
        const struct placed *k = &l->v[i];
        while (ts->pages->n <= k->page)
            pages_add(ts);
        struct page *p = &ts->pages->v[k->page];
        um y = fit_row_y(ts, s, k->page, k->row);
        ts->drawn_pitch = fit_row_y(ts, s, k->page, k->row + 1) - y;
        if (k->r->bookmark)
            pages_bookmark(ts, k->r->bookmark, k->r->level, k->page, y);
        if (k->r->kind == ROW_LINE)
            draw_line(ts, p, k->r, y);
        else if (k->r->kind == ROW_BOX)
            k->r->box->draw(ts, p, k->r->box, k->from, k->to, pages_left(ts, p) + k->across, y);
        if (k->r->over)
            k->r->over(ts, p, k->r->ctx, pages_left(ts, p), y);
    }
}

um paginate(struct ts *ts, const struct frows *rows, int first, size_t tail, um foot)
{
    struct layout l = {.ts = ts, .rows = rows, .tail = tail, .first_page = ts->pages->n - 1, .first_row = first, .roomy = SIZE_MAX};
    struct respaced s = fit(&l, foot);
    draw(&l, &s);
    return fit_free_y(&l, &s);
}

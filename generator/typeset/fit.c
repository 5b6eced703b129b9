/*
 * What gives way so that 署名, 印章 and 成文日期 stand with text on one page (7.3.5.5: 调整行距、字距), never 此页无正文; and, on an even
 * page, the 版记 with them, which saves a blank page.
 *
 * In this order, each only within its limit, the first that helps wins:
 *   1. the last page's rows closer together: at least ROWS_CLOSEST of the pitch (28 pt of 29.6)
 *   2. the last page's paragraphs set closer, 29 letters to a line, as few of them as will do; with it 1.
 *   3. two lines of text carried over to the next page. The page that gave them keeps the grid and ends early: two rows fewer over
 *      its full height are a tenth apart, which is seen beside the facing page.
 * A page with a table or a picture that needs them keeps its rows.
 */
#include "typeset/layout.h"

enum {
    ROWS_CLOSEST = 945,                           /* ‰ of the pitch */
    COLS_CLOSEST = COLS + 1,
    BOX_AIR = 1000,
    RESET_MOST = 4,                               /* paragraphs set closer */
    MORE_ROWS = 2,                                /* no page gains more than this by ROWS_CLOSEST */
};

/* ---- rows ---- */

um fit_row_y(const struct ts *ts, const struct respaced *s, size_t page, int row)
{
    if (s->rows && page == s->page && row >= s->first) /* from the index: no rounding adds up */
        return s->top + (um)((int64_t)(s->bottom - s->top) * (row - s->first) / (s->rows - 1));
    return ts_row_top(ts, page, row);
}

/* Does a box of the page (a table, a picture) not fit any more between rows so close? What is smaller than its rows does. */
static bool box_in_the_way(const struct layout *l, size_t page, int64_t pitch)
{
    for (size_t i = 0; i < l->n; i++) {
        const struct frow *r = l->v[i].r;
        int to;
        if (l->v[i].page != page || r->kind != ROW_BOX)
            continue;
        if (r->box->parts != 1 || r->box->landscape)
            return true;
        if (r->box->measure(l->ts, r->box, 0, AREA_H, true, &to) > place_rows_of(l, r) * pitch - BOX_AIR)
            return true;
    }
    return false;
}

static int first_row_of(const struct layout *l, size_t page) { return page == l->first_page ? l->first_row : 1; }

/* How many rows stand on a page, and up to where. */
static int rows_on(const struct layout *l, size_t page)
{
    int first = first_row_of(l, page), last = first - 1;
    for (size_t i = 0; i < l->n; i++)
        if (l->v[i].page == page && l->v[i].row > last)
            last = l->v[i].row;
    return last - first + 1;
}

/* The page's rows from its first one's place down to `bottom` (em_top of the last); rows = 0 if the pitch would be less than its limit. */
static struct respaced respace(const struct layout *l, size_t page, um bottom)
{
    struct respaced s = {page, first_row_of(l, page), rows_on(l, page), 0, bottom};
    s.top = ts_row_top(l->ts, page, s.first);
    int64_t pitch = style_row_pitch(l->ts->style), least = pitch * ROWS_CLOSEST / 1000;
    if (s.rows < 2 || box_in_the_way(l, page, (bottom - s.top) / (s.rows - 1)) || bottom - s.top < least * (s.rows - 1))
        return (struct respaced){0};
    return s;
}

static um last_row_top(const struct layout *l, size_t page) { return ts_row_top(l->ts, page, ROWS); }

/* ---- letters ---- */

/*
 * The paragraph's text with `cols` full-width letters to a line. The last letter's box ends where it ends on the grid, so that
 * both edges stay flush: cols - 1 steps take what 27 took.
 */
static nm repitched(nm v, int cols) { return (nm)((int64_t)v * (COLS - 1) / (cols - 1)); }

static struct text *repitch(struct ts *ts, const struct text *t, int cols)
{
    struct text *n = arena_alloc(ts->scratch, sizeof *n);
    *n = *t;
    n->v = arena_calloc(ts->scratch, t->n, sizeof *n->v);
    for (size_t k = 0; k < n->nlooks; k++)
        n->looks[k].pitch = repitched(t->looks[k].pitch, cols);
    for (size_t i = 0; i < t->n; i++) {
        struct titem it = t->v[i];
        it.width = repitched(it.width, cols);
        it.gap = repitched(it.gap, cols);
        it.shift = repitched(it.shift, cols);
        it.squeeze_before = repitched(it.squeeze_before, cols);
        it.squeeze_after = repitched(it.squeeze_after, cols);
        n->v[i] = it;
    }
    return n;
}

static bool ends_in_lone_hanzi(const struct text *t, struct tline last)
{
    size_t hanzi = 0;
    for (size_t i = last.from; i < last.to; i++)
        hanzi += t->v[i].cls == CLS_HAN || t->v[i].cls == CLS_DIGIT || t->v[i].cls == CLS_LATIN;
    return hanzi < 2;
}

/* Breaks the paragraph [i, end) with cols letters a line; true if that changes its number of lines by `by`. */
static bool reset(struct ts *ts, struct frows *out, const struct frows *rows, size_t i, size_t end, int cols, int by)
{
    struct text *t = repitch(ts, rows->v[i].text, cols);
    struct tlines lines = {0};
    nm pitch = look_body(FONT_FANGSONG).pitch;
    um width = end > i + 1 ? rows->v[i + 1].width : AREA_W, wider = um_of(repitched(pitch, cols) - pitch);
    break_lines(ts->scratch, t, NM(rows->v[i].width + wider), NM(width + wider), FIT_JUSTIFY, &lines);
    if ((int)lines.n - (int)(end - i) != by || ends_in_lone_hanzi(t, lines.v[lines.n - 1]))
        return false;
    para_replace(ts, out, rows, i, end, t, &lines, wider);
    return true;
}

/* Sets one more paragraph of a page with cols letters a line where that changes its lines by `by`; the last one first. */
static bool reset_one(const struct layout *l, struct frows *out, size_t page, int cols, int by)
{
    size_t tail_at = l->rows->n - l->tail;
    for (size_t k = l->n; k-- > 0;) {
        const struct placed *p = &l->v[k];
        if (p->page != page || p->r->kind != ROW_LINE || p->r->text->looks[0].pitch != look_body(FONT_FANGSONG).pitch)
            continue;
        size_t i = (size_t)(p->r - l->rows->v), end = i < tail_at ? para_end(l->rows, i, tail_at) : i;
        if (end > i && reset(l->ts, out, l->rows, i, end, cols, by))
            return true;
    }
    return false;
}

/* ---- the last page ---- */

struct tried { struct layout l; struct respaced s; bool fits; size_t carried; };

um fit_free_y(const struct layout *l, const struct respaced *s)
{
    if (l->turned)
        return INT32_MAX;
    if (!s->rows || s->page != l->page)
        return ts_row_top(l->ts, l->page, l->row);
    return s->bottom + (s->bottom - s->top) / (s->rows - 1);
}

/* The last row's place if the row below it would begin at `limit`. */
static um above_imprint(const struct layout *l, size_t page, um limit)
{
    int rows = rows_on(l, page);
    um top = ts_row_top(l->ts, page, first_row_of(l, page));
    return top + (um)((int64_t)(limit - top) * (rows - 1) / rows);
}

/* Body and tail on the page where the body ends, its rows closer if need be, with `foot` of room left below. */
static struct tried close_up(const struct layout *from, um foot)
{
    struct tried t = {.l = *from};
    struct layout *l = &t.l;
    for (int more = 0; more <= MORE_ROWS; more++) {
        *l = *from;
        l->v = NULL;
        l->n = l->cap = 0;
        l->roomy = SIZE_MAX;
        place_body(l);
        l->roomy = place_text_page(l);
        l->more = more;
        place_body(l);
        if (l->page != l->roomy || !place_tail_fits(l))
            continue;
        size_t page = l->page;
        place_rows(l, l->rows->n - l->tail, l->rows->n);
        if (l->page != page)
            continue;
        um most = foot ? above_imprint(l, page, AREA_B - foot) : last_row_top(l, page);
        bool on_grid = more == 0 && (!foot || fit_free_y(l, &t.s) <= AREA_B - foot);
        t.s = on_grid ? (struct respaced){0} : respace(l, page, most);
        t.fits = on_grid || t.s.rows > 0;
        if (t.fits || foot)
            return t;
    }
    return t;
}

/* 1. and 2. */
static struct tried squeeze(const struct layout *from, um foot)
{
    struct tried t = close_up(from, foot);
    struct layout next = *from;
    for (int n = 0; !t.fits && n < RESET_MOST; n++) {
        struct frows *rows = arena_alloc(from->ts->scratch, sizeof *rows);
        next.v = NULL;
        next.n = next.cap = 0;
        place_body(&next);
        if (!reset_one(&next, rows, place_text_page(&next), COLS_CLOSEST, -1))
            break;
        next.rows = rows;
        t = close_up(&next, foot);
    }
    return t;
}

/* 3. */
static struct tried carry(const struct layout *from)
{
    struct tried t = {.l = *from, .fits = true};
    struct layout *l = &t.l;
    l->v = NULL;
    l->n = l->cap = 0;
    place_body(l);
    t.carried = place_carry(l);
    return t;
}

static bool same_rows(const struct tried *t, const struct layout *l) { return t->l.rows == l->rows; }

static void tell(const struct layout *l, const struct tried *t, size_t page, bool for_imprint)
{
    struct arena *a = l->ts->ds->a;
    char *what = arena_strdup(a, "");
    if (t->s.rows) {
        int64_t pt10 = (int64_t)(t->s.bottom - t->s.top) * 720 / (t->s.rows - 1) / 25400;
        what = arena_printf(a, "行距 %d.%d 磅", (int)(pt10 / 10), (int)(pt10 % 10));
    }
    if (!same_rows(t, l))
        what = arena_printf(a, "%s%s部分段落每行 %d 字", what, *what ? "，" : "", COLS_CLOSEST);
    char *number = arena_printf(a, "%zu", (t->s.rows ? t->s.page : page) + 1);
    struct place at = {.file = l->ts->doc->file};
    if (for_imprint)
        DIAG(l->ts->ds, L116, at, NULL, NULL, number, what);
    else if (*what)
        DIAG(l->ts->ds, L113, at, NULL, NULL, number, what);
    else if (!t->carried)
        DIAG(l->ts->ds, L119, at, NULL, NULL, number);
    else
        DIAG(l->ts->ds, L115, at, NULL, NULL, number);
}

/* A signature block higher than a page: its rows of seals come apart, the first of them stays with text. */
static struct respaced high_tail(struct layout *l)
{
    if (place_tail_begins(l))
        place_rows(l, l->rows->n - l->tail, l->rows->n);
    else
        place_carry(l);
    return (struct respaced){0};
}

static bool foot_fits(const struct tried *t, um foot) { return fit_free_y(&t->l, &t->s) <= AREA_B - foot; }

struct respaced fit(struct layout *l, um foot)
{
    para_avoid_lonely_lines(l);
    size_t page = place_text_page(l);
    if (!l->tail && (!foot || l->turned))
        return (struct respaced){0};
    if (l->tail && place_tail_height(l) + 2 > ROWS)
        return high_tail(l);
    struct tried t = {.fits = false};
    bool plain = l->tail ? place_tail_fits(l) : true;
    if (plain) {
        place_rows(l, l->rows->n - l->tail, l->rows->n);
        t = (struct tried){*l, {0}, true, 0};
    } else {
        t = squeeze(l, 0);
        if (!t.fits)
            t = carry(l);
        tell(l, &t, page, false);
    }
    /* 版记 stands on an even page (UNSURE-16), a letter's on the last one */
    bool here = l->ts->doc->format == DOC_LETTER || !l->ts->style->imprint_even || t.l.page % 2 == 1;
    if (foot && here && !t.l.turned && !foot_fits(&t, foot) && t.l.page == page) { /* 7.5: rather closer than a blank page */
        struct layout again = *l;
        struct tried closer = squeeze(&again, foot);
        if (closer.fits) {
            t = closer;
            tell(l, &t, page, true);
        }
    }
    *l = t.l;
    if (l->first_page == 0 && l->first_row <= ROWS && l->rows->n > l->tail && !rows_on(l, 0)) /* a text of one line, carried over */
        DIAG(l->ts->ds, L108, ((struct place){.file = l->ts->doc->file}), NULL, NULL, "");
    return t.s;
}

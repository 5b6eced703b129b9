/*
 * The last look at the pages: nothing may stand outside the type area (7.1, 6.1) without a word. What puts things there is a text
 * that its place cannot hold (a name longer than a line); the paper would show it cut or off the grid.
 */
#include "typeset/ts.h"

enum { AIR_X = 400 /* overshoot of glyphs, rounding */, AIR_Y = 1200 /* brackets and commas reach below the em box */, LETTER_TOP = 28000, LETTER_LEFT = 19500, LETTER_RIGHT = 191500 };

struct area { um x0, y0, x1, y1; };

static struct area area_of(const struct ts *ts, const struct page *p, size_t i)
{
    um left = pages_left(ts, p);
    struct area a = {left, MARGIN_TOP, left + AREA_W, AREA_B};
    if (i == 0 && ts->doc->format == DOC_LETTER) /* 10.1: mark and double rules stand outside it */
        return (struct area){LETTER_LEFT, LETTER_TOP, LETTER_RIGHT, LETTER_RULE_BOTTOM};
    return a;
}

static void widen(struct area *a, um x0, um y0, um x1, um y1)
{
    a->x0 = x0 < a->x0 ? x0 : a->x0;
    a->y0 = y0 < a->y0 ? y0 : a->y0;
    a->x1 = x1 > a->x1 ? x1 : a->x1;
    a->y1 = y1 > a->y1 ? y1 : a->y1;
}

/* The ink of a text: its blanks (a mark's empty half at a line's end) may lie outside. */
static struct area ink(const struct item *it)
{
    struct area a = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
    for (size_t k = 0; k < it->text.n; k++) {
        int box[4];
        font_ink(it->text.face, it->text.v[k].gid, box);
        if (box[0] == box[2])
            continue;
        int64_t size = it->text.size;
        um x0 = it->text.v[k].x + (um)(box[0] * size / 1000 * it->text.hscale / 1000);
        um x1 = it->text.v[k].x + (um)(box[2] * size / 1000 * it->text.hscale / 1000);
        um up = (um)(box[3] * size / 1000), down = (um)(-box[1] * size / 1000);
        if (it->turned)
            widen(&a, it->text.x - up, it->text.y - x1, it->text.x + down, it->text.y - x0);
        else
            widen(&a, it->text.x + x0, it->text.y - up, it->text.x + x1, it->text.y + down);
    }
    return a;
}

static struct area extent(const struct item *it)
{
    switch (it->kind) {
    case ITEM_TEXT: { /* a little more than any ink */
        um more = it->text.size / 4, from = it->text.v[0].x, to = it->text.end;
        if (it->turned)
            return (struct area){it->text.x - 4 * more, it->text.y - to, it->text.x + more, it->text.y - from};
        return (struct area){it->text.x + from, it->text.y - 4 * more, it->text.x + to, it->text.y + more};
    }
    case ITEM_IMAGE: return (struct area){it->image.x, it->image.y, it->image.x + it->image.w, it->image.y + it->image.h};
    case ITEM_RULE: {
        um x0 = it->rule.x0 < it->rule.x1 ? it->rule.x0 : it->rule.x1, y0 = it->rule.y0 < it->rule.y1 ? it->rule.y0 : it->rule.y1;
        return (struct area){x0, y0, it->rule.x0 + it->rule.x1 - x0, it->rule.y0 + it->rule.y1 - y0};
    }
    default: return (struct area){0, 0, 0, 0};
    }
}

static bool outside(struct area a, struct area in)
{
    return a.x0 < in.x0 - AIR_X || a.x1 > in.x1 + AIR_X || a.y0 < in.y0 - AIR_Y || a.y1 > in.y1 + AIR_Y;
}

/* Glyphs are looked at only where the rough box is not inside. */
static bool is_outside(const struct item *it, struct area in)
{
    if (it->kind == ITEM_POLYGON || !outside(extent(it), in))
        return false;
    if (it->kind != ITEM_TEXT)
        return true;
    struct area a = ink(it);
    return a.x0 <= a.x1 && outside(a, in);
}

/* Beyond the edge of the sheet a text would vanish: no document then. */
static bool off_paper(const struct page *p, const struct item *it)
{
    const struct area sheet = {0, 0, p->width, p->height};
    return it->kind == ITEM_TEXT && it->text.n && outside(extent(it), sheet) && is_outside(it, sheet);
}

static void tell(struct ts *ts, const struct page *p, const struct item *it)
{
    struct buf b = {0};
    for (size_t k = 0; it->kind == ITEM_TEXT && k < it->text.n; k++)
        buf_add_utf8(&b, it->text.v[k].cp);
    struct diag *d = DIAG(ts->ds, L122, ((struct place){.file = ts->doc->file}), it->element, NULL,
                          arena_printf(ts->ds->a, "%d", p->number), it->element ? it->element : "", buf_str(&b));
    buf_drop(&b);
    if (off_paper(p, it)) {
        d->severity = SEV_ERROR;
        ts->failed = true;
    }
}

void bounds_check(struct ts *ts)
{
    for (size_t i = 0; i < ts->pages->n; i++) {
        const struct page *p = &ts->pages->v[i];
        struct area in = area_of(ts, p, i);
        const struct item *worst = NULL; /* one a page is enough */
        for (size_t k = 0; k < p->n && !(worst && off_paper(p, worst)); k++)
            if (is_outside(&p->items[k], in) && (!worst || off_paper(p, &p->items[k])))
                worst = &p->items[k];
        if (worst)
            tell(ts, p, worst);
    }
}

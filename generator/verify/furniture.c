/* What frames the text: page numbers, tables with their captions, places to sign, the 版记. */
#include "verify/parts.h"

#include <stdlib.h>
#include <string.h>

um area_shift(const struct parts *k, const struct vpage *p) { return k->mirror && p->number % 2 == 0 ? -2000 : 0; }
um area_left(const struct parts *k, const struct vpage *p) { return AREA_L + area_shift(k, p); }

/* ---- 页码 ---- */

static bool is_dash(uint32_t cp)
{
    return cp == '-' || cp == 0x2010 || cp == 0x2013 || cp == 0x2014 || cp == 0x2015 || cp == 0x2500 || cp == 0x2212 || cp == 0xFF0D ||
           cp == 0x4E00 || cp == 0xB7;
}

static bool number_only(const struct vline *l)
{
    size_t digits = 0;
    for (size_t i = 0; i < l->n; i++) {
        uint32_t cp = l->g[i]->cp;
        bool digit = is_digit(cp) || (cp >= 0xFF10 && cp <= 0xFF19);
        digits += digit;
        if (!digit && !is_dash(cp) && cp != '/')
            return false;
    }
    return digits > 0 && l->n <= 12;
}

/* Below the type area, or nearly: a line of figures and dashes, or 第…页. */
void find_page_numbers(struct parts *k)
{
    k->page_number = arena_calloc(k->a, k->p->n, sizeof *k->page_number);
    k->dash_want = arena_calloc(k->a, k->p->n, sizeof *k->dash_want);
    for (size_t i = 0; i < k->p->n; i++) {
        struct vpage *p = &k->p->v[i];
        for (size_t j = p->nl; j > 0; j--) {
            struct vline *l = &p->l[j - 1];
            bool worded = starts_with(l->text, "第") && strstr(l->text, "页") && l->n < 16;
            um foot = p->h - 40000 < AREA_B - 3000 ? p->h - 40000 : AREA_B - 3000;
            if (l->y < foot || !(number_only(l) || worded))
                continue;
            l->kind = KIND_PAGE_NUMBER;
            k->page_number[i] = l;
            const struct vglyph *g = l->g[0];
            k->dash_want[i] = ink_want(k->a, p, (struct box){g->x - 100, l->y - l->size, g->x + g->advance + 100, l->y + l->size / 4});
            break;
        }
    }
}

/* ---- tables: rules that touch each other, with at least one upright among them ---- */

enum { TOUCH = 400, RULES_MOST = 3000 };

static bool touch(const struct vrule *a, const struct vrule *b)
{
    return a->x0 - TOUCH <= b->x1 && b->x0 - TOUCH <= a->x1 && a->y0 - TOUCH <= b->y1 && b->y0 - TOUCH <= a->y1;
}

static size_t root(size_t *up, size_t i)
{
    while (up[i] != i)
        i = up[i] = up[up[i]];
    return i;
}

static void grow(struct box *b, const struct vrule *r)
{
    b->x0 = r->x0 < b->x0 ? r->x0 : b->x0;
    b->x1 = r->x1 > b->x1 ? r->x1 : b->x1;
    b->y0 = r->y0 < b->y0 ? r->y0 : b->y0;
    b->y1 = r->y1 > b->y1 ? r->y1 : b->y1;
}

static void add_table(struct parts *k, struct vpage *p, const size_t *up, size_t which)
{
    struct box b = {1000000000, 1000000000, -1000000000, -1000000000};
    size_t level = 0, upright = 0, turned = 0;
    for (size_t i = 0; i < p->nr; i++)
        if (up[i] == which) {
            grow(&b, &p->r[i]);
            level += p->r[i].x1 - p->r[i].x0 > 5000;
            upright += p->r[i].y1 - p->r[i].y0 > 2000;
        }
    if (!upright || level < 2)
        return;
    for (size_t i = 0; i < p->nr; i++)
        p->r[i].table |= up[i] == which;
    for (size_t i = 0; i < p->ng; i++)
        turned += p->g[i].way == WAY_UP && p->g[i].x >= b.x0 && p->g[i].x <= b.x1 && p->g[i].y >= b.y0 && p->g[i].y <= b.y1;
    ARENA_PUSH(k->a, k->tables, k->ntables, k->captables) = (struct table_box){p, b, turned > 0};
}

static void tables_of_page(struct parts *k, struct vpage *p)
{
    size_t n = p->nr, *up = arena_calloc(k->a, n + 1, sizeof *up);
    for (size_t i = 0; i < n; i++)
        up[i] = i;
    for (size_t i = 0; i < n && n <= RULES_MOST; i++)
        for (size_t j = 0; j < i; j++)
            if (touch(&p->r[i], &p->r[j]))
                up[root(up, i)] = root(up, j);
    for (size_t i = 0; i < n; i++)
        up[i] = n <= RULES_MOST ? root(up, i) : 0; /* a page full of rules is one table */
    for (size_t i = 0; i < n; i++)
        if (up[i] == i)
            add_table(k, p, up, i);
}

static void caption(struct parts *k, struct vpage *p, struct box b, bool above)
{
    for (size_t i = 0; i < p->nl; i++) {
        struct vline *l = &p->l[i];
        um away = above ? b.y0 - l->bottom : l->top - b.y1;
        bool middle = abs(line_center(l) - (AREA_CX + area_shift(k, p))) < 2500 && l->x0 > area_left(k, p) + CHAR;
        if (l->kind == KIND_BODY && away > -1000 && away < 9000 && (middle || (above && ends_with(l->text, "续表"))))
            l->kind = KIND_CAPTION;
    }
}

/* A label with a short rule behind it: a place to sign. */
static void sign_boxes(struct vpage *p)
{
    for (size_t i = 0; i < p->nr; i++) {
        const struct vrule *r = &p->r[i];
        um w = r->x1 - r->x0;
        for (size_t j = 0; j < p->nl && !r->table && w > 20000 && w < 130000 && r->y0 == r->y1 && r->ink == INK_BLACK; j++)
            if (p->l[j].kind == KIND_BODY && p->l[j].y - 500 <= r->y0 && r->y0 < p->l[j].y + 4000 && p->l[j].x0 < r->x0)
                p->l[j].kind = KIND_SIGN_BOX;
    }
}

void find_tables(struct parts *k)
{
    for (size_t i = 0; i < k->p->n; i++)
        tables_of_page(k, &k->p->v[i]);
    for (size_t i = 0; i < k->ntables; i++) {
        struct vpage *p = k->tables[i].page;
        struct box b = k->tables[i].at;
        for (size_t j = 0; j < p->nl; j++) {
            struct vline *l = &p->l[j];
            if (l->kind == KIND_BODY && l->y > b.y0 && l->y < b.y1 + 500 && l->x0 > b.x0 - 3000 && l->x1 < b.x1 + 3000)
                l->kind = KIND_TABLE;
        }
        caption(k, p, b, true);
    }
    for (size_t i = 0; i < k->p->n; i++) {
        struct vpage *p = &k->p->v[i];
        for (size_t j = 0; j < p->ni; j++)
            if (p->i[j].at.x1 - p->i[j].at.x0 > 20000)
                caption(k, p, p->i[j].at, false);
        sign_boxes(p);
    }
}

/* ---- 版记 ---- */

static void blanks(struct parts *k)
{
    k->blank = arena_calloc(k->a, k->p->n, sizeof *k->blank);
    for (size_t i = 0; i < k->p->n; i++) {
        const struct vpage *p = &k->p->v[i];
        size_t lines = 0, turned = 0;
        for (size_t j = 0; j < p->nl; j++)
            lines += p->l[j].kind != KIND_PAGE_NUMBER;
        for (size_t j = 0; j < p->ng; j++)
            turned += p->g[j].way != WAY_RIGHT;
        k->blank[i] = !lines && !turned && !p->nr && !p->ns && !p->ni;
    }
}

static bool imprint_text(const struct vline *l)
{
    return l->size < PT(15.4) && (starts_with(l->text, "抄送") || starts_with(l->text, "主送") || ends_with(l->text, "印发"));
}

static int by_height(const void *a, const void *b)
{
    const struct vrule *p = *(struct vrule *const *)a, *q = *(struct vrule *const *)b;
    return (p->y0 > q->y0) - (p->y0 < q->y0);
}

/* Long level rules of the last page: of a one-page document, only those in its lower part. */
static void imprint_rules(struct parts *k, struct vpage *p)
{
    k->rules = arena_calloc(k->a, p->nr + 1, sizeof *k->rules);
    for (size_t i = 0; i < p->nr; i++) {
        struct vrule *r = &p->r[i];
        bool level = abs(r->y1 - r->y0) < 1500 && r->x1 - r->x0 > 60000;
        bool place = p->number > 1 || (r->y0 > 150000 && (r->y0 < 268000 || r->ink != INK_RED));
        if (level && place && !r->table && k->nrules < 16)
            k->rules[k->nrules++] = r;
    }
    qsort(k->rules, k->nrules, sizeof *k->rules, by_height);
}

static void imprint_lines(struct parts *k, struct vpage *p)
{
    um from = 0;
    for (size_t i = 0; i < p->nl && !from; i++)
        if (p->l[i].kind == KIND_BODY && imprint_text(&p->l[i]))
            from = p->l[i].top;
    if (k->nrules && (!from || k->rules[0]->y0 < from))
        from = k->rules[0]->y0;
    for (size_t i = 0; i < p->nl && from; i++) {
        struct vline *l = &p->l[i];
        if (l->kind != KIND_BODY || l->y < from)
            continue;
        l->kind = KIND_IMPRINT;
        ARENA_PUSH(k->a, k->imprint.v, k->imprint.n, k->imprint.cap) = l;
        if (ends_with(l->text, "印发"))
            k->print_row = l;
        else if (starts_with(l->text, "抄送") || starts_with(l->text, "主送") || k->copies.n)
            ARENA_PUSH(k->a, k->copies.v, k->copies.n, k->copies.cap) = l;
    }
}

void find_imprint(struct parts *k)
{
    blanks(k);
    size_t n = k->end;
    while (n > 1 && k->blank[n - 1])
        n--;
    struct vpage *p = &k->p->v[n - 1];
    imprint_rules(k, p);
    imprint_lines(k, p);
    if (k->imprint.n)
        k->imprint_page = p;
    else
        k->nrules = 0;
}

/* ---- margins ---- */

static void band(struct parts *k, struct vpage *p, int i, int side, struct box at)
{
    struct band *b = &k->bands[p->number - 1].v[i];
    b->used = at.x1 > at.x0 && at.y1 > at.y0;
    b->side = side;
    if (b->used)
        b->want = ink_want(k->a, p, at);
}

/* The page number has its place below the type area; page 1 of a letter has its rules and lines outside (10.1). */
void find_bands(struct parts *k)
{
    k->bands = arena_calloc(k->a, k->p->n, sizeof *k->bands);
    for (size_t i = 0; i < k->p->n; i++) {
        struct vpage *p = &k->p->v[i];
        const struct vline *no = k->page_number[i];
        um left = area_left(k, p) - 200, right = AREA_R + area_shift(k, p) + 200, top = 0, bottom = p->h;
        bool letter = i == 0 && k->format == DOC_LETTER;
        if (letter) {
            top = k->pair[0][1] ? k->pair[0][1]->y0 + 1500 : 70000;
            bottom = k->pair[1][0] ? k->pair[1][0]->y0 - 1500 : AREA_B;
        }
        band(k, p, 0, 0, (struct box){0, top, left, bottom});
        band(k, p, 1, 1, (struct box){right, top, p->w, bottom});
        if (letter)
            continue;
        band(k, p, 2, 2, (struct box){0, 0, p->w, AREA_T - 200});
        band(k, p, 3, 3, (struct box){0, AREA_B + 200, p->w, no ? no->top - 500 : p->h});
        if (no)
            band(k, p, 4, 3, (struct box){0, no->bottom + 500, p->w, p->h});
    }
}

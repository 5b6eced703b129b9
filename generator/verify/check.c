#include "verify/check.h"

#include <stdarg.h>
#include <stdio.h>

enum { FINDINGS_KEPT = 12 };

static void fail(struct check *c, struct spot at, const char *what, const char *found, const char *expected)
{
    c->v->total++;
    if (c->v->n >= FINDINGS_KEPT)
        return;
    ARENA_PUSH(c->a, c->v->v, c->v->n, c->cap) =
        (struct finding){at.page, at.x, at.y, arena_strdup(c->a, what), arena_strdup(c->a, found), arena_strdup(c->a, expected)};
}

static const char *length(struct arena *a, um v, bool points)
{
    return points ? arena_printf(a, "%.2f 磅", v / 352.77778) : arena_printf(a, "%.2f mm", v / 1000.0);
}

static bool measure(struct check *c, struct spot at, const char *what, um value, um least, um most, bool points)
{
    c->least = !c->ranged || value < c->least ? value : c->least;
    c->most = !c->ranged || value > c->most ? value : c->most;
    c->ranged = true;
    c->points = points;
    c->measured++;
    if (value >= least && value <= most)
        return true;
    const char *expected = least <= -900000000 ? arena_printf(c->a, "不大于 %s", length(c->a, most, points))
                           : most >= 900000000 ? arena_printf(c->a, "不小于 %s", length(c->a, least, points))
                           : points            ? arena_printf(c->a, "%.2f～%.2f 磅", least / 352.77778, most / 352.77778)
                                               : arena_printf(c->a, "%.2f～%.2f mm", least / 1000.0, most / 1000.0);
    fail(c, at, what, length(c->a, value, points), expected);
    return false;
}

bool within(struct check *c, struct spot at, const char *what, um value, um least, um most)
{
    return measure(c, at, what, value, least, most, false);
}

bool within_pt(struct check *c, struct spot at, const char *what, um value, um least, um most)
{
    return measure(c, at, what, value, least, most, true);
}

bool holds(struct check *c, struct spot at, bool ok, const char *what, const char *found, const char *expected)
{
    c->measured++;
    if (!ok)
        fail(c, at, what, found, expected);
    return ok;
}

static void say_once(struct check *c, const char **where, const char *fmt, va_list ap)
{
    char s[512];
    if (*where)
        return;
    vsnprintf(s, sizeof s, fmt, ap);
    *where = arena_strdup(c->a, s);
}

void none(struct check *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    say_once(c, &c->why, fmt, ap);
    va_end(ap);
}

void unsure(struct check *c, const char *fmt, ...)
{
    va_list ap;
    if (!c->unsure)
        c->why = NULL;
    c->unsure = true;
    va_start(ap, fmt);
    say_once(c, &c->why, fmt, ap);
    va_end(ap);
}

void note(struct check *c, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    say_once(c, &c->note, fmt, ap);
    va_end(ap);
}

struct spot at_line(const struct vline *l) { return (struct spot){l->page->number, l->x0, l->top}; }
struct spot at_glyph(const struct vpage *p, const struct vglyph *g) { return (struct spot){p->number, g->x, g->y - g->size * 88 / 100}; }
struct spot at_box(const struct vpage *p, struct box b) { return (struct spot){p->number, b.x0, b.y0}; }
struct spot at_rule(const struct vpage *p, const struct vrule *r) { return (struct spot){p->number, r->x0, r->y0}; }

const char *line_words(const struct check *c, const struct vline *l)
{
    const char *s = l->text, *end = s + strlen(s);
    size_t n = 0;
    for (const char *p = s; p < end && n < 12; n++) {
        uint32_t cp;
        int len = utf8_decode(p, end, &cp);
        p += len ? len : 1;
        if (n == 11 && p < end)
            return arena_printf(c->a, "“%.*s…”", (int)(p - s), s);
    }
    return arena_printf(c->a, "“%s”", s);
}

/* Rare characters come from fallback fonts, figures and letters from a companion: only hanzi tell the role. */
void in_role(struct check *c, const struct vline *l, size_t from, size_t to, enum role role, const char *what)
{
    bool seen = false;
    for (size_t i = from; i < to && i < l->n; i++) {
        const struct vglyph *g = l->g[i];
        const struct vfont *f = &c->k->p->fonts[g->font];
        if (!is_han(g->cp) || f->role == ROLE_ANY)
            continue;
        if (f->role == ROLE_UNKNOWN) {
            unsure(c, "字体“%s”不认识（在 fonts/fonts.tab 里登记后再检查）", f->name);
            return;
        }
        seen = true;
        if (f->role != role) {
            holds(c, at_glyph(l->page, g), false, arena_printf(c->a, "%s%s的字体", what, line_words(c, l)),
                  arena_printf(c->a, "%s（%s）", role_name(f->role), f->name), role_name(role));
            return;
        }
    }
    if (seen)
        holds(c, at_line(l), true, what, "", "");
}

void of_size(struct check *c, const struct vline *l, const char *what, um least, um most)
{
    const struct vglyph *small = NULL, *big = NULL;
    for (size_t i = 0; i < l->n; i++) {
        const struct vglyph *g = l->g[i];
        if ((!is_han(g->cp) && !is_digit(g->cp)) || c->k->p->fonts[g->font].role == ROLE_ANY)
            continue;
        small = !small || g->size < small->size ? g : small;
        big = !big || g->size > big->size ? g : big;
    }
    if (!small)
        return;
    const struct vglyph *worst = small->size < least ? small : big;
    within_pt(c, at_glyph(l->page, worst), arena_printf(c->a, "%s%s的字号", what, line_words(c, l)), worst->size, least, most);
}

void of_size3(struct check *c, const struct vline *l, const char *what) { of_size(c, l, what, PT(15.75) - 2, PT(16.05)); }

um row_top(const struct parts *k) { return k->model_b ? PT(111.377) : AREA_T; }
um row_bottom(const struct parts *k) { return k->model_b ? PT(736.182) : AREA_B; }

/* Where 7.3.5.5 may have moved rows and letters: the page of 署名, the one before it, that of the 版记. */
static bool may_be_respaced(const struct parts *k, const struct vpage *p)
{
    return (k->tail_page && (p == k->tail_page || p->number + 1 == k->tail_page->number)) || p == k->imprint_page;
}

bool respaced_letters(const struct parts *k, const struct vline *l)
{
    size_t n = 0, hit = 0;
    if (!may_be_respaced(k, l->page))
        return false;
    for (size_t i = 1; i < l->n; i++) {
        um d = l->g[i]->x - l->g[i - 1]->x;
        if (!is_han(l->g[i]->cp) || !is_han(l->g[i - 1]->cp))
            continue;
        n++;
        hit += abs(d - AREA_W / 27) < 40 || abs(d - AREA_W / 29) < 40;
    }
    return n > 1 && hit * 10 >= n * 9;
}

um page_pitch(const struct parts *k, const struct vpage *p)
{
    um least = 0, most = 0;
    size_t n = 0;
    if (!may_be_respaced(k, p))
        return k->pitch;
    for (size_t i = 1; i < p->nl; i++) {
        um d = p->l[i].y - p->l[i - 1].y;
        if (p->l[i].kind != KIND_BODY || p->l[i - 1].kind != KIND_BODY || !p->l[i].sure || !p->l[i - 1].sure || d > PITCH_A * 115 / 100 || d < PITCH_A * 9 / 10)
            continue;
        least = !n || d < least ? d : least;
        most = !n || d > most ? d : most;
        n++;
    }
    return n && most - least <= PT(0.1) ? (least + most) / 2 : k->pitch;
}

struct vline *flow_before(const struct parts *k, const struct vline *l)
{
    struct vline *best = NULL;
    for (size_t i = 0; i < k->flow.n; i++) {
        struct vline *f = k->flow.v[i];
        if (f->page->number > l->page->number || (f->page == l->page && f->y >= l->y - 500))
            break;
        best = f;
    }
    return best;
}

bool in_heading(const struct parts *k, const struct vline *l)
{
    size_t at = 0, from, to;
    while (at < k->flow.n && k->flow.v[at] != l)
        at++;
    if (at == k->flow.n)
        return false;
    for (from = at; from > 0 && !k->flow.v[from]->first; from--)
        ;
    for (to = at + 1; to < k->flow.n && !k->flow.v[to]->first && k->flow.v[to]->kind == KIND_BODY; to++)
        ;
    for (size_t i = from; i < to; i++)
        if (strstr(k->flow.v[i]->text, "。"))
            return false; /* a sentence: the number stands before running text */
    return k->flow.v[from]->level > 0;
}

struct vline *flow_after(const struct parts *k, const struct vline *l)
{
    for (size_t i = 0; i < k->flow.n; i++) {
        struct vline *f = k->flow.v[i];
        if (f->page->number > l->page->number || (f->page == l->page && f->y > l->y + 500))
            return f;
    }
    return NULL;
}

um plain_x(const struct check *c, const struct vline *l, um x) { return x - area_shift(c->k, l->page); }
um edge_right(const struct check *c, const struct vpage *p) { return AREA_R + area_shift(c->k, p); }
um middle_x(const struct check *c, const struct vpage *p) { return AREA_CX + area_shift(c->k, p); }

const char *title_text(const struct check *c)
{
    struct buf b = {0};
    for (size_t i = 0; i < c->k->title.n; i++)
        buf_adds(&b, c->k->title.v[i]->text);
    const char *s = arena_strdup(c->a, buf_str(&b));
    buf_drop(&b);
    return s;
}

const char *no_head(const struct check *c)
{
    return c->k->src && c->k->src->issuers.n ? "首页没有红色的发文机关标志（套打的纸上已经印好）" : "首页没有发文机关标志和红色分隔线";
}

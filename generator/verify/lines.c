#include "verify/lines.h"

#include <stdlib.h>
#include <string.h>

bool is_han(uint32_t cp)
{
    return (cp >= 0x4E00 && cp <= 0x9FFF) || (cp >= 0x3400 && cp <= 0x4DBF) || cp == 0x3007 || (cp >= 0x20000 && cp <= 0x3FFFF) ||
           (cp >= 0xF900 && cp <= 0xFAFF);
}

static bool one_of(uint32_t cp, const char *set)
{
    for (const char *end = set + strlen(set); set < end;) {
        uint32_t c;
        set += utf8_decode(set, end, &c);
        if (c == cp)
            return true;
    }
    return false;
}

bool is_open_mark(uint32_t cp) { return one_of(cp, "“‘（〔【〖［｛《〈「『"); }
bool is_full_mark(uint32_t cp) { return one_of(cp, "。，、；：？！．”’）〕】〗］｝》〉」』"); }
bool not_at_start(uint32_t cp) { return is_full_mark(cp) || one_of(cp, "·/／～‼⁇–%％‰℃°"); }
bool not_at_end(uint32_t cp) { return is_open_mark(cp) || one_of(cp, "/／"); }
bool is_digit(uint32_t cp) { return cp >= '0' && cp <= '9'; }

bool ends_with(const char *s, const char *tail)
{
    size_t n = strlen(s), k = strlen(tail);
    return n >= k && memcmp(s + n - k, tail, k) == 0;
}

bool starts_with(const char *s, const char *head) { return strncmp(s, head, strlen(head)) == 0; }
size_t chars_of(const char *s) { return utf8_count(s, strlen(s)); }

size_t han_number(const char *s)
{
    size_t n = 0;
    for (const char *end = s + strlen(s); s + n < end;) {
        uint32_t cp;
        int len = utf8_decode(s + n, end, &cp);
        if (!len || !one_of(cp, "一二三四五六七八九十百"))
            break;
        n += (size_t)len;
    }
    return n;
}

static bool blank(uint32_t cp)
{
    return cp <= 0x20 || cp == 0xA0 || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200F) || cp == 0x202F || cp == 0x205F || cp == 0xFEFF;
}

bool is_mark_glyph(const struct vpage *p, const struct vglyph *g)
{
    return p->number == 1 && g->ink == INK_RED && g->way == WAY_RIGHT && g->size >= PT(18) && g->y < p->h * 6 / 10;
}

static int by_x(const void *a, const void *b)
{
    const struct vglyph *p = *(struct vglyph *const *)a, *q = *(struct vglyph *const *)b;
    return p->x != q->x ? (p->x > q->x) - (p->x < q->x) : (p > q) - (p < q);
}

static int by_y(const void *a, const void *b)
{
    const struct vglyph *p = *(struct vglyph *const *)a, *q = *(struct vglyph *const *)b;
    return p->y != q->y ? (p->y > q->y) - (p->y < q->y) : by_x(a, b);
}

/* Does the glyph count for the line's own baseline and size? Latin letters and fallback glyphs sit elsewhere. */
static bool typical(const struct vpages *p, const struct vglyph *g) { return is_han(g->cp) && p->fonts[g->font].role != ROLE_ANY; }

/* The value that most glyphs of the line have, by `of`; ties go to the first. */
static const struct vglyph *most(const struct vpages *p, const struct vline *l, bool (*same)(const struct vglyph *, const struct vglyph *))
{
    const struct vglyph *best = NULL;
    size_t count = 0;
    bool any = false;
    for (size_t i = 0; i < l->n; i++)
        any |= typical(p, l->g[i]);
    for (size_t i = 0; i < l->n; i++) {
        if (any && !typical(p, l->g[i]))
            continue;
        size_t k = 0;
        for (size_t j = 0; j < l->n; j++)
            k += same(l->g[i], l->g[j]) && (!any || typical(p, l->g[j]));
        if (k > count) {
            count = k;
            best = l->g[i];
        }
        if (k * 2 > l->n)
            break;
    }
    return best ? best : l->g[0];
}

static bool same_y(const struct vglyph *a, const struct vglyph *b) { return abs(a->y - b->y) <= 20; }
static bool same_size(const struct vglyph *a, const struct vglyph *b) { return abs(a->size - b->size) <= 20; }
static bool same_font(const struct vglyph *a, const struct vglyph *b) { return a->font == b->font; }

void line_make(const struct vpages *p, struct vline *l, struct vpage *page, struct vglyph **g, size_t n)
{
    qsort(g, n, sizeof *g, by_x);
    *l = (struct vline){.page = page, .g = g, .n = n, .x0 = g[0]->x, .x1 = g[n - 1]->x + g[n - 1]->advance, .ink = (enum ink)g[0]->ink};
    l->y = most(p, l, same_y)->y;
    l->size = most(p, l, same_size)->size;
    const struct vfont *f = &p->fonts[most(p, l, same_font)->font];
    for (size_t i = 0; i < n && !l->sure; i++)
        l->sure = typical(p, g[i]);
    l->own_first = p->fonts[g[0]->font].role != ROLE_ANY;
    l->role = l->sure ? f->role : ROLE_ANY;
    l->top = l->y - (um)((int64_t)l->size * f->above / 1000);
    l->bottom = l->top + l->size;
    struct buf b = {0};
    for (size_t i = 0; i < n; i++)
        buf_add_utf8(&b, g[i]->cp);
    l->text = arena_strdup(p->a, buf_str(&b));
    buf_drop(&b);
}

struct vlines line_segments(struct vpages *p, const struct vline *l, int gap)
{
    struct vlines out = {0};
    for (size_t i = 0, from = 0; i < l->n; i++) {
        bool end = i + 1 == l->n || (int64_t)(l->g[i + 1]->x - l->g[i]->x - l->g[i]->advance) * 1000 > (int64_t)l->size * gap;
        if (!end)
            continue;
        struct vline *part = arena_alloc(p->a, sizeof *part);
        line_make(p, part, l->page, l->g + from, i + 1 - from);
        part->kind = l->kind;
        ARENA_PUSH(p->a, out.v, out.n, out.cap) = part;
        from = i + 1;
    }
    return out;
}

/* Blanks go, but the glyph behind one remembers it. */
static size_t drop_blanks(struct vglyph **g, size_t n)
{
    size_t kept = 0;
    bool gap = false;
    qsort(g, n, sizeof *g, by_x);
    for (size_t i = 0; i < n; i++) {
        if (blank(g[i]->cp)) {
            gap = true;
            continue;
        }
        g[i]->blank_before = gap;
        gap = false;
        g[kept++] = g[i];
    }
    return kept;
}

/* One baseline, give or take a fifth of the size: Latin letters and rare characters sit a little off it. */
static void build_page(struct vpages *p, struct vpage *page)
{
    struct vglyph **g = arena_calloc(p->a, page->ng + 1, sizeof *g);
    size_t n = 0;
    for (size_t i = 0; i < page->ng; i++)
        if (page->g[i].way == WAY_RIGHT && !is_mark_glyph(page, &page->g[i]))
            g[n++] = &page->g[i];
    qsort(g, n, sizeof *g, by_y);
    for (size_t from = 0; from < n;) {
        size_t to = from + 1;
        um room = g[from]->size / 5 < 1400 ? g[from]->size / 5 : 1400;
        while (to < n && g[to]->y - g[from]->y <= room)
            to++;
        size_t kept = drop_blanks(g + from, to - from);
        if (kept) {
            struct vline *l = &ARENA_PUSH(p->a, page->l, page->nl, page->capl);
            line_make(p, l, page, g + from, kept);
        }
        from = to;
    }
}

void lines_build(struct vpages *p)
{
    for (size_t i = 0; i < p->n; i++)
        build_page(p, &p->v[i]);
}

um line_right(const struct vline *l)
{
    const struct vglyph *g = l->g[l->n - 1];
    return is_full_mark(g->cp) && g->advance > g->size * 3 / 4 ? g->x + g->size / 2 : g->x + g->advance;
}

um line_left(const struct vline *l)
{
    const struct vglyph *g = l->g[0];
    return is_open_mark(g->cp) && g->advance > g->size * 3 / 4 ? g->x + g->size / 2 : g->x;
}

um line_center(const struct vline *l) { return (line_left(l) + line_right(l)) / 2; }

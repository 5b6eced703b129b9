/*
 * Does a subset draw what its font draws? A glyph whose outline was lost or damaged prints as nothing or as another, and no reader
 * says so. CFF: cff_whole. TrueType: every outline is drawn from both files by HarfBuzz and compared.
 *
 * Drawing twice costs 6 µs a glyph, as much again as making the subset. So a glyph that has been proven is remembered by the sum of
 * its bytes in the subset and its box, in one 64-bit word of its face: the next subset that holds the same bytes needs no drawing.
 * Any thread computes the same word, so plain atomic stores do.
 */
#include "font/internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- sums ---- */

static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 32;
}

/* ---- drawing ---- */

/* What was drawn, as a sum over the pen's moves. Nothing drawn: n = 0. */
struct drawn { uint64_t sum; size_t n; };

enum move { MOVE_TO = 1, LINE_TO, CURVE_TO, CLOSE };

static void add(struct drawn *d, enum move move, const float *v, size_t n)
{
    uint64_t h = d->sum ^ (uint64_t)move;
    for (size_t i = 0; i < n; i++) {
        uint32_t bits;
        memcpy(&bits, &v[i], sizeof bits);
        h = mix(h, bits);
    }
    d->sum = h;
    d->n++;
}

static void move_to(hb_draw_funcs_t *f, void *d, hb_draw_state_t *at, float x, float y, void *data)
{
    (void)f, (void)at, (void)data;
    add(d, MOVE_TO, (float[]){x, y}, 2);
}

static void line_to(hb_draw_funcs_t *f, void *d, hb_draw_state_t *at, float x, float y, void *data)
{
    (void)f, (void)at, (void)data;
    add(d, LINE_TO, (float[]){x, y}, 2);
}

static void curve_to(hb_draw_funcs_t *f, void *d, hb_draw_state_t *at, float cx, float cy, float x, float y, void *data)
{
    (void)f, (void)at, (void)data;
    add(d, CURVE_TO, (float[]){cx, cy, x, y}, 4);
}

static void close_path(hb_draw_funcs_t *f, void *d, hb_draw_state_t *at, void *data)
{
    (void)f, (void)at, (void)data;
    add(d, CLOSE, NULL, 0);
}

static hb_draw_funcs_t *pen(void)
{
    hb_draw_funcs_t *f = hb_draw_funcs_create();
    hb_draw_funcs_set_move_to_func(f, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(f, line_to, NULL, NULL);
    hb_draw_funcs_set_quadratic_to_func(f, curve_to, NULL, NULL); /* TrueType has no other curves */
    hb_draw_funcs_set_close_path_func(f, close_path, NULL, NULL);
    return f;
}

static struct drawn draw(hb_font_t *font, uint32_t gid, hb_draw_funcs_t *f)
{
    struct drawn d = {0};
#if HB_VERSION_ATLEAST(7, 0, 0)
    hb_font_draw_glyph(font, gid, f, &d);
#else
    hb_font_get_glyph_shape(font, gid, f, &d);
#endif
    return d;
}

static bool drawn_alike(const struct face *face, hb_font_t *subset, struct glyph_pair p, hb_draw_funcs_t *f)
{
    struct drawn a = draw(face->font, p.from, f), b = draw(subset, p.to, f);
    int box[4];
    if (a.n != b.n || a.sum != b.sum)
        return false;
    if (a.n)
        return true;
    font_ink(face, p.from, box); /* without memory nothing is drawn of either: the glyph's box is read, not drawn */
    return box[0] == box[2] || box[1] == box[3];
}

/* ---- bytes of a glyph ---- */

struct table { hb_blob_t *blob; const uint8_t *p; unsigned n; };
struct outlines { struct table head, loca, glyf; hb_font_t *font; };

static struct table table_open(hb_face_t *f, hb_tag_t tag)
{
    struct table t = {hb_face_reference_table(f, tag), NULL, 0};
    t.p = (const uint8_t *)hb_blob_get_data(t.blob, &t.n);
    return t;
}

static uint32_t big(const uint8_t *p, int bytes)
{
    uint32_t v = 0;
    for (int i = 0; i < bytes; i++)
        v = v << 8 | p[i];
    return v;
}

/* [*p, *p + *n) in glyf; false: the tables do not say. */
static bool glyph_bytes(const struct outlines *o, uint32_t gid, const uint8_t **p, size_t *n)
{
    enum { LOCA_FORMAT = 50 };
    if (o->head.n < LOCA_FORMAT + 2)
        return false;
    int size = big(o->head.p + LOCA_FORMAT, 2) ? 4 : 2, unit = size == 4 ? 1 : 2;
    if (((uint64_t)gid + 2) * (unsigned)size > o->loca.n)
        return false;
    const uint8_t *at = o->loca.p + (size_t)gid * (size_t)size;
    uint64_t from = (uint64_t)big(at, size) * (unsigned)unit, to = (uint64_t)big(at + size, size) * (unsigned)unit;
    if (from > to || to > o->glyf.n)
        return false;
    *p = o->glyf.p + from;
    *n = to - from;
    return true;
}

static uint64_t sum_of(uint64_t h, const uint8_t *p, size_t n)
{
    size_t i = 0;
    for (uint64_t v; i + sizeof v <= n; i += sizeof v) {
        memcpy(&v, p + i, sizeof v);
        h = mix(h, v);
    }
    for (; i < n; i++)
        h = mix(h, p[i]);
    return h;
}

/*
 * Of the glyph's bytes and its box, which hangs on hmtx too; of a composite's parts instead of their numbers. 0: not to be remembered.
 * parts: how many more may be looked at; 0 in the end: a composite of itself, or of more parts than any writing has.
 */
static uint64_t glyph_sum(const struct outlines *o, uint32_t gid, int *parts)
{
    enum { HEADER = 10, WORDS = 1, SCALE = 8, MORE = 0x20, SCALE_XY = 0x40, MATRIX = 0x80 };
    const uint8_t *p;
    size_t n;
    hb_glyph_extents_t e;
    if (*parts <= 0 || !--*parts || !glyph_bytes(o, gid, &p, &n) || (n && n < HEADER) || !hb_font_get_glyph_extents(o->font, gid, &e))
        return 0;
    uint64_t h = mix(n, (uint64_t)(uint32_t)e.x_bearing << 32 | (uint32_t)e.y_bearing);
    h = mix(h, (uint64_t)(uint32_t)e.width << 32 | (uint32_t)e.height);
    if (!n || !(p[0] & 0x80)) /* number of contours: −1 for a composite */
        return sum_of(h, p, n);
    size_t i = HEADER;
    for (unsigned flags = MORE; flags & MORE;) {
        if (n - i < 4)
            return 0;
        flags = big(p + i, 2);
        uint64_t part = glyph_sum(o, big(p + i + 2, 2), parts);
        size_t size = 4 + (flags & WORDS ? 4 : 2) + (flags & SCALE ? 2 : flags & SCALE_XY ? 4 : flags & MATRIX ? 8 : 0);
        if (!part || n - i < size)
            return 0;
        h = sum_of(mix(mix(h, flags), part), p + i + 4, size - 4);
        i += size;
    }
    return sum_of(h, p + i, n - i);
}

/* ---- */

enum { PARTS_MOST = 256 };

static bool glyph_whole(struct face_full *face, const struct outlines *o, struct glyph_pair p, hb_draw_funcs_t *f)
{
    int parts = PARTS_MOST;
    uint64_t sum = glyph_sum(o, p.to, &parts);
    if (p.from >= face->f.nglyphs || !parts)
        return false;
    _Atomic uint64_t *proven = &face->proven[p.from];
    if (sum && atomic_load_explicit(proven, memory_order_relaxed) == sum)
        return true;
    if (!drawn_alike(&face->f, o->font, p, f))
        return false;
    if (sum)
        atomic_store_explicit(proven, sum, memory_order_relaxed);
    return true;
}

void outlines_init(struct face_full *f)
{
    f->proven = calloc(f->f.nglyphs, sizeof *f->proven);
    if (!f->proven)
        base_die("内存不足，本次运行已停止；已入库的内容不受影响，请关闭其他程序后再试");
}

void outlines_drop(struct face_full *f)
{
    free(f->proven);
    f->proven = NULL;
}

bool outlines_whole(const struct fonts *fonts, const struct face *face, const void *sfnt, size_t n, const struct glyph_pair *v, size_t nv)
{
    hb_blob_t *blob = hb_blob_create(sfnt, (unsigned)n, HB_MEMORY_MODE_READONLY, NULL, NULL);
    hb_face_t *f = hb_face_create(blob, 0);
    struct outlines o = {table_open(f, HB_TAG('h', 'e', 'a', 'd')), table_open(f, HB_TAG('l', 'o', 'c', 'a')),
                         table_open(f, HB_TAG('g', 'l', 'y', 'f')), hb_font_create(f)};
    hb_draw_funcs_t *funcs = pen();
    hb_font_set_scale(o.font, (int)face->upem, (int)face->upem);
    bool whole = true;
    for (size_t i = 0; i < nv && whole; i++)
        whole = glyph_whole(fonts->faces[face->index], &o, v[i], funcs);
    hb_draw_funcs_destroy(funcs);
    hb_font_destroy(o.font);
    hb_blob_destroy(o.head.blob);
    hb_blob_destroy(o.loca.blob);
    hb_blob_destroy(o.glyf.blob);
    hb_face_destroy(f);
    hb_blob_destroy(blob);
    return whole;
}

/*
 * Character → glyph of a role. The answer is fixed for a process, so each role keeps it: one 64-bit word a character, in pages
 * of 256 that are made on first use. Any thread computes the same word, so plain atomic stores do; nothing is locked.
 *
 * Full width by rule, not from hmtx (the fonts' widths of hanzi vary by a thousandth or two, those of signs by much): hanzi,
 * wide and full-width characters, “” ‘’ — … take one em, · half an em; the glyph is moved, if need be narrowed, to lie inside.
 */
#include "font/internal.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

enum { PAGE = 256, PAGES = 0x110000 / PAGE };

struct pick_page { _Atomic uint64_t v[PAGE]; };

void chain_pages_init(struct chain *c)
{
    c->pages = calloc(PAGES, sizeof *c->pages);
    if (!c->pages)
        base_die(OUT_OF_MEMORY);
}

void chain_pages_drop(struct chain *c)
{
    for (size_t i = 0; c->pages && i < PAGES; i++)
        free(atomic_load_explicit(&c->pages[i], memory_order_relaxed));
    free(c->pages);
    c->pages = NULL;
}

/* ---- the word: known:1 none:1 link:5 gid:16 advance:12 dx:12 (+2048) scale:11 ---- */

static uint64_t pack(size_t link, const struct glyph *g)
{
    return 1 | (uint64_t)link << 2 | (uint64_t)(g->gid & 0xFFFF) << 7 | (uint64_t)(g->advance & 0xFFF) << 23 |
           (uint64_t)((g->dx + 2048) & 0xFFF) << 35 | (uint64_t)(g->scale & 0x7FF) << 47;
}

static int unpack(const struct chain *c, uint64_t w, struct glyph *out)
{
    if (w & 2)
        return -1;
    size_t i = w >> 2 & 31;
    const struct link *k = &c->v[i];
    *out = (struct glyph){
        .face = &k->face->f, .gid = w >> 7 & 0xFFFF, .advance = (int32_t)(w >> 23 & 0xFFF),
        .dx = (int16_t)((int)(w >> 35 & 0xFFF) - 2048), .scale = (int16_t)(w >> 47 & 0x7FF),
        .dy = (int16_t)k->dy, .stroke = (int16_t)k->stroke, .fallback = i != c->main && k->use != USE_LATIN,
    };
    return 0;
}

/* ---- which link ---- */

static bool is_latin(uint32_t cp)
{
    return (cp >= 0x20 && cp < 0x7F) || cp == 0xA0 || (cp < 0x250 && cp > 0xA0 && u_isalpha((UChar32)cp));
}

static bool serves(const struct link *k, uint32_t cp)
{
    if (k->use == USE_HANZI)
        return is_hanzi(cp);
    if (k->use != USE_LATIN || is_latin(cp))
        return true;
    for (size_t i = 0; i < k->nsigns; i++)
        if (k->signs[i] == cp)
            return true;
    return false;
}

/* Private-use characters mean something else in every font; controls and surrogates are no characters to draw. */
static bool drawable(uint32_t cp)
{
    if (cp > 0x10FFFF)
        return false;
    int8_t t = u_charType((UChar32)cp);
    return t != U_CONTROL_CHAR && t != U_FORMAT_CHAR && t != U_SURROGATE && t != U_PRIVATE_USE_CHAR &&
           t != U_LINE_SEPARATOR && t != U_PARAGRAPH_SEPARATOR && !u_hasBinaryProperty((UChar32)cp, UCHAR_VARIATION_SELECTOR) &&
           !u_hasBinaryProperty((UChar32)cp, UCHAR_NONCHARACTER_CODE_POINT);
}

/* ---- how wide ---- */

enum { EM = 1000, HALF = 500, AS_IS = -1 };

/* Spaces that a font may lack are its U+0020 with the width their names say. */
static int space_width(uint32_t cp)
{
    static const int16_t from_2000[] = {500, 1000, 500, 1000, 333, 250, 167, 500, 250, 200, 100};
    return cp >= 0x2000 && cp <= 0x200A ? from_2000[cp - 0x2000] : cp == 0x202F ? 200 : cp == 0x205F ? 222
         : cp == 0x3000 ? EM : AS_IS;
}

static int rule_width(uint32_t cp, int natural)
{
    if (is_space_char(cp))
        return space_width(cp);
    if (cp == 0xB7)
        return HALF;
    if (cp == 0x2014 || cp == 0x2026 || (cp >= 0x2018 && cp <= 0x201D && cp != 0x201A && cp != 0x201B))
        return EM;
    int width = u_getIntPropertyValue((UChar32)cp, UCHAR_EAST_ASIAN_WIDTH);
    if (width == U_EA_FULLWIDTH || width == U_EA_WIDE || is_hanzi(cp))
        return EM;
    bool sign = !u_isalpha((UChar32)cp) && (cp >= 0x2000 || width == U_EA_AMBIGUOUS);
    return sign && natural > 700 && natural < 1300 ? EM : AS_IS; /* ‰ 1167, ℃ 944 */
}

/* Moves the glyph into its cell: an opening quote to the right edge, a closing one to the left, all else to the middle. */
static void fit(struct glyph *g, uint32_t cp, int natural)
{
    int box[4];
    font_ink(g->face, g->gid, box);
    int ink = box[2] - box[0];
    if (ink * g->scale > g->advance * 1000 && natural != EM) {
        g->scale = (int16_t)(g->advance * 1000 / ink);
    }
    int width = natural * g->scale / 1000, x0 = box[0] * g->scale / 1000, x1 = (box[2] * g->scale + 999) / 1000;
    int dx = cp == 0x201C || cp == 0x2018 ? g->advance - width : cp == 0x201D || cp == 0x2019 ? 0 : (g->advance - width) / 2;
    if (width != g->advance) {
        dx = x1 + dx > g->advance ? g->advance - x1 : dx;
        dx = x0 + dx < 0 ? -x0 : dx;
    }
    g->dx = (int16_t)dx;
}

static void measure(const struct link *k, uint32_t cp, struct glyph *g)
{
    int natural = face_scale(g->face, hb_font_get_glyph_h_advance(g->face->font, g->gid));
    int rule = rule_width(cp, natural);
    g->scale = (int16_t)k->scale;
    g->advance = rule == AS_IS ? (natural * k->scale + 500) / 1000 : rule;
    if (rule != AS_IS && !is_space_char(cp))
        fit(g, cp, natural);
}

static bool find_in(const struct link *k, uint32_t cp, struct glyph *g)
{
    g->face = &k->face->f;
    return face_draws(g->face, cp, &g->gid) || (is_space_char(cp) && face_draws(g->face, 0x20, &g->gid));
}

static uint64_t look(const struct chain *c, uint32_t cp)
{
    struct glyph g = {0};
    for (size_t i = 0; drawable(cp) && i < c->n; i++) {
        if (!serves(&c->v[i], cp) || !find_in(&c->v[i], cp, &g))
            continue;
        measure(&c->v[i], cp, &g);
        return pack(i, &g);
    }
    return 3;
}

static struct pick_page *page_of(const struct chain *c, uint32_t cp)
{
    _Atomic(struct pick_page *) *at = &c->pages[cp / PAGE];
    struct pick_page *p = atomic_load_explicit(at, memory_order_acquire);
    if (p)
        return p;
    struct pick_page *fresh = calloc(1, sizeof *fresh);
    if (!fresh)
        base_die(OUT_OF_MEMORY);
    if (atomic_compare_exchange_strong(at, &p, fresh))
        return fresh;
    free(fresh); /* another thread was quicker */
    return p;
}

int font_pick(const struct fonts *f, enum font_role role, uint32_t cp, struct glyph *out)
{
    const struct chain *c = &f->chains[role];
    if (cp > 0x10FFFF)
        return -1;
    _Atomic uint64_t *at = &page_of(c, cp)->v[cp % PAGE];
    uint64_t w = atomic_load_explicit(at, memory_order_relaxed);
    if (!w) {
        w = look(c, cp);
        atomic_store_explicit(at, w, memory_order_relaxed);
    }
    return unpack(c, w, out);
}

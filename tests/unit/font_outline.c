/*
 * A TrueType subset that does not draw what its font draws is told: glyphs made empty, points moved, parts of composites moved, tables
 * cut or lying; before and after the glyph was seen whole. On subsets that hb-subset makes of real fonts.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "font/internal.h"

#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

struct subset { const struct face *face; uint8_t *p; size_t n; struct glyph_pair v[32]; size_t nv; };

static struct fonts *load(void)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct fonts *f = NULL;
    assert_int_equal(fonts_load(&f, "fonts", &ds), 0);
    arena_drop(a);
    return f;
}

static const struct face *face_named(const struct fonts *f, const char *part)
{
    for (size_t i = 0; i < fonts_faces(f); i++)
        if (strstr(fonts_face(f, i)->path, part))
            return fonts_face(f, i);
    fail_msg("no face with %s in its path", part);
    return NULL;
}

/* As the back end makes one. */
static void make(struct subset *s, const struct fonts *f, const char *file, const char *text)
{
    *s = (struct subset){.face = face_named(f, file)};
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    for (const char *end = text + strlen(text); text < end; s->nv++) {
        uint32_t cp;
        text += utf8_decode(text, end, &cp);
        assert_true(hb_font_get_nominal_glyph(s->face->font, cp, &s->v[s->nv].from));
        hb_set_add(hb_subset_input_glyph_set(in), s->v[s->nv].from);
    }
    hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(font_lean_face(f, s->face), in);
    for (size_t i = 0; i < s->nv; i++)
        s->v[i].to = hb_map_get(hb_subset_plan_old_to_new_glyph_mapping(plan), s->v[i].from);
    hb_face_t *face = hb_subset_plan_execute_or_fail(plan);
    hb_blob_t *blob = hb_face_reference_blob(face);
    unsigned n;
    const char *bytes = hb_blob_get_data(blob, &n);
    s->p = malloc(n);
    assert_non_null(s->p);
    memcpy(s->p, bytes, n);
    s->n = n;
    hb_blob_destroy(blob);
    hb_face_destroy(face);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(in);
}

/* Of a copy exactly as long as said: the sanitizer sees every byte too many. */
static bool whole(const struct fonts *f, const struct subset *s, size_t n)
{
    uint8_t *copy = malloc(n ? n : 1);
    assert_non_null(copy);
    memcpy(copy, s->p, n);
    bool yes = outlines_whole(f, s->face, copy, n, s->v, s->nv);
    free(copy);
    return yes;
}

static uint32_t big(const uint8_t *p, int n)
{
    uint32_t v = 0;
    while (n-- > 0)
        v = v << 8 | *p++;
    return v;
}

static uint8_t *table(const struct subset *s, const char *tag)
{
    for (unsigned i = 0; i < big(s->p + 4, 2); i++)
        if (memcmp(s->p + 12 + 16 * i, tag, 4) == 0)
            return s->p + big(s->p + 12 + 16 * i + 8, 4);
    fail_msg("no table %s", tag);
    return NULL;
}

static int loca_size(const struct subset *s) { return big(table(s, "head") + 50, 2) ? 4 : 2; }

static uint8_t *glyph(const struct subset *s, uint32_t gid)
{
    int size = loca_size(s);
    return table(s, "glyf") + big(table(s, "loca") + gid * (unsigned)size, size) * (size == 2 ? 2u : 1u);
}

/* Bytes of the i-th glyph asked for, or of the whole subset, that may not change. */
static uint8_t *its_points(const struct subset *s, size_t i) /* the last byte that counts: a coordinate */
{
    int size = loca_size(s);
    const uint8_t *loca = table(s, "loca") + (s->v[i].to + 1) * (unsigned)size;
    uint8_t *end = table(s, "glyf") + big(loca, size) * (size == 2 ? 2u : 1u);
    do
        end--;
    while (!*end); /* padding */
    return end;
}
static uint8_t *its_contours(const struct subset *s, size_t i) { return glyph(s, s->v[i].to); } /* negative: a composite */
static uint8_t *its_x_min(const struct subset *s, size_t i) { return glyph(s, s->v[i].to) + 3; }
static uint8_t *its_place(const struct subset *s, size_t i) { return table(s, "loca") + s->v[i].to * (unsigned)loca_size(s) + loca_size(s) - 1; }
static uint8_t *units_per_em(const struct subset *s, size_t i) { (void)i; return table(s, "head") + 18; }
static uint8_t *first_tag(const struct subset *s, size_t i) { (void)i; return (uint8_t *)memmem(s->p, s->n, "glyf", 4); }

static void changed(const struct fonts *f, const struct subset *s, const char *when)
{
    static const struct { const char *what; uint8_t *(*at)(const struct subset *, size_t), bits; } damage[] = {
        {"a point", its_points, 0x15}, {"the number of contours", its_contours, 0x80}, {"the box", its_x_min, 0x15 /* of a composite it moves nothing */},
        {"loca", its_place, 0x15}, {"unitsPerEm", units_per_em, 0x15}, {"the name of glyf", first_tag, 0x15},
    };
    for (size_t i = 0; i < s->nv; i++)
        for (size_t k = 0; k < sizeof damage / sizeof *damage; k++) {
            uint8_t *p = damage[k].at(s, i);
            if (damage[k].at == its_x_min && *glyph(s, s->v[i].to) & 0x80)
                continue;
            *p ^= damage[k].bits;
            if (whole(f, s, s->n))
                fail_msg("%s: %s of glyph %zu of %s changed and not told", when, damage[k].what, i, s->face->psname);
            *p ^= damage[k].bits;
        }
}

static void emptied(const struct fonts *f, const struct subset *s, const char *when)
{
    int size = loca_size(s);
    for (size_t i = 0; i < s->nv; i++) {
        uint8_t *at = table(s, "loca") + (s->v[i].to + 1) * (unsigned)size, *next = at - size, was[4];
        memcpy(was, at, (size_t)size);
        memcpy(at, next, (size_t)size); /* it ends where it begins; the next glyph begins there too */
        if (whole(f, s, s->n))
            fail_msg("%s: glyph %zu of %s made empty and not told", when, i, s->face->psname);
        memcpy(at, was, (size_t)size);
    }
}

static const struct { const char *file, *text; } fonts_of[] = {
    {"gkai00mp", "永国和鑫2022Ag"}, {"microhei", "永国和鑫贵州锦屏扶贫"}, {"ukai.ttc", "永国和鑫"}, {"BabelStone", "永国"},
};

static void damaged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof fonts_of / sizeof *fonts_of; i++) {
        struct fonts *f = load(); /* has seen nothing yet */
        struct subset s;
        make(&s, f, fonts_of[i].file, fonts_of[i].text);
        emptied(f, &s, "first");
        changed(f, &s, "first");
        assert_true(whole(f, &s, s.n));
        assert_true(whole(f, &s, s.n));
        emptied(f, &s, "seen");
        changed(f, &s, "seen");
        assert_true(whole(f, &s, s.n));
        free(s.p);
        fonts_drop(f);
    }
}

/* Another subset of the same font: its glyphs, and the parts of its composites, have other numbers. */
static void other_numbers(void **state)
{
    (void)state;
    struct fonts *f = load();
    struct subset s, t;
    make(&s, f, "microhei", "贵州锦屏扶贫");
    make(&t, f, "microhei", "永国和鑫贵州锦屏扶贫一二三");
    assert_true(s.v[0].to != t.v[4].to);
    assert_true(whole(f, &s, s.n) && whole(f, &t, t.n) && whole(f, &s, s.n));
    for (size_t i = 0; i < s.nv; i++) { /* a code that draws another of its glyphs */
        uint32_t was = s.v[i].to;
        s.v[i].to = s.v[(i + 1) % s.nv].to;
        assert_false(whole(f, &s, s.n));
        s.v[i].to = 60000;
        assert_false(whole(f, &s, s.n));
        s.v[i].to = was;
    }
    s.v[0].from = 0x10000;
    assert_false(whole(f, &s, s.n));
    free(s.p);
    free(t.p);
    fonts_drop(f);
}

/* A composite of itself ends the looking: refused. */
static void own_part(void **state)
{
    (void)state;
    struct fonts *f = load();
    struct subset s;
    make(&s, f, "microhei", "贵州锦屏扶贫");
    size_t composites = 0;
    for (size_t i = 0; i < s.nv; i++) {
        uint8_t *p = glyph(&s, s.v[i].to), was[2] = {p[12], p[13]};
        if (!(*p & 0x80))
            continue;
        composites++;
        p[12] = (uint8_t)(s.v[i].to >> 8);
        p[13] = (uint8_t)s.v[i].to;
        assert_false(whole(f, &s, s.n));
        memcpy(p + 12, was, 2);
    }
    assert_true(composites > 1);
    assert_true(whole(f, &s, s.n));
    free(s.p);
    fonts_drop(f);
}

static void blanks(void **state)
{
    (void)state;
    struct fonts *f = load();
    struct subset s;
    make(&s, f, "gkai00mp", "永　 国");
    assert_true(whole(f, &s, s.n));
    s.v[1].to = s.v[0].to; /* a blank that draws something */
    assert_false(whole(f, &s, s.n));
    free(s.p);
    fonts_drop(f);
}

/* Every length, and bytes changed everywhere: an answer, never a read outside. */
static void cut_and_spoilt(void **state)
{
    (void)state;
    struct fonts *f = load();
    struct subset s;
    make(&s, f, "microhei", "贵州锦屏");
    size_t end = (size_t)(its_points(&s, 0) - s.p);
    for (size_t i = 1; i < s.nv; i++)
        end = (size_t)(its_points(&s, i) - s.p) > end ? (size_t)(its_points(&s, i) - s.p) : end;
    for (size_t n = 0; n <= end; n++)
        assert_false(whole(f, &s, n));
    assert_true(whole(f, &s, s.n));
    for (size_t i = 0; i < s.n; i++) {
        uint8_t was = s.p[i];
        s.p[i] ^= 0xFF;
        whole(f, &s, s.n);
        s.p[i] = was;
    }
    assert_true(whole(f, &s, s.n));
    free(s.p);
    fonts_drop(f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(damaged), cmocka_unit_test(other_numbers), cmocka_unit_test(own_part), cmocka_unit_test(blanks), cmocka_unit_test(cut_and_spoilt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

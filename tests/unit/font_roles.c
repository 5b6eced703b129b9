/* The default fonts of fonts/: roles, fallback for rare characters, empty outlines, heights, widths by rule, coverage. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "font/internal.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;
static struct fonts *fonts;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    struct diags ds = {.a = arena};
    int rc = fonts_load(&fonts, "fonts", &ds);
    diags_print(&ds, stderr);
    return rc;
}

static int teardown(void **state)
{
    (void)state;
    fonts_drop(fonts);
    arena_drop(arena);
    return 0;
}

static struct glyph pick(enum font_role role, uint32_t cp)
{
    struct glyph g;
    if (font_pick(fonts, role, cp, &g) != 0)
        fail_msg("%s: U+%04X is drawn by no font", font_role_name(role), (unsigned)cp);
    return g;
}

static void each_role_has_its_own_face(void **state)
{
    (void)state;
    static const char *const names[] = {"FandolFang-Regular", "GBZenKai-Medium", NULL, "FandolSong-Bold", "BousungEG-Light-GB"};
    for (int r = 0; r < FONT_ROLES; r++) {
        struct glyph g = pick((enum font_role)r, U'国');
        assert_false(g.fallback);
        assert_int_equal(g.advance, 1000);
        assert_int_equal(g.scale, 1000);
        assert_int_equal(g.dy, 0);
        if (names[r])
            assert_string_equal(g.face->psname, names[r]);
    }
    assert_string_equal(font_role_name(FONT_XBS), "小标宋");
}

/* Eight characters of the rare planes and blocks; every role draws them. */
static void rare_characters_fall_back(void **state)
{
    (void)state;
    static const uint32_t rare[] = {U'㛃', U'䶮', U'𬭳', U'𬀩', U'𫖯', U'𰻞', U'𠅤', U'𫠒'};
    for (int r = 0; r < FONT_ROLES; r++)
        for (size_t i = 0; i < 8; i++) {
            struct glyph g = pick((enum font_role)r, rare[i]);
            int box[4];
            font_ink(g.face, g.gid, box);
            assert_true(g.fallback || r == FONT_HEITI); /* Noto Sans, where installed, has some of them */
            assert_int_equal(g.advance, 1000);
            assert_true(box[2] > box[0] && box[3] > box[1]);
        }
}

/* A cmap entry is not coverage: ukai maps 䶮, microhei ℃, to an empty outline. */
static void empty_outlines_count_as_missing(void **state)
{
    (void)state;
    uint32_t gid;
    hb_codepoint_t mapped;
    bool seen = false;
    for (size_t i = 0; i < fonts_faces(fonts); i++) {
        const struct face *f = fonts_face(fonts, i);
        uint32_t cp = strstr(f->path, "ukai") ? U'䶮' : strstr(f->path, "microhei") ? U'℃' : 0;
        if (!cp)
            continue;
        seen = true;
        assert_true(hb_font_get_nominal_glyph(f->font, cp, &mapped) && mapped);
        assert_false(face_draws(f, cp, &gid));
        assert_true(face_draws(f, 0x3000, &gid)); /* spaces are empty and there */
    }
    assert_true(seen);
    assert_null(strstr(pick(FONT_KAITI, U'䶮').face->path, "ukai"));
    assert_null(strstr(pick(FONT_HEITI, U'℃').face->path, "microhei"));
}

static int middle_on_page(enum font_role role, uint32_t cp)
{
    struct glyph g = pick(role, cp);
    int box[4];
    font_ink(g.face, g.gid, box);
    return (box[1] + box[3]) * g.scale / 2000 + g.dy;
}

/* The faces of one chain meet at the middle of box-shaped hanzi: within 2 ‰ of the em on average of the seven. */
static void heights_meet(void **state)
{
    (void)state;
    static const uint32_t boxes[] = {U'国', U'固', U'圆', U'图', U'回', U'田', U'由'};
    for (int r = 0; r < FONT_ROLES; r++) {
        const struct chain *c = &fonts->chains[r];
        int want = 0;
        for (size_t k = 0; k < 7; k++)
            want += middle_on_page((enum font_role)r, boxes[k]);
        for (size_t i = 0; i < c->n; i++) {
            int sum = 0, n = 0, box[4];
            for (size_t k = 0; k < 7; k++) {
                uint32_t gid;
                if (!face_draws(&c->v[i].face->f, boxes[k], &gid))
                    continue;
                font_ink(&c->v[i].face->f, gid, box);
                sum += (box[1] + box[3]) * c->v[i].scale / 2000 + c->v[i].dy;
                n++;
            }
            if (n == 7 && abs(sum - want) > 2 * 7)
                fail_msg("%s: %s stands %d ‰ off", font_role_name((enum font_role)r), c->v[i].face->f.psname, (sum - want) / 7);
        }
    }
}

/* Full width by rule, whatever hmtx says, and the ink inside the cell. */
static void widths_by_rule(void **state)
{
    (void)state;
    static const uint32_t full[] = {U'，', U'。', U'（', U'）', U'〔', U'《', U'—', U'…', U'“', U'”', U'‘', U'’',
                                    U'℃', U'‰', U'㎡', U'〇', U'①', U'％', U'－', 0x3000, U'喆'};
    for (int r = 0; r < FONT_ROLES; r++) {
        for (size_t i = 0; i < sizeof full / sizeof *full; i++) {
            struct glyph g = pick((enum font_role)r, full[i]);
            int box[4];
            font_ink(g.face, g.gid, box);
            assert_int_equal(g.advance, 1000);
            assert_true(box[0] * g.scale / 1000 + g.dx >= -40);
            assert_true(box[2] * g.scale / 1000 + g.dx <= 1040);
        }
        struct glyph dot = pick((enum font_role)r, U'·');
        int box[4];
        font_ink(dot.face, dot.gid, box);
        assert_int_equal(dot.advance, 500);
        assert_true(box[0] * dot.scale / 1000 + dot.dx >= 0 && box[2] * dot.scale / 1000 + dot.dx <= 500);
        struct glyph digit = pick((enum font_role)r, '7');
        assert_true(digit.advance >= 450 && digit.advance < 650);
        assert_int_equal(digit.dx, 0);
    }
}

/* Digits of 仿宋 come from gkai00mp and are no fallback; the punctuation is the face's own. */
static void latin_companion(void **state)
{
    (void)state;
    struct glyph g = pick(FONT_FANGSONG, '2'), mark = pick(FONT_FANGSONG, U'，');
    assert_string_equal(g.face->psname, "GBZenKai-Medium");
    assert_int_equal(g.advance, 500);
    assert_false(g.fallback);
    assert_true(g.dy < 0);
    assert_string_equal(mark.face->psname, "FandolFang-Regular");
    assert_string_equal(pick(FONT_XBS, '2').face->psname, "FandolSong-Bold");
    assert_true(pick(FONT_KAITI, U'〇').fallback); /* missing in gkai00mp: 二〇二二年 needs the fallback */
}

static void never_a_wrong_glyph(void **state)
{
    (void)state;
    static const uint32_t none[] = {0, 0x0A, 0x7F, 0xAD, 0x200B, 0x200F, 0xD800, 0xE000, 0xF8FF, 0xFE0F, 0xFFFE, 0xE0100, 0xF0000,
                                    0x10FFFF, 0x110000, 0xFFFFFFFF};
    struct glyph g;
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(font_pick(fonts, FONT_FANGSONG, none[i], &g), -1);
}

static void spaces_have_width(void **state)
{
    (void)state;
    assert_int_equal(pick(FONT_FANGSONG, 0x20).advance, 500);
    assert_int_equal(pick(FONT_FANGSONG, 0x2002).advance, 500);
    assert_int_equal(pick(FONT_FANGSONG, 0x2003).advance, 1000);
    assert_int_equal(pick(FONT_KAITI, 0x2009).advance, 200);
}

static void report_counts_coverage(void **state)
{
    (void)state;
    struct buf b = {0};
    json_error_t e;
    fonts_report(fonts, /*json*/ true, &b);
    json_t *top = json_loads(buf_str(&b), 0, &e), *roles = json_object_get(top, "角色");
    assert_int_equal(json_array_size(roles), FONT_ROLES);
    for (size_t i = 0; i < FONT_ROLES; i++) {
        json_t *r = json_array_get(roles, i);
        assert_int_equal(json_integer_value(json_object_get(r, "GB2312")), 6763);
        assert_int_equal(json_integer_value(json_object_get(r, "通用规范汉字")), 8105);
        json_t *link, *chain = json_object_get(r, "字体链");
        size_t k;
        json_array_foreach(chain, k, link)
            if (json_is_true(json_object_get(link, "角色字体"))) /* each face alone holds all of GB 2312 */
                assert_int_equal(json_integer_value(json_object_get(link, "GB2312")), 6763);
    }
    json_decref(top);
    buf_clear(&b);
    fonts_report(fonts, /*json*/ false, &b);
    assert_non_null(strstr(buf_str(&b), "小标宋：FandolSong"));
    buf_drop(&b);
}

/* ---- faces for the back end ---- */

static void descriptors(void **state)
{
    (void)state;
    for (size_t i = 0; i < fonts_faces(fonts); i++) {
        const struct face *f = fonts_face(fonts, i);
        assert_int_equal(f->index, i);
        assert_true(f->ascent > 0 && f->descent < 0 && f->cap_height > 0 && f->stem_v > 0);
        assert_true(f->bbox[0] < f->bbox[2] && f->bbox[1] < f->bbox[3]);
        assert_true(f->psname[0] && strspn(f->psname, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+") ==
                    strlen(f->psname));
    }
    int above, below;
    font_em(fonts, FONT_FANGSONG, &above, &below);
    assert_int_equal(above + below, 1000);
    assert_int_equal(above, 830); /* FandolFang's hanzi hang 92 low: the text is raised by 50 of them */
    font_em(fonts, FONT_XBS, &above, &below);
    assert_int_equal(above, 880);
    assert_true(pick(FONT_FANGSONG, U'国').face->serif);
    assert_false(pick(FONT_HEITI, U'国').face->serif);
}

/* FandolFang: GID = CID up to 8895 and not above; gid 8896 is CID 9907. */
static void cids_of_fandol(void **state)
{
    (void)state;
    const struct face *f = pick(FONT_FANGSONG, U'国').face;
    assert_true(f->cff && f->cid_keyed);
    assert_non_null(f->cid_of_gid);
    assert_int_equal(f->cid_of_gid[0], 0);
    assert_int_equal(f->cid_of_gid[8895], 8895);
    assert_int_equal(f->cid_of_gid[8896], 9907);
}

static hb_blob_t *subset(hb_face_t *face, const uint32_t *gids, size_t n)
{
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    for (size_t i = 0; i < n; i++)
        hb_set_add(hb_subset_input_glyph_set(in), gids[i]);
    hb_face_t *out = hb_subset_or_fail(face, in);
    assert_non_null(out);
    hb_blob_t *b = hb_face_reference_blob(out);
    hb_face_destroy(out);
    hb_subset_input_destroy(in);
    return b;
}

/* The prepared face of a CFF font gives the same bytes as the lean one: the order of documents must not show in them. */
static void lean_faces(void **state)
{
    (void)state;
    const struct face *f = pick(FONT_XBS, U'国').face;
    uint32_t gids[3] = {pick(FONT_XBS, U'国').gid, pick(FONT_XBS, U'家').gid, pick(FONT_XBS, U'报').gid};
    hb_face_t *lean = font_lean_face_for(fonts, f, 100000), *prepared = font_lean_face_for(fonts, f, 10);
    assert_ptr_not_equal(lean, prepared);
    assert_ptr_equal(font_lean_face(fonts, f), prepared);
    hb_blob_t *a = subset(lean, gids, 3), *b = subset(prepared, gids, 3);
    unsigned na, nb;
    const char *pa = hb_blob_get_data(a, &na), *pb = hb_blob_get_data(b, &nb);
    assert_int_equal(na, nb);
    assert_memory_equal(pa, pb, na);
    hb_blob_destroy(a);
    hb_blob_destroy(b);
    const struct face *t = pick(FONT_KAITI, U'国').face;
    assert_ptr_equal(font_lean_face(fonts, t), font_lean_face_for(fonts, t, 100000));
    hb_blob_t *cmap = hb_face_reference_table(font_lean_face(fonts, t), HB_TAG('c', 'm', 'a', 'p'));
    assert_int_equal(hb_blob_get_length(cmap), 0);
    hb_blob_destroy(cmap);
}

/* ---- threads ---- */

static void *pick_all(void *sum)
{
    struct glyph g;
    for (uint32_t cp = 0x4E00; cp < 0x5400; cp++)
        for (int r = 0; r < FONT_ROLES; r++)
            if (font_pick(fonts, (enum font_role)r, cp, &g) == 0)
                *(uint64_t *)sum = *(uint64_t *)sum * 31 + g.gid + (uint64_t)g.advance;
    return NULL;
}

static void threads_agree(void **state)
{
    (void)state;
    pthread_t t[4];
    uint64_t sum[4] = {0};
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&t[i], NULL, pick_all, &sum[i]), 0);
    for (int i = 0; i < 4; i++)
        pthread_join(t[i], NULL);
    for (int i = 1; i < 4; i++)
        assert_true(sum[i] == sum[0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(threads_agree), cmocka_unit_test(each_role_has_its_own_face), cmocka_unit_test(rare_characters_fall_back),
        cmocka_unit_test(empty_outlines_count_as_missing), cmocka_unit_test(heights_meet), cmocka_unit_test(widths_by_rule),
        cmocka_unit_test(latin_companion), cmocka_unit_test(never_a_wrong_glyph), cmocka_unit_test(spaces_have_width),
        cmocka_unit_test(report_counts_coverage), cmocka_unit_test(descriptors), cmocka_unit_test(cids_of_fandol),
        cmocka_unit_test(lean_faces),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

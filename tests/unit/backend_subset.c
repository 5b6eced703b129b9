/*
 * hb-subset that makes a damaged subset and calls it made, as it does when memory runs out inside: no PDF with a glyph that prints as
 * nothing. Its function is replaced here by one that damages what the real one makes.
 */
#include "backend_make.h"

#include <dlfcn.h>
#include <hb-subset.h>

enum { EM = 5644, PITCH = 5571 };

static bool damage; /* make the last glyph of every subset empty */

static unsigned big(const uint8_t *p, int n)
{
    unsigned v = 0;
    while (n-- > 0)
        v = v << 8 | *p++;
    return v;
}

static uint8_t *table(uint8_t *p, const char *tag, unsigned *n)
{
    for (unsigned i = 0; i < big(p + 4, 2); i++)
        if (memcmp(p + 12 + 16 * i, tag, 4) == 0) {
            *n = big(p + 12 + 16 * i + 12, 4);
            return p + big(p + 12 + 16 * i + 8, 4);
        }
    return NULL;
}

hb_face_t *hb_subset_plan_execute_or_fail(hb_subset_plan_t *plan)
{
    hb_face_t *(*real)(hb_subset_plan_t *);
    *(void **)&real = dlsym(RTLD_NEXT, "hb_subset_plan_execute_or_fail");
    hb_face_t *face = real(plan);
    if (!damage)
        return face;
    hb_blob_t *blob = hb_face_reference_blob(face), *copy = hb_blob_copy_writable_or_fail(blob);
    unsigned n, nloca, nhead;
    uint8_t *p = (uint8_t *)hb_blob_get_data_writable(copy, &n), *loca = table(p, "loca", &nloca);
    if (loca) {
        unsigned size = big(table(p, "head", &nhead) + 50, 2) ? 4 : 2;
        memcpy(loca + nloca - size, loca + nloca - 2 * size, size);
    }
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    face = hb_face_create(copy, 0);
    hb_blob_destroy(copy);
    return face;
}

static void refused(void **state)
{
    struct made m;
    make_start(&m, *state);
    size_t pg = make_page(&m, 210000, 297000);
    make_run(&m, pg, make_node(&m, TAG_P, 1), face_named(m.f, "gkai00mp"), 20000, 50000, EM, PITCH, "永国和鑫2022");
    for (int i = 0; i < 3; i++) { /* seen for the first time, seen before */
        struct buf b = {0};
        damage = i % 2 == 0;
        assert_int_equal(backend_pdf(&m.p, m.f, &b, &m.ds), damage ? -1 : 0);
        assert_int_equal(m.ds.n, damage);
        if (damage) {
            assert_int_equal(b.n, 0);
            assert_int_equal(m.ds.v[0].msg, MSG_B104);
            assert_non_null(strstr(m.ds.v[0].text, "取不出所用的字"));
        }
        m.ds.n = 0;
        damage = false;
        buf_drop(&b);
    }
    make_end(&m);
}

int main(void)
{
    struct fonts *f = load_fonts();
    const struct CMUnitTest tests[] = {cmocka_unit_test_prestate(refused, f)};
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    fonts_drop(f);
    return failed;
}

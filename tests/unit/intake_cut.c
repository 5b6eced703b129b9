/*
 * A file that is still being copied may end anywhere. Wherever it is cut, in whatever encoding, it is taken for unfinished and
 * never for wrong: a refusal would be sent to the unit for good.
 */
#include "intake_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <iconv.h>

static char *load(struct arena *a, const char *path, size_t *n)
{
    char *p = NULL;
    struct diags ds = {.a = a};
    assert_int_equal(file_read(a, path, 1 << 20, &p, n, &ds), 0);
    return p;
}

static char *recode(struct arena *a, const char *to, const char *declared, const char *p, size_t n, size_t *out)
{
    char *text = arena_strndup(a, p, n), *at = strstr(text, "UTF-8"), *r = arena_alloc(a, 4 * n), *w = r;
    struct buf b = {0};
    assert_non_null(at);
    buf_add(&b, text, (size_t)(at - text));
    buf_adds(&b, declared);
    buf_adds(&b, at + strlen("UTF-8"));
    char *from = b.p;
    size_t left = b.n, room = 4 * n;
    iconv_t cd = iconv_open(to, "UTF-8");
    assert_true(cd != (iconv_t)-1);
    assert_int_equal(iconv(cd, &from, &left, &w, &room), 0);
    iconv_close(cd);
    buf_drop(&b);
    *out = (size_t)(w - r);
    return r;
}

static void cut_everywhere(const char *p, size_t n, size_t whole, size_t step)
{
    struct arena *a = arena_new();
    for (size_t k = 0; k < n; k += step, arena_reset(a)) {
        struct judged j;
        test_judge(&j, a, NULL, "x.xml", p, k);
        if (k >= whole)
            assert_int_equal(j.verdict, VERDICT_ACCEPTED); /* only the last line feed is missing */
        else if (j.verdict != VERDICT_UNSETTLED)
            fail_msg("cut at byte %zu of %zu: %s %s", k, n, j.diags.n ? msg_code(j.diags.v[0].msg) : "", j.diags.n ? j.diags.v[0].text : "");
    }
    arena_drop(a);
}

static void utf8(void **state)
{
    struct arena *a = arena_new();
    size_t n;
    (void)state;
    char *p = load(a, "tests/cases/intake/head-township.xml", &n);
    cut_everywhere(p, n, n - 1, 1);
    arena_drop(a);
}

static void other_encodings(void **state)
{
    struct arena *a = arena_new();
    size_t n, m;
    (void)state;
    char *p = load(a, "tests/cases/intake/head-township.xml", &n);
    char *q = recode(a, "GB18030", "GB18030", p, n, &m);
    cut_everywhere(q, m, m - 1, 3);
    q = recode(a, "UTF-16", "UTF-16", p, n, &m); /* with a mark at its beginning */
    cut_everywhere(q, m, m - 2, 7);
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(utf8), cmocka_unit_test(other_encodings)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

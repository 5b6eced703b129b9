/* 成文: what the store knows of the files that were written. */
#include "store_make.h"

static const char SHA_A[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char SHA_B[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

static struct printed *known(struct fixture *f, struct store *s, struct quarter q, size_t *n)
{
    struct printed *v;
    assert_int_equal(store_printed(s, f->a, q, &v, n, &f->ds), 0);
    return v;
}

static void entered_then_digested_then_forgotten(void **state)
{
    struct fixture *f = *state;
    struct store *s;
    size_t n;
    assert_int_equal(store_open(&s, f->path, &f->ds), 0);
    const struct printed before[] = {{"2022Q4/催报函/县水务局.pdf", NULL}, {"2022Q4/汇总报告.pdf", NULL}}, after[] = {{"2022Q4/汇总报告.pdf", SHA_A}},
                         again[] = {{"2022Q4/汇总报告.pdf", SHA_B}}, old[] = {{"2022Q3/汇总报告.pdf", SHA_A}};
    assert_int_equal(store_printed_put(s, Q4, before, 2, &f->ds), 0);
    assert_int_equal(store_printed_put(s, Q3, old, 1, &f->ds), 0);
    assert_int_equal(store_printed_put(s, Q4, after, 1, &f->ds), 0);
    struct printed *v = known(f, s, Q4, &n);
    assert_int_equal(n, 2); /* by path, this quarter's only */
    assert_string_equal(v[0].path, "2022Q4/催报函/县水务局.pdf");
    assert_null(v[0].sha256);
    assert_string_equal(v[1].sha256, SHA_A);
    assert_int_equal(store_printed_put(s, Q4, again, 1, &f->ds), 0);
    const char *gone[] = {"2022Q4/催报函/县水务局.pdf"};
    assert_int_equal(store_printed_forget(s, gone, 1, &f->ds), 0);
    store_close(s);
    assert_int_equal(store_open(&s, f->path, &f->ds), 0);
    v = known(f, s, Q4, &n);
    assert_int_equal(n, 1);
    assert_string_equal(v[0].sha256, SHA_B);
    known(f, s, Q3, &n);
    assert_int_equal(n, 1);
    assert_int_equal(store_audit(s, &f->ds), 0); /* no part of the record */
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(entered_then_digested_then_forgotten, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* 成文: what the store knows of the files that were written. */
#include "store_make.h"

#include <sqlite3.h>

static const char SHA_A[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
static const char SHA_B[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";

static struct printed *known(struct fixture *f, struct store *s, struct quarter q, size_t *n)
{
    struct printed *v;
    assert_int_equal(store_printed(s, f->a, q, &v, n, &f->ds), 0);
    return v;
}

/* What the journal says of the files: kind, path and the last digit of the digest. */
static char *entries(struct fixture *f)
{
    sqlite3 *h;
    sqlite3_stmt *st;
    assert_int_equal(sqlite3_open(f->path, &h), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(h, "SELECT coalesce(group_concat(kind || ' ' || subject || ' ' || substr(detail, -1), '; '), '') FROM"
                                           " (SELECT * FROM journal WHERE kind IN ('成文', '作废') ORDER BY seq)", -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    char *s = arena_strdup(f->a, (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    sqlite3_close(h);
    return s;
}

static void entered_then_digested_then_forgotten(void **state)
{
    struct fixture *f = *state;
    struct store *s;
    size_t n;
    assert_int_equal(store_open(&s, f->path, &f->ds), 0);
    static const char *const before[] = {"2022Q4/催报函/县水务局.pdf", "2022Q4/汇总报告.pdf"}, *const last[] = {"2022Q3/汇总报告.pdf"};
    const struct printed after[] = {{"2022Q4/汇总报告.pdf", SHA_A}}, again[] = {{"2022Q4/汇总报告.pdf", SHA_B}}, old[] = {{"2022Q3/汇总报告.pdf", SHA_A}};
    assert_int_equal(store_printed_begin(s, Q4, before, 2, &f->ds), 0);
    assert_int_equal(store_printed_put(s, Q3, old, 1, TODAY, &f->ds), 0);
    assert_int_equal(store_printed_put(s, Q4, after, 1, TODAY, &f->ds), 0);
    struct printed *v = known(f, s, Q4, &n);
    assert_int_equal(n, 2); /* by path, this quarter's only */
    assert_string_equal(v[0].path, "2022Q4/催报函/县水务局.pdf");
    assert_null(v[0].sha256);
    assert_string_equal(v[1].sha256, SHA_A);
    assert_string_equal(entries(f), "成文 2022Q3/汇总报告.pdf a; 成文 2022Q4/汇总报告.pdf a");
    assert_int_equal(store_printed_put(s, Q4, again, 1, TODAY, &f->ds), 0);
    assert_int_equal(store_printed_forget(s, before, 1, TODAY, &f->ds), 0); /* never written: nothing to say */
    store_close(s);
    assert_int_equal(store_open(&s, f->path, &f->ds), 0);
    v = known(f, s, Q4, &n);
    assert_int_equal(n, 1);
    assert_string_equal(v[0].sha256, SHA_B);
    known(f, s, (struct quarter){0}, &n);
    assert_int_equal(n, 2);
    assert_int_equal(store_audit(s, &f->ds), 0);
    assert_int_equal(store_printed_forget(s, last, 1, TODAY, &f->ds), 0);
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
    assert_string_equal(entries(f), "成文 2022Q3/汇总报告.pdf a; 成文 2022Q4/汇总报告.pdf a; 成文 2022Q4/汇总报告.pdf b; 作废 2022Q3/汇总报告.pdf a");
}

/* A run that died between its files: its successor writes them again, and says nothing twice. */
static void said_once(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    size_t n;
    static const char *const paths[] = {"2022Q4/a.pdf", "2022Q4/b.pdf"};
    const struct printed first[] = {{"2022Q4/b.pdf", SHA_A}, {"2022Q4/a.pdf", SHA_A}}, second[] = {{"2022Q4/b.pdf", SHA_A}, {"2022Q4/a.pdf", SHA_B}};
    assert_int_equal(store_printed_begin(s, Q4, paths, 2, &f->ds), 0);
    assert_int_equal(store_printed_put(s, Q4, first, 2, TODAY, &f->ds), 0);
    assert_int_equal(store_printed_begin(s, Q4, paths, 2, &f->ds), 0);
    assert_null(known(f, s, Q4, &n)[0].sha256);
    assert_int_equal(store_audit(s, &f->ds), 0); /* under way */
    assert_int_equal(store_printed_put(s, Q4, second, 2, TODAY, &f->ds), 0);
    assert_int_equal(store_printed_put(s, Q4, second, 2, TODAY, &f->ds), 0);
    assert_string_equal(entries(f), "成文 2022Q4/b.pdf a; 成文 2022Q4/a.pdf a; 成文 2022Q4/a.pdf b"); /* in the order given */
    assert_int_equal(store_printed_forget(s, paths, 1, TODAY, &f->ds), 0);
    assert_int_equal(store_printed_put(s, Q4, second, 2, TODAY, &f->ds), 0); /* due again, with the same bytes */
    assert_non_null(strstr(entries(f), "作废 2022Q4/a.pdf b; 成文 2022Q4/a.pdf b"));
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(entered_then_digested_then_forgotten), STORE_TEST(said_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

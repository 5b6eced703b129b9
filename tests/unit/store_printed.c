/* 成文: what the store knows of the files that were written, and that a store without this is brought up to date. */
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

static char *schema_of(struct fixture *f)
{
    sqlite3 *h;
    sqlite3_stmt *st;
    assert_int_equal(sqlite3_open(f->path, &h), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(h, "SELECT group_concat(sql) || (SELECT user_version FROM pragma_user_version) FROM (SELECT sql FROM sqlite_schema ORDER BY name)",
                                        -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    char *s = arena_strdup(f->a, (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    sqlite3_close(h);
    return s;
}

/* A store as version 1 left it becomes one of this version, with all that it holds. */
static void a_store_of_version_1_is_brought_up_to_date(void **state)
{
    struct fixture *f = *state;
    struct store *s;
    size_t n;
    assert_int_equal(store_open(&s, f->path, &f->ds), 0);
    bool is_new;
    assert_int_equal(store_put_plan(s, "plan.xml", "plan", 4, f->plan, TODAY, &is_new, &f->ds), 0);
    store_close(s);
    char *fresh = schema_of(f);
    sqlite3 *h;
    assert_int_equal(sqlite3_open(f->path, &h), SQLITE_OK);
    assert_int_equal(sqlite3_exec(h, "DROP TABLE printed; PRAGMA user_version = 1", NULL, NULL, NULL), SQLITE_OK);
    sqlite3_close(h);
    assert_int_equal(store_open_readonly(&s, f->path, &f->ds), 0); /* for reading it will do as it is */
    store_close(s);
    assert_int_equal(store_open(&s, f->path, &f->ds), 0);
    known(f, s, Q4, &n);
    assert_int_equal(n, 0);
    assert_int_equal(store_put_plan(s, "plan.xml", "plan", 4, f->plan, TODAY, &is_new, &f->ds), 0);
    assert_false(is_new);
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
    assert_string_equal(schema_of(f), fresh);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(entered_then_digested_then_forgotten, setup, teardown),
        cmocka_unit_test_setup_teardown(a_store_of_version_1_is_brought_up_to_date, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

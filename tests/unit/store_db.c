/* The one place that prepares, binds and steps: its own rules, and that a fault sticks until the next call. */
#include "store_make.h"

#include "store/db.h"

static void open_memory(struct db *db, struct diags *ds)
{
    *db = (struct db){.path = ":memory:"};
    assert_int_equal(sqlite3_open(":memory:", &db->h), SQLITE_OK);
    db_enter(db, ds);
    assert_int_equal(db_script(db, "CREATE TABLE t (i INTEGER, s TEXT) STRICT; -- and a comment\n;"
                                   "INSERT INTO t VALUES (1, 'a'), (2, 'b');\n"), 0);
}

/* The call before must have failed with this message; the next call starts afresh. */
static void failed_with(struct db *db, struct diags *ds, enum msg m)
{
    assert_true(db->failed);
    assert_int_equal(ds->n, 1);
    assert_int_equal(ds->v[0].msg, m);
    assert_non_null(ds->v[0].found); /* SQL or SQLite's words, for a maintainer */
    ds->n = 0;
    db_enter(db, ds);
}

static void statements_are_held_to_their_form(void **state)
{
    struct fixture *f = *state;
    struct db db;
    open_memory(&db, &f->ds);
    db_do(&db, "DELETE FROM t WHERE i = 9; DELETE FROM t", WITH_NOTHING);
    failed_with(&db, &f->ds, MSG_T111); /* leftovers */
    assert_int_equal(db_number(&db, 0, "SELECT count(*) FROM t", WITH_NOTHING), 2);
    db_do(&db, "DELETE FROM t WHERE i = ?", WITH(bind_int(1), bind_int(2)));
    failed_with(&db, &f->ds, MSG_T111); /* too many values */
    db_do(&db, "SELECT 1", WITH_NOTHING);
    failed_with(&db, &f->ds, MSG_T111); /* rows where none were expected */
    db_do(&db, "", WITH_NOTHING);
    failed_with(&db, &f->ds, MSG_T111); /* nothing at all */
    db_do(&db, "SELEKT", WITH_NOTHING);
    failed_with(&db, &f->ds, MSG_T111);
    db_script(&db, "INSERT INTO t VALUES (3, 'c'); INSERT INTO");
    failed_with(&db, &f->ds, MSG_T111);
    db_commit(&db);
    assert_true(db.failed); /* commit without begin */
    db_close(&db);
}

static void a_statement_is_not_used_inside_itself(void **state)
{
    static const char sql[] = "SELECT i FROM t ORDER BY i";
    struct fixture *f = *state;
    struct db db;
    open_memory(&db, &f->ds);
    struct rows r = db_query(&db, sql, WITH_NOTHING);
    assert_true(db_next(&r));
    struct rows inner = db_query(&db, sql, WITH_NOTHING);
    assert_false(db_next(&inner));
    assert_false(db_next(&r)); /* the fault ends the outer one too */
    f->ds.n = 1;
    failed_with(&db, &f->ds, MSG_T111);
    int seen = 0;
    for (r = db_query(&db, sql, WITH_NOTHING); db_next(&r);)
        seen++;
    assert_int_equal(seen, 2);
    db_close(&db);
}

static void a_fault_sticks_until_the_next_call(void **state)
{
    struct fixture *f = *state;
    struct db db;
    open_memory(&db, &f->ds);
    assert_int_equal(db_begin(&db), 0);
    assert_int_equal(db_do(&db, "INSERT INTO t VALUES (?, ?)", WITH(bind_int(3), bind_text("c"))), 0);
    assert_int_equal(db_do(&db, "INSERT INTO t VALUES (?, 7, 8)", WITH(bind_int(3))), -1);
    assert_int_equal(db_do(&db, "INSERT INTO t VALUES (4, 'd')", WITH_NOTHING), -1); /* not run */
    assert_int_equal(db_commit(&db), -1);                                           /* rolls back instead */
    failed_with(&db, &f->ds, MSG_T111);                                             /* and told once */
    assert_int_equal(db_number(&db, 0, "SELECT count(*) FROM t", WITH_NOTHING), 2);
    db_close(&db);
}

static void transactions_nest(void **state)
{
    struct fixture *f = *state;
    struct db db;
    open_memory(&db, &f->ds);
    assert_int_equal(db_begin(&db), 0);
    assert_int_equal(db_begin(&db), 0);
    db_do(&db, "INSERT INTO t VALUES (3, 'c')", WITH_NOTHING);
    db_rollback(&db);
    assert_int_equal(db_begin(&db), 0);
    db_do(&db, "INSERT INTO t VALUES (4, 'd')", WITH_NOTHING);
    assert_int_equal(db_commit(&db), 0);
    assert_int_equal(db_commit(&db), 0);
    assert_int_equal(db_number(&db, 0, "SELECT sum(i) FROM t", WITH_NOTHING), 7);
    db_close(&db);
}

static void odd_columns_are_damage(void **state)
{
    static const char *const words[] = {"x", "y"};
    struct fixture *f = *state;
    struct db db;
    open_memory(&db, &f->ds);
    for (int i = 0; i < 5; i++) {
        struct rows r = db_query(&db, "SELECT i, s FROM t WHERE i = 1", WITH_NOTHING);
        assert_true(db_next(&r));
        switch (i) {
        case 0: db_date(&r, 1); break;
        case 1: db_quarter(&r, 1); break;
        case 2: db_decimal(&r, 1); break;
        case 3: db_word(&r, 1, words, 2); break;
        default: db_count(&r, 0, 0); break;
        }
        db_done(&r);
        failed_with(&db, &f->ds, MSG_T108);
    }
    db_close(&db);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(statements_are_held_to_their_form), STORE_TEST(a_statement_is_not_used_inside_itself),
        STORE_TEST(a_fault_sticks_until_the_next_call), STORE_TEST(transactions_nest), STORE_TEST(odd_columns_are_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

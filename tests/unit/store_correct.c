/*
 * 更正: a date of arrival put right after the file was taken in. What counts changes, what was entered stays, the journal
 * says both; and a store without this is brought up to date.
 */
#include "store_make.h"

#include <sqlite3.h>

static int correct(struct fixture *f, struct store *s, int64_t number, int day)
{
    struct correction c = {.number = number, .arrived = {2022, 12, (int8_t)day}, .from = "收件登记.xml", .line = 3, .by = "样例乙"};
    int rc = store_correct(s, &c, TODAY, &f->ds);
    if (rc < 0)
        diags_print(&f->ds, stderr);
    return rc;
}

static size_t waiting(struct fixture *f, struct store *s)
{
    int64_t *v;
    size_t n;
    assert_int_equal(store_outbox(s, f->a, &v, &n, &f->ds), 0);
    return n;
}

static void write_out(struct fixture *f, struct store *s)
{
    int64_t *v;
    size_t n;
    assert_int_equal(store_outbox(s, f->a, &v, &n, &f->ds), 0);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(store_outbox_done(s, v[i], &f->ds), 0);
}

/* Is the unit late, and since which day of December is it counted; the deadline is 2022-12-25. */
static void counted(struct fixture *f, struct store *s, bool late, int day)
{
    struct stored_quarter *q;
    struct date first;
    assert_int_equal(store_load_quarter(s, f->a, f->plan, Q4, &q, &f->ds), 0);
    assert_int_equal(q->nsubs, 1);
    assert_int_equal(q->subs[0].late, late);
    assert_int_equal(q->subs[0].first_attempt.day, day);
    assert_int_equal(store_first_attempt(s, "GAJ", Q4, &first, &f->ds), 0);
    assert_int_equal(first.day, day);
}

static void lateness_follows(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged j = judge(f->a, make_submission(f->a, "GAJ", Q4, 1, "一")), k = judge(f->a, make_submission(f->a, "GAJ", Q4, 2, "二")),
                  other = judge(f->a, make_submission(f->a, "MZJ", Q3, 1, "三"));
    int64_t one = receive_on(f, s, "一.xml", "1", &j, (struct date){2022, 12, 26}), two = receive_on(f, s, "二.xml", "2", &k, (struct date){2022, 12, 28});
    receive_on(f, s, "三.xml", "3", &other, TODAY);
    counted(f, s, true, 26);
    write_out(f, s);
    assert_int_equal(correct(f, s, one, 26), 0); /* it is so already */
    assert_int_equal(waiting(f, s), 0);
    assert_int_equal(correct(f, s, one, 24), 1);
    assert_int_equal(waiting(f, s), 2); /* the receipts of that unit and quarter are written again, the third is not */
    counted(f, s, false, 24);
    assert_int_equal(correct(f, s, one, 24), 0);
    assert_int_equal(correct(f, s, one, 30), 1);
    counted(f, s, true, 28); /* now the other one was first */
    assert_int_equal(correct(f, s, two, 25), 1);
    counted(f, s, false, 25);
    struct stored_file file;
    struct correction *c;
    char *bytes;
    size_t n;
    assert_int_equal(store_load_file(s, f->a, one, &file, &bytes, &n, &f->ds), 0);
    assert_int_equal(file.arrived.day, 30);
    assert_true(file.registered);
    assert_int_equal(file.entered.date.day, 26); /* the record stays */
    assert_false(file.entered.registered);
    assert_int_equal(store_corrections(s, f->a, one, &c, &n, &f->ds), 0);
    assert_int_equal(n, 2);
    assert_int_equal(c[0].was.day, 26);
    assert_int_equal(c[0].arrived.day, 24);
    assert_int_equal(c[1].was.day, 24);
    assert_int_equal(c[1].arrived.day, 30);
    assert_string_equal(c[1].from, "收件登记.xml");
    assert_string_equal(c[1].by, "样例乙");
    assert_int_equal(date_cmp(c[1].made, TODAY), 0);
    int64_t number;
    struct date day;
    assert_int_equal(store_last_named(s, "一.xml", &number, &day, &f->ds), 0);
    assert_int_equal(number, one);
    assert_int_equal(day.day, 30);
    assert_int_equal(store_last_named(s, "无.xml", &number, &day, &f->ds), 0);
    assert_int_equal(number, 0);
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
}

/* Dated by a register when it was taken in, dated so by a correction, and never. */
static void dated_by_a_register(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged j = judge(f->a, make_submission(f->a, "GAJ", Q4, 1, "一")), no = judge(f->a, NULL);
    struct arrival a = {"一.xml", "1", 1, NULL, {2022, 12, 20}, /*registered*/true};
    struct stored_file file;
    int64_t one;
    assert_int_equal(store_receive(s, &a, &j, TODAY, &one, &f->ds), 0);
    int64_t two = receive_on(f, s, "二.xml", "2", &no, TODAY);
    assert_int_equal(store_registered(s, f->a, one, &file, &f->ds), 1);
    assert_int_equal(file.number, one);
    assert_string_equal(file.unit, "GAJ");
    assert_int_equal(file.arrived.day, 20);
    assert_int_equal(correct(f, s, one, 22), 1);
    assert_int_equal(store_registered(s, f->a, one, &file, &f->ds), 1);
    assert_int_equal(file.arrived.day, 22);
    assert_int_equal(store_registered(s, f->a, two, &file, &f->ds), 0);
    assert_int_equal(correct(f, s, two, 24), 1);
    assert_int_equal(store_registered(s, f->a, two, &file, &f->ds), 1);
    assert_int_equal(file.arrived.day, 24);
    assert_int_equal(store_registered(s, f->a, 7, &file, &f->ds), 0);
    store_close(s);
}

/* A rejected file that named no quarter stands in the quarter in which it arrived. */
static void a_file_without_a_quarter_moves(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged no = judge(f->a, NULL);
    struct stored_quarter *q;
    int64_t one = receive_on(f, s, "一.xml", "1", &no, (struct date){2022, 10, 1});
    struct correction c = {.number = one, .arrived = {2022, 9, 30}, .from = "收件登记.xml"};
    assert_int_equal(store_correct(s, &c, TODAY, &f->ds), 1);
    assert_int_equal(store_load_quarter(s, f->a, f->plan, Q4, &q, &f->ds), 0);
    assert_int_equal(q->nunplaced, 0);
    assert_int_equal(store_load_quarter(s, f->a, f->plan, Q3, &q, &f->ds), 0);
    assert_int_equal(q->nunplaced, 1);
    store_close(s);
}

/* A file that turns up later and came earlier makes the unit timely: the receipts written before say so too. */
static void an_earlier_one_that_turns_up_later(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged j = judge(f->a, make_submission(f->a, "GAJ", Q4, 1, "一")), k = judge(f->a, make_submission(f->a, "GAJ", Q4, 2, "二"));
    receive_on(f, s, "一.xml", "1", &j, (struct date){2022, 12, 28});
    write_out(f, s);
    receive_on(f, s, "二.xml", "2", &k, (struct date){2022, 12, 24});
    assert_int_equal(waiting(f, s), 2);
    store_close(s);
}

static void no_such_receipt(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct correction c = {.number = 7, .arrived = TODAY, .from = "收件登记.xml"};
    assert_int_equal(store_correct(s, &c, TODAY, &f->ds), -1);
    store_close(s);
}

/* ---- what is changed behind the program's back shows ---- */

static void two_corrections(struct fixture *f)
{
    struct store *s = open_store(f);
    struct judged j = judge(f->a, make_submission(f->a, "GAJ", Q4, 1, "一")), no = judge(f->a, NULL);
    receive_on(f, s, "一.xml", "1", &j, TODAY);
    receive_on(f, s, "二.xml", "2", &no, TODAY);
    assert_int_equal(correct(f, s, 1, 24), 1);
    assert_int_equal(correct(f, s, 1, 30), 1);
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
}

static int change(struct fixture *f, const char *sql)
{
    sqlite3 *h;
    assert_int_equal(sqlite3_open(f->path, &h), SQLITE_OK);
    int rc = sqlite3_exec(h, sql, NULL, NULL, NULL);
    sqlite3_close(h);
    return rc;
}

static void the_record_of_corrections_is_kept(void **state)
{
    static const struct { const char *sql; enum msg m; } t[] = {
        {"UPDATE correction SET arrived = '2022-12-01' WHERE seq = 1", MSG_T307},
        {"UPDATE correction SET was = '2022-12-01' WHERE seq = 2", MSG_T307},
        {"UPDATE correction SET made = '2022-12-01' WHERE seq = 1", MSG_T307},
        {"UPDATE correction SET number = 2 WHERE seq = 1", MSG_T307},
        {"UPDATE correction SET line = 4 WHERE seq = 1", MSG_T307},
        {"UPDATE correction SET register = CAST('x.xml' AS BLOB)", MSG_T307},
        {"UPDATE correction SET person = '样例丙'", MSG_T307},
        {"DELETE FROM correction WHERE seq = 2", MSG_T307},
    };
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct diags said = {.a = f->a};
        struct store *s;
        two_corrections(f);
        assert_int_equal(change(f, t[i].sql), SQLITE_CONSTRAINT); /* the triggers are in the way */
        assert_int_equal(change(f, "DROP TRIGGER correction_keep; DROP TRIGGER correction_stay"), SQLITE_OK);
        assert_int_equal(change(f, t[i].sql), SQLITE_OK);
        assert_int_equal(store_open_readonly(&s, f->path, &said), 0);
        assert_int_equal(store_audit(s, &said), -1);
        if (!told(&said, t[i].m))
            fail_msg("“%s” is told otherwise", t[i].sql);
        store_close(s);
        empty_folder(f->dir);
    }
    struct diags said = {.a = f->a};
    struct store *s;
    two_corrections(f);
    assert_int_equal(change(f, "INSERT INTO correction SELECT 3, number, '2022-12-30', '2022-12-01', made, register, line, person FROM correction WHERE seq = 1"), SQLITE_OK);
    assert_int_equal(store_open_readonly(&s, f->path, &said), 0);
    assert_int_equal(store_audit(s, &said), -1);
    assert_true(told(&said, MSG_T304)); /* one that the journal does not know */
    store_close(s);
}

/* ---- stores of older versions ---- */

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

/* Makes the journal one that does not know these kinds yet. */
static void forget_kinds(struct fixture *f, const char *kinds)
{
    assert_int_equal(change(f, arena_printf(f->a, "DROP INDEX journal_subject; PRAGMA writable_schema = ON;"
                                                  "UPDATE sqlite_schema SET sql = replace(sql, \"%s\", '') WHERE name = 'journal'", kinds)), SQLITE_OK);
}

/* A store as an older version left it becomes one of this version, with all that it holds. */
static void brought_up_to_date(void **state)
{
#define WITHOUT_CORRECTION "DROP TRIGGER correction_keep; DROP TRIGGER correction_stay; DROP TABLE correction;"
    static const struct { const char *sql, *kinds; } made_older[] = {
        {WITHOUT_CORRECTION "DROP TABLE printed; PRAGMA user_version = 1", ", '更正', '成文', '作废'"},
        {WITHOUT_CORRECTION "PRAGMA user_version = 2", ", '更正', '成文', '作废'"},
        {"PRAGMA user_version = 3", ", '成文', '作废'"},
    };
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged j = judge(f->a, make_submission(f->a, "GAJ", Q4, 1, "一"));
    bool is_new;
    assert_int_equal(store_put_plan(s, "plan.xml", "plan", 4, f->plan, TODAY, &is_new, &f->ds), 0);
    receive_on(f, s, "一.xml", "1", &j, (struct date){2022, 12, 26});
    store_close(s);
    char *fresh = schema_of(f);
    for (size_t i = 0; i < sizeof made_older / sizeof made_older[0]; i++) {
        assert_int_equal(change(f, made_older[i].sql), SQLITE_OK);
        forget_kinds(f, made_older[i].kinds);
        char *old = schema_of(f);
        assert_null(strstr(old, "'成文'"));
        assert_int_equal(store_open_readonly(&s, f->path, &f->ds), 0); /* for reading it will do as it is */
        counted(f, s, true, 26);
        assert_int_equal(store_audit(s, &f->ds), 0);
        store_close(s);
        assert_string_equal(schema_of(f), old);
        s = open_store(f);
        assert_int_equal(store_put_plan(s, "plan.xml", "plan", 4, f->plan, TODAY, &is_new, &f->ds), 0);
        assert_false(is_new);
        assert_int_equal(store_audit(s, &f->ds), 0);
        store_close(s);
        assert_string_equal(schema_of(f), fresh);
    }
    s = open_store(f);
    assert_int_equal(correct(f, s, 1, 24), 1);
    counted(f, s, false, 24);
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
}

/* What version 3 knew of the papers becomes part of the record. */
static void papers_of_an_older_store_are_entered(void **state)
{
    static const char SHA[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    struct fixture *f = *state;
    struct store *s = open_store(f);
    struct judged j = judge(f->a, make_submission(f->a, "GAJ", Q4, 1, "一"));
    receive_on(f, s, "一.xml", "1", &j, TODAY);
    store_close(s);
    assert_int_equal(change(f, arena_printf(f->a, "INSERT INTO printed VALUES ('2022Q4/汇总报告.pdf', '2022Q4', '%s'), ('2022Q4/催报函/a.pdf', '2022Q4', NULL)", SHA)), SQLITE_OK);
    forget_kinds(f, ", '成文', '作废'");
    assert_int_equal(change(f, "PRAGMA user_version = 3"), SQLITE_OK);
    s = open_store(f);
    assert_int_equal(store_audit(s, &f->ds), 0);
    assert_non_null(strstr(f->ds.v[0].text, "流水 3 条")); /* 收件, 判定, 成文 */
    struct printed *v;
    size_t n;
    assert_int_equal(store_printed(s, f->a, Q4, &v, &n, &f->ds), 0);
    assert_int_equal(n, 2);
    assert_null(v[0].sha256);
    assert_string_equal(v[1].sha256, SHA);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(lateness_follows), STORE_TEST(dated_by_a_register), STORE_TEST(a_file_without_a_quarter_moves),
        STORE_TEST(an_earlier_one_that_turns_up_later), STORE_TEST(no_such_receipt), STORE_TEST(the_record_of_corrections_is_kept),
        STORE_TEST(brought_up_to_date), STORE_TEST(papers_of_an_older_store_are_entered),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * The store keeps what it has: received rows refuse every change, the journal shows what was changed behind the program's
 * back, and a file that is not fit to be worked on is refused with words that say what to do.
 */
#include "store_make.h"

#include "store/internal.h"

#include <errno.h>
#include <linux/magic.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* ---- helpers ---- */

static sqlite3 *raw(const char *path)
{
    sqlite3 *h;
    assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
    return h;
}

static void run(sqlite3 *h, const char *sql)
{
    if (sqlite3_exec(h, sql, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", sql, sqlite3_errmsg(h));
}

static int64_t number_of(sqlite3 *h, const char *sql)
{
    sqlite3_stmt *st;
    assert_int_equal(sqlite3_prepare_v2(h, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int64_t n = sqlite3_column_int64(st, 0);
    sqlite3_finalize(st);
    return n;
}

/* The first column of every row, in an arena. */
static char **texts_of(struct arena *a, sqlite3 *h, const char *sql, size_t *n)
{
    sqlite3_stmt *st;
    char **v = NULL;
    size_t cap = 0;
    *n = 0;
    assert_int_equal(sqlite3_prepare_v2(h, sql, -1, &st, NULL), SQLITE_OK);
    while (sqlite3_step(st) == SQLITE_ROW)
        ARENA_PUSH(a, v, *n, cap) = arena_strdup(a, (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
    return v;
}

static char **record_tables(struct arena *a, sqlite3 *h, size_t *n)
{
    return texts_of(a, h, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                          " AND name NOT IN ('outbox', 'printed') ORDER BY name", n);
}

static void copy_file(const char *from, const char *to)
{
    char buf[65536];
    size_t n;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_true(in && out);
    while ((n = fread(buf, 1, sizeof buf, in)) > 0)
        assert_int_equal(fwrite(buf, 1, n, out), n);
    fclose(in);
    assert_int_equal(fclose(out), 0);
}

static char *slurp(struct arena *a, const char *path, size_t *n)
{
    char *p = NULL;
    struct diags ds = {.a = a};
    assert_int_equal(file_read(a, path, 1 << 26, &p, n, &ds), 0);
    return p;
}

/* A closed store in which every table of the record has rows. */
static void make_full_store(struct fixture *f)
{
    struct store *s = open_store(f);
    struct judged j, no = judge(f->a, NULL);
    bool is_new;
    receive_rich(f, s, &j);
    receive_on(f, s, "copy.xml", "bytes one", &j, TODAY);
    receive_on(f, s, "no.xml", "rejected", &no, TODAY);
    assert_int_equal(store_put_plan(s, "plan.xml", "plan", 4, f->plan, TODAY, &is_new, &f->ds), 0);
    struct correction late = {.number = 1, .arrived = {2022, 12, 2}, .from = "收件登记.xml", .line = 3, .by = "样例乙"};
    assert_int_equal(store_correct(s, &late, TODAY, &f->ds), 1);
    const struct printed paper = {"2022Q4/汇总报告.pdf", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    assert_int_equal(store_printed_put(s, Q4, &paper, 1, TODAY, &f->ds), 0);
    struct judged next = judge(f->a, make_submission(f->a, "MZJ", Q4, 3, "新"));
    receive_on(f, s, "3.xml", "three", &next, TODAY);
    store_close(s);
    f->ds.n = 0;
}

/* ---- the record ---- */

static void the_record_refuses_changes(void **state)
{
    struct fixture *f = *state;
    size_t n;
    make_full_store(f);
    sqlite3 *h = raw(f->path);
    run(h, "PRAGMA recursive_triggers = ON");
    char **tables = record_tables(f->a, h, &n);
    assert_true(n >= 15);
    for (size_t i = 0; i < n; i++) {
        char *column = texts_of(f->a, h, arena_printf(f->a, "SELECT name FROM pragma_table_info('%s')", tables[i]), &(size_t){0})[0];
        assert_true(number_of(h, arena_printf(f->a, "SELECT count(*) FROM %s", tables[i])) > 0);
        const char *const tries[] = {
            arena_printf(f->a, "UPDATE %s SET %s = %s", tables[i], column, column),
            arena_printf(f->a, "DELETE FROM %s", tables[i]),
            arena_printf(f->a, "REPLACE INTO %s SELECT * FROM %s", tables[i], tables[i]),
        };
        for (size_t k = 0; k < 3; k++) {
            if (sqlite3_exec(h, tries[k], NULL, NULL, NULL) != SQLITE_CONSTRAINT)
                fail_msg("%s was not refused", tries[k]);
            assert_non_null(strstr(sqlite3_errmsg(h), "record: "));
        }
    }
    sqlite3_close(h);
}

/* ---- the audit ---- */

static bool audit_finds(struct fixture *f, const char *path)
{
    struct store *s = NULL;
    struct diags ds = {.a = arena_new()};
    int rc = store_open(&s, path, &ds);
    if (rc == 0)
        rc = store_audit(s, &ds);
    store_close(s);
    bool said = ds.n > 0 && diags_worst(&ds) >= SEV_ERROR;
    assert_true(rc == 0 ? !said : said); /* found and told, or neither */
    arena_drop(ds.a);
    (void)f;
    return rc != 0;
}

/* A copy of the store, changed by sql while the triggers were away; does the audit notice? */
static bool change_shows(struct fixture *f, const char *sql)
{
    char copy[128];
    size_t n;
    snprintf(copy, sizeof copy, "%s/changed.db", f->dir);
    copy_file(f->path, copy);
    sqlite3 *h = raw(copy);
    char **triggers = texts_of(f->a, h, "SELECT name FROM sqlite_schema WHERE type = 'trigger'", &n);
    char **again = texts_of(f->a, h, "SELECT sql FROM sqlite_schema WHERE type = 'trigger'", &n);
    for (size_t i = 0; i < n; i++)
        run(h, arena_printf(f->a, "DROP TRIGGER %s", triggers[i]));
    run(h, "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
    run(h, sql);
    assert_true(sqlite3_total_changes(h) > 0);
    for (size_t i = 0; i < n; i++)
        run(h, again[i]);
    sqlite3_close(h);
    bool found = audit_finds(f, copy);
    unlink(copy);
    return found;
}

static void one_changed_value_shows(void **state)
{
    struct fixture *f = *state;
    size_t n, columns, tried = 0;
    make_full_store(f);
    assert_false(audit_finds(f, f->path));
    sqlite3 *h = raw(f->path);
    char **tables = record_tables(f->a, h, &n);
    for (size_t i = 0; i < n; i++) {
        char **names = texts_of(f->a, h, arena_printf(f->a, "SELECT name FROM pragma_table_info('%s')", tables[i]), &columns);
        char *last = arena_printf(f->a, "FROM %s ORDER BY 1 DESC", tables[i]); /* the last row, so that a key stays free */
        for (size_t k = 0; k < columns; k++, tried++) {
            char *type = texts_of(f->a, h, arena_printf(f->a, "SELECT type FROM pragma_table_info('%s') WHERE name = '%s'",
                                                        tables[i], names[k]), &(size_t){0})[0];
            const char *to = strcmp(type, "INTEGER") == 0 ? "coalesce(%s, 0) + 1000" :
                             strcmp(type, "BLOB") == 0 ? "CAST(coalesce(%s, x'') || x'41' AS BLOB)" : "coalesce(%s, '') || 'x'";
            char *value = arena_printf(f->a, to, names[k]);
            char *sql = arena_printf(f->a, "UPDATE %s SET %s = %s WHERE %s IS (SELECT %s %s) ORDER BY 1 DESC LIMIT 1",
                                     tables[i], names[k], value, names[k], names[k], last);
            if (!change_shows(f, sql))
                fail_msg("not noticed: %s", sql);
        }
    }
    sqlite3_close(h);
    assert_true(tried > 100);
}

static void missing_and_added_rows_show(void **state)
{
    static const char *const cuts[] = {
        "DELETE FROM message WHERE number = 1 AND seq = 1",
        "DELETE FROM message WHERE number = 1",
        "DELETE FROM change",
        "DELETE FROM paragraph WHERE item = 1 AND seq = 1",
        "DELETE FROM cell WHERE place = 1",
        "DELETE FROM picture",
        "DELETE FROM plan",
        "DELETE FROM original",
        "DELETE FROM submission WHERE number = 4; DELETE FROM item WHERE number = 4; DELETE FROM paragraph WHERE number = 4",
        "DELETE FROM journal WHERE seq = 3",
        "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal WHERE kind = '判定')",
        "DELETE FROM journal",
        /* the last receipt with everything that knows it, but for the sequence of receipt numbers */
        ("DELETE FROM journal WHERE seq >= (SELECT seq FROM journal WHERE kind = '收件' AND subject = '4');"
        "DELETE FROM paragraph WHERE number = 4; DELETE FROM item WHERE number = 4; DELETE FROM submission WHERE number = 4;"
        "DELETE FROM outbox WHERE number = 4; DELETE FROM message WHERE number = 4; DELETE FROM received WHERE number = 4"),
        ("INSERT INTO received SELECT 5, CAST('more.xml' AS BLOB), sha256, size, arrived, registered, judged, encoding, root, verdict, unit,"
        " quarter, version, withdrawal, errors, warnings, notes, NULL FROM received WHERE number = 3"),
        "INSERT INTO message (number, seq, code, severity, line, col) VALUES (1, 3, 'E105', '提示', 0, 0)",
        "INSERT INTO plan SELECT 2, CAST('p.xml' AS BLOB), sha256, docno, name, starts, ends, taken FROM plan",
        "UPDATE original SET bytes = x'00' WHERE sha256 = (SELECT sha256 FROM plan)",
        "DELETE FROM printed", /* the journal knows of it */
        "UPDATE printed SET sha256 = replace(sha256, 'a', 'c')",
        "INSERT INTO printed VALUES ('2022Q4/问题台账.pdf', '2022Q4', (SELECT sha256 FROM plan))",
        /* the journal cut at its end: what follows from the receipts is owed */
        "DELETE FROM journal WHERE seq = (SELECT max(seq) FROM journal)",
    };
    struct fixture *f = *state;
    make_full_store(f);
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++)
        if (!change_shows(f, cuts[i]))
            fail_msg("not noticed: %s", cuts[i]);
}

/* ---- the schema ---- */

static void a_changed_schema_shows(void **state)
{
    static const struct { const char *sql, *name, *how; } changes[] = {
        {"DROP TRIGGER value_keep", "触发器“value_keep”", "没有了"},
        {"DROP VIEW standing", "视图“standing”", "没有了"},
        {"DROP INDEX submission_quarter", "索引“submission_quarter”", "没有了"},
        {"DROP TABLE outbox", "表“outbox”", "没有了"},
        {"DROP VIEW standing; CREATE VIEW standing AS SELECT number, unit, quarter FROM submission", "视图“standing”", "改动过"},
        {"DROP TRIGGER journal_stay; CREATE TRIGGER journal_stay BEFORE DELETE ON journal BEGIN SELECT 1; END", "触发器“journal_stay”", "改动过"},
        {"CREATE TABLE zz (x)", "表“zz”", "不是程序建的"},
        {"CREATE INDEX aa ON outbox (number)", "索引“aa”", "不是程序建的"},
        {"CREATE TRIGGER quiet AFTER INSERT ON outbox BEGIN DELETE FROM outbox; END", "触发器“quiet”", "不是程序建的"},
        {"CREATE VIEW mine AS SELECT 1", "视图“mine”", "不是程序建的"},
    };
    struct fixture *f = *state;
    char copy[128];
    make_full_store(f);
    snprintf(copy, sizeof copy, "%s/changed.db", f->dir);
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        struct store *s;
        struct diags ds = {.a = f->a};
        copy_file(f->path, copy);
        sqlite3 *h = raw(copy);
        run(h, changes[i].sql);
        sqlite3_close(h);
        assert_int_equal(store_open(&s, copy, &ds), 0);
        if (store_audit(s, &ds) != -1 || ds.n != 1 || ds.v[0].msg != MSG_T310 || !strstr(ds.v[0].text, changes[i].name) || !strstr(ds.v[0].text, changes[i].how))
            fail_msg("%s: %s", changes[i].sql, ds.n ? ds.v[0].text : "nothing");
        store_close(s);
        unlink(copy);
    }
}

/* ---- the journal's own course ---- */

/* A tail that is cut off with all that knows it is not missed by the store, but by whoever noted the last hash. */
static void a_noted_hash_is_missed(void **state)
{
    struct fixture *f = *state;
    make_full_store(f);
    sqlite3 *h = raw(f->path);
    char *first = texts_of(f->a, h, "SELECT hash FROM journal WHERE seq = 2", &(size_t){0})[0];
    char *last = texts_of(f->a, h, "SELECT hash FROM journal ORDER BY seq DESC", &(size_t){0})[0];
    struct store *s = open_store(f);
    assert_int_equal(store_audit(s, &f->ds), 0);
    assert_non_null(strstr(f->ds.v[0].text, last)); /* what there is to note */
    assert_int_equal(store_journal_has(s, first, &f->ds), 1);
    assert_int_equal(store_journal_has(s, last, &f->ds), 1);
    store_close(s);
    run(h, "DROP TRIGGER journal_stay; DELETE FROM journal WHERE hash = (SELECT hash FROM journal ORDER BY seq DESC LIMIT 1)");
    sqlite3_close(h);
    s = open_store(f);
    assert_int_equal(store_journal_has(s, first, &f->ds), 1);
    assert_int_equal(store_journal_has(s, last, &f->ds), 0);
    store_close(s);
}

/* The clock set back: told, though nothing was changed. */
static void days_running_backwards_are_told(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    static const int8_t days[] = {20, 28, 28, 21, 21, 20};
    for (size_t i = 0; i < 6; i++) {
        const struct printed p = {arena_printf(f->a, "2022Q4/%zu.pdf", i), "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
        assert_int_equal(store_printed_put(s, Q4, &p, 1, (struct date){2022, 12, days[i]}, &f->ds), 0);
    }
    assert_int_equal(store_audit(s, &f->ds), 0);
    assert_int_equal(f->ds.n, 3);
    assert_int_equal(f->ds.v[0].msg, MSG_T312);
    assert_int_equal(f->ds.v[0].severity, SEV_WARNING);
    assert_non_null(strstr(f->ds.v[0].text, "第 4 条的日期2022-12-21，比前一条的2022-12-28还早"));
    assert_non_null(strstr(f->ds.v[1].text, "第 6 条"));
    store_close(s);
}

/* A changed original is refused when it is asked for, not only in an audit. */
static void a_changed_original_is_not_handed_out(void **state)
{
    struct fixture *f = *state;
    struct stored_file r;
    char *bytes;
    size_t n;
    make_full_store(f);
    sqlite3 *h = raw(f->path);
    run(h, "DROP TRIGGER original_keep");
    run(h, "UPDATE original SET bytes = CAST('bytes two' AS BLOB) WHERE bytes = CAST('bytes one' AS BLOB)");
    sqlite3_close(h);
    struct store *s = open_store(f);
    assert_int_equal(store_load_file(s, f->a, 1, &r, &bytes, &n, &f->ds), -1);
    assert_true(told(&f->ds, MSG_T303));
    store_close(s);
}

/* Nor is a changed record printed, or told of: neither a number that still stands as it was written, nor the words. */
static void a_changed_record_is_not_handed_out(void **state)
{
    static const char *const changes[] = {
        "UPDATE value SET amount = '99.9' WHERE indicator = '1-2'",
        "UPDATE paragraph SET text = '另一句' WHERE kind = '取得成效'",
        "UPDATE received SET judged = '2022-12-01'",
        "DELETE FROM journal WHERE kind = '判定'",
    };
    struct fixture *f = *state;
    char copy[128];
    struct store *s = open_store(f);
    struct judged j;
    receive_rich(f, s, &j);
    store_close(s);
    snprintf(copy, sizeof copy, "%s/changed.db", f->dir);
    for (size_t i = 0; i <= sizeof changes / sizeof changes[0]; i++) { /* the last time nothing is changed */
        struct diags ds = {.a = f->a};
        struct stored_quarter *q;
        struct judged *back;
        bool changed = i < sizeof changes / sizeof changes[0];
        copy_file(f->path, copy);
        sqlite3 *h = raw(copy);
        run(h, "DROP TRIGGER value_keep; DROP TRIGGER paragraph_keep; DROP TRIGGER received_keep; DROP TRIGGER journal_stay");
        if (changed)
            run(h, changes[i]);
        sqlite3_close(h);
        assert_int_equal(store_open(&s, copy, &ds), 0);
        assert_int_equal(store_load_quarter(s, f->a, f->plan, Q4, &q, &ds), changed ? -1 : 0);
        assert_int_equal(told(&ds, MSG_T302), changed);
        ds.n = 0;
        assert_int_equal(store_load_judged(s, f->a, f->plan, 1, &back, &ds), changed ? -1 : 0);
        assert_int_equal(told(&ds, MSG_T302), changed);
        store_close(s);
        unlink(copy);
    }
}

/* ---- refusals at the door ---- */

static void refused(struct fixture *f, enum msg m)
{
    struct store *s = NULL;
    struct diags ds = {.a = f->a};
    assert_int_equal(store_open(&s, f->path, &ds), -1);
    assert_null(s);
    if (ds.n != 1 || ds.v[0].msg != m)
        fail_msg("told %s, not %s", ds.n ? msg_code(ds.v[0].msg) : "nothing", msg_code(m));
    assert_int_equal(ds.v[0].severity, SEV_FATAL);
    assert_true(strlen(ds.v[0].mend) > 0);
}

static void a_second_writer_is_refused(void **state)
{
    struct fixture *f = *state;
    struct store *s = open_store(f);
    refused(f, MSG_T102);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) { /* another process is told which one is in the way */
        struct store *t = NULL;
        int rc = store_open(&t, f->path, &f->ds);
        char *pid = arena_printf(f->a, "（进程号 %ld）", (long)getppid());
        _exit(rc == -1 && f->ds.n == 1 && strstr(f->ds.v[0].text, pid) ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(status, 0);
    store_close(s);
    store_close(open_store(f));
}

static void a_newer_store_is_refused_untouched(void **state)
{
    struct fixture *f = *state;
    size_t n, m;
    make_full_store(f);
    sqlite3 *h = raw(f->path);
    run(h, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 5");
    sqlite3_close(h);
    char *before = slurp(f->a, f->path, &n);
    refused(f, MSG_T103);
    char *after = slurp(f->a, f->path, &m);
    assert_int_equal(n, m);
    assert_memory_equal(before, after, n);
    struct store *s;
    assert_int_equal(store_open_readonly(&s, f->path, &f->ds), -1);
    assert_true(told(&f->ds, MSG_T103));
}

static void a_foreign_database_is_refused_untouched(void **state)
{
    struct fixture *f = *state;
    sqlite3 *h = raw(f->path);
    run(h, "CREATE TABLE other (x)");
    sqlite3_close(h);
    refused(f, MSG_T104);
    h = raw(f->path);
    assert_int_equal(number_of(h, "SELECT count(*) FROM sqlite_schema"), 1);
    sqlite3_close(h);
}

static void put_bytes(const char *path, long at, const char *bytes, size_t n)
{
    FILE *o = fopen(path, at < 0 ? "wb" : "r+b");
    assert_non_null(o);
    fseek(o, at < 0 ? 0 : at, SEEK_SET);
    assert_int_equal(fwrite(bytes, 1, n, o), n);
    fclose(o);
}

static void damage_is_told_clearly(void **state)
{
    struct fixture *f = *state;
    char junk[4096];
    memset(junk, 'x', sizeof junk);
    put_bytes(f->path, -1, "this is no database, but somebody's text file; long enough to be looked at", 74);
    refused(f, MSG_T108);
    unlink(f->path);
    make_full_store(f);
    put_bytes(f->path, 0, "garbage!", 8);
    refused(f, MSG_T108);
    unlink(f->path);
    make_full_store(f);
    put_bytes(f->path, 100, junk, 2000); /* the root of the schema */
    refused(f, MSG_T108);
    unlink(f->path);
    make_full_store(f);
    assert_int_equal(truncate(f->path, 4096), 0);
    refused(f, MSG_T108);
}

/* Every page but the first in turn: opening or reading says so, or nothing was hit; nothing crashes. */
static void damage_deeper_down_is_told(void **state)
{
    struct fixture *f = *state;
    char junk[1024], copy[128];
    struct stat st;
    make_full_store(f);
    assert_int_equal(stat(f->path, &st), 0);
    memset(junk, 0xA5, sizeof junk);
    snprintf(copy, sizeof copy, "%s/hurt.db", f->dir);
    for (long at = 4096; at < st.st_size; at += 4096) {
        copy_file(f->path, copy);
        put_bytes(copy, at, junk, sizeof junk);
        if (!audit_finds(f, copy))
            fail_msg("page at %ld", at);
        struct store *s = NULL;
        struct stored_quarter *q;
        struct diags ds = {.a = f->a};
        if (store_open(&s, copy, &ds) == 0 && store_load_quarter(s, f->a, f->plan, Q4, &q, &ds) != 0)
            assert_true(told(&ds, MSG_T108));
        struct stored_file r;
        char *bytes;
        size_t n;
        for (int i = 1; s && i <= 4; i++)
            store_load_file(s, f->a, i, &r, &bytes, &n, &ds);
        store_close(s);
    }
    unlink(copy);
}

static void unfit_file_systems_are_known(void **state)
{
    (void)state;
    static const long unfit[] = {NFS_SUPER_MAGIC, 0xFF534D42, (long)(int)0xFF534D42, 0xFE534D42, SMB_SUPER_MAGIC,
                                 0x65735546, MSDOS_SUPER_MAGIC, 0x2011BAB0};
    static const long fit[] = {EXT4_SUPER_MAGIC, XFS_SUPER_MAGIC, (long)BTRFS_SUPER_MAGIC, TMPFS_MAGIC, OVERLAYFS_SUPER_MAGIC};
    for (size_t i = 0; i < sizeof unfit / sizeof unfit[0]; i++)
        assert_non_null(store_unfit_fs(unfit[i]));
    for (size_t i = 0; i < sizeof fit / sizeof fit[0]; i++)
        assert_null(store_unfit_fs(fit[i]));
}

static void a_folder_that_is_not_there_is_made(void **state)
{
    struct fixture *f = *state;
    struct store *s = NULL;
    char *deep = arena_printf(f->a, "%s/a/b/jibao.db", f->dir);
    assert_int_equal(store_open(&s, deep, &f->ds), 0);
    store_close(s);
    snprintf(f->path, sizeof f->path, "%s/a", f->dir); /* a folder where the file should be */
    refused(f, MSG_T101);
    empty_folder(arena_printf(f->a, "%s/a/b", f->dir));
    rmdir(arena_printf(f->a, "%s/a/b", f->dir));
    rmdir(f->path);
}

/* In a folder that this user may not write, a store is read as it lies. */
static int read_as_stranger(struct fixture *f)
{
    struct store *s = NULL;
    struct stored_quarter *q;
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
        return 0; /* cannot become a stranger here */
    if (store_open(&s, f->path, &f->ds) == 0)
        return 1;
    f->ds.n = 0;
    if (store_open_readonly(&s, f->path, &f->ds) != 0 || store_load_quarter(s, f->a, f->plan, Q4, &q, &f->ds) != 0) {
        diags_print(&f->ds, stderr);
        return 2;
    }
    bool ok = q->nfiles == 3 && q->nsubs == 1;
    store_close(s);
    return ok ? 0 : 3;
}

static void a_folder_without_leave_can_be_read(void **state)
{
    struct fixture *f = *state;
    int status;
    make_full_store(f);
    remove_file(f->dir, "jibao.db.lock");
    assert_int_equal(chmod(f->dir, 0555), 0);
    assert_int_equal(chmod(f->path, 0444), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0)
        _exit(read_as_stranger(f));
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(f->dir, 0755), 0);
    assert_int_equal(WIFEXITED(status) ? WEXITSTATUS(status) : 99, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(the_record_refuses_changes), STORE_TEST(one_changed_value_shows),
        STORE_TEST(missing_and_added_rows_show), STORE_TEST(a_changed_original_is_not_handed_out),
        STORE_TEST(a_changed_record_is_not_handed_out), STORE_TEST(a_changed_schema_shows), STORE_TEST(a_noted_hash_is_missed), STORE_TEST(days_running_backwards_are_told),
        STORE_TEST(a_second_writer_is_refused), STORE_TEST(a_newer_store_is_refused_untouched),
        STORE_TEST(a_foreign_database_is_refused_untouched), STORE_TEST(damage_is_told_clearly),
        STORE_TEST(damage_deeper_down_is_told), STORE_TEST(unfit_file_systems_are_known),
        STORE_TEST(a_folder_that_is_not_there_is_made), STORE_TEST(a_folder_without_leave_can_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

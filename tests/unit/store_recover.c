/*
 * A damaged store: page after page overwritten, cut off, its head gone. What lies elsewhere comes back, word for word where
 * the journal vouches for it; the damaged file stays; what is gone is named.
 */
#include "store_make.h"

#include "store/internal.h"

#include <sys/stat.h>

enum { FILES = 12, FATTEST = 20000, MOVED = 5 /* every fifth receipt had another date first */, MOVES = FILES / MOVED };

/* ---- a store to be damaged ---- */

static char *name_of(struct arena *a, int i) { return arena_printf(a, "2022Q4/%d.xml", i); }

/* Originals of very different sizes, so that some lie on one page with others and some on chains of many. */
static char *bytes_of(struct arena *a, int i, size_t *n)
{
    *n = i % 3 == 0 ? FATTEST - (size_t)i : (size_t)i * 97;
    char *p = arena_alloc(a, *n + 1);
    for (size_t k = 0; k < *n; k++)
        p[k] = (char)(k * 31 + (size_t)i * 7 + k / 251);
    return p;
}

static struct judged judge_number(struct arena *a, int i)
{
    struct submission *sub = i % 4 == 3 ? NULL : i == 1 ? rich(a) : make_submission(a, i % 2 ? "MZJ" : "GAJ", Q4, i + 3, "文字");
    return judge(a, sub);
}

static void fill_store(struct fixture *f)
{
    struct store *s = open_store(f);
    bool is_new;
    assert_int_equal(store_put_plan(s, "plan.xml", "plan", 4, f->plan, TODAY, &is_new, &f->ds), 0);
    for (int i = 1; i <= FILES; i++) {
        struct judged j = judge_number(f->a, i);
        size_t n;
        char *bytes = bytes_of(f->a, i, &n);
        struct arrival r = {.file = name_of(f->a, i), .bytes = bytes, .n = n, .date = {2022, 12, (int8_t)(i % MOVED ? i : 31)}, .registered = i % 2};
        int64_t number = 0;
        assert_int_equal(store_receive(s, &r, &j, TODAY, &number, &f->ds), 0);
        assert_int_equal(number, i);
    }
    for (int i = MOVED; i <= FILES; i += MOVED) {
        struct correction c = {.number = i, .arrived = {2022, 12, (int8_t)i}, .from = "收件登记.xml", .line = 7, .by = "样例乙"};
        assert_int_equal(store_correct(s, &c, TODAY, &f->ds), 1);
    }
    store_close(s);
    f->ds.n = 0;
}

/* ---- what a recovery asks of its caller ---- */

static int judged_again, orphans;

static int judge_again(void *ctx, struct store *fresh, struct arena *a, const struct stored_file *file, const char *bytes, size_t n,
                       struct judged *out)
{
    size_t want;
    int i = (int)file->number;
    (void)ctx;
    assert_non_null(fresh);
    char *same = bytes_of(a, i, &want);
    assert_int_equal(n, want); /* the original, byte for byte */
    assert_memory_equal(bytes, same, n);
    assert_int_equal(date_cmp(file->judged, TODAY), 0);
    *out = judge_number(a, i);
    judged_again++;
    return 0;
}

static int take_orphan(void *ctx, const char *sha256, const char *bytes, size_t n)
{
    char hex[65];
    (void)ctx;
    file_sha256(bytes, n, hex);
    assert_string_equal(hex, sha256);
    orphans++;
    return 0;
}

static int recover(struct fixture *f, struct recovery *r)
{
    static const struct recoverer with = {.judge = judge_again, .orphan = take_orphan};
    judged_again = orphans = 0;
    f->ds.n = 0;
    return store_recover(f->path, f->a, TODAY, &with, r, &f->ds);
}

/* ---- looking ---- */

static char *slurp(struct arena *a, const char *path, size_t *n)
{
    char *p = NULL;
    struct diags ds = {.a = a};
    assert_int_equal(file_read(a, path, 1 << 26, &p, n, &ds), 0);
    return p;
}

static void spit(const char *path, const char *p, size_t n)
{
    FILE *o = fopen(path, "wb");
    assert_non_null(o);
    assert_int_equal(fwrite(p, 1, n, o), n);
    assert_int_equal(fclose(o), 0);
}

static bool in_list(const int64_t *v, size_t n, int64_t x)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] == x)
            return true;
    return false;
}

/* A correction is there, or its loss is told. */
static void check_arrival(struct fixture *f, struct store *s, const struct stored_file *file, const struct recovery *r)
{
    int i = (int)file->number;
    struct correction *c;
    size_t n;
    assert_int_equal(store_corrections(s, f->a, i, &c, &n, &f->ds), 0);
    assert_int_equal(file->entered.date.day, i % MOVED ? i : 31);
    assert_int_equal(file->entered.registered, i % 2);
    assert_int_equal(file->arrived.day, n ? i : file->entered.date.day);
    assert_int_equal(file->registered, n || i % 2);
    assert_true(n == (i % MOVED == 0) || r->uncorrected > 0);
    if (n) {
        assert_int_equal(c->was.day, 31);
        assert_string_equal(c->from, "收件登记.xml");
        assert_int_equal(c->line, 7);
        assert_string_equal(c->by, "样例乙");
    }
}

/* Every receipt is there as it was, or is named as lost; the audit holds; the next number is a new one. */
static void check_new_store(struct fixture *f, const struct recovery *r)
{
    struct store *s = open_store(f);
    if (store_audit(s, &f->ds) != 0) {
        diags_print(&f->ds, stderr);
        fail();
    }
    size_t there = 0;
    for (int i = 1; i <= FILES; i++) {
        struct stored_file file;
        struct judged *j;
        char *bytes;
        size_t n, want;
        if (in_list(r->lost, r->nlost, i) || (size_t)i > r->receipts + r->nlost)
            continue;
        there++;
        assert_int_equal(store_load_file(s, f->a, i, &file, &bytes, &n, &f->ds), 0);
        char *same = bytes_of(f->a, i, &want);
        assert_int_equal(n, want);
        assert_memory_equal(bytes, same, n);
        assert_string_equal(file.file, name_of(f->a, i));
        check_arrival(f, s, &file, r);
        assert_int_equal(store_load_judged(s, f->a, NULL, i, &j, &f->ds), 0);
        assert_int_equal(j->verdict, i % 4 == 3 ? VERDICT_REJECTED : VERDICT_ACCEPTED);
        if (i == 1)
            assert_int_equal(j->submission->items[2].values[1].number.millionths, -123456789012345678);
    }
    assert_int_equal(there, r->receipts);
    struct judged no = judge(f->a, NULL);
    int64_t next = receive_on(f, s, "next.xml", "next", &no, TODAY);
    assert_true(next > (int64_t)(r->receipts + r->nlost) - 1 && !in_list(r->lost, r->nlost, next));
    store_close(s);
}

static size_t strays(struct fixture *f)
{
    size_t n = 0;
    DIR *d = opendir(f->dir);
    for (struct dirent *e; (e = readdir(d));)
        n += strncmp(e->d_name, ".jibao", 6) == 0;
    closedir(d);
    return n;
}

/* Recovers these bytes; they stay as they were under another name. */
static void recover_bytes(struct fixture *f, const char *bad, size_t n, struct recovery *r)
{
    empty_folder(f->dir);
    spit(f->path, bad, n);
    if (recover(f, r) != 0) {
        diags_print(&f->ds, stderr);
        fail();
    }
    assert_int_equal(strays(f), 0);
    if (r->sound)
        return;
    size_t kept;
    char *same = slurp(f->a, r->kept, &kept);
    assert_int_equal(kept, n);
    assert_memory_equal(same, bad, n);
    assert_int_equal(r->nagain, judged_again);
    assert_int_equal(r->orphans, orphans);
    check_new_store(f, r);
}

/* ---- tests ---- */

static void a_sound_store_is_left_alone(void **state)
{
    struct fixture *f = *state;
    struct recovery r;
    size_t n, m;
    fill_store(f);
    char *before = slurp(f->a, f->path, &n);
    assert_int_equal(recover(f, &r), 0);
    assert_true(r.sound);
    char *after = slurp(f->a, f->path, &m);
    assert_int_equal(n, m);
    assert_memory_equal(before, after, n);
}

/* Each page in turn, overwritten or zero. */
static void one_page_gone(void **state)
{
    struct fixture *f = *state;
    size_t n, whole = 0, worst = 0, verbatim = 0, uncorrected = 0;
    fill_store(f);
    char *good = slurp(f->a, f->path, &n);
    for (size_t at = 0; at < n; at += 4096) {
        struct recovery r;
        struct arena *outer = f->a;
        f->a = arena_new();
        f->ds = (struct diags){.a = f->a};
        char *bad = arena_strndup(f->a, good, n);
        memset(bad + at, at / 4096 % 2 ? 0xA5 : 0, 4096);
        recover_bytes(f, bad, n, &r);
        if (!r.sound) {
            whole += r.nlost == 0;
            worst = r.nlost > worst ? r.nlost : worst;
            verbatim += r.receipts - r.nagain;
            uncorrected += r.uncorrected;
            assert_true(r.nlost || r.corrections + r.uncorrected == MOVES);
        }
        arena_drop(f->a);
        f->a = outer;
        f->ds = (struct diags){.a = outer};
    }
    assert_true(whole > n / 4096 / 4);  /* most pages hold nothing that the originals could not give again */
    assert_true(worst >= 1 && worst <= FILES); /* and some hold originals */
    assert_true(verbatim > 0);
    assert_int_equal(uncorrected, MOVES); /* the one page on which they stand; the journal knows of them */
}

static void the_head_gone(void **state)
{
    struct fixture *f = *state;
    struct recovery r;
    size_t n;
    fill_store(f);
    char *bad = slurp(f->a, f->path, &n);
    memset(bad, 'x', 100);
    recover_bytes(f, bad, n, &r);
    assert_int_equal(r.receipts, FILES);
    assert_int_equal(r.plans, 1);
    assert_int_equal(r.corrections, MOVES);
    assert_int_equal(r.nagain, 0); /* with a new head SQLite reads all the rest */
}

/* A receipt that one recovery did not find is not forgotten by the next, nor is its number given out again. */
static void lost_stays_lost(void **state)
{
    struct fixture *f = *state;
    struct recovery r;
    size_t n;
    fill_store(f);
    for (int round = 0; round < 3; round++) {
        if (!round) {
            sqlite3 *h;
            assert_int_equal(sqlite3_open(f->path, &h), SQLITE_OK);
            assert_int_equal(sqlite3_exec(h, "DROP TRIGGER received_keep; UPDATE received SET arrived = '2022-11-01' WHERE number = 12;"
                                             "PRAGMA wal_checkpoint(TRUNCATE)", NULL, NULL, NULL), SQLITE_OK);
            sqlite3_close(h);
        }
        char *bad = slurp(f->a, f->path, &n);
        memset(bad, 'x', 100);
        empty_folder(f->dir);
        spit(f->path, bad, n);
        assert_int_equal(recover(f, &r), 0);
        assert_int_equal(r.nlost, 1);
        assert_int_equal(r.lost[0], FILES);
        assert_int_equal(r.receipts, FILES - 1);
    }
    struct store *s = open_store(f);
    struct judged no = judge(f->a, NULL);
    assert_int_equal(receive_on(f, s, "next.xml", "next", &no, TODAY), FILES + 1);
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
}

/* What was printed is still known after a recovery, and said once. */
static void papers_come_over(void **state)
{
    static const char SHA[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NEW[] = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    struct fixture *f = *state;
    struct recovery r;
    struct printed *v;
    size_t n, m;
    fill_store(f);
    struct store *s = open_store(f);
    const struct printed papers[] = {{"2022Q4/汇总报告.pdf", SHA}, {"2022Q4/催报函/a.pdf", SHA}}, again[] = {{"2022Q4/汇总报告.pdf", NEW}};
    assert_int_equal(store_printed_put(s, Q4, papers, 2, TODAY, &f->ds), 0);
    assert_int_equal(store_printed_put(s, Q4, again, 1, TODAY, &f->ds), 0);
    assert_int_equal(store_printed_forget(s, (const char *const[]){papers[1].path}, 1, TODAY, &f->ds), 0);
    store_close(s);
    char *bad = slurp(f->a, f->path, &n);
    memset(bad, 'x', 100);
    empty_folder(f->dir);
    spit(f->path, bad, n);
    assert_int_equal(recover(f, &r), 0);
    s = open_store(f);
    assert_int_equal(store_audit(s, &f->ds), 0);
    assert_int_equal(store_printed(s, f->a, Q4, &v, &m, &f->ds), 0);
    assert_int_equal(m, 1);
    assert_string_equal(v[0].path, papers[0].path);
    assert_string_equal(v[0].sha256, NEW);
    f->ds.n = 0;
    assert_int_equal(store_printed_put(s, Q4, again, 1, TODAY, &f->ds), 0);
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
}

static void cut_off(void **state)
{
    struct fixture *f = *state;
    struct recovery r;
    size_t n, last = FILES + 1;
    fill_store(f);
    char *good = slurp(f->a, f->path, &n);
    for (size_t keep = n - 4096; keep > 40960; keep -= keep > 122880 ? 24576 : 8192) {
        recover_bytes(f, good, keep / 4096 * 4096 + (keep % 3 ? 0 : 100), &r);
        assert_true(r.receipts <= last); /* less file, never more receipts */
        last = r.receipts;
    }
}

/* What was committed but still lies in SQLite's journal comes back too. */
static void the_journal_of_sqlite_counts(void **state)
{
    struct fixture *f = *state;
    struct recovery r;
    char wal[128], *bad, *journal;
    size_t n, m;
    struct store *s = open_store(f);
    struct judged j = judge_number(f->a, 1);
    size_t k;
    char *bytes = bytes_of(f->a, 1, &k);
    struct arrival at = {.file = name_of(f->a, 1), .bytes = bytes, .n = k, .date = {2022, 12, 1}, .registered = true};
    int64_t number;
    assert_int_equal(store_receive(s, &at, &j, TODAY, &number, &f->ds), 0);
    snprintf(wal, sizeof wal, "%s-wal", f->path);
    bad = slurp(f->a, f->path, &n);
    journal = slurp(f->a, wal, &m);
    store_close(s);
    assert_true(m > 4096);
    empty_folder(f->dir);
    spit(f->path, bad, n);
    spit(wal, journal, m);
    sqlite3 *h; /* damaged: rows cut away behind the program's back */
    assert_int_equal(sqlite3_open(f->path, &h), SQLITE_OK);
    assert_int_equal(sqlite3_exec(h, "PRAGMA wal_autocheckpoint = 0; DROP TRIGGER message_stay; DROP TRIGGER item_stay;"
                                     "DROP TRIGGER value_stay; DELETE FROM value", NULL, NULL, NULL), SQLITE_OK);
    bad = slurp(f->a, f->path, &n);
    journal = slurp(f->a, wal, &m);
    sqlite3_close(h);
    empty_folder(f->dir);
    spit(f->path, bad, n);
    spit(wal, journal, m);
    assert_int_equal(recover(f, &r), 0);
    assert_int_equal(r.receipts, 1);
    assert_int_equal(r.nagain, 1);
    check_new_store(f, &r);
}

static void nothing_to_rescue(void **state)
{
    static const char text[] = "this is no database, but somebody's text file; long enough to be looked at ...................";
    struct fixture *f = *state;
    struct recovery r;
    recover_bytes(f, "", 0, &r);
    assert_int_equal(r.originals, 0);
    recover_bytes(f, text, sizeof text, &r);
    assert_int_equal(r.originals, 0);
    assert_int_equal(r.receipts, 0);
}

static void what_is_not_ours_is_refused(void **state)
{
    struct fixture *f = *state;
    struct recovery r;
    size_t n, m;
    sqlite3 *h;
    assert_int_equal(recover(f, &r), -1);
    assert_true(told(&f->ds, MSG_T112)); /* there is none */
    fill_store(f);
    struct store *s = open_store(f);
    assert_int_equal(recover(f, &r), -1);
    assert_true(told(&f->ds, MSG_T102)); /* in use */
    store_close(s);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(sqlite3_open(f->path, &h), SQLITE_OK);
        sqlite3_exec(h, i ? "PRAGMA user_version = 1; PRAGMA application_id = 5; PRAGMA journal_mode = DELETE"
                          : "PRAGMA user_version = 99; PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
        sqlite3_close(h);
        char *before = slurp(f->a, f->path, &n);
        assert_int_equal(recover(f, &r), -1);
        assert_true(told(&f->ds, i ? MSG_T104 : MSG_T103)); /* somebody else's, newer */
        char *after = slurp(f->a, f->path, &m);
        assert_int_equal(n, m);
        assert_memory_equal(before, after, n);
    }
}

/* An empty or missing file where a store stood is no new beginning. */
static void a_store_that_was_there_is_missed(void **state)
{
    struct fixture *f = *state;
    struct store *s = NULL;
    fill_store(f);
    spit(f->path, "", 0);
    assert_int_equal(store_open(&s, f->path, &f->ds), -1);
    assert_true(told(&f->ds, MSG_T108));
    unlink(f->path);
    f->ds.n = 0;
    s = open_store(f);
    assert_true(told(&f->ds, MSG_T115));
    store_close(s);
    f->ds.n = 0;
    store_close(open_store(f));
    assert_int_equal(f->ds.n, 0); /* said once */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_sound_store_is_left_alone), STORE_TEST(one_page_gone), STORE_TEST(the_head_gone), STORE_TEST(cut_off),
        STORE_TEST(lost_stays_lost), STORE_TEST(papers_come_over),
        STORE_TEST(the_journal_of_sqlite_counts), STORE_TEST(nothing_to_rescue), STORE_TEST(what_is_not_ours_is_refused),
        STORE_TEST(a_store_that_was_there_is_missed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

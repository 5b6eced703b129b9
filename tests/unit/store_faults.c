/*
 * Every write, cut and sync of a whole life of a store fails in turn, once and for good, as full disk and as I/O error: each
 * call that says so has told why, each that says well stands after reopening, and the run can be finished.
 *
 * The faults come from a VFS of SQLite's that passes everything on to the real one and counts.
 */
#include "store_make.h"

#include <sqlite3.h>

/* ---- the failing disk ---- */

static struct { int countdown; int code; bool lasting; bool fired; } fault;

struct shim_file { sqlite3_file base; sqlite3_file *real; };

static sqlite3_file *real_of(sqlite3_file *f) { return ((struct shim_file *)f)->real; }

static int strike(int which)
{
    if (fault.countdown > 0 && --fault.countdown > 0)
        return SQLITE_OK;
    if (fault.countdown < 0 || (fault.fired && !fault.lasting))
        return SQLITE_OK;
    fault.fired = true;
    return fault.code ? fault.code : which;
}

static int shim_close(sqlite3_file *f) { return real_of(f)->pMethods->xClose(real_of(f)); }
static int shim_read(sqlite3_file *f, void *p, int n, sqlite3_int64 at) { return real_of(f)->pMethods->xRead(real_of(f), p, n, at); }
static int shim_write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
    int rc = strike(SQLITE_IOERR_WRITE);
    if (rc != SQLITE_OK) { /* half of it arrives */
        real_of(f)->pMethods->xWrite(real_of(f), p, n / 2, at);
        return rc;
    }
    return real_of(f)->pMethods->xWrite(real_of(f), p, n, at);
}
static int shim_truncate(sqlite3_file *f, sqlite3_int64 n)
{
    int rc = strike(SQLITE_IOERR_TRUNCATE);
    return rc != SQLITE_OK ? rc : real_of(f)->pMethods->xTruncate(real_of(f), n);
}
static int shim_sync(sqlite3_file *f, int flags)
{
    int rc = strike(SQLITE_IOERR_FSYNC);
    return rc != SQLITE_OK ? rc : real_of(f)->pMethods->xSync(real_of(f), flags);
}
static int shim_size(sqlite3_file *f, sqlite3_int64 *n) { return real_of(f)->pMethods->xFileSize(real_of(f), n); }
static int shim_lock(sqlite3_file *f, int l) { return real_of(f)->pMethods->xLock(real_of(f), l); }
static int shim_unlock(sqlite3_file *f, int l) { return real_of(f)->pMethods->xUnlock(real_of(f), l); }
static int shim_reserved(sqlite3_file *f, int *out) { return real_of(f)->pMethods->xCheckReservedLock(real_of(f), out); }
static int shim_control(sqlite3_file *f, int op, void *arg) { return real_of(f)->pMethods->xFileControl(real_of(f), op, arg); }
static int shim_sector(sqlite3_file *f) { return real_of(f)->pMethods->xSectorSize(real_of(f)); }
static int shim_traits(sqlite3_file *f) { return real_of(f)->pMethods->xDeviceCharacteristics(real_of(f)); }
static int shim_map(sqlite3_file *f, int i, int n, int more, void volatile **p) { return real_of(f)->pMethods->xShmMap(real_of(f), i, n, more, p); }
static int shim_shmlock(sqlite3_file *f, int at, int n, int flags) { return real_of(f)->pMethods->xShmLock(real_of(f), at, n, flags); }
static void shim_barrier(sqlite3_file *f) { real_of(f)->pMethods->xShmBarrier(real_of(f)); }
static int shim_unmap(sqlite3_file *f, int del) { return real_of(f)->pMethods->xShmUnmap(real_of(f), del); }

static const sqlite3_io_methods shim_methods = {
    .iVersion = 2, .xClose = shim_close, .xRead = shim_read, .xWrite = shim_write, .xTruncate = shim_truncate,
    .xSync = shim_sync, .xFileSize = shim_size, .xLock = shim_lock, .xUnlock = shim_unlock,
    .xCheckReservedLock = shim_reserved, .xFileControl = shim_control, .xSectorSize = shim_sector,
    .xDeviceCharacteristics = shim_traits, .xShmMap = shim_map, .xShmLock = shim_shmlock, .xShmBarrier = shim_barrier,
    .xShmUnmap = shim_unmap,
};

static int shim_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
    sqlite3_vfs *real = v->pAppData;
    struct shim_file *s = (struct shim_file *)f;
    s->real = (sqlite3_file *)(s + 1);
    int rc = real->xOpen(real, name, s->real, flags, out);
    s->base.pMethods = s->real->pMethods ? &shim_methods : NULL;
    return rc;
}

static sqlite3_vfs shim;

static void install_shim(void)
{
    sqlite3_vfs *real = sqlite3_vfs_find(NULL);
    shim = *real;
    shim.zName = "failing";
    shim.pNext = NULL;
    shim.pAppData = real;
    shim.szOsFile = (int)sizeof(struct shim_file) + real->szOsFile;
    shim.xOpen = shim_open;
    assert_int_equal(sqlite3_vfs_register(&shim, 1), SQLITE_OK);
}

/* ---- a life ---- */

enum { FILES = 3 };

/* One call after the other, whatever became of the one before; said[i]: the call for file i returned 0. */
static void live(struct fixture *f, bool said[FILES])
{
    struct store *s = NULL;
    struct diags ds = {.a = f->a};
    bool is_new;
    int64_t first = 0;
    memset(said, 0, FILES * sizeof *said);
    int rc = store_open(&s, f->path, &ds);
    assert_true(rc == 0 || diags_worst(&ds) == SEV_FATAL);
    if (rc != 0)
        return;
    rc = store_put_plan(s, "plan.xml", "plan", 4, f->plan, TODAY, &is_new, &ds);
    assert_true(rc == 0 || diags_worst(&ds) == SEV_FATAL);
    for (int i = 0; i < FILES; i++) {
        struct diags own = {.a = f->a};
        struct judged j = judge(f->a, make_submission(f->a, "MZJ", Q4, i + 1, "文字"));
        char *name = arena_printf(f->a, "%d.xml", i);
        struct arrival r = {.file = name, .bytes = name, .n = strlen(name), .date = TODAY};
        int64_t number = 0;
        said[i] = store_receive(s, &r, &j, TODAY, &number, &own) == 0;
        assert_true(said[i] ? number > 0 : diags_worst(&own) == SEV_FATAL);
        if (said[i] && store_outbox_done(s, number, &own) != 0)
            assert_int_equal(diags_worst(&own), SEV_FATAL);
        first = i == 0 ? number : first;
    }
    if (said[0]) {
        struct diags own = {.a = f->a};
        rc = store_correct(s, &(struct correction){.number = first, .arrived = {2022, 12, 20}, .from = "r.xml", .line = 3}, TODAY, &own);
        assert_true(rc >= 0 || diags_worst(&own) == SEV_FATAL);
    }
    store_close(s);
}

/* With a good disk again: nothing by halves, everything confirmed there; and finishing the run gives the whole. */
static void check_and_finish(struct fixture *f, const bool said[FILES])
{
    bool all[FILES];
    struct stored_quarter *q;
    f->ds.n = 0;
    struct store *s = open_store(f);
    if (store_audit(s, &f->ds) != 0) {
        diags_print(&f->ds, stderr);
        fail();
    }
    for (int i = 0; i < FILES; i++) {
        char *name = arena_printf(f->a, "%d.xml", i), hex[65];
        int64_t number;
        file_sha256(name, strlen(name), hex);
        assert_int_equal(store_known(s, name, hex, &number, &f->ds), 0);
        assert_true(number > 0 || !said[i]);
    }
    store_close(s);
    live(f, all);
    s = open_store(f);
    assert_int_equal(store_load_quarter(s, f->a, f->plan, Q4, &q, &f->ds), 0);
    assert_int_equal(q->nfiles, FILES);
    assert_int_equal(q->nsubs, 1);
    assert_int_equal(q->subs[0].sub->version, FILES);
    assert_int_equal(q->subs[0].first_attempt.day, 20); /* put right, and once only */
    struct correction *c;
    size_t nc;
    int64_t first;
    struct date day;
    assert_int_equal(store_last_named(s, "0.xml", &first, &day, &f->ds), 0);
    assert_int_equal(store_corrections(s, f->a, first, &c, &nc, &f->ds), 0);
    assert_int_equal(nc, 1);
    assert_int_equal(store_audit(s, &f->ds), 0);
    store_close(s);
}

/* Full and broken by turns: two kinds of fault in one pass. */
static void every_operation_fails(struct fixture *f, bool lasting)
{
    bool said[FILES];
    int n = 0;
    do {
        struct arena *run = f->a; /* what one life takes is forgotten before the next */
        f->a = arena_new();
        f->ds = (struct diags){.a = f->a};
        fault.countdown = ++n;
        fault.code = (n + lasting) % 2 ? SQLITE_FULL : 0;
        fault.lasting = lasting;
        fault.fired = false;
        live(f, said);
        fault.countdown = -1;
        check_and_finish(f, said);
        empty_folder(f->dir);
        arena_drop(f->a);
        f->a = run;
        f->ds = (struct diags){.a = run};
    } while (fault.fired);
    assert_true(n > 100); /* the faults did meet the store */
}

static void a_fault_that_passes(void **state) { every_operation_fails(*state, /*lasting*/false); }
static void a_fault_that_stays(void **state) { every_operation_fails(*state, /*lasting*/true); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_fault_that_passes), STORE_TEST(a_fault_that_stays),
    };
    fault.countdown = -1;
    install_shim();
    return cmocka_run_group_tests(tests, NULL, NULL);
}

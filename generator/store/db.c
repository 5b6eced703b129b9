#include "store/db.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* ---- faults ---- */

void db_enter(struct db *db, struct diags *ds)
{
    db->ds = ds;
    db->failed = db->refused = false;
}

/* errno of the last failed file operation, from wherever SQLite keeps it: connection, database file, WAL; 0 = unknown. */
static int system_errno(struct db *db)
{
    int e = db->h ? sqlite3_system_errno(db->h) : 0;
    sqlite3_file *wal = NULL;
    if (!e && db->h)
        sqlite3_file_control(db->h, "main", SQLITE_FCNTL_LAST_ERRNO, &e);
    if (!e && db->h)
        sqlite3_file_control(db->h, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);
    if (!e && wal && wal->pMethods && wal->pMethods->xFileControl) /* a journal in memory has none */
        wal->pMethods->xFileControl(wal, SQLITE_FCNTL_LAST_ERRNO, &e);
    return e;
}

/* What a maintainer needs and a clerk does not: SQLite's code and words, and the statement. */
static char *log_detail(struct db *db, int rc, const char *sql)
{
    const char *words = db->h ? sqlite3_errmsg(db->h) : sqlite3_errstr(rc);
    int e = system_errno(db);
    return arena_printf(db->ds->a, "sqlite %d (%s)%s%s%s%s", rc, words, e ? ", " : "", e ? strerror(e) : "",
                        sql ? ": " : "", sql ? sql : "");
}

/* A write that failed for want of room reaches SQLite as FULL or as an I/O error with the reason in errno. */
static bool no_room(struct db *db, int rc)
{
    if ((rc & 0xff) == SQLITE_FULL)
        return true;
    int e = system_errno(db);
    return (rc & 0xff) == SQLITE_IOERR && (e == ENOSPC || e == EDQUOT || e == EFBIG);
}

int db_fail(struct db *db, int rc, const char *sql)
{
    if (db->failed)
        return -1;
    db->failed = true;
    struct diags *ds = db->ds;
    struct place at = {.file = db->path};
    if ((rc & 0xff) == SQLITE_NOMEM)
        base_die(OUT_OF_MEMORY);
    char *found = log_detail(db, rc, sql);
    if (no_room(db, rc)) {
        DIAG(ds, T106, at, NULL, found);
        return -1;
    }
    switch (rc & 0xff) {
    case SQLITE_IOERR: DIAG(ds, T107, at, NULL, found, db->path); break;
    case SQLITE_CORRUPT: case SQLITE_NOTADB: DIAG(ds, T108, at, NULL, found, db->path); break;
    case SQLITE_BUSY: case SQLITE_LOCKED: DIAG(ds, T109, at, NULL, found, db->path); break;
    case SQLITE_READONLY: case SQLITE_PERM: DIAG(ds, T110, at, NULL, found, db->path); break;
    case SQLITE_CANTOPEN: DIAG(ds, T101, at, NULL, found, db->path); break;
    case SQLITE_CONSTRAINT: case SQLITE_TOOBIG: case SQLITE_MISMATCH:
        db->refused = true;
        DIAG(ds, T111, at, NULL, found, sqlite3_errmsg(db->h));
        break;
    default: DIAG(ds, T111, at, NULL, found, db->h ? sqlite3_errmsg(db->h) : sqlite3_errstr(rc)); break;
    }
    return -1;
}

int db_damaged(struct db *db, const char *what)
{
    if (!db->failed)
        DIAG(db->ds, T108, ((struct place){.file = db->path}), NULL, what, db->path);
    db->failed = true;
    return -1;
}

/* A fault of this program, not of the disk. */
static int misuse(struct db *db, const char *what, const char *sql)
{
    if (!db->failed)
        DIAG(db->ds, T111, ((struct place){.file = db->path}), NULL, sql, what);
    db->failed = true;
    return -1;
}

void db_close(struct db *db)
{
    for (size_t i = 0; i < db->ncache; i++)
        sqlite3_finalize(db->cache[i].st);
    db->ncache = 0;
    sqlite3_close(db->h);
    db->h = NULL;
}

/* ---- preparing ---- */

static bool blank(const char *s)
{
    return s[strspn(s, " \t\r\n;")] == 0;
}

static sqlite3_stmt *prepare(struct db *db, const char *sql)
{
    sqlite3_stmt *st = NULL;
    const char *tail = "";
    int rc = sqlite3_prepare_v3(db->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &st, &tail);
    if (rc != SQLITE_OK) {
        db_fail(db, rc, sql);
        return NULL;
    }
    if (!st || !blank(tail)) {
        misuse(db, "statement with leftovers", sql);
        sqlite3_finalize(st);
        return NULL;
    }
    return st;
}

/* The statement in the cache, prepared if need be; NULL after a fault. */
static struct cached *lookup(struct db *db, const char *sql)
{
    for (size_t i = 0; i < db->ncache; i++)
        if (db->cache[i].sql == sql)
            return &db->cache[i];
    if (db->ncache == DB_STATEMENTS) {
        misuse(db, "too many statements", sql);
        return NULL;
    }
    sqlite3_stmt *st = prepare(db, sql);
    if (!st)
        return NULL;
    db->cache[db->ncache] = (struct cached){.sql = sql, .st = st};
    return &db->cache[db->ncache++];
}

/* ---- binding ---- */

struct bind bind_file(const char *name)
{
    return name ? bind_blob(name, strlen(name)) : (struct bind){.kind = BIND_NULL};
}

static int bind_one(sqlite3_stmt *st, int at, const struct bind *b)
{
    char s[32];
    switch (b->kind) {
    case BIND_INT: return sqlite3_bind_int64(st, at, b->i);
    case BIND_TEXT: return sqlite3_bind_text64(st, at, b->p, strlen(b->p), SQLITE_STATIC, SQLITE_UTF8);
    case BIND_BLOB: return b->n ? sqlite3_bind_blob64(st, at, b->p, b->n, SQLITE_STATIC) : sqlite3_bind_zeroblob(st, at, 0);
    case BIND_DATE:
        snprintf(s, sizeof s, "%04d-%02d-%02d", b->d.year, b->d.month, b->d.day);
        return sqlite3_bind_text(st, at, s, -1, SQLITE_TRANSIENT);
    case BIND_QUARTER:
        snprintf(s, sizeof s, "%04dQ%d", b->q.year, b->q.q);
        return sqlite3_bind_text(st, at, s, -1, SQLITE_TRANSIENT);
    case BIND_NULL: break;
    }
    return sqlite3_bind_null(st, at);
}

static int bind_all(struct db *db, struct cached *c, const struct bind *v, size_t n)
{
    if ((size_t)sqlite3_bind_parameter_count(c->st) != n)
        return misuse(db, "wrong number of values", c->sql);
    for (size_t i = 0; i < n; i++) {
        int rc = bind_one(c->st, (int)i + 1, &v[i]);
        if (rc != SQLITE_OK)
            return db_fail(db, rc, c->sql);
    }
    return 0;
}

/* A prepared, bound statement that is not in use elsewhere; NULL after a fault. */
static struct cached *ready(struct db *db, const char *sql, const struct bind *v, size_t n)
{
    if (db->failed)
        return NULL;
    struct cached *c = lookup(db, sql);
    if (c && c->busy)
        misuse(db, "statement used inside itself", sql);
    else if (c && bind_all(db, c, v, n) == 0)
        return c;
    return NULL;
}

static void release(struct cached *c)
{
    sqlite3_reset(c->st);
    sqlite3_clear_bindings(c->st); /* nothing borrowed stays behind */
    c->busy = false;
}

/* ---- stepping ---- */

int db_do(struct db *db, const char *sql, const struct bind *v, size_t n)
{
    struct cached *c = ready(db, sql, v, n);
    if (!c)
        return -1;
    int rc = sqlite3_step(c->st);
    if (rc == SQLITE_ROW)
        misuse(db, "rows where none were expected", sql);
    else if (rc != SQLITE_DONE)
        db_fail(db, rc, sql);
    release(c);
    return db->failed ? -1 : 0;
}

int db_script(struct db *db, const char *sql)
{
    while (!db->failed && !blank(sql)) {
        sqlite3_stmt *st = NULL;
        const char *tail = sql;
        int rc = sqlite3_prepare_v2(db->h, sql, -1, &st, &tail);
        while (rc == SQLITE_OK && st && (rc = sqlite3_step(st)) == SQLITE_ROW)
            rc = SQLITE_OK; /* the answer of a PRAGMA */
        if (rc != SQLITE_OK && rc != SQLITE_DONE)
            db_fail(db, rc, sql);
        sqlite3_finalize(st);
        sql = tail;
    }
    return db->failed ? -1 : 0;
}

struct rows db_query(struct db *db, const char *sql, const struct bind *v, size_t n)
{
    struct rows r = {.db = db, .c = ready(db, sql, v, n)};
    if (r.c)
        r.c->busy = true;
    return r;
}

void db_done(struct rows *r)
{
    if (r->c)
        release(r->c);
    r->c = NULL;
}

bool db_next(struct rows *r)
{
    struct cached *c = r->c;
    if (!c)
        return false;
    if (r->db->failed) {
        db_done(r);
        return false;
    }
    int rc = sqlite3_step(c->st);
    if (rc == SQLITE_ROW)
        return true;
    if (rc != SQLITE_DONE)
        db_fail(r->db, rc, c->sql);
    db_done(r);
    return false;
}

int64_t db_number(struct db *db, int64_t fallback, const char *sql, const struct bind *v, size_t n)
{
    struct rows r = db_query(db, sql, v, n);
    if (db_next(&r) && sqlite3_column_type(r.c->st, 0) != SQLITE_NULL)
        fallback = db_int(&r, 0);
    db_done(&r);
    return fallback;
}

/* ---- columns ---- */

int64_t db_int(struct rows *r, int col) { return sqlite3_column_int64(r->c->st, col); }

size_t db_count(struct rows *r, int col, size_t most)
{
    int64_t v = db_int(r, col);
    if (v >= 0 && (uint64_t)v <= most)
        return (size_t)v;
    db_damaged(r->db, "number out of range");
    return 0;
}

uint32_t db_u32(struct rows *r, int col) { return (uint32_t)db_count(r, col, UINT32_MAX); }

char *db_blob(struct rows *r, struct arena *a, int col, size_t *n)
{
    sqlite3_stmt *st = r->c->st;
    const void *p = sqlite3_column_blob(st, col);
    *n = (size_t)sqlite3_column_bytes(st, col);
    if (!p && *n)
        base_die(OUT_OF_MEMORY);
    return arena_strndup(a, p ? p : "", *n);
}

char *db_text(struct rows *r, struct arena *a, int col)
{
    size_t n;
    if (sqlite3_column_type(r->c->st, col) == SQLITE_NULL)
        return NULL;
    return db_blob(r, a, col, &n);
}

/* A short text of the store's own making (dates, words), borrowed until the next step. */
static const char *word_of(struct rows *r, int col)
{
    return (const char *)sqlite3_column_text(r->c->st, col);
}

struct date db_date(struct rows *r, int col)
{
    struct date d = {0};
    const char *s = word_of(r, col);
    if (s && !date_parse_iso(s, &d))
        db_damaged(r->db, "not a date");
    return d;
}

struct quarter db_quarter(struct rows *r, int col)
{
    struct quarter q = {0};
    const char *s = word_of(r, col);
    if (s && !quarter_parse(s, &q))
        db_damaged(r->db, "not a quarter");
    return q;
}

decimal db_decimal(struct rows *r, int col)
{
    decimal d = {0};
    const char *s = word_of(r, col);
    if (!s || !decimal_parse(s, &d))
        db_damaged(r->db, "not a decimal number");
    return d;
}

int db_word(struct rows *r, int col, const char *const names[], int n)
{
    const char *s = word_of(r, col);
    for (int i = 0; s && i < n; i++)
        if (strcmp(s, names[i]) == 0)
            return i;
    db_damaged(r->db, "unknown word");
    return 0;
}

/* ---- transactions ---- */

static int begin(struct db *db, const char *sql)
{
    if (!db->failed && db->lost)
        misuse(db, "transaction was rolled back", NULL);
    int rc = db_do(db, db->depth == 0 ? sql : "SAVEPOINT inner", WITH_NOTHING);
    if (rc == 0)
        db->depth++;
    return rc;
}

int db_begin(struct db *db) { return begin(db, "BEGIN IMMEDIATE"); }
int db_begin_reading(struct db *db) { return begin(db, "BEGIN"); }

/* Runs although the call has failed; a fault in it changes nothing: SQLite then rolls back when the file is next opened. */
static void quietly(struct db *db, const char *sql)
{
    sqlite3_exec(db->h, sql, NULL, NULL, NULL);
}

void db_rollback(struct db *db)
{
    if (db->depth == 0)
        return;
    db->depth--;
    if (sqlite3_get_autocommit(db->h)) { /* SQLite has rolled everything back by itself: disk full, I/O error */
        db->lost = db->depth > 0;
        return;
    }
    if (db->depth > 0) {
        quietly(db, "ROLLBACK TO inner");
        quietly(db, "RELEASE inner");
    } else {
        quietly(db, "ROLLBACK");
        db->lost = false;
    }
}

int db_commit(struct db *db)
{
    if (db->depth == 0)
        return misuse(db, "commit without begin", NULL);
    if (!db->failed && db->lost)
        misuse(db, "transaction was rolled back", NULL);
    if (!db->failed)
        db_do(db, db->depth > 1 ? "RELEASE inner" : "COMMIT", WITH_NOTHING);
    if (db->failed) {
        db_rollback(db);
        return -1;
    }
    db->depth--;
    return 0;
}

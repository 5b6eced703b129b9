/*
 * db: the one place that prepares, binds and steps. Everything else in store/ writes SQL as literals and binds every value.
 *
 * Failure is sticky: the first fault of a call adds its T message and sets db->failed; until the next db_enter every
 * further step does nothing and returns -1. So a caller may write a dozen rows and look once. Statements are prepared once
 * per connection and kept, known by the address of their literal.
 */
#ifndef JIBAO_STORE_DB_H
#define JIBAO_STORE_DB_H

#include "base/decimal.h"
#include "base/diag.h"

#include <sqlite3.h>

struct cached { const char *sql; sqlite3_stmt *st; bool busy; };
enum { DB_STATEMENTS = 128 }; /* more than the literals of store/ */

struct db {
    sqlite3 *h;
    const char *path;      /* as the user knows it */
    struct diags *ds;      /* messages of the call under way */
    bool failed;           /* sticky until db_enter */
    bool refused;          /* it failed because the values bound break a rule of the schema: theirs is the fault */
    bool lost;             /* the outermost transaction was rolled back under way; db_commit will say no */
    int depth;             /* transactions under way: 1 = BEGIN, more = savepoints */
    struct cached cache[DB_STATEMENTS]; size_t ncache;
};

/* ---- values ---- */

struct bind {
    enum { BIND_NULL, BIND_INT, BIND_TEXT, BIND_BLOB, BIND_DATE, BIND_QUARTER } kind;
    int64_t i;
    const void *p; size_t n;   /* borrowed until the statement is done */
    struct date d; struct quarter q;
};
static inline struct bind bind_int(int64_t i) { return (struct bind){.kind = BIND_INT, .i = i}; }
static inline struct bind bind_text(const char *s) { return (struct bind){.kind = s ? BIND_TEXT : BIND_NULL, .p = s}; }
static inline struct bind bind_blob(const void *p, size_t n) { return (struct bind){.kind = BIND_BLOB, .p = p, .n = n}; }
static inline struct bind bind_date(struct date d) { return (struct bind){.kind = d.year ? BIND_DATE : BIND_NULL, .d = d}; }
static inline struct bind bind_quarter(struct quarter q)
{
    return (struct bind){.kind = q.year ? BIND_QUARTER : BIND_NULL, .q = q};
}
struct bind bind_file(const char *name); /* a file's name, as a BLOB; NULL gives NULL */

/* The usual way to give the values of a statement, in the order of its question marks. */
#define WITH(...) (const struct bind[]){__VA_ARGS__}, sizeof((const struct bind[]){__VA_ARGS__}) / sizeof(struct bind)
#define WITH_NOTHING NULL, 0

/* ---- life ---- */

/* Starts a public call: messages go to ds from now on. */
void db_enter(struct db *db, struct diags *ds);
/* Finalizes the statements and closes the connection. */
void db_close(struct db *db);
/* Adds the message that fits an SQLite result code, with SQL and SQLite's words in found; always returns -1. */
int db_fail(struct db *db, int rc, const char *sql);
/* Something read back cannot have been written by this program. Always returns -1. */
int db_damaged(struct db *db, const char *what);

/* ---- statements ---- */

/* Runs a statement that gives no rows. */
int db_do(struct db *db, const char *sql, const struct bind *v, size_t n);
/* Runs a script of several statements without values (the schema). */
int db_script(struct db *db, const char *sql);
/* One integer of one row; fallback if there is no row or it is NULL. */
int64_t db_number(struct db *db, int64_t fallback, const char *sql, const struct bind *v, size_t n);

struct rows { struct db *db; struct cached *c; /* NULL: ended */ };
/* for (struct rows r = db_query(…); db_next(&r);) { … }; leaving early needs db_done. */
struct rows db_query(struct db *db, const char *sql, const struct bind *v, size_t n);
bool db_next(struct rows *r);
void db_done(struct rows *r);

int64_t db_int(struct rows *r, int col);
uint32_t db_u32(struct rows *r, int col);
size_t db_count(struct rows *r, int col, size_t most);           /* 0 … most, or the store is damaged */
char *db_text(struct rows *r, struct arena *a, int col);         /* NULL for NULL; BLOBs too (file names) */
char *db_blob(struct rows *r, struct arena *a, int col, size_t *n);
struct date db_date(struct rows *r, int col);
struct quarter db_quarter(struct rows *r, int col);
decimal db_decimal(struct rows *r, int col);
/* Index of the column's text in names[0 … n-1]; a text that is none of them is damage and gives 0. */
int db_word(struct rows *r, int col, const char *const names[], int n);

/* ---- transactions (nested ones are savepoints) ---- */

int db_begin(struct db *db);         /* for writing */
int db_begin_reading(struct db *db); /* one state of the store for several queries */
int db_commit(struct db *db);   /* rolls back instead when the call has failed, and returns -1 */
void db_rollback(struct db *db);

#endif

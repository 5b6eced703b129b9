/*
 * A store of an older version. What a later version added is taken from schema.sql statement by statement, so that an
 * upgraded store has the very schema of a new one.
 *
 *   2  the table printed
 *   3  the table correction; the journal knows 更正. A CHECK cannot be changed in place: the journal is copied, entry by entry as
 *      it stands, so that the chain of its hashes holds, in the same transaction
 *   4  the journal knows 成文 and 作废, and has an index; what the table printed knows is entered in it
 */
#include "store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The statement of schema.sql that begins so, up to its ';' at the end of a line. Heap. */
static char *statement(const char *begin)
{
    const char *from = strstr(store_schema_sql, begin), *end = from ? strstr(from, ";\n") : NULL;
    if (!end)
        base_die("内部错误：库的结构里没有“%s”", begin);
    struct buf b = {0};
    buf_add(&b, from, (size_t)(end - from) + 1);
    return b.p;
}

static void run(struct db *db, const char *begin)
{
    char *sql = statement(begin);
    db_script(db, sql);
    free(sql);
}

static void to_2(struct db *db) { run(db, "CREATE TABLE printed"); }

static void remake_journal(struct db *db)
{
    db_script(db, "ALTER TABLE journal RENAME TO journal_old");
    run(db, "CREATE TABLE journal");
    db_script(db, "INSERT INTO journal SELECT * FROM journal_old ORDER BY seq; DROP TABLE journal_old"); /* with its triggers */
    run(db, "CREATE TRIGGER journal_keep");
    run(db, "CREATE TRIGGER journal_stay");
}

static void to_3(struct db *db)
{
    static const char *const rest[] = {"CREATE TABLE correction", "CREATE INDEX correction_number", "CREATE TRIGGER correction_keep",
                                       "CREATE TRIGGER correction_stay"};
    remake_journal(db);
    for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++)
        run(db, rest[i]);
}

/* Nobody knows any more on which day the files were written: it was not after the journal's last. */
static void enter_printed(struct db *db)
{
    struct arena *a = db->ds->a;
    struct rows d = db_query(db, "SELECT date FROM journal ORDER BY seq DESC LIMIT 1", WITH_NOTHING);
    struct date day = db_next(&d) ? db_date(&d, 0) : (struct date){0};
    db_done(&d);
    if (!day.year) {
        db_script(db, "UPDATE printed SET sha256 = NULL");
        return;
    }
    struct rows q = db_query(db, "SELECT path, quarter, sha256 FROM printed WHERE sha256 IS NOT NULL ORDER BY path", WITH_NOTHING);
    while (db_next(&q))
        journal_paper(db, a, day, db_text(&q, a, 0), db_quarter(&q, 1), db_text(&q, a, 2));
}

static void to_4(struct db *db)
{
    remake_journal(db);
    run(db, "CREATE INDEX journal_subject");
    enter_printed(db);
}

static int64_t version_of(struct db *db) { return db_number(db, 0, "PRAGMA user_version", WITH_NOTHING); }

int upgrade_store(struct db *db)
{
    static void (*const step[])(struct db *) = {NULL, NULL, to_2, to_3, to_4};
    _Static_assert(sizeof step / sizeof step[0] == STORE_VERSION + 1, "one step a version");
    int64_t version = version_of(db);
    if (db->failed || version == STORE_VERSION)
        return db->failed ? -1 : 0;
    if (db_begin(db) != 0)
        return -1;
    while (++version <= STORE_VERSION)
        step[version](db);
    char mark[48];
    snprintf(mark, sizeof mark, "PRAGMA user_version = %d", STORE_VERSION);
    db_script(db, mark);
    return db_commit(db);
}

/* A table of the connection's own stands for one that is missing; the file is not touched. */
static void stand_in(struct db *db, const char *begin)
{
    char *sql = statement(begin);
    struct buf b = {0};
    buf_addf(&b, "CREATE TEMP%s", sql + strlen("CREATE"));
    db_script(db, b.p);
    buf_drop(&b);
    free(sql);
}

int upgrade_for_reading(struct db *db)
{
    int64_t version = version_of(db);
    if (version < 2 && !db->failed)
        stand_in(db, "CREATE TABLE printed");
    if (version < 3 && !db->failed)
        stand_in(db, "CREATE TABLE correction");
    return db->failed ? -1 : 0;
}

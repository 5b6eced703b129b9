/*
 * A store of an older version. What a later version added is taken from schema.sql statement by statement, so that an
 * upgraded store has the very schema of a new one.
 *
 *   2  the table printed
 *   3  the table correction; the journal knows 更正. A CHECK cannot be changed in place: the journal is copied, entry by entry as
 *      it stands, so that the chain of its hashes holds, in the same transaction
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

static void to_3(struct db *db)
{
    db_script(db, "ALTER TABLE journal RENAME TO journal_2");
    run(db, "CREATE TABLE journal");
    db_script(db, "INSERT INTO journal SELECT * FROM journal_2 ORDER BY seq; DROP TABLE journal_2"); /* with its triggers */
    static const char *const rest[] = {"CREATE TRIGGER journal_keep", "CREATE TRIGGER journal_stay", "CREATE TABLE correction",
                                       "CREATE INDEX correction_number", "CREATE TRIGGER correction_keep",
                                       "CREATE TRIGGER correction_stay"};
    for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++)
        run(db, rest[i]);
}

static int64_t version_of(struct db *db) { return db_number(db, 0, "PRAGMA user_version", WITH_NOTHING); }

int upgrade_store(struct db *db)
{
    static void (*const step[])(struct db *) = {NULL, NULL, to_2, to_3};
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

/* A table of the connection's own stands for the one that is missing; the file is not touched. */
int upgrade_for_reading(struct db *db)
{
    if (version_of(db) >= 3 || db->failed)
        return db->failed ? -1 : 0;
    char *sql = statement("CREATE TABLE correction");
    struct buf b = {0};
    buf_addf(&b, "CREATE TEMP%s", sql + strlen("CREATE"));
    int rc = db_script(db, b.p);
    buf_drop(&b);
    free(sql);
    return rc;
}

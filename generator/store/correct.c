/* Dates of arrival put right. The record of what was entered first never changes; the last correction counts. */
#include "store/internal.h"

struct date correct_arrival(struct db *db, int64_t number)
{
    struct rows q = db_query(db, "SELECT " ARRIVED " FROM received AS r WHERE r.number = ?", WITH(bind_int(number)));
    struct date d = db_next(&q) ? db_date(&q, 0) : (struct date){0};
    db_done(&q);
    return d;
}

struct correction_row correct_row(struct rows *q, struct arena *a)
{
    return (struct correction_row){db_int(q, 0), {.number = db_int(q, 1), .was = db_date(q, 2), .arrived = db_date(q, 3), .made = db_date(q, 4),
                                                  .from = db_text(q, a, 5), .line = db_u32(q, 6), .by = db_text(q, a, 7)}};
}

int correct_put(struct db *db, struct arena *a, struct correction_row *k)
{
    const struct correction *c = &k->c;
    if (!k->seq)
        k->seq = db_number(db, 0, "SELECT max(seq) FROM correction", WITH_NOTHING) + 1;
    if (db_do(db, "INSERT INTO correction (" CORRECTION_COLUMNS ") VALUES (?,?,?,?,?,?,?,?)",
              WITH(bind_int(k->seq), bind_int(c->number), bind_date(c->was), bind_date(c->arrived), bind_date(c->made), bind_file(c->from),
                   bind_int(c->line), bind_text(c->by))) != 0)
        return -1;
    return journal_correction(db, a, k);
}

/* The receipt itself, and those of its unit and quarter: the first attempt may be another one. */
static void write_again(struct db *db, int64_t number)
{
    db_do(db, "INSERT INTO outbox (number) SELECT o.number FROM received AS r JOIN received AS o ON o.number = r.number"
              " OR (o.unit = r.unit AND o.quarter = r.quarter) WHERE r.number = ? ON CONFLICT (number) DO NOTHING", WITH(bind_int(number)));
}

int store_correct(struct store *s, struct correction *c, struct date today, struct diags *ds)
{
    struct db *db = &s->db;
    if (store_enter(s, ds) != 0)
        return -1;
    struct date now = correct_arrival(db, c->number);
    if (db->failed || date_cmp(now, c->arrived) == 0)
        return db->failed ? -1 : 0;
    if (!now.year)
        return db_damaged(db, "correction of no receipt");
    if (db_begin(db) != 0)
        return -1;
    struct arena *a = arena_new();
    c->was = now;
    c->made = today;
    if (correct_put(db, a, &(struct correction_row){.c = *c}) == 0)
        write_again(db, c->number);
    arena_drop(a);
    return db_commit(db) == 0 ? 1 : -1;
}

int store_registered(struct store *s, struct arena *a, int64_t number, struct stored_file *out, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows q = db_query(&s->db, "SELECT " FILE_COLUMNS " FROM received AS r WHERE r.number = ?"
                                     " AND (r.registered = 1 OR EXISTS (SELECT 1 FROM correction AS k WHERE k.number = r.number))",
                             WITH(bind_int(number)));
    bool found = db_next(&q);
    if (found)
        *out = rows_file(&q, a);
    db_done(&q);
    return s->db.failed ? -1 : found;
}

int store_corrections(struct store *s, struct arena *a, int64_t number, struct correction **out, size_t *n, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows q = db_query(&s->db, "SELECT " CORRECTION_COLUMNS " FROM correction WHERE number = ? ORDER BY seq", WITH(bind_int(number)));
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    while (db_next(&q))
        ARENA_PUSH(a, *out, *n, cap) = correct_row(&q, a).c;
    return s->db.failed ? -1 : 0;
}

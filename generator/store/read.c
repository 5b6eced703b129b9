/* Reading: quarters, files, judgements. Every list has an ORDER BY, so that two runs give the same paper. */
#include "store/internal.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>

/* ---- one quarter ---- */

static struct stored_file *take_files(struct rows *q, struct arena *a, size_t *n)
{
    struct stored_file *v = NULL;
    size_t cap = 0;
    *n = 0;
    while (db_next(q))
        ARENA_PUSH(a, v, *n, cap) = rows_file(q, a);
    return v;
}

/* The first and the last day of a quarter. */
static struct date first_day(struct quarter q) { return (struct date){q.year, (int8_t)(q.q * 3 - 2), 1}; }
static struct date last_day(struct quarter q)
{
    return (struct date){q.year, (int8_t)(q.q * 3), (int8_t)(q.q == 1 || q.q == 4 ? 31 : 30)};
}

static void load_files(struct db *db, struct arena *a, struct stored_quarter *sq)
{
    struct rows q = db_query(db, "SELECT " FILE_COLUMNS " FROM received AS r WHERE r.quarter = ? ORDER BY r.number",
                             WITH(bind_quarter(sq->quarter)));
    sq->files = take_files(&q, a, &sq->nfiles);
    struct rows u = db_query(db,
        "SELECT " FILE_COLUMNS " FROM received AS r WHERE r.quarter IS NULL AND r.verdict = '退回'"
        " AND " ARRIVED " BETWEEN ? AND ? ORDER BY r.number",
        WITH(bind_date(first_day(sq->quarter)), bind_date(last_day(sq->quarter))));
    sq->unplaced = take_files(&u, a, &sq->nunplaced);
}

static int by_code(const void *x, const void *y)
{
    return strcmp((*(const struct unit *const *)x)->code, (*(const struct unit *const *)y)->code);
}

/* The plan's units by code, for looking up; their own order stays in unit->order. */
static const struct unit **units_by_code(struct arena *a, const struct plan *p)
{
    const struct unit **v = arena_calloc(a, p->nunits, sizeof *v);
    for (size_t i = 0; i < p->nunits; i++)
        v[i] = &p->units[i];
    qsort(v, p->nunits, sizeof *v, by_code);
    return v;
}

static size_t order_of(const struct plan *p, const struct unit *const *units, const char *code)
{
    const struct unit key = {.code = code}, *k = &key;
    const struct unit *const *hit = bsearch(&k, units, p->nunits, sizeof *units, by_code);
    return hit ? (size_t)(*hit - p->units) : SIZE_MAX;
}

static int by_number(const void *key, const void *x)
{
    int64_t a = *(const int64_t *)key, b = ((const struct stored_file *)x)->number;
    return (a > b) - (a < b);
}

/* One current submission on the way to its place. */
struct placed { size_t order; int64_t number; struct date first; const char *unit; };

static int by_order(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    return strcmp(a->unit, b->unit);
}

static void tell_stranger(struct diags *ds, const struct placed *c, struct quarter q)
{
    DIAG(ds, T210, NOWHERE, NULL, NULL, c->unit, quarter_chinese(ds->a, q),
         arena_printf(ds->a, "%lld", (long long)c->number));
}

/* What is printed from a record, or told of it, must be what was found when the file was judged: its digest in the journal (T302). */
static int check_record(struct db *db, const struct record *r)
{
    struct arena *a = arena_new();
    struct rows q = db_query(db, "SELECT detail FROM journal WHERE kind = '判定' AND subject = ? ORDER BY seq LIMIT 1",
                             WITH(bind_text(arena_printf(a, "%lld", (long long)r->file.number))));
    bool same = db_next(&q) && strcmp(db_text(&q, a, 0), journal_judged(a, r)) == 0;
    db_done(&q);
    arena_drop(a);
    if (same || db->failed)
        return db->failed ? -1 : 0;
    DIAG(db->ds, T302, ((struct place){.file = r->file.file}), NULL, NULL, arena_printf(db->ds->a, "%lld", (long long)r->file.number));
    db->failed = true;
    return -1;
}

/* The current submissions of the quarter: receipt, unit and first attempt, in the plan's order. */
static struct placed *find_current(struct db *db, struct arena *a, const struct plan *p, struct quarter quarter, size_t *n)
{
    struct rows q = db_query(db,
        "SELECT s.number, s.unit, (SELECT min(" ARRIVED ") FROM received AS r WHERE r.unit = s.unit AND r.quarter = s.quarter)"
        " FROM standing AS s WHERE s.quarter = ? ORDER BY s.unit", WITH(bind_quarter(quarter)));
    const struct unit **units = p ? units_by_code(a, p) : NULL;
    struct placed *v = NULL;
    size_t cap = 0;
    *n = 0;
    while (db_next(&q)) {
        struct placed c = {.number = db_int(&q, 0), .unit = db_text(&q, a, 1), .first = db_date(&q, 2)};
        c.order = p ? order_of(p, units, c.unit) : 0;
        if (c.order == SIZE_MAX)
            tell_stranger(db->ds, &c, quarter);
        else
            ARENA_PUSH(a, v, *n, cap) = c;
    }
    if (*n)
        qsort(v, *n, sizeof *v, by_order);
    return v;
}

static void load_current(struct db *db, struct arena *a, const struct plan *p, struct stored_quarter *sq)
{
    size_t n;
    struct placed *v = find_current(db, a, p, sq->quarter, &n);
    sq->subs = arena_calloc(a, n, sizeof *sq->subs);
    for (size_t i = 0; i < n && !db->failed; i++) {
        struct record r = {0};
        if (rows_record(db, a, v[i].number, &r) < 0)
            return;
        const struct stored_file *f = sq->nfiles ? bsearch(&v[i].number, sq->files, sq->nfiles, sizeof *sq->files, by_number) : NULL;
        if (!f || !r.submission) {
            db_damaged(db, "submission without its receipt");
            return;
        }
        if (check_record(db, &r) != 0)
            return;
        sq->subs[sq->nsubs++] = (struct stored_submission){
            .file = f, .sub = r.submission, .first_attempt = v[i].first,
            .late = p && date_cmp(v[i].first, plan_deadline(p, sq->quarter)) > 0};
    }
}

int store_unplaced(struct store *s, struct arena *a, const char *unit, struct stored_file **v, size_t *n, struct diags *ds)
{
    *n = 0;
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows q = db_query(&s->db, "SELECT " FILE_COLUMNS " FROM received AS r WHERE r.unit = ? AND r.quarter IS NULL ORDER BY r.number",
                             WITH(bind_text(unit)));
    *v = take_files(&q, a, n);
    return s->db.failed ? -1 : 0;
}

int store_load_quarter(struct store *s, struct arena *a, const struct plan *p, struct quarter q,
                       struct stored_quarter **out, struct diags *ds)
{
    if (store_enter(s, ds) != 0 || db_begin_reading(&s->db) != 0)
        return -1;
    struct stored_quarter *sq = arena_alloc(a, sizeof *sq);
    sq->quarter = q;
    load_files(&s->db, a, sq);
    load_current(&s->db, a, p, sq);
    if (db_commit(&s->db) != 0)
        return -1;
    *out = sq;
    return 0;
}

int store_quarters(struct store *s, struct arena *a, struct quarter **out, size_t *n, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows q = db_query(&s->db, "SELECT DISTINCT quarter FROM received WHERE quarter IS NOT NULL ORDER BY quarter",
                             WITH_NOTHING);
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    while (db_next(&q))
        ARENA_PUSH(a, *out, *n, cap) = db_quarter(&q, 0);
    return s->db.failed ? -1 : 0;
}

/* ---- one file ---- */

static int no_such_receipt(struct db *db, struct arena *a, int64_t number)
{
    return db_damaged(db, arena_printf(a, "no receipt %lld", (long long)number));
}

int store_load_file(struct store *s, struct arena *a, int64_t number, struct stored_file *out, char **bytes, size_t *n,
                    struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows q = db_query(&s->db, "SELECT " FILE_COLUMNS " FROM received AS r WHERE r.number = ?",
                             WITH(bind_int(number)));
    struct stored_file f = {0};
    bool found = db_next(&q);
    if (found)
        f = rows_file(&q, a);
    db_done(&q);
    if (!found && !s->db.failed)
        return no_such_receipt(&s->db, a, number);
    if (s->db.failed || rows_original(&s->db, a, f.sha256, bytes, n) != 0)
        return -1;
    char hex[65];
    file_sha256(*bytes, *n, hex);
    if (strcmp(hex, f.sha256) != 0) {
        DIAG(ds, T303, ((struct place){.file = f.file}), NULL, hex, arena_printf(ds->a, "%lld", (long long)number));
        return -1;
    }
    *out = f;
    return 0;
}

static const struct unit *unit_by_code(const struct plan *p, const char *code)
{
    for (size_t i = 0; p && code && i < p->nunits; i++)
        if (strcmp(p->units[i].code, code) == 0)
            return &p->units[i];
    return NULL;
}

int store_load_judged(struct store *s, struct arena *a, const struct plan *plan, int64_t number, struct judged **out,
                      struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct record r = {0};
    int found = rows_record(&s->db, a, number, &r);
    if (found <= 0)
        return found < 0 ? -1 : no_such_receipt(&s->db, a, number);
    if (check_record(&s->db, &r) != 0)
        return -1;
    struct submission *sub = (struct submission *)r.submission;
    if (!sub && r.file.duplicate_of && rows_submission(&s->db, a, r.file.duplicate_of, &sub) != 0)
        return -1;
    struct judged *j = arena_alloc(a, sizeof *j);
    *j = (struct judged){.verdict = r.file.verdict, .root = r.file.root, .encoding = r.file.encoding, .diags = r.diags,
                         .changes = (struct change *)r.changes, .nchanges = r.nchanges,
                         .unit = unit_by_code(plan, r.file.unit), .quarter = r.file.quarter, .submission = sub};
    *out = j;
    return 0;
}

struct date read_first_attempt(struct db *db, const char *unit, struct quarter q)
{
    struct rows r = db_query(db, "SELECT min(" ARRIVED ") FROM received AS r WHERE r.unit = ? AND r.quarter = ?",
                             WITH(bind_text(unit), bind_quarter(q)));
    struct date first = db_next(&r) ? db_date(&r, 0) : (struct date){0};
    db_done(&r);
    return first;
}

int store_first_attempt(struct store *s, const char *unit, struct quarter q, struct date *out, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    *out = read_first_attempt(&s->db, unit, q);
    return s->db.failed ? -1 : 0;
}

const struct submission *store_current(struct store *s, struct arena *a, const char *unit, struct quarter q)
{
    if (s->pending.n)
        return NULL;
    db_enter(&s->db, &s->pending);
    int64_t number = db_number(&s->db, 0, "SELECT number FROM standing WHERE unit = ? AND quarter = ?",
                               WITH(bind_text(unit), bind_quarter(q)));
    struct submission *sub = NULL;
    if (number && rows_submission(&s->db, a, number, &sub) != 0)
        return NULL;
    return sub;
}

int store_numbers(struct store *s, struct arena *a, struct quarter q, struct numbered **out, size_t *n, int64_t *highest, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows r = db_query(&s->db, "SELECT r.number, r.sha256, o.number IS NOT NULL FROM received AS r LEFT JOIN outbox AS o"
                                     " ON o.number = r.number WHERE coalesce(r.quarter = ?, 1) ORDER BY r.number", WITH(bind_quarter(q)));
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    while (db_next(&r))
        ARENA_PUSH(a, *out, *n, cap) = (struct numbered){db_int(&r, 0), db_text(&r, a, 1), db_int(&r, 2) != 0};
    *highest = db_number(&s->db, 0, "SELECT seq FROM sqlite_sequence WHERE name = 'received'", WITH_NOTHING);
    return s->db.failed ? -1 : 0;
}

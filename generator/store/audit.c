/*
 * Looking through. What an entry of the journal must say is made again from the rows behind it, in the order in which the program
 * writes; where one is missing, changed or too many, the two part company.
 */
#include "store/internal.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>

struct audit {
    struct db *db;
    struct arena *a;         /* emptied after each entry */
    size_t faults;
    int64_t entries;         /* journal entries seen */
    int64_t received, judged, plans, corrections; /* of these kinds; each must name 1, 2, 3 … */
    int64_t lost;            /* among received and judged: receipts that a recovery did not find */
    bool blind;              /* a table or view is not the program's: what it holds cannot be compared */
    int64_t unfinished;      /* the last of those, until 恢复 */
    bool owed; struct follow due; /* what the next entry must be, in a */
    struct step { int64_t seq; const char *date, *before; } *back; size_t nback, cback; /* days running backwards, in the messages' arena */
    const char *day;         /* of the entry before, likewise */
    char last[65];
};

static char *say(struct audit *t, int64_t n) { return arena_printf(t->db->ds->a, "%lld", (long long)n); }
static struct place here(const struct audit *t) { return (struct place){.file = t->db->path}; }

struct entry { int64_t seq; const char *date, *kind, *subject, *detail, *previous, *hash; };

static void check_chain(struct audit *t, const struct entry *e)
{
    char hash[65];
    journal_hash(e->seq, e->date, e->kind, e->subject, e->detail, e->previous, hash);
    if (e->seq != t->entries || strcmp(e->previous, t->last) != 0 || strcmp(e->hash, hash) != 0) {
        DIAG(t->db->ds, T301, here(t), NULL, e->hash, say(t, e->seq));
        t->faults++;
    }
    snprintf(t->last, sizeof t->last, "%s", e->hash);
}

/* A clock set back puts arrivals on earlier days. A recovery writes the journal anew, in the order of the receipts. */
static void check_day(struct audit *t, const struct entry *e, int kind)
{
    struct arena *a = t->db->ds->a;
    if (kind == J_RECOVERED)
        t->nback = 0;
    else if (t->day && strcmp(e->date, t->day) < 0)
        ARENA_PUSH(a, t->back, t->nback, t->cback) = (struct step){e->seq, arena_strdup(a, e->date), t->day};
    if (!t->day || strcmp(e->date, t->day) != 0)
        t->day = arena_strdup(a, e->date);
}

static void tell_back(struct audit *t)
{
    for (size_t i = 0; i < t->nback; i++)
        DIAG(t->db->ds, T312, here(t), NULL, NULL, say(t, t->back[i].seq), t->back[i].date, t->back[i].before);
}

static void owes(struct audit *t, const char *after, enum journal_kind kind, const char *found)
{
    DIAG(t->db->ds, T308, here(t), NULL, found, after, journal_kinds[kind]);
    t->faults++;
}

/* 重复, 取代 and 撤回 stand where the receipts call for them, and nowhere else. */
static void check_follow(struct audit *t, const struct entry *e, int kind)
{
    const struct follow *d = &t->due;
    bool follows = kind == J_DUPLICATE || kind == J_REPLACED || kind == J_WITHDRAWN;
    if (t->owed && ((int)d->kind != kind || strcmp(d->subject, e->subject) != 0 || strcmp(d->detail, e->detail) != 0))
        owes(t, say(t, t->judged), d->kind, e->detail);
    else if (!t->owed && follows) {
        DIAG(t->db->ds, T309, here(t), NULL, e->detail, say(t, e->seq), journal_kinds[kind]);
        t->faults++;
    }
    t->owed = false;
}

static void check_original(struct audit *t, const struct stored_file *f)
{
    char *bytes, hex[65];
    size_t n;
    if (rows_original(t->db, t->a, f->sha256, &bytes, &n) != 0)
        return;
    file_sha256(bytes, n, hex);
    if (n == f->size && strcmp(hex, f->sha256) == 0)
        return;
    DIAG(t->db->ds, T303, ((struct place){.file = f->file}), NULL, hex, say(t, f->number));
    t->faults++;
}

/* The record behind a 收件 or 判定 must give the same detail today; records come in order, none twice, none left out. */
static void check_record(struct audit *t, const struct entry *e, bool judged)
{
    int64_t number = judged ? ++t->judged : ++t->received;
    struct record r = {0};
    int found = rows_record(t->db, t->a, number, &r);
    if (found < 0)
        return;
    bool same = found && strcmp(e->subject, arena_printf(t->a, "%lld", (long long)number)) == 0 &&
                strcmp(e->detail, judged ? journal_judged(t->a, &r) : journal_received(t->a, &r)) == 0;
    if (!same) {
        DIAG(t->db->ds, T302, here(t), NULL, e->detail, say(t, number));
        t->faults++;
    }
    if (judged && found) {
        check_original(t, &r.file);
        t->owed = receive_follow(t->db, t->a, &r, &t->due);
    }
}

/* A receipt that a recovery did not find again: its number stands empty, and nothing may have taken its place. */
static void check_lost(struct audit *t, const struct entry *e)
{
    t->received++;
    int64_t number = ++t->judged;
    t->lost++;
    t->unfinished = number;
    if (strcmp(e->subject, arena_printf(t->a, "%lld", (long long)number)) == 0 &&
        db_number(t->db, 0, "SELECT count(*) FROM received WHERE number = ?", WITH(bind_int(number))) == 0)
        return;
    DIAG(t->db->ds, T302, here(t), NULL, e->detail, say(t, number));
    t->faults++;
}

static void check_plan(struct audit *t, const struct entry *e)
{
    int64_t id = ++t->plans;
    struct rows q = db_query(t->db,
        "SELECT p.file, p.sha256, p.docno, p.name, p.starts, p.ends, p.taken, o.bytes FROM plan AS p"
        " JOIN original AS o ON o.sha256 = p.sha256 WHERE p.id = ?", WITH(bind_int(id)));
    bool same = false;
    if (db_next(&q)) {
        struct plan_row p = {.id = id, .file = db_text(&q, t->a, 0), .sha256 = db_text(&q, t->a, 1),
                             .docno = db_text(&q, t->a, 2), .name = db_text(&q, t->a, 3), .start = db_date(&q, 4),
                             .end = db_date(&q, 5), .taken = db_date(&q, 6)};
        char hex[65];
        size_t n;
        char *bytes = db_blob(&q, t->a, 7, &n);
        file_sha256(bytes, n, hex);
        same = strcmp(hex, p.sha256) == 0 && strcmp(e->detail, journal_planned(t->a, &p)) == 0;
    }
    db_done(&q);
    if (!same && !t->db->failed) {
        DIAG(t->db->ds, T305, here(t), NULL, e->detail, say(t, id));
        t->faults++;
    }
}

static void check_correction(struct audit *t, const struct entry *e)
{
    struct rows q = db_query(t->db, "SELECT " CORRECTION_COLUMNS " FROM correction WHERE seq = ?", WITH(bind_int(++t->corrections)));
    bool same = false;
    if (db_next(&q)) {
        struct correction_row k = correct_row(&q, t->a);
        same = strcmp(e->subject, arena_printf(t->a, "%lld", (long long)k.c.number)) == 0 &&
               strcmp(e->date, date_iso(t->a, k.c.made)) == 0 && strcmp(e->detail, journal_corrected(t->a, &k)) == 0;
    }
    db_done(&q);
    if (!same && !t->db->failed) {
        DIAG(t->db->ds, T307, here(t), NULL, e->detail, say(t, t->corrections));
        t->faults++;
    }
}

static void check_entries(struct audit *t)
{
    struct rows q = db_query(t->db, "SELECT seq, date, kind, subject, detail, previous, hash FROM journal ORDER BY seq",
                             WITH_NOTHING);
    while (db_next(&q)) {
        struct entry e = {db_int(&q, 0), db_text(&q, t->a, 1), db_text(&q, t->a, 2), db_text(&q, t->a, 3),
                          db_text(&q, t->a, 4), db_text(&q, t->a, 5), db_text(&q, t->a, 6)};
        int kind = db_word(&q, 2, journal_kinds, JOURNAL_KINDS);
        t->entries++;
        check_chain(t, &e);
        check_day(t, &e, kind);
        check_follow(t, &e, kind);
        if (kind == J_RECEIVED || kind == J_JUDGED)
            check_record(t, &e, kind == J_JUDGED);
        else if (kind == J_PLAN)
            check_plan(t, &e);
        else if (kind == J_LOST)
            check_lost(t, &e);
        else if (kind == J_CORRECTED)
            check_correction(t, &e);
        else if (kind == J_RECOVERED)
            t->unfinished = 0;
        if (!t->owed)
            arena_reset(t->a);
    }
    if (t->owed)
        owes(t, say(t, t->judged), t->due.kind, NULL);
    if (t->unfinished)
        owes(t, say(t, t->unfinished), J_RECOVERED, NULL);
    tell_back(t);
}

static void check_count(struct audit *t, const char *what, int64_t records, int64_t entries)
{
    if (records == entries || t->db->failed)
        return;
    DIAG(t->db->ds, T304, here(t), NULL, NULL, what, say(t, records), say(t, entries));
    t->faults++;
}

/* Nothing may be in the record that the journal does not know: rows behind its end, rows cut off, rows of no receipt. */
static void check_counts(struct audit *t)
{
    struct db *db = t->db;
    check_count(t, "收件", db_number(db, 0, "SELECT count(*) FROM received", WITH_NOTHING), t->received - t->lost);
    check_count(t, "判定", db_number(db, 0, "SELECT seq FROM sqlite_sequence WHERE name = 'received'", WITH_NOTHING),
                t->judged);
    check_count(t, "工作方案", db_number(db, 0, "SELECT count(*) FROM plan", WITH_NOTHING), t->plans);
    check_count(t, "到件日期的更正", db_number(db, 0, "SELECT count(*) FROM correction", WITH_NOTHING), t->corrections);
}

static void check_paper(struct audit *t, const char *path)
{
    DIAG(t->db->ds, T311, here(t), NULL, NULL, path);
    t->faults++;
}

/* The table of what stands below output/ and what the journal said of each file last. A file being written is in neither. */
static void check_papers(struct audit *t)
{
    struct rows q = db_query(t->db, "SELECT path, quarter, sha256 FROM printed WHERE sha256 IS NOT NULL ORDER BY path", WITH_NOTHING);
    while (db_next(&q)) {
        const char *path = db_text(&q, t->a, 0), *last = journal_last_printed(t->db, t->a, path);
        if (!last || strcmp(last, journal_printed(t->a, db_quarter(&q, 1), db_text(&q, t->a, 2))) != 0)
            check_paper(t, path);
        arena_reset(t->a);
    }
    struct rows j = db_query(t->db,
        "SELECT DISTINCT j.subject FROM journal AS j WHERE j.kind = '成文' AND NOT EXISTS (SELECT 1 FROM printed AS p WHERE p.path = j.subject)"
        " AND NOT EXISTS (SELECT 1 FROM journal AS k WHERE k.kind = '作废' AND k.subject = j.subject AND k.seq > j.seq) ORDER BY 1", WITH_NOTHING);
    while (db_next(&j))
        check_paper(t, db_text(&j, t->db->ds->a, 0));
}

/* ---- the schema ---- */

struct object { const char *type, *name, *sql; };

/* Tables, indexes, views and triggers, by name. */
static struct object *objects_of(struct db *db, struct arena *a, size_t *n)
{
    struct rows q = db_query(db, "SELECT type, name, tbl_name || ':' || coalesce(sql, '') FROM main.sqlite_schema ORDER BY name, type", WITH_NOTHING);
    struct object *v = NULL;
    size_t cap = 0;
    *n = 0;
    while (db_next(&q))
        ARENA_PUSH(a, v, *n, cap) = (struct object){db_text(&q, a, 0), db_text(&q, a, 1), db_text(&q, a, 2)};
    return v;
}

static void tell_object(struct audit *t, const struct object *o, const char *what)
{
    static const char *const types[][2] = {{"table", "表"}, {"index", "索引"}, {"view", "视图"}, {"trigger", "触发器"}};
    const char *type = o->type;
    t->blind = t->blind || strcmp(type, "table") == 0 || strcmp(type, "view") == 0;
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        type = strcmp(o->type, types[i][0]) == 0 ? types[i][1] : type;
    DIAG(t->db->ds, T310, here(t), NULL, NULL, type, o->name, what);
    t->faults++;
}

static int by_name(const struct object *x, const struct object *y)
{
    int c = strcmp(x->name, y->name);
    return c ? c : strcmp(x->type, y->type);
}

static void compare_objects(struct audit *t, const struct object *has, size_t nhas, const struct object *want, size_t nwant)
{
    for (size_t i = 0, k = 0; i < nhas || k < nwant;) {
        int c = i == nhas ? 1 : k == nwant ? -1 : by_name(&has[i], &want[k]);
        if (c < 0)
            tell_object(t, &has[i], "不是程序建的");
        else if (c > 0)
            tell_object(t, &want[k], "没有了");
        else if (strcmp(has[i].sql, want[k].sql) != 0)
            tell_object(t, &has[i], "改动过");
        i += c <= 0;
        k += c >= 0;
    }
}

/* A trigger that is gone lets the record be changed, a view put in place of another lets something else count. */
static void check_schema(struct audit *t)
{
    struct db model = {.path = ":memory:"};
    size_t nhas, nwant;
    db_enter(&model, t->db->ds);
    int rc = sqlite3_open_v2(model.path, &model.h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK)
        db_script(&model, store_schema_sql);
    else
        db_fail(&model, rc, NULL);
    struct object *want = objects_of(&model, t->a, &nwant), *has = objects_of(t->db, t->a, &nhas);
    if (model.failed)
        t->db->failed = true;
    if (!t->db->failed)
        compare_objects(t, has, nhas, want, nwant);
    db_close(&model);
    arena_reset(t->a);
}

/* SQLite's own look at every page, index, CHECK and foreign key. */
static void check_file(struct audit *t)
{
    struct rows q = db_query(t->db, "PRAGMA integrity_check(1)", WITH_NOTHING);
    char *said = db_next(&q) ? db_text(&q, t->a, 0) : NULL;
    db_done(&q);
    if (said && strcmp(said, "ok") != 0)
        db_damaged(t->db, said);
    struct rows f = db_query(t->db, "PRAGMA foreign_key_check", WITH_NOTHING);
    if (db_next(&f))
        db_damaged(t->db, "foreign key without its row");
    db_done(&f);
}

int store_audit(struct store *s, struct diags *ds)
{
    if (store_enter(s, ds) != 0 || db_begin_reading(&s->db) != 0)
        return -1;
    struct audit t = {.db = &s->db, .a = arena_new()};
    memcpy(t.last, journal_start, sizeof t.last);
    bool older = db_number(&s->db, 0, "PRAGMA user_version", WITH_NOTHING) < STORE_VERSION; /* it has the schema of its time */
    check_file(&t);
    if (!older)
        check_schema(&t);
    if (!t.blind) {
        check_entries(&t);
        check_counts(&t);
    }
    if (!t.blind && !older)
        check_papers(&t);
    int rc = db_commit(&s->db);
    if (rc == 0 && t.faults == 0)
        DIAG(ds, T306, here(&t), NULL, NULL, say(&t, t.received - t.lost), say(&t, t.entries), t.last);
    arena_drop(t.a);
    return t.faults ? -1 : rc;
}

int store_journal_has(struct store *s, const char *hash, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    bool found = db_number(&s->db, 0, "SELECT count(*) FROM journal WHERE hash = ?", WITH(bind_text(hash))) > 0;
    return s->db.failed ? -1 : found;
}

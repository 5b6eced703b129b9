/*
 * Taking in. One transaction a file: bytes, verdict, messages, rows, outbox and journal stand together or not at all.
 */
#include "store/internal.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>

static const char *num(struct arena *a, int64_t n) { return arena_printf(a, "%lld", (long long)n); }

/* ---- plans ---- */

/*
 * Known: this name held these bytes last (a file put back to its former text is news again), or the name is new and the
 * bytes are not (a copy).
 */
static bool plan_known(struct db *db, const char *file, const char *sha256)
{
    struct arena *a = db->ds->a;
    struct rows q = db_query(db, "SELECT sha256 FROM plan WHERE file = ? ORDER BY id DESC LIMIT 1", WITH(bind_file(file)));
    char *last = db_next(&q) ? db_text(&q, a, 0) : NULL;
    db_done(&q);
    if (last)
        return strcmp(last, sha256) == 0;
    return db_number(db, 0, "SELECT count(*) FROM plan WHERE sha256 = ?", WITH(bind_text(sha256))) > 0;
}

int receive_plan(struct db *db, const char *bytes, size_t n, struct plan_row *p)
{
    rows_put_original(db, p->sha256, bytes, n);
    db_do(db, "INSERT INTO plan (file, sha256, docno, name, starts, ends, taken) VALUES (?,?,?,?,?,?,?)",
          WITH(bind_file(p->file), bind_text(p->sha256), bind_text(p->docno), bind_text(p->name), bind_date(p->start),
               bind_date(p->end), bind_date(p->taken)));
    if (db->failed)
        return -1;
    p->id = sqlite3_last_insert_rowid(db->h);
    return journal_plan(db, db->ds->a, p);
}

int store_put_plan(struct store *s, const char *file, const char *bytes, size_t n, const struct plan *p,
                   struct date today, bool *is_new, struct diags *ds)
{
    if (store_enter(s, ds) != 0 || db_begin(&s->db) != 0)
        return -1;
    char hex[65];
    file_sha256(bytes, n, hex);
    bool fresh = !plan_known(&s->db, file, hex);
    if (fresh) {
        struct plan_row row = {.file = file, .sha256 = hex, .docno = p->docno ? p->docno : "",
                               .name = p->name ? p->name : "", .start = p->start, .end = p->end, .taken = today};
        receive_plan(&s->db, bytes, n, &row);
    }
    if (db_commit(&s->db) != 0)
        return -1;
    *is_new = fresh;
    return 0;
}

int store_plans(struct store *s, struct arena *a, struct stored_plan **out, size_t *n, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows q = db_query(&s->db, "SELECT p.file, o.bytes FROM plan AS p JOIN original AS o ON o.sha256 = p.sha256 ORDER BY p.id",
                             WITH_NOTHING);
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    while (db_next(&q)) {
        struct stored_plan p = {.file = db_text(&q, a, 0)};
        p.bytes = db_blob(&q, a, 1, &p.n);
        ARENA_PUSH(a, *out, *n, cap) = p;
    }
    return s->db.failed ? -1 : 0;
}

/* ---- which version counts ---- */

/* The submission that stands highest in its unit and quarter, of those received before one; number 0 = none. */
struct top { int64_t number; int version; bool withdrawal; };

static struct top highest(struct db *db, const char *unit, struct quarter quarter, int64_t before)
{
    struct rows q = db_query(db,
        "SELECT number, version, withdrawal FROM submission WHERE unit = ? AND quarter = ? AND number < ?"
        " ORDER BY version DESC, withdrawal DESC, number DESC LIMIT 1", WITH(bind_text(unit), bind_quarter(quarter), bind_int(before)));
    struct top t = {0};
    if (db_next(&q))
        t = (struct top){db_int(&q, 0), (int)db_count(&q, 1, INT32_MAX), db_int(&q, 2) != 0};
    db_done(&q);
    return t;
}

/* Says to the unit, on its receipt, what became of an accepted submission that is no duplicate. */
static void tell_withdrawal(struct diags *ds, struct place at, const struct submission *sub, const struct top *top)
{
    struct arena *a = ds->a;
    const char *mine = num(a, sub->version), *theirs = num(a, top->version);
    if (!top->number)
        DIAG(ds, T208, at, "〈撤回〉", NULL, mine);
    else if (sub->version < top->version && !top->withdrawal)
        DIAG(ds, T207, at, "〈版次〉", mine, mine, theirs, num(a, top->number));
    else {
        int most = sub->version > top->version ? sub->version : top->version;
        DIAG(ds, T206, at, "〈撤回〉", NULL, num(a, most), num(a, most + 1));
    }
}

/* The judgement told it already (S114, S115), but not of which receipt: that only the store knows. */
static bool told_version(struct diags *all, const struct submission *sub, const struct top *top)
{
    struct arena *a = all->a;
    const char *mine = num(a, sub->version), *receipt = arena_printf(a, "（回执 %s）", num(a, top->number));
    struct diag *same = diags_find(all, MSG_S115), *older = diags_find(all, MSG_S114);
    if (same)
        diag_retell(all, same, (const char *const[]){mine, receipt, NULL});
    else if (older)
        diag_retell(all, older, (const char *const[]){mine, num(a, top->version), num(a, top->version + 1), receipt, NULL});
    return same || older;
}

static void tell_version(struct diags *ds, struct place at, const struct submission *sub, const struct top *top)
{
    struct arena *a = ds->a;
    const char *mine = num(a, sub->version), *theirs = num(a, top->version), *receipt = num(a, top->number);
    if (!top->number || (sub->version > top->version && top->withdrawal))
        return; /* the first one, or a new start after a withdrawal */
    if (sub->version > top->version)
        DIAG(ds, T201, at, "〈版次〉", NULL, mine, theirs, receipt);
    else if (top->withdrawal)
        DIAG(ds, T204, at, "〈版次〉", mine, theirs, receipt, num(a, top->version + 1));
    else if (sub->version == top->version)
        DIAG(ds, T202, at, "〈版次〉", mine, receipt, mine);
    else
        DIAG(ds, T203, at, "〈版次〉", mine, mine, theirs, receipt, num(a, top->version + 1));
}

bool receive_follow(struct db *db, struct arena *a, const struct record *r, struct follow *out)
{
    const struct submission *sub = r->submission;
    const char *mine = num(a, r->file.number);
    if (r->file.duplicate_of) {
        *out = (struct follow){J_DUPLICATE, mine, arena_printf(a, "与回执 %s 内容相同", num(a, r->file.duplicate_of))};
        return true;
    }
    struct top top = sub ? highest(db, sub->unit, sub->quarter, r->file.number) : (struct top){0};
    if (!top.number || top.withdrawal || sub->version < top.version)
        return false;
    *out = (struct follow){sub->withdrawal ? J_WITHDRAWN : J_REPLACED, arena_printf(a, "%s %s", sub->unit, quarter_name(a, sub->quarter)),
                           arena_printf(a, "回执 %s 由回执 %s %s", num(a, top.number), mine, sub->withdrawal ? "撤回" : "取代")};
    return true;
}

/* ---- one file ---- */

static void count_messages(struct stored_file *f, const struct diags *ds)
{
    f->notes = (int)diags_count(ds, SEV_NOTE);
    f->warnings = (int)diags_count(ds, SEV_WARNING);
    f->errors = (int)(diags_count(ds, SEV_ERROR) + diags_count(ds, SEV_FATAL));
}

/* What is known before the store has looked; messages are copied, so that the store's own can follow. */
struct record receive_judged(const struct arrival *f, const struct judged *j, struct date today, struct arena *a)
{
    const struct submission *sub = j->verdict == VERDICT_ACCEPTED ? j->submission : NULL;
    struct record r = {
        .file = {.file = f->file, .sha256 = f->sha256, .arrived = f->date, .registered = f->registered,
                 .entered = {f->date, f->registered},
                 .verdict = j->verdict, .unit = sub ? sub->unit : j->unit ? j->unit->code : NULL,
                 .quarter = sub ? sub->quarter : j->quarter, .version = sub ? sub->version : 0, .root = j->root,
                 .encoding = j->encoding, .size = f->n, .judged = today, .withdrawal = sub && sub->withdrawal},
        .diags = {.a = a}, .changes = j->changes, .nchanges = j->nchanges, .submission = sub};
    if (!r.file.sha256) {
        r.file.sha256 = arena_alloc(a, 65);
        file_sha256(f->bytes, f->n, (char *)r.file.sha256);
    }
    diags_append(&r.diags, &j->diags);
    return r;
}

/* The store's own findings: duplicate, or its rank among the versions. own = the messages that it adds. */
static void find_rank(struct db *db, struct record *r, struct diags *own)
{
    struct place at = {.file = r->file.file};
    r->file.duplicate_of = db_number(db, 0,
        "SELECT number FROM received WHERE sha256 = ? AND verdict = ? ORDER BY number LIMIT 1",
        WITH(bind_text(r->file.sha256), bind_text(r->file.verdict == VERDICT_ACCEPTED ? "接收" : "退回")));
    const struct submission *sub = r->submission;
    if (r->file.duplicate_of || (sub && sub->withdrawal)) { /* what the judgement says of its rank is not so */
        intake_drop(&r->diags, MSG_S114);
        intake_drop(&r->diags, MSG_S115);
    }
    if (r->file.duplicate_of) {
        DIAG(own, T205, at, NULL, NULL, num(own->a, r->file.duplicate_of));
        r->submission = NULL;
    } else if (sub) {
        struct top top = highest(db, sub->unit, sub->quarter, INT64_MAX);
        if (sub->withdrawal)
            tell_withdrawal(own, at, sub, &top);
        else if (!told_version(&r->diags, sub, &top))
            tell_version(own, at, sub, &top);
    }
    intake_add(&r->diags, own, sub ? &sub->notes : NULL);
    count_messages(&r->file, &r->diags);
}

int receive_again(struct db *db, const char *unit, struct quarter q)
{
    return db_do(db, "INSERT INTO outbox (number) SELECT number FROM received WHERE unit = ? AND quarter = ?"
                     " ON CONFLICT (number) DO NOTHING", WITH(bind_text(unit), bind_quarter(q)));
}

int receive_record(struct db *db, struct record *r, const char *bytes, bool decided, struct diags *own)
{
    struct arena *a = own->a;
    struct follow f;
    if (!decided)
        find_rank(db, r, own);
    struct date before = read_first_attempt(db, r->file.unit, r->file.quarter);
    if (rows_put(db, r, bytes) != 0 || journal_record(db, a, r) != 0)
        return -1;
    if (before.year && date_cmp(r->file.arrived, before) < 0)
        receive_again(db, r->file.unit, r->file.quarter);
    if (receive_follow(db, a, r, &f))
        journal_add(db, a, r->file.judged, f.kind, f.subject, f.detail);
    return db_do(db, "INSERT INTO outbox (number) VALUES (?) ON CONFLICT (number) DO NOTHING", WITH(bind_int(r->file.number)));
}

/* The one thing told was that the file's own values do not fit: says so, and leaves the others alone. */
static int refuse_file(const char *file, struct diags *ds, size_t told)
{
    char *found = arena_strdup(ds->a, ds->v[told].found);
    ds->n = told;
    DIAG(ds, T212, ((struct place){.file = file}), NULL, found, file);
    return 1;
}

int store_receive(struct store *s, const struct arrival *f, struct judged *j, struct date today,
                  int64_t *number, struct diags *ds)
{
    struct db *db = &s->db;
    size_t told = ds->n;
    if (store_enter(s, ds) != 0)
        return -1;
    if (j->verdict == VERDICT_UNSETTLED) {
        DIAG(ds, T209, ((struct place){.file = f->file}), NULL, NULL, f->file);
        return -1;
    }
    if (j->verdict == VERDICT_ACCEPTED && j->root == ROOT_SUBMISSION && !j->submission) {
        DIAG(ds, T111, ((struct place){.file = f->file}), NULL, NULL, "accepted without a submission");
        return -1;
    }
    if (db_begin(db) != 0)
        return -1;
    struct arena *a = arena_new();
    struct diags own = {.a = a};
    struct record r = receive_judged(f, j, today, a);
    int64_t known = db_number(db, 0, "SELECT number FROM received WHERE file = ? AND sha256 = ?",
                              WITH(bind_file(f->file), bind_text(r.file.sha256)));
    if (!known)
        receive_record(db, &r, f->bytes, /*decided*/false, &own);
    int rc = db_commit(db);
    if (rc != 0 && db->refused && !db->lost)
        rc = refuse_file(f->file, ds, told);
    if (rc == 0) {
        *number = known ? known : r.file.number;
        diags_append(ds, &own);
        if (!known) {
            j->diags.n = 0;
            diags_append(&j->diags, &r.diags);
        }
    }
    arena_drop(a);
    return rc;
}

int store_known(struct store *s, const char *file, const char *sha256, int64_t *number, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    *number = db_number(&s->db, 0, "SELECT number FROM received WHERE file = ? AND sha256 = ?",
                        WITH(bind_file(file), bind_text(sha256)));
    return s->db.failed ? -1 : 0;
}

int store_last_named(struct store *s, const char *file, int64_t *number, struct date *arrived, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows q = db_query(&s->db, "SELECT r.number, " ARRIVED " FROM received AS r WHERE r.file = ? ORDER BY r.number DESC LIMIT 1",
                             WITH(bind_file(file)));
    *number = 0;
    *arrived = (struct date){0};
    if (db_next(&q)) {
        *number = db_int(&q, 0);
        *arrived = db_date(&q, 1);
    }
    db_done(&q);
    return s->db.failed ? -1 : 0;
}

int64_t store_last_number(struct store *s, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    int64_t n = db_number(&s->db, 0, "SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'received'), 0),"
                                     " coalesce((SELECT max(number) FROM received), 0))", WITH_NOTHING);
    return s->db.failed ? -1 : n;
}

int store_refused_by_plan(struct store *s, int64_t number, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    int64_t n = db_number(&s->db, 0, "SELECT count(*) FROM received AS r WHERE r.number = ? AND r.verdict = '退回' AND EXISTS (SELECT 1 FROM message AS m"
                                      " WHERE m.number = r.number AND m.code IN ('S102', 'S103', 'S105', 'S202', 'S203', 'S301', 'S302', 'S307'))",
                          WITH(bind_int(number)));
    return s->db.failed ? -1 : n > 0;
}

int store_last_day(struct store *s, struct date *out, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows q = db_query(&s->db, "SELECT date FROM journal ORDER BY seq DESC LIMIT 1", WITH_NOTHING);
    *out = db_next(&q) ? db_date(&q, 0) : (struct date){0};
    db_done(&q);
    return s->db.failed ? -1 : 0;
}

/* ---- outbox ---- */

int store_outbox(struct store *s, struct arena *a, int64_t **numbers, size_t *n, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows q = db_query(&s->db, "SELECT number FROM outbox ORDER BY number", WITH_NOTHING);
    size_t cap = 0;
    *numbers = NULL;
    *n = 0;
    while (db_next(&q))
        ARENA_PUSH(a, *numbers, *n, cap) = db_int(&q, 0);
    return s->db.failed ? -1 : 0;
}

int store_outbox_done(struct store *s, int64_t number, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    return db_do(&s->db, "DELETE FROM outbox WHERE number = ?", WITH(bind_int(number)));
}

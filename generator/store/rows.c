/*
 * struct record ↔ rows. The order of columns in each INSERT is that of the SELECT further down; seq counts from 1 and
 * restores every array in the order it had.
 */
#include "store/internal.h"

#include <string.h>

const char *const rows_encodings[] = {"未识别", "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"};
_Static_assert(sizeof rows_encodings / sizeof rows_encodings[0] == ENC_UTF16BE + 1, "one word an encoding");
const char *const rows_roots[] = {"未识别", "季度报送", "工作方案", "公文", "收件登记"};
_Static_assert(sizeof rows_roots / sizeof rows_roots[0] == ROOT_REGISTER + 1, "one word a kind");
const char *const rows_verdicts[] = {"接收", "退回"};
_Static_assert(VERDICT_ACCEPTED == 0 && VERDICT_REJECTED == 1, "the stored verdicts");
static const char *const severity_words[] = {"提示", "警告", "错误", "致命"};
_Static_assert(sizeof severity_words / sizeof severity_words[0] == SEV_FATAL + 1, "one word a severity");
static const char *const state_words[] = {"新增", "整改中", "已销号"};
_Static_assert(sizeof state_words / sizeof state_words[0] == PROBLEM_CLOSED + 1, "one word a state");
enum para_kind { PARA_PROGRESS, PARA_RESULTS, PARA_HIGHLIGHTS, PARA_NOTES, PARA_KINDS };
static const char *const para_words[PARA_KINDS] = {"工作推进情况", "取得成效", "亮点经验", "说明"};

static struct bind bind_count(size_t n) { return bind_int((int64_t)n); }

/* ---- writing ---- */

int rows_put_original(struct db *db, const char *sha256, const char *bytes, size_t n)
{
    return db_do(db, "INSERT INTO original (sha256, bytes) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING",
                 WITH(bind_text(sha256), bind_blob(bytes, n)));
}

static void put_file(struct db *db, struct stored_file *f)
{
    int rc = db_do(db,
        "INSERT INTO received (number, file, sha256, size, arrived, registered, judged, encoding, root, verdict, unit, quarter,"
        " version, withdrawal, errors, warnings, notes, duplicate_of) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        WITH(f->number ? bind_int(f->number) : (struct bind){.kind = BIND_NULL}, bind_file(f->file), bind_text(f->sha256), bind_count(f->size), bind_date(f->entered.date),
             bind_int(f->entered.registered), bind_date(f->judged), bind_text(rows_encodings[f->encoding]),
             bind_text(rows_roots[f->root]), bind_text(rows_verdicts[f->verdict]), bind_text(f->unit),
             bind_quarter(f->quarter), bind_int(f->version), bind_int(f->withdrawal), bind_int(f->errors),
             bind_int(f->warnings), bind_int(f->notes),
             f->duplicate_of ? bind_int(f->duplicate_of) : (struct bind){.kind = BIND_NULL}));
    if (rc == 0)
        f->number = sqlite3_last_insert_rowid(db->h);
}

static void put_messages(struct db *db, int64_t number, const struct diags *ds)
{
    for (size_t i = 0; i < ds->n; i++) {
        const struct diag *d = &ds->v[i];
        db_do(db,
            "INSERT INTO message (number, seq, code, severity, file, line, col, path, text, found, expected, mend)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            WITH(bind_int(number), bind_count(i + 1), bind_text(msg_code(d->msg)), bind_text(severity_words[d->severity]),
                 bind_file(d->place.file), bind_int(d->place.line), bind_int(d->place.col), bind_text(d->path),
                 bind_text(d->text), bind_text(d->found), bind_text(d->expected), bind_text(d->mend)));
    }
}

static void put_changes(struct db *db, int64_t number, const struct change *v, size_t n)
{
    for (size_t i = 0; i < n; i++)
        db_do(db,
            "INSERT INTO change (number, seq, file, line, col, path, from_text, to_text) VALUES (?,?,?,?,?,?,?,?)",
            WITH(bind_int(number), bind_count(i + 1), bind_file(v[i].place.file), bind_int(v[i].place.line),
                 bind_int(v[i].place.col), bind_text(v[i].path), bind_text(v[i].from), bind_text(v[i].to)));
}

static void put_paras(struct db *db, int64_t number, size_t item, enum para_kind kind, const struct paras *p)
{
    for (size_t i = 0; i < p->n; i++)
        db_do(db, "INSERT INTO paragraph (number, item, kind, seq, line, text) VALUES (?,?,?,?,?,?)",
              WITH(bind_int(number), bind_count(item), bind_text(para_words[kind]), bind_count(i + 1),
                   bind_int(p->v[i].line), bind_text(p->v[i].text)));
}

static void put_problems(struct db *db, int64_t number, size_t item, const struct sub_item *it)
{
    for (size_t i = 0; i < it->nproblems; i++) {
        const struct problem *p = &it->problems[i];
        db_do(db,
            "INSERT INTO problem (number, item, seq, id, category, grade, text, remedy, person, due, state, line)"
            " VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            WITH(bind_int(number), bind_count(item), bind_count(i + 1), bind_text(p->id), bind_text(p->category),
                 bind_text(p->grade), bind_text(p->text), bind_text(p->remedy), bind_text(p->person), bind_date(p->due),
                 bind_text(state_words[p->state]), bind_int(p->line)));
    }
}

static void put_promises(struct db *db, int64_t number, size_t item, const struct sub_item *it)
{
    for (size_t i = 0; i < it->npromises; i++)
        db_do(db, "INSERT INTO promise (number, item, seq, text, due, line) VALUES (?,?,?,?,?,?)",
              WITH(bind_int(number), bind_count(item), bind_count(i + 1), bind_text(it->promises[i].text),
                   bind_date(it->promises[i].due), bind_int(it->promises[i].line)));
}

static void put_values(struct db *db, struct arena *a, int64_t number, size_t item, const struct sub_item *it)
{
    for (size_t i = 0; i < it->nvalues; i++) {
        const struct value *v = &it->values[i];
        db_do(db, "INSERT INTO value (number, item, seq, indicator, amount, as_written, line) VALUES (?,?,?,?,?,?,?)",
              WITH(bind_int(number), bind_count(item), bind_count(i + 1), bind_text(v->indicator),
                   bind_text(decimal_format(a, v->number)), bind_text(v->as_written), bind_int(v->line)));
    }
}

static void put_grids(struct db *db, int64_t number, size_t item, const struct sub_item *it)
{
    for (size_t i = 0; i < it->ntables; i++) {
        const struct sub_table *t = &it->tables[i];
        db_do(db, "INSERT INTO grid (number, item, seq, title, nrows, ncols, line) VALUES (?,?,?,?,?,?,?)",
              WITH(bind_int(number), bind_count(item), bind_count(i + 1), bind_text(t->title), bind_count(t->nrows),
                   bind_count(t->ncols), bind_int(t->line)));
        for (size_t k = 0; !db->failed && k < t->nrows * t->ncols; k++)
            db_do(db, "INSERT INTO cell (number, item, grid, place, text) VALUES (?,?,?,?,?)",
                  WITH(bind_int(number), bind_count(item), bind_count(i + 1), bind_count(k), bind_text(t->cell[k])));
    }
}

static void put_pictures(struct db *db, int64_t number, size_t item, const struct sub_item *it)
{
    for (size_t i = 0; i < it->npictures; i++) {
        const struct sub_picture *p = &it->pictures[i];
        db_do(db, "INSERT INTO picture (number, item, seq, title, media, bytes, line) VALUES (?,?,?,?,?,?,?)",
              WITH(bind_int(number), bind_count(item), bind_count(i + 1), bind_text(p->title), bind_text(p->media),
                   bind_blob(p->bytes, p->n), bind_int(p->line)));
    }
}

static void put_item(struct db *db, struct arena *a, int64_t number, size_t item, const struct sub_item *it)
{
    db_do(db, "INSERT INTO item (number, seq, no, line) VALUES (?,?,?,?)",
          WITH(bind_int(number), bind_count(item), bind_int(it->no), bind_int(it->line)));
    put_paras(db, number, item, PARA_PROGRESS, &it->progress);
    put_paras(db, number, item, PARA_RESULTS, &it->results);
    put_paras(db, number, item, PARA_HIGHLIGHTS, &it->highlights);
    put_problems(db, number, item, it);
    put_promises(db, number, item, it);
    put_values(db, a, number, item, it);
    put_grids(db, number, item, it);
    put_pictures(db, number, item, it);
}

static void put_submission(struct db *db, struct arena *a, int64_t number, const struct submission *s)
{
    db_do(db,
        "INSERT INTO submission (number, unit, quarter, version, withdrawal, plan, docno, filer, signer, signer_title,"
        " phone, filed) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
        WITH(bind_int(number), bind_text(s->unit), bind_quarter(s->quarter), bind_int(s->version),
             bind_int(s->withdrawal), bind_text(s->plan), bind_text(s->docno), bind_text(s->filer), bind_text(s->signer),
             bind_text(s->signer_title), bind_text(s->phone), bind_date(s->filed)));
    put_paras(db, number, 0, PARA_NOTES, &s->notes);
    for (size_t i = 0; i < s->nitems; i++)
        put_item(db, a, number, i + 1, &s->items[i]);
}

int rows_put(struct db *db, struct record *r, const char *bytes)
{
    rows_put_original(db, r->file.sha256, bytes, r->file.size);
    put_file(db, &r->file);
    put_messages(db, r->file.number, &r->diags);
    put_changes(db, r->file.number, r->changes, r->nchanges);
    if (r->submission)
        put_submission(db, r->diags.a, r->file.number, r->submission);
    return db->failed ? -1 : 0;
}

/* ---- reading ---- */

struct stored_file rows_file(struct rows *q, struct arena *a)
{
    struct date entered = db_date(q, 3), corrected = db_date(q, 19);
    bool registered = db_int(q, 4) != 0;
    return (struct stored_file){
        .number = db_int(q, 0), .file = db_text(q, a, 1), .sha256 = db_text(q, a, 2), .arrived = corrected.year ? corrected : entered,
        .registered = registered || corrected.year, .entered = {entered, registered}, .verdict = (enum verdict)db_word(q, 5, rows_verdicts, 2),
        .unit = db_text(q, a, 6), .quarter = db_quarter(q, 7), .version = (int)db_count(q, 8, INT32_MAX),
        .current = db_int(q, 9) != 0, .errors = (int)db_count(q, 10, INT32_MAX),
        .warnings = (int)db_count(q, 11, INT32_MAX), .notes = (int)db_count(q, 12, INT32_MAX),
        .root = (enum root_kind)db_word(q, 13, rows_roots, ROOT_REGISTER + 1),
        .encoding = (enum encoding)db_word(q, 14, rows_encodings, ENC_UTF16BE + 1),
        .size = db_count(q, 15, SIZE_MAX / 2), .judged = db_date(q, 16), .withdrawal = db_int(q, 17) != 0,
        .duplicate_of = db_int(q, 18), .unexplained = (int)db_count(q, 20, INT32_MAX),
    };
}

/* A code of a later program's catalogue stays readable: its texts are in the row. */
static enum msg msg_of(const char *code)
{
    for (int m = 0; m < MSG_COUNT; m++)
        if (strcmp(msg_code((enum msg)m), code) == 0)
            return (enum msg)m;
    return MSG_T211;
}

/*
 * The last column of every list is seq, which must run 1, 2, 3 …: a row that is gone must never go unnoticed into a report.
 */
static void in_step(struct rows *q, size_t at)
{
    if (db_int(q, sqlite3_column_count(q->c->st) - 1) != (int64_t)at + 1)
        db_damaged(q->db, "a row of a list is missing");
}

static void get_messages(struct db *db, struct arena *a, int64_t number, struct diags *ds)
{
    struct rows q = db_query(db,
        "SELECT code, severity, file, line, col, path, text, found, expected, mend, seq FROM message WHERE number = ?"
        " ORDER BY seq", WITH(bind_int(number)));
    *ds = (struct diags){.a = a};
    while (db_next(&q)) {
        in_step(&q, ds->n);
        ARENA_PUSH(a, ds->v, ds->n, ds->cap) = (struct diag){
            .msg = msg_of(db_text(&q, a, 0)), .severity = (enum severity)db_word(&q, 1, severity_words, SEV_FATAL + 1),
            .place = {db_text(&q, a, 2), db_u32(&q, 3), db_u32(&q, 4)}, .path = db_text(&q, a, 5),
            .text = db_text(&q, a, 6), .found = db_text(&q, a, 7), .expected = db_text(&q, a, 8),
            .mend = db_text(&q, a, 9)};
    }
}

static const struct change *get_changes(struct db *db, struct arena *a, int64_t number, size_t *n)
{
    struct rows q = db_query(db,
        "SELECT file, line, col, path, from_text, to_text, seq FROM change WHERE number = ? ORDER BY seq",
        WITH(bind_int(number)));
    struct change *v = NULL;
    size_t cap = 0;
    *n = 0;
    while (db_next(&q)) {
        in_step(&q, *n);
        ARENA_PUSH(a, v, *n, cap) = (struct change){
            .place = {db_text(&q, a, 0), db_u32(&q, 1), db_u32(&q, 2)}, .path = db_text(&q, a, 3),
            .from = db_text(&q, a, 4), .to = db_text(&q, a, 5)};
    }
    return v;
}

/* The item that column 0 names; NULL if the store holds a part of an item that is not there. */
static struct sub_item *item_of(struct rows *q, struct submission *s)
{
    int64_t item = db_int(q, 0);
    if (item >= 1 && (uint64_t)item <= s->nitems)
        return &s->items[item - 1];
    db_damaged(q->db, "part of an item that does not exist");
    return NULL;
}

static void get_items(struct db *db, struct arena *a, int64_t number, struct submission *s)
{
    struct rows q = db_query(db, "SELECT no, line, seq FROM item WHERE number = ? ORDER BY seq", WITH(bind_int(number)));
    size_t cap = 0;
    while (db_next(&q)) {
        in_step(&q, s->nitems);
        ARENA_PUSH(a, s->items, s->nitems, cap) = (struct sub_item){.no = (int)db_int(&q, 0), .line = db_u32(&q, 1)};
    }
}

static void get_paras(struct db *db, struct arena *a, int64_t number, struct submission *s)
{
    struct rows q = db_query(db, "SELECT item, kind, line, text, seq FROM paragraph WHERE number = ? ORDER BY item, kind, seq",
                             WITH(bind_int(number)));
    while (db_next(&q)) {
        enum para_kind kind = (enum para_kind)db_word(&q, 1, para_words, PARA_KINDS);
        struct sub_item *it = kind == PARA_NOTES ? NULL : item_of(&q, s);
        if (!it && kind != PARA_NOTES)
            continue; /* the fault is told; db_next ends the loop */
        struct paras *p = kind == PARA_NOTES ? &s->notes : kind == PARA_PROGRESS ? &it->progress :
                          kind == PARA_RESULTS ? &it->results : &it->highlights;
        in_step(&q, p->n);
        ARENA_PUSH(a, p->v, p->n, p->cap) = (struct para){.text = db_text(&q, a, 3), .line = db_u32(&q, 2)};
    }
}

/*
 * Rows of one kind come in the order item, seq: an array that starts (n = 0) starts with no room either. cap is one variable
 * for all items in turn.
 */
#define PUSH_TO(a, v, n, cap) (*((n) == 0 ? (void)((cap) = 0) : (void)0, &ARENA_PUSH((a), (v), (n), (cap))))

static void get_problems(struct db *db, struct arena *a, int64_t number, struct submission *s)
{
    struct rows q = db_query(db,
        "SELECT item, id, category, grade, text, remedy, person, due, state, line, seq FROM problem WHERE number = ?"
        " ORDER BY item, seq", WITH(bind_int(number)));
    size_t cap = 0;
    for (struct sub_item *it; db_next(&q) && (it = item_of(&q, s));) {
        in_step(&q, it->nproblems);
        PUSH_TO(a, it->problems, it->nproblems, cap) = (struct problem){
            .id = db_text(&q, a, 1), .category = db_text(&q, a, 2), .grade = db_text(&q, a, 3), .text = db_text(&q, a, 4),
            .remedy = db_text(&q, a, 5), .person = db_text(&q, a, 6), .due = db_date(&q, 7),
            .state = (enum problem_state)db_word(&q, 8, state_words, PROBLEM_CLOSED + 1), .line = db_u32(&q, 9)};
    }
    db_done(&q);
}

static void get_promises(struct db *db, struct arena *a, int64_t number, struct submission *s)
{
    struct rows q = db_query(db, "SELECT item, text, due, line, seq FROM promise WHERE number = ? ORDER BY item, seq",
                             WITH(bind_int(number)));
    size_t cap = 0;
    for (struct sub_item *it; db_next(&q) && (it = item_of(&q, s));) {
        in_step(&q, it->npromises);
        PUSH_TO(a, it->promises, it->npromises, cap) = (struct promise){
            .text = db_text(&q, a, 1), .due = db_date(&q, 2), .line = db_u32(&q, 3)};
    }
    db_done(&q);
}

static void get_values(struct db *db, struct arena *a, int64_t number, struct submission *s)
{
    struct rows q = db_query(db,
        "SELECT item, indicator, amount, as_written, line, seq FROM value WHERE number = ? ORDER BY item, seq",
        WITH(bind_int(number)));
    size_t cap = 0;
    for (struct sub_item *it; db_next(&q) && (it = item_of(&q, s));) {
        in_step(&q, it->nvalues);
        PUSH_TO(a, it->values, it->nvalues, cap) = (struct value){
            .indicator = db_text(&q, a, 1), .number = db_decimal(&q, 2), .as_written = db_text(&q, a, 3),
            .line = db_u32(&q, 4)};
    }
    db_done(&q);
}

enum { ROWS_MOST = 1 << 16, COLUMNS_MOST = 1 << 8 }; /* of one table; the schema of 季度报送 allows far less */

static void get_grids(struct db *db, struct arena *a, int64_t number, struct submission *s)
{
    struct rows q = db_query(db,
        "SELECT item, title, nrows, ncols, line, seq FROM grid WHERE number = ? ORDER BY item, seq", WITH(bind_int(number)));
    size_t cap = 0;
    for (struct sub_item *it; db_next(&q) && (it = item_of(&q, s));) {
        in_step(&q, it->ntables);
        struct sub_table t = {.title = db_text(&q, a, 1), .nrows = db_count(&q, 2, ROWS_MOST),
                              .ncols = db_count(&q, 3, COLUMNS_MOST), .line = db_u32(&q, 4)};
        t.cell = arena_calloc(a, t.nrows * t.ncols, sizeof *t.cell);
        PUSH_TO(a, it->tables, it->ntables, cap) = t;
    }
    db_done(&q);
}

static size_t count_cells(const struct submission *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->nitems; i++)
        for (size_t k = 0; k < s->items[i].ntables; k++)
            n += s->items[i].tables[k].nrows * s->items[i].tables[k].ncols;
    return n;
}

static void get_cells(struct db *db, struct arena *a, int64_t number, struct submission *s)
{
    size_t cells = count_cells(s);
    struct rows q = db_query(db,
        "SELECT item, grid, place, text FROM cell WHERE number = ? ORDER BY item, grid, place", WITH(bind_int(number)));
    for (struct sub_item *it; db_next(&q) && (it = item_of(&q, s));) {
        size_t grid = db_count(&q, 1, it->ntables), place = db_count(&q, 2, SIZE_MAX / 2);
        if (grid == 0 || place >= it->tables[grid - 1].nrows * it->tables[grid - 1].ncols)
            db_damaged(db, "cell outside its table");
        else
            it->tables[grid - 1].cell[place] = db_text(&q, a, 3);
        cells--;
    }
    db_done(&q);
    if (cells != 0)
        db_damaged(db, "cells missing");
}

static void get_pictures(struct db *db, struct arena *a, int64_t number, struct submission *s)
{
    struct rows q = db_query(db,
        "SELECT item, title, media, bytes, line, seq FROM picture WHERE number = ? ORDER BY item, seq",
        WITH(bind_int(number)));
    size_t cap = 0;
    for (struct sub_item *it; db_next(&q) && (it = item_of(&q, s));) {
        in_step(&q, it->npictures);
        struct sub_picture p = {.title = db_text(&q, a, 1), .media = db_text(&q, a, 2), .line = db_u32(&q, 4)};
        p.bytes = (unsigned char *)db_blob(&q, a, 3, &p.n);
        PUSH_TO(a, it->pictures, it->npictures, cap) = p;
    }
    db_done(&q);
}

static struct submission *get_head(struct db *db, struct arena *a, int64_t number)
{
    struct rows q = db_query(db,
        "SELECT unit, quarter, version, withdrawal, plan, docno, filer, signer, signer_title, phone, filed"
        " FROM submission WHERE number = ?", WITH(bind_int(number)));
    struct submission *s = NULL;
    if (db_next(&q)) {
        s = arena_alloc(a, sizeof *s);
        *s = (struct submission){
            .unit = db_text(&q, a, 0), .quarter = db_quarter(&q, 1), .version = (int)db_count(&q, 2, INT32_MAX),
            .withdrawal = db_int(&q, 3) != 0, .plan = db_text(&q, a, 4), .docno = db_text(&q, a, 5),
            .filer = db_text(&q, a, 6), .signer = db_text(&q, a, 7), .signer_title = db_text(&q, a, 8),
            .phone = db_text(&q, a, 9), .filed = db_date(&q, 10)};
    }
    db_done(&q);
    return s;
}

int rows_submission(struct db *db, struct arena *a, int64_t number, struct submission **out)
{
    struct submission *s = get_head(db, a, number);
    if (s) {
        get_items(db, a, number, s);
        get_paras(db, a, number, s);
        get_problems(db, a, number, s);
        get_promises(db, a, number, s);
        get_values(db, a, number, s);
        get_grids(db, a, number, s);
        get_cells(db, a, number, s);
        get_pictures(db, a, number, s);
    }
    *out = s;
    return db->failed ? -1 : 0;
}

int rows_record(struct db *db, struct arena *a, int64_t number, struct record *out)
{
    struct rows q = db_query(db, "SELECT " FILE_COLUMNS " FROM received AS r WHERE r.number = ?", WITH(bind_int(number)));
    bool found = db_next(&q);
    if (found)
        out->file = rows_file(&q, a);
    db_done(&q);
    if (!found || db->failed)
        return db->failed ? -1 : 0;
    get_messages(db, a, number, &out->diags);
    out->changes = get_changes(db, a, number, &out->nchanges);
    struct submission *s;
    int rc = rows_submission(db, a, number, &s);
    out->submission = s;
    return rc == 0 ? 1 : -1;
}

int rows_original(struct db *db, struct arena *a, const char *sha256, char **bytes, size_t *n)
{
    struct rows q = db_query(db, "SELECT bytes FROM original WHERE sha256 = ?", WITH(bind_text(sha256)));
    bool found = db_next(&q);
    if (found)
        *bytes = db_blob(&q, a, 0, n);
    db_done(&q);
    return found && !db->failed ? 0 : db_damaged(db, "original missing");
}

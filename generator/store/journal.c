/*
 * The journal (流水) and what makes it worth trusting.
 *
 * Every text that is hashed is written as a chain of netstrings ("5:2022Q," …; a missing text is "-,"), so that no two
 * different records give the same bytes. An entry's hash covers its number, date, kind, subject, detail and the hash before
 * it. The details of 收件, 判定, 计划 and 更正 are made from the record alone, those of the first three with its digest: store_audit
 * (audit.c) makes them again from the rows and compares.
 */
#include "store/internal.h"

#include "base/file.h"

#include <stdio.h>
#include <string.h>

const char *const journal_kinds[] = {"收件", "判定", "重复", "取代", "撤回", "计划", "遗失", "恢复", "更正", "成文", "作废"};
_Static_assert(sizeof journal_kinds / sizeof journal_kinds[0] == JOURNAL_KINDS, "one word a kind");

const char journal_start[] = "0000000000000000000000000000000000000000000000000000000000000000";

/* ---- what is hashed ---- */

static void put_s(struct buf *b, const char *s)
{
    if (!s) {
        buf_adds(b, "-,");
        return;
    }
    buf_addf(b, "%zu:", strlen(s));
    buf_adds(b, s);
    buf_addc(b, ',');
}

static void put_i(struct buf *b, int64_t i) { buf_addf(b, "%lld,", (long long)i); }
static void put_n(struct buf *b, size_t n) { put_i(b, (int64_t)n); }
static void put_date(struct buf *b, struct date d) { buf_addf(b, "%d-%d-%d,", d.year, d.month, d.day); }
static void put_quarter(struct buf *b, struct quarter q) { buf_addf(b, "%dQ%d,", q.year, q.q); }

static void put_place(struct buf *b, struct place p)
{
    put_s(b, p.file);
    put_i(b, p.line);
    put_i(b, p.col);
}

static void put_file(struct buf *b, const struct stored_file *f)
{
    put_i(b, f->number);
    put_s(b, f->file);
    put_s(b, f->sha256);
    put_n(b, f->size);
    put_date(b, f->entered.date);
    put_i(b, f->entered.registered);
    put_date(b, f->judged);
    put_i(b, f->encoding);
    put_i(b, f->root);
    put_i(b, f->verdict);
    put_s(b, f->unit);
    put_quarter(b, f->quarter);
    put_i(b, f->version);
    put_i(b, f->withdrawal);
    put_i(b, f->errors);
    put_i(b, f->warnings);
    put_i(b, f->notes);
    put_i(b, f->duplicate_of);
}

static void put_messages(struct buf *b, const struct record *r)
{
    put_n(b, r->diags.n);
    for (size_t i = 0; i < r->diags.n; i++) {
        const struct diag *d = &r->diags.v[i];
        put_s(b, msg_code(d->msg));
        put_i(b, d->severity);
        put_place(b, d->place);
        put_s(b, d->path);
        put_s(b, d->text);
        put_s(b, d->found);
        put_s(b, d->expected);
        put_s(b, d->mend);
    }
    put_n(b, r->nchanges);
    for (size_t i = 0; i < r->nchanges; i++) {
        put_place(b, r->changes[i].place);
        put_s(b, r->changes[i].path);
        put_s(b, r->changes[i].from);
        put_s(b, r->changes[i].to);
    }
}

static void put_paras(struct buf *b, const struct paras *p)
{
    put_n(b, p->n);
    for (size_t i = 0; i < p->n; i++) {
        put_i(b, p->v[i].line);
        put_s(b, p->v[i].text);
    }
}

static void put_problem(struct buf *b, const struct problem *p)
{
    put_s(b, p->id);
    put_s(b, p->category);
    put_s(b, p->grade);
    put_s(b, p->text);
    put_s(b, p->remedy);
    put_s(b, p->person);
    put_date(b, p->due);
    put_i(b, p->state);
    put_i(b, p->line);
}

static void put_table(struct buf *b, const struct sub_table *t)
{
    put_s(b, t->title);
    put_n(b, t->nrows);
    put_n(b, t->ncols);
    put_i(b, t->line);
    for (size_t i = 0; i < t->nrows * t->ncols; i++)
        put_s(b, t->cell[i]);
}

static void put_picture(struct buf *b, const struct sub_picture *p)
{
    char hex[65];
    file_sha256(p->bytes, p->n, hex);
    put_s(b, p->title);
    put_s(b, p->media);
    put_n(b, p->n);
    put_s(b, hex);
    put_i(b, p->line);
}

static void put_item(struct buf *b, const struct sub_item *it)
{
    put_i(b, it->no);
    put_i(b, it->line);
    put_paras(b, &it->progress);
    put_paras(b, &it->results);
    put_paras(b, &it->highlights);
    put_n(b, it->nproblems);
    for (size_t i = 0; i < it->nproblems; i++)
        put_problem(b, &it->problems[i]);
    put_n(b, it->npromises);
    for (size_t i = 0; i < it->npromises; i++) {
        put_s(b, it->promises[i].text);
        put_date(b, it->promises[i].due);
        put_i(b, it->promises[i].line);
    }
    put_n(b, it->nvalues);
    for (size_t i = 0; i < it->nvalues; i++) {
        put_s(b, it->values[i].indicator);
        put_i(b, it->values[i].number.millionths);
        put_s(b, it->values[i].as_written);
        put_i(b, it->values[i].line);
    }
    put_n(b, it->ntables);
    for (size_t i = 0; i < it->ntables; i++)
        put_table(b, &it->tables[i]);
    put_n(b, it->npictures);
    for (size_t i = 0; i < it->npictures; i++)
        put_picture(b, &it->pictures[i]);
}

static void put_submission(struct buf *b, const struct submission *s)
{
    put_s(b, s->unit);
    put_quarter(b, s->quarter);
    put_s(b, s->plan);
    put_s(b, s->docno);
    put_s(b, s->filer);
    put_s(b, s->signer);
    put_s(b, s->signer_title);
    put_s(b, s->phone);
    put_date(b, s->filed);
    put_i(b, s->version);
    put_i(b, s->withdrawal);
    put_paras(b, &s->notes);
    put_n(b, s->nitems);
    for (size_t i = 0; i < s->nitems; i++)
        put_item(b, &s->items[i]);
}

/* SHA-256 over the whole record; what is derived (current) is left out. */
static void record_digest(const struct record *r, char hex[65])
{
    struct buf b = {0};
    put_file(&b, &r->file);
    put_messages(&b, r);
    if (r->submission)
        put_submission(&b, r->submission);
    file_sha256(b.p, b.n, hex);
    buf_drop(&b);
}

/* ---- details, made from the record alone ---- */

char *journal_received(struct arena *a, const struct record *r)
{
    const struct stored_file *f = &r->file;
    struct buf name = {0};
    diag_safe_text(&name, f->file, false);
    char *s = arena_printf(a, "文件 %s，%zu 字节，%s收到 %s，校验值 %s", buf_str(&name), f->size,
                           f->entered.registered ? "登记" : "", date_iso(a, f->entered.date), f->sha256);
    buf_drop(&name);
    return s;
}

char *journal_judged(struct arena *a, const struct record *r)
{
    const struct stored_file *f = &r->file;
    char hex[65];
    record_digest(r, hex);
    return arena_printf(a, "%s，单位 %s，季度 %s，版次 %d，记录校验值 %s",
                        f->verdict == VERDICT_ACCEPTED ? "接收" : "退回", f->unit ? f->unit : "未识别",
                        f->quarter.year ? quarter_name(a, f->quarter) : "未识别", f->version, hex);
}

char *journal_planned(struct arena *a, const struct plan_row *p)
{
    struct buf b = {0};
    char hex[65];
    put_i(&b, p->id);
    put_s(&b, p->file);
    put_s(&b, p->sha256);
    put_s(&b, p->docno);
    put_s(&b, p->name);
    put_date(&b, p->start);
    put_date(&b, p->end);
    put_date(&b, p->taken);
    file_sha256(b.p, b.n, hex);
    buf_clear(&b);
    diag_safe_text(&b, p->docno, false);
    char *s = arena_printf(a, "文号 %s，校验值 %s，记录校验值 %s", buf_str(&b), p->sha256, hex);
    buf_drop(&b);
    return s;
}

char *journal_corrected(struct arena *a, const struct correction_row *k)
{
    const struct correction *c = &k->c;
    struct buf b = {0};
    buf_addf(&b, "第 %lld 条更正：到件日期由 %s 改为 %s，依据 ", (long long)k->seq, date_iso(a, c->was), date_iso(a, c->arrived));
    diag_safe_text(&b, c->from, false);
    buf_addf(&b, " 第 %u 行", c->line);
    if (c->by && c->by[0]) {
        buf_adds(&b, "，登记人 ");
        diag_safe_text(&b, c->by, false);
    }
    char *s = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return s;
}

/* ---- adding ---- */

void journal_hash(int64_t seq, const char *date, const char *kind, const char *subject, const char *detail,
                  const char *previous, char hex[65])
{
    struct buf b = {0};
    put_i(&b, seq);
    put_s(&b, date);
    put_s(&b, kind);
    put_s(&b, subject);
    put_s(&b, detail);
    put_s(&b, previous);
    file_sha256(b.p, b.n, hex);
    buf_drop(&b);
}

int journal_add(struct db *db, struct arena *a, struct date date, enum journal_kind kind, const char *subject,
                const char *detail)
{
    int64_t seq = 0;
    const char *previous = journal_start;
    struct rows q = db_query(db, "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1", WITH_NOTHING);
    if (db_next(&q)) {
        seq = db_int(&q, 0);
        previous = db_text(&q, a, 1);
    }
    db_done(&q);
    char hash[65];
    journal_hash(seq + 1, date_iso(a, date), journal_kinds[kind], subject, detail, previous, hash);
    return db_do(db, "INSERT INTO journal (seq, date, kind, subject, detail, previous, hash) VALUES (?,?,?,?,?,?,?)",
                 WITH(bind_int(seq + 1), bind_date(date), bind_text(journal_kinds[kind]), bind_text(subject),
                      bind_text(detail), bind_text(previous), bind_text(hash)));
}

int journal_record(struct db *db, struct arena *a, const struct record *r)
{
    char *subject = arena_printf(a, "%lld", (long long)r->file.number);
    journal_add(db, a, r->file.judged, J_RECEIVED, subject, journal_received(a, r));
    return journal_add(db, a, r->file.judged, J_JUDGED, subject, journal_judged(a, r));
}

int journal_plan(struct db *db, struct arena *a, const struct plan_row *p)
{
    return journal_add(db, a, p->taken, J_PLAN, arena_printf(a, "%lld", (long long)p->id), journal_planned(a, p));
}

int journal_correction(struct db *db, struct arena *a, const struct correction_row *k)
{
    return journal_add(db, a, k->c.made, J_CORRECTED, arena_printf(a, "%lld", (long long)k->c.number), journal_corrected(a, k));
}

/* ---- papers ---- */

char *journal_printed(struct arena *a, struct quarter q, const char *sha256)
{
    return arena_printf(a, "季度 %s，校验值 %s", quarter_name(a, q), sha256);
}

bool journal_printed_read(const char *detail, struct quarter *q, char sha256[65])
{
    char quarter[7];
    return sscanf(detail, "季度 %6[0-9Q]，校验值 %64[0-9a-f]", quarter, sha256) == 2 && quarter_parse(quarter, q) && strlen(sha256) == 64;
}

char *journal_last_printed(struct db *db, struct arena *a, const char *path)
{
    struct rows q = db_query(db, "SELECT kind, detail FROM journal WHERE kind IN ('成文', '作废') AND subject = ? ORDER BY seq DESC LIMIT 1",
                             WITH(bind_text(path)));
    char *detail = db_next(&q) && db_word(&q, 0, journal_kinds, JOURNAL_KINDS) == J_PRINTED ? db_text(&q, a, 1) : NULL;
    db_done(&q);
    return detail;
}

int journal_paper(struct db *db, struct arena *a, struct date date, const char *path, struct quarter q, const char *sha256)
{
    const char *last = journal_last_printed(db, a, path), *now = journal_printed(a, q, sha256);
    return last && strcmp(last, now) == 0 ? 0 : journal_add(db, a, date, J_PRINTED, path, now);
}

int journal_void(struct db *db, struct arena *a, struct date date, const char *path)
{
    const char *last = journal_last_printed(db, a, path);
    return !last ? 0 : journal_add(db, a, date, J_VOID, path, arena_printf(a, "不再适用；写出时%s", last));
}

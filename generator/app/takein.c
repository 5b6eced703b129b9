/*
 * Taking in what lies in input/. The order of steps that survives a crash: read once into memory, judge, store raw bytes and
 * judgement in one transaction, commit, and only then write receipts from the outbox. A run that died after the commit finds its
 * receipts in the outbox of the next one.
 */
#include "app/app.h"

#include "base/file.h"

#include <string.h>
#include <time.h>

enum { FILE_LIMIT = 32 * 1024 * 1024, SETTLE_SECONDS = 60 };

struct received { const struct found_file *f; char *bytes; size_t n; char sha[65]; enum root_kind root; char *utf8; size_t nutf8; };

struct inbox {
    struct world *w;
    struct taken *t;
    struct file_list files;
    struct registered *reg; size_t nreg;
    struct arena *scratch;          /* one file at a time */
};

/* Reads and recognises one file; false: not to be taken in this time (the reason was told). */
static bool receive(struct inbox *in, const struct found_file *f, struct received *r)
{
    struct run *run = in->w->run;
    *r = (struct received){.f = f};
    if (!f->regular) {
        DIAG(&run->diags, E103, ((struct place){.file = f->relative}), NULL, NULL, f->relative);
        in->t->left++;
        return false;
    }
    struct diags ds = {.a = in->scratch};
    if (file_read(in->scratch, f->path, FILE_LIMIT, &r->bytes, &r->n, &ds) != 0) {
        for (size_t i = 0; i < ds.n; i++) /* one unreadable file never hinders the others */
            if (ds.v[i].severity == SEV_FATAL)
                ds.v[i].severity = SEV_ERROR;
        diags_append(&run->diags, &ds);
        in->t->left++;
        return false;
    }
    enum encoding enc;
    if (intake_decode(in->scratch, f->relative, r->bytes, r->n, &r->utf8, &r->nutf8, &enc, &ds) == 0)
        r->root = intake_root(r->utf8, r->nutf8);
    file_sha256(r->bytes, r->n, r->sha);
    return true;
}

/* First pass: plans into the store, arrival registers into memory; both decide how submissions are judged. */
static int first_pass(struct inbox *in)
{
    struct world *w = in->w;
    struct run *run = w->run;
    for (size_t i = 0; i < in->files.n; i++) {
        struct received r;
        struct taken ignored = *in->t;
        size_t told = run->diags.n;
        arena_reset(in->scratch);
        if (!receive(in, &in->files.v[i], &r)) {
            run->diags.n = told; /* the second pass tells it */
            *in->t = ignored;
            continue;
        }
        if (r.root == ROOT_PLAN) {
            struct plan *p;
            bool fresh = false;
            if (plan_parse(&p, in->scratch, r.utf8, r.nutf8, r.f->relative, w->schema_dir, &run->diags) == 0) {
                if (store_put_plan(w->store, r.f->relative, r.bytes, r.n, p, run->today, &fresh, &run->diags) != 0)
                    return -1;
                if (fresh)
                    say(run, "工作方案：%s（%s）已入库\n", p->name, p->docno);
            }
        } else if (r.root == ROOT_REGISTER) {
            struct registered *v;
            size_t n;
            if (intake_register(run->a, r.f->relative, r.utf8, r.nutf8, w->schema_dir, &v, &n, &run->diags) != 0)
                continue;
            struct registered *all = arena_calloc(run->a, in->nreg + n, sizeof *all);
            if (in->nreg)
                memcpy(all, in->reg, in->nreg * sizeof *all);
            if (n)
                memcpy(all + in->nreg, v, n * sizeof *all);
            in->reg = all;
            in->nreg += n;
        }
    }
    return 0;
}

static const struct submission *current(void *ctx, const char *unit, struct quarter q)
{
    struct inbox *in = ctx;
    return store_current(in->w->store, in->scratch, unit, q);
}

static struct arrival arrival_of(const struct inbox *in, const struct received *r)
{
    struct arrival a = {r->f->relative, r->bytes, r->n, r->sha, in->w->run->today, false};
    for (size_t i = 0; i < in->nreg; i++)
        if (strcmp(in->reg[i].file, r->f->relative) == 0) {
            a.date = in->reg[i].date;
            a.registered = true;
        }
    return a;
}

/* A file that ends early and was touched within the last minute is still on its way. */
static bool still_growing(const struct found_file *f)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t age = (int64_t)now.tv_sec - f->mtime_ns / 1000000000;
    return age >= 0 && age < SETTLE_SECONDS;
}

static int judge(struct inbox *in, const struct received *r)
{
    struct world *w = in->w;
    struct run *run = w->run;
    struct judged j;
    struct history h = {in, current};
    intake_judge(&j, in->scratch, w->plan, &h, r->f->relative, r->bytes, r->n, w->schema_dir, run->today);
    if (diags_worst(&j.diags) == SEV_FATAL) {
        diags_append(&run->diags, &j.diags);
        return -1;
    }
    if (j.verdict == VERDICT_UNSETTLED) {
        if (still_growing(r->f)) {
            DIAG(&run->diags, E105, ((struct place){.file = r->f->relative}), NULL, NULL, r->f->relative);
            in->t->left++;
            return 0;
        }
        j.verdict = VERDICT_REJECTED;
    }
    struct arrival a = arrival_of(in, r);
    int64_t number;
    struct diags decided = {.a = in->scratch};
    if (store_receive(w->store, &a, &j, run->today, &number, &decided) != 0) {
        diags_append(&run->diags, &decided);
        return -1;
    }
    in->t->files++;
    in->t->accepted += j.verdict == VERDICT_ACCEPTED;
    in->t->rejected += j.verdict == VERDICT_REJECTED;
    in->t->warnings += (int)diags_count(&j.diags, SEV_WARNING);
    say(run, "  %06lld  %s  %s  %s\n", (long long)number, j.verdict == VERDICT_ACCEPTED ? "接收" : "退回",
        j.unit ? j.unit->shortname : "未识别", r->f->relative);
    return 0;
}

static int second_pass(struct inbox *in)
{
    struct world *w = in->w;
    struct run *run = w->run;
    for (size_t i = 0; i < in->files.n; i++) {
        struct received r;
        int64_t number = 0;
        arena_reset(in->scratch);
        if (!receive(in, &in->files.v[i], &r) || r.root == ROOT_PLAN || r.root == ROOT_REGISTER)
            continue;
        if (store_known(w->store, r.f->relative, r.sha, &number, &run->diags) != 0)
            return -1;
        if (number)
            in->t->known++;
        else if (judge(in, &r) != 0)
            return -1;
    }
    return 0;
}

/* ---- receipts ---- */

static int write_receipt(struct inbox *in, int64_t number)
{
    struct world *w = in->w;
    struct run *run = w->run;
    struct stored_file f;
    struct judged *j;
    char *bytes;
    size_t n;
    arena_reset(in->scratch);
    if (store_load_file(w->store, in->scratch, number, &f, &bytes, &n, &run->diags) != 0 ||
        store_load_judged(w->store, in->scratch, w->plan, number, &j, &run->diags) != 0)
        return -1;
    struct diags quiet = {.a = in->scratch};
    char *utf8;
    if (intake_decode(in->scratch, f.file, bytes, n, &utf8, &j->nutf8, &j->encoding, &quiet) == 0)
        j->utf8 = utf8;
    struct quarter q = j->quarter;
    struct receipt r = {.number = number, .file = f.file, .sha256 = f.sha256, .received = f.arrived, .registered = f.registered, .judged = j};
    r.office = profile_text(w, "名称");
    r.phone = profile_text(w, "电话");
    if (j->unit && q.year && w->plan) {
        struct date due = plan_deadline(w->plan, q), first = f.arrived;
        if (store_first_attempt(w->store, j->unit->code, q, &first, &run->diags) != 0)
            return -1;
        r.deadline = date_iso(in->scratch, due);
        r.late = date_cmp(first.year ? first : f.arrived, due) > 0;
    }
    if (!q.year && world_quarter(w, &q) != 0)
        return -1;
    char *base = arena_printf(in->scratch, "%s/%s/回执/%06lld-%s", run->output, quarter_name(in->scratch, q), (long long)number,
                              j->unit ? file_safe_name(in->scratch, j->unit->shortname) : "未识别");
    struct buf text = {0}, json = {0};
    receipt_text(&r, &text);
    receipt_json(&r, &json);
    int rc = file_write(arena_printf(in->scratch, "%s.txt", base), text.p, text.n, &run->diags) == WRITE_FAILED ||
                     file_write(arena_printf(in->scratch, "%s.json", base), json.p, json.n, &run->diags) == WRITE_FAILED
                 ? -1 : 0;
    buf_drop(&text);
    buf_drop(&json);
    return rc;
}

static int write_receipts(struct inbox *in)
{
    struct world *w = in->w;
    int64_t *numbers;
    size_t n;
    if (store_outbox(w->store, w->run->a, &numbers, &n, &w->run->diags) != 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (write_receipt(in, numbers[i]) != 0)
            return -1;
    if (!n)
        return 0;
    if (store_begin(w->store, &w->run->diags) != 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (store_outbox_done(w->store, numbers[i], &w->run->diags) != 0) {
            store_rollback(w->store);
            return -1;
        }
    return store_commit(w->store, &w->run->diags);
}

int take_in(struct world *w, struct taken *out)
{
    struct run *run = w->run;
    struct inbox in = {.w = w, .t = out, .scratch = arena_new()};
    *out = (struct taken){0};
    int rc = -1;
    file_clean_temporary(run->output);
    if (!file_exists(run->input)) {
        DIAG(&run->diags, E101, ((struct place){.file = run->input}), NULL, NULL, run->input, "收件文件夹不存在");
        goto out;
    }
    if (file_list(run->a, run->input, ".xml", &in.files, &run->diags) != 0) /* what can be listed is taken in all the same */
        for (size_t i = 0; i < run->diags.n; i++)
            if (run->diags.v[i].severity == SEV_FATAL)
                run->diags.v[i].severity = SEV_ERROR;
    if (first_pass(&in) != 0 || world_plan(w, run->a) != 0)
        goto out;
    if (store_begin(w->store, &run->diags) != 0)
        goto out;
    if (second_pass(&in) != 0) {
        store_rollback(w->store);
        goto out;
    }
    if (store_commit(w->store, &run->diags) != 0)
        goto out;
    rc = write_receipts(&in);
out:
    arena_drop(in.scratch);
    return rc;
}

/*
 * Taking in what lies in input/. The order of steps that survives a crash: read once into memory, judge, store raw bytes and
 * judgement in one transaction, commit, and only then write receipts from the outbox. A run that died after the commit finds its
 * receipts in the outbox of the next one.
 *
 * Two passes. The first reads every file, passes over those that the store has, and finds plans and registers, which decide how
 * submissions are judged and dated; the second judges what is new. A file that the first pass could not read is as if it came with the
 * next run: the second does not look at it again. Between the passes a file costs its names and one word, never its bytes.
 */
#include "app/arrivals.h"
#include "app/judging.h"
#include "app/known.h"
#include "app/suspect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum {
    FILE_LIMIT = 32 * 1024 * 1024,
    SETTLE_SECONDS = 60,
    OTHERS_SHOWN = 20,
    BATCH = 500,            /* files a commit: a kill costs no more work than that, and the journal of SQLite stays small */
};

struct received {
    const struct found_file *f;
    char *bytes; size_t n;
    char sha[65];
    bool suspect;                   /* the run before died over it */
    enum root_kind root;
    char *utf8; size_t nutf8;       /* NULL: not decoded */
    struct diags said;              /* what decoding found; the judgement tells it, of a register nobody else does */
};

struct inbox {
    struct world *w;
    struct taken *t;
    struct file_list files;
    bool *fresh; size_t nfresh;     /* of each file: to be judged in the second pass */
    int64_t *number;                /* … and its receipt, if it was taken in before */
    struct quarter *quarter;        /* … and the quarter that it seems to be of */
    struct arrivals arrivals;
    struct arena *scratch;          /* one file at a time */
    struct suspect suspect;
    bool new_plan;
};

/* What concerns one file or folder of the input ends nothing; one that grows is no fault at all. */
static void soften(struct diags *ds, size_t from)
{
    for (size_t i = from; i < ds->n; i++)
        if (ds->v[i].severity == SEV_FATAL)
            ds->v[i].severity = ds->v[i].msg == MSG_E105 ? SEV_NOTE : SEV_ERROR;
}

/* Reads one file; false: not to be taken in this time (the reason was told). */
static bool receive(struct inbox *in, const struct found_file *f, struct received *r)
{
    struct run *run = in->w->run;
    size_t told = run->diags.n;
    arena_reset(in->scratch);
    *r = (struct received){.f = f};
    if (!f->regular)
        DIAG(&run->diags, E103, ((struct place){.file = f->relative}), NULL, NULL, f->relative);
    else if (file_read(in->scratch, f->path, FILE_LIMIT, &r->bytes, &r->n, &run->diags) == 0) {
        file_sha256(r->bytes, r->n, r->sha);
        r->suspect = suspect_mark(&in->suspect, r->sha);
        return true;
    }
    soften(&run->diags, told); /* one unreadable file never hinders the others */
    in->t->left++;
    return false;
}

static void recognise(struct inbox *in, struct received *r)
{
    enum encoding enc;
    r->said = (struct diags){.a = in->scratch};
    bool whole = intake_decode(in->scratch, r->f->relative, r->bytes, r->n, &r->utf8, &r->nutf8, &enc, &r->said) == 0;
    enum root_kind root = intake_root(r->utf8, r->nutf8);
    r->root = whole || root == ROOT_REGISTER ? root : ROOT_UNKNOWN; /* a register that cannot be read dates no file, but it is one */
}

/* By its root element; without one that is known, by its name. */
static bool is_register(const struct received *r)
{
    return r->root == ROOT_REGISTER || (r->root == ROOT_UNKNOWN && arrivals_called(r->f->relative));
}

/* All that the run would do with the file, without the store; in the child of suspect_survives. */
struct trial { struct inbox *in; struct received *r; };

static void try_it(void *ctx)
{
    struct trial *t = ctx;
    struct world *w = t->in->w;
    struct arena *a = t->in->scratch;
    const struct received *r = t->r;
    struct diags ds = {.a = a};
    struct registered *v;
    enum register_doubt doubt;
    struct plan *p;
    struct judged j;
    size_t n;
    recognise(t->in, t->r);
    if (r->root == ROOT_PLAN)
        plan_parse(&p, a, r->bytes, r->n, r->f->relative, w->schema_dir, &ds);
    else if (is_register(r))
        intake_register(a, r->f->relative, r->utf8, r->nutf8, w->schema_dir, &v, &n, &doubt, &ds);
    else
        intake_judge(&j, a, w->plan, NULL, r->f->relative, r->bytes, r->n, w->schema_dir, w->run->today);
}

/* Is it a file that ends the program? */
static bool deadly(struct inbox *in, struct received *r)
{
    return r->suspect && !suspect_survives(try_it, &(struct trial){in, r});
}

static int take_plan(struct inbox *in, const struct received *r)
{
    struct world *w = in->w;
    struct run *run = w->run;
    struct plan *p;
    bool fresh = false;
    if (plan_parse(&p, in->scratch, r->bytes, r->n, r->f->relative, w->schema_dir, &run->diags) != 0)
        return diags_worst(&run->diags) == SEV_FATAL ? -1 : 0;
    if (store_put_plan(w->store, r->f->relative, r->bytes, r->n, p, run->today, &fresh, &run->diags) != 0)
        return -1;
    in->new_plan |= fresh;
    if (fresh)
        say(run, "工作方案：%s（%s）已入库\n", p->name, p->docno);
    return 0;
}

static int take_register(struct inbox *in, struct received *r)
{
    const char *file = arena_strdup(in->w->run->a, r->f->relative);
    if (!r->utf8) { /* it ended the program before */
        DIAG(&in->w->run->diags, X129, ((struct place){.file = file}), NULL, NULL, NULL);
        arrivals_unread(&in->arrivals, file);
        return 0;
    }
    return arrivals_read(&in->arrivals, file, r->utf8, r->nutf8, in->w->schema_dir, &r->said);
}

/* Reads a file for the first time: plans and registers are taken, the others are fresh, known, or left. */
static int first_look(struct inbox *in, size_t i)
{
    const struct found_file *f = &in->files.v[i];
    struct received r;
    int64_t number = 0;
    if (!receive(in, f, &r)) {
        if (arrivals_called(f->relative))
            arrivals_unread(&in->arrivals, f->relative);
        return 0;
    }
    if (store_known(in->w->store, f->relative, r.sha, &number, &in->w->run->diags) != 0)
        return -1;
    in->number[i] = number;
    if (number && !arrivals_called(f->relative)) {
        in->t->known++;
        return known_put_back(in->w, f->relative, number);
    }
    if (!deadly(in, &r)) /* else it goes to the second pass, where it gets its receipt */
        recognise(in, &r);
    if (r.root == ROOT_PLAN)
        return take_plan(in, &r);
    if (is_register(&r))
        return take_register(in, &r);
    in->fresh[i] = !number;
    if (!number && r.utf8)
        in->quarter[i] = intake_quarter(in->scratch, r.utf8, r.nutf8);
    in->nfresh += !number;
    in->t->known += number != 0;
    return 0;
}

static int first_pass(struct inbox *in)
{
    in->fresh = arena_calloc(in->w->run->a, in->files.n, sizeof *in->fresh);
    in->number = arena_calloc(in->w->run->a, in->files.n, sizeof *in->number);
    in->quarter = arena_calloc(in->w->run->a, in->files.n, sizeof *in->quarter);
    for (size_t i = 0; i < in->files.n; i++)
        if (first_look(in, i) != 0)
            return -1;
    return 0;
}

/* Which receipt an entry speaks of: that of the file as it lies there; of one put away meanwhile, the last under that name. */
static int receipt_of(struct inbox *in, const struct registered *e, int64_t *number)
{
    const struct found_file *f = file_find(&in->files, e->file);
    struct date arrived;
    if (!f)
        return store_last_named(in->w->store, e->file, number, &arrived, &in->w->run->diags);
    *number = in->number[f - in->files.v];
    return 0;
}

static int correct_one(struct inbox *in, const struct registered *e)
{
    struct run *run = in->w->run;
    struct correction c = {.arrived = e->date, .from = e->from, .line = e->line, .by = e->by};
    if (receipt_of(in, e, &c.number) != 0)
        return -1;
    int rc = c.number ? store_correct(in->w->store, &c, run->today, &run->diags) : 0;
    if (rc <= 0)
        return rc;
    char *receipt = arena_printf(run->a, "%06lld", (long long)c.number), *was = date_iso(run->a, c.was), *now = date_iso(run->a, c.arrived);
    DIAG(&run->diags, S410, ((struct place){e->from, e->line, 0}), NULL, NULL, e->file, receipt, was, now);
    say(run, "  %s  更正  到件日期由 %s 改为 %s  %s\n", receipt, was, now, diag_safe(run->a, e->file));
    in->t->corrected++;
    return 0;
}

/* Files taken in before whose entry now has another date. */
static int correct(struct inbox *in)
{
    struct world *w = in->w;
    const struct registered *e;
    if (!in->arrivals.n || store_begin(w->store, &w->run->diags) != 0)
        return in->arrivals.n ? -1 : 0;
    for (size_t i = 0; i < in->arrivals.n; i++)
        if (arrivals_of(&in->arrivals, in->arrivals.v[i].file, &e) == ARRIVED_REGISTERED && correct_one(in, &in->arrivals.v[i]) != 0) {
            store_rollback(w->store);
            return -1;
        }
    return store_commit(w->store, &w->run->diags);
}

/* Files of which it is not certain when they arrived are left for the next run. */
static void hold(struct inbox *in)
{
    struct run *run = in->w->run;
    const char **held = arena_calloc(run->a, in->nfresh, sizeof *held);
    size_t n = 0;
    for (size_t i = 0; i < in->files.n; i++) {
        const struct registered *e;
        if (!in->fresh[i] || arrivals_of(&in->arrivals, in->files.v[i].relative, &e) != ARRIVED_UNKNOWN)
            continue;
        in->fresh[i] = false;
        held[n++] = in->files.v[i].relative;
    }
    arrivals_tell_held(&in->arrivals, held, n);
    in->nfresh -= n;
    in->t->held += (int)n;
    in->t->left += (int)n;
}

static struct arrival arrival_of(const struct inbox *in, const struct received *r)
{
    const struct registered *e;
    arrivals_of(&in->arrivals, r->f->relative, &e);
    return (struct arrival){r->f->relative, r->bytes, r->n, r->sha, e ? e->date : in->w->run->today, e != NULL};
}

/* A file that ends early and was touched within the last minute is still on its way. */
static bool still_growing(const struct found_file *f)
{
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t age = (int64_t)now.tv_sec - f->mtime_ns / 1000000000;
    return age >= 0 && age < SETTLE_SECONDS;
}

/* One line and its part of the totals. */
static void tell_judged(struct inbox *in, const struct received *r, const struct judged *j, int64_t number)
{
    struct taken *t = in->t;
    bool accepted = j->verdict == VERDICT_ACCEPTED, copy = diags_find(&j->diags, MSG_T205) != NULL;
    const char *kept = accepted ? intake_kept(&j->diags) : NULL;
    size_t unexplained = accepted && !copy ? intake_unexplained(&j->diags) : 0;
    const char *open = unexplained ? arena_printf(in->scratch, "%zu 条警告未说明", unexplained) : NULL;
    t->files++;
    t->accepted += accepted;
    t->rejected += !accepted;
    t->kept += kept != NULL;
    t->unexplained += unexplained > 0;
    say(in->w->run, "  %06lld  %s  %s  %s%s%s%s%s%s\n", (long long)number, accepted ? "接收" : "退回", j->unit ? j->unit->shortname : "未识别",
        diag_safe(in->scratch, r->f->relative) /* chosen by a stranger */, kept || open ? "（" : "", kept ? kept : "", kept && open ? "；" : "",
        open ? open : "", kept || open ? "）" : "");
}

static int judge(struct inbox *in, struct received *r)
{
    struct world *w = in->w;
    struct run *run = w->run;
    struct judged j;
    if (deadly(in, r))
        intake_unjudged(&j, in->scratch, r->f->relative);
    else
        judge_submission(in->w, in->scratch, r->f->relative, r->bytes, r->n, &j);
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
    if (a.registered && known_entry(w, r->f->relative, a.date) != 0)
        return -1;
    struct diags decided = {.a = in->scratch};
    int rc = store_receive(w->store, &a, &j, run->today, &number, &decided);
    if (rc != 0) {
        diags_append(&run->diags, &decided);
        in->t->left += rc > 0;
        return rc > 0 ? 0 : -1;
    }
    tell_judged(in, r, &j, number);
    return 0;
}

/* A fresh file, and when it arrived: of two with the same 版次 the one that came later counts. Earlier quarters go first, so that
 * later ones are compared with them. */
struct queued { size_t file; struct quarter quarter; struct date day; int minute; };

static int by_arrival(const void *x, const void *y)
{
    const struct queued *p = x, *q = y;
    int c = quarter_cmp(p->quarter, q->quarter);
    if (!c)
        c = date_cmp(p->day, q->day);
    if (!c)
        c = p->minute - q->minute;
    return c ? c : (p->file > q->file) - (p->file < q->file); /* files stand in the order of their names */
}

/* Minutes of the day; an entry without a time of day is taken as its beginning. */
static int minute_of(const struct registered *e)
{
    int hour = 0, minute = 0;
    return e && sscanf(e->time, "%2d:%2d", &hour, &minute) == 2 ? hour * 60 + minute : 0;
}

static struct queued *queue(const struct inbox *in)
{
    struct queued *v = arena_calloc(in->w->run->a, in->nfresh, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < in->files.n; i++) {
        const struct registered *e;
        if (!in->fresh[i])
            continue;
        arrivals_of(&in->arrivals, in->files.v[i].relative, &e);
        v[n++] = (struct queued){i, in->quarter[i], e ? e->date : in->w->run->today, minute_of(e)};
    }
    if (n)
        qsort(v, n, sizeof *v, by_arrival);
    return v;
}

/* Judges the queue from *at on, at most a batch of it, in one transaction. */
static int judge_batch(struct inbox *in, const struct queued *queue, size_t *at)
{
    struct run *run = in->w->run;
    if (store_begin(in->w->store, &run->diags) != 0)
        return -1;
    for (int n = 0; *at < in->nfresh && n < BATCH; ++*at) {
        struct received r;
        if (!receive(in, &in->files.v[queue[*at].file], &r))
            continue;
        n++;
        if (judge(in, &r) != 0) {
            store_rollback(in->w->store);
            return -1;
        }
    }
    return store_commit(in->w->store, &run->diags);
}

static int second_pass(struct inbox *in)
{
    const struct queued *all = queue(in);
    for (size_t at = 0; at < in->nfresh;)
        if (judge_batch(in, all, &at) != 0)
            return -1;
    return 0;
}

/* Arrivals are dated by today: a clock that runs behind the store would make late files timely, for good. */
static int check_clock(struct inbox *in)
{
    struct run *run = in->w->run;
    struct date last;
    if (store_last_day(in->w->store, &last, &run->diags) != 0)
        return -1;
    if (last.year && date_cmp(run->today, last) < 0)
        DIAG(&run->diags, C103, NOWHERE, NULL, NULL, date_chinese(run->a, run->today), date_chinese(run->a, last));
    return 0;
}

/* 民政局.xml.txt, 民政局.docx, a link to a folder: nobody would miss them, and the unit would be dunned. */
static void tell_others(const struct inbox *in)
{
    struct run *run = in->w->run;
    const struct file_list *l = &in->files;
    struct buf names = {0};
    for (size_t i = 0; i < l->nothers && i < OTHERS_SHOWN; i++)
        buf_addf(&names, "%s%s", i ? "、" : "", l->others[i]);
    if (l->nothers > OTHERS_SHOWN)
        buf_adds(&names, " 等");
    if (l->nothers)
        DIAG(&run->diags, E106, ((struct place){.file = run->input}), NULL, NULL, run->input, arena_printf(run->a, "%zu", l->nothers),
             buf_str(&names));
    buf_drop(&names);
    in->t->others = (int)l->nothers;
}

static int take_in_files(struct inbox *in)
{
    struct world *w = in->w;
    struct run *run = w->run;
    size_t told = run->diags.n;
    if (check_receipts(w) != 0)
        return -1;
    if (file_list(run->a, run->input, ".xml", &in->files, &run->diags) != 0) { /* what can be listed is taken in all the same */
        if (!in->files.n)
            return -1;
        soften(&run->diags, told);
        in->t->left++;
    }
    tell_others(in);
    if (first_pass(in) != 0 || world_stored_plan(w, run->a) != 0)
        return -1;
    if (in->nfresh && !w->plan) {
        DIAG(&run->diags, C102, NOWHERE, NULL, NULL, run->input);
        return -1;
    }
    arrivals_settle(&in->arrivals, &in->files);
    if (arrivals_tell_entries(&in->arrivals, w->store, &in->files) != 0 || correct(in) != 0 ||
        arrivals_tell_gone(&in->arrivals, w, &in->files, in->number) != 0 ||
        (in->new_plan && known_refused(w, &in->files, in->number) != 0))
        return -1;
    hold(in);
    if (in->nfresh && (check_clock(in) != 0 || second_pass(in) != 0))
        return -1;
    return write_receipts(w);
}

int take_in(struct world *w, struct taken *out)
{
    struct inbox in = {.w = w, .t = out, .scratch = arena_new(), .arrivals = {.run = w->run}};
    *out = (struct taken){0};
    file_clean_temporary(w->run->output);
    suspect_open(&in.suspect, w->run->output);
    int rc = take_in_files(&in);
    suspect_close(&in.suspect);
    arena_drop(in.scratch);
    return rc;
}

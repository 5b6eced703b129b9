/*
 * Receipts (回执) from the outbox: each follows from the record alone, so that making one again gives the same bytes. One that
 * cannot be written stays in the outbox for the next run and hinders none of the others.
 */
#include "app/app.h"

#include "base/file.h"

#include <dirent.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum {
    FILE_LIMIT = 1 << 30,
    BATCH = 500,  /* receipts ticked off at once */
    BLOCKED = 5,  /* so many that cannot be written mean that none can */
};

struct desk {
    struct world *w;
    struct arena *scratch;      /* one receipt at a time */
    const char *office, *phone;
    struct quarter fallback;    /* where receipts go that know no quarter, … */
    struct quarter *quarters; size_t nquarters; /* … unless they lie under one of these already */
    int blocked;
    struct file_batch files;    /* of the receipts under way: two each */
};

/* A receipt that is written when its files in the batch stand: those from one index to before another. */
struct pending { int64_t number; size_t from, to; };

static int add_changes(struct desk *d, int64_t number, struct receipt *r)
{
    struct world *w = d->w;
    struct correction *v;
    size_t n;
    if (store_corrections(w->store, d->scratch, number, &v, &n, &w->run->diags) != 0)
        return -1;
    struct arrival_change *c = arena_calloc(d->scratch, n, sizeof *c);
    for (size_t i = 0; i < n; i++)
        c[i] = (struct arrival_change){v[i].made, v[i].was, v[i].arrived};
    r->changes = c;
    r->nchanges = n;
    return 0;
}

/* The receipt of one file; -1: the store failed, or its original is not what it was (told). */
static int compose(struct desk *d, int64_t number, struct receipt *r)
{
    struct world *w = d->w;
    struct diags *ds = &w->run->diags;
    struct stored_file *f = arena_alloc(d->scratch, sizeof *f);
    struct judged *j;
    char *bytes;
    size_t n;
    if (store_load_file(w->store, d->scratch, number, f, &bytes, &n, ds) != 0)
        return -1;
    const struct plan *plan = f->quarter.year ? world_plan_of(w, f->quarter) : w->plan;
    if (store_load_judged(w->store, d->scratch, plan, number, &j, ds) != 0)
        return -1;
    intake_show(j, d->scratch, f->file, bytes, n);
    *r = (struct receipt){.number = number, .file = f->file, .sha256 = f->sha256, .received = f->arrived,
                          .registered = f->registered, .judged = j, .office = d->office, .phone = d->phone};
    if (add_changes(d, number, r) != 0)
        return -1;
    if (j->unit && j->quarter.year && plan) {
        struct date due = plan_deadline(plan, j->quarter), first = f->arrived;
        if (store_first_attempt(w->store, j->unit->code, j->quarter, &first, ds) != 0)
            return -1;
        r->deadline = date_iso(d->scratch, due);
        r->late = date_cmp(first.year ? first : f->arrived, due) > 0;
    }
    return 0;
}

static char *base_in(struct desk *d, struct quarter q, const struct receipt *r)
{
    const struct unit *u = r->judged->unit;
    return arena_printf(d->scratch, "%s/%s/回执/%06lld-%s", d->w->run->output, quarter_name(d->scratch, q), (long long)r->number, u ? u->file : "未识别");
}

/* The path of a receipt's two files, without ending. */
static char *base_of(struct desk *d, const struct receipt *r)
{
    if (r->judged->quarter.year)
        return base_in(d, r->judged->quarter, r);
    for (size_t i = 0; i < d->nquarters; i++) {
        char *base = base_in(d, d->quarters[i], r);
        if (file_exists(arena_printf(d->scratch, "%s.txt", base)) || file_exists(arena_printf(d->scratch, "%s.json", base)))
            return base;
    }
    return base_in(d, d->fallback, r);
}

static bool write_forms(struct desk *d, const struct receipt *r)
{
    struct run *run = d->w->run;
    char *base = base_of(d, r);
    struct buf text = {0}, json = {0};
    receipt_text(r, &text);
    receipt_json(r, &json);
    bool ok = file_batch_add(&d->files, arena_printf(d->scratch, "%s.txt", base), text.p, text.n, &run->diags) != WRITE_FAILED &&
              file_batch_add(&d->files, arena_printf(d->scratch, "%s.json", base), json.p, json.n, &run->diags) != WRITE_FAILED;
    buf_drop(&text);
    buf_drop(&json);
    return ok;
}

/* 0: written; 1: not, the others may still be; -1: the store failed. */
static int write_one(struct desk *d, int64_t number)
{
    struct diags *ds = &d->w->run->diags;
    size_t told = ds->n;
    struct receipt r;
    arena_reset(d->scratch);
    if (compose(d, number, &r) != 0)
        return ds->n > told && ds->v[ds->n - 1].severity == SEV_FATAL ? -1 : 1;
    if (write_forms(d, &r))
        return 0;
    d->blocked++;
    return 1;
}

static bool stands(const struct desk *d, const struct pending *p)
{
    for (size_t i = p->from; i < p->to; i++)
        if (d->files.v[i].failed)
            return false;
    return true;
}

static int tick_off(struct desk *d, const struct pending *v, size_t n)
{
    struct world *w = d->w;
    struct diags *ds = &w->run->diags;
    if (store_begin(w->store, ds) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        if (!stands(d, &v[i]))
            d->blocked++;
        else if (store_outbox_done(w->store, v[i].number, ds) != 0) {
            store_rollback(w->store);
            return -1;
        }
    }
    return store_commit(w->store, ds);
}

/* Writes the receipts v[0 … n-1] and ticks off those that stand. */
static int write_batch(struct desk *d, const int64_t *v, size_t n)
{
    struct pending all[BATCH];
    size_t nall = 0;
    int rc = 0;
    for (size_t i = 0; i < n && rc >= 0 && d->blocked < BLOCKED; i++) {
        struct pending p = {.number = v[i], .from = d->files.n};
        if ((rc = write_one(d, v[i])) == 0) {
            p.to = d->files.n;
            all[nall++] = p;
        }
    }
    bool whole = file_batch_commit(&d->files, &d->w->run->diags) == 0; /* those written before a fault stand, too */
    if (rc >= 0 && nall)
        rc = tick_off(d, all, nall);
    if (!whole && !d->blocked)
        d->blocked++;
    file_batch_drop(&d->files);
    return rc < 0 ? -1 : 0;
}

static int write_all(struct desk *d, const int64_t *v, size_t n)
{
    int rc = 0;
    for (size_t at = 0; at < n && rc == 0 && d->blocked < BLOCKED; at += BATCH)
        rc = write_batch(d, v + at, n - at < BATCH ? n - at : BATCH);
    return d->blocked ? -1 : rc;
}

static int open_desk(struct desk *d, struct world *w)
{
    *d = (struct desk){.w = w};
    if (world_quarter(w, &d->fallback) != 0)
        return -1;
    d->scratch = arena_new();
    d->office = profile_text(w, "名称");
    d->phone = profile_text(w, "电话");
    return 0;
}

/* The number of 000123-县民政局.txt; 0: it is no receipt. */
static int64_t number_of(const struct dirent *e)
{
    size_t digits = strspn(e->d_name, "0123456789");
    bool receipt = digits >= 6 && digits <= 8 && e->d_name[digits] == '-' && (e->d_type == DT_REG || e->d_type == DT_UNKNOWN);
    return receipt ? strtoll(e->d_name, NULL, 10) : 0;
}

static int64_t highest_in(const char *folder)
{
    DIR *d = opendir(folder);
    int64_t most = 0;
    if (!d)
        return 0;
    for (struct dirent *e; (e = readdir(d));) {
        int64_t n = number_of(e);
        most = n > most ? n : most;
    }
    closedir(d);
    return most;
}

static int by_time(const void *x, const void *y) { return quarter_cmp(*(const struct quarter *)x, *(const struct quarter *)y); }

/* The quarters that have a folder in output/, in order. */
static struct quarter *quarter_folders(const struct run *run, size_t *n)
{
    DIR *d = opendir(run->output);
    struct quarter *v = NULL, q;
    size_t cap = 0;
    *n = 0;
    if (!d)
        return NULL;
    for (struct dirent *e; (e = readdir(d));)
        if (quarter_parse(e->d_name, &q))
            ARENA_PUSH(run->a, v, *n, cap) = q;
    closedir(d);
    if (*n)
        qsort(v, *n, sizeof *v, by_time);
    return v;
}

int64_t highest_receipt(const struct run *run, const char **folder)
{
    size_t n;
    const struct quarter *v = quarter_folders(run, &n);
    int64_t most = 0;
    *folder = run->output;
    for (size_t i = 0; i < n; i++) {
        const char *here = arena_printf(run->a, "%s/%s/回执", run->output, quarter_name(run->a, v[i]));
        int64_t highest = highest_in(here);
        if (highest > most) {
            most = highest;
            *folder = here;
        }
    }
    return most;
}

int check_receipts(struct world *w)
{
    struct diags *ds = &w->run->diags;
    const char *folder;
    int64_t last = store_last_number(w->store, ds), most = highest_receipt(w->run, &folder);
    if (last >= 0 && most > last)
        DIAG(ds, C126, ((struct place){.file = folder}), NULL, NULL, folder, arena_printf(ds->a, "%06lld", (long long)most),
             arena_printf(ds->a, "%06lld", (long long)last));
    return last < 0 || most > last ? -1 : 0;
}

int write_receipts(struct world *w)
{
    struct run *run = w->run;
    struct desk d;
    int64_t *v;
    size_t n;
    if (store_outbox(w->store, run->a, &v, &n, &run->diags) != 0)
        return -1;
    if (!n)
        return 0;
    if (open_desk(&d, w) != 0)
        return -1;
    int rc = write_all(&d, v, n);
    arena_drop(d.scratch);
    return rc;
}

/* ---- against what lies there ---- */

static bool holds(struct desk *d, const char *file, const struct buf *b)
{
    struct diags quiet = {.a = d->scratch};
    char *bytes;
    size_t n;
    return file_read(d->scratch, file, FILE_LIMIT, &bytes, &n, &quiet) == 0 && n == b->n && memcmp(bytes, b->p, n) == 0;
}

const char *receipt_digest(struct arena *a, const char *path)
{
    struct diags quiet = {.a = a};
    char *bytes;
    size_t n;
    json_t *o = file_read(a, path, FILE_LIMIT, &bytes, &n, &quiet) == 0 ? json_loadb(bytes, n, 0, NULL) : NULL;
    const char *sha = json_string_value(json_object_get(o, "SHA-256")), *copy = sha ? arena_strdup(a, sha) : NULL;
    json_decref(o);
    return copy;
}

/* Adds the receipt's number to the list of what is wrong with its files, if anything is. */
static int compare(struct desk *d, int64_t number, struct receipt_faults *out)
{
    struct arena *a = d->w->run->a;
    struct receipt r;
    struct buf text = {0}, json = {0};
    arena_reset(d->scratch);
    if (compose(d, number, &r) != 0)
        return -1;
    char *base = base_of(d, &r), *txt = arena_printf(d->scratch, "%s.txt", base), *js = arena_printf(d->scratch, "%s.json", base);
    const char *sha = receipt_digest(d->scratch, js);
    receipt_text(&r, &text);
    receipt_json(&r, &json);
    if (sha && strcmp(sha, r.sha256) != 0) /* another store's: it is not for us to write over */
        DIAG(&d->w->run->diags, C125, ((struct place){.file = js}), NULL, NULL, js + strlen(d->w->run->output) + 1);
    else if (!file_exists(txt) || !file_exists(js))
        ARENA_PUSH(a, out->gone, out->ngone, out->cgone) = number;
    else if (!holds(d, txt, &text) || !holds(d, js, &json))
        ARENA_PUSH(a, out->other, out->nother, out->cother) = number;
    buf_drop(&text);
    buf_drop(&json);
    return 0;
}

static int compare_all(struct desk *d, struct quarter q, struct receipt_faults *out)
{
    struct world *w = d->w;
    struct run *run = w->run;
    struct numbered *v;
    int64_t highest;
    size_t n;
    *out = (struct receipt_faults){0};
    if (store_numbers(w->store, run->a, q, &v, &n, &highest, &run->diags) != 0)
        return -1;
    d->quarters = quarter_folders(run, &d->nquarters);
    int rc = 0;
    for (size_t i = 0; i < n && rc == 0; i++)
        if (!v[i].waiting)
            rc = compare(d, v[i].number, out);
    return rc;
}

int compare_receipts(struct world *w, struct quarter q, struct receipt_faults *out)
{
    struct desk d;
    if (open_desk(&d, w) != 0)
        return -1;
    int rc = compare_all(&d, q, out);
    arena_drop(d.scratch);
    return rc;
}

int remake_receipts(struct world *w, struct quarter q, size_t *made)
{
    struct desk d;
    struct receipt_faults f;
    if (open_desk(&d, w) != 0)
        return -1;
    int rc = compare_all(&d, q, &f);
    if (rc == 0)
        rc = write_all(&d, f.gone, f.ngone);
    if (rc == 0)
        rc = write_all(&d, f.other, f.nother);
    *made = f.ngone + f.nother;
    arena_drop(d.scratch);
    return rc;
}

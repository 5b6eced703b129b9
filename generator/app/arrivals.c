#include "app/arrivals.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading ---- */

bool arrivals_called(const char *file)
{
    const char *slash = strrchr(file, '/');
    return strstr(slash ? slash + 1 : file, "收件登记") != NULL;
}

static void doubt(struct arrivals *t, enum register_doubt how, const char *file)
{
    if (how <= t->doubt)
        return;
    t->doubt = how;
    t->doubtful = file;
}

void arrivals_unread(struct arrivals *t, const char *file) { doubt(t, DOUBT_ALL, file); }

int arrivals_read(struct arrivals *t, const char *file, const char *utf8, size_t n, const char *schema_dir, struct diags *said)
{
    struct run *run = t->run;
    struct registered *v;
    size_t entries;
    enum register_doubt how = DOUBT_ALL;
    intake_register_words(said);
    diags_append(&run->diags, said);
    if (diags_worst(said) >= SEV_ERROR) { /* a byte that is no text may hide a file's name, or turn it into another */
        arrivals_unread(t, file);
        return 0;
    }
    if (intake_register(run->a, file, utf8, n, schema_dir, &v, &entries, &how, &run->diags) != 0)
        return -1;
    ARENA_PUSH(run->a, t->registers, t->nregisters, t->cregisters) = file;
    for (size_t i = 0; i < entries; i++)
        ARENA_PUSH(run->a, t->v, t->n, t->cap) = v[i];
    doubt(t, how, file);
    return 0;
}

/* ---- several registers ---- */

static int by_file(const void *x, const void *y)
{
    const struct registered *p = x, *q = y;
    int c = strcmp(p->file, q->file);
    if (c == 0)
        c = strcmp(p->from, q->from);
    return c ? c : (p->line > q->line) - (p->line < q->line);
}

/* The end of the entries from i on that name one file. */
static size_t run_of(const struct arrivals *t, size_t i)
{
    size_t end = i + 1;
    while (end < t->n && strcmp(t->v[end].file, t->v[i].file) == 0)
        end++;
    return end;
}

/* Two registers that do not agree; of one that says it twice its own reading has spoken (S402). */
static void compare(struct arrivals *t, struct registered *p, struct registered *q)
{
    struct diags *ds = &t->run->diags;
    if (p->bad || q->bad || date_cmp(p->date, q->date) == 0)
        return;
    DIAG(ds, S407, ((struct place){p->from, p->line, 0}), NULL, NULL, p->file, date_iso(ds->a, p->date), q->from,
         arena_printf(ds->a, "%u", q->line), date_iso(ds->a, q->date));
    p->bad = q->bad = true;
}

void arrivals_settle(struct arrivals *t, const struct file_list *files)
{
    for (size_t i = 0; i < files->nunseen; i++) {
        t->cut |= !files->unseen[i][0];
        if (arrivals_called(files->unseen[i]))
            arrivals_unread(t, files->unseen[i]);
    }
    if (t->n)
        qsort(t->v, t->n, sizeof *t->v, by_file);
    for (size_t i = 0; i < t->n; i++)
        t->v[i].bad |= date_cmp(t->v[i].date, t->run->today) > 0; /* S409 */
    for (size_t i = 0, end; i < t->n; i = end) {
        bool bad = false;
        end = run_of(t, i);
        for (size_t k = i + 1; k < end; k++)
            compare(t, &t->v[k - 1], &t->v[k]);
        for (size_t k = i; k < end; k++)
            bad |= t->v[k].bad;
        for (size_t k = i; k < end; k++)
            t->v[k].bad = bad;
    }
}

/* ---- asking ---- */

static const struct registered *entry_of(const struct arrivals *t, const char *file)
{
    size_t low = 0, high = t->n;
    while (low < high) { /* the first entry of that file */
        size_t mid = low + (high - low) / 2;
        if (strcmp(t->v[mid].file, file) < 0)
            low = mid + 1;
        else
            high = mid;
    }
    return low < t->n && strcmp(t->v[low].file, file) == 0 ? &t->v[low] : NULL;
}

enum arrival_state arrivals_of(const struct arrivals *t, const char *file, const struct registered **entry)
{
    const struct registered *e = *entry = entry_of(t, file);
    if (t->doubt == DOUBT_ALL || (e && e->bad))
        return ARRIVED_UNKNOWN;
    if (e)
        return ARRIVED_REGISTERED;
    return t->doubt == DOUBT_UNNAMED || t->cut ? ARRIVED_UNKNOWN : ARRIVED_TODAY;
}

/* ---- telling ---- */

enum { SHOWN = 20 }; /* names in one message */

struct names { struct buf b; size_t n; uint32_t line; };

/* line 0: without one. */
static void add_name(struct names *l, const char *name, uint32_t line)
{
    if (l->n++ >= SHOWN)
        return;
    buf_addf(&l->b, "%s%s", l->b.n ? "、" : "", name);
    if (line)
        buf_addf(&l->b, "（第%u行）", line);
    if (!l->line)
        l->line = line;
}

/* The names, in the arena; *count as text. */
static const char *take_names(struct names *l, struct arena *a, const char **count)
{
    if (l->n > SHOWN)
        buf_adds(&l->b, " 等");
    const char *s = arena_strdup(a, buf_str(&l->b));
    *count = arena_printf(a, "%zu", l->n);
    buf_drop(&l->b);
    return s;
}

void arrivals_tell_held(struct arrivals *t, const char *const *v, size_t n)
{
    struct diags *ds = &t->run->diags;
    struct names all = {0};
    const char *count;
    for (size_t i = 0; i < n; i++) {
        const struct registered *e;
        arrivals_of(t, v[i], &e);
        if (t->doubt != DOUBT_ALL && e)
            DIAG(ds, S406, ((struct place){e->from, e->line, 0}), NULL, NULL, v[i]);
        else
            add_name(&all, v[i], 0);
    }
    const char *names = take_names(&all, ds->a, &count);
    if (all.n && t->doubt != DOUBT_NONE)
        DIAG(ds, S405, ((struct place){.file = t->doubtful}), NULL, NULL, count, names);
    else if (all.n)
        DIAG(ds, S411, ((struct place){.file = t->run->input}), NULL, NULL, t->run->input, count, names);
}

/* 1: no such file came, and none lies there; 0: there is one; -1: fault of the store. */
static int strange(const struct arrivals *t, struct store *s, const struct file_list *files, const struct registered *e)
{
    int64_t number = 0;
    struct date arrived;
    if (e->bad || files->nunseen || file_find(files, e->file))
        return 0;
    if (store_last_named(s, e->file, &number, &arrived, &t->run->diags) != 0)
        return -1;
    return number == 0;
}

static int tell_register(struct arrivals *t, struct store *s, const struct file_list *files, const char *from)
{
    struct diags *ds = &t->run->diags;
    struct names missing = {0}, later = {0};
    const char *count, *names;
    int rc = 0;
    for (size_t i = 0; i < t->n && rc >= 0; i++) {
        const struct registered *e = &t->v[i];
        if (strcmp(e->from, from) != 0)
            continue;
        if ((rc = strange(t, s, files, e)) > 0)
            add_name(&missing, e->file, e->line);
        if (date_cmp(e->date, t->run->today) > 0)
            add_name(&later, arena_printf(ds->a, "%s %s", e->file, date_iso(ds->a, e->date)), e->line);
    }
    names = take_names(&missing, ds->a, &count);
    if (missing.n)
        DIAG(ds, S408, ((struct place){from, missing.line, 0}), NULL, NULL, count, names);
    names = take_names(&later, ds->a, &count);
    if (later.n)
        DIAG(ds, S409, ((struct place){from, later.line, 0}), NULL, NULL, count, date_iso(ds->a, t->run->today), names);
    return rc < 0 ? -1 : 0;
}

int arrivals_tell_entries(struct arrivals *t, struct store *s, const struct file_list *files)
{
    for (size_t i = 0; i < t->nregisters; i++)
        if (tell_register(t, s, files, t->registers[i]) != 0)
            return -1;
    return 0;
}

/* 1: the file's receipt was dated by an entry that is gone; 0: no; -1: fault of the store. */
static int entry_gone(const struct arrivals *t, struct world *w, const char *file, int64_t number, struct stored_file *f)
{
    const struct registered *e;
    if (!number || arrivals_of(t, file, &e) != ARRIVED_TODAY) /* while a register is in doubt, nothing is missing from it */
        return 0;
    return store_registered(w->store, t->run->a, number, f, &t->run->diags);
}

/* The file, and what the office needs to write its entry again. */
static const char *dated_once(const struct world *w, struct arena *a, const struct stored_file *f)
{
    const struct plan *p = f->quarter.year ? world_plan_of(w, f->quarter) : w->plan;
    const struct unit *u = p && f->unit ? plan_find_unit(p, f->unit) : NULL;
    return arena_printf(a, "%s（%s，回执 %06lld，登记的到件日期 %s）", f->file, u ? u->shortname : "单位未识别", (long long)f->number,
                        date_iso(a, f->arrived));
}

int arrivals_tell_gone(struct arrivals *t, struct world *w, const struct file_list *files, const int64_t *number)
{
    struct diags *ds = &t->run->diags;
    struct names gone = {0};
    const char *count;
    int rc = 0;
    for (size_t i = 0; i < files->n && rc >= 0; i++) {
        struct stored_file f;
        if ((rc = entry_gone(t, w, files->v[i].relative, number[i], &f)) > 0)
            add_name(&gone, dated_once(w, ds->a, &f), 0);
    }
    const char *names = take_names(&gone, ds->a, &count);
    if (gone.n)
        DIAG(ds, S412, ((struct place){.file = t->nregisters == 1 ? t->registers[0] : t->run->input}), NULL, NULL, count, names);
    return rc < 0 ? -1 : 0;
}

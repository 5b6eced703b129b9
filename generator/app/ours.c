#include "app/papers.h"

#include "base/file.h"

#include <string.h>

enum { FILE_LIMIT = 1 << 30 };

static struct printed *find(struct ours *o, const char *path)
{
    for (size_t i = 0; i < o->nknown; i++)
        if (strcmp(o->known[i].path, path) == 0)
            return &o->known[i];
    return NULL;
}

int ours_begin(struct ours *o, struct world *w, struct quarter q, const char *const *paths, size_t n)
{
    struct run *run = w->run;
    struct printed *fresh = arena_calloc(run->a, n + 1, sizeof *fresh);
    size_t nfresh = 0;
    *o = (struct ours){.w = w, .quarter = q};
    if (store_printed(w->store, run->a, q, &o->known, &o->nknown, &run->diags) != 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (!find(o, paths[i]))
            fresh[nfresh++] = (struct printed){paths[i], NULL};
    return store_printed_put(w->store, q, fresh, nfresh, &run->diags);
}

int ours_written(struct ours *o, const struct printed *v, size_t n)
{
    struct run *run = o->w->run;
    struct printed *news = arena_calloc(run->a, n + 1, sizeof *news);
    size_t nnews = 0;
    for (size_t i = 0; i < n; i++) {
        const struct printed *k = find(o, v[i].path);
        if (!k || !k->sha256 || strcmp(k->sha256, v[i].sha256) != 0)
            news[nnews++] = v[i];
    }
    return store_printed_put(o->w->store, o->quarter, news, nnews, &run->diags);
}

/* output/作废/2022Q4/催报函/县水务局-2022-12-28.pdf; tries: -2, -3 … before the ending */
static char *away(struct ours *o, const char *path, int tries)
{
    struct run *run = o->w->run;
    const char *dot = strrchr(path, '.');
    const char *more = tries > 1 ? arena_printf(run->a, "-%d", tries) : "";
    return arena_printf(run->a, "%s/作废/%.*s-%s%s%s", run->output, (int)(dot - path), path, date_iso(run->a, run->today), more, dot);
}

static bool as_written(struct ours *o, const char *file, const struct printed *k)
{
    struct arena *a = arena_new();
    struct diags quiet = {.a = a};
    char *bytes, hex[65];
    size_t n;
    bool same = !k->sha256;
    if (!same && file_read(a, file, FILE_LIMIT, &bytes, &n, &quiet) == 0) {
        file_sha256(bytes, n, hex);
        same = strcmp(hex, k->sha256) == 0;
    }
    arena_drop(a);
    (void)o;
    return same;
}

/* 1: moved or gone, no longer known; 0: stays; -1: a fault. */
static int withdraw(struct ours *o, const struct printed *k, int *moved)
{
    struct run *run = o->w->run;
    char *file = arena_printf(run->a, "%s/%s", run->output, k->path), *to = NULL;
    if (!file_exists(file) || !strrchr(k->path, '.'))
        return 1;
    if (!as_written(o, file, k)) {
        DIAG(&run->diags, C106, ((struct place){.file = file}), NULL, NULL, k->path);
        return 0;
    }
    int rc = 1;
    for (int tries = 1; rc == 1 && tries < 1000; tries++)
        rc = file_move(file, to = away(o, k->path, tries), &run->diags);
    if (rc != 0)
        return -1;
    DIAG(&run->diags, C105, ((struct place){.file = file}), NULL, NULL, k->path, to);
    ++*moved;
    return 1;
}

int ours_withdraw(struct ours *o, const char *const *due, size_t n, int *moved)
{
    struct run *run = o->w->run;
    const char **gone = arena_calloc(run->a, o->nknown + 1, sizeof *gone);
    size_t ngone = 0;
    int rc = 0;
    *moved = 0;
    for (size_t i = 0; i < o->nknown; i++) {
        size_t k = 0;
        while (k < n && strcmp(due[k], o->known[i].path) != 0)
            k++;
        if (k < n)
            continue;
        int r = withdraw(o, &o->known[i], moved);
        rc = r < 0 ? -1 : rc;
        if (r > 0)
            gone[ngone++] = o->known[i].path;
    }
    return store_printed_forget(o->w->store, gone, ngone, &run->diags) == 0 ? rc : -1;
}

#include "app/papers.h"

#include "base/file.h"

#include <string.h>

enum { FILE_LIMIT = 1 << 30 };

static const struct printed *find(const struct ours *o, const char *path)
{
    for (size_t i = 0; i < o->nknown; i++)
        if (strcmp(o->known[i].path, path) == 0)
            return &o->known[i];
    return NULL;
}

int ours_begin(struct ours *o, struct world *w, struct quarter q, const char *const *paths, size_t n)
{
    struct run *run = w->run;
    const char **fresh = arena_calloc(run->a, n + 1, sizeof *fresh);
    size_t nfresh = 0;
    *o = (struct ours){.w = w, .quarter = q, .due = paths, .ndue = n};
    if (store_printed(w->store, run->a, q, &o->known, &o->nknown, &run->diags) != 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        if (!find(o, paths[i]))
            fresh[nfresh++] = paths[i];
    pthread_mutex_init(&o->lock, NULL);
    return store_printed_begin(w->store, q, fresh, nfresh, &run->diags);
}

/* With the first file that changes: whoever looks before the digests are entered does not take the new bytes for somebody else's. */
static int announce(struct ours *o, struct diags *ds)
{
    pthread_mutex_lock(&o->lock);
    int rc = o->announced ? 0 : store_printed_begin(o->w->store, o->quarter, o->due, o->ndue, ds);
    o->announced = o->announced || rc == 0;
    pthread_mutex_unlock(&o->lock);
    return rc;
}

int ours_written(struct ours *o, const struct printed *v, size_t n)
{
    struct run *run = o->w->run;
    struct printed *news = arena_calloc(run->a, n + o->ndue + 1, sizeof *news);
    size_t nnews = 0;
    for (size_t i = 0; i < n; i++) {
        const struct printed *k = find(o, v[i].path);
        if (o->announced || !k || !k->sha256 || strcmp(k->sha256, v[i].sha256) != 0)
            news[nnews++] = v[i];
    }
    for (size_t i = 0; o->announced && i < o->ndue; i++) { /* what could not be made stands as it was */
        const struct printed *k = find(o, o->due[i]);
        size_t made = 0;
        while (made < n && strcmp(v[made].path, o->due[i]) != 0)
            made++;
        if (made == n && k && k->sha256)
            news[nnews++] = *k;
    }
    return store_printed_put(o->w->store, o->quarter, news, nnews, run->today, &run->diags);
}

/* output/作废/2022Q4/催报函/县水务局-2022-12-28.pdf; tries: -2, -3 … before the ending */
static char *away(const struct run *run, struct arena *a, const char *path, int tries)
{
    const char *dot = strrchr(path, '.');
    const char *more = tries > 1 ? arena_printf(a, "-%d", tries) : "";
    return arena_printf(a, "%s/作废/%.*s-%s%s%s", run->output, (int)(dot - path), path, date_iso(a, run->today), more, dot);
}

/* Moves the file out of the way; where to, in a, or NULL with a message. */
static char *put_away(const struct run *run, struct arena *a, const char *file, const char *path, struct diags *ds)
{
    int rc = 1;
    char *to = NULL;
    for (int tries = 1; rc == 1 && tries < 1000; tries++)
        rc = file_move(file, to = away(run, a, path, tries), ds);
    return rc == 0 ? to : NULL;
}

/* The digest of what stands there; false if that cannot be read as a file. */
static bool digest_of(const char *file, char hex[65])
{
    struct arena *a = arena_new();
    struct diags quiet = {.a = a};
    char *bytes;
    size_t n;
    bool read = file_read(a, file, FILE_LIMIT, &bytes, &n, &quiet) == 0;
    if (read)
        file_sha256(bytes, n, hex);
    arena_drop(a);
    return read;
}

bool ours_as_written(const char *file, const struct printed *k)
{
    char hex[65];
    return !k->sha256 || (digest_of(file, hex) && strcmp(hex, k->sha256) == 0);
}

int ours_make_room(struct ours *o, const char *path, const char *file, const char *sha256, struct diags *ds)
{
    const struct printed *k = find(o, path);
    char hex[65];
    bool stands = file_exists(file);
    if (stands && digest_of(file, hex) && strcmp(hex, sha256) == 0)
        return 0;
    if (k && k->sha256 && announce(o, ds) != 0)
        return -1;
    if (!stands || (k && ours_as_written(file, k)))
        return 0;
    char *to = put_away(o->w->run, ds->a, file, path, ds);
    if (!to)
        return -1;
    DIAG(ds, C120, ((struct place){.file = file}), NULL, NULL, path, to);
    return 0;
}

struct words { enum msg moved, stays; }; /* what is said of it */

/* 1: moved or gone, no longer known; 0: stays; -1: a fault. */
static int withdraw(struct ours *o, const struct printed *k, struct words say, int *moved)
{
    struct run *run = o->w->run;
    char *file = arena_printf(run->a, "%s/%s", run->output, k->path), *to = NULL;
    if (!file_exists(file) || !strrchr(k->path, '.'))
        return 1;
    if (!ours_as_written(file, k)) {
        diag_add(&run->diags, say.stays, (struct place){.file = file}, NULL, NULL, (const char *const[]){k->path, NULL});
        return 0;
    }
    if (!(to = put_away(run, run->a, file, k->path, &run->diags)))
        return -1;
    diag_add(&run->diags, say.moved, (struct place){.file = file}, NULL, NULL, (const char *const[]){k->path, to, NULL});
    ++*moved;
    return 1;
}

static bool among(const char *const *v, size_t n, const char *path)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(v[i], path) == 0)
            return true;
    return false;
}

/* Those known that are in v, or those that are not. */
static int withdraw_all(struct ours *o, const char *const *v, size_t n, bool in, struct words say, int *moved)
{
    struct run *run = o->w->run;
    const char **gone = arena_calloc(run->a, o->nknown + 1, sizeof *gone);
    size_t ngone = 0;
    int rc = 0;
    *moved = 0;
    for (size_t i = 0; i < o->nknown; i++) {
        if (among(v, n, o->known[i].path) != in)
            continue;
        int r = withdraw(o, &o->known[i], say, moved);
        rc = r < 0 ? -1 : rc;
        if (r > 0)
            gone[ngone++] = o->known[i].path;
    }
    return store_printed_forget(o->w->store, gone, ngone, run->today, &run->diags) == 0 ? rc : -1;
}

int ours_withdraw(struct ours *o, const char *const *due, size_t n, int *moved)
{
    return withdraw_all(o, due, n, /*in*/false, (struct words){MSG_C105, MSG_C106}, moved);
}

int ours_unmade(struct ours *o, const char *const *unmade, size_t n)
{
    int moved;
    return withdraw_all(o, unmade, n, /*in*/true, (struct words){MSG_C108, MSG_C109}, &moved);
}

#include "font/internal.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

enum { DEPTH_MAX = 12 };

static bool font_suffix(const char *name)
{
    const char *dot = strrchr(name, '.');
    return dot && (!strcasecmp(dot, ".ttf") || !strcasecmp(dot, ".otf") || !strcasecmp(dot, ".ttc") || !strcasecmp(dot, ".otc"));
}

/*
 * A folder that cannot be listed whole would quietly give other fonts, and other documents. What is not there is nothing to tell; what
 * stays so from run to run (no right to read, a circle of links) is a warning; a fault that may be gone next time ends the run.
 * Returns 0, or -1 then.
 */
static int unlisted(const char *path, int e, struct diags *ds)
{
    if (e == ENOENT || e == ENOTDIR)
        return 0;
    struct diag *d = DIAG(ds, F106, ((struct place){.file = path}), NULL, NULL, path, strerror(e));
    if (e != EIO && e != ENOMEM && e != EMFILE && e != ENFILE)
        return 0;
    d->severity = SEV_FATAL;
    return -1;
}

static int walk(struct arena *a, const char *dir, int depth, struct font_files *out, struct diags *ds);

/* A link to a file counts as the file, a link to a folder is not entered: no circles. */
static int look_at(struct arena *a, const char *dir, const struct dirent *e, int depth, struct font_files *out, struct diags *ds)
{
    bool font = font_suffix(e->d_name);
    if (e->d_name[0] == '.' || (!font && e->d_type == DT_REG))
        return 0;
    char *path = arena_printf(a, "%s/%s", dir, e->d_name);
    struct stat st;
    if (e->d_type == DT_UNKNOWN && lstat(path, &st) != 0)
        return unlisted(path, errno, ds);
    if (e->d_type == DT_DIR || (e->d_type == DT_UNKNOWN && S_ISDIR(st.st_mode)))
        return walk(a, path, depth + 1, out, ds);
    if (!font)
        return 0;
    if (e->d_type != DT_REG && stat(path, &st) != 0)
        return unlisted(path, errno, ds);
    if (e->d_type == DT_REG || S_ISREG(st.st_mode))
        ARENA_PUSH(a, out->v, out->n, out->cap) = (struct font_file){path, strrchr(path, '/') + 1};
    return 0;
}

static int walk(struct arena *a, const char *dir, int depth, struct font_files *out, struct diags *ds)
{
    if (depth >= DEPTH_MAX)
        return 0;
    DIR *d = opendir(dir);
    if (!d)
        return unlisted(dir, errno, ds);
    int rc = 0, cut;
    for (struct dirent *e; errno = 0, e = readdir(d), cut = errno, e;)
        rc |= look_at(a, dir, e, depth, out, ds);
    closedir(d);
    return cut ? unlisted(dir, cut, ds) : rc;
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct font_file *)a)->path, ((const struct font_file *)b)->path);
}

int font_files_find(struct arena *a, const char *dir, struct font_files *out, struct diags *ds)
{
    size_t before = out->n;
    int rc = walk(a, dir, 0, out, ds);
    if (out->n > before) /* folders keep their order, files within one folder tree are sorted */
        qsort(out->v + before, out->n - before, sizeof *out->v, by_path);
    return rc;
}

const struct font_file *font_files_named(const struct font_files *files, const char *name)
{
    for (size_t i = 0; i < files->n; i++)
        if (!strcasecmp(files->v[i].name, name))
            return &files->v[i];
    return NULL;
}

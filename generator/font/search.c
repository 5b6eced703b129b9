#include "font/internal.h"

#include <dirent.h>
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

/* A link to a file counts as the file, a link to a folder is not entered: no circles. */
static void walk(struct arena *a, const char *dir, int depth, struct font_files *out)
{
    DIR *d = depth < DEPTH_MAX ? opendir(dir) : NULL;
    if (!d)
        return;
    for (struct dirent *e; (e = readdir(d));) {
        bool font = font_suffix(e->d_name);
        if (e->d_name[0] == '.' || (!font && e->d_type == DT_REG))
            continue;
        char *path = arena_printf(a, "%s/%s", dir, e->d_name);
        struct stat st;
        if (e->d_type == DT_DIR || (e->d_type == DT_UNKNOWN && lstat(path, &st) == 0 && S_ISDIR(st.st_mode))) {
            walk(a, path, depth + 1, out);
            continue;
        }
        if (font && (e->d_type == DT_REG || (stat(path, &st) == 0 && S_ISREG(st.st_mode))))
            ARENA_PUSH(a, out->v, out->n, out->cap) = (struct font_file){path, strrchr(path, '/') + 1};
    }
    closedir(d);
}

static int by_path(const void *a, const void *b)
{
    return strcmp(((const struct font_file *)a)->path, ((const struct font_file *)b)->path);
}

void font_files_find(struct arena *a, const char *dir, struct font_files *out)
{
    size_t before = out->n;
    walk(a, dir, 0, out);
    if (out->n > before) /* folders keep their order, files within one folder tree are sorted */
        qsort(out->v + before, out->n - before, sizeof *out->v, by_path);
}

const struct font_file *font_files_named(const struct font_files *files, const char *name)
{
    for (size_t i = 0; i < files->n; i++)
        if (!strcasecmp(files->v[i].name, name))
            return &files->v[i];
    return NULL;
}

/* Names of licensed fonts → roles. Rules: fonts.tab, section 识别; the longest pattern wins, mere substrings never match. */
#include "font/internal.h"

#include <string.h>
#include <strings.h>

static bool matches(const struct pattern_row *p, const char *key, size_t n)
{
    if (p->open_front && p->open_back)
        return strstr(key, p->key) != NULL;
    if (n < p->length)
        return false;
    if (p->open_front)
        return strcmp(key + n - p->length, p->key) == 0;
    return strncmp(key, p->key, p->length) == 0 && (p->open_back || n == p->length);
}

int font_recognise_name(struct arena *a, const struct font_table *t, const char *name, int *rank)
{
    const char *key = name_key(a, name);
    const struct pattern_row *best = NULL;
    size_t n = strlen(key);
    for (size_t i = 0; n && i < t->npatterns; i++)
        if (matches(&t->patterns[i], key, n) && (!best || t->patterns[i].length > best->length))
            best = &t->patterns[i];
    if (best && rank)
        *rank = best->rank;
    return best ? best->role : -1;
}

/* A bold, light or slanted face of a family stands behind the plain one. OS/2 weights are no help: many say 400. */
static bool odd_style(const struct font_names *names)
{
    static const char *const odd[] = {"bold", "black", "heavy", "light", "italic", "oblique", "粗", "细", "斜"};
    for (size_t i = 0; i < names->n; i++) {
        if (names->v[i].id != 2 && names->v[i].id != 17)
            continue;
        for (size_t k = 0; k < sizeof odd / sizeof *odd; k++)
            if (strcasestr(names->v[i].utf8, odd[k]))
                return true;
    }
    return false;
}

int font_recognise(struct arena *a, const struct font_table *t, const struct font_names *names, const char *file, int *rank)
{
    int role = -1;
    for (size_t i = 0; i < names->n && role < 0; i++)
        if (names->v[i].id != 2 && names->v[i].id != 17)
            role = font_recognise_name(a, t, names->v[i].utf8, rank);
    if (role < 0 && file) {
        const char *dot = strrchr(file, '.');
        role = font_recognise_name(a, t, arena_strndup(a, file, dot ? (size_t)(dot - file) : strlen(file)), rank);
    }
    if (role >= 0 && rank && odd_style(names))
        ++*rank;
    return role;
}

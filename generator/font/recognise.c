/* Names of licensed fonts → roles. Rules: fonts.tab, section 识别; the longest pattern wins, mere substrings never match. */
#include "font/internal.h"

#include <string.h>
#include <strings.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { KEY_MAX = 1024 };

char *font_name_key(struct arena *a, const char *name)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar wide[KEY_MAX], folded[KEY_MAX];
    int32_t n = 0;
    u_strFromUTF8(wide, KEY_MAX, &n, name, -1, &e);
    const UNormalizer2 *nfkc = unorm2_getNFKCCasefoldInstance(&e);
    n = U_SUCCESS(e) ? unorm2_normalize(nfkc, wide, n, folded, KEY_MAX, &e) : 0;
    if (U_FAILURE(e))
        return arena_strdup(a, "");
    char *out = arena_alloc(a, (size_t)n * 3 + 1), *q = out;
    for (int32_t i = 0; i < n;) {
        UChar32 c;
        U16_NEXT(folded, i, n, c);
        if (u_isalnum(c))
            q += utf8_encode((uint32_t)c, q);
    }
    *q = 0;
    return out;
}

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
    const char *key = font_name_key(a, name);
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

/*
 * Names of fonts in a PDF → roles. Two sources: the rows 识别 of fonts/fonts.tab (licensed fonts), and data/verify-fonts.tab (the
 * fonts that jibao itself falls back to, by their PostScript names).
 */
#include "verify/page.h"

#include "base/file.h"

#include <string.h>

struct font_row { enum role role; const char *key; bool front, back; /* open: anything may stand there */ };
struct font_names { struct arena *a; struct font_row *v; size_t n, cap; };

const char *role_name(enum role r)
{
    static const char *const names[] = {"仿宋", "楷体", "黑体", "小标宋", "宋体", "", "后备字体", "不认识的字体"};
    return names[r];
}

static void add_name(struct font_names *t, enum role role, const char *name)
{
    size_t n = strlen(name);
    struct font_row row = {role, name_key(t->a, name), n && name[0] == '*', n && name[n - 1] == '*'};
    if (row.key[0])
        ARENA_PUSH(t->a, t->v, t->n, t->cap) = row;
}

static enum role role_called(const char *s)
{
    for (int r = 0; r < ROLES; r++)
        if (strcmp(s, role_name((enum role)r)) == 0)
            return (enum role)r;
    return strcmp(s, "生僻") == 0 ? ROLE_ANY : ROLE_UNKNOWN;
}

static void read_tab(struct font_names *t, char *text)
{
    char *save = NULL;
    for (char *line = strtok_r(text, "\r\n", &save); line; line = strtok_r(NULL, "\r\n", &save)) {
        char role[32], rank[8];
        int at = 0;
        if (sscanf(line, "识别 %31s %7s %n", role, rank, &at) != 2 || !at)
            continue;
        line[strcspn(line, "#")] = 0;
        char *inner = NULL;
        for (char *name = strtok_r(line + at, "|", &inner); name; name = strtok_r(NULL, "|", &inner)) {
            name += strspn(name, " \t");
            for (size_t n = strlen(name); n && (name[n - 1] == ' ' || name[n - 1] == '\t');)
                name[--n] = 0;
            add_name(t, role_called(role), name);
        }
    }
}

struct font_names *font_names_load(struct arena *a, const char *fonts_tab)
{
    static const struct { enum role role; const char *name; } own[] = {
#define FONT(role, name) {ROLE_##role, name},
#include "data/verify-fonts.tab"
#undef FONT
    };
    struct font_names *t = arena_alloc(a, sizeof *t);
    struct diags quiet = {.a = a};
    char *text;
    size_t n;
    t->a = a;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        add_name(t, own[i].role, own[i].name);
    if (fonts_tab && file_read(a, fonts_tab, 1 << 20, &text, &n, &quiet) == 0)
        read_tab(t, text);
    return t;
}

static bool matches(const struct font_row *r, const char *key)
{
    size_t n = strlen(key), k = strlen(r->key);
    if (n < k)
        return false;
    if (r->front && r->back)
        return strstr(key, r->key) != NULL;
    if (r->front)
        return strcmp(key + n - k, r->key) == 0;
    return strncmp(key, r->key, k) == 0 && (r->back || n == k);
}

/* The longest pattern wins. Word adds ",Bold" to names it makes bold: that is no role of ours. */
enum role font_names_role(const struct font_names *t, const char *psname)
{
    const char *key = name_key(t->a, psname);
    const struct font_row *best = NULL;
    for (size_t i = 0; i < t->n; i++)
        if (matches(&t->v[i], key) && (!best || strlen(t->v[i].key) > strlen(best->key)))
            best = &t->v[i];
    return best ? best->role : ROLE_UNKNOWN;
}

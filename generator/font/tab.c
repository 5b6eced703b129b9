/* fonts.tab: which files serve which role, and by which names licensed fonts are known. The file explains its own form. */
#include "font/internal.h"

#include <stdlib.h>
#include <string.h>

struct line {
    const char *path;
    uint32_t number;
    char *at; /* what is left of the line */
};

static int wrong(struct diags *ds, const struct line *l, const char *what, const char *found)
{
    DIAG(ds, F102, ((struct place){.file = l->path, .line = l->number}), NULL, found, what);
    return -1;
}

/* The next word; "…" keeps spaces. NULL at the end of the line. */
static char *word(struct line *l)
{
    l->at += strspn(l->at, " \t");
    if (!*l->at || *l->at == '#')
        return NULL;
    const char *ends = " \t";
    if (*l->at == '"') {
        ends = "\"";
        l->at++;
    }
    char *w = l->at;
    l->at += strcspn(l->at, ends);
    if (*l->at)
        *l->at++ = 0;
    return w;
}

static bool number(const char *s, long low, long high, long *out)
{
    char *end;
    if (!s || !*s)
        return false;
    *out = strtol(s, &end, 10);
    return !*end && *out >= low && *out <= high;
}

static int role_named(const char *s)
{
    for (int r = 0; s && r < FONT_ROLES; r++)
        if (!strcmp(s, font_role_name((enum font_role)r)))
            return r;
    return s && !strcmp(s, "生僻") ? ROLE_RARE : -1;
}

static int use_named(const char *s)
{
    static const char *const names[] = {"主", "西文", "汉字", "补"};
    for (int i = 0; s && i < 4; i++)
        if (!strcmp(s, names[i]))
            return i;
    return -1;
}

/* 字体 角色 文件 面 用途 比例 描边 [另加的符号] */
static int read_chain(struct arena *a, struct line *l, struct font_table *t, struct diags *ds)
{
    char *role_name = word(l), *file = word(l), *face = word(l), *use_name = word(l), *scale = word(l), *stroke = word(l);
    int role = role_named(role_name), use = use_named(use_name);
    long n, s, w;
    if (role < 0 || role == ROLE_RARE)
        return wrong(ds, l, "角色应为 仿宋、楷体、黑体、小标宋、宋体 之一", role_name);
    if (!file || !number(face, 0, 63, &n))
        return wrong(ds, l, "缺少字体文件名，或面号不是 0 到 63 的数", face);
    if (use < 0)
        return wrong(ds, l, "用途应为 主、西文、汉字、补 之一", use_name);
    if (!number(scale, 500, 1500, &s) || !number(stroke, 0, 100, &w))
        return wrong(ds, l, "比例应为 500 到 1500 的数，描边应为 0 到 100 的数（千分之几）", scale);
    struct chain_row row = {(enum font_role)role, arena_strdup(a, file), (unsigned)n, (enum link_use)use, (int)s, (int)w,
                            arena_strdup(a, word(l))};
    ARENA_PUSH(a, t->chain, t->nchain, t->cap_chain) = row;
    return 0;
}

static char *trim(char *s)
{
    s += strspn(s, " \t");
    size_t n = strlen(s);
    while (n && strchr(" \t", s[n - 1]))
        s[--n] = 0;
    return s;
}

static int read_pattern(struct arena *a, struct line *l, struct font_table *t, int role, int rank, char *name, struct diags *ds)
{
    name = trim(name);
    size_t n = strlen(name);
    struct pattern_row row = {.role = role, .rank = rank, .open_front = n && name[0] == '*',
                              .open_back = n > 1 && name[n - 1] == '*'};
    row.key = name_key(a, name);
    row.length = strlen(row.key);
    if (!row.length)
        return wrong(ds, l, "识别用的字体名是空的", name);
    ARENA_PUSH(a, t->patterns, t->npatterns, t->cap_patterns) = row;
    return 0;
}

/* 识别 角色 级 名称 | 名称 | … */
static int read_patterns(struct arena *a, struct line *l, struct font_table *t, struct diags *ds)
{
    char *role_name = word(l), *rank_text = word(l);
    int role = role_named(role_name), rc = 0;
    long rank;
    if (role < 0)
        return wrong(ds, l, "角色应为 仿宋、楷体、黑体、小标宋、宋体、生僻 之一", role_name);
    if (!number(rank_text, 1, 9, &rank))
        return wrong(ds, l, "级应为 1 到 9 的数", rank_text);
    char *rest = l->at, *save = NULL, *comment = strchr(rest, '#');
    if (comment)
        *comment = 0;
    for (char *name = strtok_r(rest, "|", &save); name; name = strtok_r(NULL, "|", &save))
        rc |= read_pattern(a, l, t, role, (int)rank, name, ds);
    return rc;
}

static int read_line(struct arena *a, struct line *l, struct font_table *t, struct diags *ds)
{
    char *kind = word(l);
    if (!kind)
        return 0;
    if (!strcmp(kind, "字体"))
        return read_chain(a, l, t, ds);
    if (!strcmp(kind, "识别"))
        return read_patterns(a, l, t, ds);
    char *folder = word(l);
    if (strcmp(kind, "目录") != 0 || !folder)
        return wrong(ds, l, "每行应以 目录、字体、识别 之一开头，注释以 # 开头", kind);
    ARENA_PUSH(a, t->folders, t->nfolders, t->cap_folders) = arena_strdup(a, folder);
    return 0;
}

int font_table_read(struct arena *a, const char *path, char *text, size_t n, struct font_table *out, struct diags *ds)
{
    struct line l = {.path = path};
    int rc = 0;
    size_t bad;
    *out = (struct font_table){0};
    if (!utf8_valid(text, n, &bad))
        return wrong(ds, &l, "文件不是 UTF-8 编码", NULL);
    char *p = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? text + 3 : text;
    while (p < text + n) {
        char *end = p + strcspn(p, "\n");
        char *next = *end ? end + 1 : text + n;
        *end = 0;
        if (end > p && end[-1] == '\r')
            end[-1] = 0;
        l.number++;
        l.at = p;
        rc |= read_line(a, &l, out, ds);
        p = next;
    }
    return rc ? -1 : 0;
}

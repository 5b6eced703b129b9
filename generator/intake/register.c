/* 收件登记: when files really arrived, by mail or on a stick, before somebody put them into the folder. */
#include "intake/parts.h"

#include <string.h>

/* A path below input/: no root, no drive, no step upwards. */
static bool path_below(const char *s)
{
    if (s[0] == '/' || s[0] == '\\' || strchr(s, ':') || strchr(s, '\\'))
        return false;
    for (const char *p = s; p; p = strchr(p, '/') ? strchr(p, '/') + 1 : NULL)
        if (strncmp(p, "../", 3) == 0 || strcmp(p, "..") == 0)
            return false;
    return s[0] != 0;
}

static bool read_clock(const char *s)
{
    return strspn(s, "0123456789") == 2 && s[2] == ':' && strspn(s + 3, "0123456789") >= 2 && memcmp(s, "24", 2) < 0 && s[3] < '6';
}

struct registering {
    struct arena *a;
    struct source *s;
    struct diags *ds;
    struct registered *v; size_t n, cap;
};

static void check_path(struct registering *r, const xmlNode *e, const char *file)
{
    struct place at = place_attribute(r->s, e, "文件");
    if (!path_below(file))
        DIAG(r->ds, S401, at, path_words(r->a, e, NULL), file, file);
    for (size_t i = 0; i < r->n; i++)
        if (strcmp(r->v[i].file, file) == 0) {
            DIAG(r->ds, S402, at, path_words(r->a, e, NULL), file, file, arena_printf(r->a, "%u", r->v[i].line));
            return;
        }
}

static void read_entry(struct registering *r, const xmlNode *e)
{
    char *file = node_attribute(r->a, e, "文件"), *time = node_attribute(r->a, e, "时间"), *by = node_attribute(r->a, e, "登记人");
    struct registered x = {.by = by ? text_trim(r->a, by) : NULL, .line = place_element(r->s, e).line, .time = ""};
    if (!file || !time)
        return; /* the schema has said so */
    x.file = text_trim(r->a, file);
    check_path(r, e, x.file);
    char *t = text_halfwidth(r->a, text_trim(r->a, time));
    char *gap = strpbrk(t, "T ");
    if (gap) {
        *gap = 0;
        x.time = text_trim(r->a, gap + 1);
    }
    enum date_fault fault = text_date(r->a, t, &x.date);
    if (fault == DATE_MISSING)
        DIAG(r->ds, S104, place_attribute(r->s, e, "时间"), path_words(r->a, e, NULL), time, "时间", time, "2022-12-23");
    else if (fault == DATE_OK && gap && !read_clock(x.time))
        DIAG(r->ds, S403, place_attribute(r->s, e, "时间"), path_words(r->a, e, NULL), time, time);
    ARENA_PUSH(r->a, r->v, r->n, r->cap) = x;
}

int intake_register(struct arena *a, const char *file, const char *utf8, size_t n, const char *schema_dir,
                    struct registered **out, size_t *nout, struct diags *ds)
{
    struct diags found = {.a = ds->a};
    struct source s;
    source_init(&s, a, file, utf8, n);
    struct parsed parsed;
    parse_text(&parsed, &s, utf8, NULL, &found);
    struct registering r = {.a = a, .s = &s, .ds = &found};
    const struct schema *sc = parsed.doc ? schema_get(schema_dir, "收件登记.xsd", &found) : NULL;
    if (parsed.doc && sc) {
        xmlNode *root = xmlDocGetRootElement(parsed.doc);
        if (strcmp((const char *)root->name, "收件登记") != 0)
            DIAG(&found, X120, place_element(&s, root), NULL, NULL, (const char *)root->name);
        else
            schema_validate(sc, &s, parsed.doc, NULL, &found);
        for (xmlNode *e = node_child(root, "件"); e; e = node_next(e))
            read_entry(&r, e);
    }
    xmlFreeDoc(parsed.doc);
    bool good = diags_worst(&found) < SEV_ERROR;
    diags_append(ds, &found);
    *out = good ? r.v : NULL;
    *nout = good ? r.n : 0;
    return good ? 0 : -1;
}

/*
 * 收件登记: when files really arrived, by mail or on a stick, before somebody put them into the folder.
 *
 * A date once taken from a register decides whether a unit was late. So an entry in which anything is wrong gives no date,
 * and what does not say which file it means (a misspelt element, an entry without a file) casts doubt on every file that no
 * sound entry names. What is no well-formed register says nothing of any file.
 */
#include "intake/parts.h"

#include "base/markup.h"
#include "base/strmap.h"

#include <stdlib.h>
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

/* An element 件: where it stands, and what it says. */
struct entry { size_t offset, end; struct registered r; }; /* r.file NULL: it does not say which file is meant */

struct registering {
    struct arena *a;
    struct source *s;
    struct diags *ds;
    struct entry *v; size_t n, cap; /* in the order of the text */
    struct strmap *files;           /* the place of each file's first entry in v, from 1 */
};

static const void *place_of(size_t i) { return (const void *)(uintptr_t)(i + 1); }

/* The same file twice: the dates decide whether that leaves anything open. */
static void check_twice(struct registering *r, const xmlNode *e, struct registered *x)
{
    uintptr_t first = (uintptr_t)strmap_get(r->files, x->file);
    if (!first) {
        strmap_put(r->files, x->file, place_of(r->n));
        return;
    }
    struct registered *was = &r->v[first - 1].r;
    DIAG(r->ds, S402, place_attribute(r->s, e, "文件"), path_words(r->a, e, NULL), x->file, x->file, arena_printf(r->a, "%u", was->line));
    if (date_cmp(was->date, x->date) != 0)
        was->bad = x->bad = true;
}

static void read_time(struct registering *r, const xmlNode *e, struct registered *x, const char *time)
{
    char *t = text_halfwidth(r->a, text_trim(r->a, time));
    char *gap = strpbrk(t, "T ");
    if (gap) {
        *gap = 0;
        x->time = text_trim(r->a, gap + 1);
    }
    struct place at = place_attribute(r->s, e, "时间");
    enum date_fault fault = text_date(r->a, t, &x->date);
    if (fault == DATE_MISSING)
        DIAG(r->ds, S104, at, path_words(r->a, e, NULL), time, "时间", time, "2022-12-23");
    else if (fault == DATE_OK && gap && !read_clock(x->time)) {
        DIAG(r->ds, S403, at, path_words(r->a, e, NULL), time, time);
        fault = DATE_FORM;
    }
    x->bad |= fault != DATE_OK; /* of a wrong form the schema has spoken */
}

static void read_entry(struct registering *r, const xmlNode *e, size_t end)
{
    char *file = node_attribute(r->a, e, "文件"), *time = node_attribute(r->a, e, "时间"), *by = node_attribute(r->a, e, "登记人");
    struct registered x = {.by = by ? text_trim(r->a, by) : NULL, .from = r->s->file, .line = place_element(r->s, e).line, .time = "",
                           .file = file ? text_trim(r->a, file) : NULL, .bad = !time};
    if (time)
        read_time(r, e, &x, time);
    if (x.file && !path_below(x.file)) {
        DIAG(r->ds, S401, place_attribute(r->s, e, "文件"), path_words(r->a, e, NULL), x.file, x.file);
        x.file = NULL;
    }
    if (x.file)
        check_twice(r, e, &x);
    ARENA_PUSH(r->a, r->v, r->n, r->cap) = (struct entry){node_offset(e), end, x};
}

static void read_entries(struct registering *r, const xmlNode *root)
{
    r->files = strmap_new(r->a, LIMIT_ELEMENTS);
    for (xmlNode *e = node_child(root, "件"); e; e = node_next(e)) /* what stands between them is no part of any */
        read_entry(r, e, markup_element_end(r->s->p, r->s->n, node_offset(e)));
}

/* The entry in which a fault stands; NULL: it concerns the whole. */
static struct entry *entry_at(struct registering *r, struct place at)
{
    size_t offset = source_offset(r->s, at), low = 0, high = r->n;
    while (low < high) { /* the first entry behind it */
        size_t mid = low + (high - low) / 2;
        if (r->v[mid].offset <= offset)
            low = mid + 1;
        else
            high = mid;
    }
    return at.line && low > 0 && offset < r->v[low - 1].end ? &r->v[low - 1] : NULL;
}

/* What the schema found wrong spoils the entries in which it stands. */
static enum register_doubt spoil(struct registering *r, const struct diags *faults)
{
    enum register_doubt doubt = DOUBT_NONE;
    for (size_t i = 0; i < faults->n; i++) {
        struct entry *e = faults->v[i].severity >= SEV_ERROR ? entry_at(r, faults->v[i].place) : NULL;
        if (e)
            e->r.bad = true;
        else if (faults->v[i].severity >= SEV_ERROR || faults->v[i].msg == MSG_X179)
            doubt = DOUBT_UNNAMED;
    }
    return doubt;
}

void intake_register_words(struct diags *ds)
{
    for (size_t i = 0; i < ds->n; i++) {
        struct diag *d = &ds->v[i];
        if (strstr(d->expected, "报送") || strstr(d->expected, "空白表"))
            d->expected = "写完整的收件登记";
        if (strstr(d->mend, "空白表"))
            d->mend = "照 templates/example/收件登记.xml 的样子改正";
    }
}

static enum register_doubt read_root(struct registering *r, xmlDocPtr doc, const struct schema *sc)
{
    xmlNode *root = xmlDocGetRootElement(doc);
    if (strcmp((const char *)root->name, "收件登记") != 0) {
        DIAG(r->ds, S404, place_element(r->s, root), NULL, NULL, (const char *)root->name);
        return DOUBT_ALL;
    }
    if (root->ns) {
        DIAG(r->ds, X123, place_element(r->s, root), NULL, NULL, "收件登记");
        return DOUBT_ALL;
    }
    struct diags faults = {.a = r->ds->a};
    schema_validate(sc, r->s, doc, NULL, &faults);
    intake_register_words(&faults);
    diags_append(r->ds, &faults);
    read_entries(r, root);
    return spoil(r, &faults);
}

int intake_register(struct arena *a, const char *file, const char *utf8, size_t n, const char *schema_dir,
                    struct registered **out, size_t *nout, enum register_doubt *doubt, struct diags *ds)
{
    struct diags found = {.a = ds->a, .most = LIMIT_REPORTS};
    struct source s;
    source_init(&s, a, file, utf8, n);
    struct parsed parsed;
    parse_text(&parsed, &s, chars_for_parser(a, &s, /*clean*/true), NULL, schema_dir, &found); /* else it would not have been decoded */
    intake_register_words(&found);
    struct registering r = {.a = a, .s = &s, .ds = &found};
    const struct schema *sc = parsed.doc ? schema_get(schema_dir, "收件登记.xsd", &found) : NULL;
    *doubt = parsed.doc && sc ? read_root(&r, parsed.doc, sc) : DOUBT_ALL;
    xmlFreeDoc(parsed.doc);
    *out = arena_calloc(a, r.n, sizeof **out);
    *nout = 0;
    for (size_t i = 0; i < r.n; i++) {
        if (r.v[i].r.file)
            (*out)[(*nout)++] = r.v[i].r;
        else if (*doubt == DOUBT_NONE)
            *doubt = DOUBT_UNNAMED;
    }
    diags_append(ds, &found);
    if (found.more)
        DIAG(ds, S192, ((struct place){.file = file}), NULL, NULL, arena_printf(a, "%zu", found.more));
    return diags_worst(&found) == SEV_FATAL ? -1 : 0;
}

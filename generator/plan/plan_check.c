/* Rules that need the whole plan at once, and plan_parse, which runs the stages one after the other. */
#include "plan/plan_internal.h"

#include <stdlib.h>
#include <string.h>

/* ---- units ---- */

struct spelling { /* one way of writing a unit's name */
    const char *key;
    const char *written;
    size_t unit;
};

static int by_key(const void *x, const void *y)
{
    const struct spelling *a = x, *b = y;
    int c = strcmp(a->key, b->key);
    return c ? c : (a->unit > b->unit) - (a->unit < b->unit);
}

struct spellings { struct spelling *v; size_t n, cap; };

/* The name without blanks and without the place in front: two units with the same key could not be told apart. */
static void add_spelling(struct arena *a, struct spellings *list, const struct plan *p, const char *name, size_t unit)
{
    struct plan_name b;
    if (plan_name_bare(&b, name))
        ARENA_PUSH(a, list->v, list->n, list->cap) =
            (struct spelling){arena_strdup(a, plan_name_core(&b, p->issuer)), name, unit};
}

static void check_codes(const struct plan_source *s, const struct plan *p, const struct plan_marks *m,
                        const struct spellings *codes, struct diags *ds)
{
    for (size_t i = 1, first = 0; i < codes->n; i++) {
        if (strcmp(codes->v[i].key, codes->v[first].key)) {
            first = i;
            continue;
        }
        size_t u = codes->v[i].unit, before = codes->v[first].unit;
        DIAG(ds, P101, plan_attr_at(s, m->unit[u], "代码"), plan_node_path(s->a, m->unit[u]), p->units[u].code,
             p->units[u].code, arena_printf(s->a, "%u", plan_node_at(s, m->unit[before]).line),
             p->units[before].shortname);
    }
}

static void check_names(const struct plan_source *s, const struct plan *p, const struct plan_marks *m,
                        const struct spellings *names, struct diags *ds)
{
    for (size_t i = 1, first = 0, told = SIZE_MAX; i < names->n; i++) {
        const struct spelling *x = &names->v[first], *y = &names->v[i];
        if (strcmp(x->key, y->key)) {
            first = i;
            told = SIZE_MAX;
            continue;
        }
        if (x->unit == y->unit || y->unit == told)
            continue;
        told = y->unit;
        DIAG(ds, P102, plan_node_at(s, m->unit[y->unit]), plan_node_path(s->a, m->unit[y->unit]), y->written,
             y->written, p->units[y->unit].shortname, p->units[x->unit].shortname,
             arena_printf(s->a, "%u", plan_node_at(s, m->unit[x->unit]).line));
    }
}

void plan_check_units(const struct plan_source *s, const struct plan *p, const struct plan_marks *m, struct diags *ds)
{
    struct spellings codes = {0}, names = {0};
    for (size_t i = 0; i < p->nunits; i++) {
        const struct unit *u = &p->units[i];
        if (*u->code)
            ARENA_PUSH(s->a, codes.v, codes.n, codes.cap) = (struct spelling){u->code, u->code, i};
        add_spelling(s->a, &names, p, u->name, i);
        add_spelling(s->a, &names, p, u->shortname, i);
        for (size_t k = 0; k < u->nalias; k++)
            add_spelling(s->a, &names, p, u->alias[k], i);
        if (u->receiving && u->kind != UNIT_TOWNSHIP)
            DIAG(ds, P120, plan_attr_at(s, m->unit[i], "迁入地"), plan_node_path(s->a, m->unit[i]), NULL, u->shortname);
    }
    if (codes.n)
        qsort(codes.v, codes.n, sizeof *codes.v, by_key);
    if (names.n)
        qsort(names.v, names.n, sizeof *names.v, by_key);
    check_codes(s, p, m, &codes, ds);
    check_names(s, p, m, &names, ds);
}

/* ---- items and indicators ---- */

static const char *line_of(const struct plan_source *s, const xmlNode *n)
{
    return arena_printf(s->a, "%u", plan_node_at(s, n).line);
}

static void check_item_numbers(const struct plan_source *s, const struct plan *p, const struct plan_marks *m,
                               struct diags *ds)
{
    size_t seen[1000] = {0}; /* index + 1 of the item with that number; numbers have at most three digits */
    int highest = 0;
    for (size_t i = 0; i < p->nitems; i++) {
        int no = p->items[i].no;
        if (!no)
            continue;
        struct place at = plan_attr_at(s, m->item[i], "序号");
        const char *path = plan_node_path(s->a, m->item[i]), *text = arena_printf(s->a, "%d", no);
        if (seen[no])
            DIAG(ds, P105, at, path, text, text, line_of(s, m->item[seen[no] - 1]));
        else if (no < highest)
            DIAG(ds, P106, at, path, text, text, arena_printf(s->a, "%d", highest));
        if (!seen[no])
            seen[no] = i + 1;
        if (no > highest)
            highest = no;
    }
}

static bool is_ratio(const char *unit)
{
    return !strcmp(unit, "%") || !strcmp(unit, "％") || !strcmp(unit, "‰");
}

static void check_indicator(const struct plan_source *s, const struct plan *p, const struct indicator *k,
                            const xmlNode *n, struct diags *ds)
{
    struct arena *a = s->a;
    const char *path = plan_node_path(a, n), *item = arena_printf(a, "%d", k->item);
    size_t len = strlen(item);
    if (*k->code && k->item && (strncmp(k->code, item, len) || k->code[len] != '-'))
        DIAG(ds, P111, plan_attr_at(s, n, "代码"), path, k->code, k->code, item);
    if (k->deadline.year && p->start.year && p->end.year &&
        (date_cmp(k->deadline, p->start) < 0 || date_cmp(k->deadline, p->end) > 0))
        DIAG(ds, P117, plan_attr_at(s, n, "期限"), path, date_iso(a, k->deadline), k->code,
             date_iso(a, k->deadline), date_iso(a, p->start), date_iso(a, p->end));
    if (k->aggregate == AGG_SUM && is_ratio(k->unit))
        DIAG(ds, P119, plan_attr_at(s, n, "汇总方式"), path, k->unit, k->code, k->unit);
}

static void check_indicators(const struct plan_source *s, const struct plan *p, const struct plan_marks *m,
                             struct diags *ds)
{
    struct spellings codes = {0};
    for (size_t i = 0; i < p->nindicators; i++) {
        check_indicator(s, p, &p->indicators[i], m->indicator[i], ds);
        if (*p->indicators[i].code)
            ARENA_PUSH(s->a, codes.v, codes.n, codes.cap) =
                (struct spelling){p->indicators[i].code, p->indicators[i].code, i};
    }
    if (codes.n)
        qsort(codes.v, codes.n, sizeof *codes.v, by_key);
    for (size_t i = 1, first = 0; i < codes.n; i++) {
        if (strcmp(codes.v[i].key, codes.v[first].key)) {
            first = i;
            continue;
        }
        const xmlNode *n = m->indicator[codes.v[i].unit];
        DIAG(ds, P110, plan_attr_at(s, n, "代码"), plan_node_path(s->a, n), codes.v[i].key, codes.v[i].key,
             line_of(s, m->indicator[codes.v[first].unit]));
    }
}

static void check_idle_units(const struct plan_source *s, const struct plan *p, const struct plan_marks *m,
                             struct diags *ds)
{
    bool *busy = arena_calloc(s->a, p->nunits + 1, sizeof *busy);
    for (size_t i = 0; i < p->nitems; i++)
        for (size_t k = 0; k < p->items[i].nresponsible; k++)
            busy[p->items[i].responsible[k]->order] = true;
    for (size_t i = 0; i < p->nunits; i++)
        if (busy[i] && p->units[i].successor)
            DIAG(ds, P127, plan_attr_at(s, m->unit[i], "并入"), plan_node_path(s->a, m->unit[i]), NULL, p->units[i].shortname,
                 p->units[i].successor->shortname);
        else if (!busy[i] && !p->units[i].successor && p->units[i].kind != UNIT_TOWNSHIP)
            DIAG(ds, P122, plan_node_at(s, m->unit[i]), NULL, NULL, p->units[i].shortname);
}

void plan_check_whole(const struct plan_source *s, const struct plan *p, const struct plan_marks *m, struct diags *ds)
{
    check_item_numbers(s, p, m, ds);
    check_indicators(s, p, m, ds);
    if (p->nitems)
        check_idle_units(s, p, m, ds);
}

/* ---- all of it ---- */

/* A plainer message about the very same value takes the place of the schema's. */
static bool said_better(const struct diags *own, const struct diag *d)
{
    if (!plan_xml_is_value_fault(d))
        return false;
    for (size_t i = 0; i < own->n; i++)
        if (own->v[i].severity >= SEV_ERROR && own->v[i].place.line == d->place.line &&
            own->v[i].place.col == d->place.col)
            return true;
    return false;
}

static bool comes_after(const struct diag *a, const struct diag *b)
{
    if (a->place.line != b->place.line)
        return a->place.line > b->place.line;
    return a->place.col > b->place.col;
}

/* Both lists in the order of the file; what was found first stays first at one place. */
static void merge(struct diags *ds, const struct diags *schema, const struct diags *own)
{
    struct diags all = {.a = ds->a};
    for (size_t i = 0; i < schema->n; i++)
        if (!said_better(own, &schema->v[i]))
            ARENA_PUSH(all.a, all.v, all.n, all.cap) = schema->v[i];
    for (size_t i = 0; i < own->n; i++)
        ARENA_PUSH(all.a, all.v, all.n, all.cap) = own->v[i];
    for (size_t i = 1; i < all.n; i++) {
        struct diag d = all.v[i];
        size_t k = i;
        for (; k > 0 && comes_after(&all.v[k - 1], &d); k--)
            all.v[k] = all.v[k - 1];
        all.v[k] = d;
    }
    diags_append(ds, &all);
}

/* See plan.h. */
int plan_parse(struct plan **out, struct arena *a, const char *bytes, size_t n, const char *file,
               const char *schema_dir, struct diags *ds)
{
    struct plan_source s;
    struct diags schema = {.a = a, .most = PLAN_MAX_FAULTS}, own = {.a = a, .most = PLAN_MAX_FAULTS};
    if (plan_source_open(&s, a, bytes, n, file, ds))
        return -1;
    xmlDoc *doc = plan_xml_parse(&s, ds);
    if (!doc)
        return -1;
    struct plan *p = NULL;
    const xmlNode *root = xmlDocGetRootElement(doc);
    int status = plan_xml_validate(&s, doc, schema_dir, &schema);
    if (!status && !strcmp((const char *)root->name, "工作方案"))
        p = plan_read(&s, doc, &own);
    merge(ds, &schema, &own);
    if (schema.more + own.more)
        DIAG(ds, P021, ((struct place){.file = s.file}), NULL, NULL, arena_printf(a, "%zu", schema.more + own.more));
    xmlFreeDoc(doc);
    if (status || !p || diags_worst(&schema) >= SEV_ERROR || diags_worst(&own) >= SEV_ERROR)
        return -1;
    *out = p;
    return 0;
}

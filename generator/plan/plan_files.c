/*
 * The units' names as names of files. file_safe_name puts '_' for what may not stand there and cuts what is too long, so two
 * names that differ only by such characters, or only far behind, become one: the second unit's file would take the place
 * of the first one's. Units whose names do so get their code behind it.
 */
#include "plan/plan_internal.h"

#include "base/file.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { CUT = 120 /* bytes of a name that gets something behind it */, LEVELS = 2 };

/* Level 0: the name as it is; 1: with the code; 2: and the place in the list, which no other unit has. */
struct naming { const char *name; const char *base; const struct unit *unit; int level; };

static int by_name(const void *x, const void *y)
{
    const struct naming *a = x, *b = y;
    int c = strcasecmp(a->name, b->name); /* many disks take A for a */
    return c ? c : (a->unit->order > b->unit->order) - (a->unit->order < b->unit->order);
}

static const char *cut(struct arena *a, const char *s)
{
    size_t n = strlen(s);
    if (n <= CUT)
        return s;
    for (n = CUT; ((unsigned char)s[n] & 0xC0) == 0x80;)
        n--;
    return arena_strndup(a, s, n);
}

static void raise_level(struct arena *a, struct naming *x)
{
    if (x->level < LEVELS)
        x->level++;
    x->name = x->level == 1 ? arena_printf(a, "%s-%s", cut(a, x->base), x->unit->code)
                            : arena_printf(a, "%s-%s-%zu", cut(a, x->base), x->unit->code, x->unit->order + 1);
}

/* Every name that another unit has too goes up; false: there was none. */
static bool part(struct arena *a, struct naming *v, size_t n)
{
    bool met = false;
    qsort(v, n, sizeof *v, by_name);
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i + 1; end < n && strcasecmp(v[end].name, v[i].name) == 0;)
            end++;
        for (size_t k = i; k < end && end - i > 1; k++)
            met |= v[k].level < LEVELS;
    }
    for (size_t i = 0, end; met && i < n; i = end) {
        const char *name = v[i].name;
        for (end = i + 1; end < n && strcasecmp(v[end].name, name) == 0;)
            end++;
        for (size_t k = i; k < end && end - i > 1; k++)
            raise_level(a, &v[k]);
    }
    return met;
}

void plan_check_files(const struct plan_source *s, struct plan *p, const struct plan_marks *m, struct diags *ds)
{
    struct naming *v = arena_calloc(s->a, p->nunits, sizeof *v);
    for (size_t i = 0; i < p->nunits; i++) {
        v[i].unit = &p->units[i];
        v[i].name = v[i].base = file_safe_name(s->a, p->units[i].shortname);
    }
    while (p->nunits && part(s->a, v, p->nunits)) /* a name with a code may meet another unit's own */
        ;
    for (size_t i = 0; i < p->nunits; i++)
        p->units[v[i].unit->order].file = v[i].name;
    for (size_t i = 0; i < p->nunits; i++)
        if (strcmp(p->units[i].file, file_safe_name(s->a, p->units[i].shortname)) != 0)
            DIAG(ds, P128, plan_attr_at(s, m->unit[i], "简称"), plan_node_path(s->a, m->unit[i]), p->units[i].shortname, p->units[i].shortname,
                 p->units[i].file);
}

#include "app/lineage.h"

#include <string.h>

static const struct unit *last_successor(const struct unit *u)
{
    while (u && u->successor)
        u = u->successor;
    return u;
}

bool lineage_leads(const struct unit *was, const struct unit *u) { return was != u && last_successor(was) == u; }

bool lineage_has(const struct plan *p, const struct unit *u)
{
    for (size_t i = 0; i < p->nunits; i++)
        if (lineage_leads(&p->units[i], u))
            return true;
    return false;
}

/* x's elements and then y's; v is the field, n its length */
#define JOIN(a, into, x, y, v, n) \
    do { \
        (into)->v = arena_calloc((a), (x)->n + (y)->n + 1, sizeof *(into)->v); \
        (into)->n = (x)->n + (y)->n; \
        if ((x)->n) \
            memcpy((into)->v, (x)->v, (x)->n * sizeof *(x)->v); \
        if ((y)->n) \
            memcpy((into)->v + (x)->n, (y)->v, (y)->n * sizeof *(y)->v); \
    } while (0)

/* A problem without a number of its own is known by the number that it has at its first unit. */
static struct sub_item numbered(struct arena *a, const struct sub_item *it, const struct submission *s)
{
    struct sub_item out = *it;
    const char **id = problem_numbers(a, s, it);
    out.problems = arena_calloc(a, it->nproblems + 1, sizeof *out.problems);
    for (size_t i = 0; i < it->nproblems; i++) {
        out.problems[i] = it->problems[i];
        out.problems[i].id = id[i];
    }
    return out;
}

static struct sub_item *item_of(struct submission *s, int no)
{
    for (size_t i = 0; i < s->nitems; i++)
        if (s->items[i].no == no)
            return &s->items[i];
    return NULL;
}

const struct submission *lineage_add(struct arena *a, const struct submission *own, const struct submission *from, const char *unit)
{
    struct submission *s = arena_alloc(a, sizeof *s);
    const struct submission none = {0};
    if (own)
        *s = *own;
    else
        *s = (struct submission){.unit = unit, .quarter = from->quarter, .plan = from->plan};
    JOIN(a, s, own ? own : &none, from, items, nitems);
    s->nitems = own ? own->nitems : 0;
    for (size_t i = 0; i < from->nitems; i++) {
        struct sub_item theirs = numbered(a, &from->items[i], from), *mine = item_of(s, theirs.no);
        if (mine) {
            struct sub_item both = *mine;
            JOIN(a, &both, mine, &theirs, problems, nproblems);
            JOIN(a, &both, mine, &theirs, promises, npromises);
            *mine = both;
        } else {
            s->items[s->nitems++] = theirs;
        }
    }
    return s;
}

static const struct unit *unit_by_code(const struct plan *p, const char *code)
{
    for (size_t i = 0; i < p->nunits; i++)
        if (strcmp(p->units[i].code, code) == 0)
            return &p->units[i];
    return NULL;
}

static struct stored_submission *sub_of(struct stored_quarter *q, const char *unit)
{
    for (size_t i = 0; i < q->nsubs; i++)
        if (strcmp(q->subs[i].sub->unit, unit) == 0)
            return &q->subs[i];
    return NULL;
}

const struct stored_quarter *lineage_quarter(struct arena *a, const struct plan *p, const struct stored_quarter *q)
{
    struct stored_quarter *out = arena_alloc(a, sizeof *out);
    *out = *q;
    out->subs = arena_calloc(a, q->nsubs * 2 + 1, sizeof *out->subs);
    if (q->nsubs)
        memcpy(out->subs, q->subs, q->nsubs * sizeof *q->subs);
    for (size_t i = 0; i < q->nsubs; i++) {
        const struct unit *was = unit_by_code(p, q->subs[i].sub->unit), *now = last_successor(was);
        if (!now || now == was)
            continue;
        struct stored_submission *own = sub_of(out, now->code);
        if (!own) {
            own = &out->subs[out->nsubs++];
            *own = q->subs[i];
            own->sub = NULL;
        }
        own->sub = lineage_add(a, own->sub, q->subs[i].sub, now->code);
    }
    return out;
}

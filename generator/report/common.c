#include "report/build.h"

#include <string.h>

size_t unit_index(const struct build *b, const struct unit *u) { return (size_t)(u - b->p->units); }

const struct sub_item *sub_find_item(const struct submission *s, int no)
{
    for (size_t i = 0; s && i < s->nitems; i++)
        if (s->items[i].no == no)
            return &s->items[i];
    return NULL;
}

bool item_responsible(const struct plan_item *item, const struct unit *u)
{
    for (; u; u = u->successor) { /* a unit that was merged stands for the one that took over its work */
        for (size_t i = 0; i < item->nresponsible; i++)
            if (item->responsible[i] == u)
                return true;
        if (item->lead == u)
            return true;
    }
    return false;
}

static void push_once(const struct unit **v, size_t *n, const struct unit *u)
{
    for (size_t i = 0; i < *n; i++)
        if (v[i] == u)
            return;
    v[(*n)++] = u;
}

/* Did the unit, or one that it follows, ever report the item? */
static bool ever_reported(const struct build *b, const struct plan_item *item, const struct unit *u)
{
    for (size_t i = 0; i < b->nviews; i++) {
        const struct view *v = &b->views[i];
        int no = view_item_then(v, item);
        for (size_t k = 0; no && k < v->nsubs; k++)
            if (v->subs[k].unit == u && sub_find_item(v->subs[k].stored->sub, no))
                return true;
    }
    return false;
}

const struct unit **item_units(struct build *b, const struct plan_item *item, size_t *n)
{
    const struct unit **v = arena_calloc(b->a, b->p->nunits + 1, sizeof *v);
    *n = 0;
    if (item->lead)
        push_once(v, n, item->lead);
    for (size_t i = 0; i < item->nresponsible; i++)
        push_once(v, n, item->responsible[i]);
    for (size_t i = 0; i < item->nbodies; i++)
        push_once(v, n, item->bodies[i]);
    for (size_t i = 0; i < b->p->nunits; i++) /* units that reported an item of others: nothing gets lost */
        if (ever_reported(b, item, &b->p->units[i]))
            push_once(v, n, &b->p->units[i]);
    return v;
}

struct date quarter_first(struct quarter q) { return (struct date){q.year, (int8_t)(q.q * 3 - 2), 1}; }

struct date quarter_last(struct quarter q)
{
    static const int8_t day[] = {31, 30, 30, 31};
    return (struct date){q.year, (int8_t)(q.q * 3), day[q.q - 1]};
}

bool passed(const struct build *b, struct quarter q, struct date due)
{
    return due.year && date_cmp(due, b->today) < 0 && date_cmp(due, quarter_last(q)) <= 0;
}

int quarters_between(struct quarter from, struct quarter to) { return (to.year - from.year) * 4 + to.q - from.q; }

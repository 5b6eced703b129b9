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

/* For every item and unit: did the unit, or one that it follows, ever report it? One pass over all that was sent. */
static bool *ever_reported(struct build *b)
{
    bool *yes = arena_calloc(b->a, b->p->nitems * b->p->nunits + 1, sizeof *yes);
    for (size_t i = 0; i < b->nviews; i++)
        for (size_t k = 0; k < b->views[i].nsubs; k++) {
            const struct seen *s = &b->views[i].subs[k];
            for (size_t m = 0; s->unit && m < s->stored->sub->nitems; m++) {
                const struct plan_item *it = plan_find_item(b->p, view_item_now(b, &b->views[i], s->stored->sub->items[m].no));
                if (it)
                    yes[(size_t)(it - b->p->items) * b->p->nunits + unit_index(b, s->unit)] = true;
            }
        }
    return yes;
}

void item_units_open(struct build *b)
{
    const bool *reported = ever_reported(b);
    b->item_units = arena_calloc(b->a, b->p->nitems + 1, sizeof *b->item_units);
    for (size_t k = 0; k < b->p->nitems; k++) {
        const struct plan_item *item = &b->p->items[k];
        struct item_list *l = &b->item_units[k];
        l->v = arena_calloc(b->a, b->p->nunits + 1, sizeof *l->v);
        if (item->lead)
            push_once(l->v, &l->n, item->lead);
        for (size_t i = 0; i < item->nresponsible; i++)
            push_once(l->v, &l->n, item->responsible[i]);
        for (size_t i = 0; i < item->nbodies; i++)
            push_once(l->v, &l->n, item->bodies[i]);
        for (size_t i = 0; i < b->p->nunits; i++) /* units that reported an item of others: nothing gets lost */
            if (reported[k * b->p->nunits + i])
                push_once(l->v, &l->n, &b->p->units[i]);
    }
}

const struct unit **item_units(const struct build *b, const struct plan_item *item, size_t *n)
{
    const struct item_list *l = &b->item_units[item - b->p->items];
    *n = l->n;
    return l->v;
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

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
    for (size_t i = 0; i < item->nresponsible; i++)
        if (item->responsible[i] == u)
            return true;
    return item->lead == u;
}

static void push_once(const struct unit **v, size_t *n, const struct unit *u)
{
    for (size_t i = 0; i < *n; i++)
        if (v[i] == u)
            return;
    v[(*n)++] = u;
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
        if (sub_find_item(b->sub_now[i], item->no) || sub_find_item(b->sub_before[i], item->no))
            push_once(v, n, &b->p->units[i]);
    return v;
}

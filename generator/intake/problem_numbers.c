/* The number by which a problem goes that was never given one: the same wherever it is printed, and nobody else's. */
#include "intake/intake.h"

#include "base/strmap.h"

static struct strmap *written(struct arena *a, const struct submission *s)
{
    size_t n = 0;
    for (size_t i = 0; i < s->nitems; i++)
        n += s->items[i].nproblems;
    struct strmap *m = strmap_new(a, n);
    for (size_t i = 0; i < s->nitems; i++)
        for (size_t k = 0; k < s->items[i].nproblems; k++)
            if (s->items[i].problems[k].id)
                strmap_put(m, s->items[i].problems[k].id, &s->items[i].problems[k]);
    return m;
}

const char **problem_numbers(struct arena *a, const struct submission *s, const struct sub_item *it)
{
    const char **id = arena_calloc(a, it->nproblems + 1, sizeof *id), *quarter = quarter_name(a, s->quarter);
    struct strmap *taken = NULL;
    size_t n = 0;
    for (size_t k = 0; k < it->nproblems; k++) {
        id[k] = it->problems[k].id;
        if (id[k] && *id[k])
            continue;
        if (!taken)
            taken = written(a, s);
        n = n < k ? k : n;
        do
            id[k] = arena_printf(a, "%s-%s-%d-%zu", quarter, s->unit, it->no, ++n);
        while (strmap_get(taken, id[k]));
    }
    return id;
}

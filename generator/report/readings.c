/* readings: one quarter's values of an indicator and the one value that they make. Exact decimals throughout. */
#include "report/build.h"

#include <string.h>

/* Counted by the plan of that quarter: who was responsible then. */
static void add_reading(struct build *b, struct readings *r, const struct plan_item *it, const struct view *v,
                        const struct seen *s, const struct value *value)
{
    const struct plan_item *then = v->plan == b->p ? it : plan_find_item(v->plan, view_item_then(v, it));
    const struct unit *u = v->plan == b->p ? (s->was ? s->was : s->unit) : s->was;
    struct reading x = {.value = value, .seen = s};
    x.counts = then && u && item_responsible(then, u);
    for (; u && then && !x.lead; u = u->successor)
        x.lead = u == then->lead;
    ARENA_PUSH(b->a, r->v, r->n, r->cap) = x;
}

struct readings readings_of(struct build *b, const struct indicator *ind, const struct plan_item *it, const struct view *v)
{
    struct readings r = {0};
    size_t n;
    const struct unit **u = item_units(b, it, &n);
    for (size_t i = 0; i <= n; i++) /* the last round: units that this plan does not have */
        for (size_t k = 0; k < v->nsubs; k++) {
            const struct value *x = v->subs[k].unit == (i < n ? u[i] : NULL) ? view_value(v, &v->subs[k], ind) : NULL;
            if (x)
                add_reading(b, &r, it, v, &v->subs[k], x);
        }
    for (size_t i = 0; i < r.n; i++) /* a merged unit stands in for the lead only while the lead itself is silent */
        for (size_t k = 0; r.v[i].lead && k < r.n; k++)
            if (k != i && r.v[k].lead && r.v[k].seen->was && !r.v[k].seen->was->successor)
                r.v[i].lead = false;
    return r;
}

/* 最新: filed later; on the same day arrived later; then the higher receipt number. */
static bool newer(const struct reading *x, const struct reading *y)
{
    const struct stored_submission *s = x->seen->stored, *t = y->seen->stored;
    int c = date_cmp(s->sub->filed, t->sub->filed);
    if (!c)
        c = date_cmp(s->file->arrived, t->file->arrived);
    return c ? c > 0 : s->file->number > t->file->number;
}

const struct reading *indicator_taken(enum aggregate g, const struct readings *r)
{
    const struct reading *best = NULL;
    for (size_t i = 0; i < r->n && g != AGG_SUM && g != AGG_AVERAGE; i++) {
        const struct reading *x = &r->v[i];
        if (g == AGG_LEAD ? x->lead && !best : x->counts && (!best || (g == AGG_MAX ? decimal_cmp(x->value->number, best->value->number) > 0 : newer(x, best))))
            best = x; /* 主责为准: nobody else's value stands in for the lead's */
    }
    return best;
}

static struct outcome add_up(enum aggregate g, const struct readings *r)
{
    struct outcome o = {0};
    int64_t count = 0;
    for (size_t i = 0; i < r->n; i++) {
        if (!r->v[i].counts)
            continue;
        count++;
        if (!decimal_add(o.value, r->v[i].value->number, &o.value))
            return (struct outcome){.overflow = true};
    }
    o.has_value = count > 0;
    if (g == AGG_AVERAGE && count && !decimal_div(o.value, count, &o.value))
        return (struct outcome){.overflow = true};
    return o;
}

struct outcome indicator_aggregate(enum aggregate g, const struct readings *r)
{
    if (g == AGG_SUM || g == AGG_AVERAGE)
        return add_up(g, r);
    const struct reading *x = indicator_taken(g, r);
    struct outcome o = {0};
    if (x)
        o = (struct outcome){.has_value = true, .value = x->value->number, .low = x->value->number, .high = x->value->number};
    for (size_t i = 0; i < r->n && g == AGG_MAX; i++) { /* 主责为准, 最新: the plan says whose word counts */
        decimal v = r->v[i].value->number;
        if (!r->v[i].counts)
            continue;
        o.low = decimal_cmp(v, o.low) < 0 ? v : o.low;
        o.high = decimal_cmp(v, o.high) > 0 ? v : o.high;
    }
    o.differ = decimal_cmp(o.low, o.high) != 0;
    return o;
}

bool indicator_conflict(enum aggregate g, const struct readings *r)
{
    const struct value *first = NULL;
    for (size_t i = 0; i < r->n && g != AGG_SUM && g != AGG_AVERAGE; i++) {
        if (!r->v[i].counts)
            continue;
        if (first && decimal_cmp(first->number, r->v[i].value->number) != 0)
            return true;
        first = r->v[i].value;
    }
    return false;
}

/* The counted values, joined. */
static size_t join(struct build *b, struct buf *out, const struct readings *r, const char *by)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i].counts)
            buf_addf(out, "%s%s", n++ ? by : "", decimal_format(b->a, r->v[i].value->number));
    return n;
}

const char *indicator_sum(struct build *b, enum aggregate g, const struct readings *r, struct outcome o)
{
    struct buf t = {0};
    const struct reading *x = indicator_taken(g, r);
    const char *value = decimal_format(b->a, o.value), *s;
    if (!o.has_value)
        return NULL;
    size_t n = join(b, &t, r, g == AGG_MAX ? "，" : " + ");
    if (g == AGG_SUM)
        s = n > 1 ? arena_printf(b->a, "%s = %s", buf_str(&t), value) : value;
    else if (g == AGG_AVERAGE)
        s = n > 1 ? arena_printf(b->a, "(%s) ÷ %zu = %s", buf_str(&t), n, value) : value;
    else if (g == AGG_MAX && n > 1)
        s = arena_printf(b->a, "最大(%s) = %s", buf_str(&t), value);
    else
        s = arena_printf(b->a, "%s：%s", x->seen->unit ? x->seen->unit->shortname : x->seen->was->shortname, value);
    buf_drop(&t);
    return s;
}

/*
 * views: earlier quarters seen through the plan of this one.
 *
 * A quarter was reported under the plan that counted then. Its units, items and indicators are found again here:
 *   unit       by 代码, else by 全称 or 简称 among all spellings of this plan; a unit that was merged (并入) and sends nothing
 *              of its own any more is followed by its successor, also when only a plan between then and now knew of it
 *   item       under the same 文号 by its number, under another by its name
 *   indicator  under the same 文号 by its 代码, under another by name and unit
 * What is not found stays in the view with a NULL or a 0, for 方案外 to tell of it.
 */
#include "report/build.h"

#include <string.h>

static bool same_text(const char *x, const char *y) { return strcmp(x ? x : "", y ? y : "") == 0; }

static const struct unit *by_code(const struct plan *p, const char *code)
{
    for (size_t i = 0; i < p->nunits; i++)
        if (strcmp(p->units[i].code, code) == 0)
            return &p->units[i];
    return NULL;
}

const struct unit *unit_follower(const struct build *b, const struct unit *u)
{
    for (size_t i = 0; u && u->successor && !b->sub_now[unit_index(b, u)] && i < b->p->nunits; i++)
        u = u->successor;
    return u;
}

static const struct unit *find_again(const struct plan *p, const char *code, const struct unit *was)
{
    const struct unit *u = by_code(p, code);
    if (!u && was)
        u = plan_find_unit(p, was->name);
    return !u && was ? plan_find_unit(p, was->shortname) : u;
}

/* Mergers that plans between then (q[i]) and now tell of, when this plan does not have the unit any more. */
static void follow_mergers(const struct build *b, struct seen *x, const struct report_quarter *q, size_t i)
{
    for (; i > 0 && !x->unit; i--) {
        const struct plan *p = q[i - 1].plan ? q[i - 1].plan : b->p;
        const struct unit *u = by_code(p, x->key);
        while (u && u->successor)
            u = u->successor;
        if (!u)
            continue;
        x->key = u->code;
        x->unit = unit_follower(b, find_again(b->p, u->code, u));
    }
}

static void open_view(struct build *b, struct view *v, const struct report_quarter *all, size_t at)
{
    const struct report_quarter *q = &all[at];
    *v = (struct view){.quarter = q->stored->quarter, .plan = q->plan ? q->plan : b->p, .stored = q->stored};
    v->same_plan = v->plan == b->p || same_text(v->plan->docno, b->p->docno);
    v->subs = arena_calloc(b->a, v->stored->nsubs + 1, sizeof *v->subs);
    for (size_t i = 0; i < v->stored->nsubs; i++) {
        const struct stored_submission *s = &v->stored->subs[i];
        if (s->sub->withdrawal)
            continue;
        struct seen *x = &v->subs[v->nsubs++];
        x->stored = s;
        x->was = by_code(v->plan, s->sub->unit);
        x->key = s->sub->unit;
        x->unit = unit_follower(b, find_again(b->p, x->key, x->was));
        follow_mergers(b, x, all, at + 1);
    }
}

void views_open(struct build *b, const struct report_quarter *q, size_t n)
{
    b->views = arena_calloc(b->a, n + 1, sizeof *b->views);
    for (size_t i = 0; i < n; i++)
        if (q[i].stored->nfiles || !i)
            open_view(b, &b->views[b->nviews++], q, i);
    for (size_t i = 1; i < b->nviews; i++)
        if (quarter_cmp(b->views[i].quarter, quarter_prev(b->quarter)) == 0)
            b->before = &b->views[i];
}

const struct view *view_of(const struct build *b, struct quarter q)
{
    for (size_t i = 0; i < b->nviews; i++)
        if (quarter_cmp(b->views[i].quarter, q) == 0)
            return &b->views[i];
    return NULL;
}

int view_item_then(const struct view *v, const struct plan_item *it)
{
    if (v->same_plan)
        return it->no;
    for (size_t i = 0; i < v->plan->nitems; i++)
        if (same_text(v->plan->items[i].title, it->title))
            return v->plan->items[i].no;
    return 0;
}

int view_item_now(const struct build *b, const struct view *v, int no)
{
    const struct plan_item *then = v->same_plan ? NULL : plan_find_item(v->plan, no);
    if (v->same_plan)
        return plan_find_item(b->p, no) ? no : 0;
    for (size_t i = 0; then && i < b->p->nitems; i++)
        if (same_text(b->p->items[i].title, then->title))
            return b->p->items[i].no;
    return 0;
}

static const char *indicator_then(const struct view *v, const struct indicator *ind)
{
    for (size_t i = 0; !v->same_plan && i < v->plan->nindicators; i++) {
        const struct indicator *x = &v->plan->indicators[i];
        if (same_text(x->name, ind->name) && same_text(x->unit, ind->unit))
            return x->code;
    }
    return v->same_plan ? ind->code : NULL;
}

const struct value *view_value(const struct view *v, const struct seen *s, const struct indicator *ind)
{
    const char *code = indicator_then(v, ind);
    for (size_t i = 0; code && i < s->stored->sub->nitems; i++)
        for (size_t k = 0; k < s->stored->sub->items[i].nvalues; k++)
            if (strcmp(s->stored->sub->items[i].values[k].indicator, code) == 0)
                return &s->stored->sub->items[i].values[k];
    return NULL;
}

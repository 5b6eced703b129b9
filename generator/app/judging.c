#include "app/judging.h"

#include "app/lineage.h"

struct judging {
    struct world *w;
    struct arena *a;
    const struct plan *plan;    /* the one the file is judged by … */
    struct quarter quarter;     /* … and its quarter, once it is known */
    struct past past;
};

/* Of an earlier quarter also what units reported that have since been merged into this one. */
static const struct submission *current(void *ctx, const char *unit, struct quarter q)
{
    struct judging *g = ctx;
    const struct submission *s = store_current(g->w->store, g->a, unit, q);
    const struct unit *u = g->quarter.year && quarter_cmp(q, g->quarter) < 0 ? plan_find_unit(g->plan, unit) : NULL;
    for (size_t i = 0; u && i < g->plan->nunits; i++) {
        const struct unit *was = &g->plan->units[i];
        const struct submission *theirs = lineage_leads(was, u) ? store_current(g->w->store, g->a, was->code, q) : NULL;
        if (theirs)
            s = lineage_add(g->a, s, theirs, u->code);
    }
    g->past.asked = true;
    if (s && (!g->past.earliest.year || quarter_cmp(q, g->past.earliest) < 0))
        g->past.earliest = q;
    return s;
}

/* Which plan counts, and who was merged into the unit, is known only when the quarter and the unit are: then once more. */
struct past judge_submission(struct world *w, struct arena *a, const char *file, const char *bytes, size_t n, struct judged *out)
{
    struct judging g = {.w = w, .a = a, .plan = w->plan};
    const struct history h = {&g, current}, *history = w->store ? &h : NULL;
    intake_judge(out, a, g.plan, history, file, bytes, n, w->schema_dir, w->run->today);
    const struct plan *plan = out->quarter.year ? world_plan_of(w, out->quarter) : g.plan;
    const struct unit *u = plan && plan != g.plan && out->unit_written ? plan_find_unit(plan, out->unit_written) : out->unit;
    if (plan == g.plan && !(out->quarter.year && u && lineage_has(plan, u)))
        return g.past;
    g.plan = plan;
    g.quarter = out->quarter;
    intake_judge(out, a, plan, history, file, bytes, n, w->schema_dir, w->run->today);
    return g.past;
}

/* course: an indicator through the quarters of the plan (走势), and what the year has come to (年累计). */
#include "report/build.h"

#include <string.h>

enum { MOST_QUARTERS = 40 }; /* a plan of ten years */

struct course course_of(struct build *b, const struct indicator *ind, const struct plan_item *it)
{
    struct quarter q = b->p->start.year ? date_quarter(b->p->start) : b->quarter;
    if (quarter_cmp(q, b->quarter) > 0 || quarters_between(q, b->quarter) >= MOST_QUARTERS)
        q = b->quarter;
    struct course c = {.v = arena_calloc(b->a, (size_t)quarters_between(q, b->quarter) + 1, sizeof *c.v)};
    for (; quarter_cmp(q, b->quarter) <= 0; q = quarter_next(q)) {
        struct point *p = &c.v[c.n++];
        *p = (struct point){.quarter = q, .view = view_of(b, q)};
        if (!p->view)
            continue;
        p->readings = readings_of(b, ind, it, p->view);
        p->outcome = indicator_aggregate(ind->aggregate, &p->readings);
    }
    return c;
}

static size_t counted(const struct readings *r)
{
    size_t n = 0;
    for (size_t i = 0; i < r->n; i++)
        n += r->v[i].counts;
    return n;
}

void course_write(struct build *b, xmlNodePtr indicator, const struct indicator *ind, const struct course *c)
{
    xmlNodePtr list = rd_add(indicator, "走势");
    for (size_t i = 0; i < c->n; i++) {
        const struct point *p = &c->v[i];
        xmlNodePtr n = rd_add(list, "季");
        rd_attr(n, "代号", quarter_name(b->a, p->quarter));
        rd_attr(n, "名称", quarter_chinese(b->a, p->quarter));
        rd_yes(n, "有报送", p->view && p->view->nsubs);
        if (!p->view || !p->view->nsubs)
            continue;
        struct verdict_light v = indicator_light(b, ind, p->outcome, p->quarter);
        if (p->outcome.has_value)
            rd_attr(n, "值", decimal_format(b->a, p->outcome.value));
        rd_attr(n, "完成率", v.rate);
        rd_attr(n, "时间进度", v.time);
        rd_attr(n, "灯", light_name(v.light));
        rd_int(n, "报数单位", (int64_t)counted(&p->readings));
    }
}

/* Figures of one quarter that may be added to a year's: counts of what was done; not averages, shares, states or limits. */
static bool adds_up(const struct indicator *ind)
{
    return ind->relation == REL_GE && (ind->aggregate == AGG_SUM || ind->aggregate == AGG_LEAD) && ind->unit &&
           strcmp(ind->unit, "%") != 0 && strcmp(ind->unit, "‰") != 0;
}

static void write_year(struct build *b, xmlNodePtr n, const struct indicator *ind, decimal sum, int64_t quarters)
{
    decimal target = {0};
    rd_attr(n, "年累计", decimal_format(b->a, sum));
    bool fits = ind->has_target;
    for (int64_t i = 0; i < quarters && fits; i++)
        fits = decimal_add(target, ind->target, &target);
    if (!fits)
        return;
    rd_attr(n, "年累计目标", decimal_format(b->a, target));
    if (target.millionths > 0)
        rd_attr(n, "年累计完成率", decimal_percent(b->a, sum, target));
}

void course_write_year(struct build *b, xmlNodePtr n, const struct indicator *ind, const struct course *c)
{
    const struct outcome *now = &c->v[c->n - 1].outcome;
    if (ind->scope == SCOPE_CUMULATIVE) { /* it is the year's already */
        if (now->has_value)
            rd_attr(n, "年累计", decimal_format(b->a, now->value));
        return;
    }
    decimal sum = {0};
    int64_t quarters = 0, with = 0;
    struct buf missing = {0}, terms = {0};
    bool fits = adds_up(ind);
    for (size_t i = 0; i < c->n; i++) {
        const struct point *p = &c->v[i];
        if (p->quarter.year != b->quarter.year)
            continue;
        quarters += p->view && p->view->nsubs; /* a quarter of which the store knows nothing cannot be held against anyone */
        if (p->outcome.has_value) {
            fits = fits && decimal_add(sum, p->outcome.value, &sum);
            buf_addf(&terms, "%s%s", with++ ? " + " : "", decimal_format(b->a, p->outcome.value));
        } else {
            buf_addf(&missing, "%s%s", missing.n ? " " : "", quarter_name(b->a, p->quarter));
        }
    }
    if (fits && with) {
        write_year(b, n, ind, sum, quarters);
        rd_attr(n, "年累计算式", with > 1 ? arena_printf(b->a, "%s = %s", buf_str(&terms), decimal_format(b->a, sum)) : NULL);
        rd_attr(n, "年累计缺", missing.n ? missing.p : NULL);
    }
    buf_drop(&missing);
    buf_drop(&terms);
}

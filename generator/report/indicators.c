/* indicators: every unit's value, this quarter and last, and the one value they make (指标表). Exact decimals throughout. */
#include "report/build.h"

#include <string.h>

char *with_unit(struct arena *a, decimal v, const struct indicator *ind)
{
    return arena_printf(a, "%s%s", decimal_format(a, v), ind->unit ? ind->unit : "");
}

static const struct value *find_value(const struct submission *s, const struct indicator *ind)
{
    const struct sub_item *it = sub_find_item(s, ind->item);
    for (size_t i = 0; it && i < it->nvalues; i++)
        if (strcmp(it->values[i].indicator, ind->code) == 0)
            return &it->values[i];
    return NULL;
}

static const struct value *value_of(const struct reading *r, bool before) { return before ? r->before : r->now; }

/* 最新: filed later; on the same day arrived later; then the higher receipt number. */
static bool newer(const struct reading *x, const struct reading *y)
{
    int c = date_cmp(x->filed, y->filed);
    if (!c)
        c = date_cmp(x->arrived, y->arrived);
    return c ? c > 0 : x->receipt > y->receipt;
}

static struct outcome pick(enum aggregate g, const struct reading *r, size_t n, bool before)
{
    const struct reading *best = NULL;
    for (size_t i = 0; i < n; i++) {
        const struct value *v = r[i].counts ? value_of(&r[i], before) : NULL;
        if (!v)
            continue;
        if (!best || (g == AGG_MAX ? decimal_cmp(v->number, value_of(best, before)->number) > 0 : newer(&r[i], best)))
            best = &r[i];
    }
    return best ? (struct outcome){.has_value = true, .value = value_of(best, before)->number} : (struct outcome){0};
}

static struct outcome add_up(enum aggregate g, const struct reading *r, size_t n, bool before)
{
    struct outcome o = {0};
    int64_t count = 0;
    for (size_t i = 0; i < n; i++) {
        const struct value *v = r[i].counts ? value_of(&r[i], before) : NULL;
        if (!v)
            continue;
        count++;
        if (!decimal_add(o.value, v->number, &o.value))
            return (struct outcome){.overflow = true};
    }
    o.has_value = count > 0;
    if (g == AGG_AVERAGE && count && !decimal_div(o.value, count, &o.value))
        return (struct outcome){.overflow = true};
    return o;
}

struct outcome indicator_aggregate(const struct indicator *ind, const struct unit *lead, const struct reading *r, size_t n,
                                   bool before)
{
    if (ind->aggregate == AGG_SUM || ind->aggregate == AGG_AVERAGE)
        return add_up(ind->aggregate, r, n, before);
    if (ind->aggregate != AGG_LEAD)
        return pick(ind->aggregate, r, n, before);
    for (size_t i = 0; i < n; i++) { /* 主责为准: nobody else's value stands in for the lead's */
        const struct value *v = r[i].unit == lead ? value_of(&r[i], before) : NULL;
        if (v)
            return (struct outcome){.has_value = true, .value = v->number};
    }
    return (struct outcome){0};
}

/* 冲突: units should mean one and the same figure and report different ones. */
static bool conflicting(const struct indicator *ind, const struct reading *r, size_t n)
{
    const struct value *first = NULL;
    if (ind->aggregate == AGG_SUM || ind->aggregate == AGG_AVERAGE)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (!r[i].now || !r[i].counts)
            continue;
        if (first && decimal_cmp(first->number, r[i].now->number) != 0)
            return true;
        first = r[i].now;
    }
    return false;
}

static struct reading *collect(struct build *b, const struct indicator *ind, const struct plan_item *it, size_t *out)
{
    size_t n;
    const struct unit **u = item_units(b, it, &n);
    struct reading *r = arena_calloc(b->a, n + 1, sizeof *r);
    *out = 0;
    for (size_t i = 0; i < n; i++) {
        size_t k = unit_index(b, u[i]);
        struct reading x = {.unit = u[i], .now = find_value(b->sub_now[k], ind), .before = find_value(b->sub_before[k], ind),
                            .counts = item_responsible(it, u[i])};
        if (!x.now && !x.before)
            continue;
        if (b->filing[k].sub) {
            x.filed = b->filing[k].sub->sub->filed;
            x.arrived = b->filing[k].sub->file->arrived;
            x.receipt = b->filing[k].sub->file->number;
        }
        r[(*out)++] = x;
    }
    return r;
}

static void write_value(struct arena *a, xmlNodePtr n, const char *name, const struct value *v)
{
    if (v)
        rd_attr(n, name, decimal_format(a, v->number));
}

/* Cumulative figures compare within one year; figures of one quarter always do. */
static bool comparable(const struct build *b, const struct indicator *ind)
{
    return b->before && (ind->scope == SCOPE_QUARTER || b->before->quarter.year == b->quarter.year);
}

static void write_change(struct build *b, xmlNodePtr n, const struct indicator *ind, decimal now, decimal before)
{
    decimal d, minus = {-before.millionths};
    if (!comparable(b, ind) || !decimal_add(now, minus, &d))
        return;
    rd_attr(n, "增减", decimal_format(b->a, d));
    rd_yes(n, "回落", ind->scope == SCOPE_CUMULATIVE && d.millionths < 0);
}

static void write_reading(struct build *b, xmlNodePtr list, const struct indicator *ind, const struct plan_item *it,
                          const struct reading *r)
{
    xmlNodePtr n = rd_add(list, "单位值");
    rd_attr(n, "代码", r->unit->code);
    rd_attr(n, "简称", r->unit->shortname);
    rd_yes(n, "主责", r->unit == it->lead);
    rd_yes(n, "计入", r->counts && r->now && (ind->aggregate != AGG_LEAD || r->unit == it->lead));
    write_value(b->a, n, "值", r->now);
    rd_attr(n, "原文", r->now ? r->now->as_written : NULL);
    write_value(b->a, n, "上季度值", r->before);
    if (r->now && r->before)
        write_change(b, n, ind, r->now->number, r->before->number);
}

static void write_plan(struct build *b, xmlNodePtr n, const struct indicator *ind, const struct plan_item *it)
{
    rd_attr(n, "代码", ind->code);
    rd_int(n, "事项", it->no);
    rd_attr(n, "事项名称", it->title);
    rd_attr(n, "名称", ind->name);
    rd_attr(n, "单位", ind->unit);
    if (ind->has_target)
        rd_attr(n, "目标", decimal_format(b->a, ind->target));
    rd_attr(n, "目标说明", ind->target_text);
    rd_attr(n, "关系", relation_name(ind->relation));
    rd_attr(n, "口径", scope_name(ind->scope));
    rd_attr(n, "汇总方式", aggregate_name(ind->aggregate));
    rd_date(b, n, "期限", ind->deadline.year ? ind->deadline : b->p->end);
    rd_attr(n, "主责单位", it->lead ? it->lead->shortname : NULL);
}

static void write_outcome(struct build *b, xmlNodePtr n, const struct indicator *ind, struct outcome now, struct outcome old)
{
    struct verdict_light v = indicator_light(b, ind, now);
    if (now.has_value)
        rd_attr(n, "值", decimal_format(b->a, now.value));
    if (old.has_value)
        rd_attr(n, "上季度值", decimal_format(b->a, old.value));
    if (now.has_value && old.has_value)
        write_change(b, n, ind, now.value, old.value);
    rd_attr(n, "完成率", v.rate);
    rd_attr(n, "时间进度", v.time);
    rd_attr(n, "灯", light_name(v.light));
    rd_text(n, "理由", v.reason);
    b->tally.indicators++;
    b->tally.light[v.light]++;
    b->tally.without_value += !now.has_value;
}

static void write_indicator(struct build *b, xmlNodePtr list, const struct indicator *ind)
{
    const struct plan_item *it = plan_find_item(b->p, ind->item);
    if (!it)
        return;
    size_t n;
    struct reading *r = collect(b, ind, it, &n);
    struct outcome now = indicator_aggregate(ind, it->lead, r, n, false), old = indicator_aggregate(ind, it->lead, r, n, true);
    xmlNodePtr node = rd_add(list, "指标");
    write_plan(b, node, ind, it);
    if (now.overflow)
        DIAG(b->ds, R104, NOWHERE, NULL, NULL, ind->code, ind->name ? ind->name : "");
    write_outcome(b, node, ind, now, old);
    bool conflict = conflicting(ind, r, n);
    rd_yes(node, "冲突", conflict);
    b->tally.conflicts += conflict;
    for (size_t i = 0; i < n; i++)
        write_reading(b, node, ind, it, &r[i]);
}

void indicators_write(struct build *b, xmlNodePtr root)
{
    xmlNodePtr list = rd_add(root, "指标表");
    for (size_t i = 0; i < b->p->nindicators; i++)
        write_indicator(b, list, &b->p->indicators[i]);
}

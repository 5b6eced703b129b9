/* indicators: every unit's value, this quarter and last, and the one value they make (指标表). Exact decimals throughout. */
#include "report/build.h"

#include <string.h>

char *with_unit(struct arena *a, decimal v, const struct indicator *ind)
{
    return arena_printf(a, "%s%s", decimal_format(a, v), ind->unit ? ind->unit : "");
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

/*
 * What the unit's own line compares with: its value of last quarter. After a merger it has several; figures that add up are
 * added, of others its own stands, else the first.
 */
static bool unit_before(const struct indicator *ind, const struct readings *r, const struct unit *u, decimal *out)
{
    bool found = false, own = false;
    *out = (decimal){0};
    for (size_t i = 0; i < r->n; i++) {
        const struct reading *x = &r->v[i];
        if (x->seen->unit != u)
            continue;
        bool mine = strcmp(x->seen->stored->sub->unit, u->code) == 0;
        if (ind->aggregate == AGG_SUM) {
            if (!decimal_add(*out, x->value->number, out))
                return false;
        } else if (!found || (mine && !own)) {
            *out = x->value->number;
        }
        found = true;
        own |= mine;
    }
    return found;
}

/* Why a value that was reported does not enter the result; NULL when it does. */
static const char *left_out(const struct indicator *ind, const struct reading *r)
{
    if (!r->counts)
        return r->seen->unit->kind == UNIT_TOWNSHIP ? "乡镇报的数只列出，不计入" : "不是这一项的责任单位，只列出";
    return ind->aggregate == AGG_LEAD && !r->lead ? "主责为准，只取主责单位的数" : NULL;
}

static void write_source(struct build *b, xmlNodePtr n, const struct reading *r)
{
    rd_attr(n, "原文", r->value->as_written);
    rd_int(n, "回执号", r->seen->stored->file->number);
    rd_int(n, "版次", r->seen->stored->sub->version);
    rd_attr(n, "文件", diag_safe(b->a, r->seen->stored->file->file));
    rd_int(n, "行", r->value->line);
}

static void write_reading(struct build *b, xmlNodePtr list, const struct indicator *ind, const struct plan_item *it,
                          const struct unit *u, const struct reading *now, const struct readings *old, bool taken)
{
    decimal before;
    bool has_before = old && unit_before(ind, old, u, &before);
    xmlNodePtr n = rd_add(list, "单位值");
    rd_attr(n, "代码", u->code);
    rd_attr(n, "简称", u->shortname);
    rd_yes(n, "主责", u == it->lead);
    rd_yes(n, "计入", now && !left_out(ind, now));
    if (now) {
        rd_attr(n, "未计原因", left_out(ind, now));
        if (ind->aggregate != AGG_SUM && ind->aggregate != AGG_AVERAGE)
            rd_yes(n, "采用", taken);
        rd_attr(n, "值", decimal_format(b->a, now->value->number));
        write_source(b, n, now);
    }
    if (has_before)
        rd_attr(n, "上季度值", decimal_format(b->a, before));
    if (now && has_before)
        write_change(b, n, ind, now->value->number, before);
}

static const struct reading *reading_by(const struct readings *r, const struct unit *u)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i].seen->unit == u)
            return &r->v[i];
    return NULL;
}

static void write_readings(struct build *b, xmlNodePtr node, const struct indicator *ind, const struct plan_item *it,
                           const struct readings *now, const struct readings *old)
{
    size_t n;
    const struct unit **u = item_units(b, it, &n);
    const struct reading *taken = indicator_taken(ind->aggregate, now);
    for (size_t i = 0; i < n; i++) {
        const struct reading *r = reading_by(now, u[i]);
        if (r || (old && reading_by(old, u[i])))
            write_reading(b, node, ind, it, u[i], r, old, r && r == taken);
    }
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

/* For the item's light: which of its indicators are slow. */
static void note_light(struct build *b, const struct indicator *ind, const struct plan_item *it, const struct verdict_light *v)
{
    struct item_state *s = item_state(b, it);
    enum light l = v->light;
    s->light[l]++;
    s->slightly += v->pace == PACE_SLIGHTLY;
    const char *name = v->disputed ? arena_printf(b->a, "%s，数据不一致待核对", ind->name) : ind->name;
    s->slow[l] = s->slow[l] ? arena_printf(b->a, "%s、%s", s->slow[l], name) : name;
}

static void write_outcome(struct build *b, xmlNodePtr n, const struct indicator *ind, struct outcome now, struct outcome old)
{
    struct verdict_light v = indicator_light(b, ind, now, b->quarter);
    if (now.has_value)
        rd_attr(n, "值", decimal_format(b->a, now.value));
    if (old.has_value)
        rd_attr(n, "上季度值", decimal_format(b->a, old.value));
    if (now.has_value && old.has_value)
        write_change(b, n, ind, now.value, old.value);
    rd_attr(n, "完成率", v.rate);
    rd_attr(n, "时间进度", v.time);
    rd_attr(n, "灯", light_name(v.light));
    rd_attr(n, "进度", pace_name(v.pace));
    rd_yes(n, "待核对", v.disputed);
    if (v.disputed) {
        rd_attr(n, "各数", arena_printf(b->a, "%s至%s", decimal_format(b->a, now.low), decimal_format(b->a, now.high)));
        rd_attr(n, "评定值", decimal_format(b->a, v.judged));
    }
    if (b->before && quarter_cmp(b->before->quarter, date_quarter(b->p->start)) >= 0)
        rd_attr(n, "上季度灯", light_name(indicator_light(b, ind, old, b->before->quarter).light));
    rd_text(n, "理由", v.reason);
    b->tally.indicators++;
    b->tally.light[v.light]++;
    note_light(b, ind, plan_find_item(b->p, ind->item), &v);
    b->tally.without_value += !now.has_value;
}

static void write_indicator(struct build *b, xmlNodePtr list, const struct indicator *ind)
{
    const struct plan_item *it = plan_find_item(b->p, ind->item);
    if (!it)
        return;
    struct readings now = readings_of(b, ind, it, &b->views[0]), old = {0};
    if (b->before)
        old = readings_of(b, ind, it, b->before);
    struct outcome o = indicator_aggregate(ind->aggregate, &now);
    struct course course = course_of(b, ind, it);
    xmlNodePtr node = rd_add(list, "指标");
    write_plan(b, node, ind, it);
    if (o.overflow)
        DIAG(b->ds, R104, NOWHERE, NULL, NULL, ind->code, ind->name ? ind->name : "");
    write_outcome(b, node, ind, o, indicator_aggregate(ind->aggregate, &old));
    rd_attr(node, "算式", indicator_sum(b, ind->aggregate, &now, o));
    course_write_year(b, node, ind, &course);
    bool conflict = indicator_conflict(ind->aggregate, &now);
    rd_yes(node, "冲突", conflict);
    b->tally.conflicts += conflict;
    write_readings(b, node, ind, it, &now, b->before ? &old : NULL);
    course_write(b, node, ind, &course);
}

void indicators_write(struct build *b, xmlNodePtr root)
{
    xmlNodePtr list = rd_add(root, "指标表");
    rd_int(list, "滞后线", b->set.behind_line);
    rd_int(list, "允许落后", 100 - b->set.behind_line);
    for (size_t i = 0; i < b->p->nindicators; i++)
        write_indicator(b, list, &b->p->indicators[i]);
}

/*
 * lights: is an indicator reached, on its way, behind or overdue (完成 正常 滞后 逾期), and why, in words.
 *
 *   完成  the value meets the target; of 最大, while units report different values, all of them do
 *   逾期  it does not, and the last day has passed (当季: the quarter's last day; 累计: 期限, else the plan's end); a day after
 *         the quarter's end has not, whenever the report is printed
 *   正常  it does not yet, but value ÷ target is at least 滞后线 (profile, 90 %) of the share of time that has passed
 *   滞后  everything else: slower than that, above an upper limit or an exact target, or nothing reported
 *   不评  the plan gives the target in words only: people judge it
 */
#include "report/build.h"

const char *light_name(enum light l)
{
    static const char *const name[] = {"完成", "正常", "滞后", "逾期", "不评"};
    return name[l];
}

bool indicator_reached(const struct indicator *ind, decimal v)
{
    int c = decimal_cmp(v, ind->target);
    return ind->relation == REL_GE ? c >= 0 : ind->relation == REL_LE ? c <= 0 : c == 0;
}

struct span { struct date from, to; int64_t past, all; }; /* days */

/*
 * The days in which the target is to be reached, and how many of them have passed: today counts as passed, but no day after
 * the quarter's end does, for a report printed later still tells of its quarter.
 */
static struct span span_of(const struct build *b, const struct indicator *ind, struct quarter q)
{
    struct date end = ind->deadline.year ? ind->deadline : b->p->end, day = quarter_last(q);
    struct span s = {.from = b->p->start, .to = end};
    if (date_cmp(b->today, day) < 0)
        day = b->today;
    if (ind->scope == SCOPE_QUARTER)
        s.from = quarter_first(q), s.to = quarter_last(q);
    s.all = date_days(s.to) - date_days(s.from) + 1;
    s.past = date_days(day) - date_days(s.from) + 1;
    if (s.all < 1)
        s.all = 1;
    s.past = s.past < 0 ? 0 : s.past > s.all ? s.all : s.past;
    return s;
}

/* value/target against past/all, without a division: at least it, at least line/100 of it, or less */
static enum pace pace_of(const struct build *b, const struct indicator *ind, decimal v, struct span s)
{
    if (ind->relation == REL_LE || ind->target.millionths <= 0 || decimal_cmp(v, ind->target) > 0)
        return PACE_BEHIND;
    __int128 have = (__int128)v.millionths * s.all * 100, want = (__int128)ind->target.millionths * s.past;
    return have >= want * 100 ? PACE_KEPT : have >= want * b->set.behind_line ? PACE_SLIGHTLY : PACE_BEHIND;
}

static const char *target_words(struct arena *a, const struct indicator *ind)
{
    static const char *const word[] = {"不低于", "不超过", ""};
    return arena_printf(a, "%s%s", word[ind->relation], with_unit(a, ind->target, ind));
}

static bool above(const struct indicator *ind, decimal v)
{
    return ind->relation != REL_GE && decimal_cmp(v, ind->target) > 0;
}

static const char *missing_reason(struct build *b, const struct indicator *ind, struct span s, bool over)
{
    const char *who = ind->aggregate == AGG_LEAD ? "主责单位本季度没有报送数据" : "本季度没有单位报送数据";
    return over ? arena_printf(b->a, "%s，期限%s已过", who, date_chinese(b->a, s.to)) : who;
}

static const char *short_reason(struct build *b, const struct indicator *ind, decimal v, struct span s, bool over)
{
    const char *have = with_unit(b->a, v, ind), *want = target_words(b->a, ind);
    if (above(ind, v) && ind->relation == REL_LE) /* not 超出不超过5人次的目标 */
        return arena_printf(b->a, "%s，超出%s的上限，须核实整改", have, with_unit(b->a, ind->target, ind));
    if (above(ind, v))
        return arena_printf(b->a, "%s，超出%s的目标，须核实整改", have, want);
    if (over)
        return arena_printf(b->a, "%s，未达到%s的目标，期限%s已过", have, want, date_chinese(b->a, s.to));
    return arena_printf(b->a, "%s，未达到%s的目标", have, want);
}

static const char *pace_reason(struct build *b, const struct verdict_light *v)
{
    const char *words = v->pace == PACE_KEPT     ? "符合进度"
                        : v->pace == PACE_BEHIND ? "进度滞后"
                                                 : arena_printf(b->a, "略低于时间进度（在允许的%d%%以内）", 100 - b->set.behind_line);
    return arena_printf(b->a, "完成率%s%%，时间进度%s%%，%s", v->rate, v->time, words);
}

/* The light of a value. */
static struct verdict_light judge(struct build *b, const struct indicator *ind, decimal value, struct span s, bool over)
{
    struct verdict_light v = {.light = over ? LIGHT_OVERDUE : LIGHT_BEHIND, .time = decimal_percent(b->a, (decimal){s.past}, (decimal){s.all})};
    if (ind->relation != REL_LE && ind->target.millionths > 0)
        v.rate = decimal_percent(b->a, value, ind->target);
    if (indicator_reached(ind, value)) {
        v.light = LIGHT_DONE;
        /* a limit is kept, a goal is reached */
        bool limit = ind->relation == REL_LE || ind->target.millionths == 0;
        v.reason = arena_printf(b->a, limit ? "%s，符合%s的要求" : "%s，达到%s的目标", with_unit(b->a, value, ind), target_words(b->a, ind));
    } else if (over || above(ind, value) || !v.rate) {
        v.reason = short_reason(b, ind, value, s, over);
    } else {
        v.pace = pace_of(b, ind, value, s);
        v.light = v.pace == PACE_BEHIND ? LIGHT_BEHIND : LIGHT_NORMAL;
        v.reason = pace_reason(b, &v);
    }
    return v;
}

/*
 * Units that should mean one figure report different ones, and not all of them reach the target: until they agree the value
 * that does not reach it is the one that is judged.
 */
static void judge_disputed(struct build *b, const struct indicator *ind, struct outcome o, struct span s, bool over, struct verdict_light *v)
{
    if (!o.differ || v->light != LIGHT_DONE || (indicator_reached(ind, o.low) && indicator_reached(ind, o.high)))
        return;
    decimal value = indicator_reached(ind, o.low) ? o.high : o.low;
    struct verdict_light x = judge(b, ind, value, s, over);
    v->light = x.light;
    v->pace = x.pace;
    v->rate = x.rate;
    v->disputed = true;
    v->judged = value;
    v->reason = arena_printf(b->a, "各单位数据不一致（%s至%s），待核对；暂按%s评定，%s", decimal_format(b->a, o.low),
                             with_unit(b->a, o.high, ind), with_unit(b->a, value, ind), x.reason);
}

struct verdict_light indicator_light(struct build *b, const struct indicator *ind, struct outcome o, struct quarter q)
{
    struct span s = span_of(b, ind, q);
    bool over = passed(b, q, s.to);
    struct verdict_light v = {.light = over ? LIGHT_OVERDUE : LIGHT_BEHIND};
    if (!ind->has_target) {
        v.light = LIGHT_NONE;
        v.reason = o.has_value ? "目标为文字表述，只列数据，不作评定" : "目标为文字表述，本季度没有报送数据，不作评定";
        return v;
    }
    if (!o.has_value) {
        v.time = decimal_percent(b->a, (decimal){s.past}, (decimal){s.all});
        v.reason = o.overflow ? "各单位数据之和超出范围，须核实" : missing_reason(b, ind, s, over);
        return v;
    }
    v = judge(b, ind, o.value, s, over);
    judge_disputed(b, ind, o, s, over, &v);
    return v;
}

const char *pace_name(enum pace p)
{
    static const char *const name[] = {NULL, "符合进度", "略低于时间进度", "进度滞后"};
    return name[p];
}

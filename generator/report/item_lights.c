/*
 * item_lights: does an item of the plan stand well (完成 正常 滞后 逾期), and why, in words.
 *
 * The worst of what is known of it counts:
 *   逾期  an indicator is overdue, or an open problem is past its day, whether its unit speaks of it or not
 *   滞后  an indicator is behind, or the lead has not reported the item
 *   完成  it has indicators with figures, all of them are reached, and no problem is open or left without a word
 *   正常  everything else: an item without figures is never 完成, people judge that
 */
#include "report/build.h"

struct item_state *item_state(struct build *b, const struct plan_item *item) { return &b->item[item - b->p->items]; }

static size_t graded(const struct item_state *s)
{
    return s->light[LIGHT_DONE] + s->light[LIGHT_NORMAL] + s->light[LIGHT_BEHIND] + s->light[LIGHT_OVERDUE];
}

static enum light light_of(const struct item_state *s)
{
    if (s->light[LIGHT_OVERDUE] || s->overdue || s->silent_overdue)
        return LIGHT_OVERDUE;
    if (s->light[LIGHT_BEHIND] || !s->lead_told)
        return LIGHT_BEHIND;
    return graded(s) && s->light[LIGHT_DONE] == graded(s) && !s->open && !s->silent ? LIGHT_DONE : LIGHT_NORMAL;
}

static void part(struct buf *b, const char *s)
{
    if (b->n)
        buf_adds(b, "；");
    buf_adds(b, s);
}

/* None is behind: what of them is reached and how the others stand. */
static const char *on_the_way(struct build *b, const struct item_state *s, size_t all, size_t done)
{
    /* with others whose target is in words these are not all it has */
    const char *n = s->light[LIGHT_NONE] ? arena_printf(b->a, "%zu项量化指标", all) : all == 1 ? "唯一一项指标" : arena_printf(b->a, "%zu项指标", all);
    if (done == all)
        return arena_printf(b->a, all == 1 ? "%s达到目标" : "%s全部达到目标", n);
    size_t kept = all - done - s->slightly;
    if (all == 1)
        return arena_printf(b->a, "%s%s", n, kept ? "符合进度" : "略低于时间进度");
    if (done)
        n = arena_printf(b->a, "%s达到目标%zu项，", n, done);
    if (!s->slightly)
        return arena_printf(b->a, "%s%s符合进度", n, done ? "其余" : "都");
    if (!kept)
        return arena_printf(b->a, "%s%s略低于时间进度", n, done ? "其余" : "都");
    return arena_printf(b->a, "%s符合进度%zu项，略低于时间进度%zu项", n, kept, s->slightly);
}

static void tell_figures(struct build *b, struct buf *out, const struct item_state *s)
{
    size_t all = graded(s), done = s->light[LIGHT_DONE];
    if (s->light[LIGHT_OVERDUE])
        part(out, arena_printf(b->a, "逾期未完成的指标%zu项（%s）", s->light[LIGHT_OVERDUE], s->slow[LIGHT_OVERDUE]));
    if (s->light[LIGHT_BEHIND])
        part(out, arena_printf(b->a, "进度滞后的指标%zu项（%s）", s->light[LIGHT_BEHIND], s->slow[LIGHT_BEHIND]));
    if (s->light[LIGHT_OVERDUE] || s->light[LIGHT_BEHIND])
        return;
    if (!all)
        part(out, "没有量化指标");
    else if (s->light[LIGHT_NONE])
        part(out, arena_printf(b->a, "%s，另有%zu项不作评定", on_the_way(b, s, all, done), s->light[LIGHT_NONE]));
    else
        part(out, on_the_way(b, s, all, done));
}

static const char *of_silent(struct build *b, const struct item_state *s)
{
    return s->silent_overdue ? arena_printf(b->a, "没有报告整改结果的问题%zu个，其中整改期限已过%zu个", s->silent, s->silent_overdue)
                             : arena_printf(b->a, "没有报告整改结果的问题%zu个", s->silent);
}

static const char *reason(struct build *b, const struct item_state *s)
{
    struct buf out = {0};
    if (!s->lead_told)
        part(&out, "主责单位没有报告本项进展");
    tell_figures(b, &out, s);
    if (s->overdue)
        part(&out, arena_printf(b->a, "正在整改的问题%zu个，其中逾期%zu个", s->open, s->overdue));
    else if (s->open)
        part(&out, arena_printf(b->a, "正在整改的问题%zu个", s->open));
    else if (!s->silent)
        part(&out, "没有正在整改的问题");
    if (s->silent)
        part(&out, of_silent(b, s));
    const char *words = arena_strdup(b->a, buf_str(&out));
    buf_drop(&out);
    return words;
}

void item_lights_write(struct build *b)
{
    for (size_t i = 0; i < b->p->nitems; i++) {
        struct item_state *s = &b->item[i];
        if (!s->node)
            continue;
        enum light l = light_of(s);
        b->tally.item_light[l]++;
        rd_attr(s->node, "灯", light_name(l));
        rd_attr(s->node, "理由", reason(b, s));
    }
}

/*
 * item_lights: does an item of the plan stand well (完成 正常 滞后 逾期), and why, in words.
 *
 * The worst of what is known of it counts:
 *   逾期  an indicator is overdue, or an open problem is past its day
 *   滞后  an indicator is behind, or the lead has not reported the item
 *   完成  it has indicators with figures, all of them are reached, and no problem is open
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
    if (s->light[LIGHT_OVERDUE] || s->overdue)
        return LIGHT_OVERDUE;
    if (s->light[LIGHT_BEHIND] || !s->lead_told)
        return LIGHT_BEHIND;
    return graded(s) && s->light[LIGHT_DONE] == graded(s) && !s->open ? LIGHT_DONE : LIGHT_NORMAL;
}

static void part(struct buf *b, const char *s)
{
    if (b->n)
        buf_adds(b, "；");
    buf_adds(b, s);
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
    else if (done == all)
        part(out, arena_printf(b->a, "%zu项指标全部达到目标", all));
    else
        part(out, arena_printf(b->a, "%zu项指标达到目标%zu项，其余符合进度", all, done));
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
    else
        part(&out, "没有正在整改的问题");
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

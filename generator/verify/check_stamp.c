/* Checks 91–95 and 155: 签名章. Clause 7.3.5.3; 命令(令) of 10.2 ends the same way. */
#include "verify/check.h"

static um middle(struct box b) { return (b.y0 + b.y1) / 2; }

static bool stamped(struct check *c)
{
    if (!tail_is(c, TAIL_STAMPED))
        return false;
    if (!c->k->nseals)
        none(c, "页面上没有签名章图（打印后由人盖）");
    return c->k->nseals > 0;
}

void check_stamp_below(struct check *c)
{
    um bottom, baseline;
    if (!stamped(c))
        return;
    struct box b = seal_box(c->k->seals[0]);
    if (tail_text_above(c, b.y1, &bottom, &baseline))
        within(c, at_box(c->k->tail_page, b), "正文末行下边到签名章上边", c->k->seals[0]->at.y0 - bottom, MM(19.9), MM(26.7));
    none(c, "签名章同页没有正文");
}

static const struct vline *post_of(const struct check *c, const struct vimage *m)
{
    for (size_t i = 0; i < c->k->posts.n; i++)
        if (c->k->posts.v[i]->bottom > m->at.y0 && c->k->posts.v[i]->top < m->at.y1)
            return c->k->posts.v[i];
    return NULL;
}

void check_stamp_place(struct check *c)
{
    if (!stamped(c))
        return;
    for (size_t i = 0; i < c->k->nseals; i++) {
        const struct vimage *m = c->k->seals[i];
        const struct vline *p = post_of(c, m);
        struct spot at = at_box(c->k->tail_page, m->at);
        um right = AREA_R - 4 * CHAR + area_shift(c->k, c->k->tail_page);
        within(c, at, "签名章右边与右空四字处之差", m->at.x1 - right, -MM(0.6), MM(0.6));
        if (p && c->k->nseals == 1)
            within(c, at, "职务到签名章的空与二字之差", m->at.x0 - line_right(p) - 2 * CHAR, -MM(0.6), MM(0.6));
    }
}

void check_stamp_post(struct check *c)
{
    if (!stamped(c))
        return;
    for (size_t i = 0; i < c->k->nseals; i++) {
        const struct vline *p = post_of(c, c->k->seals[i]);
        if (p)
            within(c, at_line(p), "职务与签名章上下中心之差", (p->top + p->bottom) / 2 - middle(c->k->seals[i]->at), -MM(0.8), MM(0.8));
    }
    none(c, "没有标注职务");
}

void check_stamp_date(struct check *c)
{
    if (!tail_is(c, TAIL_STAMPED))
        return;
    within(c, at_line(c->k->date), "成文日期右边", plain_x(c, c->k->date, c->k->date->x1), PT(457.0), PT(459.0));
    if (!c->k->nseals)
        return;
    um gap = c->k->date->top - c->k->seals[c->k->nseals - 1]->at.y1;
    if (gap < MM(9.4) || gap > MM(16.3))
        holds(c, at_line(c->k->date), false, "签名章下边到成文日期上边", arena_printf(c->a, "%.2f mm", gap / 1000.0), "空一行（9.40～16.30 mm）");
}

void check_stamp_joint(struct check *c)
{
    if (!stamped(c))
        return;
    if (c->k->nseals < 2) {
        none(c, "只有一枚签名章");
        return;
    }
    for (size_t i = 1; i < c->k->nseals; i++) {
        const struct vline *p = post_of(c, c->k->seals[i]), *q = post_of(c, c->k->seals[0]);
        struct spot at = at_box(c->k->tail_page, c->k->seals[i]->at);
        holds(c, at, c->k->seals[i]->at.y0 >= c->k->seals[i - 1]->at.y1, "各机关的签名章", "不是每行一个", "每行一个机关");
        if (p && q)
            within(c, at_line(p), "职务左边与主办机关之差", p->x0 - q->x0, -MM(0.6), MM(0.6));
        within(c, at, "签名章右边与主办机关之差", c->k->seals[i]->at.x1 - c->k->seals[0]->at.x1, -MM(0.6), MM(0.6));
    }
}

/* 10.2: an order ends like 7.3.5.3. */
void check_order_tail(struct check *c)
{
    if (c->k->format != DOC_ORDER) {
        none(c, "不是命令（令）格式");
        return;
    }
    if (!stamped(c))
        return;
    check_stamp_below(c);
    check_stamp_place(c);
    check_stamp_post(c);
    check_stamp_date(c);
    c->ranged = false;
    note(c, "同第 91～94 项");
}

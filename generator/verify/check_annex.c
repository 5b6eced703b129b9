/* Checks 98–101 and 123–126: 附件, 横排表格. Clauses 7.3.7 and 8. */
#include "verify/check.h"

/* ---- 7.3.7 附件 ---- */

static bool annexed(struct check *c)
{
    if (!c->k->nannexes)
        none(c, "没有附件页");
    return c->k->nannexes > 0;
}

static bool label_form(const char *s)
{
    s = strstr(s, "附件");
    if (!s)
        return false;
    s += strlen("附件");
    return s[strspn(s, "0123456789")] == 0;
}

void check_annex_label(struct check *c)
{
    for (size_t i = 0; annexed(c) && i < c->k->nannexes; i++) {
        const struct vline *l = c->k->annexes[i].label;
        holds(c, at_line(l), label_form(l->text), "附件标签", l->text, "“附件”或“附件1”，后面不加标点");
        in_role(c, l, l->n > 6 ? l->n - 2 : 0, l->n, ROLE_HT, "附件标签");
        of_size3(c, l, "附件标签");
        within(c, at_line(l), "附件标签左边", plain_x(c, l, l->x0), AREA_L - PT(0.5), AREA_L + PT(0.5));
        within(c, at_line(l), "附件标签字身上边", l->top, row_top(c->k) - PT(1.0), row_top(c->k) + PT(1.0));
    }
    c->ranged = false;
    note(c, "%zu 个，顶格在第一行", c->k->nannexes);
}

void check_annex_title(struct check *c)
{
    for (size_t i = 0; annexed(c) && i < c->k->nannexes; i++) {
        const struct annex_part *x = &c->k->annexes[i];
        if (!x->title.n)
            continue;
        for (size_t j = 0; j < x->title.n; j++) {
            const struct vline *l = x->title.v[j];
            um half = line_center(l), whole = (l->x0 + line_right(l)) / 2, cx = middle_x(c, l->page);
            within(c, at_line(l), "附件标题中心", abs(half - cx) < abs(whole - cx) ? half : whole, cx - PT(0.8), cx + PT(0.8));
        }
        const struct vline *l = x->title.v[0];
        um third = (x->label->top + x->label->bottom) / 2 + 2 * c->k->pitch, off = (l->top + l->bottom) / 2 - third;
        if (abs(off) > PT(3))
            holds(c, at_line(l), false, "附件标题的行", arena_printf(c->a, "偏离第三行 %.2f mm", off / 1000.0), "版心第三行");
    }
    none(c, "没有认出附件标题");
}

/* Letters, figures and hanzi only: marks and blanks do not make two titles different. */
static const char *bare(struct arena *a, const char *s)
{
    struct buf b = {0};
    for (const char *end = s + strlen(s); s < end;) {
        uint32_t cp;
        int len = utf8_decode(s, end, &cp);
        if (is_han(cp) || is_digit(cp) || (cp < 128 && cp > ' '))
            buf_add(&b, s, (size_t)len);
        s += len ? len : 1;
    }
    const char *out = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return out;
}

void check_annex_names(struct check *c)
{
    struct buf list = {0};
    if (!annexed(c))
        return;
    if (!c->k->annex_list.n) {
        none(c, "没有附件说明可以对照");
        return;
    }
    for (size_t i = 0; i < c->k->annex_list.n; i++)
        buf_adds(&list, c->k->annex_list.v[i]->text);
    const char *all = bare(c->a, buf_str(&list)), *from = all;
    buf_drop(&list);
    for (size_t i = 0; i < c->k->nannexes; i++) {
        const struct annex_part *x = &c->k->annexes[i];
        const char *title = bare(c->a, x->heading), *found = title[0] ? strstr(from, title) : NULL;
        if (!title[0])
            continue;
        holds(c, at_line(x->label), found != NULL, arena_printf(c->a, "附件标题“%s”", x->heading), "附件说明里没有，或次序不同", "与附件说明一致");
        from = found ? found + strlen(title) : from;
    }
    none(c, "没有认出附件标题");
    note(c, "%zu 个附件与附件说明一致", c->k->nannexes);
}

void check_annex_order(struct check *c)
{
    if (!annexed(c))
        return;
    size_t last = 0, first = 0;
    for (size_t i = 0; i < c->k->nannexes; i++)
        if (!c->k->annexes[i].separate) {
            first = first ? first : c->k->annexes[i].page;
            last = c->k->annexes[i].page;
        }
    if (!first) {
        none(c, "附件都不与正文一起装订");
        return;
    }
    if (c->k->imprint_page)
        holds(c, ALL_PAGES, (size_t)c->k->imprint_page->number > last, "附件页", "在版记之后", "在版记之前");
    for (size_t i = first; i <= last; i++) {
        const struct vline *no = c->k->page_number[i];
        holds(c, (struct spot){(int)i + 1, 0, 0}, no != NULL, "附件页的页码", "没有", "与正文连续编排");
    }
    note(c, "在版记之前，页码连续");
}

/* ---- 8 横排表格 ---- */

static bool turned_page(const struct vpage *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->ng; i++)
        n += p->g[i].way == WAY_UP || p->g[i].way == WAY_DOWN;
    return n > 20;
}

void check_turned_way(struct check *c)
{
    for (size_t i = 0; i < c->k->p->n; i++) {
        const struct vpage *p = &c->k->p->v[i];
        size_t down = 0;
        for (size_t j = 0; j < p->ng; j++)
            down += p->g[j].way == WAY_DOWN;
        if (turned_page(p))
            holds(c, (struct spot){p->number, 0, 0}, down == 0, "横排表格的文字", "顺时针转", "逆时针转 90°（朝上）");
    }
    none(c, "没有横排的表格");
    note(c, "%zu 页，文字朝上", c->measured);
}

/* The head of the source's table: its first cell's place against all other cells. */
void check_turned_head(struct check *c)
{
    if (!c->k->src) {
        for (size_t i = 0; i < c->k->p->n; i++)
            if (turned_page(&c->k->p->v[i]))
                none(c, "没有公文 XML，不知道哪一行是表头");
        none(c, "没有横排的表格");
        return;
    }
    for (size_t i = 0; i < c->k->p->n; i++) {
        const struct vpage *p = &c->k->p->v[i];
        um head = 1000000000, rest = 1000000000;
        for (size_t j = 0; j < p->ng; j++) {
            const struct vglyph *g = &p->g[j];
            if (g->way != WAY_UP || g->piece < 0)
                continue;
            um *to = piece_is(c->k, g->piece, PIECE_TABLE_HEAD) ? &head : piece_is(c->k, g->piece, PIECE_CELL) ? &rest : NULL;
            if (to && g->x < *to)
                *to = g->x;
        }
        if (turned_page(p) && head < 1000000000 && rest < 1000000000)
            within(c, (struct spot){p->number, head, 0}, "表头到表身最左一行", rest - head, 1, 1000000000);
    }
    none(c, "没有带表头的横排表格");
}

void check_turned_number(struct check *c)
{
    for (size_t i = 0; i < c->k->p->n; i++) {
        const struct vpage *p = &c->k->p->v[i];
        const struct vline *l = c->k->page_number[i];
        if (!turned_page(p))
            continue;
        if (holds(c, (struct spot){p->number, 0, 0}, l != NULL, "横排表格页的页码", "没有，或不与其他页同向", "与其他页一致"))
            within(c, at_line(l), "页码位置", p->number % 2 ? AREA_R - plain_x(c, l, l->x1) : plain_x(c, l, l->x0) - AREA_L, PT(13.3), PT(16.6));
    }
    none(c, "没有横排的表格");
}

void check_table_inside(struct check *c)
{
    for (size_t i = 0; i < c->k->ntables; i++) {
        const struct table_box *t = &c->k->tables[i];
        um shift = area_shift(c->k, t->page);
        struct spot at = at_box(t->page, t->at);
        within(c, at, "表格左边", t->at.x0 - shift, AREA_L - 300, AREA_R);
        within(c, at, "表格右边", t->at.x1 - shift, AREA_L, AREA_R + 300);
        within(c, at, "表格上边", t->at.y0, AREA_T - 300, AREA_B);
        within(c, at, "表格下边", t->at.y1, AREA_T, AREA_B + 300);
    }
    none(c, "没有带线的表格");
    c->ranged = false;
    note(c, "%zu 个表格都在版心内", c->k->ntables);
}

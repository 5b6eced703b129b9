/* Checks 102–122: 版记, 页码. Clauses 7.4 and 7.5. */
#include "verify/check.h"

/* ---- 7.4 版记 ---- */

static bool imprinted(struct check *c, bool ruled)
{
    if (!c->k->imprint.n)
        none(c, "没有版记");
    else if (c->k->format == DOC_LETTER)
        none(c, "信函格式的版记另有规定，见 10.1");
    else if (ruled && !c->k->nrules)
        holds(c, at_line(c->k->imprint.v[0]), false, "版记分隔线", "没有", "首条、末条粗线");
    else
        return true;
    return false;
}

/* Pages up to the 版记's: an annex bound apart may have a blank page before it. */
static size_t document_end(const struct check *c)
{
    size_t n = c->k->end;
    while (n > 1 && n < c->k->p->n && c->k->blank[n - 1])
        n--;
    return n;
}

void check_imprint_page(struct check *c)
{
    if (!imprinted(c, false))
        return;
    int n = c->k->imprint_page->number;
    holds(c, at_line(c->k->imprint.v[0]), (size_t)n == document_end(c), "版记所在页", arena_printf(c->a, "第 %d 页，共 %zu 页", n, c->k->end), "最后一面");
    if (!c->o->imprint_any)
        holds(c, at_line(c->k->imprint.v[0]), n % 2 == 0, "版记所在页", arena_printf(c->a, "第 %d 页", n), "偶数页");
    note(c, "第 %d 页", n);
}

void check_imprint_foot(struct check *c)
{
    if (!imprinted(c, true))
        return;
    const struct vrule *r = c->k->rules[c->k->nrules - 1];
    within(c, at_rule(c->k->imprint_page, r), "末条分隔线高度", r->y0, AREA_B - MM(0.5), AREA_B + MM(0.5));
}

void check_imprint_rules(struct check *c)
{
    for (size_t i = 0; imprinted(c, true) && i < c->k->nrules; i++) {
        const struct vrule *r = c->k->rules[i];
        const struct vpage *p = c->k->imprint_page;
        struct spot at = at_rule(p, r);
        um shift = area_shift(c->k, p);
        within(c, at, arena_printf(c->a, "第 %zu 条分隔线左端", i + 1), r->x0 - shift, AREA_L - PT(0.6), AREA_L + PT(0.6));
        within(c, at, arena_printf(c->a, "第 %zu 条分隔线右端", i + 1), r->x1 - shift, AREA_R - PT(0.6), AREA_R + PT(0.6));
        holds(c, at, r->ink == INK_BLACK && !r->dashed, arena_printf(c->a, "第 %zu 条分隔线", i + 1), r->dashed ? "虚线" : "不是黑色", "黑色实线");
        holds(c, at, abs(r->y1 - r->y0) <= PT(0.05), arena_printf(c->a, "第 %zu 条分隔线", i + 1), "不水平", "水平");
    }
    c->ranged = false;
    note(c, "%zu 条，与版心等宽", c->k->nrules);
}

void check_imprint_thick(struct check *c)
{
    um thick = 1000000000, thin = 0;
    if (!imprinted(c, true))
        return;
    for (size_t i = 0; i < c->k->nrules; i++) {
        const struct vrule *r = c->k->rules[i];
        bool edge = i == 0 || i + 1 == c->k->nrules;
        um want = edge ? 350 : 250;
        within(c, at_rule(c->k->imprint_page, r), arena_printf(c->a, "第 %zu 条分隔线粗", i + 1), r->width, want - 50, want + 50);
        if (edge)
            thick = r->width < thick ? r->width : thick;
        else
            thin = r->width > thin ? r->width : thin;
    }
    if (thin >= thick)
        holds(c, at_rule(c->k->imprint_page, c->k->rules[0]), false, "首末条与中间线", "粗细相同", "首末条粗");
}

void check_imprint_first(struct check *c)
{
    if (!imprinted(c, true))
        return;
    const struct vrule *r = c->k->rules[0];
    const struct vline *l = c->k->imprint.v[0];
    within(c, at_rule(c->k->imprint_page, r), "首条分隔线到首行字身上边", l->top - r->y0, 0, MM(6.0));
}

static bool copied(struct check *c)
{
    if (!c->k->copies.n)
        none(c, c->k->imprint.n ? "版记里没有抄送" : "没有版记");
    return c->k->copies.n > 0;
}

static bool begins_list(const struct vline *l) { return starts_with(l->text, "抄送") || starts_with(l->text, "主送"); }

void check_copies_place(struct check *c)
{
    for (size_t i = 0; copied(c) && i < c->k->copies.n; i++) {
        const struct vline *l = c->k->copies.v[i];
        in_role(c, l, 0, l->n, ROLE_FS, "抄送");
        of_size(c, l, "抄送", PT(13.9), PT(14.1));
        if (begins_list(l))
            within(c, at_line(l), "抄送左边", plain_x(c, l, l->x0), PT(92.9), PT(95.7));
    }
    c->ranged = false;
    note(c, "4号仿宋，左空一字");
}

void check_copies_marks(struct check *c)
{
    for (size_t i = 0; copied(c) && i < c->k->copies.n; i++) {
        const struct vline *l = c->k->copies.v[i];
        bool last = i + 1 == c->k->copies.n || begins_list(c->k->copies.v[i + 1]);
        if (begins_list(l))
            holds(c, at_line(l), starts_with(l->text + 6, "："), "“抄送”后", line_words(c, l), "全角冒号");
        if (last)
            holds(c, at_line(l), ends_with(l->text, "。"), "最后一个机关后", l->text, "句号");
    }
    note(c, "冒号、句号齐全");
}

void check_copies_turn(struct check *c)
{
    um x = 0;
    for (size_t i = 0; copied(c) && i < c->k->copies.n; i++) {
        const struct vline *l = c->k->copies.v[i];
        if (begins_list(l) && l->n > 3)
            x = l->g[3]->x;
        else if (x && !is_open_mark(l->g[0]->cp))
            within(c, at_line(l), "抄送回行首字与冒号后首字左边之差", l->x0 - x, -PT(0.6), PT(0.6));
    }
    none(c, "抄送没有回行");
}

void check_copies_right(struct check *c)
{
    for (size_t i = 0; copied(c) && i < c->k->copies.n; i++)
        within(c, at_line(c->k->copies.v[i]), "抄送行右边", plain_x(c, c->k->copies.v[i], line_right(c->k->copies.v[i])), 0, PT(508.2));
}

static size_t rules_between(const struct check *c, um from, um to)
{
    size_t n = 0;
    for (size_t i = 0; i < c->k->nrules; i++)
        n += c->k->rules[i]->y0 > from && c->k->rules[i]->y0 < to;
    return n;
}

void check_main_above(struct check *c)
{
    const struct vline *main_to = NULL, *copy_to = NULL;
    for (size_t i = 0; i < c->k->copies.n; i++) {
        if (!main_to && starts_with(c->k->copies.v[i]->text, "主送"))
            main_to = c->k->copies.v[i];
        if (!copy_to && starts_with(c->k->copies.v[i]->text, "抄送"))
            copy_to = c->k->copies.v[i];
    }
    if (!main_to || !copy_to) {
        none(c, "版记里没有同时有主送和抄送");
        return;
    }
    holds(c, at_line(main_to), main_to->y < copy_to->y, "主送", "在抄送之下", "在抄送之上");
    holds(c, at_line(main_to), rules_between(c, main_to->y, copy_to->top) == 0, "主送与抄送之间", "有分隔线", "没有分隔线");
    note(c, "主送在抄送之上，其间无线");
}

void check_print_row(struct check *c)
{
    const struct vline *l = c->k->print_row;
    if (!l || !imprinted(c, false)) {
        none(c, "没有印发机关和印发日期");
        return;
    }
    struct vlines s = line_segments(c->k->p, l, 1000);
    const struct vline *date = s.v[s.n - 1], *printer = s.v[0];
    in_role(c, l, 0, l->n, ROLE_FS, "印发");
    of_size(c, l, "印发机关和印发日期", PT(13.9), PT(14.1));
    if (s.n > 1)
        within(c, at_line(printer), "印发机关左边", plain_x(c, l, printer->x0), PT(92.9), PT(95.7));
    within(c, at_line(date), "印发日期右边", plain_x(c, l, date->x1), PT(505.0), PT(508.2));
    if (abs(date->y - printer->y) > PT(0.1))
        holds(c, at_line(date), false, "印发机关与印发日期", "不在一条基线上", "同一行");
    c->ranged = false;
    note(c, "左右各空一字，同一行");
}

void check_print_rule(struct check *c)
{
    const struct vline *l = c->k->print_row;
    if (!l || !c->k->copies.n || !imprinted(c, true)) {
        none(c, "版记里没有同时有抄送和印发机关");
        return;
    }
    size_t n = rules_between(c, c->k->copies.v[c->k->copies.n - 1]->y, l->y);
    holds(c, at_line(l), n == 1, "抄送与印发机关之间", arena_printf(c->a, "%zu 条分隔线", n), "1 条细线");
    note(c, "1 条");
}

/* ---- 7.5 页码 ---- */

#define EACH_NUMBER(c, l) \
    for (size_t i_##l = 0; i_##l < (c)->k->p->n; i_##l++) \
        for (const struct vline *l = (c)->k->page_number[i_##l]; l; l = NULL)

void check_number_font(struct check *c)
{
    EACH_NUMBER(c, l) {
        for (size_t i = 0; i < l->n; i++) {
            const struct vglyph *g = l->g[i];
            const struct vfont *f = &c->k->p->fonts[g->font];
            if (g->cp >= 0xFF10 && g->cp <= 0xFF19)
                holds(c, at_glyph(l->page, g), false, "页码数字", "全角", "半角");
            if (!is_digit(g->cp))
                continue;
            within_pt(c, at_glyph(l->page, g), "页码字号", g->size, PT(13.9), PT(14.1));
            if (g->advance < PT(6.3) || g->advance > PT(7.7))
                holds(c, at_glyph(l->page, g), false, "页码数字的宽", arena_printf(c->a, "%.2f 磅", g->advance / 352.77778), "半角（6.3～7.7 磅）");
            if (f->role == ROLE_UNKNOWN)
                unsure(c, "字体“%s”不认识（在 fonts/fonts.tab 里登记后再检查）", f->name);
            else if (f->role != ROLE_ST)
                holds(c, at_glyph(l->page, g), false, "页码字体", arena_printf(c->a, "%s（%s）", role_name(f->role), f->name), "宋体");
        }
    }
    none(c, "没有页码");
}

static bool number_form(const char *s)
{
    if (!starts_with(s, "—"))
        return false;
    size_t d = strspn(s + 3, "0123456789");
    return d && strcmp(s + 3 + d, "—") == 0;
}

void check_number_form(struct check *c)
{
    EACH_NUMBER(c, l) holds(c, at_line(l), number_form(l->text), "页码", l->text, "一字线、数字、一字线，如“—1—”");
    none(c, "没有页码");
    note(c, "%zu 页", c->measured);
}

void check_number_height(struct check *c)
{
    EACH_NUMBER(c, l) {
        const struct vpage *p = l->page;
        const struct inkpart *w = &p->want[c->k->dash_want[p->number - 1]];
        um dash = (w->ink.y0 + w->ink.y1) / 2;
        if (p->inked && w->found && !is_digit(l->g[0]->cp)) { /* UNSURE-17: the dashes' ink, or the figures' em box */
            bool by_em = abs(dash - AREA_B - MM(7)) > MM(0.7) && abs(l->top - AREA_B - MM(7)) <= MM(0.7);
            within(c, at_line(l), by_em ? "页码字身上边高度" : "一字线中心高度", by_em ? l->top : dash, AREA_B + MM(6.3), AREA_B + MM(7.7));
        }
    }
    none(c, "没有带一字线的页码");
}

static void number_side(struct check *c, int odd)
{
    EACH_NUMBER(c, l) {
        if (l->page->number % 2 != odd)
            continue;
        if (odd)
            within(c, at_line(l), "页码右边", plain_x(c, l, l->x1), PT(505.0), PT(508.2));
        else
            within(c, at_line(l), "页码左边", plain_x(c, l, l->x0), PT(92.9), PT(95.7));
    }
    none(c, odd ? "单页没有页码" : "双页没有页码");
}

void check_number_odd(struct check *c) { number_side(c, 1); }
void check_number_even(struct check *c) { number_side(c, 0); }

static int number_of(const struct vline *l)
{
    const char *s = l->text;
    return atoi(s + strcspn(s, "0123456789"));
}

/* Does a blank page stand before the 版记's page? */
static bool blank_before(const struct check *c)
{
    return c->k->imprint_page && c->k->imprint_page->number > 1 && c->k->blank[c->k->imprint_page->number - 2];
}

void check_number_order(struct check *c)
{
    EACH_NUMBER(c, l) {
        int want = l->page->number;
        for (size_t i = 0; i < c->k->nannexes; i++) /* an annex bound apart has numbers of its own */
            if (c->k->annexes[i].separate && c->k->annexes[i].page < (size_t)l->page->number)
                want = l->page->number - (int)c->k->annexes[i].page;
        holds(c, at_line(l), number_of(l) == want, "页码", arena_printf(c->a, "%d", number_of(l)), arena_printf(c->a, "%d", want));
    }
    for (size_t i = 0; c->measured && i < c->k->p->n; i++) {
        bool free = (i == 0 && c->k->format == DOC_LETTER) || c->k->blank[i] || (blank_before(c) && (int)i + 1 >= c->k->imprint_page->number);
        if (!c->k->page_number[i] && !free)
            holds(c, (struct spot){(int)i + 1, 0, 0}, false, "页码", "没有", arena_printf(c->a, "%zu", i + 1));
    }
    none(c, "没有页码");
    note(c, "%zu 个页码连续", c->measured);
}

void check_number_blank(struct check *c)
{
    if (!blank_before(c)) {
        none(c, "版记页前没有空白页");
        return;
    }
    for (int i = c->k->imprint_page->number - 2; i < c->k->imprint_page->number; i++)
        holds(c, (struct spot){i + 1, 0, 0}, !c->k->page_number[i], "空白页和版记页的页码", "有", "都不编页码");
    note(c, "空白页和版记页都没有页码");
}

void check_number_imprint(struct check *c)
{
    if (!c->k->imprint_page || blank_before(c) || c->k->format == DOC_LETTER)
        none(c, !c->k->imprint_page ? "没有版记" : c->k->format == DOC_LETTER ? "信函格式" : "版记页前有空白页");
    else
        holds(c, at_line(c->k->imprint.v[0]), c->k->page_number[c->k->imprint_page->number - 1] != NULL, "版记页的页码", "没有", "有");
    note(c, "有页码");
}

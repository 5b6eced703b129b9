/* Checks 72–90, 96, 97 and 113: 署名, 成文日期, 印章, 附注. Clauses 7.3.5, 7.3.6. */
#include "verify/check.h"

static const char *const forms[] = {"没有认出成文日期和署名", "加盖印章", "不加盖印章", "加盖签名章", "只有成文日期，没有署名"};

bool tail_is(struct check *c, enum tail want)
{
    if (c->k->tail == want)
        return true;
    none(c, c->k->tail == TAIL_NONE || c->k->tail == TAIL_DATE_ONLY ? "%s" : "落款按%s编排", forms[c->k->tail]);
    return false;
}

static bool sealed(struct check *c)
{
    if (!tail_is(c, TAIL_SEALED))
        return false;
    if (!c->k->nseals)
        none(c, "页面上没有印章图（打印后由人盖）");
    return c->k->nseals > 0;
}

static const struct vline *last_name(const struct check *c) { return c->k->names.v[c->k->names.n - 1]; }
struct box seal_box(const struct vimage *m) { return m->inked ? m->ink : m->at; }
static um mid_x(struct box b) { return (b.x0 + b.x1) / 2; }
static um mid_y(struct box b) { return (b.y0 + b.y1) / 2; }
static um diameter(struct box b) { return b.x1 - b.x0 > b.y1 - b.y0 ? b.x1 - b.x0 : b.y1 - b.y0; }

/* The lowest em_bottom of what stands above 署名: text, 附件说明, a name list, a table. */
bool tail_text_above(const struct check *c, um top, um *bottom, um *baseline)
{
    bool found = false;
    for (size_t i = 0; i < c->k->flow.n; i++) {
        const struct vline *l = c->k->flow.v[i];
        if (l->page != c->k->tail_page || l->y >= top || l->kind == KIND_NAME || l->kind == KIND_DATE || l->kind == KIND_POST)
            continue;
        found = true;
        *bottom = l->bottom;
        *baseline = !l->sure ? 0 : l->kind == KIND_BODY || l->kind == KIND_ANNEX_LIST || l->kind == KIND_ATTENDANCE || l->kind == KIND_LIST || l->kind == KIND_OTHER ? l->y : 0;
    }
    for (size_t i = 0; i < c->k->ntables && found; i++)
        if (c->k->tables[i].page == c->k->tail_page && c->k->tables[i].at.y1 > *bottom && c->k->tables[i].at.y1 < top) {
            *bottom = c->k->tables[i].at.y1;
            *baseline = 0;
        }
    return found;
}

/* ---- 7.3.5.1 ---- */

/* UNSURE-13: a name that reaches the edge keeps its date under its middle, wherever that is. */
static bool pushed_to_edge(const struct check *c)
{
    const struct vline *l = last_name(c);
    return abs(line_right(l) - edge_right(c, l->page)) < 1500 && abs(line_center(l) - line_center(c->k->date)) < PT(0.8);
}

void check_sealed_date(struct check *c)
{
    if (!tail_is(c, TAIL_SEALED))
        return;
    if (c->k->names.n && pushed_to_edge(c)) {
        none(c, "署名过长，右边已到版心边，成文日期以署名居中");
        return;
    }
    within(c, at_line(c->k->date), "成文日期右边", plain_x(c, c->k->date, c->k->date->x1), PT(457.0), PT(459.0));
}

void check_sealed_center(struct check *c)
{
    if (!tail_is(c, TAIL_SEALED) || !c->k->names.n)
        return;
    const struct vline *l = last_name(c);
    um p = page_pitch(c->k, l->page);
    within(c, at_line(l), "署名中心与成文日期中心之差", line_center(l) - line_center(c->k->date), -PT(0.8), PT(0.8));
    if (abs(c->k->date->y - l->y - p) > PT(0.3))
        holds(c, at_line(l), false, "署名到成文日期", arena_printf(c->a, "%.2f 磅", (c->k->date->y - l->y) / 352.77778), "下一行");
}

void check_seal_red(struct check *c)
{
    bool any = c->k->nseals && (c->k->tail == TAIL_SEALED || c->k->tail == TAIL_STAMPED);
    for (size_t i = 0; any && i < c->k->nseals; i++) {
        const struct vimage *m = c->k->seals[i];
        if (m->inked)
            holds(c, at_box(c->k->tail_page, m->at), m->red >= 900, "印章的颜色", arena_printf(c->a, "红色占 %d%%", m->red / 10), "红色");
    }
    none(c, "页面上没有印章图（打印后由人盖）");
    note(c, "%zu 枚", c->k->nseals);
}

void check_seal_center(struct check *c)
{
    if (!sealed(c))
        return;
    struct box b = seal_box(c->k->seals[c->k->nseals - 1]);
    within(c, at_box(c->k->tail_page, b), "章中心与成文日期中心左右之差", mid_x(b) - line_center(c->k->date), -MM(1.0), MM(1.0));
}

void check_seal_top(struct check *c)
{
    um bottom, baseline, top = 1000000000;
    if (!sealed(c))
        return;
    for (size_t i = 0; i < c->k->nseals; i++)
        top = seal_box(c->k->seals[i]).y0 < top ? seal_box(c->k->seals[i]).y0 : top;
    if (tail_text_above(c, c->k->names.n ? c->k->names.v[0]->y : c->k->date->y, &bottom, &baseline))
        within(c, (struct spot){c->k->tail_page->number, seal_box(c->k->seals[0]).x0, top}, "首排章顶到正文末行下边", top - bottom, 1, PITCH_A + 300);
    none(c, "印章同页没有正文");
}

static bool meets(struct box b, const struct vline *l) { return b.x0 < l->x1 && b.x1 > l->x0 && b.y0 < l->bottom && b.y1 > l->top; }

void check_seal_over(struct check *c)
{
    if (!sealed(c) || !c->k->names.n)
        return;
    const struct vline *l = last_name(c), *d = c->k->date;
    struct box b = seal_box(c->k->seals[c->k->nseals - 1]);
    struct spot at = at_box(c->k->tail_page, b);
    holds(c, at, meets(b, l), "章与署名", "不相交", "下压署名");
    holds(c, at, meets(b, d), "章与成文日期", "不相交", "下压成文日期");
    within(c, at, "署名和成文日期的中心在章中心下", (l->top + d->bottom) / 2 - mid_y(b), 1, diameter(b) / 3);
}

void check_seal_upright(struct check *c)
{
    bool any = c->k->tail == TAIL_SEALED || c->k->tail == TAIL_STAMPED;
    for (size_t i = 0; any && i < c->k->nseals; i++)
        holds(c, at_box(c->k->tail_page, c->k->seals[i]->at), c->k->seals[i]->angle <= 0.5, "印章", arena_printf(c->a, "歪 %.1f°", c->k->seals[i]->angle), "端正");
    none(c, "页面上没有印章图（打印后由人盖）");
}

void check_seal_count(struct check *c)
{
    if (sealed(c))
        holds(c, at_line(c->k->date), c->k->nseals == c->k->names.n, "印章数", arena_printf(c->a, "%zu 枚章，%zu 个署名", c->k->nseals, c->k->names.n), "一个署名一枚章");
    note(c, "%zu 枚章，%zu 个署名", c->k->nseals, c->k->names.n);
}

static bool joint_seals(struct check *c)
{
    bool ok = sealed(c) && c->k->nseals > 1;
    if (!ok)
        none(c, "只有一枚印章");
    return ok;
}

void check_seals_apart(struct check *c)
{
    if (!joint_seals(c))
        return;
    for (size_t i = 0; i < c->k->nseals; i++)
        for (size_t j = 0; j < i; j++) {
            struct box a = seal_box(c->k->seals[i]), b = seal_box(c->k->seals[j]);
            double dx = mid_x(a) - mid_x(b), dy = mid_y(a) - mid_y(b), d2 = dx * dx + dy * dy;
            um d = 0;
            while ((double)d * d < d2)
                d += 50;
            within(c, at_box(c->k->tail_page, a), "两章边缘相距", d - (diameter(a) + diameter(b)) / 2, 200, 1000000000);
        }
}

/* Seals in reading order stand for names in reading order. */
static int reading_order(const void *a, const void *b)
{
    const struct vimage *p = *(struct vimage *const *)a, *q = *(struct vimage *const *)b;
    if (abs(p->at.y0 - q->at.y0) > 15000)
        return p->at.y0 < q->at.y0 ? -1 : 1;
    return (p->at.x0 > q->at.x0) - (p->at.x0 < q->at.x0);
}

void check_seals_names(struct check *c)
{
    if (!joint_seals(c))
        return;
    if (c->k->nseals != c->k->names.n) {
        none(c, "章数与署名数不同，见第 79 项");
        return;
    }
    qsort(c->k->seals, c->k->nseals, sizeof *c->k->seals, reading_order);
    for (size_t i = 0; i < c->k->nseals; i++)
        within(c, at_line(c->k->names.v[i]), arena_printf(c->a, "第 %zu 枚章中心与署名%s中心左右之差", i + 1, line_words(c, c->k->names.v[i])),
               mid_x(seal_box(c->k->seals[i])) - line_center(c->k->names.v[i]), -MM(1.0), MM(1.0));
}

void check_seals_level(struct check *c)
{
    if (!joint_seals(c))
        return;
    for (size_t i = 1; i < c->k->nseals; i++) {
        um d = mid_y(seal_box(c->k->seals[i])) - mid_y(seal_box(c->k->seals[i - 1]));
        if (abs(d) < 15000)
            within(c, at_box(c->k->tail_page, c->k->seals[i]->at), "同排章心高低之差", d, -MM(0.5), MM(0.5));
    }
    none(c, "各章不同排");
}

void check_seals_inside(struct check *c)
{
    if (!sealed(c))
        return;
    for (size_t i = 0; i < c->k->nseals; i++) {
        struct box b = seal_box(c->k->seals[i]);
        um shift = area_shift(c->k, c->k->tail_page);
        within(c, at_box(c->k->tail_page, b), "章左边", b.x0 - shift, AREA_L - 300, AREA_R);
        within(c, at_box(c->k->tail_page, b), "章右边", b.x1 - shift, AREA_L, AREA_R + 300);
    }
}

static bool same_text(const char *text, const char *source)
{
    const char *p = text;
    for (const char *s = source; *s;) {
        size_t skip = *s == ' ' || *s == '\n' || *s == '\t' ? 1 : strncmp(s, "　", 3) == 0 ? 3 : 0;
        if (skip) {
            s += skip;
            continue;
        }
        if (*p++ != *s++)
            return false;
    }
    return !*p;
}

static void names_in_order(struct check *c)
{
    for (size_t i = 0; i < c->k->names.n && i < c->k->src->nsignatures; i++)
        holds(c, at_line(c->k->names.v[i]), same_text(c->k->names.v[i]->text, c->k->src->signatures[i].name), arena_printf(c->a, "第 %zu 个署名", i + 1),
              c->k->names.v[i]->text, c->k->src->signatures[i].name);
}

void check_last_seal(struct check *c)
{
    if (!tail_is(c, TAIL_SEALED))
        return;
    if (c->k->names.n < 2) {
        none(c, "不是联合行文");
        return;
    }
    if (c->k->nseals) {
        struct box b = seal_box(c->k->seals[c->k->nseals - 1]);
        holds(c, at_box(c->k->tail_page, b), meets(b, last_name(c)) && meets(b, c->k->date), "最后一枚章", "没有压住最后一个署名和成文日期", "压住两者");
    }
    if (c->k->src)
        names_in_order(c);
    none(c, "没有印章图，也没有公文 XML 可以对照次序");
    note(c, "%zu 个署名", c->k->names.n);
}

/* ---- 7.3.5.5 ---- */

/* A line of text on the page of 署名: no room for the pen (签字栏), nor the 附件说明, unless that is longer than the page before it. */
static bool keeps_company(const struct check *c, size_t i)
{
    const struct vline *l = c->k->flow.v[i];
    bool ours = l->page == c->k->tail_page && l->y < (c->k->names.n ? c->k->names.v[0]->y : c->k->date->y);
    if (!ours || l->kind == KIND_NAME || l->kind == KIND_DATE || l->kind == KIND_POST || l->kind == KIND_SIGN_BOX)
        return false;
    return l->kind != KIND_ANNEX_LIST || (i > 0 && c->k->flow.v[i - 1]->kind == KIND_ANNEX_LIST && c->k->flow.v[i - 1]->page != l->page);
}

void check_tail_with_text(struct check *c)
{
    bool any = false;
    if (!c->k->date) {
        none(c, "%s", forms[TAIL_NONE]);
        return;
    }
    for (size_t i = 0; i < c->k->flow.n; i++)
        any |= keeps_company(c, i);
    for (size_t i = 0; i < c->k->ntables; i++)
        any |= c->k->tables[i].page == c->k->tail_page && c->k->tables[i].at.y0 < c->k->date->y;
    holds(c, at_line(c->k->date), any, "署名、成文日期所在页", "没有正文", "至少有一行正文（签字栏、附件说明不算）");
    note(c, "同页有正文");
}

/* ---- 7.3.5.2 ---- */

static um width(const struct vline *l) { return l->x1 - l->x0; }

static const struct vline *widest(const struct check *c)
{
    const struct vline *w = c->k->names.v[0];
    for (size_t i = 1; i < c->k->names.n; i++)
        w = width(c->k->names.v[i]) > width(w) ? c->k->names.v[i] : w;
    return w;
}

void check_plain_below(struct check *c)
{
    um bottom, baseline;
    if (!tail_is(c, TAIL_PLAIN))
        return;
    const struct vline *l = c->k->names.v[0];
    um p = page_pitch(c->k, l->page);
    if (tail_text_above(c, l->y, &bottom, &baseline) && baseline)
        within_pt(c, at_line(l), "正文末行到署名", l->y - baseline, 2 * p - PT(0.3), 2 * p + PT(0.3));
    none(c, "署名上是表格或没有正文");
}

static bool long_date(const struct check *c) { return width(c->k->date) > width(widest(c)); }

void check_plain_right(struct check *c)
{
    if (!tail_is(c, TAIL_PLAIN))
        return;
    if (long_date(c))
        none(c, "成文日期长于署名，见第 89 项");
    for (size_t i = 0; !long_date(c) && i < c->k->names.n; i++) {
        const struct vline *l = c->k->names.v[i];
        if (width(l) > width(widest(c)) - 1000) /* UNSURE-15: shorter names may stand at the left */
            within(c, at_line(l), arena_printf(c->a, "署名%s右边", line_words(c, l)), plain_x(c, l, line_right(l)), PT(489.0), PT(490.6));
    }
}

void check_plain_date(struct check *c)
{
    if (!tail_is(c, TAIL_PLAIN))
        return;
    const struct vline *l = last_name(c);
    um p = page_pitch(c->k, l->page);
    within(c, at_line(c->k->date), "成文日期首字比署名首字右移", c->k->date->x0 - widest(c)->x0, PT(31.59 - 0.6), PT(32.0 + 0.6));
    if (abs(c->k->date->y - l->y - p) > PT(0.3))
        holds(c, at_line(c->k->date), false, "署名到成文日期", arena_printf(c->a, "%.2f 磅", (c->k->date->y - l->y) / 352.77778), "下一行");
}

void check_plain_long_date(struct check *c)
{
    if (!tail_is(c, TAIL_PLAIN))
        return;
    if (!long_date(c)) {
        none(c, "成文日期不长于署名");
        return;
    }
    um right = AREA_R - 2 * CHAR;
    within(c, at_line(c->k->date), "成文日期右边", plain_x(c, c->k->date, c->k->date->x1), right - PT(1.0), right + PT(1.0));
}

void check_plain_joint(struct check *c)
{
    if (!tail_is(c, TAIL_PLAIN))
        return;
    for (size_t i = 1; i < c->k->names.n; i++) {
        um p = page_pitch(c->k, c->k->tail_page);
        within_pt(c, at_line(c->k->names.v[i]), "相邻署名的行距", c->k->names.v[i]->y - c->k->names.v[i - 1]->y, p - PT(0.3), p + PT(0.3));
    }
    if (c->k->src && c->k->names.n > 1)
        names_in_order(c);
    none(c, "不是联合行文");
}

/* ---- 7.3.5.4, 7.3.6 ---- */

static bool date_form(const char *s, const char *tail)
{
    size_t y = strspn(s, "0123456789");
    if (y != 4 || !starts_with(s + 4, "年"))
        return false;
    const char *m = s + 7;
    size_t md = strspn(m, "0123456789");
    if (!md || m[0] == '0' || md > 2 || atoi(m) > 12 || !starts_with(m + md, "月"))
        return false;
    const char *d = m + md + 3;
    size_t dd = strspn(d, "0123456789");
    return dd && d[0] != '0' && dd <= 2 && atoi(d) <= 31 && strcmp(d + dd, tail) == 0;
}

void check_date_form(struct check *c)
{
    const struct vline *l = c->k->date;
    if (!l) {
        none(c, "没有认出成文日期");
        return;
    }
    bool open = strstr(l->text, "年月") || strstr(l->text, "月日");
    if (open && !strstr(l->text, "〇"))
        unsure(c, "月、日留空，待填");
    else
        holds(c, at_line(l), date_form(l->text, "日"), "成文日期", l->text, "阿拉伯数字，年月日齐全，月日不补零，如“2022年12月8日”");
    note(c, "“%s”", l->text);
}

void check_print_date(struct check *c)
{
    const struct vline *l = c->k->print_row;
    const char *s = l ? l->text : "";
    if (!l) {
        none(c, "没有印发日期");
        return;
    }
    const char *year = strstr(s, "年");
    while (year && year > s && year[-1] >= '0' && year[-1] <= '9')
        year--;
    holds(c, at_line(l), year && date_form(year, "日印发"), "印发日期", year ? year : s, "如“2022年12月8日印发”");
    note(c, "“%s”", year ? year : s);
}

void check_note(struct check *c)
{
    if (!c->k->note.n) {
        none(c, "没有附注");
        return;
    }
    const struct vline *l = c->k->note.v[0], *last = c->k->note.v[c->k->note.n - 1];
    um p = page_pitch(c->k, l->page), x = plain_x(c, l, l->x0);
    holds(c, at_line(l), starts_with(l->text, "（") && ends_with(last->text, "）"), "附注的括号", line_words(c, l), "全角圆括号（）");
    if (x < PT(108))
        x += PT(8);
    within(c, at_line(l), "附注首字", x, PT(110.6), PT(111.7));
    if (l->page == c->k->tail_page && abs(l->y - c->k->date->y - p) > PT(0.3))
        holds(c, at_line(l), false, "成文日期到附注", arena_printf(c->a, "%.2f 磅", (l->y - c->k->date->y) / 352.77778), "下一行");
}

/* Checks 24–31 and the mark's place in all formats: 发文机关标志. Clause 7.2.4. */
#include "verify/check.h"

/* ---- 7.2.4 发文机关标志 ---- */

/* Large black letters where the mark should be. */
static const struct vline *black_mark(const struct check *c)
{
    const struct vpage *p = &c->k->p->v[0];
    for (size_t i = 0; i < p->nl && c->k->rule; i++)
        if (p->l[i].y < c->k->rule->y0 && p->l[i].size >= PT(24))
            return &p->l[i];
    return NULL;
}

void check_mark_red(struct check *c)
{
    const struct vline *l = c->k->nmark ? NULL : black_mark(c);
    if (l)
        holds(c, at_line(l), false, "发文机关标志", "不是红色", "红色");
    for (size_t i = 0; i < c->k->nmark; i++)
        holds(c, at_line(c->k->mark[i].line), true, "", "", "");
    none(c, "%s", no_head(c));
    note(c, "“%s”", c->k->mark_text ? c->k->mark_text : "");
}

/* The mark's upper edge: ink or em box (UNSURE-10). */
static void mark_top(struct check *c, um y)
{
    if (!c->k->nmark) {
        none(c, "%s", no_head(c));
        return;
    }
    const struct vline *l = c->k->mark[0].line;
    um ink = c->k->mark[0].inked ? c->k->mark[0].ink.y0 : l->top;
    bool by_em = abs(ink - y) > MM(0.7) && abs(l->top - y) <= MM(0.7);
    within(c, at_line(l), "标志上边缘到页面上边", by_em ? l->top : ink, y - MM(0.7), y + MM(0.7));
    note(c, by_em ? "按字身量" : "按墨迹量");
}

void check_mark_top_file(struct check *c)
{
    if (c->k->format != DOC_FILE)
        none(c, "%s格式另有规定", doc_format_name(c->k->format));
    else
        mark_top(c, 72000);
}
void check_mark_top_order(struct check *c)
{
    if (c->k->format != DOC_ORDER) {
        none(c, "不是命令（令）格式");
        return;
    }
    mark_top(c, 57000);
    if (c->k->mark_text)
        holds(c, ALL_PAGES, ends_with(c->k->mark_text, "令"), "标志", c->k->mark_text, "以“命令”或“令”结尾");
}
void check_mark_top_minutes(struct check *c)
{
    if (c->k->format != DOC_MINUTES) {
        none(c, "不是纪要格式");
        return;
    }
    mark_top(c, 72000);
    if (c->k->mark_text)
        holds(c, ALL_PAGES, ends_with(c->k->mark_text, "纪要"), "标志", c->k->mark_text, "以“纪要”结尾");
}
void check_mark_top_letter(struct check *c)
{
    if (c->k->format != DOC_LETTER) {
        none(c, "不是信函格式");
        return;
    }
    mark_top(c, 30000);
    if (c->k->mark_inked)
        within(c, at_box(&c->k->p->v[0], c->k->mark_ink), "标志中心", (c->k->mark_ink.x0 + c->k->mark_ink.x1) / 2, AREA_CX - MM(1.2), AREA_CX + MM(1.2));
}

void check_mark_center(struct check *c)
{
    if (c->k->mark_inked && c->k->format != DOC_LETTER)
        within(c, at_box(&c->k->p->v[0], c->k->mark_ink), "标志中心", (c->k->mark_ink.x0 + c->k->mark_ink.x1) / 2, AREA_CX - MM(0.7), AREA_CX + MM(0.7));
    none(c, "%s", c->k->nmark && c->k->format == DOC_LETTER ? "信函格式见 10.1" : no_head(c));
}

void check_mark_font(struct check *c)
{
    for (size_t i = 0; i < c->k->nmark; i++)
        in_role(c, c->k->mark[i].line, 0, c->k->mark[i].line->n, ROLE_XBS, "标志");
    if (c->k->mark_inked)
        within(c, at_box(&c->k->p->v[0], c->k->mark_ink), "标志宽", c->k->mark_ink.x1 - c->k->mark_ink.x0, 0, AREA_W + 300);
    none(c, "%s", no_head(c));
}

static bool joint(struct check *c)
{
    if (c->k->nmark > 1)
        return true;
    none(c, c->k->nmark ? "不是联合行文" : "%s", no_head(c));
    return false;
}

static const char *squeezed(struct arena *a, const char *s)
{
    char *out = arena_alloc(a, strlen(s) + 1), *q = out;
    for (; *s; s++) {
        if (strncmp(s, "　", 3) == 0)
            s += 2;
        else if (*s != ' ' && *s != '\n' && *s != '\t')
            *q++ = *s;
    }
    return out;
}

void check_sponsor_first(struct check *c)
{
    if (!joint(c))
        return;
    if (!c->k->src) {
        none(c, "没有公文 XML，不知道哪个是主办机关");
        return;
    }
    for (size_t i = 0; i < c->k->nmark && i < c->k->src->issuers.n; i++)
        holds(c, at_line(c->k->mark[i].line), strcmp(c->k->mark[i].line->text, squeezed(c->a, c->k->src->issuers.v[i])) == 0,
              arena_printf(c->a, "标志第 %zu 行", i + 1), c->k->mark[i].line->text, c->k->src->issuers.v[i]);
    note(c, "%zu 个机关，次序与公文 XML 相同", c->k->nmark);
}

/* The ink of all names together. */
static struct box names_ink(const struct check *c)
{
    struct box b = c->k->mark[0].ink;
    for (size_t i = 1; i < c->k->nmark; i++) {
        const struct box *d = &c->k->mark[i].ink;
        b.x0 = d->x0 < b.x0 ? d->x0 : b.x0;
        b.x1 = d->x1 > b.x1 ? d->x1 : b.x1;
        b.y0 = d->y0 < b.y0 ? d->y0 : b.y0;
        b.y1 = d->y1 > b.y1 ? d->y1 : b.y1;
    }
    return b;
}

static bool suffixed(struct check *c)
{
    if (!joint(c))
        return false;
    if (!c->k->suffix.inked)
        none(c, "标志右侧没有“文件”二字");
    return c->k->suffix.inked;
}

void check_suffix_right(struct check *c)
{
    if (!c->k->suffix.line && c->k->nmark > 1 && strstr(c->k->mark_text, "文件"))
        holds(c, at_line(c->k->mark[0].line), false, "“文件”二字", "不在机关名右侧", "在全部机关名右侧");
    else if (suffixed(c))
        within(c, at_box(&c->k->p->v[0], c->k->suffix.ink), "“文件”左边到机关名右边", c->k->suffix.ink.x0 - names_ink(c).x1, 1, 1000000000);
}

void check_suffix_middle(struct check *c)
{
    if (!suffixed(c))
        return;
    struct box b = names_ink(c), s = c->k->suffix.ink;
    within(c, at_box(&c->k->p->v[0], s), "“文件”与机关名组上下中心之差", (s.y0 + s.y1) / 2 - (b.y0 + b.y1) / 2, -MM(1.0), MM(1.0));
}

void check_names_flush(struct check *c)
{
    if (!joint(c))
        return;
    um l0 = c->k->mark[0].ink.x0, l1 = l0, r0 = c->k->mark[0].ink.x1, r1 = r0;
    for (size_t i = 1; i < c->k->nmark; i++) {
        const struct box *b = &c->k->mark[i].ink;
        l0 = b->x0 < l0 ? b->x0 : l0;
        l1 = b->x0 > l1 ? b->x0 : l1;
        r0 = b->x1 < r0 ? b->x1 : r0;
        r1 = b->x1 > r1 ? b->x1 : r1;
    }
    struct spot at = at_box(&c->k->p->v[0], c->k->mark_ink);
    within(c, at, "各机关名左边相差", l1 - l0, 0, MM(1.0));
    within(c, at, "各机关名右边相差", r1 - r0, 0, MM(1.0));
}

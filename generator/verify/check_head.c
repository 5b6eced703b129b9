/* Checks 19–23 and 32–47: 版头 but for the mark. Clauses 7.2.1–7.2.3, 7.2.5–7.2.7. */
#include "verify/check.h"


/* ---- 7.2.1–7.2.3 ---- */

static bool letter(const struct check *c) { return c->k->format == DOC_LETTER; }

static void at_left(struct check *c, const struct vline *l, const char *what)
{
    within(c, at_line(l), arena_printf(c->a, "%s的左边", what), l->x0, AREA_L - PT(0.5), AREA_L + PT(0.5));
}

void check_copy_no(struct check *c)
{
    const struct vline *l = c->k->copy_no;
    if (!l) {
        none(c, "没有份号");
        return;
    }
    holds(c, at_line(l), l->n == 6, "份号", l->text, "6 位阿拉伯数字");
    at_left(c, l, "份号");
    if (!letter(c))
        within(c, at_line(l), "份号字身上边", l->top, AREA_T - 1000, AREA_T + 3000);
    of_size3(c, l, "份号");
    note(c, "“%s”", l->text);
}

void check_secrecy(struct check *c)
{
    const struct vline *l = c->k->secrecy;
    if (!l) {
        none(c, "没有密级");
        return;
    }
    in_role(c, l, 0, l->n, ROLE_HT, "密级");
    of_size3(c, l, "密级");
    at_left(c, l, "密级");
    if (c->k->copy_no) /* figures may stand 1.5 pt below the hanzi's baseline */
        within_pt(c, at_line(l), "份号与密级的行距", l->y - c->k->copy_no->y, c->k->pitch - PT(2.6), c->k->pitch + PT(1.0));
    note(c, "“%s”", l->text);
}

static bool secrecy_form(const char *s)
{
    static const char *const words[] = {"绝密", "机密", "秘密"};
    bool known = false;
    for (int i = 0; i < 3; i++)
        known |= starts_with(s, words[i]);
    s += 6;
    if (!known || !*s)
        return known;
    if (!starts_with(s, "★"))
        return false;
    s += 3;
    size_t d = strspn(s, "0123456789");
    return strcmp(s, "长期") == 0 || (d && (strcmp(s + d, "年") == 0 || strcmp(s + d, "个月") == 0));
}

void check_secrecy_term(struct check *c)
{
    const struct vline *l = c->k->secrecy;
    if (l)
        holds(c, at_line(l), secrecy_form(l->text), "密级和保密期限", l->text, "如“机密★1年”");
    none(c, "没有密级");
    note(c, "“%s”", l ? l->text : "");
}

void check_urgency(struct check *c)
{
    const struct vline *l = c->k->urgency;
    if (!l) {
        none(c, "没有紧急程度");
        return;
    }
    holds(c, at_line(l), strcmp(l->text, "特急") == 0 || strcmp(l->text, "加急") == 0, "紧急程度", l->text, "特急或加急");
    in_role(c, l, 0, l->n, ROLE_HT, "紧急程度");
    of_size3(c, l, "紧急程度");
    at_left(c, l, "紧急程度");
    note(c, "“%s”", l->text);
}

void check_corner_order(struct check *c)
{
    const struct vline *v[3], *all[] = {c->k->copy_no, c->k->secrecy, c->k->urgency};
    size_t n = 0;
    for (int i = 0; i < 3; i++)
        if (all[i])
            v[n++] = all[i];
    for (size_t i = 1; i < n; i++)
        within_pt(c, at_line(v[i]), arena_printf(c->a, "%s与上一项的行距", line_words(c, v[i])), v[i]->y - v[i - 1]->y, c->k->pitch - (v[i - 1]->sure ? PT(1.0) : PT(2.6)), c->k->pitch + PT(1.0));
    none(c, "份号、密级、紧急程度不到两项");
}

/* ---- 7.2.5 发文字号 ---- */

static const struct vline *docno(struct check *c)
{
    const struct vline *l = c->k->docno;
    bool plain = c->k->format == DOC_FILE || c->k->format == DOC_LETTER;
    if (!l || !plain)
        none(c, plain ? "没有发文字号" : "%s格式没有发文字号", doc_format_name(c->k->format));
    return plain ? l : NULL;
}

/* 代字〔年〕号; *blank: the number is left free for the pen. */
static bool docno_form(const char *s, bool *blank)
{
    const char *open = strstr(s, "〔"), *end = s + strlen(s);
    *blank = false;
    if (!open || open == s || end - open < 13)
        return false;
    const char *y = open + 3;
    if (strspn(y, "0123456789") != 4 || (memcmp(y, "19", 2) != 0 && memcmp(y, "20", 2) != 0) || !starts_with(y + 4, "〕"))
        return false;
    const char *n = y + 7;
    size_t d = strspn(n, "0123456789");
    *blank = d == 0 && strcmp(n, "号") == 0;
    return *blank || (d && n[0] != '0' && strcmp(n + d, "号") == 0);
}

void check_docno_form(struct check *c)
{
    const struct vline *l = docno(c);
    bool blank;
    if (!l)
        return;
    holds(c, at_line(l), docno_form(l->text, &blank), "发文字号", l->text, "代字〔年份〕顺序号号，如“国办发〔2012〕1号”");
    if (blank)
        unsure(c, "顺序号留空，待填");
    note(c, "“%s”", l->text);
}

void check_docno_brackets(struct check *c)
{
    const struct vline *l = docno(c);
    if (!l)
        return;
    size_t open = 0, close = 0, other = 0;
    for (size_t i = 0; i < l->n; i++) {
        uint32_t cp = l->g[i]->cp;
        open += cp == 0x3014;
        close += cp == 0x3015;
        other += cp == '[' || cp == ']' || cp == '(' || cp == ')' || cp == 0xFF08 || cp == 0xFF09 || cp == 0xFF3B || cp == 0xFF3D ||
                 cp == 0x3010 || cp == 0x3011 || cp == 0xFE5D || cp == 0xFE5E || cp == 0x3008 || cp == 0x3009 || cp == 0x3016 || cp == 0x3017 || cp == 0x3018 || cp == 0x3019;
    }
    holds(c, at_line(l), open == 1 && close == 1 && !other, "发文字号的括号", l->text, "六角括号〔〕");
    holds(c, at_line(l), !strstr(l->text, "第"), "发文字号", "有“第”字", "没有“第”字");
    const char *after = strstr(l->text, "〕");
    if (after)
        holds(c, at_line(l), after[3] != '0', "顺序号", after + 3, "不以 0 开头");
    note(c, "〔〕");
}

void check_docno_font(struct check *c)
{
    const struct vline *l = docno(c);
    if (!l)
        return;
    in_role(c, l, 0, l->n, ROLE_FS, "发文字号");
    of_size3(c, l, "发文字号");
    for (size_t i = 0; i < l->n; i++)
        if (l->g[i]->ink != INK_BLACK) {
            holds(c, at_line(l), false, "发文字号的颜色", "不是黑色", "黑色");
            break;
        }
}

void check_docno_below(struct check *c)
{
    const struct vline *first = c->k->approver_rows.n ? c->k->approver_rows.v[0] : c->k->docno;
    if (c->k->format == DOC_FILE && c->k->mark_inked && first)
        within(c, at_line(first), "标志下边到发文字号（签发人）上边", first->top - c->k->mark_ink.y1, MM(19.9), MM(26.7));
    none(c, c->k->format != DOC_FILE ? "不是文件格式" : first ? "%s" : "没有发文字号", no_head(c));
}

void check_docno_center(struct check *c)
{
    if (c->k->format == DOC_FILE && c->k->docno && !c->k->approver_label)
        within(c, at_line(c->k->docno), "发文字号中心", line_center(c->k->docno), AREA_CX - PT(0.8), AREA_CX + PT(0.8));
    none(c, c->k->format != DOC_FILE ? "不是文件格式" : c->k->docno ? "上行文，居左空一字" : "没有发文字号");
}

static bool upward(struct check *c, bool need_docno)
{
    bool ok = c->k->approver_label && (!need_docno || c->k->docno);
    if (!ok)
        none(c, c->k->approver_label ? "没有发文字号" : "没有签发人（不是上行文）");
    return ok;
}

void check_docno_left(struct check *c)
{
    if (upward(c, true))
        within(c, at_line(c->k->docno), "发文字号首字", c->k->docno->x0, PT(94.8), PT(95.8));
}

void check_docno_row(struct check *c)
{
    if (upward(c, true) && c->k->approvers.n)
        within(c, at_line(c->k->docno), "发文字号与最后一个签发人的基线之差", c->k->docno->y - c->k->approvers.v[c->k->approvers.n - 1]->y, -PT(0.1), PT(0.1));
}

/* ---- 7.2.6 签发人 ---- */

void check_approver_present(struct check *c)
{
    static const char *const down[] = {"通知", "批复", "决定", "决议", "公告", "通告", "通报", "公报", "函"};
    const char *t = title_text(c);
    bool has = c->k->approver_label, up = ends_with(t, "请示") || ends_with(t, "报告"), not_up = false;
    for (size_t i = 0; i < sizeof down / sizeof *down; i++)
        not_up |= ends_with(t, down[i]);
    if (c->k->src && !up && !not_up) {
        up = c->k->src->direction == DOC_UP;
        not_up = !up;
    }
    if (!c->k->headed || c->k->format != DOC_FILE || !c->k->nmark)
        none(c, "没有版头，或不是文件格式");
    else if (up)
        holds(c, ALL_PAGES, has, "上行文的签发人", "没有", "有“签发人：”");
    else if (not_up)
        holds(c, ALL_PAGES, !has, "下行文、平行文的签发人", "有", "没有");
    none(c, "从标题看不出行文方向");
    note(c, has ? "有签发人" : "没有签发人，不是上行文");
}

void check_approver_font(struct check *c)
{
    if (!upward(c, false))
        return;
    const struct vline *l = c->k->approver_label;
    in_role(c, l, 0, l->n, ROLE_FS, "签发人标签");
    holds(c, at_line(l), ends_with(l->text, "："), "签发人后的冒号", l->text, "全角冒号");
    of_size3(c, l, "签发人");
    for (size_t i = 0; i < c->k->approvers.n; i++) {
        in_role(c, c->k->approvers.v[i], 0, c->k->approvers.v[i]->n, ROLE_KT, "签发人姓名");
        of_size3(c, c->k->approvers.v[i], "签发人姓名");
    }
}

static size_t names_on(const struct check *c, const struct vline *row)
{
    size_t n = 0;
    for (size_t i = 0; i < c->k->approvers.n; i++)
        n += abs(c->k->approvers.v[i]->y - row->y) < 1500;
    return n;
}

void check_approver_right(struct check *c)
{
    size_t most = 0;
    if (!upward(c, false))
        return;
    for (size_t i = 0; i < c->k->approver_rows.n; i++)
        most = names_on(c, c->k->approver_rows.v[i]) > most ? names_on(c, c->k->approver_rows.v[i]) : most;
    for (size_t i = 0; i < c->k->approver_rows.n; i++) {
        const struct vline *row = c->k->approver_rows.v[i];
        if (names_on(c, row) == most)
            within(c, at_line(row), "签发人末字右边", row->x1, PT(505.0), PT(506.4));
    }
}

void check_approver_columns(struct check *c)
{
    um first = 0;
    if (!upward(c, false))
        return;
    for (size_t i = 0; i < c->k->approver_rows.n; i++) {
        const struct vline *row = c->k->approver_rows.v[i], *name = NULL;
        size_t n = names_on(c, row);
        for (size_t j = 0; j < c->k->approvers.n && !name; j++)
            if (abs(c->k->approvers.v[j]->y - row->y) < 1500)
                name = c->k->approvers.v[j];
        holds(c, at_line(row), n <= 2, "一行的签发人", arena_printf(c->a, "%zu 个", n), "不超过 2 个");
        if (name && first)
            within(c, at_line(name), "回行首名与首行首名左边之差", name->x0 - first, -PT(0.5), PT(0.5));
        if (name && !first)
            first = name->x0;
    }
    note(c, "%zu 名，%zu 行", c->k->approvers.n, c->k->approver_rows.n);
}

/* ---- 7.2.7 版头分隔线 ---- */

static const struct vrule *rule(struct check *c)
{
    if (!c->k->rule)
        none(c, c->k->format == DOC_FILE ? "首页没有版头分隔线（套打或无版头）" : "%s格式不要求", doc_format_name(c->k->format));
    return c->k->rule;
}

void check_rule_red(struct check *c)
{
    const struct vrule *r = rule(c);
    const struct vpage *p = &c->k->p->v[0];
    size_t n = 0;
    if (!r) {
        if (c->k->format == DOC_FILE && c->k->nmark && c->k->docno)
            holds(c, at_line(c->k->docno), false, "版头分隔线", "没有", "发文字号下 4 mm 一条红线");
        return;
    }
    for (size_t i = 0; i < p->nr; i++)
        n += p->r[i].ink == INK_RED && p->r[i].x1 - p->r[i].x0 > 30000 && !p->r[i].table;
    holds(c, at_rule(p, r), r->ink == INK_RED, "版头分隔线", "不是红色", "红色");
    holds(c, at_rule(p, r), n <= 1, "红线", arena_printf(c->a, "%zu 条", n), "1 条");
    holds(c, at_rule(p, r), !r->dashed, "版头分隔线", "虚线", "实线");
    note(c, "1 条，红色");
}

void check_rule_width(struct check *c)
{
    const struct vrule *r = rule(c);
    if (!r)
        return;
    struct spot at = at_rule(&c->k->p->v[0], r);
    within(c, at, "版头分隔线左端", r->x0, AREA_L - PT(0.6), AREA_L + PT(0.6));
    within(c, at, "版头分隔线右端", r->x1, AREA_R - PT(0.6), AREA_R + PT(0.6));
    note(c, "长 %.2f mm", (r->x1 - r->x0) / 1000.0);
}

void check_rule_below(struct check *c)
{
    const struct vrule *r = rule(c);
    um bottom = c->k->docno ? c->k->docno->bottom : 0;
    for (size_t i = 0; i < c->k->approvers.n; i++)
        bottom = c->k->approvers.v[i]->bottom > bottom ? c->k->approvers.v[i]->bottom : bottom;
    if (r && bottom)
        within(c, at_rule(&c->k->p->v[0], r), "发文字号字身下边到红线上边", r->y0 - r->width / 2 - bottom, MM(3.6), MM(4.6));
    none(c, "没有发文字号");
}

void check_rule_level(struct check *c)
{
    const struct vrule *r = rule(c);
    if (r)
        within(c, at_rule(&c->k->p->v[0], r), "红线两端高低之差", abs(r->y1 - r->y0), 0, PT(0.05));
}

void check_rule_thick(struct check *c)
{
    const struct vrule *r = rule(c);
    if (r)
        within(c, at_rule(&c->k->p->v[0], r), "红线粗", r->width, MM(0.3), MM(0.8));
}

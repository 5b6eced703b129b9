/* Check 4 and 140–163: the three special formats (clause 10), the text against its source, rules of the 条例. */
#include "verify/check.h"

/* ---- 10.1 信函 ---- */

static bool letter(struct check *c)
{
    if (c->k->format != DOC_LETTER)
        none(c, "不是信函格式");
    return c->k->format == DOC_LETTER;
}

static bool pairs(struct check *c)
{
    if (!letter(c))
        return false;
    if (!c->k->pair[0][0] && !c->k->pair[1][0])
        none(c, "首页没有红色双线（套打的纸上已经印好）");
    return c->k->pair[0][0] || c->k->pair[1][0];
}

static const struct vpage *page1(const struct check *c) { return &c->k->p->v[0]; }

void check_letter_gap(struct check *c)
{
    if (pairs(c) && c->k->pair[0][0] && c->k->mark_inked)
        within(c, at_rule(page1(c), c->k->pair[0][0]), "标志下边到首条双线上边", c->k->pair[0][0]->y0 - c->k->pair[0][0]->width / 2 - c->k->mark_ink.y1, MM(3.3), MM(5.0));
    none(c, "没有标志或首条双线");
}

void check_letter_rules(struct check *c)
{
    if (!pairs(c))
        return;
    for (int i = 0; i < 2; i++)
        for (int j = 0; j < 2; j++) {
            const struct vrule *r = c->k->pair[i][j];
            if (!r)
                continue;
            struct spot at = at_rule(page1(c), r);
            within(c, at, "双线的长", r->x1 - r->x0, MM(169.5), MM(170.5));
            bool area = abs(r->x0 - 21000) <= 500, page = abs(r->x0 - 20000) <= 500; /* UNSURE-18 */
            holds(c, at, area || page, "双线左端", arena_printf(c->a, "%.2f mm", r->x0 / 1000.0), "21 mm（版心居中）或 20 mm（页面居中）");
        }
}

void check_letter_thick(struct check *c)
{
    static const char *const names[] = {"首条双线", "末条双线"};
    if (!pairs(c))
        return;
    for (int i = 0; i < 2; i++) {
        const struct vrule *up = c->k->pair[i][0], *low = c->k->pair[i][1];
        if (!holds(c, ALL_PAGES, up && low, names[i], "没有", "两条，一粗一细"))
            continue;
        const struct vrule *thick = i == 0 ? up : low, *thin = i == 0 ? low : up;
        holds(c, at_rule(page1(c), up), thick->width * 2 >= thin->width * 3, names[i],
              arena_printf(c->a, "上 %.2f mm，下 %.2f mm", up->width / 1000.0, low->width / 1000.0), i == 0 ? "上粗下细" : "上细下粗");
        holds(c, at_rule(page1(c), up), low->y0 - up->y0 > (up->width + low->width) / 2, names[i], "两线相连", "两线分开");
    }
    note(c, "首条上粗下细，末条上细下粗");
}

void check_letter_foot(struct check *c)
{
    const struct vrule *r = pairs(c) ? c->k->pair[1][1] : NULL;
    if (r)
        within(c, at_rule(page1(c), r), "末条双线下边", r->y0 + r->width / 2, MM(276.3), MM(277.7));
    none(c, "没有末条双线");
}

void check_letter_first_only(struct check *c)
{
    if (!pairs(c))
        return;
    for (size_t i = 1; i < c->k->p->n; i++) {
        size_t n = 0;
        for (size_t j = 0; j < c->k->p->v[i].nr; j++)
            n += c->k->p->v[i].r[j].ink == INK_RED && c->k->p->v[i].r[j].x1 - c->k->p->v[i].r[j].x0 > 120000;
        holds(c, (struct spot){(int)i + 1, 0, 0}, n == 0, "红色双线", "有", "只在首页");
    }
    none(c, "只有一页");
    note(c, "第 2 页以后没有双线");
}

void check_letter_docno(struct check *c)
{
    if (letter(c) && c->k->docno)
        within(c, at_line(c->k->docno), "发文字号右边", c->k->docno->x1, AREA_R - PT(0.6), AREA_R + PT(0.6));
    none(c, "没有发文字号");
}

static const struct vline *letter_left(const struct check *c)
{
    return c->k->copy_no ? c->k->copy_no : c->k->secrecy ? c->k->secrecy : c->k->urgency;
}

void check_letter_first(struct check *c)
{
    const struct vrule *r = pairs(c) ? c->k->pair[0][1] : NULL;
    const struct vline *left = letter_left(c);
    if (!r)
        return;
    um bottom = r->y0 + r->width / 2;
    if (c->k->docno)
        within(c, at_line(c->k->docno), "首条双线下边到发文字号上边", c->k->docno->top - bottom, MM(4.94 - 0.6), MM(4.94 + 0.6));
    if (left)
        within(c, at_line(left), "首条双线下边到第一个要素上边", left->top - bottom, MM(4.94 - 0.6), MM(4.94 + 0.6));
    um off = left && !left->sure ? PT(1.6) : PT(0.1); /* figures alone stand a little below the hanzi's baseline */
    if (left && c->k->docno && abs(left->y - c->k->docno->y) > off)
        holds(c, at_line(left), false, "第一个要素与发文字号", "不在一条基线上", "同一行");
    none(c, "没有发文字号，也没有份号、密级、紧急程度");
}

void check_letter_title(struct check *c)
{
    const struct vline *above[] = {c->k->docno, c->k->copy_no, c->k->secrecy, c->k->urgency};
    um bottom = 0;
    if (!letter(c))
        return;
    for (int i = 0; i < 4; i++)
        bottom = above[i] && above[i]->bottom > bottom ? above[i]->bottom : bottom;
    if (bottom && c->k->title.n)
        within(c, at_line(c->k->title.v[0]), "最后一个要素下边到标题上边", c->k->title.v[0]->top - bottom, MM(19.9), MM(26.7));
    none(c, "没有标题，或其上没有要素");
}

void check_letter_last_line(struct check *c)
{
    const struct vrule *r = pairs(c) ? c->k->pair[1][0] : NULL;
    const struct vline *last = NULL;
    for (size_t i = 0; r && i < page1(c)->nl; i++)
        if (page1(c)->l[i].y < r->y0)
            last = &page1(c)->l[i];
    if (last)
        within(c, at_line(last), "末行文字下边到末条双线上边", r->y0 - r->width / 2 - last->bottom, MM(4.3), 1000000000);
    none(c, "没有末条双线");
}

void check_letter_numbers(struct check *c)
{
    if (!letter(c))
        return;
    holds(c, (struct spot){1, 0, 0}, !c->k->page_number[0], "首页页码", "有", "不显示");
    for (size_t i = 1; i < c->k->p->n; i++)
        holds(c, (struct spot){(int)i + 1, 0, 0}, c->k->page_number[i] || c->k->blank[i], "页码", "没有", "有");
    note(c, "首页没有页码");
}

void check_letter_imprint(struct check *c)
{
    if (!letter(c))
        return;
    if (!c->k->imprint.n) {
        none(c, "没有版记");
        return;
    }
    const struct vline *l = c->k->imprint.v[c->k->imprint.n - 1];
    holds(c, at_line(l), c->k->nrules == 0, "信函的版记", "有分隔线", "没有分隔线");
    holds(c, at_line(l), !c->k->print_row, "信函的版记", "有印发机关、印发日期", "没有");
    within(c, at_line(l), "版记末行下边", l->bottom, AREA_B - MM(1.0), AREA_B + MM(1.0));
}

/* ---- 10.2 命令 ---- */

static bool order(struct check *c)
{
    if (c->k->format != DOC_ORDER)
        none(c, "不是命令（令）格式");
    return c->k->format == DOC_ORDER;
}

void check_order_number(struct check *c)
{
    if (order(c) && c->k->docno && c->k->mark_inked) {
        within(c, at_line(c->k->docno), "标志下边到令号上边", c->k->docno->top - c->k->mark_ink.y1, MM(19.9), MM(26.7));
        um off = line_center(c->k->docno) - AREA_CX;
        if (abs(off) > PT(0.8))
            holds(c, at_line(c->k->docno), false, "令号中心", arena_printf(c->a, "偏 %.2f mm", off / 1000.0), "居中");
    }
    none(c, "没有令号");
}

void check_order_text(struct check *c)
{
    if (!order(c))
        return;
    if (c->k->docno && c->k->flow.n && !c->k->title.n && c->k->flow.v[0]->page->number == 1)
        within_pt(c, at_line(c->k->flow.v[0]), "令号到正文首行", c->k->flow.v[0]->y - c->k->docno->y, 3 * c->k->pitch - PT(0.5), 3 * c->k->pitch + PT(0.5));
    none(c, c->k->title.n ? "令号下另有标题" : "没有令号或正文");
}

/* ---- 10.3 纪要 ---- */

static bool attended(struct check *c)
{
    if (!c->k->attendance.n)
        none(c, c->k->format == DOC_MINUTES ? "没有出席、请假、列席名单" : "不是纪要格式");
    return c->k->attendance.n > 0;
}

static bool begins(const struct vline *l) { return starts_with(l->text, "出席") || starts_with(l->text, "请假") || starts_with(l->text, "列席"); }

void check_attendance_order(struct check *c)
{
    static const char *const words[] = {"出席", "请假", "列席"};
    int at = -1;
    if (!attended(c))
        return;
    const struct vline *l = c->k->attendance.v[0], *before = flow_before(c->k, l);
    um p = page_pitch(c->k, l->page);
    if (before && before->page == l->page && before->sure && (before->kind == KIND_BODY || before->kind == KIND_ANNEX_LIST))
        within_pt(c, at_line(l), "上文末行到出席名单", l->y - before->y, 2 * p - PT(0.3), 2 * p + PT(0.3));
    for (size_t i = 0; i < c->k->attendance.n; i++)
        for (int k = 0; k < 3; k++)
            if (starts_with(c->k->attendance.v[i]->text, words[k])) {
                holds(c, at_line(c->k->attendance.v[i]), k > at, "名单的次序", words[k], "出席、请假、列席依次");
                at = k;
            }
}

void check_attendance_font(struct check *c)
{
    for (size_t i = 0; attended(c) && i < c->k->attendance.n; i++) {
        const struct vline *l = c->k->attendance.v[i];
        bool label = begins(l);
        of_size3(c, l, "名单");
        if (label) {
            in_role(c, l, 0, 2, ROLE_HT, "名单标签");
            holds(c, at_line(l), starts_with(l->text + 6, "："), "名单标签后", line_words(c, l), "全角冒号");
            within(c, at_line(l), "名单标签左边", plain_x(c, l, l->x0), PT(110.6), PT(111.7));
        }
        in_role(c, l, label ? 3 : 0, l->n, ROLE_FS, "名单");
    }
    c->ranged = false;
    note(c, "标签黑体，名单仿宋，左空二字");
}

void check_attendance_turn(struct check *c)
{
    for (size_t i = 0; attended(c) && i < c->k->attendance.n; i++) {
        const struct vline *l = c->k->attendance.v[i];
        um want = AREA_L + 5 * AREA_W / 28;
        if (!begins(l) && !is_open_mark(l->g[0]->cp))
            within(c, at_line(l), "名单回行首字", plain_x(c, l, l->x0), want - PT(0.6), want + PT(0.6));
    }
    none(c, "名单没有回行");
}

/* ---- R4 条例 ---- */

void check_kind_of_paper(struct check *c)
{
    static const char *const kinds[] = {"决议", "决定", "命令", "令", "公报", "公告", "通告", "意见", "通知", "通报", "报告", "请示", "批复", "议案", "函", "纪要"};
    const char *t = title_text(c);
    bool known = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        known |= ends_with(t, kinds[i]);
    if (ends_with(t, "）") && !known) {
        const char *open = NULL; /* …的通知（试行） */
        for (const char *p = t; (p = strstr(p, "（")); p += 3)
            open = p;
        for (size_t i = 0; open && i < sizeof kinds / sizeof *kinds; i++)
            known |= ends_with(arena_strndup(c->a, t, (size_t)(open - t)), kinds[i]);
    }
    if (c->k->title.n)
        holds(c, at_line(c->k->title.v[0]), known, "标题末尾的文种", t, "条例第八条的 15 种之一");
    none(c, "没有认出标题");
    note(c, "“%s”", t);
}

void check_one_recipient(struct check *c)
{
    const char *t = title_text(c);
    struct buf b = {0};
    if (!ends_with(t, "请示") && !ends_with(t, "报告")) {
        none(c, "不是请示、报告");
        return;
    }
    for (size_t i = 0; i < c->k->recipient.n; i++)
        buf_adds(&b, c->k->recipient.v[i]->text);
    if (b.n)
        holds(c, at_line(c->k->recipient.v[0]), !strstr(b.p, "、") && !strstr(b.p, "，"), "主送机关", arena_strdup(c->a, b.p), "只有一个");
    holds(c, ALL_PAGES, c->k->format != DOC_LETTER, "格式", "信函", "不用信函格式");
    note(c, b.n ? "“%s”" : "没有主送机关", buf_str(&b));
    buf_drop(&b);
}

void check_secret_numbered(struct check *c)
{
    if (c->k->secrecy)
        holds(c, at_line(c->k->secrecy), c->k->copy_no != NULL, "份号", "没有", "涉密公文有份号");
    none(c, "没有密级");
    note(c, "有份号");
}

void check_report_asks_nothing(struct check *c)
{
    static const char *const words[] = {"请批准", "请批复", "请予批示", "请予批准", "请指示", "请审批", "请予审批", "请批示"};
    if (!ends_with(title_text(c), "报告")) {
        none(c, "不是报告");
        return;
    }
    for (size_t i = 0; i < c->k->flow.n; i++) {
        const struct vline *l = c->k->flow.v[i];
        if (l->kind != KIND_BODY)
            continue;
        const char *hit = NULL;
        for (size_t j = 0; j < sizeof words / sizeof *words && !hit; j++)
            hit = strstr(l->text, words[j]) ? words[j] : NULL;
        holds(c, at_line(l), !hit, "报告正文", hit ? hit : "", "不夹带请示事项");
    }
    none(c, "没有正文");
    note(c, "没有请示用语");
}

/* ---- 4: the text against its source ---- */

void check_text_equal(struct check *c)
{
    const struct alignment *m = c->k->match;
    if (!m) {
        none(c, "没有公文 XML，无法对照原文");
        return;
    }
    struct spot at = m->at ? at_glyph(m->page, m->at) : ALL_PAGES;
    holds(c, at, m->equal, "文字与公文 XML 不同", m->equal ? "" : m->found, m->equal ? "" : m->expected);
    note(c, "%zu 字，次序、码位都相同", m->matched);
}

/* Checks 48–71: 标题, 主送机关, 正文, 附件说明. Clauses 7.3.1–7.3.4. */
#include "verify/check.h"

#include <unicode/ubrk.h>
#include <unicode/ustring.h>

/* ---- 7.3.1 标题 ---- */

static bool titled(struct check *c)
{
    if (!c->k->title.n)
        none(c, "没有认出标题");
    return c->k->title.n > 0;
}

void check_title_font(struct check *c)
{
    for (size_t i = 0; titled(c) && i < c->k->title.n; i++) {
        const struct vline *l = c->k->title.v[i];
        in_role(c, l, 0, l->n, ROLE_XBS, "标题");
        of_size(c, l, "标题", PT(21), PT(22.05));
        for (size_t j = 0; j < l->n; j++)
            if (l->g[j]->stroked && c->k->p->fonts[l->g[j]->font].role != ROLE_ANY) {
                holds(c, at_glyph(l->page, l->g[j]), false, "标题的字", "描了边（合成加粗）", "不加粗");
                break;
            }
    }
}

/* A mark at the end counts half (UNSURE: one at the beginning may too). */
void check_title_center(struct check *c)
{
    for (size_t i = 0; titled(c) && i < c->k->title.n; i++) {
        const struct vline *l = c->k->title.v[i];
        um half = line_center(l), whole = (l->x0 + line_right(l)) / 2, cx = middle_x(c, l->page);
        within(c, at_line(l), arena_printf(c->a, "标题第 %zu 行中心", i + 1), abs(half - cx) < abs(whole - cx) ? half : whole, cx - PT(0.8), cx + PT(0.8));
    }
}

void check_title_below(struct check *c)
{
    const struct vrule *r = c->k->rule;
    if (c->k->format != DOC_FILE || !r)
        none(c, "没有版头分隔线，或不是文件格式");
    else if (titled(c))
        within(c, at_line(c->k->title.v[0]), "红线下边到标题字身上边", c->k->title.v[0]->top - r->y0 - r->width / 2, MM(19.9), MM(26.7));
}

/* 梯形 or 菱形: no line shorter than both its neighbours, and not all of one width. */
void check_title_shape(struct check *c)
{
    bool down = false, up = false, differ = false, bad = false;
    struct buf b = {0};
    if (!titled(c))
        return;
    if (c->k->title.n == 1) {
        none(c, "标题只有一行");
        return;
    }
    for (size_t i = 0; i < c->k->title.n; i++) {
        const struct vline *l = c->k->title.v[i];
        um w = line_right(l) - line_left(l);
        buf_addf(&b, "%s%.1f", i ? "、" : "", w / 7761.0);
        if (!i)
            continue;
        const struct vline *o = c->k->title.v[i - 1];
        um d = w - (line_right(o) - line_left(o));
        if (abs(d) < EM2 / 2)
            continue;
        differ = true;
        bad |= d > 0 && down;
        down |= d < 0;
        up |= d > 0;
    }
    (void)up;
    holds(c, at_line(c->k->title.v[0]), differ && !bad, "标题各行的长短（字）", arena_strdup(c->a, buf_str(&b)), differ ? "梯形或菱形（中间不最短）" : "长短不等");
    note(c, "各行 %s 字", buf_str(&b));
    buf_drop(&b);
}

static bool latin(uint32_t cp) { return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z'); }

/* Is the end of the line inside a word? ICU's dictionary over the whole title. */
static bool splits_word(const char *text, size_t at)
{
    UErrorCode e = U_ZERO_ERROR;
    UText *t = utext_openUTF8(NULL, text, -1, &e);
    UBreakIterator *it = ubrk_open(UBRK_WORD, "zh", NULL, 0, &e);
    bool split = false;
    if (U_SUCCESS(e)) {
        ubrk_setUText(it, t, &e);
        split = U_SUCCESS(e) && !ubrk_isBoundary(it, (int32_t)at);
    }
    ubrk_close(it);
    utext_close(t);
    return split;
}

void check_title_words(struct check *c)
{
    struct buf b = {0};
    for (size_t i = 0; i < c->k->title.n; i++)
        buf_adds(&b, c->k->title.v[i]->text);
    if (titled(c) && c->k->title.n == 1)
        none(c, "标题只有一行");
    size_t at = 0;
    for (size_t i = 0; i + 1 < c->k->title.n; i++) {
        const struct vline *l = c->k->title.v[i], *next = c->k->title.v[i + 1];
        uint32_t end = l->g[l->n - 1]->cp, begin = next->g[0]->cp;
        at += strlen(l->text);
        bool number = is_digit(end) && is_digit(begin), word = latin(end) && latin(begin);
        bool bad = number || word || not_at_end(end) || not_at_start(begin) || splits_word(buf_str(&b), at);
        holds(c, at_line(next), !bad, "标题回行", arena_printf(c->a, "在“…%s”与“%s…”之间断开", l->text + (strlen(l->text) > 9 ? strlen(l->text) - 9 : 0),
                                                                   arena_strndup(c->a, next->text, strlen(next->text) < 9 ? strlen(next->text) : 9)),
              "词意完整");
    }
    buf_drop(&b);
}

void check_title_pitch(struct check *c)
{
    if (titled(c) && c->k->title.n == 1)
        none(c, "标题只有一行");
    for (size_t i = 1; i < c->k->title.n; i++) {
        const struct vline *l = c->k->title.v[i];
        um d = l->y - c->k->title.v[i - 1]->y, first = c->k->title.v[1]->y - c->k->title.v[0]->y;
        within_pt(c, at_line(l), "标题行距", d, PT(29.0), PT(37.0));
        if (abs(d - first) > PT(0.1))
            holds(c, at_line(l), false, "标题行距", "各行不一致", "各行一致");
    }
}

void check_title_stop(struct check *c)
{
    if (titled(c)) {
        const struct vline *l = c->k->title.v[c->k->title.n - 1];
        holds(c, at_line(l), !ends_with(l->text, "。"), "标题末", "有句号", "没有句号");
    }
    note(c, "没有句号");
}

/* ---- 7.3.2 主送机关 ---- */

static bool addressed(struct check *c)
{
    if (!c->k->recipient.n)
        none(c, "标题下没有主送机关");
    return c->k->recipient.n > 0;
}

void check_recipient_below(struct check *c)
{
    if (addressed(c) && titled(c))
        within(c, at_line(c->k->recipient.v[0]), "标题下边到主送机关上边", c->k->recipient.v[0]->top - c->k->title.v[c->k->title.n - 1]->bottom, MM(9.4), MM(16.3));
}

void check_recipient(struct check *c)
{
    for (size_t i = 0; addressed(c) && i < c->k->recipient.n; i++) {
        const struct vline *l = c->k->recipient.v[i];
        if (!is_open_mark(l->g[0]->cp))
            within(c, at_line(l), "主送机关左边", plain_x(c, l, l->x0), AREA_L - PT(0.5), AREA_L + PT(0.5));
        in_role(c, l, 0, l->n, ROLE_FS, "主送机关");
        of_size3(c, l, "主送机关");
        if (i + 1 == c->k->recipient.n)
            holds(c, at_line(l), ends_with(l->text, "："), "主送机关末的冒号", "不是全角冒号", "全角冒号");
    }
    c->ranged = false;
    note(c, "顶格，%zu 行，末为全角冒号", c->k->recipient.n);
}

/* ---- 7.3.3 正文 ---- */

void check_body_below(struct check *c)
{
    if (!addressed(c))
        return;
    const struct vline *r = c->k->recipient.v[c->k->recipient.n - 1], *l = c->k->flow.n ? c->k->flow.v[0] : NULL;
    um p = page_pitch(c->k, r->page);
    if (l && l->page == r->page && l->kind == KIND_BODY && l->sure)
        within_pt(c, at_line(l), "主送机关到正文首行", l->y - r->y, p - PT(0.3), p + PT(0.3));
    none(c, "主送机关同页没有正文");
}

void check_body_on_first(struct check *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->k->flow.n; i++)
        n += c->k->flow.v[i]->page->number == 1 && c->k->flow.v[i]->kind == KIND_BODY;
    for (size_t i = 0; i < c->k->ntables; i++)
        n += c->k->tables[i].page->number == 1;
    if (c->k->headed || c->k->title.n)
        holds(c, (struct spot){1, 0, 0}, n > 0, "首页的正文", "没有", "至少一行");
    none(c, "没有版头和标题");
    note(c, "首页 %zu 行", n);
}

/* Two characters in; a bracket may stand half a character further left (its blank half cut). */
static void indented(struct check *c, const struct vline *l, const char *what)
{
    um x = plain_x(c, l, l->x0);
    if (is_open_mark(l->g[0]->cp) && x < PT(108))
        x += PT(8);
    within(c, at_line(l), arena_printf(c->a, "%s%s首字", what, line_words(c, l)), x, PT(110.6), PT(111.7));
}

void check_indent(struct check *c)
{
    size_t flush = 0, in = 0;
    const struct vline *one = NULL;
    for (size_t i = 0; i < c->k->flow.n; i++) {
        const struct vline *l = c->k->flow.v[i];
        if (l->kind != KIND_BODY || !l->first)
            continue;
        if (l->flush) {
            flush++;
            one = one ? one : l;
            continue;
        }
        in++;
        indented(c, l, "段首");
    }
    if (flush > in)
        holds(c, at_line(one), false, "段首", arena_printf(c->a, "%zu 段顶格起排", flush), "左空二字");
    else if (flush)
        note(c, "%zu 段，另有 %zu 段顶格起排未计", in, flush);
    none(c, "没有认出段落");
    note(c, "%zu 段", in);
}

/* The glyphs of a heading: to the first 。 of its line; of a paragraph that goes on without one, number and first hanzi. */
static size_t heading_end(const struct vline *l)
{
    size_t bytes, n = 0;
    heading_level(l->text, &bytes);
    n = utf8_count(l->text, bytes);
    for (size_t i = n; i < l->n; i++)
        if (l->g[i]->cp == 0x3002)
            return i;
    return l->last ? l->n : n + 1;
}

static void headings(struct check *c, int level, enum role role, const char *name)
{
    size_t n = 0;
    for (size_t i = 0; i < c->k->flow.n; i++) {
        const struct vline *l = c->k->flow.v[i];
        if (l->kind != KIND_BODY || l->level != level)
            continue;
        n++;
        in_role(c, l, 0, heading_end(l), role, name);
        of_size3(c, l, name);
    }
    none(c, "没有%s", name);
    c->ranged = false;
    note(c, "%zu 处，%s", n, role_name(role));
}

void check_heading1(struct check *c) { headings(c, 1, ROLE_HT, "一级标题"); }
void check_heading2(struct check *c) { headings(c, 2, ROLE_KT, "二级标题"); }
void check_heading3(struct check *c) { headings(c, 3, ROLE_FS, "三级标题"); }
void check_heading4(struct check *c) { headings(c, 4, ROLE_FS, "四级标题"); }

void check_heading_place(struct check *c)
{
    for (size_t i = 0; i < c->k->flow.n; i++) {
        const struct vline *l = c->k->flow.v[i], *before = i ? c->k->flow.v[i - 1] : NULL;
        if (l->kind != KIND_BODY || !l->level || l->flush)
            continue;
        indented(c, l, "标题");
        um p = page_pitch(c->k, l->page);
        if (before && before->kind == KIND_BODY && before->page == l->page && before->sure && l->sure && abs(l->y - before->y - p) > PT(0.1))
            holds(c, at_line(l), false, arena_printf(c->a, "标题%s与上一行的行距", line_words(c, l)), arena_printf(c->a, "%.2f 磅", (l->y - before->y) / 352.77778),
                  arena_printf(c->a, "%.2f 磅", p / 352.77778));
    }
    none(c, "没有层次标题");
}

/* A heading that fills its own line and is the last on its page. */
void check_heading_last(struct check *c)
{
    for (size_t i = 0; i < c->k->flow.n; i++) {
        const struct vline *l = c->k->flow.v[i], *next = i + 1 < c->k->flow.n ? c->k->flow.v[i + 1] : NULL;
        if (l->kind != KIND_BODY || !l->level || l->level > 2 || !l->last || ends_with(l->text, "。"))
            continue;
        bool table = false;
        for (size_t j = 0; j < c->k->ntables; j++)
            table |= c->k->tables[j].page == l->page && c->k->tables[j].at.y0 > l->y;
        holds(c, at_line(l), !next || next->page == l->page || table, arena_printf(c->a, "标题%s", line_words(c, l)), "是本页最后一行", "与下文同页");
    }
    none(c, "没有独占一行的标题");
    note(c, "%zu 个标题都不在页末", c->measured);
}

/* ---- 7.3.4 附件说明 ---- */

static bool listed(struct check *c)
{
    if (!c->k->annex_list.n)
        none(c, "没有附件说明");
    return c->k->annex_list.n > 0;
}

void check_annex_list_below(struct check *c)
{
    if (!listed(c))
        return;
    const struct vline *l = c->k->annex_list.v[0], *before = flow_before(c->k, l);
    um p = page_pitch(c->k, l->page);
    if (before && before->page == l->page && before->sure && (before->kind == KIND_BODY || before->kind == KIND_LIST))
        within_pt(c, at_line(l), "正文末行到附件说明", l->y - before->y, 2 * p - PT(0.3), 2 * p + PT(0.3));
    none(c, "附件说明与正文末行不同页，或其间有表格");
}

void check_annex_list_label(struct check *c)
{
    if (!listed(c))
        return;
    const struct vline *l = c->k->annex_list.v[0];
    indented(c, l, "附件说明");
    holds(c, at_line(l), starts_with(l->text, "附件："), "“附件”后", line_words(c, l), "全角冒号");
}

/* Does the line begin a name: the first one, or one with the next number? *from: first glyph of the name. */
static bool item_begins(const struct vline *l, size_t index, size_t *from)
{
    const char *s = l->text;
    size_t skip = 0;
    if (index == 0) {
        s += strlen("附件");
        skip = 2;
        if (starts_with(s, "：")) {
            s += 3;
            skip++;
        }
    }
    size_t d = strspn(s, "0123456789");
    bool numbered = d && (s[d] == '.' || starts_with(s + d, "．"));
    *from = skip + (numbered ? d + 1 : 0);
    return index == 0 || numbered;
}

void check_annex_list_marks(struct check *c)
{
    size_t items = 0, from;
    for (size_t i = 0; listed(c) && i < c->k->annex_list.n; i++) {
        const struct vline *l = c->k->annex_list.v[i];
        bool last = i + 1 == c->k->annex_list.n || item_begins(c->k->annex_list.v[i + 1], i + 1, &from);
        uint32_t cp = l->g[l->n - 1]->cp;
        if (!last)
            continue;
        items++;
        bool closing = cp == 0x300B || cp == 0xFF09 || cp == 0x201D || cp == 0x3015 || cp == 0x3009 || cp == 0x2019 || cp == 0x3011;
        bool mark = (is_full_mark(cp) && !closing) || cp == '.' || cp == ',' || cp == ';';
        holds(c, at_line(l), !mark, "附件名称末", line_words(c, l), "不加标点");
    }
    note(c, "%zu 个附件名称", items);
}

void check_annex_list_numbers(struct check *c)
{
    um x = 0;
    int number = 0;
    if (!listed(c))
        return;
    const struct vline *first = c->k->annex_list.v[0];
    bool several = strspn(first->text + strlen("附件："), "0123456789") && strstr(first->text, "1");
    if (!several || c->k->annex_list.n < 2) {
        none(c, "只有一个附件");
        return;
    }
    for (size_t i = 0; i < c->k->annex_list.n; i++) {
        const struct vline *l = c->k->annex_list.v[i];
        size_t from;
        if (!item_begins(l, i, &from))
            continue;
        const struct vglyph *g = l->g[i ? 0 : 3];
        const char *digits = i ? l->text : l->text + strlen("附件：");
        number++;
        holds(c, at_line(l), atoi(digits) == number, "附件序号", line_words(c, l), arena_printf(c->a, "%d.", number));
        if (i)
            within(c, at_glyph(l->page, g), "附件序号与首个序号左边之差", g->x - x, -PT(0.5), PT(0.5));
        else
            x = g->x;
    }
}

void check_annex_list_turn(struct check *c)
{
    um x = 0;
    for (size_t i = 0; listed(c) && i < c->k->annex_list.n; i++) {
        const struct vline *l = c->k->annex_list.v[i];
        size_t from;
        if (item_begins(l, i, &from) && from < l->n)
            x = l->g[from]->x;
        else
            within(c, at_line(l), "附件名称回行首字与名称首字左边之差", l->x0 - x, -PT(0.6), PT(0.6));
    }
    none(c, "附件名称没有回行");
}

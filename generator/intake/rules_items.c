/* Which items are reported, and whether their text says anything. */
#include "intake/parts.h"

#include <string.h>

enum { LENGTH_MIN = 10, LENGTH_MAX = 6000 }; /* characters of one part */

/* ---- which items ---- */

/* 第2项「抓实技能培训」 */
static const char *item_called(struct arena *a, const struct plan_item *p)
{
    bool titled = p->title && p->title[0];
    return titled ? arena_printf(a, "第%d项「%s」", p->no, text_short(a, p->title, 12)) : arena_printf(a, "第%d项", p->no);
}

static const char *items_of_unit(const struct reading *r)
{
    struct buf b = {0};
    for (size_t i = 0; i < r->plan->nitems; i++)
        if (plan_assigned(&r->plan->items[i], r->out->unit))
            buf_addf(&b, "%s%s", b.n ? "、" : "", item_called(r->a, &r->plan->items[i]));
    const char *s = arena_strdup(r->a, b.n ? b.p : "（方案中没有）");
    buf_drop(&b);
    return s;
}

/* What stands for 序号 may be the item's title, or part of it: the item that it fits best. */
static const struct plan_item *item_titled(const struct reading *r, const char *written)
{
    const char *bare = text_bare(r->a, written);
    size_t len = utf8_count(bare, strlen(bare)), most = 0;
    const struct plan_item *best = NULL;
    for (size_t i = 0; len >= 2 && len < 100 && i < r->plan->nitems; i++) {
        const char *title = text_bare(r->a, r->plan->items[i].title ? r->plan->items[i].title : "");
        size_t same = text_shared(bare, title);
        if (same > most && same * 3 >= len * 2) {
            most = same;
            best = &r->plan->items[i];
        }
    }
    return best;
}

static const char *is_it(const struct reading *r, const char *written)
{
    const struct plan_item *like = item_titled(r, written);
    return like ? arena_printf(r->a, "是不是%s？", item_called(r->a, like)) : "";
}

static const struct sub_item *earlier(const struct submission *s, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (s->items[k].no == s->items[i].no)
            return &s->items[k];
    return NULL;
}

static void check_item(struct reading *r, size_t i)
{
    const struct sub_item *it = &r->sub->items[i], *before;
    struct item_nodes *x = &r->nodes[i];
    char *written = node_attribute(r->a, x->item, "序号");
    struct place at = place_attribute(r->s, x->item, "序号");
    const char *no = arena_printf(r->a, "%d", it->no);
    x->faulty = true;
    if (!written)
        return; /* the schema has said so */
    if (!it->no)
        SAY(r, S201, at, PATH(r, x->item), written, text_short(r->a, written, 30), is_it(r, written));
    else if (!x->plan)
        SAY(r, S202, at, PATH(r, x->item), written, no, r->out->unit ? arena_printf(r->a, "本单位承担的事项：%s", items_of_unit(r))
                                                                     : "方案中的事项序号");
    else if ((before = earlier(r->sub, i)) != NULL)
        SAY(r, S204, at, PATH(r, x->item), NULL, no, arena_printf(r->a, "%u", before->line));
    else if (r->out->unit && !plan_assigned(x->plan, r->out->unit))
        SAY(r, S203, at, PATH(r, x->item), NULL, r->out->unit->shortname, no, items_of_unit(r));
    else
        x->faulty = false;
}

static bool is_missing(const struct reading *r, const struct plan_item *p)
{
    return plan_assigned(p, r->out->unit) && !submission_item(r->sub, p->no);
}

/* An assigned item without a report. Townships report through the county's departments and may leave items out. */
static void check_missing(struct reading *r)
{
    const struct unit *u = r->out->unit;
    if (!u || !plan_must_report(r->plan, u) || u->kind == UNIT_TOWNSHIP)
        return;
    size_t missing = 0, faulty = 0;
    for (size_t i = 0; i < r->sub->nitems; i++)
        faulty += r->nodes[i].faulty;
    for (size_t i = 0; i < r->plan->nitems; i++)
        missing += is_missing(r, &r->plan->items[i]);
    for (size_t i = 0; i < r->plan->nitems && missing > faulty; i++) { /* a misnumbered item is probably the missing one */
        const struct plan_item *p = &r->plan->items[i];
        if (!is_missing(r, p))
            continue;
        const char *title = p->title && p->title[0] ? text_short(r->a, p->title, 16) : "";
        SAY(r, S205, place_element(r->s, r->root), arena_printf(r->a, "第%d项", p->no), NULL, arena_printf(r->a, "%d", p->no), title);
    }
}

void rules_items(struct reading *r)
{
    if (r->sub->withdrawal) {
        xmlNode *e = node_child(r->root, "撤回");
        if (r->sub->nitems)
            SAY(r, S118, place_element(r->s, e), PATH(r, e), NULL, NULL);
        return;
    }
    for (size_t i = 0; i < r->sub->nitems; i++)
        check_item(r, i);
    if (r->sub->nitems == 0)
        SAY(r, S117, place_element(r->s, r->root), NULL, NULL, NULL);
    else
        check_missing(r);
}

/* ---- text that says nothing ---- */

bool text_placeholder(struct arena *a, const char *s)
{
    static const char *const empty[] = {"", "无", "没有", "暂无", "同上", "略", "不适用", "无内容", "无变化", "详见附件", "见附件",
                                        "附后", "待补充", "待填", "待定", "未填", "正常", "N", "NA", "none", "test", "测试", "X", "x"};
    if (strlen(s) > 100)
        return false;
    const char *bare = text_bare(a, s);
    for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++)
        if (strcmp(bare, empty[i]) == 0)
            return true;
    return false;
}

static bool latin(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

const char *text_blank_mark(struct arena *a, const char *s)
{
    static const char *const marks[] = {"××", "✕✕", "＊＊", "**", "__", "＿＿", "□□", "△△", "〇〇", "○○", "XX", "xx", "ＸＸ", "ｘｘ",
                                        "请填写", "此处填写", "待填写", "〓", "？？", "??"};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        for (const char *p = s; (p = strstr(p, marks[i])) != NULL; p++) {
            size_t n = strlen(marks[i]);
            bool zero = strcmp(marks[i], "〇〇") == 0; /* 二〇〇八年 */
            if (zero || (latin(*p) && ((p > s && latin(p[-1])) || (latin(p[n]) && p[n] != *p))))
                continue;
            return arena_strdup(a, marks[i]);
        }
    return NULL;
}

/* Where that piece of e's text stands in the file; the beginning of the text if it is written otherwise (&#…;). */
static struct place place_piece(const struct reading *r, xmlNode *e, const char *piece)
{
    struct source *s = r->s;
    struct place at = place_value(s, e);
    size_t from = node_known(e) ? source_tag_end(s->p, s->n, node_offset(e)) : s->n;
    const char *end = from < s->n ? memmem(s->p + from, s->n - from, "</", 2) : NULL;
    const char *found = end ? memmem(s->p + from, (size_t)(end - s->p) - from, piece, strlen(piece)) : NULL;
    return found ? source_place(s, (size_t)(found - s->p)) : at;
}

static bool fullwidth(uint32_t c)
{
    return (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
}

/* Letters and digits as wide as hanzi: told, not changed, for the text is the unit's own. */
static void check_fullwidth(struct reading *r, xmlNode *e, const char *text)
{
    struct buf run = {0}, half = {0};
    size_t runs = 0;
    bool inside = false;
    for (const char *p = text, *end = text + strlen(text); p < end;) {
        uint32_t c;
        int n = utf8_decode(p, end, &c);
        bool wide = n && fullwidth(c);
        runs += wide && !inside;
        if (wide && runs == 1) {
            buf_add(&run, p, (size_t)n);
            buf_addc(&half, (char)(c - 0xFEE0));
        }
        inside = wide;
        p += n ? n : 1;
    }
    if (runs)
        SAY(r, S214, place_piece(r, e, run.p), PATH(r, e), run.p, text_short(r->a, run.p, 20),
            runs > 1 ? arena_printf(r->a, "等 %zu 处", runs) : "", text_short(r->a, half.p, 20));
    buf_drop(&run);
    buf_drop(&half);
}

/* One text in one element: placeholder, unfilled blank; returns whether something was said. */
static bool check_text(struct reading *r, xmlNode *e, const char *text)
{
    if (!e || !text || !text[0])
        return false;
    const char *mark = text_blank_mark(r->a, text);
    if (text_placeholder(r->a, text)) {
        SAY(r, S208, place_value(r->s, e), PATH(r, e), text, text);
        return true;
    }
    if (mark)
        SAY(r, S209, place_piece(r, e, mark), PATH(r, e), mark, mark);
    else
        check_fullwidth(r, e, text);
    return mark != NULL;
}

static void check_length(struct reading *r, xmlNode *e, xmlNode *first, size_t length)
{
    const char *count = arena_printf(r->a, "%zu", length);
    if (length > 0 && length < LENGTH_MIN)
        SAY(r, S206, place_value(r->s, first ? first : e), PATH(r, e), NULL, count);
    else if (length > LENGTH_MAX)
        SAY(r, S207, place_element(r->s, e), PATH(r, e), NULL, count, arena_printf(r->a, "%d", LENGTH_MAX));
}

/* A part made of paragraphs */
static void check_part(struct reading *r, xmlNode *e, const struct paras *paras)
{
    bool said = false;
    size_t length = 0, most = 20000; /* of one 段: the schema tells more than that */
    size_t n = 0;
    for (xmlNode *p = e ? node_child(e, "段") : NULL; p && n < LIMIT_PARAS; p = node_next(p), n++) {
        char *text = text_trim(r->a, node_text(r->a, p));
        said |= check_text(r, p, text);
        said |= utf8_count(text, strlen(text)) > most;
        length += text_length(text);
    }
    if (e && paras->n && !said)
        check_length(r, e, node_child(e, "段"), length);
}

/* A field of one line */
static void check_line(struct reading *r, xmlNode *parent, const char *name, const char *text)
{
    xmlNode *e = node_child(parent, name);
    if (e && text && !check_text(r, e, text))
        check_length(r, e, NULL, text_length(text));
}

/* Names and captions, which stand in tables and under pictures */
static void check_short(struct reading *r, xmlNode *e, const char *name, const char *text, size_t most)
{
    size_t n = e && text ? utf8_count(text, strlen(text)) : 0;
    if (n > most)
        SAY(r, S119, place_element(r->s, e), PATH(r, e), text_short(r->a, text, 30), name, arena_printf(r->a, "%zu", n), arena_printf(r->a, "%zu", most));
}

static void check_texts(struct reading *r, const struct sub_item *it, const struct item_nodes *x)
{
    check_part(r, x->progress, &it->progress);
    check_part(r, x->results, &it->results);
    check_part(r, x->highlights, &it->highlights);
    for (size_t i = 0; i < it->nproblems; i++) {
        check_line(r, x->problem[i], "描述", it->problems[i].text);
        check_line(r, x->problem[i], "整改措施", it->problems[i].remedy);
        check_text(r, node_child(x->problem[i], "责任人"), it->problems[i].person);
        check_short(r, node_child(x->problem[i], "责任人"), "责任人", it->problems[i].person, 60);
    }
    for (size_t i = 0; i < it->npromises; i++)
        check_line(r, x->promise[i], "内容", it->promises[i].text);
    size_t k = 0;
    for (xmlNode *e = node_child(x->item, "表格"); e && k < it->ntables; e = node_next(e), k++)
        check_short(r, node_child(e, "表题"), "表题", it->tables[k].title, 100);
    k = 0;
    for (xmlNode *e = node_child(x->item, "图片"); e && k < it->npictures; e = node_next(e), k++)
        check_short(r, e, "说明", it->pictures[k].title, 100);
}

void rules_text(struct reading *r)
{
    for (size_t i = 0; i < r->sub->nitems; i++)
        check_texts(r, &r->sub->items[i], &r->nodes[i]);
}

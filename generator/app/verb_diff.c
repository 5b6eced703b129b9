/* jibao diff: two quarters compared on the terminal. */
#include "app/verb.h"

#include "app/columns.h"
#include "app/node.h"
#include "report/report.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct shown { struct arena *a; xmlNodePtr root; struct buf out; };

static const char *get(struct shown *s, const xmlNode *n, const char *attribute) { return node_get(s->a, n, attribute); }
static const char *or_dash(const char *v) { return *v ? v : "－"; }

/* +236, -3, 0 */
static const char *signed_number(struct shown *s, const char *v)
{
    return *v && *v != '-' && strcmp(v, "0") != 0 ? arena_printf(s->a, "+%s", v) : v;
}

/* 应报 32→32　按时 28→30（+2） … */
static void write_counts(struct shown *s, const xmlNode *list, const char *title)
{
    buf_addf(&s->out, "\n%s\n", title);
    cell_left(&s->out, "", 12);
    cell_right(&s->out, get(s, s->root, "前"), 10), cell_right(&s->out, get(s, s->root, "后"), 10), cell_right(&s->out, "增减", 10);
    row_end(&s->out);
    EACH_NODE(n, list, "数") {
        const char *percent = strstr(get(s, n, "名称"), "率") ? "%" : "";
        cell_left(&s->out, get(s, n, "名称"), 12);
        cell_right(&s->out, arena_printf(s->a, "%s%s", or_dash(get(s, n, "前")), percent), 10);
        cell_right(&s->out, arena_printf(s->a, "%s%s", or_dash(get(s, n, "后")), percent), 10);
        cell_right(&s->out, signed_number(s, get(s, n, "增减")), 10);
        row_end(&s->out);
    }
}

static void write_units(struct shown *s, const xmlNode *list)
{
    size_t same = 0, told = 0;
    EACH_NODE(n, list, "单位") {
        if (strcmp(get(s, n, "前"), get(s, n, "后")) == 0) {
            same++;
            continue;
        }
        if (!told++)
            buf_adds(&s->out, "报送情况有变化的单位\n");
        buf_adds(&s->out, "  ");
        cell_left(&s->out, get(s, n, "简称"), 32);
        buf_addf(&s->out, "%s → %s", or_dash(get(s, n, "前")), or_dash(get(s, n, "后")));
        if (node_is(n, "变化", "转好") || node_is(n, "变化", "转差"))
            buf_addf(&s->out, "　%s", get(s, n, "变化"));
        row_end(&s->out);
    }
    buf_addf(&s->out, "其余 %zu 个单位没有变化\n", same);
}

static void write_indicators(struct shown *s, const xmlNode *list)
{
    struct buf *b = &s->out;
    buf_addc(b, '\n');
    cell_left(b, "代码", 6), cell_left(b, "指标", 40), cell_left(b, "单位", 6), cell_right(b, get(s, s->root, "前"), 12);
    cell_right(b, get(s, s->root, "后"), 12), cell_right(b, "增减", 12), buf_adds(b, "灯");
    row_end(b);
    EACH_NODE(n, list, "指标") {
        const char *before = get(s, n, "前灯"), *after = get(s, n, "后灯");
        cell_left(b, get(s, n, "代码"), 6);
        cell_left(b, get(s, n, "名称"), 40);
        cell_left(b, get(s, n, "单位"), 6);
        cell_right(b, or_dash(get(s, n, "前值")), 12);
        cell_right(b, or_dash(get(s, n, "后值")), 12);
        cell_right(b, signed_number(s, get(s, n, "增减")), 12);
        if (strcmp(before, after) == 0)
            buf_adds(b, before);
        else
            buf_addf(b, "%s → %s", or_dash(before), or_dash(after));
        if (node_is(n, "变化", "转好") || node_is(n, "变化", "转差"))
            buf_addf(b, "　%s", get(s, n, "变化"));
        row_end(b);
    }
}

/* What became of a problem; the groups in which they are told. NULL: closed in both quarters. */
static const char *const groups[] = {"新增的", "新列入、正在整改的", "新列入、已逾期的", "销号以后又出现的", "逾期的", "继续整改的", "销号的",
                                     "两个季度之间销号的", "当季报、当季销号的", "没有销号、没有再提的", "两个季度之间报过、没有再提的"};

static const char *group_of(const char *before, const char *after)
{
    bool fresh = !*before, was_closed = strcmp(before, "已销号") == 0, closed = strcmp(after, "已销号") == 0;
    if (was_closed)
        return closed ? NULL : "销号以后又出现的";
    if (closed)
        return fresh ? "当季报、当季销号的" : "销号的";
    if (strcmp(after, "其间已销号") == 0)
        return "两个季度之间销号的";
    if (strcmp(after, "未再提及") == 0)
        return fresh ? "两个季度之间报过、没有再提的" : "没有销号、没有再提的";
    if (strcmp(after, "逾期") == 0)
        return fresh ? "新列入、已逾期的" : "逾期的";
    return !fresh ? "继续整改的" : strcmp(after, "新增") == 0 ? "新增的" : "新列入、正在整改的";
}

static void write_problem(struct shown *s, const xmlNode *n)
{
    buf_adds(&s->out, "  ");
    cell_left(&s->out, get(s, n, "编号"), 20);
    cell_left(&s->out, get(s, n, "单位"), 30);
    cell_left(&s->out, get(s, n, "等级"), 6);
    cell_left(&s->out, *get(s, n, "期限") ? get(s, n, "期限") : "没有期限", 12);
    if (*get(s, n, "前"))
        cell_left(&s->out, arena_printf(s->a, "原为%s", get(s, n, "前")), 14);
    diag_safe_text(&s->out, node_words(s->a, node_first(n, "描述")), /*keep_newline*/ false);
    row_end(&s->out);
}

static void write_problems(struct shown *s, const xmlNode *list)
{
    for (size_t i = 0; i < sizeof groups / sizeof groups[0]; i++) {
        size_t told = 0;
        EACH_NODE(n, list, "问题") {
            const char *group = group_of(get(s, n, "前"), get(s, n, "后"));
            if (!group || strcmp(group, groups[i]) != 0)
                continue;
            if (!told++)
                buf_addf(&s->out, "%s\n", group);
            write_problem(s, n);
        }
    }
}

static void write_text(struct shown *s)
{
    xmlNodePtr filing = node_first(s->root, "报送"), figures = node_first(s->root, "指标表"), problems = node_first(s->root, "问题表");
    buf_addf(&s->out, "%s与%s相比\n", get(s, s->root, "后名称"), get(s, s->root, "前名称"));
    if (node_is(s->root, "同一方案", "否"))
        buf_adds(&s->out, "两个季度用的不是同一个方案，指标按名称和单位对应\n");
    write_counts(s, filing, "报送");
    write_units(s, filing);
    write_counts(s, figures, "指标");
    write_indicators(s, figures);
    write_counts(s, problems, "问题");
    write_problems(s, problems);
}

/* An element as JSON: its attributes; 描述 as text; child elements of one name as an array. */
static json_t *json_of(struct shown *s, const xmlNode *n)
{
    json_t *o = json_object();
    for (const xmlAttr *p = n->properties; p; p = p->next)
        json_object_set_new(o, (const char *)p->name, json_string(get(s, n, (const char *)p->name)));
    for (const xmlNode *c = n->children; c; c = c->next) {
        const char *name = (const char *)c->name;
        if (c->type != XML_ELEMENT_NODE)
            continue;
        bool group = n == s->root, text = strcmp(name, "描述") == 0;
        if (group || text) {
            json_object_set_new(o, name, text ? json_string(node_words(s->a, c)) : json_of(s, c));
            continue;
        }
        if (!json_object_get(o, name))
            json_object_set_new(o, name, json_array());
        json_array_append_new(json_object_get(o, name), json_of(s, c));
    }
    return o;
}

static void write_json(struct shown *s)
{
    json_t *o = json_of(s, s->root);
    char *t = json_dumps(o, JSON_INDENT(2));
    buf_adds(&s->out, t ? t : "{}");
    buf_addc(&s->out, '\n');
    free(t);
    json_decref(o);
}

static xmlDocPtr load(struct world *w, struct quarter q)
{
    world_use(w, q);
    return world_data(w, q);
}

static int show(struct world *w, struct quarter before, struct quarter after)
{
    struct run *run = w->run;
    xmlDocPtr x = load(w, before), y = x ? load(w, after) : NULL, d = y ? report_compare(x, y) : NULL;
    struct shown s = {.a = run->a, .root = d ? xmlDocGetRootElement(d) : NULL};
    if (d) {
        (run->json ? write_json : write_text)(&s);
        fputs(buf_str(&s.out), stdout);
        print_messages(run);
        verdict(run, "%s与%s已经比较。", quarter_chinese(run->a, after), quarter_chinese(run->a, before));
    }
    buf_drop(&s.out);
    xmlFreeDoc(d);
    xmlFreeDoc(y);
    xmlFreeDoc(x);
    return d ? 0 : -1;
}

int verb_diff(struct run *run, const struct command *c)
{
    struct world w;
    struct quarter before = {0}, after;
    if (open_quarter(&w, run, OPEN_PROFILE, &after) != 0)
        return failed(&w);
    if (c->nargs == 2)
        quarter_parse(c->args[0], &before); /* main has looked at it */
    else
        before = quarter_prev(after);
    if (quarter_cmp(before, after) > 0) { /* the earlier one first, however they were written */
        struct quarter q = before;
        before = after;
        after = q;
    }
    if (show(&w, before, after) != 0)
        return failed(&w);
    world_close(&w);
    return STATUS_WELL;
}

/*
 * compare: two quarters' report data side by side (季度比较), for jibao diff. Takes what report_data made of both, each by its own
 * plan, and adds nothing up but the differences.
 *
 *   indicators  under the same 文号 by 代码, else by 名称 and 单位; 累计 figures of two years are not subtracted
 *   problems    one that was open in the earlier quarter is the one whose 历程 names its number there
 */
#include "report/build.h"

#include <string.h>

struct pair { struct build *b; xmlNodePtr before, after; bool same_plan; };

static xmlNodePtr first(xmlNodePtr parent, const char *name)
{
    for (xmlNodePtr c = parent ? parent->children : NULL; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && strcmp((const char *)c->name, name) == 0)
            return c;
    return NULL;
}

static xmlNodePtr next(xmlNodePtr n)
{
    for (xmlNodePtr c = n->next; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && xmlStrEqual(c->name, n->name))
            return c;
    return NULL;
}

#define EACH(n, parent, name) for (xmlNodePtr n = first(parent, name); n; n = next(n))

/* NULL if there is none */
static const char *get(struct build *b, xmlNodePtr n, const char *attribute)
{
    xmlChar *s = n ? xmlGetNoNsProp(n, (const xmlChar *)attribute) : NULL;
    char *copy = s ? arena_strdup(b->a, (const char *)s) : NULL;
    xmlFree(s);
    return copy;
}

static bool same(const char *x, const char *y) { return x && y && strcmp(x, y) == 0; }

static bool alike(struct build *b, xmlNodePtr x, xmlNodePtr y, const char *attribute)
{
    return same(get(b, x, attribute), get(b, y, attribute));
}

static void copy(struct build *b, xmlNodePtr to, const char *name, xmlNodePtr from, const char *attribute)
{
    rd_attr(to, name, get(b, from, attribute));
}

/* after − before of two attributes that are numbers; nothing if one is missing */
static void difference(struct build *b, xmlNodePtr to, const char *name, const char *before, const char *after)
{
    decimal x, y, d;
    if (!before || !after || !decimal_parse(before, &x) || !decimal_parse(after, &y))
        return;
    x.millionths = -x.millionths;
    if (decimal_add(y, x, &d))
        rd_attr(to, name, decimal_format(b->a, d));
}

static void count(struct pair *p, xmlNodePtr to, const char *group, const char *name)
{
    xmlNodePtr n = rd_add(to, "数");
    const char *before = get(p->b, first(first(p->before, "总体"), group), name), *after = get(p->b, first(first(p->after, "总体"), group), name);
    rd_attr(n, "名称", name);
    rd_attr(n, "前", before);
    rd_attr(n, "后", after);
    difference(p->b, n, "增减", before, after);
}

/* 转好, 转差, 不变 by a scale from good to bad; NULL if one of them is not on it */
static const char *turn(const char *const scale[], const char *before, const char *after)
{
    int x = -1, y = -1;
    for (int i = 0; scale[i]; i++) {
        x = same(scale[i], before) ? i : x;
        y = same(scale[i], after) ? i : y;
    }
    return x < 0 || y < 0 ? NULL : y < x ? "转好" : y > x ? "转差" : "不变";
}

/* ---- 报送 ---- */

static xmlNodePtr unit_named(struct build *b, xmlNodePtr list, xmlNodePtr like)
{
    EACH(n, list, "单位")
        if (alike(b, n, like, "代码"))
            return n;
    return NULL;
}

static void write_unit(struct pair *p, xmlNodePtr list, xmlNodePtr was, xmlNodePtr is)
{
    static const char *const scale[] = {"按时", "逾期", "退回", "未报", NULL};
    xmlNodePtr n = rd_add(list, "单位"), any = is ? is : was;
    const char *before = get(p->b, was, "状态"), *after = get(p->b, is, "状态");
    copy(p->b, n, "代码", any, "代码");
    copy(p->b, n, "简称", any, "简称");
    copy(p->b, n, "应报", any, "应报");
    rd_attr(n, "前", before);
    rd_attr(n, "后", after);
    rd_attr(n, "变化", turn(scale, before, after));
    copy(p->b, n, "前退回", was, "退回次数");
    copy(p->b, n, "后退回", is, "退回次数");
}

static void write_filing(struct pair *p, xmlNodePtr root)
{
    static const char *const names[] = {"应报", "按时", "逾期", "退回", "未报", "自愿报送", "报送率", "按时率"};
    xmlNodePtr list = rd_add(root, "报送"), then = first(p->before, "报送情况"), now = first(p->after, "报送情况");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        count(p, list, "报送", names[i]);
    EACH(n, now, "单位")
        write_unit(p, list, unit_named(p->b, then, n), n);
    EACH(n, then, "单位")
        if (!unit_named(p->b, now, n))
            write_unit(p, list, n, NULL);
}

/* ---- 指标 ---- */

static xmlNodePtr indicator_like(struct pair *p, xmlNodePtr list, xmlNodePtr like)
{
    EACH(n, list, "指标")
        if (p->same_plan ? alike(p->b, n, like, "代码") : alike(p->b, n, like, "名称") && alike(p->b, n, like, "单位"))
            return n;
    return NULL;
}

static bool subtracts(struct pair *p, xmlNodePtr indicator)
{
    return !same(get(p->b, indicator, "口径"), "累计") || alike(p->b, first(p->before, "季度"), first(p->after, "季度"), "年");
}

static void write_indicator(struct pair *p, xmlNodePtr list, xmlNodePtr was, xmlNodePtr is)
{
    static const char *const names[] = {"代码", "名称", "单位", "目标", "关系", "口径"}, *const scale[] = {"完成", "正常", "滞后", "逾期", NULL};
    xmlNodePtr n = rd_add(list, "指标"), any = is ? is : was;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        copy(p->b, n, names[i], any, names[i]);
    const char *before = get(p->b, was, "值"), *after = get(p->b, is, "值");
    rd_attr(n, "前值", before);
    rd_attr(n, "后值", after);
    if (subtracts(p, any))
        difference(p->b, n, "增减", before, after);
    copy(p->b, n, "前灯", was, "灯");
    copy(p->b, n, "后灯", is, "灯");
    if (subtracts(p, any)) /* a new year's count begins anew: it is neither better nor worse */
        rd_attr(n, "变化", turn(scale, get(p->b, was, "灯"), get(p->b, is, "灯")));
    if (!was || !is)
        rd_attr(n, "只在", was ? "前" : "后");
}

static void write_indicators(struct pair *p, xmlNodePtr root)
{
    static const char *const names[] = {"总数", "完成", "正常", "滞后", "逾期", "不评", "无数据", "冲突"};
    xmlNodePtr list = rd_add(root, "指标表"), then = first(p->before, "指标表"), now = first(p->after, "指标表");
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        count(p, list, "指标", names[i]);
    EACH(n, now, "指标")
        write_indicator(p, list, indicator_like(p, then, n), n);
    EACH(n, then, "指标")
        if (!indicator_like(p, now, n))
            write_indicator(p, list, n, NULL);
}

/* ---- 问题 ---- */

struct problems { xmlNodePtr *v; size_t n, cap; };

static struct problems problems_of(struct pair *p, xmlNodePtr data)
{
    struct problems all = {0};
    EACH(action, data, "行动")
        EACH(item, action, "事项")
            EACH(n, first(item, "存在问题"), "问题")
                ARENA_PUSH(p->b->a, all.v, all.n, all.cap) = n;
    EACH(n, first(data, "方案外"), "问题")
        ARENA_PUSH(p->b->a, all.v, all.n, all.cap) = n;
    return all;
}

/* Does the later problem's course name that number in that quarter or before? */
static bool continues(struct pair *p, xmlNodePtr later, xmlNodePtr earlier)
{
    const char *id = get(p->b, earlier, "编号");
    EACH(n, first(later, "历程"), "次")
        if (same(get(p->b, n, "编号"), id) && alike(p->b, later, earlier, "首报"))
            return true;
    return false;
}

static void write_problem(struct pair *p, xmlNodePtr list, xmlNodePtr was, xmlNodePtr is)
{
    xmlNodePtr n = rd_add(list, "问题"), any = is ? is : was;
    const char *before = get(p->b, was, "跟踪"), *after = get(p->b, is, "跟踪");
    copy(p->b, n, "编号", any, "编号");
    copy(p->b, n, "单位", any, "单位");
    copy(p->b, n, "等级", any, "等级");
    copy(p->b, n, "期限", any, "期限");
    rd_attr(n, "前", before);
    rd_attr(n, "后", after ? after : "其间已销号");
    copy(p->b, n, "推迟次数", any, "推迟次数");
    xmlChar *text = xmlNodeGetContent(first(any, "描述"));
    rd_text(n, "描述", text ? (const char *)text : "");
    xmlFree(text);
}

static void write_problems(struct pair *p, xmlNodePtr root)
{
    static const char *const names[] = {"在办", "新增", "整改中", "逾期", "已销号", "未再提及", "重大", "推迟", "复发"};
    xmlNodePtr list = rd_add(root, "问题表");
    struct problems then = problems_of(p, p->before), now = problems_of(p, p->after);
    bool *met = arena_calloc(p->b->a, then.n + 1, sizeof *met);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        count(p, list, "问题", names[i]);
    for (size_t i = 0; i < now.n; i++) {
        xmlNodePtr was = NULL;
        for (size_t k = 0; k < then.n && !was; k++)
            if (!met[k] && continues(p, now.v[i], then.v[k])) {
                was = then.v[k];
                met[k] = true;
            }
        write_problem(p, list, was, now.v[i]);
    }
    for (size_t k = 0; k < then.n; k++) /* closed since, in a quarter between the two */
        if (!met[k] && !same(get(p->b, then.v[k], "跟踪"), "已销号"))
            write_problem(p, list, then.v[k], NULL);
}

/* ---- all ---- */

static void write_head(struct pair *p, xmlNodePtr root)
{
    copy(p->b, root, "前", first(p->before, "季度"), "代号");
    copy(p->b, root, "后", first(p->after, "季度"), "代号");
    copy(p->b, root, "前名称", first(p->before, "季度"), "名称");
    copy(p->b, root, "后名称", first(p->after, "季度"), "名称");
    rd_yes(root, "同一方案", p->same_plan);
}

xmlDocPtr report_compare(xmlDocPtr before, xmlDocPtr after)
{
    struct build b = {.a = arena_new()};
    struct pair p = {.b = &b, .before = xmlDocGetRootElement(before), .after = xmlDocGetRootElement(after)};
    p.same_plan = alike(&b, first(p.before, "方案"), first(p.after, "方案"), "文号");
    xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNodePtr root = doc ? xmlNewDocNode(doc, NULL, (const xmlChar *)"季度比较", NULL) : NULL;
    if (!root)
        base_die("内存不足：季度比较没有生成");
    xmlDocSetRootElement(doc, root);
    write_head(&p, root);
    write_filing(&p, root);
    write_indicators(&p, root);
    write_problems(&p, root);
    arena_drop(b.a);
    return doc;
}

/* Plan and quarter before → the tree of all that the forms show (forms_internal.h). */
#include "forms/forms_internal.h"

#include <string.h>

static xmlNode *add(xmlNode *parent, const char *name)
{
    xmlNode *n = xmlNewChild(parent, NULL, (const xmlChar *)name, NULL);
    if (!n)
        base_die("内存不足");
    return n;
}

static void set(xmlNode *n, const char *name, const char *value)
{
    if (!xmlNewProp(n, (const xmlChar *)name, (const xmlChar *)(value ? value : "")))
        base_die("内存不足");
}

static const char *iso_or_empty(struct arena *a, struct date d) { return d.year ? date_iso(a, d) : ""; }

/* ---- what the quarter before said ---- */

static const struct submission *submission_of(const struct stored_quarter *q, const struct unit *u)
{
    for (size_t i = 0; q && i < q->nsubs; i++)
        if (!strcmp(q->subs[i].sub->unit, u->code) && !q->subs[i].sub->withdrawal)
            return q->subs[i].sub;
    return NULL;
}

static const struct sub_item *item_of(const struct submission *s, int no)
{
    for (size_t i = 0; s && i < s->nitems; i++)
        if (s->items[i].no == no)
            return &s->items[i];
    return NULL;
}

static const char *value_of(struct arena *a, const struct sub_item *it, const char *code)
{
    for (size_t i = 0; it && i < it->nvalues; i++)
        if (!strcmp(it->values[i].indicator, code))
            return decimal_format(a, it->values[i].number);
    return NULL;
}

static void add_problems(struct arena *a, xmlNode *to, const struct submission *s, const struct sub_item *it)
{
    const char **id = problem_numbers(a, s, it);
    for (size_t i = 0; i < it->nproblems; i++) {
        const struct problem *p = &it->problems[i];
        if (p->state == PROBLEM_CLOSED)
            continue;
        xmlNode *n = add(to, "问题");
        set(n, "编号", id[i]);
        set(n, "分类", p->category);
        set(n, "等级", p->grade);
        set(n, "描述", p->text);
        set(n, "整改措施", p->remedy);
        set(n, "责任人", p->person);
        set(n, "期限", iso_or_empty(a, p->due));
    }
}

static void add_promises(struct arena *a, xmlNode *to, const struct sub_item *it)
{
    for (size_t i = 0; i < it->npromises; i++) {
        xmlNode *n = add(to, "打算");
        set(n, "内容", it->promises[i].text);
        set(n, "期限", iso_or_empty(a, it->promises[i].due));
    }
}

/* ---- what the plan asks ---- */

/* 当季≥3次; 全年累计≥800人次，2022年6月30日前; words where the plan has no number */
static const char *demand(struct arena *a, const struct indicator *k)
{
    const char *by = k->deadline.year ? arena_printf(a, "，%s前", date_chinese(a, k->deadline)) : "";
    if (!k->has_target)
        return arena_printf(a, "%s%s", k->target_text ? k->target_text : "", by);
    return arena_printf(a, "%s%s%s%s%s", k->scope == SCOPE_QUARTER ? "每季度" : "全年", relation_name(k->relation),
                        decimal_format(a, k->target), k->unit, k->scope == SCOPE_QUARTER ? "" : by);
}

/* Must it be exactly 100 %? */
static bool whole_hundred(const struct indicator *k)
{
    return k->has_target && k->relation == REL_EQ && k->target.millionths == INT64_C(100000000) && !strcmp(k->unit, "%");
}

struct form { /* what every part of the tree needs */
    struct arena *a;
    const struct plan *p;
    struct quarter quarter;
    const struct stored_quarter *previous; /* may be NULL */
};

static void add_indicator(const struct form *f, xmlNode *to, const struct plan_item *item, const struct unit *u,
                          const struct indicator *k, const char *before)
{
    struct arena *a = f->a;
    xmlNode *n = add(to, "指标");
    bool lead = item->lead == u;
    bool same_year = f->previous && f->previous->quarter.year == f->quarter.year;
    set(n, "代码", k->code);
    set(n, "名称", k->name);
    set(n, "单位", k->unit);
    set(n, "口径", scope_name(k->scope));
    set(n, "口径说明", k->scope == SCOPE_QUARTER ? "只填本季度的数" : "填年初到本季度末的累计数");
    set(n, "汇总", aggregate_name(k->aggregate));
    set(n, "要求", demand(a, k));
    set(n, "必填", lead || k->aggregate != AGG_LEAD ? "是" : "否");
    set(n, "主责单位", item->lead ? item->lead->shortname : "");
    set(n, "上季", before);
    set(n, "可比", k->scope == SCOPE_CUMULATIVE && same_year ? "是" : "否");
    set(n, "满分", whole_hundred(k) ? "是" : "否");
}

static void add_duty(const struct form *f, xmlNode *to, const struct plan_item *item, const struct unit *u,
                     const struct submission *before)
{
    struct arena *a = f->a;
    xmlNode *n = add(to, "事项");
    const struct sub_item *was = item_of(before, item->no);
    set(n, "序号", arena_printf(a, "%d", item->no));
    set(n, "名称", item->title);
    set(n, "主责", item->lead == u ? "是" : "否");
    for (size_t i = 0; i < item->nindicators; i++)
        add_indicator(f, n, item, u, item->indicators[i], value_of(a, was, item->indicators[i]->code));
    if (was) {
        add_problems(a, n, before, was);
        add_promises(a, n, was);
    }
}

static void add_unit(const struct form *f, xmlNode *root, const struct unit *u)
{
    const struct plan *p = f->p;
    const struct submission *before = submission_of(f->previous, u);
    xmlNode *n = NULL;
    for (size_t i = 0; i < p->nitems; i++) {
        if (!plan_assigned(&p->items[i], u))
            continue;
        if (!n) {
            n = add(root, "单位");
            set(n, "代码", u->code);
            set(n, "全称", u->name);
            set(n, "简称", u->shortname);
            set(n, "类型", unit_kind_name(u->kind));
            set(n, "应报", plan_must_report(p, u) ? "是" : "否");
            for (size_t k = 0; k < u->nalias; k++)
                set(add(n, "别名"), "名", u->alias[k]);
        }
        add_duty(f, n, &p->items[i], u, before);
    }
}

static const char *action_name(const struct plan *p, int no)
{
    for (size_t i = 0; i < p->nactions; i++)
        if (p->actions[i].no == no)
            return p->actions[i].name;
    return "";
}

xmlDoc *form_data(struct arena *a, const struct plan *p, struct quarter q, const struct stored_quarter *previous)
{
    xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *root = doc ? xmlNewDocNode(doc, NULL, (const xmlChar *)"表单", NULL) : NULL;
    if (!root)
        base_die("内存不足");
    xmlDocSetRootElement(doc, root);
    struct date deadline = plan_deadline(p, q);
    set(root, "季度", quarter_name(a, q));
    set(root, "年度", arena_printf(a, "%d", q.year));
    set(root, "季", arena_printf(a, "%d", q.q));
    set(root, "季度说明", quarter_chinese(a, q));
    set(root, "方案", p->docno);
    set(root, "方案名称", p->name);
    set(root, "发文机关", p->issuer);
    set(root, "期限", date_iso(a, deadline));
    set(root, "期限说明", date_chinese(a, deadline));
    for (size_t i = 0; i < p->nitems; i++) {
        xmlNode *n = add(root, "事项");
        set(n, "序号", arena_printf(a, "%d", p->items[i].no));
        set(n, "名称", p->items[i].title);
        set(n, "行动", action_name(p, p->items[i].action));
        set(n, "内容", p->items[i].text);
    }
    struct form f = {a, p, q, previous};
    for (size_t i = 0; i < p->nunits; i++)
        add_unit(&f, root, &p->units[i]);
    return doc;
}

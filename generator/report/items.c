/* items: 行动 → 事项 with what every responsible unit says of it, the lead first. */
#include "report/build.h"

#include <string.h>

typedef const struct paras *part_of(const struct sub_item *s);
static const struct paras *progress(const struct sub_item *s) { return &s->progress; }
static const struct paras *results(const struct sub_item *s) { return &s->results; }
static const struct paras *highlights(const struct sub_item *s) { return &s->highlights; }

struct who { const struct unit **v; size_t n; }; /* the item's units in order */

static const struct sub_item *told(const struct build *b, const struct unit *u, int no)
{
    return sub_find_item(b->sub_now[unit_index(b, u)], no);
}

static void write_units_of(xmlNodePtr n, const struct passage *p)
{
    for (size_t i = 0; i < p->nunits; i++) {
        xmlNodePtr u = rd_add(n, "单位");
        rd_attr(u, "代码", p->units[i]->code);
        rd_attr(u, "简称", p->units[i]->shortname);
    }
}

static bool same_units(const struct passage *x, const struct passage *y)
{
    return x->nunits == y->nunits && memcmp(x->units, y->units, x->nunits * sizeof *x->units) == 0;
}

/* 述: what the same units say, one after the other. */
static void write_passages(struct build *b, xmlNodePtr part, const struct passages *p, const char *element)
{
    xmlNodePtr said = NULL;
    for (size_t i = 0; i < p->n; i++) {
        if (!i || !same_units(&p->v[i - 1], &p->v[i])) {
            said = rd_add(part, "述");
            write_units_of(said, &p->v[i]);
        }
        rd_date(b, rd_text(said, element, p->v[i].text), "期限", p->v[i].due);
    }
}

static void write_part(struct build *b, xmlNodePtr item, const char *name, part_of *part, const struct who *w, int no)
{
    struct passages all = {0};
    for (size_t i = 0; i < w->n; i++) {
        const struct sub_item *s = told(b, w->v[i], no);
        for (size_t k = 0; s && k < part(s)->n; k++)
            passages_add(b, &all, w->v[i], part(s)->v[k].text, (struct date){0});
        if (s && part == highlights && part(s)->n)
            b->tally.highlights++;
    }
    write_passages(b, rd_add(item, name), &all, "段");
}

static void write_promises(struct build *b, xmlNodePtr item, const struct who *w, int no)
{
    struct passages all = {0};
    for (size_t i = 0; i < w->n; i++) {
        const struct sub_item *s = told(b, w->v[i], no);
        for (size_t k = 0; s && k < s->npromises; k++)
            passages_add(b, &all, w->v[i], s->promises[k].text, s->promises[k].due);
    }
    write_passages(b, rd_add(item, "下步打算"), &all, "打算");
    b->tally.promises += all.n;
}

static void write_responsible(struct build *b, xmlNodePtr item, const struct plan_item *it, const struct who *w)
{
    xmlNodePtr list = rd_add(item, "责任单位");
    for (size_t i = 0; i < w->n; i++) {
        const struct unit *u = w->v[i];
        bool said = told(b, u, it->no) != NULL;
        if (!item_responsible(it, u) && !said)
            continue;
        xmlNodePtr n = rd_add(list, "单位");
        rd_unit(n, u);
        rd_yes(n, "主责", u == it->lead);
        rd_yes(n, "责任单位", item_responsible(it, u));
        rd_attr(n, "状态", filing_state_name(b->filing[unit_index(b, u)].state));
        rd_yes(n, "报了本项", said);
        if (item_responsible(it, u) && !u->successor) { /* a merged unit owes nothing of its own any more */
            b->tally.parts_due++;
            b->tally.parts_reported += said;
        }
    }
    list = rd_add(item, "责任主体");
    rd_attr(list, "文字", it->bodies_text);
    for (size_t i = 0; i < it->nbodies; i++)
        rd_unit(rd_add(list, "单位"), it->bodies[i]);
}

static bool anybody(const struct build *b, const struct who *w, int no)
{
    for (size_t i = 0; i < w->n; i++)
        if (told(b, w->v[i], no))
            return true;
    return false;
}

static void write_item(struct build *b, xmlNodePtr action, const struct plan_item *it)
{
    struct who w;
    w.v = item_units(b, it, &w.n);
    xmlNodePtr n = rd_add(action, "事项");
    bool reported = anybody(b, &w, it->no);
    rd_int(n, "序号", it->no);
    rd_attr(n, "名称", it->title);
    rd_yes(n, "有报", reported);
    b->tally.items++;
    b->tally.items_reported += reported;
    struct item_state *state = item_state(b, it);
    state->node = n;
    state->lead_told = it->lead && told(b, it->lead, it->no);
    rd_text(n, "内容", it->text);
    write_responsible(b, n, it, &w);
    write_part(b, n, "工作推进情况", progress, &w, it->no);
    write_part(b, n, "取得成效", results, &w, it->no);
    write_part(b, n, "亮点经验", highlights, &w, it->no);
    xmlNodePtr problems = rd_add(n, "存在问题");
    for (size_t i = 0; i < w.n; i++)
        problems_write(b, problems, w.v[i], it->no, /*with_silent*/ true, state);
    write_promises(b, n, &w, it->no);
    promises_old(b, n, it, w.v, w.n);
    for (size_t i = 0; i < it->nindicators; i++)
        rd_attr(rd_add(n, "指标"), "代码", it->indicators[i]->code);
}

void items_write(struct build *b, xmlNodePtr root)
{
    for (size_t i = 0; i < b->p->nactions; i++) {
        const struct plan_action *act = &b->p->actions[i];
        xmlNodePtr n = rd_add(root, "行动");
        rd_int(n, "序号", act->no);
        rd_attr(n, "名称", act->name);
        for (size_t k = 0; k < act->nitems; k++)
            write_item(b, n, &b->p->items[act->first_item + k]);
    }
}

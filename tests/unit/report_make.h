/*
 * A small plan and up to three quarters (0 = 2022Q4, 1 = 2022Q3, 2 = 2022Q2) built by hand, for the tests of report/.
 *
 *   units     MZJ 县民政局, RSJ 县人社局, STYM 县移民局, CJTZ 县城投公司 (企业), SJZ 三江镇 (乡镇), LYJ 县林业局 (no item: need not report)
 *   action 1  item 1 (lead MZJ, with RSJ, STYM; body SJZ), item 2 (lead RSJ, with CJTZ)
 *   action 2  item 3 (lead STYM)
 */
#ifndef REPORT_MAKE_H
#define REPORT_MAKE_H

#include "report/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <libxml/xpath.h>

enum { MZJ, RSJ, STYM, CJTZ, SJZ, LYJ, UNITS };

struct world {
    struct arena *a;
    struct diags ds;
    struct run run;
    struct plan plan;
    const struct plan *plan_at[3]; /* of each quarter; NULL: plan */
    struct unit units[UNITS];
    struct plan_action actions[2];
    struct plan_item items[3];
    const struct unit *responsible[3][3], *bodies[1];
    struct indicator ind[8];
    const struct indicator *ind_of[3][8];
    struct stored_quarter now, before, older;
    struct stored_file files[3][12];
    struct stored_submission subs[3][UNITS];
    struct submission sub[3][UNITS];
    struct sub_item sub_items[3][UNITS][3];
};

static inline struct date day(int y, int m, int d) { return (struct date){(int16_t)y, (int8_t)m, (int8_t)d}; }

static inline decimal dec(const char *s)
{
    decimal d;
    assert_true(decimal_parse(s, &d));
    return d;
}

static inline void make_units(struct world *w)
{
    static const struct { const char *code, *name, *shortname; enum unit_kind kind; } u[UNITS] = {
        {"MZJ", "某县民政局", "县民政局", UNIT_DEPARTMENT},       {"RSJ", "某县人力资源和社会保障局", "县人社局", UNIT_DEPARTMENT},
        {"STYM", "某县生态移民局", "县移民局", UNIT_DEPARTMENT},  {"CJTZ", "某县城乡建设投资有限公司", "县城投公司", UNIT_COMPANY},
        {"SJZ", "某县三江镇人民政府", "三江镇", UNIT_TOWNSHIP},   {"LYJ", "某县林业局", "县林业局", UNIT_DEPARTMENT},
    };
    for (size_t i = 0; i < UNITS; i++)
        w->units[i] = (struct unit){.code = u[i].code, .name = u[i].name, .shortname = u[i].shortname, .kind = u[i].kind,
                                    .receiving = u[i].kind == UNIT_TOWNSHIP, .order = i};
}

static inline void make_item(struct world *w, int k, int no, const char *title, int action, int lead, int second, int third)
{
    int who[3] = {lead, second, third};
    size_t n = 0;
    for (int i = 0; i < 3; i++)
        if (who[i] >= 0)
            w->responsible[k][n++] = &w->units[who[i]];
    w->items[k] = (struct plan_item){.no = no, .title = title, .text = "内容。", .lead = &w->units[lead],
                                     .responsible = w->responsible[k], .nresponsible = n, .action = action,
                                     .indicators = w->ind_of[k]};
}

/* An indicator of item no: 关系 target 口径 汇总方式; target NULL = words only. */
static inline void make_indicator(struct world *w, int no, const char *code, const char *name, const char *unit,
                                  enum relation rel, const char *target, enum scope scope, enum aggregate agg)
{
    struct indicator *i = &w->ind[w->plan.nindicators++];
    *i = (struct indicator){.code = code, .name = name, .unit = unit, .relation = rel, .scope = scope, .aggregate = agg,
                            .item = no, .has_target = target != NULL};
    if (target)
        i->target = dec(target);
    w->ind_of[no - 1][w->items[no - 1].nindicators++] = i;
}

static inline struct world *world_new(void)
{
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->a = arena_new();
    w->ds.a = w->a;
    w->run = (struct run){.a = w->a, .today = day(2022, 12, 26)};
    make_units(w);
    make_item(w, 0, 1, "抓实兜底保障", 1, MZJ, RSJ, STYM);
    make_item(w, 1, 2, "抓实技能培训", 1, RSJ, CJTZ, -1);
    make_item(w, 2, 3, "强化资金保障", 2, STYM, -1, -1);
    w->bodies[0] = &w->units[SJZ];
    w->items[0].bodies = w->bodies;
    w->items[0].nbodies = 1;
    w->items[0].bodies_text = "迁入地乡镇党委和人民政府";
    w->actions[0] = (struct plan_action){1, "“就业增收”专项行动", 0, 2};
    w->actions[1] = (struct plan_action){2, "“资金保障”专项行动", 2, 1};
    w->plan = (struct plan){.name = "某县2022年巩固成果工作方案", .docno = "某搬通〔2022〕21号", .issuer = "某县搬迁办",
                            .start = day(2022, 1, 1), .end = day(2022, 12, 31), .units = w->units, .nunits = UNITS,
                            .actions = w->actions, .nactions = 2, .items = w->items, .nitems = 3, .indicators = w->ind,
                            .file = "方案.xml"};
    w->now = (struct stored_quarter){.quarter = {2022, 4}, .files = w->files[0], .subs = w->subs[0]};
    w->before = (struct stored_quarter){.quarter = {2022, 3}, .files = w->files[1], .subs = w->subs[1]};
    w->older = (struct stored_quarter){.quarter = {2022, 2}, .files = w->files[2], .subs = w->subs[2]};
    return w;
}

static inline void world_drop(struct world *w)
{
    arena_drop(w->a);
    free(w);
}

static inline struct stored_quarter *quarter_at(struct world *w, int q) { return q == 0 ? &w->now : q == 1 ? &w->before : &w->older; }

/* A file of quarter q as the store would tell of it. */
static inline struct stored_file *file_add(struct world *w, int q, int unit, enum verdict v, struct date arrived)
{
    struct stored_quarter *sq = quarter_at(w, q);
    struct stored_file *f = &sq->files[sq->nfiles++];
    *f = (struct stored_file){.number = (int64_t)sq->nfiles, .file = "件.xml", .sha256 = "", .arrived = arrived, .verdict = v,
                              .unit = unit >= 0 ? w->units[unit].code : NULL, .quarter = sq->quarter,
                              .version = v == VERDICT_ACCEPTED, .current = v == VERDICT_ACCEPTED};
    return f;
}

/* A current submission without items; submissions must be added in the plan's order of units. */
static inline struct submission *sub_add(struct world *w, int q, int unit, bool late)
{
    struct stored_quarter *sq = quarter_at(w, q);
    struct submission *s = &w->sub[q][unit];
    struct date d = day(2022, 12 - 3 * q, late ? 27 : 20);
    *s = (struct submission){.unit = w->units[unit].code, .quarter = sq->quarter, .plan = "某搬通〔2022〕21号", .filer = "样例甲",
                             .signer = "样例乙", .signer_title = "局长", .phone = "0855-0000001", .filed = d, .version = 1,
                             .items = w->sub_items[q][unit]};
    sq->subs[sq->nsubs++] = (struct stored_submission){file_add(w, q, unit, VERDICT_ACCEPTED, d), s, late, d};
    return s;
}

static inline void para_add(struct world *w, struct paras *p, const char *text)
{
    ARENA_PUSH(w->a, p->v, p->n, p->cap) = (struct para){text, 1};
}

static inline struct sub_item *item_add(struct world *w, struct submission *s, int no, const char *progress)
{
    struct sub_item *it = &s->items[s->nitems++];
    *it = (struct sub_item){.no = no};
    para_add(w, &it->progress, progress);
    para_add(w, &it->results, "成效明显。");
    return it;
}

static inline struct problem *problem_add(struct world *w, struct sub_item *it, const char *id, const char *text,
                                          enum problem_state state, struct date due)
{
    size_t cap = it->nproblems; /* grows by copying: tests add few */
    struct problem *v = arena_calloc(w->a, cap + 1, sizeof *v);
    if (cap)
        memcpy(v, it->problems, cap * sizeof *v);
    v[cap] = (struct problem){.id = id, .category = "资金", .grade = "一般", .text = text, .remedy = "抓紧整改。", .person = "样例丙",
                              .due = due, .state = state};
    it->problems = v;
    it->nproblems = cap + 1;
    return &v[cap];
}

static inline void promise_add(struct world *w, struct sub_item *it, const char *text, struct date due)
{
    struct promise *v = arena_calloc(w->a, it->npromises + 1, sizeof *v);
    if (it->npromises)
        memcpy(v, it->promises, it->npromises * sizeof *v);
    v[it->npromises] = (struct promise){.text = text, .due = due};
    it->promises = v;
    it->npromises++;
}

static inline void value_add(struct world *w, struct sub_item *it, const char *code, const char *number)
{
    struct value *v = arena_calloc(w->a, it->nvalues + 1, sizeof *v);
    if (it->nvalues)
        memcpy(v, it->values, it->nvalues * sizeof *v);
    v[it->nvalues] = (struct value){.indicator = code, .number = dec(number), .as_written = number};
    it->values = v;
    it->nvalues++;
}

/* The string value of an XPath expression over the document (numbers as XPath writes them); lives in w. */
static inline const char *ask(struct world *w, xmlDocPtr doc, const char *xpath)
{
    xmlXPathContextPtr c = xmlXPathNewContext(doc);
    xmlXPathObjectPtr o = xmlXPathEvalExpression((const xmlChar *)xpath, c);
    assert_non_null(o);
    xmlChar *s = xmlXPathCastToString(o);
    const char *copy = arena_strdup(w->a, (const char *)s);
    xmlFree(s);
    xmlXPathFreeObject(o);
    xmlXPathFreeContext(c);
    return copy;
}
#define ASK(w, doc, xpath, want) assert_string_equal(ask((w), (doc), (xpath)), (want))

static inline xmlDocPtr make_data(struct world *w, xmlDocPtr profile)
{
    struct report_quarter q[3] = {{&w->now, w->plan_at[0]}, {&w->before, w->plan_at[1]}, {&w->older, w->plan_at[2]}};
    for (int i = 0; i < 3; i++)
        if (!q[i].plan)
            q[i].plan = &w->plan;
    xmlDocPtr d = report_data(&w->run, q, 3, profile, &w->ds);
    assert_non_null(d);
    return d;
}

#endif

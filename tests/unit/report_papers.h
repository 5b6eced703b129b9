/* The shipped templates over hand-made data: what their tests share. */
#ifndef REPORT_PAPERS_H
#define REPORT_PAPERS_H

#include "report_make.h"

#include <libxml/xmlschemas.h>

/* A quarter with everything that a template has a branch for. */
static inline struct world *busy_world(void)
{
    struct world *w = world_new();
    make_indicator(w, 1, "1-1", "救助人次", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    make_indicator(w, 1, "1-2", "监测次数", "次", REL_GE, "3", SCOPE_QUARTER, AGG_LEAD);
    make_indicator(w, 2, "2-1", "就业率", "%", REL_GE, NULL, SCOPE_CUMULATIVE, AGG_LEAD);
    w->ind[2].target_text = "不低于全省平均水平";
    make_indicator(w, 3, "3-1", "社区组织", "个", REL_EQ, "4", SCOPE_CUMULATIVE, AGG_MAX);
    struct sub_item *old = item_add(w, sub_add(w, 1, MZJ, false), 1, "上季。"), *oc = item_add(w, sub_add(w, 1, STYM, false), 1, "上季。");
    problem_add(w, old, NULL, "此后无人再提的问题。", PROBLEM_NEW, day(2022, 10, 1));
    value_add(w, oc, "1-1", "40");
    struct submission *m = sub_add(w, 0, MZJ, false), *r = sub_add(w, 0, RSJ, true);
    m->docno = "某民呈〔2022〕61号";
    struct sub_item *im = item_add(w, m, 1, "联合走访搬迁家庭。"), *i2;
    para_add(w, &im->highlights, "做法值得推广。");
    para_add(w, &m->notes, "数据口径有调整。");
    problem_add(w, im, NULL, "资金缺口较大", PROBLEM_NEW, day(2022, 12, 20))->grade = "重大";
    problem_add(w, im, NULL, "人手不足。", PROBLEM_ONGOING, (struct date){0});
    promise_add(w, im, "抓紧争取资金", day(2023, 3, 1));
    promise_add(w, im, "增加人手。", (struct date){0});
    value_add(w, im, "1-1", "500.5"), value_add(w, im, "1-2", "3");
    struct sub_item *ir = item_add(w, r, 1, "联合走访搬迁家庭");
    i2 = item_add(w, r, 2, "开展培训。");
    promise_add(w, ir, "继续走访。", day(2023, 2, 1)), promise_add(w, i2, "继续培训。", day(2023, 2, 1));
    value_add(w, ir, "1-2", "2"), value_add(w, i2, "2-1", "96.4");
    file_add(w, 0, STYM, VERDICT_REJECTED, day(2022, 12, 24));
    return w;
}

static inline xmlDocPtr profile(struct world *w)
{
    xmlDocPtr p = report_profile_load("templates/office.xml", "templates/schema", &w->ds);
    assert_non_null(p);
    return p;
}

static inline xmlDocPtr data_of(struct world *w)
{
    xmlDocPtr p = profile(w), d = make_data(w, p);
    xmlFreeDoc(p);
    return d;
}

static inline xmlDocPtr run(struct world *w, const char *file, xmlDocPtr data, const char *unit)
{
    const char *params[] = {"单位", unit, NULL};
    struct report_template *t = report_template_load(file, &w->ds);
    if (!t)
        diags_print(&w->ds, stderr);
    assert_non_null(t);
    xmlDocPtr out = report_template_run(t, data, unit ? params : NULL, &w->ds);
    if (!out)
        diags_print(&w->ds, stderr);
    assert_non_null(out);
    report_template_drop(t);
    return out;
}

static inline void assert_valid(xmlDocPtr doc)
{
    xmlSchemaParserCtxtPtr p = xmlSchemaNewParserCtxt("templates/schema/公文.xsd");
    xmlSchemaPtr s = xmlSchemaParse(p);
    assert_non_null(s);
    xmlSchemaValidCtxtPtr v = xmlSchemaNewValidCtxt(s);
    assert_int_equal(xmlSchemaValidateDoc(v, doc), 0);
    xmlSchemaFreeValidCtxt(v);
    xmlSchemaFree(s);
    xmlSchemaFreeParserCtxt(p);
}

/* Does the document's running text hold these words? */
static inline bool says(struct world *w, xmlDocPtr doc, const char *words) { return strstr(ask(w, doc, "string(/)"), words) != NULL; }
#define SAYS(w, doc, words) \
    do { if (!says(w, doc, words)) fail_msg("not said: %s", words); } while (0)

#endif

/* data: puts the report data document together (templates/schema/报告数据.md). */
#include "report/build.h"

#include <libxml/xpath.h>

static void write_profile(xmlNodePtr root, xmlDocPtr profile)
{
    xmlNodePtr to = rd_add(root, "机关");
    xmlNodePtr from = profile ? xmlDocGetRootElement(profile) : NULL;
    for (xmlNodePtr c = from ? from->children : NULL; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE) /* comments are for the profile's readers */
            continue;
        xmlNodePtr copy = xmlDocCopyNode(c, root->doc, 1);
        if (!copy || !xmlAddChild(to, copy))
            base_die("内存不足：报告数据没有生成");
    }
}

static void write_plan(struct build *b, xmlNodePtr root)
{
    xmlNodePtr n = rd_add(root, "方案");
    rd_attr(n, "名称", b->p->name);
    rd_attr(n, "文号", b->p->docno);
    rd_attr(n, "发文机关", b->p->issuer);
    rd_date(b, n, "起", b->p->start);
    rd_date(b, n, "止", b->p->end);
    rd_int(n, "行动数", (int64_t)b->p->nactions);
    rd_int(n, "事项数", (int64_t)b->p->nitems);
}

static void write_quarter(struct build *b, xmlNodePtr root)
{
    xmlNodePtr n = rd_add(root, "季度");
    rd_attr(n, "代号", quarter_name(b->a, b->quarter));
    rd_attr(n, "名称", quarter_chinese(b->a, b->quarter));
    rd_int(n, "年", b->quarter.year);
    rd_int(n, "季", b->quarter.q);
    rd_date(b, n, "期限", b->deadline);
    rd_date(b, n, "今日", b->today);
    rd_date(b, n, "截至", b->asof);
    rd_yes(n, "已过期限", date_cmp(b->today, b->deadline) > 0);
    struct quarter last = quarter_prev(b->quarter);
    rd_attr(n, "上季度", quarter_name(b->a, last));
    rd_attr(n, "上季度名称", quarter_chinese(b->a, last));
    rd_yes(n, "上季度有报送", b->before && b->before->stored->nsubs > 0);
    struct quarter next = quarter_next(b->quarter);
    rd_attr(n, "下季度名称", quarter_chinese(b->a, next));
    rd_yes(n, "末季度", b->p->end.year && quarter_cmp(b->quarter, date_quarter(b->p->end)) >= 0);
}

static void write_filing_totals(struct build *b, xmlNodePtr root)
{
    const struct tally *t = &b->tally;
    xmlNodePtr n = rd_add(root, "报送");
    size_t came = t->filing[FILING_ON_TIME] + t->filing[FILING_LATE];
    rd_int(n, "应报", (int64_t)t->must);
    rd_int(n, "已报", (int64_t)came);
    for (int i = 0; i < FILING_STATES; i++)
        rd_int(n, filing_state_name((enum filing_state)i), (int64_t)t->filing[i]);
    rd_int(n, "自愿报送", (int64_t)t->voluntary);
    rd_int(n, "未识别件", (int64_t)t->unknown);
    decimal must = {(int64_t)t->must};
    rd_attr(n, "报送率", decimal_percent(b->a, (decimal){(int64_t)came}, must));
    rd_attr(n, "按时率", decimal_percent(b->a, (decimal){(int64_t)t->filing[FILING_ON_TIME]}, must));
    discipline_totals(b, n);
}

static void write_other_totals(struct build *b, xmlNodePtr root)
{
    const struct tally *t = &b->tally;
    xmlNodePtr n = rd_add(root, "事项");
    rd_int(n, "总数", (int64_t)t->items);
    rd_int(n, "有报", (int64_t)t->items_reported);
    rd_int(n, "应报份数", (int64_t)t->parts_due);
    rd_int(n, "实报份数", (int64_t)t->parts_reported);
    rd_int(n, "打算条数", (int64_t)t->promises);
    rd_int(n, "亮点份数", (int64_t)t->highlights);
    for (int i = 0; i < LIGHT_NONE; i++)
        rd_int(n, light_name((enum light)i), (int64_t)t->item_light[i]);
    n = rd_add(root, "问题");
    rd_int(n, "在办", (int64_t)(t->track[TRACK_NEW] + t->track[TRACK_ONGOING] + t->track[TRACK_OVERDUE]));
    for (int i = 0; i < TRACKS; i++)
        rd_int(n, track_name((enum track)i), (int64_t)t->track[i]);
    rd_int(n, "过期未报", (int64_t)t->silent_overdue);
    rd_int(n, "过期合计", (int64_t)(t->track[TRACK_OVERDUE] + t->silent_overdue));
    rd_int(n, "重大", (int64_t)t->serious);
    rd_int(n, "较大", (int64_t)t->considerable);
    rd_int(n, "一般", (int64_t)t->ordinary);
    rd_int(n, "推迟", (int64_t)t->postponed);
    rd_int(n, "复发", (int64_t)t->recurred);
    n = rd_add(root, "上季度打算");
    rd_int(n, "条数", (int64_t)(t->old_promise[PROMISE_KEPT] + t->old_promise[PROMISE_UNDERWAY] + t->old_promise[PROMISE_UNMENTIONED]));
    for (int i = 0; i < PROMISE_STATES; i++)
        rd_int(n, promise_state_name((enum promise_state)i), (int64_t)t->old_promise[i]);
    rd_int(n, "到期未落实", (int64_t)t->due_not_kept);
    rd_int(n, "到期未提及", (int64_t)t->due_unmentioned);
    n = rd_add(root, "指标");
    rd_int(n, "总数", (int64_t)t->indicators);
    for (int i = 0; i < LIGHTS; i++)
        rd_int(n, light_name((enum light)i), (int64_t)t->light[i]);
    rd_int(n, "无数据", (int64_t)t->without_value);
    rd_int(n, "冲突", (int64_t)t->conflicts);
}

static void write_all(struct build *b, xmlNodePtr root)
{
    rd_attr(root, "格式版本", "1");
    write_quarter(b, root);
    xmlNodePtr totals = rd_add(root, "总体"); /* stands first, is known last */
    items_write(b, root);
    indicators_write(b, root);
    item_lights_write(b);
    filing_write(b, root);
    submissions_write(b, root);
    problems_outside(b, root);
    write_filing_totals(b, totals);
    write_other_totals(b, totals);
}

xmlDocPtr report_data(const struct run *run, const struct report_quarter *q, size_t n, xmlDocPtr profile, struct diags *ds)
{
    const struct plan *p = q[0].plan;
    struct build b = {.p = p, .now = q[0].stored, .today = run->today, .quarter = q[0].stored->quarter, .ds = ds};
    if (p->nunits == 0 || p->nitems == 0) {
        DIAG(ds, R111, ((struct place){.file = p->file}), NULL, NULL, p->name ? p->name : "");
        return NULL;
    }
    b.a = arena_new();
    b.deadline = plan_deadline(p, b.quarter);
    b.item = arena_calloc(b.a, p->nitems, sizeof *b.item);
    b.asof = date_cmp(b.today, quarter_last(b.quarter)) > 0 ? quarter_last(b.quarter) : b.today;
    b.set = settings_read(profile);
    filing_collect(&b);
    views_open(&b, q, n);
    item_units_open(&b);
    ledger_open(&b);
    xmlDocPtr doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNodePtr root = doc ? xmlNewDocNode(doc, NULL, (const xmlChar *)"报告数据", NULL) : NULL;
    if (!root)
        base_die("内存不足：报告数据没有生成");
    xmlDocSetRootElement(doc, root);
    write_profile(root, profile);
    write_plan(&b, root);
    write_all(&b, root);
    arena_drop(b.a);
    xmlXPathOrderDocElems(doc); /* numbers the elements: from here on threads only read (template.c) */
    return doc;
}

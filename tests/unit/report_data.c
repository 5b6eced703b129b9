/* Who reported, problems and promises from quarter to quarter, totals, the submissions word for word. */
#include "report_make.h"

static void filing_states(void **state)
{
    (void)state;
    struct world *w = world_new();
    file_add(w, 0, MZJ, VERDICT_REJECTED, day(2022, 12, 19));
    item_add(w, sub_add(w, 0, MZJ, false), 1, "推进。");            /* 按时, after one rejected attempt */
    sub_add(w, 0, RSJ, true);                                        /* 逾期, and a correction sent back since */
    file_add(w, 0, RSJ, VERDICT_REJECTED, day(2022, 12, 28));
    file_add(w, 0, STYM, VERDICT_REJECTED, day(2022, 12, 24));       /* 退回, twice */
    file_add(w, 0, STYM, VERDICT_REJECTED, day(2022, 12, 23));
    item_add(w, sub_add(w, 0, SJZ, false), 1, "推进。");            /* a township: not due, welcome */
    file_add(w, 0, -1, VERDICT_REJECTED, day(2022, 12, 23));         /* nobody knows whose */
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "count(/*/报送情况/单位)", "5"); /* four that must and the township; 县林业局 has no item and sent nothing */
    ASK(w, d, "/*/报送情况/单位[@代码='MZJ']/@状态", "按时");
    ASK(w, d, "/*/报送情况/单位[@代码='MZJ']/@退回次数", "1");
    ASK(w, d, "concat(/*/报送情况/单位[@代码='MZJ']/@实报事项, '/', /*/报送情况/单位[@代码='MZJ']/@应报事项)", "1/1");
    ASK(w, d, "concat(/*/报送情况/单位[@代码='RSJ']/@实报事项, '/', /*/报送情况/单位[@代码='RSJ']/@应报事项)", "0/2");
    ASK(w, d, "/*/报送情况/单位[@代码='RSJ']/@状态", "逾期");
    ASK(w, d, "/*/报送情况/单位[@代码='STYM']/@状态", "退回");
    ASK(w, d, "/*/报送情况/单位[@代码='STYM']/@首次到件", "2022-12-23");
    ASK(w, d, "/*/报送情况/单位[@代码='CJTZ']/@状态", "未报");
    ASK(w, d, "/*/报送情况/单位[@代码='SJZ']/@应报", "否");
    ASK(w, d, "concat(/*/报送情况/单位[@代码='MZJ']/@首报退回, /*/报送情况/单位[@代码='MZJ']/@更正退回, /*/报送情况/单位[@代码='MZJ']/@更正未重报)", "10否");
    ASK(w, d, "concat(/*/报送情况/单位[@代码='RSJ']/@首报退回, /*/报送情况/单位[@代码='RSJ']/@更正退回, /*/报送情况/单位[@代码='RSJ']/@更正未重报)", "01是");
    ASK(w, d, "concat(/*/报送情况/单位[@代码='STYM']/@首报退回, /*/报送情况/单位[@代码='STYM']/@更正未重报)", "2否");
    ASK(w, d, "concat(count(/*/报送情况/来件), count(/*/报送情况/未识别来件))", "81");
    /* 4 must; 2 came: 50 %; 1 in time: 25 % */
    ASK(w, d, "concat(/*/总体/报送/@应报, /*/总体/报送/@按时, /*/总体/报送/@逾期, /*/总体/报送/@退回, /*/总体/报送/@未报)", "41111");
    ASK(w, d, "concat(/*/总体/报送/@报送率, ' ', /*/总体/报送/@按时率)", "50 25");
    ASK(w, d, "concat(/*/总体/报送/@自愿报送, /*/总体/报送/@未识别件)", "11");
    /* parts: item 1 has 3 responsible units, item 2 has 2, item 3 has 1; only MZJ's part of item 1 came */
    ASK(w, d, "concat(/*/总体/事项/@应报份数, /*/总体/事项/@实报份数, /*/总体/事项/@总数, /*/总体/事项/@有报)", "6131");
    ASK(w, d, "/*/季度/@期限", "2022-12-25");
    ASK(w, d, "/*/季度/@已过期限", "是");
    xmlFreeDoc(d);
    world_drop(w);
}

static void withdrawn(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct submission *s = sub_add(w, 0, MZJ, false);
    s->withdrawal = true;
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "/*/报送情况/单位[@代码='MZJ']/@状态", "未报");
    ASK(w, d, "/*/报送情况/单位[@代码='MZJ']/@撤回", "是");
    ASK(w, d, "count(/*/单位报送/单位)", "0");
    xmlFreeDoc(d);
    world_drop(w);
}

/* As the store tells it: no submission stands, the file of the withdrawal is among those received. */
static void withdrawn_in_the_store(void **state)
{
    (void)state;
    struct world *w = world_new();
    file_add(w, 0, MZJ, VERDICT_ACCEPTED, day(2022, 12, 20));
    file_add(w, 0, MZJ, VERDICT_REJECTED, day(2022, 12, 20));
    file_add(w, 0, MZJ, VERDICT_ACCEPTED, day(2022, 12, 21))->withdrawal = true;
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "/*/报送情况/单位[@代码='MZJ']/@状态", "未报");
    ASK(w, d, "/*/报送情况/单位[@代码='MZJ']/@撤回", "是");
    xmlFreeDoc(d);
    world_drop(w);
}

/* Last quarter: four open problems, one closed. */
static struct sub_item *old_problems(struct world *w)
{
    struct sub_item *o = item_add(w, sub_add(w, 1, MZJ, false), 1, "上季。");
    problem_add(w, o, NULL, "问题一：社区活动用房不足。", PROBLEM_NEW, day(2022, 11, 30));      /* 2022Q3-MZJ-1-1 */
    problem_add(w, o, "旧-2", "问题二：经费没有落实。", PROBLEM_ONGOING, day(2022, 12, 31));
    problem_add(w, o, NULL, "问题三：电梯维修资金归集比例低，部分楼栋维修费用筹集困难，群众意见比较集中。", PROBLEM_NEW, day(2023, 3, 1)); /* -3 */
    problem_add(w, o, NULL, "问题四：此后无人再提。", PROBLEM_NEW, day(2022, 10, 1));           /* -4 */
    problem_add(w, o, NULL, "问题五：当时就办结了。", PROBLEM_CLOSED, day(2022, 9, 1));         /* -5 */
    return o;
}

static void problems_followed(void **state)
{
    (void)state;
    struct world *w = world_new();
    old_problems(w);
    struct sub_item *n = item_add(w, sub_add(w, 0, MZJ, false), 1, "推进。");
    problem_add(w, n, "2022Q3-MZJ-1-1", "问题一：社区活动用房已落实。", PROBLEM_CLOSED, day(2022, 11, 30));
    problem_add(w, n, "旧-2", "问题二：经费没有落实。", PROBLEM_ONGOING, day(2022, 12, 20))->grade = "较大"; /* before 12-26: 逾期 */
    problem_add(w, n, NULL, "问题三：电梯维修资金归集比例低，部分楼栋维修费用筹集困难，群众意见较为集中。", PROBLEM_NEW, day(2023, 6, 1)); /* by its words */
    problem_add(w, n, NULL, "全新的问题。", PROBLEM_NEW, day(2023, 3, 1));
    problem_add(w, n, "2022Q3-MZJ-1-5", "问题五：又出现了。", PROBLEM_ONGOING, day(2023, 3, 1));
    xmlDocPtr d = make_data(w, NULL);
    const char *at = "/*/行动[1]/事项[1]/存在问题/问题";
#define P(n, what) ask(w, d, arena_printf(w->a, "%s[%d]/%s", at, n, what))
    assert_string_equal(ask(w, d, arena_printf(w->a, "count(%s)", at)), "6");
    assert_string_equal(P(1, "@跟踪"), "已销号");
    assert_string_equal(P(1, "上季度/@状态"), "新增");
    assert_string_equal(P(2, "@跟踪"), "逾期");
    assert_string_equal(P(2, "@对应方式"), "编号");
    assert_string_equal(P(3, "@跟踪"), "整改中");
    assert_string_equal(P(3, "@对应方式"), "描述相近");
    assert_string_equal(P(3, "@期限推迟"), "是");
    assert_string_equal(P(3, "@编号"), "2022Q4-MZJ-1-3");
    assert_string_equal(P(3, "上季度/@编号"), "2022Q3-MZJ-1-3");
    assert_string_equal(P(4, "@跟踪"), "新增");
    assert_string_equal(P(5, "@跟踪"), "整改中");
    assert_string_equal(P(5, "@复发"), "是");
    assert_string_equal(P(6, "@跟踪"), "未再提及");
    assert_string_equal(P(6, "@编号"), "2022Q3-MZJ-1-4");
    assert_string_equal(P(6, "@原因"), "本季度报送未再提及");
    assert_string_equal(P(6, "@已过期限"), "是");
    assert_string_equal(P(6, "@逾期说明"), "整改期限已过，没有报告整改结果");
    assert_string_equal(P(2, "@逾期说明"), "整改期限已过，没有整改到位");
    assert_string_equal(P(4, "@逾期说明"), "");
#undef P
    /* 新增 1, 整改中 2, 逾期 1, 已销号 1, 未再提及 1; open: 1 较大, 3 一般 */
    ASK(w, d, "concat(/*/总体/问题/@新增, /*/总体/问题/@整改中, /*/总体/问题/@逾期, /*/总体/问题/@已销号, /*/总体/问题/@未再提及)", "12111");
    ASK(w, d, "concat(/*/总体/问题/@在办, /*/总体/问题/@重大, /*/总体/问题/@较大, /*/总体/问题/@一般)", "4013");
    /* past its day: 旧-2, and 2022Q3-MZJ-1-4 (1 October), of which nobody speaks */
    ASK(w, d, "concat(/*/总体/问题/@过期未报, /*/总体/问题/@过期合计)", "12");
    /* the unit's own report tells its five, not what it left out */
    ASK(w, d, "count(/*/单位报送/单位[@代码='MZJ']/事项/存在问题/问题)", "5");
    /* what a closed problem was about stands in last quarter's words, in the unit's own report too */
    static const char *const lists[] = {"/*/行动[1]/事项[1]/存在问题", "/*/单位报送/单位[@代码='MZJ']/事项/存在问题"};
    for (size_t i = 0; i < 2; i++) {
        assert_string_equal(ask(w, d, arena_printf(w->a, "%s/问题[1]/@跟踪", lists[i])), "已销号");
        assert_string_equal(ask(w, d, arena_printf(w->a, "%s/问题[1]/上季度/描述", lists[i])), "问题一：社区活动用房不足。");
        assert_string_equal(ask(w, d, arena_printf(w->a, "concat(%s/问题[1]/@原期限, ' ', %s/问题[1]/@推迟次数)", lists[i], lists[i])), "2022-11-30 0");
    }
    xmlFreeDoc(d);
    world_drop(w);
}

static void silent_unit_and_closed_twice(void **state)
{
    (void)state;
    struct world *w = world_new();
    old_problems(w);
    xmlDocPtr d = make_data(w, NULL); /* nothing this quarter: the four open ones are silent */
    ASK(w, d, "/*/总体/问题/@未再提及", "4");
    ASK(w, d, "/*/行动[1]/事项[1]/存在问题/问题[1]/@原因", "本季度没有报送");
    xmlFreeDoc(d);
    struct sub_item *n = item_add(w, sub_add(w, 0, MZJ, false), 1, "推进。");
    problem_add(w, n, "2022Q3-MZJ-1-5", "问题五：当时就办结了。", PROBLEM_CLOSED, day(2022, 9, 1));
    d = make_data(w, NULL);
    ASK(w, d, "/*/总体/问题/@已销号", "0"); /* it was counted last quarter */
    xmlFreeDoc(d);
    world_drop(w);
}

/* A problem is not out of the way because its unit says nothing of it. */
static void silence_is_no_way_out(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 1, "1-1", "监测次数", "次", REL_GE, "3", SCOPE_QUARTER, AGG_LEAD);
    struct sub_item *o = item_add(w, sub_add(w, 1, MZJ, false), 1, "上季。");
    value_add(w, item_add(w, sub_add(w, 0, MZJ, false), 1, "推进。"), "1-1", "3");
    problem_add(w, o, NULL, "活动用房不足。", PROBLEM_NEW, day(2022, 12, 26));
    w->run.today = day(2022, 12, 26); /* its day is today: not past yet, but nothing is said of it: not 完成 */
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "/*/行动[1]/事项[1]/@灯", "正常");
    ASK(w, d, "/*/行动[1]/事项[1]/@理由", "唯一一项指标达到目标；没有报告整改结果的问题1个");
    ASK(w, d, "concat(/*/总体/问题/@未再提及, /*/总体/问题/@过期未报)", "10");
    xmlFreeDoc(d);
    w->run.today = day(2022, 12, 27); /* judged by the day of the report, as what is reported is */
    d = make_data(w, NULL);
    ASK(w, d, "/*/行动[1]/事项[1]/@灯", "逾期");
    ASK(w, d, "/*/行动[1]/事项[1]/@理由", "唯一一项指标达到目标；没有报告整改结果的问题1个，其中整改期限已过1个");
    ASK(w, d, "concat(/*/总体/问题/@未再提及, /*/总体/问题/@过期未报, /*/总体/问题/@逾期, /*/总体/问题/@在办, /*/总体/事项/@逾期)", "11001");
    xmlFreeDoc(d);
    world_drop(w);
}

/* The light of each item: the worst of its figures and problems, with the reason in words. */
static void item_lights(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 1, "1-1", "救助人次", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    make_indicator(w, 1, "1-2", "监测次数", "次", REL_GE, "3", SCOPE_QUARTER, AGG_LEAD);
    make_indicator(w, 2, "2-1", "培训率", "%", REL_EQ, "100", SCOPE_CUMULATIVE, AGG_LEAD);
    struct sub_item *m = item_add(w, sub_add(w, 0, MZJ, false), 1, "推进。");
    struct sub_item *r = item_add(w, sub_add(w, 0, RSJ, false), 2, "推进。");
    value_add(w, m, "1-1", "600"), value_add(w, m, "1-2", "3"), value_add(w, r, "2-1", "100");
    xmlDocPtr d = make_data(w, NULL);
    /* item 1: 600 of 800 on day 360 of 365 is behind; item 2: reached, no problem; item 3: its lead has not reported */
    ASK(w, d, "/*/行动[1]/事项[1]/@灯", "滞后");
    ASK(w, d, "/*/行动[1]/事项[1]/@理由", "进度滞后的指标1项（救助人次）；没有正在整改的问题");
    ASK(w, d, "/*/行动[1]/事项[2]/@灯", "完成");
    ASK(w, d, "/*/行动[1]/事项[2]/@理由", "唯一一项指标达到目标；没有正在整改的问题");
    ASK(w, d, "/*/行动[2]/事项[1]/@灯", "滞后");
    ASK(w, d, "/*/行动[2]/事项[1]/@理由", "主责单位没有报告本项进展；没有量化指标；没有正在整改的问题");
    ASK(w, d, "concat(/*/总体/事项/@完成, /*/总体/事项/@正常, /*/总体/事项/@滞后, /*/总体/事项/@逾期)", "1020");
    xmlFreeDoc(d);
    problem_add(w, r, NULL, "在期限内。", PROBLEM_NEW, day(2023, 3, 1)); /* an open problem: not 完成 any more */
    d = make_data(w, NULL);
    ASK(w, d, "/*/行动[1]/事项[2]/@灯", "正常");
    ASK(w, d, "/*/行动[1]/事项[2]/@理由", "唯一一项指标达到目标；正在整改的问题1个");
    xmlFreeDoc(d);
    problem_add(w, r, NULL, "过期了。", PROBLEM_NEW, day(2022, 12, 1));
    w->run.today = day(2023, 1, 1); /* the plan's last day has passed: 1-1 is overdue */
    d = make_data(w, NULL);
    ASK(w, d, "/*/行动[1]/事项[1]/@灯", "逾期");
    ASK(w, d, "/*/行动[1]/事项[1]/@理由", "逾期未完成的指标1项（救助人次）；没有正在整改的问题");
    ASK(w, d, "/*/行动[1]/事项[2]/@灯", "逾期");
    ASK(w, d, "/*/行动[1]/事项[2]/@理由", "唯一一项指标达到目标；正在整改的问题2个，其中逾期1个");
    xmlFreeDoc(d);
    world_drop(w);
}

static void promises(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct sub_item *o = item_add(w, sub_add(w, 1, MZJ, false), 1, "上季。");
    promise_add(w, o, "十月底前完成走访。", day(2022, 10, 31));
    promise_add(w, o, "建成活动室。", day(2023, 1, 31));
    struct sub_item *n = item_add(w, sub_add(w, 0, MZJ, false), 1, "走访完成。");
    promise_add(w, n, "开展慰问。", (struct date){0});
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "count(/*/行动[1]/事项[1]/上季度打算/单位/打算)", "2");
    ASK(w, d, "/*/行动[1]/事项[1]/上季度打算/单位/打算[1]/@已到期限", "是");
    ASK(w, d, "/*/行动[1]/事项[1]/上季度打算/单位/打算[2]/@已到期限", "否");
    ASK(w, d, "/*/行动[1]/事项[1]/上季度打算/单位/本季度推进/段", "走访完成。");
    ASK(w, d, "/*/行动[1]/事项[1]/下步打算/述/打算", "开展慰问。");
    ASK(w, d, "count(/*/行动[1]/事项[1]/下步打算/述/打算/@期限)", "0");
    ASK(w, d, "/*/总体/事项/@打算条数", "1");
    xmlFreeDoc(d);
    world_drop(w);
}

/* Markup in what a unit wrote stays text; tables and pictures come along whole. */
static void word_for_word(void **state)
{
    (void)state;
    struct world *w = world_new();
    const char *hostile = "<段>&amp;]]> &lt;b&gt; “引号” ' \" &#60; <!-- --> <?x?>";
    struct submission *s = sub_add(w, 0, MZJ, false);
    s->filer = hostile;
    para_add(w, &s->notes, hostile);
    struct sub_item *it = item_add(w, s, 1, hostile);
    static const char *cells[] = {"甲", "乙", "<1>", NULL};
    static const unsigned char png[] = {0x89, 'P', 'N', 'G'};
    struct sub_table t = {.title = "表", .nrows = 2, .ncols = 2, .cell = cells};
    struct sub_picture p = {.title = "图", .media = "image/png", .bytes = png, .n = 4};
    it->tables = &t, it->ntables = 1, it->pictures = &p, it->npictures = 1;
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "/*/单位报送/单位/事项/工作推进情况/段", hostile);
    ASK(w, d, "/*/单位报送/单位/说明/段", hostile);
    ASK(w, d, "/*/单位报送/单位/@填报人", hostile);
    ASK(w, d, "/*/行动[1]/事项[1]/工作推进情况/述/段", hostile);
    ASK(w, d, "count(/*/单位报送/单位/事项/工作推进情况/段/*)", "0");
    ASK(w, d, "/*/单位报送/单位/事项/表格/行[2]/格[1]", "<1>");
    ASK(w, d, "/*/单位报送/单位/事项/图片", "iVBORw==");
    xmlChar *bytes; /* and survives being written and read */
    int n;
    xmlDocDumpMemoryEnc(d, &bytes, &n, "UTF-8");
    xmlDocPtr again = xmlReadMemory((const char *)bytes, n, NULL, NULL, XML_PARSE_NONET);
    assert_non_null(again);
    ASK(w, again, "/*/单位报送/单位/事项/工作推进情况/段", hostile);
    xmlFreeDoc(again);
    xmlFree(bytes);
    xmlFreeDoc(d);
    world_drop(w);
}

static void no_english_no_chance(void **state)
{
    (void)state;
    struct world *w = world_new();
    old_problems(w);
    item_add(w, sub_add(w, 0, MZJ, false), 1, "推进。");
    item_add(w, sub_add(w, 0, STYM, false), 3, "推进。");
    xmlDocPtr x = make_data(w, NULL), y = make_data(w, NULL);
    ASK(w, x, "count(//*[contains('abcdefghijklmnopqrstuvwxyz', substring(local-name(), 1, 1))])", "0");
    ASK(w, x, "count(//@*[contains('abcdefghijklmnopqrstuvwxyz', substring(local-name(), 1, 1))])", "0");
    ASK(w, x, "count(//@*[contains(., 'image') or . = 'true' or . = 'yes'])", "0");
    xmlChar *a, *b;
    int na, nb;
    xmlDocDumpMemoryEnc(x, &a, &na, "UTF-8");
    xmlDocDumpMemoryEnc(y, &b, &nb, "UTF-8");
    assert_int_equal(na, nb);
    assert_memory_equal(a, b, (size_t)na);
    xmlFree(a), xmlFree(b), xmlFreeDoc(x), xmlFreeDoc(y);
    world_drop(w);
}

static void unknown_item_is_told(void **state)
{
    (void)state;
    struct world *w = world_new();
    item_add(w, sub_add(w, 0, MZJ, false), 9, "方案外的事。");
    xmlDocPtr d = make_data(w, NULL);
    assert_int_equal(w->ds.n, 1);
    assert_string_equal(msg_code(w->ds.v[0].msg), "R109");
    ASK(w, d, "/*/单位报送/单位/事项/工作推进情况/段", "方案外的事。");
    xmlFreeDoc(d);
    w->plan.nitems = 0; /* a plan without items has nothing to report on */
    struct report_quarter q = {&w->now, &w->plan};
    assert_null(report_data(&w->run, &q, 1, NULL, &w->ds));
    assert_string_equal(msg_code(w->ds.v[1].msg), "R111");
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(filing_states),  cmocka_unit_test(withdrawn), cmocka_unit_test(withdrawn_in_the_store), cmocka_unit_test(problems_followed),
        cmocka_unit_test(silent_unit_and_closed_twice), cmocka_unit_test(item_lights), cmocka_unit_test(silence_is_no_way_out), cmocka_unit_test(promises), cmocka_unit_test(word_for_word),
        cmocka_unit_test(no_english_no_chance), cmocka_unit_test(unknown_item_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

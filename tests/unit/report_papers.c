/* The office's other papers: ledgers, circulars, letters, the collection of good practice, the roster. */
#include "report_papers.h"

static void assert_circular(struct world *w, xmlDocPtr o, const char *title, const char *to)
{
    assert_valid(o);
    ASK(w, o, "concat(/*/@格式, /*/@行文方向)", "文件下行");
    ASK(w, o, "count(/*/签发人)", "0"); /* 7.2.6: only upward papers */
    ASK(w, o, "/*/标题", title);
    ASK(w, o, "/*/主送机关", to);
    ASK(w, o, "/*/成文日期", "2022-12-26");
}

static void task_ledger(void **state)
{
    (void)state;
    struct world *w = busy_world();
    xmlDocPtr d = data_of(w), o = run(w, "templates/任务清单台账.xsl", d, NULL);
    assert_circular(w, o, "锦屏县易地扶贫搬迁工作领导小组办公室关于印发2022年第四季度巩固拓展易地扶贫搬迁成果六项行动工作任务清单台账的通知",
                    "各责任单位：");
    ASK(w, o, "/*/附件/表格[2]/@横排", "是");
    ASK(w, o, "count(/*/附件/表格[2]/行[count(格) = 7])", "3"); /* every item, reported or not */
    /* below its action */
    ASK(w, o, "concat(/*/附件/表格[2]/行[1]/格/@跨列, /*/附件/表格[2]/行[1])", "7一、“就业增收”专项行动");
    ASK(w, o, "concat(/*/附件/表格[2]/行[4], /*/附件/表格[2]/行[5]/格[1])", "二、“资金保障”专项行动3");
    ASK(w, o, "sum(/*/附件/表格[2]/列/@宽)", "225");
    ASK(w, o, "/*/附件/表格[2]/列[4]/@宽 > 36", "true"); /* 主责：and a name of nine characters in two lines */
    SAYS(w, o, "对2项行动、3项工作逐项评定");
    SAYS(w, o, "▲逾期正在整改的问题2个其中逾期1个"); /* the last cell: one term for them everywhere */
    /* 1: 1-1 behind and a problem overdue; 2: words only; 3: nobody reported */
    /* the parts make up the whole */
    SAYS(w, o, "截至2022年12月26日，3项工作中，按进度推进1项、进度滞后1项、逾期1项。"
               "4项指标中，达到目标1项，进度滞后2项，目标为文字表述、不作评定1项。正在整改的问题2个，没有报告整改结果的问题1个。");
    SAYS(w, o, "2.评定按下列次序对照，以先符合的为准。");
    SAYS(w, o, "其他情况，可有整改期限未过的问题。");
    SAYS(w, o, "完成率不低于时间进度（已过天数占全部天数的比例）的90%；");
    SAYS(w, o, "1.第1项抓实兜底保障（县民政局牵头）：救助500.5人次，完成率62.6%，时间进度98.6%，进度滞后；"
               "县民政局反映的1个问题整改期限已过，没有整改到位；县民政局反映的1个问题整改期限已过，没有报告整改结果。");
    ASK(w, o, "/*/附件/表格[2]/行[2]/格[7]/段[1]", "▲逾期");
    ASK(w, o, "/*/附件/表格[2]/行[2]/格[5]/段[1]", "△救助人次：500.5人次（目标不低于800人次）");
    ASK(w, o, "/*/附件/表格[2]/行[2]/格[5]/段[2]", "●监测次数：3次（目标不低于3次）（各单位数据不一致，待核对）");
    ASK(w, o, "/*/附件/表格[2]/行[3]/格[5]/段[1]", "就业率：96.4%（目标：不低于全省平均水平）");
    ASK(w, o, "/*/附件/表格[2]/行[2]/格[6]", "联合走访搬迁家庭。");
    ASK(w, o, "/*/附件/表格[2]/行[5]/格[6]", "主责单位没有报告");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

static void problem_ledger(void **state)
{
    (void)state;
    struct world *w = busy_world();
    struct sub_item *it = &w->sub_items[0][MZJ][0];
    char *lengthy = arena_calloc(w->a, 3 * 1500 + 1, 1);
    for (int i = 0; i < 1500; i++)
        memcpy(lengthy + 3 * i, i % 100 == 99 ? "。" : "长", 3);
    problem_add(w, it, NULL, lengthy, PROBLEM_NEW, (struct date){0});
    problem_add(w, it, NULL, "已经办结。", PROBLEM_CLOSED, day(2022, 12, 1));
    xmlDocPtr d = data_of(w), o = run(w, "templates/问题台账.xsl", d, NULL);
    assert_circular(w, o, "锦屏县易地扶贫搬迁工作领导小组办公室关于印发2022年第四季度巩固拓展易地扶贫搬迁成果六项行动工作问题台账的通知",
                    "各责任单位，各乡镇人民政府：");
    ASK(w, o, "count(/*/附件/表格[@横排 = '是'])", "3");
    ASK(w, o, "sum(/*/附件/表格[2]/列/@宽)", "225");
    ASK(w, o, "/*/附件/表格[2]/列[2]/@宽 >= 34", "true"); /* ten characters in one line */
    ASK(w, o, "/*/附件/表格[2]/表题", "正在整改的问题（3个）");
    ASK(w, o, "/*/附件/表格[3]/表题", "以前季度反映、本季度没有报告整改结果的问题（1个）");
    ASK(w, o, "/*/附件/表格[4]/表题", "本季度整改销号的问题（1个）");
    ASK(w, o, "/*/附件/表格[2]/行[1]/格[9]/段[1]", "▲逾期");
    ASK(w, o, "/*/附件/表格[2]/行[1]/格[9]/段[last()]", "2022Q4-MZJ-1-1");
    ASK(w, o, "/*/附件/表格[3]/行[1]/格[5]", "此后无人再提的问题。");
    ASK(w, o, "/*/附件/表格[3]/行[1]/格[9]/段[1]", "▲期限已过，本季度报送未再提及");
    ASK(w, o, "/*/附件/表格[2]/行[1]/格[3]", "第1项：抓实兜底保障");
    SAYS(w, o, "我办对各单位2022年第四季度反映的问题和以前问题的整改情况逐个核对，");
    SAYS(w, o, "▲期限已过：以前季度反映、本季度没有报告整改结果，期限已过；");
    SAYS(w, o, "4.正在整改的问题（不含没有报告整改结果的1个）按分类、程度统计");
    SAYS(w, o, "几个单位反映同一问题的，分别列出、分别计数。");
    ASK(w, o, "count(/*/附件/表格[2]/行)", "3");
    ASK(w, o, "/*/附件/表格[2]/行[3]/格[5]", lengthy); /* longer than a page: the table's business */
    SAYS(w, o, "正在整改的问题3个。按状态分，新增1个、整改中1个、逾期1个；按程度分，重大1个、一般2个。本季度整改销号1个。");
    SAYS(w, o, "以前季度反映、本季度没有报告整改结果的问题1个，涉及县民政局，整改期限已过。");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

static void filing_circular(void **state)
{
    (void)state;
    struct world *w = busy_world();
    xmlDocPtr d = data_of(w), o = run(w, "templates/报送情况通报.xsl", d, NULL);
    assert_circular(w, o, "锦屏县易地扶贫搬迁工作领导小组办公室关于2022年第四季度巩固拓展易地扶贫搬迁成果六项行动工作推进情况报送情况的通报",
                    "各责任单位：");
    ASK(w, o, "/*/发文字号", "锦易扶指通〔2022〕34号");
    SAYS(w, o, "应报送的4个责任单位中，已报送2个，报送率50%；其中按时报送1个，按时报送率25%，逾期报送1个；退回后没有更正的1个；没有报送的1个。");
    SAYS(w, o, "（一）没有报送。县城投公司1个单位至今没有报送。");
    SAYS(w, o, "（二）退回没有更正。县移民局（退回1次）报送的材料有误，退回后没有更正重报。");
    SAYS(w, o, "（三）报送逾期。县人社局（12月27日）逾期报送。");
    SAYS(w, o, "县移民局、县城投公司自收到本通报之日起3个工作日内完成补报或者更正，并说明原因。");
    /* 县民政局 came in time but left a problem of last quarter out: not among the praised */
    assert_false(says(w, o, "予以表扬"));
    SAYS(w, o, "县民政局1个，为以前季度反映、尚未销号的问题，本季度报送未反馈整改结果，整改期限已过。");
    ASK(w, o, "count(/*/附件/表格/行)", "4");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    w->run.today = day(2022, 12, 20); /* in time: nobody is blamed */
    d = data_of(w);
    o = run(w, "templates/报送情况通报.xsl", d, NULL);
    SAYS(w, o, "报送期限未到，请尚未报送的单位抓紧报送。");
    assert_false(says(w, o, "至今没有报送"));
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

/* The first quarter that is reported: nothing is said of quarters before it. */
static void first_quarter(void **state)
{
    (void)state;
    struct world *w = world_new();
    problem_add(w, item_add(w, sub_add(w, 0, MZJ, false), 1, "走访群众。"), NULL, "人手不足。", PROBLEM_NEW, day(2023, 3, 1));
    xmlDocPtr d = data_of(w), o = run(w, "templates/问题台账.xsl", d, NULL);
    SAYS(w, o, "我办对各单位2022年第四季度反映的问题逐个核对，");
    xmlFreeDoc(o);
    o = run(w, "templates/报送情况通报.xsl", d, NULL);
    SAYS(w, o, "县民政局1个单位按时报送、一次合格，承担的事项没有遗漏，报送内容没有需要核实之处，予以表扬。");
    assert_false(says(w, o, "上季度"));
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

/* Nobody is praised here and named there; nobody is blamed for what a comparison of words did not find. */
static void filing_fairness(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 1, "1-1", "监测次数", "次", REL_GE, "3", SCOPE_QUARTER, AGG_LEAD);
    promise_add(w, item_add(w, sub_add(w, 1, MZJ, false), 1, "上季。"), "完成聚龙社区活动室改造。", day(2022, 11, 30));
    promise_add(w, item_add(w, sub_add(w, 1, RSJ, false), 2, "上季。"), "开办电焊技能培训班。", day(2022, 12, 10));
    struct sub_item *m = item_add(w, sub_add(w, 0, MZJ, false), 1, "上季度打算“完成聚龙社区活动室改造”：未落实，资金没有到位。");
    struct submission *r = sub_add(w, 0, RSJ, false), *t = sub_add(w, 0, STYM, false), *c = sub_add(w, 0, CJTZ, false), *z = sub_add(w, 0, SJZ, false);
    item_add(w, r, 1, "走访群众。"), item_add(w, r, 2, "走访企业。");
    struct sub_item *differs = item_add(w, t, 1, "走访群众。");
    item_add(w, t, 3, "筹措资金。"), item_add(w, c, 2, "走访企业。");
    value_add(w, m, "1-1", "3"), value_add(w, differs, "1-1", "2"), value_add(w, item_add(w, z, 1, "走访群众。"), "1-1", "1");
    xmlDocPtr d = data_of(w), o = run(w, "templates/报送情况通报.xsl", d, NULL);
    SAYS(w, o, "县城投公司1个单位按时报送、一次合格，承担的事项没有遗漏，报送内容没有需要核实之处，前期问题均有整改反馈，"
               "到期打算均有反映且没有写明尚未落实的，指标数据与主责单位一致，予以表扬。");
    SAYS(w, o, "（一）到期打算尚未落实。县民政局1条，单位在报送中写明，2022年第三季度提出、期限已到的打算尚未落实到位。");
    SAYS(w, o, "（二）数据不一致。指标“监测次数”，县民政局报3次、县移民局报2次，请有关单位会同主责单位核准。"); /* not 三江镇: its figure does not count */
    SAYS(w, o, "（一）补充说明。各责任单位2022年第三季度提出、期限已到的打算，本季度报送中没有对照到相应内容的有1条，请下列单位自收到本通报之日起5个工作日内，"
               "逐条补充说明落实情况：县人社局1条。");
    ASK(w, o, "count(/*/正文/*[contains(., '县人社局')])", "1");
    SAYS(w, o, "尚未销号的问题、期限已到还没有写明落实的打算和本季度提出的打算，下次报送时要逐条说明");
    assert_false(says(w, o, "补报"));
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

/* One figure is meant, 2 and 1 are told, 2 is the target: every paper judges 1, shows its rate and says so in the same words. */
static void disputed_figure(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 1, "1-1", "社区组织", "个", REL_EQ, "2", SCOPE_CUMULATIVE, AGG_MAX);
    value_add(w, item_add(w, sub_add(w, 0, MZJ, false), 1, "推进。"), "1-1", "2");
    value_add(w, item_add(w, sub_add(w, 0, RSJ, false), 1, "推进。"), "1-1", "1");
    xmlDocPtr d = data_of(w), o = run(w, "templates/汇总报告.xsl", d, NULL);
    ASK(w, o, "concat(/*/附件[1]/表格/行[1]/格[6], '|', /*/附件[1]/表格/行[1]/格[7], '|', /*/附件[1]/表格/行[1]/格[8]/条/@百分)", "1至2|50|50");
    ASK(w, o, "/*/附件[1]/表格/行[1]/格[2]/段[3]", "（各单位数据不一致，待核对，暂按1个评定；时间进度98.6%，进度滞后）");
    SAYS(w, o, "社区组织，县民政局报2个、县人社局报1个，暂按1个评定。");
    assert_false(says(w, o, "最大值") || says(w, o, "从严"));
    xmlFreeDoc(o);
    o = run(w, "templates/任务清单台账.xsl", d, NULL);
    ASK(w, o, "/*/附件/表格[2]/行[2]/格[5]/段[1]", "△社区组织：1至2个（目标2个）（各单位数据不一致，待核对，暂按1个评定）");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

static void urging_letter(void **state)
{
    (void)state;
    struct world *w = busy_world();
    xmlDocPtr d = data_of(w), o = run(w, "templates/催报函.xsl", d, "CJTZ");
    assert_valid(o);
    ASK(w, o, "concat(/*/@格式, /*/@行文方向, /*/发文机关标志/@后缀)", "信函平行"); /* 10.1: no 文件 behind the name */
    ASK(w, o, "/*/主送机关", "某县城乡建设投资有限公司：");
    ASK(w, o, "/*/标题", "关于催报2022年第四季度巩固拓展易地扶贫搬迁成果六项行动工作推进情况的函");
    SAYS(w, o, "各责任单位应于2022年12月25日前报送第四季度工作推进情况，我办至今没有收到贵单位的材料。");
    SAYS(w, o, "贵单位承担方案确定的1项工作：第2项抓实技能培训。");
    ASK(w, o, "/*/附注", "（联系人：样例乙，电话：0855-0000000）");
    xmlFreeDoc(o);
    o = run(w, "templates/催报函.xsl", d, "STYM"); /* sent back */
    assert_valid(o);
    SAYS(w, o, "贵单位报送的材料因填报有误退回1次（最近一次12月24日到件，回执号000003），我办至今没有收到更正后的材料。");
    SAYS(w, o, "第1项抓实兜底保障、第3项强化资金保障（主责）。");
    SAYS(w, o, "按照回执列明的问题逐条更正，版次加1后重新报送。");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

static void good_practice(void **state)
{
    (void)state;
    struct world *w = busy_world();
    xmlDocPtr d = data_of(w), o = run(w, "templates/亮点经验汇编.xsl", d, NULL);
    assert_circular(w, o, "锦屏县易地扶贫搬迁工作领导小组办公室关于印发2022年第四季度巩固拓展易地扶贫搬迁成果六项行动工作亮点经验汇编的通知",
                    "各责任单位，各乡镇人民政府：");
    SAYS(w, o, "收录1个单位在1项工作中的做法1条。");
    ASK(w, o, "count(/*/附件/一级标题)", "1");
    ASK(w, o, "/*/附件/二级标题", "（一）抓实兜底保障（第1项）");
    ASK(w, o, "/*/附件/段", "县民政局：做法值得推广。");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

static void roster(void **state)
{
    (void)state;
    struct world *w = busy_world();
    xmlDocPtr d = data_of(w), o = run(w, "templates/领导小组名单.xsl", d, NULL);
    assert_circular(w, o, "锦屏县易地扶贫搬迁工作领导小组办公室关于印发锦屏县易地扶贫搬迁工作领导小组成员名单的通知",
                    "各责任单位，各乡镇人民政府：");
    ASK(w, o, "/*/附件/名单/组[1]/@称谓", "组长");
    ASK(w, o, "count(/*/附件/名单/组/人) = count(/*/附件/名单/组/人[@职务])", "true");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(task_ledger),   cmocka_unit_test(problem_ledger), cmocka_unit_test(filing_circular),
        cmocka_unit_test(urging_letter), cmocka_unit_test(good_practice),  cmocka_unit_test(roster),
        cmocka_unit_test(filing_fairness), cmocka_unit_test(first_quarter),   cmocka_unit_test(disputed_figure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

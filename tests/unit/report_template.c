/* The shipped templates over hand-made data: valid 公文, the right words and figures, hostile text, changed wording, threads. */
#include "report_papers.h"

#include "base/file.h"
#include "base/pool.h"

#include <stdio.h>
#include <unistd.h>

static void unit_report(void **state)
{
    (void)state;
    struct world *w = busy_world();
    xmlDocPtr d = data_of(w), o = run(w, "templates/部门报告.xsl", d, "MZJ");
    assert_valid(o);
    ASK(w, o, "concat(/*/@格式, /*/@行文方向)", "文件上行");
    ASK(w, o, "/*/发文机关标志/机关", "某县民政局");
    ASK(w, o, "/*/发文字号", "某民呈〔2022〕61号");
    ASK(w, o, "/*/签发人", "样例乙");
    ASK(w, o, "/*/标题", "某县民政局关于2022年第四季度巩固拓展易地扶贫搬迁成果六项行动工作推进情况的报告");
    ASK(w, o, "/*/主送机关", "锦屏县易地扶贫搬迁工作领导小组办公室：");
    ASK(w, o, "/*/成文日期", "2022-12-20");
    ASK(w, o, "/*/印章/@章径", "45");
    ASK(w, o, "/*/附注", "（联系人：样例甲，电话：0855-0000001）");
    /* one item only: the five parts are the first level */
    ASK(w, o, "count(/*/正文/一级标题)", "6");
    ASK(w, o, "/*/正文/一级标题[3]", "三、亮点经验");
    SAYS(w, o, "现将我局承担的第1项工作（抓实兜底保障）2022年第四季度推进情况报告如下。");
    SAYS(w, o, "1.资金缺口较大（资金类，重大）。整改措施：抓紧整改。目前正在整改，由样例丙负责，2022年12月20日前整改到位。"); /* due on the day of the paper: not past */
    SAYS(w, o, "2.人手不足（资金类）。整改措施：抓紧整改。目前正在整改，由样例丙负责。");
    assert_false(says(w, o, "2022Q4-MZJ")); /* numbers of problems are for the ledger */
    SAYS(w, o, "上季度反映的下列问题，整改结果待补报：此后无人再提的问题（整改期限2022年10月1日，已过）。");
    SAYS(w, o, "1.抓紧争取资金（2023年3月1日前）。");
    SAYS(w, o, "2.增加人手。");
    ASK(w, o, "/*/正文/一级标题[6]", "六、需要说明的情况");
    ASK(w, o, "/*/正文/一级标题[6]/following-sibling::段[1]", "数据口径有调整。");
    /* one indicator goes on, one is of the quarter: a column says which; the target of a sum is the county's */
    ASK(w, o, "/*/正文/表格/表头/行/格[2]", "口径");
    ASK(w, o, "/*/正文/表格/行[1]/格[2]", "累计");
    ASK(w, o, "/*/正文/表格/行[1]/格[4]", "全县≥800");
    ASK(w, o, "/*/正文/表格/表头/行/格[5]", "本季度"); /* no figure of last quarter: no column */
    ASK(w, o, "/*/正文/表格/行[1]/格[5]", "500.5");
    ASK(w, o, "/*/正文/表格/行[2]/格[4]", "≥3");
    ASK(w, o, "sum(/*/正文/表格/列/@宽)", "156");
    ASK(w, o, "local-name(/*/正文/*[last()])", "签字栏");
    xmlFreeDoc(o);
    /* two items: items are the first level; no number of its own: room for the pen */
    o = run(w, "templates/部门报告.xsl", d, "RSJ");
    assert_valid(o);
    ASK(w, o, "/*/正文/一级标题[2]", "二、抓实技能培训（第2项）");
    ASK(w, o, "count(/*/正文/二级标题)", "10");
    ASK(w, o, "/*/发文字号", "　　　〔2022〕　号");
    SAYS(w, o, "现将我局承担的2项工作2022年第四季度推进情况报告如下。");
    ASK(w, o, "count(/*/正文/段[. = '本项工作本季度没有需要报告的亮点经验。'])", "2");
    ASK(w, o, "count(/*/正文/段[. = '本项工作本季度没有发现需要报告的问题。'])", "2");
    /* one indicator is told in a sentence; a name's 次数 is not said twice */
    SAYS(w, o, "从指标看，本季度监测2次（目标不低于3次）。");
    SAYS(w, o, "从指标看，今年以来就业率为96.4%（目标：不低于全省平均水平）。");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

/* Problems of a unit: open ones first, then what was closed, told with last quarter's words where the new ones tell only the cure. */
static void problems_told(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct sub_item *old = item_add(w, sub_add(w, 1, MZJ, false), 1, "上季。"), *it;
    make_indicator(w, 1, "1-1", "培训人次", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    make_indicator(w, 1, "1-2", "报账率", "%", REL_EQ, "100", SCOPE_CUMULATIVE, AGG_LEAD);
    struct submission *m = sub_add(w, 0, MZJ, false);
    it = item_add(w, m, 1, "本季。");
    value_add(w, old, "1-1", "40"), value_add(w, it, "1-1", "60"), value_add(w, it, "1-2", "95");
    problem_add(w, old, "A1", "9名保育员没有到岗。", PROBLEM_NEW, day(2022, 11, 30));
    problem_add(w, old, "A2", "用房不足。", PROBLEM_NEW, day(2022, 12, 10));
    problem_add(w, old, "A3", "配电不足。", PROBLEM_NEW, day(2022, 12, 10));
    problem_add(w, it, "A1", "缺保育员的问题已解决。", PROBLEM_CLOSED, day(2022, 11, 30));
    problem_add(w, it, "A3", "配电不足。", PROBLEM_CLOSED, day(2022, 12, 10));
    problem_add(w, it, "A2", "用房不足。", PROBLEM_ONGOING, day(2023, 2, 28))->grade = "较大";
    promise_add(w, it, "3个社区开展走访。", day(2023, 2, 28));
    promise_add(w, it, "2023年2月28日前完成培训。", day(2023, 2, 28));
    promise_add(w, it, "2月底前办结。", day(2023, 2, 28));
    promise_add(w, it, "12月8日起供水，长期坚持！", day(2023, 2, 8));
    xmlDocPtr d = data_of(w), o = run(w, "templates/部门报告.xsl", d, "MZJ");
    assert_valid(o);
    SAYS(w, o, "用房不足（资金类，较大）。整改措施：抓紧整改。目前正在整改，由样例丙负责，2023年2月28日前整改到位（原定2022年12月10日）。");
    /* figures that all go on: the heads say up to when */
    ASK(w, o, "concat(/*/正文/表格/表头/行/格[4], /*/正文/表格/表头/行/格[5])", "截至上季度截至本季度");
    ASK(w, o, "concat(/*/正文/表格/行[1]/格[4], '|', /*/正文/表格/行[1]/格[5], '|', /*/正文/表格/行[2]/格[4])", "40|60|—");
    ASK(w, o, "/*/正文/一级标题[4]/following-sibling::段[2]", "上季度反映的下列2个问题已整改销号：");
    /* a list with one text that begins with a figure has its numbers in brackets: never 1.9名 */
    SAYS(w, o, "（1）9名保育员没有到岗（资金类）。整改情况：缺保育员的问题已解决。抓紧整改（责任人：样例丙）。");
    SAYS(w, o, "（2）配电不足（资金类）。整改情况：抓紧整改（责任人：样例丙）。");
    SAYS(w, o, "（1）3个社区开展走访（2023年2月28日前）。");
    /* a date that the text tells is not told again */
    ASK(w, o, "/*/正文/一级标题[5]/following-sibling::段[2]", "（2）2023年2月28日前完成培训。");
    ASK(w, o, "/*/正文/一级标题[5]/following-sibling::段[3]", "（3）2月底前办结。");
    ASK(w, o, "/*/正文/一级标题[5]/following-sibling::段[4]", "（4）12月8日起供水，长期坚持！（2023年2月8日前）。");
    ASK(w, o, "count(/*/正文/一级标题)", "5"); /* nothing to explain */
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    /* past its day when the paper was written */
    it->problems[2].due = day(2022, 12, 10);
    d = data_of(w);
    o = run(w, "templates/部门报告.xsl", d, "MZJ");
    SAYS(w, o, "尚未整改到位，由样例丙负责（整改期限2022年12月10日，已过）。");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    /* all closed, nothing new */
    it->nproblems = 2;
    m->version = w->now.files[0].version = 2; /* and a second version, that does not say what it replaces */
    file_add(w, 0, MZJ, VERDICT_ACCEPTED, day(2022, 12, 13))->current = false;
    d = data_of(w);
    o = run(w, "templates/部门报告.xsl", d, "MZJ");
    ASK(w, o, "/*/正文/一级标题[4]/following-sibling::段[1]", "本季度没有新的问题。上季度反映的下列2个问题已整改销号：");
    SAYS(w, o, "上季度反映的下列问题，整改结果待补报：用房不足（整改期限2022年12月10日，已过）。");
    ASK(w, o, "/*/正文/一级标题[6]", "六、需要说明的情况");
    ASK(w, o, "/*/正文/一级标题[6]/following-sibling::段[1]", "本报告替换2022年12月13日报送的第1版。");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    para_add(w, &m->notes, "替换第1版：数据有误。");
    it->nproblems = 1;
    d = data_of(w);
    o = run(w, "templates/部门报告.xsl", d, "MZJ");
    ASK(w, o, "/*/正文/一级标题[6]/following-sibling::段[1]", "替换第1版：数据有误。");
    ASK(w, o, "/*/正文/一级标题[4]/following-sibling::段[1]", "本季度没有新的问题。上季度反映的下列问题已整改销号：9名保育员没有到岗（资金类）。整改情况：缺保育员的问题已解决。抓紧整改（责任人：样例丙）。");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

static void office_report(void **state)
{
    (void)state;
    struct world *w = busy_world();
    xmlDocPtr d = data_of(w), o = run(w, "templates/汇总报告.xsl", d, NULL);
    assert_valid(o);
    ASK(w, o, "/*/发文字号", "锦易扶指呈〔2022〕35号");
    ASK(w, o, "count(/*/附件)", "3");
    ASK(w, o, "/*/附件[1]/表格/@横排", "否");
    /* rows of different units: no common decimal point; 完成率 has a column of its own; no brackets within brackets */
    ASK(w, o, "count(/*/附件[1]/表格/列[@对齐 = '数'])", "0");
    ASK(w, o, "concat(/*/附件[1]/表格/行[1]/格[2]/@对齐, /*/附件[1]/表格/行[1]/格[2]/段[3])", "左（时间进度98.6%，进度滞后）");
    ASK(w, o, "/*/附件[1]/表格/行[2]/格[2]/段[3]", "（各单位数据不一致，待核对）");
    SAYS(w, o, "○为正常（完成率不低于时间进度的90%）");
    ASK(w, o, "/*/版记/抄送", "黔东南州生态移民局。");
    ASK(w, o, "/*/成文日期", "2022-12-26");
    /* 4 must report: MZJ in time, RSJ late, STYM rejected, CJTZ missing; 2 of 4 = 50 % */
    SAYS(w, o, "截至2022年12月26日，应报送的4个责任单位中，已报送2个，报送率50%。其中，按时报送1个，逾期报送1个（县人社局）；报送有误、退回后尚未更正1个（县移民局）；尚未报送1个（县城投公司）。");
    SAYS(w, o, "2项行动、3项工作中，有单位报告进展的2项；经逐项评定，按进度推进1项、进度滞后1项、逾期1项。进度滞后或者逾期的2项是：第1项抓实兜底保障（县民政局牵头），"
               "进度滞后的指标1项（救助人次），正在整改的问题2个，其中逾期1个，");
    /* 1-1: 500.5 of 800 is 62.6 %, day 360 of 365; 3-1: nothing; 1-2 reached; 2-1 words */
    SAYS(w, o, "4项指标中，已完成1项，进度滞后2项；另有1项目标为文字表述，只列数据、不作评定。");
    /* two units report 1-2 differently: it is not told as reached; a name's 人次, 次数 is not said twice */
    SAYS(w, o, "从指标看，救助500.5人次（完成率62.6%），落后于98.6%的时间进度；监测次数暂按3次计，各单位数据不一致，待核对；"
               "另有就业率为96.4%（目标为文字表述，不作评定）。");
    ASK(w, o, "/*/正文/表格/行[1]/格[7]", "1/2");
    ASK(w, o, "/*/正文/表格/行[1]/格[8]/条/@百分", "50");
    ASK(w, o, "count(/*/正文/表格/行)", "3"); /* each action, and all */
    /* 1-1: nothing in the first two quarters; 40 of 800 in the third is 5 % */
    ASK(w, o, "/*/附件[1]/表格/行[1]/格[8]/柱/@百分", "— — 5 62.6");
    ASK(w, o, "count(/*/正文/段[starts-with(., '数据方面，')]/preceding::一级标题)", "5"); /* not among what was achieved */
    SAYS(w, o, "没有报送数据、无法评定进度的1项：县移民局牵头的社区组织。");
    SAYS(w, o, "监测次数，县民政局报3次、县人社局报2次，按主责单位数据计3次。");
    SAYS(w, o, "救助人次，县移民局上季度报40人次。");
    SAYS(w, o, "正在整改的问题2个，其中本季度反映并着手整改1个、逾期未整改到位1个；按程度分，重大1个、一般1个。");
    SAYS(w, o, "另有以前季度反映的1个问题本季度没有报告整改结果，整改期限已过。");
    /* the text: the five parts of the notice, each by action; every unit named */
    ASK(w, o, "count(/*/正文/一级标题)", "6");
    ASK(w, o, "/*/正文/一级标题[5]", "五、存在问题");
    SAYS(w, o, "本行动共2项工作，由县民政局、县人社局分别牵头，县移民局、县城投公司配合，其中县移民局、县城投公司没有报送。");
    SAYS(w, o, "1.抓实兜底保障。县民政局：联合走访搬迁家庭。");
    SAYS(w, o, "3.强化资金保障。本季度各责任单位均未报送本项进展。");
    SAYS(w, o, "做法值得推广（县民政局）。");
    SAYS(w, o, "影响较大、需要重点推动解决的问题有1个：");
    SAYS(w, o, "1.抓实兜底保障（第1项）。县民政局反映，资金缺口较大。整改措施：抓紧整改（重大问题，整改期限2022年12月20日，已逾期）。");
    SAYS(w, o, "以前季度反映的问题中，有1个本季度没有报告整改结果（县民政局1个），整改期限已过，已列入");
    SAYS(w, o, "专项行动。抓紧争取资金；继续培训。");
    /* annex 3: every item a table, the five parts whole, the same told once */
    ASK(w, o, "count(/*/附件[3]/表格)", "3");
    ASK(w, o, "/*/附件[3]/表格[1]/行[1]/格[2]",
        "由县民政局牵头，县人社局、县移民局配合，责任主体为迁入地乡镇党委和人民政府。县移民局未报送本项进展。进度评定：▲逾期。进度滞后的指标1项（救助人次），"
        "正在整改的问题2个，其中逾期1个，没有报告整改结果的问题1个，其中整改期限已过1个。");
    ASK(w, o, "concat(/*/附件[3]/表格[1]/行[2]/格[1], '|', /*/附件[3]/表格[1]/行[2]/格[2], '|', /*/附件[3]/表格[1]/行[2]/格[3])",
        "工作推进情况|县民政局、县人社局|联合走访搬迁家庭。");
    /* the part's name stands once beside all its rows */
    ASK(w, o, "/*/附件[3]/表格[1]/行/格[. = '存在问题']/@跨行", "3");
    ASK(w, o, "count(/*/附件[3]/表格[1]/行[格[1] = '存在问题']/following-sibling::行[position() < 3]/格)", "4");
    ASK(w, o, "/*/附件[3]/表格[1]/行/格[. = '下步打算']/@跨行", "2");
    ASK(w, o, "/*/附件[3]/表格[1]/行[格[1] = '下步打算']/格[3]/段[1]", "抓紧争取资金（2023年3月1日前）。");
    ASK(w, o, "/*/附件[3]/表格[1]/行[格[1] = '下步打算']/格[3]/段[2]", "增加人手。");
    SAYS(w, o, "整改措施：抓紧整改。本季度没有报告整改结果，待核实，由样例丙负责（整改期限2022年10月1日，已过）。");
    SAYS(w, o, "四是紧盯报送严纪律。督促县城投公司尽快补报，县移民局尽快更正重报，");
    SAYS(w, o, "各单位共提出下步打算4条");
    ASK(w, o, "count(/*/附件[1]/表格/行)", "4");
    ASK(w, o, "count(/*/附件[2]/表格/行)", "4");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

/* An item that is overdue for its problems alone: whose they are. */
static void overdue_for_problems(void **state)
{
    (void)state;
    struct world *w = world_new();
    problem_add(w, item_add(w, sub_add(w, 1, MZJ, false), 1, "上季。"), NULL, "此后无人再提的问题。", PROBLEM_NEW, day(2022, 10, 1));
    item_add(w, sub_add(w, 0, MZJ, false), 1, "本季。");
    problem_add(w, item_add(w, sub_add(w, 0, RSJ, false), 1, "本季。"), NULL, "用房不足。", PROBLEM_NEW, day(2022, 12, 20));
    xmlDocPtr d = data_of(w), o = run(w, "templates/汇总报告.xsl", d, NULL);
    SAYS(w, o, "第1项抓实兜底保障（县民政局牵头），1个问题整改期限已过、没有整改到位（县人社局），1个问题整改期限已过、没有报告整改结果（县民政局）；");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

/* What the office says that it will do is what it asks for: promises by who left them out, problems by who had told them before. */
static void counts_told_apart(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct sub_item *old = item_add(w, sub_add(w, 1, MZJ, false), 1, "上季。"), *gone = item_add(w, sub_add(w, 1, STYM, false), 3, "上季。");
    promise_add(w, old, "组织群众代表赴佛山观摩学习。", day(2022, 12, 10));
    promise_add(w, old, "修建社区停车场一处。", day(2023, 2, 10));
    promise_add(w, gone, "筹措公益性岗位补贴资金。", day(2022, 12, 10));
    problem_add(w, old, "2022Q3-MZJ-1-1", "人手不足。", PROBLEM_NEW, day(2023, 3, 1));
    problem_add(w, gone, NULL, "资金没有到位。", PROBLEM_NEW, day(2022, 12, 1));
    struct sub_item *m = item_add(w, sub_add(w, 0, MZJ, false), 1, "走访群众。");
    problem_add(w, m, "2022Q3-MZJ-1-1", "人手不足。", PROBLEM_ONGOING, day(2023, 3, 1));
    problem_add(w, m, NULL, "用房紧张。", PROBLEM_ONGOING, day(2023, 3, 1));
    problem_add(w, m, NULL, "设备老旧。", PROBLEM_NEW, day(2023, 3, 1));
    xmlDocPtr d = data_of(w), o = run(w, "templates/汇总报告.xsl", d, NULL);
    SAYS(w, o, "正在整改的问题3个，其中本季度新增1个、本季度反映并着手整改1个、以前季度反映继续整改1个；");
    SAYS(w, o, "写明已经落实的0条；报告中没有对照到相应内容的2条，其中期限已到的1条由我办请提出单位补充说明；单位没有报送本项工作的1条，由我办督促补报。");
    SAYS(w, o, "没有报告整改结果的1个问题整改期限已过，核实、限期答复。");
    SAYS(w, o, "待核实，是有相关内容、尚不能认定落实；未提及，是没有对照到相应内容，也待核实。");
    ASK(w, o, "/*/附件[3]/表格[3]/行[格[1] = '上季打算']/格[3]/段[1]", "筹措公益性岗位补贴资金（2022年12月10日前）——未报送本项。");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

static void set_attr(xmlDocPtr d, const char *xpath, const char *name, const char *value)
{
    xmlXPathContextPtr c = xmlXPathNewContext(d);
    xmlXPathObjectPtr o = xmlXPathEval((const xmlChar *)xpath, c);
    assert_true(o && o->nodesetval && o->nodesetval->nodeNr == 1);
    xmlSetProp(o->nodesetval->nodeTab[0], (const xmlChar *)name, (const xmlChar *)value);
    xmlXPathFreeObject(o);
    xmlXPathFreeContext(c);
}

/* What several units say of one item, sums of theirs, words that are not the office's own, and last quarter's promises. */
static void office_words(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 1, "1-1", "培训人次（力争）", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    make_indicator(w, 1, "1-2", "报账率", "%", REL_EQ, "100", SCOPE_CUMULATIVE, AGG_LEAD);
    make_indicator(w, 1, "1-3", "走访户数", "户", REL_GE, "20", SCOPE_CUMULATIVE, AGG_LEAD);
    make_indicator(w, 1, "1-4", "会议次数", "次", REL_LE, "1", SCOPE_QUARTER, AGG_LEAD);
    struct sub_item *old = item_add(w, sub_add(w, 1, MZJ, false), 1, "上季。");
    promise_add(w, old, "完成社区活动室改造并投入使用。", day(2022, 12, 10));
    promise_add(w, old, "组织群众代表赴佛山观摩学习。", day(2022, 12, 10));
    promise_add(w, old, "修建停车场，完善收费标准。", day(2023, 2, 10));
    promise_add(w, old, "继续加强工作。", day(2022, 12, 10));
    struct submission *m = sub_add(w, 0, MZJ, false), *r = sub_add(w, 0, RSJ, false);
    struct sub_item *im = item_add(w, m, 1, "社区活动室改造已完成并投入使用。"), *ir = item_add(w, r, 1, "开展培训。"), *i2 = item_add(w, r, 2, "开展培训。");
    para_add(w, &im->progress, "上季度打算“修建停车场，完善收费标准”：未落实。");
    value_add(w, im, "1-1", "500"), value_add(w, ir, "1-1", "400"), value_add(w, im, "1-2", "95"), value_add(w, im, "1-3", "19");
    value_add(w, im, "1-4", "2");
    problem_add(w, im, NULL, "3宗权属不清。", PROBLEM_NEW, day(2023, 3, 31))->grade = "较大";
    problem_add(w, ir, NULL, "权属不清。", PROBLEM_NEW, day(2023, 2, 28))->grade = "较大";
    promise_add(w, im, "配合出台办法。", day(2023, 3, 31));
    promise_add(w, im, "完成确权。", day(2023, 3, 31));
    promise_add(w, i2, "协助开展培训。", day(2023, 3, 31));
    xmlDocPtr d = data_of(w), o = run(w, "templates/汇总报告.xsl", d, NULL);
    assert_valid(o);
    SAYS(w, o, "据县民政局报告，成效明显。"); /* its figures are its own: the sum is another */
    SAYS(w, o, "从指标看，会议2次，超出1次的上限，须核实整改；报账率为95%、走访19户（完成率95%），均略低于98.6%的时间进度；培训各单位合计900人次，达到目标。");
    SAYS(w, o, "已完成1项，略低于时间进度2项，");
    assert_false(says(w, o, "数据方面"));
    SAYS(w, o, "正在整改的问题2个，均为本季度新增；按程度分");
    SAYS(w, o, "影响较大、需要重点推动解决的问题有2个，涉及1项工作：");
    SAYS(w, o, "1.抓实兜底保障（第1项）。县民政局反映，3宗权属不清。整改措施：抓紧整改（2023年3月31日前整改到位）。"
               "县人社局反映，权属不清。整改措施：抓紧整改（2023年2月28日前整改到位）。");
    /* who helps another unit has another promise told, or is named */
    SAYS(w, o, "专项行动。完成确权；县人社局协助开展培训。");
    SAYS(w, o, "写明已经落实的1条、正在推进的1条；报告中没有对照到相应内容的2条（期限均已到），由我办请提出单位补充说明。");
    ASK(w, o, "/*/附件[3]/表格[1]/行[格[1] = '上季打算']/格[3]/段[1]", "完成社区活动室改造并投入使用（2022年12月10日前）——已落实。");
    ASK(w, o, "/*/附件[3]/表格[1]/行[格[1] = '上季打算']/格[3]/段[2]", "组织群众代表赴佛山观摩学习（2022年12月10日前）——未提及。");
    ASK(w, o, "/*/附件[3]/表格[1]/行[格[1] = '上季打算']/格[3]/段[3]", "修建停车场，完善收费标准（2023年2月10日前）——单位写明尚未落实。");
    ASK(w, o, "/*/附件[3]/表格[1]/行[格[1] = '上季打算']/格[3]/段[4]", "继续加强工作（2022年12月10日前）——写得笼统，无法对照。");
    xmlFreeDoc(o);
    set_attr(d, "/*/行动[1]/事项[1]/上季度打算/单位[1]/打算[1]", "依据", "对应的问题2022Q3-MZJ-1-1已销号"); /* a number is for the ledger */
    o = run(w, "templates/汇总报告.xsl", d, NULL);
    ASK(w, o, "/*/附件[3]/表格[1]/行[格[1] = '上季打算']/格[3]/段[1]", "完成社区活动室改造并投入使用（2022年12月10日前）——对应的问题已整改销号。");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

/* An empty quarter and no profile still make whole sentences and a valid document. */
static void empty_quarter(void **state)
{
    (void)state;
    struct world *w = world_new();
    xmlDocPtr d = make_data(w, NULL), o = run(w, "templates/汇总报告.xsl", d, NULL);
    assert_valid(o);
    SAYS(w, o, "已报送0个，报送率0%");
    SAYS(w, o, "各单位没有报告正在整改的问题。");
    SAYS(w, o, "各单位没有报送亮点经验。");
    ASK(w, o, "count(/*/附件[3]/表格/行)", "3"); /* who is in charge of each item, and that nobody reported it */
    xmlFreeDoc(o);
    struct report_template *t = report_template_load("templates/部门报告.xsl", &w->ds);
    const char *params[] = {"单位", "MZJ", NULL};
    assert_null(report_template_run(t, d, params, &w->ds)); /* nothing to write about: told, not an empty paper */
    assert_int_equal(w->ds.n, 2);
    assert_string_equal(w->ds.v[0].text, "模板提示：单位“MZJ”本季度没有可以成文的报送");
    report_template_drop(t);
    xmlFreeDoc(d);
    world_drop(w);
}

static void no_number_left_blank(void **state)
{
    (void)state;
    struct world *w = busy_world();
    w->now.quarter = (struct quarter){2022, 2};
    xmlDocPtr d = data_of(w), o = run(w, "templates/汇总报告.xsl", d, NULL);
    ASK(w, o, "/*/发文字号", "锦易扶指呈〔2022〕　号");
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    world_drop(w);
}

static void hostile_text(void **state)
{
    (void)state;
    struct world *w = world_new();
    const char *hostile = "</段><公文>&amp;]]> {@x} $单位 <?x?>";
    struct submission *m = sub_add(w, 0, MZJ, false);
    m->signer = m->filer = hostile;
    struct sub_item *it = item_add(w, m, 1, hostile);
    problem_add(w, it, hostile, hostile, PROBLEM_NEW, day(2023, 1, 1));
    promise_add(w, it, hostile, day(2023, 1, 1));
    static const char *cells[] = {"头", "<格>{1}"};
    struct sub_table t = {.title = hostile, .nrows = 2, .ncols = 1, .cell = cells};
    static const unsigned char bytes[] = {1, 2, 3};
    struct sub_picture p[2] = {{.title = hostile, .media = "image/png", .bytes = bytes, .n = 3},
                               {.title = hostile, .media = "image/jpeg", .bytes = bytes, .n = 3}};
    it->tables = &t, it->ntables = 1, it->pictures = p, it->npictures = 2;
    xmlDocPtr d = data_of(w), o = run(w, "templates/部门报告.xsl", d, "MZJ");
    assert_valid(o);
    ASK(w, o, "count(//*[local-name() = '公文'])", "1");
    ASK(w, o, "/*/正文/段[2]", hostile);
    ASK(w, o, "/*/签发人", hostile);
    ASK(w, o, "/*/正文/表格/行/格", "<格>{1}");
    ASK(w, o, "/*/正文/图/@替代文字", hostile);
    ASK(w, o, "/*/正文/图/@数据", "AQID");
    ASK(w, o, "count(/*/正文/图)", "1"); /* the JPEG is told of, not set */
    xmlFreeDoc(o);
    o = run(w, "templates/汇总报告.xsl", d, NULL);
    assert_valid(o);
    SAYS(w, o, hostile);
    xmlFreeDoc(o);
    /* a parameter is text too */
    struct report_template *tpl = report_template_load("templates/部门报告.xsl", &w->ds);
    const char *params[] = {"单位", "' or \"1\" or concat('", NULL};
    assert_null(report_template_run(tpl, d, params, &w->ds));
    report_template_drop(tpl);
    xmlFreeDoc(d);
    world_drop(w);
}

static void copy_templates(struct world *w, const char *to, const char *from_words, const char *to_words)
{
    static const char *const files[] = {"公用.xsl", "部门报告.xsl"};
    for (size_t i = 0; i < 2; i++) {
        char *bytes;
        size_t n;
        assert_int_equal(file_read(w->a, arena_printf(w->a, "templates/%s", files[i]), 1 << 20, &bytes, &n, &w->ds), 0);
        struct buf b = {0};
        const char *at = strstr(bytes, from_words);
        if (at) {
            buf_add(&b, bytes, (size_t)(at - bytes));
            buf_adds(&b, to_words);
            buf_adds(&b, at + strlen(from_words));
        } else {
            buf_add(&b, bytes, n);
        }
        assert_int_equal(file_write(arena_printf(w->a, "%s/%s", to, files[i]), b.p, b.n, &w->ds), WRITE_NEW);
        buf_drop(&b);
    }
}

/* The wording is the template's: a copy with other words makes another paper, and finds its shared parts in its own folder. */
static void changed_wording(void **state)
{
    (void)state;
    struct world *w = busy_world();
    char folder[] = P_tmpdir "/jibao-report-XXXXXX";
    assert_non_null(mkdtemp(folder));
    copy_templates(w, folder, "<xsl:text>前<", "<xsl:text>前办结<");
    xmlDocPtr d = data_of(w), o = run(w, arena_printf(w->a, "%s/部门报告.xsl", folder), d, "MZJ");
    SAYS(w, o, "1.抓紧争取资金（2023年3月1日前办结）。");
    assert_false(says(w, o, "日前）"));
    xmlFreeDoc(o);
    xmlFreeDoc(d);
    unlink(arena_printf(w->a, "%s/公用.xsl", folder));
    unlink(arena_printf(w->a, "%s/部门报告.xsl", folder));
    assert_int_equal(rmdir(folder), 0);
    world_drop(w);
}

struct race { const struct report_template *unit, *office; xmlDocPtr data; struct { xmlChar *p; int n; } out[64]; };

static void race_job(void *ctx, size_t i)
{
    struct race *r = ctx;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    const char *params[] = {"单位", i % 4 == 1 ? "RSJ" : "MZJ", NULL};
    xmlDocPtr o = report_template_run(i % 2 ? r->unit : r->office, r->data, i % 2 ? params : NULL, &ds);
    assert_non_null(o);
    xmlDocDumpMemoryEnc(o, &r->out[i].p, &r->out[i].n, "UTF-8");
    xmlFreeDoc(o);
    arena_drop(a);
}

/* Many threads over one document write the same bytes as one thread. */
static void threads(void **state)
{
    (void)state;
    struct world *w = busy_world();
    struct race one = {.data = data_of(w)}, many;
    one.unit = report_template_load("templates/部门报告.xsl", &w->ds);
    one.office = report_template_load("templates/汇总报告.xsl", &w->ds);
    many = one;
    pool_run(1, 64, race_job, &one);
    pool_run(4, 64, race_job, &many);
    for (size_t i = 0; i < 64; i++) {
        assert_int_equal(one.out[i].n, many.out[i].n);
        assert_memory_equal(one.out[i].p, many.out[i].p, (size_t)one.out[i].n);
        xmlFree(one.out[i].p);
        xmlFree(many.out[i].p);
    }
    report_template_drop((struct report_template *)one.unit);
    report_template_drop((struct report_template *)one.office);
    xmlFreeDoc(one.data);
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(unit_report),   cmocka_unit_test(problems_told),        cmocka_unit_test(office_report), cmocka_unit_test(office_words),
        cmocka_unit_test(empty_quarter), cmocka_unit_test(no_number_left_blank), cmocka_unit_test(hostile_text),  cmocka_unit_test(changed_wording),
        cmocka_unit_test(threads),       cmocka_unit_test(overdue_for_problems), cmocka_unit_test(counts_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

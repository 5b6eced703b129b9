/* More than one quarter back: the course of figures, problems over gaps, units and items that a new plan has changed. */
#include "report_make.h"

#define AT "/*/指标表/指标[@代码='1-1']"

static xmlDocPtr course_data(struct world *w)
{
    make_indicator(w, 1, "1-1", "救助人次", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    make_indicator(w, 1, "1-2", "监测次数", "次", REL_GE, "3", SCOPE_QUARTER, AGG_LEAD);
    make_indicator(w, 1, "1-3", "在册户数", "户", REL_EQ, "0", SCOPE_QUARTER, AGG_LEAD);
    struct sub_item *o = item_add(w, sub_add(w, 2, MZJ, false), 1, "二季度。");
    value_add(w, o, "1-1", "100"), value_add(w, o, "1-2", "2"), value_add(w, o, "1-3", "5");
    value_add(w, item_add(w, sub_add(w, 2, RSJ, false), 1, "二季度。"), "1-1", "50");
    value_add(w, item_add(w, sub_add(w, 1, RSJ, false), 1, "三季度。"), "1-1", "260");
    struct sub_item *n = item_add(w, sub_add(w, 0, MZJ, false), 1, "四季度。");
    value_add(w, n, "1-1", "600"), value_add(w, n, "1-2", "3"), value_add(w, n, "1-3", "0");
    return make_data(w, NULL);
}

static void course(void **state)
{
    (void)state;
    struct world *w = world_new();
    xmlDocPtr d = course_data(w);
    ASK(w, d, "count(" AT "/走势/季)", "4"); /* from 2022Q1, of which nothing came */
    ASK(w, d, AT "/走势/季[1]/@有报送", "否");
    ASK(w, d, "concat(" AT "/走势/季[2]/@代号, ' ', " AT "/走势/季[2]/@值, ' ', " AT "/走势/季[2]/@报数单位)", "2022Q2 150 2"); /* 100 + 50 */
    ASK(w, d, AT "/走势/季[3]/@值", "260");
    ASK(w, d, AT "/走势/季[4]/@值", "600");
    /* 30 June is day 181 of 365: 49.6 %; 150 / 800 = 18.8 % → 滞后. 30 September is day 273: 74.8 %; 32.5 % → 滞后 */
    ASK(w, d, "concat(" AT "/走势/季[2]/@完成率, ' ', " AT "/走势/季[2]/@时间进度, ' ', " AT "/走势/季[2]/@灯)", "18.8 49.6 滞后");
    ASK(w, d, AT "/走势/季[3]/@时间进度", "74.8");
    ASK(w, d, AT "/@上季度灯", "滞后");
    ASK(w, d, AT "/@年累计", "600");
    ASK(w, d, AT "/@算式", "600");
    /* 当季: 2 in Q2, nothing in Q3, 3 in Q4 = 5, against 3 × 3 quarters of which something came: 55.6 % */
    ASK(w, d, "/*/指标表/指标[@代码='1-2']/@年累计", "5");
    ASK(w, d, "/*/指标表/指标[@代码='1-2']/@年累计算式", "2 + 3 = 5");
    ASK(w, d, "/*/指标表/指标[@代码='1-2']/@年累计缺", "2022Q1 2022Q3");
    ASK(w, d, "concat(/*/指标表/指标[@代码='1-2']/@年累计目标, ' ', /*/指标表/指标[@代码='1-2']/@年累计完成率)", "9 55.6");
    ASK(w, d, "count(/*/指标表/指标[@代码='1-3']/@年累计)", "0"); /* a state (= 0) does not add up */
    xmlFreeDoc(d);
    world_drop(w);
}

/* The third quarter's report, printed on 26 December: nothing after 30 September has passed. */
static void printed_late(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 1, "1-1", "救助人次", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    make_indicator(w, 1, "1-2", "早到期", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    w->ind[1].deadline = day(2022, 11, 30);
    w->now.quarter = (struct quarter){2022, 3};
    struct sub_item *n = item_add(w, sub_add(w, 0, MZJ, false), 1, "三季度。");
    value_add(w, n, "1-1", "600"), value_add(w, n, "1-2", "700");
    problem_add(w, n, NULL, "季末以后到期的问题。", PROBLEM_NEW, day(2022, 11, 30));
    problem_add(w, n, NULL, "季末以前到期的另一件事。", PROBLEM_NEW, day(2022, 9, 30));
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "/*/季度/@截至", "2022-09-30");
    ASK(w, d, "/*/季度/@今日", "2022-12-26");
    ASK(w, d, AT "/@时间进度", "74.8"); /* 273 / 365, not 360 / 365 */
    ASK(w, d, AT "/@灯", "正常");       /* 75 % */
    ASK(w, d, "/*/指标表/指标[@代码='1-2']/@灯", "正常"); /* 30 November is not yet past; 273 of 334 days: 81.7 %, 87.5 % */
    ASK(w, d, "/*/行动[1]/事项[1]/存在问题/问题[1]/@跟踪", "新增");
    ASK(w, d, "/*/行动[1]/事项[1]/存在问题/问题[2]/@跟踪", "逾期");
    xmlFreeDoc(d);
    world_drop(w);
}

/* Q2: new, due 31 July; Q3: put off to 31 October; Q4: put off to next March. Its own words each time, one number. */
static void story_of_a_problem(void **state)
{
    (void)state;
    struct world *w = world_new();
    problem_add(w, item_add(w, sub_add(w, 2, MZJ, false), 1, "二。"), NULL, "活动用房不足。", PROBLEM_NEW, day(2022, 7, 31));
    problem_add(w, item_add(w, sub_add(w, 1, MZJ, false), 1, "三。"), "2022Q2-MZJ-1-1", "社区缺少活动场所。", PROBLEM_ONGOING, day(2022, 10, 31));
    problem_add(w, item_add(w, sub_add(w, 0, MZJ, false), 1, "四。"), "2022Q2-MZJ-1-1", "场地正在协调。", PROBLEM_ONGOING, day(2023, 3, 31));
    xmlDocPtr d = make_data(w, NULL);
#define P(a, want) ASK(w, d, "/*/行动[1]/事项[1]/存在问题/问题/" a, want)
    P("@跟踪", "整改中"), P("@首报", "2022Q2"), P("@历时季数", "3"), P("@推迟次数", "2"), P("@原期限", "2022-07-31"), P("@期限推迟", "是");
    ASK(w, d, "count(/*/行动[1]/事项[1]/存在问题/问题/历程/次)", "3");
    P("历程/次[2]/@状态", "整改中"), P("历程/次[2]/@期限", "2022-10-31"), P("上季度/@期限", "2022-10-31");
    ASK(w, d, "/*/总体/问题/@推迟", "1");
    xmlFreeDoc(d);
    world_drop(w);
}

/* Told in Q2, not in Q3, not in Q4: still there. A second one comes back in Q4 after a gap. */
static void silent_for_two_quarters(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct sub_item *o = item_add(w, sub_add(w, 2, MZJ, false), 1, "二。");
    problem_add(w, o, NULL, "活动用房不足。", PROBLEM_NEW, day(2022, 9, 30));
    problem_add(w, o, NULL, "物业费收缴率偏低。", PROBLEM_NEW, day(2022, 9, 30));
    problem_add(w, o, NULL, "路灯损坏。", PROBLEM_CLOSED, day(2022, 6, 30));
    sub_add(w, 1, RSJ, false); /* of MZJ nothing came in Q3 */
    struct sub_item *n = item_add(w, sub_add(w, 0, MZJ, false), 1, "四。");
    problem_add(w, n, "2022Q2-MZJ-1-2", "物业费收缴率偏低。", PROBLEM_ONGOING, day(2023, 3, 31));
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "count(/*/行动[1]/事项[1]/存在问题/问题)", "2"); /* the closed one is done with */
    P("@编号", "2022Q2-MZJ-1-2"), P("@首报", "2022Q2"), P("@跟踪", "整改中");
    ASK(w, d, "count(/*/行动[1]/事项[1]/存在问题/问题[1]/上季度)", "0"); /* nothing was said of it last quarter */
    P("历程/次[2]/@状态", "没有报送");
#undef P
#define P(a, want) ASK(w, d, "/*/行动[1]/事项[1]/存在问题/问题[2]/" a, want)
    P("@跟踪", "未再提及"), P("@末报", "2022Q2"), P("@未提季数", "2"), P("@编号", "2022Q2-MZJ-1-1"), P("@原因", "本季度报送未再提及");
    P("历程/次[3]/@状态", "未提及");
#undef P
    ASK(w, d, "concat(/*/总体/问题/@整改中, /*/总体/问题/@未再提及)", "11");
    xmlFreeDoc(d);
    world_drop(w);
}

/* Closed in Q2, open again in Q4 under its number. */
static void recurring(void **state)
{
    (void)state;
    struct world *w = world_new();
    problem_add(w, item_add(w, sub_add(w, 2, MZJ, false), 1, "二。"), "旧-1", "路灯损坏。", PROBLEM_CLOSED, day(2022, 6, 30));
    item_add(w, sub_add(w, 1, MZJ, false), 1, "三。");
    problem_add(w, item_add(w, sub_add(w, 0, MZJ, false), 1, "四。"), "旧-1", "路灯又坏了。", PROBLEM_NEW, day(2023, 1, 31));
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "/*/行动[1]/事项[1]/存在问题/问题/@复发", "是");
    ASK(w, d, "count(/*/行动[1]/事项[1]/存在问题/问题/历程/次)", "2"); /* nobody had to mention it in between */
    ASK(w, d, "/*/总体/问题/@复发", "1");
    xmlFreeDoc(d);
    world_drop(w);
}

/* The problem moved to another item under its number: one story, not a silent one and a new one. */
static void moved_to_another_item(void **state)
{
    (void)state;
    struct world *w = world_new();
    problem_add(w, item_add(w, sub_add(w, 1, RSJ, false), 1, "三。"), "旧-1", "培训师资不足。", PROBLEM_NEW, day(2023, 6, 30));
    struct submission *s = sub_add(w, 0, RSJ, false);
    item_add(w, s, 1, "四。");
    problem_add(w, item_add(w, s, 2, "四。"), "旧-1", "培训师资不足。", PROBLEM_ONGOING, day(2023, 6, 30));
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "count(/*/行动/事项[@序号='1']/存在问题/问题)", "0");
    ASK(w, d, "/*/行动/事项[@序号='2']/存在问题/问题/@跟踪", "整改中");
    ASK(w, d, "/*/总体/问题/@未再提及", "0");
    xmlFreeDoc(d);
    world_drop(w);
}

/*
 * A new plan: 县城投公司 (CJTZ) is merged into 县移民局, item 3 is gone, the old number 2 is now 县移民局's. Under the same 文号 CJTZ's
 * figure of last quarter still counts, its problem and promise go on under 县移民局, and item 3's open problem is told outside.
 */
static struct plan old_plan(struct world *w)
{
    struct plan old = w->plan;
    struct unit *u = arena_calloc(w->a, UNITS, sizeof *u);
    struct plan_item *it = arena_calloc(w->a, 3, sizeof *it);
    memcpy(u, w->units, sizeof w->units);
    memcpy(it, w->items, sizeof w->items);
    for (int i = 0; i < 3; i++) {
        const struct unit **r = arena_calloc(w->a, 3, sizeof *r);
        for (size_t k = 0; k < it[i].nresponsible; k++)
            r[k] = &u[it[i].responsible[k] - w->units];
        it[i].responsible = r;
        it[i].lead = r[0];
    }
    old.units = u;
    old.items = it;
    return old;
}

static void merged_unit_and_dropped_item(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 2, "2-1", "培训人次", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    struct plan old = old_plan(w);
    w->plan_at[1] = w->plan_at[2] = &old;
    w->units[CJTZ].successor = &w->units[STYM];
    w->responsible[1][1] = &w->units[STYM];
    w->plan.nitems = 2, w->plan.nactions = 1;
    struct sub_item *r = item_add(w, sub_add(w, 1, RSJ, false), 2, "三。");
    value_add(w, r, "2-1", "300");
    problem_add(w, item_add(w, sub_add(w, 1, STYM, false), 3, "三。"), NULL, "资金没有到位。", PROBLEM_NEW, day(2022, 12, 31));
    struct sub_item *c = item_add(w, sub_add(w, 1, CJTZ, false), 2, "三。");
    value_add(w, c, "2-1", "120");
    problem_add(w, c, NULL, "实训场地不足。", PROBLEM_NEW, day(2022, 12, 31));
    promise_add(w, c, "完成聚龙社区实训场地改造。", day(2022, 12, 10));
    value_add(w, item_add(w, sub_add(w, 0, RSJ, false), 2, "四。"), "2-1", "400");
    struct sub_item *s = item_add(w, sub_add(w, 0, STYM, false), 2, "聚龙社区实训场地改造完成。");
    value_add(w, s, "2-1", "150");
    problem_add(w, s, "2022Q3-CJTZ-2-1", "实训场地不足。", PROBLEM_CLOSED, day(2022, 12, 31));
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "/*/指标表/指标/@值", "550");       /* 400 + 150 */
    ASK(w, d, "/*/指标表/指标/@上季度值", "420"); /* 300 + 120: CJTZ was responsible then */
    ASK(w, d, "/*/指标表/指标/单位值[@代码='STYM']/@上季度值", "120");
    ASK(w, d, "/*/行动/事项[@序号='2']/存在问题/问题/@跟踪", "已销号");
    ASK(w, d, "/*/行动/事项[@序号='2']/存在问题/问题/@首报", "2022Q3");
    ASK(w, d, "/*/行动/事项[@序号='2']/上季度打算/单位[@代码='STYM']/@原单位", "县城投公司");
    ASK(w, d, "/*/行动/事项[@序号='2']/上季度打算/单位[@代码='STYM']/打算/@状态", "已落实");
    ASK(w, d, "/*/报送情况/单位[@代码='CJTZ']/@状态", ""); /* it need not report and sent nothing */
    ASK(w, d, "count(/*/方案外/问题)", "1");
    ASK(w, d, "concat(/*/方案外/问题/@跟踪, /*/方案外/问题/@事项名称, /*/方案外/问题/@单位)", "未再提及强化资金保障县移民局");
    ASK(w, d, "/*/总体/问题/@未再提及", "1");
    xmlFreeDoc(d);
    world_drop(w);
}

/* The merged unit sent its report before the new edition came: it counts. */
static void merged_unit_reported_itself(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 2, "2-1", "培训人次", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    w->units[CJTZ].successor = &w->units[STYM];
    w->responsible[1][1] = &w->units[STYM];
    value_add(w, item_add(w, sub_add(w, 0, RSJ, false), 2, "四。"), "2-1", "400");
    value_add(w, item_add(w, sub_add(w, 0, CJTZ, false), 2, "城投公司的话。"), "2-1", "150");
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "/*/指标表/指标/@值", "550");
    ASK(w, d, "/*/行动/事项[@序号='2']/工作推进情况/述[2]/段", "城投公司的话。");
    /* item 1 is due from 3 units, item 2 from RSJ and STYM, item 3 from STYM: CJTZ owes none; only RSJ's part came */
    ASK(w, d, "concat(/*/总体/事项/@应报份数, /*/总体/事项/@实报份数)", "61");
    xmlFreeDoc(d);
    world_drop(w);
}

/* Next year's plan has another 文号: items go by name, indicators by name and unit, figures of another year do not compare. */
static void next_year(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 1, "1-1", "救助人次", "人次", REL_GE, "900", SCOPE_CUMULATIVE, AGG_SUM);
    struct indicator was[2] = {{.code = "2-1", .name = "救助人次", .unit = "人次", .item = 2}, {.code = "1-1", .name = "别的", .unit = "个", .item = 1}};
    struct plan old = old_plan(w);
    old.docno = "某搬通〔2022〕8号", old.indicators = was, old.nindicators = 2;
    struct plan_item *it = old.items, first = it[0]; /* the first two items have changed places */
    it[0] = it[1], it[0].no = 1, it[1] = first, it[1].no = 2, it[2].title = "已经办完的事";
    w->plan_at[1] = &old;
    w->now.quarter = (struct quarter){2023, 1}, w->before.quarter = (struct quarter){2022, 4};
    w->plan.start = day(2023, 1, 1), w->plan.end = day(2023, 12, 31), w->run.today = day(2023, 3, 26);
    struct submission *s = sub_add(w, 1, MZJ, false);
    struct sub_item *a = item_add(w, s, 1, "旧的第一项是技能培训。"), *b = item_add(w, s, 2, "旧的第二项是兜底保障。");
    value_add(w, a, "1-1", "7"), value_add(w, b, "2-1", "640");
    problem_add(w, b, NULL, "救助资金不足。", PROBLEM_NEW, day(2023, 6, 30));
    promise_add(w, b, "完成聚龙社区救助站建设。", day(2023, 3, 20));
    value_add(w, item_add(w, sub_add(w, 0, MZJ, false), 1, "聚龙社区救助站建设完成。"), "1-1", "210");
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, AT "/@上季度值", "640");
    ASK(w, d, "count(" AT "/@增减)", "0");
    ASK(w, d, "count(" AT "/@上季度灯)", "0"); /* another plan's quarter */
    ASK(w, d, "count(" AT "/走势/季)", "1");
    ASK(w, d, "/*/行动/事项[@序号='1']/存在问题/问题/@跟踪", "未再提及"); /* under 兜底保障, wherever it stands now */
    ASK(w, d, "/*/行动/事项[@序号='1']/上季度打算/单位/打算/@状态", "已落实");
    ASK(w, d, "count(/*/行动/事项[@序号='2']/上季度打算/单位)", "0");
    xmlFreeDoc(d);
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(course), cmocka_unit_test(printed_late), cmocka_unit_test(story_of_a_problem), cmocka_unit_test(silent_for_two_quarters),
        cmocka_unit_test(recurring), cmocka_unit_test(moved_to_another_item), cmocka_unit_test(merged_unit_and_dropped_item),
        cmocka_unit_test(merged_unit_reported_itself), cmocka_unit_test(next_year),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

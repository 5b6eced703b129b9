/* Figures: every way of adding up, the lights with their arithmetic, conflicts, last quarter beside this one. */
#include "report_make.h"

/* Readings of MZJ, RSJ, STYM and the township SJZ (whose value never counts). */
static const char *aggregate(struct world *w, enum aggregate g, const char *m, const char *r, const char *s, const char *t)
{
    const char *number[4] = {m, r, s, t};
    struct value v[4];
    struct submission sub[4];
    struct stored_file file[4];
    struct stored_submission stored[4];
    struct seen seen[4];
    struct reading x[4];
    struct readings all = {.v = x};
    for (int i = 0; i < 4; i++) {
        if (!number[i])
            continue;
        v[i] = (struct value){.number = dec(number[i])};
        sub[i] = (struct submission){.filed = day(2022, 12, i == 1 ? 22 : 20)};
        file[i] = (struct stored_file){.arrived = day(2022, 12, 23), .number = i};
        stored[i] = (struct stored_submission){.file = &file[i], .sub = &sub[i]};
        seen[i] = (struct seen){.stored = &stored[i], .unit = &w->units[i == 3 ? SJZ : i]};
        x[all.n++] = (struct reading){.value = &v[i], .seen = &seen[i], .counts = i != 3, .lead = i == 0};
    }
    struct outcome o = indicator_aggregate(g, &all);
    return o.overflow ? "overflow" : o.has_value ? decimal_format(w->a, o.value) : "none";
}

static void aggregates(void **state)
{
    (void)state;
    struct world *w = world_new();
    /* 合计: 120.5 + 80 + 0.25 = 200.75; the township's 1000 is left out */
    assert_string_equal(aggregate(w, AGG_SUM, "120.5", "80", "0.25", "1000"), "200.75");
    assert_string_equal(aggregate(w, AGG_SUM, NULL, NULL, NULL, "1000"), "none");
    assert_string_equal(aggregate(w, AGG_SUM, "9000000000000", "9000000000000", NULL, NULL), "overflow");
    /* 最大: of 3, 4, 2 */
    assert_string_equal(aggregate(w, AGG_MAX, "3", "4", "2", "9"), "4");
    assert_string_equal(aggregate(w, AGG_MAX, "-3", NULL, "-4", NULL), "-3");
    /* 最新: RSJ filed on the 22nd, the others on the 20th; without RSJ the higher receipt number (STYM) */
    assert_string_equal(aggregate(w, AGG_LATEST, "1", "2", "3", NULL), "2");
    assert_string_equal(aggregate(w, AGG_LATEST, "1", NULL, "3", NULL), "3");
    /* 平均: (1 + 2 + 2) / 3 = 1.666667 at six places; (90 + 91) / 2 = 90.5 */
    assert_string_equal(aggregate(w, AGG_AVERAGE, "1", "2", "2", NULL), "1.666667");
    assert_string_equal(aggregate(w, AGG_AVERAGE, "90", "91", NULL, "5"), "90.5");
    /* 主责为准: MZJ's and nobody else's */
    assert_string_equal(aggregate(w, AGG_LEAD, "7", "8", NULL, NULL), "7");
    assert_string_equal(aggregate(w, AGG_LEAD, NULL, "8", "8", NULL), "none");
    world_drop(w);
}

struct light_case {
    struct date today;
    const char *target;    /* NULL: words only */
    enum relation rel;
    enum scope scope;
    const char *value;     /* NULL: nothing reported */
    enum light light;
    const char *rate, *reason;
};

static const struct light_case lights[] = {
    {{2022, 12, 26}, "800", REL_GE, SCOPE_CUMULATIVE, "800", LIGHT_DONE, "100", "800人次，达到不低于800人次的目标"},
    {{2022, 12, 26}, "800", REL_GE, SCOPE_CUMULATIVE, "860", LIGHT_DONE, "107.5", "860人次，达到不低于800人次的目标"},
    /* 1 July is day 182 of 365: 49.9 % (49.863). 90 % of that pace is 800 × 182/365 × 0.9 = 359.01: 359 is behind, 360 is not */
    {{2022, 7, 1}, "800", REL_GE, SCOPE_CUMULATIVE, "359", LIGHT_BEHIND, "44.9", "完成率44.9%，时间进度49.9%，进度滞后"},
    {{2022, 7, 1}, "800", REL_GE, SCOPE_CUMULATIVE, "360", LIGHT_NORMAL, "45", "完成率45%，时间进度49.9%，略低于时间进度（在允许的10%以内）"},
    /* 800 × 182/365 = 398.9: 399 keeps pace, 398 does not quite */
    {{2022, 7, 1}, "800", REL_GE, SCOPE_CUMULATIVE, "398", LIGHT_NORMAL, "49.8", "完成率49.8%，时间进度49.9%，略低于时间进度（在允许的10%以内）"},
    {{2022, 7, 1}, "800", REL_GE, SCOPE_CUMULATIVE, "399", LIGHT_NORMAL, "49.9", "完成率49.9%，时间进度49.9%，符合进度"},
    /* the last day is not yet too late (100 % of the time), the next is */
    {{2022, 12, 31}, "800", REL_GE, SCOPE_CUMULATIVE, "799", LIGHT_NORMAL, "99.9", "完成率99.9%，时间进度100%，略低于时间进度（在允许的10%以内）"},
    {{2023, 1, 1}, "800", REL_GE, SCOPE_CUMULATIVE, "799", LIGHT_OVERDUE, "99.9", "799人次，未达到不低于800人次的目标，期限2022年12月31日已过"},
    {{2023, 1, 1}, "800", REL_GE, SCOPE_CUMULATIVE, "800", LIGHT_DONE, "100", "800人次，达到不低于800人次的目标"},
    /* 当季: the quarter is October to December, 92 days; 15 November is day 46: 50 %; 3 × 0.5 × 0.9 = 1.35 */
    {{2022, 11, 15}, "3", REL_GE, SCOPE_QUARTER, "1", LIGHT_BEHIND, "33.3", "完成率33.3%，时间进度50%，进度滞后"},
    {{2022, 11, 15}, "3", REL_GE, SCOPE_QUARTER, "2", LIGHT_NORMAL, "66.7", "完成率66.7%，时间进度50%，符合进度"},
    {{2023, 1, 5}, "3", REL_GE, SCOPE_QUARTER, "2", LIGHT_OVERDUE, "66.7", "2人次，未达到不低于3人次的目标，期限2022年12月31日已过"},
    /* limits */
    {{2022, 7, 1}, "5", REL_LE, SCOPE_CUMULATIVE, "5", LIGHT_DONE, NULL, "5人次，符合不超过5人次的要求"},
    {{2022, 7, 1}, "5", REL_LE, SCOPE_CUMULATIVE, "6", LIGHT_BEHIND, NULL, "6人次，超出5人次的上限，须核实整改"},
    {{2022, 7, 1}, "0", REL_EQ, SCOPE_CUMULATIVE, "0", LIGHT_DONE, NULL, "0人次，符合0人次的要求"},
    {{2022, 7, 1}, "0", REL_EQ, SCOPE_CUMULATIVE, "1", LIGHT_BEHIND, NULL, "1人次，超出0人次的目标，须核实整改"},
    {{2023, 1, 1}, "0", REL_EQ, SCOPE_CUMULATIVE, "1", LIGHT_OVERDUE, NULL, "1人次，超出0人次的目标，须核实整改"},
    /* exactly 163: more is not done */
    {{2022, 12, 26}, "163", REL_EQ, SCOPE_CUMULATIVE, "163", LIGHT_DONE, "100", "163人次，达到163人次的目标"},
    {{2022, 12, 26}, "163", REL_EQ, SCOPE_CUMULATIVE, "164", LIGHT_BEHIND, "100.6", "164人次，超出163人次的目标，须核实整改"},
    /* nothing reported; words only */
    {{2022, 7, 1}, "800", REL_GE, SCOPE_CUMULATIVE, NULL, LIGHT_BEHIND, NULL, "本季度没有单位报送数据"},
    {{2023, 1, 1}, "800", REL_GE, SCOPE_CUMULATIVE, NULL, LIGHT_OVERDUE, NULL, "本季度没有单位报送数据，期限2022年12月31日已过"},
    {{2022, 7, 1}, NULL, REL_GE, SCOPE_CUMULATIVE, "95.86", LIGHT_NONE, NULL, "目标为文字表述，只列数据，不作评定"},
    /* before the plan begins no time has passed */
    {{2021, 12, 1}, "800", REL_GE, SCOPE_CUMULATIVE, "0", LIGHT_NORMAL, "0", "完成率0%，时间进度0%，符合进度"},
};

static void light_rules(void **state)
{
    (void)state;
    struct world *w = world_new();
    for (size_t i = 0; i < sizeof lights / sizeof lights[0]; i++) {
        const struct light_case *c = &lights[i];
        struct build b = {.a = w->a, .p = &w->plan, .today = c->today, .quarter = {2022, 4}, .set = {.behind_line = 90}};
        struct indicator ind = {.unit = "人次", .relation = c->rel, .scope = c->scope, .has_target = c->target != NULL};
        if (c->target)
            ind.target = dec(c->target);
        struct outcome o = {.has_value = c->value != NULL};
        if (c->value)
            o.value = dec(c->value);
        struct verdict_light v = indicator_light(&b, &ind, o, b.quarter);
        if (v.light != c->light || strcmp(v.reason, c->reason) != 0 || strcmp(v.rate ? v.rate : "", c->rate ? c->rate : "") != 0)
            fail_msg("case %zu: %s %s %s", i, light_name(v.light), v.rate ? v.rate : "", v.reason);
    }
    world_drop(w);
}

/* 期限 of its own; the profile moves the line. */
static void own_deadline_and_line(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct indicator ind = {.unit = "%", .relation = REL_EQ, .scope = SCOPE_CUMULATIVE, .has_target = true, .target = dec("100"),
                            .deadline = day(2022, 6, 30)};
    struct outcome o = {.has_value = true, .value = dec("92")};
    struct build b = {.a = w->a, .p = &w->plan, .today = day(2022, 6, 30), .quarter = {2022, 2}, .set = {.behind_line = 90}};
    assert_int_equal(indicator_light(&b, &ind, o, b.quarter).light, LIGHT_NORMAL); /* 92 ≥ 90 % of 100 % */
    assert_string_equal(pace_name(indicator_light(&b, &ind, o, b.quarter).pace), "略低于时间进度");
    b.set.behind_line = 95;
    assert_int_equal(indicator_light(&b, &ind, o, b.quarter).light, LIGHT_BEHIND); /* 92 < 95 */
    b.today = day(2022, 7, 1);
    assert_int_equal(indicator_light(&b, &ind, o, b.quarter).light, LIGHT_OVERDUE);
    world_drop(w);
}

/* The line stands in the data, and an item tells its figures in three steps. */
static void steps_in_words(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 1, "1-1", "救助人次", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    make_indicator(w, 1, "1-2", "监测次数", "次", REL_GE, "100", SCOPE_QUARTER, AGG_LEAD);
    make_indicator(w, 2, "2-1", "培训人次", "人次", REL_GE, "100", SCOPE_CUMULATIVE, AGG_LEAD);
    struct sub_item *m = item_add(w, sub_add(w, 0, MZJ, false), 1, "推进。");
    value_add(w, m, "1-1", "800"), value_add(w, m, "1-2", "99"); /* 26 December is day 87 of 92: 94.6 % */
    value_add(w, item_add(w, sub_add(w, 0, RSJ, false), 2, "推进。"), "2-1", "95"); /* day 360 of 365: 98.6 % */
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "concat(/*/指标表/@滞后线, ' ', /*/指标表/@允许落后)", "90 10");
    ASK(w, d, "/*/指标表/指标[@代码='1-2']/@进度", "符合进度");
    ASK(w, d, "/*/指标表/指标[@代码='2-1']/@进度", "略低于时间进度");
    ASK(w, d, "count(/*/指标表/指标[@代码='1-1']/@进度)", "0");
    ASK(w, d, "/*/行动[1]/事项[1]/@理由", "2项指标达到目标1项，其余符合进度；没有正在整改的问题");
    ASK(w, d, "/*/行动[1]/事项[2]/@理由", "唯一一项指标略低于时间进度；没有正在整改的问题");
    xmlFreeDoc(d);
    m->values = NULL, m->nvalues = 0;
    value_add(w, m, "1-1", "780"), value_add(w, m, "1-2", "99"); /* 97.5 % */
    d = make_data(w, NULL);
    ASK(w, d, "/*/行动[1]/事项[1]/@理由", "2项指标符合进度1项，略低于时间进度1项；没有正在整改的问题");
    xmlFreeDoc(d);
    world_drop(w);
}

/* An item that also has targets in words does not say that its figures are all it has. */
static void words_beside_figures(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 1, "1-1", "救助人次", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    make_indicator(w, 1, "1-2", "监测次数", "次", REL_GE, "3", SCOPE_QUARTER, AGG_LEAD);
    make_indicator(w, 1, "1-3", "满意率", "%", REL_GE, NULL, SCOPE_CUMULATIVE, AGG_LEAD);
    make_indicator(w, 2, "2-1", "培训人次", "人次", REL_GE, "100", SCOPE_CUMULATIVE, AGG_LEAD);
    make_indicator(w, 2, "2-2", "就业率", "%", REL_GE, NULL, SCOPE_CUMULATIVE, AGG_LEAD);
    struct sub_item *m = item_add(w, sub_add(w, 0, MZJ, false), 1, "推进。");
    value_add(w, m, "1-1", "800"), value_add(w, m, "1-2", "3");
    value_add(w, item_add(w, sub_add(w, 0, RSJ, false), 2, "推进。"), "2-1", "100");
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "/*/行动[1]/事项[1]/@理由", "2项量化指标全部达到目标，另有1项不作评定；没有正在整改的问题");
    ASK(w, d, "/*/行动[1]/事项[2]/@理由", "1项量化指标达到目标，另有1项不作评定；没有正在整改的问题");
    xmlFreeDoc(d);
    world_drop(w);
}

/* 最大: while the units' figures differ, one that misses the target is the one that is judged. */
static void values_in_conflict(void **state)
{
    (void)state;
    static const struct { enum aggregate g; enum relation rel; const char *target, *m, *r, *value, *light, *reason; } c[] = {
        {AGG_MAX, REL_EQ, "2", "2", "1", "2", "滞后", "各单位数据不一致（1至2个），待核对；暂按1个评定，完成率50%，时间进度98.6%，进度滞后"},
        {AGG_MAX, REL_GE, "2", "3", "2", "3", "完成", "3个，达到不低于2个的目标"},          /* both reach it */
        {AGG_MAX, REL_GE, "4", "3", "2", "3", "滞后", "完成率75%，时间进度98.6%，进度滞后"}, /* neither does */
        {AGG_LEAD, REL_GE, "2", "2", "1", "2", "完成", "2个，达到不低于2个的目标"},         /* the plan says whose word counts: */
        {AGG_LATEST, REL_LE, "2", "3", "1", "1", "完成", "1个，符合不超过2个的要求"},        /* the lead's; the later receipt's */
    };
    for (size_t i = 0; i < sizeof c / sizeof c[0]; i++) {
        struct world *w = world_new();
        make_indicator(w, 1, "1-1", "社区组织", "个", c[i].rel, c[i].target, SCOPE_CUMULATIVE, c[i].g);
        value_add(w, item_add(w, sub_add(w, 0, MZJ, false), 1, "推进。"), "1-1", c[i].m);
        value_add(w, item_add(w, sub_add(w, 0, RSJ, false), 1, "推进。"), "1-1", c[i].r);
        xmlDocPtr d = make_data(w, NULL);
        ASK(w, d, "/*/指标表/指标/@冲突", "是");
        ASK(w, d, "/*/指标表/指标/@值", c[i].value);
        ASK(w, d, "/*/指标表/指标/@灯", c[i].light);
        ASK(w, d, "/*/指标表/指标/理由", c[i].reason);
        ASK(w, d, "/*/指标表/指标/@待核对", strstr(c[i].reason, "待核对") ? "是" : "否");
        ASK(w, d, "concat(/*/指标表/指标/@各数, '|', /*/指标表/指标/@评定值)", i == 0 ? "1至2|1" : "|");
        if (i == 0) /* the rate is the judged value's, in the course too */
            ASK(w, d, "concat(/*/指标表/指标/@完成率, '|', /*/指标表/指标/走势/季[last()]/@完成率)", "50|50");
        if (i == 0)
            ASK(w, d, "/*/行动[1]/事项[1]/@理由", "进度滞后的指标1项（社区组织，数据不一致待核对）；没有正在整改的问题");
        xmlFreeDoc(d);
        world_drop(w);
    }
}

static void make_figures(struct world *w)
{
    make_indicator(w, 1, "1-1", "救助人次", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    make_indicator(w, 1, "1-2", "监测次数", "次", REL_GE, "3", SCOPE_QUARTER, AGG_LEAD);
    make_indicator(w, 2, "2-1", "社区组织", "个", REL_EQ, "4", SCOPE_CUMULATIVE, AGG_MAX);
    make_indicator(w, 2, "2-2", "就业率", "%", REL_GE, NULL, SCOPE_CUMULATIVE, AGG_LEAD);
    struct sub_item *m = item_add(w, sub_add(w, 0, MZJ, false), 1, "推进一。"), *r, *k;
    struct submission *rs = sub_add(w, 0, RSJ, false);
    r = item_add(w, rs, 1, "推进二。");
    k = item_add(w, rs, 2, "推进三。");
    struct sub_item *c = item_add(w, sub_add(w, 0, CJTZ, false), 2, "推进四。");
    struct sub_item *t = item_add(w, sub_add(w, 0, SJZ, false), 1, "推进五。");
    value_add(w, m, "1-1", "500"), value_add(w, r, "1-1", "260.5"), value_add(w, t, "1-1", "99");
    value_add(w, m, "1-2", "3"), value_add(w, r, "1-2", "2");
    value_add(w, k, "2-1", "4"), value_add(w, c, "2-1", "4");
    value_add(w, k, "2-2", "96.42");
    struct sub_item *om = item_add(w, sub_add(w, 1, MZJ, false), 1, "上季。"), *os = item_add(w, sub_add(w, 1, STYM, false), 1, "上季。");
    value_add(w, om, "1-1", "510"), value_add(w, os, "1-1", "40");
}

static void in_the_document(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_figures(w);
    xmlDocPtr d = make_data(w, NULL);
    /* 500 + 260.5 = 760.5 (the township's 99 is shown, not counted); 760.5 / 800 = 95.1 %; day 360 of 365 = 98.6 % */
    ASK(w, d, "/*/指标表/指标[@代码='1-1']/@值", "760.5");
    ASK(w, d, "/*/指标表/指标[@代码='1-1']/@完成率", "95.1");
    ASK(w, d, "/*/指标表/指标[@代码='1-1']/@时间进度", "98.6");
    ASK(w, d, "/*/指标表/指标[@代码='1-1']/@灯", "正常");
    ASK(w, d, "/*/指标表/指标[@代码='1-1']/单位值[@代码='SJZ']/@计入", "否");
    /* last quarter 510 + 40 = 550, so + 210.5; MZJ's own figure fell by 10; STYM reported 40 then and nothing now */
    ASK(w, d, "/*/指标表/指标[@代码='1-1']/@上季度值", "550");
    ASK(w, d, "/*/指标表/指标[@代码='1-1']/@增减", "210.5");
    ASK(w, d, "/*/指标表/指标[@代码='1-1']/单位值[@代码='MZJ']/@增减", "-10");
    ASK(w, d, "/*/指标表/指标[@代码='1-1']/单位值[@代码='MZJ']/@回落", "是");
    ASK(w, d, "/*/指标表/指标[@代码='1-1']/单位值[@代码='STYM']/@上季度值", "40");
    ASK(w, d, "count(/*/指标表/指标[@代码='1-1']/单位值[@代码='STYM']/@值)", "0");
    /* 合计 of different figures is no conflict; 3 against the lead's 2 is; 4 and 4 is none */
    ASK(w, d, "/*/指标表/指标[@代码='1-1']/@冲突", "否");
    ASK(w, d, "/*/指标表/指标[@代码='1-2']/@冲突", "是");
    ASK(w, d, "/*/指标表/指标[@代码='1-2']/@值", "3");
    ASK(w, d, "/*/指标表/指标[@代码='2-1']/@冲突", "否");
    ASK(w, d, "/*/指标表/指标[@代码='2-2']/@灯", "不评");
    /* beside a unit's own figure: whose target it is told with, and how the units' figures go together */
    ASK(w, d, "/*/单位报送/单位[@代码='MZJ']/事项/指标值[@代码='1-1']/@汇总方式", "合计");
    ASK(w, d, "/*/单位报送/单位[@代码='MZJ']/事项/指标值[@代码='1-1']/@口径", "累计");
    ASK(w, d, "/*/单位报送/单位[@代码='MZJ']/事项/指标值[@代码='1-2']/@汇总方式", "主责为准");
    /* totals: 1-1 正常, 1-2 and 2-1 完成, 2-2 不评 */
    ASK(w, d, "concat(/*/总体/指标/@总数, ' ', /*/总体/指标/@完成, ' ', /*/总体/指标/@正常, ' ', /*/总体/指标/@不评, ' ', /*/总体/指标/@冲突)",
        "4 2 1 1 1");
    xmlFreeDoc(d);
    world_drop(w);
}

/* Cumulative figures of another year do not compare. */
static void new_year(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_figures(w);
    w->now.quarter = (struct quarter){2023, 1};
    w->before.quarter = (struct quarter){2022, 4};
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "count(/*/指标表/指标[@代码='1-1']/@增减)", "0");
    ASK(w, d, "count(/*/指标表/指标[@代码='1-1']/单位值/@回落)", "0");
    xmlFreeDoc(d);
    world_drop(w);
}

static void overflow_is_told(void **state)
{
    (void)state;
    struct world *w = world_new();
    make_indicator(w, 1, "1-1", "救助人次", "人次", REL_GE, "800", SCOPE_CUMULATIVE, AGG_SUM);
    value_add(w, item_add(w, sub_add(w, 0, MZJ, false), 1, "推进。"), "1-1", "9000000000000");
    value_add(w, item_add(w, sub_add(w, 0, RSJ, false), 1, "推进。"), "1-1", "9000000000000");
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "count(/*/指标表/指标/@值)", "0");
    assert_int_equal(w->ds.n, 1);
    assert_string_equal(msg_code(w->ds.v[0].msg), "R104");
    xmlFreeDoc(d);
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(aggregates),      cmocka_unit_test(light_rules), cmocka_unit_test(own_deadline_and_line),
        cmocka_unit_test(in_the_document), cmocka_unit_test(steps_in_words), cmocka_unit_test(words_beside_figures), cmocka_unit_test(values_in_conflict), cmocka_unit_test(new_year),    cmocka_unit_test(overflow_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

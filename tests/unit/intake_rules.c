/* What single rules read and say: figures, dates, paragraphs, numbers of problems, 说明, versions, the example. */
#include "intake_fixture.h"
#include "base/pool.h"
#include "intake/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

/* ---- figures ---- */

static void figures(void **state)
{
    (void)state;
    static const struct { const char *written, *unit; enum number_fault fault; const char *text; bool changed; } t[] = {
        {"832", "人次", NUMBER_OK, "832", false},        {" 832 ", "人次", NUMBER_OK, "832", false},
        {"８３２", "人次", NUMBER_OK, "832", true},      {"832人次", "人次", NUMBER_OK, "832", true},
        {"832 人次", "人次", NUMBER_OK, "832", true},    {"1,832", "人次", NUMBER_OK, "1832", true},
        {"１，２３４，５６７", "元", NUMBER_OK, "1234567", true}, {"1,234.50", "元", NUMBER_OK, "1234.50", true},
        {"98.5%", "%", NUMBER_OK, "98.5", true},         {"９８．５％", "%", NUMBER_OK, "98.5", true},
        {"98.50", "%", NUMBER_OK, "98.50", false},       {"007", "次", NUMBER_OK, "7", true},
        {"0.5", "%", NUMBER_OK, "0.5", false},           {"+5", "次", NUMBER_OK, "5", true},
        {"-5", "次", NUMBER_OK, "-5", false},            {"－5", "次", NUMBER_OK, "-5", true},
        {"3.6万元", "万元", NUMBER_OK, "3.6", true},     {"0", "户", NUMBER_OK, "0", false},
        {"1,23", "次", NUMBER_GROUPING, NULL, false},    {"12,34,567", "次", NUMBER_GROUPING, NULL, false},
        {",123", "次", NUMBER_GROUPING, NULL, false},    {"1,234,", "次", NUMBER_GROUPING, NULL, false},
        {"1234,567", "次", NUMBER_GROUPING, NULL, false}, {"1.234,567", "次", NUMBER_GROUPING, NULL, false},
        {"1.2万", "人次", NUMBER_MAGNITUDE, NULL, false}, {"3千", "元", NUMBER_MAGNITUDE, NULL, false},
        {"12万元", "元", NUMBER_MAGNITUDE, NULL, false}, {"12万人", "元", NUMBER_UNIT, NULL, false},
        {"1.2亿元", "万元", NUMBER_UNIT, NULL, false},   {"5元", "万元", NUMBER_UNIT, NULL, false},
        {"832户", "人次", NUMBER_UNIT, NULL, false},     {"5%", "次", NUMBER_UNIT, NULL, false},
        {"八百", "人次", NUMBER_WORDS, NULL, false},     {"两次", "次", NUMBER_WORDS, NULL, false},
        {"约800", "人次", NUMBER_ABOUT, NULL, false},    {"800余", "人次", NUMBER_ABOUT, NULL, false},
        {"800余人次", "人次", NUMBER_ABOUT, NULL, false}, {"800人次以上", "人次", NUMBER_ABOUT, NULL, false},
        {"≥3", "次", NUMBER_ABOUT, NULL, false},         {"不低于3次", "次", NUMBER_ABOUT, NULL, false},
        {"800-900", "人次", NUMBER_RANGE, NULL, false},  {"800～900", "人次", NUMBER_RANGE, NULL, false},
        {"3至5", "次", NUMBER_RANGE, NULL, false},       {"3/4", "个", NUMBER_FORM, NULL, false},
        {"1e3", "次", NUMBER_FORM, NULL, false},         {".5", "%", NUMBER_FORM, NULL, false},
        {"5.", "%", NUMBER_FORM, NULL, false},           {"1.2.3", "%", NUMBER_FORM, NULL, false},
        {"无", "次", NUMBER_FORM, NULL, false},          {"", "次", NUMBER_FORM, NULL, false},
        {"－0", "次", NUMBER_OK, "0", true},             {"-0.0", "%", NUMBER_OK, "0.0", true},
        {"-0.5", "%", NUMBER_OK, "-0.5", false},         {"560。", "人次", NUMBER_TAIL, "560", false},
        {"560人次。", "人次", NUMBER_TAIL, "560", false}, {"560(累计)", "人次", NUMBER_TAIL, "560", false},
        {"560（累计）", "人次", NUMBER_TAIL, "560", false}, {"560人次（累计）", "人次", NUMBER_TAIL, "560", false},
        {"560累计", "人次", NUMBER_TAIL, "560", false},  {"560*", "人次", NUMBER_TAIL, "560", false},
        {"560+", "人次", NUMBER_ABOUT, NULL, false},     {"560人次+", "人次", NUMBER_ABOUT, NULL, false},
        {"560\u200b", "人次", NUMBER_OK, "560", true},   {"\u200e560 \u200b人次", "人次", NUMBER_OK, "560", true},
        {"560（人次）", "人次", NUMBER_OK, "560", true}, {"560 (人次)", "人次", NUMBER_OK, "560", true},
        {"560人次", "人", NUMBER_UNIT, NULL, false},     {"560人", "人次", NUMBER_UNIT, NULL, false},
        {"1,234.5万元", "万元", NUMBER_OK, "1234.5", true}, {"1,234.5万元", "元", NUMBER_MAGNITUDE, NULL, false},
        {"1234元整", "元", NUMBER_OK, "1234", true},     {"1234圆整", "元", NUMBER_OK, "1234", true},
        {"3.5万元整", "万元", NUMBER_OK, "3.5", true},   {"￥1234", "元", NUMBER_OK, "1234", true},
        {"¥ 1,234.50元", "元", NUMBER_OK, "1234.50", true}, {"人民币1234元整", "元", NUMBER_OK, "1234", true},
        {"￥1.2万元", "万元", NUMBER_OK, "1.2", true},   {"￥1.2万", "万元", NUMBER_OK, "1.2", true},
        {"￥1234", "万元", NUMBER_UNIT, NULL, false},    {"￥1234", "人次", NUMBER_UNIT, NULL, false},
        {"￥1.2万", "元", NUMBER_MAGNITUDE, NULL, false}, {"0.5亿", "万元", NUMBER_MAGNITUDE, NULL, false},
        {"3万", "万元", NUMBER_MAGNITUDE, NULL, false},  {"1万2千元", "元", NUMBER_MAGNITUDE, NULL, false},
        {"1.2万余元", "元", NUMBER_ABOUT, NULL, false},  {"1万-2万", "元", NUMBER_RANGE, NULL, false},
        {"1234元5角", "元", NUMBER_FORM, NULL, false},   {"一百二十", "人次", NUMBER_WORDS, NULL, false},
        {"壹万贰仟元整", "元", NUMBER_WORDS, NULL, false}, {"￥", "元", NUMBER_FORM, NULL, false},
        {"9999999999999999", "元", NUMBER_TOO_BIG, NULL, false}, {"0.1234567", "元", NUMBER_TOO_BIG, NULL, false},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct number n = number_read(a, t[i].written, t[i].unit);
        if (n.fault != t[i].fault || (t[i].text && (strcmp(n.text, t[i].text) != 0 || n.changed != t[i].changed)))
            fail_msg("“%s” in %s: fault %d, text %s, changed %d", t[i].written, t[i].unit, n.fault, n.text ? n.text : "-", n.changed);
    }
    static const struct { const char *written, *unit, *detail, *hint; } hints[] = {
        {"1.2万", "人次", "万", "12000"},        {"1.2万 人次", "人次", "万", "12000"},  {"12万元", "元", "万", "120000"},
        {"0.35亿", "元", "亿", "35000000"},      {"0.5亿", "万元", "亿", "5000"},        {"1.2亿元", "万元", "亿元", "12000"},
        {"3万", "万元", "万", "3"},              {"1,234.5万元", "元", "万", "12345000"}, {"1234.5元", "万元", "元", "0.12345"},
        {"￥1234", "万元", "元", "0.1234"},      {"￥1.2万", "元", "万", "12000"},       {"1.2万。", "人次", "万", "12000"},
        {"50万元", "亿元", "万元", "0.005"},     {"0.5亿元（累计）", "万元", "亿元", "5000"}, {"12万人", "元", "万人", NULL},
        {"832户(累计)", "人次", "户", NULL},     {"1元", "亿元", "元", NULL},            {"1万2千元", "元", "万", NULL},
        {"560人次。", "人次", "。", NULL},       {"560(累计)", "人次", "(累计)", NULL},  {"560个", "人次", "个", NULL},
    };
    for (size_t i = 0; i < sizeof hints / sizeof hints[0]; i++) {
        struct number n = number_read(a, hints[i].written, hints[i].unit);
        const char *hint = n.hint ? n.hint : "-", *want = hints[i].hint ? hints[i].hint : "-";
        if (!n.detail || strcmp(n.detail, hints[i].detail) != 0 || strcmp(hint, want) != 0)
            fail_msg("“%s” in %s: “%s”, %s", hints[i].written, hints[i].unit, n.detail ? n.detail : "-", hint);
    }
    arena_drop(a);
}

static void texts(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    bool changed;
    assert_string_equal(text_paragraph(a, "　　甲乙\n      丙丁 ", &changed), "甲乙丙丁");
    assert_true(changed);
    assert_string_equal(text_paragraph(a, "组  长 Word\n 2003\t版", &changed), "组  长 Word 2003 版");
    assert_string_equal(text_paragraph(a, "  甲乙  ", &changed), "甲乙");
    assert_false(changed);
    assert_int_equal(text_ordinal(a, "第十二项"), 12);
    assert_int_equal(text_ordinal(a, "二十五"), 25);
    assert_int_equal(text_ordinal(a, "０２"), 2);
    assert_int_equal(text_ordinal(a, "第3"), 3);
    assert_int_equal(text_ordinal(a, "3.5"), 0);
    assert_int_equal(text_ordinal(a, "十十"), 0);
    assert_int_equal(text_ordinal(a, ""), 0);
    assert_true(text_placeholder(a, "无。"));
    assert_true(text_placeholder(a, "……"));
    assert_true(text_placeholder(a, "（略）"));
    assert_false(text_placeholder(a, "无重大问题"));
    assert_non_null(text_blank_mark(a, "投入××万元"));
    assert_non_null(text_blank_mark(a, "在XX社区"));
    assert_non_null(text_blank_mark(a, "共____户"));
    assert_null(text_blank_mark(a, "XXL 号工装"));
    assert_null(text_blank_mark(a, "二〇〇八年建成，房屋 3×4 米"));
    arena_drop(a);
}

/* ---- whole judgements ---- */

static char *load(struct arena *a, const char *path, size_t *n)
{
    struct diags ds = {.a = a};
    char *bytes;
    assert_int_equal(file_read(a, path, 1 << 20, &bytes, n, &ds), 0);
    return bytes;
}

static char *replace(struct arena *a, const char *s, const char *from, const char *to)
{
    const char *at = strstr(s, from);
    assert_non_null(at);
    return arena_printf(a, "%.*s%s%s", (int)(at - s), s, to, at + strlen(from));
}

static struct judged *judge(struct arena *a, struct memory *m, const char *xml)
{
    struct judged *j = arena_alloc(a, sizeof *j);
    test_judge(j, a, m, "2022Q3/a.xml", xml, strlen(xml));
    return j;
}

static void dates(void **state)
{
    (void)state;
    static const struct { const char *written, *iso; enum date_fault fault; } t[] = {
        {"2022-12-26", "2022-12-26", DATE_OK},  {"2022年12月6日", "2022-12-06", DATE_OK}, {"2022.1.5", "2022-01-05", DATE_OK},
        {"2022/12/26", "2022-12-26", DATE_OK},  {" ２０２２－１２－２６ ", "2022-12-26", DATE_OK}, {"2024-02-29", "2024-02-29", DATE_OK},
        {"2022-02-30", NULL, DATE_MISSING},     {"2022-02-29", NULL, DATE_MISSING}, {"2022年13月1日", NULL, DATE_MISSING},
        {"2022-00-10", NULL, DATE_MISSING},     {"0022-01-10", NULL, DATE_MISSING}, {"22-12-26", NULL, DATE_FORM},
        {"2022-12", NULL, DATE_FORM},           {"2022年12月", NULL, DATE_FORM},    {"2022-12-26T09:30", NULL, DATE_FORM},
        {"20221226", "2022-12-26", DATE_OK},    {"2022 年 12 月 26 日", "2022-12-26", DATE_OK}, {"2022年12月26号", "2022-12-26", DATE_OK},
        {"二〇二二年十二月二十六日", "2022-12-26", DATE_OK}, {"二○二二年二月六号", "2022-02-06", DATE_OK}, {"２０２２．１．５", "2022-01-05", DATE_OK},
        {"2022 - 1 - 5", "2022-01-05", DATE_OK}, {"二〇二二年二月三十日", NULL, DATE_MISSING}, {"20221331", NULL, DATE_MISSING},
        {"二二年十二月一日", NULL, DATE_FORM},  {"2022 12 26", NULL, DATE_FORM},    {"2022-1 2-3", NULL, DATE_FORM},
        {"二0二二年十二月三日", "2022-12-03", DATE_OK}, {"2022年十二月3日", "2022-12-03", DATE_OK}, {"二〇二二年12月三日", "2022-12-03", DATE_OK},
        {"2022—12—03", "2022-12-03", DATE_OK}, {"2022–1–3", "2022-01-03", DATE_OK}, {"２０２２年 十二 月 3 日", "2022-12-03", DATE_OK},
        {"2022年元月3日", "2022-01-03", DATE_OK}, {"2022年12月元日", NULL, DATE_FORM}, {"2022年十二月三十二日", NULL, DATE_MISSING},
        {"2022年0月3日", NULL, DATE_MISSING},     {"2022年十2月3日", NULL, DATE_FORM}, {"2022-12—", NULL, DATE_FORM},
        {"202212", NULL, DATE_FORM},            {"2022年十二月1日", "2022-12-01", DATE_OK}, {"12月底", NULL, DATE_FORM},        {"", NULL, DATE_FORM},
    };
    struct arena *a = arena_new();
    size_t n;
    char *base = load(a, "tests/cases/intake/ok.xml", &n);
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct date d = {0};
        enum date_fault f = text_date(a, t[i].written, &d);
        struct judged *j = judge(a, NULL, replace(a, base, "2022-09-22", t[i].written)); /* the schema says the same */
        if ((find_msg(j, "X159") != NULL) != (f == DATE_FORM && t[i].written[0]))
            fail_msg("“%s”: X159 %d", t[i].written, find_msg(j, "X159") != NULL);
        if (f != t[i].fault || (t[i].iso && strcmp(date_iso(a, d), t[i].iso) != 0))
            fail_msg("“%s”: fault %d, %s", t[i].written, f, date_iso(a, d));
    }
    arena_drop(a);
}

static const char PROBLEM[] = "<存在问题><问题><分类>人员</分类><等级>一般</等级><描述>%s</描述>"
                              "<整改措施>与高校志愿服务队签订结对协议。</整改措施><责任人>样例乙</责任人><状态>新增</状态></问题></存在问题>";

static char *problems_xml(struct arena *a, const char *const words[2])
{
    char *one = arena_printf(a, PROBLEM, words[0]);
    return words[1] ? replace(a, one, "</存在问题>", strchr(arena_printf(a, PROBLEM, words[1]) + 1, '<')) : one;
}

/* A correction keeps the numbers that the first version was given, also when a problem is put before it. */
static void numbers_stay(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct memory m = {0};
    size_t n;
    char *base = load(a, "tests/cases/intake/ok.xml", &n);
    char *first = replace(a, base, "<存在问题><无/></存在问题>", arena_printf(a, PROBLEM, "志愿者队伍流动性大，活动组织力量不足。"));
    struct judged *j = judge(a, &m, first);
    assert_int_equal(j->verdict, VERDICT_ACCEPTED);
    assert_string_equal(j->submission->items[2].problems[0].id, "2022Q3-MZJ-19-1");
    assert_string_equal(find_msg(j, "S236")->found, "2022Q3-MZJ-19-1");
    m.v[m.n++] = j->submission;
    char *two = replace(a, first, "<存在问题><问题><分类>人员", "<存在问题><问题><分类>资金</分类><等级>一般</等级><描述>活动经费缺口较大，需要多方筹集。</描述>"
                        "<整改措施>积极申请工会经费支持。</整改措施><责任人>样例乙</责任人><状态>新增</状态></问题><问题><分类>人员");
    two = replace(a, two, "<版次>1<", "<版次>2<");
    j = judge(a, &m, two);
    assert_int_equal(j->verdict, VERDICT_ACCEPTED);
    assert_string_equal(j->submission->items[2].problems[0].id, "2022Q3-MZJ-19-2");
    assert_string_equal(j->submission->items[2].problems[1].id, "2022Q3-MZJ-19-1");
    assert_null(find_msg(j, "S115"));
    arena_drop(a);
}

/* Also when a figure is mended, if only one can be meant; of two alike neither takes the other's. */
static void numbers_stay_when_mended(void **state)
{
    (void)state;
#define CARS(n) "小区道路被占用的情况仍然存在，清理车辆" n "辆，节假日反弹较为明显，停车位不足。"
    static const struct { const char *first[2], *two[2], *id[2]; } t[] = {
        {{CARS("58")}, {CARS("85")}, {"2022Q3-MZJ-19-1"}},
        {{CARS("58")},
         {"活动经费缺口较大，需要多方筹集。", CARS("85")}, {"2022Q3-MZJ-19-2", "2022Q3-MZJ-19-1"}},
        {{CARS("58")},
         {CARS("85"), CARS("58")},
         {"2022Q3-MZJ-19-2", "2022Q3-MZJ-19-1"}},
        {{CARS("58")},
         {CARS("85"), CARS("86")},
         {"2022Q3-MZJ-19-2", "2022Q3-MZJ-19-3"}},
        {{CARS("58"), CARS("57")},
         {CARS("85")}, {"2022Q3-MZJ-19-3"}},
        {{CARS("58")}, {"活动经费缺口较大，需要多方筹集。"}, {"2022Q3-MZJ-19-2"}},
    };
#undef CARS
    struct arena *a = arena_new();
    size_t n;
    char *base = load(a, "tests/cases/intake/ok.xml", &n);
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct memory m = {0};
        m.v[m.n++] = judge(a, NULL, replace(a, base, "<存在问题><无/></存在问题>", problems_xml(a, t[i].first)))->submission;
        char *two = replace(a, base, "<存在问题><无/></存在问题>", problems_xml(a, t[i].two));
        struct judged *j = judge(a, &m, replace(a, two, "<版次>1<", "<版次>2<"));
        assert_int_equal(j->verdict, VERDICT_ACCEPTED);
        for (size_t k = 0; k < 2 && t[i].id[k]; k++)
            if (strcmp(j->submission->items[2].problems[k].id, t[i].id[k]) != 0)
                fail_msg("case %zu, problem %zu: %s", i, k, j->submission->items[2].problems[k].id);
    }
    arena_drop(a);
}

static void versions(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct memory m = {0};
    size_t n;
    char *base = load(a, "tests/cases/intake/ok.xml", &n);
    char *third = replace(a, base, "<版次>1<", "<版次>3<");
    m.v[m.n++] = judge(a, NULL, third)->submission;
    assert_null(find_msg(judge(a, &m, third), "S115")); /* the same once more says nothing new */
    assert_non_null(find_msg(judge(a, &m, replace(a, third, "样例甲", "样例丁")), "S115"));
    assert_non_null(find_msg(judge(a, &m, base), "S114"));
    assert_null(find_msg(judge(a, &m, replace(a, base, "<版次>1<", "<版次>4<")), "S114"));
    arena_drop(a);
}

/* A unit that missed a quarter is compared with its newest one before; the message says which that is. */
static void quarter_missed(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct memory m = {0};
    size_t n;
    char *first = replace(a, load(a, "tests/cases/intake/history/2022Q2-民政局.xml", &n), "第二季度", "第一季度");
    first = replace(a, first, "2022-06-20", "2022-03-20");
    m.v[m.n++] = judge(a, NULL, first)->submission;
    char *xml = replace(a, load(a, "tests/cases/intake/ok.xml", &n), ">36000<", ">20000<");
    struct judged *j = judge(a, &m, xml);
    assert_int_equal(j->verdict, VERDICT_ACCEPTED);
    assert_non_null(strstr(find_msg(j, "S315")->text, "比2022年第一季度的 28000 还小"));
    assert_non_null(strstr(find_msg(j, "S238")->text, "2022年第一季度没有编号为 2022Q2-MZJ-6-1 的问题，是不是 2022Q1-MZJ-6-1（"));
    /* of the year before: problems are followed, cumulative figures begin anew */
    struct submission year_before = *m.v[0];
    year_before.quarter.year = 2021;
    m.v[0] = &year_before;
    j = judge(a, &m, xml);
    assert_null(find_msg(j, "S315"));
    assert_non_null(strstr(find_msg(j, "S238")->text, "2021年第一季度"));
    arena_drop(a);
}

/* A figure that the quarter before does not give is looked for further back in the year; one that a later quarter gives counts too. */
static void cumulative_within_the_year(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct memory m = {0};
    size_t n;
    char *second = load(a, "tests/cases/intake/history/2022Q2-民政局.xml", &n), *base = load(a, "tests/cases/intake/ok.xml", &n);
    char *first = replace(a, replace(a, second, "第二季度", "第一季度"), "2022-06-20", "2022-03-20");
    m.v[m.n++] = judge(a, NULL, replace(a, first, ">28000<", ">40000<"))->submission;
    struct submission *without = judge(a, NULL, second)->submission;
    for (size_t i = 0; i < without->nitems; i++)
        without->items[i].nvalues = 0;
    m.v[m.n++] = without;
    assert_non_null(strstr(find_msg(judge(a, &m, base), "S315")->text, "36000 比2022年第一季度的 40000 还小"));
    m.n = 0;
    m.v[m.n++] = judge(a, NULL, base)->submission;
    struct judged *j = judge(a, &m, replace(a, second, ">28000<", ">50000<"));
    assert_non_null(strstr(find_msg(j, "S318")->text, "50000 比已经收到的2022年第三季度的 36000 还大"));
    assert_null(find_msg(judge(a, &m, second), "S318"));
    arena_drop(a);
}

/* Which old problem is meant: adopted, asked about, or neither; and the number that stands afterwards. */
static void old_problems(void **state)
{
    (void)state;
    static const char number[] = "编号=\"2022Q2-MZJ-6-1\"", words[] = "部分外出务工家庭收入核对依赖本人申报，难以及时掌握变化。";
    static const struct { const char *number, *words, *asked, *id; } t[] = {
        {"编号=\"2022q2—mzj—6—1\"", words, NULL, "2022Q2-MZJ-6-1"},
        {"编号=\" 2022Q2-MZJ-6-001 \"", words, NULL, "2022Q2-MZJ-6-1"},
        {"编号=\"2022Q2-MZJ-6-10\"", words, "S238", "2022Q2-MZJ-6-10"},
        {"编号=\"6-1\"", "两个社区门牌号与户籍登记不一致。", "S238", "6-1"},
        {"", "部分外出务工家庭收入核对，依赖本人申报 难以及时掌握变化", NULL, "2022Q2-MZJ-6-1"},
        {"", "部分外出务工家庭的收入核对依赖本人申报，难以及时掌握变化。", "S239", NULL},
        {"", "两个社区门牌号与户籍登记不一致。", "S239", NULL},
    };
    struct arena *a = arena_new();
    struct memory m = {0};
    size_t n;
    m.v[m.n++] = judge(a, NULL, load(a, "tests/cases/intake/history/2022Q2-民政局.xml", &n))->submission;
    char *base = load(a, "tests/cases/intake/ok.xml", &n);
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct judged *j = judge(a, &m, replace(a, replace(a, base, number, t[i].number), words, t[i].words));
        assert_int_equal(j->verdict, VERDICT_ACCEPTED);
        const char *id = j->submission->items[0].problems[0].id;
        const struct diag *d = t[i].asked ? find_msg(j, t[i].asked) : NULL;
        if ((id == NULL) != (t[i].id == NULL) || (id && strcmp(id, t[i].id) != 0))
            fail_msg("problem %zu: number %s", i, id ? id : "-");
        if (t[i].asked && (!d || !strstr(d->text, "2022Q2-MZJ-6-1（部分外出")))
            fail_msg("problem %zu: %s", i, d ? d->text : "not asked");
        if (diags_count(&j->diags, SEV_WARNING) != (t[i].asked != NULL) || j->nchanges != (t[i].asked == NULL))
            fail_msg("problem %zu: %zu warnings, %zu changes", i, diags_count(&j->diags, SEV_WARNING), j->nchanges);
    }
    arena_drop(a);
}

/* Written numbers stand; the others have the first from their place on that nobody has. */
static void numbers_printed(void **state)
{
    (void)state;
    static const struct { const char *id[4], *elsewhere, *printed[4]; } t[] = {
        {{NULL, NULL}, NULL, {"2022Q4-MZJ-12-1", "2022Q4-MZJ-12-2"}},
        {{NULL, "2022Q4-MZJ-12-1"}, NULL, {"2022Q4-MZJ-12-2", "2022Q4-MZJ-12-1"}},
        {{"2022Q4-MZJ-12-2", NULL, NULL}, NULL, {"2022Q4-MZJ-12-2", "2022Q4-MZJ-12-3", "2022Q4-MZJ-12-4"}},
        {{NULL, "2022Q4-MZJ-12-1", NULL, NULL}, "2022Q4-MZJ-12-2",
         {"2022Q4-MZJ-12-3", "2022Q4-MZJ-12-1", "2022Q4-MZJ-12-4", "2022Q4-MZJ-12-5"}},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct problem p[4] = {0}, other = {.id = t[i].elsewhere};
        struct sub_item items[] = {{.no = 12, .problems = p}, {.no = 13, .problems = &other, .nproblems = 1}};
        struct submission s = {.unit = "MZJ", .quarter = {2022, 4}, .items = items, .nitems = 2};
        for (; items[0].nproblems < 4 && t[i].printed[items[0].nproblems]; items[0].nproblems++)
            p[items[0].nproblems].id = t[i].id[items[0].nproblems];
        const char **id = problem_numbers(a, &s, &items[0]);
        for (size_t k = 0; k < items[0].nproblems; k++)
            if (strcmp(id[k], t[i].printed[k]) != 0)
                fail_msg("case %zu, problem %zu: %s", i, k, id[k]);
    }
    arena_drop(a);
}

/* What S239 asked about is printed with a number that is free, and next quarter that number is known. */
static void asked_and_printed(void **state)
{
    (void)state;
    static const char words[] = "部分外出务工家庭收入核对依赖本人申报，难以及时掌握变化。", likely[] = "部分家庭外出务工的收入核对主要依赖本人申报，变化难以掌握。";
    struct arena *a = arena_new();
    struct memory m = {0};
    size_t n;
    m.v[m.n++] = judge(a, NULL, load(a, "tests/cases/intake/history/2022Q2-民政局.xml", &n))->submission;
    char *base = load(a, "tests/cases/intake/ok.xml", &n);
    char *fresh = arena_printf(a, PROBLEM, "两个社区门牌号与户籍登记不一致。");
    fresh = replace(a, replace(a, fresh, "<存在问题>", ""), "</存在问题>", "");
    char *asked = replace(a, replace(a, base, "编号=\"2022Q2-MZJ-6-1\"", ""), words, likely);
    asked = replace(a, asked, "<问题 >", "<问题>");
    char *first = replace(a, base, "<问题 编号=\"2022Q2-MZJ-6-1\">", arena_printf(a, "%s<问题 编号=\"2022Q2-MZJ-6-1\">", fresh));
    struct judged *j = judge(a, &m, first);
    assert_int_equal(j->verdict, VERDICT_ACCEPTED);
    m.v[m.n++] = j->submission;
    assert_string_equal(m.v[1]->items[0].problems[0].id, "2022Q3-MZJ-6-1");
    char *two = replace(a, asked, "    </存在问题>\n    <下步打算>\n      <打算><内容>完成", arena_printf(a, "%s</存在问题><下步打算><打算><内容>完成", fresh));
    j = judge(a, &m, replace(a, two, "<版次>1<", "<版次>2<"));
    assert_int_equal(j->verdict, VERDICT_ACCEPTED);
    assert_non_null(strstr(find_msg(j, "S239")->text, "2022Q2-MZJ-6-1"));
    assert_null(j->submission->items[0].problems[0].id);
    assert_string_equal(j->submission->items[0].problems[1].id, "2022Q3-MZJ-6-1");
    const char **id = problem_numbers(a, j->submission, &j->submission->items[0]);
    assert_string_equal(id[0], "2022Q3-MZJ-6-2");
    struct submission last = *j->submission; /* the same a quarter earlier */
    last.quarter.q = 2;
    last.items[0].problems[1].id = "2022Q2-MZJ-6-1";
    m.n = 0;
    m.v[m.n++] = &last;
    j = judge(a, &m, replace(a, base, "2022Q2-MZJ-6-1", "2022q2-mzj-6-02"));
    assert_string_equal(j->submission->items[0].problems[0].id, "2022Q2-MZJ-6-2");
    assert_null(find_msg(j, "S233"));
    assert_null(find_msg(j, "S238"));
    arena_drop(a);
}

/* A word that differs may be what tells two problems from each other: the old number is taken only if none does. */
static void one_word_differs(void **state)
{
    (void)state;
    static const char words[] = "部分外出务工家庭收入核对依赖本人申报，难以及时掌握变化。";
    static const struct { const char *old, *now; bool same; } t[] = {
        {"聚龙社区部分搬迁户对物业收费标准不理解，物业费收缴率偏低，需要多部门配合做好宣传引导工作。",
         "里郎社区部分搬迁户对物业收费标准不理解，物业费收缴率偏低，需要多部门配合做好宣传引导工作。", false},
        {"聚龙社区1栋部分搬迁户对物业收费标准不理解，物业费收缴率偏低。", "聚龙社区2栋部分搬迁户对物业收费标准不理解，物业费收缴率偏低。", false},
        {"屋面维修资金缺口3.5万元，没有固定来源。", "屋面维修资金缺口35万元，没有固定来源。", false},
        {"屋面维修资金缺口35％，没有固定来源。", "屋面维修资金缺口35，没有固定来源。", false},
        {"安置点3-1栋屋面渗漏。", "安置点31栋屋面渗漏。", false},
        {"屋面维修资金缺口3.5万元，没有固定来源。", "屋面维修资金缺口3.5万元 ——没有固定来源", true},
    };
    struct arena *a = arena_new();
    size_t n;
    char *history = load(a, "tests/cases/intake/history/2022Q2-民政局.xml", &n), *base = load(a, "tests/cases/intake/ok.xml", &n);
    base = replace(a, replace(a, base, "编号=\"2022Q2-MZJ-6-1\"", ""), ">整改中<", ">已销号<");
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct memory m = {0};
        m.v[m.n++] = judge(a, NULL, replace(a, history, words, t[i].old))->submission;
        struct judged *j = judge(a, &m, replace(a, base, words, t[i].now));
        assert_int_equal(j->verdict, VERDICT_ACCEPTED);
        const char *id = j->submission->items[0].problems[0].id;
        if ((id && strcmp(id, "2022Q2-MZJ-6-1") == 0) != t[i].same || (find_msg(j, "S239") == NULL) != t[i].same)
            fail_msg("problem %zu: number %s", i, id ? id : "-");
    }
    arena_drop(a);
}

/* How much of a text is last quarter's, however it was dressed up. */
static void pasted(void **state)
{
    (void)state;
    static const char last[] = "三季度会同三江镇民政工作站逐户核对就业困难家庭收入，7月至9月共核查搬迁家庭184户，全部列入兜底保障跟踪台账。",
                      second[] = "对重病、重残且难以外出务工的人员开展主动摸排，代办申请36份。";
    static const struct { const char *v[4]; size_t least, most; } t[] = {
        {{last, second}, 100, 100}, {{second, last}, 100, 100}, {{second}, 100, 100},
        {{"截至目前，三季度会同三江镇民政工作站逐户核对就业困难家庭收入，7月至9月共核查搬迁家庭184户，全部列入兜底保障跟踪台账。",
          "按照县委统一部署：对重病、重残且难以外出务工的人员开展主动摸排，代办申请36份。"}, 100, 100},
        {{"四季度会同三江镇民政工作站逐户核对就业困难家庭收入，十月至12月上旬共核查搬迁家庭1,209余户，全部列入兜底保障跟踪台账。"}, 100, 100},
        {{"三季度会同三江镇民政工作站逐户核对就业困难家庭收入，", "7月至9月共核查搬迁家庭184户，全部列入兜底保障跟踪台账。对重病、重残且难以外出务工的人员开展主动摸排，", "代办申请36份。"}, 100, 100},
        {{"四季度会同敦寨镇民政工作站逐户核对就业困难家庭收入，共核查搬迁家庭209户，全部列入兜底保障跟踪台账。"}, 80, 99},
        {{"四季度继续对搬迁家庭劳动能力和收入变化实行按月核对，三季度收入存疑的12户全部入户复核完毕。"}, 0, 30},
        {{"化解邻里纠纷，对重病、重残且难以外出务工的人员开展主动摸排，代办申请36份。"}, 75, 85}, /* states an act, not a lead-in */
        {{"走访慰问35户，对重病、重残且难以外出务工的人员开展主动摸排，代办申请36份。"}, 75, 89},
        {{"9月以来，对重病、重残且难以外出务工的人员开展主动摸排，代办申请36份。"}, 100, 100},
        {{"在县委坚强领导下，对重病、重残且难以外出务工的人员开展主动摸排，代办申请36份。"}, 100, 100},
        {{last, "落实就业转介单扩面，聚龙社区设立转介窗口，民政专干与就业服务站每周对单一次，打消群众顾虑。"}, 40, 60},
    };
    struct arena *a = arena_new();
    struct text_runs *runs = text_runs_new(a, sizeof last + sizeof second);
    text_runs_add(runs, last);
    text_runs_add(runs, second);
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct para v[4];
        struct paras p = {.v = v};
        while (p.n < 4 && t[i].v[p.n]) {
            v[p.n] = (struct para){.text = t[i].v[p.n]};
            p.n++;
        }
        struct text_share s = text_runs_count(runs, &p);
        size_t percent = s.all ? s.old * 100 / s.all : 0;
        if (percent < t[i].least || percent > t[i].most)
            fail_msg("text %zu: %zu of %zu", i, s.old, s.all);
    }
    arena_drop(a);
}

/* Which figures of a text are new, dates and ordinals aside. */
static void new_figures(void **state)
{
    (void)state;
    static const char last[] = "8月12日组织培训2次，共326人次，发放补贴42.6万元，走访一百一十户，第三批12,000份资料，满意率97%。";
    static const struct { const char *text; size_t fresh, all; } t[] = {
        {last, 0, 6}, {"组织培训２次，发放12000份资料，满意率97％。", 0, 3}, {"组织培训3次，共480人次，满意率97%。", 2, 3},
        {"四季度，10月至12月上旬，2022-12-20，7-9月，2022年，第5批，3个月，十五日，三江镇。", 0, 0},
        {"走访一百一十户、二百余户，发放补贴42.7万元。", 2, 3}, {"", 0, 0}, {"千方百计", 0, 0},
    };
    struct arena *a = arena_new();
    struct text_runs *runs = text_runs_new(a, sizeof last);
    text_runs_add(runs, last);
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct para v = {.text = t[i].text};
        struct text_share s = text_runs_count(runs, &(struct paras){.v = &v, .n = 1});
        if (s.new_figures != t[i].fresh || s.figures != t[i].all)
            fail_msg("text %zu: %zu of %zu", i, s.new_figures, s.figures);
    }
    arena_drop(a);
}

/* Last quarter's file handed in again with another quarter and a lead-in: told for each item; a new item is not. */
static void pasted_items(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct memory m = {0};
    size_t n, told = 0;
    char *last = load(a, "tests/cases/intake/history/2022Q2-民政局.xml", &n);
    m.v[m.n++] = judge(a, NULL, last)->submission;
    char *xml = replace(a, replace(a, last, "第二季度", "第三季度"), "2022-06-20", "2022-09-20");
    xml = replace(a, xml, "<段>二季度对", "<段>截至目前，三季度对");
    xml = replace(a, xml, "一百一十户", "209户");
    xml = replace(a, xml, "走访搬迁家庭209户，建立", "走访搬迁家庭209户。</段><段>建立");
    xml = replace(a, xml, "组织文体活动和志愿服务进社区，端午节期间开展包粽子、山歌对唱等活动。", "中秋、国庆期间组织文艺演出和志愿服务进社区，开展法治和反诈宣传。");
    xml = replace(a, xml, "参加活动的搬迁群众六百余人次，邻里关系更加融洽。", "新增社区图书角两处，借阅登记逐月增加。");
    struct judged *j = judge(a, &m, xml);
    for (size_t i = 0; i < j->diags.n; i++)
        if (strcmp(msg_code(j->diags.v[i].msg), "S210") == 0) {
            assert_null(strstr(j->diags.v[i].path, "第19项"));
            told++;
        }
    assert_int_equal(told, 2);
    arena_drop(a);
}

/* Which 说明 explains which 警告 */
static void explanations(void **state)
{
    (void)state;
    static const struct { const char *note; size_t unexplained; } t[] = {
        {"核实无误。", 1}, {"经核实无误，数据真实准确。", 1}, {"第18项经核实无误。", 1}, {"第19项因天气原因活动推迟举办。", 1},
        {"第18项救助资金按财政决算更正，故比上季度减少。", 0}, {"第１８项上季度重复计入当季拨付数。", 0},
        {"指标18-4上季度误填，本季度更正。", 0}, {"S315：上季度误填了当季数，本季度更正。", 0}, {"本单位工作人员变动较大。", 1},
    };
    struct arena *a = arena_new();
    struct memory m = {0};
    size_t n;
    char *last = load(a, "tests/cases/intake/history/2022Q2-民政局.xml", &n);
    m.v[m.n++] = judge(a, NULL, last)->submission;
    char *base = replace(a, load(a, "tests/cases/intake/ok.xml", &n), ">36000<", ">20000<");
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        char *xml = replace(a, base, "<版次>1</版次>", arena_printf(a, "<版次>1</版次><说明><段>%s</段></说明>", t[i].note));
        struct judged *j = judge(a, &m, xml);
        assert_int_equal(j->verdict, VERDICT_ACCEPTED);
        assert_non_null(find_msg(j, "S315"));
        bool marked = strstr(find_msg(j, "S315")->mend, INTAKE_UNEXPLAINED) != NULL;
        if (j->nunexplained != t[i].unexplained || marked != (t[i].unexplained > 0))
            fail_msg("“%s”: %zu unexplained", t[i].note, j->nunexplained);
    }
    arena_drop(a);
}

static void phones(void **state)
{
    (void)state;
    static const char *const good[] = {
        "0855-7223344", "08557223344", "7223344", "722-3344", "(0855)7223344", "（0855）7223344", "０８５５－７２２３３４４", "0855 7223344", "0855—7223344",
        "010-12345678", "13985551234", "139-8555-1234", "139 8555 1234", "+8613985551234", "+86 13985551234", "+86-139-8555-1234", "0086 13985551234",
        "+86 0855-7223344", "400-800-1234", "400-8001-234", "4008001234", "0855-7223344转8012", "0855-7223344 转 8012", "0855-7223344-8012",
        "0855-7223344分机8012", "0855-7223344转分机8012", "7223344-12", "（0855）7223344转8012", "0855-7223344、13985551234", "13985551234/7223344", "0855-7223344x12"},
        *const bad[] = {"找办公室", "123", "1398555123", "139855512345", "0855", "0855-722", "12985551234", "见通讯录", "0855-7223344转", "转8012", "400-800",
                        "1-3-9-8-5-5-5-1-2-3-4", "0855-7223344转80124567", "-", "1398555123O"};
    struct arena *a = arena_new();
    size_t n;
    char *base = load(a, "tests/cases/intake/ok.xml", &n);
    for (size_t i = 0; i < sizeof good / sizeof good[0] + sizeof bad / sizeof bad[0]; i++) {
        bool fine = i < sizeof good / sizeof good[0];
        const char *s = fine ? good[i] : bad[i - sizeof good / sizeof good[0]];
        struct judged *j = judge(a, NULL, replace(a, base, "0855-7223344", s));
        assert_int_equal(j->verdict, VERDICT_ACCEPTED);
        if ((find_msg(j, "S109") == NULL) != fine)
            fail_msg("“%s”", s);
    }
    arena_drop(a);
}

/* changes: lines of the receipt that say what was converted */
static void quarters(void **state)
{
    (void)state;
    static const struct { const char *written; size_t changes; const char *code; } t[] = {
        {"第三季度", 0, NULL}, {"三季度", 0, NULL}, {"3", 0, NULL}, {"Q3", 0, NULL}, {"q3", 1, NULL}, {"2022Q3", 1, NULL}, {"2022q3", 1, NULL},
        {"2022年第三季度", 1, NULL}, {"2022年三季度", 1, NULL}, {"２０２２年第３季度", 1, NULL}, {"2022-Q3", 1, NULL}, {"Ｑ３", 1, NULL},
        {"2021Q3", 0, "S122"}, {"2023年第三季度", 0, "S122"}, {"2022", 0, "X160"}, {"2022Q5", 0, "X160"}, {"Q", 0, "X160"}, {"3Q", 0, "X160"}, {"22Q3", 0, "X160"},
    };
    struct arena *a = arena_new();
    size_t n;
    char *base = load(a, "tests/cases/intake/ok.xml", &n);
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++) {
        struct judged *j = judge(a, NULL, replace(a, base, "第三季度", t[i].written));
        bool accepted = j->verdict == VERDICT_ACCEPTED && quarter_cmp(j->quarter, (struct quarter){2022, 3}) == 0;
        if (accepted != !t[i].code || j->nchanges != t[i].changes || (t[i].code && (!find_msg(j, t[i].code) || j->diags.n != 1)))
            fail_msg("“%s”: %zu changes, %zu messages", t[i].written, j->nchanges, j->diags.n);
    }
    arena_drop(a);
}

static void without_plan(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct judged j;
    size_t n;
    char *base = load(a, "tests/cases/intake/ok.xml", &n);
    intake_judge(&j, a, NULL, NULL, "a.xml", base, n, "templates/schema", test_today);
    assert_int_equal(j.verdict, VERDICT_ACCEPTED);
    assert_non_null(find_msg(&j, "S101"));
    assert_null(j.unit);
    assert_string_equal(j.unit_written, "县民政局");
    arena_drop(a);
}

/* A fault of the installation is never the unit's: the file waits. */
static void schema_missing(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct judged j;
    size_t n;
    char *base = load(a, "tests/cases/intake/ok.xml", &n);
    intake_judge(&j, a, &test_plan, NULL, "a.xml", base, n, "tests/cases/intake", test_today);
    assert_int_equal(j.verdict, VERDICT_UNSETTLED);
    assert_int_equal(diags_worst(&j.diags), SEV_FATAL);
    assert_non_null(find_msg(&j, "X171"));
    arena_drop(a);
}

static void submission_read_whole(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct plan *plan = NULL;
    size_t n, k;
    char *plan_xml = load(a, "templates/example/工作方案.xml", &k), *xml = load(a, "templates/example/季度报送.xml", &n);
    assert_int_equal(plan_parse(&plan, a, plan_xml, k, "工作方案.xml", "templates/schema", &ds), 0);
    struct judged j;
    intake_judge(&j, a, plan, NULL, "季度报送.xml", xml, n, "templates/schema", (struct date){2023, 3, 24});
    if (j.verdict != VERDICT_ACCEPTED || diags_count(&j.diags, SEV_WARNING))
        diags_print(&j.diags, stderr);
    assert_int_equal(j.verdict, VERDICT_ACCEPTED);
    assert_int_equal(diags_count(&j.diags, SEV_WARNING), 0);
    const struct submission *s = j.submission;
    assert_string_equal(s->unit, "RSJ");
    assert_string_equal(s->plan, "某示发〔2023〕1号");
    assert_string_equal(s->docno, "某人社呈〔2023〕8号");
    assert_string_equal(s->signer, "样例乙");
    assert_string_equal(s->signer_title, "局长");
    assert_int_equal(date_cmp(s->filed, (struct date){2023, 3, 22}), 0);
    assert_int_equal(s->version, 1);
    assert_int_equal(s->notes.n, 1);
    assert_int_equal(s->nitems, 2);
    const struct sub_item *it = &s->items[0];
    assert_int_equal(it->progress.n, 2);
    assert_int_equal(it->results.n, 1);
    assert_int_equal(it->highlights.n, 1);
    assert_int_equal(it->nproblems, 1);
    assert_string_equal(it->problems[0].id, "2023Q1-RSJ-1-1");
    assert_string_equal(it->problems[0].category, "数据");
    assert_int_equal(it->problems[0].state, PROBLEM_NEW);
    assert_int_equal(date_cmp(it->problems[0].due, (struct date){2023, 6, 30}), 0);
    assert_int_equal(it->npromises, 2);
    assert_int_equal(it->promises[1].due.year, 0);
    assert_int_equal(it->nvalues, 2);
    assert_string_equal(it->values[1].indicator, "1-2");
    assert_string_equal(decimal_format(a, it->values[1].number), "92.6");
    assert_int_equal(it->ntables, 1);
    assert_int_equal(it->tables[0].nrows, 4);
    assert_int_equal(it->tables[0].ncols, 3);
    assert_string_equal(it->tables[0].cell[5], "8");
    assert_int_equal(it->npictures, 1);
    assert_memory_equal(it->pictures[0].bytes, "\x89PNG", 4);
    assert_int_equal(s->items[1].nproblems, 0);
    arena_drop(a);
}

/* ---- receipts ---- */

static void receipt_for_people(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct memory m = {0};
    size_t n;
    char *xml = replace(a, load(a, "tests/cases/intake/ok.xml", &n), "2022-12-10", "2022-02-30");
    xml = replace(a, xml, ">36000<", ">３６，０００<");
    struct judged *j = judge(a, &m, xml);
    struct receipt r = {.number = 17, .file = "2022Q3/\x1b[31m民政局.xml", .sha256 = "3f2a9c01d2e4aaaa", .received = {2022, 9, 23},
                        .registered = true, .late = false, .deadline = "2022-09-25", .office = "县生态移民局", .phone = "0855-0000000",
                        .judged = j};
    struct buf b = {0};
    receipt_text(&r, &b);
    static const char *const wanted[] = {
        "回 执 号：17\n", "结    论：退回，有 1 处错误，请改正后重新报送\n", "收到日期：2022年9月23日（按收件登记）\n",
        "报送单位：锦屏县民政局\n", "报送季度：2022年第三季度，第 1 版\n", "报送期限：2022年9月25日，按时\n", "3f2a9c01d2e4（",
        "第45行第42列　第18项「抓政策落实」的〈下步打算〉第1条的〈期限〉　[S104]\n", "问题：期限“2022-02-30”不存在\n",
        "３６，０００ → 36000\n", "有疑问请联系：县生态移民局，电话 0855-0000000\n",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (!strstr(b.p, wanted[i]))
            fail_msg("“%s” is not in\n%s", wanted[i], b.p);
    assert_null(strchr(b.p, '\x1b')); /* nothing received steers a terminal */
    /* the mark stands under the place: as many columns before ^ as before the date */
    const char *line = strstr(b.p, "……"), *date = strstr(line, "2022-02-30"), *mark = strstr(date, "^"), *pad = strstr(date, "\n") + 1;
    size_t wide = 0, narrow = 0, pwide = 0, pnarrow = 0;
    for (const char *p = line; p < date; p += (unsigned char)*p >= 0xE0 ? 3 : 1)
        *((unsigned char)*p >= 0xE0 ? &wide : &narrow) += 1;
    for (const char *p = pad + 7; p < mark; p += (unsigned char)*p >= 0xE0 ? 3 : 1)
        *((unsigned char)*p >= 0xE0 ? &pwide : &pnarrow) += 1;
    assert_int_equal(wide, pwide);
    assert_int_equal(narrow, pnarrow);
    buf_clear(&b);
    receipt_json(&r, &b);
    assert_non_null(strstr(b.p, "\"结论\": \"退回\""));
    assert_non_null(strstr(b.p, "\"编号\": \"S104\""));
    assert_non_null(strstr(b.p, "\"换算为\": \"36000\""));
    buf_drop(&b);
    arena_drop(a);
}

/* ---- threads ---- */

struct shared { char *xml[4]; int verdict[64]; size_t messages[64]; };

static void judge_one(void *ctx, size_t i)
{
    struct shared *s = ctx;
    struct arena *a = arena_new();
    struct judged j;
    test_judge(&j, a, NULL, "2022Q3/a.xml", s->xml[i % 4], strlen(s->xml[i % 4]));
    s->verdict[i] = j.verdict;
    s->messages[i] = j.diags.n;
    arena_drop(a);
}

static void many_at_once(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct shared s = {0};
    static const char *const file[] = {"ok", "form-many-faults", "xml-ampersand", "enc-utf8-label-is-gbk"};
    size_t n;
    for (size_t i = 0; i < 4; i++)
        s.xml[i] = load(a, arena_printf(a, "tests/cases/intake/%s.xml", file[i]), &n);
    pool_run(8, 64, judge_one, &s);
    for (size_t i = 4; i < 64; i++) {
        assert_int_equal(s.verdict[i], s.verdict[i % 4]);
        assert_int_equal(s.messages[i], s.messages[i % 4]);
    }
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(many_at_once), cmocka_unit_test(figures), cmocka_unit_test(dates), cmocka_unit_test(texts),
        cmocka_unit_test(numbers_stay), cmocka_unit_test(versions), cmocka_unit_test(explanations), cmocka_unit_test(quarter_missed),
        cmocka_unit_test(cumulative_within_the_year), cmocka_unit_test(phones), cmocka_unit_test(quarters), cmocka_unit_test(without_plan),
        cmocka_unit_test(old_problems), cmocka_unit_test(one_word_differs), cmocka_unit_test(numbers_printed),
        cmocka_unit_test(numbers_stay_when_mended),
        cmocka_unit_test(asked_and_printed), cmocka_unit_test(pasted), cmocka_unit_test(new_figures), cmocka_unit_test(pasted_items),
        cmocka_unit_test(schema_missing), cmocka_unit_test(submission_read_whole), cmocka_unit_test(receipt_for_people),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

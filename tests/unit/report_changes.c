/* What changed between two versions of a submission: every part, nothing twice, nothing missed. */
#include "report/changes.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <string.h>

static struct paras lines(struct para *v, size_t n) { return (struct paras){v, n, n}; }

struct expected { int item; const char *what, *was, *now; };

static void expect(const struct revisions *got, const struct expected *want, size_t n)
{
    for (size_t i = 0; i < n && i < got->n; i++) {
        assert_int_equal(got->v[i].item, want[i].item);
        assert_string_equal(got->v[i].what, want[i].what);
        assert_string_equal(got->v[i].was ? got->v[i].was : "-", want[i].was ? want[i].was : "-");
        assert_string_equal(got->v[i].now ? got->v[i].now : "-", want[i].now ? want[i].now : "-");
    }
    assert_int_equal(got->n, n);
}

static struct para old_progress[] = {{"甲", 1}, {"乙", 2}, {"丙", 3}}, new_progress[] = {{"丙", 1}, {"乙改", 2}, {"甲", 3}, {"丁", 4}};
static struct problem old_problems[] = {{"P1", "资金", "一般", "缺钱", "筹钱", "样例甲", {2022, 12, 1}, PROBLEM_NEW, 1},
                                        {NULL, "人员", "一般", "缺人", "招人", "样例甲", {0}, PROBLEM_NEW, 2},
                                        {"P3", "数据", "一般", "不准", "核对", "样例甲", {0}, PROBLEM_NEW, 3}};
static struct problem new_problems[] = {{"P1", "资金", "较大", "缺钱", "筹钱", "样例甲", {2023, 3, 1}, PROBLEM_ONGOING, 1},
                                        {NULL, "人员", "一般", "缺人", "招人两名", "样例甲", {0}, PROBLEM_NEW, 2},
                                        {"P4", "项目", "一般", "停工", "复工", "样例甲", {0}, PROBLEM_NEW, 3}};
static struct promise old_promises[] = {{"办班", {2023, 3, 1}, 1}}, new_promises[] = {{"办班", {2023, 4, 1}, 1}};
static struct value old_values[] = {{"2-1", {42000000}, "42", 1}, {"2-2", {1000000}, "1", 1}};
static struct value new_values[] = {{"2-1", {40000000}, "４０", 1}, {"2-3", {500000}, "0.5", 1}};

static void every_part(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct sub_item was[] = {
        {.no = 1, .progress = lines(old_progress, 1)},
        {.no = 2, .progress = lines(old_progress, 3), .problems = old_problems, .nproblems = 3, .promises = old_promises, .npromises = 1,
         .values = old_values, .nvalues = 2},
    };
    struct sub_item now[] = {
        {.no = 2, .progress = lines(new_progress, 4), .problems = new_problems, .nproblems = 3, .promises = new_promises, .npromises = 1,
         .values = new_values, .nvalues = 2},
        {.no = 7, .results = lines(old_progress, 1)},
    };
    struct submission x = {.plan = "甲〔2022〕1号", .filer = "样例甲", .signer = "样例乙", .phone = "1", .version = 1, .items = was, .nitems = 2};
    struct submission y = {.plan = "甲〔2022〕1号", .filer = "样例丙", .signer = "样例乙", .phone = "1", .version = 2, .items = now, .nitems = 2};
    struct revisions got = {0};
    submission_changes(a, &x, &y, &got);
    static const struct expected want[] = {
        {0, "填报人", "样例甲", "样例丙"},
        {1, "整个事项", "报了", NULL},
        {1, "工作推进情况", "甲", NULL},
        {2, "工作推进情况", "乙", "乙改"}, /* 甲 and 丙 only changed places */
        {2, "工作推进情况", NULL, "丁"},
        {2, "问题 P3", "不准", NULL},
        {2, "问题 P1 的等级", "一般", "较大"},
        {2, "问题 P1 的期限", "2022-12-01", "2023-03-01"},
        {2, "问题 P1 的状态", "新增", "整改中"},
        {2, "第2个问题的整改措施", "招人", "招人两名"},
        {2, "问题 P4", NULL, "停工"},
        {2, "下步打算", "办班（2023年3月1日前）", "办班（2023年4月1日前）"},
        {2, "指标 2-1", "42", "40"},
        {2, "指标 2-2", "1", NULL},
        {2, "指标 2-3", NULL, "0.5"},
        {7, "整个事项", NULL, "报了"},
        {7, "取得成效", NULL, "甲"},
    };
    expect(&got, want, sizeof want / sizeof *want);
    got = (struct revisions){0};
    submission_changes(a, &y, &y, &got);
    assert_int_equal(got.n, 0);
    arena_drop(a);
}

static void tables_and_pictures(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    const char *cells[] = {"项目", "金额", "甲", "1"}, *other[] = {"项目", "金额", "甲", "2"};
    struct sub_table t1 = {"表", 2, 2, cells, 1}, t2 = {"表", 2, 2, other, 1};
    struct sub_picture p1 = {"现场", "PNG", (const unsigned char *)"ab", 2, 1}, p2 = {"现场", "PNG", (const unsigned char *)"ac", 2, 1};
    struct sub_item was = {.no = 1, .tables = &t1, .ntables = 1, .pictures = &p1, .npictures = 1};
    struct sub_item now = {.no = 1, .tables = &t2, .ntables = 1, .pictures = &p2, .npictures = 1};
    struct submission x = {.items = &was, .nitems = 1}, y = {.items = &now, .nitems = 1};
    struct revisions got = {0};
    submission_changes(a, &x, &y, &got);
    static const struct expected want[] = {
        {1, "表格", "表1第2行：甲 | 1", "表1第2行：甲 | 2"},
        {1, "第1张图片", "现场", "现场（换了图）"},
    };
    expect(&got, want, 2);
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_part), cmocka_unit_test(tables_and_pictures)};
    return cmocka_run_group_tests_name("report_changes", tests, NULL, NULL);
}

/* Near-identical passages: what counts as the same, and what never does. */
#include "report_make.h"

static const struct { const char *x, *y; bool same; } pairs[] = {
    /* equal but for blanks, width and punctuation */
    {"走访群众120户，办结诉求35件。", "走访群众１２０户,办结诉求 35件", true},
    {"建立Ａ类台账", "建立a类台账", true},
    /* one word of a long sentence differs: 36 of 39 pairs in common and more */
    {"组织开展搬迁群众就业监测工作，逐户核实劳动力就业状况，及时更新台账并推送岗位信息到村到户",
     "组织开展搬迁群众就业监测工作，逐户核实劳动力就业情况，及时更新台账并推送岗位信息到村到户", true},
    /* a figure differs */
    {"组织开展搬迁群众就业监测工作，逐户核实劳动力就业状况120户，及时更新台账并推送岗位信息到村到户",
     "组织开展搬迁群众就业监测工作，逐户核实劳动力就业状况130户，及时更新台账并推送岗位信息到村到户", false},
    {"项目完成投资1.5亿元，带动搬迁群众就业增收成效明显", "项目完成投资15亿元，带动搬迁群众就业增收成效明显", false},
    {"就业率达到95%", "就业率达到95", false},
    /* a Chinese numeral, a negation */
    {"安置点物业管理用房改造工程三处，目前各项手续办理完毕并按计划组织施工，群众比较满意",
     "安置点物业管理用房改造工程两处，目前各项手续办理完毕并按计划组织施工，群众比较满意", false},
    {"安置点物业管理用房改造工程目前各项手续已办理完毕并按计划组织施工，群众比较满意",
     "安置点物业管理用房改造工程目前各项手续未办理完毕并按计划组织施工，群众比较满意", false},
    {"组织培训", "开展慰问", false},
    {"", "", true},
    {"组织培训", "", false},
};

static void same_or_not(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++)
        if (text_same(a, pairs[i].x, pairs[i].y, 90) != pairs[i].same)
            fail_msg("pair %zu: %s | %s", i, pairs[i].x, pairs[i].y);
    arena_drop(a);
}

static void similarity_by_hand(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    /* 甲乙丙丁 has 甲乙 乙丙 丙丁, 甲乙丙戊 has 甲乙 乙丙 丙戊: 2 × 2 / (3 + 3) = 66.66 % */
    assert_int_equal(text_similarity(a, "甲乙丙丁", "甲乙丙戊"), 6666);
    /* multisets: 甲甲甲 has 甲甲 twice, 甲甲 once: 2 × 1 / (2 + 1) */
    assert_int_equal(text_similarity(a, "甲甲甲", "甲甲"), 6666);
    assert_int_equal(text_similarity(a, "甲，乙。", "甲乙"), 10000);
    assert_int_equal(text_similarity(a, "甲", "乙"), 0);
    arena_drop(a);
}

/* Lead first; a passage of two units is told once with both, the lead's words stay; its own repetition is kept. */
static void told_once(void **state)
{
    (void)state;
    struct world *w = world_new();
    struct submission *m = sub_add(w, 0, MZJ, false), *r = sub_add(w, 0, RSJ, false), *s = sub_add(w, 0, STYM, false);
    struct sub_item *im = item_add(w, m, 1, "三部门联合走访搬迁家庭，落实兜底保障政策。");
    para_add(w, &im->progress, "本局单独开展工作。");
    item_add(w, r, 1, "三部门联合走访搬迁家庭 落实兜底保障政策");
    struct sub_item *is = item_add(w, s, 1, "三部门联合走访搬迁家庭，落实兜底保障政策。");
    para_add(w, &is->progress, "移民局自己的话。");
    promise_add(w, im, "开展走访。", day(2023, 3, 1));
    promise_add(w, is, "开展走访。", day(2023, 3, 2));
    xmlDocPtr d = make_data(w, NULL);
    ASK(w, d, "count(/*/行动[1]/事项[1]/工作推进情况/述)", "3");
    ASK(w, d, "count(/*/行动[1]/事项[1]/工作推进情况/述[1]/单位)", "3");
    ASK(w, d, "/*/行动[1]/事项[1]/工作推进情况/述[1]/单位[1]/@简称", "县民政局");
    ASK(w, d, "/*/行动[1]/事项[1]/工作推进情况/述[1]/段", "三部门联合走访搬迁家庭，落实兜底保障政策。");
    ASK(w, d, "/*/行动[1]/事项[1]/工作推进情况/述[2]/段", "本局单独开展工作。");
    ASK(w, d, "/*/行动[1]/事项[1]/工作推进情况/述[3]/单位/@代码", "STYM");
    /* different last days: two promises */
    ASK(w, d, "count(/*/行动[1]/事项[1]/下步打算/述)", "2");
    /* the unit's own report keeps its own words */
    ASK(w, d, "/*/单位报送/单位[@代码='RSJ']/事项/工作推进情况/段", "三部门联合走访搬迁家庭 落实兜底保障政策");
    xmlFreeDoc(d);
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(same_or_not), cmocka_unit_test(similarity_by_hand), cmocka_unit_test(told_once)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

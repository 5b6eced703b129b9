/*
 * A small fixed plan and a memory of earlier submissions for the tests of intake/. The plan is built by hand: these
 * tests do not depend on how a plan is parsed.
 *
 *   units   RSJ 县人力资源社会保障局, MZJ 县民政局, ZGH 县总工会, SJZ 三江镇 (township)
 *   2 抓实技能培训 RSJ            2-1 培训人次 人次 ≥800 累计
 *   6 抓实兜底保障就业 RSJ MZJ     6-1 兜底户数 户 ≥100 当季 主责为准
 *   18 抓政策落实 MZJ              18-1 走访次数 次 ≥3 当季; 18-2 完成率 % =100 累计; 18-3 满意率 % ≥90 当季; 18-4 救助资金 元 ≥10000 累计
 *   19 抓社会融入 ZGH MZJ          19-1 活动场次 场次 ≥15 累计 合计
 */
#ifndef JIBAO_TEST_INTAKE_FIXTURE_H
#define JIBAO_TEST_INTAKE_FIXTURE_H

#include "base/file.h"
#include "intake/intake.h"

#include <string.h>

static const char *mzj_alias[] = {"民政局"};
static struct unit test_units[] = {
    {.code = "RSJ", .name = "锦屏县人力资源和社会保障局", .shortname = "县人力资源社会保障局", .kind = UNIT_DEPARTMENT, .order = 0},
    {.code = "MZJ", .name = "锦屏县民政局", .shortname = "县民政局", .alias = mzj_alias, .nalias = 1, .kind = UNIT_DEPARTMENT, .order = 1},
    {.code = "ZGH", .name = "锦屏县总工会", .shortname = "县总工会", .kind = UNIT_DEPARTMENT, .order = 2},
    {.code = "SJZ", .name = "锦屏县三江镇人民政府", .shortname = "三江镇", .kind = UNIT_TOWNSHIP, .receiving = true, .order = 3},
};
#define MILLION(n) {INT64_C(1000000) * (n)}
static struct indicator test_indicators[] = {
    {"2-1", "培训人次", "人次", true, MILLION(800), NULL, REL_GE, SCOPE_CUMULATIVE, AGG_SUM, {0}, 2},
    {"18-1", "走访次数", "次", true, MILLION(3), NULL, REL_GE, SCOPE_QUARTER, AGG_LEAD, {0}, 18},
    {"18-2", "完成率", "%", true, MILLION(100), NULL, REL_EQ, SCOPE_CUMULATIVE, AGG_LEAD, {0}, 18},
    {"18-3", "满意率", "%", true, MILLION(90), NULL, REL_GE, SCOPE_QUARTER, AGG_LEAD, {0}, 18},
    {"18-4", "救助资金", "元", true, MILLION(10000), NULL, REL_GE, SCOPE_CUMULATIVE, AGG_LEAD, {0}, 18},
    {"19-1", "活动场次", "场次", true, MILLION(15), NULL, REL_GE, SCOPE_CUMULATIVE, AGG_SUM, {0}, 19},
    {"6-1", "兜底户数", "户", true, MILLION(100), NULL, REL_GE, SCOPE_QUARTER, AGG_LEAD, {0}, 6},
};
static const struct unit *of2[] = {&test_units[0]}, *of6[] = {&test_units[0], &test_units[1]}, *of18[] = {&test_units[1]},
                         *of19[] = {&test_units[2], &test_units[1]}, *township[] = {&test_units[3]};
static const struct indicator *ind2[] = {&test_indicators[0]}, *ind6[] = {&test_indicators[6]}, *ind19[] = {&test_indicators[5]},
                              *ind18[] = {&test_indicators[1], &test_indicators[2], &test_indicators[3], &test_indicators[4]};
static struct plan_item test_items[] = {
    {2, "抓实技能培训", "", &test_units[0], of2, 1, township, 1, "", ind2, 1, 1},
    {6, "抓实兜底保障就业", "", &test_units[0], of6, 2, township, 1, "", ind6, 1, 1},
    {18, "抓政策落实", "", &test_units[1], of18, 1, township, 1, "", ind18, 4, 1},
    {19, "抓社会融入", "", &test_units[2], of19, 2, township, 1, "", ind19, 1, 1},
};
static struct plan_action test_actions[] = {{1, "社区治理行动", 0, 4}};
static struct plan test_plan = {
    .name = "锦屏县2022年六项行动工作方案", .docno = "锦易扶指通〔2022〕21号", .issuer = "锦屏县易地扶贫搬迁工作领导小组办公室",
    .start = {2022, 1, 1}, .end = {2022, 12, 31}, .units = test_units, .nunits = 4, .actions = test_actions, .nactions = 1,
    .items = test_items, .nitems = 4, .indicators = test_indicators, .nindicators = 7, .file = "工作方案.xml",
};

/* ---- earlier submissions ---- */

struct memory { const struct submission *v[32]; size_t n; };

static const struct submission *remembered(void *ctx, const char *unit, struct quarter q)
{
    struct memory *m = ctx;
    for (size_t i = m->n; i > 0; i--)
        if (strcmp(m->v[i - 1]->unit, unit) == 0 && quarter_cmp(m->v[i - 1]->quarter, q) == 0)
            return m->v[i - 1];
    return NULL;
}

static const struct date test_today = {2022, 9, 26};

static inline void test_judge(struct judged *j, struct arena *a, struct memory *m, const char *file, const char *bytes, size_t n)
{
    struct history h = {m, remembered};
    intake_judge(j, a, &test_plan, m ? &h : NULL, file, bytes, n, "templates/schema", test_today);
}

static inline const struct diag *find_msg(const struct judged *j, const char *code)
{
    for (size_t i = 0; i < j->diags.n; i++)
        if (strcmp(msg_code(j->diags.v[i].msg), code) == 0)
            return &j->diags.v[i];
    return NULL;
}

#endif

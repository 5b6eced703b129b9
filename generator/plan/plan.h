/*
 * plan: the work plan (工作方案) as the office wrote it: units, actions, items, indicators, deadlines.
 *
 * Takes the bytes of a 工作方案 XML (schema templates/schema/工作方案.xsd); makes a struct plan in an arena, never changed
 * afterwards, safe to share between threads. Fails with P messages that name file, line and column.
 * Not here: who reported what (store), figures (report).
 */
#ifndef JIBAO_PLAN_H
#define JIBAO_PLAN_H

#include "base/decimal.h"
#include "base/diag.h"

enum unit_kind { UNIT_DEPARTMENT /* 部门 */, UNIT_COMPANY /* 企业 */, UNIT_TOWNSHIP /* 乡镇 */ };
enum relation { REL_GE /* ≥ */, REL_LE /* ≤ */, REL_EQ /* = */ };
enum scope { SCOPE_QUARTER /* 当季 */, SCOPE_CUMULATIVE /* 累计 (from the start of the year) */ };
enum aggregate { AGG_SUM /* 合计 */, AGG_MAX /* 最大 */, AGG_LATEST /* 最新 */, AGG_AVERAGE /* 平均 */, AGG_LEAD /* 主责为准 */ };

struct unit {
    const char *code;       /* 代码: ASCII letters and digits, unique: MZJ */
    const char *name;       /* 全称: 锦屏县民政局 or, as the plan writes it, 县民政局 */
    const char *shortname;  /* 简称: 民政局 */
    const char *file;       /* 简称 as part of a file's name: safe, at most 183 bytes, and no other unit's, in whatever case */
    const char **alias;     /* 别名: other spellings, misprints of the plan among them */
    size_t nalias;
    enum unit_kind kind;    /* 类型 */
    bool receiving;         /* 迁入地: a township that received resettled households */
    const struct unit *successor; /* 并入: the unit that took over its work; NULL: it stands */
    size_t order;           /* place in the plan's list, from 0: the order of every list on paper */
};

struct indicator {          /* 指标 */
    const char *code;       /* 代码: 2-1, unique */
    const char *name;       /* 名称 */
    const char *unit;       /* 单位: 人次, %, 个 … */
    bool has_target;        /* false: a target in words only */
    decimal target;         /* 目标; for 口径 当季 the target of one quarter */
    const char *target_text;/* 目标说明: the plan's own words, or NULL */
    enum relation relation; /* 关系 */
    enum scope scope;       /* 口径 */
    enum aggregate aggregate; /* 汇总方式 */
    struct date deadline;   /* 期限; year 0 = end of the plan */
    int item;               /* number of its item */
};

struct plan_item {          /* 事项 */
    int no;                 /* 序号: 1–25 */
    const char *title;      /* 名称 */
    const char *text;       /* 内容: full text */
    const struct unit *lead;          /* 主责单位: the first responsible unit */
    const struct unit **responsible;  /* 责任单位, in the plan's order, lead first */
    size_t nresponsible;
    const struct unit **bodies;       /* 责任主体: townships */
    size_t nbodies;
    const char *bodies_text;          /* 责任主体 as written: 迁入地乡镇党委和人民政府 */
    const struct indicator **indicators;
    size_t nindicators;
    int action;             /* number of its action */
};

struct plan_action {        /* 行动 */
    int no;
    const char *name;
    size_t first_item, nitems; /* range in plan->items */
};

struct plan_deadline { struct quarter quarter; struct date date; }; /* 报送期限 */

struct plan {
    const char *name;       /* 名称 */
    const char *docno;      /* 文号: 锦易扶指通〔2022〕21号 */
    const char *issuer;     /* 发文机关 */
    struct date start, end; /* 起止 */
    struct quarter from;    /* 启用季度: this edition counts from then on; year 0 = from the start */
    struct unit *units;           size_t nunits;
    const struct plan_names *names; /* the units by their spellings; NULL in a plan that was not parsed: they are searched */
    struct plan_action *actions;  size_t nactions;
    struct plan_item *items;      size_t nitems;     /* sorted by no */
    struct indicator *indicators; size_t nindicators;
    struct plan_deadline *deadlines; size_t ndeadlines;
    const char *file;       /* where it came from */
};

/*
 * Parses a plan. schema_dir holds 工作方案.xsd. *out lives in a. Returns 0, or -1 with at least one P or X message.
 * All faults of the file are told at once.
 */
int plan_parse(struct plan **out, struct arena *a, const char *bytes, size_t n, const char *file,
               const char *schema_dir, struct diags *ds);

/*
 * The plan that counts for a quarter, of v in the order in which they were taken in; NULL if n is 0. Of the editions of one
 * 文号 the last one that is in use then (启用季度) counts; of several plans that cover the quarter, the one that ends last, then
 * the one that begins last. No plan covers it: the one that ends last, so that the quarter can be refused.
 */
const struct plan *plan_for(const struct plan *const *v, size_t n, struct quarter q);
/* Exact match of code, 全称, 简称 or an 别名 (after removing blanks; with or without a leading 锦屏县/县); NULL if none. */
const struct unit *plan_find_unit(const struct plan *p, const char *name);
enum { PLAN_SUGGESTED = 3 };
/*
 * The units whose spelling is nearest, if near enough to be worth a suggestion: how many are in out, several if they are equally
 * near, 0 if there is none. A suggestion is for people: what they wrote does not count as the unit's name.
 */
size_t plan_suggest_units(const struct plan *p, const char *name, const struct unit *out[PLAN_SUGGESTED]);
/*
 * Does a text that is no unit's name list several (县民政局、县总工会; 县民政局和县总工会; 县民政局县总工会)? True if it has more than one name and at
 * least one of them is a unit. *words, in a: the units' short names, and what else stands there.
 */
bool plan_lists_units(const struct plan *p, struct arena *a, const char *text, const char **words);
const struct plan_item *plan_find_item(const struct plan *p, int no);
const struct indicator *plan_find_indicator(const struct plan *p, const char *code);
/* Is this unit responsible for the item (责任单位 or, for a township, 责任主体), or was it merged into one that is? */
bool plan_assigned(const struct plan_item *item, const struct unit *u);
/* The last day for reports of that quarter: as the plan says, else the 25th of the quarter's last month. */
struct date plan_deadline(const struct plan *p, struct quarter q);
/* Units that must report: responsible for at least one item. Townships report through their county departments unless
 * they send a report of their own, so they are not counted as missing; nor are units that were merged into others. */
bool plan_must_report(const struct plan *p, const struct unit *u);

const char *unit_kind_name(enum unit_kind k);
const char *relation_name(enum relation r);   /* ≥ ≤ = */
const char *scope_name(enum scope s);
const char *aggregate_name(enum aggregate g);

#endif

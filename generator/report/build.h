/*
 * build: what the files of report/ share while one report data document is made. Private to report/.
 *
 * Order of work: filing (who reported) → views (earlier quarters in this plan's terms) → ledger (every problem's story) →
 * items with their texts, problems, promises → indicators → lights of the items → the submissions as they came → the
 * totals, which only count what the other parts put into the tally.
 */
#ifndef JIBAO_REPORT_BUILD_H
#define JIBAO_REPORT_BUILD_H

#include "report/report.h"

enum filing_state { FILING_ON_TIME /* 按时 */, FILING_LATE /* 逾期 */, FILING_REJECTED /* 退回 */, FILING_MISSING /* 未报 */, FILING_STATES };

struct filing { /* 报送情况 of one unit */
    const struct unit *unit;
    enum filing_state state;
    bool must, withdrawn;                 /* 应报 撤回 */
    const struct stored_submission *sub;  /* the current one, withdrawn or not; NULL = none */
    size_t accepted, rejected;            /* files: 有效版次, 退回次数 */
    size_t corrections_rejected;          /* 更正退回: of those, behind the first that was accepted */
    bool correction_open;                 /* 更正未重报 */
    struct date first;                    /* first attempt; year 0 = none */
};

enum promise_state { PROMISE_KEPT /* 已落实 */, PROMISE_UNDERWAY /* 推进中 */, PROMISE_UNMENTIONED /* 未提及 */, PROMISE_STATES };

/* A quarter as this plan sees it (views.c). views[0] is the quarter reported on, the others are older, newest first. */
struct seen {
    const struct stored_submission *stored;
    const struct unit *unit;              /* this plan's unit that answers for it; NULL: none */
    const struct unit *was;               /* as the plan of then names it; NULL: unknown */
    const char *key;                      /* code of the unit that answers for it by the last plan that knew one */
};
struct view {
    struct quarter quarter;
    const struct plan *plan;              /* that counted then */
    bool same_plan;                       /* the same 文号 */
    const struct stored_quarter *stored;
    struct seen *subs; size_t nsubs;      /* withdrawn ones are left out */
};

enum track { TRACK_NEW /* 新增 */, TRACK_ONGOING /* 整改中 */, TRACK_OVERDUE /* 逾期 */, TRACK_CLOSED /* 已销号 */, TRACK_SILENT /* 未再提及 */, TRACKS };
enum light { LIGHT_DONE /* 完成 */, LIGHT_NORMAL /* 正常 */, LIGHT_BEHIND /* 滞后 */, LIGHT_OVERDUE /* 逾期 */, LIGHT_NONE /* 不评 */, LIGHTS };

struct tally { /* what 总体 tells */
    size_t filing[FILING_STATES], must, voluntary, unknown;
    size_t items, items_reported, parts_due, parts_reported;
    size_t silent_overdue;
    size_t track[TRACKS], serious, considerable, ordinary; /* by grade: open ones only */
    size_t light[LIGHTS], indicators, without_value, conflicts;
    size_t item_light[LIGHTS];
    size_t promises, highlights;
    size_t old_promise[PROMISE_STATES], due_not_kept, due_unmentioned, postponed, recurred;
};

/* A paragraph that is told in another unit's words; text is the submission's own pointer. */
struct told_by { const char *text; const struct unit *unit; };

struct lexicon; /* evidence.h */

struct settings {
    int behind_line;   /* 滞后线, per cent of the time elapsed */
    int similarity;    /* 雷同相似度, per cent */
    int mentioned_line, kept_line; /* 打算提及线, 打算落实线, per cent */
    um seal[3], seal_office; /* 章径 by enum unit_kind, and the office's own */
};

struct item_state { /* what an item's light follows from; one an item of the plan */
    xmlNodePtr node;
    bool lead_told;               /* the lead reported this item */
    size_t open, overdue;         /* problems: all open ones, and those of them that are overdue */
    size_t silent, silent_overdue; /* 未再提及, and those of them past their day */
    size_t light[LIGHTS];         /* its indicators by light */
    size_t slightly;              /* of those that are 正常: a little below the time that has passed */
    const char *slow[LIGHTS];     /* names of those that are behind or overdue, joined by 、 */
};

struct build {
    struct arena *a;              /* everything that dies with the call */
    const struct plan *p;
    const struct stored_quarter *now;
    struct view *views; size_t nviews;
    const struct view *before;    /* the quarter just before this one, NULL if nothing came in it */
    struct date today;
    struct date asof;             /* 截至: today, but not past the quarter's last day */
    struct quarter quarter;
    struct date deadline;         /* 报送期限 of this quarter */
    struct settings set;
    struct item_list { const struct unit **v; size_t n; } *item_units; /* one an item, in the plan's order (common.c) */
    struct filing *filing;        /* one a unit, in the plan's order */
    const struct stored_file **unknown; /* tally.unknown of them */
    const struct submission **sub_now; /* by place of the unit in the plan; NULL = none that counts */
    struct story *stories; size_t nstories, storycap; /* the ledger, in the order in which the problems first came */
    struct item_state *item;      /* like p->items */
    struct told_by *told; size_t ntold, toldcap;
    const struct lexicon *lexicon; /* of the promises; NULL until the first is read */
    struct tally tally;
    struct diags *ds;
};

/* ---- node.c: writing elements; names and texts are copied, any text is safe ---- */
xmlNodePtr rd_add(xmlNodePtr parent, const char *name);
xmlNodePtr rd_text(xmlNodePtr parent, const char *name, const char *text); /* NULL text: an empty element */
void rd_attr(xmlNodePtr n, const char *name, const char *value);          /* NULL value: nothing */
void rd_int(xmlNodePtr n, const char *name, int64_t value);
void rd_yes(xmlNodePtr n, const char *name, bool value);                  /* 是 or 否 */
void rd_date(struct build *b, xmlNodePtr n, const char *name, struct date d); /* ISO; year 0: nothing */
void rd_unit(xmlNodePtr n, const struct unit *u);                         /* 代码 全称 简称 类型 */
void rd_paras(xmlNodePtr n, const struct paras *p);                       /* 段 … */
void rd_told(struct build *b, xmlNodePtr n, const char *text);            /* 见, if another unit's words stand for the text */

/* ---- views.c ---- */
void views_open(struct build *b, const struct report_quarter *q, size_t n);
const struct view *view_of(const struct build *b, struct quarter q);      /* NULL: nothing came in that quarter */
const struct unit *unit_follower(const struct build *b, const struct unit *u); /* u, or who answers for it after a merger */
int view_item_then(const struct view *v, const struct plan_item *it);     /* its number then; 0: there was none */
int view_item_now(const struct build *b, const struct view *v, int no);   /* its number in this plan; 0: there is none */
const struct value *view_value(const struct view *v, const struct seen *s, const struct indicator *ind);

/* ---- common.c ---- */
struct date quarter_first(struct quarter q);
struct date quarter_last(struct quarter q);
/* Has the day passed, as a report of that quarter sees it: before today and not after the quarter's end. */
bool passed(const struct build *b, struct quarter q, struct date due);
int quarters_between(struct quarter from, struct quarter to);
size_t unit_index(const struct build *b, const struct unit *u);
const struct sub_item *sub_find_item(const struct submission *s, int no);   /* s may be NULL */
/* The item's units in the order of every list: lead, responsible, bodies, then others that ever reported it. */
void item_units_open(struct build *b); /* once, after views_open */
const struct unit **item_units(const struct build *b, const struct plan_item *item, size_t *n);
bool item_responsible(const struct plan_item *item, const struct unit *u);  /* 责任单位, not 责任主体 */

/* ---- filing.c ---- */
void filing_collect(struct build *b);
const char *filing_state_name(enum filing_state s);
void filing_write(struct build *b, xmlNodePtr root);   /* 报送情况 */

/* ---- discipline.c ---- */
enum filing_state filing_state_of(const struct stored_quarter *q, const char *code);
void discipline_write(struct build *b, xmlNodePtr n, const struct unit *u); /* 上季度状态 连续未按时 历季 */
void discipline_totals(struct build *b, xmlNodePtr n);                      /* 上季度应报 … */

/* ---- items.c ---- */
void items_write(struct build *b, xmlNodePtr root);    /* 行动 … 事项 */

/* ---- texts.c ---- */
struct passage { /* a paragraph told by one or more units */
    const struct unit **units; size_t nunits, unitcap;
    const char *text;
    struct date due;               /* promises only */
    uint32_t *norm; size_t nnorm;  /* normalised characters */
    uint64_t *bigram; size_t nbigram; /* sorted */
    uint32_t *decisive; size_t ndecisive; /* digits, numerals and negations in order */
};
struct passages { struct passage *v; size_t n, cap; };
/* The unit in whose words passages_add had this text told; NULL: in its own. */
const struct unit *passage_told_by(const struct build *b, const char *text);
/*
 * Adds one unit's paragraph. If an earlier passage of another unit says the same (see 报告数据.md, 雷同), the unit is
 * added to that passage instead and its text is told once.
 */
void passages_add(struct build *b, struct passages *p, const struct unit *u, const char *text, struct date due);
/* 2 × common bigrams / all bigrams, in hundredths of a per cent (10000 = equal), of two texts after normalisation. */
int text_similarity(struct arena *a, const char *x, const char *y);
/* Do they say the same, by the rule of passages_add? */
bool text_same(struct arena *a, const char *x, const char *y, int per_cent);

/* ---- ledger.c ---- */
struct sighting { /* a problem in one quarter */
    const struct view *view; const struct seen *seen;
    int item;                      /* number in this plan; 0: none */
    const struct problem *problem;
    const char *id;
    bool by_text;                  /* matched by its words, not by its number */
};
struct story {    /* one problem through the quarters */
    const struct unit *unit;       /* who answers for it now; NULL: nobody in this plan */
    struct sighting *v; size_t n, cap; /* oldest first, at most one a quarter, never empty */
};
void ledger_open(struct build *b);
const struct sighting *story_now(const struct build *b, const struct story *s);  /* NULL: not reported this quarter */
const struct sighting *story_last(const struct build *b, const struct story *s); /* the latest earlier one, or NULL */
/* The story whose latest sighting this is; NULL: none. */
const struct story *story_of(const struct build *b, const struct problem *p);
size_t story_postponed(const struct story *s); /* how often its 期限 moved to a later day */

/* ---- problems.c ---- */
/*
 * The item's problems of this unit: this quarter's in their order, then (with_silent) the open ones that it left out.
 * counted: where the open ones are counted (the totals too); NULL: nowhere.
 */
void problems_write(struct build *b, xmlNodePtr item, const struct unit *u, int no, bool with_silent, struct item_state *counted);
void problems_outside(struct build *b, xmlNodePtr root); /* 方案外 */
const char *track_name(enum track t);
const char *problem_state_name(enum problem_state s);

/* ---- promises.c ---- */
void promises_old(struct build *b, xmlNodePtr item, const struct plan_item *it, const struct unit *const *units, size_t n);
const char *promise_state_name(enum promise_state s);

/* ---- readings.c: one quarter's values of an indicator and the one value that they make ---- */
struct reading { /* what one submission says */
    const struct value *value;    /* never NULL */
    const struct seen *seen;
    bool counts;                  /* 计入: of a responsible unit, by the plan of that quarter */
    bool lead;                    /* 主责单位's own */
};
struct readings { struct reading *v; size_t n, cap; };
/* In the order of item_units; values of units that this plan does not know come last. */
struct readings readings_of(struct build *b, const struct indicator *ind, const struct plan_item *it, const struct view *v);
struct outcome {
    bool has_value, overflow;
    decimal value;
    bool differ;                  /* 最大: one figure is meant, and the counted values differ: the least and the greatest */
    decimal low, high;
};
struct outcome indicator_aggregate(enum aggregate g, const struct readings *r);
/* The reading whose value was taken; NULL when values were added up, or there is none. */
const struct reading *indicator_taken(enum aggregate g, const struct readings *r);
/* 冲突: units should mean one and the same figure and report different ones. */
bool indicator_conflict(enum aggregate g, const struct readings *r);
/* 280 + 120 = 400; (96 + 98) ÷ 2 = 97; NULL without a value */
const char *indicator_sum(struct build *b, enum aggregate g, const struct readings *r, struct outcome o);

/* ---- course.c: an indicator through the quarters of the plan ---- */
struct point { /* one quarter */
    struct quarter quarter;
    const struct view *view;      /* NULL: nothing came */
    struct readings readings;
    struct outcome outcome;
};
struct course { struct point *v; size_t n; }; /* from the plan's first quarter to this one, which is the last */
struct course course_of(struct build *b, const struct indicator *ind, const struct plan_item *it);
void course_write(struct build *b, xmlNodePtr indicator, const struct indicator *ind, const struct course *c); /* 走势 */
void course_write_year(struct build *b, xmlNodePtr n, const struct indicator *ind, const struct course *c);    /* 年累计 … */

/* ---- indicators.c, lights.c ---- */
enum pace { PACE_NONE, PACE_KEPT /* 符合进度 */, PACE_SLIGHTLY /* 略低于时间进度 */, PACE_BEHIND /* 进度滞后 */ };
struct verdict_light {
    enum light light; enum pace pace;
    bool disputed;                /* 待核对: light, pace and rate are those of this value, not of the indicator's own */
    decimal judged;
    const char *reason;
    const char *rate, *time;      /* 完成率 时间进度; may be NULL */
};
/* As a report of quarter q would have it. */
struct verdict_light indicator_light(struct build *b, const struct indicator *ind, struct outcome o, struct quarter q);
bool indicator_reached(const struct indicator *ind, decimal v); /* v meets the target, which there is */
const char *light_name(enum light l);
const char *pace_name(enum pace p); /* NULL: the light does not come from the pace */
/* 800人次, 100% */
char *with_unit(struct arena *a, decimal v, const struct indicator *ind);
void indicators_write(struct build *b, xmlNodePtr root); /* 指标表 */

/* ---- item_lights.c ---- */
struct item_state *item_state(struct build *b, const struct plan_item *item);
void item_lights_write(struct build *b); /* 灯 and 理由 of every 事项; after the items and the indicators */

/* ---- submissions.c ---- */
void submissions_write(struct build *b, xmlNodePtr root); /* 单位报送 */

/* ---- profile.c ---- */
struct settings settings_read(xmlDocPtr profile);

#endif

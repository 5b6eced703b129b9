/*
 * build: what the files of report/ share while one report data document is made. Private to report/.
 *
 * Order of work: filing (who reported) → items with their texts, problems, promises → indicators → the submissions as
 * they came → the totals, which only count what the other parts put into the tally.
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
    struct date first;                    /* first attempt; year 0 = none */
};

enum track { TRACK_NEW /* 新增 */, TRACK_ONGOING /* 整改中 */, TRACK_OVERDUE /* 逾期 */, TRACK_CLOSED /* 已销号 */, TRACK_SILENT /* 未再提及 */, TRACKS };
enum light { LIGHT_DONE /* 完成 */, LIGHT_NORMAL /* 正常 */, LIGHT_BEHIND /* 滞后 */, LIGHT_OVERDUE /* 逾期 */, LIGHT_NONE /* 不评 */, LIGHTS };

struct tally { /* what 总体 tells */
    size_t filing[FILING_STATES], must, voluntary, unknown;
    size_t items, items_reported, parts_due, parts_reported;
    size_t track[TRACKS], serious, considerable, ordinary; /* by grade: open ones only */
    size_t light[LIGHTS], indicators, without_value, conflicts;
    size_t promises, highlights;
};

struct settings {
    int behind_line;   /* 滞后线, per cent of the time elapsed */
    int similarity;    /* 雷同相似度, per cent */
    um seal[3], seal_office; /* 章径 by enum unit_kind, and the office's own */
};

struct build {
    struct arena *a;              /* everything that dies with the call */
    const struct plan *p;
    const struct stored_quarter *now, *before; /* before may be NULL */
    struct date today;
    struct quarter quarter;
    struct date deadline;         /* 报送期限 of this quarter */
    struct settings set;
    struct filing *filing;        /* one a unit, in the plan's order */
    const struct submission **sub_now, **sub_before; /* by place of the unit in the plan; NULL = none that counts */
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

/* ---- common.c ---- */
size_t unit_index(const struct build *b, const struct unit *u);
const struct sub_item *sub_find_item(const struct submission *s, int no);   /* s may be NULL */
/* The item's units in the order of every list: lead, responsible, bodies, then others that reported it. */
const struct unit **item_units(struct build *b, const struct plan_item *item, size_t *n);
bool item_responsible(const struct plan_item *item, const struct unit *u);  /* 责任单位, not 责任主体 */

/* ---- filing.c ---- */
void filing_collect(struct build *b);
const char *filing_state_name(enum filing_state s);
void filing_write(struct build *b, xmlNodePtr root);   /* 报送情况 */

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
/*
 * Adds one unit's paragraph. If an earlier passage of another unit says the same (see 报告数据.md, 雷同), the unit is
 * added to that passage instead and its text is told once.
 */
void passages_add(struct build *b, struct passages *p, const struct unit *u, const char *text, struct date due);
/* 2 × common bigrams / all bigrams, in hundredths of a per cent (10000 = equal), of two texts after normalisation. */
int text_similarity(struct arena *a, const char *x, const char *y);
/* Do they say the same, by the rule of passages_add? */
bool text_same(struct arena *a, const char *x, const char *y, int per_cent);

/* ---- problems.c ---- */
struct tracked { /* a problem and its story */
    const struct problem *now, *before; /* either may be NULL */
    const char *id, *id_before;
    enum track track;
    bool recurred;                      /* 复发: closed last quarter, open again */
    bool by_text;                       /* matched by its words, not by its number */
};
size_t problems_track(struct build *b, const struct unit *u, int item, struct tracked **out);
void problems_write(struct build *b, xmlNodePtr item, const struct unit *u, int no, bool with_silent, bool count);
const char *track_name(enum track t);
const char *problem_state_name(enum problem_state s);

/* ---- indicators.c, lights.c ---- */
struct reading { /* one unit's value of an indicator */
    const struct unit *unit;
    const struct value *now, *before;
    bool counts;                        /* 计入: responsible unit */
    struct date filed, arrived; int64_t receipt; /* which value is the latest */
};
struct outcome {
    bool has_value, overflow;
    decimal value;
};
struct outcome indicator_aggregate(const struct indicator *ind, const struct unit *lead, const struct reading *r, size_t n,
                                   bool before);
struct verdict_light { enum light light; const char *reason; const char *rate, *time; /* 完成率 时间进度; may be NULL */ };
struct verdict_light indicator_light(struct build *b, const struct indicator *ind, struct outcome o);
const char *light_name(enum light l);
/* 800人次, 100% */
char *with_unit(struct arena *a, decimal v, const struct indicator *ind);
void indicators_write(struct build *b, xmlNodePtr root); /* 指标表 */

/* ---- submissions.c ---- */
void submissions_write(struct build *b, xmlNodePtr root); /* 单位报送 */

/* ---- profile.c ---- */
struct settings settings_read(xmlDocPtr profile);

#endif

/*
 * intake: the bytes of one received file → decoded → parsed → checked submission, with every fault told at once.
 *
 * Takes bytes in memory (nobody opens the path a second time), the plan, and what earlier quarters said.
 * Makes a struct judged: the verdict, the messages with their places, and — when accepted — the submission.
 * Not here: files and folders (main), SQL (store). Nothing received is ever executed, fetched or trusted.
 */
#ifndef JIBAO_INTAKE_H
#define JIBAO_INTAKE_H

#include "plan/plan.h"

enum encoding { ENC_UNKNOWN, ENC_UTF8, ENC_GB18030, ENC_UTF16LE, ENC_UTF16BE };
const char *encoding_name(enum encoding e);

/* Text of a submission: paragraphs, nothing else. */
struct para { const char *text; uint32_t line; };
struct paras { struct para *v; size_t n, cap; };

enum problem_state { PROBLEM_NEW /* 新增 */, PROBLEM_ONGOING /* 整改中 */, PROBLEM_CLOSED /* 已销号 */ };

struct problem {            /* 问题 */
    const char *id;         /* 编号: as written, to follow it from quarter to quarter; NULL if new without one */
    const char *category;   /* 分类 */
    const char *grade;      /* 等级: 一般 较大 重大 */
    const char *text;       /* 描述 */
    const char *remedy;     /* 整改措施 */
    const char *person;     /* 责任人 */
    struct date due;        /* 期限; year 0 = none */
    enum problem_state state; /* 状态 */
    uint32_t line;
};

struct promise {            /* 打算 */
    const char *text;       /* 内容 */
    struct date due;        /* 期限; year 0 = none */
    uint32_t line;
};

struct value {              /* 指标值 */
    const char *indicator;  /* 指标代码 */
    decimal number;
    const char *as_written;
    uint32_t line;
};

struct sub_table { const char *title; size_t nrows, ncols; const char **cell; uint32_t line; }; /* 表格: row-major, row 0 = head */
struct sub_picture { const char *title; const char *media; const unsigned char *bytes; size_t n; uint32_t line; }; /* 图片 */

struct sub_item {           /* 事项 */
    int no;
    struct paras progress, results, highlights;   /* 工作推进情况 取得成效 亮点经验 (highlights may be empty) */
    struct problem *problems; size_t nproblems;   /* 存在问题; empty = 无 */
    struct promise *promises; size_t npromises;   /* 下步打算 */
    struct value *values; size_t nvalues;         /* 指标值 */
    struct sub_table *tables; size_t ntables;
    struct sub_picture *pictures; size_t npictures;
    uint32_t line;
};

struct submission {         /* 季度报送 */
    const char *unit;       /* code of the plan's unit */
    struct quarter quarter;
    const char *plan;       /* 方案: document number of the plan */
    const char *docno;      /* 发文字号 of the unit's own report; NULL = left blank, written by hand */
    const char *filer;      /* 填报人 */
    const char *signer;     /* 审签人 */
    const char *signer_title; /* 职务 */
    const char *phone;      /* 联系电话 */
    struct date filed;      /* 填报日期 */
    int version;            /* 版次, from 1 */
    bool withdrawal;        /* 撤回 */
    struct paras notes;     /* 说明 */
    struct sub_item *items; size_t nitems;  /* sorted by no */
};

enum verdict {
    VERDICT_ACCEPTED,       /* 接收 */
    VERDICT_REJECTED,       /* 退回 */
    VERDICT_UNSETTLED,      /* 未完: still growing; look again in the next run */
};

enum root_kind { ROOT_UNKNOWN, ROOT_SUBMISSION /* 季度报送 */, ROOT_PLAN /* 工作方案 */, ROOT_DOCUMENT /* 公文 */, ROOT_REGISTER /* 收件登记 */ };

struct undecoded { size_t at; const char *bytes; size_t n; }; /* offset of the U+FFFD in the decoded text; what the file has there, borrowed */
struct change { struct place place; const char *path, *from, *to; }; /* what was normalised, for the receipt */

/* What stands behind the mend of a 警告 that 〈说明〉 does not explain; it is stored and printed with the message. */
#define INTAKE_UNEXPLAINED "【〈说明〉里还没有解释】"

/*
 * diags are in the order of the file. An UNSETTLED file has the messages with which it is to be refused should it never
 * grow any further: main then sets verdict to VERDICT_REJECTED and nothing else. With a FATAL message (the program's own
 * schema cannot be read) the verdict is UNSETTLED too, and the run must stop.
 */
struct judged {
    enum verdict verdict;
    enum root_kind root;
    enum encoding encoding;
    struct diags diags;
    struct change *changes; size_t nchanges;
    const struct unit *unit;        /* identified even when rejected; else NULL */
    struct quarter quarter;         /* likewise; year 0 = not known */
    struct submission *submission;  /* complete when accepted; NULL when rejected */
    const char *shown; size_t nshown; /* decoded text, for quoting lines; bytes that are no text stand as U+FFFD; NULL if the file was refused unread */
    struct undecoded *undecoded; size_t nundecoded; /* the first of those bytes, in the order of the file */
    const char *unit_written;       /* 单位 as the file has it; NULL if it cannot be found */
    int version;                    /* 版次; 0 if it cannot be found */
    size_t nunexplained;            /* 警告 for which 〈说明〉 gives no reason; their mend ends in INTAKE_UNEXPLAINED */
};

/*
 * What the store adds to the messages of an accepted file. 警告 among them are marked if notes (〈说明〉) do not explain them,
 * as intake_judge marks its own, and S190 counts them too.
 */
void intake_add(struct diags *all, struct diags *added, const struct paras *notes);
void intake_drop(struct diags *all, enum msg m); /* … and what it knows better; S190 follows */
size_t intake_unexplained(const struct diags *ds); /* 警告 with INTAKE_UNEXPLAINED */
/* In words, why an accepted file with these messages changes nothing: 重复, older than the current one …; NULL: it counts. */
const char *intake_kept(const struct diags *ds);

/* What the store knows that a rule needs; functions may return NULL / nothing. ctx is the caller's. */
struct history {
    void *ctx;
    /* the current submission of that unit and quarter, or NULL */
    const struct submission *(*current)(void *ctx, const char *unit, struct quarter q);
};

/*
 * Judges one file.
 *   a           everything in *out lives here
 *   plan        NULL: only decoding, parsing and schema are judged, with a message saying so
 *   schema_dir  templates/schema
 *   today       for dates in the future
 * Never fails: whatever is wrong is in out->diags, and the verdict follows from the worst.
 */
void intake_judge(struct judged *out, struct arena *a, const struct plan *plan, const struct history *h,
                  const char *file, const char *bytes, size_t n, const char *schema_dir, struct date today);

/* The judgement of a file that must not be looked at, because the program died over it before: refused, with X129. */
void intake_unjudged(struct judged *out, struct arena *a, const char *file);

/* Decodes bytes to UTF-8 exactly or says where not (D messages). Strips BOM; keeps the XML declaration's length as blanks;
 * a CR that no LF follows becomes LF.
 * More than 16 MB are not looked at (X101). */
int intake_decode(struct arena *a, const char *file, const char *bytes, size_t n, char **utf8, size_t *nutf8,
                  enum encoding *enc, struct diags *ds);
/* The text of a file judged before, for quoting its lines: sets shown and undecoded. bytes must live as long as *j. */
void intake_show(struct judged *j, struct arena *a, const char *file, const char *bytes, size_t n);
/* The root element of decoded text without a full parse. */
enum root_kind intake_root(const char *utf8, size_t n);
/* The quarter that a text seems to be of, found without a parser, to put files in order; year 0: none is to be seen. */
struct quarter intake_quarter(struct arena *a, const char *utf8, size_t n);

/*
 * 收件登记: when files really arrived (by mail, on a stick) before they were put into the folder. An entry that has a fault
 * is bad: when its file arrived is not known, and its date is not to be used.
 */
struct registered { const char *file; struct date date; const char *time; const char *by; const char *from; /* the register */ uint32_t line; bool bad; };
/* Of which files a register leaves open when they arrived, beside those of its bad entries. */
enum register_doubt {
    DOUBT_NONE,
    DOUBT_UNNAMED, /* every file that no sound entry names: something in it does not say which file is meant */
    DOUBT_ALL,     /* every file: it cannot be read */
};
/*
 * Reads a register; every fault is told. *out: the entries that name a file below input/, in the order of the register.
 * Returns 0, or -1 with a FATAL message: the program's own schema cannot be read.
 */
int intake_register(struct arena *a, const char *file, const char *utf8, size_t n, const char *schema_dir,
                    struct registered **out, size_t *nout, enum register_doubt *doubt, struct diags *ds);
/* Messages on bytes and XML speak to a unit of its form; of a register they are to speak to the office. */
void intake_register_words(struct diags *ds);

/*
 * The numbers of an item's problems, one for each: as written, else 2022Q3-MZJ-12-1 with the first number from the problem's
 * place on that no problem of the submission and none before it in the item has. it must be an item of s; all live in a or s.
 */
const char **problem_numbers(struct arena *a, const struct submission *s, const struct sub_item *it);

/* The receipt (回执) for people and for programs. */
struct receipt {
    int64_t number;          /* 回执号: a sequence, not a time */
    const char *file;        /* name as received */
    const char *sha256;
    struct date received;    /* arrival that counts */
    bool registered;         /* arrival taken from 收件登记 */
    const struct arrival_change { struct date made, was, now; } *changes; size_t nchanges; /* a 收件登记 put the arrival right later */
    bool late;               /* 逾期 */
    const char *deadline;    /* ISO, or NULL */
    const char *office, *phone; /* whom to call, from the profile; may be NULL */
    const struct judged *judged;
};
void receipt_text(const struct receipt *r, struct buf *out); /* plain Chinese, the line quoted and the place marked */
void receipt_json(const struct receipt *r, struct buf *out); /* one object; number 0: there is no receipt yet, null */
void receipt_changes(const struct judged *j, struct buf *out); /* what was normalised, as receipt_text lists it */

#endif

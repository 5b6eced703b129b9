/*
 * evidence: how well a passage speaks of a promise (打算), and whether it says that it is done. Private to report/.
 *
 * The promise is cut down to what is its own: dates and the words that every plan uses (继续 加强 开展 完成 …) go, what is left
 * is its set of two-character pairs, and its figures with their measures (28处). A window is up to three clauses of one part of
 * a sentence of a passage; its share is the part of the promise's own that stands in it, in hundredths of a per cent. The
 * words that say how it stands are those of data/promise-words.tab. The rule: 报告数据.md, 上季度打算.
 */
#ifndef JIBAO_REPORT_EVIDENCE_H
#define JIBAO_REPORT_EVIDENCE_H

#include "base/decimal.h"

struct lexicon; /* data/promise-words.tab, ready for looking up; lives in the arena */
const struct lexicon *lexicon_open(struct arena *a);

struct figure { /* 120 人次 */
    decimal number;
    const char *measure; size_t measured; /* one of the table, or NULL: no figure; how many letters it has */
    size_t at;                            /* its letter */
};

struct claim {                     /* a promise, taken apart */
    const struct lexicon *lexicon;
    uint64_t *pair; size_t npairs; /* sorted, each once */
    struct figure *figure; size_t nfigures; /* of two and more */
    bool total;                    /* it says how many times in all (13轮), so that 每周 need not be said */
    bool rest;                     /* it is of the rest of so many (其余4个) */
    size_t weight;                 /* pairs, and twice the figures: what makes 10000 */
    uint64_t head;                 /* the last pair of its first clause: what it is after (检查, 培训班); 0 = none */
    uint64_t brief;                /* the same in two letters of its last four (联审 for 联合审查); 0 = none */
    int *word; size_t nwords;      /* its words that say how it is to stand (完成 投产 举办 …), as places of the table */
    bool *alone;                   /* for each: its clause of the promise asks for no end (完成) */
    unsigned classes;              /* which classes they are of */
};
struct look {                      /* how to look */
    int line, spoken_line;         /* 打算落实线, 打算提及线, in hundredths of a per cent */
    struct figure *figure; size_t nfigures; /* all that the unit wrote of the item (look_read) */
    bool each;                     /* it says somewhere 每月, 每周 … */
};
struct finding {
    int share;                     /* 10000: all that is the promise's own */
    const char *words;             /* the window as it stands in the passage; NULL = nothing in common */
    const char *done;              /* the word that says it is done, such as this promise needs, or NULL */
    bool weak;                     /* done only tells of a deed, without its day */
    bool close;                    /* what the promise is after, or all its figures to the number, stand in it */
    const char *open;              /* the word that says it is not (正在 尚未 拟 …), or NULL */
    const struct figure *lacking;  /* a figure of the promise that is not reached, or NULL */
    bool kept;                     /* all that 已落实 takes */
};

struct claim claim_read(struct arena *a, const struct lexicon *x, const char *promise);
/* Does a clause of a promise only say how or what for (重点核实 …)? */
bool claim_is_how(const struct lexicon *x, struct arena *a, const char *clause);
/* The window of the passage that proves the claim; if none does, that speaks of it most: the largest share, then the shortest, then the first. */
struct finding claim_look(struct arena *a, const struct claim *c, const struct look *k, const char *passage);
/* The share that is enough to be spoken of when the window is close; spoken_line is for others. */
int least_share(const struct look *k);
/* The share of a whole passage; *lack: a figure of the promise that it has smaller, or NULL. */
int claim_share(struct arena *a, const struct claim *c, const char *passage, const struct figure **lack);
/* Does what the promise is after (its head) stand in the passage? */
bool claim_heads(struct arena *a, const struct claim *c, const char *passage);
/* The word by which a plan for the next quarter says that what the promise is after is not yet all done (未合格的14亩地块 复验); NULL: it does not. */
const char *claim_left(struct arena *a, const struct claim *c, const struct look *k, const char *plan);
/* Notes the figures of a text, and whether it says 每月, for k. */
void look_read(struct arena *a, const struct lexicon *x, const char *text, struct look *k);

#endif

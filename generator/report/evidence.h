/*
 * evidence: how well a passage speaks of a promise (打算). Private to report/.
 *
 * The promise is cut down to what is its own: dates and the words that every plan uses (继续 加强 开展 完成 …) go, what is left
 * is its set of two-character pairs. A window is up to three clauses of one sentence of a passage; its share is the part of
 * the promise's pairs that stand in it, in hundredths of a per cent. See 报告数据.md, 上季度打算.
 */
#ifndef JIBAO_REPORT_EVIDENCE_H
#define JIBAO_REPORT_EVIDENCE_H

#include "base/decimal.h"

struct figure { decimal number; const char *measure; }; /* 120 人次; measure is one of a list of its own */

struct claim {                     /* a promise, taken apart */
    uint64_t *pair; size_t npairs; /* sorted, each once */
    struct figure *figure; size_t nfigures;
};
struct finding {
    int share;                     /* 10000: every pair of the promise */
    const char *words;             /* the window as it stands in the passage; NULL = nothing in common */
    const char *done;              /* the word that says it is done (完成 建成 …), or NULL */
    bool weak;                     /* done is a word that only tells of a deed (举办 制定 …) */
    const char *open;              /* the word that says it is not (正在 尚 拟 …), or NULL */
    const struct figure *lacking;  /* a figure of the promise that is not reached, or NULL */
};

struct claim claim_read(struct arena *a, const char *promise);
/* The window of the passage that speaks of the claim most: the largest share, then the shortest, then the first. */
struct finding claim_look(struct arena *a, const struct claim *c, const char *passage);

#endif

/*
 * explain: where an indicator's value comes from. The sum and what enters it are the report data's; the place of each value is
 * looked up again in the bytes as they were received.
 */
#ifndef JIBAO_APP_EXPLAIN_H
#define JIBAO_APP_EXPLAIN_H

#include "app/app.h"

struct source {              /* one value that somebody sent */
    const char *code, *unit; /* 代码, 简称 */
    const char *value;       /* NULL: a file that was sent back */
    const char *as_written;
    const char *why;         /* why it was not counted; NULL: it was */
    bool taken;              /* of several that were compared (最大 最新 主责为准) the one that is the result */
    int64_t receipt; int version;
    struct date arrived;
    const char *file;
    uint32_t line, col;      /* of its 〈指标值〉; 0: unknown */
    const char *quote;       /* that element as it stands in the original; NULL: not found there */
};
struct explained {
    xmlNodePtr indicator;    /* 指标表/指标 of the report data */
    struct source *v; size_t n, cap;      /* counted ones first */
    const struct unit **silent; size_t nsilent, silentcap; /* responsible units without a value */
    bool doubtful;           /* a value was not found in its original */
};
/* data: world_data of q. Returns 0, -1 with messages, or 1: the plan has no such indicator. */
int explain(struct world *w, struct quarter q, xmlDocPtr data, const char *code, struct explained *out);
void explain_text(struct world *w, struct quarter q, const struct explained *e, struct buf *out);
void explain_json(struct world *w, struct quarter q, const struct explained *e, struct buf *out);

#endif

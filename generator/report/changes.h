/*
 * changes: what a unit changed between two versions of its submission, item by item.
 *
 * Takes two submissions of one unit and quarter; makes a list in the order of the form. Texts are the submissions' own.
 * Not here: words for people (app), which version counts (store).
 */
#ifndef JIBAO_REPORT_CHANGES_H
#define JIBAO_REPORT_CHANGES_H

#include "intake/intake.h"

struct revision {
    int item;               /* 事项; 0 = the head of the form and its 说明 */
    const char *what;       /* 填报人, 工作推进情况, 问题 2022Q3-MZJ-6-1 的整改措施, 指标 2-1 … */
    const char *was, *now;  /* NULL: it is new, or it is gone */
};
struct revisions { struct revision *v; size_t n, cap; };

/* Appends to out; everything new lives in a. Equal submissions give nothing; 版次 and 填报日期 always differ and are left out. */
void submission_changes(struct arena *a, const struct submission *was, const struct submission *now, struct revisions *out);

#endif

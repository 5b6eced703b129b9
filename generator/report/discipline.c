/* discipline: how each unit kept its deadlines through the quarters of the plan (历季). */
#include "report/build.h"

#include <string.h>

/* The unit in the plan of then: the same 代码, else one whose name is a spelling of it in this plan. Not one merged into it. */
static const struct unit *unit_then(const struct build *b, const struct view *v, const struct unit *u)
{
    const struct unit *renamed = NULL;
    for (size_t i = 0; i < v->plan->nunits; i++) {
        const struct unit *was = &v->plan->units[i];
        if (strcmp(was->code, u->code) == 0)
            return was;
        if (!renamed && plan_find_unit(b->p, was->name) == u)
            renamed = was;
    }
    return renamed;
}

enum filing_state filing_state_of(const struct stored_quarter *q, const char *code)
{
    bool rejected = false, withdrawn = false;
    for (size_t i = 0; i < q->nsubs; i++)
        if (strcmp(q->subs[i].sub->unit, code) == 0) {
            withdrawn = q->subs[i].sub->withdrawal;
            if (!withdrawn)
                return q->subs[i].late ? FILING_LATE : FILING_ON_TIME;
        }
    for (size_t i = 0; i < q->nfiles && !withdrawn; i++) {
        const struct stored_file *f = &q->files[i];
        bool own = f->unit && strcmp(f->unit, code) == 0;
        withdrawn = own && f->withdrawal; /* what was withdrawn does not stand among the submissions */
        rejected |= own && f->verdict == VERDICT_REJECTED;
    }
    return rejected && !withdrawn ? FILING_REJECTED : FILING_MISSING;
}

/* The unit's state in that quarter; false: nothing came of anybody, or it need not report then. */
static bool state_in(const struct build *b, struct quarter q, const struct unit *u, enum filing_state *out)
{
    const struct view *v = view_of(b, q);
    const struct unit *then = v ? unit_then(b, v, u) : NULL;
    if (!then || !plan_must_report(v->plan, then))
        return false;
    *out = filing_state_of(v->stored, then->code);
    return true;
}

void discipline_write(struct build *b, xmlNodePtr n, const struct unit *u)
{
    struct quarter first = b->p->start.year ? date_quarter(b->p->start) : b->quarter;
    enum filing_state s;
    int row = 0;
    if (b->before && state_in(b, b->before->quarter, u, &s))
        rd_attr(n, "上季度状态", filing_state_name(s));
    for (struct quarter q = b->quarter; state_in(b, q, u, &s) && s != FILING_ON_TIME; q = quarter_prev(q))
        row++;
    rd_int(n, "连续未按时", row);
    xmlNodePtr list = rd_add(n, "历季");
    for (struct quarter q = first; quarter_cmp(q, b->quarter) <= 0; q = quarter_next(q)) {
        if (!state_in(b, q, u, &s))
            continue;
        xmlNodePtr one = rd_add(list, "季");
        rd_attr(one, "代号", quarter_name(b->a, q));
        rd_attr(one, "状态", filing_state_name(s));
    }
}

/* 上季度按时 …: of the units that had to report then, by the plan of then. */
void discipline_totals(struct build *b, xmlNodePtr n)
{
    size_t count[FILING_STATES] = {0}, must = 0;
    for (size_t i = 0; b->before && i < b->before->plan->nunits; i++) {
        const struct unit *u = &b->before->plan->units[i];
        if (!plan_must_report(b->before->plan, u))
            continue;
        must++;
        count[filing_state_of(b->before->stored, u->code)]++;
    }
    if (!must)
        return;
    rd_int(n, "上季度应报", (int64_t)must);
    for (int i = 0; i < FILING_STATES; i++)
        rd_int(n, arena_printf(b->a, "上季度%s", filing_state_name((enum filing_state)i)), (int64_t)count[i]);
    rd_attr(n, "上季度按时率", decimal_percent(b->a, (decimal){(int64_t)count[FILING_ON_TIME]}, (decimal){(int64_t)must}));
}

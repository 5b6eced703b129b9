/* Questions to a plan. Nothing here changes it. */
#include "plan/plan.h"

#include <string.h>

/* See plan.h. Items are sorted by number. */
const struct plan_item *plan_find_item(const struct plan *p, int no)
{
    size_t lo = 0, hi = p->nitems;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (p->items[mid].no == no)
            return &p->items[mid];
        if (p->items[mid].no < no)
            lo = mid + 1;
        else
            hi = mid;
    }
    return NULL;
}

/* See plan.h. */
const struct indicator *plan_find_indicator(const struct plan *p, const char *code)
{
    for (size_t i = 0; code && i < p->nindicators; i++)
        if (!strcmp(p->indicators[i].code, code))
            return &p->indicators[i];
    return NULL;
}

static bool in_use(const struct plan *p, struct quarter q) { return !p->from.year || quarter_cmp(p->from, q) <= 0; }

static bool covers(const struct plan *p, struct quarter q)
{
    return p->start.year && p->end.year && quarter_cmp(date_quarter(p->start), q) <= 0 && quarter_cmp(q, date_quarter(p->end)) <= 0;
}

/* A later edition of the same 文号 that is in use in that quarter. */
static bool replaced(const struct plan *const *v, size_t n, size_t i, struct quarter q)
{
    for (size_t k = i + 1; k < n; k++)
        if (strcmp(v[k]->docno, v[i]->docno) == 0 && in_use(v[k], q))
            return true;
    return false;
}

/* Does x go before y? y was taken in later, so it needs only to be no worse. */
static bool goes_before(const struct plan *x, const struct plan *y)
{
    int c = date_cmp(x->end, y->end);
    return c ? c > 0 : date_cmp(x->start, y->start) > 0;
}

/* See plan.h. */
const struct plan *plan_for(const struct plan *const *v, size_t n, struct quarter q)
{
    const struct plan *best = NULL;
    for (int round = 0; round < 3 && !best; round++) /* covering and in use; in use; any */
        for (size_t i = 0; i < n; i++) {
            bool fits = round == 2 || (in_use(v[i], q) && !replaced(v, n, i, q) && (round == 1 || covers(v[i], q)));
            if (fits && (!best || !goes_before(best, v[i])))
                best = v[i];
        }
    return best;
}

static bool among(const struct unit *const *v, size_t n, const struct unit *u)
{
    for (size_t i = 0; i < n; i++)
        if (v[i] == u || (u && !strcmp(v[i]->code, u->code)))
            return true;
    return false;
}

/* See plan.h. */
bool plan_assigned(const struct plan_item *item, const struct unit *u)
{
    for (; u; u = u->successor)
        if (among(item->responsible, item->nresponsible, u) || among(item->bodies, item->nbodies, u))
            return true;
    return false;
}

/* See plan.h. The notice: 每季度末最后一个月25日前 */
struct date plan_deadline(const struct plan *p, struct quarter q)
{
    for (size_t i = 0; i < p->ndeadlines; i++)
        if (quarter_cmp(p->deadlines[i].quarter, q) == 0)
            return p->deadlines[i].date;
    return (struct date){q.year, (int8_t)(q.q * 3), 25};
}

/* See plan.h. */
bool plan_must_report(const struct plan *p, const struct unit *u)
{
    if (!u || u->kind == UNIT_TOWNSHIP || u->successor)
        return false;
    for (size_t i = 0; i < p->nitems; i++)
        if (among(p->items[i].responsible, p->items[i].nresponsible, u))
            return true;
    return false;
}

const char *unit_kind_name(enum unit_kind k)
{
    static const char *const name[] = {"部门", "企业", "乡镇"};
    return name[k];
}

const char *relation_name(enum relation r)
{
    static const char *const name[] = {"≥", "≤", "="};
    return name[r];
}

const char *scope_name(enum scope s)
{
    static const char *const name[] = {"当季", "累计"};
    return name[s];
}

const char *aggregate_name(enum aggregate g)
{
    static const char *const name[] = {"合计", "最大", "最新", "平均", "主责为准"};
    return name[g];
}

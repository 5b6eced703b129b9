/* 存在问题 and 下步打算: numbers that follow a problem from quarter to quarter, states, due dates. */
#include "intake/parts.h"

#include <string.h>

const struct sub_item *submission_item(const struct submission *s, int no)
{
    for (size_t i = 0; s && i < s->nitems; i++)
        if (s->items[i].no == no)
            return &s->items[i];
    return NULL;
}

static const struct problem *by_id(const struct submission *s, const char *id)
{
    for (size_t i = 0; s && id && i < s->nitems; i++)
        for (size_t k = 0; k < s->items[i].nproblems; k++)
            if (s->items[i].problems[k].id && strcmp(s->items[i].problems[k].id, id) == 0)
                return &s->items[i].problems[k];
    return NULL;
}

static const struct problem *by_text(struct arena *a, const struct sub_item *it, const char *text)
{
    const char *bare = text ? text_bare(a, text) : "";
    for (size_t i = 0; it && bare[0] && i < it->nproblems; i++)
        if (it->problems[i].text && strcmp(text_bare(a, it->problems[i].text), bare) == 0)
            return &it->problems[i];
    return NULL;
}

/* A problem as people name it: its number, or else its first words */
static const char *called(struct arena *a, const struct problem *p)
{
    if (p->id)
        return arena_printf(a, "问题 %s ", p->id);
    return arena_printf(a, "问题“%s”", text_short(a, p->text ? p->text : "", 12));
}

/* ---- numbers ---- */

static void check_twice(struct reading *r, size_t i, size_t k)
{
    const struct problem *p = &r->sub->items[i].problems[k];
    for (size_t x = 0; p->id && x <= i; x++)
        for (size_t y = 0; y < (x == i ? k : r->sub->items[x].nproblems); y++) {
            const struct problem *q = &r->sub->items[x].problems[y];
            if (q->id && strcmp(q->id, p->id) == 0) {
                xmlNode *e = r->nodes[i].problem[k];
                SAY(r, S234, place_attribute(r->s, e, "编号"), PATH(r, e), p->id, p->id, arena_printf(r->a, "%u", q->line));
                return;
            }
        }
}

/* <quarter>-<unit>-<item>-<n>: the first n from the problem's place on that neither this file nor an earlier version uses. */
static const char *free_id(const struct reading *r, int item, size_t from)
{
    for (size_t n = from;; n++) {
        const char *id = arena_printf(r->a, "%s-%s-%d-%zu", quarter_name(r->a, r->out->quarter), r->out->unit->code, item, n);
        if (!by_id(r->sub, id) && !by_id(r->current, id))
            return id;
    }
}

static void give_id(struct reading *r, struct sub_item *it, size_t k, xmlNode *e)
{
    struct problem *p = &it->problems[k];
    if (p->id || !r->out->unit || !r->out->quarter.year || !it->no)
        return;
    /* a corrected version keeps the numbers that its first version was given */
    const struct problem *before = by_text(r->a, submission_item(r->current, it->no), p->text);
    p->id = before && before->id && !by_id(r->sub, before->id) ? before->id : free_id(r, it->no, k + 1);
    SAY(r, S236, place_element(r->s, e), PATH(r, e), p->id, p->id);
}

/* ---- against last quarter ---- */

/* The same words without a number: it is the problem of last quarter, and the receipt says so. */
static void adopt_id(struct reading *r, struct sub_item *it, size_t k, xmlNode *e)
{
    struct problem *p = &it->problems[k];
    const struct problem *before = p->id || p->state == PROBLEM_NEW ? NULL : by_text(r->a, submission_item(r->last, it->no), p->text);
    if (!before || !before->id || by_id(r->sub, before->id))
        return;
    p->id = before->id;
    rule_changed(r, place_element(r->s, e), path_attribute(r->a, e, "编号", r->plan), "（没有写，描述与上季度相同）", p->id);
}

static void check_state(struct reading *r, const struct problem *p, xmlNode *e)
{
    if (!r->last)
        return; /* nothing to compare with */
    const struct problem *before = by_id(r->last, p->id);
    xmlNode *state = node_child(e, "状态");
    struct place at = place_value(r->s, state ? state : e);
    if (p->state == PROBLEM_CLOSED && (!before || before->state == PROBLEM_CLOSED))
        SAY(r, S232, at, PATH(r, e), NULL, called(r->a, p));
    else if (p->state == PROBLEM_ONGOING && !before)
        SAY(r, S233, at, PATH(r, e), NULL, called(r->a, p));
    else if (p->state == PROBLEM_NEW && before && p->id)
        SAY(r, S235, at, PATH(r, e), NULL, p->id);
}

static void check_overdue(struct reading *r, const struct problem *p, xmlNode *e)
{
    xmlNode *due = node_child(e, "期限");
    if (due && p->due.year && p->state != PROBLEM_CLOSED && r->sub->filed.year && date_cmp(p->due, r->sub->filed) < 0)
        SAY(r, S222, place_value(r->s, due), PATH(r, due), NULL, date_iso(r->a, p->due));
}

static const struct item_nodes *nodes_of(const struct reading *r, int no)
{
    for (size_t i = 0; i < r->sub->nitems; i++)
        if (r->sub->items[i].no == no)
            return &r->nodes[i];
    return NULL;
}

/* Open problems of last quarter that nobody mentions any more */
static void check_forgotten(struct reading *r, const struct sub_item *last)
{
    const struct item_nodes *x = nodes_of(r, last->no);
    for (size_t k = 0; k < last->nproblems; k++) {
        const struct problem *p = &last->problems[k];
        if (p->state == PROBLEM_CLOSED || !p->id || by_id(r->sub, p->id))
            continue;
        xmlNode *at = x ? (x->problems ? x->problems : x->item) : r->root;
        const char *path = x ? PATH(r, at) : arena_printf(r->a, "第%d项", last->no);
        SAY(r, S231, place_element(r->s, at), path, p->id, p->id, text_short(r->a, p->text ? p->text : "", 16));
    }
}

/* ---- promises ---- */

static struct date quarter_end(struct quarter q)
{
    static const int8_t day[] = {31, 30, 30, 31};
    return (struct date){q.year, (int8_t)(q.q * 3), day[q.q - 1]};
}

static void check_promises(struct reading *r, const struct sub_item *it, const struct item_nodes *x)
{
    for (size_t i = 0; i < it->npromises && r->out->quarter.year && !r->wrong_quarter; i++) {
        struct date due = it->promises[i].due, end = quarter_end(r->out->quarter);
        xmlNode *e = node_child(x->promise[i], "期限");
        if (e && due.year && date_cmp(due, end) < 0)
            SAY(r, S221, place_value(r->s, e), PATH(r, e), NULL, date_iso(r->a, due), date_iso(r->a, end));
    }
}

void rules_problems(struct reading *r)
{
    for (size_t i = 0; i < r->sub->nitems; i++) {
        struct sub_item *it = &r->sub->items[i];
        for (size_t k = 0; k < it->nproblems; k++) {
            check_twice(r, i, k);
            adopt_id(r, it, k, r->nodes[i].problem[k]);
            check_state(r, &it->problems[k], r->nodes[i].problem[k]);
            check_overdue(r, &it->problems[k], r->nodes[i].problem[k]);
        }
        check_promises(r, it, &r->nodes[i]);
    }
    for (size_t i = 0; i < r->sub->nitems; i++) /* only now are all written numbers known */
        for (size_t k = 0; k < r->sub->items[i].nproblems; k++)
            give_id(r, &r->sub->items[i], k, r->nodes[i].problem[k]);
    for (size_t i = 0; r->last && r->sub->nitems && i < r->last->nitems; i++)
        check_forgotten(r, &r->last->items[i]);
}

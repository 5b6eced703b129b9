/* 存在问题 and 下步打算: numbers that follow a problem from quarter to quarter, states, due dates. */
#include "intake/parts.h"

#include "base/strmap.h"

#include <string.h>

const struct sub_item *submission_item(const struct submission *s, int no)
{
    for (size_t i = 0; s && i < s->nitems; i++)
        if (s->items[i].no == no)
            return &s->items[i];
    return NULL;
}

static size_t problems_of(const struct submission *s)
{
    size_t n = 0;
    for (size_t i = 0; s && i < s->nitems; i++)
        n += s->items[i].nproblems;
    return n;
}

/* The problems of a submission by their number. */
static struct strmap *index_ids(struct arena *a, const struct submission *s)
{
    struct strmap *m = strmap_new(a, problems_of(s));
    for (size_t i = 0; s && i < s->nitems; i++)
        for (size_t k = 0; k < s->items[i].nproblems; k++)
            if (s->items[i].problems[k].id)
                strmap_put(m, s->items[i].problems[k].id, &s->items[i].problems[k]);
    return m;
}

static const char *text_key(struct arena *a, int item, const char *text)
{
    return arena_printf(a, "%d|%s", item, text_bare(a, text));
}

/* The problems of a submission by item and words. */
static struct strmap *index_texts(struct arena *a, const struct submission *s)
{
    struct strmap *m = strmap_new(a, problems_of(s));
    for (size_t i = 0; s && i < s->nitems; i++)
        for (size_t k = 0; k < s->items[i].nproblems; k++) {
            const struct problem *p = &s->items[i].problems[k];
            if (p->text && text_bare(a, p->text)[0])
                strmap_put(m, text_key(a, s->items[i].no, p->text), p);
        }
    return m;
}

struct known { struct strmap *ids, *last_ids, *last_texts, *current_ids, *current_texts; }; /* problems; ids: of this file */

/* A problem as people name it: its number, or else its first words */
static const char *called(struct arena *a, const struct problem *p)
{
    if (p->id)
        return arena_printf(a, "问题 %s ", p->id);
    return arena_printf(a, "问题“%s”", text_short(a, p->text ? p->text : "", 12));
}

/* ---- numbers ---- */

/* The program's own numbers have letters, digits, hanzi and - only; nothing else goes into tables and documents. */
static void check_form(struct reading *r, const struct problem *p, xmlNode *e)
{
    size_t n = 0;
    bool good = true;
    for (const char *s = p->id, *end = s ? s + strlen(s) : NULL; s && s < end; n++) {
        uint32_t c;
        int k = utf8_decode(s, end, &c);
        good = good && (c == '-' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || text_is_cjk(c));
        s += k ? k : 1;
    }
    if (p->id && (!good || n > 40))
        SAY(r, S237, place_attribute(r->s, e, "编号"), PATH(r, e), p->id, text_short(r->a, p->id, 40));
}

static void check_twice(struct reading *r, const struct known *known, const struct problem *p, xmlNode *e)
{
    const struct problem *first = strmap_get(known->ids, p->id);
    if (first && first != p)
        SAY(r, S234, place_attribute(r->s, e, "编号"), PATH(r, e), p->id, p->id, arena_printf(r->a, "%u", first->line));
}

/* <quarter>-<unit>-<item>-<n>: the first n from the problem's place on that neither this file nor an earlier version uses. */
static const char *free_id(const struct reading *r, const struct known *known, int item, size_t from)
{
    for (size_t n = from;; n++) {
        const char *id = arena_printf(r->a, "%s-%s-%d-%zu", quarter_name(r->a, r->out->quarter), r->out->unit->code, item, n);
        if (!strmap_get(known->ids, id) && !strmap_get(known->current_ids, id))
            return id;
    }
}

static void give_id(struct reading *r, const struct known *known, struct sub_item *it, size_t k, xmlNode *e)
{
    struct problem *p = &it->problems[k];
    /* a corrected version keeps the numbers that its first version was given */
    const struct problem *before = p->text ? strmap_get(known->current_texts, text_key(r->a, it->no, p->text)) : NULL;
    p->id = before && before->id && !strmap_get(known->ids, before->id) ? before->id : free_id(r, known, it->no, k + 1);
    strmap_put(known->ids, p->id, p);
    SAY(r, S236, place_element(r->s, e), PATH(r, e), p->id, p->id);
}

/* ---- against the last submission ---- */

/* The same words without a number: it is the problem of last quarter, and the receipt says so. */
static void adopt_id(struct reading *r, const struct known *known, struct sub_item *it, size_t k, xmlNode *e)
{
    struct problem *p = &it->problems[k];
    if (p->id || p->state == PROBLEM_NEW || !p->text)
        return;
    const struct problem *before = strmap_get(known->last_texts, text_key(r->a, it->no, p->text));
    if (!before || !before->id || strmap_get(known->ids, before->id))
        return;
    p->id = before->id;
    strmap_put(known->ids, p->id, p);
    rule_changed(r, place_element(r->s, e), path_attribute(r->a, e, "编号", r->plan), arena_printf(r->a, "（没有写，描述与%s相同）", rule_last_called(r)), p->id);
}

static void check_state(struct reading *r, const struct known *known, const struct problem *p, xmlNode *e)
{
    if (!r->last)
        return; /* nothing to compare with */
    const struct problem *before = strmap_get(known->last_ids, p->id);
    xmlNode *state = node_child(e, "状态");
    struct place at = place_value(r->s, state ? state : e);
    if (p->state == PROBLEM_CLOSED && (!before || before->state == PROBLEM_CLOSED))
        SAY(r, S232, at, PATH(r, e), NULL, called(r->a, p), rule_last_called(r));
    else if (p->state == PROBLEM_ONGOING && !before)
        SAY(r, S233, at, PATH(r, e), NULL, called(r->a, p), rule_last_called(r));
    else if (p->state == PROBLEM_NEW && before && p->id)
        SAY(r, S235, at, PATH(r, e), NULL, p->id, rule_last_called(r));
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
static void check_forgotten(struct reading *r, const struct known *known, const struct sub_item *last)
{
    const struct item_nodes *x = nodes_of(r, last->no);
    for (size_t k = 0; k < last->nproblems; k++) {
        const struct problem *p = &last->problems[k];
        if (p->state == PROBLEM_CLOSED || !p->id || strmap_get(known->ids, p->id))
            continue;
        xmlNode *at = x ? (x->problems ? x->problems : x->item) : r->root;
        const char *path = x ? PATH(r, at) : arena_printf(r->a, "第%d项", last->no);
        SAY(r, S231, place_element(r->s, at), path, p->id, p->id, text_short(r->a, p->text ? p->text : "", 16), rule_last_called(r));
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
    struct known known = {index_ids(r->a, r->sub), index_ids(r->a, r->last), index_texts(r->a, r->last),
                          index_ids(r->a, r->current), index_texts(r->a, r->current)};
    for (size_t i = 0; i < r->sub->nitems; i++) {
        struct sub_item *it = &r->sub->items[i];
        for (size_t k = 0; k < it->nproblems; k++) {
            check_form(r, &it->problems[k], r->nodes[i].problem[k]);
            check_twice(r, &known, &it->problems[k], r->nodes[i].problem[k]);
            adopt_id(r, &known, it, k, r->nodes[i].problem[k]);
            check_state(r, &known, &it->problems[k], r->nodes[i].problem[k]);
            check_overdue(r, &it->problems[k], r->nodes[i].problem[k]);
        }
        check_promises(r, it, &r->nodes[i]);
    }
    bool identified = r->out->unit && r->out->quarter.year;
    for (size_t i = 0; identified && i < r->sub->nitems; i++) /* only now are all written numbers known */
        for (size_t k = 0; k < r->sub->items[i].nproblems && !r->nodes[i].faulty; k++)
            if (!r->sub->items[i].problems[k].id)
                give_id(r, &known, &r->sub->items[i], k, r->nodes[i].problem[k]);
    for (size_t i = 0; r->last && r->sub->nitems && i < r->last->nitems; i++)
        check_forgotten(r, &known, &r->last->items[i]);
}

/* 指标值: known, of this item, once, an exact figure in the plan's unit, plausible. */
#include "intake/parts.h"

#include <string.h>

struct about { /* one value under judgement */
    struct reading *r;
    struct value *v;
    xmlNode *e;
    const struct plan_item *item;
    const struct indicator *ind;
    struct place at;
    bool faulty_item;
};

static const char *item_codes(struct arena *a, const struct plan_item *item)
{
    struct buf b = {0};
    for (size_t i = 0; item && i < item->nindicators; i++)
        buf_addf(&b, "%s%s「%s」", b.n ? "、" : "", item->indicators[i]->code, item->indicators[i]->name);
    const char *s = b.n ? arena_printf(a, "这一项的指标：%s", b.p) : "这一项没有指标，不用填写";
    buf_drop(&b);
    return s;
}

static bool check_code(struct about *t)
{
    struct reading *r = t->r;
    char *written = node_attribute(r->a, t->e, "指标");
    struct place at = place_attribute(r->s, t->e, "指标");
    if (!written)
        return false;
    t->ind = plan_find_indicator(r->plan, t->v->indicator);
    const char *codes = item_codes(r->a, t->item);
    if (!t->ind) {
        SAY(r, S301, at, PATH(r, t->e), written, written, codes);
        return false;
    }
    if (strcmp(written, t->v->indicator) != 0)
        rule_changed(r, at, path_attribute(r->a, t->e, "指标", r->plan), written, t->v->indicator);
    if (!t->item || t->faulty_item || t->ind->item == t->item->no)
        return true;
    SAY(r, S302, at, PATH(r, t->e), NULL, t->ind->code, t->ind->name, arena_printf(r->a, "%d", t->ind->item), codes);
    return false;
}

static bool check_twice(struct about *t, const struct sub_item *it)
{
    for (const struct value *v = it->values; v < t->v; v++)
        if (strcmp(v->indicator, t->v->indicator) == 0) {
            SAY(t->r, S303, place_attribute(t->r->s, t->e, "指标"), PATH(t->r, t->e), NULL, v->indicator,
                arena_printf(t->r->a, "%u", v->line));
            return false;
        }
    return true;
}

static bool check_unit(struct about *t)
{
    char *unit = node_attribute(t->r->a, t->e, "单位");
    bool good = !unit || !text_trim(t->r->a, unit)[0] || number_same_unit(t->r->a, unit, t->ind->unit);
    if (!good)
        SAY(t->r, S307, place_attribute(t->r->s, t->e, "单位"), PATH(t->r, t->e), unit, unit, t->ind->unit, "");
    return good;
}

/* Turns what number_read found into a message; true if there is a figure to go on with. */
static bool check_form(struct about *t, const struct number *n)
{
    struct reading *r = t->r;
    const char *s = t->v->as_written, *path = PATH(r, t->e);
    switch (n->fault) {
    case NUMBER_OK:
        if (n->changed)
            rule_changed(r, t->at, path, s, n->text);
        return true;
    case NUMBER_WORDS: SAY(r, S305, t->at, path, s, s); break;
    case NUMBER_MAGNITUDE:
        SAY(r, S306, t->at, path, s, s, n->detail,
            n->hint ? arena_printf(r->a, "%s（以%s为单位）", n->hint, t->ind->unit) : "写出全部数字");
        break;
    case NUMBER_UNIT:
        SAY(r, S307, t->at, path, s, n->detail, t->ind->unit, n->hint ? arena_printf(r->a, "（即 %s）", n->hint) : "");
        break;
    case NUMBER_TAIL: SAY(r, S321, t->at, path, s, s, n->detail, n->text); break;
    case NUMBER_ABOUT:
    case NUMBER_RANGE: SAY(r, S308, t->at, path, s, s); break;
    case NUMBER_GROUPING: SAY(r, S316, t->at, path, s, s); break;
    case NUMBER_TOO_BIG: SAY(r, S311, t->at, path, s, s); break;
    case NUMBER_FORM:
        if (s[0])
            SAY(r, S309, t->at, path, s, s);
        break;
    }
    return false;
}

/* Things that are counted one by one */
static bool whole_unit(const char *unit)
{
    static const char *const whole[] = {"人", "人次", "名", "次", "场", "场次", "期", "户", "个", "家", "件", "起", "例", "宗", "条",
                                        "批", "份", "篇", "处", "座", "所", "套", "辆", "项"};
    for (size_t i = 0; i < sizeof whole / sizeof whole[0]; i++)
        if (strcmp(unit, whole[i]) == 0)
            return true;
    return false;
}

static void check_percent(struct about *t)
{
    static const decimal hundred = {100 * INT64_C(1000000)};
    if (strcmp(t->ind->unit, "%") != 0 || decimal_cmp(t->v->number, hundred) <= 0)
        return;
    const char *shown = decimal_format(t->r->a, t->v->number), *path = PATH(t->r, t->e);
    if (t->ind->has_target && t->ind->relation == REL_EQ && decimal_cmp(t->ind->target, hundred) == 0)
        SAY(t->r, S313, t->at, path, shown, shown);
    else
        SAY(t->r, S314, t->at, path, shown, shown);
}

static const struct value *value_in(const struct submission *s, int item, const char *code)
{
    const struct sub_item *it = submission_item(s, item);
    for (size_t i = 0; it && i < it->nvalues; i++)
        if (strcmp(it->values[i].indicator, code) == 0)
            return &it->values[i];
    return NULL;
}

static void say_falling(struct about *t, const struct value *before, struct quarter q)
{
    struct reading *r = t->r;
    const char *when = quarter_cmp(q, quarter_prev(r->out->quarter)) == 0 ? "上季度" : quarter_chinese(r->a, q);
    SAY(r, S315, t->at, PATH(r, t->e), NULL, decimal_format(r->a, t->v->number), decimal_format(r->a, before->number), when);
}

static void say_above_later(struct about *t, const struct value *later, struct quarter q)
{
    struct reading *r = t->r;
    SAY(r, S318, t->at, PATH(r, t->e), NULL, decimal_format(r->a, t->v->number), decimal_format(r->a, later->number),
        quarter_chinese(r->a, q));
}

/* 累计 counts from the start of the year: within a year it does not fall. Compared with the nearest quarter that has the figure. */
static void check_falling(struct about *t)
{
    struct reading *r = t->r;
    struct quarter own = r->out->quarter;
    const struct value *v = NULL;
    if (t->ind->scope != SCOPE_CUMULATIVE || !own.year)
        return;
    struct quarter q = own;
    while (!v && q.q > 1)
        v = value_in(r->year[(q = quarter_prev(q)).q - 1], t->ind->item, t->ind->code);
    if (v && decimal_cmp(t->v->number, v->number) < 0)
        say_falling(t, v, q);
    v = NULL;
    q = own;
    while (!v && q.q < 4)
        v = value_in(r->year[(q = quarter_next(q)).q - 1], t->ind->item, t->ind->code);
    if (v && decimal_cmp(t->v->number, v->number) > 0)
        say_above_later(t, v, q);
}

/* The submission of another unit for the same quarter, asked for once. */
static const struct submission *of_other(struct reading *r, const struct unit *u)
{
    size_t i = (size_t)(u - r->plan->units);
    if (!r->others)
        r->others = arena_calloc(r->a, r->plan->nunits, sizeof *r->others);
    if (!r->others[i].asked) {
        r->others[i].asked = true;
        r->others[i].sub = r->history && r->history->current ? r->history->current(r->history->ctx, u->code, r->out->quarter) : NULL;
    }
    return r->others[i].sub;
}

static bool is_responsible(const struct plan_item *item, const struct unit *u)
{
    for (size_t i = 0; i < item->nresponsible; i++)
        if (item->responsible[i] == u)
            return true;
    return false;
}

/* Units that answer for one figure together report the same one — unless their figures are parts that are added or averaged. */
static void check_others(struct about *t)
{
    struct reading *r = t->r;
    const struct unit *own = r->out->unit;
    bool parts = t->ind->aggregate == AGG_SUM || t->ind->aggregate == AGG_AVERAGE;
    if (parts || !t->item || !own || !r->out->quarter.year || r->wrong_quarter || !is_responsible(t->item, own))
        return;
    struct buf said = {0}, who = {0};
    for (size_t i = 0; i < t->item->nresponsible; i++) {
        const struct unit *u = t->item->responsible[i];
        const struct value *v = u == own ? NULL : value_in(of_other(r, u), t->ind->item, t->ind->code);
        if (!v || decimal_cmp(v->number, t->v->number) == 0)
            continue;
        buf_addf(&said, "%s%s报的是 %s", said.n ? "，" : "", u->shortname, decimal_format(r->a, v->number));
        buf_addf(&who, "%s%s", who.n ? "、" : "", u->shortname);
    }
    if (said.n)
        SAY(r, S317, t->at, PATH(r, t->e), NULL, decimal_format(r->a, t->v->number), said.p, who.p, t->ind->name);
    buf_drop(&said);
    buf_drop(&who);
}

/* False if the value stands under a wrong code, so that another one may be missing for it. */
static bool check_value(struct about *t, const struct sub_item *it)
{
    struct reading *r = t->r;
    if (!check_code(t) || !check_twice(t, it))
        return false;
    bool right_unit = check_unit(t);
    struct number n = number_read(r->a, t->v->as_written, t->ind->unit);
    t->v->number = n.value;
    if (!check_form(t, &n) || !right_unit)
        return true;
    if (n.value.millionths < 0) {
        SAY(r, S310, t->at, PATH(r, t->e), t->v->as_written, n.text);
        return true;
    }
    if (whole_unit(t->ind->unit) && n.value.millionths % 1000000 != 0)
        SAY(r, S312, t->at, PATH(r, t->e), t->v->as_written, n.text, t->ind->unit);
    check_percent(t);
    check_falling(t);
    check_others(t);
    return true;
}

static bool has_value(const struct sub_item *it, const char *code)
{
    for (size_t i = 0; i < it->nvalues; i++)
        if (strcmp(it->values[i].indicator, code) == 0)
            return true;
    return false;
}

/* wrong: values under a wrong code, which are probably the missing ones */
static void check_missing(struct reading *r, const struct sub_item *it, const struct item_nodes *x, size_t wrong)
{
    if (!x->plan || x->faulty || !r->out->unit || x->plan->lead != r->out->unit)
        return;
    size_t missing = 0;
    for (size_t i = 0; i < x->plan->nindicators; i++)
        missing += !has_value(it, x->plan->indicators[i]->code);
    if (missing <= wrong)
        return;
    for (size_t i = 0; i < x->plan->nindicators; i++) {
        const struct indicator *ind = x->plan->indicators[i];
        if (!has_value(it, ind->code))
            SAY(r, S304, place_element(r->s, x->item), PATH(r, x->item), NULL, ind->code, ind->name);
    }
}

void rules_values(struct reading *r)
{
    for (size_t i = 0; i < r->sub->nitems; i++) {
        struct sub_item *it = &r->sub->items[i];
        const struct item_nodes *x = &r->nodes[i];
        size_t wrong = 0;
        for (size_t k = 0; k < it->nvalues; k++) {
            struct about t = {.r = r, .v = &it->values[k], .e = x->value[k], .item = x->plan,
                              .at = place_value(r->s, x->value[k]), .faulty_item = x->faulty};
            wrong += !check_value(&t, it);
        }
        check_missing(r, it, x, wrong);
    }
}

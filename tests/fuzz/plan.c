/* Bytes of a 工作方案 → plan. A plan that is taken is whole: every reference is there and every name finds its unit. */
#include "fuzz.h"

#include "plan/plan.h"

#include <string.h>

const char fuzz_dictionary[] = "tests/fuzz/dict/plan.dict";

static void check_items(const struct plan *p)
{
    for (size_t i = 0; i < p->nitems; i++) {
        const struct plan_item *it = &p->items[i];
        MUST(it->lead && it->nresponsible && it->responsible[0] == it->lead, "item %d without a lead", it->no);
        MUST(i == 0 || p->items[i - 1].no < it->no, "items out of order");
        MUST(plan_find_item(p, it->no) == it, "item %d cannot be found", it->no);
        MUST(plan_assigned(it, it->lead), "item %d: its lead is not assigned", it->no);
        for (size_t k = 0; k < it->nindicators; k++)
            MUST(it->indicators[k]->item == it->no, "indicator %s of another item", it->indicators[k]->code);
    }
    for (size_t i = 0; i < p->nindicators; i++)
        MUST(plan_find_indicator(p, p->indicators[i].code) == &p->indicators[i], "indicator %s cannot be found", p->indicators[i].code);
}

static void check_units(const struct plan *p, struct arena *a)
{
    for (size_t i = 0; i < p->nunits; i++) {
        const struct unit *u = &p->units[i];
        MUST(plan_find_unit(p, u->code) && plan_find_unit(p, u->name) == u && plan_find_unit(p, u->shortname) == u, "unit %s cannot be found", u->code);
        for (size_t k = 0; k < u->nalias; k++)
            MUST(plan_find_unit(p, u->alias[k]) == u, "unit %s: alias %s", u->code, u->alias[k]);
        const struct unit *like[PLAN_SUGGESTED];
        plan_suggest_units(p, arena_printf(a, "%s局", u->shortname), like);
        plan_must_report(p, u);
    }
    for (int q = 1; q <= 4; q++)
        MUST(date_valid(plan_deadline(p, (struct quarter){2022, (int8_t)q})), "no deadline");
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct plan *plan = NULL;
    int rc = plan_parse(&plan, a, (const char *)p, n, "方案.xml", "templates/schema", &ds);
    enum severity worst = fuzz_messages(&ds);
    MUST((rc == 0) == (worst < SEV_ERROR), "status %d, worst %d", rc, (int)worst);
    MUST(worst < SEV_FATAL, "fatal");
    if (rc == 0) {
        MUST(plan, "no plan");
        check_units(plan, a);
        check_items(plan);
    }
    arena_drop(a);
    return 0;
}

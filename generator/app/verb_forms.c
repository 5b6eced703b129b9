/* jibao forms: blank submissions of the quarter to come. */
#include "app/verb.h"

#include "app/lineage.h"
#include "forms/forms.h"

int verb_forms(struct run *run, const struct command *c)
{
    struct world w;
    struct stored_quarter *before = NULL;
    struct quarter q;
    (void)c;
    if (world_open(&w, run, store_exists(run) ? OPEN_STORE_READ : 0) != 0 || world_plan(&w, run->a) != 0)
        return failed(&w);
    if (!w.plan)
        return no_plan(&w);
    if (world_quarter(&w, &q) != 0)
        return failed(&w);
    if (!run->quarter.year && w.store)
        q = quarter_next(q);
    world_use(&w, q);
    if (w.store && world_load(&w, quarter_prev(q), &before) != 0)
        return failed(&w);
    int n = forms_write(run, w.plan, q, before ? lineage_quarter(run->a, w.plan, before) : NULL, &run->diags);
    if (n < 0)
        return failed(&w);
    print_messages(run);
    world_close(&w);
    verdict(run, "%s：空白表 %d 份和填报网页在 %s/%s/空白表/。", quarter_chinese(run->a, q), n, run->output, quarter_name(run->a, q));
    return STATUS_WELL;
}

/* What became of a judged file: what the store adds to its messages, how many 警告 want a word yet, whether it counts at all. */
#include "intake/parts.h"

#include <string.h>

bool message_unexplained(const struct diag *d)
{
    size_t n = d->mend ? strlen(d->mend) : 0, k = strlen(INTAKE_UNEXPLAINED);
    return d->severity == SEV_WARNING && n >= k && strcmp(d->mend + n - k, INTAKE_UNEXPLAINED) == 0;
}

size_t intake_unexplained(const struct diags *ds)
{
    size_t n = 0;
    for (size_t i = 0; i < ds->n; i++)
        n += message_unexplained(&ds->v[i]);
    return n;
}

const char *intake_kept(const struct diags *ds)
{
    static const struct { enum msg msg; const char *words; } known[] = {
        {MSG_T205, "重复，不另算一版"}, {MSG_S114, "只存档，不作为现行报送"}, {MSG_T203, "只存档，不作为现行报送"},
        {MSG_T204, "只存档，不作为现行报送"}, {MSG_T207, "只存档，没有撤回"}, {MSG_T208, "只存档，没有撤回"},
    };
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++)
        if (diags_find(ds, known[k].msg))
            return known[k].words;
    return NULL;
}

static void leave_out(struct diags *ds, enum msg m)
{
    size_t n = 0;
    for (size_t i = 0; i < ds->n; i++)
        if (ds->v[i].msg != m)
            ds->v[n++] = ds->v[i];
    ds->n = n;
}

/* S190 gives the number of those that are there now. */
static void count_again(struct diags *ds)
{
    struct diag *told = diags_find(ds, MSG_S190);
    size_t n = intake_unexplained(ds);
    if (told && n)
        diag_retell(ds, told, (const char *const[]){arena_printf(ds->a, "%zu", n), NULL});
    else if (told)
        leave_out(ds, MSG_S190);
}

void intake_add(struct diags *all, struct diags *added, const struct paras *notes)
{
    size_t n = added->n;
    struct judged own = {.diags = *added};
    explain_warnings(&own, added->a, /*plan*/ NULL, notes);
    *added = own.diags;
    if (diags_find(all, MSG_S190)) /* what 说明 lacks was told */
        added->n = n;
    diags_append(all, added);
    added->n = n;
    count_again(all);
}

void intake_drop(struct diags *all, enum msg m)
{
    leave_out(all, m);
    count_again(all);
}

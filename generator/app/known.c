#include "app/known.h"

enum { SHOWN = 20 };

static const char *receipt(struct arena *a, int64_t number) { return arena_printf(a, "%06lld", (long long)number); }

int known_put_back(struct world *w, const char *file, int64_t number)
{
    struct diags *ds = &w->run->diags;
    struct date arrived;
    int64_t last;
    if (store_last_named(w->store, file, &last, &arrived, ds) != 0)
        return -1;
    if (last != number)
        DIAG(ds, S413, ((struct place){.file = file}), NULL, NULL, file, receipt(ds->a, number), receipt(ds->a, last));
    return 0;
}

int known_refused(struct world *w, const struct file_list *files, const int64_t *number)
{
    struct diags *ds = &w->run->diags;
    struct buf names = {0};
    size_t n = 0;
    int rc = 0;
    for (size_t i = 0; i < files->n && rc >= 0; i++) {
        if (!number[i] || (rc = store_refused_by_plan(w->store, number[i], ds)) <= 0)
            continue;
        if (n++ < SHOWN)
            buf_addf(&names, "%s%s（回执 %s）", n > 1 ? "、" : "", files->v[i].relative, receipt(ds->a, number[i]));
    }
    if (n > SHOWN)
        buf_adds(&names, " 等");
    if (n && rc >= 0)
        DIAG(ds, S414, ((struct place){.file = w->run->input}), NULL, NULL, arena_printf(ds->a, "%zu", n), buf_str(&names));
    buf_drop(&names);
    return rc < 0 ? -1 : 0;
}

int known_entry(struct world *w, const char *file, struct date entry)
{
    struct diags *ds = &w->run->diags;
    struct stored_file f;
    struct date arrived;
    int64_t last;
    if (store_last_named(w->store, file, &last, &arrived, ds) != 0)
        return -1;
    int rc = last && date_cmp(arrived, entry) == 0 ? store_registered(w->store, ds->a, last, &f, ds) : 0;
    if (rc > 0)
        DIAG(ds, S415, ((struct place){.file = file}), NULL, NULL, file, receipt(ds->a, last), date_iso(ds->a, entry));
    return rc < 0 ? -1 : 0;
}

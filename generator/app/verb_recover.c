/* jibao recover: what can be read of a damaged store, in a new one. */
#include "app/verb.h"

#include "base/file.h"

#include <string.h>

struct mender { struct world *w; struct arena *plans; bool looked; int plan; /* as find_plan */ struct store *fresh; struct arena *scratch; const char *folder; };

static const struct submission *current(void *ctx, const char *unit, struct quarter q)
{
    struct mender *m = ctx;
    return store_current(m->fresh, m->scratch, unit, q);
}

/* The plan that was rescued, else the one in input/. 1: there is none; -1: fault, told. */
static int find_plan(struct mender *m, struct store *fresh)
{
    struct world *w = m->w;
    if (!m->looked) {
        w->store = fresh;
        m->plan = world_plan(w, m->plans) != 0 ? -1 : w->plan ? 0 : 1;
        w->store = NULL;
        m->looked = true;
    }
    return m->plan;
}

static int judge(void *ctx, struct store *fresh, struct arena *a, const struct stored_file *f, const char *bytes, size_t n,
                 struct judged *out)
{
    struct mender *m = ctx;
    int rc = find_plan(m, fresh);
    if (rc != 0)
        return rc;
    m->fresh = fresh;
    m->scratch = a;
    struct history h = {m, current};
    intake_judge(out, a, m->w->plan, &h, f->file, bytes, n, m->w->schema_dir, f->judged);
    if (diags_worst(&out->diags) != SEV_FATAL)
        return 0;
    diags_append(&m->w->run->diags, &out->diags);
    return -1;
}

static int orphan(void *ctx, const char *sha256, const char *bytes, size_t n)
{
    struct mender *m = ctx;
    char *path = arena_printf(m->plans, "%s/原件-%.12s.xml", m->folder, sha256);
    return file_write(path, bytes, n, &m->w->run->diags) == WRITE_FAILED ? -1 : 0;
}

int verb_recover(struct run *run, const struct command *c)
{
    (void)c;
    struct world w;
    struct recovery r;
    if (world_open(&w, run, OPEN_PROFILE) != 0)
        return failed(&w);
    struct mender m = {.w = &w, .plans = run->a, .folder = arena_printf(run->a, "%s/恢复的原件", run->output)};
    const char *folder;
    struct recoverer with = {&m, highest_receipt(run, &folder), judge, orphan};
    if (store_recover(arena_printf(run->a, "%s/jibao.db", run->output), run->a, run->today, &with, &r, &run->diags) != 0)
        return failed(&w);
    if (r.orphans)
        DIAG(&run->diags, T407, NOWHERE, NULL, NULL, arena_printf(run->a, "%zu", r.orphans), m.folder);
    print_messages(run);
    world_close(&w);
    if (r.sound) {
        verdict(run, "库完好，没有需要恢复的。");
        return STATUS_WELL;
    }
    verdict(run, "恢复完毕：救回原件 %zu 件，遗失回执 %zu 件；还在 %s/ 里的文件，运行 jibao run 会重新收件。", r.originals, r.nlost, run->input);
    return r.nlost || r.orphans ? STATUS_ATTENTION : STATUS_WELL;
}

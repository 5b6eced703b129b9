/* jibao audit: is what the store holds what was received, and is what lies in output/ what was written? */
#include "app/papers.h"
#include "app/verb.h"

#include "base/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A scan may have been put in a paper's place, so these are for a person to judge. */
static int audit_papers(struct world *w)
{
    struct run *run = w->run;
    struct printed *v;
    size_t n;
    if (store_printed(w->store, run->a, (struct quarter){0}, &v, &n, &run->diags) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        char *file = arena_printf(run->a, "%s/%s", run->output, v[i].path);
        struct place at = {.file = file};
        if (!file_exists(file)) {
            if (v[i].sha256)
                DIAG(&run->diags, C121, at, NULL, NULL, v[i].path);
        } else if (!ours_as_written(file, &v[i]))
            DIAG(&run->diags, C122, at, NULL, NULL, v[i].path);
    }
    return 0;
}

/* ---- receipts ---- */

static int by_number(const void *key, const void *x)
{
    int64_t a = *(const int64_t *)key, b = ((const struct numbered *)x)->number;
    return (a > b) - (a < b);
}

/*
 * Receipts lie outside the store: one that it does not know, or knows with another file behind it, shows that its end was cut off
 * or that another store was put in its place. A number that a recovery told as lost is known.
 */
static int audit_strangers(struct world *w)
{
    struct run *run = w->run;
    struct file_list files = {0};
    struct numbered *v;
    int64_t highest;
    size_t n;
    int bad = 0;
    if (store_numbers(w->store, run->a, (struct quarter){0}, &v, &n, &highest, &run->diags) != 0 ||
        file_list(run->a, run->output, ".json", &files, &run->diags) != 0)
        return -1;
    struct arena *a = arena_new();
    for (size_t i = 0; i < files.n; i++, arena_reset(a)) {
        const char *in = strstr(files.v[i].relative, "/回执/");
        int64_t number = in ? atoll(in + strlen("/回执/")) : 0;
        if (number < 1)
            continue;
        const struct numbered *known = n ? bsearch(&number, v, n, sizeof *v, by_number) : NULL;
        const char *sha = receipt_digest(a, files.v[i].path);
        if (known ? !sha || strcmp(sha, known->sha256) == 0 : number <= highest)
            continue;
        DIAG(&run->diags, C125, ((struct place){.file = files.v[i].path}), NULL, NULL, files.v[i].relative);
        bad++;
    }
    arena_drop(a);
    return bad ? -1 : 0;
}

/* The text alone, under a number that was never given. */
static int audit_strange_texts(struct world *w)
{
    struct run *run = w->run;
    const char *folder;
    int64_t last = store_last_number(w->store, &run->diags), most = highest_receipt(run, &folder);
    if (last >= 0 && most > last && !diags_find(&run->diags, MSG_C125))
        DIAG(&run->diags, C126, ((struct place){.file = folder}), NULL, NULL, folder, arena_printf(run->a, "%06lld", (long long)most),
             arena_printf(run->a, "%06lld", (long long)last))->severity = SEV_ERROR;
    return last < 0 || most > last ? -1 : 0;
}

static void tell_numbers(struct run *run, enum msg m, const int64_t *v, size_t n)
{
    struct buf b = {0};
    buf_add_numbers(&b, v, n);
    if (n)
        diag_add(&run->diags, m, NOWHERE, NULL, NULL, (const char *const[]){b.p, NULL});
    buf_drop(&b);
}

static int audit_receipts(struct world *w)
{
    struct run *run = w->run;
    struct receipt_faults f;
    if (world_stored_plan(w, run->a) != 0 || compare_receipts(w, (struct quarter){0}, &f) != 0)
        return -1;
    tell_numbers(run, MSG_C123, f.gone, f.ngone);
    tell_numbers(run, MSG_C124, f.other, f.nother);
    return 0;
}

/* ---- the whole ---- */

/* The hash that was noted after an earlier audit: 64 digits. */
static int audit_noted(struct world *w, const char *hash)
{
    struct run *run = w->run;
    int has = store_journal_has(w->store, hash, &run->diags);
    if (has == 0)
        DIAG(&run->diags, T313, NOWHERE, NULL, NULL, hash);
    return has;
}

static bool is_hash(const char *s) { return strlen(s) == 64 && strspn(s, "0123456789abcdef") == 64; }

int verb_audit(struct run *run, const struct command *c)
{
    const char *noted = c->nargs ? c->args[0] : NULL;
    struct world w;
    if (noted && !is_hash(noted)) {
        fprintf(stderr, "“%s”不是末条校验值，末条校验值是 64 位的数字和小写字母 a 到 f。\n用法见：jibao help audit\n", diag_safe(run->a, noted));
        return STATUS_USAGE;
    }
    if (world_open(&w, run, OPEN_PROFILE | OPEN_STORE_READ) != 0)
        return failed(&w);
    size_t before = diags_count(&run->diags, SEV_WARNING); /* what the profile's settings are told for is no finding */
    bool sound = store_audit(w.store, &run->diags) == 0;
    sound = (!noted || audit_noted(&w, noted) > 0) && sound;
    sound = audit_papers(&w) == 0 && sound;
    sound = audit_strangers(&w) == 0 && sound;
    sound = audit_strange_texts(&w) == 0 && sound;
    sound = sound && audit_receipts(&w) == 0; /* they follow from the records: of what was changed they say nothing new */
    size_t warnings = diags_count(&run->diags, SEV_WARNING) - before;
    print_messages(run);
    world_close(&w);
    if (!sound)
        verdict(run, "核对完毕：有不符之处，见上。");
    else if (warnings)
        verdict(run, "核对完毕：流水账完整，原件与登记一致；有 %zu 处需要看一看，见上。", warnings);
    else
        verdict(run, "核对完毕：流水账完整，原件与登记一致，写出的公文和回执没有变动。");
    return sound && !warnings ? STATUS_WELL : STATUS_ATTENTION;
}

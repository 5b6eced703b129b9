#include "app/verb.h"

#include "base/file.h"

int failed(struct world *w)
{
    struct run *run = w->run;
    print_messages(run);
    world_close(w);
    verdict(run, NOT_DONE);
    return STATUS_FAILED;
}

int no_plan(struct world *w)
{
    DIAG(&w->run->diags, C102, NOWHERE, NULL, NULL, w->run->input);
    return failed(w);
}

int open_quarter(struct world *w, struct run *run, unsigned what, struct quarter *q)
{
    if (world_open(w, run, what | OPEN_STORE_READ) != 0 || world_plan(w, run->a) != 0)
        return -1;
    if (!w->plan) {
        DIAG(&run->diags, C102, NOWHERE, NULL, NULL, run->input);
        return -1;
    }
    return world_quarter(w, q);
}

const char *taken_count(struct arena *a, const struct taken *t)
{
    const char *kept = t->kept ? arena_printf(a, "，其中重复或只存档 %d 件", t->kept) : "";
    const char *open = t->unexplained ? arena_printf(a, "%s警告未说明 %d 件", t->kept ? "、" : "，其中", t->unexplained) : "";
    return arena_printf(a, "新收 %d 件（接收 %d%s%s%s退回 %d）", t->files, t->accepted, kept, open, t->kept || t->unexplained ? "；" : "，", t->rejected);
}

bool store_exists(const struct run *run) { return file_exists(arena_printf(run->a, "%s/jibao.db", run->output)); }

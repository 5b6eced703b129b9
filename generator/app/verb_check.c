/* jibao check: validate files of every kind, store nothing. */
#include "app/verb.h"

#include "base/file.h"

#include <string.h>

enum { FILE_LIMIT = 32 * 1024 * 1024 };

static void check_submission(struct world *w, struct arena *a, const char *file, const char *bytes, size_t n, struct diags *ds)
{
    struct judged j;
    intake_judge(&j, a, w->plan, NULL, file, bytes, n, w->schema_dir, w->run->today);
    const struct plan *plan = j.quarter.year ? world_plan_of(w, j.quarter) : w->plan;
    if (plan != w->plan) /* only now is it known which plan counts */
        intake_judge(&j, a, plan, NULL, file, bytes, n, w->schema_dir, w->run->today);
    diags_append(ds, &j.diags);
}

static bool check_one(struct world *w, const char *path)
{
    struct run *run = w->run;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    char *bytes, *utf8;
    size_t n, nutf8;
    enum encoding enc;
    enum root_kind root = ROOT_UNKNOWN;
    if (file_read(a, path, FILE_LIMIT, &bytes, &n, &ds) == 0) {
        struct diags said = {.a = a};
        bool whole = intake_decode(a, path, bytes, n, &utf8, &nutf8, &enc, &said) == 0;
        root = intake_root(utf8, nutf8);
        struct plan *p;
        struct document *d;
        struct registered *r;
        enum register_doubt doubt;
        size_t entries;
        char *slash = strrchr(path, '/');
        char *dir = slash ? arena_strndup(a, path, (size_t)(slash - path)) : arena_strdup(a, ".");
        if (root == ROOT_PLAN)
            plan_parse(&p, a, bytes, n, path, w->schema_dir, &ds);
        else if (root == ROOT_DOCUMENT) {
            diags_append(&ds, &said);
            if (whole)
                document_parse(&d, a, utf8, nutf8, path, w->schema_dir, dir, &ds);
        } else if (root == ROOT_REGISTER) {
            intake_register_words(&said);
            diags_append(&ds, &said);
            if (whole)
                intake_register(a, path, utf8, nutf8, w->schema_dir, &r, &entries, &doubt, &ds);
        } else
            check_submission(w, a, path, bytes, n, &ds);
    }
    bool good = diags_worst(&ds) < SEV_ERROR;
    diags_print(&ds, stdout);
    if (!run->quiet)
        printf("%s：%s\n", diag_safe(a, path), good ? ds.n ? "可以接收，请看上面的警告和提示" : "没有问题" : "有错误，不能接收");
    arena_drop(a);
    return good;
}

int verb_check(struct run *run, const struct command *c)
{
    struct world w;
    if (world_open(&w, run, store_exists(run) ? OPEN_STORE_READ : 0) != 0 ||
        (world_plan(&w, run->a) != 0 && diags_worst(&run->diags) == SEV_FATAL))
        return failed(&w);
    bool planless = diags_worst(&run->diags) >= SEV_ERROR; /* the plan in input/ is faulty: it may be the file asked about */
    int bad = 0;
    for (size_t i = 0; i < c->nargs; i++)
        bad += !check_one(&w, c->args[i]);
    print_messages(run);
    world_close(&w);
    const char *how = bad ? "检查 %zu 个文件，%d 个有错误。" : planless ? "检查 %zu 个文件，%d 个有错误；工作方案有错误，见上。"
                    : "检查 %zu 个文件，%d 个有错误，都可以接收。";
    verdict(run, how, c->nargs, bad);
    return bad || planless ? STATUS_ATTENTION : STATUS_WELL;
}

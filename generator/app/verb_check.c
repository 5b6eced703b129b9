/* jibao check: validate files of every kind, store nothing. */
#include "app/judging.h"
#include "app/verb.h"

#include "base/file.h"

#include <string.h>

enum { FILE_LIMIT = 32 * 1024 * 1024 };

/* What the rules could not look at. The first quarter of a plan has none before it. */
static void tell_uncompared(const struct world *w, const char *file, struct judged *j, struct past past)
{
    const struct plan *plan = j->quarter.year ? world_plan_of(w, j->quarter) : NULL;
    struct arena *a = j->diags.a;
    struct place at = {.file = file};
    if (!plan || !j->unit)
        return;
    if (!w->store)
        DIAG(&j->diags, C111, at, NULL, NULL, arena_printf(a, "还没有数据库（%s/jibao.db）", w->run->output));
    else if (past.asked && quarter_cmp(j->quarter, date_quarter(plan->start)) > 0 &&
             (!past.earliest.year || quarter_cmp(past.earliest, j->quarter) >= 0))
        DIAG(&j->diags, C112, at, NULL, NULL, j->unit->shortname, quarter_chinese(a, j->quarter));
}

static void check_document(struct world *w, struct arena *a, const char *path, const char *utf8, size_t n, struct diags *ds)
{
    struct document *d;
    const char *slash = strrchr(path, '/'), *dir = slash ? arena_strndup(a, path, (size_t)(slash - path)) : ".";
    document_parse(&d, a, utf8, n, path, w->schema_dir, dir, ds);
}

/* Judges by what the file is. */
static void check_bytes(struct world *w, struct arena *a, const char *path, const char *bytes, size_t n, struct judged *j)
{
    struct diags said = {.a = a}, *ds = &j->diags;
    char *utf8;
    size_t nutf8, entries;
    struct plan *p;
    struct registered *r;
    enum register_doubt doubt;
    bool whole = intake_decode(a, path, bytes, n, &utf8, &nutf8, &j->encoding, &said) == 0;
    j->root = intake_root(utf8, nutf8);
    if (j->root == ROOT_PLAN) {
        plan_parse(&p, a, bytes, n, path, w->schema_dir, ds);
    } else if (j->root == ROOT_DOCUMENT) {
        diags_append(ds, &said);
        if (whole)
            check_document(w, a, path, utf8, nutf8, ds);
    } else if (j->root == ROOT_REGISTER) {
        intake_register_words(&said);
        diags_append(ds, &said);
        if (whole)
            intake_register(a, path, utf8, nutf8, w->schema_dir, &r, &entries, &doubt, ds);
    } else {
        tell_uncompared(w, path, j, judge_submission(w, a, path, bytes, n, j));
    }
}

static void print_text(const struct judged *j, const char *path, bool quiet)
{
    struct buf b = {0};
    diags_print(&j->diags, stdout);
    if (j->nchanges)
        buf_adds(&b, "按统一写法换算的内容（原件没有改动，请核对）：\n");
    receipt_changes(j, &b);
    fputs(buf_str(&b), stdout);
    buf_drop(&b);
    bool good = diags_worst(&j->diags) < SEV_ERROR;
    if (!quiet)
        printf("%s：%s\n", diag_safe(j->diags.a, path), !good ? "有错误，不能接收" : j->diags.n ? "可以接收，请看上面的警告和提示"
               : j->nchanges ? "没有问题，请核对上面换算的内容" : "没有问题");
}

/* json: where the file's receipt goes, as one of a list; NULL: everything is printed as text. */
static bool check_one(struct world *w, const char *path, struct buf *json)
{
    struct arena *a = arena_new();
    struct judged j = {.diags = {.a = a}};
    char *bytes, sha[65] = "";
    size_t n;
    if (file_read(a, path, FILE_LIMIT, &bytes, &n, &j.diags) == 0) {
        file_sha256(bytes, n, sha);
        check_bytes(w, a, path, bytes, n, &j);
    }
    bool good = diags_worst(&j.diags) < SEV_ERROR;
    if (!good && j.verdict == VERDICT_ACCEPTED)
        j.verdict = VERDICT_REJECTED;
    if (json) {
        buf_adds(json, json->n ? ",\n" : "[\n");
        receipt_json(&(struct receipt){.file = path, .sha256 = sha[0] ? sha : NULL, .judged = &j}, json);
    } else {
        print_text(&j, path, w->run->quiet);
    }
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
    struct buf json = {0};
    for (size_t i = 0; i < c->nargs; i++)
        bad += !check_one(&w, c->args[i], run->json ? &json : NULL);
    if (run->json)
        printf("%s]\n", buf_str(&json));
    buf_drop(&json);
    print_messages(run);
    world_close(&w);
    const char *how = bad ? "检查 %zu 个文件，%d 个有错误。" : planless ? "检查 %zu 个文件，%d 个有错误；工作方案有错误，见上。"
                    : "检查 %zu 个文件，%d 个有错误，都可以接收。";
    verdict(run, how, c->nargs, bad);
    return bad || planless ? STATUS_ATTENTION : STATUS_WELL;
}

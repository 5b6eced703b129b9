#include "app/app.h"

#include "backend/backend.h"
#include "base/file.h"
#include "report/report.h"
#include "typeset/typeset.h"

#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 32 * 1024 * 1024 };

/* The end of every verb that failed: the messages, and one clear line. */
static int failed(struct world *w)
{
    struct run *run = w->run;
    print_messages(run);
    world_close(w);
    verdict(run, "没有完成：原因见上面的“致命”或“错误”一行。");
    return STATUS_FAILED;
}

static bool set_quarter(struct run *run, const char *const args[])
{
    if (!args[0])
        return true;
    if (args[1] || !quarter_parse(args[0], &run->quarter)) {
        DIAG(&run->diags, C101, NOWHERE, NULL, NULL, arena_printf(run->a, "“%s”不是季度，季度写作 2022Q4", args[args[1] ? 1 : 0]));
        return false;
    }
    return true;
}

static int usage(struct run *run)
{
    print_messages(run);
    return STATUS_USAGE;
}

static int no_plan(struct world *w)
{
    DIAG(&w->run->diags, C102, NOWHERE, NULL, NULL, w->run->input);
    return failed(w);
}

static void tell_taken(const struct run *run, const struct taken *t)
{
    say(run, "收件：新收 %d 件（接收 %d，退回 %d），以前收过 %d 件，留待下次 %d 件\n", t->files, t->accepted, t->rejected, t->known, t->left);
}

int verb_intake(struct run *run, const char *const args[])
{
    struct world w;
    struct taken t;
    (void)args;
    if (world_open(&w, run, OPEN_PROFILE | OPEN_STORE) != 0 || take_in(&w, &t) != 0)
        return failed(&w);
    bool attention = t.rejected || t.left || diags_worst(&run->diags) >= SEV_ERROR;
    tell_taken(run, &t);
    print_messages(run);
    world_close(&w);
    if (!t.files && !attention)
        verdict(run, "没有新的来件。");
    else
        verdict(run, attention ? "收件完毕，有 %d 件被退回，请看 %s/ 里的回执。" : "收件完毕，新收的 %d 件全部接收（回执在 %s/）。",
                attention ? t.rejected + t.left : t.files, run->output);
    return attention ? STATUS_ATTENTION : STATUS_WELL;
}

static int verdict_of_run(struct run *run, const char *q, const struct tally *t, const struct taken *in, const struct published *out)
{
    bool failed_documents = out->failed > 0, attention = failed_documents || t->missing || t->rejected || in->rejected || in->left;
    const char *news = !in->files && !out->written ? "没有新的来件，文件都没有变化；" : "";
    if (failed_documents)
        verdict(run, "%s：%s写出公文 %d 份，%d 份没有生成（原因见上），需要处理。", q, news, out->documents - out->failed, out->failed);
    else if (attention)
        verdict(run, "%s：%s公文 %d 份已备齐，待签字盖章；需要过问：未报 %d 个单位、退回未改 %d 个单位、本次退回 %d 件。", q, news,
                out->documents, t->missing, t->rejected, in->rejected);
    else
        verdict(run, "%s：%s公文 %d 份已备齐，各单位全部报齐，待签字盖章。", q, news, out->documents);
    return attention ? STATUS_ATTENTION : STATUS_WELL;
}

int verb_run(struct run *run, const char *const args[])
{
    struct world w;
    struct taken in;
    struct published out;
    struct stored_quarter *now;
    struct quarter q;
    if (!set_quarter(run, args))
        return usage(run);
    if (world_open(&w, run, OPEN_PROFILE | OPEN_FONTS | OPEN_STORE) != 0 || take_in(&w, &in) != 0)
        return failed(&w);
    if (!w.plan)
        return no_plan(&w);
    tell_taken(run, &in);
    if (world_quarter(&w, &q) != 0 || publish(&w, q, NULL, &out) != 0 ||
        store_load_quarter(w.store, run->a, w.plan, q, &now, &run->diags) != 0)
        return failed(&w);
    struct tally t;
    tally_quarter(w.plan, now, &t);
    say(run, "报送：应报 %d 个单位，按时 %d，逾期 %d，退回 %d，未报 %d；另有乡镇 %d 个\n", t.must, t.on_time, t.late, t.rejected, t.missing, t.townships);
    say(run, "公文：%d 份（新写 %d，未变 %d，失败 %d），在 %s/%s/\n", out.documents, out.written, out.same, out.failed, run->output, quarter_name(run->a, q));
    print_messages(run);
    world_close(&w);
    return verdict_of_run(run, quarter_chinese(run->a, q), &t, &in, &out);
}

int verb_report(struct run *run, const char *const args[], const char *only)
{
    struct world w;
    struct published out;
    struct quarter q;
    if (!set_quarter(run, args))
        return usage(run);
    if (world_open(&w, run, OPEN_PROFILE | OPEN_FONTS | OPEN_STORE) != 0 || world_plan(&w, run->a) != 0)
        return failed(&w);
    if (!w.plan)
        return no_plan(&w);
    if (world_quarter(&w, &q) != 0 || publish(&w, q, only, &out) != 0)
        return failed(&w);
    print_messages(run);
    world_close(&w);
    if (!out.documents) {
        verdict(run, "%s没有可写的公文%s%s。", quarter_chinese(run->a, q), only ? "：没有" : "", only ? only : "");
        return STATUS_ATTENTION;
    }
    verdict(run, "%s：公文 %d 份（新写 %d，未变 %d，失败 %d）。", quarter_chinese(run->a, q), out.documents, out.written, out.same, out.failed);
    return out.failed ? STATUS_ATTENTION : STATUS_WELL;
}

/* Opens the store for reading, the plan and the quarter asked for. */
static int open_quarter(struct world *w, struct run *run, unsigned what, struct quarter *q)
{
    if (world_open(w, run, what | OPEN_STORE_READ) != 0 || world_plan(w, run->a) != 0)
        return -1;
    if (!w->plan) {
        DIAG(&run->diags, C102, NOWHERE, NULL, NULL, run->input);
        return -1;
    }
    return world_quarter(w, q);
}

int verb_status(struct run *run, const char *const args[])
{
    struct world w;
    struct quarter q;
    struct stored_quarter *now;
    struct buf out = {0};
    if (!set_quarter(run, args))
        return usage(run);
    if (open_quarter(&w, run, 0, &q) != 0 || store_load_quarter(w.store, run->a, w.plan, q, &now, &run->diags) != 0)
        return failed(&w);
    struct tally t;
    tally_quarter(w.plan, now, &t);
    print_status(&w, now, &out, run->json);
    fputs(buf_str(&out), stdout);
    buf_drop(&out);
    print_messages(run);
    world_close(&w);
    verdict(run, "应报 %d 个单位：按时 %d，逾期 %d，退回 %d，未报 %d。", t.must, t.on_time, t.late, t.rejected, t.missing);
    return t.rejected || t.missing ? STATUS_ATTENTION : STATUS_WELL;
}

int verb_data(struct run *run, const char *const args[])
{
    struct world w;
    struct quarter q;
    struct stored_quarter *now, *before;
    if (!set_quarter(run, args))
        return usage(run);
    if (open_quarter(&w, run, OPEN_PROFILE, &q) != 0 || store_load_quarter(w.store, run->a, w.plan, q, &now, &run->diags) != 0 ||
        store_load_quarter(w.store, run->a, w.plan, quarter_prev(q), &before, &run->diags) != 0)
        return failed(&w);
    xmlDocPtr x = report_data(run, w.plan, now, before->nfiles ? before : NULL, w.profile, &run->diags);
    if (!x)
        return failed(&w);
    xmlChar *xml = NULL;
    int n = 0;
    xmlDocDumpFormatMemoryEnc(x, &xml, &n, "UTF-8", 1);
    fwrite(xml, 1, (size_t)n, stdout);
    xmlFree(xml);
    xmlFreeDoc(x);
    print_messages(run);
    world_close(&w);
    return STATUS_WELL;
}

/* ---- check ---- */

static void check_submission(struct world *w, struct arena *a, const char *file, const char *bytes, size_t n, struct diags *ds)
{
    struct judged j;
    intake_judge(&j, a, w->plan, NULL, file, bytes, n, w->schema_dir, w->run->today);
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
        struct diags quiet = {.a = a};
        if (intake_decode(a, path, bytes, n, &utf8, &nutf8, &enc, &quiet) == 0)
            root = intake_root(utf8, nutf8);
        struct plan *p;
        struct document *d;
        char *slash = strrchr(path, '/');
        char *dir = slash ? arena_strndup(a, path, (size_t)(slash - path)) : arena_strdup(a, ".");
        if (root == ROOT_PLAN)
            plan_parse(&p, a, utf8, nutf8, path, w->schema_dir, &ds);
        else if (root == ROOT_DOCUMENT)
            document_parse(&d, a, utf8, nutf8, path, w->schema_dir, dir, &ds);
        else
            check_submission(w, a, path, bytes, n, &ds);
    }
    bool good = diags_worst(&ds) < SEV_ERROR;
    diags_print(&ds, stdout);
    if (!run->quiet)
        printf("%s：%s\n", path, good ? ds.n ? "可以接收，请看上面的警告和提示" : "没有问题" : "有错误，不能接收");
    arena_drop(a);
    return good;
}

int verb_check(struct run *run, const char *const args[])
{
    struct world w;
    if (!args[0]) {
        DIAG(&run->diags, C101, NOWHERE, NULL, NULL, "check 后面要写文件名");
        return usage(run);
    }
    char *db = arena_printf(run->a, "%s/jibao.db", run->output);
    if (world_open(&w, run, file_exists(db) ? OPEN_STORE_READ : 0) != 0 || world_plan(&w, run->a) != 0)
        return failed(&w);
    int bad = 0, n = 0;
    for (; args[n]; n++)
        bad += !check_one(&w, args[n]);
    print_messages(run);
    world_close(&w);
    verdict(run, bad ? "检查 %d 个文件，%d 个有错误。" : "检查 %d 个文件，%d 个有错误，都可以接收。", n, bad);
    return bad ? STATUS_ATTENTION : STATUS_WELL;
}

/* ---- render, trace ---- */

static bool ends_in(const char *s, const char *tail)
{
    size_t n = strlen(s), k = strlen(tail);
    return n >= k && strcmp(s + n - k, tail) == 0;
}

/* OUT's name when none was given: DOC.pdf beside the source's name, in the current folder's eyes. */
static char *output_name(struct arena *a, const char *path)
{
    return ends_in(path, ".xml") ? arena_printf(a, "%.*s.pdf", (int)strlen(path) - 4, path) : arena_printf(a, "%s.pdf", path);
}

static int render_pages(struct world *w, struct arena *a, const char *path, struct pages **pages)
{
    struct run *run = w->run;
    char *bytes, *utf8;
    size_t n, nutf8;
    enum encoding enc;
    struct document *d;
    char *slash = strrchr(path, '/');
    char *dir = slash ? arena_strndup(a, path, (size_t)(slash - path)) : arena_strdup(a, ".");
    if (file_read(a, path, FILE_LIMIT, &bytes, &n, &run->diags) != 0 ||
        intake_decode(a, path, bytes, n, &utf8, &nutf8, &enc, &run->diags) != 0 ||
        document_parse(&d, a, utf8, nutf8, path, w->schema_dir, dir, &run->diags) != 0)
        return -1;
    return typeset(pages, a, d, w->fonts, &w->style, &w->lexicon, &run->diags);
}

int verb_render(struct run *run, const char *const args[], const char *out, bool trace)
{
    struct world w;
    struct pages *pages;
    struct buf b = {0};
    if (!args[0] || args[1]) {
        DIAG(&run->diags, C101, NOWHERE, NULL, NULL, "要写一个公文 XML 的文件名");
        return usage(run);
    }
    if (out)
        trace |= ends_in(out, ".txt") || ends_in(out, ".trace");
    struct arena *a = arena_new();
    int rc = STATUS_FAILED;
    if (world_open(&w, run, OPEN_PROFILE | OPEN_FONTS) != 0)
        goto out;
    if (render_pages(&w, a, args[0], &pages) != 0) { /* the document's own faults: nothing was written */
        rc = diags_worst(&run->diags) == SEV_FATAL ? STATUS_FAILED : STATUS_ATTENTION;
        goto out;
    }
    if ((trace ? backend_trace(pages, &b, &run->diags) : backend_pdf(pages, w.fonts, &b, &run->diags)) != 0)
        goto out;
    if (trace && !out) {
        fwrite(b.p, 1, b.n, stdout);
        rc = STATUS_WELL;
    } else {
        char *name = out ? arena_strdup(run->a, out) : output_name(run->a, args[0]);
        if (file_write(name, b.p, b.n, &run->diags) == WRITE_FAILED)
            goto out;
        rc = STATUS_WELL;
        print_messages(run);
        verdict(run, "%s：%zu 页，已写好。", name, pages->n);
    }
out:
    if (rc != STATUS_WELL) {
        print_messages(run);
        verdict(run, "“%s”没有排版：原因见上。", args[0]);
    }
    print_messages(run);
    buf_drop(&b);
    arena_drop(a);
    world_close(&w);
    return rc;
}

/* ---- the rest ---- */

int verb_fonts(struct run *run)
{
    struct world w;
    struct buf b = {0};
    if (world_open(&w, run, OPEN_FONTS) != 0)
        return failed(&w);
    fonts_report(w.fonts, run->json, &b);
    fputs(buf_str(&b), stdout);
    buf_drop(&b);
    print_messages(run);
    world_close(&w);
    verdict(run, "五种字体都有字库可用。");
    return STATUS_WELL;
}

int verb_backup(struct run *run, const char *const args[])
{
    struct world w;
    if (!args[0] || args[1]) {
        DIAG(&run->diags, C101, NOWHERE, NULL, NULL, "backup 后面要写一个文件名");
        return usage(run);
    }
    if (world_open(&w, run, OPEN_STORE_READ) != 0 || store_backup(w.store, args[0], &run->diags) != 0)
        return failed(&w);
    print_messages(run);
    world_close(&w);
    verdict(run, "数据库已备份到 %s。", args[0]);
    return STATUS_WELL;
}

int verb_audit(struct run *run)
{
    struct world w;
    if (world_open(&w, run, OPEN_STORE_READ) != 0)
        return failed(&w);
    int rc = store_audit(w.store, &run->diags);
    print_messages(run);
    world_close(&w);
    verdict(run, rc == 0 ? "核对完毕：流水账完整，原件与登记一致。" : "核对完毕：有不符之处，见上。");
    return rc == 0 ? STATUS_WELL : STATUS_ATTENTION;
}

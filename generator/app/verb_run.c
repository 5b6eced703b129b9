/* jibao run, intake, report: taking in and writing documents. */
#include "app/papers.h"
#include "app/verb.h"

/* Of the files left for the next run: why, when it is for want of a sound register. */
static const char *why_left(struct arena *a, const struct taken *t, const char *otherwise)
{
    if (!t->held)
        return otherwise;
    return t->held == t->left ? "（收件登记有错误，改好再运行）" : arena_printf(a, "（其中 %d 件因收件登记有错误没有收，改好再运行）", t->held);
}

/* fmt with n, or nothing when there is none. */
static const char *some(struct arena *a, const char *fmt, int n)
{
    return n ? arena_printf(a, fmt, n) : "";
}

static void tell_taken(const struct run *run, const struct taken *t)
{
    say(run, "收件：%s，以前收过 %d 件，留待下次 %d 件", taken_count(run->a, t), t->known, t->left);
    if (t->corrected)
        say(run, "，更正到件日期 %d 件", t->corrected);
    if (t->others)
        say(run, "，另有 %d 个文件不是 XML，没有收", t->others);
    say(run, "\n");
}

int verb_intake(struct run *run, const struct command *c)
{
    struct world w;
    struct taken t;
    (void)c;
    if (world_open(&w, run, OPEN_PROFILE | OPEN_STORE) != 0 || take_in(&w, &t) != 0)
        return failed(&w);
    bool faults = diags_worst(&run->diags) >= SEV_ERROR;
    const char *others = some(run->a, "；另有 %d 个文件不是 XML，没有收", t.others);
    tell_taken(run, &t);
    print_messages(run);
    world_close(&w);
    if (t.rejected || t.left)
        verdict(run, "收件完毕：退回 %d 件（请看 %s/ 里的回执），留待下次 %d 件%s%s%s。", t.rejected, run->output, t.left,
                t.left ? why_left(run->a, &t, "（原因见上）") : "", some(run->a, "，警告未说明 %d 件", t.unexplained), others);
    else if (faults)
        verdict(run, "收件完毕，有错误需要处理，见上。");
    else if (t.files)
        verdict(run, "收件完毕，新收的 %d 件全部接收%s（回执在 %s/）%s。", t.files,
                some(run->a, "，其中 %d 件有警告没有说明，需要过问", t.unexplained), run->output, others);
    else if (t.corrected)
        verdict(run, "没有新的来件；照收件登记更正了 %d 件的到件日期，回执已经重写（在 %s/）。", t.corrected, run->output);
    else
        verdict(run, "没有新的来件%s。", others);
    return t.rejected || t.left || t.unexplained || t.others || faults ? STATUS_ATTENTION : STATUS_WELL;
}

static int verdict_of_run(struct run *run, const char *q, const struct tally *t, const struct taken *in, const struct published *out,
                          bool faults)
{
    bool failed_documents = out->failed > 0, open = t->unexplained || in->unexplained || t->open || t->unknown;
    bool attention = failed_documents || t->missing || t->rejected || open || in->rejected || in->left || in->others || faults || out->blanks;
    const char *news = !in->files && !in->corrected && !out->written ? "没有新的来件，文件都没有变化；" : "";
    if (failed_documents)
        verdict(run, "%s：%s写出公文 %d 份，%d 份没有生成（原因见上），需要处理。", q, news, out->documents - out->failed, out->failed);
    else if (attention)
        verdict(run, "%s：%s公文 %d 份已备齐，待签字盖章；需要过问：未报 %d 个单位、退回未改 %d 个单位%s%s、本次退回 %d 件%s%s%s%s%s。", q, news,
                out->documents, t->missing, t->rejected, tally_loose_ends(run->a, t, "、"),
                some(run->a, "、警告未说明 %d 个单位", t->unexplained), in->rejected,
                some(run->a, "、本次警告未说明 %d 件", in->unexplained),
                in->left ? arena_printf(run->a, "、留待下次 %d 件%s", in->left, why_left(run->a, in, "")) : "",
                some(run->a, "、不是 XML 没有收的文件 %d 个", in->others), some(run->a, "、有字印成〓的公文 %d 份", out->blanks), faults ? "，并处理上面的错误" : "");
    else
        verdict(run, "%s：%s公文 %d 份已备齐，各单位全部报齐，待签字盖章。", q, news, out->documents);
    return attention ? STATUS_ATTENTION : STATUS_WELL;
}

int verb_run(struct run *run, const struct command *c)
{
    (void)c;
    struct world w;
    struct taken in;
    struct published out;
    struct stored_quarter *now;
    struct quarter q;
    if (world_open(&w, run, OPEN_PROFILE | OPEN_FONTS | OPEN_STORE) != 0 || take_in(&w, &in) != 0)
        return failed(&w);
    if (!w.plan)
        return no_plan(&w);
    tell_taken(run, &in);
    if (world_quarter(&w, &q) != 0 || publish(&w, q, NULL, &out) != 0 || world_load(&w, q, &now) != 0)
        return failed(&w);
    struct tally t;
    tally_quarter(w.plan, now, &t);
    say(run, "报送：应报 %d 个单位，按时 %d，逾期 %d，退回 %d，未报 %d；另有乡镇 %d 个\n", t.must, t.on_time, t.late, t.rejected, t.missing, t.townships);
    say(run, "公文：%d 份（新写 %d，未变 %d，失败 %d），在 %s/%s/\n", out.documents, out.written, out.same, out.failed, run->output, quarter_name(run->a, q));
    if (out.withdrawn)
        say(run, "不再适用的公文 %d 份，已移到 %s/作废/\n", out.withdrawn, run->output);
    bool faults = diags_worst(&run->diags) >= SEV_ERROR;
    print_messages(run);
    world_close(&w);
    return verdict_of_run(run, quarter_chinese(run->a, q), &t, &in, &out, faults);
}

static int wrong_only(const char *fault)
{
    fprintf(stderr, "--only：%s。\n用法见：jibao help report\n", fault);
    return STATUS_USAGE;
}

int verb_report(struct run *run, const struct command *c)
{
    const char *only = c->only, *fault = paper_only_fault(run->a, NULL, only);
    struct world w;
    struct published out;
    struct quarter q;
    if (fault)
        return wrong_only(fault);
    if (world_open(&w, run, OPEN_PROFILE | OPEN_FONTS | OPEN_STORE) != 0 || world_plan(&w, run->a) != 0)
        return failed(&w);
    if (!w.plan)
        return no_plan(&w);
    if ((fault = paper_only_fault(run->a, w.plan, only))) {
        world_close(&w);
        return wrong_only(fault);
    }
    size_t receipts = 0;
    if (world_quarter(&w, &q) != 0 || (!only && remake_receipts(&w, q, &receipts) != 0) || publish(&w, q, only, &out) != 0)
        return failed(&w);
    bool faults = diags_worst(&run->diags) >= SEV_ERROR;
    print_messages(run);
    world_close(&w);
    if (!out.documents) {
        verdict(run, "%s没有可写的公文%s%s。", quarter_chinese(run->a, q), only ? "：没有" : "", only ? only : "");
        return STATUS_ATTENTION;
    }
    if (out.withdrawn)
        say(run, "不再适用的公文 %d 份，已移到 %s/作废/\n", out.withdrawn, run->output);
    if (receipts)
        say(run, "不在了或者改动过的回执 %zu 张，已重新写出\n", receipts);
    verdict(run, "%s：公文 %d 份（新写 %d，未变 %d，失败 %d）%s。", quarter_chinese(run->a, q), out.documents, out.written, out.same, out.failed,
            some(run->a, "，其中有字印成〓的 %d 份", out.blanks));
    return out.failed || faults || out.blanks ? STATUS_ATTENTION : STATUS_WELL;
}

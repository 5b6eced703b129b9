/* filing: who has reported, when, and how often in vain (报送情况). */
#include "report/build.h"

#include <string.h>

const char *filing_state_name(enum filing_state s)
{
    static const char *const name[] = {"按时", "逾期", "退回", "未报"};
    return name[s];
}

static const struct stored_submission *find_sub(const struct stored_quarter *q, const char *code)
{
    for (size_t i = 0; q && i < q->nsubs; i++)
        if (strcmp(q->subs[i].sub->unit, code) == 0)
            return &q->subs[i];
    return NULL;
}

/* By the day of arrival, which a register may say; of one day by receipt. */
static bool came_later(const struct stored_file *f, const struct stored_file *than)
{
    int c = date_cmp(f->arrived, than->arrived);
    return c ? c > 0 : f->number > than->number;
}

bool filing_correction_open(const struct stored_quarter *q, const char *unit)
{
    const struct stored_submission *sub = find_sub(q, unit);
    const struct stored_file *last = sub ? sub->file : NULL;
    for (size_t i = 0; sub && i < q->nfiles; i++) {
        const struct stored_file *f = &q->files[i];
        if (!f->duplicate_of && f->unit && strcmp(f->unit, unit) == 0 && came_later(f, last))
            last = f;
    }
    return last && last->verdict == VERDICT_REJECTED && !sub->sub->withdrawal;
}

/* Was a file of that name taken in later? Then what it was is known. */
static bool came_again(const struct stored_quarter *q, const struct stored_file *f)
{
    for (size_t i = 0; i < q->nfiles; i++)
        if (q->files[i].number > f->number && q->files[i].verdict == VERDICT_ACCEPTED && strcmp(q->files[i].file, f->file) == 0)
            return true;
    return false;
}

static bool is_unknown(const struct stored_quarter *q, const struct stored_file *f)
{
    return !f->unit && f->verdict == VERDICT_REJECTED && !f->duplicate_of && !came_again(q, f);
}

const struct stored_file **filing_unknown(struct arena *a, const struct stored_quarter *q, size_t *n)
{
    const struct stored_file **v = arena_calloc(a, q->nfiles + q->nunplaced + 1, sizeof *v);
    *n = 0;
    for (size_t i = 0; i < q->nfiles; i++)
        if (is_unknown(q, &q->files[i]))
            v[(*n)++] = &q->files[i];
    for (size_t i = 0; i < q->nunplaced; i++)
        if (is_unknown(q, &q->unplaced[i]))
            v[(*n)++] = &q->unplaced[i];
    return v;
}

/* Rejected files count, and the first of all files that named the unit tells when it first tried. */
static void count_files(struct build *b, struct filing *f)
{
    const struct stored_file *accepted = NULL; /* the first */
    for (size_t i = 0; i < b->now->nfiles; i++) {
        const struct stored_file *file = &b->now->files[i];
        if (file->unit && strcmp(file->unit, f->unit->code) == 0 && file->verdict == VERDICT_ACCEPTED && (!accepted || came_later(accepted, file)))
            accepted = file;
    }
    for (size_t i = 0; i < b->now->nfiles; i++) {
        const struct stored_file *file = &b->now->files[i];
        if (!file->unit || strcmp(file->unit, f->unit->code) != 0)
            continue;
        f->withdrawn |= !f->sub && file->withdrawal;
        f->corrections_rejected += file->verdict == VERDICT_REJECTED && accepted && came_later(file, accepted);
        if (file->verdict == VERDICT_ACCEPTED)
            f->accepted++;
        else if (file->verdict == VERDICT_REJECTED)
            f->rejected++;
        if (!f->first.year || date_cmp(file->arrived, f->first) < 0)
            f->first = file->arrived;
    }
}

static void judge(struct build *b, struct filing *f)
{
    f->sub = find_sub(b->now, f->unit->code);
    f->must = plan_must_report(b->p, f->unit);
    count_files(b, f);
    f->withdrawn |= f->sub && f->sub->sub->withdrawal;
    f->correction_open = filing_correction_open(b->now, f->unit->code);
    if (f->sub && f->sub->first_attempt.year)
        f->first = f->sub->first_attempt;
    f->state = filing_state_of(b->now, f->unit->code);
}

static void count(struct build *b, const struct filing *f)
{
    if (f->must) {
        b->tally.must++;
        b->tally.filing[f->state]++;
    } else if (f->sub && !f->withdrawn) {
        b->tally.voluntary++;
    }
}

void filing_collect(struct build *b)
{
    size_t n = b->p->nunits;
    b->filing = arena_calloc(b->a, n + 1, sizeof *b->filing);
    b->sub_now = arena_calloc(b->a, n + 1, sizeof *b->sub_now);
    for (size_t i = 0; i < n; i++) {
        struct filing *f = &b->filing[i];
        f->unit = &b->p->units[i];
        judge(b, f);
        count(b, f);
        b->sub_now[i] = f->sub && !f->withdrawn ? f->sub->sub : NULL;
    }
    b->unknown = filing_unknown(b->a, b->now, &b->tally.unknown);
}

static void write_numbers(struct build *b, xmlNodePtr n, const struct filing *f)
{
    const struct submission *s = b->sub_now[unit_index(b, f->unit)];
    size_t due = 0, done = 0;
    for (size_t i = 0; i < b->p->nitems; i++) {
        bool responsible = item_responsible(&b->p->items[i], f->unit);
        due += responsible && !f->unit->successor;
        done += (responsible || !f->must) && sub_find_item(s, b->p->items[i].no);
    }
    rd_int(n, "应报事项", (int64_t)due);
    rd_int(n, "实报事项", (int64_t)done);
    rd_int(n, "有效件数", (int64_t)f->accepted);
    rd_int(n, "退回次数", (int64_t)f->rejected);
    rd_int(n, "首报退回", (int64_t)(f->rejected - f->corrections_rejected));
    rd_int(n, "更正退回", (int64_t)f->corrections_rejected);
    rd_yes(n, "更正未重报", f->correction_open);
}

static void write_unit(struct build *b, xmlNodePtr list, const struct filing *f)
{
    xmlNodePtr n = rd_add(list, "单位");
    rd_unit(n, f->unit);
    rd_yes(n, "应报", f->must);
    rd_attr(n, "状态", filing_state_name(f->state));
    rd_yes(n, "撤回", f->withdrawn);
    rd_date(b, n, "首次到件", f->first);
    if (f->sub) {
        rd_date(b, n, "到件日期", f->sub->file->arrived);
        rd_yes(n, "登记到件", f->sub->file->registered);
        rd_int(n, "回执号", f->sub->file->number);
        rd_int(n, "版次", f->sub->sub->version);
        rd_attr(n, "填报人", f->sub->sub->filer);
        rd_attr(n, "审签人", f->sub->sub->signer);
        rd_attr(n, "电话", f->sub->sub->phone);
    }
    write_numbers(b, n, f);
    if (f->must)
        discipline_write(b, n, f->unit);
}

static const char *verdict_text(enum verdict v)
{
    return v == VERDICT_ACCEPTED ? "接收" : v == VERDICT_REJECTED ? "退回" : "未完";
}

/* Every received file, so that no letter to a unit needs more than this document. */
static void write_file(struct build *b, xmlNodePtr list, const struct stored_file *f)
{
    xmlNodePtr n = rd_add(list, "来件");
    rd_int(n, "回执号", f->number);
    rd_attr(n, "文件", diag_safe(b->a, f->file));
    rd_attr(n, "单位代码", f->unit);
    rd_date(b, n, "到件日期", f->arrived);
    rd_attr(n, "结论", verdict_text(f->verdict));
    rd_yes(n, "现行", f->current);
    rd_int(n, "版次", f->version);
    rd_int(n, "错误", f->errors);
    rd_int(n, "警告", f->warnings);
}

void filing_write(struct build *b, xmlNodePtr root)
{
    xmlNodePtr list = rd_add(root, "报送情况");
    for (size_t i = 0; i < b->p->nunits; i++) {
        const struct filing *f = &b->filing[i];
        if (f->must || f->sub || f->rejected)
            write_unit(b, list, f);
    }
    for (size_t i = 0; i < b->now->nfiles; i++)
        write_file(b, list, &b->now->files[i]);
    for (size_t i = 0; i < b->tally.unknown; i++) {
        xmlNodePtr n = rd_add(list, "未识别来件");
        rd_int(n, "回执号", b->unknown[i]->number);
        rd_attr(n, "文件", diag_safe(b->a, b->unknown[i]->file));
        rd_date(b, n, "到件日期", b->unknown[i]->arrived);
    }
}

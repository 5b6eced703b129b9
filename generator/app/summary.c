#include "app/app.h"

#include "app/columns.h"
#include "report/report.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

enum state { STATE_ON_TIME, STATE_LATE, STATE_REJECTED, STATE_MISSING };
static const char *const state_name[] = {"按时", "逾期", "退回", "未报"};

struct standing {
    enum state state; const struct stored_submission *sub; const struct stored_file *last; struct date first; int attempts;
    bool open; /* filing_correction_open */
};

static struct standing standing_of(const struct stored_quarter *q, const struct unit *u)
{
    struct standing s = {.state = STATE_MISSING, .open = filing_correction_open(q, u->code)};
    for (size_t i = 0; i < q->nfiles; i++)
        if (q->files[i].unit && strcmp(q->files[i].unit, u->code) == 0) {
            s.last = &q->files[i];
            s.first = s.attempts && date_cmp(s.first, s.last->arrived) < 0 ? s.first : s.last->arrived;
            s.attempts++;
            if (q->files[i].verdict == VERDICT_REJECTED)
                s.state = STATE_REJECTED;
        }
    for (size_t i = 0; i < q->nsubs; i++)
        if (strcmp(q->subs[i].sub->unit, u->code) == 0) {
            s.sub = &q->subs[i];
            s.state = q->subs[i].late ? STATE_LATE : STATE_ON_TIME;
        }
    if (!s.sub && s.state != STATE_REJECTED)
        s.state = STATE_MISSING;
    return s;
}

void tally_quarter(const struct plan *p, const struct stored_quarter *q, struct tally *t)
{
    *t = (struct tally){0};
    struct arena *a = arena_new();
    size_t unknown;
    filing_unknown(a, q, &unknown);
    arena_drop(a);
    t->unknown = (int)unknown;
    for (size_t i = 0; i < q->nsubs; i++)
        t->unexplained += q->subs[i].file->unexplained > 0;
    for (size_t i = 0; i < p->nunits; i++) {
        struct standing s = standing_of(q, &p->units[i]);
        t->open += s.open;
        if (!plan_must_report(p, &p->units[i])) {
            t->townships += s.sub != NULL;
            continue;
        }
        t->must++;
        t->on_time += s.state == STATE_ON_TIME;
        t->late += s.state == STATE_LATE;
        t->rejected += s.state == STATE_REJECTED;
        t->missing += s.state == STATE_MISSING;
    }
}

const char *tally_loose_ends(struct arena *a, const struct tally *t, const char *comma)
{
    const char *open = t->open ? arena_printf(a, "%s更正件退回未重报 %d 个单位", comma, t->open) : "";
    return t->unknown ? arena_printf(a, "%s%s未识别来件 %d 件", open, comma, t->unknown) : open;
}

static void text_row(struct world *w, const struct unit *u, const struct standing *s, struct buf *out)
{
    struct arena *a = w->run->a;
    cell_left(out, u->shortname, 34);
    cell_left(out, state_name[s->state], 6);
    cell_left(out, s->last ? date_iso(a, s->first) : "", 12);
    cell_left(out, s->sub ? arena_printf(a, "第%d版", s->sub->sub->version) : "", 8);
    cell_left(out, s->last ? arena_printf(a, "%06lld", (long long)s->last->number) : "", 8);
    if (s->open)
        buf_adds(out, "  更正件退回未重报");
    row_end(out);
}

static json_t *json_row(struct world *w, const struct unit *u, const struct standing *s)
{
    struct arena *a = w->run->a;
    json_t *o = json_pack("{s:s, s:s, s:s, s:s, s:i}", "代码", u->code, "单位", u->shortname, "类型", unit_kind_name(u->kind),
                          "状态", state_name[s->state], "来件", s->attempts);
    if (s->sub) {
        json_object_set_new(o, "版次", json_integer(s->sub->sub->version));
        json_object_set_new(o, "事项", json_integer((json_int_t)s->sub->sub->nitems));
    }
    if (s->open)
        json_object_set_new(o, "更正未重报", json_true());
    if (s->last) {
        json_object_set_new(o, "首次来件", json_string(date_iso(a, s->first)));
        json_object_set_new(o, "回执号", json_integer(s->last->number));
    }
    return o;
}

static void text_unknown(struct world *w, const struct stored_file *f, struct buf *out)
{
    struct arena *a = w->run->a;
    buf_addf(out, "未识别来件（已退回，请问清是谁报的）：%06lld  %s  %s\n", (long long)f->number, diag_safe(a, f->file), date_iso(a, f->arrived));
}

static json_t *json_unknown(struct world *w, const struct stored_file *f)
{
    struct arena *a = w->run->a;
    return json_pack("{s:I, s:s, s:s}", "回执号", (json_int_t)f->number, "文件", diag_safe(a, f->file), "到件日期", date_iso(a, f->arrived));
}

void print_status(struct world *w, const struct stored_quarter *q, struct buf *out, bool json)
{
    struct arena *a = w->run->a;
    struct tally t;
    tally_quarter(w->plan, q, &t);
    json_t *units = json_array();
    if (!json) {
        buf_addf(out, "%s报送情况（期限 %s）\n", quarter_chinese(a, q->quarter), date_chinese(a, plan_deadline(w->plan, q->quarter)));
        cell_left(out, "单位", 34), cell_left(out, "状态", 6), cell_left(out, "首次来件", 12), cell_left(out, "版次", 8), cell_left(out, "最近回执", 8);
        row_end(out);
    }
    for (size_t i = 0; i < w->plan->nunits; i++) {
        const struct unit *u = &w->plan->units[i];
        struct standing s = standing_of(q, u);
        if (!plan_must_report(w->plan, u) && !s.last)
            continue; /* a township that sends nothing of its own is not missing */
        if (json)
            json_array_append_new(units, json_row(w, u, &s));
        else
            text_row(w, u, &s, out);
    }
    size_t n;
    const struct stored_file **unknown = filing_unknown(a, q, &n);
    json_t *strangers = json_array();
    for (size_t i = 0; i < n; i++)
        if (json)
            json_array_append_new(strangers, json_unknown(w, unknown[i]));
        else
            text_unknown(w, unknown[i], out);
    if (json) {
        json_t *o = json_pack("{s:s, s:s, s:i, s:i, s:i, s:i, s:i, s:o, s:o}", "季度", quarter_name(a, q->quarter), "期限",
                              date_iso(a, plan_deadline(w->plan, q->quarter)), "应报", t.must, "按时", t.on_time, "逾期", t.late,
                              "退回", t.rejected, "未报", t.missing, "单位", units, "未识别来件", strangers);
        char *s = json_dumps(o, JSON_INDENT(2));
        buf_adds(out, s ? s : "{}");
        buf_addc(out, '\n');
        free(s);
        json_decref(o);
        return;
    }
    json_decref(units);
    json_decref(strangers);
}

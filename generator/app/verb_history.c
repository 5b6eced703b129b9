/* jibao history: what a unit sent when, what became of it, and what it changed from version to version. */
#include "app/verb.h"

#include "report/changes.h"

#include <jansson.h>
#include <string.h>

enum { AROUND = 24 }; /* characters shown in front of a difference; three times as many from it on */

static const char *outcome_of(struct arena *a, const struct stored_file *f)
{
    if (f->verdict == VERDICT_REJECTED)
        return arena_printf(a, "退回（错误 %d 处）", f->errors);
    if (f->duplicate_of)
        return arena_printf(a, "接收，与回执 %06lld 相同，不另算一版", (long long)f->duplicate_of);
    if (f->withdrawal)
        return arena_printf(a, "接收，撤回第%d版及以前各版", f->version);
    return arena_printf(a, "接收，第%d版，%s", f->version, f->current ? "现行" : "不是现行");
}

static const char *step(const char *s, size_t n) /* n characters on, or the end */
{
    for (; *s && n; n--)
        do
            s++;
        while ((*s & 0xC0) == 0x80);
    return s;
}

/* A long text is shown from a little in front of where it differs. */
static const char *excerpt(struct arena *a, const char *s, const char *other)
{
    size_t k = 0;
    while (other && s[k] && s[k] == other[k])
        k++;
    while (k && (s[k] & 0xC0) == 0x80)
        k--;
    const char *from = s + k;
    for (size_t back = AROUND; from > s && back; back--)
        do
            from--;
        while (from > s && (*from & 0xC0) == 0x80);
    const char *to = step(from, (size_t)AROUND * 4);
    return arena_printf(a, "%s%.*s%s", from > s ? "……" : "", (int)(to - from), from, *to ? "……" : "");
}

static void print_revision(struct arena *a, const struct revision *r, struct buf *out)
{
    struct buf line = {0};
    if (r->was && r->now)
        buf_addf(&line, "      %s\n        原：%s\n        改：%s\n", r->what, excerpt(a, r->was, r->now), excerpt(a, r->now, r->was));
    else
        buf_addf(&line, "      %s %s：%s\n", r->what, r->now ? "增加" : "删去", excerpt(a, r->now ? r->now : r->was, NULL));
    diag_safe_text(out, buf_str(&line), /*keep_newline*/ true);
    buf_drop(&line);
}

static void print_changes(const struct world *w, struct arena *a, const struct revisions *v, const char *from, int to, struct buf *out)
{
    int item = -1;
    buf_addf(out, "    第%d版比%s：%s\n", to, from, v->n ? "" : "内容没有变化");
    for (size_t i = 0; i < v->n; i++) {
        if (v->v[i].item && v->v[i].item != item) {
            const struct plan_item *it = plan_find_item(w->plan, v->v[i].item);
            buf_addf(out, "     第%d项%s%s%s\n", v->v[i].item, it ? "「" : "", it ? it->title : "", it ? "」" : "");
        }
        item = v->v[i].item;
        print_revision(a, &v->v[i], out);
    }
}

static json_t *json_changes(const struct revisions *v)
{
    json_t *all = json_array();
    for (size_t i = 0; i < v->n; i++) {
        json_t *o = json_object();
        if (v->v[i].item)
            json_object_set_new(o, "事项", json_integer(v->v[i].item));
        json_object_set_new(o, "内容", json_string(v->v[i].what));
        json_object_set_new(o, "原", v->v[i].was ? json_string(v->v[i].was) : json_null());
        json_object_set_new(o, "改", v->v[i].now ? json_string(v->v[i].now) : json_null());
        json_array_append_new(all, o);
    }
    return all;
}

/* A version told so far, and what it was compared with then. */
struct version { const struct submission *s, *before; bool current; json_t *told; };
struct versions { struct version *v; size_t n, cap; };

/* What a version is compared with: the highest below it, or an earlier one of the same number; NULL: it is the first. An older
 * version that turns up later is compared with nothing newer. */
static const struct submission *version_before(const struct versions *all, const struct submission *s)
{
    const struct submission *best = NULL;
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].s->version <= s->version && (!best || all->v[i].s->version >= best->version))
            best = all->v[i].s;
    return best;
}

struct telling { struct world *w; struct arena *a; const struct unit *unit; struct buf *out; json_t *files; size_t n; };

/* Where a 收件登记 put the day of arrival right afterwards. */
static int tell_corrections(struct telling *t, const struct stored_file *f, json_t *o)
{
    struct correction *v;
    size_t n;
    if (store_corrections(t->w->store, t->a, f->number, &v, &n, &t->w->run->diags) != 0)
        return -1;
    json_t *all = json_array();
    for (size_t i = 0; i < n; i++) {
        const struct correction *c = &v[i];
        buf_addf(t->out, "      到件日期 %s 由 %s 更正为 %s，依据 ", date_iso(t->a, c->made), date_iso(t->a, c->was), date_iso(t->a, c->arrived));
        diag_safe_text(t->out, c->from, false);
        buf_addf(t->out, " 第%u行", c->line);
        if (c->by && c->by[0]) {
            buf_adds(t->out, "，登记人 ");
            diag_safe_text(t->out, c->by, false);
        }
        buf_addc(t->out, '\n');
        json_array_append_new(all, json_pack("{s:s s:s s:s s:s s:i s:s?}", "更正日期", date_iso(t->a, c->made), "原", date_iso(t->a, c->was), "改",
                                             date_iso(t->a, c->arrived), "依据", diag_safe(t->a, c->from), "行", (int)c->line, "登记人", c->by));
    }
    if (n)
        json_object_set_new(o, "到件日期更正", all);
    else
        json_decref(all);
    return 0;
}

/* What changed, on paper and for programs. */
static void compare(const struct telling *t, const struct version *v, const struct submission *before, const char *how)
{
    struct revisions r = {0};
    if (!before)
        return;
    submission_changes(t->a, before, v->s, &r);
    print_changes(t->w, t->a, &r, arena_printf(t->a, "%s第%d版", how, before->version), v->s->version, t->out);
    json_object_set_new(v->told, "改动", json_changes(&r));
    json_object_set_new(v->told, "对照版次", json_integer(before->version));
}

/* The one that counts came before one that it replaces: what it changed is told at the end. */
static void compare_late(const struct telling *t, const struct versions *all)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct version *v = &all->v[i];
        const struct submission *before = v->before;
        for (size_t k = i + 1; v->current && k < all->n; k++)
            if (all->v[k].s->version < v->s->version && (!before || all->v[k].s->version > before->version))
                before = all->v[k].s;
        if (before != v->before)
            compare(t, v, before, "后到的");
    }
}

static int tell_file(struct telling *t, struct quarter q, const struct stored_file *f, struct versions *all)
{
    struct judged *j;
    struct world *w = t->w;
    if (store_load_judged(w->store, t->a, q.year ? world_plan_of(w, q) : w->plan, f->number, &j, &w->run->diags) != 0)
        return -1;
    const char *outcome = outcome_of(t->a, f);
    buf_addf(t->out, "  %06lld  %s 到件%s  %s  ", (long long)f->number, date_iso(t->a, f->arrived), f->registered ? "（登记）" : "", outcome);
    diag_safe_text(t->out, f->file, false);
    buf_addc(t->out, '\n');
    json_t *o = json_pack("{s:I s:s? s:s s:s s:s s:b s:i}", "回执号", (json_int_t)f->number, "季度", q.year ? quarter_name(t->a, q) : NULL, "文件", diag_safe(t->a, f->file),
                          "到件日期", date_iso(t->a, f->arrived), "结论", outcome, "现行", f->current, "版次", f->version);
    if (tell_corrections(t, f, o) != 0) {
        json_decref(o);
        return -1;
    }
    if (j->submission && !f->duplicate_of && !f->withdrawal) {
        struct version v = {.s = j->submission, .before = version_before(all, j->submission), .current = f->current, .told = o};
        ARENA_PUSH(t->a, all->v, all->n, all->cap) = v;
        compare(t, &v, v.before, "");
    }
    json_array_append_new(t->files, o);
    t->n++;
    return 0;
}

static int tell_quarter(struct telling *t, struct quarter quarter)
{
    struct stored_quarter *q;
    struct world *w = t->w;
    struct versions versions = {0};
    bool headed = false;
    if (world_load(w, quarter, &q) != 0)
        return -1;
    for (size_t i = 0; i < q->nfiles; i++) {
        const struct stored_file *f = &q->files[i];
        if (!f->unit || strcmp(f->unit, t->unit->code) != 0)
            continue;
        if (!headed)
            buf_addf(t->out, "%s（期限 %s）\n", quarter_chinese(t->a, quarter), date_iso(t->a, plan_deadline(world_plan_of(w, quarter), quarter)));
        headed = true;
        if (tell_file(t, quarter, f, &versions) != 0)
            return -1;
    }
    compare_late(t, &versions);
    return 0;
}

/* What names the unit and no quarter. */
static int tell_unplaced(struct telling *t)
{
    struct stored_file *v;
    size_t n;
    if (store_unplaced(t->w->store, t->a, t->unit->code, &v, &n, &t->w->run->diags) != 0)
        return -1;
    if (n)
        buf_adds(t->out, "认不出是哪个季度的\n");
    for (size_t i = 0; i < n; i++)
        if (tell_file(t, (struct quarter){0}, &v[i], &(struct versions){0}) != 0)
            return -1;
    return 0;
}

int verb_history(struct run *run, const struct command *c)
{
    struct world w;
    struct quarter *all, q;
    size_t n;
    struct buf out = {0};
    if (open_quarter(&w, run, 0, &q) != 0 || store_quarters(w.store, run->a, &all, &n, &run->diags) != 0)
        return failed(&w);
    const struct unit *u = plan_find_unit(w.plan, c->args[0]);
    const char *listed;
    if (!u) {
        DIAG(&run->diags, C101, NOWHERE, NULL, NULL,
             plan_lists_units(w.plan, run->a, c->args[0], &listed) ? arena_printf(run->a, "一次只写一个单位，这里认出的有%s", listed)
                                                                    : arena_printf(run->a, "方案里没有“%s”这个单位", c->args[0]));
        print_messages(run);
        world_close(&w);
        return STATUS_USAGE;
    }
    struct telling t = {&w, run->a, u, &out, json_array(), 0};
    int rc = 0;
    for (size_t i = 0; i < n && rc == 0; i++)
        if (!run->quarter.year || quarter_cmp(all[i], run->quarter) == 0)
            rc = tell_quarter(&t, all[i]);
    if (rc == 0 && !run->quarter.year)
        rc = tell_unplaced(&t);
    if (rc == 0 && run->json)
        json_dumpf(t.files, stdout, JSON_INDENT(1));
    else if (rc == 0)
        fputs(buf_str(&out), stdout);
    json_decref(t.files);
    buf_drop(&out);
    if (rc != 0)
        return failed(&w);
    print_messages(run);
    world_close(&w);
    verdict(run, t.n ? "%s来过 %zu 件。" : "%s没有来过件（%zu）。", u->shortname, t.n);
    return STATUS_WELL;
}

#include "app/explain.h"

#include "app/node.h"

#include <stdlib.h>
#include <string.h>

static xmlNodePtr find_indicator(xmlDocPtr data, const char *code)
{
    EACH_NODE(n, node_first(xmlDocGetRootElement(data), "指标表"), "指标")
        if (node_is(n, "代码", code))
            return n;
    return NULL;
}

static const struct stored_file *file_of(const struct stored_quarter *q, int64_t number)
{
    for (size_t i = 0; i < q->nfiles; i++)
        if (q->files[i].number == number)
            return &q->files[i];
    return NULL;
}

/* ---- the place in the original ---- */

static const char *line_start(const char *s, uint32_t line)
{
    for (; s && line > 1; line--) {
        s = strchr(s, '\n');
        s = s ? s + 1 : NULL;
    }
    return s;
}

/* The element on one line: runs of white space become one blank. */
static char *one_line(struct arena *a, const char *s, size_t n)
{
    char *out = arena_alloc(a, n + 1), *w = out;
    for (size_t i = 0; i < n; i++) {
        bool blank = s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r';
        if (!blank)
            *w++ = s[i];
        else if (w > out && w[-1] != ' ')
            *w++ = ' ';
    }
    return out;
}

/* The 〈指标值〉 that begins on that line and holds what the unit wrote. */
static void look_up(struct arena *a, const char *text, struct source *s)
{
    static const char open[] = "<指标值", close[] = "</指标值>";
    const char *from = line_start(text, s->line), *end = from ? strchr(from, '\n') : NULL;
    for (const char *p = from; p && (p = strstr(p, open)) && (!end || p < end); p++) {
        const char *stop = strstr(p, close), *body = strchr(p, '>');
        if (!stop || !body || body > stop)
            return;
        const char *hit = strstr(body, s->as_written);
        if (!hit || hit > stop)
            continue;
        s->col = (uint32_t)utf8_count(from, (size_t)(p - from)) + 1;
        s->quote = one_line(a, p, (size_t)(stop - p) + sizeof close - 1);
        return;
    }
}

static int find_place(struct world *w, struct explained *e, struct source *s, const char *code)
{
    struct run *run = w->run;
    struct stored_file f;
    char *bytes, *utf8;
    size_t n, nutf8;
    enum encoding enc;
    struct diags quiet = {.a = run->a};
    if (store_load_file(w->store, run->a, s->receipt, &f, &bytes, &n, &run->diags) != 0)
        return -1;
    if (intake_decode(run->a, f.file, bytes, n, &utf8, &nutf8, &enc, &quiet) == 0)
        look_up(run->a, utf8, s);
    if (!s->quote) {
        e->doubtful = true;
        DIAG(&run->diags, C110, ((struct place){.file = s->file, .line = s->line}), NULL, NULL, code,
             arena_printf(run->a, "%06lld", (long long)s->receipt), arena_printf(run->a, "%u", s->line), s->as_written);
    }
    return 0;
}

/* ---- what was sent ---- */

static void take_current(struct world *w, const struct stored_quarter *q, struct explained *e, bool counted)
{
    struct arena *a = w->run->a;
    EACH_NODE(n, e->indicator, "单位值") {
        const char *value = node_get(a, n, "值"), *why = node_get(a, n, "未计原因");
        if (!*value || counted != !*why)
            continue;
        struct source s = {.code = node_get(a, n, "代码"), .unit = node_get(a, n, "简称"), .value = value, .why = *why ? why : NULL,
                           .taken = node_is(n, "采用", "是"),
                           .as_written = node_get(a, n, "原文"), .file = node_get(a, n, "文件"),
                           .receipt = atoll(node_get(a, n, "回执号")), .version = atoi(node_get(a, n, "版次")),
                           .line = (uint32_t)strtoul(node_get(a, n, "行"), NULL, 10)};
        const struct stored_file *f = file_of(q, s.receipt);
        if (f)
            s.arrived = f->arrived;
        ARENA_PUSH(a, e->v, e->n, e->cap) = s;
    }
}

static const struct value *value_in(const struct submission *s, const char *code)
{
    for (size_t i = 0; s && i < s->nitems; i++)
        for (size_t k = 0; k < s->items[i].nvalues; k++)
            if (strcmp(s->items[i].values[k].indicator, code) == 0)
                return &s->items[i].values[k];
    return NULL;
}

static const struct stored_file *current_of(const struct stored_quarter *q, const char *unit)
{
    for (size_t i = 0; i < q->nfiles; i++)
        if (q->files[i].current && q->files[i].unit && strcmp(q->files[i].unit, unit) == 0)
            return &q->files[i];
    return NULL;
}

static const char *why_not(struct arena *a, const struct stored_quarter *q, const struct stored_file *f)
{
    const struct stored_file *now = current_of(q, f->unit);
    if (f->verdict == VERDICT_REJECTED)
        return "退回的件，没有入数";
    if (f->duplicate_of)
        return arena_printf(a, "与回执 %06lld 内容相同，不重复计", (long long)f->duplicate_of);
    return now ? arena_printf(a, "旧版，现行的是第%d版（回执 %06lld）", now->version, (long long)now->number) : "报送已经撤回";
}

/* Files of the units concerned that do not stand: older versions, duplicates, withdrawn and rejected ones. */
static int take_others(struct world *w, const struct stored_quarter *q, struct explained *e, const struct indicator *ind)
{
    struct run *run = w->run;
    const struct plan_item *it = plan_find_item(w->plan, ind->item);
    for (size_t i = 0; i < q->nfiles; i++) {
        const struct stored_file *f = &q->files[i];
        const struct unit *u = f->unit ? plan_find_unit(w->plan, f->unit) : NULL;
        struct judged *j = NULL;
        if (f->current || !u || !it || !plan_assigned(it, u))
            continue;
        if (f->verdict == VERDICT_ACCEPTED && store_load_judged(w->store, run->a, w->plan, f->number, &j, &run->diags) != 0)
            return -1;
        const struct value *v = j ? value_in(j->submission, ind->code) : NULL;
        if (j && !v)
            continue;
        ARENA_PUSH(run->a, e->v, e->n, e->cap) =
            (struct source){.code = u->code, .unit = u->shortname, .value = v ? decimal_format(run->a, v->number) : NULL,
                            .as_written = v ? v->as_written : "", .why = why_not(run->a, q, f), .receipt = f->number,
                            .version = f->version, .arrived = f->arrived, .file = f->file, .line = v ? v->line : 0};
    }
    return 0;
}

static bool has_source(const struct explained *e, const struct unit *u)
{
    EACH_NODE(n, e->indicator, "单位值")
        if (node_is(n, "代码", u->code) && xmlHasProp(n, (const xmlChar *)"值"))
            return true;
    return false;
}

static void find_silent(struct world *w, struct explained *e, const struct indicator *ind)
{
    const struct plan_item *it = plan_find_item(w->plan, ind->item);
    for (size_t i = 0; it && i < it->nresponsible; i++)
        if (!has_source(e, it->responsible[i]))
            ARENA_PUSH(w->run->a, e->silent, e->nsilent, e->silentcap) = it->responsible[i];
}

int explain(struct world *w, struct quarter q, xmlDocPtr data, const char *code, struct explained *out)
{
    struct stored_quarter *now;
    const struct indicator *ind = plan_find_indicator(w->plan, code);
    *out = (struct explained){.indicator = find_indicator(data, code)};
    if (!out->indicator || !ind)
        return 1;
    if (world_load(w, q, &now) != 0)
        return -1;
    take_current(w, now, out, /*counted*/ true);
    take_current(w, now, out, /*counted*/ false);
    if (take_others(w, now, out, ind) != 0)
        return -1;
    for (size_t i = 0; i < out->n; i++)
        if (out->v[i].value && find_place(w, out, &out->v[i], code) != 0)
            return -1;
    find_silent(w, out, ind);
    return 0;
}

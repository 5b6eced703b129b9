/* The report: for people as text, for programs as JSON. */
#include "verify/verify.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static const char *const verdict_name[] = {"通过", "不符", "提醒", "不适用"};

/* What a PDF holds may not steer a terminal. */
static void safe(struct buf *out, const char *s) { diag_safe_text(out, s ? s : "", false); }

static void head(const struct verify_report *r, struct buf *out)
{
    safe(out, r->file);
    buf_addf(out, "\n结论：%s（符合 %d 项、不符 %d 项、提醒 %d 项、不适用 %d 项，共 %zu 项）\n",
             r->count[VERIFY_FAIL]   ? "有不符合 GB/T 9704—2012 的地方"
             : r->count[VERIFY_HINT] ? "量过的各项符合 GB/T 9704—2012，另有提醒"
                                     : "量过的各项都符合 GB/T 9704—2012",
             r->count[VERIFY_PASS], r->count[VERIFY_FAIL], r->count[VERIFY_HINT], r->count[VERIFY_NONE], r->n);
    buf_addf(out, "%d 页，按%s格式检查；%s\n", r->pages, r->format, r->basis);
    if (r->missing[0])
        buf_addf(out, "没有认出：%s（有关各项不适用）\n", r->missing);
}

static void place(const struct finding *f, struct buf *out)
{
    if (f->page && (f->x || f->y))
        buf_addf(out, "第 %d 页，距左 %.1f mm、距上 %.1f mm：", f->page, f->x / 1000.0, f->y / 1000.0);
    else if (f->page)
        buf_addf(out, "第 %d 页：", f->page);
}

static void findings(const struct checked *v, struct buf *out)
{
    for (size_t i = 0; i < v->n; i++) {
        const struct finding *f = &v->v[i];
        buf_adds(out, "        ");
        place(f, out);
        safe(out, f->text);
        buf_adds(out, "：");
        safe(out, f->found);
        buf_adds(out, "，应为 ");
        safe(out, f->expected);
        buf_addc(out, '\n');
    }
    if (v->total > v->n)
        buf_addf(out, "        ……另有 %zu 处\n", v->total - v->n);
}

static void row(const struct checked *v, struct buf *out)
{
    buf_addf(out, "  %s%s %3d  %s（%s）", verdict_name[v->verdict], v->verdict == VERIFY_NONE ? "" : "  ", v->number, v->rule, v->level);
    if (v->verdict == VERIFY_PASS || v->verdict == VERIFY_NONE) {
        if (v->figure && v->figure[0])
            buf_adds(out, "：");
        safe(out, v->figure);
    }
    buf_addc(out, '\n');
    findings(v, out);
}

static void clause_words(const char *clause, struct buf *out)
{
    const char *more = strchr(clause, ' ');
    if (clause[0] < '0' || clause[0] > '9')
        buf_adds(out, clause);
    else if (more)
        buf_addf(out, "第 %.*s 条（%s）", (int)(more - clause), clause, more + 1);
    else
        buf_addf(out, "第 %s 条", clause);
}

static void group(const struct verify_report *r, enum verify_verdict which, const char *title, struct buf *out)
{
    if (!r->count[which])
        return;
    buf_addf(out, "\n%s\n", title);
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i].verdict == which) {
            buf_adds(out, "  ");
            clause_words(r->v[i].clause, out);
            row(&r->v[i], out);
        }
}

/* 5.2.10 after 5.2.9; R… last. */
static int clause_order(const char *a, const char *b)
{
    for (;;) {
        long x = strtol(a, (char **)&a, 10), y = strtol(b, (char **)&b, 10);
        if (x != y)
            return x < y ? -1 : 1;
        if (*a != '.' || *b != '.')
            return *a == *b ? 0 : *a == '.' ? 1 : *b == '.' ? -1 : strcmp(a, b);
        a++, b++;
    }
}

static int by_clause(const void *a, const void *b)
{
    const struct checked *p = *(struct checked *const *)a, *q = *(struct checked *const *)b;
    bool pn = p->clause[0] >= '0' && p->clause[0] <= '9', qn = q->clause[0] >= '0' && q->clause[0] <= '9';
    int c = pn && qn ? clause_order(p->clause, q->clause) : pn != qn ? (pn ? -1 : 1) : strcmp(p->clause, q->clause);
    return c ? c : p->number - q->number;
}

/* How many rows from i on do not apply for the same reason; at least 1. */
static size_t alike(struct checked *const *v, size_t n, size_t i)
{
    size_t k = 1;
    while (v[i]->verdict == VERIFY_NONE && i + k < n && v[i + k]->verdict == VERIFY_NONE && strcmp(v[i + k]->clause, v[i]->clause) == 0 &&
           strcmp(v[i + k]->figure, v[i]->figure) == 0 && v[i + k]->number == v[i]->number + (int)k)
        k++;
    return k;
}

static void all_by_clause(const struct verify_report *r, struct buf *out)
{
    struct checked **v = calloc(r->n + 1, sizeof *v);
    const char *clause = "";
    if (!v)
        base_die("内存不足");
    for (size_t i = 0; i < r->n; i++)
        v[i] = &r->v[i];
    qsort(v, r->n, sizeof *v, by_clause);
    buf_adds(out, "\n逐条\n");
    for (size_t i = 0; i < r->n;) {
        if (strcmp(clause, v[i]->clause) != 0) {
            clause_words(clause = v[i]->clause, out);
            buf_addc(out, '\n');
        }
        size_t same = alike(v, r->n, i);
        if (same > 2)
            buf_addf(out, "  %s %d～%d（%zu 项）：%s\n", verdict_name[VERIFY_NONE], v[i]->number, v[i + same - 1]->number, same, v[i]->figure);
        else
            for (size_t k = 0; k < same; k++)
                row(v[i + k], out);
        i += same;
    }
    free(v);
}

void verify_text(const struct verify_report *r, bool brief, struct buf *out)
{
    head(r, out);
    group(r, VERIFY_FAIL, "不符", out);
    group(r, VERIFY_HINT, "提醒（标准没有写、按惯例或别的规定应当注意的）", out);
    if (!brief)
        all_by_clause(r, out);
}

static json_t *finding_json(const struct finding *f)
{
    return json_pack("{s:i, s:f, s:f, s:s, s:s, s:s}", "页", f->page, "左", f->x / 1000.0, "上", f->y / 1000.0, "内容", f->text, "量得", f->found,
                     "应为", f->expected);
}

static json_t *verdict_json(const struct checked *v)
{
    json_t *places = json_array();
    for (size_t i = 0; i < v->n; i++)
        json_array_append_new(places, finding_json(&v->v[i]));
    return json_pack("{s:i, s:s, s:s, s:s, s:s, s:s, s:i, s:o}", "项", v->number, "条款", v->clause, "级", v->level, "要求", v->rule, "结果",
                     verdict_name[v->verdict], v->verdict == VERIFY_NONE ? "原因" : "量得", v->figure ? v->figure : "", "处数", (int)v->total, "各处", places);
}

void verify_json(const struct verify_report *r, struct buf *out)
{
    json_t *checks = json_array();
    for (size_t i = 0; i < r->n; i++)
        json_array_append_new(checks, verdict_json(&r->v[i]));
    json_t *all = json_pack("{s:s, s:i, s:s, s:s, s:s, s:i, s:i, s:i, s:i, s:o}", "文件", r->file, "页数", r->pages, "格式", r->format, "依据", r->basis, "没有认出", r->missing, "符合",
                            r->count[VERIFY_PASS], "不符", r->count[VERIFY_FAIL], "提醒", r->count[VERIFY_HINT], "不适用", r->count[VERIFY_NONE], "各项", checks);
    char *text = all ? json_dumps(all, JSON_INDENT(1) | JSON_REAL_PRECISION(7)) : NULL;
    buf_adds(out, text ? text : "{}");
    buf_addc(out, '\n');
    free(text);
    json_decref(all);
}

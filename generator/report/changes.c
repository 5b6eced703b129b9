#include "report/changes.h"

#include <string.h>

struct compare { struct arena *a; struct revisions *out; int item; };

static bool same(const char *x, const char *y) { return x == y || (x && y && strcmp(x, y) == 0); }

static void tell(struct compare *c, const char *what, const char *was, const char *now)
{
    if (!same(was, now))
        ARENA_PUSH(c->a, c->out->v, c->out->n, c->out->cap) = (struct revision){c->item, what, was, now};
}

static const char *due_text(struct compare *c, struct date d) { return d.year ? date_iso(c->a, d) : NULL; }

/* ---- paragraphs: those that stand in both are left out; of the rest the k-th is taken for the k-th rewritten ---- */

static size_t unmatched(struct compare *c, const struct paras *p, const struct paras *other, const char ***out)
{
    bool *taken = arena_calloc(c->a, other->n + 1, sizeof *taken);
    const char **v = arena_calloc(c->a, p->n + 1, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++) {
        size_t k = 0;
        while (k < other->n && (taken[k] || strcmp(other->v[k].text, p->v[i].text) != 0))
            k++;
        if (k < other->n)
            taken[k] = true;
        else
            v[n++] = p->v[i].text;
    }
    *out = v;
    return n;
}

static void paragraphs(struct compare *c, const char *part, const struct paras *was, const struct paras *now)
{
    const char **gone, **fresh;
    size_t ngone = unmatched(c, was, now, &gone), nfresh = unmatched(c, now, was, &fresh);
    for (size_t i = 0; i < ngone || i < nfresh; i++)
        tell(c, part, i < ngone ? gone[i] : NULL, i < nfresh ? fresh[i] : NULL);
}

/* ---- problems: by their number, else by their place ---- */

static const struct problem *partner(const struct sub_item *it, const struct problem *p, size_t place)
{
    for (size_t i = 0; p->id && i < it->nproblems; i++)
        if (same(it->problems[i].id, p->id))
            return &it->problems[i];
    return !p->id && place < it->nproblems && !it->problems[place].id ? &it->problems[place] : NULL;
}

static void one_problem(struct compare *c, const char *name, const struct problem *was, const struct problem *now)
{
    static const char *const state[] = {"新增", "整改中", "已销号"};
    const struct { const char *field, *was, *now; } fields[] = {
        {"分类", was->category, now->category}, {"等级", was->grade, now->grade}, {"描述", was->text, now->text},
        {"整改措施", was->remedy, now->remedy}, {"责任人", was->person, now->person},
        {"期限", due_text(c, was->due), due_text(c, now->due)}, {"状态", state[was->state], state[now->state]},
    };
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        tell(c, arena_printf(c->a, "%s%s的%s", name, now->id ? " " : "", fields[i].field), fields[i].was, fields[i].now);
}

static const char *problem_name(struct compare *c, const struct problem *p, size_t place)
{
    return p->id ? arena_printf(c->a, "问题 %s", p->id) : arena_printf(c->a, "第%zu个问题", place + 1);
}

static void problems(struct compare *c, const struct sub_item *was, const struct sub_item *now)
{
    for (size_t i = 0; i < was->nproblems; i++)
        if (!partner(now, &was->problems[i], i))
            tell(c, problem_name(c, &was->problems[i], i), was->problems[i].text, NULL);
    for (size_t i = 0; i < now->nproblems; i++) {
        const struct problem *p = &now->problems[i], *before = partner(was, p, i);
        const char *name = problem_name(c, p, i);
        if (before)
            one_problem(c, name, before, p);
        else
            tell(c, name, NULL, p->text);
    }
}

/* ---- promises: compared as paragraphs, the date being part of the words ---- */

static struct paras promise_lines(struct compare *c, const struct sub_item *it)
{
    struct paras p = {0};
    for (size_t i = 0; i < it->npromises; i++) {
        const struct promise *x = &it->promises[i];
        const char *s = x->due.year ? arena_printf(c->a, "%s（%s前）", x->text, date_chinese(c->a, x->due)) : x->text;
        ARENA_PUSH(c->a, p.v, p.n, p.cap) = (struct para){s, x->line};
    }
    return p;
}

/* ---- figures, tables, pictures ---- */

static const struct value *value_of(const struct sub_item *it, const char *code)
{
    for (size_t i = 0; i < it->nvalues; i++)
        if (strcmp(it->values[i].indicator, code) == 0)
            return &it->values[i];
    return NULL;
}

static void values(struct compare *c, const struct sub_item *was, const struct sub_item *now)
{
    for (size_t i = 0; i < was->nvalues; i++) {
        const struct value *v = &was->values[i], *w = value_of(now, v->indicator);
        tell(c, arena_printf(c->a, "指标 %s", v->indicator), decimal_format(c->a, v->number), w ? decimal_format(c->a, w->number) : NULL);
    }
    for (size_t i = 0; i < now->nvalues; i++)
        if (!value_of(was, now->values[i].indicator))
            tell(c, arena_printf(c->a, "指标 %s", now->values[i].indicator), NULL, decimal_format(c->a, now->values[i].number));
}

/* A table as lines of cells, to be compared and shown. */
static struct paras table_lines(struct compare *c, const struct sub_item *it)
{
    struct paras p = {0};
    for (size_t t = 0; t < it->ntables; t++)
        for (size_t r = 0; r < it->tables[t].nrows; r++) {
            struct buf b = {0};
            buf_addf(&b, "表%zu第%zu行：", t + 1, r + 1);
            for (size_t k = 0; k < it->tables[t].ncols; k++)
                buf_addf(&b, "%s%s", k ? " | " : "", it->tables[t].cell[r * it->tables[t].ncols + k]);
            ARENA_PUSH(c->a, p.v, p.n, p.cap) = (struct para){arena_strdup(c->a, buf_str(&b)), it->tables[t].line};
            buf_drop(&b);
        }
    return p;
}

static void pictures(struct compare *c, const struct sub_item *was, const struct sub_item *now)
{
    size_t most = was->npictures > now->npictures ? was->npictures : now->npictures;
    for (size_t i = 0; i < most; i++) {
        const struct sub_picture *x = i < was->npictures ? &was->pictures[i] : NULL, *y = i < now->npictures ? &now->pictures[i] : NULL;
        if (x && y && same(x->title, y->title) && (x->n != y->n || memcmp(x->bytes, y->bytes, x->n) != 0))
            tell(c, arena_printf(c->a, "第%zu张图片", i + 1), x->title, arena_printf(c->a, "%s（换了图）", y->title));
        else
            tell(c, arena_printf(c->a, "第%zu张图片", i + 1), x ? x->title : NULL, y ? y->title : NULL);
    }
}

static void one_item(struct compare *c, const struct sub_item *was, const struct sub_item *now)
{
    static const struct sub_item none;
    c->item = now ? now->no : was->no;
    tell(c, "整个事项", was ? "报了" : NULL, now ? "报了" : NULL);
    was = was ? was : &none;
    now = now ? now : &none;
    paragraphs(c, "工作推进情况", &was->progress, &now->progress);
    paragraphs(c, "取得成效", &was->results, &now->results);
    paragraphs(c, "亮点经验", &was->highlights, &now->highlights);
    problems(c, was, now);
    struct paras x = promise_lines(c, was), y = promise_lines(c, now);
    paragraphs(c, "下步打算", &x, &y);
    values(c, was, now);
    x = table_lines(c, was);
    y = table_lines(c, now);
    paragraphs(c, "表格", &x, &y);
    pictures(c, was, now);
}

void submission_changes(struct arena *a, const struct submission *was, const struct submission *now, struct revisions *out)
{
    struct compare c = {a, out, 0};
    tell(&c, "撤回", was->withdrawal ? "撤回" : NULL, now->withdrawal ? "撤回" : NULL);
    tell(&c, "方案", was->plan, now->plan);
    tell(&c, "发文字号", was->docno, now->docno);
    tell(&c, "填报人", was->filer, now->filer);
    tell(&c, "审签人", was->signer, now->signer);
    tell(&c, "审签人职务", was->signer_title, now->signer_title);
    tell(&c, "联系电话", was->phone, now->phone);
    paragraphs(&c, "说明", &was->notes, &now->notes);
    size_t i = 0, k = 0; /* both lists are sorted by the items' numbers */
    while (i < was->nitems || k < now->nitems) {
        const struct sub_item *x = i < was->nitems ? &was->items[i] : NULL, *y = k < now->nitems ? &now->items[k] : NULL;
        if (x && y && x->no != y->no)
            *(x->no < y->no ? &y : &x) = NULL;
        i += x != NULL;
        k += y != NULL;
        one_item(&c, x, y);
    }
}

/* Comparing two submissions: last quarter's text handed in again, and whether two files say the same. */
#include "intake/parts.h"

#include "base/strmap.h"

#include <string.h>

enum {
    REPEATED_PERCENT = 90, /* as the profile's 雷同相似度 has it unless the office says otherwise */
    ITEM_MIN = 15, PART_MIN = 30, /* characters: shorter ones repeat by nature */
    FIGURES_MIN = 2,
};

static void add_paras(struct text_runs *t, const struct paras *p)
{
    for (size_t i = 0; i < p->n; i++)
        text_runs_add(t, p->v[i].text);
}

static size_t bytes_of(const struct paras *p)
{
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        n += strlen(p->v[i].text);
    return n;
}

/* 下步打算 as paragraphs */
static struct paras promises_of(struct arena *a, const struct sub_item *it)
{
    struct paras p = {.v = arena_calloc(a, it->npromises, sizeof *p.v)};
    for (size_t i = 0; i < it->npromises; i++)
        if (it->promises[i].text)
            p.v[p.n++].text = it->promises[i].text;
    return p;
}

/* The texts of last quarter's item: 工作推进情况 取得成效 亮点经验 下步打算, wherever they stood. */
static struct text_runs *texts_of(struct arena *a, const struct sub_item *it)
{
    struct paras promises = promises_of(a, it);
    const struct paras *part[] = {&it->progress, &it->results, &it->highlights, &promises};
    size_t bytes = 0;
    for (size_t k = 0; k < 4; k++)
        bytes += bytes_of(part[k]);
    struct text_runs *t = text_runs_new(a, bytes);
    for (size_t k = 0; k < 4; k++)
        add_paras(t, part[k]);
    return t;
}

static bool repeated(struct text_share s, size_t least) { return s.all >= least && s.old * 100 >= s.all * REPEATED_PERCENT; }

static const char *percent(struct arena *a, struct text_share s) { return arena_printf(a, "%zu", s.old * 100 / s.all); }

/* Standing work, told in the same words with this quarter's figures: at least half of them are new. */
static bool new_figures(struct text_share s) { return s.figures >= FIGURES_MIN && s.new_figures * 2 >= s.figures; }

static void tell_figures_only(struct reading *r, xmlNode *e, struct text_share s)
{
    SAY(r, S219, place_element(r->s, e), PATH(r, e), NULL, percent(r->a, s), rule_last_called(r));
}

static void tell_item(struct reading *r, xmlNode *e, struct text_share s)
{
    if (new_figures(s))
        tell_figures_only(r, e, s);
    else
        SAY(r, S210, place_element(r->s, e), PATH(r, e), NULL, percent(r->a, s), rule_last_called(r));
}

/* A part pasted again is told by itself when the item as a whole is not. */
static void tell_part(struct reading *r, xmlNode *e, struct text_share s)
{
    if (new_figures(s))
        tell_figures_only(r, e, s);
    else
        SAY(r, S217, place_element(r->s, e), PATH(r, e), NULL, percent(r->a, s), rule_last_called(r));
}

/* t: for what is needed while it lasts */
static void check_item(struct reading *r, struct arena *t, const struct sub_item *it, const struct item_nodes *x)
{
    const struct sub_item *last = submission_item(r->last, it->no);
    if (!last || x->faulty)
        return;
    struct text_runs *texts = texts_of(t, last);
    struct paras promises = promises_of(t, it);
    const struct paras *part[] = {&it->progress, &it->results, &it->highlights, &promises};
    xmlNode *node[] = {x->progress, x->results, x->highlights, x->promises};
    struct text_share share[4], all = {0};
    for (size_t k = 0; k < 4; k++) {
        share[k] = text_runs_count(texts, part[k]);
        all.old += share[k].old;
        all.all += share[k].all;
        all.figures += share[k].figures;
        all.new_figures += share[k].new_figures;
    }
    if (repeated(all, ITEM_MIN)) {
        tell_item(r, x->item, all);
        return;
    }
    for (size_t k = 0; k < 4; k++)
        if (node[k] && repeated(share[k], PART_MIN))
            tell_part(r, node[k], share[k]);
}

void rules_repeated(struct reading *r)
{
    struct arena *t = arena_new();
    for (size_t i = 0; r->last && i < r->sub->nitems; i++) {
        check_item(r, t, &r->sub->items[i], &r->nodes[i]);
        arena_reset(t);
    }
    arena_drop(t);
}

/* ---- do two submissions say the same? ---- */

static bool same_text(const char *x, const char *y) { return strcmp(x ? x : "", y ? y : "") == 0; }

static bool same_paras(const struct paras *x, const struct paras *y)
{
    bool same = x->n == y->n;
    for (size_t i = 0; same && i < x->n; i++)
        same = same_text(x->v[i].text, y->v[i].text);
    return same;
}

static bool same_problem(const struct problem *x, const struct problem *y)
{
    return same_text(x->text, y->text) && same_text(x->remedy, y->remedy) && same_text(x->person, y->person) &&
           same_text(x->category, y->category) && same_text(x->grade, y->grade) && x->state == y->state &&
           date_cmp(x->due, y->due) == 0 && (!x->id || !y->id || strcmp(x->id, y->id) == 0);
}

static bool same_table(const struct sub_table *x, const struct sub_table *y)
{
    bool same = x->nrows == y->nrows && x->ncols == y->ncols && same_text(x->title, y->title);
    for (size_t i = 0; same && i < x->nrows * x->ncols; i++)
        same = same_text(x->cell[i], y->cell[i]);
    return same;
}

static bool same_picture(const struct sub_picture *x, const struct sub_picture *y)
{
    return x->n == y->n && same_text(x->title, y->title) && (x->n == 0 || memcmp(x->bytes, y->bytes, x->n) == 0);
}

static bool same_item(const struct sub_item *x, const struct sub_item *y)
{
    bool same = same_paras(&x->progress, &y->progress) && same_paras(&x->results, &y->results) &&
                same_paras(&x->highlights, &y->highlights) && x->nproblems == y->nproblems &&
                x->npromises == y->npromises && x->nvalues == y->nvalues && x->ntables == y->ntables &&
                x->npictures == y->npictures;
    for (size_t i = 0; same && i < x->nproblems; i++)
        same = same_problem(&x->problems[i], &y->problems[i]);
    for (size_t i = 0; same && i < x->npromises; i++)
        same = same_text(x->promises[i].text, y->promises[i].text) && date_cmp(x->promises[i].due, y->promises[i].due) == 0;
    for (size_t i = 0; same && i < x->nvalues; i++)
        same = same_text(x->values[i].indicator, y->values[i].indicator) &&
               same_text(x->values[i].as_written, y->values[i].as_written);
    for (size_t i = 0; same && i < x->ntables; i++)
        same = same_table(&x->tables[i], &y->tables[i]);
    for (size_t i = 0; same && i < x->npictures; i++)
        same = same_picture(&x->pictures[i], &y->pictures[i]);
    return same;
}

bool submission_same(const struct submission *x, const struct submission *y)
{
    bool same = x->nitems == y->nitems && x->version == y->version && x->withdrawal == y->withdrawal &&
                date_cmp(x->filed, y->filed) == 0 && same_text(x->docno, y->docno) && same_text(x->filer, y->filer) &&
                same_text(x->signer, y->signer) && same_text(x->signer_title, y->signer_title) &&
                same_text(x->phone, y->phone) && same_paras(&x->notes, &y->notes);
    for (size_t i = 0; same && i < x->nitems; i++) {
        const struct sub_item *other = submission_item(y, x->items[i].no);
        same = other && same_item(&x->items[i], other);
    }
    return same;
}

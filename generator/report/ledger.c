/*
 * ledger: every problem's story through the quarters, for 问题台账.
 *
 * The quarters are gone through from the oldest to this one. A problem continues a story of the same unit
 *   by number   the number that any earlier sighting of the story bears (see problem_numbers), or, failing that,
 *   by words    in the same item, likeness to the story's latest sighting at the profile's line or above: the likest one;
 * anything else begins a story. Numbers come before words for a whole quarter, so that no words take a story whose number
 * is still to come. A story is never dropped: it ends only by 已销号.
 */
#include "report/build.h"

#include <string.h>

static struct sighting *latest(const struct story *s) { return &s->v[s->n - 1]; }

/* The same unit, and not seen in this quarter yet. */
static bool may_continue(const struct story *s, const struct sighting *x)
{
    if (latest(s)->view == x->view)
        return false;
    if (s->unit || x->seen->unit)
        return s->unit == x->seen->unit;
    return strcmp(latest(s)->seen->key, x->seen->key) == 0; /* neither is in this plan */
}

static bool bears(const struct story *s, const char *id)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->v[i].id, id) == 0)
            return true;
    return false;
}

static struct story *by_number(struct build *b, const struct sighting *x)
{
    for (size_t i = b->nstories; i > 0; i--)
        if (may_continue(&b->stories[i - 1], x) && bears(&b->stories[i - 1], x->id))
            return &b->stories[i - 1];
    return NULL;
}

static bool same_item(const struct sighting *x, const struct sighting *y)
{
    return x->item ? x->item == y->item : !y->item;
}

static struct story *by_words(struct build *b, const struct sighting *x, size_t known)
{
    struct story *best = NULL;
    int most = b->set.similarity * 100 - 1;
    for (size_t i = 0; i < known; i++) {
        struct story *s = &b->stories[i];
        if (!may_continue(s, x) || !same_item(latest(s), x))
            continue;
        int like = text_similarity(b->a, x->problem->text ? x->problem->text : "", latest(s)->problem->text ? latest(s)->problem->text : "");
        if (like > most) {
            most = like;
            best = s;
        }
    }
    return best;
}

static void add(struct build *b, struct story *s, const struct sighting *x)
{
    ARENA_PUSH(b->a, s->v, s->n, s->cap) = *x;
    if (x->seen->unit)
        s->unit = x->seen->unit;
}

/* All problems of one quarter, in the order in which they stand. */
static struct sighting *sightings_of(struct build *b, const struct view *v, size_t *n)
{
    struct sighting *all = NULL;
    size_t cap = 0;
    *n = 0;
    for (size_t i = 0; i < v->nsubs; i++) {
        const struct submission *s = v->subs[i].stored->sub;
        for (size_t k = 0; k < s->nitems; k++) {
            const char **id = problem_numbers(b->a, s, &s->items[k]);
            for (size_t p = 0; p < s->items[k].nproblems; p++) {
                struct sighting x = {.view = v, .seen = &v->subs[i], .problem = &s->items[k].problems[p]};
                x.item = view_item_now(b, v, s->items[k].no);
                x.id = id[p];
                ARENA_PUSH(b->a, all, *n, cap) = x;
            }
        }
    }
    return all;
}

static void take_quarter(struct build *b, const struct view *v)
{
    size_t n, known = b->nstories;
    struct sighting *x = sightings_of(b, v, &n);
    bool *placed = arena_calloc(b->a, n + 1, sizeof *placed);
    for (size_t i = 0; i < n; i++) {
        struct story *s = by_number(b, &x[i]);
        if (s)
            add(b, s, &x[i]);
        placed[i] = s != NULL;
    }
    for (size_t i = 0; i < n; i++) {
        struct story *s = placed[i] ? NULL : by_words(b, &x[i], known);
        if (!s)
            continue;
        x[i].by_text = placed[i] = true;
        add(b, s, &x[i]);
    }
    for (size_t i = 0; i < n; i++)
        if (!placed[i])
            add(b, &ARENA_PUSH(b->a, b->stories, b->nstories, b->storycap), &x[i]);
}

void ledger_open(struct build *b)
{
    for (size_t i = b->nviews; i > 0; i--)
        take_quarter(b, &b->views[i - 1]);
}

const struct sighting *story_now(const struct build *b, const struct story *s)
{
    return latest(s)->view == &b->views[0] ? latest(s) : NULL;
}

const struct sighting *story_last(const struct build *b, const struct story *s)
{
    size_t n = s->n - (story_now(b, s) != NULL);
    return n ? &s->v[n - 1] : NULL;
}

size_t story_postponed(const struct story *s)
{
    size_t times = 0;
    struct date due = {0};
    for (size_t i = 0; i < s->n; i++) {
        struct date d = s->v[i].problem->due;
        times += d.year && due.year && date_cmp(d, due) > 0;
        if (d.year)
            due = d;
    }
    return times;
}

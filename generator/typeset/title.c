/*
 * The title's lines. GB/T 9704 7.3.1: 回行时词意完整，排列对称，长短适宜，间距恰当，呈梯形或菱形.
 *
 * Where a line may end, and how gladly, says title_words.c. Of all ways into so many lines, the one with the best shape wins: widths
 * rising (梯形), falling (倒梯形) or first rising then falling (菱形), neither hourglass nor rectangle. The fewest lines win: what is only
 * less handsome is no reason for one more. A fault is: a word, a name or 《》 parted, a particle in front, no shape, or a line more than
 * twice as long as another (长短适宜).
 */
#include "typeset/title.h"

#include <limits.h>
#include <string.h>

enum { LINES_MAX = 5, LINES_LIKED = 4, COST_SHAPE = 600, COST_UNEVEN = 300, COST_EQUAL = 200, COST_LINE = 100, COST_FIFTH = 500 };

struct cost { int64_t all, faults; }; /* faults: the part of all that may be worth a line more; the rest is taste */

struct title {
    struct ts *ts;
    const struct text *t;
    nm width;
    const int *cost_at; /* title_costs */
    nm *sum;            /* width of the items before i */
    size_t ends[LINES_MAX + 1]; /* the best places to break so far */
    size_t now[LINES_MAX + 1];
    struct cost best;
    int lines;
};

/* Blanks between names (several sponsors) are none at the ends of a line. */
static void inked(const struct text *t, size_t *from, size_t *to)
{
    while (*from < *to && (t->v[*from].cls == CLS_WIDESPACE || t->v[*from].cls == CLS_SPACE))
        ++*from;
    while (*to > *from && (t->v[*to - 1].cls == CLS_WIDESPACE || t->v[*to - 1].cls == CLS_SPACE))
        --*to;
}

static void sums(struct title *k)
{
    const struct text *t = k->t;
    k->sum = arena_calloc(k->ts->scratch, t->n + 1, sizeof *k->sum);
    for (size_t i = 0; i < t->n; i++)
        k->sum[i + 1] = k->sum[i] + t->v[i].width;
}

/* The same as break_natural, asked for thousands of times. */
static nm width_of(const struct title *k, size_t from, size_t to)
{
    inked(k->t, &from, &to);
    return to > from ? k->sum[to] - k->sum[from] - k->t->v[to - 1].squeeze_after - k->t->v[to - 1].gap : 0;
}

/* Shape: how far from trapezium or rhombus, and how uneven. Widths in hundredths of a character. */
static struct cost shape_cost(const struct title *k, int lines)
{
    int64_t w[LINES_MAX], all = 0, c = 0, narrow = INT64_MAX, wide = 0;
    nm pitch = k->t->looks[0].pitch;
    for (int i = 0; i < lines; i++) {
        w[i] = (int64_t)width_of(k, k->now[i], k->now[i + 1]) * 100 / pitch;
        all += w[i];
        narrow = w[i] < narrow ? w[i] : narrow;
        wide = w[i] > wide ? w[i] : wide;
    }
    int64_t mean = all / lines;
    for (int i = 0; i < lines; i++)
        c += (w[i] - mean) * (w[i] - mean) / 1000;
    int turns_up = 0, falling = 0, equal = 0;
    for (int i = 0; i + 1 < lines; i++) {
        int64_t d = w[i + 1] - w[i];
        if (d > -50 && d < 50)
            equal++;
        else if (d < 0)
            falling = 1;
        else if (falling)
            turns_up = 1;             /* wider again after a narrower line: an hourglass */
        if (d > 900 || d < -900)
            c += 60;                  /* 长短适宜 */
    }
    bool rectangle = lines > 1 && equal == lines - 1; /* has no shape */
    int64_t faults = (turns_up || rectangle ? COST_SHAPE : 0) + (wide > narrow * 2 ? COST_UNEVEN : 0);
    return (struct cost){c + equal * COST_EQUAL + faults, faults};
}

static void search(struct title *k, int line, struct cost so_far)
{
    if (so_far.all >= k->best.all)
        return;
    if (line == k->lines) {
        if (k->now[line] != k->t->n)
            return;
        struct cost shape = shape_cost(k, k->lines);
        if (so_far.all + shape.all < k->best.all) {
            k->best = (struct cost){so_far.all + shape.all, so_far.faults + shape.faults};
            memcpy(k->ends, k->now, sizeof k->ends);
        }
        return;
    }
    size_t from = k->now[line];
    bool final = line + 1 == k->lines;
    for (size_t to = final ? k->t->n : from + 1; to <= k->t->n; to++) {
        if (width_of(k, from, to) > k->width)
            break;
        int c = k->cost_at[to];
        if (c < 0)
            continue;
        k->now[line + 1] = to;
        search(k, line + 1, (struct cost){so_far.all + c, so_far.faults + (c > TITLE_TASTE ? c : 0)});
    }
}

/* One piece without breaks of the author's: items [from, to). */
static bool solve(struct title *k)
{
    nm all = width_of(k, 0, k->t->n);
    int least = (int)((all + k->width - 1) / k->width), lines = 0;
    size_t ends[LINES_MAX + 1] = {0};
    struct cost won = {LLONG_MAX, LLONG_MAX};
    if (least < 1)
        least = 1;
    for (k->lines = least; k->lines <= LINES_MAX; k->lines++) {
        k->best.all = LLONG_MAX;
        search(k, 0, (struct cost){0, 0});
        if (k->best.all != LLONG_MAX) {
            int64_t more = (k->lines - least) * COST_LINE;
            struct cost c = {k->best.all + more + (k->lines > LINES_LIKED ? COST_FIFTH : 0), k->best.faults + more};
            if (c.faults < won.faults && c.all < won.all) { /* it cures a fault, and not at the price of an uglier title */
                won = c;
                lines = k->lines;
                memcpy(ends, k->ends, sizeof ends);
            }
        }
        if (won.faults < (k->lines >= LINES_LIKED ? COST_SHAPE : COST_UNEVEN)) /* a fifth line only for words or for a shape */
            break;
    }
    k->lines = lines;
    memcpy(k->ends, ends, sizeof ends);
    return lines > 0;
}

static bool has_author_breaks(const struct text *t)
{
    for (size_t i = 0; i + 1 < t->n; i++)
        if (t->v[i].hard)
            return true;
    return false;
}

void title_break(struct ts *ts, const struct text *t, nm width, struct tlines *out)
{
    *out = (struct tlines){0};
    if (!t->n)
        return;
    struct title k = {.ts = ts, .t = t, .width = width};
    k.cost_at = title_costs(ts, t);
    sums(&k);
    if (has_author_breaks(t) || !solve(&k)) { /* as the author asks, or too long for five lines */
        break_lines(ts->scratch, t, width, width, FIT_RAGGED, out);
        return;
    }
    for (int i = 0; i < k.lines; i++) {
        size_t from = k.ends[i], to = k.ends[i + 1];
        inked(t, &from, &to);
        ARENA_PUSH(ts->scratch, out->v, out->n, out->cap) = (struct tline){from, to, width_of(&k, from, to), true};
    }
}

/*
 * The title's lines. GB/T 9704 7.3.1: 回行时词意完整，排列对称，长短适宜，间距恰当，呈梯形或菱形.
 *
 * Lines end between words (ICU's dictionary, joined by a lexicon of names), never inside 《》 where it can be helped, never inside
 * a number, not before 的 和 及 与. Of all ways into the fewest lines that hold the title, the one with the best shape wins:
 * widths rising (梯形), falling (倒梯形) or first rising then falling (菱形), neither hourglass nor rectangle.
 */
#include "typeset/ts.h"

#include <limits.h>
#include <string.h>
#include <unicode/ustring.h>

enum { LINES_MAX = 5, COST_INSIDE_BOOK = 400, COST_PARTICLE = 150, COST_SHAPE = 2000, COST_EQUAL = 200, COST_INSIDE_WORD = 5000 };

struct title {
    struct ts *ts;
    const struct text *t;
    nm width;
    int *cost_at;       /* cost of ending a line before item i; -1 = never */
    nm *sum;            /* width of the items before i */
    size_t best[LINES_MAX + 1];
    size_t now[LINES_MAX + 1];
    int64_t best_cost;
    int lines;
};

/* true at i: a word starts at item i */
static void word_starts(struct ts *ts, const struct text *t, bool *start)
{
    UChar *u = arena_calloc(ts->scratch, t->n * 2 + 1, sizeof *u);
    uint32_t *item_at = arena_calloc(ts->scratch, t->n * 2 + 1, sizeof *item_at);
    int32_t n = 0;
    for (size_t i = 0; i < t->n; i++) {
        item_at[n] = (uint32_t)i;
        UBool error = false;
        U16_APPEND(u, n, (int32_t)(t->n * 2 + 1), (UChar32)t->v[i].cp, error);
        (void)error;
    }
    UErrorCode e = U_ZERO_ERROR;
    ubrk_setText(ts->word_breaks, u, n, &e);
    if (U_FAILURE(e))
        base_die("内部错误：分词数据不可用（%s）", u_errorName(e));
    for (int32_t p = ubrk_first(ts->word_breaks); p != UBRK_DONE && p < n; p = ubrk_next(ts->word_breaks))
        start[item_at[p]] = true;
}

static bool matches(const struct text *t, size_t i, const char *s, size_t *n)
{
    const char *end = s + strlen(s);
    size_t k = 0;
    while (s < end) {
        uint32_t c;
        int len = utf8_decode(s, end, &c);
        if (!len || i + k >= t->n || t->v[i + k].cp != c)
            return false;
        s += len;
        k++;
    }
    *n = k;
    return k > 1;
}

/* A name of the lexicon is one word. */
static void join_names(const struct strings *lexicon, const struct text *t, bool *start)
{
    static const char *const common[] = {
#define TITLE_WORD(s) s,
#include "data/title-words.tab"
#undef TITLE_WORD
    };
    for (size_t i = 0; i < t->n; i++) {
        size_t n, longest = 0;
        for (size_t k = 0; k < sizeof common / sizeof common[0]; k++)
            if (matches(t, i, common[k], &n) && n > longest)
                longest = n;
        for (size_t k = 0; lexicon && k < lexicon->n; k++)
            if (matches(t, i, lexicon->v[k], &n) && n > longest)
                longest = n;
        for (size_t k = 1; k < longest; k++)
            start[i + k] = false;
    }
}

static bool is_particle(uint32_t c) { return c == 0x7684 || c == 0x548C || c == 0x53CA || c == 0x4E0E; } /* 的 和 及 与 */

static void costs(struct title *k, const struct strings *lexicon)
{
    const struct text *t = k->t;
    bool *start = arena_calloc(k->ts->scratch, t->n + 1, sizeof *start);
    word_starts(k->ts, t, start);
    join_names(lexicon, t, start);
    k->cost_at = arena_calloc(k->ts->scratch, t->n + 1, sizeof *k->cost_at);
    int depth = 0; /* inside 《》〈〉 */
    for (size_t i = 0; i < t->n; i++) {
        uint32_t c = t->v[i].cp;
        if (c == 0x300B || c == 0x3009)
            depth -= depth > 0;
        bool allowed = i > 0 && t->v[i - 1].breakable && !t->v[i - 1].penalty;
        k->cost_at[i] = !allowed ? -1 : (start[i] ? 0 : COST_INSIDE_WORD) + (depth ? COST_INSIDE_BOOK : 0) +
                                            (is_particle(c) ? COST_PARTICLE : 0);
        if (c == 0x300A || c == 0x3008)
            depth++;
    }
    k->cost_at[t->n] = 0;
}

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
    return to > from ? k->sum[to] - k->sum[from] - k->t->v[to - 1].squeeze_after : 0;
}

/* Shape: how far from trapezium or rhombus, and how uneven. Widths in hundredths of a character. */
static int64_t shape_cost(const struct title *k, int lines)
{
    int64_t w[LINES_MAX], all = 0, c = 0;
    nm pitch = k->t->looks[0].pitch;
    for (int i = 0; i < lines; i++) {
        w[i] = (int64_t)width_of(k, k->now[i], k->now[i + 1]) * 100 / pitch;
        all += w[i];
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
    bool rectangle = lines > 1 && equal == lines - 1;
    return c + equal * COST_EQUAL + (turns_up || rectangle ? COST_SHAPE : 0);
}

static void search(struct title *k, int line, int64_t cost)
{
    if (cost >= k->best_cost)
        return;
    if (line == k->lines) {
        int64_t c = k->now[line] == k->t->n ? cost + shape_cost(k, k->lines) : LLONG_MAX;
        if (c < k->best_cost) {
            k->best_cost = c;
            memcpy(k->best, k->now, sizeof k->best);
        }
        return;
    }
    size_t from = k->now[line];
    bool final = line + 1 == k->lines;
    for (size_t to = final ? k->t->n : from + 1; to <= k->t->n; to++) {
        if (width_of(k, from, to) > k->width)
            break;
        if (k->cost_at[to] < 0)
            continue;
        k->now[line + 1] = to;
        search(k, line + 1, cost + k->cost_at[to]);
    }
}

/* One piece without breaks of the author's: items [from, to). */
static bool solve(struct title *k)
{
    nm all = width_of(k, 0, k->t->n);
    k->lines = (int)((all + k->width - 1) / k->width);
    if (k->lines < 1)
        k->lines = 1;
    struct title best = {.best_cost = LLONG_MAX};
    for (int tries = 0; k->lines <= LINES_MAX && tries < 3; k->lines++, tries++) {
        k->best_cost = LLONG_MAX;
        search(k, 0, 0);
        if (k->best_cost < best.best_cost)
            best = *k;
        if (best.best_cost < COST_SHAPE) /* a line more only where fewer part a word or have no shape */
            break;
    }
    *k = best;
    return best.best_cost < LLONG_MAX;
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
    costs(&k, ts->lexicon);
    sums(&k);
    if (has_author_breaks(t) || !solve(&k)) { /* as the author asks, or too long for five lines */
        break_lines(ts->scratch, t, width, width, FIT_RAGGED, out);
        return;
    }
    for (int i = 0; i < k.lines; i++) {
        size_t from = k.best[i], to = k.best[i + 1];
        inked(t, &from, &to);
        ARENA_PUSH(ts->scratch, out->v, out->n, out->cap) = (struct tline){from, to, width_of(&k, from, to), true};
    }
}

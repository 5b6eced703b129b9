/*
 * Where a title's line may end, and how gladly (7.3.1: 词意完整).
 *
 * Between words (ICU's dictionary, joined by data/title-words.tab and the lexicon of names): gladly at the joints of a title, before and
 * behind 关于, behind 关于印发, between sponsors; not before 的 和 及 与; not inside 《》, “” and the sponsor's name where it can be
 * helped; never inside a number or a Latin word.
 */
#include "typeset/title.h"

#include <string.h>

enum { COST_NAME = 800, COST_QUOTED = 400, COST_PARTICLE = 1200, QUOTED_MOST = 14, LINE_CHARS = 20 };

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

/* A name of the lexicon, a word of the table is one word. */
static void join_names(const struct strings *lexicon, const struct text *t, bool *start)
{
    static const char *const common[] = {
#define TITLE_WORD(w) w,
#define TITLE_PHRASE(w)
#include "data/title-words.tab"
#undef TITLE_PHRASE
#undef TITLE_WORD
    };
    size_t held = 0; /* end of the last name: no word of the table begins anew inside it */
    for (size_t i = 0; i < t->n; i++) {
        size_t n, longest = 0, before = held;
        for (size_t k = 0; k < sizeof common / sizeof common[0]; k++)
            if (matches(t, i, common[k], &n) && n > longest)
                longest = n;
        for (size_t k = 0; lexicon && k < lexicon->n; k++)
            if (matches(t, i, lexicon->v[k], &n) && n > longest) {
                longest = n;
                held = i + n > held ? i + n : held;
            }
        if (longest && i > 0 && !start[i] && longest > 2 && i >= before) /* the dictionary had cut across it */
            start[i] = true;
        for (size_t k = 1; k < longest; k++)
            start[i + k] = false;
    }
}

/* Inside a phrase of the table a line ends only for the shape or to save a line. */
static void inside_phrases(const struct text *t, int *extra)
{
    static const char *const phrases[] = {
#define TITLE_WORD(w)
#define TITLE_PHRASE(w) w,
#include "data/title-words.tab"
#undef TITLE_PHRASE
#undef TITLE_WORD
    };
    for (size_t i = 0; i < t->n; i++)
        for (size_t p = 0, n; p < sizeof phrases / sizeof phrases[0]; p++)
            if (matches(t, i, phrases[p], &n))
                for (size_t k = 1; k < n; k++)
                    extra[i + k] += TITLE_INSIDE_PHRASE;
}

static bool is_particle(uint32_t c) { return c == 0x7684 || c == 0x548C || c == 0x53CA || c == 0x4E0E; } /* 的 和 及 与 */

static bool is_word(const struct text *t, size_t i, const char *s)
{
    size_t n;
    return i < t->n && matches(t, i, s, &n);
}

/* Is the joint before item i one of the title's own? */
static bool at_joint(const struct text *t, size_t i)
{
    if (is_word(t, i, "关于") || t->v[i].cls == CLS_WIDESPACE || t->v[i - 1].cls == CLS_WIDESPACE)
        return true;
    if (i >= 2 && is_word(t, i - 2, "关于"))
        return true;
    return i >= 4 && (is_word(t, i - 4, "关于印发") || is_word(t, i - 4, "关于转发") || is_word(t, i - 4, "关于批转"));
}

/* The end of the pair that opens at item i; i if it is not closed. */
static size_t closing(const struct text *t, size_t i, uint32_t close)
{
    uint32_t open = t->v[i].cp;
    int depth = 0;
    for (size_t k = i; k < t->n; k++) {
        depth += t->v[k].cp == open;
        depth -= t->v[k].cp == close;
        if (!depth)
            return k;
    }
    return i;
}

/* What lies between the marks of a pair costs more; a long quotation must part somewhere. */
static void inside_pairs(const struct text *t, int *extra)
{
    static const struct { uint32_t open, close; bool book; } pair[] = {{0x300A, 0x300B, true}, {0x3008, 0x3009, true}, {0x201C, 0x201D, false}};
    for (size_t i = 0; i < t->n; i++)
        for (size_t p = 0; p < sizeof pair / sizeof pair[0]; p++) {
            if (t->v[i].cp != pair[p].open)
                continue;
            size_t end = closing(t, i, pair[p].close);
            if (!pair[p].book && end - i > QUOTED_MOST)
                continue;
            for (size_t k = i + 1; k <= end; k++)
                extra[k] += pair[p].book ? TITLE_INSIDE_BOOK : COST_QUOTED;
        }
}

/* The sponsors: what stands before the first 关于, parted by blanks. A name that fits a line stays whole. */
static void inside_sponsors(const struct text *t, int *extra)
{
    size_t about = 0;
    while (about < t->n && !is_word(t, about, "关于") && t->v[about].cls != CLS_OPEN)
        about++;
    if (about == t->n || t->v[about].cls == CLS_OPEN)
        return;
    for (size_t from = 0, i = 0; i <= about; i++)
        if (i == about || t->v[i].cls == CLS_WIDESPACE || t->v[i].cls == CLS_SPACE) {
            for (size_t k = from + 1; k < i && i - from <= LINE_CHARS; k++)
                extra[k] += COST_NAME;
            from = i + 1;
        }
}

const int *title_costs(struct ts *ts, const struct text *t)
{
    bool *start = arena_calloc(ts->scratch, t->n + 1, sizeof *start);
    int *extra = arena_calloc(ts->scratch, t->n + 1, sizeof *extra), *cost = arena_calloc(ts->scratch, t->n + 1, sizeof *cost);
    text_boundaries(ts, t, ts->word_breaks, start);
    join_names(ts->lexicon, t, start);
    inside_phrases(t, extra);
    inside_pairs(t, extra);
    inside_sponsors(t, extra);
    for (size_t i = 0; i < t->n; i++) {
        if (i == 0 || !t->v[i - 1].breakable || t->v[i - 1].penalty)
            cost[i] = -1;
        else
            cost[i] = (start[i] ? 0 : TITLE_INSIDE_WORD) + extra[i] + (is_particle(t->v[i].cp) ? COST_PARTICLE : 0) +
                      (at_joint(t, i) ? 0 : TITLE_BETWEEN_WORDS);
    }
    return cost;
}

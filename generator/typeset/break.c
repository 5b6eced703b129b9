/*
 * Items → lines: the cheapest way through the paragraph (dynamic programming over the places where a line may end).
 *
 * What always holds: a line's last mark takes half its width (GB/T 15834 5.1.10); squeezing marks costs less than stretching
 * (先挤进、后推出), squeezing hanzi more; a line of hanzi alone is never shorter than it must be, so it keeps the 28-character grid (5.2.3).
 * Costs are in thousandths; amounts in hundredths of a full-width character.
 */
#include "typeset/ts.h"

#include <limits.h>

enum { COST_LONE = 6000, COST_LOOSE_HAN = 100000, COST_VERY_LOOSE = 50000, COST_FORCED = 10000000, COST_PENALTY = 1000, COST_STOP = 500, COST_TIGHT = 300, COST_CLOSED = 14000 };
enum { GAP_SEEN = 50, GAP_MOST = 200 };

struct sums {          /* over the items of a line */
    nm natural;        /* the last mark at half width */
    nm squeeze;        /* what brackets, commas and stops could give, the ends left out */
    nm squeeze_stops;  /* the part of it that comes from 。？！ */
    size_t gaps;       /* places that may be stretched */
    size_t hanzi;      /* full-width characters that are no marks */
    bool pure;         /* nothing but hanzi */
};

static bool is_blank(enum cls c) { return c == CLS_SPACE || c == CLS_WIDESPACE; }

/* The line's last item: blanks at the end do not count. */
static size_t trimmed(const struct text *t, size_t from, size_t to)
{
    while (to > from && is_blank(t->v[to - 1].cls))
        to--;
    return to;
}

static struct sums sum(const struct text *t, size_t from, size_t to)
{
    struct sums s = {.pure = true};
    to = trimmed(t, from, to);
    for (size_t i = from; i < to; i++) {
        const struct titem *it = &t->v[i];
        s.natural += it->width;
        s.pure &= it->cls == CLS_HAN;
        s.hanzi += it->cls == CLS_HAN || it->cls == CLS_LATIN || it->cls == CLS_DIGIT;
        if (i > from)
            s.squeeze += it->squeeze_before;
        if (i + 1 < to) {
            s.squeeze += text_gives_after(it);
            if (it->cls == CLS_STOP || it->cls == CLS_MARK)
                s.squeeze_stops += text_gives_after(it);
            s.gaps += it->stretchable;
        } else {
            s.natural -= it->squeeze_after + it->gap; /* 5.1.10 */
        }
    }
    return s;
}

nm break_natural(const struct text *t, size_t from, size_t to) { return sum(t, from, to).natural; }

/*
 * What the eye sees is the room between two characters, not their sum: from a twentieth of a character on it costs much more, so that
 * squeezed marks or another break win; at an eighth it costs what parting a number from a long unit does.
 */
static int64_t gaping(nm room, size_t gaps, nm pitch)
{
    int64_t each = gaps ? (int64_t)room * 1000 / (int64_t)gaps / pitch : 1000; /* thousandths of a character */
    if (each <= GAP_SEEN)
        return 0;
    int64_t over = each < GAP_MOST ? each - GAP_SEEN : GAP_MOST - GAP_SEEN;
    return over * over * 3;
}

static int64_t square(nm amount, nm pitch)
{
    int64_t h = (int64_t)amount * 100 / pitch; /* hundredths of a character */
    return h * h / 10;                          /* a whole character: 1000 */
}

/* Marks cut by more than a third of a character look like half-width ones. */
static int64_t tight(nm need, nm squeeze)
{
    int64_t over = (int64_t)need * 3 - (int64_t)squeeze * 2;
    return over > 0 ? over * COST_TIGHT / squeeze : 0;
}

/*
 * Where the marks cannot give enough, all characters close up a little, rather than that the line before the next legal end is spread by a
 * tenth. Hanzi alone keep the grid.
 */
static int64_t closed_up(const struct sums *s, nm need, const struct look *look, enum fit fit)
{
    int64_t most = (int64_t)s->gaps * (look->pitch - text_closest(look));
    return fit == FIT_JUSTIFY && !s->pure && need - s->squeeze <= most ? COST_CLOSED + square(need, look->pitch) : LLONG_MAX;
}

/* LLONG_MAX: this line cannot be. */
static int64_t line_cost(const struct sums *s, nm width, const struct look *look, bool last, enum fit fit)
{
    nm room = width - s->natural, pitch = look->pitch;
    if (room < -s->squeeze - 50) /* 50 nm: rounding of 28 pitches */
        return closed_up(s, -room, look, fit);
    if (room < -50) {
        int64_t c = square(-room, pitch) + tight(-room, s->squeeze);
        nm without_stops = s->squeeze - s->squeeze_stops;
        return -room > without_stops ? c + COST_STOP : c;
    }
    if (last)
        return 0;
    if (fit == FIT_RAGGED)
        return square(room, pitch) / 4;
    int64_t c = 2 * square(room, pitch) + gaping(room, s->gaps, pitch);
    if (!s->gaps || room / (nm)s->gaps > pitch / 4) /* CLREQ: at most a quarter em between characters */
        c += COST_VERY_LOOSE;
    return c;
}

struct state { int64_t cost; size_t from; };

/*
 * The cheapest way to every place. With one layer the number of lines is free; with more, layer k holds the ways of exactly k
 * lines, so that a paragraph can be asked to take one line less or more.
 */
struct ways { struct state *v; size_t layers; };

static struct state *way(const struct ways *w, size_t at, size_t layer) { return &w->v[at * w->layers + layer]; }

/* The furthest place where a line from `from` may end without squeezing. */
static size_t furthest_fit(const struct text *t, size_t from, nm width)
{
    size_t best = from;
    nm w = 0;
    for (size_t j = from + 1; j <= t->n; j++) {
        const struct titem *it = &t->v[j - 1];
        w += it->width;
        if (w - it->squeeze_after - it->gap > width + 50)
            break;
        if ((it->breakable && it->penalty < PENALTY_LAST) || it->hard)
            best = j;
        if (it->hard)
            break;
    }
    return best;
}

/* No legal end within the width (a word longer than the line): cut where it is full. */
static size_t forced_end(const struct text *t, size_t from, nm width)
{
    nm w = 0;
    size_t j = from;
    while (j < t->n && w + t->v[j].width <= width)
        w += t->v[j++].width;
    return j > from ? j : from + 1;
}

/* A line from `from` (lines: 1), or a step over blanks (0). */
static void reach(const struct ways *w, size_t from, size_t layer, size_t to, int64_t cost, size_t lines)
{
    size_t to_layer = w->layers == 1 ? 0 : layer + lines;
    if (to_layer >= w->layers)
        return;
    struct state *a = way(w, from, layer), *b = way(w, to, to_layer);
    if (a->cost + cost < b->cost)
        *b = (struct state){a->cost + cost, from};
}

static void extend(const struct text *t, const struct ways *w, size_t from, size_t layer, nm width, enum fit fit)
{
    const struct look *look = &t->looks[t->v[from].look];
    size_t fits = furthest_fit(t, from, width);
    bool any = false;
    /* no need to look at lines shorter than half of what fits: they cost more than any other way */
    size_t first = fits > from ? from + (fits - from) / 2 : from;
    for (size_t j = first + 1; j <= t->n; j++) {
        const struct titem *it = &t->v[j - 1];
        if (!it->breakable && !it->hard)
            continue;
        struct sums s = sum(t, from, j);
        int64_t c = line_cost(&s, width, look, it->hard, fit);
        if (c == LLONG_MAX)
            break;
        if (s.pure && !it->hard && j < fits)
            c += COST_LOOSE_HAN; /* 5.2.3: hanzi alone fill the grid */
        if (it->hard && j == t->n && from > 0 && s.hanzi <= 1)
            c += COST_LONE; /* 孤字 */
        reach(w, from, layer, j, c + it->penalty * COST_PENALTY, 1);
        any = true;
        if (it->hard)
            break;
    }
    if (!any)
        reach(w, from, layer, forced_end(t, from, width), COST_FORCED, 1);
}

static size_t skip_blanks(const struct text *t, size_t i)
{
    while (i < t->n && is_blank(t->v[i].cls))
        i++;
    return i;
}

static struct ways find_ways(struct arena *a, const struct text *t, nm first_width, nm width, enum fit fit, size_t layers)
{
    struct ways w = {arena_calloc(a, (t->n + 1) * layers, sizeof *w.v), layers};
    for (size_t i = 1; i < (t->n + 1) * layers; i++)
        w.v[i].cost = LLONG_MAX / 2;
    for (size_t i = 0; i < t->n; i++)
        for (size_t k = 0; k < layers; k++) {
            if (way(&w, i, k)->cost >= LLONG_MAX / 2)
                continue;
            size_t from = i > 0 ? skip_blanks(t, i) : i; /* what the author put in front of a paragraph stays */
            if (from >= t->n)
                reach(&w, i, k, t->n, 0, 0);
            else if (from != i)
                reach(&w, i, k, from, 0, 0); /* blanks at a line's start vanish: same line start, further on */
            else
                extend(t, &w, i, k, i == 0 ? first_width : width, fit);
        }
    return w;
}

/* The lines of the way that ends in the last place's given layer. */
static void read_way(struct arena *a, const struct text *t, const struct ways *w, size_t layer, struct tlines *out)
{
    size_t n = 0, k = layer;
    struct tline *v = arena_calloc(a, t->n, sizeof *v); /* backwards */
    for (size_t j = t->n; j > 0;) {
        size_t from = way(w, j, k)->from, to = trimmed(t, from, j);
        bool blanks = from > 0 && skip_blanks(t, from) >= j; /* a step over blanks is no line */
        if (!blanks && from < to)
            v[n++] = (struct tline){from, to, sum(t, from, to).natural, t->v[j - 1].hard};
        k -= w->layers > 1 && !blanks;
        j = from;
    }
    out->v = arena_calloc(a, n + 1, sizeof *out->v);
    out->n = out->cap = n;
    for (size_t i = 0; i < n; i++)
        out->v[i] = v[n - 1 - i];
}

void break_lines(struct arena *a, const struct text *t, nm first_width, nm width, enum fit fit, struct tlines *out)
{
    out->n = 0;
    if (!t->n)
        return;
    struct ways w = find_ways(a, t, first_width, width, fit, 1);
    read_way(a, t, &w, 0, out);
}

bool break_lines_in(struct arena *a, const struct text *t, nm first_width, nm width, size_t lines, struct tlines *out)
{
    if (!t->n || lines == 0)
        return false;
    struct ways w = find_ways(a, t, first_width, width, FIT_JUSTIFY, lines + 1);
    struct ways best = find_ways(a, t, first_width, width, FIT_JUSTIFY, 1);
    if (way(&w, t->n, lines)->cost >= way(&best, t->n, 0)->cost + COST_LONE)
        return false; /* 孤字, a loose line of hanzi alone, or a very loose one */
    read_way(a, t, &w, lines, out);
    return out->n == lines;
}

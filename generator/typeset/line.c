/*
 * A line → the places of its characters, and from there → text items of a page.
 * Order of squeezing (CLREQ, GB/T 15834 5.1.11): brackets outside, then commas, then stops, each kind down to three quarters of a
 * character first, so that no mark is cut to half beside full ones; of stretching: blanks between Latin words first (to half an
 * em), then all other places alike. A line that is longer than all its marks can give (break.c) closes up at all places alike.
 */
#include "typeset/ts.h"

#include <string.h>

static bool is_stop(enum cls c) { return c == CLS_STOP || c == CLS_MARK; }

enum rank { RANK_BRACKETS, RANK_COMMAS, RANK_STOPS, RANKS };

static enum rank rank_of(enum cls c)
{
    return c == CLS_OPEN || c == CLS_CLOSE ? RANK_BRACKETS : is_stop(c) ? RANK_STOPS : RANK_COMMAS;
}

struct change { nm before, after, stretch; };

/* What an item can still give on one side, up to `most`, of `share` (‰) of its blank half. */
static nm left_of(nm squeeze, nm most, nm given, int share)
{
    nm now = (nm)((int64_t)squeeze * share / 1000);
    now = now < most ? now : most;
    return now > given ? now - given : 0;
}

static nm left_before(const struct titem *it, const struct change *c, int share)
{
    return left_of(it->squeeze_before, it->squeeze_before, c->before, share);
}

static nm left_after(const struct titem *it, const struct change *c, int share)
{
    return left_of(it->squeeze_after, text_gives_after(it), c->after, share);
}

/* Takes `need` from `share` of the blanks of one rank, from each alike; returns what is still needed. */
static nm squeeze_rank(const struct text *t, struct tline l, enum rank rank, int share, nm need, struct change *c)
{
    int64_t all = 0;
    for (size_t i = l.from; i < l.to; i++) {
        const struct titem *it = &t->v[i];
        if (rank_of(it->cls) == rank)
            all += (i > l.from ? left_before(it, &c[i - l.from], share) : 0) + (i + 1 < l.to ? left_after(it, &c[i - l.from], share) : 0);
    }
    if (!all || need <= 0)
        return need;
    nm take = need < all ? need : (nm)all, left = take;
    for (size_t i = l.from; i < l.to; i++) {
        const struct titem *it = &t->v[i];
        struct change *k = &c[i - l.from];
        if (rank_of(it->cls) != rank)
            continue;
        nm b = i > l.from ? (nm)((int64_t)left_before(it, k, share) * take / all) : 0;
        nm a = i + 1 < l.to ? (nm)((int64_t)left_after(it, k, share) * take / all) : 0;
        k->before += b;
        k->after += a;
        left -= a + b;
    }
    return need - (take - left);
}

static nm stretch_blanks(const struct text *t, struct tline l, nm room, struct change *c)
{
    size_t blanks = 0;
    for (size_t i = l.from; i + 1 < l.to; i++)
        blanks += t->v[i].cls == CLS_SPACE;
    if (!blanks || room <= 0)
        return room;
    nm pitch = t->looks[t->v[l.from].look].pitch, each = room / (nm)blanks, most = pitch / 4;
    if (each > most)
        each = most;
    for (size_t i = l.from; i + 1 < l.to; i++)
        if (t->v[i].cls == CLS_SPACE)
            c[i - l.from].stretch += each;
    return room - each * (nm)blanks;
}

/* Room to put between all characters alike; less than nothing: to take from there. */
static void stretch_gaps(const struct text *t, struct tline l, nm room, struct change *c)
{
    size_t gaps = 0, k = 0;
    for (size_t i = l.from; i + 1 < l.to; i++)
        gaps += t->v[i].stretchable;
    if (!gaps || !room)
        return;
    for (size_t i = l.from; i + 1 < l.to; i++)
        if (t->v[i].stretchable) { /* from the index: no rounding adds up */
            nm before = (nm)((int64_t)room * (int64_t)k / (int64_t)gaps), after = (nm)((int64_t)room * (int64_t)(k + 1) / (int64_t)gaps);
            c[i - l.from].stretch += after - before;
            k++;
        }
}

/* What of `need` a line's characters give when they close up. */
static nm close_most(const struct text *t, struct tline l, nm need)
{
    const struct look *look = &t->looks[t->v[l.from].look];
    nm most = 0;
    for (size_t i = l.from; i + 1 < l.to; i++)
        most += t->v[i].stretchable ? look->pitch - text_closest(look) : 0;
    return need < most ? need : most;
}

nm line_set(const struct text *t, struct tline l, nm width, bool justify, nm *x)
{
    struct change stack[96], *c = stack;
    size_t n = l.to - l.from;
    struct arena *own = NULL;
    if (n > sizeof stack / sizeof stack[0]) {
        own = arena_new();
        c = arena_calloc(own, n, sizeof *c);
    } else {
        memset(stack, 0, sizeof stack);
    }
    nm room = width - l.natural;
    if (room < 0) {
        nm need = -room;
        for (int share = 500; share <= 1000; share += 500)
            for (enum rank r = 0; r < RANKS; r++)
                need = squeeze_rank(t, l, r, share, need, c);
        if (justify)
            stretch_gaps(t, l, -close_most(t, l, need), c);
    } else if (justify && !l.last) {
        stretch_gaps(t, l, stretch_blanks(t, l, room, c), c);
    }
    nm pen = 0;
    for (size_t i = 0; i < n; i++) {
        const struct titem *it = &t->v[l.from + i];
        x[i] = pen - it->shift - c[i].before;
        pen += it->width - c[i].before - c[i].after + c[i].stretch;
        if (i + 1 == n)
            pen -= it->squeeze_after + it->gap; /* 5.1.10 */
    }
    arena_drop(own);
    return pen;
}

um line_baseline(const struct ts *ts, struct look look, um em_top)
{
    int above, below;
    font_em(ts->fonts, look.role, &above, &below);
    return em_top + (um)((int64_t)look.size * above / 1000);
}

static bool same_run(const struct text *t, const struct titem *a, const struct titem *b)
{
    return a->look == b->look && a->g.face == b->g.face && a->g.scale == b->g.scale && a->g.dy == b->g.dy &&
           a->g.stroke == b->g.stroke && t->looks[a->look].color == t->looks[b->look].color;
}

/* Where an item at distance d along the line stands. */
static void place(struct item *it, struct line_at at, um d, um up)
{
    if (at.turned) { /* chapter 8: the line runs upwards, "up" of the text points left */
        it->text.x = at.x - up;
        it->text.y = at.y - d;
    } else {
        it->text.x = at.x + d;
        it->text.y = at.y - up;
    }
}

/* A narrow sign in a full-width place is drawn inside it (font.h: dx). */
static um aside(const struct look *look, const struct titem *it)
{
    return (um)((int64_t)look->size * it->g.dx / 1000);
}

/* 5.2.2, UNSURE-2: 3号 is 16 pt, or 15.75 pt by the profile. */
static um drawn_size(const struct ts *ts, const struct look *look) { return look->size == SIZE_3 ? ts->style->size_3 : look->size; }

void line_emit(struct ts *ts, struct page *p, const struct text *t, struct tline l, const nm *x, struct line_at at)
{
    for (size_t i = l.from; i < l.to;) {
        size_t j = i + 1;
        const struct titem *first = &t->v[i];
        while (j < l.to && same_run(t, first, &t->v[j]))
            j++;
        const struct look *look = &t->looks[first->look];
        struct item *it = &ARENA_PUSH(ts->a, p->items, p->n, p->cap);
        *it = (struct item){.kind = ITEM_TEXT, .node = at.node, .element = at.element, .color = look->color, .turned = at.turned};
        um start = um_of(x[i - l.from] + 500);
        it->text.face = first->g.face;
        it->text.size = (um)((int64_t)drawn_size(ts, look) * first->g.scale / 1000);
        it->text.hscale = look->hscale;
        it->text.stroke = first->g.stroke;
        it->text.n = j - i;
        it->text.v = arena_calloc(ts->a, j - i, sizeof *it->text.v);
        place(it, at, start, (um)((int64_t)look->size * first->g.dy / 1000));
        for (size_t k = i; k < j; k++)
            it->text.v[k - i] = (struct cluster){t->v[k].g.gid, t->v[k].cp, um_of(x[k - l.from] + 500) - start + aside(look, &t->v[k])};
        const struct titem *last = &t->v[j - 1];
        it->text.end = it->text.v[j - i - 1].x +
                       (um)((int64_t)last->g.advance * look->size / 1000 * look->hscale / 1000);
        i = j;
    }
}

um line_put(struct ts *ts, struct page *p, const struct text *t, enum hpos pos, um width, struct line_at at)
{
    if (!t->n)
        return 0;
    struct tline l = {0, t->n, break_natural(t, 0, t->n), pos != HPOS_JUSTIFY};
    nm *x = arena_calloc(ts->scratch, t->n, sizeof *x);
    nm set = line_set(t, l, pos == HPOS_JUSTIFY ? NM(width) : l.natural, pos == HPOS_JUSTIFY, x);
    um w = um_of(set), shift = pos == HPOS_CENTER ? (width - w) / 2 : pos == HPOS_RIGHT ? width - w : 0;
    if (at.turned)
        at.y -= shift;
    else
        at.x += shift;
    line_emit(ts, p, t, l, x, at);
    return w;
}

um line_put_string(struct ts *ts, struct page *p, const char *s, struct look look, enum hpos pos, um width, struct line_at at)
{
    struct text t = {.solid = true};
    text_add(ts, &t, s, look, 0);
    text_finish(ts, &t);
    return line_put(ts, p, &t, pos, width, at);
}

um line_width(struct ts *ts, const char *s, struct look look)
{
    struct text t = {.solid = true};
    text_add(ts, &t, s, look, 0);
    text_finish(ts, &t);
    return t.n ? um_of(break_natural(&t, 0, t.n)) : 0;
}

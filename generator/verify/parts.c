#include "verify/parts.h"

#include <stdlib.h>
#include <string.h>

/* Even pages whose lines begin at 26 mm: 订口 at the right (UNSURE-1 b). */
static void find_mirror(struct parts *k)
{
    size_t plain = 0, mirrored = 0;
    for (size_t i = 1; i < k->p->n; i += 2)
        for (size_t j = 0; j < k->p->v[i].nl; j++) {
            const struct vline *l = &k->p->v[i].l[j];
            plain += l->n > 8 && abs(l->x0 - AREA_L) <= 500;
            mirrored += l->n > 8 && abs(l->x0 - (AREA_L - 2000)) <= 500;
        }
    k->mirror = mirrored > plain;
}

/* The first line of a page that begins with text of 3号. */
static const struct vline *top_line(const struct vpage *p)
{
    return p->nl && p->l[0].sure && abs(p->l[0].size - EM3) < 200 && p->l[0].n > 8 ? &p->l[0] : NULL;
}

/*
 * UNSURE-6: the model that more pairs of lines keep. Model A's first row stands at the type area's edge, B's 2.3 mm below: pages
 * that begin at the edge are of A, and what looks like B's pitch there was moved closer for 7.3.5.5.
 */
static void find_pitch(struct parts *k)
{
    size_t a = 0, b = 0, at_edge = 0;
    for (size_t i = 0; i < k->p->n; i++) {
        const struct vpage *p = &k->p->v[i];
        const struct vline *top = i ? top_line(p) : NULL;
        at_edge += top && abs(top->top - AREA_T) < 600;
        for (size_t j = 1; j < p->nl; j++) {
            const struct vline *l = &p->l[j];
            um d = l->y - l[-1].y;
            if (!l->sure || !l[-1].sure || abs(l->size - EM3) > 200 || abs(l[-1].size - EM3) > 200)
                continue;
            a += abs(d - PITCH_A) <= 60;
            b += abs(d - PITCH_B) <= 60;
        }
    }
    k->model_b = b > a && !at_edge;
    k->pitch = k->model_b ? PITCH_B : PITCH_A;
}

struct parts *parts_find(struct vpages *p, const struct document *src)
{
    struct parts *k = arena_alloc(p->a, sizeof *k);
    *k = (struct parts){.p = p, .a = p->a, .src = src};
    lines_build(p);
    find_mirror(k);
    find_pitch(k);
    find_page_numbers(k);
    k->match = src ? align_source(p, src) : NULL;
    find_tables(k);
    find_head(k);
    find_annexes(k);
    find_imprint(k);
    find_tail(k);
    find_lists(k);
    find_flow(k);
    find_bands(k);
    return k;
}

static void join(struct box *b, const struct box *c, bool first)
{
    b->x0 = first || c->x0 < b->x0 ? c->x0 : b->x0;
    b->y0 = first || c->y0 < b->y0 ? c->y0 : b->y0;
    b->x1 = first || c->x1 > b->x1 ? c->x1 : b->x1;
    b->y1 = first || c->y1 > b->y1 ? c->y1 : b->y1;
}

static void take_ink(struct parts *k, struct mark_row *row)
{
    if (!row->line || !k->p->v[0].inked)
        return;
    const struct inkpart *w = &k->p->v[0].want[row->want];
    row->inked = w->found;
    row->ink = w->ink;
    if (!w->found)
        return;
    join(&k->mark_ink, &w->ink, !k->mark_inked);
    k->mark_inked = true;
}

void parts_ink(struct parts *k)
{
    for (size_t i = 0; i < k->nmark; i++)
        take_ink(k, &k->mark[i]);
    take_ink(k, &k->suffix);
}

bool piece_is(const struct parts *k, int piece, enum piece_kind kind)
{
    return k->match && piece >= 0 && (size_t)piece < k->match->n && k->match->v[piece].kind == kind;
}

/*
 * 发文机关标志. 7.2.4: centred, red 小标宋, its upper edge at a given height; several sponsors above each other, all of one width,
 * the suffix (文件) at their right, in the middle of their height. The standard leaves the size open ("醒目、美观、庄重"); here it
 * follows the width: tall letters condensed as far as 0.6 for long names, at most 15.5 mm a letter.
 */
#include "typeset/mark.h"

#include <string.h>

enum { WIDTH_MOST = 150000, LETTER_MOST = 15500, EM_MOST = 17600, EM_LEAST = 4939 /* 4号: legible as a mark */, CONDENSED = 600 };

struct letters { um em; int16_t hscale; um pitch; };

static struct look look_of(const struct ts *ts, struct letters k)
{
    return (struct look){FONT_XBS, k.em, NM(k.pitch), ts_red(ts), k.hscale};
}

/* A letter that may take `pitch` of width, and `height` at most. */
static struct letters letters_for(um pitch, um height)
{
    um em = (um)((int64_t)pitch * 1000 / CONDENSED);
    if (em > height)
        em = height;
    um drawn = pitch * 96 / 100; /* a little air between the letters */
    int hscale = drawn >= em ? 1000 : (int)((int64_t)drawn * 1000 / em);
    return (struct letters){em, (int16_t)hscale, hscale == 1000 && em < pitch * 96 / 100 ? em + (pitch - em) : pitch};
}

/* Ink box of a line of letters set from x = 0 on the baseline y = 0; y down. */
struct ink { um x0, y0, x1, y1; };

static struct ink ink_of(struct ts *ts, const struct text *t, const nm *x)
{
    struct ink k = {INT32_MAX, INT32_MAX, INT32_MIN, INT32_MIN};
    (void)ts;
    for (size_t i = 0; i < t->n; i++) {
        int box[4];
        const struct titem *it = &t->v[i];
        const struct look *look = &t->looks[it->look];
        font_ink(it->g.face, it->g.gid, box);
        if (box[0] == box[2])
            continue;
        int64_t size = (int64_t)look->size * it->g.scale / 1000;
        um pen = (um)(x[i] / 1000), up = (um)((int64_t)look->size * it->g.dy / 1000);
        um x0 = pen + (um)((int64_t)box[0] * size / 1000 * look->hscale / 1000), x1 = pen + (um)((int64_t)box[2] * size / 1000 * look->hscale / 1000);
        um y0 = -(um)((int64_t)box[3] * size / 1000) - up, y1 = -(um)((int64_t)box[1] * size / 1000) - up;
        k.x0 = x0 < k.x0 ? x0 : k.x0;
        k.x1 = x1 > k.x1 ? x1 : k.x1;
        k.y0 = y0 < k.y0 ? y0 : k.y0;
        k.y1 = y1 > k.y1 ? y1 : k.y1;
    }
    return k.x0 > k.x1 ? (struct ink){0, 0, 0, 0} : k;
}

struct set { struct text t; struct tline l; nm *x; struct ink ink; };

/* Sets a name; spread > 0: its letters are spread to this width of ink (均排). */
static void set_name(struct ts *ts, struct set *s, const char *name, struct letters k, um spread)
{
    memset(s, 0, sizeof *s);
    text_add(ts, &s->t, name, look_of(ts, k), 0);
    text_finish(ts, &s->t);
    s->l = (struct tline){0, s->t.n, break_natural(&s->t, 0, s->t.n), true};
    s->x = arena_calloc(ts->scratch, s->t.n + 1, sizeof *s->x);
    line_set(&s->t, s->l, s->l.natural, false, s->x);
    s->ink = ink_of(ts, &s->t, s->x);
    um room = spread - (s->ink.x1 - s->ink.x0);
    if (spread && room > 0 && s->t.n > 1) {
        for (size_t i = 1; i < s->t.n; i++)
            s->x[i] += (nm)((int64_t)room * 1000 * (int64_t)i / (int64_t)(s->t.n - 1));
        s->ink = ink_of(ts, &s->t, s->x);
    }
}

static void emit(struct ts *ts, struct page *p, const struct set *s, um ink_left, um baseline, int node)
{
    line_emit(ts, p, &s->t, s->l, s->x, (struct line_at){ink_left - s->ink.x0, baseline, node, "发文机关标志", false});
}

static size_t count(const char *s) { return utf8_count(s, strlen(s)); }

/* From the mark's upper edge down to the baseline: the edge is that of the ink, or of the em box (UNSURE-10). */
static um to_baseline(const struct ts *ts, const struct set *s)
{
    return ts->style->mark_em ? line_baseline(ts, s->t.looks[0], 0) : -s->ink.y0;
}

static um single(struct ts *ts, struct page *p, um top, um em_most, um center)
{
    const struct document *d = ts->doc;
    /* 10.1: a letter carries the name alone, of several sponsors the first */
    char *name = arena_printf(ts->scratch, "%s%s", d->issuers.v[0], d->format == DOC_LETTER ? "" : d->issuer_suffix);
    um n = (um)count(name), pitch = WIDTH_MOST / (n ? n : 1);
    if (pitch > LETTER_MOST)
        pitch = LETTER_MOST;
    struct set s;
    set_name(ts, &s, name, letters_for(pitch, em_most), 0);
    um left = center - (s.ink.x1 - s.ink.x0) / 2;
    if (p)
        emit(ts, p, &s, left, top + to_baseline(ts, &s), pages_node(ts, TAG_P, 1));
    return top + to_baseline(ts, &s) + s.ink.y1;
}

static um joint(struct ts *ts, struct page *p, um top, um height_most, um center)
{
    const struct document *d = ts->doc;
    size_t longest = 1, m = d->issuers.n;
    for (size_t i = 0; i < m; i++)
        longest = count(d->issuers.v[i]) > longest ? count(d->issuers.v[i]) : longest;
    um suffix_n = (um)count(d->issuer_suffix);
    /* name letters of pitch p, the suffix in letters of 1.5 p, one p between: all within the width */
    um units10 = (um)longest * 10 + (suffix_n ? 10 + suffix_n * 15 : 0), pitch = WIDTH_MOST * 10 / units10;
    um most = (um)(height_most * 100 / ((int64_t)m * 125)); /* 首页应显示正文: smaller letters for many sponsors */
    if (most > EM_MOST * 4 / 5)
        most = EM_MOST * 4 / 5;
    if (most < EM_LEAST)
        most = EM_LEAST;
    if (pitch > LETTER_MOST * 4 / 5)
        pitch = LETTER_MOST * 4 / 5;
    struct letters k = letters_for(pitch, most);
    if (k.hscale == 1000)
        k.pitch = k.em * 106 / 100;
    struct set *names = arena_calloc(ts->scratch, m, sizeof *names), suffix;
    um width = 0;
    for (size_t i = 0; i < m; i++) {
        set_name(ts, &names[i], d->issuers.v[i], k, 0);
        um w = names[i].ink.x1 - names[i].ink.x0;
        width = w > width ? w : width;
    }
    for (size_t i = 0; i < m; i++)
        set_name(ts, &names[i], d->issuers.v[i], k, width); /* 均排 */
    um step = k.em * 125 / 100, total = width, suffix_w = 0;
    if (suffix_n) {
        set_name(ts, &suffix, d->issuer_suffix, letters_for(pitch * 3 / 2, k.em * 3 / 2), 0);
        suffix_w = suffix.ink.x1 - suffix.ink.x0;
        total += k.pitch + suffix_w;
    }
    um left = center - total / 2, first_baseline = top + to_baseline(ts, &names[0]);
    um bottom = first_baseline + step * (um)(m - 1) + names[m - 1].ink.y1;
    if (!p)
        return bottom;
    int node = pages_node(ts, TAG_P, 1);
    for (size_t i = 0; i < m; i++)
        emit(ts, p, &names[i], left, first_baseline + step * (um)i, node);
    if (suffix_n) /* 以联署发文机关名称为准上下居中 */
        emit(ts, p, &suffix, left + width + k.pitch, (first_baseline + names[0].ink.y0 + bottom) / 2 - (suffix.ink.y0 + suffix.ink.y1) / 2, node);
    return bottom;
}

um mark_set(struct ts *ts, struct page *p, struct mark_place at)
{
    if (!ts->doc->issuers.n)
        return at.top;
    um em = at.em_most ? at.em_most : EM_MOST;
    bool alone = at.alone || ts->doc->issuers.n == 1 || ts->doc->format == DOC_LETTER;
    return alone ? single(ts, p, at.top, em, at.center) : joint(ts, p, at.top, at.height_most, at.center);
}

#include "typeset/ts.h"

void caption_break(struct ts *ts, struct caption *c, const char *s, struct look look, um width)
{
    *c = (struct caption){.look = look, .step = look.size * 140 / 100};
    text_add(ts, &c->t, s, look, 0);
    text_finish(ts, &c->t);
    text_keep_brackets(&c->t, 20); /* a line rather begins with （ than ends inside */
    title_break(ts, &c->t, NM(width), &c->lines);
}

um caption_more(const struct caption *c) { return c->lines.n > 1 ? (um)(c->lines.n - 1) * c->step : 0; }

void caption_line(struct ts *ts, struct page *p, const struct caption *c, size_t i, um width, struct line_at at)
{
    struct tline l = c->lines.v[i];
    nm *x = arena_calloc(ts->scratch, l.to - l.from + 1, sizeof *x);
    um shift = (width - um_of(line_set(&c->t, l, l.natural, false, x))) / 2;
    if (at.turned)
        at.y -= shift;
    else
        at.x += shift;
    line_emit(ts, p, &c->t, l, x, at);
}

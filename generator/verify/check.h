/*
 * Inside verify/ only: one check at work. A check measures as many places as there are; the worst of them makes its verdict.
 */
#ifndef JIBAO_VERIFY_CHECK_H
#define JIBAO_VERIFY_CHECK_H

#include "verify/parts.h"
#include "verify/verify.h"

#include <stdlib.h>
#include <string.h>

struct spot { int page; um x, y; };

struct check {
    struct arena *a;
    const struct parts *k;
    const struct verify_options *o;
    struct checked *v;
    size_t cap, measured;
    bool ranged, points; um least, most;    /* of what `within` was given */
    const char *why;                        /* not applicable because */
    bool unsure;                            /* something could not be told: never 通过 */
    const char *note;                       /* added to the figure */
};

/* One length, µm; in the report as mm (within) or as points (within_pt: sizes of type, pitches). */
bool within(struct check *c, struct spot at, const char *what, um value, um least, um most);
bool within_pt(struct check *c, struct spot at, const char *what, um value, um least, um most);
/* Something that is so or is not. */
bool holds(struct check *c, struct spot at, bool ok, const char *what, const char *found, const char *expected);
/* Why nothing can be measured (the first reason counts); unsure: although something was. */
void none(struct check *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
void unsure(struct check *c, const char *fmt, ...) PRINTF_LIKE(2, 3);
void note(struct check *c, const char *fmt, ...) PRINTF_LIKE(2, 3);

struct spot at_line(const struct vline *l);
struct spot at_glyph(const struct vpage *p, const struct vglyph *g);
struct spot at_box(const struct vpage *p, struct box b);
struct spot at_rule(const struct vpage *p, const struct vrule *r);
#define ALL_PAGES ((struct spot){0, 0, 0})

/* 第1行 and the beginning of a line's text, for messages. */
const char *line_words(const struct check *c, const struct vline *l);
/* Are hanzi [from, to) of a line in the role? Unknown fonts make the check unsure. what names the element. */
void in_role(struct check *c, const struct vline *l, size_t from, size_t to, enum role role, const char *what);
/* The sizes of the hanzi and figures of a line, µm. */
void of_size(struct check *c, const struct vline *l, const char *what, um least, um most);
void of_size3(struct check *c, const struct vline *l, const char *what);     /* 15.75–16.05 pt */
/* The line pitch of a page: the model's, or one that the last page keeps throughout (7.3.5.5). */
um page_pitch(const struct parts *k, const struct vpage *p);
/* Is the line set 27 or 29 letters to the line, near the end of the text (7.3.5.5: 调整字距)? */
bool respaced_letters(const struct parts *k, const struct vline *l);
um row_top(const struct parts *k);      /* em_top of the first row: model A or B */
um row_bottom(const struct parts *k);

/* The line before l in the main text, or NULL. */
struct vline *flow_before(const struct parts *k, const struct vline *l);
struct vline *flow_after(const struct parts *k, const struct vline *l);
/* Is the line one of a heading by itself (7.3.3)? Such a heading's lines end between words, not on the edge. */
bool in_heading(const struct parts *k, const struct vline *l);
/* x from the type area's left edge as on an odd page. */
um plain_x(const struct check *c, const struct vline *l, um x);
um edge_right(const struct check *c, const struct vpage *p);
um middle_x(const struct check *c, const struct vpage *p);

/* The title's lines as one text; "" without. */
const char *title_text(const struct check *c);
/* Why there is no mark. */
const char *no_head(const struct check *c);

/* -- check_tail.c: shared with check_stamp.c -- */
bool tail_is(struct check *c, enum tail want);  /* if not: none() says what it is */
bool tail_text_above(const struct check *c, um top, um *bottom, um *baseline); /* what stands above 署名; *baseline 0: no line of text */
struct box seal_box(const struct vimage *m);    /* its ink, or its frame */

/* The rows of checks.tab. */
#define CHECK(number, clause, level, rule, function) void function(struct check *c);
#include "data/checks.tab"
#undef CHECK

#endif

/*
 * Rows → pages, inside typeset/ only: place.c gives every row its page and grid row, fit.c decides what is re-spaced so that the
 * signature block (7.3.5.5) and the 版记 find their room, paginate.c drives both and draws.
 *
 * Placing draws nothing and adds no page: it can be tried again with other rows or other limits.
 */
#ifndef JIBAO_LAYOUT_H
#define JIBAO_LAYOUT_H

#include "typeset/ts.h"

struct placed { const struct frow *r; size_t page; int row; int from, to; um across; /* a turned box: so far below the page's first */ };

struct layout {
    struct ts *ts;
    const struct frows *rows;
    size_t tail;      /* the last so many rows: the signature block */
    size_t first_page;/* index of the page that the first row goes to */
    int first_row;    /* and its grid row */
    size_t roomy;     /* this page takes `more` rows beyond the grid, SIZE_MAX: none */
    int more;
    /* what placing made */
    struct placed *v; size_t n, cap;
    size_t page;      /* index of the page being filled */
    int row;          /* next free grid row on it */
    int first;        /* first row that text may use on it */
    bool turned;      /* it is a landscape page */
    um across;        /* where on it the next turned box may begin, from the type area's left edge */
};

/* -- place.c -- */
/* Places all rows but the tail; what was placed before is forgotten. */
void place_body(struct layout *l);
/* Does the tail fit behind the body, on a page that has text? */
bool place_tail_fits(const struct layout *l);
/* Does the first group of it (a row of seals)? */
bool place_tail_begins(const struct layout *l);
int place_rows_of(const struct layout *l, const struct frow *r);  /* grid rows that it takes */
int place_tail_height(const struct layout *l);  /* in grid rows */
void place_rows(struct layout *l, size_t from, size_t end);
void place_new_page(struct layout *l);
int place_rows_most(const struct layout *l, size_t page);
/* Takes the last lines of text (two where the paragraph gives them) to the next page, with them the tail; returns how many. */
size_t place_carry(struct layout *l);
bool place_has_text(const struct layout *l, size_t page); /* 7.3.5.5 */
size_t place_text_page(const struct layout *l);           /* the page with the last row of text */

/* -- para.c -- */
/* Rows [i, end) of one paragraph of plain text; returns its end, i: none begins here. */
size_t para_end(const struct frows *rows, size_t i, size_t end);
/* *out: rows with the paragraph [i, end) set in these lines of t, each row so much wider. */
void para_replace(struct ts *ts, struct frows *out, const struct frows *rows, size_t i, size_t end, const struct text *t,
                  const struct tlines *lines, um wider);
/* Breaks paragraphs anew so that no page begins with a paragraph's last line, where the grid allows; places the body. */
void para_avoid_lonely_lines(struct layout *l);

/* -- fit.c -- */
/* A page whose rows do not stand on the grid: rows first … first + rows - 1 from `top` to `bottom` (em_top of both). */
struct respaced { size_t page; int first, rows; um top, bottom; };
/*
 * Places everything. 7.3.5.5: tail and text on one page by closer rows (28 pt at least), by closer letters (29 to a line at
 * most), or by carrying text over. foot: height that the 版记 wants on the last page.
 */
struct respaced fit(struct layout *l, um foot);
/* Where the next thing may begin (its em_top) on the last page; INT32_MAX: nowhere, it is turned. */
um fit_free_y(const struct layout *l, const struct respaced *s);
um fit_row_y(const struct ts *ts, const struct respaced *s, size_t page, int row);

#endif

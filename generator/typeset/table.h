/*
 * Tables, inside typeset/ only: table.c makes the grid (cells, widths, heights, parts), table_draw.c puts parts on pages.
 *
 * A table is a list of parts, and a page takes as many as fit. A part is one row; or rows that cells over several rows (跨行) hold
 * together; or a few lines of a long row, which may come apart between them.
 */
#ifndef JIBAO_TABLE_H
#define JIBAO_TABLE_H

#include "typeset/ts.h"

enum { TABLE_PAD_X = 1000, TABLE_PAD_Y = 900, TABLE_RULE = 180, TABLE_CAPTION_H = 8000 };

enum { LABEL_LINES = 6 }; /* a text of no more is said again overleaf */

struct tcell {
    const struct cell *c;
    int col, row, colspan, rowspan;
    struct text *texts; struct tlines *lines; size_t n;
    um width;            /* inside */
    int node;
};
struct trow { um h; size_t first, n; int node; };   /* cells [first, first + n) start in this row */
struct tpart {
    int first, n;        /* rows */
    int line, lines;     /* a slice of row `first`: lines [line, line + lines); lines = 0: the whole row */
    bool begins, ends;   /* a slice: it is the row's first, its last */
    um h;                /* of a slice: without the blank above and below */
};

struct tbox {
    struct box box;
    const struct table *t;
    um *col; um width;                              /* widths of columns, their sum */
    um *fraction;                                   /* of each column: the widest part behind a decimal point */
    struct tcell *cells; size_t ncells, capcells;
    int *shown;                                     /* of each cell: its lines on the pages before, while drawing */
    struct trow *rows; int nrows, nhead;            /* head rows first */
    struct tpart *parts; size_t nparts, capparts;
    struct caption caption, continued;              /* 表题; 续表 with the 表题 */
    um head_h, line;                                /* height of the head; line pitch */
    struct look look, bold;
    int node;
};

/* -- table.c -- */
int table_cell_lines(const struct tcell *k);            /* at least 1 */
enum align table_align(const struct tbox *b, const struct tcell *k);
/* A short text in a narrow cell in front of its row's long text: said again, with （续） below it, on every page that the row goes on to. */
bool table_is_label(const struct tbox *b, const struct tcell *k);
um table_cell_height(const struct tbox *b, const struct tcell *k);
um table_above(const struct tbox *b, int from);         /* what stands above the first row on a page: annex front, caption, head */
um table_lead(const struct tbox *b, int from);          /* the annex front alone */
um table_fraction(const struct text *t);                /* width of what stands behind the decimal point */
/* Height of parts [from, to) on one page. */
um table_parts_height(const struct tbox *b, int from, int to);

/* -- table_draw.c -- */
void table_draw(struct ts *ts, struct page *p, const struct box *box, int from, int to, um x, um y);

#endif

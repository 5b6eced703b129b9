/*
 * Inside typeset/ only. The stages, each with its own file and test:
 *     text.c    characters → items with class, width, and what may be squeezed
 *     break.c   items → lines (knows no font, no page)
 *     line.c    a line → places of its characters
 *     title.c   the title's lines: 梯形 or 菱形
 *     flow.c    blocks → rows;  paginate.c  rows → pages
 *     head.c sign.c imprint.c table.c …  the elements of the standard, each with its clause
 * Widths inside lines are in nm (1/1000 µm), so that 28 characters end on the edge.
 */
#ifndef JIBAO_TS_H
#define JIBAO_TS_H

#include "document/document.h"
#include "typeset/pages.h"
#include "typeset/style.h"

#include <unicode/ubrk.h>

typedef int64_t nm;
#define NM(length) ((nm)(length) * 1000)
/* Back to µm. What is longer than any page stays so, and the sum of many such lengths is still a length. */
static inline um um_of(nm w)
{
    enum { FAR = 10000000 /* 10 m */ };
    w /= 1000;
    return (um)(w > FAR ? FAR : w < -FAR ? -FAR : w);
}

enum cls {
    CLS_HAN, CLS_OPEN, CLS_CLOSE, CLS_COMMA, CLS_STOP, CLS_MARK, CLS_DASH /* —— */, CLS_RULE /* a single — 一字线 */,
    CLS_ELLIPSIS, CLS_WAVE, CLS_HYPHEN, CLS_MIDDOT, CLS_SLASH, CLS_POSTFIX, CLS_PREFIX, CLS_SIGN, CLS_LATIN, CLS_DIGIT, CLS_SPACE,
    CLS_WIDESPACE /* U+3000 */, CLS_COUNT,
};

/* How a run of text looks. */
struct look { enum font_role role; um size; nm pitch; /* advance of a full-width character */ enum color color; int16_t hscale; };

struct titem {
    uint32_t cp;
    enum cls cls;
    struct glyph g;
    uint8_t look;        /* index in the text's looks */
    nm width;            /* natural advance, adjacent punctuation already closed up */
    nm shift;            /* the glyph is drawn this far left of the pen (its left blank was cut) */
    nm gap;              /* part of width: room to Latin letters or figures, none at a line's end */
    nm squeeze_before;   /* blank half in front that may go (开始括号) */
    nm squeeze_after;    /* blank half behind that may go */
    bool breakable;      /* a line may end after this item */
    bool hard;           /* a line must end after this item */
    uint8_t penalty;     /* breaking here costs so many COST_PENALTY; from PENALTY_LAST on: only for want of any better way */
    bool stretchable;    /* room may be put behind this item */
    uint32_t line;       /* source line */
};

enum { PENALTY_ODD = 9, PENALTY_DATE = 12, PENALTY_LAST = 20, PENALTY_UNIT = 35, PENALTY_BRACKET = 150, PENALTY_CODE = 255 };
enum { LOOKS_MAX = 12 };
struct text {
    struct titem *v; size_t n, cap;
    struct look looks[LOOKS_MAX]; size_t nlooks;
    bool solid;          /* 发文字号, dates, labels: no room between hanzi and figures, whatever the profile says (UNSURE-24) */
};

struct tline {
    size_t from, to;     /* items [from, to); blanks at the line's end left out */
    nm natural;          /* width with the last mark at half width (5.1.10) */
    bool last;           /* ends the paragraph or is followed by a break the author asked for */
};
struct tlines { struct tline *v; size_t n, cap; };

/* A character that is not printed as it is, with the first place where it stands. */
struct odd { enum msg msg; uint32_t cp, line, last; size_t places; const char *around; };
enum { ODDS_MAX = 64 };
struct odds { struct odd v[ODDS_MAX]; size_t n; };

struct ts {
    struct arena *a;              /* lives with the pages */
    struct arena *scratch;
    const struct fonts *fonts;
    const struct style *style;
    struct pages *pages;
    struct diags *ds;
    const struct document *doc;
    const struct strings *lexicon; /* names that are not split in titles */
    UBreakIterator *line_breaks, *word_breaks;
    um drawn_pitch;        /* distance of the row being drawn to the next one */
    um first_shift;        /* page 1's grid lies this much lower: 信函 (10.1) */
    bool recipient_below;  /* 主送机关 moved to the 版记 (7.3.2) */
    size_t number_from;    /* index of the page that is number 1 */
    struct odds odds;      /* what text_tell tells */
    bool failed;
};

/* -- text.c -- */
struct look look_body(enum font_role role);            /* 3号 on the 28-character grid */
struct look look_size(enum font_role role, um size);   /* set solid */
/*
 * Appends UTF-8 text. Characters that no font has become 〓 or a failure, those that nobody sees are left out, line separators
 * become blanks; text_tell says so.
 */
void text_add(struct ts *ts, struct text *t, const char *s, struct look look, uint32_t line);
/* At the end of the document: L106, L107, L126, L127, each once a character. */
void text_tell(struct ts *ts);
/* After the last text_add: pairs, classes, closing up of adjacent marks, places where a line may end. */
void text_finish(struct ts *ts, struct text *t);
void text_add_break(struct text *t);                   /* a line must end here */
/* （第24项）: what stands in round brackets, up to so many characters, is one word. */
void text_keep_brackets(struct text *t, size_t most);
enum cls text_class(uint32_t cp);
/* Sets at[i] where item i begins a piece by ICU: a line may end before it (line_breaks), a word starts there (word_breaks). */
void text_boundaries(struct ts *ts, const struct text *t, UBreakIterator *by, bool *at);
/* What an item can give behind it inside a line: a comma in front of a figure or a letter only half as much, or it reads as theirs (99.5%,40). */
nm text_gives_after(const struct titem *it);
/* The least distance of two characters on a line that is closed up. */
nm text_closest(const struct look *look);

/* -- break.c -- */
enum fit { FIT_JUSTIFY, FIT_RAGGED };
/* Lines of width first_width (the first) and width (the others), all nm. Pure: no font, page or file. */
void break_lines(struct arena *a, const struct text *t, nm first_width, nm width, enum fit fit, struct tlines *out);
/* The same in exactly so many lines; false if that cannot be done well (孤字, loose lines). */
bool break_lines_in(struct arena *a, const struct text *t, nm first_width, nm width, size_t lines, struct tlines *out);
/* The natural width of items [from, to) when the line ends at to. */
nm break_natural(const struct text *t, size_t from, size_t to);

/* -- line.c -- */
/* Places of the items of one line, relative to its start: x[i - from]; returns the line's width as set. */
nm line_set(const struct text *t, struct tline l, nm width, bool justify, nm *x);
struct line_at { um x, y; int node; const char *element; bool turned; };
/* Puts items [l.from, l.to) on a page with the places x; y is the baseline of the role's own face. */
void line_emit(struct ts *ts, struct page *p, const struct text *t, struct tline l, const nm *x, struct line_at at);
/* Sets text in one line: align in [x, x + width]; returns its width. */
enum hpos { HPOS_LEFT, HPOS_CENTER, HPOS_RIGHT, HPOS_JUSTIFY };
um line_put(struct ts *ts, struct page *p, const struct text *t, enum hpos pos, um width, struct line_at at);
/* A short piece of text with one look, built and put in one go. */
um line_put_string(struct ts *ts, struct page *p, const char *s, struct look look, enum hpos pos, um width, struct line_at at);
um line_width(struct ts *ts, const char *s, struct look look);
/* Baseline of a row whose em box has its top at y. */
um line_baseline(const struct ts *ts, struct look look, um em_top);

/* -- pages.c -- */
struct rect { um x, y, w, h; };
struct page *pages_add(struct ts *ts);
struct page *pages_last(struct ts *ts);
void pages_fresh_sheet(struct ts *ts); /* the next page lies on a sheet's front and is number 1 again */
int pages_node(struct ts *ts, enum tag tag, int parent);
void pages_rule(struct ts *ts, struct page *p, struct rect line, um width, enum color color, const char *element); /* line: from x,y to x+w,y+h */
void pages_image(struct ts *ts, struct page *p, struct rect at, const struct doc_image *im, const char *alt, int node, const char *element);
void pages_bookmark(struct ts *ts, const char *title, int level, size_t page, um y);
um pages_left(const struct ts *ts, const struct page *p);   /* left edge of the type area on this page: UNSURE-1 */
enum color ts_red(const struct ts *ts);                       /* 5.2.4, 6.2: UNSURE-7 */
um ts_row_top(const struct ts *ts, size_t page, int row);   /* em_top of a grid row of a page (from 0) */

/* -- flow.c: blocks → rows -- */

/* What is no line of text: a table, a figure, a place to sign. It may come apart into parts [from, to) on several pages. */
struct box;
/* What stands above a turned box on its first page. */
struct box_lead { um height; void (*draw)(struct ts *ts, struct page *p, const struct box_lead *lead, um x, um y); };
struct box {
    int parts;
    bool landscape;  /* chapter 8: on turned pages of its own */
    /*
     * How many parts from `from` on fit into avail (µm); *to is set (= from: none fits), the height used is returned.
     * fresh: the page is empty, so at least one part must be taken or the box never ends.
     */
    um (*measure)(struct ts *ts, const struct box *b, int from, um avail, bool fresh, int *to);
    void (*draw)(struct ts *ts, struct page *p, const struct box *b, int from, int to, um x, um y);
    const struct box_lead *lead; /* NULL: none */
};

enum row_kind { ROW_LINE, ROW_BLANK, ROW_BOX };
struct frow {
    enum row_kind kind;
    const struct text *text; struct tline line;   /* ROW_LINE */
    um indent, width;             /* from the type area's left edge */
    enum hpos pos;
    int node; const char *element;
    const char *bookmark; int level;              /* heading: bookmark at this row; level from 1 */
    bool keep_next;               /* not the last on a page */
    bool same_row;                /* the next one stands on the same grid row */
    bool body;                    /* text in the sense of 7.3.5.5 */
    const struct box *box;        /* ROW_BOX */
    /* an extra that draws itself over the row: seals; y is the row's em_top */
    void (*over)(struct ts *ts, struct page *p, const void *ctx, um x, um y); const void *ctx;
};
struct frows { struct frow *v; size_t n, cap; };

/* base_level: bookmark level of 一级标题. */
void flow_blocks(struct ts *ts, struct frows *out, const struct blocks *b, int parent, int base_level);
/* One paragraph in [indent, indent + width] of the type area; first: more room in front of its first line. */
void flow_paragraph(struct ts *ts, struct frows *out, const struct text *t, um indent, um first, um width, enum hpos pos,
                    int node, const char *element);
void flow_blank(struct ts *ts, struct frows *out, int rows);
void flow_text(struct ts *ts, struct text *t, const struct inls *in, struct look look);

/* -- table.c, roster.c -- */
void table_flow(struct ts *ts, struct frows *out, const struct table *t, int parent);
void roster_flow(struct ts *ts, struct frows *out, const struct roster *r, int parent);

/* -- paginate.c: rows → pages -- */
/*
 * Lays the rows from grid row `first` of the last page on (ROWS + 1: that page is full); adds pages as needed. The last `tail`
 * rows (署名, 成文日期) keep together with at least one row of text (7.3.5.5). foot: height that the 版记 will want below the last row
 * if it comes to stand on an even page, 0: none. Returns where the next thing may begin on the last page; INT32_MAX: nowhere.
 */
um paginate(struct ts *ts, const struct frows *rows, int first, size_t tail, um foot);

enum { CAPTION_SIZE = 4233 /* 小四, 12 pt */ };
/* -- caption.c: 表题, 图题: one line or several balanced ones, centred -- */
struct caption { struct text t; struct tlines lines; struct look look; um step; /* from line to line */ };
void caption_break(struct ts *ts, struct caption *c, const char *s, struct look look, um width);
um caption_more(const struct caption *c);   /* height of the lines beyond the first */
/* Line i of it, centred in width. */
void caption_line(struct ts *ts, struct page *p, const struct caption *c, size_t i, um width, struct line_at at);

/* -- title.c -- */
/* Breaks the title; lines keep items of t. At most 4 lines where possible. */
void title_break(struct ts *ts, const struct text *t, nm width, struct tlines *out);

/* -- head.c: 版头, 标题, 主送机关 on page 1; returns the grid row where the text begins -- */
int head_set(struct ts *ts);
/* -- sign.c: 附件说明, 出席, 署名, 成文日期, 附注 → rows; returns how many of the last rows keep together -- */
size_t sign_flow(struct ts *ts, struct frows *out, int parent);
/* -- annex.c: annex i, or 印发件 i, on pages of its own; foot and what it returns: see paginate -- */
um annex_set(struct ts *ts, size_t i, um foot);
um issued_set(struct ts *ts, size_t i, um foot);
/* -- imprint.c: 版记 on the last, even page; free_y: what paginate returned for the last page -- */
void imprint_set(struct ts *ts, um free_y);
um imprint_height(struct ts *ts); /* what it takes from the type area's foot; 0: there is none */
/* -- bounds.c: tells what stands outside the type area (L122) -- */
void bounds_check(struct ts *ts);
/* -- pageno.c -- */
void pageno_set(struct ts *ts);

#endif

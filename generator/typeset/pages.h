/*
 * pages: the border between layout and output. Positioned items, page by page, in integers; no PDF in it.
 *
 * Lengths are µm from the page's upper left corner, x to the right, y down; text y is the baseline. Items of a page stand in
 * reading order. Each item names its node in the tag tree, so that a back end can write tags, ActualText and bookmarks.
 */
#ifndef JIBAO_PAGES_H
#define JIBAO_PAGES_H

#include "base/base.h"
#include "font/font.h"

enum color { COLOR_BLACK, COLOR_RED, COLOR_RED_INK /* the same as printing ink: M 100 Y 100 (6.2) */ };

enum item_kind { ITEM_TEXT, ITEM_RULE, ITEM_IMAGE, ITEM_POLYGON };

struct cluster {            /* one character of a text item */
    uint32_t gid;
    uint32_t cp;            /* the character it stands for */
    um x;                   /* origin of the glyph, relative to the item's x, along the text direction */
};

struct samples;             /* base/samples.h */
struct image {              /* decoded once; shared by all uses */
    int index;              /* place in doc->images */
    uint32_t width, height; /* pixels */
    const struct samples *color;
    const struct samples *mask; /* how much of each pixel is seen, or NULL */
    const char *alt;        /* alternative text */
};

struct item {
    enum item_kind kind;
    int node;               /* index in pages->nodes; 0 = artifact (page numbers, rules) */
    const char *element;    /* name in the words of the standard: 标题, 正文, 发文字号 …; for the trace */
    enum color color;
    bool turned;            /* chapter 8: text runs upwards (90° counter-clockwise); x, y already in page space */
    union {
        struct {
            um x, y;                    /* origin of the first glyph, baseline */
            const struct face *face;
            um size;                    /* em, as drawn (fallback scale included) */
            int16_t hscale;             /* ‰; 1000 = as designed */
            int16_t stroke;             /* ‰ of size; 0 = fill only */
            struct cluster *v; size_t n;
            um end;                     /* where the pen stands after the last glyph (without letter pitch), relative to x */
        } text;
        struct { um x0, y0, x1, y1, width; } rule;              /* a straight line, width is its thickness, centred */
        struct { um x, y, w, h; const struct image *image; } image; /* upper left corner and size */
        struct { struct { um x, y; } *v; size_t n; bool fill; um width; } polygon; /* closed path */
    };
};

struct page {
    int number;             /* from 1; begins anew with a separate annex and with a further copy */
    um width, height;       /* 210000 × 297000 */
    struct item *items; size_t n, cap;
    bool blank;             /* printed blank on purpose (7.5) */
    bool unnumbered;        /* carries no page number (7.5) */
};

enum tag {
    TAG_ARTIFACT, TAG_DOCUMENT, TAG_SECT, TAG_TITLE /* H1 in PDF 1.7 */, TAG_H1, TAG_H2, TAG_H3, TAG_H4, TAG_P, TAG_TABLE, TAG_TR, TAG_TH, TAG_TD,
    TAG_FIGURE, TAG_CAPTION, TAG_LIST, TAG_LI, TAG_SPAN,
};

struct node {
    enum tag tag;
    int parent;             /* index; the root (index 1, TAG_DOCUMENT) has 0 */
    const char *alt;        /* Figure: alternative text */
    int colspan, rowspan;   /* TH, TD */
};

struct bookmark { const char *title; int level /* from 1 */; int page /* from 0 */; um y; };

struct pages {
    struct arena *a;        /* owns everything below */
    struct page *v; size_t n, cap;
    struct node *nodes; size_t nnodes, capnodes;         /* nodes[0] = artifacts, nodes[1] = document */
    struct bookmark *bookmarks; size_t nbookmarks, capbookmarks;
    struct image **images; size_t nimages, capimages;
    const char *title, *author, *subject, *keywords;     /* metadata, UTF-8 */
    struct date date;       /* 成文日期: the only date in the file */
    const char *source;     /* 公文 XML, for the trace's head line; may be NULL */
};

#endif

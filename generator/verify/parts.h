/*
 * The elements of a 公文 recognised on its pages, by the forms and places that the standard gives them; where the source is known it
 * decides in doubt. What is not recognised stays NULL or empty: checks of it do not apply.
 */
#ifndef JIBAO_VERIFY_PARTS_H
#define JIBAO_VERIFY_PARTS_H

#include "document/document.h"
#include "verify/align.h"
#include "verify/lines.h"

/* The figures of the standard, µm; see the digest's table of symbols. */
enum {
    A4_W = 210000, A4_H = 297000, AREA_L = 28000, AREA_R = 184000, AREA_T = 37000, AREA_B = 262000, AREA_CX = 106000, AREA_W = 156000,
    EM3 = 5644, EM2 = 7761, EM4 = 4939,         /* 3号, 2号, 4号 */
    PITCH_A = 10446, PITCH_B = 10227, GAP_A = 4801, CHAR = 5571,
};

struct annex_part { struct vline *label; struct vlines title; const char *heading; size_t page; bool separate; /* bound apart: behind the 版记 */ };
struct table_box { struct vpage *page; struct box at; bool turned; };

struct mark_row { struct vline *line; size_t want; struct box ink; bool inked; };

/* Strips of a page that must be free of ink: outside the type area. side: 0 left, 1 right, 2 above, 3 below. */
enum { BANDS = 5 };
struct band { bool used; int side; size_t want; };
struct bands { struct band v[BANDS]; };

enum tail { TAIL_NONE, TAIL_SEALED /* 7.3.5.1 */, TAIL_PLAIN /* 7.3.5.2 */, TAIL_STAMPED /* 7.3.5.3 */, TAIL_DATE_ONLY };

struct parts {
    struct vpages *p;
    struct arena *a;
    const struct document *src;
    const struct alignment *match;  /* of the source's text; NULL without source */
    enum doc_format format;
    bool headed;                /* there is a mark or a red rule on page 1 */
    bool up;                    /* 上行文: 签发人 */
    bool mirror;                /* even pages have their type area 2 mm to the left: UNSURE-1 */
    bool model_b;               /* line pitch: UNSURE-6 */
    um pitch;                   /* PITCH_A or PITCH_B */
    /* page 1 */
    struct vline *copy_no, *secrecy, *urgency, *docno;
    struct mark_row *mark; size_t nmark; struct mark_row suffix; const char *mark_text; struct box mark_ink; bool mark_inked;
    struct vlines approver_rows;/* whole lines */
    struct vlines approvers;    /* names */
    struct vline *approver_label;
    struct vrule *rule;         /* 版头分隔线 */
    struct vrule *pair[2][2];   /* 信函双线: upper, lower pair; each from top to bottom */
    struct vlines title, recipient;
    /* text */
    struct vlines flow;         /* all lines of the main text, annexes included, in reading order */
    struct vlines annex_list, attendance;
    enum tail tail;
    struct vlines names, posts, note; struct vline *date;
    struct vimage **seals; size_t nseals; struct vpage *tail_page;
    struct annex_part *annexes; size_t nannexes, capannexes;
    size_t end;                 /* the first page of the first annex bound apart, or the number of pages: here the document proper ends */
    /* imprint */
    struct vpage *imprint_page; struct vrule **rules; size_t nrules; struct vlines imprint; struct vline *print_row;
    struct vlines copies;       /* lines that begin 抄送 or 主送 and those that follow */
    struct vline **page_number; size_t *dash_want; /* one a page, or NULL */
    struct bands *bands;        /* one a page */
    bool *blank;                /* a page without any mark but its number */
    struct table_box *tables; size_t ntables, captables;
};

/* Left edge, right edge and middle of the type area on a page. */
um area_left(const struct parts *k, const struct vpage *p);
um area_shift(const struct parts *k, const struct vpage *p);   /* 0, or −2 mm on mirrored even pages */

struct parts *parts_find(struct vpages *p, const struct document *src);
/* After ink_measure: takes over the ink of mark and page numbers. */
void parts_ink(struct parts *k);

/* pieces of parts_find, in their order */
void find_page_numbers(struct parts *k);    /* furniture.c */
void find_tables(struct parts *k);
void find_imprint(struct parts *k);
void find_bands(struct parts *k);
void find_head(struct parts *k);            /* head.c */
void find_annexes(struct parts *k);         /* tail.c */
void find_tail(struct parts *k);
void find_flow(struct parts *k);            /* flow.c */
void find_lists(struct parts *k);

/* What a glyph's piece of the source is. */
bool piece_is(const struct parts *k, int piece, enum piece_kind kind);

/* Text tests shared with the checks. */
bool looks_like_docno(const char *s);       /* a year in brackets of any kind … 号 */
bool looks_like_date(const char *s);        /* 年月日 in any figures */
int heading_level(const char *s, size_t *number); /* 1…4 by 一、（一）1.（1）; bytes of the number */

#endif

/*
 * What stands on the pages of a PDF: glyphs, rules, areas, pictures, and the ink of their rendering.
 *
 * Lengths are µm from the upper left corner of the upright page (a /Rotate is undone), x to the right, y down; the y of a glyph is
 * its baseline. Made by reading what mutool says of the file; nothing is interpreted here.
 */
#ifndef JIBAO_VERIFY_PAGE_H
#define JIBAO_VERIFY_PAGE_H

#include "base/diag.h"

#define PT(x) ((um)((x) * 352.77778 + ((x) < 0 ? -0.5 : 0.5)))   /* points → µm */
#define MM(x) ((um)((x) * 1000.0 + ((x) < 0 ? -0.5 : 0.5)))

enum ink { INK_BLACK, INK_RED, INK_WHITE, INK_OTHER };          /* judged by convention ⑤ of the digest */
enum way { WAY_RIGHT, WAY_UP, WAY_LEFT, WAY_DOWN, WAY_SKEW };   /* direction of text */

enum role { ROLE_FS /* 仿宋 */, ROLE_KT /* 楷体 */, ROLE_HT /* 黑体 */, ROLE_XBS /* 小标宋 */, ROLE_ST /* 宋体 */, ROLES,
            ROLE_ANY /* a fallback for rare characters */, ROLE_UNKNOWN };

struct vfont {
    const char *name;       /* without the subset's ABCDEF+ */
    enum role role;
    int above;              /* part of the em above the baseline, ‰ */
    bool embedded, unicode; /* as the file's own font objects say */
    bool used;
};

struct vglyph {
    uint32_t cp;
    um x, y, advance, size;
    int16_t hscale;         /* ‰ */
    uint16_t font;
    uint8_t ink, way;
    bool blank_before;      /* a blank was drawn in front of it */
    bool stroked;           /* outlined as well: synthetic bold */
    int piece, place;       /* paragraph of the source it was found to be, and which of its characters; -1: none */
};

struct box { um x0, y0, x1, y1; };

struct vrule { um x0, y0, x1, y1, width; enum ink ink; bool dashed, table; };   /* straight, from left to right or top to bottom; table: of a grid */
struct varea { struct box at; enum ink ink; bool filled; };
struct vimage { struct box at; double angle; /* degrees off the nearest right angle */ bool inked; struct box ink; int red; /* ‰ of its inked pixels */ };

struct vline;               /* lines.h */

struct inkpart { struct box at; bool found; struct box ink; };  /* the ink inside a box, after ink_measure */

struct vpage {
    int number, rotate;
    um w, h;                /* upright */
    double media[4], crop[4]; bool has_crop; /* pt, l b r t */
    struct vglyph *g; size_t ng, capg;       /* in the order they are painted; visible ones only */
    struct vrule *r; size_t nr, capr;
    struct varea *s; size_t ns, caps;
    struct vimage *i; size_t ni, capi;
    struct vline *l; size_t nl, capl;        /* from top to bottom */
    size_t white, outside;                   /* glyphs that cannot be seen: white ones, those beyond the page */
    struct inkpart *want; size_t nwant, capwant;
    bool inked; struct box ink;              /* all ink of the page */
};

struct vpages {
    struct arena *a;
    struct vpage *v; size_t n, cap;
    struct vfont *fonts; size_t nfonts, capfonts;
    bool fonts_known;       /* the font objects could be read */
    const char *file;
};

/* -- read.c: the child processes -- */
struct source { const char *path; /* the PDF, with a name of our own */ const char *shown; struct arena *a; struct diags *ds; };
enum { PAGES_MOST = 1000, INK_PAGES_MOST = 200 };
/* Boxes, fonts and marks of all pages. 0 or -1 with a V message. */
int pages_read(struct vpages **out, const struct source *s, const char *fonts_tab);
/* trace.c */
int trace_read(struct vpages *p, const struct source *s);
/* objects.c: font objects of the file: embedded, ToUnicode, em box */
int objects_read(struct vpages *p, const struct source *s);
/* fonts.c */
struct font_names;
struct font_names *font_names_load(struct arena *a, const char *fonts_tab);
enum role font_names_role(const struct font_names *t, const char *psname);
uint16_t pages_font(struct vpages *p, const char *name);
/* ink.c: renders the pages once at 300 dpi; fills inked, ink and every `want`. 0 or -1 with a message. */
int ink_measure(struct vpages *p, const struct source *s);
size_t ink_want(struct arena *a, struct vpage *p, struct box at);

/* V103 and its kin, from how the child ended. Always -1. */
struct child;
int read_failed(const struct source *s, struct child *c, int status);

const char *role_name(enum role r);

#endif

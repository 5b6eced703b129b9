/*
 * The source's text against the page's: every visible character of the 公文 in its order, and for each glyph the piece of the source
 * it stands for. Blanks do not count. Only for documents whose source is given.
 */
#ifndef JIBAO_VERIFY_ALIGN_H
#define JIBAO_VERIFY_ALIGN_H

#include "verify/lines.h"
#include "document/document.h"

enum piece_kind {
    PIECE_HEAD,         /* 份号 … 签发人: in any order among themselves */
    PIECE_TEXT,         /* title, recipients, what follows the text */
    PIECE_PARA, PIECE_FLUSH /* 缩进="无" */, PIECE_SHIFTED /* centred or right */,
    PIECE_TABLE_HEAD, PIECE_CELL, PIECE_CAPTION, PIECE_ROSTER, PIECE_SIGN, PIECE_IMPRINT,
};
struct piece { enum piece_kind kind; const char *text; /* without blanks */ const char *name; const bool *spaced; /* by character: a blank stood before it */ };

struct alignment {
    struct arena *a;
    struct piece *v; size_t n, cap;
    struct { const char *text; int piece; } *repeat; size_t nrepeat, caprepeat;   /* heads of tables that go on overleaf */
    bool equal;
    size_t matched;             /* characters */
    const struct vpage *page; const struct vglyph *at;  /* where they part; NULL: the page's text ended too early */
    const char *found, *expected;
};

/* Page numbers must be known: their lines are left out. */
struct alignment *align_source(struct vpages *p, const struct document *d);

#endif

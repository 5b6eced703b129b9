/* Lines of text: glyphs that stand on one baseline, from left to right, blanks left out. */
#ifndef JIBAO_VERIFY_LINES_H
#define JIBAO_VERIFY_LINES_H

#include "verify/page.h"

/* What a line was recognised to be. */
enum kind {
    KIND_BODY, KIND_COPY_NO, KIND_SECRECY, KIND_URGENCY, KIND_DOCNO, KIND_APPROVER, KIND_TITLE, KIND_RECIPIENT, KIND_ANNEX_LIST,
    KIND_ATTENDANCE, KIND_NAME, KIND_POST, KIND_DATE, KIND_NOTE, KIND_ANNEX_LABEL, KIND_ANNEX_TITLE, KIND_IMPRINT, KIND_PAGE_NUMBER,
    KIND_TABLE, KIND_CAPTION, KIND_LIST /* several columns without rules: a roster */, KIND_SIGN_BOX, KIND_OTHER /* centred, right */,
};

struct vline {
    struct vpage *page;
    struct vglyph **g; size_t n;
    um y, size;             /* baseline and size of most of its hanzi (of all glyphs if it has none) */
    um x0, x1;              /* origin of the first glyph; end of the last one's advance */
    um top, bottom;         /* em box */
    const char *text;
    bool sure;              /* has hanzi of a known font: baseline and role are the line's own; figures sit a little lower, rare ones higher */
    bool own_first;         /* its first glyph is no rare character from a fallback font, which is set a little off */
    enum role role;         /* of most of its hanzi; ROLE_ANY without */
    enum ink ink;           /* of the first glyph */
    enum kind kind;
    bool first, last;       /* begins, ends a paragraph */
    bool flush;             /* begins one without indent, as far as one can see */
    int level;              /* heading 1…4 by its number, at the first line of a paragraph; 0 = none */
};
struct vlines { struct vline **v; size_t n, cap; };

/* Fills p->l of every page; red glyphs of 18 pt and more on page 1 (the mark) are left out. */
void lines_build(struct vpages *p);
/* One line out of glyphs of one baseline (sorted here). */
void line_make(const struct vpages *p, struct vline *l, struct vpage *page, struct vglyph **g, size_t n);
/* The parts of a line that stand more than gap‰ of its size apart; lines of their own in the arena. */
struct vlines line_segments(struct vpages *p, const struct vline *l, int gap);
bool is_mark_glyph(const struct vpage *p, const struct vglyph *g);

/* Where the line ends to the eye: a full-width mark at its end counts half (5.1.10). And where it begins. */
um line_right(const struct vline *l);
um line_left(const struct vline *l);
um line_center(const struct vline *l);

bool is_han(uint32_t cp);
bool is_open_mark(uint32_t cp);     /* 前引号、前括号 */
bool is_full_mark(uint32_t cp);     /* full-width marks whose blank half is behind: 。，、；：？！ and closing ones */
bool not_at_start(uint32_t cp);    /* of a line: GB/T 15834 5.1, CLREQ GB-style */
bool not_at_end(uint32_t cp);
bool is_digit(uint32_t cp);
bool ends_with(const char *s, const char *tail);
bool starts_with(const char *s, const char *head);
/* Length in bytes of a number in hanzi (一二三…百) at s; 0: none. */
size_t han_number(const char *s);
size_t chars_of(const char *s);

#endif

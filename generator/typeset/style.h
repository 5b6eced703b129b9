/*
 * style: the figures of GB/T 9704—2012 in one place, each with its clause, and the few points where the standard leaves a
 * choice as settings (templates/office.xml 〈版式〉) with the standard's reading as default.
 */
#ifndef JIBAO_STYLE_H
#define JIBAO_STYLE_H

#include "base/diag.h"

enum {
    PAGE_W = 210000, PAGE_H = 297000,      /* 5.1: A4 */
    AREA_W = 156000, AREA_H = 225000,      /* 5.2.1: 版心 */
    MARGIN_TOP = 37000, MARGIN_LEFT = 28000, /* 5.2.1: 天头, 订口 */
    AREA_R = MARGIN_LEFT + AREA_W, AREA_B = MARGIN_TOP + AREA_H,
    COLS = 28, ROWS = 22,                  /* 5.2.3 */
    CENTER_X = MARGIN_LEFT + AREA_W / 2,

    SIZE_2 = 7761, SIZE_3 = 5644, SIZE_4 = 4939, /* 5.2.2: 2号 22 pt, 3号 16 pt, 4号 14 pt */
    CHAR_PITCH = 5571,                     /* 5.2.3: 156 mm / 28, rounded; places are computed from the index */

    MARK_TOP_FILE = 72000,                 /* 7.2.4: upper edge 35 mm below the type area's */
    MARK_TOP_ORDER = 57000,                /* 10.2: 20 mm */
    MARK_TOP_LETTER = 30000,               /* 10.1: 30 mm from the page's upper edge */
    RULE_BELOW_DOCNO = 4000,               /* 7.2.7 */
    RED_RULE = 500,                        /* UNSURE-11 */
    TITLE_PITCH = 12700,                   /* 3.2: 22 pt + 14 pt */
    LINE_GAP = 4939,                       /* 3.2: 7/8 of 3号 */
    IMPRINT_ROW = 9878,                    /* 3.2: 4号 line, 28 pt */
    IMPRINT_THICK = 350, IMPRINT_THIN = 250, /* 7.4.1 */
    PAGENO_BELOW = 7000,                   /* 7.5: dash 7 mm below the type area */
    LETTER_RULE_W = 170000,                /* 10.1 */
    LETTER_RULE_BOTTOM = 277000,           /* 10.1: 20 mm above the page's lower edge */
    LETTER_THICK = 500, LETTER_THIN = 250, LETTER_GAP = 400, /* UNSURE-19 */
};

enum pitch_model { PITCH_FILL /* A: 22 lines fill 225 mm */, PITCH_BAND /* B: 225/22 */ };

struct style {
    enum pitch_model pitch;     /* 行距: UNSURE-6 */
    bool mirror;                /* 偶数页镜像: UNSURE-1, even pages have 26 mm at the left */
    bool letter_rule_page;      /* 信函双线按页面居中: UNSURE-18 */
    bool imprint_even;          /* 版记在偶数页: UNSURE-16 */
    bool preprinted;            /* 套打: mark and red rule are on the paper already */
    bool blank_missing;         /* 缺字印〓 */
    int latin_gap;              /* 中西间距, ‰ of an em: UNSURE-24 */
    um seal_diameter;           /* 章径 */
    um annex_title_size;        /* UNSURE-5 */
};

/* The standard's own reading. */
struct style style_default(void);
/*
 * Reads 〈版式〉 of the office's profile over the defaults; every setting that departs from the standard is told with its clause
 * (L notes). Returns 0, or -1 with a message.
 */
int style_read(struct style *s, const char *profile, size_t n, const char *file, struct diags *ds);

/* em_top of grid row r (1…22) and of rows beyond, from the index: no rounding adds up. 5.2.3 */
um style_row_top(const struct style *s, int row);
um style_row_pitch(const struct style *s);
/* Left edge of grid column c (0…28) on an odd page. */
um style_col(int col);

#endif

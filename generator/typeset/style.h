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
    LINE_GAP = 4939,                       /* 3.2: 7/8 of 3号 */
    IMPRINT_ROW = 9878,                    /* 3.2: 4号 line, 28 pt */
    IMPRINT_THICK = 350, IMPRINT_THIN = 250, /* 7.4.1 */
    PAGENO_BELOW = 7000,                   /* 7.5: dash 7 mm below the type area */
    LETTER_RULE_W = 170000,                /* 10.1 */
    LETTER_RULE_BOTTOM = 277000,           /* 10.1: 20 mm above the page's lower edge */
    LETTER_GAP = 400,                      /* between the two lines of a letter's double rule */
};

enum pitch_model { PITCH_FILL /* A: 22 lines fill 225 mm */, PITCH_BAND /* B: 225/22 */ };
enum annex_title { ANNEX_TITLE_2 /* 2号小标宋 */, ANNEX_TITLE_3 /* 3号小标宋 */, ANNEX_TITLE_TEXT /* 3号仿宋 */ };

/* Of a character that no font has. In reports: a character in one unit's words must not stop the papers of all. */
enum blank_missing { BLANK_IN_REPORTS, BLANK_ALWAYS, BLANK_NEVER };

/* The settings of 〈版式〉, one field each; the table in style.c has their Chinese names, values and clauses. */
struct style {
    int pitch;                  /* 行距: enum pitch_model, UNSURE-6 */
    um size_3;                  /* 3号字 as drawn: UNSURE-2; its place on the grid stays */
    int mirror;                 /* 偶数页镜像: UNSURE-1, even pages have 26 mm at the left */
    int letter_rule_page;       /* 信函双线按页面居中: UNSURE-18 */
    int imprint_even;           /* 版记在偶数页: UNSURE-16 */
    int preprinted;             /* 套打: mark and red rules are on the paper already */
    int blank_missing;          /* 缺字印〓: enum blank_missing */
    int annex_title;            /* 附件标题: enum annex_title, UNSURE-5 */
    int copy_no_hei;            /* 份号用黑体: UNSURE-3 */
    int secrecy_first_row;      /* 无份号时密级在第一行: UNSURE-9 */
    int distance_with_gap;      /* 空 N 行 from a rule or the mark is N·P + G, not N·P: UNSURE-8 */
    int red_cmyk;               /* 红色写成 CMYK: UNSURE-7 */
    int mark_em;                /* 标志上边缘量字身框: UNSURE-10 */
    int imprint_indent_3;       /* 版记、页码空一字按 3号: UNSURE-4 */
    int pageno_em;              /* 7 mm 量到页码字身上缘: UNSURE-17 */
    int names_left;             /* 不盖章联合署名左对齐, not 均排: UNSURE-15 */
    int minutes_rule;           /* 纪要有红线: UNSURE-21 */
    int order_rule;             /* 命令有红线: UNSURE-20 */
    int long_name_in;           /* 加盖印章时过长的署名右空二字, not up to the edge: UNSURE-13 */
    um size_2;                  /* 2号: UNSURE-2 */
    int first_number;           /* 首页印页码 (7.5; never on a letter's) */
    int latin_gap;              /* 中西间距, ‰ of an em: UNSURE-24 */
    um seal_diameter;           /* 章径 */
    int seals_in_row;           /* 每排印章: UNSURE-14 */
    um red_rule;                /* 红线粗: UNSURE-11 */
    um title_pitch;             /* 标题行距: UNSURE-12 */
    um letter_thick, letter_thin; /* 信函双线粗细: UNSURE-19 */
};

/* The standard's own reading. */
struct style style_default(void);
/*
 * Reads 〈版式〉 of the office's profile over the defaults. Every setting that differs from the default is told with its clause:
 * L102 (提示) where the standard leaves the choice, L114 (警告) where its words say otherwise. Returns 0, or -1 with messages.
 */
int style_read(struct style *s, const char *profile, size_t n, const char *file, struct diags *ds);

/* em_top of grid row r (1…22) and of rows beyond, from the index: no rounding adds up. 5.2.3 */
um style_row_top(const struct style *s, int row);
um style_row_pitch(const struct style *s);
/* Left edge of grid column c (0…28) on an odd page. */
um style_col(int col);
um style_imprint_indent(const struct style *s); /* 版记 and page number: 空一字 */

#endif

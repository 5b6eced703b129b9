/*
 * document: 公文 XML → the document tree, the elements of GB/T 9704—2012 chapter 7 in their order on paper.
 *
 * Takes bytes of a 公文 (schema templates/schema/公文.xsd). Makes a struct document in an arena; texts are exactly the
 * source's characters (line ends and indentation of the XML are not text). Fails with G messages naming line and column.
 * Not here: lengths, fonts, pages.
 */
#ifndef JIBAO_DOCUMENT_H
#define JIBAO_DOCUMENT_H

#include "base/diag.h"

enum doc_format { DOC_FILE /* 文件 */, DOC_LETTER /* 信函 */, DOC_ORDER /* 命令 */, DOC_MINUTES /* 纪要 */ };
enum doc_direction { DOC_DOWN /* 下行 */, DOC_UP /* 上行 */, DOC_LEVEL /* 平行 */ };
enum doc_seal { SEAL_STAMPED /* 盖章 7.3.5.1 */, SEAL_NONE /* 不盖章 7.3.5.2 */, SEAL_SIGNATURE /* 签名章 7.3.5.3 */ };

enum inline_kind { INLINE_TEXT, INLINE_H1, INLINE_H2, INLINE_H3, INLINE_H4, INLINE_KAI, INLINE_HEI, INLINE_BREAK };
struct inl { enum inline_kind kind; const char *text; uint32_t line; };
struct inls { struct inl *v; size_t n, cap; };   /* one paragraph */

enum align { ALIGN_JUSTIFY, ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_NUMBER };

struct samples; /* base/samples.h */
struct doc_image { uint32_t width, height; const struct samples *color, *mask; /* mask may be NULL */ };

struct cell {
    struct inls *paras; size_t nparas;
    int colspan, rowspan;
    enum align align; bool has_align;
    int bar;                /* 条: a bar of so many hundredths of a percent of the cell's width; -1 = none */
    int mark;               /* 标: a stroke across the bar, likewise */
    int *columns; size_t ncolumns; /* 柱: one upright bar each, hundredths of a percent of the height; -1 = a gap */
};
struct row { struct cell *v; size_t n, cap; uint32_t line; };
struct table_col { um width; /* 0 = by content */ enum align align; };
enum turn { TURN_NO, TURN_YES, TURN_AUTO };
struct table {
    const char *caption;    /* 表题 or NULL */
    struct table_col *cols; size_t ncols;  /* as many as the widest row has */
    struct row *head; size_t nhead;
    struct row *rows; size_t nrows;
    enum turn turn;         /* 横排 */
    int size_pt10;          /* 字号 in tenths of a point */
    bool ruled;             /* 线 */
};
struct figure { const char *caption, *alt; struct doc_image *image; um width; /* 0 = by its pixels: 300 to the inch, fewer for a small one */ };
struct person { const char *name, *post; };
struct roster_group { const char *role; struct person *v; size_t n, cap; };
struct roster { struct roster_group *v; size_t n, cap; };
struct sign_line { const char *label, *name; int rows; };

enum block_kind { BLOCK_H1, BLOCK_H2, BLOCK_H3, BLOCK_H4, BLOCK_PARA, BLOCK_BLANK, BLOCK_SIGN, BLOCK_TABLE, BLOCK_FIGURE, BLOCK_ROSTER };
struct block {
    enum block_kind kind;
    uint32_t line;
    struct inls text;       /* headings and paragraphs */
    enum align align;       /* paragraphs */
    bool indent;            /* paragraphs: first line moved in by two characters */
    struct table *table;
    struct figure *figure;
    struct roster *roster;
    struct sign_line sign;
};
struct blocks { struct block *v; size_t n, cap; };

struct annex { const char *title; bool separate; struct blocks body; uint32_t line; };  /* 附件 */
struct signature { const char *name; const char *post; struct doc_image *seal; };      /* 署名 职务 章 */
struct strings { const char **v; size_t n, cap; };

struct document {
    enum doc_format format;
    enum doc_direction direction;
    const char *file;
    const char *copy_no;            /* 份号 */
    const char *secrecy, *secrecy_term; /* 密级 期限 */
    const char *urgency;            /* 紧急程度 */
    struct strings issuers;         /* 发文机关标志: names, the sponsor first */
    const char *issuer_suffix;      /* 文件 命令 令 纪要 or "" */
    const char *docno;              /* 发文字号 */
    struct strings approvers;       /* 签发人 */
    struct inls title;              /* 标题; INLINE_BREAK = a break the author asks for */
    const char *recipient;          /* 主送机关 */
    struct blocks body;             /* 正文 */
    struct strings annex_names;     /* 附件说明: as given, else the annexes' titles */
    const char *present, *excused, *attending; /* 出席 请假 列席 */
    struct signature *signatures; size_t nsignatures;
    bool has_date;
    struct date date;               /* 成文日期 */
    enum doc_seal seal;             /* 印章 方式 */
    um seal_diameter;               /* 章径; 0 = the profile's */
    const char *note;               /* 附注 */
    struct annex *issued; size_t nissued; /* 印发件: what a notice issues; part of the document, no annex */
    struct annex *annexes; size_t nannexes;
    const char *copy_main, *copy_to, *printer; /* 版记: 主送 抄送 印发机关 */
    bool has_print_date;
    struct date print_date;         /* 印发日期 */
    bool has_imprint;               /* 版记 */
    uint32_t title_line, docno_line;
};

/*
 * Parses 公文 XML. schema_dir holds 公文.xsd; base_dir is the folder that pictures are relative to (NULL: pictures by file are refused).
 * *out lives in a. Returns 0, or -1 with messages; all faults are told at once.
 */
int document_parse(struct document **out, struct arena *a, const char *bytes, size_t n, const char *file,
                   const char *schema_dir, const char *base_dir, struct diags *ds);

/* Decodes a PNG (8 or 16 bit, palette, grey, RGB, alpha) within the limits of base/samples.h; one without colours stays grey. NULL with a G message. */
struct doc_image *document_png(struct arena *a, const void *bytes, size_t n, struct place at, struct diags *ds);

/* All text of the tree in reading order, one paragraph a line: for tests and for the lexicon of names. */
void document_text(const struct document *d, struct buf *out);

const char *doc_format_name(enum doc_format f);

#endif

/*
 * pdf: what the parts of the PDF back end share. Private to backend/.
 *
 * Order of work on one document: check the pages; collect the glyphs of every face; plan the subsets, which gives the
 * codes; write the content of the pages; then fonts, images, tags, bookmarks, metadata; save. Numbers reach the file
 * only by integer arithmetic (pdf_milli): no locale, no float decides about a byte.
 */
#ifndef JIBAO_BACKEND_PDF_H
#define JIBAO_BACKEND_PDF_H

#include "backend/backend.h"
#include "backend/pdf_low.h"

#include <nettle/sha2.h>

struct libdeflate_compressor;
struct pdf_font;
struct pdf_tags;

struct pdf {
    const struct pages *p;
    const struct fonts *fonts;
    struct diags *ds;
    struct arena *a;                  /* scratch of this document */
    struct low *low;
    struct libdeflate_compressor *z;
    struct sha256_ctx hash;           /* of what makes this document differ from others; becomes the file's /ID */
    struct pdf_font *font;            /* one a face in use, in the order of first use */
    size_t nfonts, capfonts;
    size_t nresources;                /* Type0 fonts in all: ranks of all faces */
    struct low_obj **page;            /* made page objects, like p->v */
    struct low_obj **image;           /* XObjects, like p->images; NULL = not used so far */
    struct pdf_tags *tags;            /* NULL: the document has no tag tree */
};

/* ---- numbers ---- */

/* µm → 1/1000 pt, rounded half away from zero. */
int64_t pdf_points(int64_t um_length);
/* Writes v/1000 (v/10) with no more digits than it needs. */
void pdf_put_milli(struct buf *b, int64_t v);
void pdf_put_tenths(struct buf *b, int64_t v);
void pdf_put_utf16(struct buf *b, uint32_t cp); /* UTF-16BE in hexadecimal */

/* ---- deflate ---- */

/* zlib stream of n bytes in document scratch memory; *zn its length. */
void *pdf_deflate(struct pdf *d, const void *bytes, size_t n, size_t *zn);

/* ---- fonts (pdf_font.c) ---- */

struct pdf_slot {                     /* one character in one face */
    uint32_t gid, cp;
    uint32_t uses;
    uint32_t first;                   /* order of first use */
    uint16_t code;                    /* what the page writes */
    uint16_t width;                   /* as in /W, 1/1000 em */
    unsigned rank;                    /* among the characters that share its glyph; each rank is a Type0 font */
};

/* Enters every character of the pages. -1: a glyph is missing (B103) or the data are wrong (B105). */
int pdf_fonts_collect(struct pdf *d);
/* Plans the subsets: after this every slot has its code and width. */
int pdf_fonts_plan(struct pdf *d);
/* Writes the fonts' objects. */
int pdf_fonts_write(struct pdf *d);
void pdf_fonts_drop(struct pdf *d);
struct pdf_font *pdf_font_of(struct pdf *d, const struct face *face); /* NULL: no character of it was collected */
/* NULL for a space that the face lacks: nothing is drawn. */
const struct pdf_slot *pdf_font_slot(const struct pdf_font *f, uint32_t gid, uint32_t cp);
struct low_obj *pdf_font_object(const struct pdf_font *f, unsigned rank);
/* Number of a Type0 font among all of the document, below nresources. */
size_t pdf_font_resource(const struct pdf_font *f, unsigned rank);

/* The ToUnicode CMap for slots sorted by code. */
void pdf_cmap(struct buf *out, const struct pdf_slot *const *v, size_t n);

/* ---- content (pdf_content.c) ---- */

/* The content stream of page i; enters its marks into the tag tree. */
int pdf_content(struct pdf *d, size_t i, struct buf *out);

/* ---- images (pdf_image.c) ---- */

/* The XObject of an image, made on first use. */
struct low_obj *pdf_image(struct pdf *d, const struct image *im);

/* ---- tags (pdf_tags.c) ---- */

void pdf_tags_new(struct pdf *d);
/* A new marked-content number on a page for a node. */
int pdf_tags_mark(struct pdf *d, size_t page, int node);
/* Where a figure stands: x0 y0 x1 y1 in 1/1000 pt of its page; the first call for a node counts. */
void pdf_tags_box(struct pdf *d, int node, const int64_t box[4]);
/* Is content of this node real content (a tag), not an artifact? */
bool pdf_tags_real(const struct pdf *d, int node);
void pdf_tags_write(struct pdf *d);

/* ---- bookmarks and metadata (pdf_meta.c) ---- */

void pdf_bookmarks(struct pdf *d);
void pdf_metadata(struct pdf *d);

#endif

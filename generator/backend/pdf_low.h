/*
 * pdf_low: everything this program knows about the inside of libharu, in one place.
 *
 * Makes PDF objects (dictionaries, arrays, streams, pages, outlines) of one file and saves them. libharu's own fonts,
 * text, images, compression and metadata are not used: they cannot do Chinese properly. Strings are copied, the bytes of
 * streams are borrowed until low_save; all objects are freed at once by low_drop. Calls never fail singly: after the first error the file is spoilt,
 * low_error tells it, and low_save refuses. Not here: fonts, layout, tags.
 */
#ifndef JIBAO_BACKEND_PDF_LOW_H
#define JIBAO_BACKEND_PDF_LOW_H

#include "base/base.h"

struct low;     /* one PDF file being made; belongs to the thread that made it */
struct low_obj; /* a dictionary, array, stream, page or outline of it; borrowed */

/* Is the library that is loaded the one whose struct layouts were compiled in? Both versions are told. */
bool low_version(const char **compiled, const char **loaded);

/* At most one at a time per thread. NULL if libharu cannot start. PDF 1.7. */
struct low *low_new(void);
void low_drop(struct low *d); /* NULL is fine */
/* libharu's code of the last error, 0 if all is well. */
unsigned long low_error(const struct low *d);
/* Appends the whole file to out. -1 if anything failed since low_new; out is untouched then. */
int low_save(struct low *d, struct buf *out);

/* A direct object belongs to the one place where it is put; an indirect one has a number and may be put in many. */
struct low_obj *low_dict(struct low *d);
struct low_obj *low_dict_indirect(struct low *d);
struct low_obj *low_array(struct low *d, size_t expected);
struct low_obj *low_array_indirect(struct low *d, size_t expected);
/* Always indirect; bytes must live until low_save. deflated: the bytes are zlib's already and get /Filter /FlateDecode. */
struct low_obj *low_stream(struct low *d, const void *bytes, size_t n, bool deflated);
/* Entries written as they are behind the others: for long arrays that need no object each. Once per dictionary, no streams. */
void low_raw(struct low *d, struct low_obj *dict, const char *text, size_t n);

void low_set(struct low *d, struct low_obj *dict, const char *key, struct low_obj *value);
void low_set_name(struct low *d, struct low_obj *dict, const char *key, const char *name);
void low_set_int(struct low *d, struct low_obj *dict, const char *key, int32_t v);
void low_set_bool(struct low *d, struct low_obj *dict, const char *key, bool v);
void low_set_ascii(struct low *d, struct low_obj *dict, const char *key, const char *s); /* (s) */
void low_set_text(struct low *d, struct low_obj *dict, const char *key, const char *utf8); /* UTF-16BE with BOM */
void low_add(struct low *d, struct low_obj *array, struct low_obj *value);
void low_add_name(struct low *d, struct low_obj *array, const char *name);
void low_add_int(struct low *d, struct low_obj *array, int32_t v);
void low_add_milli(struct low *d, struct low_obj *array, int64_t thousandths); /* a number with three decimals */

struct low_obj *low_catalog(struct low *d);
struct low_obj *low_info(struct low *d);
void low_id(struct low *d, const uint8_t id[16]); /* both halves of the trailer's /ID */

/* Appends a page; width and height in 1/1000 pt. */
struct low_obj *low_page(struct low *d, int64_t width, int64_t height);
/* deflated must live until low_save. */
void low_page_content(struct low *d, struct low_obj *page, const void *deflated, size_t n);
/* The name under which a font or XObject stands in the page's resources (F1, X1 …); entered on first use. */
const char *low_page_font(struct low *d, struct low_obj *page, struct low_obj *font);
const char *low_page_xobject(struct low *d, struct low_obj *page, struct low_obj *xobject);
/* Declares a dictionary or stream a font or an XObject, so that a page's resources may take it. */
void low_is_font(struct low_obj *dict);
void low_is_xobject(struct low_obj *stream);

/* A bookmark below parent (NULL = top level); set its Dest. */
struct low_obj *low_outline(struct low *d, struct low_obj *parent, const char *utf8);

#endif

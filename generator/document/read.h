/* Inside document/ only: the reader's state and the pieces shared by its files. */
#ifndef JIBAO_DOCUMENT_READ_H
#define JIBAO_DOCUMENT_READ_H

#include "document/document.h"

#include <libxml/tree.h>

struct doc_picture;
struct doc_pictures { struct doc_picture *v; size_t n, cap; uint64_t pixels, bytes; bool many; /* told; no further one is looked at */ };
struct doc_last { size_t offset; uint32_t line, col; };

struct reader {
    struct arena *a;
    const char *file;
    const char *bytes; size_t n; /* the text, for places */
    struct doc_last *last; /* the place asked for last: the next is counted from there */
    const char *base_dir;  /* pictures are relative to it */
    struct doc_pictures pictures;
    struct arena *pngs;    /* their bytes, until they are decoded */
    struct diags *ds;
    bool failed;           /* an error was told; go on to find the others */
};

xmlDoc *doc_parse_xml(struct reader *r, const char *bytes, size_t n, const char *schema_dir); /* hardened, XSD-valid, or NULL */
/* Elements have the offset of their '<', plus one, in _private. */
struct place doc_place(const struct reader *r, const xmlNode *n);
struct place doc_place_at(const struct reader *r, size_t offset);
bool doc_is(const xmlNode *n, const char *name);
char *doc_attr(const struct reader *r, xmlNode *n, const char *name);      /* NULL if absent */
bool doc_attr_is(const struct reader *r, xmlNode *n, const char *name, const char *value);
char *doc_clean(const struct reader *r, const char *s);
char *doc_text(const struct reader *r, const xmlNode *n);
um doc_mm(const char *s);                                                  /* "12.5" → 12500; NULL → 0 */
void doc_read_inline(struct reader *r, struct inls *out, xmlNode *n);
void doc_read_blocks(struct reader *r, struct blocks *out, xmlNode *n);
/* NULL with a message; else an image that has no samples before doc_decode_pictures. */
struct doc_image *doc_image_file(struct reader *r, xmlNode *n, const char *name);
struct doc_image *doc_image_base64(struct reader *r, xmlNode *n, const char *text);
void doc_decode_pictures(struct reader *r);
void doc_check(const struct document *d, struct diags *ds);                /* rules of writing: warnings only */

#endif

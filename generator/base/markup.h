/*
 * Places in an XML text that libxml2 does not keep: of a text that stands between elements, of a DOCTYPE. Offsets are bytes.
 */
#ifndef JIBAO_MARKUP_H
#define JIBAO_MARKUP_H

#include "base/base.h"

/* Behind the comment, CDATA section or instruction that begins at i (n if it never ends); 0 if none begins there. */
size_t markup_section_end(const char *p, size_t n, size_t i);
/* Behind the tag that begins at i, quotes respected; n if it never ends. */
size_t markup_tag_end(const char *p, size_t n, size_t i);
/* The offset of <!DOCTYPE, not of one in a comment; n if there is none. */
size_t markup_doctype(const char *p, size_t n);

/* Behind the element that begins at i in a well-formed text: behind its end tag. */
size_t markup_element_end(const char *p, size_t n, size_t i);
/* libxml2's {http://www.w3.org/XML/1998/namespace}space as people write it: xml:space. NULL stays NULL. */
const char *markup_attribute_name(struct arena *a, const char *name);

/* The texts that stand directly in one element of a well-formed text, between its children. */
struct markup_walk { const char *p; size_t n, i; size_t depth; };
/* element: the offset of its '<'. */
struct markup_walk markup_inside(const char *p, size_t n, size_t element);
/* The next one that is not blank, without the blanks around it, as it is written; false if there is none. */
bool markup_next_text(struct markup_walk *w, size_t *at, size_t *len);

#endif

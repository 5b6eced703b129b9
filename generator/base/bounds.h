/*
 * How much there is in an XML text, told before a parser builds a tree of it: libxml2 takes 120 bytes and more for an element of
 * four, and for the attributes of one tag the square of their number in time. Looks at tags only; in a text that is no
 * well-formed XML it counts what a parser might take for tags, never less.
 */
#ifndef JIBAO_BOUNDS_H
#define JIBAO_BOUNDS_H

#include "base/base.h"

enum bound { BOUND_NONE, BOUND_ELEMENTS, BOUND_DEPTH, BOUND_TAG_ATTRIBUTES, BOUND_ATTRIBUTES, BOUND_TAG, BOUND_TEXT, BOUND_LINES };

struct bounds {
    size_t elements, depth;
    size_t tag_attributes, attributes; /* = signs outside quotes: namespaces count too */
    size_t tag;                        /* bytes of one tag … */
    const char *long_tag;              /* … but for elements of this name, which hold a picture in base64; NULL: none do */
    size_t text;                       /* bytes outside tags, blanks aside */
    size_t lines;
};

/* The first bound that is passed, and where: the offset of the tag (or of the text, or the line) in p. */
enum bound bounds_passed(const char *p, size_t n, const struct bounds *most, size_t *at);
/* 标签的总数 …, and how many are allowed: 60000 个. In a. */
const char *bound_name(enum bound b);
const char *bound_most(struct arena *a, enum bound b, const struct bounds *most);

#endif

/*
 * Names shared by the back ends: the kinds of the tag tree and the colours. Private to backend/.
 */
#ifndef JIBAO_BACKEND_TAGS_H
#define JIBAO_BACKEND_TAGS_H

#include "typeset/pages.h"

/* The node's kind as the trace shows it; never NULL. */
const char *be_tag_name(enum tag t);
/*
 * The PDF 1.7 structure type (ISO 32000-1 14.8.4). The document's title is its only H1, so the levels of 一、（一）1.（1）
 * follow as H2 … H5. NULL for an artifact.
 */
const char *be_tag_pdf(enum tag t);
const char *be_color_name(enum color c);

#endif

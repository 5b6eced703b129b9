/*
 * join: several typeset documents as one, to be printed in one go.
 *
 * Takes struct pages as typeset() made them; makes one struct pages that holds them in order. Every document starts on a
 * fresh sheet (6.2 双面印刷): after an odd number of pages a blank one is put in, without a number. Page numbers stay those of
 * the single documents (7.5). Each document becomes a section of the tag tree and a bookmark of level 1, its own bookmarks
 * below it. Glyphs are shared with the documents, so these must outlive the result.
 */
#ifndef JIBAO_TYPESET_JOIN_H
#define JIBAO_TYPESET_JOIN_H

#include "typeset/pages.h"

struct join_part { const struct pages *pages; const char *title; /* of its bookmark */ };

/* The result lives in a. title: of the whole; the date is the latest of all. */
struct pages *pages_join(struct arena *a, const struct join_part *v, size_t n, const char *title);

#endif

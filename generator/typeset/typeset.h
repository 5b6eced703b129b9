/*
 * typeset: document tree → pages of positioned items, by GB/T 9704—2012 chapters 5–10.
 *
 * Takes a struct document, the fonts and the style; makes struct pages in an arena. Knows no PDF and no SQL.
 * Fails with L messages (a character that no font has, a table that fits nowhere); nothing vanishes.
 */
#ifndef JIBAO_TYPESET_H
#define JIBAO_TYPESET_H

#include "document/document.h"
#include "typeset/pages.h"
#include "typeset/style.h"

/*
 * Typesets one document.
 *   a        owns *out
 *   lexicon  names that titles do not split (units, the plan's names); may be NULL
 * Returns 0, or -1 with at least one message. Thread-safe: one document per thread.
 */
int typeset(struct pages **out, struct arena *a, const struct document *d, const struct fonts *f, const struct style *s,
            const struct strings *lexicon, struct diags *ds);

/*
 * The document n times in one (7.2.1): numbered from its 份号, or from 000001, each copy on fresh paper with page numbers from 1.
 * Takes, makes and fails as typeset.
 */
int typeset_copies(struct pages **out, struct arena *a, const struct document *d, int copies, const struct fonts *f,
                   const struct style *s, const struct strings *lexicon, struct diags *ds);

#endif

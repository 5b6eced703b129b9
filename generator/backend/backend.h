/*
 * backend: pages → bytes of a file. Decides nothing about layout.
 *
 * Takes struct pages and the fonts it was set with; makes the whole file in memory; the caller writes it atomically
 * (base/file.h) . Same pages, same bytes: no clock, no counter, no thread order reaches the output.
 * Thread-safe: one document per thread at a time.
 */
#ifndef JIBAO_BACKEND_H
#define JIBAO_BACKEND_H

#include "typeset/pages.h"

/* The positioned items as text, one a line, integers only: the main golden file. Format: generator/backend/trace.md */
int backend_trace(const struct pages *p, struct buf *out, struct diags *ds);

/* PDF 1.7, fonts embedded as subsets, ToUnicode, tags, bookmarks. Returns 0, or -1 with a B message. */
int backend_pdf(const struct pages *p, const struct fonts *f, struct buf *out, struct diags *ds);
/* Once per process before the first document: is the library the one we were built for? */
int backend_pdf_check(struct diags *ds);

#endif

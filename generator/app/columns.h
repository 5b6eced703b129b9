/* columns: tables on a terminal, where hanzi and full-width signs take two columns and marks that combine take none. */
#ifndef JIBAO_APP_COLUMNS_H
#define JIBAO_APP_COLUMNS_H

#include "base/base.h"

int columns_of(const char *s); /* valid UTF-8 */
/* s and blanks up to width; a longer s is not cut, one blank follows it. NULL is empty. */
void cell_left(struct buf *b, const char *s, int width);
void cell_right(struct buf *b, const char *s, int width);
/* One row ends: blanks at its end go, a line break comes. */
void row_end(struct buf *b);

#endif

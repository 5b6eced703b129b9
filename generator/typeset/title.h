/* The title's words; inside typeset/ only. */
#ifndef JIBAO_TITLE_H
#define JIBAO_TITLE_H

#include "typeset/ts.h"

enum { TITLE_BETWEEN_WORDS = 60, TITLE_INSIDE_PHRASE = 240, TITLE_TASTE = TITLE_BETWEEN_WORDS + TITLE_INSIDE_PHRASE,
       TITLE_INSIDE_BOOK = 1500, TITLE_INSIDE_WORD = 5000 };

/* Cost of ending a line before item i, for each i up to and including n; -1: never; above TITLE_TASTE: a fault. From ts->scratch. */
const int *title_costs(struct ts *ts, const struct text *t);

#endif

/* 发文机关标志 (7.2.4, 10.1–10.3); inside typeset/ only. */
#ifndef JIBAO_MARK_H
#define JIBAO_MARK_H

#include "typeset/ts.h"

struct mark_place { um top; um center; um height_most; /* several sponsors */ um em_most; /* 0: as large as looks well */ bool alone; /* the first sponsor only */ };

/* Draws the mark with its ink's upper edge at at.top (p NULL: only measures). Returns the lower edge of its ink. */
um mark_set(struct ts *ts, struct page *p, struct mark_place at);

#endif

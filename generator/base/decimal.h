/*
 * Decimal numbers, never doubles: a value is an exact count of millionths. Six places are more than any target of a work
 * plan needs, and the range (±9.2 × 10^12) covers a county's money in 元.
 */
#ifndef JIBAO_DECIMAL_H
#define JIBAO_DECIMAL_H

#include "base/base.h"

typedef struct { int64_t millionths; } decimal;

/* Parses -?digits[.digits] (ASCII, no grouping, at most six places); the whole string. */
bool decimal_parse(const char *s, decimal *out);
char *decimal_format(struct arena *a, decimal d);      /* shortest exact form: 0.5, 12, -3.25 */
int decimal_cmp(decimal a, decimal b);
bool decimal_add(decimal a, decimal b, decimal *out);  /* false: out of range */
bool decimal_div(decimal a, int64_t n, decimal *out);  /* rounds half away from zero at the sixth place */
/* 100 × a / b rounded half up to one place, as text without %; NULL when b is 0. 完成率 */
char *decimal_percent(struct arena *arena, decimal a, decimal b);

#endif

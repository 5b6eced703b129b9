/* The signature block; inside typeset/ only: sign.c has what is common and unsealed, seal.c what is sealed (7.3.5.1). */
#ifndef JIBAO_SIGN_H
#define JIBAO_SIGN_H

#include "typeset/ts.h"

/* A short text by itself, no room between hanzi and figures. */
struct text *sign_text(struct ts *ts, const char *s, struct look look);
um sign_width(const struct text *t);
um sign_chars(int n);                          /* 空 n 字 */
const char *sign_date(const struct ts *ts);    /* 7.3.5.4 */
/* One line of it at x of the type area. */
struct frow *sign_line_at(struct ts *ts, struct frows *out, const struct text *t, um x, int node, const char *element);

/* A 署名 wider than most comes apart at words, like a title; returns the widest line. */
um sign_name_lines(struct ts *ts, const struct text *name, um most, struct tlines *lines);

/* 署名, 成文日期 and the room for the seals → rows; returns how many. One sponsor or several. */
size_t seal_flow(struct ts *ts, struct frows *out, int parent);
/* Rows to be left free below the date, `notes` rows of 附注 counted, so that the seal stays in the type area. */
int seal_rows_below(struct ts *ts, int notes);

#endif

/*
 * judging: a submission judged by the plan and the history that count for it, with nothing taken in: what jibao intake does with
 * every file, and jibao check, too.
 */
#ifndef JIBAO_APP_JUDGING_H
#define JIBAO_APP_JUDGING_H

#include "app/app.h"

/* Whether the rules came so far as to ask for what was reported before, and the earliest quarter of which there was anything; year 0: none. */
struct past { bool asked; struct quarter earliest; };

/* *out lives in a. Without a store (w->store NULL) there is no history. */
struct past judge_submission(struct world *w, struct arena *a, const char *file, const char *bytes, size_t n, struct judged *out);

#endif

/*
 * judging: a submission judged by the plan and the history that count for it, with nothing taken in: what jibao intake does with
 * every file, and jibao check, too.
 */
#ifndef JIBAO_APP_JUDGING_H
#define JIBAO_APP_JUDGING_H

#include "app/app.h"

/*
 * *out lives in a. Without a store (w->store NULL) there is no history. Returns the earliest quarter of which the store had
 * anything that the rules asked for; year 0: nothing.
 */
struct quarter judge_submission(struct world *w, struct arena *a, const char *file, const char *bytes, size_t n, struct judged *out);

#endif

/* What is said of files that lie in input/ and were taken in before. -1: the store failed. */
#ifndef JIBAO_KNOWN_H
#define JIBAO_KNOWN_H

#include "app/app.h"

#include "base/file.h"

/* A file that holds again what an earlier receipt has, while a later receipt of that name counts: no receipt comes of it. */
int known_put_back(struct world *w, const char *file, int64_t number);
/* A plan was taken in: what was sent back by the one before is not judged anew by itself. number: the receipts of files, or 0. */
int known_refused(struct world *w, const struct file_list *files, const int64_t *number);
/* A fresh file dated by an entry of the register that has dated another file of that name before. */
int known_entry(struct world *w, const char *file, struct date entry);

#endif

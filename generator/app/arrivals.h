/*
 * arrivals: what the registers (收件登记) below input/ say about when files arrived, and which files cannot be dated yet.
 *
 * A date once stored decides whether a unit was late, and a slip of the pen in a register must not decide it. So a file is
 * dated only when it is certain what the registers say of it; the others are held: not stored, told, and looked at again by
 * the next run. Names tell nothing about what a file is, with one exception: what cannot be read, or has no root element that
 * is known, and is called 收件登记, is taken for a register.
 */
#ifndef JIBAO_APP_ARRIVALS_H
#define JIBAO_APP_ARRIVALS_H

#include "app/app.h"

#include "base/file.h"

struct arrivals {
    struct run *run;
    struct registered *v; size_t n, cap;    /* entries of all registers; after arrivals_settle by file */
    const char **registers; size_t nregisters, cregisters;
    enum register_doubt doubt;              /* the greatest that a register casts … */
    const char *doubtful;                   /* … and the first that casts it */
    bool cut;                               /* input/ was not listed to its end: there may be a register that nobody saw */
};

/* Is the file called a register? */
bool arrivals_called(const char *file);
/* Reads a register. said: what decoding it found, to be told with the rest. 0, or -1 with a FATAL message. */
int arrivals_read(struct arrivals *t, const char *file, const char *utf8, size_t n, const char *schema_dir, struct diags *said);
/* A register that could not be read; why was told. */
void arrivals_unread(struct arrivals *t, const char *file);
/* Behind all registers: what they say twice; then arrivals_of may be asked. */
void arrivals_settle(struct arrivals *t, const struct file_list *files);
enum arrival_state { ARRIVED_TODAY /* no register names it */, ARRIVED_REGISTERED, ARRIVED_UNKNOWN /* to be held */ };
/* *entry: the entry that names the file, NULL: none. */
enum arrival_state arrivals_of(const struct arrivals *t, const char *file, const struct registered **entry);
/* Tells which of the files v[0 … n-1] are held, and why. */
void arrivals_tell_held(struct arrivals *t, const char *const *v, size_t n);
/* Tells entries that name no file of the list and none that the store has, and dates to come. 0, or -1: the store failed. */
int arrivals_tell_entries(struct arrivals *t, struct store *s, const struct file_list *files);
/*
 * Tells which files of the list were dated by a register once, and stand in none any more; their dates stay. number: of each file,
 * its receipt, 0 = none. Said by every run as long as it is so: nothing is written, an editor that saves a register by taking it
 * away for a moment leaves no trace. A file put away together with its entry is nobody's fault. 0, or -1: the store failed.
 */
int arrivals_tell_gone(struct arrivals *t, struct world *w, const struct file_list *files, const int64_t *number);

#endif

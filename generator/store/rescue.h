/*
 * rescue: what can still be read of a damaged store, without SQLite: every page is looked at for rows, whether or not a
 * tree still leads to it. Tables whose rows never change (original, received, plan, journal, correction) can be read so: an old copy of a
 * row, left on a page no longer in use, says the same as the row.
 *
 * Nothing is believed that cannot be checked: an original by its SHA-256, a receipt and a plan by their originals and by the
 * journal where it still has the entry, a journal entry by its own hash.
 *
 * Takes a store's file that nobody writes to (its -wal already applied). Only store/ includes this.
 */
#ifndef JIBAO_STORE_RESCUE_H
#define JIBAO_STORE_RESCUE_H

#include "store/internal.h"

/* Where the bytes of an original lie. */
struct rescued_original { unsigned char sha[32]; uint32_t page; uint16_t cell; size_t n; };
struct rescued_entry { int64_t number; const char *received, *judged; }; /* details of 收件 and 判定; NULL = not found */
struct rescued_paper { int64_t seq; struct date date; bool printed; /* 成文, else 作废 */ const char *path, *detail; };

struct rescue {
    int fd;
    size_t page_size, usable; uint32_t pages;
    struct arena *a;
    struct rescued_original *originals; size_t noriginals, coriginals; /* by sha, none twice */
    struct stored_file *files; size_t nfiles, cfiles;                  /* by number, none twice */
    struct plan_row *plans; size_t nplans, cplans;                     /* by id, none twice */
    struct rescued_entry *entries; size_t nentries, centries;          /* by number, none twice */
    struct correction_row *corrections; size_t ncorrections, ccorrections; /* by seq, none twice */
    const char **corrected; size_t ncorrected, ccorrected;             /* details of 更正, none twice: so many there were at least */
    struct rescued_paper *papers; size_t npapers, cpapers;             /* by seq, none twice */
    bool unreadable;       /* the copy itself could not be read: what was not found may be there all the same */
    int64_t highest;       /* the highest receipt number that any row names */
};

/* Scans the file behind fd (borrowed); the size of its pages is what its head says, else 4096. -1: it could not be read, errno. */
int rescue_scan(struct rescue *r, struct arena *a, int fd);
/* The bytes of an original by its 64 hexadecimal digits; false if they were not found. Heap, in *out; freed by the caller. */
bool rescue_original(struct rescue *r, const char *sha256, char **out, size_t *n);
const struct rescued_entry *rescue_entry(const struct rescue *r, int64_t number);
/* Writes a sound head over the first 100 bytes if they are none; true if the file can be opened after that. */
bool rescue_mend_head(int fd);

#endif

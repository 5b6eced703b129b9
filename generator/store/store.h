/*
 * store: SQLite, the only folder that knows SQL. Keeps the exact bytes of every file received, its verdict and messages,
 * and the submissions as rows. The store alone is enough to write every document again.
 *
 * Invariants (shared/intake.md I1–I9): one receipt per file; an accepting receipt only after the commit; the same bytes
 * under the same name change nothing; nothing is ever overwritten: an older version stays and is only no longer current.
 * Every function returns 0, or -1 with a T message (locked, full, damaged, newer version …).
 */
#ifndef JIBAO_STORE_H
#define JIBAO_STORE_H

#include "intake/intake.h"

struct store;

int store_open(struct store **out, const char *path, struct diags *ds); /* creates or migrates; takes the writer's lock */
int store_open_readonly(struct store **out, const char *path, struct diags *ds);
void store_close(struct store *s);

/* -- plans -- */
int store_put_plan(struct store *s, const char *file, const char *bytes, size_t n, const struct plan *p,
                   struct date today, bool *is_new, struct diags *ds);
/* Newest plan's bytes (parse them with plan_parse); *n = 0 if there is none. */
int store_plan_bytes(struct store *s, struct arena *a, char **bytes, size_t *n, char **file, struct diags *ds);

/* -- taking in -- */
/* Was a file with this name and these bytes taken in before? *number = its receipt number, 0 if not. */
int store_known(struct store *s, const char *file, const char *sha256, int64_t *number, struct diags *ds);

struct arrival {
    const char *file;       /* relative name as received */
    const char *bytes; size_t n;
    const char *sha256;
    struct date date;       /* arrival that counts */
    bool registered;        /* taken from 收件登记 */
};
/*
 * One transaction: raw bytes, verdict, messages, receipt number, submission rows, outbox rows.
 * A submission of the same unit and quarter with a higher 版次 (or the same and later arrival) becomes current; an older one
 * is stored and does not. *number: the receipt's number. *superseded: receipt number of the one it replaced, or 0.
 */
int store_receive(struct store *s, const struct arrival *f, const struct judged *j, struct date today,
                  int64_t *number, struct diags *ds);
/* Receipts not yet written to disk (a run may have died): numbers in order; mark them when the files stand. */
int store_outbox(struct store *s, struct arena *a, int64_t **numbers, size_t *n, struct diags *ds);
int store_outbox_done(struct store *s, int64_t number, struct diags *ds);

/* -- reading -- */
struct stored_file {        /* one received file */
    int64_t number;         /* 回执号 */
    const char *file, *sha256;
    struct date arrived;
    bool registered;
    enum verdict verdict;
    const char *unit;       /* code, or NULL when not recognised */
    struct quarter quarter;
    int version;            /* 0 when rejected */
    bool current;           /* this version counts */
    int errors, warnings, notes; /* messages */
};
struct stored_submission {
    const struct stored_file *file;
    const struct submission *sub;
    bool late;              /* first attempt that named unit and quarter came after the deadline */
    struct date first_attempt;
};
struct stored_quarter {
    struct quarter quarter;
    struct stored_file *files; size_t nfiles;         /* by receipt number */
    struct stored_submission *subs; size_t nsubs;     /* the current ones, in the plan's order of units */
};
/* Everything of one quarter; deadlines are the plan's. Lives in a. */
int store_load_quarter(struct store *s, struct arena *a, const struct plan *p, struct quarter q,
                       struct stored_quarter **out, struct diags *ds);
/* The quarters for which anything was received, oldest first. */
int store_quarters(struct store *s, struct arena *a, struct quarter **out, size_t *n, struct diags *ds);
/* The file as received and its judgement's messages, to write its receipt again. */
int store_load_file(struct store *s, struct arena *a, int64_t number, struct stored_file *out, char **bytes, size_t *n,
                    struct diags *ds);
/* For intake's rules. Returns NULL if none. Lives in a. */
const struct submission *store_current(struct store *s, struct arena *a, const char *unit, struct quarter q);

int store_backup(struct store *s, const char *path, struct diags *ds);

#endif

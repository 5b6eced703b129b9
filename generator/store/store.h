/*
 * store: SQLite, the only folder that knows SQL. Keeps the exact bytes of every file received, its verdict and messages,
 * and the submissions as rows. The store alone is enough to write every document again.
 *
 * Invariants (shared/intake.md I1–I9): one receipt per file; an accepting receipt only after the commit; the same bytes
 * under the same name change nothing; nothing is ever overwritten: an older version stays and is only no longer current,
 * a date of arrival put right stays beside the one that counts.
 * Every function returns 0, or -1 with a T message (locked, full, damaged, newer version …). After -1 nothing of that call
 * is in the store. One thread at a time uses a store.
 */
#ifndef JIBAO_STORE_H
#define JIBAO_STORE_H

#include "intake/intake.h"

struct store;
struct stored_file;

/*
 * Creates the file (and its folder) if there is none; takes the writer's lock, a flock on <path>.lock, until store_close.
 * Refused: a second writer, a network or removable file system, a newer or foreign or damaged file.
 */
int store_open(struct store **out, const char *path, struct diags *ds);
/* For reading beside a writer, or from a folder that cannot be written. The file must be there. */
int store_open_readonly(struct store **out, const char *path, struct diags *ds);
void store_close(struct store *s); /* NULL is fine; a batch not committed is rolled back */

/*
 * A batch: what lies between begin and commit reaches the disk at once, with one fsync. No receipt may be shown before the
 * commit. A call that fails inside leaves the others of the batch alone; store_commit returns -1 if nothing was kept.
 */
int store_begin(struct store *s, struct diags *ds);
int store_commit(struct store *s, struct diags *ds);
void store_rollback(struct store *s);

/* -- plans -- */
/* Keeps the plan unless this file held these bytes already, or another did; *is_new says which. p: the bytes, parsed. */
int store_put_plan(struct store *s, const char *file, const char *bytes, size_t n, const struct plan *p,
                   struct date today, bool *is_new, struct diags *ds);
/* Every edition of every plan, in the order in which they were taken in (plan_for chooses). */
struct stored_plan { const char *file; char *bytes; size_t n; };
int store_plans(struct store *s, struct arena *a, struct stored_plan **out, size_t *n, struct diags *ds);

/* -- taking in -- */
/* Was a file with this name and these bytes taken in before? *number = its receipt number, 0 if not. */
int store_known(struct store *s, const char *file, const char *sha256, int64_t *number, struct diags *ds);
/* The file taken in last under that name: its receipt number, 0 = none, and the arrival that counts. */
int store_last_named(struct store *s, const char *file, int64_t *number, struct date *arrived, struct diags *ds);

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
 * is stored and does not. Identical bytes under a second name are kept as 重复 and are no new version. A withdrawal (撤回)
 * takes its 版次 and all below it back, whenever those arrive; only a higher 版次 counts again.
 * *number: the receipt's number. A file already known (store_known) changes nothing and gives the number it has.
 * What the store decided (取代, 重复, 撤回, older than the current one) is added to ds and kept with the file's messages, unless
 * the judgement told the same already. j->diags is then the whole judgement as the receipt must show it, as store_load_judged
 * gives it.
 * An unsettled file is refused: T209, -1.
 * Returns 1 when the store refuses what this one file holds (T212): nothing of it is kept, and the batch goes on without it.
 */
int store_receive(struct store *s, const struct arrival *f, struct judged *j, struct date today,
                  int64_t *number, struct diags *ds);

/* A 收件登记 says of a file already taken in that it arrived on another day. */
struct correction {
    int64_t number;         /* of the receipt */
    struct date was, arrived; /* what counted until then, what counts since */
    struct date made;       /* day of the run */
    const char *from;       /* the register, relative to input/, … */
    uint32_t line;          /* … and where it says so */
    const char *by;         /* 登记人, or NULL */
};
/*
 * Puts the date of arrival right (number, arrived, from, line, by are given; was and made are set). What was entered first
 * stays in the record, and the journal says what was put right, by what. Lateness follows at once; the receipts
 * of that unit and quarter go into the outbox again. Returns 1; 0: it is what the store has, nothing was done; -1.
 */
int store_correct(struct store *s, struct correction *c, struct date today, struct diags *ds);
/* The corrections of one receipt, in order. */
int store_corrections(struct store *s, struct arena *a, int64_t number, struct correction **out, size_t *n, struct diags *ds);

/* Was the arrival that counts taken from a 收件登记, at first or by a correction? 1: *out is the file, and lives in a; 0: no; -1. */
int store_registered(struct store *s, struct arena *a, int64_t number, struct stored_file *out, struct diags *ds);

/* The highest receipt number ever given; 0 = none. -1: fault. */
int64_t store_last_number(struct store *s, struct diags *ds);
/* Was that file sent back for what the plan decides: its units, quarters, items and indicators? 1, 0; -1: fault. */
int store_refused_by_plan(struct store *s, int64_t number, struct diags *ds);
/* The files that name the unit and no quarter that can be made out, in order; they are rejected. Live in a. */
int store_unplaced(struct store *s, struct arena *a, const char *unit, struct stored_file **v, size_t *n, struct diags *ds);

/* The day on which something was last taken in; year 0 = never. */
int store_last_day(struct store *s, struct date *out, struct diags *ds);
/* Receipts not yet written to disk (a run may have died): numbers in order; mark them when the files stand. */
int store_outbox(struct store *s, struct arena *a, int64_t **numbers, size_t *n, struct diags *ds);
int store_outbox_done(struct store *s, int64_t number, struct diags *ds); /* many at once: store_begin … store_commit */

/* Receipts of a quarter and those that name none, in order; of all quarters if q.year is 0. *highest: the highest number ever given out. */
struct numbered { int64_t number; const char *sha256; bool waiting; /* in the outbox */ };
int store_numbers(struct store *s, struct arena *a, struct quarter q, struct numbered **out, size_t *n, int64_t *highest, struct diags *ds);

/* -- a damaged store -- */
struct recovery {
    bool sound;                        /* nothing was wrong with it; nothing was done */
    const char *kept;                  /* name under which the damaged file stays, as it was */
    size_t originals, receipts, plans, corrections; /* rescued */
    size_t uncorrected;                /* corrections that are gone: an earlier date counts again */
    int64_t *lost; size_t nlost, clost;    /* receipt numbers that are gone */
    int64_t *again; size_t nagain, cagain; /* receipts judged again from their originals: what was found out then was not to be read */
    size_t orphans;                    /* originals whose receipts are gone */
};
struct recoverer {
    void *ctx;
    int64_t given; /* receipts up to this number are known to have been given, whatever the store still knows; 0 = nothing is known */
    /* Judges an original again as of f->judged, by the plan and the history in fresh. 1: it cannot (no plan); -1: fault, told. */
    int (*judge)(void *ctx, struct store *fresh, struct arena *a, const struct stored_file *f, const char *bytes, size_t n,
                 struct judged *out);
    /* An original that no receipt names any more. */
    int (*orphan)(void *ctx, const char *sha256, const char *bytes, size_t n);
};
/*
 * Makes a new store from what can be read of the one at path, and puts it in its place; the damaged file stays beside it under
 * another name. Receipts keep their numbers, dates and verdicts; numbers that are gone are never used again. Killed at any
 * moment it can be run again. Refused: a store in use, a newer one, somebody else's file. Lists live in a.
 */
int store_recover(const char *path, struct arena *a, struct date today, const struct recoverer *with, struct recovery *out,
                  struct diags *ds);

/* -- reading -- */
struct stored_file {        /* one received file */
    int64_t number;         /* 回执号 */
    const char *file, *sha256;
    struct date arrived;    /* that counts */
    bool registered;        /* arrived was taken from a 收件登记 */
    struct { struct date date; bool registered; } entered; /* the same when the file was taken in, before any correction */
    enum verdict verdict;
    const char *unit;       /* code, or NULL when not recognised */
    struct quarter quarter;
    int version;            /* 0 when rejected */
    bool current;           /* this version counts */
    int errors, warnings, notes; /* messages */
    int unexplained;        /* of the warnings: 〈说明〉 gives no reason */
    enum root_kind root;    /* what it is */
    enum encoding encoding;
    size_t size;            /* bytes */
    struct date judged;     /* day of the judgement */
    bool withdrawal;        /* 撤回, accepted */
    int64_t duplicate_of;   /* 重复: receipt number of the first file with these bytes, or 0 */
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
    struct stored_file *unplaced; size_t nunplaced;   /* rejected, named no quarter, and arrived within this one */
};
/*
 * Everything of one quarter; deadlines are the plan's. Lives in a. Current submissions of units that the plan no longer has
 * are left out of subs, each with a T210. Without a plan (NULL): by unit code, nobody late.
 */
int store_load_quarter(struct store *s, struct arena *a, const struct plan *p, struct quarter q,
                       struct stored_quarter **out, struct diags *ds);
/* The quarters for which anything was received, rejected files included, oldest first. */
int store_quarters(struct store *s, struct arena *a, struct quarter **out, size_t *n, struct diags *ds);
/* The file as received, to write its receipt again; the bytes are checked against their SHA-256 (T303). */
int store_load_file(struct store *s, struct arena *a, int64_t number, struct stored_file *out, char **bytes, size_t *n,
                    struct diags *ds);
/*
 * Its judgement as stored, messages and all; *out lives in a. unit is looked up in plan (NULL: none); shown is NULL, quoting
 * lines needs intake_show on the bytes. A duplicate carries the submission of the file that it repeats.
 */
int store_load_judged(struct store *s, struct arena *a, const struct plan *plan, int64_t number, struct judged **out,
                      struct diags *ds);
/* Arrival of the first file, rejected ones included, that named unit and quarter: lateness counts from it. year 0 = none. */
int store_first_attempt(struct store *s, const char *unit, struct quarter q, struct date *out, struct diags *ds);
/* For intake's rules. Returns NULL if none. Lives in a. A fault of the store is told by the next call that has a ds. */
const struct submission *store_current(struct store *s, struct arena *a, const char *unit, struct quarter q);

/* -- what was printed: the files of ours below output/ -- */
struct printed {
    const char *path;   /* below output/ */
    const char *sha256; /* NULL: entered before it was written, and not known to be whole */
};
/* By path; of all quarters if q.year is 0. */
int store_printed(struct store *s, struct arena *a, struct quarter q, struct printed **out, size_t *n, struct diags *ds);
/* The files at these paths are about to be written: until store_printed_put nobody knows what they hold. */
int store_printed_begin(struct store *s, struct quarter q, const char *const *paths, size_t n, struct diags *ds);
/* They hold this (sha256 is not NULL); the journal says so of those of which it said something else, or nothing, last. */
int store_printed_put(struct store *s, struct quarter q, const struct printed *v, size_t n, struct date today, struct diags *ds);
/* They no longer apply, as the journal then says. */
int store_printed_forget(struct store *s, const char *const *paths, size_t n, struct date today, struct diags *ds);

/* -- care -- */
/* A checked copy in one file, whole or not at all; an older backup is replaced, any other file is refused (T114). */
int store_backup(struct store *s, const char *path, struct diags *ds);
/*
 * Looks through everything: SQLite's own check, the chain of the journal, and every record and original against its entry.
 * 0 with a T306 that gives the last hash, or -1 with one message for each thing that does not fit. Either may come with warnings.
 */
int store_audit(struct store *s, struct diags *ds);
/* Is this the hash of some entry of the journal? 1, 0, -1. If it is, nothing before that entry was changed or cut since it was noted. */
int store_journal_has(struct store *s, const char *hash, struct diags *ds);

#endif

/*
 * What the files of store/ know of each other; no other stage includes this.
 *
 *   db.c       statements, values, transactions, faults
 *   open.c     file system, lock, version, damage; creating
 *   rows.c     struct record ↔ rows
 *   journal.c  digests, the chained journal
 *   audit.c    looking through everything
 *   receive.c  taking in: plans, files, which version counts; the outbox
 *   correct.c  dates of arrival put right
 *   upgrade.c  a store of an older version
 *   read.c     quarters, files, judgements
 *   printed.c  the files that were written for people
 *   backup.c   a live copy
 *   rescue.c   rows of a damaged file, page by page
 *   recover.c  a new store from what was rescued
 */
#ifndef JIBAO_STORE_INTERNAL_H
#define JIBAO_STORE_INTERNAL_H

#include "store/db.h"
#include "store/store.h"

enum {
    STORE_VERSION = 4,              /* PRAGMA user_version: counts changes of schema.sql */
    STORE_APPLICATION = 0x4A696261, /* PRAGMA application_id: "Jiba" */
};

extern const char store_schema_sql[];

struct store {
    struct db db;
    char *path;             /* heap */
    int lock;               /* descriptor of <path>.lock; -1 when only reading */
    struct arena *a;        /* lives as long as the store */
    struct diags pending;   /* faults of store_current, told by the next call */
};

/* One received file with everything that was found out about it: the unit of writing, reading back and digesting. */
struct record {
    struct stored_file file;
    struct diags diags;
    const struct change *changes; size_t nchanges;
    const struct submission *submission; /* NULL: rejected, duplicate, or not a submission */
};

/* A date of arrival put right: one row. */
struct correction_row { int64_t seq; struct correction c; };

/* One plan's row. */
struct plan_row { int64_t id; const char *file, *sha256, *docno, *name; struct date start, end, taken; };

/* Starts a public call; -1 if an earlier fault waited to be told. */
int store_enter(struct store *s, struct diags *ds);

/* Is a file system of this statfs magic refused? Its name in Chinese, or NULL if it will do. */
const char *store_unfit_fs(long magic);
/* Is the file at path a store of this program, by the first 100 bytes? -1: there is no such file. */
int store_is_ours(const char *path);
int store_sync_folder(const char *path); /* fsync of the folder that holds path */
int store_lock(const char *path, struct diags *ds); /* the writer's lock; a descriptor to close, or -1 */

/* rows.c; all in the transaction under way */
int rows_put(struct db *db, struct record *r, const char *bytes); /* number 0: the next one; sets r->file.number */
extern const char *const rows_encodings[], *const rows_roots[], *const rows_verdicts[]; /* words by enum */
int rows_put_original(struct db *db, const char *sha256, const char *bytes, size_t n);
/* The arrival that a correction gave the receipt r.number, NULL: none did; and the arrival that counts. */
#define CORRECTED "(SELECT k.arrived FROM correction AS k WHERE k.number = r.number ORDER BY k.seq DESC LIMIT 1)"
#define ARRIVED "coalesce(" CORRECTED ", r.arrived)"
#define UNEXPLAINED "(SELECT count(*) FROM message AS m WHERE m.number = r.number AND m.mend LIKE '%" INTAKE_UNEXPLAINED "')"
/* The columns of struct stored_file, from received AS r. */
#define FILE_COLUMNS \
    "r.number, r.file, r.sha256, r.arrived, r.registered, r.verdict, r.unit, r.quarter, r.version, " \
    "EXISTS (SELECT 1 FROM standing AS c WHERE c.number = r.number), r.errors, r.warnings, r.notes, r.root, " \
    "r.encoding, r.size, r.judged, r.withdrawal, r.duplicate_of, " CORRECTED ", " UNEXPLAINED
struct stored_file rows_file(struct rows *q, struct arena *a);
/* *out = NULL if there is no submission under that number. */
int rows_submission(struct db *db, struct arena *a, int64_t number, struct submission **out);
/* 1: found, 0: no such number, -1: fault */
int rows_record(struct db *db, struct arena *a, int64_t number, struct record *out);
int rows_original(struct db *db, struct arena *a, const char *sha256, char **bytes, size_t *n);

/* journal.c */
enum journal_kind { J_RECEIVED /* 收件 */, J_JUDGED /* 判定 */, J_DUPLICATE /* 重复 */, J_REPLACED /* 取代 */,
                    J_WITHDRAWN /* 撤回 */, J_PLAN /* 计划 */, J_LOST /* 遗失 */, J_RECOVERED /* 恢复 */,
                    J_CORRECTED /* 更正 */, J_PRINTED /* 成文 */, J_VOID /* 作废 */, JOURNAL_KINDS };
extern const char *const journal_kinds[]; /* words by enum */
extern const char journal_start[];        /* stands for the hash before the first entry */
int journal_add(struct db *db, struct arena *a, struct date date, enum journal_kind kind, const char *subject,
                const char *detail);
/* 收件 and 判定 of a record that has its number. */
int journal_record(struct db *db, struct arena *a, const struct record *r);
int journal_plan(struct db *db, struct arena *a, const struct plan_row *p);
int journal_correction(struct db *db, struct arena *a, const struct correction_row *k);
void journal_hash(int64_t seq, const char *date, const char *kind, const char *subject, const char *detail,
                  const char *previous, char hex[65]);
/* The details of 收件 and 判定, which follow from the record alone. */
char *journal_received(struct arena *a, const struct record *r);
char *journal_judged(struct arena *a, const struct record *r);
char *journal_planned(struct arena *a, const struct plan_row *p);
/* 成文: the file at path below output/ now holds these bytes; 作废: it no longer applies. Nothing is added if it was said last. */
int journal_paper(struct db *db, struct arena *a, struct date date, const char *path, struct quarter q, const char *sha256);
int journal_void(struct db *db, struct arena *a, struct date date, const char *path);
char *journal_printed(struct arena *a, struct quarter q, const char *sha256); /* the detail of 成文 */
bool journal_printed_read(const char *detail, struct quarter *q, char sha256[65]); /* … read back */
char *journal_last_printed(struct db *db, struct arena *a, const char *path); /* … if that was said last of the file at path; else NULL */
/* … and that of 更正. */
char *journal_corrected(struct arena *a, const struct correction_row *k);

/* receive.c: one plan, one file into the transaction under way; the outbox and the journal with it. */
int receive_plan(struct db *db, const char *bytes, size_t n, struct plan_row *p); /* sets p->id */
/* decided: the store's own findings (重复, 版次) are in r already; else they are made and added to r and own. */
int receive_record(struct db *db, struct record *r, const char *bytes, bool decided, struct diags *own);
/* What the journal says behind 收件 and 判定 of a record that has its number: 重复, or that what counted until then is 取代 or 撤回. */
struct follow { enum journal_kind kind; const char *subject, *detail; };
bool receive_follow(struct db *db, struct arena *a, const struct record *r, struct follow *out);
/* Receipts whose words may have changed with the first attempt of that unit and quarter are written again. */
int receive_again(struct db *db, const char *unit, struct quarter q);
struct record receive_judged(const struct arrival *f, const struct judged *j, struct date today, struct arena *a);


/* read.c: as store_first_attempt */
struct date read_first_attempt(struct db *db, const char *unit, struct quarter q);

/* correct.c: in the transaction under way. k->seq 0: the next one. */
int correct_put(struct db *db, struct arena *a, struct correction_row *k);
struct correction_row correct_row(struct rows *q, struct arena *a); /* columns CORRECTION_COLUMNS */
#define CORRECTION_COLUMNS "seq, number, was, arrived, made, register, line, person"
/* The arrival that counts; year 0: there is no such receipt. */
struct date correct_arrival(struct db *db, int64_t number);

/* printed.c: in the transaction under way; sha256 may be NULL */
int printed_put(struct db *db, struct quarter q, const char *path, const char *sha256);
int printed_forget(struct db *db, const char *path);

/* upgrade.c: brings a store of an older version up to this one, in one transaction; for reading, as far as reading asks. */
int upgrade_store(struct db *db);
int upgrade_for_reading(struct db *db);

#endif

/*
 * app: with main.c the only place that sees every stage. What the verbs (verb.h) are made of.
 */
#ifndef JIBAO_APP_H
#define JIBAO_APP_H

#include "base/run.h"
#include "document/document.h"
#include "font/font.h"
#include "plan/plan.h"
#include "store/store.h"
#include "typeset/style.h"

#include <libxml/tree.h>

enum status { STATUS_WELL = 0, STATUS_ATTENTION = 1, STATUS_USAGE = 2, STATUS_FAILED = 3 };

/* -- world.c: what a run opens once -- */
struct world {
    struct run *run;
    struct store *store;
    const struct plan *plan;    /* the one that counts for the quarter in hand; NULL: there is none */
    const struct plan **plans; size_t nplans, plancap; /* all editions, in the order in which they were taken in */
    xmlDocPtr profile;          /* templates/office.xml */
    struct style style;
    struct fonts *fonts;
    struct strings lexicon;     /* names that titles do not split */
    const char *schema_dir;
    struct seal_picture { const char *name; struct doc_image *image; } *seals; size_t nseals, capseals; /* 〈印章表〉 */
};
enum open_what { OPEN_PROFILE = 1, OPEN_FONTS = 2, OPEN_STORE = 4, OPEN_STORE_READ = 8 };
/* Opens what is asked for; messages go to run->diags. Returns 0 or -1. */
int world_open(struct world *w, struct run *run, unsigned what);
void world_close(struct world *w);
/* The plans in the store, or else the first sound one in input/; w->plan is the one for the newest quarter of them all. */
int world_plan(struct world *w, struct arena *a);
/* The plan in the store alone: nothing is taken in by a plan that could not be kept. */
int world_stored_plan(struct world *w, struct arena *a);
/*
 * For a document of no quarter (render, trace, verify): the names of world_plan's plan become w->lexicon, as in a report of its newest
 * quarter. Without a plan there are none. A store or plan that cannot be read is no fault of the document: one note (C107).
 */
void world_names(struct world *w, struct arena *a);
const struct plan *world_plan_of(const struct world *w, struct quarter q); /* NULL: there is no plan */
void world_use(struct world *w, struct quarter q); /* makes that quarter's plan w->plan */
const char *profile_text(const struct world *w, const char *element); /* NULL if absent; lives in run->a */
/* The quarter asked for, else the newest in the store, else today's. Its plan becomes w->plan. */
int world_quarter(struct world *w, struct quarter *out);
/* One quarter of the store, read with the plan that counts for it. */
int world_load(struct world *w, struct quarter q, struct stored_quarter **out);
/* The report data of a quarter, with all earlier quarters behind it. xmlFreeDoc; NULL: the message is in run->diags. */
xmlDocPtr world_data(struct world *w, struct quarter q);
void say(const struct run *run, const char *fmt, ...) PRINTF_LIKE(2, 3);        /* progress: not with --quiet or --json */
void verdict(const struct run *run, const char *fmt, ...) PRINTF_LIKE(2, 3);    /* the last line on stdout */
void print_messages(struct run *run);                                           /* run->diags to stderr, then forgets them */

/* -- seals.c -- */
int seals_load(struct world *w);                                    /* world_open does it; 0, or -1 with messages */
void seals_apply(const struct world *w, struct document *d);        /* where the document names no picture of its own */

/* -- takein.c -- */
struct taken { int files, accepted, rejected, known, left, held /* of those left: for want of a sound register */,
               corrected /* dates of arrival put right */, others /* files in input/ that are no XML */,
               kept /* of the accepted: they change nothing (intake_kept) */, unexplained /* of the accepted: 警告 without a reason */; };
int take_in(struct world *w, struct taken *out);
/* -- receipts.c -- the receipts in the store's outbox, into output/; those that cannot be written stay there */
int write_receipts(struct world *w);
/* The SHA-256 of the file received, as the receipt in this .json file names it; in a, NULL if it is none. */
const char *receipt_digest(struct arena *a, const char *path);
/*
 * Receipts of a quarter and of none (q.year 0: all) whose files are not there, or hold something else than the record gives today;
 * those of another store in their place are told (C125) and left alone.
 */
struct receipt_faults { int64_t *gone; size_t ngone, cgone; int64_t *other; size_t nother, cother; };
int compare_receipts(struct world *w, struct quarter q, struct receipt_faults *out);
/* Writes those again; *made: how many. */
int remake_receipts(struct world *w, struct quarter q, size_t *made);
/* The highest number of the receipts that lie in output/, and in which folder; 0 = none. */
int64_t highest_receipt(const struct run *run, const char **folder);
/* No receipt lies in output/ that the store has never given: it would be written over by another of the same number. -1: told. */
int check_receipts(struct world *w);

/* -- publish.c -- */
struct published { int documents, written, same, failed, withdrawn, blanks /* of those written: with 〓 for a character */; };
int publish(struct world *w, struct quarter q, const char *only, struct published *out);

/*
 * -- overview.c -- 总览.html in quarter_dir; data: the quarter's report data; the links are to what stands there already, but not
 * to the unmade (below output/): what stands there under their names is not of this run.
 */
int write_overview(struct world *w, xmlDocPtr data, const char *quarter_dir, const char *const *unmade, size_t n);

/* -- summary.c -- */
struct tally { int must, on_time, late, rejected, missing, townships, unexplained /* units whose current report has 警告 without a reason */,
               open /* 更正件退回未重报 */, unknown /* 未识别来件 */; };
/* 、更正件退回未重报 1 个单位、未识别来件 2 件; "" when there is neither. comma: what stands in front of each. */
const char *tally_loose_ends(struct arena *a, const struct tally *t, const char *comma);
void tally_quarter(const struct plan *p, const struct stored_quarter *q, struct tally *t);
void print_status(struct world *w, const struct stored_quarter *q, struct buf *out, bool json);

#endif

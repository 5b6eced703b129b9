/*
 * papers: which documents a quarter has, in signing order, and for whom. One row a kind; its template is templates/<name>.xsl.
 *
 * Whether a document is due, and for which units, is asked of the report data with XPath, so that the answer is the same one
 * that the templates see. A new kind is a row here and a template.
 */
#ifndef JIBAO_APP_PAPERS_H
#define JIBAO_APP_PAPERS_H

#include "app/app.h"

#include <pthread.h>

struct paper_kind {
    const char *name;    /* of the file, or of the folder of its units; the words that --only takes */
    const char *units;   /* XPath: codes of the units that get one each; NULL: one document in all */
    const char *when;    /* XPath: written only if this finds something; NULL: always */
};
extern const struct paper_kind paper_kinds[];
extern const size_t npaper_kinds;
/* All of them one after the other, each on a fresh sheet: no template, made of the others' pages. */
#define PAPER_COLLECTION "打印合集"

struct paper { size_t kind; const char *unit; /* code, or NULL */ const char *path; /* below the quarter's folder, without ending */ };
struct papers { struct paper *v; size_t n, cap; };
/* The documents due by the report data, in signing order; in run->a. */
void papers_due(struct world *w, xmlDocPtr data, struct papers *out);
/* What --only may be: NULL, or what is wrong with it in words (in a). plan NULL: units are not looked up. */
const char *paper_only_fault(struct arena *a, const struct plan *plan, const char *only);
/* Is it asked for by KIND or KIND:UNIT (code or any of its names)? only NULL: all are. */
bool paper_wanted(const struct world *w, const char *only, const char *kind, const char *unit);

/* -- ours.c: which files of the quarter are ours, so that one that no longer applies does not stay and mislead -- */
struct ours {
    struct world *w;
    struct quarter quarter;
    struct printed *known; size_t nknown; /* as the store knew them */
    const char *const *due; size_t ndue;  /* what is about to be written */
    pthread_mutex_t lock; bool announced; /* … and the store was told that some of it changes */
};
/* Reads what the store knows, and enters the paths that are about to be written (below output/, with ending; borrowed). */
int ours_begin(struct ours *o, struct world *w, struct quarter q, const char *const *paths, size_t n);
/*
 * Before each file is written, by any worker; sha256 is that of the new bytes. Other bytes than those that this program wrote
 * last are not overwritten: they go to output/作废/, with the date, and are told (C120). 0, or -1 with a message.
 */
int ours_make_room(struct ours *o, const char *path, const char *file, const char *sha256, struct diags *ds);
/* Does the file hold what was written (or is that not known)? */
bool ours_as_written(const char *file, const struct printed *k);
/* Enters the digests of what was written, in this order. */
int ours_written(struct ours *o, const struct printed *v, size_t n);
/*
 * Moves every known file of the quarter that is not among due to output/作废/<quarter>/, with the date, and says so (C105); a
 * file whose bytes are not those that were written stays where it is (C106). *moved: how many.
 */
int ours_withdraw(struct ours *o, const char *const *due, size_t n, int *moved);
/* The same for those that are listed: they are due, but could not be made this time (C108, C109). */
int ours_unmade(struct ours *o, const char *const *unmade, size_t n);

/* -- whence.c -- 县林业局第2项（回执000012）: the submissions, of this quarter and current, with that character; NULL: none */
const char *whence(struct arena *a, xmlDocPtr data, uint32_t cp);

#endif

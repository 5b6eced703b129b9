/*
 * verb: one row a verb, one function a verb; the command line, its help and its checks come from the rows (verbs.c).
 *
 * A new verb is a row in verbs.c and a function in a file verb_*.c. main.c has checked the number of arguments, the options
 * and the quarter before the function is called. A verb returns the exit status (enum status) after one verdict line.
 */
#ifndef JIBAO_APP_VERB_H
#define JIBAO_APP_VERB_H

#include "app/app.h"

/* Options with a value that only some verbs take; the others (-C --date --jobs --quiet --json --keep-xml) hold everywhere. */
enum option { OPTION_OUT = 1 /* -o */, OPTION_ONLY = 2 /* --only */, OPTION_COPIES = 4 /* --copies */ };

struct command {             /* what was asked for beyond struct run */
    const char **args; size_t nargs;
    const char *out, *only;  /* NULL when not given */
    int copies;              /* 0 when not given */
};

struct verb {
    const char *name;
    const char *args;        /* how they are written: "[2022Q4]" */
    const char *does;        /* one line of the overview */
    const char *help;        /* what jibao help NAME prints below the first line */
    int (*run)(struct run *run, const struct command *c);
    size_t least, most;      /* arguments */
    unsigned quarter;        /* which arguments are quarters (bit 0: the first …); the last of them goes to run->quarter */
    unsigned options;        /* enum option */
};
extern const struct verb verbs[]; /* in the order of the overview; ends with name NULL */

/* -- verb_common.c: what several verbs do at their beginning or end -- */
int failed(struct world *w);          /* messages, close, the verdict; STATUS_FAILED */
int no_plan(struct world *w);         /* failed, with C102 */
/* Opens the store for reading, the plan and the quarter asked for; 0 or -1 (then: failed). */
int open_quarter(struct world *w, struct run *run, unsigned what, struct quarter *q);
/* 新收 3 件（接收 2，其中重复或只存档 1 件；退回 1）. In a. */
const char *taken_count(struct arena *a, const struct taken *t);
/* Is there a store in output/? */
bool store_exists(const struct run *run);

int verb_run(struct run *run, const struct command *c);
int verb_intake(struct run *run, const struct command *c);
int verb_history(struct run *run, const struct command *c);
int verb_watch(struct run *run, const struct command *c);
int verb_report(struct run *run, const struct command *c);
int verb_status(struct run *run, const struct command *c);
int verb_data(struct run *run, const struct command *c);
int verb_explain(struct run *run, const struct command *c);
int verb_diff(struct run *run, const struct command *c);
int verb_export(struct run *run, const struct command *c);
int verb_check(struct run *run, const struct command *c);
int verb_render(struct run *run, const struct command *c);
int verb_trace(struct run *run, const struct command *c);
int verb_verify(struct run *run, const struct command *c);
int verb_forms(struct run *run, const struct command *c);
int verb_fonts(struct run *run, const struct command *c);
int verb_backup(struct run *run, const struct command *c);
int verb_codes(struct run *run, const struct command *c);
int verb_audit(struct run *run, const struct command *c);
int verb_recover(struct run *run, const struct command *c);

#endif

/*
 * A program run as a child, without a shell: its output is read through a pipe, within a time and a size. Its memory and
 * processor time are limited too, so a hostile file costs no more than that.
 */
#ifndef JIBAO_VERIFY_CHILD_H
#define JIBAO_VERIFY_CHILD_H

#include "base/base.h"

#include <sys/types.h>

struct child {
    pid_t pid;
    int out, err;
    int64_t deadline;       /* ms of the monotonic clock */
    size_t left;            /* bytes that may still come */
    bool late, flood;       /* stopped by us: too slow, too much */
    char said[2048]; size_t nsaid; /* the beginning of its stderr */
};

enum { CHILD_SECONDS = 60 };

/* argv ends with NULL; argv[0] is looked up in PATH. Returns 0, or an errno value. */
int child_start(struct child *c, const char *const argv[], size_t limit);
/* Up to n bytes; 0 at the end; -1: stopped (late, flood) or unreadable. */
ssize_t child_read(struct child *c, void *p, size_t n);
/* Exactly n bytes? */
bool child_read_all(struct child *c, void *p, size_t n);
/* Stops it if it still runs; its exit status, or -1 if it did not end by itself. */
int child_end(struct child *c);
/* The rest of its output as text in b. Returns 0 or -1. */
int child_slurp(struct child *c, struct buf *b);

#endif

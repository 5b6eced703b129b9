/*
 * suspect: the file that was being judged when the program died. A file that kills the parser would otherwise kill every run
 * to come, and no other file would ever be received.
 *
 * While a file is looked at, its SHA-256 stands in output/jibao.db.judging (the kernel has it then: it outlives the process). A run that finds a name there lets a child process look at that file first, within hard limits
 * of memory and time: if the child dies, the file is told as X129 and never parsed; if it lives — somebody had pulled
 * the plug — all goes on as usual. Without the file (it could not be made) everything works, only without this net.
 */
#ifndef JIBAO_APP_SUSPECT_H
#define JIBAO_APP_SUSPECT_H

#include <stdbool.h>

struct suspect { char before[65]; int fd; char *path; };

void suspect_open(struct suspect *s, const char *output); /* then: suspect_close, also after a failure */
/* From here on this file is looked at. True if the run before died over it. */
bool suspect_mark(struct suspect *s, const char *sha256);
/* Runs work(ctx) in a child with limits; false if the child did not come to its end. */
bool suspect_survives(void (*work)(void *ctx), void *ctx);
void suspect_close(struct suspect *s); /* nothing is suspect any more */

#endif

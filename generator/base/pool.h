/* A pool of workers for independent jobs: job i of n runs once, on some thread; the call returns when all are done. */
#ifndef JIBAO_POOL_H
#define JIBAO_POOL_H

#include <stddef.h>

/* threads <= 1 runs everything on the caller's thread, in order. job must not touch another job's data. */
void pool_run(int threads, size_t n, void (*job)(void *ctx, size_t i), void *ctx);

#endif

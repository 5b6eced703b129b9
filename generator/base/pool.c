#include "base/pool.h"

#include <pthread.h>
#include <stdatomic.h>

enum { THREADS_MAX = 64 };

struct pool {
    atomic_size_t next;
    size_t n;
    void (*job)(void *, size_t);
    void *ctx;
};

static void *work(void *arg)
{
    struct pool *p = arg;
    for (size_t i; (i = atomic_fetch_add(&p->next, 1)) < p->n;)
        p->job(p->ctx, i);
    return NULL;
}

void pool_run(int threads, size_t n, void (*job)(void *ctx, size_t i), void *ctx)
{
    struct pool p = {.n = n, .job = job, .ctx = ctx};
    pthread_t t[THREADS_MAX];
    int started = 0;
    if (threads > THREADS_MAX)
        threads = THREADS_MAX;
    for (; started < threads - 1 && (size_t)started + 1 < n; started++)
        if (pthread_create(&t[started], NULL, work, &p) != 0)
            break; /* fewer threads do the same work */
    work(&p);
    for (int i = 0; i < started; i++)
        pthread_join(t[i], NULL);
}

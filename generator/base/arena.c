#include "base/base.h"

#include <errno.h>
#include <stdarg.h>
#include <stdalign.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Facts that always hold: blocks are linked newest first; only the first block takes new pieces; a piece never moves.
 * With JIBAO_ARENA_MALLOC every piece is a malloc of its own, so that the sanitizers see each overrun.
 */
struct block {
    struct block *next;
    size_t used, cap; /* bytes of data[] */
    alignas(max_align_t) unsigned char data[];
};

struct arena { struct block *first; };

enum { BLOCK_MIN = 64 * 1024, ALIGN = alignof(max_align_t) };

static bool no_verdict;

void base_verdict(bool wanted) { no_verdict = !wanted; }

static void put(int fd, const char *s, size_t n)
{
    for (ssize_t w; n; s += w, n -= (size_t)w) {
        while ((w = write(fd, s, n)) < 0 && errno == EINTR)
            ;
        if (w <= 0)
            return;
    }
}

static _Noreturn void end(void)
{
    static const char said[] = NOT_DONE "\n";
    if (!no_verdict)
        put(STDOUT_FILENO, said, sizeof said - 1);
    _exit(3); /* other threads may be at work: nothing of theirs is taken down under their feet */
}

_Noreturn void base_die(const char *fmt, ...)
{
    static atomic_flag taken = ATOMIC_FLAG_INIT;
    static _Thread_local bool mine;
    char said[1024];
    if (atomic_flag_test_and_set(&taken) && !mine) /* another thread says why; it ends this one too */
        for (;;)
            pause();
    if (mine) /* saying so has met the same */
        end();
    mine = true;
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(said, sizeof said, fmt, ap);
    va_end(ap);
    put(STDERR_FILENO, "致命: ", strlen("致命: "));
    put(STDERR_FILENO, said, n < 0 ? 0 : (size_t)n < sizeof said ? (size_t)n : sizeof said - 1);
    put(STDERR_FILENO, "\n", 1);
    if (ftrylockfile(stdout) == 0) /* else another thread is just printing; it may be waiting for memory itself */
        fflush_unlocked(stdout);
    end();
}

static void *must(void *p)
{
    if (!p)
        base_die(OUT_OF_MEMORY);
    return p;
}

struct arena *arena_new(void)
{
    return must(calloc(1, sizeof(struct arena)));
}

static void drop_blocks(struct block *b)
{
    while (b) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
}

void arena_drop(struct arena *a)
{
    if (!a)
        return;
    drop_blocks(a->first);
    free(a);
}

void arena_reset(struct arena *a)
{
#ifdef JIBAO_ARENA_MALLOC
    drop_blocks(a->first);
    a->first = NULL;
#else
    if (!a->first)
        return;
    drop_blocks(a->first->next);
    a->first->next = NULL;
    a->first->used = 0;
#endif
}

static struct block *block_new(size_t cap)
{
    struct block *b = must(malloc(sizeof *b + cap));
    b->next = NULL;
    b->used = 0;
    b->cap = cap;
    return b;
}

void *arena_alloc(struct arena *a, size_t n)
{
    if (n > SIZE_MAX / 2)
        base_die("内部错误：申请的内存过大（%zu 字节）", n);
    size_t need = n ? n : 1;
#ifndef JIBAO_ARENA_MALLOC
    need = (need + ALIGN - 1) / ALIGN * ALIGN;
    if (!a->first || a->first->cap - a->first->used < need) {
        struct block *b = block_new(need > BLOCK_MIN / 2 ? need : BLOCK_MIN);
        if (a->first && need > BLOCK_MIN / 2) { /* a large piece must not waste the room left in the current block */
            b->next = a->first->next;
            a->first->next = b;
            b->used = need;
            return memset(b->data, 0, need);
        }
        b->next = a->first;
        a->first = b;
    }
    void *p = a->first->data + a->first->used;
    a->first->used += need;
#else
    struct block *b = block_new(need);
    b->used = need;
    b->next = a->first;
    a->first = b;
    void *p = b->data;
#endif
    return memset(p, 0, need);
}

void *arena_calloc(struct arena *a, size_t n, size_t size)
{
    size_t all;
    if (__builtin_mul_overflow(n, size, &all))
        base_die("内部错误：申请的内存过大（%zu × %zu）", n, size);
    return arena_alloc(a, all);
}

char *arena_strndup(struct arena *a, const char *s, size_t n)
{
    char *p = arena_alloc(a, n + 1);
    if (n)
        memcpy(p, s, n);
    return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
    return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

char *arena_printf(struct arena *a, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        base_die("内部错误：格式串“%s”", fmt);
    char *p = arena_alloc(a, (size_t)n + 1);
    vsnprintf(p, (size_t)n + 1, fmt, again);
    va_end(again);
    return p;
}

void *arena_grow(struct arena *a, void *v, size_t n, size_t *cap, size_t size)
{
    if (n < *cap)
        return v;
    size_t more = *cap ? *cap * 2 : 8;
    void *p = arena_calloc(a, more, size);
    if (n)
        memcpy(p, v, n * size);
    *cap = more;
    return p;
}

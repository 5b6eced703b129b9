/*
 * No allocation of the program or of a library it uses fails unseen: when memory is short the run ends on the spot, as
 * base_die ends it. Several libraries go on without a word instead (HarfBuzz keeps an empty object in place of the one it could not
 * make, and a document would come out with other glyphs), and no caller can ask every one of them after every call.
 *
 * The allocator's functions are therefore defined here, in front of the C library's. What is asked for beyond LARGEST is a
 * reckoning gone wrong or a hostile file, not short memory: that fails as the C standard has it, and the library says so.
 */
#include "base/base.h"

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define HAS_OWN_ALLOCATOR 1 /* the sanitizer's own allocator ends the process itself */
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define HAS_OWN_ALLOCATOR 1
#endif
#endif

#ifndef HAS_OWN_ALLOCATOR

#define LARGEST ((size_t)256 << 20)

static struct {
    void *(*malloc)(size_t);
    void *(*calloc)(size_t, size_t);
    void *(*realloc)(void *, size_t);
    void *(*memalign)(size_t, size_t);
} next;

/* The definitions behind ours; before main, and before there is a second thread. */
__attribute__((constructor(101))) static void resolve(void)
{
    *(void **)&next.calloc = dlsym(RTLD_NEXT, "calloc");
    *(void **)&next.realloc = dlsym(RTLD_NEXT, "realloc");
    *(void **)&next.memalign = dlsym(RTLD_NEXT, "memalign");
    *(void **)&next.malloc = dlsym(RTLD_NEXT, "malloc");
    if (!next.malloc || !next.calloc || !next.realloc || !next.memalign)
        _exit(3);
}

static void *given(void *p, size_t n)
{
    if (p || n > LARGEST || n == 0)
        return p;
    base_die(OUT_OF_MEMORY);
}

void *malloc(size_t n)
{
    if (!next.malloc)
        resolve();
    return given(next.malloc(n), n);
}

void *calloc(size_t n, size_t size)
{
    if (!next.calloc)
        resolve();
    size_t all;
    return given(next.calloc(n, size), __builtin_mul_overflow(n, size, &all) ? SIZE_MAX : all);
}

void *realloc(void *p, size_t n)
{
    if (!next.realloc)
        resolve();
    return given(next.realloc(p, n), n);
}

void *memalign(size_t align, size_t n)
{
    if (!next.memalign)
        resolve();
    return given(next.memalign(align, n), n);
}

void *aligned_alloc(size_t align, size_t n) { return memalign(align, n); }

int posix_memalign(void **out, size_t align, size_t n)
{
    if (align % sizeof(void *) != 0 || (align & (align - 1)) != 0 || align == 0)
        return EINVAL;
    void *p = memalign(align, n);
    if (!p && n > 0)
        return ENOMEM;
    *out = p;
    return 0;
}

#endif

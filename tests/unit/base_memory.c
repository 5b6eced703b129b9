/* Short memory ends the run on the spot, whoever asks: the program, or a library that would go on without a word (base/memory.c). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base.h"

#include <errno.h>
#include <hb.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define OWN_ALLOCATOR true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OWN_ALLOCATOR true
#endif
#endif
#ifndef OWN_ALLOCATOR
#define OWN_ALLOCATOR false
#endif

static void ask_by_malloc(void)
{
    for (;;)
        *(volatile char *)malloc(1 << 16) = 1;
}

static void ask_by_harfbuzz(void)
{
    hb_buffer_t *b = hb_buffer_create();
    for (unsigned i = 0; hb_buffer_allocation_successful(b); i++)
        hb_buffer_add(b, 0x4e00, i);
}

/* What a child says and how it ends that asks for ever more with little to give. */
static int child(void (*ask)(void), char *said, size_t n)
{
    int pipes[2];
    assert_int_equal(pipe(pipes), 0);
    pid_t pid = fork();
    if (pid == 0) {
        struct rlimit most = {200 << 20, 200 << 20};
        setrlimit(RLIMIT_AS, &most);
        dup2(pipes[1], 2);
        ask();
        _exit(0);
    }
    close(pipes[1]);
    size_t have = 0;
    for (ssize_t k; (k = read(pipes[0], said + have, n - 1 - have)) > 0;)
        have += (size_t)k;
    said[have] = 0;
    close(pipes[0]);
    int status = 0;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void short_memory_ends_the_run(void **state)
{
    (void)state;
    if (OWN_ALLOCATOR)
        skip();
    char said[400];
    assert_int_equal(child(ask_by_malloc, said, sizeof said), 3);
    assert_non_null(strstr(said, OUT_OF_MEMORY));
    assert_int_equal(child(ask_by_harfbuzz, said, sizeof said), 3);
    assert_non_null(strstr(said, OUT_OF_MEMORY));
}

static void a_reckoning_gone_wrong_is_told_to_who_asks(void **state)
{
    (void)state;
    if (OWN_ALLOCATOR)
        skip();
    volatile size_t absurd = SIZE_MAX / 2;
    assert_null(malloc(absurd));
    assert_null(calloc(absurd, 3));
    void *p = malloc(10);
    void *grown = realloc(p, absurd);
    if (grown)
        fail();
    else
        free(p);
    void *q = NULL;
    assert_int_equal(posix_memalign(&q, 3, 8), EINVAL);
    assert_int_equal(posix_memalign(&q, 64, 8), 0);
    assert_int_equal((uintptr_t)q % 64, 0);
    free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(short_memory_ends_the_run),
        cmocka_unit_test(a_reckoning_gone_wrong_is_told_to_who_asks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * A folder of cases: every NAME.xml in it (not below it) must give what NAME.expect says. Adding a case is adding two files.
 * With TOPIC_ACCEPT=1 in the environment the .expect files are written anew, to be read before they are committed; with
 * TOPIC_SHOW=1 all messages are shown.
 */
#ifndef TESTS_CASES_H
#define TESTS_CASES_H

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Whether what was got is what path's .expect says; told if not, with the messages. */
static bool case_same(const char *topic, const char *path, struct buf *got, const struct diags *said)
{
    struct arena *a = arena_new();
    struct diags env = {.a = a};
    char *expected = NULL, *expect = arena_printf(a, "%.*s.expect", (int)strlen(path) - 4, path);
    size_t n;
    bool show = getenv(arena_printf(a, "%s_SHOW", topic)) != NULL;
    if (getenv(arena_printf(a, "%s_ACCEPT", topic)))
        assert_true(file_write(expect, got->p, got->n, &env) >= 0);
    bool same = file_read(a, expect, 1 << 20, &expected, &n, &env) == 0 && strcmp(expected, buf_str(got)) == 0;
    if (!same)
        fprintf(stderr, "== %s\n-- expected\n%s-- got\n%s", path, expected ? expected : "(no .expect file)\n", buf_str(got));
    if (!same || show)
        diags_print(said, stderr);
    arena_drop(a);
    return same;
}

/* Runs them all; fails if there are fewer than `least` or one of them is wrong. */
static void cases_run(const char *folder, size_t least, bool (*right)(const char *path, const char *name, void *data), void *data)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct file_list files = {0};
    size_t run = 0, wrong = 0;
    assert_int_equal(file_list(a, folder, ".xml", &files, &ds), 0);
    for (size_t i = 0; i < files.n; i++)
        if (!strchr(files.v[i].relative, '/')) {
            run++;
            wrong += !right(files.v[i].path, files.v[i].relative, data);
        }
    printf("%zu cases\n", run);
    assert_true(run >= least);
    assert_int_equal(wrong, 0);
    arena_drop(a);
}

#endif

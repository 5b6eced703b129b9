/*
 * Wrong 公文: tests/cases/document/NAME.xml with NAME.expect, one line a message: severity, code, line:column (0:0 = whole
 * file), in the order they are told; the first line says whether it is made. DOCUMENT_ACCEPT=1 writes the .expect files anew,
 * to be read before they are committed; DOCUMENT_SHOW=1 shows the messages.
 */
#include "base/file.h"
#include "document/document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char FOLDER[] = "tests/cases/document";

static void check_words(const struct diag *d)
{
    for (char hole = '1'; hole <= '9'; hole++) {
        const char open[] = {'%', hole, 0};
        assert_null(strstr(d->text, open));
        assert_null(strstr(d->mend, open));
    }
    assert_true(d->severity < SEV_ERROR || (d->expected[0] && d->mend[0]));
}

static bool run_case(const char *path)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a}, env = {.a = a};
    struct document *d = NULL;
    struct buf got = {0};
    char *bytes, *expected = NULL;
    size_t n, k;
    assert_int_equal(file_read(a, path, 1 << 20, &bytes, &n, &env), 0);
    int status = document_parse(&d, a, bytes, n, path, "templates/schema", FOLDER, &ds);
    assert_int_equal(status != 0, diags_worst(&ds) >= SEV_ERROR);
    buf_addf(&got, "结论 %s\n", status == 0 ? "可以排版" : "不能排版");
    for (size_t i = 0; i < ds.n; i++) {
        check_words(&ds.v[i]);
        buf_addf(&got, "%s %s %u:%u\n", severity_name(ds.v[i].severity), msg_code(ds.v[i].msg), ds.v[i].place.line, ds.v[i].place.col);
    }
    if (getenv("DOCUMENT_SHOW"))
        diags_print(&ds, stderr);
    char *expect = arena_printf(a, "%.*s.expect", (int)strlen(path) - 4, path);
    if (getenv("DOCUMENT_ACCEPT"))
        assert_true(file_write(expect, got.p, got.n, &env) >= 0);
    bool same = file_read(a, expect, 1 << 16, &expected, &k, &env) == 0 && strcmp(expected, got.p) == 0;
    if (!same)
        fprintf(stderr, "== %s\n-- expected\n%s-- got\n%s", path, expected ? expected : "(no .expect file)\n", got.p);
    buf_drop(&got);
    arena_drop(a);
    return same;
}

static void every_case(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct file_list files = {0};
    assert_int_equal(file_list(a, FOLDER, ".xml", &files, &ds), 0);
    size_t wrong = 0;
    for (size_t i = 0; i < files.n; i++)
        wrong += !run_case(files.v[i].path);
    printf("%zu cases\n", files.n);
    assert_true(files.n >= 30);
    assert_int_equal(wrong, 0);
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_case)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Every tests/cases/intake/NAME.xml is judged as 2022Q3/NAME.xml, with history/… received before, and must give what
 * NAME.expect says: verdict, unit, quarter, encoding, each message with its line, the number of conversions. With
 * INTAKE_ACCEPT=1 in the environment the .expect files are written anew, to be read before they are committed; with
 * INTAKE_SHOW=1 all messages are shown.
 */
#include "intake_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

static const char FOLDER[] = "tests/cases/intake";

static void describe(const struct judged *j, struct arena *a, struct buf *b)
{
    static const char *const verdict[] = {"接收", "退回", "未完"};
    buf_addf(b, "结论 %s\n", verdict[j->verdict]);
    buf_addf(b, "单位 %s\n", j->unit ? j->unit->code : "-");
    buf_addf(b, "季度 %s\n", j->quarter.year ? quarter_name(a, j->quarter) : "-");
    buf_addf(b, "编码 %s\n", encoding_name(j->encoding));
    for (size_t i = 0; i < j->diags.n; i++) {
        const struct diag *d = &j->diags.v[i];
        buf_addf(b, "%s %s %u:%u\n", severity_name(d->severity), msg_code(d->msg), d->place.line, d->place.col);
    }
    buf_addf(b, "换算 %zu\n未说明 %zu\n", j->nchanges, j->nunexplained);
}

static void remember_history(struct memory *m, struct arena *a)
{
    struct file_list files = {0};
    struct diags ds = {.a = a};
    char *dir = arena_printf(a, "%s/history", FOLDER);
    assert_int_equal(file_list(a, dir, ".xml", &files, &ds), 0);
    assert_true(files.n > 0);
    for (size_t i = 0; i < files.n; i++) {
        char *bytes;
        size_t n;
        struct judged *j = arena_alloc(a, sizeof *j);
        assert_int_equal(file_read(a, files.v[i].path, 1 << 20, &bytes, &n, &ds), 0);
        test_judge(j, a, m, files.v[i].relative, bytes, n);
        if (j->verdict != VERDICT_ACCEPTED)
            diags_print(&j->diags, stderr);
        assert_int_equal(j->verdict, VERDICT_ACCEPTED);
        m->v[m->n++] = j->submission;
    }
}

/* Judges one case; returns whether it gave what is expected. */
static bool run_case(const char *path, const char *name, struct memory *m)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    char *bytes, *expected = NULL;
    size_t n, k;
    struct judged j;
    struct buf got = {0};
    assert_int_equal(file_read(a, path, 1 << 26, &bytes, &n, &ds), 0);
    test_judge(&j, a, m, arena_printf(a, "2022Q3/%s", name), bytes, n);
    describe(&j, a, &got);
    assert_true((j.submission != NULL) == (j.verdict == VERDICT_ACCEPTED));
    char *expect = arena_printf(a, "%.*s.expect", (int)strlen(path) - 4, path);
    if (getenv("INTAKE_SHOW"))
        diags_print(&j.diags, stderr);
    if (getenv("INTAKE_ACCEPT"))
        assert_true(file_write(expect, got.p, got.n, &ds) >= 0);
    bool same = file_read(a, expect, 1 << 20, &expected, &k, &ds) == 0 && strcmp(expected, got.p) == 0;
    if (!same) {
        fprintf(stderr, "== %s\n-- expected\n%s-- got\n%s", path, expected ? expected : "(no .expect file)\n", got.p);
        diags_print(&j.diags, stderr);
    }
    struct receipt r = {.number = 1, .file = name, .sha256 = "0", .judged = &j};
    struct buf text = {0};
    receipt_text(&r, &text); /* every receipt can be written and is clean text */
    assert_true(utf8_valid(text.p, text.n, NULL));
    buf_clear(&text);
    receipt_json(&r, &text);
    buf_drop(&text);
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
    struct memory m = {0};
    remember_history(&m, a);
    assert_int_equal(file_list(a, FOLDER, ".xml", &files, &ds), 0);
    size_t run = 0, wrong = 0;
    for (size_t i = 0; i < files.n; i++) {
        if (strchr(files.v[i].relative, '/'))
            continue;
        run++;
        wrong += !run_case(files.v[i].path, files.v[i].relative, &m);
    }
    printf("%zu cases\n", run);
    assert_true(run >= 60);
    assert_int_equal(wrong, 0);
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_case)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

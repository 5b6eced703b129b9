/*
 * Every tests/cases/intake/NAME.xml is judged as 2022Q3/NAME.xml, with history/… received before, and must give what
 * NAME.expect says: verdict, unit, quarter, encoding, each message with its line, the number of conversions. With
 * INTAKE_ACCEPT=1 in the environment the .expect files are written anew, to be read before they are committed; with
 * INTAKE_SHOW=1 all messages are shown.
 */
#include "cases.h"
#include "intake_fixture.h"

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

static bool right(const char *path, const char *name, void *data)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    char *bytes;
    size_t n;
    struct judged j;
    struct buf got = {0};
    assert_int_equal(file_read(a, path, 1 << 26, &bytes, &n, &ds), 0);
    test_judge(&j, a, data, arena_printf(a, "2022Q3/%s", name), bytes, n);
    describe(&j, a, &got);
    assert_true((j.submission != NULL) == (j.verdict == VERDICT_ACCEPTED));
    bool same = case_same("INTAKE", path, &got, &j.diags);
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
    struct memory m = {0};
    remember_history(&m, a);
    cases_run(FOLDER, 60, right, &m);
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_case)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

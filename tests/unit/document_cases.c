/*
 * Wrong 公文: tests/cases/document/NAME.xml with NAME.expect, one line a message: severity, code, line:column (0:0 = whole
 * file), in the order they are told; the first line says whether it is made. DOCUMENT_ACCEPT=1 writes the .expect files anew,
 * to be read before they are committed; DOCUMENT_SHOW=1 shows the messages.
 */
#include "cases.h"

#include "document/document.h"

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

static bool right(const char *path, const char *name, void *data)
{
    (void)name, (void)data;
    struct arena *a = arena_new();
    struct diags ds = {.a = a}, env = {.a = a};
    struct document *d = NULL;
    struct buf got = {0};
    char *bytes;
    size_t n;
    assert_int_equal(file_read(a, path, 1 << 20, &bytes, &n, &env), 0);
    int status = document_parse(&d, a, bytes, n, path, "templates/schema", FOLDER, &ds);
    assert_int_equal(status != 0, diags_worst(&ds) >= SEV_ERROR);
    buf_addf(&got, "结论 %s\n", status == 0 ? "可以排版" : "不能排版");
    for (size_t i = 0; i < ds.n; i++) {
        check_words(&ds.v[i]);
        buf_addf(&got, "%s %s %u:%u\n", severity_name(ds.v[i].severity), msg_code(ds.v[i].msg), ds.v[i].place.line, ds.v[i].place.col);
    }
    bool same = case_same("DOCUMENT", path, &got, &ds);
    buf_drop(&got);
    arena_drop(a);
    return same;
}

static void every_case(void **state)
{
    (void)state;
    cases_run(FOLDER, 30, right, NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_case)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

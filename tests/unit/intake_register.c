/*
 * Registers, sound and faulty: tests/cases/register/NAME.xml must give what NAME.expect says: of which files it leaves open
 * when they arrived, its entries with their dates, each message with its place. With REGISTER_ACCEPT=1 in the environment the
 * .expect files are written anew, to be read before they are committed; with REGISTER_SHOW=1 all messages are shown.
 */
#include "cases.h"

#include "intake/intake.h"

static const char FOLDER[] = "tests/cases/register";

/* As app/arrivals.c: what decoding finds wrong makes the whole unreadable. */
static enum register_doubt read_register(struct arena *a, const char *path, struct registered **v, size_t *n, struct diags *ds)
{
    char *bytes, *utf8;
    size_t nbytes, nutf8;
    enum encoding enc;
    enum register_doubt doubt = DOUBT_ALL;
    *n = 0;
    assert_int_equal(file_read(a, path, 1 << 20, &bytes, &nbytes, ds), 0);
    bool whole = intake_decode(a, path, bytes, nbytes, &utf8, &nutf8, &enc, ds) == 0;
    intake_register_words(ds);
    if (whole)
        assert_int_equal(intake_register(a, path, utf8, nutf8, "templates/schema", v, n, &doubt, ds), 0);
    return doubt;
}

static void describe(struct arena *a, enum register_doubt doubt, const struct registered *v, size_t n, const struct diags *ds, struct buf *out)
{
    static const char *const open[] = {"无", "没有登记好的", "全部"};
    buf_addf(out, "疑 %s\n", open[doubt]);
    for (size_t i = 0; i < n; i++)
        buf_addf(out, "件 %u %s %s\n", v[i].line, v[i].file, v[i].bad ? "坏" : date_iso(a, v[i].date));
    for (size_t i = 0; i < ds->n; i++)
        buf_addf(out, "%s %s %u:%u\n", severity_name(ds->v[i].severity), msg_code(ds->v[i].msg), ds->v[i].place.line, ds->v[i].place.col);
}

/* Whatever leaves a date open is told as an error, and nobody is sent to the form of a unit. */
static void check_words(enum register_doubt doubt, const struct registered *v, size_t n, const struct diags *ds)
{
    bool open = doubt != DOUBT_NONE;
    for (size_t i = 0; i < n; i++)
        open |= v[i].bad;
    assert_true(!open || diags_worst(ds) == SEV_ERROR);
    for (size_t i = 0; i < ds->n; i++) {
        const struct diag *d = &ds->v[i];
        assert_non_null(d->place.file);
        assert_true(d->severity < SEV_ERROR || (strlen(d->expected) && strlen(d->mend)));
        assert_null(strstr(d->expected, "空白表"));
        assert_null(strstr(d->mend, "空白表"));
    }
}

static bool right(const char *path, const char *name, void *data)
{
    (void)name, (void)data;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct registered *v = NULL;
    struct buf got = {0};
    size_t n;
    enum register_doubt doubt = read_register(a, path, &v, &n, &ds);
    describe(a, doubt, v, n, &ds, &got);
    check_words(doubt, v, n, &ds);
    bool same = case_same("REGISTER", path, &got, &ds);
    buf_drop(&got);
    arena_drop(a);
    return same;
}

static void every_case(void **state)
{
    (void)state;
    cases_run(FOLDER, 40, right, NULL);
}

static void what_an_entry_says(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct registered *v;
    size_t n;
    assert_int_equal(read_register(a, "tests/cases/register/ok.xml", &v, &n, &ds), DOUBT_NONE);
    assert_int_equal(n, 2);
    assert_string_equal(v[0].file, "2023Q1/甲.xml");
    assert_string_equal(v[0].time, "09:30");
    assert_string_equal(v[0].by, "张三");
    assert_string_equal(v[0].from, "tests/cases/register/ok.xml");
    assert_null(v[1].by);
    assert_int_equal(date_cmp(v[1].date, (struct date){2023, 3, 5}), 0);
    arena_drop(a);
}

static void without_its_schema(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct registered *v;
    enum register_doubt doubt;
    size_t n;
    assert_int_equal(intake_register(a, "x.xml", "<收件登记/>", strlen("<收件登记/>"), "tests/no-such-folder", &v, &n, &doubt, &ds), -1);
    assert_int_equal(diags_worst(&ds), SEV_FATAL);
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_case), cmocka_unit_test(what_an_entry_says), cmocka_unit_test(without_its_schema)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

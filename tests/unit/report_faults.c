/*
 * Wrong profiles and templates: tests/cases/report/机关/NAME.xml and 模板/NAME.xsl, each with NAME.msg, the messages as people see
 * them; an empty .msg means: accepted without a word. REPORT_SHOW=1 prints what was said.
 */
#include "report_make.h"

#include "base/file.h"

#include <stdio.h>
#include <unistd.h>

static bool shown(void) { return getenv("REPORT_SHOW") != NULL; }

static char *expected(struct arena *a, const char *path)
{
    const char *dot = strrchr(path, '.');
    char *bytes, *file = arena_printf(a, "%.*s.msg", (int)(dot - path), path);
    size_t n;
    struct diags env = {.a = a};
    return file_read(a, file, 1 << 20, &bytes, &n, &env) == 0 ? bytes : arena_strdup(a, "(没有 .msg)");
}

/* Returns 1 if the case did not say what it should. */
static int compare(struct arena *a, const char *path, const struct diags *ds)
{
    struct buf b = {0};
    for (size_t i = 0; i < ds->n; i++) {
        assert_true(ds->v[i].severity < SEV_ERROR || ds->v[i].mend[0]);
        diag_format(&ds->v[i], &b);
    }
    const char *want = expected(a, path);
    int wrong = strcmp(want, buf_str(&b)) != 0;
    if (wrong || shown())
        printf("== %s\n%s%s", path, buf_str(&b), wrong ? "   is not what was expected\n" : "");
    buf_drop(&b);
    return wrong;
}

static void profiles(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags env = {.a = a};
    struct file_list list = {0};
    assert_int_equal(file_list(a, "tests/cases/report/机关", ".xml", &list, &env), 0);
    assert_true(list.n >= 10);
    int wrong = 0;
    for (size_t i = 0; i < list.n; i++) {
        struct diags ds = {.a = a};
        xmlDocPtr d = report_profile_load(list.v[i].path, "templates/schema", &ds);
        assert_int_equal(d == NULL, diags_worst(&ds) >= SEV_ERROR);
        wrong += compare(a, list.v[i].path, &ds);
        xmlFreeDoc(d);
    }
    assert_int_equal(wrong, 0);
    arena_drop(a);
}

static void shipped_profile(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    xmlDocPtr d = report_profile_load("templates/office.xml", "templates/schema", &ds);
    assert_non_null(d);
    assert_int_equal(ds.n, 0);
    struct settings s = settings_read(d);
    assert_int_equal(s.behind_line, 90);
    assert_int_equal(s.similarity, 90);
    assert_int_equal(s.mentioned_line, 40);
    assert_int_equal(s.kept_line, 60);
    assert_int_equal(s.seal[UNIT_DEPARTMENT], 45000);
    assert_int_equal(s.seal[UNIT_TOWNSHIP], 42000);
    assert_int_equal(s.seal_office, 45000);
    xmlFreeDoc(d);
    assert_null(report_profile_load("templates/没有.xml", "templates/schema", &ds));
    assert_string_equal(msg_code(ds.v[0].msg), "E101");
    arena_drop(a);
}

static void templates(void **state)
{
    (void)state;
    struct world *w = world_new();
    xmlDocPtr data = make_data(w, NULL);
    struct diags env = {.a = w->a};
    struct file_list list = {0};
    assert_int_equal(file_list(w->a, "tests/cases/report/模板", ".xsl", &list, &env), 0);
    assert_true(list.n >= 15);
    int wrong = 0;
    for (size_t i = 0; i < list.n; i++) {
        struct diags ds = {.a = w->a};
        struct report_template *t = report_template_load(list.v[i].path, &ds);
        xmlDocPtr out = t ? report_template_run(t, data, NULL, &ds) : NULL;
        assert_int_equal(out == NULL, diags_worst(&ds) >= SEV_ERROR);
        wrong += compare(w->a, list.v[i].path, &ds);
        xmlFreeDoc(out);
        report_template_drop(t);
    }
    assert_false(file_exists("output/被写的文件.xml"));
    assert_int_equal(wrong, 0);
    xmlFreeDoc(data);
    world_drop(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(profiles), cmocka_unit_test(shipped_profile), cmocka_unit_test(templates)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

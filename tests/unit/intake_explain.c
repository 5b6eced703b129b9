/*
 * What counts as an explanation: tests/cases/explain/labels.tsv, read and labelled by hand. No formula may be taken for a
 * reason; of the reasons nearly all must be recognised. With EXPLAIN_SHOW=1 in the environment each wrong line is shown.
 */
#include "intake_fixture.h"
#include "intake/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

static char *load(struct arena *a, const char *path)
{
    struct diags ds = {.a = a};
    char *bytes;
    size_t n;
    assert_int_equal(file_read(a, path, 1 << 20, &bytes, &n, &ds), 0);
    return bytes;
}

static bool explained(struct arena *a, const char *note)
{
    struct judged j = {.diags = {.a = a}};
    struct para p = {note, 1};
    struct paras notes = {.v = &p, .n = 1};
    DIAG(&j.diags, S315, ((struct place){.file = "a.xml", .line = 9}), "第18项「抓政策落实」的〈指标值〉“18-4”", NULL, "20000", "28000");
    explain_warnings(&j, a, &test_plan, &notes);
    return j.nunexplained == 0;
}

static void labels(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    size_t n[2] = {0}, right[2] = {0};
    char *rest = load(a, "tests/cases/explain/labels.tsv"), *line;
    while ((line = strsep(&rest, "\n")) != NULL) {
        char *tab = strchr(line, '\t');
        if (*line == '#' || !tab || strncmp(line, "应为", strlen("应为")) == 0)
            continue;
        *tab = 0;
        bool reason = strcmp(line, "说明") == 0, taken = explained(a, tab + 1);
        assert_true(reason || strcmp(line, "套话") == 0);
        n[reason]++;
        right[reason] += taken == reason;
        if (taken != reason && getenv("EXPLAIN_SHOW"))
            print_message("%s 判错：%s\n", line, tab + 1);
    }
    print_message("formulas %zu of %zu right, reasons %zu of %zu right\n", right[0], n[0], right[1], n[1]);
    assert_true(n[0] >= 30 && n[1] >= 30);
    assert_int_equal(right[0], n[0]);
    assert_true(right[1] * 100 >= n[1] * 95);
    arena_drop(a);
}

/* Which items a passage is about: the warning is of item 18 */
static void items(void **state)
{
    (void)state;
    static const struct { const char *name; bool named; } t[] = {
        {"第18项", true}, {"第１８项", true}, {"第十八项", true}, {"第 18 项", true}, {"第　18项", true}, {"第18、19项", true}, {"第2、18项", true},
        {"第2、6和18项", true}, {"第6项和第18项", true}, {"第6项、第18项", true}, {"第6、第18项", true}, {"第6至19项", true}, {"第6-19项", true},
        {"第6项至第19项", true}, {"第六至十九项", true}, {"第（18）项", true}, {"第18个事项", true}, {"事项18", true}, {"事项：18", true}, {"事项十八", true},
        {"序号18", true}, {"序号为18的", true}, {"事项序号18", true}, {"18-4", true}, {"指标18-1", true}, {"2022Q3-MZJ-18-4", true}, {"救助资金", true},
        {"“抓政策落实”", true}, {"S315", true}, {"第19项", false}, {"第1、8项", false}, {"第6至17项", false}, {"第118项", false}, {"第19-1", false},
        {"19-1", false}, {"118-4", false}, {"18-9", false}, {"第18条", false}, {"18户", false}, {"18项", true}, {"18、19项", true}, {"18项目", false}, {"我局18项", false}, {"118项", false}, {"我局", false}, {"第十项", false}, {"抓社会融入", false},
    };
    struct arena *a = arena_new();
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++)
        if (explained(a, arena_printf(a, "%s上季度误把计划数报成了完成数，本季度更正。", t[i].name)) != t[i].named)
            fail_msg("“%s”", t[i].name);
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(labels), cmocka_unit_test(items)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

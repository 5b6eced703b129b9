/* CSV: what a spreadsheet program would run is a text there, and everything comes back as it went in. */
#include "export/export.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <string.h>

static void dangerous(void **state)
{
    (void)state;
    static const char *const bad[] = {"=1+1", "+86", "-x", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠a", "="};
    static const char *const good[] = {"", "1", "县民政局", "a=b", " =", "（=）", "100%"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        assert_true(sheet_dangerous(bad[i]));
    for (size_t i = 0; i < sizeof good / sizeof *good; i++)
        assert_false(sheet_dangerous(good[i]));
}

static void written(void **state)
{
    (void)state;
    struct sheet_column columns[] = {{"名称", false}, {"数", true}};
    const char *cells[] = {"甲,乙", "-3.5", "说“好”\"了\"", "1,000", "=cmd|' /C calc'!A0", "-x", "两\n行", ""};
    struct sheet s = {"表", columns, 2, cells, 4};
    struct buf b = {0};
    sheet_csv(&s, &b);
    assert_string_equal(buf_str(&b), "\xEF\xBB\xBF名称,数\r\n"
                                     "\"甲,乙\",-3.5\r\n"                      /* a number keeps its sign */
                                     "\"说“好”\"\"了\"\"\",\"1,000\"\r\n"      /* no number: grouping */
                                     "\"'=cmd|' /C calc'!A0\",\"'-x\"\r\n"
                                     "\"两\n行\",\r\n");
    buf_drop(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(dangerous), cmocka_unit_test(written)};
    return cmocka_run_group_tests_name("export_csv", tests, NULL, NULL);
}

/* Messages beyond so many are counted, and what refuses a file is never among those that nobody sees. */
#include "base/diag.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

static void so_many_are_kept(void **state)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a, .most = 3}, all = {.a = a};
    (void)state;
    for (int i = 0; i < 10; i++)
        DIAG(&ds, C103, NOWHERE, NULL, NULL, "一", "二"); /* 警告 */
    assert_int_equal(ds.n, 3);
    assert_int_equal(ds.more, 7);
    assert_true(diags_full(&ds, SEV_NOTE) && !diags_full(&ds, SEV_ERROR));
    assert_int_equal(diags_worst(&ds), SEV_WARNING);
    for (int i = 0; i < 5; i++)
        DIAG(&ds, E103, NOWHERE, NULL, NULL, "甲"); /* 错误 */
    assert_int_equal(diags_count(&ds, SEV_ERROR), 3);
    assert_int_equal(ds.more, 9);
    assert_true(diags_full(&ds, SEV_ERROR));
    DIAG(&ds, E101, NOWHERE, NULL, NULL, "甲", "乙"); /* 致命, and not kept: it decides all the same */
    assert_int_equal(diags_worst(&ds), SEV_FATAL);
    diags_append(&all, &ds);
    assert_int_equal(all.n, 6);
    for (int i = 0; i < 1000; i++) /* without a limit all are kept */
        DIAG(&all, C103, NOWHERE, NULL, NULL, "一", "二");
    assert_int_equal(all.n, 1006);
    assert_false(diags_full(&all, SEV_NOTE));
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(so_many_are_kept)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

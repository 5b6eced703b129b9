/* Which of several plans counts for a quarter: editions of one 文号, next year's plan, plans that overlap. */
#include "plan/plan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

static struct plan edition(const char *docno, int from_year, int to_year, int in_use_year, int in_use_quarter)
{
    return (struct plan){.docno = docno, .start = {(int16_t)from_year, 1, 1}, .end = {(int16_t)to_year, 12, 31},
                         .from = {(int16_t)in_use_year, (int8_t)in_use_quarter}};
}

static const struct plan *choose(const struct plan *v, size_t n, int year, int q)
{
    const struct plan *p[8] = {0};
    for (size_t i = 0; i < n; i++)
        p[i] = &v[i];
    return plan_for(p, n, (struct quarter){(int16_t)year, (int8_t)q});
}

static void editions(void **state)
{
    (void)state;
    struct plan v[] = {edition("21号", 2022, 2022, 0, 0), edition("21号", 2022, 2022, 0, 0), edition("21号", 2022, 2022, 2022, 3)};
    assert_null(choose(v, 0, 2022, 1));
    assert_ptr_equal(choose(v, 1, 2022, 1), &v[0]);
    assert_ptr_equal(choose(v, 2, 2022, 1), &v[1]); /* a correction counts from the start */
    assert_ptr_equal(choose(v, 3, 2022, 2), &v[1]); /* 启用季度 2022Q3: the second quarter keeps the edition before */
    assert_ptr_equal(choose(v, 3, 2022, 3), &v[2]);
    assert_ptr_equal(choose(v, 3, 2022, 4), &v[2]);
}

/* Only an edition that begins later than the quarter asked for: it is better than none. */
static void too_early(void **state)
{
    (void)state;
    struct plan v[] = {edition("21号", 2022, 2022, 2022, 3)};
    assert_ptr_equal(choose(v, 1, 2022, 1), &v[0]);
}

static void years(void **state)
{
    (void)state;
    struct plan v[] = {edition("8号", 2023, 2023, 0, 0), edition("21号", 2022, 2022, 0, 0)}; /* last year's turned up later */
    assert_ptr_equal(choose(v, 2, 2022, 4), &v[1]);
    assert_ptr_equal(choose(v, 2, 2023, 1), &v[0]);
    assert_ptr_equal(choose(v, 2, 2024, 1), &v[0]); /* covered by none: the one that ends last, to be told so */
    assert_ptr_equal(choose(v, 2, 2021, 1), &v[0]);
}

static void overlap(void **state)
{
    (void)state;
    struct plan v[] = {edition("五年", 2021, 2025, 0, 0), edition("21号", 2022, 2022, 0, 0), edition("另一", 2022, 2025, 0, 0)};
    assert_ptr_equal(choose(v, 2, 2022, 1), &v[0]); /* ends last */
    assert_ptr_equal(choose(v, 3, 2022, 1), &v[2]); /* ends with it and begins later */
    assert_ptr_equal(choose(v, 3, 2021, 1), &v[0]); /* the only one that covers it */
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(editions), cmocka_unit_test(too_early), cmocka_unit_test(years), cmocka_unit_test(overlap)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* What is too much is seen before a parser builds a tree of it (base/bounds.c), each bound where it is passed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/bounds.h"

#include <string.h>

static const struct bounds small = {.elements = 3, .depth = 2, .tag_attributes = 2, .attributes = 3, .tag = 24, .long_tag = "图", .text = 10, .lines = 3};

static void each_bound(void **state)
{
    (void)state;
    static const struct { const char *text; enum bound bound; } table[] = {
        {"<a><b x='1' y='2'/><c/>文字</a>", BOUND_NONE},
        {"<a><b/><b/><b/></a>", BOUND_ELEMENTS},
        {"<a><b><c></c></b></a>", BOUND_DEPTH},
        {"<a x='1' y='2' z='3'/>", BOUND_TAG_ATTRIBUTES},
        {"<a x='' y=''><b x='' y=''/></a>", BOUND_ATTRIBUTES},
        {"<a x='123456789012345678901234'/>", BOUND_TAG},
        {"<图 数据='123456789012345678901234'/>", BOUND_NONE},
        {"<a>12345678901</a>", BOUND_TEXT},
        {"<a>\n\n\n\n</a>", BOUND_LINES},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        size_t at = 0;
        enum bound b = bounds_passed(table[i].text, strlen(table[i].text), &small, &at);
        if (b != table[i].bound)
            print_error("%s: %d\n", table[i].text, b);
        assert_int_equal(b, table[i].bound);
        assert_true(at <= strlen(table[i].text));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(each_bound)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

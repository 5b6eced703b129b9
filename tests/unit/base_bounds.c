/* How much there is in an XML text: each bound at its edge, and what is no tag. */
#include "base/bounds.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

static const struct bounds most = {.elements = 5, .depth = 3, .tag_attributes = 2, .attributes = 4, .tag = 20, .long_tag = "图", .text = 10, .lines = 4};

static void edges(void **state)
{
    static const struct { const char *xml; enum bound b; size_t at; } t[] = {
        {"", BOUND_NONE, 0}, {"<a/>", BOUND_NONE, 0}, {"<a><b/><b/><b/><b/></a>", BOUND_NONE, 0},
        {"<a><b/><b/><b/><b/><b/></a>", BOUND_ELEMENTS, 19}, {"<a><a><a></a></a></a>", BOUND_NONE, 0}, {"<a><a><a><a></a></a></a></a>", BOUND_DEPTH, 9},
        {"<a><a><a/><a/></a></a>", BOUND_NONE, 0}, {"<a><a></a><a></a><a></a></a>", BOUND_NONE, 0},
        {"<a b='' c=''/>", BOUND_NONE, 0}, {"<a b='' c='' d=''/>", BOUND_TAG_ATTRIBUTES, 0}, {"<a b='==' c=\"='=\"/>", BOUND_NONE, 0},
        {"<a x='' y=''><b x=''/><b y=''/></a>", BOUND_NONE, 0}, {"<a x='' y=''><b x='' y=''/><b x=''/></a>", BOUND_ATTRIBUTES, 27},
        {"<a b='>>>>>>>>>>>>'/>", BOUND_TAG, 0}, {"<图 b='1234567890123456789'/>", BOUND_NONE, 0}, {"<图图 b='1234567890123456789'/>", BOUND_TAG, 0},
        {"<图\n b='1234567890123456789'/>", BOUND_NONE, 0}, {"</aaaaaaaaaaaaaaaaaaaaaaaa>", BOUND_NONE, 0},
        {"<a>1234567890</a>", BOUND_NONE, 0}, {"<a>12345678901</a>", BOUND_TEXT, 3}, {"<a>     1 2 3 4 5 6 7 8 9 0\t</a>", BOUND_NONE, 0},
        {"<a>123456<b/>78901</a>", BOUND_TEXT, 13}, {"<a><![CDATA[<b><b>12345]]></a>", BOUND_TEXT, 3}, {"<a><![CDATA[<b>12345]]></a>", BOUND_NONE, 0},
        {"<a><!-- <b><b><b><b><b><b><b> 1234567890123 --></a>", BOUND_NONE, 0}, {"<a><?x <b><b><b><b><b><b> 1234567890123 ?></a>", BOUND_NONE, 0},
        {"<a><!-- <b><b><b><b><b><b><b>", BOUND_NONE, 0}, {"<a>\n\n\n</a>", BOUND_NONE, 0}, {"<a>\n\n\n\n</a>", BOUND_LINES, 6},
        {"<<<<<<", BOUND_DEPTH, 3}, {"</a></a></a><a><a><a/></a></a>", BOUND_NONE, 0}, {"<a", BOUND_NONE, 0}, {"<", BOUND_NONE, 0}, {"<!--", BOUND_NONE, 0},
    };
    struct arena *a = arena_new();
    (void)state;
    for (size_t i = 0; i < sizeof t / sizeof *t; i++) {
        size_t at = 0, n = strlen(t[i].xml);
        char *exact = malloc(n ? n : 1); /* nothing behind the text is looked at */
        memcpy(exact, t[i].xml, n);
        enum bound b = bounds_passed(exact, n, &most, &at);
        free(exact);
        if (b != t[i].b || (b && at != t[i].at))
            fail_msg("%s: bound %d at %zu, wanted %d at %zu", t[i].xml, b, at, t[i].b, t[i].at);
        if (b)
            assert_true(strlen(bound_name(b)) && strlen(bound_most(a, b, &most)));
    }
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(edges)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * XML made to hurt: bombs, things to fetch. Each ends in a message and none opens or loads anything. The tests assert no
 * time; a bomb that goes off is stopped by the limit on the processor. What size and number may cost: intake_cost.c.
 */
#include "intake_fixture.h"
#include "intake/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void must_refuse(struct buf *xml, const char *code)
{
    struct arena *a = arena_new();
    struct judged j;
    test_judge(&j, a, NULL, "a.xml", buf_str(xml), xml->n);
    if (j.verdict != VERDICT_REJECTED || !find_msg(&j, code)) {
        diags_print(&j.diags, stderr);
        fail_msg("%s expected", code);
    }
    struct receipt r = {.number = 1, .file = "a.xml", .sha256 = "0", .judged = &j};
    struct buf text = {0};
    receipt_text(&r, &text);
    receipt_json(&r, &text);
    buf_drop(&text);
    buf_drop(xml);
    arena_drop(a);
}

static void billion_laughs(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_adds(&b, "<!DOCTYPE 季度报送 [<!ENTITY a0 \"lol\">");
    for (int i = 1; i < 12; i++) {
        buf_addf(&b, "<!ENTITY a%d \"", i);
        for (int k = 0; k < 10; k++)
            buf_addf(&b, "&a%d;", i - 1);
        buf_adds(&b, "\">");
    }
    buf_adds(&b, "]><季度报送><单位>&a11;</单位></季度报送>");
    must_refuse(&b, "X102");
}

static void quadratic_blowup(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_adds(&b, "<!DOCTYPE 季度报送 [<!ENTITY a \"");
    for (int i = 0; i < 50000; i++)
        buf_addc(&b, 'x');
    buf_adds(&b, "\">]><季度报送><单位>");
    for (int i = 0; i < 20000; i++)
        buf_adds(&b, "&a;");
    buf_adds(&b, "</单位></季度报送>");
    must_refuse(&b, "X102");
}

static void parameter_entities(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_adds(&b, "<!DOCTYPE 季度报送 [<!ENTITY % a0 \"<!-- x -->\">");
    for (int i = 1; i < 10; i++)
        buf_addf(&b, "<!ENTITY %% a%d \"%%a%d;%%a%d;%%a%d;%%a%d;%%a%d;%%a%d;%%a%d;%%a%d;\">", i, i - 1, i - 1, i - 1, i - 1, i - 1,
                 i - 1, i - 1, i - 1);
    buf_adds(&b, "%a9;]><季度报送/>");
    must_refuse(&b, "X102");
}

static void bomb_in_external_subset(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_adds(&b, "<!DOCTYPE 季度报送 SYSTEM \"tests/cases/intake/ok.xml\" [<!ENTITY % x SYSTEM \"file:///dev/zero\"> %x;]><季度报送/>");
    must_refuse(&b, "X102");
}

/* As many faults as fit: the receipt stays readable and says how many more there are. */
static void many_faults(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_adds(&b, "<季度报送>");
    for (int i = 0; i < 25000; i++)
        buf_adds(&b, "<事项 序号=\"x\"><取得成效/>文字</事项>");
    buf_adds(&b, "</季度报送>");
    struct arena *a = arena_new();
    struct judged j;
    test_judge(&j, a, NULL, "a.xml", b.p, b.n);
    assert_int_equal(j.verdict, VERDICT_REJECTED);
    assert_true(j.diags.n < 2000);
    assert_non_null(find_msg(&j, "X179"));
    buf_drop(&b);
    arena_drop(a);
}

static void one_long_line(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_adds(&b, "<季度报送><事项 序号=\"x\">");
    for (int i = 0; i < 4000; i++)
        buf_addf(&b, "<指标值 指标=\"%d\">%.*s</指标值>", i, 2000, "");
    buf_adds(&b, "</事项>");
    for (int i = 0; i < 12; i++)
        buf_addf(&b, "<事项 序号=\"y\"><取得成效><段>%0200000d</段></取得成效></事项>", i);
    buf_adds(&b, "</季度报送>");
    must_refuse(&b, "S301");
}

/* gzip and xz are not opened: the bytes are judged as they are */
static void compressed(void **state)
{
    (void)state;
    struct buf b = {0};
    buf_add(&b, "\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03\xB3\x49\x54\xB0\xB3\x05\x00", 17);
    struct arena *a = arena_new();
    struct judged j;
    test_judge(&j, a, NULL, "a.xml.gz", b.p, b.n);
    assert_int_not_equal(j.verdict, VERDICT_ACCEPTED);
    assert_true(j.diags.n > 0);
    buf_drop(&b);
    arena_drop(a);
}

/* ---- nothing is fetched ---- */

static const char *const greedy[] = {
    "<!DOCTYPE 季度报送 SYSTEM \"%s\"><季度报送><单位>x</单位></季度报送>",
    "<!DOCTYPE 季度报送 [<!ENTITY e SYSTEM \"%s\">]><季度报送><单位>&e;</单位></季度报送>",
    "<!DOCTYPE 季度报送 [<!ENTITY %% p SYSTEM \"%s\">%%p;]><季度报送/>",
    "<!DOCTYPE 季度报送 PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" \"%s\"><季度报送>&nbsp;</季度报送>",
    "<季度报送 xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"%s\"/></季度报送>",
    "<季度报送 xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:noNamespaceSchemaLocation=\"%s\"/>",
    "<季度报送 xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:schemaLocation=\"urn:x %s\"><a xmlns=\"urn:x\"/></季度报送>",
    "<?oasis-xml-catalog catalog=\"%s\"?><季度报送/>",
    "<?xml-stylesheet type=\"text/xsl\" href=\"%s\"?><季度报送/>",
};

/* A named pipe tells whether somebody opened it: opening it for writing without waiting works only with a reader. Here a
 * plain file with an access time set far back serves: reading it would change the time or the content would turn up. */
static void nothing_is_fetched(void **state)
{
    (void)state;
    char dir[] = "/tmp/jibao-fetch-XXXXXX", path[64];
    assert_non_null(mkdtemp(dir));
    snprintf(path, sizeof path, "%s/bait", dir);
    assert_int_equal(mkfifo(path, 0600), 0); /* whoever opens it for reading waits for ever */
    unsigned before = parse_refused_loads();
    for (size_t i = 0; i < sizeof greedy / sizeof greedy[0]; i++) {
        struct arena *a = arena_new();
        struct judged j;
        char *xml = arena_printf(a, greedy[i], path);
        alarm(20); /* ends the test if the bait is taken */
        test_judge(&j, a, NULL, "a.xml", xml, strlen(xml));
        alarm(0);
        assert_int_equal(j.verdict, VERDICT_REJECTED);
        arena_drop(a);
    }
    assert_int_equal(parse_refused_loads() - before, 0); /* not even asked for */
    unlink(path);
    rmdir(dir);
}

/* A process that was told to open no more files can judge: nothing at all is opened once the schema is compiled. */
static void nothing_is_opened(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct judged j;
    char *bytes;
    size_t n;
    struct rlimit was, none;
    assert_int_equal(file_read(a, "tests/cases/intake/ok.xml", 1 << 20, &bytes, &n, &ds), 0);
    test_judge(&j, a, NULL, "a.xml", bytes, n); /* compiles the schema */
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &was), 0);
    none = was;
    none.rlim_cur = 0;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &none), 0);
    for (size_t i = 0; i < sizeof greedy / sizeof greedy[0]; i++) {
        char *xml = arena_printf(a, greedy[i], "/etc/hostname");
        test_judge(&j, a, NULL, "a.xml", xml, strlen(xml));
    }
    test_judge(&j, a, NULL, "a.xml", bytes, n);
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &was), 0);
    assert_int_equal(j.verdict, VERDICT_ACCEPTED);
    arena_drop(a);
}

int main(void)
{
    struct rlimit cpu = {300, 300};
    setrlimit(RLIMIT_CPU, &cpu);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(billion_laughs), cmocka_unit_test(quadratic_blowup), cmocka_unit_test(parameter_entities),
        cmocka_unit_test(bomb_in_external_subset), cmocka_unit_test(many_faults),
        cmocka_unit_test(one_long_line), cmocka_unit_test(compressed),
        cmocka_unit_test(nothing_is_fetched), cmocka_unit_test(nothing_is_opened),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

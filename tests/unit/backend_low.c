/* The parts of the PDF back end that need no font: numbers, ToUnicode, the layer over libharu. */
#include "backend_make.h"

#include "backend/pdf.h"

static void numbers(void **state)
{
    (void)state;
    static const struct { int64_t um_length, milli; } points[] = {
        {0, 0}, {25400, 72000}, {210000, 595276}, {297000, 841890}, {5644, 15999}, {-5644, -15999}, {1, 3}, {-1, -3}, {127, 360},
    };
    for (size_t i = 0; i < sizeof points / sizeof points[0]; i++)
        assert_int_equal(pdf_points(points[i].um_length), points[i].milli);
    static const struct { int64_t v; const char *milli, *tenths; } texts[] = {
        {0, "0", "0"},         {1, "0.001", "0.1"},        {10, "0.01", "1"},           {100, "0.1", "10"},
        {1000, "1", "100"},    {15999, "15.999", "1599.9"}, {-1, "-0.001", "-0.1"},    {-595270, "-595.27", "-59527"},
        {999, "0.999", "99.9"}, {1001, "1.001", "100.1"}, {20000, "20", "2000"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct buf b = {0};
        pdf_put_milli(&b, texts[i].v);
        buf_addc(&b, ' ');
        pdf_put_tenths(&b, texts[i].v);
        char expected[64];
        snprintf(expected, sizeof expected, "%s %s", texts[i].milli, texts[i].tenths);
        assert_string_equal(b.p, expected);
        buf_drop(&b);
    }
}

/* Ranges never let another byte than the last count on; blocks have 100 lines; beyond the BMP stand surrogates. */
static void to_unicode(void **state)
{
    (void)state;
    static const struct pdf_slot some[] = {
        {.code = 1, .cp = 0x4E00}, {.code = 2, .cp = 0x4E01}, {.code = 3, .cp = 0x4E02}, {.code = 5, .cp = 0x20000},
        {.code = 0xFE, .cp = 0x40}, {.code = 0xFF, .cp = 0x41}, {.code = 0x100, .cp = 0x42}, {.code = 0x101, .cp = 0x43},
        {.code = 0x200, .cp = 0x9FFE}, {.code = 0x201, .cp = 0x9FFF}, {.code = 0x202, .cp = 0xA000},
        {.code = 0x300, .cp = 0x203FF}, {.code = 0x301, .cp = 0x20400},
    };
    const struct pdf_slot *v[300];
    size_t n = sizeof some / sizeof some[0];
    for (size_t i = 0; i < n; i++)
        v[i] = &some[i];
    struct buf b = {0};
    pdf_cmap(&b, v, n);
    assert_non_null(strstr(b.p, "4 beginbfchar\n<0005><D840DC00>\n<0202><A000>\n<0300><D840DFFF>\n<0301><D841DC00>\nendbfchar\n"));
    assert_non_null(strstr(b.p, "4 beginbfrange\n<0001><0003><4E00>\n<00FE><00FF><0040>\n<0100><0101><0042>\n"
                                "<0200><0201><9FFE>\nendbfrange\n"));
    buf_clear(&b);
    struct pdf_slot many[250];
    for (size_t i = 0; i < 250; i++) {
        many[i] = (struct pdf_slot){.code = (uint16_t)(i * 2), .cp = 0x4E00 + (uint32_t)i};
        v[i] = &many[i];
    }
    pdf_cmap(&b, v, 250);
    size_t hundreds = 0, fifties = 0;
    for (const char *p = b.p; (p = strstr(p, "beginbfchar")); p++) {
        hundreds += !strncmp(p - 4, "100 ", 4);
        fifties += !strncmp(p - 3, "50 ", 3);
    }
    assert_int_equal(hundreds, 2);
    assert_int_equal(fifties, 1);
    assert_null(strstr(b.p, "beginbfrange"));
    buf_drop(&b);
}

static void version(void **state)
{
    (void)state;
    struct diags ds = {.a = arena_new()};
    assert_int_equal(backend_pdf_check(&ds), 0);
    assert_int_equal(ds.n, 0);
    arena_drop(ds.a);
}

static void objects(void **state)
{
    (void)state;
    struct low *d = low_new();
    assert_non_null(d);
    struct low_obj *page = low_page(d, 595276, 841890), *dict = low_dict_indirect(d), *v = low_array(d, 100);
    low_page_content(d, page, "x", 0);
    for (int i = 0; i < 100; i++)
        low_add_int(d, v, i);
    low_set(d, dict, "List", v);
    low_set_text(d, dict, "Text", "𠀀字\xFF");
    low_set_ascii(d, dict, "Ascii", "a(b)\\");
    low_set_bool(d, dict, "Yes", true);
    low_raw(d, dict, "/Raw [1 2 3]\n", 13);
    low_set(d, low_catalog(d), "Test", dict);
    struct low_obj *s = low_stream(d, "plain", 5, false);
    low_set(d, low_catalog(d), "Stream", s);
    struct low_obj *top = low_outline(d, NULL, "𠮷"), *below = low_outline(d, top, "下");
    assert_non_null(below);
    struct buf b = {0};
    assert_int_equal(low_save(d, &b), 0);
    assert_memory_equal(b.p, "%PDF-1.7\n", 9);
    static const char *const wanted[] = {
        "/Text <FEFFD840DC005B57FFFD>", "/Ascii (a\\050b\\051\\134)", "/Yes true", "/Raw [1 2 3]", "/Title <FEFFD842DFB7>",
    };
    for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
        if (!memmem(b.p, b.n, wanted[i], strlen(wanted[i])))
            fail_msg("no %s", wanted[i]);
    buf_drop(&b);
    low_drop(d);
}

/* After an error nothing is saved, and nothing leaks (the sanitizers see to that). */
static void spoilt(void **state)
{
    (void)state;
    struct low *d = low_new();
    char *s = malloc(70000);
    memset(s, 'a', 69999);
    s[69999] = 0;
    low_page(d, 1000, 1000);
    assert_int_equal(low_error(d), 0);
    low_set_text(d, low_info(d), "Title", s); /* a string has at most 65535 bytes */
    assert_int_not_equal(low_error(d), 0);
    struct buf b = {0};
    buf_adds(&b, "before");
    assert_int_equal(low_save(d, &b), -1);
    assert_string_equal(b.p, "before");
    free(s);
    buf_drop(&b);
    low_drop(d);
    low_drop(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers), cmocka_unit_test(to_unicode), cmocka_unit_test(version),
        cmocka_unit_test(objects), cmocka_unit_test(spoilt),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

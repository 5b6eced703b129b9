/* Bytes → characters: which encoding, converted exactly or refused with the place. */
#include "intake_fixture.h"
#include "intake/parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unicode/ucnv.h>
#include <unicode/utf16.h>

#include <cmocka.h>

struct decoding {
    const char *what;
    const char *bytes; size_t n;
    enum encoding encoding;
    int result;
    const char *text;     /* what must stand in the decoded text; NULL = not looked at */
    const char *codes;    /* messages, in order, separated by blanks */
};
#define BYTES(s) s, sizeof(s) - 1

/* <单位>县民政局就业</单位> in UTF-8 has 11 Chinese characters; 目模募拇 is valid in UTF-8 and GBK alike only as bytes */
#define U8 "<\xE5\x8D\x95\xE4\xBD\x8D>\xE5\x8E\xBF\xE6\xB0\x91\xE6\x94\xBF\xE5\xB1\x80\xE5\xB0\xB1\xE4\xB8\x9A</\xE5\x8D\x95\xE4\xBD\x8D>"
#define GB "<\xB5\xA5\xCE\xBB>\xCF\xD8\xC3\xF1\xD5\xFE\xBE\xD6</\xB5\xA5\xCE\xBB>"
#define GB_ROOT "<\xBC\xBE\xB6\xC8\xB1\xA8\xCB\xCD>\xCF\xD8\xC3\xF1\xD5\xFE\xBE\xD6</\xBC\xBE\xB6\xC8\xB1\xA8\xCB\xCD>"
#define DECL(e) "<?xml version=\"1.0\" encoding=\"" e "\"?>\n"

static const struct decoding table[] = {
    {"plain UTF-8", BYTES(DECL("UTF-8") U8), ENC_UTF8, 0, "<单位>县民政局就业</单位>", ""},
    {"UTF-8 without a declaration", BYTES(U8), ENC_UTF8, 0, "县民政局", ""},
    {"UTF-8 BOM", BYTES("\xEF\xBB\xBF" DECL("utf-8") U8), ENC_UTF8, 0, "县民政局", ""},
    {"GB2312 label", BYTES(DECL("gb2312") GB), ENC_GB18030, 0, "<单位>县民政局</单位>", ""},
    {"GBK character under the label gb2312: 镕 喆", BYTES(DECL("gb2312") "<a>\xE9\x46\x86\xB4</a>"), ENC_GB18030, 0, "<a>镕喆</a>", ""},
    {"cp936 label", BYTES(DECL("CP936") GB), ENC_GB18030, 0, "县民政局", ""},
    {"GBK bytes under the label UTF-8", BYTES(DECL("UTF-8") GB), ENC_GB18030, 0, "县民政局", "D102"},
    {"UTF-8 bytes under the label GBK, eight characters and more", BYTES(DECL("GBK") U8), ENC_UTF8, 0, "县民政局", "D102"},
    {"ambiguous and short: the declaration decides", BYTES(DECL("GBK") "<a>\xC4\xBF\xC4\xA3\xC4\xBC\xC4\xB4</a>"), ENC_GB18030, 0, "<a>目模募拇</a>", ""},
    {"GBK bytes, no declaration", BYTES(GB), ENC_GB18030, 0, "县民政局", "D104"},
    {"UTF-8 bytes under the label UTF-16", BYTES(DECL("UTF-16") U8), ENC_UTF8, 0, "县民政局", "D102"},
    {"UTF-8 bytes under the label Latin-1", BYTES(DECL("ISO-8859-1") U8), ENC_UTF8, 0, "县民政局", "D102"},
    {"ASCII under any label", BYTES(DECL("windows-1252") "<a>x</a>"), ENC_UTF8, 0, "<a>x</a>", ""},
    {"Latin-1 itself", BYTES(DECL("ISO-8859-1") "<a>\xE9t\xE9</a>"), ENC_UTF8, -1, NULL, "D105"},
    {"UTF-16LE with BOM", BYTES("\xFF\xFE<\0a\0>\0\x0E\x53</\0a\0>\0"), ENC_UTF16LE, -1, NULL, "D101"},
    {"UTF-16LE with BOM, whole", BYTES("\xFF\xFE<\0a\0>\0\x0E\x53<\0/\0a\0>\0"), ENC_UTF16LE, 0, "<a>匎</a>", ""},
    {"UTF-16BE with BOM", BYTES("\xFE\xFF\0<\0a\0>\x53\x0E\0<\0/\0a\0>"), ENC_UTF16BE, 0, "<a>匎</a>", ""},
    {"UTF-16LE without BOM", BYTES("<\0a\0>\0\x0E\x53<\0/\0a\0>\0"), ENC_UTF16LE, 0, "<a>匎</a>", "D103"},
    {"UTF-16BE without BOM, blank first", BYTES("\0\n\0<\0a\0>\x53\x0E\0<\0/\0a\0>"), ENC_UTF16BE, 0, "<a>匎</a>", "D103"},
    {"UTF-16LE behind the mark of UTF-16BE", BYTES("\xFE\xFF<\0a\0>\0\x0E\x53<\0/\0a\0>\0"), ENC_UTF16LE, 0, "<a>匎</a>", "D102"},
    {"UTF-16BE behind the mark of UTF-16LE", BYTES("\xFF\xFE\0\n\0<\0a\0>\x53\x0E\0<\0/\0a\0>"), ENC_UTF16BE, 0, "<a>匎</a>", "D102"},
    {"UTF-16LE behind the mark of UTF-8, with NUL at the end", BYTES("\xEF\xBB\xBF<\0a\0/\0>\0\0\0\0"), ENC_UTF16LE, -1, "<a/>", "X105 D102"},
    {"UTF-8 behind the mark of UTF-16LE", BYTES("\xFF\xFE" DECL("UTF-8") U8), ENC_UTF8, 0, "县民政局就业", "D102"},
    {"GBK behind the mark of UTF-16BE", BYTES("\xFE\xFF" DECL("GBK") GB_ROOT), ENC_GB18030, 0, "<季度报送>县民政局", "D102"},
    {"only the mark of UTF-16", BYTES("\xFF\xFE"), ENC_UTF16LE, -1, "", "X103"},
    {"only the mark of UTF-8", BYTES("\xEF\xBB\xBF"), ENC_UTF8, -1, "", "X103"},
    {"CR alone ends a line, CR LF is one end", BYTES("<a>\r1\r\n2\r\r\n3</a>\r"), ENC_UTF8, 0, "<a>\n1\r\n2\n\r\n3</a>\n", ""},
    {"a trail byte that is DEL belongs to the lead byte told", BYTES(DECL("GBK") "<a>\xCF\xD8\x81\x7F\xC3\xF1</a>"), ENC_GB18030, -1, NULL, "D101"},
    {"a control character of its own on such a line", BYTES(DECL("GBK") "<a>\xCF\xD8\x81\x7Fx\x01</a>"), ENC_GB18030, -1, NULL, "D101 D111"},
    {"an emoji by selector, keycap", BYTES("<a>❤\xEF\xB8\x8F 1\xEF\xB8\x8F\xE2\x83\xA3 2\xE2\x83\xA3</a>"), ENC_UTF8, 0, NULL, "D114 D114 D114"},
    {"a selector of style, a keycap behind what can be no emoji", BYTES("<a>字\xEF\xB8\x8F 字\xE2\x83\xA3</a>"), ENC_UTF8, 0, NULL, "D115 D120"},
    {"UTF-16 surrogate pair", BYTES("\xFF\xFE<\0a\0>\0\x40\xD8\x87\xDC<\0/\0a\0>\0"), ENC_UTF16LE, 0, "<a>𠂇</a>", ""},
    {"UTF-16 lone surrogate", BYTES("\xFF\xFE<\0a\0>\0\x40\xD8<\0/\0a\0>\0"), ENC_UTF16LE, -1, NULL, "D101"},
    {"UTF-16 with half a unit at the end", BYTES("\xFF\xFE<\0a\0/\0>\0x"), ENC_UTF16LE, -1, NULL, "D101"},
    {"UTF-32", BYTES("\xFF\xFE\0\0<\0\0\0a\0\0\0/\0\0\0>\0\0\0"), ENC_UNKNOWN, -1, NULL, "D107"},
    {"four-byte code of 2000/2005: U+FE10", BYTES(DECL("GB18030") "<a>\x84\x31\x82\x36</a>"), ENC_GB18030, 0, "<a>\xEF\xB8\x90</a>", ""},
    {"two-byte code of 2022: U+FE10", BYTES(DECL("GB18030") "<a>\xA6\xD9</a>"), ENC_GB18030, 0, "<a>\xEF\xB8\x90</a>", ""},
    {"four-byte code of 2000/2005: U+FE19", BYTES(DECL("GB18030") "<a>\x84\x31\x83\x35</a>"), ENC_GB18030, 0, "<a>\xEF\xB8\x99</a>", ""},
    {"four-byte code of 2000/2005: U+9FB4", BYTES(DECL("GB18030") "<a>\x82\x35\x90\x37</a>"), ENC_GB18030, 0, "<a>\xE9\xBE\xB4</a>", ""},
    {"two-byte code of 2022: U+9FB4", BYTES(DECL("GB18030") "<a>\xFE\x59</a>"), ENC_GB18030, 0, "<a>\xE9\xBE\xB4</a>", ""},
    {"four-byte code of 2000/2005: U+9FBB", BYTES(DECL("GB18030") "<a>\x82\x35\x91\x34</a>"), ENC_GB18030, 0, "<a>\xE9\xBE\xBB</a>", ""},
    {"the code behind the last of them", BYTES(DECL("GB18030") "<a>\x82\x35\x91\x35</a>"), ENC_GB18030, 0, "<a>\xE9\xBE\xBC</a>", ""},
    {"a character beyond the BMP", BYTES(DECL("GB18030") "<a>\x95\x32\x90\x31</a>"), ENC_GB18030, 0, "<a>𠂇</a>", ""},
    {"private use: 警告", BYTES(DECL("GB18030") "<a>\xAA\xA1</a>"), ENC_GB18030, 0, NULL, "D112"},
    {"private use that has a standard character now", BYTES("<a>\xEE\xA0\x96</a>"), ENC_UTF8, 0, NULL, "D112"},
    {"GBK behind a BOM of UTF-8", BYTES("\xEF\xBB\xBF" DECL("GBK") GB_ROOT), ENC_GB18030, 0, "<季度报送>县民政局", "D102"},
    {"a code that writes hanzi with ASCII bytes", BYTES(DECL("HZ-GB-2312") "<a>~{<:Ky2;~}</a>"), ENC_UTF8, -1, NULL, "D105"},
    {"overlong UTF-8", BYTES("<\xE5\xAD\xA3\xE5\xBA\xA6\xE6\x8A\xA5\xE9\x80\x81>\xC0\xBC</\xE5\xAD\xA3\xE5\xBA\xA6\xE6\x8A\xA5\xE9\x80\x81>"), ENC_UTF8, -1, NULL, "D101"},
    {"surrogates in UTF-8", BYTES("<\xE5\x8D\x95>\xED\xA1\x80</\xE5\x8D\x95>"), ENC_UTF8, -1, NULL, "D101"},
    {"half-width kana", BYTES("<a>\xEF\xBD\xB6\xEF\xBE\x85</a>"), ENC_UTF8, 0, NULL, "D117"},
    {"a double in the compatibility block", BYTES("<a>\xEF\xA8\x9E</a>"), ENC_UTF8, 0, NULL, "D118"},
    {"one of that block that is no double: U+FA0E", BYTES("<a>\xEF\xA8\x8E</a>"), ENC_UTF8, 0, NULL, ""},
    {"a combining mark", BYTES("<a>e\xCC\x81</a>"), ENC_UTF8, 0, NULL, "D120"},
    {"not in Unicode yet", BYTES("<a>\xCD\xB8</a>"), ENC_UTF8, 0, NULL, "D121"},
    {"signs that GB 18030 has and forms use", BYTES("<a>℃①㈠ⅢΩ→★㎡㎏〇〓ㄅāǎ</a>"), ENC_UTF8, 0, NULL, ""},
    {"UTF-8 read as GBK", BYTES("<a>鍏ㄩ儴鏁存敼鍒颁綅</a>"), ENC_UTF8, -1, NULL, "D122"},
    {"UTF-8 read as GBK, two hanzi: may be chance", BYTES("<a>鍏ㄩ儴</a>"), ENC_UTF8, 0, NULL, ""},
    {"UTF-8 read as GBK, among text that is sound", BYTES("<a>已鍏ㄩ儴鏁存敼鍒颁綅，共3件</a>"), ENC_UTF8, -1, NULL, "D122"},
    {"UTF-8 read as GBK, told once though some was lost between", BYTES("<a>鍏ㄩ儴鏁存敼鍒颁綅??鍏ㄩ儴鏁存敼鍒颁綅</a>"), ENC_UTF8, -1, NULL, "D122"},
    {"UTF-8 read as GBK, in two tags", BYTES("<a><b>鍏ㄩ儴鏁存敼鍒颁綅</b><b>鍏ㄩ儴鏁存敼鍒颁綅</b></a>"), ENC_UTF8, -1, NULL, "D122 D122"},
    {"UTF-8 in a file of GBK", BYTES(DECL("GBK") "<a>\xCF\xD8\xE5\x85\xA8\xE9\x83\xA8\xE6\x95\xB4\xE6\x94\xB9\xB5\xBD</a>"), ENC_GB18030, -1, NULL, "D122"},
    {"UTF-8 read as windows-1252", BYTES("<a>å…¨éƒ¨</a>"), ENC_UTF8, -1, NULL, "D122"},
    {"UTF-8 read as Latin-1: its control characters are not told again", BYTES("<a>å\xC2\x85¨é\xC2\x83¨</a>"), ENC_UTF8, -1, NULL, "D122"},
    {"GBK read as Latin-1", BYTES("<a>È«²¿Õû¸Äµ½Î»</a>"), ENC_UTF8, -1, NULL, "D122"},
    {"U+FFFD read as GBK", BYTES("<a>锟斤拷锟斤拷</a>"), ENC_UTF8, -1, NULL, "D123"},
    {"memory never filled", BYTES("<a>烫烫烫烫屯屯屯</a>"), ENC_UTF8, 0, NULL, "D124 D124"},
    {"a village by village, and hot", BYTES("<a>屯屯通公路，烫烫的</a>"), ENC_UTF8, 0, NULL, ""},
    {"rare hanzi", BYTES("<a>溆浦漯河澧县瀍河濂溪鄢沅芷戛戛彝族侗族仡佬族鍍鎏鎬髓淳璋貔</a>"), ENC_UTF8, 0, NULL, ""},
    {"western letters and signs", BYTES("<a>Café “naïve” Ångström ±±±±±± ×××××× ······ ——…… °§¶</a>"), ENC_UTF8, 0, NULL, ""},
    {"bytes that are no text", BYTES(DECL("UTF-8") "<a>\xFF\xFF</a>"), ENC_UTF8, -1, NULL, "D101"},
    {"ends inside a character", BYTES(DECL("UTF-8") "<\xE4\xBA\x8B>\xE5\x8D"), ENC_UTF8, -1, NULL, "D101"},
    {"empty", BYTES(""), ENC_UNKNOWN, -1, NULL, "X103"},
    {"only NUL", BYTES("\0\0\0\0\0\0"), ENC_UNKNOWN, -1, NULL, "X105"},
    {"NUL at the end", BYTES("<a/>\0\0\0"), ENC_UTF8, -1, NULL, "X105"},
    {"control character", BYTES("<a>\x01</a>"), ENC_UTF8, -1, NULL, "D111"},
};

static void each_encoding(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const struct decoding *t = &table[i];
        struct arena *a = arena_new();
        struct diags ds = {.a = a};
        char *text;
        size_t n;
        enum encoding e;
        int result = intake_decode(a, "a.xml", t->bytes, t->n, &text, &n, &e, &ds);
        struct buf codes = {0};
        for (size_t k = 0; k < ds.n; k++)
            buf_addf(&codes, "%s%s", k ? " " : "", msg_code(ds.v[k].msg));
        if (result != t->result || e != t->encoding || strcmp(buf_str(&codes), t->codes) != 0 || (t->text && !strstr(text, t->text)))
            fail_msg("%s: result %d, %s, messages “%s”, text “%s”", t->what, result, encoding_name(e), buf_str(&codes), text);
        assert_true(utf8_valid(text, n, NULL));
        buf_drop(&codes);
        arena_drop(a);
    }
}

/* The declaration is blanked and lines and columns stay. */
static void declaration_blanked(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    char *text;
    size_t n;
    enum encoding e;
    static const char in[] = "<?xml version=\"1.0\"\n encoding=\"UTF-8\"?><a/>";
    assert_int_equal(intake_decode(a, "a.xml", in, sizeof in - 1, &text, &n, &e, &ds), 0);
    assert_int_equal(n, sizeof in - 1);
    assert_string_equal(text + n - 4, "<a/>");
    assert_int_equal(strspn(text, " \n"), n - 4);
    assert_int_equal(text[19], '\n');
    arena_drop(a);
}

/* Line, column, byte offset and the bytes in hex. */
static void place_of_bad_bytes(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    char *text;
    size_t n;
    enum encoding e;
    static const char in[] = DECL("UTF-8") "<a>\n\xE7\x94\xB2\xE4\xB9\x99\xFE\xFFx</a>";
    assert_int_equal(intake_decode(a, "a.xml", in, sizeof in - 1, &text, &n, &e, &ds), -1);
    assert_int_equal(ds.n, 1);
    assert_int_equal(ds.v[0].place.line, 3);
    assert_int_equal(ds.v[0].place.col, 3);
    assert_string_equal(ds.v[0].found, "FE FF");
    assert_non_null(strstr(ds.v[0].text, "从第50字节起的 FE FF 不是 UTF-8 编码"));
    arena_drop(a);
}

/* The message names the place, what stands there and what it was; in a text full of it the rest is a number. */
static void garbled_text(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct buf in = {0};
    char *text;
    size_t n;
    enum encoding e;
    buf_adds(&in, "<a>\n甲乙鍏ㄩ儴鏁存敼2022鍏ㄩ儴鏁存敼鍒颁綅丙\xEE\x80\x80");
    for (int i = 0; i < 30; i++)
        buf_adds(&in, "\nå…¨éƒ¨\xEE\x80\x80");
    buf_adds(&in, "</a>");
    assert_int_equal(intake_decode(a, "a.xml", in.p, in.n, &text, &n, &e, &ds), -1);
    assert_int_equal(ds.n, 11);
    assert_int_equal(ds.v[0].place.line, 2);
    assert_int_equal(ds.v[0].place.col, 3);
    assert_string_equal(ds.v[0].text, "“鍏ㄩ儴鏁存敼2022鍏ㄩ儴鏁存敼……”是乱码，看来原来是“全部整改2022全部整改到位”（UTF-8 编码的文字被当成了 GBK）");
    assert_int_equal(ds.v[9].place.line, 11);
    assert_string_equal(ds.v[10].text, "此外还有21处字符问题没有逐一列出");
    buf_drop(&in);
    arena_drop(a);
}

/* An emoji that a selector makes is named and placed by the character people see; lines that end in CR are lines. */
static void emoji_by_selector(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    char *text;
    size_t n;
    enum encoding e;
    static const char in[] = "<a>\r甲乙❤\xEF\xB8\x8F丙\r第1\xEF\xB8\x8F\xE2\x83\xA3</a>";
    assert_int_equal(intake_decode(a, "a.xml", in, sizeof in - 1, &text, &n, &e, &ds), 0);
    assert_int_equal(ds.n, 2);
    assert_int_equal(ds.v[0].place.line, 2);
    assert_int_equal(ds.v[0].place.col, 3);
    assert_string_equal(ds.v[0].found, "U+2764 U+FE0F");
    assert_non_null(strstr(ds.v[0].text, "U+2764 U+FE0F（❤\xEF\xB8\x8F）"));
    assert_int_equal(ds.v[1].place.line, 3);
    assert_int_equal(ds.v[1].place.col, 2);
    assert_string_equal(ds.v[1].found, "U+0031 U+FE0F U+20E3");
    arena_drop(a);
}

/* Every character that GB18030 can write comes back, whichever edition wrote it. */
static void gb18030_round(void **state)
{
    (void)state;
    static const struct { const char *code; uint32_t cp; } both[] = {
        {"\x84\x31\x82\x37", 0xFE11}, {"\xA6\xDB", 0xFE11}, {"\x84\x31\x82\x38", 0xFE12}, {"\xA6\xDA", 0xFE12},
        {"\x84\x31\x82\x39", 0xFE13}, {"\xA6\xDC", 0xFE13}, {"\x84\x31\x83\x30", 0xFE14}, {"\xA6\xDD", 0xFE14},
        {"\x84\x31\x83\x31", 0xFE15}, {"\xA6\xDE", 0xFE15}, {"\x84\x31\x83\x32", 0xFE16}, {"\xA6\xDF", 0xFE16},
        {"\x84\x31\x83\x33", 0xFE17}, {"\xA6\xEC", 0xFE17}, {"\x84\x31\x83\x34", 0xFE18}, {"\xA6\xED", 0xFE18},
        {"\x82\x35\x90\x38", 0x9FB5}, {"\xFE\x61", 0x9FB5}, {"\x82\x35\x90\x39", 0x9FB6}, {"\xFE\x66", 0x9FB6},
        {"\x82\x35\x91\x30", 0x9FB7}, {"\xFE\x67", 0x9FB7}, {"\x82\x35\x91\x31", 0x9FB8}, {"\xFE\x6D", 0x9FB8},
        {"\x82\x35\x91\x32", 0x9FB9}, {"\xFE\x7E", 0x9FB9}, {"\x82\x35\x91\x33", 0x9FBA}, {"\xFE\x90", 0x9FBA},
        {"\xA8\xBC", 0x1E3F},         {"\xFE\x51", 0x20087}, {"\x81\x30\x81\x30", 0x80},
    };
    for (size_t i = 0; i < sizeof both / sizeof both[0]; i++) {
        struct arena *a = arena_new();
        struct diags ds = {.a = a};
        struct buf in = {0}, want = {0};
        char *text;
        size_t n;
        enum encoding e;
        buf_addf(&in, DECL("GB18030") "<a>%s</a>", both[i].code);
        buf_add_utf8(&want, both[i].cp);
        intake_decode(a, "a.xml", in.p, in.n, &text, &n, &e, &ds);
        if (!strstr(text, want.p))
            fail_msg("code %zu: U+%04X not found in %s", i, (unsigned)both[i].cp, text);
        buf_drop(&in);
        buf_drop(&want);
        arena_drop(a);
    }
}

/* What ICU reads for a code; 0 if it is none. */
static uint32_t icu_reads(UConverter *c, const char *code, int n)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar u[4];
    ucnv_reset(c);
    int32_t k = ucnv_toUChars(c, u, 4, code, n, &e), i = 0;
    UChar32 cp = 0;
    if (U_FAILURE(e) || k < 1)
        return 0;
    U16_NEXT(u, i, k, cp);
    return i == k ? (uint32_t)cp : 0;
}

static void same_as_icu(UConverter *c, struct arena *a, const char *code, int n, size_t *differ)
{
    uint32_t want = icu_reads(c, code, n), got = 0;
    struct conversion v;
    if (!want)
        return;
    convert_bytes(&v, a, code, (size_t)n, ENC_GB18030);
    if (v.nbad || !utf8_decode(v.text.p, v.text.p + v.text.n, &got))
        fail_msg("%d-byte code %02X%02X: refused, ICU reads U+%04X", n, (unsigned char)code[0], (unsigned char)code[1], (unsigned)want);
    *differ += got != want;
    bool moved = want >= 0xE78D && want <= 0xE864; /* in the private use area before 2022 */
    if (got != want && !moved)
        fail_msg("%02X%02X: U+%04X, ICU U+%04X", (unsigned char)code[0], (unsigned char)code[1], (unsigned)got, (unsigned)want);
    buf_drop(&v.text);
}

/* ICU has the edition of 2005: every two-byte code, and every four-byte code around those that glibc refuses, reads the same —
 * but for the 24 that the edition of 2022 moved out of the private use area. */
static void gb18030_complete(void **state)
{
    (void)state;
    UErrorCode e = U_ZERO_ERROR;
    UConverter *c = ucnv_open("gb18030", &e);
    struct arena *a = arena_new();
    size_t differ = 0;
    assert_true(U_SUCCESS(e));
    ucnv_setToUCallBack(c, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &e);
    for (int b1 = 0x81; b1 <= 0xFE; b1++)
        for (int b2 = 0x40; b2 <= 0xFE; b2++)
            same_as_icu(c, a, (char[]){(char)b1, (char)b2}, 2, &differ);
    static const char range[][2] = {{'\x82', 0x35}, {'\x84', 0x31}};
    for (size_t k = 0; k < 2; k++)
        for (int b3 = 0x81; b3 <= 0xFE; b3++)
            for (int b4 = 0x30; b4 <= 0x39; b4++)
                same_as_icu(c, a, (char[]){range[k][0], range[k][1], (char)b3, (char)b4}, 4, &differ);
    assert_int_equal(differ, 24);
    ucnv_close(c);
    arena_drop(a);
}

static void roots(void **state)
{
    (void)state;
    static const struct { const char *text; enum root_kind kind; } t[] = {
        {"<季度报送>", ROOT_SUBMISSION}, {"  <!-- <公文> --><工作方案/>", ROOT_PLAN}, {"<?xml version='1.0'?><公文 a='1'>", ROOT_DOCUMENT},
        {"<!DOCTYPE x [<!ENTITY a '>'>]>\n<收件登记>", ROOT_REGISTER}, {"<季度报送2>", ROOT_UNKNOWN}, {"季度报送", ROOT_UNKNOWN},
        {"", ROOT_UNKNOWN}, {"<", ROOT_UNKNOWN}, {"<!-- ", ROOT_UNKNOWN},
    };
    for (size_t i = 0; i < sizeof t / sizeof t[0]; i++)
        assert_int_equal(intake_root(t[i].text, strlen(t[i].text)), t[i].kind);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_encoding), cmocka_unit_test(declaration_blanked), cmocka_unit_test(place_of_bad_bytes),
        cmocka_unit_test(garbled_text), cmocka_unit_test(emoji_by_selector),
        cmocka_unit_test(gb18030_round), cmocka_unit_test(gb18030_complete), cmocka_unit_test(roots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Bytes of any kind → text. What is called exact must be exact: encoded again it gives the same bytes. What is refused
 * has a message of severity 错误.
 */
#include "fuzz.h"

#include "intake/intake.h"

#include <iconv.h>
#include <string.h>

/* Places where the editions of GB18030 differ: one character, several codes. */
static bool several_codes(const char *p, size_t n)
{
    for (size_t i = 0; i < n;) {
        uint32_t c;
        int len = utf8_decode(p + i, p + n, &c);
        if (!len)
            return true;
        if ((c >= 0xE000 && c <= 0xF8FF) || (c >= 0x9FB4 && c <= 0x9FBB) || (c >= 0xFE10 && c <= 0xFE19) || c == 0x1E3F)
            return true;
        i += (size_t)len;
    }
    return false;
}

static const char *charset(enum encoding e)
{
    return e == ENC_GB18030 ? "GB18030" : e == ENC_UTF16LE ? "UTF-16LE" : e == ENC_UTF16BE ? "UTF-16BE" : "UTF-8";
}

/* One byte order mark is the encoding's, or belies it and is told; what stands behind it is text, another mark too. */
static size_t bom_length(const char *p, size_t n)
{
    static const struct { const char *mark; size_t n; } marks[] = {{"\xEF\xBB\xBF", 3}, {"\xFF\xFE", 2}, {"\xFE\xFF", 2}, {"\x84\x31\x95\x33", 4}};
    for (size_t i = 0; i < sizeof marks / sizeof marks[0]; i++)
        if (n >= marks[i].n && memcmp(p, marks[i].mark, marks[i].n) == 0)
            return marks[i].n;
    return 0;
}

/* Blanks and further marks in front of the text. */
static size_t leading(const char *s)
{
    size_t n = 0;
    for (size_t k; (k = strspn(s + n, " \r\n")) || (k = 3 * (strncmp(s + n, "\xEF\xBB\xBF", 3) == 0)); n += k)
        ;
    return n;
}

/* The same bytes, but that a CR that no LF follows became an LF. */
static bool same_but_ends(enum encoding e, const char *out, const char *bytes, size_t n)
{
    size_t wide = e == ENC_UTF16LE || e == ENC_UTF16BE ? 2 : 1;
    const char *cr = e == ENC_UTF16LE ? "\r\0" : e == ENC_UTF16BE ? "\0\r" : "\r";
    const char *lf = e == ENC_UTF16LE ? "\n\0" : e == ENC_UTF16BE ? "\0\n" : "\n";
    for (size_t i = 0; i + wide <= n; i += wide) {
        bool alone = memcmp(bytes + i, cr, wide) == 0 && (i + 2 * wide > n || memcmp(bytes + i + wide, lf, wide) != 0);
        if (memcmp(out + i, alone ? lf : bytes + i, wide) != 0)
            return false;
    }
    return true;
}

/* The text behind the declaration, which the program blanks, encoded again: the last bytes of the file, or all but the BOM. */
static void same_text(enum encoding e, const char *bytes, size_t n, const char *text, size_t ntext)
{
    size_t blank = leading(text), skip = bom_length(bytes, n), in_left = ntext - blank, out_left = ntext * 4 + 16, all = out_left;
    char *in = (char *)text + blank, *out = malloc(out_left), *end = out;
    iconv_t cd = iconv_open(charset(e), "UTF-8");
    size_t rc = iconv(cd, &in, &in_left, &end, &out_left), got = all - out_left;
    iconv_close(cd);
    if (rc == (size_t)-1) {
        MUST(e == ENC_GB18030, "%s: text that cannot be encoded", charset(e));
    } else {
        MUST(got <= n - skip && (blank || got == n - skip), "%s: %zu bytes give text of %zu", charset(e), n - skip, got);
        MUST(same_but_ends(e, out, bytes + n - got, got), "%s: other bytes", charset(e));
    }
    free(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    char *utf8 = NULL;
    size_t nutf8 = 0;
    enum encoding enc = ENC_UNKNOWN;
    int rc = intake_decode(a, "来件.xml", (const char *)p, n, &utf8, &nutf8, &enc, &ds);
    enum severity worst = fuzz_messages(&ds);
    MUST(utf8 && strlen(utf8) <= nutf8, "no text");
    fuzz_text("decoded", utf8, nutf8);
    MUST(encoding_name(enc), "no name");
    intake_root(utf8, nutf8);
    if (rc != 0)
        MUST(worst >= SEV_ERROR, "refused without a reason");
    else if (memchr(utf8, 0, nutf8) == NULL && !(enc == ENC_GB18030 && several_codes(utf8, nutf8)))
        same_text(enc, (const char *)p, n, utf8, nutf8);
    arena_drop(a);
    return 0;
}

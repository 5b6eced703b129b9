/*
 * Exact conversion to UTF-8. UTF-8 itself is checked strictly; GB18030 and UTF-16 go through iconv.
 *
 * GB18030 exists in three editions. glibc reads the two-byte codes A6D9…FEA0 as the edition of 2022 has them (U+FE10…,
 * U+9FB4…) but refuses the four-byte codes that the editions of 2000 and 2005 — and so Windows and most programs — have for
 * the same eighteen characters. Both mean the same character, so both are read; nothing else is guessed.
 */
#include "intake/parts.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

/* Four-byte codes are a linear space. */
#define LINEAR(b1, b2, b3, b4) ((((b1) - 0x81u) * 10 + ((b2) - 0x30u)) * 126 + ((b3) - 0x81u)) * 10 + ((b4) - 0x30u)

static const struct { uint32_t first, count, cp; } older_codes[] = {
    {LINEAR(0x82, 0x35, 0x90, 0x37), 8, 0x9FB4},  /* to 82359134, U+9FBB */
    {LINEAR(0x84, 0x31, 0x82, 0x36), 10, 0xFE10}, /* to 84318335, U+FE19 */
};

static bool digit(unsigned char c) { return c >= 0x30 && c <= 0x39; }
static bool lead(unsigned char c) { return c >= 0x81 && c <= 0xFE; }

static uint32_t older_code(const char *s, size_t left)
{
    const unsigned char *p = (const unsigned char *)s;
    if (left < 4 || !lead(p[0]) || !digit(p[1]) || !lead(p[2]) || !digit(p[3]))
        return 0;
    uint32_t linear = LINEAR(p[0], p[1], p[2], p[3]);
    for (size_t i = 0; i < sizeof older_codes / sizeof older_codes[0]; i++)
        if (linear >= older_codes[i].first && linear - older_codes[i].first < older_codes[i].count)
            return older_codes[i].cp + (linear - older_codes[i].first);
    return 0;
}

/* Notes len bad bytes at input offset in; neighbours become one entry and one U+FFFD. */
static void bad(struct conversion *c, struct arena *a, size_t in, size_t len)
{
    struct bad_bytes *last = c->nbad ? &c->bad[c->nbad - 1] : NULL;
    if (last && last->in + last->len == in) {
        last->len += len;
        return;
    }
    c->given_up = ++c->places > LIMIT_BAD_BYTES;
    if (c->nbad < LIMIT_REPORTS)
        ARENA_PUSH(a, c->bad, c->nbad, c->cap) = (struct bad_bytes){in, len, c->text.n};
    buf_add_utf8(&c->text, 0xFFFD);
}

static void check_utf8(struct conversion *c, struct arena *a, const char *p, size_t n)
{
    for (size_t i = 0, wrong; i < n && !c->given_up;) {
        if (utf8_valid(p + i, n - i, &wrong)) {
            buf_add(&c->text, p + i, n - i);
            return;
        }
        buf_add(&c->text, p + i, wrong);
        i += wrong;
        unsigned char b = (unsigned char)p[i];
        size_t want = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : b >= 0xC2 ? 2 : 1, have = 1;
        while (have < want && i + have < n && ((unsigned char)p[i + have] & 0xC0) == 0x80)
            have++;
        c->truncated = b >= 0xC2 && b <= 0xF4 && have < want && i + have == n;
        bad(c, a, i, have < want || want == 1 ? have : 1);
        i += have < want || want == 1 ? have : 1;
    }
}

/* One step behind what iconv refused; returns the bytes taken. */
static size_t refused(struct conversion *c, struct arena *a, const char *start, const char *in, size_t left, enum encoding from)
{
    uint32_t cp = from == ENC_GB18030 ? older_code(in, left) : 0;
    if (cp) {
        buf_add_utf8(&c->text, cp);
        return 4;
    }
    size_t unit = from == ENC_GB18030 || left < 2 ? 1 : 2;
    bad(c, a, (size_t)(in - start), unit);
    return unit;
}

void convert_bytes(struct conversion *c, struct arena *a, const char *bytes, size_t n, enum encoding from)
{
    *c = (struct conversion){0};
    if (from == ENC_UTF8) {
        check_utf8(c, a, bytes, n);
        return;
    }
    iconv_t cd = iconv_open("UTF-8", encoding_name(from));
    if (cd == (iconv_t)-1)
        base_die("系统缺少编码转换表 %s（glibc 的 gconv 模块），请重新安装系统语言支持", encoding_name(from));
    char *in = (char *)bytes;
    size_t left = n;
    while (left && !c->given_up) {
        char chunk[16384], *out = chunk;
        size_t room = sizeof chunk;
        size_t r = iconv(cd, &in, &left, &out, &room);
        int e = r == (size_t)-1 ? errno : 0;
        buf_add(&c->text, chunk, (size_t)(out - chunk));
        if (e == EILSEQ) {
            size_t step = refused(c, a, bytes, in, left, from);
            in += step;
            left -= step;
        } else if (e == EINVAL) { /* the input ends inside a character */
            c->truncated = true;
            bad(c, a, (size_t)(in - bytes), left);
            left = 0;
        }
    }
    iconv_close(cd);
}

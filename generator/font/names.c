/*
 * The raw name table. HarfBuzz reads names too, but hides platforms and does not know the GB2312 bytes of platform 1,
 * encoding 25, in which some Chinese fonts keep their only Chinese name.
 */
#include "font/internal.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>

enum { NAMES_MAX = 512, NAME_BYTES_MAX = 512 };

static unsigned be16(const uint8_t *p) { return (unsigned)p[0] << 8 | p[1]; }

static const char *from_utf16(struct arena *a, const uint8_t *p, size_t n)
{
    char *out = arena_alloc(a, n / 2 * 3 + 1), *q = out;
    for (size_t i = 0; i + 1 < n; i += 2) {
        uint32_t c = be16(p + i);
        if (c >= 0xD800 && c < 0xDC00 && i + 3 < n && (be16(p + i + 2) & 0xFC00) == 0xDC00) {
            c = 0x10000 + ((c - 0xD800) << 10) + (be16(p + i + 2) - 0xDC00);
            i += 2;
        }
        if (c && (c < 0xD800 || c > 0xDFFF))
            q += utf8_encode(c, q);
    }
    *q = 0;
    return out;
}

static const char *from_gb(struct arena *a, const uint8_t *p, size_t n)
{
    UErrorCode e = U_ZERO_ERROR;
    UConverter *cv = ucnv_open("GB18030", &e);
    UChar wide[NAME_BYTES_MAX];
    int32_t m = U_SUCCESS(e) ? ucnv_toUChars(cv, wide, NAME_BYTES_MAX, (const char *)p, (int32_t)n, &e) : 0;
    ucnv_close(cv);
    if (U_FAILURE(e))
        return "";
    uint8_t *be = arena_alloc(a, (size_t)m * 2 + 1);
    for (int32_t i = 0; i < m; i++) {
        be[2 * i] = (uint8_t)(wide[i] >> 8);
        be[2 * i + 1] = (uint8_t)wide[i];
    }
    return from_utf16(a, be, (size_t)m * 2);
}

static const char *from_ascii(struct arena *a, const uint8_t *p, size_t n)
{
    char *out = arena_alloc(a, n + 1), *q = out;
    for (size_t i = 0; i < n; i++)
        if (p[i] >= 0x20 && p[i] < 0x7F)
            *q++ = (char)p[i];
    *q = 0;
    return out;
}

static int id_order(int id)
{
    static const int ids[] = {16, 1, 4, 6, 17, 2};
    for (int i = 0; i < 6; i++)
        if (ids[i] == id)
            return i;
    return -1;
}

struct record { unsigned platform, encoding, language, id, length, offset; };

/* Chinese: primary language 0x04 of Windows; 19 and 33 of the Macintosh. */
static enum name_lang lang_of(const struct record *r)
{
    if (r->platform == 3)
        return (r->language & 0x3FF) == 0x04 ? LANG_ZH : (r->language & 0x3FF) == 0x09 ? LANG_EN : LANG_OTHER;
    if (r->platform == 1)
        return r->language == 33 || r->language == 19 ? LANG_ZH : r->language == 0 ? LANG_EN : LANG_OTHER;
    return LANG_OTHER;
}

static int order_of(const struct record *r)
{
    if (r->platform == 3)
        return r->language == 0x804 ? 0 : r->language == 0x409 ? 1 : 2;
    return r->platform == 0 ? 3 : 4;
}

static int best_first(const void *a, const void *b)
{
    const struct font_name *x = a, *y = b;
    int d = id_order(x->id) - id_order(y->id);
    if (!d)
        d = x->order - y->order;
    return d ? d : strcmp(x->utf8, y->utf8);
}

static const char *text_of(struct arena *a, const struct record *r, const uint8_t *p)
{
    if (r->platform == 3 || r->platform == 0)
        return from_utf16(a, p, r->length);
    if (r->platform == 1)
        return r->encoding == 25 ? from_gb(a, p, r->length) : from_ascii(a, p, r->length);
    return "";
}

void font_names_read(struct arena *a, const uint8_t *t, size_t n, struct font_names *out)
{
    if (n < 6)
        return;
    size_t count = be16(t + 2), strings = be16(t + 4);
    for (size_t i = 0; i < count && i < NAMES_MAX && 6 + (i + 1) * 12 <= n; i++) {
        const uint8_t *p = t + 6 + i * 12;
        struct record r = {be16(p), be16(p + 2), be16(p + 4), be16(p + 6), be16(p + 8), be16(p + 10)};
        size_t at = strings + r.offset;
        if (id_order((int)r.id) < 0 || r.length > NAME_BYTES_MAX || at > n || n - at < r.length)
            continue;
        const char *s = text_of(a, &r, t + at);
        if (s[0])
            ARENA_PUSH(a, out->v, out->n, out->cap) = (struct font_name){(int)r.id, lang_of(&r), order_of(&r), s};
    }
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, best_first);
}

const char *font_name_get(const struct font_names *names, int id, enum name_lang lang)
{
    for (size_t i = 0; i < names->n; i++)
        if (names->v[i].id == id && names->v[i].lang == lang)
            return names->v[i].utf8;
    return NULL;
}

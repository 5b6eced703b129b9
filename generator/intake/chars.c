/*
 * Characters that may not stand in a submission (controls, noncharacters) or should not (private use, emoji, invisible
 * ones). They are looked for in the text and in character references (&#x1F600;), and named by code point and place.
 */
#include "intake/parts.h"

#include <stdio.h>
#include <string.h>
#include <unicode/uchar.h>

static bool noncharacter(uint32_t c) { return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE; }

static bool private_use(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0xFFFFD) || (c >= 0x100000 && c <= 0x10FFFD);
}

/* zero width, soft hyphen, joiners, directions, tags: nothing to see, but they change the text */
static bool invisible(uint32_t c)
{
    return c == 0xAD || c == 0x61C || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

/* MSG_COUNT: nothing to say about it */
static enum msg judge_char(uint32_t c)
{
    if (c >= 0x20 && c < 0x7F)
        return MSG_COUNT;
    if (c == '\t' || c == '\n' || c == '\r')
        return MSG_COUNT;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return MSG_D111;
    if (c < 0xA00 && c != 0xAD && c != 0x61C)
        return MSG_COUNT;
    if (c >= 0x3000 && c < 0xD800) /* most of the text; U+3030 and U+303D are no emoji unless U+FE0F follows */
        return MSG_COUNT;
    if (noncharacter(c))
        return MSG_D113;
    if (private_use(c))
        return MSG_D112;
    if (c == 0xFFFD)
        return MSG_D116;
    if (c == 0xFE0F || u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION))
        return MSG_D114;
    return invisible(c) ? MSG_D115 : MSG_COUNT;
}

struct told { size_t n[MSG_COUNT], more; bool error, undecoded; };

static void tell(struct source *s, struct diags *ds, struct told *t, enum msg m, size_t offset, uint32_t c)
{
    enum { EACH = 20 };
    if (m == MSG_D116 && t->undecoded)
        return; /* our own mark for bytes already told */
    t->error |= m == MSG_D111 || m == MSG_D113;
    if (t->n[m]++ >= EACH) {
        t->more++;
        return;
    }
    char cp[16];
    snprintf(cp, sizeof cp, "U+%04X", (unsigned)c);
    char *in_quotes = arena_printf(ds->a, "%s", cp);
    if (m == MSG_D112 || m == MSG_D114) {
        struct buf b = {0};
        buf_addf(&b, "%s（", cp);
        buf_add_utf8(&b, c);
        buf_adds(&b, "）");
        in_quotes = arena_strdup(ds->a, b.p);
        buf_drop(&b);
    }
    diag_add(ds, m, source_place(s, offset), NULL, cp, (const char *const[]){c == 0xFE0F ? cp : in_quotes, NULL});
}

/* The character of a reference &#1234; or &#x4E2D; at p, 0 if it is none. */
static uint32_t reference(const char *p, size_t n)
{
    bool hex = n > 3 && p[2] == 'x';
    uint32_t c = 0;
    size_t i = hex ? 3 : 2, from = i;
    for (; i < n && i < from + 8 && p[i] != ';'; i++) {
        int d = p[i] >= '0' && p[i] <= '9' ? p[i] - '0' : hex && p[i] >= 'a' && p[i] <= 'f' ? p[i] - 'a' + 10
              : hex && p[i] >= 'A' && p[i] <= 'F' ? p[i] - 'A' + 10 : -1;
        if (d < 0)
            return 0;
        c = c * (hex ? 16 : 10) + (uint32_t)d;
    }
    return i > from && i < n && p[i] == ';' && c <= 0x10FFFF ? c : 0;
}

/* Where a comment or CDATA section that begins at offset ends: nothing in it is a reference. */
static size_t literal_end(const struct source *s, size_t i)
{
    static const struct { const char *open, *close; } kind[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}};
    for (size_t k = 0; k < 2; k++) {
        size_t len = strlen(kind[k].open);
        if (s->n - i < len || memcmp(s->p + i, kind[k].open, len) != 0)
            continue;
        const char *end = memmem(s->p + i, s->n - i, kind[k].close, 3);
        return end ? (size_t)(end - s->p) : s->n;
    }
    return i;
}

bool chars_check(struct source *s, struct diags *ds)
{
    struct told t = {0};
    for (size_t i = 0; i < ds->n; i++)
        t.undecoded |= ds->v[i].msg == MSG_D101;
    size_t literal = 0;
    for (size_t i = 0; i < s->n;) {
        uint32_t c;
        int len = utf8_decode(s->p + i, s->p + s->n, &c);
        if (!len) { /* decode_bytes makes valid UTF-8 only */
            i++;
            continue;
        }
        if (c == '<' && i >= literal)
            literal = literal_end(s, i);
        if (c == '&' && i >= literal && i + 3 < s->n && s->p[i + 1] == '#') {
            uint32_t r = reference(s->p + i, s->n - i);
            if (r > 0x20 && judge_char(r) != MSG_COUNT) /* what XML forbids outright is told by the parser */
                tell(s, ds, &t, judge_char(r), i, r);
        }
        enum msg m = judge_char(c);
        if (m != MSG_COUNT)
            tell(s, ds, &t, m, i, c);
        i += (size_t)len;
    }
    if (t.more) {
        char *more = arena_printf(ds->a, "%zu", t.more);
        DIAG(ds, D119, ((struct place){.file = s->file}), NULL, NULL, more);
    }
    return !t.error;
}

char *chars_masked(struct arena *a, const char *p, size_t n)
{
    char *q = arena_strndup(a, p, n);
    for (size_t i = 0; i < n;) {
        uint32_t c;
        int len = utf8_decode(p + i, p + n, &c);
        bool forbidden = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF;
        if (len && forbidden)
            memset(q + i, ' ', (size_t)len);
        i += len ? (size_t)len : 1;
    }
    return q;
}

/*
 * Characters that may not stand in a submission (controls, noncharacters) or should not (private use, emoji, invisible
 * ones, half-width kana, compatibility ideographs, combining marks, what this program's Unicode does not know yet). They are
 * looked for in the text and in character references (&#x1F600;), and named by code point and place. A row of emoji and
 * the like is told once. Full-width letters and digits are a matter of the text they stand in: rules_items.c.
 */
#include "intake/parts.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>

static bool noncharacter(uint32_t c) { return (c >= 0xFDD0 && c <= 0xFDEF) || (c & 0xFFFE) == 0xFFFE; }

static bool private_use(uint32_t c)
{
    return (c >= 0xE000 && c <= 0xF8FF) || (c >= 0xF0000 && c <= 0xFFFFD) || (c >= 0x100000 && c <= 0x10FFFD);
}

/* The 24 characters that GB 18030 had in the private use area before 2022: files converted by old programs still have them. */
static const struct { uint16_t private; uint32_t standard; } gb18030_2022[] = {
    {0xE78D, 0xFE10}, {0xE78E, 0xFE12}, {0xE78F, 0xFE11}, {0xE790, 0xFE13}, {0xE791, 0xFE14}, {0xE792, 0xFE15},
    {0xE793, 0xFE16}, {0xE794, 0xFE17}, {0xE795, 0xFE18}, {0xE796, 0xFE19}, {0xE816, 0x20087}, {0xE817, 0x20089},
    {0xE818, 0x200CC}, {0xE81E, 0x9FB4}, {0xE826, 0x9FB5}, {0xE82B, 0x9FB6}, {0xE82C, 0x9FB7}, {0xE831, 0x215D7},
    {0xE832, 0x9FB8}, {0xE83B, 0x2298F}, {0xE843, 0x9FB9}, {0xE854, 0x9FBA}, {0xE855, 0x241FE}, {0xE864, 0x9FBB},
};

static uint32_t standard_of(uint32_t c)
{
    for (size_t i = 0; i < sizeof gb18030_2022 / sizeof gb18030_2022[0]; i++)
        if (gb18030_2022[i].private == c)
            return gb18030_2022[i].standard;
    return 0;
}

/* zero width, soft hyphen, joiners, directions, fillers, variation selectors, tags: nothing to see, but they change the text */
bool chars_invisible(uint32_t c)
{
    return c == 0xAD || c == 0x61C || c == 0x115F || c == 0x1160 || c == 0x180E || (c >= 0x200B && c <= 0x200F) ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0x2800 || c == 0x3164 || (c >= 0xFE00 && c <= 0xFE0E) ||
           c == 0xFEFF || c == 0xFFA0 || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F) || (c >= 0xE0100 && c <= 0xE01EF);
}

/* Marks that print over the character before them; those of scripts that cannot do without are not meant. */
static bool combining(uint32_t c)
{
    return (c >= 0x300 && c <= 0x36F) || (c >= 0x1AB0 && c <= 0x1AFF) || (c >= 0x1DC0 && c <= 0x1DFF) || (c >= 0x20D0 && c <= 0x20F0) ||
           (c >= 0x302A && c <= 0x302D) || c == 0x3099 || c == 0x309A || (c >= 0xFE20 && c <= 0xFE2F);
}

/* Half-width kana and hangul: U+FF61–FFDC */
static bool half_width(uint32_t c) { return c >= 0xFF61 && c <= 0xFFDC; }

/* An ideograph that is another one's double: not the twelve of the block that stand for themselves. */
static bool compatibility(uint32_t c)
{
    if (!((c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F) || (c >= 0x2E80 && c <= 0x2FD5)))
        return false;
    return u_getIntPropertyValue((UChar32)c, UCHAR_DECOMPOSITION_TYPE) != U_DT_NONE;
}

/* MSG_COUNT: nothing to say about it */
static enum msg judge_char(uint32_t c)
{
    if ((c >= 0x20 && c < 0x7F) || (c >= 0x4E00 && c < 0x9FFD) || c == '\t' || c == '\n' || c == '\r')
        return MSG_COUNT;
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
        return MSG_D111;
    if (noncharacter(c))
        return MSG_D113;
    if (private_use(c))
        return MSG_D112;
    if (c == 0xFFFD)
        return MSG_D116;
    if (chars_invisible(c))
        return MSG_D115;
    if (c == 0xFE0F || c == 0x20E3 || u_hasBinaryProperty((UChar32)c, UCHAR_EMOJI_PRESENTATION))
        return MSG_D114;
    if (combining(c))
        return MSG_D120;
    if (half_width(c))
        return MSG_D117;
    if (compatibility(c))
        return MSG_D118;
    if (utf8_unseen(c))
        return MSG_D115;
    return u_charType((UChar32)c) == U_UNASSIGNED ? MSG_D121 : MSG_COUNT;
}

/* These make an emoji of the character before them, if it can be one: ❤ + U+FE0F, 1 + U+FE0F + U+20E3. */
static bool makes_emoji(uint32_t c) { return c == 0xFE0F || c == 0x20E3; }

static enum msg judge_behind(uint32_t c, uint32_t before)
{
    if (!makes_emoji(c) || u_hasBinaryProperty((UChar32)before, UCHAR_EMOJI))
        return judge_char(c);
    return c == 0xFE0F ? MSG_D115 : MSG_D120;
}

/* What may follow an emoji and belongs to it: joiner, colour and style selectors, keycap, tags of flags. */
static bool joins_emoji(uint32_t c) { return c == 0x200D || c == 0xFE0F || c == 0x20E3 || (c >= 0xE0020 && c <= 0xE007F); }

struct told { size_t n[MSG_COUNT], more; bool error, undecoded; struct garbled garbled; };

/* Neighbours of the same kind that need no naming one by one */
static bool told_as_run(enum msg m) { return m == MSG_D114 || m == MSG_D115 || m == MSG_D116 || m == MSG_D117 || m == MSG_D120; }

static const UNormalizer2 *normalizer(bool compatible)
{
    UErrorCode e = U_ZERO_ERROR;
    const UNormalizer2 *n = compatible ? unorm2_getNFKCInstance(&e) : unorm2_getNFCInstance(&e);
    if (U_FAILURE(e))
        base_die("ICU 的字符数据不能用，请重新安装 libicu");
    return n;
}

/* The character that stands for an ideograph of compatibility or a half-width one; 0 if there is none. */
static uint32_t usual_form(uint32_t c)
{
    UChar in[2], out[8];
    UErrorCode e = U_ZERO_ERROR;
    int32_t n = 0;
    U16_APPEND_UNSAFE(in, n, c);
    int32_t k = unorm2_normalize(normalizer(/*compatible*/true), in, n, out, 8, &e);
    uint32_t usual = 0;
    int32_t used = 0;
    if (U_SUCCESS(e) && k > 0)
        U16_NEXT(out, used, k, usual);
    return used == k && usual != c ? usual : 0;
}

/* Writes “U+2764 U+FE0F” to codes and “❤️” to shown: c, and what makes an emoji of it where the text has it at offset. */
static void name_char(struct buf *codes, struct buf *shown, const struct source *s, size_t offset, uint32_t c)
{
    uint32_t next;
    int len = utf8_decode(s->p + offset, s->p + s->n, &next);
    bool reference = next != c;
    buf_addf(codes, "U+%04X", (unsigned)c);
    buf_add_utf8(shown, c);
    while (!reference && (len = utf8_decode(s->p + (offset += (size_t)len), s->p + s->n, &next)) && makes_emoji(next)) {
        buf_addf(codes, " U+%04X", (unsigned)next);
        buf_add_utf8(shown, next);
    }
}

/* “羽”, or "" for 0 */
static char *quoted(struct arena *a, uint32_t c)
{
    char one[5] = {0};
    utf8_encode(c, one);
    return c ? arena_printf(a, "“%s”", one) : arena_strdup(a, "");
}

/* What the message offers instead: a character in quotes, or "". before: the character in front. */
static char *instead_of(struct arena *a, enum msg m, uint32_t c, uint32_t before)
{
    UChar32 composed;
    switch (m) {
    case MSG_D112: return quoted(a, standard_of(c));
    case MSG_D117: return quoted(a, c == 0xFF65 ? 0xB7 : usual_form(c)); /* the half-width middle dot stands for the one of names */
    case MSG_D118: return quoted(a, usual_form(c));
    case MSG_D120:
        composed = unorm2_composePair(normalizer(/*compatible*/false), (UChar32)before, (UChar32)c);
        return quoted(a, composed > 0 ? (uint32_t)composed : 0);
    default: return arena_strdup(a, "");
    }
}

static void tell(struct source *s, struct diags *ds, struct told *t, enum msg m, size_t offset, uint32_t c, uint32_t before)
{
    enum { EACH = 20 };
    t->error |= m == MSG_D111 || m == MSG_D113;
    if (t->undecoded && (msg_severity(m) < SEV_ERROR || before == 0xFFFD) && line_undecoded(ds, source_place(s, offset).line))
        return; /* our own mark for bytes already told, or what became of their neighbours */
    if (garbled_at(&t->garbled, offset))
        return; /* told as what it is a part of */
    if (t->n[m]++ >= EACH) {
        t->more++;
        return;
    }
    bool visible = m == MSG_D112 || m == MSG_D117 || m == MSG_D118 || (m == MSG_D114 && !makes_emoji(c));
    struct buf codes = {0}, name = {0};
    name_char(&codes, &name, s, offset, c);
    const char *cp = buf_str(&codes), *shown = visible ? arena_printf(ds->a, "%s（%s）", cp, buf_str(&name)) : cp;
    const char *instead = instead_of(ds->a, m, c, before), *or_so = instead[0] ? arena_printf(ds->a, "是不是%s？", instead) : "";
    diag_add(ds, m, source_place(s, offset), NULL, cp, (const char *const[]){shown, instead, or_so, NULL});
    buf_drop(&codes);
    buf_drop(&name);
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

/* A reference &#…; at i to a character that should not stand here; what XML forbids outright is told by the parser. */
static uint32_t bad_reference(const struct source *s, size_t i)
{
    if (s->p[i] != '&' || i + 3 >= s->n || s->p[i + 1] != '#')
        return 0;
    uint32_t c = reference(s->p + i, s->n - i);
    return c > 0x20 && judge_char(c) != MSG_COUNT ? c : 0;
}

bool chars_check(struct source *s, struct diags *ds)
{
    struct told t = {0};
    uint32_t before = 0;
    size_t before_at = 0;
    for (size_t i = 0; i < ds->n; i++)
        t.undecoded |= ds->v[i].msg == MSG_D101;
    garbled_check(&t.garbled, s, ds);
    t.error |= t.garbled.error;
    t.more += t.garbled.more;
    size_t literal = 0, run_end = SIZE_MAX; /* behind the character told last */
    enum msg run = MSG_COUNT;
    for (size_t i = 0; i < s->n;) {
        uint32_t c;
        int len = utf8_decode(s->p + i, s->p + s->n, &c);
        if (!len) { /* decode_bytes makes valid UTF-8 only */
            i++;
            continue;
        }
        if (c == '<' && i >= literal)
            literal = literal_end(s, i);
        uint32_t r = c == '&' && i >= literal ? bad_reference(s, i) : 0;
        if (r)
            tell(s, ds, &t, judge_char(r), i, r, before);
        enum msg m = judge_behind(c, before);
        bool more_of_it = i == run_end && ((run == MSG_D114 && joins_emoji(c)) || (m == run && told_as_run(m)));
        if (m == MSG_D114 && !more_of_it && makes_emoji(c))
            tell(s, ds, &t, m, before_at, before, 0);
        else if (m != MSG_COUNT && !more_of_it)
            tell(s, ds, &t, m, i, c, before);
        before_at = i;
        i += (size_t)len;
        run_end = m != MSG_COUNT ? i : run_end;
        run = more_of_it ? run : m;
        before = c;
    }
    if (t.more) {
        char *more = arena_printf(ds->a, "%zu", t.more);
        DIAG(ds, D119, ((struct place){.file = s->file}), NULL, NULL, more);
    }
    return !t.error;
}

static bool marked(const char *p, size_t n) { return n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0; }

const char *chars_for_parser(struct arena *a, const struct source *s, bool clean)
{
    if (clean && !marked(s->p, s->n))
        return s->p;
    char *q = arena_strndup(a, s->p, s->n);
    bool front = true;
    for (size_t i = 0; i < s->n;) {
        uint32_t c;
        int len = utf8_decode(s->p + i, s->p + s->n, &c);
        bool forbidden = (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF;
        front &= c == 0xFEFF;
        if (len && (forbidden || front))
            memset(q + i, ' ', (size_t)len);
        i += len ? (size_t)len : 1;
    }
    return q;
}

/*
 * Which encoding a file is in. In this order:
 *   1 a BOM decides, unless the first character behind it shows that it is wrong (警告);
 *   2 NUL bytes in the pattern of UTF-16 decide (警告);
 *   3 the declaration, if the bytes are strictly decodable as declared — unless it says GBK (or another 8-bit code) and
 *     the bytes are UTF-8 with at least eight Chinese characters;
 *   4 valid UTF-8 (警告); 5 valid GB18030 (警告); 6 nothing: 错误.
 * One more fact is better than all statistics: our root elements have Chinese names. A reading that shows one is right,
 * so a damaged UTF-8 file is told as damaged and not read as the GB18030 that it may also happen to be.
 */
#include "intake/parts.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

const char *encoding_name(enum encoding e)
{
    static const char *const name[] = {"未知编码", "UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"};
    return name[e];
}

enum label { LABEL_NONE, LABEL_UTF8, LABEL_GB, LABEL_UTF16, LABEL_OTHER };

struct declaration { enum label label; char name[64]; };

static enum label label_of(const char *s)
{
    static const struct { const char *name; enum label label; } known[] = {
        {"utf-8", LABEL_UTF8}, {"utf8", LABEL_UTF8},
        /* Windows writes code page 936 under all of these; GB18030 contains it */
        {"gb18030", LABEL_GB}, {"gb18030-2005", LABEL_GB}, {"gb18030-2022", LABEL_GB}, {"gb2312", LABEL_GB},
        {"gb_2312-80", LABEL_GB}, {"gb2312-80", LABEL_GB}, {"euc-cn", LABEL_GB}, {"gbk", LABEL_GB}, {"x-gbk", LABEL_GB},
        {"cp936", LABEL_GB}, {"ms936", LABEL_GB}, {"windows-936", LABEL_GB}, {"936", LABEL_GB},
        {"utf-16", LABEL_UTF16}, {"utf16", LABEL_UTF16}, {"utf-16le", LABEL_UTF16}, {"utf-16be", LABEL_UTF16},
        {"ucs-2", LABEL_UTF16}, {"iso-10646-ucs-2", LABEL_UTF16}, {"unicode", LABEL_UTF16},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcasecmp(s, known[i].name) == 0)
            return known[i].label;
    return LABEL_OTHER;
}

static bool has(const char *p, size_t n, const char *with, size_t k) { return n >= k && memcmp(p, with, k) == 0; }

/* U+FEFF at the beginning, over and over: bytes. One is the mark of the encoding and is no text; more are told (D115). */
static size_t marks(const char *p, size_t n)
{
    size_t k = 0;
    while (has(p + k, n - k, "\xEF\xBB\xBF", 3))
        k += 3;
    return k;
}

/* The encoding named by <?xml … encoding="…"?> at the start of 8-bit text. */
static struct declaration declaration_of(const char *p, size_t n)
{
    struct declaration d = {LABEL_NONE, ""};
    size_t i = marks(p, n);
    while (i < n && strchr(" \t\r\n", p[i]) && p[i])
        i++;
    if (n - i < 6 || memcmp(p + i, "<?xml", 5) != 0)
        return d;
    const char *from = p + i, *end = memmem(from, n - i, "?>", 2);
    size_t len = end ? (size_t)(end - from) : n - i;
    const char *e = memmem(from, len < 400 ? len : 400, "encoding", 8);
    if (!e)
        return d;
    const char *stop = from + len, *q = e + 8;
    while (q < stop && strchr(" \t\r\n=", *q))
        q++;
    if (q >= stop || (*q != '"' && *q != '\''))
        return d;
    char quote = *q++;
    size_t k = 0;
    while (q < stop && *q != quote && *q > ' ' && *q < 0x7F && k + 1 < sizeof d.name)
        d.name[k++] = *q++;
    d.name[k] = 0;
    if (k)
        d.label = label_of(d.name);
    return d;
}

/* ---- what the bytes can be ---- */

struct evidence {
    bool utf8, utf8_root;      /* strictly decodable; shows a root element of ours */
    bool utf8_cut;             /* decodable up to a character that the end of the file cuts off */
    bool tried_gb, gb, gb_root;
    size_t cjk;                /* Chinese characters in the UTF-8 reading */
};

static size_t count_cjk(const char *p, size_t n, size_t enough)
{
    size_t count = 0;
    for (size_t i = 0; i < n && count < enough;) {
        uint32_t c;
        int len = utf8_decode(p + i, p + n, &c);
        i += len ? (size_t)len : 1;
        count += len && text_is_cjk(c);
    }
    return count;
}

static void look_utf8(struct evidence *e, const char *p, size_t n)
{
    size_t bad = 0;
    e->utf8 = utf8_valid(p, n, &bad);
    e->utf8_root = intake_root(p, n) != ROOT_UNKNOWN;
    e->cjk = count_cjk(p, n, 8);
    unsigned char lead = e->utf8 ? 0 : (unsigned char)p[bad];
    e->utf8_cut = e->cjk && n - bad < 4 && lead >= 0xC2 && lead <= 0xF4 && (size_t)(lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2) > n - bad;
    for (size_t i = bad + 1; e->utf8_cut && i < n; i++)
        e->utf8_cut = ((unsigned char)p[i] & 0xC0) == 0x80;
}

static void look_gb(struct evidence *e, struct arena *a, const char *p, size_t n)
{
    if (e->tried_gb)
        return;
    struct conversion c;
    convert_bytes(&c, a, p, n, ENC_GB18030);
    e->tried_gb = true;
    e->gb = c.nbad == 0 && !c.truncated;
    e->gb_root = intake_root(buf_str(&c.text), c.text.n) != ROOT_UNKNOWN;
    buf_drop(&c.text);
}

struct choice {
    enum encoding encoding;
    enum msg warning;          /* MSG_COUNT: none */
    bool unsupported;          /* D105 */
};

#define PLAIN(enc) ((struct choice){enc, MSG_COUNT, false})
#define WARNED(enc, code) ((struct choice){enc, MSG_##code, false})

/* No reading is exact: the one to report the faults in. */
static struct choice least_wrong(const struct evidence *e, enum encoding declared)
{
    if (e->utf8_root || e->gb_root)
        return PLAIN(e->utf8_root ? ENC_UTF8 : ENC_GB18030);
    return PLAIN(declared);
}

static struct choice choose_gb_declared(struct evidence *e, struct arena *a, const char *p, size_t n)
{
    look_gb(e, a, p, n);
    bool ascii = e->utf8 && e->cjk == 0 && utf8_count(p, n) == n;
    if (e->utf8 && !e->gb_root && !ascii && (e->cjk >= 8 || e->utf8_root || !e->gb))
        return WARNED(ENC_UTF8, D102); /* a lie that can be seen through */
    if (e->gb && !e->utf8_root)
        return PLAIN(ENC_GB18030);
    return least_wrong(e, ENC_GB18030);
}

/* seven_bit: a code that writes hanzi with ASCII bytes */
static struct choice choose_other(struct evidence *e, struct arena *a, const char *p, size_t n, bool supported, bool seven_bit)
{
    if (e->utf8 && utf8_count(p, n) == n) /* ASCII is the same in every 8-bit code */
        return (struct choice){ENC_UTF8, MSG_COUNT, seven_bit};
    if (e->utf8 && (supported || e->utf8_root || e->cjk >= 8))
        return WARNED(ENC_UTF8, D102);
    look_gb(e, a, p, n);
    if (e->gb && !e->utf8_root && (supported || e->gb_root)) /* Big5 is often decodable as GB18030: only the root decides */
        return WARNED(ENC_GB18030, D102);
    struct choice c = least_wrong(e, ENC_UTF8);
    c.unsupported = !supported && !e->utf8_root && !e->gb_root;
    return c;
}

static struct choice choose(struct evidence *e, const struct declaration *d, struct arena *a, const char *p, size_t n)
{
    look_utf8(e, p, n);
    if (d->label == LABEL_GB)
        return choose_gb_declared(e, a, p, n);
    if (d->label == LABEL_UTF16 || d->label == LABEL_OTHER)
        return choose_other(e, a, p, n, d->label == LABEL_UTF16,
                            strncasecmp(d->name, "hz", 2) == 0 || strncasecmp(d->name, "iso-2022", 8) == 0 || strncasecmp(d->name, "utf-7", 5) == 0);
    if (e->utf8)
        return PLAIN(ENC_UTF8);
    look_gb(e, a, p, n);
    if (e->gb && !e->utf8_root && !e->utf8_cut) {
        if (d->label == LABEL_UTF8)
            return WARNED(ENC_GB18030, D102);
        return WARNED(ENC_GB18030, D104);
    }
    return least_wrong(e, ENC_UTF8);
}

/* ---- BOM, UTF-16, UTF-32 ---- */

/* XML begins with '<' or white space, so the first two bytes of UTF-16 show its order. */
static enum encoding utf16_pattern(const char *p, size_t n)
{
    if (n < 2)
        return ENC_UNKNOWN;
    if (p[0] && !p[1] && strchr("< \t\r\n", p[0]))
        return ENC_UTF16LE;
    if (!p[0] && p[1] && strchr("< \t\r\n", p[1]))
        return ENC_UTF16BE;
    return ENC_UNKNOWN;
}

/* What the first bytes say: the mark of the encoding (BOM), and what the text behind it is. */
struct opening {
    size_t bom;                /* bytes of the mark */
    enum encoding marked;      /* ENC_UNKNOWN: there is none */
    enum encoding wide;        /* the code of two bytes a character to read it in; ENC_UNKNOWN: it is no such text */
};

/* 8-bit text behind the mark of UTF-16: UTF-16 would have a NUL beside its '<'. */
static bool narrow_behind(const char *p, size_t n)
{
    size_t i = 0;
    while (i < n && p[i] && strchr(" \t\r\n", p[i]))
        i++;
    return has(p + i, n - i, "<?xml", 5) || (i < n && p[i] == '<' && intake_root(p, n) != ROOT_UNKNOWN);
}

static struct opening open_bytes(const char *p, size_t n)
{
    bool le = has(p, n, "\xFF\xFE", 2), be = has(p, n, "\xFE\xFF", 2), narrow = has(p, n, "\xEF\xBB\xBF", 3);
    struct opening o = {le || be ? 2 : narrow ? 3 : 0, le ? ENC_UTF16LE : be ? ENC_UTF16BE : narrow ? ENC_UTF8 : ENC_UNKNOWN, ENC_UNKNOWN};
    o.wide = utf16_pattern(p + o.bom, n - o.bom);
    if ((le || be) && o.wide == ENC_UNKNOWN && !narrow_behind(p + o.bom, n - o.bom))
        o.wide = o.marked;
    return o;
}

static bool utf32(const char *p, size_t n)
{
    return has(p, n, "\xFF\xFE\0\0", 4) || has(p, n, "\0\0\xFE\xFF", 4) || has(p, n, "<\0\0\0", 4) || has(p, n, "\0\0\0<", 4);
}

/* ---- results ---- */

static void tell_bad(struct arena *a, const char *file, const char *bytes, const struct conversion *c, enum encoding e,
                     struct diags *ds)
{
    enum { HEX = 8 };
    struct source s;
    source_init(&s, a, file, c->text.p, c->text.n);
    uint32_t line = 0;
    size_t told = 0, more = 0;
    for (size_t i = 0; i < c->nbad; i++) {
        struct place at = source_place(&s, c->bad[i].out);
        if (at.line == line)
            continue; /* one message a line: what follows a bad byte is seldom a fault of its own */
        line = at.line;
        if (told++ >= UNDECODED_LINES) {
            more++;
            continue;
        }
        struct buf hex = {0};
        for (size_t k = 0; k < c->bad[i].len && k < HEX; k++)
            buf_addf(&hex, "%s%02X", k ? " " : "", (unsigned char)bytes[c->bad[i].in + k]);
        char *where = arena_printf(a, "%zu", c->bad[i].in + 1);
        DIAG(ds, D101, at, NULL, buf_str(&hex), where, buf_str(&hex), encoding_name(e));
        buf_drop(&hex);
    }
    if (more)
        DIAG(ds, D119, ((struct place){.file = file}), NULL, NULL, arena_printf(a, "%zu", more));
}

/* The declaration's characters become blanks: libxml2 gets UTF-8, and lines and columns stay. */
static void blank_declaration(char *p, size_t n)
{
    size_t k = marks(p, n);
    p += k;
    n -= k;
    if (!has(p, n, "<?xml", 5) || n < 6 || !strchr(" \t\r\n", p[5]))
        return;
    char *end = memmem(p, n, "?>", 2), *next = memchr(p + 1, '<', n - 1);
    if (!end || (next && next < end))
        return;
    for (; p < end + 2; p++)
        if (*p != '\n' && *p != '\r')
            *p = ' ';
}

/* marked: the mark of the encoding was taken off already. */
static void take_text(struct decoded *out, struct arena *a, const char *p, size_t n, bool marked)
{
    size_t bom = !marked && has(p, n, "\xEF\xBB\xBF", 3) ? 3 : 0;
    out->p = arena_strndup(a, p + bom, n - bom);
    out->n = n - bom;
    blank_declaration(out->p, out->n);
}

/* Converts bytes (behind a BOM of skipped bytes) and tells what could not be converted. */
static void take_converted(struct decoded *out, struct arena *a, const char *file, const char *bytes, size_t n,
                           size_t skipped, struct diags *ds)
{
    struct conversion c = {0};
    convert_bytes(&c, a, bytes + skipped, n - skipped, out->encoding);
    text_end_lines(c.text.p, c.text.n);
    for (size_t i = 0; i < c.nbad; i++)
        c.bad[i].in += skipped;
    out->exact = c.nbad == 0;
    out->given_up = c.given_up;
    out->unfinished = c.truncated && c.nbad == 1;
    if (c.nbad)
        tell_bad(a, file, bytes, &c, out->encoding, ds);
    take_text(out, a, buf_str(&c.text), c.text.n, skipped > 0);
    for (size_t i = 0; i < c.nbad; i++)
        c.bad[i].out -= c.text.n - out->n;
    out->bad = c.bad;
    out->nbad = c.nbad;
    buf_drop(&c.text);
}

/* NUL bytes at the end: Windows gives a file its full size before the content arrives. */
static bool ends_in_nul(struct decoded *out, const char *file, const char *bytes, size_t *n, const struct opening *o, struct diags *ds)
{
    size_t nul = 0;
    while (nul < *n && !bytes[*n - 1 - nul])
        nul++;
    bool wide = o->wide != ENC_UNKNOWN;
    if (nul == 0 || (wide && nul < 4))
        return false;
    char count[32];
    snprintf(count, sizeof count, "%zu", nul);
    DIAG(ds, X105, ((struct place){.file = file}), NULL, NULL, count);
    *n -= nul;
    *n += wide && (*n - o->bom) % 2 != 0; /* the last character's own */
    out->unfinished = true;
    return true;
}

/* The mark says one thing, the text behind it plainly is another. */
static void tell_wrong_mark(const char *file, enum encoding marked, enum encoding is, struct diags *ds)
{
    char claim[64];
    snprintf(claim, sizeof claim, "%s（编码标记 BOM）", encoding_name(marked));
    DIAG(ds, D102, ((struct place){file, 1, 1}), NULL, claim, claim, encoding_name(is));
}

static void decode_wide(struct decoded *out, struct arena *a, const char *file, const char *bytes, size_t n,
                        const struct opening *o, struct diags *ds)
{
    out->encoding = o->wide;
    take_converted(out, a, file, bytes, n, o->bom, ds);
    struct conversion c = {0};
    convert_bytes(&c, a, bytes + o->bom, n - o->bom < 800 ? n - o->bom : 800, out->encoding);
    struct declaration d = declaration_of(buf_str(&c.text), c.text.n);
    buf_drop(&c.text);
    struct place top = {file, 1, 1};
    if (!o->bom)
        DIAG(ds, D103, top, NULL, NULL, encoding_name(out->encoding));
    else if (o->marked != o->wide)
        tell_wrong_mark(file, o->marked, o->wide, ds);
    else if (d.label != LABEL_NONE && d.label != LABEL_UTF16)
        DIAG(ds, D106, top, NULL, d.name, encoding_name(out->encoding), d.name);
}

/* GBK text behind a BOM of UTF-8: some editors put one in front of everything they save. */
static bool bom_lies(struct evidence *e, struct arena *a, const char *p, size_t n)
{
    look_utf8(e, p, n);
    if (e->utf8 || e->utf8_root || e->utf8_cut)
        return false;
    look_gb(e, a, p, n);
    return e->gb && e->gb_root;
}

static void decode_narrow(struct decoded *out, struct arena *a, const char *file, const char *bytes, size_t n,
                          const struct opening *o, struct diags *ds)
{
    struct place top = {file, 1, 1};
    struct declaration d = declaration_of(bytes + o->bom, n - o->bom);
    struct evidence e = {0};
    struct choice c = PLAIN(ENC_UTF8);
    if (o->marked != ENC_UTF8)
        c = choose(&e, &d, a, bytes + o->bom, n - o->bom);
    else if (bom_lies(&e, a, bytes + o->bom, n - o->bom))
        c = PLAIN(ENC_GB18030);
    out->encoding = c.encoding;
    if (o->bom && o->marked != c.encoding)
        tell_wrong_mark(file, o->marked, c.encoding, ds);
    else if (o->bom && d.label != LABEL_NONE && d.label != LABEL_UTF8)
        DIAG(ds, D106, top, NULL, d.name, "UTF-8", d.name);
    else if (c.warning == MSG_D102)
        DIAG(ds, D102, top, NULL, d.name, d.name, encoding_name(c.encoding));
    else if (c.warning == MSG_D104)
        DIAG(ds, D104, top, NULL, NULL, encoding_name(c.encoding));
    if (c.unsupported) {
        DIAG(ds, D105, top, NULL, d.name, d.name);
        out->exact = false;
        take_text(out, a, "", 0, /*marked*/false);
    } else {
        take_converted(out, a, file, bytes, n, o->bom, ds);
    }
}

static void tell_empty(struct decoded *out, const char *file, struct diags *ds)
{
    DIAG(ds, X103, ((struct place){.file = file}), NULL, NULL, NULL);
    out->unfinished = true;
}

void decode_bytes(struct decoded *out, struct arena *a, const char *file, const char *bytes, size_t n, struct diags *ds)
{
    *out = (struct decoded){.p = arena_strdup(a, ""), .exact = true};
    struct opening o = open_bytes(bytes, n);
    bool unfinished = ends_in_nul(out, file, bytes, &n, &o, ds);
    if (n == 0 && unfinished) {
        out->unfinished = true;
        return;
    }
    if (n == 0) {
        tell_empty(out, file, ds);
        return;
    }
    if (utf32(bytes, n)) {
        DIAG(ds, D107, ((struct place){.file = file}), NULL, NULL, NULL);
        out->exact = false;
        return;
    }
    o = open_bytes(bytes, n);
    if (o.wide != ENC_UNKNOWN)
        decode_wide(out, a, file, bytes, n, &o, ds);
    else
        decode_narrow(out, a, file, bytes, n, &o, ds);
    out->unfinished |= unfinished;
    if (!out->n && out->exact && !unfinished) /* a mark of the encoding and nothing behind it */
        tell_empty(out, file, ds);
}

int intake_decode(struct arena *a, const char *file, const char *bytes, size_t n, char **utf8, size_t *nutf8,
                  enum encoding *enc, struct diags *ds)
{
    struct diags found = {.a = ds->a};
    struct decoded d;
    *utf8 = arena_strdup(a, "");
    *nutf8 = 0;
    *enc = ENC_UNKNOWN;
    if (n > LIMIT_FILE) {
        DIAG(ds, X101, ((struct place){.file = file}), NULL, NULL, arena_printf(ds->a, "%zu", n), arena_printf(ds->a, "%d", LIMIT_FILE));
        return -1;
    }
    decode_bytes(&d, a, file, bytes, n, &found);
    struct source s;
    source_init(&s, a, file, d.p, d.n);
    bool fine = chars_check(&s, &found) && d.exact && !d.unfinished;
    diags_append(ds, &found);
    *utf8 = d.p;
    *nutf8 = d.n;
    *enc = d.encoding;
    return fine ? 0 : -1;
}

/*
 * Text that was decoded by another code than it was written in (乱码), and has gone on since as if it were text: bytes of UTF-8
 * read as GBK (鍏ㄩ儴 for 全部) — also a passage of UTF-8 in a file of GB18030 —, or bytes of UTF-8 or GBK read as a western code
 * (å…¨éƒ¨, È«²¿). Each is valid text, so decoding alone never sees it.
 *
 * The way back is tried: the bytes that such a reading would have begun with are read by the other code. What comes out is
 * believed only if it is a row of hanzi of GB 2312 level 1, the 3,755 most used. Hanzi in use have no bytes that UTF-8 could
 * begin with, so each six bytes of such a passage hold a rare character that would have to stand there by chance.
 *
 * Told beside these: what is left where text was lost (锟斤拷) and where memory was never filled (烫烫烫, 屯屯屯).
 */
#include "intake/parts.h"

#include <pthread.h>
#include <string.h>

enum { FEWEST = 3 /* common hanzi in a row */, FEWEST_WESTERN = 2, KEPT = 240 /* bytes of the text brought back */, SHOWN = 16, GAP = 24 };

/* ---- GBK both ways, for characters of the BMP that have a code of two bytes ---- */

static uint16_t gb_code[0x10000];                      /* 0: none */
static uint16_t gb_char[0x10000];

/* All codes are converted at once, one a line. */
static void fill_tables(void)
{
    struct arena *a = arena_new();
    struct buf codes = {0};
    struct conversion v;
    for (unsigned lead = 0x81; lead <= 0xFE; lead++)
        for (unsigned trail = 0x40; trail <= 0xFE; trail += trail == 0x7E ? 2 : 1)
            buf_add(&codes, (char[]){(char)lead, (char)trail, '\n'}, 3);
    convert_bytes(&v, a, codes.p, codes.n, ENC_GB18030);
    const char *p = buf_str(&v.text), *end = p + v.text.n, *code = codes.p;
    for (const char *line_end; (line_end = memchr(p, '\n', (size_t)(end - p))); code += 3) {
        uint32_t c;
        int n = utf8_decode(p, end, &c);
        unsigned two = (unsigned)(unsigned char)code[0] << 8 | (unsigned char)code[1];
        if (n && c < 0xFFFD && p + n == line_end) {
            gb_code[c] = (uint16_t)two;
            gb_char[two] = (uint16_t)c;
        }
        p = line_end + 1;
    }
    buf_drop(&v.text);
    buf_drop(&codes);
    arena_drop(a);
}

static bool level_1(unsigned code) { return code >= 0xB0A1 && code <= 0xD7F9 && (code & 0xFF) >= 0xA1; }

/* ---- one way back ---- */

enum way { UTF8_AS_GB, UTF8_AS_WESTERN, GB_AS_WESTERN, WAYS };

/* A row of characters that the way back makes sense of so far; n 0: none. */
struct trail {
    uint32_t under_way;       /* the bits of a character whose bytes are not all there, or its first byte */
    int wanted;               /* so many bytes more */
    size_t begins;            /* where it begins in the text */
    size_t from, to, n;       /* the passage, in the text; characters brought back */
    size_t row, longest;      /* common hanzi one behind the other */
    uint32_t first;           /* the first hanzi */
    bool varied;              /* another one followed */
    size_t letters;           /* of the western alphabet: signs like ×× are no traces */
    struct buf back;          /* the text brought back, its beginning … */
    size_t sure;              /* … of which so much is up to `to` */
};

struct search {
    struct source *s;
    struct diags *ds;
    struct garbled *found;
    struct trail trail[WAYS];
    struct { size_t from, to; enum way way; struct buf back; } last; /* not told yet; to 0: none */
};

/* The beginning of a passage as a message shows it. */
static const char *cut(struct arena *a, const char *p, size_t n)
{
    return text_short(a, arena_strndup(a, p, n < KEPT ? n : KEPT), SHOWN);
}

/* Returns false if so many were told that this one is only counted. */
static bool garbled_add(struct garbled *g, size_t from, size_t to)
{
    if (g->n == GARBLED_TOLD) {
        g->more++;
        return false;
    }
    g->v[g->n].from = from;
    g->v[g->n++].to = to;
    return true;
}

static void tell_last(struct search *g)
{
    static const char *const how[] = {"UTF-8 编码的文字被当成了 GBK", "UTF-8 编码的文字被当成了西文", "GBK 编码的文字被当成了西文"};
    struct arena *a = g->ds->a;
    if (!g->last.to)
        return;
    size_t length = g->last.to - g->last.from;
    if (garbled_add(g->found, g->last.from, g->last.to)) {
        const char *shown = cut(a, g->s->p + g->last.from, length);
        DIAG(g->ds, D122, source_place(g->s, g->last.from), NULL, shown, shown, text_short(a, buf_str(&g->last.back), SHOWN), how[g->last.way]);
    }
    g->found->error = true;
    g->last.to = 0;
    buf_clear(&g->last.back);
}

/* What lies close behind a passage belongs to it: single characters between were not brought back. */
static void note(struct search *g, enum way way)
{
    const struct trail *t = &g->trail[way];
    bool same = g->last.to && g->last.way == way && t->from >= g->last.to && t->from - g->last.to <= GAP;
    if (!same) {
        tell_last(g);
        g->last.from = t->from;
        g->last.way = way;
    } else if (g->last.back.n < KEPT) {
        buf_adds(&g->last.back, "…");
    }
    if (g->last.back.n < KEPT)
        buf_add(&g->last.back, t->back.p, t->sure);
    g->last.to = t->to;
}

static void end_trail(struct search *g, enum way way)
{
    struct trail *t = &g->trail[way];
    if (!t->n && !t->wanted)
        return;
    size_t fewest = way == UTF8_AS_WESTERN ? FEWEST_WESTERN : FEWEST;
    if (t->longest >= fewest && t->varied && (way != GB_AS_WESTERN || t->letters >= 2))
        note(g, way);
    struct buf kept = t->back;
    buf_clear(&kept);
    *t = (struct trail){.back = kept};
}

/* A character came back whole; it ends at `to`. Returns false if no text of ours has it. */
static bool came_back(struct trail *t, uint32_t c, size_t to)
{
    bool hanzi = c >= 0x4E00 && c <= 0x9FFF, mark = (c >= 0x2010 && c <= 0x2026) || (c >= 0x3000 && c <= 0x3020) || (c >= 0xFF01 && c <= 0xFF5E);
    if (!hanzi && !mark)
        return false;
    t->from = t->n ? t->from : t->begins;
    t->n++;
    t->to = to;
    t->row = hanzi && level_1(gb_code[c]) ? t->row + 1 : 0;
    t->longest = t->row > t->longest ? t->row : t->longest;
    t->varied |= hanzi && t->first && t->first != c;
    t->first = hanzi && !t->first ? c : t->first;
    if (t->back.n < KEPT)
        buf_add_utf8(&t->back, c);
    t->sure = t->back.n;
    return true;
}

/* One byte that the character from `from` to `to` would have been. */
static void step_utf8(struct search *g, enum way way, unsigned byte, size_t from, size_t to)
{
    struct trail *t = &g->trail[way];
    if (t->wanted && (byte & 0xC0) == 0x80) {
        t->under_way = t->under_way << 6 | (byte & 0x3F);
        if (--t->wanted == 0 && !came_back(t, t->under_way, to))
            end_trail(g, way);
        return;
    }
    if (t->wanted || byte < 0xE2 || byte > 0xEF)
        end_trail(g, way);
    if (byte >= 0xE2 && byte <= 0xEF) {
        t->under_way = byte & 0x0F;
        t->wanted = 2;
        t->begins = from;
    }
}

static void step_gb(struct search *g, unsigned byte, size_t from, size_t to)
{
    struct trail *t = &g->trail[GB_AS_WESTERN];
    bool letter = byte >= 0xC0 && byte != 0xD7 && byte != 0xF7;
    if (t->wanted) {
        unsigned code = t->under_way << 8 | byte;
        t->wanted = 0;
        if ((level_1(code) || (code >= 0xA1A2 && code <= 0xA3FE)) && came_back(t, gb_char[code], to)) {
            t->letters += letter;
            return;
        }
        end_trail(g, GB_AS_WESTERN);
    }
    if (byte < 0xA1 || byte > 0xD7) {
        end_trail(g, GB_AS_WESTERN);
        return;
    }
    t->under_way = byte;
    t->wanted = 1;
    t->begins = from;
    t->letters += letter;
}

/* The byte that windows-1252 (or Latin-1) reads as c; 0: none. */
static unsigned western_byte(uint32_t c)
{
    static const uint16_t high[] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
                                    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E, 0x0178};
    if (c >= 0x80 && c <= 0xFF)
        return c;
    for (unsigned i = 0; c >= 0x0152 && c <= 0x2122 && i < sizeof high / sizeof high[0]; i++)
        if (high[i] == c)
            return 0x80 + i;
    return 0;
}

static void step(struct search *g, uint32_t c, size_t from, size_t to)
{
    unsigned code = c < 0x10000 ? gb_code[c] : 0, byte = western_byte(c);
    if (code) {
        step_utf8(g, UTF8_AS_GB, code >> 8, from, to);
        if ((code & 0xFF) >= 0x80)
            step_utf8(g, UTF8_AS_GB, code & 0xFF, from, to);
        else
            end_trail(g, UTF8_AS_GB);
    } else {
        end_trail(g, UTF8_AS_GB);
    }
    if (byte) {
        step_utf8(g, UTF8_AS_WESTERN, byte, from, to);
        step_gb(g, byte, from, to);
    } else {
        end_trail(g, UTF8_AS_WESTERN);
        end_trail(g, GB_AS_WESTERN);
    }
}

/* ASCII is the same in all codes: figures and letters go on in a passage, a tag or a line's end ends it. */
static void step_ascii(struct search *g, char c)
{
    bool ends = c == '<' || c == '>' || c == '\n' || c == '\r';
    for (enum way w = 0; w < WAYS; w++) {
        struct trail *t = &g->trail[w];
        if (ends || t->wanted) {
            end_trail(g, w);
        } else if (t->n) {
            t->row = 0;
            if (t->back.n < KEPT)
                buf_addc(&t->back, c);
        }
    }
    if (ends)
        tell_last(g);
}

static void search_ways_back(struct search *g)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    const char *p = g->s->p, *end = p + g->s->n;
    pthread_once(&once, fill_tables);
    for (size_t i = 0; i < g->s->n;) {
        uint32_t c;
        int n = utf8_decode(p + i, end, &c);
        if (n > 1)
            step(g, c, i, i + (size_t)n);
        else
            step_ascii(g, p[i]);
        i += n ? (size_t)n : 1;
    }
    for (enum way w = 0; w < WAYS; w++) {
        end_trail(g, w);
        buf_drop(&g->trail[w].back);
    }
    tell_last(g);
    buf_drop(&g->last.back);
}

/* ---- what is left of lost text ---- */

/* The end of the row of those hanzi (three bytes each) that goes on at i. */
static size_t row_end(const struct source *s, size_t i, const char *hanzi)
{
    size_t n = strlen(hanzi);
    while (s->n - i >= 3) {
        size_t k = 0;
        while (k < n && memcmp(s->p + i, hanzi + k, 3) != 0)
            k += 3;
        if (k >= n)
            break;
        i += 3;
    }
    return i;
}

static void search_remains(struct source *s, struct garbled *found, struct diags *ds)
{
    static const struct { const char *row; enum msg msg; } known[] = {{"锟斤拷", MSG_D123}, {"烫烫烫", MSG_D124}, {"屯屯屯", MSG_D124}};
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
        const char *at = s->p;
        while ((at = memmem(at, s->n - (size_t)(at - s->p), known[k].row, 9))) {
            size_t from = (size_t)(at - s->p), to = row_end(s, from, known[k].row);
            found->error |= known[k].msg == MSG_D123;
            if (garbled_add(found, from, to)) {
                const char *shown = cut(ds->a, at, to - from);
                diag_add(ds, known[k].msg, source_place(s, from), NULL, shown, (const char *const[]){shown, NULL});
            }
            at = s->p + to;
        }
    }
}

bool garbled_at(const struct garbled *g, size_t offset)
{
    for (size_t i = 0; i < g->n; i++)
        if (offset >= g->v[i].from && offset < g->v[i].to)
            return true;
    return g->more > 0;
}

void garbled_check(struct garbled *found, struct source *s, struct diags *ds)
{
    struct search g = {.s = s, .ds = ds, .found = found};
    *found = (struct garbled){0};
    search_ways_back(&g);
    search_remains(s, found, ds);
}

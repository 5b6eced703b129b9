/*
 * The charset of a CFF table: which CID (or glyph name) each glyph has. hb-subset renumbers glyphs but keeps their CIDs, and
 * the codes in a PDF page are CIDs, so the back end needs this table. Everything is bounds-checked: a font file is foreign data.
 * Adobe Technical Note 5176: header 6, INDEX 5, DICT 4, charsets 13.
 */
#include "font/internal.h"

struct reader {
    const uint8_t *p;
    size_t n, at;
    bool bad;
};

static unsigned u8(struct reader *r)
{
    if (r->at >= r->n) {
        r->bad = true;
        return 0;
    }
    return r->p[r->at++];
}

static unsigned un(struct reader *r, int bytes)
{
    unsigned v = 0;
    while (bytes-- > 0)
        v = v << 8 | u8(r);
    return v;
}

struct index { unsigned count; size_t first, first_n, end; }; /* first: bytes of element 0 */

/* Reads the INDEX at r->at; the reader then stands behind it. 5176, 5 */
static bool index_read(struct reader *r, struct index *out)
{
    *out = (struct index){0};
    out->count = un(r, 2);
    if (r->bad)
        return false;
    if (!out->count) {
        out->end = r->at;
        return true;
    }
    unsigned off = u8(r);
    size_t offsets = r->at, bytes = ((size_t)out->count + 1) * off;
    if (r->bad || off < 1 || off > 4 || r->n - r->at < bytes)
        return false;
    unsigned start = un(r, (int)off), next = un(r, (int)off);
    r->at = offsets + (size_t)out->count * off;
    unsigned last = un(r, (int)off);
    size_t data = offsets + bytes - 1; /* offsets count from 1 */
    if (r->bad || start != 1 || next < start || last < next || r->n - data < last)
        return false;
    out->first = data + start;
    out->first_n = next - start;
    out->end = r->at = data + last;
    return true;
}

struct top { bool cid_keyed; long charset, charstrings; };

/* One DICT number (5176, 4); operators are told by the caller. Reals are passed over. */
static long dict_number(struct reader *r, unsigned b0)
{
    if (b0 >= 32 && b0 <= 246)
        return (long)b0 - 139;
    if (b0 >= 247 && b0 <= 250)
        return ((long)b0 - 247) * 256 + (long)u8(r) + 108;
    if (b0 >= 251 && b0 <= 254)
        return -((long)b0 - 251) * 256 - (long)u8(r) - 108;
    if (b0 == 28)
        return (int16_t)un(r, 2);
    if (b0 == 29)
        return (int32_t)un(r, 4);
    if (b0 == 30) {
        for (unsigned b = 0; !r->bad && (b & 15) != 15 && (b >> 4) != 15;)
            b = u8(r);
        return 0;
    }
    r->bad = true; /* reserved */
    return 0;
}

static bool top_read(const uint8_t *p, size_t n, struct top *out)
{
    struct reader r = {p, n, 0, false};
    long operand = 0;
    *out = (struct top){0};
    while (r.at < r.n && !r.bad) {
        unsigned b = u8(&r);
        if (b > 21) {
            operand = dict_number(&r, b);
            continue;
        }
        if (b == 12) {
            if (u8(&r) == 30)
                out->cid_keyed = true; /* ROS: must come first, so its presence settles the keying */
        } else if (b == 15) {
            out->charset = operand;
        } else if (b == 17) {
            out->charstrings = operand;
        }
    }
    return !r.bad;
}

/* Formats 0, 1, 2 of 5176, 13. Glyph 0 is .notdef and not stored. */
static bool charset_read(struct reader *r, uint16_t *cid, unsigned nglyphs)
{
    unsigned format = u8(r), gid = 1;
    if (format > 2)
        return false;
    while (gid < nglyphs && !r->bad) {
        unsigned first = un(r, 2), left = format == 0 ? 0 : un(r, format == 1 ? 1 : 2);
        if (r->bad || first + left > 0xFFFF || left >= nglyphs - gid)
            return false;
        for (unsigned i = 0; i <= left; i++)
            cid[gid++] = (uint16_t)(first + i);
    }
    return !r->bad;
}

static bool is_identity(const uint16_t *cid, unsigned n)
{
    for (unsigned i = 0; i < n; i++)
        if (cid[i] != i)
            return false;
    return true;
}

/* Header, names and Top DICT; the reader then stands anywhere. 5176, 6, 9 */
static bool open_top(struct reader *r, struct top *top)
{
    struct index names, tops;
    unsigned major = u8(r);
    u8(r);
    r->at = u8(r);
    return !r->bad && major == 1 && r->at >= 4 && index_read(r, &names) && index_read(r, &tops) && tops.count >= 1 &&
           top_read(r->p + tops.first, tops.first_n, top) && top->charstrings > 0 && (size_t)top->charstrings < r->n;
}

bool cff_whole(const uint8_t *p, size_t n)
{
    enum { CALLSUBR = 10, ENDCHAR = 14, CALLGSUBR = 29 };
    struct reader r = {p, n, 0, false};
    struct index glyphs;
    struct top top;
    if (!open_top(&r, &top))
        return false;
    r.at = (size_t)top.charstrings;
    if (!index_read(&r, &glyphs) || !glyphs.count)
        return false;
    r.at = (size_t)top.charstrings + 2;
    int off = (int)u8(&r);
    size_t data = (size_t)top.charstrings + 3 + ((size_t)glyphs.count + 1) * (size_t)off - 1;
    for (unsigned i = 0, last = un(&r, off); i < glyphs.count; i++) {
        unsigned next = un(&r, off);
        if (r.bad || next <= last || next > n - data)
            return false;
        unsigned end = p[data + next - 1];
        if (end != ENDCHAR && end != CALLSUBR && end != CALLGSUBR)
            return false;
        last = next;
    }
    return true;
}

int cff_read(struct arena *a, const uint8_t *p, size_t n, struct cff_info *out)
{
    struct reader r = {p, n, 0, false};
    struct index glyphs;
    struct top top;
    *out = (struct cff_info){0};
    if (!open_top(&r, &top) || top.charset < 0 || (size_t)top.charset >= n)
        return -1;
    r.at = (size_t)top.charstrings;
    if (!index_read(&r, &glyphs) || !glyphs.count)
        return -1;
    out->cid_keyed = top.cid_keyed;
    out->nglyphs = glyphs.count;
    if (!top.cid_keyed || top.charset <= 2) /* 0..2 name predefined charsets, which only name-keyed fonts have */
        return 0;
    uint16_t *cid = arena_calloc(a, glyphs.count, sizeof *cid);
    r.at = (size_t)top.charset;
    r.bad = false;
    if (!charset_read(&r, cid, glyphs.count))
        return -1;
    out->cid_of_gid = is_identity(cid, glyphs.count) ? NULL : cid;
    return 0;
}

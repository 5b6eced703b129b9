/* What `mutool trace` says of the pages → marks. A stream: no more than one page's text is held by the parser. */
#include "verify/page.h"

#include "verify/child.h"

#include <errno.h>
#include <libxml/xmlreader.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MARKS_MOST = 400000 }; /* glyphs, rules … of one page */

struct matrix { double a, b, c, d, e, f; };
struct point { double x, y; };

enum painting { PAINT_NONE, PAINT_FILL, PAINT_STROKE, PAINT_HIDDEN };

struct state {
    struct vpages *p;
    struct vpage *page;
    struct matrix ctm;           /* of the object being read, straight to µm of the upright page */
    struct matrix upright;
    enum painting text, path;
    enum ink ink;
    uint16_t font;
    double trm[4];
    double linewidth; bool dashed;
    struct point *v; size_t n, cap; bool curved, closed; /* the subpath being read, in µm */
    bool overfull;
};

static const char *attr(xmlTextReaderPtr r, const char *name, char *out, size_t size)
{
    xmlChar *v = xmlTextReaderGetAttribute(r, (const xmlChar *)name);
    out[0] = 0;
    if (v && strlen((char *)v) < size)
        strcpy(out, (char *)v);
    xmlFree(v);
    return out;
}

static double num(xmlTextReaderPtr r, const char *name, double otherwise)
{
    char s[64];
    attr(r, name, s, sizeof s);
    double v = s[0] ? strtod(s, NULL) : otherwise;
    return isfinite(v) ? v : 0;
}

static struct matrix concat(struct matrix m, struct matrix n)
{
    return (struct matrix){m.a * n.a + m.b * n.c, m.a * n.b + m.b * n.d, m.c * n.a + m.d * n.c, m.c * n.b + m.d * n.d,
                           m.e * n.a + m.f * n.c + n.e, m.e * n.b + m.f * n.d + n.f};
}

static struct point at(const struct matrix *m, double x, double y)
{
    return (struct point){x * m->a + y * m->c + m->e, x * m->b + y * m->d + m->f};
}

static um clamp(double v) { return v > 1e9 ? 1000000000 : v < -1e9 ? -1000000000 : (um)lround(v); }

/* The displayed page (pt) → the upright page (µm). */
static struct matrix upright(const struct vpage *p)
{
    double k = 352.77778, w = p->w, h = p->h;
    switch (p->rotate) {
    case 90: return (struct matrix){0, -k, k, 0, 0, h};
    case 180: return (struct matrix){-k, 0, 0, -k, w, h};
    case 270: return (struct matrix){0, k, -k, 0, w, 0};
    default: return (struct matrix){k, 0, 0, k, 0, 0};
    }
}

static void read_transform(struct state *s, xmlTextReaderPtr r)
{
    char t[256];
    struct matrix m = {1, 0, 0, 1, 0, 0};
    attr(r, "transform", t, sizeof t);
    if (sscanf(t, "%lf %lf %lf %lf %lf %lf", &m.a, &m.b, &m.c, &m.d, &m.e, &m.f) != 6)
        m = (struct matrix){1, 0, 0, 1, 0, 0};
    s->ctm = concat(m, s->upright);
}

/* Convention ⑤ of the digest. */
static enum ink ink_of(const double *v, int n)
{
    if (n == 1)
        return v[0] <= 0.02 ? INK_BLACK : v[0] >= 0.98 ? INK_WHITE : INK_OTHER;
    if (n == 3) {
        if (v[0] <= 0.02 && v[1] <= 0.02 && v[2] <= 0.02)
            return INK_BLACK;
        if (v[0] >= 0.98 && v[1] >= 0.98 && v[2] >= 0.98)
            return INK_WHITE;
        return v[0] >= 0.75 && v[1] <= 0.3 && v[2] <= 0.3 ? INK_RED : INK_OTHER;
    }
    if (n == 4) {
        if (v[3] >= 0.98 && v[0] <= 0.02 && v[1] <= 0.02 && v[2] <= 0.02)
            return INK_BLACK;
        if (v[0] + v[1] + v[2] + v[3] <= 0.04)
            return INK_WHITE;
        return v[0] <= 0.05 && v[1] >= 0.8 && v[2] >= 0.8 && v[3] <= 0.1 ? INK_RED : INK_OTHER;
    }
    return INK_OTHER;
}

static void read_ink(struct state *s, xmlTextReaderPtr r)
{
    char t[256], *p = t;
    double v[4] = {0};
    int n = 0;
    attr(r, "color", t, sizeof t);
    for (char *end; n < 4; p = end) {
        v[n] = strtod(p, &end);
        if (end == p)
            break;
        n++;
    }
    s->ink = ink_of(v, n);
}

/* ---- text ---- */

static enum way way_of(struct point dir)
{
    double len = hypot(dir.x, dir.y);
    if (len <= 0)
        return WAY_SKEW;
    double x = dir.x / len, y = dir.y / len;
    return x > 0.9999 ? WAY_RIGHT : x < -0.9999 ? WAY_LEFT : y < -0.9999 ? WAY_UP : y > 0.9999 ? WAY_DOWN : WAY_SKEW;
}

static void read_span(struct state *s, xmlTextReaderPtr r)
{
    char t[256];
    attr(r, "font", t, sizeof t);
    s->font = pages_font(s->p, t);
    attr(r, "trm", t, sizeof t);
    memset(s->trm, 0, sizeof s->trm);
    if (sscanf(t, "%lf %lf %lf %lf", &s->trm[0], &s->trm[1], &s->trm[2], &s->trm[3]) != 4)
        s->trm[0] = s->trm[3] = 1;
}

/* The outline of a glyph that was filled just before: no glyph of its own. */
static bool outlines(struct vpage *p, const struct vglyph *g)
{
    for (size_t i = p->ng; i > 0 && p->ng - i < 4000; i--) {
        struct vglyph *old = &p->g[i - 1];
        if (old->cp == g->cp && old->x == g->x && old->y == g->y && old->way == g->way) {
            old->stroked = true;
            return true;
        }
    }
    return false;
}

static void read_glyph(struct state *s, xmlTextReaderPtr r)
{
    char t[64];
    uint32_t cp = 0xFFFD;
    attr(r, "unicode", t, sizeof t);
    if (!utf8_decode(t, t + strlen(t), &cp))
        cp = 0xFFFD;
    struct point o = at(&s->ctm, num(r, "x", 0), num(r, "y", 0)), zero = at(&s->ctm, 0, 0);
    struct point right = at(&s->ctm, s->trm[0], s->trm[1]), up = at(&s->ctm, s->trm[2], s->trm[3]);
    struct point dir = {right.x - zero.x, right.y - zero.y}, high = {up.x - zero.x, up.y - zero.y};
    double size = hypot(high.x, high.y), wide = hypot(dir.x, dir.y);
    struct vglyph g = {.cp = cp, .x = clamp(o.x), .y = clamp(o.y), .advance = clamp(num(r, "adv", 0) * wide), .size = clamp(size), .font = s->font,
                       .ink = (uint8_t)s->ink, .way = (uint8_t)way_of(dir), .piece = -1, .place = -1};
    g.hscale = size > 0 && wide / size < 30 ? (int16_t)lround(wide / size * 1000) : 1000;
    bool outside = g.x < -g.size || g.y < -g.size || g.x > s->page->w + g.size || g.y > s->page->h + g.size;
    if (s->text == PAINT_HIDDEN || s->ink == INK_WHITE || outside) {
        bool blank = cp <= 0x20 || cp == 0xA0 || cp == 0x3000;
        s->page->white += !blank && !outside && s->text != PAINT_HIDDEN; /* an invisible layer (of a scan) is no fault */
        s->page->outside += !blank && outside;
        return;
    }
    s->p->fonts[g.font].used = true;
    if (s->text == PAINT_STROKE && outlines(s->page, &g))
        return;
    g.stroked = s->text == PAINT_STROKE;
    if (s->page->ng < MARKS_MOST)
        ARENA_PUSH(s->p->a, s->page->g, s->page->ng, s->page->capg) = g;
    else
        s->overfull = true;
}

/* ---- paths ---- */

static struct box bounds(const struct state *s)
{
    struct box b = {1000000000, 1000000000, -1000000000, -1000000000};
    for (size_t i = 0; i < s->n; i++) {
        um x = clamp(s->v[i].x), y = clamp(s->v[i].y);
        b.x0 = x < b.x0 ? x : b.x0;
        b.x1 = x > b.x1 ? x : b.x1;
        b.y0 = y < b.y0 ? y : b.y0;
        b.y1 = y > b.y1 ? y : b.y1;
    }
    return b;
}

static void add_rule(struct state *s, struct vrule k)
{
    if (k.x0 > k.x1 || (k.x0 == k.x1 && k.y0 > k.y1)) {
        um x = k.x0, y = k.y0;
        k.x0 = k.x1, k.y0 = k.y1, k.x1 = x, k.y1 = y;
    }
    if (s->page->nr < MARKS_MOST)
        ARENA_PUSH(s->p->a, s->page->r, s->page->nr, s->page->capr) = k;
    else
        s->overfull = true;
}

static void add_area(struct state *s, struct box b)
{
    if (s->page->ns < MARKS_MOST)
        ARENA_PUSH(s->p->a, s->page->s, s->page->ns, s->page->caps) = (struct varea){b, s->ink, s->path == PAINT_FILL};
    else
        s->overfull = true;
}

/* A stroke of two points, or a filled bar less than 3 mm thick, is a rule; all else is an area. */
static void end_subpath(struct state *s)
{
    if (s->path == PAINT_NONE || s->n < 2 || s->ink == INK_WHITE) {
        s->n = 0;
        return;
    }
    struct box b = bounds(s);
    um w = b.x1 - b.x0, h = b.y1 - b.y0;
    struct point o = at(&s->ctm, 0, 0), u = at(&s->ctm, s->linewidth, 0);
    um pen = clamp(hypot(u.x - o.x, u.y - o.y));
    if (s->path == PAINT_STROKE && s->n >= 2 && !s->curved && (w == 0 || h == 0 || s->n == 2)) {
        struct point *p = s->v, *q = &s->v[1];
        add_rule(s, (struct vrule){clamp(p->x), clamp(p->y), clamp(q->x), clamp(q->y), pen, s->ink, s->dashed, false});
    } else if (s->path == PAINT_STROKE && !s->curved && s->n <= 5) { /* a box: its four sides */
        for (size_t i = 0; i + 1 < s->n || (s->closed && i < s->n); i++) {
            struct point *p = &s->v[i], *q = &s->v[(i + 1) % s->n];
            if (clamp(p->x) != clamp(q->x) || clamp(p->y) != clamp(q->y))
                add_rule(s, (struct vrule){clamp(p->x), clamp(p->y), clamp(q->x), clamp(q->y), pen, s->ink, s->dashed, false});
        }
    } else if (s->path == PAINT_FILL && !s->curved && h <= 3000 && w > 4 * h) {
        add_rule(s, (struct vrule){b.x0, (b.y0 + b.y1) / 2, b.x1, (b.y0 + b.y1) / 2, h, s->ink, false, false});
    } else if (s->path == PAINT_FILL && !s->curved && w <= 3000 && h > 4 * w) {
        add_rule(s, (struct vrule){(b.x0 + b.x1) / 2, b.y0, (b.x0 + b.x1) / 2, b.y1, w, s->ink, false, false});
    } else {
        add_area(s, b);
    }
    s->n = 0;
}

static void push_point(struct state *s, double x, double y)
{
    if (s->n < 100000)
        ARENA_PUSH(s->p->a, s->v, s->n, s->cap) = at(&s->ctm, x, y);
}

/* ---- pictures ---- */

static void read_image(struct state *s)
{
    struct point c[4] = {at(&s->ctm, 0, 0), at(&s->ctm, 1, 0), at(&s->ctm, 0, 1), at(&s->ctm, 1, 1)};
    struct state t = {.v = c, .n = 4};
    double turn = atan2(c[1].y - c[0].y, c[1].x - c[0].x) * 180 / 3.14159265358979, off = fabs(remainder(turn, 90));
    if (s->page->ni < 10000)
        ARENA_PUSH(s->p->a, s->page->i, s->page->ni, s->page->capi) = (struct vimage){.at = bounds(&t), .angle = off};
}

/* ---- the stream ---- */

static void start_page(struct state *s, xmlTextReaderPtr r)
{
    int k = (int)num(r, "number", 0);
    s->page = k >= 1 && (size_t)k <= s->p->n ? &s->p->v[k - 1] : NULL;
    if (s->page)
        s->upright = upright(s->page);
}

static const struct { const char *name; enum painting text, path; } painter[] = {
    {"fill_text", PAINT_FILL, PAINT_NONE}, {"stroke_text", PAINT_STROKE, PAINT_NONE}, {"ignore_text", PAINT_HIDDEN, PAINT_NONE},
    {"clip_text", PAINT_NONE, PAINT_NONE}, {"clip_stroke_text", PAINT_NONE, PAINT_NONE}, {"fill_path", PAINT_NONE, PAINT_FILL},
    {"stroke_path", PAINT_NONE, PAINT_STROKE}, {"clip_path", PAINT_NONE, PAINT_NONE}, {"clip_stroke_path", PAINT_NONE, PAINT_NONE},
};
enum { PAINTERS = sizeof painter / sizeof *painter };

static bool start_painter(struct state *s, xmlTextReaderPtr r, const char *name)
{
    for (size_t i = 0; i < PAINTERS; i++)
        if (strcmp(name, painter[i].name) == 0) {
            char dash[16];
            s->text = painter[i].text;
            s->path = painter[i].path;
            s->n = 0;
            s->curved = s->closed = false;
            read_transform(s, r);
            read_ink(s, r);
            s->linewidth = num(r, "linewidth", 0);
            s->dashed = attr(r, "dash_phase", dash, sizeof dash)[0] != 0;
            return true;
        }
    return false;
}

static void element(struct state *s, xmlTextReaderPtr r, const char *name)
{
    if (strcmp(name, "page") == 0)
        start_page(s, r);
    else if (!s->page || start_painter(s, r, name))
        return;
    else if (strcmp(name, "span") == 0)
        read_span(s, r);
    else if (strcmp(name, "g") == 0 && s->text != PAINT_NONE)
        read_glyph(s, r);
    else if (strcmp(name, "moveto") == 0) {
        end_subpath(s);
        s->curved = s->closed = false;
        push_point(s, num(r, "x", 0), num(r, "y", 0));
    } else if (strcmp(name, "lineto") == 0)
        push_point(s, num(r, "x", 0), num(r, "y", 0));
    else if (strcmp(name, "curveto") == 0) {
        s->curved = true;
        push_point(s, num(r, "x3", 0), num(r, "y3", 0));
    } else if (strcmp(name, "closepath") == 0)
        s->closed = true;
    else if (strcmp(name, "fill_image") == 0 || strcmp(name, "fill_image_mask") == 0) {
        read_transform(s, r);
        read_image(s);
    }
}

static void end_element(struct state *s, const char *name)
{
    size_t n = strlen(name);
    if (n > 5 && strcmp(name + n - 5, "_path") == 0) {
        end_subpath(s);
        s->path = PAINT_NONE;
    } else if (n > 5 && strcmp(name + n - 5, "_text") == 0)
        s->text = PAINT_NONE;
}

/* Bytes that XML does not allow (names of fonts in GBK, control characters) become '?', or libxml2 would take all for Latin-1. */
struct clean { struct child *c; char v[16384]; size_t n, at, held; /* v[n …] of length held: a character cut off */ };

static size_t cleaned(char *p, size_t n, bool more, size_t *rest)
{
    size_t i = 0, o = 0;
    while (i < n) {
        uint32_t cp;
        int len = utf8_decode(p + i, p + n, &cp);
        if (!len && more && n - i < 4 && ((unsigned char)p[i] & 0xC0) == 0xC0)
            break; /* perhaps cut off here */
        if (!len || (cp < 0x20 && cp != '\n' && cp != '\t') || (cp & 0xFFFE) == 0xFFFE) {
            p[o++] = '?';
            i += len ? (size_t)len : 1;
            continue;
        }
        memmove(p + o, p + i, (size_t)len);
        o += (size_t)len;
        i += (size_t)len;
    }
    *rest = n - i;
    memmove(p + o, p + i, *rest);
    return o;
}

static int from_child(void *ctx, char *buffer, int len)
{
    struct clean *k = ctx;
    while (k->at == k->n) {
        memmove(k->v, k->v + k->n, k->held);
        ssize_t got = child_read(k->c, k->v + k->held, sizeof k->v - k->held);
        if (got < 0)
            return -1;
        k->at = 0;
        k->n = cleaned(k->v, k->held + (size_t)got, got > 0, &k->held);
        if (got == 0 && k->n == 0)
            return 0;
    }
    size_t n = k->n - k->at < (size_t)len ? k->n - k->at : (size_t)len;
    memcpy(buffer, k->v + k->at, n);
    k->at += n;
    return (int)n;
}

static void quiet(void *ctx, const char *msg, xmlParserSeverities severity, xmlTextReaderLocatorPtr at_place)
{
    (void)ctx, (void)msg, (void)severity, (void)at_place;
}

int trace_read(struct vpages *p, const struct source *src)
{
    struct child c;
    const char *const argv[] = {"mutool", "trace", src->path, NULL};
    int e = child_start(&c, argv, (size_t)256 << 20), rc = 1;
    if (e) {
        errno = e;
        return read_failed(src, NULL, -1);
    }
    struct state s = {.p = p};
    struct clean clean = {.c = &c};
    xmlTextReaderPtr r = xmlReaderForIO(from_child, NULL, &clean, NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_RECOVER | XML_PARSE_NOWARNING | XML_PARSE_NOERROR);
    if (r) {
        xmlTextReaderSetErrorHandler(r, quiet, NULL);
        while ((rc = xmlTextReaderRead(r)) == 1) {
            int type = xmlTextReaderNodeType(r);
            const char *name = (const char *)xmlTextReaderConstLocalName(r);
            if (type == XML_READER_TYPE_ELEMENT)
                element(&s, r, name);
            else if (type == XML_READER_TYPE_END_ELEMENT)
                end_element(&s, name);
        }
        xmlFreeTextReader(r);
    }
    int status = child_end(&c);
    errno = 0;
    if (s.overfull)
        c.flood = true;
    return rc == 0 && status == 0 && !s.overfull ? 0 : read_failed(src, &c, status);
}

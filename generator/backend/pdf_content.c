/*
 * The content stream of a page.
 *
 * Places: a text run has one matrix; inside it the pen is followed exactly, in units of 10^-10 pt, from the widths of /W and
 * the numbers already written. A number goes into TJ only where the pen would stand more than TOLERANCE off, so errors
 * never add up: every glyph stands within 0.005 pt (2 µm) of its cluster.
 *
 * Marks: content of one node in a row shares one marked-content sequence; node 0 (or any node without a PDF type)
 * becomes an artifact. Graphics state is written only when it changes.
 *
 * Squeezed punctuation: a mark whose blank half was cut still has its full width in /W, so the next character begins inside
 * it. Readers that look at places only (poppler) take that for a new word, or even a new column, and mix up the order of the
 * text. Such characters and the one behind them are one /Span with ActualText, whose box has no such overlap.
 */
#include "backend/pdf.h"

#include "backend/tags.h"

#define TOLERANCE INT64_C(40000000) /* 0.004 pt in 10^-10 pt */

struct content {
    struct pdf *d;
    size_t page;
    int64_t height;       /* of the page, µm */
    struct buf *b;
    const struct page *pg;
    bool text;            /* BT is open: texts of one mark in a row share it */
    bool span;            /* an ActualText is open in it */
    const char **font;    /* resource names on this page, by Type0 font */
    const char **image;   /* by image */
    int open;             /* what mark is open: 0 none, 1 artifact, 2 tag */
    int node;             /* of the open mark */
    bool pagination;      /* of the open artifact */
    /* graphics state as the reader of the page has it now */
    int fill, stroke;     /* enum color */
    int64_t line;         /* width, 1/1000 pt; -1 = not set */
    bool round;           /* round joins */
    size_t f;             /* Type0 font + 1 */
    int64_t size;         /* 1/1000 pt */
    int hscale;           /* ‰ */
    int mode;             /* Tr */
};

/* ---- numbers ---- */

int64_t pdf_points(int64_t um_length)
{
    int64_t n = um_length * 720; /* 72000 / 25400 = 720 / 254 */
    return (n + (n < 0 ? -127 : 127)) / 254;
}

static void put_digits(struct buf *b, int64_t v, int places)
{
    char s[32];
    size_t at = sizeof s;
    bool negative = v < 0, significant = false;
    uint64_t u = negative ? (uint64_t)0 - (uint64_t)v : (uint64_t)v;
    for (int i = 0; i < places; i++, u /= 10) {
        significant |= u % 10 != 0;
        if (significant)
            s[--at] = (char)('0' + u % 10);
    }
    if (significant)
        s[--at] = '.';
    do
        s[--at] = (char)('0' + u % 10);
    while (u /= 10);
    if (negative)
        s[--at] = '-';
    buf_add(b, s + at, sizeof s - at);
}

void pdf_put_milli(struct buf *b, int64_t v) { put_digits(b, v, 3); }
void pdf_put_tenths(struct buf *b, int64_t v) { put_digits(b, v, 1); }

static void put_x(struct content *c, int64_t x)
{
    pdf_put_milli(c->b, pdf_points(x));
    buf_addc(c->b, ' ');
}

static void put_y(struct content *c, int64_t y)
{
    put_x(c, c->height - y); /* PDF counts from the lower edge */
}

/* ---- marks ---- */

static void close_text(struct content *c)
{
    if (c->span)
        buf_adds(c->b, "EMC\n");
    if (c->text)
        buf_adds(c->b, "ET\n");
    c->text = c->span = false;
}

static void close_mark(struct content *c)
{
    close_text(c);
    if (c->open)
        buf_adds(c->b, "EMC\n");
    c->open = 0;
}

static void open_artifact(struct content *c, bool pagination)
{
    if (c->open == 1 && c->pagination == pagination)
        return;
    close_mark(c);
    buf_addf(c->b, "/Artifact <</Type /%s>> BDC\n", pagination ? "Pagination" : "Layout");
    c->open = 1;
    c->pagination = pagination;
}

static void open_tag(struct content *c, int node)
{
    if (c->open == 2 && c->node == node)
        return;
    close_mark(c);
    buf_addf(c->b, "/%s <</MCID %d>> BDC\n", be_tag_pdf(c->d->p->nodes[node].tag),
             pdf_tags_mark(c->d, c->page, node));
    c->open = 2;
    c->node = node;
}

static void mark(struct content *c, const struct item *it)
{
    if (!c->d->tags)
        return;
    if (pdf_tags_real(c->d, it->node))
        open_tag(c, it->node);
    else
        open_artifact(c, it->kind == ITEM_TEXT);
}

/* ---- graphics state ---- */

/* GB/T 9704 6.2, 7.2.4: black and red, (255, 0, 0) or M 100 Y 100 */
static const char *const color_fill[] = {[COLOR_BLACK] = "0 g\n", [COLOR_RED] = "1 0 0 rg\n", [COLOR_RED_INK] = "0 1 1 0 k\n"};
static const char *const color_stroke[] = {[COLOR_BLACK] = "0 G\n", [COLOR_RED] = "1 0 0 RG\n", [COLOR_RED_INK] = "0 1 1 0 K\n"};

static void set_fill(struct content *c, enum color v)
{
    if (c->fill != (int)v)
        buf_adds(c->b, color_fill[v]);
    c->fill = (int)v;
}

static void set_stroke(struct content *c, enum color v, int64_t width, bool round)
{
    if (c->stroke != (int)v)
        buf_adds(c->b, color_stroke[v]);
    c->stroke = (int)v;
    if (c->line != width) {
        pdf_put_milli(c->b, width);
        buf_adds(c->b, " w\n");
    }
    c->line = width;
    if (c->round != round)
        buf_adds(c->b, round ? "1 j\n" : "0 j\n");
    c->round = round;
}

static void set_font(struct content *c, const struct pdf_font *f, unsigned rank, int64_t size)
{
    size_t i = pdf_font_resource(f, rank);
    if (c->f == i + 1 && c->size == size)
        return;
    if (!c->font[i])
        c->font[i] = low_page_font(c->d->low, c->d->page[c->page], pdf_font_object(f, rank));
    buf_addf(c->b, "/%s ", c->font[i]);
    pdf_put_milli(c->b, size);
    buf_adds(c->b, " Tf\n");
    c->f = i + 1;
    c->size = size;
}

static void set_text_state(struct content *c, const struct item *it, int64_t size)
{
    if (c->hscale != it->text.hscale) {
        pdf_put_tenths(c->b, it->text.hscale);
        buf_adds(c->b, " Tz\n");
    }
    c->hscale = it->text.hscale;
    int mode = it->text.stroke ? 2 : 0;
    if (c->mode != mode)
        buf_addf(c->b, "%d Tr\n", mode);
    c->mode = mode;
    set_fill(c, it->color);
    if (mode) /* emboldened: without round joins the sharp corners of hanzi would grow spikes */
        set_stroke(c, it->color, size * it->text.stroke / 1000, /*round*/ true);
}

/* ---- text ---- */

struct run { /* one TJ in the making */
    struct content *c;
    bool array, string; /* [ … and < … are open */
    int64_t pen;        /* 10^-10 pt from the run's origin */
    int64_t unit;       /* what a tenth of a TJ number moves, 10^-10 pt */
};

static void close_string(struct run *r)
{
    if (r->string)
        buf_addc(r->c->b, '>');
    r->string = false;
}

static void close_array(struct run *r)
{
    close_string(r);
    if (r->array)
        buf_adds(r->c->b, "] TJ\n");
    r->array = false;
}

static void open_array(struct run *r)
{
    if (!r->array)
        buf_addc(r->c->b, '[');
    r->array = true;
}

static int64_t divide(int64_t a, int64_t b) /* rounded, b > 0 */
{
    return (a + (a < 0 ? -b / 2 : b / 2)) / b;
}

/* Moves the pen to where the glyph belongs: not at all, by whole thousandths of the em, or by tenths of them. */
static void move(struct run *r, int64_t target)
{
    int64_t off = target - r->pen;
    if (off >= -TOLERANCE && off <= TOLERANCE)
        return;
    int64_t tenths = divide(off, r->unit * 10) * 10, rest = off - tenths * r->unit;
    if (rest < -TOLERANCE || rest > TOLERANCE)
        tenths = divide(off, r->unit);
    if (!tenths)
        return;
    open_array(r);
    close_string(r);
    pdf_put_tenths(r->c->b, -tenths);
    r->pen += tenths * r->unit;
}

static void show(struct run *r, const struct pdf_slot *s)
{
    struct buf *b = r->c->b;
    open_array(r);
    if (!r->string)
        buf_addc(b, '<');
    r->string = true;
    static const char hex[] = "0123456789ABCDEF";
    char code[4] = {hex[s->code >> 12], hex[s->code >> 8 & 15], hex[s->code >> 4 & 15], hex[s->code & 15]};
    buf_add(b, code, sizeof code);
    r->pen += 10 * (int64_t)s->width * r->unit;
}

static int64_t fine(int64_t um_length) /* µm → 10^-10 pt */
{
    return divide(um_length * INT64_C(90000000000), 3175); /* 72 / 25400 = 9 / 3175 */
}

/* A character on the page: cluster i of item k. */
struct spot { size_t k, i; };

static const struct cluster *at(const struct content *c, struct spot s) { return &c->pg->items[s.k].text.v[s.i]; }

/* The character behind s in the same line and mark; false at the end of the line. */
static bool next_spot(const struct content *c, struct spot s, struct spot *out)
{
    const struct item *it = &c->pg->items[s.k];
    *out = (struct spot){s.k, s.i + 1};
    if (out->i < it->text.n)
        return true;
    *out = (struct spot){s.k + 1, 0};
    if (out->k >= c->pg->n)
        return false;
    const struct item *n = &c->pg->items[out->k];
    return n->kind == ITEM_TEXT && n->text.n && n->node == it->node && n->turned == it->turned &&
           (it->turned ? n->text.x == it->text.x : n->text.y == it->text.y);
}

/* Where the glyph at s begins along its line, µm; turned text runs up the page. */
static int64_t origin(const struct content *c, struct spot s)
{
    const struct item *it = &c->pg->items[s.k];
    return (it->turned ? -(int64_t)it->text.y : it->text.x) + at(c, s)->x;
}

/* Does the next character begin inside this one, by more than a twelfth of the em? */
static bool overlapped(const struct content *c, struct spot s, struct spot *next)
{
    const struct item *it = &c->pg->items[s.k];
    const struct pdf_font *f = pdf_font_of(c->d, it->text.face);
    const struct pdf_slot *slot = f ? pdf_font_slot(f, at(c, s)->gid, at(c, s)->cp) : NULL;
    if (!slot || !next_spot(c, s, next))
        return false;
    int64_t advance = (int64_t)slot->width * it->text.size / 1000 * it->text.hscale / 1000;
    return origin(c, *next) - origin(c, s) < advance - it->text.size / 12;
}

/* Opens the ActualText of the chain that begins at s: characters each of which the next one overlaps, and the last. */
static void open_span(struct content *c, struct spot s)
{
    struct spot next;
    buf_adds(c->b, "/Span <</ActualText <FEFF");
    for (bool more = true; more; s = next) {
        more = overlapped(c, s, &next);
        pdf_put_utf16(c->b, at(c, s)->cp);
    }
    buf_adds(c->b, ">>> BDC\n");
    c->span = true;
}

static void put_clusters(struct content *c, size_t k, const struct pdf_font *f, int64_t size)
{
    const struct item *it = &c->pg->items[k];
    struct run r = {.c = c, .unit = size * it->text.hscale};
    struct spot next;
    for (size_t i = 0; i < it->text.n; i++) {
        const struct pdf_slot *s = pdf_font_slot(f, it->text.v[i].gid, it->text.v[i].cp);
        bool chained = overlapped(c, (struct spot){k, i}, &next);
        if (chained && !c->span) {
            close_array(&r);
            open_span(c, (struct spot){k, i});
        }
        if (s) { /* else: a blank that the face lacks */
            if (c->f != pdf_font_resource(f, s->rank) + 1 || c->size != size) {
                close_array(&r);
                set_font(c, f, s->rank, size);
            }
            move(&r, fine(it->text.v[i].x));
            show(&r, s);
        }
        if (c->span && !chained) {
            close_array(&r);
            buf_adds(c->b, "EMC\n");
            c->span = false;
        }
    }
    close_array(&r);
}

static void put_text(struct content *c, size_t k)
{
    const struct item *it = &c->pg->items[k];
    const struct pdf_font *f = it->text.n ? pdf_font_of(c->d, it->text.face) : NULL;
    int64_t size = pdf_points(it->text.size);
    if (!f || size <= 0 || it->text.hscale <= 0)
        return;
    if (!c->text)
        buf_adds(c->b, "BT\n");
    c->text = true;
    set_text_state(c, it, size);
    buf_adds(c->b, it->turned ? "0 1 -1 0 " : "1 0 0 1 ");
    put_x(c, it->text.x);
    put_y(c, it->text.y);
    buf_adds(c->b, "Tm\n");
    put_clusters(c, k, f, size);
}

/* ---- lines, polygons, images ---- */

static void put_rule(struct content *c, const struct item *it)
{
    set_stroke(c, it->color, pdf_points(it->rule.width), /*round*/ false);
    put_x(c, it->rule.x0);
    put_y(c, it->rule.y0);
    buf_adds(c->b, "m ");
    put_x(c, it->rule.x1);
    put_y(c, it->rule.y1);
    buf_adds(c->b, "l S\n");
}

static void put_polygon(struct content *c, const struct item *it)
{
    if (!it->polygon.n)
        return;
    if (it->polygon.fill)
        set_fill(c, it->color);
    else
        set_stroke(c, it->color, pdf_points(it->polygon.width), /*round*/ false);
    for (size_t i = 0; i < it->polygon.n; i++) {
        put_x(c, it->polygon.v[i].x);
        put_y(c, it->polygon.v[i].y);
        buf_adds(c->b, i ? "l\n" : "m\n");
    }
    buf_adds(c->b, it->polygon.fill ? "h f\n" : "h S\n");
}

static void put_image(struct content *c, const struct item *it)
{
    const struct image *im = it->image.image;
    if (!c->image[im->index])
        c->image[im->index] = low_page_xobject(c->d->low, c->d->page[c->page], pdf_image(c->d, im));
    int64_t x = pdf_points(it->image.x), w = pdf_points(it->image.w), h = pdf_points(it->image.h);
    int64_t low = pdf_points(c->height - it->image.y) - h;
    /* the unit square → the box; turned: the picture's upper edge lies to the left */
    const int64_t upright[6] = {w, 0, 0, h, x, low}, turned[6] = {0, h, -w, 0, x + w, low};
    buf_adds(c->b, "q ");
    for (int i = 0; i < 6; i++) {
        pdf_put_milli(c->b, it->turned ? turned[i] : upright[i]);
        buf_addc(c->b, ' ');
    }
    buf_addf(c->b, "cm /%s Do Q\n", c->image[im->index]);
    pdf_tags_box(c->d, it->node, (const int64_t[4]){x, low, x + w, low + h});
}

static int put_item(struct content *c, size_t k)
{
    const struct item *it = &c->pg->items[k];
    const struct pages *p = c->d->p;
    if (it->node < 0 || (size_t)it->node >= (p->nnodes ? p->nnodes : 1)) {
        DIAG(c->d->ds, B105, NOWHERE, NULL, NULL, "版面元素指向不存在的结构节点");
        return -1;
    }
    if (it->kind == ITEM_IMAGE) {
        const struct image *im = it->image.image;
        if (!im || im->index < 0 || (size_t)im->index >= p->nimages || p->images[im->index] != im) {
            DIAG(c->d->ds, B105, NOWHERE, NULL, NULL, "版面元素指向不存在的图片");
            return -1;
        }
    }
    mark(c, it);
    if (it->kind != ITEM_TEXT)
        close_text(c);
    switch (it->kind) {
    case ITEM_TEXT:
        put_text(c, k);
        break;
    case ITEM_RULE:
        put_rule(c, it);
        break;
    case ITEM_IMAGE:
        put_image(c, it);
        break;
    case ITEM_POLYGON:
        put_polygon(c, it);
        break;
    }
    return 0;
}

int pdf_content(struct pdf *d, size_t i, struct buf *out)
{
    const struct page *pg = &d->p->v[i];
    struct content c = {.d = d, .page = i, .pg = pg, .height = pg->height, .b = out, .fill = COLOR_BLACK, .stroke = COLOR_BLACK,
                        .line = -1, .hscale = 1000};
    c.font = arena_calloc(d->a, d->nresources + 1, sizeof *c.font);
    c.image = arena_calloc(d->a, d->p->nimages + 1, sizeof *c.image);
    for (size_t k = 0; k < pg->n; k++)
        if (put_item(&c, k))
            return -1;
    close_text(&c);
    close_mark(&c);
    return 0;
}

/* Tables and pictures of an item. */
#include "intake/parts.h"

#include "base/picture.h"

#include <nettle/base64.h>
#include <stdlib.h>
#include <string.h>

/* Every row has as many cells as the head; a cell that is missing or too many is never invented or dropped. */
static void read_table(struct reading *r, struct sub_table *t, xmlNode *e)
{
    bool changed;
    xmlNode *title = node_child(e, "表题"), *first = node_child(e, "行");
    *t = (struct sub_table){.title = title ? text_paragraph(r->a, node_text(r->a, title), &changed) : NULL,
                            .nrows = node_count(e, "行", LIMIT_ROWS), .ncols = node_count(first, "格", LIMIT_CELLS), .line = place_element(r->s, e).line};
    t->cell = arena_calloc(r->a, t->nrows * t->ncols, sizeof *t->cell);
    size_t row = 0;
    for (xmlNode *line = first; line && row < t->nrows; line = node_next(line), row++) {
        size_t cells = node_count(line, "格", LIMIT_CELLS + 1), col = 0;
        if (cells != t->ncols && cells <= LIMIT_CELLS) /* more than that is told by the schema */
            SAY(r, S211, place_element(r->s, line), PATH(r, e), NULL, arena_printf(r->a, "%zu", row + 1),
                arena_printf(r->a, "%zu", cells), arena_printf(r->a, "%zu", t->ncols));
        for (xmlNode *c = node_child(line, "格"); c && col < t->ncols; c = node_next(c), col++)
            t->cell[row * t->ncols + col] = text_paragraph(r->a, node_text(r->a, c), &changed);
        for (; col < t->ncols; col++)
            t->cell[row * t->ncols + col] = "";
    }
}

void read_tables(struct reading *r, struct sub_item *it, xmlNode *item)
{
    it->ntables = node_count(item, "表格", LIMIT_MEDIA);
    it->tables = arena_calloc(r->a, it->ntables, sizeof *it->tables);
    size_t i = 0;
    for (xmlNode *e = node_child(item, "表格"); e && i < it->ntables; e = node_next(e))
        read_table(r, &it->tables[i++], e);
}

/* ---- pictures ---- */

static uint32_t big_endian(const unsigned char *p, size_t n)
{
    uint32_t v = 0;
    for (size_t i = 0; i < n; i++)
        v = v << 8 | p[i];
    return v;
}

struct size { uint32_t width, height; bool interlaced; };

static bool png_whole(const unsigned char *p, size_t n, struct size *size)
{
    static const unsigned char sign[] = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
    if (n < 57 || memcmp(p, sign, sizeof sign) != 0 || memcmp(p + 12, "IHDR", 4) != 0 || memcmp(p + n - 8, "IEND", 4) != 0)
        return false;
    *size = (struct size){big_endian(p + 16, 4), big_endian(p + 20, 4), p[28] != 0};
    return size->width && size->height;
}

/* Walks the segments up to the frame header, which holds the size. */
static bool jpeg_whole(const unsigned char *p, size_t n, struct size *size)
{
    if (n < 12 || p[0] != 0xFF || p[1] != 0xD8 || p[n - 2] != 0xFF || p[n - 1] != 0xD9)
        return false;
    for (size_t i = 2; i + 9 < n;) {
        if (p[i] != 0xFF)
            return false;
        unsigned char kind = p[i + 1];
        if (kind == 0xFF) {
            i++;
            continue;
        }
        if (kind >= 0xC0 && kind <= 0xCF && kind != 0xC4 && kind != 0xC8 && kind != 0xCC) {
            *size = (struct size){big_endian(p + i + 7, 2), big_endian(p + i + 5, 2), false};
            return size->width && size->height;
        }
        i += 2 + big_endian(p + i + 2, 2);
    }
    return false;
}

static unsigned char *decode_base64(struct arena *a, const char *s, size_t *n)
{
    struct base64_decode_ctx ctx;
    size_t len = strlen(s);
    unsigned char *p = arena_alloc(a, BASE64_DECODE_LENGTH(len) + 1);
    *n = BASE64_DECODE_LENGTH(len) + 1;
    base64_decode_init(&ctx);
    return base64_decode_update(&ctx, n, p, len, s) && base64_decode_final(&ctx) ? p : NULL;
}

static bool too_large(struct size s)
{
    uint64_t pixels = (uint64_t)s.width * s.height;
    return s.width > PICTURE_SIDE_MAX || s.height > PICTURE_SIDE_MAX || pixels > (s.interlaced ? PICTURE_INTERLACED_MAX : PICTURE_PIXELS_MAX);
}

/* The reports are set with these; what their reader (document/image.c) would not take must not be accepted here. Told once; false:
 * there are too many to look at. */
static bool count_pixels(struct reading *r, xmlNode *e, uint64_t pixels)
{
    bool told = r->pixels > PICTURE_ALL_PIXELS_MAX;
    r->pixels += pixels;
    if (!told && r->pixels > PICTURE_ALL_PIXELS_MAX)
        SAY(r, S218, place_value(r->s, e), PATH(r, e), NULL, arena_printf(r->a, "%llu", ((unsigned long long)r->pixels + 9999) / 10000));
    return r->pixels <= PICTURE_ALL_PIXELS_MAX;
}

static void read_picture(struct reading *r, struct sub_picture *pic, xmlNode *e)
{
    char *title = node_attribute(r->a, e, "说明"), *media = node_attribute(r->a, e, "类型");
    *pic = (struct sub_picture){.title = title ? text_trim(r->a, title) : "", .media = media ? media : "",
                                .line = place_element(r->s, e).line};
    bool png = strcmp(pic->media, "image/png") == 0, jpeg = strcmp(pic->media, "image/jpeg") == 0;
    if (!png && !jpeg)
        return; /* the schema has said so */
    struct size size = {0};
    xmlChar *text = xmlNodeGetContent(e);
    unsigned char *p = text ? decode_base64(r->a, (const char *)text, &pic->n) : NULL;
    xmlFree(text);
    pic->bytes = p;
    const char *kind = png ? "PNG" : "JPEG";
    if (!p || !(png ? png_whole(p, pic->n, &size) : jpeg_whole(p, pic->n, &size)))
        SAY(r, S212, place_value(r->s, e), PATH(r, e), NULL, kind);
    else if (too_large(size))
        SAY(r, S213, place_value(r->s, e), PATH(r, e), NULL, arena_printf(r->a, "%u", size.width),
            arena_printf(r->a, "%u", size.height), arena_printf(r->a, "%d", PICTURE_SIDE_MAX),
            arena_printf(r->a, "%d", (size.interlaced ? PICTURE_INTERLACED_MAX : PICTURE_PIXELS_MAX) / 10000));
    else if (png && count_pixels(r, e, picture_claims(p, pic->n)) && picture_read(NULL, p, pic->n, NULL))
        SAY(r, S212, place_value(r->s, e), PATH(r, e), NULL, kind);
}

void read_pictures(struct reading *r, struct sub_item *it, xmlNode *item)
{
    it->npictures = node_count(item, "图片", LIMIT_MEDIA);
    it->pictures = arena_calloc(r->a, it->npictures, sizeof *it->pictures);
    size_t i = 0;
    for (xmlNode *e = node_child(item, "图片"); e && i < it->npictures; e = node_next(e))
        read_picture(r, &it->pictures[i++], e);
}

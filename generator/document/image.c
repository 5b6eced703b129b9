#include "document/read.h"

#include "base/file.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

enum { SIDE_MAX = 8192, PIXELS_MAX = 16000000, FILE_MAX = 32 * 1024 * 1024 };

static void refuse(struct diags *ds, struct place at, const char *what, const char *why)
{
    DIAG(ds, G106, at, "图", NULL, what[0] ? arena_printf(ds->a, "“%s”", what) : "", why);
}

static uint32_t get32(const uint8_t *p) { return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]; }

/*
 * What makes the pixels, and nothing else: texts and colour profiles stay out, because libpng sets aside as much memory for them as
 * they claim to need, 2 GB for a file of 46 bytes. false: a chunk is larger than what is left of the file.
 */
static bool keep_pixels(const uint8_t *p, size_t n, struct buf *out)
{
    static const char kept[][5] = {"IHDR", "PLTE", "tRNS", "gAMA", "cHRM", "sRGB", "IDAT", "IEND"};
    enum { SIGNATURE = 8, FRAME = 12 /* length, name, checksum */ };
    if (n < SIGNATURE)
        return false;
    buf_add(out, p, SIGNATURE);
    for (size_t at = SIGNATURE, len; at < n; at += len + FRAME) {
        len = n - at < FRAME ? SIZE_MAX : get32(p + at);
        if (len == SIZE_MAX || len > n - at - FRAME)
            return false;
        for (size_t i = 0; i < sizeof kept / sizeof kept[0]; i++)
            if (memcmp(p + at + 4, kept[i], 4) == 0)
                buf_add(out, p + at, len + FRAME);
        if (memcmp(p + at + 4, "IEND", 4) == 0)
            return true;
    }
    return false;
}

static struct doc_image *decode(struct arena *a, const void *bytes, size_t n, struct place at, struct diags *ds)
{
    png_image png = {.version = PNG_IMAGE_VERSION};
    struct doc_image *out = NULL;
    if (!png_image_begin_read_from_memory(&png, bytes, n)) {
        refuse(ds, at, "", "不是 PNG 图片，或已损坏");
        return NULL;
    }
    if (png.width == 0 || png.height == 0 || png.width > SIDE_MAX || png.height > SIDE_MAX || (uint64_t)png.width * png.height > PIXELS_MAX) {
        refuse(ds, at, "", "边长超过 8192 像素，或总数超过 1600 万像素");
        goto out;
    }
    png.format = PNG_FORMAT_RGBA;
    size_t pixels = (size_t)png.width * png.height;
    uint8_t *rgba = malloc(pixels * 4);
    if (!rgba)
        base_die("内存不足");
    if (png_image_finish_read(&png, NULL, rgba, 0, NULL)) {
        out = arena_alloc(a, sizeof *out);
        out->width = png.width;
        out->height = png.height;
        out->rgb = arena_calloc(a, pixels, 3);
        uint8_t *alpha = arena_calloc(a, pixels, 1);
        bool transparent = false;
        for (size_t i = 0; i < pixels; i++) {
            memcpy(out->rgb + i * 3, rgba + i * 4, 3);
            alpha[i] = rgba[i * 4 + 3];
            transparent |= alpha[i] != 255;
        }
        out->alpha = transparent ? alpha : NULL;
    } else {
        refuse(ds, at, "", "PNG 数据已损坏");
    }
    free(rgba);
out:
    png_image_free(&png);
    return out;
}

struct doc_image *document_png(struct arena *a, const void *bytes, size_t n, struct place at, struct diags *ds)
{
    struct buf pixels = {0};
    struct doc_image *out = NULL;
    if (keep_pixels(bytes, n, &pixels))
        out = decode(a, pixels.p, pixels.n, at, ds);
    else
        refuse(ds, at, "", "不是 PNG 图片，或已损坏");
    buf_drop(&pixels);
    return out;
}

/* Received text never becomes a path outside the document's own folder. */
static bool stays_below(const char *name)
{
    return name[0] && name[0] != '/' && !strstr(name, "..") && !strchr(name, '\\');
}

/* So many faults were told that this picture would not be told any more; the 公文 is refused without looking at it. */
static bool left_unread(struct reader *r)
{
    if (!diags_full(r->ds, SEV_ERROR))
        return false;
    refuse(r->ds, NOWHERE, "", "");
    r->failed = true;
    return true;
}

struct doc_image *doc_image_file(struct reader *r, xmlNode *n, const char *name)
{
    if (left_unread(r))
        return NULL;
    struct doc_image *im = NULL;
    char *bytes;
    size_t size;
    struct diags reason = {.a = r->ds->a}; /* the message names the picture, not the path */
    struct place at = doc_place(r, n);
    if (!name || !r->base_dir || !stays_below(name)) {
        refuse(r->ds, at, name ? name : "", "只能用与公文同一文件夹（或其下）的图片");
    } else if (file_read(r->a, arena_printf(r->a, "%s/%s", r->base_dir, name), FILE_MAX, &bytes, &size, &reason) != 0) {
        refuse(r->ds, at, name, "没有这个文件，或读不了");
    } else {
        im = document_png(r->a, bytes, size, at, r->ds);
    }
    r->failed |= !im;
    return im;
}

static int sextet(char c)
{
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

struct doc_image *doc_image_base64(struct reader *r, xmlNode *n, const char *text)
{
    if (left_unread(r))
        return NULL;
    size_t len = strlen(text), k = 0;
    uint8_t *bytes = arena_alloc(r->a, len / 4 * 3 + 4);
    uint32_t bits = 0;
    int have = 0;
    for (size_t i = 0; i < len; i++) {
        int v = sextet(text[i]);
        if (v < 0)
            continue; /* the schema has held the form: only blanks and padding are left */
        bits = bits << 6 | (uint32_t)v;
        have += 6;
        if (have >= 8) {
            have -= 8;
            bytes[k++] = (uint8_t)(bits >> have);
        }
    }
    struct doc_image *im = document_png(r->a, bytes, k, doc_place(r, n), r->ds);
    r->failed |= !im;
    return im;
}

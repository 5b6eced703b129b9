/* PNG, read with libpng a row at a time. */
#include "base/picture.h"

#include <png.h>
#include <stdlib.h>
#include <string.h>

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

/* ---- decoding, a row at a time ---- */

struct decoding {
    const uint8_t *p; size_t n, at;
    png_structp png; png_infop info;
    uint32_t width, height;
    int channels;          /* of the colour: 1 or 3; each pixel has a mask byte behind them if masked */
    bool masked, seen_through;
    uint8_t *rows, *split; /* one row as libpng gives it, or all of an interlaced picture; split: the same, colour and mask apart */
    bool look;             /* nothing is kept */
    struct packer *color, *mask;
    const char *fault;     /* told by us; libpng's own faults are all one */
};

static void on_png_fault(png_structp png, png_const_charp what)
{
    (void)what;
    png_longjmp(png, 1);
}

static void on_png_warning(png_structp png, png_const_charp what) { (void)png, (void)what; }

static void give_bytes(png_structp png, png_bytep to, size_t n)
{
    struct decoding *d = png_get_io_ptr(png);
    if (n > d->n - d->at)
        png_error(png, "");
    memcpy(to, d->p + d->at, n);
    d->at += n;
}

/* Any picture as 8 bits of sRGB or grey, with or without a mask. */
static void set_conversions(struct decoding *d)
{
    int color = png_get_color_type(d->png, d->info), depth = png_get_bit_depth(d->png, d->info);
    d->channels = color & PNG_COLOR_MASK_COLOR ? 3 : 1;
    d->masked = color & PNG_COLOR_MASK_ALPHA || png_get_valid(d->png, d->info, PNG_INFO_tRNS);
    png_set_expand(d->png);
    png_set_alpha_mode_fixed(d->png, PNG_ALPHA_PNG, depth == 16 ? PNG_GAMMA_LINEAR : PNG_DEFAULT_sRGB); /* what a file without gAMA means */
    png_set_scale_16(d->png);
    png_set_alpha_mode_fixed(d->png, PNG_ALPHA_PNG, PNG_DEFAULT_sRGB);
}

static void pack_row(struct decoding *d, const uint8_t *row)
{
    if (!d->masked) {
        packer_row(d->color, row);
        return;
    }
    size_t n = (size_t)d->channels;
    uint8_t *mask = d->split + d->width * n, all = 255;
    for (size_t x = 0; x < d->width; x++) {
        memcpy(d->split + x * n, row + x * (n + 1), n);
        mask[x] = row[x * (n + 1) + n];
        all &= mask[x];
    }
    d->seen_through |= all != 255;
    packer_row(d->color, d->split);
    packer_row(d->mask, mask);
}

static void read_rows(struct decoding *d)
{
    int passes = png_set_interlace_handling(d->png);
    png_read_update_info(d->png, d->info);
    size_t n = png_get_rowbytes(d->png, d->info);
    bool whole = passes > 1 && !d->look;
    d->rows = malloc(whole ? n * d->height : n);
    d->split = malloc(n);
    if (!d->rows || !d->split)
        base_die(OUT_OF_MEMORY);
    for (int pass = 0; (whole || d->look) && pass < passes; pass++)
        for (size_t y = 0; y < d->height; y++)
            png_read_row(d->png, d->rows + (whole ? y * n : 0), NULL);
    if (d->look)
        return;
    d->color = packer_new(d->width, d->channels);
    d->mask = d->masked ? packer_new(d->width, 1) : NULL;
    for (size_t y = 0; y < d->height; y++) {
        if (passes == 1)
            png_read_row(d->png, d->rows, NULL);
        pack_row(d, passes == 1 ? d->rows : d->rows + y * n);
    }
}

static const char *size_fault(const struct decoding *d)
{
    uint64_t pixels = (uint64_t)d->width * d->height;
    if (d->width > PICTURE_SIDE_MAX || d->height > PICTURE_SIDE_MAX || pixels > PICTURE_PIXELS_MAX)
        return "边长超过 8192 像素，或总数超过 3600 万像素";
    if (pixels > PICTURE_INTERLACED_MAX && png_get_interlace_type(d->png, d->info) != PNG_INTERLACE_NONE)
        return "隔行扫描的图片总数超过 1600 万像素，请另存为不隔行的 PNG";
    return NULL;
}

/* libpng leaves by longjmp: nothing of this function's own changes in between. */
static bool decode_rows(struct decoding *d)
{
    if (setjmp(png_jmpbuf(d->png)))
        return false;
    png_set_benign_errors(d->png, 1);
    png_set_read_fn(d->png, d, give_bytes);
    png_read_info(d->png, d->info);
    d->width = png_get_image_width(d->png, d->info);
    d->height = png_get_image_height(d->png, d->info);
    d->fault = size_fault(d);
    if (d->fault)
        return false;
    if (!d->look)
        set_conversions(d);
    read_rows(d);
    return true;
}

static const char *decode(struct arena *a, const struct buf *pixels, struct picture *out)
{
    struct decoding d = {.p = (const uint8_t *)pixels->p, .n = pixels->n, .look = !out,
                         .png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_png_fault, on_png_warning)};
    d.info = d.png ? png_create_info_struct(d.png) : NULL;
    if (!d.info)
        base_die(OUT_OF_MEMORY);
    bool read = decode_rows(&d);
    if (read && out) {
        *out = (struct picture){d.width, d.height, packer_end(d.color, a), d.seen_through ? packer_end(d.mask, a) : NULL};
        packer_drop(d.seen_through ? NULL : d.mask);
    } else {
        packer_drop(d.color);
        packer_drop(d.mask);
    }
    png_destroy_read_struct(&d.png, &d.info, NULL);
    free(d.rows);
    free(d.split);
    return read ? NULL : d.fault ? d.fault : d.width ? "PNG 数据已损坏" : "不是 PNG 图片，或已损坏";
}

const char *picture_read(struct arena *a, const void *bytes, size_t n, struct picture *out)
{
    struct buf pixels = {0};
    const char *fault = keep_pixels(bytes, n, &pixels) ? decode(a, &pixels, out) : "不是 PNG 图片，或已损坏";
    buf_drop(&pixels);
    return fault;
}

uint64_t picture_claims(const void *bytes, size_t n)
{
    const uint8_t *p = bytes;
    if (n < 25)
        return 0;
    uint64_t pixels = (uint64_t)get32(p + 16) * get32(p + 20);
    return pixels > PICTURE_PIXELS_MAX ? 0 : p[24] == 16 ? 2 * pixels : pixels;
}

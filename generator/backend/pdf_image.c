/*
 * Pictures: RGB samples and, if the picture has an alpha channel, a soft mask; each picture once in a document.
 * Rows pass through PNG's filters before deflate (Predictor 15), which more than halves photographs and scans.
 */
#include "backend/pdf.h"

#include <stdlib.h>
#include <string.h>

static int paeth(int a, int b, int c)
{
    int p = a + b - c, pa = abs(p - a), pb = abs(p - b), pc = abs(p - c);
    return pa <= pb && pa <= pc ? a : pb <= pc ? b : c;
}

/* One row through one of PNG's five filters; above may be NULL (first row). Returns the sum of magnitudes: small packs well. */
static uint64_t filter(uint8_t *out, const uint8_t *row, const uint8_t *above, size_t n, size_t bpp, int kind)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n; i++) {
        int a = i >= bpp ? row[i - bpp] : 0, b = above ? above[i] : 0, c = above && i >= bpp ? above[i - bpp] : 0;
        int guess = 0;
        switch (kind) {
        case 1:
            guess = a;
            break;
        case 2:
            guess = b;
            break;
        case 3:
            guess = (a + b) / 2;
            break;
        case 4:
            guess = paeth(a, b, c);
            break;
        }
        out[i] = (uint8_t)(row[i] - guess);
        sum += out[i] < 128 ? out[i] : 256u - out[i];
    }
    return sum;
}

/* All rows, each with the filter that leaves least; n bytes a row, bpp bytes a pixel. */
static uint8_t *filter_rows(struct pdf *d, const uint8_t *samples, size_t rows, size_t n, size_t bpp)
{
    uint8_t *all = arena_calloc(d->a, rows, n + 1), *try = arena_alloc(d->a, n);
    for (size_t y = 0; y < rows; y++) {
        const uint8_t *row = samples + y * n, *above = y ? row - n : NULL;
        uint8_t *out = all + y * (n + 1);
        uint64_t least = UINT64_MAX;
        for (int kind = 0; kind <= 4; kind++) {
            uint64_t sum = filter(try, row, above, n, bpp, kind);
            if (sum >= least)
                continue;
            least = sum;
            out[0] = (uint8_t)kind;
            memcpy(out + 1, try, n);
        }
    }
    return all;
}

static struct low_obj *samples(struct pdf *d, const struct image *im, const uint8_t *v, int colors)
{
    struct low *w = d->low;
    size_t n = (size_t)im->width * (size_t)colors, zn;
    uint8_t *rows = filter_rows(d, v, im->height, n, (size_t)colors);
    void *z = pdf_deflate(d, rows, (n + 1) * im->height, &zn);
    sha256_update(&d->hash, zn, z);
    struct low_obj *o = low_stream(w, z, zn, true), *parameters = low_dict(w);
    low_is_xobject(o);
    low_set_name(w, o, "Type", "XObject");
    low_set_name(w, o, "Subtype", "Image");
    low_set_int(w, o, "Width", (int32_t)im->width);
    low_set_int(w, o, "Height", (int32_t)im->height);
    low_set_name(w, o, "ColorSpace", colors == 3 ? "DeviceRGB" : "DeviceGray");
    low_set_int(w, o, "BitsPerComponent", 8);
    low_set_int(w, parameters, "Predictor", 15);
    low_set_int(w, parameters, "Colors", colors);
    low_set_int(w, parameters, "Columns", (int32_t)im->width);
    low_set(w, o, "DecodeParms", parameters);
    return o;
}

struct low_obj *pdf_image(struct pdf *d, const struct image *im)
{
    struct low_obj **o = &d->image[im->index];
    if (*o)
        return *o;
    *o = samples(d, im, im->rgb, 3);
    if (im->alpha)
        low_set(d->low, *o, "SMask", samples(d, im, im->alpha, 1));
    return *o;
}

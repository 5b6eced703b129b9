#include "base/samples.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { LEVEL = 1, FILTERS = 5 };

struct packer {
    size_t n, bpp;           /* bytes a row, a pixel */
    int channels;
    uint8_t *above, *best, *try; /* above: the row before, black at first; best, try: with the filter's number in front */
    z_stream z;
    struct buf out;
    uint32_t crc;
};

static void *must(void *p)
{
    if (!p)
        base_die(OUT_OF_MEMORY);
    return p;
}

struct packer *packer_new(uint32_t width, int channels)
{
    struct packer *p = must(calloc(1, sizeof *p));
    p->channels = channels;
    p->bpp = (size_t)channels;
    p->n = (size_t)width * p->bpp;
    p->above = must(calloc(3, p->n + 1));
    p->best = p->above + p->n;
    p->try = p->best + p->n + 1;
    p->crc = (uint32_t)crc32(0, NULL, 0);
    if (deflateInit(&p->z, LEVEL) != Z_OK)
        base_die(OUT_OF_MEMORY);
    return p;
}

static uint8_t paeth(int a, int b, int c)
{
    int pa = abs(b - c), pb = abs(a - c), pc = abs(a + b - 2 * c);
    return (uint8_t)(pa <= pb && pa <= pc ? a : pb <= pc ? b : c);
}

/* One row through one of PNG's five filters; left, above, corner of the first pixel are black. A loop each: compilers make them wide. */
static void filter(const struct packer *p, uint8_t *restrict out, const uint8_t *restrict row, int kind)
{
    const uint8_t *restrict above = p->above;
    size_t n = p->n, bpp = p->bpp;
    for (size_t i = 0; i < bpp; i++)
        out[i] = (uint8_t)(row[i] - (kind == 2 || kind == 4 ? above[i] : kind == 3 ? above[i] / 2 : 0));
    if (kind == 0)
        memcpy(out, row, n);
    for (size_t i = bpp; kind == 1 && i < n; i++)
        out[i] = (uint8_t)(row[i] - row[i - bpp]);
    for (size_t i = bpp; kind == 2 && i < n; i++)
        out[i] = (uint8_t)(row[i] - above[i]);
    for (size_t i = bpp; kind == 3 && i < n; i++)
        out[i] = (uint8_t)(row[i] - (row[i - bpp] + above[i]) / 2);
    for (size_t i = bpp; kind == 4 && i < n; i++)
        out[i] = (uint8_t)(row[i] - paeth(row[i - bpp], above[i], above[i - bpp]));
}

/* Sum of magnitudes: small packs well. */
static uint64_t magnitude(const uint8_t *v, size_t n)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < n;) {
        uint32_t some = 0;
        for (size_t end = n - i < 65536 ? n : i + 65536; i < end; i++)
            some += (uint32_t)abs((int8_t)v[i]);
        sum += some;
    }
    return sum;
}

static void deflate_all(struct packer *p, const uint8_t *bytes, size_t n, int flush)
{
    uint8_t room[16384];
    p->z.next_in = (Bytef *)(uintptr_t)bytes;
    p->z.avail_in = (uInt)n;
    do {
        p->z.next_out = room;
        p->z.avail_out = sizeof room;
        deflate(&p->z, flush); /* fails only on a broken stream */
        buf_add(&p->out, room, sizeof room - p->z.avail_out);
    } while (p->z.avail_out == 0);
}

void packer_row(struct packer *p, const uint8_t *row)
{
    static const int order[FILTERS] = {2, 0, 1, 3, 4}; /* a row like the one above needs no other */
    uint64_t least = UINT64_MAX;
    for (int k = 0; k < FILTERS && least; k++) {
        filter(p, p->try + 1, row, order[k]);
        uint64_t sum = magnitude(p->try + 1, p->n);
        if (sum >= least)
            continue;
        least = sum;
        p->try[0] = (uint8_t)order[k];
        uint8_t *was = p->best;
        p->best = p->try;
        p->try = was;
    }
    deflate_all(p, p->best, p->n + 1, Z_NO_FLUSH);
    p->crc = (uint32_t)crc32(p->crc, row, (uInt)p->n);
    memcpy(p->above, row, p->n);
}

struct samples *packer_end(struct packer *p, struct arena *a)
{
    struct samples *s = arena_alloc(a, sizeof *s);
    deflate_all(p, NULL, 0, Z_FINISH);
    void *z = arena_alloc(a, p->out.n);
    memcpy(z, p->out.p, p->out.n);
    *s = (struct samples){z, p->out.n, p->channels, p->crc};
    packer_drop(p);
    return s;
}

void packer_drop(struct packer *p)
{
    if (!p)
        return;
    deflateEnd(&p->z);
    buf_drop(&p->out);
    free(p->above);
    free(p);
}

uint32_t samples_crc(const struct samples *color, const struct samples *mask, uint64_t pixels)
{
    return mask ? (uint32_t)crc32_combine64(color->crc, mask->crc, (off64_t)pixels) : color->crc;
}

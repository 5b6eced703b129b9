/*
 * A picture's samples as a stream: row by row through PNG's filters into deflate, so that a picture of many pixels is never held as
 * a whole. What a small file unfolds to (a thousand times its size) then costs time, and no memory.
 */
#ifndef JIBAO_SAMPLES_H
#define JIBAO_SAMPLES_H

#include "base/base.h"

enum { /* what a picture may have, in a 公文 as in a submission: an A4 page scanned at 600 to the inch is 4961 × 7016 */
    PICTURE_SIDE_MAX = 8192,
    PICTURE_PIXELS_MAX = 36000000,
    PICTURE_ALL_PIXELS_MAX = 100000000, /* all of one 公文; all that a 公文 is made with of one submission */
    PICTURE_INTERLACED_MAX = 16000000,  /* these have to be held as a whole */
};

struct samples {
    const void *z; size_t n;  /* zlib's format; each row begins with the number of its filter (PDF: Predictor 15) */
    int channels;             /* 1 grey or mask, 3 red, green, blue; 8 bits each */
    uint32_t crc;             /* of the samples themselves */
};

struct packer;
struct packer *packer_new(uint32_t width, int channels);      /* you end or drop it */
void packer_row(struct packer *p, const uint8_t *row);        /* width × channels bytes, from the top */
struct samples *packer_end(struct packer *p, struct arena *a); /* drops it */
void packer_drop(struct packer *p);                           /* NULL is fine */

/* One checksum of both; mask may be NULL. */
uint32_t samples_crc(const struct samples *color, const struct samples *mask, uint64_t pixels);

#endif

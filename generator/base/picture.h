/*
 * A PNG as samples: 8 or 16 bit, palette, grey, RGB, alpha, within the limits of base/samples.h; one without colours stays grey.
 */
#ifndef JIBAO_PICTURE_H
#define JIBAO_PICTURE_H

#include "base/samples.h"

struct picture { uint32_t width, height; const struct samples *color, *mask; /* mask may be NULL */ };

/* Decodes it into a. out NULL: only looks whether it can be decoded; nothing is kept, a may be NULL. Returns NULL, or what is wrong, in words. */
const char *picture_read(struct arena *a, const void *bytes, size_t n, struct picture *out);
/* The pixels that the file's head claims, for PICTURE_ALL_PIXELS_MAX: those of 16 bits count twice. 0: it has no head, or claims more
 * than one picture may have and is refused for that. */
uint64_t picture_claims(const void *bytes, size_t n);

#endif

/*
 * Mutation of fonts: a table is chosen first, then a few numbers in it change, or its entry in the table directory; changing
 * bytes anywhere would spend nearly all tries on outlines.
 */
#include "fuzz.h"

#include <string.h>

static uint32_t get32(const uint8_t *p) { return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]; }

static void put(uint8_t *p, size_t n, size_t at, uint32_t v, size_t width)
{
    for (size_t i = 0; i < width && at + i < n; i++)
        p[at + i] = (uint8_t)(v >> (8 * (width - 1 - i)));
}

static uint32_t odd_number(struct fuzz_random *r, uint32_t old)
{
    static const uint32_t odd[] = {0, 1, 2, 0x7F, 0x80, 0xFF, 0x100, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x10000, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF};
    switch (fuzz_below(r, 4)) {
    case 0: return old + 1 + (uint32_t)fuzz_below(r, 8);
    case 1: return old - 1 - (uint32_t)fuzz_below(r, 8);
    case 2: return fuzz_next(r);
    default: return odd[fuzz_below(r, sizeof odd / sizeof *odd)];
    }
}

/* Where a table directory begins: a collection has several. */
static size_t directory(const uint8_t *p, size_t n, struct fuzz_random *r)
{
    if (n < 16 || memcmp(p, "ttcf", 4) != 0)
        return 0;
    size_t fonts = get32(p + 8), i = fuzz_below(r, fonts < 4 ? fonts : 4);
    return 12 + 4 * i + 4 <= n ? get32(p + 12 + 4 * i) : 0;
}

static void change(uint8_t *p, size_t n, struct fuzz_random *r)
{
    static const uint8_t width[] = {1, 2, 2, 4};
    size_t dir = directory(p, n, r), w = width[fuzz_below(r, 4)];
    if (dir > n || n - dir < 28)
        return;
    size_t tables = (size_t)p[dir + 4] << 8 | p[dir + 5], entry = dir + 12 + 16 * fuzz_below(r, tables < 30 ? tables : 30);
    if (entry + 16 > n)
        return;
    if (fuzz_below(r, 12) == 0) {
        size_t at = entry + 4 * fuzz_below(r, 4);
        put(p, n, at, fuzz_below(r, 2) ? odd_number(r, get32(p + at)) : (uint32_t)fuzz_below(r, n), 4);
        return;
    }
    size_t offset = get32(p + entry + 8), length = get32(p + entry + 12);
    if (offset >= n || n - offset < 4)
        return;
    length = length < n - offset ? length : n - offset;
    size_t reach = fuzz_below(r, 2) && length > 64 ? 64 : length; /* headers decide more than what follows */
    size_t at = offset + fuzz_below(r, reach);
    put(p, n, at, odd_number(r, at + 4 <= n ? get32(p + at) >> (8 * (4 - w)) : 0), w);
}

size_t LLVMFuzzerCustomMutator(uint8_t *p, size_t n, size_t most, unsigned seed)
{
    struct fuzz_random r = {seed};
    if (fuzz_below(&r, 8) == 0)
        return LLVMFuzzerMutate(p, n, most);
    for (size_t i = 1 + fuzz_below(&r, 4); i > 0; i--)
        change(p, n, &r);
    return n;
}

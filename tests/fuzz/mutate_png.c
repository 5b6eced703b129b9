/* Mutation of PNG: bytes change, then the checksums of the chunks are made right again, or the decoder would look no further. */
#include "fuzz.h"

#include <string.h>
#include <zlib.h>

static uint32_t get32(const uint8_t *p) { return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]; }

static void put32(uint8_t *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (uint8_t)(v >> (24 - 8 * i));
}

static void mend_checksums(uint8_t *p, size_t n)
{
    for (size_t at = 8; at + 12 <= n;) {
        size_t len = get32(p + at);
        if (len > n - at - 12)
            return;
        put32(p + at + 8 + len, (uint32_t)crc32(0, p + at + 4, (uInt)len + 4));
        at += len + 12;
    }
}

size_t LLVMFuzzerCustomMutator(uint8_t *p, size_t n, size_t most, unsigned seed)
{
    struct fuzz_random r = {seed};
    n = LLVMFuzzerMutate(p, n, most);
    if (fuzz_below(&r, 6) != 0)
        mend_checksums(p, n);
    return n;
}

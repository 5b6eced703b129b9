/* Bytes of a picture → samples. Every pixel that is promised is there. */
#include "fuzz.h"

#include "base/samples.h"
#include "document/document.h"

#include <stdlib.h>
#include <zlib.h>

static void whole(const struct samples *s, uint32_t width, uint32_t height)
{
    uLongf n = (uLongf)(width * (uint64_t)s->channels + 1) * height, want = n;
    Bytef *v = malloc(n);
    int rc = v ? uncompress(v, &n, s->z, (uLong)s->n) : Z_MEM_ERROR;
    MUST(rc == Z_OK && n == want, "zlib %d, %lu of %lu bytes", rc, n, want);
    free(v);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct doc_image *im = document_png(a, p, n, (struct place){"公文.xml", 1, 1}, &ds);
    enum severity worst = fuzz_messages(&ds);
    MUST((im != NULL) == (worst < SEV_ERROR), "worst %d", (int)worst);
    if (im) {
        MUST(im->width && im->height && im->width <= 8192 && im->height <= 8192, "%u × %u", im->width, im->height);
        MUST(im->color, "no samples");
        whole(im->color, im->width, im->height);
        if (im->mask)
            whole(im->mask, im->width, im->height);
    }
    arena_drop(a);
    return 0;
}

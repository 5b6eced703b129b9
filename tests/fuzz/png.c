/* Bytes of a picture → pixels. Every pixel that is promised can be read. */
#include "fuzz.h"

#include "document/document.h"

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct doc_image *im = document_png(a, p, n, (struct place){"公文.xml", 1, 1}, &ds);
    enum severity worst = fuzz_messages(&ds);
    MUST((im != NULL) == (worst < SEV_ERROR), "worst %d", (int)worst);
    if (im) {
        size_t pixels = (size_t)im->width * im->height;
        unsigned sum = 0;
        MUST(pixels && im->width <= 8192 && im->height <= 8192, "%u × %u", im->width, im->height);
        for (size_t i = 0; i < pixels; i++)
            sum += im->rgb[i * 3] + im->rgb[i * 3 + 1] + im->rgb[i * 3 + 2] + (im->alpha ? im->alpha[i] : 0u);
        volatile unsigned keep = sum;
        (void)keep;
    }
    arena_drop(a);
    return 0;
}

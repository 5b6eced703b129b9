/*
 * Bytes of a 公文 → tree → pages → trace and PDF. Either there is an 错误 or there is a whole file; a character that no font
 * has is refused, never dropped: every character of the tree stands on a page.
 */
#include "fuzz.h"

#include "backend/backend.h"
#include "typeset/typeset.h"

#include <string.h>

const char fuzz_dictionary[] = "tests/fuzz/dict/document.dict";

static struct fonts *fonts;
static struct style style;
static const char *names[] = {"锦屏县易地扶贫搬迁工作领导小组办公室", "县人力资源社会保障局", "县民政局"};

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    struct diags ds = {.a = arena_new()};
    style = style_default();
    int rc = fonts_load(&fonts, "fonts", &ds);
    diags_print(&ds, stderr);
    MUST(rc == 0 && backend_pdf_check(&ds) == 0, "fonts and libharu");
    arena_drop(ds.a);
    return 0;
}

static void check_pdf(const struct pages *pages, struct arena *a)
{
    struct diags ds = {.a = a};
    struct buf pdf = {0};
    int rc = backend_pdf(pages, fonts, &pdf, &ds);
    MUST((rc == 0) == (fuzz_messages(&ds) < SEV_ERROR), "status %d", rc);
    if (rc == 0)
        MUST(pdf.n > 1000 && memcmp(pdf.p, "%PDF-1.7", 8) == 0 && memmem(pdf.p + pdf.n - 16, 16, "%%EOF", 5), "no whole file");
    buf_drop(&pdf);
}

static void check_pages(const struct pages *p, struct arena *a)
{
    struct diags ds = {.a = a};
    struct buf trace = {0};
    MUST(p->n > 0, "no page");
    MUST(backend_trace(p, &trace, &ds) == 0 && trace.n, "no trace");
    fuzz_text("trace", trace.p, trace.n);
    MUST(fuzz_messages(&ds) < SEV_ERROR, "trace");
    buf_drop(&trace);
    check_pdf(p, a);
}

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct document *d = NULL;
    struct strings lexicon = {names, 3, 3};
    int rc = document_parse(&d, a, (const char *)p, n, "公文.xml", "templates/schema", "tests/fuzz/corpus/png", &ds);
    MUST((rc == 0) == (fuzz_messages(&ds) < SEV_ERROR), "parse: status %d", rc);
    if (rc == 0) {
        struct buf text = {0};
        struct pages *pages = NULL;
        document_text(d, &text);
        fuzz_text("text", buf_str(&text), text.n);
        buf_drop(&text);
        rc = typeset(&pages, a, d, fonts, &style, &lexicon, &ds);
        MUST((rc == 0) == (fuzz_messages(&ds) < SEV_ERROR), "typeset: status %d", rc);
        if (rc == 0)
            check_pages(pages, a);
    }
    arena_drop(a);
    return 0;
}

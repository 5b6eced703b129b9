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

/* ---- nothing vanishes ---- */

static uint32_t shown[0x110000]; /* how often each character stands on the pages, less how often it was asked for */

static void count_pages(const struct pages *p, bool add)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->v[i].n; k++)
            if (p->v[i].items[k].kind == ITEM_TEXT)
                for (size_t c = 0; c < p->v[i].items[k].text.n; c++) {
                    uint32_t *n = &shown[p->v[i].items[k].text.v[c].cp];
                    *n = add ? *n + 1 : 0;
                }
}

static bool told(const struct diags *ds, enum msg m)
{
    for (size_t i = 0; i < ds->n; i++)
        if (ds->v[i].msg == m)
            return true;
    return false;
}

static bool blank(uint32_t c) { return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x3000 || (c >= 0x2000 && c <= 0x200F) || c == 0x205F || c == 0x2060 || c == 0xFEFF || c == 0xAD; }

/* Every character of the document stands on a page, at least as often as in the text. */
static void check_text(const struct document *d, const struct pages *p, const struct diags *ds)
{
    struct buf text = {0};
    if (d->seal == SEAL_SIGNATURE && d->nsignatures)
        return; /* 7.3.5.3: the stamp shows the name */
    if (d->format == DOC_LETTER && d->issuers.n > 1)
        return; /* 10.1: only the sponsor's mark */
    if (told(ds, MSG_L121) || told(ds, MSG_G118))
        return; /* no place for it */
    bool unseen = told(ds, MSG_L126), separator = told(ds, MSG_L127);
    document_text(d, &text);
    count_pages(p, true);
    for (const char *s = buf_str(&text), *end = s + text.n; s < end;) {
        uint32_t c;
        s += utf8_decode(s, end, &c);
        if (blank(c) || (unseen && utf8_unseen(c)) || (separator && (c == 0x2028 || c == 0x2029)))
            continue;
        MUST(shown[c] > 0, "U+%04X vanished", c);
        shown[c]--;
    }
    count_pages(p, false);
    buf_drop(&text);
}

enum { AIR = 1200 };

/* Every character that shows begins on the sheet; blanks may hang over its edge. */
static void check_places(const struct page *p)
{
    for (size_t i = 0; i < p->n; i++) {
        const struct item *it = &p->items[i];
        for (size_t k = 0; it->kind == ITEM_TEXT && k < it->text.n; k++) {
            if (blank(it->text.v[k].cp))
                continue;
            um x = it->text.x + (it->turned ? 0 : it->text.v[k].x), y = it->text.y - (it->turned ? it->text.v[k].x : 0);
            MUST(x >= -AIR && x <= p->width + AIR && y >= -AIR && y <= p->height + AIR, "page %d: text off the paper", p->number);
            MUST(it->text.v[k].gid < it->text.face->nglyphs, "page %d: glyph %u of %u", p->number, it->text.v[k].gid, it->text.face->nglyphs);
        }
    }
}

static void check_pages(const struct pages *p, struct arena *a)
{
    struct diags ds = {.a = a};
    struct buf trace = {0};
    MUST(p->n > 0, "no page");
    for (size_t i = 0; i < p->n; i++)
        check_places(&p->v[i]);
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
        if (rc == 0) {
            check_text(d, pages, &ds);
            check_pages(pages, a);
        }
    }
    arena_drop(a);
    return 0;
}

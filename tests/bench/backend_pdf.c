/*
 * How many documents a second the PDF back end alone makes: 4 pages of 22 × 28 characters, about 600 different glyphs in four
 * fonts, every document with characters of its own (60 % fixed, 40 % drawn), so that no cache can help. Layout is not in it.
 *
 *   backend_pdf [documents]      run in the repository's root; built like a unit test of backend/ (same objects, same
 *                                libraries); the first document of the last set goes to build/bench-backend.pdf
 */
#include "../unit/backend_make.h"

#include "base/pool.h"

#include <time.h>

struct bench {
    struct fonts *f;
    const struct face *face[4];
    uint32_t *common[4]; size_t ncommon[4]; /* characters a face draws, GB 2312 range of the BMP */
    size_t bytes[8192];
};

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void find_characters(struct bench *b, int k)
{
    b->common[k] = calloc(0x5200, sizeof *b->common[k]);
    for (uint32_t cp = 0x4E00; cp < 0xA000; cp++) {
        uint32_t gid;
        int box[4];
        if (!hb_font_get_nominal_glyph(b->face[k]->font, cp, &gid))
            continue;
        font_ink(b->face[k], gid, box);
        if (box[2] > box[0])
            b->common[k][b->ncommon[k]++] = cp;
    }
}

static void line(struct made *m, const struct bench *b, size_t page, int node, int k, int row, uint32_t *seed)
{
    struct item *it = make_item(m, page, ITEM_TEXT, node);
    it->text.face = b->face[k];
    it->text.x = 28000;
    it->text.y = 42000 + row * 10227;
    it->text.size = 5644;
    it->text.hscale = 1000;
    it->text.n = 28;
    it->text.v = arena_calloc(m->a, 28, sizeof *it->text.v);
    for (int i = 0; i < 28; i++) {
        *seed = *seed * 1664525 + 1013904223;
        uint32_t pick = *seed >> 8;
        bool fixed = pick % 10 < 6;
        size_t at = fixed ? pick / 10 % 90 * 31 % b->ncommon[k] : (pick / 10 % 60 * 47 + (size_t)m->p.date.year * 97) % b->ncommon[k];
        uint32_t cp = b->common[k][at], gid = 0;
        hb_font_get_nominal_glyph(b->face[k]->font, cp, &gid);
        it->text.v[i] = (struct cluster){.gid = gid, .cp = cp, .x = (um)((int64_t)i * 156000 / 28)};
    }
}

static void one(void *ctx, size_t i)
{
    struct bench *b = ctx;
    struct made m;
    make_start(&m, b->f);
    m.p.title = "测试";
    m.p.date = (struct date){(int16_t)(i % 8000 + 1), 1, 1};
    uint32_t seed = (uint32_t)i;
    for (int pg = 0; pg < 4; pg++) {
        size_t page = make_page(&m, 210000, 297000);
        for (int row = 0; row < 22; row++)
            line(&m, b, page, make_node(&m, TAG_P, 1), (row + pg) % 4, row, &seed);
    }
    struct buf out = {0};
    if (backend_pdf(&m.p, m.f, &out, &m.ds))
        diags_print(&m.ds, stderr);
    b->bytes[i] = out.n;
    if (i == 0)
        save("build/bench-backend.pdf", out.p, out.n);
    buf_drop(&out);
    make_end(&m);
}

static void measure(struct fonts *f, const char *name, const char *const faces[4], size_t n)
{
    struct bench *b = calloc(1, sizeof *b);
    b->f = f;
    for (int k = 0; k < 4; k++) {
        b->face[k] = face_named(f, faces[k]);
        find_characters(b, k);
    }
    for (int threads = 1; threads <= 2; threads++) {
        pool_run(threads, n > 20 ? 20 : n, one, b); /* fonts mapped and prepared */
        double start = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
        pool_run(threads, n, one, b);
        double s = now(CLOCK_MONOTONIC) - start;
        cpu = now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        size_t bytes = 0;
        for (size_t i = 0; i < n; i++)
            bytes += b->bytes[i];
        printf("%-10s %d thread%s %6.0f documents/s  %5.2f ms of a processor each  %zu bytes each\n", name, threads,
               threads > 1 ? "s" : " ", (double)n / s, cpu * 1000 / (double)n, bytes / n);
    }
    for (int k = 0; k < 4; k++)
        free(b->common[k]);
    free(b);
}

int main(int argc, char **argv)
{
    size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 400;
    n = n < 1 ? 1 : n > 8192 ? 8192 : n;
    struct fonts *f = load_fonts();
    static const char *const truetype[4] = {"gkai00mp", "gbsn00lp", "microhei", "ukai"};
    static const char *const roles[4] = {"FandolFang", "gkai00mp", "microhei", "FandolSong-Bold"};
    measure(f, "TrueType", truetype, n);
    measure(f, "CFF + TT", roles, n);
    fonts_drop(f);
    return 0;
}

/*
 * The peer: the same work as backend_pdf.c (4 pages of 22 × 28 characters, four TrueType fonts, 60 % common and 40 % drawn
 * characters) with libharu's own fonts, as its documentation shows it: one HPDF_Doc a document.
 *
 *   plain_libharu [documents]    prints documents a second; build/bench-plain.pdf is the first one
 */
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static const struct { const char *path; int index; } faces[4] = {
    {"/usr/share/fonts/truetype/arphic-gkai00mp/gkai00mp.ttf", -1},
    {"/usr/share/fonts/truetype/arphic-gbsn00lp/gbsn00lp.ttf", -1},
    {"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0},
    {"/usr/share/fonts/truetype/arphic/ukai.ttc", 0},
};

static void on_error(HPDF_STATUS code, HPDF_STATUS detail, void *user)
{
    (void)user;
    fprintf(stderr, "libharu: error %04lX, %lu\n", code, detail);
    exit(1);
}

/* The same draw as in backend_pdf.c: 90 common characters, 60 of the document's own. */
static unsigned draw(unsigned *seed, unsigned document)
{
    *seed = *seed * 1664525u + 1013904223u;
    unsigned pick = *seed >> 8;
    return 0x4E00 + (pick % 10 < 6 ? pick / 10 % 90 * 31 : pick / 10 % 60 * 47 + document * 97) % 20000;
}

static void utf8(char *to, unsigned cp)
{
    to[0] = (char)(0xE0 | cp >> 12);
    to[1] = (char)(0x80 | (cp >> 6 & 63));
    to[2] = (char)(0x80 | (cp & 63));
}

static void one(unsigned i)
{
    HPDF_Doc pdf = HPDF_New(on_error, NULL);
    HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
    HPDF_UseUTFEncodings(pdf);
    HPDF_Font font[4];
    for (int k = 0; k < 4; k++) {
        const char *name = faces[k].index < 0 ? HPDF_LoadTTFontFromFile(pdf, faces[k].path, HPDF_TRUE)
                                              : HPDF_LoadTTFontFromFile2(pdf, faces[k].path, (HPDF_UINT)faces[k].index, HPDF_TRUE);
        font[k] = HPDF_GetFont(pdf, name, "UTF-8");
    }
    unsigned seed = i;
    for (int pg = 0; pg < 4; pg++) {
        HPDF_Page page = HPDF_AddPage(pdf);
        HPDF_Page_BeginText(page);
        for (int row = 0; row < 22; row++) {
            char line[28 * 3 + 1] = {0};
            for (int c = 0; c < 28; c++)
                utf8(line + 3 * c, draw(&seed, i));
            HPDF_Page_SetFontAndSize(page, font[(row + pg) % 4], 16);
            HPDF_Page_TextOut(page, 79, 740 - 29 * (float)row, line);
        }
        HPDF_Page_EndText(page);
    }
    if (i == 0)
        HPDF_SaveToFile(pdf, "build/bench-plain.pdf");
    else
        HPDF_SaveToStream(pdf);
    HPDF_Free(pdf);
}

int main(int argc, char **argv)
{
    unsigned n = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 10;
    struct timespec a, b;
    one(0);
    clock_gettime(CLOCK_MONOTONIC, &a);
    for (unsigned i = 1; i <= n; i++)
        one(i);
    clock_gettime(CLOCK_MONOTONIC, &b);
    double s = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9;
    printf("plain libharu  %6.1f documents/s\n", n / s);
    return 0;
}

/*
 * FONTSEEDS FOLDER FONTFILE…: writes the seeds of the font target, cut from installed fonts: a few dozen characters each, the
 * names kept; one more of two faces (TTC). No font lies in the project itself. The first file gives sound.ttf as well.
 */
#include "base/base.h"

#include <hb-subset.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the program measures, and what font.c sets. */
static const char characters[] =
    "的一是在不了有和人这中大为上个国我以要他固圆图回田由丨月日文件年　：，。〔〕第号— -%()HABab0123456789";

static hb_face_t *subset_of(const char *path, unsigned number)
{
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    if (!blob || number >= hb_face_count(blob))
        return NULL;
    hb_face_t *face = hb_face_create(blob, number), *out;
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    hb_set_t *set = hb_subset_input_unicode_set(in);
    for (const char *s = characters, *end = s + strlen(s); s < end;) {
        uint32_t c;
        s += utf8_decode(s, end, &c);
        hb_set_add(set, c);
    }
    hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NAME_LEGACY | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    hb_set_t *names = hb_subset_input_set(in, HB_SUBSET_SETS_NAME_ID), *langs = hb_subset_input_set(in, HB_SUBSET_SETS_NAME_LANG_ID);
    hb_set_clear(names), hb_set_invert(names), hb_set_clear(langs), hb_set_invert(langs);
    static const hb_tag_t dropped[] = {HB_TAG('G', 'S', 'U', 'B'), HB_TAG('G', 'P', 'O', 'S'), HB_TAG('G', 'D', 'E', 'F'),
                                       HB_TAG('f', 'p', 'g', 'm'), HB_TAG('p', 'r', 'e', 'p'), HB_TAG('c', 'v', 't', ' ')};
    for (size_t i = 0; i < sizeof dropped / sizeof *dropped; i++)
        hb_set_add(hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG), dropped[i]);
    out = hb_subset_or_fail(face, in);
    hb_subset_input_destroy(in);
    hb_face_destroy(face);
    hb_blob_destroy(blob);
    return out;
}

static void write_seed(const char *dir, const char *name, const void *p, size_t n)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(p, 1, n, f) != n || fclose(f) != 0) {
        perror(path);
        exit(1);
    }
}

static uint32_t get32(const uint8_t *p) { return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3]; }

static void put32(uint8_t *p, uint32_t v)
{
    for (int i = 0; i < 4; i++)
        p[i] = (uint8_t)(v >> (24 - 8 * i));
}

/* A face's bytes at a place in a collection: the offsets of its tables count from the collection's first byte. */
static void put_face(uint8_t *out, size_t at, const char *p, size_t n)
{
    memcpy(out + at, p, n);
    unsigned tables = (unsigned)out[at + 4] << 8 | out[at + 5];
    for (unsigned i = 0; i < tables; i++) {
        uint8_t *entry = out + at + 12 + 16 * i;
        put32(entry + 8, get32(entry + 8) + (uint32_t)at);
    }
}

static void write_collection(const char *dir, hb_blob_t *a, hb_blob_t *b)
{
    unsigned na, nb;
    const char *pa = hb_blob_get_data(a, &na), *pb = hb_blob_get_data(b, &nb);
    size_t first = 20, second = first + (na + 3) / 4 * 4, n = second + nb;
    uint8_t *out = calloc(1, n);
    memcpy(out, "ttcf\0\1\0\0\0\0\0\2", 12);
    put32(out + 12, (uint32_t)first);
    put32(out + 16, (uint32_t)second);
    put_face(out, first, pa, na);
    put_face(out, second, pb, nb);
    write_seed(dir, "two.ttc", out, n);
    free(out);
}

int main(int argc, char **argv)
{
    enum { MOST = 16 };
    hb_blob_t *made[MOST];
    size_t n = 0;
    for (int i = 2; i < argc && n < MOST; i++) {
        hb_face_t *face = subset_of(argv[i], 0);
        if (!face)
            continue;
        unsigned size;
        char name[32];
        made[n] = hb_face_reference_blob(face);
        const char *p = hb_blob_get_data(made[n], &size);
        snprintf(name, sizeof name, "seed-%zu.%s", n, size > 4 && memcmp(p, "OTTO", 4) == 0 ? "otf" : "ttf");
        if (n == 0)
            write_seed(argv[1], "sound.ttf", p, size);
        write_seed(argv[1], name, p, size);
        n++;
        hb_face_destroy(face);
    }
    if (n < 2) {
        fprintf(stderr, "%s: at least two fonts are needed\n", argv[0]);
        return 1;
    }
    write_collection(argv[1], made[0], made[n - 1]);
    for (size_t i = 0; i < n; i++)
        hb_blob_destroy(made[i]);
    return 0;
}

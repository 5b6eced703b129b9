/*
 * Fonts in the PDF: each face that draws anything becomes one Type0 font with a subset of its outlines.
 *
 * Facts that always hold:
 *   - A slot is a pair (glyph, character). Slots of one face are found by a hash; their order is that of first use.
 *   - Codes are two bytes, Identity-H. TrueType and name-keyed CFF: the glyph's number in the subset. CID-keyed CFF: its
 *     CID, because a subset keeps the CIDs of the original in its charset while the glyph numbers change.
 *   - Characters that share a glyph (· • ・) share its code and differ in rank: the most used one has rank 0. Each rank is a
 *     Type0 font of its own with its own ToUnicode over the same descendant, so the outlines are there once and every
 *     reader extracts the right character. (ActualText would do it too, but MuPDF ignores it, and poppler loses the rest
 *     of a tagged paragraph behind a nested mark.)
 *   - The page moves by the widths of /W exactly; they are rounded to 1/1000 em here and nowhere else.
 */
#include "backend/pdf.h"

#include <hb-subset.h>
#include <stdlib.h>
#include <string.h>

struct pdf_font {
    const struct face *face;
    struct low_obj **object;         /* Type0 dictionaries, by rank */
    unsigned ranks;
    size_t first_resource;           /* number of object[0] among all Type0 fonts of the document */
    struct pdf_slot *slot;
    size_t n, cap;
    uint32_t *hash;                  /* slot index + 1; 0 = free */
    size_t nhash;                    /* power of two, at most half full */
    struct pdf_slot **sorted;        /* all slots by rank, then by code */
    size_t ncodes;                   /* how many have rank 0: they come first */
    hb_subset_plan_t *plan;
    char tag[7];                     /* ABCDEF: hash of the glyphs */
};

enum { HASH_FIRST = 1024, CODE_MAX = 0xFFFF };

/* ---- collecting ---- */

static size_t hash_place(const struct pdf_font *f, uint32_t gid, uint32_t cp)
{
    uint64_t h = ((uint64_t)gid << 32 | cp) * UINT64_C(0x9E3779B97F4A7C15);
    size_t i = (size_t)(h >> 40) & (f->nhash - 1);
    while (f->hash[i]) {
        const struct pdf_slot *s = &f->slot[f->hash[i] - 1];
        if (s->gid == gid && s->cp == cp)
            break;
        i = (i + 1) & (f->nhash - 1);
    }
    return i;
}

static void hash_grow(struct pdf *d, struct pdf_font *f)
{
    f->nhash = f->nhash ? f->nhash * 4 : HASH_FIRST;
    f->hash = arena_calloc(d->a, f->nhash, sizeof *f->hash);
    for (size_t i = 0; i < f->n; i++)
        f->hash[hash_place(f, f->slot[i].gid, f->slot[i].cp)] = (uint32_t)i + 1;
}

static void collect(struct pdf *d, struct pdf_font *f, uint32_t gid, uint32_t cp)
{
    if (f->n * 2 >= f->nhash)
        hash_grow(d, f);
    size_t at = hash_place(f, gid, cp);
    if (!f->hash[at]) {
        ARENA_PUSH(d->a, f->slot, f->n, f->cap) = (struct pdf_slot){.gid = gid, .cp = cp, .first = (uint32_t)f->n};
        f->hash[at] = (uint32_t)f->n;
    }
    f->slot[f->hash[at] - 1].uses++;
}

const struct pdf_slot *pdf_font_slot(const struct pdf_font *f, uint32_t gid, uint32_t cp)
{
    if (!gid || !f->nhash)
        return NULL;
    uint32_t i = f->hash[hash_place(f, gid, cp)];
    return i ? &f->slot[i - 1] : NULL;
}

struct pdf_font *pdf_font_of(struct pdf *d, const struct face *face)
{
    for (size_t i = 0; i < d->nfonts; i++)
        if (d->font[i].face == face)
            return &d->font[i];
    return NULL;
}

struct low_obj *pdf_font_object(const struct pdf_font *f, unsigned rank) { return f->object[rank]; }
size_t pdf_font_resource(const struct pdf_font *f, unsigned rank) { return f->first_resource + rank; }

static struct pdf_font *font_enter(struct pdf *d, const struct face *face)
{
    struct pdf_font *f = pdf_font_of(d, face);
    if (f)
        return f;
    f = &ARENA_PUSH(d->a, d->font, d->nfonts, d->capfonts);
    *f = (struct pdf_font){.face = face};
    return f;
}

static bool is_space(uint32_t cp)
{
    return cp == 0x20 || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200B) || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

static int missing(struct pdf *d, const struct page *pg, const struct face *face, uint32_t cp)
{
    struct buf c = {0};
    buf_add_utf8(&c, cp);
    DIAG(d->ds, B103, NOWHERE, NULL, buf_str(&c), arena_printf(d->a, "%d", pg->number), buf_str(&c),
         arena_printf(d->a, "%04X", (unsigned)cp), face->family ? face->family : face->psname);
    buf_drop(&c);
    return -1;
}

static int collect_item(struct pdf *d, const struct page *pg, const struct item *it)
{
    const struct face *face = it->text.face;
    if (!face) {
        DIAG(d->ds, B105, NOWHERE, NULL, NULL, "文字没有字体");
        return -1;
    }
    struct pdf_font *f = font_enter(d, face);
    int status = 0;
    for (size_t i = 0; i < it->text.n; i++) {
        const struct cluster *c = &it->text.v[i];
        if (c->gid && c->gid < face->nglyphs)
            collect(d, f, c->gid, c->cp);
        else if (c->gid || !is_space(c->cp)) /* .notdef is never drawn; a blank that the face lacks is a gap */
            status = missing(d, pg, face, c->cp);
    }
    return status;
}

int pdf_fonts_collect(struct pdf *d)
{
    int status = 0;
    for (size_t i = 0; i < d->p->n; i++)
        for (size_t k = 0; k < d->p->v[i].n; k++)
            if (d->p->v[i].items[k].kind == ITEM_TEXT && d->p->v[i].items[k].text.n)
                status |= collect_item(d, &d->p->v[i], &d->p->v[i].items[k]);
    return status;
}

/* ---- codes ---- */

/* Same glyph together, the most used character first. */
static int by_glyph(const void *pa, const void *pb)
{
    const struct pdf_slot *a = *(struct pdf_slot *const *)pa, *b = *(struct pdf_slot *const *)pb;
    if (a->gid != b->gid)
        return a->gid < b->gid ? -1 : 1;
    if (a->uses != b->uses)
        return a->uses > b->uses ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static int by_rank_and_code(const void *pa, const void *pb)
{
    const struct pdf_slot *a = *(struct pdf_slot *const *)pa, *b = *(struct pdf_slot *const *)pb;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return a->code < b->code ? -1 : a->code > b->code;
}

static uint32_t glyph_code(const struct pdf_font *f, const hb_map_t *new_gid, uint32_t gid)
{
    const struct face *face = f->face;
    if (face->cff && face->cid_keyed)
        return face->cid_of_gid ? face->cid_of_gid[gid] : gid;
    return hb_map_get(new_gid, gid);
}

static uint16_t glyph_width(const struct face *face, uint32_t gid)
{
    int64_t advance = hb_font_get_glyph_h_advance(face->font, gid);
    int64_t upem = face->upem ? face->upem : 1000;
    int64_t w = (advance * 2000 + upem) / (upem * 2);
    return (uint16_t)(w < 0 ? 0 : w > 0xFFFF ? 0xFFFF : w);
}

/* v: all slots by glyph. */
static int assign(struct pdf *d, struct pdf_font *f, struct pdf_slot **v)
{
    const hb_map_t *new_gid = hb_subset_plan_old_to_new_glyph_mapping(f->plan);
    for (size_t i = 0; i < f->n; i++) {
        struct pdf_slot *s = v[i];
        uint32_t code = glyph_code(f, new_gid, s->gid);
        if (code > CODE_MAX) {
            DIAG(d->ds, B104, NOWHERE, NULL, NULL, f->face->psname);
            return -1;
        }
        s->code = (uint16_t)code;
        s->width = glyph_width(f->face, s->gid);
        s->rank = i && v[i - 1]->gid == s->gid ? v[i - 1]->rank + 1 : 0;
        f->ncodes += s->rank == 0;
        f->ranks = s->rank >= f->ranks ? s->rank + 1 : f->ranks;
    }
    qsort(v, f->n, sizeof *v, by_rank_and_code);
    f->sorted = v;
    f->object = arena_calloc(d->a, f->ranks + 1, sizeof *f->object);
    for (unsigned i = 0; i < f->ranks; i++) {
        f->object[i] = low_dict_indirect(d->low);
        low_is_font(f->object[i]);
    }
    f->first_resource = d->nresources;
    d->nresources += f->ranks;
    return 0;
}

static hb_subset_input_t *subset_input(struct pdf_slot *const *v, size_t n)
{
    hb_subset_input_t *in = hb_subset_input_create_or_fail();
    if (!in)
        base_die(OUT_OF_MEMORY);
    hb_set_t *glyphs = hb_subset_input_glyph_set(in);
    for (size_t i = 0; i < n; i++)
        hb_set_add(glyphs, v[i]->gid);
    hb_subset_input_set_flags(in, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_NOTDEF_OUTLINE);
    static const char drop[][5] = {"GSUB", "GPOS", "GDEF", "cmap", "name", "OS/2", "post", "kern", "vhea", "vmtx",
                                   "VORG", "BASE", "DSIG", "gasp", "VDMX", "hdmx", "LTSH", "JSTF", "PCLT"};
    hb_set_t *tables = hb_subset_input_set(in, HB_SUBSET_SETS_DROP_TABLE_TAG);
    for (size_t i = 0; i < sizeof drop / sizeof drop[0]; i++)
        hb_set_add(tables, HB_TAG(drop[i][0], drop[i][1], drop[i][2], drop[i][3]));
    return in;
}

/* Six letters from the glyphs and characters used: the same subset has the same name in every file. */
static void make_tag(struct pdf *d, struct pdf_font *f, struct pdf_slot *const *v)
{
    struct sha256_ctx h;
    sha256_init(&h);
    sha256_update(&h, strlen(f->face->psname), (const uint8_t *)f->face->psname);
    for (size_t i = 0; i < f->n; i++) {
        uint32_t pair[2] = {v[i]->gid, v[i]->cp};
        uint8_t b[8];
        for (int k = 0; k < 8; k++)
            b[k] = (uint8_t)(pair[k / 4] >> 8 * (k % 4));
        sha256_update(&h, sizeof b, b);
    }
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&h, sizeof digest, digest);
    for (int i = 0; i < 6; i++)
        f->tag[i] = (char)('A' + digest[i] % 26);
    sha256_update(&d->hash, sizeof digest, digest);
}

static int plan(struct pdf *d, struct pdf_font *f)
{
    struct pdf_slot **v = arena_calloc(d->a, f->n ? f->n : 1, sizeof *v);
    for (size_t i = 0; i < f->n; i++)
        v[i] = &f->slot[i];
    qsort(v, f->n, sizeof *v, by_glyph);
    make_tag(d, f, v);
    hb_face_t *lean = font_lean_face(d->fonts, f->face);
    hb_subset_input_t *in = subset_input(v, f->n);
    f->plan = lean ? hb_subset_plan_create_or_fail(lean, in) : NULL;
    hb_subset_input_destroy(in);
    if (!f->plan) {
        DIAG(d->ds, B104, NOWHERE, NULL, NULL, f->face->psname);
        return -1;
    }
    return assign(d, f, v);
}

int pdf_fonts_plan(struct pdf *d)
{
    for (size_t i = 0; i < d->nfonts; i++)
        if (plan(d, &d->font[i]))
            return -1;
    return 0;
}

void pdf_fonts_drop(struct pdf *d)
{
    for (size_t i = 0; i < d->nfonts; i++)
        hb_subset_plan_destroy(d->font[i].plan); /* NULL is fine */
}

/* ---- objects ---- */

static void flush_widths(struct buf *b, bool *open)
{
    if (*open)
        buf_addc(b, ']');
    *open = false;
}

/* /DW 1000 serves the hanzi; /W lists the others: first code, then the widths of neighbours. */
static void put_widths(struct pdf *d, struct pdf_font *f, struct low_obj *descendant)
{
    struct buf b = {0};
    bool open = false;
    uint32_t next = 0;
    buf_adds(&b, "/W [");
    for (size_t i = 0; i < f->ncodes; i++) {
        const struct pdf_slot *s = f->sorted[i];
        if (s->width == 1000) {
            flush_widths(&b, &open);
            continue;
        }
        if (open && s->code != next)
            flush_widths(&b, &open);
        buf_addf(&b, open ? " %u" : "%u[%u", open ? s->width : s->code, s->width);
        open = true;
        next = s->code + 1u;
    }
    flush_widths(&b, &open);
    buf_adds(&b, "]\n");
    low_set_int(d->low, descendant, "DW", 1000);
    low_raw(d->low, descendant, b.p, b.n);
    buf_drop(&b);
}

static struct low_obj *deflated(struct pdf *d, const void *bytes, size_t n)
{
    size_t zn;
    void *z = pdf_deflate(d, bytes, n, &zn);
    return low_stream(d->low, z, zn, true);
}

/* No outline was lost or damaged on the way into the subset. */
static bool is_whole(struct pdf *d, const struct pdf_font *f, const char *bytes, size_t n)
{
    if (f->face->cff)
        return cff_whole((const uint8_t *)bytes, n);
    struct glyph_pair *v = arena_calloc(d->a, f->ncodes + 1, sizeof *v);
    for (size_t i = 0; i < f->ncodes; i++) /* TrueType: the code is the glyph's number in the subset */
        v[i] = (struct glyph_pair){f->sorted[i]->gid, f->sorted[i]->code};
    return outlines_whole(d->fonts, f->face, bytes, n, v, f->ncodes);
}

static struct low_obj *font_file(struct pdf *d, struct pdf_font *f)
{
    hb_face_t *subset = hb_subset_plan_execute_or_fail(f->plan);
    if (!subset)
        return NULL;
    hb_blob_t *blob = f->face->cff ? hb_face_reference_table(subset, HB_TAG('C', 'F', 'F', ' '))
                                   : hb_face_reference_blob(subset);
    unsigned n;
    const char *bytes = hb_blob_get_data(blob, &n);
    struct low_obj *o = NULL;
    if (n && is_whole(d, f, bytes, n)) {
        o = deflated(d, bytes, n);
        if (f->face->cff)
            low_set_name(d->low, o, "Subtype", "CIDFontType0C");
        else
            low_set_int(d->low, o, "Length1", (int32_t)n);
    }
    hb_blob_destroy(blob);
    hb_face_destroy(subset);
    return o;
}

static struct low_obj *descriptor(struct pdf *d, struct pdf_font *f, const char *name, struct low_obj *file)
{
    enum { FIXED = 1, SERIF = 2, SYMBOLIC = 4, ITALIC = 64 };
    const struct face *face = f->face;
    struct low *w = d->low;
    struct low_obj *o = low_dict_indirect(w), *box = low_array(w, 4);
    for (int i = 0; i < 4; i++)
        low_add_int(w, box, face->bbox[i]);
    low_set_name(w, o, "Type", "FontDescriptor");
    low_set_name(w, o, "FontName", name);
    low_set_int(w, o, "Flags", SYMBOLIC | (face->fixed_pitch ? FIXED : 0) | (face->serif ? SERIF : 0) |
                                   (face->italic_angle ? ITALIC : 0));
    low_set(w, o, "FontBBox", box);
    low_set_int(w, o, "ItalicAngle", face->italic_angle);
    low_set_int(w, o, "Ascent", face->ascent);
    low_set_int(w, o, "Descent", face->descent);
    low_set_int(w, o, "CapHeight", face->cap_height);
    low_set_int(w, o, "StemV", face->stem_v);
    low_set(w, o, face->cff ? "FontFile3" : "FontFile2", file);
    return o;
}

static struct low_obj *descendant(struct pdf *d, struct pdf_font *f, const char *name, struct low_obj *file)
{
    struct low *w = d->low;
    struct low_obj *o = low_dict_indirect(w), *system = low_dict(w);
    low_set_ascii(w, system, "Registry", "Adobe");
    low_set_ascii(w, system, "Ordering", "Identity");
    low_set_int(w, system, "Supplement", 0);
    low_set_name(w, o, "Type", "Font");
    low_set_name(w, o, "Subtype", f->face->cff ? "CIDFontType0" : "CIDFontType2");
    low_set_name(w, o, "BaseFont", name);
    low_set(w, o, "CIDSystemInfo", system);
    low_set(w, o, "FontDescriptor", descriptor(d, f, name, file));
    if (!f->face->cff)
        low_set_name(w, o, "CIDToGIDMap", "Identity");
    put_widths(d, f, o);
    return o;
}

/* The Type0 font of one rank; from is moved behind its slots. */
static void write_rank(struct pdf *d, struct pdf_font *f, const char *name, struct low_obj *below, size_t *from)
{
    struct low *w = d->low;
    struct low_obj *list = low_array(w, 1);
    unsigned rank = f->sorted[*from]->rank;
    size_t n = 0;
    while (*from + n < f->n && f->sorted[*from + n]->rank == rank)
        n++;
    struct buf b = {0};
    pdf_cmap(&b, (const struct pdf_slot *const *)f->sorted + *from, n);
    low_add(w, list, below);
    low_set_name(w, f->object[rank], "Type", "Font");
    low_set_name(w, f->object[rank], "Subtype", "Type0");
    low_set_name(w, f->object[rank], "BaseFont", name);
    low_set_name(w, f->object[rank], "Encoding", "Identity-H");
    low_set(w, f->object[rank], "DescendantFonts", list);
    low_set(w, f->object[rank], "ToUnicode", deflated(d, b.p, b.n));
    buf_drop(&b);
    *from += n;
}

static int write_font(struct pdf *d, struct pdf_font *f)
{
    struct low_obj *file = f->n ? font_file(d, f) : NULL;
    if (!file && f->n) {
        DIAG(d->ds, B104, NOWHERE, NULL, NULL, f->face->psname);
        return -1;
    }
    if (!file)
        return 0; /* nothing but blanks that the face lacks */
    const char *name = arena_printf(d->a, "%s+%.100s", f->tag, f->face->psname);
    struct low_obj *below = descendant(d, f, name, file);
    for (size_t i = 0; i < f->n;)
        write_rank(d, f, name, below, &i);
    return 0;
}

int pdf_fonts_write(struct pdf *d)
{
    for (size_t i = 0; i < d->nfonts; i++)
        if (write_font(d, &d->font[i]))
            return -1;
    return 0;
}

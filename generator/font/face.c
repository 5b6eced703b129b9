/* One face of a font file: what draws, how wide, how high its hanzi sit, and what a PDF FontDescriptor wants to know. */
#include "font/internal.h"

#include <errno.h>
#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

bool is_space_char(uint32_t cp)
{
    return cp == 0x20 || cp == 0xA0 || (cp >= 0x2000 && cp <= 0x200A) || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

/* Planes 2 and 3 hold nothing but ideographs, also those newer than ICU's tables. */
bool is_hanzi(uint32_t cp)
{
    return cp >= 0x2E80 && ((cp >= 0x20000 && cp < 0x40000) || u_hasBinaryProperty((UChar32)cp, UCHAR_IDEOGRAPHIC) ||
                            u_hasBinaryProperty((UChar32)cp, UCHAR_RADICAL));
}

int face_scale(const struct face *f, long v)
{
    long up = f->upem;
    return (int)(v >= 0 ? (v * 1000 + up / 2) / up : -((-v * 1000 + up / 2) / up));
}

void font_ink(const struct face *f, uint32_t gid, int box[4])
{
    hb_glyph_extents_t e;
    memset(box, 0, 4 * sizeof *box);
    if (!hb_font_get_glyph_extents(f->font, gid, &e) || !e.width || !e.height)
        return;
    box[0] = face_scale(f, e.x_bearing);
    box[1] = face_scale(f, (long)e.y_bearing + e.height);
    box[2] = face_scale(f, (long)e.x_bearing + e.width);
    box[3] = face_scale(f, e.y_bearing);
}

bool face_draws(const struct face *f, uint32_t cp, uint32_t *gid)
{
    hb_codepoint_t g = 0;
    if (!hb_font_get_nominal_glyph(f->font, cp, &g) || !g || g >= f->nglyphs)
        return false;
    *gid = g;
    if (is_space_char(cp))
        return true;
    hb_glyph_extents_t e; /* a cmap entry is not coverage: ukai maps 䶮 to nothing, microhei ℃ */
    return hb_font_get_glyph_extents(f->font, g, &e) && (e.width || e.height);
}

/* ---- tables ---- */

struct table { hb_blob_t *blob; const uint8_t *p; unsigned n; };

static struct table table_open(hb_face_t *f, hb_tag_t tag)
{
    struct table t = {.blob = hb_face_reference_table(f, tag)};
    t.p = (const uint8_t *)hb_blob_get_data(t.blob, &t.n);
    return t;
}

static int s16(const struct table *t, unsigned at)
{
    return at + 2 <= t->n ? (int16_t)(t->p[at] << 8 | t->p[at + 1]) : 0;
}

static unsigned u16(const struct table *t, unsigned at) { return (uint16_t)s16(t, at); }

/* ---- measures ---- */

/* Height of the middle of box-shaped hanzi above the baseline; the em's usual middle if the face has none of them. */
static int measure_middle(const struct face *f)
{
    static const uint32_t boxes[] = {0x56FD /* 国 */, 0x56FA /* 固 */, 0x5706 /* 圆 */, 0x56FE /* 图 */,
                                     0x56DE /* 回 */, 0x7530 /* 田 */, 0x7531 /* 由 */};
    long sum = 0, n = 0;
    for (size_t i = 0; i < sizeof boxes / sizeof *boxes; i++) {
        uint32_t gid;
        int box[4];
        if (!face_draws(f, boxes[i], &gid))
            continue;
        font_ink(f, gid, box);
        sum += box[1] + box[3];
        n += 2;
    }
    return n ? (int)((sum + n / 2) / n) : 0;
}

/* HanaMinB and the like hold no common hanzi: their em box, by the OS/2 table, is centred instead. */
static int middle_of_em(const struct face *f) { return (f->ascent + f->descent) / 2; }

/* Some fonts give a positive descender, some values for Latin letters only. */
static bool plausible(const struct face *o)
{
    return o->ascent > 0 && o->descent < 0 && o->ascent - o->descent >= 900;
}

static void read_os2(struct face_full *f)
{
    struct table os2 = table_open(f->f.hb, HB_TAG('O', 'S', '/', '2'));
    struct table hhea = table_open(f->f.hb, HB_TAG('h', 'h', 'e', 'a'));
    struct face *o = &f->f;
    o->fs_type = u16(&os2, 8);
    o->ascent = face_scale(o, s16(&os2, 68));
    o->descent = face_scale(o, s16(&os2, 70));
    if (!plausible(o)) {
        o->ascent = face_scale(o, s16(&hhea, 4));
        o->descent = face_scale(o, s16(&hhea, 6));
    }
    o->serif = true; /* the chains of 黑体 say otherwise */
    if (u16(&os2, 0) >= 2)
        o->cap_height = face_scale(o, s16(&os2, 88));
    hb_blob_destroy(os2.blob);
    hb_blob_destroy(hhea.blob);
}

static void read_head_post(struct face *o)
{
    struct table head = table_open(o->hb, HB_TAG('h', 'e', 'a', 'd')), post = table_open(o->hb, HB_TAG('p', 'o', 's', 't'));
    for (unsigned i = 0; i < 4; i++)
        o->bbox[i] = face_scale(o, s16(&head, 36 + 2 * i));
    o->italic_angle = s16(&post, 4);
    o->fixed_pitch = u16(&post, 12) || u16(&post, 14);
    hb_blob_destroy(head.blob);
    hb_blob_destroy(post.blob);
    if (!plausible(o)) {
        o->ascent = o->bbox[3];
        o->descent = o->bbox[1];
    }
}

/* Width of 丨, or of the digit 1's stem as near as a box tells: only a hint for viewers that lack the font. */
static void measure_letters(struct face *o)
{
    uint32_t gid;
    int box[4];
    o->stem_v = 80;
    if (face_draws(o, 0x4E28, &gid)) {
        font_ink(o, gid, box);
        o->stem_v = box[2] - box[0];
    }
    if (o->cap_height <= 0 && face_draws(o, 'H', &gid)) {
        font_ink(o, gid, box);
        o->cap_height = box[3];
    }
    if (o->cap_height <= 0)
        o->cap_height = o->ascent * 4 / 5;
}

/*
 * The em box for clauses that measure to the upper edge of a character (digest 0.2: the font's own table decides). The em boxes
 * of Chinese fonts reach 859, 879 or 880 above the baseline; a table that says something far from that was filled in for Latin
 * letters (microhei: 765), and then half an em lies to each side of the middle of the hanzi.
 *
 * hang: hanzi may hang low in their box (FandolFang: the middle 92 below the box's, strokes and commas 60 below its foot).
 */
static void settle_em(struct face_full *f)
{
    int em = f->f.ascent - f->f.descent, low = (f->f.ascent + f->f.descent) / 2 - f->f.middle;
    bool chinese = em >= 990 && em <= 1010 && f->f.ascent >= 840 && f->f.ascent <= 900;
    f->em_above = chinese ? f->f.ascent : f->f.middle + 500;
    f->hang = chinese && low > 0 ? low : 0;
}

/* ---- names ---- */

/* nameID 6 of 0x409, printable ASCII without the delimiters of PDF. SimHei's entry of 0x804 is Chinese. */
static char *psname_of(struct arena *a, const struct font_names *names, const char *path)
{
    const char *s = font_name_get(names, 6, LANG_EN);
    for (size_t i = 0; !s && i < names->n; i++)
        if (names->v[i].id == 6)
            s = names->v[i].utf8;
    char *out = arena_alloc(a, (s ? strlen(s) : 0) + 64), *q = out;
    for (; s && *s; s++)
        if (*s > 0x20 && *s < 0x7F && !strchr("()<>[]{}/%#", *s))
            *q++ = *s;
    if (q == out) {
        const char *slash = strrchr(path, '/');
        for (s = slash ? slash + 1 : path; *s && *s != '.' && q < out + 60; s++)
            if ((*s >= '0' && *s <= '9') || (*s >= 'A' && *s <= 'Z') || (*s >= 'a' && *s <= 'z'))
                *q++ = *s;
    }
    *q = 0;
    return out[0] ? out : arena_strdup(a, "Font");
}

static void read_names(struct arena *a, struct face_full *f)
{
    struct table t = table_open(f->f.hb, HB_TAG('n', 'a', 'm', 'e'));
    struct font_names names = {0};
    font_names_read(a, t.p, t.n, &names);
    hb_blob_destroy(t.blob);
    f->f.psname = psname_of(a, &names, f->f.path);
    const char *zh = font_name_get(&names, 16, LANG_ZH), *en = font_name_get(&names, 16, LANG_EN);
    zh = zh ? zh : font_name_get(&names, 1, LANG_ZH);
    en = en ? en : font_name_get(&names, 1, LANG_EN);
    f->english = en ? en : f->f.psname;
    f->f.family = zh ? zh : f->english;
}

/* ---- opening ---- */

static struct face_full *damaged(struct face_full *f, const char *path, const char *why, struct diags *ds)
{
    if (ds)
        DIAG(ds, F104, ((struct place){.file = path}), NULL, NULL, path, why);
    face_close(f);
    return NULL;
}

static const char *read_outlines(struct arena *a, struct face *o)
{
    struct table cff = table_open(o->hb, HB_TAG('C', 'F', 'F', ' ')), glyf = table_open(o->hb, HB_TAG('g', 'l', 'y', 'f'));
    const char *why = NULL;
    o->cff = cff.n > 0;
    if (cff.n) {
        struct cff_info info;
        if (cff_read(a, cff.p, cff.n, &info) != 0 || info.nglyphs < o->nglyphs)
            why = "CFF 轮廓表已损坏";
        o->cid_keyed = info.cid_keyed;
        o->cid_of_gid = info.cid_of_gid;
    } else if (!glyf.n) {
        why = "里面没有 TrueType 或 CFF 轮廓";
    }
    hb_blob_destroy(cff.blob);
    hb_blob_destroy(glyf.blob);
    return why;
}

unsigned face_count(const char *path)
{
    hb_blob_t *b = hb_blob_create_from_file_or_fail(path);
    unsigned n = b ? hb_face_count(b) : 0;
    hb_blob_destroy(b);
    return n;
}

/* OS/2 fsType: 0x0002 restricted, 0x0100 no subsetting, 0x0200 bitmaps only */
static bool may_embed(unsigned fs_type) { return !(fs_type & 0x0302); }

static const char *forbidden(unsigned fs_type)
{
    return fs_type & 0x0002 ? "字体标明禁止嵌入（fsType 0x0002）"
         : fs_type & 0x0100 ? "字体标明不许取子集嵌入（fsType 0x0100）" : "字体标明只许嵌入点阵（fsType 0x0200）";
}

struct face_full *face_open(struct arena *a, const char *path, unsigned number, struct diags *ds)
{
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    if (!blob)
        return damaged(NULL, path, strerror(errno), ds);
    unsigned faces = hb_face_count(blob);
    struct face_full *f = arena_calloc(a, 1, sizeof *f);
    struct face *o = &f->f;
    pthread_mutex_init(&f->preparing, NULL);
    o->hb = hb_face_create(blob, number);
    hb_blob_destroy(blob);
    hb_face_make_immutable(o->hb);
    o->path = arena_strdup(a, path);
    o->number = number;
    o->nglyphs = hb_face_get_glyph_count(o->hb);
    o->upem = hb_face_get_upem(o->hb);
    if (number >= faces || !o->nglyphs || o->upem < 16 || o->upem > 16384)
        return damaged(f, path, number >= faces ? "文件里没有这个面号的字体" : "不是完整的字体文件", ds);
    const char *why = read_outlines(a, o);
    if (why)
        return damaged(f, path, why, ds);
    o->font = hb_font_create(o->hb);
    hb_font_set_scale(o->font, (int)o->upem, (int)o->upem);
    hb_font_make_immutable(o->font);
    read_os2(f);
    if (!may_embed(o->fs_type)) {
        if (ds)
            DIAG(ds, F103, ((struct place){.file = path}), NULL, NULL, path, forbidden(o->fs_type));
        face_close(f);
        return NULL;
    }
    read_names(a, f);
    read_head_post(o);
    o->middle = measure_middle(o);
    if (!o->middle)
        o->middle = middle_of_em(o);
    measure_letters(o);
    settle_em(f);
    f->lean = lean_new(o->hb);
    if (!o->cff)
        outlines_init(f);
    return f;
}

void face_close(struct face_full *f)
{
    if (!f)
        return;
    hb_face_destroy(atomic_load(&f->prepared));
    hb_face_destroy(f->lean);
    outlines_drop(f);
    hb_font_destroy(f->f.font);
    hb_face_destroy(f->f.hb);
    pthread_mutex_destroy(&f->preparing);
}

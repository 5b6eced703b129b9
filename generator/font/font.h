/*
 * font: font files → roles. Which file serves 仿宋 楷体 黑体 小标宋 宋体, which face draws a character, how wide it is.
 *
 * Loaded once per process, read-only afterwards, shared by all threads. typeset asks font_pick; the PDF back end asks for
 * the HarfBuzz faces. Missing fonts, wrong embedding rights, empty outlines: F messages.
 * Facts and traps: a cmap entry is not coverage (empty outlines count as missing, except spaces); fallback faces sit at
 * other heights (dy) and sizes (scale); CFF codes in a PDF are CIDs.
 */
#ifndef JIBAO_FONT_H
#define JIBAO_FONT_H

#include "base/diag.h"

#include <hb.h>

enum font_role { FONT_FANGSONG /* 仿宋 */, FONT_KAITI /* 楷体 */, FONT_HEITI /* 黑体 */, FONT_XBS /* 小标宋 */, FONT_SONG /* 宋体 */, FONT_ROLES };
const char *font_role_name(enum font_role r);

struct face {
    int index;               /* place in fonts->faces: stable within a process */
    const char *path;
    unsigned number;         /* face number in a TTC */
    const char *psname;      /* PostScript name, printable ASCII, for BaseFont */
    const char *family;      /* Chinese family name if it has one */
    hb_face_t *hb;           /* the whole face, immutable */
    hb_font_t *font;         /* for advances, extents; scale = upem */
    bool cff;                /* outlines are CFF; codes are CIDs when cid_keyed */
    bool cid_keyed;
    const uint16_t *cid_of_gid; /* charset of a CID-keyed CFF; NULL = identity */
    unsigned nglyphs, upem;
    int ascent, descent;     /* em units scaled to 1000: typographic, for /Ascent /Descent and em box; descent < 0 */
    int bbox[4];             /* 1000 per em */
    int cap_height, italic_angle, stem_v;
    unsigned fs_type;        /* OS/2 embedding bits */
    bool fixed_pitch, serif;
    int middle;              /* height of the middle of box-shaped hanzi above the baseline, 1000 per em */
};

struct glyph {
    const struct face *face;
    uint32_t gid;
    int32_t advance;   /* 1/1000 em of the *requested* size, scale included */
    int16_t scale;     /* ‰ of the requested size; 1000 for the primary font */
    int16_t dy;        /* shift up, ‰ of the requested size, to meet the body font's middle */
    int16_t stroke;    /* line width in ‰ of the drawn size for fill-and-stroke; 0 = fill only */
    int16_t dx;        /* move right before drawing, ‰ of the requested size; the pen still goes on by advance */
    bool fallback;     /* not from the role's own face (its Latin companion, a row 西文 of fonts.tab, does not count) */
};

/*
 * Does every glyph of a CFF table end as glyphs end (endchar, or a call that does)? A subset made while memory ran out is told as
 * made, with a glyph cut off.
 */
bool cff_whole(const uint8_t *p, size_t n);

struct fonts;
/*
 * Loads the chains of fonts/fonts.tab, files found in dir (the office's own, recognised by their name tables and put first)
 * and in the system's font folders. Returns 0, or -1 with an F message if a role has no usable font.
 */
int fonts_load(struct fonts **out, const char *dir, struct diags *ds);
void fonts_drop(struct fonts *f);

/* The glyph for a character in a role. Returns 0; -1 if no font of the chain draws it (never draw .notdef). */
int font_pick(const struct fonts *f, enum font_role role, uint32_t cp, struct glyph *out);
/*
 * The em box of a role's own face: parts of the em above and below the baseline, ‰, a + d = 1000 (clause 0.2 of the digest). For 仿宋,
 * the text, it is taken to hang up to 50 lower where the face's hanzi do.
 */
void font_em(const struct fonts *f, enum font_role role, int *above, int *below);
size_t fonts_faces(const struct fonts *f);
const struct face *fonts_face(const struct fonts *f, size_t i);
/* Ink box of a glyph, 1/1000 em of the face: x0, y0, x1, y1 (y up); all 0 for an empty glyph. */
void font_ink(const struct face *face, uint32_t gid, int box[4]);

/* A table for people: role, file, family, glyphs, coverage of GB2312 and of 通用规范汉字表 (8105), embedding; as text or JSON. */
void fonts_report(const struct fonts *f, bool json, struct buf *out);

/* For the back end: a face holding only what hb-subset needs (no cmap); made on first use, then shared. Thread-safe. */
hb_face_t *font_lean_face(const struct fonts *f, const struct face *face);
/* The same, told how many glyphs the subset will have: lets a CFF face be prepared when that begins to pay (lean.c). */
hb_face_t *font_lean_face_for(const struct fonts *f, const struct face *face, size_t nglyphs);

/*
 * Does the TrueType font in the n bytes of sfnt, a subset of the face, draw each glyph v[i].to as the face draws v[i].from: the same
 * outline where there is one, nothing where there is none? false too where memory is too short to tell. Thread-safe.
 */
struct glyph_pair { uint32_t from, to; };
bool outlines_whole(const struct fonts *f, const struct face *face, const void *sfnt, size_t n, const struct glyph_pair *v, size_t nv);

#endif

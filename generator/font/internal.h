/*
 * Inside of font/: what its files share; nobody else includes this, except the unit tests of the stage.
 *
 *   tab.c        fonts.tab → struct font_table            search.c     folders → font files
 *   names.c      raw name table → names                    recognise.c  names → role of a licensed font
 *   cff.c        raw CFF table → charset                   face.c       file → struct face_full (metrics, rights, middle)
 *   load.c       chains of the roles                       pick.c       character → glyph
 *   lean.c       faces for hb-subset                       report.c     the table for people
 *   outline.c    is a TrueType subset whole
 */
#ifndef JIBAO_FONT_INTERNAL_H
#define JIBAO_FONT_INTERNAL_H

#include "font/font.h"

#include <pthread.h>
#include <stdatomic.h>

/* ---- fonts.tab ---- */

enum link_use {
    USE_MAIN,    /* 主: may be the role's own font; draws everything */
    USE_LATIN,   /* 西文: letters, digits and marks of ASCII, Latin letters, and the signs listed */
    USE_HANZI,   /* 汉字: only ideographs */
    USE_SPARE,   /* 补: what the fonts above lack */
};

enum { ROLE_RARE = FONT_ROLES, RECOGNISED_ROLES }; /* 生僻: licensed fonts that only add rare characters */

struct chain_row {
    enum font_role role;
    const char *file;     /* file name; "@正式" and "@生僻" stand for the office's own fonts */
    unsigned number;      /* face in a TTC */
    enum link_use use;
    int scale, stroke;    /* ‰ */
    const char *signs;    /* more characters for USE_LATIN, UTF-8 */
};

struct pattern_row {
    int role;             /* enum font_role or ROLE_RARE */
    int rank;             /* 1 first choice; 3 stand-in */
    const char *key;      /* normalised, without the stars */
    size_t length;        /* bytes of key: the longest wins */
    bool open_front, open_back; /* a star there */
};

struct font_table {
    struct chain_row *chain; size_t nchain, cap_chain;
    struct pattern_row *patterns; size_t npatterns, cap_patterns;
    const char **folders; size_t nfolders, cap_folders; /* searched by file name after fonts/ */
};

/* Reads fonts.tab; text is n bytes, NUL behind; path for messages. Returns 0, or -1 with F102 for every wrong line. */
int font_table_read(struct arena *a, const char *path, char *text, size_t n, struct font_table *out, struct diags *ds);

/* ---- files ---- */

struct font_file { const char *path, *name; }; /* name: behind the last slash */
struct font_files { struct font_file *v; size_t n, cap; };
/* Every .ttf .otf .ttc below dir, sorted by path (bytes). A missing folder is no fault: nothing is added. */
int font_files_find(struct arena *a, const char *dir, struct font_files *out, struct diags *ds); /* -1: not all could be listed (F106) */
/* The first file of that name (ASCII case does not matter); NULL if there is none. */
const struct font_file *font_files_named(const struct font_files *files, const char *name);

/* ---- name table ---- */

enum name_lang { LANG_ZH, LANG_EN, LANG_OTHER };
struct font_name {
    int id;              /* 16 1 4 6, and 2 17 for the style */
    enum name_lang lang;
    int order;           /* 0 best: (3,x,0x804) (3,x,0x409) platform 3, 0, 1 */
    const char *utf8;
};
struct font_names { struct font_name *v; size_t n, cap; };
/* Reads a raw name table, best names first (by id 16 1 4 6 2 17, then by order). Hostile data gives fewer names, never a fault. */
void font_names_read(struct arena *a, const uint8_t *table, size_t n, struct font_names *out);
/* The best name with that id and language; NULL if there is none. */
const char *font_name_get(const struct font_names *names, int id, enum name_lang lang);

/* ---- recognition ---- */

/* The role (or ROLE_RARE) a name stands for; -1 if none. *rank may be NULL. */
int font_recognise_name(struct arena *a, const struct font_table *t, const char *name, int *rank);
/* The same over all names of a face, file name last. Bold, light and slanted styles lose one rank. */
int font_recognise(struct arena *a, const struct font_table *t, const struct font_names *names, const char *file, int *rank);

/* ---- CFF ---- */

struct cff_info {
    bool cid_keyed;
    unsigned nglyphs;
    uint16_t *cid_of_gid; /* nglyphs long; NULL = identity or not CID-keyed */
};
/* Reads charset and keying of a bare CFF table. Returns 0; -1 if the table is damaged or not CFF version 1. */
int cff_read(struct arena *a, const uint8_t *p, size_t n, struct cff_info *out);

/* ---- faces and chains ---- */

struct face_full {
    struct face f;            /* what others see; f is the first member */
    hb_face_t *lean;          /* a filter over f.hb: no cmap, no layout; owned */
    _Atomic(hb_face_t *) prepared; /* CFF after many uses: hb_subset_preprocess(lean); owned */
    atomic_uint asked;        /* glyphs asked for so far */
    pthread_mutex_t preparing;
    _Atomic uint64_t *proven; /* TrueType: by glyph, what a subset of it was last seen to be (outline.c); owned */
    const char *english;      /* English family name */
    int em_above;             /* ‰ of the em above the baseline */
    int hang;                 /* how far the hanzi's middle lies below the em box's */
};

struct link {
    struct face_full *face;
    enum link_use use;
    int scale, stroke, dy;    /* ‰ of the requested size */
    const uint32_t *signs; size_t nsigns;
    bool office;              /* a licensed font from fonts/ */
};

enum { LINKS_MAX = 24 };
struct missing_row { enum font_role role; const char *file; };

struct chain {
    struct link v[LINKS_MAX];
    size_t n;
    size_t main;              /* the role's own face: place in v */
    _Atomic(struct pick_page *) *pages; /* cache by code point / 256, filled on first use */
};

struct fonts {
    struct arena *a;
    struct face_full **faces; size_t nfaces, cap_faces;
    struct chain chains[FONT_ROLES];
    struct missing_row *missing; size_t nmissing, cap_missing; /* rows of fonts.tab without a file, for the report */
};

/*
 * Opens face number of path. Returns it (allocated in a, dropped with face_close), or NULL with a message: damaged file (F104),
 * embedding not allowed (F103).
 */
struct face_full *face_open(struct arena *a, const char *path, unsigned number, struct diags *ds);
void face_close(struct face_full *f);
/* Faces in a file: 1, or the count of a TTC; 0 if the file is no font. */
unsigned face_count(const char *path);
/* The glyph of cp if the face really draws it: mapped and with ink, or one of the spaces. */
bool face_draws(const struct face *f, uint32_t cp, uint32_t *gid);
bool is_space_char(uint32_t cp);  /* U+0020 U+00A0 U+2000… U+3000 */
bool is_hanzi(uint32_t cp);
int face_scale(const struct face *f, long v); /* font units → 1/1000 em, rounded */

/* A face that shows hb-subset only the tables an embedded font keeps; you destroy it. */
hb_face_t *lean_new(hb_face_t *source);

void outlines_init(struct face_full *f);
void outlines_drop(struct face_full *f);

void chain_pages_init(struct chain *c);
void chain_pages_drop(struct chain *c);

#endif

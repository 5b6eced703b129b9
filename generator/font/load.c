/* fonts.tab and the folders → a chain of faces for every role. */
#include "font/internal.h"

#include "base/file.h"

#include <hb-ot.h>
#include <stdlib.h>
#include <string.h>

static const char OFFICE[] = "@正式", RARE[] = "@生僻";

const char *font_role_name(enum font_role r)
{
    static const char *const names[FONT_ROLES] = {"仿宋", "楷体", "黑体", "小标宋", "宋体"};
    return r < FONT_ROLES ? names[r] : "";
}

/* A licensed font of the office, found by its names. */
struct candidate {
    int role, rank;
    int coverage; /* 3 GB18030, 2 GBK, 1 GB2312 */
    struct face_full *face;
};

struct tried { const char *path; unsigned number; struct face_full *face; };

struct loader {
    struct fonts *f;
    struct arena *a;
    struct diags *ds;
    struct font_table table;
    struct font_files own, system;
    struct tried *tried; size_t ntried, cap_tried;
    struct candidate *found; size_t nfound, cap_found;
};

/* Every face is opened once and shared by the roles; a bad one is reported once. */
static struct face_full *get_face(struct loader *l, const char *path, unsigned number)
{
    for (size_t i = 0; i < l->ntried; i++)
        if (l->tried[i].number == number && !strcmp(l->tried[i].path, path))
            return l->tried[i].face;
    struct face_full *face = face_open(l->a, path, number, l->ds);
    ARENA_PUSH(l->a, l->tried, l->ntried, l->cap_tried) = (struct tried){path, number, face};
    if (face) {
        face->f.index = (int)l->f->nfaces;
        ARENA_PUSH(l->a, l->f->faces, l->f->nfaces, l->f->cap_faces) = face;
    }
    return face;
}

static bool draws_all(const struct face *f, const uint32_t *cps, size_t n)
{
    uint32_t gid;
    for (size_t i = 0; i < n; i++)
        if (!face_draws(f, cps[i], &gid))
            return false;
    return true;
}

/* Characters that every font for official documents holds. */
static bool draws_common(const struct face *f)
{
    static const uint32_t common[] = {U'的', U'一', U'是', U'在', U'不', U'了', U'有', U'和', U'人', U'这',
                                      U'中', U'大', U'为', U'上', U'个', U'国', U'我', U'以', U'要', U'他'};
    return draws_all(f, common, sizeof common / sizeof *common);
}

static int coverage_of(const struct face *f)
{
    static const uint32_t gb18030[] = {U'㐀', U'㛃', U'䶮'}, gbk[] = {U'镕', U'喆', U'堃', U'啰', U'瞭'};
    if (!draws_all(f, gbk, sizeof gbk / sizeof *gbk))
        return 1;
    return draws_all(f, gb18030, sizeof gb18030 / sizeof *gb18030) ? 3 : 2;
}

/* ---- the office's own fonts ---- */

static bool named_in_chain(const struct loader *l, const char *name)
{
    for (size_t i = 0; i < l->table.nchain; i++)
        if (!strcasecmp(l->table.chain[i].file, name))
            return true;
    return false;
}

static int recognise_face(struct loader *l, const struct font_file *file, hb_blob_t *blob, unsigned number, int *rank)
{
    hb_face_t *face = hb_face_create(blob, number);
    hb_blob_t *t = hb_face_reference_table(face, HB_TAG('n', 'a', 'm', 'e'));
    unsigned n;
    const uint8_t *p = (const uint8_t *)hb_blob_get_data(t, &n);
    struct font_names names = {0};
    font_names_read(l->a, p, n, &names);
    hb_blob_destroy(t);
    hb_face_destroy(face);
    return font_recognise(l->a, &l->table, &names, file->name, rank);
}

static void add_candidate(struct loader *l, const struct font_file *file, unsigned number, int role, int rank)
{
    struct face_full *face = get_face(l, file->path, number);
    if (!face)
        return;
    if (role != ROLE_RARE && !draws_common(&face->f)) {
        DIAG(l->ds, F105, ((struct place){.file = file->path}), NULL, NULL, file->path, font_role_name((enum font_role)role));
        return;
    }
    ARENA_PUSH(l->a, l->found, l->nfound, l->cap_found) = (struct candidate){role, rank, coverage_of(&face->f), face};
}

static void recognise_file(struct loader *l, const struct font_file *file)
{
    if (named_in_chain(l, file->name))
        return; /* a default font that lies here; its rows say what it is for */
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(file->path);
    unsigned faces = blob ? hb_face_count(blob) : 0;
    if (!faces)
        DIAG(l->ds, F104, ((struct place){.file = file->path}), NULL, NULL, file->path, "不是字体文件，或读不了");
    for (unsigned i = 0; i < faces && i < 64; i++) {
        int rank = 0, role = recognise_face(l, file, blob, i, &rank);
        if (role >= 0)
            add_candidate(l, file, i, role, rank);
    }
    hb_blob_destroy(blob);
}

static int better_first(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->rank != b->rank)
        return a->rank - b->rank;
    if (a->coverage != b->coverage)
        return b->coverage - a->coverage;
    int d = strcmp(a->face->f.path, b->face->f.path);
    return d ? d : (int)a->face->f.number - (int)b->face->f.number;
}

/* ---- chains ---- */

static void add_link(struct loader *l, struct chain *c, struct face_full *face, const struct chain_row *row, bool office)
{
    if (c->n == LINKS_MAX)
        return;
    struct link *k = &c->v[c->n++];
    *k = (struct link){.face = face, .use = row->use, .scale = row->scale, .stroke = row->stroke, .office = office};
    size_t cap = 0;
    uint32_t *signs = NULL;
    for (const char *s = row->signs, *end = s ? s + strlen(s) : NULL; s && s < end;) {
        uint32_t cp;
        int step = utf8_decode(s, end, &cp);
        if (!step)
            break;
        ARENA_PUSH(l->a, signs, k->nsigns, cap) = cp;
        s += step;
    }
    k->signs = signs;
}

static void add_office(struct loader *l, struct chain *c, const struct chain_row *row, int role)
{
    for (size_t i = 0; i < l->nfound; i++)
        if (l->found[i].role == role)
            add_link(l, c, l->found[i].face, row, true);
}

static void add_row(struct loader *l, const struct chain_row *row)
{
    struct chain *c = &l->f->chains[row->role];
    if (!strcmp(row->file, OFFICE) || !strcmp(row->file, RARE)) {
        add_office(l, c, row, row->file[1] == OFFICE[1] ? (int)row->role : ROLE_RARE);
        return;
    }
    const struct font_file *file = font_files_named(&l->own, row->file);
    if (!file)
        file = font_files_named(&l->system, row->file);
    struct face_full *face = file ? get_face(l, file->path, row->number) : NULL;
    if (face)
        add_link(l, c, face, row, false);
    else
        ARENA_PUSH(l->a, l->f->missing, l->f->nmissing, l->f->cap_missing) = (struct missing_row){row->role, row->file};
}

static char *names_searched(struct loader *l, enum font_role role)
{
    struct buf b = {0};
    for (size_t i = 0; i < l->table.nchain; i++) {
        const struct chain_row *r = &l->table.chain[i];
        if (r->role == role && r->use == USE_MAIN && r->file[0] != '@')
            buf_addf(&b, "%s%s", b.n ? "、" : "", r->file);
    }
    char *s = arena_strdup(l->ds->a, b.n ? buf_str(&b) : "（没有列出）");
    buf_drop(&b);
    return s;
}

/* All heights are measured against the role's own face: the middle of 国固圆图回田由 must not jump within a line. */
static int settle_chain(struct loader *l, enum font_role role, const char *dir)
{
    struct chain *c = &l->f->chains[role];
    size_t m = 0;
    while (m < c->n && (c->v[m].use != USE_MAIN || !draws_common(&c->v[m].face->f)))
        m++;
    if (m == c->n) {
        struct buf where = {0};
        buf_adds(&where, dir);
        for (size_t i = 0; i < l->table.nfolders; i++)
            buf_addf(&where, "、%s", l->table.folders[i]);
        DIAG(l->ds, F101, NOWHERE, NULL, NULL, font_role_name(role), names_searched(l, role), buf_str(&where));
        buf_drop(&where);
        return -1;
    }
    c->main = m;
    if (role == FONT_HEITI)
        for (size_t i = 0; i < c->n; i++)
            c->v[i].face->f.serif &= c->v[i].use != USE_MAIN;
    int middle = (c->v[m].face->f.middle * c->v[m].scale + 500) / 1000;
    for (size_t i = 0; i < c->n; i++)
        c->v[i].dy = i == m ? 0 : middle - (c->v[i].face->f.middle * c->v[i].scale + 500) / 1000;
    chain_pages_init(c);
    return 0;
}

static int read_table(struct loader *l, const char *dir)
{
    char *path = arena_printf(l->a, "%s/fonts.tab", dir), *text;
    size_t n;
    if (file_read(l->a, path, 1 << 20, &text, &n, l->ds) != 0)
        return -1;
    return font_table_read(l->a, path, text, n, &l->table, l->ds);
}

int fonts_load(struct fonts **out, const char *dir, struct diags *ds)
{
    struct arena *a = arena_new();
    struct fonts *f = arena_alloc(a, sizeof *f);
    struct loader l = {.f = f, .a = a, .ds = ds};
    int rc = 0;
    f->a = a;
    if (read_table(&l, dir) != 0) {
        fonts_drop(f);
        return -1;
    }
    rc = font_files_find(a, dir, &l.own, ds);
    for (size_t i = 0; i < l.table.nfolders; i++)
        rc |= font_files_find(a, l.table.folders[i], &l.system, ds);
    if (rc) {
        fonts_drop(f);
        return -1;
    }
    for (size_t i = 0; i < l.own.n; i++)
        recognise_file(&l, &l.own.v[i]);
    if (l.nfound)
        qsort(l.found, l.nfound, sizeof *l.found, better_first);
    for (size_t i = 0; i < l.table.nchain; i++)
        add_row(&l, &l.table.chain[i]);
    for (int r = 0; r < FONT_ROLES; r++)
        rc |= settle_chain(&l, (enum font_role)r, dir);
    if (rc) {
        fonts_drop(f);
        return -1;
    }
    *out = f;
    return 0;
}

void fonts_drop(struct fonts *f)
{
    if (!f)
        return;
    for (int r = 0; r < FONT_ROLES; r++)
        chain_pages_drop(&f->chains[r]);
    for (size_t i = 0; i < f->nfaces; i++)
        face_close(f->faces[i]);
    arena_drop(f->a);
}

size_t fonts_faces(const struct fonts *f) { return f->nfaces; }
const struct face *fonts_face(const struct fonts *f, size_t i) { return &f->faces[i]->f; }

enum { TEXT_RAISED_MOST = 50 };

void font_em(const struct fonts *f, enum font_role role, int *above, int *below)
{
    const struct chain *c = &f->chains[role];
    *above = c->v[c->main].face->em_above;
    if (role == FONT_FANGSONG) /* the text: its last line's ink stays in the type area (7.1), the em box within 1 pt of its place */
        *above -= c->v[c->main].face->hang < TEXT_RAISED_MOST ? c->v[c->main].face->hang : TEXT_RAISED_MOST;
    *below = 1000 - *above;
}

/*
 * Pages made by hand for the back ends' tests: real fonts, real characters, no typesetting.
 */
#ifndef TESTS_BACKEND_MAKE_H
#define TESTS_BACKEND_MAKE_H

#include "backend/backend.h"
#include "base/samples.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct made {
    struct arena *a;
    struct pages p;
    struct fonts *f;
    struct diags ds;
};

/* The folder for what a test writes: beside the test program. */
static inline const char *out_dir(void)
{
    static char dir[512];
    if (!dir[0]) {
        ssize_t n = readlink("/proc/self/exe", dir, sizeof dir - 16);
        assert_true(n > 0);
        dir[n] = 0;
        strcpy(strrchr(dir, '/'), "/../out");
        mkdir(dir, 0777);
    }
    return dir;
}

static inline char *out_path(struct arena *a, const char *name) { return arena_printf(a, "%s/%s", out_dir(), name); }

static inline void make_start(struct made *m, struct fonts *f)
{
    *m = (struct made){.a = arena_new(), .f = f};
    m->ds.a = m->a;
    m->p.a = m->a;
    ARENA_PUSH(m->a, m->p.nodes, m->p.nnodes, m->p.capnodes) = (struct node){.tag = TAG_ARTIFACT};
    ARENA_PUSH(m->a, m->p.nodes, m->p.nnodes, m->p.capnodes) = (struct node){.tag = TAG_DOCUMENT};
}

static inline void make_end(struct made *m) { arena_drop(m->a); }

static inline size_t make_page(struct made *m, um w, um h)
{
    struct page *pg = &ARENA_PUSH(m->a, m->p.v, m->p.n, m->p.cap);
    *pg = (struct page){.number = (int)m->p.n, .width = w, .height = h};
    return m->p.n - 1;
}

static inline int make_node(struct made *m, enum tag tag, int parent)
{
    ARENA_PUSH(m->a, m->p.nodes, m->p.nnodes, m->p.capnodes) = (struct node){.tag = tag, .parent = parent};
    return (int)m->p.nnodes - 1;
}

static inline struct item *make_item(struct made *m, size_t page, enum item_kind kind, int node)
{
    struct page *pg = &m->p.v[page];
    struct item *it = &ARENA_PUSH(m->a, pg->items, pg->n, pg->cap);
    *it = (struct item){.kind = kind, .node = node, .element = "试"};
    return it;
}

/* One run in one face; characters stand pitch apart (0: their own advance). */
static inline struct item *make_run(struct made *m, size_t page, int node, const struct face *face, um x, um y, um size,
                                    um pitch, const char *s)
{
    struct item *it = make_item(m, page, ITEM_TEXT, node);
    it->text.face = face;
    it->text.x = x;
    it->text.y = y;
    it->text.size = size;
    it->text.hscale = 1000;
    it->text.v = arena_calloc(m->a, strlen(s) + 1, sizeof *it->text.v);
    int64_t pen = 0;
    for (const char *end = s + strlen(s); s < end;) {
        uint32_t cp, gid = 0;
        s += utf8_decode(s, end, &cp);
        hb_font_get_nominal_glyph(face->font, cp, &gid);
        size_t i = it->text.n++;
        it->text.v[i] = (struct cluster){.gid = gid, .cp = cp, .x = (um)(pitch ? (int64_t)i * pitch : pen)};
        pen += (int64_t)hb_font_get_glyph_h_advance(face->font, gid) * size / (int64_t)face->upem;
    }
    it->text.end = (um)pen;
    return it;
}

/* Text in a role, cut into runs where the face changes; on the grid of the given pitch. */
static inline void make_text(struct made *m, size_t page, int node, enum font_role role, um x, um y, um size, um pitch,
                             const char *s)
{
    struct item *it = NULL;
    size_t room = strlen(s) + 1, i = 0;
    for (const char *end = s + strlen(s); s < end; i++) {
        uint32_t cp;
        s += utf8_decode(s, end, &cp);
        struct glyph g;
        assert_int_equal(font_pick(m->f, role, cp, &g), 0);
        if (!it || it->text.face != g.face || it->text.stroke != g.stroke) {
            it = make_item(m, page, ITEM_TEXT, node);
            it->text.face = g.face;
            it->text.x = x + (um)((int64_t)i * pitch);
            it->text.y = y - (um)((int64_t)size * g.dy / 1000);
            it->text.size = (um)((int64_t)size * g.scale / 1000);
            it->text.hscale = 1000;
            it->text.stroke = g.stroke;
            it->text.v = arena_calloc(m->a, room, sizeof *it->text.v);
        }
        um at = x + (um)((int64_t)i * pitch) - it->text.x;
        it->text.v[it->text.n++] = (struct cluster){.gid = g.gid, .cp = cp, .x = at};
        it->text.end = at + size;
    }
}

static inline void make_rule(struct made *m, size_t page, um x0, um y0, um x1, um y1, um width, enum color c)
{
    struct item *it = make_item(m, page, ITEM_RULE, 0);
    it->color = c;
    it->rule.x0 = x0;
    it->rule.y0 = y0;
    it->rule.x1 = x1;
    it->rule.y1 = y1;
    it->rule.width = width;
}

static inline const struct samples *make_packed(struct made *m, const uint8_t *v, uint32_t w, uint32_t h, int channels)
{
    struct packer *p = packer_new(w, channels);
    for (uint32_t y = 0; y < h; y++)
        packer_row(p, v + (size_t)y * w * (size_t)channels);
    return packer_end(p, m->a);
}

/* A round red seal with a soft edge, or without alpha a blue gradient: colours, and the mask or NULL. */
static inline void make_pixels(struct made *m, uint32_t w, uint32_t h, bool alpha, uint8_t **color, uint8_t **mask)
{
    uint8_t *rgb = *color = arena_alloc(m->a, (size_t)w * h * 3), *a = *mask = alpha ? arena_alloc(m->a, (size_t)w * h) : NULL;
    for (uint32_t y = 0; y < h; y++)
        for (uint32_t x = 0; x < w; x++) {
            uint8_t *p = rgb + ((size_t)y * w + x) * 3;
            p[0] = (uint8_t)(alpha ? 255 : x * 255 / w);
            p[1] = (uint8_t)(alpha ? 0 : y * 255 / h);
            p[2] = (uint8_t)(alpha ? 0 : 200);
            int64_t dx = 2 * (int64_t)x - w, dy = 2 * (int64_t)y - h, r = dx * dx + dy * dy, full = (int64_t)w * w;
            if (a)
                a[(size_t)y * w + x] = r > full || r < full * 8 / 10 ? 0 : 200;
        }
}

static inline struct image *make_image(struct made *m, uint32_t w, uint32_t h, bool alpha)
{
    uint8_t *rgb, *a;
    make_pixels(m, w, h, alpha, &rgb, &a);
    struct image *im = arena_alloc(m->a, sizeof *im);
    *im = (struct image){.index = (int)m->p.nimages, .width = w, .height = h, .color = make_packed(m, rgb, w, h, 3),
                        .mask = a ? make_packed(m, a, w, h, 1) : NULL, .alt = "样章"};
    ARENA_PUSH(m->a, m->p.images, m->p.nimages, m->p.capimages) = im;
    return im;
}

static inline struct item *make_picture(struct made *m, size_t page, int node, const struct image *im, um x, um y, um w, um h)
{
    struct item *it = make_item(m, page, ITEM_IMAGE, node);
    it->image.image = im;
    it->image.x = x;
    it->image.y = y;
    it->image.w = w;
    it->image.h = h;
    return it;
}

static inline void make_bookmark(struct made *m, int level, int page, um y, const char *title)
{
    ARENA_PUSH(m->a, m->p.bookmarks, m->p.nbookmarks, m->p.capbookmarks) =
        (struct bookmark){.title = title, .level = level, .page = page, .y = y};
}

/* The characters of all items in the order of the pages, for the comparison with what a reader extracts. */
static inline void make_plain_text(const struct pages *p, struct buf *out)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->v[i].n; k++)
            if (p->v[i].items[k].kind == ITEM_TEXT) {
                for (size_t j = 0; j < p->v[i].items[k].text.n; j++)
                    buf_add_utf8(out, p->v[i].items[k].text.v[j].cp);
                buf_addc(out, '\n');
            }
}

/* Where every glyph ought to stand: page, x, y, size (µm), hscale, stroke, turned, face file, face number, gid, character. */
static inline void make_probe(const struct pages *p, struct buf *out)
{
    for (size_t i = 0; i < p->n; i++)
        for (size_t k = 0; k < p->v[i].n; k++) {
            const struct item *it = &p->v[i].items[k];
            for (size_t j = 0; it->kind == ITEM_TEXT && j < it->text.n; j++)
                buf_addf(out, "%zu\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%u\t%u\t%X\n", i,
                         it->text.x + (it->turned ? 0 : it->text.v[j].x), it->text.y - (it->turned ? it->text.v[j].x : 0),
                         it->text.size, it->text.hscale, it->text.stroke, it->turned, it->text.face->path,
                         it->text.face->number, (unsigned)it->text.v[j].gid, (unsigned)it->text.v[j].cp);
        }
}

static inline void save(const char *path, const void *bytes, size_t n)
{
    FILE *f = fopen(path, "wb");
    assert_non_null(f);
    if (n)
        assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

/* Exit status of a command line; its output goes to the test's. */
static inline int run_tool(const char *command)
{
    fflush(NULL);
    int status = system(command);
    return status == -1 || !WIFEXITED(status) ? -1 : WEXITSTATUS(status);
}

/* The PDF of m, no messages; its bytes in out. */
static inline void make_pdf(struct made *m, struct buf *out)
{
    int status = backend_pdf(&m->p, m->f, out, &m->ds);
    diags_print(&m->ds, stderr);
    assert_int_equal(status, 0);
    assert_int_equal(m->ds.n, 0);
    assert_true(out->n > 500);
}

static inline struct fonts *load_fonts(void)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct fonts *f = NULL;
    int status = fonts_load(&f, "fonts", &ds);
    if (status)
        diags_print(&ds, stderr);
    assert_int_equal(status, 0);
    arena_drop(a);
    return f;
}

static inline const struct face *face_named(const struct fonts *f, const char *part)
{
    for (size_t i = 0; i < fonts_faces(f); i++)
        if (strstr(fonts_face(f, i)->path, part))
            return fonts_face(f, i);
    fail_msg("no face with %s in its path", part);
    return NULL;
}

#endif

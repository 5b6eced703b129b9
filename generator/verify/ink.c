/*
 * Where ink is: the pages rendered by mutool at 300 dpi in grey, one at a time through a pipe (0.085 mm a pixel). A second time
 * in colour and without text for pages with pictures, so that a seal over text shows its own edge and colour.
 */
#include "verify/page.h"

#include "verify/child.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { DPI = 300, DARK = 160, PIXELS_MOST = 40000000 };

struct raster { int w, h; uint8_t *v; int depth; /* bytes a pixel: 1 grey, 3 colour */ };

/* One line of the head of a PGM or PPM. */
static bool header_line(struct child *c, char *line, size_t size)
{
    for (size_t n = 0; n + 1 < size; n++) {
        if (!child_read_all(c, line + n, 1))
            return false;
        if (line[n] == '\n') {
            line[n] = 0;
            return true;
        }
    }
    return false;
}

static bool next_raster(struct child *c, struct raster *r)
{
    char line[64];
    int most = 0;
    r->depth = 0;
    if (!header_line(c, line, sizeof line) || (strcmp(line, "P5") != 0 && strcmp(line, "P6") != 0) || (r->depth = line[1] == '6' ? 3 : 1) == 0 || !header_line(c, line, sizeof line) ||
        sscanf(line, "%d %d", &r->w, &r->h) != 2 || !header_line(c, line, sizeof line) || sscanf(line, "%d", &most) != 1 || most != 255 ||
        r->w <= 0 || r->h <= 0 || (int64_t)r->w * r->h > PIXELS_MOST)
        return false;
    size_t n = (size_t)r->w * (size_t)r->h * (size_t)r->depth;
    r->v = malloc(n);
    return r->v && child_read_all(c, r->v, n);
}

static um um_of(int pixel) { return (um)((int64_t)pixel * 25400 / DPI); }
static int pixel_of(um v, int most)
{
    int64_t k = (int64_t)v * DPI / 25400;
    return k < 0 ? 0 : k > most ? most : (int)k;
}

/* Upright box (µm) ↔ box of the displayed page, which is turned by p->rotate. */
static struct box turned(const struct vpage *p, struct box b, bool back)
{
    um w = p->w, h = p->h;
    int r = back ? (360 - p->rotate) % 360 : p->rotate;
    if (back && p->rotate % 180)
        w = p->h, h = p->w;
    switch (r) {
    case 90: return (struct box){h - b.y1, b.x0, h - b.y0, b.x1};
    case 180: return (struct box){w - b.x1, h - b.y1, w - b.x0, h - b.y0};
    case 270: return (struct box){b.y0, w - b.x1, b.y1, w - b.x0};
    default: return b;
    }
}

/* The box of all ink inside `in`. */
static bool ink_inside(const struct vpage *p, const struct raster *r, struct box in, struct box *out)
{
    struct box d = turned(p, in, false);
    int x0 = pixel_of(d.x0, r->w), x1 = pixel_of(d.x1, r->w), y0 = pixel_of(d.y0, r->h), y1 = pixel_of(d.y1, r->h);
    int left = x1, right = x0 - 1, top = -1, bottom = -1;
    for (int y = y0; y < y1; y++) {
        const uint8_t *row = r->v + (size_t)y * (size_t)r->w;
        int a = x0, b = x1 - 1;
        while (a <= b && row[a] >= DARK)
            a++;
        if (a > b)
            continue;
        while (row[b] >= DARK)
            b--;
        left = a < left ? a : left;
        right = b > right ? b : right;
        top = top < 0 ? y : top;
        bottom = y;
    }
    if (top < 0)
        return false;
    *out = turned(p, (struct box){um_of(left), um_of(top), um_of(right + 1), um_of(bottom + 1)}, true);
    return true;
}

size_t ink_want(struct arena *a, struct vpage *p, struct box at)
{
    ARENA_PUSH(a, p->want, p->nwant, p->capwant) = (struct inkpart){.at = at};
    return p->nwant - 1;
}

static void measure_page(struct vpage *p, const struct raster *r)
{
    p->inked = ink_inside(p, r, (struct box){0, 0, p->w, p->h}, &p->ink);
    if (!p->inked)
        p->ink = (struct box){0, 0, 0, 0};
    p->inked = true;
    for (size_t i = 0; i < p->nwant; i++)
        p->want[i].found = ink_inside(p, r, p->want[i].at, &p->want[i].ink);
}

/* How many ‰ of the inked pixels inside are red or a tint of red. */
static int redness(const struct vpage *p, const struct raster *r, struct box in)
{
    struct box d = turned(p, in, false);
    int64_t red = 0, all = 0;
    for (int y = pixel_of(d.y0, r->h); y < pixel_of(d.y1, r->h); y++)
        for (int x = pixel_of(d.x0, r->w); x < pixel_of(d.x1, r->w); x++) {
            const uint8_t *v = r->v + ((size_t)y * (size_t)r->w + (size_t)x) * 3;
            if (v[0] >= DARK && v[1] >= DARK && v[2] >= DARK)
                continue;
            all++;
            red += v[0] >= 170 && v[1] + 60 < v[0] && v[2] + 60 < v[0];
        }
    return all ? (int)(red * 1000 / all) : 0;
}

/* In colour: the redness first, then the darkest of the three as grey for the edges. */
static void measure_images(struct vpage *p, struct raster *r)
{
    for (size_t i = 0; i < p->ni; i++)
        p->i[i].red = redness(p, r, p->i[i].at);
    for (size_t i = 0, n = (size_t)r->w * (size_t)r->h; i < n; i++) {
        const uint8_t *v = r->v + i * 3;
        r->v[i] = v[0] < v[1] ? v[0] < v[2] ? v[0] : v[2] : v[1] < v[2] ? v[1] : v[2];
    }
    r->depth = 1;
    for (size_t i = 0; i < p->ni; i++)
        p->i[i].inked = ink_inside(p, r, p->i[i].at, &p->i[i].ink);
}

static bool usual_size(const struct vpage *p) { return p->w > 20000 && p->h > 20000 && p->w <= 450000 && p->h <= 450000; }

/* One pass over the pages that `wanted` picks. Pages of unusual size are left unmeasured. */
static int render(struct vpages *p, const struct source *s, bool images)
{
    struct buf list = {0};
    for (size_t i = 0; i < p->n && i < INK_PAGES_MOST; i++)
        if (usual_size(&p->v[i]) && (!images || p->v[i].ni))
            buf_addf(&list, "%s%zu", list.n ? "," : "", i + 1);
    if (!list.n) {
        buf_drop(&list);
        return 0;
    }
    const char *const whole[] = {"mutool", "draw", "-q", "-r", "300", "-c", "gray", "-F", "pgm", "-o", "-", s->path, list.p, NULL};
    const char *const bare[] = {"mutool", "draw", "-q", "-K", "-r", "300", "-c", "rgb", "-F", "ppm", "-o", "-", s->path, list.p, NULL};
    struct child c;
    int e = child_start(&c, images ? bare : whole, (size_t)PIXELS_MOST * 3 * INK_PAGES_MOST), rc = 0;
    for (size_t i = 0; e == 0 && rc == 0 && i < p->n && i < INK_PAGES_MOST; i++) {
        struct raster r = {0};
        if (!usual_size(&p->v[i]) || (images && !p->v[i].ni))
            continue;
        if (!next_raster(&c, &r))
            rc = -1;
        else if (r.depth != (images ? 3 : 1))
            rc = -1;
        else if (images)
            measure_images(&p->v[i], &r);
        else
            measure_page(&p->v[i], &r);
        free(r.v);
    }
    buf_drop(&list);
    errno = e;
    if (e)
        return read_failed(s, NULL, -1);
    int status = child_end(&c);
    errno = 0;
    return rc == 0 ? 0 : read_failed(s, &c, status);
}

int ink_measure(struct vpages *p, const struct source *s)
{
    size_t images = 0;
    for (size_t i = 0; i < p->n && i < INK_PAGES_MOST; i++)
        images += p->v[i].ni;
    return render(p, s, false) == 0 && (!images || render(p, s, true) == 0) ? 0 : -1;
}

/* Page boxes, and the order in which a file is read. */
#include "verify/page.h"

#include "verify/child.h"

#include <errno.h>
#include <string.h>

int read_failed(const struct source *s, struct child *c, int status)
{
    const char *e = c ? strstr(c->said, "error: ") : NULL;
    if (c && c->late)
        DIAG(s->ds, V105, ((struct place){.file = s->shown}), NULL, NULL, "60 秒");
    else if (c && c->flood)
        DIAG(s->ds, V104, ((struct place){.file = s->shown}), NULL, NULL, "内容过多");
    else if (c && strstr(c->said, "cannot authenticate password"))
        DIAG(s->ds, V106, ((struct place){.file = s->shown}), NULL, NULL, "");
    else if (status == 127 || errno == ENOENT)
        DIAG(s->ds, V101, NOWHERE, NULL, NULL, "");
    else
        DIAG(s->ds, V103, ((struct place){.file = s->shown}), NULL, NULL,
             e ? arena_printf(s->a, "%.*s", (int)strcspn(e + 7, "\n"), e + 7) : "内容残缺");
    return -1;
}

static bool four(const char *line, const char *name, double v[4])
{
    const char *p = strstr(line, name);
    return p && sscanf(p + strlen(name), " l=\"%lf\" b=\"%lf\" r=\"%lf\" t=\"%lf\"", &v[0], &v[1], &v[2], &v[3]) == 4;
}

static um pt(double v) { return v > 20000 ? PT(20000.0) : v < -20000 ? PT(-20000.0) : PT(v); }

static void finish_page(struct vpage *p)
{
    const double *b = p->has_crop ? p->crop : p->media;
    p->w = pt(b[2] - b[0]);
    p->h = pt(b[3] - b[1]);
    p->rotate = ((p->rotate % 360) + 360) % 360 / 90 * 90;
}

/* What `mutool pages` says, a line a box. */
static void read_boxes(struct vpages *p, char *text)
{
    struct vpage *at = NULL;
    char *save = NULL;
    for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
        if (strncmp(line, "<page pagenum", 13) == 0) {
            at = &ARENA_PUSH(p->a, p->v, p->n, p->cap);
            *at = (struct vpage){.number = (int)p->n};
        } else if (at && strncmp(line, "<MediaBox", 9) == 0) {
            four(line, "<MediaBox", at->media);
        } else if (at && strncmp(line, "<CropBox", 8) == 0) {
            at->has_crop = four(line, "<CropBox", at->crop);
        } else if (at && strncmp(line, "<Rotate", 7) == 0) {
            sscanf(line, "<Rotate v=\"%d\"", &at->rotate);
        }
    }
    for (size_t i = 0; i < p->n; i++)
        finish_page(&p->v[i]);
}

static int read_pages(struct vpages *p, const struct source *s)
{
    struct child c;
    struct buf b = {0};
    const char *const argv[] = {"mutool", "pages", s->path, NULL};
    int e = child_start(&c, argv, 16 << 20);
    if (e) {
        errno = e;
        return read_failed(s, NULL, -1);
    }
    int rc = child_slurp(&c, &b), status = child_end(&c);
    errno = 0;
    if (rc == 0 && b.n)
        read_boxes(p, b.p);
    buf_drop(&b);
    if (rc != 0 || p->n == 0 || status == 127)
        return read_failed(s, &c, status);
    if (p->n <= PAGES_MOST)
        return 0;
    DIAG(s->ds, V104, ((struct place){.file = s->shown}), NULL, NULL, arena_printf(s->a, "%zu 页，超过 %d 页", p->n, PAGES_MOST));
    return -1;
}

int pages_read(struct vpages **out, const struct source *s, const char *fonts_tab)
{
    struct vpages *p = arena_alloc(s->a, sizeof *p);
    *p = (struct vpages){.a = s->a, .file = s->shown};
    if (read_pages(p, s) != 0 || trace_read(p, s) != 0 || objects_read(p, s) != 0)
        return -1;
    struct font_names *names = font_names_load(s->a, fonts_tab);
    for (size_t i = 0; i < p->nfonts; i++)
        p->fonts[i].role = font_names_role(names, p->fonts[i].name);
    *out = p;
    return 0;
}

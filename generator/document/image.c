#include "document/read.h"

#include "base/file.h"
#include "base/picture.h"

#include <string.h>

enum { FILE_MAX = 32 << 20, FILES_MAX = 64 << 20 /* in all */ };

static void refuse(struct diags *ds, struct place at, const char *what, const char *why)
{
    DIAG(ds, G106, at, "图", NULL, what[0] ? arena_printf(ds->a, "“%s”", what) : "", why);
}

struct doc_image *document_png(struct arena *a, const void *bytes, size_t n, struct place at, struct diags *ds)
{
    struct picture p;
    const char *fault = picture_read(a, bytes, n, &p);
    if (fault) {
        refuse(ds, at, "", fault);
        return NULL;
    }
    struct doc_image *out = arena_alloc(a, sizeof *out);
    *out = (struct doc_image){p.width, p.height, p.color, p.mask};
    return out;
}

/* Received text never becomes a path outside the document's own folder. */
static bool stays_below(const char *name)
{
    return name[0] && name[0] != '/' && !strstr(name, "..") && !strchr(name, '\\');
}

/* ---- the pictures of a 公文: taken as they come, decoded when all are known not to be too many ---- */

struct doc_picture { struct place at; const char *bytes; size_t n; struct doc_image *image; };

/* So many faults were told that this picture would not be told any more; the 公文 is refused without looking at it. */
static bool left_unread(struct reader *r)
{
    if (r->pictures.many)
        return true;
    if (!diags_full(r->ds, SEV_ERROR))
        return false;
    refuse(r->ds, NOWHERE, "", "");
    r->failed = true;
    return true;
}

static struct doc_image *take(struct reader *r, struct place at, const char *bytes, size_t n)
{
    struct doc_pictures *all = &r->pictures;
    uint64_t pixels = picture_claims(bytes, n);
    all->pixels += pixels;
    all->bytes += n;
    if (all->pixels > PICTURE_ALL_PIXELS_MAX || all->bytes > FILES_MAX) {
        bool many = all->pixels > PICTURE_ALL_PIXELS_MAX;
        DIAG(r->ds, G122, at, "图", NULL, many ? arena_printf(r->ds->a, "%llu 万像素", ((unsigned long long)all->pixels + 9999) / 10000)
                                               : arena_printf(r->ds->a, "%llu MB", ((unsigned long long)all->bytes >> 20) + 1));
        all->many = r->failed = true;
        return NULL;
    }
    struct doc_image *im = arena_alloc(r->a, sizeof *im);
    ARENA_PUSH(r->a, all->v, all->n, all->cap) = (struct doc_picture){at, bytes, n, im};
    return im;
}

void doc_decode_pictures(struct reader *r)
{
    for (size_t i = 0; i < r->pictures.n && !r->pictures.many; i++) {
        struct doc_picture *p = &r->pictures.v[i];
        struct doc_image *im = document_png(r->a, p->bytes, p->n, p->at, r->ds);
        if (im)
            *p->image = *im;
        r->failed |= !im;
    }
}

struct doc_image *doc_image_file(struct reader *r, xmlNode *n, const char *name)
{
    if (left_unread(r))
        return NULL;
    char *bytes;
    size_t size;
    struct diags reason = {.a = r->ds->a}; /* the message names the picture, not the path */
    struct place at = doc_place(r, n);
    if (!name || !r->base_dir || !stays_below(name))
        refuse(r->ds, at, name ? name : "", "只能用与公文同一文件夹（或其下）的图片");
    else if (file_read(r->pngs, arena_printf(r->a, "%s/%s", r->base_dir, name), FILE_MAX, &bytes, &size, &reason) != 0)
        refuse(r->ds, at, name, "没有这个文件，或读不了");
    else
        return take(r, at, bytes, size);
    r->failed = true;
    return NULL;
}

static int sextet(char c)
{
    if (c >= 'A' && c <= 'Z') return c - 'A';
    if (c >= 'a' && c <= 'z') return c - 'a' + 26;
    if (c >= '0' && c <= '9') return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

struct doc_image *doc_image_base64(struct reader *r, xmlNode *n, const char *text)
{
    if (left_unread(r))
        return NULL;
    size_t len = strlen(text), k = 0;
    uint8_t *bytes = arena_alloc(r->pngs, len / 4 * 3 + 4);
    uint32_t bits = 0;
    int have = 0;
    for (size_t i = 0; i < len; i++) {
        int v = sextet(text[i]);
        if (v < 0)
            continue; /* the schema has held the form: only blanks and padding are left */
        bits = bits << 6 | (uint32_t)v;
        have += 6;
        if (have >= 8) {
            have -= 8;
            bytes[k++] = (uint8_t)(bits >> have);
        }
    }
    return take(r, doc_place(r, n), (const char *)bytes, k);
}

/*
 * pages → PDF 1.7. The order of work stands in pdf.h; each part in its own file.
 */
#include "backend/pdf.h"

#include <libdeflate.h>

enum { LEVEL = 1 }; /* deflate: within 1–4 % of zlib's level 6 at a fifth of its time */

int backend_pdf_check(struct diags *ds)
{
    const char *compiled, *loaded;
    if (low_version(&compiled, &loaded))
        return 0;
    DIAG(ds, B101, NOWHERE, NULL, loaded, compiled, loaded);
    return -1;
}

void *pdf_deflate(struct pdf *d, const void *bytes, size_t n, size_t *zn)
{
    size_t bound = libdeflate_zlib_compress_bound(d->z, n);
    void *z = arena_alloc(d->a, bound);
    *zn = libdeflate_zlib_compress(d->z, bytes, n, z, bound);
    return z; /* with that bound it cannot fail */
}

/* The tree's and the bookmarks' indexes; the items' are checked where they are drawn. */
static int check(struct pdf *d)
{
    const struct pages *p = d->p;
    const char *fault = p->n ? NULL : "没有一页";
    for (size_t i = 1; i < p->nnodes && !fault; i++)
        if (i == 1 ? p->nodes[i].tag != TAG_DOCUMENT : p->nodes[i].parent < 1 || (size_t)p->nodes[i].parent >= i)
            fault = "结构树的上下级不对";
    for (size_t i = 0; i < p->nbookmarks && !fault; i++)
        if (p->bookmarks[i].page < 0 || (size_t)p->bookmarks[i].page >= p->n)
            fault = "书签指向不存在的页";
    for (size_t i = 0; i < p->nimages && !fault; i++)
        if (!p->images[i] || p->images[i]->index != (int)i || !p->images[i]->color || !p->images[i]->width ||
            !p->images[i]->height)
            fault = "图片没有内容";
    if (!fault)
        return 0;
    DIAG(d->ds, B105, NOWHERE, NULL, NULL, fault);
    return -1;
}

static int write_pages(struct pdf *d)
{
    struct buf content = {0};
    int status = 0;
    for (size_t i = 0; i < d->p->n; i++)
        d->page[i] = low_page(d->low, pdf_points(d->p->v[i].width), pdf_points(d->p->v[i].height));
    for (size_t i = 0; i < d->p->n && !status && !low_error(d->low); i++) {
        size_t zn;
        buf_clear(&content);
        status = pdf_content(d, i, &content);
        sha256_update(&d->hash, content.n, (const uint8_t *)buf_str(&content));
        void *z = pdf_deflate(d, buf_str(&content), content.n, &zn);
        low_page_content(d->low, d->page[i], z, zn);
    }
    buf_drop(&content);
    return status;
}

static int write_document(struct pdf *d, struct buf *out)
{
    if (check(d) || pdf_fonts_collect(d) || pdf_fonts_plan(d))
        return -1;
    pdf_tags_new(d);
    if (write_pages(d))
        return -1;
    if (!low_error(d->low)) {
        if (pdf_fonts_write(d))
            return -1;
        pdf_tags_write(d);
        pdf_bookmarks(d);
        pdf_metadata(d);
    }
    if (low_save(d->low, out)) {
        DIAG(d->ds, B102, NOWHERE, NULL, NULL, arena_printf(d->a, "0x%04lX", low_error(d->low)));
        return -1;
    }
    return 0;
}

int backend_pdf(const struct pages *p, const struct fonts *f, struct buf *out, struct diags *ds)
{
    struct pdf d = {.p = p, .fonts = f, .ds = ds, .a = arena_new(), .low = low_new(),
                    .z = libdeflate_alloc_compressor(LEVEL)};
    int status = -1;
    if (!d.z)
        base_die(OUT_OF_MEMORY);
    if (d.low) {
        d.page = arena_calloc(d.a, p->n + 1, sizeof *d.page);
        d.image = arena_calloc(d.a, p->nimages + 1, sizeof *d.image);
        sha256_init(&d.hash);
        status = write_document(&d, out);
    } else {
        DIAG(ds, B102, NOWHERE, NULL, NULL, "HPDF_New");
    }
    pdf_fonts_drop(&d);
    libdeflate_free_compressor(d.z);
    low_drop(d.low);
    arena_drop(d.a);
    return status;
}

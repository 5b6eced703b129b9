#include "typeset/join.h"

#include <string.h>

/* nodes: added to a part's numbers of nodes; images: to its numbers of images. */
struct shift { int nodes; size_t images; };

static void add_nodes(struct pages *to, const struct pages *p)
{
    int base = (int)to->nnodes - 1; /* the part's node 1, its document, becomes a section below node 1 */
    for (size_t i = 1; i < p->nnodes; i++) {
        struct node k = p->nodes[i];
        k.parent = i == 1 ? 1 : k.parent + base;
        if (i == 1)
            k.tag = TAG_SECT;
        ARENA_PUSH(to->a, to->nodes, to->nnodes, to->capnodes) = k;
    }
}

static void add_images(struct pages *to, const struct pages *p)
{
    for (size_t i = 0; i < p->nimages; i++) {
        struct image *im = arena_alloc(to->a, sizeof *im);
        *im = *p->images[i];
        im->index = (int)to->nimages;
        ARENA_PUSH(to->a, to->images, to->nimages, to->capimages) = im;
    }
}

static void add_page(struct pages *to, const struct page *from, struct shift s)
{
    struct page *p = &ARENA_PUSH(to->a, to->v, to->n, to->cap);
    *p = *from;
    p->number = (int)to->n;
    p->cap = p->n;
    p->items = arena_calloc(to->a, p->n + 1, sizeof *p->items);
    for (size_t i = 0; i < p->n; i++) {
        struct item *it = &p->items[i];
        *it = from->items[i];
        it->node = it->node ? it->node + s.nodes : 0;
        if (it->kind == ITEM_IMAGE)
            it->image.image = to->images[s.images + (size_t)it->image.image->index];
    }
}

static void add_bookmarks(struct pages *to, const struct join_part *part, int first)
{
    ARENA_PUSH(to->a, to->bookmarks, to->nbookmarks, to->capbookmarks) =
        (struct bookmark){arena_strdup(to->a, part->title), 1, first, 0};
    for (size_t i = 0; i < part->pages->nbookmarks; i++) {
        struct bookmark b = part->pages->bookmarks[i];
        b.level++;
        b.page += first;
        ARENA_PUSH(to->a, to->bookmarks, to->nbookmarks, to->capbookmarks) = b;
    }
}

/* The other side of a sheet that the next document may not use. */
static void add_blank(struct pages *to)
{
    const struct page last = to->v[to->n - 1];
    struct page *p = &ARENA_PUSH(to->a, to->v, to->n, to->cap);
    *p = (struct page){.number = (int)to->n, .width = last.width, .height = last.height, .blank = true};
}

struct pages *pages_join(struct arena *a, const struct join_part *v, size_t n, const char *title)
{
    struct pages *to = arena_alloc(a, sizeof *to);
    *to = (struct pages){.a = a, .title = arena_strdup(a, title)};
    ARENA_PUSH(a, to->nodes, to->nnodes, to->capnodes) = (struct node){.tag = TAG_ARTIFACT, .colspan = 1, .rowspan = 1};
    ARENA_PUSH(a, to->nodes, to->nnodes, to->capnodes) = (struct node){.tag = TAG_DOCUMENT, .colspan = 1, .rowspan = 1};
    for (size_t i = 0; i < n; i++) {
        const struct pages *p = v[i].pages;
        if (to->n % 2)
            add_blank(to);
        struct shift s = {(int)to->nnodes - 1, to->nimages};
        add_nodes(to, p);
        add_images(to, p);
        add_bookmarks(to, &v[i], (int)to->n);
        for (size_t k = 0; k < p->n; k++)
            add_page(to, &p->v[k], s);
        if (date_cmp(p->date, to->date) > 0)
            to->date = p->date;
        if (!to->author || i + 1 == n)
            to->author = p->author;
    }
    return to;
}

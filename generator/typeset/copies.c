/*
 * 份号 (7.2.1): one run, n numbered copies. Each copy is typeset with its own number, begins on a sheet's front and counts its
 * pages from 1; all of them are one file.
 */
#include "typeset/typeset.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { COPY_NO_MOST = 999999 };

static struct page *push(struct pages *to)
{
    struct page *p = &ARENA_PUSH(to->a, to->v, to->n, to->cap);
    *p = (struct page){.width = PAGE_W, .height = PAGE_H};
    return p;
}

/* Pictures are the document's own, decoded once: the same samples are the same picture in every copy. */
static const struct image *shared(struct pages *to, const struct image *im)
{
    for (size_t i = 0; i < to->nimages; i++)
        if (to->images[i]->color == im->color)
            return to->images[i];
    struct image *k = arena_alloc(to->a, sizeof *k);
    *k = *im;
    k->index = (int)to->nimages;
    ARENA_PUSH(to->a, to->images, to->nimages, to->capimages) = k;
    return k;
}

static void append_page(struct pages *to, const struct page *p, int nodes_before)
{
    struct page *k = push(to);
    *k = *p;
    for (size_t i = 0; i < k->n; i++) {
        struct item *it = &k->items[i];
        it->node += it->node ? nodes_before : 0;
        if (it->kind == ITEM_IMAGE)
            it->image.image = shared(to, it->image.image);
    }
}

/* Appends a copy (it is used up). Its nodes go below a Sect of its own. */
static void append(struct pages *to, const struct pages *copy, const char *copy_no)
{
    if (to->n % 2 == 1) { /* the back of the last sheet stays blank */
        int number = to->v[to->n - 1].number + 1;
        struct page *back = push(to);
        back->blank = back->unnumbered = true;
        back->number = number;
    }
    int pages_before = (int)to->n, nodes_before = (int)to->nnodes - 1; /* copy's node 1, its root, becomes the Sect */
    for (size_t i = 1; i < copy->nnodes; i++) {
        struct node n = copy->nodes[i];
        n.tag = i == 1 ? TAG_SECT : n.tag;
        n.parent = i == 1 ? 1 : n.parent ? n.parent + nodes_before : 0;
        ARENA_PUSH(to->a, to->nodes, to->nnodes, to->capnodes) = n;
    }
    for (size_t i = 0; i < copy->n; i++)
        append_page(to, &copy->v[i], nodes_before);
    ARENA_PUSH(to->a, to->bookmarks, to->nbookmarks, to->capbookmarks) =
        (struct bookmark){arena_printf(to->a, "份号 %s", copy_no), 1, pages_before, MARGIN_TOP};
    for (size_t i = 0; i < copy->nbookmarks; i++) {
        struct bookmark b = copy->bookmarks[i];
        ARENA_PUSH(to->a, to->bookmarks, to->nbookmarks, to->capbookmarks) =
            (struct bookmark){b.title, b.level + 1, b.page + pages_before, b.y};
    }
}

/* The number of the first copy: the document's own 份号, or 1. -1 with L117: it is no number, or the copies pass 999999. */
static int first_number(const struct document *d, int copies, struct diags *ds)
{
    char *end;
    long n = d->copy_no ? strtol(d->copy_no, &end, 10) : 1;
    if ((d->copy_no && (!d->copy_no[0] || *end)) || n < 1 || n + copies - 1 > COPY_NO_MOST) {
        DIAG(ds, L117, ((struct place){.file = d->file}), "份号", d->copy_no, d->copy_no, arena_printf(ds->a, "%d", copies));
        return -1;
    }
    return (int)n;
}

int typeset_copies(struct pages **out, struct arena *a, const struct document *d, int copies, const struct fonts *f,
                   const struct style *s, const struct strings *lexicon, struct diags *ds)
{
    int first = first_number(d, copies, ds);
    if (first < 0)
        return -1;
    struct pages *all = arena_alloc(a, sizeof *all);
    all->a = a;
    for (int i = 0; i < copies; i++) {
        struct document numbered = *d;
        struct pages *copy;
        struct diags again = {.a = ds->a}; /* what the first copy said holds for all */
        numbered.copy_no = arena_printf(a, "%06d", first + i);
        if (typeset(&copy, a, &numbered, f, s, lexicon, i ? &again : ds) != 0)
            return -1;
        if (i == 0) {
            all->title = copy->title, all->author = copy->author, all->subject = copy->subject, all->keywords = copy->keywords;
            all->date = copy->date, all->source = copy->source;
            for (size_t k = 0; k < 2; k++) /* artifacts and the document */
                ARENA_PUSH(a, all->nodes, all->nnodes, all->capnodes) = copy->nodes[k];
        }
        append(all, copy, numbered.copy_no);
    }
    *out = all;
    return 0;
}

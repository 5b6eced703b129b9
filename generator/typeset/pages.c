#include "typeset/ts.h"

struct page *pages_add(struct ts *ts)
{
    struct pages *all = ts->pages;
    struct page *p = &ARENA_PUSH(ts->a, all->v, all->n, all->cap);
    *p = (struct page){.number = (int)(all->n - ts->number_from), .width = PAGE_W, .height = PAGE_H}; /* 5.1 */
    return p;
}

void pages_fresh_sheet(struct ts *ts)
{
    if (ts->pages->n % 2 == 1) { /* double-sided printing: the back of the last sheet stays blank */
        struct page *p = pages_add(ts);
        p->blank = p->unnumbered = true;
    }
    ts->number_from = ts->pages->n;
}

struct page *pages_last(struct ts *ts) { return &ts->pages->v[ts->pages->n - 1]; }

um pages_left(const struct ts *ts, const struct page *p)
{
    bool even = p->number % 2 == 0;
    return ts->style->mirror && even ? PAGE_W - MARGIN_LEFT - AREA_W : MARGIN_LEFT; /* 5.2.1, UNSURE-1 */
}

enum color ts_red(const struct ts *ts) { return ts->style->red_cmyk ? COLOR_RED_INK : COLOR_RED; }

um ts_row_top(const struct ts *ts, size_t page, int row)
{
    return style_row_top(ts->style, row) + (page == 0 ? ts->first_shift : 0);
}

int pages_node(struct ts *ts, enum tag tag, int parent)
{
    struct pages *all = ts->pages;
    ARENA_PUSH(ts->a, all->nodes, all->nnodes, all->capnodes) =
        (struct node){.tag = tag, .parent = parent, .colspan = 1, .rowspan = 1};
    return (int)all->nnodes - 1;
}

void pages_rule(struct ts *ts, struct page *p, struct rect l, um width, enum color color, const char *element)
{
    struct item *it = &ARENA_PUSH(ts->a, p->items, p->n, p->cap);
    *it = (struct item){.kind = ITEM_RULE, .element = element, .color = color};
    it->rule.x0 = l.x;
    it->rule.y0 = l.y;
    it->rule.x1 = l.x + l.w;
    it->rule.y1 = l.y + l.h;
    it->rule.width = width;
}

/* One struct image for each picture, however often it is used. */
static const struct image *image_of(struct ts *ts, const struct doc_image *im, const char *alt)
{
    struct pages *all = ts->pages;
    for (size_t i = 0; i < all->nimages; i++)
        if (all->images[i]->color == im->color)
            return all->images[i];
    struct image *k = arena_alloc(ts->a, sizeof *k);
    *k = (struct image){(int)all->nimages, im->width, im->height, im->color, im->mask, alt};
    ARENA_PUSH(ts->a, all->images, all->nimages, all->capimages) = k;
    return k;
}

void pages_image(struct ts *ts, struct page *p, struct rect at, const struct doc_image *im, const char *alt, int node,
                 const char *element)
{
    struct item *it = &ARENA_PUSH(ts->a, p->items, p->n, p->cap);
    *it = (struct item){.kind = ITEM_IMAGE, .node = node, .element = element};
    it->image.x = at.x;
    it->image.y = at.y;
    it->image.w = at.w;
    it->image.h = at.h;
    it->image.image = image_of(ts, im, alt);
}

void pages_bookmark(struct ts *ts, const char *title, int level, size_t page, um y)
{
    struct pages *all = ts->pages;
    ARENA_PUSH(ts->a, all->bookmarks, all->nbookmarks, all->capbookmarks) = (struct bookmark){title, level, (int)page, y};
}

/*
 * The tag tree (ISO 32000-1 14.7, 14.8): what is a heading, a paragraph, a table cell, in reading order.
 *
 * Facts that always hold:
 *   - A node's parent has a smaller index, so one pass from the back sees all children before their parent.
 *   - Children stand in the order of their indexes (typeset makes nodes in reading order); a node's own content stands
 *     between them by the place where it was drawn.
 *   - Content is named by (page, MCID); a paragraph that goes over a page break has content on both pages.
 */
#include "backend/pdf.h"

#include "backend/tags.h"

enum { NONE = -1 };

struct mark { size_t page; int mcid; int node; int next; /* of the same node */ };

struct tagnode {
    struct low_obj *object;
    int first_mark, last_mark;        /* index in marks */
    int first_child, last_child, next;/* node indexes */
    int key;                          /* first mark of the whole subtree; INT32_MAX = none */
    bool real;                        /* has a PDF type, and so has all above it */
    bool boxed;
    int64_t box[4];
};

struct pdf_tags {
    struct tagnode *node;             /* like pages->nodes */
    struct mark *mark;
    size_t n, cap;
    int *page_marks;                  /* count of MCIDs, by page */
};

void pdf_tags_new(struct pdf *d)
{
    if (d->p->nnodes < 2)
        return;
    struct pdf_tags *t = arena_alloc(d->a, sizeof *t);
    t->node = arena_calloc(d->a, d->p->nnodes, sizeof *t->node);
    t->page_marks = arena_calloc(d->a, d->p->n + 1, sizeof *t->page_marks);
    for (size_t i = 0; i < d->p->nnodes; i++)
        t->node[i] = (struct tagnode){.first_mark = NONE, .last_mark = NONE, .first_child = NONE, .last_child = NONE,
                                      .next = NONE, .key = INT32_MAX};
    for (size_t i = 1; i < d->p->nnodes; i++)
        t->node[i].real = be_tag_pdf(d->p->nodes[i].tag) && (i == 1 || t->node[d->p->nodes[i].parent].real);
    d->tags = t;
}

bool pdf_tags_real(const struct pdf *d, int node)
{
    return d->tags && d->tags->node[node].real;
}

int pdf_tags_mark(struct pdf *d, size_t page, int node)
{
    struct pdf_tags *t = d->tags;
    int index = (int)t->n;
    struct mark m = {page, t->page_marks[page]++, node, NONE};
    ARENA_PUSH(d->a, t->mark, t->n, t->cap) = m;
    struct tagnode *n = &t->node[node];
    if (n->last_mark == NONE)
        n->first_mark = index;
    else
        t->mark[n->last_mark].next = index;
    n->last_mark = index;
    return m.mcid;
}

void pdf_tags_box(struct pdf *d, int node, const int64_t box[4])
{
    if (!d->tags || d->tags->node[node].boxed)
        return;
    struct tagnode *n = &d->tags->node[node];
    n->boxed = true;
    for (int i = 0; i < 4; i++)
        n->box[i] = box[i];
}

/* ---- links ---- */

static void link_children(struct pdf *d)
{
    struct tagnode *v = d->tags->node;
    const struct node *nodes = d->p->nodes;
    for (size_t i = 2; i < d->p->nnodes; i++) {
        if (!pdf_tags_real(d, (int)i))
            continue;
        struct tagnode *up = &v[nodes[i].parent];
        if (up->last_child == NONE)
            up->first_child = (int)i;
        else
            v[up->last_child].next = (int)i;
        up->last_child = (int)i;
    }
    for (size_t i = d->p->nnodes; i-- > 1;) {
        if (v[i].first_mark != NONE && v[i].first_mark < v[i].key)
            v[i].key = v[i].first_mark;
        if (i > 1 && v[i].key < v[nodes[i].parent].key)
            v[nodes[i].parent].key = v[i].key;
    }
}

/* ---- elements ---- */

/* Content on the element's own page is a bare number, content elsewhere says its page. */
static void add_mark(struct pdf *d, struct low_obj *kids, const struct mark *m, size_t page)
{
    if (m->page == page) {
        low_add_int(d->low, kids, m->mcid);
        return;
    }
    struct low_obj *o = low_dict(d->low);
    low_set_name(d->low, o, "Type", "MCR");
    low_set(d->low, o, "Pg", d->page[m->page]);
    low_set_int(d->low, o, "MCID", m->mcid);
    low_add(d->low, kids, o);
}

static void add_kids(struct pdf *d, const struct tagnode *n)
{
    const struct pdf_tags *t = d->tags;
    size_t count = 0, page = 0;
    for (int m = n->first_mark; m != NONE; m = t->mark[m].next)
        count++;
    for (int c = n->first_child; c != NONE; c = t->node[c].next)
        count++;
    if (!count)
        return;
    struct low_obj *kids = low_array(d->low, count);
    int m = n->first_mark;
    if (m != NONE) {
        page = t->mark[m].page;
        low_set(d->low, n->object, "Pg", d->page[page]);
    }
    for (int c = n->first_child; c != NONE; c = t->node[c].next) {
        for (; m != NONE && t->node[c].key != INT32_MAX && m < t->node[c].key; m = t->mark[m].next)
            add_mark(d, kids, &t->mark[m], page);
        low_add(d->low, kids, t->node[c].object);
    }
    for (; m != NONE; m = t->mark[m].next)
        add_mark(d, kids, &t->mark[m], page);
    low_set(d->low, n->object, "K", kids);
}

/* A head cell in a row with data cells is the head of its row, else of its column. */
static bool heads_row(const struct pdf *d, size_t cell)
{
    const struct pdf_tags *t = d->tags;
    for (int c = t->node[d->p->nodes[cell].parent].first_child; c != NONE; c = t->node[c].next)
        if (d->p->nodes[c].tag == TAG_TD)
            return true;
    return false;
}

static void add_cell_attributes(struct pdf *d, size_t i, struct low_obj *o)
{
    const struct node *n = &d->p->nodes[i];
    if (n->tag != TAG_TH && n->colspan < 2 && n->rowspan < 2)
        return;
    struct low_obj *a = low_dict(d->low);
    low_set_name(d->low, a, "O", "Table");
    if (n->tag == TAG_TH)
        low_set_name(d->low, a, "Scope", heads_row(d, i) ? "Row" : "Column");
    if (n->colspan > 1)
        low_set_int(d->low, a, "ColSpan", n->colspan);
    if (n->rowspan > 1)
        low_set_int(d->low, a, "RowSpan", n->rowspan);
    low_set(d->low, o, "A", a);
}

static void add_box(struct pdf *d, const struct tagnode *n)
{
    struct low_obj *a = low_dict(d->low), *box = low_array(d->low, 4);
    for (int i = 0; i < 4; i++)
        low_add_milli(d->low, box, n->box[i]);
    low_set_name(d->low, a, "O", "Layout");
    low_set_name(d->low, a, "Placement", "Block");
    low_set(d->low, a, "BBox", box);
    low_set(d->low, n->object, "A", a);
}

static void fill_element(struct pdf *d, size_t i, struct low_obj *parent)
{
    const struct node *n = &d->p->nodes[i];
    struct low_obj *o = d->tags->node[i].object;
    low_set_name(d->low, o, "Type", "StructElem");
    low_set_name(d->low, o, "S", be_tag_pdf(n->tag));
    low_set(d->low, o, "P", parent);
    if (n->alt)
        low_set_text(d->low, o, "Alt", n->alt);
    if (n->tag == TAG_TH || n->tag == TAG_TD)
        add_cell_attributes(d, i, o);
    if (n->tag == TAG_FIGURE && d->tags->node[i].boxed)
        add_box(d, &d->tags->node[i]);
    add_kids(d, &d->tags->node[i]);
}

/* Page → MCID → element, for readers that start from the page. */
static struct low_obj *parent_tree(struct pdf *d)
{
    struct pdf_tags *t = d->tags;
    struct low_obj *tree = low_dict_indirect(d->low), *nums = low_array(d->low, d->p->n * 2);
    struct low_obj **of_page = arena_calloc(d->a, d->p->n + 1, sizeof *of_page);
    for (size_t i = 0; i < d->p->n; i++) {
        if (!t->page_marks[i])
            continue;
        of_page[i] = low_array_indirect(d->low, (size_t)t->page_marks[i]);
        low_set_int(d->low, d->page[i], "StructParents", (int32_t)i);
        low_add_int(d->low, nums, (int32_t)i);
        low_add(d->low, nums, of_page[i]);
    }
    for (size_t i = 0; i < t->n; i++) /* marks of a page stand in the order of their MCIDs */
        low_add(d->low, of_page[t->mark[i].page], t->node[t->mark[i].node].object);
    low_set(d->low, tree, "Nums", nums);
    return tree;
}

void pdf_tags_write(struct pdf *d)
{
    struct pdf_tags *t = d->tags;
    if (!t)
        return;
    struct low *w = d->low;
    struct low_obj *root = low_dict_indirect(w), *info = low_dict(w);
    for (size_t i = 1; i < d->p->nnodes; i++)
        t->node[i].object = pdf_tags_real(d, (int)i) ? low_dict_indirect(w) : NULL;
    link_children(d);
    for (size_t i = 1; i < d->p->nnodes; i++)
        if (t->node[i].object)
            fill_element(d, i, i == 1 ? root : t->node[d->p->nodes[i].parent].object);
    low_set_name(w, root, "Type", "StructTreeRoot");
    low_set(w, root, "K", t->node[1].object);
    low_set(w, root, "ParentTree", parent_tree(d));
    low_set_int(w, root, "ParentTreeNextKey", (int32_t)d->p->n);
    low_set(w, low_catalog(w), "StructTreeRoot", root);
    low_set_bool(w, info, "Marked", true);
    low_set(w, low_catalog(w), "MarkInfo", info);
    for (size_t i = 0; i < d->p->n; i++)
        low_set_name(w, d->page[i], "Tabs", "S");
}

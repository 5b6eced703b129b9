/* Several documents as one: fresh sheets, blank pages, numbers of nodes and pictures, bookmarks. */
#include "typeset/join.h"

#include <setjmp.h>
#include <stdarg.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

/* A document of n pages; every page has one rule, one text of node 2, one use of its only picture. */
static struct pages *make(struct arena *a, size_t n, const char *title, struct date date)
{
    struct pages *p = arena_alloc(a, sizeof *p);
    *p = (struct pages){.a = a, .title = title, .author = title, .date = date};
    static const enum tag tags[] = {TAG_ARTIFACT, TAG_DOCUMENT, TAG_P, TAG_SPAN};
    for (int i = 0; i < 4; i++)
        ARENA_PUSH(a, p->nodes, p->nnodes, p->capnodes) = (struct node){.tag = tags[i], .parent = i ? i - 1 : 0};
    struct image *im = arena_alloc(a, sizeof *im);
    *im = (struct image){.index = 0, .width = 1, .height = 1, .color = arena_alloc(a, 1)};
    ARENA_PUSH(a, p->images, p->nimages, p->capimages) = im;
    for (size_t i = 0; i < n; i++) {
        struct page *page = &ARENA_PUSH(a, p->v, p->n, p->cap);
        *page = (struct page){.number = (int)i + 1, .width = 210000, .height = 297000};
        ARENA_PUSH(a, page->items, page->n, page->cap) = (struct item){.kind = ITEM_RULE, .element = "线"};
        ARENA_PUSH(a, page->items, page->n, page->cap) = (struct item){.kind = ITEM_TEXT, .node = 3, .element = title};
        struct item *it = &ARENA_PUSH(a, page->items, page->n, page->cap);
        *it = (struct item){.kind = ITEM_IMAGE, .node = 2};
        it->image.image = im;
    }
    ARENA_PUSH(a, p->bookmarks, p->nbookmarks, p->capbookmarks) = (struct bookmark){title, 1, (int)n - 1, 5000};
    return p;
}

static void fresh_sheets(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct join_part v[] = {{make(a, 2, "甲", (struct date){2022, 12, 20}), "部门报告/甲"},
                            {make(a, 3, "乙", (struct date){2022, 12, 26}), "部门报告/乙"},
                            {make(a, 1, "丙", (struct date){2022, 12, 21}), "汇总报告"}};
    struct pages *p = pages_join(a, v, 3, "合集");
    assert_int_equal(p->n, 7); /* 2, 3 and a blank one, 1: nothing behind the last */
    for (size_t i = 0; i < p->n; i++) {
        assert_int_equal(p->v[i].number, i + 1);
        assert_int_equal(p->v[i].blank, i == 5);
        assert_int_equal(p->v[i].n, i == 5 ? 0 : 3);
    }
    assert_string_equal(p->v[2].items[1].element, "乙");
    assert_string_equal(p->v[6].items[1].element, "丙");
    assert_string_equal(p->title, "合集");
    assert_int_equal(p->date.day, 26); /* the latest */
    arena_drop(a);
}

static void numbers(void **state)
{
    (void)state;
    struct arena *a = arena_new();
    struct join_part v[] = {{make(a, 1, "甲", (struct date){2022, 1, 1}), "甲"}, {make(a, 1, "乙", (struct date){2022, 1, 1}), "乙"}};
    struct pages *p = pages_join(a, v, 2, "合集");
    /* 0 artifacts, 1 document, then for each: its document as a section below 1, and the rest below that */
    static const int parent[] = {0, 0, 1, 2, 3, 1, 5, 6};
    static const enum tag tag[] = {TAG_ARTIFACT, TAG_DOCUMENT, TAG_SECT, TAG_P, TAG_SPAN, TAG_SECT, TAG_P, TAG_SPAN};
    assert_int_equal(p->nnodes, 8);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(p->nodes[i].parent, parent[i]);
        assert_int_equal(p->nodes[i].tag, tag[i]);
    }
    assert_int_equal(p->v[0].items[1].node, 4);
    assert_int_equal(p->v[2].items[0].node, 0); /* an artifact stays one */
    assert_int_equal(p->v[2].items[1].node, 7);
    assert_int_equal(p->nimages, 2);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(p->images[i]->index, i);
        assert_ptr_equal(p->v[2 * i].items[2].image.image, p->images[i]);
    }
    assert_ptr_equal(p->images[1]->color, v[1].pages->images[0]->color); /* the picture itself is not copied */
    assert_int_equal(v[1].pages->v[0].items[1].node, 3);             /* nor the document changed */
    assert_int_equal(p->nbookmarks, 4);
    static const struct { const char *title; int level, page; } mark[] = {{"甲", 1, 0}, {"甲", 2, 0}, {"乙", 1, 2}, {"乙", 2, 2}};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(p->bookmarks[i].title, mark[i].title);
        assert_int_equal(p->bookmarks[i].level, mark[i].level);
        assert_int_equal(p->bookmarks[i].page, mark[i].page);
    }
    arena_drop(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(fresh_sheets), cmocka_unit_test(numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

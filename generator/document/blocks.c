#include "document/read.h"

#include "base/decimal.h"

#include <string.h>

um doc_mm(const char *s)
{
    decimal d;
    if (!s || !decimal_parse(s, &d))
        return 0;
    return (um)(d.millionths / 1000);
}

static enum inline_kind inline_kind(const xmlNode *n)
{
    static const struct { const char *name; enum inline_kind kind; } table[] = {
        {"一级标题", INLINE_H1}, {"二级标题", INLINE_H2}, {"三级标题", INLINE_H3}, {"四级标题", INLINE_H4},
        {"楷体", INLINE_KAI},    {"黑体", INLINE_HEI},    {"换行", INLINE_BREAK},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
        if (doc_is(n, table[i].name))
            return table[i].kind;
    return INLINE_TEXT;
}

/* Blanks at the borders of a paragraph are indentation; between two pieces a line end is nothing. */
void doc_read_inline(struct reader *r, struct inls *out, xmlNode *n)
{
    for (xmlNode *c = n->children; c; c = c->next) {
        uint32_t line = (uint32_t)xmlGetLineNo(c);
        if (c->type == XML_TEXT_NODE || c->type == XML_CDATA_SECTION_NODE) {
            char *s = doc_clean(r, (const char *)c->content);
            if (s[0])
                ARENA_PUSH(r->a, out->v, out->n, out->cap) = (struct inl){INLINE_TEXT, s, line};
        } else if (c->type == XML_ELEMENT_NODE) {
            enum inline_kind kind = inline_kind(c);
            char *s = kind == INLINE_BREAK ? NULL : doc_text(r, c);
            if (kind == INLINE_BREAK || s[0])
                ARENA_PUSH(r->a, out->v, out->n, out->cap) = (struct inl){kind, s, line};
        }
    }
}

static enum align align_of(const char *s, enum align otherwise)
{
    static const struct { const char *name; enum align align; } table[] = {
        {"左", ALIGN_LEFT}, {"中", ALIGN_CENTER},    {"居中", ALIGN_CENTER},
        {"右", ALIGN_RIGHT}, {"数", ALIGN_NUMBER}, {"两端", ALIGN_JUSTIFY},
    };
    for (size_t i = 0; s && i < sizeof table / sizeof table[0]; i++)
        if (strcmp(s, table[i].name) == 0)
            return table[i].align;
    return otherwise;
}

static int span_of(const struct reader *r, xmlNode *n, const char *name)
{
    const char *s = doc_attr(r, n, name);
    int v = 0;
    for (; s && *s >= '0' && *s <= '9' && v < 1000; s++)
        v = v * 10 + (*s - '0');
    return v ? v : 1;
}

/* A percentage in hundredths of a percent, within 0 and 100 %; -1: there is none. */
static int hundredths(const char *s)
{
    decimal d;
    if (!s || !decimal_parse(s, &d))
        return -1;
    return (int)(d.millionths / 10000 > 10000 ? 10000 : d.millionths < 0 ? 0 : d.millionths / 10000);
}

/* 柱: "63.8 — 100", one number a column; what is no number is a gap. */
static void read_columns(struct reader *r, struct cell *c, const char *s)
{
    size_t cap = 0;
    while (s && *s) {
        size_t blank = strspn(s, " \t\r\n"), n = strcspn(s + blank, " \t\r\n");
        if (n)
            ARENA_PUSH(r->a, c->columns, c->ncolumns, cap) = hundredths(arena_strndup(r->a, s + blank, n));
        s += blank + n;
    }
}

static void read_cell(struct reader *r, struct cell *c, xmlNode *n)
{
    size_t cap = 0;
    struct inls own = {0};
    c->colspan = span_of(r, n, "跨列");
    c->rowspan = span_of(r, n, "跨行");
    c->bar = c->mark = -1;
    char *align = doc_attr(r, n, "对齐");
    c->has_align = align != NULL;
    c->align = align_of(align, ALIGN_LEFT);
    for (xmlNode *k = n->children; k; k = k->next) {
        uint32_t line = (uint32_t)xmlGetLineNo(k);
        if (doc_is(k, "条")) {
            c->bar = hundredths(doc_attr(r, k, "百分"));
            c->mark = hundredths(doc_attr(r, k, "标"));
            continue;
        }
        if (doc_is(k, "柱")) {
            read_columns(r, c, doc_attr(r, k, "百分"));
            continue;
        }
        bool para = doc_is(k, "段");
        if (!para && k->type != XML_TEXT_NODE && k->type != XML_CDATA_SECTION_NODE)
            continue;
        char *s = para ? doc_text(r, k) : doc_clean(r, (const char *)k->content);
        if (!s[0] && !para)
            continue;
        struct inls p = {0};
        struct inls *to = para ? &p : &own;
        ARENA_PUSH(r->a, to->v, to->n, to->cap) = (struct inl){INLINE_TEXT, s, line};
        if (para)
            ARENA_PUSH(r->a, c->paras, c->nparas, cap) = p;
    }
    if (own.n) { /* text of the cell itself stands before its paragraphs */
        ARENA_PUSH(r->a, c->paras, c->nparas, cap) = own;
        if (c->nparas > 1) {
            memmove(c->paras + 1, c->paras, (c->nparas - 1) * sizeof *c->paras);
            c->paras[0] = own;
        }
    }
}

static size_t read_row(struct reader *r, struct row *row, xmlNode *n)
{
    size_t columns = 0;
    row->line = (uint32_t)xmlGetLineNo(n);
    for (xmlNode *k = n->children; k; k = k->next) {
        if (!doc_is(k, "格"))
            continue;
        struct cell *c = &ARENA_PUSH(r->a, row->v, row->n, row->cap);
        read_cell(r, c, k);
        columns += (size_t)c->colspan;
    }
    return columns;
}

static int size_of(const char *s)
{
    static const struct { const char *name; int pt10; } table[] = { /* 5.2.2: the usual point sizes of the 号 */
        {"三号", 160}, {"四号", 140}, {"小四", 120}, {"五号", 105}, {"小五", 90},
    };
    for (size_t i = 0; s && i < sizeof table / sizeof table[0]; i++)
        if (strcmp(s, table[i].name) == 0)
            return table[i].pt10;
    return 105;
}

static struct table *read_table(struct reader *r, xmlNode *n)
{
    struct table *t = arena_alloc(r->a, sizeof *t);
    size_t colcap = 0, rowcap = 0, headcap = 0, widest = 0;
    t->turn = doc_attr_is(r, n, "横排", "是") ? TURN_YES : doc_attr_is(r, n, "横排", "自动") ? TURN_AUTO : TURN_NO;
    t->size_pt10 = size_of(doc_attr(r, n, "字号"));
    t->ruled = !doc_attr_is(r, n, "线", "无");
    for (xmlNode *k = n->children; k; k = k->next) {
        size_t columns = 0;
        if (doc_is(k, "表题")) {
            t->caption = doc_text(r, k);
        } else if (doc_is(k, "列")) {
            ARENA_PUSH(r->a, t->cols, t->ncols, colcap) =
                (struct table_col){doc_mm(doc_attr(r, k, "宽")), align_of(doc_attr(r, k, "对齐"), ALIGN_LEFT)};
        } else if (doc_is(k, "表头")) {
            for (xmlNode *h = k->children; h; h = h->next) {
                if (!doc_is(h, "行"))
                    continue;
                struct row *row = &ARENA_PUSH(r->a, t->head, t->nhead, headcap);
                columns = read_row(r, row, h);
                widest = columns > widest ? columns : widest;
            }
        } else if (doc_is(k, "行")) {
            columns = read_row(r, &ARENA_PUSH(r->a, t->rows, t->nrows, rowcap), k);
            widest = columns > widest ? columns : widest;
        }
    }
    while (t->ncols < widest)
        ARENA_PUSH(r->a, t->cols, t->ncols, colcap) = (struct table_col){0, ALIGN_LEFT};
    return t;
}

static struct figure *read_figure(struct reader *r, xmlNode *n)
{
    struct figure *f = arena_alloc(r->a, sizeof *f);
    f->alt = doc_attr(r, n, "替代文字");
    f->width = doc_mm(doc_attr(r, n, "宽"));
    for (xmlNode *k = n->children; k; k = k->next)
        if (doc_is(k, "图题"))
            f->caption = doc_text(r, k);
    char *file = doc_attr(r, n, "文件"), *data = doc_attr(r, n, "数据");
    f->image = data ? doc_image_base64(r, n, data) : doc_image_file(r, n, file ? file : "");
    return f;
}

static struct roster *read_roster(struct reader *r, xmlNode *n)
{
    struct roster *list = arena_alloc(r->a, sizeof *list);
    for (xmlNode *g = n->children; g; g = g->next) {
        if (!doc_is(g, "组"))
            continue;
        struct roster_group *group = &ARENA_PUSH(r->a, list->v, list->n, list->cap);
        *group = (struct roster_group){.role = doc_attr(r, g, "称谓")};
        for (xmlNode *p = g->children; p; p = p->next)
            if (doc_is(p, "人"))
                ARENA_PUSH(r->a, group->v, group->n, group->cap) =
                    (struct person){doc_attr(r, p, "姓名"), doc_attr(r, p, "职务")};
    }
    return list;
}

void doc_read_blocks(struct reader *r, struct blocks *out, xmlNode *n)
{
    static const char *const name[] = {"一级标题", "二级标题", "三级标题", "四级标题", "段",
                                       "空行",     "签字栏",   "表格",     "图",       "名单"};
    for (xmlNode *k = n->children; k; k = k->next) {
        size_t kind = 0;
        while (kind < sizeof name / sizeof name[0] && !doc_is(k, name[kind]))
            kind++;
        if (kind == sizeof name / sizeof name[0])
            continue;
        struct block *b = &ARENA_PUSH(r->a, out->v, out->n, out->cap);
        *b = (struct block){.kind = (enum block_kind)kind, .line = (uint32_t)xmlGetLineNo(k), .indent = true};
        if (b->kind <= BLOCK_PARA)
            doc_read_inline(r, &b->text, k);
        if (b->kind == BLOCK_PARA) {
            b->indent = !doc_attr_is(r, k, "缩进", "无");
            b->align = align_of(doc_attr(r, k, "对齐"), ALIGN_JUSTIFY);
        } else if (b->kind == BLOCK_SIGN)
            b->sign = (struct sign_line){doc_attr(r, k, "标签"), doc_attr(r, k, "姓名"), span_of(r, k, "行高")};
        else if (b->kind == BLOCK_TABLE)
            b->table = read_table(r, k);
        else if (b->kind == BLOCK_FIGURE)
            b->figure = read_figure(r, k);
        else if (b->kind == BLOCK_ROSTER)
            b->roster = read_roster(r, k);
    }
}

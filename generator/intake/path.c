/* The path of an element as a clerk would say it: 第2项「抓实技能培训」的〈下步打算〉第1条的〈期限〉. */
#include "intake/parts.h"

#include <string.h>

/* Elements that are counted instead of named; with 的 before them when something stands before. */
static const struct { const char *name, *form; bool of; } counted[] = {
    {"段", "第%d段", false},       {"问题", "第%d个问题", false}, {"打算", "第%d条", false},
    {"表格", "第%d个表格", true},  {"行", "第%d行", false},       {"格", "第%d格", false},
    {"图片", "第%d幅图片", true},  {"件", "第%d件", false},
};

static int position(const xmlNode *e)
{
    int n = 1;
    for (const xmlNode *p = e->prev; p; p = p->prev)
        n += p->type == XML_ELEMENT_NODE && xmlStrEqual(p->name, e->name);
    return n;
}

static void add_item(struct buf *b, struct arena *a, const xmlNode *e, const struct plan *plan)
{
    char *no = node_attribute(a, e, "序号");
    int n = no ? text_ordinal(a, no) : 0;
    const struct plan_item *item = plan && n ? plan_find_item(plan, n) : NULL;
    if (n)
        buf_addf(b, "第%d项", n);
    else
        buf_addf(b, "第%d个〈事项〉", position(e));
    if (item && item->title && item->title[0])
        buf_addf(b, "「%s」", text_short(a, item->title, 16));
}

static void add_step(struct buf *b, struct arena *a, const xmlNode *e, const struct plan *plan)
{
    const char *name = (const char *)e->name;
    bool first = b->n == 0;
    if (strcmp(name, "事项") == 0 && first) {
        add_item(b, a, e, plan);
        return;
    }
    for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++)
        if (strcmp(name, counted[i].name) == 0) {
            if (counted[i].of && !first)
                buf_adds(b, "的");
            buf_addf(b, counted[i].form, position(e));
            return;
        }
    buf_addf(b, "%s〈%s〉", first ? "" : "的", name);
    char *code = strcmp(name, "指标值") == 0 ? node_attribute(a, e, "指标") : NULL;
    if (code)
        buf_addf(b, "“%s”", text_short(a, code, 20));
}

static void add_path(struct buf *b, struct arena *a, const xmlNode *e, const struct plan *plan)
{
    const xmlNode *chain[LIMIT_DEPTH];
    size_t n = 0;
    for (; e && e->type == XML_ELEMENT_NODE && n < LIMIT_DEPTH; e = e->parent)
        chain[n++] = e;
    if (n == 1)
        buf_addf(b, "〈%s〉", (const char *)chain[0]->name);
    for (size_t i = n; i > 1; i--) /* the root itself goes without saying */
        add_step(b, a, chain[i - 2], plan);
}

static const char *finish(struct arena *a, struct buf *b)
{
    const char *s = arena_strdup(a, buf_str(b));
    buf_drop(b);
    return s;
}

const char *path_words(struct arena *a, const xmlNode *e, const struct plan *plan)
{
    struct buf b = {0};
    add_path(&b, a, e, plan);
    return finish(a, &b);
}

const char *path_attribute(struct arena *a, const xmlNode *e, const char *attr, const struct plan *plan)
{
    struct buf b = {0};
    add_path(&b, a, e, plan);
    buf_addf(&b, "的“%s”", attr);
    return finish(a, &b);
}

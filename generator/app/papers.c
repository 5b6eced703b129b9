#include "app/papers.h"

#include "base/file.h"

#include <libxml/xpath.h>
#include <string.h>

/* Signing order: the units' own reports, then the office's: the report upwards, the ledgers, the circulars, the letters. */
const struct paper_kind paper_kinds[] = {
    {"部门报告", "/*/单位报送/单位/@代码", NULL},
    {"汇总报告", NULL, NULL},
    {"任务清单台账", NULL, NULL},
    {"问题台账", NULL, NULL},
    {"亮点经验汇编", NULL, "/*/行动/事项/亮点经验/述"},
    {"报送情况通报", NULL, NULL},
    /* before the deadline nobody is urged */
    {"催报函", "/*[季度/@已过期限 = '是']/报送情况/单位[@应报 = '是'][@状态 = '未报' or @状态 = '退回']/@代码", NULL},
    {"领导小组名单", NULL, "/*/机关/领导小组"},
};
const size_t npaper_kinds = sizeof paper_kinds / sizeof paper_kinds[0];

/* String values of the nodes that an XPath of the table finds. */
static size_t find(struct arena *a, xmlXPathContextPtr ctx, const char *xpath, const char ***out)
{
    xmlXPathObjectPtr o = xmlXPathEvalExpression((const xmlChar *)xpath, ctx);
    size_t n = o && o->nodesetval ? (size_t)o->nodesetval->nodeNr : 0;
    *out = arena_calloc(a, n + 1, sizeof **out);
    for (size_t i = 0; i < n; i++) {
        xmlChar *s = xmlXPathCastNodeToString(o->nodesetval->nodeTab[i]);
        (*out)[i] = arena_strdup(a, (const char *)s);
        xmlFree(s);
    }
    xmlXPathFreeObject(o);
    return n;
}

void papers_due(struct world *w, xmlDocPtr data, struct papers *out)
{
    struct arena *a = w->run->a;
    xmlXPathContextPtr ctx = xmlXPathNewContext(data);
    if (!ctx)
        base_die(OUT_OF_MEMORY);
    for (size_t k = 0; k < npaper_kinds; k++) {
        const struct paper_kind *kind = &paper_kinds[k];
        const char **v;
        if (kind->when && !find(a, ctx, kind->when, &v))
            continue;
        if (!kind->units) {
            ARENA_PUSH(a, out->v, out->n, out->cap) = (struct paper){k, NULL, kind->name};
            continue;
        }
        size_t n = find(a, ctx, kind->units, &v);
        for (size_t i = 0; i < n; i++) {
            const struct unit *u = plan_find_unit(w->plan, v[i]);
            if (u)
                ARENA_PUSH(a, out->v, out->n, out->cap) =
                    (struct paper){k, u->code, arena_printf(a, "%s/%s", kind->name, u->file)};
        }
    }
    xmlXPathFreeContext(ctx);
}

static const struct paper_kind *kind_named(const char *only, size_t n)
{
    static const struct paper_kind together = {PAPER_COLLECTION, NULL, NULL};
    for (size_t k = 0; k < npaper_kinds; k++)
        if (strlen(paper_kinds[k].name) == n && strncmp(paper_kinds[k].name, only, n) == 0)
            return &paper_kinds[k];
    return strlen(together.name) == n && strncmp(together.name, only, n) == 0 ? &together : NULL;
}

const char *paper_only_fault(struct arena *a, const struct plan *plan, const char *only)
{
    const char *colon = only ? strchr(only, ':') : NULL;
    const struct paper_kind *kind = only ? kind_named(only, colon ? (size_t)(colon - only) : strlen(only)) : NULL;
    if (!only)
        return NULL;
    if (!kind) {
        struct buf b = {0};
        buf_addf(&b, "没有“%.*s”这种公文，可以写：", colon ? (int)(colon - only) : (int)strlen(only), only);
        for (size_t k = 0; k < npaper_kinds; k++)
            buf_addf(&b, "%s、", paper_kinds[k].name);
        buf_adds(&b, PAPER_COLLECTION);
        const char *s = arena_strdup(a, buf_str(&b));
        buf_drop(&b);
        return s;
    }
    if (colon && !kind->units)
        return arena_printf(a, "%s只有一份，后面不写单位", kind->name);
    const char *listed;
    if (colon && plan && plan_lists_units(plan, a, colon + 1, &listed))
        return arena_printf(a, "一次只写一个单位，这里认出的有%s", listed);
    if (colon && plan && !plan_find_unit(plan, colon + 1))
        return arena_printf(a, "工作方案里没有“%s”这个单位", colon + 1);
    return NULL;
}

bool paper_wanted(const struct world *w, const char *only, const char *kind, const char *unit)
{
    if (!only)
        return true;
    const char *colon = strchr(only, ':');
    size_t n = colon ? (size_t)(colon - only) : strlen(only);
    if (strlen(kind) != n || strncmp(kind, only, n) != 0)
        return false;
    if (!colon || !unit)
        return true;
    const struct unit *u = plan_find_unit(w->plan, colon + 1);
    return u && strcmp(u->code, unit) == 0;
}

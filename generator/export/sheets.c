/* Tables out of the report data, by the definition in templates/导出表.xml: rows and values are XPath. */
#include "export/export.h"

#include "base/file.h"

#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <string.h>
#include <strings.h>

struct making {
    struct arena *a;
    xmlXPathContextPtr xpath;
    xmlDocPtr data;
    const char *file;       /* of the definition */
    struct diags *ds;
};

static const char *attribute(struct arena *a, xmlNode *n, const char *name)
{
    xmlChar *v = xmlGetNoNsProp(n, (const xmlChar *)name);
    char *s = v ? arena_strdup(a, (const char *)v) : NULL;
    xmlFree(v);
    return s;
}

static int fault(struct making *m, const xmlNode *n, const char *what)
{
    DIAG(m->ds, R117, ((struct place){m->file, n ? (uint32_t)xmlGetLineNo(n) : 0, 0}), NULL, NULL, what);
    return -1;
}

static xmlXPathObjectPtr evaluate(struct making *m, const xmlNode *definition, xmlNode *from, const char *expression)
{
    m->xpath->node = from;
    xmlXPathObjectPtr o = xmlXPathEval((const xmlChar *)expression, m->xpath);
    if (!o)
        fault(m, definition, arena_printf(m->ds->a, "“%s”不是能用的 XPath", expression));
    return o;
}

/* The values of all nodes that are meant, with 、 between them. */
static const char *cell(struct making *m, const xmlNode *column, xmlNode *row, const char *expression)
{
    struct buf b = {0};
    xmlXPathObjectPtr o = evaluate(m, column, row, expression);
    if (!o)
        return NULL;
    if (o->type == XPATH_NODESET) {
        for (int i = 0; o->nodesetval && i < o->nodesetval->nodeNr; i++) {
            xmlChar *v = xmlNodeGetContent(o->nodesetval->nodeTab[i]);
            buf_adds(&b, i ? "、" : "");
            buf_adds(&b, v ? (const char *)v : "");
            xmlFree(v);
        }
    } else {
        xmlChar *v = xmlXPathCastToString(o);
        buf_adds(&b, (const char *)v);
        xmlFree(v);
    }
    xmlXPathFreeObject(o);
    const char *s = arena_strdup(m->a, buf_str(&b));
    buf_drop(&b);
    return s;
}

struct values { const xmlNode **node; const char **expression; };

static int read_columns(struct making *m, xmlNode *table, struct sheet *s, struct values *v)
{
    size_t cap = 0, cap_nodes = 0, cap_expressions = 0, n = 0, k = 0;
    for (xmlNode *c = table->children; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE)
            continue;
        const char *title = attribute(m->a, c, "题"), *value = attribute(m->a, c, "值"), *type = attribute(m->a, c, "类型");
        if (strcmp((const char *)c->name, "列") != 0 || !title || !value || (type && strcmp(type, "数") != 0))
            return fault(m, c, "〈列〉要写 题 和 值，类型只能写 数");
        ARENA_PUSH(m->a, s->columns, s->ncolumns, cap) = (struct sheet_column){title, type != NULL};
        ARENA_PUSH(m->a, v->node, n, cap_nodes) = c;
        ARENA_PUSH(m->a, v->expression, k, cap_expressions) = value;
    }
    return s->ncolumns ? 0 : fault(m, table, "〈表〉里没有〈列〉");
}

static int read_rows(struct making *m, xmlNode *table, struct sheet *s, const struct values *v, const char *rows)
{
    xmlXPathObjectPtr o = evaluate(m, table, xmlDocGetRootElement(m->data), rows);
    if (!o)
        return -1;
    int n = o->type == XPATH_NODESET && o->nodesetval ? o->nodesetval->nodeNr : 0, rc = 0;
    s->cells = arena_calloc(m->a, (size_t)n * s->ncolumns + 1, sizeof *s->cells);
    for (int i = 0; i < n && rc == 0; i++)
        for (size_t k = 0; k < s->ncolumns && rc == 0; k++) {
            const char *text = cell(m, v->node[k], o->nodesetval->nodeTab[i], v->expression[k]);
            s->cells[(size_t)i * s->ncolumns + k] = text;
            rc = text ? 0 : -1;
        }
    s->nrows = (size_t)n;
    xmlXPathFreeObject(o);
    return rc;
}

static bool name_taken(struct arena *a, const struct sheets *all, const char *name)
{
    for (size_t i = 0; i < all->n; i++)
        if (strcasecmp(file_safe_name(a, all->v[i].name), file_safe_name(a, name)) == 0)
            return true;
    return false;
}

static int read_table(struct making *m, xmlNode *n, struct sheets *out)
{
    struct sheet s = {.name = attribute(m->a, n, "名称")};
    struct values v = {0};
    const char *rows = attribute(m->a, n, "行");
    if (strcmp((const char *)n->name, "表") != 0 || !s.name || !rows || strcspn(s.name, "[]:*?/\\") != strlen(s.name) || strlen(s.name) > 90)
        return fault(m, n, "〈表〉要写 名称（不带 / \\ : * ? [ ]，30 字以内）和 行");
    if (name_taken(m->a, out, s.name))
        return fault(m, n, "这个〈表〉的名称作文件名时和前面的一个相同，会把它盖掉");
    if (read_columns(m, n, &s, &v) != 0 || read_rows(m, n, &s, &v, rows) != 0)
        return -1;
    ARENA_PUSH(m->a, out->v, out->n, out->cap) = s;
    return 0;
}

static void keep_quiet(void *ctx, xmlErrorPtr e) { (void)ctx, (void)e; }

int sheets_make(struct sheets *out, struct arena *a, const char *definition, xmlDocPtr data, struct diags *ds)
{
    struct making m = {.a = a, .data = data, .file = definition, .ds = ds};
    xmlDocPtr d = xmlReadFile(definition, "UTF-8", XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!d)
        return fault(&m, NULL, "文件读不到，或者不是完好的 XML");
    m.xpath = xmlXPathNewContext(data);
    int rc = 0;
    if (!m.xpath)
        base_die("内存不足");
    m.xpath->error = keep_quiet;
    *out = (struct sheets){0};
    for (xmlNode *n = xmlDocGetRootElement(d)->children; n && rc == 0; n = n->next)
        if (n->type == XML_ELEMENT_NODE)
            rc = read_table(&m, n, out);
    xmlXPathFreeContext(m.xpath);
    xmlFreeDoc(d);
    return rc;
}

#include "document/read.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <string.h>

/* libxml2's own text goes no further than here: people read ours. */
struct xml_errors { struct reader *r; bool any; uint32_t last_line; };

static void on_parse_error(void *ctx, xmlErrorPtr e)
{
    struct xml_errors *x = ctx;
    if (x->any || e->level < XML_ERR_ERROR)
        return; /* the first one is the cause, what follows is its shadow */
    x->any = true;
    const char *what = e->code == XML_ERR_TAG_NAME_MISMATCH   ? "开始标记与结束标记不配对"
                       : e->code == XML_ERR_TAG_NOT_FINISHED  ? "元素没有结束"
                       : e->code == XML_ERR_UNDECLARED_ENTITY ? "用了没有定义的实体（& 应写作 &amp;）"
                       : e->code == XML_ERR_NAME_REQUIRED     ? "名称不合规定（文字里的 < 和 & 应写作 &lt; 和 &amp;）"
                       : e->code == XML_ERR_INVALID_CHAR      ? "有 XML 不允许的控制字符"
                       : e->code == XML_ERR_DOCUMENT_EMPTY    ? "文件是空的或不是 XML"
                                                              : "此处不合语法";
    struct place at = {x->r->file, (uint32_t)(e->line > 0 ? e->line : 0), (uint32_t)(e->int2 > 0 ? e->int2 : 0)};
    DIAG(x->r->ds, G101, at, NULL, NULL, what);
}

static void on_schema_error(void *ctx, xmlErrorPtr e)
{
    struct xml_errors *x = ctx;
    uint32_t line = (uint32_t)(e->line > 0 ? e->line : 0);
    if (e->node)
        line = (uint32_t)xmlGetLineNo(e->node);
    if (x->any && line == x->last_line)
        return; /* one message a place */
    x->any = true;
    x->last_line = line;
    const xmlNode *n = e->node;
    const char *name = n && n->name ? (const char *)n->name : "";
    char *what;
    struct arena *a = x->r->ds->a;
    switch (e->code) {
    case XML_SCHEMAV_ELEMENT_CONTENT: {
        const char *in = n && n->parent && n->parent->type == XML_ELEMENT_NODE ? (const char *)n->parent->name : "";
        what = strstr(e->message, "Missing child") ? arena_printf(a, "〈%s〉里缺少必要的内容", name)
                                                   : arena_printf(a, "〈%s〉在〈%s〉里不认识，或次序不对、重复", name, in);
        break;
    }
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4: what = arena_printf(a, "〈%s〉缺少必填的属性", name); break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1: what = arena_printf(a, "〈%s〉有不认识的属性", name); break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3: what = arena_printf(a, "〈%s〉里只能放元素，不能直接写文字", name); break;
    default: what = arena_printf(a, "〈%s〉的内容或属性值不在允许之列", name); break;
    }
    DIAG(x->r->ds, G104, ((struct place){x->r->file, line, 0}), name, NULL, what);
}

static void no_subset(void *ctx, const xmlChar *name, const xmlChar *ext, const xmlChar *sys)
{
    (void)name, (void)ext, (void)sys;
    xmlParserCtxtPtr c = ctx;
    *(bool *)c->_private = true;
    xmlStopParser(c);
}

static xmlDoc *parse(struct reader *r, const char *bytes, size_t n)
{
    xmlParserCtxtPtr c = xmlNewParserCtxt();
    if (!c)
        base_die("内存不足");
    bool doctype = false;
    struct xml_errors errors = {.r = r};
    c->_private = &doctype;
    c->sax->internalSubset = no_subset;
    xmlSetStructuredErrorFunc(&errors, on_parse_error);
    xmlDoc *x = xmlCtxtReadMemory(c, bytes, (int)n, NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOWARNING);
    bool good = x && c->wellFormed && c->nsWellFormed && !doctype;
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (doctype)
        DIAG(r->ds, G102, ((struct place){.file = r->file}), NULL, NULL, "");
    else if (!good && !errors.any)
        DIAG(r->ds, G101, ((struct place){.file = r->file}), NULL, NULL, "此处不合语法");
    if (!good && x) {
        xmlFreeDoc(x);
        x = NULL;
    }
    xmlFreeParserCtxt(c);
    return x;
}

static bool validate(struct reader *r, xmlDoc *x, const char *schema_dir)
{
    struct xml_errors errors = {.r = r};
    char *path = arena_printf(r->a, "%s/公文.xsd", schema_dir);
    xmlSetStructuredErrorFunc(&errors, on_schema_error);
    xmlSchemaParserCtxtPtr pc = xmlSchemaNewParserCtxt(path);
    xmlSchemaPtr schema = pc ? xmlSchemaParse(pc) : NULL;
    xmlSchemaFreeParserCtxt(pc);
    bool ok = false;
    if (!schema) {
        xmlSetStructuredErrorFunc(NULL, NULL);
        DIAG(r->ds, G107, ((struct place){.file = path}), NULL, NULL, path);
        return false;
    }
    xmlSchemaValidCtxtPtr vc = xmlSchemaNewValidCtxt(schema);
    if (vc) {
        xmlSchemaSetValidStructuredErrors(vc, on_schema_error, &errors);
        ok = xmlSchemaValidateDoc(vc, x) == 0;
    }
    xmlSchemaFreeValidCtxt(vc);
    xmlSchemaFree(schema);
    xmlSetStructuredErrorFunc(NULL, NULL);
    return ok;
}

xmlDoc *doc_parse_xml(struct reader *r, const char *bytes, size_t n, const char *schema_dir)
{
    size_t bad;
    if (!utf8_valid(bytes, n, &bad)) {
        DIAG(r->ds, G117, ((struct place){.file = r->file}), NULL, NULL, arena_printf(r->ds->a, "%zu", bad + 1));
        return NULL;
    }
    xmlDoc *x = parse(r, bytes, n);
    if (!x)
        return NULL;
    const xmlNode *root = xmlDocGetRootElement(x);
    if (!doc_is(root, "公文")) {
        DIAG(r->ds, G103, doc_place(r, root), NULL, NULL, (const char *)root->name);
    } else if (validate(r, x, schema_dir)) {
        return x;
    }
    xmlFreeDoc(x);
    return NULL;
}

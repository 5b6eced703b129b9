/*
 * Text → XML tree → the schema's complaints in Chinese.
 *
 * Hardened: no network, no DTD (refused before this and again here), no entities but the five of XML, no XInclude, no
 * recovery, libxml2's own limits kept. The schema is read from our own folder with the same parser, never from a place
 * that the plan names. libxml2's English texts are read only for the names in quotes; the sentence comes from our catalogue.
 */
#include "plan/plan_internal.h"

#include "base/file.h"
#include "base/markup.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <string.h>

enum { SCHEMA_MAX_BYTES = 1024 * 1024 };

struct parse { /* one parse, reachable through ctxt->_private */
    struct plan_source *s;
    struct diags *ds;
    bool failed;
};

/* What went wrong, in a clerk's words; the rarer errors keep libxml2's number for whoever is asked for help. */
static void fault_words(struct arena *a, const xmlError *e, const char **what, const char **expected)
{
    *expected = "标签成对、属性加引号、& 写成 &amp;、< 写成 &lt;";
    switch (e->code) {
    case XML_ERR_TAG_NAME_MISMATCH:
        *what = arena_printf(a, "第%d行开始的〈%s〉还没有结束，就遇到了〈/%s〉", e->int1, e->str1 ? e->str1 : "", e->str2 ? e->str2 : "");
        break;
    case XML_ERR_TAG_NOT_FINISHED: *what = "标签没有写完，或文件在这里中断"; break;
    case XML_ERR_RESERVED_XML_NAME: *what = "“<?xml …?>”要用小写字母，只能写在文件最开头；两份方案不能接在一个文件里"; break;
    case XML_ERR_XMLDECL_NOT_FINISHED: *what = "“<?xml …>”没有写完，末尾缺少“?”"; break;
    case XML_ERR_DOCUMENT_END: *what = "最外层元素之后还有多余的内容"; break;
    case XML_ERR_DOCUMENT_EMPTY: *what = "文件开头不是 XML 标签"; break;
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    case XML_ERR_ENTITYREF_NO_NAME: *what = "“&”或标签后面缺少名字"; break;
    case XML_ERR_UNDECLARED_ENTITY:
        *what = arena_printf(a, "用了没有定义的实体 &%s;", e->str1 ? e->str1 : "");
        break;
    case XML_ERR_LT_IN_ATTRIBUTE: *what = "属性值里有“<”"; break;
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: *what = "属性值没有用引号括好"; break;
    case XML_ERR_SPACE_REQUIRED: *what = "两个属性之间缺少空格"; break;
    case XML_ERR_ATTRIBUTE_REDEFINED:
        *what = arena_printf(a, "属性“%s”写了两次", e->str1 ? e->str1 : "");
        break;
    case XML_ERR_COMMENT_NOT_FINISHED:
    case XML_ERR_HYPHEN_IN_COMMENT: *what = "注释没有写完，或注释里有两个连着的短横"; break;
    case XML_NS_ERR_UNDEFINED_NAMESPACE: *what = "名字里有冒号，前缀没有定义"; break;
    default: *what = arena_printf(a, "XML 语法错误（%d）", e->code); break;
    }
}

static void on_error(void *user, xmlErrorPtr e)
{
    xmlParserCtxt *ctxt = user;
    struct parse *p = ctxt->_private;
    if (!p || p->failed || e->level < XML_ERR_ERROR)
        return;
    p->failed = true;
    long at = xmlByteConsumed(ctxt);
    const char *what, *expected;
    fault_words(p->s->a, e, &what, &expected);
    struct place where = plan_source_at(p->s, at < 0 ? 0 : (size_t)at);
    DIAG(p->ds, P005, where, NULL, NULL, what, expected);
    xmlStopParser(ctxt); /* what follows is its shadow, and of some texts there is an error in every byte */
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    xmlParserCtxt *ctxt = user;
    struct parse *p = ctxt->_private;
    if (!p->failed)
        DIAG(p->ds, P003, ((struct place){p->s->file, 0, 0}), NULL, NULL, NULL);
    p->failed = true;
    xmlStopParser(ctxt);
}

static xmlNode *next_in_document(xmlNode *n)
{
    if (n->children)
        return n->children;
    while (n && !n->next)
        n = n->parent;
    return n ? n->next : NULL;
}

static void number_elements(xmlDoc *doc)
{
    uintptr_t k = 0;
    for (xmlNode *n = xmlDocGetRootElement(doc); n; n = next_in_document(n))
        if (n->type == XML_ELEMENT_NODE)
            n->_private = (void *)++k; /* the k-th start tag; no pointer, never followed */
}

xmlDoc *plan_xml_parse(struct plan_source *s, struct diags *ds)
{
    struct parse p = {s, ds, false};
    xmlDoc *doc = NULL;
    xmlParserCtxt *ctxt = xmlNewParserCtxt();
    if (!ctxt)
        base_die("内存不足");
    ctxt->_private = &p;
    ctxt->sax->serror = on_error;
    ctxt->sax->internalSubset = on_doctype;
    ctxt->sax->comment = NULL; /* not kept */
    ctxt->sax->processingInstruction = NULL;
    doc = xmlCtxtReadMemory(ctxt, s->text, (int)s->n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_BIG_LINES);
    bool whole = ctxt->wellFormed && ctxt->nsWellFormed;
    if (doc && (p.failed || !whole)) {
        xmlFreeDoc(doc);
        doc = NULL;
    }
    xmlFreeParserCtxt(ctxt);
    if (!doc && !p.failed)
        DIAG(ds, P005, ((struct place){s->file, 0, 0}), NULL, NULL, "XML 语法错误", "完好的 XML");
    if (doc)
        number_elements(doc);
    return doc;
}

/* ---- places in words ---- */

static const char *attr_or(xmlChar **hold, const xmlNode *node, const char *attr)
{
    *hold = xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)attr);
    return *hold ? (const char *)*hold : "";
}

const char *plan_node_path(struct arena *a, const xmlNode *node)
{
    const char *self = node && node->name ? (const char *)node->name : "";
    for (const xmlNode *n = node; n && n->type == XML_ELEMENT_NODE; n = n->parent) {
        const char *name = (const char *)n->name, *path = NULL;
        xmlChar *x = NULL, *y = NULL;
        const char *of = n == node ? "" : arena_printf(a, "的〈%s〉", self);
        if (!strcmp(name, "事项"))
            path = arena_printf(a, "第%s项「%s」%s", attr_or(&x, n, "序号"), attr_or(&y, n, "名称"), of);
        else if (!strcmp(name, "行动"))
            path = arena_printf(a, "行动%s「%s」%s", attr_or(&x, n, "序号"), attr_or(&y, n, "名称"), of);
        else if (!strcmp(name, "单位") && *attr_or(&x, n, "简称"))
            path = arena_printf(a, "单位表里的“%s”%s", (const char *)x, of);
        xmlFree(x);
        xmlFree(y);
        if (path)
            return path;
    }
    return arena_printf(a, "〈%s〉", self);
}

/* ---- the schema's complaints ---- */

struct validation {
    struct plan_source *s;
    struct diags *ds;
};

/* The text between the first open and the next close behind mark in msg; NULL if there is none. */
static char *between(struct arena *a, const char *msg, const char *mark, char open, char close)
{
    const char *p = strstr(msg, mark), *from = p ? strchr(p + strlen(mark) - 1, open) : NULL;
    const char *to = from ? strchr(from + 1, close) : NULL;
    if (!to)
        return NULL;
    while (from + 1 < to && from[1] == ' ')
        from++;
    while (to > from + 1 && to[-1] == ' ')
        to--;
    return arena_strndup(a, from + 1, (size_t)(to - from - 1));
}

/* "内容, 责任单位" → 〈内容〉、〈责任单位〉; values 'a', 'b' → a、b */
static const char *name_list(struct arena *a, const char *list, bool elements)
{
    if (!list)
        return "";
    struct buf b = {0};
    for (const char *p = list; *p;) {
        size_t n = strcspn(p, ",");
        const char *from = p, *to = p + n;
        while (from < to && strchr(" '*", *from))
            from++;
        while (to > from && strchr(" '*", to[-1]))
            to--;
        if (to > from) {
            buf_adds(&b, b.n ? "、" : "");
            buf_adds(&b, elements ? "〈" : "");
            buf_add(&b, from, (size_t)(to - from));
            buf_adds(&b, elements ? "〉" : "");
        }
        p += n + (p[n] == ',');
    }
    const char *s = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return s;
}

/* How a value of that element or attribute is to be written (the patterns of the schema in words). */
static const char *form_of(const char *element, const char *attr)
{
    static const struct { const char *name, *form; } table[] = {
        {"序号", "1 到 999 的整数，半角数字"}, {"季度", "像 2022Q4 这样的季度"}, {"目标", "半角数字，至多六位小数，不写单位、千分号和范围"},
        {"代码", "单位代码用字母和数字（MZJ），指标代码用 事项序号-顺序号（2-1）"}, {"期限", "像 2022-12-25 这样的日期"},
        {"起", "像 2022-01-01 这样的日期"}, {"止", "像 2022-12-31 这样的日期"},
    };
    const char *name = attr ? attr : element;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (!strcmp(table[i].name, name))
            return table[i].form;
    return "不为空、也不过长的文字";
}

const char *plan_excerpt(struct arena *a, const char *s, size_t most)
{
    size_t n = strlen(s);
    if (n <= most)
        return s;
    n = most;
    while (n && ((unsigned char)s[n] & 0xC0) == 0x80)
        n--;
    return arena_printf(a, "%.*s……", (int)n, s);
}

static void value_fault(struct validation *v, const xmlNode *node, const char *attr, const char *set,
                        struct place at, const char *path)
{
    struct arena *a = v->s->a;
    xmlChar *text = attr ? xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)attr) : xmlNodeGetContent(node);
    const char *found = arena_strdup(a, text ? (const char *)text : "");
    xmlFree(text);
    found = plan_excerpt(a, found, 90);
    const char *what = attr ? arena_printf(a, "属性“%s”", attr) : arena_printf(a, "〈%s〉", node->name);
    if (set)
        DIAG(v->ds, P015, at, path, found, what, found, name_list(a, set, false));
    else
        DIAG(v->ds, P014, at, path, found, what, found, form_of((const char *)node->name, attr));
}

static void content_fault(struct validation *v, const char *msg, const char *name, struct place at, const char *path)
{
    struct arena *a = v->s->a;
    const char *expected = name_list(a, between(a, msg, "Expected is ", '(', ')'), true);
    if (strstr(msg, "Missing child"))
        DIAG(v->ds, P011, at, path, NULL, name, expected);
    else
        DIAG(v->ds, P010, at, path, NULL, name,
             *expected ? arena_printf(a, "这里要的是 %s", expected) : "这里不再有别的元素");
}

/* libxml2 tells a value twice: the facet, then the type. The second at the same place says nothing new. */
static bool told(const struct diags *ds, struct place at)
{
    const struct diag *last = ds->n ? &ds->v[ds->n - 1] : NULL;
    return last && plan_xml_is_value_fault(last) && last->place.line == at.line && last->place.col == at.col;
}

static void on_invalid(void *user, xmlErrorPtr e)
{
    struct validation *v = user;
    const xmlNode *node = e->node;
    if (e->level < XML_ERR_ERROR || !e->message)
        return;
    if (diags_full(v->ds, SEV_ERROR)) {
        DIAG(v->ds, P017, NOWHERE, NULL, NULL, "");
        return;
    }
    struct arena *a = v->s->a;
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->parent;
    const char *name = node ? (const char *)node->name : "", *msg = e->message;
    const char *attr = markup_attribute_name(a, between(a, msg, "ttribute '", '\'', '\''));
    bool absent = e->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4;
    struct place at = attr && node && !absent ? plan_attr_at(v->s, node, attr)
                      : node ? plan_node_at(v->s, node) : (struct place){v->s->file, 0, 0};
    if (node && e->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3)
        at = plan_text_at(v->s, node);
    const char *path = node ? plan_node_path(a, node) : NULL;
    switch (e->code) {
    case XML_SCHEMAV_CVC_ELT_1: DIAG(v->ds, P009, at, NULL, name, name); break;
    case XML_SCHEMAV_ELEMENT_CONTENT: content_fault(v, msg, name, at, path); break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4: DIAG(v->ds, P013, at, path, NULL, name, attr); break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2: DIAG(v->ds, P012, at, path, attr, name, attr); break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3: DIAG(v->ds, P016, at, path, NULL, name); break;
    case XML_SCHEMAV_CVC_ENUMERATION_VALID:
        value_fault(v, node, attr, between(a, msg, "of the set {", '{', '}'), at, path);
        break;
    default:
        if (told(v->ds, at))
            break;
        if (node && (e->code == XML_SCHEMAV_CVC_PATTERN_VALID || e->code == XML_SCHEMAV_CVC_MAXLENGTH_VALID ||
                     e->code == XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1))
            value_fault(v, node, attr, NULL, at, path);
        else
            DIAG(v->ds, P017, at, path, NULL, name);
    }
}

bool plan_xml_is_value_fault(const struct diag *d) { return d->msg == MSG_P014 || d->msg == MSG_P015; }

static void quiet(void *user, xmlErrorPtr e) { (void)user, (void)e; }

/* Our own schema, read without network; NULL with P008. The document must outlive the schema. */
static xmlSchema *load_schema(struct plan_source *s, const char *schema_dir, xmlDoc **doc, struct diags *ds)
{
    const char *path = arena_printf(s->a, "%s/工作方案.xsd", schema_dir);
    struct diags why = {.a = s->a};
    char *bytes;
    size_t n;
    xmlSchema *schema = NULL;
    *doc = NULL;
    if (file_read(s->a, path, SCHEMA_MAX_BYTES, &bytes, &n, &why) == 0) {
        *doc = xmlReadMemory(bytes, (int)n, NULL, "UTF-8",
                             XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
        xmlSchemaParserCtxt *ctxt = *doc && !xmlGetIntSubset(*doc) ? xmlSchemaNewDocParserCtxt(*doc) : NULL;
        if (ctxt) {
            xmlSchemaSetParserStructuredErrors(ctxt, quiet, NULL);
            schema = xmlSchemaParse(ctxt);
            xmlSchemaFreeParserCtxt(ctxt);
        }
    }
    if (!schema)
        DIAG(ds, P008, ((struct place){path, 0, 0}), NULL, NULL, path, why.n ? why.v[0].text : "内容已损坏");
    return schema;
}

int plan_xml_validate(struct plan_source *s, xmlDoc *doc, const char *schema_dir, struct diags *ds)
{
    struct validation v = {s, ds};
    xmlDoc *schema_doc;
    xmlSchema *schema = load_schema(s, schema_dir, &schema_doc, ds);
    xmlSchemaValidCtxt *ctxt = schema ? xmlSchemaNewValidCtxt(schema) : NULL;
    int status = -1;
    if (ctxt) {
        xmlSchemaSetValidStructuredErrors(ctxt, on_invalid, &v);
        status = xmlSchemaValidateDoc(ctxt, doc) < 0 ? -1 : 0;
        xmlSchemaFreeValidCtxt(ctxt);
        if (status)
            base_die("内存不足");
    }
    xmlSchemaFree(schema);
    xmlFreeDoc(schema_doc);
    return status;
}

#include "document/read.h"

#include "base/bounds.h"
#include "base/markup.h"
#include "base/pieces.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <string.h>

/*
 * Of one 公文: some 1,800 pages of text, a thousand of tables; more than the largest submission that is accepted (intake/parts.h).
 * To set it takes 220 bytes of memory a character, 4 KB a cell: some 250 MB for text, 350 MB for cells.
 */
static const struct bounds doc_bounds = {.elements = 80000, .depth = 64, .tag_attributes = 64, .attributes = 160000, .tag = 65536,
                                         .long_tag = "图", .text = 3000000, .lines = 1000000};
enum {
    CHILDREN_MAX = 30000, /* libharu's arrays end at 32,767: as many elements of the tag tree may stand side by side */
    HEAD_MAX = 30000,     /* bytes of one element that is no body: a title longer than any page costs seconds to fit */
};

/* libxml2's own text goes no further than here: people read ours. */
struct xml_errors { struct reader *r; bool any; uint32_t last_line; bool doctype; startElementNsSAX2Func start; /* libxml2's own */ size_t marks; };

static const char *parse_fault(struct arena *a, const xmlError *e)
{
    const char *name = e->str1 ? e->str1 : "", *other = e->str2 ? e->str2 : "";
    switch (e->code) {
    case XML_ERR_TAG_NAME_MISMATCH: return arena_printf(a, "第%d行开始的〈%s〉还没有结束，就遇到了〈/%s〉", e->int1, name, other);
    case XML_ERR_TAG_NOT_FINISHED: return *name ? arena_printf(a, "第%d行开始的〈%s〉没有结束", e->int1, name) : "元素没有结束";
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    case XML_ERR_ENTITYREF_NO_NAME: return "“&”不能单独写，应写作 &amp;";
    case XML_ERR_UNDECLARED_ENTITY: return "用了没有定义的实体（& 应写作 &amp;）";
    case XML_ERR_NAME_REQUIRED: return "名称不合规定（文字里的 < 和 & 应写作 &lt; 和 &amp;）";
    case XML_ERR_INVALID_CHAR: return "有 XML 不允许的控制字符";
    case XML_ERR_DOCUMENT_EMPTY: return "文件是空的或不是 XML";
    case XML_ERR_DOCUMENT_END: return "最外层元素之后还有内容，两份公文要分成两个文件";
    case XML_ERR_RESERVED_XML_NAME: return "“<?xml …?>”要用小写字母，只能写在文件最开头；两份公文要分成两个文件";
    case XML_ERR_XMLDECL_NOT_FINISHED: return "“<?xml …>”没有写完，末尾缺少“?”";
    default: return "此处不合语法";
    }
}

static void on_parse_error(void *ctx, xmlErrorPtr e)
{
    xmlParserCtxtPtr c = ctx;
    struct xml_errors *x = c->_private;
    if (x->any || x->doctype || e->level < XML_ERR_ERROR)
        return; /* the first one is the cause, what follows is its shadow */
    x->any = true;
    xmlStopParser(c); /* of some texts there is an error in every byte */
    struct place at = {x->r->file, (uint32_t)(e->line > 0 ? e->line : 0), (uint32_t)(e->int2 > 0 ? e->int2 : 0)};
    DIAG(x->r->ds, G101, at, NULL, NULL, parse_fault(x->r->ds->a, e));
}

/* Faults of an attribute's value come with the element; which attribute is meant stands in the sentence only. */
static const char *attribute_in(struct arena *a, const xmlNode *n, const char *sentence)
{
    for (const xmlAttr *p = n && n->type == XML_ELEMENT_NODE ? n->properties : NULL; p && sentence; p = p->next)
        if (strstr(sentence, arena_printf(a, "attribute '%s'", (const char *)p->name)))
            return (const char *)p->name;
    return NULL;
}

/* 'a', 'b' of libxml2 as a、b */
static const char *choices(struct arena *a, const char *list)
{
    struct buf b = {0};
    for (const char *p = list; *p; p++) {
        if (*p == ',')
            buf_adds(&b, "、");
        else if (*p != '\'' && *p != ' ' && *p != '[' && *p != ']')
            buf_addc(&b, *p);
    }
    char *s = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return s;
}

/* A child that does not fit stands where another one is missing, or has no business here. */
static const char *wrong_content(struct arena *a, const xmlErrorPtr e, const char *name, const char *in)
{
    const char *expected = e->message ? strstr(e->message, "Expected is") : NULL, *open = expected ? strchr(expected, '(') : NULL;
    const char *close = open ? strrchr(open, ')') : NULL;
    const char *list = close ? choices(a, arena_strndup(a, open + 1, (size_t)(close - open - 1))) : "";
    bool lacks = e->message && strstr(e->message, "Missing child");
    if (!list[0])
        return lacks ? arena_printf(a, "〈%s〉里缺少必要的内容", name) : arena_printf(a, "〈%s〉里不能有〈%s〉，或写多了", in, name);
    return lacks ? arena_printf(a, "〈%s〉里缺少内容，要有：%s", name, list) : arena_printf(a, "〈%s〉里的这个地方不能写〈%s〉，可以写：%s", in, name, list);
}

static const char *schema_fault(struct arena *a, const xmlErrorPtr e)
{
    const xmlNode *n = e->node;
    const char *name = n && n->name ? (const char *)n->name : "", *attribute = attribute_in(a, n, e->message);
    const char *in = n && n->parent && n->parent->type == XML_ELEMENT_NODE ? (const char *)n->parent->name : "公文";
    const char *value = e->str1 ? e->str1 : "";
    const char *what = attribute ? arena_printf(a, "〈%s〉的属性“%s”", name, attribute) : arena_printf(a, "〈%s〉", name);
    if (strlen(value) > 120)
        value = "……";
    switch (e->code) {
    case XML_SCHEMAV_ELEMENT_CONTENT: return wrong_content(a, e, name, in);
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4: return arena_printf(a, "〈%s〉缺少属性“%s”", name, value);
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1: return arena_printf(a, "〈%s〉没有“%s”这个属性", name, markup_attribute_name(a, value));
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3: return arena_printf(a, "〈%s〉里只能放元素，不能直接写文字", name);
    case XML_SCHEMAV_CVC_ENUMERATION_VALID:
        return arena_printf(a, "%s写成了“%s”，可以写：%s", what, value, e->str2 ? choices(a, e->str2) : "格式规定的几种");
    case XML_SCHEMAV_CVC_ELT_1: return arena_printf(a, "〈%s〉带了命名空间（xmlns），请删去", name);
    default: return arena_printf(a, "%s的写法不对：“%s”", what, value);
    }
}

static struct place place_of_fault(const struct reader *r, const xmlError *e, uint32_t line)
{
    const xmlNode *n = e->node;
    if (!n || n->type != XML_ELEMENT_NODE)
        return (struct place){r->file, line, 0};
    if (e->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3 && n->_private) { /* the text itself */
        struct markup_walk w = markup_inside(r->bytes, r->n, (size_t)(uintptr_t)n->_private - 1);
        size_t at, len;
        if (markup_next_text(&w, &at, &len))
            return doc_place_at(r, at);
    }
    return doc_place(r, n);
}

static void on_schema_error(void *ctx, xmlErrorPtr e)
{
    struct xml_errors *x = ctx;
    uint32_t line = (uint32_t)(e->line > 0 ? e->line : 0);
    if (diags_full(x->r->ds, SEV_ERROR)) {
        DIAG(x->r->ds, G104, NOWHERE, NULL, NULL, "");
        return;
    }
    if (e->node)
        line = (uint32_t)xmlGetLineNo(e->node);
    if (x->any && line == x->last_line)
        return; /* one message a place */
    x->any = true;
    x->last_line = line;
    const xmlNode *n = e->node;
    DIAG(x->r->ds, G104, place_of_fault(x->r, e, line),
         n && n->name ? (const char *)n->name : "", NULL, schema_fault(x->r->ds->a, e));
}

static void no_subset(void *ctx, const xmlChar *name, const xmlChar *ext, const xmlChar *sys)
{
    (void)name, (void)ext, (void)sys;
    xmlParserCtxtPtr c = ctx;
    ((struct xml_errors *)c->_private)->doctype = true;
    xmlStopParser(c);
}

/* The element just begun learns where. */
static void on_start(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nns, const xmlChar **ns, int natts,
                     int ndefault, const xmlChar **atts)
{
    xmlParserCtxtPtr c = ctx;
    const struct xml_errors *x = c->_private;
    x->start(ctx, name, prefix, uri, nns, ns, natts, ndefault, atts);
    size_t at = x->marks + (size_t)c->input->consumed + (size_t)(c->input->cur - c->input->base);
    at = at > x->r->n ? x->r->n : at;
    while (at > 0 && x->r->bytes[at - 1] != '<') /* '<' cannot stand inside a tag */
        at--;
    if (c->node)
        c->node->_private = (void *)(uintptr_t)at; /* the offset of '<' is at - 1 */
}

static xmlDoc *parse(struct reader *r, const char *bytes, size_t n)
{
    xmlParserCtxtPtr c = xmlNewParserCtxt();
    if (!c)
        base_die("内存不足");
    struct xml_errors errors = {.r = r, .start = c->sax->startElementNs};
    while (n - errors.marks >= 3 && memcmp(bytes + errors.marks, "\xEF\xBB\xBF", 3) == 0) /* more than one is told by intake_decode (D115) */
        errors.marks += 3;
    struct pieces all = {bytes + errors.marks, n - errors.marks};
    c->_private = &errors;
    c->sax->startElementNs = on_start;
    c->sax->internalSubset = no_subset;
    c->sax->comment = NULL; /* not kept */
    c->sax->processingInstruction = NULL;
    c->sax->serror = on_parse_error;
    xmlDoc *x = xmlCtxtReadIO(c, pieces_next, NULL, &all, NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOWARNING);
    bool good = x && c->wellFormed && c->nsWellFormed && !errors.doctype && !errors.any;
    if (errors.doctype)
        DIAG(r->ds, G102, doc_place_at(r, markup_doctype(r->bytes, r->n)), NULL, NULL, "");
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

static bool tell_bound(struct reader *r, const xmlNode *n, const char *what, const char *most)
{
    DIAG(r->ds, G120, doc_place(r, n), (const char *)n->name, NULL, arena_printf(r->ds->a, "〈%s〉的%s", (const char *)n->name, what), most);
    return false;
}

/* Below n, itself included. */
static bool few_children(struct reader *r, const xmlNode *n)
{
    size_t k = 0;
    for (const xmlNode *c = n->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE) {
            if (++k > CHILDREN_MAX)
                return tell_bound(r, n, "内容", "并列 30000 项");
            if (!few_children(r, c))
                return false;
        }
    return true;
}

static bool short_heads(struct reader *r, const xmlNode *root)
{
    for (const xmlNode *c = root->children; c; c = c->next) {
        if (doc_is(c, "正文") || doc_is(c, "印发件") || doc_is(c, "附件"))
            continue;
        xmlChar *text = c->type == XML_ELEMENT_NODE ? xmlNodeGetContent(c) : NULL;
        bool fits = !text || strlen((const char *)text) <= HEAD_MAX;
        xmlFree(text);
        if (!fits)
            return tell_bound(r, c, "文字", "约 1 万字");
    }
    return true;
}

xmlDoc *doc_parse_xml(struct reader *r, const char *bytes, size_t n, const char *schema_dir)
{
    size_t bad;
    if (!utf8_valid(bytes, n, &bad)) {
        DIAG(r->ds, G117, ((struct place){.file = r->file}), NULL, NULL, arena_printf(r->ds->a, "%zu", bad + 1));
        return NULL;
    }
    enum bound b = bounds_passed(bytes, n, &doc_bounds, &bad);
    if (b && markup_doctype(bytes, bad) < bad) {
        DIAG(r->ds, G102, doc_place_at(r, markup_doctype(r->bytes, r->n)), NULL, NULL, "");
        return NULL;
    }
    if (b) {
        DIAG(r->ds, G120, doc_place_at(r, bad), NULL, NULL, bound_name(b), bound_most(r->ds->a, b, &doc_bounds));
        return NULL;
    }
    xmlDoc *x = parse(r, bytes, n);
    if (!x)
        return NULL;
    const xmlNode *root = xmlDocGetRootElement(x);
    if (!doc_is(root, "公文")) {
        DIAG(r->ds, G103, doc_place(r, root), NULL, NULL, (const char *)root->name);
    } else if (few_children(r, root) && short_heads(r, root) && validate(r, x, schema_dir)) {
        return x;
    }
    xmlFreeDoc(x);
    return NULL;
}

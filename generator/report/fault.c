#include "report/fault.h"

#include <libxml/parser.h>
#include <string.h>

static void quiet(void *ctx, const char *fmt, ...)
{
    (void)ctx, (void)fmt;
}

void fault_catch(struct fault_saved *saved, xmlStructuredErrorFunc handler, void *user)
{
    *saved = (struct fault_saved){xmlStructuredError, xmlStructuredErrorContext, xmlGenericError, xmlGenericErrorContext};
    xmlSetStructuredErrorFunc(user, handler);
    xmlSetGenericErrorFunc(NULL, quiet);
}

void fault_release(const struct fault_saved *saved)
{
    xmlSetStructuredErrorFunc(saved->user, saved->handler);
    xmlSetGenericErrorFunc(saved->generic_user, saved->generic);
}

void fault_ignore(void *user, xmlErrorPtr e)
{
    (void)user;
    (void)e;
}

static const char *parser_words(int code)
{
    switch (code) {
    case XML_ERR_DOCUMENT_EMPTY: return "文件是空的";
    case XML_ERR_TAG_NAME_MISMATCH: return "开始标记和结束标记不成对";
    case XML_ERR_TAG_NOT_FINISHED: return "文件没有写完";
    case XML_ERR_GT_REQUIRED: return "标记缺少“>”";
    case XML_ERR_LT_REQUIRED: case XML_ERR_LT_IN_ATTRIBUTE: return "文字里的“<”要写成 &lt;";
    case XML_ERR_NAME_REQUIRED: return "“<”或“&”后面没有名称；文字里的“&”要写成 &amp;";
    case XML_ERR_ENTITYREF_SEMICOL_MISSING: case XML_ERR_UNDECLARED_ENTITY: return "认不出的“&…;”；文字里的“&”要写成 &amp;";
    case XML_ERR_ATTRIBUTE_NOT_STARTED: case XML_ERR_ATTRIBUTE_NOT_FINISHED: return "属性值没有写在一对英文引号里";
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE: return "属性没有写值";
    case XML_ERR_ATTRIBUTE_REDEFINED: return "同一个属性写了两次";
    case XML_ERR_INVALID_ENCODING: case XML_ERR_INVALID_CHAR: case XML_I18N_CONV_FAILED: return "有不能用的字符，或者不是 UTF-8 编码";
    case XML_ERR_SPACE_REQUIRED: return "两个属性之间缺少空格";
    case XML_NS_ERR_UNDEFINED_NAMESPACE: return "用了没有声明的前缀";
    default: return "标记写得不完整";
    }
}

static void on_parse(void *user, xmlErrorPtr e)
{
    struct fault_sink *s = user;
    if (!e || e->level < XML_ERR_ERROR || s->errors++)
        return; /* after the first fault the parser only guesses */
    struct place at = {s->file, e->line > 0 ? (uint32_t)e->line : 0, 0};
    DIAG(s->ds, R101, at, NULL, NULL, parser_words(e->code));
}

xmlDocPtr fault_parse(const char *bytes, size_t n, const char *file, struct diags *ds)
{
    struct fault_sink sink = {.ds = ds, .file = file};
    struct fault_saved saved;
    fault_catch(&saved, on_parse, &sink);
    xmlDocPtr doc = xmlReadMemory(bytes, (int)n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
    fault_release(&saved);
    if (doc && (doc->intSubset || doc->extSubset)) {
        DIAG(ds, R110, ((struct place){.file = file}), NULL, NULL, "");
        sink.errors++;
    }
    if (doc && sink.errors) {
        xmlFreeDoc(doc);
        return NULL;
    }
    if (!doc && !sink.errors)
        DIAG(ds, R101, ((struct place){.file = file}), NULL, NULL, parser_words(0));
    return doc;
}

/* What stands between the brackets of “Expected is ( a )” or “one of ( a, b )”: names of our own schema. */
static char *expected_names(struct arena *a, const char *message)
{
    const char *open = message ? strstr(message, "Expected is") : NULL;
    open = open ? strchr(open, '(') : NULL;
    const char *close = open ? strrchr(open, ')') : NULL;
    if (!close)
        return arena_strdup(a, "这里不再写别的元素");
    struct buf b = {0};
    for (const char *p = open + 1; p < close; p++) {
        if (p[0] == ',' && p[1] == ' ') {
            buf_adds(&b, "、");
            p++;
        } else if (*p != ' ') {
            buf_addc(&b, *p);
        }
    }
    char *s = arena_printf(a, "〈%s〉", buf_str(&b));
    buf_drop(&b);
    return s;
}

/* The n-th piece in single quotes: names and values that the library quotes. */
static char *quoted(struct arena *a, const char *message, int n)
{
    const char *p = message ? message : "";
    for (;; n--) {
        const char *open = strchr(p, '\''), *close = open ? strchr(open + 1, '\'') : NULL;
        if (!close)
            return arena_strdup(a, "");
        if (n == 0)
            return arena_strndup(a, open + 1, (size_t)(close - open - 1));
        p = close + 1;
    }
}

static char *content_of(struct arena *a, const xmlNode *n)
{
    xmlChar *s = n ? xmlNodeGetContent((xmlNode *)n) : NULL;
    char *copy = arena_strdup(a, s ? (const char *)s : "");
    xmlFree(s);
    return copy;
}

/* {'甲', '乙'} as 甲、乙; NULL if the message lists no set. */
static char *listed_values(struct arena *a, const char *message)
{
    const char *open = strstr(message, "{'"), *close = open ? strchr(open, '}') : NULL;
    if (!close)
        return NULL;
    struct buf b = {0};
    for (const char *p = open + 1; p < close; p++) {
        if (*p == ',')
            buf_adds(&b, "、");
        else if (*p != '\'' && *p != ' ')
            buf_addc(&b, *p);
    }
    char *s = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return s;
}

/* How the value of an element or attribute of 机关.xsd is to be written. */
static const char *how_to_write(const char *name)
{
    static const struct { const char *name, *how; } list[] = {
        {"文号", "机关代字、六角括号里的四位年份、不补零的序号，如 锦易扶指呈〔2022〕35号"},
        {"季度", "年份加 Q1 到 Q4，如 2022Q4"},
        {"章径", "20 到 60 之间的整数，单位毫米"},
        {"滞后线", "1 到 100 之间的整数"},
        {"雷同相似度", "50 到 100 之间的整数"},
        {"联系人", "不为空的一行文字"},
        {"电话", "不为空的一行文字"},
    };
    for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
        if (strcmp(list[i].name, name) == 0)
            return list[i].how;
    return "不为空的一行文字，末尾不带标点";
}

/* A value that does not fit: of an attribute (it stands in the message) or of the element itself. */
static void tell_value(struct fault_sink *s, struct place at, const char *element, const char *message, const xmlNode *node)
{
    struct arena *a = s->ds->a;
    const char *mark = strstr(message, ", attribute '");
    const char *name = mark ? quoted(a, mark, 0) : element;
    const char *rest = mark ? strstr(mark, "':") : NULL, *value = strstr(message, "The value '");
    const char *v = !mark ? content_of(a, node) : value ? quoted(a, value, 0) : quoted(a, rest ? rest + 2 : "", 0);
    const char *list = listed_values(a, message);
    const char *where = mark ? arena_printf(a, "〈%s〉的属性“%s”", element, name) : arena_printf(a, "〈%s〉", element);
    DIAG(s->ds, R112, at, NULL, v, where, v, list ? list : how_to_write(name));
}

void fault_schema(void *user, xmlErrorPtr e)
{
    struct fault_sink *s = user;
    if (!e)
        return;
    const xmlNode *node = e->node;
    struct arena *a = s->ds->a;
    const char *name = quoted(a, e->message, 0);
    long line = node ? xmlGetLineNo(node) : e->line;
    if (node && node->type == XML_ATTRIBUTE_NODE && node->parent)
        line = xmlGetLineNo(node->parent);
    struct place at = {s->file, line > 0 ? (uint32_t)line : 0, 0};
    bool missing = e->message && strstr(e->message, "Missing child");
    s->errors++;
    switch (e->code) {
    case XML_SCHEMAV_CVC_ELT_1:
        DIAG(s->ds, R103, at, NULL, NULL, name);
        break;
    case XML_SCHEMAV_ELEMENT_CONTENT:
        if (missing)
            DIAG(s->ds, R106, at, NULL, NULL, name, expected_names(a, e->message));
        else
            DIAG(s->ds, R102, at, NULL, NULL, name, expected_names(a, e->message));
        break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1:
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2:
        DIAG(s->ds, R105, at, NULL, NULL, name, quoted(a, e->message, 1));
        break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_4:
        DIAG(s->ds, R107, at, NULL, NULL, name, quoted(a, e->message, 1));
        break;
    default:
        tell_value(s, at, name, e->message ? e->message : "", node);
    }
}

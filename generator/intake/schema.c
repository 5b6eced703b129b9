/*
 * Validation against the schemas of templates/schema, compiled once per process. Every fault is told once, at its place,
 * in words; libxml2 gives the code, the node and the value, never the sentence.
 */
#include "intake/parts.h"

#include "base/file.h"
#include "base/markup.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

enum { SCHEMA_BYTES = 1024 * 1024, SCHEMAS = 8, PASSES = 8, FOUND_SHOWN = 30 };

struct schema {
    char *path;
    xmlSchemaPtr compiled;  /* read by many threads, changed by none */
    xmlDocPtr doc;          /* the same text once more, to look things up in */
    struct arena *a;
};

static struct schema cache[SCHEMAS];
static size_t ncache;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void say_nothing(void *user, xmlErrorPtr e) { (void)user, (void)e; }

static xmlDocPtr read_schema(const char *text, size_t n)
{
    xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
    if (!ctxt)
        base_die(OUT_OF_MEMORY);
    ctxt->sax->serror = say_nothing;
    xmlDocPtr doc = xmlCtxtReadMemory(ctxt, text, (int)n, NULL, "UTF-8", XML_PARSE_NONET);
    xmlFreeParserCtxt(ctxt);
    return doc;
}

static xmlSchemaPtr compile(const char *text, size_t n)
{
    xmlSchemaParserCtxtPtr ctxt = xmlSchemaNewMemParserCtxt(text, (int)n);
    if (!ctxt)
        return NULL;
    xmlSchemaSetParserStructuredErrors(ctxt, say_nothing, NULL);
    xmlSchemaPtr s = xmlSchemaParse(ctxt);
    xmlSchemaFreeParserCtxt(ctxt);
    return s;
}

/* Called with the lock held. */
static const struct schema *load(const char *path, struct diags *ds)
{
    for (size_t i = 0; i < ncache; i++)
        if (strcmp(cache[i].path, path) == 0)
            return &cache[i];
    if (ncache == SCHEMAS)
        base_die("内部错误：格式规定文件过多");
    struct schema s = {.a = arena_new()};
    struct diags unseen = {.a = s.a};
    char *text;
    size_t n;
    if (file_read(s.a, path, SCHEMA_BYTES, &text, &n, &unseen) == 0) {
        s.compiled = compile(text, n);
        s.doc = s.compiled ? read_schema(text, n) : NULL;
    }
    if (!s.doc) {
        DIAG(ds, X171, ((struct place){.file = path}), NULL, NULL, path);
        xmlSchemaFree(s.compiled);
        arena_drop(s.a);
        return NULL;
    }
    s.path = arena_strdup(s.a, path);
    cache[ncache] = s;
    return &cache[ncache++];
}

const struct schema *schema_get(const char *dir, const char *name, struct diags *ds)
{
    parse_init();
    char *path = arena_printf(ds->a, "%s/%s", dir, name);
    pthread_mutex_lock(&lock);
    const struct schema *s = load(path, ds);
    pthread_mutex_unlock(&lock);
    return s;
}

/* ---- looking things up in the schema's own text ---- */

static bool is(const xmlNode *e, const char *name)
{
    return e && e->type == XML_ELEMENT_NODE && strcmp((const char *)e->name, name) == 0;
}

static const char *attr(const xmlNode *e, const char *name)
{
    const xmlAttr *p = e ? xmlHasNsProp((xmlNode *)e, (const xmlChar *)name, NULL) : NULL;
    return p && p->children ? (const char *)p->children->content : NULL;
}

/* The first element with that tag and name="…" at or below e, in document order. */
static xmlNode *find_named(xmlNode *e, const char *tag, const char *name)
{
    for (; e; e = e->next) {
        const char *own = is(e, tag) ? attr(e, "name") : NULL;
        if (own && strcmp(own, name) == 0)
            return e;
        xmlNode *inside = e->type == XML_ELEMENT_NODE ? find_named(e->children, tag, name) : NULL;
        if (inside)
            return inside;
    }
    return NULL;
}

static xmlNode *global(const struct schema *sc, const char *tag, const char *name)
{
    for (xmlNode *c = xmlDocGetRootElement(sc->doc)->children; c; c = c->next)
        if (is(c, tag) && attr(c, "name") && strcmp(attr(c, "name"), name) == 0)
            return c;
    return NULL;
}

/* Where the content of a declaration is described: its type by name, or itself. */
static xmlNode *described(const struct schema *sc, xmlNode *declaration)
{
    const char *type = attr(declaration, "type");
    xmlNode *t = type ? global(sc, "complexType", type) : NULL;
    return t ? t : declaration;
}

xmlNode *schema_declaration(const struct schema *sc, const xmlNode *e)
{
    if (!e || e->type != XML_ELEMENT_NODE)
        return NULL;
    if (!e->parent || e->parent->type != XML_ELEMENT_NODE)
        return global(sc, "element", (const char *)e->name);
    xmlNode *parent = schema_declaration(sc, e->parent);
    return parent ? find_named(described(sc, parent)->children, "element", (const char *)e->name) : NULL;
}

/* 政策、资金、项目: the values of the first enumeration below e */
static void add_values(struct buf *b, const xmlNode *e)
{
    for (; e; e = e->next) {
        if (is(e, "enumeration") && attr(e, "value"))
            buf_addf(b, "%s%s", b->n ? "、" : "", attr(e, "value"));
        else if (e->type == XML_ELEMENT_NODE)
            add_values(b, e->children);
    }
}

/* ---- one fault ---- */

bool check_once(struct check *c, struct place at)
{
    size_t key = (size_t)at.line << 32 | at.col;
    if (line_undecoded(c->ds, at.line))
        return false;
    for (size_t i = 0; i < c->ntold; i++)
        if (c->told[i] == key)
            return false;
    if (c->ntold >= LIMIT_REPORTS) {
        c->more++;
        return false;
    }
    ARENA_PUSH(c->a, c->told, c->ntold, c->cap) = key;
    return true;
}

struct fault {
    struct check *c;
    int code;
    const xmlNode *e;      /* the element */
    const char *attribute; /* or NULL */
    const char *value;     /* shortened */
    const char *name;      /* of the attribute, or else of the element */
    const xmlNode *declaration;
    struct place at;
    const char *path;
};

/* How a value is to be written, for the fields with a form of their own. */
static const char *how_to_write(const char *name)
{
    static const struct { const char *name, *how; } form[] = {
        {"年度", "四位数的年份，如 2022"}, {"季度", "第一季度、第二季度、第三季度、第四季度，或 1、2、3、4"},
        {"版次", "1 到 999 的整数，第一次报送写 1，每更正一次加 1"},
        {"时间", "日期，或日期加时间，如 2022-12-23 或 2022-12-23T09:30"},
        {"文件", "input 文件夹里的文件，如 2022Q4/民政局.xml"},
    };
    for (size_t i = 0; i < sizeof form / sizeof form[0]; i++)
        if (strcmp(form[i].name, name) == 0)
            return form[i].how;
    return "空白表中规定的写法";
}

static bool is_date(const struct fault *f)
{
    const char *type = attr(f->declaration, "type");
    return type && strcmp(type, "日期") == 0;
}

static bool only_blanks(struct arena *a, const char *s) { return !s || text_trim(a, s)[0] == 0; }

static void tell_value(const struct fault *f)
{
    struct diags *ds = f->c->ds;
    if (only_blanks(ds->a, f->value) && !xmlFirstElementChild((xmlNode *)f->e))
        DIAG(ds, X156, f->at, f->path, NULL, f->name);
    else if (f->attribute && strcmp(f->attribute, "格式版本") == 0)
        DIAG(ds, X136, f->at, f->path, f->value, f->value);
    else if (is_date(f))
        DIAG(ds, X159, f->at, f->path, f->value, f->name, f->value);
    else
        DIAG(ds, X160, f->at, f->path, f->value, f->name, f->value, how_to_write(f->name));
}

static void tell_enumeration(const struct fault *f)
{
    struct buf b = {0};
    xmlNode *d = (xmlNode *)f->declaration;
    if (f->attribute && d)
        d = find_named(described(f->c->sc, d)->children, "attribute", f->attribute);
    if (d)
        add_values(&b, d->children);
    if (only_blanks(f->c->a, f->value))
        DIAG(f->c->ds, X156, f->at, f->path, NULL, f->name);
    else
        DIAG(f->c->ds, X158, f->at, f->path, f->value, f->name, f->value, buf_str(&b));
    buf_drop(&b);
}

bool false_bracket(const char *s)
{
    static const char *const brackets[] = {"〈", "＜", "《", "‹", "﹤"};
    for (size_t i = 0; i < sizeof brackets / sizeof brackets[0]; i++)
        if (strncmp(s, brackets[i], strlen(brackets[i])) == 0)
            return true;
    return false;
}

/* Every text that stands between the children, each at its own place. */
static void tell_stray_text(const struct fault *f)
{
    struct check *c = f->c;
    struct content_model m;
    content_model(&m, f->declaration);
    struct buf b = {0};
    for (size_t i = 0; i < m.n; i++)
        if (strcmp(m.v[i].name, "无") != 0)
            buf_addf(&b, "%s〈%s〉", b.n ? "、" : "", m.v[i].name);
    bool none = m.choice && strcmp(m.v[0].name, "无") == 0;
    struct markup_walk w = markup_inside(c->s->p, c->s->n, node_offset(f->e));
    for (size_t at, len; markup_next_text(&w, &at, &len);) {
        const char *text = text_short(c->a, arena_strndup(c->a, c->s->p + at, len), FOUND_SHOWN);
        struct place place = source_place(c->s, at);
        if (!check_once(c, place))
            continue;
        if (false_bracket(text))
            DIAG(c->ds, X127, place, f->path, text, text);
        else
            DIAG(c->ds, X155, place, f->path, text, f->name, text, buf_str(&b), none ? "；确实没有的，只写〈无/〉" : "");
    }
    buf_drop(&b);
}

/* An attribute that e has and the schema does not know, and that shares at least half its characters with name; or NULL. */
static const char *misspelt(const struct fault *f, const char *name)
{
    const xmlNode *type = f->declaration ? described(f->c->sc, (xmlNode *)f->declaration) : NULL;
    for (const xmlAttr *p = f->e->properties; p && type; p = p->next) {
        const char *own = (const char *)p->name;
        if (!p->ns && !find_named(type->children, "attribute", own) && text_shared(name, own) * 2 >= utf8_count(name, strlen(name)))
            return own;
    }
    return NULL;
}

/* The attribute that an unknown one was meant to be; or NULL. */
static const char *meant(const struct fault *f, const xmlNode *type, const char *unknown)
{
    for (const xmlNode *x = type ? xmlFirstElementChild((xmlNode *)type) : NULL; x; x = x->next)
        if (is(x, "attribute") && attr(x, "name") && !xmlHasProp((xmlNode *)f->e, (const xmlChar *)attr(x, "name")) &&
            text_shared(attr(x, "name"), unknown) * 2 >= utf8_count(attr(x, "name"), strlen(attr(x, "name"))))
            return attr(x, "name");
    return NULL;
}

/* Extensions hold their attributes one level deeper. */
static const xmlNode *attribute_holder(const xmlNode *type)
{
    for (const xmlNode *x = type; x; x = xmlFirstElementChild((xmlNode *)x))
        for (const xmlNode *c = xmlFirstElementChild((xmlNode *)x); c; c = c->next)
            if (is(c, "attribute"))
                return x;
    return type;
}

static void tell_attribute(const struct fault *f, const char *name)
{
    if (f->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4 && misspelt(f, name))
        return; /* told where it stands */
    struct diags *ds = f->c->ds;
    struct buf b = {0};
    const xmlNode *type = attribute_holder(f->declaration ? described(f->c->sc, (xmlNode *)f->declaration) : NULL);
    const char *like = f->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4 ? NULL : meant(f, type, name);
    for (const xmlNode *x = type ? xmlFirstElementChild((xmlNode *)type) : NULL; x; x = x->next)
        if (is(x, "attribute") && attr(x, "name"))
            buf_addf(&b, "%s“%s”", b.n ? "、" : "可以写的属性：", attr(x, "name"));
    const char *e = (const char *)f->e->name;
    if (f->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4)
        DIAG(ds, X161, f->at, f->path, NULL, e, arena_printf(ds->a, "“%s”", name), arena_printf(ds->a, "%s=\"…\"", name));
    else
        DIAG(ds, X162, f->at, f->path, name, e, name, b.n ? b.p : "空白表中的属性",
             like ? arena_printf(ds->a, "是不是“%s”？请改正属性名", like) : "删去这个属性，或改正属性名");
    buf_drop(&b);
}

/* The complete choice that an empty-only element stands in: 〈段〉 beside 〈无/〉 */
static const char *instead_of(const struct fault *f)
{
    struct content_model m;
    content_model(&m, schema_declaration(f->c->sc, f->e->parent));
    for (size_t i = 0; i < m.n; i++)
        if (m.choice && strcmp(m.v[i].name, f->name) != 0)
            return arena_printf(f->c->a, "〈%s〉", m.v[i].name);
    return "空白表中的其他元素";
}

static void tell_inside(const struct fault *f)
{
    const xmlNode *x = xmlFirstElementChild((xmlNode *)f->e);
    const char *inside = x ? (const char *)x->name : "";
    DIAG(f->c->ds, X163, f->at, f->path, NULL, f->name, inside, "只有文字");
}

static void tell(const struct fault *f)
{
    struct diags *ds = f->c->ds;
    switch (f->code) {
    case XML_SCHEMAV_CVC_ENUMERATION_VALID: tell_enumeration(f); break;
    case XML_SCHEMAV_CVC_MAXLENGTH_VALID:
        DIAG(ds, X157, f->at, f->path, NULL, f->name, "20000");
        break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1: DIAG(ds, X164, f->at, f->path, NULL, f->name, instead_of(f)); break;
    case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_2:
    case XML_SCHEMAV_CVC_TYPE_3_1_2: tell_inside(f); break;
    case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1:
        if (strcmp(f->name, "图片") == 0)
            DIAG(ds, X167, f->at, f->path, NULL, NULL);
        else
            tell_value(f);
        break;
    case XML_SCHEMAV_CVC_PATTERN_VALID:
    case XML_SCHEMAV_CVC_LENGTH_VALID:
    case XML_SCHEMAV_CVC_MINLENGTH_VALID:
    case XML_SCHEMAV_CVC_MININCLUSIVE_VALID:
    case XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID:
    case XML_SCHEMAV_CVC_MINEXCLUSIVE_VALID:
    case XML_SCHEMAV_CVC_MAXEXCLUSIVE_VALID: tell_value(f); break;
    default: DIAG(ds, X169, f->at, f->path, f->value, f->name, arena_printf(ds->a, "%d", f->code)); break;
    }
}

/* ---- a validation ---- */

struct pass {
    struct check *c;
    const xmlNode **wrong; size_t nwrong, cap; /* elements whose children do not fit; their field extra is 1 */
};

static bool note_if_wrong(struct pass *p, const xmlNode *e)
{
    struct check *c = p->c;
    struct content_model m;
    if (e->extra)
        return true;
    content_model(&m, schema_declaration(c->sc, e));
    if (!m.elements || content_fits(e, &m))
        return false;
    ARENA_PUSH(c->a, p->wrong, p->nwrong, p->cap) = e;
    ((xmlNode *)e)->extra = 1;
    return true;
}

/* libxml2 names the child that does not fit, or the parent if something is missing at its end: look at both. */
static void note_content(struct pass *p, const xmlNode *node)
{
    bool self = note_if_wrong(p, node), parent = node->parent && note_if_wrong(p, node->parent);
    struct place at = place_element(p->c->s, node);
    if (!self && !parent && check_once(p->c, at))
        DIAG(p->c->ds, X169, at, path_words(p->c->a, node, p->c->plan), NULL, (const char *)node->name, "1871");
}

/* Faults of an attribute's value come with the element; which attribute is meant stands in the sentence only. */
static const char *attribute_in(struct arena *a, const xmlNode *e, const char *sentence)
{
    for (const xmlAttr *p = e->properties; p && sentence; p = p->next)
        if (strstr(sentence, arena_printf(a, ", attribute '%s':", (const char *)p->name)))
            return (const char *)p->name;
    return NULL;
}

static void on_error(void *user, xmlErrorPtr e)
{
    struct pass *p = user;
    struct check *c = p->c;
    const xmlNode *node = e->node;
    struct fault f = {.c = c, .code = e->code};
    if (!node || c->more > 100000)
        return;
    if (node->type == XML_ATTRIBUTE_NODE) {
        f.attribute = (const char *)node->name;
        node = node->parent;
    }
    if (!node_known(node)) /* a blank of ours */
        return;
    if (e->code == XML_SCHEMAV_ELEMENT_CONTENT) {
        note_content(p, node);
        return;
    }
    if (c->ntold >= LIMIT_REPORTS) {
        c->more++;
        return;
    }
    f.e = node;
    if (!f.attribute)
        f.attribute = attribute_in(c->a, node, e->message);
    f.declaration = schema_declaration(c->sc, node);
    bool about_attribute = e->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_4 || e->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1;
    const char *attribute = about_attribute ? e->str1 : f.attribute;
    f.name = f.attribute ? f.attribute : (const char *)node->name;
    f.at = attribute ? place_attribute(c->s, node, attribute) : place_value(c->s, node);
    f.path = f.attribute ? path_attribute(c->a, node, f.attribute, c->plan) : path_words(c->a, node, c->plan);
    if (e->code == XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3) {
        tell_stray_text(&f);
        return;
    }
    if (!check_once(c, f.at))
        return;
    bool picture = strcmp(f.name, "图片") == 0; /* megabytes that nobody reads */
    f.value = text_short(c->a, text_trim(c->a, e->str1 && !picture ? e->str1 : ""), FOUND_SHOWN);
    if (about_attribute)
        tell_attribute(&f, attribute ? attribute : "");
    else
        tell(&f);
}

static void run_pass(struct pass *p, xmlDocPtr doc)
{
    xmlSchemaValidCtxtPtr ctxt = xmlSchemaNewValidCtxt(p->c->sc->compiled);
    if (!ctxt)
        base_die(OUT_OF_MEMORY);
    xmlSchemaSetValidStructuredErrors(ctxt, on_error, p);
    size_t before = p->c->ds->n;
    int result = xmlSchemaValidateDoc(ctxt, doc);
    if (result != 0 && p->c->ds->n == before && !p->nwrong && !p->c->ntold) { /* must not pass in silence */
        const xmlNode *root = xmlDocGetRootElement(doc);
        DIAG(p->c->ds, X169, place_element(p->c->s, root), NULL, NULL, (const char *)root->name,
             arena_printf(p->c->a, "%d", result));
    }
    xmlSchemaFreeValidCtxt(ctxt);
}

/* xmlCopyDoc does not take _private along. */
static void copy_places(const xmlNode *from, xmlNode *to)
{
    for (; from && to; from = from->next, to = to->next) {
        to->_private = from->_private;
        if (to->type == XML_ELEMENT_NODE)
            to->extra = 0;
        if (from->type == XML_ELEMENT_NODE)
            copy_places(from->children, to->children);
    }
}

static int depth_of(const xmlNode *e)
{
    int d = 0;
    for (; e; e = e->parent)
        d++;
    return d;
}

static int deepest_first(const void *x, const void *y)
{
    return depth_of(*(xmlNode *const *)y) - depth_of(*(xmlNode *const *)x);
}

/* Explains what is wrong with the elements found, then mends them, inner ones first: mending may drop whole branches. */
static void explain_and_repair(struct pass *p)
{
    struct content_model m;
    for (size_t k = 0; k < p->nwrong; k++) {
        ((xmlNode *)p->wrong[k])->extra = 0;
        if (p->c->ntold >= LIMIT_REPORTS) {
            p->c->more++;
            continue;
        }
        content_model(&m, schema_declaration(p->c->sc, p->wrong[k]));
        content_explain(p->c, p->wrong[k], &m);
    }
    qsort(p->wrong, p->nwrong, sizeof *p->wrong, deepest_first);
    for (size_t k = 0; k < p->nwrong; k++) {
        content_model(&m, schema_declaration(p->c->sc, p->wrong[k]));
        content_repair((xmlNode *)p->wrong[k], &m);
    }
    p->nwrong = 0;
}

/* Attributes with a prefix (xml:space, xsi:nil) come from other programs; a hint where a schema lies does no harm. */
static bool foreign(const xmlAttr *p)
{
    return p->ns && !xmlStrEqual(p->name, (const xmlChar *)"schemaLocation") &&
           !xmlStrEqual(p->name, (const xmlChar *)"noNamespaceSchemaLocation");
}

/* Told by the name that was written, and taken out: libxml2 would heed xsi:nil and xsi:type. */
static void drop_foreign(struct check *c, xmlNode *e)
{
    for (xmlAttr *p = e->properties, *next; p; p = next) {
        next = p->next;
        if (!foreign(p))
            continue;
        const char *name = arena_printf(c->a, "%s:%s", (const char *)p->ns->prefix, (const char *)p->name);
        struct fault f = {.c = c, .code = XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, .e = e, .name = (const char *)e->name,
                          .declaration = schema_declaration(c->sc, e), .at = place_attribute(c->s, e, name),
                          .path = path_words(c->a, e, c->plan)};
        if (check_once(c, f.at))
            tell_attribute(&f, name);
        xmlRemoveProp(p);
    }
    for (xmlNode *x = xmlFirstElementChild(e); x; x = xmlNextElementSibling(x))
        drop_foreign(c, x);
}

void schema_validate(const struct schema *sc, struct source *s, xmlDocPtr doc, const struct plan *plan, struct diags *ds)
{
    struct check c = {.sc = sc, .s = s, .a = ds->a, .plan = plan, .ds = ds};
    struct pass p = {.c = &c};
    drop_foreign(&c, xmlDocGetRootElement(doc));
    nesting_lift(&c, xmlDocGetRootElement(doc));
    run_pass(&p, doc);
    xmlDocPtr copy = NULL;
    if (p.nwrong) {
        copy = xmlCopyDoc(doc, 1);
        copy_places(doc->children, copy->children);
        p.nwrong = 0;
        run_pass(&p, copy); /* finds the same elements in the copy */
    }
    for (int i = 0; p.nwrong && i < PASSES && c.ntold < LIMIT_REPORTS; i++) {
        explain_and_repair(&p);
        run_pass(&p, copy);
    }
    if (c.more)
        DIAG(ds, X179, ((struct place){.file = s->file}), NULL, NULL, arena_printf(ds->a, "%zu", c.more));
    if (copy)
        xmlFreeDoc(copy);
}

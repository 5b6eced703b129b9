/*
 * template: one XSLT file compiled, and run over the report data.
 *
 * What a template can reach: the data it is given, its parameters, and at load time the .xsl files of its own folder (xsl:include,
 * xsl:import). Nothing else: the loader refuses every other address, and while it runs libxslt's security
 * preferences refuse every file and network access.
 *
 * libxslt has one loader and one generic error handler for the whole process. They are set once to functions that find the
 * work of their own thread in `loading` and `faults`; loading is for one thread at a time, running for as many as there are.
 */
#include "report/template.h"

#include "base/file.h"
#include "report/fault.h"

#include <libexslt/exslt.h>
#include <libxml/uri.h>
#include <libxml/xpathInternals.h>
#include <libxslt/documents.h>
#include <libxslt/extensions.h>
#include <libxslt/imports.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xslt.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <pthread.h>
#include <string.h>

enum { TEMPLATE_LIMIT = 8 << 20 };

struct report_template {
    xsltStylesheetPtr style;
    xsltSecurityPrefsPtr refuse;
    char *path;
};

struct loading { struct diags *ds; struct arena *a; const char *folder; };
static _Thread_local struct loading *loading;
static pthread_once_t once = PTHREAD_ONCE_INIT;
static pthread_mutex_t load_lock = PTHREAD_MUTEX_INITIALIZER;

/* Addresses inside libxslt are escaped: libxml2 takes no Chinese letters in a URI. */
static char *escaped(struct arena *a, const char *path)
{
    xmlChar *s = xmlURIEscapeStr((const xmlChar *)path, (const xmlChar *)"/._-");
    char *copy = arena_strdup(a, s ? (const char *)s : path);
    xmlFree(s);
    return copy;
}

char *template_path(struct arena *a, const char *uri)
{
    char *s = xmlURIUnescapeString(uri, 0, NULL);
    char *copy = arena_strdup(a, s ? s : uri);
    xmlFree(s);
    return copy;
}

static const char *folder_of(struct arena *a, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? arena_strndup(a, path, (size_t)(slash - path)) : ".";
}

static void escape_includes(struct arena *a, xmlDocPtr doc)
{
    xmlNodePtr root = xmlDocGetRootElement(doc);
    for (xmlNodePtr c = root ? root->children : NULL; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE || !c->ns || !xmlStrEqual(c->ns->href, XSLT_NAMESPACE) ||
            !(xmlStrEqual(c->name, (const xmlChar *)"include") || xmlStrEqual(c->name, (const xmlChar *)"import")))
            continue;
        xmlChar *href = xmlGetNoNsProp(c, (const xmlChar *)"href");
        if (href)
            xmlSetProp(c, (const xmlChar *)"href", (const xmlChar *)escaped(a, (const char *)href));
        xmlFree(href);
    }
}

static xmlDocPtr read_template(struct arena *a, const char *path, struct diags *ds)
{
    char *bytes;
    size_t n;
    if (file_read(a, path, TEMPLATE_LIMIT, &bytes, &n, ds) != 0)
        return NULL;
    xmlDocPtr doc = fault_parse(bytes, n, path, ds);
    if (!doc)
        return NULL;
    xmlFree((void *)doc->URL);
    doc->URL = xmlStrdup((const xmlChar *)escaped(a, path));
    escape_includes(a, doc);
    return doc;
}

/* A plain name of the same folder, ending in .xsl; anything else is refused. */
static bool allowed(const char *folder, const char *path)
{
    size_t n = strlen(folder), k = strlen(path);
    const char *name = strncmp(path, folder, n) == 0 && path[n] == '/' ? path + n + 1 : path;
    if (name == path && strcmp(folder, ".") != 0)
        return false;
    return !strchr(name, '/') && k > 4 && strcmp(path + k - 4, ".xsl") == 0;
}

static xmlDocPtr load(const xmlChar *uri, xmlDictPtr dict, int options, void *ctxt, xsltLoadType type)
{
    (void)dict, (void)options, (void)ctxt;
    struct loading *l = loading;
    if (!l || type != XSLT_LOAD_STYLESHEET)
        return NULL;
    const char *path = template_path(l->a, (const char *)uri);
    return allowed(l->folder, path) ? read_template(l->a, path, l->ds) : NULL; /* libxslt tells where it was asked for: R204 */
}

static void start(void)
{
    xmlInitParser();
    exsltRegisterAll();
    xsltSetLoaderFunc(load);
    xsltSetGenericErrorFunc(NULL, template_fault_generic);
}

static xsltSecurityPrefsPtr refuse_everything(void)
{
    static const xsltSecurityOption all[] = {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY,
                                             XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK};
    xsltSecurityPrefsPtr p = xsltNewSecurityPrefs();
    for (size_t i = 0; p && i < sizeof all / sizeof all[0]; i++)
        if (xsltSetSecurityPrefs(p, all[i], xsltSecurityForbid) != 0)
            base_die("模板的安全设置没有生效");
    if (!p)
        base_die("内存不足：模板没有载入");
    return p;
}

static xsltStylesheetPtr compile(const char *path, struct diags *ds)
{
    struct arena *a = arena_new();
    struct loading l = {.ds = ds, .a = a, .folder = folder_of(a, path)};
    struct template_faults f = {.ds = ds, .file = path, .a = a, .compiling = true};
    struct fault_saved saved;
    xsltStylesheetPtr style = NULL;
    size_t told = ds->n;
    xmlDocPtr doc = read_template(a, path, ds);
    if (doc) {
        loading = &l;
        template_faults_begin(&f);
        fault_catch(&saved, template_fault_xpath, &f);
        style = xsltParseStylesheetDoc(doc);
        fault_release(&saved);
        template_faults_end(&f);
        loading = NULL;
        if (!style)
            xmlFreeDoc(doc);
    }
    bool bad = !style || f.errors || style->errors;
    if (bad && ds->n == told) /* the library knew, but said nothing that has a place */
        DIAG(ds, R201, ((struct place){.file = path}), NULL, NULL, "不是 XSLT 模板，或有不认识的写法");
    if (style && bad) {
        xsltFreeStylesheet(style);
        style = NULL;
    }
    arena_drop(a);
    return style;
}

struct report_template *report_template_load(const char *path, struct diags *ds)
{
    pthread_once(&once, start);
    pthread_mutex_lock(&load_lock);
    xsltStylesheetPtr style = compile(path, ds);
    pthread_mutex_unlock(&load_lock);
    if (!style)
        return NULL;
    struct report_template *t = malloc(sizeof *t);
    char *copy = strdup(path);
    if (!t || !copy)
        base_die("内存不足：模板没有载入");
    *t = (struct report_template){.style = style, .refuse = refuse_everything(), .path = copy};
    return t;
}

void report_template_drop(struct report_template *t)
{
    if (!t)
        return;
    xsltFreeStylesheet(t->style);
    xsltFreeSecurityPrefs(t->refuse);
    free(t->path);
    free(t);
}

/* Plain strings: libxslt quotes them itself, whatever marks they hold. */
static int set_params(xsltTransformContextPtr ctxt, const char *const params[])
{
    for (size_t i = 0; params && params[i] && params[i + 1]; i += 2)
        if (xsltQuoteOneUserParam(ctxt, (const xmlChar *)params[i], (const xmlChar *)params[i + 1]) < 0)
            return -1;
    return 0;
}

/*
 * libxslt numbers the elements of the document that it is given, in the document, each time a context is made: other threads
 * may be reading it. So the context is made on an empty document, and the data, numbered once by report_data, put in its place.
 */
static xsltTransformContextPtr context_on(xsltStylesheetPtr style, xmlDocPtr data)
{
    xmlDocPtr none = xmlNewDoc((const xmlChar *)"1.0");
    xsltTransformContextPtr ctxt = none ? xsltNewTransformContext(style, none) : NULL;
    if (!ctxt)
        base_die("内存不足：公文没有生成");
    ctxt->document->doc = data;
    ctxt->xpathCtxt->doc = data;
    xmlFreeDoc(none);
    return ctxt;
}

static bool has_root(xmlDocPtr out, const char *name)
{
    xmlNodePtr root = out ? xmlDocGetRootElement(out) : NULL;
    return root && xmlStrEqual(root->name, (const xmlChar *)name);
}

xmlDocPtr report_template_run(const struct report_template *t, xmlDocPtr data, const char *const params[], struct diags *ds)
{
    return report_template_make(t, data, params, "公文", ds);
}

xmlDocPtr report_template_make(const struct report_template *t, xmlDocPtr data, const char *const params[], const char *root,
                               struct diags *ds)
{
    struct arena *a = arena_new();
    struct template_faults f = {.ds = ds, .file = t->path, .a = a};
    struct fault_saved saved;
    xmlDocPtr out = NULL;
    xsltTransformContextPtr ctxt = context_on(t->style, data);
    template_faults_begin(&f);
    fault_catch(&saved, template_fault_xpath, &f);
    xsltSetTransformErrorFunc(ctxt, NULL, template_fault_generic);
    if (xsltSetCtxtSecurityPrefs(t->refuse, ctxt) != 0)
        base_die("模板的安全设置没有生效");
    if (set_params(ctxt, params) == 0)
        out = xsltApplyStylesheetUser(t->style, data, NULL, NULL, NULL, ctxt);
    template_faults_end(&f);
    bool stopped = ctxt->state == XSLT_STATE_STOPPED, failed = f.errors || ctxt->state != XSLT_STATE_OK;
    xsltFreeTransformContext(ctxt);
    fault_release(&saved);
    if (stopped && !f.errors)
        DIAG(ds, R202, ((struct place){.file = t->path}), NULL, NULL, "模板要求停止");
    else if (failed && !f.told)
        DIAG(ds, R202, ((struct place){.file = t->path}), NULL, NULL, "写法有错");
    else if (!failed && !has_root(out, root))
        DIAG(ds, R205, ((struct place){.file = t->path}), NULL, NULL, root);
    if (out && (failed || !has_root(out, root))) {
        xmlFreeDoc(out);
        out = NULL;
    }
    arena_drop(a);
    return out;
}

int report_template_text(const struct report_template *t, xmlDocPtr made, struct buf *out, struct diags *ds)
{
    xmlChar *text = NULL;
    int n = 0;
    if (xsltSaveResultToString(&text, &n, made, t->style) != 0 || !text) {
        DIAG(ds, R202, ((struct place){.file = t->path}), NULL, NULL, "写不成文字");
        return -1;
    }
    buf_add(out, text, (size_t)n);
    xmlFree(text);
    return 0;
}

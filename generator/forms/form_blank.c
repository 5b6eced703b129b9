/*
 * Tree → blank 季度报送 of one unit, by templates/forms/空白表.xsl. The stylesheet may read and write no file and no network;
 * it is ours, but it lies in a folder where it is edited by hand.
 */
#include "forms/forms_internal.h"

#include "base/file.h"

#include <libexslt/exslt.h>
#include <libxml/parser.h>
#include <libxml/xmlsave.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { SHEET_MAX_BYTES = 1024 * 1024 };

struct form_sheet {
    struct arena *a;
    xsltStylesheet *sheet;
    xsltSecurityPrefs *prefs;
};

/* libxslt's own words, for whoever mends the stylesheet; line breaks become blanks. */
static void collect(void *ctx, const char *fmt, ...)
{
    struct buf *b = ctx;
    char line[512];
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(line, sizeof line, fmt, ap);
    va_end(ap);
    for (char *p = line; *p && b->n < 400; p++)
        buf_addc(b, *p == '\n' ? ' ' : *p);
}

static xsltSecurityPrefs *nothing_allowed(void)
{
    static const xsltSecurityOption all[] = {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE,
                                             XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
                                             XSLT_SECPREF_WRITE_NETWORK};
    xsltSecurityPrefs *p = xsltNewSecurityPrefs();
    if (!p)
        base_die("内存不足");
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        xsltSetSecurityPrefs(p, all[i], xsltSecurityForbid);
    return p;
}

static xsltStylesheet *compile(const char *bytes, size_t n, const char *path, struct buf *why)
{
    xmlDoc *doc = xmlReadMemory(bytes, (int)n, path, "UTF-8", XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!doc || xmlGetIntSubset(doc)) {
        buf_adds(why, "不是完好的 XML");
        xmlFreeDoc(doc);
        return NULL;
    }
    xsltSetGenericErrorFunc(why, collect);
    xsltStylesheet *sheet = xsltParseStylesheetDoc(doc);
    if (sheet && sheet->errors) {
        xsltFreeStylesheet(sheet); /* frees doc too */
        sheet = NULL;
    } else if (!sheet) {
        xmlFreeDoc(doc);
    }
    xsltSetGenericErrorFunc(NULL, NULL);
    return sheet;
}

struct form_sheet *form_sheet_open(const char *path, struct diags *ds)
{
    struct arena *a = arena_new();
    struct form_sheet *s = arena_alloc(a, sizeof *s);
    struct diags reading = {.a = a};
    struct buf why = {0};
    char *bytes;
    size_t n;
    s->a = a;
    exsltStrRegister();
    if (file_read(a, path, SHEET_MAX_BYTES, &bytes, &n, &reading) == 0)
        s->sheet = compile(bytes, n, path, &why);
    else
        buf_adds(&why, reading.n ? reading.v[0].text : "");
    if (!s->sheet) {
        DIAG(ds, P201, ((struct place){path, 0, 0}), NULL, NULL, path, buf_str(&why));
        arena_drop(a);
        s = NULL;
    } else {
        s->prefs = nothing_allowed();
    }
    buf_drop(&why);
    return s;
}

void form_sheet_drop(struct form_sheet *s)
{
    if (!s)
        return;
    xsltFreeSecurityPrefs(s->prefs);
    xsltFreeStylesheet(s->sheet);
    arena_drop(s->a);
}

/* Indented, and empty elements as two tags, so that there is a place to write in. */
static bool serialize(xmlDoc *doc, struct buf *out)
{
    xmlBuffer *b = xmlBufferCreate();
    xmlSaveCtxt *save = b ? xmlSaveToBuffer(b, "UTF-8", XML_SAVE_FORMAT | XML_SAVE_NO_EMPTY) : NULL;
    bool ok = save && xmlSaveDoc(save, doc) >= 0;
    if (save)
        ok = xmlSaveClose(save) >= 0 && ok;
    if (ok)
        buf_add(out, xmlBufferContent(b), (size_t)xmlBufferLength(b));
    xmlBufferFree(b);
    return ok;
}

int form_blank(struct form_sheet *s, xmlDoc *data, const struct unit *u, struct buf *out, struct diags *ds)
{
    struct buf why = {0};
    xsltTransformContext *ctxt = xsltNewTransformContext(s->sheet, data);
    if (!ctxt)
        base_die("内存不足");
    xsltSetTransformErrorFunc(ctxt, &why, collect);
    bool ok = xsltSetCtxtSecurityPrefs(s->prefs, ctxt) == 0 &&
              xsltQuoteOneUserParam(ctxt, (const xmlChar *)"unit", (const xmlChar *)u->code) == 0;
    xmlDoc *doc = ok ? xsltApplyStylesheetUser(s->sheet, data, NULL, NULL, NULL, ctxt) : NULL;
    ok = doc && ctxt->state == XSLT_STATE_OK && xmlDocGetRootElement(doc) && serialize(doc, out);
    if (!ok)
        DIAG(ds, P202, NOWHERE, NULL, NULL, u->shortname, why.n ? buf_str(&why) : "模板没有写出内容");
    xmlFreeDoc(doc);
    xsltFreeTransformContext(ctxt);
    buf_drop(&why);
    return ok ? 0 : -1;
}

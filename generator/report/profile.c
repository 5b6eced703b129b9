/* profile: templates/office.xml, read and checked against 机关.xsd; its numbers as settings. */
#include "report/build.h"

#include "base/file.h"
#include "report/fault.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <string.h>

enum { PROFILE_LIMIT = 4 << 20 };

static xmlNodePtr child(xmlNodePtr n, const char *name)
{
    for (xmlNodePtr c = n ? n->children : NULL; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && strcmp((const char *)c->name, name) == 0)
            return c;
    return NULL;
}

/* The attribute (or, without a name, the content) as a whole number within bounds; otherwise what stands. */
static int number_of(xmlNodePtr n, const char *attr, int least, int most, int otherwise)
{
    xmlChar *s = !n ? NULL : attr ? xmlGetNoNsProp(n, (const xmlChar *)attr) : xmlNodeGetContent(n);
    int v = 0;
    bool ok = s && *s;
    for (const xmlChar *p = s; ok && *p; p++) {
        ok = *p >= '0' && *p <= '9' && v < 100000;
        v = v * 10 + (*p - '0');
    }
    xmlFree(s);
    return ok && v >= least && v <= most ? v : otherwise;
}

/* 国发〔1999〕25号: offices of a county 45 mm, townships 42 mm, companies at most 45 mm. */
struct settings settings_read(xmlDocPtr profile)
{
    struct settings s = {.behind_line = 90, .similarity = 90, .mentioned_line = 40, .kept_line = 60, .seal = {45000, 45000, 42000}, .seal_office = 45000};
    xmlNodePtr root = profile ? xmlDocGetRootElement(profile) : NULL;
    xmlNodePtr warn = child(root, "预警"), seals = child(root, "章径表");
    s.behind_line = number_of(warn, "滞后线", 1, 100, s.behind_line);
    s.similarity = number_of(warn, "雷同相似度", 50, 100, s.similarity);
    s.mentioned_line = number_of(warn, "打算提及线", 1, 100, s.mentioned_line);
    s.kept_line = number_of(warn, "打算落实线", 1, 100, s.kept_line);
    for (xmlNodePtr c = seals ? seals->children : NULL; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE)
            continue;
        xmlChar *kind = xmlGetNoNsProp(c, (const xmlChar *)"类型");
        for (int k = UNIT_DEPARTMENT; kind && k <= UNIT_TOWNSHIP; k++)
            if (strcmp((const char *)kind, unit_kind_name((enum unit_kind)k)) == 0)
                s.seal[k] = number_of(c, NULL, 20, 60, s.seal[k] / 1000) * 1000;
        if (kind && strcmp((const char *)kind, "本机关") == 0)
            s.seal_office = number_of(c, NULL, 20, 60, s.seal_office / 1000) * 1000;
        xmlFree(kind);
    }
    return s;
}

static int validate(xmlDocPtr doc, const char *path, const char *schema_dir, struct diags *ds)
{
    struct arena *a = arena_new();
    char *bytes, *file = arena_printf(a, "%s/机关.xsd", schema_dir);
    size_t n;
    int rc = -1;
    xmlSchemaParserCtxtPtr parser = NULL;
    xmlSchemaPtr schema = NULL;
    xmlSchemaValidCtxtPtr valid = NULL;
    struct fault_sink sink = {.ds = ds, .file = path};
    struct fault_saved saved;
    fault_catch(&saved, fault_ignore, NULL);
    if (file_read(a, file, PROFILE_LIMIT, &bytes, &n, ds) != 0)
        goto out;
    parser = xmlSchemaNewMemParserCtxt(bytes, (int)n);
    schema = parser ? xmlSchemaParse(parser) : NULL;
    valid = schema ? xmlSchemaNewValidCtxt(schema) : NULL;
    if (!valid) {
        DIAG(ds, R108, ((struct place){.file = file}), NULL, NULL, file);
        goto out;
    }
    xmlSchemaSetValidStructuredErrors(valid, fault_schema, &sink);
    rc = xmlSchemaValidateDoc(valid, doc) == 0 && sink.errors == 0 ? 0 : -1;
out:
    fault_release(&saved);
    xmlSchemaFreeValidCtxt(valid);
    xmlSchemaFree(schema);
    xmlSchemaFreeParserCtxt(parser);
    arena_drop(a);
    return rc;
}

xmlDocPtr report_profile_load(const char *path, const char *schema_dir, struct diags *ds)
{
    struct arena *a = arena_new();
    char *bytes;
    size_t n;
    xmlDocPtr doc = NULL;
    if (file_read(a, path, PROFILE_LIMIT, &bytes, &n, ds) == 0)
        doc = fault_parse(bytes, n, path, ds);
    arena_drop(a);
    if (doc && validate(doc, path, schema_dir, ds) != 0) {
        xmlFreeDoc(doc);
        return NULL;
    }
    return doc;
}

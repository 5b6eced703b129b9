/* The tree of forms_internal.h as JSON for the offline form. */
#include "forms/forms_internal.h"

#include <jansson.h>
#include <libxml/xmlmemory.h>

#include <stdlib.h>
#include <string.h>

static void put(json_t *object, const char *key, json_t *value)
{
    if (!value || json_object_set_new(object, key, value))
        base_die("内存不足");
}

/* Attributes become strings; children go, in order, into one array for each name. */
static json_t *object_of(const xmlNode *n)
{
    json_t *o = json_object();
    if (!o)
        base_die("内存不足");
    for (const xmlAttr *at = n->properties; at; at = at->next) {
        xmlChar *v = xmlNodeListGetString(n->doc, at->children, 1);
        put(o, (const char *)at->name, json_string(v ? (const char *)v : ""));
        xmlFree(v);
    }
    for (const xmlNode *c = n->children; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE)
            continue;
        const char *name = (const char *)c->name;
        if (!json_object_get(o, name))
            put(o, name, json_array());
        if (json_array_append_new(json_object_get(o, name), object_of(c)))
            base_die("内存不足");
    }
    return o;
}

/* HTML ends a script at </script whatever stands around it; JavaScript before 2019 ends a string at U+2028/2029. Outside
 * strings JSON has none of these characters, so every one of them may be written as an escape. */
static void add_safe(struct buf *out, const char *s)
{
    const char *end = s + strlen(s);
    while (s < end) {
        uint32_t c = 0;
        int n = utf8_decode(s, end, &c);
        if (c == '<' || c == '>' || c == '&' || c == 0x2028 || c == 0x2029)
            buf_addf(out, "\\u%04x", (unsigned)c);
        else
            buf_add(out, s, (size_t)n);
        s += n;
    }
}

void form_json(const xmlDoc *data, struct buf *out)
{
    json_t *o = object_of(xmlDocGetRootElement((xmlDoc *)data));
    char *text = json_dumps(o, JSON_COMPACT | JSON_PRESERVE_ORDER);
    if (!text)
        base_die("内存不足");
    add_safe(out, text);
    free(text);
    json_decref(o);
}

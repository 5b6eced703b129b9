#include "app/node.h"

#include <string.h>

static bool called(const xmlNode *n, const xmlChar *name) { return n->type == XML_ELEMENT_NODE && xmlStrEqual(n->name, name); }

xmlNodePtr node_first(const xmlNode *parent, const char *name)
{
    for (xmlNodePtr c = parent ? parent->children : NULL; c; c = c->next)
        if (called(c, (const xmlChar *)name))
            return c;
    return NULL;
}

xmlNodePtr node_following(const xmlNode *n)
{
    for (xmlNodePtr c = n->next; c; c = c->next)
        if (called(c, n->name))
            return c;
    return NULL;
}

const char *node_get(struct arena *a, const xmlNode *n, const char *attribute)
{
    xmlChar *s = n ? xmlGetNoNsProp((xmlNode *)n, (const xmlChar *)attribute) : NULL;
    char *copy = arena_strdup(a, s ? (const char *)s : "");
    xmlFree(s);
    return copy;
}

bool node_is(const xmlNode *n, const char *attribute, const char *value)
{
    xmlChar *s = n ? xmlGetNoNsProp((xmlNode *)n, (const xmlChar *)attribute) : NULL;
    bool same = s && strcmp((const char *)s, value) == 0;
    xmlFree(s);
    return same;
}

const char *node_words(struct arena *a, const xmlNode *n)
{
    xmlChar *s = n ? xmlNodeGetContent(n) : NULL;
    char *copy = arena_strdup(a, s ? (const char *)s : "");
    xmlFree(s);
    return copy;
}

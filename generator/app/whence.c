/* whence: whose words brought a character into the papers. Their own text is made from all the submissions; that of one is theirs. */
#include "app/papers.h"

#include <stdlib.h>
#include <string.h>

enum { NAMED = 3 }; /* units, the others are 等 */
struct search { struct arena *a; const char *c; struct buf found; size_t n; };

static const char *attr(struct arena *a, xmlNodePtr n, const char *name)
{
    xmlChar *v = xmlGetNoNsProp(n, (const xmlChar *)name);
    const char *s = arena_strdup(a, (const char *)v);
    xmlFree(v);
    return s;
}

static bool named(xmlNodePtr n, const char *name) { return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0; }

static bool holds(const xmlNode *n, const char *c)
{
    if (n->type == XML_TEXT_NODE)
        return n->content && strstr((const char *)n->content, c);
    for (const xmlAttr *k = n->type == XML_ELEMENT_NODE ? n->properties : NULL; k; k = k->next)
        if (k->children && holds(k->children, c))
            return true;
    for (const xmlNode *k = n->type == XML_ELEMENT_NODE ? n->children : NULL; k; k = k->next)
        if (holds(k, c))
            return true;
    return false;
}

static void add(struct search *s, xmlNodePtr unit, xmlNodePtr item)
{
    const char *receipt = attr(s->a, unit, "回执号");
    if (s->n++ >= NAMED)
        return;
    buf_addf(&s->found, "%s%s", s->n > 1 ? "、" : "", attr(s->a, unit, "简称"));
    if (item)
        buf_addf(&s->found, "第%s项", attr(s->a, item, "序号"));
    if (receipt)
        buf_addf(&s->found, "（回执%06d）", atoi(receipt));
}

/* Once a unit: the item where it stands first, or else the unit. */
static void look_in(struct search *s, xmlNodePtr unit)
{
    if (!named(unit, "单位") || !holds(unit, s->c))
        return;
    for (xmlNodePtr n = unit->children; n; n = n->next)
        if (named(n, "事项") && holds(n, s->c)) {
            add(s, unit, n);
            return;
        }
    add(s, unit, NULL);
}

const char *whence(struct arena *a, xmlDocPtr data, uint32_t cp)
{
    char c[5] = {0};
    struct search s = {.a = a, .c = c};
    utf8_encode(cp, c);
    for (xmlNodePtr n = xmlDocGetRootElement(data)->children; n; n = n->next)
        for (xmlNodePtr unit = named(n, "单位报送") ? n->children : NULL; unit; unit = unit->next)
            look_in(&s, unit);
    const char *found = s.n ? arena_printf(a, "%s%s", buf_str(&s.found), s.n > NAMED ? "等" : "") : NULL;
    buf_drop(&s.found);
    return found;
}

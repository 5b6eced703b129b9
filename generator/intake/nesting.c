/*
 * Elements inside each other that were meant to follow one another: an end tag was forgotten, left out or written elsewhere.
 * What is told is the place where the wrong one begins; the other faults that follow from it are not.
 */
#include "intake/parts.h"

#include <string.h>

static bool same_name(const xmlNode *x, const xmlNode *y) { return xmlStrEqual(x->name, y->name); }

static bool in_model(const struct content_model *m, const xmlNode *child)
{
    for (size_t i = 0; i < m->n; i++)
        if (strcmp(m->v[i].name, (const char *)child->name) == 0)
            return true;
    return false;
}

static bool allows(const struct schema *sc, const xmlNode *e, const xmlNode *child)
{
    struct content_model m;
    const xmlNode *declaration = schema_declaration(sc, e);
    content_model(&m, declaration);
    return declaration && in_model(&m, child);
}

const xmlNode *nesting_intruder(const struct schema *sc, const xmlNode *open)
{
    if (!schema_declaration(sc, open))
        return NULL;
    for (const xmlNode *c = open->children; c; c = c->next) {
        if (c->type != XML_ELEMENT_NODE || allows(sc, open, c))
            continue;
        for (const xmlNode *e = open->parent; e && e->type == XML_ELEMENT_NODE; e = e->parent)
            if (allows(sc, e, c))
                return c;
    }
    return NULL;
}

static const xmlNode *not_blank(const xmlNode *c, bool backwards)
{
    while (c && xmlIsBlankNode((xmlNode *)c))
        c = backwards ? c->prev : c->next;
    return c;
}

bool nesting_no_slash(const struct schema *sc, const xmlNode *open)
{
    const xmlNode *outer = open->parent, *first = not_blank(open->children, false);
    if (outer->type != XML_ELEMENT_NODE || !same_name(outer, open) || open->properties || !not_blank(open->prev, true))
        return false;
    return !first || (first->type == XML_ELEMENT_NODE && !allows(sc, outer, first));
}

/* ---- well-formed, but one inside the other ---- */

struct intruder {
    xmlNode *e, *outer;       /* outer: the one it was meant to follow */
    xmlNode *inside;          /* its parent as it was written */
    const char *line, *ends;  /* for the message */
};
struct intruders { struct intruder *v; size_t n, cap; };

static const xmlNode *nearest_of_name(const xmlNode *e)
{
    const xmlNode *o = e->parent;
    while (o && o->type == XML_ELEMENT_NODE && !same_name(o, e))
        o = o->parent;
    return o && o->type == XML_ELEMENT_NODE ? o : NULL;
}

/*
 * The ancestor that e was meant to follow: of the same name, in an element that allows both; NULL if e stands where it may.
 * From the root down, as far as the schema knows the way.
 */
static xmlNode *outer_of(const struct schema *sc, xmlNode *e)
{
    xmlNode *way[LIMIT_DEPTH + 1], *outer = NULL;
    size_t n = 0;
    for (xmlNode *o = e; o && o->type == XML_ELEMENT_NODE && n < LIMIT_DEPTH + 1; o = o->parent)
        way[n++] = o;
    for (; n > 1; n--) {
        struct content_model m;
        const xmlNode *declaration = schema_declaration(sc, way[n - 1]);
        if (!declaration)
            break;
        content_model(&m, declaration);
        bool allowed = same_name(way[n - 2], e) && in_model(&m, e);
        if (allowed && way[n - 2] == e)
            return NULL;
        outer = allowed ? way[n - 2] : outer;
    }
    return outer;
}

/* 〈/下步打算〉〈/事项〉: what would have to stand before e */
static const char *end_tags(struct arena *a, const xmlNode *e, const xmlNode *last)
{
    struct buf b = {0};
    for (const xmlNode *p = e->parent; p; p = p == last ? NULL : p->parent)
        buf_addf(&b, "〈/%s〉", (const char *)p->name);
    const char *s = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return s;
}

static struct intruder intruder(struct check *c, xmlNode *e, xmlNode *outer)
{
    const xmlNode *nearest = nearest_of_name(e);
    return (struct intruder){e, outer, e->parent, arena_printf(c->a, "%u", place_element(c->s, nearest).line), end_tags(c->a, e, nearest)};
}

/* Where e belongs; beside one that was just found, the same. */
static xmlNode *outer_for(const struct check *c, xmlNode *e, const struct intruders *found)
{
    const struct intruder *last = found->n ? &found->v[found->n - 1] : NULL;
    if (last && last->inside == e->parent && same_name(last->e, e))
        return last->outer;
    return nearest_of_name(e) ? outer_of(c->sc, e) : NULL;
}

static void collect(struct check *c, xmlNode *e, struct intruders *found)
{
    for (xmlNode *x = e->children; x; x = x->next) {
        if (x->type != XML_ELEMENT_NODE)
            continue;
        xmlNode *outer = outer_for(c, x, found);
        if (outer)
            ARENA_PUSH(c->a, found->v, found->n, found->cap) = intruder(c, x, outer);
        collect(c, x, found);
    }
}

/* Takes e out with the blanks before it: they are no text of the element that it leaves. */
static void take_out(xmlNode *e)
{
    xmlNode *blanks = e->prev;
    if (blanks && xmlIsBlankNode(blanks)) {
        xmlUnlinkNode(blanks);
        xmlFreeNode(blanks);
    }
    xmlUnlinkNode(e);
}

static void drop_blanks(xmlNode *e)
{
    if (not_blank(e->children, false))
        return;
    xmlFreeNodeList(e->children);
    e->children = e->last = NULL;
}

static void lift(const struct intruders *found)
{
    for (size_t i = 0; i < found->n; i++) {
        const struct intruder *x = &found->v[i];
        bool again = i > 0 && x->outer == x[-1].outer;
        xmlNode *behind = again ? x[-1].e : x->outer;
        take_out(x->e);
        xmlAddNextSibling(behind, x->e);
        drop_blanks(x->inside);
    }
}

void nesting_lift(struct check *c, xmlNode *root)
{
    struct intruders found = {0};
    collect(c, root, &found);
    lift(&found);
    for (size_t i = 0; i < found.n; i++) {
        const struct intruder *x = &found.v[i];
        struct place at = place_element(c->s, x->e);
        if (i > 0 && x->inside == x[-1].inside) /* the others follow from the first */
            continue;
        if (check_once(c, at))
            DIAG(c->ds, X130, at, path_words(c->a, x->e, c->plan), NULL, (const char *)x->e->name, x->line, x->ends);
    }
}

/*
 * Missing, misplaced, doubled and unknown elements, told all at once. libxml2 stops inside an element at the first child
 * that does not fit; so the content is compared here with the schema's own list of children, and then put into a form that
 * conforms, in a copy of the tree, for libxml2 to look at the rest.
 */
#include "intake/parts.h"

#include <stdlib.h>
#include <string.h>

enum { CHILDREN_MAX = 5000 };

static bool xs(const xmlNode *e, const char *name)
{
    return e->type == XML_ELEMENT_NODE && strcmp((const char *)e->name, name) == 0;
}

static const xmlNode *child_named(const xmlNode *e, const char *name)
{
    for (const xmlNode *c = e ? e->children : NULL; c; c = c->next)
        if (xs(c, name))
            return c;
    return NULL;
}

/* An attribute's text inside the schema's document: borrowed. */
static const char *attr(const xmlNode *e, const char *name)
{
    const xmlAttr *p = xmlHasNsProp((xmlNode *)e, (const xmlChar *)name, NULL);
    return p && p->children ? (const char *)p->children->content : NULL;
}

/* The xs:complexType of a declaration: inside it, or by name. */
static const xmlNode *complex_type(const xmlNode *declaration)
{
    const xmlNode *inside = child_named(declaration, "complexType");
    const char *type = attr(declaration, "type");
    if (inside || !type || strncmp(type, "xs:", 3) == 0)
        return inside;
    for (const xmlNode *c = xmlDocGetRootElement(declaration->doc)->children; c; c = c->next)
        if (xs(c, "complexType") && attr(c, "name") && strcmp(attr(c, "name"), type) == 0)
            return c;
    return NULL;
}

void content_model(struct content_model *m, const xmlNode *declaration)
{
    *m = (struct content_model){0};
    const xmlNode *type = declaration ? complex_type(declaration) : NULL;
    const xmlNode *group = type ? child_named(type, "sequence") : NULL;
    if (type && !group) {
        group = child_named(type, "choice");
        m->choice = group != NULL;
    }
    for (const xmlNode *c = group ? group->children : NULL; c && m->n < sizeof m->v / sizeof m->v[0]; c = c->next) {
        if (!xs(c, "element") || !attr(c, "name"))
            continue;
        const char *min = attr(c, "minOccurs"), *max = attr(c, "maxOccurs");
        m->v[m->n++] = (struct particle){attr(c, "name"), min ? (unsigned)atoi(min) : 1,
                                         !max ? 1 : strcmp(max, "unbounded") == 0 ? UINT32_MAX : (unsigned)atoi(max)};
    }
    m->elements = m->n > 0;
}

static int index_of(const struct content_model *m, const char *name)
{
    for (size_t i = 0; i < m->n; i++)
        if (strcmp(m->v[i].name, name) == 0)
            return (int)i;
    return -1;
}

/* ---- what is wrong ---- */

struct children { const xmlNode *v[CHILDREN_MAX]; int index[CHILDREN_MAX]; bool in_order[CHILDREN_MAX]; size_t n;
                  bool excused[32]; /* particles that an unknown element was meant to be: not told as missing too */ };

static const char *list_names(struct arena *a, const struct content_model *m, const char *between)
{
    struct buf b = {0};
    for (size_t i = 0; i < m->n; i++) {
        bool none = strcmp(m->v[i].name, "无") == 0;
        buf_addf(&b, "%s〈%s%s〉", i ? between : "", m->v[i].name, none ? "/" : "");
    }
    const char *s = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return s;
}

/* The known name that shares most characters with an unknown one, at least half of both; of several the nearest in length. */
static const char *nearest(const struct content_model *m, const char *name)
{
    const char *best = NULL;
    size_t most = 0, least = SIZE_MAX, len = utf8_count(name, strlen(name));
    for (size_t i = 0; i < m->n; i++) {
        size_t of = utf8_count(m->v[i].name, strlen(m->v[i].name)), same = text_shared(name, m->v[i].name);
        size_t apart = len > of ? len - of : of - len;
        if (same == 0 || same * 2 < len || same * 2 < of || same < most || (same == most && apart >= least))
            continue;
        most = same;
        least = apart;
        best = m->v[i].name;
    }
    return best;
}

static void tell_unknown(struct check *c, const xmlNode *e, const struct content_model *m)
{
    struct place at = place_element(c->s, e);
    if (!check_once(c, at))
        return;
    const char *like = nearest(m, (const char *)e->name);
    if (strcmp((const char *)e->name, "无") == 0) {
        const char *names = list_names(c->a, m, "、");
        DIAG(c->ds, X152, at, path_words(c->a, e, c->plan), NULL, "无/", arena_printf(c->a, "这里要写%s，不能写〈无/〉", names),
             arena_printf(c->a, "删去〈无/〉，填写%s", names));
        return;
    }
    const char *mend = like ? arena_printf(c->a, "是不是〈%s〉？开始和结束两个标签都要改正", like) : "删去它，或对照空白表改正标签名";
    DIAG(c->ds, X152, at, path_words(c->a, e, c->plan), NULL, (const char *)e->name,
         arena_printf(c->a, "这里可以写%s", list_names(c->a, m, "、")), mend);
}

static void tell_surplus(struct check *c, const xmlNode *e, const struct particle *p)
{
    struct place at = place_element(c->s, e);
    if (check_once(c, at))
        DIAG(c->ds, X154, at, path_words(c->a, e, c->plan), NULL, p->name, arena_printf(c->a, "%u", p->max));
}

/* The longest run of children in the schema's order; the others are the misplaced ones. */
static void mark_in_order(struct children *k, size_t particles)
{
    enum { NONE = -1 };
    size_t best_len[32] = {0};
    int best_end[32], *before = calloc(k->n ? k->n : 1, sizeof *before);
    if (!before)
        base_die(OUT_OF_MEMORY);
    for (size_t i = 0; i < particles; i++)
        best_end[i] = NONE;
    for (size_t i = 0; i < k->n; i++) {
        if (k->index[i] < 0)
            continue;
        size_t len = 0, own = (size_t)k->index[i];
        before[i] = NONE;
        for (size_t j = 0; j <= own; j++)
            if (best_len[j] > len) {
                len = best_len[j];
                before[i] = best_end[j];
            }
        if (len + 1 > best_len[own]) {
            best_len[own] = len + 1;
            best_end[own] = (int)i;
        }
    }
    size_t top = 0;
    for (size_t j = 1; j < particles; j++)
        if (best_len[j] > best_len[top])
            top = j;
    for (int i = particles ? best_end[top] : NONE; i != NONE; i = before[i])
        k->in_order[i] = true;
    free(before);
}

/* Does a child of that kind stand where it should? */
static bool stands(const struct children *k, int index)
{
    for (size_t i = 0; i < k->n; i++)
        if (k->index[i] == index && k->in_order[i])
            return true;
    return false;
}

/* 〈年度〉之后: beside the nearest one that is in the file and stands right */
static const char *where_it_belongs(struct arena *a, const struct content_model *m, const struct children *k, int index)
{
    for (int i = index - 1; i >= 0; i--)
        if (stands(k, i))
            return arena_printf(a, "〈%s〉之后", m->v[i].name);
    for (int i = index + 1; i < (int)m->n; i++)
        if (stands(k, i))
            return arena_printf(a, "〈%s〉之前", m->v[i].name);
    return "开头";
}

static void tell_misplaced(struct check *c, const xmlNode *e, const struct content_model *m, const struct children *k, int index)
{
    struct place at = place_element(c->s, e);
    if (check_once(c, at))
        DIAG(c->ds, X153, at, path_words(c->a, e, c->plan), NULL, (const char *)e->name, where_it_belongs(c->a, m, k, index));
}

/* Missing elements that belong into the same gap are one message, at the element behind the gap or at the parent. */
static void tell_missing(struct check *c, const xmlNode *e, const struct content_model *m, const struct children *k)
{
    struct buf names = {0};
    for (size_t i = 0; i <= m->n; i++) {
        const xmlNode *here = NULL;
        size_t count = 0;
        for (size_t j = 0; j < k->n && i < m->n; j++)
            if (k->index[j] == (int)i) {
                count++;
                here = here || !k->in_order[j] ? here : k->v[j];
            }
        bool missing = i < m->n && m->v[i].min > 0 && count == 0 && !k->excused[i];
        if (missing)
            buf_addf(&names, "〈%s〉", m->v[i].name);
        if (names.n && (here || i == m->n)) {
            struct place at = place_element(c->s, here ? here : e);
            if (check_once(c, at))
                DIAG(c->ds, X151, at, path_words(c->a, e, c->plan), NULL, names.p);
            buf_clear(&names);
        }
    }
    buf_drop(&names);
}

/* Text that stands where only elements may: that is told, and not also that the elements are missing. */
static bool stray_text(struct check *c, const xmlNode *e)
{
    for (const xmlNode *x = e->children; x; x = x->next)
        if ((x->type == XML_TEXT_NODE || x->type == XML_CDATA_SECTION_NODE) && text_trim(c->a, (const char *)x->content)[0])
            return true;
    return false;
}

/* Without a name (NULL): everything, if the unknown element stands alone. */
static void excuse(struct children *k, const struct content_model *m, const char *name)
{
    for (size_t i = 0; i < m->n; i++)
        if (name ? strcmp(m->v[i].name, name) == 0 : k->n == 1)
            k->excused[i] = true;
}

static void explain_sequence(struct check *c, const xmlNode *e, const struct content_model *m, struct children *k)
{
    mark_in_order(k, m->n);
    size_t count[32] = {0};
    for (size_t i = 0; i < k->n; i++) {
        int x = k->index[i];
        if (x < 0) {
            tell_unknown(c, k->v[i], m);
            excuse(k, m, nearest(m, (const char *)k->v[i]->name));
            continue;
        }
        if (++count[x] > m->v[x].max)
            tell_surplus(c, k->v[i], &m->v[x]);
        else if (!k->in_order[i])
            tell_misplaced(c, k->v[i], m, k, x);
    }
    if (!stray_text(c, e))
        tell_missing(c, e, m, k);
}

static void explain_choice(struct check *c, const xmlNode *e, const struct content_model *m, const struct children *k)
{
    int first = -1;
    size_t count = 0;
    for (size_t i = 0; i < k->n; i++) {
        int x = k->index[i];
        if (x < 0)
            tell_unknown(c, k->v[i], m);
        else if (first < 0)
            first = x;
        if (x >= 0 && x == first && ++count > m->v[x].max)
            tell_surplus(c, k->v[i], &m->v[x]);
        if (x >= 0 && x != first) {
            struct place at = place_element(c->s, k->v[i]);
            const char *other = strcmp(m->v[x].name, "无") == 0 ? m->v[first].name : m->v[x].name;
            if (check_once(c, at))
                DIAG(c->ds, X165, at, path_words(c->a, e, c->plan), NULL, other);
            return;
        }
    }
    if (first < 0 && k->n == 0 && !stray_text(c, e)) {
        struct place at = place_element(c->s, e);
        if (check_once(c, at))
            DIAG(c->ds, X166, at, path_words(c->a, e, c->plan), NULL, (const char *)e->name, list_names(c->a, m, "或"));
    }
}

bool content_fits(const xmlNode *e, const struct content_model *m)
{
    size_t count[32] = {0};
    int at = 0;
    for (const xmlNode *x = e->children; x; x = x->next) {
        if (x->type != XML_ELEMENT_NODE)
            continue;
        int i = x->ns ? -1 : index_of(m, (const char *)x->name);
        if (i < at || ++count[i] > m->v[i].max)
            return false;
        if (m->choice && at != i && count[at])
            return false;
        at = i;
    }
    if (m->choice)
        return m->n == 0 || count[at] > 0;
    for (size_t i = 0; i < m->n; i++)
        if (count[i] < m->v[i].min)
            return false;
    return true;
}

void content_explain(struct check *c, const xmlNode *e, const struct content_model *m)
{
    struct children *k = calloc(1, sizeof *k);
    if (!k)
        base_die(OUT_OF_MEMORY);
    for (const xmlNode *x = e->children; x && k->n < CHILDREN_MAX; x = x->next)
        if (x->type == XML_ELEMENT_NODE && node_known(x)) {
            k->v[k->n] = x;
            k->index[k->n++] = x->ns ? -1 : index_of(m, (const char *)x->name);
        }
    if (m->choice)
        explain_choice(c, e, m, k);
    else
        explain_sequence(c, e, m, k);
    free(k);
}

/* ---- a form that conforms ---- */

static void move_children(xmlNode *e, const struct content_model *m, size_t i, xmlNode **kept)
{
    size_t count = 0;
    for (xmlNode *x = kept[0], *next; x; x = next) {
        next = x->next;
        if (x->type != XML_ELEMENT_NODE || x->ns || index_of(m, (const char *)x->name) != (int)i || count >= m->v[i].max)
            continue;
        if (x == kept[0])
            kept[0] = next;
        xmlUnlinkNode(x);
        xmlAddChild(e, x);
        count++;
    }
    for (; count < m->v[i].min; count++) /* a blank without place: nothing is told about it */
        xmlNewChild(e, NULL, (const xmlChar *)m->v[i].name, NULL);
}

void content_repair(xmlNode *e, const struct content_model *m)
{
    xmlNode *all = e->children;
    int only = -1; /* of a choice: the last alternative that is there; 无 comes first in the schema and content wins */
    e->children = e->last = NULL;
    for (xmlNode *x = all; x; x = x->next) {
        x->parent = NULL;
        int i = x->type == XML_ELEMENT_NODE && !x->ns ? index_of(m, (const char *)x->name) : -1;
        only = i > only ? i : only;
    }
    for (size_t i = 0; i < m->n; i++)
        if (!m->choice || (int)i == (only < 0 ? 0 : only))
            move_children(e, m, i, &all);
    xmlFreeNodeList(all);
}

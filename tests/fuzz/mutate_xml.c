/*
 * Mutation of XML as a tree: elements are left out, doubled, moved, repeated, texts and attributes changed with the target's
 * own words, so that most inputs are well-formed and many pass the schema. One in four is changed byte by byte instead.
 */
#include "fuzz.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

enum { NODES = 4000, WORDS = 400 };
static struct { char *v[WORDS]; size_t n; } words;

/* ---- the dictionary: lines  "text"  with \xHH, \\ and \" ---- */

static char *unescape(const char *s, const char *end)
{
    char *out = malloc((size_t)(end - s) + 1), *q = out;
    while (s < end) {
        unsigned v;
        if (*s == '\\' && s + 1 < end && s[1] == 'x' && sscanf(s + 2, "%2x", &v) == 1) {
            *q++ = (char)v;
            s += 4;
        } else {
            s += *s == '\\' && s + 1 < end;
            *q++ = *s++;
        }
    }
    *q = 0;
    return out;
}

static void read_words(void)
{
    size_t n;
    char *text = fuzz_file(fuzz_dictionary, &n);
    for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n")) {
        char *first = strchr(line, '"'), *last = strrchr(line, '"');
        if (line[0] == '#' || !first || last <= first || words.n == WORDS)
            continue;
        char *w = unescape(first + 1, last);
        if (xmlCheckUTF8((const xmlChar *)w))
            words.v[words.n++] = w;
        else
            free(w);
    }
    free(text);
}

/* ---- the tree ---- */

struct tree { xmlDoc *doc; xmlNode *v[NODES]; size_t n; struct fuzz_random r; };

static void collect(struct tree *t, xmlNode *e)
{
    for (; e; e = e->next) {
        if (t->n < NODES)
            t->v[t->n++] = e;
        if (e->type == XML_ELEMENT_NODE)
            collect(t, e->children);
    }
}

static xmlNode *some(struct tree *t, xmlElementType type)
{
    for (int tries = 0; tries < 50 && t->n; tries++) {
        xmlNode *e = t->v[fuzz_below(&t->r, t->n)];
        if (e->type == type)
            return e;
    }
    return NULL;
}

static const char *some_word(struct tree *t) { return words.n ? words.v[fuzz_below(&t->r, words.n)] : "国"; }

static size_t boundary(const char *s, size_t at)
{
    while (at > 0 && ((unsigned char)s[at] & 0xC0) == 0x80)
        at--;
    return at;
}

/* A piece put in, cut out or repeated, at the border of a character. */
static char *changed_text(struct tree *t, const char *s)
{
    struct buf b = {0};
    size_t n = strlen(s), at = boundary(s, fuzz_below(&t->r, n + 1)), to = boundary(s, at + fuzz_below(&t->r, n - at + 1));
    switch (fuzz_below(&t->r, 5)) {
    case 0: buf_adds(&b, some_word(t)); break;
    case 1: buf_add(&b, s, at), buf_adds(&b, s + (to > at ? to : at)); break;
    case 2:
        buf_add(&b, s, at);
        for (size_t i = fuzz_below(&t->r, fuzz_below(&t->r, 4) ? 4 : 100); i > 0 && b.n < 20000; i--)
            buf_add(&b, s + at, to - at);
        buf_adds(&b, s + at);
        break;
    default: buf_add(&b, s, at), buf_adds(&b, some_word(t)), buf_adds(&b, s + at); break;
    }
    char *out = strdup(buf_str(&b));
    buf_drop(&b);
    return out;
}

static void change_text(struct tree *t)
{
    xmlNode *e = some(t, XML_TEXT_NODE);
    if (!e)
        return;
    char *s = changed_text(t, e->content ? (const char *)e->content : "");
    xmlNodeSetContentLen(e, (const xmlChar *)"", 0);
    xmlNodeAddContent(e, (const xmlChar *)s);
    free(s);
}

static xmlAttr *some_attribute(struct tree *t)
{
    for (int tries = 0; tries < 30; tries++) {
        xmlNode *e = some(t, XML_ELEMENT_NODE);
        xmlAttr *x = e ? e->properties : NULL;
        for (size_t k = fuzz_below(&t->r, 6); x && x->next && k > 0; k--)
            x = x->next;
        if (x)
            return x;
    }
    return NULL;
}

static void change_attribute(struct tree *t)
{
    xmlAttr *x = some_attribute(t), *y = some_attribute(t);
    if (!x)
        return;
    xmlNode *e = x->parent;
    xmlChar *old = xmlNodeListGetString(t->doc, (y && fuzz_below(&t->r, 2) ? y : x)->children, 1);
    char *s = fuzz_below(&t->r, 3) ? changed_text(t, old ? (const char *)old : "") : strdup(old ? (const char *)old : "");
    if (fuzz_below(&t->r, 6) == 0)
        xmlUnsetProp(e, x->name);
    else
        xmlSetProp(fuzz_below(&t->r, 4) ? e : (y ? y->parent : e), x->name, (const xmlChar *)s);
    free(s);
    xmlFree(old);
}

static bool inside(const xmlNode *e, const xmlNode *of)
{
    while (e && e != of)
        e = e->parent;
    return e != NULL;
}

static void move_element(struct tree *t, bool copy)
{
    xmlNode *e = some(t, XML_ELEMENT_NODE), *to = some(t, XML_ELEMENT_NODE);
    if (!e || !to || e == xmlDocGetRootElement(t->doc) || to == xmlDocGetRootElement(t->doc))
        return;
    for (int tries = 0; tries < 40 && strcmp((const char *)to->name, (const char *)e->name) != 0; tries++) {
        xmlNode *other = some(t, XML_ELEMENT_NODE); /* beside its own kind the schema allows it more often */
        to = other && other != xmlDocGetRootElement(t->doc) ? other : to;
    }
    if (inside(to, e) && !copy)
        return;
    size_t times = copy && fuzz_below(&t->r, 8) == 0 ? 2 + fuzz_below(&t->r, 60) : 1;
    xmlNode *piece = copy ? xmlCopyNode(e, 1) : e;
    if (!copy)
        xmlUnlinkNode(e);
    for (size_t i = 1; i < times; i++)
        xmlAddNextSibling(to, xmlCopyNode(piece, 1));
    fuzz_below(&t->r, 4) ? xmlAddNextSibling(to, piece) : xmlAddChild(to, piece);
}

static void rename_or_drop(struct tree *t)
{
    xmlNode *e = some(t, XML_ELEMENT_NODE), *other = some(t, XML_ELEMENT_NODE);
    if (!e || !other || e == xmlDocGetRootElement(t->doc))
        return;
    if (fuzz_below(&t->r, 3) == 0) {
        char *name = strdup((const char *)other->name);
        xmlNodeSetName(e, (const xmlChar *)name);
        free(name);
        return;
    }
    xmlUnlinkNode(e);
    xmlFreeNode(e);
}

static void change(struct tree *t)
{
    t->n = 0;
    collect(t, t->doc->children);
    switch (fuzz_below(&t->r, 8)) {
    case 0: case 1: case 2: change_text(t); break;
    case 3: case 4: change_attribute(t); break;
    case 5: move_element(t, true); break;
    case 6: move_element(t, false); break;
    default: rename_or_drop(t); break;
    }
}

static void silent(void *ctx, const char *fmt, ...) { (void)ctx, (void)fmt; }

/* libxml2 writes some errors of encoding to stderr whatever the options say. */
static xmlDoc *read_tree(const uint8_t *p, size_t n)
{
    xmlSetGenericErrorFunc(NULL, silent);
    xmlDoc *doc = xmlReadMemory((const char *)p, (int)n, NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    xmlSetGenericErrorFunc(NULL, NULL);
    return doc;
}

size_t LLVMFuzzerCustomMutator(uint8_t *p, size_t n, size_t most, unsigned seed)
{
    static struct tree t;
    if (!words.n)
        read_words();
    t = (struct tree){.r = {seed}};
    if (fuzz_below(&t.r, 4) == 0)
        return LLVMFuzzerMutate(p, n, most);
    t.doc = read_tree(p, n);
    if (!t.doc || !xmlDocGetRootElement(t.doc)) {
        xmlFreeDoc(t.doc);
        return LLVMFuzzerMutate(p, n, most);
    }
    for (size_t i = 1 + fuzz_below(&t.r, 3); i > 0; i--)
        change(&t);
    xmlChar *out = NULL;
    int size = 0;
    xmlDocDumpMemoryEnc(t.doc, &out, &size, "UTF-8");
    xmlFreeDoc(t.doc);
    if (out && size > 0 && (size_t)size <= most)
        memcpy(p, out, n = (size_t)size);
    xmlFree(out);
    return n;
}

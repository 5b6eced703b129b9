/*
 * libxml2 under lock: decoded text in memory only, no network, nothing loaded from outside, a DOCTYPE ends the parse at once,
 * no entity but the five of XML and character references, no recovery, own limits before libxml2's.
 *
 * Each element's _private holds the byte offset of its '<', plus one, so that every later message has line and column.
 */
#include "intake/parts.h"

#include "base/markup.h"
#include "base/pieces.h"

#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>

static const char OURS[] = "intake"; /* ctxt->_private points into a struct that begins with this address */

struct parse {
    const char *mark;              /* == OURS */
    struct fault_context fault;
    startElementNsSAX2Func start;  /* libxml2's own, as the next */
    charactersSAXFunc characters;
    const char *text;
    size_t elements, faults;
    size_t text_here, text_all;    /* bytes of text in the element since its last tag, and in all */
    bool stopped;                  /* by us, with a message */
};

static atomic_uint refused;
static xmlExternalEntityLoader usual_loader;

unsigned parse_refused_loads(void) { return atomic_load(&refused); }

/* A parser of ours loads nothing; those of other stages (templates, schemas) go on as they were. */
static xmlParserInputPtr load_nothing(const char *url, const char *id, xmlParserCtxtPtr ctxt)
{
    const struct parse *p = ctxt ? ctxt->_private : NULL;
    if (p && p->mark == OURS) {
        atomic_fetch_add(&refused, 1);
        return NULL;
    }
    return usual_loader ? usual_loader(url, id, ctxt) : NULL;
}

static void init_once(void)
{
    xmlInitParser();
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
    usual_loader = xmlGetExternalEntityLoader();
    xmlSetExternalEntityLoader(load_nothing);
}

void parse_init(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, init_once);
}

/* Bytes of the text that the parser has taken. */
static size_t offset_of(const xmlParserCtxt *ctxt)
{
    const xmlParserInput *in = ctxt->input;
    return in ? (size_t)in->consumed + (size_t)(in->cur - in->base) : 0;
}

/* The parse under way; ctxt->_private is a struct parse while one of ours runs. */
static struct parse *parse_of(void *user) { return ((xmlParserCtxtPtr)user)->_private; }

static void stop(xmlParserCtxtPtr ctxt)
{
    parse_of(ctxt)->stopped = true;
    xmlStopParser(ctxt); /* leaves wellFormed as it was: our own flag decides */
}

static void on_doctype(void *user, const xmlChar *name, const xmlChar *id, const xmlChar *system)
{
    (void)name, (void)id, (void)system;
    struct parse *p = parse_of(user);
    struct source *s = p->fault.s;
    if (!p->stopped)
        DIAG(p->fault.ds, X102, source_place(s, markup_doctype(s->p, s->n)), NULL, NULL, NULL);
    stop(user);
}

static xmlEntityPtr no_entity(void *user, const xmlChar *name)
{
    (void)user, (void)name;
    return NULL;
}

static void no_declaration(void *user, const xmlChar *name, int type, const xmlChar *id, const xmlChar *system, xmlChar *text)
{
    (void)user, (void)name, (void)type, (void)id, (void)system, (void)text;
}

static void tell_limit(struct parse *p, size_t offset, const char *what, const char *most)
{
    DIAG(p->fault.ds, X117, source_place(p->fault.s, offset), NULL, NULL, what, most);
}

static const char *count(const struct parse *p, int n) { return arena_printf(p->fault.ds->a, "%d 个", n); }

static void limit_reached(xmlParserCtxtPtr ctxt, const char *what, const char *most)
{
    tell_limit(parse_of(ctxt), offset_of(ctxt), what, most);
    stop(ctxt);
}

static void on_characters(void *user, const xmlChar *text, int n)
{
    xmlParserCtxtPtr ctxt = user;
    struct parse *p = parse_of(user);
    if (p->stopped)
        return;
    if (!ctxt->node || strcmp((const char *)ctxt->node->name, "图片") != 0) { /* the size of a file bounds its pictures */
        p->text_here += (size_t)n;
        p->text_all += (size_t)n;
    }
    if (p->text_here > LIMIT_TEXT)
        limit_reached(ctxt, "一段文字的长度", "约 8 万字");
    else if (p->text_all > LIMIT_TEXT_ALL)
        limit_reached(ctxt, "全部文字的长度", "约 90 万字");
    else
        p->characters(user, text, n);
}

static void on_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nns, const xmlChar **ns,
                     int natts, int ndefault, const xmlChar **atts)
{
    xmlParserCtxtPtr ctxt = user;
    struct parse *p = parse_of(user);
    if (p->stopped)
        return;
    p->text_here = 0;
    if (ctxt->nodeNr >= LIMIT_DEPTH) {
        struct place here = source_place(p->fault.s, offset_of(ctxt));
        DIAG(p->fault.ds, X116, here, NULL, NULL, arena_printf(p->fault.ds->a, "%d", LIMIT_DEPTH));
        stop(ctxt);
        return;
    }
    if (++p->elements > LIMIT_ELEMENTS) {
        limit_reached(ctxt, "标签的总数", count(p, LIMIT_ELEMENTS));
        return;
    }
    p->start(user, name, prefix, uri, nns, ns, natts, ndefault, atts);
    size_t at = offset_of(ctxt);
    if (at > p->fault.s->n)
        at = p->fault.s->n;
    while (at > 0 && p->text[at - 1] != '<') /* '<' cannot stand inside a tag */
        at--;
    if (ctxt->node)
        ctxt->node->_private = (void *)(uintptr_t)at; /* offset of '<' is at - 1 */
}

static void on_fault(void *user, xmlErrorPtr e)
{
    xmlParserCtxtPtr ctxt = user;
    struct parse *p = parse_of(user);
    if (p->stopped || e->level < XML_ERR_ERROR)
        return;
    if (++p->faults > LIMIT_XML_FAULTS) { /* nobody reads so many; the receipt says that the rest was not looked at */
        stop(ctxt);
        return;
    }
    /* behind the first fatal error libxml2 builds no tree any more: ctxt->node stands still */
    const xmlNode *open = ctxt->disableSAX || !ctxt->node || !node_known(ctxt->node) ? NULL : ctxt->node;
    xml_fault(&p->fault, e, offset_of(ctxt), open);
}

/* The end of the tag that begins at i ('>', the next '<' or the end of the text), and how many = signs stand outside quotes. */
static size_t tag_extent(const char *t, size_t n, size_t i, size_t *equals)
{
    char quote = 0;
    *equals = 0;
    for (i++; i < n && t[i] != '<' && (quote || t[i] != '>'); i++) { /* '<' cannot stand in a tag: the parser will say so */
        if (quote ? t[i] == quote : t[i] == '"' || t[i] == '\'')
            quote = quote ? 0 : t[i];
        *equals += !quote && t[i] == '=';
    }
    return i;
}

static size_t name_length(const char *t, size_t n, size_t i)
{
    size_t from = i + 1 < n && t[i + 1] == '/' ? i + 2 : i + 1;
    for (i = from; i < n && !memchr(" \t\r\n=/<>", t[i], 8); i++)
        ;
    return i - from;
}

/* Attributes of one tag cost libxml2 the square of their number, so they are counted before it sees them. */
static bool tags_are_small(struct parse *p, const char *t, size_t n)
{
    size_t all = 0;
    for (size_t i = 0; i < n;) {
        const char *lt = memchr(t + i, '<', n - i);
        if (!lt)
            break;
        i = (size_t)(lt - t);
        size_t end = markup_section_end(t, n, i), equals = 0, name = end ? 0 : name_length(t, n, i);
        if (!end)
            end = tag_extent(t, n, i, &equals);
        all += end < n && t[end] == '>' ? equals : 0;
        const char *what = equals > LIMIT_ATTRIBUTES ? "一个标签里的属性个数" : all > LIMIT_ATTRIBUTES_ALL ? "属性的总数" : NULL;
        if (what) {
            tell_limit(p, i, what, count(p, equals > LIMIT_ATTRIBUTES ? LIMIT_ATTRIBUTES : LIMIT_ATTRIBUTES_ALL));
            return false;
        }
        if (name > LIMIT_NAME) { /* a < in the text, and what follows it */
            DIAG(p->fault.ds, X109, source_place(p->fault.s, i), NULL, NULL, NULL);
            return false;
        }
        if (equals && end - i > LIMIT_TAG) {
            tell_limit(p, i, "一个标签的长度", "约 2 万字");
            return false;
        }
        i = end > i ? end : i + 1;
    }
    return true;
}

static xmlParserCtxtPtr new_context(struct parse *p)
{
    parse_init();
    xmlParserCtxtPtr ctxt = xmlNewParserCtxt();
    if (!ctxt)
        base_die(OUT_OF_MEMORY);
    p->start = ctxt->sax->startElementNs;
    p->characters = ctxt->sax->characters;
    ctxt->_private = p;
    ctxt->sax->startElementNs = on_start;
    ctxt->sax->characters = ctxt->sax->ignorableWhitespace = on_characters;
    ctxt->sax->cdataBlock = NULL; /* it comes as characters */
    ctxt->sax->comment = NULL;    /* not kept: a million of them costs nothing */
    ctxt->sax->processingInstruction = NULL;
    ctxt->sax->internalSubset = on_doctype;
    ctxt->sax->externalSubset = NULL;
    ctxt->sax->resolveEntity = NULL;
    ctxt->sax->getEntity = no_entity;
    ctxt->sax->getParameterEntity = no_entity;
    ctxt->sax->entityDecl = no_declaration;
    ctxt->sax->serror = on_fault;
    return ctxt;
}

void parse_text(struct parsed *out, struct source *s, const char *text, const struct plan *plan, const char *schema_dir, struct diags *ds)
{
    *out = (struct parsed){0};
    struct parse p = {.mark = OURS, .fault = {.s = s, .ds = ds, .plan = plan, .schema_dir = schema_dir}, .text = text};
    if (s->more_lines) {
        tell_limit(&p, s->start[s->nlines - 1], "行数", arena_printf(ds->a, "%d 行", LIMIT_LINES));
        return;
    }
    if (!tags_are_small(&p, text, s->n))
        return;
    xmlParserCtxtPtr ctxt = new_context(&p);
    struct pieces all = {text, s->n};
    xmlDocPtr doc = xmlCtxtReadIO(ctxt, pieces_next, NULL, &all, NULL, "UTF-8",
                                  XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOWARNING);
    bool good = !p.stopped && ctxt->wellFormed && ctxt->nsWellFormed && doc;
    if (!good && !p.stopped && !p.fault.masked && p.fault.told == 0) /* refused without a word: must not pass in silence */
        DIAG(ds, X119, source_place(s, offset_of(ctxt)), NULL, NULL, "0");
    if (good)
        out->doc = doc;
    else if (doc)
        xmlFreeDoc(doc);
    out->unfinished = p.fault.unfinished && !p.stopped;
    xmlFreeParserCtxt(ctxt);
}

#include "document/document.h"

#include "document/read.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *doc_format_name(enum doc_format f)
{
    static const char *const name[] = {"文件", "信函", "命令", "纪要"};
    return name[f];
}

struct place doc_place_at(const struct reader *r, size_t offset)
{
    struct doc_last *l = r->last;
    if (!l->line || offset < l->offset)
        *l = (struct doc_last){0, 1, 1};
    for (const char *p = r->bytes + l->offset, *to = r->bytes + (offset < r->n ? offset : r->n); p < to; p++) {
        l->col = *p == '\n' ? 1 : l->col + (((unsigned char)*p & 0xC0) != 0x80);
        l->line += *p == '\n';
        l->offset++;
    }
    return (struct place){r->file, l->line, l->col};
}

struct place doc_place(const struct reader *r, const xmlNode *n)
{
    return n && n->_private ? doc_place_at(r, (size_t)(uintptr_t)n->_private - 1) : (struct place){.file = r->file};
}

bool doc_is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && strcmp((const char *)n->name, name) == 0;
}

char *doc_attr(const struct reader *r, xmlNode *n, const char *name)
{
    xmlChar *v = xmlGetNoNsProp(n, (const xmlChar *)name);
    char *s = v ? arena_strdup(r->a, (const char *)v) : NULL;
    xmlFree(v);
    return s;
}

bool doc_attr_is(const struct reader *r, xmlNode *n, const char *name, const char *value)
{
    const char *v = doc_attr(r, n, name);
    return v && strcmp(v, value) == 0;
}

/*
 * The source's indentation is not text: line ends and the blanks around them vanish (between two Latin words they
 * become one blank); U+3000 and blanks inside a line stay.
 */
char *doc_clean(const struct reader *r, const char *s)
{
    struct buf b = {0};
    while (*s) {
        if (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r') {
            bool line_end = false;
            const char *from = s;
            while (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\r')
                line_end |= *s++ == '\n';
            bool latin = b.n && (unsigned char)b.p[b.n - 1] < 0x80 && *s && (unsigned char)*s < 0x80;
            if (!line_end && b.n && *s)
                buf_add(&b, from, (size_t)(s - from));
            else if (line_end && latin)
                buf_addc(&b, ' ');
        } else {
            buf_addc(&b, *s++);
        }
    }
    char *out = arena_strdup(r->a, buf_str(&b));
    buf_drop(&b);
    return out;
}

char *doc_text(const struct reader *r, const xmlNode *n)
{
    xmlChar *v = xmlNodeGetContent(n);
    char *s = doc_clean(r, v ? (const char *)v : "");
    xmlFree(v);
    return s;
}

static bool parse_int_run(const char **s, int *out)
{
    int v = 0, digits = 0;
    while (**s >= '0' && **s <= '9' && digits < 4) {
        v = v * 10 + (**s - '0');
        digits++;
        ++*s;
    }
    *out = v;
    return digits > 0;
}

static bool skip(const char **s, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*s, word, n) != 0)
        return false;
    *s += n;
    return true;
}

static bool doc_date(struct reader *r, xmlNode *n, struct date *out)
{
    const char *text = doc_text(r, n), *s = text;
    int y, m, d;
    if (date_parse_iso(text, out))
        return true;
    if (parse_int_run(&s, &y) && skip(&s, "年") && parse_int_run(&s, &m) && skip(&s, "月") && parse_int_run(&s, &d) &&
        skip(&s, "日") && !*s) {
        *out = (struct date){(int16_t)y, (int8_t)m, (int8_t)d};
        if (date_valid(*out))
            return true;
    }
    DIAG(r->ds, G105, doc_place(r, n), (const char *)n->name, text, text);
    r->failed = true;
    return false;
}

static void push(struct reader *r, struct strings *l, const char *s)
{
    ARENA_PUSH(r->a, l->v, l->n, l->cap) = s;
}

static void read_issuers(struct reader *r, struct document *d, xmlNode *n)
{
    char *suffix = doc_attr(r, n, "后缀");
    d->issuer_suffix = suffix ? suffix : "";
    for (xmlNode *c = n->children; c; c = c->next)
        if (doc_is(c, "机关"))
            push(r, &d->issuers, doc_text(r, c));
}

static struct doc_image *seal_image(struct reader *r, xmlNode *n)
{
    return doc_image_file(r, n, doc_attr(r, n, "文件"));
}

static void read_seal(struct reader *r, struct document *d, xmlNode *n)
{
    d->seal = doc_attr_is(r, n, "方式", "不盖章")   ? SEAL_NONE
              : doc_attr_is(r, n, "方式", "签名章") ? SEAL_SIGNATURE
                                                    : SEAL_STAMPED;
    d->seal_diameter = doc_mm(doc_attr(r, n, "章径"));
    size_t k = 0;
    for (xmlNode *c = n->children; c; c = c->next) {
        if (!doc_is(c, "章"))
            continue;
        if (k < d->nsignatures)
            d->signatures[k].seal = seal_image(r, c);
        k++;
    }
    if (k && k != d->nsignatures) {
        DIAG(r->ds, G116, doc_place(r, n), "印章", NULL, arena_printf(r->ds->a, "%zu", k),
             arena_printf(r->ds->a, "%zu", d->nsignatures));
        r->failed = true;
    }
}

/* 附件 and 印发件 */
static void read_annex(struct reader *r, struct annex *x, xmlNode *n)
{
    *x = (struct annex){.title = doc_clean(r, doc_attr(r, n, "标题")), .line = (uint32_t)xmlGetLineNo(n)};
    x->separate = doc_attr_is(r, n, "另装", "true") || doc_attr_is(r, n, "另装", "1");
    doc_read_blocks(r, &x->body, n);
}

static void read_imprint(struct reader *r, struct document *d, xmlNode *n)
{
    d->has_imprint = true;
    for (xmlNode *c = n->children; c; c = c->next) {
        if (doc_is(c, "主送"))
            d->copy_main = doc_text(r, c);
        else if (doc_is(c, "抄送"))
            d->copy_to = doc_text(r, c);
        else if (doc_is(c, "印发机关"))
            d->printer = doc_text(r, c);
        else if (doc_is(c, "印发日期"))
            d->has_print_date = doc_date(r, c, &d->print_date);
    }
}

static void read_title(struct reader *r, struct document *d, xmlNode *n)
{
    d->title_line = (uint32_t)xmlGetLineNo(n);
    doc_read_inline(r, &d->title, n);
}

struct caps { size_t annexes, issued, signatures; }; /* room in the lists that grow */

/* One element of the 公文; the schema has already held their order and number. */
static void read_element(struct reader *r, struct document *d, xmlNode *n, struct caps *caps)
{
    struct { const char *name; const char **text; } plain[] = {
        {"份号", &d->copy_no}, {"紧急程度", &d->urgency}, {"主送机关", &d->recipient}, {"出席", &d->present},
        {"请假", &d->excused}, {"列席", &d->attending},   {"附注", &d->note},
    };
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++)
        if (doc_is(n, plain[i].name)) {
            *plain[i].text = doc_text(r, n);
            return;
        }
    if (doc_is(n, "密级")) {
        d->secrecy = doc_text(r, n);
        d->secrecy_term = doc_attr(r, n, "期限");
    } else if (doc_is(n, "发文字号")) {
        d->docno = doc_text(r, n);
        d->docno_line = (uint32_t)xmlGetLineNo(n);
    } else if (doc_is(n, "发文机关标志"))
        read_issuers(r, d, n);
    else if (doc_is(n, "签发人"))
        push(r, &d->approvers, doc_text(r, n));
    else if (doc_is(n, "标题"))
        read_title(r, d, n);
    else if (doc_is(n, "正文"))
        doc_read_blocks(r, &d->body, n);
    else if (doc_is(n, "附件说明")) {
        for (xmlNode *c = n->children; c; c = c->next)
            if (doc_is(c, "附件名"))
                push(r, &d->annex_names, doc_text(r, c));
    } else if (doc_is(n, "署名"))
        ARENA_PUSH(r->a, d->signatures, d->nsignatures, caps->signatures) =
            (struct signature){.name = doc_text(r, n), .post = doc_attr(r, n, "职务")};
    else if (doc_is(n, "成文日期"))
        d->has_date = doc_date(r, n, &d->date);
    else if (doc_is(n, "印章"))
        read_seal(r, d, n);
    else if (doc_is(n, "印发件"))
        read_annex(r, &ARENA_PUSH(r->a, d->issued, d->nissued, caps->issued), n);
    else if (doc_is(n, "附件"))
        read_annex(r, &ARENA_PUSH(r->a, d->annexes, d->nannexes, caps->annexes), n);
    else if (doc_is(n, "版记"))
        read_imprint(r, d, n);
}

static void read_document(struct reader *r, struct document *d, xmlNode *root)
{
    d->file = arena_strdup(r->a, r->file);
    d->issuer_suffix = "";
    d->format = doc_attr_is(r, root, "格式", "信函")   ? DOC_LETTER
                : doc_attr_is(r, root, "格式", "命令") ? DOC_ORDER
                : doc_attr_is(r, root, "格式", "纪要") ? DOC_MINUTES
                                                       : DOC_FILE;
    d->direction = doc_attr_is(r, root, "行文方向", "上行")   ? DOC_UP
                   : doc_attr_is(r, root, "行文方向", "平行") ? DOC_LEVEL
                                                              : DOC_DOWN;
    struct caps caps = {0};
    for (xmlNode *c = root->children; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE)
            read_element(r, d, c, &caps);
    if (!d->annex_names.n)
        for (size_t i = 0; i < d->nannexes; i++)
            push(r, &d->annex_names, d->annexes[i].title);
}

int document_parse(struct document **out, struct arena *a, const char *bytes, size_t n, const char *file,
                   const char *schema_dir, const char *base_dir, struct diags *ds)
{
    enum { FAULTS_MAX = 200 }; /* told one by one, the rest is counted */
    struct diags found = {.a = ds->a, .most = FAULTS_MAX};
    struct doc_last last = {0};
    struct reader r = {.a = a, .file = file, .bytes = bytes, .n = n, .last = &last, .base_dir = base_dir, .pngs = arena_new(), .ds = &found};
    xmlDoc *x = doc_parse_xml(&r, bytes, n, schema_dir);
    struct document *d = x ? arena_alloc(a, sizeof *d) : NULL;
    if (x)
        read_document(&r, d, xmlDocGetRootElement(x));
    xmlFreeDoc(x);
    doc_decode_pictures(&r);
    arena_drop(r.pngs);
    bool good = x && !r.failed;
    if (good)
        doc_check(d, &found);
    diags_append(ds, &found);
    if (found.more)
        DIAG(ds, G121, ((struct place){.file = file}), NULL, NULL, arena_printf(ds->a, "%zu", found.more));
    *out = good ? d : NULL;
    return good ? 0 : -1;
}

/*
 * libxml2's errors as messages for a clerk, chosen by code; its English text is never shown. A fault that stands for itself
 * (a bare &, a doubled attribute) is told wherever it occurs; of the structural ones only the first, the rest follow from it.
 */
#include "intake/parts.h"

#include <libxml/xmlerror.h>
#include <stdio.h>
#include <string.h>

struct fault { /* one error on its way to a message */
    struct fault_context *f;
    const xmlError *e;
    size_t offset;
    const xmlNode *open;
    const char *path; /* of open, in words; NULL if it is not known */
};

static const char *text_of(const char *s) { return s ? s : ""; }

/* The last c before offset, at most 200 bytes back; offset itself if there is none. */
static size_t back_to(const struct source *s, size_t offset, char c)
{
    for (size_t i = offset; i > 0 && offset - i < 200; i--)
        if (s->p[i - 1] == c)
            return i - 1;
    return offset;
}

/* Where the comment, CDATA section or instruction began that runs to the end of the text. */
static size_t section_start(const struct source *s, int code)
{
    const char *open = code == XML_ERR_COMMENT_NOT_FINISHED ? "<!--" : code == XML_ERR_CDATA_NOT_FINISHED ? "<![CDATA[" : "<?";
    size_t k = strlen(open), found = s->n;
    for (const char *p = s->p; (p = memmem(p, s->n - (size_t)(p - s->p), open, k)) != NULL; p += k)
        found = (size_t)(p - s->p);
    return found;
}

static const char *decimal_text(struct diags *ds, long n) { return arena_printf(ds->a, "%ld", n); }

/* ---- faults that stand for themselves ---- */

static bool tell_local(const struct fault *t)
{
    struct diags *ds = t->f->ds;
    struct source *s = t->f->s;
    struct place amp = source_place(s, back_to(s, t->offset, '&'));
    switch (t->e->code) {
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    case XML_ERR_ENTITYREF_NO_NAME:
        DIAG(ds, X107, amp, t->path, "&", NULL);
        return true;
    case XML_ERR_NAME_REQUIRED:
        if (t->offset == 0 || s->p[t->offset - 1] != '&')
            return false;
        DIAG(ds, X107, amp, t->path, "&", NULL);
        return true;
    case XML_ERR_UNDECLARED_ENTITY:
    case XML_WAR_UNDECLARED_ENTITY:
        DIAG(ds, X108, amp, t->path, t->e->str1, text_of(t->e->str1));
        return true;
    case XML_ERR_INVALID_HEX_CHARREF:
    case XML_ERR_INVALID_DEC_CHARREF:
    case XML_ERR_INVALID_CHARREF:
        DIAG(ds, X113, amp, t->path, NULL, NULL);
        return true;
    case XML_ERR_INVALID_CHAR: /* from a reference: characters of the text itself are told by chars.c */
        DIAG(ds, X113, amp, t->path, NULL, NULL);
        return true;
    case XML_ERR_ATTRIBUTE_REDEFINED:
        DIAG(ds, X111, source_place(s, back_to(s, t->offset, '<')), t->path, t->e->str1, text_of(t->e->str1));
        return true;
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
    case XML_NS_ERR_QNAME:
    case XML_NS_ERR_COLON:
    case XML_NS_ERR_XML_NAMESPACE:
    case XML_NS_ERR_EMPTY:
    case XML_NS_ERR_ATTRIBUTE_REDEFINED:
        DIAG(ds, X115, source_place(s, back_to(s, t->offset, '<')), t->path, t->e->str1, text_of(t->e->str1));
        return true;
    default:
        return false;
    }
}

/* ---- structural faults ---- */

static bool at_end(const struct source *s, size_t offset)
{
    while (offset < s->n && strchr(" \t\r\n", s->p[offset]))
        offset++;
    return offset >= s->n;
}

/* The last tag, comment or declaration has no end, and the fault lies in it: "</", "<!-", "<?xml ver". */
static bool in_cut_markup(const struct source *s, size_t offset)
{
    const char *last = s->n ? memrchr(s->p, '<', s->n) : NULL;
    return last && offset >= (size_t)(last - s->p) && !memchr(last, '>', s->n - (size_t)(last - s->p));
}

static bool inside_section(int code)
{
    return code == XML_ERR_COMMENT_NOT_FINISHED || code == XML_ERR_CDATA_NOT_FINISHED || code == XML_ERR_PI_NOT_FINISHED;
}

/* Does the root's end tag stand in the text? Then it was not cut short: nobody is still writing it. */
static bool has_root_end(const struct source *s)
{
    size_t len;
    const char *name = source_root_name(s->p, s->n, &len);
    for (const char *p = name; p && (p = memmem(p, s->n - (size_t)(p - s->p), "</", 2)); p += 2) {
        size_t i = (size_t)(p - s->p) + 2;
        if (s->n - i > len && memcmp(s->p + i, name, len) == 0 && strchr("> \t\r\n", s->p[i + len]))
            return true;
    }
    return false;
}

/* The text ended before the root element did: perhaps it is still being copied. */
static bool tell_unfinished(const struct fault *t)
{
    struct diags *ds = t->f->ds;
    struct source *s = t->f->s;
    const xmlNode *open = t->open;
    if ((!at_end(s, t->offset) && !in_cut_markup(s, t->offset)) || t->e->code == XML_ERR_DOCUMENT_END)
        return false;
    bool whole = has_root_end(s);
    if (t->e->code == XML_ERR_TAG_NAME_MISMATCH && whole) /* an end tag is missing further up */
        return false;
    while (open && open->type == XML_ELEMENT_NODE && strstr((const char *)open->name, "\xEF\xBF\xBD")) /* cut off inside its name */
        open = open->parent;
    if (open && open->type != XML_ELEMENT_NODE)
        open = NULL;
    if (t->e->code == XML_ERR_DOCUMENT_EMPTY) {
        DIAG(ds, X103, ((struct place){.file = s->file}), t->path, NULL, NULL);
    } else if (t->e->code == XML_ERR_TAG_NOT_FINISHED && t->e->str1) {
        DIAG(ds, X104, source_place(s, s->n), t->path, NULL, t->e->str1, decimal_text(ds, t->e->int1));
    } else if (inside_section(t->e->code) || !open) {
        if (inside_section(t->e->code))
            DIAG(ds, X114, source_place(s, section_start(s, t->e->code)), t->path, NULL, NULL);
        else
            DIAG(ds, X104, source_place(s, s->n), t->path, NULL, "季度报送", "1");
    } else {
        struct place began = source_place(s, node_offset(open));
        DIAG(ds, X104, source_place(s, s->n), path_words(ds->a, open, t->f->plan), NULL, (const char *)open->name, decimal_text(ds, began.line));
    }
    t->f->unfinished = !whole;
    return true;
}

/* Is an element of that name open? */
static bool is_open(const xmlNode *e, const char *name)
{
    for (; e && e->type == XML_ELEMENT_NODE; e = e->parent)
        if (strcmp((const char *)e->name, name) == 0)
            return true;
    return false;
}

static const struct schema *schema_of_root(const struct fault *t)
{
    static const struct { enum root_kind kind; const char *file; } known[] = {{ROOT_SUBMISSION, "季度报送.xsd"}, {ROOT_REGISTER, "收件登记.xsd"}};
    struct diags unseen = {.a = t->f->ds->a};
    enum root_kind kind = intake_root(t->f->s->p, t->f->s->n);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].kind == kind)
            return schema_get(t->f->schema_dir, known[i].file, &unseen);
    return NULL;
}

/* /年度> or ＜/年度＞ in the text of the element: what should have been its end tag. */
static bool tell_spoilt_end(const struct fault *t, const xmlNode *open, size_t to)
{
    enum { BRACKET = 3 /* bytes of each false one */ };
    struct source *s = t->f->s;
    const char *name = (const char *)open->name, *slash = arena_printf(t->f->ds->a, "/%s", name);
    size_t from = source_tag_end(s->p, s->n, node_offset(open)), len = strlen(slash);
    const char *found = from < to ? memmem(s->p + from, to - from, slash, len) : NULL;
    size_t at = found ? (size_t)(found - s->p) : 0;
    if (!found || found[-1] == '<')
        return false;
    if (at >= from + BRACKET && false_bracket(found - BRACKET)) {
        uint32_t c;
        len += (size_t)utf8_decode(found + len, s->p + s->n, &c);
        DIAG(t->f->ds, X127, source_place(s, at - BRACKET), t->path, NULL, arena_strndup(t->f->ds->a, found - BRACKET, BRACKET + len));
        return true;
    }
    if (found[len] != '>')
        return false;
    DIAG(t->f->ds, X132, source_place(s, at), t->path, NULL, name);
    return true;
}

/* An element that is open where an outer one ends: told where something begins that no longer belongs to it. */
static bool tell_not_closed(const struct fault *t)
{
    const struct schema *sc = t->open ? schema_of_root(t) : NULL;
    if (!sc)
        return false;
    struct diags *ds = t->f->ds;
    if (nesting_no_slash(sc, t->open)) {
        DIAG(ds, X133, source_place(t->f->s, node_offset(t->open)), path_words(ds->a, t->open->parent, t->f->plan), NULL, (const char *)t->open->name);
        return true;
    }
    const xmlNode *intruder = nesting_intruder(sc, t->open);
    size_t to = intruder ? node_offset(intruder) : t->offset;
    if (tell_spoilt_end(t, t->open, to))
        return true;
    if (!intruder)
        return false;
    DIAG(ds, X131, source_place(t->f->s, to), t->path, (const char *)intruder->name, (const char *)t->open->name,
         decimal_text(ds, source_place(t->f->s, node_offset(t->open)).line), (const char *)intruder->name);
    return true;
}

static void tell_mismatch(const struct fault *t)
{
    struct diags *ds = t->f->ds;
    struct place at = source_place(t->f->s, back_to(t->f->s, t->offset, '<'));
    const char *open = text_of(t->e->str1), *end = text_of(t->e->str2);
    bool outer = is_open(t->open, end);
    if (t->open && !outer && text_shared(end, open) == 0) /* neither open nor a slip of the pen */
        DIAG(ds, X128, at, t->path, end, end);
    else if (!outer || !tell_not_closed(t))
        DIAG(ds, X106, at, t->path, t->e->str2, open, decimal_text(ds, t->e->int1), end);
}

/* The quote that was never closed: the last one before offset */
static size_t open_quote(const struct source *s, size_t offset)
{
    size_t twin = back_to(s, offset, '"'), single = back_to(s, offset, '\'');
    if (twin == offset || (single != offset && single > twin))
        return single;
    return twin;
}

/* A tag that is wrong inside: attributes, or '<' that is no tag at all */
static void tell_tag(const struct fault *t)
{
    struct source *s = t->f->s;
    size_t begins = back_to(s, t->offset, '<');
    bool next_tag = t->offset < s->n && s->p[t->offset] == '<' && begins < t->offset;
    if (t->e->code == XML_ERR_NAME_REQUIRED && t->offset > 0 && s->p[t->offset - 1] == '<')
        DIAG(t->f->ds, X109, source_place(s, t->offset - 1), t->path, NULL, NULL);
    else if (t->e->code == XML_ERR_LT_IN_ATTRIBUTE)
        DIAG(t->f->ds, X110, source_place(s, open_quote(s, t->offset)), t->path, NULL, NULL);
    else if (t->e->code == XML_ERR_GT_REQUIRED)
        DIAG(t->f->ds, X122, source_place(s, begins), t->path, NULL, t->e->str1 ? t->e->str1 : t->open ? (const char *)t->open->name : "");
    else if (next_tag) { /* <季度第三季度</季度>: what stands there is the name so far */
        size_t n = strcspn(s->p + begins + 1, "< \t\r\n=/>");
        DIAG(t->f->ds, X122, source_place(s, begins), t->path, NULL, arena_strndup(t->f->ds->a, s->p + begins + 1, n));
    } else
        DIAG(t->f->ds, X110, source_place(s, t->offset), t->path, NULL, NULL);
}

static void tell_content_after_root(const struct fault *t)
{
    size_t len;
    const char *name = source_root_name(t->f->s->p, t->f->s->n, &len);
    DIAG(t->f->ds, X112, source_place(t->f->s, t->offset), t->path, NULL, name ? arena_strndup(t->f->ds->a, name, len) : "");
}

/* Text where the root element should begin: a note in front of it, or no XML at all */
static void tell_no_xml(const struct fault *t)
{
    struct diags *ds = t->f->ds;
    struct source *s = t->f->s;
    const char *root = memmem(s->p, s->n, "<季度报送", strlen("<季度报送"));
    struct place at = source_place(s, t->offset);
    if (!root || root <= s->p + t->offset)
        DIAG(ds, X121, at, t->path, NULL, NULL);
    else {
        char *before = arena_strndup(ds->a, s->p + t->offset, (size_t)(root - s->p) - t->offset);
        DIAG(ds, X126, at, t->path, NULL, text_short(ds->a, text_trim(ds->a, before), 20));
    }
}

/* A declaration that is none, or where it may not stand: behind a whole report is another one. */
static void tell_declaration(const struct fault *t)
{
    struct source *s = t->f->s;
    size_t at = back_to(s, t->offset, '<'), len;
    struct place place = source_place(s, at);
    const char *root = source_root_name(s->p, s->n, &len);
    struct source before = {.p = s->p, .n = at};
    if (has_root_end(&before))
        DIAG(t->f->ds, X112, place, t->path, NULL, arena_strndup(t->f->ds->a, root, len));
    else if (strncmp(s->p + at, "<?xml", 5) != 0)
        DIAG(t->f->ds, X135, place, t->path, arena_strndup(t->f->ds->a, s->p + at + 2, 3), arena_strndup(t->f->ds->a, s->p + at + 2, 3));
    else if (root && root < s->p + at)
        DIAG(t->f->ds, X114, place, t->path, NULL, NULL);
    else
        DIAG(t->f->ds, X118, place, t->path, NULL, NULL);
}

static void tell_structural(const struct fault *t)
{
    struct diags *ds = t->f->ds;
    struct source *s = t->f->s;
    struct place at = source_place(s, t->offset);
    switch (t->e->code) {
    case XML_ERR_TAG_NAME_MISMATCH: tell_mismatch(t); break;
    case XML_ERR_DOCUMENT_END: tell_content_after_root(t); break;
    case XML_ERR_DOCUMENT_EMPTY: tell_no_xml(t); break;
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_NOT_FINISHED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
    case XML_ERR_LT_IN_ATTRIBUTE:
    case XML_ERR_SPACE_REQUIRED:
    case XML_ERR_GT_REQUIRED: tell_tag(t); break;
    case XML_ERR_RESERVED_XML_NAME: tell_declaration(t); break;
    case XML_ERR_XMLDECL_NOT_FINISHED: DIAG(ds, X134, source_place(s, 0), t->path, NULL, NULL); break;
    case XML_ERR_COMMENT_NOT_FINISHED:
    case XML_ERR_HYPHEN_IN_COMMENT:
    case XML_ERR_CDATA_NOT_FINISHED:
    case XML_ERR_MISPLACED_CDATA_END:
    case XML_ERR_PI_NOT_FINISHED:
    case XML_ERR_PI_NOT_STARTED: DIAG(ds, X114, at, t->path, NULL, NULL); break;
    case XML_ERR_NO_MEMORY:
    case XML_ERR_INTERNAL_ERROR:
    case XML_ERR_NAME_TOO_LONG: DIAG(ds, X117, at, t->path, NULL, "一段内容的长度", "1000 万字节"); break;
    default: DIAG(ds, X119, at, t->path, NULL, decimal_text(ds, t->e->code)); break;
    }
}

void xml_fault(struct fault_context *f, const xmlError *e, size_t offset, const xmlNode *open)
{
    if (f->told >= LIMIT_REPORTS)
        return;
    if (offset > f->s->n)
        offset = f->s->n;
    struct fault t = {f, e, offset, open, open ? path_words(f->ds->a, open, f->plan) : NULL};
    size_t before = f->ds->n;
    if (!tell_local(&t) && !f->structural) {
        f->structural = true;
        if (!tell_unfinished(&t)) {
            f->masked = line_undecoded(f->ds, source_place(f->s, offset).line);
            if (!f->masked)
                tell_structural(&t);
        }
    }
    f->told += f->ds->n - before;
}

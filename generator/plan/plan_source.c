/*
 * The bytes of a plan before any XML library sees them: length, encoding, characters, DOCTYPE; and the places of lines and
 * start tags, because libxml2 keeps no columns. The scan understands just enough XML to find start tags in a text that
 * the parser later finds well-formed; in any other text its result is never used.
 */
#include "plan/plan_internal.h"

#include "base/bounds.h"
#include "base/markup.h"

#include <string.h>
#include <strings.h>

/* Of a whole plan: generous for a province's. */
static const struct bounds plan_bounds = {.elements = 60000, .depth = 64, .tag_attributes = 64, .attributes = 100000, .tag = 65536,
                                          .text = 3000000, .lines = 200000};

enum { COUNTED = 1024 }; /* bytes from one count of characters to the next */

static void count_characters(struct plan_source *s)
{
    s->chars = arena_calloc(s->a, s->n / COUNTED + 1, sizeof *s->chars);
    for (size_t i = COUNTED; i <= s->n; i += COUNTED)
        s->chars[i / COUNTED] = s->chars[i / COUNTED - 1] + utf8_count(s->bytes + i - COUNTED, COUNTED);
}

static size_t characters_before(const struct plan_source *s, size_t offset)
{
    size_t whole = offset / COUNTED;
    return s->chars[whole] + utf8_count(s->bytes + whole * COUNTED, offset % COUNTED);
}

struct place plan_source_at(const struct plan_source *s, size_t offset)
{
    size_t lo = 0, hi = s->nlines;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (s->line[mid] <= offset)
            lo = mid;
        else
            hi = mid;
    }
    if (offset > s->n)
        offset = s->n;
    size_t col = 1 + characters_before(s, offset) - characters_before(s, s->line[lo]);
    return (struct place){s->file, (uint32_t)(lo + 1), (uint32_t)col};
}

/* Elements carry the index of their start tag + 1 in _private (set by plan_xml_parse). */
static bool tag_offset(const struct plan_source *s, const xmlNode *node, size_t *at)
{
    while (node && node->type != XML_ELEMENT_NODE)
        node = node->parent;
    uintptr_t i = node ? (uintptr_t)node->_private : 0;
    if (i == 0 || i > s->ntags)
        return false;
    *at = s->tag[i - 1];
    return true;
}

struct place plan_node_at(const struct plan_source *s, const xmlNode *node)
{
    size_t at;
    return tag_offset(s, node, &at) ? plan_source_at(s, at) : (struct place){s->file, 0, 0};
}

struct place plan_text_at(const struct plan_source *s, const xmlNode *node)
{
    size_t at, len;
    if (!tag_offset(s, node, &at))
        return (struct place){s->file, 0, 0};
    struct markup_walk w = markup_inside(s->text, s->n, at);
    return markup_next_text(&w, &at, &len) ? plan_source_at(s, at) : plan_node_at(s, node);
}

static size_t skip_quoted(const char *t, size_t n, size_t i)
{
    char quote = t[i++];
    while (i < n && t[i] != quote)
        i++;
    return i;
}

struct place plan_attr_at(const struct plan_source *s, const xmlNode *node, const char *attr)
{
    size_t at, len = strlen(attr);
    if (!tag_offset(s, node, &at))
        return (struct place){s->file, 0, 0};
    const char *t = s->text;
    for (size_t i = at + 1; i < s->n && t[i] != '>'; i++) {
        if (t[i] == '"' || t[i] == '\'') {
            i = skip_quoted(t, s->n, i);
            continue;
        }
        if (!strchr(" \t\r\n", t[i - 1]) || s->n - i <= len || memcmp(t + i, attr, len))
            continue;
        size_t j = i + len;
        while (j < s->n && t[j] && strchr(" \t\r\n", t[j]))
            j++;
        if (j < s->n && t[j] == '=')
            return plan_source_at(s, i);
    }
    return plan_source_at(s, at);
}

static bool starts(const struct plan_source *s, size_t i, const char *with)
{
    size_t len = strlen(with);
    return s->n - i >= len && memcmp(s->text + i, with, len) == 0;
}

/* The place behind the next occurrence of mark, or the end. */
static size_t behind(const struct plan_source *s, size_t i, const char *mark)
{
    const char *p = memmem(s->text + i, s->n - i, mark, strlen(mark));
    return p ? (size_t)(p - s->text) + strlen(mark) : s->n;
}

static size_t behind_tag(const struct plan_source *s, size_t i)
{
    for (; i < s->n && s->text[i] != '>'; i++)
        if (s->text[i] == '"' || s->text[i] == '\'')
            i = skip_quoted(s->text, s->n, i);
    return i < s->n ? i + 1 : s->n;
}

/* No more than the parser will be given. */
static void scan_tags(struct plan_source *s)
{
    size_t i = 0;
    while (i < s->n && s->ntags <= plan_bounds.elements) {
        const char *lt = memchr(s->text + i, '<', s->n - i);
        if (!lt)
            return;
        i = (size_t)(lt - s->text);
        if (starts(s, i, "<!--")) {
            i = behind(s, i + 4, "-->");
        } else if (starts(s, i, "<![CDATA[")) {
            i = behind(s, i + 9, "]]>");
        } else if (starts(s, i, "<?")) {
            i = behind(s, i + 2, "?>");
        } else if (starts(s, i, "<!")) {
            s->doctype = true;
            s->doctype_at = i;
            return;
        } else if (starts(s, i, "</")) {
            i = behind(s, i + 2, ">");
        } else {
            ARENA_PUSH(s->a, s->tag, s->ntags, s->cap_tags) = i;
            i = behind_tag(s, i + 1);
        }
    }
}

static void scan_lines(struct plan_source *s)
{
    ARENA_PUSH(s->a, s->line, s->nlines, s->cap_lines) = 0;
    for (size_t i = 0; i < s->n && s->nlines <= plan_bounds.lines; i++) /* what lies behind counts to the last */
        if (s->text[i] == '\n')
            ARENA_PUSH(s->a, s->line, s->nlines, s->cap_lines) = i + 1;
}

/* XML 1.0 2.2 Char, without the C1 controls: nobody writes them on purpose. */
static bool allowed(uint32_t c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    return !(c >= 0x7F && c < 0xA0) && !(c >= 0xFDD0 && c <= 0xFDEF) && (c & 0xFFFE) != 0xFFFE;
}

/* Zero width, soft hyphen, joiners, directions, marks of the encoding: nothing to see, but two names that differ by one are two. */
static bool invisible(uint32_t c)
{
    return c == 0xAD || c == 0x61C || c == 0x180E || (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) ||
           c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

static int check_characters(struct plan_source *s, struct diags *ds)
{
    int bad = 0, unseen = 0;
    for (size_t i = 0; i < s->n && bad < 20;) {
        uint32_t c = 0;
        int len = utf8_decode(s->text + i, s->text + s->n, &c);
        char *name = allowed(c) && !invisible(c) ? NULL : arena_printf(s->a, "U+%04X", (unsigned)c);
        if (!allowed(c)) {
            DIAG(ds, P004, plan_source_at(s, i), NULL, name, name);
            bad++;
        } else if (name && unseen++ < 20)
            DIAG(ds, P019, plan_source_at(s, i), NULL, name, name);
        i += (size_t)len;
    }
    return bad ? -1 : 0;
}

/*
 * The declaration's encoding must be UTF-8 or absent; then it is blanked, so that nobody downstream believes it. So are marks
 * of the encoding that stand before it once more (told as P019): libxml2 would take one off and stumble over the next.
 */
static int take_declaration(struct plan_source *s, struct diags *ds)
{
    size_t marks = 0;
    while (starts(s, marks, "\xEF\xBB\xBF"))
        marks += 3;
    memset(s->text, ' ', marks);
    if (!starts(s, marks, "<?xml") || s->n < marks + 6 || !strchr(" \t\r\n", s->text[marks + 5]))
        return 0;
    size_t end = behind(s, marks + 5, "?>");
    if (memchr(s->text + marks + 1, '<', end - marks - 1)) /* it does not end: the parser will say so */
        return 0;
    const char *e = memmem(s->text, end, "encoding", 8);
    const char *from = e ? strpbrk(e, "\"'") : NULL;
    const char *to = from && from < s->text + end ? strchr(from + 1, *from) : NULL;
    int status = 0;
    if (to && to < s->text + end) {
        char *name = arena_strndup(s->a, from + 1, (size_t)(to - from - 1));
        if (strcasecmp(name, "utf-8") && strcasecmp(name, "utf8")) {
            DIAG(ds, P002, plan_source_at(s, (size_t)(from + 1 - s->text)), NULL, name, name);
            status = -1;
        }
    }
    for (size_t i = 0; i < end; i++)
        if (s->text[i] != '\n')
            s->text[i] = ' ';
    return status;
}

int plan_source_open(struct plan_source *s, struct arena *a, const char *bytes, size_t n, const char *file,
                     struct diags *ds)
{
    *s = (struct plan_source){.a = a, .file = arena_strdup(a, file)};
    struct place whole = {file, 0, 0};
    if (n > PLAN_MAX_BYTES) {
        DIAG(ds, P006, whole, NULL, NULL, arena_printf(a, "%zu", n), arena_printf(a, "%d", PLAN_MAX_BYTES));
        return -1;
    }
    if (n >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3)) {
        bytes += 3;
        n -= 3;
    }
    s->text = arena_strndup(a, "", 0);
    if (n > 0) {
        s->text = arena_alloc(a, n + 1);
        memcpy(s->text, bytes, n);
        text_end_lines(s->text, n);
    }
    s->bytes = bytes;
    s->n = n;
    scan_lines(s);
    count_characters(s);
    size_t bad;
    if (!utf8_valid(s->text, n, &bad)) {
        DIAG(ds, P001, plan_source_at(s, bad), NULL, NULL, arena_printf(a, "%zu", bad + 1),
             arena_printf(a, "%02X", (unsigned char)s->text[bad]));
        return -1;
    }
    if (strspn(s->text, " \t\r\n") == n) {
        DIAG(ds, P007, whole, NULL, NULL, NULL);
        return -1;
    }
    if (check_characters(s, ds) || take_declaration(s, ds))
        return -1;
    scan_tags(s);
    if (s->doctype) {
        DIAG(ds, P003, plan_source_at(s, s->doctype_at), NULL, NULL, NULL);
        return -1;
    }
    enum bound b = bounds_passed(s->text, s->n, &plan_bounds, &bad);
    if (b) {
        DIAG(ds, P020, plan_source_at(s, bad), NULL, NULL, bound_name(b), bound_most(a, b, &plan_bounds));
        return -1;
    }
    return 0;
}

/* Decoded text and the places in it. */
#include "intake/parts.h"

#include <string.h>

void source_init(struct source *s, struct arena *a, const char *file, const char *p, size_t n)
{
    size_t lines = 1;
    for (size_t i = 0; i < n; i++)
        lines += p[i] == '\n';
    *s = (struct source){.file = file, .p = p, .n = n, .nlines = lines > LIMIT_LINES ? LIMIT_LINES : lines, .more_lines = lines > LIMIT_LINES};
    s->start = arena_calloc(a, s->nlines, sizeof *s->start);
    size_t k = 1;
    for (size_t i = 0; i < n && k < s->nlines; i++)
        if (p[i] == '\n')
            s->start[k++] = (uint32_t)(i + 1);
}

bool line_undecoded(const struct diags *ds, uint32_t line)
{
    size_t lines = 0;
    for (size_t i = 0; line && i < ds->n; i++) {
        lines += ds->v[i].msg == MSG_D101;
        if (ds->v[i].msg == MSG_D101 && ds->v[i].place.line == line)
            return true;
    }
    return lines >= UNDECODED_LINES; /* the others were only counted */
}

static size_t line_of(const struct source *s, size_t offset)
{
    size_t low = 0, high = s->nlines;
    while (high - low > 1) {
        size_t mid = (low + high) / 2;
        if (s->start[mid] <= offset)
            low = mid;
        else
            high = mid;
    }
    return low;
}

struct place source_place(struct source *s, size_t offset)
{
    if (offset > s->n)
        offset = s->n;
    uint32_t line = (uint32_t)line_of(s, offset) + 1;
    size_t from = s->start[line - 1];
    uint32_t col = 1;
    if (s->last.line == line && s->last.offset <= offset) {
        from = s->last.offset;
        col = s->last.col;
    }
    if (s->last.line == line && s->last.offset > offset && s->last.offset - offset < offset - from) /* nearer: back from there */
        col = s->last.col - (uint32_t)utf8_count(s->p + offset, s->last.offset - offset);
    else
        col += (uint32_t)utf8_count(s->p + from, offset - from);
    s->last.line = line;
    s->last.offset = offset;
    s->last.col = col;
    return (struct place){s->file, line, col};
}

size_t source_offset(const struct source *s, struct place at)
{
    size_t i = at.line && at.line <= s->nlines ? s->start[at.line - 1] : 0;
    for (uint32_t col = 1; col < at.col && i < s->n; col++) {
        uint32_t c;
        int n = utf8_decode(s->p + i, s->p + s->n, &c);
        i += n ? (size_t)n : 1;
    }
    return i;
}

size_t source_tag_end(const char *p, size_t n, size_t offset)
{
    char quote = 0;
    for (size_t i = offset; i < n; i++) {
        if (quote) {
            if (p[i] == quote)
                quote = 0;
        } else if (p[i] == '"' || p[i] == '\'') {
            quote = p[i];
        } else if (p[i] == '>') {
            return i + 1;
        }
    }
    return n;
}

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool starts(const char *p, size_t n, const char *with)
{
    size_t k = strlen(with);
    return n >= k && memcmp(p, with, k) == 0;
}

static size_t skip_to(const char *p, size_t n, size_t i, const char *end)
{
    const char *q = i < n ? memmem(p + i, n - i, end, strlen(end)) : NULL;
    return q ? (size_t)(q - p) + strlen(end) : n;
}

/* DOCTYPE with or without an internal subset */
static size_t skip_doctype(const char *p, size_t n, size_t i)
{
    for (int depth = 0; i < n; i++) {
        if (p[i] == '[')
            depth++;
        else if (p[i] == ']')
            depth--;
        else if (p[i] == '>' && depth <= 0)
            return i + 1;
    }
    return n;
}

/* <?…?>; one whose ? is missing ends at its > */
static size_t skip_instruction(const char *p, size_t n, size_t i)
{
    size_t end = skip_to(p, n, i, "?>"), gt = skip_to(p, n, i, ">");
    return memchr(p + i + 1, '<', end - i - 1) ? gt : end;
}

const char *source_root_name(const char *p, size_t n, size_t *len)
{
    size_t i = 0;
    *len = 0;
    while (starts(p + i, n - i, "\xEF\xBB\xBF"))
        i += 3;
    while (i < n) {
        if (blank(p[i]))
            i++;
        else if (starts(p + i, n - i, "<?"))
            i = skip_instruction(p, n, i);
        else if (starts(p + i, n - i, "<!--"))
            i = skip_to(p, n, i, "-->");
        else if (starts(p + i, n - i, "<!DOCTYPE"))
            i = skip_doctype(p, n, i);
        else
            break;
    }
    if (i >= n || p[i] != '<')
        return NULL;
    size_t from = ++i;
    while (i < n && !blank(p[i]) && p[i] != '>' && p[i] != '/' && p[i] != '<')
        i++;
    *len = i - from;
    return p + from;
}

enum root_kind intake_root(const char *utf8, size_t n)
{
    static const struct { const char *name; enum root_kind kind; } known[] = {
        {"季度报送", ROOT_SUBMISSION}, {"工作方案", ROOT_PLAN}, {"公文", ROOT_DOCUMENT}, {"收件登记", ROOT_REGISTER}};
    size_t len;
    const char *name = source_root_name(utf8, n, &len);
    for (size_t i = 0; name && i < sizeof known / sizeof known[0]; i++)
        if (strlen(known[i].name) == len && memcmp(name, known[i].name, len) == 0)
            return known[i].kind;
    return ROOT_UNKNOWN;
}

char *source_guess(struct arena *a, const char *p, size_t n, const char *name)
{
    char *open = arena_printf(a, "<%s", name);
    size_t k = strlen(open);
    for (const char *at = p; (at = memmem(at, n - (size_t)(at - p), open, k)); at += k) {
        size_t i = (size_t)(at - p) + k;
        if (i >= n || (p[i] != '>' && !blank(p[i])))
            continue;
        i = source_tag_end(p, n, i);
        const char *end = i < n ? memchr(p + i, '<', n - i) : NULL;
        if (!end || (size_t)(end - p) - i > 200)
            return NULL;
        return text_trim(a, arena_strndup(a, p + i, (size_t)(end - p) - i));
    }
    return NULL;
}

/* parse.c leaves the byte offset of '<', plus one, in _private. */
size_t node_offset(const xmlNode *e) { return (size_t)(uintptr_t)e->_private - 1; }

bool node_known(const xmlNode *e) { return e->_private != NULL; }

struct place place_element(struct source *s, const xmlNode *e)
{
    while (e && e->type == XML_ELEMENT_NODE && !node_known(e))
        e = e->parent;
    if (!e || e->type != XML_ELEMENT_NODE)
        return (struct place){.file = s->file};
    return source_place(s, node_offset(e));
}

struct place place_value(struct source *s, const xmlNode *e)
{
    if (!e || !node_known(e))
        return place_element(s, e);
    size_t i = source_tag_end(s->p, s->n, node_offset(e));
    while (i < s->n && blank(s->p[i]))
        i++;
    return i < s->n && s->p[i] != '<' ? source_place(s, i) : place_element(s, e);
}

struct place place_attribute(struct source *s, const xmlNode *e, const char *name)
{
    if (!node_known(e))
        return place_element(s, e);
    size_t end = source_tag_end(s->p, s->n, node_offset(e)), k = strlen(name);
    char quote = 0;
    for (size_t i = node_offset(e) + 1; i + k < end; i++) {
        char c = s->p[i];
        if (quote)
            quote = c == quote ? 0 : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (blank(s->p[i - 1]) && memcmp(s->p + i, name, k) == 0 && (s->p[i + k] == '=' || blank(s->p[i + k])))
            return source_place(s, i);
    }
    return place_element(s, e);
}

#include "base/markup.h"

#include <string.h>

static bool blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

static bool starts(const char *p, size_t n, size_t i, const char *with)
{
    size_t k = strlen(with);
    return i <= n && n - i >= k && memcmp(p + i, with, k) == 0;
}

size_t markup_section_end(const char *p, size_t n, size_t i)
{
    static const struct { const char *open, *close; } kind[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    for (size_t k = 0; k < sizeof kind / sizeof *kind; k++) {
        if (!starts(p, n, i, kind[k].open))
            continue;
        size_t from = i + strlen(kind[k].open);
        const char *close = memmem(p + from, n - from, kind[k].close, strlen(kind[k].close));
        return close ? (size_t)(close - p) + strlen(kind[k].close) : n;
    }
    return 0;
}

size_t markup_tag_end(const char *p, size_t n, size_t i)
{
    char quote = 0;
    for (; i < n; i++) {
        if (quote)
            quote = p[i] == quote ? 0 : quote;
        else if (p[i] == '"' || p[i] == '\'')
            quote = p[i];
        else if (p[i] == '>')
            return i + 1;
    }
    return n;
}

size_t markup_doctype(const char *p, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *lt = memchr(p + i, '<', n - i);
        if (!lt)
            break;
        i = (size_t)(lt - p);
        size_t end = markup_section_end(p, n, i);
        if (end)
            i = end - 1;
        else if (starts(p, n, i, "<!DOCTYPE"))
            return i;
    }
    return n;
}

const char *markup_attribute_name(struct arena *a, const char *name)
{
    static const struct { const char *uri, *prefix; } usual[] = {
        {"{http://www.w3.org/XML/1998/namespace}", "xml"}, {"{http://www.w3.org/2001/XMLSchema-instance}", "xsi"}};
    for (size_t i = 0; name && i < sizeof usual / sizeof *usual; i++)
        if (strncmp(name, usual[i].uri, strlen(usual[i].uri)) == 0)
            return arena_printf(a, "%s:%s", usual[i].prefix, name + strlen(usual[i].uri));
    return name;
}

static bool closes_itself(const struct markup_walk *w, size_t end) { return end >= 2 && w->p[end - 1] == '>' && w->p[end - 2] == '/'; }

struct markup_walk markup_inside(const char *p, size_t n, size_t element)
{
    struct markup_walk w = {p, n, markup_tag_end(p, n, element), 1};
    w.depth = closes_itself(&w, w.i) ? 0 : 1;
    return w;
}

/* Past the markup that begins at w->i. */
static void step_over(struct markup_walk *w)
{
    size_t end = markup_section_end(w->p, w->n, w->i);
    if (!end) {
        end = markup_tag_end(w->p, w->n, w->i);
        if (starts(w->p, w->n, w->i, "</"))
            w->depth--;
        else if (!closes_itself(w, end))
            w->depth++;
    }
    w->i = end;
}

size_t markup_element_end(const char *p, size_t n, size_t i)
{
    struct markup_walk w = markup_inside(p, n, i);
    while (w.depth && w.i < n) {
        const char *lt = memchr(p + w.i, '<', n - w.i);
        w.i = lt ? (size_t)(lt - p) : n;
        if (lt)
            step_over(&w);
    }
    return w.i;
}

/* Narrows [*at, *at + *len) to what is not blank. */
static bool without_blanks(const char *p, size_t *at, size_t *len)
{
    while (*len && blank(p[*at])) {
        ++*at;
        --*len;
    }
    while (*len && blank(p[*at + *len - 1]))
        --*len;
    return *len > 0;
}

bool markup_next_text(struct markup_walk *w, size_t *at, size_t *len)
{
    static const char open[] = "<![CDATA[";
    enum { CLOSE = 3 /* ]]> */ };
    while (w->depth && w->i < w->n) {
        bool own = w->depth == 1, section = starts(w->p, w->n, w->i, open), markup = w->p[w->i] == '<';
        *at = w->i;
        if (markup) {
            step_over(w);
        } else {
            const char *lt = memchr(w->p + w->i, '<', w->n - w->i);
            w->i = lt ? (size_t)(lt - w->p) : w->n;
        }
        *len = w->i - *at;
        if (section) {
            *at += strlen(open);
            *len = w->i >= *at + CLOSE ? w->i - CLOSE - *at : 0;
        }
        if (own && (section || !markup) && without_blanks(w->p, at, len))
            return true;
    }
    return false;
}

#include "base/bounds.h"

#include <string.h>

struct look {
    const char *p; size_t n, i;
    const struct bounds *most;
    struct bounds so_far;
};

static bool starts(const struct look *l, const char *with)
{
    size_t k = strlen(with);
    return l->n - l->i >= k && memcmp(l->p + l->i, with, k) == 0;
}

/* Comments, CDATA sections, instructions: past the end of one that begins here. */
static bool skip_section(struct look *l)
{
    static const struct { const char *open, *close; } kind[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    for (size_t k = 0; k < sizeof kind / sizeof *kind; k++) {
        if (!starts(l, kind[k].open))
            continue;
        size_t from = l->i + strlen(kind[k].open);
        const char *end = from < l->n ? memmem(l->p + from, l->n - from, kind[k].close, strlen(kind[k].close)) : NULL;
        size_t to = end ? (size_t)(end - l->p) : l->n;
        if (k == 1)
            l->so_far.text += to > from ? to - from : 0;
        l->i = end ? to + strlen(kind[k].close) : l->n;
        return true;
    }
    return false;
}

/* A tag from '<' on: to behind its '>'; '<' cannot stand in one, the parser will say so. Returns the = signs outside quotes. */
static size_t skip_tag(struct look *l, bool *empty)
{
    size_t equals = 0;
    char quote = 0, last = 0;
    for (l->i++; l->i < l->n && l->p[l->i] != '<' && (quote || l->p[l->i] != '>'); l->i++) {
        char c = l->p[l->i];
        if (quote ? c == quote : c == '"' || c == '\'')
            quote = quote ? 0 : c;
        equals += !quote && c == '=';
        last = c;
    }
    l->i += l->i < l->n && l->p[l->i] == '>';
    *empty = last == '/';
    return equals;
}

static bool named(const struct look *l, size_t tag, const char *name)
{
    size_t k = strlen(name);
    return l->n - tag > k + 1 && memcmp(l->p + tag + 1, name, k) == 0 && strchr(" \t\r\n/>", l->p[tag + 1 + k]);
}

static enum bound look_at_tag(struct look *l)
{
    size_t tag = l->i;
    bool end = starts(l, "</"), empty;
    size_t equals = skip_tag(l, &empty);
    struct bounds *s = &l->so_far;
    if (end) {
        s->depth -= s->depth > 0;
        return BOUND_NONE;
    }
    s->elements++;
    s->attributes += equals;
    s->depth += !empty;
    return s->elements > l->most->elements ? BOUND_ELEMENTS
         : s->depth > l->most->depth ? BOUND_DEPTH
         : equals > l->most->tag_attributes ? BOUND_TAG_ATTRIBUTES
         : s->attributes > l->most->attributes ? BOUND_ATTRIBUTES
         : l->i - tag > l->most->tag && !(l->most->long_tag && named(l, tag, l->most->long_tag)) ? BOUND_TAG : BOUND_NONE;
}

static void count_text(struct look *l, size_t to)
{
    for (; l->i < to; l->i++) {
        char c = l->p[l->i];
        l->so_far.text += c != ' ' && c != '\t' && c != '\n' && c != '\r';
    }
}

static enum bound count_lines(const char *p, size_t n, const struct bounds *most, size_t *at)
{
    size_t lines = 0;
    for (const char *q = p; (q = memchr(q, '\n', n - (size_t)(q - p))); q++)
        if (++lines >= most->lines) {
            *at = (size_t)(q - p);
            return BOUND_LINES;
        }
    return BOUND_NONE;
}

enum bound bounds_passed(const char *p, size_t n, const struct bounds *most, size_t *at)
{
    struct look l = {.p = p, .n = n, .most = most};
    enum bound b = n ? count_lines(p, n, most, at) : BOUND_NONE;
    while (b == BOUND_NONE && l.i < n) {
        *at = l.i;
        const char *tag = memchr(p + l.i, '<', n - l.i);
        count_text(&l, tag ? (size_t)(tag - p) : n);
        if (l.i < n) {
            size_t here = l.i;
            if (!skip_section(&l))
                b = look_at_tag(&l);
            *at = b ? here : *at;
        }
        if (b == BOUND_NONE && l.so_far.text > most->text)
            b = BOUND_TEXT;
    }
    return b;
}

const char *bound_name(enum bound b)
{
    static const char *const name[] = {"", "标签的总数", "标签套叠的层数", "一个标签里的属性个数", "属性的总数", "一个标签的长度", "全部文字的长度", "行数"};
    return name[b];
}

const char *bound_most(struct arena *a, enum bound b, const struct bounds *m)
{
    switch (b) {
    case BOUND_ELEMENTS: return arena_printf(a, "%zu 个", m->elements);
    case BOUND_DEPTH: return arena_printf(a, "%zu 层", m->depth);
    case BOUND_TAG_ATTRIBUTES: return arena_printf(a, "%zu 个", m->tag_attributes);
    case BOUND_ATTRIBUTES: return arena_printf(a, "%zu 个", m->attributes);
    case BOUND_TAG: return arena_printf(a, "约 %zu 字", m->tag / 3);
    case BOUND_TEXT: return arena_printf(a, "约 %zu 万字", m->text / 30000);
    case BOUND_LINES: return arena_printf(a, "%zu 行", m->lines);
    case BOUND_NONE: break;
    }
    return "";
}

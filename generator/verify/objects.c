/* What `mutool show … grep` says of the file's font objects: embedded, readable as text, em box. One object a line. */
#include "verify/page.h"

#include "verify/child.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <string.h>

struct object { int number; const char *text; };
struct objects { struct arena *a; struct object *v; size_t n, cap; };

/* The value behind /Key: up to the next delimiter; "" if the key is not there. */
static const char *value(struct arena *a, const char *text, const char *key)
{
    size_t n = strlen(key);
    for (const char *p = text; (p = strstr(p, key)); p += n) {
        unsigned char next = (unsigned char)p[n];
        if (isalnum(next)) /* /FontFile is no /FontFile2 */
            continue;
        const char *v = p + n + strspn(p + n, " ");
        size_t len = v[0] == '/' ? 1 + strcspn(v + 1, "/<>[]() \n") : v[0] == '[' ? strcspn(v, "]\n") : strcspn(v, "/<>[]()\n");
        return arena_strndup(a, v, len);
    }
    return "";
}

static bool has(const char *text, const char *key)
{
    size_t n = strlen(key);
    for (const char *p = text; (p = strstr(p, key)); p += n)
        if (!isalnum((unsigned char)p[n]))
            return true;
    return false;
}

static const char *object(const struct objects *o, const char *ref)
{
    int number = atoi(ref[0] == '[' ? ref + 1 : ref);
    for (size_t i = 0; i < o->n; i++)
        if (o->v[i].number == number)
            return o->v[i].text;
    return "";
}

/* A name without '/' and #xx escapes: bytes as the file has them. */
static const char *plain_name(struct arena *a, const char *name)
{
    char *out = arena_strdup(a, name[0] == '/' ? name + 1 : name), *q = out;
    for (const char *p = out; *p; p++) {
        if (*p == '#' && isxdigit((unsigned char)p[1]) && isxdigit((unsigned char)p[2])) {
            char hex[3] = {p[1], p[2], 0};
            *q++ = (char)strtol(hex, NULL, 16);
            p += 2;
        } else {
            *q++ = *p;
        }
    }
    *q = 0;
    return out;
}

/* Word writes names of Chinese fonts in GBK. */
static const char *readable(struct arena *a, const char *name)
{
    if (utf8_valid(name, strlen(name), NULL))
        return name;
    iconv_t cv = iconv_open("UTF-8", "GB18030");
    char out[512] = "", *q = out, *p = arena_strdup(a, name);
    size_t n = strlen(name), room = sizeof out - 1;
    if (cv == (iconv_t)-1 || iconv(cv, &p, &n, &q, &room) == (size_t)-1)
        q = out;
    if (cv != (iconv_t)-1)
        iconv_close(cv);
    *q = 0;
    return out[0] ? arena_strdup(a, out) : "（无法辨认）";
}

/* The trace shows at most 31 bytes of a name (MuPDF's limit), and those that are no UTF-8 as '?' (trace.c). */
static bool same_name(const char *traced, const char *name)
{
    size_t n = strlen(traced), i = 0;
    for (; i < n && name[i]; i++)
        if (traced[i] != name[i] && traced[i] != '?')
            return false;
    return i == n && (n >= 24 || !name[n]);
}

static const char *without_tag(const char *name)
{
    for (int i = 0; i < 6; i++)
        if (name[i] < 'A' || name[i] > 'Z')
            return name;
    return name[6] == '+' ? name + 7 : name;
}

uint16_t pages_font(struct vpages *p, const char *name)
{
    name = without_tag(name);
    for (size_t i = 0; i < p->nfonts; i++)
        if (strcmp(p->fonts[i].name, name) == 0)
            return (uint16_t)i;
    if (p->nfonts >= 4096)
        return 0;
    ARENA_PUSH(p->a, p->fonts, p->nfonts, p->capfonts) = (struct vfont){.name = arena_strdup(p->a, name), .role = ROLE_UNKNOWN, .above = 880};
    return (uint16_t)(p->nfonts - 1);
}

/* The em box: the descriptor's Ascent and Descent where they make one (above + below = 1), else 0.88 : 0.12. */
static int em_above(struct arena *a, const char *descriptor)
{
    int up = atoi(value(a, descriptor, "/Ascent")), down = -atoi(value(a, descriptor, "/Descent"));
    if (down < 0)
        down = -down;
    return up >= 780 && up <= 920 && up + down >= 990 && up + down <= 1010 ? up * 1000 / (up + down) : 880;
}

/* A font that pages name: /Type0 through its descendant, or a simple one. */
static void read_font(struct vpages *p, const struct objects *o, const char *text)
{
    const char *base = value(p->a, text, "/BaseFont"), *own = text, *sub = value(p->a, text, "/Subtype");
    if (strncmp(sub, "/CIDFontType", 12) == 0)
        return; /* part of a Type0 font, read there */
    if (strcmp(sub, "/Type0") == 0)
        own = object(o, value(p->a, text, "/DescendantFonts"));
    if (own[0] == '[')
        own = object(o, own);
    const char *descriptor = object(o, value(p->a, own, "/FontDescriptor"));
    const char *name = without_tag(plain_name(p->a, base));
    if (base[0] == 0)
        return;
    for (size_t i = 0; i < p->nfonts; i++) {
        struct vfont *f = &p->fonts[i];
        if (!same_name(f->name, name))
            continue;
        f->embedded = has(descriptor, "/FontFile") || has(descriptor, "/FontFile2") || has(descriptor, "/FontFile3") || strcmp(sub, "/Type3") == 0;
        f->unicode = has(text, "/ToUnicode") || (strcmp(sub, "/Type0") != 0 && strcmp(sub, "/Type3") != 0);
        f->above = em_above(p->a, descriptor);
        f->name = readable(p->a, name);
        p->fonts_known = true;
    }
}

int objects_read(struct vpages *p, const struct source *s)
{
    struct child c;
    struct buf b = {0};
    const char *const argv[] = {"mutool", "show", s->path, "grep", NULL};
    int e = child_start(&c, argv, 64 << 20);
    if (e) {
        errno = e;
        return read_failed(s, NULL, -1);
    }
    struct objects o = {.a = p->a};
    char *save = NULL;
    int rc = child_slurp(&c, &b);
    child_end(&c);
    errno = 0;
    for (char *line = b.p ? strtok_r(b.p, "\n", &save) : NULL; line; line = strtok_r(NULL, "\n", &save))
        if ((strstr(line, "/Font") || line[strcspn(line, " ")] == 0 || strstr(line, " obj [")) && isdigit((unsigned char)line[0])) {
            char *text = strstr(line, " obj ");
            if (text && o.n < 200000)
                ARENA_PUSH(o.a, o.v, o.n, o.cap) = (struct object){atoi(line), arena_strdup(o.a, text + 5)};
        }
    for (size_t i = 0; rc == 0 && i < o.n; i++)
        if (has(o.v[i].text, "/Type/Font"))
            read_font(p, &o, o.v[i].text);
    buf_drop(&b);
    return rc == 0 ? 0 : read_failed(s, &c, -1);
}

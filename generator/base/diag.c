#include "base/diag.h"

#include <string.h>

static const struct {
    const char *code;
    enum severity severity;
    const char *text, *expected, *mend;
} catalogue[] = {
#define MSG(code, severity, text, expected, mend) {#code, SEV_##severity, text, expected, mend},
#include "data/messages.tab"
#undef MSG
};
_Static_assert(sizeof catalogue / sizeof catalogue[0] == MSG_COUNT, "one row a message");

const char *msg_code(enum msg m) { return catalogue[m].code; }
enum severity msg_severity(enum msg m) { return catalogue[m].severity; }
const char *msg_text(enum msg m) { return catalogue[m].text; }
const char *msg_expected(enum msg m) { return catalogue[m].expected; }
const char *msg_mend(enum msg m) { return catalogue[m].mend; }

const char *severity_name(enum severity s)
{
    static const char *const name[] = {"提示", "警告", "错误", "致命"};
    return name[s];
}

static const char *fill(struct arena *a, const char *tpl, const char *const args[])
{
    size_t nargs = 0;
    while (args && args[nargs])
        nargs++;
    struct buf b = {0};
    for (const char *p = tpl; *p; p++) {
        if (p[0] == '%' && p[1] >= '1' && p[1] <= '9') {
            size_t i = (size_t)(p[1] - '1');
            if (i < nargs)
                buf_adds(&b, args[i]);
            p++;
        } else {
            buf_addc(&b, *p);
        }
    }
    const char *s = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return s;
}

/* 警告 and 提示 take no room from 错误: what refuses a file is among what is told. */
bool diags_full(const struct diags *ds, enum severity s)
{
    size_t alike = 0;
    for (size_t i = 0; ds->most && ds->n >= ds->most && i < ds->n; i++)
        alike += (ds->v[i].severity >= SEV_ERROR) == (s >= SEV_ERROR);
    return ds->most && alike >= ds->most;
}

struct diag *diag_add(struct diags *ds, enum msg m, struct place at, const char *path, const char *found,
                      const char *const args[])
{
    if (diags_full(ds, catalogue[m].severity)) {
        static _Thread_local struct diag beyond;
        beyond = (struct diag){.msg = m, .severity = catalogue[m].severity};
        ds->more++;
        ds->more_worst = beyond.severity > ds->more_worst ? beyond.severity : ds->more_worst;
        return &beyond;
    }
    struct diag *d = &ARENA_PUSH(ds->a, ds->v, ds->n, ds->cap);
    *d = (struct diag){
        .msg = m,
        .severity = catalogue[m].severity,
        .place = {arena_strdup(ds->a, at.file), at.line, at.col},
        .path = arena_strdup(ds->a, path),
        .text = fill(ds->a, catalogue[m].text, args),
        .found = arena_strdup(ds->a, found),
        .expected = fill(ds->a, catalogue[m].expected, args),
        .mend = fill(ds->a, catalogue[m].mend, args),
    };
    return d;
}

struct diag *diags_find(const struct diags *ds, enum msg m)
{
    for (size_t i = 0; i < ds->n; i++)
        if (ds->v[i].msg == m)
            return &ds->v[i];
    return NULL;
}

void diag_retell(struct diags *ds, struct diag *d, const char *const args[])
{
    d->text = fill(ds->a, catalogue[d->msg].text, args);
}

void diags_append(struct diags *dst, const struct diags *src)
{
    for (size_t i = 0; i < src->n; i++) {
        struct diag s = src->v[i];
        struct arena *a = dst->a;
        s.place.file = arena_strdup(a, s.place.file);
        s.path = arena_strdup(a, s.path);
        s.text = arena_strdup(a, s.text);
        s.found = arena_strdup(a, s.found);
        s.expected = arena_strdup(a, s.expected);
        s.mend = arena_strdup(a, s.mend);
        ARENA_PUSH(a, dst->v, dst->n, dst->cap) = s;
    }
}

enum severity diags_worst(const struct diags *ds)
{
    enum severity w = ds->more ? ds->more_worst : SEV_NOTE;
    for (size_t i = 0; i < ds->n; i++)
        if (ds->v[i].severity > w)
            w = ds->v[i].severity;
    return w;
}

size_t diags_count(const struct diags *ds, enum severity s)
{
    size_t n = 0;
    for (size_t i = 0; i < ds->n; i++)
        n += ds->v[i].severity == s;
    return n;
}

static bool unsafe(uint32_t c, bool keep_newline)
{
    if (c == '\n')
        return !keep_newline;
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x061C || c == 0x2028 || c == 0x2029 || c == 0xFEFF || (c & 0xFFFE) == 0xFFFE ||
           (c >= 0xFDD0 && c <= 0xFDEF);
}

void diag_safe_text(struct buf *out, const char *s, bool keep_newline)
{
    const char *end = s + strlen(s);
    while (s < end) {
        uint32_t c;
        int n = utf8_decode(s, end, &c);
        if (!n) {
            buf_addf(out, "<%02X>", (unsigned char)*s);
            s++;
            continue;
        }
        if (unsafe(c, keep_newline))
            buf_addf(out, "<U+%04X>", (unsigned)c);
        else
            buf_add(out, s, (size_t)n);
        s += n;
    }
}

const char *diag_safe(struct arena *a, const char *s)
{
    struct buf b = {0};
    diag_safe_text(&b, s, /*keep_newline*/false);
    const char *safe = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return safe;
}

void diag_format(const struct diag *d, struct buf *out)
{
    if (d->place.file) {
        diag_safe_text(out, d->place.file, false);
        if (d->place.line)
            buf_addf(out, ":%u", d->place.line);
        if (d->place.line && d->place.col)
            buf_addf(out, ":%u", d->place.col);
        buf_adds(out, ": ");
    }
    buf_addf(out, "%s %s: ", severity_name(d->severity), msg_code(d->msg));
    if (d->path && d->path[0] && strncmp(d->text, d->path, strlen(d->path)) != 0) { /* 〈填报人〉没有填写 names its place itself */
        diag_safe_text(out, d->path, false);
        buf_adds(out, "：");
    }
    diag_safe_text(out, d->text, false);
    buf_addc(out, '\n');
    if (d->expected && d->expected[0]) {
        buf_adds(out, "    应为：");
        diag_safe_text(out, d->expected, false);
        buf_addc(out, '\n');
    }
    if (d->mend && d->mend[0]) {
        buf_adds(out, "    办法：");
        diag_safe_text(out, d->mend, false);
        buf_addc(out, '\n');
    }
}

void diags_print(const struct diags *ds, FILE *f)
{
    struct buf b = {0};
    for (size_t i = 0; i < ds->n; i++)
        diag_format(&ds->v[i], &b);
    fputs(buf_str(&b), f);
    buf_drop(&b);
}

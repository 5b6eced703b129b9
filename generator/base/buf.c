#include "base/base.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct buf *b, size_t more)
{
    size_t need;
    if (__builtin_add_overflow(b->n, more + 1, &need))
        base_die("内部错误：文本过长");
    if (need <= b->cap)
        return;
    size_t cap = b->cap ? b->cap : 256;
    while (cap < need)
        cap *= 2;
    char *p = realloc(b->p, cap);
    if (!p)
        base_die(OUT_OF_MEMORY);
    b->p = p;
    b->cap = cap;
}

void buf_add(struct buf *b, const void *p, size_t n)
{
    reserve(b, n);
    if (n)
        memcpy(b->p + b->n, p, n);
    b->n += n;
    b->p[b->n] = 0;
}

void buf_adds(struct buf *b, const char *s) { buf_add(b, s, strlen(s)); }
void buf_addc(struct buf *b, char c) { buf_add(b, &c, 1); }

void buf_addf(struct buf *b, const char *fmt, ...)
{
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (n < 0)
        base_die("内部错误：格式串“%s”", fmt);
    reserve(b, (size_t)n);
    vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
    va_end(again);
    b->n += (size_t)n;
}

void buf_add_utf8(struct buf *b, uint32_t cp)
{
    char c[4];
    buf_add(b, c, (size_t)utf8_encode(cp, c));
}

void buf_add_numbers(struct buf *b, const int64_t *v, size_t n)
{
    for (size_t k = 0; k < n; k++) {
        size_t last = k;
        while (last + 1 < n && v[last + 1] == v[last] + 1)
            last++;
        buf_addf(b, "%s%lld", k ? "、" : "", (long long)v[k]);
        if (last > k)
            buf_addf(b, "%s%lld", last > k + 1 ? "—" : "、", (long long)v[last]);
        k = last;
    }
}

void buf_clear(struct buf *b)
{
    b->n = 0;
    if (b->p)
        b->p[0] = 0;
}

void buf_drop(struct buf *b)
{
    free(b->p);
    *b = (struct buf){0};
}

const char *buf_str(struct buf *b) { return b->p ? b->p : ""; }

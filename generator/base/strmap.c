#include "base/strmap.h"

#include "base/base.h"

#include <string.h>

struct strmap { struct { const char *key; const void *value; } *slot; size_t mask, n; };

static size_t hash_of(const char *s)
{
    uint64_t h = 14695981039346656037u; /* FNV-1a */
    for (; *s; s++)
        h = (h ^ (unsigned char)*s) * 1099511628211u;
    return (size_t)(h ^ h >> 29);
}

static size_t slot_of(const struct strmap *m, const char *key)
{
    size_t i = hash_of(key) & m->mask;
    while (m->slot[i].key && strcmp(m->slot[i].key, key) != 0)
        i = (i + 1) & m->mask;
    return i;
}

struct strmap *strmap_new(struct arena *a, size_t most)
{
    struct strmap *m = arena_alloc(a, sizeof *m);
    size_t size = 16;
    while (size < most * 2)
        size *= 2;
    m->mask = size - 1;
    m->slot = arena_calloc(a, size, sizeof *m->slot);
    return m;
}

void strmap_put(struct strmap *m, const char *key, const void *value)
{
    size_t i = slot_of(m, key);
    if (m->slot[i].key)
        return;
    if (++m->n > m->mask)
        base_die("内部错误：对照表过小");
    m->slot[i].key = key;
    m->slot[i].value = value;
}

const void *strmap_get(const struct strmap *m, const char *key)
{
    return m && key ? m->slot[slot_of(m, key)].value : NULL;
}

/* Text → the first thing put under it. A hostile file has thousands of names, problems and paragraphs to be looked up in one pass. */
#ifndef JIBAO_STRMAP_H
#define JIBAO_STRMAP_H

#include <stddef.h>

struct arena;
struct strmap;
/* Holds at most that many keys; lives in a; keys and values are borrowed. */
struct strmap *strmap_new(struct arena *a, size_t most);
void strmap_put(struct strmap *m, const char *key, const void *value); /* the first one under a key stays */
const void *strmap_get(const struct strmap *m, const char *key);       /* NULL if there is none, or m or key is NULL */

#endif

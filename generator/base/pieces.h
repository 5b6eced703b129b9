/* A text handed over in pieces, as xmlCtxtReadIO asks for it: xmlCtxtReadMemory would hold a copy of all of it. */
#ifndef JIBAO_PIECES_H
#define JIBAO_PIECES_H

#include <stddef.h>
#include <string.h>

struct pieces { const char *p; size_t left; };

static inline int pieces_next(void *pieces, char *to, int room)
{
    struct pieces *t = pieces;
    size_t n = t->left < (size_t)room ? t->left : (size_t)room;
    memcpy(to, t->p, n);
    t->p += n;
    t->left -= n;
    return (int)n;
}

#endif

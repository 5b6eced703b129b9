/* The text of a received file as its receipt quotes it, and the bytes in it that are no text. */
#include "intake/parts.h"

void shown_keep(struct judged *j, struct arena *a, const char *bytes, const struct decoded *d)
{
    j->shown = d->p;
    j->nshown = d->n;
    j->undecoded = arena_calloc(a, d->nbad, sizeof *j->undecoded);
    j->nundecoded = d->nbad;
    for (size_t i = 0; i < d->nbad; i++)
        j->undecoded[i] = (struct undecoded){d->bad[i].out, bytes + d->bad[i].in, d->bad[i].len};
}

void intake_show(struct judged *j, struct arena *a, const char *file, const char *bytes, size_t n)
{
    struct diags quiet = {.a = a};
    struct decoded d;
    if (n > LIMIT_FILE)
        return;
    decode_bytes(&d, a, file, bytes, n, &quiet);
    shown_keep(j, a, bytes, &d);
}

#include "fuzz.h"

#include <string.h>

void fuzz_text(const char *what, const char *s, size_t n)
{
    size_t bad = 0;
    MUST(utf8_valid(s, n, &bad), "%s: byte %zu is no UTF-8", what, bad);
}

static void printable(const char *what, const char *s)
{
    if (!s)
        return;
    fuzz_text(what, s, strlen(s));
}

enum severity fuzz_messages(const struct diags *ds)
{
    struct buf b = {0};
    for (size_t i = 0; i < ds->n; i++) {
        const struct diag *d = &ds->v[i];
        MUST(d->msg < MSG_COUNT && d->severity <= SEV_FATAL && d->text && d->text[0], "message %zu", i);
        printable("text", d->text);
        printable("path", d->path);
        printable("found", d->found);
        printable("expected", d->expected);
        printable("mend", d->mend);
        buf_clear(&b);
        diag_format(d, &b);
        fuzz_text("formatted", buf_str(&b), b.n);
        for (size_t k = 0; k < b.n; k++)
            MUST((unsigned char)b.p[k] >= 0x20 || b.p[k] == '\n', "%s: control %02X", msg_code(d->msg), (unsigned)b.p[k]);
    }
    buf_drop(&b);
    return diags_worst(ds);
}

char *fuzz_file(const char *path, size_t *n)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(2);
    }
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    rewind(f);
    char *p = malloc((size_t)size + 1);
    *n = fread(p, 1, (size_t)size, f);
    p[*n] = 0;
    fclose(f);
    return p;
}

/* splitmix64 */
uint32_t fuzz_next(struct fuzz_random *r)
{
    uint64_t z = r->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return (uint32_t)(z >> 32);
}

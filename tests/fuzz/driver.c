/*
 * In place of libFuzzer where only gcc is at hand: DRIVER [-runs=N] [-seed=S] [-max_len=N] [-input=FILE] FOLDER-or-FILE…
 * replays every file, then makes N inputs out of them by mutation. The same seed gives the same inputs: a run is repeatable.
 * The input under way stands in FILE, so that it is there after a crash.
 */
#include "fuzz.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

__attribute__((weak)) int LLVMFuzzerInitialize(int *argc, char ***argv);
#pragma weak LLVMFuzzerCustomMutator

struct input { uint8_t *p; size_t n; };
static struct { struct input *v; size_t n, cap; } seeds;
static struct fuzz_random chance;
static int copy = -1;   /* of the input under way */
static bool running;
static size_t most = 1 << 16;

/* ---- seeds ---- */

static void add_file(const char *path)
{
    struct input in;
    in.p = (uint8_t *)fuzz_file(path, &in.n);
    if (seeds.n == seeds.cap)
        seeds.v = realloc(seeds.v, (seeds.cap = seeds.cap * 2 + 64) * sizeof *seeds.v);
    seeds.v[seeds.n++] = in;
}

static int visible(const struct dirent *e) { return e->d_name[0] != '.'; }

/* Sorted, so that the inputs do not depend on the order of a folder. */
static void add_path(const char *path)
{
    struct dirent **e;
    struct stat st;
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode)) {
        add_file(path);
        return;
    }
    int n = scandir(path, &e, visible, alphasort);
    if (n < 0) {
        perror(path);
        exit(2);
    }
    for (int i = 0; i < n; i++) {
        char file[4096];
        snprintf(file, sizeof file, "%s/%s", path, e[i]->d_name);
        if (stat(file, &st) == 0 && S_ISREG(st.st_mode))
            add_file(file);
        free(e[i]);
    }
    free(e);
}

/* ---- mutation ---- */

static const uint8_t odd_bytes[] = {0, 1, 0x7F, 0x80, 0xFF, '<', '>', '&', '"', '0', '9', '-', ' ', '\n', 0xE4, 0xFE};

static size_t insert(uint8_t *p, size_t n, size_t limit, size_t at, const uint8_t *from, size_t k)
{
    if (n + k > limit)
        return n;
    uint8_t *piece = malloc(k + 1);
    memcpy(piece, from, k);
    memmove(p + at + k, p + at, n - at);
    memcpy(p + at, piece, k);
    free(piece);
    return n + k;
}

size_t LLVMFuzzerMutate(uint8_t *p, size_t n, size_t limit)
{
    struct fuzz_random *r = &chance;
    size_t at = fuzz_below(r, n), k = 1 + fuzz_below(r, n - at < 64 ? n - at : 64);
    if (n == 0)
        return insert(p, n, limit, 0, odd_bytes + fuzz_below(r, sizeof odd_bytes), 1);
    switch (fuzz_below(r, 7)) {
    case 0: p[at] ^= (uint8_t)(1u << fuzz_below(r, 8)); break;
    case 1: p[at] = odd_bytes[fuzz_below(r, sizeof odd_bytes)]; break;
    case 2: p[at] = (uint8_t)fuzz_next(r); break;
    case 3: return insert(p, n, limit, at, p + at, k > n - at ? n - at : k);
    case 4: return insert(p, n, limit, at, odd_bytes + fuzz_below(r, sizeof odd_bytes), 1);
    case 5:
        k = k > n - at ? n - at : k;
        memmove(p + at, p + at + k, n - at - k);
        return n - k;
    default: {
        const struct input *other = &seeds.v[fuzz_below(r, seeds.n)];
        size_t from = fuzz_below(r, other->n);
        k = k > other->n - from ? other->n - from : k;
        return insert(p, n, limit, at, other->p + from, k);
    }
    }
    return n;
}

/* ---- running ---- */

/* The bytes stand in a piece of memory of exactly their size: the sanitizer sees a read of the next byte. */
static void run(const uint8_t *bytes, size_t n)
{
    uint8_t *p = malloc(n ? n : 1);
    memcpy(p, bytes, n);
    if (copy >= 0 && (ftruncate(copy, 0) != 0 || pwrite(copy, p, n, 0) != (ssize_t)n))
        perror("input");
    alarm(300); /* a loop without end must not hang the tests */
    running = true;
    LLVMFuzzerTestOneInput(p, n);
    running = false;
    free(p);
}

static void mutate_and_run(void)
{
    uint8_t *p = malloc(most);
    const struct input *seed = &seeds.v[fuzz_below(&chance, seeds.n)];
    size_t n = seed->n < most ? seed->n : most;
    memcpy(p, seed->p, n);
    for (size_t i = 1 + fuzz_below(&chance, 4); i > 0; i--)
        n = LLVMFuzzerCustomMutator ? LLVMFuzzerCustomMutator(p, n, most, fuzz_next(&chance)) : LLVMFuzzerMutate(p, n, most);
    run(p, n);
    free(p);
}

/* base_die ends the process in good order; for bytes that came from outside that is a fault. */
static void on_exit_inside(void)
{
    if (running)
        abort();
}

static const char *value(const char *arg, const char *name)
{
    size_t n = strlen(name);
    return strncmp(arg, name, n) == 0 ? arg + n : NULL;
}

int main(int argc, char **argv)
{
    size_t runs = 0;
    const char *v;
    for (int i = 1; i < argc; i++)
        if ((v = value(argv[i], "-runs=")))
            runs = strtoul(v, NULL, 10);
        else if ((v = value(argv[i], "-seed=")))
            chance.state = strtoul(v, NULL, 10);
        else if ((v = value(argv[i], "-max_len=")))
            most = strtoul(v, NULL, 10);
        else if ((v = value(argv[i], "-input=")))
            copy = open(v, O_CREAT | O_RDWR | O_CLOEXEC, 0666);
        else
            add_path(argv[i]);
    if (!seeds.n) {
        fprintf(stderr, "%s: no inputs\n", argv[0]);
        return 2;
    }
    if (LLVMFuzzerInitialize)
        LLVMFuzzerInitialize(&argc, &argv);
    atexit(on_exit_inside);
    for (size_t i = 0; i < seeds.n; i++)
        run(seeds.v[i].p, seeds.v[i].n);
    for (size_t i = 0; i < runs; i++)
        mutate_and_run();
    printf("%s: %zu inputs, %zu mutations\n", strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0], seeds.n, runs);
    for (size_t i = 0; i < seeds.n; i++)
        free(seeds.v[i].p);
    free(seeds.v);
    return 0;
}

/*
 * fuzz: what the fuzz targets share. A target is tests/fuzz/<name>.c: LLVMFuzzerTestOneInput takes hostile bytes through one
 * door of the program and checks what must hold whatever came in. The same sources are linked twice: with libFuzzer
 * (make fuzz, clang) and with driver.c (make test and make asan, gcc), which replays the corpus and mutates with a fixed seed.
 * All run from the top folder of the project.
 */
#ifndef JIBAO_FUZZ_H
#define JIBAO_FUZZ_H

#include "base/diag.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n);
/* By libFuzzer or driver.c: one small change of the bytes; returns the new length. */
size_t LLVMFuzzerMutate(uint8_t *p, size_t n, size_t most);
/* By mutate_*.c, for inputs with a form of their own. */
size_t LLVMFuzzerCustomMutator(uint8_t *p, size_t n, size_t most, unsigned seed);

/* A broken promise of the program is a finding like a crash. */
#define MUST(holds, ...) \
    do { \
        if (!(holds)) { \
            fprintf(stderr, "%s:%d: %s\n    ", __FILE__, __LINE__, #holds); \
            fprintf(stderr, __VA_ARGS__); \
            fputc('\n', stderr); \
            abort(); \
        } \
    } while (0)

/* Every message can be printed, is valid UTF-8 and steers no terminal; returns the worst severity. */
enum severity fuzz_messages(const struct diags *ds);
void fuzz_text(const char *what, const char *s, size_t n); /* valid UTF-8 */
/* A whole file, for fixtures; ends the process if it cannot be read. Never freed. */
char *fuzz_file(const char *path, size_t *n);

/* The target's words for mutate_xml.c: a file of lines "word", with \xHH for what does not show. */
extern const char fuzz_dictionary[];

/* Small random numbers for mutators. */
struct fuzz_random { uint64_t state; };
uint32_t fuzz_next(struct fuzz_random *r);
static inline size_t fuzz_below(struct fuzz_random *r, size_t n) { return n ? fuzz_next(r) % n : 0; }

#endif

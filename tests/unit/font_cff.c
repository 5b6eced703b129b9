/* The charset of CFF tables: formats 0, 1, 2, and tables that lie. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "font/internal.h"

#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    arena_drop(arena);
    return 0;
}

/* ---- a small CFF table: header, names, top dict, strings, global subrs, charset, charstrings ---- */

static void put(struct buf *b, unsigned v, int bytes)
{
    while (bytes-- > 0)
        buf_addc(b, (char)(v >> 8 * bytes));
}

static void put_int(struct buf *b, unsigned v) /* operand 29: five bytes, so that lengths do not depend on values */
{
    buf_addc(b, 29);
    put(b, v, 4);
}

static void put_index1(struct buf *b, const void *p, size_t n)
{
    put(b, 1, 2);
    put(b, 1, 1);
    put(b, 1, 1);
    put(b, (unsigned)n + 1, 1);
    buf_add(b, p, n);
}

static struct buf make_cff(bool ros, const void *charset, size_t n, unsigned nglyphs)
{
    struct buf b = {0}, top = {0};
    size_t start = 4 + 6 + 5 + (ros ? 17u : 0u) + 12 + 2 + 2; /* header, name, top, strings, subrs */
    if (ros) {
        put_int(&top, 391);
        put_int(&top, 392);
        put_int(&top, 5);
        put(&top, 12 << 8 | 30, 2);
    }
    put_int(&top, (unsigned)start);
    buf_addc(&top, 15);
    put_int(&top, (unsigned)(start + n));
    buf_addc(&top, 17);
    put(&b, 0x01000401, 4);
    put_index1(&b, "F", 1);
    put_index1(&b, top.p, top.n);
    put(&b, 0, 2);
    put(&b, 0, 2);
    assert_int_equal(b.n, start);
    buf_add(&b, charset, n);
    put(&b, nglyphs, 2); /* charstrings: endchar each */
    put(&b, 1, 1);
    for (unsigned i = 0; i <= nglyphs; i++)
        put(&b, i + 1, 1);
    for (unsigned i = 0; i < nglyphs; i++)
        put(&b, 14, 1);
    buf_drop(&top);
    return b;
}

/* Reads a copy that is exactly as long as said: the sanitizer sees every byte too many. */
static int read_exact(const char *p, size_t n, struct cff_info *out)
{
    assert_true(n < 256);
    uint8_t *copy = n < 256 ? malloc(n ? n : 1) : NULL;
    assert_non_null(copy);
    if (n)
        memcpy(copy, p, n);
    int rc = cff_read(arena, copy, n, out);
    free(copy);
    return rc;
}

static void formats(void **state)
{
    (void)state;
    static const struct { const char *bytes; size_t n; } charsets[] = {
        {"\0\0\5\0\6\0\7\0\11\0\12", 11},          /* format 0: 5 6 7 9 10 */
        {"\1\0\5\2\0\11\1", 7},                    /* format 1: 5..7, 9..10 */
        {"\2\0\5\0\2\0\11\0\1", 9},                /* format 2: the same */
    };
    static const uint16_t want[] = {0, 5, 6, 7, 9, 10};
    for (size_t i = 0; i < 3; i++) {
        struct buf b = make_cff(true, charsets[i].bytes, charsets[i].n, 6);
        struct cff_info info;
        assert_int_equal(read_exact(b.p, b.n, &info), 0);
        assert_true(info.cid_keyed);
        assert_int_equal(info.nglyphs, 6);
        assert_non_null(info.cid_of_gid);
        assert_memory_equal(info.cid_of_gid, want, sizeof want);
        buf_drop(&b);
    }
}

static void identity_and_names(void **state)
{
    (void)state;
    struct cff_info info;
    struct buf b = make_cff(true, "\2\0\1\0\4", 5, 6);
    assert_int_equal(read_exact(b.p, b.n, &info), 0);
    assert_true(info.cid_keyed);
    assert_null(info.cid_of_gid); /* identity */
    buf_drop(&b);
    b = make_cff(false, "\2\0\5\0\4", 5, 6);
    assert_int_equal(read_exact(b.p, b.n, &info), 0);
    assert_false(info.cid_keyed);
    assert_null(info.cid_of_gid);
    buf_drop(&b);
}

static bool whole(const char *p, size_t n)
{
    uint8_t *copy = malloc(n);
    assert_non_null(copy);
    memcpy(copy, p, n);
    bool yes = cff_whole(copy, n);
    free(copy);
    return yes;
}

/* The glyphs' last bytes are the last six of the table. */
static void glyphs_cut_off(void **state)
{
    (void)state;
    struct buf b = make_cff(true, "\2\0\1\0\4", 5, 6);
    assert_true(whole(b.p, b.n));
    for (size_t i = 1; i <= 6; i++) {
        b.p[b.n - i] = 10; /* ends by calling a subroutine */
        assert_true(whole(b.p, b.n));
        b.p[b.n - i] = 5;  /* rlineto: what should follow is missing */
        assert_false(whole(b.p, b.n));
        b.p[b.n - i] = 14;
    }
    for (size_t n = 1; n < b.n; n++)
        assert_false(whole(b.p, n));
    buf_drop(&b);
}

static void charsets_that_lie(void **state)
{
    (void)state;
    static const struct { const char *bytes; size_t n; } bad[] = {
        {"\3\0\5\0\4", 5},              /* unknown format */
        {"\2\0\5\0\5", 5},              /* one glyph too many */
        {"\2\0\5\377\377", 5},          /* a range far beyond the glyphs */
        {"\2\377\376\0\4", 5},          /* CIDs beyond 65535 */
        {"\1\0\5\377", 4},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct buf b = make_cff(true, bad[i].bytes, bad[i].n, 6);
        struct cff_info info;
        assert_int_equal(read_exact(b.p, b.n, &info), -1);
        buf_drop(&b);
    }
}

/* Every length, and every byte changed in turn: an answer or a refusal, never a read outside. */
static void damaged_everywhere(void **state)
{
    (void)state;
    struct buf b = make_cff(true, "\1\0\5\2\0\11\1", 7, 6);
    struct cff_info info;
    for (size_t n = 0; n < b.n; n++)
        read_exact(b.p, n, &info);
    assert_int_equal(read_exact(b.p, b.n - 1, &info), -1);
    static const uint8_t values[] = {0, 1, 2, 4, 5, 28, 29, 30, 0x7F, 0x80, 0xFE, 0xFF};
    for (size_t i = 0; i < b.n; i++) {
        char was = b.p[i];
        for (size_t k = 0; k < sizeof values; k++) {
            b.p[i] = (char)values[k];
            read_exact(b.p, b.n, &info);
            arena_reset(arena);
        }
        b.p[i] = was;
    }
    uint32_t seed = 1;
    for (int round = 0; round < 20000; round++) { /* several bytes at once, the same ones every time */
        char copy[256];
        memcpy(copy, b.p, b.n);
        for (int k = 0; k < 6; k++) {
            seed = seed * 1664525 + 1013904223;
            copy[(seed >> 8) % b.n] = (char)(seed >> 24);
        }
        read_exact(copy, b.n, &info);
        arena_reset(arena);
    }
    buf_drop(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats), cmocka_unit_test(identity_and_names), cmocka_unit_test(glyphs_cut_off), cmocka_unit_test(charsets_that_lie),
        cmocka_unit_test(damaged_everywhere),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}

/*
 * texts: near-identical passages of joint units are told once with all their units.
 *
 * Two passages say the same when, after blanks, punctuation and width are set aside,
 *   - they are equal, or
 *   - twice their common character pairs (bigrams, as multisets) over all their pairs reaches the profile's line (90 %), and
 *   - in either case their decisive characters (digits, % and the point, Chinese numerals, negations) are the same in the same order:
 *     “培训120人次” and “培训130人次”, “已完成” and “未完成” differ in one character and are different facts.
 */
#include "report/build.h"

#include <stdlib.h>
#include <string.h>
#include <unicode/uchar.h>

/* Full-width letters and digits are the same as half-width ones. */
static uint32_t fold(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c -= 0xFEE0;
    return (uint32_t)u_foldCase((UChar32)c, U_FOLD_CASE_DEFAULT);
}

static bool kept_mark(uint32_t c) { return c == '.' || c == '%' || c == '-' || c == '/'; }

static bool decisive(uint32_t c)
{
    static const char set[] = "一二两三四五六七八九十百千万亿半未不无没非否已尚";
    static const size_t n = sizeof set - 1;
    if ((c >= '0' && c <= '9') || kept_mark(c) || c == 0x2030)
        return true;
    if (c < 0x4E00 || c > 0x9FFF)
        return false;
    char s[4];
    int k = utf8_encode(c, s);
    for (size_t i = 0; k == 3 && i + 3 <= n; i += 3)
        if (memcmp(set + i, s, 3) == 0)
            return true;
    return false;
}

static int by_value(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static bool ascii_digit(uint32_t c) { return c >= '0' && c <= '9'; }

/* A full stop that ends an ASCII sentence is punctuation, a decimal point is not. */
static size_t drop_lone_points(uint32_t *v, size_t n)
{
    size_t k = 0;
    for (size_t i = 0; i < n; i++) {
        bool inside = i && i + 1 < n && ascii_digit(v[i - 1]) && ascii_digit(v[i + 1]);
        if (v[i] != '.' || inside)
            v[k++] = v[i];
    }
    return k;
}

static void normalise(struct arena *a, struct passage *p)
{
    const char *s = p->text, *end = s + strlen(s);
    p->norm = arena_calloc(a, (size_t)(end - s) + 1, sizeof *p->norm);
    while (s < end) {
        uint32_t c;
        int k = utf8_decode(s, end, &c);
        if (!k)
            break;
        s += k;
        c = fold(c);
        if (kept_mark(c) || c == 0x2030 || !(u_isUWhiteSpace((UChar32)c) || u_ispunct((UChar32)c)))
            p->norm[p->nnorm++] = c;
    }
    p->nnorm = drop_lone_points(p->norm, p->nnorm);
}

static void prepare(struct arena *a, struct passage *p)
{
    normalise(a, p);
    p->decisive = arena_calloc(a, p->nnorm + 1, sizeof *p->decisive);
    p->bigram = arena_calloc(a, p->nnorm + 1, sizeof *p->bigram);
    for (size_t i = 0; i < p->nnorm; i++) {
        if (decisive(p->norm[i]))
            p->decisive[p->ndecisive++] = p->norm[i];
        if (i)
            p->bigram[p->nbigram++] = (uint64_t)p->norm[i - 1] << 32 | p->norm[i];
    }
    if (p->nbigram)
        qsort(p->bigram, p->nbigram, sizeof *p->bigram, by_value);
}

static bool equal(const uint32_t *x, size_t nx, const uint32_t *y, size_t ny)
{
    return nx == ny && (nx == 0 || memcmp(x, y, nx * sizeof *x) == 0);
}

static int similarity(const struct passage *x, const struct passage *y)
{
    if (equal(x->norm, x->nnorm, y->norm, y->nnorm))
        return 10000;
    size_t i = 0, k = 0, common = 0, all = x->nbigram + y->nbigram;
    while (i < x->nbigram && k < y->nbigram) {
        if (x->bigram[i] == y->bigram[k]) {
            common++;
            i++;
            k++;
        } else if (x->bigram[i] < y->bigram[k]) {
            i++;
        } else {
            k++;
        }
    }
    return all ? (int)(2 * common * 10000 / all) : 0;
}

static bool same(const struct passage *x, const struct passage *y, int per_cent)
{
    if (!equal(x->decisive, x->ndecisive, y->decisive, y->ndecisive))
        return false;
    /* the length alone rules most pairs out: 2·min/(min+max) is the best they could reach */
    size_t least = x->nnorm < y->nnorm ? x->nnorm : y->nnorm, all = x->nnorm + y->nnorm;
    if (2 * least * 100 < all * (size_t)per_cent)
        return false;
    return similarity(x, y) >= per_cent * 100;
}

static bool tells(const struct passage *p, const struct unit *u)
{
    for (size_t i = 0; i < p->nunits; i++)
        if (p->units[i] == u)
            return true;
    return false;
}

void passages_add(struct build *b, struct passages *p, const struct unit *u, const char *text, struct date due)
{
    struct passage x = {.text = text, .due = due};
    prepare(b->a, &x);
    for (size_t i = 0; i < p->n; i++) {
        struct passage *old = &p->v[i];
        if (!tells(old, u) && date_cmp(old->due, due) == 0 && same(old, &x, b->set.similarity)) {
            ARENA_PUSH(b->a, old->units, old->nunits, old->unitcap) = u;
            ARENA_PUSH(b->a, b->told, b->ntold, b->toldcap) = (struct told_by){text, old->units[0]};
            return;
        }
    }
    ARENA_PUSH(b->a, x.units, x.nunits, x.unitcap) = u;
    ARENA_PUSH(b->a, p->v, p->n, p->cap) = x;
}

const struct unit *passage_told_by(const struct build *b, const char *text)
{
    for (size_t i = 0; i < b->ntold; i++)
        if (b->told[i].text == text)
            return b->told[i].unit;
    return NULL;
}

int text_similarity(struct arena *a, const char *x, const char *y)
{
    struct passage px = {.text = x}, py = {.text = y};
    prepare(a, &px);
    prepare(a, &py);
    return similarity(&px, &py);
}

bool text_same(struct arena *a, const char *x, const char *y, int per_cent)
{
    struct passage px = {.text = x}, py = {.text = y};
    prepare(a, &px);
    prepare(a, &py);
    return same(&px, &py, per_cent);
}

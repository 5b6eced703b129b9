#include "base/decimal.h"

#include <string.h>

enum { PLACES = 6 };
static const int64_t ONE = 1000000;

bool decimal_parse(const char *s, decimal *out)
{
    bool minus = *s == '-';
    if (minus)
        s++;
    int64_t v = 0;
    int digits = 0, places = -1;
    for (; *s; s++) {
        if (*s == '.' && places < 0 && digits) {
            places = 0;
            continue;
        }
        if (*s < '0' || *s > '9' || places == PLACES)
            return false;
        if (__builtin_mul_overflow(v, 10, &v) || __builtin_add_overflow(v, *s - '0', &v))
            return false;
        digits++;
        if (places >= 0)
            places++;
    }
    if (!digits || places == 0)
        return false;
    for (int i = places < 0 ? 0 : places; i < PLACES; i++)
        if (__builtin_mul_overflow(v, 10, &v))
            return false;
    out->millionths = minus ? -v : v;
    return true;
}

char *decimal_format(struct arena *a, decimal d)
{
    bool minus = d.millionths < 0;
    uint64_t v = minus ? 0 - (uint64_t)d.millionths : (uint64_t)d.millionths;
    char *s = arena_printf(a, "%s%llu.%06llu", minus ? "-" : "", (unsigned long long)(v / (uint64_t)ONE),
                           (unsigned long long)(v % (uint64_t)ONE));
    size_t n = strlen(s);
    while (s[n - 1] == '0')
        s[--n] = 0;
    if (s[n - 1] == '.')
        s[--n] = 0;
    return s;
}

int decimal_cmp(decimal a, decimal b) { return (a.millionths > b.millionths) - (a.millionths < b.millionths); }

bool decimal_add(decimal a, decimal b, decimal *out)
{
    return !__builtin_add_overflow(a.millionths, b.millionths, &out->millionths);
}

/* n / d rounded half away from zero */
static __int128 round_div(__int128 n, __int128 d)
{
    if (d < 0) {
        n = -n;
        d = -d;
    }
    return n >= 0 ? (n * 2 + d) / (d * 2) : -((-n * 2 + d) / (d * 2));
}

bool decimal_div(decimal a, int64_t n, decimal *out)
{
    if (n == 0)
        return false;
    out->millionths = (int64_t)round_div(a.millionths, n);
    return true;
}

char *decimal_percent(struct arena *arena, decimal a, decimal b)
{
    if (b.millionths == 0)
        return NULL;
    __int128 tenths = round_div((__int128)a.millionths * 1000, b.millionths);
    if (tenths > INT64_MAX / 100000 || tenths < INT64_MIN / 100000)
        return NULL;
    return decimal_format(arena, (decimal){(int64_t)tenths * (ONE / 10)});
}

/*
 * Figures of indicators as clerks write them. Full-width digits, thousands separators and the indicator's own unit behind
 * the number are converted exactly; number words, 万 and 亿, other units, 约 and 余 are refused with a hint.
 */
#include "intake/parts.h"

#include <string.h>

static bool starts(const char *s, const char *with) { return strncmp(s, with, strlen(with)) == 0; }

/* Does s begin with one of the words (ended by NULL)? Returns the word. */
static const char *one_of(const char *s, const char *const words[])
{
    for (size_t i = 0; words[i]; i++)
        if (starts(s, words[i]))
            return words[i];
    return NULL;
}

static const char *const about_before[] = {"约", "近", "大约", "大概", "不低于", "不少于", "不足", "超过", "超", "至少", "达到", "逾",
                                           "≥", "≤", "＞", "＜", ">", "<", "±", NULL};
static const char *const about_behind[] = {"余", "多", "左右", "上下", "以上", "以下", "以内", NULL};
static const char *const range_signs[] = {"-", "~", "～", "—", "–", "至", "到", NULL};
static const char *const number_words[] = {"零", "〇", "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千",
                                           "万", "亿", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "半", NULL};
static const char *const magnitudes[] = {"万亿", "亿", "百万", "千万", "万", "千", "百", NULL};

/* Units are compared without blanks and with ％ as %. */
static char *bare_unit(struct arena *a, const char *s)
{
    char *t = text_halfwidth(a, text_trim(a, s));
    return strcmp(t, "百分比") == 0 || strcmp(t, "百分之") == 0 ? arena_strdup(a, "%") : t;
}

bool number_same_unit(struct arena *a, const char *x, const char *y)
{
    return strcmp(bare_unit(a, x), bare_unit(a, y)) == 0;
}

/* Digits with commas: groups of three behind the first comma? Takes the commas out. */
static bool ungroup(char *s)
{
    char *dot = strchr(s, '.'), *end = dot ? dot : s + strlen(s), *comma = strchr(s, ',');
    if (!comma)
        return true;
    if (comma == s || comma - s > 3 || (dot && strchr(dot, ',')))
        return false;
    for (char *p = comma; p < end; p += 4)
        if (*p != ',' || end - p < 4 || strspn(p + 1, "0123456789") < 3 || (p + 4 < end && p[4] != ','))
            return false;
    char *w = s;
    for (char *r = s; *r; r++)
        if (*r != ',')
            *w++ = *r;
    *w = 0;
    return true;
}

/* digits or digits.digits */
static bool plain(const char *s)
{
    size_t n = strspn(s, "0123456789");
    if (n == 0)
        return false;
    if (!s[n])
        return true;
    size_t m = s[n] == '.' ? strspn(s + n + 1, "0123456789") : 0;
    return m > 0 && !s[n + 1 + m];
}

static int zeros_of(const char *magnitude)
{
    static const struct { const char *word; int zeros; } of[] = {{"百", 2}, {"千", 3}, {"万", 4}, {"百万", 6}, {"千万", 7}, {"亿", 8}, {"万亿", 12}};
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        if (strcmp(magnitude, of[i].word) == 0)
            return of[i].zeros;
    return 0;
}

/* 1.2 and 万 → 12000: the decimal point moves, nothing is rounded */
static const char *written_out(struct arena *a, decimal value, const char *magnitude)
{
    int64_t v = value.millionths;
    for (int i = 0; i < zeros_of(magnitude); i++)
        if (__builtin_mul_overflow(v, 10, &v))
            return NULL;
    return decimal_format(a, (decimal){v});
}

static void read_magnitude(struct number *n, struct arena *a, const char *magnitude, const char *rest, const char *unit)
{
    n->fault = NUMBER_MAGNITUDE;
    n->detail = magnitude;
    rest = text_trim(a, rest);
    if (one_of(rest, about_behind) || one_of(rest, range_signs)) {
        n->fault = one_of(rest, about_behind) ? NUMBER_ABOUT : NUMBER_RANGE;
        return;
    }
    if (*rest && !number_same_unit(a, rest, unit)) { /* 12万元 where 人次 is wanted */
        n->fault = NUMBER_UNIT;
        n->detail = arena_printf(a, "%s%s", magnitude, rest);
        return;
    }
    n->hint = written_out(a, n->value, magnitude);
}

/* What stands behind the digits. */
static void read_suffix(struct number *n, struct arena *a, const char *suffix, const char *unit)
{
    const char *word;
    if (!*suffix)
        return;
    if (number_same_unit(a, suffix, unit)) {
        n->changed = true;
    } else if (one_of(suffix, about_behind)) {
        n->fault = NUMBER_ABOUT;
    } else if ((word = one_of(suffix, range_signs)) != NULL) {
        n->fault = NUMBER_RANGE;
    } else if ((word = one_of(suffix, magnitudes)) != NULL) {
        read_magnitude(n, a, word, suffix + strlen(word), unit);
    } else if (strpbrk(suffix, "0123456789/,.") || strspn(suffix, "OolI") == strlen(suffix)) { /* letters that look like digits */
        n->fault = NUMBER_FORM;
    } else {
        n->fault = NUMBER_UNIT;
        n->detail = suffix;
        size_t len = strlen(unit);
        if (strncmp(suffix, unit, len) == 0 && one_of(suffix + len, about_behind))
            n->fault = NUMBER_ABOUT;
    }
}

static struct number not_digits(const char *s)
{
    struct number n = {.fault = NUMBER_FORM};
    if (one_of(s, about_before))
        n.fault = NUMBER_ABOUT;
    else if (one_of(s, number_words))
        n.fault = NUMBER_WORDS;
    return n;
}

/* 007 → 7, but 0.5 stays */
static const char *without_zeros(const char *s)
{
    while (s[0] == '0' && s[1] >= '0' && s[1] <= '9')
        s++;
    return s;
}

struct number number_read(struct arena *a, const char *s, const char *unit)
{
    const char *trimmed = text_trim(a, s);
    char *t = text_halfwidth(a, trimmed);
    struct number n = {.changed = strcmp(t, trimmed) != 0};
    bool minus = *t == '-';
    n.changed |= *t == '+';
    if (*t == '-' || *t == '+')
        t = text_trim(a, t + 1);
    size_t len = strspn(t, "0123456789.,");
    if (len == 0)
        return not_digits(t);
    char *digits = arena_strndup(a, t, len);
    bool grouped = strchr(digits, ',') != NULL;
    if (!ungroup(digits)) {
        n.fault = NUMBER_GROUPING;
        return n;
    }
    if (!plain(digits)) {
        n.fault = NUMBER_FORM;
        return n;
    }
    const char *shortest = without_zeros(digits);
    n.changed |= grouped || shortest != digits;
    n.text = minus ? arena_printf(a, "-%s", shortest) : shortest;
    bool fits = decimal_parse(n.text, &n.value);
    read_suffix(&n, a, text_trim(a, t + len), unit);
    if (n.fault == NUMBER_OK && !fits)
        n.fault = NUMBER_TOO_BIG;
    return n;
}

/*
 * Figures of indicators as clerks write them. Full-width digits, thousands separators and the indicator's own unit behind
 * the number are converted exactly; number words, 万 and 亿, other units, 约 and 余, remarks and punctuation are refused with a hint.
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
static const char *const about_behind[] = {"余", "多", "左右", "上下", "以上", "以下", "以内", "+", NULL};
static const char *const range_signs[] = {"-", "~", "～", "—", "–", "至", "到", NULL};
static const char *const number_words[] = {"零", "〇", "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千",
                                           "万", "亿", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖", "拾", "半", NULL};
static const char *const remarks[] = {"累计", "合计", "总计", "共计", "当季", "本季度", "其中", NULL}; /* no units, though words */
static const char *const currency[] = {"￥", "¥", "人民币", "RMB", NULL};
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

/* The value with the decimal point moved by that many places (1.2 and 万 → 12000); NULL if that cannot be told exactly */
static const char *moved(struct arena *a, decimal value, int places)
{
    int64_t v = value.millionths;
    for (; places > 0; places--)
        if (__builtin_mul_overflow(v, 10, &v))
            return NULL;
    for (; places < 0; places++, v /= 10)
        if (v % 10)
            return NULL;
    return decimal_format(a, (decimal){v});
}

/* Punctuation, brackets and signs: no unit begins with one. */
static bool is_mark(const char *s)
{
    uint32_t c;
    if (!utf8_decode(s, s + strlen(s), &c))
        return false;
    bool letter = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '%';
    return (c < 0x80 && !letter) || (c >= 0x2010 && c <= 0x2027) || (c >= 0x3000 && c <= 0x303F && !text_is_cjk(c)) || (c >= 0xFF00 && c <= 0xFF65);
}

/* What follows a number or its unit and is neither: 。 (累计) 累计 */
static bool is_tail(const char *s) { return is_mark(s) || one_of(s, remarks); }

/* A unit as far as its letters go: 户 of 户(累计) */
static char *unit_only(struct arena *a, const char *s)
{
    size_t i = 0;
    for (uint32_t c; s[i] && !is_mark(s + i);) {
        int n = utf8_decode(s + i, s + strlen(s), &c);
        i += n ? (size_t)n : 1;
    }
    return arena_strndup(a, s, i);
}

/* 元 of 元整, 人次 of (人次) */
static const char *plain_suffix(struct arena *a, const char *s)
{
    static const char *const open[] = {"(", "（", NULL}, *const whole[] = {"元整", "元正", "圆整", NULL};
    size_t n = strlen(s), last = n && s[n - 1] == ')' ? 1 : strlen("）");
    const char *bracket = one_of(s, open);
    if (bracket && n > strlen(bracket) + last && (s[n - 1] == ')' || strcmp(s + n - last, "）") == 0))
        return text_trim(a, arena_strndup(a, s + strlen(bracket), n - strlen(bracket) - last));
    for (size_t i = 0; whole[i]; i++)
        if (n >= strlen(whole[i]) && strcmp(s + n - strlen(whole[i]), whole[i]) == 0)
            return arena_printf(a, "%.*s元", (int)(n - strlen(whole[i])), s);
    return s;
}

/* 万元 → 万 and 元; the magnitude is "" if there is none */
static const char *split_unit(const char *unit, const char **base)
{
    const char *m = one_of(unit, magnitudes);
    *base = unit + (m ? strlen(m) : 0);
    return m ? m : "";
}

/* Another unit or magnitude than the indicator's. Where both count the same thing (0.5亿 or 50元 for 万元), the figure is told. */
static void read_unit(struct number *n, struct arena *a, const char *suffix, const char *unit)
{
    const char *base, *wanted_base, *magnitude = split_unit(suffix, &base);
    const char *wanted = split_unit(bare_unit(a, unit), &wanted_base);
    base = text_trim(a, base);
    n->fault = *magnitude ? NUMBER_MAGNITUDE : NUMBER_UNIT;
    n->detail = magnitude;
    if (one_of(base, about_behind) || one_of(base, range_signs)) {
        n->fault = one_of(base, about_behind) ? NUMBER_ABOUT : NUMBER_RANGE;
        return;
    }
    if (strpbrk(base, "0123456789")) /* 1万2千 */
        return;
    base = unit_only(a, base);
    bool same = (!*base && *magnitude) || strcmp(base, wanted_base) == 0;
    if (same)
        n->hint = moved(a, n->value, zeros_of(magnitude) - zeros_of(wanted));
    if (*base && (!same || *wanted)) {
        n->fault = NUMBER_UNIT;
        n->detail = arena_printf(a, "%s%s", magnitude, base);
    }
}

/* What stands behind the digits. */
static void read_suffix(struct number *n, struct arena *a, const char *written, const char *unit)
{
    const char *suffix = plain_suffix(a, written);
    size_t len = strlen(unit);
    bool own = len && strncmp(suffix, unit, len) == 0;
    if (!*suffix)
        return;
    if (number_same_unit(a, suffix, unit)) {
        n->changed = true;
    } else if (one_of(suffix, about_behind) || (own && one_of(suffix + len, about_behind))) {
        n->fault = NUMBER_ABOUT;
    } else if (one_of(suffix, range_signs)) {
        n->fault = NUMBER_RANGE;
    } else if (!one_of(suffix, magnitudes) && (strpbrk(suffix, "0123456789/,.") || strspn(suffix, "OolI") == strlen(suffix))) {
        n->fault = NUMBER_FORM; /* letters that look like digits among others */
    } else if (is_tail(written) || (own && is_tail(suffix + len))) {
        n->fault = NUMBER_TAIL;
        n->detail = own ? suffix + len : written;
    } else {
        read_unit(n, a, suffix, unit);
    }
}

/* ￥1.2万: the sign in front says what 元 behind the number would. */
static const char *with_currency(struct arena *a, const char *suffix)
{
    const char *m = one_of(suffix, magnitudes);
    return strcmp(suffix, m ? m : "") == 0 ? arena_printf(a, "%s元", suffix) : suffix;
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
    const char *money = one_of(t, currency);
    if (money)
        t = text_trim(a, t + strlen(money));
    bool minus = *t == '-';
    n.changed |= *t == '+' || money;
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
    bool zero = strspn(shortest, "0.") == strlen(shortest); /* -0 is 0 */
    n.changed |= minus && zero;
    n.text = minus && !zero ? arena_printf(a, "-%s", shortest) : shortest;
    bool fits = decimal_parse(n.text, &n.value);
    const char *suffix = text_trim(a, t + len);
    read_suffix(&n, a, money ? with_currency(a, suffix) : suffix, unit);
    if (n.fault == NUMBER_OK && !fits)
        n.fault = NUMBER_TOO_BIG;
    return n;
}

/* Paragraphs, ordinals and dates as clerks write them. What is converted is converted exactly; the caller lists it. */
#include "intake/parts.h"

#include <stdlib.h>
#include <string.h>

static bool is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == 0x3000 || c == 0xA0 || c == 0xFEFF;
}

bool text_is_cjk(uint32_t c)
{
    return c == 0x3007 || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
           (c >= 0x20000 && c <= 0x323AF);
}

/* Chinese characters and the punctuation that goes with them: no blank belongs between two of these */
static bool is_wide(uint32_t c) { return text_is_cjk(c) || (c >= 0x3000 && c <= 0x303F) || (c >= 0xFF00 && c <= 0xFF60) || (c >= 0x2010 && c <= 0x2026); }

char *text_trim(struct arena *a, const char *s)
{
    const char *end = s + strlen(s);
    uint32_t c;
    for (int n; (n = utf8_decode(s, end, &c)) > 0 && is_space(c);)
        s += n;
    while (end > s) {
        const char *last = end - 1;
        while (last > s && ((unsigned char)*last & 0xC0) == 0x80)
            last--;
        if (!utf8_decode(last, end, &c) || !is_space(c))
            break;
        end = last;
    }
    return arena_strndup(a, s, (size_t)(end - s));
}

char *text_halfwidth(struct arena *a, const char *s)
{
    struct buf b = {0};
    for (const char *p = s, *end = s + strlen(s); p < end;) {
        uint32_t c;
        int n = utf8_decode(p, end, &c);
        if (!n)
            break;
        if ((c >= 0xFF10 && c <= 0xFF19) || c == 0xFF0C || c == 0xFF0E || c == 0xFF05 || c == 0xFF0B || c == 0xFF0D || c == 0xFF0F)
            c -= 0xFEE0;
        else if (c == 0x2212)
            c = '-';
        if (!chars_invisible(c))
            buf_add_utf8(&b, c);
        p += n;
    }
    char *r = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return r;
}

/* What a run of white space inside a paragraph becomes; before and after are its neighbours. */
static void add_gap(struct buf *b, const char *gap, size_t n, bool broken, uint32_t before, uint32_t after)
{
    if (!broken)
        buf_add(b, gap, n); /* blanks that the writer typed stay */
    else if (!is_wide(before) || !is_wide(after))
        buf_addc(b, ' ');
}

char *text_paragraph(struct arena *a, const char *s, bool *changed)
{
    char *t = text_trim(a, s);
    struct buf b = {0};
    uint32_t before = 0;
    *changed = false;
    if (!strpbrk(t, "\n\r\t"))
        return t;
    for (const char *p = t, *end = t + strlen(t); p < end;) {
        const char *gap = p;
        bool broken = false;
        uint32_t c;
        int n;
        while ((n = utf8_decode(p, end, &c)) > 0 && is_space(c)) {
            broken |= c == '\n' || c == '\r' || c == '\t';
            p += n;
        }
        if (!n)
            break;
        if (p > gap)
            add_gap(&b, gap, (size_t)(p - gap), broken, before, c);
        *changed |= broken;
        buf_add(&b, p, (size_t)n);
        before = c;
        p += n;
    }
    char *r = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return r;
}

size_t text_length(const char *s)
{
    size_t count = 0;
    for (const char *p = s, *end = s + strlen(s); p < end;) {
        uint32_t c;
        int n = utf8_decode(p, end, &c);
        count += n && !is_space(c);
        p += n ? n : 1;
    }
    return count;
}

char *text_short(struct arena *a, const char *s, size_t n)
{
    const char *p = s, *end = s + strlen(s);
    for (size_t i = 0; i < n && p < end; i++) {
        uint32_t c;
        int len = utf8_decode(p, end, &c);
        p += len ? len : 1;
    }
    return p == end ? arena_strdup(a, s) : arena_printf(a, "%.*s……", (int)(p - s), s);
}

char *text_bare(struct arena *a, const char *s)
{
    struct buf b = {0};
    for (const char *p = s, *end = s + strlen(s); p < end;) {
        uint32_t c;
        int n = utf8_decode(p, end, &c);
        bool keep = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || text_is_cjk(c) || c > 0x323AF;
        if (n && keep)
            buf_add(&b, p, (size_t)n);
        p += n ? n : 1;
    }
    char *r = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return r;
}

size_t text_shared(const char *x, const char *y)
{
    size_t same = 0;
    for (const char *p = x, *end = x + strlen(x); p < end;) {
        uint32_t c;
        int k = utf8_decode(p, end, &c);
        if (!k)
            break;
        same += memmem(y, strlen(y), p, (size_t)k) != NULL;
        p += k;
    }
    return same;
}

/* 二十五 → 25, up to 99; 0 if s is something else */
static int chinese_number(const char *s)
{
    static const char *const digit[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int tens = 0, ones = 0;
    bool ten = false;
    for (; *s; s += 3) {
        if (strncmp(s, "十", 3) == 0 && !ten) {
            tens = ones ? ones : 1;
            ones = 0;
            ten = true;
            continue;
        }
        int d = 0;
        for (int i = 0; i < 9; i++)
            if (strncmp(s, digit[i], 3) == 0)
                d = i + 1;
        if (!d || ones)
            return 0;
        ones = d;
    }
    return tens * 10 + ones;
}

int text_ordinal(struct arena *a, const char *s)
{
    char *t = text_halfwidth(a, text_trim(a, s));
    if (strncmp(t, "第", 3) == 0)
        t += 3;
    size_t n = strlen(t);
    if (n > 3 && strcmp(t + n - 3, "项") == 0)
        t[n - 3] = 0;
    t = text_trim(a, t);
    if (strspn(t, "0123456789") != strlen(t))
        return chinese_number(t);
    return t[0] && strlen(t) <= 3 ? atoi(t) : 0;
}

static void skip_blanks(const char **p)
{
    uint32_t c;
    for (int n; (n = utf8_decode(*p, *p + strlen(*p), &c)) > 0 && is_space(c);)
        *p += n;
}

/* One number of at most max digits at *p, with the blanks behind it; -1 if there is none. */
static int take_number(const char **p, int max)
{
    int v = 0, digits = 0;
    for (; digits < max && **p >= '0' && **p <= '9'; digits++)
        v = v * 10 + (*(*p)++ - '0');
    skip_blanks(p);
    return digits ? v : -1;
}

static bool take(const char **p, const char *any_of)
{
    if (!**p || !strchr(any_of, **p))
        return false;
    (*p)++;
    skip_blanks(p);
    return true;
}

static bool take_word(const char **p, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*p, word, n) != 0)
        return false;
    *p += n;
    skip_blanks(p);
    return true;
}

/* 二〇二二, 2022, 二0二二: four digits, 〇 also as 零 or ○; -1 if it is something else */
static int any_year(const char **p)
{
    static const char *const digit[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "零", "○"};
    int v = 0;
    for (int k = 0; k < 4; k++) {
        size_t i = 0;
        if (**p >= '0' && **p <= '9') {
            v = v * 10 + (*(*p)++ - '0');
            continue;
        }
        while (i < 12 && strncmp(*p, digit[i], 3) != 0)
            i++;
        if (i == 12)
            return -1;
        v = v * 10 + (int)(i < 10 ? i : 0);
        *p += 3;
    }
    skip_blanks(p);
    return v;
}

/* The number in front of a word, 十二 or 12 of …月; 0 if there is none. *p moves behind the word. */
static int number_before(struct arena *a, const char **p, const char *word)
{
    const char *end = strstr(*p, word);
    if (!end || end - *p > 12)
        return 0;
    char *s = text_trim(a, arena_strndup(a, *p, (size_t)(end - *p)));
    size_t n = strspn(s, "0123456789");
    int v = n && n <= 2 && !s[n] ? atoi(s) : strcmp(s, "元") == 0 && strcmp(word, "月") == 0 ? 1 : chinese_number(s);
    *p = end + strlen(word);
    skip_blanks(p);
    return v;
}

/* 二〇二二年十二月二十六日; 二0二二年12月二十六日 */
static bool date_in_words(struct arena *a, const char *p, struct date *out)
{
    int y = any_year(&p);
    if (y < 0 || !take_word(&p, "年"))
        return false;
    int m = number_before(a, &p, "月"), d = number_before(a, &p, strstr(p, "号") ? "号" : "日");
    *out = (struct date){(int16_t)y, (int8_t)m, (int8_t)d};
    return m && d && !*p;
}

/* -, . or /, or a dash of the kind that an input method gives */
static bool take_separator(const char **p) { return take(p, "-./") || take_word(p, "—") || take_word(p, "–"); }

/* 2022-12-26, 2022.12.26, 2022/12/26, 2022年12月26日 (号), 20221226; blanks may stand beside the separators */
static bool date_in_digits(const char *p, struct date *out)
{
    size_t digits = strspn(p, "0123456789");
    if (digits != 4 && digits != 8)
        return false;
    int y = take_number(&p, 4), m, d;
    bool words = digits == 4 && take_word(&p, "年"), compact = digits == 8;
    if (!words && !compact && !take_separator(&p))
        return false;
    m = take_number(&p, 2);
    if (m < 0 || !(words ? take_word(&p, "月") : compact || take_separator(&p)))
        return false;
    d = take_number(&p, 2);
    if (words && !take_word(&p, "日"))
        take_word(&p, "号");
    *out = (struct date){(int16_t)y, (int8_t)m, (int8_t)d};
    return d >= 0 && !*p;
}

enum date_fault text_date(struct arena *a, const char *s, struct date *out)
{
    const char *p = text_halfwidth(a, text_trim(a, s));
    struct date found;
    if (!date_in_digits(p, &found) && !date_in_words(a, p, &found))
        return DATE_FORM;
    if (!date_valid(found))
        return DATE_MISSING;
    *out = found;
    return DATE_OK;
}

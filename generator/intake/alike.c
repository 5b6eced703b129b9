/*
 * How much of a text stood in an earlier one, and how alike two sentences are.
 *
 * A text pasted from last quarter is seldom pasted as it was: a lead-in is put before it, 三季度 becomes 四季度, figures are new,
 * paragraphs are joined or cut. So only ideographs and letters count, without numerals and words of time; a text is one run of
 * them, wherever its paragraphs end; and a character is old when it stands in a run of RUN of them that the earlier text has
 * too. Whether the sentences stand in the same order does not matter. Both take time in proportion to the texts.
 *
 * Standing work is told in the same words every quarter (聚龙社区就业率97%): figures are counted by themselves, so that such a
 * text can be told from a paste. A date is no figure, nor is the number of a thing (第三批).
 */
#include "intake/parts.h"

#include <stdlib.h>
#include <string.h>

enum {
    RUN = 6,           /* characters: words are shorter, and so are most phrases of office Chinese */
    LEAD_IN = 12,      /* characters: 截至目前， 按照县委统一部署， */
    SLOTS_MOST = 1 << 21, /* of a table; of a text with more than a million characters the rest counts as new */
    SENTENCE = 120,    /* characters of a sentence that are compared */
};

static bool is_numeral_or_time(uint32_t c)
{
    switch (c) {
    case U'〇': case U'零': case U'一': case U'二': case U'两': case U'三': case U'四': case U'五': case U'六': case U'七': case U'八':
    case U'九': case U'十': case U'百': case U'千': case U'万': case U'亿': case U'半': case U'多': case U'余': case U'年': case U'月':
    case U'日': case U'号': case U'季': case U'度': case U'第': case U'旬': case U'底': case U'末': case U'初': case U'上': case U'中':
    case U'下': case U'本': case U'今': case U'前': case U'全': case U'截': case U'至': case U'止': case U'目':
        return true;
    default:
        return false;
    }
}

/* The next character that counts, 0 at the end. */
static uint32_t next_counted(const char **p, const char *end)
{
    while (*p < end) {
        uint32_t c;
        int n = utf8_decode(*p, end, &c);
        *p += n ? n : 1;
        bool letter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c > 0x323AF || text_is_cjk(c);
        if (n && letter && !is_numeral_or_time(c))
            return c;
    }
    return 0;
}

/* ---- runs ---- */

struct run { uint32_t v[RUN]; size_t n; }; /* the last characters of a text, in a ring; n: how many there were */
struct text_runs { uint32_t *slot; size_t mask, n; struct run at; };

/* True if there are RUN characters now; *hash is theirs and never 0. */
static bool run_add(struct run *r, uint32_t c, uint32_t *hash)
{
    r->v[r->n++ % RUN] = c;
    if (r->n < RUN)
        return false;
    uint64_t h = 14695981039346656037u; /* FNV-1a */
    for (size_t i = 0; i < RUN; i++)
        h = (h ^ r->v[(r->n + i) % RUN]) * 1099511628211u;
    *hash = (uint32_t)(h ^ h >> 32) | 1;
    return true;
}

static uint32_t *slot_of(const struct text_runs *t, uint32_t hash)
{
    size_t i = (hash >> 1) & t->mask;
    while (t->slot[i] && t->slot[i] != hash)
        i = (i + 1) & t->mask;
    return &t->slot[i];
}

struct text_runs *text_runs_new(struct arena *a, size_t bytes)
{
    struct text_runs *t = arena_alloc(a, sizeof *t);
    size_t size = 16;
    while (size < bytes && size < SLOTS_MOST) /* three bytes a character: a third of it fills up */
        size *= 2;
    *t = (struct text_runs){.slot = arena_calloc(a, size, sizeof *t->slot), .mask = size - 1};
    return t;
}

/* ---- figures ---- */

static bool any_of(uint32_t c, const uint32_t *list)
{
    while (*list && *list != c)
        list++;
    return *list != 0;
}

static bool is_digit(uint32_t c) { return (c >= '0' && c <= '9') || (c >= 0xFF10 && c <= 0xFF19); } /* ０ to ９ */
static bool is_hanzi_numeral(uint32_t c) { return any_of(c, U"〇零一二两三四五六七八九十百千万亿"); }
static bool is_link(uint32_t c) { return any_of(c, U",.．-—–~～至/"); } /* between two numerals */
static bool is_time(uint32_t c) { return any_of(c, U"年月日号季旬时周"); }
static bool is_measure(uint32_t c) { return any_of(c, U"户人次场起件个份元名条处家期辆吨亩米项栋间所张台宗例批笔堂位只株套块公平%％"); }

/* The character at p, 0 at the end; *next: behind it. */
static uint32_t char_at(const char *p, const char *end, const char **next)
{
    uint32_t c = 0;
    int n = p < end ? utf8_decode(p, end, &c) : 0;
    *next = p + (p < end ? n ? n : 1 : 0);
    return n ? c : p < end ? 0xFFFD : 0;
}

/* The end of the numeral at p, with what is linked to it (7月至9月 is two, 7-9月 one); *hash is of its characters, and never 0. */
static const char *numeral_end(const char *p, const char *end, bool *digits, uint32_t *hash)
{
    uint64_t h = 14695981039346656037u + 1; /* not the hash of a run */
    const char *next, *after;
    for (uint32_t c; (c = char_at(p, end, &next)) != 0; p = next) {
        uint32_t behind = char_at(next, end, &after);
        if (is_link(c) && (is_digit(behind) || is_hanzi_numeral(behind))) {
            if (c == ',') /* 1,209 is 1209 */
                continue;
        } else if (!is_digit(c) && !is_hanzi_numeral(c)) {
            break;
        }
        *digits |= is_digit(c);
        h = (h ^ (c >= 0xFF10 && c <= 0xFF19 ? c - 0xFF10 + '0' : c)) * 1099511628211u;
    }
    *hash = (uint32_t)(h ^ h >> 32) | 1;
    return p;
}

/* The next figure of a text: true, and its hash. *p moves behind it. */
static bool next_figure(const char **p, const char *end, uint32_t *hash)
{
    const char *next;
    bool ordinal = false;
    for (uint32_t c; (c = char_at(*p, end, &next)) != 0;) {
        if (!is_digit(c) && !is_hanzi_numeral(c)) {
            ordinal = c == U'第';
            *p = next;
            continue;
        }
        bool digits = false, dashed = false;
        const char *from = *p;
        *p = numeral_end(*p, end, &digits, hash);
        dashed = *p - from == 10 && from[4] == '-' && from[7] == '-'; /* 2022-12-20 */
        uint32_t unit = char_at(*p, end, &next), behind;
        if (any_of(unit, U"余多几来"))
            unit = char_at(next, end, &next);
        behind = char_at(next, end, &next);
        bool time = is_time(unit) || (unit == U'个' && is_time(behind)) || dashed;
        if (!ordinal && !time && (digits || is_measure(unit)))
            return true;
        ordinal = false;
    }
    return false;
}

/* ---- lead-ins ---- */

static bool begins_with(const char *s, size_t n, const char *word) { return n >= strlen(word) && strncmp(s, word, strlen(word)) == 0; }

static bool ends_with(const char *s, size_t n, const char *word)
{
    return n >= strlen(word) && strncmp(s + n - strlen(word), word, strlen(word)) == 0;
}

/* 截至目前, 按照县委统一部署, 在县委的坚强领导下: says when, by whose order or what for, and nothing that was done. */
static bool only_leads_in(const char *s, size_t n)
{
    static const char *const begin[] = {"截至", "截止", "目前", "当前", "今年", "本年", "本季", "本月", "近期", "近来", "按照", "根据", "依据", "遵照", "围绕",
        "聚焦", "针对", "对照", "结合", "为了", "为进一步", "为切实", "为深入", "为确保", "为全面", "为更好", "为有效", "为加强", "为落实", "为巩固",
        "一是", "二是", "三是", "四是", "首先", "其次", "同时", "此外", "另外"};
    static const char *const end[] = {"以来", "期间", "之际", "高度重视"};
    uint32_t hash;
    const char *p = s;
    if (next_figure(&p, s + n, &hash))
        return false;
    p = s;
    if (next_counted(&p, s + n) == 0 || (begins_with(s, n, "在") && ends_with(s, n, "下"))) /* nothing but words of time */
        return true;
    for (size_t i = 0; i < sizeof begin / sizeof begin[0]; i++)
        if (begins_with(s, n, begin[i]))
            return true;
    for (size_t i = 0; i < sizeof end / sizeof end[0]; i++)
        if (ends_with(s, n, end[i]))
            return true;
    return false;
}

/* Behind the clause at the beginning, when it is short and only leads in: it may have been put there to make old text look new. */
static const char *behind_lead_in(const char *text)
{
    const char *p = text, *end = text + strlen(text), *next;
    for (size_t i = 0; i <= LEAD_IN && p < end; i++, p = next)
        if (any_of(char_at(p, end, &next), U"，：,:"))
            return only_leads_in(text, (size_t)(p - text)) ? next : text;
    return text;
}

/* ---- the two texts ---- */

static void add_hash(struct text_runs *t, uint32_t hash)
{
    uint32_t *slot = slot_of(t, hash);
    t->n += !*slot;
    *slot = hash;
}

void text_runs_add(struct text_runs *t, const char *text)
{
    uint32_t c, hash;
    const char *end = text + strlen(text);
    for (const char *p = text; (c = next_counted(&p, end)) != 0 && t->n < t->mask / 2;)
        if (run_add(&t->at, c, &hash))
            add_hash(t, hash);
    for (const char *p = text; t->n < t->mask / 2 && next_figure(&p, end, &hash);)
        add_hash(t, hash);
}

static void count_figures(const struct text_runs *t, const char *text, struct text_share *s)
{
    const char *end = text + strlen(text);
    for (uint32_t hash; next_figure(&text, end, &hash); s->figures++)
        s->new_figures += !*slot_of(t, hash);
}

struct text_share text_runs_count(const struct text_runs *t, const struct paras *paras)
{
    struct text_share s = {0};
    struct run at = {0};
    size_t counted = 0; /* characters from the beginning that were counted as old or are out of reach */
    for (size_t i = 0; i < paras->n; i++) {
        const char *text = behind_lead_in(paras->v[i].text), *end = text + strlen(text);
        for (uint32_t c, hash; (c = next_counted(&text, end)) != 0;) {
            if (!run_add(&at, c, &hash) || !*slot_of(t, hash))
                continue;
            size_t from = at.n - RUN > counted ? at.n - RUN : counted;
            s.old += at.n - from;
            counted = at.n;
        }
        count_figures(t, paras->v[i].text, &s);
    }
    s.all = at.n;
    return s;
}

/* ---- sentences ---- */

static int by_value(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

/* The pairs of neighbours, sorted. */
static size_t pairs_of(const char *text, uint64_t pair[SENTENCE])
{
    size_t n = 0;
    uint32_t before = 0, c;
    for (const char *p = text, *end = text + strlen(text); p < end && n < SENTENCE;) {
        int k = utf8_decode(p, end, &c);
        p += k ? k : 1;
        if (!k || !((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || text_is_cjk(c)))
            continue;
        if (before)
            pair[n++] = (uint64_t)before << 32 | c;
        before = c;
    }
    if (n)
        qsort(pair, n, sizeof *pair, by_value);
    return n;
}

int text_alike(const char *x, const char *y)
{
    uint64_t px[SENTENCE], py[SENTENCE];
    size_t nx = pairs_of(x, px), ny = pairs_of(y, py), common = 0;
    for (size_t i = 0, k = 0; i < nx && k < ny;) {
        common += px[i] == py[k];
        bool x_first = px[i] <= py[k], y_first = py[k] <= px[i];
        i += x_first;
        k += y_first;
    }
    return nx + ny ? (int)(2 * common * 100 / (nx + ny)) : 0;
}

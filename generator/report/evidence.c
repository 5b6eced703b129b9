/* evidence: see evidence.h. Works on characters; nothing here knows a submission. */
#include "report/evidence.h"

#include <stdlib.h>
#include <string.h>

enum word_class { COMMON, DONE, SAID, RISE, OWN, DEED, BEGIN, OPEN, PLAN, URGE, EACH, TAIL, HOW, NEITHER, MEASURE, TIMES, TARGET, EVERY, BACK, KEPT, REST, WHOLE, WORD_CLASSES };
#define BIT(class) (1u << (class))
enum { SENSE = BIT(DONE) | BIT(SAID) | BIT(RISE) | BIT(OWN) | BIT(DEED) | BIT(BEGIN) | BIT(OPEN) | BIT(PLAN) | BIT(URGE) | BIT(EACH) | BIT(NEITHER) };

static const struct { enum word_class class; const char *text; } table[] = {
#define COMMON_WORD(w) {COMMON, w},
#define DONE_WORD(w) {DONE, w},
#define SAID_WORD(w) {SAID, w},
#define RISE_WORD(w) {RISE, w},
#define OWN_WORD(w) {OWN, w},
#define DEED_WORD(w) {DEED, w},
#define BEGIN_WORD(w) {BEGIN, w},
#define OPEN_WORD(w) {OPEN, w},
#define PLAN_WORD(w) {PLAN, w},
#define URGE_WORD(w) {URGE, w},
#define TAIL_WORD(w) {TAIL, w},
#define EACH_WORD(w) {EACH, w},
#define HOW_WORD(w) {HOW, w},
#define NEITHER_WORD(w) {NEITHER, w},
#define MEASURE_WORD(w) {MEASURE, w},
#define TIMES_WORD(w) {TIMES, w},
#define TARGET_WORD(w) {TARGET, w},
#define EVERY_WORD(w) {EVERY, w},
#define BACK_WORD(w) {BACK, w},
#define KEPT_WORD(w) {KEPT, w},
#define REST_WORD(w) {REST, w},
#define WHOLE_WORD(w) {WHOLE, w},
#include "data/promise-words.tab"
};
enum { WORDS = sizeof table / sizeof table[0], BUCKETS = 256 };

/* The table by the first character of each word; head and next count from 1, 0 = none. */
struct lexicon {
    int head[BUCKETS];
    struct word { uint32_t *c; size_t n; int next; } word[WORDS];
};

/* One character of a text with what it does: joins a pair, is not there, ends a pair, a clause, a part of a sentence, a sentence. */
enum mark { LETTER, NOTHING, PAIR_END, CLAUSE_END, PART_END /* ； */, SENTENCE_END };
struct letter { uint32_t c; enum mark mark; const char *at; int len; };
struct letters { struct letter *v; size_t n; };

static bool among(uint32_t c, const char *set)
{
    const char *end = set + strlen(set);
    uint32_t x;
    for (const char *p = set; p < end; p += utf8_decode(p, end, &x))
        if (utf8_decode(p, end, &x) && x == c)
            return true;
    return false;
}

static enum mark mark_of(uint32_t c)
{
    if (c >= 0x4E00 && c <= 0x9FFF) /* nearly every character */
        return LETTER;
    if (among(c, "。！？!?\n"))
        return SENTENCE_END;
    if (among(c, "；;"))
        return PART_END;
    if (among(c, "，：,:"))
        return CLAUSE_END;
    if (among(c, "“”‘’「」《》〈〉（）()【】[]\"' \t　"))
        return NOTHING;
    if (c < 0x80 ? !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '.' || c == '%') : c < 0x2E80)
        return PAIR_END;
    return c == 0x3001 || c == 0xFF0F ? PAIR_END : LETTER; /* 、 */
}

/* Full-width forms as half-width ones, capitals as small letters. */
static uint32_t plain(uint32_t c)
{
    if ((c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF5A) || c == 0xFF05 || c == 0xFF0E)
        c -= 0xFEE0;
    return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

static struct letters letters_of(struct arena *a, const char *s)
{
    const char *end = s + strlen(s);
    struct letters l = {.v = arena_calloc(a, (size_t)(end - s) + 1, sizeof *l.v)};
    while (s < end) {
        uint32_t c;
        int k = utf8_decode(s, end, &c);
        if (!k)
            break;
        c = plain(c);
        l.v[l.n++] = (struct letter){c, mark_of(c), s, k};
        s += k;
    }
    return l;
}

const struct lexicon *lexicon_open(struct arena *a)
{
    struct lexicon *x = arena_calloc(a, 1, sizeof *x);
    for (int k = 0; k < WORDS; k++) {
        struct letters l = letters_of(a, table[k].text);
        struct word *w = &x->word[k];
        w->c = arena_calloc(a, l.n + 1, sizeof *w->c);
        for (w->n = 0; w->n < l.n; w->n++)
            w->c[w->n] = l.v[w->n].c;
        int *head = &x->head[w->c[0] % BUCKETS];
        w->next = *head;
        *head = k + 1;
    }
    return x;
}

static bool spells(const struct letters *l, size_t i, const struct word *w)
{
    for (size_t k = 0; k < w->n; k++)
        if (i + k >= l->n || l->v[i + k].c != w->c[k])
            return false;
    return true;
}

/* The longest word of these classes (bits) at i: its letters and its place in the table; 0 = none. */
static size_t longest(const struct lexicon *x, const struct letters *l, size_t i, unsigned classes, int *which)
{
    size_t best = 0;
    for (int k = x->head[l->v[i].c % BUCKETS]; k; k = x->word[k - 1].next)
        if ((BIT(table[k - 1].class) & classes) && x->word[k - 1].n > best && spells(l, i, &x->word[k - 1])) {
            best = x->word[k - 1].n;
            *which = k - 1;
        }
    return best;
}

static bool digit(uint32_t c) { return c >= '0' && c <= '9'; }

/* A number at i: its letters, with the figure if a measure follows; a date (12月20日, 2023年) is none. */
static size_t number_at(const struct lexicon *x, const struct letters *l, size_t i, struct figure *f)
{
    char text[32];
    size_t n = 0, k = i;
    int which = 0;
    while (k < l->n && (digit(l->v[k].c) || (l->v[k].c == '.' && k + 1 < l->n && digit(l->v[k + 1].c)))) {
        if (n < sizeof text - 1)
            text[n++] = (char)l->v[k].c;
        k++;
    }
    text[n] = 0;
    f->measure = NULL;
    f->at = i;
    size_t len = k < l->n ? longest(x, l, k, BIT(MEASURE), &which) : 0;
    f->measured = len;
    if (len && decimal_parse(text, &f->number))
        f->measure = strcmp(table[which].text, "名") == 0 ? "人" : table[which].text;
    while (k < l->n && among(l->v[k].c, "年月日")) /* 12月 */
        k++;
    return k - i;
}

static int by_value(const void *x, const void *y)
{
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return (a > b) - (a < b);
}

static size_t sort_once(uint64_t *v, size_t n)
{
    size_t k = 0;
    if (n)
        qsort(v, n, sizeof *v, by_value);
    for (size_t i = 0; i < n; i++)
        if (!k || v[k - 1] != v[i])
            v[k++] = v[i];
    return k;
}

/* 三家, 十二个: a numeral in Chinese with a measure; 三成 is 30%; 三季度 and 第三次 are none. */
static size_t numeral_at(const struct lexicon *x, const struct letters *l, size_t i, struct figure *f)
{
    static const char digits[] = "一二三四五六七八九";
    int64_t sum = 0, last = 0;
    size_t k = i;
    int which = 0;
    f->measure = NULL;
    f->at = i;
    for (; k < l->n; k++) {
        uint32_t c = l->v[k].c == 0x4E24 /* 两 */ ? 0x4E8C : l->v[k].c, d;
        int64_t v = 0, n = 1;
        for (const char *p = digits; *p; p += utf8_decode(p, digits + strlen(digits), &d), n++)
            if (utf8_decode(p, digits + strlen(digits), &d) && d == c)
                v = n;
        if (c == 0x5341) /* 十 */
            sum += (last ? last : 1) * 10, last = 0;
        else if (v)
            last = v;
        else
            break;
    }
    if (k == i || (i > 0 && l->v[i - 1].c == 0x7B2C /* 第 */))
        return k - i;
    size_t len = k < l->n ? longest(x, l, k, BIT(MEASURE), &which) : 0;
    f->number = (decimal){(sum + last) * 1000000};
    if (len && strcmp(table[which].text, "成") == 0) {
        f->number.millionths *= 10;
        f->measure = "%";
    } else if (len && sum + last > 1) /* 一户一策, 一次: not a count */
        f->measure = strcmp(table[which].text, "名") == 0 ? "人" : table[which].text;
    return k - i;
}

/* 三成 at i: its letters; 0 = none. */
static size_t tenths_at(const struct lexicon *x, const struct letters *l, size_t i)
{
    struct figure f;
    size_t n = numeral_at(x, l, i, &f);
    return n && f.measure && strcmp(f.measure, "%") == 0 ? n + 1 : 0;
}

/* Pairs of the letters from..to; with own set, only what is the promise's own: no common words, no numbers. */
static size_t pairs_of(const struct lexicon *x, const struct letters *l, size_t from, size_t to, bool own, uint64_t *out)
{
    size_t n = 0;
    int which;
    uint32_t last = 0;
    for (size_t i = from; i < to;) {
        const struct letter *c = &l->v[i];
        struct figure f;
        size_t skip = own ? longest(x, l, i, BIT(COMMON), &which) : 0;
        if (!skip && digit(c->c))
            skip = number_at(x, l, i, &f);
        else if (!skip && own)
            skip = tenths_at(x, l, i);
        if (skip || (c->mark != LETTER && c->mark != NOTHING)) {
            last = 0;
            i += skip ? skip : 1;
            continue;
        }
        if (c->mark == LETTER) {
            if (last)
                out[n++] = (uint64_t)last << 32 | c->c;
            last = c->c;
        }
        i++;
    }
    return sort_once(out, n);
}

static bool follows(const struct letters *l, size_t at, const char *word)
{
    const char *end = word + strlen(word);
    for (uint32_t c; word < end; at++) {
        word += utf8_decode(word, end, &c);
        if (at >= l->n || l->v[at].c != c)
            return false;
    }
    return true;
}

/* 低于85%的小班, 不足三成: what stands behind it is no aim; but 不低于85% is one. */
static bool below(const struct letters *l, size_t at)
{
    return (at >= 2 && follows(l, at - 2, "低于") && !(at >= 3 && l->v[at - 3].c == 0x4E0D)) || (at >= 2 && follows(l, at - 2, "不足"));
}

/* 9处隐患中7处: the first is what there was, not what was done. */
static bool whole_of(const struct letters *l, size_t at, size_t to)
{
    enum { NEAR = 12 };
    for (size_t i = at + 1; i < to && i < at + NEAR && l->v[i].mark < CLAUSE_END; i++)
        if (l->v[i].c == 0x4E2D) /* 中 */
            for (size_t k = i + 1; k < to && k < i + 4; k++)
                if (digit(l->v[k].c))
                    return true;
    return false;
}

/* Figures that tell of an aim or of a result. */
static size_t figures_of(const struct lexicon *x, const struct letters *l, size_t from, size_t to, bool numerals, struct figure *out)
{
    size_t n = 0;
    for (size_t i = from; i < to;) {
        struct figure f;
        size_t len = digit(l->v[i].c) ? number_at(x, l, i, &f) : numeral_at(x, l, i, &f);
        bool counts = digit(l->v[i].c) || numerals || (f.measure && strcmp(f.measure, "%") == 0);
        i += len ? len : 1;
        if (len && counts && f.measure && !below(l, f.at) && !whole_of(l, f.at, to))
            out[n++] = f;
    }
    return n;
}

static size_t end_of(const struct letters *l, size_t i, enum mark least)
{
    while (i < l->n && l->v[i].mark < least)
        i++;
    return i;
}

static size_t start_of(const struct letters *l, size_t i, enum mark least)
{
    while (i > 0 && l->v[i - 1].mark < least)
        i--;
    return i;
}

/* Is there a word of these classes in from..to? */
static bool has_word(const struct lexicon *x, const struct letters *l, size_t from, size_t to, unsigned classes)
{
    int which;
    for (size_t i = from; i < to; i++)
        if (longest(x, l, i, classes, &which))
            return true;
    return false;
}

static bool says(const struct claim *c, int word)
{
    for (size_t i = 0; i < c->nwords; i++)
        if (c->word[i] == word)
            return true;
    return false;
}

static void read_words(struct arena *a, struct claim *c, const struct letters *l)
{
    c->word = arena_calloc(a, l->n + 1, sizeof *c->word);
    c->alone = arena_calloc(a, l->n + 1, sizeof *c->alone);
    for (size_t i = 0; i < l->n;) {
        int which = 0;
        size_t n = longest(c->lexicon, l, i, SENSE, &which);
        if (n) {
            c->alone[c->nwords] = !has_word(c->lexicon, l, start_of(l, i, CLAUSE_END), end_of(l, i, CLAUSE_END), BIT(DONE) | BIT(RISE));
            c->word[c->nwords++] = which;
            c->classes |= BIT(table[which].class);
        }
        i += n ? n : 1;
    }
}

bool claim_is_how(const struct lexicon *x, struct arena *a, const char *clause)
{
    struct letters l = letters_of(a, clause);
    int which;
    return l.n && longest(x, &l, 0, BIT(HOW), &which);
}

/* The last pair of the first clause: what the promise is after (培训班, 检查), and in brief (联审 for 联合审查). 0: it has none of its own. */
static uint64_t head_of(struct claim *c, const struct letters *l, uint64_t *v)
{
    size_t end = end_of(l, 0, CLAUSE_END);
    struct figure f;
    for (size_t i = 0; i < end; i++)
        if (digit(l->v[i].c)) {
            size_t n = number_at(c->lexicon, l, i, &f);
            if (f.measure && i + n + f.measured >= end) /* 联谊活动1场次: not 场次 */
                end = i;
            i += n;
        }
    for (size_t from = end; from-- > 0;)
        if (pairs_of(c->lexicon, l, from, end, /*own*/ true, v)) {
            bool four = from >= 2 && l->v[from - 2].mark == LETTER && l->v[from - 1].mark == LETTER;
            c->brief = four ? (uint64_t)l->v[from - 2].c << 32 | l->v[from].c : 0;
            return v[0];
        }
    return 0;
}

/* 每周一次，四季度不少于13轮: a count of times, in another clause than 每周, is what they come to. */
static bool is_total(const struct lexicon *x, const struct letters *l, const struct figure *f)
{
    for (int k = 0; k < WORDS; k++)
        if (table[k].class == TIMES && strcmp(table[k].text, f->measure) == 0)
            return !has_word(x, l, start_of(l, f->at, CLAUSE_END), end_of(l, f->at, CLAUSE_END), BIT(EACH));
    return false;
}

struct claim claim_read(struct arena *a, const struct lexicon *x, const char *promise)
{
    struct letters l = letters_of(a, promise);
    struct claim c = {.lexicon = x, .pair = arena_calloc(a, l.n + 1, sizeof *c.pair), .figure = arena_calloc(a, l.n + 1, sizeof *c.figure)};
    const decimal two = {2000000};
    c.npairs = pairs_of(x, &l, 0, l.n, /*own*/ true, c.pair);
    size_t n = figures_of(x, &l, 0, l.n, /*numerals*/ false, c.figure);
    for (size_t i = 0; i < n; i++) /* 1期, 一次: nobody writes the figure again */
        if (decimal_cmp(c.figure[i].number, two) >= 0)
            c.figure[c.nfigures++] = c.figure[i];
    c.weight = c.npairs + 2 * c.nfigures;
    for (size_t i = 0; i < c.nfigures; i++)
        c.total |= is_total(x, &l, &c.figure[i]);
    c.head = head_of(&c, &l, arena_calloc(a, l.n + 1, sizeof(uint64_t)));
    c.rest = c.nfigures && has_word(x, &l, 0, l.n, BIT(REST));
    read_words(a, &c, &l);
    return c;
}

static size_t common_pairs(const struct claim *c, const uint64_t *v, size_t n)
{
    size_t i = 0, k = 0, both = 0;
    while (i < c->npairs && k < n) {
        if (c->pair[i] == v[k]) {
            both++;
            i++;
            k++;
        } else if (c->pair[i] < v[k]) {
            i++;
        } else {
            k++;
        }
    }
    return both;
}

/* ---- figures ---- */

struct figures { struct figure *v; size_t n; };

static struct figures figures_in(struct arena *a, const struct claim *c, const struct letters *l, size_t from, size_t to)
{
    struct figures f = {.v = arena_calloc(a, to - from + 1, sizeof *f.v)};
    f.n = figures_of(c->lexicon, l, from, to, /*numerals*/ true, f.v);
    return f;
}

/* 4个班 for 4期: 个 counts anything, if the number is the same. */
static bool equal_figure(const struct figure *x, const struct figure *y)
{
    return decimal_cmp(x->number, y->number) == 0 &&
           (strcmp(x->measure, y->measure) == 0 || strcmp(x->measure, "个") == 0 || strcmp(y->measure, "个") == 0);
}

enum reach { REACH_SILENT /* no figure of that measure */, REACH_SHORT, REACH_MORE, REACH_EQUAL };

static enum reach reach_of(const struct figure *want, const struct figures *f)
{
    enum reach best = REACH_SILENT;
    for (size_t i = 0; i < f->n; i++) {
        enum reach r = equal_figure(want, &f->v[i])                           ? REACH_EQUAL
                       : strcmp(f->v[i].measure, want->measure) != 0          ? REACH_SILENT
                       : decimal_cmp(f->v[i].number, want->number) > 0        ? REACH_MORE
                                                                              : REACH_SHORT;
        best = r > best ? r : best;
    }
    return best;
}

/* 全科医生2名、护士3名: the figures of one clause together. */
static bool adds_up_to(const struct figure *want, const struct figures *clause)
{
    decimal sum = {0};
    for (size_t i = 0; i < clause->n; i++)
        if (strcmp(clause->v[i].measure, want->measure) == 0 && !decimal_add(sum, clause->v[i].number, &sum))
            return false;
    return decimal_cmp(sum, want->number) >= 0;
}

/* ---- places ---- */

struct place { size_t from, to, scope; }; /* the window, and how far words of it may stand: two clauses on */

static size_t scope_of(const struct letters *l, size_t to)
{
    enum { ON = 2 };
    for (int k = 0; k < ON && to < l->n && l->v[to].mark == CLAUSE_END; k++)
        to = end_of(l, to + 1, CLAUSE_END);
    return to;
}

/* 三季度未完成的2个标段, 尚未就业的8名劳动力: tells how it was, in front of what it was */
static bool of_then(const struct letters *l, size_t i, const char *word)
{
    enum { NEAR = 8 };
    if (strncmp(word, "未", strlen("未")) != 0 && strncmp(word, "尚未", strlen("尚未")) != 0)
        return false;
    for (size_t k = i; k < l->n && k < i + NEAR && l->v[k].mark < CLAUSE_END; k++)
        if (l->v[k].c == 0x7684) /* 的 */
            return true;
    return false;
}

struct sense { const char *word[WORD_CLASSES]; size_t at[WORD_CLASSES]; bool same[WORD_CLASSES]; const char *own; size_t own_at; }; /* the first of each class */

static bool dated(const struct letters *l, size_t from, size_t to)
{
    for (size_t i = from; i + 1 < to; i++)
        if (digit(l->v[i].c) && l->v[i + 1].c == 0x6708) /* 10月 */
            return true;
    return false;
}

/* Behind the window a clause may be of something else (道路维修完成): only one with its day goes on with the matter. */
static bool goes_on(const struct letters *l, size_t i) { return dated(l, start_of(l, i, CLAUSE_END), end_of(l, i, CLAUSE_END)); }

/* 未销号, 尚未办结, 不合格; 上架难题, 到账情况: the n letters at i do not say that it is done. */
static bool denied(const struct lexicon *x, const struct letters *l, size_t i, size_t n)
{
    int which;
    uint32_t before = i > 0 ? l->v[i - 1].c : 0;
    return before == 0x672A /* 未 */ || before == 0x4E0D /* 不 */ || before == 0x6CA1 /* 没 */ ||
           (i + n < l->n && longest(x, l, i + n, BIT(TAIL), &which));
}

/* window: where the window ends, and the clauses that follow it begin */
static struct sense sense_of(const struct claim *c, const struct letters *l, size_t from, size_t window, size_t to)
{
    struct sense s = {0};
    bool urged = false;
    for (size_t i = from; i < to;) {
        int which = 0;
        size_t n = longest(c->lexicon, l, i, SENSE, &which);
        urged = (urged && l->v[i].mark < CLAUSE_END) || (n && table[which].class == URGE);
        if (n && i + n <= to) {
            enum word_class class = table[which].class;
            bool skip = class == OPEN || class == PLAN  ? says(c, which) || of_then(l, i + n, table[which].text)
                        : class == DONE || class == OWN || class == RISE ? urged || denied(c->lexicon, l, i, n) || (i >= window && !goes_on(l, i))
                        : class == SAID || class == DEED                 ? i >= window && !goes_on(l, i)
                                                                         : false;
            if (!skip && (!s.word[class] || (!s.same[class] && says(c, which)))) { /* best is the promise's own word */
                s.word[class] = table[which].text;
                s.at[class] = i;
                s.same[class] = says(c, which);
            }
            if (class == OWN && !skip && !s.own && says(c, which)) {
                s.own = table[which].text;
                s.own_at = i;
            }
        }
        i += n ? n : 1;
    }
    return s;
}

struct done { const char *word; size_t at; bool strong, own; }; /* own: the promise names it itself, or is of a deed */

static bool first_of(const struct sense *s, unsigned classes, struct done *d)
{
    bool same = false;
    for (int k = 0; k < WORD_CLASSES; k++)
        if ((BIT(k) & classes) && s->word[k] && (!d->word || s->same[k] > same || (s->same[k] == same && s->at[k] < d->at))) {
            same = s->same[k];
            d->word = s->word[k];
            d->at = s->at[k];
        }
    return d->word != NULL;
}

/* 印发说明，完成清理: 10月20日印发 will do for the first; 完成核对 is no such clause, and 组织 and 开展 tell of anything. */
static bool asks_for_deed(const struct claim *c, const struct letters *l, size_t at)
{
    int deed = 0, which;
    if (longest(c->lexicon, l, at, BIT(COMMON), &which) || !longest(c->lexicon, l, at, BIT(DEED), &deed))
        return false;
    for (size_t i = 0; i < c->nwords; i++)
        if (c->word[i] == deed && c->alone[i])
            return true;
    return false;
}

/* The word that says it is done, by what the promise itself says. */
static struct done done_word(const struct claim *c, const struct letters *l, const struct sense *s)
{
    struct done d = {.strong = true, .own = true};
    if (c->classes & BIT(OWN)) {
        d.word = s->own;
        d.at = s->own_at;
        return d;
    }
    bool deed = !(c->classes & (BIT(DONE) | BIT(RISE) | (c->classes & BIT(DEED) ? 0 : BIT(SAID)))); /* no end is asked for */
    d.own = deed;
    if (first_of(s, BIT(DONE) | (c->classes & BIT(BEGIN) ? 0 : BIT(SAID)) | BIT(OWN) | (c->nfigures ? BIT(RISE) : 0), &d))
        return d;
    if (s->same[DEED] && goes_on(l, s->at[DEED]) && asks_for_deed(c, l, s->at[DEED])) {
        d.word = s->word[DEED];
        d.at = s->at[DEED];
        return d;
    }
    d.strong = false;
    d.own = true;
    if (c->classes & BIT(BEGIN))
        first_of(s, BIT(BEGIN), &d);
    else if (deed)
        first_of(s, BIT(DEED), &d);
    return d;
}

/*
 * 其中2个签订合同、1个继续洽谈: what is not done has a number of its own, behind what is done. It tells of others if the number of
 * the promise stands where it is done, or if the promise was a check (查明1家未按月公示).
 */
static bool of_others(struct arena *a, const struct claim *c, const struct letters *l, size_t open, struct done d)
{
    size_t from = start_of(l, open, PAIR_END), done = start_of(l, d.at, PAIR_END);
    struct figures there = figures_in(a, c, l, from, open), mine = figures_in(a, c, l, done, end_of(l, d.at, PAIR_END));
    if (!d.word || from <= d.at || there.n == 0)
        return false;
    for (size_t i = 0; i < c->nfigures; i++)
        if (reach_of(&c->figure[i], &there) == REACH_EQUAL)
            return false;
    for (size_t i = 0; i < c->nfigures; i++)
        if (reach_of(&c->figure[i], &mine) >= REACH_MORE)
            return true;
    return c->nfigures == 0 && d.own && !(c->classes & (BIT(DONE) | BIT(OWN)));
}

/* What says that it is not: 尚未 anywhere near; 拟 and 继续 not where they tell of the step after. */
static const char *open_word(struct arena *a, const struct claim *c, const struct letters *l, const struct sense *s, struct done d)
{
    if (s->word[OPEN] && !of_others(a, c, l, s->at[OPEN], d))
        return s->word[OPEN];
    bool before = d.word && s->at[PLAN] < start_of(l, d.at, CLAUSE_END) && goes_on(l, d.at); /* 继续协助改造，11月中旬向商户解释 */
    return s->word[PLAN] && !before && !of_others(a, c, l, s->at[PLAN], d) && !(d.word && d.own && s->at[PLAN] > end_of(l, d.at, CLAUSE_END)) ? s->word[PLAN] : NULL;
}

/* Its day, or how many: a deed that is told, not one that is only talked of. */
static bool concrete(struct arena *a, const struct claim *c, const struct letters *l, struct place p)
{
    return dated(l, start_of(l, p.from, PART_END), p.scope) || figures_in(a, c, l, p.from, p.scope).n > 0 ||
           has_word(c->lexicon, l, p.from, p.to, BIT(EVERY));
}

/* 跟踪7份材料，放款5笔: fewer are done than were promised, whatever they are called. */
static bool fewer(const struct figure *want, const struct figures *there)
{
    for (size_t i = 0; i < there->n; i++)
        if (decimal_cmp(there->v[i].number, want->number) >= 0)
            return false;
    return there->n > 0;
}

/* Percentages of different things: each clause that has one must reach it. */
static bool short_clause(struct arena *a, const struct claim *c, const struct letters *l, struct place p, const struct figure *want)
{
    for (size_t from = p.from; from < p.to; from = end_of(l, from, CLAUSE_END) + 1) {
        struct figures f = figures_in(a, c, l, from, end_of(l, from, CLAUSE_END));
        if (reach_of(want, &f) == REACH_SHORT)
            return true;
    }
    return false;
}

/*
 * A figure of the promise that is not reached. The nearest place that has one of that measure decides: the clause of the word
 * that says it is done, the window with what follows, the sentence; in the rest of what the unit wrote only the same figure counts.
 * all NULL: the unit need not say it again.
 */
static const struct figure *lacking(struct arena *a, const struct claim *c, const struct letters *l, struct place p, struct done d,
                                    const struct figures *all)
{
    bool more = d.word && strncmp(d.word, "超", strlen("超")) == 0; /* 超出计划17个: not how many there are */
    size_t at = d.word && !more ? d.at : p.from;
    struct figures near[3] = {
        more ? (struct figures){0} : figures_in(a, c, l, start_of(l, at, CLAUSE_END), end_of(l, at, CLAUSE_END)),
        figures_in(a, c, l, p.from, p.scope),
        figures_in(a, c, l, start_of(l, p.from, SENTENCE_END), end_of(l, p.to, SENTENCE_END)),
    };
    for (size_t i = 0; i < c->nfigures; i++) {
        const struct figure *want = &c->figure[i];
        enum reach r = fewer(want, &near[0]) && !adds_up_to(want, &near[0]) ? REACH_SHORT : REACH_SILENT;
        if (strcmp(want->measure, "%") == 0 && short_clause(a, c, l, p, want))
            r = REACH_SHORT;
        for (int k = 0; k < 3 && r == REACH_SILENT; k++) {
            r = reach_of(want, &near[k]);
            if (r == REACH_SHORT && k < 2 && adds_up_to(want, &near[k]))
                r = REACH_MORE;
        }
        if (r == REACH_SHORT || (r == REACH_SILENT && all && reach_of(want, all) != REACH_EQUAL))
            return want;
    }
    return NULL;
}

/* ---- looking ---- */

/* The promise's own that stands in from..to: pairs, and twice each figure that is the same, once one that is passed. */
static int share_of(struct arena *a, const struct claim *c, const struct letters *l, size_t from, size_t to, uint64_t *v)
{
    size_t pairs = common_pairs(c, v, pairs_of(c->lexicon, l, from, to, /*own*/ false, v)), both = pairs;
    if (!pairs)
        return 0;
    struct figures f = c->nfigures ? figures_in(a, c, l, from, to) : (struct figures){0};
    for (size_t i = 0; i < c->nfigures; i++) {
        enum reach r = reach_of(&c->figure[i], &f);
        both += r == REACH_EQUAL ? 2 : r == REACH_MORE;
    }
    return (int)(both * 10000 / c->weight);
}

/* All figures of the promise stand in the place, to the number, and where it says that it is done there is no smaller one. */
static bool same_figures(struct arena *a, const struct claim *c, const struct letters *l, struct place p, struct done d)
{
    struct figures f = figures_in(a, c, l, p.from, p.scope);
    struct figures there = figures_in(a, c, l, start_of(l, d.at, CLAUSE_END), end_of(l, d.at, CLAUSE_END));
    for (size_t i = 0; i < there.n; i++)
        for (size_t k = 0; k < c->nfigures; k++)
            if (decimal_cmp(there.v[i].number, c->figure[k].number) < 0)
                return false;
    for (size_t i = 0; i < c->nfigures; i++)
        if (reach_of(&c->figure[i], &f) != REACH_EQUAL)
            return false;
    return c->nfigures > 0;
}

static bool has_head(struct arena *a, const struct claim *c, const struct letters *l, struct place p)
{
    uint64_t *v = arena_calloc(a, p.to - p.from + 1, sizeof *v);
    size_t n = pairs_of(c->lexicon, l, p.from, p.to, /*own*/ false, v);
    return (c->head && bsearch(&c->head, v, n, sizeof *v, by_value)) || (c->brief && bsearch(&c->brief, v, n, sizeof *v, by_value));
}

/* The pairs of the promise's own in the place. */
static size_t own_in(struct arena *a, const struct claim *c, const struct letters *l, struct place p)
{
    uint64_t *v = arena_calloc(a, p.to - p.from + 1, sizeof *v);
    return common_pairs(c, v, pairs_of(c->lexicon, l, p.from, p.to, /*own*/ false, v));
}

/* 岗位58个，超过三季度预定的50个: the unit itself sets the promise's figure beside what was done. */
static bool names_target(struct arena *a, const struct claim *c, const struct letters *l, size_t at)
{
    size_t from = start_of(l, at, CLAUSE_END), to = end_of(l, at, CLAUSE_END);
    struct figures f = figures_in(a, c, l, from, to);
    if (!has_word(c->lexicon, l, from, to, BIT(TARGET)))
        return false;
    for (size_t i = 0; i < c->nfigures; i++)
        if (reach_of(&c->figure[i], &f) == REACH_EQUAL)
            return true;
    return false;
}

/* 三季度提出的, 落实三季度安排: the unit goes back to what it promised. */
static bool goes_back(const struct lexicon *x, const struct letters *l, size_t from, size_t to)
{
    int which;
    for (size_t i = from; i + 2 < to; i++)
        if (follows(l, i, "季度") && longest(x, l, i + 2, BIT(BACK), &which))
            return true;
    return false;
}

/* 三季度提出的赶集日加班车任务于10月12日落实: the clause is the unit's own answer, and ends with its word for it. */
static bool answers(struct arena *a, const struct claim *c, const struct letters *l, struct place p, struct done *d)
{
    enum { PAIRS = 3 }; /* 赶集 集日 班车: one or two might be of another promise */
    size_t to = end_of(l, p.from, CLAUSE_END);
    int which;
    if (!goes_back(c->lexicon, l, p.from, to) || own_in(a, c, l, (struct place){.from = p.from, .to = to}) < PAIRS)
        return false;
    for (size_t i = p.from; i < to; i++)
        if (i + longest(c->lexicon, l, i, BIT(KEPT), &which) == to && !denied(c->lexicon, l, i, to - i)) {
            *d = (struct done){.word = table[which].text, .at = i, .strong = true, .own = true};
            return true;
        }
    return false;
}

/* 其余4个问题整改, and now 13个问题全部整改完毕: all of them are done, the rest with them. The word that says so, NULL: it is not said. */
static bool all_are_done(struct arena *a, const struct claim *c, const struct letters *l, struct place p, struct done *d)
{
    enum { PAIRS = 3 };
    size_t to = end_of(l, p.from, CLAUSE_END);
    int which;
    if (!c->rest || own_in(a, c, l, (struct place){.from = p.from, .to = to}) < PAIRS)
        return false;
    struct figures there = figures_in(a, c, l, p.from, to);
    for (size_t i = 0; i < c->nfigures; i++)
        if (reach_of(&c->figure[i], &there) < REACH_MORE)
            return false;
    for (size_t i = p.from; i < to; i++)
        if (longest(c->lexicon, l, i, BIT(WHOLE), &which) && !(i > 0 && l->v[i - 1].c == 0x672A /* 未 */)) {
            *d = (struct done){.word = table[which].text, .at = i, .strong = true, .own = true};
            return true;
        }
    return false;
}

/*
 * How much of the promise must stand in the place: the less, the plainer the rest of it tells that it is about the same. answer: the
 * clause is the unit's own answer; whole: it says that all are done.
 */
static int line_of(struct arena *a, const struct claim *c, const struct letters *l, struct place p, const struct look *k, const struct finding *f,
                   struct done d, bool answer, bool whole)
{
    enum { PAIRS = 4 };
    bool day = d.word && goes_on(l, d.at), head = has_head(a, c, l, p); /* 12月16日移交: told of as something that was done */
    bool named = (c->classes & BIT(OWN)) && head && day && own_in(a, c, l, p) >= PAIRS;
    if (answer || named)
        return k->spoken_line / 2;
    if (whole || goes_back(c->lexicon, l, start_of(l, p.from, PART_END), p.to) || (d.word && names_target(a, c, l, d.at)))
        return least_share(k);
    if (f->weak)
        return (k->line + 10000) / 2;
    return f->close && day ? k->spoken_line : f->close ? (k->line + k->spoken_line) / 2 : k->line;
}

static void describe(struct arena *a, const struct claim *c, const struct letters *l, struct place p, const struct look *k, struct finding *f)
{
    const struct letter *first = &l->v[p.from], *last = &l->v[p.to - 1];
    struct sense s = sense_of(c, l, p.from, p.to, p.scope);
    struct done d = done_word(c, l, &s);
    bool answer = answers(a, c, l, p, &d), whole = !answer && all_are_done(a, c, l, p, &d);
    f->words = arena_strndup(a, first->at, (size_t)(last->at + last->len - first->at));
    f->done = d.word;
    f->open = open_word(a, c, l, &s, d);
    f->weak = d.word && !d.strong && !concrete(a, c, l, p);
    f->lacking = lacking(a, c, l, p, d, answer ? NULL : &(struct figures){k->figure, k->nfigures});
    f->close = has_head(a, c, l, p) || same_figures(a, c, l, p, d);
    f->kept = f->done && !f->open && !f->lacking && f->share >= line_of(a, c, l, p, k, f, d, answer, whole) && (k->each || c->total || !(c->classes & BIT(EACH)));
}

int least_share(const struct look *k) { return k->spoken_line / 4 * 3; }

static bool better(const struct finding *x, struct place px, const struct finding *y, struct place py)
{
    if (x->kept != y->kept)
        return x->kept;
    return x->share != y->share ? x->share > y->share : px.to - px.from < py.to - py.from;
}

struct finding claim_look(struct arena *a, const struct claim *c, const struct look *k, const char *passage)
{
    enum { CLAUSES = 3 };
    struct letters l = letters_of(a, passage);
    uint64_t *v = arena_calloc(a, l.n + 1, sizeof *v);
    struct finding best = {0};
    struct place best_place = {0};
    for (size_t from = 0; c->npairs && from < l.n; from = end_of(&l, from, CLAUSE_END) + 1) {
        struct place p = {from, from, 0};
        for (int n = 0; n < CLAUSES; n++) {
            p.to = end_of(&l, n ? p.to + 1 : from, CLAUSE_END);
            p.scope = scope_of(&l, p.to);
            if (n == 0 && !share_of(a, c, &l, p.from, p.to, v))
                break; /* what is done there is something else */
            struct finding f = {.share = share_of(a, c, &l, p.from, p.to, v)};
            if (f.share && (f.share >= least_share(k) || better(&f, p, &best, best_place))) {
                describe(a, c, &l, p, k, &f);
                if (better(&f, p, &best, best_place)) {
                    best = f;
                    best_place = p;
                }
            }
            if (p.to >= l.n || l.v[p.to].mark >= PART_END)
                break;
        }
    }
    return best;
}

const char *claim_left(struct arena *a, const struct claim *c, const struct look *k, const char *plan)
{
    struct letters l = letters_of(a, plan);
    int which = 0;
    const struct figure *lack;
    bool end = c->classes & (BIT(DONE) | BIT(OWN)); /* a check is made again where something was found */
    bool same = claim_heads(a, c, plan) && claim_share(a, c, plan, &lack) >= least_share(k);
    for (size_t i = 0; i < l.n && end && same; i++)
        if (longest(c->lexicon, &l, i, BIT(OPEN), &which) && !says(c, which))
            return table[which].text;
    return NULL;
}

bool claim_heads(struct arena *a, const struct claim *c, const char *passage)
{
    struct letters l = letters_of(a, passage);
    return has_head(a, c, &l, (struct place){.from = 0, .to = l.n});
}

int claim_share(struct arena *a, const struct claim *c, const char *passage, const struct figure **lack)
{
    struct letters l = letters_of(a, passage);
    struct figures f = figures_in(a, c, &l, 0, l.n);
    *lack = NULL;
    for (size_t i = 0; i < c->nfigures && !*lack; i++)
        if (reach_of(&c->figure[i], &f) == REACH_SHORT)
            *lack = &c->figure[i];
    return c->npairs ? share_of(a, c, &l, 0, l.n, arena_calloc(a, l.n + 1, sizeof(uint64_t))) : 0;
}

void look_read(struct arena *a, const struct lexicon *x, const char *text, struct look *k)
{
    struct letters l = letters_of(a, text);
    struct figure *v = arena_calloc(a, k->nfigures + l.n + 1, sizeof *v);
    if (k->nfigures)
        memcpy(v, k->figure, k->nfigures * sizeof *v);
    k->each |= sense_of(&(struct claim){.lexicon = x}, &l, 0, l.n, l.n).word[EACH] != NULL;
    k->nfigures += figures_of(x, &l, 0, l.n, /*numerals*/ true, v + k->nfigures);
    k->figure = v;
}

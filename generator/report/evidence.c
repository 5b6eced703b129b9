/* evidence: see evidence.h. Works on characters; nothing here knows a submission. */
#include "report/evidence.h"

#include <stdlib.h>
#include <string.h>

/* Words of every plan and the words that join others: they say nothing about which promise is meant. Longest first. */
static const char *const common[] = {
    "进一步", "下一步", "下季度", "上季度", "本季度", "一季度", "二季度", "三季度", "四季度", "第一季度", "第二季度", "第三季度",
    "第四季度", "不少于", "不低于", "投入使用", "积极", "认真", "及时", "不断", "深入", "全面", "有序", "扎实", "切实", "继续", "持续",
    "加强", "加大", "加快", "强化", "推进", "推动", "做好", "抓好", "抓实", "抓紧", "开展", "组织", "落实", "完成", "确保", "力争", "计划",
    "安排", "工作", "力度", "启动", "建成", "实现", "争取", "今年", "明年", "年内", "年底", "月底", "季末", "之前", "以前", "以上", "左右",
    "每月", "每季", "按时", "按期", "按月", "尽快", "全部", "各类", "相关", "有关", "情况", "进行", "结合", "围绕", "通过", "提高", "提升",
    "的", "和", "与", "及", "并", "等", "在", "对", "将", "把", "向", "为", "以", "由", "再", "又", "各", "前", "底", "内", "后", "至", "到", "从",
    "了", "已", "于",
};
static const char *const done_words[] = { /* say so by themselves */
    "完成", "建成", "办结", "投入使用", "投用", "投产", "验收", "交付", "竣工", "到位", "开通", "销号", "达成", "兑现", "已",
};
static const char *const doing_words[] = { /* tell of a deed, also of one that is only spoken of */
    "签订", "签约", "发放", "举办", "召开", "印发", "出台", "评出", "制定", "建立", "编制", "设立",
};
static const char *const open_words[] = {
    "尚未", "未能", "未完成", "没有", "正在", "即将", "将于", "将在", "将继续", "拟", "计划", "预计", "力争", "准备", "筹备", "仍", "暂缓",
    "推迟", "延期", "继续", "下一步", "有待", "待验收", "待审", "争取", "推进中", "基本完成", "部分完成", "启动", "进场施工", "尚", "未",
};
static const char *const measures[] = {
    "人次", "家次", "场次", "万元", "亿元", "公里", "平方米", "人", "名", "户", "个", "家", "件", "场", "次", "期", "处", "套", "座", "份", "宗", "起", "天",
    "条", "项", "批", "亩", "吨", "元", "%", "台", "辆", "所", "间", "栋", "支", "篇", "盏", "米",
};
#define COUNT(v) (sizeof(v) / sizeof *(v))

/* One character of a text with what it does: joins a pair, ends a pair, ends a clause, ends a sentence, or is not there. */
enum mark { LETTER, PAIR_END, CLAUSE_END, SENTENCE_END, NOTHING };
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
    if (among(c, "。；！？;!?\n"))
        return SENTENCE_END;
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

/* Letters from i on that spell the word: how many, or 0. */
static size_t spells(const struct letters *l, size_t i, const char *word)
{
    const char *end = word + strlen(word);
    size_t from = i;
    while (word < end) {
        uint32_t c;
        word += utf8_decode(word, end, &c);
        if (i >= l->n || l->v[i].c != c)
            return 0;
        i++;
    }
    return i - from;
}

static size_t longest(const struct letters *l, size_t i, const char *const *words, size_t n, size_t *which)
{
    size_t best = 0;
    for (size_t k = 0; k < n; k++) {
        size_t len = spells(l, i, words[k]);
        if (len > best) {
            best = len;
            *which = k;
        }
    }
    return best;
}

static bool digit(uint32_t c) { return c >= '0' && c <= '9'; }

/* A number at i: its letters, with the figure if a measure follows; a date (12月20日, 2023年) is none. */
static size_t number_at(const struct letters *l, size_t i, struct figure *f)
{
    char text[32];
    size_t n = 0, k = i, which = 0;
    while (k < l->n && (digit(l->v[k].c) || (l->v[k].c == '.' && k + 1 < l->n && digit(l->v[k + 1].c)))) {
        if (n < sizeof text - 1)
            text[n++] = (char)l->v[k].c;
        k++;
    }
    text[n] = 0;
    f->measure = NULL;
    size_t len = k < l->n ? longest(l, k, measures, COUNT(measures), &which) : 0;
    if (len && decimal_parse(text, &f->number))
        f->measure = strcmp(measures[which], "名") == 0 ? "人" : measures[which];
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

/* Pairs of the letters from..to; with own set, only what is the promise's own: no common words, no numbers. */
static size_t pairs_of(const struct letters *l, size_t from, size_t to, bool own, uint64_t *out)
{
    size_t n = 0, which;
    uint32_t last = 0;
    for (size_t i = from; i < to;) {
        const struct letter *x = &l->v[i];
        struct figure f;
        size_t skip = own ? longest(l, i, common, COUNT(common), &which) : 0;
        if (!skip && digit(x->c))
            skip = number_at(l, i, &f);
        if (skip || (x->mark != LETTER && x->mark != NOTHING)) {
            last = 0;
            i += skip ? skip : 1;
            continue;
        }
        if (x->mark == LETTER) {
            if (last)
                out[n++] = (uint64_t)last << 32 | x->c;
            last = x->c;
        }
        i++;
    }
    return sort_once(out, n);
}

static size_t figures_of(const struct letters *l, size_t from, size_t to, struct figure *out)
{
    size_t n = 0;
    for (size_t i = from; i < to;) {
        if (!digit(l->v[i].c)) {
            i++;
            continue;
        }
        struct figure f;
        i += number_at(l, i, &f);
        if (f.measure)
            out[n++] = f;
    }
    return n;
}

struct claim claim_read(struct arena *a, const char *promise)
{
    struct letters l = letters_of(a, promise);
    struct claim c = {.pair = arena_calloc(a, l.n + 1, sizeof *c.pair), .figure = arena_calloc(a, l.n + 1, sizeof *c.figure)};
    c.npairs = pairs_of(&l, 0, l.n, /*own*/ true, c.pair);
    c.nfigures = figures_of(&l, 0, l.n, c.figure);
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

static size_t clause_end(const struct letters *l, size_t i)
{
    while (i < l->n && l->v[i].mark != CLAUSE_END && l->v[i].mark != SENTENCE_END)
        i++;
    return i;
}

static const char *first_word(const struct letters *l, size_t from, size_t to, const char *const *words, size_t n)
{
    size_t which = 0;
    for (size_t i = from; i < to; i++) {
        size_t len = longest(l, i, words, n, &which);
        if (len && i + len <= to)
            return words[which];
    }
    return NULL;
}

/* The largest figure of that measure; NULL: there is none. */
static const struct figure *largest(const struct figure *v, size_t n, const char *measure)
{
    const struct figure *best = NULL;
    for (size_t i = 0; i < n; i++)
        if (strcmp(v[i].measure, measure) == 0 && (!best || decimal_cmp(v[i].number, best->number) > 0))
            best = &v[i];
    return best;
}

struct figures { struct figure *v; size_t n; };

static struct figures figures_in(struct arena *a, const struct letters *l, size_t from, size_t to)
{
    struct figures f = {.v = arena_calloc(a, to - from + 1, sizeof *f.v)};
    f.n = figures_of(l, from, to, f.v);
    return f;
}

/* A figure of the promise that is not reached: in the window if it has one of that measure, else in its sentence. */
static const struct figure *lacking(const struct claim *c, const struct figures *window, const struct figures *sentence)
{
    for (size_t i = 0; i < c->nfigures; i++) {
        const struct figure *want = &c->figure[i], *have = largest(window->v, window->n, want->measure);
        if (!have)
            have = largest(sentence->v, sentence->n, want->measure);
        if (!have || decimal_cmp(have->number, want->number) < 0)
            return want;
    }
    return NULL;
}

/* The sentence around a window, for its figures. */
static void sentence_of(const struct letters *l, size_t *from, size_t *to)
{
    while (*from > 0 && l->v[*from - 1].mark != SENTENCE_END)
        --*from;
    while (*to < l->n && l->v[*to].mark != SENTENCE_END)
        ++*to;
}

static void describe(struct arena *a, const struct claim *c, const struct letters *l, size_t from, size_t to, struct finding *f)
{
    const struct letter *first = &l->v[from], *last = &l->v[to - 1];
    f->words = arena_strndup(a, first->at, (size_t)(last->at + last->len - first->at));
    f->done = first_word(l, from, to, done_words, COUNT(done_words));
    f->weak = !f->done;
    if (f->weak)
        f->done = first_word(l, from, to, doing_words, COUNT(doing_words));
    f->open = first_word(l, from, to, open_words, COUNT(open_words));
    struct figures window = figures_in(a, l, from, to);
    sentence_of(l, &from, &to);
    struct figures sentence = figures_in(a, l, from, to);
    f->lacking = lacking(c, &window, &sentence);
}

struct finding claim_look(struct arena *a, const struct claim *c, const char *passage)
{
    enum { CLAUSES = 3 };
    struct letters l = letters_of(a, passage);
    uint64_t *v = arena_calloc(a, l.n + 1, sizeof *v);
    struct finding f = {0};
    size_t best_from = 0, best_to = 0;
    for (size_t from = 0; c->npairs && from < l.n; from = clause_end(&l, from) + 1) {
        size_t to = from;
        for (int k = 0; k < CLAUSES; k++) {
            to = clause_end(&l, k ? to + 1 : from);
            int share = (int)(common_pairs(c, v, pairs_of(&l, from, to, /*own*/ false, v)) * 10000 / c->npairs);
            if (share > f.share || (share == f.share && share && to - from < best_to - best_from)) {
                f.share = share;
                best_from = from;
                best_to = to;
            }
            if (to >= l.n || l.v[to].mark == SENTENCE_END)
                break;
        }
    }
    if (f.share)
        describe(a, c, &l, best_from, best_to, &f);
    return f;
}

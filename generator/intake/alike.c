/*
 * How much of a text stood in an earlier one, and how alike two sentences are.
 *
 * A text pasted from last quarter is seldom pasted as it was: a lead-in is put before it, 三季度 becomes 四季度, figures are new,
 * paragraphs are joined or cut. So only ideographs and letters count, without numerals and words of time; a text is one run of
 * them, wherever its paragraphs end; and a character is old when it stands in a run of RUN of them that the earlier text has
 * too. Whether the sentences stand in the same order does not matter. Both take time in proportion to the texts.
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

void text_runs_add(struct text_runs *t, const char *text)
{
    uint32_t c, hash;
    for (const char *p = text, *end = text + strlen(text); (c = next_counted(&p, end)) != 0 && t->n < t->mask / 2;)
        if (run_add(&t->at, c, &hash) && !*slot_of(t, hash)) {
            *slot_of(t, hash) = hash;
            t->n++;
        }
}

/* Behind the clause at the beginning, when it is short: it may have been put there to make old text look new. */
static const char *behind_lead_in(const char *text)
{
    const char *p = text, *end = text + strlen(text);
    for (size_t i = 0; i <= LEAD_IN && p < end; i++) {
        uint32_t c;
        int n = utf8_decode(p, end, &c);
        p += n ? n : 1;
        if (c == 0xFF0C || c == 0xFF1A || c == ',' || c == ':') /* ， ： */
            return p;
    }
    return text;
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

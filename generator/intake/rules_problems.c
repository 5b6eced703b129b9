/* 存在问题 and 下步打算: numbers that follow a problem from quarter to quarter, states, due dates. */
#include "intake/parts.h"

#include "base/strmap.h"

#include <string.h>
#include <unicode/uchar.h>

const struct sub_item *submission_item(const struct submission *s, int no)
{
    for (size_t i = 0; s && i < s->nitems; i++)
        if (s->items[i].no == no)
            return &s->items[i];
    return NULL;
}

static size_t problems_of(const struct submission *s)
{
    size_t n = 0;
    for (size_t i = 0; s && i < s->nitems; i++)
        n += s->items[i].nproblems;
    return n;
}

enum {
    ID_MOST = 40,   /* characters of a number */
    SAME_WORDS = 90, /* per cent: such a problem is probably the old one, even if it is called 新增 */
    LIKE_WORDS = 50, /* … may be the old one */
    OTHER_WORDS = 20, /* less: may be another one, if there is one that fits */
};

/* The problems of a submission by the number they were written or printed with. */
static struct strmap *index_printed(struct arena *a, const struct submission *s)
{
    struct strmap *m = strmap_new(a, problems_of(s));
    for (size_t i = 0; s && i < s->nitems; i++) {
        const char **id = problem_numbers(a, s, &s->items[i]);
        for (size_t k = 0; k < s->items[i].nproblems; k++)
            strmap_put(m, id[k], &s->items[i].problems[k]);
    }
    return m;
}

/* The items of a submission by the numbers of their problems. */
static struct strmap *index_items(struct arena *a, const struct submission *s)
{
    struct strmap *m = strmap_new(a, problems_of(s));
    for (size_t i = 0; s && i < s->nitems; i++) {
        const char **id = problem_numbers(a, s, &s->items[i]);
        for (size_t k = 0; k < s->items[i].nproblems; k++)
            strmap_put(m, id[k], &s->items[i]);
    }
    return m;
}

/* The problems of a submission by their number. */
static struct strmap *index_ids(struct arena *a, const struct submission *s)
{
    struct strmap *m = strmap_new(a, problems_of(s));
    for (size_t i = 0; s && i < s->nitems; i++)
        for (size_t k = 0; k < s->items[i].nproblems; k++)
            if (s->items[i].problems[k].id)
                strmap_put(m, s->items[i].problems[k].id, &s->items[i].problems[k]);
    return m;
}

static bool is_figure(uint32_t c) { return u_isdigit((UChar32)c); }

/* Without blanks and punctuation, unless a figure changes with it: 3.5万元 is not 35万元, nor 3-1栋 31栋, nor 5% 5. */
static const char *words_only(struct arena *a, const char *text)
{
    struct buf b = {0};
    uint32_t before = 0, c, next;
    for (const char *p = text, *end = p + strlen(p); p < end;) {
        int k = utf8_decode(p, end, &c);
        bool inside = k && is_figure(before) && p + k < end && utf8_decode(p + k, end, &next) && is_figure(next);
        bool dropped = !k || u_isUWhiteSpace((UChar32)c) || u_iscntrl((UChar32)c) || (u_ispunct((UChar32)c) && !inside);
        if (!dropped || c == '%' || c == 0xFF05 || c == 0x2030)
            buf_add(&b, p, (size_t)k);
        before = c;
        p += k ? k : 1;
    }
    const char *words = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return words;
}

static const char *text_key(struct arena *a, int item, const char *text)
{
    return arena_printf(a, "%d|%s", item, words_only(a, text));
}

/* The problems of a submission by item and words; of the same words the first that is not 已销号. */
static struct strmap *index_texts(struct arena *a, const struct submission *s)
{
    struct strmap *m = strmap_new(a, problems_of(s));
    for (int closed = 0; closed <= 1; closed++)
        for (size_t i = 0; s && i < s->nitems; i++)
            for (size_t k = 0; k < s->items[i].nproblems; k++) {
                const struct problem *p = &s->items[i].problems[k];
                if ((p->state == PROBLEM_CLOSED) == closed && p->text && text_bare(a, p->text)[0])
                    strmap_put(m, text_key(a, s->items[i].no, p->text), p);
            }
    return m;
}

struct known { /* problems */
    struct strmap *ids, *last_ids, *last_texts, *current_ids, *current_texts, *next_ids; /* ids: of this file */
    struct strmap *last_items; /* of last, by number: the item it is told in */
    struct strmap *spelled; /* the numbers of last and current as spelled_id has them, to the numbers */
    struct strmap *taken;   /* of last, by number: those that a problem of this file probably means */
};

/* A problem as people name it: its number, or else its first words */
static const char *called(struct arena *a, const struct problem *p)
{
    if (p->id)
        return arena_printf(a, "问题 %s ", p->id);
    return arena_printf(a, "问题“%s”", text_short(a, p->text ? p->text : "", 12));
}

/* ---- numbers ---- */

/* The program's own numbers have letters, digits, hanzi and - only; nothing else goes into tables and documents. */
static bool good_form(const char *id)
{
    size_t n = 0;
    for (const char *s = id, *end = s + strlen(s); s < end; n++) {
        uint32_t c;
        int k = utf8_decode(s, end, &c);
        if (c != '-' && !(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z') && !text_is_cjk(c))
            return false;
        s += k ? k : 1;
    }
    return n <= ID_MOST;
}

static void check_form(struct reading *r, const struct problem *p, xmlNode *e)
{
    if (p->id && !good_form(p->id))
        SAY(r, S237, place_attribute(r->s, e, "编号"), PATH(r, e), p->id, text_short(r->a, p->id, ID_MOST));
}

static bool is_dash(uint32_t c)
{
    return (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0xFE58 || c == 0xFE63 || c == 0xFF0D;
}

/* Without blanks; full-width letters and digits and dashes of every kind as ASCII. */
static char *plain_id(struct arena *a, const char *id)
{
    struct buf b = {0};
    for (const char *s = id, *end = s + strlen(s); s < end;) {
        uint32_t c;
        int k = utf8_decode(s, end, &c);
        s += k ? k : 1;
        bool wide = (c >= 0xFF10 && c <= 0xFF19) || (c >= 0xFF21 && c <= 0xFF3A) || (c >= 0xFF41 && c <= 0xFF5A);
        if (c != ' ' && c != 0x3000 && c != 0xA0)
            buf_add_utf8(&b, is_dash(c) ? '-' : wide ? c - 0xFEE0 : c);
    }
    char *out = arena_strdup(a, buf_str(&b));
    buf_drop(&b);
    return out;
}

/* What all spellings of a plain number have in common: capitals, no zeros in front of its figures. */
static char *spelled_id(struct arena *a, const char *plain)
{
    char *out = arena_strdup(a, plain), *to = out;
    for (; *plain; plain++) {
        bool begins = to == out || to[-1] < '0' || to[-1] > '9';
        if (begins && *plain == '0' && plain[1] >= '0' && plain[1] <= '9')
            continue;
        *to++ = *plain >= 'a' && *plain <= 'z' ? (char)(*plain - 'a' + 'A') : *plain;
    }
    *to = 0;
    return out;
}

static void add_spelled(struct arena *a, struct strmap *m, const struct submission *s)
{
    for (size_t i = 0; s && i < s->nitems; i++) {
        const char **id = problem_numbers(a, s, &s->items[i]);
        for (size_t k = 0; k < s->items[i].nproblems; k++)
            strmap_put(m, spelled_id(a, id[k]), id[k]);
    }
}

/* 2022q3-mzj-12-01 and ２０２２Ｑ３－ＭＺＪ－１２－１ are 2022Q3-MZJ-12-1, if that one is known. */
static void settle_spelling(struct reading *r, const struct known *known, struct problem *p, xmlNode *e)
{
    if (!p->id || strmap_get(known->last_ids, p->id) || strmap_get(known->current_ids, p->id))
        return;
    const char *plain = plain_id(r->a, text_short(r->a, p->id, ID_MOST));
    const char *meant = strmap_get(known->spelled, spelled_id(r->a, plain)), *to = meant ? meant : plain;
    if (!good_form(to) || strcmp(to, p->id) == 0)
        return;
    rule_changed(r, place_attribute(r->s, e, "编号"), path_attribute(r->a, e, "编号", r->plan), p->id, to);
    p->id = to;
}

static void check_twice(struct reading *r, const struct known *known, const struct problem *p, xmlNode *e)
{
    const struct problem *first = strmap_get(known->ids, p->id);
    if (first && first != p)
        SAY(r, S234, place_attribute(r->s, e, "编号"), PATH(r, e), p->id, p->id, arena_printf(r->a, "%u", first->line));
}

/* <quarter>-<unit>-<item>-<n>: the first n from the problem's place on that neither this file nor an earlier version uses. */
static const char *free_id(const struct reading *r, const struct known *known, int item, size_t from)
{
    for (size_t n = from;; n++) {
        const char *id = arena_printf(r->a, "%s-%s-%d-%zu", quarter_name(r->a, r->out->quarter), r->out->unit->code, item, n);
        if (!strmap_get(known->ids, id) && !strmap_get(known->current_ids, id))
            return id;
    }
}

/* The number of the same words in the version that this one corrects; NULL if there is none. */
static const char *id_of_same(struct reading *r, const struct known *known, const struct sub_item *it, size_t k)
{
    const struct problem *p = &it->problems[k];
    const struct problem *before = p->text ? strmap_get(known->current_texts, text_key(r->a, it->no, p->text)) : NULL;
    return before && before->id && !strmap_get(known->ids, before->id) ? before->id : NULL;
}

static bool alike(const struct problem *x, const struct problem *y)
{
    return x->text && y->text && text_alike(x->text, y->text) >= SAME_WORDS;
}

/*
 * The number of the only one in the version corrected that was new there, is left over and is SAME_WORDS alike, if no other
 * problem without a number is so much like it: a figure or a word was mended. NULL if there is none.
 */
static const char *id_of_mended(struct reading *r, const struct known *known, const struct sub_item *it, size_t k, const bool *asked)
{
    const struct sub_item *current = submission_item(r->current, it->no);
    const struct problem *before = NULL;
    for (size_t i = 0; current && i < current->nproblems; i++) {
        const struct problem *o = &current->problems[i];
        if (!o->id || strmap_get(known->ids, o->id) || strmap_get(known->last_ids, o->id) || !alike(&it->problems[k], o))
            continue;
        if (before)
            return NULL;
        before = o;
    }
    for (size_t i = 0; before && i < it->nproblems; i++)
        if (i != k && !it->problems[i].id && !asked[i] && alike(&it->problems[i], before))
            return NULL;
    return before ? before->id : NULL;
}

static void give(struct reading *r, const struct known *known, struct problem *p, xmlNode *e, const char *id)
{
    p->id = id;
    strmap_put(known->ids, id, p);
    SAY(r, S236, place_element(r->s, e), PATH(r, e), id, id);
}

/* A corrected version keeps the numbers that its first version was given; what words say exactly goes first. */
static void give_ids(struct reading *r, const struct known *known, size_t i, const bool *asked)
{
    enum { SAME, MENDED, FRESH };
    struct sub_item *it = &r->sub->items[i];
    for (int round = SAME; round <= FRESH; round++)
        for (size_t k = 0; k < it->nproblems; k++) {
            if (it->problems[k].id || asked[k])
                continue;
            const char *id = round == SAME     ? id_of_same(r, known, it, k)
                             : round == MENDED ? id_of_mended(r, known, it, k, asked)
                                               : free_id(r, known, it->no, k + 1);
            if (id)
                give(r, known, &it->problems[k], r->nodes[i].problem[k], id);
        }
}

/* ---- against the last submission ---- */

/*
 * Which problem of the last submission one of this file is, when its number does not say so:
 *   every word the same, without a number, not 新增               that one: it gets its number, and the receipt says so
 *   another number, or some words alike, or the only one left     probably that one: the unit is asked, in one message;
 *                                                                 no new number is given out and the old one is not missed
 *   新增                                                          probably that one only if SAME_WORDS are alike
 * One word may be the name of another community or house: however alike, what differs is asked about.
 * Only open problems of the same item that no number of this file names come into question; the likest goes first.
 */

/* The same words without a number. */
static void adopt_id(struct reading *r, const struct known *known, struct sub_item *it, size_t k, xmlNode *e)
{
    struct problem *p = &it->problems[k];
    if (p->id || p->state == PROBLEM_NEW || !p->text)
        return;
    const struct problem *before = strmap_get(known->last_texts, text_key(r->a, it->no, p->text));
    if (!before || !before->id || strmap_get(known->ids, before->id))
        return;
    p->id = before->id;
    strmap_put(known->ids, p->id, p);
    rule_changed(r, place_element(r->s, e), path_attribute(r->a, e, "编号", r->plan), arena_printf(r->a, "（没有写，描述与%s相同）", rule_last_called(r)), p->id);
}

static bool in_question(const struct known *known, const struct problem *old)
{
    return old->id && old->state != PROBLEM_CLOSED && !strmap_get(known->ids, old->id) && !strmap_get(known->taken, old->id);
}

/* Of the last submission: by number, or by the words of one that was never given a number. NULL if there is none. */
static const struct problem *before_of(struct reading *r, const struct known *known, int item, const struct problem *p)
{
    const struct problem *before = strmap_get(known->last_ids, p->id);
    const struct problem *same = before || !p->text ? NULL : strmap_get(known->last_texts, text_key(r->a, item, p->text));
    return same && !same->id ? same : before;
}

/* The likest one in question, at least so alike. */
static const struct problem *likest(const struct known *known, const struct sub_item *last, const struct problem *p, int least)
{
    const struct problem *best = NULL;
    int most = least - 1;
    for (size_t k = 0; k < last->nproblems; k++) {
        const struct problem *old = &last->problems[k];
        int like = in_question(known, old) ? text_alike(p->text ? p->text : "", old->text ? old->text : "") : -1;
        if (like <= most)
            continue;
        most = like;
        best = old;
    }
    return best;
}

static size_t left_over(const struct known *known, const struct sub_item *last)
{
    size_t n = 0;
    for (size_t k = 0; k < last->nproblems; k++)
        n += in_question(known, &last->problems[k]);
    return n;
}

static void ask_whether(struct reading *r, const struct problem *p, const struct problem *old, xmlNode *e)
{
    const char *words = text_short(r->a, old->text ? old->text : "", 16), *last = rule_last_called(r);
    if (!p->id)
        SAY(r, S239, place_element(r->s, e), PATH(r, e), NULL, called(r->a, p), last, old->id, words);
    else if (good_form(p->id)) /* else S237 was told */
        SAY(r, S238, place_attribute(r->s, e, "编号"), PATH(r, e), p->id, p->id, last, old->id, words);
}

/* One round: what of the item's problems is at least so much like an old one. asked[k]: the unit was asked about that one. */
static void match_round(struct reading *r, const struct known *known, size_t i, const struct sub_item *last, int least, bool *asked)
{
    struct sub_item *it = &r->sub->items[i];
    for (size_t k = 0; k < it->nproblems; k++) {
        struct problem *p = &it->problems[k];
        xmlNode *e = r->nodes[i].problem[k];
        if (asked[k] || before_of(r, known, it->no, p) || (p->state == PROBLEM_NEW && least < SAME_WORDS))
            continue;
        const struct problem *old = likest(known, last, p, least);
        if (!old || (least == 0 && left_over(known, last) > 1))
            continue;
        asked[k] = true;
        strmap_put(known->taken, old->id, old);
        ask_whether(r, p, old, e);
    }
}

static void match(struct reading *r, const struct known *known, size_t i, bool *asked)
{
    struct sub_item *it = &r->sub->items[i];
    for (size_t k = 0; k < it->nproblems; k++)
        adopt_id(r, known, it, k, r->nodes[i].problem[k]);
    const struct sub_item *last = submission_item(r->last, it->no);
    if (!last || r->nodes[i].faulty)
        return;
    match_round(r, known, i, last, SAME_WORDS, asked);
    match_round(r, known, i, last, LIKE_WORDS, asked);
    match_round(r, known, i, last, 0, asked);
}

/* The open problem of the last submission, in whatever item, that has the same words or nearly; NULL if there is none. */
static const struct problem *open_alike(const struct submission *last, const struct problem *p)
{
    const struct problem *best = NULL;
    int most = SAME_WORDS - 1;
    for (size_t i = 0; i < last->nitems; i++)
        for (size_t k = 0; k < last->items[i].nproblems; k++) {
            const struct problem *old = &last->items[i].problems[k];
            int like = old->id && old->text && old->state != PROBLEM_CLOSED ? text_alike(p->text, old->text) : 0;
            if (like > most) {
                most = like;
                best = old;
            }
        }
    return best;
}

/*
 * The number is one of the last submission, but not this problem's: it stands in another item there and does not sound like this
 * one, or sounds altogether otherwise while an open one sounds like it; that one is not missed then. Items of another plan have
 * other numbers. True if the unit was asked.
 */
static bool check_fit(struct reading *r, const struct known *known, int no, const struct problem *p, xmlNode *e)
{
    const struct problem *old = p->id ? strmap_get(known->last_ids, p->id) : NULL;
    if (!old || p->state == PROBLEM_NEW || !p->text || !old->text) /* 新增: S235 */
        return false;
    int like = text_alike(p->text, old->text);
    const struct sub_item *it = strmap_get(known->last_items, p->id);
    bool same_plan = r->last->plan && r->sub->plan && strcmp(r->last->plan, r->sub->plan) == 0;
    bool misplaced = same_plan && it->no != no && like < LIKE_WORDS;
    const struct problem *meant = misplaced || like < OTHER_WORDS ? open_alike(r->last, p) : NULL;
    if (!misplaced && !meant)
        return false;
    if (meant)
        strmap_put(known->taken, meant->id, meant);
    SAY(r, S241, place_attribute(r->s, e, "编号"), PATH(r, e), p->id, p->id, rule_last_called(r), arena_printf(r->a, "%d", it->no),
        text_short(r->a, old->text, 16), meant ? arena_printf(r->a, "，是不是 %s？", meant->id) : "");
    return true;
}

static void check_state(struct reading *r, const struct known *known, int item, const struct problem *p, xmlNode *e)
{
    if (!r->last)
        return; /* nothing to compare with */
    const struct problem *before = before_of(r, known, item, p);
    xmlNode *state = node_child(e, "状态");
    struct place at = place_value(r->s, state ? state : e);
    if (p->state == PROBLEM_CLOSED && (!before || before->state == PROBLEM_CLOSED))
        SAY(r, S232, at, PATH(r, e), NULL, called(r->a, p), rule_last_called(r));
    else if (p->state == PROBLEM_ONGOING && before && before->state == PROBLEM_CLOSED)
        SAY(r, S242, at, PATH(r, e), NULL, called(r->a, p), rule_last_called(r));
    else if (p->state == PROBLEM_ONGOING && !before)
        SAY(r, S233, at, PATH(r, e), NULL, called(r->a, p), rule_last_called(r));
    else if (p->state == PROBLEM_NEW && before && p->id)
        SAY(r, S235, at, PATH(r, e), NULL, p->id, rule_last_called(r));
}

/* This one came late, or corrects: what a later quarter says of its problems was written without it. */
static void check_later(struct reading *r, const struct known *known, const struct problem *p, xmlNode *e)
{
    static const char *const state[] = {"新增", "整改中", "已销号"};
    if (!r->next || r->wrong_quarter || !p->id)
        return;
    const struct problem *later = strmap_get(known->next_ids, p->id);
    bool closed = p->state == PROBLEM_CLOSED;
    if (closed ? !later : later != NULL)
        return;
    xmlNode *at = node_child(e, "状态");
    SAY(r, S240, place_value(r->s, at ? at : e), PATH(r, e), NULL, p->id, state[p->state], quarter_chinese(r->a, r->next->quarter),
        later ? arena_printf(r->a, "填的是“%s”", state[later->state]) : "没有提到它");
}

static void check_overdue(struct reading *r, const struct problem *p, xmlNode *e)
{
    xmlNode *due = node_child(e, "期限");
    if (due && p->due.year && p->state != PROBLEM_CLOSED && r->sub->filed.year && date_cmp(p->due, r->sub->filed) < 0)
        SAY(r, S222, place_value(r->s, due), PATH(r, due), NULL, date_iso(r->a, p->due));
}

static const struct item_nodes *nodes_of(const struct reading *r, int no)
{
    for (size_t i = 0; i < r->sub->nitems; i++)
        if (r->sub->items[i].no == no)
            return &r->nodes[i];
    return NULL;
}

/* Open problems of last quarter that nobody mentions any more */
static void check_forgotten(struct reading *r, const struct known *known, const struct sub_item *last)
{
    const struct item_nodes *x = nodes_of(r, last->no);
    for (size_t k = 0; k < last->nproblems; k++) {
        const struct problem *p = &last->problems[k];
        if (!in_question(known, p))
            continue;
        xmlNode *at = x ? (x->problems ? x->problems : x->item) : r->root;
        const char *path = x ? PATH(r, at) : arena_printf(r->a, "第%d项", last->no);
        SAY(r, S231, place_element(r->s, at), path, p->id, p->id, text_short(r->a, p->text ? p->text : "", 16), rule_last_called(r));
    }
}

/* ---- promises ---- */

static struct date quarter_end(struct quarter q)
{
    static const int8_t day[] = {31, 30, 30, 31};
    return (struct date){q.year, (int8_t)(q.q * 3), day[q.q - 1]};
}

static void check_promises(struct reading *r, const struct sub_item *it, const struct item_nodes *x)
{
    for (size_t i = 0; i < it->npromises && r->out->quarter.year && !r->wrong_quarter; i++) {
        struct date due = it->promises[i].due, end = quarter_end(r->out->quarter);
        xmlNode *e = node_child(x->promise[i], "期限");
        if (e && due.year && date_cmp(due, end) < 0)
            SAY(r, S221, place_value(r->s, e), PATH(r, e), NULL, date_iso(r->a, due), date_iso(r->a, end));
    }
}

static struct known known_before(struct reading *r)
{
    struct known k = {.last_ids = index_printed(r->a, r->last), .last_texts = index_texts(r->a, r->last),
                      .last_items = index_items(r->a, r->last),
                      .current_ids = index_printed(r->a, r->current), .current_texts = index_texts(r->a, r->current),
                      .next_ids = index_ids(r->a, r->next), .taken = strmap_new(r->a, problems_of(r->last)),
                      .spelled = strmap_new(r->a, problems_of(r->last) + problems_of(r->current))};
    add_spelled(r->a, k.spelled, r->last);
    add_spelled(r->a, k.spelled, r->current);
    return k;
}

/* asked: of each problem of item i, whether the unit was asked which one it is */
static void check_problems(struct reading *r, const struct known *known, size_t i, const bool *asked)
{
    struct sub_item *it = &r->sub->items[i];
    for (size_t k = 0; k < it->nproblems; k++) {
        xmlNode *e = r->nodes[i].problem[k];
        if (!asked[k] && (r->nodes[i].faulty || !check_fit(r, known, it->no, &it->problems[k], e)))
            check_state(r, known, it->no, &it->problems[k], e);
        check_later(r, known, &it->problems[k], e);
        check_overdue(r, &it->problems[k], e);
    }
}

void rules_problems(struct reading *r)
{
    struct known known = known_before(r);
    bool identified = r->out->unit && r->out->quarter.year;
    bool **asked = arena_calloc(r->a, r->sub->nitems, sizeof *asked);
    for (size_t i = 0; i < r->sub->nitems; i++) {
        asked[i] = arena_calloc(r->a, r->sub->items[i].nproblems, sizeof **asked);
        for (size_t k = 0; k < r->sub->items[i].nproblems; k++)
            settle_spelling(r, &known, &r->sub->items[i].problems[k], r->nodes[i].problem[k]);
    }
    known.ids = index_ids(r->a, r->sub);
    for (size_t i = 0; i < r->sub->nitems; i++) {
        for (size_t k = 0; k < r->sub->items[i].nproblems; k++) {
            check_form(r, &r->sub->items[i].problems[k], r->nodes[i].problem[k]);
            check_twice(r, &known, &r->sub->items[i].problems[k], r->nodes[i].problem[k]);
        }
        match(r, &known, i, asked[i]);
        check_problems(r, &known, i, asked[i]);
        check_promises(r, &r->sub->items[i], &r->nodes[i]);
    }
    for (size_t i = 0; identified && i < r->sub->nitems; i++) /* only now are all written numbers known */
        if (!r->nodes[i].faulty)
            give_ids(r, &known, i, asked[i]);
    for (size_t i = 0; r->last && r->sub->nitems && i < r->last->nitems; i++)
        check_forgotten(r, &known, &r->last->items[i]);
}

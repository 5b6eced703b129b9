/*
 * promises: last quarter's 下步打算 beside what the unit says this quarter: 已落实, 推进中 or 未提及.
 *
 * The rule errs on the safe side (报告数据.md, 上季度打算; evidence.c has it). It looks in turn at
 *   the promise as a whole in each 段 of 工作推进情况, 取得成效 and 亮点经验,
 *   a problem of the item that is closed (已销号) and is about the same,
 *   the promise clause by clause, if it has several: every clause must be proved.
 * What is promised once more is never 已落实. What is spoken of without proof is 推进中; for that 存在问题 is looked at too.
 *
 * A unit may say it itself: a 段 that begins with 上季度打算 (or 上季打算, 三季度打算), quotes the promise (打算落实线) and then says 已落实,
 * 推进中 or 未落实. Its word goes before the rule.
 */
#include "report/build.h"

#include "report/evidence.h"

#include <string.h>

struct proof { /* the best passage for one promise */
    enum promise_state state;
    struct finding f;
    const char *part;       /* 工作推进情况 … */
    size_t place;           /* which 段 or 问题 of it, from 1 */
    bool again;             /* 再列: promised once more */
    bool some;              /* the finding is of one clause of the promise */
    const char *why;        /* 依据 */
};
struct heard { /* what a unit says of an item this quarter */
    const struct sub_item *now;
    struct look look;
    const char *all;        /* everything of it; NULL: nothing */
};

const char *promise_state_name(enum promise_state s)
{
    static const char *const name[] = {"已落实", "推进中", "未提及"};
    return name[s];
}

/* So much of its own a promise needs to be followed: two pairs would be found anywhere. */
enum { LEAST_WEIGHT = 3 };

static void look(struct build *b, const struct claim *c, const struct heard *h, const char *text, const char *part, size_t place,
                 struct proof *best)
{
    if (!text)
        return;
    struct finding f = claim_look(b->a, c, &h->look, text);
    if (strcmp(part, "存在问题") == 0)
        f.kept = false;
    if (!f.share || (f.kept != best->f.kept ? !f.kept : f.share <= best->f.share))
        return;
    best->f = f;
    best->part = part;
    best->place = place;
}

static void look_in_paras(struct build *b, const struct claim *c, const struct heard *h, const struct paras *v, const char *part, struct proof *best)
{
    for (size_t i = 0; i < v->n; i++)
        look(b, c, h, v->v[i].text, part, i + 1, best);
}

static void look_around(struct build *b, const struct claim *c, const struct heard *h, struct proof *best)
{
    look_in_paras(b, c, h, &h->now->progress, "工作推进情况", best);
    look_in_paras(b, c, h, &h->now->results, "取得成效", best);
    look_in_paras(b, c, h, &h->now->highlights, "亮点经验", best);
}

/* ---- the unit's own word ---- */

static const char *const said_words[] = {"已落实", "推进中", "未落实"};

/* 上季度打算, 上季打算, 三季度打算, 第三季度打算 at the start */
static bool is_answer(const char *text)
{
    static const char *const starts[] = {"上季度", "上季", "一季度", "二季度", "三季度", "四季度", "第一季度", "第二季度", "第三季度", "第四季度"};
    for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        size_t n = strlen(starts[i]);
        if (strncmp(text, starts[i], n) == 0 && strncmp(text + n, "打算", strlen("打算")) == 0)
            return true;
    }
    return false;
}

/* The word that the 段 says behind the promise's own words; NULL: it is no answer to this promise. */
static const char *answer_in(struct build *b, const struct claim *c, const char *text, struct finding *f)
{
    const char *first = NULL, *word = NULL;
    if (!is_answer(text))
        return NULL;
    for (size_t i = 0; i < sizeof said_words / sizeof said_words[0]; i++) {
        const char *hit = strstr(text, said_words[i]);
        if (hit && (!first || hit < first)) {
            first = hit;
            word = said_words[i];
        }
    }
    if (!word)
        return NULL;
    *f = claim_look(b->a, c, &(struct look){.line = b->set.kept_line * 100}, arena_strndup(b->a, text, (size_t)(first - text)));
    return f->share >= b->set.kept_line * 100 ? word : NULL;
}

/* Several promises may be alike: the 段 that quotes this one most. */
static bool ask_unit(struct build *b, const struct claim *c, const struct paras *v, const char *part, struct proof *p)
{
    const char *best = NULL;
    for (size_t i = 0; i < v->n; i++) {
        struct finding f;
        const char *word = answer_in(b, c, v->v[i].text, &f);
        if (!word || (best && f.share <= p->f.share))
            continue;
        best = word;
        p->f = f;
        p->f.words = v->v[i].text;
        p->part = part;
        p->place = i + 1;
    }
    if (!best)
        return false;
    p->state = strcmp(best, "已落实") == 0 ? PROMISE_KEPT : PROMISE_UNDERWAY;
    p->why = arena_printf(b->a, "单位写明%s", best);
    return true;
}

/* ---- the rule ---- */

static bool promised_again(struct build *b, const struct sub_item *now, const char *text)
{
    for (size_t i = 0; i < now->npromises; i++)
        if (now->promises[i].text && text_similarity(b->a, now->promises[i].text, text) >= b->set.similarity * 100)
            return true;
    return false;
}

/*
 * A closed problem that is about the same: its words of last quarter and of this one with the measures. What it leaves open
 * would keep it from being closed, so no word is asked for; but a smaller figure than promised is no proof.
 */
static bool closed_problem(struct build *b, const struct claim *c, const struct heard *h, struct proof *p)
{
    for (size_t i = 0; i < h->now->nproblems; i++) {
        const struct problem *x = &h->now->problems[i];
        const struct story *s = x->state == PROBLEM_CLOSED ? story_of(b, x) : NULL;
        const struct sighting *last = s ? story_last(b, s) : NULL;
        if (!s)
            continue;
        const struct figure *lack;
        const char *all = arena_printf(b->a, "%s。%s。%s", x->text ? x->text : "", x->remedy ? x->remedy : "",
                                       last && last->problem->text ? last->problem->text : "");
        int share = claim_share(b->a, c, all, &lack);
        if (share < (h->look.line + h->look.spoken_line) / 2 || lack)
            continue;
        p->f = (struct finding){.share = share, .words = x->remedy ? x->remedy : x->text, .kept = true};
        p->part = "存在问题";
        p->place = i + 1;
        p->why = arena_printf(b->a, "对应的问题%s已销号", last ? last->id : s->v[0].id);
        return true;
    }
    return false;
}

/*
 * A figure of the unit that has reached its target: the promise is kept if all of it stands in the indicator's name and the
 * figure (报告数据.md), spoken of if the name has what the promise is after.
 */
static bool figure_reached(struct build *b, const struct claim *c, const struct heard *h, struct proof *p)
{
    for (size_t i = 0; i < h->now->nvalues; i++) {
        const struct value *v = &h->now->values[i];
        const struct indicator *ind = plan_find_indicator(b->p, v->indicator);
        const struct figure *lack;
        if (!ind || !ind->name || !ind->has_target || !indicator_reached(ind, v->number))
            continue;
        const char *words = arena_printf(b->a, "%s%s", ind->name, with_unit(b->a, v->number, ind));
        int share = claim_share(b->a, c, words, &lack);
        bool kept = share >= h->look.line && !lack;
        if (!kept && !claim_heads(b->a, c, words))
            continue;
        if (!kept && p->part && p->f.share >= share)
            share = p->f.share;
        p->f = (struct finding){.share = share, .words = words, .kept = kept};
        p->part = "指标值";
        p->place = i + 1;
        p->why = arena_printf(b->a, "指标%s，达到目标", words);
        return true;
    }
    return false;
}

/* The next clause of a promise that has enough of its own; one that has too little goes with the next. NULL at the end. */
static const char *next_clause(struct build *b, const char **from, struct claim *c)
{
    size_t n = 0;
    const char *start = *from, *clause;
    if (!*start)
        return NULL;
    do {
        const char *comma = strstr(start + n, "，");
        n = comma ? (size_t)(comma - start) + strlen("，") : strlen(start);
        clause = arena_strndup(b->a, start, n);
        *c = claim_read(b->a, b->lexicon, clause);
    } while (start[n] && c->weight < LEAST_WEIGHT);
    *from = start + n;
    return clause;
}

/*
 * Clause by clause: every one must be proved, but those that only say how (重点 …). What is shown is the weakest proof. If not
 * all are, p gets the clause that is spoken of most, so far as that is more than is known of the whole.
 */
static bool by_clauses(struct build *b, const char *text, const struct heard *h, struct proof *p)
{
    struct proof weakest = {0}, most = {0};
    bool all = true;
    size_t clauses = 0, proved = 0;
    const char *done = NULL, *from = text, *clause;
    for (struct claim c; (clause = next_clause(b, &from, &c)) != NULL;) {
        if (c.weight < LEAST_WEIGHT)
            continue; /* the last one: 做到应查尽查 */
        struct proof one = {0};
        look_around(b, &c, h, &one);
        clauses++;
        if (one.f.share > most.f.share)
            most = one;
        if (one.f.kept) {
            done = done ? arena_printf(b->a, "%s、%s", done, one.f.done) : one.f.done;
            if (!proved++ || one.f.share < weakest.f.share)
                weakest = one;
        } else if (!claim_is_how(b->lexicon, b->a, clause)) {
            all = false;
        }
    }
    if (clauses >= 2 && all && proved) {
        weakest.again = p->again;
        weakest.why = arena_printf(b->a, proved > 1 ? "逐句都有相符的文字，写明“%s”" : "主要的一句有相符的文字，写明“%s”", done);
        *p = weakest;
        return true;
    }
    if (clauses >= 2 && most.f.share >= (h->look.line + h->look.spoken_line) / 2 && p->f.share < h->look.spoken_line) {
        p->f = most.f;
        p->f.kept = false;
        p->part = most.part;
        p->place = most.place;
        p->some = true;
    }
    return false;
}

static const char *why_underway(struct build *b, const struct proof *p)
{
    if (strcmp(p->part, "存在问题") == 0)
        return "在存在问题里提到";
    if (p->again)
        return "有相符的文字，又再次列为下步打算";
    if (p->f.open)
        return arena_printf(b->a, "有相符的文字，写明“%s”", p->f.open);
    if (p->some)
        return "打算的一部分有相符的文字";
    if (p->f.share < b->set.kept_line * 100)
        return "有部分相符的文字";
    if (!p->f.done)
        return "有相符的文字，没有写明已经完成";
    if (p->f.lacking)
        return arena_printf(b->a, "有相符的文字，没有写到%s%s", decimal_format(b->a, p->f.lacking->number), p->f.lacking->measure);
    return "有相符的文字，写得不够明确";
}

/* Spoken of: in one window, or more of it stands about in what the unit wrote of the item. */
static bool spoken_of(struct build *b, const struct claim *c, const struct heard *h, const struct proof *p)
{
    const struct figure *lack;
    return p->part && (p->f.share >= (p->f.close ? least_share(&h->look) : h->look.spoken_line) ||
                       claim_share(b->a, c, h->all, &lack) >= (h->look.line + h->look.spoken_line) / 2);
}

/* 对验收未合格的14亩地块补种补肥: the next plan of the item says what is left of it. */
static const char *left_in_plans(struct build *b, const struct claim *c, const struct heard *h)
{
    const char *word = NULL;
    for (size_t i = 0; i < h->now->npromises && !word; i++)
        word = claim_left(b->a, c, &h->look, h->now->promises[i].text ? h->now->promises[i].text : "");
    return word;
}

static struct proof judge(struct build *b, const struct claim *c, const char *text, const struct heard *h, struct proof p)
{
    look_around(b, c, h, &p);
    if (!p.again && p.f.kept)
        p.why = arena_printf(b->a, "有相符的文字，写明“%s”", p.f.done);
    p.f.kept = !p.again && (p.f.kept || closed_problem(b, c, h, &p) || by_clauses(b, text, h, &p));
    struct proof figure = p;
    if (!p.f.kept && !p.again && figure_reached(b, c, h, &figure) && (figure.f.kept || !spoken_of(b, c, h, &p))) {
        figure.state = figure.f.kept ? PROMISE_KEPT : PROMISE_UNDERWAY;
        return figure;
    }
    for (size_t i = 0; i < h->now->nproblems && !p.f.kept; i++)
        look(b, c, h, h->now->problems[i].text, "存在问题", i + 1, &p);
    if (p.f.kept) {
        p.state = PROMISE_KEPT;
    } else if (spoken_of(b, c, h, &p)) {
        p.state = PROMISE_UNDERWAY;
        p.why = why_underway(b, &p);
    } else {
        p.why = p.again ? "没有相符的文字，再次列为下步打算" : "没有相符的文字";
    }
    return p;
}

static struct proof prove(struct build *b, const struct promise *old, const struct heard *h)
{
    struct proof p = {.state = PROMISE_UNMENTIONED, .why = "本季度没有报送本项"};
    if (!h->now)
        return p;
    const char *text = old->text ? old->text : "";
    struct claim c = claim_read(b->a, b->lexicon, text);
    p.again = promised_again(b, h->now, text);
    if (ask_unit(b, &c, &h->now->progress, "工作推进情况", &p) || ask_unit(b, &c, &h->now->results, "取得成效", &p))
        return p;
    p.why = "打算写得笼统，无法对照";
    if (c.weight < LEAST_WEIGHT || !c.npairs)
        return p;
    p = judge(b, &c, text, h, p);
    const char *left = p.state == PROMISE_KEPT ? left_in_plans(b, &c, h) : NULL;
    if (left) {
        p.state = PROMISE_UNDERWAY;
        p.why = arena_printf(b->a, "有相符的文字，下步打算里写明“%s”", left);
    }
    return p;
}

static void hear(struct build *b, const struct paras *v, struct look *k)
{
    for (size_t i = 0; i < v->n; i++)
        look_read(b->a, b->lexicon, v->v[i].text ? v->v[i].text : "", k);
}

static void join(struct build *b, const struct paras *v, struct heard *h)
{
    for (size_t i = 0; i < v->n; i++)
        h->all = arena_printf(b->a, "%s%s\n", h->all ? h->all : "", v->v[i].text ? v->v[i].text : "");
}

static struct heard heard_of(struct build *b, const struct sub_item *now)
{
    struct heard h = {.now = now, .look = {.line = b->set.kept_line * 100, .spoken_line = b->set.mentioned_line * 100}};
    if (!b->lexicon)
        b->lexicon = lexicon_open(b->a);
    if (!now)
        return h;
    hear(b, &now->progress, &h.look);
    hear(b, &now->results, &h.look);
    hear(b, &now->highlights, &h.look);
    join(b, &now->progress, &h), join(b, &now->results, &h), join(b, &now->highlights, &h);
    for (size_t i = 0; i < now->nproblems; i++)
        h.all = arena_printf(b->a, "%s%s\n%s\n", h.all ? h.all : "", now->problems[i].text ? now->problems[i].text : "", now->problems[i].remedy ? now->problems[i].remedy : "");
    return h;
}

static void write_promise(struct build *b, xmlNodePtr list, const struct promise *old, const struct heard *h)
{
    struct proof p = prove(b, old, h);
    xmlNodePtr n = rd_text(list, "打算", old->text);
    bool due = old->due.year && date_cmp(old->due, b->asof) <= 0;
    rd_date(b, n, "期限", old->due);
    rd_yes(n, "已到期限", due);
    rd_attr(n, "状态", promise_state_name(p.state));
    rd_attr(n, "依据", p.why);
    rd_yes(n, "再列", p.again);
    if (p.state != PROMISE_UNMENTIONED) {
        rd_int(n, "相符", (p.f.share + 50) / 100);
        rd_attr(n, "部分", p.part);
        rd_int(n, "段", (int64_t)p.place);
        rd_attr(n, "佐证", p.f.words);
    }
    b->tally.old_promise[p.state]++;
    b->tally.due_not_kept += due && p.state != PROMISE_KEPT;
    b->tally.due_unmentioned += due && p.state == PROMISE_UNMENTIONED;
}

static void write_unit(struct build *b, xmlNodePtr list, const struct unit *u, const struct seen *s, const struct sub_item *old, int no)
{
    const struct sub_item *now = sub_find_item(b->sub_now[unit_index(b, u)], no);
    xmlNodePtr n = rd_add(list, "单位");
    rd_attr(n, "代码", u->code);
    rd_attr(n, "简称", u->shortname);
    if (s->was && strcmp(s->stored->sub->unit, u->code) != 0)
        rd_attr(n, "原单位", s->was->shortname);
    rd_yes(n, "本季度已报", now != NULL);
    struct heard h = heard_of(b, now);
    for (size_t k = 0; k < old->npromises; k++)
        write_promise(b, n, &old->promises[k], &h);
    xmlNodePtr did = rd_add(n, "本季度推进");
    if (now)
        rd_paras(did, &now->progress);
}

void promises_old(struct build *b, xmlNodePtr item, const struct plan_item *it, const struct unit *const *units, size_t n)
{
    xmlNodePtr list = rd_add(item, "上季度打算");
    int then = b->before ? view_item_then(b->before, it) : 0;
    for (size_t i = 0; then && i < n; i++)
        for (size_t k = 0; k < b->before->nsubs; k++) {
            const struct seen *s = &b->before->subs[k];
            const struct sub_item *old = s->unit == units[i] ? sub_find_item(s->stored->sub, then) : NULL;
            if (old && old->npromises)
                write_unit(b, list, units[i], s, old, it->no);
        }
}

/*
 * promises: last quarter's 下步打算 beside what the unit says this quarter: 已落实, 推进中 or 未提及.
 *
 * The rule errs on the safe side (报告数据.md, 上季度打算). 已落实 takes all of: a window of 工作推进情况, 取得成效 or 亮点经验 in which
 * 打算落实线 (60 %) of the promise's own pairs stand, a word that says it is done, none that says it is not, every figure of the
 * promise reached (in the window if it has one of that measure, else in its sentence), and the promise is not made once more. A word that only tells of a deed (举办, 制定 …) needs
 * half of what is missing to 100 % on top (80 %). 推进中: 打算提及线 (40 %) in any text of the item.
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
    const char *why;        /* 依据 */
};

const char *promise_state_name(enum promise_state s)
{
    static const char *const name[] = {"已落实", "推进中", "未提及"};
    return name[s];
}

/* So much of its own a promise needs to be followed: two pairs would be found anywhere. */
enum { LEAST_PAIRS = 3 };

static bool kept(const struct build *b, const struct proof *p)
{
    int line = p->f.weak ? (b->set.kept_line + 100) * 50 : b->set.kept_line * 100;
    return p->f.share >= line && p->f.done && !p->f.open && !p->f.lacking && !p->again &&
           strcmp(p->part, "存在问题") != 0;
}

/* Proof beats words that are only nearer. */
static bool better(const struct build *b, const struct proof *x, const struct proof *y)
{
    bool kx = kept(b, x), ky = y->part && kept(b, y);
    return kx != ky ? kx : x->f.share > y->f.share;
}

static void look(struct build *b, const struct claim *c, const char *text, const char *part, size_t place, struct proof *best)
{
    struct proof p = *best;
    if (!text)
        return;
    p.f = claim_look(b->a, c, text);
    p.part = part;
    p.place = place;
    if (p.f.share && better(b, &p, best))
        *best = p;
}

static void look_in_paras(struct build *b, const struct claim *c, const struct paras *v, const char *part, struct proof *best)
{
    for (size_t i = 0; i < v->n; i++)
        look(b, c, v->v[i].text, part, i + 1, best);
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
    *f = claim_look(b->a, c, arena_strndup(b->a, text, (size_t)(first - text)));
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

static const char *why_underway(struct build *b, const struct proof *p)
{
    if (strcmp(p->part, "存在问题") == 0)
        return "在存在问题里提到";
    if (p->again)
        return "有相符的文字，又再次列为下步打算";
    if (p->f.open)
        return arena_printf(b->a, "有相符的文字，写明“%s”", p->f.open);
    if (p->f.lacking)
        return arena_printf(b->a, "有相符的文字，没有写到%s%s", decimal_format(b->a, p->f.lacking->number), p->f.lacking->measure);
    if (p->f.share < b->set.kept_line * 100 || p->f.done)
        return "有部分相符的文字";
    return "有相符的文字，没有写明已经完成";
}

static void judge(struct build *b, struct proof *p, size_t pairs)
{
    p->state = PROMISE_UNMENTIONED;
    if (pairs < LEAST_PAIRS) {
        p->why = "打算写得笼统，无法对照";
    } else if (p->part && kept(b, p)) {
        p->state = PROMISE_KEPT;
        p->why = arena_printf(b->a, "有相符的文字，写明“%s”", p->f.done);
    } else if (p->part && p->f.share >= b->set.mentioned_line * 100) {
        p->state = PROMISE_UNDERWAY;
        p->why = why_underway(b, p);
    } else {
        p->why = p->again ? "没有相符的文字，再次列为下步打算" : "没有相符的文字";
    }
}

static struct proof prove(struct build *b, const struct promise *old, const struct sub_item *now)
{
    struct proof p = {.state = PROMISE_UNMENTIONED, .why = "本季度没有报送本项"};
    if (!now)
        return p;
    const char *text = old->text ? old->text : "";
    struct claim c = claim_read(b->a, text);
    p.again = promised_again(b, now, text);
    if (ask_unit(b, &c, &now->progress, "工作推进情况", &p) || ask_unit(b, &c, &now->results, "取得成效", &p))
        return p;
    look_in_paras(b, &c, &now->progress, "工作推进情况", &p);
    look_in_paras(b, &c, &now->results, "取得成效", &p);
    look_in_paras(b, &c, &now->highlights, "亮点经验", &p);
    for (size_t i = 0; i < now->nproblems; i++)
        look(b, &c, now->problems[i].text, "存在问题", i + 1, &p);
    judge(b, &p, c.npairs);
    return p;
}

static void write_promise(struct build *b, xmlNodePtr list, const struct promise *old, const struct sub_item *now)
{
    struct proof p = prove(b, old, now);
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
    for (size_t k = 0; k < old->npromises; k++)
        write_promise(b, n, &old->promises[k], now);
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

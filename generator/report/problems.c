/* problems: each story of the ledger as this quarter's report tells it (问题跟踪). */
#include "report/build.h"

#include <string.h>

struct tracked { /* a story in this quarter */
    const struct story *story;
    const struct sighting *now, *last; /* this quarter's, the latest earlier one; either may be NULL, not both */
    enum track track;
    bool recurred;                     /* 复发: closed when it was last reported, open again */
};

const char *track_name(enum track t)
{
    static const char *const name[] = {"新增", "整改中", "逾期", "已销号", "未再提及"};
    return name[t];
}

const char *problem_state_name(enum problem_state s)
{
    static const char *const name[] = {"新增", "整改中", "已销号"};
    return name[s];
}

static bool was_closed(const struct tracked *t) { return t->last && t->last->problem->state == PROBLEM_CLOSED; }

static struct tracked track(const struct build *b, const struct story *s)
{
    struct tracked t = {.story = s, .now = story_now(b, s), .last = story_last(b, s)};
    const struct problem *p = t.now ? t.now->problem : NULL;
    t.recurred = p && p->state != PROBLEM_CLOSED && was_closed(&t);
    if (!p)
        t.track = TRACK_SILENT;
    else if (p->state == PROBLEM_CLOSED)
        t.track = TRACK_CLOSED;
    else if (passed(b, b->quarter, p->due))
        t.track = TRACK_OVERDUE;
    else
        t.track = t.last || p->state == PROBLEM_ONGOING ? TRACK_ONGOING : TRACK_NEW;
    return t;
}

static const struct sighting *shown(const struct tracked *t) { return t->now ? t->now : t->last; }

static void count(struct build *b, struct item_state *item, const struct tracked *t)
{
    const struct problem *p = shown(t)->problem;
    if (t->track == TRACK_CLOSED && was_closed(t))
        return; /* closed once is enough */
    bool silent_overdue = t->track == TRACK_SILENT && passed(b, b->quarter, p->due);
    b->tally.track[t->track]++;
    b->tally.silent_overdue += silent_overdue;
    if (item) {
        item->open += t->track <= TRACK_OVERDUE;
        item->overdue += t->track == TRACK_OVERDUE;
        item->silent += t->track == TRACK_SILENT;
        item->silent_overdue += silent_overdue;
    }
    if (t->track > TRACK_OVERDUE)
        return;
    b->tally.recurred += t->recurred;
    b->tally.postponed += story_postponed(t->story) > 0;
    b->tally.serious += p->grade && strcmp(p->grade, "重大") == 0;
    b->tally.considerable += p->grade && strcmp(p->grade, "较大") == 0;
    b->tally.ordinary += p->grade && strcmp(p->grade, "一般") == 0;
}

static void write_texts(struct build *b, xmlNodePtr n, const struct problem *p)
{
    rd_attr(n, "分类", p->category);
    rd_attr(n, "等级", p->grade);
    rd_attr(n, "责任人", p->person);
    rd_date(b, n, "期限", p->due);
    rd_attr(n, "状态", problem_state_name(p->state));
    rd_text(n, "描述", p->text);
    rd_text(n, "整改措施", p->remedy);
}

/* 上季度: only what was said in the quarter just before this one. */
static void write_before(struct build *b, xmlNodePtr n, const struct tracked *t)
{
    rd_yes(n, "复发", t->recurred);
    rd_attr(n, "对应方式", t->now->by_text ? "描述相近" : "编号");
    rd_yes(n, "期限推迟", t->now->problem->due.year && t->last->problem->due.year &&
                              date_cmp(t->now->problem->due, t->last->problem->due) > 0);
    if (t->last->view != b->before)
        return;
    xmlNodePtr old = rd_add(n, "上季度");
    rd_attr(old, "编号", t->last->id);
    write_texts(b, old, t->last->problem);
}

/* Did the unit that answers for the story send anything that quarter? Without one in this plan: by the last code that was known. */
static bool came(const struct view *v, const struct story *s)
{
    const char *key = s->v[s->n - 1].seen->key;
    for (size_t i = 0; v && i < v->nsubs; i++)
        if (s->unit ? v->subs[i].unit == s->unit : strcmp(v->subs[i].key, key) == 0)
            return true;
    return false;
}

/* Every quarter from the first sighting to this one. After 已销号 nobody needs to mention it. */
static void write_course(struct build *b, xmlNodePtr n, const struct story *s)
{
    xmlNodePtr list = rd_add(n, "历程");
    const struct sighting *last = NULL;
    size_t i = 0;
    for (struct quarter q = s->v[0].view->quarter; quarter_cmp(q, b->quarter) <= 0; q = quarter_next(q)) {
        const struct sighting *x = i < s->n && quarter_cmp(s->v[i].view->quarter, q) == 0 ? &s->v[i++] : NULL;
        if (!x && last && last->problem->state == PROBLEM_CLOSED)
            continue;
        xmlNodePtr one = rd_add(list, "次");
        rd_attr(one, "季度", quarter_name(b->a, q));
        rd_attr(one, "状态", x ? problem_state_name(x->problem->state) : came(view_of(b, q), s) ? "未提及" : "没有报送");
        if (x) {
            rd_attr(one, "编号", x->id);
            rd_date(b, one, "期限", x->problem->due);
            last = x;
        }
    }
}

static void write_story(struct build *b, xmlNodePtr n, const struct tracked *t)
{
    const struct story *s = t->story;
    struct quarter first = s->v[0].view->quarter;
    rd_attr(n, "首报", quarter_name(b->a, first));
    rd_attr(n, "首报名称", quarter_chinese(b->a, first));
    rd_int(n, "历时季数", quarters_between(first, b->quarter) + 1);
    rd_int(n, "推迟次数", (int64_t)story_postponed(s));
    if (!t->now) {
        rd_attr(n, "末报", quarter_name(b->a, t->last->view->quarter));
        rd_int(n, "未提季数", quarters_between(t->last->view->quarter, b->quarter));
    }
    for (size_t i = 0; i < s->n; i++) /* the first day that was promised */
        if (s->v[i].problem->due.year) {
            rd_date(b, n, "原期限", s->v[i].problem->due);
            break;
        }
}

static const char *unit_shown(const struct tracked *t, bool code)
{
    const struct seen *seen = shown(t)->seen;
    const struct unit *u = t->story->unit ? t->story->unit : seen->was;
    if (!u)
        return seen->stored->sub->unit;
    return code ? u->code : u->shortname;
}

static xmlNodePtr write_one(struct build *b, xmlNodePtr list, const struct tracked *t)
{
    const struct problem *p = shown(t)->problem;
    bool late = p->state != PROBLEM_CLOSED && passed(b, b->quarter, p->due);
    xmlNodePtr n = rd_add(list, "问题");
    rd_attr(n, "编号", shown(t)->id);
    rd_attr(n, "单位代码", unit_shown(t, true));
    rd_attr(n, "单位", unit_shown(t, false));
    if (t->story->unit && shown(t)->seen->was && strcmp(shown(t)->seen->stored->sub->unit, t->story->unit->code) != 0)
        rd_attr(n, "原单位", shown(t)->seen->was->shortname); /* merged since */
    rd_attr(n, "跟踪", track_name(t->track));
    rd_yes(n, "已过期限", late);
    if (late)
        rd_attr(n, "逾期说明", t->now ? "整改期限已过，没有整改到位" : "整改期限已过，没有报告整改结果");
    if (!t->now)
        rd_attr(n, "原因", came(&b->views[0], t->story) ? "本季度报送未再提及" : "本季度没有报送");
    write_story(b, n, t);
    write_texts(b, n, p);
    if (t->now && t->last)
        write_before(b, n, t);
    write_course(b, n, t->story);
    return n;
}

static void write_tracked(struct build *b, xmlNodePtr list, const struct story *s, struct item_state *counted)
{
    struct tracked t = track(b, s);
    if (counted)
        count(b, counted, &t);
    write_one(b, list, &t);
}

/* Open when it was last reported, and not a word of it now. */
static bool silent(const struct build *b, const struct story *s)
{
    const struct sighting *last = story_last(b, s);
    return !story_now(b, s) && last->problem->state != PROBLEM_CLOSED;
}

const struct story *story_of(const struct build *b, const struct problem *p)
{
    for (size_t i = 0; i < b->nstories; i++)
        if (b->stories[i].v[b->stories[i].n - 1].problem == p)
            return &b->stories[i];
    return NULL;
}

void problems_write(struct build *b, xmlNodePtr list, const struct unit *u, int no, bool with_silent, struct item_state *counted)
{
    const struct sub_item *now = sub_find_item(b->sub_now[unit_index(b, u)], no);
    for (size_t i = 0; now && i < now->nproblems; i++)
        write_tracked(b, list, story_of(b, &now->problems[i]), counted);
    for (size_t i = 0; with_silent && i < b->nstories; i++) {
        const struct story *s = &b->stories[i];
        if (silent(b, s) && s->unit == u && s->v[s->n - 1].item == no)
            write_tracked(b, list, s, counted);
    }
}

/* What the items do not tell: open problems of an item or a unit that the plan no longer has. */
void problems_outside(struct build *b, xmlNodePtr root)
{
    xmlNodePtr list = rd_add(root, "方案外");
    for (size_t i = 0; i < b->nstories; i++) {
        const struct story *s = &b->stories[i];
        const struct sighting *x = &s->v[s->n - 1];
        if ((s->unit && x->item) || (!story_now(b, s) && !silent(b, s)))
            continue;
        struct tracked t = track(b, s);
        count(b, NULL, &t);
        xmlNodePtr n = write_one(b, list, &t);
        int then = 0;
        for (size_t k = 0; k < x->seen->stored->sub->nitems && !then; k++) {
            const struct sub_item *it = &x->seen->stored->sub->items[k];
            if (x->problem >= it->problems && x->problem < it->problems + it->nproblems)
                then = it->no;
        }
        const struct plan_item *was = plan_find_item(x->view->plan, then);
        rd_int(n, "事项", then);
        rd_attr(n, "事项名称", was ? was->title : NULL);
    }
}

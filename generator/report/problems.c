/*
 * problems: each problem followed from the quarter before to this one (问题跟踪).
 *
 * Number of a problem: as written, else quarter-unit-item-place (2022Q3-MZJ-12-1: the first problem of item 12), the number
 * that the receipt and the blank form show. A problem of this quarter is matched with one of the quarter before by number;
 * failing that by its words (the same unit and item, similarity at the profile's line or above).
 */
#include "report/build.h"

#include <string.h>

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

static const char *problem_id(struct arena *a, struct quarter q, const struct unit *u, int item, const struct problem *p,
                              size_t place)
{
    if (p->id && p->id[0])
        return p->id;
    return arena_printf(a, "%s-%s-%d-%zu", quarter_name(a, q), u->code, item, place + 1);
}

struct matching {
    struct tracked *v; size_t n;                 /* this quarter's, then the silent ones */
    const struct sub_item *old; const char **old_id; bool *used;
};

static void match(struct matching *m, struct tracked *t, size_t k, bool by_text)
{
    t->before = &m->old->problems[k];
    t->id_before = m->old_id[k];
    t->by_text = by_text;
    m->used[k] = true;
}

static void match_by_number(struct matching *m)
{
    for (size_t i = 0; i < m->n; i++)
        for (size_t k = 0; m->old && k < m->old->nproblems && !m->v[i].before; k++)
            if (!m->used[k] && strcmp(m->v[i].id, m->old_id[k]) == 0)
                match(m, &m->v[i], k, false);
}

static void match_by_words(struct build *b, struct matching *m)
{
    for (size_t i = 0; i < m->n; i++) {
        size_t best = 0;
        int most = b->set.similarity * 100 - 1;
        bool found = false;
        for (size_t k = 0; m->old && k < m->old->nproblems && !m->v[i].before; k++) {
            int s = m->used[k] ? 0 : text_similarity(b->a, m->v[i].now->text, m->old->problems[k].text);
            if (s > most) {
                most = s;
                best = k;
                found = true;
            }
        }
        if (found)
            match(m, &m->v[i], best, true);
    }
}

static bool was_closed(const struct tracked *t) { return t->before && t->before->state == PROBLEM_CLOSED; }

static void judge(const struct build *b, struct tracked *t)
{
    bool closed = t->now && t->now->state == PROBLEM_CLOSED;
    t->recurred = !closed && was_closed(t);
    if (closed)
        t->track = TRACK_CLOSED;
    else if (t->now->due.year && date_cmp(t->now->due, b->today) < 0)
        t->track = TRACK_OVERDUE;
    else if (t->before || t->now->state == PROBLEM_ONGOING)
        t->track = TRACK_ONGOING;
    else
        t->track = TRACK_NEW;
}

size_t problems_track(struct build *b, const struct unit *u, int item, struct tracked **out)
{
    const struct sub_item *now = sub_find_item(b->sub_now[unit_index(b, u)], item);
    const struct sub_item *old = sub_find_item(b->sub_before[unit_index(b, u)], item);
    size_t nnow = now ? now->nproblems : 0, nold = old ? old->nproblems : 0;
    struct matching m = {.n = nnow, .old = old};
    m.v = arena_calloc(b->a, nnow + nold + 1, sizeof *m.v);
    m.old_id = arena_calloc(b->a, nold + 1, sizeof *m.old_id);
    m.used = arena_calloc(b->a, nold + 1, sizeof *m.used);
    for (size_t k = 0; k < nold; k++)
        m.old_id[k] = problem_id(b->a, b->before->quarter, u, item, &old->problems[k], k);
    for (size_t i = 0; i < nnow; i++)
        m.v[i] = (struct tracked){.now = &now->problems[i],
                                  .id = problem_id(b->a, b->quarter, u, item, &now->problems[i], i)};
    match_by_number(&m);
    match_by_words(b, &m);
    for (size_t i = 0; i < nnow; i++)
        judge(b, &m.v[i]);
    for (size_t k = 0; k < nold; k++) /* open last quarter and not a word of it now */
        if (!m.used[k] && old->problems[k].state != PROBLEM_CLOSED)
            m.v[m.n++] = (struct tracked){.before = &old->problems[k], .id = m.old_id[k], .id_before = m.old_id[k],
                                          .track = TRACK_SILENT};
    *out = m.v;
    return m.n;
}

static void count(struct build *b, const struct tracked *t)
{
    if (t->track == TRACK_CLOSED && was_closed(t))
        return; /* closed once is enough */
    b->tally.track[t->track]++;
    if (t->track > TRACK_OVERDUE || !t->now->grade)
        return;
    b->tally.serious += strcmp(t->now->grade, "重大") == 0;
    b->tally.considerable += strcmp(t->now->grade, "较大") == 0;
    b->tally.ordinary += strcmp(t->now->grade, "一般") == 0;
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

static void write_before(struct build *b, xmlNodePtr n, const struct tracked *t)
{
    rd_yes(n, "复发", t->recurred);
    rd_attr(n, "对应方式", t->by_text ? "描述相近" : "编号");
    rd_yes(n, "期限推迟", t->now->due.year && t->before->due.year && date_cmp(t->now->due, t->before->due) > 0);
    xmlNodePtr old = rd_add(n, "上季度");
    rd_attr(old, "编号", t->id_before);
    write_texts(b, old, t->before);
}

static void write_one(struct build *b, xmlNodePtr list, const struct unit *u, const struct tracked *t)
{
    const struct problem *p = t->now ? t->now : t->before;
    xmlNodePtr n = rd_add(list, "问题");
    rd_attr(n, "编号", t->id);
    rd_attr(n, "单位代码", u->code);
    rd_attr(n, "单位", u->shortname);
    rd_attr(n, "跟踪", track_name(t->track));
    rd_yes(n, "已过期限", p->due.year && p->state != PROBLEM_CLOSED && date_cmp(p->due, b->today) < 0);
    if (!t->now)
        rd_attr(n, "原因", b->sub_now[unit_index(b, u)] ? "本季度报送未再提及" : "本季度没有报送");
    write_texts(b, n, p);
    if (t->now && t->before)
        write_before(b, n, t);
}

void problems_write(struct build *b, xmlNodePtr list, const struct unit *u, int no, bool with_silent, bool with_count)
{
    struct tracked *v;
    size_t n = problems_track(b, u, no, &v);
    for (size_t i = 0; i < n; i++) {
        if (v[i].track == TRACK_SILENT && !with_silent)
            continue;
        if (with_count)
            count(b, &v[i]);
        write_one(b, list, u, &v[i]);
    }
}

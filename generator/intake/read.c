/*
 * The tree → struct submission, as far as it goes: files that break the schema are read too, so that the business rules
 * can be told in the same receipt and the unit and quarter be known.
 */
#include "intake/parts.h"

#include <stdlib.h>
#include <string.h>

xmlNode *node_child(const xmlNode *e, const char *name)
{
    for (xmlNode *c = e ? e->children : NULL; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && !c->ns && strcmp((const char *)c->name, name) == 0)
            return c;
    return NULL;
}

xmlNode *node_next(const xmlNode *e)
{
    for (xmlNode *c = e->next; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && !c->ns && xmlStrEqual(c->name, e->name))
            return c;
    return NULL;
}

size_t node_count(const xmlNode *e, const char *name, size_t most)
{
    size_t n = 0;
    for (xmlNode *c = node_child(e, name); c && n < most; c = node_next(c))
        n++;
    return n;
}

char *node_text(struct arena *a, const xmlNode *e)
{
    xmlChar *s = e ? xmlNodeGetContent(e) : NULL;
    char *t = arena_strdup(a, s ? (const char *)s : "");
    xmlFree(s);
    return t;
}

char *node_attribute(struct arena *a, const xmlNode *e, const char *name)
{
    xmlChar *s = e ? xmlGetNoNsProp((xmlNode *)e, (const xmlChar *)name) : NULL;
    char *t = s ? arena_strdup(a, (const char *)s) : NULL;
    xmlFree(s);
    return t;
}

bool rule_masked(const struct reading *r, struct place at)
{
    for (size_t i = 0; i < r->ds->n; i++) {
        const struct diag *d = &r->ds->v[i];
        bool same_line = d->place.line == at.line && at.line;
        if (same_line && (d->msg == MSG_D101 || (d->msg >= MSG_X151 && d->msg <= MSG_X169 && d->place.col == at.col)))
            return true;
    }
    return false;
}

bool rule_room(struct reading *r, enum msg m)
{
    bool room = r->told[msg_severity(m)]++ < LIMIT_REPORTS;
    r->more += !room;
    return room;
}

void rule_changed(struct reading *r, struct place at, const char *path, const char *from, const char *to)
{
    struct judged *j = r->out;
    if (j->nchanges >= 10 * LIMIT_REPORTS)
        return; /* never a file that is accepted: the schema allows less */
    ARENA_PUSH(r->a, j->changes, j->nchanges, r->nchanges_cap) =
        (struct change){at, arena_strdup(r->a, path), text_short(r->a, from, 40), text_short(r->a, to, 40)};
}

/* ---- unit and quarter ---- */

static int year_of(struct arena *a, const char *s)
{
    char *t = text_halfwidth(a, text_trim(a, s));
    const char *behind = strspn(t, "0123456789") == 4 ? text_trim(a, t + 4) : "?";
    return !*behind || strcmp(behind, "年") == 0 || strcmp(behind, "年度") == 0 ? atoi(t) : 0;
}

/* Q4, ｑ４: the text behind the letter; NULL if there is none */
static const char *behind_q(const char *t)
{
    static const char *const q[] = {"Q", "q", "Ｑ", "ｑ"};
    for (size_t i = 0; i < sizeof q / sizeof q[0]; i++)
        if (strncmp(t, q[i], strlen(q[i])) == 0)
            return t + strlen(q[i]);
    return NULL;
}

int read_quarter(struct arena *a, const char *s, int *year)
{
    char *t = text_halfwidth(a, text_trim(a, s));
    *year = 0;
    if (strspn(t, "0123456789") >= 4 && t[4]) { /* 2022Q4, 2022年第四季度; but 2022 alone is no quarter */
        *year = atoi(arena_strndup(a, t, 4));
        t += 4;
        t += strncmp(t, "年", 3) == 0 ? 3 : *t == '-';
    }
    const char *letter = behind_q(t);
    if (letter)
        return *letter >= '1' && *letter <= '4' && !letter[1] ? *letter - '0' : 0;
    if (strncmp(t, "第", 3) == 0)
        t += 3;
    size_t n = strlen(t);
    if (n > 6 && strcmp(t + n - 6, "季度") == 0)
        t[n - 6] = 0;
    else if (n > 3 && (strcmp(t + n - 3, "季") == 0 || strcmp(t + n - 3, "度") == 0))
        t[n - 3] = 0;
    int q = text_ordinal(a, t);
    return q >= 1 && q <= 4 ? q : 0;
}

static struct quarter quarter_of(struct arena *a, const char *year, const char *quarter)
{
    int also, y = year ? year_of(a, year) : 0, q = quarter ? read_quarter(a, quarter, &also) : 0;
    bool both = y >= FIRST_YEAR && y <= LAST_YEAR && q;
    return both ? (struct quarter){(int16_t)y, (int8_t)q} : (struct quarter){0};
}

struct quarter intake_quarter(struct arena *a, const char *utf8, size_t n)
{
    return quarter_of(a, source_guess(a, utf8, n, "年度"), source_guess(a, utf8, n, "季度"));
}

void read_identity(struct reading *r, const char *unit, const char *year, const char *quarter)
{
    struct judged *j = r->out;
    if (unit && unit[0]) {
        j->unit_written = text_trim(r->a, unit);
        j->unit = r->plan ? plan_find_unit(r->plan, j->unit_written) : NULL;
    }
    struct quarter q = quarter_of(r->a, year, quarter);
    if (q.year)
        j->quarter = q;
}

/* ---- pieces ---- */

struct date read_date(struct reading *r, xmlNode *e, const char *what)
{
    struct date d = {0};
    if (!e)
        return d;
    char *s = text_trim(r->a, node_text(r->a, e));
    struct place at = place_value(r->s, e);
    enum date_fault fault = text_date(r->a, s, &d);
    if (fault == DATE_OK) {
        char *iso = date_iso(r->a, d);
        if (strcmp(iso, s) != 0)
            rule_changed(r, at, PATH(r, e), s, iso);
    } else if (fault == DATE_MISSING) {
        SAY(r, S104, at, PATH(r, e), s, what, s, "2022-12-26");
    } else {
        SAY(r, X159, at, PATH(r, e), s, what, s);
    }
    return d;
}

/* One line of text, trimmed; a line break inside is taken out and listed. NULL if the element is missing. */
static const char *read_line(struct reading *r, xmlNode *e)
{
    if (!e)
        return NULL;
    bool changed;
    char *s = node_text(r->a, e), *t = text_paragraph(r->a, s, &changed);
    if (changed)
        rule_changed(r, place_value(r->s, e), PATH(r, e), "中间换行或制表符", "接成一行");
    return t;
}

static void read_paras(struct reading *r, xmlNode *e, struct paras *out)
{
    for (xmlNode *p = node_child(e, "段"); p && out->n < LIMIT_PARAS; p = node_next(p)) {
        const char *t = read_line(r, p);
        if (t[0])
            ARENA_PUSH(r->a, out->v, out->n, out->cap) = (struct para){t, place_element(r->s, p).line};
    }
}

static enum problem_state state_of(const char *s)
{
    return s && strcmp(s, "已销号") == 0 ? PROBLEM_CLOSED : s && strcmp(s, "整改中") == 0 ? PROBLEM_ONGOING : PROBLEM_NEW;
}

static void read_problems(struct reading *r, struct sub_item *it, struct item_nodes *x)
{
    it->nproblems = node_count(x->problems, "问题", LIMIT_ENTRIES);
    it->problems = arena_calloc(r->a, it->nproblems, sizeof *it->problems);
    x->problem = arena_calloc(r->a, it->nproblems, sizeof *x->problem);
    size_t i = 0;
    for (xmlNode *e = node_child(x->problems, "问题"); e && i < it->nproblems; e = node_next(e), i++) {
        char *id = node_attribute(r->a, e, "编号");
        id = id ? text_trim(r->a, id) : NULL;
        x->problem[i] = e;
        it->problems[i] = (struct problem){
            .id = id && id[0] ? id : NULL,
            .category = read_line(r, node_child(e, "分类")),
            .grade = read_line(r, node_child(e, "等级")),
            .text = read_line(r, node_child(e, "描述")),
            .remedy = read_line(r, node_child(e, "整改措施")),
            .person = read_line(r, node_child(e, "责任人")),
            .due = read_date(r, node_child(e, "期限"), "期限"),
            .state = state_of(read_line(r, node_child(e, "状态"))),
            .line = place_element(r->s, e).line,
        };
    }
}

static void read_promises(struct reading *r, struct sub_item *it, struct item_nodes *x)
{
    it->npromises = node_count(x->promises, "打算", LIMIT_ENTRIES);
    it->promises = arena_calloc(r->a, it->npromises, sizeof *it->promises);
    x->promise = arena_calloc(r->a, it->npromises, sizeof *x->promise);
    size_t i = 0;
    for (xmlNode *e = node_child(x->promises, "打算"); e && i < it->npromises; e = node_next(e), i++) {
        x->promise[i] = e;
        it->promises[i] = (struct promise){.text = read_line(r, node_child(e, "内容")),
                                           .due = read_date(r, node_child(e, "期限"), "期限"),
                                           .line = place_element(r->s, e).line};
    }
}

/* The figures are read by rules_values, which knows the indicator's unit. */
static void read_values(struct reading *r, struct sub_item *it, struct item_nodes *x)
{
    it->nvalues = node_count(x->item, "指标值", LIMIT_ENTRIES);
    it->values = arena_calloc(r->a, it->nvalues, sizeof *it->values);
    x->value = arena_calloc(r->a, it->nvalues, sizeof *x->value);
    size_t i = 0;
    for (xmlNode *e = node_child(x->item, "指标值"); e && i < it->nvalues; e = node_next(e), i++) {
        char *code = node_attribute(r->a, e, "指标"), *unit = node_attribute(r->a, e, "单位");
        x->value[i] = e;
        it->values[i] = (struct value){.indicator = code ? text_halfwidth(r->a, text_trim(r->a, code)) : "",
                                       .as_written = text_trim(r->a, node_text(r->a, e)),
                                       .line = place_element(r->s, e).line};
        it->values[i].number = number_read(r->a, it->values[i].as_written, unit ? unit : "").value;
    }
}

static void read_item(struct reading *r, struct sub_item *it, struct item_nodes *x, xmlNode *e)
{
    char *no = node_attribute(r->a, e, "序号");
    *x = (struct item_nodes){.item = e,
                             .progress = node_child(e, "工作推进情况"),
                             .results = node_child(e, "取得成效"),
                             .highlights = node_child(e, "亮点经验"),
                             .problems = node_child(e, "存在问题"),
                             .promises = node_child(e, "下步打算")};
    it->no = no ? text_ordinal(r->a, no) : 0;
    it->line = place_element(r->s, e).line;
    x->plan = r->plan && it->no ? plan_find_item(r->plan, it->no) : NULL;
    if (it->no && strcmp(no, arena_printf(r->a, "%d", it->no)) != 0)
        rule_changed(r, place_attribute(r->s, e, "序号"), path_attribute(r->a, e, "序号", r->plan), no,
                     arena_printf(r->a, "%d", it->no));
    read_paras(r, x->progress, &it->progress);
    read_paras(r, x->results, &it->results);
    read_paras(r, x->highlights, &it->highlights);
    read_problems(r, it, x);
    read_promises(r, it, x);
    read_values(r, it, x);
    read_tables(r, it, e);
    read_pictures(r, it, e);
}

static int read_version(struct reading *r, xmlNode *e)
{
    char *s = text_trim(r->a, node_text(r->a, e)), *t = text_halfwidth(r->a, s);
    int v = text_ordinal(r->a, *t == '+' ? t + 1 : t);
    char *plain = arena_printf(r->a, "%d", v);
    if (v && strspn(t, "+0123456789") == strlen(t) && strcmp(s, plain) != 0)
        rule_changed(r, place_value(r->s, e), PATH(r, e), s, plain);
    return v;
}

static void list_form_version(struct reading *r)
{
    char *written = node_attribute(r->a, r->root, "格式版本"), *s = text_trim(r->a, written ? written : ""), *t = text_halfwidth(r->a, s);
    if (strcmp(s, t) != 0)
        rule_changed(r, place_attribute(r->s, r->root, "格式版本"), path_attribute(r->a, r->root, "格式版本", r->plan), s, t);
}

static void read_head(struct reading *r)
{
    struct submission *s = r->sub;
    xmlNode *signer = node_child(r->root, "审签人");
    char *title = node_attribute(r->a, signer, "职务");
    read_identity(r, node_text(r->a, node_child(r->root, "单位")), node_text(r->a, node_child(r->root, "年度")),
                  node_text(r->a, node_child(r->root, "季度")));
    s->unit = r->out->unit ? r->out->unit->code : r->out->unit_written;
    s->quarter = r->out->quarter;
    s->plan = read_line(r, node_child(r->root, "方案"));
    s->docno = read_line(r, node_child(r->root, "发文字号"));
    s->filer = read_line(r, node_child(r->root, "填报人"));
    s->signer = read_line(r, signer);
    s->signer_title = title ? text_trim(r->a, title) : NULL;
    s->phone = read_line(r, node_child(r->root, "联系电话"));
    s->filed = read_date(r, node_child(r->root, "填报日期"), "填报日期");
    s->version = r->out->version = read_version(r, node_child(r->root, "版次"));
    s->withdrawal = node_child(r->root, "撤回") != NULL;
    read_paras(r, node_child(r->root, "说明"), &s->notes);
}

void read_submission(struct reading *r)
{
    struct submission *s = r->sub = arena_alloc(r->a, sizeof *s);
    list_form_version(r);
    read_head(r);
    s->nitems = node_count(r->root, "事项", LIMIT_ITEMS);
    s->items = arena_calloc(r->a, s->nitems, sizeof *s->items);
    r->nodes = arena_calloc(r->a, s->nitems, sizeof *r->nodes);
    size_t i = 0;
    for (xmlNode *e = node_child(r->root, "事项"); e && i < s->nitems; e = node_next(e), i++)
        read_item(r, &s->items[i], &r->nodes[i], e);
}

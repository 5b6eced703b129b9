/*
 * XML tree → struct plan. Reads whatever is there, so that a fault in one place does not hide the others; what is missing
 * altogether is the schema's business. Every value that has a form of its own is checked here, with its place.
 */
#include "plan/plan_internal.h"

#include <string.h>

struct reader {
    struct plan_source *s;
    struct arena *a;
    struct diags *ds;
    struct plan *p;
    struct plan_marks m;
    size_t cap_units, cap_items, cap_actions, cap_indicators, cap_deadlines;
    size_t cap_unit_marks, cap_item_marks, cap_indicator_marks;
    size_t nunit_marks, nitem_marks, nindicator_marks;
    size_t suggesting; /* what may still be spent on suggestions */
};

static bool is(const xmlNode *n, const char *name)
{
    return n->type == XML_ELEMENT_NODE && !strcmp((const char *)n->name, name);
}

static const xmlNode *child(const xmlNode *parent, const char *name)
{
    for (const xmlNode *n = parent ? parent->children : NULL; n; n = n->next)
        if (is(n, name))
            return n;
    return NULL;
}

#define EACH_CHILD(n, parent, tag) \
    for (const xmlNode *n = (parent) ? (parent)->children : NULL; n; n = n->next) \
        if (is(n, tag))

static bool space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

/* Bytes of the blank at the end (or the start) of s: ASCII or U+3000; 0 if there is none. */
static size_t blank_at(const char *s, size_t n, bool end)
{
    if (n && space(end ? s[n - 1] : s[0]))
        return 1;
    return n >= 3 && !memcmp(end ? s + n - 3 : s, "\u3000", 3) ? 3 : 0;
}

/* Blanks at both ends go; a line break inside (the file's own lines) goes between Chinese, and is one blank elsewhere. */
static char *tidy(struct arena *a, const char *s)
{
    size_t n = strlen(s), k;
    while ((k = blank_at(s, n, /*end*/ true)) > 0)
        n -= k;
    while ((k = blank_at(s, n, /*end*/ false)) > 0) {
        s += k;
        n -= k;
    }
    char *out = arena_alloc(a, n + 1), *w = out;
    for (size_t i = 0; i < n;) {
        size_t j = i;
        bool newline = false;
        while (j < n && space(s[j]))
            newline |= s[j++] == '\n';
        if (newline) {
            bool latin = (unsigned char)s[i - 1] < 0x80 && (unsigned char)s[j] < 0x80;
            if (latin)
                *w++ = ' ';
            i = j;
        } else {
            *w++ = s[i++];
        }
    }
    *w = 0;
    return out;
}

/* The element's text, tidied; "" if there is no such element. */
static char *text_of(struct reader *r, const xmlNode *n)
{
    xmlChar *c = n ? xmlNodeGetContent(n) : NULL;
    char *s = tidy(r->a, c ? (const char *)c : "");
    xmlFree(c);
    return s;
}

/* The attribute's value, tidied, or NULL. */
static char *attr_of(struct reader *r, const xmlNode *n, const char *name)
{
    xmlChar *c = xmlGetNoNsProp((xmlNode *)n, (const xmlChar *)name);
    char *s = c ? tidy(r->a, (const char *)c) : NULL;
    xmlFree(c);
    return s;
}

static char *attr_or_empty(struct reader *r, const xmlNode *n, const char *name)
{
    char *s = attr_of(r, n, name);
    return s ? s : arena_strdup(r->a, "");
}

/* 1 … 999; 0 when absent or wrong (the schema says so) */
static int number_of(struct reader *r, const xmlNode *n, const char *attr)
{
    const char *s = attr_or_empty(r, n, attr);
    int v = 0;
    size_t len = strlen(s);
    if (len == 0 || len > 3 || strspn(s, "0123456789") != len)
        return 0;
    for (; *s; s++)
        v = v * 10 + (*s - '0');
    return v;
}

/* Index of the value in the list, or fallback; anything else was told by the schema. */
static int choice_of(struct reader *r, const xmlNode *n, const char *attr, const char *const list[], int fallback)
{
    const char *s = attr_of(r, n, attr);
    for (int i = 0; s && list[i]; i++)
        if (!strcmp(list[i], s))
            return i;
    return fallback;
}

static struct date date_of(struct reader *r, const char *s, struct place at, const xmlNode *n, const char *what)
{
    struct date d = {0};
    if (s && *s && !date_parse_iso(s, &d))
        DIAG(r->ds, P108, at, plan_node_path(r->a, n), s, what, s);
    return d;
}

/* ---- units ---- */

static void read_unit(struct reader *r, const xmlNode *n)
{
    static const char *const kinds[] = {"部门", "企业", "乡镇", NULL}, *const yes_no[] = {"否", "是", NULL};
    struct plan *p = r->p;
    struct unit *u = &ARENA_PUSH(r->a, p->units, p->nunits, r->cap_units);
    ARENA_PUSH(r->a, r->m.unit, r->nunit_marks, r->cap_unit_marks) = n;
    *u = (struct unit){
        .code = attr_or_empty(r, n, "代码"),
        .name = attr_or_empty(r, n, "全称"),
        .shortname = attr_or_empty(r, n, "简称"),
        .kind = (enum unit_kind)choice_of(r, n, "类型", kinds, UNIT_DEPARTMENT),
        .receiving = choice_of(r, n, "迁入地", yes_no, 0) == 1,
        .order = p->nunits - 1,
    };
    size_t cap = 0;
    EACH_CHILD(al, n, "别名")
        ARENA_PUSH(r->a, u->alias, u->nalias, cap) = text_of(r, al);
}

static void read_units(struct reader *r, const xmlNode *table)
{
    size_t seen = 0;
    EACH_CHILD(n, table, "单位")
        if (++seen <= PLAN_MAX_UNITS)
            read_unit(r, n);
    if (seen > PLAN_MAX_UNITS)
        DIAG(r->ds, P018, plan_node_at(r->s, table), NULL, NULL, "单位", arena_printf(r->a, "%zu", seen),
             arena_printf(r->a, "%d", PLAN_MAX_UNITS));
}

enum { NAME_SHOWN = 360, LIST_SHOWN = 1200 }; /* bytes of a unit's name, of a list of units, that a message quotes */

/* 并入: once all units are read. A chain that comes back to itself has no end to follow. */
static void read_mergers(struct reader *r)
{
    struct plan *p = r->p;
    for (size_t i = 0; i < p->nunits; i++) {
        const xmlNode *n = r->m.unit[i];
        const char *name = attr_of(r, n, "并入"), *listed;
        if (!name)
            continue;
        const struct unit *to = plan_find_unit(p, name);
        bool round = false; /* what is linked so far has an end */
        for (const struct unit *u = to; u && !round; u = u->successor)
            round = u == &p->units[i];
        const char *shown = plan_excerpt(r->a, name, NAME_SHOWN);
        if (!to)
            DIAG(r->ds, P125, plan_attr_at(r->s, n, "并入"), plan_node_path(r->a, n), shown, shown,
                 plan_lists_units(p, r->a, name, &listed) ? arena_printf(r->a, "；这里写了不止一个，认出的有%s", plan_excerpt(r->a, listed, LIST_SHOWN)) : "");
        else if (round)
            DIAG(r->ds, P126, plan_attr_at(r->s, n, "并入"), plan_node_path(r->a, n), shown, p->units[i].shortname, shown);
        else
            p->units[i].successor = to;
    }
}

/* ---- deadlines ---- */

static struct date month_after(struct quarter q) /* the last day of the month behind the quarter's end */
{
    struct quarter next = quarter_next(q);
    return (struct date){next.year, (int8_t)(next.q * 3 - 2), next.q == 2 ? 30 : 31};
}

static void check_deadline(struct reader *r, const xmlNode *n, const struct plan_deadline *d, const char *quarter)
{
    struct arena *a = r->a;
    struct date first = {d->quarter.year, (int8_t)(d->quarter.q * 3 - 2), 1}, last = month_after(d->quarter);
    const char *path = plan_node_path(a, n);
    struct plan *p = r->p;
    if (p->start.year && p->end.year &&
        (quarter_cmp(d->quarter, date_quarter(p->start)) < 0 || quarter_cmp(d->quarter, date_quarter(p->end)) > 0))
        DIAG(r->ds, P123, plan_attr_at(r->s, n, "季度"), path, quarter, quarter, date_iso(a, p->start),
             date_iso(a, p->end));
    if (d->date.year && (date_cmp(d->date, first) < 0 || date_cmp(d->date, last) > 0))
        DIAG(r->ds, P116, plan_node_at(r->s, n), path, date_iso(a, d->date), quarter, date_iso(a, d->date),
             date_iso(a, first), date_iso(a, last));
}

static void read_deadlines(struct reader *r, const xmlNode *list)
{
    struct plan *p = r->p;
    uint32_t line[PLAN_MAX_DEADLINES];
    EACH_CHILD(n, list, "期限") {
        const char *name = attr_or_empty(r, n, "季度");
        struct plan_deadline d = {0};
        if (!quarter_parse(name, &d.quarter) || p->ndeadlines == PLAN_MAX_DEADLINES)
            continue;
        d.date = date_of(r, text_of(r, n), plan_node_at(r->s, n), n, "报送期限");
        check_deadline(r, n, &d, name);
        size_t i = 0;
        while (i < p->ndeadlines && quarter_cmp(p->deadlines[i].quarter, d.quarter))
            i++;
        if (i < p->ndeadlines && diags_full(r->ds, SEV_ERROR)) {
            DIAG(r->ds, P115, NOWHERE, NULL, NULL, name, "");
            continue;
        }
        if (i < p->ndeadlines) {
            DIAG(r->ds, P115, plan_attr_at(r->s, n, "季度"), plan_node_path(r->a, n), name, name,
                 arena_printf(r->a, "%u", line[i]));
            continue;
        }
        line[p->ndeadlines] = plan_node_at(r->s, n).line;
        ARENA_PUSH(r->a, p->deadlines, p->ndeadlines, r->cap_deadlines) = d;
    }
}

/* ---- indicators ---- */

static void read_target(struct reader *r, const xmlNode *n, struct indicator *k)
{
    const char *target = attr_of(r, n, "目标"), *path = plan_node_path(r->a, n);
    struct place at = plan_attr_at(r->s, n, "目标");
    if (!target) {
        if (!k->target_text)
            DIAG(r->ds, P118, plan_node_at(r->s, n), path, NULL, k->code);
        return;
    }
    k->has_target = decimal_parse(target, &k->target);
    if (!k->has_target) {
        DIAG(r->ds, P112, at, path, target, k->code, target);
        return;
    }
    decimal hundred = {100000000};
    if (!strcmp(k->unit, "%") && decimal_cmp(k->target, hundred) > 0)
        DIAG(r->ds, P124, at, path, target, k->code, target);
}

static void read_indicator(struct reader *r, const xmlNode *n, int item)
{
    static const char *const relations[] = {"≥", "≤", "=", NULL}, *const scopes[] = {"当季", "累计", NULL};
    static const char *const aggregates[] = {"合计", "最大", "最新", "平均", "主责为准", NULL};
    struct plan *p = r->p;
    if (p->nindicators == PLAN_MAX_INDICATORS)
        return;
    struct indicator *k = &ARENA_PUSH(r->a, p->indicators, p->nindicators, r->cap_indicators);
    ARENA_PUSH(r->a, r->m.indicator, r->nindicator_marks, r->cap_indicator_marks) = n;
    const xmlNode *words = child(n, "目标说明");
    *k = (struct indicator){
        .code = attr_or_empty(r, n, "代码"),
        .name = attr_or_empty(r, n, "名称"),
        .unit = attr_or_empty(r, n, "单位"),
        .target_text = words ? text_of(r, words) : NULL,
        .relation = (enum relation)choice_of(r, n, "关系", relations, REL_GE),
        .scope = (enum scope)choice_of(r, n, "口径", scopes, SCOPE_QUARTER),
        .aggregate = (enum aggregate)choice_of(r, n, "汇总方式", aggregates, AGG_LATEST),
        .deadline = date_of(r, attr_of(r, n, "期限"), plan_attr_at(r->s, n, "期限"), n, "指标期限"),
        .item = item,
    };
    read_target(r, n, k);
}

/* ---- items ---- */

static char *paragraphs(struct reader *r, const xmlNode *content)
{
    struct buf b = {0};
    EACH_CHILD(n, content, "段") {
        if (b.n)
            buf_addc(&b, '\n');
        buf_adds(&b, text_of(r, n));
    }
    char *s = arena_strdup(r->a, buf_str(&b));
    buf_drop(&b);
    return s;
}

static const struct unit *resolve(struct reader *r, const xmlNode *n, const char *name)
{
    if (diags_full(r->ds, SEV_ERROR)) /* refused anyway: no more names are looked up */
        return NULL;
    const struct unit *u = plan_find_unit(r->p, name);
    if (u || !*name)
        return u;
    const char *listed;
    bool several = plan_lists_units(r->p, r->a, name, &listed);
    const struct unit *like[PLAN_SUGGESTED], *near = !several && plan_suggest_within(r->p, name, like, &r->suggesting) == 1 ? like[0] : NULL;
    const char *hint = several ? arena_printf(r->a, "一个〈责任单位〉只写一个单位；这里认出的有%s", plan_excerpt(r->a, listed, LIST_SHOWN)) : near ? arena_printf(r->a, "单位表里的写法；是不是“%s”？", near->shortname)
                            : "单位表里的全称、简称或别名";
    const char *shown = plan_excerpt(r->a, name, NAME_SHOWN);
    DIAG(r->ds, P103, plan_node_at(r->s, n), plan_node_path(r->a, n), shown, shown, hint);
    return NULL;
}

static bool listed_before(const struct plan_item *item, const struct unit *u)
{
    for (size_t i = 0; i < item->nresponsible; i++)
        if (item->responsible[i] == u)
            return true;
    return false;
}

/* 主责单位 goes to the front; the others keep the plan's order. */
static void put_lead_first(struct plan_item *item, const struct unit *lead)
{
    size_t i = 0;
    while (i < item->nresponsible && item->responsible[i] != lead)
        i++;
    if (i < item->nresponsible) {
        memmove(item->responsible + 1, item->responsible, i * sizeof *item->responsible);
        item->responsible[0] = lead;
    }
    item->lead = item->nresponsible ? item->responsible[0] : NULL;
}

static void read_responsible(struct reader *r, const xmlNode *node, struct plan_item *item)
{
    static const char *const yes_no[] = {"否", "是", NULL};
    size_t cap = 0, written = 0;
    const struct unit *lead = NULL;
    EACH_CHILD(n, node, "责任单位") {
        const char *name = text_of(r, n), *path = plan_node_path(r->a, n), *shown = plan_excerpt(r->a, name, NAME_SHOWN);
        const struct unit *u = resolve(r, n, name);
        written++;
        if (!u)
            continue;
        if (listed_before(item, u)) {
            DIAG(r->ds, P104, plan_node_at(r->s, n), path, shown, shown, u->shortname);
            continue;
        }
        ARENA_PUSH(r->a, item->responsible, item->nresponsible, cap) = u;
        if (choice_of(r, n, "主责", yes_no, 0) != 1)
            continue;
        if (lead)
            DIAG(r->ds, P114, plan_attr_at(r->s, n, "主责"), path, shown, lead->shortname, u->shortname);
        else
            lead = u;
    }
    if (!written)
        DIAG(r->ds, P113, plan_node_at(r->s, node), plan_node_path(r->a, node), NULL, NULL);
    put_lead_first(item, lead);
}

static void read_bodies(struct reader *r, const xmlNode *n, struct plan_item *item)
{
    static const char *const which[] = {"迁入地", "全部", NULL};
    enum { RECEIVING, ALL, NONE };
    if (!n)
        return;
    item->bodies_text = text_of(r, n);
    int want = choice_of(r, n, "乡镇", which, NONE);
    size_t cap = 0;
    for (size_t i = 0; want != NONE && i < r->p->nunits; i++) {
        const struct unit *u = &r->p->units[i];
        if (u->kind == UNIT_TOWNSHIP && (want == ALL || u->receiving))
            ARENA_PUSH(r->a, item->bodies, item->nbodies, cap) = u;
    }
    if (want != NONE && item->nbodies == 0)
        DIAG(r->ds, P121, plan_attr_at(r->s, n, "乡镇"), plan_node_path(r->a, n), which[want], which[want]);
}

static void read_item(struct reader *r, const xmlNode *node, struct plan_action *action)
{
    struct plan *p = r->p;
    if (p->nitems == PLAN_MAX_ITEMS)
        return;
    struct plan_item *item = &ARENA_PUSH(r->a, p->items, p->nitems, r->cap_items);
    ARENA_PUSH(r->a, r->m.item, r->nitem_marks, r->cap_item_marks) = node;
    *item = (struct plan_item){
        .no = number_of(r, node, "序号"),
        .title = attr_or_empty(r, node, "名称"),
        .text = paragraphs(r, child(node, "内容")),
        .bodies_text = "",
        .action = action->no,
    };
    action->nitems++;
    read_responsible(r, node, item);
    read_bodies(r, child(node, "责任主体"), item);
    EACH_CHILD(n, node, "指标")
        read_indicator(r, n, item->no);
}

static void read_action(struct reader *r, const xmlNode *node)
{
    struct plan *p = r->p;
    struct plan_action *act = &ARENA_PUSH(r->a, p->actions, p->nactions, r->cap_actions);
    *act = (struct plan_action){number_of(r, node, "序号"), attr_or_empty(r, node, "名称"), p->nitems, 0};
    if (p->nactions > 1 && act->no && act->no <= act[-1].no)
        DIAG(r->ds, P107, plan_attr_at(r->s, node, "序号"), plan_node_path(r->a, node), NULL,
             arena_printf(r->a, "%d", act->no));
    EACH_CHILD(n, node, "事项")
        read_item(r, n, act);
}

/* Once nothing grows any more: each item's own indicators. */
static void link_indicators(struct reader *r)
{
    struct plan *p = r->p;
    for (size_t i = 0, k = 0; i < p->nitems; i++) {
        struct plan_item *item = &p->items[i];
        size_t cap = 0;
        for (; k < p->nindicators && r->m.indicator[k]->parent == r->m.item[i]; k++)
            ARENA_PUSH(r->a, item->indicators, item->nindicators, cap) = &p->indicators[k];
    }
}

/* The schema has checked the form. */
static void read_from(struct reader *r, const xmlNode *n)
{
    if (n && !quarter_parse(text_of(r, n), &r->p->from))
        r->p->from = (struct quarter){0};
}

/* Known only when start and end are. */
static void check_from(struct reader *r, const xmlNode *n)
{
    const struct plan *p = r->p;
    if (!p->from.year || !p->start.year || !p->end.year)
        return;
    if (quarter_cmp(p->from, date_quarter(p->start)) < 0 || quarter_cmp(p->from, date_quarter(p->end)) > 0)
        DIAG(r->ds, P123, plan_node_at(r->s, n), plan_node_path(r->a, n), NULL, quarter_name(r->a, p->from),
             date_iso(r->a, p->start), date_iso(r->a, p->end));
}

/* Characters compared for suggestions: ten times what 200 wrong names in a plan of 100 units take, some 0.2 s. */
enum { SUGGESTING_MOST = 100 * 1000 * 1000 };

struct plan *plan_read(struct plan_source *s, xmlDoc *doc, struct diags *ds)
{
    struct reader r = {.s = s, .a = s->a, .ds = ds, .suggesting = SUGGESTING_MOST};
    const xmlNode *root = xmlDocGetRootElement(doc), *start = child(root, "起"), *end = child(root, "止");
    struct plan *p = r.p = arena_alloc(s->a, sizeof *p);
    p->name = text_of(&r, child(root, "名称"));
    p->docno = text_of(&r, child(root, "文号"));
    p->issuer = text_of(&r, child(root, "发文机关"));
    p->file = s->file;
    read_from(&r, child(root, "启用季度"));
    p->start = date_of(&r, text_of(&r, start), plan_node_at(s, start), start, "方案起期");
    p->end = date_of(&r, text_of(&r, end), plan_node_at(s, end), end, "方案止期");
    if (p->start.year && p->end.year && date_cmp(p->end, p->start) < 0) {
        DIAG(ds, P109, plan_node_at(s, end), "〈止〉", NULL, date_iso(s->a, p->end), date_iso(s->a, p->start));
        p->end = (struct date){0}; /* refused; nothing else is measured against it */
    }
    check_from(&r, child(root, "启用季度"));
    read_units(&r, child(root, "单位表"));
    plan_index_units(s->a, p);
    read_mergers(&r);
    plan_check_units(s, p, &r.m, ds);
    plan_check_files(s, p, &r.m, ds);
    read_deadlines(&r, child(root, "报送期限"));
    EACH_CHILD(n, root, "行动")
        read_action(&r, n);
    link_indicators(&r);
    plan_check_whole(s, p, &r.m, ds);
    return p;
}

/*
 * Every 警告 wants an explanation in 说明. A passage explains a warning when it says something of its own — “核实无误”
 * alone says nothing — and names what it is about: the item (第2项, 第十二项, 第2、3项, 事项2, its name), one of its
 * indicators (2-1 or the name) or the message's code (S210). A sentence that names nothing belongs to the one before it.
 * A warning about the file as a whole is explained by a passage that names no item.
 */
#include "intake/parts.h"

#include <stdlib.h>
#include <string.h>

enum {
    SUBSTANCE = 7,   /* different characters that a reason has at the least, beside formulas and what it names */
    REASONED = 3,    /* with a word that gives a reason */
    READ_MOST = 60000, /* bytes of 说明 that are looked at */
    ITEM_MOST = 999,
    NAME_LEAST = 9,  /* bytes of a name that is recognised without 第…项 */
};

enum word_kind { FORMULA = 1, REASON = 2, FAULT = 4, DENY = 8, DENY_ON = 16 }; /* as the table says; one word can be several */
static const struct word { const char *s; size_t n; enum word_kind kind; } words[] = {
#define FORMULA_WORD(w) {w, sizeof(w) - 1, FORMULA},
#define REASON_WORD(w) {w, sizeof(w) - 1, REASON},
#define FAULT_WORD(w) {w, sizeof(w) - 1, FAULT},
#define DENY_WORD(w) {w, sizeof(w) - 1, DENY},
#define DENY_ON(w) {w, sizeof(w) - 1, DENY_ON},
#include "data/explain-words.tab"
#undef FORMULA_WORD
#undef REASON_WORD
#undef FAULT_WORD
#undef DENY_WORD
#undef DENY_ON
};

/* A passage of 〈说明〉 that is about the same thing throughout, looked at once for all warnings */
struct note {
    const char *text;
    size_t para;
    const char *seen[SUBSTANCE]; size_t nseen; /* different characters of its own */
    size_t reasons;
    bool item[ITEM_MOST + 1], any_item;
};
struct notes { struct note *v; size_t n, cap; };

static bool says_something(const struct note *x) { return x->nseen + x->reasons >= (x->reasons ? REASONED : SUBSTANCE); }

/* ---- what is left of a sentence without formulas ---- */

static void see(struct note *x, const char *c, size_t n)
{
    for (size_t i = 0; i < x->nseen; i++)
        if (strncmp(x->seen[i], c, n) == 0)
            return;
    if (x->nseen < SUBSTANCE)
        x->seen[x->nseen++] = c;
}

static void see_all(struct note *x, const char *p, const char *end)
{
    uint32_t c;
    for (int n; p < end && (n = utf8_decode(p, end, &c)) > 0; p += n)
        if (text_is_cjk(c))
            see(x, p, (size_t)n);
}

/* The longest word at p, in *kinds what it is; its length, 0 if there is none. */
static size_t longest(const char *p, unsigned *kinds)
{
    size_t best = 0;
    *kinds = 0;
    for (size_t i = 0; p[0] && p[1] && i < sizeof words / sizeof words[0]; i++) {
        const struct word *w = &words[i];
        if (p[2] != w->s[2] || w->n < best || strncmp(p, w->s, w->n) != 0) /* words have three bytes at the least */
            continue;
        if (w->n > best)
            *kinds = 0;
        best = w->n;
        *kinds |= w->kind;
    }
    return best;
}

static void weigh(struct note *x, const char *s)
{
    const char *p = s, *end = s + strlen(s);
    bool denied = false;
    while (p < end && !(x->reasons && says_something(x))) {
        unsigned kinds;
        size_t n = longest(p, &kinds);
        bool denied_here = denied && (kinds & FAULT);
        x->reasons += (kinds & REASON) || ((kinds & FAULT) && !denied);
        if (!n) {
            uint32_t c;
            int k = utf8_decode(p, end, &c);
            n = k ? (size_t)k : 1;
        }
        if (!(kinds & (FORMULA | DENY)) && !denied_here)
            see_all(x, p, p + n);
        denied = (kinds & DENY) || denied_here || (denied && (kinds & DENY_ON));
        p += n;
    }
}

/* ---- what a sentence names ---- */

/* Blanks are only a way of writing (第 19 项). */
static char *without_blanks(struct arena *a, const char *s)
{
    char *t = text_halfwidth(a, s), *w = t;
    for (const char *r = t; *r;) {
        size_t n = strncmp(r, "　", 3) == 0 ? 3 : *r == ' ' || *r == '\t' ? 1 : 0;
        if (n)
            r += n;
        else
            *w++ = *r++;
    }
    *w = 0;
    return t;
}

static size_t word_at(const char *p, const char *const any_of[])
{
    for (size_t i = 0; any_of[i]; i++)
        if (strncmp(p, any_of[i], strlen(any_of[i])) == 0)
            return strlen(any_of[i]);
    return 0;
}

/* 19 or 十九 at *p, up to ITEM_MOST; 0 if no such number is there. *p moves behind it. */
static int take_ordinal(struct arena *a, const char **p)
{
    static const char *const chinese[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", NULL};
    size_t n = strspn(*p, "0123456789");
    if (n == 0)
        while (n < 15 && word_at(*p + n, chinese))
            n += strlen("一");
    if (n == 0)
        return 0;
    const char *from = *p;
    *p += n;
    return text_ordinal(a, arena_strndup(a, from, n));
}

static void name_items(struct note *x, int from, int to)
{
    x->item[from] = x->any_item = true;
    for (int i = from + 1; i <= to; i++)
        x->item[i] = true;
}

/* 19, 19、20, 19-21, 十九和二十 behind 第, 事项 or 序号: how many bytes; the items go to x when the list is complete. */
static size_t read_list(struct arena *a, const char *s, bool need_behind, struct note *x)
{
    static const char *const open[] = {"（", "(", "为", ":", "：", "“", NULL}, *const close[] = {"）", ")", "”", NULL};
    static const char *const and[] = {"、", "和", "与", "及", ",", "以及", NULL}, *const to[] = {"-", "—", "~", "～", "–", "至", "到", NULL};
    static const char *const behind[] = {"个事项", "号事项", "项", "条事项", "事项", NULL}, *const item[] = {"项", NULL}, *const again[] = {"第", NULL};
    struct { int from, to; } part[32];
    size_t n = 0;
    const char *p = s + word_at(s, open);
    bool range = false;
    for (;;) {
        int no = take_ordinal(a, &p);
        if (!no || n == 32)
            return 0;
        if (range)
            part[n - 1].to = no;
        else
            part[n].from = part[n].to = no, n++;
        const char *back = p;
        bool whole = word_at(p, item) > 0; /* 第19项至第21项; but 第19项到12月 */
        p += word_at(p, item);
        size_t link = word_at(p, to);
        range = link != 0;
        link = link ? link : word_at(p, and);
        const char *next = p + link + word_at(p + link, again);
        if (whole && next == p + link)
            link = 0;
        const char *probe = next;
        if (!link || !take_ordinal(a, &probe)) {
            p = back;
            break;
        }
        p = next;
    }
    p += word_at(p, close);
    size_t end = word_at(p, behind);
    if (need_behind && !end)
        return 0;
    for (size_t i = 0; i < n; i++)
        name_items(x, part[i].from, part[i].to);
    return (size_t)(p + end - s);
}

/* 第…项, 事项…, 序号… at p: its length */
static size_t item_list(struct arena *a, const char *p, struct note *x)
{
    static const struct { const char *word; bool need_behind; } intro[] = {{"第", true}, {"事项序号", false}, {"事项", false}, {"序号", false}};
    for (size_t i = 0; i < sizeof intro / sizeof intro[0]; i++)
        if (strncmp(p, intro[i].word, strlen(intro[i].word)) == 0) {
            size_t n = read_list(a, p + strlen(intro[i].word), intro[i].need_behind, x);
            if (n)
                return strlen(intro[i].word) + n;
        }
    return 0;
}

/* 19项 or 18、19项 at the beginning of a sentence, without 第, if the plan has such an item; elsewhere 3项 counts something. */
static size_t bare_item(struct arena *a, const struct plan *plan, const char *p, struct note *x)
{
    const char *behind = p;
    int no = take_ordinal(a, &behind);
    if (!no || !plan_find_item(plan, no))
        return 0;
    struct note named = *x;
    size_t n = read_list(a, p, true, &named);
    if (!n || strncmp(p + n, "目", strlen("目")) == 0)
        return 0;
    *x = named;
    return n;
}

/* 19-1, or the 19-1 of 2022Q3-MZJ-19-1 */
static size_t indicator_code(struct arena *a, const struct plan *plan, const char *start, const char *p, struct note *x)
{
    size_t n = strspn(p, "0123456789-");
    if (n < 3 || n > 8 || (p > start && strchr("0123456789", p[-1])))
        return 0;
    const struct indicator *ind = plan_find_indicator(plan, arena_strndup(a, p, n));
    if (ind)
        name_items(x, ind->item, ind->item);
    return ind ? n : 0;
}

/* The name of an indicator or an item at p */
static size_t full_name(const struct plan *plan, const char *p, struct note *x)
{
    for (size_t i = 0; i < plan->nindicators; i++) {
        size_t n = strlen(plan->indicators[i].name);
        if (n >= NAME_LEAST && strncmp(p, plan->indicators[i].name, n) == 0) {
            name_items(x, plan->indicators[i].item, plan->indicators[i].item);
            return n;
        }
    }
    for (size_t i = 0; i < plan->nitems; i++) {
        size_t n = strlen(plan->items[i].title);
        if (n >= NAME_LEAST && strncmp(p, plan->items[i].title, n) == 0) {
            name_items(x, plan->items[i].no, plan->items[i].no);
            return n;
        }
    }
    return 0;
}

static size_t message_code(const char *p)
{
    return strchr("DXSA", *p) && strspn(p + 1, "0123456789") == 3 ? 4 : 0;
}

/* Takes what a sentence names into x; returns the rest of it, a bar where something was named. *named: it names something. */
static char *take_names(struct arena *a, const struct plan *plan, const char *s, struct note *x, bool *named)
{
    char *rest = arena_strdup(a, s), *w = rest;
    *named = false;
    for (const char *p = s; *p;) {
        size_t n = item_list(a, p, x);
        n = n || !plan || p > s ? n : bare_item(a, plan, p, x);
        n = n || !plan ? n : indicator_code(a, plan, s, p, x);
        n = n || !plan ? n : full_name(plan, p, x);
        n = n ? n : message_code(p);
        if (!n) {
            *w++ = *p++;
            continue;
        }
        *named = true;
        *w++ = '|';
        p += n;
    }
    *w = 0;
    return rest;
}

/* ---- passages ---- */

static bool goes_on(const char *s)
{
    static const char *const so[] = {"故", "因此", "所以", "因而", "为此", "致使", "导致", "造成", "由此", NULL};
    return word_at(s, so) > 0;
}

static size_t sentence(const char *s)
{
    static const char *const ends[] = {"。", "；", ";", "！", "？", NULL};
    size_t i = 0;
    while (s[i] && i < READ_MOST && !word_at(s + i, ends))
        i++;
    return i + word_at(s + i, ends);
}

/* What the new passage names, with the reason given before it (…。故第2项减少) */
static void open_passage(struct arena *a, struct notes *out, struct note *x, const char *text)
{
    const struct note *before = out->n && out->v[out->n - 1].para == x->para ? &out->v[out->n - 1] : NULL;
    if (before && goes_on(text)) {
        memcpy(x->seen, before->seen, sizeof x->seen);
        x->nseen = before->nseen;
        x->reasons = before->reasons;
    }
    ARENA_PUSH(a, out->v, out->n, out->cap) = *x;
}

/* Returns the bytes read. */
static size_t read_paragraph(struct arena *a, const struct plan *plan, const char *text, size_t para, struct notes *out)
{
    const char *all = without_blanks(a, text), *s = all;
    bool first = true;
    for (size_t n; *s && s - all < READ_MOST && out->n < LIMIT_REPORTS; s += n, first = false) {
        n = sentence(s);
        char *one = arena_strndup(a, s, n);
        struct note *x = arena_calloc(a, 1, sizeof *x);
        bool named;
        *x = (struct note){.text = one, .para = para};
        const char *rest = take_names(a, plan, one, x, &named);
        if (first || named)
            open_passage(a, out, x, one);
        weigh(&out->v[out->n - 1], rest);
    }
    return (size_t)(s - all);
}

static struct notes read_notes(struct arena *a, const struct plan *plan, const struct paras *notes)
{
    struct notes out = {0};
    size_t bytes = 0;
    for (size_t i = 0; i < notes->n && bytes < READ_MOST; i++)
        bytes += read_paragraph(a, plan, notes->v[i].text, i, &out);
    return out;
}

/* 第12项…: 12, 0 if the path is of no item */
static int item_of(struct arena *a, const char *path)
{
    if (strncmp(path, "第", strlen("第")) != 0)
        return 0;
    path += strlen("第");
    return take_ordinal(a, &path);
}

static bool is_explained(struct arena *a, const struct diag *d, const struct notes *notes)
{
    int no = item_of(a, d->path ? d->path : "");
    for (size_t i = 0; i < notes->n; i++) {
        const struct note *x = &notes->v[i];
        if (says_something(x) && ((no ? x->item[no] : !x->any_item) || strstr(x->text, msg_code(d->msg))))
            return true;
    }
    return false;
}

/* Paragraphs in which no passage says anything */
static void tell_formulas(struct judged *j, struct arena *a, const struct paras *paras, const struct notes *notes, const char *file)
{
    for (size_t i = 0; i < paras->n; i++) {
        bool read = false, good = false;
        for (size_t k = 0; k < notes->n; k++)
            if (notes->v[k].para == i) {
                read = true;
                good |= says_something(&notes->v[k]);
            }
        if (read && !good)
            DIAG(&j->diags, S191, ((struct place){.file = file, .line = paras->v[i].line}),
                 arena_printf(a, "〈说明〉第%zu段", i + 1), paras->v[i].text, text_short(a, paras->v[i].text, 20));
    }
}

void explain_warnings(struct judged *j, struct arena *a, const struct plan *plan, const struct paras *paras)
{
    static const struct paras none = {0};
    const char *file = NULL;
    if (!paras)
        paras = &none;
    struct notes notes = read_notes(a, plan, paras);
    for (size_t i = 0; i < j->diags.n; i++) {
        struct diag *d = &j->diags.v[i];
        file = d->place.file ? d->place.file : file;
        if (d->severity != SEV_WARNING || is_explained(a, d, &notes))
            continue;
        d->mend = arena_printf(a, "%s%s", d->mend ? d->mend : "", INTAKE_UNEXPLAINED);
        j->nunexplained++;
    }
    if (!j->nunexplained)
        return;
    tell_formulas(j, a, paras, &notes, file);
    DIAG(&j->diags, S190, ((struct place){.file = file}), NULL, NULL, arena_printf(a, "%zu", j->nunexplained));
}

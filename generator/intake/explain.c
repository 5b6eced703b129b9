/*
 * Every 警告 wants an explanation in 说明. A paragraph explains a warning when it says something of its own — “核实无误”
 * alone says nothing — and names what it is about: the item (第2项), the indicator, the problem's number or the message's
 * code (S210). A warning about the file as a whole is explained by a paragraph that names no item.
 */
#include "intake/parts.h"

#include <stdlib.h>
#include <string.h>

enum { SUBSTANCE = 6 /* characters that a reason has at the least, beside what it names */ };

static const char *const formulas[] = {"经核实无误", "核实无误", "已核实", "经核实", "核对无误", "已核对", "经核对", "情况属实", "数据无误",
                                       "数据真实", "属实", "无误", "特此说明", "没有问题", "没问题", "情况正常", "正常", "确认", "已知悉",
                                       "说明", "警告", "以上", "数据", "本单位", "我单位", "我局", "有关", "情况", "真实", "准确"};

static void take_out(char *s, const char *word)
{
    size_t n = strlen(word);
    char *to = s;
    for (const char *from = s; *from;) {
        const char *next = strstr(from, word);
        size_t keep = next ? (size_t)(next - from) : strlen(from);
        memmove(to, from, keep);
        to += keep;
        from += keep + (next ? n : 0);
    }
    *to = 0;
}

/* What is left of a paragraph without formulas, 第N项, codes, digits and punctuation */
static size_t substance(struct arena *a, const char *text)
{
    char *bare = text_bare(a, text);
    for (size_t i = 0; i < sizeof formulas / sizeof formulas[0]; i++)
        take_out(bare, formulas[i]);
    size_t count = 0;
    for (const char *p = bare, *end = bare + strlen(bare); p < end;) {
        uint32_t c;
        int n = utf8_decode(p, end, &c);
        count += n && text_is_cjk(c) && strncmp(p, "第", 3) != 0 && strncmp(p, "项", 3) != 0;
        p += n ? n : 1;
    }
    return count;
}

/* A paragraph of 〈说明〉, looked at once for all warnings */
struct note { const char *text; size_t substance; bool item[1000], any_item; };

/* 第12项 in the text: 12; 0 if no item is named. *p moves behind it. */
static int next_item(const char **p)
{
    while ((*p = strstr(*p, "第")) != NULL) {
        *p += strlen("第");
        size_t n = strspn(*p, "0123456789");
        if (n > 0 && n < 4 && strncmp(*p + n, "项", strlen("项")) == 0)
            return atoi(*p);
    }
    return 0;
}

static struct note *read_notes(struct arena *a, const struct paras *notes)
{
    struct note *v = arena_calloc(a, notes->n, sizeof *v);
    for (size_t i = 0; i < notes->n; i++) {
        v[i].text = text_halfwidth(a, notes->v[i].text);
        v[i].substance = substance(a, v[i].text);
        const char *p = v[i].text;
        for (int n; (n = next_item(&p)) != 0;)
            v[i].item[n] = v[i].any_item = true;
    }
    return v;
}

/* 2-1 of 第2项…的〈指标值〉“2-1”, or NULL */
static const char *indicator_of(struct arena *a, const char *path)
{
    const char *code = strstr(path, "〈指标值〉“");
    const char *end = code ? strstr(code, "”") : NULL;
    code = code ? code + strlen("〈指标值〉“") : NULL;
    return end && end > code ? arena_strndup(a, code, (size_t)(end - code)) : NULL;
}

static bool is_explained(struct arena *a, const struct diag *d, const struct note *notes, size_t n)
{
    const char *p = d->path ? d->path : "", *indicator = indicator_of(a, p), *code = msg_code(d->msg);
    int no = strncmp(p, "第", 3) == 0 ? next_item(&p) : 0;
    for (size_t i = 0; i < n; i++) {
        const struct note *x = &notes[i];
        if (x->substance < SUBSTANCE)
            continue;
        if (no ? x->item[no] : !x->any_item)
            return true;
        if (strstr(x->text, code) || (no && indicator && strstr(x->text, indicator)))
            return true;
    }
    return false;
}

static void tell_formulas(struct judged *j, struct arena *a, const struct paras *notes, const struct note *v, const char *file)
{
    for (size_t i = 0; i < notes->n; i++)
        if (v[i].substance < SUBSTANCE)
            DIAG(&j->diags, S191, ((struct place){.file = file, .line = notes->v[i].line}),
                 arena_printf(a, "〈说明〉第%zu段", i + 1), notes->v[i].text, text_short(a, notes->v[i].text, 20));
}

void explain_warnings(struct judged *j, struct arena *a, const struct paras *notes)
{
    static const struct paras none = {0};
    const char *file = NULL;
    if (!notes)
        notes = &none;
    struct note *v = read_notes(a, notes);
    for (size_t i = 0; i < j->diags.n; i++) {
        struct diag *d = &j->diags.v[i];
        file = d->place.file ? d->place.file : file;
        if (d->severity != SEV_WARNING || is_explained(a, d, v, notes->n))
            continue;
        d->mend = arena_printf(a, "%s%s", d->mend ? d->mend : "", INTAKE_UNEXPLAINED);
        j->nunexplained++;
    }
    if (!j->nunexplained)
        return;
    tell_formulas(j, a, notes, v, file);
    DIAG(&j->diags, S190, ((struct place){.file = file}), NULL, NULL, arena_printf(a, "%zu", j->nunexplained));
}

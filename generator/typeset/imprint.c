/*
 * 版记. 7.4: on the last page, whose foot its last rule meets; thick rules first and last, thin ones between; 抄送 above
 * 印发机关 and 印发日期, 4号 仿宋, one character in on both sides. 7.5: after a blank page neither carries a number.
 */
#include "typeset/ts.h"

#include <string.h>

/* 抄送：… with the following lines under the first name (7.4.2). */
struct copies { const char *label; const char *names; struct text t; struct tlines lines; };

static const um STEP = IMPRINT_ROW;

static void prepare(struct ts *ts, struct copies *c, const char *label, const char *names)
{
    struct look look = look_size(FONT_FANGSONG, SIZE_4);
    *c = (struct copies){.label = label, .names = names};
    if (!names)
        return;
    text_add(ts, &c->t, names, look, 0);
    text_finish(ts, &c->t);
    nm width = NM(AREA_W - 2 * style_imprint_indent(ts->style) - (um)utf8_count(label, strlen(label)) * SIZE_4);
    break_lines(ts->scratch, &c->t, width, width, FIT_JUSTIFY, &c->lines);
}

static um baseline_in_row(struct ts *ts, um row_top)
{
    return line_baseline(ts, look_size(FONT_FANGSONG, SIZE_4), row_top + (STEP - SIZE_4) / 2);
}

static void put_copies(struct ts *ts, struct page *p, const struct copies *c, um y, int parent)
{
    struct look look = look_size(FONT_FANGSONG, SIZE_4);
    um in = style_imprint_indent(ts->style), left = pages_left(ts, p) + in;
    int node = pages_node(ts, TAG_P, parent);
    /* the label ends in ：, whose blank half belongs to it here: the names start at the next full place */
    um w = (um)utf8_count(c->label, strlen(c->label)) * SIZE_4;
    for (size_t i = 0; i < c->lines.n; i++, y += STEP) {
        struct tline l = c->lines.v[i];
        struct line_at at = {left, baseline_in_row(ts, y), node, "抄送", false};
        if (i == 0)
            line_put_string(ts, p, c->label, look, HPOS_LEFT, 0, at);
        nm *x = arena_calloc(ts->scratch, l.to - l.from, sizeof *x);
        line_set(&c->t, l, NM(AREA_W - 2 * in - w), true, x);
        at.x = left + w;
        line_emit(ts, p, &c->t, l, x, at);
    }
}

static void put_printer(struct ts *ts, struct page *p, um y, int parent)
{
    const struct document *d = ts->doc;
    struct look look = look_size(FONT_FANGSONG, SIZE_4);
    um in = style_imprint_indent(ts->style);
    struct line_at at = {pages_left(ts, p) + in, baseline_in_row(ts, y), pages_node(ts, TAG_P, parent), "印发机关", false};
    if (d->printer)
        line_put_string(ts, p, d->printer, look, HPOS_LEFT, 0, at);
    if (d->has_print_date) {
        at.element = "印发日期";
        char *s = arena_printf(ts->scratch, "%s印发", date_chinese(ts->scratch, d->print_date)); /* 7.4.3 */
        line_put_string(ts, p, s, look, HPOS_RIGHT, AREA_W - 2 * in, at);
    }
}

static void rule(struct ts *ts, struct page *p, um y, um width)
{
    pages_rule(ts, p, (struct rect){pages_left(ts, p), y, AREA_W, 0}, width, COLOR_BLACK, "版记分隔线");
}

/* The page the 版记 goes to: the last one if it is even and has the room, else the next even one. */
static struct page *page_for(struct ts *ts, bool room)
{
    if (!ts->style->imprint_even || ts->doc->format == DOC_LETTER)
        return room ? pages_last(ts) : pages_add(ts);
    bool even = pages_last(ts)->number % 2 == 0;
    if (even && room)
        return pages_last(ts);
    if (!even)
        return pages_add(ts);
    struct page *blank = pages_add(ts); /* 7.5: the blank page and the 版记's page carry no number */
    blank->blank = blank->unnumbered = true;
    struct page *p = pages_add(ts);
    p->unnumbered = true;
    return p;
}

struct imprint { struct copies main_to, copy_to; bool last_row; um copies, height; };

/* 7.3.2, 7.4.2: recipients that were moved here end in a full stop, not in a colon; the document's own 〈主送〉 follows them. */
static const char *moved_recipients(struct ts *ts)
{
    const char *s = ts->doc->recipient, *own = ts->doc->copy_main;
    size_t n = strlen(s), colon = strlen("：");
    if (n >= colon && strcmp(s + n - colon, "：") == 0)
        n -= colon;
    return arena_printf(ts->scratch, "%.*s%s%s", (int)n, s, own && *own ? "，" : "。", own && *own ? own : "");
}

static void measure(struct ts *ts, struct imprint *k)
{
    const struct document *d = ts->doc;
    prepare(ts, &k->main_to, "主送：", ts->recipient_below ? moved_recipients(ts) : d->copy_main);
    prepare(ts, &k->copy_to, "抄送：", d->copy_to);
    k->last_row = d->format != DOC_LETTER && (d->printer || d->has_print_date); /* 10.1: no rules, no 印发机关 */
    k->copies = (um)(k->main_to.lines.n + k->copy_to.lines.n) * STEP;
    k->height = k->copies + (k->last_row ? STEP : 0);
    if (k->height && d->format == DOC_LETTER)
        k->height -= (STEP - SIZE_4) / 2; /* its last line ends at the type area's foot */
}

um imprint_height(struct ts *ts)
{
    struct imprint k;
    measure(ts, &k);
    return k.height;
}

void imprint_set(struct ts *ts, um free_y)
{
    bool letter = ts->doc->format == DOC_LETTER;
    struct imprint k;
    measure(ts, &k);
    if (!k.height)
        return;
    um top = AREA_B - k.height;
    if (k.height > AREA_H) {
        DIAG(ts->ds, L125, ((struct place){.file = ts->doc->file}), "版记", NULL, "");
        ts->failed = true;
        return;
    }
    struct page *p = page_for(ts, free_y <= top);
    int node = pages_node(ts, TAG_SECT, 1);
    if (!letter)
        rule(ts, p, top, IMPRINT_THICK); /* 7.4.1 */
    put_copies(ts, p, &k.main_to, top, node);
    put_copies(ts, p, &k.copy_to, top + (um)k.main_to.lines.n * STEP, node);
    if (k.last_row) {
        if (k.copies)
            rule(ts, p, top + k.copies, IMPRINT_THIN);
        put_printer(ts, p, top + k.copies, node);
    }
    if (!letter)
        rule(ts, p, AREA_B, IMPRINT_THICK); /* 7.4.1: 末条分隔线与版心下边缘重合 */
}

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
    nm width = (AREA_W - 2 * SIZE_4 - line_width(ts, label, look)) * 1000;
    break_lines(ts->scratch, &c->t, width, width, FIT_JUSTIFY, &c->lines);
}

static um baseline_in_row(struct ts *ts, um row_top)
{
    return line_baseline(ts, look_size(FONT_FANGSONG, SIZE_4), row_top + (STEP - SIZE_4) / 2);
}

static void put_copies(struct ts *ts, struct page *p, const struct copies *c, um y, int parent)
{
    struct look look = look_size(FONT_FANGSONG, SIZE_4);
    um left = pages_left(ts, p) + SIZE_4;
    int node = pages_node(ts, TAG_P, parent);
    um w = 0;
    for (size_t i = 0; i < c->lines.n; i++, y += STEP) {
        struct tline l = c->lines.v[i];
        struct line_at at = {left, baseline_in_row(ts, y), node, "抄送", false};
        if (i == 0)
            w = line_put_string(ts, p, c->label, look, HPOS_LEFT, 0, at);
        else
            w = line_width(ts, c->label, look);
        /* the label ends in ：, whose blank half belongs to it here: the names start at the next full place */
        w = (um)utf8_count(c->label, strlen(c->label)) * SIZE_4;
        nm *x = arena_calloc(ts->scratch, l.to - l.from, sizeof *x);
        line_set(&c->t, l, (AREA_W - 2 * SIZE_4 - w) * 1000, true, x);
        at.x = left + w;
        line_emit(ts, p, &c->t, l, x, at);
    }
}

static void put_printer(struct ts *ts, struct page *p, um y, int parent)
{
    const struct document *d = ts->doc;
    struct look look = look_size(FONT_FANGSONG, SIZE_4);
    struct line_at at = {pages_left(ts, p) + SIZE_4, baseline_in_row(ts, y), pages_node(ts, TAG_P, parent), "印发机关", false};
    if (d->printer)
        line_put_string(ts, p, d->printer, look, HPOS_LEFT, 0, at);
    if (d->has_print_date) {
        at.element = "印发日期";
        char *s = arena_printf(ts->scratch, "%s印发", date_chinese(ts->scratch, d->print_date)); /* 7.4.3 */
        line_put_string(ts, p, s, look, HPOS_RIGHT, AREA_W - 2 * SIZE_4, at);
    }
}

static void rule(struct ts *ts, struct page *p, um y, um width)
{
    pages_rule(ts, p, (struct rect){pages_left(ts, p), y, AREA_W, 0}, width, COLOR_BLACK, "版记分隔线");
}

/* The page the 版记 goes to: the last one if it is even and has the room, else the next even one. */
static struct page *page_for(struct ts *ts, int free_row, um top)
{
    bool letter = ts->doc->format == DOC_LETTER;
    bool room = free_row <= ROWS && style_row_top(ts->style, free_row) <= top;
    if (!ts->style->imprint_even || letter)
        return room ? pages_last(ts) : pages_add(ts);
    size_t n = ts->pages->n;
    if (n % 2 == 0 && room)
        return pages_last(ts);
    if (n % 2 == 0) { /* 7.5: the blank page and the 版记's page carry no number */
        pages_add(ts)->blank = true;
        ts->unnumbered_from = n;
    }
    return pages_add(ts);
}

void imprint_set(struct ts *ts, int free_row)
{
    const struct document *d = ts->doc;
    const char *main_names = ts->recipient_below ? d->recipient : d->copy_main;
    if (!d->has_imprint && !main_names)
        return;
    struct copies main_to, copy_to;
    prepare(ts, &main_to, "主送：", main_names);
    prepare(ts, &copy_to, "抄送：", d->copy_to);
    bool letter = d->format == DOC_LETTER; /* 10.1: no rules, no 印发机关 */
    bool last_row = !letter && (d->printer || d->has_print_date);
    um copies = (um)(main_to.lines.n + copy_to.lines.n) * STEP;
    um height = copies + (last_row ? STEP : 0);
    if (!height)
        return;
    um top = AREA_B - height + (letter ? (STEP - SIZE_4) / 2 : 0);
    struct page *p = page_for(ts, free_row, top);
    int node = pages_node(ts, TAG_SECT, 1);
    if (!letter)
        rule(ts, p, top, IMPRINT_THICK); /* 7.4.1 */
    put_copies(ts, p, &main_to, top, node);
    put_copies(ts, p, &copy_to, top + (um)main_to.lines.n * STEP, node);
    if (last_row) {
        if (copies)
            rule(ts, p, top + copies, IMPRINT_THIN);
        put_printer(ts, p, top + copies, node);
    }
    if (!letter)
        rule(ts, p, AREA_B, IMPRINT_THICK); /* 7.4.1: 末条分隔线与版心下边缘重合 */
}

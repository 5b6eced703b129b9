/*
 * Tables on paper. In a turned table (chapter 8: 横排) the reading direction runs from the page's foot to its head: u along it, v
 * down from the page's left edge.
 */
#include "typeset/table.h"

enum { BAR_H = 2600, COLUMN_W_MOST = 3000, COLUMN_H_MOST = 7000 }; /* 条 柱 */

/* A place on the paper; u to the right and v down as one reads the table. */
struct canvas { struct ts *ts; struct page *p; bool turned; um x, y; };

static void canvas_rule(const struct canvas *c, um u, um v, um w, um h)
{
    struct rect r = c->turned ? (struct rect){c->x + v, c->y - u, h, -w} : (struct rect){c->x + u, c->y + v, w, h};
    pages_rule(c->ts, c->p, r, TABLE_RULE, COLOR_BLACK, "表格线");
}

static struct line_at canvas_at(const struct canvas *c, um u, um baseline, int node, const char *element)
{
    return c->turned ? (struct line_at){c->x + baseline, c->y - u, node, element, true}
                     : (struct line_at){c->x + u, c->y + baseline, node, element, false};
}

/* A rectangle as one reads the table, filled or only its frame. */
static void canvas_box(const struct canvas *c, um u, um v, um w, um h, bool fill, const char *element)
{
    struct item *it = &ARENA_PUSH(c->ts->a, c->p->items, c->p->n, c->p->cap);
    *it = (struct item){.kind = ITEM_POLYGON, .element = element};
    it->polygon.n = 4;
    it->polygon.v = arena_calloc(c->ts->a, 4, sizeof *it->polygon.v);
    const um corner[4][2] = {{u, v}, {u + w, v}, {u + w, v + h}, {u, v + h}};
    for (int j = 0; j < 4; j++) {
        it->polygon.v[j].x = c->turned ? c->x + corner[j][1] : c->x + corner[j][0];
        it->polygon.v[j].y = c->turned ? c->y - corner[j][0] : c->y + corner[j][1];
    }
    it->polygon.fill = fill;
    it->polygon.width = 150;
}

/* 条: the frame, then the filled part: legible in black and white. */
static void draw_bar(const struct canvas *c, const struct tcell *k, um u, um v, um h)
{
    um w = (um)((int64_t)k->width * k->c->bar / 10000), top = v + (h - BAR_H) / 2;
    canvas_box(c, u, top, k->width, BAR_H, false, "条");
    canvas_box(c, u, top, w, BAR_H, true, "条");
    if (k->c->mark >= 0) /* beyond the bar on both sides: seen on the filled part too */
        canvas_rule(c, u + (um)((int64_t)k->width * k->c->mark / 10000), top - 700, 0, BAR_H + 2 * 700);
}

/* 柱: the last one filled, those before it open; a line below them all and one at their full height. */
static void draw_columns(const struct canvas *c, const struct tcell *k, um u, um v, um h)
{
    um room = h - 2 * TABLE_PAD_Y - 600, full = room < COLUMN_H_MOST ? room : COLUMN_H_MOST, top = v + (h - full) / 2, each = k->width / (um)k->c->ncolumns, w = each * 6 / 10;
    w = w > COLUMN_W_MOST ? COLUMN_W_MOST : w;
    for (size_t i = 0; i < k->c->ncolumns; i++) {
        if (k->c->columns[i] < 0)
            continue;
        um high = (um)((int64_t)full * k->c->columns[i] / 10000);
        canvas_box(c, u + (um)i * each + (each - w) / 2, top + full - high, w, high, i + 1 == k->c->ncolumns, "柱");
    }
    canvas_rule(c, u, top + full, k->width, 0);
    for (um x = 0; x + 800 <= k->width; x += 1600) /* 100 %: broken, so that it is no edge of a column */
        canvas_rule(c, u + x, top, 800, 0);
}

static void draw_chart(const struct canvas *c, const struct tcell *k, um u, um v, um h)
{
    if (k->c->bar >= 0)
        draw_bar(c, k, u, v, h);
    if (k->c->ncolumns)
        draw_columns(c, k, u, v, h);
}

/* Where a line of a cell begins. */
static um shift_of(const struct tbox *b, const struct tcell *k, const struct text *t, um w)
{
    um room = k->width - w;
    switch (table_align(b, k)) {
    case ALIGN_CENTER: return room / 2;
    case ALIGN_RIGHT: return room;
    case ALIGN_NUMBER: return room - (b->fraction[k->col] - table_fraction(t));
    default: return 0;
    }
}

/* Flush on both edges only where that opens no holes: a short line of a narrow cell has few places to give. */
static bool gapes(const struct text *t, struct tline l, um width)
{
    nm gaps = 0, room = NM(width) - l.natural;
    for (size_t i = l.from; i + 1 < l.to; i++)
        gaps += t->v[i].stretchable;
    return room > gaps * t->looks[t->v[l.from].look].pitch / 8;
}

/* Lines [from, to) of a cell, the first of them with its top at v. */
static void draw_lines(const struct canvas *c, const struct tbox *b, const struct tcell *k, um u, um v, int from, int to, int node)
{
    struct ts *ts = c->ts;
    struct look look = k->row < b->nhead ? b->bold : b->look;
    int n = 0;
    for (size_t j = 0; j < k->n; j++) {
        const struct text *t = &k->texts[j];
        for (size_t i = 0; i < k->lines[j].n; i++, n++) {
            if (n < from || n >= to)
                continue;
            struct tline l = k->lines[j].v[i];
            nm *x = arena_calloc(ts->scratch, l.to - l.from, sizeof *x);
            bool justify = table_align(b, k) == ALIGN_JUSTIFY && !gapes(t, l, k->width);
            um w = um_of(line_set(t, l, NM(k->width), justify, x)), shift = shift_of(b, k, t, w);
            um base = line_baseline(ts, look, v + (n - from) * b->line + (b->line - look.size) / 2);
            line_emit(ts, c->p, t, l, x, canvas_at(c, u + TABLE_PAD_X + (shift > 0 ? shift : 0), base, node, "表格"));
        }
        n += !k->lines[j].n;
    }
}

/* A whole cell in the height h, its text in the middle of it. */
static void draw_cell(const struct canvas *c, const struct tbox *b, const struct tcell *k, um u, um v, um h, int node)
{
    draw_chart(c, k, u + TABLE_PAD_X, v, h);
    int lines = table_cell_lines(k);
    draw_lines(c, b, k, u, v + (h - lines * b->line) / 2, 0, lines, node);
}

/* A whole cell in the middle of the height h; again: said on a page before, with （续） below it where that fits. */
static void draw_label(const struct canvas *c, const struct tbox *b, const struct tcell *k, um u, um v, um h, bool again, int node)
{
    struct look look = b->look;
    int lines = table_cell_lines(k);
    bool mark = again && k->n && k->texts[0].n && lines <= LABEL_LINES && (lines + 1) * b->line + 2 * TABLE_PAD_Y <= h &&
                line_width(c->ts, "（续）", look) <= k->width;
    um top = v + (h - (lines + mark) * b->line) / 2, base = line_baseline(c->ts, look, top + lines * b->line + (b->line - look.size) / 2);
    draw_lines(c, b, k, u, top, 0, lines, node);
    if (mark)
        line_put_string(c->ts, c->p, "（续）", look, table_align(b, k) == ALIGN_CENTER ? HPOS_CENTER : HPOS_LEFT, k->width,
                        canvas_at(c, u + TABLE_PAD_X, base, 0, "续表"));
}

static um left_of(const struct tbox *b, int col)
{
    um u = 0;
    for (int c = 0; c < col; c++)
        u += b->col[c];
    return u;
}

/* Each cell its right and lower edge; the frame closes the rest. */
static void draw_edges(const struct canvas *c, const struct tbox *b, const struct tcell *k, um u, um v, um h)
{
    if (!b->t->ruled)
        return;
    canvas_rule(c, u, v + h, k->width + 2 * TABLE_PAD_X, 0);
    canvas_rule(c, u + k->width + 2 * TABLE_PAD_X, v, 0, h);
}

/*
 * What of a cell over several rows stands on this page. One that fits is whole on each page (said again where it goes on); a
 * longer one flows from page to page, and what finds no room at the end is told.
 */
static void draw_joined(const struct canvas *c, const struct tbox *b, size_t i, um u, um v, um h, bool goes_on, bool ends)
{
    const struct tcell *k = &b->cells[i];
    int lines = table_cell_lines(k), room = (h - 2 * TABLE_PAD_Y) / b->line;
    if (!b->shown[i] && lines <= room) {
        draw_chart(c, k, u + TABLE_PAD_X, v, h);
        draw_label(c, b, k, u, v, h, goes_on, goes_on ? 0 : k->node);
        return;
    }
    if (goes_on && !b->shown[i])
        return; /* it was whole on the page before */
    int to = b->shown[i] + room < lines ? b->shown[i] + room : lines;
    draw_lines(c, b, k, u, v + TABLE_PAD_Y, b->shown[i], to, k->node);
    b->shown[i] = to;
    if (ends && to < lines) {
        DIAG(c->ts->ds, L111, ((struct place){c->ts->doc->file, b->t->rows[k->row - b->nhead].line, 0}), "表格", NULL, "");
        c->ts->failed = true;
    }
}

/* A row on a page: whole, or lines [line, line + lines) of it. */
struct band { int row, line, lines; bool begins, ends; um v, h; };
struct bands { struct band *v; int n; };

static void add_band(struct bands *all, struct band k)
{
    k.v = all->n ? all->v[all->n - 1].v + all->v[all->n - 1].h : 0;
    all->v[all->n++] = k;
}

static void add_whole_rows(const struct tbox *b, struct bands *all, int first, int n)
{
    for (int r = first; r < first + n; r++)
        add_band(all, (struct band){.row = r, .begins = true, .ends = true, .h = b->rows[r].h});
}

/* The rows of parts [from, to) on one page; slices of one row side by side are one band. */
static struct bands bands_of(const struct canvas *c, const struct tbox *b, int from, int to)
{
    size_t most = 0;
    for (int k = from; k < to; k++)
        most += b->parts[k].lines ? 1 : (size_t)b->parts[k].n;
    struct bands all = {arena_calloc(c->ts->scratch, most, sizeof *all.v), 0};
    for (int k = from, end; k < to; k = end) {
        const struct tpart *p = &b->parts[k], *last = p;
        end = k + 1;
        if (!p->lines) {
            add_whole_rows(b, &all, p->first, p->n);
            continue;
        }
        while (end < to && b->parts[end].lines && b->parts[end].first == p->first)
            last = &b->parts[end++];
        if (p->begins && last->ends)
            add_whole_rows(b, &all, p->first, 1);
        else
            add_band(&all, (struct band){p->first, p->line, last->line + last->lines - p->line, p->begins, last->ends, 0,
                                         (last->line + last->lines - p->line) * b->line + 2 * TABLE_PAD_Y});
    }
    return all;
}

/*
 * A part of a row that comes apart. A cell that is whole in the first part stands in its middle; on the next page the labels in front of
 * the text that goes on are said again, with （续） below where that fits.
 */
static void draw_slice(const struct canvas *c, const struct tbox *b, const struct tcell *k, const struct band *band, um u, um top, um h)
{
    int lines = table_cell_lines(k);
    um chart = table_cell_height(b, k);
    if (band->begins)
        draw_chart(c, k, u + TABLE_PAD_X, top, chart < h ? chart : h);
    if (lines > band->line && (!band->begins || lines > band->lines)) {
        draw_lines(c, b, k, u, top + TABLE_PAD_Y, band->line, band->line + band->lines, k->node);
        return;
    }
    if (band->begins || (lines <= band->lines && table_is_label(b, k)))
        draw_label(c, b, k, u, top, h, !band->begins, band->begins ? k->node : 0);
}

/* Cell i between the bands first and last, both included. */
static void draw_between(const struct canvas *c, const struct tbox *b, size_t i, const struct band *first, const struct band *last, um v,
                         bool repeated)
{
    const struct tcell *k = &b->cells[i];
    um u = left_of(b, k->col), top = v + first->v, h = last->v + last->h - first->v;
    bool begins = first->row == k->row && first->begins, ends = last->row == k->row + k->rowspan - 1 && last->ends;
    if (begins && ends)
        draw_cell(c, b, k, u, top, h, repeated ? 0 : k->node);
    else if (k->rowspan > 1)
        draw_joined(c, b, i, u, top, h, !begins, ends);
    else
        draw_slice(c, b, k, first, u, top, h);
    draw_edges(c, b, k, u, top, h);
}

static um draw_bands(const struct canvas *c, const struct tbox *b, const struct bands *all, um v, bool repeated)
{
    if (!all->n)
        return v;
    int at_row = all->v[0].row, last_row = all->v[all->n - 1].row; /* rows follow each other without a gap */
    for (size_t i = 0; i < b->ncells; i++) {
        const struct tcell *k = &b->cells[i];
        int from = k->row > at_row ? k->row : at_row, to = k->row + k->rowspan - 1 < last_row ? k->row + k->rowspan - 1 : last_row;
        if (from <= to)
            draw_between(c, b, i, &all->v[from - at_row], &all->v[to - at_row], v, repeated);
    }
    return v + all->v[all->n - 1].v + all->v[all->n - 1].h;
}

static um draw_head(const struct canvas *c, const struct tbox *b, um v, bool repeated)
{
    struct bands all = {arena_calloc(c->ts->scratch, (size_t)b->nhead + 1, sizeof *all.v), 0};
    add_whole_rows(b, &all, 0, b->nhead);
    return draw_bands(c, b, &all, v, repeated);
}

static void draw_caption(const struct canvas *c, const struct tbox *b, int from, um width)
{
    um top = table_lead(b, from) + 1500;
    bool again = from > 0;
    if (!b->t->caption) {
        struct look look = look_size(FONT_HEITI, CAPTION_SIZE);
        if (again)
            line_put_string(c->ts, c->p, "续表", look, HPOS_RIGHT, width, canvas_at(c, 0, line_baseline(c->ts, look, top), 0, "续表"));
        return;
    }
    const struct caption *k = again ? &b->continued : &b->caption;
    int node = again ? 0 : pages_node(c->ts, TAG_CAPTION, b->node);
    for (size_t i = 0; i < k->lines.n; i++)
        caption_line(c->ts, c->p, k, i, width,
                     canvas_at(c, 0, line_baseline(c->ts, k->look, top + (um)i * k->step), node, again ? "续表" : "表题"));
}

void table_draw(struct ts *ts, struct page *p, const struct box *box, int from, int to, um x, um y)
{
    const struct tbox *b = (const struct tbox *)box;
    um full = box->landscape ? AREA_H : AREA_W, indent = (full - b->width) / 2;
    /* chapter 8: the table's head looks to the page's left, on odd and on even pages */
    struct canvas c = {ts, p, box->landscape, x, box->landscape ? AREA_B : y};
    if (table_lead(b, from))
        b->box.lead->draw(ts, p, b->box.lead, c.x, c.y);
    draw_caption(&c, b, from, full);
    if (c.turned)
        c.y -= indent;
    else
        c.x += indent;
    um v = table_above(b, from) - b->head_h, top = v;
    v = draw_head(&c, b, v, from > 0);
    struct bands rows = bands_of(&c, b, from, to);
    v = draw_bands(&c, b, &rows, v, false);
    if (b->t->ruled) {
        canvas_rule(&c, 0, top, b->width, 0);
        canvas_rule(&c, 0, top, 0, v - top);
    }
}


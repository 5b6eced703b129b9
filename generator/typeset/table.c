/*
 * Tables. Chapter 8 and the usual practice: heads repeated on every page, no row torn off its head, cells wrapped on the same
 * rules as text, widths as given or by content, numbers aligned at the decimal point, wide tables turned.
 *
 * A table is a list of parts, each one row (rows joined by 跨行 are one part). A page takes as many parts as fit. In a turned
 * table (8: 横排) the reading direction runs from the page's foot to its head: u along it, v down from the page's left edge.
 */
#include "typeset/ts.h"

#include <string.h>

enum { PAD_X = 1000, PAD_Y = 900, RULE = 180, NATURAL_MOST = 60000, CAPTION_H = 8000 };

struct tcell {
    const struct cell *c;
    int col, row, colspan, rowspan;
    struct text *texts; struct tlines *lines; size_t n;
    um width;            /* inside */
    int node;
};
struct trow { um h; size_t first, n; int node; };   /* cells [first, first + n) start in this row */
struct tpart { int first, n; um h; };               /* rows */

struct tbox {
    struct box box;
    const struct table *t;
    um *col; um width;                              /* widths of columns, their sum */
    struct tcell *cells; size_t ncells, capcells;
    struct trow *rows; int nrows, nhead;            /* head rows first */
    struct tpart *parts; size_t nparts, capparts;
    um head_h, line;                                /* height of the head; line pitch */
    struct look look, bold;
    int node;
};

/* ---- structure ---- */

static void add_row(struct ts *ts, struct tbox *b, const struct row *r, int at, int *busy)
{
    struct trow *row = &b->rows[at];
    row->first = b->ncells;
    row->node = pages_node(ts, TAG_TR, b->node);
    int col = 0, ncols = (int)b->t->ncols;
    for (size_t i = 0; i < r->n; i++) {
        while (col < ncols && busy[col] > 0)
            col++;
        if (col >= ncols)
            break;
        const struct cell *c = &r->v[i];
        int span = c->colspan < ncols - col ? c->colspan : ncols - col, down = c->rowspan;
        int limit = at < b->nhead ? b->nhead : b->nrows;
        if (down > limit - at)
            down = limit - at;
        struct tcell *k = &ARENA_PUSH(ts->scratch, b->cells, b->ncells, b->capcells);
        *k = (struct tcell){.c = c, .col = col, .row = at, .colspan = span, .rowspan = down};
        k->node = pages_node(ts, at < b->nhead ? TAG_TH : TAG_TD, row->node);
        ts->pages->nodes[k->node].colspan = span;
        ts->pages->nodes[k->node].rowspan = down;
        for (int j = 0; j < span; j++)
            busy[col + j] = down;
        col += span;
    }
    row->n = b->ncells - row->first;
    for (int j = 0; j < ncols; j++)
        busy[j] -= busy[j] > 0;
}

static void set_texts(struct ts *ts, struct tbox *b)
{
    for (size_t i = 0; i < b->ncells; i++) {
        struct tcell *k = &b->cells[i];
        struct look look = k->row < b->nhead ? b->bold : b->look;
        k->n = k->c->nparas;
        k->texts = arena_calloc(ts->scratch, k->n + 1, sizeof *k->texts);
        k->lines = arena_calloc(ts->scratch, k->n + 1, sizeof *k->lines);
        for (size_t j = 0; j < k->n; j++)
            flow_text(ts, &k->texts[j], &k->c->paras[j], look);
    }
}

/* ---- widths ---- */

static um natural(const struct tcell *k)
{
    um w = 0;
    for (size_t j = 0; j < k->n; j++) {
        um x = k->texts[j].n ? (um)(break_natural(&k->texts[j], 0, k->texts[j].n) / 1000) + 100 : 0;
        w = x > w ? x : w;
    }
    return w + 2 * PAD_X;
}

static um sum_cols(const struct tbox *b)
{
    um w = 0;
    for (size_t c = 0; c < b->t->ncols; c++)
        w += b->col[c];
    return w;
}

/* Columns without a given width share the room: as wide as their content where that fits, the widest give first. */
static void share(struct tbox *b, const um *want, um room)
{
    size_t n = b->t->ncols, open = 0;
    for (size_t c = 0; c < n; c++)
        open += !b->t->cols[c].width;
    bool *done = (bool[64]){0};
    while (open) {
        um each = room / (um)open;
        bool any = false;
        for (size_t c = 0; c < n; c++)
            if (!b->t->cols[c].width && !done[c] && want[c] <= each) {
                b->col[c] = want[c];
                room -= want[c];
                done[c] = any = true;
                open--;
            }
        if (any)
            continue;
        for (size_t c = 0; c < n; c++)
            if (!b->t->cols[c].width && !done[c])
                b->col[c] = each;
        return;
    }
    um all = 0; /* room left over: every open column grows alike in proportion */
    for (size_t c = 0; c < n; c++)
        all += b->t->cols[c].width ? 0 : b->col[c];
    for (size_t c = 0; all && room > 0 && c < n; c++)
        if (!b->t->cols[c].width)
            b->col[c] += (um)((int64_t)room * b->col[c] / all);
}

static void set_widths(struct ts *ts, struct tbox *b)
{
    const struct table *t = b->t;
    um *want = arena_calloc(ts->scratch, t->ncols, sizeof *want), given = 0, all = 0;
    b->col = arena_calloc(ts->scratch, t->ncols, sizeof *b->col);
    for (size_t i = 0; i < b->ncells; i++)
        if (b->cells[i].colspan == 1) {
            um w = natural(&b->cells[i]);
            w = w > NATURAL_MOST ? NATURAL_MOST : w;
            want[b->cells[i].col] = w > want[b->cells[i].col] ? w : want[b->cells[i].col];
        }
    for (size_t c = 0; c < t->ncols; c++) {
        want[c] = want[c] < 8000 ? 8000 : want[c];
        given += t->cols[c].width;
        all += t->cols[c].width ? t->cols[c].width : want[c];
        b->col[c] = t->cols[c].width;
    }
    b->box.landscape = t->turn == TURN_YES || (t->turn == TURN_AUTO && all > AREA_W * 5 / 4);
    um full = b->box.landscape ? AREA_H : AREA_W;
    if (given > full) {
        DIAG(ts->ds, L110, ((struct place){.file = ts->doc->file}), "表格", NULL, "");
        for (size_t c = 0; c < t->ncols; c++)
            b->col[c] = (um)((int64_t)b->col[c] * full / given);
        given = full;
    }
    if (given < all)
        share(b, want, full - given);
    b->width = sum_cols(b);
    if (b->width > full) { /* too many columns with content: all give alike */
        for (size_t c = 0; c < t->ncols; c++)
            b->col[c] = (um)((int64_t)b->col[c] * full / b->width);
        b->width = sum_cols(b);
    }
}

/* ---- heights ---- */

static um cell_height(const struct tbox *b, const struct tcell *k)
{
    size_t lines = 0;
    for (size_t j = 0; j < k->n; j++)
        lines += k->lines[j].n ? k->lines[j].n : 1;
    return (um)(lines ? lines : 1) * b->line + 2 * PAD_Y;
}

static void set_lines(struct ts *ts, struct tbox *b)
{
    for (size_t i = 0; i < b->ncells; i++) {
        struct tcell *k = &b->cells[i];
        um w = 0;
        for (int j = 0; j < k->colspan; j++)
            w += b->col[k->col + j];
        k->width = w - 2 * PAD_X;
        for (size_t j = 0; j < k->n; j++)
            break_lines(ts->scratch, &k->texts[j], k->width * 1000, k->width * 1000, FIT_RAGGED, &k->lines[j]);
        if (k->rowspan == 1) {
            um h = cell_height(b, k);
            b->rows[k->row].h = h > b->rows[k->row].h ? h : b->rows[k->row].h;
        }
    }
    for (size_t i = 0; i < b->ncells; i++) { /* a cell over several rows: the last of them takes what is missing */
        struct tcell *k = &b->cells[i];
        um have = 0, need = cell_height(b, k);
        for (int j = 0; j < k->rowspan; j++)
            have += b->rows[k->row + j].h ? b->rows[k->row + j].h : b->line + 2 * PAD_Y;
        if (k->rowspan > 1 && need > have)
            b->rows[k->row + k->rowspan - 1].h += need - have;
    }
    for (int r = 0; r < b->nrows; r++)
        if (!b->rows[r].h)
            b->rows[r].h = b->line + 2 * PAD_Y;
    for (int r = 0; r < b->nhead; r++)
        b->head_h += b->rows[r].h;
}

static void set_parts(struct ts *ts, struct tbox *b)
{
    for (int r = b->nhead; r < b->nrows;) {
        int end = r + 1;
        struct tpart p = {r, 0, 0};
        for (int k = r; k < end; k++) {
            p.h += b->rows[k].h;
            for (size_t i = 0; i < b->rows[k].n; i++) {
                const struct tcell *c = &b->cells[b->rows[k].first + i];
                end = k + c->rowspan > end ? k + c->rowspan : end;
            }
        }
        p.n = end - r;
        ARENA_PUSH(ts->scratch, b->parts, b->nparts, b->capparts) = p;
        r = end;
    }
    b->box.parts = (int)b->nparts;
}

/* ---- box ---- */

/* What an annex puts above its turned table. */
static um lead_height(const struct tbox *b, int from) { return from == 0 && b->box.lead ? b->box.lead->height : 0; }

static um above(const struct tbox *b, int from)
{
    return lead_height(b, from) + (b->t->caption || from > 0 ? CAPTION_H : 0) + b->head_h;
}

static um measure(struct ts *ts, const struct box *box, int from, um avail, bool fresh, int *to)
{
    const struct tbox *b = (const struct tbox *)box;
    um h = above(b, from);
    int k = from;
    while (k < box->parts && h + b->parts[k].h <= avail)
        h += b->parts[k++].h;
    if (k == from && fresh && k < box->parts) { /* higher than a page: told, and cut off by nobody else */
        DIAG(ts->ds, L111, ((struct place){ts->doc->file, b->t->rows[0].line, 0}), "表格", NULL, "");
        ts->failed = true;
        h += b->parts[k++].h;
    }
    *to = k;
    return k == from ? 0 : h;
}

/* A place on the paper; u to the right and v down as one reads the table. */
struct canvas { struct ts *ts; struct page *p; bool turned; um x, y; };

static void canvas_rule(const struct canvas *c, um u, um v, um w, um h)
{
    struct rect r = c->turned ? (struct rect){c->x + v, c->y - u, h, -w} : (struct rect){c->x + u, c->y + v, w, h};
    pages_rule(c->ts, c->p, r, RULE, COLOR_BLACK, "表格线");
}

static struct line_at canvas_at(const struct canvas *c, um u, um baseline, int node, const char *element)
{
    return c->turned ? (struct line_at){c->x + baseline, c->y - u, node, element, true}
                     : (struct line_at){c->x + u, c->y + baseline, node, element, false};
}

static enum align align_of(const struct tbox *b, const struct tcell *k)
{
    if (k->row < b->nhead)
        return ALIGN_CENTER;
    return k->c->has_align ? k->c->align : b->t->cols[k->col].align;
}

/* Width of what stands behind the decimal point. */
static um fraction_width(const struct text *t)
{
    size_t i = t->n;
    for (size_t k = 0; k < t->n; k++)
        if (t->v[k].cp == '.')
            i = k;
    return i < t->n ? (um)(break_natural(t, i, t->n) / 1000) : 0;
}

static um widest_fraction(const struct tbox *b, int col)
{
    um w = 0;
    for (size_t i = 0; i < b->ncells; i++)
        if (b->cells[i].col == col && b->cells[i].row >= b->nhead && b->cells[i].n)
            w = fraction_width(&b->cells[i].texts[0]) > w ? fraction_width(&b->cells[i].texts[0]) : w;
    return w;
}

static void draw_bar(const struct canvas *c, const struct tcell *k, um u, um v, um h)
{
    um w = (um)((int64_t)k->width * k->c->bar / 10000), top = v + (h - 2600) / 2;
    const um at[2][2] = {{k->width, 0}, {w, 1}}; /* frame, then the filled part: legible in black and white */
    for (int i = 0; i < 2; i++) {
        struct item *it = &ARENA_PUSH(c->ts->a, c->p->items, c->p->n, c->p->cap);
        *it = (struct item){.kind = ITEM_POLYGON, .element = "条"};
        it->polygon.n = 4;
        it->polygon.v = arena_calloc(c->ts->a, 4, sizeof *it->polygon.v);
        const um corner[4][2] = {{u, top}, {u + at[i][0], top}, {u + at[i][0], top + 2600}, {u, top + 2600}};
        for (int j = 0; j < 4; j++) {
            it->polygon.v[j].x = c->turned ? c->x + corner[j][1] : c->x + corner[j][0];
            it->polygon.v[j].y = c->turned ? c->y - corner[j][0] : c->y + corner[j][1];
        }
        it->polygon.fill = at[i][1];
        it->polygon.width = 150;
    }
}

static void draw_cell(const struct canvas *c, const struct tbox *b, const struct tcell *k, um u, um v, um h, bool repeated)
{
    struct ts *ts = c->ts;
    struct look look = k->row < b->nhead ? b->bold : b->look;
    um y = v + (h - (cell_height(b, k) - 2 * PAD_Y)) / 2;
    enum align align = align_of(b, k);
    if (k->c->bar >= 0)
        draw_bar(c, k, u + PAD_X, v, h);
    for (size_t j = 0; j < k->n; j++) {
        const struct text *t = &k->texts[j];
        for (size_t i = 0; i < k->lines[j].n; i++, y += b->line) {
            struct tline l = k->lines[j].v[i];
            nm *x = arena_calloc(ts->scratch, l.to - l.from, sizeof *x);
            um w = (um)(line_set(t, l, k->width * 1000, false, x) / 1000), room = k->width - w;
            um shift = align == ALIGN_CENTER ? room / 2 : align == ALIGN_RIGHT ? room : 0;
            if (align == ALIGN_NUMBER)
                shift = room - (widest_fraction(b, k->col) - fraction_width(t));
            um base = line_baseline(ts, look, y + (b->line - look.size) / 2);
            line_emit(ts, c->p, t, l, x, canvas_at(c, u + PAD_X + (shift > 0 ? shift : 0), base, repeated ? 0 : k->node, "表格"));
        }
        if (!k->lines[j].n)
            y += b->line;
    }
}

static um left_of(const struct tbox *b, int col)
{
    um u = 0;
    for (int c = 0; c < col; c++)
        u += b->col[c];
    return u;
}

static um draw_rows(const struct canvas *c, const struct tbox *b, int first, int n, um v, bool repeated)
{
    for (int r = first; r < first + n; r++) {
        for (size_t i = 0; i < b->rows[r].n; i++) {
            const struct tcell *k = &b->cells[b->rows[r].first + i];
            um u = left_of(b, k->col), w = k->width + 2 * PAD_X, h = 0;
            for (int j = 0; j < k->rowspan; j++)
                h += b->rows[r + j].h;
            draw_cell(c, b, k, u, v, h, repeated);
            if (b->t->ruled) { /* each cell its right and lower edge; the frame closes the rest */
                canvas_rule(c, u, v + h, w, 0);
                canvas_rule(c, u + w, v, 0, h);
            }
        }
        v += b->rows[r].h;
    }
    return v;
}

static void draw_caption(const struct canvas *c, const struct tbox *b, int from, um width)
{
    um top = lead_height(b, from) + 1500;
    struct look look = look_size(FONT_HEITI, 4233); /* 小四 12 pt */
    if (from > 0) {
        char *s = b->t->caption ? arena_printf(c->ts->scratch, "%s（续表）", b->t->caption) : arena_strdup(c->ts->scratch, "续表");
        line_put_string(c->ts, c->p, s, look, b->t->caption ? HPOS_CENTER : HPOS_RIGHT, width,
                        canvas_at(c, 0, line_baseline(c->ts, look, top), 0, "续表"));
    } else if (b->t->caption) {
        line_put_string(c->ts, c->p, b->t->caption, look, HPOS_CENTER, width,
                        canvas_at(c, 0, line_baseline(c->ts, look, top), pages_node(c->ts, TAG_CAPTION, b->node), "表题"));
    }
}

static void draw(struct ts *ts, struct page *p, const struct box *box, int from, int to, um x, um y)
{
    const struct tbox *b = (const struct tbox *)box;
    um full = box->landscape ? AREA_H : AREA_W, indent = (full - b->width) / 2;
    /* chapter 8: the table's head looks to the page's left, on odd and on even pages */
    struct canvas c = {ts, p, box->landscape, x, box->landscape ? AREA_B : y};
    if (lead_height(b, from))
        b->box.lead->draw(ts, p, b->box.lead, c.x, c.y);
    draw_caption(&c, b, from, full);
    if (c.turned)
        c.y -= indent;
    else
        c.x += indent;
    um v = above(b, from) - b->head_h, top = v;
    v = draw_rows(&c, b, 0, b->nhead, v, from > 0);
    for (int k = from; k < to; k++)
        v = draw_rows(&c, b, b->parts[k].first, b->parts[k].n, v, false);
    if (b->t->ruled) {
        canvas_rule(&c, 0, top, b->width, 0);
        canvas_rule(&c, 0, top, 0, v - top);
    }
}

void table_flow(struct ts *ts, struct frows *out, const struct table *t, int parent)
{
    if (!t->ncols || t->ncols > 60)
        return;
    struct tbox *b = arena_alloc(ts->scratch, sizeof *b);
    um size = (um)((int64_t)t->size_pt10 * 25400 / 720);
    *b = (struct tbox){.box = {0, false, measure, draw, NULL}, .t = t, .nhead = (int)t->nhead, .nrows = (int)(t->nhead + t->nrows)};
    b->look = (struct look){FONT_FANGSONG, size, size * 1000, COLOR_BLACK, 1000};
    b->bold = (struct look){FONT_HEITI, size, size * 1000, COLOR_BLACK, 1000};
    b->line = size * 140 / 100;
    b->node = pages_node(ts, TAG_TABLE, parent);
    b->rows = arena_calloc(ts->scratch, (size_t)b->nrows + 1, sizeof *b->rows);
    int *busy = arena_calloc(ts->scratch, t->ncols, sizeof *busy);
    for (int r = 0; r < b->nrows; r++)
        add_row(ts, b, r < b->nhead ? &t->head[r] : &t->rows[r - b->nhead], r, busy);
    set_texts(ts, b);
    set_widths(ts, b);
    set_lines(ts, b);
    set_parts(ts, b);
    struct frow *r = &ARENA_PUSH(ts->scratch, out->v, out->n, out->cap);
    *r = (struct frow){.kind = ROW_BOX, .box = &b->box, .body = true};
}

/*
 * Tables: the grid. Chapter 8 and the usual practice: heads repeated on every page, no row torn off its head, cells wrapped on the
 * same rules as text, widths as given or by content, numbers aligned at the decimal point, wide tables turned.
 */
#include "typeset/table.h"

#include <string.h>

enum { NATURAL_MOST = 60000, COLUMNS_MOST = 60, JOINED_MOST = 80000 /* rows that cells hold together come apart beyond this */ };

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
        if (col >= ncols) {
            DIAG(ts->ds, L123, ((struct place){ts->doc->file, r->line, 0}), "表格", NULL, arena_printf(ts->ds->a, "%d", ncols));
            ts->failed = true;
            break;
        }
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

enum { NAME_PENALTY = 30, NARROW_CHARS = 18 };

/* How many items from i on are the name. */
static size_t name_at(const struct text *t, size_t i, const char *s)
{
    const char *end = s + strlen(s);
    size_t n = 0;
    for (uint32_t c; s < end && i + n < t->n; n++) {
        int len = utf8_decode(s, end, &c);
        if (!len || t->v[i + n].cp != c)
            return 0;
        s += len;
    }
    return s == end ? n : 0;
}

/* In a narrow cell the names of the lexicon (units) stay whole where they fit: 县农业农村局 is not cut before 局. */
static void keep_names(const struct ts *ts, struct text *t)
{
    for (size_t i = 0; ts->lexicon && i < t->n; i++)
        for (size_t k = 0; k < ts->lexicon->n; k++) {
            size_t n = name_at(t, i, ts->lexicon->v[k]);
            for (size_t j = 0; n > 2 && j + 1 < n; j++)
                if (t->v[i + j].penalty < NAME_PENALTY)
                    t->v[i + j].penalty = NAME_PENALTY;
        }
}

/* ---- widths ---- */

static um natural(const struct tcell *k)
{
    um w = 0;
    for (size_t j = 0; j < k->n; j++) {
        um x = k->texts[j].n ? um_of(break_natural(&k->texts[j], 0, k->texts[j].n)) + 100 : 0;
        w = x > w ? x : w;
    }
    return w + 2 * TABLE_PAD_X;
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

int table_cell_lines(const struct tcell *k)
{
    size_t lines = 0;
    for (size_t j = 0; j < k->n; j++)
        lines += k->lines[j].n ? k->lines[j].n : 1;
    size_t least = k->c->ncolumns ? 2 : 1; /* 柱 wants room to be told apart */
    return (int)(lines > least ? lines : least);
}

um table_cell_height(const struct tbox *b, const struct tcell *k) { return table_cell_lines(k) * b->line + 2 * TABLE_PAD_Y; }

enum { JUSTIFIED_CHARS = 12 };

enum align table_align(const struct tbox *b, const struct tcell *k)
{
    if (k->row < b->nhead)
        return ALIGN_CENTER;
    if (k->c->has_align)
        return k->c->align; /* 左 written at a cell: not flush on the right */
    enum align a = b->t->cols[k->col].align;
    /* a cell of text is flush on both edges like all text; narrow ones would get holes */
    return a == ALIGN_LEFT && k->width >= JUSTIFIED_CHARS * b->look.size ? ALIGN_JUSTIFY : a;
}

static void set_lines(struct ts *ts, struct tbox *b)
{
    for (size_t i = 0; i < b->ncells; i++) {
        struct tcell *k = &b->cells[i];
        um w = 0;
        for (int j = 0; j < k->colspan; j++)
            w += b->col[k->col + j];
        k->width = w - 2 * TABLE_PAD_X;
        for (size_t j = 0; j < k->n && k->row >= b->nhead && k->width < NARROW_CHARS * b->look.size; j++)
            keep_names(ts, &k->texts[j]);
        for (size_t j = 0; j < k->n; j++)
            break_lines(ts->scratch, &k->texts[j], NM(k->width), NM(k->width), table_align(b, k) == ALIGN_JUSTIFY ? FIT_JUSTIFY : FIT_RAGGED, &k->lines[j]);
        if (k->rowspan == 1) {
            um h = table_cell_height(b, k);
            b->rows[k->row].h = h > b->rows[k->row].h ? h : b->rows[k->row].h;
        }
    }
    for (size_t i = 0; i < b->ncells; i++) { /* a cell over several rows: the last of them takes what is missing */
        struct tcell *k = &b->cells[i];
        um have = 0, need = table_cell_height(b, k);
        need += need > JOINED_MOST / 2 ? need / JOINED_MOST * b->line + b->line : 0; /* pages end between lines: each may lose a part of one */
        for (int j = 0; j < k->rowspan; j++)
            have += b->rows[k->row + j].h ? b->rows[k->row + j].h : b->line + 2 * TABLE_PAD_Y;
        if (k->rowspan > 1 && need > have)
            b->rows[k->row + k->rowspan - 1].h += need - have;
    }
    for (int r = 0; r < b->nrows; r++)
        if (!b->rows[r].h)
            b->rows[r].h = b->line + 2 * TABLE_PAD_Y;
    for (int r = 0; r < b->nhead; r++)
        b->head_h += b->rows[r].h;
}

um table_fraction(const struct text *t)
{
    size_t i = t->n;
    for (size_t k = 0; k < t->n; k++)
        if (t->v[k].cp == '.')
            i = k;
    return i < t->n ? um_of(break_natural(t, i, t->n)) : 0;
}

static void set_captions(struct ts *ts, struct tbox *b)
{
    struct look look = look_size(FONT_HEITI, CAPTION_SIZE);
    um width = b->box.landscape ? AREA_H : AREA_W;
    if (!b->t->caption)
        return;
    caption_break(ts, &b->caption, b->t->caption, look, width);
    caption_break(ts, &b->continued, arena_printf(ts->scratch, "%s（续表）", b->t->caption), look, width);
}

static void set_fractions(struct ts *ts, struct tbox *b)
{
    b->fraction = arena_calloc(ts->scratch, b->t->ncols, sizeof *b->fraction);
    for (size_t i = 0; i < b->ncells; i++)
        if (b->cells[i].row >= b->nhead && b->cells[i].n) {
            um w = table_fraction(&b->cells[i].texts[0]);
            b->fraction[b->cells[i].col] = w > b->fraction[b->cells[i].col] ? w : b->fraction[b->cells[i].col];
        }
}

/* ---- parts ---- */

/* May a page end below row r? Not where a cell that goes on below has more text than the rows so far can show. */
static bool may_end_below(const struct tbox *b, int part_first, int r)
{
    um seen = 0;
    for (int k = r; k >= part_first; k--) {
        seen += b->rows[k].h;
        for (size_t i = 0; i < b->rows[k].n; i++) {
            const struct tcell *c = &b->cells[b->rows[k].first + i];
            if (k + c->rowspan > r + 1 && table_cell_height(b, c) > seen)
                return false;
        }
    }
    return true;
}

static struct tpart *add_part(struct ts *ts, struct tbox *b, struct tpart p)
{
    struct tpart *k = &ARENA_PUSH(ts->scratch, b->parts, b->nparts, b->capparts);
    *k = p;
    return k;
}

enum { EDGE_LINES = 3, LABEL_CHARS = 10 }; /* a row that comes apart keeps three lines on either side */

bool table_is_label(const struct tbox *b, const struct tcell *k)
{
    for (const struct tcell *o = k - 1; o >= b->cells && o->row == k->row; o--)
        if (table_cell_lines(o) > LABEL_LINES)
            return false;
    return k->n && k->texts[0].n && k->width <= LABEL_CHARS * b->look.size && table_cell_lines(k) <= LABEL_LINES;
}

/* The lines of the row's highest label. */
static int label_lines(const struct tbox *b, int r)
{
    int most = 0;
    for (size_t i = b->rows[r].first; i < b->rows[r].first + b->rows[r].n; i++)
        if (b->cells[i].rowspan == 1 && table_is_label(b, &b->cells[i]) && table_cell_lines(&b->cells[i]) > most)
            most = table_cell_lines(&b->cells[i]);
    return most;
}

static int clamp(int v, int least, int most) { return v > most ? most : v < least ? least : v; }

/* The first slice shows the labels whole, the last one too, with （续） below them where the row has so many lines. */
static void slice(struct ts *ts, struct tbox *b, int r, int lines)
{
    int first = clamp(label_lines(b, r), EDGE_LINES, lines - EDGE_LINES), last = clamp(label_lines(b, r) + 1, EDGE_LINES, lines - first);
    for (int at = 0; at < lines;) {
        int n = at == 0 ? first : lines - at == last ? last : 1;
        add_part(ts, b, (struct tpart){r, 1, at, n, at == 0, at + n == lines, n * b->line});
        at += n;
    }
}

/* The lines that a row is high, whatever fills it. */
static int row_lines(const struct tbox *b, int r) { return (b->rows[r].h - 2 * TABLE_PAD_Y + b->line - 1) / b->line; }

/* What a page has for rows, below the head said again. */
static um room_on_page(const struct tbox *b) { return (b->box.landscape ? AREA_W : AREA_H) - table_above(b, 1); }

/* A row comes apart only where it would leave half of a page empty. */
static bool is_long(const struct tbox *b, int r) { return row_lines(b, r) >= 2 * EDGE_LINES && b->rows[r].h > room_on_page(b) / 2; }

/* A row with one cell over all columns heads the rows below it, as a 二级标题 heads its text. */
static bool is_heading_row(const struct tbox *b, int r)
{
    return b->rows[r].n == 1 && b->cells[b->rows[r].first].colspan == (int)b->t->ncols && b->t->ncols > 1 && b->cells[b->rows[r].first].rowspan == 1;
}

/* Such a row alone: what it heads comes apart and begins the next part. */
static bool heads_alone(const struct tbox *b, const struct tpart *p) { return !p->lines && is_heading_row(b, p->first + p->n - 1); }

static bool holds_on(const struct tbox *b, const struct tpart *p, int r)
{
    if (is_long(b, r) || p->h + b->rows[r].h > room_on_page(b))
        return false;
    return is_heading_row(b, r - 1) || (p->h < JOINED_MOST && !may_end_below(b, p->first, r - 1));
}

static void set_parts(struct ts *ts, struct tbox *b)
{
    for (int r = b->nhead; r < b->nrows;) {
        if (is_long(b, r)) {
            slice(ts, b, r, row_lines(b, r));
            r++;
            continue;
        }
        struct tpart p = {.first = r};
        do
            p.h += b->rows[r++].h;
        while (r < b->nrows && holds_on(b, &p, r));
        p.n = r - p.first;
        add_part(ts, b, p);
    }
    b->box.parts = (int)b->nparts;
}

/* ---- box ---- */

um table_lead(const struct tbox *b, int from) { return from == 0 && b->box.lead ? b->box.lead->height : 0; }

um table_above(const struct tbox *b, int from)
{
    const struct caption *c = from > 0 ? &b->continued : &b->caption;
    return table_lead(b, from) + (b->t->caption || from > 0 ? TABLE_CAPTION_H + caption_more(c) : 0) + b->head_h;
}

um table_parts_height(const struct tbox *b, int from, int to)
{
    um h = 0;
    for (int k = from; k < to; k++) {
        const struct tpart *p = &b->parts[k];
        h += p->h;
        if (p->lines) /* a slice's blanks: at the row's ends and where the page cuts it */
            h += (p->begins || k == from ? TABLE_PAD_Y : 0) + (p->ends || k + 1 == to ? TABLE_PAD_Y : 0);
    }
    return h;
}

enum { FIRST_MOST = 5 }; /* a first row of fewer lines goes to the next page rather than stand alone */

static um measure(struct ts *ts, const struct box *box, int from, um avail, bool fresh, int *to)
{
    const struct tbox *b = (const struct tbox *)box;
    um above = table_above(b, from);
    int k = from;
    while (k < box->parts && above + table_parts_height(b, from, k + 1) <= avail)
        k++;
    if (!fresh && from == 0 && k == 1 && box->parts > 1 && !b->parts[0].lines && b->parts[0].h <= FIRST_MOST * b->line)
        k = 0; /* nor does the first at a page's foot */
    if (k + 1 == box->parts && k - from > 3 && !b->parts[k].lines)
        k--; /* the last row does not stand on a page alone */
    int kept = k; /* nor does a row that heads others end a page, unless nothing else fits there */
    while (k < box->parts && kept > from && heads_alone(b, &b->parts[kept - 1]))
        kept--;
    k = kept > from || !fresh ? kept : k;
    if (k == from && fresh && k < box->parts) { /* higher than a page: told, and cut off by nobody else */
        DIAG(ts->ds, L111, ((struct place){ts->doc->file, b->t->rows[b->parts[k].first - b->nhead].line, 0}), "表格", NULL, "");
        ts->failed = true;
        k++;
    }
    *to = k;
    return k == from ? 0 : above + table_parts_height(b, from, k);
}

void table_flow(struct ts *ts, struct frows *out, const struct table *t, int parent)
{
    if (t->ncols > COLUMNS_MOST) {
        DIAG(ts->ds, L124, ((struct place){ts->doc->file, t->rows[0].line, 0}), "表格", NULL, arena_printf(ts->ds->a, "%zu", t->ncols));
        ts->failed = true;
    }
    if (!t->ncols || t->ncols > COLUMNS_MOST)
        return;
    struct tbox *b = arena_alloc(ts->scratch, sizeof *b);
    um size = (um)((int64_t)t->size_pt10 * 25400 / 720);
    *b = (struct tbox){.box = {0, false, measure, table_draw, NULL}, .t = t, .nhead = (int)t->nhead, .nrows = (int)(t->nhead + t->nrows)};
    b->look = (struct look){FONT_FANGSONG, size, NM(size), COLOR_BLACK, 1000};
    b->bold = (struct look){FONT_HEITI, size, NM(size), COLOR_BLACK, 1000};
    b->line = size * 140 / 100;
    b->node = pages_node(ts, TAG_TABLE, parent);
    b->rows = arena_calloc(ts->scratch, (size_t)b->nrows + 1, sizeof *b->rows);
    int *busy = arena_calloc(ts->scratch, t->ncols, sizeof *busy);
    for (int r = 0; r < b->nrows; r++)
        add_row(ts, b, r < b->nhead ? &t->head[r] : &t->rows[r - b->nhead], r, busy);
    set_texts(ts, b);
    set_widths(ts, b);
    set_lines(ts, b);
    set_fractions(ts, b);
    b->shown = arena_calloc(ts->scratch, b->ncells + 1, sizeof *b->shown);
    set_captions(ts, b);
    set_parts(ts, b);
    struct frow *r = &ARENA_PUSH(ts->scratch, out->v, out->n, out->cap);
    *r = (struct frow){.kind = ROW_BOX, .box = &b->box, .body = true};
}

/*
 * What follows the text: 附件说明 (7.3.4), 出席 (10.3), 署名 成文日期 印章 (7.3.5), 附注 (7.3.6).
 *
 * 盖章: two blank lines, 署名, 成文日期, and one more line that the seal's lower edge needs. With two blank lines every usual
 * diameter satisfies all of 7.3.5.1: the seal's top within one line of the text, 署名 and 成文日期 below its middle.
 */
#include "typeset/ts.h"

#include <string.h>

enum { BLANK_ROWS_SEALED = 2, SEALS_MOST = 3 /* in a row: 3 × 50 mm are 150 of 156 */ };

static struct text *text_of(struct ts *ts, const char *s, struct look look)
{
    struct text *t = arena_alloc(ts->scratch, sizeof *t);
    t->solid = true;
    text_add(ts, t, s, look, 0);
    text_finish(ts, t);
    return t;
}

static um chars(int n) { return style_col(n) - style_col(0); }

static um text_width(const struct text *t) { return t->n ? (um)((break_natural(t, 0, t->n) + 500) / 1000) : 0; }

/* One line at a fixed place. */
static struct frow *one_line(struct ts *ts, struct frows *out, const struct text *t, um x, int node, const char *element)
{
    struct frow *r = &ARENA_PUSH(ts->scratch, out->v, out->n, out->cap);
    *r = (struct frow){.kind = ROW_LINE, .text = t, .indent = x, .width = AREA_W - x, .pos = HPOS_LEFT, .node = node, .element = element};
    r->line = (struct tline){0, t->n, break_natural(t, 0, t->n), true};
    return r;
}

/* ---- 7.3.4 附件说明 ---- */

static void annex_list(struct ts *ts, struct frows *out, int parent)
{
    const struct strings *names = &ts->doc->annex_names;
    if (!names->n)
        return;
    flow_blank(ts, out, 1); /* 正文下空一行 */
    struct look look = look_body(FONT_FANGSONG);
    for (size_t i = 0; i < names->n; i++) {
        int node = pages_node(ts, TAG_P, parent);
        char *label = names->n == 1 ? arena_strdup(ts->scratch, "附件：")
                      : i == 0      ? arena_printf(ts->scratch, "附件：%zu.", i + 1)
                                    : arena_printf(ts->scratch, "%zu.", i + 1);
        um number_x = names->n > 1 && i > 0 ? chars(5) : chars(2); /* 左空二字; 序号 under 序号 */
        const struct text *lt = text_of(ts, label, look), *name = text_of(ts, names->v[i], look);
        um number_w = names->n == 1 ? 0 : line_width(ts, i == 0 ? label + strlen("附件：") : label, look);
        um name_x = chars(5) + number_w;
        size_t from = out->n;
        flow_paragraph(ts, out, name, name_x, 0, AREA_W - name_x, HPOS_LEFT, node, "附件说明"); /* 回行与上一行名称首字对齐 */
        struct text *both = arena_alloc(ts->scratch, sizeof *both); /* first line: label and name are one line of text */
        (void)lt;
        text_add(ts, both, label, look, 0);
        struct tline first = out->v[from].line;
        for (size_t k = first.from; k < first.to; k++) {
            char c[5] = {0};
            c[utf8_encode(name->v[k].cp, c)] = 0;
            text_add(ts, both, c, look, 0);
        }
        text_finish(ts, both);
        out->v[from].text = both;
        out->v[from].line = (struct tline){0, both->n, break_natural(both, 0, both->n), true};
        out->v[from].indent = number_x;
        out->v[from].width = AREA_W - number_x;
        for (size_t k = from; k + 1 < out->n; k++)
            out->v[k].keep_next = true; /* a name is not parted over two pages */
    }
}

/* ---- 10.3 出席 请假 列席 ---- */

static void attendance(struct ts *ts, struct frows *out, int parent)
{
    const struct { const char *label, *names; } list[] = {
        {"出席：", ts->doc->present}, {"请假：", ts->doc->excused}, {"列席：", ts->doc->attending}};
    bool any = false;
    for (size_t i = 0; i < 3; i++) {
        if (!list[i].names)
            continue;
        if (!any)
            flow_blank(ts, out, 1);
        any = true;
        int node = pages_node(ts, TAG_P, parent);
        struct text *t = arena_alloc(ts->scratch, sizeof *t);
        text_add(ts, t, list[i].label, look_body(FONT_HEITI), 0);
        text_add(ts, t, list[i].names, look_body(FONT_FANGSONG), 0);
        text_finish(ts, t);
        um x = chars(5); /* 回行时与冒号后的首字对齐 */
        size_t from = out->n;
        flow_paragraph(ts, out, t, x, chars(2) - x, AREA_W - x, HPOS_JUSTIFY, node, "出席");
        (void)from;
    }
}

/* ---- 7.3.5.1 盖章 ---- */

struct seals { um diameter; size_t n; struct { const struct signature *s; um center; } v[SEALS_MOST]; int node; };

/* The seal: its top g below the last line of text, so that 署名 and 成文日期 lie below its middle. */
static um seal_gap(um pitch, um diameter)
{
    um block = pitch * (BLANK_ROWS_SEALED + 1) - SIZE_3 + /* text's bottom → 署名's top */
               (pitch + SIZE_3) / 2;                      /* → the middle of 署名 and 成文日期 */
    um g = block - diameter / 2 - diameter / 7; /* the middle of the two a seventh of the diameter below the centre */
    um most = pitch - 500;
    return g < 1000 ? 1000 : g > most ? most : g;
}

static void draw_seals(struct ts *ts, struct page *p, const void *ctx, um x, um y)
{
    const struct seals *k = ctx;
    um d = k->diameter, top = y - ts->drawn_pitch + SIZE_3 + seal_gap(ts->drawn_pitch, d);
    for (size_t i = 0; i < k->n; i++)
        if (k->v[i].s->seal) {
            struct rect at = {x + k->v[i].center - d / 2, top, d, d};
            char *alt = arena_printf(ts->a, "%s印章", k->v[i].s->name);
            pages_image(ts, p, at, k->v[i].s->seal, alt, k->node, "印章");
        }
}

static um seal_diameter(const struct ts *ts)
{
    return ts->doc->seal_diameter ? ts->doc->seal_diameter : ts->style->seal_diameter;
}

static const char *date_text(const struct ts *ts) { return date_chinese(ts->scratch, ts->doc->date); }

/* How many grid rows a seal needs from the first blank row on, so that it stays in the type area. */
static int sealed_rows(const struct ts *ts)
{
    um bottom = seal_gap(style_row_pitch(ts->style), seal_diameter(ts)) + seal_diameter(ts) - LINE_GAP + SIZE_3;
    int rows = BLANK_ROWS_SEALED + 2;
    while (style_row_pitch(ts->style) * rows < bottom)
        rows++;
    return rows;
}

/* A name's lines: one, or as few as fit into the width, broken between words. Returns the width of the widest. */
static um name_lines(struct ts *ts, const struct text *name, um most, struct tlines *lines)
{
    um widest = 0;
    const struct strings *lexicon = ts->lexicon;
    if (text_width(name) > most) {
        ts->lexicon = NULL; /* which holds the name as one word */
        title_break(ts, name, most * 1000, lines);
        ts->lexicon = lexicon;
    } else
        ARENA_PUSH(ts->scratch, lines->v, lines->n, lines->cap) = (struct tline){0, name->n, break_natural(name, 0, name->n), true};
    for (size_t i = 0; i < lines->n; i++) {
        um w = (um)((lines->v[i].natural + 500) / 1000);
        widest = w > widest ? w : widest;
    }
    return widest;
}

/* The lines of a name, each centred on `center` of the type area. */
static void centered_name(struct ts *ts, struct frows *out, const struct text *name, const struct tlines *lines, um center, int node)
{
    for (size_t i = 0; i < lines->n; i++) {
        um x = center - (um)((lines->v[i].natural + 500) / 1000) / 2;
        one_line(ts, out, name, x > 0 ? x : 0, node, "署名")->line = lines->v[i];
    }
}

static size_t sealed_single(struct ts *ts, struct frows *out, int parent)
{
    const struct document *d = ts->doc;
    struct look look = look_body(FONT_FANGSONG);
    const struct text *name = text_of(ts, d->signatures[0].name, look);
    const struct text *date = text_of(ts, date_text(ts), look);
    struct tlines lines = {0};
    um nw = name_lines(ts, name, AREA_W, &lines), dw = text_width(date);
    um center = AREA_W - chars(4) - dw / 2; /* 成文日期右空四字，署名以成文日期为准居中 */
    if (center + nw / 2 > AREA_W)
        center = AREA_W - nw / 2; /* UNSURE-13: a long name ends at the edge, the date is centred on it */
    size_t from = out->n;
    flow_blank(ts, out, lines.n > 1 ? BLANK_ROWS_SEALED - 1 : BLANK_ROWS_SEALED); /* the seal reaches over name and date */
    struct seals *k = arena_alloc(ts->scratch, sizeof *k);
    *k = (struct seals){seal_diameter(ts), 1, {{&d->signatures[0], center}}, 0};
    if (d->signatures[0].seal)
        k->node = pages_node(ts, TAG_FIGURE, parent);
    out->v[from].over = draw_seals;
    out->v[from].ctx = k;
    centered_name(ts, out, name, &lines, center, pages_node(ts, TAG_P, parent));
    one_line(ts, out, date, center - dw / 2, pages_node(ts, TAG_P, parent), "成文日期");
    return out->n - from;
}

/* A column of seals: what it shows (seal or name), and that with the air to its neighbours: neither seals nor names touch. */
struct column { um ink, cell; };

static struct column seal_column(struct ts *ts, size_t i)
{
    um name = line_width(ts, ts->doc->signatures[i].name, look_body(FONT_FANGSONG)), seal = seal_diameter(ts);
    um with_name = name + chars(1), with_seal = seal + 1000;
    return (struct column){name > seal ? name : seal, with_name > with_seal ? with_name : with_seal};
}

static void widen(struct column *c, struct column by)
{
    c->ink = by.ink > c->ink ? by.ink : c->ink;
    c->cell = by.cell > c->cell ? by.cell : c->cell;
}

/* From the first column's left edge to the last one's right. */
static um columns_width(const struct column *c, size_t n)
{
    um w = 0;
    for (size_t j = 0; j < n; j++)
        w += c[j].cell;
    return w - (c[0].cell - c[0].ink) / 2 - (c[n - 1].cell - c[n - 1].ink) / 2;
}

/* All seals in n columns, the last row at the right: the last seal stands over the date. */
static void set_columns(struct ts *ts, size_t n, struct column *c)
{
    size_t all = ts->doc->nsignatures, last_row = (all - 1) / n;
    memset(c, 0, n * sizeof *c);
    for (size_t i = 0; i < all; i++) {
        size_t in_row = i / n == last_row ? all - last_row * n : n;
        widen(&c[n - in_row + i % n], seal_column(ts, i));
    }
}

/* Where the last seal's centre is when the date keeps 右空四字. */
static um over_date(um date_w) { return AREA_W - chars(4) - date_w / 2; }

/* How many columns: at most three (UNSURE-14), 每排印章两端不得超出版心, and the date where it belongs. */
static size_t seal_columns(struct ts *ts, um date_w, struct column *c)
{
    size_t all = ts->doc->nsignatures, most = (size_t)ts->style->seals_in_row, n = most < all ? most : all;
    for (;; n--) {
        set_columns(ts, n, c);
        if (n == 1 || columns_width(c, n) <= over_date(date_w) + c[n - 1].ink / 2)
            return n;
    }
}

/* A row by itself, as full as it gets from signature `from` on. */
static size_t seal_row_columns(struct ts *ts, size_t from, struct column *c)
{
    size_t n = 0, most = (size_t)ts->style->seals_in_row;
    for (; n < most && from + n < ts->doc->nsignatures; n++) {
        c[n] = seal_column(ts, from + n);
        if (n > 0 && columns_width(c, n + 1) > AREA_W)
            break;
    }
    return n;
}

/*
 * The centres of a row's seals. The last one stands over the date, which keeps 右空四字 (it moves where the row needs the room or
 * its name is too long), the others to its left, a little apart where there is room.
 */
static void seal_centers(const struct column *c, size_t n, um date_w, um *center)
{
    um half = c[n - 1].ink / 2, right = over_date(date_w), width = columns_width(c, n);
    if (right < width - half)
        right = width - half;
    if (right > AREA_W - half)
        right = AREA_W - half;
    um room = right + half - width, each = room > 0 ? room / (um)(n + 1) : 0;
    each = each < chars(2) ? each : chars(2);
    center[n - 1] = right;
    for (size_t j = n - 1; j-- > 0;)
        center[j] = center[j + 1] - (c[j + 1].cell + c[j].cell) / 2 - each;
}

/* One row of names and seals, centres as given. */
static void seal_row(struct ts *ts, struct frows *out, int parent, size_t from, size_t n, const um *center)
{
    const struct document *d = ts->doc;
    struct look look = look_body(FONT_FANGSONG);
    size_t row_from = out->n;
    struct seals *k = arena_alloc(ts->scratch, sizeof *k);
    k->diameter = seal_diameter(ts);
    k->n = n;
    flow_blank(ts, out, BLANK_ROWS_SEALED);
    out->v[row_from].over = draw_seals;
    out->v[row_from].ctx = k;
    for (size_t j = 0; j < n; j++) {
        k->v[j].s = &d->signatures[from + j];
        k->v[j].center = center[j];
        if (k->v[j].s->seal && !k->node)
            k->node = pages_node(ts, TAG_FIGURE, parent);
        const struct text *name = text_of(ts, k->v[j].s->name, look);
        struct frow *r = one_line(ts, out, name, center[j] - text_width(name) / 2, pages_node(ts, TAG_P, parent), "署名");
        r->same_row = j + 1 < n; /* the names of a row stand on one line */
    }
}

/* Several sponsors: each name under its own seal, in their order, the date under the last (7.3.5.1). */
static size_t sealed_joint(struct ts *ts, struct frows *out, int parent)
{
    const struct document *d = ts->doc;
    struct look look = look_body(FONT_FANGSONG);
    um pitch = style_row_pitch(ts->style), center[SEALS_MOST];
    struct column column[SEALS_MOST];
    int rows_each = (seal_diameter(ts) + 1500 + pitch - 1) / pitch;
    const struct text *date = text_of(ts, date_text(ts), look);
    um dw = text_width(date);
    size_t from = out->n, all = d->nsignatures, columns = seal_columns(ts, dw, column);
    bool high = (int)((all + columns - 1) / columns) * rows_each + 2 > ROWS; /* more than a page: rather fuller rows than columns */
    for (size_t i = 0, n; i < all; i += n) {
        columns = high ? seal_row_columns(ts, i, column) : columns;
        n = all - i < columns ? all - i : columns;
        size_t row_from = out->n;
        seal_centers(column, columns, dw, center);
        seal_row(ts, out, parent, i, n, center + columns - n);
        if (i + n == all)
            one_line(ts, out, date, center[columns - 1] - dw / 2, pages_node(ts, TAG_P, parent), "成文日期");
        else
            flow_blank(ts, out, rows_each - BLANK_ROWS_SEALED - 1);
        for (size_t k = row_from; k + 1 < out->n; k++)
            out->v[k].keep_next = true;
    }
    return out->n - from;
}

/* ---- 7.3.5.2 不加盖印章 ---- */

static size_t unsealed(struct ts *ts, struct frows *out, int parent)
{
    const struct document *d = ts->doc;
    struct look look = look_body(FONT_FANGSONG);
    size_t from = out->n;
    flow_blank(ts, out, 1); /* 正文下空一行 */
    const struct text *date = text_of(ts, date_text(ts), look);
    um dw = text_width(date), nw = 0;
    for (size_t i = 0; i < d->nsignatures; i++) {
        um w = line_width(ts, d->signatures[i].name, look);
        nw = w > nw ? w : nw;
    }
    um name_x = AREA_W - chars(2) - nw, date_x = name_x + chars(2); /* 右空二字; 首字比署名首字右移二字 */
    if (date_x + dw > AREA_W - chars(2)) { /* a date longer than the name: the date keeps 右空二字, the name moves */
        date_x = AREA_W - chars(2) - dw;
        name_x = date_x - chars(2);
    }
    if (nw <= AREA_W && dw <= nw && name_x + chars(2) + dw <= AREA_W)
        date_x = name_x + chars(2);
    for (size_t i = 0; i < d->nsignatures; i++) {
        const struct text *name = text_of(ts, d->signatures[i].name, look);
        struct frow *r = one_line(ts, out, name, name_x, pages_node(ts, TAG_P, parent), "署名");
        if (d->nsignatures > 1 && text_width(name) < nw && !ts->style->names_left) { /* UNSURE-15: names of one width */
            r->pos = HPOS_JUSTIFY;
            r->width = nw;
            r->line.last = false;
        }
    }
    one_line(ts, out, date, date_x, pages_node(ts, TAG_P, parent), "成文日期");
    return out->n - from;
}

/* ---- 7.3.5.3 签名章 ---- */

/*
 * The room for a signature stamp; the standard gives no size. It stands STAMP_UP above its grid row, so that with the date in the
 * second row below it both 空二行 above and 空一行 below lie between N·P and N·P + G_A (UNSURE-8), and the date on the grid.
 */
enum { STAMP_W = 30000, STAMP_H = 12000, STAMP_UP = 2500 };

struct stamp { struct box box; const struct signature *s; um w, h, post_x, stamp_x; int node; };

static um stamp_measure(struct ts *ts, const struct box *b, int from, um avail, bool fresh, int *to)
{
    (void)ts;
    um h = ((const struct stamp *)b)->h;
    bool fits = h <= avail || fresh;
    *to = from + fits;
    return fits ? h : 0;
}

static void stamp_draw(struct ts *ts, struct page *p, const struct box *b, int from, int to, um x, um y)
{
    (void)from, (void)to;
    const struct stamp *k = (const struct stamp *)b;
    struct look look = look_body(FONT_FANGSONG);
    y -= STAMP_UP;
    if (k->s->post) /* 以签名章为准上下居中 */
        line_put_string(ts, p, k->s->post, look, HPOS_LEFT, 0,
                        (struct line_at){x + k->post_x, line_baseline(ts, look, y + (k->h - SIZE_3) / 2), k->node, "职务", false});
    struct rect at = {x + k->stamp_x, y, k->w, k->h};
    if (k->s->seal)
        pages_image(ts, p, at, k->s->seal, arena_printf(ts->a, "%s签名章", k->s->name), k->node, "签名章");
}

static size_t stamped(struct ts *ts, struct frows *out, int parent)
{
    const struct document *d = ts->doc;
    struct look look = look_body(FONT_FANGSONG);
    size_t from = out->n;
    flow_blank(ts, out, 2); /* 空二行 */
    um post_w = 0;
    for (size_t i = 0; i < d->nsignatures; i++) {
        um w = d->signatures[i].post ? line_width(ts, d->signatures[i].post, look) : 0;
        post_w = w > post_w ? w : post_w;
    }
    for (size_t i = 0; i < d->nsignatures; i++) {
        struct stamp *k = arena_alloc(ts->scratch, sizeof *k);
        const struct signature *s = &d->signatures[i];
        *k = (struct stamp){{1, false, stamp_measure, stamp_draw, NULL}, s, STAMP_W, STAMP_H, 0, 0, pages_node(ts, TAG_P, parent)};
        if (s->seal)
            k->w = (um)((int64_t)STAMP_H * s->seal->width / s->seal->height);
        k->stamp_x = AREA_W - chars(4) - k->w; /* 右空四字 */
        k->post_x = AREA_W - chars(4) - STAMP_W - chars(2) - post_w; /* 左空二字标注职务 */
        if (d->nsignatures == 1)
            k->post_x = k->stamp_x - chars(2) - post_w;
        struct frow *r = &ARENA_PUSH(ts->scratch, out->v, out->n, out->cap);
        *r = (struct frow){.kind = ROW_BOX, .box = &k->box};
    }
    /* 签名章下空一行: what the stamp leaves of its two rows */
    const struct text *date = text_of(ts, date_text(ts), look);
    one_line(ts, out, date, AREA_W - chars(4) - text_width(date), pages_node(ts, TAG_P, parent), "成文日期");
    return out->n - from;
}

/* 7.3.6 附注: the line below the date, two characters in, in brackets. */
static void note(struct ts *ts, struct frows *out, int parent)
{
    const char *s = ts->doc->note;
    if (!s)
        return;
    if (strncmp(s, "（", 3) != 0)
        s = arena_printf(ts->scratch, "（%s）", s);
    const struct text *t = text_of(ts, s, look_body(FONT_FANGSONG));
    flow_paragraph(ts, out, t, 0, chars(2), AREA_W, HPOS_JUSTIFY, pages_node(ts, TAG_P, parent), "附注");
}

static size_t signatures(struct ts *ts, struct frows *out, int parent)
{
    const struct document *d = ts->doc;
    if (!d->has_date && !d->nsignatures)
        return 0;
    if (!d->nsignatures || !d->has_date) { /* a date or a name alone */
        flow_blank(ts, out, 1);
        const struct text *t = text_of(ts, d->has_date ? date_text(ts) : d->signatures[0].name, look_body(FONT_FANGSONG));
        one_line(ts, out, t, AREA_W - chars(d->has_date ? 4 : 2) - text_width(t), pages_node(ts, TAG_P, parent),
                 d->has_date ? "成文日期" : "署名");
        return 2;
    }
    switch (d->seal) {
    case SEAL_NONE: return unsealed(ts, out, parent);
    case SEAL_SIGNATURE: return stamped(ts, out, parent);
    default: return d->nsignatures == 1 ? sealed_single(ts, out, parent) : sealed_joint(ts, out, parent);
    }
}

size_t sign_flow(struct ts *ts, struct frows *out, int parent)
{
    const struct document *d = ts->doc;
    annex_list(ts, out, parent);
    attendance(ts, out, parent);
    size_t tail = signatures(ts, out, parent), from = out->n;
    note(ts, out, parent);
    size_t notes = out->n - from;
    if (tail && d->seal == SEAL_STAMPED && d->nsignatures == 1) { /* the seal's lower edge stays in the type area */
        int rows = sealed_rows(ts) - (BLANK_ROWS_SEALED + 2);
        for (int more = rows - (int)notes; more > 0; more--) {
            flow_blank(ts, out, 1);
            notes++;
        }
    }
    return tail + notes;
}

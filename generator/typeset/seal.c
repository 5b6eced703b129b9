/*
 * 7.3.5.1 盖章: two blank lines, 署名, 成文日期, and one more line that the seal's lower edge needs. With two blank lines every usual
 * diameter satisfies all of it: the seal's top within one line of the text, 署名 and 成文日期 below its middle.
 */
#include "typeset/sign.h"

#include <string.h>

enum { BLANK_ROWS_SEALED = 2, SEALS_MOST = 3 /* in a row: 3 × 50 mm are 150 of 156 */ };

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


/* How many grid rows a seal needs from the first blank row on, so that it stays in the type area. */
static int sealed_rows(const struct ts *ts)
{
    um bottom = seal_gap(style_row_pitch(ts->style), seal_diameter(ts)) + seal_diameter(ts) - LINE_GAP + SIZE_3;
    int rows = BLANK_ROWS_SEALED + 2;
    while (style_row_pitch(ts->style) * rows < bottom)
        rows++;
    return rows;
}

/* see sign.h */
um sign_name_lines(struct ts *ts, const struct text *name, um most, struct tlines *lines)
{
    um widest = 0;
    const struct strings *lexicon = ts->lexicon;
    if (sign_width(name) > most) {
        ts->lexicon = NULL; /* which holds the name as one word */
        title_break(ts, name, NM(most), lines);
        ts->lexicon = lexicon;
    } else
        ARENA_PUSH(ts->scratch, lines->v, lines->n, lines->cap) = (struct tline){0, name->n, break_natural(name, 0, name->n), true};
    for (size_t i = 0; i < lines->n; i++) {
        um w = um_of(lines->v[i].natural + 500);
        widest = w > widest ? w : widest;
    }
    return widest;
}

/* The lines of a name, each centred on `center` of the type area. */
static void centered_name(struct ts *ts, struct frows *out, const struct text *name, const struct tlines *lines, um center, int node)
{
    for (size_t i = 0; i < lines->n; i++) {
        um x = center - um_of(lines->v[i].natural + 500) / 2;
        sign_line_at(ts, out, name, x > 0 ? x : 0, node, "署名")->line = lines->v[i];
    }
}

static size_t sealed_single(struct ts *ts, struct frows *out, int parent)
{
    const struct document *d = ts->doc;
    struct look look = look_body(FONT_FANGSONG);
    const struct text *name = sign_text(ts, d->signatures[0].name, look);
    const struct text *date = sign_text(ts, sign_date(ts), look);
    struct tlines lines = {0};
    um nw = sign_name_lines(ts, name, AREA_W, &lines), dw = sign_width(date);
    um center = AREA_W - sign_chars(4) - dw / 2; /* 成文日期右空四字，署名以成文日期为准居中 */
    if (center + nw / 2 > AREA_W) { /* UNSURE-13: a long name ends at the edge, or two characters in; the date is centred on it */
        um edge = ts->style->long_name_in && nw <= AREA_W - sign_chars(2) ? AREA_W - sign_chars(2) : AREA_W;
        center = edge - nw / 2;
    }
    size_t from = out->n;
    flow_blank(ts, out, lines.n > 1 ? BLANK_ROWS_SEALED - 1 : BLANK_ROWS_SEALED); /* the seal reaches over name and date */
    struct seals *k = arena_alloc(ts->scratch, sizeof *k);
    *k = (struct seals){seal_diameter(ts), 1, {{&d->signatures[0], center}}, 0};
    if (d->signatures[0].seal)
        k->node = pages_node(ts, TAG_FIGURE, parent);
    out->v[from].over = draw_seals;
    out->v[from].ctx = k;
    centered_name(ts, out, name, &lines, center, pages_node(ts, TAG_P, parent));
    sign_line_at(ts, out, date, center - dw / 2, pages_node(ts, TAG_P, parent), "成文日期");
    return out->n - from;
}

/* A column of seals: what it shows (seal or name), and that with the air to its neighbours: neither seals nor names touch. */
struct column { um ink, cell; };

static struct column seal_column(struct ts *ts, size_t i)
{
    um name = line_width(ts, ts->doc->signatures[i].name, look_body(FONT_FANGSONG)), seal = seal_diameter(ts);
    um with_name = name + sign_chars(1), with_seal = seal + 1000;
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
static um over_date(um date_w) { return AREA_W - sign_chars(4) - date_w / 2; }

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
    each = each < sign_chars(2) ? each : sign_chars(2);
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
        const struct text *name = sign_text(ts, k->v[j].s->name, look);
        struct frow *r = sign_line_at(ts, out, name, center[j] - sign_width(name) / 2, pages_node(ts, TAG_P, parent), "署名");
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
    const struct text *date = sign_text(ts, sign_date(ts), look);
    um dw = sign_width(date);
    size_t from = out->n, all = d->nsignatures, columns = seal_columns(ts, dw, column);
    bool high = (int)((all + columns - 1) / columns) * rows_each + 2 > ROWS; /* more than a page: rather fuller rows than columns */
    for (size_t i = 0, n; i < all; i += n) {
        columns = high ? seal_row_columns(ts, i, column) : columns;
        n = all - i < columns ? all - i : columns;
        size_t row_from = out->n;
        seal_centers(column, columns, dw, center);
        seal_row(ts, out, parent, i, n, center + columns - n);
        if (i + n == all)
            sign_line_at(ts, out, date, center[columns - 1] - dw / 2, pages_node(ts, TAG_P, parent), "成文日期");
        else
            flow_blank(ts, out, rows_each - BLANK_ROWS_SEALED - 1);
        for (size_t k = row_from; k + 1 < out->n; k++)
            out->v[k].keep_next = true;
    }
    return out->n - from;
}

size_t seal_flow(struct ts *ts, struct frows *out, int parent)
{
    return ts->doc->nsignatures == 1 ? sealed_single(ts, out, parent) : sealed_joint(ts, out, parent);
}

int seal_rows_below(struct ts *ts, int notes)
{
    int rows = sealed_rows(ts) - (BLANK_ROWS_SEALED + 2) - notes;
    return rows > 0 ? rows : 0;
}

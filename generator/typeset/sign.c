/*
 * What follows the text: 附件说明 (7.3.4), 出席 (10.3), 署名 成文日期 印章 (7.3.5), 附注 (7.3.6). Sealed: seal.c.
 */
#include "typeset/sign.h"

#include <string.h>

struct text *sign_text(struct ts *ts, const char *s, struct look look)
{
    struct text *t = arena_alloc(ts->scratch, sizeof *t);
    t->solid = true;
    text_add(ts, t, s, look, 0);
    text_finish(ts, t);
    return t;
}

um sign_chars(int n) { return style_col(n) - style_col(0); }

um sign_width(const struct text *t) { return t->n ? um_of(break_natural(t, 0, t->n) + 500) : 0; }

/* One line at a fixed place. */
struct frow *sign_line_at(struct ts *ts, struct frows *out, const struct text *t, um x, int node, const char *element)
{
    struct frow *r = &ARENA_PUSH(ts->scratch, out->v, out->n, out->cap);
    *r = (struct frow){.kind = t->n ? ROW_LINE : ROW_BLANK, .text = t, .indent = x, .width = AREA_W - x, .pos = HPOS_LEFT, .node = node, .element = element};
    r->line = (struct tline){0, t->n, break_natural(t, 0, t->n), true};
    return r;
}

const char *sign_date(const struct ts *ts) { return date_chinese(ts->scratch, ts->doc->date); }

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
        um number_x = names->n > 1 && i > 0 ? sign_chars(5) : sign_chars(2); /* 左空二字; 序号 under 序号 */
        const struct text *lt = sign_text(ts, label, look), *name = sign_text(ts, names->v[i], look);
        um number_w = names->n == 1 ? 0 : line_width(ts, i == 0 ? label + strlen("附件：") : label, look);
        um name_x = sign_chars(5) + number_w;
        size_t from = out->n;
        flow_paragraph(ts, out, name, name_x, 0, AREA_W - name_x, HPOS_LEFT, node, "附件说明"); /* 回行与上一行名称首字对齐 */
        if (out->n == from)
            continue; /* nothing but blanks */
        struct text *both = arena_alloc(ts->scratch, sizeof *both); /* first line: label and name are one line of text */
        (void)lt;
        both->solid = true;
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
        for (size_t k = from; k < out->n; k++) {
            out->v[k].body = false;
            out->v[k].keep_next = k + 1 < out->n; /* a name is not parted over two pages */
        }
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
        um x = sign_chars(5); /* 回行时与冒号后的首字对齐 */
        size_t from = out->n;
        flow_paragraph(ts, out, t, x, sign_chars(2) - x, AREA_W - x, HPOS_JUSTIFY, node, "出席");
        (void)from;
    }
}

/* ---- 7.3.5.2 不加盖印章 ---- */

static size_t unsealed(struct ts *ts, struct frows *out, int parent)
{
    const struct document *d = ts->doc;
    struct look look = look_body(FONT_FANGSONG);
    size_t from = out->n;
    flow_blank(ts, out, 1); /* 正文下空一行 */
    const struct text *date = sign_text(ts, sign_date(ts), look);
    um dw = sign_width(date), nw = 0;
    const struct text **names = arena_alloc(ts->scratch, d->nsignatures * sizeof *names);
    struct tlines *lines = arena_calloc(ts->scratch, d->nsignatures, sizeof *lines);
    for (size_t i = 0; i < d->nsignatures; i++) {
        names[i] = sign_text(ts, d->signatures[i].name, look);
        um w = sign_name_lines(ts, names[i], AREA_W - sign_chars(2), &lines[i]);
        nw = w > nw ? w : nw;
    }
    um name_x = AREA_W - sign_chars(2) - nw, date_x = name_x + sign_chars(2); /* 右空二字; 首字比署名首字右移二字 */
    if (dw > nw) { /* a date longer than the name: the date keeps 右空二字, the name moves */
        date_x = AREA_W - sign_chars(2) - dw;
        name_x = date_x - sign_chars(2);
    }
    for (size_t i = 0; i < d->nsignatures; i++) {
        int node = pages_node(ts, TAG_P, parent);
        for (size_t k = 0; k < lines[i].n; k++) {
            struct frow *r = sign_line_at(ts, out, names[i], name_x, node, "署名");
            r->line = lines[i].v[k];
            if (d->nsignatures > 1 && lines[i].n == 1 && sign_width(names[i]) < nw && !ts->style->names_left) { /* UNSURE-15: one width */
                r->pos = HPOS_JUSTIFY;
                r->width = nw;
                r->line.last = false;
            }
        }
    }
    sign_line_at(ts, out, date, date_x, pages_node(ts, TAG_P, parent), "成文日期");
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
        k->stamp_x = AREA_W - sign_chars(4) - k->w; /* 右空四字 */
        k->post_x = AREA_W - sign_chars(4) - STAMP_W - sign_chars(2) - post_w; /* 左空二字标注职务 */
        if (d->nsignatures == 1)
            k->post_x = k->stamp_x - sign_chars(2) - post_w;
        struct frow *r = &ARENA_PUSH(ts->scratch, out->v, out->n, out->cap);
        *r = (struct frow){.kind = ROW_BOX, .box = &k->box};
    }
    /* 签名章下空一行: what the stamp leaves of its two rows */
    const struct text *date = sign_text(ts, sign_date(ts), look);
    sign_line_at(ts, out, date, AREA_W - sign_chars(4) - sign_width(date), pages_node(ts, TAG_P, parent), "成文日期");
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
    const struct text *t = sign_text(ts, s, look_body(FONT_FANGSONG));
    flow_paragraph(ts, out, t, 0, sign_chars(2), AREA_W, HPOS_JUSTIFY, pages_node(ts, TAG_P, parent), "附注");
}

static size_t signatures(struct ts *ts, struct frows *out, int parent)
{
    const struct document *d = ts->doc;
    if (!d->has_date && !d->nsignatures)
        return 0;
    if (!d->nsignatures || !d->has_date) { /* a date or names alone */
        flow_blank(ts, out, 1);
        size_t n = d->has_date ? 1 : d->nsignatures;
        for (size_t i = 0; i < n; i++) {
            const struct text *t = sign_text(ts, d->has_date ? sign_date(ts) : d->signatures[i].name, look_body(FONT_FANGSONG));
            sign_line_at(ts, out, t, AREA_W - sign_chars(d->has_date ? 4 : 2) - sign_width(t), pages_node(ts, TAG_P, parent),
                         d->has_date ? "成文日期" : "署名");
        }
        return n + 1;
    }
    switch (d->seal) {
    case SEAL_NONE: return unsealed(ts, out, parent);
    case SEAL_SIGNATURE: return stamped(ts, out, parent);
    default: return seal_flow(ts, out, parent);
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
    if (tail && d->seal == SEAL_STAMPED && d->nsignatures && d->has_date) { /* the seal's lower edge stays off the foot and the 版记 */
        size_t more = (size_t)seal_rows_below(ts, (int)notes);
        flow_blank(ts, out, (int)more);
        notes += more;
    }
    return tail + notes;
}

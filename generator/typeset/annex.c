/*
 * 附件. 7.3.7: a new page; 附件 and its number in 黑体 at the upper left of the first row, the title centred in the third row, the
 * rest like the text. Not bound with the text: the document's number in front of 附件, page numbers of its own, on fresh paper.
 *
 * 印发件, what a notice issues, is no annex: no label, and its title stands where a title stands, above one blank row.
 *
 * What begins with a turned table (chapter 8) has its label and title on the turned page itself, above the table.
 */
#include "typeset/ts.h"

#include <string.h>

struct front {
    const struct annex *x;
    const char *label;          /* 附件1; NULL: 印发件 */
    struct text title; struct tlines lines;
    struct look look;           /* of the title */
    int sect, title_node, label_node;
};

static um title_pitch(const struct ts *ts, const struct look *look)
{
    return look->size == ts->style->size_2 ? ts->style->title_pitch : style_row_pitch(ts->style);
}

/* em_top of the title's first line below the front's top: 2号 letters stand in the middle of the third row's band. */
static um title_top(const struct ts *ts, const struct front *f)
{
    return style_row_top(ts->style, f->label ? 3 : 2) - style_row_top(ts->style, 1) - (f->look.size - SIZE_3) / 2;
}

static um title_bottom(const struct ts *ts, const struct front *f)
{
    return title_top(ts, f) + (um)(f->lines.n - 1) * title_pitch(ts, &f->look) + f->look.size;
}

/* A point of the front; u along the text, v down. */
static struct line_at at(um u, um v, struct rect area, bool turned, int node, const char *element)
{
    return turned ? (struct line_at){area.x + v, area.y - u, node, element, true}
                  : (struct line_at){area.x + u, area.y + v, node, element, false};
}

/* area: its origin is where the text's first row begins; w is the width for the title. */
static void draw_front(struct ts *ts, struct page *p, const struct front *f, struct rect area, bool turned)
{
    struct look black = look_body(FONT_HEITI), number = look_body(FONT_FANGSONG);
    const char *bookmark = f->label ? arena_printf(ts->a, "%s　%s", f->label, f->x->title) : arena_strdup(ts->a, f->x->title);
    um base = line_baseline(ts, black, 0), u = 0;
    if (f->label && f->x->separate && ts->doc->docno) /* not bound with the text: the document's number in front */
        u = line_put_string(ts, p, ts->doc->docno, number, HPOS_LEFT, 0, at(0, base, area, turned, f->label_node, "附件"));
    if (f->label)
        line_put_string(ts, p, f->label, black, HPOS_LEFT, 0, at(u, base, area, turned, f->label_node, "附件"));
    um y = title_top(ts, f);
    for (size_t k = 0; k < f->lines.n; k++, y += title_pitch(ts, &f->look)) {
        struct tline l = f->lines.v[k];
        nm *xs = arena_calloc(ts->scratch, l.to - l.from, sizeof *xs);
        um w = um_of(line_set(&f->title, l, l.natural, false, xs));
        line_emit(ts, p, &f->title, l, xs, at((area.w - w) / 2, line_baseline(ts, f->look, y), area, turned, f->title_node, f->label ? "附件标题" : "标题"));
    }
    pages_bookmark(ts, bookmark, 1, ts->pages->n - 1, style_row_top(ts->style, 1));
}

/* ---- the front above a turned table ---- */

struct lead_front { struct box_lead lead; const struct front *f; };

static void draw_lead(struct ts *ts, struct page *p, const struct box_lead *lead, um x, um y)
{
    draw_front(ts, p, ((const struct lead_front *)lead)->f, (struct rect){x, y, AREA_H, 0}, true);
}

static void lead_in(struct ts *ts, struct box *b, const struct front *f)
{
    struct lead_front *k = arena_alloc(ts->scratch, sizeof *k);
    *k = (struct lead_front){{title_bottom(ts, f) + LINE_GAP, draw_lead}, f};
    b->lead = &k->lead;
}

/* ---- */

static void prepare(struct ts *ts, struct front *f, const struct annex *x, const char *label)
{
    const struct { enum font_role role; um size; } title[] = { /* UNSURE-5 */
        [ANNEX_TITLE_2] = {FONT_XBS, ts->style->size_2}, [ANNEX_TITLE_3] = {FONT_XBS, SIZE_3}, [ANNEX_TITLE_TEXT] = {FONT_FANGSONG, SIZE_3}};
    int kind = label ? ts->style->annex_title : ANNEX_TITLE_2;
    f->x = x;
    f->label = label;
    f->look = look_size(title[kind].role, title[kind].size);
    f->sect = pages_node(ts, TAG_SECT, 1);
    f->label_node = label ? pages_node(ts, TAG_P, f->sect) : 0;
    f->title_node = pages_node(ts, TAG_H1, f->sect);
}

static void break_front(struct ts *ts, struct front *f, bool turned)
{
    text_add(ts, &f->title, f->x->title, f->look, f->x->line);
    text_finish(ts, &f->title);
    title_break(ts, &f->title, NM(turned ? AREA_H : AREA_W), &f->lines);
}

static um set(struct ts *ts, const struct annex *x, const char *label, um foot)
{
    struct front *f = arena_alloc(ts->scratch, sizeof *f);
    prepare(ts, f, x, label);
    struct frows rows = {0};
    flow_blocks(ts, &rows, &x->body, f->sect, 2);
    bool turned = rows.n && rows.v[0].kind == ROW_BOX && rows.v[0].box->landscape;
    break_front(ts, f, turned);
    if (turned) {
        lead_in(ts, (struct box *)rows.v[0].box, f);
        return paginate(ts, &rows, ROWS + 1, 0, foot);
    }
    struct page *p = pages_add(ts);
    um top = style_row_top(ts->style, 1);
    draw_front(ts, p, f, (struct rect){pages_left(ts, p), top, AREA_W, 0}, false);
    int row = label ? 4 : 3;
    while (style_row_top(ts->style, row) < top + title_bottom(ts, f) + LINE_GAP)
        row++;
    row += !label; /* 标题下空一行 (7.3.2) */
    return paginate(ts, &rows, row, 0, foot);
}

um annex_set(struct ts *ts, size_t i, um foot)
{
    const struct document *d = ts->doc;
    if (d->annexes[i].separate)
        pages_fresh_sheet(ts);
    return set(ts, &d->annexes[i], d->annex_names.n > 1 ? arena_printf(ts->scratch, "附件%zu", i + 1) : "附件", foot);
}

um issued_set(struct ts *ts, size_t i, um foot) { return set(ts, &ts->doc->issued[i], NULL, foot); }

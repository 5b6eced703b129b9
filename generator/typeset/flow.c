/*
 * Blocks of the text → rows of the grid. 7.3.3: every paragraph starts two characters in and returns to the edge; the four
 * levels of headings are 黑体, 楷体, 仿宋, 仿宋, on the same grid as the text.
 */
#include "typeset/title.h"

#include <string.h>

static struct frow *add(struct ts *ts, struct frows *out)
{
    struct frow *r = &ARENA_PUSH(ts->scratch, out->v, out->n, out->cap);
    *r = (struct frow){0};
    return r;
}

void flow_blank(struct ts *ts, struct frows *out, int rows)
{
    while (rows-- > 0)
        add(ts, out)->kind = ROW_BLANK;
}

static enum font_role inline_role(enum inline_kind k, enum font_role otherwise)
{
    switch (k) {
    case INLINE_H1: case INLINE_HEI: return FONT_HEITI;
    case INLINE_H2: case INLINE_KAI: return FONT_KAITI;
    case INLINE_H3: case INLINE_H4: return FONT_FANGSONG;
    default: return otherwise;
    }
}

void flow_text(struct ts *ts, struct text *t, const struct inls *in, struct look look)
{
    for (size_t i = 0; i < in->n; i++) {
        const struct inl *k = &in->v[i];
        struct look own = look;
        own.role = inline_role(k->kind, look.role);
        if (k->kind == INLINE_BREAK)
            text_add_break(t);
        else
            text_add(ts, t, k->text, own, k->line);
    }
    text_finish(ts, t);
}

/* Where a paragraph stands and what it is. */
struct setting { um indent, first, width; enum hpos pos; int node; const char *element; };

static void add_lines(struct ts *ts, struct frows *out, const struct text *t, const struct tlines *lines, struct setting s)
{
    if (!lines->n && t->n) /* nothing but blanks: a blank row */
        flow_blank(ts, out, 1);
    for (size_t i = 0; i < lines->n; i++) {
        struct frow *r = add(ts, out);
        *r = (struct frow){.kind = ROW_LINE, .text = t, .line = lines->v[i], .pos = s.pos, .node = s.node, .element = s.element, .body = true};
        r->indent = s.indent + (i ? 0 : s.first);
        r->width = s.width - (i ? 0 : s.first);
    }
}

void flow_paragraph(struct ts *ts, struct frows *out, const struct text *t, um indent, um first, um width, enum hpos pos,
                    int node, const char *element)
{
    struct tlines lines = {0};
    break_lines(ts->scratch, t, NM(width - first), NM(width), pos == HPOS_JUSTIFY ? FIT_JUSTIFY : FIT_RAGGED, &lines);
    add_lines(ts, out, t, &lines, (struct setting){indent, first, width, pos, node, element});
}

static struct text *new_text(struct ts *ts) { return arena_alloc(ts->scratch, sizeof(struct text)); }

static const char *plain(struct ts *ts, const struct inls *in, bool first_only)
{
    struct buf b = {0};
    for (size_t i = 0; i < in->n && (i == 0 || !first_only); i++)
        if (in->v[i].text)
            buf_adds(&b, in->v[i].text);
    const char *s = arena_strdup(ts->a, buf_str(&b));
    buf_drop(&b);
    return s;
}

/* ---- headings ---- */

enum { HEADING_WORD = 200, HEADING_PARTICLE = 30, BRACKET_MOST = 12 };

/* One line, if need be with its marks closer, but none of them at half its width. */
static bool one_line(const struct text *t, nm width)
{
    nm squeeze = 0;
    for (size_t i = 0; i < t->n; i++) {
        squeeze += (i > 0 ? t->v[i].squeeze_before : 0) + (i + 1 < t->n ? text_gives_after(&t->v[i]) : 0);
        if (t->v[i].hard && i + 1 < t->n)
            return false;
    }
    return break_natural(t, 0, t->n) <= width + squeeze / 2;
}

/* A heading longer than a line is no running text: its lines end between words, as a title's (7.3.1), ragged. */
static void break_heading(struct ts *ts, const struct text *t, nm first_width, nm width, struct tlines *out)
{
    struct text words = *t;
    const int *cost = title_costs(ts, t);
    words.v = arena_calloc(ts->scratch, t->n, sizeof *words.v);
    for (size_t i = 0; i < t->n; i++) {
        words.v[i] = t->v[i];
        if (i + 1 < t->n)
            words.v[i].squeeze_before = words.v[i].squeeze_after = 0;
        if (i + 1 < t->n && words.v[i].breakable && cost[i + 1] > TITLE_BETWEEN_WORDS)
            words.v[i].penalty = cost[i + 1] >= TITLE_INSIDE_WORD ? HEADING_WORD : HEADING_PARTICLE;
    }
    text_keep_brackets(&words, BRACKET_MOST);
    break_lines(ts->scratch, &words, first_width, width, FIT_RAGGED, out);
}

static void heading(struct ts *ts, struct frows *out, const struct block *b, int parent, int base_level)
{
    static const struct { enum font_role role; enum tag tag; const char *element; } level[] = { /* 7.3.3 */
        {FONT_HEITI, TAG_H1, "一级标题"}, {FONT_KAITI, TAG_H2, "二级标题"},
        {FONT_FANGSONG, TAG_H3, "三级标题"}, {FONT_FANGSONG, TAG_H4, "四级标题"},
    };
    size_t k = (size_t)(b->kind - BLOCK_H1), from = out->n;
    struct text *t = new_text(ts);
    um first = style_col(2) - style_col(0);
    int node = pages_node(ts, level[k].tag, parent);
    flow_text(ts, t, &b->text, look_body(level[k].role));
    if (!t->n || one_line(t, NM(AREA_W - first))) {
        flow_paragraph(ts, out, t, 0, first, AREA_W, HPOS_JUSTIFY, node, level[k].element);
    } else {
        struct tlines lines = {0};
        break_heading(ts, t, NM(AREA_W - first), NM(AREA_W), &lines);
        add_lines(ts, out, t, &lines, (struct setting){0, first, AREA_W, HPOS_LEFT, node, level[k].element});
    }
    for (size_t i = from; i < out->n; i++)
        out->v[i].keep_next = true; /* a heading never ends a page */
    if (from < out->n) {
        out->v[from].bookmark = plain(ts, &b->text, false);
        out->v[from].level = base_level + (int)k;
    }
}

/* 首行 is moved in by the program: full-width blanks that the author typed for it would move it twice. Told, not printed. */
static void without_indent(struct ts *ts, struct inls *in, uint32_t line)
{
    const char *s = in->n && in->v[0].text ? in->v[0].text : "";
    size_t n = 0;
    while (strncmp(s + n, "　", 3) == 0 || s[n] == ' ')
        n += s[n] == ' ' ? 1 : 3;
    if (!n || (!s[n] && in->n == 1)) /* a paragraph of blanks alone stays a blank line */
        return;
    DIAG(ts->ds, L120, ((struct place){ts->doc->file, line, 0}), "段", NULL, "");
    struct inl *v = arena_calloc(ts->scratch, in->n, sizeof *v);
    memcpy(v, in->v, in->n * sizeof *v);
    v[0].text = s + n;
    in->v = v;
}

static void paragraph(struct ts *ts, struct frows *out, const struct block *b, int parent, int base_level)
{
    struct text *t = new_text(ts);
    size_t from = out->n;
    struct inls in = b->text;
    if (b->indent && b->align == ALIGN_JUSTIFY)
        without_indent(ts, &in, b->line);
    flow_text(ts, t, &in, look_body(FONT_FANGSONG));
    enum hpos pos = b->align == ALIGN_CENTER ? HPOS_CENTER : b->align == ALIGN_RIGHT ? HPOS_RIGHT : HPOS_JUSTIFY;
    um first = b->indent && pos == HPOS_JUSTIFY ? style_col(2) - style_col(0) : 0; /* 7.3.3: 左空二字，回行顶格 */
    flow_paragraph(ts, out, t, 0, first, AREA_W, pos, pages_node(ts, TAG_P, parent), "正文");
    if (b->text.n && b->text.v[0].kind >= INLINE_H1 && b->text.v[0].kind <= INLINE_H4 && from < out->n) { /* run-in heading */
        out->v[from].bookmark = plain(ts, &b->text, true);
        out->v[from].level = base_level + (int)(b->text.v[0].kind - INLINE_H1);
    }
}

/* ---- 签字栏: a label, room and a line for the pen; nobody's name is signed for him ---- */

struct sign_box { struct box box; const struct sign_line *s; int node; };

static um sign_measure(struct ts *ts, const struct box *b, int from, um avail, bool fresh, int *to)
{
    um h = ((const struct sign_box *)b)->s->rows * style_row_pitch(ts->style);
    bool fits = h <= avail + LINE_GAP || fresh;
    *to = from + fits;
    return fits ? h : 0;
}

static void sign_draw(struct ts *ts, struct page *p, const struct box *b, int from, int to, um x, um y)
{
    (void)from, (void)to;
    const struct sign_box *k = (const struct sign_box *)b;
    struct look look = look_body(FONT_FANGSONG);
    um top = y + (k->s->rows - 1) * style_row_pitch(ts->style), left = x + style_col(2) - style_col(0);
    struct line_at at = {left, line_baseline(ts, look, top), k->node, "签字栏", false};
    um w = line_put_string(ts, p, k->s->label, look, HPOS_LEFT, 0, at);
    um line_from = left + w, line_w = style_col(10) - style_col(0);
    pages_rule(ts, p, (struct rect){line_from, top + SIZE_3 + 600, line_w, 0}, 150, COLOR_BLACK, "签字栏");
    if (k->s->name && k->s->name[0]) {
        at.x = line_from + line_w;
        line_put_string(ts, p, arena_printf(ts->scratch, "（%s）", k->s->name), look, HPOS_LEFT, 0, at);
    }
}

static void sign(struct ts *ts, struct frows *out, const struct block *b, int parent)
{
    struct sign_box *k = arena_alloc(ts->scratch, sizeof *k);
    *k = (struct sign_box){{1, false, sign_measure, sign_draw, NULL}, &b->sign, pages_node(ts, TAG_P, parent)};
    struct frow *r = add(ts, out);
    r->kind = ROW_BOX;
    r->box = &k->box;
}

/* ---- 图 ---- */

struct figure_box { struct box box; const struct figure *f; um w, h; int node; struct caption caption; };

static um figure_height(const struct figure_box *k) { return k->h + (k->f->caption ? CAPTION_SIZE + 3000 + caption_more(&k->caption) : 0); }

static um figure_measure(struct ts *ts, const struct box *b, int from, um avail, bool fresh, int *to)
{
    (void)ts;
    um h = figure_height((const struct figure_box *)b);
    bool fits = h <= avail || fresh;
    *to = from + fits;
    return fits ? h : 0;
}

static void figure_draw(struct ts *ts, struct page *p, const struct box *b, int from, int to, um x, um y)
{
    (void)from, (void)to;
    const struct figure_box *k = (const struct figure_box *)b;
    struct rect at = {x + (AREA_W - k->w) / 2, y, k->w, k->h};
    pages_image(ts, p, at, k->f->image, k->f->alt, k->node, "图");
    if (k->f->caption) {
        struct line_at l = {x, line_baseline(ts, k->caption.look, y + k->h + 2000), pages_node(ts, TAG_CAPTION, k->node), "图题", false};
        for (size_t i = 0; i < k->caption.lines.n; i++, l.y += k->caption.step)
            caption_line(ts, p, &k->caption, i, AREA_W, l);
    }
}

enum { FIGURE_LEAST = 80000 }; /* a figure without a given width is no stamp */

/* 300 pixels to the inch where the file gives no width; a small picture is enlarged, to no fewer than 96. */
static um natural_width(const struct doc_image *im)
{
    um fine = (um)((int64_t)im->width * 25400 / 300), coarse = (um)((int64_t)im->width * 25400 / 96);
    um least = coarse < FIGURE_LEAST ? coarse : FIGURE_LEAST;
    return fine > least ? fine : least;
}

static void figure(struct ts *ts, struct frows *out, const struct block *b, int parent)
{
    struct figure_box *k = arena_alloc(ts->scratch, sizeof *k);
    const struct figure *f = b->figure;
    struct caption caption = {0};
    if (f->caption)
        caption_break(ts, &caption, f->caption, look_size(FONT_HEITI, CAPTION_SIZE), AREA_W);
    um w = f->width ? f->width : natural_width(f->image), most = AREA_H - SIZE_4 - 3000 - caption_more(&caption);
    if (w > AREA_W)
        w = AREA_W;
    um h = (um)((int64_t)w * f->image->height / f->image->width);
    if (h > most) {
        w = (um)((int64_t)w * most / h);
        h = most;
    }
    *k = (struct figure_box){{1, false, figure_measure, figure_draw, NULL}, f, w, h, pages_node(ts, TAG_FIGURE, parent), caption};
    ts->pages->nodes[k->node].alt = arena_strdup(ts->a, f->alt);
    struct frow *r = add(ts, out);
    r->kind = ROW_BOX;
    r->box = &k->box;
}

/* “…见下表。”: the lead-in of a table that has no 表题 of its own to be found by does not end a page. */
static bool leads_in(const struct blocks *b, size_t i)
{
    return b->v[i].kind == BLOCK_PARA && i + 1 < b->n && b->v[i + 1].kind == BLOCK_TABLE && !b->v[i + 1].table->caption;
}

void flow_blocks(struct ts *ts, struct frows *out, const struct blocks *b, int parent, int base_level)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct block *k = &b->v[i];
        size_t from = out->n;
        switch (k->kind) {
        case BLOCK_H1: case BLOCK_H2: case BLOCK_H3: case BLOCK_H4: heading(ts, out, k, parent, base_level); break;
        case BLOCK_PARA: paragraph(ts, out, k, parent, base_level); break;
        case BLOCK_BLANK: flow_blank(ts, out, 1); break;
        case BLOCK_SIGN: sign(ts, out, k, parent); break;
        case BLOCK_TABLE: table_flow(ts, out, k->table, parent); break;
        case BLOCK_FIGURE: figure(ts, out, k, parent); break;
        case BLOCK_ROSTER: roster_flow(ts, out, k->roster, parent); break;
        }
        if (out->n > from && leads_in(b, i))
            out->v[out->n - 1].keep_next = true;
    }
}

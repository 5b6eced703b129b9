/*
 * Page 1 down to the first line of text: 份号 密级 紧急程度 发文机关标志 发文字号 签发人 红色分隔线 (7.2), 标题 主送机关 (7.3.1, 7.3.2), and the
 * same for 信函, 命令, 纪要 (10).
 *
 * The mark and the rules stand at heights of the standard's own, the text on the grid. "空二行" and "空一行" between them leave up
 * to G_A each (UNSURE-8), and this room brings the text onto the page's grid: the last line of page 1 then ends at the foot of the
 * type area like every other page's.
 */
#include "typeset/mark.h"

enum { GAP_ROOM = 4800, TITLE_LINES_MOST = 4 };

struct head {
    struct ts *ts;
    struct page *p;
    um left;                    /* of the type area on this page */
    struct text title; struct tlines title_lines;
    struct text recipient; struct tlines recipient_lines;
    int approver_rows;
    bool alone;                 /* the mark names the first sponsor only */
};

static um row_pitch(const struct head *h) { return style_row_pitch(h->ts->style); }
static um row_top(const struct head *h, int row) { return ts_row_top(h->ts, 0, row); }

static struct line_at at(const struct head *h, um x, um em_top, struct look look, int node, const char *element)
{
    if (look.size == SIZE_3)
        look.role = FONT_FANGSONG; /* one baseline for all of a row, as in the text */
    return (struct line_at){h->left + x, line_baseline(h->ts, look, em_top), node, element, false};
}

/* 7.2.1–7.2.3: 份号, 密级和保密期限, 紧急程度 from the upper left corner of the type area, one below the other. */
static um corner(struct head *h, um top)
{
    const struct document *d = h->ts->doc;
    um y = top;
    struct look number = look_body(h->ts->style->copy_no_hei ? FONT_HEITI : FONT_FANGSONG), black = look_body(FONT_HEITI);
    if (d->copy_no) {
        line_put_string(h->ts, h->p, d->copy_no, number, HPOS_LEFT, 0, at(h, 0, y, number, pages_node(h->ts, TAG_P, 1), "份号"));
        y += row_pitch(h);
    }
    if (d->secrecy) {
        if (!d->copy_no && d->format != DOC_LETTER && !h->ts->style->secrecy_first_row)
            y += row_pitch(h); /* UNSURE-9: the second row, whether 份号 is there or not */
        char *s = d->secrecy_term ? arena_printf(h->ts->scratch, "%s★%s", d->secrecy, d->secrecy_term) : arena_strdup(h->ts->scratch, d->secrecy);
        line_put_string(h->ts, h->p, s, black, HPOS_LEFT, 0, at(h, 0, y, black, pages_node(h->ts, TAG_P, 1), "密级和保密期限"));
        y += row_pitch(h);
    }
    if (d->urgency) {
        line_put_string(h->ts, h->p, d->urgency, black, HPOS_LEFT, 0, at(h, 0, y, black, pages_node(h->ts, TAG_P, 1), "紧急程度"));
        y += row_pitch(h);
    }
    return y;
}

/* A name in a list: two characters are spread to the width of three. */
static um approver_width(const struct head *h, const char *name)
{
    um w = line_width(h->ts, name, look_body(FONT_KAITI)), three = style_col(3) - style_col(0);
    return w < three ? three : w;
}

/* 7.2.6: 签发人 at the right, one character in, two names a row; the first of each row below the first of the row above, the
 * second at the right edge. */
static void approvers(struct head *h, um em_top)
{
    const struct strings *names = &h->ts->doc->approvers;
    struct look label = look_body(FONT_FANGSONG), name = look_body(FONT_KAITI);
    um c = style_col(1) - style_col(0), right = AREA_W - c, widest[2] = {0, 0};
    for (size_t i = 0; i < names->n; i++) {
        um w = approver_width(h, names->v[i]);
        widest[i % 2] = w > widest[i % 2] ? w : widest[i % 2];
    }
    um first_x = right - widest[0] - (names->n > 1 ? widest[1] + c : 0);
    int node = pages_node(h->ts, TAG_P, 1);
    line_put_string(h->ts, h->p, "签发人：", label, HPOS_LEFT, 0, at(h, first_x - 4 * c, em_top, label, node, "签发人"));
    for (size_t i = 0; i < names->n; i++) {
        um w = approver_width(h, names->v[i]), x = i % 2 ? right - w : first_x, y = em_top + (um)(i / 2) * row_pitch(h);
        bool spread = line_width(h->ts, names->v[i], name) < w;
        line_put_string(h->ts, h->p, names->v[i], name, spread ? HPOS_JUSTIFY : HPOS_LEFT, w, at(h, x, y, name, node, "签发人姓名"));
    }
}

static void title(struct head *h, um em_top)
{
    if (!h->title_lines.n)
        return;
    struct ts *ts = h->ts;
    struct look look = look_size(FONT_XBS, ts->style->size_2); /* 7.3.1: 2号小标宋 */
    int node = pages_node(ts, TAG_TITLE, 1);
    for (size_t i = 0; i < h->title_lines.n; i++) {
        struct tline l = h->title_lines.v[i];
        nm *x = arena_calloc(ts->scratch, l.to - l.from, sizeof *x);
        um w = um_of(line_set(&h->title, l, l.natural, false, x));
        line_emit(ts, h->p, &h->title, l, x, at(h, (AREA_W - w) / 2, em_top + (um)i * ts->style->title_pitch, look, node, "标题"));
    }
    struct buf b = {0};
    for (size_t i = 0; i < h->title.n; i++)
        buf_add_utf8(&b, h->title.v[i].cp);
    pages_bookmark(ts, arena_strdup(ts->a, buf_str(&b)), 1, 0, em_top);
    buf_drop(&b);
}

static void recipient(struct head *h, int row)
{
    struct ts *ts = h->ts;
    struct look look = look_body(FONT_FANGSONG);
    int node = pages_node(ts, TAG_P, 1);
    for (size_t i = 0; i < h->recipient_lines.n; i++) {
        struct tline l = h->recipient_lines.v[i];
        nm *x = arena_calloc(ts->scratch, l.to - l.from, sizeof *x);
        line_set(&h->recipient, l, NM(AREA_W), true, x);
        line_emit(ts, h->p, &h->recipient, l, x, at(h, 0, row_top(h, row + (int)i), look, node, "主送机关")); /* 7.3.2: 顶格 */
    }
}

static um title_height(const struct head *h)
{
    return h->title_lines.n ? h->ts->style->size_2 + (um)(h->title_lines.n - 1) * h->ts->style->title_pitch : 0;
}

static void prepare(struct head *h)
{
    struct ts *ts = h->ts;
    const struct document *d = ts->doc;
    if (d->title.n) {
        flow_text(ts, &h->title, &d->title, look_size(FONT_XBS, ts->style->size_2));
        title_break(ts, &h->title, NM(AREA_W), &h->title_lines);
        if (h->title_lines.n > TITLE_LINES_MOST)
            DIAG(ts->ds, L109, ((struct place){d->file, d->title_line, 0}), "标题", NULL, "");
    }
    if (d->recipient) {
        text_add(ts, &h->recipient, d->recipient, look_body(FONT_FANGSONG), 0);
        text_finish(ts, &h->recipient);
        break_lines(ts->scratch, &h->recipient, NM(AREA_W), NM(AREA_W), FIT_JUSTIFY, &h->recipient_lines);
    }
    h->approver_rows = d->approvers.n ? (int)(d->approvers.n + 1) / 2 : 1;
}

/* The first grid row at or below y. */
static int row_at_or_below(const struct head *h, um y)
{
    int row = 1;
    while (row_top(h, row) < y)
        row++;
    return row;
}

/* Puts 主送机关 and says where the text begins; 7.3.2: too many recipients go to the 版记. */
static int text_row(struct head *h, int row)
{
    struct ts *ts = h->ts;
    int begin = row + (int)h->recipient_lines.n;
    if (h->recipient_lines.n && begin > ROWS && row <= ROWS) {
        ts->recipient_below = true;
        DIAG(ts->ds, L112, ((struct place){.file = ts->doc->file}), "主送机关", NULL, "");
        begin = row;
    } else {
        recipient(h, row);
    }
    if (begin > ROWS) /* 7.3.3: 首页必须显示正文 */
        DIAG(ts->ds, L108, ((struct place){.file = ts->doc->file}), NULL, NULL, "");
    return begin;
}

static void red_rule(struct head *h, um y)
{
    if (!h->ts->style->preprinted)
        pages_rule(h->ts, h->p, (struct rect){h->left, y + h->ts->style->red_rule / 2, AREA_W, 0}, h->ts->style->red_rule, ts_red(h->ts), "版头分隔线"); /* 7.2.7 */
}

static um mark(struct head *h, um top, um height_most, um em_most)
{
    struct mark_place m = {top, h->left + AREA_W / 2, height_most, em_most, h->alone};
    return mark_set(h->ts, h->ts->style->preprinted ? NULL : h->p, m);
}

/* A sheet without a mark: the title at the top. */
static int head_of_plain(struct head *h)
{
    const struct document *d = h->ts->doc;
    um top = row_top(h, 1) + (d->copy_no || d->secrecy || d->urgency ? 3 * row_pitch(h) : 0), one = row_pitch(h);
    int row = row_at_or_below(h, top + (h->title_lines.n ? title_height(h) + one : 0));
    um slack = row_top(h, row) - (top + title_height(h) + one);
    title(h, top + (slack > 0 && row > 2 ? slack / 2 : 0));
    return text_row(h, h->title_lines.n ? row : row_at_or_below(h, top));
}

/*
 * The text's first row and what each of the n distances above it ("空二行", "空一行") gets beyond N·P: together they bring the
 * text onto the grid (UNSURE-8). The profile may ask for N·P + G: then the last row that no distance passes is taken.
 */
static int first_row(const struct head *h, um least, int n, um *each)
{
    int row = row_at_or_below(h, least);
    while (h->ts->style->distance_with_gap && (row_top(h, row + 1) - least) / n <= GAP_ROOM + 150)
        row++;
    *each = (row_top(h, row) - least) / n;
    return row;
}

/* 文件 and 纪要: 7.2, 10.3 */
static int head_of_file(struct head *h)
{
    struct ts *ts = h->ts;
    const struct document *d = ts->doc;
    corner(h, row_top(h, 1));
    if (!d->issuers.n)
        return head_of_plain(h);
    bool numbered = d->docno || d->approvers.n, ruled = d->format != DOC_MINUTES || ts->style->minutes_rule;
    um rule_h = ruled ? RULE_BELOW_DOCNO + ts->style->red_rule : 0;
    um two = 2 * row_pitch(h), one = row_pitch(h), numbers = numbered ? SIZE_3 + (h->approver_rows - 1) * row_pitch(h) : 0;
    um below = numbers + rule_h + two + (h->title_lines.n ? title_height(h) + one : 0); /* without the room to share out */
    um least_text = (um)(h->recipient_lines.n + 1) * row_pitch(h), share, room = AREA_B - MARK_TOP_FILE - two - below - least_text - 3 * GAP_ROOM;
    struct mark_place measured = {MARK_TOP_FILE, 0, room, 0, false};
    /* 7.2.4: 联合行文可只用主办机关标志; here where page 1 cannot show text with all of them */
    h->alone = d->issuers.n > 1 && row_at_or_below(h, mark_set(ts, NULL, measured) + (numbered ? two : 0) + below) > ROWS;
    if (h->alone)
        DIAG(ts->ds, L121, ((struct place){.file = d->file}), "发文机关标志", NULL, arena_printf(ts->ds->a, "%zu", d->issuers.n));
    um bottom = mark(h, MARK_TOP_FILE, room, 0);
    int distances = 1 + numbered + (h->title_lines.n > 0);
    int row = first_row(h, bottom + (numbered ? two : 0) + below, distances, &share);
    if (share > GAP_ROOM)
        share = GAP_ROOM;
    um number_top = bottom + (numbered ? two + share : 0), last_top = number_top + (h->approver_rows - 1) * row_pitch(h);
    struct look look = look_body(FONT_FANGSONG);
    if (d->docno) {
        bool up = d->approvers.n > 0; /* 7.2.5: 上行文居左空一字，与最后一个签发人同行 */
        um x = up ? style_col(1) - style_col(0) : 0;
        line_put_string(ts, h->p, d->docno, look, up ? HPOS_LEFT : HPOS_CENTER, AREA_W,
                        at(h, x, last_top, look, pages_node(ts, TAG_P, 1), "发文字号"));
    }
    if (d->approvers.n)
        approvers(h, number_top);
    um numbers_bottom = numbered ? last_top + SIZE_3 : bottom;
    if (ruled)
        red_rule(h, numbers_bottom + RULE_BELOW_DOCNO);
    title(h, numbers_bottom + rule_h + two + share);
    return text_row(h, row);
}

/* ---- 10.1 信函 ---- */

static um double_rule_height(const struct style *s) { return s->letter_thick + LETTER_GAP + s->letter_thin; }

static void double_rule(struct head *h, um top, bool thick_first)
{
    um w = LETTER_RULE_W, left = h->ts->style->letter_rule_page ? (PAGE_W - w) / 2 : h->left + (AREA_W - w) / 2;
    um thick = h->ts->style->letter_thick, thin = h->ts->style->letter_thin, a = thick_first ? thick : thin, b = thick_first ? thin : thick;
    if (h->ts->style->preprinted)
        return;
    pages_rule(h->ts, h->p, (struct rect){left, top + a / 2, w, 0}, a, ts_red(h->ts), "信函双线");
    pages_rule(h->ts, h->p, (struct rect){left, top + a + LETTER_GAP + b / 2, w, 0}, b, ts_red(h->ts), "信函双线");
}

static int head_of_letter(struct head *h)
{
    struct ts *ts = h->ts;
    const struct document *d = ts->doc;
    um rules = double_rule_height(ts->style);
    /* 首页第二条双线上一行如有文字，距线 3号字高的 7/8: the page's last row ends there, and the grid with it */
    ts->first_shift = LETTER_RULE_BOTTOM - rules - LINE_GAP - SIZE_3 - style_row_top(ts->style, ROWS);
    um bottom = mark(h, MARK_TOP_LETTER, 20000, 0), first = bottom + RULE_BELOW_DOCNO;
    double_rule(h, first, true);  /* 上粗下细 */
    um top = first + rules + LINE_GAP; /* 距首条双线 3号汉字高度的 7/8 */
    um y = corner(h, top);
    struct look look = look_body(FONT_FANGSONG);
    if (d->docno) {
        line_put_string(ts, h->p, d->docno, look, HPOS_RIGHT, AREA_W, at(h, 0, top, look, pages_node(ts, TAG_P, 1), "发文字号"));
        y = y > top ? y : top + row_pitch(h);
    }
    um last_bottom = y - row_pitch(h) + SIZE_3, two = 2 * row_pitch(h), one = row_pitch(h);
    um least = last_bottom + two + title_height(h) + (h->title_lines.n ? one : 0);
    um share;
    int row = first_row(h, least, 1 + (h->title_lines.n > 0), &share);
    title(h, last_bottom + two + (share > GAP_ROOM ? GAP_ROOM : share)); /* 标题与其上最后一个要素相距二行 */
    int begin = text_row(h, row);
    double_rule(h, LETTER_RULE_BOTTOM - rules, false); /* 距下页边 20 mm，上细下粗 */
    return begin;
}

/* ---- 10.2 命令(令) ---- */

static int head_of_order(struct head *h)
{
    struct ts *ts = h->ts;
    const struct document *d = ts->doc;
    corner(h, row_top(h, 1));
    struct look look = look_body(FONT_FANGSONG);
    um two = 2 * row_pitch(h);
    /* 令号 and text both keep the grid: the mark's size gives the way (no size is prescribed) */
    struct mark_place m = {MARK_TOP_ORDER, h->left + AREA_W / 2, 40000, 0, false};
    um em = 22000, bottom = 0;
    int row = 0;
    for (; em > 6000; em -= 250) {
        m.em_most = em;
        bottom = mark_set(ts, NULL, m);
        row = row_at_or_below(h, bottom + two);
        if (row_top(h, row) - bottom - two <= GAP_ROOM)
            break;
    }
    if (!ts->style->preprinted)
        mark_set(ts, h->p, m);
    if (d->docno) /* 标志下空二行居中编排令号，令号下空二行编排正文 */
        line_put_string(ts, h->p, d->docno, look, HPOS_CENTER, AREA_W,
                        at(h, 0, row_top(h, row), look, pages_node(ts, TAG_P, 1), "令号"));
    int begin = d->docno ? row + 3 : row;
    if (d->docno && ts->style->order_rule) /* UNSURE-20: no rule in the clause */
        red_rule(h, row_top(h, row) + SIZE_3 + RULE_BELOW_DOCNO);
    if (h->title_lines.n) { /* UNSURE-20: no title in the clause; one that is given stands between */
        title(h, row_top(h, begin));
        begin = row_at_or_below(h, row_top(h, begin) + title_height(h) + row_pitch(h));
    }
    return text_row(h, begin);
}

int head_set(struct ts *ts)
{
    struct head h = {.ts = ts, .p = pages_last(ts)};
    h.left = pages_left(ts, h.p);
    prepare(&h);
    switch (ts->doc->format) {
    case DOC_LETTER: return head_of_letter(&h);
    case DOC_ORDER: return head_of_order(&h);
    default: return head_of_file(&h);
    }
}

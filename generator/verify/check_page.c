/* Checks 1–18: paper, type area, grid, sizes, colour. Clauses 5 and 6. */
#include "verify/check.h"

#define EACH_PAGE(c, p) for (struct vpage *p = (c)->k->p->v; p < (c)->k->p->v + (c)->k->p->n; p++)
#define EACH_BODY(c, l) \
    for (size_t i_##l = 0; i_##l < (c)->k->flow.n; i_##l++) \
        for (struct vline *l = (c)->k->flow.v[i_##l]; l && l->kind == KIND_BODY; l = NULL)

void check_paper(struct check *c)
{
    EACH_PAGE(c, p) {
        struct spot at = {p->number, 0, 0};
        within(c, at, "页面宽", p->w, A4_W - PT(0.5), A4_W + PT(0.5));
        within(c, at, "页面高", p->h, A4_H - PT(0.5), A4_H + PT(0.5));
        for (int i = 0; i < 4 && p->has_crop; i++)
            if (p->crop[i] - p->media[i] > 0.5 || p->media[i] - p->crop[i] > 0.5) {
                holds(c, at, false, "页面框", "CropBox 与 MediaBox 不同", "两者相同");
                break;
            }
    }
    c->ranged = false;
    note(c, "%zu 页，%.2f mm×%.2f mm", c->k->p->n, c->k->p->v[0].w / 1000.0, c->k->p->v[0].h / 1000.0);
}

void check_background(struct check *c)
{
    EACH_PAGE(c, p) {
        bool clean = true;
        for (size_t i = 0; i < p->ns && clean; i++) {
            struct box b = p->s[i].at;
            clean = !p->s[i].filled || (int64_t)(b.x1 - b.x0) * (b.y1 - b.y0) < (int64_t)p->w * p->h / 2;
            if (!clean)
                holds(c, at_box(p, b), false, "页面有底色", "填色超过半页", "没有底色");
        }
        if (clean)
            holds(c, ALL_PAGES, true, "", "", "");
    }
    note(c, "%zu 页都没有底色", c->k->p->n);
}

void check_fonts_embedded(struct check *c)
{
    size_t n = 0;
    if (!c->k->p->fonts_known) {
        none(c, "读不到 PDF 的字体对象");
        return;
    }
    for (size_t i = 0; i < c->k->p->nfonts; i++) {
        const struct vfont *f = &c->k->p->fonts[i];
        if (!f->used)
            continue;
        n++;
        holds(c, ALL_PAGES, f->embedded, arena_printf(c->a, "字体“%s”", f->name), "没有嵌入", "嵌入");
        holds(c, ALL_PAGES, f->unicode, arena_printf(c->a, "字体“%s”", f->name), "抽不出文字（没有 ToUnicode）", "可以抽出文字");
    }
    note(c, "%zu 种字体都已嵌入、可抽字", n);
}

void check_even_pages(struct check *c)
{
    if (!c->k->imprint.n)
        none(c, "没有版记");
    else if (c->k->format == DOC_LETTER)
        none(c, "信函格式，版记不另起页");
    else if (c->o->imprint_any)
        none(c, "机关配置〈版记在偶数页〉设为否");
    else
        holds(c, ALL_PAGES, c->k->end % 2 == 0, "总页数", arena_printf(c->a, "%zu 页", c->k->end), "偶数");
    note(c, "%zu 页", c->k->end);
}

static void left_edges(struct check *c, bool even_only)
{
    size_t n = 0;
    EACH_BODY(c, l) {
        if (l->first || is_open_mark(l->g[0]->cp) || !l->own_first || (even_only && l->page->number % 2))
            continue;
        n++;
        within(c, at_line(l), arena_printf(c->a, "%s的左边", line_words(c, l)), plain_x(c, l, l->x0), AREA_L - PT(0.35), AREA_L + PT(0.35));
    }
    none(c, even_only ? "偶数页没有回行的正文" : "没有回行的正文");
    note(c, "%zu 行%s", n, c->k->mirror ? "，偶数页按镜像页边（左 26 mm）" : "");
}

void check_left_edge(struct check *c) { left_edges(c, false); }
void check_continuation_left(struct check *c) { left_edges(c, false); }
void check_even_left(struct check *c) { left_edges(c, true); }

/* Full lines end on the edge: hanzi with their right side, marks with half of theirs. */
void check_right_edge(struct check *c)
{
    EACH_BODY(c, l) {
        const struct vglyph *g = l->g[l->n - 1];
        um shift = area_shift(c->k, l->page);
        bool mark = is_full_mark(g->cp) && g->advance > g->size * 3 / 4;
        if (l->last || in_heading(c->k, l) || (!mark && !is_han(g->cp) && !is_digit(g->cp)))
            continue;
        if (mark)
            within(c, at_glyph(l->page, g), arena_printf(c->a, "%s行末标点的半宽右边", line_words(c, l)), g->x + PT(8) - shift, AREA_R - PT(0.6), AREA_R + PT(0.6));
        else
            within(c, at_glyph(l->page, g), arena_printf(c->a, "%s行末字的右边", line_words(c, l)), g->x + g->advance - shift, PT(521.2), PT(522.1));
    }
    none(c, "没有满行");
}

static bool table_above(const struct parts *k, const struct vline *l)
{
    for (size_t i = 0; i < k->ntables; i++)
        if (k->tables[i].page == l->page && k->tables[i].at.y0 < l->top)
            return true;
    for (size_t i = 0; i < l->page->ni; i++)
        if (l->page->i[i].at.y0 < l->top)
            return true;
    return false;
}

static struct vline *first_line(const struct parts *k, const struct vpage *p)
{
    for (size_t i = 0; i < k->flow.n; i++)
        if (k->flow.v[i]->page == p)
            return k->flow.v[i];
    return NULL;
}

static struct vline *last_line(const struct parts *k, const struct vpage *p)
{
    struct vline *l = NULL;
    for (size_t i = 0; i < k->flow.n; i++)
        if (k->flow.v[i]->page == p)
            l = k->flow.v[i];
    return l;
}

void check_page_top(struct check *c)
{
    EACH_PAGE(c, p) {
        struct vline *l = p->number > 1 ? first_line(c->k, p) : NULL;
        if (l && l->kind == KIND_BODY && l->sure && !table_above(c->k, l))
            within(c, at_line(l), "首行字身上边", l->top, row_top(c->k) - PT(1.0), row_top(c->k) + PT(1.0));
    }
    none(c, "第 2 页以后没有从正文行开始的页");
    note(c, c->k->model_b ? "行距模型 B：22 等分" : "行距模型 A：撑满");
}

/* Full: its last line goes on overleaf. One row left free is no fault: a line alone is kept from the top of the next page. */
static struct vline *full_to(const struct parts *k, const struct vpage *p)
{
    struct vline *l = p->number > 1 ? last_line(k, p) : NULL;
    bool gave = k->tail_page && p->number + 1 == k->tail_page->number; /* 7.3.5.5: its last lines went over to 署名 */
    return l && l->kind == KIND_BODY && !l->last && !gave && k->tail_page != p ? l : NULL;
}

static bool one_row_free(const struct parts *k, const struct vline *l) { return abs(row_bottom(k) - l->bottom - k->pitch) < PT(1.5); }

void check_page_bottom(struct check *c)
{
    EACH_PAGE(c, p) {
        struct vline *l = full_to(c->k, p);
        if (l && l->sure && !one_row_free(c->k, l))
            within(c, at_line(l), "末行字身下边", l->bottom, row_bottom(c->k) - PT(1.0), row_bottom(c->k) + PT(1.0));
    }
    none(c, "没有排满的页");
}

void check_rows(struct check *c)
{
    EACH_PAGE(c, p) {
        struct vline *l = full_to(c->k, p);
        size_t rows = 0;
        bool pure = l && !p->ni && !p->nr && !one_row_free(c->k, l);
        for (size_t i = 0; i < p->nl && pure; i++) {
            pure = p->l[i].kind == KIND_BODY || p->l[i].kind == KIND_PAGE_NUMBER;
            rows += p->l[i].kind == KIND_BODY;
        }
        if (pure)
            holds(c, (struct spot){p->number, 0, 0}, rows == 22, "正文行数", arena_printf(c->a, "%zu 行", rows), "22 行");
    }
    none(c, "没有排满正文的页");
    note(c, "%zu 页，每页 22 行", c->measured);
}

/* Stretched because what comes next cannot be parted: a number, a word, or a hanzi with a mark that may not begin a line. */
static bool next_is_whole(const struct check *c, const struct vline *l)
{
    const struct vline *next = flow_after(c->k, l);
    if (!next || next->n < 2 || !is_han(next->g[0]->cp))
        return true;
    for (size_t i = 1; i < 4 && i < next->n; i++)
        if (!is_han(next->g[i]->cp))
            return true;
    return false;
}

static bool pure_han(const struct vline *l)
{
    for (size_t i = 0; i < l->n; i++)
        if (!is_han(l->g[i]->cp))
            return false;
    return !l->last && l->n > 10;
}

void check_chars(struct check *c)
{
    EACH_BODY(c, l) {
        size_t want = l->first && !l->flush ? 26 : 28;
        if (pure_han(l) && respaced_letters(c->k, l))
            continue; /* 7.3.5.5 */
        if (pure_han(l) && (l->n == want || !next_is_whole(c, l)))
            holds(c, at_line(l), l->n == want, arena_printf(c->a, "%s的字数", line_words(c, l)), arena_printf(c->a, "%zu 字", l->n),
                  arena_printf(c->a, "%zu 字", want));
    }
    none(c, "没有全是汉字的满行");
    note(c, "%zu 行", c->measured);
}

static int by_value(const void *a, const void *b) { return *(const um *)a - *(const um *)b; }

void check_pitch(struct check *c)
{
    EACH_BODY(c, l) {
        size_t want = l->first && !l->flush ? 26 : 28;
        if (!pure_han(l) || respaced_letters(c->k, l) || (l->n < want && next_is_whole(c, l)))
            continue; /* see check_chars */
        um *d = arena_calloc(c->a, l->n, sizeof *d);
        for (size_t i = 1; i < l->n; i++)
            d[i - 1] = l->g[i]->x - l->g[i - 1]->x;
        qsort(d, l->n - 1, sizeof *d, by_value);
        within_pt(c, at_line(l), arena_printf(c->a, "%s的字距（中位数）", line_words(c, l)), d[(l->n - 1) / 2], PT(15.74), PT(15.85));
    }
    none(c, "没有全是汉字的满行");
}

void check_line_pitch(struct check *c)
{
    for (size_t i = 1; i < c->k->flow.n; i++) {
        struct vline *a = c->k->flow.v[i - 1], *b = c->k->flow.v[i];
        um d = b->y - a->y, p = page_pitch(c->k, b->page);
        if (a->page != b->page || a->kind != KIND_BODY || b->kind != KIND_BODY || !a->sure || !b->sure || d > PITCH_A * 3 / 2)
            continue;
        if (abs(p - c->k->pitch) > PT(0.1))
            note(c, "第 %d 页按 7.3.5.5 把行距调为 %.2f 磅", b->page->number, p / 352.77778);
        within_pt(c, at_line(b), arena_printf(c->a, "%s与上一行的行距", line_words(c, b)), d, p - PT(0.1), p + PT(0.1));
    }
    none(c, "没有相邻的正文行");
    note(c, c->k->model_b ? "模型 B" : "模型 A");
}

/* A run-in heading or an emphasis at the beginning: 楷体 or 黑体 as far as a colon or a full stop. */
static size_t run_in(const struct check *c, const struct vline *l)
{
    enum role role = c->k->p->fonts[l->g[0]->font].role;
    if (!l->first || (role != ROLE_KT && role != ROLE_HT))
        return 0;
    for (size_t i = 0; i < l->n; i++) {
        enum role r = c->k->p->fonts[l->g[i]->font].role;
        if (l->g[i]->cp == 0xFF1A || l->g[i]->cp == 0x3002)
            return i + 1;
        if (is_han(l->g[i]->cp) && r != role && r != ROLE_ANY)
            return i;
    }
    return l->n;
}

/* Of the hanzi from `from` on, the font most have. */
static enum role most_role(const struct check *c, const struct vline *l, size_t from)
{
    size_t count[ROLE_UNKNOWN + 1] = {0}, best = ROLE_FS;
    for (size_t i = from; i < l->n; i++)
        if (is_han(l->g[i]->cp))
            count[c->k->p->fonts[l->g[i]->font].role]++;
    for (size_t r = 0; r <= ROLE_UNKNOWN; r++)
        if (r != ROLE_ANY && count[r] > count[best])
            best = r;
    return (enum role)best;
}

/* 楷体 and 黑体 inside a paragraph mark a run-in heading or an emphasis; most of the rest of a line must be 仿宋. */
void check_body_font(struct check *c)
{
    int level = 0;
    EACH_BODY(c, l) {
        if (l->first)
            level = l->level;
        of_size3(c, l, "正文");
        enum role r = most_role(c, l, run_in(c, l));
        if (level == 1 || level == 2 || r == ROLE_FS)
            continue;
        if (r == ROLE_UNKNOWN)
            unsure(c, "字体“%s”不认识（在 fonts/fonts.tab 里登记后再检查）", c->k->p->fonts[l->g[0]->font].name);
        else if (l->n > 3)
            holds(c, at_line(l), false, arena_printf(c->a, "正文%s的字体", line_words(c, l)), role_name(r), "仿宋");
    }
    none(c, "没有正文行");
}

void check_black(struct check *c)
{
    EACH_PAGE(c, p) {
        if (p->white)
            holds(c, (struct spot){p->number, 0, 0}, false, "看不见的字", arena_printf(c->a, "%zu 个字是白色", p->white), "黑色");
        const struct vglyph *bad = NULL;
        size_t n = 0;
        for (size_t i = 0; i < p->ng; i++)
            if (p->g[i].ink != INK_BLACK && !is_mark_glyph(p, &p->g[i])) {
                bad = bad ? bad : &p->g[i];
                n++;
            }
        if (!bad) {
            holds(c, ALL_PAGES, true, "", "", "");
            continue;
        }
        char s[5] = {0};
        utf8_encode(bad->cp, s);
        holds(c, at_glyph(p, bad), false, arena_printf(c->a, "自“%s”起 %zu 个字", s, n), bad->ink == INK_RED ? "红色" : "不是黑色", "黑色");
    }
    note(c, "除标志外都是黑色");
}

static const char *const band_names[] = {"左边", "右边", "上边", "下边"};

void check_inside_area(struct check *c)
{
    size_t n = 0;
    EACH_PAGE(c, p) {
        if (p->outside)
            holds(c, (struct spot){p->number, 0, 0}, false, "页面以外的字", arena_printf(c->a, "%zu 个", p->outside), "没有");
        for (int i = 0; i < BANDS && p->inked; i++) {
            const struct band *b = &c->k->bands[p->number - 1].v[i];
            if (!b->used)
                continue;
            const struct inkpart *w = &p->want[b->want];
            n++;
            um over = !w->found ? 0 : b->side == 0 ? area_left(c->k, p) - w->ink.x0 : b->side == 1 ? w->ink.x1 - edge_right(c, p)
                      : b->side == 2 ? AREA_T - w->ink.y0 : w->ink.y1 - AREA_B;
            um most = b->side < 2 ? 300 : 600; /* brackets reach over their em box by 0.07 em above and below */
            holds(c, w->found ? at_box(p, w->ink) : ALL_PAGES, over <= most, arena_printf(c->a, "版心%s外有墨迹", band_names[b->side]),
                  arena_printf(c->a, "出去 %.2f mm", over / 1000.0), arena_printf(c->a, "不超过 %.2f mm", most / 1000.0));
        }
    }
    none(c, "页面大小特殊或页数过多，没有量墨迹");
    note(c, "%zu 处页边没有墨迹", n);
}

void check_not_skew(struct check *c)
{
    EACH_PAGE(c, p) {
        um least = 0, most = 0;
        size_t n = 0, skew = 0;
        for (size_t i = 0; i < c->k->flow.n; i++) {
            struct vline *l = c->k->flow.v[i];
            if (l->page != p || l->kind != KIND_BODY || l->first || is_open_mark(l->g[0]->cp) || !l->own_first)
                continue;
            least = !n || l->x0 < least ? l->x0 : least;
            most = !n || l->x0 > most ? l->x0 : most;
            n++;
        }
        for (size_t i = 0; i < p->ng; i++)
            skew += p->g[i].way == WAY_SKEW;
        if (skew * 2 > p->ng)
            holds(c, (struct spot){p->number, 0, 0}, false, "文字歪斜", "倾斜", "水平");
        if (n > 1)
            within(c, (struct spot){p->number, least, 0}, "各行左边相差", most - least, 0, PT(0.1));
    }
    none(c, "没有两行以上回行的正文");
}

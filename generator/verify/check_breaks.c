/* Checks 127–139: line breaking and squeezing. Clause 9: GB/T 15834, GB/T 15835, CLREQ. */
#include "verify/check.h"

/* Calls f for each pair of lines of which the second goes on with the first's paragraph: text, recipients, 附注, 附件说明. */
static void each_break(struct check *c, void (*f)(struct check *c, const struct vline *a, const struct vline *b))
{
    for (size_t i = 1; i < c->k->flow.n; i++) {
        const struct vline *a = c->k->flow.v[i - 1], *b = c->k->flow.v[i];
        if (a->kind == KIND_BODY && b->kind == KIND_BODY && !b->first)
            f(c, a, b);
    }
    for (size_t i = 1; i < c->k->recipient.n; i++)
        f(c, c->k->recipient.v[i - 1], c->k->recipient.v[i]);
    for (size_t i = 1; i < c->k->note.n; i++)
        f(c, c->k->note.v[i - 1], c->k->note.v[i]);
    none(c, "没有回行的段落");
    note(c, "%zu 处回行", c->measured);
}

static uint32_t last_cp(const struct vline *l) { return l->g[l->n - 1]->cp; }

static const char *around(struct check *c, const struct vline *a, const struct vline *b)
{
    struct buf s = {0};
    buf_adds(&s, "“…");
    for (size_t i = a->n > 3 ? a->n - 3 : 0; i < a->n; i++)
        buf_add_utf8(&s, a->g[i]->cp);
    buf_adds(&s, "／");
    for (size_t i = 0; i < 3 && i < b->n; i++)
        buf_add_utf8(&s, b->g[i]->cp);
    buf_adds(&s, "…”");
    const char *out = arena_strdup(c->a, buf_str(&s));
    buf_drop(&s);
    return out;
}

/* A single — (一字线) may not begin a line, a pair of them (破折号) may. */
static void start_of(struct check *c, const struct vline *a, const struct vline *b)
{
    uint32_t cp = b->g[0]->cp;
    bool dash = cp == 0x2014 && !(b->n > 1 && b->g[1]->cp == 0x2014) && last_cp(a) != 0x2014;
    holds(c, at_line(b), !not_at_start(cp) && !dash, "回行", around(c, a, b), "标点不在行首");
}
void check_line_start(struct check *c) { each_break(c, start_of); }

static void end_of(struct check *c, const struct vline *a, const struct vline *b)
{
    holds(c, at_glyph(a->page, a->g[a->n - 1]), !not_at_end(last_cp(a)), "回行", around(c, a, b), "前引号、前括号和“/”不在行末");
}
void check_line_end(struct check *c) { each_break(c, end_of); }

static void pair_of(struct check *c, const struct vline *a, const struct vline *b)
{
    uint32_t cp = last_cp(a);
    size_t run = 0;
    for (size_t i = a->n; i > 0 && a->g[i - 1]->cp == cp; i--)
        run++;
    bool split = (cp == 0x2014 || cp == 0x2026 || cp == 0x22EF) && b->g[0]->cp == cp && run % 2 == 1;
    holds(c, at_line(b), !split, "破折号、省略号", around(c, a, b), "不分在两行");
}
void check_pairs_whole(struct check *c) { each_break(c, pair_of); }

static void half_at_end(struct check *c, const struct vline *a, const struct vline *b)
{
    (void)b;
    const struct vglyph *g = a->g[a->n - 1];
    if (a->kind == KIND_BODY && !in_heading(c->k, a) && is_full_mark(g->cp) && g->advance > g->size * 3 / 4)
        within(c, at_glyph(a->page, g), "行末标点原点到版心右边", edge_right(c, a->page) - g->x, PT(8 - 0.6), PT(8 + 0.6));
}
void check_half_at_end(struct check *c)
{
    each_break(c, half_at_end);
    if (!c->measured)
        c->why = "没有行末标点";
    c->note = NULL;
}

static bool number_part(uint32_t cp) { return is_digit(cp) || cp == '.' || cp == ','; }

/* Was there a blank at the break? Only the source tells; without it a break between letters or figures cannot be judged. */
static bool blank_at(struct check *c, const struct vline *b, bool *known)
{
    const struct vglyph *g = b->g[0];
    *known = c->k->match && g->piece >= 0;
    return *known && c->k->match->v[g->piece].spaced[g->place];
}

static void whole(struct check *c, const struct vline *a, const struct vline *b, bool split, const char *what, const char *expected)
{
    bool known, gap = blank_at(c, b, &known);
    if (split && !known)
        unsure(c, "%s处回行，没有公文 XML，看不出原来有没有空格", around(c, a, b));
    else
        holds(c, at_line(b), !split || gap, what, around(c, a, b), expected);
}

static void number_of(struct check *c, const struct vline *a, const struct vline *b)
{
    uint32_t end = last_cp(a), begin = b->g[0]->cp;
    bool unit = begin == '%' || begin == 0x2030 || begin == 0x2103 || begin == 0xFF05;
    bool split = (number_part(end) && is_digit(begin)) || (is_digit(end) && (number_part(begin) || unit));
    whole(c, a, b, split, "数字", "一个数不断开移行");
}
void check_numbers_whole(struct check *c) { each_break(c, number_of); }

static bool latin(uint32_t cp) { return (cp >= 'A' && cp <= 'Z') || (cp >= 'a' && cp <= 'z'); }

static void word_of(struct check *c, const struct vline *a, const struct vline *b)
{
    whole(c, a, b, latin(last_cp(a)) && latin(b->g[0]->cp), "西文单词", "单词不断开");
}
void check_words_whole(struct check *c) { each_break(c, word_of); }

#define EACH_BODY(c, l) \
    for (size_t i_##l = 0; i_##l < (c)->k->flow.n; i_##l++) \
        for (const struct vline *l = (c)->k->flow.v[i_##l]; l && l->kind == KIND_BODY; l = NULL)

/* —— and …… take two characters, · and / half a one; in lines that are not stretched. */
void check_mark_widths(struct check *c)
{
    EACH_BODY(c, l) {
        for (size_t i = 0; l->last && i + 1 < l->n; i++) {
            const struct vglyph *g = l->g[i], *next = l->g[i + 1];
            bool twin = (g->cp == 0x2014 || g->cp == 0x2026) && next->cp == g->cp;
            if (twin && i + 2 < l->n && !is_open_mark(l->g[i + 2]->cp))
                within_pt(c, at_glyph(l->page, g), "破折号、省略号的宽", l->g[i + 2]->x - g->x, 2 * g->size - g->size / 10, 2 * g->size + g->size / 10);
            else if ((g->cp == 0xB7 || g->cp == '/') && is_han(next->cp) && i > 0 && is_han(l->g[i - 1]->cp)) {
                const struct vglyph *before = l->g[i - 1]; /* a full-width glyph is drawn to the left of its half place */
                within_pt(c, at_glyph(l->page, g), "间隔号、分隔号的宽", next->x - before->x - before->advance, g->size * 4 / 10, g->size * 6 / 10);
            }
            i += twin;
        }
    }
    none(c, "不拉伸的行里没有破折号、省略号、间隔号、分隔号");
}

/* Two full-width marks side by side, one of them a bracket or quotation mark: a half goes. */
void check_mark_pairs(struct check *c)
{
    EACH_BODY(c, l) {
        for (size_t i = 0; i + 2 < l->n; i++) {
            const struct vglyph *a = l->g[i], *b = l->g[i + 1], *after = l->g[i + 2];
            bool open = is_open_mark(a->cp) || is_open_mark(b->cp), close = is_full_mark(a->cp) && is_full_mark(b->cp);
            bool both = (is_open_mark(a->cp) || is_full_mark(a->cp)) && (is_open_mark(b->cp) || is_full_mark(b->cp));
            bool stops = close && (a->cp == 0x3002 || a->cp == 0xFF0C || a->cp == 0x3001 || a->cp == 0xFF1B || a->cp == 0xFF1A) &&
                         (b->cp == 0x3002 || b->cp == 0xFF0C || b->cp == 0x3001 || b->cp == 0xFF1B || b->cp == 0xFF1A);
            if (!both || (!open && !close) || stops || !is_han(after->cp) || i + 3 >= l->n)
                continue;
            um drawn = after->x - a->x, cut = is_open_mark(a->cp) && a->advance > a->size * 3 / 4 ? 0 : 0;
            within_pt(c, at_glyph(l->page, a), "相邻标点合计的宽", drawn - cut, 0, a->size * 155 / 100 + (l->last ? 0 : a->size / 4));
        }
    }
    none(c, "没有相邻的标点");
}

static bool blank_between(const struct check *c, const struct vglyph *b)
{
    return b->blank_before || (c->k->match && b->piece >= 0 && c->k->match->v[b->piece].spaced[b->place]);
}

/* Between a hanzi and a letter or figure; the pitch of 28 characters draws hanzi 0.2 pt closer than their size. */
void check_latin_gap(struct check *c)
{
    um least = 1000000000, most = -1000000000;
    const struct vline *where = NULL;
    EACH_BODY(c, l) {
        for (size_t i = 0; i + 1 < l->n; i++) {
            const struct vglyph *a = l->g[i], *b = l->g[i + 1];
            bool han_first = is_han(a->cp) && (latin(b->cp) || is_digit(b->cp)), han_next = is_han(b->cp) && (latin(a->cp) || is_digit(a->cp));
            if ((!han_first && !han_next) || blank_between(c, b))
                continue;
            um gap = b->x - a->x - a->advance;
            within_pt(c, at_glyph(l->page, a), arena_printf(c->a, "%s里汉字与西文的间隙", line_words(c, l)), gap, -PT(0.6), l->last ? a->size / 4 + PT(0.3) : l->size / 2);
            if (!l->last)
                continue;
            least = gap < least ? gap : least;
            where = gap > most ? l : where;
            most = gap > most ? gap : most;
        }
    }
    if (where && most - least > PT(1.0))
        holds(c, at_line(where), false, "不拉伸的行里汉字与西文的间隙", arena_printf(c->a, "%.2f～%.2f 磅", least / 352.77778, most / 352.77778), "全文一致");
    none(c, "正文里没有汉字与西文相邻");
}

static void hanzi_pitch(struct check *c, bool last, um least, um most, const char *what)
{
    EACH_BODY(c, l) {
        for (size_t i = 0; l->last == last && i + 1 < l->n; i++) {
            const struct vglyph *a = l->g[i], *b = l->g[i + 1];
            bool plain = c->k->p->fonts[a->font].role != ROLE_ANY && c->k->p->fonts[b->font].role != ROLE_ANY && !blank_between(c, b);
            if (last && b->x - a->x > PT(27))
                continue; /* a blank that was not drawn */
            if (is_han(a->cp) && is_han(b->cp) && plain && !(last && respaced_letters(c->k, l)))
                within_pt(c, at_glyph(l->page, a), arena_printf(c->a, "%s%s", line_words(c, l), what), b->x - a->x, least, most);
        }
    }
}

void check_last_line_pitch(struct check *c)
{
    hanzi_pitch(c, true, PT(15.793 - 0.056), PT(15.793 + 0.056), "（段末行）的汉字间距");
    none(c, "没有段末行");
}

void check_stretch(struct check *c)
{
    hanzi_pitch(c, false, 0, PT(19.8), "的汉字间距");
    none(c, "没有满行");
}

void check_lone_char(struct check *c)
{
    EACH_BODY(c, l) {
        size_t han = 0;
        for (size_t i = 0; i < l->n; i++)
            han += is_han(l->g[i]->cp);
        if (l->last && !l->first)
            holds(c, at_line(l), !(han <= 1 && l->n <= 2), "段末行", line_words(c, l), "不只剩一个字");
    }
    none(c, "没有回行的段落");
    note(c, "%zu 段", c->measured);
}

void check_hanging(struct check *c)
{
    size_t n = 0;
    for (size_t i = 0; i < c->k->p->n; i++) {
        const struct vpage *p = &c->k->p->v[i];
        const struct band *b = &c->k->bands[i].v[1];
        if (!p->inked || !b->used)
            continue;
        n++;
        const struct inkpart *w = &p->want[b->want];
        holds(c, w->found ? at_box(p, w->ink) : ALL_PAGES, !w->found, "版心右边外", "有墨迹", "0.2 mm 以外没有墨迹");
    }
    none(c, "没有量墨迹");
    note(c, "%zu 页", n);
}

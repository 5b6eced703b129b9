/* Page 1 down to 主送机关: mark, corner, number, signers, red rule, title, recipients. */
#include "verify/parts.h"

#include <stdlib.h>
#include <string.h>

/* ---- 发文机关标志 ---- */

struct glyphs { struct vglyph **v; size_t n; };

static struct mark_row *add_row(struct parts *k, struct vpage *p, struct vglyph **g, size_t n, struct mark_row *row)
{
    row->line = arena_alloc(k->a, sizeof *row->line);
    line_make(k->p, row->line, p, g, n);
    const struct vline *l = row->line;
    um air = l->size / 12, wide = l->size / 20;
    row->want = ink_want(k->a, p, (struct box){l->x0 - wide, l->top - air, l->x1 + wide, l->bottom + air});
    return row;
}

static int by_height(const void *a, const void *b)
{
    const struct vglyph *p = *(struct vglyph *const *)a, *q = *(struct vglyph *const *)b;
    return (p->y > q->y) - (p->y < q->y);
}

/* 文件 at the right of several names: its two letters stand right of all others. 7.2.4 */
static size_t suffix_glyphs(struct vglyph **g, size_t n)
{
    size_t k = 0;
    um names = 0;
    for (size_t i = 0; i < n; i++) {
        bool mine = g[i]->cp == 0x6587 || g[i]->cp == 0x4EF6;
        if (!mine && g[i]->x > names)
            names = g[i]->x;
    }
    for (size_t i = 0; i < n; i++) /* to the end of the array */
        if ((g[i]->cp == 0x6587 || g[i]->cp == 0x4EF6) && g[i]->x > names)
            k++;
        else if (k) {
            struct vglyph *t = g[i];
            memmove(&g[i - k + 1], &g[i - k], k * sizeof *g);
            g[i - k] = t;
        }
    return k;
}

static size_t rows_of(struct parts *k, struct vpage *p, struct vglyph **g, size_t n, bool count)
{
    size_t rows = 0;
    qsort(g, n, sizeof *g, by_height);
    for (size_t from = 0; from < n; rows++) {
        size_t to = from + 1;
        while (to < n && g[to]->y - g[from]->y <= g[from]->size / 5)
            to++;
        if (!count)
            add_row(k, p, g + from, to - from, &k->mark[k->nmark++]);
        from = to;
    }
    return rows;
}

static void find_mark(struct parts *k, struct vpage *p)
{
    struct vglyph **g = arena_calloc(k->a, p->ng + 1, sizeof *g);
    size_t n = 0, tail = 0;
    for (size_t i = 0; i < p->ng; i++)
        if (is_mark_glyph(p, &p->g[i]) && p->g[i].cp > 0x20 && p->g[i].cp != 0x3000)
            g[n++] = &p->g[i];
    if (!n)
        return;
    if (rows_of(k, p, g, n, true) > 1)
        tail = suffix_glyphs(g, n);
    if (tail == n)
        tail = 0;
    k->mark = arena_calloc(k->a, n, sizeof *k->mark);
    if (tail)
        add_row(k, p, g + n - tail, tail, &k->suffix);
    rows_of(k, p, g, n - tail, false);
    struct buf b = {0};
    for (size_t i = 0; i < k->nmark; i++)
        buf_adds(&b, k->mark[i].line->text);
    if (tail)
        buf_adds(&b, k->suffix.line->text);
    k->mark_text = arena_strdup(k->a, buf_str(&b));
    buf_drop(&b);
}

static um mark_bottom(const struct parts *k)
{
    um y = 0;
    for (size_t i = 0; i < k->nmark; i++)
        y = k->mark[i].line->bottom > y ? k->mark[i].line->bottom : y;
    return y;
}

/* ---- rules ---- */

static bool level(const struct vrule *r) { return abs(r->y1 - r->y0) < 3000 && r->x1 - r->x0 > 30000 && !r->table; }

/* Two red rules close together, each over 150 mm: 信函 10.1. */
static void find_pairs(struct parts *k, struct vpage *p)
{
    for (size_t i = 0; i < p->nr; i++)
        for (size_t j = 0; j < p->nr; j++) {
            struct vrule *a = &p->r[i], *b = &p->r[j];
            if (!level(a) || !level(b) || a->ink != INK_RED || b->ink != INK_RED || b->y0 <= a->y0 || b->y0 - a->y0 > 3000 ||
                a->x1 - a->x0 < 120000)
                continue;
            int which = a->y0 > 200000;
            k->pair[which][0] = a;
            k->pair[which][1] = b;
        }
}

/* The first long level rule below the mark; if none is black or red and long, any red one. */
static void find_rule(struct parts *k, struct vpage *p)
{
    um top = mark_bottom(k);
    for (size_t i = 0; i < p->nr; i++) {
        struct vrule *r = &p->r[i];
        bool mine = level(r) && r->y0 > top && r->y0 < 230000 && (r->ink == INK_RED || (k->nmark && r->x1 - r->x0 > 100000 && r->y0 < top + 90000));
        if (mine && (!k->rule || r->y0 < k->rule->y0))
            k->rule = r;
    }
}

static void find_format(struct parts *k)
{
    const char *m = k->mark_text ? k->mark_text : "";
    k->headed = k->nmark || k->rule;
    if (k->src)
        k->format = k->src->format;
    else if (k->pair[0][0] || k->pair[1][0])
        k->format = DOC_LETTER;
    else
        k->format = ends_with(m, "令") ? DOC_ORDER : ends_with(m, "纪要") ? DOC_MINUTES : DOC_FILE;
    if (k->format == DOC_LETTER)
        k->rule = NULL;
}

/* ---- corner: 份号, 密级, 紧急程度 ---- */

static void find_corner(struct parts *k, struct vpage *p, um limit)
{
    static const char *const secrecy[] = {"绝密", "机密", "秘密"}, *const urgency[] = {"特急", "加急", "特提", "平急", "急件"};
    for (size_t i = 0; i < p->nl && p->l[i].y < limit; i++) {
        struct vlines s = line_segments(k->p, &p->l[i], 1200);
        struct vline *l = s.v[0];
        bool figures = l->n >= 3 && l->n <= 8;
        for (size_t j = 0; j < l->n; j++)
            figures &= is_digit(l->g[j]->cp);
        for (size_t j = 0; j < 3; j++)
            if (starts_with(l->text, secrecy[j]) && l->n <= 10 && !k->secrecy)
                k->secrecy = l;
        for (size_t j = 0; j < 5; j++)
            if (starts_with(l->text, urgency[j]) && l->n <= 4 && !k->urgency)
                k->urgency = l;
        if (figures && !k->copy_no && l->x0 < 80000)
            k->copy_no = l;
        if (l == k->copy_no || l == k->secrecy || l == k->urgency)
            p->l[i].kind = l->kind = l == k->copy_no ? KIND_COPY_NO : l == k->secrecy ? KIND_SECRECY : KIND_URGENCY;
    }
}

static bool title_like(const struct vline *l, bool loose)
{
    if (l->kind != KIND_BODY)
        return false;
    if (l->size >= PT(17.5) || (l->role == ROLE_XBS && l->size > PT(14)))
        return true; /* wherever it stands */
    return loose && l->x0 > AREA_L + 3 * CHAR && abs(line_center(l) - AREA_CX) < 2000;
}

/* ---- 发文字号, 签发人 ---- */

static bool bracket(uint32_t cp)
{
    return cp == '(' || cp == ')' || cp == '[' || cp == ']' || cp == '<' || cp == '>' || (cp >= 0x3008 && cp <= 0x301B) ||
           (cp >= 0xFE5D && cp <= 0xFE5E) || cp == 0xFF08 || cp == 0xFF09 || cp == 0xFF3B || cp == 0xFF3D || cp == '{' || cp == '}';
}

bool looks_like_docno(const char *s)
{
    const char *end = s + strlen(s);
    if (!ends_with(s, "号") || chars_of(s) > 40)
        return false;
    for (const char *p = s; p < end;) {
        uint32_t cp, close = 0;
        int len = utf8_decode(p, end, &cp);
        if (!len)
            return false;
        p += len;
        if (!bracket(cp) || end - p < 5)
            continue;
        size_t year = strspn(p, "0123456789");
        if (year >= 2 && year <= 4 && utf8_decode(p + year, end, &close) && bracket(close))
            return true;
    }
    return false;
}

static bool looks_like_order_no(const char *s) { return starts_with(s, "第") && (ends_with(s, "号") || ends_with(s, "期")) && chars_of(s) <= 10; }

static void find_docno(struct parts *k, struct vpage *p, um from, um to)
{
    for (size_t i = 0; i < p->nl && !k->docno; i++) {
        struct vline *l = &p->l[i];
        if (l->y < from || l->y > to)
            continue;
        struct vlines s = line_segments(k->p, l, 1200);
        for (size_t j = 0; j < s.n && !k->docno; j++) {
            const char *t = s.v[j]->text;
            bool plain = k->format == DOC_ORDER || k->format == DOC_MINUTES || !k->headed;
            if (!looks_like_docno(t) && !(plain && (looks_like_order_no(t) || (starts_with(t, "（第") && ends_with(t, "期）")))))
                continue;
            k->docno = s.v[j];
            k->docno->kind = KIND_DOCNO;
            if (l->kind == KIND_BODY)
                l->kind = KIND_DOCNO;
        }
    }
}

/* Names behind 签发人：; a two-character name may be spread: single characters go together in pairs. 7.2.6 */
static void approver_names(struct parts *k, struct vline *l, um from)
{
    struct vline names;
    size_t skip = 0;
    while (skip < l->n && l->g[skip]->x < from)
        skip++;
    if (skip == l->n)
        return;
    line_make(k->p, &names, l->page, l->g + skip, l->n - skip);
    struct vlines s = line_segments(k->p, &names, 900);
    for (size_t i = 0; i < s.n; i++) {
        struct vline *part = s.v[i];
        if (part->n == 1 && i + 1 < s.n && s.v[i + 1]->n == 1) {
            struct vline *both = arena_alloc(k->a, sizeof *both);
            line_make(k->p, both, l->page, part->g, 2);
            part = both;
            i++;
        }
        ARENA_PUSH(k->a, k->approvers.v, k->approvers.n, k->approvers.cap) = part;
    }
}

static void find_approvers(struct parts *k, struct vpage *p, um to)
{
    for (size_t i = 0; i < p->nl && p->l[i].y < to; i++) {
        struct vline *l = &p->l[i];
        for (size_t j = 0; j + 2 < l->n && !k->approver_label; j++)
            if (l->g[j]->cp == 0x7B7E && l->g[j + 1]->cp == 0x53D1 && l->g[j + 2]->cp == 0x4EBA) { /* 签发人 */
                size_t n = 3 + (j + 3 < l->n && (l->g[j + 3]->cp == 0xFF1A || l->g[j + 3]->cp == ':'));
                k->approver_label = arena_alloc(k->a, sizeof *k->approver_label);
                line_make(k->p, k->approver_label, p, l->g + j, n);
            }
        if (!k->approver_label || l->y < k->approver_label->top || l->kind == KIND_PAGE_NUMBER)
            continue;
        l->kind = KIND_APPROVER;
        ARENA_PUSH(k->a, k->approver_rows.v, k->approver_rows.n, k->approver_rows.cap) = l;
        approver_names(k, l, k->approver_label->x1 - 500);
    }
}

/*
 * No mark and no rule: preprinted paper (套打), or none. A number that stands alone above the title is one all the same; at the
 * right edge it is a letter's (10.1).
 */
static void find_format_unheaded(struct parts *k, struct vpage *p)
{
    if (k->headed || k->pair[0][0])
        return;
    um none = 230000, to = none;
    for (size_t i = 0; i < p->nl; i++)
        if (title_like(&p->l[i], false) && p->l[i].y < to)
            to = p->l[i].top;
    find_docno(k, p, 0, to < none ? to : 180000);
    find_approvers(k, p, to < none ? to : 0);
    if (!k->docno || k->src)
        return;
    if (abs(k->docno->x1 - AREA_R) < 1000 && k->docno->x0 > AREA_CX - 20000)
        k->format = DOC_LETTER;
    else if (!looks_like_docno(k->docno->text))
        k->format = strstr(k->docno->text, "期") ? DOC_MINUTES : DOC_ORDER;
}

/* ---- 标题, 主送机关 ---- */

static void find_title(struct parts *k, struct vpage *p, um from)
{
    for (int loose = 0; loose < 2 && !k->title.n; loose++)
        for (size_t i = 0; i < p->nl; i++) {
            struct vline *l = &p->l[i];
            if (l->y < from || l->kind != KIND_BODY)
                continue;
            if (!title_like(l, loose))
                break;
            ARENA_PUSH(k->a, k->title.v, k->title.n, k->title.cap) = l;
        }
    for (size_t i = 0; i < k->title.n; i++)
        k->title.v[i]->kind = KIND_TITLE;
}

/* Lines below the title up to the one that ends in a colon, none of them indented. */
static void find_recipient(struct parts *k, struct vpage *p, um from)
{
    struct vlines got = {0};
    bool colon = false;
    for (size_t i = 0; i < p->nl && got.n < 12 && !colon; i++) {
        struct vline *l = &p->l[i];
        if (l->y <= from || l->kind != KIND_BODY)
            continue;
        if (l->x0 > AREA_L + CHAR * 17 / 10 || strstr(l->text, "。"))
            return;
        ARENA_PUSH(k->a, got.v, got.n, got.cap) = l;
        colon = ends_with(l->text, "：") || ends_with(l->text, ":");
    }
    if (!colon || (k->src && !k->src->recipient))
        return;
    k->recipient = got;
    for (size_t i = 0; i < got.n; i++)
        got.v[i]->kind = KIND_RECIPIENT;
}

void find_head(struct parts *k)
{
    struct vpage *p = &k->p->v[0];
    find_mark(k, p);
    find_pairs(k, p);
    find_rule(k, p);
    find_format(k);
    find_format_unheaded(k, p);
    um low = k->rule ? k->rule->y0 + 15000 : k->nmark ? mark_bottom(k) + 60000 : 180000;
    find_corner(k, p, k->format == DOC_LETTER ? 110000 : k->nmark ? k->mark[0].line->bottom : 90000);
    um from = k->format == DOC_LETTER && k->pair[0][1] ? k->pair[0][1]->y0 : mark_bottom(k);
    if (!k->docno)
        find_docno(k, p, from, low);
    if (k->rule)
        find_approvers(k, p, k->rule->y0);
    k->up = k->src ? k->src->direction == DOC_UP : k->approver_label != NULL;
    if (k->rule)
        from = k->rule->y0;
    else if (k->docno)
        from = k->docno->bottom;
    find_title(k, p, from);
    if (k->title.n)
        from = k->title.v[k->title.n - 1]->y;
    find_recipient(k, p, from);
}

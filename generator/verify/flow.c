/* The main text: paragraphs and headings, 附件说明, name lists of 纪要. */
#include "verify/parts.h"

#include <stdlib.h>
#include <string.h>

int heading_level(const char *s, size_t *number)
{
    size_t n = han_number(s);
    *number = 0;
    if (n && starts_with(s + n, "、")) {
        *number = n + 3;
        return 1;
    }
    bool wide = starts_with(s, "（"), narrow = s[0] == '(';
    size_t open = wide ? 3 : narrow;
    if (open) {
        size_t k = han_number(s + open), d = strspn(s + open, "0123456789"), len = open + (k ? k : d);
        bool closed = starts_with(s + len, "）") || s[len] == ')';
        if (closed && (k || d)) {
            *number = len + (s[len] == ')' ? 1 : 3);
            return k ? 2 : 4;
        }
    }
    size_t d = strspn(s, "0123456789");
    if (d && d <= 2 && ((s[d] == '.' && !(s[d + 1] >= '0' && s[d + 1] <= '9')) || starts_with(s + d, "．"))) {
        *number = d + (s[d] == '.' ? 1 : 3);
        return 3;
    }
    return 0;
}

/* ---- 附件说明, 出席 ---- */

static bool annex_list_begins(const struct parts *k, const struct vline *l)
{
    if (k->src && !k->src->annex_names.n)
        return false;
    const char *s = l->text;
    if (!starts_with(s, "附件") || l->x0 < area_left(k, l->page) + CHAR || l->x0 > area_left(k, l->page) + 4 * CHAR)
        return false;
    s += strlen("附件");
    size_t d = strspn(s, "0123456789");
    return starts_with(s + d, "：") || s[d] == ':' || (d && s[d] == '.');
}

static bool attendance_begins(const struct vline *l)
{
    static const char *const words[] = {"出席", "请假", "列席"};
    for (size_t i = 0; i < 3; i++)
        if (starts_with(l->text, words[i]) && (starts_with(l->text + 6, "：") || l->text[6] == ':'))
            return true;
    return false;
}

static bool minutes(const struct parts *k)
{
    return k->src ? k->src->present || k->src->excused || k->src->attending : k->format == DOC_MINUTES;
}

/* In the main text: 附件说明 from its last beginning up to what stands right of it; 出席 and the like to the end of their lines. */
void find_lists(struct parts *k)
{
    size_t pages = k->nannexes ? k->annexes[0].page : k->p->n;
    struct vlines *open = NULL;
    for (size_t i = 0; i < pages; i++)
        for (size_t j = 0; j < k->p->v[i].nl; j++) {
            struct vline *l = &k->p->v[i].l[j];
            if (l->kind != KIND_BODY) {
                open = l->kind == KIND_PAGE_NUMBER ? open : NULL;
                continue;
            }
            um in = l->x0 - area_left(k, l->page);
            if (annex_list_begins(k, l)) {
                k->annex_list.n = 0;
                open = &k->annex_list;
            } else if (minutes(k) && attendance_begins(l))
                open = &k->attendance;
            else if (open && in < CHAR * 3)
                open = NULL;
            if (!open)
                continue;
            ARENA_PUSH(k->a, open->v, open->n, open->cap) = l;
        }
    for (size_t i = 0; i < k->annex_list.n; i++)
        k->annex_list.v[i]->kind = KIND_ANNEX_LIST;
    for (size_t i = 0; i < k->attendance.n; i++)
        k->attendance.v[i]->kind = KIND_ATTENDANCE;
}

/* ---- paragraphs ---- */

/* Where the head of page 1 ends. */
static um head_bottom(const struct parts *k)
{
    um y = k->rule ? k->rule->y0 : k->pair[0][1] ? k->pair[0][1]->y0 : 0;
    const struct vline *last[] = {k->docno, k->title.n ? k->title.v[k->title.n - 1] : NULL,
                                  k->recipient.n ? k->recipient.v[k->recipient.n - 1] : NULL};
    for (size_t i = 0; i < 3; i++)
        if (last[i] && last[i]->y > y)
            y = last[i]->y;
    return y;
}


/* What the source says the line is; false: nothing. */
static bool from_source(const struct parts *k, struct vline *l)
{
    static const struct { enum piece_kind piece; enum kind kind; } is[] = {
        {PIECE_CELL, KIND_TABLE}, {PIECE_TABLE_HEAD, KIND_TABLE}, {PIECE_CAPTION, KIND_CAPTION}, {PIECE_ROSTER, KIND_LIST},
        {PIECE_SIGN, KIND_SIGN_BOX}, {PIECE_SHIFTED, KIND_OTHER}, {PIECE_PARA, KIND_BODY}, {PIECE_FLUSH, KIND_BODY},
    };
    for (size_t i = 0; i < sizeof is / sizeof *is; i++)
        if (piece_is(k, l->g[0]->piece, is[i].piece)) {
            l->kind = is[i].kind;
            return true;
        }
    return false;
}

/*
 * Does `next` hang under a column of l — under what follows a colon or a blank there, as in a roster 称谓：姓名　职务? Then l is not the
 * last line of what it says, though the text's own left edge is left alone.
 */
static bool hangs_under(const struct parts *k, const struct vline *l, const struct vline *next)
{
    if (next->kind != KIND_BODY || next->x0 - area_left(k, l->page) <= 3 * CHAR || next->y - l->y > k->pitch * 3 / 2)
        return false;
    for (size_t i = 1; i < l->n; i++) {
        const struct vglyph *a = l->g[i - 1], *b = l->g[i];
        bool column = a->cp == 0xFF1A || a->cp == ':' || b->x - a->x - a->advance > a->size * 3 / 4;
        if (column && abs(line_left(next) - b->x) <= CHAR / 20)
            return true;
    }
    return false;
}

/* next: the line below it on its page, or NULL. */
static void classify(struct parts *k, struct vline *l, const struct vline *before, const struct vline *next)
{
    if (from_source(k, l))
        return;
    um in = l->x0 - area_left(k, l->page), cx = AREA_CX + area_shift(k, l->page), right = AREA_R + area_shift(k, l->page);
    bool columns = line_segments(k->p, l, 1500).n > 1 || line_segments(k->p, l, 750).n > 3;
    bool title = l->size >= PT(18) && l->role == ROLE_XBS && abs(line_center(l) - cx) < 2500;
    if (title) {
        l->kind = KIND_ANNEX_TITLE; /* of what a notice issues */
        return;
    }
    bool under = before && before->kind == KIND_LIST && in > 3 * CHAR;
    bool middle = abs(line_center(l) - cx) < 700 && in > CHAR * 26 / 10 && right - line_right(l) > CHAR * 26 / 10;
    if (columns || under || (next && hangs_under(k, l, next)))
        l->kind = KIND_LIST;
    else if (middle || in > CHAR * 33 / 10 || in < -8000)
        l->kind = KIND_OTHER;
}

/* Does l go on with the paragraph of the line before? */
static bool goes_on(const struct parts *k, const struct vline *l, const struct vline *before)
{
    if (before && k->match && before->g[0]->piece >= 0 && l->g[0]->piece >= 0)
        return before->kind == KIND_BODY && before->g[before->n - 1]->piece == l->g[0]->piece;
    if (!before || before->kind != KIND_BODY || l->x0 - area_left(k, l->page) > CHAR * 12 / 10)
        return false;
    if (before->page == l->page && l->y - before->y > PITCH_A * 3 / 2)
        return false;
    return AREA_R + area_shift(k, before->page) - line_right(before) < CHAR * 18 / 10;
}

void find_flow(struct parts *k)
{
    um from = head_bottom(k);
    struct vline *before = NULL;
    for (size_t i = 0; i < k->p->n; i++)
        for (size_t j = 0; j < k->p->v[i].nl; j++) {
            struct vline *l = &k->p->v[i].l[j];
            bool head = (i == 0 && l->y <= from) || l->kind == KIND_PAGE_NUMBER || l->kind == KIND_IMPRINT;
            if (head && l->kind == KIND_BODY)
                l->kind = KIND_OTHER;
            if (head || l->kind == KIND_TITLE || l->kind == KIND_RECIPIENT)
                continue;
            if (l->kind == KIND_BODY)
                classify(k, l, before, j + 1 < k->p->v[i].nl ? l + 1 : NULL);
            if (l->kind == KIND_OTHER && l->x0 < area_left(k, l->page) - 8000)
                continue; /* in the margin: no part of the text */
            if (l->kind == KIND_BODY) {
                l->first = !goes_on(k, l, before);
                l->flush = l->first && !piece_is(k, l->g[0]->piece, PIECE_PARA) && l->x0 - area_left(k, l->page) <= CHAR * 12 / 10;
                size_t number;
                l->level = l->first ? heading_level(l->text, &number) : 0;
                l->last = true;
                if (!l->first)
                    before->last = false;
            }
            ARENA_PUSH(k->a, k->flow.v, k->flow.n, k->flow.cap) = l;
            before = l;
        }
}

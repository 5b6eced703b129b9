/* What follows the text: 署名, 成文日期, 印章, 附注 (7.3.5, 7.3.6), and the annexes' pages (7.3.7). */
#include "verify/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- 附件 ---- */

static bool label_like(const struct vline *l)
{
    const char *s = strstr(l->text, "附件");
    if (!s || l->kind != KIND_BODY || abs(l->x0 - AREA_L) > 15000 || l->top > AREA_T + 16000 || chars_of(s) > 6)
        return false;
    char before[256];
    size_t n = (size_t)(s - l->text);
    snprintf(before, sizeof before, "%.*s", (int)n, l->text);
    return n == 0 || (n < sizeof before && looks_like_docno(before));
}

static void annex_title(struct parts *k, struct annex_part *x)
{
    struct vpage *p = x->label->page;
    struct buf b = {0};
    for (size_t i = 0; i < p->nl; i++) {
        struct vline *l = &p->l[i];
        um off = abs(line_center(l) - AREA_CX - area_shift(k, p)); /* a paragraph's first line is off by one character */
        bool centred = off < (l->role == ROLE_XBS ? 8000 : 2000) && l->x0 > area_left(k, p) + CHAR;
        if (l->kind != KIND_BODY || l->y <= x->label->y)
            continue;
        if (!centred || (x->title.n && abs(l->size - x->title.v[0]->size) > 200) || x->title.n > 5)
            break;
        l->kind = KIND_ANNEX_TITLE;
        ARENA_PUSH(k->a, x->title.v, x->title.n, x->title.cap) = l;
        buf_adds(&b, l->text);
    }
    x->heading = arena_strdup(k->a, buf_str(&b));
    buf_drop(&b);
}

/* A page whose first line is 附件 or 附件1 at the left; of an annex that is bound apart, with the 发文字号 before it. */
void find_annexes(struct parts *k)
{
    k->end = k->p->n;
    for (size_t i = 1; i < k->p->n; i++) {
        struct vpage *p = &k->p->v[i];
        struct vline *l = NULL;
        for (size_t j = 0; j < p->nl && !l; j++)
            if (p->l[j].kind == KIND_BODY)
                l = &p->l[j];
        if (!l || !label_like(l))
            continue;
        l->kind = KIND_ANNEX_LABEL;
        struct annex_part *x = &ARENA_PUSH(k->a, k->annexes, k->nannexes, k->capannexes);
        *x = (struct annex_part){.label = l, .page = i, .separate = !starts_with(l->text, "附件")};
        annex_title(k, x);
        if (x->separate && k->end == k->p->n)
            k->end = i;
    }
}

/* ---- 成文日期 and 署名 ---- */

bool looks_like_date(const char *s)
{
    const char *y = strstr(s, "年"), *m = y ? strstr(y, "月") : NULL;
    if (!m || !ends_with(s, "日") || chars_of(s) > 14)
        return false;
    for (const char *p = s, *end = s + strlen(s); p < end;) {
        uint32_t cp;
        p += utf8_decode(p, end, &cp);
        bool figure = is_digit(cp) || (cp >= 0xFF10 && cp <= 0xFF19) || cp == 0x3007 || cp == 0x25CB || cp == 0x96F6 || cp == 0x5EFF;
        char one[5] = {0};
        utf8_encode(cp, one);
        if (!figure && !han_number(one) && cp != 0x5E74 && cp != 0x6708 && cp != 0x65E5)
            return false;
    }
    return true;
}

static size_t main_pages(const struct parts *k) { return k->nannexes ? k->annexes[0].page : k->p->n; }

/* The last line of the main text that is a date and stands right of where a paragraph begins. */
static void find_date(struct parts *k)
{
    for (size_t i = main_pages(k); i > 0 && !k->date; i--) {
        struct vpage *p = &k->p->v[i - 1];
        for (size_t j = p->nl; j > 0 && !k->date; j--) {
            struct vline *l = &p->l[j - 1];
            if (l->kind != KIND_BODY || l->x0 < AREA_L + 3 * CHAR + CHAR / 2 || !looks_like_date(l->text))
                continue;
            l->kind = KIND_DATE;
            k->date = l;
            k->tail_page = p;
        }
    }
}

static bool is_signature(const struct parts *k, const char *text)
{
    for (size_t i = 0; k->src && i < k->src->nsignatures; i++) {
        const char *s = k->src->signatures[i].name;
        size_t n = 0;
        for (const char *p = s; *p && text[n]; p++) {
            if (*p == ' ' || strncmp(p, "　", 3) == 0) {
                p += *p == ' ' ? 0 : 2;
                continue;
            }
            if (*p != text[n])
                break;
            n++;
        }
        if (n && !text[n])
            return true;
    }
    return false;
}

/* Several names beside each other; a name spread to the width of another falls into single characters and is none. */
static bool columns_of(const struct parts *k, const struct vline *l)
{
    struct vlines s = line_segments(k->p, l, 800);
    bool words = s.n > 1;
    for (size_t i = 0; i < s.n; i++)
        words &= s.v[i]->n > 2;
    return words;
}

/* Could the line be one of 署名? It ends in no mark, and is not the beginning of a paragraph. */
static bool name_like(const struct parts *k, const struct vline *l, const struct vline *below, const struct vline *above)
{
    if (k->src) {
        struct vlines s = line_segments(k->p, l, 800);
        return is_signature(k, l->text) || is_signature(k, s.v[s.n - 1]->text) || is_signature(k, s.v[0]->text);
    }
    uint32_t last = l->g[l->n - 1]->cp;
    size_t number;
    if ((is_full_mark(last) && last != 0xFF09) || heading_level(l->text, &number) || starts_with(l->text, "附件"))
        return false; /* a sentence, or a name of 附件说明 */
    bool middle = abs(line_center(l) - line_center(below)) < 1500; /* names of rows of seals stand far apart */
    if (below->y - l->y > PITCH_A * 3 / 2 && !columns_of(k, l) && !middle)
        return false;
    bool right = l->x0 > AREA_L + 3 * CHAR + CHAR / 2, columns = columns_of(k, l);
    bool close = below->y - l->y < PITCH_A + 2000 && (!above || l->y - above->y > PITCH_A * 3 / 2);
    return right || columns || (close && l->x0 > AREA_L + CHAR);
}

static void push_front(struct parts *k, struct vlines *list, const struct vlines *add)
{
    struct vlines out = {0};
    for (size_t i = 0; i < add->n; i++)
        ARENA_PUSH(k->a, out.v, out.n, out.cap) = add->v[i];
    for (size_t i = 0; i < list->n; i++)
        ARENA_PUSH(k->a, out.v, out.n, out.cap) = list->v[i];
    *list = out;
}

static void find_names(struct parts *k)
{
    struct vpage *p = k->tail_page;
    const struct vline *below = k->date;
    for (size_t j = p->nl; j > 0; j--) {
        struct vline *l = &p->l[j - 1], *above = j > 1 ? &p->l[j - 2] : NULL;
        if (l->y >= k->date->y || l->kind != KIND_BODY)
            continue;
        if (!name_like(k, l, below, above))
            break;
        l->kind = KIND_NAME;
        bool joint = columns_of(k, l) && !is_signature(k, l->text);
        struct vlines parts = line_segments(k->p, l, joint ? 800 : 100000);
        for (size_t i = 0; i < parts.n; i++)
            parts.v[i]->kind = KIND_NAME;
        push_front(k, &k->names, &parts);
        below = l;
    }
}

/* ---- 印章, 签名章 ---- */

static bool square(const struct vimage *m)
{
    um w = m->at.x1 - m->at.x0, h = m->at.y1 - m->at.y0;
    return w > h * 85 / 100 && h > w * 85 / 100;
}

static void find_seals(struct parts *k)
{
    struct vpage *p = k->tail_page;
    um top = (k->names.n ? k->names.v[0]->top : k->date->top) - 60000, bottom = k->date->bottom + 30000;
    k->seals = arena_calloc(k->a, p->ni + 1, sizeof *k->seals);
    for (size_t i = 0; i < p->ni; i++) {
        struct vimage *m = &p->i[i];
        um w = m->at.x1 - m->at.x0, h = m->at.y1 - m->at.y0, middle = (m->at.y0 + m->at.y1) / 2;
        bool stamp = k->src ? k->src->seal == SEAL_SIGNATURE : !square(m) && w < 70000;
        if (middle > top && middle < bottom && (stamp ? w > 10000 : square(m) && w > 25000 && w < 70000) && h < 70000)
            k->seals[k->nseals++] = m;
    }
}

static void find_posts(struct parts *k)
{
    struct vpage *p = k->tail_page;
    for (size_t i = 0; i < p->nl; i++) {
        struct vline *l = &p->l[i];
        for (size_t j = 0; j < k->nseals; j++)
            if ((l->kind == KIND_BODY || l->kind == KIND_NAME) && l->bottom > k->seals[j]->at.y0 && l->top < k->seals[j]->at.y1 &&
                l->x1 < k->seals[j]->at.x0 + 1000) {
                l->kind = KIND_POST;
                ARENA_PUSH(k->a, k->posts.v, k->posts.n, k->posts.cap) = l;
            }
    }
}

/* Which case of 7.3.5 it is: the source says, or the seals, or else the form that the places come closest to. */
static enum tail tail_form(const struct parts *k)
{
    if (k->src && k->src->nsignatures && k->src->has_date)
        return k->src->seal == SEAL_NONE ? TAIL_PLAIN : k->src->seal == SEAL_SIGNATURE ? TAIL_STAMPED : TAIL_SEALED;
    for (size_t i = 0; i < k->nseals; i++)
        return square(k->seals[i]) ? TAIL_SEALED : TAIL_STAMPED;
    if (!k->names.n)
        return TAIL_DATE_ONLY;
    const struct vline *last = k->names.v[k->names.n - 1];
    if (k->date->y - last->y > PITCH_A * 3 / 2)
        return TAIL_DATE_ONLY; /* what stands there is no 署名: a post beside the room for a stamp, or something else */
    um plain = abs(k->date->x0 - last->x0 - 2 * CHAR), sealed = abs(line_center(last) - line_center(k->date));
    um plain_right = abs(line_right(last) - (AREA_R - 2 * CHAR)), sealed_right = abs(line_right(k->date) - (AREA_R - 4 * CHAR));
    return plain + plain_right < sealed + sealed_right ? TAIL_PLAIN : TAIL_SEALED;
}

static void find_note(struct parts *k)
{
    bool open = false;
    for (size_t i = (size_t)k->tail_page->number - 1; i < main_pages(k); i++)
        for (size_t j = 0; j < k->p->v[i].nl; j++) {
            struct vline *l = &k->p->v[i].l[j];
            bool below = l->page != k->tail_page || l->y > k->date->y;
            if (l->kind != KIND_BODY || !below)
                continue;
            bool begins = starts_with(l->text, "（") || starts_with(l->text, "(");
            if (!open && (!begins || k->note.n))
                return;
            open = !ends_with(l->text, "）") && !ends_with(l->text, ")");
            l->kind = KIND_NOTE;
            ARENA_PUSH(k->a, k->note.v, k->note.n, k->note.cap) = l;
        }
}

/* A long name may take two lines, one below the other about the same middle: the last one stands for it. */
static void join_names(struct parts *k)
{
    size_t n = 0;
    for (size_t i = 0; i < k->names.n; i++) {
        const struct vline *l = k->names.v[i], *next = i + 1 < k->names.n ? k->names.v[i + 1] : NULL;
        bool goes_on = next && next->y - l->y > 0 && next->y - l->y < PITCH_A * 13 / 10 && abs(line_center(l) - line_center(next)) < 1500;
        if (!goes_on)
            k->names.v[n++] = k->names.v[i];
    }
    k->names.n = n;
}

void find_tail(struct parts *k)
{
    find_date(k);
    if (!k->date)
        return;
    find_names(k);
    find_seals(k);
    k->tail = tail_form(k);
    if (k->tail == TAIL_SEALED)
        join_names(k);
    if (k->tail == TAIL_STAMPED)
        find_posts(k);
    if (k->tail == TAIL_DATE_ONLY || k->tail == TAIL_STAMPED)
        k->names.n = 0;
    find_note(k);
}

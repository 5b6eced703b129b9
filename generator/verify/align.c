#include "verify/align.h"

#include <string.h>

/* ---- the source as pieces ---- */

static bool blank(uint32_t cp) { return cp <= 0x20 || cp == 0xA0 || cp == 0x3000 || (cp >= 0x2000 && cp <= 0x200F) || cp == 0x2028 || cp == 0x2029 || cp == 0x202F || cp == 0xFEFF; }

static void add_bare(struct buf *b, const char *s)
{
    for (const char *end = s + strlen(s); s < end;) {
        uint32_t cp;
        int len = utf8_decode(s, end, &cp);
        if (!len)
            break;
        if (!blank(cp) && !utf8_unseen(cp))
            buf_add(b, s, (size_t)len);
        s += len;
    }
}

/* By character of the bare text: did a blank stand before it? */
static const bool *spaces(struct arena *a, const char *s, size_t n)
{
    bool *out = arena_calloc(a, n + 1, sizeof *out), gap = false;
    size_t k = 0;
    for (const char *end = s + strlen(s); s < end && k < n;) {
        uint32_t cp;
        int len = utf8_decode(s, end, &cp);
        s += len ? len : 1;
        if (utf8_unseen(cp))
            continue;
        if (blank(cp)) {
            gap = true;
            continue;
        }
        out[k++] = gap;
        gap = false;
    }
    return out;
}

static int add(struct alignment *m, enum piece_kind kind, const char *name, const char *const parts[])
{
    struct buf b = {0}, whole = {0};
    for (size_t i = 0; parts[i]; i++) {
        add_bare(&b, parts[i]);
        buf_adds(&whole, parts[i]);
    }
    if (b.n)
        ARENA_PUSH(m->a, m->v, m->n, m->cap) = (struct piece){kind, arena_strdup(m->a, b.p), name, spaces(m->a, buf_str(&whole), utf8_count(b.p, b.n))};
    buf_drop(&whole);
    buf_drop(&b);
    return (int)m->n - 1;
}
#define ADD(m, kind, name, ...) add((m), (kind), (name), (const char *const[]){__VA_ARGS__, NULL})

static const char *inls(struct alignment *m, const struct inls *t)
{
    struct buf b = {0};
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].text)
            buf_adds(&b, t->v[i].text);
    const char *s = arena_strdup(m->a, buf_str(&b));
    buf_drop(&b);
    return s;
}

static void add_row(struct alignment *m, const struct row *r, enum piece_kind kind, struct buf *all)
{
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < r->v[i].nparas; k++) {
            const char *s = inls(m, &r->v[i].paras[k]);
            ADD(m, kind, kind == PIECE_CELL ? "表格" : "表头", s);
            if (all)
                add_bare(all, s);
        }
}

static void add_repeat(struct alignment *m, const char *text, int piece)
{
    if (text[0]) {
        m->repeat = arena_grow(m->a, m->repeat, m->nrepeat, &m->caprepeat, sizeof *m->repeat);
        m->repeat[m->nrepeat].text = arena_strdup(m->a, text);
        m->repeat[m->nrepeat++].piece = piece;
    }
}

static void add_table(struct alignment *m, const struct table *t)
{
    struct buf head = {0}, first = {0};
    if (t->caption) {
        int at = ADD(m, PIECE_CAPTION, "表题", t->caption);
        add_bare(&first, t->caption);
        buf_adds(&first, "（续表）");
        add_repeat(m, buf_str(&first), at);
    }
    int piece = (int)m->n;
    for (size_t r = 0; r < t->nhead; r++)
        add_row(m, &t->head[r], PIECE_TABLE_HEAD, &head);
    add_repeat(m, buf_str(&head), piece);
    for (size_t r = 0; r < t->nrows; r++)
        add_row(m, &t->rows[r], PIECE_CELL, NULL);
    add_repeat(m, "续表", piece);
    buf_drop(&head);
    buf_drop(&first);
}

static void add_roster(struct alignment *m, const struct roster *r)
{
    for (size_t g = 0; g < r->n; g++)
        for (size_t i = 0; i < r->v[g].n; i++) {
            const struct person *p = &r->v[g].v[i];
            bool role = i == 0 && r->v[g].role;
            ADD(m, PIECE_ROSTER, "名单", role ? r->v[g].role : "", role ? "：" : "", p->name, p->post ? p->post : "");
        }
}

static void add_blocks(struct alignment *m, const struct blocks *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct block *k = &b->v[i];
        switch (k->kind) {
        case BLOCK_H1: case BLOCK_H2: case BLOCK_H3: case BLOCK_H4: ADD(m, PIECE_PARA, "标题", inls(m, &k->text)); break;
        case BLOCK_PARA:
            ADD(m, k->align == ALIGN_CENTER || k->align == ALIGN_RIGHT ? PIECE_SHIFTED : k->indent ? PIECE_PARA : PIECE_FLUSH, "段", inls(m, &k->text));
            break;
        case BLOCK_SIGN:
            ADD(m, PIECE_SIGN, "签字栏", k->sign.label, k->sign.name && k->sign.name[0] ? arena_printf(m->a, "（%s）", k->sign.name) : "");
            break;
        case BLOCK_TABLE: add_table(m, k->table); break;
        case BLOCK_FIGURE:
            if (k->figure->caption)
                ADD(m, PIECE_CAPTION, "图题", k->figure->caption);
            break;
        case BLOCK_ROSTER: add_roster(m, k->roster); break;
        case BLOCK_BLANK: break;
        }
    }
}

static void add_head(struct alignment *m, const struct document *d, bool marked)
{
    if (d->copy_no)
        ADD(m, PIECE_HEAD, "份号", d->copy_no);
    if (d->secrecy)
        ADD(m, PIECE_HEAD, "密级", d->secrecy, d->secrecy_term ? "★" : "", d->secrecy_term ? d->secrecy_term : "");
    if (d->urgency)
        ADD(m, PIECE_HEAD, "紧急程度", d->urgency);
    for (size_t i = 0; marked && i < d->issuers.n; i++) /* else it is on the paper already (套打) */
        ADD(m, PIECE_HEAD, "发文机关标志", d->issuers.v[i]);
    if (marked && d->issuer_suffix && d->issuer_suffix[0] && d->issuers.n)
        ADD(m, PIECE_HEAD, "发文机关标志", d->issuer_suffix);
    if (d->docno)
        ADD(m, PIECE_HEAD, "发文字号", d->docno);
    if (d->approvers.n)
        ADD(m, PIECE_HEAD, "签发人", "签发人：");
    for (size_t i = 0; i < d->approvers.n; i++)
        ADD(m, PIECE_HEAD, "签发人", d->approvers.v[i]);
}

static void add_signatures(struct alignment *m, const struct document *d)
{
    for (size_t i = 0; i < d->nsignatures; i++) {
        bool stamp = d->seal == SEAL_SIGNATURE && d->has_date; /* the stamp itself shows the name */
        if (!stamp)
            ADD(m, PIECE_TEXT, "署名", d->signatures[i].name);
        else if (d->signatures[i].post)
            ADD(m, PIECE_TEXT, "职务", d->signatures[i].post);
    }
    if (d->has_date)
        ADD(m, PIECE_TEXT, "成文日期", date_chinese(m->a, d->date));
    if (d->note)
        ADD(m, PIECE_TEXT, "附注", starts_with(d->note, "（") ? "" : "（", d->note, starts_with(d->note, "（") ? "" : "）");
}

/* Recipients that were moved to the 版记 end like 抄送, in a full stop. 7.4.2 */
static const char *moved(struct alignment *m, const char *s)
{
    size_t n = strlen(s), colon = strlen("：");
    return ends_with(s, "：") ? arena_printf(m->a, "%.*s。", (int)(n - colon), s) : s;
}

static void add_imprint(struct alignment *m, const struct document *d, bool recipient_below)
{
    const char *main_to = recipient_below ? moved(m, d->recipient) : d->copy_main;
    if (main_to)
        ADD(m, PIECE_IMPRINT, "主送", "主送：", main_to);
    if (d->copy_to)
        ADD(m, PIECE_IMPRINT, "抄送", "抄送：", d->copy_to);
    if (d->printer && d->format != DOC_LETTER)
        ADD(m, PIECE_IMPRINT, "印发机关", d->printer);
    if (d->has_print_date && d->format != DOC_LETTER)
        ADD(m, PIECE_IMPRINT, "印发日期", date_chinese(m->a, d->print_date), "印发");
}

/* Annexes bound with the text stand before the 版记, those apart from it behind, with the document's number. 7.3.7 */
static void add_annexes(struct alignment *m, const struct document *d, bool separate)
{
    for (size_t i = 0; i < d->nannexes; i++) {
        const struct annex *x = &d->annexes[i];
        if (x->separate != separate)
            continue;
        ADD(m, PIECE_TEXT, "附件", separate && d->docno ? d->docno : "", "附件", d->annex_names.n > 1 ? arena_printf(m->a, "%zu", i + 1) : "");
        ADD(m, PIECE_TEXT, "附件标题", x->title);
        add_blocks(m, &x->body);
    }
}

static void pieces(struct alignment *m, const struct document *d, bool marked, bool recipient_below)
{
    static const char *const words[] = {"出席：", "请假：", "列席："};
    const char *const lists[] = {d->present, d->excused, d->attending};
    add_head(m, d, marked);
    if (d->title.n)
        ADD(m, PIECE_TEXT, "标题", inls(m, &d->title));
    if (d->recipient && !recipient_below)
        ADD(m, PIECE_TEXT, "主送机关", d->recipient);
    add_blocks(m, &d->body);
    for (size_t i = 0; i < d->annex_names.n; i++)
        ADD(m, PIECE_TEXT, "附件说明", i == 0 ? "附件：" : "", d->annex_names.n > 1 ? arena_printf(m->a, "%zu.", i + 1) : "", d->annex_names.v[i]);
    for (size_t i = 0; i < 3; i++)
        if (lists[i])
            ADD(m, PIECE_TEXT, "出席", words[i], lists[i]);
    add_signatures(m, d);
    for (size_t i = 0; i < d->nissued; i++) {
        ADD(m, PIECE_TEXT, "印发件标题", d->issued[i].title);
        add_blocks(m, &d->issued[i].body);
    }
    add_annexes(m, d, false);
    add_imprint(m, d, recipient_below);
    add_annexes(m, d, true);
}

/* ---- the page's text ---- */

struct glyph_at { struct vglyph *g; struct vpage *page; };
struct stream { struct glyph_at *v; size_t n; };

static bool in_page_number(const struct vpage *p, const struct vglyph *g)
{
    for (size_t i = 0; i < p->nl; i++)
        if (p->l[i].kind == KIND_PAGE_NUMBER)
            for (size_t j = 0; j < p->l[i].n; j++)
                if (p->l[i].g[j] == g)
                    return true;
    return false;
}

static struct stream page_text(struct vpages *p)
{
    struct stream s = {0};
    size_t all = 0;
    for (size_t i = 0; i < p->n; i++)
        all += p->v[i].ng;
    s.v = arena_calloc(p->a, all + 1, sizeof *s.v);
    for (size_t i = 0; i < p->n; i++)
        for (size_t j = 0; j < p->v[i].ng; j++) {
            struct vglyph *g = &p->v[i].g[j];
            if (!blank(g->cp) && !in_page_number(&p->v[i], g))
                s.v[s.n++] = (struct glyph_at){g, &p->v[i]};
        }
    return s;
}

/* How many glyphs from i on are exactly text; 0: they differ. 〓 stands for a character that no font has. */
static size_t match(const struct stream *s, size_t i, const char *text)
{
    size_t n = 0;
    for (const char *end = text + strlen(text); text < end; n++) {
        uint32_t cp;
        text += utf8_decode(text, end, &cp);
        if (i + n >= s->n || (s->v[i + n].g->cp != cp && s->v[i + n].g->cp != 0x3013))
            return 0;
    }
    return n;
}

/* The same up to where they part; counts what agrees. */
static size_t agree(const struct stream *s, size_t i, const char *text, const char **rest)
{
    size_t n = 0;
    const char *end = text + strlen(text);
    *rest = text;
    while (text < end && i + n < s->n) {
        uint32_t cp;
        text += utf8_decode(text, end, &cp);
        if (s->v[i + n].g->cp != cp && s->v[i + n].g->cp != 0x3013)
            break;
        n++;
        *rest = text;
    }
    return n;
}

static void name_glyphs(const struct stream *s, size_t from, size_t n, int piece, size_t place)
{
    for (size_t i = 0; i < n; i++) {
        s->v[from + i].g->piece = piece;
        s->v[from + i].g->place = (int)(place + i);
    }
}

/* The head's elements may stand in any order. */
static bool match_head(struct alignment *m, const struct stream *s, size_t *i, bool *done)
{
    for (size_t k = 0; k < m->n && m->v[k].kind == PIECE_HEAD; k++) {
        size_t n = done[k] ? 0 : match(s, *i, m->v[k].text);
        if (!n)
            continue;
        name_glyphs(s, *i, n, (int)k, 0);
        done[k] = true;
        *i += n;
        return true;
    }
    return false;
}

static bool skip_repeat(const struct alignment *m, const struct stream *s, size_t *i)
{
    for (size_t k = 0; k < m->nrepeat; k++) {
        size_t n = match(s, *i, m->repeat[k].text);
        if (!n)
            continue;
        name_glyphs(s, *i, n, m->repeat[k].piece, 0);
        *i += n;
        return true;
    }
    return false;
}

static const char *glyph_text(struct arena *a, const struct stream *s, size_t i)
{
    struct buf b = {0};
    for (size_t k = i; k < i + 8 && k < s->n; k++)
        buf_add_utf8(&b, s->v[k].g->cp);
    const char *out = arena_strdup(a, b.n ? b.p : "（到此为止）");
    buf_drop(&b);
    return out;
}

static void parted(struct alignment *m, const struct stream *s, size_t i, const char *expected)
{
    const char *end = expected;
    for (int k = 0; k < 8 && *end; k++) {
        uint32_t cp;
        end += utf8_decode(end, expected + strlen(expected), &cp);
    }
    m->equal = false;
    m->at = i < s->n ? s->v[i].g : NULL;
    m->page = i < s->n ? s->v[i].page : NULL;
    m->found = glyph_text(m->a, s, i);
    m->expected = expected[0] ? arena_strndup(m->a, expected, (size_t)(end - expected)) : "（到此为止）";
}

/* One piece; between its characters (a cell over two pages) a table's head may be repeated. */
static bool match_piece(struct alignment *m, const struct stream *s, size_t *i, size_t k)
{
    const char *text = m->v[k].text, *rest;
    size_t place = 0;
    for (;;) {
        size_t n = agree(s, *i, text, &rest);
        name_glyphs(s, *i, n, (int)k, place);
        *i += n;
        place += n;
        m->matched += n;
        if (!*rest)
            return true;
        if (!(m->v[k].kind == PIECE_CELL && skip_repeat(m, s, i))) {
            parted(m, s, *i, rest);
            return false;
        }
        text = rest;
    }
}

static bool run(struct alignment *m, const struct stream *s)
{
    bool *done = arena_calloc(m->a, m->n + 1, sizeof *done);
    size_t i = 0, k = 0;
    while (match_head(m, s, &i, done))
        ;
    for (; k < m->n && m->v[k].kind == PIECE_HEAD; k++)
        if (!done[k]) {
            parted(m, s, i, m->v[k].text);
            return false;
        }
    m->matched = i;
    for (; k < m->n; k++) {
        while (m->v[k].kind == PIECE_CELL && !match(s, i, m->v[k].text) && skip_repeat(m, s, &i))
            ;
        if (!match_piece(m, s, &i, k))
            return false;
    }
    if (i < s->n)
        parted(m, s, i, "");
    return i >= s->n;
}

struct alignment *align_source(struct vpages *p, const struct document *d)
{
    struct alignment *best = NULL;
    struct stream s = page_text(p);
    bool marked = false;
    for (size_t i = 0; i < p->v[0].ng; i++)
        marked |= is_mark_glyph(&p->v[0], &p->v[0].g[i]);
    for (int below = 0; below < (d->recipient ? 2 : 1); below++) { /* 7.3.2: too many recipients go to the 版记 */
        struct alignment *m = arena_alloc(p->a, sizeof *m);
        *m = (struct alignment){.a = p->a, .equal = true};
        pieces(m, d, marked, below);
        if (run(m, &s))
            return m;
        if (!best || m->matched > best->matched)
            best = m;
    }
    return best;
}

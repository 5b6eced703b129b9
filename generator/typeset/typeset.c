#include "typeset/typeset.h"

#include "typeset/ts.h"

#include <string.h>

/* ICU's rules are opened once per thread's document; the data behind them is shared. */
static UBreakIterator *open_breaks(UBreakIteratorType type)
{
    UErrorCode e = U_ZERO_ERROR;
    UBreakIterator *b = ubrk_open(type, "zh", NULL, 0, &e);
    if (U_FAILURE(e))
        base_die("断行数据不可用（%s）：请重新安装 libicu", u_errorName(e));
    return b;
}

static const char *metadata_title(struct ts *ts)
{
    struct buf b = {0};
    for (size_t i = 0; i < ts->doc->title.n; i++)
        if (ts->doc->title.v[i].text)
            buf_adds(&b, ts->doc->title.v[i].text);
    const char *s = arena_strdup(ts->a, buf_str(&b));
    buf_drop(&b);
    return s;
}

static void set_metadata(struct ts *ts)
{
    const struct document *d = ts->doc;
    ts->pages->title = metadata_title(ts);
    ts->pages->author = arena_strdup(ts->a, d->nsignatures ? d->signatures[0].name : d->issuers.n ? d->issuers.v[0] : "");
    ts->pages->subject = arena_strdup(ts->a, d->docno ? d->docno : "");
    ts->pages->date = d->date;
}

/* 附件 and its number in 黑体 at the upper left (7.3.7); returns it for the bookmark. */
static const char *annex_label(struct ts *ts, struct page *p, const struct annex *x, size_t i, int sect)
{
    struct look label = look_body(FONT_HEITI), number = look_body(FONT_FANGSONG);
    struct line_at at = {pages_left(ts, p), line_baseline(ts, label, style_row_top(ts->style, 1)), pages_node(ts, TAG_P, sect), "附件", false};
    if (x->separate && ts->doc->docno) /* not bound with the text: the document's number in front */
        at.x += line_put_string(ts, p, ts->doc->docno, number, HPOS_LEFT, 0, at);
    char *s = ts->doc->annex_names.n > 1 ? arena_printf(ts->scratch, "附件%zu", i + 1) : arena_strdup(ts->scratch, "附件");
    line_put_string(ts, p, s, label, HPOS_LEFT, 0, at);
    return s;
}

enum part { PART_ISSUED, PART_ANNEX };

/*
 * A new page. 附件: its label, the title centred in the third row; the rest like the text (7.3.7). 印发件: no label, and
 * the title stands where a title stands, below one blank row.
 */
static int annex(struct ts *ts, const struct annex *x, enum part part, size_t i)
{
    struct page *p = pages_add(ts);
    size_t page = ts->pages->n - 1;
    um left = pages_left(ts, p);
    int sect = pages_node(ts, TAG_SECT, 1);
    struct look title = look_size(FONT_XBS, part == PART_ANNEX ? ts->style->annex_title_size : SIZE_2);
    const char *s = part == PART_ANNEX ? annex_label(ts, p, x, i, sect) : NULL;
    int title_row = part == PART_ANNEX ? 3 : 2;
    struct text t = {0};
    struct tlines lines;
    text_add(ts, &t, x->title, title, x->line);
    text_finish(ts, &t);
    title_break(ts, &t, AREA_W * 1000, &lines);
    int node = pages_node(ts, TAG_H1, sect);
    /* 2号 letters stand in the middle of the row's band */
    um top = style_row_top(ts->style, title_row) - (title.size - SIZE_3) / 2, y = top;
    for (size_t k = 0; k < lines.n; k++, y += TITLE_PITCH) {
        struct tline l = lines.v[k];
        nm *xs = arena_calloc(ts->scratch, l.to - l.from, sizeof *xs);
        um w = (um)(line_set(&t, l, l.natural, false, xs) / 1000);
        line_emit(ts, p, &t, l, xs, (struct line_at){left + (AREA_W - w) / 2, line_baseline(ts, title, y), node, s ? "附件标题" : "标题", false});
    }
    pages_bookmark(ts, s ? arena_printf(ts->a, "%s　%s", s, x->title) : x->title, 1, page, style_row_top(ts->style, 1));
    int row = title_row + 1;
    while (style_row_top(ts->style, row) < y - TITLE_PITCH + title.size + LINE_GAP)
        row++;
    row += part == PART_ISSUED; /* 标题下空一行 (7.3.2) */
    struct frows rows = {0};
    flow_blocks(ts, &rows, &x->body, sect, 2);
    return paginate(ts, &rows, row, 0);
}

static int body(struct ts *ts, int first)
{
    struct frows rows = {0};
    flow_blocks(ts, &rows, &ts->doc->body, 1, ts->doc->title.n ? 2 : 1);
    size_t tail = sign_flow(ts, &rows, 1);
    return paginate(ts, &rows, first, tail);
}

static struct strings *names(struct ts *ts, const struct strings *given)
{
    const struct document *d = ts->doc;
    struct strings *all = arena_alloc(ts->scratch, sizeof *all);
    for (size_t i = 0; given && i < given->n; i++)
        ARENA_PUSH(ts->scratch, all->v, all->n, all->cap) = given->v[i];
    for (size_t i = 0; i < d->issuers.n; i++)
        ARENA_PUSH(ts->scratch, all->v, all->n, all->cap) = d->issuers.v[i];
    for (size_t i = 0; i < d->nsignatures; i++)
        ARENA_PUSH(ts->scratch, all->v, all->n, all->cap) = d->signatures[i].name;
    return all;
}

int typeset(struct pages **out, struct arena *a, const struct document *d, const struct fonts *f, const struct style *s,
            const struct strings *lexicon, struct diags *ds)
{
    struct ts ts = {.a = a, .scratch = arena_new(), .fonts = f, .style = s, .ds = ds, .doc = d, .unnumbered_from = SIZE_MAX};
    ts.pages = arena_alloc(a, sizeof *ts.pages);
    ts.pages->a = a;
    ts.line_breaks = open_breaks(UBRK_LINE);
    ts.word_breaks = open_breaks(UBRK_WORD);
    ts.lexicon = names(&ts, lexicon);
    pages_node(&ts, TAG_ARTIFACT, 0);
    pages_node(&ts, TAG_DOCUMENT, 0);
    set_metadata(&ts);
    pages_add(&ts);
    int free_row = body(&ts, head_set(&ts));
    for (size_t i = 0; i < d->nissued; i++)
        free_row = annex(&ts, &d->issued[i], PART_ISSUED, i);
    for (size_t i = 0; i < d->nannexes; i++)
        free_row = annex(&ts, &d->annexes[i], PART_ANNEX, i);
    imprint_set(&ts, free_row);
    pageno_set(&ts);
    ubrk_close(ts.line_breaks);
    ubrk_close(ts.word_breaks);
    arena_drop(ts.scratch);
    if (ts.failed)
        return -1;
    *out = ts.pages;
    return 0;
}

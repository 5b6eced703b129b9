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

static um body(struct ts *ts, int first, um foot)
{
    struct frows rows = {0};
    flow_blocks(ts, &rows, &ts->doc->body, 1, ts->doc->title.n ? 2 : 1);
    size_t tail = sign_flow(ts, &rows, 1);
    return paginate(ts, &rows, first, tail, foot);
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
    struct ts ts = {.a = a, .scratch = arena_new(), .fonts = f, .style = s, .ds = ds, .doc = d};
    ts.pages = arena_alloc(a, sizeof *ts.pages);
    ts.pages->a = a;
    ts.line_breaks = open_breaks(UBRK_LINE);
    ts.word_breaks = open_breaks(UBRK_WORD);
    ts.lexicon = names(&ts, lexicon);
    pages_node(&ts, TAG_ARTIFACT, 0);
    pages_node(&ts, TAG_DOCUMENT, 0);
    set_metadata(&ts);
    pages_add(&ts);
    int first = head_set(&ts);
    size_t bound = d->nissued; /* annexes bound with the text stand before the 版记, the separate ones behind it (7.3.7) */
    for (size_t i = 0; i < d->nannexes; i++)
        bound += !d->annexes[i].separate;
    um foot = imprint_height(&ts), free_y = body(&ts, first, bound ? 0 : foot);
    for (size_t i = 0; i < d->nissued; i++)
        free_y = issued_set(&ts, i, --bound ? 0 : foot);
    for (size_t i = 0; i < d->nannexes; i++)
        if (!d->annexes[i].separate)
            free_y = annex_set(&ts, i, --bound ? 0 : foot);
    imprint_set(&ts, free_y);
    for (size_t i = 0; i < d->nannexes; i++)
        if (d->annexes[i].separate)
            annex_set(&ts, i, 0);
    bounds_check(&ts); /* page numbers stand outside the type area */
    pageno_set(&ts);
    text_tell(&ts);
    ubrk_close(ts.line_breaks);
    ubrk_close(ts.word_breaks);
    arena_drop(ts.scratch);
    if (ts.failed)
        return -1;
    *out = ts.pages;
    return 0;
}

/*
 * The trace: every positioned item of a document as one line of text, in integers. Read by people, compared by tests.
 * The format is described in trace.md; changing it means regenerating every golden file, so add, do not rearrange.
 */
#include "backend/backend.h"

#include "backend/tags.h"
#include "base/samples.h"

/* Text in quotes; what cannot be seen or would break the line is written as \u{HEX}. */
static void put_quoted(struct buf *out, const char *s, size_t n)
{
    buf_addc(out, '"');
    for (const char *end = s + n; s < end;) {
        uint32_t c;
        int len = utf8_decode(s, end, &c);
        if (!len) {
            buf_addf(out, "\\x%02X", (unsigned char)*s++);
            continue;
        }
        bool hidden = c < 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0xAD || (c >= 0x2000 && c <= 0x200F) ||
                      (c >= 0x2028 && c <= 0x202F) || (c >= 0x205F && c <= 0x206F) || c == 0xFEFF;
        if (hidden)
            buf_addf(out, "\\u{%X}", (unsigned)c);
        else if (c == '"' || c == '\\')
            buf_addf(out, "\\%c", (char)c);
        else
            buf_add(out, s, (size_t)len);
        s += len;
    }
    buf_addc(out, '"');
}

static void put_string(struct buf *out, const char *s)
{
    size_t n = 0;
    while (s[n])
        n++;
    put_quoted(out, s, n);
}

/* Do v[i..j] stand evenly: each within 1 µm of first + k·(last − first)/(j − i), all steps forward? */
static bool even(const struct cluster *v, size_t i, size_t j)
{
    int64_t span = (int64_t)v[j].x - v[i].x, steps = (int64_t)(j - i);
    for (size_t k = i; k <= j; k++) {
        int64_t off = ((int64_t)v[k].x - v[i].x) * steps - span * (int64_t)(k - i);
        if (off > steps || off < -steps)
            return false;
    }
    return span > 0;
}

/* The last index of the longest even run that starts at i and grows one by one. */
static size_t run_end(const struct cluster *v, size_t n, size_t i)
{
    size_t j = i;
    if (i + 1 < n) {
        int64_t low = (int64_t)v[i + 1].x - v[i].x, high = low;
        for (j = i + 1; j + 1 < n; j++) { /* candidates: steps that differ by 1 µm at most */
            int64_t d = (int64_t)v[j + 1].x - v[j].x;
            low = d < low ? d : low;
            high = d > high ? d : high;
            if (high - low > 1)
                break;
        }
    }
    while (j > i && !even(v, i, j))
        j--;
    return j;
}

static bool constant(const struct cluster *v, size_t i, size_t j)
{
    for (size_t k = i + 1; k < j; k++)
        if (v[k + 1].x - v[k].x != v[k].x - v[k - 1].x)
            return false;
    return true;
}

/* first+pitch*count, first~last*count, or the single place; joined by commas. */
static void put_places(struct buf *out, const struct cluster *v, size_t n)
{
    for (size_t i = 0; i < n;) {
        if (i)
            buf_addc(out, ',');
        size_t j = run_end(v, n, i);
        if (j < i + 2) {
            buf_addf(out, "%d", (int)v[i].x);
            i++;
            continue;
        }
        if (constant(v, i, j))
            buf_addf(out, "%d+%d*%zu", (int)v[i].x, (int)(v[i + 1].x - v[i].x), j - i + 1);
        else
            buf_addf(out, "%d~%d*%zu", (int)v[i].x, (int)v[j].x, j - i + 1);
        i = j + 1;
    }
}

static void put_flags(struct buf *out, const struct item *it)
{
    const char *sep = "";
    size_t at = out->n;
    if (it->turned) {
        buf_addf(out, "%sturned", sep);
        sep = ",";
    }
    if (it->kind == ITEM_TEXT && it->text.hscale != 1000) {
        buf_addf(out, "%shscale=%d", sep, it->text.hscale);
        sep = ",";
    }
    if (it->kind == ITEM_TEXT && it->text.stroke)
        buf_addf(out, "%sstroke=%d", sep, it->text.stroke);
    if (out->n == at)
        buf_addc(out, '-');
}

static void put_text(struct buf *out, const struct item *it)
{
    buf_addf(out, "%d %d %d %s %s ", (int)it->text.x, (int)it->text.y, (int)it->text.size,
             it->text.face ? it->text.face->psname : "-", be_color_name(it->color));
    put_flags(out, it);
    buf_addc(out, ' ');
    struct buf s = {0};
    for (size_t i = 0; i < it->text.n; i++)
        buf_add_utf8(&s, it->text.v[i].cp);
    put_quoted(out, buf_str(&s), s.n);
    buf_drop(&s);
    buf_addc(out, ' ');
    put_places(out, it->text.v, it->text.n);
    buf_addf(out, " end %d", (int)it->text.end);
}

static void put_polygon(struct buf *out, const struct item *it)
{
    if (it->polygon.fill)
        buf_adds(out, "fill ");
    else
        buf_addf(out, "line %d ", (int)it->polygon.width);
    buf_addf(out, "%s", be_color_name(it->color));
    for (size_t i = 0; i < it->polygon.n; i++)
        buf_addf(out, " %d,%d", (int)it->polygon.v[i].x, (int)it->polygon.v[i].y);
}

static void put_item(struct buf *out, const struct pages *p, const struct item *it)
{
    static const char *const kind[] = {
        [ITEM_TEXT] = "text", [ITEM_RULE] = "rule", [ITEM_IMAGE] = "image", [ITEM_POLYGON] = "polygon"};
    const char *tag = (size_t)it->node < p->nnodes ? be_tag_name(p->nodes[it->node].tag) : "?";
    buf_addf(out, "  %s %s %d/%s ", kind[it->kind], it->element ? it->element : "-", it->node, tag);
    switch (it->kind) {
    case ITEM_TEXT:
        put_text(out, it);
        break;
    case ITEM_RULE:
        buf_addf(out, "%d,%d %d,%d %d %s", (int)it->rule.x0, (int)it->rule.y0, (int)it->rule.x1, (int)it->rule.y1,
                 (int)it->rule.width, be_color_name(it->color));
        break;
    case ITEM_IMAGE:
        buf_addf(out, "%d,%d %dx%d picture %d", (int)it->image.x, (int)it->image.y, (int)it->image.w,
                 (int)it->image.h, it->image.image ? it->image.image->index : -1);
        break;
    case ITEM_POLYGON:
        put_polygon(out, it);
        break;
    }
    buf_addc(out, '\n');
}

static void put_head(struct buf *out, const struct pages *p)
{
    static const char *const name[] = {"source", "title", "author", "subject", "keywords"};
    const char *const value[] = {p->source, p->title, p->author, p->subject, p->keywords};
    buf_adds(out, "trace 1\n");
    for (size_t i = 0; i < sizeof name / sizeof name[0]; i++) {
        if (!value[i])
            continue;
        buf_addf(out, "%s ", name[i]);
        put_string(out, value[i]);
        buf_addc(out, '\n');
    }
    if (p->date.year)
        buf_addf(out, "date %04d-%02d-%02d\n", p->date.year, p->date.month, p->date.day);
}

static void put_node(struct buf *out, const struct pages *p, size_t i)
{
    const struct node *n = &p->nodes[i];
    buf_addf(out, "node %zu %s in %d", i, be_tag_name(n->tag), n->parent);
    if (n->colspan > 1)
        buf_addf(out, " colspan %d", n->colspan);
    if (n->rowspan > 1)
        buf_addf(out, " rowspan %d", n->rowspan);
    if (n->alt) {
        buf_adds(out, " alt ");
        put_string(out, n->alt);
    }
    buf_addc(out, '\n');
}

static void put_picture(struct buf *out, const struct image *im)
{
    uint32_t crc = samples_crc(im->color, im->mask, (uint64_t)im->width * im->height);
    buf_addf(out, "picture %d %ux%u %s%s crc %08x", im->index, (unsigned)im->width, (unsigned)im->height,
             im->color->channels == 3 ? "rgb" : "grey", im->mask ? "a" : "", (unsigned)crc);
    if (im->alt) {
        buf_adds(out, " alt ");
        put_string(out, im->alt);
    }
    buf_addc(out, '\n');
}

int backend_trace(const struct pages *p, struct buf *out, struct diags *ds)
{
    (void)ds; /* whatever the pages hold can be shown: the trace is also for finding faults */
    put_head(out, p);
    for (size_t i = 0; i < p->n; i++) {
        const struct page *pg = &p->v[i];
        buf_addf(out, "page %d %d %d%s\n", pg->number, (int)pg->width, (int)pg->height, pg->blank ? " blank" : "");
        for (size_t k = 0; k < pg->n; k++)
            put_item(out, p, &pg->items[k]);
    }
    for (size_t i = 1; i < p->nnodes; i++)
        put_node(out, p, i);
    for (size_t i = 0; i < p->nbookmarks; i++) {
        const struct bookmark *b = &p->bookmarks[i];
        buf_addf(out, "bookmark %d page %d y %d ", b->level, b->page + 1, (int)b->y);
        put_string(out, b->title ? b->title : "");
        buf_addc(out, '\n');
    }
    for (size_t i = 0; i < p->nimages; i++)
        put_picture(out, p->images[i]);
    return 0;
}

/* The order of a judgement: bytes → text → characters → XML → schema → submission → rules → 说明 → verdict. */
#include "intake/parts.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool any_error(const struct diags *ds) { return diags_worst(ds) >= SEV_ERROR; }

/* ---- messages in the order of the file ---- */

struct ranked { struct diag d; size_t before; };

/* What concerns the whole file comes first, remarks about it last. */
static uint32_t line_for_order(const struct diag *d)
{
    return d->place.line == 0 && d->severity == SEV_NOTE ? UINT32_MAX : d->place.line;
}

static int by_place(const void *x, const void *y)
{
    const struct ranked *p = x, *q = y;
    uint32_t x_line = line_for_order(&p->d), y_line = line_for_order(&q->d);
    if (x_line != y_line)
        return x_line < y_line ? -1 : 1;
    if (p->d.place.col != q->d.place.col)
        return p->d.place.col < q->d.place.col ? -1 : 1;
    return p->before < q->before ? -1 : 1;
}

static void sort_messages(struct diags *ds, struct arena *a)
{
    if (ds->n < 2)
        return;
    struct ranked *r = arena_calloc(a, ds->n, sizeof *r);
    for (size_t i = 0; i < ds->n; i++)
        r[i] = (struct ranked){ds->v[i], i};
    qsort(r, ds->n, sizeof *r, by_place);
    for (size_t i = 0; i < ds->n; i++)
        ds->v[i] = r[i].d;
}

static int by_number(const void *x, const void *y)
{
    const struct sub_item *p = x, *q = y;
    return p->no != q->no ? (p->no < q->no ? -1 : 1) : (p->line > q->line) - (p->line < q->line);
}

/* ---- rules ---- */

enum { LOOK_BACK = 12, LOOK_AHEAD = 4 }; /* quarters */

static const struct submission *ask(struct reading *r, struct quarter q)
{
    const struct history *h = r->history;
    return h && h->current ? h->current(h->ctx, r->out->unit->code, q) : NULL;
}

static const struct submission *of_this_year(struct reading *r, struct quarter q)
{
    return q.year == r->out->quarter.year ? r->year[q.q - 1] : ask(r, q);
}

/* A unit may have missed a quarter: what is compared is the nearest one that stands. */
static void read_history(struct reading *r)
{
    struct quarter own = r->out->quarter, q = {own.year, 1}, before = own, after = own, today = date_quarter(r->today);
    r->current = ask(r, own);
    for (; q.year == own.year && quarter_cmp(q, today) <= 0; q = quarter_next(q))
        if (quarter_cmp(q, own) != 0)
            r->year[q.q - 1] = ask(r, q);
    for (int n = 0; n < LOOK_BACK && !r->last; n++)
        r->last = of_this_year(r, before = quarter_prev(before));
    for (int n = 0; n < LOOK_AHEAD && !r->next && quarter_cmp(after, today) < 0; n++)
        r->next = of_this_year(r, after = quarter_next(after));
}

const char *rule_last_called(const struct reading *r)
{
    if (!r->last)
        return "";
    bool adjacent = quarter_cmp(r->last->quarter, quarter_prev(r->out->quarter)) == 0;
    return adjacent ? "上季度" : quarter_chinese(r->a, r->last->quarter);
}

static void apply_rules(struct reading *r)
{
    if (!r->plan) {
        DIAG(r->ds, S101, ((struct place){.file = r->s->file}), NULL, NULL, NULL);
        return;
    }
    if (r->out->unit && r->out->quarter.year)
        read_history(r);
    rules_head(r);
    rules_items(r);
    rules_text(r);
    rules_problems(r);
    rules_values(r);
    rules_repeated(r);
    if (r->more)
        DIAG(r->ds, S192, ((struct place){.file = r->s->file}), NULL, NULL, arena_printf(r->a, "%zu", r->more));
}

static void wrong_root(struct judged *out, struct source *s, const xmlNode *root)
{
    const char *name = (const char *)root->name;
    if (out->root == ROOT_SUBMISSION)
        DIAG(&out->diags, X123, place_element(s, root), NULL, name, name);
    else
        DIAG(&out->diags, X120, place_element(s, root), NULL, name, name);
}

/* Text that does not parse may still show whose it is. */
static void guess_identity(struct reading *r)
{
    struct source *s = r->s;
    read_identity(r, source_guess(r->a, s->p, s->n, "单位"), source_guess(r->a, s->p, s->n, "年度"),
                  source_guess(r->a, s->p, s->n, "季度"));
    char *version = source_guess(r->a, s->p, s->n, "版次");
    r->out->version = version ? text_ordinal(r->a, version) : 0;
}

static void judge_tree(struct reading *r, xmlDocPtr doc, const char *schema_dir)
{
    struct judged *out = r->out;
    r->root = xmlDocGetRootElement(doc);
    if (out->root != ROOT_SUBMISSION || r->root->ns) {
        wrong_root(out, r->s, r->root);
        guess_identity(r);
        return;
    }
    const struct schema *sc = schema_get(schema_dir, "季度报送.xsd", &out->diags);
    if (!sc)
        return;
    schema_validate(sc, r->s, doc, r->plan, &out->diags);
    read_submission(r);
    apply_rules(r);
    if (r->sub->nitems)
        qsort(r->sub->items, r->sub->nitems, sizeof *r->sub->items, by_number); /* r->nodes no longer match */
}

static bool said(const struct diags *ds, enum msg m)
{
    for (size_t i = 0; i < ds->n; i++)
        if (ds->v[i].msg == m)
            return true;
    return false;
}

/* What is no XML at all has no characters worth a word. */
static void drop_characters(struct diags *ds)
{
    size_t n = 0;
    for (size_t i = 0; i < ds->n; i++)
        if (ds->v[i].msg < MSG_D101 || ds->v[i].msg > MSG_D124)
            ds->v[n++] = ds->v[i];
    ds->n = n;
}

static const xmlNode *next_element(const xmlNode *e)
{
    do {
        if (e->type == XML_ELEMENT_NODE && e->children) {
            e = e->children;
            continue;
        }
        while (e && !e->next)
            e = e->parent;
        e = e ? e->next : NULL;
    } while (e && e->type != XML_ELEMENT_NODE);
    return e;
}

/* Gives the messages about characters, found before there was a tree, the path of the element they stand in. */
static void name_places(struct reading *r, xmlDocPtr doc)
{
    for (size_t i = 0; i < r->ds->n; i++) {
        struct diag *d = &r->ds->v[i];
        if (d->path || d->place.line == 0 || (d->place.line == 1 && d->place.col <= 1))
            continue;
        size_t at = source_offset(r->s, d->place);
        const xmlNode *in = NULL;
        for (const xmlNode *e = xmlDocGetRootElement(doc); e && node_offset(e) <= at; e = next_element(e))
            in = e;
        while (in && in->type == XML_ELEMENT_NODE && strstr((const char *)in->name, "\xEF\xBF\xBD")) /* the name itself was lost */
            in = in->parent;
        if (in && in->type == XML_ELEMENT_NODE)
            d->path = path_words(r->a, in, r->plan);
    }
}

static void judge_text(struct reading *r, const struct decoded *d, bool *unfinished, const char *schema_dir)
{
    struct judged *out = r->out;
    struct source *s = r->s;
    bool clean = chars_check(s, &out->diags);
    if (d->given_up) { /* only the beginning is there: its end would be told as a fault of its own */
        guess_identity(r);
        DIAG(&out->diags, X124, ((struct place){.file = s->file}), NULL, NULL, NULL);
        *unfinished = false;
        return;
    }
    struct parsed parsed;
    parse_text(&parsed, s, chars_for_parser(r->a, s, clean), r->plan, schema_dir, &out->diags);
    *unfinished |= parsed.unfinished;
    if (parsed.doc) {
        name_places(r, parsed.doc);
        judge_tree(r, parsed.doc, schema_dir);
        xmlFreeDoc(parsed.doc);
    } else if (out->root == ROOT_SUBMISSION || said(&out->diags, MSG_X126)) {
        guess_identity(r);
        if (!*unfinished)
            DIAG(&out->diags, X124, ((struct place){.file = s->file}), NULL, NULL, NULL);
    }
}

/* Files of other programs, told by their first bytes; NULL if it is none of them. */
static const char *kind_of_file(const char *p, size_t n)
{
    static const struct { const char *first; size_t n; const char *kind; } known[] = {
        {"PK\x03\x04", 4, "压缩文件，或者 Word、WPS、Excel 文件"},
        {"\xD0\xCF\x11\xE0", 4, "旧版的 Word、WPS 或 Excel 文件"},
        {"%PDF", 4, " PDF 文件"}, {"{\\rtf", 5, " RTF 文件"}, {"\x89PNG", 4, "图片"}, {"\xFF\xD8\xFF", 3, "图片"},
        {"Rar!", 4, "压缩文件"}, {"7z\xBC\xAF", 4, "压缩文件"}, {"\x1F\x8B", 2, "压缩文件"}, {"\xFD" "7zXZ", 5, "压缩文件"},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (n >= known[i].n && memcmp(p, known[i].first, known[i].n) == 0)
            return known[i].kind;
    size_t i = n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    while (i < n && strchr(" \t\r\n", p[i]) && p[i])
        i++;
    bool page = (n - i >= 14 && strncasecmp(p + i, "<!DOCTYPE html", 14) == 0) || (n - i >= 5 && strncasecmp(p + i, "<html", 5) == 0);
    return page ? "网页文件" : NULL;
}

static bool other_file(struct judged *out, const char *file, const char *bytes, size_t n)
{
    const char *kind = kind_of_file(bytes, n);
    if (!kind)
        return false;
    DIAG(&out->diags, X125, ((struct place){.file = file}), NULL, NULL, kind);
    out->verdict = VERDICT_REJECTED;
    return true;
}

static bool too_large(struct judged *out, const char *file, size_t n)
{
    if (n <= LIMIT_FILE)
        return false;
    DIAG(&out->diags, X101, ((struct place){.file = file}), NULL, NULL, arena_printf(out->diags.a, "%zu", n),
         arena_printf(out->diags.a, "%d", LIMIT_FILE));
    out->verdict = VERDICT_REJECTED;
    return true;
}

void intake_unjudged(struct judged *out, struct arena *a, const char *file)
{
    *out = (struct judged){.verdict = VERDICT_REJECTED, .diags = {.a = a}};
    DIAG(&out->diags, X129, ((struct place){.file = file}), NULL, NULL, NULL);
}

void intake_judge(struct judged *out, struct arena *a, const struct plan *plan, const struct history *h,
                  const char *file, const char *bytes, size_t n, const char *schema_dir, struct date today)
{
    *out = (struct judged){.diags = {.a = a}};
    if (too_large(out, file, n) || other_file(out, file, bytes, n))
        return;
    struct decoded d;
    decode_bytes(&d, a, file, bytes, n, &out->diags);
    out->encoding = d.encoding;
    shown_keep(out, a, bytes, &d);
    out->root = intake_root(d.p, d.n);
    struct source s;
    source_init(&s, a, file, d.p, d.n);
    struct reading r = {.a = a, .s = &s, .ds = &out->diags, .out = out, .plan = plan, .history = h, .today = today};
    if (d.n)
        judge_text(&r, &d, &d.unfinished, schema_dir);
    if (said(&out->diags, MSG_X121))
        drop_characters(&out->diags);
    sort_messages(&out->diags, a);
    if (r.sub) /* else nobody can have explained anything */
        explain_warnings(out, a, plan, &r.sub->notes);
    if (diags_worst(&out->diags) == SEV_FATAL || d.unfinished)
        out->verdict = VERDICT_UNSETTLED;
    else
        out->verdict = any_error(&out->diags) ? VERDICT_REJECTED : VERDICT_ACCEPTED;
    if (out->verdict == VERDICT_ACCEPTED)
        out->submission = r.sub;
}

/* The order of a judgement: bytes → text → characters → XML → schema → submission → rules → 说明 → verdict. */
#include "intake/parts.h"

#include <stdlib.h>
#include <string.h>

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

static const struct submission *ask(const struct history *h, const char *unit, struct quarter q)
{
    return h && h->current ? h->current(h->ctx, unit, q) : NULL;
}

static void apply_rules(struct reading *r)
{
    if (!r->plan) {
        DIAG(r->ds, S101, ((struct place){.file = r->s->file}), NULL, NULL, NULL);
        return;
    }
    if (r->out->unit && r->out->quarter.year) {
        r->last = ask(r->history, r->out->unit->code, quarter_prev(r->out->quarter));
        r->current = ask(r->history, r->out->unit->code, r->out->quarter);
    }
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
        if (in)
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
    parse_text(&parsed, s, clean ? s->p : chars_masked(r->a, s->p, s->n), r->plan, &out->diags);
    *unfinished |= parsed.unfinished;
    if (parsed.doc) {
        name_places(r, parsed.doc);
        judge_tree(r, parsed.doc, schema_dir);
        xmlFreeDoc(parsed.doc);
    } else if (out->root == ROOT_SUBMISSION) {
        guess_identity(r);
        if (!*unfinished)
            DIAG(&out->diags, X124, ((struct place){.file = s->file}), NULL, NULL, NULL);
    }
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

void intake_judge(struct judged *out, struct arena *a, const struct plan *plan, const struct history *h,
                  const char *file, const char *bytes, size_t n, const char *schema_dir, struct date today)
{
    *out = (struct judged){.diags = {.a = a}};
    if (too_large(out, file, n))
        return;
    struct decoded d;
    decode_bytes(&d, a, file, bytes, n, &out->diags);
    out->encoding = d.encoding;
    out->shown = d.p;
    out->nshown = d.n;
    if (d.exact) {
        out->utf8 = d.p;
        out->nutf8 = d.n;
    }
    out->root = intake_root(d.p, d.n);
    struct source s;
    source_init(&s, a, file, d.p, d.n);
    struct reading r = {.a = a, .s = &s, .ds = &out->diags, .out = out, .plan = plan, .history = h, .today = today};
    if (d.n)
        judge_text(&r, &d, &d.unfinished, schema_dir);
    sort_messages(&out->diags, a);
    explain_warnings(out, a, r.sub ? &r.sub->notes : NULL);
    if (diags_worst(&out->diags) == SEV_FATAL || d.unfinished)
        out->verdict = VERDICT_UNSETTLED;
    else
        out->verdict = any_error(&out->diags) ? VERDICT_REJECTED : VERDICT_ACCEPTED;
    if (out->verdict == VERDICT_ACCEPTED)
        out->submission = r.sub;
}

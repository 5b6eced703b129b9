#include "document/document.h"

static void line(struct buf *out, const char *s)
{
    if (s && s[0]) {
        buf_adds(out, s);
        buf_addc(out, '\n');
    }
}

static void inls(struct buf *out, const struct inls *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->v[i].text)
            buf_adds(out, t->v[i].text);
    buf_addc(out, '\n');
}

static void row_text(struct buf *out, const struct row *r)
{
    for (size_t i = 0; i < r->n; i++)
        for (size_t k = 0; k < r->v[i].nparas; k++)
            inls(out, &r->v[i].paras[k]);
}

static void blocks(struct buf *out, const struct blocks *b)
{
    for (size_t i = 0; i < b->n; i++) {
        const struct block *k = &b->v[i];
        if (k->kind <= BLOCK_PARA)
            inls(out, &k->text);
        else if (k->kind == BLOCK_SIGN) {
            line(out, k->sign.label);
            line(out, k->sign.name);
        } else if (k->kind == BLOCK_TABLE) {
            line(out, k->table->caption);
            for (size_t r = 0; r < k->table->nhead; r++)
                row_text(out, &k->table->head[r]);
            for (size_t r = 0; r < k->table->nrows; r++)
                row_text(out, &k->table->rows[r]);
        } else if (k->kind == BLOCK_FIGURE)
            line(out, k->figure->caption);
        else if (k->kind == BLOCK_ROSTER)
            for (size_t g = 0; g < k->roster->n; g++)
                for (size_t p = 0; p < k->roster->v[g].n; p++) {
                    line(out, p ? NULL : k->roster->v[g].role);
                    line(out, k->roster->v[g].v[p].name);
                    line(out, k->roster->v[g].v[p].post);
                }
    }
}

static void annexes(struct buf *out, const struct annex *v, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        line(out, v[i].title);
        blocks(out, &v[i].body);
    }
}

void document_text(const struct document *d, struct buf *out)
{
    line(out, d->copy_no);
    line(out, d->secrecy);
    line(out, d->urgency);
    for (size_t i = 0; i < d->issuers.n; i++)
        line(out, d->issuers.v[i]);
    line(out, d->issuer_suffix);
    line(out, d->docno);
    for (size_t i = 0; i < d->approvers.n; i++)
        line(out, d->approvers.v[i]);
    if (d->title.n)
        inls(out, &d->title);
    line(out, d->recipient);
    blocks(out, &d->body);
    for (size_t i = 0; i < d->annex_names.n; i++)
        line(out, d->annex_names.v[i]);
    line(out, d->present);
    line(out, d->excused);
    line(out, d->attending);
    for (size_t i = 0; i < d->nsignatures; i++) {
        line(out, d->signatures[i].post);
        line(out, d->signatures[i].name);
    }
    line(out, d->note);
    annexes(out, d->issued, d->nissued);
    annexes(out, d->annexes, d->nannexes);
    line(out, d->copy_main);
    line(out, d->copy_to);
    line(out, d->printer);
}

/*
 * Store → report data → templates → 公文 → pages → PDF: every document of a quarter, independent of each other, on a pool of
 * workers; then all of them as one file for the printer.
 */
#include "app/papers.h"

#include "backend/backend.h"
#include "base/file.h"
#include "base/pool.h"
#include "report/report.h"
#include "typeset/join.h"
#include "typeset/typeset.h"

#include <stdlib.h>
#include <string.h>

struct job {
    const struct paper *paper;
    const struct report_template *tpl;
    char *path;            /* without ending */
    const char *below;     /* below output/, with ending */
    bool alone;            /* to be written as a file of its own */
    struct pages *pages;   /* kept for the collection, in a; NULL: not made */
    struct arena *a;
    struct diags diags;    /* own arena */
    enum write_result result;
    char sha256[65];       /* of what was written */
};

struct odd_char { uint32_t cp; const char *whose; };

struct press {
    struct world *w;
    xmlDocPtr data;
    struct papers due;
    struct job *v; size_t n, cap;
    struct report_template **tpl;
    const char *quarter_dir;
    bool collect;          /* the pages are wanted together as well */
    struct job together;
    struct ours ours;
    const char **unmade; size_t nunmade; /* below output/ */
    struct odd_char *odd; size_t nodd, capodd; /* characters not printed as they are, and who sent them */
};

static void write_pdf(struct press *p, struct job *j, const struct pages *pages)
{
    struct buf pdf = {0};
    char *file = arena_printf(j->diags.a, "%s.pdf", j->path);
    if (backend_pdf(pages, p->w->fonts, &pdf, &j->diags) == 0) {
        file_sha256(pdf.p, pdf.n, j->sha256);
        if (ours_make_room(&p->ours, j->below, file, j->sha256, &j->diags) == 0)
            j->result = file_write(file, pdf.p, pdf.n, &j->diags);
    }
    buf_drop(&pdf);
}

static void set_one(struct press *p, struct job *j, const char *xml, size_t n)
{
    struct world *w = p->w;
    struct document *d;
    bool kept = j->alone && w->run->keep_xml; /* else the 公文 is nowhere to be looked at */
    char *name = arena_printf(j->a, "%s%s", j->path, kept ? ".公文.xml" : ".pdf");
    struct pages *pages;
    struct style style = w->style;
    if (style.blank_missing == BLANK_IN_REPORTS)
        style.blank_missing = BLANK_ALWAYS;
    if (document_parse(&d, j->a, xml, n, name, w->schema_dir, NULL, &j->diags) != 0)
        return;
    seals_apply(w, d);
    if (typeset(&pages, j->a, d, w->fonts, &style, &w->lexicon, &j->diags) != 0)
        return;
    j->pages = pages;
    if (j->alone)
        write_pdf(p, j, pages);
}

static void print_one(void *ctx, size_t i)
{
    struct press *p = ctx;
    struct job *j = &p->v[i];
    j->a = arena_new();
    const char *params[] = {"单位", j->paper->unit ? j->paper->unit : "", NULL};
    xmlDocPtr x = report_template_run(j->tpl, p->data, params, &j->diags);
    if (x) {
        xmlChar *xml = NULL;
        int n = 0;
        xmlDocDumpFormatMemoryEnc(x, &xml, &n, "UTF-8", 1);
        if (xml && j->alone && p->w->run->keep_xml)
            file_write(arena_printf(j->a, "%s.公文.xml", j->path), xml, (size_t)n, &j->diags);
        if (xml)
            set_one(p, j, (const char *)xml, (size_t)n);
        xmlFree(xml);
        xmlFreeDoc(x);
    }
    if (!p->collect) {
        arena_drop(j->a);
        j->a = NULL;
        j->pages = NULL;
    }
}

static const char *below_output(struct press *p, const char *path)
{
    return arena_printf(p->w->run->a, "%s/%s.pdf", strrchr(p->quarter_dir, '/') + 1, path);
}

static void add_job(struct press *p, const struct paper *paper, bool alone)
{
    struct arena *a = p->w->run->a;
    struct job *j = &ARENA_PUSH(a, p->v, p->n, p->cap);
    *j = (struct job){.paper = paper, .tpl = p->tpl[paper->kind], .alone = alone, .result = WRITE_FAILED};
    j->path = arena_printf(a, "%s/%s", p->quarter_dir, paper->path);
    j->below = below_output(p, paper->path);
    j->diags.a = arena_new();
}

static int load_templates(struct press *p)
{
    struct run *run = p->w->run;
    p->tpl = arena_calloc(run->a, npaper_kinds, sizeof *p->tpl);
    for (size_t k = 0; k < npaper_kinds; k++) {
        p->tpl[k] = report_template_load(arena_printf(run->a, "%s/%s.xsl", run->templates, paper_kinds[k].name), &run->diags);
        if (!p->tpl[k])
            return -1;
    }
    return 0;
}

static void choose(struct press *p, const char *only)
{
    papers_due(p->w, p->data, &p->due);
    p->collect = paper_wanted(p->w, only, PAPER_COLLECTION, NULL);
    for (size_t i = 0; i < p->due.n; i++) {
        const struct paper *paper = &p->due.v[i];
        bool alone = paper_wanted(p->w, only, paper_kinds[paper->kind].name, paper->unit);
        if (alone || p->collect)
            add_job(p, paper, alone);
    }
}

/* The collection is whole or not at all: a document missing from it would be missed by nobody. */
static void print_together(struct press *p, const char *quarter)
{
    struct arena *a = arena_new();
    struct job *j = &p->together;
    struct join_part *parts = arena_calloc(a, p->n + 1, sizeof *parts);
    *j = (struct job){.path = arena_printf(a, "%s/%s", p->quarter_dir, PAPER_COLLECTION), .below = below_output(p, PAPER_COLLECTION),
                      .alone = true, .result = WRITE_FAILED};
    j->diags.a = arena_new();
    bool whole = p->n > 0;
    for (size_t i = 0; i < p->n; i++) {
        parts[i] = (struct join_part){p->v[i].pages, p->v[i].paper->path};
        whole = whole && p->v[i].pages;
    }
    if (whole)
        write_pdf(p, j, pages_join(a, parts, p->n, arena_printf(a, "%s%s", quarter, PAPER_COLLECTION)));
    else
        DIAG(&j->diags, C104, NOWHERE, NULL, NULL, PAPER_COLLECTION);
    j->path = NULL;
    arena_drop(a);
}

/* ---- which files are ours ---- */

/* The files that this run writes, below output/. */
static const char **paths_of(struct press *p, size_t *n)
{
    const char **v = arena_calloc(p->w->run->a, p->n + 2, sizeof *v);
    *n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (p->v[i].alone)
            v[(*n)++] = p->v[i].below;
    if (p->collect && p->n)
        v[(*n)++] = below_output(p, PAPER_COLLECTION);
    return v;
}

/* Those of them that could not be made. */
static const char **unmade(struct press *p, size_t *n)
{
    const char **v = arena_calloc(p->w->run->a, p->n + 2, sizeof *v);
    *n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (p->v[i].alone && p->v[i].result == WRITE_FAILED)
            v[(*n)++] = p->v[i].below;
    if (p->collect && p->n && p->together.result == WRITE_FAILED)
        v[(*n)++] = p->together.below;
    return v;
}

static int enter_written(struct press *p)
{
    struct printed *v = arena_calloc(p->w->run->a, p->n + 2, sizeof *v);
    size_t n = 0;
    for (size_t i = 0; i < p->n; i++)
        if (p->v[i].alone && p->v[i].result != WRITE_FAILED)
            v[n++] = (struct printed){p->v[i].below, p->v[i].sha256};
    if (p->collect && p->n && p->together.result != WRITE_FAILED)
        v[n++] = (struct printed){p->together.below, p->together.sha256};
    return ours_written(&p->ours, v, n);
}

static const char *whose(struct press *p, uint32_t cp)
{
    struct arena *a = p->w->run->a;
    for (size_t i = 0; i < p->nodd; i++)
        if (p->odd[i].cp == cp)
            return p->odd[i].whose;
    const char *found = whence(a, p->data, cp);
    ARENA_PUSH(a, p->odd, p->nodd, p->capodd) = (struct odd_char){cp, found};
    return found;
}

/* A place in a 公文 that is on no disk helps nobody; whose words it were does. */
static void mend_place(struct press *p, struct diag *d)
{
    const char *ending = d->place.file ? strrchr(d->place.file, '.') : NULL;
    if (ending && strcmp(ending, ".pdf") == 0)
        d->place.line = d->place.col = 0;
    if (d->msg == MSG_L107 || d->msg == MSG_L126 || d->msg == MSG_L127) /* found: U+200B */
        d->path = whose(p, (uint32_t)strtoul(d->found + 2, NULL, 16));
}

static bool has_blanks(const struct diags *ds)
{
    for (size_t i = 0; i < ds->n; i++)
        if (ds->v[i].msg == MSG_L107)
            return true;
    return false;
}

static void finish_one(struct press *p, struct job *j, struct published *out)
{
    struct run *run = p->w->run;
    if (j->alone) {
        out->documents++;
        out->written += j->result == WRITE_NEW;
        out->same += j->result == WRITE_SAME;
        out->failed += j->result == WRITE_FAILED;
        out->blanks += j->result != WRITE_FAILED && has_blanks(&j->diags);
    }
    for (size_t k = 0; k < j->diags.n; k++) /* notes of typesetting are for those who ask */
        if (j->diags.v[k].severity > SEV_NOTE) {
            mend_place(p, &j->diags.v[k]);
            struct diags one = {.a = j->diags.a, .v = &j->diags.v[k], .n = 1, .cap = 1};
            diags_append(&run->diags, &one);
        }
    arena_drop(j->diags.a);
    if (j->a)
        arena_drop(j->a);
}

static void print_all(struct press *p, const char *quarter, struct published *out)
{
    struct run *run = p->w->run;
    say(run, "排版 %zu 份公文……\n", p->n);
    fflush(stdout);
    pool_run(run->jobs, p->n, print_one, p);
    if (p->collect && p->n)
        print_together(p, quarter);
    for (size_t i = 0; i < p->n; i++)
        finish_one(p, &p->v[i], out);
    if (p->collect && p->n)
        finish_one(p, &p->together, out);
}

static int write_all(struct press *p, struct quarter q, bool whole_quarter, struct published *out)
{
    size_t n;
    const char **paths = paths_of(p, &n);
    if (ours_begin(&p->ours, p->w, q, paths, n) != 0)
        return -1;
    print_all(p, quarter_chinese(p->w->run->a, q), out);
    if (enter_written(p) != 0)
        return -1;
    p->unmade = unmade(p, &p->nunmade);
    if (ours_unmade(&p->ours, p->unmade, p->nunmade) != 0)
        return -1;
    return whole_quarter ? ours_withdraw(&p->ours, paths, n, &out->withdrawn) : 0;
}

int publish(struct world *w, struct quarter q, const char *only, struct published *out)
{
    struct run *run = w->run;
    struct stored_quarter *now;
    struct press p = {.w = w};
    int rc = -1;
    *out = (struct published){0};
    p.quarter_dir = arena_printf(run->a, "%s/%s", run->output, quarter_name(run->a, q));
    if (world_load(w, q, &now) != 0 || load_templates(&p) != 0)
        goto out;
    p.data = world_data(w, q);
    if (!p.data)
        goto out;
    choose(&p, only);
    rc = write_all(&p, q, !only, out) != 0 || write_overview(w, p.data, p.quarter_dir, p.unmade, p.nunmade) != 0 || diags_worst(&run->diags) == SEV_FATAL ? -1 : 0;
out:
    for (size_t k = 0; p.tpl && k < npaper_kinds; k++)
        if (p.tpl[k])
            report_template_drop(p.tpl[k]);
    if (p.data)
        xmlFreeDoc(p.data);
    return rc;
}

/*
 * Store → report data → templates → 公文 → pages → PDF: every document of a quarter, independent of each other, on a pool of workers.
 */
#include "app/app.h"

#include "backend/backend.h"
#include "base/file.h"
#include "base/pool.h"
#include "report/report.h"
#include "typeset/typeset.h"

#include <stdlib.h>
#include <string.h>

struct kind { const char *name; bool per_unit; };
/* The documents of a quarter, in signing order. Each has its template templates/<name>.xsl. */
static const struct kind kinds[] = {{"部门报告", true}, {"汇总报告", false}};
enum { KINDS = sizeof kinds / sizeof kinds[0] };

struct job {
    const struct kind *kind;
    const struct report_template *tpl;
    const char *unit;      /* code, or NULL */
    char *path;            /* without ending */
    struct diags diags;    /* own arena */
    enum write_result result;
};

struct press { struct world *w; xmlDocPtr data; struct job *v; size_t n, cap; struct report_template *tpl[KINDS]; const char *quarter_dir; };

static int typeset_bytes(struct job *j, struct world *w, struct arena *a, const char *xml, size_t n)
{
    struct document *d;
    struct pages *pages;
    struct buf pdf = {0};
    int rc = -1;
    char *name = arena_printf(a, "%s.xml", strrchr(j->path, '/') + 1);
    if (document_parse(&d, a, xml, n, name, w->schema_dir, NULL, &j->diags) == 0 && (seals_apply(w, d), true) &&
        typeset(&pages, a, d, w->fonts, &w->style, &w->lexicon, &j->diags) == 0 && backend_pdf(pages, w->fonts, &pdf, &j->diags) == 0) {
        j->result = file_write(arena_printf(a, "%s.pdf", j->path), pdf.p, pdf.n, &j->diags);
        rc = j->result == WRITE_FAILED ? -1 : 0;
    }
    buf_drop(&pdf);
    return rc;
}

static void print_one(void *ctx, size_t i)
{
    struct press *p = ctx;
    struct job *j = &p->v[i];
    struct arena *a = arena_new();
    const char *params[] = {"单位", j->unit ? j->unit : "", NULL};
    j->result = WRITE_FAILED;
    xmlDocPtr x = report_template_run(j->tpl, p->data, params, &j->diags);
    if (x) {
        xmlChar *xml = NULL;
        int n = 0;
        xmlDocDumpFormatMemoryEnc(x, &xml, &n, "UTF-8", 1);
        if (xml && p->w->run->keep_xml)
            file_write(arena_printf(a, "%s.公文.xml", j->path), xml, (size_t)n, &j->diags);
        if (xml)
            typeset_bytes(j, p->w, a, (const char *)xml, (size_t)n);
        xmlFree(xml);
        xmlFreeDoc(x);
    }
    arena_drop(a);
}

static void add_job(struct press *p, size_t kind, const char *unit, const char *file)
{
    struct arena *a = p->w->run->a;
    struct job *j = &ARENA_PUSH(a, p->v, p->n, p->cap);
    *j = (struct job){.kind = &kinds[kind], .tpl = p->tpl[kind], .unit = unit};
    j->path = file ? arena_printf(a, "%s/%s/%s", p->quarter_dir, kinds[kind].name, file) : arena_printf(a, "%s/%s", p->quarter_dir, kinds[kind].name);
    j->diags.a = arena_new();
}

/* --only KIND or KIND:UNIT (code or any of its names). */
static bool wanted(const struct world *w, const char *only, const char *kind, const char *unit)
{
    if (!only)
        return true;
    const char *colon = strchr(only, ':');
    size_t n = colon ? (size_t)(colon - only) : strlen(only);
    if (strlen(kind) != n || strncmp(kind, only, n) != 0)
        return false;
    if (!colon || !unit)
        return true;
    const struct unit *u = plan_find_unit(w->plan, colon + 1);
    return u && strcmp(u->code, unit) == 0;
}

static int load_templates(struct press *p)
{
    struct run *run = p->w->run;
    for (size_t k = 0; k < KINDS; k++) {
        p->tpl[k] = report_template_load(arena_printf(run->a, "%s/%s.xsl", run->templates, kinds[k].name), &run->diags);
        if (!p->tpl[k])
            return -1;
    }
    return 0;
}

static void collect(struct press *p, const struct stored_quarter *q, const char *only)
{
    const struct world *w = p->w;
    for (size_t k = 0; k < KINDS; k++) {
        if (!kinds[k].per_unit) {
            if (wanted(w, only, kinds[k].name, NULL))
                add_job(p, k, NULL, NULL);
            continue;
        }
        for (size_t i = 0; i < q->nsubs; i++) {
            const struct unit *u = plan_find_unit(w->plan, q->subs[i].sub->unit);
            if (u && wanted(w, only, kinds[k].name, u->code))
                add_job(p, k, u->code, file_safe_name(w->run->a, u->shortname));
        }
    }
}

static void finish(struct press *p, struct published *out)
{
    struct run *run = p->w->run;
    for (size_t i = 0; i < p->n; i++) {
        struct job *j = &p->v[i];
        out->documents++;
        out->written += j->result == WRITE_NEW;
        out->same += j->result == WRITE_SAME;
        out->failed += j->result == WRITE_FAILED;
        for (size_t k = 0; k < j->diags.n; k++) /* notes of typesetting are for those who ask */
            if (j->diags.v[k].severity > SEV_NOTE) {
                struct diags one = {j->diags.a, &j->diags.v[k], 1, 1};
                diags_append(&run->diags, &one);
            }
        arena_drop(j->diags.a);
    }
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
    collect(&p, now, only);
    say(run, "排版 %zu 份公文……\n", p.n);
    fflush(stdout);
    pool_run(run->jobs, p.n, print_one, &p);
    finish(&p, out);
    rc = diags_worst(&run->diags) == SEV_FATAL ? -1 : 0;
out:
    for (size_t k = 0; k < KINDS; k++)
        if (p.tpl[k])
            report_template_drop(p.tpl[k]);
    if (p.data)
        xmlFreeDoc(p.data);
    return rc;
}

#include "app/app.h"

#include "base/file.h"
#include "backend/backend.h"
#include "report/report.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FILE_LIMIT = 32 * 1024 * 1024 };

void say(const struct run *run, const char *fmt, ...)
{
    if (run->quiet || run->json)
        return;
    va_list ap;
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
}

void verdict(const struct run *run, const char *fmt, ...)
{
    if (run->json)
        return;
    va_list ap;
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
}

void print_messages(struct run *run)
{
    diags_print(&run->diags, stderr);
    run->diags.n = 0;
}

static int open_profile(struct world *w)
{
    struct run *run = w->run;
    char *path = arena_printf(run->a, "%s/office.xml", run->templates), *bytes;
    size_t n;
    w->profile = report_profile_load(path, w->schema_dir, &run->diags);
    if (!w->profile || file_read(run->a, path, FILE_LIMIT, &bytes, &n, &run->diags) != 0)
        return -1;
    int styled = style_read(&w->style, bytes, n, path, &run->diags);
    return seals_load(w) != 0 ? -1 : styled;
}

static int open_store(struct world *w, bool read_only)
{
    struct run *run = w->run;
    char *path = arena_printf(run->a, "%s/jibao.db", run->output);
    if (read_only)
        return store_open_readonly(&w->store, path, &run->diags);
    if (file_make_dirs(run->output, &run->diags) != 0)
        return -1;
    return store_open(&w->store, path, &run->diags);
}

int world_open(struct world *w, struct run *run, unsigned what)
{
    *w = (struct world){.run = run, .style = style_default()};
    w->schema_dir = arena_printf(run->a, "%s/schema", run->templates);
    if ((what & OPEN_PROFILE) && open_profile(w) != 0)
        return -1;
    if ((what & OPEN_FONTS) && (backend_pdf_check(&run->diags) != 0 || fonts_load(&w->fonts, run->fonts, &run->diags) != 0))
        return -1;
    if (what & (OPEN_STORE | OPEN_STORE_READ))
        return open_store(w, !(what & OPEN_STORE));
    return 0;
}

void world_close(struct world *w)
{
    store_close(w->store);
    if (w->fonts)
        fonts_drop(w->fonts);
    if (w->profile)
        xmlFreeDoc(w->profile);
    w->store = NULL;
    w->fonts = NULL;
    w->profile = NULL;
}

const char *profile_text(const struct world *w, const char *element)
{
    const xmlNode *root = w->profile ? xmlDocGetRootElement(w->profile) : NULL;
    for (const xmlNode *c = root ? root->children : NULL; c; c = c->next)
        if (c->type == XML_ELEMENT_NODE && strcmp((const char *)c->name, element) == 0) {
            xmlChar *v = xmlNodeGetContent(c);
            char *s = arena_strdup(w->run->a, v ? (const char *)v : "");
            xmlFree(v);
            return s;
        }
    return NULL;
}

static void lexicon(struct world *w)
{
    struct arena *a = w->run->a;
    const struct plan *p = w->plan;
    w->lexicon.n = 0;
    for (size_t i = 0; i < p->nunits; i++) {
        ARENA_PUSH(a, w->lexicon.v, w->lexicon.n, w->lexicon.cap) = p->units[i].name;
        ARENA_PUSH(a, w->lexicon.v, w->lexicon.n, w->lexicon.cap) = p->units[i].shortname;
    }
    for (struct quarter q = date_quarter(p->start); quarter_cmp(q, date_quarter(p->end)) <= 0; q = quarter_next(q))
        ARENA_PUSH(a, w->lexicon.v, w->lexicon.n, w->lexicon.cap) = quarter_chinese(a, q);
}

static int plan_in_store(struct world *w, struct arena *a)
{
    char *bytes = NULL, *file = NULL;
    size_t n = 0;
    if (store_plan_bytes(w->store, a, &bytes, &n, &file, &w->run->diags) != 0)
        return -1;
    return n ? plan_parse(&w->plan, a, bytes, n, file, w->schema_dir, &w->run->diags) : 0;
}

/* Without a store: the first file in input/ whose root is 工作方案. */
static int plan_in_input(struct world *w, struct arena *a)
{
    struct run *run = w->run;
    struct file_list files = {0};
    if (!file_exists(run->input))
        return 0;
    if (file_list(a, run->input, ".xml", &files, &run->diags) != 0)
        return -1;
    for (size_t i = 0; i < files.n && !w->plan; i++) {
        struct diags quiet = {.a = a};
        char *bytes, *utf8;
        size_t n, nutf8;
        enum encoding enc;
        if (!files.v[i].regular || file_read(a, files.v[i].path, FILE_LIMIT, &bytes, &n, &quiet) != 0)
            continue;
        if (intake_decode(a, files.v[i].relative, bytes, n, &utf8, &nutf8, &enc, &quiet) != 0 || intake_root(utf8, nutf8) != ROOT_PLAN)
            continue;
        if (plan_parse(&w->plan, a, bytes, n, files.v[i].relative, w->schema_dir, &run->diags) != 0)
            return -1;
    }
    return 0;
}

int world_stored_plan(struct world *w, struct arena *a)
{
    w->plan = NULL;
    if (w->store && plan_in_store(w, a) != 0)
        return -1;
    if (w->plan)
        lexicon(w);
    return 0;
}

int world_plan(struct world *w, struct arena *a)
{
    if (world_stored_plan(w, a) != 0 || (!w->plan && plan_in_input(w, a) != 0))
        return -1;
    if (w->plan)
        lexicon(w);
    return 0;
}

int world_quarter(struct world *w, struct quarter *out)
{
    struct run *run = w->run;
    struct quarter *all = NULL;
    size_t n = 0;
    *out = run->quarter.year ? run->quarter : date_quarter(run->today);
    if (run->quarter.year || !w->store)
        return 0;
    if (store_quarters(w->store, run->a, &all, &n, &run->diags) != 0)
        return -1;
    for (size_t i = n; i > 0; i--) { /* a mistyped quarter of a rejected file is no quarter of work */
        struct stored_quarter *q;
        if (store_load_quarter(w->store, run->a, w->plan, all[i - 1], &q, &run->diags) != 0)
            return -1;
        if (q->nsubs) {
            *out = all[i - 1];
            break;
        }
    }
    return 0;
}

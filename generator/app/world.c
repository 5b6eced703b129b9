#include "app/app.h"

#include "base/file.h"
#include "backend/backend.h"
#include "report/report.h"

#include <errno.h>
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
    if (file_make_dirs(run->output, &run->diags) != 0 || file_check_links(run->output, &run->diags) != 0)
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

static void add_word(struct world *w, const char *word)
{
    ARENA_PUSH(w->run->a, w->lexicon.v, w->lexicon.n, w->lexicon.cap) = word;
}

static void lexicon(struct world *w)
{
    const struct plan *p = w->plan;
    w->lexicon.n = 0;
    for (size_t i = 0; i < p->nunits; i++) {
        add_word(w, p->units[i].name);
        add_word(w, p->units[i].shortname);
    }
    for (struct quarter q = date_quarter(p->start); quarter_cmp(q, date_quarter(p->end)) <= 0; q = quarter_next(q))
        add_word(w, quarter_chinese(w->run->a, q));
}

static void add_plan(struct world *w, const struct plan *p)
{
    ARENA_PUSH(w->run->a, w->plans, w->nplans, w->plancap) = p;
}

static int plans_in_store(struct world *w, struct arena *a)
{
    struct stored_plan *v;
    size_t n;
    if (store_plans(w->store, a, &v, &n, &w->run->diags) != 0)
        return -1;
    for (size_t i = 0; i < n; i++) {
        struct plan *p;
        struct diags told = {.a = a}; /* notes and warnings were told when it was taken in */
        if (plan_parse(&p, a, v[i].bytes, v[i].n, v[i].file, w->schema_dir, &told) == 0)
            add_plan(w, p);
        else
            diags_append(&w->run->diags, &told);
    }
    return n && !w->nplans ? -1 : 0;
}

/* Is it a plan? Its bytes, in a; nothing is kept of other files. A file that cannot be read goes to unread. */
static bool read_plan(struct arena *a, const struct found_file *f, char **bytes, size_t *n, struct diags *unread)
{
    struct arena *scratch = arena_new();
    struct diags quiet = {.a = scratch};
    char *read, *utf8;
    size_t nutf8;
    enum encoding enc;
    bool plan = f->regular && file_read(scratch, f->path, FILE_LIMIT, &read, n, unread) == 0 &&
                intake_decode(scratch, f->relative, read, *n, &utf8, &nutf8, &enc, &quiet) == 0 && intake_root(utf8, nutf8) == ROOT_PLAN;
    if (plan) {
        *bytes = arena_calloc(a, *n + 1, 1);
        memcpy(*bytes, read, *n);
    }
    arena_drop(scratch);
    return plan;
}

/* Without a store: the first file in input/ whose root is 工作方案. */
static int plan_in_input(struct world *w, struct arena *a)
{
    struct run *run = w->run;
    struct file_list files = {0};
    struct diags unread = {.a = a}; /* told if there is no plan: one of these may be it */
    if (!file_exists(run->input) && errno == ENOENT)
        return 0;
    if (file_list(a, run->input, ".xml", &files, &run->diags) != 0)
        return -1;
    for (size_t i = 0; i < files.n && !w->nplans; i++) {
        struct plan *p;
        char *bytes;
        size_t n;
        if (!read_plan(a, &files.v[i], &bytes, &n, &unread))
            continue;
        if (plan_parse(&p, a, bytes, n, files.v[i].relative, w->schema_dir, &run->diags) != 0)
            return -1;
        add_plan(w, p);
    }
    if (w->nplans || !unread.n)
        return 0;
    diags_append(&run->diags, &unread);
    return -1;
}

const struct plan *world_plan_of(const struct world *w, struct quarter q) { return plan_for(w->plans, w->nplans, q); }

void world_use(struct world *w, struct quarter q)
{
    w->plan = world_plan_of(w, q);
    if (w->plan)
        lexicon(w);
}

/* The plan for the newest quarter that any plan reaches. */
static void use_newest(struct world *w)
{
    struct quarter last = {0};
    for (size_t i = 0; i < w->nplans; i++)
        if (quarter_cmp(date_quarter(w->plans[i]->end), last) > 0)
            last = date_quarter(w->plans[i]->end);
    world_use(w, last);
}

int world_stored_plan(struct world *w, struct arena *a)
{
    w->plan = NULL;
    w->nplans = 0;
    if (w->store && plans_in_store(w, a) != 0)
        return -1;
    use_newest(w);
    return 0;
}

int world_plan(struct world *w, struct arena *a)
{
    if (world_stored_plan(w, a) != 0 || (!w->nplans && plan_in_input(w, a) != 0))
        return -1;
    use_newest(w);
    return 0;
}

void world_names(struct world *w, struct arena *a)
{
    struct run *run = w->run;
    const struct diags before = run->diags;
    run->diags = (struct diags){.a = a};
    if (file_exists(arena_printf(a, "%s/jibao.db", run->output)))
        open_store(w, /*read_only*/true);
    if (world_plan(w, a) != 0 && w->store) { /* input/ may tell what the store does not */
        w->nplans = 0;
        if (plan_in_input(w, a) == 0)
            use_newest(w);
    }
    const struct diag *why = NULL;
    for (size_t i = 0; i < run->diags.n && !why; i++)
        why = run->diags.v[i].severity >= SEV_ERROR ? &run->diags.v[i] : NULL;
    run->diags = before;
    if (!w->plan && why)
        DIAG(&run->diags, C107, why->place, NULL, NULL, why->text);
}

static int newest_quarter(struct world *w, struct quarter *out)
{
    struct run *run = w->run;
    struct quarter *all = NULL;
    size_t n = 0;
    if (store_quarters(w->store, run->a, &all, &n, &run->diags) != 0)
        return -1;
    for (size_t i = n; i > 0; i--) { /* a mistyped quarter of a rejected file is no quarter of work */
        struct stored_quarter *q;
        if (world_load(w, all[i - 1], &q) != 0)
            return -1;
        if (q->nsubs) {
            *out = all[i - 1];
            break;
        }
    }
    return 0;
}

int world_quarter(struct world *w, struct quarter *out)
{
    struct run *run = w->run;
    *out = run->quarter.year ? run->quarter : date_quarter(run->today);
    if (!run->quarter.year && w->store && newest_quarter(w, out) != 0)
        return -1;
    world_use(w, *out);
    return 0;
}

int world_load(struct world *w, struct quarter q, struct stored_quarter **out)
{
    return store_load_quarter(w->store, w->run->a, world_plan_of(w, q), q, out, &w->run->diags);
}

xmlDocPtr world_data(struct world *w, struct quarter q)
{
    struct run *run = w->run;
    struct quarter *all;
    size_t n, used = 0;
    if (store_quarters(w->store, run->a, &all, &n, &run->diags) != 0)
        return NULL;
    struct report_quarter *v = arena_calloc(run->a, n + 1, sizeof *v);
    for (size_t i = n + 1; i > 0; i--) { /* this one first, then back in time */
        struct quarter one = i > n ? q : all[i - 1];
        struct stored_quarter *stored;
        if (i <= n && quarter_cmp(one, q) >= 0)
            continue;
        if (world_load(w, one, &stored) != 0)
            return NULL;
        v[used++] = (struct report_quarter){stored, world_plan_of(w, one)};
    }
    return report_data(run, v, used, w->profile, &run->diags);
}

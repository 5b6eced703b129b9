/* jibao render, trace: one 公文 XML, any format. */
#include "app/verb.h"

#include "backend/backend.h"
#include "base/file.h"
#include "typeset/typeset.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

enum { FILE_LIMIT = 32 * 1024 * 1024 };

static bool ends_in(const char *s, const char *tail)
{
    size_t n = strlen(s), k = strlen(tail);
    return n >= k && strcmp(s + n - k, tail) == 0;
}

/* OUT's name when none was given: DOC.pdf beside the source's name, in the current folder's eyes. */
static char *output_name(struct arena *a, const char *path)
{
    return ends_in(path, ".xml") ? arena_printf(a, "%.*s.pdf", (int)strlen(path) - 4, path) : arena_printf(a, "%s.pdf", path);
}

static int render_pages(struct world *w, struct arena *a, const char *path, int copies, struct pages **pages)
{
    struct run *run = w->run;
    char *bytes, *utf8;
    size_t n, nutf8;
    enum encoding enc;
    struct document *d;
    char *slash = strrchr(path, '/');
    char *dir = slash ? arena_strndup(a, path, (size_t)(slash - path)) : arena_strdup(a, ".");
    if (file_read(a, path, FILE_LIMIT, &bytes, &n, &run->diags) != 0 ||
        intake_decode(a, path, bytes, n, &utf8, &nutf8, &enc, &run->diags) != 0 ||
        document_parse(&d, a, utf8, nutf8, path, w->schema_dir, dir, &run->diags) != 0)
        return -1;
    seals_apply(w, d);
    world_names(w, run->a);
    if (copies)
        return typeset_copies(pages, a, d, copies, w->fonts, &w->style, &w->lexicon, &run->diags);
    return typeset(pages, a, d, w->fonts, &w->style, &w->lexicon, &run->diags);
}

/* A slip of the pen must not cost the source, or the store: what stands at OUT and is no PDF stays there. */
static bool may_write(struct run *run, const char *out, bool trace)
{
    char head[5];
    struct stat st;
    FILE *f = !trace && stat(out, &st) == 0 && S_ISREG(st.st_mode) ? fopen(out, "rbe") : NULL;
    size_t n = f ? fread(head, 1, sizeof head, f) : 0;
    if (f)
        fclose(f);
    if (!n || (n == sizeof head && memcmp(head, "%PDF-", n) == 0))
        return true;
    DIAG(&run->diags, E108, ((struct place){.file = out}), NULL, NULL, out);
    return false;
}

static int render(struct run *run, const struct command *c, bool trace)
{
    const char *out = c->out, *path = c->args[0];
    struct world w;
    struct pages *pages;
    struct buf b = {0};
    if (out)
        trace |= ends_in(out, ".txt") || ends_in(out, ".trace");
    struct arena *a = arena_new();
    int rc = STATUS_FAILED;
    if (world_open(&w, run, OPEN_PROFILE | OPEN_FONTS) != 0)
        goto out;
    if (render_pages(&w, a, path, c->copies, &pages) != 0) { /* the document's own faults: nothing was written */
        rc = diags_worst(&run->diags) == SEV_FATAL ? STATUS_FAILED : STATUS_ATTENTION;
        goto out;
    }
    if ((trace ? backend_trace(pages, &b, &run->diags) : backend_pdf(pages, w.fonts, &b, &run->diags)) != 0)
        goto out;
    if (trace && !out) {
        fwrite(b.p, 1, b.n, stdout);
        rc = STATUS_WELL;
    } else {
        char *name = out ? arena_strdup(run->a, out) : output_name(run->a, path);
        if (!may_write(run, name, trace) || file_write(name, b.p, b.n, &run->diags) == WRITE_FAILED)
            goto out;
        rc = STATUS_WELL;
        print_messages(run);
        verdict(run, "%s：%zu 页，已写好。", name, pages->n);
    }
out:
    if (rc != STATUS_WELL) {
        print_messages(run);
        verdict(run, "“%s”没有排版：原因见上。", path);
    }
    print_messages(run);
    buf_drop(&b);
    arena_drop(a);
    world_close(&w);
    return rc;
}

int verb_render(struct run *run, const struct command *c) { return render(run, c, false); }
int verb_trace(struct run *run, const struct command *c) { return render(run, c, true); }

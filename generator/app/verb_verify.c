/* jibao verify: PDFs, ours or not, measured against GB/T 9704—2012; a 公文 XML is set to a PDF first and measured on that. */
#include "app/verb.h"

#include "backend/backend.h"
#include "base/file.h"
#include "typeset/typeset.h"
#include "verify/verify.h"

#include <string.h>

enum { FILE_LIMIT = 256 * 1024 * 1024 };

/* Sets the 公文 as `jibao render` does. Its own messages go to the run. */
static int set_to_pdf(struct world *w, struct arena *a, const char *path, const char *bytes, size_t n, struct document **d, struct buf *pdf)
{
    struct diags *ds = &w->run->diags;
    char *utf8, *slash = strrchr(path, '/');
    size_t nutf8;
    enum encoding enc;
    struct pages *pages;
    char *dir = slash ? arena_strndup(a, path, (size_t)(slash - path)) : arena_strdup(a, ".");
    if (intake_decode(a, path, bytes, n, &utf8, &nutf8, &enc, ds) != 0 || document_parse(d, a, utf8, nutf8, path, w->schema_dir, dir, ds) != 0 ||
        typeset(&pages, a, *d, w->fonts, &w->style, &w->lexicon, ds) != 0)
        return -1;
    return backend_pdf(pages, w->fonts, pdf, ds);
}

static bool is_pdf(const char *bytes, size_t n) { return n >= 5 && memcmp(bytes, "%PDF-", 5) == 0; }

/* Fonts and names are needed for XML only: a machine without them can still measure PDFs. */
static int need_fonts(struct world *w)
{
    if (w->fonts)
        return 0;
    world_names(w, w->run->a);
    return fonts_load(&w->fonts, w->run->fonts, &w->run->diags);
}

static int verify_one(struct world *w, const char *path, struct buf *out, struct verify_report **report, struct arena *a)
{
    struct run *run = w->run;
    struct verify_options o = {.fonts_tab = arena_printf(a, "%s/fonts.tab", run->fonts), .imprint_any = !w->style.imprint_even};
    struct document *d = NULL;
    struct buf pdf = {0};
    char *bytes;
    size_t n;
    int rc = file_read(a, path, FILE_LIMIT, &bytes, &n, &run->diags);
    bool xml = rc == 0 && !is_pdf(bytes, n) && n && (strchr("<\xEF\xFE\xFF", bytes[0]) || strlen(path) < 4 || strcmp(path + strlen(path) - 4, ".xml") == 0);
    if (rc == 0 && xml) {
        rc = need_fonts(w) == 0 ? set_to_pdf(w, a, path, bytes, n, &d, &pdf) : -1;
        o.source = d;
    }
    if (rc == 0)
        rc = verify_pdf(report, a, xml ? pdf.p : bytes, xml ? pdf.n : n, path, &o, &run->diags);
    if (rc == 0 && run->json)
        verify_json(*report, out);
    else if (rc == 0)
        verify_text(*report, run->quiet, out);
    buf_drop(&pdf);
    return rc;
}

int verb_verify(struct run *run, const struct command *c)
{
    struct world w;
    int unread = 0, bad = 0, count[VERIFY_VERDICTS] = {0};
    if (world_open(&w, run, OPEN_PROFILE) != 0)
        return failed(&w);
    for (size_t i = 0; i < c->nargs; i++) {
        struct arena *a = arena_new();
        struct verify_report *r = NULL;
        struct buf out = {0};
        if (verify_one(&w, c->args[i], &out, &r, a) != 0)
            unread++;
        else {
            bad += r->count[VERIFY_FAIL] || r->count[VERIFY_HINT];
            for (int k = 0; k < VERIFY_VERDICTS; k++)
                count[k] += r->count[k];
            fwrite(buf_str(&out), 1, out.n, stdout);
            if (!run->json)
                fputc('\n', stdout);
        }
        print_messages(run);
        buf_drop(&out);
        arena_drop(a);
    }
    world_close(&w);
    if (unread)
        verdict(run, "检查 %zu 个文件，%d 个读不了：原因见上。", c->nargs, unread);
    else
        verdict(run, bad ? "检查 %zu 个文件，%d 个有不符或提醒：符合 %d 项、不符 %d 项、提醒 %d 项、不适用 %d 项。"
                         : "检查 %zu 个文件，%d 个有不符或提醒：符合 %d 项、不符 %d 项、提醒 %d 项、不适用 %d 项。",
                c->nargs, bad, count[VERIFY_PASS], count[VERIFY_FAIL], count[VERIFY_HINT], count[VERIFY_NONE]);
    return unread ? STATUS_FAILED : bad ? STATUS_ATTENTION : STATUS_WELL;
}

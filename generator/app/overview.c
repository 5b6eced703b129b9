/* 总览.html: the quarter on one static page, by templates/总览.xsl, with links to what stands beside it. */
#include "app/app.h"

#include "base/file.h"
#include "report/report.h"

#include <string.h>

struct unmade { const char *const *v; size_t n; };

static const char *in_quarter(const char *below_output) { return strchr(below_output, '/') + 1; }

static bool is_unmade(const struct unmade *u, const char *relative)
{
    for (size_t i = 0; i < u->n; i++)
        if (strcmp(in_quarter(u->v[i]), relative) == 0)
            return true;
    return false;
}

/* 部门报告/县林业局、汇总报告 */
static void name_unmade(const struct unmade *u, struct buf *out)
{
    for (size_t i = 0; i < u->n; i++) {
        const char *name = in_quarter(u->v[i]);
        buf_addf(out, "%s%.*s", i ? "、" : "", (int)(strrchr(name, '.') - name), name);
    }
}

/* |部门报告/县民政局.pdf|回执/000012-县民政局.txt| : what the page may point at */
static int list_files(struct arena *a, const char *dir, const struct unmade *u, struct buf *out, struct diags *ds)
{
    static const char *const endings[] = {".pdf", ".txt"};
    buf_addc(out, '|');
    for (int i = 0; i < 2; i++) {
        struct file_list files = {0};
        if (file_list(a, dir, endings[i], &files, ds) != 0)
            return -1;
        for (size_t k = 0; k < files.n; k++)
            if (files.v[k].regular && !is_unmade(u, files.v[k].relative))
                buf_addf(out, "%s|", files.v[k].relative);
    }
    return 0;
}

int write_overview(struct world *w, xmlDocPtr data, const char *quarter_dir, const char *const *unmade, size_t n)
{
    const struct unmade missing = {unmade, n};
    struct run *run = w->run;
    struct arena *a = arena_new();
    struct buf names = {0}, without = {0}, html = {0};
    xmlDocPtr page = NULL;
    int rc = -1;
    struct report_template *t = report_template_load(arena_printf(a, "%s/总览.xsl", run->templates), &run->diags);
    if (t && list_files(a, quarter_dir, &missing, &names, &run->diags) == 0) {
        name_unmade(&missing, &without);
        const char *params[] = {"文件", buf_str(&names), "没有生成", buf_str(&without), NULL};
        page = report_template_make(t, data, params, "html", &run->diags);
    }
    if (page && report_template_text(t, page, &html, &run->diags) == 0)
        rc = file_write(arena_printf(a, "%s/总览.html", quarter_dir), html.p, html.n, &run->diags) == WRITE_FAILED ? -1 : 0;
    xmlFreeDoc(page);
    report_template_drop(t);
    buf_drop(&names);
    buf_drop(&without);
    buf_drop(&html);
    arena_drop(a);
    return rc;
}

/* jibao export: the quarter for the level above (季度报送) and for spreadsheet programs (XLSX, CSV). */
#include "app/verb.h"

#include "base/file.h"
#include "export/export.h"
#include "report/report.h"

#include <string.h>

enum { FILE_LIMIT = 32 * 1024 * 1024, MOST_VERSIONS = 999 };

struct exporting { struct world *w; const char *dir; xmlDocPtr data; int written, same; };

static int put(struct exporting *e, const char *name, const void *bytes, size_t n)
{
    struct run *run = e->w->run;
    enum write_result r = file_write(arena_printf(run->a, "%s/%s", e->dir, name), bytes, n, &run->diags);
    e->written += r == WRITE_NEW;
    e->same += r == WRITE_SAME;
    return r == WRITE_FAILED ? -1 : 0;
}

/* ---- the submission ---- */

static int submission_text(struct exporting *e, const struct report_template *t, int version, struct buf *out)
{
    struct run *run = e->w->run;
    const char *params[] = {"版次", arena_printf(run->a, "%d", version), NULL};
    xmlDocPtr x = report_template_make(t, e->data, params, "季度报送", &run->diags);
    if (!x)
        return -1;
    xmlChar *xml = NULL;
    int n = 0;
    xmlDocDumpFormatMemoryEnc(x, &xml, &n, "UTF-8", 1);
    buf_add(out, xml, (size_t)n);
    xmlFree(xml);
    xmlFreeDoc(x);
    return 0;
}

/* The text between the tags, blank: what may differ between two exports that say the same. */
static void blank_out(char *s, const char *name)
{
    char open[64], close[64];
    snprintf(open, sizeof open, "<%s>", name);
    snprintf(close, sizeof close, "</%s>", name);
    char *from = strstr(s, open), *to = from ? strstr(from, close) : NULL;
    if (to)
        memset(from + strlen(open), ' ', (size_t)(to - from) - strlen(open));
}

static bool says_the_same(struct arena *a, const char *x, const char *y)
{
    char *p = arena_strdup(a, x), *q = arena_strdup(a, y);
    const char *const free_ones[] = {"填报日期", "版次"};
    for (int i = 0; i < 2; i++) {
        blank_out(p, free_ones[i]);
        blank_out(q, free_ones[i]);
    }
    return strcmp(p, q) == 0;
}

static int version_of(const char *xml)
{
    const char *v = strstr(xml, "<版次>");
    int n = 0;
    for (v = v ? v + strlen("<版次>") : ""; *v >= '0' && *v <= '9' && n < MOST_VERSIONS; v++)
        n = n * 10 + *v - '0';
    return n;
}

/* What leaves the house must pass the same door it will meet above: decoding, form and limits. */
static int judge_own(struct exporting *e, const char *name, const struct buf *b)
{
    struct run *run = e->w->run;
    struct judged j;
    intake_judge(&j, run->a, NULL, NULL, name, b->p, b->n, e->w->schema_dir, run->today);
    if (diags_worst(&j.diags) < SEV_ERROR)
        return 0;
    diags_append(&run->diags, &j.diags);
    return -1;
}

/* A changed export gets the next 版次; an unchanged one stays as it was. */
static int export_submission(struct exporting *e, const char *quarter)
{
    struct run *run = e->w->run;
    const char *office = profile_text(e->w, "简称");
    const char *name = arena_printf(run->a, "%s-%s.xml", file_safe_name(run->a, office ? office : "本级"), quarter);
    const char *path = arena_printf(run->a, "%s/%s", e->dir, name);
    struct report_template *t = report_template_load(arena_printf(run->a, "%s/上报.xsl", run->templates), &run->diags);
    char *before = NULL;
    size_t n = 0;
    struct buf b = {0};
    int rc = t ? 0 : -1;
    if (rc == 0 && file_exists(path))
        rc = file_read(run->a, path, FILE_LIMIT, &before, &n, &run->diags);
    int version = before ? version_of(before) : 0;
    if (rc == 0)
        rc = submission_text(e, t, version + 1, &b);
    if (rc == 0 && before && says_the_same(run->a, before, buf_str(&b)))
        e->same++;
    else if (rc == 0) {
        rc = judge_own(e, name, &b);
        rc = rc == 0 ? put(e, name, b.p, b.n) : rc;
    }
    buf_drop(&b);
    report_template_drop(t);
    return rc;
}

/* ---- the tables ---- */

static int export_tables(struct exporting *e)
{
    struct run *run = e->w->run;
    struct sheets all;
    struct buf b = {0};
    if (sheets_make(&all, run->a, arena_printf(run->a, "%s/导出表.xml", run->templates), e->data, &run->diags) != 0)
        return -1;
    int rc = 0;
    for (size_t i = 0; i < all.n && rc == 0; i++) {
        buf_clear(&b);
        sheet_csv(&all.v[i], &b);
        rc = put(e, arena_printf(run->a, "%s.csv", file_safe_name(run->a, all.v[i].name)), b.p, b.n);
    }
    buf_clear(&b);
    if (rc == 0)
        rc = sheets_xlsx(&all, &b, &run->diags) == 0 ? put(e, "数据.xlsx", b.p, b.n) : -1;
    buf_drop(&b);
    return rc;
}

int verb_export(struct run *run, const struct command *c)
{
    struct world w;
    struct quarter q;
    struct stored_quarter *now;
    (void)c;
    if (open_quarter(&w, run, OPEN_PROFILE, &q) != 0 || store_load_quarter(w.store, run->a, w.plan, q, &now, &run->diags) != 0)
        return failed(&w);
    if (!now->nsubs) {
        world_close(&w);
        verdict(run, "%s还没有接收的报送，没有可以上报的内容。", quarter_chinese(run->a, q));
        return STATUS_ATTENTION;
    }
    struct exporting e = {.w = &w, .dir = arena_printf(run->a, "%s/%s/上报", run->output, quarter_name(run->a, q))};
    e.data = world_data(&w, q);
    int rc = e.data ? export_submission(&e, quarter_name(run->a, q)) : -1;
    if (rc == 0)
        rc = export_tables(&e);
    xmlFreeDoc(e.data);
    if (rc != 0)
        return failed(&w);
    print_messages(run);
    world_close(&w);
    verdict(run, "%s：上报和表格 %d 个文件（新写 %d，未变 %d），在 %s/。", quarter_chinese(run->a, q), e.written + e.same, e.written, e.same, e.dir);
    return STATUS_WELL;
}

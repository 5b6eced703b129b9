#include "verify/check.h"

#include "base/file.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct check_row { int number; const char *clause, *level, *rule; void (*run)(struct check *c); } rows[] = {
#define CHECK(number, clause, level, rule, function) {number, clause, level, rule, function},
#include "data/checks.tab"
#undef CHECK
};
enum { ROWS_OF_CHECKS = sizeof rows / sizeof *rows };

static const char *figure(const struct check *c)
{
    const char *range = "";
    if (c->ranged) {
        double unit = c->points ? 352.77778 : 1000.0;
        const char *name = c->points ? "磅" : "mm";
        range = c->most - c->least <= (c->points ? 3 : 10) ? arena_printf(c->a, "%.2f %s", (c->least + c->most) / 2 / unit, name)
                : c->least <= -900000000 || c->most >= 900000000 ? "" : arena_printf(c->a, "%.2f～%.2f %s", c->least / unit, c->most / unit, name);
        if (c->measured > 1)
            range = arena_printf(c->a, "%s（%zu 处）", range, c->measured);
    }
    if (c->note)
        return range[0] ? arena_printf(c->a, "%s；%s", range, c->note) : c->note;
    return range;
}

static void run_check(struct checked *v, const struct check_row *row, const struct parts *k, const struct verify_options *o)
{
    struct check c = {.a = k->a, .k = k, .o = o, .v = v};
    *v = (struct checked){.number = row->number, .clause = row->clause, .level = row->level, .rule = row->rule};
    row->run(&c);
    if (v->total)
        v->verdict = strcmp(row->level, "惯") == 0 ? VERIFY_HINT : VERIFY_FAIL;
    else
        v->verdict = c.measured && !c.unsure ? VERIFY_PASS : VERIFY_NONE;
    v->figure = v->verdict == VERIFY_NONE ? c.why ? c.why : "没有可量的地方" : figure(&c);
}

/* The PDF under a name of our own: mutool writes the name it was given into its XML, and takes other kinds of files by their names. */
static int put_aside(struct source *s, const char *bytes, size_t n, char *dir)
{
    if (!mkdtemp(dir)) {
        DIAG(s->ds, E102, NOWHERE, NULL, NULL, dir, "不能建临时文件夹");
        return -1;
    }
    char *path = arena_printf(s->a, "%s/a.pdf", dir);
    FILE *f = fopen(path, "wb");
    bool ok = f && fwrite(bytes, 1, n, f) == n;
    ok = f && fclose(f) == 0 && ok;
    s->path = path;
    if (!ok)
        DIAG(s->ds, E102, NOWHERE, NULL, NULL, path, "磁盘满或没有权限");
    return ok ? 0 : -1;
}

static const char *basis(const struct parts *k)
{
    size_t unknown = 0;
    for (size_t i = 0; i < k->p->nfonts; i++)
        unknown += k->p->fonts[i].used && k->p->fonts[i].role == ROLE_UNKNOWN;
    return arena_printf(k->a, "%s；%s%s%s%s", k->src ? "对照公文 XML" : "没有公文 XML，各要素按版面上的位置、字体和写法认出",
                        k->model_b ? "行距按每页 22 等分（模型 B）" : "行距按 22 行撑满版心（模型 A）", k->mirror ? "；偶数页镜像页边" : "",
                        unknown ? arena_printf(k->a, "；%zu 种字体不认识", unknown) : "",
                        k->p->n > INK_PAGES_MOST ? arena_printf(k->a, "；墨迹只量了前 %d 页", INK_PAGES_MOST) : "");
}

/* What a 公文 with a head has as a rule. Its checks do not apply when it is not recognised, so the report says so at the top. */
static const char *missing(const struct parts *k)
{
    bool numbered = false, body = false;
    for (size_t i = 0; i < k->p->n; i++)
        numbered |= k->page_number[i] != NULL;
    for (size_t i = 0; i < k->flow.n; i++)
        body |= k->flow.v[i]->kind == KIND_BODY;
    bool file = k->format == DOC_FILE || k->format == DOC_LETTER;
    const struct { const char *name; bool wanted, there; } list[] = {
        {"发文机关标志", true, k->nmark > 0}, {"发文字号", k->nmark && k->format != DOC_MINUTES, k->docno != NULL},
        {"标题", file, k->title.n > 0}, {"正文", true, body}, {"成文日期", k->format != DOC_MINUTES, k->date != NULL},
        {"页码", k->format != DOC_LETTER || k->p->n > 1, numbered},
    };
    struct buf b = {0};
    for (size_t i = 0; i < sizeof list / sizeof *list; i++)
        if (list[i].wanted && !list[i].there)
            buf_addf(&b, "%s%s", b.n ? "、" : "", list[i].name);
    const char *s = arena_strdup(k->a, buf_str(&b));
    buf_drop(&b);
    return s;
}

static bool any_text(const struct vpages *p)
{
    for (size_t i = 0; i < p->n; i++)
        if (p->v[i].ng)
            return true;
    return false;
}

static int measure(struct verify_report **out, const struct source *s, const struct verify_options *o)
{
    struct vpages *p;
    if (pages_read(&p, s, o->fonts_tab) != 0)
        return -1;
    if (!any_text(p)) {
        DIAG(s->ds, V107, ((struct place){.file = s->shown}), NULL, NULL, "");
        return -1;
    }
    struct parts *k = parts_find(p, o->source);
    if (ink_measure(p, s) != 0)
        return -1;
    parts_ink(k);
    struct verify_report *r = arena_alloc(s->a, sizeof *r);
    *r = (struct verify_report){.file = s->shown, .pages = (int)p->n, .format = doc_format_name(k->format), 
                                .basis = basis(k), .missing = missing(k), .n = ROWS_OF_CHECKS};
    r->v = arena_calloc(s->a, ROWS_OF_CHECKS, sizeof *r->v);
    for (size_t i = 0; i < ROWS_OF_CHECKS; i++) {
        run_check(&r->v[i], &rows[i], k, o);
        r->count[r->v[i].verdict]++;
    }
    *out = r;
    return 0;
}

int verify_pdf(struct verify_report **out, struct arena *a, const char *bytes, size_t n, const char *file, const struct verify_options *o,
               struct diags *ds)
{
    const char *tmp = getenv("TMPDIR");
    char dir[4096];
    struct source s = {.shown = file, .a = a, .ds = ds};
    if (n < 5 || memcmp(bytes, "%PDF-", 5) != 0) {
        DIAG(ds, V102, ((struct place){.file = file}), NULL, NULL, file);
        return -1;
    }
    snprintf(dir, sizeof dir, "%s/jibao-verify.XXXXXX", tmp && tmp[0] ? tmp : "/tmp");
    int rc = put_aside(&s, bytes, n, dir);
    if (rc == 0)
        rc = measure(out, &s, o);
    if (s.path)
        unlink(s.path);
    rmdir(dir);
    return rc;
}

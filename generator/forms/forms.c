/* The blank forms of a quarter: one XML a unit, and one HTML page for all of them that needs no network. */
#include "forms/forms_internal.h"

#include "base/file.h"

#include <string.h>

enum { PAGE_MAX_BYTES = 4 * 1024 * 1024 };

/* The page's template and what goes into it; a file's text may not end the element it stands in. */
static const char PAGE[] = "填报.html", DATA_MARK[] = "@表单数据@";
static const struct part { const char *mark, *file, *forbidden; } parts[] = {
    {"@样式@", "填报.css", "</style"},
    {"@规则@", "填报.js", "</script"},
    {"@界面@", "填报-界面.js", "</script"},
};

/* One file of templates/forms; NULL with P201. */
static char *template_text(const struct run *run, const char *name, const char *forbidden, struct diags *ds)
{
    const char *path = arena_printf(run->a, "%s/forms/%s", run->templates, name), *fault = NULL;
    struct diags why = {.a = run->a};
    char *text;
    size_t n;
    if (file_read(run->a, path, PAGE_MAX_BYTES, &text, &n, &why))
        fault = why.n ? why.v[0].text : "读不了";
    else if (!utf8_valid(text, n, NULL) || strlen(text) != n)
        fault = "不是 UTF-8 编码的文字";
    else if (forbidden && strcasestr(text, forbidden))
        fault = arena_printf(run->a, "里面不能有“%s”", forbidden);
    if (!fault)
        return text;
    DIAG(ds, P201, ((struct place){path, 0, 0}), NULL, NULL, path, fault);
    return NULL;
}

/* What stands for the mark at s, appended to out; the mark's length, 0 if s is at none, -1 with P201. */
static int put_part(const struct run *run, const char *s, const xmlDoc *data, struct buf *out, bool *has_data,
                    struct diags *ds)
{
    if (!strncmp(s, DATA_MARK, strlen(DATA_MARK))) {
        form_json(data, out);
        *has_data = true;
        return (int)strlen(DATA_MARK);
    }
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (strncmp(s, parts[i].mark, strlen(parts[i].mark)))
            continue;
        const char *text = template_text(run, parts[i].file, parts[i].forbidden, ds);
        if (!text)
            return -1;
        buf_adds(out, text);
        return (int)strlen(parts[i].mark);
    }
    return 0;
}

static int build_page(const struct run *run, const xmlDoc *data, struct buf *out, struct diags *ds)
{
    const char *s = template_text(run, PAGE, NULL, ds);
    bool has_data = false;
    if (!s)
        return -1;
    while (*s) {
        int n = *s == '@' ? put_part(run, s, data, out, &has_data, ds) : 0;
        if (n < 0)
            return -1;
        if (n == 0)
            buf_addc(out, *s++);
        s += n;
    }
    if (!has_data)
        DIAG(ds, P201, NOWHERE, NULL, NULL, PAGE, arena_printf(run->a, "里面没有“%s”", DATA_MARK));
    return has_data ? 0 : -1;
}

static int write_page(const struct run *run, const char *dir, const xmlDoc *data, struct diags *ds)
{
    struct buf out = {0};
    int status = build_page(run, data, &out, ds);
    if (!status && file_write(arena_printf(run->a, "%s/%s", dir, PAGE), out.p, out.n, ds) == WRITE_FAILED)
        status = -1;
    buf_drop(&out);
    return status;
}

/* One failing blank does not hinder the others. Returns how many stand; *bad counts the others. */
static int write_blanks(const struct run *run, const struct plan *p, const char *dir, xmlDoc *data, int *bad,
                        struct diags *ds)
{
    int good = 0;
    struct form_sheet *sheet = form_sheet_open(arena_printf(run->a, "%s/forms/空白表.xsl", run->templates), ds);
    if (!sheet) {
        ++*bad;
        return 0;
    }
    for (size_t i = 0; i < p->nunits; i++) {
        const struct unit *u = &p->units[i];
        struct buf out = {0};
        if (!plan_must_report(p, u))
            continue;
        const char *path = arena_printf(run->a, "%s/%s.xml", dir, u->file);
        if (form_blank(sheet, data, u, &out, ds) || file_write(path, out.p, out.n, ds) == WRITE_FAILED)
            ++*bad;
        else
            good++;
        buf_drop(&out);
    }
    form_sheet_drop(sheet);
    return good;
}

/* See forms.h. */
int forms_write(const struct run *run, const struct plan *p, struct quarter q, const struct stored_quarter *previous,
                struct diags *ds)
{
    const char *dir = arena_printf(run->a, "%s/%s/空白表", run->output, quarter_name(run->a, q));
    xmlDoc *data = form_data(run->a, p, q, previous);
    struct quarter first = date_quarter(p->start), last = date_quarter(p->end);
    if (quarter_cmp(q, first) < 0 || quarter_cmp(q, last) > 0)
        DIAG(ds, P204, NOWHERE, NULL, NULL, quarter_chinese(run->a, q), date_iso(run->a, p->start), date_iso(run->a, p->end));
    int bad = 0, good = write_blanks(run, p, dir, data, &bad, ds);
    if (!good && !bad)
        DIAG(ds, P203, NOWHERE, NULL, NULL, quarter_chinese(run->a, q));
    if (write_page(run, dir, data, ds))
        bad++;
    else
        good++;
    xmlFreeDoc(data);
    return bad ? -1 : good;
}

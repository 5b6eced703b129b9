/* The blank forms of a quarter: one XML a unit, and one HTML page for all of them that needs no network. */
#include "forms/forms_internal.h"

#include "base/file.h"

#include <string.h>

enum { PAGE_MAX_BYTES = 4 * 1024 * 1024 };

/* Where the page's template wants the data: inside <script type="application/json">. */
static const char DATA_MARK[] = "@表单数据@";

static int write_page(const struct run *run, const char *dir, const xmlDoc *data, struct diags *ds)
{
    const char *path = arena_printf(run->a, "%s/forms/填报.html", run->templates);
    struct diags why = {.a = run->a};
    char *tpl, *mark = NULL;
    size_t n;
    if (file_read(run->a, path, PAGE_MAX_BYTES, &tpl, &n, &why) == 0)
        mark = strstr(tpl, DATA_MARK);
    if (!mark) {
        DIAG(ds, P201, ((struct place){path, 0, 0}), NULL, NULL, path,
             why.n ? why.v[0].text : arena_printf(run->a, "里面没有“%s”", DATA_MARK));
        return -1;
    }
    struct buf out = {0};
    buf_add(&out, tpl, (size_t)(mark - tpl));
    form_json(data, &out);
    buf_adds(&out, mark + strlen(DATA_MARK));
    enum write_result r = file_write(arena_printf(run->a, "%s/填报.html", dir), out.p, out.n, ds);
    buf_drop(&out);
    return r == WRITE_FAILED ? -1 : 0;
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
        const char *path = arena_printf(run->a, "%s/%s.xml", dir, file_safe_name(run->a, u->shortname));
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

/* The workbook, by libxlsxwriter. It writes files only, so the bytes go through a file of our own in the temporary folder. */
#include "export/export.h"

#include "base/decimal.h"
#include "base/file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

enum { WIDEST = 60, XLSX_LIMIT = 256 * 1024 * 1024 };
#define NO_CLOCK ((time_t)946684800) /* 2000-01-01: the same tables give the same bytes */

struct formats { lxw_format *head, *text, *number; };

static struct formats make_formats(lxw_workbook *w)
{
    struct formats f = {workbook_add_format(w), workbook_add_format(w), workbook_add_format(w)};
    lxw_format *all[] = {f.head, f.text, f.number};
    for (int i = 0; i < 3; i++) {
        format_set_font_name(all[i], "宋体");
        format_set_border(all[i], LXW_BORDER_THIN);
        format_set_align(all[i], LXW_ALIGN_VERTICAL_CENTER);
    }
    format_set_bold(f.head);
    format_set_align(f.head, LXW_ALIGN_CENTER);
    format_set_text_wrap(f.head);
    format_set_text_wrap(f.text);
    return f;
}

/* Half-width columns that a text wants; hanzi take two. */
static size_t width_of(const char *s)
{
    size_t n = 2;
    for (; *s; s++)
        n += (*s & 0xC0) == 0x80 ? 0 : *s & 0x80 ? 2 : 1;
    return n > WIDEST ? WIDEST : n;
}

static void write_sheet(lxw_workbook *w, const struct sheet *s, const struct formats *f)
{
    lxw_worksheet *ws = workbook_add_worksheet(w, s->name);
    for (size_t k = 0; k < s->ncolumns; k++) {
        lxw_col_t col = (lxw_col_t)k;
        size_t widest = width_of(s->columns[k].title);
        worksheet_write_string(ws, 0, col, s->columns[k].title, f->head);
        for (size_t i = 0; i < s->nrows; i++) {
            const char *text = s->cells[i * s->ncolumns + k];
            decimal d;
            widest = width_of(text) > widest ? width_of(text) : widest;
            if (s->columns[k].number && decimal_parse(text, &d))
                worksheet_write_number(ws, (lxw_row_t)(i + 1), col, (double)d.millionths / 1e6, f->number);
            else
                worksheet_write_string(ws, (lxw_row_t)(i + 1), col, text, f->text); /* a text, never a formula */
        }
        worksheet_set_column(ws, col, col, (double)widest, NULL);
    }
    worksheet_freeze_panes(ws, 1, 0);
    if (s->nrows)
        worksheet_autofilter(ws, 0, 0, (lxw_row_t)s->nrows, (lxw_col_t)(s->ncolumns - 1));
    worksheet_repeat_rows(ws, 0, 0);
    worksheet_set_landscape(ws);
    worksheet_set_paper(ws, 9); /* A4 */
    worksheet_fit_to_pages(ws, 1, 0);
}

static int write_workbook(const struct sheets *all, const char *path)
{
    lxw_workbook *w = workbook_new(path);
    if (!w)
        return -1;
    lxw_doc_properties p = {.created = NO_CLOCK};
    workbook_set_properties(w, &p);
    struct formats f = make_formats(w);
    for (size_t i = 0; i < all->n; i++)
        write_sheet(w, &all->v[i], &f);
    return workbook_close(w) == LXW_NO_ERROR ? 0 : -1;
}

int sheets_xlsx(const struct sheets *all, struct buf *out, struct diags *ds)
{
    const char *tmp = getenv("TMPDIR");
    char *dir = arena_printf(ds->a, "%s/jibao-xlsx-XXXXXX", tmp && *tmp ? tmp : "/tmp"), *bytes;
    size_t n;
    if (!mkdtemp(dir)) {
        DIAG(ds, R118, NOWHERE, NULL, NULL, arena_printf(ds->a, "%s：%s", dir, strerror(errno)));
        return -1;
    }
    char *path = arena_printf(ds->a, "%s/x.xlsx", dir);
    struct arena *a = arena_new();
    int rc = write_workbook(all, path);
    if (rc != 0)
        DIAG(ds, R118, NOWHERE, NULL, NULL, arena_printf(ds->a, "%s 写不进去", dir));
    else if ((rc = file_read(a, path, XLSX_LIMIT, &bytes, &n, ds)) == 0)
        buf_add(out, bytes, n);
    unlink(path);
    rmdir(dir);
    arena_drop(a);
    return rc;
}

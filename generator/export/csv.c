#include "export/export.h"

#include "base/decimal.h"

#include <string.h>

bool sheet_dangerous(const char *s)
{
    static const char *const starts[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (strncmp(s, starts[i], strlen(starts[i])) == 0)
            return true;
    return false;
}

static void put_cell(struct buf *out, const struct sheet_column *c, const char *s)
{
    decimal d;
    bool number = c->number && decimal_parse(s, &d);
    bool quote = strpbrk(s, "\",\r\n") != NULL || *s == ' ' || *s == '\'';
    if (number || (!quote && !sheet_dangerous(s))) {
        buf_adds(out, s);
        return;
    }
    buf_addc(out, '"');
    if (sheet_dangerous(s))
        buf_addc(out, '\'');
    for (; *s; s++) {
        if (*s == '"')
            buf_addc(out, '"');
        buf_addc(out, *s);
    }
    buf_addc(out, '"');
}

void sheet_csv(const struct sheet *s, struct buf *out)
{
    static const struct sheet_column text;
    buf_adds(out, "\xEF\xBB\xBF"); /* without it Excel takes UTF-8 for GBK */
    for (size_t k = 0; k < s->ncolumns; k++) {
        buf_adds(out, k ? "," : "");
        put_cell(out, &text, s->columns[k].title);
    }
    buf_adds(out, "\r\n");
    for (size_t i = 0; i < s->nrows; i++) {
        for (size_t k = 0; k < s->ncolumns; k++) {
            buf_adds(out, k ? "," : "");
            put_cell(out, &s->columns[k], s->cells[i * s->ncolumns + k]);
        }
        buf_adds(out, "\r\n");
    }
}

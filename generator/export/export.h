/*
 * export: report data → tables for spreadsheet programs, as CSV and as one XLSX workbook.
 *
 * Takes the report data XML and templates/导出表.xml, which says which tables there are. Makes bytes; writes no file of ours.
 * A cell never becomes a formula: texts are written as texts, and in CSV a text that a spreadsheet program would read as a
 * formula gets an apostrophe in front (OWASP CSV injection; full-width signs too, for WPS).
 * Fails with R messages (a definition that cannot be read) or E messages (no room for the workbook).
 */
#ifndef JIBAO_EXPORT_H
#define JIBAO_EXPORT_H

#include "base/run.h"

#include <libxml/tree.h>

struct sheet_column { const char *title; bool number; };
struct sheet {
    const char *name;
    struct sheet_column *columns; size_t ncolumns;
    const char **cells; size_t nrows; /* row-major; "" = empty */
};
struct sheets { struct sheet *v; size_t n, cap; };

/* definition: path of 导出表.xml. Everything of *out lives in a. Returns 0 or -1. */
int sheets_make(struct sheets *out, struct arena *a, const char *definition, xmlDocPtr data, struct diags *ds);
/* UTF-8 with BOM and CRLF, as Excel and WPS want it; numbers plain, texts quoted where needed. */
void sheet_csv(const struct sheet *s, struct buf *out);
/* The same bytes for the same tables: no clock in it. Returns 0 or -1. */
int sheets_xlsx(const struct sheets *all, struct buf *out, struct diags *ds);
/* Would a spreadsheet program take this text for a formula? */
bool sheet_dangerous(const char *text);

#endif

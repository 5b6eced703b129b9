/*
 * report: store → report data, one XML document per quarter; the only place that adds up.
 *
 * Takes the plan and the stored quarters (this one and those before); makes a libxml2 document whose form is described in
 * templates/schema/报告数据.md, and runs the templates (XSLT 1.0 + EXSLT, no files, no network) that turn it into 公文 XML.
 * Not here: SQL, layout.
 */
#ifndef JIBAO_REPORT_H
#define JIBAO_REPORT_H

#include "base/run.h"
#include "store/store.h"

#include <libxml/tree.h>

/* One quarter: what the store has of it, and the plan that counts for it. */
struct report_quarter { const struct stored_quarter *stored; const struct plan *plan; };
/*
 * Builds the report data of q[0]; q[1] … q[n-1] are earlier quarters, newest first, each once: last quarter for comparing,
 * all of them for the stories of problems and the course of figures. A quarter's plan may be another one than q[0]'s: its
 * units, items and indicators are found again by the rules of views.c. profile is the parsed templates/office.xml, copied
 * in as 机关. Returns a document that you free with xmlFreeDoc, or NULL with an R message.
 */
xmlDocPtr report_data(const struct run *run, const struct report_quarter *q, size_t n, xmlDocPtr profile, struct diags *ds);

/*
 * Was the last thing that came of a unit a correction that was sent back? An earlier version still counts then, and the unit thinks
 * that it was replaced. Re-sent bytes do not count, nor does what came of a unit without a submission.
 */
bool filing_correction_open(const struct stored_quarter *q, const char *unit);

/*
 * The files that nobody knows whose they are: sent back, of this quarter or of none and arrived in it, each once; not those whose
 * name was accepted later. *n of them, in a.
 */
const struct stored_file **filing_unknown(struct arena *a, const struct stored_quarter *q, size_t *n);

/*
 * Two quarters side by side: 季度比较 with 报送 (数 …, 单位 …), 指标表 (数 …, 指标 …), 问题表 (数 …, 问题 …); see compare.c. before and
 * after are what report_data made; neither is changed. xmlFreeDoc.
 */
xmlDocPtr report_compare(xmlDocPtr before, xmlDocPtr after);

/*
 * Reads the office's profile (templates/office.xml) and checks it against 机关.xsd in schema_dir. All faults are told at once,
 * with line, in Chinese. Returns a document that you free with xmlFreeDoc, or NULL with R (or E) messages.
 */
xmlDocPtr report_profile_load(const char *path, const char *schema_dir, struct diags *ds);

struct report_template;
/* Compiles one template file. Faults are R messages with line. */
struct report_template *report_template_load(const char *path, struct diags *ds);
void report_template_drop(struct report_template *t);
/*
 * Runs it over the data. params: name, value pairs (plain strings, quoted by this function), NULL ends.
 * Returns 公文 XML (free with xmlFreeDoc) or NULL with an R message. Any number of threads may run templates over one data
 * document at the same time, each with its own ds: data (as report_data made it) is only read.
 */
xmlDocPtr report_template_run(const struct report_template *t, xmlDocPtr data, const char *const params[],
                              struct diags *ds);
/* The same for templates that make something else: root names the element that must come out (季度报送, html). */
xmlDocPtr report_template_make(const struct report_template *t, xmlDocPtr data, const char *const params[], const char *root,
                               struct diags *ds);
/* What report_template_make made, as text the way the template's xsl:output wants it. Returns 0, or -1 with an R message. */
int report_template_text(const struct report_template *t, xmlDocPtr made, struct buf *out, struct diags *ds);

#endif

/*
 * fault: what libxml2 has to say about the office's own files (profile, templates), in Chinese, with file and line.
 * The library's text is English and meant for programmers: the message is chosen by the error's number. Private to report/.
 */
#ifndef JIBAO_REPORT_FAULT_H
#define JIBAO_REPORT_FAULT_H

#include "base/diag.h"

#include <libxml/tree.h>
#include <libxml/xmlerror.h>

struct fault_sink { struct diags *ds; const char *file; int errors; };

/* Parses bytes: no network, no DTD, no entities, CDATA as text. NULL with R101 or R110 messages. Free with xmlFreeDoc. */
xmlDocPtr fault_parse(const char *bytes, size_t n, const char *file, struct diags *ds);

/* For xmlSchemaSetValidStructuredErrors; user is a struct fault_sink. */
void fault_schema(void *user, xmlErrorPtr e);
void fault_ignore(void *user, xmlErrorPtr e);

/* libxml2 keeps its handlers by thread: set ours, and put back what was there. */
struct fault_saved { xmlStructuredErrorFunc handler; void *user; xmlGenericErrorFunc generic; void *generic_user; };
void fault_catch(struct fault_saved *saved, xmlStructuredErrorFunc handler, void *user);
void fault_release(const struct fault_saved *saved);

#endif

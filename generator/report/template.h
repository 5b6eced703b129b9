/* template: what template.c and template_fault.c share. Private to report/. */
#ifndef JIBAO_REPORT_TEMPLATE_H
#define JIBAO_REPORT_TEMPLATE_H

#include "report/report.h"

#include <libxml/xmlerror.h>

/* libxslt tells its faults in pieces of English text; they are gathered to lines, and the lines become R messages. */
struct template_faults {
    struct diags *ds;
    struct arena *a;
    const char *file;     /* of the template, when a fault names none */
    bool compiling;
    struct buf line;      /* the line being gathered */
    struct place at;      /* where the fault is that the next lines tell of */
    bool in_fault;        /* such a place was just told */
    const char *xpath;    /* what XPath said, until libxslt says where */
    int errors;
    bool told;            /* at least one of them became a message */
    uint32_t last_line;   /* one message a line of the template */
};

void template_faults_begin(struct template_faults *f); /* from now on this thread's faults go there */
void template_faults_end(struct template_faults *f);
void template_fault_generic(void *ctx, const char *fmt, ...) PRINTF_LIKE(2, 3);
void template_fault_xpath(void *user, xmlErrorPtr e);

/* The path behind an escaped address. */
char *template_path(struct arena *a, const char *uri);

#endif

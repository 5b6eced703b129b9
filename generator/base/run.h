/*
 * What a run knows about itself; travels to the stages that need it. There is no changing global.
 */
#ifndef JIBAO_RUN_H
#define JIBAO_RUN_H

#include "base/diag.h"

struct run {
    struct arena *a;       /* lives as long as the run */
    struct diags diags;    /* messages that belong to no single file */
    const char *dir;       /* -C: the folder that holds templates/ fonts/ input/ output/ */
    const char *templates, *fonts, *input, *output; /* full paths of the four */
    struct date today;     /* --date; no other clock reaches a document */
    bool today_given;      /* --date was given: a long run does not move on to the next day */
    struct quarter quarter;/* asked for; year 0 = newest */
    int jobs;              /* worker threads */
    bool quiet, json, keep_xml;
};

#endif

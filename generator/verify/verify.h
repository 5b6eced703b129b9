/*
 * verify: a PDF → a conformance report against GB/T 9704—2012, measured on the marks actually on its pages.
 *
 * Takes the bytes of any PDF (ours or another program's) and, if there is one, the 公文 tree it was made from. Makes a report:
 * one verdict for each of the checks in checks.tab, each with its clause, the measured figure and, if it fails, the places.
 * Reads the PDF with mutool in a child process (page.h), so nothing of a hostile file is parsed in this process but text.
 * Sees base/ and document/ only: never the page model of typeset/, so that it can contradict it.
 * Fails with V messages: no mutool, no PDF, encrypted, nothing to measure, over the limits.
 */
#ifndef JIBAO_VERIFY_H
#define JIBAO_VERIFY_H

#include "document/document.h"

enum verify_verdict {
    VERIFY_PASS,  /* 通过 */
    VERIFY_FAIL,  /* 不符 */
    VERIFY_HINT,  /* 提醒: only a custom (惯) is not kept */
    VERIFY_NONE,  /* 不适用: not on these pages, or cannot be told; the reason is given */
    VERIFY_VERDICTS
};

struct finding {            /* one place that is not as it should be */
    int page;               /* from 1; 0 = the whole document */
    um x, y;                /* from the page's upper left corner, the page upright */
    const char *text;       /* what is there */
    const char *found, *expected;
};

struct checked {
    int number;             /* as in the digest of the standard, 1…163 */
    const char *clause;     /* 7.2.4 */
    const char *level;      /* 标 推 惯 */
    const char *rule;       /* what must hold, in words */
    enum verify_verdict verdict;
    const char *figure;     /* what was measured (pass), or why nothing could be (none) */
    struct finding *v; size_t n, total;  /* the first ones, and how many there were */
};

struct verify_report {
    const char *file;
    int pages;
    const char *format;     /* 文件 信函 命令 纪要, as recognised */
    const char *basis;      /* on what the recognition rests, one sentence */
    const char *missing;    /* elements one would expect and that were not found, or "" */
    struct checked *v; size_t n;
    int count[VERIFY_VERDICTS];
};

struct verify_options {
    const char *fonts_tab;          /* fonts/fonts.tab: names of fonts and their roles */
    const struct document *source;  /* the 公文 it was made from, or NULL */
    bool imprint_any;               /* the profile lets the 版记 stand on an odd page (UNSURE-16) */
};

/* *out lives in a. Returns 0, or -1 with a message. */
int verify_pdf(struct verify_report **out, struct arena *a, const char *bytes, size_t n, const char *file,
               const struct verify_options *o, struct diags *ds);
/* For people: the conclusion first, then what fails, then everything by clause; brief: without what passed or does not apply. */
void verify_text(const struct verify_report *r, bool brief, struct buf *out);
void verify_json(const struct verify_report *r, struct buf *out);

#endif

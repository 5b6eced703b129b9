/*
 * What the typesetter's parts need to run without a document: real fonts, the default style, ICU's breaks.
 */
#ifndef TESTS_TYPESET_MAKE_H
#define TESTS_TYPESET_MAKE_H

#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdarg.h>
#include <cmocka.h>

#include "typeset/ts.h"

static struct ts ts;
static struct style style;
static struct pages pages;
static struct diags ds;

static int setup(void **state)
{
    (void)state;
    UErrorCode e = U_ZERO_ERROR;
    struct fonts *f;
    style = style_default();
    ds.a = arena_new();
    ts = (struct ts){.a = arena_new(), .scratch = arena_new(), .style = &style, .pages = &pages, .ds = &ds};
    if (fonts_load(&f, "fonts", &ds) != 0) {
        diags_print(&ds, stderr);
        return -1;
    }
    ts.fonts = f;
    ts.line_breaks = ubrk_open(UBRK_LINE, "zh", NULL, 0, &e);
    ts.word_breaks = ubrk_open(UBRK_WORD, "zh", NULL, 0, &e);
    return U_FAILURE(e) ? -1 : 0;
}

static int teardown(void **state)
{
    (void)state;
    ubrk_close(ts.line_breaks);
    ubrk_close(ts.word_breaks);
    fonts_drop((struct fonts *)ts.fonts);
    arena_drop(ts.a);
    arena_drop(ts.scratch);
    arena_drop(ds.a);
    return 0;
}

#endif

/*
 * Short memory, for libraries that would otherwise go on with half of what they were given: libxml2 drops a node, libxslt a
 * part of a text, ICU a break, and say so in English at best. With these functions they end the run as the program itself
 * does (base_die). SQLite and HarfBuzz report it: store/db.c and font/ look.
 */
#include "app/app.h"

#include <jansson.h>
#include <libdeflate.h>
#include <libxml/xmlmemory.h>
#include <stdlib.h>
#include <unicode/uclean.h>

static void *U_CALLCONV icu_malloc(const void *ctx, size_t n)
{
    (void)ctx;
    return base_malloc(n);
}

static void *U_CALLCONV icu_realloc(const void *ctx, void *p, size_t n)
{
    (void)ctx;
    return base_realloc(p, n);
}

static void U_CALLCONV icu_free(const void *ctx, void *p)
{
    (void)ctx;
    free(p);
}

void libraries_setup(void)
{
    UErrorCode e = U_ZERO_ERROR;
    u_setMemoryFunctions(NULL, icu_malloc, icu_realloc, icu_free, &e);
    if (xmlMemSetup(free, base_malloc, base_realloc, base_strdup) != 0 || U_FAILURE(e))
        base_die("内部错误：程序库没有准备好");
    json_set_alloc_funcs(base_malloc, free);
    libdeflate_set_memory_allocator(base_malloc, free);
}

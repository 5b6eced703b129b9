/*
 * Facts about libharu 2.3.0 on which this file rests (each read in its source and tested):
 *   - An object in the xref is put into containers as a reference, any other one directly and only once.
 *   - dict->write_fn is called behind the entries and may write anything; dict->attr is free in plain dictionaries and streams.
 *   - A stream whose filter is NONE loses its /Filter entry when it is written, so /Filter comes from write_fn.
 *   - A stream's /Length must be an indirect number (HPDF_DictStream_New makes it).
 *   - HPDF_SaveToStream writes into doc->stream and makes one only if there is none.
 *   - Low-level calls record errors in doc->error without calling a handler; nothing jumps.
 * All memory comes from one arena per file, so nothing leaks whatever libharu does after an error.
 */
#include "backend/pdf_low.h"

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_info.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_version.h>
#include <string.h>

#if HPDF_VERSION_ID != 20300 && (HPDF_MAJOR_VERSION != 2 || HPDF_MINOR_VERSION < 4)
#error "libharu 2.3.0 or 2.4 is needed"
#endif

struct low {
    struct arena *a;
    HPDF_Doc doc;
};

struct raw { const char *text; size_t n; }; /* what write_fn writes */

enum { SAVE_BUFFER = 256 * 1024 };

/* libharu's allocator gets no user pointer; a document is made by one thread from beginning to end. */
static _Thread_local struct arena *memory;

static void *HPDF_STDCALL from_arena(HPDF_UINT n) { return arena_alloc(memory, n); }
static void HPDF_STDCALL to_arena(void *p) { (void)p; }

static HPDF_Dict as_dict(struct low_obj *o) { return (HPDF_Dict)(void *)o; }
static HPDF_Array as_array(struct low_obj *o) { return (HPDF_Array)(void *)o; }
static struct low_obj *as_obj(void *o) { return o; }

bool low_version(const char **compiled, const char **loaded)
{
    *compiled = HPDF_VERSION_TEXT;
    *loaded = HPDF_GetVersion();
    return strcmp(*compiled, *loaded) == 0;
}

struct low *low_new(void)
{
    struct arena *a = arena_new();
    struct low *d = arena_alloc(a, sizeof *d);
    d->a = memory = a;
    d->doc = HPDF_NewEx(NULL, from_arena, to_arena, 0, NULL);
    if (!d->doc) {
        low_drop(d);
        return NULL;
    }
    d->doc->pdf_version = HPDF_VER_17;
    d->doc->stream = HPDF_MemStream_New(d->doc->mmgr, SAVE_BUFFER);
    return d;
}

void low_drop(struct low *d)
{
    if (!d)
        return;
    memory = NULL;
    arena_drop(d->a);
}

unsigned long low_error(const struct low *d) { return d->doc->error.error_no; }

int low_save(struct low *d, struct buf *out)
{
    if (low_error(d) || HPDF_SaveToStream(d->doc) != HPDF_OK || low_error(d))
        return -1;
    HPDF_UINT count = HPDF_MemStream_GetBufCount(d->doc->stream);
    for (HPDF_UINT i = 0; i < count; i++) {
        HPDF_UINT n;
        HPDF_BYTE *p = HPDF_MemStream_GetBufPtr(d->doc->stream, i, &n);
        buf_add(out, p, n);
    }
    return 0;
}

/* ---- objects ---- */

static void number(struct low *d, void *object) { HPDF_Xref_Add(d->doc->xref, object); }

struct low_obj *low_dict(struct low *d) { return as_obj(HPDF_Dict_New(d->doc->mmgr)); }

struct low_obj *low_dict_indirect(struct low *d)
{
    struct low_obj *o = low_dict(d);
    number(d, o);
    return o;
}

/* libharu lengthens arrays by 20 places at a time and copies each time; long ones get their room at once. */
struct low_obj *low_array(struct low *d, size_t expected)
{
    HPDF_Array v = HPDF_Array_New(d->doc->mmgr);
    if (v && expected > v->list->items_per_block)
        v->list->items_per_block = (HPDF_UINT)(expected < HPDF_LIMIT_MAX_ARRAY ? expected : HPDF_LIMIT_MAX_ARRAY);
    return as_obj(v);
}

struct low_obj *low_array_indirect(struct low *d, size_t expected)
{
    struct low_obj *o = low_array(d, expected);
    number(d, o);
    return o;
}

static HPDF_STATUS write_raw(HPDF_Dict dict, HPDF_Stream to)
{
    const struct raw *r = dict->attr;
    return HPDF_Stream_Write(to, (const HPDF_BYTE *)r->text, (HPDF_UINT)r->n);
}

static HPDF_STATUS write_flate(HPDF_Dict dict, HPDF_Stream to)
{
    (void)dict;
    return HPDF_Stream_WriteStr(to, "/Filter /FlateDecode\012");
}

static void fill_stream(HPDF_Dict o, const void *bytes, size_t n, bool deflated)
{
    o->filter = HPDF_STREAM_FILTER_NONE;
    if (deflated)
        o->write_fn = write_flate;
    if (n > INT32_MAX)
        HPDF_SetError(o->error, HPDF_INVALID_STREAM, 0);
    else if (n)
        HPDF_Stream_Write(o->stream, bytes, (HPDF_UINT)n);
}

struct low_obj *low_stream(struct low *d, const void *bytes, size_t n, bool deflated)
{
    HPDF_Dict o = HPDF_DictStream_New(d->doc->mmgr, d->doc->xref);
    if (!o)
        return NULL;
    if (n <= INT32_MAX) /* one piece of the right size; the default would be a list of 4 KB pieces */
        o->stream = HPDF_MemStream_New(d->doc->mmgr, (HPDF_UINT)(n ? n : 1));
    fill_stream(o, bytes, n, deflated);
    return as_obj(o);
}

void low_raw(struct low *d, struct low_obj *dict, const char *text, size_t n)
{
    struct raw *r = arena_alloc(d->a, sizeof *r);
    *r = (struct raw){arena_strndup(d->a, text, n), n};
    as_dict(dict)->attr = r;
    as_dict(dict)->write_fn = write_raw;
}

/* ---- entries ---- */

/* UTF-16BE with BOM; a byte that is no UTF-8 becomes U+FFFD. */
static HPDF_Binary utf16(struct low *d, const char *s)
{
    struct buf b = {0};
    buf_add(&b, "\xFE\xFF", 2);
    for (const char *end = s + strlen(s); s < end;) {
        uint32_t c;
        int n = utf8_decode(s, end, &c);
        if (!n)
            c = 0xFFFD;
        s += n ? n : 1;
        if (c >= 0x10000) {
            uint32_t high = 0xD800 + ((c - 0x10000) >> 10);
            buf_addc(&b, (char)(high >> 8));
            buf_addc(&b, (char)high);
            c = 0xDC00 + ((c - 0x10000) & 0x3FF);
        }
        buf_addc(&b, (char)(c >> 8));
        buf_addc(&b, (char)c);
    }
    HPDF_Binary v = HPDF_Binary_New(d->doc->mmgr, (HPDF_BYTE *)b.p, (HPDF_UINT)b.n);
    buf_drop(&b);
    return v;
}

void low_set(struct low *d, struct low_obj *dict, const char *key, struct low_obj *value)
{
    (void)d;
    HPDF_Dict_Add(as_dict(dict), key, value);
}

void low_set_name(struct low *d, struct low_obj *dict, const char *key, const char *name)
{
    (void)d;
    HPDF_Dict_AddName(as_dict(dict), key, name);
}

void low_set_int(struct low *d, struct low_obj *dict, const char *key, int32_t v)
{
    (void)d;
    HPDF_Dict_AddNumber(as_dict(dict), key, v);
}

void low_set_bool(struct low *d, struct low_obj *dict, const char *key, bool v)
{
    (void)d;
    HPDF_Dict_AddBoolean(as_dict(dict), key, v ? HPDF_TRUE : HPDF_FALSE);
}

void low_set_ascii(struct low *d, struct low_obj *dict, const char *key, const char *s)
{
    HPDF_Dict_Add(as_dict(dict), key, HPDF_String_New(d->doc->mmgr, s, NULL));
}

void low_set_text(struct low *d, struct low_obj *dict, const char *key, const char *utf8)
{
    HPDF_Dict_Add(as_dict(dict), key, utf16(d, utf8));
}

void low_add(struct low *d, struct low_obj *array, struct low_obj *value)
{
    (void)d;
    HPDF_Array_Add(as_array(array), value);
}

void low_add_name(struct low *d, struct low_obj *array, const char *name)
{
    (void)d;
    HPDF_Array_AddName(as_array(array), name);
}

void low_add_int(struct low *d, struct low_obj *array, int32_t v)
{
    (void)d;
    HPDF_Array_AddNumber(as_array(array), v);
}

void low_add_milli(struct low *d, struct low_obj *array, int64_t thousandths)
{
    (void)d;
    HPDF_Array_AddReal(as_array(array), (HPDF_REAL)thousandths / 1000);
}

struct low_obj *low_catalog(struct low *d) { return as_obj(d->doc->catalog); }
struct low_obj *low_info(struct low *d) { return as_obj(d->doc->info); }

void low_id(struct low *d, const uint8_t id[16])
{
    HPDF_Array v = HPDF_Array_New(d->doc->mmgr);
    HPDF_BYTE copy[16];
    memcpy(copy, id, sizeof copy);
    HPDF_Array_Add(v, HPDF_Binary_New(d->doc->mmgr, copy, sizeof copy));
    HPDF_Array_Add(v, HPDF_Binary_New(d->doc->mmgr, copy, sizeof copy));
    HPDF_Dict_Add(d->doc->trailer, "ID", v);
}

/* ---- pages, outlines ---- */

struct low_obj *low_page(struct low *d, int64_t width, int64_t height)
{
    HPDF_Page page = HPDF_AddPage(d->doc);
    if (!page)
        return NULL;
    struct low_obj *box = low_array(d, 4);
    low_add_int(d, box, 0);
    low_add_int(d, box, 0);
    low_add_milli(d, box, width);
    low_add_milli(d, box, height);
    low_set(d, as_obj(page), "MediaBox", box);
    return as_obj(page);
}

void low_page_content(struct low *d, struct low_obj *page, const void *deflated, size_t n)
{
    (void)d;
    fill_stream(((HPDF_PageAttr)as_dict(page)->attr)->contents, deflated, n, true);
}

const char *low_page_font(struct low *d, struct low_obj *page, struct low_obj *font)
{
    const char *s = HPDF_Page_GetLocalFontName(as_dict(page), (HPDF_Font)as_dict(font));
    return arena_strdup(d->a, s ? s : "F0");
}

const char *low_page_xobject(struct low *d, struct low_obj *page, struct low_obj *xobject)
{
    const char *s = HPDF_Page_GetXObjectName(as_dict(page), as_dict(xobject));
    return arena_strdup(d->a, s ? s : "X0");
}

void low_is_font(struct low_obj *dict) { as_dict(dict)->header.obj_class |= HPDF_OSUBCLASS_FONT; }
void low_is_xobject(struct low_obj *stream) { as_dict(stream)->header.obj_class |= HPDF_OSUBCLASS_XOBJECT; }

struct low_obj *low_outline(struct low *d, struct low_obj *parent, const char *utf8)
{
    struct low_obj *o = as_obj(HPDF_CreateOutline(d->doc, (HPDF_Outline)as_dict(parent), "", NULL));
    if (o) {
        low_set_text(d, o, "Title", utf8); /* libharu's encoder turns characters beyond the BMP into blanks */
        HPDF_Dict_RemoveElement(as_dict(o), "Type");
    }
    return o;
}

/*
 * Facts about libharu 2.3.0 on which this file rests (each read in its source and tested):
 *   - An object in the xref is put into containers as a reference, any other one directly and only once.
 *   - dict->write_fn is called behind the entries and may write anything; dict->attr is free in plain dictionaries and streams.
 *   - A stream whose filter is NONE loses its /Filter entry when it is written, so /Filter comes from write_fn.
 *   - A stream's /Length must be an indirect number (HPDF_DictStream_New makes it).
 *   - HPDF_SaveToStream writes into doc->stream, whatever kind it is, and makes one only if there is none.
 *   - A stream object's content may be any readable stream; a reader over our own bytes saves two copies, and libharu copies
 *     byte by byte.
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

struct bytes { const uint8_t *p; size_t n, at; }; /* what a stream object holds */

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

static HPDF_STATUS append(HPDF_Stream to, const HPDF_BYTE *p, HPDF_UINT n)
{
    buf_add(to->attr, p, n);
    return HPDF_OK;
}

int low_save(struct low *d, struct buf *out)
{
    size_t before = out->n;
    d->doc->stream = HPDF_CallbackWriter_New(d->doc->mmgr, append, out);
    if (!low_error(d) && HPDF_SaveToStream(d->doc) == HPDF_OK && !low_error(d))
        return 0;
    if (out->n > before) {
        out->n = before;
        out->p[before] = 0;
    }
    return -1;
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

/* ---- streams: readers over bytes that are not ours ---- */

static HPDF_STATUS read_bytes(HPDF_Stream from, HPDF_BYTE *to, HPDF_UINT *n)
{
    struct bytes *b = from->attr;
    size_t left = b->n - b->at, take = left < *n ? left : *n;
    memcpy(to, b->p + b->at, take);
    b->at += take;
    bool end = take < *n;
    *n = (HPDF_UINT)take;
    return end ? HPDF_STREAM_EOF : HPDF_OK;
}

static HPDF_STATUS seek_bytes(HPDF_Stream from, HPDF_INT at, HPDF_WhenceMode mode)
{
    struct bytes *b = from->attr;
    if (mode != HPDF_SEEK_SET || at < 0 || (size_t)at > b->n)
        return HPDF_SetError(from->error, HPDF_INVALID_PARAMETER, 0);
    b->at = (size_t)at;
    return HPDF_OK;
}

static HPDF_INT32 tell_bytes(HPDF_Stream from) { return (HPDF_INT32)((struct bytes *)from->attr)->at; }
static HPDF_UINT32 size_bytes(HPDF_Stream from) { return (HPDF_UINT32)((struct bytes *)from->attr)->n; }

static void fill_stream(struct low *d, HPDF_Dict o, const void *p, size_t n, bool deflated)
{
    struct bytes *b = arena_alloc(d->a, sizeof *b);
    *b = (struct bytes){.p = p, .n = n};
    if (n > INT32_MAX)
        HPDF_SetError(o->error, HPDF_INVALID_STREAM, 0);
    o->filter = HPDF_STREAM_FILTER_NONE;
    o->stream = HPDF_CallbackReader_New(d->doc->mmgr, read_bytes, seek_bytes, tell_bytes, size_bytes, b);
    if (deflated)
        o->write_fn = write_flate;
}

struct low_obj *low_stream(struct low *d, const void *bytes, size_t n, bool deflated)
{
    HPDF_Dict o = HPDF_DictStream_New(d->doc->mmgr, d->doc->xref);
    if (o)
        fill_stream(d, o, bytes, n, deflated);
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
    fill_stream(d, ((HPDF_PageAttr)as_dict(page)->attr)->contents, deflated, n, true);
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

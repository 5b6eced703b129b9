/*
 * What a reader shows around the pages: bookmarks, title and author (Info and XMP say the same), how to open and print.
 * The only date is 成文日期; the time of day is 00:00 in China (+08:00).
 */
#include "backend/pdf.h"

#include <string.h>

#define PRODUCER "jibao"
enum { LEVELS = 16 };

/* ---- bookmarks ---- */

static void add_bookmark(struct pdf *d, const struct bookmark *b, struct low_obj *above[LEVELS])
{
    int level = b->level < 1 ? 1 : b->level > LEVELS ? LEVELS : b->level;
    struct low_obj *parent = NULL;
    for (int i = level - 2; i >= 0 && !parent; i--) /* a missing level in between is passed over */
        parent = above[i];
    struct low_obj *o = low_outline(d->low, parent, b->title ? b->title : "");
    if (!o)
        return; /* low_error keeps it */
    above[level - 1] = o;
    for (int i = level; i < LEVELS; i++)
        above[i] = NULL;
    struct low_obj *dest = low_array(d->low, 5); /* direct: an indirect one is legal but disliked by PDF/A checkers */
    low_add(d->low, dest, d->page[b->page]);
    low_add_name(d->low, dest, "XYZ");
    low_add_int(d->low, dest, 0);
    low_add_milli(d->low, dest, pdf_points((int64_t)d->p->v[b->page].height - b->y));
    low_add_int(d->low, dest, 0); /* zoom as it is */
    low_set(d->low, o, "Dest", dest);
}

void pdf_bookmarks(struct pdf *d)
{
    struct low_obj *above[LEVELS] = {NULL};
    for (size_t i = 0; i < d->p->nbookmarks; i++)
        add_bookmark(d, &d->p->bookmarks[i], above);
}

/* ---- metadata ---- */

/* Characters that XML 1.0 knows; others, and bytes that are no UTF-8, become U+FFFD. */
static void put_xml(struct buf *b, const char *s)
{
    for (const char *end = s + strlen(s); s < end;) {
        uint32_t c;
        int n = utf8_decode(s, end, &c);
        if (!n || (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0xFFFE || c == 0xFFFF)
            c = 0xFFFD;
        s += n ? n : 1;
        if (c == '<')
            buf_adds(b, "&lt;");
        else if (c == '>')
            buf_adds(b, "&gt;");
        else if (c == '&')
            buf_adds(b, "&amp;");
        else
            buf_add_utf8(b, c);
    }
}

static void put_element(struct buf *b, const char *before, const char *s, const char *after)
{
    if (!s)
        return;
    buf_adds(b, before);
    put_xml(b, s);
    buf_adds(b, after);
    buf_addc(b, '\n');
}

static void put_xmp(struct pdf *d, struct buf *b)
{
    const struct pages *p = d->p;
    buf_adds(b, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
                "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
                "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
                "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
                "xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\">\n"
                "<dc:format>application/pdf</dc:format>\n<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>\n");
    put_element(b, "<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">", p->title, "</rdf:li></rdf:Alt></dc:title>");
    put_element(b, "<dc:creator><rdf:Seq><rdf:li>", p->author, "</rdf:li></rdf:Seq></dc:creator>");
    put_element(b, "<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">", p->subject,
                "</rdf:li></rdf:Alt></dc:description>");
    put_element(b, "<pdf:Keywords>", p->keywords, "</pdf:Keywords>");
    put_element(b, "<pdf:Producer>", PRODUCER, "</pdf:Producer>");
    if (p->date.year) {
        const char *date = arena_printf(d->a, "%04d-%02d-%02dT00:00:00+08:00", p->date.year, p->date.month, p->date.day);
        put_element(b, "<xmp:CreateDate>", date, "</xmp:CreateDate>");
        put_element(b, "<xmp:ModifyDate>", date, "</xmp:ModifyDate>");
    }
    buf_adds(b, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

static void set_info(struct pdf *d)
{
    static const char *const key[] = {"Title", "Author", "Subject", "Keywords"};
    const char *const value[] = {d->p->title, d->p->author, d->p->subject, d->p->keywords};
    struct low_obj *info = low_info(d->low);
    for (size_t i = 0; i < sizeof key / sizeof key[0]; i++)
        if (value[i])
            low_set_text(d->low, info, key[i], value[i]);
    low_set_ascii(d->low, info, "Producer", PRODUCER);
    if (!d->p->date.year)
        return;
    const struct date *t = &d->p->date;
    const char *date = arena_printf(d->a, "D:%04d%02d%02d000000+08'00'", t->year, t->month, t->day);
    low_set_ascii(d->low, info, "CreationDate", date);
    low_set_ascii(d->low, info, "ModDate", date);
}

void pdf_metadata(struct pdf *d)
{
    struct low *w = d->low;
    struct low_obj *catalog = low_catalog(w), *view = low_dict(w);
    set_info(d);
    struct buf b = {0};
    put_xmp(d, &b);
    sha256_update(&d->hash, b.n, (const uint8_t *)b.p);
    /* plain, so that any program can find it */
    struct low_obj *xmp = low_stream(w, arena_strndup(d->a, b.p, b.n), b.n, false);
    buf_drop(&b);
    low_set_name(w, xmp, "Type", "Metadata");
    low_set_name(w, xmp, "Subtype", "XML");
    low_set(w, catalog, "Metadata", xmp);
    low_set_ascii(w, catalog, "Lang", "zh-CN");
    low_set_bool(w, view, "DisplayDocTitle", d->p->title != NULL);
    low_set_name(w, view, "PrintScaling", "None"); /* GB/T 9704 5.1, 5.2: margins and type area in mm, so print at 100 % */
    low_set_name(w, view, "Duplex", "DuplexFlipLongEdge"); /* GB/T 9704 6.2: 双面印刷 */
    low_set(w, catalog, "ViewerPreferences", view);
    uint8_t id[SHA256_DIGEST_SIZE];
    sha256_digest(&d->hash, sizeof id, id);
    low_id(w, id);
}

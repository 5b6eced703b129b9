/*
 * ToUnicode: which character each code stands for, so that text can be searched, copied and read aloud.
 * Two limits of the format (Adobe Technical Note 5411, ISO 32000-1 9.10.3): at most 100 lines a block, and within a range
 * only the last byte of code and text may count on.
 */
#include "backend/pdf.h"

enum { BLOCK = 100 };

/* Four hexadecimal digits: a page of hanzi needs thousands of them, too many for printf. */
static void put_hex(struct buf *b, uint32_t v)
{
    static const char digit[] = "0123456789ABCDEF";
    const char s[4] = {digit[v >> 12 & 15], digit[v >> 8 & 15], digit[v >> 4 & 15], digit[v & 15]};
    buf_add(b, s, sizeof s);
}

void pdf_put_utf16(struct buf *b, uint32_t cp)
{
    if (cp >= 0x10000)
        put_hex(b, 0xD800 + ((cp - 0x10000) >> 10));
    put_hex(b, cp >= 0x10000 ? 0xDC00 + ((cp - 0x10000) & 0x3FF) : cp);
}

/* How many slots from i on make one range; 1 = none. */
static size_t range(const struct pdf_slot *const *v, size_t n, size_t i)
{
    size_t k = 1;
    while (i + k < n && v[i + k]->code == v[i]->code + k && v[i + k]->cp == v[i]->cp + k &&
           v[i + k]->code >> 8 == v[i]->code >> 8 && v[i + k]->cp >> 8 == v[i]->cp >> 8)
        k++;
    return k;
}

/* Writes the lines from i on that are ranges (or that are not), a block at most; returns how far it came. */
static size_t block(struct buf *out, const struct pdf_slot *const *v, size_t n, size_t i, bool ranges)
{
    struct buf lines = {0};
    int count = 0;
    for (size_t k; i < n && count < BLOCK; i += k) {
        k = range(v, n, i);
        if ((k > 1) != ranges)
            continue;
        buf_addc(&lines, '<');
        put_hex(&lines, v[i]->code);
        if (ranges) {
            buf_add(&lines, "><", 2);
            put_hex(&lines, (uint32_t)(v[i]->code + k - 1));
        }
        buf_add(&lines, "><", 2);
        pdf_put_utf16(&lines, v[i]->cp);
        buf_add(&lines, ">\n", 2);
        count++;
    }
    const char *name = ranges ? "range" : "char";
    if (count)
        buf_addf(out, "%d beginbf%s\n%sendbf%s\n", count, name, buf_str(&lines), name);
    buf_drop(&lines);
    return i;
}

void pdf_cmap(struct buf *out, const struct pdf_slot *const *v, size_t n)
{
    buf_adds(out, "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                  "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
                  "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
                  "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
    for (size_t i = 0; i < n;)
        i = block(out, v, n, i, /*ranges*/ false);
    for (size_t i = 0; i < n;)
        i = block(out, v, n, i, /*ranges*/ true);
    buf_adds(out, "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
}

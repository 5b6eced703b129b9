#include "app/columns.h"

#include <string.h>
#include <unicode/uchar.h>

static int width_of(uint32_t c)
{
    int kind = u_getIntPropertyValue((UChar32)c, UCHAR_EAST_ASIAN_WIDTH), type = u_charType((UChar32)c);
    if (type == U_NON_SPACING_MARK || type == U_ENCLOSING_MARK || type == U_FORMAT_CHAR)
        return 0;
    return kind == U_EA_WIDE || kind == U_EA_FULLWIDTH ? 2 : 1;
}

int columns_of(const char *s)
{
    const char *end = s + strlen(s);
    int n = 0;
    while (s < end) {
        uint32_t c;
        int k = utf8_decode(s, end, &c);
        if (!k)
            break;
        s += k;
        n += width_of(c);
    }
    return n;
}

static void blanks(struct buf *b, int n)
{
    while (n-- > 0)
        buf_addc(b, ' ');
}

void cell_left(struct buf *b, const char *s, int width)
{
    int n = s ? columns_of(s) : 0;
    buf_adds(b, s ? s : "");
    blanks(b, n < width ? width - n : 1);
}

void cell_right(struct buf *b, const char *s, int width)
{
    int n = s ? columns_of(s) : 0;
    blanks(b, width - 1 - n);
    buf_adds(b, s ? s : "");
    buf_addc(b, ' ');
}

void row_end(struct buf *b)
{
    while (b->n && b->p[b->n - 1] == ' ')
        b->p[--b->n] = 0;
    buf_addc(b, '\n');
}

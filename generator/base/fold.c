#include "base/base.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>

enum { KEY_MAX = 1024 };

char *name_key(struct arena *a, const char *name)
{
    UErrorCode e = U_ZERO_ERROR;
    UChar wide[KEY_MAX], folded[KEY_MAX];
    int32_t n = 0;
    u_strFromUTF8WithSub(wide, KEY_MAX, &n, name, -1, 0xFFFD, NULL, &e);
    const UNormalizer2 *fold = unorm2_getNFKCCasefoldInstance(&e);
    n = U_SUCCESS(e) ? unorm2_normalize(fold, wide, n, folded, KEY_MAX, &e) : 0;
    if (U_FAILURE(e))
        return arena_strdup(a, "");
    char *out = arena_alloc(a, (size_t)n * 3 + 1), *q = out;
    for (int32_t i = 0; i < n;) {
        UChar32 c;
        U16_NEXT(folded, i, n, c);
        if (u_isalnum(c))
            q += utf8_encode((uint32_t)c, q);
    }
    *q = 0;
    return out;
}

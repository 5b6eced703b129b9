/* Bytes of a 收件登记 → entries. No entry leads out of the folder; none without a fault has no date; doubt is never silent. */
#include "fuzz.h"

#include "intake/intake.h"

#include <string.h>

const char fuzz_dictionary[] = "tests/fuzz/dict/register.dict";

int LLVMFuzzerTestOneInput(const uint8_t *p, size_t n)
{
    struct arena *a = arena_new();
    struct diags ds = {.a = a};
    struct registered *v = NULL;
    char *utf8;
    size_t nutf8, count = 0;
    enum encoding enc;
    if (intake_decode(a, "收件登记.xml", (const char *)p, n, &utf8, &nutf8, &enc, &ds) == 0) {
        enum register_doubt doubt;
        int rc = intake_register(a, "收件登记.xml", utf8, nutf8, "templates/schema", &v, &count, &doubt, &ds);
        bool open = doubt != DOUBT_NONE;
        MUST(rc == 0, "status %d", rc);
        for (size_t i = 0; i < count; i++) {
            MUST(v[i].file && v[i].file[0] && v[i].file[0] != '/' && strncmp(v[i].file, "../", 3) != 0 && !strstr(v[i].file, "/../"), "%s", v[i].file);
            MUST((v[i].bad || date_valid(v[i].date)) && v[i].time, "entry without a date");
            open |= v[i].bad;
        }
        MUST(!open || diags_worst(&ds) >= SEV_ERROR, "doubt without a word");
    }
    fuzz_messages(&ds);
    arena_drop(a);
    return 0;
}

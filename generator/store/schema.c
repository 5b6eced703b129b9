#include "store/internal.h"

/* schema.sql as it stands, with a NUL behind it; the path counts from the repository's root, where the compiler runs. */
__asm__(".pushsection .rodata\n"
        ".global store_schema_sql\n"
        ".hidden store_schema_sql\n"
        "store_schema_sql:\n"
        ".incbin \"generator/store/schema.sql\"\n"
        ".byte 0\n"
        ".popsection\n");

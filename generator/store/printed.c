/* 成文: which files below output/ are ours. */
#include "store/internal.h"

#include <string.h>

int store_printed(struct store *s, struct arena *a, struct quarter q, struct printed **out, size_t *n, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows r = db_query(&s->db, "SELECT path, sha256 FROM printed WHERE quarter = ? ORDER BY path", WITH(bind_quarter(q)));
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    while (db_next(&r))
        ARENA_PUSH(a, *out, *n, cap) = (struct printed){db_text(&r, a, 0), db_text(&r, a, 1)};
    return s->db.failed ? -1 : 0;
}

int store_printed_put(struct store *s, struct quarter q, const struct printed *v, size_t n, struct diags *ds)
{
    if (!n)
        return 0;
    if (store_enter(s, ds) != 0 || db_begin(&s->db) != 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        db_do(&s->db, "INSERT INTO printed (path, quarter, sha256) VALUES (?,?,?) ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256",
              WITH(bind_text(v[i].path), bind_quarter(q), bind_text(v[i].sha256)));
    return db_commit(&s->db);
}

int store_printed_forget(struct store *s, const char *const *paths, size_t n, struct diags *ds)
{
    if (!n)
        return 0;
    if (store_enter(s, ds) != 0 || db_begin(&s->db) != 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        db_do(&s->db, "DELETE FROM printed WHERE path = ?", WITH(bind_text(paths[i])));
    return db_commit(&s->db);
}

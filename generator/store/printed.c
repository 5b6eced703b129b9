/* 成文: which files below output/ are ours. */
#include "store/internal.h"

int store_printed(struct store *s, struct arena *a, struct quarter q, struct printed **out, size_t *n, struct diags *ds)
{
    if (store_enter(s, ds) != 0)
        return -1;
    struct rows r = db_query(&s->db, "SELECT path, sha256 FROM printed WHERE coalesce(quarter = ?, 1) ORDER BY path", WITH(bind_quarter(q)));
    size_t cap = 0;
    *out = NULL;
    *n = 0;
    while (db_next(&r))
        ARENA_PUSH(a, *out, *n, cap) = (struct printed){db_text(&r, a, 0), db_text(&r, a, 1)};
    return s->db.failed ? -1 : 0;
}

int printed_put(struct db *db, struct quarter q, const char *path, const char *sha256)
{
    return db_do(db, "INSERT INTO printed (path, quarter, sha256) VALUES (?,?,?) ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256",
                 WITH(bind_text(path), bind_quarter(q), bind_text(sha256)));
}

int printed_forget(struct db *db, const char *path)
{
    return db_do(db, "DELETE FROM printed WHERE path = ?", WITH(bind_text(path)));
}

int store_printed_begin(struct store *s, struct quarter q, const char *const *paths, size_t n, struct diags *ds)
{
    if (!n)
        return 0;
    if (store_enter(s, ds) != 0 || db_begin(&s->db) != 0)
        return -1;
    for (size_t i = 0; i < n; i++)
        printed_put(&s->db, q, paths[i], NULL);
    return db_commit(&s->db);
}

int store_printed_put(struct store *s, struct quarter q, const struct printed *v, size_t n, struct date today, struct diags *ds)
{
    if (!n)
        return 0;
    if (store_enter(s, ds) != 0 || db_begin(&s->db) != 0)
        return -1;
    struct arena *a = arena_new();
    for (size_t i = 0; i < n; i++)
        if (printed_put(&s->db, q, v[i].path, v[i].sha256) == 0)
            journal_paper(&s->db, a, today, v[i].path, q, v[i].sha256);
    arena_drop(a);
    return db_commit(&s->db);
}

int store_printed_forget(struct store *s, const char *const *paths, size_t n, struct date today, struct diags *ds)
{
    if (!n)
        return 0;
    if (store_enter(s, ds) != 0 || db_begin(&s->db) != 0)
        return -1;
    struct arena *a = arena_new();
    for (size_t i = 0; i < n; i++)
        if (printed_forget(&s->db, paths[i]) == 0)
            journal_void(&s->db, a, today, paths[i]);
    arena_drop(a);
    return db_commit(&s->db);
}

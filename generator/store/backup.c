/*
 * A live copy through SQLite's backup API: one read transaction, a temporary name beside the target, checked, fsync, rename.
 * The copy is a single file (no WAL), so that it may be carried on any disk; store_open makes it a working store again.
 */
#include "store/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int store_is_ours(const char *path)
{
    unsigned char h[72];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return errno == ENOENT ? -1 : 0;
    ssize_t n = read(fd, h, sizeof h);
    close(fd);
    if (n != (ssize_t)sizeof h || memcmp(h, "SQLite format 3", 16) != 0)
        return 0;
    uint32_t id = (uint32_t)h[68] << 24 | (uint32_t)h[69] << 16 | (uint32_t)h[70] << 8 | h[71];
    return id == STORE_APPLICATION;
}

static int refuse(struct diags *ds, const char *path, const char *why)
{
    DIAG(ds, T113, ((struct place){.file = path}), NULL, why, path);
    return -1;
}

/* The target is free, or holds an earlier backup that is not the store itself. */
static int check_target(const char *store, const char *path, struct diags *ds)
{
    struct stat a, b;
    int ours = store_is_ours(path);
    bool same = ours >= 0 && stat(store, &a) == 0 && stat(path, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
    if (ours < 0 || (ours && !same))
        return 0;
    DIAG(ds, T114, ((struct place){.file = path}), NULL, same ? "the store itself" : NULL, path);
    return -1;
}

/* Makes the copy a plain single file, and looks it through. */
static int finish_copy(sqlite3 *to, const char **why)
{
    sqlite3_stmt *st = NULL;
    int rc = sqlite3_exec(to, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE", NULL, NULL, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_prepare_v2(to, "PRAGMA quick_check(1)", -1, &st, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(st)) == SQLITE_ROW)
        rc = strcmp((const char *)sqlite3_column_text(st, 0), "ok") == 0 ? SQLITE_OK : SQLITE_CORRUPT;
    sqlite3_finalize(st);
    if (rc != SQLITE_OK)
        *why = sqlite3_errstr(rc);
    return rc == SQLITE_OK ? 0 : -1;
}

/* unix-none: the temporary file is ours alone, and a stick or a network disk need not know locks. */
static int copy_into(sqlite3 *from, const char *temp, const char **why)
{
    sqlite3 *to = NULL;
    int rc = sqlite3_open_v2(temp, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, "unix-none");
    sqlite3_backup *b = rc == SQLITE_OK ? sqlite3_backup_init(to, "main", from, "main") : NULL;
    if (b) {
        rc = sqlite3_backup_step(b, -1);
        int end = sqlite3_backup_finish(b);
        rc = rc == SQLITE_DONE ? end : rc;
    } else if (rc == SQLITE_OK) {
        rc = sqlite3_errcode(to);
    }
    if (rc != SQLITE_OK)
        *why = sqlite3_errstr(rc);
    else if (finish_copy(to, why) != 0)
        rc = SQLITE_ERROR;
    sqlite3_close(to);
    return rc == SQLITE_OK ? 0 : -1;
}

static int sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int rc = fsync(fd);
    close(fd);
    return rc;
}

/* Name of a new temporary file beside path, which file_clean_temporary knows; heap, NULL if it cannot be made. */
static char *temporary_beside(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct buf b = {0};
    if (slash)
        buf_add(&b, path, (size_t)(slash - path + 1));
    buf_adds(&b, ".jibao-tmp-XXXXXX");
    int fd = mkostemp(b.p, O_CLOEXEC);
    if (fd < 0) {
        buf_drop(&b);
        return NULL;
    }
    mode_t mask = umask(0);
    umask(mask);
    fchmod(fd, 0666 & ~mask);
    close(fd);
    return b.p;
}

int store_backup(struct store *s, const char *path, struct diags *ds)
{
    if (store_enter(s, ds) != 0 || check_target(s->path, path, ds) != 0)
        return -1;
    if (s->db.depth > 0)
        return refuse(ds, path, "a transaction is under way");
    char *temp = temporary_beside(path);
    if (!temp)
        return refuse(ds, path, strerror(errno));
    const char *why = NULL;
    if (copy_into(s->db.h, temp, &why) == 0 && (sync_file(temp) != 0 || rename(temp, path) != 0))
        why = strerror(errno);
    if (why)
        unlink(temp);
    free(temp);
    if (!why && store_sync_folder(path) != 0)
        why = strerror(errno);
    return why ? refuse(ds, path, why) : 0;
}

/*
 * Opening the store. Order matters: the file system is judged and the lock taken before SQLite sees the file, and the file is
 * recognised as ours, and as old enough, before anything in it is touched.
 */
#include "store/internal.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

/* ---- where it lies ---- */

/* Locks and shared memory are not to be trusted here, or sync is not: sqlite.org/howtocorrupt.html, wal.html. */
const char *store_unfit_fs(long magic)
{
    static const struct { unsigned magic; const char *name; } unfit[] = {
        {NFS_SUPER_MAGIC, "网络盘（NFS）"}, {SMB_SUPER_MAGIC, "网络盘（SMB）"}, {0xFF534D42 /* CIFS */, "网络盘（CIFS）"},
        {0xFE534D42 /* SMB2 */, "网络盘（SMB）"}, {AFS_SUPER_MAGIC, "网络盘（AFS）"}, {CODA_SUPER_MAGIC, "网络盘（Coda）"},
        {0x564C /* NCP */, "网络盘（NCP）"}, {0x00C36400 /* Ceph */, "网络盘（Ceph）"},
        {0x65735546 /* FUSE */, "用户态文件系统（FUSE，常见于网络盘和 U 盘）"},
        {MSDOS_SUPER_MAGIC, "FAT 格式的磁盘（常见于 U 盘）"}, {0x2011BAB0 /* exFAT */, "exFAT 格式的磁盘（常见于 U 盘）"},
    };
    for (size_t i = 0; i < sizeof unfit / sizeof unfit[0]; i++)
        if ((unsigned)magic == unfit[i].magic)
            return unfit[i].name;
    return NULL;
}

/* The folder of path, "." if it names none; heap. */
static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct buf b = {0};
    if (!slash)
        buf_adds(&b, ".");
    else
        buf_add(&b, path, slash == path ? 1 : (size_t)(slash - path));
    return b.p;
}

int store_sync_folder(const char *path)
{
    char *dir = folder_of(path);
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(dir);
    if (fd < 0)
        return -1;
    int rc = fsync(fd);
    close(fd);
    return rc != 0 && errno != EINVAL && errno != EROFS ? -1 : 0;
}

static int check_place(const char *path, bool make, struct diags *ds)
{
    struct place at = {.file = path};
    char *dir = folder_of(path);
    struct statfs fs;
    int rc = make ? file_make_dirs(dir, ds) : 0;
    if (rc == 0 && statfs(dir, &fs) != 0) {
        if (make)
            DIAG(ds, T101, at, NULL, strerror(errno), path);
        else
            DIAG(ds, T112, at, NULL, strerror(errno), path);
        rc = -1;
    } else if (rc == 0 && store_unfit_fs((long)fs.f_type)) {
        DIAG(ds, T105, at, NULL, NULL, path, store_unfit_fs((long)fs.f_type));
        rc = -1;
    }
    free(dir);
    return rc;
}

/* ---- one writer ---- */

static void tell_other(int fd, struct diags *ds, const char *path)
{
    char pid[24] = "";
    ssize_t n = pread(fd, pid, sizeof pid - 1, 0);
    pid[n > 0 ? (size_t)n : 0] = 0;
    pid[strspn(pid, "0123456789")] = 0;
    const char *who = pid[0] ? arena_printf(ds->a, "（进程号 %s）", pid) : "";
    DIAG(ds, T102, ((struct place){.file = path}), NULL, NULL, who);
}

/*
 * The lock file stays behind: removing it would let two programs hold two locks of one name. It holds the number of the
 * process, for the message of a second run, and behind it, once a store stood, a mark: a store that is empty or gone after
 * that was not left so by this program. Neither is needed; a full disk must not stop us here.
 */
static const char MARK[] = "store\n";
enum { MARK_AT = 21 };

static bool marked(int lock)
{
    char s[sizeof MARK] = "";
    return pread(lock, s, sizeof MARK - 1, MARK_AT) == sizeof MARK - 1 && strcmp(s, MARK) == 0;
}

static void mark(int lock)
{
    if (!marked(lock) && pwrite(lock, MARK, sizeof MARK - 1, MARK_AT) < 0)
        return; /* the next run tries again */
}

static void sign(int lock)
{
    char pid[MARK_AT + 1];
    snprintf(pid, sizeof pid, "%-20ld\n", (long)getpid());
    if (pwrite(lock, pid, MARK_AT, 0) < 0)
        return;
}

int store_lock(const char *path, struct diags *ds)
{
    struct buf name = {0};
    buf_addf(&name, "%s.lock", path);
    int fd = open(name.p, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd < 0)
        DIAG(ds, T110, ((struct place){.file = name.p}), NULL, strerror(errno), name.p);
    buf_drop(&name);
    if (fd < 0)
        return -1;
    if (flock(fd, LOCK_EX | LOCK_NB) != 0) {
        if (errno == EWOULDBLOCK)
            tell_other(fd, ds, path);
        else
            DIAG(ds, T101, ((struct place){.file = path}), NULL, strerror(errno), path);
        close(fd);
        return -1;
    }
    sign(fd);
    return fd;
}

/* ---- the connection ---- */

static int configure(struct db *db)
{
    sqlite3_extended_result_codes(db->h, 1);
    sqlite3_busy_timeout(db->h, 10000);
    sqlite3_db_config(db->h, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(db->h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    db_script(db, "PRAGMA trusted_schema = OFF;"
                  "PRAGMA cell_size_check = ON;"
                  "PRAGMA foreign_keys = ON;"
                  "PRAGMA recursive_triggers = ON;" /* REPLACE must meet the triggers that keep the record */
                  "PRAGMA temp_store = MEMORY;"
                  "PRAGMA synchronous = FULL;");
    return db->failed ? -1 : 0;
}

static int read_only(struct db *db) { return db_script(db, "PRAGMA query_only = ON"); }

/* Opening has shown damage: what does SQLite say about it? Replaces the plain message's found. */
static void look_closer(struct db *db)
{
    struct diag *d = db->ds->n ? &db->ds->v[db->ds->n - 1] : NULL;
    if (!d || d->msg != MSG_T108 || !db->h)
        return;
    sqlite3_stmt *st = NULL;
    if (sqlite3_prepare_v2(db->h, "PRAGMA quick_check(1)", -1, &st, NULL) == SQLITE_OK && sqlite3_step(st) == SQLITE_ROW)
        d->found = arena_printf(db->ds->a, "%s; quick_check: %s", d->found, (const char *)sqlite3_column_text(st, 0));
    sqlite3_finalize(st);
}

enum { STORE_EMPTY, STORE_PRESENT };

/* Empty, ours, or -1: foreign or newer. Only reads. */
static int recognise(struct db *db)
{
    struct place at = {.file = db->path};
    int64_t application = db_number(db, 0, "PRAGMA application_id", WITH_NOTHING);
    int64_t version = db_number(db, 0, "PRAGMA user_version", WITH_NOTHING);
    int64_t objects = db_number(db, 0, "SELECT count(*) FROM sqlite_schema", WITH_NOTHING);
    if (db->failed)
        return -1;
    if (application == 0 && version == 0 && objects == 0)
        return STORE_EMPTY;
    if (application != STORE_APPLICATION || version < 1) {
        DIAG(db->ds, T104, at, NULL, NULL, db->path);
        return -1;
    }
    if (version > STORE_VERSION) {
        char *has = arena_printf(db->ds->a, "%lld", (long long)version), *most = arena_printf(db->ds->a, "%d", STORE_VERSION);
        DIAG(db->ds, T103, at, NULL, NULL, db->path, has, most);
        return -1;
    }
    return STORE_PRESENT;
}

static int use_wal(struct db *db)
{
    struct rows q = db_query(db, "PRAGMA journal_mode = WAL", WITH_NOTHING);
    struct arena *a = db->ds->a;
    char *mode = db_next(&q) ? db_text(&q, a, 0) : NULL;
    db_done(&q);
    if (db->failed)
        return -1;
    if (mode && strcmp(mode, "wal") == 0)
        return 0;
    DIAG(db->ds, T105, ((struct place){.file = db->path}), NULL, mode, db->path, "不支持共享内存的文件系统");
    return -1;
}

/* The schema, and the marks that make the file ours, in one transaction: a kill leaves an empty file or a whole store. */
static int create(struct db *db)
{
    char marks[96];
    snprintf(marks, sizeof marks, "PRAGMA application_id = %d; PRAGMA user_version = %d;", STORE_APPLICATION, STORE_VERSION);
    if (db_begin(db) != 0)
        return -1;
    db_script(db, store_schema_sql);
    db_script(db, marks);
    if (db_commit(db) != 0)
        return -1;
    return store_sync_folder(db->path) == 0 ? 0 : db_fail(db, SQLITE_IOERR, NULL);
}

static struct store *new_store(const char *path)
{
    struct store *s = calloc(1, sizeof *s);
    char *copy = strdup(path);
    if (!s || !copy)
        base_die(OUT_OF_MEMORY);
    *s = (struct store){.path = copy, .lock = -1, .a = arena_new()};
    s->db.path = copy;
    s->pending.a = s->a;
    return s;
}

int store_open(struct store **out, const char *path, struct diags *ds)
{
    if (check_place(path, /*make*/true, ds) != 0)
        return -1;
    struct store *s = new_store(path);
    db_enter(&s->db, ds);
    if ((s->lock = store_lock(path, ds)) < 0)
        goto fail;
    bool stood = marked(s->lock), stands = file_exists(path);
    int rc = sqlite3_open_v2(path, &s->db.h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc != SQLITE_OK) {
        db_fail(&s->db, rc, NULL);
        goto fail;
    }
    configure(&s->db);
    int state = recognise(&s->db);
    if (state == STORE_EMPTY && stood && stands) {
        db_damaged(&s->db, "empty, and it was not so before");
        goto fail;
    }
    if (state < 0 || use_wal(&s->db) != 0 || (state == STORE_EMPTY ? create(&s->db) : upgrade_store(&s->db)) != 0)
        goto fail;
    if (state == STORE_EMPTY && stood)
        DIAG(ds, T115, ((struct place){.file = path}), NULL, NULL, path);
    mark(s->lock);
    *out = s;
    return 0;
fail:
    look_closer(&s->db);
    store_close(s);
    return -1;
}

/* ---- reading only ---- */

/* "file:" address of a path, with what has a meaning there escaped; heap. */
static char *immutable_uri(const char *path)
{
    struct buf b = {0};
    buf_adds(&b, "file:");
    for (const char *p = path; *p; p++)
        if (strchr("%?#", *p))
            buf_addf(&b, "%%%02X", (unsigned char)*p);
        else
            buf_addc(&b, *p);
    buf_adds(&b, "?immutable=1");
    return b.p;
}

static bool wal_waits(const char *path)
{
    struct buf b = {0};
    struct stat st;
    buf_addf(&b, "%s-wal", path);
    bool waits = stat(b.p, &st) == 0 && st.st_size > 0;
    buf_drop(&b);
    return waits;
}

/* A WAL store needs its shared memory beside it; in a folder that cannot be written it is read as it lies. */
static int open_for_reading(struct store *s)
{
    int rc = sqlite3_open_v2(s->path, &s->db.h, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
    if (rc == SQLITE_OK)
        rc = sqlite3_exec(s->db.h, "SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
    if (((rc & 0xff) != SQLITE_CANTOPEN && (rc & 0xff) != SQLITE_READONLY) || wal_waits(s->path))
        return rc;
    sqlite3_close(s->db.h);
    s->db.h = NULL;
    char *uri = immutable_uri(s->path);
    rc = sqlite3_open_v2(uri, &s->db.h, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX, NULL);
    free(uri);
    return rc;
}

int store_open_readonly(struct store **out, const char *path, struct diags *ds)
{
    if (check_place(path, /*make*/false, ds) != 0)
        return -1;
    if (!file_exists(path)) {
        DIAG(ds, T112, ((struct place){.file = path}), NULL, NULL, path);
        return -1;
    }
    struct store *s = new_store(path);
    db_enter(&s->db, ds);
    int rc = open_for_reading(s);
    if (rc != SQLITE_OK) {
        db_fail(&s->db, rc, NULL);
        goto fail;
    }
    configure(&s->db);
    int state = recognise(&s->db);
    if (state == STORE_EMPTY)
        DIAG(ds, T112, ((struct place){.file = path}), NULL, NULL, path);
    if (state != STORE_PRESENT || upgrade_for_reading(&s->db) != 0 || read_only(&s->db) != 0)
        goto fail;
    *out = s;
    return 0;
fail:
    look_closer(&s->db);
    store_close(s);
    return -1;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    while (s->db.h && s->db.depth > 0)
        db_rollback(&s->db);
    db_close(&s->db);
    if (s->lock >= 0)
        close(s->lock);
    arena_drop(s->a);
    free(s->path);
    free(s);
}

/* ---- calls ---- */

int store_enter(struct store *s, struct diags *ds)
{
    db_enter(&s->db, ds);
    if (s->pending.n == 0)
        return 0;
    diags_append(ds, &s->pending);
    s->pending = (struct diags){.a = s->a};
    s->db.failed = true;
    return -1;
}

int store_begin(struct store *s, struct diags *ds)
{
    return store_enter(s, ds) == 0 ? db_begin(&s->db) : -1;
}

int store_commit(struct store *s, struct diags *ds)
{
    int rc = store_enter(s, ds);
    return db_commit(&s->db) == 0 ? rc : -1;
}

void store_rollback(struct store *s) { db_rollback(&s->db); }

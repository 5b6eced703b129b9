#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

static const char TEMP_PREFIX[] = ".jibao-tmp-";

/* The reason of a failed call in words a clerk understands. */
static const char *reason(int e)
{
    switch (e) {
    case ENOSPC: case EDQUOT: return "磁盘空间已满";
    case EACCES: case EPERM: return "没有权限";
    case EROFS: return "所在磁盘是只读的";
    case ENOENT: return "文件或文件夹不存在";
    case EIO: return "磁盘读写出错";
    case EISDIR: return "这是一个文件夹";
    case ELOOP: return "这是一个符号链接";
    case ENAMETOOLONG: return "文件名过长";
    case EMFILE: case ENFILE: return "打开的文件过多";
    default: return strerror(e);
    }
}

static int fail(struct diags *ds, enum msg m, const char *path, int e)
{
    diag_add(ds, m, (struct place){.file = path}, NULL, NULL, (const char *const[]){path, reason(e), NULL});
    return -1;
}

/* One read of a file that may grow meanwhile: whatever is there, at most limit + 1 bytes. */
static ssize_t read_all(int fd, char *p, size_t want)
{
    size_t got = 0;
    while (got < want) {
        ssize_t r = read(fd, p + got, want - got);
        if (r < 0 && errno == EINTR)
            continue;
        if (r < 0)
            return -1;
        if (r == 0)
            break;
        got += (size_t)r;
    }
    return (ssize_t)got;
}

int file_read(struct arena *a, const char *path, size_t limit, char **bytes, size_t *n, struct diags *ds)
{
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC), rc = -1;
    if (fd < 0)
        return fail(ds, MSG_E101, path, errno);
    struct stat st;
    if (fstat(fd, &st) != 0) {
        fail(ds, MSG_E101, path, errno);
        goto out;
    }
    if (!S_ISREG(st.st_mode)) {
        DIAG(ds, E103, ((struct place){.file = path}), NULL, NULL, path);
        goto out;
    }
    if ((uint64_t)st.st_size > limit) {
        char *size = arena_printf(ds->a, "%lld", (long long)st.st_size), *most = arena_printf(ds->a, "%zu", limit);
        DIAG(ds, E104, ((struct place){.file = path}), NULL, NULL, path, size, most);
        goto out;
    }
    size_t want = (size_t)st.st_size + 1; /* one more byte than expected shows a file that grew */
    char *p = arena_alloc(a, want + 1);
    ssize_t got = read_all(fd, p, want);
    if (got < 0) {
        fail(ds, MSG_E101, path, errno);
        goto out;
    }
    struct stat now;
    if (fstat(fd, &now) != 0) {
        fail(ds, MSG_E101, path, errno);
        goto out;
    }
    if (now.st_size != st.st_size || now.st_mtim.tv_sec != st.st_mtim.tv_sec ||
        now.st_mtim.tv_nsec != st.st_mtim.tv_nsec || got != st.st_size) {
        DIAG(ds, E105, ((struct place){.file = path}), NULL, NULL, path)->severity = SEV_FATAL;
        goto out;
    }
    p[got] = 0;
    *bytes = p;
    *n = (size_t)got;
    rc = 0;
out:
    close(fd);
    return rc;
}

bool file_exists(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0;
}

int file_make_dirs(const char *dir, struct diags *ds)
{
    if (!dir[0] || file_exists(dir))
        return 0;
    char *copy = strdup(dir), *slash = copy ? strrchr(copy, '/') : NULL;
    int rc = 0;
    if (!copy)
        base_die("内存不足");
    if (slash && slash != copy) {
        *slash = 0;
        rc = file_make_dirs(copy, ds);
    }
    free(copy);
    if (rc == 0 && mkdir(dir, 0777) != 0 && errno != EEXIST)
        rc = fail(ds, MSG_E102, dir, errno);
    return rc;
}

static bool holds_exactly(const char *path, const void *bytes, size_t n)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK); /* a FIFO would hold us up for ever */
    if (fd < 0)
        return false;
    struct stat st;
    bool same = false;
    if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode) && (uint64_t)st.st_size == n) {
        char *p = malloc(n + 1);
        same = p && read_all(fd, p, n + 1) == (ssize_t)n && memcmp(p, bytes, n) == 0;
        free(p);
    }
    close(fd);
    return same;
}

static int write_all(int fd, const char *p, size_t n)
{
    while (n) {
        ssize_t w = write(fd, p, n);
        if (w < 0 && errno == EINTR)
            continue;
        if (w < 0)
            return -1;
        p += w;
        n -= (size_t)w;
    }
    return 0;
}

static int sync_dir(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return -1;
    int rc = fsync(fd);
    close(fd);
    return rc != 0 && errno != EINVAL && errno != EROFS ? -1 : 0;
}

/* ---- writing whole or not at all ---- */

/* Puts the bytes under a new temporary name beside path (heap, in *temp); not synced yet. 0, or an errno. */
static int stage(const char *dir, const void *bytes, size_t n, char **temp)
{
    struct buf name = {0};
    buf_addf(&name, "%s/%sXXXXXX", dir[0] ? dir : "/", TEMP_PREFIX);
    int fd = mkostemp(name.p, O_CLOEXEC), e = 0;
    if (fd < 0) {
        e = errno;
        buf_drop(&name);
        return e;
    }
    mode_t mask = umask(0);
    umask(mask);
    if (write_all(fd, bytes, n) != 0 || fchmod(fd, 0666 & ~mask) != 0)
        e = errno;
    if (close(fd) != 0 && !e)
        e = errno;
    if (e) {
        unlink(name.p);
        buf_drop(&name);
    }
    *temp = name.p;
    return e;
}

static int sync_file(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
    if (fd < 0)
        return -1;
    int rc = fsync(fd), e = errno;
    close(fd);
    errno = e;
    return rc;
}

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    struct buf dir = {0};
    if (slash)
        buf_add(&dir, path, (size_t)(slash - path));
    else
        buf_adds(&dir, ".");
    return dir.p;
}

enum write_result file_batch_add(struct file_batch *b, const char *path, const void *bytes, size_t n, struct diags *ds)
{
    if (holds_exactly(path, bytes, n))
        return WRITE_SAME;
    char *dir = folder_of(path), *temp = NULL, *copy = strdup(path);
    if (!copy)
        base_die("内存不足");
    int rc = file_make_dirs(dir, ds), e = rc == 0 ? stage(dir, bytes, n, &temp) : 0;
    free(dir);
    if (rc == 0 && !e) {
        if (b->n == b->cap) {
            b->cap = b->cap ? 2 * b->cap : 4;
            b->v = realloc(b->v, b->cap * sizeof *b->v);
            if (!b->v)
                base_die(OUT_OF_MEMORY);
        }
        b->v[b->n++] = (struct staged_file){copy, temp, false};
        return WRITE_NEW;
    }
    if (e)
        fail(ds, MSG_E102, path, e);
    free(copy);
    return WRITE_FAILED;
}

/* The folders of those that were renamed, each once as long as they come together. */
static int sync_folders(struct file_batch *b, struct diags *ds)
{
    char *last = NULL;
    int rc = 0;
    for (size_t i = 0; i < b->n; i++) {
        char *dir = b->v[i].failed ? NULL : folder_of(b->v[i].path);
        if (!dir || (last && strcmp(last, dir) == 0)) {
            free(dir);
            continue;
        }
        free(last);
        last = dir;
        if (sync_dir(dir[0] ? dir : "/") != 0)
            rc = fail(ds, MSG_E102, b->v[i].path, errno);
    }
    free(last);
    return rc;
}

int file_batch_commit(struct file_batch *b, struct diags *ds)
{
    int rc = 0;
    for (size_t i = 0; i < b->n; i++) { /* all first: on a journaling disk one sync then serves many */
        struct staged_file *f = &b->v[i];
        if (rc != 0)
            f->failed = true; /* a disk that does not take one takes none: said once */
        else if (sync_file(f->temp) != 0) {
            f->failed = true;
            rc = fail(ds, MSG_E102, f->path, errno);
        }
    }
    for (size_t i = 0; i < b->n; i++) {
        struct staged_file *f = &b->v[i];
        if (!f->failed && rename(f->temp, f->path) != 0) {
            f->failed = true;
            rc = fail(ds, MSG_E102, f->path, errno);
        }
        if (f->failed)
            unlink(f->temp);
    }
    return sync_folders(b, ds) == 0 ? rc : -1;
}

void file_batch_drop(struct file_batch *b)
{
    for (size_t i = 0; i < b->n; i++) {
        free(b->v[i].path);
        free(b->v[i].temp);
    }
    free(b->v);
    *b = (struct file_batch){0};
}

enum write_result file_write(const char *path, const void *bytes, size_t n, struct diags *ds)
{
    struct file_batch b = {0};
    enum write_result rc = file_batch_add(&b, path, bytes, n, ds);
    if (rc == WRITE_NEW && file_batch_commit(&b, ds) != 0)
        rc = WRITE_FAILED;
    file_batch_drop(&b);
    return rc;
}

static bool left_alone(const char *name)
{
    size_t n = strlen(name);
    return name[0] == '.' || strncmp(name, "~$", 2) == 0 || (n > 4 && strcasecmp(name + n - 4, ".tmp") == 0) ||
           (n > 5 && strcasecmp(name + n - 5, ".part") == 0);
}

/* What systems and people leave in a folder and nobody means as a submission. */
static bool bystander(const char *name)
{
    return strcasecmp(name, "Thumbs.db") == 0 || strcasecmp(name, "desktop.ini") == 0 || strncasecmp(name, "README", 6) == 0;
}

static bool ends_in(const char *name, const char *suffix)
{
    size_t n = strlen(name), k = strlen(suffix);
    return n >= k && strcasecmp(name + n - k, suffix) == 0;
}

/* Told, and noted by its name below the folder that is listed. */
static int unseen(struct arena *a, struct file_list *out, const char *relative, const char *path, int e, struct diags *ds)
{
    ARENA_PUSH(a, out->unseen, out->nunseen, out->cunseen) = relative;
    return fail(ds, MSG_E101, path, e);
}

static int list_into(struct arena *a, const char *dir, const char *below, const char *suffix, struct file_list *out,
                     struct diags *ds)
{
    DIR *d = opendir(dir);
    if (!d)
        return unseen(a, out, below, dir, errno, ds);
    int rc = 0, cut;
    struct dirent *e;
    for (; errno = 0, e = readdir(d), cut = errno, e;) {
        if (left_alone(e->d_name))
            continue;
        char *path = arena_printf(a, "%s/%s", dir, e->d_name);
        char *relative = below[0] ? arena_printf(a, "%s/%s", below, e->d_name) : arena_strdup(a, e->d_name);
        struct stat st;
        if (lstat(path, &st) != 0) {
            if (errno != ENOENT) /* gone meanwhile */
                rc = unseen(a, out, relative, path, errno, ds);
            continue;
        }
        if (S_ISDIR(st.st_mode)) {
            if (list_into(a, path, relative, suffix, out, ds) != 0)
                rc = -1;
            continue;
        }
        if (!ends_in(e->d_name, suffix)) {
            if (!bystander(e->d_name))
                ARENA_PUSH(a, out->others, out->nothers, out->cothers) = relative;
            continue;
        }
        ARENA_PUSH(a, out->v, out->n, out->cap) = (struct found_file){
            .path = path, .relative = relative, .size = (uint64_t)st.st_size,
            .mtime_ns = (int64_t)st.st_mtim.tv_sec * 1000000000 + st.st_mtim.tv_nsec, .regular = S_ISREG(st.st_mode)};
    }
    if (cut)
        rc = unseen(a, out, below, dir, cut, ds);
    closedir(d);
    return rc;
}

int file_check_links(const char *dir, struct diags *ds)
{
    DIR *d = opendir(dir);
    int rc = 0;
    if (!d) /* nothing there yet; what cannot be read is told where it is written */
        return 0;
    for (struct dirent *e; (e = readdir(d));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 || e->d_type == DT_REG)
            continue;
        struct buf path = {0};
        struct stat st;
        buf_addf(&path, "%s/%s", dir, e->d_name);
        bool known = lstat(path.p, &st) == 0;
        if (known && S_ISDIR(st.st_mode)) {
            rc |= file_check_links(path.p, ds);
        } else if (known && S_ISLNK(st.st_mode) && stat(path.p, &st) == 0 && S_ISDIR(st.st_mode)) {
            DIAG(ds, E107, ((struct place){.file = arena_strdup(ds->a, path.p)}), NULL, NULL, path.p);
            rc = -1;
        }
        buf_drop(&path);
    }
    closedir(d);
    return rc;
}

static int by_name(const void *x, const void *y)
{
    return strcmp(((const struct found_file *)x)->relative, ((const struct found_file *)y)->relative);
}

static int by_text(const void *x, const void *y) { return strcmp(*(const char *const *)x, *(const char *const *)y); }

int file_list(struct arena *a, const char *dir, const char *suffix, struct file_list *out, struct diags *ds)
{
    int rc = list_into(a, dir, "", suffix, out, ds);
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_name);
    if (out->nothers)
        qsort(out->others, out->nothers, sizeof *out->others, by_text);
    return rc;
}

const struct found_file *file_find(const struct file_list *l, const char *relative)
{
    const struct found_file key = {.relative = (char *)relative};
    return l->n ? bsearch(&key, l->v, l->n, sizeof *l->v, by_name) : NULL;
}

void file_clean_temporary(const char *dir)
{
    DIR *d = opendir(dir);
    if (!d)
        return;
    for (struct dirent *e; (e = readdir(d));) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        struct buf path = {0};
        struct stat st;
        buf_addf(&path, "%s/%s", dir, e->d_name);
        if (lstat(path.p, &st) == 0) {
            if (S_ISDIR(st.st_mode))
                file_clean_temporary(path.p);
            else if (S_ISREG(st.st_mode) && strncmp(e->d_name, TEMP_PREFIX, sizeof TEMP_PREFIX - 1) == 0)
                unlink(path.p);
        }
        buf_drop(&path);
    }
    closedir(d);
}

char *file_safe_name(struct arena *a, const char *s)
{
    struct buf b = {0};
    const char *end = s + strlen(s);
    while (s < end && b.n < 180) {
        uint32_t c;
        int n = utf8_decode(s, end, &c);
        bool ok = n && ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c == '-' && b.n) ||
                        c == 0x3007 || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x323AF));
        if (ok)
            buf_add(&b, s, (size_t)n);
        else
            buf_addc(&b, '_');
        s += n ? n : 1;
    }
    if (!b.n)
        buf_addc(&b, '_');
    char *p = arena_strdup(a, b.p);
    buf_drop(&b);
    return p;
}

void file_sha256(const void *bytes, size_t n, char hex[65])
{
    struct sha256_ctx c;
    uint8_t sum[SHA256_DIGEST_SIZE];
    sha256_init(&c);
    sha256_update(&c, n, bytes);
    sha256_digest(&c, sizeof sum, sum);
    for (size_t i = 0; i < sizeof sum; i++)
        snprintf(hex + 2 * i, 3, "%02x", sum[i]);
}

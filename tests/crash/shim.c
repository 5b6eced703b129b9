/*
 * A disk, a memory and a power supply that fail on demand: loaded with LD_PRELOAD into the program under test.
 *
 *   JIBAO_FAULT=CLASS:N:ACTION   what happens at the N-th call of CLASS (see words[]; "any" counts all but alloc); N = 0 only counts
 *       ENOSPC EIO EACCES ENOMEM EMFILE EROFS …   the call fails with this errno;  a + behind it: and all later ones of the class
 *       kill        the process dies before the call, as with kill -9
 *       torn        half of a write reaches the file, then the process dies
 *       short       half of a write reaches the file; the call says so
 *   JIBAO_FAULT_LOG=FILE         one line "hit CLASS FUNCTION PATH" when it strikes; at exit one line "count CLASS N" a class
 *   JIBAO_PATHS=FILE:DEPTH       the number of every allocation that is the first by its path, a path being the innermost DEPTH
 *                                return addresses; one number a line
 *   JIBAO_TRACE=FILE             one line "FUNCTION PATH [PATH]" for every write, sync, rename and removal, in order
 *
 * Calls on descriptors 0 to 2 are left alone. The shim itself allocates nothing and writes by bare system calls.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <execinfo.h>
#include <fcntl.h>
#include <malloc.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/file.h>
#include <sys/uio.h>
#include <sys/vfs.h>
#include <signal.h>
#include <unistd.h>

enum class { ALLOC, WRITE, SYNC, RENAME, OPEN, CUT, REMOVE, READ, LIST, MKDIR, STAT, LOCK, MAP, MODE, THREAD, ANY, CLASSES };
static const char *const words[CLASSES] = {"alloc", "write", "sync", "rename", "open", "cut", "remove", "read", "list", "mkdir",
                                           "stat", "lock", "map", "mode", "thread", "any"};
enum action { FAIL, KILL, TORN, SHORT };

static struct { enum class class; long at; enum action action; int code; bool stays, armed; } fault;
static atomic_long counts[CLASSES];
static const char *log_path, *trace_path;

/* ---- saying what happened ---- */

static void append(const char *path, const char *line)
{
    long fd = syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd >= 0) {
        syscall(SYS_write, fd, line, strlen(line));
        syscall(SYS_close, fd);
    }
}

/* The name behind a descriptor, by a bare system call. */
static const char *name_of(int fd, char *room, size_t n)
{
    char link[40];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    long k = syscall(SYS_readlinkat, AT_FDCWD, link, room, n - 1);
    room[k > 0 ? k : 0] = 0;
    return room;
}

static void trace(const char *what, const char *path, const char *to)
{
    char line[1200];
    if (!fault.armed || !trace_path)
        return;
    snprintf(line, sizeof line, "%s\t%s\t%s\n", what, path, to ? to : "");
    append(trace_path, line);
}

static void die(void)
{
    syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    for (;;)
        syscall(SYS_pause);
}

/* ---- the paths that lead to an allocation ---- */

enum { DEEPEST = 64, OURS = 3, PLACES = 1 << 20 }; /* OURS: frames of the shim itself */
static struct { int fd, depth, n; uint64_t seen[PLACES]; } paths = {.fd = -1};
static _Thread_local bool walking; /* the unwinder may allocate */

/* The allocation just counted as number n: its number is written if no earlier one came by the same path. One thread only. */
static void note_path(long n)
{
    if (paths.fd < 0 || walking || paths.n == PLACES / 2)
        return;
    void *at[DEEPEST];
    walking = true;
    int k = backtrace(at, paths.depth + OURS);
    walking = false;
    uint64_t h = 1469598103934665603u;
    for (int i = 0; i < k; i++)
        h = (h ^ (uint64_t)(uintptr_t)at[i]) * 1099511628211u;
    h |= !h;
    size_t place = (size_t)(h >> 20) % PLACES;
    while (paths.seen[place] && paths.seen[place] != h)
        place = (place + 1) % PLACES;
    if (paths.seen[place])
        return;
    paths.seen[place] = h;
    paths.n++;
    char line[24];
    syscall(SYS_write, paths.fd, line, (size_t)snprintf(line, sizeof line, "%ld\n", n));
}

static void open_paths(const char *s)
{
    char name[600];
    const char *colon = s ? strrchr(s, ':') : NULL;
    if (!colon || (size_t)(colon - s) >= sizeof name)
        return;
    memcpy(name, s, (size_t)(colon - s));
    name[colon - s] = 0;
    paths.depth = atoi(colon + 1) < DEEPEST - OURS ? atoi(colon + 1) : DEEPEST - OURS;
    void *at[2];
    walking = true;
    backtrace(at, 2); /* loads the unwinder */
    walking = false;
    paths.fd = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
}

/* ---- the decision ---- */

static bool due(enum class c, long n)
{
    return fault.class == c && fault.at && (n == fault.at || (fault.stays && n > fault.at));
}

/* True: the call is to fail, errno is set. torn and short are the writers' business and come back as true with errno 0. */
static bool strike(enum class c, const char *function, int fd, const char *path)
{
    if (!fault.armed || (fd >= 0 && fd <= 2) || walking)
        return false;
    long n = atomic_fetch_add(&counts[c], 1) + 1;
    bool hit = due(c, n);
    if (c == ALLOC)
        note_path(n);
    else
        hit |= due(ANY, atomic_fetch_add(&counts[ANY], 1) + 1);
    if (!hit)
        return false;
    char line[1200], room[600];
    snprintf(line, sizeof line, "hit\t%s\t%s\t%s\n", words[c], function, path ? path : fd >= 0 ? name_of(fd, room, sizeof room) : "");
    if (log_path)
        append(log_path, line);
    if (fault.action == KILL || ((fault.action == TORN || fault.action == SHORT) && c != WRITE))
        die();
    errno = fault.action == FAIL ? fault.code : 0;
    return true;
}

static const struct { const char *name; int code; } codes[] = {
    {"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EACCES", EACCES}, {"ENOMEM", ENOMEM}, {"EMFILE", EMFILE}, {"EROFS", EROFS},
    {"EDQUOT", EDQUOT}, {"EAGAIN", EAGAIN}, {"ENOENT", ENOENT}, {"EINTR", EINTR}, {"ENOLCK", ENOLCK},
};

static void read_action(const char *s)
{
    size_t n = strcspn(s, "+");
    fault.stays = s[n] == '+';
    static const char *const verbs[] = {"", "kill", "torn", "short"};
    for (int i = KILL; i <= SHORT; i++)
        if (strlen(verbs[i]) == n && strncmp(s, verbs[i], n) == 0)
            fault.action = (enum action)i;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        if (strlen(codes[i].name) == n && strncmp(s, codes[i].name, n) == 0)
            fault.code = codes[i].code;
}

__attribute__((constructor)) static void arm(void)
{
    const char *s = getenv("JIBAO_FAULT");
    log_path = getenv("JIBAO_FAULT_LOG");
    trace_path = getenv("JIBAO_TRACE");
    unsetenv("LD_PRELOAD"); /* what the program starts is not under test */
    if (!s && !trace_path)
        return;
    const char *colon = s ? strchr(s, ':') : NULL;
    for (int i = 0; colon && i < CLASSES; i++)
        if (strlen(words[i]) == (size_t)(colon - s) && strncmp(words[i], s, (size_t)(colon - s)) == 0)
            fault.class = (enum class)i;
    char *end = NULL;
    if (colon) {
        fault.at = strtol(colon + 1, &end, 10);
        if (*end == ':')
            read_action(end + 1);
    }
    open_paths(getenv("JIBAO_PATHS"));
    fault.armed = true;
}

__attribute__((destructor)) static void tell_counts(void)
{
    char line[80];
    for (int i = 0; log_path && fault.armed && i < CLASSES; i++) {
        snprintf(line, sizeof line, "count\t%s\t%ld\n", words[i], atomic_load(&counts[i]));
        append(log_path, line);
    }
}

/* The function behind ours; looked up once. */
#define REAL(name) \
    static __typeof__(&name) real; \
    if (!real) \
        real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* ---- memory ---- */

void *__libc_malloc(size_t n);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t n);
void *__libc_memalign(size_t align, size_t n);

void *malloc(size_t n) { return strike(ALLOC, "malloc", -1, NULL) ? NULL : __libc_malloc(n); }
void *calloc(size_t n, size_t size) { return strike(ALLOC, "calloc", -1, NULL) ? NULL : __libc_calloc(n, size); }
void *realloc(void *p, size_t n) { return strike(ALLOC, "realloc", -1, NULL) ? NULL : __libc_realloc(p, n); }
void *memalign(size_t align, size_t n) { return strike(ALLOC, "memalign", -1, NULL) ? NULL : __libc_memalign(align, n); }
void *aligned_alloc(size_t align, size_t n) { return strike(ALLOC, "aligned_alloc", -1, NULL) ? NULL : __libc_memalign(align, n); }
int posix_memalign(void **out, size_t align, size_t n)
{
    if (strike(ALLOC, "posix_memalign", -1, NULL) || !(*out = __libc_memalign(align, n)))
        return ENOMEM;
    return 0;
}

/* ---- writing ---- */

static ssize_t half(int fd, const void *p, size_t n, off_t at, bool placed)
{
    long k = placed ? syscall(SYS_pwrite64, fd, p, n / 2, at) : syscall(SYS_write, fd, p, n / 2);
    if (fault.action == TORN)
        die();
    if (k == 0) { /* half of one byte */
        errno = ENOSPC;
        return -1;
    }
    return k;
}

ssize_t write(int fd, const void *p, size_t n)
{
    char room[600];
    if (fd > 2 && trace_path)
        trace("write", name_of(fd, room, sizeof room), NULL);
    if (strike(WRITE, "write", fd, NULL))
        return fault.action == FAIL ? -1 : half(fd, p, n, 0, false);
    return syscall(SYS_write, fd, p, n);
}

static ssize_t write_at(const char *name, int fd, const void *p, size_t n, off_t at)
{
    char room[600];
    if (fd > 2 && trace_path)
        trace("write", name_of(fd, room, sizeof room), NULL);
    if (strike(WRITE, name, fd, NULL))
        return fault.action == FAIL ? -1 : half(fd, p, n, at, true);
    return syscall(SYS_pwrite64, fd, p, n, at);
}
ssize_t pwrite(int fd, const void *p, size_t n, off_t at) { return write_at("pwrite", fd, p, n, at); }
ssize_t pwrite64(int fd, const void *p, size_t n, off64_t at) { return write_at("pwrite64", fd, p, n, at); }

int dprintf(int fd, const char *fmt, ...)
{
    if (strike(WRITE, "dprintf", fd, NULL))
        return -1;
    va_list ap;
    va_start(ap, fmt);
    int n = vdprintf(fd, fmt, ap);
    va_end(ap);
    return n;
}

static int cut(const char *name, int fd, off_t n)
{
    return strike(CUT, name, fd, NULL) ? -1 : (int)syscall(SYS_ftruncate, fd, n);
}
int ftruncate(int fd, off_t n) { return cut("ftruncate", fd, n); }
int ftruncate64(int fd, off64_t n) { return cut("ftruncate64", fd, n); }
int fallocate(int fd, int mode, off_t at, off_t n) { return strike(CUT, "fallocate", fd, NULL) ? -1 : (int)syscall(SYS_fallocate, fd, mode, at, n); }
int posix_fallocate(int fd, off_t at, off_t n)
{
    return strike(CUT, "posix_fallocate", fd, NULL) ? errno : syscall(SYS_fallocate, fd, 0, at, n) == 0 ? 0 : errno;
}

static int sync_of(const char *name, long number, int fd)
{
    char room[600];
    if (trace_path)
        trace("sync", name_of(fd, room, sizeof room), NULL);
    return strike(SYNC, name, fd, NULL) ? -1 : (int)syscall(number, fd);
}
int fsync(int fd) { return sync_of("fsync", SYS_fsync, fd); }
int fdatasync(int fd) { return sync_of("fdatasync", SYS_fdatasync, fd); }

/* ---- names ---- */

int rename(const char *from, const char *to)
{
    trace("rename", from, to);
    return strike(RENAME, "rename", -1, to) ? -1 : (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}
int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    trace("rename", from, to);
    return strike(RENAME, "renameat2", -1, to) ? -1 : (int)syscall(SYS_renameat2, a, from, b, to, flags);
}
int link(const char *from, const char *to)
{
    trace("rename", from, to);
    return strike(RENAME, "link", -1, to) ? -1 : (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0);
}
int unlink(const char *path)
{
    trace("remove", path, NULL);
    return strike(REMOVE, "unlink", -1, path) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}
int mkdir(const char *path, mode_t mode)
{
    return strike(MKDIR, "mkdir", -1, path) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}
int fchmod(int fd, mode_t mode) { return strike(MODE, "fchmod", fd, NULL) ? -1 : (int)syscall(SYS_fchmod, fd, mode); }

/* ---- opening and reading ---- */

static int open_at(const char *name, const char *path, int flags, mode_t mode)
{
    return strike(OPEN, name, -1, path) ? -1 : (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}
#define OPENER(name) \
    int name(const char *path, int flags, ...) \
    { \
        va_list ap; \
        va_start(ap, flags); \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(ap, mode_t) : 0; \
        va_end(ap); \
        return open_at(#name, path, flags, mode); \
    }
OPENER(open)
OPENER(open64)

#define MAKER(name) \
    int name(char *path, int flags) \
    { \
        REAL(name); \
        return strike(OPEN, #name, -1, path) ? -1 : real(path, flags); \
    }
MAKER(mkostemp)
MAKER(mkostemp64)

FILE *fopen(const char *path, const char *mode)
{
    REAL(fopen);
    return strike(OPEN, "fopen", -1, path) ? NULL : real(path, mode);
}
FILE *fopen64(const char *path, const char *mode)
{
    REAL(fopen64);
    return strike(OPEN, "fopen64", -1, path) ? NULL : real(path, mode);
}
DIR *opendir(const char *path)
{
    REAL(opendir);
    return strike(LIST, "opendir", -1, path) ? NULL : real(path);
}
struct dirent *readdir(DIR *d)
{
    REAL(readdir);
    return strike(LIST, "readdir", dirfd(d), NULL) ? NULL : real(d);
}
struct dirent64 *readdir64(DIR *d)
{
    REAL(readdir64);
    return strike(LIST, "readdir64", dirfd(d), NULL) ? NULL : real(d);
}
ssize_t read(int fd, void *p, size_t n) { return strike(READ, "read", fd, NULL) ? -1 : syscall(SYS_read, fd, p, n); }
ssize_t pread(int fd, void *p, size_t n, off_t at) { return strike(READ, "pread", fd, NULL) ? -1 : syscall(SYS_pread64, fd, p, n, at); }
ssize_t pread64(int fd, void *p, size_t n, off64_t at) { return strike(READ, "pread64", fd, NULL) ? -1 : syscall(SYS_pread64, fd, p, n, at); }

int fstat(int fd, struct stat *st)
{
    REAL(fstat);
    return strike(STAT, "fstat", fd, NULL) ? -1 : real(fd, st);
}
int lstat(const char *path, struct stat *st)
{
    REAL(lstat);
    return strike(STAT, "lstat", -1, path) ? -1 : real(path, st);
}
int stat(const char *path, struct stat *st)
{
    REAL(stat);
    return strike(STAT, "stat", -1, path) ? -1 : real(path, st);
}
int fstat64(int fd, struct stat64 *st)
{
    REAL(fstat64);
    return strike(STAT, "fstat64", fd, NULL) ? -1 : real(fd, st);
}
int lstat64(const char *path, struct stat64 *st)
{
    REAL(lstat64);
    return strike(STAT, "lstat64", -1, path) ? -1 : real(path, st);
}
int stat64(const char *path, struct stat64 *st)
{
    REAL(stat64);
    return strike(STAT, "stat64", -1, path) ? -1 : real(path, st);
}
int statfs(const char *path, struct statfs *fs)
{
    REAL(statfs);
    return strike(STAT, "statfs", -1, path) ? -1 : real(path, fs);
}

/* ---- locks, maps, threads ---- */

int flock(int fd, int how) { return strike(LOCK, "flock", fd, NULL) ? -1 : (int)syscall(SYS_flock, fd, how); }

static int control(const char *name, int fd, int op, void *arg)
{
    if ((op == F_SETLK || op == F_SETLKW) && strike(LOCK, name, fd, NULL))
        return -1;
    return (int)syscall(SYS_fcntl, fd, op, arg);
}
#define CONTROLLER(name) \
    int name(int fd, int op, ...) \
    { \
        va_list ap; \
        va_start(ap, op); \
        void *arg = va_arg(ap, void *); \
        va_end(ap); \
        return control(#name, fd, op, arg); \
    }
CONTROLLER(fcntl)
CONTROLLER(fcntl64)

void *mmap(void *p, size_t n, int prot, int flags, int fd, off_t at)
{
    if (fd > 2 && strike(MAP, "mmap", fd, NULL))
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, p, n, prot, flags, fd, at);
}
void *mmap64(void *p, size_t n, int prot, int flags, int fd, off64_t at)
{
    if (fd > 2 && strike(MAP, "mmap64", fd, NULL))
        return MAP_FAILED;
    return (void *)syscall(SYS_mmap, p, n, prot, flags, fd, at);
}
int pthread_create(pthread_t *t, const pthread_attr_t *attr, void *(*job)(void *), void *arg)
{
    REAL(pthread_create);
    return strike(THREAD, "pthread_create", -1, NULL) ? EAGAIN : real(t, attr, job, arg);
}

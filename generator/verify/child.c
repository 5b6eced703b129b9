#include "verify/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void limit_child(pid_t pid)
{
    struct rlimit cpu = {CHILD_SECONDS, CHILD_SECONDS + 5}, memory = {(rlim_t)2 << 30, (rlim_t)2 << 30}, core = {0, 0};
    prlimit(pid, RLIMIT_CPU, &cpu, NULL);
    prlimit(pid, RLIMIT_AS, &memory, NULL);
    prlimit(pid, RLIMIT_CORE, &core, NULL);
}

static int spawn(pid_t *pid, const char *const argv[], int out, int err)
{
    const char *path = getenv("PATH");
    char path_entry[4096];
    snprintf(path_entry, sizeof path_entry, "PATH=%s", path ? path : "/usr/bin:/bin");
    char locale[] = "LC_ALL=C.UTF-8", *env[] = {path_entry, locale, NULL};
    posix_spawn_file_actions_t fa;
    posix_spawn_file_actions_init(&fa);
    posix_spawn_file_actions_addopen(&fa, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&fa, out, 1);
    posix_spawn_file_actions_adddup2(&fa, err, 2);
    int rc = posix_spawnp(pid, argv[0], &fa, NULL, (char *const *)(uintptr_t)argv, env);
    posix_spawn_file_actions_destroy(&fa);
    return rc;
}

int child_start(struct child *c, const char *const argv[], size_t limit)
{
    int out[2], err[2];
    *c = (struct child){.out = -1, .err = -1, .left = limit, .deadline = now_ms() + CHILD_SECONDS * 1000};
    if (pipe2(out, O_CLOEXEC) != 0)
        return errno;
    if (pipe2(err, O_CLOEXEC) != 0) {
        int e = errno;
        close(out[0]);
        close(out[1]);
        return e;
    }
    int rc = spawn(&c->pid, argv, out[1], err[1]);
    close(out[1]);
    close(err[1]);
    if (rc != 0) {
        close(out[0]);
        close(err[0]);
        c->pid = 0;
        return rc;
    }
    limit_child(c->pid);
    c->out = out[0];
    c->err = err[0];
    return 0;
}

/* stderr: the beginning is kept, the rest is read away so that the child never waits for us. */
static void hear(struct child *c)
{
    char b[1024];
    ssize_t n = read(c->err, b, sizeof b);
    if (n <= 0) {
        close(c->err);
        c->err = -1;
        return;
    }
    size_t room = sizeof c->said - 1 - c->nsaid, take = (size_t)n < room ? (size_t)n : room;
    memcpy(c->said + c->nsaid, b, take);
    c->nsaid += take;
    c->said[c->nsaid] = 0;
}

ssize_t child_read(struct child *c, void *p, size_t n)
{
    for (;;) {
        int64_t wait = c->deadline - now_ms();
        struct pollfd fd[2] = {{c->out, POLLIN, 0}, {c->err, POLLIN, 0}};
        int ready = wait > 0 ? poll(fd, 2, (int)wait) : 0;
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0) {
            c->late = ready == 0;
            return -1;
        }
        if (fd[1].revents)
            hear(c);
        if (!fd[0].revents)
            continue;
        ssize_t got = read(c->out, p, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got > 0 && (size_t)got > c->left) {
            c->flood = true;
            return -1;
        }
        c->left -= got > 0 ? (size_t)got : 0;
        return got;
    }
}

bool child_read_all(struct child *c, void *p, size_t n)
{
    for (char *q = p; n;) {
        ssize_t got = child_read(c, q, n);
        if (got <= 0)
            return false;
        q += got;
        n -= (size_t)got;
    }
    return true;
}

int child_slurp(struct child *c, struct buf *b)
{
    char block[16384];
    ssize_t n;
    while ((n = child_read(c, block, sizeof block)) > 0)
        buf_add(b, block, (size_t)n);
    return n < 0 ? -1 : 0;
}

int child_end(struct child *c)
{
    int status = 0;
    if (c->pid <= 0)
        return -1;
    if (c->late || c->flood)
        kill(c->pid, SIGKILL);
    close(c->out); /* a child that still writes gets SIGPIPE */
    while (c->err >= 0 && !c->late && !c->flood) {
        struct pollfd fd = {c->err, POLLIN, 0};
        int64_t wait = c->deadline - now_ms();
        if (wait > 0 && poll(&fd, 1, (int)wait) > 0) {
            hear(c);
        } else {
            c->late = true;
            kill(c->pid, SIGKILL);
        }
    }
    if (c->err >= 0)
        close(c->err);
    while (waitpid(c->pid, &status, 0) < 0 && errno == EINTR)
        ;
    c->pid = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

#include "app/suspect.h"

#include "base/base.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SHA = 64, CPU_SECONDS = 10, MEMORY = 512 * 1024 * 1024 };

void suspect_open(struct suspect *s, const char *output)
{
    *s = (struct suspect){.fd = -1};
    size_t n = strlen(output) + sizeof "/jibao.db.judging";
    s->path = malloc(n);
    if (!s->path)
        base_die("内存不足");
    snprintf(s->path, n, "%s/jibao.db.judging", output);
    s->fd = open(s->path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    ssize_t got = s->fd >= 0 ? pread(s->fd, s->before, SHA, 0) : -1;
    if (got != SHA || strspn(s->before, "0123456789abcdef") != SHA)
        s->before[0] = 0;
    s->before[SHA] = 0;
}

/* Reaches the kernel before the file is looked at, and outlives us from then on; on a disk that is full there is no mark. */
static void put(const struct suspect *s, const char text[SHA])
{
    if (s->fd >= 0 && pwrite(s->fd, text, SHA, 0) != SHA)
        (void)!ftruncate(s->fd, 0); /* half a mark would be no hash anyway */
}

bool suspect_mark(struct suspect *s, const char *sha256)
{
    put(s, sha256);
    return s->before[0] && strcmp(s->before, sha256) == 0;
}

/* What the child may use beyond what it has from its parent. A sanitizer reserves terabytes: no limit of memory there. */
static void limit_child(void)
{
    struct rlimit cpu = {CPU_SECONDS, CPU_SECONDS};
    setrlimit(RLIMIT_CPU, &cpu);
    setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
#if !defined(__SANITIZE_ADDRESS__)
    unsigned long pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (f && fscanf(f, "%lu", &pages) == 1) {
        rlim_t most = (rlim_t)pages * (rlim_t)sysconf(_SC_PAGESIZE) + MEMORY;
        setrlimit(RLIMIT_AS, &(struct rlimit){most, most});
    }
    if (f)
        fclose(f);
#endif
}

bool suspect_survives(void (*work)(void *ctx), void *ctx)
{
    int status;
    fflush(NULL); /* or the child would print it once more */
    pid_t child = fork();
    if (child < 0)
        return true; /* no process left: judged as usual */
    if (child == 0) {
        int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
        if (nowhere >= 0) {
            dup2(nowhere, STDOUT_FILENO);
            dup2(nowhere, STDERR_FILENO);
        }
        prctl(PR_SET_PDEATHSIG, SIGKILL); /* it holds the lock of the store as long as it lives */
        base_verdict(false);
        limit_child();
        work(ctx);
        _exit(0);
    }
    while (waitpid(child, &status, 0) < 0)
        ;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

void suspect_close(struct suspect *s)
{
    static const char nothing[SHA];
    put(s, nothing); /* the file itself stays, as the lock of the store does */
    if (s->fd >= 0)
        close(s->fd);
    free(s->path);
    *s = (struct suspect){.fd = -1};
}

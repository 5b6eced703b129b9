/*
 * Killed in the middle, and out of room: whatever was confirmed is there, and nothing stands by halves. The children of these
 * tests report through a pipe, because a killed process can say nothing afterwards.
 */
#include "store_make.h"

#include <errno.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>

/* ---- kill -9 ---- */

/* Receives for ever; each number goes into the pipe once its commit has returned. */
static void write_for_ever(struct fixture *f, int out, int round)
{
    struct store *s = NULL;
    if (store_open(&s, f->path, &f->ds) != 0)
        _exit(2);
    for (int i = 0;; i++) {
        struct arena *a = arena_new();
        struct diags ds = {.a = a};
        char *name = arena_printf(a, "%d/%d.xml", round, i);
        struct submission *sub = rich(a);
        sub->version = round * 1000 + i + 1;
        struct judged j = judge(a, sub);
        struct arrival r = {.file = name, .bytes = name, .n = strlen(name), .date = TODAY};
        int64_t number = 0;
        if (i % 3 == 2 && store_begin(s, &ds) != 0)
            _exit(3);
        if (store_receive(s, &r, &j, TODAY, &number, &ds) != 0)
            _exit(4);
        if (i % 3 == 2 && store_commit(s, &ds) != 0)
            _exit(5);
        if (write(out, &number, sizeof number) != (ssize_t)sizeof number)
            _exit(6);
        if (i % 2 && store_outbox_done(s, number, &ds) != 0)
            _exit(7);
        arena_drop(a);
    }
}

/* Lets a child write until it has confirmed some receipts, kills it a moment later; returns the last number confirmed. */
static int64_t kill_one(struct fixture *f, int round, unsigned *seed)
{
    int fd[2], status;
    int64_t last = 0, number;
    assert_int_equal(pipe(fd), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        close(fd[0]);
        write_for_ever(f, fd[1], round);
    }
    close(fd[1]);
    for (int wait = rand_r(seed) % 4; wait > 0 && read(fd[0], &number, sizeof number) == (ssize_t)sizeof number; wait--)
        last = number;
    usleep((useconds_t)(rand_r(seed) % 8000));
    kill(child, SIGKILL);
    while (read(fd[0], &number, sizeof number) == (ssize_t)sizeof number)
        last = number;
    close(fd[0]);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status)); /* killed, not failed */
    return last;
}

static void a_kill_loses_nothing_confirmed(void **state)
{
    struct fixture *f = *state;
    unsigned seed = 20221226;
    int64_t confirmed = 0;
    for (int round = 0; round < 50; round++) {
        int64_t last = kill_one(f, round, &seed), *waiting;
        size_t n;
        if (last > confirmed)
            confirmed = last;
        f->ds.n = 0;
        struct store *s = open_store(f);
        if (store_audit(s, &f->ds) != 0) {
            diags_print(&f->ds, stderr);
            fail();
        }
        for (int64_t i = 1; i <= confirmed; i++) { /* each confirmed receipt is there, whole */
            struct judged *j;
            if (round % 10 != 9 && i + 10 < confirmed)
                continue;
            assert_int_equal(store_load_judged(s, f->a, NULL, i, &j, &f->ds), 0);
            assert_int_equal(j->submission->nitems, 3);
        }
        assert_int_equal(store_outbox(s, f->a, &waiting, &n, &f->ds), 0);
        store_close(s);
    }
    assert_true(confirmed >= 50);
}

/* ---- no room ---- */

enum { PLENTY = 1 << 26 };

struct disk { bool tmpfs; const char *dir; struct rlimit limit; };

static int set_room(struct disk *d, unsigned long bytes, bool first)
{
    if (d->tmpfs) {
        char size[48];
        snprintf(size, sizeof size, "size=%lu", bytes);
        return mount("tmpfs", d->dir, "tmpfs", first ? 0 : MS_REMOUNT, size);
    }
    d->limit.rlim_cur = bytes;
    return setrlimit(RLIMIT_FSIZE, &d->limit);
}

static int receive_number(struct store *s, struct arena *a, int i, struct diags *ds)
{
    static char filler[20000];
    memset(filler, 'x', sizeof filler - 1);
    char *name = arena_printf(a, "%d.xml", i), *bytes = arena_printf(a, "%d %s", i, filler);
    struct submission *sub = rich(a);
    sub->version = i;
    struct judged j = judge(a, sub);
    struct arrival r = {.file = name, .bytes = bytes, .n = strlen(bytes), .date = TODAY};
    int64_t number = 0;
    return store_receive(s, &r, &j, TODAY, &number, ds) != 0 ? -1 : number == i ? 0 : 1;
}

/* Exit status of a child that fills its disk, looks, gets room and goes on: 0, or the number of the step that was wrong. */
static int fill_the_disk(struct fixture *f, struct disk *d)
{
    struct store *s = NULL;
    int i = 1, rc;
    signal(SIGXFSZ, SIG_IGN);
    if (getrlimit(RLIMIT_FSIZE, &d->limit) != 0 || set_room(d, 900000, true) != 0)
        return 77; /* not to be had here */
    if (store_open(&s, f->path, &f->ds) != 0)
        return 1;
    while ((rc = receive_number(s, f->a, i, &f->ds)) == 0)
        i++;
    if (rc != -1 || i < 5 || !told(&f->ds, MSG_T106))
        return 2;
    f->ds.n = 0;
    if (receive_number(s, f->a, i, &f->ds) == 0 || !told(&f->ds, MSG_T106)) /* still full, still clear */
        return 3;
    store_close(s);
    if (set_room(d, PLENTY, false) != 0)
        return 4;
    f->ds.n = 0;
    if (store_open(&s, f->path, &f->ds) != 0 || store_audit(s, &f->ds) != 0)
        return 5;
    for (int k = 1; k <= i; k++) { /* what was confirmed is there, the one that failed is not */
        struct judged *j;
        if ((store_load_judged(s, f->a, NULL, k, &j, &f->ds) == 0) != (k < i))
            return 6;
    }
    f->ds.n = 0;
    if (receive_number(s, f->a, i, &f->ds) != 0 || store_audit(s, &f->ds) != 0) /* it goes on where it stopped */
        return 7;
    store_close(s);
    return 0;
}

static void no_room(struct fixture *f, bool tmpfs)
{
    int status;
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct disk d = {.tmpfs = tmpfs, .dir = f->dir};
        if (tmpfs && (unshare(CLONE_NEWNS) != 0 || mount("none", "/", "none", MS_REC | MS_PRIVATE, "") != 0))
            _exit(77);
        int rc = fill_the_disk(f, &d);
        if (rc && rc != 77)
            diags_print(&f->ds, stderr);
        _exit(rc);
    }
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        skip();
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void a_file_that_may_not_grow(void **state) { no_room(*state, /*tmpfs*/false); }
static void a_full_disk(void **state) { no_room(*state, /*tmpfs*/true); }

int main(void)
{
    const struct CMUnitTest tests[] = {
        STORE_TEST(a_kill_loses_nothing_confirmed), STORE_TEST(a_file_that_may_not_grow), STORE_TEST(a_full_disk),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

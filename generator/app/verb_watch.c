/*
 * jibao watch: the intake of jibao intake, started again whenever something in input/ changes.
 *
 * Looks at names, sizes and times of the folder every two seconds: this also sees what comes over a network share, of which
 * the kernel tells nobody. A round opens the store and closes it again, so that other verbs can be used in between; a store
 * in use, a full disk and the like are told once and tried again. Ends on SIGTERM or SIGINT: at once while it waits, else after
 * the round in hand.
 */
#include "app/verb.h"

#include "base/file.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

enum { LOOK_MS = 2000, LONGEST_PAUSE_MS = 60000, SHARE = 20 /* looking takes at most a twentieth of the time */ };

static volatile sig_atomic_t stop_asked;
static void ask_stop(int sig) { (void)sig, stop_asked = 1; }

/* The signals are let in by pause_ms only; one that comes during a round waits for it. *outside: the mask to pause with. */
static void listen_for_stop(sigset_t *outside)
{
    struct sigaction sa = {.sa_handler = ask_stop};
    sigset_t held;
    sigemptyset(&sa.sa_mask);
    sigaction(SIGTERM, &sa, NULL);
    sigaction(SIGINT, &sa, NULL);
    sigemptyset(&held);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGINT);
    sigprocmask(SIG_BLOCK, &held, outside);
    sigdelset(outside, SIGTERM);
    sigdelset(outside, SIGINT);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void pause_ms(int64_t ms, const sigset_t *outside)
{
    ppoll(NULL, 0, &(struct timespec){ms / 1000, (long)(ms % 1000) * 1000000}, outside);
}

/* What the folder looks like: one hash of all names, sizes and times. */
static void look(const struct run *run, char sha[65])
{
    struct arena *a = arena_new();
    struct diags quiet = {.a = a};
    struct file_list files = {0};
    struct buf b = {0};
    file_list(a, run->input, ".xml", &files, &quiet);
    for (size_t i = 0; i < files.n; i++)
        buf_addf(&b, "%s\n%llu %lld\n", files.v[i].relative, (unsigned long long)files.v[i].size, (long long)files.v[i].mtime_ns);
    for (size_t i = 0; i < files.nothers; i++)
        buf_addf(&b, "%s\n", files.others[i]);
    file_sha256(buf_str(&b), b.n, sha);
    buf_drop(&b);
    arena_drop(a);
}

/* The messages of a round, printed unless the round before said just the same. */
static void tell_messages(struct run *run, struct buf *last)
{
    struct buf b = {0};
    for (size_t i = 0; i < run->diags.n; i++)
        diag_format(&run->diags.v[i], &b);
    if (strcmp(buf_str(&b), buf_str(last)) != 0)
        fputs(buf_str(&b), stderr);
    buf_drop(last);
    *last = b;
    run->diags.n = 0;
}

enum round { ROUND_DONE, ROUND_LEFT /* files were left for later */, ROUND_FAILED };

static enum round one_round(const struct run *all, struct buf *said)
{
    struct run run = *all;
    struct world w;
    struct taken t;
    run.a = arena_new();
    run.diags = (struct diags){.a = run.a};
    enum round r = ROUND_FAILED;
    if (world_open(&w, &run, OPEN_PROFILE | OPEN_STORE) == 0 && take_in(&w, &t) == 0) {
        r = t.left ? ROUND_LEFT : ROUND_DONE;
        if (t.corrected)
            say(&run, "%s  更正到件日期 %d 件\n", date_iso(run.a, run.today), t.corrected);
        if (t.files)
            say(&run, "%s  %s\n", date_iso(run.a, run.today), taken_count(run.a, &t));
    }
    tell_messages(&run, said);
    world_close(&w);
    arena_drop(run.a);
    fflush(stdout);
    return r;
}

int verb_watch(struct run *run, const struct command *c)
{
    struct buf said = {0};
    char seen[65] = "", sha[65];
    sigset_t outside;
    (void)c;
    listen_for_stop(&outside);
    if (!file_exists(run->input)) {
        DIAG(&run->diags, E101, ((struct place){.file = run->input}), NULL, NULL, run->input, "收件文件夹不存在");
        print_messages(run);
        verdict(run, NOT_DONE);
        return STATUS_FAILED;
    }
    say(run, "守候 %s/，有来件就收；按 Ctrl+C 结束。\n", run->input);
    fflush(stdout);
    while (!stop_asked) {
        int64_t begin = now_ms();
        if (!run->today_given)
            run->today = date_today();
        look(run, sha);
        int64_t pause = (now_ms() - begin) * SHARE;
        if (strcmp(sha, seen) != 0) {
            enum round r = one_round(run, &said);
            strcpy(seen, r == ROUND_DONE ? sha : ""); /* what was left or failed is tried again */
        }
        pause_ms(pause < LOOK_MS ? LOOK_MS : pause > LONGEST_PAUSE_MS ? LONGEST_PAUSE_MS : pause, &outside);
    }
    buf_drop(&said);
    verdict(run, "守候结束。");
    return STATUS_WELL;
}

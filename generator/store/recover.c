/*
 * A new store from what was rescued of a damaged one.
 *
 * Steps, so that a kill at any moment loses nothing: (1) a copy, with the journal of SQLite (-wal) applied to it; (2) a new
 * store under a temporary name, looked through; (3) the damaged files get a second name; (4) the copy takes the damaged one's
 * place, so that the -wal has nothing more to say; (5) the -wal goes; (6) the new store takes the place. Temporary names are
 * those that file_clean_temporary knows.
 *
 * A receipt comes over word for word if its rows give the digest that the journal has; if not, its original is judged again
 * under the same number and dates. Originals and receipts themselves come from rescue.c.
 */
#include "store/rescue.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct salvage {
    const char *path, *copy, *made; /* the damaged file; temporary: a copy of it, the new store */
    struct arena *a, *scratch;      /* for the whole; for one receipt */
    const struct recoverer *with;
    struct recovery *out;
    struct diags *ds;
    struct rescue found;
    struct db old;                  /* the copy, as far as SQLite can read it */
    struct store *fresh;
    size_t holes;                   /* blocks that the disk could not read */
    bool *used;                     /* of each original: some receipt or plan names it */
};

static int stopped(struct salvage *s, const char *why)
{
    DIAG(s->ds, T405, ((struct place){.file = s->path}), NULL, NULL, why);
    return -1;
}

/* ---- is it damaged at all ---- */

static bool told_only(const struct diags *ds, enum msg m)
{
    for (size_t i = 0; i < ds->n; i++)
        if (ds->v[i].severity == SEV_FATAL && ds->v[i].msg != m)
            return false;
    return true;
}

/* 1: damaged; 0: sound; -1: neither may be said, or it is not ours to mend (told). */
static int examine(struct salvage *s)
{
    struct diags said = {.a = s->a};
    struct store *st = NULL;
    struct stat at;
    if (stat(s->path, &at) == 0 && at.st_size == 0)
        return 1;
    bool good = store_open_readonly(&st, s->path, &said) == 0 && store_audit(st, &said) == 0;
    store_close(st);
    if (good)
        return 0;
    if (told_only(&said, MSG_T108))
        return 1;
    diags_append(s->ds, &said);
    return -1;
}

/* ---- the copy ---- */

/* Surely not there: a look that fails is no answer. */
static bool gone(const char *path)
{
    struct stat st;
    return lstat(path, &st) != 0 && errno == ENOENT;
}

enum { BLOCK = 4096, TRIES = 3 };

/* Reads one block; where the disk cannot, zeros stand for it (*holes counts them). The length, or -1. */
static ssize_t read_block(int fd, char *p, off_t at, off_t size, size_t *holes)
{
    ssize_t n = -1;
    for (int i = 0; i < TRIES; i++) /* a disk that wavers may give it after all */
        if ((n = pread(fd, p, BLOCK, at)) >= 0 || errno != EIO)
            return n;
    n = size - at < BLOCK ? (ssize_t)(size - at) : BLOCK;
    memset(p, 0, (size_t)n);
    ++*holes;
    return n;
}

static int write_block(int fd, const char *p, ssize_t n, off_t at)
{
    for (ssize_t done = 0, w; done < n; done += w)
        if ((w = pwrite(fd, p + done, (size_t)(n - done), at + done)) < 0)
            return -1;
    return 0;
}

static int copy_blocks(int in, int out, size_t *holes)
{
    char room[BLOCK];
    struct stat st;
    ssize_t n;
    if (fstat(in, &st) != 0)
        return -1;
    for (off_t at = 0; at < st.st_size; at += n)
        if ((n = read_block(in, room, at, st.st_size, holes)) <= 0)
            return (int)n;
        else if (write_block(out, room, n, at) != 0)
            return -1;
    return fsync(out);
}

static int copy_bytes(const char *from, const char *to, size_t *holes)
{
    int in = open(from, O_RDONLY | O_CLOEXEC), rc = -1;
    if (in < 0)
        return -1;
    int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (out >= 0)
        rc = copy_blocks(in, out, holes);
    int e = errno;
    if (out >= 0 && close(out) != 0 && rc == 0) {
        e = errno;
        rc = -1;
    }
    close(in);
    errno = e;
    return rc;
}

/* Opening and closing the copy with SQLite applies its -wal; whatever SQLite thinks of the rest does not matter here. */
static void apply_journal(const char *copy)
{
    sqlite3 *h = NULL;
    if (sqlite3_open_v2(copy, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, "unix-none") == SQLITE_OK) {
        sqlite3_exec(h, "PRAGMA locking_mode = EXCLUSIVE; SELECT count(*) FROM sqlite_schema", NULL, NULL, NULL);
        sqlite3_wal_checkpoint_v2(h, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
    }
    sqlite3_close(h);
}

static char *beside(struct salvage *s, const char *name)
{
    const char *slash = strrchr(s->path, '/');
    return arena_printf(s->a, "%.*s%s", slash ? (int)(slash - s->path + 1) : 0, s->path, name);
}

static void unlink_all(struct salvage *s, const char *base)
{
    static const char *const tails[] = {"", "-wal", "-shm", "-journal", ".lock"};
    for (size_t i = 0; i < sizeof tails / sizeof tails[0]; i++)
        unlink(arena_printf(s->a, "%s%s", base, tails[i]));
}

static int make_copy(struct salvage *s)
{
    char *wal = arena_printf(s->a, "%s-wal", s->path);
    unlink_all(s, s->copy);
    unlink_all(s, s->made);
    if (copy_bytes(s->path, s->copy, &s->holes) != 0 ||
        (!gone(wal) && copy_bytes(wal, arena_printf(s->a, "%s-wal", s->copy), &s->holes) != 0))
        return stopped(s, strerror(errno));
    int fd = open(s->copy, O_RDWR | O_CLOEXEC);
    if (fd < 0)
        return stopped(s, strerror(errno));
    if (rescue_mend_head(fd))
        apply_journal(s->copy);
    return rescue_scan(&s->found, s->a, fd) == 0 ? 0 : stopped(s, strerror(errno));
}

/* ---- what is in it ---- */

static void mark_used(struct salvage *s, const char *sha256)
{
    const struct rescue *r = &s->found;
    char hex[3];
    for (size_t low = 0, high = r->noriginals; low < high;) {
        size_t mid = low + (high - low) / 2;
        int c = 0;
        for (int i = 0; i < 32 && c == 0; i++) {
            snprintf(hex, sizeof hex, "%02x", r->originals[mid].sha[i]);
            c = memcmp(sha256 + 2 * i, hex, 2);
        }
        if (c == 0) {
            s->used[mid] = true;
            return;
        }
        if (c < 0)
            high = mid;
        else
            low = mid + 1;
    }
}

static int put_plans(struct salvage *s)
{
    for (size_t i = 0; i < s->found.nplans; i++) {
        struct plan_row p = s->found.plans[i];
        char *bytes;
        size_t n;
        if (!rescue_original(&s->found, p.sha256, &bytes, &n)) {
            if (s->found.unreadable)
                return stopped(s, strerror(EIO));
            continue;
        }
        int rc = receive_plan(&s->fresh->db, bytes, n, &p);
        free(bytes);
        if (rc != 0)
            return -1;
        mark_used(s, p.sha256);
        s->out->plans++;
    }
    return 0;
}

/* The record as SQLite reads it from the copy, if it gives the digest that the journal has. */
static bool whole_record(struct salvage *s, const struct stored_file *f, const struct rescued_entry *e, struct record *r)
{
    struct diags quiet = {.a = s->scratch};
    if (!s->old.h || !e || !e->judged)
        return false;
    db_enter(&s->old, &quiet);
    *r = (struct record){0};
    return rows_record(&s->old, s->scratch, f->number, r) == 1 && strcmp(journal_judged(s->scratch, r), e->judged) == 0 &&
           (!r->file.duplicate_of ||
            db_number(&s->fresh->db, 0, "SELECT count(*) FROM received WHERE number = ?", WITH(bind_int(r->file.duplicate_of))) == 1);
}

/* As recoverer.judge. */
static int judge_again(struct salvage *s, const struct stored_file *f, const char *bytes, size_t n, struct record *r)
{
    struct judged *j = arena_alloc(s->scratch, sizeof *j);
    int rc = s->with->judge(s->with->ctx, s->fresh, s->scratch, f, bytes, n, j);
    if (rc != 0)
        return rc;
    if (j->verdict == VERDICT_UNSETTLED)
        j->verdict = VERDICT_REJECTED;
    struct arrival at = {f->file, bytes, n, f->sha256, f->entered.date, f->entered.registered};
    *r = receive_judged(&at, j, f->judged, s->scratch);
    r->file.number = f->number;
    if (r->file.verdict != f->verdict)
        DIAG(s->ds, T404, ((struct place){.file = f->file}), NULL, NULL, arena_printf(s->a, "%lld", (long long)f->number),
             rows_verdicts[f->verdict], rows_verdicts[r->file.verdict]);
    ARENA_PUSH(s->a, s->out->again, s->out->nagain, s->out->cagain) = f->number;
    return 0;
}

/* 1: stands in the new store; 0: cannot be had again; -1: fault. */
static int put_file(struct salvage *s, const struct stored_file *f)
{
    const struct rescued_entry *e = rescue_entry(&s->found, f->number);
    struct record r = {.file = *f};
    struct diags own = {.a = s->scratch};
    char *bytes;
    size_t n;
    if (e && e->received && strcmp(journal_received(s->scratch, &r), e->received) != 0)
        return 0; /* not as it was received */
    if (!rescue_original(&s->found, f->sha256, &bytes, &n))
        return s->found.unreadable ? stopped(s, strerror(EIO)) : 0;
    bool whole = n == f->size && whole_record(s, f, e, &r);
    int rc = n != f->size ? 1 : whole ? 0 : judge_again(s, f, bytes, n, &r);
    if (rc > 0)
        rc = 0;
    else if (rc == 0) {
        db_enter(&s->fresh->db, s->ds);
        rc = receive_record(&s->fresh->db, &r, bytes, /*decided*/whole, &own) == 0 ? 1 : -1;
    }
    free(bytes);
    return rc;
}

static int put_lost(struct salvage *s, int64_t number, struct date today)
{
    char *subject = arena_printf(s->a, "%lld", (long long)number);
    ARENA_PUSH(s->a, s->out->lost, s->out->nlost, s->out->clost) = number;
    return journal_add(&s->fresh->db, s->scratch, today, J_LOST, subject, "恢复损坏的库时没有救回");
}

static int put_files(struct salvage *s, struct date today)
{
    size_t at = 0;
    int64_t last = s->with->given > s->found.highest ? s->with->given : s->found.highest;
    for (int64_t number = 1; number <= last; number++) {
        arena_reset(s->scratch);
        const struct stored_file *f = at < s->found.nfiles && s->found.files[at].number == number ? &s->found.files[at++] : NULL;
        int rc = f ? put_file(s, f) : 0;
        if (rc > 0) {
            mark_used(s, f->sha256);
            s->out->receipts++;
        } else if (rc < 0 || put_lost(s, number, today) != 0)
            return -1;
    }
    /* numbers that are gone behind the last one are not given out again */
    return db_do(&s->fresh->db, "INSERT INTO sqlite_sequence (name, seq) SELECT 'received', 0 WHERE NOT EXISTS"
                                " (SELECT 1 FROM sqlite_sequence WHERE name = 'received')", WITH_NOTHING) ||
           db_do(&s->fresh->db, "UPDATE sqlite_sequence SET seq = ? WHERE name = 'received'", WITH(bind_int(last)));
}

/* Those of receipts that stand, in order: what was entered first is put right again, step by step. */
static int put_corrections(struct salvage *s)
{
    struct db *db = &s->fresh->db;
    db_enter(db, s->ds);
    for (size_t i = 0; i < s->found.ncorrections; i++) {
        struct correction_row k = {.c = s->found.corrections[i].c};
        arena_reset(s->scratch);
        k.c.was = correct_arrival(db, k.c.number);
        if (!db->failed && (!k.c.was.year || date_cmp(k.c.was, k.c.arrived) == 0))
            continue;
        if (db->failed || correct_put(db, s->scratch, &k) != 0)
            return -1;
        s->out->corrections++;
    }
    s->out->uncorrected = s->found.ncorrected > s->found.ncorrections ? s->found.ncorrected - s->found.ncorrections : 0;
    return 0;
}

/* What was printed, by the journal's own word: the entries found again stand in the new one, and the last of each file counts. */
static int put_papers(struct salvage *s)
{
    struct db *db = &s->fresh->db;
    db_enter(db, s->ds);
    for (size_t i = 0; i < s->found.npapers; i++) {
        const struct rescued_paper *p = &s->found.papers[i];
        struct quarter q;
        char sha256[65];
        if (p->printed && !journal_printed_read(p->detail, &q, sha256))
            continue;
        if ((p->printed ? printed_put(db, q, p->path, sha256) : printed_forget(db, p->path)) != 0 ||
            journal_add(db, s->scratch, p->date, p->printed ? J_PRINTED : J_VOID, p->path, p->detail) != 0)
            return -1;
        arena_reset(s->scratch);
    }
    return 0;
}

static int hand_out_orphans(struct salvage *s)
{
    for (size_t i = 0; i < s->found.noriginals; i++) {
        char hex[65], *bytes;
        size_t n;
        if (s->used[i])
            continue;
        for (int k = 0; k < 32; k++)
            snprintf(hex + 2 * k, 3, "%02x", s->found.originals[i].sha[k]);
        if (!rescue_original(&s->found, hex, &bytes, &n))
            continue;
        int rc = s->with->orphan(s->with->ctx, hex, bytes, n);
        free(bytes);
        if (rc != 0)
            return -1;
        s->out->orphans++;
    }
    return 0;
}

static int fill(struct salvage *s, struct date today)
{
    struct db *db = &s->fresh->db;
    db_enter(db, s->ds);
    if (db_begin(db) != 0)
        return -1;
    if (put_plans(s) == 0 && put_files(s, today) == 0 && put_corrections(s) == 0 && put_papers(s) == 0) {
        db_enter(db, s->ds);
        journal_add(db, s->a, today, J_RECOVERED, "损坏的库",
                    arena_printf(s->a, "救回收件 %zu 件、工作方案 %zu 份，重新判定 %zu 件，遗失 %zu 件", s->out->receipts, s->out->plans,
                                 s->out->nagain, s->out->nlost));
    } else
        db->failed = true;
    return db_commit(db);
}

/* ---- in its place ---- */

static int give_second_name(struct salvage *s)
{
    char *wal = arena_printf(s->a, "%s-wal", s->path);
    for (int i = 1; i < 1000; i++) {
        char *name = arena_printf(s->a, "%s.损坏-%d", s->path, i);
        if (link(s->path, name) == 0) {
            struct stat st;
            s->out->kept = name;
            if (lstat(wal, &st) != 0)
                return errno == ENOENT ? 0 : -1;
            return st.st_size > 0 ? link(wal, arena_printf(s->a, "%s-wal", name)) : 0;
        }
        if (errno != EEXIST)
            return -1;
    }
    return -1;
}

static int take_place(struct salvage *s)
{
    if (give_second_name(s) != 0 || store_sync_folder(s->path) != 0 || rename(s->copy, s->path) != 0 || store_sync_folder(s->path) != 0)
        return stopped(s, strerror(errno));
    unlink(arena_printf(s->a, "%s-wal", s->path));
    unlink(arena_printf(s->a, "%s-shm", s->path));
    if (!gone(arena_printf(s->a, "%s-wal", s->path)) || store_sync_folder(s->path) != 0 || rename(s->made, s->path) != 0 ||
        store_sync_folder(s->path) != 0)
        return stopped(s, strerror(errno));
    return 0;
}

static int make_new(struct salvage *s, struct date today)
{
    struct diags quiet = {.a = s->a};
    s->old.path = s->copy;
    if (sqlite3_open_v2(s->copy, &s->old.h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, "unix-none") == SQLITE_OK)
        sqlite3_exec(s->old.h, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cell_size_check = ON; PRAGMA trusted_schema = OFF;"
                               "PRAGMA query_only = ON", NULL, NULL, NULL);
    int rc = store_open(&s->fresh, s->made, s->ds);
    if (rc == 0)
        rc = fill(s, today);
    if (rc == 0 && store_audit(s->fresh, &quiet) != 0) {
        diags_append(s->ds, &quiet);
        rc = stopped(s, "新库没有通过核对");
    }
    db_close(&s->old);
    store_close(s->fresh);
    if (rc == 0 && !gone(arena_printf(s->a, "%s-wal", s->made))) /* all of it must be in the one file that is renamed */
        rc = stopped(s, "新库没有写完");
    return rc == 0 ? hand_out_orphans(s) : -1;
}

static void tell(struct salvage *s)
{
    struct recovery *o = s->out;
    struct place at = {.file = s->path};
    o->originals = s->found.noriginals;
    DIAG(s->ds, T401, at, NULL, NULL, arena_printf(s->a, "%zu", o->originals), arena_printf(s->a, "%zu", o->receipts),
         arena_printf(s->a, "%zu", o->plans));
    const struct { int64_t *v; size_t n; enum msg m; } lists[] = {{o->again, o->nagain, MSG_T403}, {o->lost, o->nlost, MSG_T402}};
    for (size_t i = 0; i < 2; i++) {
        struct buf b = {0};
        buf_add_numbers(&b, lists[i].v, lists[i].n);
        if (b.n)
            diag_add(s->ds, lists[i].m, at, NULL, NULL, (const char *const[]){b.p, NULL});
        buf_drop(&b);
    }
    if (o->uncorrected)
        DIAG(s->ds, T409, at, NULL, NULL, arena_printf(s->a, "%zu", o->uncorrected));
    if (s->holes)
        DIAG(s->ds, T408, at, NULL, NULL, arena_printf(s->a, "%zu", s->holes));
    DIAG(s->ds, T406, at, NULL, NULL, o->kept);
}

static int salvage(struct salvage *s, struct date today)
{
    s->copy = beside(s, ".jibao-tmp-recover");
    s->made = beside(s, ".jibao-tmp-recovered");
    int state = examine(s);
    if (state <= 0) {
        s->out->sound = state == 0;
        unlink_all(s, s->copy); /* of a recovery killed at its very end */
        unlink_all(s, s->made);
        return state;
    }
    int rc = make_copy(s);
    s->used = arena_calloc(s->a, s->found.noriginals, sizeof *s->used);
    if (rc == 0)
        rc = make_new(s, today);
    if (rc == 0)
        rc = take_place(s);
    if (s->found.fd > 0)
        close(s->found.fd);
    unlink_all(s, s->copy);
    unlink_all(s, s->made);
    if (rc == 0)
        tell(s);
    return rc;
}

int store_recover(const char *path, struct arena *a, struct date today, const struct recoverer *with, struct recovery *out,
                  struct diags *ds)
{
    if (!file_exists(path)) {
        DIAG(ds, T112, ((struct place){.file = path}), NULL, NULL, path);
        return -1;
    }
    int lock = store_lock(path, ds);
    if (lock < 0)
        return -1;
    struct salvage s = {.path = path, .a = a, .scratch = arena_new(), .with = with, .out = out, .ds = ds};
    *out = (struct recovery){0};
    int rc = salvage(&s, today);
    arena_drop(s.scratch);
    close(lock);
    return rc;
}

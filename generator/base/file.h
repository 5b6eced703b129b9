/*
 * Files: read within a limit, write whole or not at all, list a folder in a stable order.
 * Every failure adds one message of the E-series (environment) to the diags given and returns -1.
 */
#ifndef JIBAO_FILE_H
#define JIBAO_FILE_H

#include "base/diag.h"

/* Reads a regular file of at most limit bytes into the arena (a NUL is put behind). Symlinks at the last step are refused.
 * One that changes meanwhile: E105, as FATAL; the intake makes a note of it. */
int file_read(struct arena *a, const char *path, size_t limit, char **bytes, size_t *n, struct diags *ds);

enum write_result { WRITE_FAILED = -1, WRITE_SAME = 0, WRITE_NEW = 1 };
/*
 * Puts n bytes at path: temporary name in the same folder (missing folders are made), write, fsync, rename, fsync of the folder.
 * If the file already holds exactly these bytes nothing is touched (WRITE_SAME): a second run leaves every file as it was.
 */
enum write_result file_write(const char *path, const void *bytes, size_t n, struct diags *ds);

/*
 * Moves a file to a path where nothing stands; missing folders are made. Returns 0; 1: something stands there, nothing was done;
 * -1 with a message.
 */
int file_move(const char *from, const char *to, struct diags *ds);

/*
 * Many at once, for the price of few: file_batch_add writes under a temporary name; file_batch_commit syncs all of them, gives
 * them their names, and syncs the folders. Nothing is visible before the commit. One that fails (v[i].failed) hinders no other.
 * A batch dropped without a commit leaves temporary files, as a kill would.
 */
struct staged_file { char *path, *temp; bool failed; };
struct file_batch { struct staged_file *v; size_t n, cap; };
enum write_result file_batch_add(struct file_batch *b, const char *path, const void *bytes, size_t n, struct diags *ds);
int file_batch_commit(struct file_batch *b, struct diags *ds); /* -1: some failed */
void file_batch_drop(struct file_batch *b);

int file_make_dirs(const char *dir, struct diags *ds);
bool file_exists(const char *path);
/* Removes temporary files that an interrupted run left below dir (names start with ".jibao-tmp-"). */
void file_clean_temporary(const char *dir);
/* That no folder below dir is a link to a place elsewhere; -1 with E107 for each that is. */
int file_check_links(const char *dir, struct diags *ds);

struct found_file {
    char *path;       /* dir + "/" + relative */
    char *relative;   /* below dir */
    uint64_t size;
    int64_t mtime_ns;
    bool regular;     /* false: a device, socket, symlink … with the name of a submission; it gets a message */
};
struct file_list {
    struct found_file *v; size_t n, cap;
    const char **unseen; size_t nunseen, cunseen; /* below dir, "" = dir itself: folders not listed to their end, names not looked at */
    const char **others; size_t nothers, cothers; /* below dir: files with another ending, links; not what systems leave behind (Thumbs.db) */
};
/* Everything below dir whose name ends in suffix (ASCII case does not matter), sorted by relative path in byte order;
 * dotfiles, ~$*, *.tmp, *.part are passed over; folders are entered, symlinks never followed.
 * -1 with a message for each of out->unseen; what could be listed stands in out->v all the same. */
int file_list(struct arena *a, const char *dir, const char *suffix, struct file_list *out, struct diags *ds);
const struct found_file *file_find(const struct file_list *l, const char *relative); /* NULL: it is not in the list */

/* A name made safe for an output file: only letters, digits, CJK and '-' behind the first stay, others become '_'; cut at 183 bytes.
 * Different names may become one (plan_files.c). */
char *file_safe_name(struct arena *a, const char *s);
/* SHA-256 as 64 lower-case hexadecimal digits. */
void file_sha256(const void *bytes, size_t n, char hex[65]);

#endif

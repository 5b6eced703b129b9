/* Moving a file without ever writing over another. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The folder of path, made if it is missing; heap, or NULL with a message. */
static char *folder(const char *path, struct diags *ds)
{
    char *dir = strdup(path), *slash = dir ? strrchr(dir, '/') : NULL;
    if (!dir)
        base_die("内存不足");
    if (slash)
        *slash = 0;
    else
        strcpy(dir, ".");
    if (file_make_dirs(dir, ds) == 0)
        return dir;
    free(dir);
    return NULL;
}

static void sync_folder(const char *dir)
{
    int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd); /* if this is lost with the power, the file stands at its old place: the next run moves it again */
        close(fd);
    }
}

int file_move(const char *from, const char *to, struct diags *ds)
{
    char *dir = folder(to, ds);
    if (!dir)
        return -1;
    int rc = renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE), e = errno;
    if (rc != 0 && (e == EINVAL || e == ENOSYS)) { /* a file system without that: a second name, then the first one goes */
        rc = link(from, to);
        e = errno;
        if (rc == 0 && unlink(from) != 0) {
            rc = -1;
            e = errno;
            unlink(to);
        }
    }
    if (rc == 0)
        sync_folder(dir);
    else if (e != EEXIST)
        DIAG(ds, E102, ((struct place){.file = to}), NULL, NULL, to, strerror(e));
    free(dir);
    return rc == 0 ? 0 : e == EEXIST ? 1 : -1;
}

/* output.c: a file that appears whole or not at all, or standard output.
 *
 * A regular file is written under a temporary name in its own folder, flushed to the disk, then renamed over the
 * old one (POSIX rename is atomic), so that a full disk or an interrupted run leaves the old file as it was.
 * Pipes, terminals and devices are written in place.
 */
#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>
#include <stdlib.h>

#include "cli/cli.h"

static stm_status refused(stm_err *err, const char *path)
{
    return stm_fail(err, STM_IO, "%s cannot be written: %s", path, strerror(errno));
}

stm_status stm_output_open(stm_output *out, const char *path, stm_err *err)
{
    struct stat old;
    bool there;
    mode_t mask;
    size_t n;
    int fd;
    memset(out, 0, sizeof *out);
    out->path = path;
    if (path == NULL || strcmp(path, "-") == 0) {
        out->file = stdout;
        out->path = "standard output";
        return STM_OK;
    }
    there = stat(path, &old) == 0;
    if (there && !S_ISREG(old.st_mode)) {
        out->file = fopen(path, "wb");
        return out->file == NULL ? refused(err, path) : STM_OK;
    }
    if (there && access(path, W_OK) != 0) {
        return refused(err, path);
    }
    n = strlen(path);
    out->temporary = stm_mem_zalloc(n + 8, 1);
    if (out->temporary == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    (void)snprintf(out->temporary, n + 8, "%s.XXXXXX", path);
    fd = mkstemp(out->temporary);
    if (fd < 0) {
        stm_mem_free(out->temporary);
        out->temporary = NULL;
        return refused(err, path);
    }
    mask = umask(0);
    (void)umask(mask);
    (void)fchmod(fd, there ? old.st_mode & 0777 : 0666 & ~mask);
    out->file = fdopen(fd, "wb");
    if (out->file == NULL) {
        (void)close(fd);
        (void)unlink(out->temporary);
        stm_mem_free(out->temporary);
        out->temporary = NULL;
        return refused(err, path);
    }
    return STM_OK;
}

void stm_output_put(stm_output *out, stm_buf *buf)
{
    if (buf->n != 0) {
        (void)fwrite(buf->at, 1, buf->n, out->file);
    }
    buf->n = 0;
}

stm_status stm_output_close(stm_output *out, bool keep, stm_err *err)
{
    stm_status status = STM_OK;
    if (out->file == NULL) {
        return STM_OK;
    }
    if (fflush(out->file) != 0 || ferror(out->file) ||
        (out->temporary != NULL && keep && fsync(fileno(out->file)) != 0)) {
        status = refused(err, out->path);
    }
    if (out->file != stdout && fclose(out->file) != 0 && status == STM_OK) {
        status = refused(err, out->path);
    }
    out->file = NULL;
    if (out->temporary != NULL) {
        if (!keep || status != STM_OK) {
            (void)unlink(out->temporary);
        } else if (rename(out->temporary, out->path) != 0) {
            status = refused(err, out->path);
            (void)unlink(out->temporary);
        }
        stm_mem_free(out->temporary);
        out->temporary = NULL;
    }
    return status;
}

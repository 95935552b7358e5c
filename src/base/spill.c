/* spill.c: see spill.h. The name is taken away as soon as the file is open, so that nothing has to be tidied up. */
#include "base/spill.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static stm_status refused(stm_err *err, const char *what, int why)
{
    char text[128];
    if (strerror_r(why, text, sizeof text) != 0) {
        (void)snprintf(text, sizeof text, "error %d", why);
    }
    return stm_fail(err, STM_IO, "a temporary file cannot be %s: %s", what, text);
}

static stm_status make(stm_spill *s, stm_err *err)
{
    char path[512];
    const char *folder = getenv("TMPDIR");
    int fd;
    folder = folder == NULL || *folder == '\0' ? "/tmp" : folder;
    if (snprintf(path, sizeof path, "%s/stemma.XXXXXX", folder) >= (int)sizeof path) {
        return refused(err, "made", ENAMETOOLONG);
    }
    fd = mkstemp(path);
    if (fd < 0) {
        return refused(err, "made", errno);
    }
    (void)unlink(path);
    s->fd_plus_1 = fd + 1;
    return STM_OK;
}

stm_status stm_spill_add(stm_spill *s, const void *p, size_t n, uint64_t *at, stm_err *err)
{
    const char *from = p;
    if (s->fd_plus_1 == 0) {
        stm_status status = make(s, err);
        if (status != STM_OK) {
            return status;
        }
    }
    *at = s->end;
    while (n > 0) {
        ssize_t k = pwrite(s->fd_plus_1 - 1, from, n, (off_t)s->end);
        if (k < 0 && errno != EINTR) {
            return refused(err, "written", errno);
        }
        if (k > 0) {
            from += k;
            n -= (size_t)k;
            s->end += (uint64_t)k;
        }
    }
    return STM_OK;
}

stm_status stm_spill_read(const stm_spill *s, uint64_t at, void *p, size_t n, stm_err *err)
{
    char *to = p;
    while (n > 0) {
        ssize_t k = pread(s->fd_plus_1 - 1, to, n, (off_t)at);
        if (k == 0 || (k < 0 && errno != EINTR)) {
            return refused(err, "read", k == 0 ? EIO : errno);
        }
        if (k > 0) {
            to += k;
            n -= (size_t)k;
            at += (uint64_t)k;
        }
    }
    return STM_OK;
}

void stm_spill_close(stm_spill *s)
{
    if (s->fd_plus_1 != 0) {
        (void)close(s->fd_plus_1 - 1);
    }
    *s = (stm_spill){ 0, 0 };
}

/* file.c: see file.h. Two buffers: `in` holds bytes as they lie on the disk, `buf` what they mean; the reader moves
 * from one to the other through zlib, zstd or a plain copy, decided by the first bytes. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#define IN_BYTES ((size_t)128 * 1024)
#define ZSTD_WINDOW_LOG 27 /* what `zstd --long` makes; larger windows would let a file ask for gigabytes */

#define FRAMES 64 /* beginnings of members that are remembered: more than a small read ahead holds */

typedef enum packing { PACK_UNKNOWN, PACK_NONE, PACK_GZIP, PACK_ZSTD } packing;

struct stm_file {
    int fd;         /* -1: bytes in memory */
    stm_str memory; /* what is left of them */
    packing packing;
    bool ended;      /* no more bytes will come into buf */
    bool in_ended;   /* no more bytes will come into `in` */
    bool frame_open; /* inside of a gzip member or a zstd frame */
    bool zlib_ready;
    unsigned char *in;
    size_t in_at, in_end;
    uint64_t in_offset; /* in the file, of what follows in[in_end] */
    struct {
        uint64_t offset, raw; /* first byte of what it means; of the frame in the file */
    } frames[FRAMES];         /* the last ones, a ring */
    uint32_t n_frames;
    char *buf; /* [at, end) is unread */
    size_t at, end, cap;
    uint64_t offset; /* of buf[at] */
    z_stream z;
    ZSTD_DStream *zstd;
    stm_err failure; /* sticky; status STM_OK: none */
};

static stm_status fail(stm_file *f, stm_err *err, stm_status status, const char *message)
{
    (void)stm_fail(&f->failure, status, "%s", message);
    f->failure.byte = f->offset + (f->end - f->at);
    f->ended = true;
    if (err != NULL) {
        *err = f->failure;
    }
    return status;
}

static stm_status new_file(stm_file **out, stm_err *err)
{
    stm_file *f = stm_mem_zalloc(1, sizeof *f);
    *out = NULL;
    if (f == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    f->fd = -1;
    f->in = stm_mem_alloc(IN_BYTES);
    if (f->in == NULL) {
        stm_mem_free(f);
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    *out = f;
    return STM_OK;
}

stm_status stm_file_open(const char *path, stm_file **out, stm_err *err)
{
    struct stat st;
    stm_status status = new_file(out, err);
    stm_file *f = *out;
    if (status != STM_OK) {
        return status;
    }
    if (strcmp(path, "-") == 0) {
        f->fd = STDIN_FILENO;
        return STM_OK;
    }
    f->fd = open(path, O_RDONLY | O_CLOEXEC);
    if (f->fd < 0 || fstat(f->fd, &st) != 0) {
        int why = errno;
        char text[128];
        if (strerror_r(why, text, sizeof text) != 0) {
            (void)snprintf(text, sizeof text, "error %d", why);
        }
        status = stm_fail(err, STM_IO, "cannot be opened: %s", text);
    } else if (S_ISDIR(st.st_mode)) {
        status = stm_fail(err, STM_IO, "is a folder");
    }
    if (status != STM_OK) {
        stm_file_close(f);
        *out = NULL;
    }
    return status;
}

stm_status stm_file_open_bytes(stm_str bytes, stm_file **out, stm_err *err)
{
    stm_status status = new_file(out, err);
    if (status == STM_OK) {
        (*out)->memory = bytes;
    }
    return status;
}

void stm_file_close(stm_file *f)
{
    if (f == NULL) {
        return;
    }
    if (f->zlib_ready) {
        (void)inflateEnd(&f->z);
    }
    (void)ZSTD_freeDStream(f->zstd);
    if (f->fd > STDIN_FILENO) {
        (void)close(f->fd);
    }
    stm_mem_free(f->in);
    stm_mem_free(f->buf);
    stm_mem_free(f);
}

/* Bytes as they stand in the file, up to `most`; none: it has ended. */
static stm_status read_some(stm_file *f, void *to, size_t most, size_t *got, stm_err *err)
{
    for (;;) {
        ssize_t n = read(f->fd, to, most);
        if (n >= 0) {
            *got = (size_t)n;
            f->in_offset += (uint64_t)n;
            f->in_ended = n == 0;
            return STM_OK;
        }
        if (errno != EINTR) {
            int why = errno;
            char text[128], message[160];
            if (strerror_r(why, text, sizeof text) != 0) {
                (void)snprintf(text, sizeof text, "error %d", why);
            }
            (void)snprintf(message, sizeof message, "cannot be read: %s", text);
            return fail(f, err, STM_IO, message);
        }
    }
}

/* Fills `in` when it is empty; keeps what is there otherwise, and adds to it when `more` is asked for. */
static stm_status refill(stm_file *f, bool more, stm_err *err)
{
    size_t got = 0;
    stm_status status;
    if (f->in_at == f->in_end) {
        f->in_at = f->in_end = 0;
    } else if (!more || f->in_end == IN_BYTES) {
        return STM_OK;
    }
    if (f->in_ended) {
        return STM_OK;
    }
    if (f->fd < 0) {
        size_t n = f->memory.n < IN_BYTES - f->in_end ? f->memory.n : IN_BYTES - f->in_end;
        if (n != 0) {
            memcpy(f->in + f->in_end, f->memory.p, n);
        }
        f->memory.p += n;
        f->memory.n -= n;
        f->in_end += n;
        f->in_offset += n;
        f->in_ended = f->memory.n == 0;
        return STM_OK;
    }
    status = read_some(f, f->in + f->in_end, IN_BYTES - f->in_end, &got, err);
    f->in_end += got;
    return status;
}

static stm_status recognise(stm_file *f, stm_err *err)
{
    const unsigned char *p;
    size_t n;
    while (f->in_end < 4 && !f->in_ended) {
        stm_status status = refill(f, true, err);
        if (status != STM_OK) {
            return status;
        }
    }
    p = f->in;
    n = f->in_end;
    f->packing = PACK_NONE;
    if (n >= 3 && p[0] == 0x1F && p[1] == 0x8B && p[2] == 8) {
        memset(&f->z, 0, sizeof f->z);
        if (inflateInit2(&f->z, 15 + 16) != Z_OK) {
            return fail(f, err, STM_NO_MEMORY, "out of memory");
        }
        f->zlib_ready = true;
        f->packing = PACK_GZIP;
    } else if (n >= 4 && ((p[0] == 0x28 && p[1] == 0xB5 && p[2] == 0x2F && p[3] == 0xFD) ||
                          ((p[0] & 0xF0) == 0x50 && p[1] == 0x2A && p[2] == 0x4D && p[3] == 0x18))) {
        f->zstd = ZSTD_createDStream();
        if (f->zstd == NULL || ZSTD_isError(ZSTD_initDStream(f->zstd)) ||
            ZSTD_isError(ZSTD_DCtx_setParameter(f->zstd, ZSTD_d_windowLogMax, ZSTD_WINDOW_LOG))) {
            return fail(f, err, STM_NO_MEMORY, "out of memory");
        }
        f->packing = PACK_ZSTD;
    }
    return STM_OK;
}

static stm_status room(stm_file *f, size_t bytes, stm_err *err)
{
    if (f->at > 0 && f->cap - f->end < bytes) {
        memmove(f->buf, f->buf + f->at, f->end - f->at);
        f->end -= f->at;
        f->at = 0;
    }
    if (f->cap - f->end < bytes) {
        size_t cap = f->cap == 0 ? IN_BYTES : f->cap;
        char *to;
        while (cap - f->end < bytes && cap <= SIZE_MAX / 2) {
            cap *= 2;
        }
        to = stm_mem_realloc(f->buf, cap);
        if (to == NULL) {
            return fail(f, err, STM_NO_MEMORY, "out of memory");
        }
        f->buf = to;
        f->cap = cap;
    }
    return STM_OK;
}

/* A gzip member or a frame begins. One that means nothing gives way to the next. */
static void note_frame(stm_file *f)
{
    uint64_t offset = f->offset + (f->end - f->at);
    bool same = f->n_frames > 0 && f->frames[(f->n_frames - 1) % FRAMES].offset == offset;
    uint32_t k = same ? f->n_frames - 1 : f->n_frames++;
    f->frames[k % FRAMES].offset = offset;
    f->frames[k % FRAMES].raw = f->in_offset - (f->in_end - f->in_at);
    f->n_frames = f->n_frames == 2 * FRAMES ? FRAMES : f->n_frames; /* the place in the ring is the same */
}

static stm_status unzip(stm_file *f, stm_err *err)
{
    int rc;
    if (!f->frame_open && f->z.total_in > 0) {
        /* after a member: another one, or padding that gzip(1) ignores too */
        if (f->in[f->in_at] != 0x1F) {
            f->ended = true;
            return STM_OK;
        }
        (void)inflateReset(&f->z);
    }
    if (!f->frame_open) {
        note_frame(f);
    }
    f->frame_open = true;
    f->z.next_in = f->in + f->in_at;
    f->z.avail_in = (uInt)(f->in_end - f->in_at);
    f->z.next_out = (unsigned char *)f->buf + f->end;
    f->z.avail_out = (uInt)(f->cap - f->end < UINT32_MAX / 2 ? f->cap - f->end : UINT32_MAX / 2);
    rc = inflate(&f->z, Z_NO_FLUSH);
    f->in_at = f->in_end - f->z.avail_in;
    f->end = (size_t)(f->z.next_out - (unsigned char *)f->buf);
    if (rc == Z_STREAM_END) {
        f->frame_open = false;
    } else if (rc == Z_MEM_ERROR) {
        return fail(f, err, STM_NO_MEMORY, "out of memory");
    } else if (rc != Z_OK && rc != Z_BUF_ERROR) {
        return fail(f, err, STM_FORMAT, "gzip data is damaged");
    }
    return STM_OK;
}

static stm_status unzstd(stm_file *f, stm_err *err)
{
    ZSTD_inBuffer in = { f->in, f->in_end, f->in_at };
    ZSTD_outBuffer out = { f->buf, f->cap, f->end };
    size_t rc;
    if (!f->frame_open) {
        note_frame(f);
    }
    rc = ZSTD_decompressStream(f->zstd, &out, &in);
    f->in_at = in.pos;
    f->end = out.pos;
    if (ZSTD_isError(rc)) {
        ZSTD_ErrorCode code = ZSTD_getErrorCode(rc);
        if (code == ZSTD_error_memory_allocation) {
            return fail(f, err, STM_NO_MEMORY, "out of memory");
        }
        if (code == ZSTD_error_dictionary_wrong) {
            return fail(f, err, STM_LIMIT, "zstd data needs a dictionary, which is not read");
        }
        return code == ZSTD_error_frameParameter_windowTooLarge
                   ? fail(f, err, STM_LIMIT, "zstd window is larger than 128 MiB")
                   : fail(f, err, STM_FORMAT, "zstd data is damaged");
    }
    f->frame_open = rc != 0;
    return STM_OK;
}

/* Brings at least one more byte into buf, or sets `ended`. */
static stm_status advance(stm_file *f, stm_err *err)
{
    size_t before;
    stm_status status = STM_OK;
    if (f->failure.status != STM_OK) {
        if (err != NULL) {
            *err = f->failure;
        }
        return f->failure.status;
    }
    if (f->packing == PACK_UNKNOWN && (status = recognise(f, err)) != STM_OK) {
        return status;
    }
    if ((status = room(f, IN_BYTES, err)) != STM_OK) {
        return status;
    }
    before = f->end;
    while (f->end == before && !f->ended) {
        if (f->packing == PACK_NONE && f->fd >= 0 && f->in_at == f->in_end &&
            !f->in_ended) { /* straight to its place */
            size_t got = 0;
            status = read_some(f, f->buf + f->end, IN_BYTES, &got, err);
            f->end += got;
            if (status != STM_OK) {
                return status;
            }
            continue;
        }
        if ((status = refill(f, false, err)) != STM_OK) {
            return status;
        }
        if (f->in_at == f->in_end && f->in_ended) {
            if (f->frame_open && f->packing == PACK_ZSTD) {
                status = unzstd(f, err); /* what zstd still holds back */
                if (status != STM_OK || f->end != before) {
                    return status;
                }
            }
            f->ended = true;
            if (f->frame_open) {
                return fail(f, err, STM_FORMAT, "compressed data ends early");
            }
            return STM_OK;
        }
        if (f->packing == PACK_GZIP) {
            status = unzip(f, err);
        } else if (f->packing == PACK_ZSTD) {
            status = unzstd(f, err);
        } else {
            memcpy(f->buf + f->end, f->in + f->in_at, f->in_end - f->in_at);
            f->end += f->in_end - f->in_at;
            f->in_at = f->in_end;
        }
        if (status != STM_OK) {
            return f->end != before ? STM_OK : status; /* sticky: the next call reports it */
        }
    }
    return STM_OK;
}

static void take(stm_file *f, size_t n)
{
    f->at += n;
    f->offset += n;
}

stm_status stm_file_peek(stm_file *f, size_t want, stm_str *out, stm_err *err)
{
    stm_status status = STM_OK;
    while (f->end - f->at < want && !f->ended && status == STM_OK) {
        status = advance(f, err);
    }
    *out = (stm_str){ f->buf == NULL ? "" : f->buf + f->at, f->end - f->at < want ? f->end - f->at : want };
    return f->end > f->at ? STM_OK : status;
}

stm_status stm_file_line(stm_file *f, size_t max, stm_str *out, bool *more, stm_err *err)
{
    size_t seen = 0;
    bool too_long = false;
    *out = STM_STR("");
    *more = false;
    for (;;) {
        const char *hit = f->end - f->at == seen ? NULL : memchr(f->buf + f->at + seen, '\n', f->end - f->at - seen);
        size_t n = hit == NULL ? f->end - f->at : (size_t)(hit - (f->buf + f->at));
        if (n > max) {
            too_long = true;
        }
        if (hit == NULL && f->ended && f->failure.status != STM_OK) { /* half a line is none */
            take(f, n);
            if (err != NULL) {
                *err = f->failure;
            }
            return f->failure.status;
        }
        if (hit != NULL || f->ended) {
            *more = too_long || hit != NULL || n > 0;
            *out = (stm_str){ f->buf == NULL ? "" : f->buf + f->at, too_long ? 0 : n };
            take(f, hit == NULL ? n : n + 1);
            return too_long ? stm_fail(err, STM_LIMIT, "line is longer than the limit of %zu bytes", max) : STM_OK;
        }
        if (too_long) { /* do not keep what will not be used */
            take(f, n);
        }
        seen = f->end - f->at;
        if (advance(f, err) != STM_OK && f->failure.status == STM_NO_MEMORY) {
            return STM_NO_MEMORY;
        }
    }
}

stm_status stm_file_all(stm_file *f, size_t max, stm_str *out, stm_err *err)
{
    *out = STM_STR("");
    while (!f->ended && f->end - f->at <= max) {
        stm_status status = advance(f, err);
        if (status != STM_OK) {
            return status;
        }
    }
    if (f->failure.status != STM_OK) {
        if (err != NULL) {
            *err = f->failure;
        }
        return f->failure.status;
    }
    if (f->end - f->at > max) {
        return stm_fail(err, STM_LIMIT, "more than the limit of %zu bytes", max);
    }
    *out = (stm_str){ f->buf == NULL ? "" : f->buf + f->at, f->end - f->at };
    take(f, f->end - f->at);
    return STM_OK;
}

/* Of the frames that begin behind the next byte, where the first one does; UINT64_MAX: none is known. */
static uint64_t next_frame(const stm_file *f)
{
    uint64_t first = UINT64_MAX;
    for (uint32_t i = 0; i < FRAMES && i < f->n_frames; i++) {
        uint64_t at = f->frames[(f->n_frames - 1 - i) % FRAMES].offset;
        if (at <= f->offset) {
            break;
        }
        first = at;
    }
    return first;
}

stm_status stm_file_skip(stm_file *f, uint64_t max, uint64_t *taken, stm_err *err)
{
    uint64_t n, frame;
    *taken = 0;
    if (max != 0 && f->at == f->end && !f->ended) {
        stm_status status = advance(f, err);
        if (status != STM_OK) {
            return status;
        }
    }
    if (f->at == f->end && f->failure.status != STM_OK) {
        if (err != NULL) {
            *err = f->failure;
        }
        return f->failure.status;
    }
    n = f->end - f->at < max ? f->end - f->at : max;
    frame = next_frame(f);
    n = frame - f->offset < n ? frame - f->offset : n;
    take(f, (size_t)n);
    *taken = n;
    return STM_OK;
}

bool stm_file_frame(const stm_file *f, uint64_t ahead, uint64_t *place)
{
    *place = f->offset + ahead;
    for (uint32_t i = 0; i < FRAMES && i < f->n_frames; i++) {
        uint32_t k = (f->n_frames - 1 - i) % FRAMES;
        if (f->frames[k].offset == f->offset + ahead) {
            *place = f->frames[k].raw;
            return true;
        }
    }
    return false;
}

/* Moves `in` to the next place where these bytes are. */
static bool seek(stm_file *f, stm_str magic)
{
    for (;;) {
        stm_str s = { (const char *)f->in + f->in_at, f->in_end - f->in_at };
        size_t hit = s.n < magic.n ? SIZE_MAX : stm_str_find(s, magic, 0), keep;
        if (hit != SIZE_MAX) {
            f->in_at += hit;
            return true;
        }
        keep = s.n < magic.n ? s.n : magic.n - 1;
        memmove(f->in, f->in + f->in_end - keep, keep);
        f->in_at = 0;
        f->in_end = keep;
        if (f->in_ended || refill(f, true, NULL) != STM_OK) {
            return false;
        }
    }
}

bool stm_file_recover(stm_file *f)
{
    stm_err failure = f->failure;
    take(f, f->end - f->at);
    f->in_at += f->packing == PACK_ZSTD && f->in_at < f->in_end; /* zstd takes nothing when it fails; zlib does */
    if (failure.status != STM_FORMAT || (f->packing != PACK_GZIP && f->packing != PACK_ZSTD) ||
        !seek(f, f->packing == PACK_GZIP ? STM_STR("\x1F\x8B\x08") : STM_STR("\x28\xB5\x2F\xFD"))) {
        return false;
    }
    if (f->packing == PACK_GZIP) {
        (void)inflateReset(&f->z);
    } else {
        (void)ZSTD_DCtx_reset(f->zstd, ZSTD_reset_session_only);
    }
    memset(&f->failure, 0, sizeof f->failure);
    f->ended = f->frame_open = false;
    return true;
}

int stm_file_share(const stm_file *f, uint64_t least)
{
    struct stat st;
    bool fit = f->packing == PACK_NONE && f->fd > STDIN_FILENO && fstat(f->fd, &st) == 0 && S_ISREG(st.st_mode) &&
               st.st_size >= 0 && (uint64_t)st.st_size >= least;
    return fit ? fcntl(f->fd, F_DUPFD_CLOEXEC, 0) : -1;
}

uint64_t stm_file_offset(const stm_file *f) { return f->offset; }

bool stm_file_failed(const stm_file *f, stm_err *err)
{
    if (f->failure.status != STM_OK && err != NULL) {
        *err = f->failure;
    }
    return f->failure.status != STM_OK;
}

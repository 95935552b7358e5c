/* ledger.c: see ledger.h. All writing goes through pwrite, fsync and rename, which tests make fail one by one. */
#include "base/ledger.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/map.h"

#define HEAD_BYTES 4096u /* a sector of any disk */
#define FIRST_BLOCK (2 * (uint64_t)HEAD_BYTES)
#define ORDER 0x01020304u
#define BLOCKS_MAX (1u << 24)
#define SPARE_BYTES ((uint64_t)64 << 10) /* so much may always be dead */

typedef struct head {
    char magic[8];
    uint32_t order, version;
    uint64_t generation;
    uint64_t end; /* of the file, as far as it counts */
    uint64_t list_at, list_blocks, list_sum;
    uint64_t sum; /* of all before */
} head;

struct stm_ledger {
    char *path;
    const char *remedy;
    int fd_plus_1;
    bool write;
    head now;
    stm_ledger_block *blocks;
    uint32_t n, cap;
    uint64_t end; /* where the next byte goes */
    /* of the block that is being written */
    uint32_t kind;
    uint64_t begun, sum;
    uint32_t filled;
    char piece[STM_LEDGER_PIECE];
};

/* ---- messages ------------------------------------------------------------------------------------------ */

static stm_status refused(const stm_ledger *l, const char *what, int why, stm_err *err)
{
    char text[96];
    if (strerror_r(why, text, sizeof text) != 0) {
        (void)snprintf(text, sizeof text, "error %d", why);
    }
    return stm_fail(err, STM_IO, "%.110s cannot be %s: %.60s%s", l->path, what, text,
                    why == ENOSPC || why == EDQUOT ? ". It is as it was; make room, run this again." : "");
}

stm_status stm_ledger_damaged(const stm_ledger *l, uint64_t at, stm_err *err)
{
    stm_status status =
        stm_fail(err, STM_FORMAT, "%.80s is damaged at byte %llu. %.110s", l->path, (unsigned long long)at, l->remedy);
    if (err != NULL) {
        err->byte = at;
    }
    return status;
}

static stm_status no_memory(stm_err *err) { return stm_fail(err, STM_NO_MEMORY, "out of memory"); }

/* ---- bytes --------------------------------------------------------------------------------------------- */

static stm_status write_at(const stm_ledger *l, int fd, uint64_t at, const void *p, size_t n, stm_err *err)
{
    const char *from = p;
    while (n > 0) {
        ssize_t k = pwrite(fd, from, n, (off_t)at);
        if (k < 0 && errno != EINTR) {
            return refused(l, "written", errno, err);
        }
        if (k > 0) {
            from += k;
            n -= (size_t)k;
            at += (uint64_t)k;
        }
    }
    return STM_OK;
}

stm_status stm_ledger_read(const stm_ledger *l, uint64_t at, void *p, size_t n, stm_err *err)
{
    char *to = p;
    while (n > 0) {
        ssize_t k = pread(l->fd_plus_1 - 1, to, n, (off_t)at);
        if (k == 0) {
            return stm_ledger_damaged(l, at, err);
        }
        if (k < 0 && errno != EINTR) {
            return refused(l, "read", errno, err);
        }
        if (k > 0) {
            to += k;
            n -= (size_t)k;
            at += (uint64_t)k;
        }
    }
    return STM_OK;
}

static uint64_t add_piece(uint64_t sum, const void *p, size_t n)
{
    return (sum << 7 | sum >> 57) * 0x9E3779B97F4A7C15u ^ stm_hash(p, n);
}

stm_status stm_ledger_load(const stm_ledger *l, const stm_ledger_block *block, void *p, stm_err *err)
{
    char *own = p == NULL ? stm_mem_alloc(STM_LEDGER_PIECE) : NULL;
    uint64_t sum = 0;
    stm_status status = p == NULL && own == NULL ? no_memory(err) : STM_OK;
    for (uint64_t done = 0; done < block->bytes && status == STM_OK; done += STM_LEDGER_PIECE) {
        size_t n = block->bytes - done < STM_LEDGER_PIECE ? (size_t)(block->bytes - done) : STM_LEDGER_PIECE;
        char *to = p == NULL ? own : (char *)p + done;
        status = stm_ledger_read(l, block->at + done, to, n, err);
        sum = add_piece(sum, to, n);
    }
    stm_mem_free(own);
    return status != STM_OK || sum == block->sum ? status : stm_ledger_damaged(l, block->at, err);
}

/* ---- opening ------------------------------------------------------------------------------------------- */

static uint64_t head_sum(const head *h) { return stm_hash(h, offsetof(head, sum)); }

static stm_status flush(const stm_ledger *l, int fd, stm_err *err)
{
    return fsync(fd) == 0 ? STM_OK : refused(l, "written", errno, err);
}

/* One head, then the other: one of them is whole at any moment. */
static stm_status write_heads(const stm_ledger *l, int fd, head *h, stm_err *err)
{
    char bytes[HEAD_BYTES] = { 0 };
    stm_status status = STM_OK;
    h->sum = head_sum(h);
    memcpy(bytes, h, sizeof *h);
    for (uint32_t k = 2; k-- > 0 && status == STM_OK;) {
        status = write_at(l, fd, k * HEAD_BYTES, bytes, sizeof bytes, err);
        status = status == STM_OK ? flush(l, fd, err) : status;
    }
    return status;
}

static stm_status make(const stm_ledger *l, int fd, head *h, stm_err *err)
{
    h->generation = 0;
    h->end = h->list_at = FIRST_BLOCK;
    h->list_blocks = h->list_sum = 0;
    return write_heads(l, fd, h, err);
}

/* Nothing, or as far as a run came that died while it made the file. */
static bool is_unborn(const stm_ledger *l, uint64_t size)
{
    char bytes[2 * HEAD_BYTES];
    if (size > sizeof bytes || (size > 0 && stm_ledger_read(l, 0, bytes, (size_t)size, NULL) != STM_OK)) {
        return false;
    }
    for (uint64_t i = 0; i < size; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

static stm_status read_heads(stm_ledger *l, const char *magic, uint32_t version, uint64_t size, stm_err *err)
{
    head h[2] = { { { 0 }, 0, 0, 0, 0, 0, 0, 0, 0 }, { { 0 }, 0, 0, 0, 0, 0, 0, 0, 0 } };
    bool good[2], ours = false;
    for (uint32_t k = 0; k < 2; k++) {
        uint64_t at = (uint64_t)k * HEAD_BYTES, there = size < at ? 0 : size - at < sizeof *h ? size - at : sizeof *h;
        good[k] = there >= sizeof h->magic && stm_ledger_read(l, at, &h[k], (size_t)there, err) == STM_OK &&
                  memcmp(h[k].magic, magic, sizeof h->magic) == 0;
        ours = ours || good[k];
        if (good[k] && h[k].order == 0x04030201u) {
            return stm_fail(err, STM_FORMAT, "%.100s was written on a machine with another order of bytes. %.110s",
                            l->path, l->remedy);
        }
        good[k] = good[k] && h[k].order == ORDER && h[k].sum == head_sum(&h[k]);
    }
    if (!ours) {
        return stm_fail(err, STM_FORMAT,
                        "%.100s is another kind of file. Name another one; where none is, one is made.", l->path);
    }
    if (!good[0] && !good[1]) {
        return stm_ledger_damaged(l, 0, err);
    }
    l->now = good[0] && (!good[1] || h[0].generation > h[1].generation) ? h[0] : h[1];
    if (l->now.version != version) {
        return stm_fail(err, STM_FORMAT, "%.80s was written by another version (form %u, this one has %u). %.110s",
                        l->path, l->now.version, version, l->remedy);
    }
    if (size < l->now.end || l->now.list_blocks > BLOCKS_MAX) {
        stm_status status = stm_fail(err, STM_FORMAT, "%.80s ends at byte %llu, it should at %llu. %.110s", l->path,
                                     (unsigned long long)size, (unsigned long long)l->now.end, l->remedy);
        if (err != NULL) {
            err->byte = size;
        }
        return status;
    }
    return STM_OK;
}

static stm_status read_list(stm_ledger *l, stm_err *err)
{
    stm_ledger_block list = { .at = l->now.list_at,
                              .bytes = l->now.list_blocks * sizeof *l->blocks,
                              .sum = l->now.list_sum };
    stm_status status;
    l->n = l->cap = (uint32_t)l->now.list_blocks;
    l->end = l->now.end;
    if (l->n == 0) {
        return STM_OK;
    }
    l->blocks = stm_mem_alloc(l->n * sizeof *l->blocks);
    if (l->blocks == NULL) {
        return no_memory(err);
    }
    status = stm_ledger_load(l, &list, l->blocks, err);
    for (uint32_t i = 0; i < l->n && status == STM_OK; i++) {
        const stm_ledger_block *b = &l->blocks[i];
        if (b->at < FIRST_BLOCK || b->at > l->end || b->bytes > l->end - b->at) {
            status = stm_ledger_damaged(l, list.at + i * sizeof *b, err);
        }
    }
    return status;
}

/* Locks the file that has the name now; another one may have taken its place while we waited for it. */
static stm_status lock(stm_ledger *l, bool *gone, stm_err *err)
{
    struct flock region = { .l_type = l->write ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET };
    struct stat own, named;
    if (fcntl(l->fd_plus_1 - 1, F_SETLK, &region) != 0) {
        return errno == EACCES || errno == EAGAIN
                   ? stm_fail(err, STM_IO,
                              "%.110s is in use by another run. Wait until it is done, then run this again.", l->path)
                   : refused(l, "locked", errno, err);
    }
    if (fstat(l->fd_plus_1 - 1, &own) != 0) {
        return refused(l, "read", errno, err);
    }
    *gone = stat(l->path, &named) != 0 || own.st_ino != named.st_ino || own.st_dev != named.st_dev;
    return STM_OK;
}

static stm_status open_file(stm_ledger *l, uint64_t *size, stm_err *err)
{
    struct stat s;
    bool gone = true;
    while (gone) {
        stm_status status;
        int fd = open(l->path, (l->write ? O_RDWR | O_CREAT : O_RDONLY) | O_CLOEXEC, 0666);
        if (fd < 0) {
            return refused(l, "opened", errno, err);
        }
        l->fd_plus_1 = fd + 1;
        status = lock(l, &gone, err);
        if (status != STM_OK) {
            return status;
        }
        if (gone) {
            (void)close(fd);
            l->fd_plus_1 = 0;
        }
    }
    if (fstat(l->fd_plus_1 - 1, &s) != 0) {
        return refused(l, "read", errno, err);
    }
    if (!S_ISREG(s.st_mode)) {
        return stm_fail(err, STM_FORMAT, "%.110s is no ordinary file. Name another one.", l->path);
    }
    *size = (uint64_t)s.st_size;
    return STM_OK;
}

/* What a run has left that died while it copied the file; nobody else may be at it, for we hold the lock. */
static void tidy_up(const stm_ledger *l)
{
    size_t n = strlen(l->path) + 8;
    char *path = stm_mem_alloc(n);
    if (path != NULL) {
        (void)snprintf(path, n, "%s.new", l->path);
        (void)unlink(path);
    }
    stm_mem_free(path);
}

static stm_status open_ledger(stm_ledger *l, const char *magic, uint32_t version, stm_err *err)
{
    uint64_t size = 0;
    stm_status status = open_file(l, &size, err);
    if (status != STM_OK) {
        return status;
    }
    if (is_unborn(l, size)) {
        if (!l->write) {
            return stm_fail(err, STM_FORMAT, "%.110s is empty.", l->path);
        }
        memcpy(l->now.magic, magic, sizeof l->now.magic);
        l->now.order = ORDER;
        l->now.version = version;
        status = make(l, l->fd_plus_1 - 1, &l->now, err);
    } else {
        status = read_heads(l, magic, version, size, err);
    }
    if (status == STM_OK && l->write) {
        tidy_up(l);
    }
    return status == STM_OK ? read_list(l, err) : status;
}

stm_status stm_ledger_open(const char *path, const char *magic, uint32_t version, bool write, const char *remedy,
                           stm_ledger **out, stm_err *err)
{
    stm_ledger *l = stm_mem_zalloc(1, sizeof *l);
    size_t n = strlen(path) + 1;
    stm_status status;
    *out = NULL;
    if (l != NULL) {
        l->path = stm_mem_alloc(n);
    }
    if (l == NULL || l->path == NULL) {
        stm_mem_free(l);
        return no_memory(err);
    }
    memcpy(l->path, path, n);
    l->write = write;
    l->remedy = remedy;
    status = open_ledger(l, magic, version, err);
    if (status != STM_OK) {
        stm_ledger_close(l);
        return status;
    }
    *out = l;
    return STM_OK;
}

void stm_ledger_close(stm_ledger *l)
{
    if (l == NULL) {
        return;
    }
    if (l->fd_plus_1 != 0) {
        (void)close(l->fd_plus_1 - 1);
    }
    stm_mem_free(l->blocks);
    stm_mem_free(l->path);
    stm_mem_free(l);
}

/* ---- blocks -------------------------------------------------------------------------------------------- */

const stm_ledger_block *stm_ledger_blocks(const stm_ledger *l, uint32_t *n)
{
    *n = l->n;
    return l->blocks;
}

uint64_t stm_ledger_size(const stm_ledger *l) { return l->now.end; }

void stm_ledger_drop(stm_ledger *l, uint32_t index)
{
    l->n--;
    memmove(l->blocks + index, l->blocks + index + 1, (l->n - index) * sizeof *l->blocks);
}

void stm_ledger_begin(stm_ledger *l, uint32_t kind)
{
    l->kind = kind;
    l->begun = l->end;
    l->sum = 0;
    l->filled = 0;
}

static stm_status put_piece(stm_ledger *l, stm_err *err)
{
    stm_status status = write_at(l, l->fd_plus_1 - 1, l->end, l->piece, l->filled, err);
    l->sum = add_piece(l->sum, l->piece, l->filled);
    l->end += l->filled;
    l->filled = 0;
    return status;
}

stm_status stm_ledger_add(stm_ledger *l, const void *p, size_t n, stm_err *err)
{
    const char *from = p;
    while (n > 0) {
        size_t k = STM_LEDGER_PIECE - l->filled < n ? STM_LEDGER_PIECE - l->filled : n;
        memcpy(l->piece + l->filled, from, k);
        l->filled += (uint32_t)k;
        from += k;
        n -= k;
        if (l->filled == STM_LEDGER_PIECE) {
            stm_status status = put_piece(l, err);
            if (status != STM_OK) {
                return status;
            }
        }
    }
    return STM_OK;
}

uint64_t stm_ledger_written(const stm_ledger *l) { return l->end - l->begun + l->filled; }

static stm_status add_block(stm_ledger *l, const stm_ledger_block *block, stm_err *err)
{
    if (l->n == l->cap) {
        uint32_t cap = l->cap * 2 + 16;
        stm_ledger_block *blocks = stm_mem_realloc(l->blocks, cap * sizeof *blocks);
        if (blocks == NULL) {
            return no_memory(err);
        }
        l->blocks = blocks;
        l->cap = cap;
    }
    l->blocks[l->n++] = *block;
    return STM_OK;
}

stm_status stm_ledger_end(stm_ledger *l, uint64_t a, uint64_t b, stm_err *err)
{
    stm_status status = l->filled == 0 ? STM_OK : put_piece(l, err);
    stm_ledger_block block = { l->kind, 0, l->begun, l->end - l->begun, a, b, l->sum };
    return status == STM_OK ? add_block(l, &block, err) : status;
}

/* ---- commit -------------------------------------------------------------------------------------------- */

/* Writes the list of `blocks` behind `end` of a file, then the head that names it. */
static stm_status seal(const stm_ledger *l, int fd, const stm_ledger_block *blocks, uint64_t end, head *h, stm_err *err)
{
    size_t bytes = l->n * sizeof *blocks;
    stm_status status = write_at(l, fd, end, blocks, bytes, err);
    h->generation++;
    h->list_at = end;
    h->list_blocks = l->n;
    h->list_sum = 0;
    for (size_t done = 0; done < bytes; done += STM_LEDGER_PIECE) {
        size_t n = bytes - done < STM_LEDGER_PIECE ? bytes - done : STM_LEDGER_PIECE;
        h->list_sum = add_piece(h->list_sum, (const char *)blocks + done, n);
    }
    h->end = end + bytes;
    status = status == STM_OK ? flush(l, fd, err) : status;
    return status == STM_OK ? write_heads(l, fd, h, err) : status;
}

/* A rename counts when its folder is on the disk. */
static void flush_folder(const char *path, char *room)
{
    char *slash;
    int fd;
    strcpy(room, path);
    slash = strrchr(room, '/');
    if (slash == NULL) {
        strcpy(room, ".");
    } else {
        slash[slash == room ? 1 : 0] = '\0';
    }
    fd = open(room, O_RDONLY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd); /* some file systems have nothing to flush here and say so */
        (void)close(fd);
    }
}

/* Copies the blocks to `fd` and notes their new places. */
static stm_status copy_blocks(stm_ledger *l, int fd, stm_ledger_block *moved, uint64_t *end, stm_err *err)
{
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < l->n && status == STM_OK; i++) {
        moved[i] = l->blocks[i];
        moved[i].at = *end;
        for (uint64_t done = 0; done < moved[i].bytes && status == STM_OK; done += STM_LEDGER_PIECE) {
            uint64_t left = moved[i].bytes - done;
            size_t n = left < STM_LEDGER_PIECE ? (size_t)left : STM_LEDGER_PIECE;
            status = stm_ledger_read(l, l->blocks[i].at + done, l->piece, n, err);
            status = status == STM_OK ? write_at(l, fd, *end, l->piece, n, err) : status;
            *end += n;
        }
    }
    return status;
}

/* A file with the living blocks alone takes the place of this one. Failing here loses nothing: the file is sealed. */
static void rewrite(stm_ledger *l)
{
    struct flock region = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    struct stat old;
    size_t n = strlen(l->path) + 8;
    char *path = stm_mem_alloc(n);
    stm_ledger_block *moved = stm_mem_alloc((l->n + (size_t)1) * sizeof *moved);
    uint64_t end = FIRST_BLOCK;
    head h = l->now;
    int fd = -1;
    bool done = false;
    /* the name may lead to the file through a link, which would be replaced instead of it: then all stays */
    if (path != NULL && moved != NULL && lstat(l->path, &old) == 0 && S_ISREG(old.st_mode)) {
        (void)snprintf(path, n, "%s.new", l->path);
        fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, old.st_mode & 0777);
    }
    if (fd >= 0) {
        done = fcntl(fd, F_SETLK, &region) == 0 && copy_blocks(l, fd, moved, &end, NULL) == STM_OK &&
               seal(l, fd, moved, end, &h, NULL) == STM_OK && rename(path, l->path) == 0;
        if (!done) {
            (void)unlink(path);
            (void)close(fd);
        }
    }
    if (done) {
        flush_folder(l->path, path);
        (void)close(l->fd_plus_1 - 1);
        l->fd_plus_1 = fd + 1;
        l->now = h;
        l->end = h.end;
        stm_mem_free(l->blocks);
        l->blocks = moved;
        l->cap = l->n;
        moved = NULL;
    }
    stm_mem_free(moved);
    stm_mem_free(path);
}

stm_status stm_ledger_commit(stm_ledger *l, stm_err *err)
{
    uint64_t living = FIRST_BLOCK;
    head h = l->now;
    bool first = h.generation == 0;
    stm_status status = seal(l, l->fd_plus_1 - 1, l->blocks, l->end, &h, err);
    if (status != STM_OK) {
        return status;
    }
    l->now = h;
    l->end = h.end;
    for (uint32_t i = 0; i < l->n; i++) {
        living += l->blocks[i].bytes;
    }
    if (first) {
        char *room = stm_mem_alloc(strlen(l->path) + 2);
        if (room != NULL) {
            flush_folder(l->path, room);
        }
        stm_mem_free(room);
    }
    if (l->end > 2 * living + SPARE_BYTES) {
        rewrite(l);
    }
    return STM_OK;
}

/* ledger.h: a file that grows by whole steps: blocks are written behind what is there, and count from the moment that
 * a commit names them. A run that dies before that has changed nothing.
 *
 *      two heads (512 bytes, at 0 and 4096)    blocks and lists of blocks, in the order in which they were written
 *
 * A commit writes the list of the blocks that count, flushes, then writes one head, flushes, and the other: at any
 * moment one of them is whole. The newer head whose checksum fits is the file. Where blocks that no
 * longer count are more than half of the file, the others are copied to PATH.new, which then takes its place.
 *
 * Invariants: (1) what a head names is never written to again. (2) every block has a checksum, of pieces of
 * STM_LEDGER_PIECE bytes. (3) one program at a time writes (a lock on the file that ends with the program).
 * Errors: STM_IO, the system refuses; STM_FORMAT, damaged or no such file; both name the file, the byte and what to
 * do. After a failure the file is what it was at the last commit. Not thread-safe but for stm_ledger_read.
 * Source: the two heads are those of LMDB (H. Chu); lists of blocks in place of its tree.
 */
#ifndef STM_BASE_LEDGER_H
#define STM_BASE_LEDGER_H

#include "base/str.h"

#define STM_LEDGER_PIECE 65536u

typedef struct stm_ledger_block {
    uint32_t kind;  /* the caller's */
    uint32_t flags; /* 0 */
    uint64_t at, bytes;
    uint64_t a, b; /* the caller's */
    uint64_t sum;
} stm_ledger_block;

typedef struct stm_ledger stm_ledger;

/* magic: 8 bytes, not kept. write: made if it is not there, and locked; else it must be there. `version` other than
 * the file's: STM_FORMAT. `remedy` ("Delete it, then ...") ends the messages of damage; kept, not copied. */
stm_status stm_ledger_open(const char *path, const char *magic, uint32_t version, bool write, const char *remedy,
                           stm_ledger **out, stm_err *err) STM_MUST_USE;
/* What was not committed is gone. NULL is allowed. */
void stm_ledger_close(stm_ledger *ledger);

/* The blocks that the next commit will name, in order. They move when blocks are added, dropped or committed. */
const stm_ledger_block *stm_ledger_blocks(const stm_ledger *ledger, uint32_t *n);
void stm_ledger_drop(stm_ledger *ledger, uint32_t index);

/* Between begin and end, bytes go to one new block at the end of the list. */
void stm_ledger_begin(stm_ledger *ledger, uint32_t kind);
stm_status stm_ledger_add(stm_ledger *ledger, const void *p, size_t n, stm_err *err) STM_MUST_USE;
/* Bytes of the block so far. */
uint64_t stm_ledger_written(const stm_ledger *ledger);
stm_status stm_ledger_end(stm_ledger *ledger, uint64_t a, uint64_t b, stm_err *err) STM_MUST_USE;

/* Of the file, as far as the last commit counts. */
uint64_t stm_ledger_size(const stm_ledger *ledger);
/* Bytes of a block, unverified: callers that read parts keep sums of parts. */
stm_status stm_ledger_read(const stm_ledger *ledger, uint64_t at, void *p, size_t n, stm_err *err) STM_MUST_USE;
/* The whole block, verified; `p` NULL: only verified. */
stm_status stm_ledger_load(const stm_ledger *ledger, const stm_ledger_block *block, void *p, stm_err *err) STM_MUST_USE;
/* The error for bytes at `at` that do not fit their checksum. */
stm_status stm_ledger_damaged(const stm_ledger *ledger, uint64_t at, stm_err *err);

/* Makes all blocks of the list count, at once. Nothing may be added afterwards but by a new begin. */
stm_status stm_ledger_commit(stm_ledger *ledger, stm_err *err) STM_MUST_USE;

#endif

/* spill.h: bytes that need not stay in memory: a temporary file without a name, which is gone when the program ends,
 * however it ends. Made in the folder that TMPDIR names, else in /tmp.
 *
 * Every function gives STM_IO with a message when the disk fails or is full. Not thread-safe but for stm_spill_read.
 */
#ifndef STM_BASE_SPILL_H
#define STM_BASE_SPILL_H

#include <stddef.h>

#include "base/status.h"

typedef struct stm_spill {
    int fd_plus_1; /* 0: no file yet */
    uint64_t end;  /* bytes written */
} stm_spill;

/* Writes behind what is there; *at is where. Makes the file at the first call. `spill` begins as all zero. */
stm_status stm_spill_add(stm_spill *spill, const void *p, size_t n, uint64_t *at, stm_err *err) STM_MUST_USE;
stm_status stm_spill_read(const stm_spill *spill, uint64_t at, void *p, size_t n, stm_err *err) STM_MUST_USE;
void stm_spill_close(stm_spill *spill);

#endif

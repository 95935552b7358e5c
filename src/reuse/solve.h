/* solve.h: the second pass of the stage: articles that are linked, fully compared. What the first pass linked into one
 * group must come together; groups do not know of each other, so any number of them may come in one batch.
 */
#ifndef STM_REUSE_SOLVE_H
#define STM_REUSE_SOLVE_H

#include "reuse/candidates.h"
#include "reuse/reuse.h"

typedef struct stm_batch {
    const stm_article *const *articles; /* n, in the order of the input */
    uint32_t n, threads;
    const uint64_t *link_start; /* n + 1: where an article's links begin in `links` */
    const uint32_t *links;      /* earlier articles of the batch, ascending for each article */
} stm_batch;

/* Pairs and families of one batch, by its indexes. Results live in `arena`. */
stm_status stm_reuse_solve(stm_arena *arena, const stm_batch *batch, stm_reuse *out, stm_err *err) STM_MUST_USE;
/* Puts number[i] for article i throughout. */
void stm_reuse_renumber(stm_reuse *reuse, const uint32_t *number);

#endif

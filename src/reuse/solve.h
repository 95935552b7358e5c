/* solve.h: the second pass of the stage: articles that are linked, fully compared. What the first pass linked into one
 * group must come together; groups do not know of each other, so any number of them may come in one batch.
 */
#ifndef STM_REUSE_SOLVE_H
#define STM_REUSE_SOLVE_H

#include "base/crew.h"
#include "reuse/align.h"
#include "reuse/links.h"
#include "reuse/reuse.h"

/* What aligning two linked articles found, before anything is judged boilerplate. */
typedef struct stm_link_result {
    stm_alignment passages;        /* none: they share too little. The later article is on the side a */
    uint32_t n_words_a, n_words_b; /* of the earlier article, of the later one; not known where there are no passages */
} stm_link_result;

/* Where a batch gets what it needs, when it needs it. Functions return the status of the run and fill `err`. */
typedef struct stm_batch_source {
    void *arg;
    /* Article i, which lives as long as the batch; several at a time, on different lanes. */
    stm_status (*fetch)(void *arg, uint32_t lane, uint32_t i, const stm_article **out, stm_err *err);
    /* Completes article i, which was fetched, by what its text says of itself: asked for those that share something. */
    stm_status (*furnish)(void *arg, uint32_t lane, uint32_t i, stm_err *err);
    /* n: what touches these articles is asked for: pairs, and families with their trees. NULL: everything is. */
    const uint8_t *asked;
    /* What is known of link k already, and what was found on the others, k ascending; inside the guard of `arena`.
     * Both NULL: nothing is known, nobody wants to know. */
    stm_status (*recall)(void *arg, uint64_t k, stm_arena *arena, stm_link_result *out, bool *known, stm_err *err);
    stm_status (*note)(void *arg, uint64_t k, stm_arena *arena, const stm_link_result *result, stm_err *err);
} stm_batch_source;

typedef struct stm_batch {
    const stm_article **articles; /* n, in the order of the input; NULL: still to be fetched */
    uint32_t n, threads;
    stm_crew *crew;                 /* that the calling thread leads; NULL: none */
    stm_stock *stock;               /* where large blocks are from; NULL: from the system */
    const uint32_t *number;         /* n: of each article among all, ascending: what is asked of it depends on it */
    const uint64_t *link_start;     /* n + 1: where an article's links begin in `links` */
    const uint32_t *links;          /* earlier articles of the batch, ascending for each article */
    const uint8_t *tells;           /* by link: not 0: what it finds tells boilerplate, and is no pair; NULL: none */
    const stm_batch_source *source; /* NULL: all articles are there */
} stm_batch;

/* Pairs and families of one batch, by its indexes. Results live in `arena`. Of families that nobody asks for there are
 * the articles alone. */
stm_status stm_reuse_solve(stm_arena *arena, const stm_batch *batch, stm_reuse *out, stm_err *err) STM_MUST_USE;
/* Puts number[i] for article i throughout. */
void stm_reuse_renumber(stm_reuse *reuse, const uint32_t *number);

#endif

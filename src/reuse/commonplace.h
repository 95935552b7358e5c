/* commonplace.h: candidates that share with an article what many have, and are not worth aligning for it. */
#ifndef STM_REUSE_COMMONPLACE_H
#define STM_REUSE_COMMONPLACE_H

#include "reuse/candidates.h"
#include "reuse/reuse_tuning.h"

/* Whether what two articles share is mostly what many articles before have too, and little of either: of the shorter
 * sketch there are `least` fingerprints. */
static inline bool stm_is_commonplace(const stm_candidate *c, uint32_t least)
{
    return c->shared < STM_COMMON_WORTH + STM_COMMON_COSTS * c->count &&
           (uint64_t)c->count * 100 < (uint64_t)least * STM_COMMON_PERCENT;
}

/* Whether x has more in common than y, or is the later one where both have as much. */
static inline bool stm_commonplace_better(const stm_candidate *x, const stm_candidate *y)
{
    return x->count != y->count ? x->count > y->count : x->article > y->article;
}
/* Keeps the STM_COMMON_TRIED best of what comes, best first; returns how many there are. */
uint32_t stm_commonplace_best(stm_candidate *at, uint32_t n, stm_candidate c);

/* Who is kin of whom, by strong links, and who was told of what many have. Articles come in ascending order. */
typedef struct stm_kindred {
    const stm_sketches *sketches;
    uint32_t *up;  /* n: the way to the first of its kin */
    uint32_t *met; /* n: by the first of them: how many were met; 0 between calls */
    uint8_t *told; /* n: links that tell boilerplate */
} stm_kindred;

/* False: no memory; what there is is released by stm_kindred_fini in either case. */
bool stm_kindred_init(stm_kindred *k, const stm_sketches *sketches, uint32_t n) STM_MUST_USE;
void stm_kindred_fini(stm_kindred *k);
/* Joins an article to those that it is linked with and shares much of either with. */
void stm_kindred_join(stm_kindred *k, uint32_t article, const stm_candidate *at, uint32_t n);
/* Notes a link that tells boilerplate. */
void stm_kindred_tell(stm_kindred *k, uint32_t a, uint32_t b);
/* Candidates that are commonplace: first *n_tried that were probed, among which some may have no `shared` and be no
 * candidates; then n that were not. Those that an article shares with its own kin, or with many of one kin, are left:
 * many have it because they are of one family. Of the others that were probed some tell boilerplate, to articles that
 * few have told it. Puts the links, *n_tried of them now, before what is still to be probed; returns how many that
 * are. */
uint32_t stm_kindred_sift(stm_kindred *k, uint32_t article, stm_candidate *at, uint32_t *n_tried, uint32_t n);

#endif

/* candidates.h: which pairs of articles are worth a look, by the lists of articles that share a fingerprint.
 *
 * Invariant: candidates depend on an article and those before it alone.
 */
#ifndef STM_REUSE_CANDIDATES_H
#define STM_REUSE_CANDIDATES_H

#include "reuse/postings.h"

typedef struct stm_candidate {
    uint32_t article;     /* below the one asked for */
    uint32_t shared : 18; /* fingerprints in common, by weight: see reuse_tuning.h */
    uint32_t count : 14;  /* and by number */
} stm_candidate;

/* Counters of one caller; zeroed, n_articles items, and one more in `touched` and `counted`. */
typedef struct stm_candidate_scratch {
    uint32_t *count;
    uint32_t *touched;
    uint32_t *counted; /* by place in `touched`: what was counted of those that are left */
#define STM_ROUGH 4096u
    uint32_t rough[STM_ROUGH];     /* the same for all articles whose numbers end alike */
    uint8_t some_noisy[STM_ROUGH]; /* is one of these noisy? Set by the caller */
    uint64_t looked;               /* statistics: articles met in lists */
} stm_candidate_scratch;

/* Earlier articles that share enough with `article` to be looked at, ascending; rare fingerprints count more, less
 * is asked for where noisy[i] says that one of the two is noisy, and more after many articles than after few. `out` has
 * room for STM_CANDIDATES_MAX; returns their number. `witnesses` (NULL: nobody asks) gets up to STM_WITNESSES that
 * share too little for that, the ones that share most: they may show that what a candidate shares is boilerplate. */
uint32_t stm_candidates_find(const stm_postings *p, const uint8_t *noisy, uint32_t article,
                             stm_candidate_scratch *scratch, stm_candidate *out, stm_candidate *witnesses,
                             uint32_t *n_witnesses);

/* Whether witnesses are found at no cost beside the others. */
bool stm_candidates_at_once(uint32_t article);
/* The weight that is asked of a pair, of which `noisy` articles are; the later one is `article`. */
uint32_t stm_candidates_weight(uint32_t article, uint32_t noisy);
/* Ascending by article. */
void stm_candidates_sort(stm_candidate *at, uint32_t n);

#endif

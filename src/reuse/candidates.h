/* candidates.h: which pairs of articles are worth aligning, from an inverted index over fingerprints.
 *
 * Invariant: the answer depends on the articles and their order alone, not on the number of threads.
 */
#ifndef STM_REUSE_CANDIDATES_H
#define STM_REUSE_CANDIDATES_H

#include "reuse/sketch.h"

/* The articles that share a fingerprint, ascending. */
typedef struct stm_postings {
    uint32_t *articles;   /* all lists, one after the other */
    uint32_t *list_start; /* n_lists + 1: where a list begins in `articles` */
    uint32_t n_lists;
    uint32_t *of_article;    /* all articles' lists, one article after the other */
    uint64_t *article_start; /* n_articles + 1: where an article begins in `of_article` */
    uint32_t n_articles;
} stm_postings;

typedef struct stm_candidate {
    uint32_t article; /* below the one asked for */
    uint32_t shared;  /* fingerprints in common, by weight: 4 for a rare one, 1 for a common one */
} stm_candidate;

/* Counters of one caller; zeroed, n_articles items each. */
typedef struct stm_candidate_scratch {
    uint32_t *count;
    uint32_t *touched;
} stm_candidate_scratch;

/* sketches[i] has sketch_n[i] fingerprints. `scratch` holds what is dropped again. */
void stm_postings_build(stm_arena *arena, stm_arena *scratch, uint32_t *const *sketches, const uint32_t *sketch_n,
                        uint32_t n_articles, stm_postings *out);
/* Earlier articles that share enough with `article` to be aligned, ascending; rare fingerprints count more, and less is
 * asked for where noisy[i] says that one of the two is noisy. `out` has room for STM_CANDIDATES_MAX; returns their
 * number. */
uint32_t stm_candidates_find(const stm_postings *p, const bool *noisy, uint32_t article, stm_candidate_scratch *scratch,
                             stm_candidate *out);

#endif

/* candidates.h: which pairs of articles are worth aligning, from an inverted index over fingerprints.
 *
 * Seeds collect the fingerprints of all articles; they become postings, the lists of articles that share a fingerprint;
 * these become links, the pairs of articles that share enough of them. Invariants: (1) links depend on the articles and
 * their order alone, not on threads or memory. (2) an article's links depend on it and the articles before it alone:
 * the links of the first articles of an input are the first links of the whole, which is what a kept index rests on.
 */
#ifndef STM_REUSE_CANDIDATES_H
#define STM_REUSE_CANDIDATES_H

#include "reuse/sketches.h"

#define STM_ARTICLE_BITS 24
#define STM_REUSE_ARTICLES_MAX ((uint32_t)1 << STM_ARTICLE_BITS) /* a fingerprint and its article go into 64 bits */

typedef struct stm_seeds stm_seeds;

/* Above memory_bytes (0: no bound) fingerprints go to a temporary file. */
stm_status stm_seeds_new(uint64_t memory_bytes, stm_seeds **out, stm_err *err) STM_MUST_USE;
/* Articles come in ascending order. STM_LIMIT: too many of them. */
stm_status stm_seeds_add(stm_seeds *seeds, uint32_t article, const stm_sketch *sketch, stm_err *err) STM_MUST_USE;
void stm_seeds_free(stm_seeds *seeds);

/* The articles that share a fingerprint, ascending, in lists of at least two. */
typedef struct stm_postings {
    uint32_t *articles;   /* all lists, one after the other */
    uint64_t *list_start; /* n_lists + 1: where a list begins in `articles` */
    uint32_t n_lists;
    uint32_t *of_article;       /* by article, what it is to look at: an earlier article (with STM_NEAR, and from
                                 * STM_NEAR_SHIFT on the length of their list up to it), or a long list */
    uint64_t *article_start;    /* n_articles + 1: where an article begins in `of_article` */
    uint32_t n_articles, first; /* articles before `first` are in lists only */
} stm_postings;

/* Fingerprints of articles that were there before: a kept index. */
typedef struct stm_kept_seeds {
    void *arg;
    uint32_t n_articles; /* they are the articles 0 .. n_articles - 1, and no seeds have them */
    /* The last STM_SEED_CAP of the articles that have `fingerprint`, ascending, each once; they live until the next
     * call. Fingerprints ascend from call to call. */
    stm_status (*find)(void *arg, uint64_t fingerprint, const uint32_t **articles, uint32_t *n, stm_err *err);
    /* Takes the keys of the seeds, ascending from call to call, each once: fingerprint, then STM_ARTICLE_BITS bits of
     * article. */
    stm_status (*take)(void *arg, const uint64_t *keys, size_t n, stm_err *err);
} stm_kept_seeds;

/* Uses the seeds up. kept NULL: there is no index. The postings are yours to free, in case of failure too. */
stm_status stm_postings_build(stm_seeds *seeds, uint32_t n_articles, const stm_kept_seeds *kept, stm_postings *out,
                              stm_err *err) STM_MUST_USE;
void stm_postings_fini(stm_postings *postings);

/* The first so many articles of a list do not walk it: what they meet there is written out. */
#define STM_SHORT_LIST 7u
#define STM_NEAR ((uint32_t)1 << 31)
#define STM_NEAR_SHIFT 24

typedef struct stm_candidate {
    uint32_t article; /* below the one asked for */
    uint32_t shared;  /* fingerprints in common, by weight: see reuse_tuning.h */
} stm_candidate;

/* Counters of one caller; zeroed, n_articles items each. */
typedef struct stm_candidate_scratch {
    uint32_t *count;
    uint32_t *touched;
    uint64_t looked; /* statistics: articles met in lists */
} stm_candidate_scratch;

/* Earlier articles that share enough with `article` to be looked at, ascending; rare fingerprints count more, and less
 * is asked for where noisy[i] says that one of the two is noisy. `out` has room for STM_CANDIDATES_MAX; returns their
 * number. */
uint32_t stm_candidates_find(const stm_postings *p, const uint8_t *noisy, uint32_t article,
                             stm_candidate_scratch *scratch, stm_candidate *out);

/* Tells two articles that share a passage from two that share phrases here and there, by where their common
 * fingerprints stand. */
typedef struct stm_prober {
    uint32_t *slots; /* index into a's seeds, plus 1 */
    uint32_t bits, cap_bits;
    const uint64_t *a;
    uint32_t n;
} stm_prober;
/* Makes these the seeds that the next calls compare with; borrowed. False: no memory. */
bool stm_prober_set(stm_prober *p, const uint64_t *a, uint32_t n);
/* Letters of the longest passage of b that stands in a too, by at least `least` fingerprints in the same order and at
 * like distances; 0: none. Looks no further once it has `enough` letters. */
uint32_t stm_prober_longest(const stm_prober *p, const uint64_t *b, uint32_t n, uint32_t least, uint32_t enough);
void stm_prober_fini(stm_prober *p);

/* All candidates of all articles; none of those before postings.first. */
typedef struct stm_links {
    uint64_t *start;   /* n_articles + 1: where an article's candidates begin in `at` */
    stm_candidate *at; /* ascending for each article */
    uint32_t n_articles;
    uint64_t looked, probed; /* statistics: articles met in lists; pairs of sketches compared */
} stm_links;

stm_status stm_links_find(const stm_postings *postings, const stm_sketches *sketches, uint32_t threads, stm_links *out,
                          stm_err *err) STM_MUST_USE;
void stm_links_fini(stm_links *links);

#endif

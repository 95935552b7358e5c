/* postings.h: an inverted index over fingerprints.
 *
 * Seeds collect the fingerprints of all articles; they become postings, the lists of articles that share a fingerprint.
 */
#ifndef STM_REUSE_POSTINGS_H
#define STM_REUSE_POSTINGS_H

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
                                 * STM_NEAR_SHIFT on the length of their list up to it); or its place in a long list
                                 * (with STM_AT_PLACE), and then the list */
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
stm_status stm_postings_build(stm_seeds *seeds, uint32_t n_articles, const stm_kept_seeds *kept, uint32_t threads,
                              stm_postings *out, stm_err *err) STM_MUST_USE;
void stm_postings_fini(stm_postings *postings);

/* The first so many articles of a list do not walk it: what they meet there is written out. */
#define STM_SHORT_LIST 7u
#define STM_NEAR ((uint32_t)1 << 31)
#define STM_NEAR_SHIFT 24
#define STM_AT_PLACE ((uint32_t)1 << 30)

/* Of the fingerprints that STM_SEED_COMMON articles before an article have, it looks at one in so many, which counts so
 * often: a text that is found by them at all has dozens, and they are most of the work in a large corpus. */
static inline uint32_t stm_postings_thin(uint32_t article)
{
    return article < STM_SEED_THIN ? 1 : article < 8 * STM_SEED_THIN ? 2 : 4;
}

#endif

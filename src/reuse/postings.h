/* postings.h: an inverted index over fingerprints.
 *
 * Seeds collect the fingerprints of all articles; they become postings, the lists of articles that share a fingerprint.
 */
#ifndef STM_REUSE_POSTINGS_H
#define STM_REUSE_POSTINGS_H

#include "base/stock.h"
#include "reuse/sketches.h"

#define STM_ARTICLE_BITS 24
#define STM_REUSE_ARTICLES_MAX ((uint32_t)1 << STM_ARTICLE_BITS) /* a fingerprint and its article go into 64 bits */

typedef struct stm_seeds stm_seeds;

/* Above memory_bytes (0: no bound) fingerprints go to a temporary file. Large blocks are from `stock` (NULL: from the
 * system), which must outlive the seeds. */
stm_status stm_seeds_new(uint64_t memory_bytes, stm_stock *stock, stm_seeds **out, stm_err *err) STM_MUST_USE;
void stm_seeds_free(stm_seeds *seeds);

/* Fingerprints of some articles are dealt out as the seeds take them, on any thread, ... */
typedef struct stm_dealt {
    char *at; /* as seeds.h has it */
    size_t n, cap;
    uint32_t articles;
} stm_dealt;
/* False: no memory. `dealt` begins as all zero; what it held is lost. */
bool stm_dealt_set(stm_dealt *dealt, const stm_sketch *sketches, uint32_t n) STM_MUST_USE;
void stm_dealt_fini(stm_dealt *dealt);
/* ... and then added, as articles from `first` on. They come in ascending order; a handful at a time costs least, for
 * each call takes a kilobyte. STM_LIMIT: too many of them. */
stm_status stm_seeds_add(stm_seeds *seeds, uint32_t first, const stm_dealt *dealt, stm_err *err) STM_MUST_USE;

#define STM_PART_BITS 8
#define STM_PARTS (1u << STM_PART_BITS) /* fingerprints are parted by their first bits */

/* While entries are counted how many an article has, then where the next one goes. */
typedef union stm_entries_end {
    uint64_t n;
    uint32_t *at;
} stm_entries_end;

/* The articles that share a fingerprint, ascending, in lists of at least two. */
typedef struct stm_postings {
    uint32_t *articles[STM_PARTS]; /* all lists of a part, one after the other */
    uint32_t **entries;            /* n_articles: what it is to look at: an earlier article (with STM_NEAR, and from
                                    * STM_NEAR_SHIFT on the length of their list up to it); or its place in a long list,
                                    * in two: see stm_entry_place */
    stm_entries_end *ends;         /* n_articles: `at`: behind the last of its entries */
    uint32_t n_articles, first;    /* articles before `first` are in lists only */
    uint64_t n_lists;
    stm_stock *from;                   /* where large blocks are from; NULL: from the system */
    struct stm_postings_block *blocks; /* that lists and entries lie in, where no kept index was asked */
    uint32_t *flat;                    /* or all entries */
    bool apart;                        /* lists are memory of their own, each part's */
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
/* Else an entry is STM_AT_PLACE, the number of articles before this one in the list (at most STM_SEED_CAP, so many and
 * more are the same to it), the part, and then in 45 bits, here and in the next entry, where it stands itself in the
 * lists of the part. */
#define STM_AT_PLACE ((uint32_t)1 << 30)
#define STM_BEFORE_SHIFT 23
#define STM_PLACE_SHIFT 15

static inline uint32_t stm_entry_before(uint32_t entry) { return (entry & (STM_AT_PLACE - 1)) >> STM_BEFORE_SHIFT; }

static inline const uint32_t *stm_entry_place(const stm_postings *p, uint32_t entry, uint32_t next)
{
    uint64_t at = (uint64_t)(entry & ((1u << STM_PLACE_SHIFT) - 1)) << 32 | next;
    return p->articles[entry >> STM_PLACE_SHIFT & (STM_PARTS - 1)] + at;
}

/* Of the fingerprints that STM_SEED_COMMON articles before an article have, it looks at one in so many, which counts so
 * often: a text that is found by them at all has dozens, and they are most of the work in a large corpus. */
static inline uint32_t stm_postings_thin(uint32_t article)
{
    return article < STM_SEED_THIN ? 1 : article < 8 * STM_SEED_THIN ? 2 : 4;
}

#endif

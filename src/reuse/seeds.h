/* seeds.h: what the files of postings.h share: fingerprints, dealt into parts by their first bits, with their articles.
 */
#ifndef STM_REUSE_SEEDS_H
#define STM_REUSE_SEEDS_H

#include "reuse/postings.h"

#define PART_BITS STM_PART_BITS
#define PARTS STM_PARTS
#define ARTICLE_BITS STM_ARTICLE_BITS

/* What went to the file of one part at one time. */
typedef struct run {
    uint64_t at, n;
    uint32_t part, next; /* index of the part's run before it, plus 1 */
} run;

/* The fingerprints of some articles, part by part, and where each part begins. They lie close together in large blocks.
 */
typedef struct batch {
    uint32_t first; /* article */
    uint32_t starts[PARTS + 1];
    uint32_t prints[]; /* without the part's bits; behind them as many bytes: the article, counted from `first` */
} batch;

#define BATCH_MOST 256u /* articles */

typedef struct slab {
    char *at;
    size_t size, used;
} slab;

typedef struct part {
    uint64_t n;        /* in memory */
    uint32_t last_run; /* index plus 1; 0: none */
    uint64_t n_spilt;
} part;

struct stm_seeds {
    uint64_t memory_bytes, held; /* bound; bytes of slabs in use */
    stm_stock *from;             /* of slabs */
    part parts[PARTS];
    batch **batches; /* in memory */
    size_t n_batches, cap_batches;
    slab *slabs; /* those before `slab` are full */
    size_t n_slabs, cap_slabs, slab;
    stm_spill spill;
    run *runs;
    uint32_t n_runs, cap_runs;
};

/* All of a part as keys, those in the file too, ascending by article: the fingerprint without the part's bits, then
 * ARTICLE_BITS bits of article. `to` has room for n + n_spilt. Thread-safe. */
stm_status stm_seeds_gather(const stm_seeds *s, uint32_t part_number, uint64_t *to, stm_err *err) STM_MUST_USE;
/* Gives up all keys. */
void stm_seeds_drop(stm_seeds *s);

#endif

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

typedef struct part {
    uint64_t *keys; /* fingerprint without the part's bits, then article */
    size_t n, cap;
    uint32_t last_run; /* index plus 1; 0: none */
    uint64_t n_spilt;
} part;

struct stm_seeds {
    uint64_t memory_bytes, held; /* bound; bytes of keys in memory */
    part parts[PARTS];
    stm_spill spill;
    run *runs;
    uint32_t n_runs, cap_runs;
};

/* Brings back what the part has in the file: then all of its keys are in memory, ascending by article. Thread-safe for
 * different parts. */
stm_status stm_seeds_gather(stm_seeds *s, part *p, stm_err *err) STM_MUST_USE;

#endif

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

#define CHUNK_LEAST 64 /* keys of the first chunk, and of the second; each further one has as many as all before */
#define CHUNKS_MOST 40

typedef struct part {
    uint64_t *chunks[CHUNKS_MOST]; /* keys: fingerprint without the part's bits, then article */
    uint32_t n_chunks, chunk;      /* that there are; the one that is being filled */
    size_t n, left;                /* keys in memory; room in `chunk` */
    uint32_t last_run;             /* index plus 1; 0: none */
    uint64_t n_spilt;
} part;

struct stm_seeds {
    uint64_t memory_bytes, held; /* bound; bytes of keys in memory */
    part parts[PARTS];
    stm_spill spill;
    run *runs;
    uint32_t n_runs, cap_runs;
};

static inline size_t stm_chunk_size(uint32_t chunk)
{
    return chunk == 0 ? CHUNK_LEAST : (size_t)CHUNK_LEAST << (chunk - 1);
}

/* All keys of a part, those in the file too, ascending by article; `to` has room for n + n_spilt. Thread-safe. */
stm_status stm_seeds_gather(const stm_seeds *s, const part *p, uint64_t *to, stm_err *err) STM_MUST_USE;

#endif

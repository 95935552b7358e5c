/* sketches.h: the sketches of all articles, kept to look at pairs of them again: in memory, or from a bound on in a
 * temporary file.
 */
#ifndef STM_REUSE_SKETCHES_H
#define STM_REUSE_SKETCHES_H

#include "base/stock.h"
#include "base/spill.h"
#include "reuse/sketch.h"

struct stm_sketch_room;

typedef struct stm_sketches {
    uint64_t memory_bytes; /* bound; 0: none */
    stm_stock *from;       /* where large blocks are from; NULL: from the system */
    uint64_t held;         /* bytes in memory; all that follows lies in the file */
    uint64_t **blocks;     /* of STM_SKETCH_BLOCK seeds each; a sketch may go on from one to the next */
    uint32_t n_blocks, cap_blocks;
    bool large;      /* the first block too */
    uint64_t *start; /* n + 1: in seeds */
    uint8_t *noisy;  /* n */
    uint32_t n, cap;
    stm_spill spill;
    /* Those of the first n_kept articles are somewhere else: as stm_sketches_get, with `kept` before the rest. */
    uint32_t n_kept;
    const void *kept;
    stm_status (*get_kept)(const void *kept, uint32_t article, struct stm_sketch_room *room, const uint64_t **at,
                           stm_err *err);
} stm_sketches;

/* Begins as all zero, but for memory_bytes and from. */
stm_status stm_sketches_add(stm_sketches *s, const stm_sketch *sketch, stm_err *err) STM_MUST_USE;
/* Makes room for one article more among the first n_kept, before any is added. */
stm_status stm_sketches_add_kept(stm_sketches *s, uint32_t n_seeds, bool noisy, stm_err *err) STM_MUST_USE;
/* Gives the seeds up, but not their numbers. */
void stm_sketches_release(stm_sketches *s);
void stm_sketches_fini(stm_sketches *s);

static inline uint32_t stm_sketches_count(const stm_sketches *s, uint32_t article)
{
    return (uint32_t)(s->start[article + 1] - s->start[article]);
}

/* Where a reader puts what it has to copy. */
typedef struct stm_sketch_room {
    uint64_t *at;
    size_t cap;
} stm_sketch_room;

/* Room for n seeds; false: no memory. What was there is lost. */
bool stm_sketch_room_for(stm_sketch_room *room, uint64_t n) STM_MUST_USE;

/* The seeds of one article; they live until the next call with the same room. Thread-safe with a room for each thread.
 */
stm_status stm_sketches_get(const stm_sketches *s, uint32_t article, stm_sketch_room *room, const uint64_t **at,
                            stm_err *err) STM_MUST_USE;

/* Calls for the seeds of an article that stm_sketches_get is asked for soon: they come nearer while others are looked
 * at. Those that are not in memory stay where they are. */
void stm_sketches_expect(const stm_sketches *s, uint32_t article);

#endif

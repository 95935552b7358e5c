/* sketches.h: the sketches of all articles, kept to look at pairs of them again: in memory, or from a bound on in a
 * temporary file. A packed sketch takes seven bytes a seed, and what most looks end at lies together: fingerprints but
 * for their first bits, then places, then those bits.
 */
#ifndef STM_REUSE_SKETCHES_H
#define STM_REUSE_SKETCHES_H

#include "base/pile.h"
#include "base/spill.h"
#include "reuse/sketch.h"

#define STM_PRINT_BITS 32 /* of a fingerprint without its first bits */

/* A packed sketch: n seeds in text order. */
typedef struct stm_packed_sketch {
    const uint32_t *prints; /* fingerprints without their first bits */
    const uint16_t *near;   /* the letters where they begin; NULL where one is beyond the reach of 16 bits: */
    const uint32_t *far;
    const uint8_t *firsts; /* the first bits of the fingerprints */
    uint32_t n;
} stm_packed_sketch;

static inline uint32_t stm_packed_place(const stm_packed_sketch *s, uint32_t i)
{
    return s->near != NULL ? s->near[i] : s->far[i];
}

/* Where a reader puts what it has to copy; begins as all zero. */
typedef struct stm_sketch_room {
    char *at;
    size_t cap; /* bytes */
} stm_sketch_room;

void stm_sketch_room_fini(stm_sketch_room *room);
/* Packs a sketch into the room; what was there is lost. False: no memory. */
bool stm_sketch_pack(stm_sketch_room *room, const stm_sketch *sketch, stm_packed_sketch *out) STM_MUST_USE;

typedef union stm_sketch_place {
    const char *held;
    uint64_t at; /* in the file */
} stm_sketch_place;

typedef struct stm_sketches {
    uint64_t memory_bytes;    /* bound; 0: none */
    uint64_t held;            /* bytes in memory */
    stm_pile pile;            /* seeds; `from` is the caller's */
    stm_sketch_place *places; /* n */
    uint32_t *counts;         /* n: seeds, and STM_SKETCH_FAR where places take 32 bits */
    uint8_t *noisy;           /* n */
    uint32_t n, cap;
    uint32_t n_held; /* those of all later articles lie in the file */
    stm_spill spill;
    /* Those of the first n_kept articles are somewhere else: as stm_sketches_get, with `kept` before the rest. */
    uint32_t n_kept;
    const void *kept;
    stm_status (*get_kept)(const void *kept, uint32_t article, stm_sketch_room *room, stm_packed_sketch *out,
                           stm_err *err);
} stm_sketches;

#define STM_SKETCH_FAR ((uint32_t)1 << 31)

/* Begins as all zero, but for memory_bytes and pile.from. */
stm_status stm_sketches_add(stm_sketches *s, const stm_sketch *sketch, stm_err *err) STM_MUST_USE;
/* Makes room for one article more among the first n_kept, before any is added. */
stm_status stm_sketches_add_kept(stm_sketches *s, uint32_t n_seeds, bool noisy, stm_err *err) STM_MUST_USE;
/* Gives the seeds up, but not their numbers. */
void stm_sketches_release(stm_sketches *s);
void stm_sketches_fini(stm_sketches *s);

static inline uint32_t stm_sketches_count(const stm_sketches *s, uint32_t article)
{
    return s->counts[article] & ~STM_SKETCH_FAR;
}

/* The sketch of one article; it lives until the next call with the same room. Thread-safe with a room for each thread.
 */
stm_status stm_sketches_get(const stm_sketches *s, uint32_t article, stm_sketch_room *room, stm_packed_sketch *out,
                            stm_err *err) STM_MUST_USE;

/* Calls for the fingerprints of an article that stm_sketches_get is asked for soon: they come nearer while others are
 * looked at. Those that are not in memory stay where they are. */
void stm_sketches_expect(const stm_sketches *s, uint32_t article);

#endif

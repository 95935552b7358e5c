/* sketch.h: fingerprints of a text, straight from its bytes: the first pass over every article.
 *
 * Letters: a-z and 0-9 without case, accents off, other scripts as they are; spaces, punctuation and quotation marks
 * are left out, z counts as s. What else is house style (spelled numbers, per cent, British spelling) is folded only
 * for articles that have a candidate (reuse_text.h): here it ends a run. Guarantee: two texts that share a run of
 * STM_SKETCH_RUN letters share a fingerprint, STM_SKETCH_RUN_NOISY letters where both look noisy. (A text that repeats
 * itself names each fingerprint only once or so.)
 */
#ifndef STM_REUSE_SKETCH_H
#define STM_REUSE_SKETCH_H

#include "base/str.h"
#include "reuse/reuse_tuning.h"

#define STM_SKETCH_RUN (STM_SEED_LETTERS + STM_SEED_WINDOW_CLEAN - 1)
#define STM_SKETCH_RUN_NOISY (STM_SEED_LETTERS + STM_SEED_WINDOW_NOISY - 1)
#define STM_SKETCH_BITS 40 /* of a fingerprint */
#define STM_PLACE_BITS 24

/* A seed: a fingerprint in the upper STM_SKETCH_BITS bits, and below the letter where it begins (or the greatest
 * number). */
static inline uint64_t stm_seed_fingerprint(uint64_t seed) { return seed >> STM_PLACE_BITS; }
static inline uint32_t stm_seed_place(uint64_t seed) { return (uint32_t)seed & (((uint32_t)1 << STM_PLACE_BITS) - 1); }

/* Room for one thread; about 100 KiB. */
typedef struct stm_sketcher stm_sketcher;
stm_sketcher *stm_sketcher_new(stm_arena *arena);

typedef struct stm_sketch {
    const uint64_t *at; /* n seeds in text order; the sketcher's, until the next call */
    uint32_t n;
    bool noisy; /* letters look misread: capitals, digits and marks inside words */
} stm_sketch;

/* Allocates from the sketcher's arena when a text is longer than any before. */
void stm_sketch_text(stm_sketcher *sketcher, stm_str text, stm_sketch *out);

#endif

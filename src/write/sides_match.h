/* sides_match.h: which sentences of one article stand for which of another.
 *
 * In: two articles, and the passages that the stage `reuse` found in both.  Out: blocks of one sentence or a few on
 * either side; sentences in no block stand on one side only.
 * Invariants: (1) blocks do not overlap on either side. (2) those that are not moved ascend on both sides.
 */
#ifndef STM_WRITE_SIDES_MATCH_H
#define STM_WRITE_SIDES_MATCH_H

#include "write/sides.h"

/* A sentence. */
typedef struct stm_unit {
    stm_span at;
    uint32_t paragraph;
    uint32_t words;
    uint32_t block; /* index, or STM_NONE */
} stm_unit;
typedef STM_VEC(stm_unit) stm_units;

typedef struct stm_block {
    uint32_t a, b, na, nb; /* units [a, a + na) beside [b, b + nb) */
    bool moved;
} stm_block;

typedef struct stm_match_sides {
    stm_units a, b;
    STM_VEC(stm_block) blocks; /* by a */
} stm_match_sides;

/* Inside stm_arena_protect. */
void stm_sides_match(stm_arena *arena, const stm_sides *sides, stm_match_sides *out);

#endif

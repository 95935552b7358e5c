/* gate.h: a quick no to "is this word in that map?".
 *
 * In: the words of a list; a word.  Out: false only if the word is none of them. Never: true for sure.
 * How: length, first, middle and last byte choose one of 2,048 bits, which stay near when the map does not.
 */
#ifndef STM_BASE_GATE_H
#define STM_BASE_GATE_H

#include "base/map.h"

typedef struct stm_gate {
    uint64_t bits[32];
} stm_gate;

static inline uint32_t stm_gate_bit(stm_str word)
{
    const unsigned char *p = (const unsigned char *)word.p;
    return (p[0] * 37U + p[word.n / 2] * 11U + p[word.n - 1] * 5U + (uint32_t)word.n * 257U) & 2047U;
}

static inline void stm_gate_add(stm_gate *gate, stm_str word)
{
    gate->bits[stm_gate_bit(word) / 64] |= (uint64_t)1 << (stm_gate_bit(word) % 64);
}

/* False only if the word was not added. */
static inline bool stm_gate_passes(const stm_gate *gate, stm_str word)
{
    return word.n > 0 && (gate->bits[stm_gate_bit(word) / 64] >> (stm_gate_bit(word) % 64) & 1) != 0;
}

/* stm_map_get, asked only where the key may be in the map, all of whose keys were added. */
static inline uint32_t stm_gate_get(const stm_gate *gate, const stm_map *map, stm_str word)
{
    return stm_gate_passes(gate, word) ? stm_map_get(map, word) : STM_NONE;
}

static inline void stm_gate_fill(stm_gate *gate, const stm_map *map)
{
    for (uint32_t i = 0; i < map->items.n; i++) {
        if (map->items.at[i].key.n > 0) {
            stm_gate_add(gate, map->items.at[i].key);
        }
    }
}

#endif

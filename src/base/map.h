/* map.h: a hash table from byte strings to 32-bit values, in an arena (open addressing, XXH3).
 *
 * The key bytes are borrowed and must live as long as the map. Iteration order is insertion order, so output
 * that walks a map does not depend on hashes. Cost: amortised O(1) a call.
 */
#ifndef STM_BASE_MAP_H
#define STM_BASE_MAP_H

#include "base/str.h"

typedef struct stm_map_item {
    stm_str key;
    uint64_t hash;
    uint32_t value;
} stm_map_item;

typedef struct stm_map_slot {
    uint32_t item, hash; /* index into items + 1, 0: free; bits of the hash that do not choose the slot */
} stm_map_slot;

typedef struct stm_map {
    STM_VEC(stm_map_item) items; /* insertion order; read freely */
    stm_map_slot *slots;
    uint8_t *tags;    /* [n_slots] 0: free; else 128 and seven bits of the hash: mostly all that a look-up reads */
    uint32_t n_slots; /* a power of two, or 0 */
} stm_map;

uint64_t stm_hash(const void *p, size_t n);

/* The value's place, new and holding `initial` if the key was not there. The pointer lives until the next put. */
uint32_t *stm_map_put(stm_arena *arena, stm_map *map, stm_str key, uint32_t initial);
/* The value, or STM_NONE. `map` may be all zero. */
uint32_t stm_map_get(const stm_map *map, stm_str key);
/* The same for n keys, several at a time, so that the waits for the memory of a large map fall together. */
void stm_map_get_many(const stm_map *map, const stm_str *keys, uint32_t n, uint32_t *values);

#endif

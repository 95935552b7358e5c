/* map.c: see map.h. */
#include "base/map.h"

#define XXH_INLINE_ALL /* a call costs as much as the hash of a word */
#include <xxhash.h>

uint64_t stm_hash(const void *p, size_t n) { return XXH3_64bits(p, n); }

static uint32_t high_bits(uint64_t hash) { return (uint32_t)(hash >> 32); }

static uint8_t tag_of(uint64_t hash) { return (uint8_t)(128 | hash >> 57); }

static uint32_t find_slot(const stm_map *map, stm_str key, uint64_t hash)
{
    uint32_t mask = map->n_slots - 1;
    uint32_t i = (uint32_t)hash & mask;
    uint8_t tag = tag_of(hash);
    while (map->tags[i] != 0) {
        if (map->tags[i] == tag && map->slots[i].hash == high_bits(hash) &&
            stm_str_eq(map->items.at[map->slots[i].item - 1].key, key)) {
            return i;
        }
        i = (i + 1) & mask;
    }
    return i;
}

static void grow(stm_arena *arena, stm_map *map)
{
    uint32_t n = map->n_slots == 0 ? 16 : map->n_slots * 2;
    if (map->n_slots > UINT32_MAX / 4) {
        stm_arena_fail(arena);
    }
    map->slots = STM_NEW_ARRAY(arena, stm_map_slot, n);
    map->tags = STM_NEW_ARRAY(arena, uint8_t, n);
    map->n_slots = n;
    for (uint32_t k = 0; k < map->items.n; k++) {
        uint32_t i = (uint32_t)map->items.at[k].hash & (n - 1);
        while (map->tags[i] != 0) {
            i = (i + 1) & (n - 1);
        }
        map->tags[i] = tag_of(map->items.at[k].hash);
        map->slots[i] = (stm_map_slot){ k + 1, high_bits(map->items.at[k].hash) };
    }
}

uint32_t *stm_map_put(stm_arena *arena, stm_map *map, stm_str key, uint32_t initial)
{
    uint64_t hash = stm_hash(key.p, key.n);
    uint32_t slot;
    if (map->items.n >= map->n_slots / 2) {
        grow(arena, map);
    }
    slot = find_slot(map, key, hash);
    if (map->tags[slot] == 0) {
        stm_vec_push(arena, &map->items, (stm_map_item){ key, hash, initial });
        map->slots[slot] = (stm_map_slot){ map->items.n, high_bits(hash) };
        map->tags[slot] = tag_of(hash);
    }
    return &map->items.at[map->slots[slot].item - 1].value;
}

uint32_t stm_map_get(const stm_map *map, stm_str key)
{
    uint32_t slot;
    if (map->n_slots == 0) {
        return STM_NONE;
    }
    slot = find_slot(map, key, stm_hash(key.p, key.n));
    return map->tags[slot] == 0 ? STM_NONE : map->items.at[map->slots[slot].item - 1].value;
}

enum { TOGETHER = 16 };

/* Up to TOGETHER keys: places first, then items, then their keys, each asked for before the next is looked at. */
static void get_some(const stm_map *map, const stm_str *keys, uint32_t n, uint32_t *values)
{
    uint64_t hash[TOGETHER];
    const stm_map_item *item[TOGETHER];
    uint32_t mask = map->n_slots - 1;
    for (uint32_t k = 0; k < n; k++) {
        hash[k] = stm_hash(keys[k].p, keys[k].n);
        __builtin_prefetch(&map->tags[hash[k] & mask]);
        __builtin_prefetch(&map->slots[hash[k] & mask]);
    }
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = (uint32_t)hash[k] & mask;
        uint8_t tag = tag_of(hash[k]);
        while (map->tags[i] != 0 && (map->tags[i] != tag || map->slots[i].hash != high_bits(hash[k]))) {
            i = (i + 1) & mask;
        }
        item[k] = map->tags[i] == 0 ? NULL : &map->items.at[map->slots[i].item - 1];
        __builtin_prefetch(item[k]);
    }
    for (uint32_t k = 0; k < n; k++) {
        if (item[k] != NULL) {
            __builtin_prefetch(item[k]->key.p);
        }
    }
    for (uint32_t k = 0; k < n; k++) {
        values[k] = item[k] == NULL                     ? STM_NONE
                    : stm_str_eq(item[k]->key, keys[k]) ? item[k]->value
                                                        : stm_map_get(map, keys[k]); /* another with its bits */
    }
}

void stm_map_get_many(const stm_map *map, const stm_str *keys, uint32_t n, uint32_t *values)
{
    for (uint32_t from = 0; from < n; from += TOGETHER) {
        uint32_t m = n - from < TOGETHER ? n - from : TOGETHER;
        if (map->n_slots == 0) {
            memset(values + from, 0xFF, m * sizeof *values);
        } else {
            get_some(map, keys + from, m, values + from);
        }
    }
}

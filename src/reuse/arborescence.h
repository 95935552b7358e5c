/* arborescence.h: the cheapest directed tree. */
#ifndef STM_REUSE_ARBORESCENCE_H
#define STM_REUSE_ARBORESCENCE_H

#include "base/arena.h"

/* cost[p * n + c] is the cost of p being the parent of c; INT32_MAX: never. Every node can be reached from `root`
 * over allowed edges. parent[root] becomes STM_NONE. Ties go to the lower node. */
void stm_arborescence(stm_arena *scratch, uint32_t n, const int32_t *cost, uint32_t root, uint32_t *parent);

#endif

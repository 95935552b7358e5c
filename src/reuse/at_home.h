/* at_home.h: in which of two articles a passage that they share is at home. */
#ifndef STM_REUSE_AT_HOME_H
#define STM_REUSE_AT_HOME_H

#include "reuse/reuse_work.h"

/* The article of the pair whose own text goes on speaking of what its passages speak of, where the other one's does
 * not; STM_NONE: both do, or neither, or it is one that may not be. Both texts are folded. */
uint32_t stm_at_home(const stm_reuse_work *w, stm_arena *scratch, const stm_rpair *p, bool may_a, bool may_b);
/* How alike the passages of the pair are, for comparison with other pairs of `guest`; in words. */
int32_t stm_passages_alike(const stm_rpair *p, uint32_t guest);

#endif

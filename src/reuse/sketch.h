/* sketch.h: fingerprints of a letter stream.
 *
 * Guarantee: two streams that share a run of 2 * STM_SEED_LETTERS - STM_SEED_SUB - 1 letters share a fingerprint
 * (but for streams with ties, such as one letter repeated, of which fewer positions are taken).
 */
#ifndef STM_REUSE_SKETCH_H
#define STM_REUSE_SKETCH_H

#include "reuse/reuse_text.h"

/* Upper bound of what stm_sketch writes for n letters. */
uint32_t stm_sketch_max(uint32_t n_letters);
/* Writes the fingerprints in text order; returns their number. */
uint32_t stm_sketch(const uint8_t *letters, uint32_t n_letters, uint32_t *out);

#endif

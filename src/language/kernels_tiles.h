/* kernels_tiles.h: the products of kernels.h for x86-64 processors that multiply tiles of whole numbers (AMX): sixteen
 * rows by sixteen outputs, up to 64 inputs at a time. Internal to kernels.c and to who opens a model; the bits are
 * those of the other forms.
 */
#ifndef STM_LANGUAGE_KERNELS_TILES_H
#define STM_LANGUAGE_KERNELS_TILES_H

#include "language/kernels_vnni.h"

#if STM_X86 && defined(__linux__)
#define STM_TILES 1
#else
#define STM_TILES 0
#endif

/* Has this processor tiles, and does the system let this process use them? Asks the system, which remembers it for all
 * threads: to be called once, before weights are laid out. */
bool stm_tiles_allowed(void);
/* Bytes of the weights of a map laid out in tiles: a multiple of 64. */
size_t stm_tiles_bytes(const stm_linear *l);
/* Lays the weights of *l out at `to`, a multiple of 64, as stm_linear says of `tiles`. Sets nothing in *l. */
void stm_tiles_lay_out(const stm_linear *l, int8_t *to);

#if STM_TILES
/* stm_linear_apply_ahead of a map that has tiles, where stm_tiles_allowed was true. */
void stm_tiles_apply(const stm_linear *l, const int8_t *q, const float *step, uint32_t rows, float *y, size_t stride,
                     stm_ahead *ahead);
#endif

#endif

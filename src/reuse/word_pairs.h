/* word_pairs.h: which word of one passage stands for which word of the other.
 *
 * The smallest unit of comparison: what `same`, `edited` and the changes of `stemma diff` are counted in.
 */
#ifndef STM_REUSE_WORD_PAIRS_H
#define STM_REUSE_WORD_PAIRS_H

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "reuse/reuse_text.h"

typedef enum stm_likeness {
    STM_UNLIKE,
    STM_ALIKE,    /* the same but for wrong letters; only where one of the texts is noisy */
    STM_SAME_WORD /* the same folded form */
} stm_likeness;

/* na words of a from i on, beside nb words of b from j on, as one. A figure is like no other figure. */
stm_likeness stm_words_alike(const stm_rtext *a, uint32_t i, uint32_t na, const stm_rtext *b, uint32_t j, uint32_t nb);
/* The same of one word on either side; clean words are told apart by their hashes alone. */
static inline stm_likeness stm_word_alike(const stm_rtext *a, uint32_t i, const stm_rtext *b, uint32_t j)
{
    if (a->hash[i] == b->hash[j]) {
        return STM_SAME_WORD;
    }
    return a->noisy || b->noisy ? stm_words_alike(a, i, 1, b, j, 1) : STM_UNLIKE;
}

/* na or nb 0: words that only one side has. likeness UNLIKE with both: other words in the same place. */
typedef struct stm_word_pair {
    uint32_t a, b;
    uint8_t na, nb; /* 0-2 words of either side */
    uint8_t likeness;
} stm_word_pair;

typedef STM_VEC(stm_word_pair) stm_word_pairs;

/* Scratch of the dynamic programme. */
typedef struct stm_word_grid {
    int16_t *score;
    uint8_t *step;
} stm_word_grid;

void stm_word_grid_init(stm_word_grid *grid, stm_arena *arena);
/* How many words in a row are the same from (i, j) on, at most `most`. */
static inline uint32_t stm_same_run(const stm_rtext *a, uint32_t i, const stm_rtext *b, uint32_t j, uint32_t most)
{
    const uint32_t *x = a->hash + i, *y = b->hash + j;
    uint32_t n = 0, other = 0;
    for (; n < most && other == 0; n += 4) {
#ifdef __SSE2__
        __m128i vx = _mm_loadu_si128((const __m128i *)(const void *)(x + n));
        __m128i vy = _mm_loadu_si128((const __m128i *)(const void *)(y + n));
        other = 0xF ^ (uint32_t)_mm_movemask_ps(_mm_castsi128_ps(_mm_cmpeq_epi32(vx, vy)));
#else
        for (uint32_t k = 0; k < 4; k++) {
            other |= (uint32_t)(x[n + k] != y[n + k]) << k;
        }
#endif
    }
    n -= other != 0 ? 4 - (uint32_t)__builtin_ctz(other) : 0;
    return n < most ? n : most;
}

/* Pairs words of [*a0, a1) and [*b0, b1), which do not begin with the same word, up to where both sides may agree
 * again: there *a0 and *b0 are put. Appends to `out`, in order. */
void stm_word_pairs_gap(stm_arena *arena, stm_word_grid *grid, const stm_rtext *a, uint32_t *a0, uint32_t a1,
                        const stm_rtext *b, uint32_t *b0, uint32_t b1, stm_word_pairs *out);

#endif

/* word_pairs.h: which word of one passage stands for which word of the other.
 *
 * The smallest unit of comparison: what `same`, `edited` and the changes of `stemma diff` are counted in.
 */
#ifndef STM_REUSE_WORD_PAIRS_H
#define STM_REUSE_WORD_PAIRS_H

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
    uint32_t n = 0;
    for (; n + 4 <= most; n += 4) {
        if (((x[n] ^ y[n]) | (x[n + 1] ^ y[n + 1]) | (x[n + 2] ^ y[n + 2]) | (x[n + 3] ^ y[n + 3])) != 0) {
            break;
        }
    }
    while (n < most && x[n] == y[n]) {
        n++;
    }
    return n;
}

/* Pairs words of [*a0, a1) and [*b0, b1), which do not begin with the same word, up to where both sides may agree
 * again: there *a0 and *b0 are put. Appends to `out`, in order. */
void stm_word_pairs_gap(stm_arena *arena, stm_word_grid *grid, const stm_rtext *a, uint32_t *a0, uint32_t a1,
                        const stm_rtext *b, uint32_t *b0, uint32_t b1, stm_word_pairs *out);

#endif

/* words_diff.h: what differs between two wordings, word by word.
 *
 * Words are compared without case and without the punctuation at their ends, or exactly. Longest common subsequence
 * (Wagner and Fischer 1974) after the common head and tail are taken off; wordings whose table would pass MAX_CELLS are
 * said to differ as a whole. Cost: O(n m) bounded.
 */
#ifndef STM_WRITE_WORDS_DIFF_H
#define STM_WRITE_WORDS_DIFF_H

#include "base/str.h"

typedef enum stm_diff_kind { STM_DIFF_SAME, STM_DIFF_ONLY_A, STM_DIFF_ONLY_B } stm_diff_kind;

typedef struct stm_diff_run {
    stm_diff_kind kind;
    stm_span a, b; /* bytes of the two texts; empty on the side where nothing stands */
} stm_diff_run;

typedef struct stm_diff {
    STM_VEC(stm_diff_run) runs; /* in order; ONLY_A before ONLY_B where both stand */
    double alike;               /* words in common / words of the longer text; 1 for two empty texts */
} stm_diff;

/* Call inside stm_arena_protect. */
void stm_diff_words(stm_arena *arena, stm_str a, stm_str b, bool exact, stm_diff *out);

#endif

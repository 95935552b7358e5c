/* align.h: from chains to passages: which words of one article stand in the other, and how changed. */
#ifndef STM_REUSE_ALIGN_H
#define STM_REUSE_ALIGN_H

#include "reuse/chain.h"
#include "reuse/reuse_tuning.h"
#include "reuse/word_pairs.h"

/* A passage in words, [a0, a1) of one article beside [b0, b1) of the other. */
typedef struct stm_passage_words {
    uint32_t a0, a1, b0, b1;
    uint32_t same_a, same_b;        /* words that stand in the other side, wrong letters overlooked */
    uint32_t alike;                 /* those of them with wrong letters, both sides */
    uint32_t figures, figures_same; /* words with a digit, both sides; those of them that have their partner */
    uint32_t names, names_same;     /* the same of capitalised words inside sentences */
    uint32_t longest;               /* letters of the longest exact match */
    stm_aligned_kind kind;
    bool dropped; /* boilerplate or form: no evidence of descent */
} stm_passage_words;

typedef STM_VEC(stm_passage_words) stm_alignment;

#define STM_ALIGN_SIDE (STM_CHAIN_GAP_WORDS + 2) /* words of a gap, the one behind it, and one more */

/* Scratch of one thread; grows in the arena. */
typedef struct stm_aligner {
    stm_arena *arena;
    stm_matcher matcher;
    uint8_t *in_a, *in_b; /* words that a passage has taken */
    uint32_t cap_a, cap_b;
    stm_word_grid grid;
    stm_word_pairs pairs;
    stm_alignment passages;                          /* of the last run */
    uint8_t places[STM_ALIGN_SIDE * STM_ALIGN_SIDE]; /* of a gap, in the order in which they are tried */
    uint32_t n_places;
    uint64_t in_gap; /* a bit for each of them */
} stm_aligner;

void stm_aligner_init(stm_aligner *al, stm_arena *arena);
/* number: how many articles were before it; behind many, short matches do not count. */
void stm_aligner_set(stm_aligner *al, const stm_rtext *a, uint32_t number);
/* Passages of (a, b), by place in a; the aligner's, until the next call. */
const stm_alignment *stm_aligner_run(stm_aligner *al, const stm_rtext *b);

#endif

/* align.h: from chains to passages: which words of one article stand in the other, and how changed. */
#ifndef STM_REUSE_ALIGN_H
#define STM_REUSE_ALIGN_H

#include "reuse/chain.h"

/* A passage in words, [a0, a1) of one article beside [b0, b1) of the other. */
typedef struct stm_passage_words {
    uint32_t a0, a1, b0, b1;
    uint32_t same_a, same_b; /* words that stand in the other side */
    uint32_t facts, facts_same; /* figures and names of both sides; those of them that have their partner */
    stm_aligned_kind kind;
    bool dropped; /* boilerplate or template: no evidence of descent */
} stm_passage_words;

typedef STM_VEC(stm_passage_words) stm_alignment;

/* Scratch for marks over words; grows in the arena. */
typedef struct stm_aligner {
    stm_arena *arena;
    stm_matcher matcher;
    uint8_t *in_a, *in_b; /* words that a passage has taken */
    uint32_t cap_a, cap_b;
} stm_aligner;

void stm_aligner_init(stm_aligner *al, stm_arena *arena);
void stm_aligner_set(stm_aligner *al, const stm_rtext *a);
/* Passages of (a, b), by place in a, allocated in `arena`. */
void stm_aligner_run(stm_aligner *al, const stm_rtext *b, stm_arena *arena, stm_alignment *out);

#endif

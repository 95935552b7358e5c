/* chain.h: where two articles share text: exact matches of letters, joined into collinear chains.
 *
 * A matcher holds the index of one article (a); any number of others (b) are then compared with it.
 */
#ifndef STM_REUSE_CHAIN_H
#define STM_REUSE_CHAIN_H

#include "reuse/reuse_text.h"

typedef struct stm_match {
    uint32_t a, b, n; /* first letter in either, length */
} stm_match;

/* A chain: matches[first .. first + n), both sides ascending. */
typedef struct stm_chain {
    uint32_t first, n;
    uint32_t letters; /* matched */
} stm_chain;

typedef struct stm_matcher {
    stm_arena *arena;
    const stm_rtext *a;
    uint32_t *head,
        *next; /* index of a's letter runs: by bucket the number of the last; by run that of the one before */
    uint32_t before, last; /* number of the last run before a's, and of a's: what lies in a bucket else is of no run */
    uint32_t clean;        /* letters of the shortest match with another clean text */
    uint64_t *sieve;       /* what is not in it is no run of a */
    uint32_t bucket_bits, head_bits; /* of a; as many as there is room for */
    uint32_t cap_letters;
    bool wide;         /* the processor has what stm_sketch_wide asks for */
    uint32_t *covered; /* by diagonal: end in b of the last match, above covered_end before this pair */
    uint32_t cap_covered, covered_end;
    STM_VEC(stm_match) found; /* scratch: all matches, ascending in b */
    STM_VEC(int32_t) score;   /* scratch of the dynamic programme */
    STM_VEC(int32_t) previous;
    STM_VEC(uint64_t) order;
    STM_VEC(uint32_t) reach;    /* furthest end in b of a match and all before it */
    STM_VEC(stm_match) matches; /* result: of all chains */
    STM_VEC(stm_chain) chains;  /* result: best first */
} stm_matcher;

void stm_matcher_init(stm_matcher *m, stm_arena *arena);
/* Makes `a` the article that the next calls compare with. clean: letters of the shortest match where both texts are,
 * STM_MATCH_LETTERS or more. */
void stm_matcher_set(stm_matcher *m, const stm_rtext *a, uint32_t clean);
/* Fills m->matches and m->chains: those of at least `least` matched letters. */
void stm_matcher_chain(stm_matcher *m, const stm_rtext *b, uint32_t least);

#endif

/* prober.h: do two articles share a passage, as far as their sketches tell? */
#ifndef STM_REUSE_PROBER_H
#define STM_REUSE_PROBER_H

#include "reuse/sketches.h"

/* Tells two articles that share a passage from two that share phrases here and there, by where their common
 * fingerprints stand. */
#define STM_PROBER_SIEVE 8192u
#define STM_PROBER_WIDE 128u
typedef struct stm_prober {
    stm_packed_sketch a;
    uint32_t *slots; /* its seeds by their fingerprints, and 1; 0: free */
    bool wide;       /* which of the two sieves is used, by what the processor has */
    union {
        uint8_t sieve[STM_PROBER_SIEVE]; /* 1: may be in a */
        uint32_t marks[STM_PROBER_WIDE]; /* of prober_wide.c */
    };
    uint32_t bits, cap_bits;
} stm_prober;
/* Makes this the sketch that the next calls compare with, where it must still be. False: no memory. */
bool stm_prober_set(stm_prober *p, const stm_packed_sketch *a);
/* What two articles share at least that are worth comparing: `seeds` fingerprints of one passage, in the same order and
 * at like distances; so many letters of b in one such passage, with what lies between them; so many in all of them, not
 * counting what lies between distant ones; and so many, the longest run that is the same in both counted twice more. */
typedef struct stm_probe {
    uint32_t seeds, longest, covered, worth;
} stm_probe;
/* Looks no further than it has to. */
bool stm_prober_enough(const stm_prober *p, const stm_packed_sketch *b, const stm_probe *asked);
/* Letters of either side that stand in the other, in passages of at least `least` fingerprints; an estimate, which
 * takes what lies between two fingerprints of a passage for shared unless that is much. */
void stm_prober_cover(const stm_prober *p, const stm_packed_sketch *b, uint32_t least, uint32_t *letters_a,
                      uint32_t *letters_b);
void stm_prober_fini(stm_prober *p);

/* prober_wide.c; internal to prober.c. */
void stm_prober_wide_set(uint32_t *bits, const uint32_t *prints, uint32_t n);
/* The next seeds of b, from *next on, that may be in a: until there are `most`, or a few more. `out` has room for 16
 * more than that. Returns how many there are, and puts *next behind those that were looked at. */
uint32_t stm_prober_wide_pass(const uint32_t *bits, const uint32_t *prints, uint32_t n, uint32_t *next, uint32_t most,
                              uint32_t *out);

#endif

/* differences.h: how two clauses that may tell one matter differ. Internal to `record`. */
#ifndef STM_RECORD_DIFFERENCES_H
#define STM_RECORD_DIFFERENCES_H

#include "record/record_parts.h"

enum {
    STM_DIFFERS_WHO = 1,
    STM_DIFFERS_WHOM = 2,
    STM_DIFFERS_WHEN = 4,
    STM_DIFFERS_NUMBER = 8,
    STM_DIFFERS_PHRASE = 16, /* a prepositional phrase */
    STM_DIFFERS_WHAT = 32,   /* what somebody or something is */
    STM_DIFFERS_VERB = 64,
    STM_DIFFERS_RESERVE = 128,
    STM_DIFFERS_DEGREE = 256,
    STM_DIFFERS_WORDS = 512,  /* somewhere in the clause */
    STM_DIFFERS_BESIDE = 1024 /* not in the clause, but in what its sentence tells beside it */
};

typedef struct stm_difference {
    uint32_t kinds;      /* bits; 0: none */
    uint32_t shown;      /* the one kind that at_a and at_b are of; 0: none of a slot */
    stm_span at_a, at_b; /* the slots that differ, in the article of either */
    uint32_t unit[2];    /* of STM_DIFFERS_BESIDE: the clause of either that has most of its own */
    double sure;         /* that the two tell one matter and differ in it, 0 to 1 */
    bool excludes;       /* they cannot both be right: no two descriptions of one thing */
} stm_difference;

/* Two clauses that are shown as different in one slot. */
typedef struct stm_apart {
    uint32_t unit[2], kind; /* STM_DIFFERS_... */
    stm_span at[2];
} stm_apart;

typedef STM_VEC(stm_apart) stm_aparts;

/* ---- agreed_apart.c ---- */
/* Takes from what is agreed the readings that its label does not hold for. */
void stm_agreements_part(stm_work *work, const stm_aparts *apart);

/* ---- record_differences.c ---- */
/* The sentence of a unit, in its article. */
stm_span stm_unit_sentence(const stm_work *work, uint32_t unit);
/* What a label quotes of a unit, cut where it is long. */
stm_str stm_unit_quoted(stm_work *work, uint32_t unit);
/* The statement's first reading in the sentence of the unit, or STM_NONE. */
uint32_t stm_statement_reads(const stm_work *work, const stm_statement *statement, uint32_t unit);

/* ---- clause_slots.c ---- */
/* Both clauses have a head. */
stm_difference stm_clauses_differ(stm_work *work, const stm_match *pair);
/* The same, of the sentences of two clauses that tell one matter and do not differ themselves. */
stm_difference stm_sentences_differ(stm_work *work, const stm_match *pair);
/* Predicates and heads of slots that have their like in the other clause. Both clauses have a head. */
uint32_t stm_clauses_anchored(stm_work *work, const stm_match *pair);

#endif

/* clause_slots.h: a clause cut into slots, as clause_slots.c reads it and slots_exclude.c weighs it. Internal to
 * `record`. */
#ifndef STM_RECORD_CLAUSE_SLOTS_H
#define STM_RECORD_CLAUSE_SLOTS_H

#include "record/differences.h"

#define STM_MAX_SLOTS 16
#define STM_MAX_TERMS 96 /* of a sentence */

/* Bits of a reserve. */
enum { STM_RESERVE_DUTY = 2, STM_RESERVE_NOT = 4 };

typedef struct stm_slot {
    uint32_t kind, head;
    uint32_t by; /* token of the preposition, or STM_NONE */
    stm_span at;
    const stm_time *time; /* of STM_DIFFERS_WHEN; NULL: none that is annotated */
} stm_slot;

typedef struct stm_frame {
    const stm_unit *u;
    const stm_article *a;
    stm_slot slots[STM_MAX_SLOTS];
    uint32_t n;
    uint32_t term[STM_MAX_TERMS], n_terms; /* of the sentence */
    uint32_t reserve;                      /* bits */
    bool degree;                           /* "nearly", "partly" */
    stm_arguments args;
} stm_frame;

/* ---- slots_exclude.c ---- */
/* The two clauses tell one deed, and what differs cannot both be so: x and y are the slots that d shows, or NULL. */
bool stm_slots_exclude(stm_work *work, const stm_frame *frame, const stm_frame *other, const stm_difference *difference,
                       const stm_slot *x, const stm_slot *y, uint32_t n_anchors);

#endif

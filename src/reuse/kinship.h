/* kinship.h: newspapers that took a text from another newspaper although its agency's text is there. */
#ifndef STM_REUSE_KINSHIP_H
#define STM_REUSE_KINSHIP_H

#include "reuse/columns.h"

/* The newspaper's text that a text was taken from, if it was. */
typedef struct stm_kin {
    uint32_t parent; /* index into members; STM_NONE: none that enough speaks for */
    int32_t points;  /* what speaks for it, in tenths of a natural logarithm; at least STM_KIN_ENOUGH */
} stm_kin;

/* Fills out[0..columns->n_texts). Families too large for it have none. */
void stm_kinship_find(const stm_reuse_work *w, stm_arena *scratch, const stm_columns *columns, const uint32_t *members,
                      stm_kin *out);

#endif

/* alike.h: words in marks that two people use, and that are no saying of one of them. */
#ifndef STM_WRITE_ALIKE_H
#define STM_WRITE_ALIKE_H

#include "write/prose.h"

typedef struct stm_alike {
    uint32_t utterance[2];
    stm_passage at[2]; /* the words that both have, in either text */
} stm_alike;
typedef STM_VEC(stm_alike) stm_alikes;

/* Of each two people, the longest; the longest first. Call inside stm_arena_protect. */
void stm_alikes_find(stm_arena *arena, const stm_view *view, stm_alikes *out);
/* "“to the last man” is quoted from Roe (a) and from Lund (b)": without a full stop. */
void stm_alike_print(stm_prose *prose, const stm_alike *alike);

#endif

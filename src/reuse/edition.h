/* edition.h: which of two versions of one text knows more. */
#ifndef STM_REUSE_EDITION_H
#define STM_REUSE_EDITION_H

#include "reuse/columns.h"

/* Folded hashes of data/reuse_hedges.txt. Read-only after building. */
typedef struct stm_hedges stm_hedges;
const stm_hedges *stm_hedges_new(stm_arena *arena, const stm_folds *folds);

/* What text a has that text b has not, and the words that both have. */
typedef struct stm_own_words {
    uint32_t words, hedges, facts, shared;
} stm_own_words;
/* A word of not knowing, or a figure or name. */
typedef struct stm_telling_word {
    uint32_t column;
    bool hedge, fact;
} stm_telling_word;

/* A text as it is compared with all others of its family: looked through once, not for each of them. */
typedef struct stm_version {
    const stm_rtext *text;
    const uint32_t *of_word; /* columns */
    uint64_t *has;           /* columns of the words that count, a bit each; ... */
    stm_u32s again;          /* ... and of each that stands in the column of an earlier one */
    uint32_t words;          /* that count */
    bool weighed;            /* these are known: */
    STM_VEC(stm_telling_word) telling;
} stm_version;
void stm_version_read(stm_arena *arena, const stm_columns *columns, const stm_rtext *text, uint32_t a,
                      stm_version *out);
/* What it has that text b has not: all but hedges and facts. */
stm_own_words stm_edition_own(const stm_columns *columns, const stm_version *a, uint32_t b);
/* These. */
void stm_edition_weigh(stm_arena *arena, const stm_hedges *hedges, const stm_columns *columns, stm_version *a,
                       uint32_t b, stm_own_words *own);
/* Two versions of one running text, each with words of its own; texts that share a passage or two are none. */
bool stm_edition_are(stm_own_words a, stm_own_words b);
/* What it costs to say that the text with `from` was the earlier one, in tenths of a word; 0: they do not tell. */
int32_t stm_edition_cost(stm_own_words from, stm_own_words to);

#endif

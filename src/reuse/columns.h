/* columns.h: the words of a family as a table: one row a text, one column a word that it inherited or invented.
 *
 * Two words stand in one column if a chain of alignments leads from one to the other. Columns of one text only are
 * left out: they say nothing of descent. So is furniture, which each outlet puts on and takes off anew.
 */
#ifndef STM_REUSE_COLUMNS_H
#define STM_REUSE_COLUMNS_H

#include "reuse/reuse_work.h"

typedef struct stm_columns {
    uint32_t n_texts, n_columns;
    uint32_t n_blocks;  /* 64-bit blocks of a row */
    uint64_t *rows;     /* n_texts * n_blocks */
    uint32_t **of_word; /* n_texts: column of each word of the text, or STM_NONE */
    uint32_t *word_of;  /* n_texts * n_columns: the column's last word in the text, or STM_NONE */
} stm_columns;

/* Fills `out` for the articles members[0..n). Uses the aligner for scratch. */
void stm_columns_build(stm_reuse_work *w, stm_arena *arena, stm_aligner *aligner, const uint32_t *members, uint32_t n,
                       stm_columns *out);

static inline bool stm_columns_has(const stm_columns *c, uint32_t text, uint32_t column)
{
    return (c->rows[(size_t)text * c->n_blocks + column / 64] >> column % 64 & 1) != 0;
}

#endif

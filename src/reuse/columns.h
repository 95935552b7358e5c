/* columns.h: the words of a family as a table: one row a text, one column a word that it inherited or invented.
 *
 * Two words stand in one column if a chain of alignments leads from one to the other. Columns are numbered in one
 * order that follows the texts, the longest first. A word that one text alone has gets no column: it is counted behind
 * the column before it. Furniture, which each outlet puts on and takes off anew, is left out, and so is boilerplate
 * of one text.
 */
#ifndef STM_REUSE_COLUMNS_H
#define STM_REUSE_COLUMNS_H

#include "reuse/reuse_work.h"

typedef struct stm_columns {
    uint32_t n_texts, n_columns;
    uint32_t n_blocks;  /* 64-bit blocks of a row; the last bit of a row is never set */
    uint64_t *rows;     /* n_texts * n_blocks */
    uint64_t *own_at;   /* n_texts * n_blocks: bit k: words of the text's own stand before column k */
    uint16_t *own;      /* n_texts * (n_columns + 1): how many, before column k; the last: after all columns */
    uint32_t **of_word; /* n_texts: column of each word of the text, or STM_NONE */
    uint32_t *texts_of; /* n_columns: texts that have it */
} stm_columns;

/* Fills `out` for the articles members[0..n). Uses the aligner for scratch. */
void stm_columns_build(stm_reuse_work *w, stm_arena *arena, stm_aligner *aligner, const uint32_t *members, uint32_t n,
                       stm_columns *out);

static inline bool stm_columns_has(const stm_columns *c, uint32_t text, uint32_t column)
{
    return (c->rows[(size_t)text * c->n_blocks + column / 64] >> column % 64 & 1) != 0;
}

#endif

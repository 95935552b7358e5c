/* trees.h: sentences with trees written by hand. */
#ifndef STM_TESTS_TREES_H
#define STM_TESTS_TREES_H

#include "language/model.h"

/* A word: form, tags, head (from 1 as in CoNLL-U, 0 the root), relation. */
typedef struct word {
    const char *form;
    stm_upos upos;
    stm_xpos xpos;
    uint32_t head;
    stm_deprel deprel;
} word;

enum { TREE_WORDS = 16, TREE_TEXT = 200 };

/* The article of one such sentence; `tokens` has room for n of TREE_WORDS, `text` for TREE_TEXT bytes. */
stm_sentence tree_given(const word *w, uint32_t n, stm_article *a, stm_token *tokens, char *text);
/* Writes "head relation" of every word, with commas between. */
void tree_written(const stm_article *a, char *out, size_t cap);

#endif

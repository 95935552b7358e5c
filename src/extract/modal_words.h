/* modal_words.h: words that say how what is said stands to fact; see modal_words.c. Internal to extract. */
#ifndef STM_EXTRACT_MODAL_WORDS_H
#define STM_EXTRACT_MODAL_WORDS_H

#include "article/article.h"
#include "base/map.h"

typedef enum stm_modal_class {
    STM_MODAL_AUX,
    STM_MODAL_ADVERB,
    STM_MODAL_PREDICATE,
    STM_MODAL_COMPLEMENT,
    STM_MODAL_CUE,
    STM_MODAL_CLASSES
} stm_modal_class;

typedef struct stm_modal_words {
    stm_map index[STM_MODAL_CLASSES]; /* lower-case lemma -> stm_modality */
} stm_modal_words;

/* Reads data/modality.txt. STM_FORMAT with the line in err. Call inside stm_arena_protect. */
stm_status stm_modal_words_read(stm_arena *arena, stm_str source, stm_modal_words *out, stm_err *err) STM_MUST_USE;

/* STM_MODALITY_NONE for a word that is not in the class. */
stm_modality stm_modal_word(const stm_modal_words *words, stm_modal_class kind, stm_str lemma);

#endif

/* language.h: map of the stage `language`: lemmas, tags, trees, name mentions of English.
 *
 * In: article with tokens.  Out: tokens[].lemma, upos, xpos, head, deprel; entities that hold name mentions only
 * (extract joins them into entities).  A model is read-only after opening and shared by all threads.
 */
#ifndef STM_LANGUAGE_LANGUAGE_H
#define STM_LANGUAGE_LANGUAGE_H

#include "article/article.h"

typedef struct stm_model stm_model;

/* Maps the models of the folder `dir` (NULL: environment STEMMA_MODELS, else beside the program, else where they
 * were built or installed). On STM_OK *out is the caller's, to be closed. STM_IO, STM_FORMAT, STM_NO_MEMORY. */
stm_status stm_model_open(const char *dir, stm_model **out, stm_err *err) STM_MUST_USE;
void stm_model_close(stm_model *model);
/* XXH3-128 of the bytes of all model files. Reads them all. */
void stm_model_hash(const stm_model *model, uint64_t hash[2]);

/* The fixed vector of a word in whatever capitals, as it lies in the mapped file: stm_language_dims numbers in steps of
 * 1/32. Words that come with the same words lie close together, opposites too. NULL: it has none. Borrowed from the
 * model. Source: word_vector.c. */
const int8_t *stm_language_vector(const stm_model *model, stm_str word);
uint32_t stm_language_dims(const stm_model *model);

/* Tags and parses. Tokens and sentences must be there. Call inside stm_arena_protect. */
void stm_language_parse(stm_arena *arena, const stm_model *model, stm_article *article);
/* Appends one entity per name mention, in text order. */
void stm_language_names(stm_arena *arena, const stm_model *model, stm_article *article);

#endif

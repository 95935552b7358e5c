/* names.h: the name tagger as model.c calls it. Internal to `language`. */
#ifndef STM_LANGUAGE_NAMES_H
#define STM_LANGUAGE_NAMES_H

#include "article/article.h"
#include "language/names_model.h"

/* Appends one entity per name mention, in text order. Call inside stm_arena_protect. */
void stm_names_tag(stm_arena *arena, const stm_names_model *model, stm_article *article);

#endif

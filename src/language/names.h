/* names.h: the name tagger as model.c calls it. Internal to `language`. */
#ifndef STM_LANGUAGE_NAMES_H
#define STM_LANGUAGE_NAMES_H

#include "article/article.h"
#include "base/pool.h"
#include "language/names_model.h"

/* What the tagger keeps of what it has seen with one model; NULL: out of memory. */
typedef struct stm_names_cache stm_names_cache;
stm_names_cache *stm_names_cache_new(void);
void stm_names_cache_free(stm_names_cache *cache); /* NULL is allowed */
/* Appends one entity per name mention, in text order. Call inside stm_arena_protect. `caches`: a pool of these. */
void stm_names_tag(stm_arena *arena, const stm_names_model *model, stm_pool *caches, stm_article *article);

#endif

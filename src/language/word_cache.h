/* word_cache.h: see word_cache.c. */
#ifndef STM_LANGUAGE_WORD_CACHE_H
#define STM_LANGUAGE_WORD_CACHE_H

#include "base/str.h"

/* Places for words, each of `bytes` bytes, aligned if that is a multiple of 16. One thread at a time. */
typedef struct stm_word_cache stm_word_cache;
stm_word_cache *stm_word_cache_new(size_t bytes); /* NULL: out of memory */
void stm_word_cache_free(stm_word_cache *cache);
/* Begins a batch: what is found from here on stays where it is until the next batch. */
void stm_word_cache_batch(stm_word_cache *cache);
/* The word's hash, for stm_word_cache_find a few words later; has memory fetch what is looked at then. */
uint64_t stm_word_cache_expect(const stm_word_cache *cache, stm_str form, bool bit);
/* The place of a word. *filled false: it is new, and the caller fills it before the batch ends (the same word asked
 * for again counts as filled). NULL: no place is free for it, it has to be worked out. */
void *stm_word_cache_find(stm_word_cache *cache, stm_str form, bool bit, uint64_t hash, bool *filled);

#endif

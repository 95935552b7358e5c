/* seen.h: sentences parsed lately, kept from article to article. Internal to `language`. */
#ifndef STM_LANGUAGE_SEEN_H
#define STM_LANGUAGE_SEEN_H

#include "article/article.h"

/* Stands white space before a token? Also where a sentence begins. */
static inline bool stm_space_before(const stm_article *a, uint32_t i)
{
    const stm_token *t = &a->tokens.at[i];
    return i == a->sentences.at[t->sentence].first_token || a->tokens.at[i - 1].at.end < t->at.start;
}

/* One thread at a time. */
typedef struct stm_seen stm_seen;
stm_seen *stm_seen_new(void); /* NULL: out of memory */
void stm_seen_free(stm_seen *seen);
/* Fills tags, heads and relations of the n tokens from `first` on as they were given to the same words, with the same
 * spaces, before; false: they are not kept. */
bool stm_seen_recall(stm_seen *seen, stm_article *article, uint32_t first, uint32_t n);
/* Keeps tags, heads and relations of the n tokens, whose heads lie among them; what was kept longest makes room. */
void stm_seen_keep(stm_seen *seen, const stm_article *article, uint32_t first, uint32_t n);

#endif

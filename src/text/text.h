/* text.h: map of the stage `text`: UTF-8, paragraphs, tokens, sentences. Knows nothing of news.
 *
 * In: article.text, article.furniture.  Out: article.paragraphs, sentences, tokens (spans only; head STM_NONE).
 * Tokens and sentences are those of Universal Dependencies v2 for English. Cost: linear.
 */
#ifndef STM_TEXT_TEXT_H
#define STM_TEXT_TEXT_H

#include "article/article.h"

size_t stm_utf8_decode_any(const char *p, const char *end, uint32_t *c);
/* Decodes one character at p < end; returns its length 1-4 and sets *c; for a bad byte returns 1 and U+FFFD. */
static inline size_t stm_utf8_decode(const char *p, const char *end, uint32_t *c)
{
    if ((unsigned char)*p < 0x80) {
        *c = (unsigned char)*p;
        return 1;
    }
    return stm_utf8_decode_any(p, end, c);
}
/* Offset of the first byte that is not valid UTF-8 (Unicode 15, table 3-7), or n. */
size_t stm_utf8_valid_prefix(const char *p, size_t n);

/* Fills paragraphs, sentences and tokens. Call inside stm_arena_protect. */
void stm_text_split(stm_arena *arena, stm_article *article);

#endif

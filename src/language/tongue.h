/* tongue.h: which language a text is in, for those that are not English.
 *
 * In: an article's text.  Out: article.language where its words tell.  Never: takes a text for foreign that is short, a
 * list or a table; those stay as they are.
 */
#ifndef STM_LANGUAGE_TONGUE_H
#define STM_LANGUAGE_TONGUE_H

#include "article/article.h"

/* Knows the languages; read-only for whoever asks, by any number of threads. */
typedef struct stm_tongues stm_tongues;

/* STM_NO_MEMORY. The tables of the languages are read when the first text that is not English asks for them; without
 * them ("und", BCP 47: not determined) a language has no name. */
stm_status stm_tongues_open(stm_tongues **out, stm_err *err) STM_MUST_USE;
void stm_tongues_close(stm_tongues *tongues);

/* Sets article->language (BCP 47: "de") where the text has few of the words that every English text has and is
 * recognised as another one's, or says so itself and has as few. A language that the article says stays, unless the
 * words are English. Method: the share of function words; then n-gram ranks (Cavnar and Trenkle 1994) by libexttextcat.
 * Inside stm_arena_protect. Cost: some thousand bytes of the text. */
void stm_tongue_find(stm_tongues *tongues, stm_arena *arena, stm_article *article);
/* Whether the article is in English as far as anything is known. */
bool stm_tongue_is_english(const stm_article *article);
/* "German"; the code itself for languages that have no line in data/tongues.txt; NULL: English, or not known. */
stm_str stm_tongue_name(const stm_article *article);

#endif

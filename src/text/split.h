/* split.h: the steps of the stage `text`, as they call one another. */
#ifndef STM_TEXT_SPLIT_H
#define STM_TEXT_SPLIT_H

#include "text/chars.h"

/* What a word with a full stop behind it is; flags. */
enum {
    STM_ABBR_TITLE = 1, /* a name follows */
    STM_ABBR_MONTH = 2,
    STM_ABBR_NUMBER = 4, /* a number follows */
    STM_ABBR_END = 8,    /* may end a sentence */
    STM_ABBR_MID = 16,
    STM_ABBR_WEAK = 32 /* also an ordinary word */
};
/* Flags of a word given without its stop, in any case; 0: no abbreviation. Initials ("J", "U.S") count as
 * STM_ABBR_TITLE and STM_ABBR_END. */
uint32_t stm_abbreviation(stm_str word);
/* Is the word one with which sentences begin, and names do not? */
bool stm_sentence_starter(stm_str word);
/* The word of the text that begins at or after `at`, white space and opening marks passed over; empty if none. */
stm_span stm_next_word(stm_str text, uint32_t at, uint32_t end);

/* Appends the tokens of a paragraph; `sentence` is left 0. */
void stm_split_tokens(stm_arena *arena, stm_article *article, stm_span paragraph);
/* Appends the sentences of the tokens from `first` to the last, and numbers those tokens. */
void stm_split_sentences(stm_arena *arena, stm_article *article, uint32_t paragraph, uint32_t first);

#endif

/* quote_marks.h: what stands in quotation marks; see quote_marks.c. Internal to extract. */
#ifndef STM_EXTRACT_QUOTE_MARKS_H
#define STM_EXTRACT_QUOTE_MARKS_H

#include "article/article.h"

typedef struct stm_quoted {
    stm_span at;        /* with its marks; ends with its paragraph at the latest */
    stm_span inner;     /* without marks and white space at its ends; never empty */
    uint32_t outer;     /* index of the quotation that it stands in, or STM_NONE */
    uint32_t continues; /* index of the piece in the paragraph before that it goes on from, or STM_NONE */
    uint32_t paragraph;
    bool opened; /* false: the opening mark is missing */
    bool closed; /* false: the closing mark is missing, or left out because the next paragraph goes on */
    bool single; /* marked by ' ' or ‘ ’ */
} stm_quoted;

typedef STM_VEC(stm_quoted) stm_quoteds;

/* Fills *out, ordered by at.start, an outer one before its inner ones. Needs paragraphs and sentences only. Gives the
 * steps that it took: characters, marks and sentences looked at, which a test holds to be linear. */
uint64_t stm_quote_marks(stm_arena *arena, const stm_article *article, stm_quoteds *out);

/* quote_words.c: a straight mark at `start`, no nearer to the paragraph's start `from` than two bytes, that a blank has
 * moved off its comma or the like. */
bool stm_quote_off_comma(stm_str text, uint32_t start, uint32_t from);

/* '"We walked all night, "Lund said.': the words from `at`, behind such a mark, say who speaks. Looks at a few words,
 * none of them behind a stop or another mark. */
bool stm_quote_speaker_behind(stm_str text, uint32_t start, uint32_t from, uint32_t at, uint32_t end);

/* "I", "we", "my": no reporter's words. */
bool stm_quote_in_first_person(stm_str text, stm_span para);

/* Somebody is said to say something. */
bool stm_quote_told(stm_str text, stm_span para);

#endif

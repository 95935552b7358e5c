/* variant_words.h: the words of a version of a saying, and where two versions part. */
#ifndef STM_RECORD_VARIANT_WORDS_H
#define STM_RECORD_VARIANT_WORDS_H

#include "record/record_words.h"

#define STM_VARIANT_MAX_WORDS 220

typedef struct stm_variant_words {
    stm_str at[STM_VARIANT_MAX_WORDS]; /* lower case */
    stm_span span[STM_VARIANT_MAX_WORDS];
    uint8_t piece[STM_VARIANT_MAX_WORDS]; /* of the content */
    uint32_t n;
    bool cut;           /* an ellipsis inside */
    uint32_t cut_after; /* how many words stand before the first one */
} stm_variant_words;

/* One word in two spellings. */
bool stm_variant_one_word(stm_str a, stm_str b);
/* The token says something by itself: not "that", "of" or "just a". */
bool stm_variant_weighs(const stm_article *article, uint32_t token);

/* "'s" of "Lee's". */
bool stm_variant_tail(const stm_article *article, stm_span word);

/* A version and which of its words the other has too. */
typedef struct stm_variant_side {
    uint32_t member;
    const stm_variant_words *words;
    const bool *keep;
} stm_variant_side;

/* The place at which two versions differ most in what they tell: the words of either, or STM_NO_SPAN for one that has
 * none there. False: nowhere do they differ in more than names, forms and function words. */
bool stm_variant_gap(const stm_work *work, const stm_variant_side *a, const stm_variant_side *b, stm_span *of_a,
                     stm_span *of_b);

/* Each has a number that the other lacks; keep_a[i], keep_b[i]: the other has the word too. */
bool stm_variant_figures_differ(const stm_variant_words *a, const bool *keep_a, const stm_variant_words *b,
                                const bool *keep_b);

/* What a version has or lacks beside the fullest one, as a reader is told it; NULL for nothing. On the work's arena. */
void stm_variant_note(const stm_work *work, const stm_variant_side *full_side, const stm_variant_side *side,
                      stm_variant_relation relation, const stm_quotation *full, const stm_quotation *quotation,
                      stm_str *note);

/* "If there was more to give, I would", "If I could give more": a word of one stands elsewhere in the other. */
bool stm_variant_moved(const stm_work *work, const stm_variant_side *a, const stm_variant_side *b);

#endif

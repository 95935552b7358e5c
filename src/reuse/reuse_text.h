/* reuse_text.h: an article as the stage `reuse` compares it: folded letters, and the words that they stand in.
 *
 * In: article.text.  Out: letters without case, spaces, punctuation and house style; words with their bytes.
 * Folded away: case, accents, all punctuation, quotation-mark style, apostrophes, hyphens at line ends, HTML
 * entities, twice-encoded quotation marks, dots of initials (U.S. = US), thousands commas, spelled numbers from two
 * to twelve, percent/per cent/%, bn/billion, abbreviated months, British against American spelling.
 * Invariants: (1) words are in text order and do not overlap. (2) word w owns the letters [letter[w], letter[w+1]), at
 * least one. (3) a sentinel word ends the arrays: letter[n_words] == n_letters.
 * Cost: linear in the bytes of the text.
 */
#ifndef STM_REUSE_TEXT_H
#define STM_REUSE_TEXT_H

#include "reuse/reuse.h"

enum {
    STM_RWORD_CAPITAL = 1,    /* begins with a capital */
    STM_RWORD_DIGIT = 2,      /* has a digit */
    STM_RWORD_QUOTED = 4,     /* stands between quotation marks */
    STM_RWORD_SENTENCE = 8,   /* first of a sentence */
    STM_RWORD_PARAGRAPH = 16, /* first of a paragraph or line */
    STM_RWORD_BOILER = 32,    /* found to be boilerplate (boilerplate.c) */
    STM_RWORD_FURNITURE = 64  /* in article.furniture: byline, dateline, credit, ... */
};

#define STM_WORDS_PAD 8    /* hashes and flags that can be read behind those of the last word */
#define STM_LETTERS_PAD 16 /* zero bytes before and behind the letters, so that as many can be read from any end */

typedef struct stm_rtext {
    const stm_article *article;
    uint8_t *letters; /* n_letters, and STM_LETTERS_PAD zero bytes on either side */
    /* Of each word, n_words and a sentinel: */
    uint32_t *letter;                     /* first letter: see stm_rtext_letter; */
    uint32_t *hash;                       /* of the folded form */
    uint32_t *start;                      /* in article.text: see stm_rtext_start; */
    uint16_t *short_letter, *short_start; /* these instead where stm_reuse_text_keep made it, and it is not huge */
    uint8_t *bytes;                       /* that it takes there */
    uint8_t *flags;
    uint32_t *word_at; /* of every STM_RTEXT_BLOCK letters: the last word that begins in them or before; or: */
    uint16_t *short_word_at;
    uint32_t n_letters, n_words;
    bool noisy; /* it looks as if letters were misread: capitals, digits, marks inside words */
} stm_rtext;

#define STM_RTEXT_BLOCK 16u

/* The first letter of a word, or of the sentinel. */
static inline uint32_t stm_rtext_letter(const stm_rtext *t, uint32_t word)
{
    return t->short_letter != NULL ? t->short_letter[word] : t->letter[word];
}

/* Where it begins in article.text. */
static inline uint32_t stm_rtext_start(const stm_rtext *t, uint32_t word)
{
    return t->short_start != NULL ? t->short_start[word] : t->start[word];
}

/* The last word that begins in the block of a letter, or before. */
static inline uint32_t stm_rtext_word_near(const stm_rtext *t, uint32_t letter)
{
    uint32_t block = letter / STM_RTEXT_BLOCK;
    return t->short_word_at != NULL ? t->short_word_at[block] : t->word_at[block];
}

/* Calls for what that asks. */
static inline void stm_rtext_expect(const stm_rtext *t, uint32_t letter)
{
    uint32_t block = letter / STM_RTEXT_BLOCK;
    __builtin_prefetch(t->short_word_at != NULL ? (const void *)&t->short_word_at[block] : &t->word_at[block]);
}

/* The word that a letter stands in. */
static inline uint32_t stm_rtext_word(const stm_rtext *t, uint32_t letter)
{
    uint32_t w = stm_rtext_word_near(t, letter);
    if (w >= 3 && t->short_letter != NULL) { /* most are one of these four: without a branch for each */
        const uint16_t *at = t->short_letter + w;
        w -= (at[0] > letter ? 1u : 0u) + (at[-1] > letter ? 1u : 0u) + (at[-2] > letter ? 1u : 0u) +
             (at[-3] > letter ? 1u : 0u);
    }
    while (stm_rtext_letter(t, w) > letter) {
        w--;
    }
    return w;
}

/* Where a word ends in article.text. */
static inline uint32_t stm_rtext_end(const stm_rtext *t, uint32_t word)
{
    return stm_rtext_start(t, word) + t->bytes[word];
}

static inline uint32_t stm_rtext_letters(const stm_rtext *t, uint32_t word)
{
    return stm_rtext_letter(t, word + 1) - stm_rtext_letter(t, word);
}

/* The table of folded words, from data/reuse_folds.txt. Read-only after building. */
typedef struct stm_folds stm_folds;
const stm_folds *stm_folds_new(stm_arena *arena);

/* What furniture is known of the article is marked too. */
void stm_reuse_text(stm_arena *arena, const stm_folds *folds, const stm_article *article, stm_rtext *out);
/* The same for what an article's furniture is now. */
void stm_rtext_furnish(stm_rtext *text);

/* What it takes to keep texts. */
typedef struct stm_fold_room stm_fold_room;
typedef struct stm_folding {
    stm_arena *kept, *draft; /* draft: of texts that are huge; the caller empties it */
    stm_fold_room *room;     /* of one thread */
    const stm_folds *folds;
} stm_folding;
stm_fold_room *stm_fold_room_new(stm_arena *arena, const stm_folds *folds);
/* As stm_reuse_text, at its true size in `kept`. */
void stm_reuse_text_keep(const stm_folding *to, const stm_article *article, stm_rtext *out);

#endif

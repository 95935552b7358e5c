/* reuse_text_parts.h: what the files of reuse_text.h share: the text that is being folded, and plain words.
 */
#ifndef STM_REUSE_TEXT_PARTS_H
#define STM_REUSE_TEXT_PARTS_H

#include "reuse/folds.h"
#include "reuse/text_marks.h"

#define WORD_MAX 48       /* letters of one word that are kept apart; a longer one is cut into several, ... */
#define WORD_BYTES 255    /* ... and so is one that takes more bytes of the text */
#define SMALL ('a' - 'A') /* makes letters small */
#define SLIP_SLOTS 64u

typedef struct builder {
    const stm_folds *folds;
    const char *text;
    size_t n;
    stm_rtext *out;
    uint8_t w[WORD_MAX + 8]; /* eight letters can be written behind the last */
    uint32_t n_w;            /* letters in w */
    uint32_t start, end;     /* bytes of the open word */
    uint8_t flags;
    uint8_t next_flags; /* of the next word */
    uint32_t mix;       /* decimal points, which are no letters but tell 1.5 from 15 */
    uint32_t piece;     /* letters since the last dot inside the word */
    bool open, quoted;
    uint32_t slips;               /* words with signs of misreading */
    bool slip;                    /* the open word has one */
    uint32_t slipped[SLIP_SLOTS]; /* such words, by hash */
    bool wide;                    /* text_marks.h */
    stm_text_marks marks;         /* of the bytes that were looked at last; where all are known beforehand: none */
    const uint8_t *all_marks[4];  /* plain_wide.c */
} builder;

/* stm_reuse_text in one of its two forms, which make the same words. */
void stm_reuse_text_as(stm_arena *arena, const stm_folds *folds, const stm_article *article, bool wide, stm_rtext *out);

static inline bool is_word_byte(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0xC3;
}

#define BLOCKS_OF_WORD 4 /* that a word may begin in and reach into: it has WORD_MAX letters at the most */

/* Notes that a word begins at a letter; for all blocks up to that of the next one, which does the same. */
static inline void begins_at(uint32_t *word_at, uint32_t word, uint32_t letter)
{
    const uint32_t in[BLOCKS_OF_WORD] = { word, word, word, word };
    memcpy(word_at + letter / STM_RTEXT_BLOCK, in, sizeof in);
}

/* Whether the last word is "per". */
static inline bool behind_per(const stm_rtext *t)
{
    const uint8_t *last = t->n_words == 0 ? NULL : t->letters + t->letter[t->n_words - 1];
    return last != NULL && t->letters + t->n_letters - last == 3 && memcmp(last, "per", 3) == 0;
}

/* ---- plain words: of small letters, or that begin with a capital, that no mark is part of ----------------- */

#define PLAIN_MOST 15u /* letters of a plain word */
#define PLAIN_ROOM 32u /* bytes from its beginning on that are looked at: sixteen from any of its letters on */

/* Whether a word ends at a mark, and nothing but that: the mark does the same behind a word and in front of one. */
static inline bool ends_word(char c, char next)
{
    enum { ALWAYS = 1, NOT_GLUED = 2, NOT_AT_END = 4 };
    static const uint8_t when[128] = {
        [' '] = ALWAYS,    ['\n'] = ALWAYS,    ['\r'] = ALWAYS,   ['\t'] = ALWAYS,   [')'] = ALWAYS,
        ['"'] = ALWAYS,    ['-'] = NOT_AT_END, [','] = NOT_GLUED, ['.'] = NOT_GLUED, [';'] = NOT_GLUED,
        [':'] = NOT_GLUED, ['?'] = NOT_GLUED,  ['!'] = NOT_GLUED, ['\''] = NOT_GLUED
    };
    uint32_t now;
    if (c == ' ') {
        return true;
    }
    now = ALWAYS | (is_word_byte((unsigned char)next) ? 0 : NOT_GLUED) | (next == '\n' ? 0 : NOT_AT_END);
    return ((unsigned char)c < 128 ? when[(unsigned char)c] & now : 0) != 0;
}

/* What a mark behind a plain word, which ends there, does to the next one. */
static inline void pass_mark(builder *b, char c, char next)
{
    if (c == '.' || c == '?' || c == '!') {
        b->next_flags = STM_RWORD_SENTENCE;
    } else if (c == '\n') {
        b->next_flags = STM_RWORD_PARAGRAPH;
        b->quoted = b->quoted && next != '\n';
    } else if (c == '"') {
        b->quoted = !b->quoted;
    }
}

/* A plain word that a rule or the table may touch after all. */
void stm_close_plain(builder *b, size_t i, uint32_t n, uint8_t flags);

/* plain_wide.c, for processors that have what text_marks.h asks for: looks at all of the text, ... */
void stm_plain_wide_begin(builder *b, stm_arena *arena);
/* ... and takes plain words, and the mark or blank behind them. Returns where there is another one, or the text nears
 * its end. */
size_t stm_plain_wide(builder *b, size_t i);

#endif

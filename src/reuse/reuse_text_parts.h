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

#define PLAIN_MOST 15u /* letters of a plain word */
#define PLAIN_ROOM 32u /* bytes from its beginning on that are looked at: sixteen from any of its letters on */

/* plain_wide.c: what is told of bytes of the text beforehand, a bit for each, and what is made of a word by its length.
 * All stands in constant places, so that one register is enough to find it. */
#define MARKED 65536u                 /* bytes of the text at a time */
#define MARKED_ROOM (MARKED / 8 + 64) /* eight bytes can be read from any on */
typedef struct wide_marks {
    uint8_t letter[MARKED_ROOM];  /* an apostrophe behind two small letters and before one counts as one */
    uint8_t twice[MARKED_ROOM];   /* the letter before */
    uint8_t respelt[MARKED_ROOM]; /* a rule may touch the word */
    uint32_t all[PLAIN_MOST + 1], doubles[PLAIN_MOST + 1]; /* letters; those that may be doubled ones */
    uint32_t last[PLAIN_MOST + 1]; /* where the last three of them stand, where there are more than four */
    uint32_t ends[8];
    uint64_t folds[FOLD_BITS]; /* stm_folds.bits */
    uint8_t does[256];         /* what a mark between words does to the next one */
} wide_marks;

/* No fewer than the words of a text whose most letters, as SHORT_TEXT counts, are so many. Most words have a mark or a
 * blank behind them. But a unit is cut off its number with nothing between, so that "1a 2b " has two in three bytes;
 * and a "%", which is a word of one byte, counts for three letters. */
#define MOST_WORDS(letters) ((letters) / 3 * 2 + 64)

/* Where a text that is not huge is folded. */
#define SHORT_TEXT (UINT16_MAX - 64u) /* bytes, and two more for each that becomes several letters */
#define SHORT_WORDS MOST_WORDS(SHORT_TEXT)
struct stm_fold_room {
    wide_marks marks;
    uint32_t hash[SHORT_WORDS + STM_WORDS_PAD];
    uint16_t letter[SHORT_WORDS + 1], start[SHORT_WORDS + 1], word_at[UINT16_MAX / STM_RTEXT_BLOCK + 8];
    uint8_t bytes[SHORT_WORDS + 1], flags[SHORT_WORDS + STM_WORDS_PAD];
    uint8_t letters[STM_LETTERS_PAD + UINT16_MAX + STM_LETTERS_PAD];
};

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
    wide_marks *known_marks;      /* of all bytes from marks_from on, up to MARKED of them */
    size_t marks_from;
    stm_fold_room *room; /* NULL: it is folded where `out` says */
} builder;

/* stm_reuse_text in one of its two forms, which make the same words. */
void stm_reuse_text_as(stm_arena *arena, const stm_folds *folds, const stm_article *article, bool wide, stm_rtext *out);
/* stm_reuse_text_keep in one of them. */
void stm_reuse_text_keep_as(const stm_folding *to, const stm_article *article, bool wide, stm_rtext *out);

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

static inline void short_begins_at(uint16_t *word_at, uint32_t word, uint32_t letter)
{
    const uint64_t in = word * (uint64_t)0x0001000100010001; /* BLOCKS_OF_WORD times */
    memcpy(word_at + letter / STM_RTEXT_BLOCK, &in, sizeof in);
}

/* Where word w stands, whose letters are the next ones. */
static inline void put_word(stm_rtext *t, uint32_t w, uint32_t start, uint32_t bytes, uint32_t hash, uint8_t flags)
{
    t->bytes[w] = (uint8_t)bytes;
    t->hash[w] = hash;
    t->flags[w] = flags;
    if (t->short_letter != NULL) {
        t->short_start[w] = (uint16_t)start;
        t->short_letter[w] = (uint16_t)t->n_letters;
        short_begins_at(t->short_word_at, w, t->n_letters);
    } else {
        t->start[w] = start;
        t->letter[w] = t->n_letters;
        begins_at(t->word_at, w, t->n_letters);
    }
}

/* Whether the last word is "per". */
static inline bool behind_per(const stm_rtext *t)
{
    const uint8_t *last = t->n_words == 0 ? NULL : t->letters + stm_rtext_letter(t, t->n_words - 1);
    return last != NULL && t->letters + t->n_letters - last == 3 && memcmp(last, "per", 3) == 0;
}

/* ---- plain words: of small letters, or that begin with a capital, that no mark is part of ----------------- */

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

/* reuse_text_room.c: room for what is made of a text: true: in `room`, which may be NULL; false: in the arena. */
bool stm_rtext_make_room(stm_arena *arena, stm_fold_room *room, stm_str text, stm_rtext *out);
/* Copies what it holds, at its true size, into another arena. */
void stm_rtext_keep(stm_arena *arena, stm_rtext *text);

/* plain_wide.c, for processors that have what stm_sketch_wide asks for: what is no text's, ... */
void stm_wide_marks_init(wide_marks *marks, const stm_folds *folds);
/* ... what is told of b's beforehand, in b->known_marks, ... */
void stm_plain_wide_begin(builder *b);
/* ... and takes plain words, and the mark or blank behind them. Returns where there is another one, or the text nears
 * its end. */
size_t stm_plain_wide(builder *b, size_t i);

#endif

/* chars.h: kinds of characters, as splitting into words sees them. */
#ifndef STM_TEXT_CHARS_H
#define STM_TEXT_CHARS_H

#include "text/text.h"

typedef enum stm_char_kind {
    STM_CHAR_SPACE,
    STM_CHAR_LOWER,
    STM_CHAR_UPPER,
    STM_CHAR_LETTER, /* letters without case, marks, unknown */
    STM_CHAR_DIGIT,
    STM_CHAR_OTHER /* punctuation and symbols */
} stm_char_kind;

stm_char_kind stm_char_kind_beyond(uint32_t c); /* of c beyond ASCII */
static inline stm_char_kind stm_char_kind_of(uint32_t c)
{
    return c >= 'a' && c <= 'z'   ? STM_CHAR_LOWER
           : c >= 'A' && c <= 'Z' ? STM_CHAR_UPPER
           : c >= '0' && c <= '9' ? STM_CHAR_DIGIT
           : c <= ' '             ? STM_CHAR_SPACE
           : c < 0x80             ? STM_CHAR_OTHER
                                  : stm_char_kind_beyond(c);
}

/* A character at its place. `n` 0: past the end. */
typedef struct stm_char {
    uint32_t c, n;
    stm_char_kind kind;
} stm_char;

/* The character of `text` at `at`, none from `end` on. */
static inline stm_char stm_char_at(stm_str text, uint32_t at, uint32_t end)
{
    stm_char r = { 0, 0, STM_CHAR_SPACE };
    if (at < end) {
        r.n = (uint32_t)stm_utf8_decode(text.p + at, text.p + end, &r.c);
        r.kind = stm_char_kind_of(r.c);
    }
    return r;
}
stm_char stm_char_before_any(stm_str text, uint32_t at, uint32_t start);
/* The character that ends at `at`, none up to `start`. */
static inline stm_char stm_char_before(stm_str text, uint32_t at, uint32_t start)
{
    return at > start && (unsigned char)text.p[at - 1] < 0x80 ? stm_char_at(text, at - 1, at)
                                                              : stm_char_before_any(text, at, start);
}

static inline bool stm_char_is_word(stm_char c)
{
    return c.n != 0 && c.kind != STM_CHAR_SPACE && c.kind != STM_CHAR_OTHER;
}
static inline bool stm_char_is_letter(stm_char c) { return stm_char_is_word(c) && c.kind != STM_CHAR_DIGIT; }
static inline bool stm_is_apostrophe(uint32_t c) { return c == '\'' || c == 0x2019; }
/* Marks that close a quotation or a bracket, or may. */
bool stm_is_closer(uint32_t c);
/* Marks that open a quotation or a bracket, or may. */
bool stm_is_opener(uint32_t c);

/* Up to `cap` bytes of s with ASCII letters small and typographic apostrophes plain. */
stm_str stm_low(stm_str s, char *buffer, size_t cap);

#endif

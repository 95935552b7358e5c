/* abbreviations.c: what a word before a full stop may be, from data/abbreviations.txt and from its shape. */
#include "data/data.h"
#include "text/split.h"
#include "text/word_list.h"

#define WORD_CAP 24

/* One letter, or letters parted by stops: J, U.S, Ph.D is in the list. */
static bool initials(stm_str word)
{
    uint32_t end = (uint32_t)word.n, letters = 0;
    for (uint32_t at = 0; at < end;) {
        stm_char c = stm_char_at(word, at, end);
        if (!stm_char_is_letter(c)) {
            return false;
        }
        at += c.n;
        letters++;
        if (at < end && word.p[at] != '.') {
            return false;
        }
        at++;
    }
    return letters > 0 && (letters > 1 || stm_char_at(word, 0, end).kind == STM_CHAR_UPPER);
}

uint32_t stm_abbreviation(stm_str word)
{
    static const struct {
        const char *name;
        uint32_t flag;
    } names[] = { { "title", STM_ABBR_TITLE }, { "month", STM_ABBR_MONTH }, { "number", STM_ABBR_NUMBER },
                  { "end", STM_ABBR_END },     { "mid", STM_ABBR_MID },     { "weak", STM_ABBR_WEAK } };
    char buffer[WORD_CAP];
    uint32_t flags = 0;
    stm_str classes;
    if (word.n == 0 || word.n >= WORD_CAP) {
        return 0;
    }
    classes =
        stm_word_list_find(stm_data_abbreviations, stm_data_abbreviations_size, stm_low(word, buffer, sizeof buffer));
    for (size_t i = 0; classes.p != NULL && i < sizeof names / sizeof *names; i++) {
        if (stm_str_find(classes, stm_str_of(names[i].name), 0) != SIZE_MAX) {
            flags |= names[i].flag;
        }
    }
    return initials(word) ? flags | STM_ABBR_TITLE | STM_ABBR_END : flags;
}

bool stm_sentence_starter(stm_str word)
{
    char buffer[WORD_CAP];
    return word.n < WORD_CAP && stm_word_list_has(stm_data_sentence_starters, stm_data_sentence_starters_size,
                                                  stm_low(word, buffer, sizeof buffer));
}

stm_span stm_next_word(stm_str text, uint32_t at, uint32_t end)
{
    stm_char c = stm_char_at(text, at, end);
    stm_span s;
    while (c.n != 0 && (c.kind == STM_CHAR_SPACE || stm_is_opener(c.c))) {
        at += c.n;
        c = stm_char_at(text, at, end);
    }
    s = (stm_span){ at, at };
    while (stm_char_is_word(c) ||
           (stm_is_apostrophe(c.c) && c.n != 0 && stm_char_is_letter(stm_char_at(text, s.end + c.n, end)))) {
        s.end += c.n;
        c = stm_char_at(text, s.end, end);
    }
    return s;
}

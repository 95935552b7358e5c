/* figures_parts.h: one quantity, and small readers of words. Internal to figures_*.c. */
#ifndef STM_EXTRACT_FIGURES_PARTS_H
#define STM_EXTRACT_FIGURES_PARTS_H

#include "extract/figures.h"

STM_ALWAYS_INLINE bool in(const stm_words *w, uint32_t i, const char *list) { return stm_word_among(w, i, list); }
static inline bool mark(const stm_words *w, uint32_t i, uint32_t c) { return stm_word_mark(w, i, c); }
static inline const stm_word *digits_at(const stm_words *w, uint32_t i)
{
    const stm_word *d = stm_word_at(w, i);
    return d != NULL && d->kind == STM_WORD_DIGITS ? d : NULL;
}
static inline bool line_at(const stm_words *w, uint32_t i) { return i >= w->at.n || w->at.at[i].line; }

typedef struct stm_quantity {
    uint32_t number, number_end, end;
    double value;
    stm_numeral n;
    stm_vague_kind vague;
    double times;
    stm_str unit, kind;
    bool hyphen, age, money_before, negative;
} stm_quantity;

/* One number with sign, currency, scale and unit. Returns the end, or i if there is none. */
uint32_t stm_quantity_read(stm_arena *arena, const stm_words *w, uint32_t i, stm_quantity *q);
/* "and 43 cents" behind money; returns the end, or i. */
uint32_t stm_small_money(const stm_words *w, uint32_t i, stm_quantity *q);

/* Is it part of a number to call, "0845 555 2222", "800-555-LINK (5465)"? */
bool stm_of_telephone(stm_str text, stm_span at);
/* "30 Porter Street", "561 N. Center": the number of a house. */
bool stm_of_house(const stm_words *w, const stm_amount *a);

#endif

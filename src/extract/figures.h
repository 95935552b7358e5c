/* figures.h: between the steps of figure extraction: what a number expression says (stm_amount).
 *
 * figures_units.c finds units and approximators in the words; figures_match.c reads one amount; figures_counted.c finds
 * in the tree what is counted; figures_bounds.c sets bounds by the conventions; figures.c walks the article.
 */
#ifndef STM_EXTRACT_FIGURES_H
#define STM_EXTRACT_FIGURES_H

#include "extract/numbers.h"

typedef enum stm_bound_kind {
    STM_BOUND_NONE,
    STM_BOUND_ABOUT,
    STM_BOUND_NEARLY,
    STM_BOUND_OVER,
    STM_BOUND_LEAST,
    STM_BOUND_BELOW,
    STM_BOUND_MOST,
    STM_BOUND_STANCE
} stm_bound_kind;

typedef enum stm_vague_kind {
    STM_VAGUE_NONE,
    STM_VAGUE_FEW,
    STM_VAGUE_SEVERAL,
    STM_VAGUE_COUPLE,
    STM_VAGUE_PLURAL
} stm_vague_kind;

typedef struct stm_amount {
    uint32_t first, end;         /* words, half-open, approximators and unit with it */
    uint32_t number, number_end; /* words of the number itself */
    double value, upper;         /* upper: the other end of a range; else the same */
    bool range, fraction, ordinal, digits, year_like, word_one;
    stm_vague_kind vague;
    double times; /* FEW, SEVERAL, PLURAL: the unit that is counted ("hundred") */
    stm_bound_kind bound;
    stm_bound_kind other;              /* of the second of two bounds ("more than 10 and less than 20"), with `upper` */
    uint32_t approx_first, approx_end; /* words of the approximator; equal: none */
    stm_str unit, kind;                /* NULL: none */
    bool hyphen;                       /* the unit hangs on a hyphen: "seven-day" */
    bool age;                          /* "years old" */
} stm_amount;

/* The longest unit at word i, after a number; false if there is none. `glued`: nothing stands between. */
bool stm_unit_match(const stm_words *words, uint32_t i, bool glued, uint32_t *end, const stm_unit_name **out);
/* A currency that stands before its number. */
bool stm_currency_before(const stm_words *words, uint32_t i, uint32_t *end, const stm_unit_name **out);
/* An approximator at word i. */
bool stm_bound_match(const stm_words *words, uint32_t i, uint32_t *end, stm_bound_kind *out);

/* The amount that begins at word i; false if there is none. */
bool stm_amount_match(stm_arena *arena, const stm_words *words, uint32_t i, stm_amount *out);

/* Sets counted, counted_at, unit `person`, and lengthens `at` to the noun right after the number. */
void stm_figure_count(stm_arena *arena, const stm_wordbook *book, const stm_article *article, const stm_amount *amount,
                      stm_figure *figure);
/* Adds the figures that are no numbers: "all the civilians", "a Russian nurse" killed. */
void stm_figures_without_number(stm_arena *arena, const stm_wordbook *book, stm_bounds bounds, stm_article *article);
/* Sets low, high, best and which of them are hard. After stm_figure_count. */
void stm_figure_bounds(const stm_amount *amount, stm_bounds bounds, stm_figure *figure);
/* People without a number ("many villagers"): what a convention makes of them. */
void stm_figure_uncounted(stm_bounds bounds, stm_figure *figure);

#endif

/* times_parts.h: the readers of time expressions, one for each sort of core. Internal to times_*.c.
 *
 * Each reads at word i and returns the word past the end, or i if nothing is there; it writes to *out even then, so
 * that a caller who tries several gives each a fresh stm_when.
 */
#ifndef STM_EXTRACT_TIMES_PARTS_H
#define STM_EXTRACT_TIMES_PARTS_H

#include "extract/times.h"

static inline uint32_t cls(const stm_words *w, uint32_t i) { return stm_word_classes(w, i); }
STM_ALWAYS_INLINE bool in(const stm_words *w, uint32_t i, const char *list) { return stm_word_among(w, i, list); }
static inline bool mark(const stm_words *w, uint32_t i, uint32_t c) { return stm_word_mark(w, i, c); }
static inline bool glued_hyphen(const stm_words *w, uint32_t i)
{
    return mark(w, i, '-') && !w->at.at[i].dash && stm_word_glued(w, i) && stm_word_glued(w, i + 1);
}
static inline uint32_t over_hyphen(const stm_words *w, uint32_t i) { return glued_hyphen(w, i) ? i + 1 : i; }
static inline const stm_word *digits_at(const stm_words *w, uint32_t i)
{
    const stm_word *d = stm_word_at(w, i);
    return d != NULL && d->kind == STM_WORD_DIGITS ? d : NULL;
}

uint32_t stm_when_before_christ(const stm_words *w, uint32_t i);
uint32_t stm_when_year(const stm_words *w, uint32_t i, stm_when *out);
bool stm_when_year_alone(const stm_words *w, uint32_t i, uint32_t end);
uint32_t stm_when_year_tail(const stm_words *w, uint32_t i, stm_when *out);
uint32_t stm_when_month(const stm_words *w, uint32_t i, stm_when *out);
uint32_t stm_when_month_day(const stm_words *w, uint32_t i, int32_t *day);
uint32_t stm_when_calendar_date(const stm_words *w, uint32_t i, stm_when *out);
uint32_t stm_when_numeric_date(const stm_words *w, uint32_t i, stm_date_order order, stm_when *out);
uint32_t stm_when_iso_week(const stm_words *w, uint32_t i, stm_when *out);
uint32_t stm_when_clock_group(const stm_words *w, uint32_t i, stm_when *out);
/* Reads on at word i, behind a date with its year: "28 November 2005, 02:24 GMT". */
uint32_t stm_when_stamp(const stm_words *w, uint32_t i, stm_when *date);
uint32_t stm_when_day_part(const stm_words *w, uint32_t i, stm_when *out);
uint32_t stm_when_weekday_group(const stm_words *w, uint32_t i, stm_when *out);
uint32_t stm_when_day_word(const stm_words *w, uint32_t i, stm_when *out);
uint32_t stm_when_quarter(const stm_words *w, uint32_t i, stm_when *out);
uint32_t stm_when_holiday(const stm_words *w, uint32_t i, stm_when *out);
uint32_t stm_when_decade(const stm_words *w, uint32_t i, stm_when *out);
uint32_t stm_when_century(const stm_words *w, uint32_t i, stm_when *out);
uint32_t stm_when_season(const stm_words *w, uint32_t i, stm_when *out, bool tied);
uint32_t stm_when_unit_group(const stm_words *w, uint32_t i, stm_when *out);

#endif

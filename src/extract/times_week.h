/* times_week.h: weekdays of a week that is over. Internal to the extraction of times. */
#ifndef STM_EXTRACT_TIMES_WEEK_H
#define STM_EXTRACT_TIMES_WEEK_H

#include "extract/times.h"

#define STM_WEEK_NAMES 8

/* "Monday's fire follows two last week in Alda and Linden": what was placed in a week that is over, by the names of
 * the places. */
typedef struct stm_week_told {
    int32_t last_day;   /* of that week; STM_NO_DAY: none is told of */
    uint32_t stretches; /* for how many more of them it holds */
    uint32_t n;
    stm_str names[STM_WEEK_NAMES];
} stm_week_told;

/* Reads what the expression, which has been resolved to `time`, says of such a week. */
void stm_week_read(const stm_words *words, const stm_when *when, const stm_time *time, stm_week_told *told);
/* "In Alda on Tuesday, ...": a bare weekday in a sentence that takes up one of the names. */
bool stm_week_takes_up(const stm_words *words, const stm_when *when, const stm_week_told *told);

#endif

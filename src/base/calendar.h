/* calendar.h: days, dates and weekdays of the proleptic Gregorian calendar.
 *
 * A day is an int32_t: days since 1970-01-01. STM_NO_DAY means unknown.
 * Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (2013), sections days_from_civil,
 * civil_from_days; ISO 8601 for week dates.
 */
#ifndef STM_BASE_CALENDAR_H
#define STM_BASE_CALENDAR_H

#include "base/str.h"

#define STM_NO_DAY INT32_MIN
#define STM_NO_INSTANT INT64_MIN

typedef struct stm_date {
    int32_t year;
    int32_t month; /* 1-12 */
    int32_t day;   /* 1-31 */
} stm_date;

/* False for 31 February and the like, and for years outside 1-9999. */
bool stm_date_valid(stm_date d);
/* STM_NO_DAY if the date is not valid. */
int32_t stm_day_of(stm_date d);
stm_date stm_date_of(int32_t day);
/* 1 Monday to 7 Sunday (ISO 8601). */
int32_t stm_weekday(int32_t day);
int32_t stm_month_days(int32_t year, int32_t month);
/* ISO 8601 week number (1-53) and the year that the week belongs to. */
void stm_iso_week(int32_t day, int32_t *year, int32_t *week);
/* Monday of an ISO week; STM_NO_DAY if the year has no such week or is outside 1-9999. */
int32_t stm_iso_week_day(int32_t year, int32_t week);
/* The day `months` later in the calendar, the day of the month cut to the month's length; STM_NO_DAY outside 1-9999. */
int32_t stm_add_months(int32_t day, int64_t months);
/* STM_NO_DAY if the sum leaves the years 1-9999. */
int32_t stm_add_days(int32_t day, int64_t days);
/* The nth `weekday` of a month, n -1 the last one; STM_NO_DAY if there is none. */
int32_t stm_nth_weekday(int32_t year, int32_t month, int32_t weekday, int32_t n);
/* Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, chapter 8); STM_NO_DAY outside 1-9999. */
int32_t stm_easter(int32_t year);
/* "2016-12-06"; STM_NULL_STR for STM_NO_DAY. */
stm_str stm_day_format(stm_arena *arena, int32_t day);

#endif

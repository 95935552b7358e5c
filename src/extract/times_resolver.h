/* times_resolver.h: what the steps of resolving share. Internal to times_values.c, times_resolve.c,
 * times_resolve_named.c. */
#ifndef STM_EXTRACT_TIMES_RESOLVER_H
#define STM_EXTRACT_TIMES_RESOLVER_H

#include "extract/times.h"

typedef struct stm_resolver {
    stm_arena *arena;
    const stm_when *w;
    stm_when_state *s;
    stm_time *out;
    stm_tense tense;
    int32_t today; /* the day of speaking, or STM_NO_DAY */
    bool opens;    /* the expression opens its sentence: "In 1943, ..." */
} stm_resolver;

typedef struct stm_season {
    const char *name;
    int32_t first, last; /* months; a last month above 12 lies in the year after */
} stm_season;
extern const stm_season stm_seasons[4];

static inline const char *stm_when_era(bool bc) { return bc ? "BC" : ""; }

/* Days of a month's first and last; STM_NO_DAY outside 1-9999. */
int32_t stm_when_first_of(int32_t year, int32_t month);
int32_t stm_when_last_of(int32_t year, int32_t month);
/* Each sets out->value and moves the state on; out of range: the value stays unknown. */
void stm_when_value_day(stm_resolver *r, int32_t day);
void stm_when_value_weekday(stm_resolver *r, int32_t weekday); /* "XXXX-WXX-5": of a week that is not known */
void stm_when_value_month(stm_resolver *r, int32_t year, int32_t month, bool bc);
void stm_when_value_year(stm_resolver *r, int32_t year, bool bc);
void stm_when_value_week(stm_resolver *r, int32_t day, bool weekend);
void stm_when_value_quarter(stm_resolver *r, int32_t year, int32_t quarter);
/* Marks the value as deictic; is the day of speaking known? */
bool stm_when_today_known(stm_resolver *r);
int32_t stm_when_year_of(int32_t day);
/* The year that an expression's own year tie names ("of last year"); 0 if it cannot be told. */
int32_t stm_when_tied_year(stm_resolver *r, stm_tie tie);
/* "P2W"; a NaN count gives "PXW". */
void stm_when_value_duration(stm_resolver *r, char unit, double count);
/* The day `count` units away; STM_NO_DAY if that leaves the calendar. */
int32_t stm_when_shifted(int32_t day, char unit, double count);
/* Adds the time of day, or the part of the day, to a value that is a day. */
void stm_when_with_clock(stm_resolver *r);
/* Times that have names: times_resolve_named.c. */
void stm_when_resolve_quarter(stm_resolver *r);
void stm_when_resolve_holiday(stm_resolver *r);
void stm_when_resolve_season(stm_resolver *r);
void stm_when_resolve_set(stm_resolver *r);
void stm_when_resolve_weekend(stm_resolver *r);
void stm_when_resolve_part(stm_resolver *r);

#endif

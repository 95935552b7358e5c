/* times_values.c: TIMEX3 values: written from days, months, quarters and counts; read back into days.
 *
 * In: numbers.  Out: values; what was said is noted in the state.  Never: a value for a date that is not in the
 * calendar. Invariants: (1) days lie in the years 1-9999 or are STM_NO_DAY. Cost: constant. Source: TIMEX3
 * (TimeML 1.2.1, section 2.2.1), ISO 8601.
 */
#include "extract/times_resolver.h"

#include <math.h>
#include <stdio.h>

const stm_season stm_seasons[4] = { { "SP", 3, 5 }, { "SU", 6, 8 }, { "FA", 9, 11 }, { "WI", 12, 14 } };

int32_t stm_when_first_of(int32_t year, int32_t month) { return stm_day_of((stm_date){ year, month, 1 }); }

int32_t stm_when_last_of(int32_t year, int32_t month)
{
    return stm_day_of((stm_date){ year, month, stm_month_days(year, month) });
}

static int32_t part_number(stm_str v, size_t at, size_t n)
{
    int32_t x = 0;
    if (at + n > v.n) {
        return -1;
    }
    for (size_t i = at; i < at + n; i++) {
        if (v.p[i] < '0' || v.p[i] > '9') {
            return -1;
        }
        x = x * 10 + (v.p[i] - '0');
    }
    return x;
}

void stm_value_days(stm_str v, int32_t *from, int32_t *to)
{
    int32_t y, m, d;
    *from = *to = STM_NO_DAY;
    if (v.n == 2 && (y = part_number(v, 0, 2)) > 0) {
        *from = stm_when_first_of(y * 100, 1), *to = stm_when_last_of(y * 100 + 99, 12);
        return;
    }
    if (v.n == 3 && (y = part_number(v, 0, 3)) > 0) {
        *from = stm_when_first_of(y * 10, 1), *to = stm_when_last_of(y * 10 + 9, 12);
        return;
    }
    if ((y = part_number(v, 0, 4)) < 1) {
        return;
    }
    if (v.n == 4) {
        *from = stm_when_first_of(y, 1), *to = stm_when_last_of(y, 12);
        return;
    }
    if (v.p[4] != '-') {
        return;
    }
    if (v.n >= 8 && v.p[5] == 'W' && (m = part_number(v, 6, 2)) > 0) {
        *from = stm_iso_week_day(y, m);
        *to = stm_add_days(*from, 6);
        if (v.n == 11) { /* -WE */
            *from = stm_add_days(*from, 5);
        }
    } else if (v.n == 7 && v.p[5] == 'Q' && (m = part_number(v, 6, 1)) >= 1 && m <= 4) {
        *from = stm_when_first_of(y, 3 * m - 2), *to = stm_when_last_of(y, 3 * m);
    } else if (v.n == 7 && v.p[5] == 'H' && (m = part_number(v, 6, 1)) >= 1 && m <= 2) {
        *from = stm_when_first_of(y, 6 * m - 5), *to = stm_when_last_of(y, 6 * m);
    } else if (v.n == 7 && part_number(v, 5, 2) < 0) {
        for (size_t s = 0; s < 4; s++) {
            if (memcmp(v.p + 5, stm_seasons[s].name, 2) == 0) {
                int32_t last = stm_seasons[s].last;
                *from = stm_when_first_of(y, stm_seasons[s].first);
                *to = last > 12 ? stm_when_last_of(y + 1, last - 12) : stm_when_last_of(y, last);
            }
        }
    } else if (v.n >= 7 && (m = part_number(v, 5, 2)) >= 1 && m <= 12) {
        if (v.n == 7) {
            *from = stm_when_first_of(y, m), *to = stm_when_last_of(y, m);
        } else if (v.n >= 10 && (d = part_number(v, 8, 2)) > 0) {
            *from = *to = stm_day_of((stm_date){ y, m, d });
            if (v.n >= 13 && *from != STM_NO_DAY && memcmp(v.p + 10, "TNI", 3) == 0) {
                *to = stm_add_days(*from, 1);
            }
        }
    }
    if (*from == STM_NO_DAY || *to == STM_NO_DAY) {
        *from = *to = STM_NO_DAY;
    }
}

void stm_when_value_day(stm_resolver *r, int32_t day)
{
    stm_date d;
    if (day == STM_NO_DAY) {
        return;
    }
    d = stm_date_of(day);
    r->out->value = stm_day_format(r->arena, day);
    r->s->day = day;
    r->s->year = d.year;
    r->s->month = d.month;
    r->s->bc = false;
    r->s->weekday = 0;
}

void stm_when_value_weekday(stm_resolver *r, int32_t weekday)
{
    r->out->value = stm_str_format(r->arena, "XXXX-WXX-%d", (int)weekday);
    r->s->weekday = weekday;
    r->s->day = STM_NO_DAY;
}

void stm_when_value_month(stm_resolver *r, int32_t year, int32_t month, bool bc)
{
    if (year >= 1 && year <= 9999) {
        r->out->value = stm_str_format(r->arena, "%s%04d-%02d", stm_when_era(bc), (int)year, (int)month);
        r->s->year = year;
        r->s->month = month;
        r->s->bc = bc;
    }
}

void stm_when_value_year(stm_resolver *r, int32_t year, bool bc)
{
    if (year >= 1 && year <= 9999) {
        r->out->value = stm_str_format(r->arena, "%s%04d", stm_when_era(bc), (int)year);
        r->s->year = year;
        r->s->bc = bc;
    }
}

void stm_when_value_week(stm_resolver *r, int32_t day, bool weekend)
{
    int32_t y, k;
    if (day != STM_NO_DAY) {
        stm_iso_week(day, &y, &k);
        r->out->value = stm_str_format(r->arena, "%04d-W%02d%s", (int)y, (int)k, weekend ? "-WE" : "");
    }
}

void stm_when_value_quarter(stm_resolver *r, int32_t year, int32_t quarter)
{
    if (year >= 1 && year <= 9999) {
        r->out->value = quarter >= 5 ? stm_str_format(r->arena, "%04d-H%d", (int)year, (int)quarter - 4)
                                     : stm_str_format(r->arena, "%04d-Q%d", (int)year, (int)quarter);
        if (quarter <= 4) {
            r->s->quarter = quarter;
            r->s->quarter_year = year;
        }
    }
}

static void set_value(stm_resolver *r, const char *z) { r->out->value = stm_str_dup(r->arena, stm_str_of(z)); }

bool stm_when_today_known(stm_resolver *r)
{
    r->out->deictic = true;
    return r->today != STM_NO_DAY;
}

int32_t stm_when_year_of(int32_t day) { return stm_date_of(day).year; }

/* The year that an expression's own year tie names; 0 if it cannot be told. */
int32_t stm_when_tied_year(stm_resolver *r, stm_tie tie)
{
    if (tie == STM_TIE_THAT || tie == STM_TIE_THE) {
        if (r->s->year > 0 && (tie == STM_TIE_THAT || r->s->narrative)) {
            return r->s->year;
        }
        tie = STM_TIE_THIS;
    }
    if (!stm_when_today_known(r)) {
        return 0;
    }
    switch (tie) {
    case STM_TIE_LAST:
    case STM_TIE_PREVIOUS: return stm_when_year_of(r->today) - 1;
    case STM_TIE_NEXT:
    case STM_TIE_COMING: return stm_when_year_of(r->today) + 1;
    default: return stm_when_year_of(r->today);
    }
}

static char iso_unit(char unit, double *count, bool *time)
{
    *time = unit == 's' || unit == 'i' || unit == 'h';
    switch (unit) {
    case 's': return 'S';
    case 'i': return 'M';
    case 'h': return 'H';
    case 'F': *count *= 2; return 'W';
    case 'E': *count *= 10; return 'Y';
    case 'C': *count *= 100; return 'Y';
    case 'L': *count *= 1000; return 'Y';
    default: return unit;
    }
}

void stm_when_value_duration(stm_resolver *r, char unit, double count)
{
    bool time;
    double n = count;
    char u = iso_unit(unit, &n, &time), buf[48];
    if (isnan(count)) {
        r->out->value = unit == 'E'   ? STM_STR("PXDE")
                        : unit == 'C' ? STM_STR("PXCE")
                                      : stm_str_format(r->arena, "P%sX%c", time ? "T" : "", u);
        return;
    }
    if (n > 1e6) {
        return; /* no period that a newspaper speaks of */
    }
    if (u == 'H' && n != floor(n)) {
        double minutes = (n - floor(n)) * 60;
        if (floor(n) > 0) {
            snprintf(buf, sizeof buf, "PT%.0fH%.0fM", floor(n), minutes);
        } else {
            snprintf(buf, sizeof buf, "PT%.0fM", minutes);
        }
    } else if (u == 'Y' && n == 0.5) {
        snprintf(buf, sizeof buf, "P6M");
    } else {
        snprintf(buf, sizeof buf, "P%s%.10g%c", time ? "T" : "", n, u);
    }
    set_value(r, buf);
}

/* `count` units away from `day`, in days. */
int32_t stm_when_shifted(int32_t day, char unit, double count)
{
    double n = count;
    bool time;
    char u = iso_unit(unit, &n, &time);
    if (day == STM_NO_DAY || isnan(n) || fabs(n) > 1e6) {
        return STM_NO_DAY;
    }
    switch (u) {
    case 'Y': return stm_add_months(day, (int64_t)llround(n * 12));
    case 'Q': return stm_add_months(day, (int64_t)llround(n * 3));
    case 'M': return time ? day : stm_add_months(day, (int64_t)llround(n));
    case 'W': return stm_add_days(day, (int64_t)llround(n * 7));
    case 'D': return stm_add_days(day, (int64_t)llround(n));
    default: return day;
    }
}

void stm_when_with_clock(stm_resolver *r)
{
    const stm_when *w = r->w;
    stm_str v = r->out->value;
    if (w->clock) {
        r->out->type = STM_TIME_TIME;
        r->s->hour = w->hour;
        r->s->minute = w->minute < 0 ? 0 : w->minute;
        if (v.p != NULL && v.n == 10) {
            r->out->value = w->second >= 0 ? stm_str_format(r->arena, "%.10sT%02d:%02d:%02d", v.p, (int)w->hour,
                                                            (int)w->minute, (int)w->second)
                                           : stm_str_format(r->arena, "%.10sT%02d:%02d", v.p, (int)w->hour,
                                                            (int)(w->minute < 0 ? 0 : w->minute));
        }
    } else if (w->part[0] != '\0') {
        r->out->type = STM_TIME_TIME;
        if (v.p != NULL && v.n == 10) {
            r->out->value = stm_str_format(r->arena, "%.10sT%s", v.p, w->part);
        }
    }
}

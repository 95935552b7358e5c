/* times_resolve_named.c: what named times mean: quarters, holidays, seasons, sets, weekends, parts of the day.
 *
 * In: stm_resolver.  Out: its time's value.  Never: a holiday's day from another year than the tense points to.
 * Invariants: as times_resolve.c. Cost: constant.
 */
#include "extract/times_resolver.h"

#include <math.h>

void stm_when_resolve_quarter(stm_resolver *r)
{
    const stm_when *w = r->w;
    int32_t q = w->quarter, year = w->year, here;
    if (w->year_tie != STM_TIE_NONE) {
        year = stm_when_tied_year(r, w->year_tie);
    }
    if (q == 0) {
        q = r->s->quarter;
        if (q == 0 && r->today != STM_NO_DAY) {
            q = (stm_date_of(r->today).month - 1) / 3;
            q = q == 0 ? 4 : q;
        }
    }
    if (q == 0) {
        return;
    }
    if (year == 0) {
        if (!stm_when_today_known(r)) {
            return;
        }
        here = (stm_date_of(r->today).month + 2) / 3;
        year = stm_when_year_of(r->today);
        if (r->tense == STM_TENSE_FUTURE && q < here - 1) { /* results of the quarter just over are news for long */
            year++;
        } else if (r->tense != STM_TENSE_FUTURE && q > here) {
            year--;
        }
        if (w->tie == STM_TIE_THAT && r->s->year > 0) {
            year = r->s->year;
        }
    }
    stm_when_value_quarter(r, year, q);
}

void stm_when_resolve_holiday(stm_resolver *r)
{
    const stm_when *w = r->w;
    const stm_holiday *h = &r->s->book->holidays.at[w->holiday];
    int32_t year = w->year, best = STM_NO_DAY, gap = INT32_MAX, low, high;
    if (year == 0) {
        if (r->s->narrative && r->s->year > 0) {
            year = r->s->year;
        } else if (!stm_when_today_known(r)) {
            return;
        }
    }
    low = year > 0 ? year : stm_when_year_of(r->today) - 1;
    high = year > 0 ? year : low + 2;
    for (int32_t y = low; y <= high; y++) {
        int32_t day, d;
        if (h->by_easter) {
            day = stm_add_days(stm_easter(y), h->easter);
        } else if (h->election) {
            day = stm_add_days(stm_nth_weekday(y, 11, 1, 1), 1);
        } else if (h->day == 0) {
            day = stm_nth_weekday(y, h->month, h->weekday, h->nth);
        } else {
            day = stm_day_of((stm_date){ y, h->month, h->day });
        }
        if (day == STM_NO_DAY) {
            continue;
        }
        d = year > 0 ? 0 : day > r->today ? day - r->today : r->today - day;
        d += day > r->today && (r->tense == STM_TENSE_PAST || w->tie == STM_TIE_LAST) ? 1000 : 0;
        d += day < r->today && (r->tense == STM_TENSE_FUTURE || w->tie == STM_TIE_NEXT) ? 1000 : 0;
        if (d < gap) {
            gap = d;
            best = day;
        }
    }
    stm_when_value_day(r, best);
}

void stm_when_resolve_season(stm_resolver *r)
{
    const stm_when *w = r->w;
    int32_t year = w->year, month;
    if (w->year_tie != STM_TIE_NONE) {
        year = stm_when_tied_year(r, w->year_tie);
    }
    if (year == 0 && r->s->narrative && r->s->year > 0 && w->tie != STM_TIE_THIS) {
        year = r->s->year + (w->tie == STM_TIE_NEXT || w->tie == STM_TIE_FOLLOWING ? 1 : 0);
        r->out->value = stm_str_format(r->arena, "%s%04d-%s", stm_when_era(r->s->bc), (int)year, w->season);
        return;
    }
    if (year == 0) {
        if (!stm_when_today_known(r)) {
            return;
        }
        year = stm_when_year_of(r->today);
        month = stm_date_of(r->today).month;
        for (size_t s = 0; s < 4; s++) {
            if (memcmp(stm_seasons[s].name, w->season, 2) == 0) {
                int32_t first = stm_seasons[s].first;
                if (w->tie == STM_TIE_LAST) {
                    year -= month <= stm_seasons[s].last || first == 12 ? 1 : 0;
                } else if (w->tie == STM_TIE_NEXT) {
                    year += month >= first ? 1 : 0;
                } else if (w->tie != STM_TIE_THIS && r->tense == STM_TENSE_PAST && first > month) {
                    year--;
                }
            }
        }
    }
    r->out->value = stm_str_format(r->arena, "%s%04d-%s", stm_when_era(w->bc), (int)year, w->season);
}

void stm_when_resolve_set(stm_resolver *r)
{
    const stm_when *w = r->w;
    r->out->type = STM_TIME_SET;
    if (w->value.p != NULL) {
        r->out->value = w->value;
    } else if (w->weekday > 0) {
        r->out->value = stm_str_format(r->arena, "XXXX-WXX-%d", (int)w->weekday);
    } else if (w->month > 0) {
        r->out->value = stm_str_format(r->arena, "XXXX-%02d", (int)w->month);
    } else if (w->season[0] != '\0') {
        r->out->value = stm_str_format(r->arena, "XXXX-%s", w->season);
    } else if (w->part[0] != '\0') {
        r->out->value = stm_str_format(r->arena, "XXXX-XX-XXT%s", w->part);
    } else {
        stm_when_value_duration(r, w->unit, isnan(w->count) ? 1 : w->count);
    }
}

void stm_when_resolve_weekend(stm_resolver *r)
{
    int32_t saturday, step = 0;
    bool over; /* "became a contender this weekend", on a Monday */
    if (!stm_when_today_known(r)) {
        return;
    }
    over = r->tense == STM_TENSE_PAST && stm_weekday(r->today) <= 3;
    saturday = r->today - stm_weekday(r->today) + 6;
    if (r->w->tie == STM_TIE_LAST || (r->w->tie != STM_TIE_NEXT && r->w->tie != STM_TIE_COMING && saturday > r->today &&
                                      (r->tense != STM_TENSE_FUTURE && (r->w->tie != STM_TIE_THIS || over)))) {
        step = -7;
    } else if (r->w->tie == STM_TIE_NEXT) {
        step = 7;
    }
    stm_when_value_week(r, stm_add_days(saturday, step), true);
}

/* A part of a day of which the weekday alone is known: "that evening" of the one named last, "this morning" of the day
 * of writing. */
static void part_of_weekday(stm_resolver *r, bool told, int32_t step)
{
    int32_t weekday = told && r->s->weekday > 0 ? r->s->weekday : r->s->here;
    if (weekday > 0) {
        stm_when_value_weekday(r, (weekday - 1 + step + 7) % 7 + 1);
    }
    stm_when_with_clock(r);
}

void stm_when_resolve_part(stm_resolver *r)
{
    const stm_when *w = r->w;
    int32_t day = r->today, step;
    /* "by early afternoon", a few sentences behind "an inspection on March 2": not of a day of weeks ago */
    bool told = r->s->day != STM_NO_DAY &&
                (r->s->narrative || r->today == STM_NO_DAY || (r->s->day <= r->today && r->s->day >= r->today - 6));
    bool back = w->tie == STM_TIE_THAT || w->tie == STM_TIE_FOLLOWING || w->tie == STM_TIE_PREVIOUS ||
                w->tie == STM_TIE_NEXT || (w->tie == STM_TIE_THE && (told || r->s->weekday > 0));
    r->out->type = STM_TIME_TIME;
    step = !back                                                   ? w->tie == STM_TIE_LAST ? -1 : 0
           : w->tie == STM_TIE_FOLLOWING || w->tie == STM_TIE_NEXT ? 1
           : w->tie == STM_TIE_PREVIOUS                            ? -1
                                                                   : 0;
    if (back) {
        day = r->s->day != STM_NO_DAY ? r->s->day : r->today;
        r->out->deictic = r->s->day == STM_NO_DAY;
    } else {
        stm_when_today_known(r);
    }
    if (day == STM_NO_DAY) {
        part_of_weekday(r, back, step);
        return;
    }
    stm_when_value_day(r, stm_add_days(day, step));
    stm_when_with_clock(r);
}

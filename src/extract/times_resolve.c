/* times_resolve.c: what a time expression means: TIMEX3 value and days.
 *
 * In: stm_when, tense, what was said before.  Out: type, value, from_day, to_day of stm_time.  Never: a value for an
 * expression whose anchor is not known, nor for a date that is not in the calendar.
 * Invariants: (1) days lie in the years 1-9999 or are STM_NO_DAY. (2) a value that needs the day of publication sets
 * `deictic`. Cost: constant.
 * Source: TIMEX3 (TimeML 1.2.1, section 2.2.1); directions of weekdays and months as in HeidelTime's news and
 * narrative modes (Stroetgen and Gertz 2013).
 */
#include "extract/times.h"

#include <math.h>
#include <stdio.h>

static int32_t first_of(int32_t year, int32_t month)
{
    return stm_day_of((stm_date){ year, month, 1 });
}

static int32_t last_of(int32_t year, int32_t month)
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

static const struct {
    const char *name;
    int32_t first, last; /* months; winter ends in the year after */
} seasons[] = { { "SP", 3, 5 }, { "SU", 6, 8 }, { "FA", 9, 11 }, { "WI", 12, 14 } };

void stm_value_days(stm_str v, int32_t *from, int32_t *to)
{
    int32_t y, m, d;
    *from = *to = STM_NO_DAY;
    if (v.n == 2 && (y = part_number(v, 0, 2)) > 0) {
        *from = first_of(y * 100, 1), *to = last_of(y * 100 + 99, 12);
        return;
    }
    if (v.n == 3 && (y = part_number(v, 0, 3)) > 0) {
        *from = first_of(y * 10, 1), *to = last_of(y * 10 + 9, 12);
        return;
    }
    if ((y = part_number(v, 0, 4)) < 1) {
        return;
    }
    if (v.n == 4) {
        *from = first_of(y, 1), *to = last_of(y, 12);
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
        *from = first_of(y, 3 * m - 2), *to = last_of(y, 3 * m);
    } else if (v.n == 7 && v.p[5] == 'H' && (m = part_number(v, 6, 1)) >= 1 && m <= 2) {
        *from = first_of(y, 6 * m - 5), *to = last_of(y, 6 * m);
    } else if (v.n == 7 && part_number(v, 5, 2) < 0) {
        for (size_t s = 0; s < 4; s++) {
            if (memcmp(v.p + 5, seasons[s].name, 2) == 0) {
                int32_t last = seasons[s].last;
                *from = first_of(y, seasons[s].first);
                *to = last > 12 ? last_of(y + 1, last - 12) : last_of(y, last);
            }
        }
    } else if (v.n >= 7 && (m = part_number(v, 5, 2)) >= 1 && m <= 12) {
        if (v.n == 7) {
            *from = first_of(y, m), *to = last_of(y, m);
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

/* ---- helpers of the resolver --------------------------------------------------------------------------- */

typedef struct resolver {
    stm_arena *arena;
    const stm_when *w;
    stm_when_state *s;
    stm_time *out;
    stm_tense tense;
    int32_t today;
    bool opens; /* it opens its sentence: "In 1943, ..." */
} resolver;

static const char *era(const resolver *r, bool bc)
{
    (void)r;
    return bc ? "BC" : "";
}

static void value_day(resolver *r, int32_t day)
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
}

static void value_month(resolver *r, int32_t year, int32_t month, bool bc)
{
    if (year >= 1 && year <= 9999) {
        r->out->value = stm_str_format(r->arena, "%s%04d-%02d", era(r, bc), (int)year, (int)month);
        r->s->year = year;
        r->s->month = month;
        r->s->bc = bc;
    }
}

static void value_year(resolver *r, int32_t year, bool bc)
{
    if (year >= 1 && year <= 9999) {
        r->out->value = stm_str_format(r->arena, "%s%04d", era(r, bc), (int)year);
        r->s->year = year;
        r->s->bc = bc;
    }
}

static void value_week(resolver *r, int32_t day, bool weekend)
{
    int32_t y, k;
    if (day != STM_NO_DAY) {
        stm_iso_week(day, &y, &k);
        r->out->value = stm_str_format(r->arena, "%04d-W%02d%s", (int)y, (int)k, weekend ? "-WE" : "");
    }
}

static void value_quarter(resolver *r, int32_t year, int32_t quarter)
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

static void set_value(resolver *r, const char *z)
{
    r->out->value = stm_str_dup(r->arena, stm_str_of(z));
}

static bool today_known(resolver *r)
{
    r->out->deictic = true;
    return r->today != STM_NO_DAY;
}

static int32_t year_of(int32_t day)
{
    return stm_date_of(day).year;
}

/* The year that an expression's own year tie names; 0 if it cannot be told. */
static int32_t tied_year(resolver *r, stm_tie tie)
{
    if (tie == STM_TIE_THAT || tie == STM_TIE_THE) {
        if (r->s->year > 0 && (tie == STM_TIE_THAT || r->s->narrative)) {
            return r->s->year;
        }
        tie = STM_TIE_THIS;
    }
    if (!today_known(r)) {
        return 0;
    }
    switch (tie) {
    case STM_TIE_LAST: case STM_TIE_PREVIOUS: return year_of(r->today) - 1;
    case STM_TIE_NEXT: case STM_TIE_COMING: return year_of(r->today) + 1;
    default: return year_of(r->today);
    }
}

/* The year of a month (and day) that is written without one. */
static int32_t year_for(resolver *r, int32_t month, int32_t day)
{
    int32_t best = 0, gap = INT32_MAX, here;
    if (r->s->narrative && r->s->year > 0) {
        if (r->s->bc) {
            return r->s->year;
        }
        return r->s->month > 0 && r->s->month - month >= 9 ? r->s->year + 1 : r->s->year;
    }
    if (!today_known(r)) {
        return 0;
    }
    here = year_of(r->today);
    for (int32_t y = here - 1; y <= here + 1; y++) {
        int32_t from = day > 0 ? stm_day_of((stm_date){ y, month, day }) : first_of(y, month);
        int32_t to = day > 0 ? from : last_of(y, month);
        int32_t d;
        if (from == STM_NO_DAY) {
            continue;
        }
        d = r->today < from ? from - r->today : r->today > to ? r->today - to : 0;
        if (r->w->tie == STM_TIE_LAST || r->w->tie == STM_TIE_THIS_PAST) {
            d = to < r->today || from <= r->today - 28 ? d : INT32_MAX - 1;
        } else if (r->w->tie == STM_TIE_NEXT || r->w->tie == STM_TIE_THIS_COMING || r->w->tie == STM_TIE_COMING) {
            d = from > r->today ? d : INT32_MAX - 1;
        } else if (r->w->tie == STM_TIE_THIS) {
            d = y == here ? 0 : INT32_MAX - 1;
        } else if (from > r->today && r->tense == STM_TENSE_PAST) {
            d += 150; /* a past verb looks back, a future one forward, unless the other date is next door */
        } else if (to < r->today && r->tense == STM_TENSE_FUTURE) {
            d += 150;
        } else if (from > r->today) {
            d += 60;
        }
        if (d < gap) {
            gap = d;
            best = y;
        }
    }
    return best;
}

static int32_t weekday_near(resolver *r, int32_t anchor, int32_t weekday)
{
    int32_t back = (stm_weekday(anchor) - weekday + 7) % 7, ahead = (7 - back) % 7;
    stm_tie tie = r->w->tie;
    if (tie == STM_TIE_LAST || tie == STM_TIE_PREVIOUS || tie == STM_TIE_THIS_PAST || tie == STM_TIE_PAST) {
        return stm_add_days(anchor, back == 0 ? -7 : -back);
    }
    if (tie == STM_TIE_NEXT || tie == STM_TIE_FOLLOWING || tie == STM_TIE_COMING || tie == STM_TIE_THIS_COMING) {
        return stm_add_days(anchor, ahead == 0 ? 7 : ahead);
    }
    if (r->tense == STM_TENSE_FUTURE) {
        return stm_add_days(anchor, ahead);
    }
    if (r->tense == STM_TENSE_PRESENT && ahead > 0 && ahead < back) { /* "they meet on Monday" */
        return stm_add_days(anchor, ahead);
    }
    if (r->tense == STM_TENSE_UNKNOWN && ahead == 1) {
        return stm_add_days(anchor, 1);
    }
    return stm_add_days(anchor, -back);
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

static void value_duration(resolver *r, char unit, double count)
{
    bool time;
    double n = count;
    char u = iso_unit(unit, &n, &time), buf[48];
    if (isnan(count)) {
        r->out->value = unit == 'E' ? STM_STR("PXE") : unit == 'C' ? STM_STR("PXC")
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
static int32_t shifted(int32_t day, char unit, double count)
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

/* ---- kinds --------------------------------------------------------------------------------------------- */

static void with_clock(resolver *r)
{
    const stm_when *w = r->w;
    stm_str v = r->out->value;
    if (w->clock) {
        r->out->type = STM_TIME_TIME;
        r->s->hour = w->hour;
        r->s->minute = w->minute < 0 ? 0 : w->minute;
        if (v.p != NULL && v.n == 10) {
            r->out->value = w->second >= 0 ? stm_str_format(r->arena, "%.10sT%02d:%02d:%02d", v.p, (int)w->hour, (int)w->minute, (int)w->second)
                                           : stm_str_format(r->arena, "%.10sT%02d:%02d", v.p, (int)w->hour, (int)(w->minute < 0 ? 0 : w->minute));
        }
    } else if (w->part[0] != '\0') {
        r->out->type = STM_TIME_TIME;
        if (v.p != NULL && v.n == 10) {
            r->out->value = stm_str_format(r->arena, "%.10sT%s", v.p, w->part);
        }
    }
}

static void resolve_date(resolver *r)
{
    const stm_when *w = r->w;
    int32_t year = w->year;
    bool bc = w->bc;
    if (w->two_digit_year) {
        int32_t here = r->today == STM_NO_DAY ? 2000 : year_of(r->today);
        year += here / 100 * 100;
        year -= year > here + 20 ? 100 : 0;
    }
    if (w->year_tie != STM_TIE_NONE) {
        year = tied_year(r, w->year_tie);
    }
    if (year == 0 && w->month > 0) {
        year = year_for(r, w->month, w->day);
        bc = r->s->narrative && r->s->bc;
        if (year == 0) {
            return;
        }
    }
    if (w->month == 0) { /* a year in passing ("planned for 1976") does not move a history on */
        int32_t gap = year - r->s->year;
        bool passing = r->s->year > 0 && !r->opens && (gap > 1 || gap < 0 || bc != r->s->bc);
        int32_t y = r->s->year, m = r->s->month;
        bool b = r->s->bc;
        value_year(r, year, bc);
        r->s->month = 0;
        if (passing && r->s->narrative) {
            r->s->year = y;
            r->s->month = m;
            r->s->bc = b;
        }
        return;
    }
    if (w->day == 0) {
        value_month(r, year, w->month, bc);
        return;
    }
    if (bc) {
        r->out->value = stm_str_format(r->arena, "BC%04d-%02d-%02d", (int)year, (int)w->month, (int)w->day);
        return;
    }
    if (w->unit == 'W') {
        value_week(r, stm_day_of((stm_date){ year, w->month, w->day }), false);
        return;
    }
    value_day(r, stm_day_of((stm_date){ year, w->month, w->day }));
    with_clock(r);
}

static void resolve_period(resolver *r)
{
    const stm_when *w = r->w;
    stm_when_state *s = r->s;
    int32_t step = 0, anchor = r->today;
    bool anaphoric = w->tie == STM_TIE_THAT || w->tie == STM_TIE_PREVIOUS || w->tie == STM_TIE_FOLLOWING ||
                     (s->narrative && (w->tie == STM_TIE_THE || w->tie == STM_TIE_NEXT)) ||
                     (w->tie == STM_TIE_NEXT && w->unit == 'D');
    int32_t year = 0;
    if (w->year > 0 && w->unit == 'W') {
        value_week(r, stm_iso_week_day(w->year, (int32_t)w->count), false);
        return;
    }
    switch (w->tie) {
    case STM_TIE_LAST: case STM_TIE_PREVIOUS: case STM_TIE_THIS_PAST: step = -1; break;
    case STM_TIE_NEXT: case STM_TIE_FOLLOWING: case STM_TIE_COMING: case STM_TIE_THIS_COMING: step = 1; break;
    case STM_TIE_PAST: /* "the past week": as long, up to now */
        if (w->unit == 'Y') {
            step = -1;
            break;
        }
        if (w->unit == 'Q') {
            step = -1;
            break;
        }
        r->out->type = STM_TIME_DURATION;
        value_duration(r, w->unit, 1);
        if (today_known(r)) {
            r->out->from_day = shifted(r->today, w->unit, -1);
            r->out->to_day = r->today;
        }
        return;
    default: break;
    }
    if (anaphoric) {
        anchor = s->day != STM_NO_DAY ? s->day : r->today;
        year = s->year;
    } else if (!today_known(r)) {
        return;
    }
    if (year == 0 && anchor != STM_NO_DAY) {
        year = year_of(anchor);
    }
    switch (w->unit) {
    case 'Y':
        if (year > 0) {
            value_year(r, s->bc && anaphoric ? year - step : year + step, s->bc && anaphoric);
        } else if (!anaphoric) {
            value_year(r, year_of(anchor) + step, false);
        }
        break;
    case 'M':
        if (anaphoric && s->year > 0 && s->month > 0) {
            int64_t m = (int64_t)s->year * 12 + s->month - 1 + step;
            value_month(r, (int32_t)(m / 12), (int32_t)(m % 12) + 1, s->bc);
        } else if (anchor != STM_NO_DAY) {
            stm_date d = stm_date_of(stm_add_months(stm_add_days(anchor, 1 - stm_date_of(anchor).day), step));
            value_month(r, d.year, d.month, false);
        }
        break;
    case 'W':
        value_week(r, stm_add_days(anchor, 7 * (int64_t)step), false);
        break;
    case 'D':
        if (s->bc && anaphoric) {
            break;
        }
        value_day(r, stm_add_days(anchor, step));
        break;
    case 'Q':
        if (w->tie == STM_TIE_THIS && anchor != STM_NO_DAY) {
            value_quarter(r, year_of(anchor), (stm_date_of(anchor).month + 2) / 3);
        } else if ((w->tie == STM_TIE_THE || w->tie == STM_TIE_LATEST || w->tie == STM_TIE_THAT) && s->quarter > 0) {
            value_quarter(r, s->quarter_year, s->quarter);
        } else if (anchor != STM_NO_DAY) {
            int32_t q = year_of(anchor) * 4 + (stm_date_of(anchor).month - 1) / 3 + (step == 0 ? -1 : step);
            value_quarter(r, q / 4, q % 4 + 1);
        }
        break;
    case 'E':
        if (year > 0) {
            r->out->value = stm_str_format(r->arena, "%s%03d", era(r, s->bc && anaphoric), (int)(year / 10 + (s->bc && anaphoric ? -step : step)));
        }
        break;
    case 'C':
        if (year > 0) {
            r->out->value = stm_str_format(r->arena, "%02d", (int)(year / 100 + step));
        }
        break;
    default: break;
    }
    if (w->unit == 'Y' && step == 0) {
        s->month = 0;
    }
}

static void resolve_shift(resolver *r)
{
    const stm_when *w = r->w;
    stm_when_state *s = r->s;
    double n = w->count, sign = w->shift == STM_SHIFT_AGO || w->shift == STM_SHIFT_EARLIER ? -1 : 1;
    bool from_today = w->shift == STM_SHIFT_AGO || w->shift == STM_SHIFT_FROM_NOW;
    int32_t anchor, day;
    char u = w->unit;
    if (w->adjective || (u == 'Y' && n == 1 && sign < 0 && s->reckons && s->quarter > 0)) {
        /* "a year ago", in reports on a quarter: that quarter of the year before */
        if (s->quarter > 0 && s->reckons) {
            r->out->value = stm_str_format(r->arena, "%04d-Q%d", (int)s->quarter_year - 1, (int)s->quarter);
            r->out->deictic = true;
            return;
        }
    }
    if (w->shift == STM_SHIFT_AFTER && s->day == STM_NO_DAY) { /* of what day is not known: how long, then */
        r->out->type = STM_TIME_DURATION;
        value_duration(r, u, n);
        r->out->vague = isnan(n);
        return;
    }
    anchor = from_today || s->day == STM_NO_DAY ? r->today : s->day;
    r->out->deictic = from_today || s->day == STM_NO_DAY;
    if (isnan(n)) {
        r->out->vague = true;
        if (u == 'h' || u == 'i' || u == 's') {
            r->out->type = STM_TIME_TIME;
            if (anchor != STM_NO_DAY) {
                r->out->value = stm_day_format(r->arena, anchor);
            }
            return;
        }
        r->out->value = sign < 0 ? STM_STR("PAST_REF") : STM_STR("FUTURE_REF");
        return;
    }
    if ((u == 'Y' || u == 'E' || u == 'C') && !from_today && s->year > 0 && n == floor(n) && n < 5000) {
        int32_t k = (int32_t)(n * (u == 'E' ? 10 : u == 'C' ? 100 : 1));
        int32_t y = s->bc ? s->year - (int32_t)sign * k : s->year + (int32_t)sign * k;
        value_year(r, y, s->bc);
        return;
    }
    if (anchor == STM_NO_DAY) {
        return;
    }
    day = shifted(anchor, u, sign * n);
    if (day == STM_NO_DAY) {
        return;
    }
    switch (u) {
    case 'Y': case 'E': case 'C':
        r->out->value = stm_str_format(r->arena, "%04d", (int)year_of(day));
        break;
    case 'M': case 'Q': {
        stm_date d = stm_date_of(day);
        r->out->value = stm_str_format(r->arena, "%04d-%02d", (int)d.year, (int)d.month);
        break;
    }
    case 'W': case 'F':
        if (n <= 2 && from_today) {
            r->out->value = stm_day_format(r->arena, day);
        } else {
            value_week(r, day, false);
        }
        break;
    case 'D': value_day(r, day); break;
    default:
        r->out->type = STM_TIME_TIME;
        r->out->value = stm_day_format(r->arena, anchor);
        if (u == 'h' && s->hour >= 0 && s->hour + sign * n >= 0 && s->hour + sign * n < 24) {
            r->out->value = stm_str_format(r->arena, "%.10sT%02d:%02d", r->out->value.p, (int)(s->hour + sign * n), (int)s->minute);
        }
        break;
    }
}

static void resolve_duration(resolver *r)
{
    const stm_when *w = r->w;
    r->out->type = STM_TIME_DURATION;
    if (w->unit == 'Q' && !isnan(w->count) && w->tie != STM_TIE_PAST) {
        value_duration(r, 'M', w->count * 3);
    } else {
        value_duration(r, w->unit, w->count);
    }
    r->out->vague = isnan(w->count);
    if (w->tie == STM_TIE_PAST || w->tie == STM_TIE_LAST) {
        if (today_known(r)) {
            r->out->to_day = r->today;
            r->out->from_day = shifted(r->today, w->unit, -w->count);
        }
    } else if (w->tie == STM_TIE_NEXT || w->tie == STM_TIE_COMING) {
        if (today_known(r)) {
            r->out->from_day = r->today;
            r->out->to_day = shifted(r->today, w->unit, w->count);
        }
        if (isnan(w->count) && w->tie == STM_TIE_COMING) {
            r->out->type = STM_TIME_DATE;
            r->out->value = STM_STR("FUTURE_REF");
        }
    }
}

static void resolve_quarter(resolver *r)
{
    const stm_when *w = r->w;
    int32_t q = w->quarter, year = w->year, here;
    if (w->year_tie != STM_TIE_NONE) {
        year = tied_year(r, w->year_tie);
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
        if (!today_known(r)) {
            return;
        }
        here = (stm_date_of(r->today).month + 2) / 3;
        year = year_of(r->today);
        if (r->tense == STM_TENSE_FUTURE && q < here - 1) { /* results of the quarter just over are news for long */
            year++;
        } else if (r->tense != STM_TENSE_FUTURE && q > here) {
            year--;
        }
        if (w->tie == STM_TIE_THAT && r->s->year > 0) {
            year = r->s->year;
        }
    }
    value_quarter(r, year, q);
}

static void resolve_holiday(resolver *r)
{
    const stm_when *w = r->w;
    const stm_holiday *h = &r->s->book->holidays.at[w->holiday];
    int32_t year = w->year, best = STM_NO_DAY, gap = INT32_MAX, low, high;
    if (year == 0) {
        if (r->s->narrative && r->s->year > 0) {
            year = r->s->year;
        } else if (!today_known(r)) {
            return;
        }
    }
    low = year > 0 ? year : year_of(r->today) - 1;
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
        d += day > r->today && (r->tense == STM_TENSE_PAST || w->tie == STM_TIE_LAST) ? 300 : 0;
        d += day < r->today && (r->tense == STM_TENSE_FUTURE || w->tie == STM_TIE_NEXT) ? 300 : 0;
        if (d < gap) {
            gap = d;
            best = day;
        }
    }
    value_day(r, best);
}

static void resolve_season(resolver *r)
{
    const stm_when *w = r->w;
    int32_t year = w->year, month;
    if (w->year_tie != STM_TIE_NONE) {
        year = tied_year(r, w->year_tie);
    }
    if (year == 0 && r->s->narrative && r->s->year > 0 && w->tie != STM_TIE_THIS) {
        year = r->s->year + (w->tie == STM_TIE_NEXT || w->tie == STM_TIE_FOLLOWING ? 1 : 0);
        r->out->value = stm_str_format(r->arena, "%s%04d-%s", era(r, r->s->bc), (int)year, w->season);
        return;
    }
    if (year == 0) {
        if (!today_known(r)) {
            return;
        }
        year = year_of(r->today);
        month = stm_date_of(r->today).month;
        for (size_t s = 0; s < 4; s++) {
            if (memcmp(seasons[s].name, w->season, 2) == 0) {
                int32_t first = seasons[s].first;
                if (w->tie == STM_TIE_LAST) {
                    year -= month <= seasons[s].last || first == 12 ? 1 : 0;
                } else if (w->tie == STM_TIE_NEXT) {
                    year += month >= first ? 1 : 0;
                } else if (w->tie != STM_TIE_THIS && r->tense == STM_TENSE_PAST && first > month) {
                    year--;
                }
            }
        }
    }
    r->out->value = stm_str_format(r->arena, "%s%04d-%s", era(r, w->bc), (int)year, w->season);
}

static void resolve_set(resolver *r)
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
        value_duration(r, w->unit, isnan(w->count) ? 1 : w->count);
    }
}

static void resolve_weekend(resolver *r)
{
    int32_t saturday, step = 0;
    if (!today_known(r)) {
        return;
    }
    saturday = r->today - stm_weekday(r->today) + 6;
    if (r->w->tie == STM_TIE_LAST || (r->w->tie != STM_TIE_NEXT && r->w->tie != STM_TIE_COMING && saturday > r->today &&
                                      (r->tense != STM_TENSE_FUTURE && r->w->tie != STM_TIE_THIS))) {
        step = -7;
    } else if (r->w->tie == STM_TIE_NEXT) {
        step = 7;
    }
    value_week(r, stm_add_days(saturday, step), true);
}

static void resolve_part(resolver *r)
{
    const stm_when *w = r->w;
    int32_t day = r->today;
    r->out->type = STM_TIME_TIME;
    if (w->tie == STM_TIE_THAT || w->tie == STM_TIE_FOLLOWING || w->tie == STM_TIE_PREVIOUS || w->tie == STM_TIE_NEXT ||
        (w->tie == STM_TIE_THE && r->s->day != STM_NO_DAY)) {
        day = r->s->day != STM_NO_DAY ? r->s->day : r->today;
        r->out->deictic = r->s->day == STM_NO_DAY;
        day = stm_add_days(day, w->tie == STM_TIE_FOLLOWING || w->tie == STM_TIE_NEXT ? 1 : w->tie == STM_TIE_PREVIOUS ? -1 : 0);
    } else {
        if (!today_known(r)) {
            return;
        }
        day = stm_add_days(day, w->tie == STM_TIE_LAST ? -1 : 0);
    }
    value_day(r, day);
    with_clock(r);
}

/* ---- the whole ----------------------------------------------------------------------------------------- */

/* "later this week": from tomorrow on; "early March": its first ten days. */
static void narrow(resolver *r)
{
    stm_time *t = r->out;
    stm_when_mod mod = r->w->mod;
    int32_t length;
    if (mod == STM_MOD_NONE || t->from_day == STM_NO_DAY || t->to_day == STM_NO_DAY || t->from_day == t->to_day) {
        return;
    }
    if (mod == STM_MOD_AFTER && r->today >= t->from_day && r->today < t->to_day) {
        t->from_day = r->today + 1;
        return;
    }
    if (mod == STM_MOD_BEFORE && r->today > t->from_day && r->today <= t->to_day) {
        t->to_day = r->today - 1;
        return;
    }
    length = t->to_day - t->from_day + 1;
    if (length >= 28 && length <= 31) {
        if (mod == STM_MOD_START) {
            t->to_day = t->from_day + 9;
        } else if (mod == STM_MOD_END) {
            t->from_day += 20;
        } else if (mod == STM_MOD_MID) {
            t->to_day = t->from_day + 19;
            t->from_day += 10;
        }
    }
}

void stm_when_resolve(stm_arena *arena, const stm_when *when, stm_tense tense, stm_str before, stm_when_state *state,
                      stm_time *out)
{
    resolver r = { arena, when, state, out, tense, state->today, before.n > 0 && before.p[0] >= 'A' && before.p[0] <= 'Z' };
    out->type = STM_TIME_DATE;
    out->value = out->from = out->to = STM_NULL_STR;
    out->from_day = out->to_day = STM_NO_DAY;
    out->deictic = out->vague = false;
    switch (when->kind) {
    case STM_WHEN_DATE: resolve_date(&r); break;
    case STM_WHEN_WEEKDAY: {
        bool back = when->tie == STM_TIE_PREVIOUS || when->tie == STM_TIE_FOLLOWING;
        int32_t anchor = back && state->day != STM_NO_DAY ? state->day : r.today;
        if (back && state->day != STM_NO_DAY) {
            value_day(&r, weekday_near(&r, anchor, when->weekday));
        } else if (today_known(&r)) {
            value_day(&r, weekday_near(&r, r.today, when->weekday));
        }
        with_clock(&r);
        break;
    }
    case STM_WHEN_DAY:
        if (state->narrative && when->offset == 0 && when->part[0] == '\0') {
            out->value = STM_STR("PRESENT_REF");
            break;
        }
        if (today_known(&r)) {
            value_day(&r, stm_add_days(r.today, when->offset));
        }
        with_clock(&r);
        break;
    case STM_WHEN_PERIOD: resolve_period(&r); break;
    case STM_WHEN_DURATION: resolve_duration(&r); break;
    case STM_WHEN_SHIFT: resolve_shift(&r); break;
    case STM_WHEN_SEASON: resolve_season(&r); break;
    case STM_WHEN_QUARTER: resolve_quarter(&r); break;
    case STM_WHEN_DECADE:
        out->value = stm_str_format(arena, "%s%03d", when->bc ? "BC" : "", (int)(when->year / 10));
        break;
    case STM_WHEN_CENTURY:
        out->value = stm_str_format(arena, "%s%02d", when->bc ? "BC" : "", (int)when->year - 1);
        break;
    case STM_WHEN_HOLIDAY: resolve_holiday(&r); break;
    case STM_WHEN_WEEKEND: resolve_weekend(&r); break;
    case STM_WHEN_VAGUE:
        out->vague = true;
        out->value = when->value.n > 0 ? when->value : STM_NULL_STR;
        break;
    case STM_WHEN_SET: resolve_set(&r); break;
    case STM_WHEN_CLOCK: {
        int32_t day = state->day != STM_NO_DAY && (state->narrative || r.today == STM_NO_DAY) ? state->day : r.today;
        out->type = STM_TIME_TIME;
        out->deictic = true;
        if (day != STM_NO_DAY) {
            value_day(&r, day);
        }
        with_clock(&r);
        break;
    }
    case STM_WHEN_PART: resolve_part(&r); break;
    case STM_WHEN_NONE: break;
    }
    if (out->value.p != NULL && (out->type == STM_TIME_DATE || out->type == STM_TIME_TIME) && out->from_day == STM_NO_DAY) {
        stm_value_days(out->value, &out->from_day, &out->to_day);
        narrow(&r);
    }
    if (stm_str_eq_nocase(before, STM_STR("since")) && out->from_day != STM_NO_DAY && r.today != STM_NO_DAY &&
        out->to_day <= r.today) {
        out->to_day = r.today;
    }
    out->from = out->from_day == STM_NO_DAY ? STM_NULL_STR : stm_day_format(arena, out->from_day);
    out->to = out->to_day == STM_NO_DAY ? STM_NULL_STR : stm_day_format(arena, out->to_day);
}

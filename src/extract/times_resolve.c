/* times_resolve.c: what a time expression means: TIMEX3 value and days.
 *
 * In: stm_when, tense, what was said before.  Out: type, value, from_day, to_day of stm_time.  Never: a value for an
 * expression whose anchor is not known, nor for a date that is not in the calendar.
 * Invariants: (1) days lie in the years 1-9999 or are STM_NO_DAY. (2) a value that needs the day of publication sets
 * `deictic`. Cost: constant.
 * Source: TIMEX3 (TimeML 1.2.1, section 2.2.1); directions of weekdays and months as in HeidelTime's news and
 * narrative modes (Stroetgen and Gertz 2013).
 */
#include "extract/times_resolver.h"

#include <math.h>

/* The year of a month (and day) that is written without one. */
static int32_t year_for(stm_resolver *r, int32_t month, int32_t day)
{
    int32_t best = 0, gap = INT32_MAX, here;
    if (r->s->narrative && r->s->year > 0) {
        if (r->s->bc) {
            return r->s->year;
        }
        return r->s->month > 0 && r->s->month - month >= 9 ? r->s->year + 1 : r->s->year;
    }
    if (!stm_when_today_known(r)) {
        return 0;
    }
    here = stm_when_year_of(r->today);
    for (int32_t y = here - 6; r->w->weekday > 0 && day > 0 && y <= here + 6; y++) { /* "Saturday, April 25" */
        int32_t at = stm_day_of((stm_date){ y, month, day }), d = at > r->today ? at - r->today + 60 : r->today - at;
        if (at != STM_NO_DAY && stm_weekday(at) == r->w->weekday && d < gap) {
            gap = d;
            best = y;
        }
    }
    if (best > 0) {
        return best;
    }
    for (int32_t y = here - 1; y <= here + 1; y++) {
        int32_t from = day > 0 ? stm_day_of((stm_date){ y, month, day }) : stm_when_first_of(y, month);
        int32_t to = day > 0 ? from : stm_when_last_of(y, month);
        int32_t d;
        if (from == STM_NO_DAY) {
            continue;
        }
        d = r->today < from ? from - r->today : r->today > to ? r->today - to : 0;
        if (r->w->tie == STM_TIE_LAST || r->w->tie == STM_TIE_THIS_PAST) {
            bool just =
                to < r->today && r->today - to < 28 && y == here; /* that would be "last month", "in February" */
            d = (to < r->today || from <= r->today - 28) && !just ? d : INT32_MAX - 1;
        } else if (r->w->tie == STM_TIE_NEXT || r->w->tie == STM_TIE_THIS_COMING || r->w->tie == STM_TIE_COMING) {
            d = from > r->today ? d : INT32_MAX - 1;
        } else if (r->w->tie == STM_TIE_THIS) {
            d = y == here ? 0 : INT32_MAX - 1;
        } else if (from > r->today && r->tense == STM_TENSE_PAST) {
            /* a past verb looks back, a future one forward, unless the other date is next door; "in January" of a
             * report in December is the January of its year all the same */
            d += day == 0 && y > here ? 366 : 220;
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

static int32_t weekday_near(stm_resolver *r, int32_t anchor, int32_t weekday)
{
    int32_t back = (stm_weekday(anchor) - weekday + 7) % 7, ahead = (7 - back) % 7;
    stm_tie tie = r->w->tie;
    if (tie == STM_TIE_LAST || tie == STM_TIE_PREVIOUS || tie == STM_TIE_THIS_PAST || tie == STM_TIE_PAST) {
        return stm_add_days(anchor, back == 0 ? -7 : -back);
    }
    if (tie == STM_TIE_NEXT || tie == STM_TIE_FOLLOWING || tie == STM_TIE_COMING || tie == STM_TIE_THIS_COMING) {
        return stm_add_days(anchor, ahead == 0 ? 7 : ahead);
    }
    if (r->w->over) {
        return stm_add_days(anchor, -back);
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

/* "6 May" of a text whose year nothing tells: what is said of it is said, "XXXX-05-06". */
static void month_of_some_year(stm_resolver *r)
{
    const stm_when *w = r->w;
    if (w->open || w->unit == 'W' || w->day > stm_month_days(2000, w->month)) {
        return;
    }
    r->out->value = w->day > 0 ? stm_str_format(r->arena, "XXXX-%02d-%02d", (int)w->month, (int)w->day)
                               : stm_str_format(r->arena, "XXXX-%02d", (int)w->month);
    stm_when_with_clock(r);
}

/* The day that lies so many days after a weekday of which the week is not known. */
static int32_t weekday_after(int32_t weekday, int32_t days) { return ((weekday - 1 + days) % 7 + 7) % 7 + 1; }

static void resolve_date(stm_resolver *r)
{
    const stm_when *w = r->w;
    int32_t year = w->year;
    bool bc = w->bc;
    if (w->two_digit_year) {
        int32_t here = r->today == STM_NO_DAY ? 2000 : stm_when_year_of(r->today);
        year += here / 100 * 100;
        year -= year > here + 20 ? 100 : 0;
    }
    if (w->year_tie != STM_TIE_NONE) {
        year = stm_when_tied_year(r, w->year_tie);
    }
    if (year == 0 && w->month > 0) {
        year = year_for(r, w->month, w->day);
        bc = r->s->narrative && r->s->bc;
        if (year == 0) {
            month_of_some_year(r);
            return;
        }
    }
    if (w->open) { /* 3/4/2016: the reading that lies near the day of writing, if the other does not */
        int32_t one = stm_day_of((stm_date){ year, w->month, w->day });
        int32_t two = stm_day_of((stm_date){ year, w->day, w->month });
        bool near_one, near_two;
        if (!stm_when_today_known(r)) {
            return;
        }
        near_one = one - r->today <= 45 && r->today - one <= 45;
        near_two = two - r->today <= 45 && r->today - two <= 45;
        if (near_one != near_two) {
            stm_when_value_day(r, near_one ? one : two);
            stm_when_with_clock(r);
        }
        return;
    }
    if (w->month == 0) { /* a year in passing ("planned for 1976") does not move a history on */
        bool passing = r->s->year > 0 && !r->opens;
        int32_t y = r->s->year, m = r->s->month;
        bool b = r->s->bc;
        stm_when_value_year(r, year, bc);
        r->s->month = 0;
        if (passing && r->s->narrative) {
            r->s->year = y;
            r->s->month = m;
            r->s->bc = b;
        }
        return;
    }
    if (w->day == 0) {
        stm_when_value_month(r, year, w->month, bc);
        return;
    }
    if (bc) {
        r->out->value = stm_str_format(r->arena, "BC%04d-%02d-%02d", (int)year, (int)w->month, (int)w->day);
        return;
    }
    if (w->unit == 'W') {
        stm_when_value_week(r, stm_day_of((stm_date){ year, w->month, w->day }), false);
        return;
    }
    stm_when_value_day(r, stm_day_of((stm_date){ year, w->month, w->day }));
    stm_when_with_clock(r);
}

static void resolve_period(stm_resolver *r)
{
    const stm_when *w = r->w;
    stm_when_state *s = r->s;
    int32_t step = 0, anchor = r->today;
    bool anaphoric = w->tie == STM_TIE_THAT || w->tie == STM_TIE_PREVIOUS || w->tie == STM_TIE_FOLLOWING ||
                     (s->narrative && (w->tie == STM_TIE_THE || w->tie == STM_TIE_NEXT || w->tie == STM_TIE_THIS)) ||
                     (w->tie == STM_TIE_NEXT && w->unit == 'D');
    int32_t year = 0;
    if (w->year > 0 && w->unit == 'W') {
        stm_when_value_week(r, stm_iso_week_day(w->year, (int32_t)w->count), false);
        return;
    }
    switch (w->tie) {
    case STM_TIE_LAST:
    case STM_TIE_PREVIOUS:
    case STM_TIE_THIS_PAST: step = -1; break;
    case STM_TIE_NEXT:
    case STM_TIE_FOLLOWING:
    case STM_TIE_COMING:
    case STM_TIE_THIS_COMING: step = 1; break;
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
        stm_when_value_duration(r, w->unit, 1);
        if (stm_when_today_known(r)) {
            r->out->from_day = stm_when_shifted(r->today, w->unit, -1);
            r->out->to_day = r->today;
        }
        return;
    default: break;
    }
    if (anaphoric) {
        anchor = s->day != STM_NO_DAY ? s->day : r->today;
        year = s->year;
    } else if (!stm_when_today_known(r)) {
        return;
    }
    if (year == 0 && anchor != STM_NO_DAY) {
        year = stm_when_year_of(anchor);
    }
    switch (w->unit) {
    case 'Y':
        if (year > 0) {
            stm_when_value_year(r, s->bc && anaphoric ? year - step : year + step, s->bc && anaphoric);
        } else if (!anaphoric) {
            stm_when_value_year(r, stm_when_year_of(anchor) + step, false);
        }
        break;
    case 'y': stm_when_value_day(r, stm_day_of((stm_date){ year, 12, 31 })); break;
    case 'M':
        if (anaphoric && s->year > 0 && s->month > 0) {
            int64_t m = (int64_t)s->year * 12 + s->month - 1 + step;
            stm_when_value_month(r, (int32_t)(m / 12), (int32_t)(m % 12) + 1, s->bc);
        } else if (anchor != STM_NO_DAY) {
            stm_date d = stm_date_of(stm_add_months(stm_add_days(anchor, 1 - stm_date_of(anchor).day), step));
            stm_when_value_month(r, d.year, d.month, false);
        }
        break;
    case 'W': stm_when_value_week(r, stm_add_days(anchor, 7 * (int64_t)step), false); break;
    case 'D':
        if (s->bc && anaphoric) {
            break;
        }
        stm_when_value_day(r, stm_add_days(anchor, step));
        break;
    case 'Q':
        if (w->tie == STM_TIE_LATEST && anchor != STM_NO_DAY &&
            s->quarter_year * 4 + s->quarter > stm_when_year_of(anchor) * 4 + (stm_date_of(anchor).month - 1) / 3) {
            s->quarter = 0; /* the latest quarter is one that is over */
        }
        if (w->tie == STM_TIE_THIS && anchor != STM_NO_DAY) {
            stm_when_value_quarter(r, stm_when_year_of(anchor), (stm_date_of(anchor).month + 2) / 3);
        } else if ((w->tie == STM_TIE_THE || w->tie == STM_TIE_LATEST || w->tie == STM_TIE_THAT) && s->quarter > 0) {
            stm_when_value_quarter(r, s->quarter_year, s->quarter);
        } else if (anchor != STM_NO_DAY) {
            int32_t q = stm_when_year_of(anchor) * 4 + (stm_date_of(anchor).month - 1) / 3 + (step == 0 ? -1 : step);
            stm_when_value_quarter(r, q / 4, q % 4 + 1);
        }
        break;
    case 'E':
        if (year > 0) {
            r->out->value = stm_str_format(r->arena, "%s%03d", stm_when_era(s->bc && anaphoric),
                                           (int)(year / 10 + (s->bc && anaphoric ? -step : step)));
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

static void resolve_shift(stm_resolver *r)
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
        stm_when_value_duration(r, u, n);
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
        int32_t year = s->year;
        stm_when_value_year(r, y, s->bc);
        s->year = s->narrative && sign < 0 ? year : s->year; /* a look back does not move a history */
        return;
    }
    if (anchor == STM_NO_DAY) {
        return;
    }
    day = stm_when_shifted(anchor, u, sign * n);
    if (day == STM_NO_DAY) {
        return;
    }
    switch (u) {
    case 'Y':
    case 'E':
    case 'C': r->out->value = stm_str_format(r->arena, "%04d", (int)stm_when_year_of(day)); break;
    case 'M':
    case 'Q': {
        stm_date d = stm_date_of(day);
        r->out->value = stm_str_format(r->arena, "%04d-%02d", (int)d.year, (int)d.month);
        break;
    }
    case 'W':
    case 'F':
        if (n <= 2 && from_today) {
            r->out->value = stm_day_format(r->arena, day);
        } else {
            stm_when_value_week(r, day, false);
        }
        break;
    case 'D': stm_when_value_day(r, day); break;
    default:
        r->out->type = STM_TIME_TIME;
        r->out->value = stm_day_format(r->arena, anchor);
        if (u == 'h' && s->hour >= 0 && s->hour + sign * n >= 0 && s->hour + sign * n < 24) {
            r->out->value =
                stm_str_format(r->arena, "%.10sT%02d:%02d", r->out->value.p, (int)(s->hour + sign * n), (int)s->minute);
        }
        break;
    }
}

static void resolve_duration(stm_resolver *r)
{
    const stm_when *w = r->w;
    r->out->type = STM_TIME_DURATION;
    if (w->unit == 'Q' && !isnan(w->count) && w->tie != STM_TIE_PAST) {
        stm_when_value_duration(r, 'M', w->count * 3);
    } else {
        stm_when_value_duration(r, w->unit, w->count);
    }
    r->out->vague = isnan(w->count);
    if (w->tie == STM_TIE_PAST || w->tie == STM_TIE_LAST) {
        if (stm_when_today_known(r)) {
            r->out->to_day = r->today;
            r->out->from_day = stm_when_shifted(r->today, w->unit, -w->count);
        }
    } else if (w->tie == STM_TIE_NEXT || w->tie == STM_TIE_COMING) {
        if (stm_when_today_known(r)) {
            r->out->from_day = r->today;
            r->out->to_day = stm_when_shifted(r->today, w->unit, w->count);
        }
        if (isnan(w->count) && w->tie == STM_TIE_COMING) {
            r->out->type = STM_TIME_DATE;
            r->out->value = STM_STR("FUTURE_REF");
        }
    }
}

/* "later this week": from tomorrow on; "early March": its first ten days. */
static void narrow(stm_resolver *r)
{
    stm_time *t = r->out;
    stm_when_mod mod = r->w->mod;
    int32_t length, nth = r->w->nth;
    if (mod == STM_MOD_NTH && r->w->nth_unit == 'w' && t->from_day != STM_NO_DAY) {
        stm_date d = stm_date_of(t->from_day);
        t->from_day = t->to_day = stm_nth_weekday(d.year, d.month, r->w->weekday, nth);
        t->value = stm_day_format(r->arena, t->from_day);
        r->s->day = t->from_day != STM_NO_DAY ? t->from_day : r->s->day;
        return;
    }
    if (mod == STM_MOD_NTH && t->from_day != STM_NO_DAY && t->to_day != STM_NO_DAY && r->w->nth_unit != 'M') {
        int32_t unit = r->w->nth_unit == 'W' ? 7 : 1; /* of a month or a year: its first seven days, and so on */
        int32_t from = nth < 0 ? t->to_day - unit + 1 : t->from_day + unit * (nth - 1);
        if (from < t->from_day || from > t->to_day) {
            return;
        }
        t->from_day = from;
        t->to_day = from + unit - 1 > t->to_day ? t->to_day : from + unit - 1;
        if (unit == 1) {
            t->value = stm_day_format(r->arena, from);
        }
        return;
    }
    if (mod == STM_MOD_NTH && t->from_day != STM_NO_DAY && t->value.n == 4) { /* "the last month of 2015" */
        int32_t year = stm_when_year_of(t->from_day);
        stm_when_value_month(r, year, nth < 0 ? 12 : nth, false);
        stm_value_days(t->value, &t->from_day, &t->to_day);
        return;
    }
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
    if (r->w->kind == STM_WHEN_DECADE && !r->w->bc) { /* "the early 1990s" to 1993, "mid" 1994-96, "late" from 1997 */
        int32_t from = r->w->year + (mod == STM_MOD_START ? 0 : mod == STM_MOD_MID ? 4 : 7);
        t->from_day = stm_when_first_of(from, 1);
        t->to_day = stm_when_last_of(from + (mod == STM_MOD_START ? 3 : 2), 12);
        return;
    }
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

/* "She was killed on 6 May 2015. At 2 p.m. she had left": an hour of a day of long ago that the sentence before, or the
 * same, has named with its year, told in the past, or in the present of a scene where it opens its sentence. */
static bool of_fresh_day(const stm_resolver *r)
{
    return r->tense != STM_TENSE_FUTURE &&
           (r->s->fresh == 2 || (r->s->fresh == 1 && (r->tense == STM_TENSE_PAST || r->opens)));
}

void stm_when_resolve(stm_arena *arena, const stm_when *when, stm_tense tense, stm_str before, stm_when_state *state,
                      stm_time *out)
{
    stm_resolver r = {
        arena, when, state, out, tense, state->today, before.n == 0 || (before.p[0] >= 'A' && before.p[0] <= 'Z')
    };
    bool dated; /* it names a day, with an hour or without */
    out->type = STM_TIME_DATE;
    out->value = out->from = out->to = STM_NULL_STR;
    out->from_day = out->to_day = STM_NO_DAY;
    out->deictic = out->vague = false;
    switch (when->kind) {
    case STM_WHEN_DATE: resolve_date(&r); break;
    case STM_WHEN_WEEKDAY: {
        bool back = when->tie == STM_TIE_PREVIOUS || when->tie == STM_TIE_FOLLOWING;
        int32_t anchor = back && state->day != STM_NO_DAY ? state->day : r.today;
        if (stm_str_eq_nocase(before, STM_STR("a")) && state->day != STM_NO_DAY && state->day < r.today &&
            stm_weekday(state->day) == when->weekday) {
            stm_when_value_day(&r, state->day); /* "It was a Friday": the day that is told of */
        } else if (back && state->day != STM_NO_DAY) {
            stm_when_value_day(&r, weekday_near(&r, anchor, when->weekday));
        } else if (stm_when_today_known(&r)) {
            stm_when_value_day(&r, weekday_near(&r, r.today, when->weekday));
        } else {
            stm_when_value_weekday(&r, when->weekday);
        }
        stm_when_with_clock(&r);
        break;
    }
    case STM_WHEN_DAY:
        if (state->narrative && when->offset == 0 && when->part[0] == '\0') {
            out->value = STM_STR("PRESENT_REF");
            break;
        }
        if (stm_when_today_known(&r)) {
            stm_when_value_day(&r, stm_add_days(r.today, when->offset));
        } else if (state->here > 0) {
            stm_when_value_weekday(&r, weekday_after(state->here, when->offset));
        }
        stm_when_with_clock(&r);
        break;
    case STM_WHEN_PERIOD: resolve_period(&r); break;
    case STM_WHEN_DURATION: resolve_duration(&r); break;
    case STM_WHEN_SHIFT: resolve_shift(&r); break;
    case STM_WHEN_SEASON: stm_when_resolve_season(&r); break;
    case STM_WHEN_QUARTER: stm_when_resolve_quarter(&r); break;
    case STM_WHEN_DECADE:
        out->value = stm_str_format(arena, "%s%03d", when->bc ? "BC" : "", (int)(when->year / 10));
        break;
    case STM_WHEN_CENTURY:
        out->value = stm_str_format(arena, "%s%02d", when->bc ? "BC" : "", (int)when->year - 1);
        break;
    case STM_WHEN_HOLIDAY: stm_when_resolve_holiday(&r); break;
    case STM_WHEN_WEEKEND: stm_when_resolve_weekend(&r); break;
    case STM_WHEN_VAGUE:
        if (when->back && state->told.n > 0) { /* "at the time" */
            stm_value_days(state->told, &out->from_day, &out->to_day);
            out->value = STM_STR("PAST_REF");
            break;
        }
        out->vague = true;
        out->value = when->value.n > 0 ? when->value : STM_NULL_STR;
        break;
    case STM_WHEN_SET: stm_when_resolve_set(&r); break;
    case STM_WHEN_CLOCK: {
        /* An hour that says no day is of the day told of last, if that was within the week or has just been named
         * whole; "by 0935 GMT" is of now. */
        bool told =
            state->day != STM_NO_DAY && (state->narrative || r.today == STM_NO_DAY ||
                                         (state->day < r.today && (state->day >= r.today - 6 || of_fresh_day(&r)) &&
                                          !stm_str_eq_nocase(before, STM_STR("by"))));
        int32_t day = told ? state->day : r.today;
        out->type = STM_TIME_TIME;
        out->deictic = true;
        if (day != STM_NO_DAY) {
            stm_when_value_day(&r, day);
        } else if (state->weekday > 0 || state->here > 0) {
            stm_when_value_weekday(&r, state->weekday > 0 ? state->weekday : state->here);
        }
        stm_when_with_clock(&r);
        break;
    }
    case STM_WHEN_PART: stm_when_resolve_part(&r); break;
    case STM_WHEN_NONE: break;
    }
    if (out->value.p != NULL && (out->type == STM_TIME_DATE || out->type == STM_TIME_TIME) &&
        out->from_day == STM_NO_DAY) {
        stm_value_days(out->value, &out->from_day, &out->to_day);
        narrow(&r);
    }
    dated = out->type == STM_TIME_DATE || (out->type == STM_TIME_TIME && when->clock && out->value.n > 10 &&
                                           (when->kind == STM_WHEN_DATE || when->kind == STM_WHEN_WEEKDAY));
    if (dated && when->kind != STM_WHEN_VAGUE && out->to_day != STM_NO_DAY &&
        (r.today == STM_NO_DAY || out->to_day < r.today) && !stm_str_eq_nocase(before, STM_STR("since"))) {
        state->told = (stm_str){ out->value.p, out->type == STM_TIME_TIME ? 10 : out->value.n };
    }
    if (stm_str_eq_nocase(before, STM_STR("since")) && out->from_day != STM_NO_DAY && r.today != STM_NO_DAY &&
        out->to_day <= r.today) {
        out->to_day = r.today;
    }
    out->from = out->from_day == STM_NO_DAY ? STM_NULL_STR : stm_day_format(arena, out->from_day);
    out->to = out->to_day == STM_NO_DAY ? STM_NULL_STR : stm_day_format(arena, out->to_day);
}

/* times_units.c: expressions built on a unit of time: "last year", "the past two months", "three days later",
 * "seven-day".
 *
 * In: words and a place among them.  Out: stm_when: period, duration, shift or set.  Never: reckons.
 * Invariants: (1) determiner and count belong to the expression, save before an adjective ("the 30-day truce").
 * Cost: linear in the words of the expression. Source: TimeML annotation guidelines 1.2.1, sections 2.2.1, 2.2.3.
 */
#include "extract/times_parts.h"

#include <math.h>

static uint32_t tie(const stm_words *w, uint32_t i, stm_tie *out)
{
    uint32_t k = i;
    *out = STM_TIE_NONE;
    if (stm_word_is(w, i, "this")) {
        *out = in(w, i + 1, "past") ? STM_TIE_THIS_PAST : in(w, i + 1, "coming") ? STM_TIE_THIS_COMING : STM_TIE_THIS;
        return *out == STM_TIE_THIS ? (stm_word_is(w, i + 1, "same") ? i + 2 : i + 1) : i + 2;
    }
    if (in(w, i, "that those")) {
        *out = STM_TIE_THAT;
        return stm_word_is(w, i + 1, "same") ? i + 2 : i + 1;
    }
    if (in(w, i, "these")) {
        *out = STM_TIE_THIS;
        return i + 1;
    }
    if (in(w, i, "each every")) {
        *out = STM_TIE_EACH;
        return i + 1;
    }
    if (in(w, i, "the its his her their our")) {
        *out = STM_TIE_THE;
        k = i + 1;
    }
    if (in(w, k,
           "last past next coming previous preceding prior following subsequent ensuing succeeding same current "
           "present latest upcoming first initial opening final closing intervening recent")) {
        stm_tie the = *out;
        *out = in(w, k, "last")                                      ? STM_TIE_LAST
               : in(w, k, "past recent")                             ? STM_TIE_PAST
               : in(w, k, "next")                                    ? STM_TIE_NEXT
               : in(w, k, "coming upcoming")                         ? STM_TIE_COMING
               : in(w, k, "previous preceding prior")                ? STM_TIE_PREVIOUS
               : in(w, k, "following subsequent ensuing succeeding") ? STM_TIE_FOLLOWING
               : in(w, k, "same")                                    ? STM_TIE_THAT
               : in(w, k, "current present")                         ? STM_TIE_THIS
               : in(w, k, "latest")                                  ? STM_TIE_LATEST
                                                                     : STM_TIE_FIRST;
        if (*out == STM_TIE_FIRST && the != STM_TIE_THE) {
            *out = STM_TIE_NONE;
            return i;
        }
        if (*out == STM_TIE_LAST && the == STM_TIE_THE) {
            *out = STM_TIE_PAST;
        }
        k++;
        if (in(w, k, "few couple several many")) {
            return k;
        }
    } else if (stm_word_is(w, k, "most") && stm_word_is(w, k + 1, "recent")) {
        *out = STM_TIE_LATEST;
        k += 2;
    }
    return k;
}

/* A count before a unit. NaN: vague. Returns the end or i. */
static uint32_t count(const stm_words *w, uint32_t i, double *out)
{
    uint32_t n;
    if (in(w, i, "a an") && in(w, i + 1, "few couple number")) {
        i++;
    }
    if (in(w, i, "half") && in(w, i + 1, "a an")) {
        *out = 0.5;
        return i + 2;
    }
    if (in(w, i, "couple")) {
        *out = 2;
        return stm_word_is(w, i + 1, "of") ? i + 2 : i + 1;
    }
    if (in(w, i, "few several many some various") || (stm_word_is(w, i, "number") && stm_word_is(w, i + 1, "of"))) {
        *out = NAN;
        return stm_word_is(w, i, "number") ? i + 2 : i + 1;
    }
    if (in(w, i, "dozens scores hundreds thousands tens") && stm_word_is(w, i + 1, "of")) {
        *out = NAN;
        return i + 2;
    }
    if (i > 1 && mark(w, i - 1, '/') && stm_word_glued(w, i) && digits_at(w, i - 2) != NULL) {
        return i; /* the end of what is no fraction */
    }
    n = stm_cardinal_read(w, i, out);
    if (n > 0) {
        double second;
        uint32_t k = i + n, m;
        if ((in(w, k, "to or") || mark(w, k, '-')) && (m = stm_cardinal_read(w, k + 1, &second)) > 0 && second > *out &&
            !w->at.at[i].grouped) {
            k = k + 1 + m; /* "two to three weeks": the lower end is the value */
        }
        return k;
    }
    if (in(w, i, "a an")) {
        *out = 1;
        return i + 1;
    }
    return i;
}

/* "and a half" behind a unit: "a year and a half", "an hour and a half". Returns the end or i. */
static uint32_t and_half(const stm_words *w, uint32_t i)
{
    return stm_word_is(w, i, "and") && stm_word_is(w, i + 1, "a") && stm_word_is(w, i + 2, "half") && !w->at.at[i].line
               ? i + 3
               : i;
}

static uint32_t filler(const stm_words *w, uint32_t i, stm_when *out)
{
    while (in(w, i,
              "fiscal full calendar trading business working consecutive straight additional more other entire "
              "whole long short extra further financial solid good school tax")) {
        out->fiscal |= in(w, i, "fiscal financial");
        i++;
        i = over_hyphen(w, i);
    }
    return i;
}

static uint32_t shift(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t k = stm_word_is(w, i, "or") && stm_word_is(w, i + 1, "so") ? i + 2 : i;
    if (in(w, k, "ago")) {
        out->shift = STM_SHIFT_AGO;
        return k + 1;
    }
    if (in(w, k, "earlier previously before beforehand") &&
        !(stm_word_is(w, k, "before") && w->at.n > k + 1 && w->at.at[k + 1].kind == STM_WORD_LETTERS &&
          !in(w, k + 1, "and when but"))) {
        out->shift = STM_SHIFT_EARLIER;
        return k + 1;
    }
    if (in(w, k, "later afterward afterwards thereafter hence on") && !stm_word_is(w, k, "on")) {
        out->shift = stm_word_is(w, k, "hence") ? STM_SHIFT_FROM_NOW : STM_SHIFT_LATER;
        return k + 1;
    }
    if (stm_word_is(w, k, "from") && in(w, k + 1, "now today")) {
        out->shift = STM_SHIFT_FROM_NOW;
        return k + 2;
    }
    return k > i ? k : i;
}

static bool per_unit(const stm_words *w, uint32_t i)
{
    /* "twice a week", "30 percent a year", "5,000 dollars a month" */
    if (i == 0) {
        return false;
    }
    if (stm_word_among(w, i - 1, "once twice times thrice percent million billion dollars euros pounds hours days")) {
        return true;
    }
    return stm_word_mark(w, i - 1, '%') || (stm_word_at(w, i - 1)->kind == STM_WORD_DIGITS && w->at.at[i].space);
}

/* Determiner, count, unit, and what follows: periods, durations, shifts. */
uint32_t stm_when_unit_group(const stm_words *w, uint32_t i, stm_when *out)
{
    stm_tie t;
    double n = 1;
    uint32_t k = tie(w, i, &t), c, u, e, s, classes;
    const stm_word_entry *en;
    bool plural, hyphen = false, bare = false;
    out->tie = t;
    c = count(w, k, &n);
    if (c == k + 2 && t != STM_TIE_NONE && t != STM_TIE_FIRST && in(w, k + 1, "quarters") &&
        (cls(w, k) & STM_W_CARDINAL)) {
        n = stm_word_entry_at(w, k)->number; /* "the past two quarters" are no half */
        c = k + 1;
    }
    if (c > k && t != STM_TIE_NONE && in(w, k, "a an")) {
        return i;
    }
    if (c == k && t == STM_TIE_NONE && k == i && in(w, k, "another")) {
        n = 1;
        c = k + 1;
        if (stm_cardinal_read(w, c, &n) > 0) {
            c += stm_cardinal_read(w, c, &n);
        }
    }
    if (c == k && in(w, k, "one")) {
        n = 1;
    }
    u = c;
    if (u > i && glued_hyphen(w, u)) {
        hyphen = true;
        u++;
    }
    u = filler(w, u, out);
    classes = cls(w, u);
    en = stm_word_entry_at(w, u);
    if (t != STM_TIE_NONE && c == k) { /* ties with weekdays, months, seasons, parts of the day */
        if ((e = stm_when_weekday_group(w, u, out)) > u) {
            if (t == STM_TIE_THE && out->kind == STM_WHEN_WEEKDAY) {
                out->kind = STM_WHEN_NONE;
                return i; /* "the Wednesday talks" is the weekday alone */
            }
            return e;
        }
        if (t != STM_TIE_THE && (e = stm_when_month(w, u, out)) > u) {
            out->kind = STM_WHEN_DATE;
            int32_t day;
            uint32_t m = stm_when_month_day(w, e, &day);
            if (m > e) {
                out->day = day;
                e = m;
            }
            return e;
        }
        if ((e = stm_when_season(w, u, out, true)) > u) {
            return e;
        }
        if (stm_word_is(w, u, "weekend") ||
            (stm_word_is(w, u, "week") && glued_hyphen(w, u + 1) && stm_word_is(w, u + 2, "end"))) {
            out->kind = STM_WHEN_WEEKEND;
            return stm_word_is(w, u, "weekend") ? u + 1 : u + 3;
        }
        if ((e = stm_when_day_part(w, u, out)) > u && (t != STM_TIE_THE || in(w, e, "of hours"))) {
            out->kind = STM_WHEN_PART;
            if (stm_word_is(w, e, "hours")) {
                e++;
            }
            if (stm_word_is(w, e, "of")) { /* "the morning of 31 January" */
                stm_when date = { 0 };
                uint32_t m = stm_when_weekday_group(w, e + 1, &date);
                if (m == e + 1) {
                    m = stm_when_calendar_date(w, e + 1, &date);
                    date.kind = STM_WHEN_DATE;
                }
                if (m > e + 1 && (date.day > 0 || date.weekday > 0)) {
                    out->kind = date.kind;
                    out->tie = STM_TIE_NONE;
                    out->year = date.year, out->month = date.month, out->day = date.day, out->weekday = date.weekday;
                    out->bc = date.bc;
                    return m;
                }
                if (in(w, e + 1, "the")) {
                    out->kind = STM_WHEN_NONE;
                    return i;
                }
            }
            return e;
        }
        if (t == STM_TIE_THE && (e = stm_when_day_part(w, u, out)) > u && !in(w, u, "night") && !w->at.at[u].capital) {
            out->kind = STM_WHEN_PART;
            return e;
        }
        if ((e = stm_when_holiday(w, u, out)) > u && t != STM_TIE_THE) {
            return e;
        }
        if (in(w, u, "quarter") || (classes & (STM_W_ORDINAL))) {
            e = stm_when_quarter(w, u, out);
            if (e > u && in(w, i, "its their that our") &&
                (e < u + 2 || in(w, i, "its their our") || glued_hyphen(w, u + 1))) {
                out->kind = STM_WHEN_NONE;
                return i; /* "its third quarter", "that third-quarter sales": without what stands before */
            }
            if (e > u) {
                if (t == STM_TIE_LAST || t == STM_TIE_NEXT || t == STM_TIE_THIS) {
                    out->year_tie = STM_TIE_NONE;
                }
                return e;
            }
        }
    }
    if (t == STM_TIE_THE && c == k + 1) { /* "the 1988 period" */
        stm_when y = { 0 };
        if (stm_when_year(w, k, &y) == c && in(w, c, "period quarter")) {
            out->kind = STM_WHEN_QUARTER;
            out->tie = STM_TIE_NONE;
            out->year = y.year;
            return c + 1;
        }
    }
    if (t == STM_TIE_LATEST && stm_word_is(w, u, "period")) {
        out->kind = STM_WHEN_PERIOD;
        out->unit = 'Q';
        return u + 1;
    }
    if (en == NULL || !(classes & (STM_W_UNIT | STM_W_UNITS)) || (classes & STM_W_ABBREVIATION)) {
        return i;
    }
    if ((classes & STM_W_ABBREVIATION) || (in(w, u, "second") && (c == k || !(hyphen || in(w, k, "one"))))) {
        return i;
    }
    if (in(w, u, "quarter") && c > k && !hyphen && t == STM_TIE_NONE) {
        return i; /* "a quarter", "one quarter": a share */
    }
    plural = (classes & STM_W_UNITS) != 0;
    out->unit = en->unit;
    out->count = c > k ? n : 1;
    out->counted = c > k;
    e = u + 1;
    if (t == STM_TIE_PAST && k > i && stm_word_is(w, k - 1, "last") && c == k && in(w, e, "of")) {
        t = out->tie = STM_TIE_FIRST; /* "the last day of the trial" is not the one just past */
    }
    if (t == STM_TIE_PAST && k > i && stm_word_is(w, k - 1, "last") && u == k && en->unit == 'Y' && i > 0 &&
        in(w, i - 1, "in over during for within") && !in(w, e, "for in to that when which")) {
        out->kind = STM_WHEN_DURATION; /* "in the last year": twelve months up to now, as "in the last two years" */
        out->tie = STM_TIE_LAST;
        return e;
    }
    if (c > k && n == floor(n) && and_half(w, e) > e) {
        out->count += 0.5;
        e = and_half(w, e);
    }
    if (in(w, e, "old") || (c > k && in(w, e, "of") && in(w, e + 1, "age"))) {
        return i; /* ages are figures */
    }
    /* "year-long", "decades-long", "seven-day", "two-year-old" */
    if (glued_hyphen(w, e)) {
        if (in(w, e + 1, "old")) {
            return i;
        }
        if (in(w, e + 1, "long")) {
            if (c > k && !hyphen && in(w, k, "a an")) {
                return i; /* "a year-long study": the adjective alone */
            }
            out->kind = STM_WHEN_DURATION;
            out->adjective = true;
            if (plural && c == k) {
                out->count = NAN;
            }
            return hyphen || c == k ? e + (c == k ? 2 : 0) : e;
        }
        if (!hyphen && c == k && !(t != STM_TIE_NONE && in(w, e + 1, "ago earlier")) &&
            !(in(w, u, "year") && in(w, e + 1, "ago earlier end"))) {
            return i; /* "the year-ago quarter" goes on, "week-day" does not */
        }
    }
    if ((c == k || (c == k + 1 && in(w, k, "a"))) && stm_word_is(w, u, "year") &&
        in(w, over_hyphen(w, e), "ago earlier") && (glued_hyphen(w, e) || (t != STM_TIE_NONE && c == k))) {
        uint32_t m = over_hyphen(w, e) + 1;
        stm_when probe = { 0 };
        if (i < u && !in(w, m, "period quarter") && stm_when_quarter(w, m, &probe) == m) {
            return i; /* "a year-earlier loss": the adjective alone */
        }
        out->kind = STM_WHEN_SHIFT;
        out->shift = STM_SHIFT_AGO;
        out->count = 1;
        out->adjective = true;
        if (stm_word_is(w, m, "period") || stm_word_is(w, m, "quarter")) {
            return m + 1;
        }
        if (stm_when_quarter(w, m, out) > m) {
            uint32_t q = stm_when_quarter(w, m, out);
            out->kind = STM_WHEN_SHIFT;
            return q;
        }
        return m;
    }
    if (c == k && stm_word_is(w, u, "year") && t <= STM_TIE_THE) { /* "year-end", "year's end" */
        uint32_t m = over_hyphen(w, e);
        if (mark(w, m, '\'') && stm_word_is(w, m + 1, "s")) {
            m += 2;
        }
        if (stm_word_is(w, m, "end") && (m > e || t == STM_TIE_NONE)) {
            out->kind = STM_WHEN_PERIOD;
            out->mod = STM_MOD_END;
            out->tie = STM_TIE_THIS;
            out->unit = 'y'; /* its last day */
            return m + 1;
        }
    }
    if (c == k && t == STM_TIE_NONE) { /* no number, no determiner */
        if (!plural || in(w, u, "quarters seconds")) {
            return i;
        }
        if (in(w, u, "minutes hours") && in(w, e, "of")) {
            return i;
        }
        bare = true;
        out->count = NAN;
    }
    s = shift(w, e, out);
    if (out->shift != STM_SHIFT_NONE && (c > k || bare)) {
        out->kind = STM_WHEN_SHIFT;
        return s;
    }
    if (t == STM_TIE_NONE && !hyphen && (out->unit == 'h' || out->unit == 'i') && plural && (c > k || bare) &&
        in(w, e, "after") && stm_word_at(w, e + 1) != NULL && w->at.at[e + 1].kind == STM_WORD_LETTERS &&
        !(i > 0 && in(w, i - 1, "for in within"))) { /* "two hours after the shooting": a time of that day */
        out->kind = STM_WHEN_SHIFT;
        out->shift = STM_SHIFT_AFTER;
        return e;
    }
    if (s > e && c > k) {
        e = s; /* "or so" */
    }
    if (bare) {
        if (i > 0 && w->at.at[i - 1].kind == STM_WORD_DIGITS) {
            return i; /* a number that is no count of years */
        }
        if (i > 0 && (in(w, i - 1, "man woman person job work light school a an per") || mark(w, i - 1, '-'))) {
            return i;
        }
        out->kind = STM_WHEN_DURATION;
        if (in(w, e, "ahead")) {
            return e + 1;
        }
        return e;
    }
    if (t == STM_TIE_EACH) {
        out->kind = STM_WHEN_SET;
        return e;
    }
    if (c > k) {
        if (t == STM_TIE_NONE && in(w, i, "a an") && c == i + 1 && per_unit(w, i)) {
            out->kind = STM_WHEN_SET;
            return e;
        }
        if (hyphen && !plural && t != STM_TIE_NONE && !stm_word_is(w, e, "period")) {
            return i; /* "the 30-day truce": the adjective alone */
        }
        out->kind = STM_WHEN_DURATION;
        out->adjective = hyphen && !plural;
        if (in(w, e, "ahead") && t == STM_TIE_THE) {
            e++;
        }
        if (hyphen && stm_word_is(w, e, "period")) {
            return in(w, i, "a the") ? e + 1 : e;
        }
        return e;
    }
    if (plural) { /* "the past years", "these days", "the coming weeks", "the first hours" */
        out->count = NAN;
        if (t == STM_TIE_THIS && stm_word_is(w, u, "days") && stm_word_is(w, i, "these")) {
            out->kind = STM_WHEN_VAGUE;
            out->value = STM_STR("PRESENT_REF");
            return e;
        }
        if (t == STM_TIE_THE && !(in(w, e, "ahead") || (in(w, u, "years months") && in(w, i, "the")))) {
            return i;
        }
        if (t == STM_TIE_THAT && !in(w, u, "years days weeks months")) {
            return i;
        }
        out->kind = STM_WHEN_DURATION;
        if (t == STM_TIE_COMING && !in(w, i, "the")) {
            out->tie = STM_TIE_NEXT; /* "coming weeks": weeks; "the coming weeks": some time in them */
        }
        return in(w, e, "ahead") ? e + 1 : e;
    }
    if (t == STM_TIE_THE) {
        if (in(w, u, "day week month year") && in(w, e, "before after following previous") && w->at.at[e].space) {
            uint32_t m = e + 1;
            if (in(w, e, "following previous") || m >= w->at.n || w->at.at[m].kind == STM_WORD_MARK ||
                in(w, m, "and when but he she it they the") ||
                (!in(w, u, "day") && in(w, m, "we I there to for in on at with as by from"))) {
                bool event =
                    in(w, m, "the") && !in(w, u, "day"); /* "the week before the vote": which, it does not say */
                out->kind = event ? STM_WHEN_VAGUE : STM_WHEN_PERIOD;
                out->tie = in(w, e, "before previous") ? STM_TIE_PREVIOUS : STM_TIE_FOLLOWING;
                return event ? e : m;
            }
            if (!in(w, u, "day") && stm_word_is(w, e, "before")) {
                out->kind = STM_WHEN_VAGUE;
                return e;
            }
        }
        if (!in(w, u, "week month quarter year decade century") || (in(w, u, "quarter") && stm_word_is(w, e, "of"))) {
            return i;
        }
        if (stm_word_is(w, u, "quarter") && stm_word_is(w, e, "a") && stm_word_is(w, e + 1, "year") &&
            in(w, e + 2, "ago earlier")) {
            out->kind = STM_WHEN_SHIFT;
            out->shift = STM_SHIFT_AGO;
            out->unit = 'Y';
            out->adjective = true;
            return e + 3;
        }
        if (stm_word_is(w, u, "year")) { /* "the year 2000" */
            stm_when y = { 0 };
            uint32_t m = stm_when_year(w, e, &y);
            if (m > e) {
                out->kind = STM_WHEN_DATE;
                out->year = y.year, out->bc = y.bc;
                return m;
            }
            if (digits_at(w, e) != NULL && !w->at.at[e].line) {
                return i; /* "the year 0" */
            }
        }
        if (stm_word_is(w, u, "week") &&
            in(w, e, "of beginning starting")) { /* "the week of March 6", "beginning" it */
            stm_when date = { 0 };
            uint32_t m = stm_when_calendar_date(w, e + 1, &date);
            if (m > e + 1 && date.day > 0) {
                *out = date;
                out->kind = STM_WHEN_DATE;
                out->unit = 'W';
                return m;
            }
        }
    }
    if (t == STM_TIE_THE && out->unit == 'Y' && in(w, e, "ended ending")) {
        out->kind = STM_WHEN_DURATION; /* "the year ended March 31" */
        return e;
    }
    if (t == STM_TIE_FIRST) { /* "the first year of the war": how long, not when */
        out->kind = STM_WHEN_DURATION;
        return e;
    }
    out->kind = STM_WHEN_PERIOD;
    if (t == STM_TIE_THIS && in(w, u, "minute second hour moment")) {
        return i;
    }
    if (mark(w, e, '\'') && stm_word_is(w, e + 1, "s") && stm_word_is(w, u, "year") && t != STM_TIE_THE) {
        stm_when q = { 0 };
        uint32_t m = stm_when_quarter(w, e + 2, &q); /* "this year's third quarter" */
        if (m > e + 2) {
            out->kind = STM_WHEN_QUARTER;
            out->quarter = q.quarter;
            out->year_tie = t;
            out->tie = STM_TIE_NONE;
            return m;
        }
        if (stm_word_is(w, e + 2, "quarter")) {
            out->kind = STM_WHEN_QUARTER;
            out->quarter = 0;
            out->year_tie = t;
            return e + 3;
        }
    }
    return e;
}

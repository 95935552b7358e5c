/* times_named.c: times that have names: weekdays, parts of the day, seasons, quarters, holidays, decades, centuries.
 *
 * In: words and a place among them.  Out: stm_when with the name's number, and where it ends.  Never: says which year.
 * Invariants: (1) names that are common words too ("fall", "spring") need a determiner or a year. Cost: constant.
 */
#include "extract/times_parts.h"

#include <math.h>

/* "morning", "mid-afternoon", "early evening" at i. */
uint32_t stm_when_day_part(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t k = i;
    if (in(w, k, "mid early late")) {
        k = over_hyphen(w, k + 1);
    }
    if (!(cls(w, k) & STM_W_DAYPART)) {
        return i;
    }
    memcpy(out->part, stm_word_entry_at(w, k)->part, 2);
    return stm_word_is(w, k + 1, "hours") && !stm_word_is(w, k, "night") ? k + 2 : k + 1;
}

/* "The Sunday Times", "readers of Sunday Express": a paper. "the Tuesday Senate vote", "on Sunday Times Square" name
 * the day.
 */
static bool of_a_name(const stm_words *w, uint32_t i)
{
    const stm_word *next = stm_word_at(w, i + 1);
    bool led = i > 0 && !w->at.at[i].line;
    return next != NULL && next->kind == STM_WORD_LETTERS && next->capital && !next->line &&
           !(led && in(w, i - 1, "on by since until for last next this")) &&
           in(w, i + 1, "times telegraph mirror mail express herald tribune independent review gazette observer");
}

static uint32_t weekday(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t c = cls(w, i);
    int32_t nth;
    if (!(c & STM_W_WEEKDAY) || !w->at.at[i].capital || of_a_name(w, i)) {
        return i;
    }
    if (i > 0 && !w->at.at[i].line && (cls(w, i - 1) & STM_W_ORDINAL) && stm_ordinal_read(w, i - 1, &nth) == 1) {
        return i; /* "the third Thursday": of a month that is named elsewhere, or not */
    }
    if (c & STM_W_ABBREVIATION) {
        stm_when probe = { 0 };
        uint32_t k = mark(w, i + 1, '.') ? i + 2 : i + 1;
        k = mark(w, k, ',') ? k + 1 : k;
        if (stm_when_month(w, k, &probe) == k && digits_at(w, k) == NULL) {
            return i;
        }
        out->weekday = stm_word_entry_at(w, i)->weekday;
        return mark(w, i + 1, '.') ? i + 2 : i + 1;
    }
    out->weekday = stm_word_entry_at(w, i)->weekday;
    return i + 1;
}

/* Weekday with what may follow: part of the day, date. */
uint32_t stm_when_weekday_group(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t e = weekday(w, i, out), k, d;
    stm_when date = { 0 };
    if (e == i) {
        return i;
    }
    out->kind = STM_WHEN_WEEKDAY;
    if ((k = stm_when_day_part(w, over_hyphen(w, e), out)) > over_hyphen(w, e)) {
        e = k;
    }
    k = mark(w, e, ',') ? e + 1 : e;
    k = stm_word_is(w, k, "the") ? k + 1 : k;
    d = stm_word_at(w, k) != NULL && w->at.at[k].line ? k : stm_when_calendar_date(w, k, &date);
    if (d > k && date.day > 0 && date.pair_end == date.pair_first) {
        out->kind = STM_WHEN_DATE;
        out->year = date.year, out->month = date.month, out->day = date.day, out->bc = date.bc;
        return d;
    }
    return e;
}

uint32_t stm_when_day_word(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t k = i;
    if (stm_word_is(w, k, "the")) {
        k++;
    }
    if (stm_word_is(w, k, "day") && in(w, k + 1, "before after") && in(w, k + 2, "yesterday tomorrow")) {
        out->kind = STM_WHEN_DAY;
        out->offset = stm_word_is(w, k + 1, "before") ? -2 : 2;
        return k + 3;
    }
    if (!(cls(w, i) & STM_W_DAY)) {
        return i;
    }
    out->kind = STM_WHEN_DAY;
    out->offset = stm_word_entry_at(w, i)->offset;
    if (stm_word_is(w, i, "tonight")) {
        memcpy(out->part, "NI", 2);
        return i + 1;
    }
    return stm_when_day_part(w, i + 1, out) > i + 1 ? stm_when_day_part(w, i + 1, out) : i + 1;
}

/* "Q3", "Q3 2015", "2015 Q3", "H1 2014", "3Q". Returns the end or i. */
static uint32_t short_quarter(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t k = i, e;
    stm_when y = { 0 };
    const stm_word *d;
    bool half;
    if (stm_when_year(w, k, &y) == k + 1 && !y.bc) {
        k++;
    }
    if (stm_word_at(w, k) == NULL || !in(w, k, "Q H") || !w->at.at[k].capital || (k > i && w->at.at[k].line) ||
        (d = digits_at(w, k + 1)) == NULL || !stm_word_glued(w, k + 1) || d->digits != 1 || d->decimals > 0 ||
        d->value < 1 || (stm_word_glued(w, k + 2) && !(w->at.at[k + 2].kind == STM_WORD_MARK))) {
        return i;
    }
    half = in(w, k, "H");
    if (d->value > (half ? 2 : 4) || (stm_word_glued(w, k + 2) && mark(w, k + 2, '-'))) {
        return i;
    }
    e = k + 2;
    if (y.year == 0) {
        uint32_t m = in(w, e, "of") ? e + 1 : e;
        if (stm_word_at(w, m) != NULL && !w->at.at[m].line && stm_when_year(w, m, &y) == m + 1 && !y.bc) {
            e = m + 1;
        }
    }
    if (y.year == 0 && (half || (i > 0 && !w->at.at[i].line && w->at.at[i - 1].kind == STM_WORD_LETTERS &&
                                 w->at.at[i - 1].capital && !in(w, i - 1, "In For By The Since")))) {
        return i; /* "H1" is many things, and an "Audi Q3" is a car */
    }
    out->kind = STM_WHEN_QUARTER;
    out->quarter = (int32_t)d->value + (half ? 4 : 0);
    out->year = y.year;
    return e;
}

/* "the third quarter", "first-half", "1988's fourth quarter", "the 1988 second quarter". */
uint32_t stm_when_quarter(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t k = i, n, e;
    int32_t o = 0;
    bool the = in(w, k, "the its a their");
    stm_when y = { 0 };
    if ((e = short_quarter(w, k, out)) > k) {
        return e;
    }
    if (the) {
        k++;
    }
    if (stm_when_year(w, k, &y) == k + 1) {
        k++;
        if (mark(w, k, '\'') && stm_word_is(w, k + 1, "s") && stm_word_glued(w, k + 1)) {
            k += 2; /* "2015's first quarter" */
        }
    }
    if (in(w, k, "fiscal flat")) {
        out->fiscal = true;
        k = over_hyphen(w, k + 1);
    }
    if (in(w, k, "last latter second first") && stm_word_is(w, over_hyphen(w, k + 1), "half")) {
        k = stm_word_is(w, k, "first") ? (out->quarter = 5, k + 1) : (out->quarter = 6, k + 1);
        k = over_hyphen(w, k) + 1;
    } else {
        n = stm_ordinal_read(w, k, &o);
        if (n == 0 || o > 4 || !(in(w, over_hyphen(w, k + n), "quarter"))) {
            return i;
        }
        if (the && (glued_hyphen(w, k + n) || in(w, i, "its their")) && y.year == 0) {
            out->fiscal = false;
            return i; /* "a third-quarter loss", "its third quarter": without what stands before */
        }
        out->quarter = o;
        k = over_hyphen(w, k + n) + 1;
    }
    if (out->quarter >= 5 && !stm_word_is(w, k, "of") && y.year == 0) {
        return i; /* "the first half" of a match */
    }
    out->kind = STM_WHEN_QUARTER;
    out->year = y.year;
    e = k;
    if (y.year == 0) {
        uint32_t m = stm_word_is(w, k, "of") ? k + 1 : k;
        m = in(w, m, "fiscal") ? m + 1 : m;
        n = stm_when_year(w, m, &y);
        if (n > m) {
            out->year = y.year;
            return n;
        }
        if (in(w, m, "this last next the") && stm_word_is(w, m + 1, "year")) {
            if (m > k || !stm_word_is(w, m, "the")) {
                out->year_tie = in(w, m, "this the")        ? STM_TIE_THIS
                                : stm_word_is(w, m, "last") ? STM_TIE_LAST
                                                            : STM_TIE_NEXT;
                return m + 2;
            }
        }
    }
    if (out->quarter >= 5 && out->year == 0) {
        out->kind = STM_WHEN_NONE;
        return i;
    }
    return e;
}

uint32_t stm_when_holiday(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t best = i;
    stm_when y = { 0 };
    if (!(cls(w, i) & STM_W_HOLIDAY) || !w->at.at[i].capital) {
        return i;
    }
    for (uint32_t h = 0; h < w->book->holidays.n; h++) {
        const stm_strs *words = &w->book->holidays.at[h].words;
        uint32_t k = 0;
        while (k < words->n && i + k < w->at.n) {
            bool same = w->at.at[i + k].kind == STM_WORD_MARK
                            ? words->at[k].n == 1 && (uint8_t)words->at[k].p[0] == w->at.at[i + k].code
                            : stm_str_eq_nocase(words->at[k], stm_word_text(w, i + k));
            if (!same) {
                break;
            }
            k++;
        }
        if (k == words->n && i + k > best) {
            best = i + k;
            out->holiday = h;
        }
    }
    if (best > i) {
        out->kind = STM_WHEN_HOLIDAY;
        if (stm_when_year(w, best, &y) == best + 1) {
            out->year = y.year;
            return best + 1;
        }
        if (mark(w, best, ',') && stm_when_year(w, best + 1, &y) == best + 2) {
            out->year = y.year;
            return best + 2;
        }
        if (in(w, best, "in of") && stm_when_year(w, best + 1, &y) == best + 2) { /* "on Boxing Day in 2012" */
            out->year = y.year;
            return in(w, best, "of") ? best + 2 : best;
        }
    }
    return best;
}

/* "a man in his early 30s": of his years, not of the century's. */
static bool of_age(const stm_words *w, uint32_t i)
{
    while (i > 0 && (in(w, i - 1, "early late mid") || mark(w, i - 1, '-'))) {
        i--;
    }
    return i > 0 && in(w, i - 1, "his her their my your our");
}

/* "the 1990s", "the '80s", "nineties", "the 470s BC", "mid-1990s". */
uint32_t stm_when_decade(const stm_words *w, uint32_t i, stm_when *out)
{
    const stm_word *d;
    uint32_t k = in(w, i, "the") ? i + 1 : i, e, from = k;
    if (mark(w, k, '\'') && stm_word_glued(w, k + 1)) {
        k++;
    }
    d = digits_at(w, k);
    if (d != NULL && d->digits == 4 && d->decimals == 0 && !d->grouped && fmod(d->value, 10) == 0 && d->value >= 1000 &&
        d->value <= 2100 && mark(w, k + 1, '\'') && stm_word_glued(w, k + 1) && stm_word_is(w, k + 2, "s") &&
        stm_word_glued(w, k + 2) &&
        (k > i || (i > 0 && in(w, i - 1, "early late mid")) ||
         (i > 1 && mark(w, i - 1, '-') && in(w, i - 2, "early late mid")))) { /* "the 1980's" */
        out->kind = STM_WHEN_DECADE;
        out->year = (int32_t)d->value;
        return k + 3;
    }
    if (d != NULL && stm_word_is(w, k + 1, "s") && stm_word_glued(w, k + 1) && d->decimals == 0 && !d->grouped &&
        fmod(d->value, 10) == 0) {
        e = stm_when_before_christ(w, k + 2);
        if (d->digits == 4 && d->value >= 1000 && d->value <= 2200) {
            out->year = (int32_t)d->value;
        } else if (e > k + 2) {
            out->year = (int32_t)d->value;
            out->bc = true;
        } else if (d->digits == 2 && d->value >= 10 && !of_age(w, i) &&
                   (k > i || (i > 0 && in(w, i - 1, "early late mid")))) {
            out->year = 1900 + (int32_t)d->value;
        } else {
            return i;
        }
        out->kind = STM_WHEN_DECADE;
        return e;
    }
    if ((cls(w, from) & STM_W_DECADE) && !of_age(w, i) && (from > i || (i > 0 && in(w, i - 1, "early late mid")))) {
        out->kind = STM_WHEN_DECADE;
        out->year = 1900 + 10 * stm_word_entry_at(w, from)->decade;
        return from + 1;
    }
    return i;
}

uint32_t stm_when_century(const stm_words *w, uint32_t i, stm_when *out)
{
    int32_t o;
    uint32_t from = in(w, i, "the") ? i + 1 : i, n = stm_ordinal_read(w, from, &o), k, e;
    if (n == 0 || o < 1 || o > 30) {
        return i;
    }
    k = over_hyphen(w, from + n);
    if (!stm_word_is(w, k, "century") || (k > from + n && from > i)) {
        return i;
    }
    e = stm_when_before_christ(w, k + 1);
    out->bc = e > k + 1;
    out->kind = STM_WHEN_CENTURY;
    out->year = o;
    return e;
}

uint32_t stm_when_season(const stm_words *w, uint32_t i, stm_when *out, bool tied)
{
    stm_when y = { 0 };
    uint32_t k = i + 1, e;
    if (!(cls(w, i) & STM_W_SEASON)) {
        return i;
    }
    memcpy(out->season, stm_word_entry_at(w, i)->season, 2);
    e = stm_when_year(w, k, &y);
    if (e > k) {
        out->year = y.year, out->bc = y.bc;
    } else if (stm_word_is(w, k, "of") && (e = stm_when_year(w, k + 1, &y)) > k + 1) {
        out->year = y.year, out->bc = y.bc;
    } else if (stm_word_is(w, k, "of") && in(w, k + 1, "this last next that the") && stm_word_is(w, k + 2, "year")) {
        out->year_tie = in(w, k + 1, "that the")        ? STM_TIE_THAT
                        : stm_word_is(w, k + 1, "this") ? STM_TIE_THIS
                        : stm_word_is(w, k + 1, "last") ? STM_TIE_LAST
                                                        : STM_TIE_NEXT;
        e = k + 3;
    } else {
        e = k;
        /* "fall" and "spring" are verbs and nouns of other matters too */
        if (!tied &&
            (in(w, i, "fall spring") || (i > 0 && !in(w, i - 1, "in by since until during of through and or") &&
                                         w->at.at[i - 1].kind == STM_WORD_LETTERS))) {
            if (!(i > 0 && in(w, i - 1, "in by since until") && !stm_word_is(w, k, "of"))) {
                return i;
            }
        }
        if (tied && stm_word_is(w, i, "fall") &&
            ((in(w, k, "of in from to") && !in(w, i - 1, "last this next")) || in(w, i - 1, "her"))) {
            return i; /* "the fall of", "saw her fall" */
        }
    }
    out->kind = STM_WHEN_SEASON;
    return e;
}

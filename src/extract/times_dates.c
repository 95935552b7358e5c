/* times_dates.c: calendar dates as they are written: "6 December 2016", "Dec. 6", "2016-12-06", "480 BC", "2016-W49".
 *
 * In: words and a place among them.  Out: year, month, day of stm_when, and where the date ends.  Never: looks at the
 * day of publication. Invariants: (1) a number is a year only by what stands around it. (2) month and day are in range.
 * Cost: constant.
 */
#include "extract/times_parts.h"

#include <math.h>

/* "BC", "B.C.", "BCE" at i; returns the end or i. */
uint32_t stm_when_before_christ(const stm_words *w, uint32_t i)
{
    if (in(w, i, "BC BCE") && w->at.at[i].capitals) {
        return i + 1;
    }
    if (stm_word_is(w, i, "B") && mark(w, i + 1, '.') && stm_word_is(w, i + 2, "C") && stm_word_glued(w, i + 2)) {
        return mark(w, i + 3, '.') ? i + 4 : i + 3;
    }
    return i;
}

/* A year in four digits, or any with BC or AD. Returns the end or i. */
uint32_t stm_when_year(const stm_words *w, uint32_t i, stm_when *out)
{
    const stm_word *d = digits_at(w, i);
    uint32_t e;
    if (d == NULL || d->decimals > 0 || d->grouped || d->value < 1 || d->digits > 4) {
        if (in(w, i, "AD") && digits_at(w, i + 1) != NULL && digits_at(w, i + 1)->digits <= 4 &&
            digits_at(w, i + 1)->value >= 1) {
            out->year = (int32_t)digits_at(w, i + 1)->value;
            return i + 2;
        }
        return i;
    }
    e = stm_when_before_christ(w, i + 1);
    if (e > i + 1) {
        out->year = (int32_t)d->value;
        out->bc = true;
        return e;
    }
    if (in(w, i + 1, "AD CE") && w->at.at[i + 1].capitals) {
        out->year = (int32_t)d->value;
        return i + 2;
    }
    if (d->digits != 4 || d->value < 1000 || d->value > 2200 ||
        (stm_word_glued(w, i + 1) && (w->at.at[i + 1].kind == STM_WORD_LETTERS || mark(w, i + 1, '%')))) {
        return i;
    }
    out->year = (int32_t)d->value;
    return i + 1;
}

/* Is the four-digit number at i (to end) a year by what stands around it? */
bool stm_when_year_alone(const stm_words *w, uint32_t i, uint32_t end)
{
    const stm_word *d = digits_at(w, i);
    static const char function[] =
        "and or to the a an in on at by of for from with when where who which that as but was were is are had has "
        "have after before until through during under because while than it he she they its his her their this "
        "also would will could may not no about between against into without only did does if";
    if (d == NULL || end > i + 1) {
        return true; /* has an era */
    }
    if (i > 0 && !w->at.at[i].line) {
        const stm_word *p = stm_word_at(w, i - 1);
        if (p->kind == STM_WORD_MARK) {
            if (p->code == '$' || p->code == '#' || p->code == 0xA3 || p->code == 0x20AC || p->code == '.' ||
                (p->code == '-' && !d->space && !p->space && i > 1 &&
                 (!digits_at(w, i - 2) || w->at.at[i - 2].digits != 4)) ||
                ((p->code == '/' || p->code == ':') && !d->space) || (p->code == '\'' && !d->space)) {
                return false;
            }
        } else if (in(w, i - 1, "No number page route highway flight room area resolution article section chapter")) {
            return false;
        } else if (in(w, i - 1,
                      "in since by until till during before after early late mid summer spring winter autumn "
                      "fall season year years fiscal late from between through circa around the that its his "
                      "their a for through throughout Olympics elections election")) {
            if (in(w, i - 1, "in since by until till before after during early late mid circa fiscal year years")) {
                return !(stm_word_is(w, i + 1, "people") || mark(w, i + 1, '%') || in(w, i + 1, "percent per"));
            }
            if (w->at.at[i].value >= 1900 && w->at.at[i].value <= 2100) {
                return stm_word_at(w, i + 1) == NULL || w->at.at[i + 1].kind != STM_WORD_LETTERS ||
                       in(w, i - 1, "the that its his their a") || in(w, i + 1, function);
            }
            return false;
        }
    }
    if (d->value < 1500 || d->value > 2100) {
        return false;
    }
    if (i > 1 && mark(w, i - 1, '-') && digits_at(w, i - 2) != NULL && w->at.at[i - 2].digits == 4 &&
        w->at.at[i - 2].value >= 1500 && w->at.at[i - 2].value < d->value && stm_word_glued(w, i) &&
        stm_word_glued(w, i - 1)) {
        return true; /* "the 1975-1976 dry season" */
    }
    if (i > 1 && in(w, i - 1, "s") && mark(w, i - 2, '\'') && d->value >= 1900 && stm_word_at(w, i + 1) != NULL &&
        w->at.at[i + 1].kind == STM_WORD_LETTERS &&
        !w->at.at[i + 1].line) { /* "the company's 1989 operating results" */
        return !stm_str_ends(stm_word_text(w, i + 1), "s") ||
               in(w, i + 1, "results earnings sales revenues profits losses series elections s");
    }
    if (stm_word_at(w, i + 1) == NULL || w->at.at[i + 1].line) {
        return true;
    }
    if (w->at.at[i + 1].kind == STM_WORD_LETTERS) {
        return in(w, i + 1, function) || in(w, i + 1, "s");
    }
    return w->at.at[i + 1].kind == STM_WORD_MARK && w->at.at[i + 1].code != '%' && w->at.at[i + 1].code != '/' &&
           !(w->at.at[i + 1].code == ':' && stm_word_glued(w, i + 2) && digits_at(w, i + 2) != NULL);
}

/* The "91" of "1990-91", the "62" of "1954-62". */
uint32_t stm_when_year_tail(const stm_words *w, uint32_t i, stm_when *out)
{
    const stm_word *d = digits_at(w, i), *first = i > 1 ? digits_at(w, i - 2) : NULL;
    int32_t year;
    if (d == NULL || first == NULL || d->digits != 2 || d->decimals > 0 || first->digits != 4 || first->grouped ||
        first->decimals > 0 || first->value < 1500 || first->value > 2100 || !mark(w, i - 1, '-') ||
        !stm_word_glued(w, i) || !stm_word_glued(w, i - 1) ||
        (stm_word_glued(w, i + 1) && (mark(w, i + 1, '-') || w->at.at[i + 1].kind != STM_WORD_MARK))) {
        return i;
    }
    year = (int32_t)first->value / 100 * 100 + (int32_t)d->value;
    year += year <= (int32_t)first->value ? 100 : 0;
    if (year - (int32_t)first->value > 20 || (year / 100 != (int32_t)first->value / 100 && d->value > 0)) {
        return i; /* a telephone number, a code */
    }
    out->year = year;
    return i + 1;
}

uint32_t stm_when_month(const stm_words *w, uint32_t i, stm_when *out)
{
    const stm_word_entry *e = stm_word_entry_at(w, i);
    uint32_t c = cls(w, i);
    if (!(c & STM_W_MONTH) || (!w->at.at[i].capital)) {
        return i;
    }
    if ((c & STM_W_ABBREVIATION) && e->month != 3 && e->month != 8) {
        bool dot = mark(w, i + 1, '.') && stm_word_glued(w, i + 1);
        if (!dot && digits_at(w, i + 1) == NULL) {
            return i;
        }
        out->month = e->month;
        return dot ? i + 2 : i + 1;
    }
    out->month = e->month;
    if (mark(w, i + 1, '.') && stm_word_glued(w, i + 1) && stm_word_text(w, i).n <= 4 && digits_at(w, i + 2) != NULL) {
        return i + 2; /* "Mar. 3", "Aug. 7" */
    }
    return i + 1;
}

/* A day of the month at i: "7", "7th", "seventh". */
uint32_t stm_when_month_day(const stm_words *w, uint32_t i, int32_t *day)
{
    const stm_word *d = digits_at(w, i);
    int32_t o;
    uint32_t n = stm_ordinal_read(w, i, &o);
    if (n > 0 && o >= 1 && o <= 31) {
        *day = o;
        return i + n;
    }
    if (d == NULL || d->decimals > 0 || d->grouped || d->digits > 2 || d->value < 1 || d->value > 31 ||
        mark(w, i + 1, '%') || (stm_word_glued(w, i + 1) && w->at.at[i + 1].kind == STM_WORD_LETTERS) ||
        (mark(w, i + 1, ':') && stm_word_glued(w, i + 1) && stm_word_glued(w, i + 2) && digits_at(w, i + 2) != NULL)) {
        return i;
    }
    *day = (int32_t)d->value;
    return i + 1;
}

static uint32_t year_behind(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t e, k = mark(w, i, ',') ? i + 1 : i;
    if (stm_word_at(w, k) != NULL && w->at.at[k].line) {
        return i;
    }
    e = stm_when_year(w, k, out);
    if (e > k &&
        !(mark(w, e, ':') && stm_word_glued(w, e) && stm_word_glued(w, e + 1) && digits_at(w, e + 1) != NULL)) {
        return e;
    }
    if (e > k) {
        out->year = 0;
    }
    return i;
}

static bool joins_days(const stm_words *w, uint32_t i)
{
    return in(w, i, "to and or through until till") || mark(w, i, '-');
}

/* The year of "between March and May 2015", "28 November to 5 December 2015": what ends such a range has it for both.
 * 0: there is none. */
static int32_t year_of_range(const stm_words *w, uint32_t i, const stm_when *first)
{
    stm_when second = { 0 };
    int32_t day = 0;
    uint32_t k = i + 1, e;
    if (stm_word_at(w, i) == NULL || w->at.at[i].line || !(joins_days(w, i) || stm_word_is(w, i, "or")) ||
        stm_word_at(w, k) == NULL || w->at.at[k].line) {
        return 0;
    }
    if (digits_at(w, k) != NULL && (e = stm_when_month_day(w, k, &day)) > k) {
        k = e;
    }
    k = in(w, k, "early mid late") ? over_hyphen(w, k + 1) : k;
    if ((e = stm_when_month(w, k, &second)) == k) {
        return 0;
    }
    k = e;
    if (day == 0 && (e = stm_when_month_day(w, k, &day)) > k) {
        k = e;
    }
    k = mark(w, k, ',') && day > 0 ? k + 1 : k;
    if (stm_word_at(w, k) == NULL || w->at.at[k].line || stm_when_year(w, k, &second) != k + 1 || second.bc) {
        return 0;
    }
    return first->month > second.month ? second.year - 1 : second.year;
}

static uint32_t calendar_date(const stm_words *w, uint32_t i, stm_when *out);

/* "9/11", "the Sept. 11 attacks": the day that has its date for a name. */
static uint32_t named_by_date(const stm_words *w, uint32_t i, stm_when *out)
{
    const stm_word *m = digits_at(w, i), *d = digits_at(w, i + 2);
    bool glued = mark(w, i + 1, '/') && stm_word_glued(w, i + 1) && stm_word_glued(w, i + 2);
    if (m == NULL || d == NULL || !glued || m->digits != 1 || m->value != 9 || d->digits != 2 || d->value != 11 ||
        d->decimals > 0 || (mark(w, i + 3, '/') && stm_word_glued(w, i + 3)) ||
        (i > 0 && stm_word_glued(w, i) && (mark(w, i - 1, '/') || digits_at(w, i - 1) != NULL))) {
        return i;
    }
    out->kind = STM_WHEN_DATE;
    out->year = 2001, out->month = 9, out->day = 11;
    return i + 3;
}

uint32_t stm_when_calendar_date(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t e = named_by_date(w, i, out);
    if (e > i) {
        return e;
    }
    e = calendar_date(w, i, out);
    if (e > i && out->month == 9 && out->day == 11 && out->year == 0 && out->year_tie == STM_TIE_NONE &&
        in(w, e, "attack attacks terror terrorist terrorists hijacker hijackers hijackings victim victims")) {
        out->year = 2001;
    }
    if (e > i && out->month > 0 && out->year == 0 && out->year_tie == STM_TIE_NONE &&
        out->pair_end == out->pair_first) {
        out->year = year_of_range(w, e, out);
    }
    return e;
}

/* "12 October to 3 November" is no pair: both ends are whole. */
static uint32_t calendar_date(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t e = stm_when_month(w, i, out), k, y;
    int32_t day = 0, second = 0;
    if (e > i) { /* month first */
        k = stm_when_month_day(w, e, &day);
        if (k > e && !w->at.at[e].line) {
            out->day = day;
            y = year_behind(w, k, out);
            if (y == k && stm_word_is(w, k, "of") && in(w, k + 1, "that this last next the")) {
                uint32_t z = stm_word_is(w, k + 2, "same") ? k + 3 : k + 2;
                if (stm_word_is(w, z, "year")) { /* "July 25 of that year" */
                    out->year_tie = in(w, k + 1, "that the")        ? STM_TIE_THAT
                                    : stm_word_is(w, k + 1, "this") ? STM_TIE_THIS
                                    : stm_word_is(w, k + 1, "last") ? STM_TIE_LAST
                                                                    : STM_TIE_NEXT;
                    return z + 1;
                }
            }
            if (y == k && joins_days(w, k)) {
                uint32_t m = stm_when_month_day(w, k + 1, &second);
                stm_when probe = { 0 };
                if (m > k + 1 && second > day && stm_when_month(w, m, &probe) == m &&
                    !(w->at.at[k + 1].kind == STM_WORD_DIGITS && (cls(w, m) & (STM_W_UNITS | STM_W_SCALE)))) {
                    out->pair_first = k + 1;
                    out->pair_end = m;
                    out->pair_day = second;
                    y = year_behind(w, m, out); /* a year behind the pair belongs to both */
                    if (y > m) {
                        out->pair_end = y;
                    }
                    return k;
                }
            }
            return y;
        }
        k = stm_word_is(w, e, "of") ? e + 1 : e;
        y = k > e ? stm_when_year(w, k, out) : year_behind(w, e, out);
        if (y > k && y > e) {
            return y;
        }
        if (stm_word_is(w, e, "of") && in(w, e + 1, "that this last next the")) {
            k = in(w, e + 1, "the that") && stm_word_is(w, e + 2, "same") ? e + 3 : e + 2;
            if (stm_word_is(w, k, "year")) {
                out->year_tie = in(w, e + 1, "that the")        ? STM_TIE_THAT
                                : stm_word_is(w, e + 1, "this") ? STM_TIE_THIS
                                : stm_word_is(w, e + 1, "last") ? STM_TIE_LAST
                                                                : STM_TIE_NEXT;
                return k + 1;
            }
        }
        return e;
    }
    e = stm_when_month_day(w, i, &day);
    if (e == i || (stm_word_at(w, i)->kind == STM_WORD_LETTERS && !stm_word_is(w, e, "of"))) {
        return i;
    }
    k = e;
    if (joins_days(w, k)) { /* "2 to 5 December" */
        uint32_t m = stm_when_month_day(w, k + 1, &second);
        stm_when probe = { 0 };
        if (m > k + 1 && second > day && (y = stm_when_month(w, m, &probe)) > m) {
            out->month = probe.month;
            out->day = second;
            out->pair_first = i;
            out->pair_end = e;
            out->pair_day = day;
            out->pair_before = true;
            return year_behind(w, y, out);
        }
    }
    k = stm_word_is(w, e, "of") ? e + 1 : e;
    if (stm_word_at(w, k) != NULL && w->at.at[k].line) {
        return i;
    }
    y = stm_when_month(w, k, out);
    if (y == k) {
        return i;
    }
    if (stm_when_month_day(w, y, &second) == y + 1 && !w->at.at[y].line && digits_at(w, y) != NULL &&
        stm_word_at(w, y + 1) != NULL && w->at.at[y + 1].kind == STM_WORD_LETTERS && !in(w, y + 1, "am pm hours")) {
        return i; /* "15 of the 19 Sept. 11 hijackers" */
    }
    out->day = day;
    return year_behind(w, y, out);
}

/* The marks between the numbers at i, i + 2 and i + 4: glued to them all, or, slashes, set off from all by spaces. */
static bool evenly_set(const stm_words *w, uint32_t i)
{
    uint32_t glued = 0;
    for (uint32_t k = i + 1; k <= i + 4; k++) {
        glued += stm_word_glued(w, k);
        if (w->at.at[k].line) {
            return false;
        }
    }
    return glued == 4 || (glued == 0 && mark(w, i + 1, '/'));
}

/* 2016-12-06, 12/06/2016, 6.12.2016 */
uint32_t stm_when_numeric_date(const stm_words *w, uint32_t i, stm_date_order order, stm_when *out)
{
    const stm_word *a = digits_at(w, i), *b = digits_at(w, i + 2), *c = digits_at(w, i + 4);
    int32_t x, y, z;
    uint32_t m;
    if (a == NULL || b == NULL || c == NULL || a->decimals > 0 || b->decimals > 0 || c->decimals > 0 ||
        w->at.at[i + 1].kind != STM_WORD_MARK || !evenly_set(w, i) || w->at.at[i + 1].code != w->at.at[i + 3].code ||
        (i > 0 && stm_word_glued(w, i) && !mark(w, i - 1, '(')) || a->digits > 4 || b->digits > 2 || c->digits > 4) {
        return i;
    }
    m = w->at.at[i + 1].code;
    x = (int32_t)a->value, y = (int32_t)b->value, z = (int32_t)c->value;
    if (m != '-' && m != '/' && m != '.') {
        return i;
    }
    if (a->digits == 4) {
        out->year = x, out->month = y, out->day = z;
    } else if (c->digits == 4 || (c->digits == 2 && m != '.')) {
        bool day = order == STM_ORDER_DAY_FIRST || m == '.' || x > 12;
        out->open = order == STM_ORDER_UNKNOWN && m != '.' && x != y && x <= 12 && y <= 12;
        out->year = z, out->month = day ? y : x, out->day = day ? x : y;
        out->two_digit_year = c->digits == 2;
        if (out->month > 12) {
            int32_t t = out->month;
            out->month = out->day;
            out->day = t;
        }
    } else {
        return i;
    }
    if (out->month < 1 || out->month > 12 || out->day < 1 || out->day > 31) {
        out->year = out->month = out->day = 0;
        return i;
    }
    out->kind = STM_WHEN_DATE;
    return i + 5;
}

uint32_t stm_when_iso_week(const stm_words *w, uint32_t i, stm_when *out)
{
    stm_str s = stm_word_text(w, i + 2);
    const stm_word *n = digits_at(w, i + 3);
    if (in(w, i, "week") && (n = digits_at(w, i + 1)) != NULL && n->digits <= 2 && n->decimals == 0 && n->value >= 1 &&
        n->value <= 53) { /* "week 12 of 2015" */
        uint32_t k = in(w, i + 2, "of") || mark(w, i + 2, ',') ? i + 3 : i + 2;
        stm_when y = { 0 };
        if (k > i + 2 && stm_when_year(w, k, &y) == k + 1 && !y.bc) {
            out->kind = STM_WHEN_PERIOD;
            out->unit = 'W';
            out->year = y.year;
            out->count = n->value;
            return k + 1;
        }
        return i;
    }
    n = digits_at(w, i + 3);
    if (digits_at(w, i) == NULL || digits_at(w, i)->digits != 4 || !glued_hyphen(w, i + 1) || !stm_str_eqz(s, "W") ||
        n == NULL || !stm_word_glued(w, i + 3) || n->digits != 2 || n->value < 1 || n->value > 53) {
        return i;
    }
    out->kind = STM_WHEN_PERIOD;
    out->unit = 'W';
    out->year = (int32_t)digits_at(w, i)->value;
    out->count = n->value;
    return i + 4;
}

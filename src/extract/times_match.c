/* times_match.c: one time expression, read off the words.
 *
 * In: words and a place among them.  Out: stm_when: what is written there, and how far it goes.  Never: looks at the
 * day of publication or at tenses; a value is times_resolve.c's matter.
 * Invariants: (1) an expression lies within one line and one stretch of text. (2) prepositions before it are no part
 * of it, determiners and approximators are (TIMEX3, TimeML annotation guidelines 1.2.1, section 2.2).
 * Cost: linear in the words of the expression. The grammar's shape is that of SUTime (Chang and Manning 2012) and
 * HeidelTime (Stroetgen and Gertz 2013): a core with what may stand before and behind it.
 */
#include "extract/times.h"

#include <math.h>

static uint32_t cls(const stm_words *w, uint32_t i)
{
    return stm_word_classes(w, i);
}

static bool in(const stm_words *w, uint32_t i, const char *list)
{
    return stm_word_among(w, i, list);
}

static bool mark(const stm_words *w, uint32_t i, uint32_t c)
{
    return stm_word_mark(w, i, c);
}

static bool glued_hyphen(const stm_words *w, uint32_t i)
{
    return mark(w, i, '-') && !w->at.at[i].dash && stm_word_glued(w, i) && stm_word_glued(w, i + 1);
}

static uint32_t over_hyphen(const stm_words *w, uint32_t i)
{
    return glued_hyphen(w, i) ? i + 1 : i;
}

static const stm_word *digits_at(const stm_words *w, uint32_t i)
{
    const stm_word *d = stm_word_at(w, i);
    return d != NULL && d->kind == STM_WORD_DIGITS ? d : NULL;
}

/* "BC", "B.C.", "BCE" at i; returns the end or i. */
static uint32_t before_christ(const stm_words *w, uint32_t i)
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
static uint32_t year(const stm_words *w, uint32_t i, stm_when *out)
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
    e = before_christ(w, i + 1);
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
static bool year_alone(const stm_words *w, uint32_t i, uint32_t end)
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
                (p->code == '-' && !d->space && !p->space && i > 1 && !digits_at(w, i - 2)) ||
                ((p->code == '/' || p->code == ':') && !d->space) || (p->code == '\'' && !d->space)) {
                return false;
            }
        } else if (in(w, i - 1, "No number page route highway flight room area resolution article section chapter")) {
            return false;
        } else if (in(w, i - 1, "in since by until till during before after early late mid summer spring winter autumn "
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
    if (stm_word_at(w, i + 1) == NULL || w->at.at[i + 1].line) {
        return true;
    }
    if (w->at.at[i + 1].kind == STM_WORD_LETTERS) {
        return in(w, i + 1, function) || in(w, i + 1, "s");
    }
    return w->at.at[i + 1].kind == STM_WORD_MARK && w->at.at[i + 1].code != '%' && w->at.at[i + 1].code != '/' &&
           w->at.at[i + 1].code != ':';
}

static uint32_t month(const stm_words *w, uint32_t i, stm_when *out)
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
static uint32_t month_day(const stm_words *w, uint32_t i, int32_t *day)
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
    e = year(w, k, out);
    if (e > k && !(mark(w, e, ':') && stm_word_glued(w, e))) {
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

/* "12 October to 3 November" is no pair: both ends are whole. */
static uint32_t calendar_date(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t e = month(w, i, out), k, y;
    int32_t day = 0;
    if (e > i) { /* month first */
        k = month_day(w, e, &day);
        if (k > e && !w->at.at[e].line) {
            out->day = day;
            y = year_behind(w, k, out);
            if (y == k && joins_days(w, k)) {
                int32_t second = 0;
                uint32_t m = month_day(w, k + 1, &second);
                stm_when probe = { 0 };
                if (m > k + 1 && second > day && month(w, m, &probe) == m &&
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
        y = k > e ? year(w, k, out) : year_behind(w, e, out);
        if (y > k && y > e) {
            return y;
        }
        if (stm_word_is(w, e, "of") && in(w, e + 1, "that this last next the") ) {
            k = in(w, e + 1, "the that") && stm_word_is(w, e + 2, "same") ? e + 3 : e + 2;
            if (stm_word_is(w, k, "year")) {
                out->year_tie = in(w, e + 1, "that the") ? STM_TIE_THAT : stm_word_is(w, e + 1, "this") ? STM_TIE_THIS :
                                stm_word_is(w, e + 1, "last") ? STM_TIE_LAST : STM_TIE_NEXT;
                return k + 1;
            }
        }
        return e;
    }
    e = month_day(w, i, &day);
    if (e == i || (stm_word_at(w, i)->kind == STM_WORD_LETTERS && !stm_word_is(w, e, "of"))) {
        return i;
    }
    k = e;
    if (joins_days(w, k)) { /* "2 to 5 December" */
        int32_t second = 0;
        uint32_t m = month_day(w, k + 1, &second);
        stm_when probe = { 0 };
        if (m > k + 1 && second > day && (y = month(w, m, &probe)) > m) {
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
    y = month(w, k, out);
    if (y == k) {
        return i;
    }
    out->day = day;
    return year_behind(w, y, out);
}

/* 2016-12-06, 12/06/2016, 6.12.2016 */
static uint32_t numeric_date(const stm_words *w, uint32_t i, bool day_first, stm_when *out)
{
    const stm_word *a = digits_at(w, i), *b = digits_at(w, i + 2), *c = digits_at(w, i + 4);
    int32_t x, y, z;
    uint32_t m;
    if (a == NULL || b == NULL || c == NULL || a->decimals > 0 || b->decimals > 0 || c->decimals > 0 ||
        w->at.at[i + 1].kind != STM_WORD_MARK || !stm_word_glued(w, i + 1) || !stm_word_glued(w, i + 2) ||
        !stm_word_glued(w, i + 3) || !stm_word_glued(w, i + 4) || w->at.at[i + 1].code != w->at.at[i + 3].code ||
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
        bool day = day_first || m == '.' || x > 12;
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

static uint32_t iso_week(const stm_words *w, uint32_t i, stm_when *out)
{
    stm_str s = stm_word_text(w, i + 2);
    const stm_word *n = digits_at(w, i + 3);
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

/* ---- clock --------------------------------------------------------------------------------------------- */

static uint32_t meridiem(const stm_words *w, uint32_t i, int32_t *add)
{
    if (in(w, i, "am pm")) {
        *add = stm_word_is(w, i, "pm") ? 12 : 0;
        return i + 1;
    }
    if (in(w, i, "a p") && mark(w, i + 1, '.') && stm_word_glued(w, i + 1) && stm_word_is(w, i + 2, "m") &&
        stm_word_glued(w, i + 2)) {
        *add = stm_word_is(w, i, "p") ? 12 : 0;
        return mark(w, i + 3, '.') && stm_word_glued(w, i + 3) ? i + 4 : i + 3;
    }
    return i;
}

static uint32_t zone(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t k = mark(w, i, '(') ? i + 1 : i;
    if ((cls(w, k) & STM_W_ZONE) && w->at.at[k].capitals) {
        out->zone = true;
        out->zone_minutes = stm_word_entry_at(w, k)->offset;
        return k > i && mark(w, k + 1, ')') ? k + 2 : k > i ? i : k + 1;
    }
    if (in(w, i, "local Eastern Pacific Central Mountain Moscow London") && stm_word_is(w, i + 1, "time")) {
        return i + 2;
    }
    return i;
}

static uint32_t clock_time(const stm_words *w, uint32_t i, stm_when *out)
{
    const stm_word *d = digits_at(w, i), *m;
    uint32_t k = i, e;
    int32_t add = -1;
    double n = 0;
    out->minute = out->second = -1;
    if (cls(w, i) & STM_W_CLOCK) {
        if (in(w, i + 1, "prayers meal break hour snack news show")) {
            return i;
        }
        out->hour = stm_word_entry_at(w, i)->offset;
        out->clock = true;
        return zone(w, i + 1, out);
    }
    if (d == NULL) {
        uint32_t c = stm_cardinal_read(w, i, &n);
        if (c == 0 || n < 1 || n > 12 || n != floor(n)) {
            return i;
        }
        out->hour = (int32_t)n;
        if (stm_word_is(w, i + c, "o") && mark(w, i + c + 1, '\'') && stm_word_is(w, i + c + 2, "clock")) {
            out->clock = true;
            return i + c + 3;
        }
        if ((e = meridiem(w, i + c, &add)) == i + c) {
            if (!(stm_word_is(w, i + c, "in") && stm_word_is(w, i + c + 1, "the") && in(w, i + c + 2, "morning afternoon evening"))) {
                return i;
            }
            add = stm_word_is(w, i + c + 2, "morning") ? 0 : 12;
            e = i + c + 3;
        }
        out->hour = out->hour % 12 + add;
        out->clock = true;
        return zone(w, e, out);
    }
    if (d->grouped || (i > 0 && stm_word_glued(w, i) && (mark(w, i - 1, ':') || mark(w, i - 1, '$') || mark(w, i - 1, '.')))) {
        return i;
    }
    if (d->decimals == 2 && d->digits <= 2) { /* "10.30 a.m." */
        if ((e = meridiem(w, i + 1, &add)) == i + 1 || d->value >= 13) {
            return i;
        }
        out->hour = (int32_t)d->value % 12 + add;
        out->minute = (int32_t)lround((d->value - floor(d->value)) * 100);
        out->clock = out->minute < 60;
        return out->clock ? zone(w, e, out) : i;
    }
    if (d->decimals > 0 || d->value > 2400) {
        return i;
    }
    k = i + 1;
    out->hour = (int32_t)d->value;
    if (mark(w, k, ':') && stm_word_glued(w, k) && stm_word_glued(w, k + 1) && (m = digits_at(w, k + 1)) != NULL &&
        m->digits == 2 && m->value < 60 && d->value <= 24) {
        out->minute = (int32_t)m->value;
        k += 2;
        if (mark(w, k, ':') && stm_word_glued(w, k) && (m = digits_at(w, k + 1)) != NULL && m->digits == 2 &&
            m->value < 60) {
            out->second = (int32_t)m->value;
            k += 2;
        }
    }
    e = meridiem(w, k, &add);
    if (e > k) {
        if (out->hour < 1 || out->hour > 12) {
            return i;
        }
        out->hour = out->hour % 12 + add;
    } else if (stm_word_is(w, k, "o") && mark(w, k + 1, '\'') && stm_word_is(w, k + 2, "clock")) {
        e = k + 3;
    } else if (stm_word_is(w, k, "in") && stm_word_is(w, k + 1, "the") && in(w, k + 2, "morning afternoon evening") &&
               out->hour <= 12) {
        out->hour = out->hour % 12 + (stm_word_is(w, k + 2, "morning") ? 0 : 12);
        e = k + 3;
    } else if (out->minute < 0) {
        stm_when z = { 0 };
        if ((d->digits != 4 && d->digits != 3) || fmod(d->value, 100) >= 60 || zone(w, k, &z) == k || (!z.zone)) {
            return i;
        }
        out->hour = (int32_t)d->value / 100;
        out->minute = (int32_t)d->value % 100;
    } else if (d->value > 24 || (stm_word_glued(w, k) && (mark(w, k, '-') || mark(w, k, ':')))) {
        return i;
    }
    out->clock = true;
    return zone(w, e, out);
}

/* ---- parts --------------------------------------------------------------------------------------------- */

/* "morning", "mid-afternoon", "early evening" at i. */
static uint32_t day_part(const stm_words *w, uint32_t i, stm_when *out)
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

static uint32_t weekday(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t c = cls(w, i);
    if (!(c & STM_W_WEEKDAY) || !w->at.at[i].capital) {
        return i;
    }
    if (c & STM_W_ABBREVIATION) {
        stm_when probe = { 0 };
        uint32_t k = mark(w, i + 1, '.') ? i + 2 : i + 1;
        k = mark(w, k, ',') ? k + 1 : k;
        if (month(w, k, &probe) == k && digits_at(w, k) == NULL) {
            return i;
        }
        out->weekday = stm_word_entry_at(w, i)->weekday;
        return mark(w, i + 1, '.') ? i + 2 : i + 1;
    }
    out->weekday = stm_word_entry_at(w, i)->weekday;
    return i + 1;
}

/* Weekday with what may follow: part of the day, date. */
static uint32_t weekday_group(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t e = weekday(w, i, out), k, d;
    stm_when date = { 0 };
    if (e == i) {
        return i;
    }
    out->kind = STM_WHEN_WEEKDAY;
    if ((k = day_part(w, over_hyphen(w, e), out)) > over_hyphen(w, e)) {
        e = k;
    }
    k = mark(w, e, ',') ? e + 1 : e;
    k = stm_word_is(w, k, "the") ? k + 1 : k;
    d = stm_word_at(w, k) != NULL && w->at.at[k].line ? k : calendar_date(w, k, &date);
    if (d > k && date.day > 0 && date.pair_end == date.pair_first) {
        out->kind = STM_WHEN_DATE;
        out->year = date.year, out->month = date.month, out->day = date.day, out->bc = date.bc;
        return d;
    }
    return e;
}

static uint32_t day_word(const stm_words *w, uint32_t i, stm_when *out)
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
    return day_part(w, i + 1, out) > i + 1 ? day_part(w, i + 1, out) : i + 1;
}

/* ---- ties, counts, units ------------------------------------------------------------------------------- */

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
    if (in(w, k, "last past next coming previous preceding prior following subsequent ensuing succeeding same current "
                 "present latest upcoming first initial opening final closing intervening recent")) {
        stm_tie the = *out;
        *out = in(w, k, "last") ? STM_TIE_LAST : in(w, k, "past recent") ? STM_TIE_PAST : in(w, k, "next") ? STM_TIE_NEXT :
               in(w, k, "coming upcoming") ? STM_TIE_COMING : in(w, k, "previous preceding prior") ? STM_TIE_PREVIOUS :
               in(w, k, "following subsequent ensuing succeeding") ? STM_TIE_FOLLOWING : in(w, k, "same") ? STM_TIE_THAT :
               in(w, k, "current present") ? STM_TIE_THIS : in(w, k, "latest") ? STM_TIE_LATEST : STM_TIE_FIRST;
        if (*out == STM_TIE_FIRST && the != STM_TIE_THE) {
            *out = STM_TIE_NONE;
            return i;
        }
        if (*out == STM_TIE_LAST && the == STM_TIE_THE) {
            *out = STM_TIE_PAST;
        }
        k++;
        if (in(w, k, "few couple several many") ) {
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

static uint32_t filler(const stm_words *w, uint32_t i, stm_when *out)
{
    while (in(w, i, "fiscal full calendar trading business working consecutive straight additional more other entire "
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
    if (in(w, k, "earlier previously before beforehand") && !(stm_word_is(w, k, "before") && w->at.n > k + 1 &&
        w->at.at[k + 1].kind == STM_WORD_LETTERS && !in(w, k + 1, "and when but"))) {
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

/* "the third quarter", "first-half", "1988's fourth quarter", "the 1988 second quarter". */
static uint32_t quarter(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t k = i, n, e;
    int32_t o = 0;
    bool the = in(w, k, "the its a their");
    stm_when y = { 0 };
    if (the) {
        k++;
    }
    if (year(w, k, &y) == k + 1) {
        k++;
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
        if (the && glued_hyphen(w, k + n) && !out->fiscal) {
            out->fiscal = false;
            return i; /* "a third-quarter loss": the adjective alone */
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
        n = year(w, m, &y);
        if (n > m) {
            out->year = y.year;
            return n;
        }
        if (in(w, m, "this last next the") && stm_word_is(w, m + 1, "year")) {
            if (m > k || !stm_word_is(w, m, "the")) {
                out->year_tie = in(w, m, "this the") ? STM_TIE_THIS : stm_word_is(w, m, "last") ? STM_TIE_LAST : STM_TIE_NEXT;
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

static uint32_t holiday(const stm_words *w, uint32_t i, stm_when *out)
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
        if (year(w, best, &y) == best + 1) {
            out->year = y.year;
            return best + 1;
        }
        if (mark(w, best, ',') && year(w, best + 1, &y) == best + 2) {
            out->year = y.year;
            return best + 2;
        }
    }
    return best;
}

/* "the 1990s", "the '80s", "nineties", "the 470s BC", "mid-1990s". */
static uint32_t decade(const stm_words *w, uint32_t i, stm_when *out)
{
    const stm_word *d;
    uint32_t k = in(w, i, "the") ? i + 1 : i, e, from = k;
    if (mark(w, k, '\'') && stm_word_glued(w, k + 1)) {
        k++;
    }
    d = digits_at(w, k);
    if (d != NULL && stm_word_is(w, k + 1, "s") && stm_word_glued(w, k + 1) && d->decimals == 0 && !d->grouped &&
        fmod(d->value, 10) == 0) {
        e = before_christ(w, k + 2);
        if (d->digits == 4 && d->value >= 1000 && d->value <= 2200) {
            out->year = (int32_t)d->value;
        } else if (e > k + 2) {
            out->year = (int32_t)d->value;
            out->bc = true;
        } else if (d->digits == 2 && d->value >= 10 && (k > i || (i > 0 && in(w, i - 1, "early late mid")))) {
            out->year = 1900 + (int32_t)d->value;
        } else {
            return i;
        }
        out->kind = STM_WHEN_DECADE;
        return e;
    }
    if ((cls(w, from) & STM_W_DECADE) && (from > i || (i > 0 && in(w, i - 1, "early late mid")))) {
        out->kind = STM_WHEN_DECADE;
        out->year = 1900 + 10 * stm_word_entry_at(w, from)->decade;
        return from + 1;
    }
    return i;
}

static uint32_t century(const stm_words *w, uint32_t i, stm_when *out)
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
    e = before_christ(w, k + 1);
    out->bc = e > k + 1;
    out->kind = STM_WHEN_CENTURY;
    out->year = o;
    return e;
}

static uint32_t season(const stm_words *w, uint32_t i, stm_when *out, bool tied)
{
    stm_when y = { 0 };
    uint32_t k = i + 1, e;
    if (!(cls(w, i) & STM_W_SEASON)) {
        return i;
    }
    memcpy(out->season, stm_word_entry_at(w, i)->season, 2);
    e = year(w, k, &y);
    if (e > k) {
        out->year = y.year, out->bc = y.bc;
    } else if (stm_word_is(w, k, "of") && (e = year(w, k + 1, &y)) > k + 1) {
        out->year = y.year, out->bc = y.bc;
    } else if (stm_word_is(w, k, "of") && in(w, k + 1, "this last next that the") && stm_word_is(w, k + 2, "year")) {
        out->year_tie = in(w, k + 1, "that the") ? STM_TIE_THAT : stm_word_is(w, k + 1, "this") ? STM_TIE_THIS :
                        stm_word_is(w, k + 1, "last") ? STM_TIE_LAST : STM_TIE_NEXT;
        e = k + 3;
    } else {
        e = k;
        /* "fall" and "spring" are verbs and nouns of other matters too */
        if (!tied && (in(w, i, "fall spring") || (i > 0 && !in(w, i - 1, "in by since until during of through and or") &&
                      w->at.at[i - 1].kind == STM_WORD_LETTERS))) {
            if (!(i > 0 && in(w, i - 1, "in by since until") && !stm_word_is(w, k, "of"))) {
                return i;
            }
        }
        if (tied && stm_word_is(w, i, "fall") && in(w, k, "of in from to")) {
            return i;
        }
    }
    out->kind = STM_WHEN_SEASON;
    return e;
}

/* Determiner, count, unit, and what follows: periods, durations, shifts. */
static uint32_t unit_group(const stm_words *w, uint32_t i, stm_when *out)
{
    stm_tie t;
    double n = 1;
    uint32_t k = tie(w, i, &t), c, u, e, s, classes;
    const stm_word_entry *en;
    bool plural, hyphen = false, bare = false;
    out->tie = t;
    c = count(w, k, &n);
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
    if (c == k && in(w, k, "one") ) {
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
        if ((e = weekday_group(w, u, out)) > u) {
            if (t == STM_TIE_THE && out->kind == STM_WHEN_WEEKDAY) {
                out->kind = STM_WHEN_NONE;
                return i; /* "the Wednesday talks" is the weekday alone */
            }
            return e;
        }
        if (t != STM_TIE_THE && (e = month(w, u, out)) > u) {
            out->kind = STM_WHEN_DATE;
            int32_t day;
            uint32_t m = month_day(w, e, &day);
            if (m > e) {
                out->day = day;
                e = m;
            }
            return e;
        }
        if ((e = season(w, u, out, true)) > u) {
            return e;
        }
        if (stm_word_is(w, u, "weekend") || (stm_word_is(w, u, "week") && glued_hyphen(w, u + 1) && stm_word_is(w, u + 2, "end"))) {
            out->kind = STM_WHEN_WEEKEND;
            return stm_word_is(w, u, "weekend") ? u + 1 : u + 3;
        }
        if ((e = day_part(w, u, out)) > u && (t != STM_TIE_THE || in(w, e, "of hours"))) {
            out->kind = STM_WHEN_PART;
            if (stm_word_is(w, e, "hours")) {
                e++;
            }
            if (stm_word_is(w, e, "of")) { /* "the morning of 31 January" */
                stm_when date = { 0 };
                uint32_t m = weekday_group(w, e + 1, &date);
                if (m == e + 1) {
                    m = calendar_date(w, e + 1, &date);
                    date.kind = STM_WHEN_DATE;
                }
                if (m > e + 1 && (date.day > 0 || date.weekday > 0)) {
                    out->kind = date.kind;
                    out->tie = STM_TIE_NONE;
                    out->year = date.year, out->month = date.month, out->day = date.day, out->weekday = date.weekday;
                    out->bc = date.bc;
                    return m;
                }
                if (in(w, e + 1, "the") ) {
                    out->kind = STM_WHEN_NONE;
                    return i;
                }
            }
            return e;
        }
        if (t == STM_TIE_THE && (e = day_part(w, u, out)) > u && !in(w, u, "night")) {
            out->kind = STM_WHEN_PART;
            return e;
        }
        if ((e = holiday(w, u, out)) > u && t != STM_TIE_THE) {
            return e;
        }
        if (in(w, u, "quarter") || (classes & (STM_W_ORDINAL))) {
            e = quarter(w, u, out);
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
        if (year(w, k, &y) == c && in(w, c, "period quarter")) {
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
    /* "year-long", "decades-long", "seven-day", "two-year-old" */
    if (glued_hyphen(w, e)) {
        if (in(w, e + 1, "old")) {
            return i;
        }
        if (in(w, e + 1, "long")) {
            out->kind = STM_WHEN_DURATION;
            out->adjective = true;
            if (plural && c == k) {
                out->count = NAN;
            }
            return hyphen || c == k ? e + (c == k ? 2 : 0) : e;
        }
        if (c == k && t != STM_TIE_NONE && in(w, e + 1, "ago earlier")) {
            /* "the year-ago quarter" */
        } else if (!hyphen && c == k) {
            if (!(in(w, u, "year") && in(w, e + 1, "ago earlier end"))) {
                return i;
            }
        }
    }
    if ((c == k || (c == k + 1 && in(w, k, "a"))) && stm_word_is(w, u, "year") && in(w, over_hyphen(w, e), "ago earlier") &&
        (glued_hyphen(w, e) || (t != STM_TIE_NONE && c == k))) {
        uint32_t m = over_hyphen(w, e) + 1;
        stm_when probe = { 0 };
        if (i < u && !in(w, m, "period quarter") && quarter(w, m, &probe) == m) {
            return i; /* "a year-earlier loss": the adjective alone */
        }
        out->kind = STM_WHEN_SHIFT;
        out->shift = STM_SHIFT_AGO;
        out->count = 1;
        out->adjective = true;
        if (stm_word_is(w, m, "period") || stm_word_is(w, m, "quarter")) {
            return m + 1;
        }
        if (quarter(w, m, out) > m) {
            uint32_t q = quarter(w, m, out);
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
        if (t == STM_TIE_THE && !(in(w, e, "ahead") || in(w, u, "years months"))) {
            return i;
        }
        if (t == STM_TIE_THAT && !in(w, u, "years days weeks months")) {
            return i;
        }
        out->kind = STM_WHEN_DURATION;
        return in(w, e, "ahead") ? e + 1 : e;
    }
    if (t == STM_TIE_THE) {
        if (stm_word_is(w, u, "day") && in(w, e, "before after following") && w->at.at[e].space) {
            uint32_t m = e + 1;
            if (stm_word_is(w, e, "following") || m >= w->at.n || w->at.at[m].kind == STM_WORD_MARK ||
                in(w, m, "and when but he she it they the")) {
                out->kind = STM_WHEN_PERIOD;
                out->tie = stm_word_is(w, e, "before") ? STM_TIE_PREVIOUS : STM_TIE_FOLLOWING;
                return m;
            }
        }
        if (!in(w, u, "week month quarter year decade century") || (in(w, u, "quarter") && stm_word_is(w, e, "of"))) {
            return i;
        }
        if (stm_word_is(w, u, "quarter") && stm_word_is(w, e, "a") && stm_word_is(w, e + 1, "year") && in(w, e + 2, "ago earlier")) {
            out->kind = STM_WHEN_SHIFT;
            out->shift = STM_SHIFT_AGO;
            out->unit = 'Y';
            out->adjective = true;
            return e + 3;
        }
        if (stm_word_is(w, u, "year")) { /* "the year 2000" */
            stm_when y = { 0 };
            uint32_t m = year(w, e, &y);
            if (m > e) {
                out->kind = STM_WHEN_DATE;
                out->year = y.year, out->bc = y.bc;
                return m;
            }
        }
        if (stm_word_is(w, u, "week") && stm_word_is(w, e, "of")) { /* "the week of March 6" */
            stm_when date = { 0 };
            uint32_t m = calendar_date(w, e + 1, &date);
            if (m > e + 1 && date.day > 0) {
                *out = date;
                out->kind = STM_WHEN_DATE;
                out->unit = 'W';
                return m;
            }
        }
    }
    out->kind = STM_WHEN_PERIOD;
    if (t == STM_TIE_THIS && in(w, u, "minute second hour moment")) {
        return i;
    }
    if (mark(w, e, '\'') && stm_word_is(w, e + 1, "s") && stm_word_is(w, u, "year") && t != STM_TIE_THE) {
        stm_when q = { 0 };
        uint32_t m = quarter(w, e + 2, &q); /* "this year's third quarter" */
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

/* ---- the rest ------------------------------------------------------------------------------------------ */

static uint32_t vague(const stm_words *w, uint32_t i, stm_when *out)
{
    static const struct {
        const char *words[4];
        const char *value;
    } phrases[] = {
        { { "as", "soon", "as", "possible" }, "FUTURE_REF" }, { { "the", "near", "future", NULL }, "FUTURE_REF" },
        { { "the", "foreseeable", "future", NULL }, "FUTURE_REF" }, { { "the", "near", "term", NULL }, "FUTURE_REF" },
        { { "the", "short", "term", NULL }, "FUTURE_REF" }, { { "the", "future", NULL, NULL }, "FUTURE_REF" },
        { { "the", "past", NULL, NULL }, "PAST_REF" }, { { "right", "now", NULL, NULL }, "PRESENT_REF" },
        { { "so", "far", NULL, NULL }, "PRESENT_REF" }, { { "at", "this", "point", NULL }, "PRESENT_REF" },
        { { "this", "moment", NULL, NULL }, "PRESENT_REF" }, { { "the", "present", NULL, NULL }, "PRESENT_REF" },
        { { "the", "moment", NULL, NULL }, "PRESENT_REF" }, { { "this", "time", NULL, NULL }, "PRESENT_REF" },
        { { "the", "time", "being", NULL }, "PRESENT_REF" }, { { "that", "time", NULL, NULL }, "PAST_REF" },
        { { "more", "recently", NULL, NULL }, "PAST_REF" },
        { { "most", "recently", NULL, NULL }, "PAST_REF" }, { { "long", "-", "standing", NULL }, "PXY" },
        { { "longstanding", NULL, NULL, NULL }, "PXY" }, { { "a", "short", "time", "later" }, "FUTURE_REF" },
        { { "most", "recent", NULL, NULL }, "PAST_REF" }, { { "this", "period", NULL, NULL }, "" },
        { { "that", "period", NULL, NULL }, "" }, { { "a", "later", "date", NULL }, "FUTURE_REF" },
        { { "the", "time", NULL, NULL }, "PAST_REF" },
    };
    if (in(w, i, "a") && in(w, i + 1, "short") && in(w, i + 2, "time") && in(w, i + 3, "later after afterwards")) {
        out->kind = STM_WHEN_SHIFT;
        out->shift = STM_SHIFT_LATER;
        out->unit = 'i';
        out->count = NAN;
        return stm_word_is(w, i + 3, "after") ? i + 3 : i + 4;
    }
    for (size_t p = 0; p < sizeof phrases / sizeof *phrases; p++) {
        uint32_t k = 0;
        while (k < 4 && phrases[p].words[k] != NULL && stm_word_is(w, i + k, phrases[p].words[k])) {
            k++;
        }
        if (k < 4 && phrases[p].words[k] != NULL) {
            continue;
        }
        if (in(w, i, "the") && in(w, i + 1, "past moment time present")) { /* "the past", not "the past trial" */
            if (!(i > 0 && in(w, i - 1, "in of from to for at by with") &&
                  (i + k >= w->at.n || w->at.at[i + k].kind == STM_WORD_MARK || in(w, i + k, "and but that which the when for"))) ||
                (in(w, i + 1, "time") && !(i > 0 && in(w, i - 1, "at by")))) {
                continue;
            }
        }
        if (in(w, i, "that the this") && in(w, i + k - 1, "time") && !(i > 0 && in(w, i - 1, "at by since until from before"))) {
            continue;
        }
        if (in(w, i, "so") && in(w, i + 2, "as from that away")) {
            continue;
        }
        out->kind = stm_str_eqz(stm_str_of(phrases[p].value), "PXY") ? STM_WHEN_DURATION : STM_WHEN_VAGUE;
        out->value = stm_str_of(phrases[p].value);
        out->unit = 'Y';
        out->count = NAN;
        return i + k;
    }
    if (cls(w, i) & STM_W_VAGUE) {
        if (in(w, i, "soon")) { /* in histories "soon" is soon after */
            bool ahead = false;
            for (uint32_t k = 1; k <= 4 && k <= i; k++) {
                ahead |= in(w, i - k, "will would to could may might can ll should");
            }
            if (!ahead || in(w, i + 1, "after as became") || in(w, i - 1, "as too how very")) {
                return i;
            }
        }
        if (in(w, i, "previously") && !(i > 0 && in(w, i - 1, "had was were than"))) {
            return i;
        }
        if (in(w, i, "now") && stm_word_glued(w, i + 1) && mark(w, i + 1, '-')) {
            return i;
        }
        out->kind = STM_WHEN_VAGUE;
        out->value = stm_word_entry_at(w, i)->value;
        return i + 1;
    }
    if (in(w, i, "former ex") && !mark(w, i + 1, '-')) {
        if (stm_word_is(w, i, "former") && !(i > 0 && in(w, i - 1, "the") && !(stm_word_at(w, i + 1) != NULL &&
            w->at.at[i + 1].kind == STM_WORD_LETTERS))) {
            out->kind = STM_WHEN_VAGUE;
            out->value = STM_STR("PAST_REF");
            return i + 1;
        }
    }
    return i;
}

static uint32_t sets(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t c = cls(w, i), k;
    const stm_word_entry *e = stm_word_entry_at(w, i);
    if (c & STM_W_SET) {
        if (w->at.at[i].capital && i > 0 && !w->at.at[i].line && !mark(w, i - 1, '.')) {
            return i; /* "The Daily Telegraph" */
        }
        out->kind = STM_WHEN_SET;
        out->value = e->value;
        return i + 1;
    }
    if ((c & STM_W_WEEKDAYS) && w->at.at[i].capital) {
        out->kind = STM_WHEN_SET;
        out->weekday = e->weekday;
        return i + 1;
    }
    if (in(w, i, "per") && (cls(w, i + 1) & STM_W_UNIT) && !in(w, i + 1, "second quarter")) {
        out->kind = STM_WHEN_SET;
        out->unit = stm_word_entry_at(w, i + 1)->unit;
        out->count = 1;
        return i + 2;
    }
    if (!in(w, i, "each every")) {
        return i;
    }
    k = i + 1;
    if (in(w, k, "other") ) {
        k++;
    }
    e = stm_word_entry_at(w, k);
    if (e != NULL && (cls(w, k) & STM_W_WEEKDAY) && w->at.at[k].capital) {
        out->weekday = e->weekday;
    } else if (e != NULL && (cls(w, k) & STM_W_MONTH) && w->at.at[k].capital) {
        out->month = e->month;
    } else if (e != NULL && (cls(w, k) & STM_W_DAYPART)) {
        memcpy(out->part, e->part, 2);
    } else if (e != NULL && (cls(w, k) & STM_W_SEASON)) {
        memcpy(out->season, e->season, 2);
    } else if (e != NULL && (cls(w, k) & STM_W_UNIT)) {
        out->unit = e->unit;
        out->count = k > i + 1 ? 2 : 1;
    } else {
        double n;
        uint32_t m = stm_cardinal_read(w, k, &n);
        if (m == 0 || !(cls(w, k + m) & STM_W_UNITS)) {
            return i;
        }
        out->unit = stm_word_entry_at(w, k + m)->unit;
        out->count = n;
        k += m;
    }
    out->kind = STM_WHEN_SET;
    return k + 1;
}

/* A clock time, then perhaps its day: "noon Saturday", "5 p.m. EST, Nov. 6", "10am today". */
static uint32_t clock_group(const stm_words *w, uint32_t i, stm_when *out)
{
    uint32_t e = clock_time(w, i, out), k, m;
    stm_when day = { 0 };
    if (e == i || !out->clock) {
        out->clock = false;
        return i;
    }
    out->kind = STM_WHEN_CLOCK;
    k = mark(w, e, ',') ? e + 1 : e;
    if (stm_word_at(w, k) == NULL || w->at.at[k].line) {
        return e;
    }
    if ((m = weekday_group(w, k, &day)) == k && (m = day_word(w, k, &day)) == k) {
        m = calendar_date(w, k, &day);
        day.kind = STM_WHEN_DATE;
        if (m > k && day.day == 0) {
            m = k;
        }
    }
    if (m > k && !(k > e && day.kind == STM_WHEN_DAY)) {
        out->kind = day.kind;
        out->offset = day.offset;
        out->year = day.year, out->month = day.month, out->day = day.day, out->weekday = day.weekday;
        memcpy(out->part, day.part, sizeof out->part);
        return m;
    }
    return e;
}

static uint32_t core(const stm_words *w, uint32_t i, bool day_first, bool led, stm_when *out)
{
    uint32_t (*const readers[])(const stm_words *, uint32_t, stm_when *) = {
        clock_group, iso_week, weekday_group, calendar_date, quarter, sets, decade, century, unit_group, day_word, holiday,
        vague,
    };
    stm_when best = { 0 };
    uint32_t end = i, e;
    stm_when t;
    memset(&t, 0, sizeof t);
    if ((e = numeric_date(w, i, day_first, &t)) > i) {
        best = t;
        end = e;
    }
    for (size_t r = 0; r < sizeof readers / sizeof *readers; r++) {
        memset(&t, 0, sizeof t);
        t.hour = t.minute = t.second = -1;
        e = readers[r](w, i, &t);
        if (e > end) {
            if (readers[r] == calendar_date) {
                t.kind = STM_WHEN_DATE;
                if (t.day == 0 && t.year == 0 && t.year_tie == STM_TIE_NONE && !led) { /* a month alone */
                    bool free = i == 0 || w->at.at[i].line || in(w, i - 1, "in since until till by during of last this next early late mid "
                                "for from to between and or through before after");
                    bool name = in(w, i, "May March April June August") && stm_word_at(w, e) != NULL &&
                                w->at.at[e].kind == STM_WORD_LETTERS && w->at.at[e].capital && !(cls(w, e) & STM_W_WEEKDAY);
                    if ((in(w, i, "May March") && !free) || name ||
                        (in(w, i, "May March") && i > 0 && in(w, i - 1, "and or to for by") && !in(w, i - 1, "to by")) ||
                        (in(w, i, "May March") && (i == 0 || w->at.at[i].line)) ||
                        (in(w, i, "April June August") && i > 0 && w->at.at[i - 1].kind == STM_WORD_LETTERS &&
                         w->at.at[i - 1].capital && !free && !in(w, i - 1, "In Since By Last This Next Early Late"))) {
                        continue;
                    }
                }
            }
            if (t.kind == STM_WHEN_NONE) {
                continue;
            }
            best = t;
            end = e;
        }
    }
    if (end == i) {
        memset(&t, 0, sizeof t);
        t.hour = t.minute = t.second = -1;
        if ((e = season(w, i, &t, led)) > i || (e = stm_word_is(w, i, "overnight") ? i + 1 : i) > i) {
            if (t.kind == STM_WHEN_NONE) {
                t.kind = STM_WHEN_PART;
                t.tie = STM_TIE_LAST;
                memcpy(t.part, "NI", 2);
            }
            best = t;
            end = e;
        } else if ((e = year(w, i, &t)) > i && (led || year_alone(w, i, e))) {
            t.kind = STM_WHEN_DATE;
            best = t;
            end = e;
        } else if (stm_word_is(w, i, "fiscal") && (e = year(w, i + 1, &t)) > i + 1) {
            t.kind = STM_WHEN_DATE;
            best = t;
            end = e;
        } else if (in(w, i, "midmorning midafternoon") ||
                   (stm_word_is(w, i, "mid") && glued_hyphen(w, i + 1) && (cls(w, i + 2) & STM_W_DAYPART)) ||
                   (led && (cls(w, i) & STM_W_DAYPART))) {
            e = day_part(w, i, &t);
            t.kind = STM_WHEN_PART;
            t.tie = STM_TIE_THE;
            best = t;
            end = e;
            memset(&t, 0, sizeof t);
            if ((e = day_word(w, end, &t)) > end) { /* "mid-afternoon yesterday" */
                memcpy(t.part, best.part, sizeof t.part);
                t.hour = t.minute = t.second = -1;
                best = t;
                end = e;
            }
        }
    }
    *out = best;
    return end;
}

/* "early", "the end of", "later": what narrows a period. Returns the words taken; *of: "of" stood there. */
static uint32_t position(const stm_words *w, uint32_t i, stm_when_mod *mod)
{
    uint32_t k = in(w, i, "the its") ? i + 1 : i;
    *mod = STM_MOD_NONE;
    if (in(w, k, "early mid late middle") && !(k > i && stm_word_is(w, k, "middle"))) {
        *mod = in(w, k, "early") ? STM_MOD_START : in(w, k, "late") ? STM_MOD_END : STM_MOD_MID;
        k = over_hyphen(w, k + 1);
        if (in(w, k, "to") && glued_hyphen(w, k + 1)) {
            return i; /* "mid-to-late" */
        }
        return in(w, k, "in on") && !stm_word_is(w, k - 1, "the") ? k + 1 : in(w, k, "part") && stm_word_is(w, k + 1, "of") ? k + 2 : k;
    }
    if (in(w, k, "earlier later") && (k == i) && (in(w, k + 1, "this that in on yesterday today last the next") ||
        (cls(w, k + 1) & STM_W_WEEKDAY))) {
        *mod = stm_word_is(w, k, "earlier") ? STM_MOD_BEFORE : STM_MOD_AFTER;
        return in(w, k + 1, "in on") ? k + 2 : k + 1;
    }
    if (in(w, k, "sometime") && k == i) {
        *mod = STM_MOD_MID;
        return in(w, k + 1, "in on before after during") ? k + 2 : k + 1;
    }
    if (k == i && !in(w, i, "end")) {
        return i;
    }
    if (in(w, k, "beginning start end middle close rest remainder eve turn outset")) {
        if (!stm_word_is(w, k + 1, "of")) {
            return i;
        }
        *mod = in(w, k, "beginning start turn outset") ? STM_MOD_START : in(w, k, "middle") ? STM_MOD_MID : STM_MOD_END;
        return k + 2;
    }
    if (in(w, k, "first second last latter early final middle opening") && in(w, k + 1, "half part days weeks months") &&
        stm_word_is(w, k + 2, "of")) {
        *mod = in(w, k, "first early opening") ? STM_MOD_START : in(w, k, "middle") ? STM_MOD_MID : STM_MOD_END;
        return k + 3;
    }
    return i;
}

static uint32_t approximator(const stm_words *w, uint32_t i)
{
    if (in(w, i, "about around nearly almost approximately roughly some over just under circa barely")) {
        return i + 1;
    }
    if (stm_word_is(w, i, "ca") && mark(w, i + 1, '.')) {
        return i + 2;
    }
    if (in(w, i, "more less fewer") && stm_word_is(w, i + 1, "than")) {
        return i + 2;
    }
    if (stm_word_is(w, i, "at") && in(w, i + 1, "least most")) {
        return i + 2;
    }
    if (stm_word_is(w, i, "as") && in(w, i + 1, "recently early late") && stm_word_is(w, i + 2, "as")) {
        return i + 3;
    }
    if (in(w, i, "up") && stm_word_is(w, i + 1, "to")) {
        return i + 2;
    }
    return i;
}

bool stm_when_match(const stm_words *w, uint32_t i, bool day_first, stm_when *out)
{
    stm_when best, t;
    stm_when_mod mod;
    uint32_t end, e, p, a;
    end = core(w, i, day_first, false, &best);
    p = position(w, i, &mod);
    if (p > i && stm_word_at(w, p) != NULL && !w->at.at[p].line) {
        e = core(w, p, day_first, true, &t);
        if (e > end && e > p) {
            bool holds = t.kind == STM_WHEN_DATE || t.kind == STM_WHEN_PERIOD || t.kind == STM_WHEN_SEASON ||
                         t.kind == STM_WHEN_DECADE || t.kind == STM_WHEN_CENTURY || t.kind == STM_WHEN_QUARTER ||
                         t.kind == STM_WHEN_WEEKDAY || t.kind == STM_WHEN_DAY || t.kind == STM_WHEN_PART ||
                         t.kind == STM_WHEN_WEEKEND || t.kind == STM_WHEN_HOLIDAY ||
                         (t.kind == STM_WHEN_DURATION && in(w, i, "the") && in(w, i + 1, "early late last final first"));
            if (holds && !(mod == STM_MOD_END && stm_word_is(w, i, "late") && t.kind == STM_WHEN_DURATION)) {
                best = t;
                best.mod = mod;
                end = e;
            }
        }
    }
    a = approximator(w, i);
    if (a > i && stm_word_at(w, a) != NULL && !w->at.at[a].line) {
        p = position(w, a, &mod);
        e = core(w, p, day_first, p > a, &t);
        if (e == p && p > a) {
            p = a;
            e = core(w, a, day_first, false, &t);
        }
        if (e > p && e > end) {
            bool amount = t.kind == STM_WHEN_DURATION || t.kind == STM_WHEN_SHIFT;
            bool point = t.kind == STM_WHEN_CLOCK || t.clock || (t.kind == STM_WHEN_DATE && (t.day > 0 || t.month > 0 ||
                         in(w, i, "circa ca about as"))) || t.kind == STM_WHEN_PERIOD;
            if ((amount && !(in(w, i, "over under some up around") && t.tie != STM_TIE_NONE) &&
                 !(in(w, i, "some") && isnan(t.count))) ||
                (point && in(w, i, "about around circa ca as approximately roughly")) ||
                (t.kind == STM_WHEN_PERIOD && t.tie == STM_TIE_LAST && in(w, i, "as"))) {
                best = t;
                best.approx = true;
                if (p > a) {
                    best.mod = mod;
                }
                end = e;
            }
        }
    }
    if (end == i) {
        return false;
    }
    best.first = i;
    best.end = end;
    *out = best;
    return true;
}

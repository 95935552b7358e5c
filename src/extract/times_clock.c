/* times_clock.c: times of day: "10:30 a.m.", "noon", "1600 GMT", "4 in the morning", with the day that follows them.
 *
 * In: words and a place among them.  Out: hour, minute, second, zone of stm_when.  Never: takes scores for times.
 * Invariants: (1) 0 <= hour <= 24, 0 <= minute < 60. Cost: constant.
 */
#include "extract/times_parts.h"

#include <math.h>

static uint32_t meridiem(const stm_words *w, uint32_t i, int32_t *add)
{
    if (in(w, i, "am pm")) {
        *add = stm_word_is(w, i, "pm") ? 12 : 0;
        return i + 1;
    }
    if (in(w, i, "a p") && mark(w, i + 1, '.') && stm_word_glued(w, i + 1) && stm_word_is(w, i + 2, "m") &&
        (stm_word_glued(w, i + 2) || (mark(w, i + 3, '.') && stm_word_glued(w, i + 3)))) { /* "a.m.", "a. m." */
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

/* "with 4:08 to go", "11:43 left in the first half": minutes and seconds of a game. */
static bool left_to_play(const stm_words *w, uint32_t i)
{
    return in(w, i, "left remaining") || (in(w, i, "to") && in(w, i + 1, "play go"));
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
            if (!(stm_word_is(w, i + c, "in") && stm_word_is(w, i + c + 1, "the") &&
                  in(w, i + c + 2, "morning afternoon evening"))) {
                return i;
            }
            add = stm_word_is(w, i + c + 2, "morning") ? 0 : 12;
            e = i + c + 3;
        }
        out->hour = out->hour % 12 + add;
        out->clock = true;
        return zone(w, e, out);
    }
    if (d->grouped ||
        (i > 0 && stm_word_glued(w, i) && (mark(w, i - 1, ':') || mark(w, i - 1, '$') || mark(w, i - 1, '.')))) {
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
        const stm_word *also = mark(w, k, '(') ? digits_at(w, k + 1) : NULL; /* "1353 (1023 GMT)" */
        uint32_t zoned = also != NULL && also->digits == 4 && d->digits == 4 ? k + 2 : k;
        if ((d->digits != 4 && d->digits != 3) || fmod(d->value, 100) >= 60 || d->value >= 2400 ||
            zone(w, zoned, &z) == zoned || !z.zone) {
            return i;
        }
        out->hour = (int32_t)d->value / 100;
        out->minute = (int32_t)d->value % 100;
    } else if (d->value > 24 || (stm_word_glued(w, k) && (mark(w, k, '-') || mark(w, k, ':'))) || left_to_play(w, k)) {
        return i;
    }
    out->clock = true;
    return zone(w, e, out);
}

uint32_t stm_when_stamp(const stm_words *w, uint32_t i, stm_when *date)
{
    uint32_t k = mark(w, i, ',') || stm_word_is(w, i, "at") ? i + 1 : i, e;
    stm_when t = { .hour = -1, .minute = -1, .second = -1 };
    if (date->day == 0 || date->year == 0 || date->clock || date->pair_end > date->pair_first || k >= w->at.n ||
        w->at.at[k].line || (i < k && w->at.at[i].line) || (e = clock_time(w, k, &t)) == k || !t.clock) {
        return i;
    }
    date->clock = true;
    date->hour = t.hour, date->minute = t.minute, date->second = t.second;
    date->zone = t.zone, date->zone_minutes = t.zone_minutes;
    return e;
}

/* A clock time, then perhaps its day: "noon Saturday", "5 p.m. EST, Nov. 6", "10am today". */
uint32_t stm_when_clock_group(const stm_words *w, uint32_t i, stm_when *out)
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
    if ((m = stm_when_weekday_group(w, k, &day)) == k && (m = stm_when_day_word(w, k, &day)) == k) {
        m = stm_when_calendar_date(w, k, &day);
        day.kind = STM_WHEN_DATE;
        if (m > k && day.day == 0) {
            m = k;
        }
    }
    if (m == k && k == e && in(w, e, "on")) { /* "at 9 p.m. on Friday" */
        m = stm_when_weekday_group(w, e + 1, &day);
        if (m == e + 1) {
            m = stm_when_calendar_date(w, e + 1, &day);
            day.kind = STM_WHEN_DATE;
        }
        m = m > e + 1 && (day.weekday > 0 || day.day > 0) ? m : k;
    } else if (m == k && k == e && in(w, e, "this last") && (m = stm_when_unit_group(w, e, &day)) > e) {
        m = day.kind == STM_WHEN_PART ? m : k; /* "8.49pm this evening", "10pm last night" */
    }
    if (m > k && !(k > e && day.kind == STM_WHEN_DAY)) {
        out->kind = day.kind;
        out->offset = day.offset;
        out->tie = day.tie;
        out->year = day.year, out->month = day.month, out->day = day.day, out->weekday = day.weekday;
        memcpy(out->part, day.part, sizeof out->part);
        return m;
    }
    return e;
}

/* times_match.c: the time expression at a word: what core it has, and what may stand before the core.
 *
 * In: words and a place among them.  Out: stm_when: what is written there, and how far it goes.  Never: looks at the
 * day of publication or at tenses; a value is times_resolve.c's matter.
 * Invariants: (1) an expression lies within one line and one stretch of text. (2) prepositions before it are no part
 * of it, determiners and approximators are (TIMEX3, TimeML annotation guidelines 1.2.1, section 2.2).
 * Cost: linear in the words of the expression. The grammar's shape is that of SUTime (Chang and Manning 2012) and
 * HeidelTime (Stroetgen and Gertz 2013): a core with what may stand before and behind it.
 */
#include "extract/times_parts.h"

#include <math.h>

static uint32_t vague(const stm_words *w, uint32_t i, stm_when *out)
{
    static const struct {
        const char *words[4];
        const char *value;
    } phrases[] = {
        { { "as", "soon", "as", "possible" }, "FUTURE_REF" },
        { { "the", "near", "future", NULL }, "FUTURE_REF" },
        { { "the", "foreseeable", "future", NULL }, "FUTURE_REF" },
        { { "the", "near", "term", NULL }, "FUTURE_REF" },
        { { "the", "short", "term", NULL }, "FUTURE_REF" },
        { { "the", "future", NULL, NULL }, "FUTURE_REF" },
        { { "the", "past", NULL, NULL }, "PAST_REF" },
        { { "right", "now", NULL, NULL }, "PRESENT_REF" },
        { { "so", "far", NULL, NULL }, "PRESENT_REF" },
        { { "at", "this", "point", NULL }, "PRESENT_REF" },
        { { "this", "moment", NULL, NULL }, "PRESENT_REF" },
        { { "the", "present", NULL, NULL }, "PRESENT_REF" },
        { { "the", "moment", NULL, NULL }, "PRESENT_REF" },
        { { "this", "time", NULL, NULL }, "PRESENT_REF" },
        { { "the", "time", "being", NULL }, "PRESENT_REF" },
        { { "that", "time", NULL, NULL }, "PAST_REF" },
        { { "more", "recently", NULL, NULL }, "PAST_REF" },
        { { "most", "recently", NULL, NULL }, "PAST_REF" },
        { { "long", "-", "standing", NULL }, "PXY" },
        { { "longstanding", NULL, NULL, NULL }, "PXY" },
        { { "a", "short", "time", "later" }, "FUTURE_REF" },
        { { "most", "recent", NULL, NULL }, "PAST_REF" },
        { { "this", "period", NULL, NULL }, "" },
        { { "that", "period", NULL, NULL }, "" },
        { { "a", "later", "date", NULL }, "FUTURE_REF" },
        { { "the", "time", NULL, NULL }, "PAST_REF" },
    };
    char start = i < w->at.n ? w->article->text.p[w->at.at[i].at.start] : '\0';
    if (in(w, i, "a") && in(w, i + 1, "short") && in(w, i + 2, "time") && in(w, i + 3, "later after afterwards")) {
        out->kind = STM_WHEN_SHIFT;
        out->shift = STM_SHIFT_LATER;
        out->unit = 'i';
        out->count = NAN;
        return stm_word_is(w, i + 3, "after") ? i + 3 : i + 4;
    }
    for (size_t p = 0; p < sizeof phrases / sizeof *phrases; p++) {
        uint32_t k = 0;
        if (((phrases[p].words[0][0] ^ start) & 31) != 0) { /* another letter */
            continue;
        }
        while (k < 4 && phrases[p].words[k] != NULL && stm_word_is(w, i + k, phrases[p].words[k])) {
            k++;
        }
        if (k < 4 && phrases[p].words[k] != NULL) {
            continue;
        }
        if (in(w, i, "the") && in(w, i + 1, "past moment time present")) { /* "the past", not "the past trial" */
            if (!(i > 0 && in(w, i - 1, "in of from to for at by with") &&
                  (i + k >= w->at.n || w->at.at[i + k].kind == STM_WORD_MARK ||
                   in(w, i + k, "and but that which the when for"))) ||
                (in(w, i + 1, "time") && !(i > 0 && in(w, i - 1, "at by")))) {
                continue;
            }
        }
        if (in(w, i, "that the this") && in(w, i + k - 1, "time") &&
            !(i > 0 && in(w, i - 1, "at by since until from before"))) {
            continue;
        }
        if (in(w, i, "so") && (in(w, i + 2, "as from that away apart off") ||
                               (i > 0 && in(w, i - 1, "come came go goes gone went going get got")))) {
            continue;
        }
        out->kind = stm_str_eqz(stm_str_of(phrases[p].value), "PXY") ? STM_WHEN_DURATION : STM_WHEN_VAGUE;
        out->value = stm_str_of(phrases[p].value);
        out->back = in(w, i, "that the") && in(w, i + 1, "time") && k == 2;
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
        if (stm_word_is(w, i, "former") &&
            !(i > 0 && in(w, i - 1, "the") &&
              !(stm_word_at(w, i + 1) != NULL && w->at.at[i + 1].kind == STM_WORD_LETTERS))) {
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
    if (in(w, k, "other")) {
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

static uint32_t core(const stm_words *w, uint32_t i, stm_date_order order, bool led, stm_when *out)
{
    uint32_t (*const readers[])(const stm_words *, uint32_t, stm_when *) = {
        stm_when_clock_group,   stm_when_iso_week, stm_when_weekday_group,
        stm_when_calendar_date, stm_when_quarter,  sets,
        stm_when_decade,        stm_when_century,  stm_when_unit_group,
        stm_when_day_word,      stm_when_holiday,  vague,
    };
    stm_when best = { 0 };
    uint32_t end = i, e;
    stm_when t;
    if (i >= w->at.n || !w->at.at[i].begins) {
        *out = best;
        return i;
    }
    memset(&t, 0, sizeof t);
    if ((e = stm_when_numeric_date(w, i, order, &t)) > i) {
        best = t;
        end = e;
    }
    for (size_t r = 0; r < sizeof readers / sizeof *readers; r++) {
        memset(&t, 0, sizeof t);
        t.hour = t.minute = t.second = -1;
        e = readers[r](w, i, &t);
        if (e > end) {
            if (readers[r] == stm_when_calendar_date) {
                t.kind = STM_WHEN_DATE;
                if (t.day == 0 && t.year == 0 && t.year_tie == STM_TIE_NONE && !led) { /* a month alone */
                    bool free = i == 0 || w->at.at[i].line ||
                                in(w, i - 1,
                                   "in since until till by during of last this next early late mid "
                                   "for from to between and or through before after");
                    bool name = in(w, i, "May March April June August") && stm_word_at(w, e) != NULL &&
                                w->at.at[e].kind == STM_WORD_LETTERS && w->at.at[e].capital &&
                                !(cls(w, e) & STM_W_WEEKDAY);
                    bool part = mark(w, e, '-') && stm_word_glued(w, e) && stm_word_glued(w, e + 1) &&
                                w->at.at[e + 1].kind == STM_WORD_LETTERS && !(cls(w, e + 1) & STM_W_MONTH) &&
                                (cls(w, i) & STM_W_ABBREVIATION); /* "Mar-a-Lago" */
                    if ((in(w, i, "May March") && !free) || name || part ||
                        (in(w, i, "May March") && i > 0 && in(w, i - 1, "and or to for by") &&
                         !in(w, i - 1, "to by")) ||
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
        if ((e = stm_when_season(w, i, &t, led)) > i || (e = stm_word_is(w, i, "overnight") ? i + 1 : i) > i) {
            if (t.kind == STM_WHEN_NONE) {
                t.kind = STM_WHEN_PART;
                t.tie = STM_TIE_LAST;
                memcpy(t.part, "NI", 2);
            }
            best = t;
            end = e;
        } else if ((e = stm_when_year(w, i, &t)) > i && (led || stm_when_year_alone(w, i, e))) {
            t.kind = STM_WHEN_DATE;
            best = t;
            end = e;
        } else if ((e = stm_when_year_tail(w, i, &t)) > i) {
            t.kind = STM_WHEN_DATE;
            best = t;
            end = e;
        } else if (stm_word_is(w, i, "fiscal") && (e = stm_when_year(w, i + 1, &t)) > i + 1) {
            t.kind = STM_WHEN_DATE;
            best = t;
            end = e;
        } else if (in(w, i, "midmorning midafternoon") ||
                   (stm_word_is(w, i, "mid") && glued_hyphen(w, i + 1) && (cls(w, i + 2) & STM_W_DAYPART)) ||
                   (led && (cls(w, i) & STM_W_DAYPART))) {
            e = stm_when_day_part(w, i, &t);
            t.kind = STM_WHEN_PART;
            t.tie = STM_TIE_THE;
            best = t;
            end = e;
            memset(&t, 0, sizeof t);
            if ((e = stm_when_day_word(w, end, &t)) > end) { /* "mid-afternoon yesterday" */
                memcpy(t.part, best.part, sizeof t.part);
                t.hour = t.minute = t.second = -1;
                best = t;
                end = e;
            }
        }
    }
    *out = best;
    return stm_when_stamp(w, end, out);
}

/* "first" to "fifth", "last" (-1). */
static bool o_or_last(const stm_words *w, uint32_t i, int32_t *nth)
{
    if (in(w, i, "last final")) {
        *nth = -1;
        return true;
    }
    return stm_ordinal_read(w, i, nth) == 1 && *nth >= 1 && *nth <= 5;
}

/* "early", "the end of", "later": what narrows a period. Returns the words taken; *of: "of" stood there. */
static uint32_t position(const stm_words *w, uint32_t i, stm_when_mod *mod, stm_when *nth)
{
    uint32_t k = in(w, i, "the its") ? i + 1 : i;
    int32_t o = 0;
    *mod = STM_MOD_NONE;
    if (k > i && in(w, k + 1, "day week month") && stm_word_is(w, k + 2, "of") && o_or_last(w, k, &o)) {
        *mod = STM_MOD_NTH; /* "the second week of May" */
        nth->nth = o;
        nth->nth_unit = stm_word_entry_at(w, k + 1)->unit;
        return k + 3;
    }
    if (k > i && o_or_last(w, k, &o) && (cls(w, k + 1) & STM_W_WEEKDAY) && w->at.at[k + 1].capital &&
        in(w, k + 2, "of in") && (cls(w, k + 3) & STM_W_MONTH)) {
        *mod = STM_MOD_NTH; /* "the first Monday in May" */
        nth->nth = o;
        nth->nth_unit = 'w';
        nth->weekday = stm_word_entry_at(w, k + 1)->weekday;
        return k + 3;
    }
    if (in(w, k, "early mid late middle") && !(k > i && stm_word_is(w, k, "middle"))) {
        *mod = in(w, k, "early") ? STM_MOD_START : in(w, k, "late") ? STM_MOD_END : STM_MOD_MID;
        k = over_hyphen(w, k + 1);
        if (in(w, k, "to") && glued_hyphen(w, k + 1)) {
            return i; /* "mid-to-late" */
        }
        return in(w, k, "in on") && !stm_word_is(w, k - 1, "the") ? k + 1
               : in(w, k, "part") && stm_word_is(w, k + 1, "of")  ? k + 2
                                                                  : k;
    }
    if (in(w, k, "earlier later") && (k == i) &&
        (in(w, k + 1, "this that in on yesterday today last the next") || (cls(w, k + 1) & STM_W_WEEKDAY))) {
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
    if (in(w, k, "first second last latter early final middle opening") &&
        in(w, k + 1, "half part days weeks months") && stm_word_is(w, k + 2, "of")) {
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

bool stm_when_match(const stm_words *w, uint32_t i, stm_date_order order, stm_when *out)
{
    stm_when best, t, nth = { 0 };
    stm_when_mod mod;
    uint32_t end, e, p, a;
    if (!w->at.at[i].begins || (i > 0 && stm_word_glued(w, i) && mark(w, i - 1, '^'))) {
        return false; /* 10^30 years */
    }
    end = core(w, i, order, false, &best);
    p = position(w, i, &mod, &nth);
    if (p > i && stm_word_at(w, p) != NULL && !w->at.at[p].line) {
        e = core(w, p, order, true, &t);
        if (e > end && e > p) {
            bool holds =
                t.kind == STM_WHEN_DATE || t.kind == STM_WHEN_PERIOD || t.kind == STM_WHEN_SEASON ||
                t.kind == STM_WHEN_DECADE || t.kind == STM_WHEN_CENTURY || t.kind == STM_WHEN_QUARTER ||
                t.kind == STM_WHEN_WEEKDAY || t.kind == STM_WHEN_DAY || t.kind == STM_WHEN_PART ||
                t.kind == STM_WHEN_WEEKEND || t.kind == STM_WHEN_HOLIDAY ||
                (t.kind == STM_WHEN_DURATION && in(w, i, "the") && in(w, i + 1, "early late last final first"));
            if (mod == STM_MOD_NTH) {
                holds =
                    (t.kind == STM_WHEN_DATE && t.day == 0) || (t.kind == STM_WHEN_PERIOD && t.unit != nth.nth_unit);
                holds = holds && (nth.nth_unit != 'M' || t.month == 0) &&
                        (nth.nth_unit != 'w' || (t.kind == STM_WHEN_DATE && t.month > 0));
                t.weekday = nth.nth_unit == 'w' ? nth.weekday : t.weekday;
                t.nth = nth.nth;
                t.nth_unit = nth.nth_unit;
            }
            if (holds && !(mod == STM_MOD_END && stm_word_is(w, i, "late") && t.kind == STM_WHEN_DURATION)) {
                best = t;
                best.mod = mod;
                end = e;
            }
        }
    }
    a = approximator(w, i);
    if (a > i && stm_word_at(w, a) != NULL && !w->at.at[a].line) {
        p = position(w, a, &mod, &nth);
        if (mod == STM_MOD_NTH) {
            p = a;
        }
        e = core(w, p, order, p > a, &t);
        if (e == p && p > a) {
            p = a;
            e = core(w, a, order, false, &t);
        }
        if (e > p && e > end) {
            bool amount = t.kind == STM_WHEN_DURATION || t.kind == STM_WHEN_SHIFT;
            bool point = t.kind == STM_WHEN_CLOCK || t.clock ||
                         (t.kind == STM_WHEN_DATE && (t.day > 0 || t.month > 0 || in(w, i, "circa ca about as"))) ||
                         t.kind == STM_WHEN_PERIOD;
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

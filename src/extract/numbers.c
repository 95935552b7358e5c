/* numbers.c: numerals in digits and words.
 *
 * In: words.  Out: stm_numeral.  Never: guesses what is counted, or whether a date is one.
 * Invariants: (1) a numeral never crosses a line's end or a mark other than hyphen, slash, point. (2) a value that
 * leaves the range of double is no numeral. Cost: linear in the words of the numeral.
 * Grammar: groups below thousand joined by scales ("two hundred and six thousand"), then a fraction ("and a half",
 * "1/2", "point five"), then scales again ("1.5 million"), as in the Chicago Manual of Style 9.2-9.20.
 */
#include "extract/numbers.h"

#include <math.h>

#define CHAIN 8 /* scales in a row: more are no number, and would be read again from each of them */

static bool hyphen(const stm_words *w, uint32_t i)
{
    return stm_word_mark(w, i, '-') && !w->at.at[i].dash && stm_word_glued(w, i) && stm_word_glued(w, i + 1);
}

/* The word after i, a hyphen between allowed. */
static uint32_t next(const stm_words *w, uint32_t i)
{
    if (hyphen(w, i)) {
        i++;
    }
    return i < w->at.n && !w->at.at[i].line ? i : w->at.n;
}

/* Vulgar fraction characters; 0 if it is none. */
static double vulgar(uint32_t code)
{
    switch (code) {
    case 0xBC: return 0.25;
    case 0xBD: return 0.5;
    case 0xBE: return 0.75;
    case 0x2150: return 1.0 / 7;
    case 0x2151: return 1.0 / 9;
    case 0x2152: return 0.1;
    case 0x2153: return 1.0 / 3;
    case 0x2154: return 2.0 / 3;
    case 0x2155: return 0.2;
    case 0x2156: return 0.4;
    case 0x2157: return 0.6;
    case 0x2158: return 0.8;
    case 0x2159: return 1.0 / 6;
    case 0x215A: return 5.0 / 6;
    case 0x215B: return 0.125;
    case 0x215C: return 0.375;
    case 0x215D: return 0.625;
    case 0x215E: return 0.875;
    default: return 0;
    }
}

static double vulgar_at(const stm_words *w, uint32_t i)
{
    return i < w->at.n && w->at.at[i].kind == STM_WORD_MARK ? vulgar(w->at.at[i].code) : 0;
}

/* "1/2" at i: digits, slash, digits, all glued. Returns the end, or i. */
static uint32_t slash(const stm_words *w, uint32_t i, double *value)
{
    const stm_word *a = stm_word_at(w, i), *b = stm_word_at(w, i + 2);
    if (a == NULL || b == NULL || a->kind != STM_WORD_DIGITS || b->kind != STM_WORD_DIGITS || a->decimals > 0 ||
        b->decimals > 0 || !stm_word_mark(w, i + 1, '/') || !stm_word_glued(w, i + 1) || !stm_word_glued(w, i + 2) ||
        b->value <= 0 || (stm_word_mark(w, i + 3, '/') && stm_word_glued(w, i + 3))) {
        return i;
    }
    *value = a->value / b->value;
    if (*value > 1 && a->value < 100 && b->value > 1 && b->value < 20) {
        return i; /* "7/5" is a score, and "11/2 years" was one and a half before it lost its blank */
    }
    return i + 3;
}

static double denominator(const stm_words *w, uint32_t i, bool plural)
{
    const stm_word_entry *e = stm_word_entry_at(w, i);
    uint32_t c = stm_word_classes(w, i);
    if (e == NULL) {
        return 0;
    }
    if (stm_word_is(w, i, "half") || stm_word_is(w, i, "halves")) {
        return 2;
    }
    if (stm_word_is(w, i, "quarter") || stm_word_is(w, i, "quarters")) {
        return 4;
    }
    if (c & STM_W_PARTS) {
        return e->number;
    }
    return !plural && (c & STM_W_ORDINAL) && e->number >= 3 ? e->number : 0;
}

/* "thirty-fifths" at i: tens and a part below ten. Returns the end, or i. */
static uint32_t tens_parts(const stm_words *w, uint32_t i, double *den)
{
    const stm_word_entry *e = stm_word_entry_at(w, i), *f;
    uint32_t k = next(w, i + 1);
    if (e == NULL || !(stm_word_classes(w, i) & STM_W_CARDINAL) || e->number < 20 || e->number > 90 ||
        !(stm_word_classes(w, k) & STM_W_PARTS)) {
        return i;
    }
    f = stm_word_entry_at(w, k);
    if (f->number < 3 || f->number > 9) {
        return i;
    }
    *den = e->number + f->number;
    return k + 1;
}

/* Words below a hundred: "seven", "twenty-five". Returns the end, or i. */
static uint32_t below_hundred(const stm_words *w, uint32_t i, double *value)
{
    const stm_word_entry *e = stm_word_entry_at(w, i);
    uint32_t k;
    if (!(stm_word_classes(w, i) & STM_W_CARDINAL)) {
        return i;
    }
    *value = e->number;
    if (e->number >= 20) {
        k = next(w, i + 1);
        if (k < w->at.n && (stm_word_classes(w, k) & STM_W_CARDINAL)) {
            const stm_word_entry *f = stm_word_entry_at(w, k);
            if (f->number >= 1 && f->number <= 9) {
                *value += f->number;
                return k + 1;
            }
        }
    }
    return i + 1;
}

static double scale_at(const stm_words *w, uint32_t i, double below)
{
    uint32_t c = stm_word_classes(w, i);
    const stm_word_entry *e = stm_word_entry_at(w, i);
    return e != NULL && (c & STM_W_SCALE) && e->number < below ? e->number : 0;
}

/* A whole number in words, or digits with scales behind: the sum of groups times falling scales. */
static uint32_t whole(const stm_words *w, uint32_t i, stm_numeral *out)
{
    double total = 0, group = 0, v = 0, limit = HUGE_VAL;
    uint32_t at = i, end = i;
    const stm_word *d = stm_word_at(w, i);
    bool have = false, hundreds = false;
    out->unit = 1;
    if (d != NULL && d->kind == STM_WORD_DIGITS) {
        group = d->value;
        at = end = i + 1;
        have = true;
        out->digits = true;
        out->year_like = d->digits == 4 && !d->grouped && d->decimals == 0;
        for (out->unit = 1; d->decimals == 0 && out->unit < group && fmod(group, out->unit * 10) == 0 && group > 0;) {
            out->unit *= 10;
        }
        for (uint8_t k = 0; k < d->decimals; k++) {
            out->unit /= 10;
        }
    } else if (stm_word_among(w, i, "a an")) {
        uint32_t k = next(w, i + 1);
        if (scale_at(w, k, HUGE_VAL) == 0 || stm_word_glued(w, k)) {
            return i;
        }
        group = 1;
        at = k;
        out->article = true;
    } else if (scale_at(w, i, HUGE_VAL) > 0) {
        group = 1; /* "hundred people" */
    }
    for (;;) {
        uint32_t k = at > i ? next(w, at) : at, e;
        double s;
        if (k > i && stm_word_is(w, k, "and") && (total > 0 || group >= 100)) {
            if (!((stm_word_classes(w, k + 1) & STM_W_CARDINAL) ||
                  (stm_word_at(w, k + 1) != NULL && total >= 1000 && w->at.at[k + 1].kind == STM_WORD_DIGITS &&
                   scale_at(w, k + 2, limit) > 0))) {
                break;
            }
            e = below_hundred(w, k + 1, &v);
            if (e > k + 1 && denominator(w, next(w, e), v > 1) > v) {
                break; /* "a hundred and three quarters" */
            }
            k++;
        }
        if ((group == 0 || hundreds) && (e = below_hundred(w, k, &v)) > k) {
            hundreds = false;
            if (have && group == 0 && v >= limit) {
                break;
            }
            group += v;
            have = true;
            at = end = e;
            out->unit = v >= 20 && fmod(v, 10) == 0 ? 10 : 1;
            continue;
        }
        if (group == 0 && total > 0 && k < w->at.n && w->at.at[k].kind == STM_WORD_DIGITS && !out->year_like &&
            w->at.at[k].value < limit && w->at.at[k].space && scale_at(w, next(w, k + 1), limit) > 0) {
            group = w->at.at[k].value; /* "2 million 300 thousand" */
            at = k + 1;
            continue;
        }
        s = k > i || group > 0 ? scale_at(w, k, HUGE_VAL) : 0;
        if (s == 0 || group == 0) {
            break;
        }
        if (s == 100 && group < 100) {
            group *= 100;
            hundreds = true;
            out->unit = 100;
        } else if (s >= 1000 && s < limit) {
            total += group * s;
            out->unit = out->unit < 1 || total == s ? s * (out->unit < 1 ? out->unit : 1) : s;
            limit = s;
            group = 0;
            hundreds = false;
        } else if (s >= 1000 && group == 0) {
            break;
        } else {
            break;
        }
        have = true;
        at = end = k + 1;
        for (int n = 0; n < CHAIN && scale_at(w, next(w, at), HUGE_VAL) >= 1000 && group == 0;
             n++) { /* "hundred thousand million" */
            double more = scale_at(w, next(w, at), HUGE_VAL);
            total *= more;
            limit = more;
            out->unit *= more;
            at = end = next(w, at) + 1;
        }
    }
    if (!have) {
        return i;
    }
    out->value = total + group;
    return end;
}

/* "point five", "and a half", " 1/2" after a whole number. */
static uint32_t tail(const stm_words *w, uint32_t end, stm_numeral *out)
{
    double f = 0;
    uint32_t k = next(w, end), e;
    const stm_word *d = stm_word_at(w, k);
    if (stm_word_is(w, k, "point") && k + 1 < w->at.n) {
        double place = 0.1;
        uint32_t at = k + 1;
        const stm_word *x = stm_word_at(w, at);
        if (x->kind == STM_WORD_DIGITS && x->decimals == 0) {
            f = x->value / pow(10, x->digits);
            at++;
        } else {
            if ((stm_word_classes(w, at) & STM_W_CARDINAL) &&
                stm_word_entry_at(w, at)->number >= 10) { /* "point eleven" */
                double n = 0;
                at = below_hundred(w, at, &n);
                f = n / 100;
            }
            while (f < 0.1 && (stm_word_classes(w, at) & STM_W_CARDINAL) && stm_word_entry_at(w, at)->number < 10 &&
                   place > 1e-12) {
                f += stm_word_entry_at(w, at)->number * place;
                place /= 10;
                at++;
            }
        }
        if (at > k + 1) {
            out->value = floor(out->value) == out->value ? out->value + f : out->value;
            out->unit = 0.1;
            return at;
        }
    }
    if (k == end && (f = vulgar_at(w, k)) > 0) {
        out->value += f;
        out->unit = f;
        return k + 1;
    }
    if (out->digits && d != NULL && (d->space || hyphen(w, end)) && (e = slash(w, k, &f)) > k && f < 1) {
        out->value += f;
        out->unit = f;
        return e;
    }
    if (stm_word_is(w, k, "and")) {
        uint32_t m = k + 1;
        double top = 1, den;
        if ((e = slash(w, m, &f)) > m && f < 1) {
            out->value += f;
            return e;
        }
        if (stm_word_among(w, m, "a an one")) {
            m++;
        } else if ((e = below_hundred(w, m, &top)) > m) {
            m = e;
        } else if (stm_word_at(w, m) != NULL && w->at.at[m].kind == STM_WORD_DIGITS && w->at.at[m].decimals == 0) {
            top = w->at.at[m++].value;
        } else if (!stm_word_is(w, m, "half")) {
            return end;
        }
        m = next(w, m);
        den = denominator(w, m, top > 1);
        if (den > top) {
            double last = out->unit >= 1000 ? out->unit : 1, s = scale_at(w, next(w, m + 1), HUGE_VAL);
            if (last > 1 && s >= 1000 && s < last) { /* "one billion and a half million" */
                out->value += top / den * s;
                out->unit = s;
                return next(w, m + 1) + 1;
            }
            out->value += top / den * last; /* "one million and a half" */
            out->unit = last / den;
            return m + 1;
        }
    }
    return end;
}

static uint32_t scales_after(const stm_words *w, uint32_t end, stm_numeral *out)
{
    uint32_t k = next(w, end);
    const stm_word_entry *e = stm_word_entry_at(w, k);
    uint32_t c = stm_word_classes(w, k);
    double s;
    if (e != NULL && (c & STM_W_DOZEN) && !stm_word_is(w, k, "score")) {
        out->value *= e->number;
        out->unit = e->number;
        return stm_word_is(w, k + 1, "of") && k + 2 == w->at.n ? k + 2 : k + 1;
    }
    if (e != NULL && (c & (STM_W_DOZENS | STM_W_SCALES)) && end > 0 && !out->article &&
        (stm_word_among(w, k, "dozens dozs") || (c & STM_W_SCALES))) { /* "3 dozens", "two millions" */
        out->value *= e->number;
        out->unit = e->number;
        return k + 1;
    }
    if (e != NULL && (c & STM_W_SUFFIX) && w->at.at[k].kind == STM_WORD_LETTERS && out->digits &&
        (stm_word_among(w, k, "bn mn mln bln tn trn tln") ||
         (stm_word_is(w, k, "k") && k == end && !(stm_word_mark(w, k + 1, '.') && stm_word_is(w, k + 2, "g")) &&
          (stm_word_glued(w, k) || k + 1 >= w->at.n || w->at.at[k + 1].kind == STM_WORD_MARK)))) {
        out->value *= e->number;
        out->unit *= e->number;
        out->year_like = false;
        return k + 1;
    }
    for (int n = 0; n < CHAIN && (s = scale_at(w, next(w, end), HUGE_VAL)) > 0; n++) {
        out->value *= s;
        out->unit = out->unit < 1 ? out->unit * s : s;
        end = next(w, end) + 1;
    }
    return end;
}

/* "tens of thousands", "hundreds of millions": the product of bare plurals. */
static uint32_t plurals(const stm_words *w, uint32_t i, stm_numeral *out)
{
    double v = 1;
    uint32_t at = i, end = i;
    for (;;) {
        const stm_word_entry *e = stm_word_entry_at(w, at);
        uint32_t c = stm_word_classes(w, at);
        if (e == NULL || !(c & (STM_W_SCALES | STM_W_DOZENS)) || w->at.at[at].capitals) {
            break;
        }
        if (stm_word_is(w, at, "scores") && !stm_word_is(w, at + 1, "of")) {
            break;
        }
        v *= e->number;
        end = at + 1;
        if (!stm_word_is(w, end, "of")) {
            break;
        }
        at = end + 1;
    }
    if (end > i && !(end == i + 1 && stm_word_is(w, i, "tens"))) {
        out->value = out->unit = v;
        out->bare_plural = true;
        return end;
    }
    return i;
}

static uint32_t fraction(const stm_words *w, uint32_t i, stm_numeral *out)
{
    double top = 1, den, s;
    uint32_t k = i, e;
    bool half = stm_word_is(w, i, "half");
    if (stm_word_is(w, i, "quarter") && scale_at(w, next(w, i + 1), HUGE_VAL) >= 1000) { /* "quarter million" */
        out->value = 0.25;
        e = scales_after(w, i + 1, out);
        out->unit = out->value;
        return e;
    }
    if ((out->value = vulgar_at(w, i)) > 0) {
        out->unit = out->value;
        e = scales_after(w, i + 1, out);
        out->fraction = e == i + 1;
        return e;
    }
    if ((e = slash(w, i, &out->value)) > i) {
        out->unit = out->value;
        k = scales_after(w, e, out);
        out->fraction = k == e;
        out->digits = true;
        return k;
    }
    if (half) { /* "half a million", "half a dozen", "half million" */
        k = next(w, i + 1);
        k = stm_word_among(w, k, "a an") ? next(w, k + 1) : k;
        s = scale_at(w, k, HUGE_VAL);
        if (s > 0 || (stm_word_classes(w, k) & STM_W_DOZEN)) {
            out->value = 0.5;
            e = scales_after(w, k, out);
            out->unit = out->value;
            return e;
        }
        out->value = out->unit = 0.5;
        out->fraction = true;
        return i + 1;
    }
    if (stm_word_among(w, i, "a an one")) {
        k = next(w, i + 1);
        out->article = !stm_word_is(w, i, "one");
    } else if ((e = below_hundred(w, i, &top)) > i) {
        k = next(w, e);
        if (stm_word_is(w, k, "hundred")) {
            return i;
        }
        if ((e = tens_parts(w, k, &den)) > k) { /* "twenty thirty-fifths" */
            out->value = out->unit = top / den;
            out->fraction = true;
            return e;
        }
    } else if (stm_word_at(w, i) != NULL && w->at.at[i].kind == STM_WORD_DIGITS && w->at.at[i].decimals == 0) {
        top = w->at.at[i].value;
        k = next(w, i + 1);
    } else {
        return i;
    }
    if (k >= w->at.n || (den = denominator(w, k, top > 1)) <= 0 ||
        (top > 1 && !(stm_word_classes(w, k) & STM_W_PARTS) && den != 2 && den != 4)) {
        return i;
    }
    e = k + 1;
    if (out->article && den != 2 && den != 4 && den < 1e6 && !stm_word_is(w, e, "of") && e < w->at.n &&
        !(i > 0 && stm_word_among(w, i - 1, "nearly almost roughly about") && stm_word_among(w, e, "for from in on")) &&
        !(w->at.at[e].kind == STM_WORD_MARK && !stm_word_glued(w, e + 1))) {
        return i; /* "a third man" */
    }
    if ((den == 4 || den == 2) && top == 1 && scale_at(w, next(w, e), HUGE_VAL) == 0 && !stm_word_among(w, e, "of a") &&
        e < w->at.n && w->at.at[e].kind == STM_WORD_LETTERS && den == 4) {
        return i; /* "a quarter hour later", "one quarter results" */
    }
    out->value = out->unit = top / den;
    e = scales_after(w, e, out);
    if (e == k + 1) {
        uint32_t m = stm_word_is(w, e, "of") ? e + 1 : e;
        m = stm_word_among(w, m, "a an") ? m + 1 : m;
        if (m > e && scale_at(w, m, HUGE_VAL) > 0) { /* "a quarter of a million" */
            e = scales_after(w, m, out);
            out->unit = out->value;
            return e;
        }
        out->fraction = true;
    }
    return e;
}

bool stm_numeral_read(const stm_words *w, uint32_t i, stm_numeral *out)
{
    const stm_word_entry *e;
    stm_numeral f = { 0 };
    uint32_t end;
    int32_t ordinal;
    memset(out, 0, sizeof *out);
    if (i >= w->at.n) {
        return false;
    }
    if ((end = fraction(w, i, &f)) > i) {
        f.end = end;
        *out = f;
        return isfinite(f.value) && f.value < 1e300;
    }
    if ((end = plurals(w, i, out)) > i) {
        out->end = end;
        return true;
    }
    e = stm_word_entry_at(w, i);
    if (e != NULL && (stm_word_classes(w, i) & STM_W_DOZEN) && !stm_word_is(w, i, "score")) {
        out->value = out->unit = 12;
        out->end = i + 1;
        return true;
    }
    if (stm_word_among(w, i, "a an") && stm_word_is(w, i + 1, "dozen")) {
        out->value = out->unit = 12;
        out->article = true;
        out->end = stm_word_is(w, i + 2, "of") && i + 3 == w->at.n ? i + 3 : i + 2;
        return true;
    }
    if (stm_word_is(w, i, "point") && i + 1 < w->at.n && (end = tail(w, i, out)) > i && out->value < 1 &&
        (stm_word_classes(w, i + 1) & STM_W_CARDINAL || w->at.at[i + 1].kind == STM_WORD_DIGITS)) {
        out->end = end;
        return out->value > 0;
    }
    if ((end = whole(w, i, out)) > i) {
        uint32_t t = tail(w, end, out);
        if (t == end && !out->digits && (stm_word_classes(w, next(w, end)) & STM_W_PARTS) && out->value >= 100) {
            double den;
            if (end > i + 1 && !stm_word_is(w, end - 2, "and") &&
                (t = tens_parts(w, end - 1, &den)) > end) { /* "one hundred thirty-fifths" */
                out->value = (out->value - stm_word_entry_at(w, end - 1)->number) / den;
                out->fraction = true;
                out->end = t;
                return true;
            }
            out->value /= stm_word_entry_at(w, next(w, end))->number; /* "one hundred and thirty fifths" */
            out->fraction = true;
            out->end = next(w, end) + 1;
            return true;
        }
        if (t > end) {
            out->year_like = false;
        }
        t = t > end && out->unit >= 1000 ? t : scales_after(w, t, out);
        if (t > end) {
            uint32_t u = t;
            out->year_like = false;
            if (stm_word_is(w, u, "and") && (u = tail(w, t, out)) > t) { /* "two million and a half" is rare, but is */
                t = u;
            }
        }
        out->end = t;
        return isfinite(out->value) && out->value < 1e300;
    }
    if ((end = stm_ordinal_read(w, i, &ordinal)) > 0) {
        out->value = ordinal;
        out->unit = 1;
        out->ordinal = true;
        out->end = i + end;
        return true;
    }
    return false;
}

uint32_t stm_cardinal_read(const stm_words *w, uint32_t i, double *value)
{
    stm_numeral n;
    const stm_word *d = stm_word_at(w, i);
    if (d == NULL || (d->kind != STM_WORD_DIGITS && !(stm_word_classes(w, i) & (STM_W_CARDINAL | STM_W_SCALE)) &&
                      !stm_word_among(w, i, "a half"))) {
        return 0;
    }
    if (!stm_numeral_read(w, i, &n) || n.ordinal || n.value >= 1e6 || n.bare_plural ||
        (n.fraction && n.article && n.value != 0.5)) { /* "a fourth-quarter loss" */
        return 0;
    }
    *value = n.value;
    return n.end - i;
}

uint32_t stm_ordinal_read(const stm_words *w, uint32_t i, int32_t *value)
{
    const stm_word *d = stm_word_at(w, i);
    const stm_word_entry *e = stm_word_entry_at(w, i);
    uint32_t c = stm_word_classes(w, i);
    if (d == NULL) {
        return 0;
    }
    if (d->kind == STM_WORD_DIGITS && d->decimals == 0 && d->value < 1e6 && stm_word_glued(w, i + 1) &&
        stm_word_among(w, i + 1, "st nd rd th")) {
        *value = (int32_t)d->value;
        return 2;
    }
    if (e != NULL && (c & STM_W_ORDINAL) && e->number < 1e6) {
        *value = (int32_t)e->number;
        return 1;
    }
    if (e != NULL && (c & STM_W_CARDINAL) && e->number >= 20) { /* "twenty-first" */
        uint32_t k = next(w, i + 1);
        const stm_word_entry *f = stm_word_entry_at(w, k);
        if (f != NULL && (stm_word_classes(w, k) & STM_W_ORDINAL) && f->number < 10) {
            *value = (int32_t)(e->number + f->number);
            return k + 1 - i;
        }
    }
    return 0;
}

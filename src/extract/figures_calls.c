/* figures_calls.c: numbers by which one is called or found: telephones, houses.
 *
 * In: words, the text.  Out: whether a number is part of one.  Never: takes a count for a number to call. Invariants:
 * none. Cost: linear in the digits that stand together.
 */
#include "extract/figures_parts.h"

static bool is_digit(stm_str s, size_t i) { return i < s.n && s.p[i] >= '0' && s.p[i] <= '9'; }
static bool is_capital(stm_str s, size_t i) { return i < s.n && s.p[i] >= 'A' && s.p[i] <= 'Z'; }
static bool parts(stm_str s, size_t i)
{
    return i < s.n && (s.p[i] == ' ' || s.p[i] == '-' || s.p[i] == '(' || s.p[i] == ')');
}

/* "555-TAXI" up to `end`: letters of a number to call. */
static bool spelled(stm_str s, size_t end)
{
    size_t i = end;
    while (i > 0 && is_capital(s, i - 1)) {
        i--;
    }
    return end - i >= 3 && i > 1 && s.p[i - 1] == '-' && is_digit(s, i - 2);
}

bool stm_of_telephone(stm_str text, stm_span at)
{
    size_t start = at.start, end = at.end, k, digits = 0, groups = 0;
    for (;;) { /* to the first group of the digits that stand together, no more than two marks apart */
        while (start > 0 && is_digit(text, start - 1)) {
            start--;
        }
        for (k = start; k > 0 && start - k < 2 && parts(text, k - 1); k--) {
        }
        if (k == start || k == 0 || !is_digit(text, k - 1)) {
            break;
        }
        start = k;
    }
    for (;;) {
        while (is_digit(text, end)) {
            end++;
        }
        for (k = end; k - end < 2 && parts(text, k); k++) {
        }
        if (k == end || !is_digit(text, k)) {
            break;
        }
        end = k;
    }
    for (k = start; k < end; k++) {
        digits += is_digit(text, k);
        groups += is_digit(text, k) && (k == start || !is_digit(text, k - 1));
        if (!is_digit(text, k) && !parts(text, k)) {
            return false; /* "0.5", "1,000" */
        }
    }
    if (start > 1 && text.p[start - 1] == '(' && spelled(text, text.p[start - 2] == ' ' ? start - 2 : start - 1)) {
        return true; /* "1-800-555-LINK (5465)" */
    }
    if (digits >= 3 && end + 4 <= text.n && text.p[end] == '-' && is_capital(text, end + 1) &&
        is_capital(text, end + 2) && is_capital(text, end + 3) && groups >= 2) {
        return true;
    }
    return groups >= 2 && digits >= 8 && digits <= 13 && text.p[start] == '0'; /* "0845 555 2222" */
}

static bool capital_word(const stm_words *w, uint32_t i)
{
    const stm_word *x = stm_word_at(w, i);
    return x != NULL && !x->line && x->kind == STM_WORD_LETTERS && x->capital;
}

/* "Porter", "52nd": what a street is called by. */
static uint32_t street_word(const stm_words *w, uint32_t i)
{
    if (capital_word(w, i)) {
        return mark(w, i + 1, '.') && stm_word_glued(w, i + 1) ? i + 2 : i + 1;
    }
    return digits_at(w, i) != NULL && !line_at(w, i) && stm_word_among(w, i + 1, "st nd rd th") &&
                   stm_word_glued(w, i + 1)
               ? i + 2
               : i;
}

bool stm_of_house(const stm_words *w, const stm_amount *a)
{
    const stm_word *x = stm_word_at(w, a->number);
    uint32_t k = a->number_end, e;
    bool compass;
    if (a->unit.p != NULL || a->range || a->first != a->number || x->kind != STM_WORD_DIGITS || x->decimals > 0 ||
        x->grouped || x->digits > 5 || a->first == 0 || a->number_end != a->number + 1 || line_at(w, k) ||
        !(x->line || stm_word_among(w, a->first - 1, "at near of in to from outside on inside by is") ||
          mark(w, a->first - 1, ',') || mark(w, a->first - 1, ':'))) {
        return false;
    }
    compass = capital_word(w, k) && stm_word_among(w, k, "N S E W NE NW SE SW North South East West");
    if (compass && (e = street_word(w, k)) > k && street_word(w, e) > e &&
        (stm_word_text(w, k).n < 3 || x->digits > 1)) {
        return true; /* "561 N. Center", "473 East 52nd Street" */
    }
    for (uint32_t steps = 0; steps < 4 && (e = street_word(w, k)) > k; steps++, k = e) {
        if (steps > 0 && stm_word_among(w, k,
                                        "Street St Avenue Ave Road Rd Boulevard Blvd Drive Lane Court Place Terrace "
                                        "Parkway Crescent Close")) {
            const stm_word *next = stm_word_at(w, e);
            return next == NULL || next->line || next->kind != STM_WORD_LETTERS || next->capital ||
                   !stm_str_ends(stm_word_text(w, e), "s"); /* not "12 Wall Street banks" */
        }
    }
    return false;
}

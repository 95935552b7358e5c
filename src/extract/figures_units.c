/* figures_units.c: units, currencies and approximators in the words of a text.
 *
 * In: words, the wordbook's lists.  Out: the longest entry that stands at a place.  Never: reads numbers.
 * Invariants: (1) the longest form wins, then the first of the list. (2) a short form that is also a word ("in", "m")
 * counts only where no other word can follow it. Cost: linear in the entries with the same first word.
 */
#include "extract/figures.h"

static bool same_word(const stm_words *w, uint32_t i, stm_str form, bool exact)
{
    stm_str s;
    const stm_word *x = stm_word_at(w, i);
    if (x == NULL || (i > 0 && x->line)) {
        return false;
    }
    s = stm_word_text(w, i);
    if (x->kind == STM_WORD_MARK && form.n == 1 && (uint8_t)form.p[0] == x->code) {
        return true; /* dashes and apostrophes in all their shapes */
    }
    return exact ? stm_str_eq(form, s) : stm_str_eq_nocase(form, s);
}

static uint32_t longest(const stm_words *w, uint32_t i, bool before, const stm_unit_name **out)
{
    uint32_t best = i;
    for (uint32_t u = i < w->at.n ? w->at.at[i].unit : STM_NONE; u != STM_NONE; u = w->book->unit_next.at[u]) {
        const stm_unit_name *e = &w->book->units.at[u];
        uint32_t k = 0;
        if (e->before != before) {
            continue;
        }
        while (k < e->words.n && same_word(w, i + k, e->words.at[k], e->exact_case) &&
               !(k > 0 && w->at.at[i + k].kind == STM_WORD_DIGITS && w->at.at[i + k].space)) {
            k++;
        }
        if (k == e->words.n && (i + k > best || (i + k == best && e->exact_case && !(*out)->exact_case))) {
            best = i + k;
            *out = e;
        }
    }
    return best;
}

bool stm_unit_match(const stm_words *w, uint32_t i, bool glued, uint32_t *end, const stm_unit_name **out)
{
    uint32_t e = longest(w, i, false, out);
    if (e == i) {
        return false;
    }
    if (e == i + 1 && w->at.at[i].kind == STM_WORD_LETTERS && stm_word_text(w, i).n <= 2 && (*out)->bare && !glued) {
        const stm_word *next = stm_word_at(w, e);
        if (next != NULL && !next->line && next->kind == STM_WORD_LETTERS &&
            !stm_word_among(w, e, "long wide tall high deep thick and to of x more")) {
            return false;
        }
        if (next != NULL && !next->line &&
            ((next->kind == STM_WORD_DIGITS && stm_word_is(w, i, "in")) ||
             (next->kind == STM_WORD_MARK && next->code == '\''))) {
            return false;
        }
    }
    if ((*out)->bare && e < w->at.n && !w->at.at[e].space &&
        (w->at.at[e].kind != STM_WORD_MARK || (w->at.at[e].code == '\'' && !stm_str_eqz((*out)->unit, "foot")))) {
        return false;
    }
    if (e == i + 1 && w->at.at[i].code == '"' && w->at.at[i].kind == STM_WORD_MARK &&
        (i == 0 || w->at.at[i - 1].kind != STM_WORD_DIGITS ||
         (w->at.at[i].space && e < w->at.n && stm_word_glued(w, e) && w->at.at[e].kind == STM_WORD_LETTERS))) {
        return false; /* 'dozens "took part"' */
    }
    if (e == i + 1 && w->at.at[i].kind == STM_WORD_LETTERS && stm_word_text(w, i).n == 1 && w->at.at[i].capital &&
        w->at.at[i].space && stm_word_mark(w, e, '.') && stm_word_glued(w, e) && stm_word_at(w, e + 1) != NULL &&
        stm_word_glued(w, e + 1) && w->at.at[e + 1].kind == STM_WORD_LETTERS) {
        return false; /* "40 F.B.I. agents" */
    }
    if (e == i + 1 && stm_word_is(w, i, "t") && stm_word_glued(w, e) &&
        !(w->at.at[e].kind == STM_WORD_MARK && w->at.at[e].code != '-' && w->at.at[e].code != '\'')) {
        return false; /* "3 t-shirts" */
    }
    if (e == i + 1 && stm_word_is(w, i, "euro") && stm_word_among(w, e, "zone area bloc member")) {
        return false; /* "17 euro zone countries" */
    }
    if (e == i + 1 && glued && stm_word_is(w, i, "s") && i > 0 && w->at.at[i - 1].kind == STM_WORD_DIGITS &&
        w->at.at[i - 1].decimals == 0 && w->at.at[i - 1].value >= 10 && stm_word_glued(w, i)) {
        return false; /* "in his 30s", "the 767s" */
    }
    if (e == i + 1 && stm_word_is(w, i, "try") && !w->at.at[i].capitals) {
        return false;
    }
    if (e == i + 1 &&
        stm_word_among(w, i, "won second mark stone bar gray turn cup try bit min dong rand kip quarter") && !glued &&
        (stm_word_among(w, i, "second won") || !w->at.at[i].space)) {
        return stm_word_mark(w, i - 1, '-') && !stm_word_is(w, i, "won");
    }
    *end = e;
    return true;
}

bool stm_currency_before(const stm_words *w, uint32_t i, uint32_t *end, const stm_unit_name **out)
{
    uint32_t e = longest(w, i, true, out);
    *end = e;
    return e > i;
}

bool stm_bound_match(const stm_words *w, uint32_t i, uint32_t *end, stm_bound_kind *out)
{
    uint32_t best = i;
    for (uint32_t head = i < w->at.n ? w->at.at[i].bound : STM_NONE; head != STM_NONE;
         head = w->book->bounds.at[head].next) {
        const stm_bound_phrase *e = &w->book->bounds.at[head];
        uint32_t k = 0;
        while (k < e->words.n && same_word(w, i + k, e->words.at[k], false)) {
            k++;
        }
        if (k == e->words.n && i + k > best) {
            best = i + k;
            *out = (stm_bound_kind)e->kind;
        }
    }
    *end = best;
    return best > i;
}

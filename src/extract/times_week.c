/* times_week.c: weekdays of a week that is over.
 *
 * In: words of a stretch, expressions of time in their order.  Out: whether a bare weekday is one of a week that the
 * text has just spoken of.  Never: a week for a weekday whose sentence names none of the places that were put in it.
 * Cost: linear in the sentence.
 *
 * A bare weekday is the nearest one. Where a text has counted things of last week by their places ("follows two last
 * week in Alda and Linden") and then tells them one by one ("In Alda on Tuesday, ..."), it is that of last week.
 */
#include "extract/times_week.h"

#define STRETCHES_TOLD 4

static bool sentence_ends(const stm_words *w, uint32_t i)
{
    return (stm_word_mark(w, i, '.') && (i + 1 >= w->at.n || (w->at.at[i + 1].space && w->at.at[i + 1].capital))) ||
           (i > 0 && i < w->at.n && w->at.at[i].line);
}

/* Things that are counted: "two", "three attacks", "several fires". */
static bool counted_before(const stm_words *w, uint32_t first)
{
    for (uint32_t i = first, step = 0; i > 0 && step < 3; i--, step++) {
        if (sentence_ends(w, i) || w->at.at[i - 1].kind != STM_WORD_LETTERS || w->at.at[i - 1].capital) {
            return false;
        }
        if ((stm_word_classes(w, i - 1) & STM_W_CARDINAL) ||
            stm_word_among(w, i - 1, "several others similar other both")) {
            return true;
        }
    }
    return false;
}

void stm_week_read(const stm_words *w, const stm_when *when, const stm_time *t, stm_week_told *told)
{
    if (when->kind != STM_WHEN_PERIOD || when->unit != 'W' || when->mod != STM_MOD_NONE || t->from_day == STM_NO_DAY ||
        (when->tie != STM_TIE_LAST && when->tie != STM_TIE_PREVIOUS) || !counted_before(w, when->first) ||
        !stm_word_among(w, when->end, "in at near on across")) {
        return;
    }
    *told = (stm_week_told){ .last_day = t->to_day, .stretches = STRETCHES_TOLD };
    for (uint32_t i = when->end + 1; i < w->at.n && !sentence_ends(w, i); i++) {
        const stm_word *x = &w->at.at[i];
        if (x->kind == STM_WORD_LETTERS && x->capital && x->at.end - x->at.start > 3 && told->n < STM_WEEK_NAMES &&
            !(stm_word_classes(w, i) & (STM_W_WEEKDAY | STM_W_MONTH))) {
            told->names[told->n++] = stm_word_text(w, i);
        }
    }
    told->last_day = told->n == 0 ? STM_NO_DAY : told->last_day;
}

bool stm_week_takes_up(const stm_words *w, const stm_when *when, const stm_week_told *told)
{
    uint32_t i = when->first;
    if (told->last_day == STM_NO_DAY || when->kind != STM_WHEN_WEEKDAY || when->tie != STM_TIE_NONE) {
        return false;
    }
    while (i > 0 && !sentence_ends(w, i) && !sentence_ends(w, i - 1)) {
        i--;
    }
    for (; i < w->at.n && !(i > when->end && sentence_ends(w, i)); i++) {
        for (uint32_t k = 0; k < told->n && w->at.at[i].capital; k++) {
            if (stm_str_eq(stm_word_text(w, i), told->names[k])) {
                return true;
            }
        }
    }
    return false;
}

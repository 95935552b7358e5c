/* times.c: the times of one article.
 *
 * In: text, tokens where they are, published_day, quotations where they are.  Out: article.times, in text order.
 * Never: changes anything else. Invariants: (1) recognition does not depend on the day of publication, so that
 * resolving again leaves the number of times and their passages as they were. (2) times do not overlap.
 * Cost: linear in the text. Two passes: a survey (is this a history? which way round are numeric dates?), then the times.
 */
#include "extract/times.h"

typedef struct survey {
    bool wrapped, day_first, narrative;
} survey;

/* A history names years again and again and hardly a weekday: bare months then belong to the last year named. */
static survey look_over(stm_arena *arena, stm_words *w, const stm_article *a)
{
    survey out = { .wrapped = stm_text_wrapped(a->text) };
    uint32_t at = 0, far = 0, news = 0;
    int32_t here = a->published_day == STM_NO_DAY ? 0 : stm_date_of(a->published_day).year;
    stm_span span;
    while (stm_next_stretch(a->text, &at, &span)) {
        stm_words_cut(arena, w, span, out.wrapped);
        for (uint32_t i = 0; i < w->at.n; i++) {
            const stm_word *x = &w->at.at[i];
            uint32_t c = stm_word_classes(w, i);
            if (x->kind == STM_WORD_DIGITS && x->digits == 4 && x->decimals == 0 && !x->grouped && x->value >= 1000 &&
                x->value <= 2100) {
                int32_t y = (int32_t)x->value;
                far += here == 0 || y < here - 1 || y > here + 1;
            } else if (x->kind == STM_WORD_LETTERS && stm_word_in(w, i, "BC BCE")) {
                far++;
            }
            news += ((c & STM_W_WEEKDAY) && x->capital && !(c & STM_W_ABBREVIATION)) ||
                    stm_word_in(w, i, "yesterday today tomorrow tonight");
            if (x->kind == STM_WORD_DIGITS && x->value > 12 && x->value <= 31 && x->digits == 2 &&
                stm_word_mark(w, i + 1, '/') && stm_word_glued(w, i + 1) && i + 2 < w->at.n &&
                w->at.at[i + 2].kind == STM_WORD_DIGITS && w->at.at[i + 2].value <= 12 && stm_word_mark(w, i + 3, '/') &&
                !(i > 0 && stm_word_mark(w, i - 1, '/'))) {
                out.day_first = true;
            }
        }
    }
    out.narrative = far >= 8 && far > 4 * news;
    return out;
}

static void add(stm_arena *arena, stm_article *a, stm_words *w, const stm_when *when, stm_when_state *state)
{
    stm_time *t = stm_vec_add(arena, &a->times);
    stm_tense tense = STM_TENSE_UNKNOWN;
    stm_str before = when->first > 0 ? stm_word_text(w, when->first - 1) : STM_STR("");
    if (when->kind == STM_WHEN_DATE || when->kind == STM_WHEN_WEEKDAY || when->kind == STM_WHEN_QUARTER ||
        when->kind == STM_WHEN_SEASON || when->kind == STM_WHEN_HOLIDAY || when->kind == STM_WHEN_WEEKEND) {
        tense = stm_tense_at(a, w, when->first, when->end);
    }
    t->at = (stm_span){ w->at.at[when->first].at.start, w->at.at[when->end - 1].at.end };
    stm_when_resolve(arena, when, tense, before, state, t);
}

/* The bare day of "2 to 5 December". */
static void add_pair(stm_arena *arena, stm_article *a, stm_words *w, const stm_when *when, stm_when_state *state)
{
    stm_when bare = *when;
    bare.first = when->pair_first;
    bare.end = when->pair_end;
    bare.day = when->pair_day;
    add(arena, a, w, &bare, state);
}

/* The day of speaking of the quotation that the byte lies in: a day named beside its cue; else `otherwise`. */
static int32_t speaking_day(const stm_article *a, const stm_times_said *said, uint32_t byte, int32_t otherwise)
{
    for (uint32_t q = 0; q < said->n; q++) {
        if (byte >= said->at[q].content.start && byte < said->at[q].content.end) {
            return said->at[q].day != STM_NO_DAY ? said->at[q].day : otherwise;
        }
    }
    (void)a;
    return otherwise;
}

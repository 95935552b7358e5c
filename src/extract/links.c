/* links.c: which quotation a figure stands in, and the days for which it holds.
 *
 * In: figures, quotations, times, sentences.  Out: figures[].quotation, holds_from, holds_to.  Never: a day when the
 * figure's sentence names several.
 * Invariants: (1) of nested quotations the innermost is meant. Cost: n log n.
 */
#include "extract/extract.h"

#define BACK 16 /* quotations looked at behind the last that begins before the figure: nesting is never that deep */

static bool holds_span(const stm_quotation *q, stm_span at)
{
    for (uint32_t k = 0; k < q->content.n; k++) {
        if (at.start >= q->content.at[k].start && at.end <= q->content.at[k].end) {
            return true;
        }
    }
    return false;
}

static uint32_t quotation_of(const stm_article *a, stm_span at)
{
    uint32_t low = 0, high = a->quotations.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const stm_spans *content = &a->quotations.at[mid].content;
        if (content->n > 0 && content->at[0].start <= at.start) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    for (uint32_t n = 0; n < BACK && low > 0; n++) {
        low--;
        if (holds_span(&a->quotations.at[low], at)) {
            return low; /* the one that begins last is the innermost */
        }
    }
    return STM_NONE;
}

static stm_span sentence_of(const stm_article *a, uint32_t byte)
{
    uint32_t low = 0, high = a->sentences.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (a->sentences.at[mid].at.end <= byte) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < a->sentences.n ? a->sentences.at[low].at : STM_NO_SPAN;
}

/* The one day, or stretch of days, that the figure's sentence names. */
static void set_days(const stm_article *a, stm_figure *f)
{
    stm_span s = sentence_of(a, f->at.start);
    uint32_t low = 0, high = a->times.n;
    f->holds_from = f->holds_to = STM_NO_DAY;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (a->times.at[mid].at.start < s.start) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    for (bool first = true; stm_span_some(s) && low < a->times.n && a->times.at[low].at.end <= s.end; low++) {
        const stm_time *t = &a->times.at[low];
        if (t->from_day == STM_NO_DAY || t->to_day == STM_NO_DAY ||
            (t->type != STM_TIME_DATE && t->type != STM_TIME_TIME)) {
            continue;
        }
        if (!first && (t->from_day != f->holds_from || t->to_day != f->holds_to)) {
            f->holds_from = f->holds_to = STM_NO_DAY;
            return;
        }
        f->holds_from = t->from_day;
        f->holds_to = t->to_day;
        first = false;
    }
}

void stm_link_figures(stm_arena *arena, stm_article *a)
{
    (void)arena;
    for (uint32_t i = 0; i < a->figures.n; i++) {
        a->figures.at[i].quotation = quotation_of(a, a->figures.at[i].at);
        set_days(a, &a->figures.at[i]);
    }
}

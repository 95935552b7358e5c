/* links.c: which quotation a figure stands in, the place where it was counted, and the days for which it holds.
 *
 * In: figures, quotations, entities, times, sentences.  Out: figures[].quotation, where, holds_from, holds_to.  Never:
 * a day or a place when the figure's sentence names several. Invariants: (1) of nested quotations the innermost is
 * meant. Cost: n log n.
 */
#include "extract/extract.h"

#include <stdlib.h>

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

typedef STM_VEC(stm_span) span_list;

static int by_start(const void *x, const void *y)
{
    const stm_span *a = x, *b = y;
    return a->start < b->start ? -1 : a->start > b->start ? 1 : 0;
}

/* Names of places that stand behind "in", "at", "near" and the like, in text order: "in the northern town of Troy". */
static void find_places(stm_arena *arena, const stm_article *a, span_list *out)
{
    for (uint32_t e = 0; e < a->entities.n; e++) {
        const stm_entity *x = &a->entities.at[e];
        for (uint32_t m = 0; x->kind == STM_PLACE && m < x->mentions.n; m++) {
            uint32_t t = stm_token_from(a, x->mentions.at[m].at.start), sentence, n = 0;
            if (x->mentions.at[m].form != STM_MENTION_NAME || t == 0 || t >= a->tokens.n) {
                continue;
            }
            sentence = a->tokens.at[t].sentence;
            while (t > 0 && n++ < 7 && a->tokens.at[t - 1].sentence == sentence) {
                t--;
                if (stm_form_among(a, t, "in at near outside across around inside within throughout")) {
                    stm_vec_push(arena, out, x->mentions.at[m].at);
                    break;
                }
                if (a->tokens.at[t].upos != STM_DET && a->tokens.at[t].upos != STM_ADJ &&
                    !stm_form_among(a, t,
                                    "town city village district province region suburb port capital of state "
                                    "northern southern eastern western central neighborhood neighbourhood")) {
                    break;
                }
            }
        }
    }
    if (out->n > 1) {
        qsort(out->at, out->n, sizeof *out->at, by_start);
    }
}

/* The one place that the figure's sentence names. */
static stm_span place_of(const stm_article *a, const span_list *places, stm_span at)
{
    stm_span s = sentence_of(a, at.start);
    uint32_t low = 0, high = places->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (places->at[mid].start < s.start) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    if (!stm_span_some(s) || low >= places->n || places->at[low].end > s.end ||
        (low + 1 < places->n && places->at[low + 1].start < s.end)) {
        return STM_NO_SPAN;
    }
    return places->at[low];
}

void stm_link_figures(stm_arena *arena, stm_article *a)
{
    span_list places = { 0 };
    find_places(arena, a, &places);
    for (uint32_t i = 0; i < a->figures.n; i++) {
        a->figures.at[i].quotation = quotation_of(a, a->figures.at[i].at);
        a->figures.at[i].where = place_of(a, &places, a->figures.at[i].at);
        set_days(a, &a->figures.at[i]);
    }
}

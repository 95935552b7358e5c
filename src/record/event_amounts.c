/* event_amounts.c: dated clauses whose amounts tell them apart, and those that were copied with their day.
 *
 * In: dated clauses.  Out: whether the amounts of two do not meet; the days of copies.  Never: joins two clauses.
 * Cost: figures of an article for a pair; linear in the clauses for copies.
 */
#include "record/event_dates.h"

#define LEAST_COPY 40 /* bytes */
#define MAX_PASSAGES 6
#define CHANGE_WITHIN 5 /* words */

/* "rose an adjusted 3 percent", "was up 40 cents": by how much, or to what, something went. By the order of words, for
 * trees of such sentences are often wrong. */
static bool is_change(const stm_article *a, const stm_figure *f)
{
    uint32_t first = stm_token_from(a, f->at.start);
    if (!stm_among(f->unit, "percent share dollar cent euro pound pence penny yen yuan franc peso rupee point")) {
        return false;
    }
    for (uint32_t i = first, n = 0; i > 0 && i < a->tokens.n && n < CHANGE_WITHIN; n++) {
        i--;
        if (a->tokens.at[i].sentence != a->tokens.at[first].sentence) {
            return false;
        }
        if (stm_form_among(a, i, "up down") ||
            stm_among(stm_token_lemma(a, i), "rise fall gain lose climb slip drop jump surge tumble close shed decline "
                                             "increase decrease grow shrink dip soar plunge slide")) {
            return true;
        }
    }
    return false;
}

/* Amounts of one unit, of which none meet; `measures`: only by how much something rose or fell. */
static bool apart(const stm_work *w, uint32_t ma, stm_span at, uint32_t mb, stm_span in, bool measures)
{
    const stm_article *x = w->article[ma], *y = w->article[mb];
    bool some = false;
    for (uint32_t i = 0; i < x->figures.n; i++) {
        const stm_figure *f = &x->figures.at[i];
        if (f->unit.p == NULL || !stm_span_meets(f->at, at) || (measures && !is_change(x, f))) {
            continue;
        }
        for (uint32_t k = 0; k < y->figures.n; k++) {
            const stm_figure *g = &y->figures.at[k];
            if (g->unit.p != NULL && stm_span_meets(g->at, in) && stm_str_eq(f->unit, g->unit) &&
                (!measures || is_change(y, g))) {
                if (!(f->low > g->high || g->low > f->high)) {
                    return false;
                }
                some = true;
            }
        }
    }
    return some;
}

bool stm_amounts_apart(const stm_work *w, const stm_dated *a, const stm_dated *b)
{
    return apart(w, a->member, a->at, b->member, b->at, false);
}

bool stm_measures_apart(const stm_work *w, uint32_t member, stm_span at, uint32_t other, stm_span in)
{
    return apart(w, member, at, other, in, true);
}

bool stm_events_measures_apart(const stm_work *w, const stm_event *a, const stm_event *b)
{
    for (uint32_t i = 0; i < a->passages.n && i < MAX_PASSAGES; i++) {
        for (uint32_t k = 0; k < b->passages.n && k < MAX_PASSAGES; k++) {
            if (stm_measures_apart(w, w->member_of[a->passages.at[i].article], a->passages.at[i].at,
                                   w->member_of[b->passages.at[k].article], b->passages.at[k].at)) {
                return true;
            }
        }
    }
    return false;
}

/* "last week", "Friday" in a text that runs again two days later are of the week of its first printing. */
void stm_dates_of_copies(stm_work *w, stm_dateds *d)
{
    stm_map first = { 0 };
    for (int round = 0; round < 2; round++) {
        for (uint32_t i = 0; i < d->n; i++) {
            stm_dated *x = &d->at[i];
            int32_t today = stm_article_today(w->article[x->member]);
            uint32_t *at;
            const stm_dated *y;
            if (x->event.n < LEAST_COPY || today == STM_NO_DAY || x->loose) {
                continue;
            }
            at = stm_map_put(w->arena, &first, x->event, i);
            y = &d->at[*at];
            if (round == 0) {
                *at = stm_article_today(w->article[y->member]) > today ? i : *at;
            } else if (y->member != x->member && w->line[y->member] == w->line[x->member] && !y->loose &&
                       y->from < x->from && y->to - y->from == x->to - x->from &&
                       stm_article_today(w->article[y->member]) < today) {
                x->from = y->from;
                x->to = y->to;
            }
        }
    }
}

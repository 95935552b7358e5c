/* event_elsewhere.c: events of the timeline that are one, told by different texts, each in its own words.
 *
 * In: record.timeline, clauses.  Out: the timeline with fewer events, each with the passages of those that it took in.
 *
 * A text tells an event once, mostly. Two events that no text tells both of, on days of which the one lies within the
 * other, are one where some passages of theirs have enough in common, the likest first: each that is joined adds its
 * texts to those that rule out others. Never: where one is called off, where one clause denies what the other tells,
 * where two do it, where a text only names the thing with its day and the other does not name it; what only sounds
 * alike counts as no further line. Invariant: the order of events stays. Cost: pairs that share a term that few events
 * have, times their passages.
 */
#include <stdlib.h>
#include <string.h>

#include "record/record_parts.h"

#define LEAST_SHARED 7
#define LEAST_DICE 0.30f
#define SURELY 0.35f    /* dice from which on the lines of both count */
#define LEAST_TOLD 0.45 /* confidence of an event whose day a text gives */
#define MAX_SHARING 60
#define MAX_PASSAGES 6

typedef struct pair {
    uint32_t a, b; /* places in the timeline, a < b */
    float dice;
} pair;

typedef STM_VEC(pair) pairs;

typedef struct piece { /* a passage of an event */
    uint32_t member, unit;
    stm_matter matter;
} piece;

typedef struct pieces {
    piece at[MAX_PASSAGES];
    uint32_t n;
} pieces;

static bool some_article_in_both(const stm_event *a, const stm_event *b)
{
    for (uint32_t i = 0; i < a->passages.n; i++) {
        for (uint32_t k = 0; k < b->passages.n; k++) {
            if (a->passages.at[i].article == b->passages.at[k].article) {
                return true;
            }
        }
    }
    return false;
}

/* From one month into another. */
static bool long_stretch(const stm_event *e)
{
    return e->from.n >= 7 && e->to.n >= 7 && memcmp(e->from.p, e->to.p, 7) != 0;
}

/* A day that is followed and not told is none of those that a text sums up. */
static bool summed_up(const stm_event *e, const stm_event *followed)
{
    return followed->confidence > 0 && followed->confidence < LEAST_TOLD && long_stretch(e);
}

static bool may_be_one(const stm_event *a, const stm_event *b)
{
    return (stm_event_within(a, b) || stm_event_within(b, a)) && a->status != STM_EVENT_CANCELLED &&
           b->status != STM_EVENT_CANCELLED && !some_article_in_both(a, b) && !summed_up(a, b) && !summed_up(b, a);
}

/* "The Monday attack" is told in a sentence about more than that: the other must have its noun. */
static bool names_it(const stm_work *w, const stm_event *e, const stm_event *other)
{
    uint32_t from = (uint32_t)e->event.n, whole = 0;
    for (uint32_t i = 0; i < e->passages.n; i++) {
        stm_span at = e->passages.at[i].at;
        whole = i == 0 || at.end - at.start < whole ? at.end - at.start : whole;
    }
    while (from > 0 && e->event.p[from - 1] != ' ') {
        from--;
    }
    if (e->event.n * 2 >= whole) {
        return true;
    }
    for (uint32_t i = 0; i < other->passages.n; i++) {
        const stm_article *a = w->article[w->member_of[other->passages.at[i].article]];
        stm_span at = other->passages.at[i].at;
        if (stm_str_find((stm_str){ a->text.p + at.start, at.end - at.start },
                         (stm_str){ e->event.p + from, e->event.n - from }, 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* One denies, or does, what the other does. */
static bool apart(stm_work *w, const piece *x, const piece *y)
{
    return x->unit != STM_NONE && y->unit != STM_NONE &&
           (stm_units_of_two(w, x->unit, &x->matter, y->unit, &y->matter) ||
            w->units.at[x->unit].negated != w->units.at[y->unit].negated ||
            stm_units_two_do_it(w, &w->units.at[x->unit], &w->units.at[y->unit]) ||
            stm_units_two_rise(w, &w->units.at[x->unit], &w->units.at[y->unit]));
}

/* "Will meet to certify it" has come about where the board certified it, not where it denied something that day. */
static bool not_that(const stm_work *w, const stm_event *plan, const piece *planned, const stm_event *deed,
                     const piece *done)
{
    uint32_t verb = done->unit == STM_NONE ? STM_NONE : w->units.at[done->unit].verb;
    if (plan->status != STM_EVENT_PLANNED || deed->status != STM_EVENT_HAPPENED || done->unit == STM_NONE) {
        return false;
    }
    if (verb == STM_NONE) {
        return stm_unit_speaks(w, &w->units.at[done->unit]);
    }
    for (uint32_t i = 0; i < planned->matter.terms.n; i++) {
        if (stm_terms_alike(w, planned->matter.terms.at[i].id, verb)) {
            return false;
        }
    }
    return true;
}

/* Dice of the likest passages; 0: too little in common. */
static float alike(stm_work *w, const stm_event *x, const pieces *a, const stm_event *y, const pieces *b)
{
    float most = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        for (uint32_t k = 0; k < b->n; k++) {
            stm_likeness like = stm_matter_compare(w, &a->at[i].matter, &b->at[k].matter);
            if (like.shared >= LEAST_SHARED && like.dice >= LEAST_DICE && like.dice > most &&
                !(a->at[i].unit != STM_NONE && b->at[k].unit != STM_NONE &&
                  stm_units_other_deed(w, &w->units.at[a->at[i].unit], &w->units.at[b->at[k].unit]))) {
                if (apart(w, &a->at[i], &b->at[k]) || not_that(w, x, &a->at[i], y, &b->at[k]) ||
                    not_that(w, y, &b->at[k], x, &a->at[i])) {
                    return 0;
                }
                most = like.dice;
            }
        }
    }
    return most;
}

/* The clause that the passage is: the widest that lies in it, for one that opens with "just as ..."; else the one at
 * its first byte. */
static uint32_t clause_of(const stm_work *w, uint32_t member, stm_span at)
{
    uint32_t s = stm_sentence_at(w->article[member], at.start), best = STM_NONE, widest = 0;
    for (uint32_t u = s == STM_NONE ? w->first_unit[member + 1] : stm_first_unit(w, member, s);
         u < w->first_unit[member + 1] && w->units.at[u].sentence == s; u++) {
        stm_span own = stm_span_trim(w->article[member], w->units.at[u].at);
        if (own.start >= at.start && own.end <= at.end && own.end - own.start > widest) {
            widest = own.end - own.start;
            best = u;
        }
    }
    return best != STM_NONE ? best : stm_unit_at(w, member, at.start);
}

static void read_pieces(stm_work *w, const stm_event *e, pieces *out)
{
    for (uint32_t i = 0; i < e->passages.n && out->n < MAX_PASSAGES; i++) {
        piece *p = &out->at[out->n++];
        p->member = w->member_of[e->passages.at[i].article];
        p->unit = clause_of(w, p->member, e->passages.at[i].at);
        stm_matter_of(w, p->member, &e->passages.at[i].at, 1, &p->matter);
    }
}

static int likest_first(const void *x, const void *y)
{
    const pair *a = x, *b = y;
    return a->dice != b->dice ? (a->dice > b->dice ? -1 : 1)
           : a->a != b->a     ? (a->a < b->a ? -1 : 1)
                              : (a->b < b->b ? -1 : a->b > b->b);
}

/* Pairs that may be one, through the terms that they share. */
static void find_pairs(stm_work *w, pairs *out)
{
    stm_record *r = w->record;
    pieces *of = STM_NEW_ARRAY(w->arena, pieces, (size_t)r->timeline.n + 1);
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1);
    uint32_t *seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)r->timeline.n + 1);
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        const stm_event *e = &r->timeline.at[i];
        if (e->from.p == NULL || e->to.p == NULL) {
            continue;
        }
        read_pieces(w, e, &of[i]);
        for (uint32_t p = 0; p < of[i].n; p++) {
            for (uint32_t k = 0; k < of[i].at[p].matter.terms.n; k++) {
                stm_u32s *list = &with[of[i].at[p].matter.terms.at[k].id];
                for (uint32_t j = list->n > MAX_SHARING ? list->n - MAX_SHARING : 0; j < list->n; j++) {
                    uint32_t o = list->at[j];
                    float dice;
                    if (o == i || seen[o] == i + 1 || !may_be_one(&r->timeline.at[o], e)) {
                        continue;
                    }
                    seen[o] = i + 1;
                    if (stm_events_measures_apart(w, &r->timeline.at[o], e) || !names_it(w, &r->timeline.at[o], e) ||
                        !names_it(w, e, &r->timeline.at[o])) {
                        continue;
                    }
                    dice = alike(w, &r->timeline.at[o], &of[o], e, &of[i]);
                    if (dice > 0) {
                        stm_vec_push(w->arena, out, ((pair){ o, i, dice }));
                    }
                }
                if (list->n == 0 || list->at[list->n - 1] != i) {
                    stm_vec_push(w->arena, list, i);
                }
            }
        }
    }
}

void stm_events_elsewhere(stm_work *w)
{
    stm_record *r = w->record;
    uint32_t n = 0, *up = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)r->timeline.n + 1);
    pairs all = { 0 };
    find_pairs(w, &all);
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        up[i] = i;
    }
    if (all.n > 0) {
        qsort(all.at, all.n, sizeof *all.at, likest_first);
    }
    for (uint32_t i = 0; i < all.n; i++) {
        uint32_t x = all.at[i].a, y = all.at[i].b, lines;
        stm_event *a, *b;
        while (up[x] != x) {
            x = up[x];
        }
        while (up[y] != y) {
            y = up[y];
        }
        a = &r->timeline.at[x < y ? x : y];
        b = &r->timeline.at[x < y ? y : x];
        if (x == y || !may_be_one(a, b) || stm_events_measures_apart(w, a, b)) {
            continue;
        }
        lines = a->lines > b->lines ? a->lines : b->lines;
        stm_event_take_in(w, a, b);
        a->lines = all.at[i].dice >= SURELY ? a->lines : lines;
        up[x < y ? y : x] = x < y ? x : y;
    }
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        if (up[i] == i) {
            r->timeline.at[n++] = r->timeline.at[i];
        }
    }
    r->timeline.n = n;
}

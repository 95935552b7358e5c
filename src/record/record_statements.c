/* record_statements.c: what independent lines say of one matter: agreed, contested, denied.
 *
 * In: units, utterances' speakers.  Out: statements.
 *
 * Sentences of different lines that share enough of what is rare in the story speak of one matter. The strongest pair
 * is the seed of a statement; every other line may add the sentence of its own that is most like the seed's. Readings
 * are `denied` where one speaker denies what another asserts, `contested` where one side negates what the other says,
 * or puts an opposite for it; otherwise they agree. Where it is not clear which, nothing is said.
 * Cost: pairs are looked at only where two sentences share a term that not more than MAX_SHARING others have.
 */
#include <math.h>
#include <stdlib.h>

#include "record/record_parts.h"

#define MAX_SHARING 80
#define LEAST_SHARED 7.0f
#define LEAST_DICE 0.36f
#define LEAST_COVER 0.55f
#define MAX_READINGS 12

typedef struct match {
    uint32_t a, b; /* units */
    float score;
    stm_likeness like;
} match;

typedef STM_VEC(match) matches;

static int best_first(const void *a, const void *b)
{
    const match *x = a, *y = b;
    return x->score != y->score ? (x->score < y->score) - (x->score > y->score)
           : x->a != y->a       ? (x->a > y->a) - (x->a < y->a) : (x->b > y->b) - (x->b < y->b);
}

/* A common event word, by itself or a synonym: two sentences that share names alone are not of one matter. */
static uint32_t events_shared(const stm_work *w, const stm_matter *a, const stm_matter *b)
{
    uint32_t i = 0, k = 0, n = 0;
    while (i < a->terms.n && k < b->terms.n) {
        if (a->terms.at[i].id == b->terms.at[k].id) {
            n += w->event.at[a->terms.at[i].id];
            i++;
            k++;
        } else if (a->terms.at[i].id < b->terms.at[k].id) {
            i++;
        } else {
            k++;
        }
    }
    return n;
}

static bool one_matter(const stm_work *w, const stm_unit *a, const stm_unit *b, match *m)
{
    if (w->line[a->member] == w->line[b->member]) {
        return false;
    }
    m->like = stm_matter_compare(w, &a->matter, &b->matter);
    m->score = m->like.shared * (m->like.dice + m->like.least);
    return m->like.shared >= LEAST_SHARED && m->like.n >= 3 && events_shared(w, &a->matter, &b->matter) >= 1 &&
           (m->like.dice >= LEAST_DICE || (m->like.least >= LEAST_COVER && m->like.dice >= LEAST_DICE / 2));
}

static void find_matches(stm_work *w, matches *out)
{
    stm_u32s *with = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->rarity.n + 1);
    uint32_t *seen = STM_NEW_ARRAY(w->arena, uint32_t, (size_t)w->units.n + 1);
    for (uint32_t i = 0; i < w->units.n; i++) {
        const stm_unit *u = &w->units.at[i];
        for (uint32_t k = 0; k < u->matter.terms.n; k++) {
            stm_u32s *list = &with[u->matter.terms.at[k].id];
            for (uint32_t j = list->n > MAX_SHARING ? list->n - MAX_SHARING : 0; j < list->n; j++) {
                match m = { .a = list->at[j], .b = i };
                if (seen[list->at[j]] != i + 1) {
                    seen[list->at[j]] = i + 1;
                    if (one_matter(w, &w->units.at[m.a], u, &m)) {
                        stm_vec_push(w->arena, out, m);
                    }
                }
            }
            stm_vec_push(w->arena, list, i);
        }
    }
    if (out->n > 0) {
        qsort(out->at, out->n, sizeof *out->at, best_first);
    }
}

static bool denies(const stm_work *w, const stm_unit *u)
{
    const stm_quotation *q;
    if (u->quotation == STM_NONE) {
        return false;
    }
    q = &w->article[u->member]->quotations.at[u->quotation];
    return q->act == STM_ACT_DENY || q->negated;
}

static stm_statement_status status_of(const stm_work *w, const stm_unit *a, const stm_unit *b)
{
    if (denies(w, a) != denies(w, b)) {
        return STM_ST_DENIED;
    }
    if (a->negated != b->negated || stm_matter_opposed(w, &a->matter, &b->matter)) {
        return STM_ST_CONTESTED;
    }
    return STM_ST_AGREED;
}

static void add_reading(stm_work *w, stm_statement *st, const stm_unit *u, stm_u32s *members, stm_u32s *said_by, stm_strs *names)
{
    stm_statement_reading r = { .passage = { w->index[u->member], stm_span_trim(w->article[u->member], u->at) } };
    stm_said_by(w, u->member, u->quotation, &r.said_by, &r.said_by_name);
    r.stance = denies(w, u) ? STM_DENIES : u->hedged && u->quotation != STM_NONE ? STM_REPORTS : STM_ASSERTS;
    r.reading = stm_wording(w->arena, w->article[u->member], u->at);
    stm_vec_push(w->arena, &st->readings, r);
    stm_vec_push(w->arena, members, u->member);
    stm_vec_push(w->arena, said_by, r.said_by);
    stm_vec_push(w->arena, names, r.said_by_name);
}

void stm_record_statements(stm_work *w)
{
    matches found = { 0 };
    uint8_t *used = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)w->units.n + 1);
    stm_u32s *of = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->units.n + 1); /* matches of a unit, best first */
    find_matches(w, &found);
    for (uint32_t i = 0; i < found.n; i++) {
        stm_vec_push(w->arena, &of[found.at[i].a], i);
        stm_vec_push(w->arena, &of[found.at[i].b], i);
    }
    for (uint32_t i = 0; i < found.n; i++) {
        const match *m = &found.at[i];
        const stm_unit *a = &w->units.at[m->a], *b = &w->units.at[m->b];
        stm_statement *st;
        stm_u32s members = { 0 }, said_by = { 0 };
        stm_strs names = { 0 };
        stm_statement_status status;
        if (used[m->a] || used[m->b]) {
            continue;
        }
        status = status_of(w, a, b);
        st = stm_vec_add(w->arena, &w->record->statements);
        st->status = status;
        used[m->a] = used[m->b] = 1;
        add_reading(w, st, a, &members, &said_by, &names);
        add_reading(w, st, b, &members, &said_by, &names);
        /* every other article adds its sentence that is most like either seed */
        for (uint32_t side = 0; side < 2; side++) {
            const stm_u32s *list = &of[side == 0 ? m->a : m->b];
            for (uint32_t k = 0; k < list->n && st->readings.n < MAX_READINGS; k++) {
                const match *x = &found.at[list->at[k]];
                uint32_t o = x->a == (side == 0 ? m->a : m->b) ? x->b : x->a;
                bool there = used[o] != 0 || status_of(w, side == 0 ? a : b, &w->units.at[o]) != STM_ST_AGREED;
                for (uint32_t r = 0; r < members.n && !there; r++) {
                    there = members.at[r] == w->units.at[o].member;
                }
                if (!there) {
                    used[o] = 1;
                    add_reading(w, st, &w->units.at[o], &members, &said_by, &names);
                }
            }
        }
        st->about = st->readings.at[st->readings.at[0].reading.n <= st->readings.at[1].reading.n ? 0 : 1].reading;
        st->lines = stm_lines_among(w, &members);
        st->origins = stm_origins_among(w, &said_by, &names);
        st->confidence = 0.5 + 0.5 * (m->like.dice < 1 ? m->like.dice : 1);
    }
}

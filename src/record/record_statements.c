/* record_statements.c: what independent lines say of one matter: agreed, contested, denied.
 *
 * In: units, utterances' speakers.  Out: statements.
 *
 * Sentences of different lines that share enough of what is rare in the story speak of one matter. The strongest pair
 * is the seed of a statement; every other line may add the sentence of its own that is most like the seed's. Readings
 * are `denied` where one speaker denies what another asserts, `contested` where one side negates what the other says,
 * or puts an opposite for it; otherwise they agree. Where it is not clear which, nothing is said.
 * Cost: linear in matches.
 */
#include <math.h>

#include "record/record_parts.h"

#define MAX_READINGS 12

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
    uint8_t *used = STM_NEW_ARRAY(w->arena, uint8_t, (size_t)w->units.n + 1);
    for (uint32_t i = 0; i < w->matches.n; i++) {
        const stm_match *m = &w->matches.at[i];
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
            const stm_u32s *list = &w->matches_of[side == 0 ? m->a : m->b];
            for (uint32_t k = 0; k < list->n && st->readings.n < MAX_READINGS; k++) {
                const stm_match *x = &w->matches.at[list->at[k]];
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

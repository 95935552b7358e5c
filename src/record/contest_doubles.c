/* contest_doubles.c: what is contested under one heading is one statement.
 *
 * In: record.statements, contested or denied.  Out: the same, fewer of them, each with the readings of all that had its
 * heading, or deny what it tells.  Two texts in which two mouths deny one claim are one disagreement, and so is a name
 * that three texts withhold. Never: a reading that lies on another one of its article, but for a denial.  Cost:
 * contests times contests, of which there are few.
 */
#include "record/record_parts.h"

#define MAX_READINGS 24

static bool contest(const stm_statement *st)
{
    return (st->status == STM_ST_CONTESTED || st->status == STM_ST_DENIED) && !st->wording;
}

/* Two editions of one text that say of two bodies without a name that they deny it ("state officials", "officials of
 * the administration") give one mouth two names. */
static void one_body(const stm_work *w, const stm_statement *st, const stm_u32s *members, const stm_u32s *said_by,
                     stm_strs *names)
{
    for (uint32_t i = 0; i < members->n; i++) {
        for (uint32_t k = 0; k < i && st->readings.at[i].stance == STM_DENIES; k++) {
            if (st->readings.at[k].stance == STM_DENIES && members->at[k] != members->at[i] &&
                w->line[members->at[k]] == w->line[members->at[i]] && said_by->at[i] == STM_NONE &&
                said_by->at[k] == STM_NONE && names->at[k].p != NULL && names->at[i].p != NULL) {
                names->at[i] = names->at[k];
                break;
            }
        }
    }
}

void stm_contest_take(stm_work *w, stm_statement *into, const stm_statement *from)
{
    stm_u32s members = { 0 }, said_by = { 0 };
    stm_strs names = { 0 };
    for (uint32_t i = 0; i < from->readings.n && into->readings.n < MAX_READINGS; i++) {
        const stm_statement_reading *r = &from->readings.at[i];
        bool there = false;
        for (uint32_t k = 0; k < into->readings.n && !there; k++) {
            const stm_passage *p = &into->readings.at[k].passage;
            there = p->article == r->passage.article && stm_span_meets(p->at, r->passage.at) &&
                    (r->stance == STM_DENIES) == (into->readings.at[k].stance == STM_DENIES);
        }
        if (!there) {
            stm_vec_push(w->arena, &into->readings, *r);
        }
    }
    for (uint32_t i = 0; i < into->readings.n; i++) {
        stm_vec_push(w->arena, &members, w->member_of[into->readings.at[i].passage.article]);
        stm_vec_push(w->arena, &said_by, into->readings.at[i].said_by);
        stm_vec_push(w->arena, &names, into->readings.at[i].said_by_name);
    }
    one_body(w, into, &members, &said_by, &names);
    into->lines = stm_lines_among(w, &members);
    into->origins = stm_origins_among(w, &said_by, &names);
    into->confidence = from->confidence > into->confidence ? from->confidence : into->confidence;
}

/* All that the one tells as claimed is claimed in the other: whoever denies it, it is one claim. */
static bool claims_within(const stm_statement *a, const stm_statement *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->readings.n; i++) {
        const stm_statement_reading *x = &a->readings.at[i];
        bool met = x->stance == STM_DENIES;
        n += !met;
        for (uint32_t k = 0; k < b->readings.n && !met; k++) {
            const stm_statement_reading *y = &b->readings.at[k];
            met = y->stance == x->stance && y->passage.article == x->passage.article &&
                  y->passage.at.start == x->passage.at.start && y->passage.at.end == x->passage.at.end;
        }
        if (!met) {
            return false;
        }
    }
    return n > 0;
}

static bool one_contest(const stm_statement *a, const stm_statement *b)
{
    if (!contest(a) || !contest(b) || a->status != b->status || a->about.p == NULL || b->about.p == NULL) {
        return false;
    }
    return stm_str_eq_nocase(a->about, b->about) ||
           (a->status == STM_ST_DENIED && (claims_within(a, b) || claims_within(b, a)));
}

void stm_contests_join(stm_work *w)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->record->statements.n; i++) {
        stm_statement *st = &w->record->statements.at[i];
        uint32_t k = 0;
        while (k < n && !one_contest(st, &w->record->statements.at[k])) {
            k++;
        }
        if (k < n) {
            stm_contest_take(w, &w->record->statements.at[k], st);
        } else {
            w->record->statements.at[n++] = *st;
        }
    }
    w->record->statements.n = n;
}

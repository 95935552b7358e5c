/* contest_doubles.c: what is contested under one heading is one statement.
 *
 * In: record.statements, contested or denied.  Out: the same, fewer of them, each with the readings of all that had its
 * heading.  Two texts in which two mouths deny one claim are one disagreement, and so is a name that three texts
 * withhold. Never: a reading that lies on another one of its article.  Cost: contests times contests, of which there
 * are few.
 */
#include "record/record_parts.h"

#define MAX_READINGS 24

static bool contest(const stm_statement *st)
{
    return (st->status == STM_ST_CONTESTED || st->status == STM_ST_DENIED) && !st->wording;
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
            there = p->article == r->passage.article && stm_span_meets(p->at, r->passage.at);
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
    into->lines = stm_lines_among(w, &members);
    into->origins = stm_origins_among(w, &said_by, &names);
    into->confidence = from->confidence > into->confidence ? from->confidence : into->confidence;
}

void stm_contests_join(stm_work *w)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < w->record->statements.n; i++) {
        stm_statement *st = &w->record->statements.at[i];
        uint32_t k = 0;
        while (k < n &&
               !(contest(st) && contest(&w->record->statements.at[k]) && st->about.p != NULL &&
                 w->record->statements.at[k].status == st->status && w->record->statements.at[k].about.p != NULL &&
                 stm_str_eq_nocase(st->about, w->record->statements.at[k].about))) {
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

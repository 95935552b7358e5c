/* agreed_events.c: what lines tell alike of one day is agreed.
 *
 * In: the timeline; what is agreed.  Out: agreements of events that several lines tell with one day or stretch of days
 * and of which no agreement has been found.
 *
 * The timeline joins clauses by day, deed and who does it, so that it knows of facts that share too few words to be
 * found as such. It shows them itself: the agreement is there for whoever reads the record and is never shown unasked.
 * Never: what is only possible, what lines give different days for or one denies, passages that speak of the event
 * otherwise than it is told.  Cost: events times agreements times their passages.
 */
#include "record/agreed.h"

#define SURE 0.45

/* Two texts of the agreement have it where the event has it. */
static bool there(const stm_event *e, const stm_statement *st)
{
    uint32_t first = STM_NONE;
    for (uint32_t i = 0; i < st->readings.n; i++) {
        const stm_passage *p = &st->readings.at[i].passage;
        if (p->article == first || !stm_event_lies_on(e, *p)) {
            continue;
        }
        if (first != STM_NONE) {
            return true;
        }
        first = p->article;
    }
    return false;
}

static bool known(const stm_work *w, const stm_event *e)
{
    for (uint32_t k = 0; k < w->record->statements.n; k++) {
        const stm_statement *st = &w->record->statements.at[k];
        if (st->status == STM_ST_AGREED && there(e, st)) {
            return true;
        }
    }
    return false;
}

/* The passages tell that it came about and that it did not. */
static bool denied(const stm_work *w, const stm_event *e)
{
    bool is = false, is_not = false;
    for (uint32_t k = 0; k < e->n_told && k < e->passages.n; k++) {
        const stm_passage *p = &e->passages.at[k];
        uint32_t unit = stm_unit_at(w, w->member_of[p->article], p->at.start);
        bool no = unit != STM_NONE && w->units.at[unit].negated;
        is = is || !no;
        is_not = is_not || no;
    }
    return is && is_not;
}

void stm_agreed_events(stm_work *w)
{
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        const stm_event *e = &w->record->timeline.at[i];
        stm_statement st = { .status = STM_ST_AGREED, .about = e->event, .confidence = SURE };
        if (e->lines < 2 || !e->agree || e->status == STM_EVENT_POSSIBLE || denied(w, e) || known(w, e)) {
            continue;
        }
        for (uint32_t k = 0; k < e->n_told && k < e->passages.n; k++) {
            const stm_passage *p = &e->passages.at[k];
            stm_vec_push(w->arena, &st.readings, stm_agreed_reading(w, w->member_of[p->article], p->at));
        }
        stm_agreed_count(w, &st);
        if (st.lines >= 2) {
            stm_vec_push(w->arena, &w->record->statements, st);
        }
    }
}

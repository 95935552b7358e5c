/* agreed_origins.c: what a reporter tells as known adds no origin to whom another names.
 *
 * In: agreed statements and figures.  Out: the same, with their origins.
 *
 * Where one text tells a thing by itself and another lays it to somebody, both may have it from him; where each of two
 * others lays it to somebody else, it is what everybody knows, and whom a text names beside it is who was speaking
 * there. It has one origin; counts err low.
 * A rise of sales and one of shares are not agreed on: such a statement is not shown unasked; nor is what every text
 * tells by the way, in a clause that sets the scene ("when it passed the mole").
 * Never: adds an origin, or touches what is not agreed.  Cost: the readings.
 */
#include "record/record_parts.h"

#define HIDDEN 0.49 /* the most that an item gets that is not shown unasked */

static bool told_as_known(uint32_t said_by, stm_str name) { return said_by == STM_NONE && name.p == NULL; }

/* Two of the readings tell of rises, or falls, of two things; not of what is one saying, whatever it tells of. */
static bool of_two(const stm_work *w, const stm_statement *st)
{
    if (stm_str_find(st->about, STM_STR(": \xE2\x80\x9C"), 0) != SIZE_MAX) {
        return false;
    }
    for (uint32_t i = 0; i < st->readings.n; i++) {
        stm_passage p = st->readings.at[i].passage;
        uint32_t a = stm_unit_at(w, w->member_of[p.article], p.at.start);
        for (uint32_t k = 0; k < i && a != STM_NONE; k++) {
            stm_passage q = st->readings.at[k].passage;
            uint32_t b = stm_unit_at(w, w->member_of[q.article], q.at.start);
            if (b != STM_NONE && stm_units_two_rise(w, &w->units.at[a], &w->units.at[b])) {
                return true;
            }
        }
    }
    return false;
}

/* "When it passed the mole", "after the ship passed the mole": the passage is a clause that sets the scene for what its
 * sentence tells. */
static bool sets_the_scene(const stm_work *w, const stm_passage *p)
{
    const stm_article *a = w->article[w->member_of[p->article]];
    for (uint32_t i = stm_token_from(a, p->at.start); i < a->tokens.n && a->tokens.at[i].at.start < p->at.end; i++) {
        uint32_t h = a->tokens.at[i].head, first = a->sentences.at[a->tokens.at[i].sentence].first_token;
        if (h != STM_NONE && stm_span_meets(a->tokens.at[h].at, p->at)) {
            continue; /* hangs within the passage */
        }
        for (uint32_t k = first; k < i && a->tokens.at[i].deprel == STM_DEP_ADVCL; k++) {
            if (a->tokens.at[k].head == i &&
                stm_form_among(a, k, "when as while after before until once When As While After Before Until Once")) {
                return true;
            }
        }
        return false;
    }
    return false;
}

/* All that the texts have in common is told by the way in each of them. */
static bool only_scene(const stm_work *w, const stm_statement *st)
{
    for (uint32_t i = 0; i < st->readings.n; i++) {
        if (!sets_the_scene(w, &st->readings.at[i].passage)) {
            return false;
        }
    }
    return st->readings.n > 0;
}

void stm_agreed_origins(stm_work *w)
{
    for (uint32_t k = 0; k < w->record->statements.n; k++) {
        stm_statement *st = &w->record->statements.at[k];
        for (uint32_t i = 0; i < st->readings.n && st->status == STM_ST_AGREED; i++) {
            if (told_as_known(st->readings.at[i].said_by, st->readings.at[i].said_by_name)) {
                st->origins = 1;
            }
        }
        if (st->status == STM_ST_AGREED && st->confidence > HIDDEN && (of_two(w, st) || only_scene(w, st))) {
            st->confidence = HIDDEN;
        }
    }
    for (uint32_t k = 0; k < w->record->figures.n; k++) {
        stm_record_figure *g = &w->record->figures.at[k];
        for (uint32_t i = 0; i < g->readings.n && g->status == STM_FIG_AGREE; i++) {
            if (told_as_known(g->readings.at[i].said_by, g->readings.at[i].said_by_name)) {
                g->origins = 1;
            }
        }
    }
}

/* agreed_origins.c: what a reporter tells as known adds no origin to whom another names.
 *
 * In: agreed statements and figures.  Out: the same, with their origins.
 *
 * Where one text tells a thing by itself and another lays it to somebody, both may have it from him; where each of two
 * others lays it to somebody else, it is what everybody knows, and whom a text names beside it is who was speaking
 * there. It has one origin; counts err low.
 * Never: adds an origin, or touches what is not agreed.  Cost: the readings.
 */
#include "record/record_parts.h"

static bool told_as_known(uint32_t said_by, stm_str name) { return said_by == STM_NONE && name.p == NULL; }

void stm_agreed_origins(stm_work *w)
{
    for (uint32_t k = 0; k < w->record->statements.n; k++) {
        stm_statement *st = &w->record->statements.at[k];
        for (uint32_t i = 0; i < st->readings.n && st->status == STM_ST_AGREED; i++) {
            if (told_as_known(st->readings.at[i].said_by, st->readings.at[i].said_by_name)) {
                st->origins = 1;
            }
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

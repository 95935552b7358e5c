/* agreed_origins.c: what reporters tell as known goes back to nobody whom one of them names.
 *
 * In: agreed statements and figures.  Out: the same, with their origins.
 *
 * Where one text tells a thing by itself, and of two others each lays it to somebody else, it is what everybody knows:
 * whom a text names beside it is who was speaking there. It has one origin, the reports; counts err low.
 * Never: adds an origin, or touches what is not agreed.  Cost: pairs of readings.
 */
#include "record/record_parts.h"

typedef struct mouths {
    stm_u32s said_by;
    stm_strs names;
    bool reports; /* a reading has none */
} mouths;

static void add(stm_work *w, mouths *x, uint32_t said_by, stm_str name)
{
    if (said_by == STM_NONE && name.p == NULL) {
        x->reports = true;
        return;
    }
    stm_vec_push(w->arena, &x->said_by, said_by);
    stm_vec_push(w->arena, &x->names, name);
}

static bool known(const stm_work *w, const mouths *x)
{
    return x->reports && stm_origins_among(w, &x->said_by, &x->names) > 1;
}

void stm_agreed_origins(stm_work *w)
{
    for (uint32_t k = 0; k < w->record->statements.n; k++) {
        stm_statement *st = &w->record->statements.at[k];
        mouths x = { 0 };
        for (uint32_t i = 0; i < st->readings.n && st->status == STM_ST_AGREED; i++) {
            add(w, &x, st->readings.at[i].said_by, st->readings.at[i].said_by_name);
        }
        st->origins = known(w, &x) ? 1 : st->origins;
    }
    for (uint32_t k = 0; k < w->record->figures.n; k++) {
        stm_record_figure *g = &w->record->figures.at[k];
        mouths x = { 0 };
        for (uint32_t i = 0; i < g->readings.n && g->status == STM_FIG_AGREE; i++) {
            add(w, &x, g->readings.at[i].said_by, g->readings.at[i].said_by_name);
        }
        g->origins = known(w, &x) ? 1 : g->origins;
    }
}

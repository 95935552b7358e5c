/* event_doubles.c: events of the timeline that are one, since each took in the other's passages.
 *
 * In: record.timeline.  Out: the same, fewer of them.  Cost: events times events of a story, times their passages.
 */
#include "record/record_parts.h"

/* Every passage of the one lies on one of the other, on the same days. */
static bool within(const stm_event *a, const stm_event *b)
{
    if (!stm_str_eq(a->from, b->from) || !stm_str_eq(a->to, b->to) || a->status != b->status) {
        return false;
    }
    for (uint32_t i = 0; i < a->passages.n; i++) {
        bool there = false;
        for (uint32_t k = 0; k < b->passages.n && !there; k++) {
            there = a->passages.at[i].article == b->passages.at[k].article &&
                    stm_span_meets(a->passages.at[i].at, b->passages.at[k].at);
        }
        if (!there) {
            return false;
        }
    }
    return true;
}

/* Groups of which each took in the other's passages are one event; of two alike the first is kept. */
void stm_event_doubles_drop(stm_arena *arena, stm_record *r)
{
    bool *told = STM_NEW_ARRAY(arena, bool, (size_t)r->timeline.n + 1);
    uint32_t n = 0;
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        const stm_event *x = &r->timeline.at[i];
        for (uint32_t k = 0; k < r->timeline.n && x->passages.n > 1 && !told[i]; k++) {
            told[i] = k != i && !told[k] && within(x, &r->timeline.at[k]);
        }
    }
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        if (!told[i]) {
            r->timeline.at[n++] = r->timeline.at[i];
        }
    }
    r->timeline.n = n;
}

/* event_numbers.c: which of the clauses that tell one event has a number of its own.
 *
 * In: the clauses of a group.  Out: by place in the group, how many numbers it has, and how many of them no other text
 * of the group has.  "Two miles" of one edition, where two others have "three kilometres", is no way to tell the event
 * for all of them.  Cost: numbers of the clauses times their tokens.
 */
#include "record/event_dates.h"

/* The text has a number of that form in its clause. */
static bool has_number(const stm_work *w, const stm_dated *x, stm_str form)
{
    const stm_article *a = w->article[x->member];
    for (uint32_t i = stm_token_from(a, x->at.start); i < a->tokens.n && a->tokens.at[i].at.start < x->at.end; i++) {
        if (a->tokens.at[i].upos == STM_NUM && stm_str_eq(stm_str_sub(w->lower[x->member], a->tokens.at[i].at), form)) {
            return true;
        }
    }
    return false;
}

void stm_event_numbers(const stm_work *w, const stm_dateds *d, const stm_u32s *group, uint32_t *all, uint32_t *own)
{
    for (uint32_t g = 0; g < group->n; g++) {
        const stm_dated *x = &d->at[group->at[g]];
        const stm_article *a = w->article[x->member];
        all[g] = own[g] = 0;
        for (uint32_t i = stm_token_from(a, x->at.start); i < a->tokens.n && a->tokens.at[i].at.start < x->at.end;
             i++) {
            bool there = a->tokens.at[i].upos != STM_NUM;
            all[g] += !there;
            for (uint32_t k = 0; k < group->n && !there; k++) {
                const stm_dated *y = &d->at[group->at[k]];
                there =
                    y->member != x->member && has_number(w, y, stm_str_sub(w->lower[x->member], a->tokens.at[i].at));
            }
            own[g] += !there;
        }
    }
}

/* fact_aligned.c: sentences of two texts that are each other's likest.
 *
 * In: pairs of sentences that share much (fact_pairs.c).  Out: facts.loose.  Never: a sentence with more than
 * one of another text.
 *
 * Two reporters who tell one thing in other words share some of its rare words, as do two who tell two things of one
 * story. But of a sentence that tells what one of the other text does, that one is the likest, and it the likest of
 * that one: what such a pair shares is told by both, whatever hangs on what in their trees. Cost: pairs, sorted.
 */
#include <stdlib.h>

#include "record/facts.h"

static int likest_first(const void *a, const void *b)
{
    const stm_fact_pair *x = a, *y = b;
    return x->likeness != y->likeness ? (x->likeness < y->likeness) - (x->likeness > y->likeness)
                                      : (x->first > y->first) - (x->first < y->first);
}

/* The first pair of the sentence with that text. */
static bool first_with(stm_work *w, stm_u32s *seen, uint32_t member)
{
    for (uint32_t i = 0; i < seen->n; i++) {
        if (seen->at[i] == member) {
            return false;
        }
    }
    stm_vec_push(w->arena, seen, member);
    return true;
}

void stm_fact_align(stm_work *w, stm_facts *f)
{
    stm_u32s **seen = STM_NEW_ARRAY(w->arena, stm_u32s *, (size_t)w->n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        seen[m] = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->article[m]->sentences.n + 1);
    }
    if (f->aligned.n > 0) {
        qsort(f->aligned.at, f->aligned.n, sizeof *f->aligned.at, likest_first);
    }
    for (uint32_t i = 0; i < f->aligned.n; i++) {
        const stm_fact_pair *p = &f->aligned.at[i];
        bool one = first_with(w, &seen[p->member[0]][p->sentence[0]], p->member[1]);
        bool other = first_with(w, &seen[p->member[1]][p->sentence[1]], p->member[0]);
        if (one && other && stm_fact_tells_much(w, f, p)) {
            stm_vec_push(w->arena, &f->loose, *p);
        }
    }
}

/* fact_aligned.c: sentences of two texts that are each other's likest.
 *
 * In: pairs of sentences that share something (fact_pairs.c).  Out: facts.loose, by words; likest, by words and sense.
 * Never: a sentence with more than one of another text.
 *
 * Two reporters who tell one thing in other words share some of its rare words, as do two who tell two things of one
 * story. But of a sentence that tells what one of the other text does, that one is the likest, and it the likest of
 * that one: what such a pair shares is told by both, whatever hangs on what in their trees. Where
 * sense counts as well, what the two share may be too little to be agreed on: they are sentences to be seen beside each
 * other (contest_aligned.c). Cost: pairs, sorted.
 */
#include <stdlib.h>

#include "record/facts.h"

#define LEAST_SHARED 9.0f /* weight of the words that are agreed on, */
#define LEAST_WORDS 0.22f /* and likeness by words */
#define LEAST_SENSE 0.34f /* likeness by words and by sense, */
#define LEAST_TOLD 6.0f   /* weight of shared words that do not say who speaks, */
#define FEWEST 4          /* sentences of a text of which one can be the likest */
#define LEAST_MEANT 3.0f  /* and of those that are no names */

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

/* The pairs, likest first, of which each sentence is the likest of its text to the other. */
static void each_others(stm_work *w, stm_facts *f, stm_fact_pairs_list *out, float score, float likeness)
{
    stm_u32s **seen = STM_NEW_ARRAY(w->arena, stm_u32s *, (size_t)w->n + 1);
    for (uint32_t m = 0; m < w->n; m++) {
        seen[m] = STM_NEW_ARRAY(w->arena, stm_u32s, (size_t)w->article[m]->sentences.n + 1);
    }
    qsort(f->aligned.at, f->aligned.n, sizeof *f->aligned.at, likest_first);
    for (uint32_t i = 0; i < f->aligned.n && f->aligned.at[i].likeness >= likeness; i++) {
        const stm_fact_pair *p = &f->aligned.at[i];
        bool one, other;
        if (p->score < score) {
            continue;
        }
        one = first_with(w, &seen[p->member[0]][p->sentence[0]], p->member[1]);
        other = first_with(w, &seen[p->member[1]][p->sentence[1]], p->member[0]);
        if (one && other) {
            stm_vec_push(w->arena, out, *p);
        }
    }
}

/* What the two share is more than who says it, and more than names. */
static bool tells(const stm_work *w, const stm_facts *f, const stm_fact_pair *p)
{
    float told = 0, meant = 0;
    for (uint32_t i = 0; i < p->n; i++) {
        const stm_fact_link *l = &f->links.at[p->first + i];
        if (!w->attribution[p->member[0]][l->token[0]] || !w->attribution[p->member[1]][l->token[1]]) {
            told += l->weight;
            meant += w->terms.items.at[stm_fact_term(f, p->member[0], l->token[0])].key.p[0] == '=' ? 0 : l->weight;
        }
    }
    return told >= LEAST_TOLD && meant >= LEAST_MEANT;
}

void stm_fact_align(stm_work *w, stm_facts *f)
{
    stm_fact_pairs_list list = { 0 };
    if (f->aligned.n == 0) {
        return;
    }
    each_others(w, f, &list, LEAST_SHARED, LEAST_WORDS);
    for (uint32_t i = 0; i < list.n; i++) {
        if (stm_fact_tells_much(w, f, &list.at[i])) {
            stm_vec_push(w->arena, &f->loose, list.at[i]);
        }
    }
    if (stm_fact_vectors(w, f)) {
        list.n = 0;
        each_others(w, f, &list, 0, LEAST_SENSE);
        for (uint32_t i = 0; i < list.n; i++) {
            const stm_fact_pair *p = &list.at[i];
            if (w->article[p->member[0]]->sentences.n >= FEWEST && w->article[p->member[1]]->sentences.n >= FEWEST &&
                tells(w, f, p)) {
                stm_vec_push(w->arena, &w->likest,
                             (stm_likest){ .member = { p->member[0], p->member[1] },
                                           .sentence = { p->sentence[0], p->sentence[1] } });
            }
        }
    }
}

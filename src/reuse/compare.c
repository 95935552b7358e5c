/* compare.c: articles to aligned pairs. Each article is compared with the earlier ones that the index names.
 *
 * In: texts.  Out: pairs with passages, ordered by (a, b).  Cost: linear in candidates and their letters.
 */
#include "reuse/reuse_tuning.h"
#include "reuse/reuse_work.h"

static uint32_t union_words(const stm_alignment *v, uint32_t *out_b)
{
    uint32_t a = 0, b = 0;
    for (uint32_t i = 0; i < v->n; i++) {
        a += v->at[i].a1 - v->at[i].a0;
        b += v->at[i].b1 - v->at[i].b0;
    }
    *out_b = b;
    return a;
}

void stm_reuse_compare(stm_reuse_work *w, stm_arena *scratch)
{
    uint32_t **sketches = STM_NEW_ARRAY(scratch, uint32_t *, w->n);
    uint32_t *sketch_n = STM_NEW_ARRAY(scratch, uint32_t, w->n);
    stm_candidate *candidates = STM_NEW_ARRAY(scratch, stm_candidate, STM_CANDIDATES_MAX);
    bool *noisy = STM_NEW_ARRAY(scratch, bool, w->n);
    stm_candidate_scratch counters = { 0 };
    stm_postings postings;
    stm_aligner aligner;
    w->folds = stm_folds_new(w->arena);
    w->texts = STM_NEW_ARRAY(w->arena, stm_rtext, w->n);
    for (uint32_t i = 0; i < w->n; i++) {
        stm_rtext *t = &w->texts[i];
        stm_reuse_text(w->arena, w->folds, w->articles[i], t);
        sketches[i] = STM_NEW_ARRAY(scratch, uint32_t, stm_sketch_max(t->n_letters));
        sketch_n[i] = stm_sketch(t->letters, t->n_letters, sketches[i]);
    }
    stm_postings_build(scratch, scratch, sketches, sketch_n, w->n, &postings);
    for (uint32_t i = 0; i < w->n; i++) {
        noisy[i] = w->texts[i].noisy;
    }
    counters.count = STM_NEW_ARRAY(scratch, uint32_t, w->n);
    counters.touched = STM_NEW_ARRAY(scratch, uint32_t, w->n);
    stm_aligner_init(&aligner, scratch);
    for (uint32_t i = 0; i < w->n; i++) {
        uint32_t n = stm_candidates_find(&postings, noisy, i, &counters, candidates);
        if (n > 0) {
            stm_aligner_set(&aligner, &w->texts[i]);
        }
        for (uint32_t k = 0; k < n; k++) {
            stm_rpair pair = { .a = candidates[k].article, .b = i, .from = STM_NONE };
            uint32_t shared_a, shared_b;
            stm_aligner_run(&aligner, &w->texts[pair.a], w->arena, &pair.passages);
            shared_b = union_words(&pair.passages, &shared_a);
            if (shared_a >= STM_PAIR_WORDS && shared_b >= STM_PAIR_WORDS) {
                pair.words_a = shared_a;
                pair.words_b = shared_b;
                stm_vec_push(w->arena, &w->pairs, pair);
            }
        }
    }
}

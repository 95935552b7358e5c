/* compare.c: articles to aligned pairs. Each article is compared with the earlier ones that the index names.
 *
 * In: texts.  Out: pairs with passages.  Cost: linear in candidates and their letters.
 * Threads: workers take articles off one counter, first to fold and sketch them, then to compare them; each writes to
 * memory of its own. Which worker met which article shows nowhere: the caller sorts the pairs.
 */
#include <pthread.h>
#include <stdatomic.h>

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

/* What all workers share. */
typedef struct comparison {
    stm_reuse_work *w;
    uint32_t **sketches, *sketch_n;
    bool *noisy;
    stm_postings postings;
    atomic_uint next; /* article that nobody has taken yet */
} comparison;

typedef struct worker {
    comparison *all;
    stm_reuse_lane *lane;
    void (*job)(struct worker *worker, uint32_t article);
    stm_candidate *candidates;
    stm_candidate_scratch counters;
    stm_aligner aligner;
    stm_status status;
    pthread_t thread;
    bool started;
} worker;

static void *keep(stm_arena *arena, const void *from, size_t bytes)
{
    void *to = stm_arena_alloc(arena, bytes);
    memcpy(to, from, bytes);
    return to;
}

static void sketch_article(worker *me, uint32_t i)
{
    comparison *all = me->all;
    stm_rtext *t = &all->w->texts[i];
    stm_arena *draft = &me->lane->draft, *kept = &me->lane->kept;
    uint32_t *sketch;
    stm_reuse_text(draft, all->w->folds, all->w->articles[i], t);
    sketch = STM_NEW_ARRAY(draft, uint32_t, stm_sketch_max(t->n_letters));
    all->sketch_n[i] = stm_sketch(t->letters, t->n_letters, sketch);
    all->sketches[i] = keep(&me->lane->scratch, sketch, all->sketch_n[i] * sizeof *sketch);
    t->letters = keep(kept, t->letters, t->n_letters + STM_LETTERS_PAD);
    t->word_of = keep(kept, t->word_of, t->n_letters * sizeof *t->word_of);
    t->words = keep(kept, t->words, (t->n_words + (size_t)1) * sizeof *t->words);
    all->noisy[i] = t->noisy;
    stm_arena_reset(draft);
}

static void compare_article(worker *me, uint32_t i)
{
    comparison *all = me->all;
    stm_reuse_work *w = all->w;
    uint32_t n;
    if (me->candidates == NULL) {
        me->candidates = STM_NEW_ARRAY(&me->lane->scratch, stm_candidate, STM_CANDIDATES_MAX);
        me->counters.count = STM_NEW_ARRAY(&me->lane->scratch, uint32_t, w->n);
        me->counters.touched = STM_NEW_ARRAY(&me->lane->scratch, uint32_t, w->n);
        stm_aligner_init(&me->aligner, &me->lane->scratch);
    }
    n = stm_candidates_find(&all->postings, all->noisy, i, &me->counters, me->candidates);
    if (n > 0) {
        stm_aligner_set(&me->aligner, &w->texts[i]);
    }
    for (uint32_t k = 0; k < n; k++) {
        stm_rpair pair = { .a = me->candidates[k].article, .b = i, .from = STM_NONE };
        stm_aligner_run(&me->aligner, &w->texts[pair.a], &me->lane->kept, &pair.passages);
        pair.words_b = union_words(&pair.passages, &pair.words_a);
        if (pair.words_a >= STM_PAIR_WORDS && pair.words_b >= STM_PAIR_WORDS) {
            stm_vec_push(&me->lane->kept, &me->lane->pairs, pair);
        }
    }
}

static void take_articles(void *arg)
{
    worker *me = arg;
    stm_arena_share_guard(&me->lane->scratch, &me->lane->kept);
    stm_arena_share_guard(&me->lane->draft, &me->lane->kept);
    for (;;) {
        uint32_t i = atomic_fetch_add(&me->all->next, 1);
        if (i >= me->all->w->n) {
            return;
        }
        me->job(me, i);
    }
}

static void *work(void *arg)
{
    worker *me = arg;
    me->status = stm_arena_protect(&me->lane->kept, take_articles, me);
    return NULL;
}

/* Runs one job over all articles; false: memory ran out. A thread that cannot be started leaves its work to the
 * rest. */
static bool run_workers(worker *workers, uint32_t n, void (*job)(worker *worker, uint32_t article))
{
    bool ok = true;
    atomic_store(&workers->all->next, 0);
    for (uint32_t k = 0; k < n; k++) {
        workers[k].job = job;
        workers[k].status = STM_OK;
        workers[k].started = k > 0 && pthread_create(&workers[k].thread, NULL, work, &workers[k]) == 0;
    }
    (void)work(&workers[0]);
    for (uint32_t k = 0; k < n; k++) {
        if (workers[k].started) {
            (void)pthread_join(workers[k].thread, NULL);
        }
        ok = ok && workers[k].status == STM_OK;
    }
    return ok;
}

void stm_reuse_compare(stm_reuse_work *w, stm_arena *scratch)
{
    comparison *all = STM_NEW(scratch, comparison);
    worker *workers = STM_NEW_ARRAY(scratch, worker, w->n_lanes);
    all->w = w;
    all->sketches = STM_NEW_ARRAY(scratch, uint32_t *, w->n);
    all->sketch_n = STM_NEW_ARRAY(scratch, uint32_t, w->n);
    all->noisy = STM_NEW_ARRAY(scratch, bool, w->n);
    w->folds = stm_folds_new(w->arena);
    w->texts = STM_NEW_ARRAY(w->arena, stm_rtext, w->n);
    for (uint32_t k = 0; k < w->n_lanes; k++) {
        workers[k].all = all;
        workers[k].lane = &w->lanes[k];
    }
    if (!run_workers(workers, w->n_lanes, sketch_article)) {
        stm_arena_fail(w->arena);
    }
    stm_postings_build(scratch, scratch, all->sketches, all->sketch_n, w->n, &all->postings);
    if (!run_workers(workers, w->n_lanes, compare_article)) {
        stm_arena_fail(w->arena);
    }
    for (uint32_t k = 0; k < w->n_lanes; k++) {
        for (uint32_t i = 0; i < w->lanes[k].pairs.n; i++) {
            stm_vec_push(w->arena, &w->pairs, w->lanes[k].pairs.at[i]);
        }
        stm_arena_fini(&w->lanes[k].scratch);
        stm_arena_fini(&w->lanes[k].draft);
    }
}

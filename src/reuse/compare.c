/* compare.c: linked articles to aligned pairs. Each article is compared with the earlier ones that it is linked with.
 *
 * In: articles, links.  Out: texts, pairs with passages.  Cost: linear in links and their letters.
 * Threads: lanes take articles off one counter, first to fold them, then to compare them; each writes to memory of its
 * own. Which lane met which article shows nowhere: the caller sorts the pairs.
 */
#include "base/crew.h"
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

static void *keep(stm_arena *arena, const void *from, size_t bytes)
{
    void *to = stm_arena_alloc(arena, bytes);
    memcpy(to, from, bytes);
    return to;
}

/* One item of one lane, inside of the lane's guard. */
typedef struct turn {
    stm_reuse_work *w;
    stm_reuse_lane *lane;
    uint32_t article;
} turn;

static void fold_article(void *arg)
{
    turn *c = arg;
    stm_rtext *t = &c->w->texts[c->article];
    stm_arena *draft = &c->lane->draft, *kept = &c->lane->kept;
    stm_arena_share_guard(draft, kept);
    stm_reuse_text(draft, c->w->folds, c->w->articles[c->article], t);
    t->letters = keep(kept, t->letters, t->n_letters + STM_LETTERS_PAD);
    t->word_of = keep(kept, t->word_of, t->n_letters * sizeof *t->word_of);
    t->words = keep(kept, t->words, (t->n_words + (size_t)1) * sizeof *t->words);
    stm_arena_reset(draft);
}

static void compare_article(void *arg)
{
    turn *c = arg;
    stm_reuse_work *w = c->w;
    stm_reuse_lane *lane = c->lane;
    stm_arena_share_guard(&lane->scratch, &lane->kept);
    if (!lane->ready) {
        stm_aligner_init(&lane->aligner, &lane->scratch);
        lane->ready = true;
    }
    stm_aligner_set(&lane->aligner, &w->texts[c->article]);
    for (uint64_t k = w->link_start[c->article]; k < w->link_start[c->article + 1]; k++) {
        stm_rpair pair = { .a = w->links[k], .b = c->article, .from = STM_NONE };
        stm_aligner_run(&lane->aligner, &w->texts[pair.a], &lane->kept, &pair.passages);
        pair.words_b = union_words(&pair.passages, &pair.words_a);
        if (pair.words_a >= STM_PAIR_WORDS && pair.words_b >= STM_PAIR_WORDS) {
            stm_vec_push(&lane->kept, &lane->pairs, pair);
        }
    }
}

static stm_status fold_item(void *arg, uint32_t lane, uint32_t item)
{
    turn c = { arg, &((stm_reuse_work *)arg)->lanes[lane], item };
    return stm_arena_protect(&c.lane->kept, fold_article, &c);
}

static stm_status compare_item(void *arg, uint32_t lane, uint32_t item)
{
    stm_reuse_work *w = arg;
    turn c = { w, &w->lanes[lane], item };
    return w->link_start[item] == w->link_start[item + 1] ? STM_OK
                                                          : stm_arena_protect(&c.lane->kept, compare_article, &c);
}

void stm_reuse_compare(stm_reuse_work *w)
{
    w->folds = stm_folds_new(w->arena);
    w->texts = STM_NEW_ARRAY(w->arena, stm_rtext, w->n);
    if (stm_crew_run(w->n_lanes, w->n, fold_item, w) != STM_OK ||
        stm_crew_run(w->n_lanes, w->n, compare_item, w) != STM_OK) {
        stm_arena_fail(w->arena);
    }
    for (uint32_t k = 0; k < w->n_lanes; k++) {
        for (uint32_t i = 0; i < w->lanes[k].pairs.n; i++) {
            stm_vec_push(w->arena, &w->pairs, w->lanes[k].pairs.at[i]);
        }
    }
}

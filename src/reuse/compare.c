/* compare.c: linked articles to aligned pairs. Each article is compared with the earlier ones that it is linked with,
 * but for the links of which an earlier run has noted what it found.
 *
 * In: articles, links.  Out: texts, pairs with passages.  Cost: linear in links and their letters.
 * Threads: lanes take articles off one counter, first to fold them, then to compare them; each writes to memory of its
 * own. Which lane met which article shows nowhere: the caller sorts the pairs.
 */
#include "base/crew.h"
#include "reuse/quoted.h"
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

/* One item of one lane, inside of the lane's guard. */
typedef struct turn {
    stm_reuse_work *w;
    stm_reuse_lane *lane;
    uint32_t article, lane_number;
    const uint8_t *known; /* by link */
    stm_status status;
} turn;

static void fold_article(void *arg)
{
    turn *c = arg;
    stm_reuse_lane *lane = c->lane;
    stm_arena_share_guard(&lane->draft, &lane->kept);
    if (c->w->articles[c->article] == NULL) {
        c->status = c->w->source->fetch(c->w->source->arg, c->lane_number, c->article, &c->w->articles[c->article],
                                        &c->lane->err);
        if (c->status != STM_OK) {
            return;
        }
    }
    if (lane->folding.room == NULL) {
        lane->folding =
            (stm_folding){ &lane->kept, &lane->draft, stm_fold_room_new(&lane->kept, c->w->folds), c->w->folds };
    }
    stm_reuse_text_keep(&lane->folding, c->w->articles[c->article], &c->w->texts[c->article]);
    stm_arena_reset(&lane->draft);
}

static bool any_unknown(const turn *c)
{
    uint64_t k = c->w->link_start[c->article], end = c->w->link_start[c->article + 1];
    while (k < end && c->known[k] != 0) {
        k++;
    }
    return k < end;
}

#define AHEAD 64 /* lines of a cache; the rest of a longer text follows by itself */

static void call_for(const void *at, size_t bytes)
{
    const char *p = at;
    for (size_t k = 0; k < bytes && k < AHEAD * 64; k += 64) {
        __builtin_prefetch(p + k);
    }
}

/* Calls for the text that comes next, so that it is near when it is compared. */
static void expect(const turn *c, uint64_t link)
{
    const stm_rtext *t;
    if (link < c->w->link_start[c->article + 1] && c->known[link] == 0) {
        t = &c->w->texts[c->w->links[link]];
        call_for(t->letters, t->n_letters);
        call_for(t->hash, t->n_words * sizeof *t->hash);
    }
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
    if (!any_unknown(c)) {
        return;
    }
    expect(c, w->link_start[c->article]);
    stm_aligner_set(&lane->aligner, &w->texts[c->article], w->number[c->article]);
    for (uint64_t k = w->link_start[c->article]; k < w->link_start[c->article + 1]; k++) {
        stm_rpair pair = { .a = w->links[k], .b = c->article, .from = STM_NONE, .link = k };
        const stm_alignment *found;
        if (c->known[k] != 0) {
            continue;
        }
        expect(c, k + 1);
        found = stm_aligner_run(&lane->aligner, &w->texts[pair.a]);
        pair.words_b = union_words(found, &pair.words_a);
        if (pair.words_a >= STM_PAIR_WORDS && pair.words_b >= STM_PAIR_WORDS &&
            !stm_shares_quotes_only(&w->texts[pair.b], &w->texts[pair.a], found) &&
            !stm_shares_phrases_only(&w->texts[pair.b], &w->texts[pair.a], found)) {
            stm_vec_reserve(&lane->kept, &pair.passages, found->n);
            memcpy(pair.passages.at, found->at, found->n * sizeof *found->at);
            pair.passages.n = found->n;
            stm_vec_push(&lane->kept, &lane->pairs, pair);
        }
    }
}

/* Articles that a lane takes at a time: while one is folded the next is called for, to where this lane finds it. */
#define STRETCH 16

static stm_status fold_item(void *arg, uint32_t lane, uint32_t item)
{
    stm_reuse_work *w = arg;
    stm_status status = STM_OK;
    for (uint32_t a = item * STRETCH; a < w->n && a < (item + 1) * STRETCH && status == STM_OK; a++) {
        turn c = { w, &w->lanes[lane], a, lane, NULL, STM_OK };
        if (w->needed[a] != 0 && w->texts[a].letters == NULL) {
            status = stm_arena_protect(&c.lane->kept, fold_article, &c);
            status = status == STM_OK ? c.status : status;
        }
    }
    return status;
}

/* Leaves the run; a failure that is not one of memory is noted for the caller. */
static _Noreturn void leave(stm_reuse_work *w, stm_status status, const stm_err *err)
{
    w->status = status;
    if (w->err != NULL && err != NULL) {
        *w->err = *err;
    }
    stm_arena_fail(w->arena);
}

static void run_lanes(stm_reuse_work *w, stm_crew_job job)
{
    stm_status status = stm_crew_help(w->crew, w->n_lanes, (w->n + STRETCH - 1) / STRETCH, job, w);
    for (uint32_t k = 0; k < w->n_lanes && status != STM_OK; k++) {
        if (w->lanes[k].err.status == status) {
            leave(w, status, &w->lanes[k].err);
        }
    }
    if (status != STM_OK) {
        stm_arena_fail(w->arena);
    }
}

void stm_reuse_fold(stm_reuse_work *w) { run_lanes(w, fold_item); }

static stm_status furnish_item(void *arg, uint32_t lane, uint32_t item)
{
    stm_reuse_work *w = arg;
    stm_status status = STM_OK;
    for (uint32_t a = item * STRETCH; a < w->n && a < (item + 1) * STRETCH && status == STM_OK; a++) {
        if (w->needed[a] != 0) {
            status = w->source->furnish(w->source->arg, lane, a, &w->lanes[lane].err);
        }
        if (w->needed[a] != 0 && status == STM_OK) {
            stm_rtext_furnish(&w->texts[a]);
        }
    }
    return status;
}

void stm_reuse_furnish(stm_reuse_work *w)
{
    if (w->source != NULL) {
        run_lanes(w, furnish_item);
    }
}

typedef struct comparison {
    stm_reuse_work *w;
    const uint8_t *known; /* by link */
} comparison;

static stm_status compare_item(void *arg, uint32_t lane, uint32_t item)
{
    comparison *of = arg;
    stm_reuse_work *w = of->w;
    turn c = { w, &w->lanes[lane], item, lane, of->known, STM_OK };
    return w->link_start[item] == w->link_start[item + 1] ? STM_OK
                                                          : stm_arena_protect(&c.lane->kept, compare_article, &c);
}

/* Pairs of which an earlier run has noted what they share; the texts of all others will be needed. */
static void recall_links(stm_reuse_work *w, uint8_t *known)
{
    for (uint32_t i = 0; i < w->n; i++) {
        for (uint64_t k = w->link_start[i]; k < w->link_start[i + 1]; k++) {
            stm_rpair pair = { .a = w->links[k], .b = i, .from = STM_NONE, .link = k };
            stm_link_result r = { .n_words_a = 0 };
            stm_err err = { .status = STM_OK };
            bool there = false;
            stm_status status = w->source == NULL || w->source->recall == NULL
                                    ? STM_OK
                                    : w->source->recall(w->source->arg, k, w->arena, &r, &there, &err);
            if (status != STM_OK) {
                leave(w, status, &err);
            }
            known[k] = there;
            if (!there) {
                w->needed[i] = w->needed[pair.a] = 1;
            } else if (r.passages.n > 0) {
                pair.passages = r.passages;
                pair.words_b = union_words(&pair.passages, &pair.words_a);
                w->texts[pair.a].n_words = r.n_words_a;
                w->texts[pair.b].n_words = r.n_words_b;
                stm_vec_push(w->arena, &w->pairs, pair);
            }
        }
    }
}

/* Hands over what was found on the links that nothing was known of. `first` is the first of their pairs. */
static void note_links(stm_reuse_work *w, const uint8_t *known, uint32_t first)
{
    uint64_t n = w->link_start[w->n];
    uint32_t *pair = STM_NEW_ARRAY(w->arena, uint32_t, n);
    for (uint32_t i = first; i < w->pairs.n; i++) {
        pair[w->pairs.at[i].link] = i + 1;
    }
    for (uint64_t k = 0; k < n; k++) {
        const stm_rpair *p = pair[k] == 0 ? NULL : &w->pairs.at[pair[k] - 1];
        stm_link_result r = { .n_words_a = 0 };
        stm_err err = { .status = STM_OK };
        stm_status status;
        if (known[k] != 0) {
            continue;
        }
        if (p != NULL) {
            r = (stm_link_result){ p->passages, w->texts[p->a].n_words, w->texts[p->b].n_words };
        }
        status = w->source->note(w->source->arg, k, w->arena, &r, &err);
        if (status != STM_OK) {
            leave(w, status, &err);
        }
    }
}

void stm_reuse_compare(stm_reuse_work *w)
{
    comparison of = { w, NULL };
    uint8_t *known = stm_arena_array(w->arena, w->link_start[w->n], 1);
    uint32_t first, n_more = 0;
    w->folds = stm_folds_new(w->arena);
    w->texts = STM_NEW_ARRAY(w->arena, stm_rtext, w->n);
    w->needed = stm_arena_array(w->arena, w->n, 1);
    recall_links(w, known);
    if (w->source == NULL || w->source->asked == NULL) {
        memset(w->needed, 1, w->n);
    }
    stm_reuse_fold(w);
    of.known = known;
    if (stm_crew_help(w->crew, w->n_lanes, w->n, compare_item, &of) != STM_OK) {
        stm_arena_fail(w->arena);
    }
    first = w->pairs.n;
    for (uint32_t k = 0; k < w->n_lanes; k++) {
        n_more += w->lanes[k].pairs.n;
    }
    stm_vec_reserve(w->arena, &w->pairs, first + n_more);
    for (uint32_t k = 0; k < w->n_lanes; k++) {
        for (uint32_t i = 0; i < w->lanes[k].pairs.n; i++) {
            stm_vec_push(w->arena, &w->pairs, w->lanes[k].pairs.at[i]);
        }
    }
    if (w->source != NULL && w->source->note != NULL) {
        note_links(w, known, first);
    }
}

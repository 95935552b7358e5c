/* story.c: groups the articles of a mixed stream into stories.
 *
 * In: title and text of each article, reuse.  Out: every article in exactly one story, stories by first article.
 * Never: looks at annotations, so `stories` needs none.
 *
 * Articles of one wording (a pair of the reuse stage that shares most of both texts) are of one happening whatever
 * else they contain; their score is lifted over the threshold. All else is by matter: story_terms.c, story_pairs.c,
 * story_link.c. One threshold serves all streams; it was set on the development sets (docs/results/stories.md).
 *
 * Stories are found anew from the vectors on each call: late articles join, and stories merge and split as what is
 * known of them changes.  Cost: near-linear; the vectors are the largest thing held, some 10 KB an article.
 */
#include "story/story_parts.h"

#define THRESHOLD 0.30
#define SHARED 0.5     /* of both texts */
#define SAME_DAYS 4    /* days between two articles that say nothing against one story */
#define FADE_DAYS 60.0 /* days on which a score then falls to nothing, but not under FADE_LEAST of itself */
#define FADE_LEAST 0.6

static void lift(stm_like_list *list, uint32_t other, float score)
{
    for (uint32_t k = 0; k < list->likes.n; k++) {
        if (list->likes.at[k].other == other && list->likes.at[k].score < score) {
            list->likes.at[k].score = score;
        }
    }
}

/* Articles that lie weeks apart are seldom of one happening, however like their words. */
static void fade(stm_like_list *list, stm_article *const *articles, uint32_t article)
{
    for (uint32_t k = 0; k < list->likes.n; k++) {
        stm_like *l = &list->likes.at[k];
        int32_t x = articles[article]->published_day, y = articles[l->other]->published_day;
        if (x != STM_NO_DAY && y != STM_NO_DAY && l->score > 0) {
            double days = (x > y ? (double)x - y : (double)y - x) - SAME_DAYS;
            double factor = 1 - days / FADE_DAYS;
            l->score *= (float)(days <= 0 ? 1 : factor > FADE_LEAST ? factor : FADE_LEAST);
        }
    }
}

typedef struct crew_call {
    stm_story_lanes *lanes;
    stm_story_job *job;
    void *arg;
} crew_call;

typedef struct turn {
    const crew_call *call;
    uint32_t lane, item;
} turn;

static void take_turn(void *arg)
{
    turn *t = arg;
    t->call->job(t->call->arg, &t->call->lanes->arena[t->lane], t->lane, t->item);
}

static stm_status one_item(void *arg, uint32_t lane, uint32_t item)
{
    turn t = { arg, lane, item };
    return stm_arena_protect(&t.call->lanes->arena[lane], take_turn, &t);
}

void stm_story_crew(stm_arena *arena, stm_story_lanes *lanes, uint32_t n, stm_story_job *job, void *arg)
{
    crew_call call = { lanes, job, arg };
    if (stm_crew_run(lanes->threads, n, one_item, &call) != STM_OK) {
        stm_arena_fail(arena);
    }
}

typedef struct group_call {
    stm_arena *arena;
    stm_article *const *articles;
    uint32_t n;
    const stm_reuse *reuse;
    stm_story_lanes lanes;
    stm_grouping *out;
} group_call;

static void group_all(void *arg)
{
    group_call *c = arg;
    stm_arena *arena = c->arena;
    uint32_t n = c->n;
    stm_term_vectors vectors;
    stm_like_list *graph = STM_NEW_ARRAY(arena, stm_like_list, n);
    uint32_t *group = STM_NEW_ARRAY(arena, uint32_t, n);
    uint32_t *place = STM_NEW_ARRAY(arena, uint32_t, n);
    stm_story_terms(arena, &c->lanes, c->articles, n, &vectors);
    stm_story_pairs(arena, &c->lanes, &vectors, graph);
    for (uint32_t i = 0; i < n; i++) {
        fade(&graph[i], c->articles, i);
    }
    for (uint32_t i = 0; c->reuse != NULL && i < c->reuse->pairs.n; i++) {
        const stm_pair *p = &c->reuse->pairs.at[i];
        if (p->shared_a >= SHARED && p->shared_b >= SHARED) {
            lift(&graph[p->a], p->b, (float)(2 * THRESHOLD));
            lift(&graph[p->b], p->a, (float)(2 * THRESHOLD));
        }
    }
    stm_story_link(arena, graph, n, THRESHOLD, group);
    for (uint32_t i = 0; i < n; i++) {
        if (group[i] == i) {
            place[i] = c->out->stories.n;
            (void)stm_vec_add(arena, &c->out->stories);
        }
        stm_vec_push(arena, &c->out->stories.at[place[group[i]]], i);
    }
}

stm_status stm_story_group(stm_arena *arena, stm_article *const *articles, uint32_t n, const stm_reuse *reuse,
                           uint32_t threads, stm_grouping *out, stm_err *err)
{
    group_call call = { .arena = arena, .articles = articles, .n = n, .reuse = reuse, .out = out };
    stm_status status = STM_OK;
    memset(out, 0, sizeof *out);
    call.lanes.threads = threads;
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_init(&call.lanes.arena[k], 1 << 20);
    }
    if (n > 0) {
        status = stm_arena_protect(arena, group_all, &call);
    }
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_fini(&call.lanes.arena[k]);
    }
    if (status != STM_OK) {
        memset(out, 0, sizeof *out);
    }
    return status == STM_OK ? STM_OK : stm_fail(err, status, "out of memory while grouping");
}

/* reuse.c: the whole stage over articles that are in memory: a first pass over all of them, a second one over those
 * that share enough fingerprints with another.
 *
 * Never: keeps anything but the result; an allocation that fails releases all of it.
 */
#include "reuse/reuse.h"

#include "base/crew.h"
#include "reuse/solve.h"

typedef struct sketch_lane {
    stm_arena arena;
    stm_sketcher *sketcher;
} sketch_lane;

typedef struct reuse_call {
    stm_arena *arena;
    const stm_article *const *articles;
    uint32_t n, threads;
    sketch_lane lanes[STM_CREW_MAX];
    stm_sketch *drafts; /* by article; in its lane's arena */
    stm_sketches sketches;
    stm_dealt dealt;
    stm_seeds *seeds;
    stm_postings postings;
    stm_links links;
    stm_reuse *out;
    stm_err *err;
    stm_status status;
} reuse_call;

#define STRETCH 32 /* articles that a lane takes at a time */

typedef struct turn {
    reuse_call *call;
    sketch_lane *lane;
    uint32_t first, end;
} turn;

static void sketch_stretch(void *arg)
{
    turn *t = arg;
    reuse_call *c = t->call;
    if (t->lane->sketcher == NULL) {
        t->lane->sketcher = stm_sketcher_new(&t->lane->arena);
    }
    for (uint32_t i = t->first; i < t->end; i++) {
        stm_sketch *s = &c->drafts[i];
        uint64_t *at;
        stm_sketch_text(t->lane->sketcher, c->articles[i]->text, s);
        at = STM_NEW_ARRAY(&t->lane->arena, uint64_t, s->n);
        if (s->n != 0) {
            memcpy(at, s->at, s->n * sizeof *at);
        }
        s->at = at;
    }
}

static stm_status sketch_item(void *arg, uint32_t lane, uint32_t item)
{
    reuse_call *c = arg;
    turn t = { c, &c->lanes[lane], item * STRETCH, c->n - item * STRETCH < STRETCH ? c->n : (item + 1) * STRETCH };
    return stm_arena_protect(&t.lane->arena, sketch_stretch, &t);
}

static stm_status add_seeds(reuse_call *c, uint32_t first, uint32_t n)
{
    if (!stm_dealt_set(&c->dealt, c->drafts + first, n)) {
        return stm_fail(c->err, STM_NO_MEMORY, "out of memory while comparing articles");
    }
    return stm_seeds_add(c->seeds, first, &c->dealt, c->err);
}

static stm_status first_pass(reuse_call *c)
{
    stm_status status = stm_crew_run(c->threads, (c->n + STRETCH - 1) / STRETCH, sketch_item, c);
    if (status != STM_OK) {
        return stm_fail(c->err, status, "out of memory while comparing articles");
    }
    status = stm_seeds_new(0, NULL, &c->seeds, c->err);
    for (uint32_t i = 0; i < c->n && status == STM_OK; i += STRETCH) {
        status = add_seeds(c, i, c->n - i < STRETCH ? c->n - i : STRETCH);
    }
    for (uint32_t i = 0; i < c->n && status == STM_OK; i++) {
        status = stm_sketches_add(&c->sketches, &c->drafts[i], c->err);
    }
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_fini(&c->lanes[k].arena);
    }
    status = status == STM_OK ? stm_postings_build(c->seeds, c->n, NULL, c->threads, &c->postings, c->err) : status;
    status = status == STM_OK ? stm_links_find(&c->postings, &c->sketches, c->threads, true, NULL, &c->links, c->err)
                              : status;
    stm_postings_fini(&c->postings);
    stm_sketches_fini(&c->sketches);
    return status;
}

static void second_pass(void *arg)
{
    reuse_call *c = arg;
    stm_batch batch = { .threads = c->threads };
    stm_arena *arena = c->arena;
    uint32_t *number = STM_NEW_ARRAY(arena, uint32_t, c->n), n = 0;
    const stm_article **articles;
    uint32_t *members, *links;
    uint64_t *start;
    uint8_t *tells;
    for (uint32_t i = 0; i < c->n; i++) {
        for (uint64_t k = c->links.start[i]; k < c->links.start[i + 1]; k++) {
            number[i] = number[c->links.at[k].article] = 1;
        }
    }
    for (uint32_t i = 0; i < c->n; i++) {
        number[i] = number[i] != 0 ? n++ : STM_NONE;
    }
    articles = STM_NEW_ARRAY(arena, const stm_article *, n);
    members = STM_NEW_ARRAY(arena, uint32_t, n);
    start = STM_NEW_ARRAY(arena, uint64_t, (size_t)n + 1);
    links = STM_NEW_ARRAY(arena, uint32_t, (size_t)c->links.start[c->n]);
    tells = stm_arena_array(arena, (size_t)c->links.start[c->n], 1);
    for (uint32_t i = 0; i < c->n; i++) {
        uint32_t m = number[i];
        if (m == STM_NONE) {
            continue;
        }
        articles[m] = c->articles[i];
        members[m] = i;
        start[m + 1] = start[m];
        for (uint64_t k = c->links.start[i]; k < c->links.start[i + 1]; k++) {
            tells[start[m + 1]] = stm_link_tells(&c->links.at[k]);
            links[start[m + 1]++] = number[c->links.at[k].article];
        }
    }
    batch.articles = articles;
    batch.n = n;
    batch.number = members;
    batch.link_start = start;
    batch.links = links;
    batch.tells = tells;
    c->status = stm_reuse_solve(arena, &batch, c->out, c->err);
    stm_reuse_renumber(c->out, members);
}

static void make_room(void *arg)
{
    reuse_call *c = arg;
    c->drafts = STM_NEW_ARRAY(c->arena, stm_sketch, c->n);
}

stm_status stm_reuse_run(stm_arena *arena, const stm_article *const *articles, uint32_t n,
                         const stm_reuse_options *options, stm_reuse *out, stm_err *err)
{
    reuse_call *c = stm_mem_zalloc(1, sizeof *c);
    stm_status status;
    memset(out, 0, sizeof *out);
    if (c == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory while comparing articles");
    }
    c->arena = arena;
    c->articles = articles;
    c->n = n;
    c->threads = options == NULL || options->threads == 0 ? 1 : options->threads;
    c->out = out;
    c->err = err;
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_init(&c->lanes[k].arena, 1 << 20);
    }
    status = stm_arena_protect(arena, make_room, c);
    if (status == STM_OK) {
        status = first_pass(c);
        if (status == STM_OK) {
            status = stm_arena_protect(arena, second_pass, c);
            status = status == STM_OK ? c->status : stm_fail(err, status, "out of memory while comparing articles");
        }
    } else {
        status = stm_fail(err, status, "out of memory while comparing articles");
    }
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_fini(&c->lanes[k].arena);
    }
    stm_seeds_free(c->seeds);
    stm_dealt_fini(&c->dealt);
    stm_sketches_fini(&c->sketches);
    stm_postings_fini(&c->postings);
    stm_links_fini(&c->links);
    stm_mem_free(c);
    if (status != STM_OK) {
        memset(out, 0, sizeof *out);
    }
    return status;
}

/* The first pair that is not before (a, b). */
static uint32_t pair_at(const stm_reuse *reuse, uint32_t a, uint32_t b)
{
    uint32_t low = 0, high = reuse->pairs.n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        const stm_pair *p = &reuse->pairs.at[mid];
        if (p->a < a || (p->a == a && p->b < b)) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

uint32_t stm_pairs_from(const stm_reuse *reuse, uint32_t article) { return pair_at(reuse, article, 0); }

const stm_pair *stm_pair_of(const stm_reuse *reuse, uint32_t a, uint32_t b)
{
    uint32_t at = pair_at(reuse, a, b);
    return at < reuse->pairs.n && reuse->pairs.at[at].a == a && reuse->pairs.at[at].b == b ? &reuse->pairs.at[at]
                                                                                           : NULL;
}

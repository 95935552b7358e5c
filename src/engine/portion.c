/* portion.c: see portion.h.
 *
 * In: grouped articles without annotations, reuse.  Out: a run for each story, with its articles, what these share, and
 * the record.  Never: more annotated articles in memory than those of one story a thread.
 *
 *      next closed story  ->  its articles annotated, its record, its bytes, on one thread  ->  handed over in order
 *
 * A thread stays with a story to its end, in memory that it has used for the one before: what the record reads is what
 * annotation has just written. Only the articles of a long story are annotated on all threads.
 *
 * What a story shares with articles of other stories is left out: of a family the articles of the story stay, and what
 * another of them was made from remains as a text that is not at hand, like a lost source.
 *
 * Invariant: what is handed over depends on the articles, not on threads.
 */
#include "engine/portion.h"

#include "base/crew.h"
#include "base/pipeline.h"

#define SLOTS_PER_THREAD                                                                                               \
    32 /* stories under way or waiting for their turn: one of many articles holds up the others                        \
        */
#define NOTES_BLOCK ((size_t)2 << 20)
#define RUN_BLOCK ((size_t)1 << 20)
#define LONG_STORY 16 /* articles */

typedef struct slot {
    const stm_u32s *members; /* NULL: the end */
    uint32_t number;
    stm_arena memory;
    stm_buf out; /* in it */
    stm_err err;
} slot;

/* What a thread works with, of one story after the other. */
typedef struct lane {
    stm_run run;
    stm_arena notes; /* annotations */
} lane;

typedef struct portions {
    stm_engine *engine;
    stm_article *const *articles;
    const stm_grouping *grouping;
    const bool *closed;
    const stm_reuse *reuse;
    const stm_record_stream *stream;
    stm_arena memory;              /* of all stories */
    uint32_t *story_of, *place_in; /* by article */
    stm_u32s *pairs, *families;    /* by story: those with two of its articles at least */
    lane *lanes;
    slot *slots;
    uint32_t next, number;
} portions;

/* ---- what a story shares ----------------------------------------------------------------------------------- */

static void sort_reuse(void *arg)
{
    portions *p = arg;
    uint32_t n = 0, n_stories = p->grouping->stories.n;
    for (uint32_t s = 0; s < n_stories; s++) {
        n += p->grouping->stories.at[s].n;
    }
    p->story_of = STM_NEW_ARRAY(&p->memory, uint32_t, (size_t)n + 1);
    p->place_in = STM_NEW_ARRAY(&p->memory, uint32_t, (size_t)n + 1);
    p->pairs = STM_NEW_ARRAY(&p->memory, stm_u32s, (size_t)n_stories + 1);
    p->families = STM_NEW_ARRAY(&p->memory, stm_u32s, (size_t)n_stories + 1);
    for (uint32_t s = 0; s < n_stories; s++) {
        for (uint32_t i = 0; i < p->grouping->stories.at[s].n; i++) {
            p->story_of[p->grouping->stories.at[s].at[i]] = s;
            p->place_in[p->grouping->stories.at[s].at[i]] = i;
        }
    }
    for (uint32_t i = 0; i < p->reuse->pairs.n; i++) {
        uint32_t s = p->story_of[p->reuse->pairs.at[i].a];
        if (s == p->story_of[p->reuse->pairs.at[i].b] && p->closed[s]) {
            stm_vec_push(&p->memory, &p->pairs[s], i);
        }
    }
    for (uint32_t f = 0; f < p->reuse->families.n; f++) {
        const stm_u32s *of = &p->reuse->families.at[f].articles;
        for (uint32_t i = 1; i < of->n; i++) {
            uint32_t s = p->story_of[of->at[i]];
            bool before = false;
            for (uint32_t k = 0; k < i && !before; k++) {
                before = p->story_of[of->at[k]] == s;
            }
            if (before && p->closed[s] && (p->families[s].n == 0 || p->families[s].at[p->families[s].n - 1] != f)) {
                stm_vec_push(&p->memory, &p->families[s], f);
            }
        }
    }
}

static void copy_pair(const portions *p, stm_run *run, const stm_pair *from)
{
    stm_pair *to = stm_vec_add(&run->arena, &run->reuse.pairs);
    *to = *from; /* its passages are those of the window */
    to->a = p->place_in[from->a];
    to->b = p->place_in[from->b];
    to->from = from->from == STM_NONE ? STM_NONE : p->place_in[from->from];
}

/* A family without the articles of other stories: they become nodes without a text, and those that nothing was made
 * from are gone. */
static void copy_family(const portions *p, uint32_t story, stm_run *run, const stm_family *from)
{
    stm_arena *arena = &run->arena;
    stm_family *to = stm_vec_add(arena, &run->reuse.families);
    uint32_t n = from->articles.n + from->n_lost, lost;
    uint32_t *number = STM_NEW_ARRAY(arena, uint32_t, (size_t)n + 1);
    uint32_t *made_from = STM_NEW_ARRAY(arena, uint32_t, (size_t)n + 1); /* how many texts were */
    bool *gone = STM_NEW_ARRAY(arena, bool, (size_t)n + 1);
    bool again = true;
    memset(number, 0xFF, n * sizeof *number);
    for (uint32_t i = 0; i < from->articles.n; i++) {
        if (p->story_of[from->articles.at[i]] == story) {
            number[i] = to->articles.n;
            stm_vec_push(arena, &to->articles, p->place_in[from->articles.at[i]]);
        }
    }
    for (uint32_t e = 0; e < from->edges.n; e++) {
        made_from[from->edges.at[e].from]++;
    }
    while (again) {
        again = false;
        for (uint32_t e = 0; e < from->edges.n; e++) {
            const stm_edge *x = &from->edges.at[e];
            if (!gone[x->to] && number[x->to] == STM_NONE && made_from[x->to] == 0) {
                gone[x->to] = again = true;
                made_from[x->from]--;
            }
        }
    }
    lost = to->articles.n;
    for (uint32_t i = 0; i < n; i++) {
        if (number[i] == STM_NONE && made_from[i] > 0) {
            number[i] = lost++;
        }
    }
    to->n_lost = lost - to->articles.n;
    to->root = from->root == STM_NONE ? STM_NONE : number[from->root];
    for (uint32_t e = 0; e < from->edges.n; e++) {
        stm_edge x = from->edges.at[e];
        if (number[x.from] != STM_NONE && number[x.to] != STM_NONE) {
            x.from = number[x.from];
            x.to = number[x.to];
            stm_vec_push(arena, &to->edges, x);
        }
    }
    for (uint32_t i = 0; i < from->passages.n; i++) {
        stm_line_passage x = from->passages.at[i];
        if (x.node < from->articles.n && p->story_of[from->articles.at[x.node]] == story) {
            x.node = number[x.node];
            x.origin = x.origin == STM_NONE ? STM_NONE : number[x.origin];
            x.from = x.from == STM_NONE ? STM_NONE : number[x.from];
            stm_vec_push(arena, &to->passages, x);
        }
    }
}

/* ---- one story --------------------------------------------------------------------------------------------- */

typedef struct story_call {
    const portions *p;
    slot *s;
    lane *l;
    stm_u32s all; /* 0 .. n-1 */
    stm_buf made; /* in the run's arena */
} story_call;

static void copy_shared(void *arg)
{
    story_call *c = arg;
    const portions *p = c->p;
    stm_run *run = &c->l->run;
    uint32_t story = p->story_of[c->s->members->at[0]];
    for (uint32_t i = 0; i < c->s->members->n; i++) {
        stm_vec_push(&run->arena, &run->articles, p->articles[c->s->members->at[i]]);
        stm_vec_push(&run->arena, &c->all, i);
    }
    for (uint32_t i = 0; i < p->pairs[story].n; i++) {
        copy_pair(p, run, &p->reuse->pairs.at[p->pairs[story].at[i]]);
    }
    for (uint32_t i = 0; i < p->families[story].n; i++) {
        copy_family(p, story, run, &p->reuse->families.at[p->families[story].at[i]]);
    }
}

static void write_made(void *arg)
{
    story_call *c = arg;
    c->p->stream->make(c->p->stream->arg, &c->l->run, c->s->number, &c->made);
}

static void keep_made(void *arg)
{
    story_call *c = arg;
    c->s->out.at = stm_arena_copy(&c->s->memory, c->made.at, c->made.n);
    c->s->out.n = c->s->out.cap = c->made.n;
}

typedef struct notes_call {
    const portions *p;
    const stm_u32s *members;
    stm_arena notes[STM_CREW_MAX];
    stm_err errs[STM_CREW_MAX];
} notes_call;

static stm_status annotate_item(void *arg, uint32_t number, uint32_t item)
{
    notes_call *c = arg;
    return stm_engine_article(c->p->engine, STM_DEPTH_ANNOTATE, &c->notes[number], c->p->articles[c->members->at[item]],
                              &c->errs[number]);
}

/* The rest of a story whose articles are annotated. */
static stm_status finish(story_call *c)
{
    stm_status status = stm_arena_protect(&c->l->run.arena, copy_shared, c);
    if (status == STM_OK) {
        status = stm_engine_story(c->p->engine, &c->l->run, &c->all, &c->s->err);
    }
    if (status == STM_OK) {
        status = stm_arena_protect(&c->l->run.arena, write_made, c);
    }
    return status == STM_OK ? stm_arena_protect(&c->s->memory, keep_made, c) : status;
}

static stm_status long_story(story_call *c)
{
    stm_status status = STM_NO_MEMORY;
    notes_call *all = stm_mem_zalloc(1, sizeof *all);
    if (all == NULL) {
        return status;
    }
    all->p = c->p;
    all->members = c->s->members;
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_init(&all->notes[k], RUN_BLOCK);
    }
    status = stm_crew_run(stm_engine_threads(c->p->engine), all->members->n, annotate_item, all);
    for (uint32_t k = 0; k < STM_CREW_MAX && status != STM_OK; k++) {
        c->s->err = all->errs[k].status == status ? all->errs[k] : c->s->err;
    }
    status = status == STM_OK ? finish(c) : status;
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_fini(&all->notes[k]);
    }
    stm_mem_free(all);
    return status;
}

static stm_status work_slot(void *arg, uint32_t number, uint32_t index)
{
    portions *p = arg;
    story_call c = { .p = p, .s = &p->slots[index], .l = &p->lanes[number] };
    stm_arena memory = c.l->run.arena;
    stm_status status = STM_OK;
    if (c.s->members == NULL) {
        return STM_OK;
    }
    memset(&c.l->run, 0, sizeof c.l->run);
    c.l->run.arena = memory;
    if (c.s->members->n >= LONG_STORY) {
        status = long_story(&c);
    } else {
        for (uint32_t i = 0; i < c.s->members->n && status == STM_OK; i++) {
            status = stm_engine_article(p->engine, STM_DEPTH_ANNOTATE, &c.l->notes, p->articles[c.s->members->at[i]],
                                        &c.s->err);
        }
        status = status == STM_OK ? finish(&c) : status;
    }
    stm_arena_reset(&c.l->run.arena);
    stm_arena_reset(&c.l->notes);
    return status;
}

/* ---- one after the other ----------------------------------------------------------------------------------- */

static stm_status next_slot(void *arg, uint32_t index, bool *more)
{
    portions *p = arg;
    slot *s = &p->slots[index];
    while (p->next < p->grouping->stories.n && !p->closed[p->next]) {
        p->next++;
    }
    *more = p->next < p->grouping->stories.n;
    s->members = *more ? &p->grouping->stories.at[p->next++] : NULL;
    s->number = *more ? p->number++ : 0;
    return STM_OK;
}

static stm_status take_slot(void *arg, uint32_t index)
{
    portions *p = arg;
    slot *s = &p->slots[index];
    stm_status status = s->members == NULL ? STM_OK : p->stream->take(p->stream->arg, &s->out, s->members->n);
    s->out = (stm_buf){ 0 };
    stm_arena_reset(&s->memory);
    return status;
}

static stm_status run_all(portions *p, stm_err *err)
{
    uint32_t threads = stm_engine_threads(p->engine);
    stm_pipeline line = { threads, threads < 2 ? 1 : threads * SLOTS_PER_THREAD, p, next_slot, work_slot, take_slot,
                          false };
    stm_status status = STM_NO_MEMORY;
    p->lanes = stm_mem_zalloc(threads, sizeof *p->lanes);
    p->slots = stm_mem_zalloc(line.n_slots, sizeof *p->slots);
    if (p->lanes != NULL && p->slots != NULL) {
        for (uint32_t k = 0; k < threads; k++) {
            stm_arena_init(&p->lanes[k].run.arena, RUN_BLOCK);
            stm_arena_init(&p->lanes[k].notes, NOTES_BLOCK);
        }
        for (uint32_t k = 0; k < line.n_slots; k++) {
            stm_arena_init(&p->slots[k].memory, 0);
        }
        status = stm_arena_protect(&p->memory, sort_reuse, p);
        status = status == STM_OK ? stm_pipeline_run(&line) : status;
        for (uint32_t k = 0; k < threads; k++) {
            stm_arena_fini(&p->lanes[k].run.arena);
            stm_arena_fini(&p->lanes[k].notes);
        }
        for (uint32_t k = 0; k < line.n_slots; k++) {
            slot *s = &p->slots[k];
            if (status != STM_OK && s->err.status == status && err != NULL && err->status != status) {
                *err = s->err;
            }
            stm_arena_fini(&s->memory);
        }
    }
    stm_mem_free(p->lanes);
    stm_mem_free(p->slots);
    return status == STM_OK || (err != NULL && err->status == status)
               ? status
               : stm_fail(err, status, "out of memory while building records");
}

stm_status stm_portions_run(stm_engine *engine, stm_article *const *articles, const stm_grouping *grouping,
                            const bool *closed, const stm_reuse *reuse, uint32_t first_number,
                            const stm_record_stream *stream, stm_err *err)
{
    portions p = { .engine = engine,
                   .articles = articles,
                   .grouping = grouping,
                   .closed = closed,
                   .reuse = reuse,
                   .stream = stream,
                   .number = first_number };
    stm_status status;
    stm_arena_init(&p.memory, 0);
    status = run_all(&p, err);
    stm_arena_fini(&p.memory);
    return status;
}

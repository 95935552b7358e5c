/* portion.c: see portion.h.
 *
 * In: grouped articles without annotations, reuse.  Out: a run for each story, with its articles, what these share, and
 * the record.  Never: more than a portion of annotated articles in memory (or those of one story, where it has more).
 *
 *      stories until PORTION articles are together  ->  annotate, article by article, on all threads
 *        ->  records, story by story, on all threads  ->  hand over in order  ->  again
 *
 * What a story shares with articles of other stories is left out: of a family the articles of the story stay, and what
 * another of them was made from remains as a text that is not at hand, like a lost source.
 *
 * Invariant: what is handed over depends on the articles, not on threads.
 */
#include "engine/portion.h"

#include "base/crew.h"

enum { PORTION = 64, BLOCK = 1 << 18 };

typedef struct made {
    stm_run run;
    stm_buf out; /* in the run's arena */
    const stm_u32s *members;
    uint32_t number;
    stm_err err;
} made;

typedef struct task {
    uint32_t story, article; /* of the portion; of the story */
} task;

typedef struct portions {
    stm_engine *engine;
    stm_article *const *articles;
    const stm_grouping *grouping;
    const bool *closed;
    const stm_reuse *reuse;
    const stm_record_stream *stream;
    stm_err *err;
    stm_arena memory;              /* of all portions */
    uint32_t *story_of, *place_in; /* by article */
    stm_u32s *pairs, *families;    /* by story: those with two of its articles at least */
    made *made;                    /* of the portion at hand */
    uint32_t n_made;
    STM_VEC(task) tasks;
    uint32_t next, number;
    stm_arena lanes[STM_CREW_MAX]; /* annotations of the portion */
    stm_err lane_errs[STM_CREW_MAX];
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
    p->made = STM_NEW_ARRAY(&p->memory, made, PORTION);
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

static void copy_pair(const portions *p, made *m, const stm_pair *from)
{
    stm_pair *to = stm_vec_add(&m->run.arena, &m->run.reuse.pairs);
    *to = *from; /* its passages are those of the window */
    to->a = p->place_in[from->a];
    to->b = p->place_in[from->b];
    to->from = from->from == STM_NONE ? STM_NONE : p->place_in[from->from];
}

/* A family without the articles of other stories: they become nodes without a text, and those that nothing was made
 * from are gone. */
static void copy_family(const portions *p, made *m, const stm_family *from)
{
    stm_arena *arena = &m->run.arena;
    stm_family *to = stm_vec_add(arena, &m->run.reuse.families);
    uint32_t story = p->story_of[m->members->at[0]], n = from->articles.n + from->n_lost, lost;
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

static void copy_shared(void *arg)
{
    made *m = ((void **)arg)[1];
    const portions *p = ((void **)arg)[0];
    uint32_t story = p->story_of[m->members->at[0]];
    for (uint32_t i = 0; i < m->members->n; i++) {
        stm_vec_push(&m->run.arena, &m->run.articles, p->articles[m->members->at[i]]);
    }
    for (uint32_t i = 0; i < p->pairs[story].n; i++) {
        copy_pair(p, m, &p->reuse->pairs.at[p->pairs[story].at[i]]);
    }
    for (uint32_t i = 0; i < p->families[story].n; i++) {
        copy_family(p, m, &p->reuse->families.at[p->families[story].at[i]]);
    }
}

/* ---- one portion ------------------------------------------------------------------------------------------- */

static void collect(void *arg)
{
    portions *p = arg;
    p->tasks.n = 0;
    p->n_made = 0;
    while (p->next < p->grouping->stories.n && p->tasks.n < PORTION) {
        uint32_t s = p->next++;
        made *m = &p->made[p->n_made];
        if (!p->closed[s]) {
            continue;
        }
        memset(m, 0, sizeof *m);
        stm_run_init(&m->run);
        m->run.arena.block_bytes = BLOCK;
        m->members = &p->grouping->stories.at[s];
        m->number = p->number++;
        p->n_made++;
        for (uint32_t i = 0; i < m->members->n; i++) {
            stm_vec_push(&p->memory, &p->tasks, (task){ p->n_made - 1, i });
        }
    }
}

static stm_status annotate_task(void *arg, uint32_t lane, uint32_t item)
{
    portions *p = arg;
    task t = p->tasks.at[item];
    stm_article *a = p->articles[p->made[t.story].members->at[t.article]];
    return stm_engine_article(p->engine, STM_DEPTH_ANNOTATE, &p->lanes[lane], a, &p->lane_errs[lane]);
}

static void write_made(void *arg)
{
    made *m = ((void **)arg)[1];
    const portions *p = ((void **)arg)[0];
    p->stream->make(p->stream->arg, &m->run, m->number, &m->out);
}

static void list_all(void *arg)
{
    made *m = ((void **)arg)[0];
    stm_u32s *all = ((void **)arg)[1];
    for (uint32_t i = 0; i < m->run.articles.n; i++) {
        stm_vec_push(&m->run.arena, all, i);
    }
}

static stm_status record_task(void *arg, uint32_t lane, uint32_t item)
{
    portions *p = arg;
    made *m = &p->made[item];
    stm_u32s all = { 0 };
    stm_status status = stm_arena_protect(&m->run.arena, copy_shared, (void *[]){ p, m });
    if (status == STM_OK) {
        status = stm_arena_protect(&m->run.arena, list_all, (void *[]){ m, &all });
    }
    if (status == STM_OK) {
        status = stm_engine_story(p->engine, &m->run, &all, &p->lane_errs[lane]);
    }
    if (status == STM_OK) {
        status = stm_arena_protect(&m->run.arena, write_made, (void *[]){ p, m });
    }
    return status == STM_OK ? STM_OK : stm_fail(&p->lane_errs[lane], status, "out of memory while building records");
}

static stm_status one_portion(portions *p)
{
    uint32_t threads = stm_engine_threads(p->engine);
    stm_status status = stm_arena_protect(&p->memory, collect, p);
    if (status == STM_OK) {
        status = stm_crew_run(threads, p->tasks.n, annotate_task, p);
    }
    if (status == STM_OK) {
        status = stm_crew_run(threads, p->n_made, record_task, p);
    }
    for (uint32_t k = 0; k < STM_CREW_MAX && status != STM_OK; k++) {
        if (p->lane_errs[k].status == status) {
            (void)stm_fail(p->err, status, "%s", p->lane_errs[k].message);
        }
    }
    for (uint32_t k = 0; k < p->n_made; k++) {
        if (status == STM_OK) {
            status = p->stream->take(p->stream->arg, &p->made[k].out, p->made[k].run.articles.n);
        }
        stm_run_fini(&p->made[k].run);
    }
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_reset(&p->lanes[k]);
    }
    return status;
}

stm_status stm_portions_run(stm_engine *engine, stm_article *const *articles, const stm_grouping *grouping,
                            const bool *closed, const stm_reuse *reuse, uint32_t first_number,
                            const stm_record_stream *stream, stm_err *err)
{
    portions *p = stm_mem_zalloc(1, sizeof *p);
    stm_status status;
    if (p == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory while building records");
    }
    p->engine = engine;
    p->articles = articles;
    p->grouping = grouping;
    p->closed = closed;
    p->reuse = reuse;
    p->stream = stream;
    p->err = err;
    p->number = first_number;
    stm_arena_init(&p->memory, 0);
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_init(&p->lanes[k], 1 << 20);
    }
    status = stm_arena_protect(&p->memory, sort_reuse, p);
    while (status == STM_OK && p->next < grouping->stories.n) {
        status = one_portion(p);
    }
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_fini(&p->lanes[k]);
    }
    stm_arena_fini(&p->memory);
    stm_mem_free(p);
    if (status != STM_OK && (err == NULL || err->status != status)) {
        return stm_fail(err, status, "out of memory while building records");
    }
    return status;
}

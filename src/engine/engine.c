/* engine.c: see engine.h. One article through the per-article stages; then all of them into records. */
#include "engine/engine.h"

#include "base/crew.h"
#include "language/tongue.h"
#include "text/text.h"

struct stm_engine {
    stm_engine_options options;
    stm_model *model;
    stm_lexicon *lexicon;
    stm_record_words *words;
    stm_tongues *tongues;
};

stm_status stm_engine_open(const stm_engine_options *options, stm_engine **out, stm_err *err)
{
    stm_engine *e = stm_mem_zalloc(1, sizeof *e);
    stm_status status;
    *out = NULL;
    if (e == NULL) {
        return stm_fail(err, STM_NO_MEMORY, "out of memory");
    }
    if (options != NULL) {
        e->options = *options;
    }
    status = stm_model_open(e->options.models, &e->model, err);
    if (status == STM_OK) {
        status = stm_lexicon_open(&e->lexicon, err);
    }
    if (status == STM_OK) {
        status = stm_record_words_open(&e->words, err);
    }
    if (status == STM_OK) {
        status = stm_tongues_open(&e->tongues, err);
    }
    if (status != STM_OK) {
        stm_engine_close(e);
        return status;
    }
    *out = e;
    return STM_OK;
}

void stm_engine_close(stm_engine *e)
{
    if (e != NULL) {
        stm_tongues_close(e->tongues);
        stm_record_words_close(e->words);
        stm_lexicon_close(e->lexicon);
        stm_model_close(e->model);
        stm_mem_free(e);
    }
}

uint32_t stm_engine_threads(const stm_engine *engine)
{
    return engine->options.threads == 0 ? 1 : engine->options.threads;
}

const stm_model *stm_engine_model(const stm_engine *engine) { return engine->model; }

const stm_engine_options *stm_engine_options_of(const stm_engine *engine) { return &engine->options; }

typedef struct article_call {
    stm_engine *engine;
    stm_depth depth;
    stm_arena *arena;
    stm_article *article;
} article_call;

static const stm_stretches *times(article_call *c)
{
    const stm_stretches *words = stm_stretches_cut(c->arena, c->engine->lexicon, c->article);
    stm_extract_times(c->arena, c->engine->lexicon, words, c->article);
    if (stm_find_local_day(c->arena, c->article)) {
        stm_resolve_times(c->arena, c->engine->lexicon, words, c->article);
    }
    return words;
}

static void annotate(void *arg)
{
    article_call *c = arg;
    stm_article *a = c->article;
    const stm_stretches *words;
    if (c->depth == STM_DEPTH_ARTICLES) {
        return;
    }
    if (!c->engine->options.keep_tokens) {
        stm_tongue_find(c->engine->tongues, c->arena, a);
        if (!stm_tongue_is_english(a)) {
            return; /* its wording is compared; of English rules none applies */
        }
        stm_text_split(c->arena, a);
    }
    if (c->depth == STM_DEPTH_TIMES) {
        (void)times(c);
        return;
    }
    stm_language_parse(c->arena, c->engine->model, a);
    if (c->depth == STM_DEPTH_PARSE) {
        return;
    }
    stm_language_names(c->arena, c->engine->model, a);
    words = times(c);
    stm_extract_figures(c->arena, c->engine->lexicon, words, c->engine->options.bounds, a);
    stm_extract_entities(c->arena, c->engine->lexicon, a);
    stm_extract_quotations(c->arena, c->engine->lexicon, a);
    stm_resolve_quoted_times(c->arena, c->engine->lexicon, words, a);
    stm_link_figures(c->arena, a);
}

stm_status stm_engine_article(stm_engine *engine, stm_depth depth, stm_arena *arena, stm_article *article, stm_err *err)
{
    article_call call = { engine, depth, arena, article };
    stm_status status = stm_arena_protect(arena, annotate, &call);
    return status == STM_OK ? STM_OK : stm_fail(err, status, "out of memory while annotating");
}

void stm_run_init(stm_run *run)
{
    memset(run, 0, sizeof *run);
    stm_arena_init(&run->arena, 0);
}

void stm_run_fini(stm_run *run)
{
    for (uint32_t i = 0; i < run->arenas.n; i++) {
        stm_arena_fini(run->arenas.at[i]);
        stm_mem_free(run->arenas.at[i]);
    }
    stm_arena_fini(&run->arena);
}

typedef struct record_call {
    stm_engine *engine;
    stm_run *run;
    stm_grouping *grouping;
    const stm_u32s *members;
    stm_arena *arena; /* where the record lives */
    stm_record *out;
} record_call;

enum { HANDFUL = 40, GROUP = 3 }; /* articles that a person may have picked; articles that make a story of their own */

static void make_one(stm_arena *arena, uint32_t n, stm_grouping *grouping)
{
    stm_u32s *all = stm_vec_add(arena, &grouping->stories);
    for (uint32_t i = 0; i < n; i++) {
        stm_vec_push(arena, all, i);
    }
}

static bool apart(const stm_grouping *grouping)
{
    uint32_t groups = 0;
    for (uint32_t i = 0; i < grouping->stories.n; i++) {
        groups += grouping->stories.at[i].n >= GROUP;
    }
    return groups >= 2;
}

/* What is known of the articles beforehand: may be all there is to say. */
static void group_one(void *arg)
{
    record_call *c = arg;
    memset(c->grouping, 0, sizeof *c->grouping);
    make_one(&c->run->arena, c->run->articles.n, c->grouping);
}

stm_status stm_engine_group(stm_engine *engine, stm_together together, stm_run *run, stm_grouping *out, stm_err *err)
{
    record_call call = { .engine = engine, .run = run, .grouping = out };
    stm_reuse_options options = { .threads = stm_engine_threads(engine) };
    uint32_t n = run->articles.n;
    stm_status status =
        stm_reuse_run(&run->arena, (const stm_article *const *)run->articles.at, n, &options, &run->reuse, err);
    if (status == STM_OK && together != STM_TOGETHER_ONE) {
        status = stm_story_group(&run->arena, run->articles.at, n, &run->reuse, options.threads, out, err);
    }
    if (status == STM_OK && n > 0 &&
        (together == STM_TOGETHER_ONE ||
         (together == STM_TOGETHER_LIKELY && n <= HANDFUL && out->stories.n > 1 && !apart(out)))) {
        status = stm_arena_protect(&run->arena, group_one, &call);
        return status == STM_OK ? STM_OK : stm_fail(err, status, "out of memory while grouping");
    }
    return status;
}

static void build_story(void *arg)
{
    record_call *c = arg;
    stm_run *run = c->run;
    stm_story_date(c->arena, run->articles.at, c->members, &run->reuse);
    stm_story_written(c->arena, run->articles.at, c->members, &run->reuse);
    for (uint32_t i = 0; i < c->members->n; i++) {
        stm_article *a = run->articles.at[c->members->at[i]];
        if (a->published_why.p != NULL || a->written_why.p != NULL) {
            stm_resolve_times(c->arena, c->engine->lexicon, NULL, a);
            stm_link_figures(c->arena, a);
        }
    }
    stm_record_build(c->arena, c->engine->words, c->engine->model, run->articles.at, run->articles.n, c->members,
                     &run->reuse, c->out);
}

static void add_story(void *arg)
{
    record_call *c = arg;
    c->arena = &c->run->arena;
    c->out = stm_vec_add(c->arena, &c->run->stories);
    build_story(c);
}

static stm_status out_of_memory(stm_status status, stm_err *err)
{
    return status == STM_OK ? STM_OK : stm_fail(err, status, "out of memory while building the record");
}

stm_status stm_engine_story(stm_engine *engine, stm_run *run, const stm_u32s *members, stm_err *err)
{
    record_call call = { .engine = engine, .run = run, .members = members };
    return out_of_memory(stm_arena_protect(&run->arena, add_story, &call), err);
}

/* ---- all stories of a run, on all threads ------------------------------------------------------------------ */

typedef struct records_call {
    stm_engine *engine;
    stm_run *run;
    const stm_grouping *grouping;
    uint32_t first; /* of its records in the run */
    stm_arena *lanes[STM_CREW_MAX];
} records_call;

/* Places for the records, and an arena of its own for each lane, which is the run's from here on. */
static void make_room(void *arg)
{
    records_call *c = arg;
    uint32_t threads = stm_engine_threads(c->engine), n = c->grouping->stories.n;
    for (uint32_t s = 0; s < n; s++) {
        (void)stm_vec_add(&c->run->arena, &c->run->stories);
    }
    for (uint32_t k = 0; k < threads && k < n && k < STM_CREW_MAX; k++) {
        stm_arena **place = stm_vec_add(&c->run->arena, &c->run->arenas);
        *place = stm_mem_alloc(sizeof **place);
        if (*place == NULL) {
            c->run->arenas.n--;
            stm_arena_fail(&c->run->arena);
        }
        stm_arena_init(*place, 0);
        c->lanes[k] = *place;
    }
}

static stm_status record_item(void *arg, uint32_t lane, uint32_t item)
{
    records_call *c = arg;
    record_call call = { .engine = c->engine,
                         .run = c->run,
                         .members = &c->grouping->stories.at[item],
                         .arena = c->lanes[lane],
                         .out = &c->run->stories.at[c->first + item] };
    return stm_arena_protect(call.arena, build_story, &call);
}

stm_status stm_engine_record(stm_engine *engine, stm_together together, stm_run *run, stm_err *err)
{
    stm_grouping grouping = { 0 };
    records_call call = { .engine = engine, .run = run, .grouping = &grouping, .first = run->stories.n };
    stm_status status = stm_engine_group(engine, together, run, &grouping, err);
    if (status != STM_OK) {
        return status;
    }
    status = stm_arena_protect(&run->arena, make_room, &call);
    if (status == STM_OK) {
        status = stm_crew_run(stm_engine_threads(engine), grouping.stories.n, record_item, &call);
    }
    run->stories.n = status == STM_OK ? run->stories.n : call.first;
    return out_of_memory(status, err);
}

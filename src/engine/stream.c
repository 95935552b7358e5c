/* stream.c: articles from an intake through the per-article stages, in order, on all threads.
 *
 * In: an intake.  Out: annotated articles, one call of the sink each, or all of them kept in a run.  Never: more than
 * a few articles a thread in memory while it streams.
 * Diagnostics of the intake are kept with the article that they came before and given out by the calling thread, so
 * that nothing the caller owns is touched by two threads, and their order does not depend on the threads.
 */
#include "base/pipeline.h"
#include "engine/engine.h"

#define SLOTS_PER_THREAD 4
#define KEPT_BLOCK ((size_t)8 * 1024) /* an article that is kept needs a few of these */

typedef struct kept_diagnostic {
    stm_str file, reason;
    stm_diagnostic d;
} kept_diagnostic;

typedef struct slot {
    stm_arena *arena; /* of the article */
    stm_arena notes;  /* of the diagnostics: the article's may be dropped after a failed allocation */
    STM_VEC(kept_diagnostic) diagnostics;
    stm_article *article;
    bool some; /* an article, not only the end */
    stm_err err;
} slot;

typedef struct stream {
    stm_engine *engine;
    stm_depth depth;
    stm_intake *intake;
    stm_intake_report report; /* the caller's */
    void *report_arg;
    stm_engine_sink sink;
    void *sink_arg;
    stm_run *run; /* keeps the articles; NULL: they go to the sink */
    stm_err *err;
    slot *slots;
    uint64_t n_done;
    uint32_t reading; /* slot that is being read: diagnostics go there */
} stream;

typedef struct keep_call {
    slot *s;
    const stm_diagnostic *d;
} keep_call;

static void keep(void *arg)
{
    keep_call *c = arg;
    kept_diagnostic k = { stm_str_dup(&c->s->notes, stm_str_of(c->d->file)),
                          stm_str_dup(&c->s->notes, stm_str_of(c->d->reason)), *c->d };
    stm_vec_push(&c->s->notes, &c->s->diagnostics, k);
}

/* A diagnostic that finds no memory is lost; the intake counts it all the same. */
static void capture(void *arg, const stm_diagnostic *d)
{
    stream *st = arg;
    slot *s = &st->slots[st->reading];
    keep_call call = { s, d };
    (void)!stm_arena_protect(&s->notes, keep, &call);
}

static void new_article(void *arg)
{
    slot *s = arg;
    s->article = STM_NEW(s->arena, stm_article);
}

static stm_status read_slot(void *arg, uint32_t index, bool *more)
{
    stream *st = arg;
    slot *s = &st->slots[index];
    stm_status status = STM_OK;
    s->some = false;
    memset(&s->diagnostics, 0, sizeof s->diagnostics);
    stm_arena_reset(&s->notes);
    if (s->arena == NULL) {
        s->arena = stm_mem_alloc(sizeof *s->arena);
        if (s->arena == NULL) {
            return stm_fail(&s->err, STM_NO_MEMORY, "out of memory while reading");
        }
        stm_arena_init(s->arena, st->run == NULL ? 0 : KEPT_BLOCK);
    } else {
        stm_arena_reset(s->arena);
    }
    status = stm_arena_protect(s->arena, new_article, s);
    if (status != STM_OK) {
        return stm_fail(&s->err, status, "out of memory while reading");
    }
    st->reading = index;
    status = stm_intake_next(st->intake, s->arena, s->article, more, &s->err);
    s->some = *more;
    return status;
}

static stm_status work_slot(void *arg, uint32_t lane, uint32_t index)
{
    stream *st = arg;
    slot *s = &st->slots[index];
    (void)lane;
    return s->some ? stm_engine_article(st->engine, st->depth, s->arena, s->article, &s->err) : STM_OK;
}

typedef struct sink_call {
    stream *st;
    slot *s;
    stm_status status;
} sink_call;

static void call_sink(void *arg)
{
    sink_call *c = arg;
    c->status = c->st->sink(c->st->sink_arg, c->s->arena, c->s->article);
}

static void push(void *arg)
{
    sink_call *c = arg;
    stm_run *run = c->st->run;
    stm_vec_push(&run->arena, &run->arenas, c->s->arena);
    c->s->arena = NULL; /* the run's from here on */
    stm_vec_push(&run->arena, &run->articles, c->s->article);
}

static stm_status write_slot(void *arg, uint32_t index)
{
    stream *st = arg;
    slot *s = &st->slots[index];
    sink_call call = { st, s, STM_OK };
    stm_status status;
    for (uint32_t i = 0; i < s->diagnostics.n; i++) {
        stm_diagnostic d = s->diagnostics.at[i].d;
        d.file = s->diagnostics.at[i].file.p;
        d.reason = s->diagnostics.at[i].reason.p;
        if (st->report != NULL) {
            st->report(st->report_arg, &d);
        }
    }
    if (!s->some) {
        return STM_OK;
    }
    status = st->run != NULL ? stm_arena_protect(&st->run->arena, push, &call)
                             : stm_arena_protect(s->arena, call_sink, &call);
    if (status != STM_OK) {
        return stm_fail(&s->err, status, "out of memory while writing");
    }
    st->n_done++;
    if (stm_engine_options_of(st->engine)->on_article != NULL) {
        stm_engine_options_of(st->engine)->on_article(stm_engine_options_of(st->engine)->on_article_arg, st->n_done);
    }
    return call.status;
}

static stm_status run_stream(stream *st)
{
    uint32_t threads = stm_engine_threads(st->engine);
    stm_pipeline p = { threads, threads < 2 ? 1 : threads * SLOTS_PER_THREAD, st, read_slot, work_slot, write_slot,
                       false };
    stm_status status;
    st->slots = stm_mem_zalloc(p.n_slots, sizeof *st->slots);
    if (st->slots == NULL) {
        return stm_fail(st->err, STM_NO_MEMORY, "out of memory");
    }
    for (uint32_t i = 0; i < p.n_slots; i++) {
        stm_arena_init(&st->slots[i].notes, 1024);
    }
    stm_intake_redirect(st->intake, capture, st, &st->report, &st->report_arg);
    status = stm_pipeline_run(&p);
    stm_intake_redirect(st->intake, st->report, st->report_arg, NULL, NULL);
    for (uint32_t i = 0; i < p.n_slots; i++) {
        slot *s = &st->slots[i];
        if (status != STM_OK && s->err.status == status && st->err != NULL && st->err->status != status) {
            *st->err = s->err;
        }
        stm_arena_fini(&s->notes);
        if (s->arena != NULL) {
            stm_arena_fini(s->arena);
            stm_mem_free(s->arena);
        }
    }
    stm_mem_free(st->slots);
    return status;
}

stm_status stm_engine_stream(stm_engine *engine, stm_depth depth, stm_intake *intake, stm_engine_sink sink, void *arg,
                             stm_err *err)
{
    stream st = { .engine = engine, .depth = depth, .intake = intake, .sink = sink, .sink_arg = arg, .err = err };
    return run_stream(&st);
}

stm_status stm_engine_read(stm_engine *engine, stm_depth depth, stm_intake *intake, stm_run *run, stm_err *err)
{
    stream st = { .engine = engine, .depth = depth, .intake = intake, .run = run, .err = err };
    return run_stream(&st);
}

/* ---- articles that are in memory already ------------------------------------------------------------------ */

typedef struct annotate_call {
    stm_engine *engine;
    stm_run *run;
    const stm_u32s *which;
    stm_arena **arenas; /* by slot: where an article is annotated */
    uint32_t *of;       /* by slot: index into `which` */
    uint32_t next;
    stm_err *errs; /* by slot */
} annotate_call;

static stm_status next_slot(void *arg, uint32_t slot_index, bool *more)
{
    annotate_call *c = arg;
    c->of[slot_index] = c->next;
    *more = c->next < c->which->n;
    if (!*more) {
        return STM_OK;
    }
    c->next++;
    c->arenas[slot_index] = stm_mem_alloc(sizeof(stm_arena));
    if (c->arenas[slot_index] == NULL) {
        return stm_fail(&c->errs[slot_index], STM_NO_MEMORY, "out of memory while annotating");
    }
    stm_arena_init(c->arenas[slot_index], KEPT_BLOCK);
    return STM_OK;
}

static stm_status annotate_slot(void *arg, uint32_t lane, uint32_t slot_index)
{
    annotate_call *c = arg;
    (void)lane;
    return c->of[slot_index] == c->which->n
               ? STM_OK
               : stm_engine_article(c->engine, STM_DEPTH_ANNOTATE, c->arenas[slot_index],
                                    c->run->articles.at[c->which->at[c->of[slot_index]]], &c->errs[slot_index]);
}

typedef struct own_call {
    stm_run *run;
    stm_arena **arena;
} own_call;

static void own(void *arg)
{
    own_call *c = arg;
    stm_vec_push(&c->run->arena, &c->run->arenas, *c->arena);
    *c->arena = NULL;
}

static stm_status own_slot(void *arg, uint32_t slot_index)
{
    annotate_call *c = arg;
    own_call call = { c->run, &c->arenas[slot_index] };
    if (c->of[slot_index] == c->which->n) {
        return STM_OK;
    }
    return stm_arena_protect(&c->run->arena, own, &call) == STM_OK
               ? STM_OK
               : stm_fail(&c->errs[slot_index], STM_NO_MEMORY, "out of memory while annotating");
}

stm_status stm_engine_annotate(stm_engine *engine, stm_run *run, const stm_u32s *which, stm_err *err)
{
    uint32_t threads = stm_engine_threads(engine);
    annotate_call c = { .engine = engine, .run = run, .which = which };
    stm_pipeline p = { threads, threads < 2 ? 1 : threads * SLOTS_PER_THREAD, &c, next_slot, annotate_slot, own_slot,
                       false };
    stm_status status = STM_NO_MEMORY;
    c.arenas = stm_mem_zalloc(p.n_slots, sizeof *c.arenas);
    c.of = stm_mem_zalloc(p.n_slots, sizeof *c.of);
    c.errs = stm_mem_zalloc(p.n_slots, sizeof *c.errs);
    if (c.arenas != NULL && c.of != NULL && c.errs != NULL) {
        status = stm_pipeline_run(&p);
    }
    for (uint32_t i = 0; i < p.n_slots; i++) {
        if (c.arenas != NULL && c.arenas[i] != NULL) {
            stm_arena_fini(c.arenas[i]);
            stm_mem_free(c.arenas[i]);
        }
    }
    stm_mem_free(c.arenas);
    stm_mem_free(c.of);
    stm_mem_free(c.errs);
    return status == STM_OK ? STM_OK : stm_fail(err, status, "out of memory while annotating");
}

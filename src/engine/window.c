/* window.c: the stories of a stream of any length, in bounded memory.
 *
 * In: an intake.  Out: stories with their outlines, each once, none of its articles in another.  Never: more than
 * `window` articles in memory.
 *
 *      read until the window is full  ->  group all that is in it  ->  hand over the stories that are closed  ->  again
 *
 * A story is closed when none of its articles is in the newest quarter of the window; its articles leave. All others
 * are grouped anew the next time: late articles join, and stories merge and split as what is known of them changes.
 * Where open stories would fill more than three quarters of the window, those that were silent longest are closed too.
 * A stream that fits into the window gives what one grouping of all of it gives.
 *
 * Invariants: (1) articles stay in the order of the stream. (2) what is handed over depends on the stream and the
 * window alone, not on threads.  Cost: each article is grouped about one and a half times in a long stream.
 */
#include "engine/portion.h"

enum { LEAST_WINDOW = 16, USUAL_WINDOW = 20000 };

typedef struct kept {
    stm_arena arena; /* of the copy */
    stm_article *article;
} kept;

typedef struct window {
    stm_engine *engine;
    stm_story_sink sink; /* NULL: `stream` takes the records */
    void *arg;
    const stm_record_stream *stream;
    stm_err *err;
    kept *kept;
    stm_article **articles; /* of kept[0..n) */
    uint32_t n, capacity;
    stm_arena work; /* of one grouping */
    uint32_t n_stories, n_families;
    uint64_t n_articles;
} window;

/* ---- a copy without annotations ---------------------------------------------------------------------------- */

typedef struct copy_call {
    stm_arena *to;
    const stm_article *from;
    stm_article *out;
} copy_call;

static void copy_article(void *arg)
{
    copy_call *c = arg;
    const stm_article *a = c->from;
    stm_article *b = STM_NEW(c->to, stm_article);
    stm_article_init(b);
    b->id = stm_str_dup(c->to, a->id);
    b->from = stm_str_dup(c->to, a->from);
    b->url = stm_str_dup(c->to, a->url);
    b->outlet = stm_str_dup(c->to, a->outlet);
    b->title = stm_str_dup(c->to, a->title);
    b->language = stm_str_dup(c->to, a->language);
    b->modified = stm_str_dup(c->to, a->modified);
    b->dateline = a->dateline;
    b->dateline_place = stm_str_dup(c->to, a->dateline_place);
    b->dateline_day = a->dateline_day;
    b->published = stm_str_dup(c->to, a->published);
    b->published_day = a->published_day;
    b->published_at = a->published_at;
    b->published_from = a->published_from;
    b->published_why = stm_str_dup(c->to, a->published_why);
    b->written_day = a->written_day;
    b->written_why = stm_str_dup(c->to, a->written_why);
    b->text = stm_str_dup(c->to, a->text);
    for (uint32_t i = 0; i < a->byline.n; i++) {
        stm_vec_push(c->to, &b->byline, stm_str_dup(c->to, a->byline.at[i]));
    }
    for (uint32_t i = 0; i < a->credits.n; i++) {
        stm_credit credit = a->credits.at[i];
        credit.agency = stm_str_dup(c->to, credit.agency);
        stm_vec_push(c->to, &b->credits, credit);
    }
    for (uint32_t i = 0; i < a->furniture.n; i++) {
        stm_vec_push(c->to, &b->furniture, a->furniture.at[i]);
    }
    c->out = b;
}

/* ---- one grouping ------------------------------------------------------------------------------------------ */

typedef struct flush_call {
    window *w;
    bool last;
    stm_reuse reuse;
    stm_grouping grouping;
    bool *closed; /* by story */
    stm_status status;
} flush_call;

static void close_stories(flush_call *f)
{
    window *w = f->w;
    uint32_t newest_quarter = w->n - w->n / 4, open = 0; /* begins there */
    f->closed = STM_NEW_ARRAY(&w->work, bool, (size_t)f->grouping.stories.n + 1);
    for (uint32_t s = 0; s < f->grouping.stories.n; s++) {
        const stm_u32s *members = &f->grouping.stories.at[s];
        f->closed[s] = f->last || members->at[members->n - 1] < newest_quarter;
        open += f->closed[s] ? 0 : members->n;
    }
    while (open > w->capacity / 4 * 3) {
        uint32_t oldest = STM_NONE, newest = STM_NONE;
        for (uint32_t s = 0; s < f->grouping.stories.n; s++) {
            const stm_u32s *members = &f->grouping.stories.at[s];
            if (!f->closed[s] && (oldest == STM_NONE || members->at[members->n - 1] < newest)) {
                oldest = s;
                newest = members->at[members->n - 1];
            }
        }
        if (oldest == STM_NONE) {
            break;
        }
        f->closed[oldest] = true;
        open -= f->grouping.stories.at[oldest].n;
    }
}

static void group_window(void *arg)
{
    flush_call *f = arg;
    window *w = f->w;
    close_stories(f);
    for (uint32_t s = 0; w->sink != NULL && s < f->grouping.stories.n && f->status == STM_OK; s++) {
        stm_record record;
        if (f->closed[s]) {
            stm_record_outline(&w->work, w->articles, &f->grouping.stories.at[s], &f->reuse, &record);
            for (uint32_t i = 0; i < record.families.n; i++) {
                record.families.at[i] += w->n_families;
            }
            f->status = w->sink(w->arg, &w->work, &record, w->n_stories++, w->articles);
        }
    }
    w->n_families += f->reuse.families.n;
}

/* Lets the articles of closed stories go; the others move up. */
static void compact(flush_call *f)
{
    window *w = f->w;
    uint32_t n = 0;
    for (uint32_t s = 0; s < f->grouping.stories.n; s++) {
        for (uint32_t i = 0; f->closed[s] && i < f->grouping.stories.at[s].n; i++) {
            kept *k = &w->kept[f->grouping.stories.at[s].at[i]];
            stm_arena_fini(&k->arena);
            k->article = NULL;
        }
    }
    for (uint32_t i = 0; i < w->n; i++) {
        if (w->kept[i].article != NULL) {
            w->kept[n] = w->kept[i];
            w->articles[n] = w->kept[i].article;
            n++;
        }
    }
    w->n = n;
}

static stm_status flush(window *w, bool last)
{
    flush_call f = { .w = w, .last = last };
    stm_reuse_options options = { .threads = stm_engine_threads(w->engine) };
    stm_status status;
    if (w->n == 0) {
        return STM_OK;
    }
    status = stm_reuse_run(&w->work, (const stm_article *const *)w->articles, w->n, &options, &f.reuse, w->err);
    if (status == STM_OK) {
        status = stm_story_group(&w->work, w->articles, w->n, &f.reuse, options.threads, &f.grouping, w->err);
    }
    if (status == STM_OK && stm_arena_protect(&w->work, group_window, &f) != STM_OK) {
        status = stm_fail(w->err, STM_NO_MEMORY, "out of memory while grouping");
    }
    status = status == STM_OK ? f.status : status;
    if (status == STM_OK && w->sink == NULL) {
        status =
            stm_portions_run(w->engine, w->articles, &f.grouping, f.closed, &f.reuse, w->n_stories, w->stream, w->err);
        for (uint32_t s = 0; s < f.grouping.stories.n; s++) {
            w->n_stories += f.closed[s];
        }
    }
    if (status == STM_OK) {
        compact(&f);
    }
    stm_arena_fini(&w->work); /* not reset: its blocks are as large as this grouping was */
    return status;
}

static stm_status take(void *arg, stm_arena *arena, stm_article *article)
{
    window *w = arg;
    kept *k;
    copy_call copy = { .from = article };
    stm_status status = w->n == w->capacity ? flush(w, false) : STM_OK;
    (void)arena;
    if (status != STM_OK) {
        return status;
    }
    k = &w->kept[w->n];
    stm_arena_init(&k->arena, 1024);
    copy.to = &k->arena;
    if (stm_arena_protect(&k->arena, copy_article, &copy) != STM_OK) {
        stm_arena_fini(&k->arena);
        return stm_fail(w->err, STM_NO_MEMORY, "out of memory while reading");
    }
    k->article = w->articles[w->n++] = copy.out;
    w->n_articles++;
    return STM_OK;
}

static stm_status run_window(window *w, stm_intake *intake, uint32_t articles, uint64_t *n_articles)
{
    stm_status status = STM_NO_MEMORY;
    w->capacity = articles == 0 ? USUAL_WINDOW : articles < LEAST_WINDOW ? LEAST_WINDOW : articles;
    w->kept = stm_mem_zalloc(w->capacity, sizeof *w->kept);
    w->articles = stm_mem_zalloc(w->capacity, sizeof *w->articles);
    stm_arena_init(&w->work, 0);
    if (w->kept != NULL && w->articles != NULL) {
        status = stm_engine_stream(w->engine, STM_DEPTH_ARTICLES, intake, take, w, w->err);
        if (status == STM_OK) {
            status = flush(w, true);
        }
    } else {
        (void)stm_fail(w->err, status, "out of memory");
    }
    *n_articles = w->n_articles;
    for (uint32_t i = 0; i < w->n; i++) {
        stm_arena_fini(&w->kept[i].arena);
    }
    stm_arena_fini(&w->work);
    stm_mem_free(w->kept);
    stm_mem_free(w->articles);
    return status;
}

stm_status stm_engine_stories(stm_engine *engine, stm_intake *intake, uint32_t articles, stm_story_sink sink, void *arg,
                              uint64_t *n_articles, stm_err *err)
{
    window w = { .engine = engine, .sink = sink, .arg = arg, .err = err };
    return run_window(&w, intake, articles, n_articles);
}

stm_status stm_engine_records(stm_engine *engine, stm_intake *intake, const stm_record_stream *stream,
                              uint64_t *n_articles, stm_err *err)
{
    window w = { .engine = engine, .stream = stream, .err = err };
    return run_window(&w, intake, stream->articles, n_articles);
}

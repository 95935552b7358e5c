/* engine.h: wires the stages into one ordered pipeline; the only place that knows them all.
 *
 * Output order is input order at any number of threads.
 */
#ifndef STM_ENGINE_ENGINE_H
#define STM_ENGINE_ENGINE_H

#include "extract/extract.h"
#include "intake/intake.h"
#include "language/language.h"
#include "record/record.h"

typedef enum stm_depth {
    STM_DEPTH_ARTICLES, /* intake only */
    STM_DEPTH_TIMES,    /* and expressions of time alone, their tenses read off the words */
    STM_DEPTH_PARSE,    /* tokens, tags, trees, no times */
    STM_DEPTH_ANNOTATE  /* and entities, quotations, times, figures */
} stm_depth;

typedef struct stm_engine stm_engine;
typedef struct stm_engine_options {
    uint32_t threads;   /* 0: 1 */
    const char *models; /* folder; NULL: as stm_model_open */
    stm_bounds bounds;  /* whose conventions give figures their bounds */
    bool keep_tokens;   /* input came tokenised (--input conllu): do not split again */
    void (*on_article)(void *arg,
                       uint64_t n); /* the n-th article is done; in the thread that reads; NULL: nobody asks */
    void *on_article_arg;
} stm_engine_options;

stm_status stm_engine_open(const stm_engine_options *options, stm_engine **out, stm_err *err) STM_MUST_USE;
void stm_engine_close(stm_engine *engine);

/* What decides what a record says beside its articles and the options: sources, word lists, models, as a line of ASCII.
 * The same for all builds of one tree. */
#define STM_FINGERPRINT_CAP 80
void stm_engine_fingerprint(const stm_engine *engine, char out[STM_FINGERPRINT_CAP]);
/* Whether that is the fingerprint of this program with the models that it finds; where none are found, of this program.
 */
bool stm_fingerprint_current(stm_str fingerprint);
const stm_model *stm_engine_model(const stm_engine *engine);

/* Runs the per-article stages on one article, in `arena`. Thread-safe for different articles. */
stm_status stm_engine_article(stm_engine *engine, stm_depth depth, stm_arena *arena, stm_article *article,
                              stm_err *err) STM_MUST_USE;

/* Everything of one run: what `stemma record` writes. */
typedef struct stm_run {
    stm_arena arena;
    STM_VEC(stm_article *) articles;
    STM_VEC(stm_arena *) arenas; /* where the articles and their annotations live */
    stm_reuse reuse;
    STM_VEC(stm_record) stories;
} stm_run;

void stm_run_init(stm_run *run);
void stm_run_fini(stm_run *run);
uint32_t stm_engine_threads(const stm_engine *engine);
const stm_engine_options *stm_engine_options_of(const stm_engine *engine);

/* Takes one article, in input order, in the thread that called stm_engine_stream; may allocate from `arena`, whose
 * content is gone afterwards. A status other than STM_OK ends the stream and is what it returns. */
typedef stm_status (*stm_engine_sink)(void *arg, stm_arena *arena, stm_article *article);
/* Reads `intake`, annotates to `depth` on all threads, and hands over article after article. Memory is bounded by a
 * few articles a thread. The intake's report is called in the calling thread too, in input order. */
stm_status stm_engine_stream(stm_engine *engine, stm_depth depth, stm_intake *intake, stm_engine_sink sink, void *arg,
                             stm_err *err) STM_MUST_USE;
/* Reads all of `intake` into run->articles and annotates them to `depth`, on all threads. */
stm_status stm_engine_read(stm_engine *engine, stm_depth depth, stm_intake *intake, stm_run *run,
                           stm_err *err) STM_MUST_USE;
/* What the caller knows of the articles of a run. LIKELY: a person named them together; a handful stays one story
 * unless two groups of several articles stand apart in it. */
typedef enum stm_together { STM_TOGETHER_UNKNOWN, STM_TOGETHER_ONE, STM_TOGETHER_LIKELY } stm_together;
/* Fills run->reuse, dates undated articles, and fills run->stories. */
stm_status stm_engine_record(stm_engine *engine, stm_together together, stm_run *run, stm_err *err) STM_MUST_USE;

/* The steps of stm_engine_record, for a caller who has kept the records of some stories (src/store). Only the grouping:
 * fills run->reuse and *out, which lives in run->arena. */
stm_status stm_engine_group(stm_engine *engine, stm_together together, stm_run *run, stm_grouping *out,
                            stm_err *err) STM_MUST_USE;
/* Annotates run->articles[which[k]] on all threads; they have text and metadata and no annotations. */
stm_status stm_engine_annotate(stm_engine *engine, stm_run *run, const stm_u32s *which, stm_err *err) STM_MUST_USE;
/* Dates the undated articles of one annotated group and adds its record to run->stories. */
stm_status stm_engine_story(stm_engine *engine, stm_run *run, const stm_u32s *members, stm_err *err) STM_MUST_USE;

/* Takes one story of a stream: its outline (title, days, articles, families, lines), its number from 0, and the
 * articles that the outline's indexes speak of; all live during the call. May allocate from `arena`. A status other
 * than STM_OK ends the stream and is what it returns. */
typedef stm_status (*stm_story_sink)(void *arg, stm_arena *arena, const stm_record *outline, uint32_t number,
                                     stm_article *const *articles);
/* The stories of a stream of any length, with at most `articles` of its articles in memory (window.c); 0: 20,000.
 * Stories are handed over as they are closed, in one round by first article. *n_articles: how many were read. */
stm_status stm_engine_stories(stm_engine *engine, stm_intake *intake, uint32_t articles, stm_story_sink sink, void *arg,
                              uint64_t *n_articles, stm_err *err) STM_MUST_USE;

/* What becomes of the records of a stream. */
typedef struct stm_record_stream {
    void *arg;
    uint32_t articles; /* as above */
    /* Turns one story into bytes: `run` has its articles, annotated, what they share, and one record; `number` is that
     * of the story, from 0. On any thread, several at a time; allocates from run->arena, inside its guard. */
    void (*make)(void *arg, stm_run *run, uint32_t number, stm_buf *out);
    /* Takes the bytes, story after story, in the thread that called; of a story of n_articles. A status other than
     * STM_OK ends the stream and is what it returns. */
    stm_status (*take)(void *arg, stm_buf *made, uint32_t n_articles);
} stm_record_stream;
/* The same with the record of each story instead of its outline: all stages, in bounded memory. */
stm_status stm_engine_records(stm_engine *engine, stm_intake *intake, const stm_record_stream *stream,
                              uint64_t *n_articles, stm_err *err) STM_MUST_USE;

#endif

/* api.c: the public interface (include/stemma/stemma.h) over engine and write.
 *
 * In: calls.  Out: views.  Never: exposes an internal type; prints.
 * Invariants: (1) the run's arena owns articles; `views` owns what stemma_run hands out and is emptied by the next
 * one. (2) after STEMMA_NO_MEMORY only stemma_close is useful.
 */
#include "stemma/stemma.h"

#include <stdio.h>

#include "base/map.h"
#include "text/text.h"
#include "write/json.h"

struct stemma {
    stm_engine *engine;
    stm_run run;       /* articles; results of the last run */
    stm_arena results; /* reuse and stories of the last run live in run.arena; their views here */
    bool one_story;
    size_t failures;
    char error[320];
    STM_VEC(stemma_article) articles;
    STM_VEC(stemma_pair) pairs;
    STM_VEC(stemma_story) stories;
    struct {
        stemma_item *at;
        uint32_t n, cap;
    } * items; /* one list per story */
    stm_buf json;
};

const char *stemma_version(void) { return STM_VERSION; }

const char *stemma_status_name(stemma_status status) { return stm_status_name((stm_status)status); }

static stemma_status fail(stemma *s, stm_status status, const char *message)
{
    (void)snprintf(s->error, sizeof s->error, "%s", message);
    return (stemma_status)status;
}

stemma_status stemma_open(const stemma_options *options, stemma **out)
{
    stm_engine_options engine_options = { 0 };
    stemma *s = stm_mem_zalloc(1, sizeof *s);
    stm_err err = { 0 };
    stm_status status;
    *out = NULL;
    if (s == NULL) {
        return STEMMA_NO_MEMORY;
    }
    stm_run_init(&s->run);
    stm_arena_init(&s->results, 0);
    if (options != NULL && options->size >= sizeof *options) {
        engine_options.models = options->models;
        engine_options.threads = options->threads;
        s->one_story = options->one_story != 0;
    }
    status = stm_engine_open(&engine_options, &s->engine, &err);
    if (status != STM_OK) {
        stemma_close(s);
        return (stemma_status)status;
    }
    *out = s;
    return STEMMA_OK;
}

void stemma_close(stemma *s)
{
    if (s != NULL) {
        stm_engine_close(s->engine);
        stm_arena_fini(&s->results);
        stm_run_fini(&s->run);
        stm_mem_free(s);
    }
}

const char *stemma_error(const stemma *s) { return s->error; }

/* Results speak of the articles that were there: they end when one is added. */
static void forget_results(stemma *s)
{
    stm_arena_fini(&s->results);
    memset(&s->articles, 0, sizeof s->articles);
    memset(&s->pairs, 0, sizeof s->pairs);
    memset(&s->stories, 0, sizeof s->stories);
    memset(&s->json, 0, sizeof s->json);
    s->items = NULL;
    memset(&s->run.reuse, 0, sizeof s->run.reuse);
    memset(&s->run.stories, 0, sizeof s->run.stories);
}

typedef struct ids_call {
    stemma *s;
    uint32_t from; /* first article that is new */
} ids_call;

/* Ids are unique in one intake; two calls may bring the same. The later one gets "-2", "-3", ... */
static void part_ids(void *arg)
{
    ids_call *c = arg;
    stm_arena *arena = &c->s->run.arena;
    stm_map seen = { 0 };
    for (uint32_t i = 0; i < c->s->run.articles.n; i++) {
        stm_article *a = c->s->run.articles.at[i];
        stm_str id = a->id;
        for (uint32_t n = 2; i >= c->from && stm_map_get(&seen, a->id) != STM_NONE; n++) {
            a->id = stm_str_format(arena, "%.*s-%u", (int)id.n, id.p, n);
        }
        (void)stm_map_put(arena, &seen, a->id, 0);
    }
}

stemma_status stemma_add_file(stemma *s, const char *path)
{
    stm_intake *intake = NULL;
    stm_err err = { 0 };
    uint32_t before = s->run.articles.n;
    uint64_t failures = 0;
    stm_status status;
    forget_results(s);
    status = stm_intake_open(&path, 1, NULL, NULL, NULL, &intake, &err);
    if (status == STM_OK) {
        status = stm_engine_read(s->engine, STM_DEPTH_ANNOTATE, intake, &s->run, &err);
        failures = stm_intake_failures(intake);
    }
    stm_intake_close(intake);
    s->failures += (size_t)failures;
    if (status != STM_OK) {
        return fail(s, status, err.message);
    }
    status = stm_arena_protect(&s->run.arena, part_ids, &(ids_call){ s, before });
    if (status != STM_OK) {
        return fail(s, status, "out of memory");
    }
    if (s->run.articles.n == before && failures > 0) {
        (void)snprintf(s->error, sizeof s->error, "%.200s: nothing in it could be read", path);
        return STEMMA_IO;
    }
    return STEMMA_OK;
}

typedef struct text_call {
    stemma *s;
    const char *id, *text, *published;
    size_t bytes;
    stm_article *article;
} text_call;

/* Invalid bytes become U+FFFD, one for each. */
static stm_str clean_text(stm_arena *arena, const char *text, size_t bytes)
{
    stm_buf buf = { 0 };
    while (bytes > 0) {
        size_t good = stm_utf8_valid_prefix(text, bytes);
        stm_buf_add(arena, &buf, text, good);
        text += good;
        bytes -= good;
        if (bytes > 0) {
            stm_buf_addz(arena, &buf, "\xEF\xBF\xBD");
            text++;
            bytes--;
        }
    }
    return stm_buf_str(&buf);
}

static void add_text(void *arg)
{
    text_call *c = arg;
    stm_arena *arena = &c->s->run.arena;
    stm_article *a = STM_NEW(arena, stm_article);
    stm_date d = { 0 };
    stm_article_init(a);
    a->id = stm_str_dup(arena, stm_str_of(c->id));
    a->text = clean_text(arena, c->text, c->bytes);
    if (c->published != NULL && sscanf(c->published, "%4d-%2d-%2d", &d.year, &d.month, &d.day) == 3 &&
        stm_date_valid(d)) {
        a->published = stm_str_dup(arena, stm_str_of(c->published));
        a->published_day = stm_day_of(d);
        a->published_from = STM_FROM_METADATA;
    }
    stm_intake_prepare(arena, a);
    stm_vec_push(arena, &c->s->run.articles, a);
    c->article = a;
}

stemma_status stemma_add_text(stemma *s, const char *id, const char *text, size_t bytes, const char *published)
{
    text_call call = { s, id, text, published, bytes, NULL };
    stm_err err = { 0 };
    stm_status status;
    if (bytes >= STM_NONE / 4) {
        return fail(s, STM_LIMIT, "the text is too long");
    }
    for (uint32_t i = 0; i < s->run.articles.n; i++) {
        if (stm_str_eqz(s->run.articles.at[i]->id, id)) {
            return fail(s, STM_USAGE, "an article of this id was added before");
        }
    }
    forget_results(s);
    status = stm_arena_protect(&s->run.arena, add_text, &call);
    if (status == STM_OK) {
        status = stm_engine_article(s->engine, STM_DEPTH_ANNOTATE, &s->run.arena, call.article, &err);
    }
    return status == STM_OK ? STEMMA_OK : fail(s, status, "out of memory");
}

size_t stemma_failures(const stemma *s) { return s->failures; }

/* ---- views ------------------------------------------------------------------------------------------------ */

static const char *z(stemma *s, stm_str v) { return v.p == NULL ? NULL : stm_arena_copy(&s->results, v.p, v.n); }

static double confidence(double v) { return v >= 0 ? v : -1.0; /* NaN: not given */ }

typedef STM_VEC(stemma_reading) readings;

static void add_reading(stemma *s, readings *to, uint32_t article, stm_span at, const char *status, stm_str said_by,
                        stm_str note)
{
    stm_vec_push(&s->results, to, (stemma_reading){ article, at.start, at.end, status, z(s, said_by), z(s, note) });
}

static stm_str speaker(const stm_record *r, uint32_t entity, stm_str name)
{
    return name.p != NULL || entity == STM_NONE ? name : r->entities.at[entity].name;
}

static void close_item(stemma *s, uint32_t story, stemma_item item, const readings *v)
{
    if (v->n > 0) {
        item.readings = v->at;
        item.n_readings = v->n;
        stm_vec_push(&s->results, &s->items[story], item);
    }
}

static void view_utterances(stemma *s, uint32_t story, const stm_record *r)
{
    for (uint32_t i = 0; i < r->utterances.n; i++) {
        const stm_utterance *u = &r->utterances.at[i];
        readings v = { 0 };
        for (uint32_t k = 0; k < u->variants.n; k++) {
            const stm_variant *x = &u->variants.at[k];
            const stm_spans *c = &stm_variant_said(x, s->run.articles.at[x->article])->content;
            stm_span at = { c->at[0].start, c->at[c->n - 1].end };
            add_reading(s, &v, x->article, at, stm_variant_name(x->relation), u->speaker_name, x->note);
        }
        close_item(s, story,
                   (stemma_item){ STEMMA_UTTERANCE, z(s, speaker(r, u->speaker, u->speaker_name)), NULL, z(s, u->when),
                                  u->lines, 0, confidence(u->confidence), NULL, 0 },
                   &v);
    }
}

static void view_figures(stemma *s, uint32_t story, const stm_record *r)
{
    for (uint32_t i = 0; i < r->figures.n; i++) {
        const stm_record_figure *f = &r->figures.at[i];
        readings v = { 0 };
        for (uint32_t k = 0; k < f->readings.n; k++) {
            const stm_figure_reading *x = &f->readings.at[k];
            add_reading(s, &v, x->passage.article, x->passage.at, NULL, speaker(r, x->said_by, x->said_by_name),
                        x->holds);
        }
        close_item(s, story,
                   (stemma_item){ STEMMA_FIGURE, z(s, f->counted), stm_figure_status_name(f->status), NULL, f->lines,
                                  f->origins, confidence(f->confidence), NULL, 0 },
                   &v);
    }
}

static void view_statements(stemma *s, uint32_t story, const stm_record *r)
{
    for (uint32_t i = 0; i < r->statements.n; i++) {
        const stm_statement *t = &r->statements.at[i];
        readings v = { 0 };
        for (uint32_t k = 0; k < t->readings.n; k++) {
            const stm_statement_reading *x = &t->readings.at[k];
            add_reading(s, &v, x->passage.article, x->passage.at, stm_stance_name(x->stance),
                        speaker(r, x->said_by, x->said_by_name), x->reading);
        }
        close_item(s, story,
                   (stemma_item){ STEMMA_STATEMENT, z(s, t->about), stm_statement_status_name(t->status), NULL,
                                  t->lines, t->origins, confidence(t->confidence), NULL, 0 },
                   &v);
    }
}

static void view_proposals(stemma *s, uint32_t story, const stm_record *r)
{
    for (uint32_t i = 0; i < r->proposals.n; i++) {
        const stm_proposal *p = &r->proposals.at[i];
        readings v = { 0 };
        for (uint32_t k = 0; k < p->states.n; k++) {
            const stm_proposal_state *x = &p->states.at[k];
            add_reading(s, &v, x->passage.article, x->passage.at, stm_proposal_status_name(x->state),
                        speaker(r, x->said_by, x->said_by_name), x->when);
        }
        close_item(
            s, story,
            (stemma_item){ STEMMA_PROPOSAL, z(s, p->name), NULL, NULL, 0, 0, confidence(p->confidence), NULL, 0 }, &v);
    }
}

static void view_timeline(stemma *s, uint32_t story, const stm_record *r)
{
    for (uint32_t i = 0; i < r->timeline.n; i++) {
        const stm_event *e = &r->timeline.at[i];
        readings v = { 0 };
        for (uint32_t k = 0; k < e->passages.n; k++) {
            add_reading(s, &v, e->passages.at[k].article, e->passages.at[k].at, NULL, STM_NULL_STR, STM_NULL_STR);
        }
        close_item(s, story,
                   (stemma_item){ STEMMA_EVENT, z(s, e->event), e->agree ? "agree" : "conflict", z(s, e->from),
                                  e->lines, 0, confidence(e->confidence), NULL, 0 },
                   &v);
    }
}

static void make_views(void *arg)
{
    stemma *s = arg;
    const stm_run *run = &s->run;
    stm_json json;
    for (uint32_t i = 0; i < run->articles.n; i++) {
        const stm_article *a = run->articles.at[i];
        const char *from = a->published_from == STM_FROM_NOTHING ? NULL : stm_published_from_name(a->published_from);
        stm_vec_push(&s->results, &s->articles,
                     (stemma_article){ z(s, a->id), z(s, a->from), z(s, a->title), z(s, a->outlet), z(s, a->published),
                                       from, z(s, a->text), a->text.n });
    }
    for (uint32_t i = 0; i < run->reuse.pairs.n; i++) {
        const stm_pair *p = &run->reuse.pairs.at[i];
        stm_vec_push(&s->results, &s->pairs,
                     (stemma_pair){ p->a, p->b, p->shared_a, p->shared_b, stm_relation_name(p->relation),
                                    p->from == STM_NONE ? STEMMA_NONE : p->from, p->confidence });
    }
    s->items = stm_arena_array(&s->results, run->stories.n, sizeof *s->items);
    for (uint32_t i = 0; i < run->stories.n; i++) {
        const stm_record *r = &run->stories.at[i];
        size_t *articles = STM_NEW_ARRAY(&s->results, size_t, r->articles.n);
        for (uint32_t k = 0; k < r->articles.n; k++) {
            articles[k] = r->articles.at[k];
        }
        stm_vec_push(&s->results, &s->stories,
                     (stemma_story){ z(s, r->title), z(s, r->from), z(s, r->to), articles, r->articles.n, r->lines });
        view_statements(s, i, r);
        view_figures(s, i, r);
        view_utterances(s, i, r);
        view_proposals(s, i, r);
        view_timeline(s, i, r);
    }
    stm_json_init(&json, &s->results, &s->json);
    stm_json_run(&json, run);
    stm_buf_add(&s->results, &s->json, "", 1);
}

stemma_status stemma_run(stemma *s)
{
    stm_err err = { 0 };
    stm_status status;
    forget_results(s);
    status = stm_engine_record(s->engine, s->one_story ? STM_TOGETHER_ONE : STM_TOGETHER_UNKNOWN, &s->run, &err);
    if (status != STM_OK) {
        return fail(s, status, err.message);
    }
    status = stm_arena_protect(&s->results, make_views, s);
    return status == STM_OK ? STEMMA_OK : fail(s, status, "out of memory");
}

size_t stemma_article_count(const stemma *s) { return s->articles.n; }
size_t stemma_pair_count(const stemma *s) { return s->pairs.n; }
size_t stemma_story_count(const stemma *s) { return s->stories.n; }

const stemma_article *stemma_article_at(const stemma *s, size_t i)
{
    return i < s->articles.n ? &s->articles.at[i] : NULL;
}

const stemma_pair *stemma_pair_at(const stemma *s, size_t i) { return i < s->pairs.n ? &s->pairs.at[i] : NULL; }

const stemma_story *stemma_story_at(const stemma *s, size_t i) { return i < s->stories.n ? &s->stories.at[i] : NULL; }

size_t stemma_item_count(const stemma *s, size_t story) { return story < s->stories.n ? s->items[story].n : 0; }

const stemma_item *stemma_item_at(const stemma *s, size_t story, size_t i)
{
    return i < stemma_item_count(s, story) ? &s->items[story].at[i] : NULL;
}

stemma_status stemma_json(stemma *s, const char **out, size_t *bytes)
{
    if (s->json.n == 0) {
        return fail(s, STM_USAGE, "stemma_json before stemma_run");
    }
    *out = s->json.at;
    *bytes = s->json.n - 1;
    return STEMMA_OK;
}

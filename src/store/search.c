/* search.c: see search.h. Candidates from the full-text index, then each passage looked at as it stands in its text. */
#include "store/search.h"

#include "store/store_parts.h"

typedef struct search_call {
    stm_store *store;
    const stm_search_options *options;
    stm_search_sink sink;
    void *arg;
    uint32_t *found;
    stm_err *err;
    stm_status status;
    stm_arena query; /* what is sought */
    stm_arena hit;   /* emptied after each */
    stm_sought sought, speaker;
    stm_str expression;
    sqlite3_stmt *row;
} search_call;

static bool boundary(stm_str text, uint32_t at)
{
    return at == text.n || (at < text.n && ((unsigned char)text.p[at] & 0xC0) != 0x80);
}

static void one_hit(void *arg)
{
    search_call *c = arg;
    sqlite3_stmt *q = c->row;
    stm_article *a = STM_NEW(&c->hit, stm_article);
    stm_hit hit = { .article = a };
    stm_str shown;
    stm_article_init(a);
    a->id = stm_str_dup(&c->hit, stm_column_str(q, 0));
    a->outlet = stm_str_dup(&c->hit, stm_column_str(q, 1));
    a->title = stm_str_dup(&c->hit, stm_column_str(q, 2));
    a->published = stm_str_dup(&c->hit, stm_column_str(q, 3));
    a->text = stm_str_dup(&c->hit, stm_column_str(q, 4));
    a->url = stm_str_dup(&c->hit, stm_column_str(q, 5));
    hit.story = stm_column_index(q, 6);
    hit.kind = stm_str_dup(&c->hit, stm_column_str(q, 7));
    hit.at = (stm_span){ stm_column_index(q, 8), stm_column_index(q, 9) };
    hit.shown = (stm_span){ stm_column_index(q, 10), stm_column_index(q, 11) };
    hit.item = stm_str_dup(&c->hit, stm_column_str(q, 12));
    hit.speaker = stm_str_dup(&c->hit, stm_column_str(q, 13));
    hit.article_number = sqlite3_column_int64(q, 14);
    hit.story_id = sqlite3_column_int64(q, 15);
    hit.story_title = stm_str_dup(&c->hit, stm_column_str(q, 16));
    if (a->text.p == NULL || hit.at.start > hit.at.end || hit.shown.start > hit.at.start ||
        hit.shown.end < hit.at.end || !boundary(a->text, hit.shown.start) || !boundary(a->text, hit.shown.end) ||
        !boundary(a->text, hit.at.start) || !boundary(a->text, hit.at.end)) {
        c->status = stm_store_fail(c->store, SQLITE_CORRUPT, c->err);
        return;
    }
    shown = stm_str_sub(a->text, hit.shown);
    if (!stm_search_match(&c->hit, &c->sought, shown, &hit.matches)) {
        return;
    }
    for (uint32_t i = 0; i < hit.matches.n; i++) {
        hit.matches.at[i].start += hit.shown.start;
        hit.matches.at[i].end += hit.shown.start;
    }
    if (c->options->limit == 0 || *c->found < c->options->limit) {
        c->status = c->sink(c->arg, &c->hit, &hit);
    }
    (*c->found)++;
}

static void express(void *arg)
{
    search_call *c = arg;
    c->expression = stm_search_expression(&c->query, &c->sought, &c->speaker);
}

static stm_status prepare(search_call *c)
{
    stm_status status = stm_search_parse(&c->query, c->options->query, &c->sought, c->err);
    if (status == STM_OK && c->options->speaker.p != NULL) {
        status = stm_search_parse(&c->query, c->options->speaker, &c->speaker, c->err);
    }
    if (status == STM_OK && stm_arena_protect(&c->query, express, c) != STM_OK) {
        return stm_fail(c->err, STM_NO_MEMORY, "out of memory");
    }
    if (status == STM_OK && c->expression.p == NULL) {
        return stm_fail(c->err, STM_USAGE, "the query has no word to look for. Name one, or a speaker.");
    }
    return status;
}

static stm_status run(search_call *c)
{
    bool row = true;
    c->row = stm_store_statement(c->store, STM_Q_SEARCH, c->err);
    if (c->row == NULL) {
        return STM_IO;
    }
    stm_bind_str(c->store, c->row, 1, c->expression);
    stm_bind_str(c->store, c->row, 2, stm_str_of(c->options->kind));
    stm_bind_str(c->store, c->row, 3, c->options->from);
    stm_bind_str(c->store, c->row, 4, c->options->to);
    while (row && c->status == STM_OK) {
        c->status = stm_store_step(c->store, c->row, &row, c->err);
        if (row) {
            if (stm_arena_protect(&c->hit, one_hit, c) != STM_OK) {
                c->status = stm_fail(c->err, STM_NO_MEMORY, "out of memory while searching");
            }
            stm_arena_reset(&c->hit);
        }
    }
    (void)sqlite3_reset(c->row);
    (void)sqlite3_clear_bindings(c->row);
    return c->status;
}

stm_status stm_search(stm_store *store, const stm_search_options *options, stm_search_sink sink, void *arg,
                      uint32_t *found, stm_err *err)
{
    search_call c = { .store = store, .options = options, .sink = sink, .arg = arg, .found = found, .err = err };
    stm_status status;
    *found = 0;
    stm_arena_init(&c.query, 0);
    stm_arena_init(&c.hit, 0);
    status = prepare(&c);
    if (status == STM_OK) {
        status = run(&c);
    }
    stm_arena_fini(&c.query);
    stm_arena_fini(&c.hit);
    return status;
}

/* browse.c: see browse.h.
 *
 * A reader keeps writers from finishing while it reads (a rollback journal has one state only), so everything is read
 * in one go and the caller closes the store before it writes pages.
 */
#include "store/browse.h"

#include "store/recall.h"
#include "store/store_parts.h"
#include "write/view.h"

typedef struct browse {
    stm_store *store;
    stm_arena *arena;
    stm_err *err;
    stm_status status;
    sqlite3_stmt *row;
    int64_t id;
    uint32_t skip, limit;
    stm_story_rows *stories;
    stm_run *run;
    uint32_t *number;
    stm_str *object;
    stm_article_page *page;
} browse;

static sqlite3_stmt *statement(browse *b, stm_query query)
{
    sqlite3_stmt *q = b->status == STM_OK ? stm_store_statement(b->store, query, b->err) : NULL;
    b->status = b->status == STM_OK && q == NULL ? STM_IO : b->status;
    return q;
}

static bool next(browse *b, sqlite3_stmt *q)
{
    bool row = false;
    if (q != NULL && b->status == STM_OK) {
        b->status = stm_store_step(b->store, q, &row, b->err);
    }
    return row;
}

static void damaged(browse *b)
{
    b->status = b->status == STM_OK ? stm_store_fail(b->store, SQLITE_CORRUPT, b->err) : b->status;
}

static stm_str copied(browse *b, sqlite3_stmt *q, int at) { return stm_str_dup(b->arena, stm_column_str(q, at)); }

static stm_status protect(browse *b, void (*fn)(void *arg))
{
    if (stm_arena_protect(b->arena, fn, b) != STM_OK) {
        return stm_fail(b->err, STM_NO_MEMORY, "out of memory while reading the store");
    }
    return b->status;
}

stm_status stm_store_counts_of(stm_store *s, stm_browse_counts *out, stm_err *err)
{
    browse b = { .store = s, .err = err };
    sqlite3_stmt *q = statement(&b, STM_Q_COUNTS);
    memset(out, 0, sizeof *out);
    if (next(&b, q)) {
        out->articles = (uint64_t)sqlite3_column_int64(q, 0);
        out->stories = (uint64_t)sqlite3_column_int64(q, 1);
        (void)sqlite3_reset(q);
    }
    return b.status;
}

/* ---- stories ----------------------------------------------------------------------------------------------- */

/* What the page has under "Contested" is told by the record alone: its articles are only named. */
static void read_contested(browse *b, stm_str object, stm_story_row *row)
{
    stm_recall r = { .arena = b->arena };
    stm_map names = { 0 };
    stm_record record;
    if (!stm_object_read(b->arena, object, &r.object)) {
        damaged(b);
        return;
    }
    STM_RECALL_EACH(&r, 0, "articles", i)
    {
        stm_str id = r.object.values.at[i].text;
        (void)stm_map_put(b->arena, &names, id, names.items.n);
        if (row->title.p == NULL && row->names.n < 3) {
            stm_vec_push(b->arena, &row->names, id);
        }
        row->articles++;
    }
    r.names = &names;
    if (!stm_recall_record(&r, object, NULL, &record)) {
        damaged(b);
        return;
    }
    row->contested = stm_view_contested(&record);
}

static void read_stories(void *arg)
{
    browse *b = arg;
    sqlite3_stmt *q = statement(b, STM_Q_STORIES_BY_DAY);
    if (q != NULL) {
        stm_bind_int(b->store, q, 1, b->limit);
        stm_bind_int(b->store, q, 2, b->skip);
    }
    while (next(b, q)) {
        stm_story_row *row = stm_vec_add(b->arena, b->stories);
        row->id = sqlite3_column_int64(q, 0);
        row->number = stm_column_index(q, 1);
        row->title = copied(b, q, 2);
        row->from = copied(b, q, 3);
        row->to = copied(b, q, 4);
        row->lines = stm_column_index(q, 5);
        read_contested(b, copied(b, q, 6), row);
    }
}

stm_status stm_store_stories(stm_store *s, stm_arena *arena, uint32_t skip, uint32_t limit, stm_story_rows *out,
                             stm_err *err)
{
    browse b = { .store = s, .arena = arena, .err = err, .skip = skip, .limit = limit, .stories = out };
    memset(out, 0, sizeof *out);
    return protect(&b, read_stories);
}

stm_status stm_store_story_id(stm_store *s, uint32_t number, int64_t *id, stm_err *err)
{
    browse b = { .store = s, .err = err };
    sqlite3_stmt *q = statement(&b, STM_Q_STORY_ID);
    *id = 0;
    if (q != NULL) {
        stm_bind_int(s, q, 1, number);
    }
    if (next(&b, q)) {
        *id = sqlite3_column_int64(q, 0);
        (void)sqlite3_reset(q);
    }
    return b.status;
}

static void read_object(void *arg)
{
    browse *b = arg;
    sqlite3_stmt *q = statement(b, STM_Q_STORY);
    *b->object = STM_NULL_STR;
    if (q != NULL) {
        stm_bind_int(b->store, q, 1, b->id);
    }
    if (next(b, q)) {
        *b->object = copied(b, q, 1);
        (void)sqlite3_reset(q);
    }
}

stm_status stm_store_story_object(stm_store *s, stm_arena *arena, int64_t id, stm_str *out, stm_err *err)
{
    browse b = { .store = s, .arena = arena, .err = err, .id = id, .object = out };
    return protect(&b, read_object);
}

/* ---- one story --------------------------------------------------------------------------------------------- */

static sqlite3_stmt *of_story(browse *b, stm_query query)
{
    sqlite3_stmt *q = statement(b, query);
    if (q != NULL) {
        stm_bind_int(b->store, q, 1, b->id);
    }
    return q;
}

static void recall(void *arg)
{
    browse *b = arg;
    stm_run *run = b->run;
    stm_map names = { 0 }, families = { 0 };
    stm_recall r = { .arena = b->arena, .names = &names };
    sqlite3_stmt *q = of_story(b, STM_Q_STORY);
    stm_str object = STM_NULL_STR;
    if (next(b, q)) {
        *b->number = stm_column_index(q, 0);
        object = copied(b, q, 1);
        (void)sqlite3_reset(q);
    }
    if (object.p == NULL) {
        return;
    }
    q = of_story(b, STM_Q_OBJECTS_OF);
    while (next(b, q)) {
        stm_article *a;
        if (!stm_recall_article(b->arena, copied(b, q, 0), &a)) {
            damaged(b);
            (void)sqlite3_reset(q);
            return;
        }
        (void)stm_map_put(b->arena, &names, a->id, run->articles.n);
        stm_vec_push(b->arena, &run->articles, a);
    }
    r.articles = run->articles.at;
    q = of_story(b, STM_Q_PAIRS_OF);
    while (next(b, q)) {
        stm_pair *p = stm_vec_add(b->arena, &run->reuse.pairs);
        r.broken = !stm_recall_pair(&r, copied(b, q, 0), p) || r.broken;
    }
    q = of_story(b, STM_Q_FAMILIES_OF);
    while (next(b, q)) {
        stm_family f;
        bool inside;
        uint32_t number;
        if (stm_recall_family(&r, copied(b, q, 0), &f, &inside, &number) && inside) {
            (void)stm_map_put(b->arena, &families, stm_str_format(b->arena, "f%u", number + 1), run->reuse.families.n);
            stm_vec_push(b->arena, &run->reuse.families, f);
        }
    }
    if (b->status == STM_OK && !stm_recall_record(&r, object, &families, stm_vec_add(b->arena, &run->stories))) {
        damaged(b);
    }
}

stm_status stm_store_recall(stm_store *s, int64_t id, stm_run *run, uint32_t *number, stm_err *err)
{
    browse b = { .store = s, .arena = &run->arena, .err = err, .id = id, .run = run, .number = number };
    *number = 0;
    return protect(&b, recall);
}

stm_status stm_store_parse(stm_engine *engine, stm_run *run, stm_err *err)
{
    stm_status status = STM_OK;
    for (uint32_t i = 0; i < run->articles.n && status == STM_OK; i++) {
        stm_article *a = run->articles.at[i], own = *a; /* as intake gives it */
        memset(&own.paragraphs, 0, sizeof own.paragraphs);
        memset(&own.sentences, 0, sizeof own.sentences);
        memset(&own.tokens, 0, sizeof own.tokens);
        memset(&own.entities, 0, sizeof own.entities);
        memset(&own.quotations, 0, sizeof own.quotations);
        memset(&own.times, 0, sizeof own.times);
        memset(&own.figures, 0, sizeof own.figures);
        own.token_at = NULL;
        status = stm_engine_article(engine, STM_DEPTH_PARSE, &run->arena, &own, err);
        if (status == STM_OK) {
            a->paragraphs = own.paragraphs;
            memcpy(&a->sentences, &own.sentences, sizeof a->sentences);
            memcpy(&a->tokens, &own.tokens, sizeof a->tokens);
            a->token_at = own.token_at;
        }
    }
    return status;
}

/* ---- one article ------------------------------------------------------------------------------------------- */

static void read_article(void *arg)
{
    browse *b = arg;
    sqlite3_stmt *q = of_story(b, STM_Q_ARTICLE);
    if (!next(b, q)) {
        return;
    }
    b->page->story = sqlite3_column_int64(q, 1);
    b->page->story_number = sqlite3_column_type(q, 2) == SQLITE_NULL ? 0 : stm_column_index(q, 2);
    b->page->story_title = copied(b, q, 3);
    if (!stm_recall_article(b->arena, copied(b, q, 0), &b->page->article)) {
        damaged(b);
    }
    (void)sqlite3_reset(q);
}

stm_status stm_store_article(stm_store *s, stm_arena *arena, int64_t number, stm_article_page *out, stm_err *err)
{
    browse b = { .store = s, .arena = arena, .err = err, .id = number, .page = out };
    memset(out, 0, sizeof *out);
    return protect(&b, read_article);
}

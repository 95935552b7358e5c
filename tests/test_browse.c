/* test_browse.c: what a store gives back of a story is what was put in: the same objects, the same page, the same
 * exports; a damaged object is told; a busy store is told of at once; nothing can be written. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "helpers/stores.h"
#include "store/browse.h"
#include "store/recall.h"
#include "write/export.h"
#include "write/page.h"

static const char *const stories[] = { "ferry", "valley", "takeover", "election" };

static stm_store *opened(const char *db)
{
    stm_store *store = NULL;
    bool busy = true;
    stm_err err = { 0 };
    if (stm_store_look(db, 100, &store, &busy, &err) != STM_OK || busy) {
        fail_msg("%s", err.message);
    }
    return store;
}

/* ---- the same ---------------------------------------------------------------------------------------------- */

typedef struct written {
    stm_run *run;
    stm_buf json, page, table[STM_TABLE_COUNT], tei, dot, annotations;
} written;

static void write_all(void *arg)
{
    written *w = arg;
    stm_arena *arena = &w->run->arena;
    stm_json json;
    stm_json_init(&json, arena, &w->json);
    stm_json_run(&json, w->run);
    stm_page_run(arena, &w->page, w->run, NULL);
    for (int t = 0; t < STM_TABLE_COUNT; t++) {
        stm_csv_table(arena, &w->table[t], w->run, (stm_table)t, 0.5, STM_OFFSETS_BYTES);
    }
    stm_tei_run(arena, &w->tei, w->run);
    stm_graph_dot(arena, &w->dot, w->run);
    stm_annotations_run(arena, &w->annotations, w->run, 0.5);
}

static void assert_same(const char *what, const char *story, const stm_buf *a, const stm_buf *b)
{
    uint32_t i = 0;
    while (i < a->n && i < b->n && a->at[i] == b->at[i]) {
        i++;
    }
    if (i < a->n || i < b->n) {
        uint32_t from = i < 60 ? 0 : i - 60;
        fail_msg("%s of %s differs at byte %u of %u and %u:\n  %.120s\n  %.120s", what, story, i, a->n, b->n,
                 a->at + from, b->at + from);
    }
}

static void assert_recalled(const char *story)
{
    char folder[300], name[60];
    const char *db, *path = folder;
    stm_store *store = NULL;
    stm_store_report report;
    stm_run made, recalled;
    written a = { .run = &made }, b = { .run = &recalled };
    stm_intake *in = NULL;
    stm_err err = { 0 };
    stm_story_rows rows;
    uint32_t number = 0;
    (void)snprintf(folder, sizeof folder, "%s/../examples/stories/%s", STM_TEST_DIR, story);
    (void)snprintf(name, sizeof name, "%s.db", story);
    db = files_path(name);
    stm_run_init(&made);
    stm_run_init(&recalled);
    assert_int_equal(stm_intake_open(&path, 1, NULL, NULL, NULL, &in, &err), STM_OK);
    assert_int_equal(stm_engine_read(store_engine(), STM_DEPTH_ARTICLES, in, &made, &err), STM_OK);
    stm_intake_close(in);
    assert_int_equal(stm_store_open(db, true, &store, &err), STM_OK);
    assert_int_equal(stm_store_add(store, store_engine(), STM_TOGETHER_ONE, &made, &report, &err), STM_OK);
    stm_store_close(store);
    assert_int_equal(made.stories.n, 1);

    store = opened(db);
    assert_int_equal(stm_store_stories(store, &recalled.arena, 0, 10, &rows, &err), STM_OK);
    assert_int_equal(rows.n, 1);
    if (stm_store_recall(store, rows.at[0].id, &recalled, &number, &err) != STM_OK) {
        fail_msg("%s: %s", story, err.message);
    }
    assert_int_equal(number, 1);
    stm_store_close(store);
    assert_int_equal(stm_store_parse(store_engine(), &recalled, &err), STM_OK);
    assert_int_equal(stm_arena_protect(&made.arena, write_all, &a), STM_OK);
    assert_int_equal(stm_arena_protect(&recalled.arena, write_all, &b), STM_OK);
    assert_same("JSON", story, &a.json, &b.json);
    assert_same("page", story, &a.page, &b.page);
    for (int t = 0; t < STM_TABLE_COUNT; t++) {
        assert_same(stm_table_name((stm_table)t), story, &a.table[t], &b.table[t]);
    }
    assert_same("TEI", story, &a.tei, &b.tei);
    assert_same("DOT", story, &a.dot, &b.dot);
    assert_same("annotations", story, &a.annotations, &b.annotations);
    stm_run_fini(&made);
    stm_run_fini(&recalled);
}

static void test_the_same(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        assert_recalled(stories[i]);
    }
}

/* ---- rows -------------------------------------------------------------------------------------------------- */

typedef struct view_call {
    stm_run *run;
    uint32_t contested;
} view_call;

static void count_contested(void *arg)
{
    view_call *c = arg;
    stm_view view;
    stm_view_make(&c->run->arena, c->run, &c->run->stories.at[0], NULL, NULL, &view);
    c->contested = view.sections[STM_SEC_CONTESTED].n;
}

static void test_rows(void **state)
{
    const char *db = files_path("rows.db");
    stm_store *store;
    stm_story_rows rows, second;
    stm_browse_counts counts;
    stm_arena arena;
    int64_t id = 0;
    (void)state;
    store_add_ok(db, store_ferry, 5, NULL);
    store_add_ok(db, store_valley, 4, NULL);
    store = opened(db);
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_store_counts_of(store, &counts, NULL), STM_OK);
    assert_int_equal(counts.articles, 9);
    assert_int_equal(stm_store_stories(store, &arena, 0, 50, &rows, NULL), STM_OK);
    assert_int_equal(rows.n, counts.stories);
    assert_true(rows.n >= 2);
    assert_true(stm_str_cmp(rows.at[0].to, rows.at[1].to) >= 0);
    assert_int_equal(stm_store_stories(store, &arena, 1, 1, &second, NULL), STM_OK);
    assert_int_equal(second.n, 1);
    assert_int_equal(second.at[0].id, rows.at[1].id);
    assert_int_equal(stm_store_story_id(store, rows.at[0].number, &id, NULL), STM_OK);
    assert_int_equal(id, rows.at[0].id);
    assert_int_equal(stm_store_story_id(store, 99, &id, NULL), STM_OK);
    assert_int_equal(id, 0);
    for (uint32_t i = 0; i < rows.n; i++) {
        stm_run run;
        view_call c = { .run = &run };
        uint32_t number;
        stm_run_init(&run);
        assert_int_equal(stm_store_recall(store, rows.at[i].id, &run, &number, NULL), STM_OK);
        assert_int_equal(stm_arena_protect(&run.arena, count_contested, &c), STM_OK);
        assert_int_equal(rows.at[i].contested, c.contested);
        assert_int_equal(rows.at[i].articles, run.articles.n);
        assert_int_equal(rows.at[i].number, number);
        stm_run_fini(&run);
    }
    stm_arena_fini(&arena);
    stm_store_close(store);
}

static void test_nothing_there(void **state)
{
    const char *db = files_path("rows.db");
    stm_store *store = opened(db);
    stm_article_page page;
    stm_run run;
    uint32_t number = 7;
    (void)state;
    stm_run_init(&run);
    assert_int_equal(stm_store_recall(store, 4711, &run, &number, NULL), STM_OK);
    assert_int_equal(number, 0);
    assert_int_equal(run.articles.n, 0);
    assert_int_equal(stm_store_article(store, &run.arena, 4711, &page, NULL), STM_OK);
    assert_null(page.article);
    assert_int_equal(stm_store_article(store, &run.arena, 1, &page, NULL), STM_OK);
    assert_non_null(page.article);
    assert_true(page.article->quotations.n > 0);
    assert_true(page.story > 0 && page.story_number == 1);
    stm_run_fini(&run);
    stm_store_close(store);
}

/* ---- harm -------------------------------------------------------------------------------------------------- */

/* Whatever is done to an object, reading it back gives a story or says that the store is damaged. */
static void test_damage(void **state)
{
    static const char *const harm[] = {
        "UPDATE story SET object = '{'",
        "UPDATE story SET object = replace(object, '\"statements\"', '\"statements\": 7, \"x\"')",
        "UPDATE story SET object = replace(object, '\"said_by\": \"E', '\"said_by\": \"E999')",
        "UPDATE story SET object = replace(object, '\"start\": ', '\"start\": 9999')",
        "UPDATE story SET object = replace(object, '\"relation\": \"fullest\"', '\"relation\": \"best\"')",
        "UPDATE story SET object = replace(object, '\"quotation\": \"q', '\"quotation\": \"q99')",
        "UPDATE article SET object = replace(object, '\"text\": \"', '\"text\": \"\\ud800')",
        "UPDATE article SET object = substr(object, 1, length(object) - 9)",
        "UPDATE article SET object = replace(object, '\"sentences\": [[', '\"sentences\": [[99999')",
        "UPDATE article SET object = NULL",
        "UPDATE pair SET object = replace(object, '[', '[[')",
        "UPDATE family SET object = replace(object, '\"edges\": [', '\"edges\": [7, ')",
    };
    const char *db = files_path("ferry.db"), *hurt = files_path("hurt.db");
    (void)state;
    for (size_t i = 0; i < sizeof harm / sizeof *harm; i++) {
        stm_store *store;
        stm_err err = { 0 };
        stm_status status;
        stm_run run;
        uint32_t number;
        (void)remove(hurt);
        files_copy(db, hurt);
        store_damage(hurt, harm[i]);
        store = opened(hurt);
        stm_run_init(&run);
        status = stm_store_recall(store, 1, &run, &number, &err);
        if (status != STM_FORMAT) {
            fail_msg("not told: %s", harm[i]);
        }
        assert_non_null(strstr(err.message, "damaged"));
        stm_run_fini(&run);
        stm_store_close(store);
    }
}

static void test_busy(void **state)
{
    const char *db = files_path("busy.db");
    stm_store *store = NULL;
    sqlite3 *other = NULL;
    stm_err err = { 0 };
    bool busy = false;
    (void)state;
    files_copy(files_path("ferry.db"), db);
    assert_int_equal(sqlite3_open(db, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(stm_store_look(db, 0, &store, &busy, &err), STM_IO);
    assert_true(busy);
    assert_null(store);
    assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(stm_store_look(db, 0, &store, &busy, &err), STM_OK);
    assert_false(busy);
    stm_store_close(store);
    assert_int_equal(stm_store_look(files_path("none.db"), 0, &store, &busy, &err), STM_IO);
    assert_false(busy);
    (void)sqlite3_close(other);
}

/* Whoever looks again sees what was added. */
static void test_added(void **state)
{
    const char *db = files_path("added.db");
    stm_store *store;
    stm_store_report report;
    stm_browse_counts counts;
    stm_err err = { 0 };
    (void)state;
    store_add_ok(db, store_ferry, 2, NULL);
    store = opened(db);
    assert_int_equal(stm_store_counts_of(store, &counts, NULL), STM_OK);
    assert_int_equal(counts.articles, 2);
    stm_store_close(store);
    assert_int_equal(store_add_paths(db, &store_ferry[2], 1, STM_TOGETHER_UNKNOWN, &report, &err), STM_OK);
    store = opened(db);
    assert_int_equal(stm_store_counts_of(store, &counts, NULL), STM_OK);
    assert_int_equal(counts.articles, 3);
    stm_store_close(store);
}

static int set_up(void **state)
{
    (void)state;
    store_set_up();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    store_tear_down();
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same), cmocka_unit_test(test_rows), cmocka_unit_test(test_nothing_there),
        cmocka_unit_test(test_damage),   cmocka_unit_test(test_busy), cmocka_unit_test(test_added),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

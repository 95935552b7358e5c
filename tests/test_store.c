/* test_store.c: a store after any number of additions is what one run over all articles gives; what was there already
 * is known again; a damaged, foreign, newer or busy file is told; passages are found. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "helpers/stores.h"
#include "store/search.h"

/* ---- tests ------------------------------------------------------------------------------------------------ */

static void test_one_by_one_is_all_at_once(void **state)
{
    const char *all[9];
    const char *step = files_path("step.db"), *once = files_path("once.db");
    char what[300];
    stm_store_report report;
    (void)state;
    store_add_ok(step, &store_ferry[0], 2, &report);
    assert_int_equal(report.added, 2);
    store_add_ok(step, &store_valley[0], 3, &report);
    store_add_ok(step, &store_ferry[2], 1, &report);
    store_add_ok(step, &store_valley[3], 1, NULL);
    store_add_ok(step, &store_ferry[3], 2, &report);
    assert_int_equal(report.articles, 9);
    all[0] = store_ferry[0], all[1] = store_ferry[1], all[2] = store_valley[0], all[3] = store_valley[1],
    all[4] = store_valley[2];
    all[5] = store_ferry[2], all[6] = store_valley[3], all[7] = store_ferry[3], all[8] = store_ferry[4];
    store_add_ok(once, all, 9, NULL);
    store_assert_same(step, once);
    if (store_check(step, what) != 0) {
        fail_msg("%s", what);
    }
}

/* The store says what a run without a store says, and only the stories that were touched are made anew. */
static void test_only_touched_stories(void **state)
{
    const char *db = files_path("touched.db");
    stm_store_report report;
    (void)state;
    store_add_ok(db, store_ferry, 4, NULL);
    store_add_ok(db, store_valley, 3, &report);
    store_damage(db, "UPDATE story SET lines = 77 WHERE id = (SELECT story FROM story_article WHERE article = 1)");
    store_add_ok(db, &store_valley[3], 1, &report);
    assert_true(report.updated >= 1 && report.updated < report.stories);
    {
        sqlite3 *d = NULL;
        sqlite3_stmt *q = NULL;
        assert_int_equal(sqlite3_open(db, &d), SQLITE_OK);
        assert_int_equal(sqlite3_prepare_v2(d, "SELECT count(*) FROM story WHERE lines = 77", -1, &q, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(q), SQLITE_ROW);
        assert_int_equal(sqlite3_column_int(q, 0), 1);
        (void)sqlite3_finalize(q);
        (void)sqlite3_close(d);
    }
}

static bool made_by_others(const char *db)
{
    stm_store *store = NULL;
    stm_store_counts counts = { 0 };
    uint64_t wrong = 0;
    assert_int_equal(stm_store_open(db, false, &store, NULL), STM_OK);
    assert_int_equal(stm_store_check(store, NULL, NULL, &counts, &wrong, NULL), STM_OK);
    assert_int_equal(wrong, 0);
    stm_store_close(store);
    return counts.other_rules;
}

/* Records made by other rules are told of, and made anew at the next addition, though no article is new. */
static void test_other_rules(void **state)
{
    const char *db = files_path("rules.db"), *fresh = files_path("rules2.db");
    stm_store_report report;
    (void)state;
    store_add_ok(fresh, store_ferry, 5, &report);
    assert_false(report.other_rules);
    store_add_ok(db, store_ferry, 5, NULL);
    assert_false(made_by_others(db));
    store_damage(db, "UPDATE setting SET value = 'x' || substr(value, 2) WHERE name = 'made_by';"
                     "UPDATE story SET key = zeroblob(16)"); /* as other rules would have left it */
    assert_true(made_by_others(db));
    store_add_ok(db, store_ferry, 1, &report);
    assert_true(report.other_rules);
    assert_int_equal(report.added, 0);
    assert_int_equal(report.updated, report.stories);
    assert_false(made_by_others(db));
    store_assert_same(db, fresh);
    store_damage(db, "DELETE FROM setting WHERE name = 'made_by'"); /* a store of the time before there was one */
    assert_true(made_by_others(db));
}

static void test_given_twice(void **state)
{
    const char *db = files_path("twice.db"), *again = files_path("twice2.db");
    const char *both[] = { store_ferry[0], store_ferry[1], store_ferry[0] };
    stm_store_report report;
    (void)state;
    store_add_ok(db, both, 3, &report);
    assert_int_equal(report.added, 2);
    assert_int_equal(report.known, 1);
    store_add_ok(db, both, 2, &report);
    assert_int_equal(report.added, 0);
    assert_int_equal(report.known, 2);
    assert_int_equal(report.updated, 0);
    store_add_ok(again, both, 2, NULL);
    store_assert_same(db, again);
}

static stm_status add_line(const char *db, const char *json, stm_store_report *report)
{
    const char *file = files_path("line.jsonl");
    stm_err err = { 0 };
    files_write_text(file, json);
    return store_add_paths(db, &file, 1, STM_TOGETHER_UNKNOWN, report, &err);
}

/* The same id for two articles: both are kept, the later under another id; the same words under two ids and in two
 * places: two articles. */
static void test_ids(void **state)
{
    const char *db = files_path("ids.db");
    stm_store_report report;
    char what[300];
    (void)state;
    assert_int_equal(add_line(db, "{\"id\": \"a\", \"text\": \"The bridge at Tarn is shut.\"}\n", &report), STM_OK);
    assert_int_equal(add_line(db, "{\"id\": \"a\", \"text\": \"The school at Tarn is open.\"}\n", &report), STM_OK);
    assert_int_equal(report.added, 1);
    assert_int_equal(add_line(db, "{\"id\": \"a\", \"text\": \"The bridge at Tarn is shut.\"}\n", &report), STM_OK);
    assert_int_equal(report.added, 0);
    assert_int_equal(add_line(db, "\n\n{\"id\": \"b\", \"text\": \"The bridge at Tarn is shut.\"}\n", &report), STM_OK);
    assert_int_equal(report.added, 1);
    assert_int_equal(report.articles, 3);
    if (store_check(db, what) != 0) {
        fail_msg("%s", what);
    }
}

static void test_files_that_are_no_store(void **state)
{
    const char *text = files_path("text.db"), *other = files_path("other.db"), *newer = files_path("newer.db");
    stm_store *store = NULL;
    stm_err err = { 0 };
    char letter[2000];
    (void)state;
    for (size_t i = 0; i < sizeof letter; i++) {
        letter[i] = "This is a letter, not a store.\n"[i % 31];
    }
    files_write(text, letter, sizeof letter);
    assert_int_equal(stm_store_open(text, true, &store, &err), STM_FORMAT);
    assert_non_null(strstr(err.message, "is no stemma store"));
    store_damage(other, "CREATE TABLE mine(x); PRAGMA user_version = 1");
    assert_int_equal(stm_store_open(other, true, &store, &err), STM_FORMAT);
    assert_non_null(strstr(err.message, "another program"));
    store_add_ok(newer, store_ferry, 1, NULL);
    store_damage(newer, "PRAGMA user_version = 99");
    assert_int_equal(stm_store_open(newer, false, &store, &err), STM_FORMAT);
    assert_non_null(strstr(err.message, "tables of version 99"));
    assert_int_equal(stm_store_open(files_path("missing.db"), false, &store, &err), STM_IO);
    assert_int_equal(stm_store_open(files_path("no/folder/x.db"), true, &store, &err), STM_IO);
    assert_null(store);
}

static void test_busy(void **state)
{
    const char *db = files_path("busy.db");
    sqlite3 *other = NULL;
    stm_store *store = NULL;
    stm_run run;
    stm_store_report report;
    stm_err err = { 0 };
    (void)state;
    store_add_ok(db, store_ferry, 1, NULL);
    assert_int_equal(stm_store_open(db, true, &store, &err), STM_OK);
    assert_int_equal(sqlite3_open(db, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
    stm_run_init(&run);
    assert_int_equal(stm_store_add(store, store_engine(), STM_TOGETHER_UNKNOWN, &run, &report, &err), STM_IO);
    assert_non_null(strstr(err.message, "in use by another program"));
    (void)sqlite3_close(other);
    stm_run_fini(&run);
    stm_store_close(store);
}

static void test_damage_is_told(void **state)
{
    static const char *const harm[] = {
        "UPDATE article SET text = replace(text, 'ferry', 'train') WHERE id = 1",
        "UPDATE passage SET end = 1000000 WHERE id = 3",
        "UPDATE passage SET shown_start = shown_start + 1 WHERE id = 2",
        "DELETE FROM passage WHERE kind = 'quotation'",
        "UPDATE story SET object = '{' WHERE number = 1",
        "UPDATE story SET title = 'Nothing happened' WHERE number = 1",
        "UPDATE story SET last_day = '1999-01-01' WHERE number = 1",
        "PRAGMA foreign_keys = OFF; DELETE FROM story",
        "UPDATE story_article SET story = 12345",
        "UPDATE article SET object = replace(object, '\"start\": ', '\"start\": 9') WHERE id = 2",
        "DELETE FROM passage_index_data WHERE id > 10",
        "UPDATE pair SET object = '{}'",
        "UPDATE furniture SET end = end + 5000",
    };
    (void)state;
    for (size_t i = 0; i < sizeof harm / sizeof *harm; i++) {
        char what[300], name[32];
        const char *db;
        (void)snprintf(name, sizeof name, "harm%zu.db", i);
        db = files_path(name);
        store_add_ok(db, store_ferry, 5, NULL);
        assert_int_equal(store_check(db, what), 0);
        store_damage(db, harm[i]);
        if (store_check(db, what) == 0) {
            fail_msg("not told: %s", harm[i]);
        }
    }
}

/* Bytes overwritten anywhere but where no page has anything: told. */
static void test_bytes_overwritten(void **state)
{
    const char *whole = files_path("bytes.db"), *broken = files_path("broken.db");
    char *bytes, what[300];
    size_t n;
    (void)state;
    store_add_ok(whole, store_ferry, 2, NULL);
    bytes = files_read(whole, &n);
    for (size_t i = 0; i < 60; i++) {
        char old[9], *at = bytes + n * (i + 1) / 62;
        memcpy(old, at, sizeof old);
        memcpy(at,
               "\xFF\x00\x7F"
               "damage",
               sizeof old);
        files_write(broken, bytes, n);
        memcpy(at, old, sizeof old);
        if (store_check(broken, what) == 0 && memcmp(old, "\0\0\0\0\0\0\0\0", sizeof old) != 0) {
            fail_msg("bytes from %zu on: not told", (size_t)(at - bytes));
        }
    }
    free(bytes);
}

static void test_search(void **state)
{
    const char *db = files_path("search.db");
    stm_store_report report;
    (void)state;
    assert_int_equal(
        add_line(db,
                 "{\"id\": \"x\", \"published\": \"2031-05-02\", \"text\": \"“We shall tow her off "
                 "tonight,” said Captain Nils Bergé. Her sister ship lies at Tarn.\"}\n"
                 "{\"id\": \"y\", \"published\": \"2031-06-02\", \"text\": \"A tow-boat was sent for.\"}\n",
                 &report),
        STM_OK);
}

typedef struct seen {
    uint32_t n;
    char all[2000];
} seen;

static stm_status see(void *arg, stm_arena *arena, const stm_hit *hit)
{
    seen *s = arg;
    (void)arena;
    s->n++;
    for (uint32_t i = 0; i < hit->matches.n; i++) {
        stm_str m = stm_str_sub(hit->article->text, hit->matches.at[i]);
        size_t at = strlen(s->all);
        (void)snprintf(s->all + at, sizeof s->all - at, "%.*s:%.*s;", (int)hit->article->id.n, hit->article->id.p,
                       (int)m.n, m.p);
    }
    return STM_OK;
}

static void test_found(void **state)
{
    static const struct {
        const char *query, *kind, *speaker, *from, *found;
    } cases[] = {
        { "tow", "text", NULL, NULL, "y:tow;x:tow;" },
        { "TOW her", "text", NULL, NULL, "x:tow;x:her;x:Her;" },
        { "\"tow her off\"", "text", NULL, NULL, "x:tow her off;" },
        { "\"her tow\"", "text", NULL, NULL, "" },
        { "tow-boat", "text", NULL, NULL, "y:tow-boat;" },
        { "berge", "text", NULL, NULL, "x:Bergé;" },
        { "tow -boat", "text", NULL, NULL, "x:tow;" },
        { "tow -\"tow boat\"", "text", NULL, NULL, "x:tow;" },
        { "tow NOT sister", "text", NULL, NULL, "y:tow;" },
        { "sister OR sent", "text", NULL, NULL, "y:sent;x:sister;" },
        { "ton*", "text", NULL, NULL, "x:tonight;" },
        { "tow", "text", NULL, "2031-06-01", "y:tow;" },
        { "tow", "quotation", "Berge", NULL, "x:tow;" },
        { "tow", "quotation", "Nobody", NULL, "" },
    };
    const char *db = files_path("search.db");
    stm_store *store = NULL;
    (void)state;
    assert_int_equal(stm_store_open(db, false, &store, NULL), STM_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        stm_search_options o = { .query = stm_str_of(cases[i].query), .kind = cases[i].kind };
        seen s = { 0 };
        uint32_t found = 0;
        stm_err err = { 0 };
        o.speaker = stm_str_of(cases[i].speaker);
        o.from = stm_str_of(cases[i].from);
        if (stm_search(store, &o, see, &s, &found, &err) != STM_OK) {
            fail_msg("%s: %s", cases[i].query, err.message);
        }
        if (strcmp(s.all, cases[i].found) != 0) {
            fail_msg("%s: found %s", cases[i].query, s.all);
        }
    }
    stm_store_close(store);
}

static void test_queries_that_are_not_clear(void **state)
{
    static const char *const bad[][2] = {
        { "\"tow her", "not closed" },
        { "OR tow", "between two words" },
        { "tow OR", "missing behind" },
        { "tow NOT", "missing behind" },
        { "-tow", "must not be found" },
        { "t*w", "a star" },
        { "*", "a star" },
        { "tow OR OR off", "between two words" },
        { "( tow )", "brackets" },
        { "NEAR(tow off)", "NEAR" },
        { "\"tow her\"*", "a star" },
    };
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        stm_sought sought;
        stm_err err = { 0 };
        assert_int_equal(stm_search_parse(&arena, stm_str_of(bad[i][0]), &sought, &err), STM_USAGE);
        if (strstr(err.message, bad[i][1]) == NULL) {
            fail_msg("%s: %s", bad[i][0], err.message);
        }
    }
    {
        stm_sought sought;
        assert_int_equal(stm_search_parse(&arena, STM_STR(" -- ... ' "), &sought, NULL), STM_OK);
        assert_int_equal(sought.all.n, 0);
        assert_int_equal(stm_search_parse(&arena, STM_STR("don't U.N. 12:30 (AP)"), &sought, NULL), STM_OK);
        assert_int_equal(sought.all.n, 4);
    }
    stm_arena_fini(&arena);
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
        cmocka_unit_test(test_one_by_one_is_all_at_once),
        cmocka_unit_test(test_only_touched_stories),
        cmocka_unit_test(test_other_rules),
        cmocka_unit_test(test_given_twice),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_files_that_are_no_store),
        cmocka_unit_test(test_busy),
        cmocka_unit_test(test_damage_is_told),
        cmocka_unit_test(test_bytes_overwritten),
        cmocka_unit_test(test_search),
        cmocka_unit_test(test_found),
        cmocka_unit_test(test_queries_that_are_not_clear),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}

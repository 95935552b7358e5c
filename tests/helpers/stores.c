/* stores.c: see stores.h. */
#include "helpers/stores.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/store.h"

#define EXAMPLES STM_TEST_DIR "/../examples/stories/"

static stm_engine *engine;

void store_set_up(void)
{
    (void)files_set_up(NULL);
    assert_int_equal(stm_engine_open(NULL, &engine, NULL), STM_OK);
}

void store_tear_down(void)
{
    stm_engine_close(engine);
    assert_int_equal(files_tear_down(NULL), 0);
}

stm_engine *store_engine(void) { return engine; }

stm_status store_add_paths(const char *db, const char *const *paths, uint32_t n, stm_together together,
                           stm_store_report *report, stm_err *err)
{
    stm_run run;
    stm_store *store = NULL;
    stm_intake *intake = NULL;
    stm_status status = stm_store_open(db, true, &store, err);
    stm_run_init(&run);
    if (status == STM_OK) {
        status = stm_intake_open(paths, n, NULL, NULL, NULL, &intake, err);
    }
    if (status == STM_OK) {
        status = stm_engine_read(engine, STM_DEPTH_ARTICLES, intake, &run, err);
    }
    if (status == STM_OK) {
        status = stm_store_add(store, engine, together, &run, report, err);
    }
    stm_intake_close(intake);
    stm_store_close(store);
    stm_run_fini(&run);
    return status;
}

const char *const store_ferry[5] = { EXAMPLES "ferry/harbour-post.txt", EXAMPLES "ferry/daily-lantern.txt",
                                     EXAMPLES "ferry/coast-radio.txt", EXAMPLES "ferry/meridian.txt",
                                     EXAMPLES "ferry/islander.txt" };
const char *const store_valley[4] = { EXAMPLES "valley/evening-star.txt", EXAMPLES "valley/federal-gazette.txt",
                                      EXAMPLES "valley/highland-echo.txt", EXAMPLES "valley/orbit-news.txt" };

void store_add_ok(const char *db, const char *const *paths, uint32_t n, stm_store_report *report)
{
    stm_err err = { 0 };
    stm_store_report ignored;
    if (store_add_paths(db, paths, n, STM_TOGETHER_UNKNOWN, report == NULL ? &ignored : report, &err) != STM_OK) {
        fail_msg("%s", err.message);
    }
}

static void print_complaint(void *arg, const char *what) { (void)snprintf(arg, 300, "%.299s", what); }

/* How many things are wrong; the last of them in `what`. */
uint64_t store_check(const char *db, char what[300])
{
    stm_store *store = NULL;
    stm_store_counts counts;
    stm_err err = { 0 };
    uint64_t wrong = 0;
    what[0] = '\0';
    if (stm_store_open(db, false, &store, &err) != STM_OK) {
        (void)snprintf(what, 300, "%s", err.message);
        return 1;
    }
    assert_int_equal(stm_store_check(store, print_complaint, what, &counts, &wrong, &err), STM_OK);
    stm_store_close(store);
    return wrong;
}

/* Everything that the store says, as one text. */
static void dump(const char *db, char **out, size_t *n)
{
    static const char *const queries[] = {
        "SELECT id, name, source, published, day, text, object, hex(digest) FROM article ORDER BY id",
        "SELECT a, b, object FROM pair ORDER BY a, b",
        "SELECT number, object FROM family ORDER BY number",
        "SELECT family, article FROM family_article ORDER BY family, article",
        "SELECT number, hex(key), title, first_day, last_day, lines, object FROM story ORDER BY number",
        "SELECT article, number FROM story_article JOIN story ON story.id = story ORDER BY article",
        "SELECT article, kind, start, end, shown_start, item, speaker FROM passage ORDER BY 1, 2, 3, 4, 6, 7",
    };
    sqlite3 *d = NULL;
    FILE *f = open_memstream(out, n);
    assert_non_null(f);
    assert_int_equal(sqlite3_open(db, &d), SQLITE_OK);
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        sqlite3_stmt *q = NULL;
        if (sqlite3_prepare_v2(d, queries[i], -1, &q, NULL) != SQLITE_OK) {
            continue; /* an empty file */
        }
        while (sqlite3_step(q) == SQLITE_ROW) {
            for (int k = 0; k < sqlite3_column_count(q); k++) {
                const unsigned char *v = sqlite3_column_text(q, k);
                (void)fprintf(f, "%s|", v == NULL ? "null" : (const char *)v);
            }
            (void)fputc('\n', f);
        }
        (void)sqlite3_finalize(q);
    }
    (void)sqlite3_close(d);
    (void)fclose(f);
}

void store_assert_same(const char *a, const char *b)
{
    char *x, *y;
    size_t n, m;
    dump(a, &x, &n);
    dump(b, &y, &m);
    if (strcmp(x, y) != 0) {
        size_t i = 0;
        while (x[i] == y[i]) {
            i++;
        }
        fail_msg("they part at byte %zu:\n%.300s\n--\n%.300s", i, x + (i < 40 ? 0 : i - 40), y + (i < 40 ? 0 : i - 40));
    }
    free(x);
    free(y);
}

void store_damage(const char *db, const char *sql)
{
    sqlite3 *d = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(db, &d), SQLITE_OK);
    if (sqlite3_exec(d, sql, NULL, NULL, &message) != SQLITE_OK) {
        fail_msg("%s: %s", sql, message);
    }
    (void)sqlite3_close(d);
}

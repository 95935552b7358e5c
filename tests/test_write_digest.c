/* test_write_digest.c: the digest of a record made by hand; folding; what an article may not do to a terminal. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "helpers/ferry.h"
#include "write/digest.h"
#include "write/fold.h"

static stm_run run;
static stm_str text;
static stm_digest_options options = { .width = 80 };

static void make_digest(void *arg)
{
    stm_buf buf = { 0 };
    (void)arg;
    stm_digest_run(&run.arena, &buf, &run, &options);
    text = stm_buf_str(&buf);
}

static bool has(const char *words) { return stm_str_find(text, stm_str_of(words), 0) != SIZE_MAX; }

/* Every line at most 80 columns, no control characters. */
static void assert_plain(uint32_t width)
{
    size_t start = 0;
    for (size_t i = 0; i < text.n; i++) {
        assert_true((unsigned char)text.p[i] >= 0x20 || text.p[i] == '\n');
        if (text.p[i] == '\n') {
            stm_str line = { text.p + start, i - start };
            assert_true(stm_fold_width(line) <= width);
            assert_true(line.n == 0 || line.p[line.n - 1] != ' ');
            start = i + 1;
        }
    }
}

static void test_ferry(void **state)
{
    (void)state;
    assert_int_equal(stm_arena_protect(&run.arena, make_digest, NULL), STM_OK);
    if (getenv("STEMMA_SHOW") != NULL) {
        (void)printf("%.*s", (int)text.n, text.p);
    }
    assert_plain(80);
    assert_true(
        has("Sinking of the ferry Halcyon Star off Port Lisle\n14 to 16 March 2023, 5 articles, 4 independent lines"));
    assert_true(stm_str_find(text, STM_STR("CONTESTED"), 0) < stm_str_find(text, STM_STR("MANY LINES"), 0));
    assert_true(stm_str_find(text, STM_STR("MANY LINES"), 0) < stm_str_find(text, STM_STR("CHANGED BETWEEN"), 0));
    assert_true(stm_str_find(text, STM_STR("CHANGED BETWEEN"), 0) < stm_str_find(text, STM_STR("AGREED"), 0));
    assert_true(has("Maren Holt denies it: “The Halcyon Star was within its limits” (Harbour\n"));
    assert_true(has("  “about two miles” (Harbour Post) became “about three kilometres” (Daily\n"));
    assert_true(has("“at least 17 people”, from Tomas Eriksen, for 14 March (Harbour Post)."));
    assert_false(has("We have nothing to hide")); /* stands in one article only */
}

/* A text that tells by itself what another lays to somebody does not have it from him; it may have the words of what is
 * his saying without his name. */
static void test_silent_reading(void **state)
{
    stm_statement *s = NULL;
    uint32_t by;
    stm_str about;
    (void)state;
    for (uint32_t i = 0; i < run.stories.at[0].statements.n; i++) {
        stm_statement *x = &run.stories.at[0].statements.at[i];
        s = x->status == STM_ST_AGREED && x->origins == 1 && x->lines > 1 ? x : s;
    }
    assert_non_null(s);
    by = s->readings.at[0].said_by;
    about = s->about;
    s->readings.at[0].said_by = STM_NONE;
    assert_int_equal(stm_arena_protect(&run.arena, make_digest, NULL), STM_OK);
    assert_false(has("MANY LINES"));
    assert_false(has("all from Tomas Eriksen"));
    assert_true(has("not all of which"));
    s->about = STM_STR("Tomas Eriksen: \xE2\x80\x9CWe warned the company twice\xE2\x80\x9D");
    assert_int_equal(stm_arena_protect(&run.arena, make_digest, NULL), STM_OK);
    assert_true(has("MANY LINES"));
    assert_true(has("from Tomas Eriksen."));
    s->readings.at[0].said_by = by;
    s->about = about;
}

static void test_options(void **state)
{
    (void)state;
    options.view.matter = "quotes";
    assert_int_equal(stm_arena_protect(&run.arena, make_digest, NULL), STM_OK);
    assert_true(has("Jonas Pell"));
    assert_false(has("CONTESTED"));
    options.view.matter = NULL;
    options.view.min_lines = 3;
    assert_int_equal(stm_arena_protect(&run.arena, make_digest, NULL), STM_OK);
    assert_true(has("whether the ferry was overloaded") || has("Whether the ferry was overloaded"));
    assert_false(has("Jonas Pell"));
    options.view.min_lines = 0;
    options.view.all = true;
    assert_int_equal(stm_arena_protect(&run.arena, make_digest, NULL), STM_OK);
    assert_true(has("We have nothing to hide"));
    options.view.all = false;
    options.width = 40;
    assert_int_equal(stm_arena_protect(&run.arena, make_digest, NULL), STM_OK);
    assert_plain(40);
    options.width = 80;
}

static void fold_hostile(void *arg)
{
    stm_buf buf = { 0 };
    stm_fold fold;
    (void)arg;
    stm_fold_init(&fold, &run.arena, &buf, 20, false);
    stm_fold_addz(&fold, STM_RED,
                  "\033[2Jclear \001\002 \xc2\x9b screen \xe2\x80\xae"
                  "over");
    stm_fold_addz(&fold, STM_PLAIN, " averyveryverylongwordthatfitsnoline 漢字漢字漢字漢字漢字漢字");
    stm_fold_end(&fold, 2, 4);
    text = stm_buf_str(&buf);
}

static void test_hostile(void **state)
{
    (void)state;
    assert_int_equal(stm_arena_protect(&run.arena, fold_hostile, NULL), STM_OK);
    assert_plain(20);
    assert_true(has("[2Jclear"));
    assert_false(has("\xe2\x80\xae"));
}

static int setup(void **state)
{
    (void)state;
    stm_run_init(&run);
    ferry_make(&run);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    stm_run_fini(&run);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_ferry), cmocka_unit_test(test_silent_reading),
                                        cmocka_unit_test(test_options), cmocka_unit_test(test_hostile) };
    return cmocka_run_group_tests(tests, setup, teardown);
}

/* test_api.c: the public interface as a caller uses it, and misuse that must be refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stemma/stemma.h"

static const char first[] =
    "The harbour bridge will close on Monday, 6 May 2024, the port authority said.\n\n“We have no "
    "choice,” said Nora Field, the harbour master. “The girders are cracked.”";
static const char second[] =
    "The harbour bridge will close on Monday, 6 May 2024, the port authority said.\n\n“We have no "
    "choice,” said Nora Field, the harbour master. “The girders are cracked.”\n\nShops protested.";

static stemma *open_two(void)
{
    stemma_options options = { sizeof options, NULL, 1, 1 };
    stemma *s = NULL;
    assert_int_equal(stemma_open(&options, &s), STEMMA_OK);
    assert_int_equal(stemma_add_text(s, "first", first, strlen(first), "2024-05-03"), STEMMA_OK);
    assert_int_equal(stemma_add_text(s, "second", second, strlen(second), NULL), STEMMA_OK);
    return s;
}

static void test_walk(void **state)
{
    stemma *s = open_two();
    const stemma_article *a;
    (void)state;
    assert_int_equal(stemma_article_count(s), 0); /* nothing before the run */
    assert_int_equal(stemma_run(s), STEMMA_OK);
    assert_int_equal(stemma_article_count(s), 2);
    a = stemma_article_at(s, 0);
    assert_string_equal(a->id, "first");
    assert_string_equal(a->text, first);
    assert_int_equal(a->text_bytes, strlen(first));
    assert_string_equal(a->published, "2024-05-03");
    assert_string_equal(a->published_from, "metadata");
    assert_null(stemma_article_at(s, 2));
    assert_int_equal(stemma_story_count(s), 1);
    assert_int_equal(stemma_story_at(s, 0)->n_articles, 2);
    for (size_t i = 0; i < stemma_item_count(s, 0); i++) {
        const stemma_item *item = stemma_item_at(s, 0, i);
        assert_true(item->n_readings >= 1);
        for (size_t r = 0; r < item->n_readings; r++) {
            const stemma_reading *reading = &item->readings[r];
            assert_true(reading->article < 2);
            assert_true(reading->start < reading->end);
            assert_true(reading->end <= stemma_article_at(s, reading->article)->text_bytes);
        }
    }
    assert_null(stemma_item_at(s, 0, stemma_item_count(s, 0)));
    assert_null(stemma_item_at(s, 7, 0));
    assert_int_equal(stemma_item_count(s, 7), 0);
    stemma_close(s);
}

static void test_shared_text_is_found(void **state)
{
    stemma *s = open_two();
    (void)state;
    assert_int_equal(stemma_run(s), STEMMA_OK);
    assert_int_equal(stemma_pair_count(s), 1);
    assert_int_equal(stemma_pair_at(s, 0)->a, 0);
    assert_int_equal(stemma_pair_at(s, 0)->b, 1);
    assert_true(stemma_pair_at(s, 0)->shared_a > 0.9);
    assert_int_equal(stemma_story_at(s, 0)->lines, 1);
    assert_null(stemma_pair_at(s, 1));
    stemma_close(s);
}

static void test_results_end_when_an_article_is_added(void **state)
{
    stemma *s = open_two();
    const char *json = NULL;
    size_t bytes = 0;
    (void)state;
    assert_int_equal(stemma_json(s, &json, &bytes), STEMMA_USAGE);
    assert_string_not_equal(stemma_error(s), "");
    assert_int_equal(stemma_run(s), STEMMA_OK);
    assert_int_equal(stemma_json(s, &json, &bytes), STEMMA_OK);
    assert_int_equal(strlen(json), bytes);
    assert_int_equal(json[0], '{');
    assert_int_equal(stemma_add_text(s, "third", "Rain.", 5, NULL), STEMMA_OK);
    assert_int_equal(stemma_article_count(s), 0);
    assert_int_equal(stemma_run(s), STEMMA_OK);
    assert_int_equal(stemma_article_count(s), 3);
    stemma_close(s);
}

static void test_refusals(void **state)
{
    stemma *s = open_two();
    stemma_options nowhere = { sizeof nowhere, "/nonexistent/models", 1, 1 };
    stemma *none = (stemma *)&nowhere;
    (void)state;
    assert_int_equal(stemma_add_text(s, "first", "Again.", 6, NULL), STEMMA_USAGE);
    assert_int_equal(stemma_add_file(s, "/nonexistent/article.txt"), STEMMA_IO);
    assert_non_null(strstr(stemma_error(s), "/nonexistent/article.txt"));
    assert_true(stemma_failures(s) >= 1);
    assert_int_equal(stemma_run(s), STEMMA_OK); /* the two others are still done */
    assert_int_equal(stemma_article_count(s), 2);
    stemma_close(s);
    assert_int_not_equal(stemma_open(&nowhere, &none), STEMMA_OK);
    assert_null(none);
    stemma_close(NULL);
}

static void test_one_file_twice(void **state)
{
    static const char path[] = STM_TEST_DIR "/../examples/stories/ferry/islander.txt";
    stemma *s = NULL;
    (void)state;
    assert_int_equal(stemma_open(NULL, &s), STEMMA_OK);
    assert_int_equal(stemma_add_file(s, path), STEMMA_OK);
    assert_int_equal(stemma_add_file(s, path), STEMMA_OK);
    assert_int_equal(stemma_run(s), STEMMA_OK);
    assert_string_equal(stemma_article_at(s, 0)->id, "islander");
    assert_string_equal(stemma_article_at(s, 1)->id, "islander-2");
    stemma_close(s);
}

static void test_bytes_that_are_no_utf8(void **state)
{
    static const char bad[] = "He said \xFF\xFE \xE2\x80 no.";
    stemma *s = NULL;
    (void)state;
    assert_int_equal(stemma_open(NULL, &s), STEMMA_OK);
    assert_int_equal(stemma_add_text(s, "bad", bad, sizeof bad - 1, "2024-02-31"), STEMMA_OK);
    assert_int_equal(stemma_add_text(s, "empty", "", 0, NULL), STEMMA_OK);
    assert_int_equal(stemma_run(s), STEMMA_OK);
    assert_non_null(strstr(stemma_article_at(s, 0)->text, "\xEF\xBF\xBD"));
    assert_null(stemma_article_at(s, 0)->published); /* there is no 31 February */
    stemma_close(s);
}

/* Nothing is read behind the last word, wherever the room for words happens to end. The sanitizers see it. */
static void test_texts_of_every_length(void **state)
{
    static const char *const end[] = { " offer", " sources", " said", " :", " \"" };
    char text[1200], id[32];
    stemma *s = NULL;
    (void)state;
    assert_int_equal(stemma_open(NULL, &s), STEMMA_OK);
    for (size_t n = 0; n < 150; n++) {
        size_t at = 0;
        for (size_t k = 0; k < n; k++) {
            at += (size_t)snprintf(text + at, sizeof text - at, "%s", k % 5 == 0 ? " Ardel" : " bid");
        }
        at += (size_t)snprintf(text + at, sizeof text - at, "%s", end[n % (sizeof end / sizeof *end)]);
        (void)snprintf(id, sizeof id, "t%zu", n);
        assert_int_equal(stemma_add_text(s, id, text, at, "2024-05-03"), STEMMA_OK);
    }
    assert_int_equal(stemma_run(s), STEMMA_OK);
    assert_int_equal(stemma_article_count(s), 150);
    stemma_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walk),
        cmocka_unit_test(test_shared_text_is_found),
        cmocka_unit_test(test_results_end_when_an_article_is_added),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_one_file_twice),
        cmocka_unit_test(test_bytes_that_are_no_utf8),
        cmocka_unit_test(test_texts_of_every_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

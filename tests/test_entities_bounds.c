/* test_entities_bounds.c: entities of articles that are nothing but names, or pronouns, or one sentence: they end, and
 * keep the invariants. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/extract.h"
#include "language/language.h"
#include "text/text.h"

typedef struct job {
    stm_arena arena;
    stm_model *model;
    stm_lexicon *lexicon;
    stm_article a;
} job;

static void work(void *arg)
{
    job *j = arg;
    stm_text_split(&j->arena, &j->a);
    stm_language_names(&j->arena, j->model, &j->a);
    stm_extract_entities(&j->arena, j->lexicon, &j->a);
}

/* The text again and again up to `bytes`; without trees, so that it is quick. */
static void repeat(const char *text, size_t bytes)
{
    stm_err err = { 0 };
    job j;
    size_t n = strlen(text);
    char *all = stm_mem_alloc(bytes + 1);
    assert_non_null(all);
    for (size_t i = 0; i < bytes; i++) {
        all[i] = text[i % n];
    }
    all[bytes] = '\0';
    stm_arena_init(&j.arena, 0);
    assert_int_equal(stm_model_open(NULL, &j.model, NULL), STM_OK);
    assert_int_equal(stm_lexicon_open(&j.lexicon, NULL), STM_OK);
    stm_article_init(&j.a);
    j.a.text = (stm_str){ all, bytes };
    assert_int_equal(stm_arena_protect(&j.arena, work, &j), STM_OK);
    assert_true(stm_article_validate(&j.a, &err));
    stm_lexicon_close(j.lexicon);
    stm_model_close(j.model);
    stm_arena_fini(&j.arena);
    stm_mem_free(all);
}

static void names_only(void **state)
{
    (void)state;
    repeat("Paul Okello met Anna Keita. Mr. Okello and Mrs. Keita left. ", 1500000);
}

static void one_sentence(void **state)
{
    (void)state;
    repeat("Paul Okello and ", 400000);
}

static void pronouns_only(void **state)
{
    (void)state;
    repeat("he saw her and they saw it, ", 400000);
}

static void marks_only(void **state)
{
    (void)state;
    repeat("\" ' \xe2\x80\x9c ", 100000);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(names_only), cmocka_unit_test(one_sentence),
                                        cmocka_unit_test(pronouns_only), cmocka_unit_test(marks_only) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

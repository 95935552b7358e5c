/* test_entities.c: entities of one article, on texts of our own. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

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
    stm_language_parse(&j->arena, j->model, &j->a);
    stm_language_names(&j->arena, j->model, &j->a);
    stm_extract_entities(&j->arena, j->lexicon, &j->a);
}

static void run(job *j, const char *text)
{
    stm_err err = { 0 };
    stm_arena_init(&j->arena, 0);
    assert_int_equal(stm_model_open(NULL, &j->model, NULL), STM_OK);
    assert_int_equal(stm_lexicon_open(&j->lexicon, NULL), STM_OK);
    stm_article_init(&j->a);
    j->a.text = stm_str_of(text);
    assert_int_equal(stm_arena_protect(&j->arena, work, j), STM_OK);
    assert_true(stm_article_validate(&j->a, &err));
}

static void done(job *j)
{
    stm_lexicon_close(j->lexicon);
    stm_model_close(j->model);
    stm_arena_fini(&j->arena);
}

/* The entity that has a mention of that text; NULL if there is none. */
static const stm_entity *of(const job *j, const char *text, uint32_t nth)
{
    for (uint32_t i = 0; i < j->a.entities.n; i++) {
        const stm_entity *e = &j->a.entities.at[i];
        for (uint32_t k = 0; k < e->mentions.n; k++) {
            if (stm_str_eqz(stm_str_sub(j->a.text, e->mentions.at[k].at), text) && nth-- == 0) {
                return e;
            }
        }
    }
    return NULL;
}

static void names_and_titles(void **state)
{
    job j;
    const stm_entity *e;
    (void)state;
    run(&j,
        "Kenyan Foreign Minister Paul Okello met Angela Merkel in Berlin on Friday. Okello said that he would return. "
        "The minister left the city at noon.");
    e = of(&j, "Paul Okello", 0);
    assert_non_null(e);
    assert_int_equal(e->kind, STM_PERSON);
    assert_true(stm_str_eqz(e->name, "Paul Okello"));
    assert_int_equal(e->titles.n, 1);
    assert_true(stm_str_eqz(e->titles.at[0], "Foreign Minister"));
    assert_ptr_equal(e, of(&j, "Okello", 0));
    assert_ptr_equal(e, of(&j, "he", 0));
    assert_ptr_equal(e, of(&j, "The minister", 0));
    done(&j);
}

static void two_of_one_surname(void **state)
{
    job j;
    (void)state;
    run(&j,
        "John Miller and his wife, Susan Miller, live in Boston. Mrs. Miller said on Monday that Mr. Miller was ill.");
    assert_ptr_not_equal(of(&j, "John Miller", 0), of(&j, "Susan Miller", 0));
    assert_ptr_equal(of(&j, "Miller", 0), of(&j, "John Miller", 0));
    assert_ptr_equal(of(&j, "Miller", 1), of(&j, "Susan Miller", 0));
    done(&j);
}

static void places_and_bodies(void **state)
{
    job j;
    (void)state;
    run(&j, "Flooding has closed schools in Nairobi, officials said. The city was without power. The rebel-held "
            "eastern suburbs of "
            "the city were dry. The Americans left the province of Quebec on Monday.");
    assert_ptr_equal(of(&j, "Nairobi", 0), of(&j, "The city", 0));
    assert_ptr_equal(of(&j, "Quebec", 0), of(&j, "the province", 0));
    assert_non_null(of(&j, "The rebel-held eastern suburbs", 0));
    done(&j);
}

static void capitals(void **state)
{
    job j;
    const stm_entity *e;
    (void)state;
    run(&j, "Kenya closed its border on Monday. Nairobi has said that the measure is needed. Two ministers met in "
            "Nairobi on Tuesday.");
    e = of(&j, "Kenya", 0);
    assert_non_null(e);
    assert_ptr_equal(e, of(&j, "Nairobi", 0));
    assert_true(stm_str_eqz(e->name, "Kenya"));
    assert_ptr_not_equal(e, of(&j, "Nairobi", 1));
    done(&j);
}

static void invented_places(void **state)
{
    job j;
    (void)state;
    run(&j, "Foreign Minister Paul Okello of Marenia said no. Marenia would not yield, he said.");
    assert_non_null(of(&j, "Marenia", 0));
    assert_int_equal(of(&j, "Marenia", 0)->kind, STM_PLACE);
    assert_ptr_equal(of(&j, "Marenia", 0), of(&j, "Marenia", 1));
    done(&j);
    run(&j, "But because the next widely-awaited Soup Tuesday is four months off, it's likely the Redfield, Wash. "
            "company's kitchen crew will serve a stew. Microtel said on Tuesday that it would help.");
    assert_non_null(of(&j, "Redfield, Wash.", 0));
    assert_int_equal(of(&j, "Redfield, Wash.", 0)->kind, STM_PLACE); /* a town and its state */
    done(&j);
}

static void lone_surnames(void **state)
{
    job j;
    (void)state;
    run(&j,
        "The police chief, Charles Potter, spoke on Monday. \"It is over,\" Potter said. Mr. Potter thanked the town. "
        "President Amara Keita met President Keita's guests.");
    assert_ptr_equal(of(&j, "Charles Potter", 0), of(&j, "Potter", 0));
    assert_ptr_equal(of(&j, "Charles Potter", 0), of(&j, "Potter", 1));
    assert_ptr_equal(of(&j, "Amara Keita", 0), of(&j, "Keita", 0));
    done(&j);
    run(&j, "\"Nobody told us,\" said Jonas Pell, 34, a teacher from Oslo.");
    assert_ptr_equal(of(&j, "Jonas Pell", 0), of(&j, "a teacher", 0));
    done(&j);
}

static void other_names(void **state)
{
    job j;
    (void)state;
    run(&j, "The Boko Haram-linked group formerly known as Ansaru left Nigeria on Monday. Ansaru had camps in Niger.");
    assert_non_null(of(&j, "Ansaru", 0));
    assert_ptr_equal(of(&j, "Ansaru", 0), of(&j, "Ansaru", 1));
    assert_ptr_not_equal(of(&j, "Boko Haram", 0), of(&j, "Ansaru", 0));
    done(&j);
}

static void name_follows_pronoun(void **state)
{
    job j;
    (void)state;
    run(&j, "In her speech, Angela Merkel thanked the voters of Hamburg.");
    assert_non_null(of(&j, "Angela Merkel", 0));
    assert_ptr_equal(of(&j, "her", 0), of(&j, "Angela Merkel", 0));
    done(&j);
}

static void firms_for_short(void **state)
{
    job j;
    (void)state;
    run(&j, "Rand & Toll Ltd rose on Monday. R&T said it would pay. Ardel Holdings Inc. fell, and Ardel said no.");
    assert_ptr_equal(of(&j, "R&T", 0), of(&j, "Rand & Toll Ltd", 0));
    assert_ptr_equal(of(&j, "Ardel", 0), of(&j, "Ardel Holdings Inc.", 0));
    done(&j);
}

static void no_sentences(void **state)
{
    static const char *const inputs[] = { "", "He", "he he he", "\"\"\"", "Mr. Mr. Mr.", "the the the", ", , ," };
    (void)state;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        job j;
        run(&j, inputs[i]);
        done(&j);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(names_and_titles),  cmocka_unit_test(two_of_one_surname),
                                        cmocka_unit_test(places_and_bodies), cmocka_unit_test(other_names),
                                        cmocka_unit_test(lone_surnames),     cmocka_unit_test(invented_places),
                                        cmocka_unit_test(capitals),          cmocka_unit_test(name_follows_pronoun),
                                        cmocka_unit_test(firms_for_short),   cmocka_unit_test(no_sentences) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

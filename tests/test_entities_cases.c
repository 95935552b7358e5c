/* test_entities_cases.c: tests/cases/entities: a line for each person who has a name, in text order:
 * NAME | TITLE; TITLE | COUNTRY | MENTION; MENTION, "-" for none. Rests on the trained models. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "helpers/cases.h"
#include "language/language.h"

static stm_model *model;

static void describe(stm_arena *arena, const stm_lexicon *lexicon, stm_article *a, stm_buf *out)
{
    stm_language_parse(arena, model, a);
    stm_language_names(arena, model, a);
    stm_extract_entities(arena, lexicon, a);
    for (uint32_t i = 0; i < a->entities.n; i++) {
        const stm_entity *e = &a->entities.at[i];
        bool named = false;
        for (uint32_t k = 0; k < e->mentions.n; k++) {
            named = named || e->mentions.at[k].form == STM_MENTION_NAME;
        }
        if (e->kind != STM_PERSON || !named) {
            continue;
        }
        stm_buf_format(arena, out, "%.*s | ", (int)e->name.n, e->name.p);
        for (uint32_t k = 0; k < e->titles.n; k++) {
            stm_buf_format(arena, out, "%s%.*s", k == 0 ? "" : "; ", (int)e->titles.at[k].n, e->titles.at[k].p);
        }
        stm_buf_format(arena, out, "%s | %.*s | ", e->titles.n == 0 ? "-" : "",
                       e->country.p == NULL ? 1 : (int)e->country.n, e->country.p == NULL ? "-" : e->country.p);
        for (uint32_t k = 0; k < e->mentions.n; k++) {
            stm_str s = stm_str_sub(a->text, e->mentions.at[k].at);
            stm_buf_format(arena, out, "%s%.*s", k == 0 ? "" : "; ", (int)s.n, s.p);
        }
        stm_buf_addz(arena, out, "\n");
    }
}

static void test_cases(void **state)
{
    case_run run = { "entities", describe };
    int texts = 0;
    (void)state;
    assert_int_equal(stm_model_open(NULL, &model, NULL), STM_OK);
    assert_int_equal(cases_run(&run, &texts), 0);
    assert_true(texts > 10);
    stm_model_close(model);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

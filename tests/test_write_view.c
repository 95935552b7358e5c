/* test_write_view.c: names, numbers, dates, marks and verbs as they are printed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>

#include "helpers/ferry.h"
#include "write/view.h"

static stm_run run;

static void assert_text(stm_str got, const char *want)
{
    if (!stm_str_eqz(got, want)) {
        (void)fprintf(stderr, "got \"%.*s\", want \"%s\"\n", (int)got.n, got.p, want);
    }
    assert_true(stm_str_eqz(got, want));
}

static void numbers(void *arg)
{
    stm_arena *a = arg;
    assert_text(stm_view_number(a, 31, 31), "31");
    assert_text(stm_view_number(a, 40000, 40000), "40,000");
    assert_text(stm_view_number(a, 1200, 1200), "1200");
    assert_text(stm_view_number(a, 1234567, 1234567), "1,234,567");
    assert_text(stm_view_number(a, 63, 77), "63 to 77");
    assert_text(stm_view_number(a, 17, NAN), "at least 17");
    assert_text(stm_view_number(a, NAN, 20), "at most 20");
    assert_text(stm_view_number(a, 0.667, 0.667), "0.667");
    assert_text(stm_view_number(a, -3, -3), "-3");
    assert_text(stm_view_number(a, NAN, NAN), "an unknown number");
}

static void dates(void *arg)
{
    stm_arena *a = arg;
    assert_text(stm_view_date(a, STM_STR("2023-03-14"), true), "14 March 2023");
    assert_text(stm_view_date(a, STM_STR("2023-03-14"), false), "14 March");
    assert_text(stm_view_date(a, STM_STR("2023-03"), false), "March 2023");
    assert_text(stm_view_date(a, STM_STR("2023-03-14T18:30:00Z"), true), "14 March 2023, 18:30");
    assert_text(stm_view_date(a, STM_STR("2023-W11"), true), "2023-W11");
    assert_text(stm_view_date(a, STM_STR("PAST_REF"), true), "PAST_REF");
    assert_text(stm_view_dates(a, STM_STR("2023-03-14"), STM_STR("2023-03-16")), "14 to 16 March 2023");
    assert_text(stm_view_dates(a, STM_STR("2023-02-27"), STM_STR("2023-03-02")), "27 February to 2 March 2023");
    assert_text(stm_view_dates(a, STM_STR("2023-01-01"), STM_STR("2023-12-31")), "2023");
    assert_text(stm_view_dates(a, STM_STR("2023-02-01"), STM_STR("2023-02-28")), "February 2023");
    assert_text(stm_view_dates(a, STM_STR("2023-06-01"), STM_STR("2023-08-31")), "June to August 2023");
    assert_text(stm_view_dates(a, STM_STR("2022-12-01"), STM_STR("2023-02-28")), "December 2022 to February 2023");
    assert_text(stm_view_dates(a, STM_STR("2009-01-01"), STM_STR("2013-12-31")), "2009 to 2013");
    assert_text(stm_view_dates(a, STM_STR("2022-12-31"), STM_STR("2023-01-02")), "31 December 2022 to 2 January 2023");
    assert_text(stm_view_dates(a, STM_NULL_STR, STM_STR("2023-01-02")), "2 January 2023");
    assert_null(stm_view_dates(a, STM_NULL_STR, STM_NULL_STR).p);
    assert_int_equal(stm_view_day_of(STM_STR("2023-03-14T18:30")), 19430);
    assert_int_equal(stm_view_day_of(STM_STR("2023-W11")), STM_NO_DAY);
}

static void marks(void *arg)
{
    stm_arena *a = arg;
    assert_text(stm_view_balanced(a, STM_STR("It held,” she said")), "“It held,” she said");
    assert_text(stm_view_balanced(a, STM_STR("she said: “It held")), "she said: “It held”");
    assert_text(stm_view_balanced(a, STM_STR("no,” she said. “Yes,” he said")), "“no,” she said. “Yes,” he said");
    assert_text(stm_view_balanced(a, STM_STR("“It held,” she said")), "“It held,” she said");
    assert_text(stm_view_balanced(a, STM_STR("It held,\" she said")), "\"It held,\" she said");
    assert_text(stm_view_balanced(a, STM_STR("she said \"It held")), "she said \"It held\"");
    assert_text(stm_view_balanced(a, STM_STR("the company’s ‘last warning")), "the company’s ‘last warning’");
    assert_text(stm_view_balanced(a, STM_STR("the islanders’ ferry")), "the islanders’ ferry");
    assert_text(stm_view_balanced(a, STM_STR("")), "");
}

static void verbs(void *arg)
{
    static const char *const many[] = { "police",
                                        "Union officials",
                                        "officials of the Union",
                                        "two of the pilots",
                                        "harbour pilots",
                                        "The authorities",
                                        "state police",
                                        "rebels",
                                        "rebel leaders",
                                        "survivors",
                                        "some residents",
                                        "Critics",
                                        "Lawmakers",
                                        "Democrats",
                                        "Harbour pilots",
                                        "Attorneys for Lund",
                                        "Sources familiar with the bid" };
    static const char *const one[] = { "one of the pilots",
                                       "Blue Strait Lines",
                                       "the coast guard",
                                       "Tomas Eriksen",
                                       "the United States",
                                       "a witness",
                                       "the press",
                                       "Adams",
                                       "the bus",
                                       "one person close to the rebels",
                                       "the chairman of the House Water and Harbour Committee",
                                       "police chief Ada Holm",
                                       "Critic" };
    for (size_t i = 0; i < sizeof many / sizeof *many; i++) {
        assert_true(stm_view_plural(arg, stm_str_of(many[i])) || !fprintf(stderr, "%s\n", many[i]));
    }
    for (size_t i = 0; i < sizeof one / sizeof *one; i++) {
        assert_true(!stm_view_plural(arg, stm_str_of(one[i])) || !fprintf(stderr, "%s\n", one[i]));
    }
}

static void names(void *arg)
{
    stm_arena *a = arg;
    assert_false(stm_view_may_speak(a, STM_STR("a controversy")));
    assert_true(stm_view_may_speak(a, STM_STR("a clerk of the mill")));
    assert_true(stm_view_may_speak(a, STM_STR("the report")));
    assert_true(stm_view_may_speak(a, STM_STR("union leaders")));
    assert_true(stm_view_may_speak(a, STM_STR("Maren Holt")));
    assert_true(stm_view_same_name(STM_STR("authorities"), STM_STR("The authorities")));
    assert_false(stm_view_same_name(STM_STR("authorities"), STM_STR("officials")));
    assert_false(stm_view_same_name(STM_NULL_STR, STM_STR("")));
    assert_true(stm_view_same_name(STM_NULL_STR, STM_NULL_STR));
    assert_text(stm_view_mid_sentence(a, NULL, STM_STR("Some witnesses")), "some witnesses");
    assert_text(stm_view_mid_sentence(a, NULL, STM_STR("Tomas Eriksen")), "Tomas Eriksen");
    assert_text(stm_view_mid_sentence(a, NULL, STM_STR("Critics")), "critics");
    assert_text(stm_view_mid_sentence(a, NULL, STM_STR("Rebel leaders")), "rebel leaders");
    assert_text(stm_view_mid_sentence(a, NULL, STM_STR("Syrian skippers")), "Syrian skippers");
    assert_text(stm_view_mid_sentence(a, NULL, STM_STR("Baker")), "Baker");
    assert_text(stm_view_mid_sentence(a, NULL, STM_STR("Union officials")), "Union officials");
    assert_text(stm_view_mid_sentence(a, NULL, STM_STR("")), "");
}

/* Names, lines and sections of the record made by hand; views share their arrays. */
static void view(void *arg)
{
    stm_view v, w;
    (void)arg;
    stm_view_make(&run.arena, &run, &run.stories.at[0], NULL, NULL, &v);
    assert_int_equal(v.n_lines, 4);
    assert_int_equal(v.line_of[0], v.line_of[1]);
    assert_int_not_equal(v.line_of[1], v.line_of[2]);
    assert_text(v.names[0], "Harbour Post");
    assert_text(v.names[4], "islander");
    assert_int_equal(v.sections[STM_SEC_CONTESTED].n, 3);
    assert_int_equal(v.sections[STM_SEC_QUOTES].n, 2); /* the third stands in one article only */
    stm_view_make(&run.arena, &run, &run.stories.at[0], NULL, &v, &w);
    assert_ptr_equal(v.names, w.names);
    assert_int_equal(w.n_lines, 4);
    stm_article *first = run.articles.at[run.stories.at[0].articles.at[0]];
    stm_str text = first->text; /* a party keeps the capital that the texts give it */
    first->text = STM_STR("On Monday many Democrats left the quay. Critics sang.");
    assert_text(stm_view_mid_sentence(&run.arena, &v, STM_STR("Democrats")), "Democrats");
    assert_text(stm_view_mid_sentence(&run.arena, &v, STM_STR("Critics")), "critics");
    first->text = STM_STR("On Monday many democrats left the quay. Democrats sang.");
    assert_text(stm_view_mid_sentence(&run.arena, &v, STM_STR("Democrats")), "democrats");
    first->text = text;
}

static void run_protected(void (*fn)(void *))
{
    assert_int_equal(stm_arena_protect(&run.arena, fn, &run.arena), STM_OK);
}

static void test_numbers(void **state)
{
    (void)state;
    run_protected(numbers);
}

static void test_dates(void **state)
{
    (void)state;
    run_protected(dates);
}

static void test_marks(void **state)
{
    (void)state;
    run_protected(marks);
}

static void test_verbs(void **state)
{
    (void)state;
    run_protected(verbs);
}

static void test_names(void **state)
{
    (void)state;
    run_protected(names);
}

static void test_view(void **state)
{
    (void)state;
    run_protected(view);
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
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_numbers), cmocka_unit_test(test_dates),
                                        cmocka_unit_test(test_marks),   cmocka_unit_test(test_verbs),
                                        cmocka_unit_test(test_names),   cmocka_unit_test(test_view) };
    return cmocka_run_group_tests(tests, setup, teardown);
}

/* test_times_cases.c: tests/cases/times: TEXT | TYPE | VALUE | FROM | TO, "-" for unknown. Without trees: the tenses
 * are read off the words, so that no model is needed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>

#include "helpers/cases.h"
#include "text/text.h"

static void describe(stm_arena *arena, const stm_lexicon *lexicon, stm_article *a, stm_buf *out)
{
    stm_extract_times(arena, lexicon, NULL, a);
    for (uint32_t i = 0; i < a->times.n; i++) {
        const stm_time *t = &a->times.at[i];
        stm_str s = stm_str_sub(a->text, t->at), parts[3] = { t->value, t->from, t->to };
        stm_buf_format(arena, out, "%.*s | %s", (int)s.n, s.p, stm_time_type_name(t->type));
        for (int k = 0; k < 3; k++) {
            stm_buf_format(arena, out, " | %.*s", parts[k].p == NULL ? 1 : (int)parts[k].n,
                           parts[k].p == NULL ? "-" : parts[k].p);
        }
        stm_buf_addz(arena, out, "\n");
    }
}

static void test_cases(void **state)
{
    case_run run = { "times", describe };
    int texts = 0;
    (void)state;
    assert_int_equal(cases_run(&run, &texts), 0);
    assert_true(texts > 20);
}

/* In a quotation the anchor is the day of speaking, where it is named beside the cue. */
static void say(void *arg)
{
    stm_arena *arena = arg;
    static const char text[] = "\"We leave tomorrow,\" the envoy said on Sunday. The port will open tomorrow.";
    stm_lexicon *lexicon;
    stm_article a;
    stm_quotation *q;
    stm_article_init(&a);
    a.text = stm_str_of(text);
    a.published_day = stm_day_of((stm_date){ 2016, 12, 6 });
    if (stm_lexicon_open(&lexicon, NULL) != STM_OK) {
        stm_arena_fail(arena);
    }
    stm_text_split(arena, &a);
    stm_extract_times(arena, lexicon, NULL, &a);
    q = stm_vec_add(arena, &a.quotations);
    stm_vec_push(arena, &q->content, (stm_span){ 1, 18 });
    q->cue = (stm_span){ (uint32_t)(strstr(text, "said") - text), (uint32_t)(strstr(text, "said") - text) + 4 };
    stm_resolve_quoted_times(arena, lexicon, NULL, &a);
    assert_int_equal(a.times.n, 3);
    assert_true(stm_str_eqz(a.times.at[0].value, "2016-12-05"));
    assert_true(stm_str_eqz(a.times.at[1].value, "2016-12-04"));
    assert_true(stm_str_eqz(a.times.at[2].value, "2016-12-07"));
    stm_lexicon_close(lexicon);
}

static void test_day_of_speaking(void **state)
{
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, say, &arena), STM_OK);
    stm_arena_fini(&arena);
}

/* Every day of a leap year and of a common one: weekdays by tense, sums of days, weeks and months, ends of months. */
static void reckon(void *arg)
{
    stm_arena *arena = arg;
    static const char text[] =
        "He left on Monday. He will leave on Monday. He left yesterday. He leaves tomorrow. He left "
        "ten days ago. It fell last month. It falls next month. It fell last year. He left a week ago.";
    stm_lexicon *lexicon;
    stm_article a;
    if (stm_lexicon_open(&lexicon, NULL) != STM_OK) {
        stm_arena_fail(arena);
    }
    stm_article_init(&a);
    a.text = stm_str_of(text);
    stm_text_split(arena, &a);
    for (int32_t day = stm_day_of((stm_date){ 1999, 12, 20 }); day <= stm_day_of((stm_date){ 2001, 1, 10 }); day++) {
        stm_date d = stm_date_of(day);
        const stm_time *t;
        a.published_day = day;
        stm_extract_times(arena, lexicon, NULL, &a);
        t = a.times.at;
        assert_int_equal(a.times.n, 9);
        assert_true(t[0].from_day <= day && t[0].from_day > day - 7 && stm_weekday(t[0].from_day) == 1);
        assert_true(t[1].from_day >= day && t[1].from_day < day + 7 && stm_weekday(t[1].from_day) == 1);
        assert_int_equal(t[2].from_day, day - 1);
        assert_int_equal(t[3].from_day, day + 1);
        assert_int_equal(t[4].from_day, day - 10);
        assert_int_equal(t[5].to_day, day - d.day);
        assert_int_equal(stm_date_of(t[5].from_day).day, 1);
        assert_int_equal(t[6].from_day, day - d.day + stm_month_days(d.year, d.month) + 1);
        assert_int_equal(t[6].to_day - t[6].from_day + 1,
                         stm_month_days(d.month == 12 ? d.year + 1 : d.year, d.month == 12 ? 1 : d.month + 1));
        assert_int_equal(t[7].to_day, stm_day_of((stm_date){ d.year - 1, 12, 31 }));
        assert_true(t[8].from_day <= day - 7 && t[8].to_day >= day - 7);
    }
    stm_lexicon_close(lexicon);
}

/* Numbers of ten thousand digits, sums far out of the calendar: nothing, or null, and no overflow. */
static void endless(void *arg)
{
    stm_arena *arena = arg;
    static const char *const around[][2] = {
        { "It ends in ", " years." }, { "It fell ", " days ago." }, { "On ", " May it fell." },
        { "In May ", " it fell." },   { "At ", ":30 it fell." },    { "It cost $", " million." },
        { "The ", "th man left." },   { "Some ", " died." },        { "From 3 to ", " died." },
        { "It fell 1e", " metres." }, { "It fell 0.", " metres." }, { "Week ", " of 2015 was dry." },
        { "It fell in 2016-W", "." }, { "The ", "s were dry." },    { "Q", " 2015 was dry." },
    };
    stm_lexicon *lexicon;
    if (stm_lexicon_open(&lexicon, NULL) != STM_OK) {
        stm_arena_fail(arena);
    }
    for (size_t k = 0; k < sizeof around / sizeof *around; k++) {
        stm_buf text = { 0 };
        stm_article a;
        stm_buf_addz(arena, &text, around[k][0]);
        for (int i = 0; i < 10000; i++) {
            stm_buf_addz(arena, &text, "9");
        }
        stm_buf_addz(arena, &text, around[k][1]);
        stm_article_init(&a);
        a.text = stm_buf_str(&text);
        a.published_day = stm_day_of((stm_date){ 2016, 12, 6 });
        stm_text_split(arena, &a);
        stm_extract_times(arena, lexicon, NULL, &a);
        stm_extract_figures(arena, lexicon, NULL, STM_BOUNDS_STEMMA, &a);
        for (uint32_t i = 0; i < a.times.n; i++) {
            assert_true(a.times.at[i].at.end - a.times.at[i].at.start < 100 || a.times.at[i].value.p == NULL);
        }
        for (uint32_t i = 0; i < a.figures.n; i++) {
            assert_true(a.figures.at[i].low < 1e300 || isnan(a.figures.at[i].low));
            assert_true(a.figures.at[i].high < 1e300 || isnan(a.figures.at[i].high));
        }
    }
    stm_lexicon_close(lexicon);
}

static void run(void (*what)(void *))
{
    stm_arena arena;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, what, &arena), STM_OK);
    stm_arena_fini(&arena);
}

static void test_every_day(void **state)
{
    (void)state;
    run(reckon);
}

static void test_endless_numbers(void **state)
{
    (void)state;
    run(endless);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_day_of_speaking),
                                        cmocka_unit_test(test_every_day), cmocka_unit_test(test_endless_numbers) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

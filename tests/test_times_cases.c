/* test_times_cases.c: tests/cases/times: TEXT | TYPE | VALUE | FROM | TO, "-" for unknown. Without trees: the tenses
 * are read off the words, so that no model is needed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "helpers/cases.h"
#include "text/text.h"

static void describe(stm_arena *arena, const stm_lexicon *lexicon, stm_article *a, stm_buf *out)
{
    stm_extract_times(arena, lexicon, a);
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
    stm_extract_times(arena, lexicon, &a);
    q = stm_vec_add(arena, &a.quotations);
    stm_vec_push(arena, &q->content, (stm_span){ 1, 18 });
    q->cue = (stm_span){ (uint32_t)(strstr(text, "said") - text), (uint32_t)(strstr(text, "said") - text) + 4 };
    stm_resolve_quoted_times(arena, lexicon, &a);
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

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_day_of_speaking) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

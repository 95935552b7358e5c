/* test_times_cases.c: tests/cases/times: TEXT | TYPE | VALUE | FROM | TO, "-" for unknown. Without trees: the tenses
 * are read off the words, so that no model is needed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "helpers/cases.h"

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

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

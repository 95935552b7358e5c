/* test_figures_cases.c: tests/cases/figures: TEXT | LOW | HIGH | UNIT, "-" for unbounded or none;
 * tests/cases/figures-acled, figures-ucdp: TEXT | LOW | BEST | HIGH | UNIT, by the named conventions. Without tags:
 * what is counted needs a tree and is tested with the parser. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include <math.h>

#include "helpers/cases.h"

static void bound(stm_arena *arena, stm_buf *out, double v)
{
    if (isnan(v)) {
        stm_buf_addz(arena, out, " | -");
    } else {
        stm_buf_format(arena, out, " | %.10g", v);
    }
}

static void describe_all(stm_arena *arena, const stm_lexicon *lexicon, stm_bounds bounds, stm_article *a, stm_buf *out)
{
    stm_extract_times(arena, lexicon, NULL, a);
    stm_extract_figures(arena, lexicon, NULL, bounds, a);
    for (uint32_t i = 0; i < a->figures.n; i++) {
        const stm_figure *f = &a->figures.at[i];
        stm_str s = stm_str_sub(a->text, f->at);
        stm_buf_format(arena, out, "%.*s", (int)s.n, s.p);
        bound(arena, out, f->low);
        if (bounds != STM_BOUNDS_STEMMA) {
            bound(arena, out, f->best);
        }
        bound(arena, out, f->high);
        stm_buf_format(arena, out, " | %.*s\n", f->unit.p == NULL ? 1 : (int)f->unit.n,
                       f->unit.p == NULL ? "-" : f->unit.p);
    }
}

static void describe(stm_arena *arena, const stm_lexicon *lexicon, stm_article *a, stm_buf *out)
{
    describe_all(arena, lexicon, STM_BOUNDS_STEMMA, a, out);
}

static void describe_acled(stm_arena *arena, const stm_lexicon *lexicon, stm_article *a, stm_buf *out)
{
    describe_all(arena, lexicon, STM_BOUNDS_ACLED, a, out);
}

static void describe_ucdp(stm_arena *arena, const stm_lexicon *lexicon, stm_article *a, stm_buf *out)
{
    describe_all(arena, lexicon, STM_BOUNDS_UCDP, a, out);
}

static void test_cases(void **state)
{
    case_run run = { "figures", describe };
    int texts = 0;
    (void)state;
    assert_int_equal(cases_run(&run, &texts), 0);
    assert_true(texts > 20);
}

static void test_named_conventions(void **state)
{
    case_run acled = { "figures-acled", describe_acled }, ucdp = { "figures-ucdp", describe_ucdp };
    int texts = 0;
    (void)state;
    assert_int_equal(cases_run(&acled, &texts), 0);
    assert_int_equal(cases_run(&ucdp, &texts), 0);
    assert_true(texts > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_named_conventions) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

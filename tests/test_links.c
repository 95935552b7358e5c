/* test_links.c: a figure's quotation, its place and the days for which it holds. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "extract/extract.h"
#include "text/text.h"

static void link_all(void *arg)
{
    stm_arena *arena = arg;
    static const char text[] = "Ten died on Monday, he said. Two left on Monday and three on Tuesday. Four stayed. "
                               "Five died in the town of Kelver. Six died in Kelver and seven in Sarn.";
    stm_lexicon *lexicon;
    stm_article a;
    int32_t monday = stm_day_of((stm_date){ 2016, 12, 5 });
    stm_article_init(&a);
    a.text = stm_str_of(text);
    a.published_day = monday + 1;
    if (stm_lexicon_open(&lexicon, NULL) != STM_OK) {
        stm_arena_fail(arena);
    }
    stm_text_split(arena, &a);
    stm_extract_times(arena, lexicon, NULL, &a);
    stm_extract_figures(arena, lexicon, NULL, STM_BOUNDS_STEMMA, &a);
    for (int k = 0; k < 2; k++) { /* one quotation within the other */
        stm_quotation *q = stm_vec_add(arena, &a.quotations);
        stm_vec_push(arena, &q->content, (stm_span){ 0, k == 0 ? 27 : 18 });
    }
    for (int k = 0; k < 2; k++) {
        static const char *const names[] = { "Kelver", "Sarn" };
        stm_entity *e = stm_vec_add(arena, &a.entities);
        size_t at = 0;
        e->kind = STM_PLACE;
        while ((at = stm_str_find(a.text, stm_str_of(names[k]), at)) != SIZE_MAX) {
            stm_mention m = { .at = { (uint32_t)at, (uint32_t)(at + strlen(names[k])) }, .form = STM_MENTION_NAME };
            stm_vec_push(arena, &e->mentions, m);
            at++;
        }
    }
    for (uint32_t t = 0; t < a.tokens.n; t++) {
        a.tokens.at[t].upos = stm_form_among(&a, t, "the") ? STM_DET : STM_UPOS_NONE;
    }
    stm_link_figures(arena, &a);
    assert_int_equal(a.figures.n, 7);
    assert_int_equal(a.figures.at[0].where.start, STM_NO_SPAN.start);
    assert_true(stm_str_eqz(stm_str_sub(a.text, a.figures.at[4].where), "Kelver"));
    assert_int_equal(a.figures.at[5].where.start, STM_NO_SPAN.start); /* two places in its sentence */
    assert_int_equal(a.figures.at[0].quotation, 1);
    assert_int_equal(a.figures.at[1].quotation, STM_NONE);
    assert_int_equal(a.figures.at[0].holds_from, monday);
    assert_int_equal(a.figures.at[0].holds_to, monday);
    assert_int_equal(a.figures.at[1].holds_from, STM_NO_DAY); /* two days in its sentence */
    assert_int_equal(a.figures.at[3].holds_from, STM_NO_DAY);
    stm_lexicon_close(lexicon);
}

static void test_links(void **state)
{
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, link_all, &arena), STM_OK);
    stm_arena_fini(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_links) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_write_page.c: the page of a record made by hand; hostile articles; the word diff. STEMMA_SHOW=FILE keeps the
 * page. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "helpers/ferry.h"
#include "write/page.h"
#include "write/words_diff.h"

static stm_run run;
static stm_str text;

static void make_page(void *arg)
{
    stm_buf buf = { 0 };
    stm_page_run(&run.arena, &buf, arg, NULL);
    text = stm_buf_str(&buf);
}

static bool has(const char *words) { return stm_str_find(text, stm_str_of(words), 0) != SIZE_MAX; }

/* Every link inside the page has a target. */
static void assert_links_lead_somewhere(void)
{
    static const char open[] = "href=\"#";
    size_t at = 0;
    while ((at = stm_str_find(text, stm_str_of(open), at)) != SIZE_MAX) {
        char id[64];
        size_t n = 0;
        for (at += sizeof open - 1; text.p[at] != '"'; at++) {
            id[n++] = text.p[at];
        }
        assert_true(stm_str_find(text, stm_str_format(&run.arena, " id=\"%.*s\"", (int)n, id), 0) != SIZE_MAX);
    }
}

static void check_links(void *arg)
{
    (void)arg;
    assert_links_lead_somewhere();
}

static void test_ferry(void **state)
{
    const char *show = getenv("STEMMA_SHOW");
    (void)state;
    assert_int_equal(stm_arena_protect(&run.arena, make_page, &run), STM_OK);
    if (show != NULL) {
        FILE *f = fopen(show, "wb");
        assert_non_null(f);
        (void)fwrite(text.p, 1, text.n, f);
        (void)fclose(f);
    }
    assert_int_equal(stm_arena_protect(&run.arena, check_links, NULL), STM_OK);
    assert_true(has("<del>and it should never have left port in that weather"));
    assert_true(has("<svg class=\"stemma\""));
    assert_true(has(">about 15 March")); /* a day that the other articles tell */
    assert_true(has("at least 17 people"));
    assert_false(has("http://"));
    assert_false(has("https://"));
}

static const char *const nasty[] = {
    "</script><script>alert(1)</script> \"quoted\" 'single' <!-- & &amp; ]]> \x01\x7f\xc2\x85 \xef\xbf\xbf end",
    "",
    "\n\n\n",
    "<img src=x onerror=alert(1)>\n<p>",
    "\"",
    "' onclick='x",
};

static void hostile(void *arg)
{
    stm_run *r = arg;
    stm_arena *a = &r->arena;
    stm_record *record = stm_vec_add(a, &r->stories);
    stm_statement *s = stm_vec_add(a, &record->statements);
    record->title = stm_str_of(nasty[0]);
    for (uint32_t i = 0; i < sizeof nasty / sizeof *nasty; i++) {
        stm_article *x = STM_NEW(a, stm_article);
        stm_article_init(x);
        x->text = stm_str_of(nasty[i]);
        x->id = stm_str_of(nasty[i]);
        x->outlet = x->title = x->published = x->published_why = stm_str_of(nasty[(i + 1) % 6]);
        x->published_from = STM_FROM_STORY;
        stm_vec_push(a, &r->articles, x);
        stm_vec_push(a, &record->articles, i);
        stm_vec_push(
            a, &s->readings,
            (stm_statement_reading){
                { i, { 0, (uint32_t)x->text.n } }, STM_DENIES, STM_NONE, stm_str_of(nasty[i]), stm_str_of(nasty[i]) });
    }
    s->about = stm_str_of(nasty[0]);
    s->lines = 2;
    record->lines = 2;
    s->confidence = 0.2;
    s->status = STM_ST_CONTESTED;
    make_page(r);
}

static void test_hostile(void **state)
{
    stm_run r;
    size_t scripts = 0;
    (void)state;
    stm_run_init(&r);
    assert_int_equal(stm_arena_protect(&r.arena, hostile, &r), STM_OK);
    for (size_t at = 0; (at = stm_str_find(text, STM_STR("<script"), at)) != SIZE_MAX; at++) {
        scripts++;
    }
    assert_int_equal(scripts, 1); /* ours */
    assert_false(has("<img"));
    assert_false(has("<!-- "));
    assert_false(has("\x01"));
    assert_true(has("&lt;/script&gt;&lt;script&gt;alert(1)"));
    stm_run_fini(&r);
}

static void test_empty(void **state)
{
    stm_run r;
    (void)state;
    stm_run_init(&r);
    assert_int_equal(stm_arena_protect(&r.arena, make_page, &r), STM_OK);
    assert_true(has("</html>"));
    stm_run_fini(&r);
}

/* An article that nothing is cited from, in a story without items. */
static void bare_story(void *arg)
{
    stm_run *r = arg;
    stm_record *record = stm_vec_add(&r->arena, &r->stories);
    stm_article *x = STM_NEW(&r->arena, stm_article);
    stm_article_init(x);
    x->id = STM_STR("a");
    x->text = STM_STR("One line.");
    stm_vec_push(&r->arena, &r->articles, x);
    stm_vec_push(&r->arena, &record->articles, 0);
    make_page(r);
}

static void test_bare(void **state)
{
    stm_run r;
    (void)state;
    stm_run_init(&r);
    assert_int_equal(stm_arena_protect(&r.arena, bare_story, &r), STM_OK);
    assert_true(has("<p>One line.</p>"));
    assert_true(has("Nothing to compare"));
    stm_run_fini(&r);
}

static void diff(void *arg)
{
    stm_arena *arena = arg;
    stm_diff d;
    stm_diff_words(arena, STM_STR("the dam held, he said"), STM_STR("The dam nearly held he added"), false, &d);
    assert_int_equal(d.runs.n, 5);
    assert_int_equal(d.runs.at[0].kind, STM_DIFF_SAME);
    assert_int_equal(d.runs.at[1].kind, STM_DIFF_ONLY_B);
    assert_int_equal(d.runs.at[2].kind, STM_DIFF_SAME);
    assert_int_equal(d.runs.at[3].kind, STM_DIFF_ONLY_A);
    assert_int_equal(d.runs.at[4].kind, STM_DIFF_ONLY_B);
    stm_diff_words(arena, STM_STR(""), STM_STR(""), false, &d);
    assert_int_equal(d.runs.n, 0);
    stm_diff_words(arena, STM_STR("a b"), STM_STR(""), false, &d);
    assert_int_equal(d.runs.n, 1);
}

static void test_diff(void **state)
{
    (void)state;
    assert_int_equal(stm_arena_protect(&run.arena, diff, &run.arena), STM_OK);
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
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_ferry), cmocka_unit_test(test_hostile),
                                        cmocka_unit_test(test_empty), cmocka_unit_test(test_bare),
                                        cmocka_unit_test(test_diff) };
    return cmocka_run_group_tests(tests, setup, teardown);
}

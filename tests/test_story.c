/* test_story.c: stories are found by matter, whatever the order and the number of articles. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "story/story_parts.h"

typedef struct call {
    stm_arena arena;
    const char **texts;
    uint32_t n;
    stm_grouping out;
} call;

static void group(void *arg)
{
    call *c = arg;
    stm_article **articles = STM_NEW_ARRAY(&c->arena, stm_article *, c->n + 1);
    for (uint32_t i = 0; i < c->n; i++) {
        articles[i] = STM_NEW(&c->arena, stm_article);
        stm_article_init(articles[i]);
        articles[i]->text = stm_str_of(c->texts[i]);
    }
    assert_int_equal(stm_story_group(&c->arena, articles, c->n, NULL, 2, &c->out, NULL), STM_OK);
}

static void run(call *c, const char **texts, uint32_t n)
{
    memset(c, 0, sizeof *c);
    stm_arena_init(&c->arena, 0);
    c->texts = texts;
    c->n = n;
    assert_int_equal(stm_arena_protect(&c->arena, group, c), STM_OK);
}

static void test_two_happenings(void **state)
{
    const char *texts[] = {
        "The ferry Northern Star ran aground off Kellan Island on Tuesday night with 212 passengers aboard, the coast "
        "guard said. Captain Mira Holt said that the steering had failed.",
        "Parliament in Arden voted 61 to 59 on Wednesday to raise the fuel tax. Finance Minister Tomas Beck called the "
        "vote a relief for the budget.",
        "Two hundred passengers were taken off the ferry Northern Star near Kellan Island after its steering failed, "
        "according to the coast guard. Holt, its captain, was questioned.",
        "A narrow vote in Arden raised the fuel tax: Tomas Beck, the finance minister, won 61 votes in parliament.",
    };
    call c;
    (void)state;
    run(&c, texts, 4);
    assert_int_equal(c.out.stories.n, 2);
    assert_int_equal(c.out.stories.at[0].n, 2);
    assert_int_equal(c.out.stories.at[0].at[1], 2);
    assert_int_equal(c.out.stories.at[1].at[1], 3);
    stm_arena_fini(&c.arena);
}

static void test_every_article_once(void **state)
{
    const char *texts[] = { "", "\"\"\"\"", "word", "word", "\xE2\x80\x9C\xE2\x80\x9D", "Word word. Word? WORD!" };
    bool seen[6] = { false };
    uint32_t total = 0;
    call c;
    (void)state;
    run(&c, texts, 6);
    for (uint32_t s = 0; s < c.out.stories.n; s++) {
        for (uint32_t i = 0; i < c.out.stories.at[s].n; i++) {
            assert_false(seen[c.out.stories.at[s].at[i]]);
            seen[c.out.stories.at[s].at[i]] = true;
            total++;
        }
    }
    assert_int_equal(total, 6);
    stm_arena_fini(&c.arena);
    run(&c, texts, 0);
    assert_int_equal(c.out.stories.n, 0);
    stm_arena_fini(&c.arena);
}

/* More articles share rare words than are compared in full: the ones that share most are still found. */
static void test_many_candidates(void **state)
{
    enum { MANY = 300 };
    const char *texts[MANY + 2];
    static const char *const shared[] = { "Lighthouse", "Keeper", "Brandt" };
    static char room[MANY][160];
    call c;
    (void)state;
    for (uint32_t i = 0; i < MANY; i++) {
        (void)snprintf(room[i], sizeof room[i],
                       "%s firm%u of town%u hired clerk%u, painter%u and driver%u on street%u.", shared[i % 3], i, i, i,
                       i, i, i);
        texts[i] = room[i];
    }
    texts[MANY] =
        "The harbour council of Ossel voted to sell the Marrow lighthouse to keeper Ilse Brandt for one crown.";
    texts[MANY + 1] =
        "Keeper Ilse Brandt buys the Marrow lighthouse for one crown after the Ossel harbour council voted.";
    run(&c, texts, MANY + 2);
    for (uint32_t s = 0; s < c.out.stories.n; s++) {
        const stm_u32s *story = &c.out.stories.at[s];
        bool first = false, second = false;
        for (uint32_t i = 0; i < story->n; i++) {
            first = first || story->at[i] == MANY;
            second = second || story->at[i] == MANY + 1;
        }
        assert_true(first == second);
    }
    stm_arena_fini(&c.arena);
}

typedef struct pair_call {
    stm_arena arena;
    const char *day; /* of the second text */
    float score;
} pair_call;

static void score_pair(void *arg)
{
    pair_call *c = arg;
    stm_story_lanes lanes = { .threads = 1 };
    stm_article articles[3], *all[3];
    stm_term_vectors vectors;
    stm_like_list graph[3] = { 0 };
    const char *texts[3];
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_init(&lanes.arena[k], 0);
    }
    texts[0] = "Tomas Beck lost a vote in Arden on Monday. Farmers had blocked roads with tractors.";
    texts[1] =
        stm_str_format(&c->arena, "A vote in Arden %s brought Tomas Beck down. Nurses and postmen had marched.", c->day)
            .p;
    texts[2] = "A poll gave the rivals of Tomas Beck a lead in Arden. Bond prices barely moved after the vote.";
    for (uint32_t i = 0; i < 3; i++) {
        stm_article_init(&articles[i]);
        articles[i].text = stm_str_of(texts[i]);
        all[i] = &articles[i];
    }
    stm_story_terms(&c->arena, &lanes, all, 3, &vectors);
    stm_story_pairs(&c->arena, &lanes, &vectors, graph);
    assert_int_equal(graph[0].likes.at[0].other, 1);
    c->score = graph[0].likes.at[0].score;
    for (uint32_t k = 0; k < STM_CREW_MAX; k++) {
        stm_arena_fini(&lanes.arena[k]);
    }
}

static float with_day(const char *day)
{
    pair_call c = { .day = day };
    stm_arena_init(&c.arena, 0);
    assert_int_equal(stm_arena_protect(&c.arena, score_pair, &c), STM_OK);
    stm_arena_fini(&c.arena);
    return c.score;
}

/* Leads that name one weekday speak for one happening, leads that name two against it. */
static void test_weekdays(void **state)
{
    (void)state;
    assert_true(with_day("on Monday") > with_day("lately"));
    assert_true(with_day("lately") > with_day("on Thursday"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_two_happenings),
        cmocka_unit_test(test_every_article_once),
        cmocka_unit_test(test_many_candidates),
        cmocka_unit_test(test_weekdays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_stream.c: the engine's stream gives the same articles and diagnostics in the same order at any number of
 * threads, and stops where its sink says so. Label "threads": run under ThreadSanitizer. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>

#include "write/json.h"

#define ARTICLES 60

typedef struct collected {
    stm_arena arena;
    stm_buf all;
    uint32_t n, stop_at; /* 0: never */
} collected;

typedef struct add_call {
    collected *c;
    const char *p;
    size_t n;
} add_call;

static void add(void *arg)
{
    add_call *a = arg;
    stm_buf_add(&a->c->arena, &a->c->all, a->p, a->n);
}

static void collect(collected *c, const char *p, size_t n)
{
    add_call call = { c, p, n };
    assert_int_equal(stm_arena_protect(&c->arena, add, &call), STM_OK);
}

static void report(void *arg, const stm_diagnostic *d)
{
    collect(arg, d->reason, strlen(d->reason));
    collect(arg, "\n", 1);
}

static stm_status sink(void *arg, stm_arena *arena, stm_article *article)
{
    collected *c = arg;
    stm_buf buf = { 0 };
    stm_json json;
    stm_json_init(&json, arena, &buf);
    stm_json_article(&json, article, STM_DEPTH_ANNOTATE);
    collect(c, buf.at, buf.n);
    return ++c->n == c->stop_at ? STM_LIMIT : STM_OK;
}

/* Articles of different lengths, with a broken line now and then. */
static stm_str make_input(stm_arena *arena)
{
    stm_buf lines = { 0 };
    for (uint32_t i = 0; i < ARTICLES; i++) {
        stm_buf_format(arena, &lines, "{\"id\":\"a%u\",\"text\":\"", i);
        for (uint32_t k = 0; k < i % 7; k++) {
            stm_buf_format(arena, &lines, "A ferry with %u people ran aground on Tuesday, the coast guard said. ",
                           i * k);
        }
        stm_buf_addz(arena, &lines, i % 9 == 4 ? "\n" : "Nobody was hurt.\"}\n");
    }
    return stm_buf_str(&lines);
}

typedef struct input_call {
    stm_arena *arena;
    stm_str input;
} input_call;

static void make(void *arg)
{
    input_call *c = arg;
    c->input = make_input(c->arena);
}

static stm_status run(uint32_t threads, stm_str input, collected *c)
{
    stm_engine_options options = { .threads = threads };
    stm_engine *engine = NULL;
    stm_intake *intake = NULL;
    stm_err err = { 0 };
    stm_status status;
    stm_arena_init(&c->arena, 0);
    assert_int_equal(stm_engine_open(&options, &engine, &err), STM_OK);
    assert_int_equal(stm_intake_open_bytes(input, "in.jsonl", NULL, report, c, &intake, &err), STM_OK);
    status = stm_engine_stream(engine, STM_DEPTH_ANNOTATE, intake, sink, c, &err);
    stm_intake_close(intake);
    stm_engine_close(engine);
    return status;
}

static void test_same_at_any_number(void **state)
{
    static const uint32_t threads[] = { 2, 3, 8 };
    stm_arena arena;
    input_call input = { &arena, STM_NULL_STR };
    collected one = { 0 };
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, make, &input), STM_OK);
    assert_int_equal(run(1, input.input, &one), STM_OK);
    assert_true(one.n > ARTICLES / 2);
    for (size_t i = 0; i < sizeof threads / sizeof threads[0]; i++) {
        collected many = { 0 };
        assert_int_equal(run(threads[i], input.input, &many), STM_OK);
        assert_int_equal(many.all.n, one.all.n);
        assert_memory_equal(many.all.at, one.all.at, one.all.n);
        stm_arena_fini(&many.arena);
    }
    stm_arena_fini(&one.arena);
    stm_arena_fini(&arena);
}

static void test_sink_stops(void **state)
{
    stm_arena arena;
    input_call input = { &arena, STM_NULL_STR };
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, make, &input), STM_OK);
    for (uint32_t threads = 1; threads <= 4; threads += 3) {
        collected c = { .stop_at = 5 };
        assert_int_equal(run(threads, input.input, &c), STM_LIMIT);
        assert_int_equal(c.n, 5);
        stm_arena_fini(&c.arena);
    }
    stm_arena_fini(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_same_at_any_number), cmocka_unit_test(test_sink_stops) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* test_base.c: arena, strings, sieve, map, pool, calendar. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <time.h>

#include "base/calendar.h"
#include "base/gate.h"
#include "base/map.h"
#include "base/pool.h"
#include "base/sieve.h"

static void fill_map(void *arg)
{
    stm_arena *arena = arg;
    stm_map map = { 0 };
    stm_str many[100];
    uint32_t values[100];
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t *v = stm_map_put(arena, &map, stm_str_format(arena, "key %u", i), i);
        assert_int_equal(*v, i);
    }
    for (uint32_t i = 0; i < 1000; i++) {
        assert_int_equal(stm_map_get(&map, stm_str_format(arena, "key %u", i)), i);
        assert_true(stm_str_eq(map.items.at[i].key, stm_str_format(arena, "key %u", i)));
    }
    for (uint32_t i = 0; i < 1000; i++) {
        assert_int_equal(stm_map_get(&map, stm_str_format(arena, "none %u", i)), STM_NONE);
    }
    for (uint32_t i = 0; i < 100; i++) { /* every third is not there, one is empty */
        many[i] = i == 7 ? STM_STR("") : stm_str_format(arena, i % 3 == 0 ? "none %u" : "key %u", i);
    }
    stm_map_get_many(&map, many, 100, values);
    for (uint32_t i = 0; i < 100; i++) {
        assert_int_equal(values[i], i == 7 || i % 3 == 0 ? STM_NONE : i);
    }
    stm_map_get_many(&(stm_map){ 0 }, many, 100, values);
    assert_int_equal(values[0] & values[99], STM_NONE);
}

static void test_words(void **state)
{
    stm_arena arena;
    (void)state;
    assert_true(stm_str_eqz(STM_STR(""), "") && !stm_str_eqz(STM_STR("a"), "") && !stm_str_eqz(STM_STR(""), "a"));
    assert_true(stm_str_eqz(STM_STR("word"), "word") && !stm_str_eqz(STM_STR("word"), "words"));
    assert_false(stm_str_eqz((stm_str){ "\0", 1 }, ""));
    assert_true(stm_str_eqz_nocase(STM_STR("Word"), "wORD") && !stm_str_eqz_nocase(STM_STR("word"), "ward"));
    assert_true(stm_str_eqz_nocase(STM_STR(""), "") && !stm_str_eqz_nocase(STM_STR("@"), "`"));
    stm_arena_init(&arena, 0);
    {
        stm_str small = STM_STR("small"); /* needs no copy */
        assert_ptr_equal(stm_str_lower_of(&arena, small).p, small.p);
        assert_int_equal(arena.used_bytes, 0);
    }
    stm_arena_fini(&arena);
}

static void test_map(void **state)
{
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, fill_map, &arena), STM_OK);
    stm_arena_fini(&arena);
}

static void fill_list(void *arg)
{
    stm_arena *arena = arg;
    stm_u32s list = { 0 };
    uint32_t *first;
    stm_vec_push(arena, &list, 7);
    stm_vec_reserve(arena, &list, 100);
    assert_int_equal(list.at[0], 7);
    assert_true(list.cap >= 100);
    first = list.at;
    stm_vec_reserve(arena, &list, 50);
    for (uint32_t i = 1; i < 100; i++) {
        assert_int_equal(*stm_vec_add(arena, &list), 0);
    }
    assert_ptr_equal(list.at, first);
    stm_vec_push(arena, &list, 8);
    assert_int_equal(list.at[0] + list.at[100], 15);
}

static void test_room(void **state)
{
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, fill_list, &arena), STM_OK);
    stm_arena_fini(&arena);
}

static void ask_too_much(void *arg) { (void)stm_arena_array(arg, SIZE_MAX / 2, 16); }

static void test_arena_failure(void **state)
{
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, ask_too_much, &arena), STM_NO_MEMORY);
    assert_int_equal(stm_arena_protect(&arena, fill_map, &arena), STM_OK);
    stm_arena_fini(&arena);
}

/* Words of a list pass the list's sieve in any case, and only they are found in the list. */
static void test_lists(void **state)
{
    static const char list[] = "a At least o'clock \xE2\x80\x99s of MORE";
    static const struct {
        const char *word;
        bool there;
    } cases[] = { { "A", true },
                  { "at", true },
                  { "AT", true },
                  { "leasT", true },
                  { "O'Clock", true },
                  { "\xE2\x80\x99S", true },
                  { "more", true },
                  { "of", true },
                  { "off", false },
                  { "o", false },
                  { "least o'clock", false },
                  { "mor", false },
                  { "e", false },
                  { "", false } };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        stm_str word = stm_str_of(cases[i].word);
        assert_int_equal(stm_str_among(word, list), cases[i].there);
        assert_true(!cases[i].there || stm_sieve_pass(stm_sieve_word(word), list));
        assert_int_equal(stm_among(word, "a At least o'clock \xE2\x80\x99s of MORE"), cases[i].there);
    }
}

/* The same of lists that are read sixteen bytes at a time: each word at each place, and none that is cut, longer, or
 * two in a row. */
static void test_long_lists(void **state)
{
    static const char list[] = "order instruct direct command ask request petition urge press pressure implore a "
                               "encourage lobby e-mail o'clock x advise vow swear threaten promise pledge offer q";
    char changed[32];
    (void)state;
    for (size_t from = 0, to; list[from] != '\0'; from = list[to] == '\0' ? to : to + 1) {
        stm_str word = { list + from, strcspn(list + from, " ") };
        to = from + word.n;
        assert_true(stm_str_among(word, list));
        for (size_t k = 0; k < word.n; k++) {
            changed[k] = word.p[k] >= 'a' ? (char)(word.p[k] - 32) : word.p[k];
        }
        assert_true(stm_str_among((stm_str){ changed, word.n }, list));
        changed[word.n] = 'Z';
        assert_false(stm_str_among((stm_str){ changed, word.n + 1 }, list));
        changed[0] = '_';
        assert_false(stm_str_among((stm_str){ changed, word.n }, list));
        assert_false(stm_str_among((stm_str){ word.p + 1, word.n - 1 }, list));
        if (list[to] == ' ') {
            assert_false(stm_str_among((stm_str){ word.p, word.n + 1 }, list));
            assert_false(stm_str_among((stm_str){ word.p, word.n + 2 }, list));
        }
    }
}

static void gates_and_keys(void *arena)
{
    stm_map map = { 0 };
    stm_gate gate = { { 0 } };
    stm_date ends[] = { { 1, 1, 1 }, { 9999, 12, 31 }, { 812, 7, 4 } };
    const char *days[] = { "0001-01-01", "9999-12-31", "0812-07-04" };
    for (uint32_t i = 0; i < 300; i++) {
        (void)stm_map_put(arena, &map, stm_str_numbered(arena, 'w', i * i * i), i);
    }
    stm_gate_fill(&gate, &map);
    for (uint32_t i = 0; i < 300; i++) {
        assert_int_equal(stm_gate_get(&gate, &map, stm_str_format(arena, "w%u", i * i * i)), i);
    }
    assert_int_equal(stm_gate_get(&gate, &map, STM_STR("w2")), STM_NONE);
    assert_int_equal(stm_gate_get(&gate, &map, STM_STR("")), STM_NONE);
    assert_true(stm_str_eqz(stm_str_numbered(arena, '=', UINT32_MAX), "=4294967295"));
    assert_true(stm_str_eqz(stm_str_join(arena, STM_STR("ab"), '_', STM_STR("c")), "ab_c"));
    assert_true(stm_str_eqz(stm_str_join(arena, STM_STR(""), ' ', STM_STR("")), " "));
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        assert_true(stm_str_eqz(stm_day_format(arena, stm_day_of(ends[i])), days[i]));
    }
}

static void test_gates_and_keys(void **state)
{
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, gates_and_keys, &arena), STM_OK);
    stm_arena_fini(&arena);
}

static void *make_one(const void *arg)
{
    const size_t *bytes = arg;
    return *bytes == 0 ? NULL : stm_mem_alloc(*bytes);
}

/* What is given back is handed out again; nothing is made twice without need. */
static void test_pool(void **state)
{
    size_t bytes = 8;
    stm_pool *pool = stm_pool_new(make_one, stm_mem_free, &bytes);
    void *a, *b;
    (void)state;
    assert_non_null(pool);
    a = stm_pool_take(pool);
    b = stm_pool_take(pool);
    assert_true(a != NULL && b != NULL && a != b);
    stm_pool_give(pool, a);
    bytes = 0; /* from here on none can be made */
    assert_ptr_equal(stm_pool_take(pool), a);
    assert_null(stm_pool_take(pool));
    stm_pool_give(pool, b);
    stm_pool_give(pool, a);
    assert_ptr_equal(stm_pool_take(pool), a);
    assert_ptr_equal(stm_pool_take(pool), b);
    stm_pool_give(pool, a);
    stm_pool_give(pool, b);
    stm_pool_free(pool);
}

/* Every day of 1900 to 2100 against the C library. */
/* Needles of any length at any place, near the end too, and those whose first letters stand everywhere. */
static void test_find(void **state)
{
    char hay[100];
    (void)state;
    assert_int_equal(stm_str_find(STM_STR("pier"), STM_STR(""), 4), 4);
    assert_int_equal(stm_str_find(STM_STR("pier"), STM_STR("piers"), 0), SIZE_MAX);
    assert_int_equal(stm_str_find(STM_STR("pier"), STM_STR("r"), 5), SIZE_MAX);
    for (size_t n = 1; n < 40; n++) {
        for (size_t at = 0; at + n <= sizeof hay; at++) {
            stm_str needle = { "told the ferry's old captain of a tolled bell", n };
            memset(hay, 't', sizeof hay);
            memcpy(hay + at, needle.p, n);
            hay[at] = n > 1 ? 't' : 'T';
            needle.p = n > 1 ? needle.p : "T";
            assert_int_equal(stm_str_find((stm_str){ hay, sizeof hay }, needle, 0), at);
            assert_int_equal(stm_str_find((stm_str){ hay, sizeof hay }, needle, at), at);
            assert_int_equal(stm_str_find((stm_str){ hay, sizeof hay }, needle, at + 1), SIZE_MAX);
            assert_int_equal(stm_str_find((stm_str){ hay, at + n - 1 }, needle, 0), SIZE_MAX);
        }
    }
}

static void test_calendar(void **state)
{
    (void)state;
    int32_t first = stm_day_of((stm_date){ 1900, 1, 1 }), last = stm_day_of((stm_date){ 2100, 12, 31 });
    assert_int_equal(last - first + 1, 201 * 365 + 49);
    for (int32_t day = first; day <= last; day++) {
        time_t t = (time_t)day * 86400;
        struct tm tm;
        char week[16];
        int32_t year, number;
        stm_date d = stm_date_of(day);
        assert_non_null(gmtime_r(&t, &tm));
        assert_int_equal(d.year, tm.tm_year + 1900);
        assert_int_equal(d.month, tm.tm_mon + 1);
        assert_int_equal(d.day, tm.tm_mday);
        assert_int_equal(stm_weekday(day) % 7, tm.tm_wday);
        assert_int_equal(stm_day_of(d), day);
        stm_iso_week(day, &year, &number);
        assert_int_not_equal(strftime(week, sizeof week, "%G", &tm), 0);
        assert_int_equal(year, strtol(week, NULL, 10));
        assert_int_not_equal(strftime(week, sizeof week, "%V", &tm), 0);
        assert_int_equal(number, strtol(week, NULL, 10));
    }
    assert_int_equal(stm_day_of((stm_date){ 2023, 2, 29 }), STM_NO_DAY);
    assert_int_equal(stm_day_of((stm_date){ 2024, 2, 29 }), 19782);
}

/* A block goes from who is done with it to who needs one; arenas that share a stock take theirs there. */
static void fill_arena(void *arg)
{
    stm_arena *arena = arg;
    for (int i = 0; i < 100; i++) {
        memset(stm_arena_raw(arena, 1000, 100), i, 100000);
    }
}

static void test_stock(void **state)
{
    stm_stock *stock = stm_stock_new();
    stm_arena arena;
    void *a, *b;
    (void)state;
    assert_non_null(stock);
    stm_stock_ahead(stock); /* nobody has asked for any yet */
    a = stm_stock_take(stock);
    assert_non_null(a);
    memset(a, 1, STM_MEM_HUGE);
    stm_stock_ahead(stock);
    b = stm_stock_take(stock);
    assert_non_null(b);
    assert_ptr_not_equal(a, b);
    stm_stock_give(stock, a);
    assert_ptr_equal(stm_stock_take(stock), a);
    stm_stock_give(stock, a);
    stm_stock_give(stock, b);
    stm_arena_init_sharing(&arena, 1 << 18, stock);
    for (int i = 0; i < 3; i++) {
        assert_int_equal(stm_arena_protect(&arena, fill_arena, &arena), STM_OK);
        i % 2 == 0 ? stm_arena_reset(&arena) : stm_arena_fini(&arena);
    }
    stm_arena_fini(&arena);
    stm_stock_free(stock);
    stm_stock_give(NULL, stm_stock_take(NULL));
    stm_stock_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_room),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_arena_failure),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_long_lists),
        cmocka_unit_test(test_gates_and_keys),
        cmocka_unit_test(test_pool),
        cmocka_unit_test(test_calendar),
        cmocka_unit_test(test_stock),
        cmocka_unit_test(test_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

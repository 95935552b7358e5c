/* test_names_features.c: the parts in which the tagger asks for a token's features are together what it was trained
 * on, and a group's sixteen bytes decide its features. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "language/names_features.h"

enum { TOKENS = 7, ROUNDS = 3000 };

static uint32_t draw(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* Few values, so that tokens and groups are often alike. What the word decides goes with the word. */
static stm_names_view any_view(uint32_t *state)
{
    uint32_t word = draw(state) % 3;
    stm_names_view v = { .word = 100 + word, .fine = (uint16_t)(7 * word), .middle = (uint16_t)(3 * word) };
    v.coarse = (uint8_t)(word + 1);
    v.rank = (uint8_t)(2 * word);
    v.lists = (uint16_t)(word * 5);
    v.affix[1] = word * 11;
    v.shape = 50 + draw(state) % 2;
    v.caps = (uint8_t)(draw(state) % 5);
    v.spans = (uint16_t)(draw(state) % 2 * 40);
    v.at = (uint8_t)(draw(state) % 4);
    v.document = (uint8_t)(draw(state) % 4);
    v.style = (uint8_t)(draw(state) % 2);
    v.xpos = (uint8_t)(draw(state) % 3);
    v.deprel = (uint8_t)(draw(state) % 3);
    v.above_word = 100 + draw(state) % 3;
    v.above = (uint16_t)(7 * v.above_word);
    v.above2 = (uint16_t)(3 * v.above_word);
    v.hint = (uint8_t)(draw(state) % 3);
    v.hint_part = (uint8_t)(v.hint == 0 ? 0 : draw(state) % 4);
    return v;
}

static int by_value(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void test_parts_are_the_whole(void **state)
{
    uint32_t seed = 3;
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        stm_names_view v[TOKENS];
        uint32_t i = draw(&seed) % TOKENS, n = 0, m, whole[STM_NAMES_MAX_FEATURES], parts[2 * STM_NAMES_MAX_FEATURES];
        uint32_t room[1024];
        const uint32_t *others;
        for (uint32_t k = 0; k < TOKENS; k++) {
            v[k] = any_view(&seed);
        }
        for (uint32_t place = 0; place < 5; place++) {
            uint32_t at = i + place - 2;
            n += stm_names_own_features(at < TOKENS ? &v[at] : stm_names_outside(place > 2), place, parts + n);
        }
        for (uint32_t group = 0; group < STM_NAMES_GROUPS; group++) {
            n += stm_names_group_features(v, TOKENS, i, group, parts + n);
        }
        assert_true(stm_names_others_room(TOKENS) <= sizeof room / sizeof *room);
        others = stm_names_others(v, TOKENS, room);
        for (uint32_t k = 0; k < STM_NAMES_OTHERS; k++) {
            parts[n] = others[k * TOKENS + i];
            n += parts[n] != 0;
        }
        m = stm_names_hint_features(v, TOKENS, i, parts + n);
        assert_true(m <= STM_NAMES_MAX_HINTS);
        n += m;
        assert_int_equal(n, stm_names_features(v, TOKENS, i, whole, NULL));
        qsort(parts, n, sizeof *parts, by_value);
        qsort(whole, n, sizeof *whole, by_value);
        assert_memory_equal(parts, whole, n * sizeof *whole);
    }
}

static void test_a_group_decides_its_features(void **state)
{
    uint32_t seed = 4, same = 0;
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        stm_names_view a[TOKENS], b[TOKENS];
        stm_names_group of_a[STM_NAMES_GROUPS], of_b[STM_NAMES_GROUPS];
        uint32_t i = draw(&seed) % TOKENS, j = draw(&seed) % TOKENS;
        for (uint32_t k = 0; k < TOKENS; k++) {
            a[k] = any_view(&seed);
            b[k] = any_view(&seed);
        }
        stm_names_groups(a, TOKENS, i, of_a);
        stm_names_groups(b, TOKENS, j, of_b);
        for (uint32_t group = 0; group < STM_NAMES_GROUPS; group++) {
            uint32_t in_a[STM_NAMES_MAX_FEATURES], in_b[STM_NAMES_MAX_FEATURES], n;
            assert_int_equal(of_a[group].at[3] >> 24, group + 1);
            if (memcmp(&of_a[group], &of_b[group], sizeof of_a[group]) == 0) {
                n = stm_names_group_features(a, TOKENS, i, group, in_a);
                assert_int_equal(n, stm_names_group_features(b, TOKENS, j, group, in_b));
                assert_memory_equal(in_a, in_b, n * sizeof *in_a);
                same++;
            }
        }
    }
    assert_true(same > ROUNDS / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_parts_are_the_whole),
                                        cmocka_unit_test(test_a_group_decides_its_features) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

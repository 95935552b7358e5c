/* test_names_search.c: the best tags are those of a search through all pairs of tags, in both forms; the longest piece
 * with the greatest scores does not overflow. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "language/names_search.h"

enum { ROUNDS = 4000, TOKENS = 9, TAGS = STM_NAMES_TAGS };
#define FAR (INT64_C(1) << 50)

static uint32_t draw(uint32_t *state)
{
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

/* As names_search.h says it, with room for any sum. */
static void search_all(const int32_t *trans, const int16_t (*scores)[TAGS], uint32_t n, uint8_t *tags)
{
    static uint8_t back[STM_NAMES_PIECE][TAGS];
    int64_t here[TAGS], next[TAGS];
    uint32_t last = 0;
    for (uint32_t t = 0; t < TAGS; t++) {
        here[t] = t == 0 ? 0 : -FAR;
    }
    for (uint32_t i = 0; i < n; i++) {
        for (uint32_t to = 0; to < TAGS; to++) {
            next[to] = -2 * FAR;
            for (uint32_t from = 0; from < TAGS; from++) {
                if (stm_names_follows(from, to) && here[from] + trans[from * TAGS + to] > next[to]) {
                    next[to] = here[from] + trans[from * TAGS + to];
                    back[i][to] = (uint8_t)from;
                }
            }
            next[to] += scores[i][to];
        }
        memcpy(here, next, sizeof here);
    }
    for (uint32_t t = 1; t < TAGS; t++) {
        last = stm_names_follows(t, 0) && here[t] > here[last] ? t : last;
    }
    for (uint32_t i = n; i-- > 0;) {
        tags[i] = (uint8_t)last;
        last = back[i][last];
    }
}

static void compare(const int32_t *trans, const int16_t (*scores)[TAGS], uint32_t n)
{
    static uint8_t back[STM_NAMES_PIECE * STM_NAMES_BACK];
    uint8_t expected[STM_NAMES_PIECE], tags[STM_NAMES_PIECE];
    stm_names_steps steps;
    stm_names_steps_set(trans, &steps);
    search_all(trans, scores, n, expected);
    stm_names_search(&steps, scores, n, back, tags);
    assert_memory_equal(tags, expected, n);
    stm_names_search_plain(&steps, scores, n, back, tags);
    assert_memory_equal(tags, expected, n);
}

/* Few values, so that many sequences are equally good. */
static void test_random(void **state)
{
    uint32_t seed = 5;
    (void)state;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        int32_t trans[TAGS * TAGS];
        int16_t scores[TOKENS][TAGS];
        uint32_t n = draw(&seed) % (TOKENS + 1), spread = round % 2 == 0 ? 4 : 200;
        for (uint32_t i = 0; i < TAGS * TAGS; i++) {
            trans[i] = (int32_t)(draw(&seed) % 7) - 3;
        }
        for (uint32_t i = 0; i < TOKENS; i++) {
            for (uint32_t t = 0; t < TAGS; t++) {
                scores[i][t] = (int16_t)(draw(&seed) % spread) - (int16_t)(spread / 2);
            }
        }
        compare(trans, (const int16_t(*)[TAGS])scores, n);
    }
}

static void test_greatest(void **state)
{
    static int16_t scores[STM_NAMES_PIECE][TAGS];
    int32_t trans[TAGS * TAGS];
    (void)state;
    for (int32_t sign = -1; sign <= 1; sign += 2) {
        for (uint32_t i = 0; i < TAGS * TAGS; i++) {
            trans[i] = sign * STM_NAMES_TRANS_MAX;
        }
        for (uint32_t i = 0; i < STM_NAMES_PIECE; i++) {
            for (uint32_t t = 0; t < TAGS; t++) {
                scores[i][t] = (int16_t)(t == 2 || t == 3 ? INT16_MIN : sign < 0 ? INT16_MIN : INT16_MAX);
            }
        }
        compare(trans, (const int16_t(*)[TAGS])scores, STM_NAMES_PIECE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_random), cmocka_unit_test(test_greatest) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

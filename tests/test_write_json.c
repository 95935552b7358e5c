/* test_write_json.c: the JSON writer: escapes, numbers, nesting; offsets in every unit. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "write/json.h"
#include "write/json_span.h"

static stm_arena arena;

static void values(void *arg)
{
    stm_buf buf = { 0 };
    stm_json j;
    (void)arg;
    stm_json_init(&j, &arena, &buf);
    stm_json_begin(&j, '{');
    stm_json_key(&j, "a\"b"), stm_json_str(&j, STM_STR("\\ \n\t\r\x01\x7f é 😀 </script>"));
    stm_json_key(&j, "null"), stm_json_str(&j, STM_NULL_STR);
    stm_json_key(&j, "numbers"), stm_json_begin(&j, '[');
    stm_json_real(&j, 0.1);
    stm_json_real(&j, 1e300);
    stm_json_real(&j, -0.0);
    stm_json_real(&j, 66.7);
    stm_json_real(&j, NAN);
    stm_json_real(&j, INFINITY);
    stm_json_real(&j, 123456789012.0);
    stm_json_int(&j, -5);
    stm_json_end(&j, ']');
    stm_json_key(&j, "empty"), stm_json_begin(&j, '{'), stm_json_end(&j, '}');
    stm_json_key(&j, "yes"), stm_json_bool(&j, true);
    stm_json_end(&j, '}');
    assert_true(stm_str_eqz(stm_buf_str(&buf),
                            "{\"a\\\"b\": \"\\\\ \\n\\t\\r\\u0001\\u007f é 😀 </script>\", \"null\": null, "
                            "\"numbers\": [0.1, 1e+300, -0, 66.7, null, null, 123456789012, -5], \"empty\": {}, "
                            "\"yes\": true}"));
}

/* A dateline that does not stand in the text has no place in it; one that nobody knows is null. */
static void datelines(void *arg)
{
    stm_article a;
    stm_buf with = { 0 }, without = { 0 };
    stm_json j;
    (void)arg;
    stm_article_init(&a);
    a.text = STM_STR("x");
    stm_json_init(&j, &arena, &without);
    stm_json_article(&j, &a, STM_DEPTH_ARTICLES);
    a.dateline_place = STM_STR("Lorvik");
    stm_json_init(&j, &arena, &with);
    stm_json_article(&j, &a, STM_DEPTH_ARTICLES);
    assert_true(stm_str_find(stm_buf_str(&without), STM_STR("\"dateline\": null"), 0) != SIZE_MAX);
    assert_true(stm_str_find(stm_buf_str(&with), STM_STR("\"dateline\": {\"place\": \"Lorvik\", \"date\": null}"), 0) !=
                SIZE_MAX);
}

/* Shares of every kind against the C library: the fewest digits from six on that read back the same. */
static void shares(void *arg)
{
    uint64_t seed = 3;
    (void)arg;
    for (uint32_t i = 0; i < 60000; i++) {
        stm_buf buf = { 0 };
        stm_json j;
        char digits[40] = "";
        double v;
        seed = seed * 6364136223846793005u + 1442695040888963407u;
        v = i % 4 == 0   ? (double)(seed >> 11) / 9007199254740992.0
            : i % 4 == 1 ? (double)(seed >> 40) / (double)((seed >> 20 & 0xFFFFF) + (seed >> 40) + 1)
            : i % 4 == 2 ? (double)(seed % 100000) / 100000
                         : ldexp(1, -(int)(seed % 12)) + (double)(i % 64) / 9007199254740992.0;
        for (int precision = 6; precision <= 17 && (precision == 6 || strtod(digits, NULL) != v); precision++) {
            (void)snprintf(digits, sizeof digits, "%.*g", precision, v);
        }
        stm_json_init(&j, &arena, &buf);
        stm_json_real(&j, v);
        assert_true(stm_str_eqz(stm_buf_str(&buf), digits));
        stm_arena_reset(&arena);
    }
}

static void test_shares(void **state)
{
    (void)state;
    assert_int_equal(stm_arena_protect(&arena, shares, NULL), STM_OK);
}

static void test_values(void **state)
{
    (void)state;
    assert_int_equal(stm_arena_protect(&arena, values, NULL), STM_OK);
}

static void test_datelines(void **state)
{
    (void)state;
    assert_int_equal(stm_arena_protect(&arena, datelines, NULL), STM_OK);
}

/* Strings and keys of every length, with marks that need an escape anywhere, against one byte after the other. */
static void escapes(void *arg)
{
    (void)arg;
    for (uint32_t length = 0; length < 90; length++) {
        for (uint32_t every = 1; every < 12; every++) {
            char text[100], expected[1200];
            size_t n = 0;
            stm_buf buf = { 0 };
            stm_json j;
            for (uint32_t i = 0; i < length; i++) {
                text[i] = i % every == every - 1 ? "\"\\\x1f"[i % 3] : (char)('a' + i % 26);
            }
            text[length] = '\0';
            for (uint32_t twice = 0; twice < 2; twice++) {
                expected[n++] = '"';
                for (uint32_t i = 0; i < length; i++) {
                    if (text[i] == 0x1f) {
                        memcpy(expected + n, "\\u001f", 6);
                        n += 6;
                        continue;
                    }
                    if (text[i] == '"' || text[i] == '\\') {
                        expected[n++] = '\\';
                    }
                    expected[n++] = text[i];
                }
                expected[n++] = '"';
                if (twice == 0) {
                    expected[n++] = ':';
                    expected[n++] = ' ';
                }
            }
            stm_json_init(&j, &arena, &buf);
            stm_json_key(&j, text), stm_json_z(&j, text);
            assert_int_equal(buf.n, n);
            assert_memory_equal(buf.at, expected, n);
        }
    }
}

static void test_escapes(void **state)
{
    (void)state;
    assert_int_equal(stm_arena_protect(&arena, escapes, NULL), STM_OK);
}

/* Every offset of a text that needs several marks, against counting from the start. */
static void offsets(void *arg)
{
    stm_buf text = { 0 }, unused = { 0 };
    stm_article a, b;
    (void)arg;
    for (uint32_t i = 0; i < 200; i++) {
        stm_buf_addz(&arena, &text, i % 7 == 0 ? "😀" : i % 3 == 0 ? "“né”" : "plain ");
    }
    stm_article_init(&a);
    stm_article_init(&b);
    a.text = stm_buf_str(&text);
    b.text = STM_STR("é");
    for (int unit = STM_OFFSETS_BYTES; unit <= STM_OFFSETS_UTF16; unit++) {
        uint32_t n = 0;
        stm_json j;
        stm_json_init(&j, &arena, &unused);
        j.offsets = (stm_offsets)unit;
        for (uint32_t i = 0; i <= a.text.n; i++) {
            unsigned char c = i < a.text.n ? (unsigned char)a.text.p[i] : 0;
            if ((c & 0xC0) != 0x80) {
                j.of = &a;
                assert_int_equal(stm_json_offset(&j, i), n);
                j.of = &b; /* turn and turn about */
                assert_int_equal(stm_json_offset(&j, 2), unit == STM_OFFSETS_BYTES ? 2 : 1);
            }
            n += unit == STM_OFFSETS_BYTES ? 1 : (c & 0xC0) != 0x80 ? 1 + (unit == STM_OFFSETS_UTF16 && c >= 0xF0) : 0;
        }
    }
}

static void test_offsets(void **state)
{
    (void)state;
    assert_int_equal(stm_arena_protect(&arena, offsets, NULL), STM_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_values), cmocka_unit_test(test_shares),
                                        cmocka_unit_test(test_escapes), cmocka_unit_test(test_datelines),
                                        cmocka_unit_test(test_offsets) };
    int failed;
    stm_arena_init(&arena, 0);
    failed = cmocka_run_group_tests(tests, NULL, NULL);
    stm_arena_fini(&arena);
    return failed;
}

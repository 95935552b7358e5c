/* test_text.c: characters, word lists, tokens, sentences, paragraphs; texts that are hard on purpose. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#include "data/data.h"
#include "text/split.h"
#include "text/word_list.h"

typedef struct split_call {
    stm_arena *arena;
    stm_article article;
} split_call;

static void split(void *arg)
{
    split_call *c = arg;
    stm_text_split(c->arena, &c->article);
}

/* Splits, and checks the invariants: all characters but white space are in tokens, all tokens in sentences. */
static void split_text(stm_arena *arena, split_call *c, stm_str text)
{
    stm_err err = { 0 };
    uint32_t at = 0;
    c->arena = arena;
    stm_article_init(&c->article);
    c->article.text = text;
    assert_int_equal(stm_arena_protect(arena, split, c), STM_OK);
    if (!stm_article_validate(&c->article, &err)) {
        fail_msg("%s", err.message);
    }
    for (uint32_t i = 0; i <= c->article.tokens.n; i++) {
        uint32_t end = i < c->article.tokens.n ? c->article.tokens.at[i].at.start : (uint32_t)text.n;
        for (; at < end;) {
            stm_char ch = stm_char_at(text, at, (uint32_t)text.n);
            assert_int_equal(ch.kind, STM_CHAR_SPACE);
            at += ch.n;
        }
        at = i < c->article.tokens.n ? c->article.tokens.at[i].at.end : at;
    }
}

/* The next line of a case file that is no comment, without its end; false at the end of the file. */
static bool case_line(FILE *f, char *line, size_t cap)
{
    while (fgets(line, (int)cap, f) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] != '#' && line[0] != '\0') {
            return true;
        }
    }
    return false;
}

static FILE *open_cases(const char *name)
{
    char path[1000];
    FILE *f;
    (void)snprintf(path, sizeof path, "%s/cases/text/%s", STM_TEST_DIR, name);
    f = fopen(path, "r");
    assert_non_null(f);
    return f;
}

static void test_sentences(void **state)
{
    FILE *f = open_cases("sentences.txt");
    char want[1000], text[1000], got[2000];
    (void)state;
    while (case_line(f, want, sizeof want)) {
        stm_arena arena;
        split_call c;
        size_t n = 0;
        for (const char *p = want; *p != '\0'; p++) {
            p += strncmp(p, "| ", 2) == 0 ? 2 : 0;
            text[n++] = *p;
        }
        text[n] = '\0';
        stm_arena_init(&arena, 0);
        split_text(&arena, &c, stm_str_of(text));
        got[0] = '\0';
        for (uint32_t i = 0; i < c.article.sentences.n; i++) {
            stm_str s = stm_str_sub(c.article.text, c.article.sentences.at[i].at);
            (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", i == 0 ? "" : " | ", (int)s.n, s.p);
        }
        assert_string_equal(got, want);
        stm_arena_fini(&arena);
    }
    (void)fclose(f);
}

static void test_tokens(void **state)
{
    FILE *f = open_cases("tokens.txt");
    char text[1000], want[1000], got[2000];
    (void)state;
    while (case_line(f, text, sizeof text) && case_line(f, want, sizeof want)) {
        stm_arena arena;
        split_call c;
        stm_arena_init(&arena, 0);
        split_text(&arena, &c, stm_str_of(text));
        got[0] = '\0';
        for (uint32_t i = 0; i < c.article.tokens.n; i++) {
            stm_str s = stm_token_form(&c.article, i);
            const char *gap = i == 0 ? "" : c.article.tokens.at[i - 1].glued ? "+" : " ";
            (void)snprintf(got + strlen(got), sizeof got - strlen(got), "%s%.*s", gap, (int)s.n, s.p);
        }
        assert_string_equal(got, want);
        stm_arena_fini(&arena);
    }
    (void)fclose(f);
}

static uint32_t count_paragraphs(const char *text, uint32_t *sentences)
{
    stm_arena arena;
    split_call c;
    uint32_t n;
    stm_arena_init(&arena, 0);
    split_text(&arena, &c, stm_str_of(text));
    n = c.article.paragraphs.n;
    *sentences = c.article.sentences.n;
    stm_arena_fini(&arena);
    return n;
}

static void test_paragraphs(void **state)
{
    uint32_t sentences;
    (void)state;
    assert_int_equal(count_paragraphs("", &sentences), 0);
    assert_int_equal(count_paragraphs(" \n\t\n ", &sentences), 0);
    assert_int_equal(count_paragraphs("Bridge closed\n\nThe bridge is closed.\nTraffic is slow.", &sentences), 3);
    assert_int_equal(sentences, 3);
    assert_int_equal(count_paragraphs("The bridge over the river was closed on Monday after the flood, the city\n"
                                      "council said in a note to all those who live on the other side of the water,\n"
                                      "and nobody knows when it will open. The ferry runs twice a day until then, but\n"
                                      "only in good weather.",
                                      &sentences),
                     1);
    assert_int_equal(sentences, 2);
    assert_int_equal(count_paragraphs("It was a cold \nnight.\r\n\r\nThen it rained.", &sentences), 2);
}

static void test_word_lists(void **state)
{
    stm_sieve sieve;
    (void)state;
    assert_true(stm_word_list_sorted(stm_data_abbreviations, stm_data_abbreviations_size));
    assert_true(stm_word_list_sorted(stm_data_sentence_starters, stm_data_sentence_starters_size));
    assert_true(stm_word_list_sorted(stm_data_hyphen_prefixes, stm_data_hyphen_prefixes_size));
    assert_true(stm_word_list_sorted(stm_data_number_suffixes, stm_data_number_suffixes_size));
    assert_true(stm_word_list_sorted(stm_data_contractions, stm_data_contractions_size));
    assert_true(stm_word_list_has("# a\nbee x\ncat\n", 14, STM_STR("bee")));
    assert_true(stm_word_list_has("# a\nbee x\ncat\n", 14, STM_STR("cat")));
    assert_false(stm_word_list_has("# a\nbee x\ncat\n", 14, STM_STR("be")));
    sieve = stm_word_list_sieve("# a\nbee x\ncat\n", 14);
    assert_true(stm_sieve_meet(stm_sieve_word(STM_STR("Bee")), sieve));
    assert_true(stm_sieve_meet(stm_sieve_word(STM_STR("cat")), sieve));
    assert_false(stm_sieve_meet(stm_sieve_word(STM_STR("gannet")), sieve));
    assert_false(stm_sieve_meet(stm_sieve_word(STM_STR("")), sieve));
    assert_false(stm_word_list_has("# a\nbee x\ncat\n", 14, STM_STR("")));
    assert_false(stm_word_list_has("", 0, STM_STR("bee")));
    assert_true((stm_abbreviation(STM_STR("Gen")) & STM_ABBR_TITLE) != 0);
    assert_int_equal(stm_abbreviation(STM_STR("house")), 0);
    assert_true(stm_sentence_starter(STM_STR("The")));
    assert_false(stm_sentence_starter(STM_STR("Senate")));
}

/* Texts of a hundred thousand times the same thing must neither break an invariant nor take long. */
static void test_hard(void **state)
{
    static const char *const units[] = {
        "\"", "'",        ".",     ". ",   "a",  "a ",           "a.",  "1-",    "11-", "re-",           "(",
        ")",  "http://)", "@",     "a@b.", "\n", "\xE2\x80\x99", "x's", "A.B. ", "1. ", "\xE2\x80\xA2 ", "\xC3\xA9",
        "!?", "a,",       "1,000", "a\n"
    };
    const size_t times = 100000;
    (void)state;
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t n = strlen(units[u]);
        char *text = malloc(n * times);
        stm_arena arena;
        split_call c;
        assert_non_null(text);
        for (size_t i = 0; i < times; i++) {
            memcpy(text + i * n, units[u], n);
        }
        stm_arena_init(&arena, 0);
        split_text(&arena, &c, (stm_str){ text, n * times });
        stm_arena_fini(&arena);
        free(text);
    }
}

static void test_furniture_cuts(void **state)
{
    stm_arena arena;
    split_call c;
    stm_furniture caption = { STM_FURN_CAPTION, { 0, 15 } };
    (void)state;
    stm_arena_init(&arena, 0);
    c.arena = &arena;
    stm_article_init(&c.article);
    c.article.text = STM_STR("A flooded house The river rose.");
    c.article.furniture.at = &caption;
    c.article.furniture.n = c.article.furniture.cap = 1;
    assert_int_equal(stm_arena_protect(&arena, split, &c), STM_OK);
    assert_int_equal(c.article.sentences.n, 2);
    assert_int_equal(c.article.sentences.at[0].furniture, 1 + STM_FURN_CAPTION);
    assert_int_equal(c.article.sentences.at[1].furniture, 0);
    stm_arena_fini(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sentences),  cmocka_unit_test(test_tokens), cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_word_lists), cmocka_unit_test(test_hard),   cmocka_unit_test(test_furniture_cuts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

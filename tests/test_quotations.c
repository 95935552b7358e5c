/* test_quotations.c: quotation marks and the lexicon of cues. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>

#include "data/data.h"
#include "extract/attribution.h"
#include "extract/quote_marks.h"
#include "text/text.h"

typedef struct marks_call {
    stm_arena *arena;
    stm_str text;
    stm_article article;
    stm_quoteds found;
    const stm_lexicon *lexicon;
    uint64_t steps;
} marks_call;

static void find(void *arg)
{
    marks_call *c = arg;
    stm_article_init(&c->article);
    c->article.text = c->text;
    stm_text_split(c->arena, &c->article);
    c->steps = stm_quote_marks(c->arena, &c->article, &c->found);
}

/* `want` lists the passages without their marks, joined by | in the order of their starts. */
static void check(const char *text, const char *want)
{
    stm_arena arena;
    marks_call call = { .arena = &arena, .text = stm_str_of(text) };
    char got[1000] = "";
    size_t n = 0;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, find, &call), STM_OK);
    for (uint32_t i = 0; i < call.found.n; i++) {
        stm_str s = stm_str_sub(call.article.text, call.found.at[i].inner);
        assert_true(n + s.n + 2 < sizeof got);
        memcpy(got + n, s.p, s.n);
        n += s.n;
        got[n++] = '|';
    }
    got[n > 0 ? n - 1 : 0] = '\0';
    assert_string_equal(got, want);
    stm_arena_fini(&arena);
}

static void test_styles(void **state)
{
    (void)state;
    check("“We won,” she said.", "We won,");
    check("\"We won,\" she said. \"At last.\"", "We won,|At last.");
    check("''We won,'' she said. ''At last.''", "We won,|At last.");
    check("``We won,'' she said.", "We won,");
    check("‘We won,’ she said. It wasn’t close.", "We won,");
    check("'We won,' she said. 'It wasn't close.'", "We won,|It wasn't close.");
    check("«We won», she said. ‹Really›, he asked.", "We won|Really");
    check("»We won«, she said.", "We won");
    check("„We won“, she said. „At last.”", "We won|At last.");
    check("”We won,” she said.", "We won,");
    check("« We won », she said.", "We won");
    check("He called it ''a shame.'' It's over.", "a shame.");
    check("(\"We won\") [“At last”] —\"yes\"—", "We won|At last|yes");
}

static void test_nesting(void **state)
{
    (void)state;
    check("“He told me, ‘Run,’ and I ran,” she said.", "He told me, ‘Run,’ and I ran,|Run,");
    check("\"I heard him yell, 'Fire!'\" she said.", "I heard him yell, 'Fire!'|Fire!");
    check("‘He said “no” twice,’ she said.", "He said “no” twice,|no");
    check("“He said “no” twice,” she said.", "He said “no” twice,|no");
    check("“I kept thinking, ‘Not now.”’ Then it ended.", "I kept thinking, ‘Not now.|Not now.");
}

static void test_apostrophes(void **state)
{
    (void)state;
    check("The workers' pay rose in the '90s, rock 'n' roll.", "");
    check("The ministers' plan isn't new, 'em all say.", "");
    check("He is 6'2\" tall, it's said.", "");
    check("'The workers' pay must rise,' he said.", "The workers' pay must rise,");
    check("The so-called 'tax on rain' passed.", "tax on rain");
}

static void test_odd_marks(void **state)
{
    (void)state;
    check("“We won, she said.\n\nThe end came “late.”", "We won, she said.|late.");
    check("We won,” she said.", "We won,");
    check("It rained. We won,” she said. “At last.”", "We won,|At last.");
    check("“We won, she said. “At last,” he said.", "We won, she said.|At last,");
    check("A \" alone.", "alone.");
    check("“”", "");
    check("\"", "");
    check("", "");
}

static void test_paragraphs(void **state)
{
    stm_arena arena;
    marks_call call = { .arena = &arena };
    (void)state;
    check("“One.\n\n“Two.\n\n“Three,” she said.", "One.|Two.|Three,");
    call.text = STM_STR("“One.\n\n“Two.\n\nThree,” she said. “Four.”\n\n“Five.”");
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, find, &call), STM_OK);
    assert_int_equal(call.found.n, 5);
    assert_int_equal(call.found.at[0].continues, STM_NONE);
    assert_int_equal(call.found.at[1].continues, 0);
    assert_int_equal(call.found.at[2].continues, 1);
    assert_false(call.found.at[2].opened);
    assert_int_equal(call.found.at[3].continues, STM_NONE);
    assert_int_equal(call.found.at[4].continues, STM_NONE);
    stm_arena_fini(&arena);
}

/* Many marks: the spans nest and stay inside their paragraph; that the time stays linear is what makes this end. */
static void test_many_marks(void **state)
{
    static const char *const patterns[] = {
        "“", "\"", "“ ”", "”", "“'", " 'a", "«»", "''", "\" a", "“a ‘b", "a' 'b\n"
    };
    static char text[400001];
    (void)state;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        stm_arena arena;
        size_t n = strlen(patterns[i]), used = 0;
        while (used + n < sizeof text) {
            memcpy(text + used, patterns[i], n);
            used += n;
        }
        marks_call call = { .arena = &arena, .text = { text, used } };
        stm_arena_init(&arena, 1 << 20);
        assert_int_equal(stm_arena_protect(&arena, find, &call), STM_OK);
        for (uint32_t q = 0; q < call.found.n; q++) {
            const stm_quoted *f = &call.found.at[q];
            stm_span p = call.article.paragraphs.at[f->paragraph];
            assert_true(f->at.start >= p.start && f->at.end <= p.end && f->inner.start < f->inner.end);
            if (f->outer != STM_NONE) {
                assert_true(f->outer < q && call.found.at[f->outer].at.start <= f->at.start);
                assert_true(call.found.at[f->outer].at.end >= f->at.end);
            }
        }
        stm_arena_fini(&arena);
    }
}

/* Marks and direct speech of a text whose every word is a verb that may report: no trees are needed. */
static void speak(void *arg)
{
    marks_call *c = arg;
    stm_finder f;
    stm_article_init(&c->article);
    c->article.text = c->text;
    stm_text_split(c->arena, &c->article);
    for (uint32_t t = 0; t < c->article.tokens.n; t++) {
        stm_token *k = &c->article.tokens.at[t];
        stm_str form = stm_str_sub(c->text, k->at);
        k->head = STM_NONE;
        k->lemma = stm_str_eqz(form, "said") ? STM_STR("say") : form;
        k->upos = stm_str_eqz(form, "said") ? STM_VERB : STM_NOUN;
    }
    stm_finder_init(&f, c->arena, c->lexicon, &c->article);
    stm_attribute_direct(&f);
    c->steps = f.steps;
}

/* 100,000 opening marks, alternating ones, closing ones, with and without words between: twice the text takes at most
 * twice the steps, and a fixed number of steps a byte. */
static void test_linear(void **state)
{
    static const char *const patterns[] = { "“",
                                            "”",
                                            "\"",
                                            "“ ”",
                                            "” “ ",
                                            "“‘",
                                            "‘“’”",
                                            "« ",
                                            "``",
                                            "''",
                                            "`",
                                            "'",
                                            "“a ",
                                            "\"a said ",
                                            "“A b c, ",
                                            "“A b.” ",
                                            "“A,” said b. ",
                                            "“A\n\n",
                                            "a\n\n",
                                            "“A\n\na.\n\nb.”\n\n",
                                            "A said: “",
                                            "“A: ",
                                            "said, " };
    enum { TIMES = 100000 };
    stm_lexicon *lexicon;
    stm_err err = { 0 };
    (void)state;
    assert_int_equal(stm_lexicon_open(&lexicon, &err), STM_OK);
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        size_t n = strlen(patterns[i]);
        char *text = stm_mem_alloc(n * TIMES);
        uint64_t steps[2] = { 0, 0 };
        assert_non_null(text);
        for (size_t k = 0; k < TIMES; k++) {
            memcpy(text + k * n, patterns[i], n);
        }
        for (int half = 0; half < 2; half++) {
            stm_arena arena;
            marks_call call = { .arena = &arena,
                                .lexicon = lexicon,
                                .text = { text, n * TIMES / (half == 0 ? 2 : 1) } };
            stm_arena_init(&arena, 1 << 20);
            assert_int_equal(stm_arena_protect(&arena, speak, &call), STM_OK);
            steps[half] = call.steps;
            stm_arena_fini(&arena);
        }
        if (steps[1] > steps[0] * 2 + 1000 || steps[1] > 60 * (uint64_t)n * TIMES) {
            fail_msg("\"%s\": %llu steps for 50,000, %llu for 100,000", patterns[i], (unsigned long long)steps[0],
                     (unsigned long long)steps[1]);
        }
        stm_mem_free(text);
    }
    stm_lexicon_close(lexicon);
}

static void read_cues(void *arg)
{
    stm_arena *arena = arg;
    stm_cues cues = { 0 }, bad = { 0 };
    stm_err err;
    const stm_cue *cue;
    assert_int_equal(stm_cues_read(arena, (stm_str){ stm_data_cues, stm_data_cues_size }, &cues, &err), STM_OK);
    cue = stm_cue_find(&cues, STM_CUE_VERB, STM_STR("accuse"), STM_NULL_STR);
    assert_non_null(cue);
    assert_int_equal(cue->beside_act, STM_ACT_ACCUSE);
    assert_int_equal(stm_cue_act(stm_cue_find(&cues, STM_CUE_VERB, STM_STR("tell"), STM_NULL_STR), STM_CUE_THAT),
                     STM_ACT_SAY);
    assert_int_equal(stm_cue_act(stm_cue_find(&cues, STM_CUE_VERB, STM_STR("tell"), STM_NULL_STR), STM_CUE_DIRECTED),
                     STM_ACT_ORDER);
    assert_int_equal(cue->beside.n, 1);
    assert_non_null(stm_cue_find(&cues, STM_CUE_VERB, STM_STR("point"), STM_STR("out")));
    assert_true(stm_cue_find(&cues, STM_CUE_VERB, STM_STR("point"), STM_STR("out")) !=
                stm_cue_find(&cues, STM_CUE_VERB, STM_STR("point"), STM_NULL_STR));
    assert_null(stm_cue_find(&cues, STM_CUE_VERB, STM_STR("brush"), STM_NULL_STR));
    assert_null(stm_cue_find(&cues, STM_CUE_VERB, STM_STR("walk"), STM_NULL_STR));
    assert_int_equal(stm_cues_read(arena, STM_STR("# c\nverb say q: say\nverb sing q: sing\n"), &bad, &err),
                     STM_FORMAT);
    assert_non_null(strstr(err.message, "line 3"));
}

static void test_cues(void **state)
{
    stm_arena arena;
    (void)state;
    stm_arena_init(&arena, 0);
    assert_int_equal(stm_arena_protect(&arena, read_cues, &arena), STM_OK);
    stm_arena_fini(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_styles),    cmocka_unit_test(test_nesting),    cmocka_unit_test(test_apostrophes),
        cmocka_unit_test(test_odd_marks), cmocka_unit_test(test_paragraphs), cmocka_unit_test(test_many_marks),
        cmocka_unit_test(test_cues),      cmocka_unit_test(test_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

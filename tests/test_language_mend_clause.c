/* test_language_mend_clause.c: clauses without a subject, a verb or a place, on trees written by hand. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "helpers/trees.h"

/* Mends the tree and writes "head relation" of every word. */
static void mended(const word *w, uint32_t n, char *out, size_t cap)
{
    stm_token tokens[TREE_WORDS] = { 0 };
    char text[TREE_TEXT];
    stm_article a;
    stm_sentence sentence = tree_given(w, n, &a, tokens, text);
    stm_tree_mend_clause(&a, &sentence);
    tree_written(&a, out, cap);
}

static void test_but_the_other(void **state)
{
    const word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "saw", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "four", STM_NUM, STM_XP_CD, 2, STM_DEP_OBJ },      { ",", STM_PUNCT, STM_XP_PUNCT, 6, STM_DEP_PUNCT },
        { "but", STM_CCONJ, STM_XP_CC, 6, STM_DEP_CC },      { "guilds", STM_NOUN, STM_XP_NNS, 3, STM_DEP_CONJ },
        { "saw", STM_VERB, STM_XP_VBD, 2, STM_DEP_CONJ },    { "six", STM_NUM, STM_XP_CD, 7, STM_DEP_OBJ },
    };
    const word other[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "saw", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "mills", STM_NOUN, STM_XP_NNS, 2, STM_DEP_OBJ },   { ",", STM_PUNCT, STM_XP_PUNCT, 5, STM_DEP_PUNCT },
        { "yards", STM_NOUN, STM_XP_NNS, 3, STM_DEP_CONJ },  { "and", STM_CCONJ, STM_XP_CC, 7, STM_DEP_CC },
        { "left", STM_VERB, STM_XP_VBD, 2, STM_DEP_CONJ },
    };
    char out[300];
    (void)state;
    mended(w, 8, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 obj, 6 punct, 7 cc, 7 nsubj, 2 conj, 7 obj");
    mended(other, 7, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 obj, 5 punct, 3 conj, 7 cc, 2 conj");
}

static void test_bare_oblique(void **state)
{
    const word w[] = {
        { "Police", STM_NOUN, STM_XP_NNS, 2, STM_DEP_NSUBJ }, { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "three", STM_NUM, STM_XP_CD, 4, STM_DEP_NUMMOD },   { "people", STM_NOUN, STM_XP_NNS, 2, STM_DEP_OBL },
        { "were", STM_AUX, STM_XP_VBD, 6, STM_DEP_AUX_PASS }, { "hurt", STM_VERB, STM_XP_VBN, 2, STM_DEP_CCOMP },
    };
    char out[300];
    (void)state;
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 nummod, 6 nsubj:pass, 6 aux:pass, 2 ccomp");
}

static void test_after_whom(void **state)
{
    const word w[] = {
        { "Hopes", STM_NOUN, STM_XP_NNS, 2, STM_DEP_NSUBJ },   { "faded", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "after", STM_SCONJ, STM_XP_IN, 5, STM_DEP_MARK },    { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_OBL },
        { "charged", STM_VERB, STM_XP_VBD, 2, STM_DEP_ADVCL },
    };
    const word by_day[] = {
        { "Hopes", STM_NOUN, STM_XP_NNS, 2, STM_DEP_NSUBJ }, { "faded", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "after", STM_SCONJ, STM_XP_IN, 6, STM_DEP_MARK },  { "on", STM_ADP, STM_XP_IN, 5, STM_DEP_CASE },
        { "Friday", STM_PROPN, STM_XP_NNP, 2, STM_DEP_OBL }, { "charged", STM_VERB, STM_XP_VBD, 2, STM_DEP_ADVCL },
    };
    char out[300];
    (void)state;
    mended(w, 5, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 mark, 5 nsubj, 2 advcl");
    mended(by_day, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 6 mark, 5 case, 2 obl, 2 advcl");
}

static void test_after_a_court(void **state)
{
    const word w[] = {
        { "Clerks", STM_NOUN, STM_XP_NNS, 9, STM_DEP_NSUBJ },  { "certified", STM_VERB, STM_XP_VBN, 1, STM_DEP_ACL },
        { "that", STM_PRON, STM_XP_WDT, 5, STM_DEP_OBJ },      { "she", STM_PRON, STM_XP_PRP, 5, STM_DEP_NSUBJ },
        { "won", STM_VERB, STM_XP_VBD, 1, STM_DEP_ACL_RELCL }, { ",", STM_PUNCT, STM_XP_PUNCT, 9, STM_DEP_PUNCT },
        { "after", STM_SCONJ, STM_XP_IN, 8, STM_DEP_CASE },    { "judges", STM_NOUN, STM_XP_NNS, 9, STM_DEP_OBL },
        { "rejected", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT }, { "claims", STM_NOUN, STM_XP_NNS, 9, STM_DEP_OBJ },
    };
    const word comma[] = {
        { "Clerks", STM_NOUN, STM_XP_NNS, 7, STM_DEP_NSUBJ },  { "certified", STM_VERB, STM_XP_VBN, 1, STM_DEP_ACL },
        { ",", STM_PUNCT, STM_XP_PUNCT, 5, STM_DEP_PUNCT },    { "after", STM_ADP, STM_XP_IN, 5, STM_DEP_CASE },
        { "lunch", STM_NOUN, STM_XP_NN, 7, STM_DEP_OBL },      { ",", STM_PUNCT, STM_XP_PUNCT, 7, STM_DEP_PUNCT },
        { "rejected", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
    };
    char out[300];
    (void)state;
    mended(w, 10, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 mark, 5 nsubj, 2 ccomp, 2 punct, 9 mark, 9 nsubj, 2 advcl, 9 obj");
    mended(comma, 7, out, sizeof out);
    assert_string_equal(out, "7 nsubj, 1 acl, 5 punct, 5 case, 7 obl, 7 punct, 0 root");
}

static void test_said_a_thing(void **state)
{
    const word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ },   { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "the", STM_DET, STM_XP_DT, 6, STM_DEP_DET },         { "quake", STM_NOUN, STM_XP_NN, 6, STM_DEP_COMPOUND },
        { "measured", STM_VERB, STM_XP_VBN, 6, STM_DEP_AMOD }, { "magnitude", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBJ },
    };
    const word other[] = {
        { "The", STM_DET, STM_XP_DT, 4, STM_DEP_DET },      { "storm", STM_NOUN, STM_XP_NN, 4, STM_DEP_COMPOUND },
        { "hit", STM_VERB, STM_XP_VBN, 4, STM_DEP_AMOD },   { "mills", STM_NOUN, STM_XP_NNS, 7, STM_DEP_NSUBJ },
        { ",", STM_PUNCT, STM_XP_PUNCT, 7, STM_DEP_PUNCT }, { "guards", STM_NOUN, STM_XP_NNS, 7, STM_DEP_NSUBJ },
        { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
    };
    char out[300];
    (void)state;
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 det, 5 nsubj, 2 ccomp, 5 obj");
    mended(other, 7, out, sizeof out);
    assert_string_equal(out, "2 det, 3 nsubj, 7 ccomp, 3 obj, 7 punct, 7 nsubj, 0 root");
}

static void test_was_worried(void **state)
{
    const word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ },       { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "guards", STM_NOUN, STM_XP_NNS, 5, STM_DEP_NSUBJ_PASS }, { "were", STM_AUX, STM_XP_VBD, 5, STM_DEP_AUX_PASS },
        { "concerned", STM_ADJ, STM_XP_JJ, 2, STM_DEP_CCOMP },     { "there", STM_PRON, STM_XP_EX, 7, STM_DEP_EXPL },
        { "was", STM_VERB, STM_XP_VBD, 2, STM_DEP_CCOMP },         { "fire", STM_NOUN, STM_XP_NN, 7, STM_DEP_NSUBJ },
    };
    char out[300];
    (void)state;
    mended(w, 8, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 nsubj, 5 cop, 2 ccomp, 7 expl, 5 ccomp, 7 nsubj");
}

static void test_called_it(void **state)
{
    const word w[] = {
        { "He", STM_PRON, STM_XP_PRP, 2, STM_DEP_NSUBJ },    { "called", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "the", STM_DET, STM_XP_DT, 4, STM_DEP_DET },       { "devices", STM_NOUN, STM_XP_NNS, 2, STM_DEP_OBJ },
        { "toy", STM_NOUN, STM_XP_NN, 6, STM_DEP_COMPOUND }, { "bombs", STM_NOUN, STM_XP_NNS, 4, STM_DEP_APPOS },
    };
    const word other[] = {
        { "He", STM_PRON, STM_XP_PRP, 2, STM_DEP_NSUBJ },  { "called", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "trophy", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBJ }, { "hunting", STM_VERB, STM_XP_VBG, 2, STM_DEP_ADVCL },
        { "a", STM_DET, STM_XP_DT, 6, STM_DEP_DET },       { "horror", STM_NOUN, STM_XP_NN, 4, STM_DEP_OBJ },
    };
    char out[300];
    (void)state;
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 det, 2 obj, 6 compound, 2 xcomp");
    mended(other, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 obj, 2 xcomp, 6 det, 4 obj");
}

static void test_that_opens(void **state)
{
    const word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "in", STM_ADP, STM_XP_IN, 4, STM_DEP_CASE },       { "June", STM_PROPN, STM_XP_NNP, 2, STM_DEP_OBL },
        { "that", STM_SCONJ, STM_XP_IN, 8, STM_DEP_OBJ },    { "the", STM_DET, STM_XP_DT, 7, STM_DEP_DET },
        { "rule", STM_NOUN, STM_XP_NN, 4, STM_DEP_APPOS },   { "applied", STM_VERB, STM_XP_VBN, 7, STM_DEP_ACL },
    };
    char out[300];
    (void)state;
    mended(w, 8, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 case, 2 obl, 8 mark, 7 det, 8 nsubj, 2 ccomp");
}

static void test_on_fears(void **state)
{
    const word w[] = {
        { "by", STM_ADP, STM_XP_IN, 2, STM_DEP_CASE },     { "concern", STM_NOUN, STM_XP_NN, 0, STM_DEP_ROOT },
        { "that", STM_SCONJ, STM_XP_IN, 5, STM_DEP_MARK }, { "bids", STM_NOUN, STM_XP_NNS, 5, STM_DEP_NSUBJ },
        { "fell", STM_VERB, STM_XP_VBD, 2, STM_DEP_ACL },  { "and", STM_CCONJ, STM_XP_CC, 8, STM_DEP_CC },
        { "on", STM_ADP, STM_XP_IN, 8, STM_DEP_CASE },     { "fears", STM_NOUN, STM_XP_NNS, 5, STM_DEP_CONJ },
    };
    char out[300];
    (void)state;
    mended(w, 8, out, sizeof out);
    assert_string_equal(out, "2 case, 0 root, 5 mark, 5 nsubj, 2 acl, 8 cc, 8 case, 2 conj");
}

static void test_one_name(void **state)
{
    const word w[] = {
        { "Bids", STM_NOUN, STM_XP_NNS, 2, STM_DEP_NSUBJ },  { "fell", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "with", STM_ADP, STM_XP_IN, 4, STM_DEP_CASE },     { "Sheriff", STM_PROPN, STM_XP_NNP, 2, STM_DEP_OBL },
        { "Robert", STM_PROPN, STM_XP_NNP, 2, STM_DEP_OBL }, { "Vale", STM_PROPN, STM_XP_NNP, 5, STM_DEP_FLAT },
    };
    char out[300];
    (void)state;
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 case, 5 nmod, 2 obl, 5 flat");
}

static void test_at_least_one(void **state)
{
    const word w[] = {
        { "At", STM_ADP, STM_XP_IN, 2, STM_DEP_CASE },       { "least", STM_ADJ, STM_XP_JJS, 3, STM_DEP_NMOD },
        { "one", STM_NUM, STM_XP_CD, 4, STM_DEP_NUMMOD },    { "clerk", STM_NOUN, STM_XP_NN, 8, STM_DEP_OBL },
        { "who", STM_PRON, STM_XP_WP, 6, STM_DEP_NSUBJ },    { "had", STM_VERB, STM_XP_VBD, 4, STM_DEP_ACL_RELCL },
        { "keys", STM_NOUN, STM_XP_NNS, 6, STM_DEP_OBJ },    { "told", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "guilds", STM_NOUN, STM_XP_NNS, 8, STM_DEP_IOBJ },
    };
    const word other[] = {
        { "In", STM_ADP, STM_XP_IN, 5, STM_DEP_CASE },     { "at", STM_ADP, STM_XP_IN, 3, STM_DEP_CASE },
        { "least", STM_ADJ, STM_XP_JJS, 4, STM_DEP_NMOD }, { "one", STM_NUM, STM_XP_CD, 5, STM_DEP_NUMMOD },
        { "town", STM_NOUN, STM_XP_NN, 6, STM_DEP_OBL },   { "fell", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "rain", STM_NOUN, STM_XP_NN, 6, STM_DEP_OBJ },
    };
    char out[300];
    (void)state;
    mended(w, 9, out, sizeof out);
    assert_string_equal(out, "2 advmod, 3 nmod, 4 nummod, 8 nsubj, 6 nsubj, 4 acl:relcl, 6 obj, 0 root, 8 iobj");
    mended(other, 7, out, sizeof out);
    assert_string_equal(out, "5 case, 3 case, 4 nmod, 5 nummod, 6 obl, 0 root, 6 obj");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_but_the_other), cmocka_unit_test(test_bare_oblique),
                                        cmocka_unit_test(test_said_a_thing),  cmocka_unit_test(test_was_worried),
                                        cmocka_unit_test(test_called_it),     cmocka_unit_test(test_that_opens),
                                        cmocka_unit_test(test_on_fears),      cmocka_unit_test(test_one_name),
                                        cmocka_unit_test(test_at_least_one),  cmocka_unit_test(test_after_whom),
                                        cmocka_unit_test(test_after_a_court) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

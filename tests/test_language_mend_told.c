/* test_language_mend_told.c: what is told behind a verb of telling, on trees written by hand. */
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
    stm_tree_mend_told(&a, &sentence);
    tree_written(&a, out, cap);
}

static void test_goes_on_with_teller(void **state)
{
    word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ },   { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "talks", STM_NOUN, STM_XP_NNS, 5, STM_DEP_NSUBJ },   { "had", STM_AUX, STM_XP_VBD, 5, STM_DEP_AUX },
        { "stalled", STM_VERB, STM_XP_VBN, 2, STM_DEP_CCOMP }, { "and", STM_CCONJ, STM_XP_CC, 7, STM_DEP_CC },
        { "urged", STM_VERB, STM_XP_VBD, 5, STM_DEP_CONJ },    { "calm", STM_NOUN, STM_XP_NN, 7, STM_DEP_OBJ },
        { "today", STM_NOUN, STM_XP_NN, 5, STM_DEP_OBL }
    };
    char out[300];
    (void)state;
    mended(w, 9, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 nsubj, 5 aux, 2 ccomp, 7 cc, 2 conj, 7 obj, 7 obl");
    w[2].upos = STM_PROPN; /* "said Orr had left and urged": Orr may have */
    mended(w, 9, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 nsubj, 5 aux, 2 ccomp, 7 cc, 5 conj, 7 obj, 5 obl");
    w[2].upos = STM_NOUN;
    w[6].form = "moved"; /* no deed of words */
    mended(w, 9, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 nsubj, 5 aux, 2 ccomp, 7 cc, 5 conj, 7 obj, 5 obl");
    w[6].form = "urged", w[3].form = "was", w[3].deprel = STM_DEP_COP; /* one tense: nothing shows it */
    mended(w, 9, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 nsubj, 5 cop, 2 ccomp, 7 cc, 5 conj, 7 obj, 5 obl");
}

static void test_participle_goes_on(void **state)
{
    word w[] = { { "saying", STM_VERB, STM_XP_VBG, 0, STM_DEP_ROOT }, { "it", STM_PRON, STM_XP_PRP, 3, STM_DEP_NSUBJ },
                 { "hurts", STM_VERB, STM_XP_VBZ, 1, STM_DEP_CCOMP }, { "and", STM_CCONJ, STM_XP_CC, 5, STM_DEP_CC },
                 { "adding", STM_VERB, STM_XP_VBG, 3, STM_DEP_CONJ }, { "more", STM_ADJ, STM_XP_JJR, 5, STM_DEP_OBJ } };
    char out[300];
    (void)state;
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "0 root, 3 nsubj, 1 ccomp, 5 cc, 1 conj, 5 obj");
    w[2].xpos = STM_XP_VBG;
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "0 root, 3 nsubj, 1 ccomp, 5 cc, 3 conj, 5 obj");
}

static void test_has_subject(void **state)
{
    word w[] = { { "charging", STM_VERB, STM_XP_VBG, 0, STM_DEP_ROOT },
                 { "it", STM_PRON, STM_XP_PRP, 1, STM_DEP_OBJ },
                 { "missed", STM_VERB, STM_XP_VBD, 1, STM_DEP_XCOMP },
                 { "checks", STM_NOUN, STM_XP_NNS, 3, STM_DEP_OBJ } };
    char out[300];
    (void)state;
    mended(w, 4, out, sizeof out);
    assert_string_equal(out, "0 root, 3 nsubj, 1 ccomp, 3 obj");
    w[2].xpos = STM_XP_VBN;
    mended(w, 4, out, sizeof out);
    assert_string_equal(out, "0 root, 1 obj, 1 xcomp, 3 obj");
    w[2].xpos = STM_XP_VBD, w[0].form = "seeing";
    mended(w, 4, out, sizeof out);
    assert_string_equal(out, "0 root, 1 obj, 1 xcomp, 3 obj");
}

static void test_told_somebody(void **state)
{
    word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "answered", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { ",", STM_PUNCT, STM_XP_PUNCT, 4, STM_DEP_PUNCT },  { "telling", STM_VERB, STM_XP_VBG, 2, STM_DEP_ADVCL },
        { "the", STM_DET, STM_XP_DT, 6, STM_DEP_DET },       { "Courier", STM_PROPN, STM_XP_NNP, 4, STM_DEP_OBJ },
        { "it", STM_PRON, STM_XP_PRP, 9, STM_DEP_EXPL },     { "was", STM_AUX, STM_XP_VBD, 9, STM_DEP_COP },
        { "late", STM_ADJ, STM_XP_JJ, 2, STM_DEP_PARATAXIS }
    };
    char out[300];
    (void)state;
    mended(w, 9, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 punct, 2 advcl, 6 det, 4 obj, 9 expl, 9 cop, 4 ccomp");
    w[5] = (word){ ",", STM_PUNCT, STM_XP_PUNCT, 4, STM_DEP_PUNCT };
    mended(w, 9, out, sizeof out); /* nobody is told, and a comma sets it apart */
    assert_string_equal(out, "2 nsubj, 0 root, 4 punct, 2 advcl, 6 det, 4 punct, 9 expl, 9 cop, 2 parataxis");
}

static void test_in_parentheses(void **state)
{
    word w[] = {
        { "Prices", STM_NOUN, STM_XP_NNS, 3, STM_DEP_NSUBJ }, { "may", STM_AUX, STM_XP_MD, 3, STM_DEP_AUX },
        { "rise", STM_VERB, STM_XP_VB, 0, STM_DEP_ROOT },     { ",", STM_PUNCT, STM_XP_PUNCT, 3, STM_DEP_PUNCT },
        { "bakers", STM_NOUN, STM_XP_NNS, 6, STM_DEP_NSUBJ }, { "said", STM_VERB, STM_XP_VBD, 3, STM_DEP_ADVCL },
        { "in", STM_ADP, STM_XP_IN, 8, STM_DEP_CASE },        { "letters", STM_NOUN, STM_XP_NNS, 6, STM_DEP_OBL }
    };
    char out[300];
    (void)state;
    mended(w, 8, out, sizeof out);
    assert_string_equal(out, "3 nsubj, 3 aux, 0 root, 3 punct, 6 nsubj, 3 parataxis, 8 case, 6 obl");
    w[3] = (word){ "as", STM_SCONJ, STM_XP_IN, 6, STM_DEP_MARK };
    mended(w, 8, out, sizeof out);
    assert_string_equal(out, "3 nsubj, 3 aux, 0 root, 6 mark, 6 nsubj, 3 advcl, 8 case, 6 obl");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_goes_on_with_teller),
                                        cmocka_unit_test(test_participle_goes_on), cmocka_unit_test(test_has_subject),
                                        cmocka_unit_test(test_told_somebody), cmocka_unit_test(test_in_parentheses) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

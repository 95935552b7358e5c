/* test_language_mend.c: what a tree's own shape shows to be wrong, on trees written by hand. */
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
    stm_tree_mend_words(&a, &sentence);
    stm_tree_mend(&a, &sentence);
    stm_tree_mend_said(&a, &sentence);
    stm_tree_mend_speaker(&a, &sentence);
    tree_written(&a, out, cap);
}

static void test_no_verb(void **state)
{
    word wrong[] = {
        { "The", STM_DET, STM_XP_DT, 2, STM_DEP_DET },        { "firm", STM_NOUN, STM_XP_NN, 0, STM_DEP_ROOT },
        { "promised", STM_VERB, STM_XP_VBN, 2, STM_DEP_ACL }, { "to", STM_PART, STM_XP_TO, 5, STM_DEP_MARK },
        { "repay", STM_VERB, STM_XP_VB, 3, STM_DEP_XCOMP },   { "it", STM_PRON, STM_XP_PRP, 5, STM_DEP_OBJ },
        { ".", STM_PUNCT, STM_XP_PUNCT, 2, STM_DEP_PUNCT }
    };
    const word caption[] = {
        { "A", STM_DET, STM_XP_DT, 2, STM_DEP_DET },       { "house", STM_NOUN, STM_XP_NN, 0, STM_DEP_ROOT },
        { "built", STM_VERB, STM_XP_VBN, 2, STM_DEP_ACL }, { "by", STM_ADP, STM_XP_IN, 5, STM_DEP_CASE },
        { "monks", STM_NOUN, STM_XP_NNS, 3, STM_DEP_OBL }, { ".", STM_PUNCT, STM_XP_PUNCT, 2, STM_DEP_PUNCT }
    };
    char out[300];
    (void)state;
    mended(wrong, 7, out, sizeof out);
    assert_string_equal(out, "2 det, 3 nsubj, 0 root, 5 mark, 3 xcomp, 5 obj, 3 punct");
    mended(wrong, 6, out, sizeof out); /* a headline: no full stop */
    assert_string_equal(out, "2 det, 0 root, 2 acl, 5 mark, 3 xcomp, 5 obj");
    wrong[2].deprel = STM_DEP_ACL_RELCL; /* nobody else is who promised */
    mended(wrong, 7, out, sizeof out);
    assert_string_equal(out, "2 det, 3 nsubj, 0 root, 5 mark, 3 xcomp, 5 obj, 3 punct");
    mended(caption, 6, out, sizeof out);
    assert_string_equal(out, "2 det, 0 root, 2 acl, 5 case, 3 obl, 2 punct");
}

static void test_two_subjects(void **state)
{
    word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 6, STM_DEP_NSUBJ },   { "charged", STM_VERB, STM_XP_VBD, 6, STM_DEP_CCOMP },
        { ",", STM_PUNCT, STM_XP_PUNCT, 6, STM_DEP_PUNCT },    { "and", STM_CCONJ, STM_XP_CC, 6, STM_DEP_CC },
        { "leaders", STM_NOUN, STM_XP_NNS, 6, STM_DEP_NSUBJ }, { "denied", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "it", STM_PRON, STM_XP_PRP, 6, STM_DEP_OBJ }
    };
    const word after[] = {
        { "The", STM_DET, STM_XP_DT, 2, STM_DEP_DET },          { "vote", STM_NOUN, STM_XP_NN, 9, STM_DEP_NSUBJ },
        { "was", STM_AUX, STM_XP_VBD, 4, STM_DEP_AUX_PASS },    { "put", STM_VERB, STM_XP_VBN, 9, STM_DEP_CCOMP },
        { "off", STM_ADP, STM_XP_RP, 4, STM_DEP_COMPOUND_PRT }, { ",", STM_PUNCT, STM_XP_PUNCT, 9, STM_DEP_PUNCT },
        { "the", STM_DET, STM_XP_DT, 8, STM_DEP_DET },          { "speaker", STM_NOUN, STM_XP_NN, 9, STM_DEP_NSUBJ },
        { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT }
    };
    char out[300];
    (void)state;
    mended(w, 7, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 6 ccomp, 6 punct, 6 cc, 6 nsubj, 0 root, 6 obj");
    mended(after, 9, out, sizeof out);
    assert_string_equal(out,
                        "2 det, 4 nsubj:pass, 4 aux:pass, 9 ccomp, 4 compound:prt, 9 punct, 8 det, 9 nsubj, 0 root");
    w[1].head = 1, w[1].xpos = STM_XP_VBN, w[1].deprel = STM_DEP_ACL; /* a participle of its own subject */
    mended(w, 7, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 6 ccomp, 6 punct, 6 cc, 6 nsubj, 0 root, 6 obj");
    w[4].deprel = STM_DEP_OBL; /* one subject: nothing to mend */
    mended(w, 7, out, sizeof out);
    assert_string_equal(out, "6 nsubj, 1 acl, 6 punct, 6 cc, 6 obl, 0 root, 6 obj");
}

static void test_after(void **state)
{
    word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "wept", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "after", STM_ADP, STM_XP_IN, 5, STM_DEP_CASE },    { "the", STM_DET, STM_XP_DT, 5, STM_DEP_DET },
        { "minister", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBL }, { "resigned", STM_VERB, STM_XP_VBD, 2, STM_DEP_PARATAXIS }
    };
    char out[300];
    (void)state;
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 6 mark, 5 det, 6 nsubj, 2 advcl");
    w[5].xpos = STM_XP_VBN; /* "after the minister, tired": no finite verb */
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 case, 5 det, 2 obl, 2 parataxis");
}

static void test_particle(void **state)
{
    word w[] = { { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ },
                 { "called", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
                 { "off", STM_ADP, STM_XP_RP, 2, STM_DEP_COMPOUND_PRT },
                 { "a", STM_DET, STM_XP_DT, 5, STM_DEP_DET },
                 { "strike", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBL } };
    char out[300];
    (void)state;
    mended(w, 5, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 compound:prt, 5 det, 2 obj");
    w[3] = (word){ "at", STM_ADP, STM_XP_IN, 5, STM_DEP_CASE };
    mended(w, 5, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 compound:prt, 5 case, 2 obl");
}

static void test_that_clause(void **state)
{
    word w[] = { { "warnings", STM_NOUN, STM_XP_NNS, 0, STM_DEP_ROOT },
                 { "that", STM_PRON, STM_XP_WDT, 5, STM_DEP_NSUBJ },
                 { "floods", STM_NOUN, STM_XP_NNS, 5, STM_DEP_NSUBJ },
                 { "were", STM_AUX, STM_XP_VBD, 5, STM_DEP_COP },
                 { "likely", STM_ADJ, STM_XP_JJ, 1, STM_DEP_ACL_RELCL } };
    char out[300];
    (void)state;
    mended(w, 5, out, sizeof out);
    assert_string_equal(out, "0 root, 5 mark, 5 nsubj, 5 cop, 1 acl");
    w[4] = (word){ "brought", STM_VERB, STM_XP_VBD, 1, STM_DEP_ACL_RELCL };
    mended(w, 5, out, sizeof out); /* it may be the object */
    assert_string_equal(out, "0 root, 5 nsubj, 5 nsubj, 5 cop, 1 acl:relcl");
}

static void test_two_objects(void **state)
{
    word w[] = { { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "made", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
                 { "a", STM_DET, STM_XP_DT, 4, STM_DEP_DET },         { "crown", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBJ },
                 { "(", STM_PUNCT, STM_XP_PUNCT, 6, STM_DEP_PUNCT },  { "dime", STM_NOUN, STM_XP_NN, 4, STM_DEP_APPOS },
                 { ")", STM_PUNCT, STM_XP_PUNCT, 6, STM_DEP_PUNCT },  { "bid", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBJ } };
    char out[300];
    (void)state;
    mended(w, 8, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 8 det, 8 compound, 6 punct, 4 appos, 6 punct, 2 obj");
    w[4] = (word){ ",", STM_PUNCT, STM_XP_PUNCT, 6, STM_DEP_PUNCT };
    mended(w, 8, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 det, 2 obj, 6 punct, 4 appos, 6 punct, 2 obj");
}

static void test_said_before(void **state)
{
    word w[] = {
        { "clerks", STM_NOUN, STM_XP_NNS, 2, STM_DEP_NSUBJ }, { "waited", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "while", STM_SCONJ, STM_XP_IN, 4, STM_DEP_MARK },   { "saying", STM_VERB, STM_XP_VBG, 7, STM_DEP_ADVCL },
        { "Lund", STM_PROPN, STM_XP_NNP, 7, STM_DEP_NSUBJ },  { "would", STM_AUX, STM_XP_MD, 7, STM_DEP_AUX },
        { "come", STM_VERB, STM_XP_VB, 2, STM_DEP_ADVCL }
    };
    word parted[] = { { "then", STM_ADV, STM_XP_RB, 5, STM_DEP_ADVMOD },
                      { "smiling", STM_VERB, STM_XP_VBG, 5, STM_DEP_ADVCL },
                      { ",", STM_PUNCT, STM_XP_PUNCT, 2, STM_DEP_PUNCT },
                      { "Lund", STM_PROPN, STM_XP_NNP, 5, STM_DEP_NSUBJ },
                      { "left", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT } };
    char out[300];
    (void)state;
    mended(w, 7, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 mark, 2 advcl, 7 nsubj, 7 aux, 4 ccomp");
    mended(parted, 5, out, sizeof out);
    assert_string_equal(out, "5 advmod, 5 advcl, 2 punct, 5 nsubj, 0 root");
}

static void test_participle_object(void **state)
{
    word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "took", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "notes", STM_NOUN, STM_XP_NNS, 2, STM_DEP_OBJ },   { ",", STM_PUNCT, STM_XP_PUNCT, 5, STM_DEP_PUNCT },
        { "voicing", STM_VERB, STM_XP_VBG, 3, STM_DEP_ACL }, { "grave", STM_ADJ, STM_XP_JJ, 7, STM_DEP_AMOD },
        { "doubts", STM_NOUN, STM_XP_NNS, 3, STM_DEP_CONJ }
    };
    char out[300];
    (void)state;
    mended(w, 7, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 obj, 5 punct, 2 advcl, 7 amod, 5 obj");
    w[5] = (word){ "and", STM_CCONJ, STM_XP_CC, 7, STM_DEP_CC };
    mended(w, 7, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 obj, 5 punct, 3 acl, 7 cc, 3 conj");
}

static void test_two_words(void **state)
{
    word w[] = { { "Envoy", STM_PROPN, STM_XP_NNP, 3, STM_DEP_NSUBJ },
                 { "Weiss", STM_PROPN, STM_XP_NNP, 3, STM_DEP_NSUBJ },
                 { "spoke", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT } };
    word x[] = { { "analyst", STM_NOUN, STM_XP_NN, 4, STM_DEP_NSUBJ },
                 { "Roman", STM_ADJ, STM_XP_JJ, 1, STM_DEP_AMOD },
                 { "Weiss", STM_PROPN, STM_XP_NNP, 4, STM_DEP_NSUBJ },
                 { "spoke", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT } };
    char out[300];
    (void)state;
    mended(w, 3, out, sizeof out);
    assert_string_equal(out, "2 compound, 3 nsubj, 0 root");
    w[0].upos = STM_PRON; /* "he Weiss spoke" is something else */
    mended(w, 3, out, sizeof out);
    assert_string_equal(out, "3 nsubj, 3 nsubj, 0 root");
    mended(x, 4, out, sizeof out);
    assert_string_equal(out, "4 nsubj, 3 compound, 4 nsubj, 0 root");
}

static void test_asked_to(void **state)
{
    word w[] = { { "Police", STM_NOUN, STM_XP_NNS, 2, STM_DEP_NSUBJ },
                 { "ask", STM_VERB, STM_XP_VBP, 0, STM_DEP_ROOT },
                 { "people", STM_NOUN, STM_XP_NNS, 2, STM_DEP_IOBJ },
                 { "to", STM_PART, STM_XP_TO, 5, STM_DEP_MARK },
                 { "call", STM_VERB, STM_XP_VB, 2, STM_DEP_ADVCL } };
    char out[300];
    (void)state;
    mended(w, 5, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 iobj, 5 mark, 2 xcomp");
    w[2].deprel = STM_DEP_OBJ; /* "buy tools to repair" */
    mended(w, 5, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 obj, 5 mark, 2 advcl");
}

static void test_made_for(void **state)
{
    word w[] = { { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ },
                 { "made", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
                 { "plans", STM_NOUN, STM_XP_NNS, 2, STM_DEP_OBJ },
                 { "for", STM_ADP, STM_XP_IN, 5, STM_DEP_CASE },
                 { "peace", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBL } };
    char out[300];
    (void)state;
    mended(w, 5, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 obj, 5 case, 3 nmod");
    w[3].form = "in";
    mended(w, 5, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 obj, 5 case, 2 obl");
}

static void test_no_content(void **state)
{
    const word w[] = {
        { "Asked", STM_VERB, STM_XP_VBD, 6, STM_DEP_CCOMP }, { "why", STM_ADV, STM_XP_WRB, 3, STM_DEP_ADVMOD },
        { "left", STM_VERB, STM_XP_VBD, 1, STM_DEP_CCOMP },  { ",", STM_PUNCT, STM_XP_PUNCT, 1, STM_DEP_PUNCT },
        { "Lund", STM_PROPN, STM_XP_NNP, 6, STM_DEP_NSUBJ }, { "laughed", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT }
    };
    char out[300];
    (void)state;
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "6 advcl, 3 advmod, 1 ccomp, 1 punct, 6 nsubj, 0 root");
}

static void test_said_then(void **state)
{
    const word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ },   { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "last", STM_ADJ, STM_XP_JJ, 4, STM_DEP_AMOD },       { "week", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBL_UNMARKED },
        { "that", STM_PRON, STM_XP_WDT, 7, STM_DEP_OBJ },      { "he", STM_PRON, STM_XP_PRP, 7, STM_DEP_NSUBJ },
        { "left", STM_VERB, STM_XP_VBD, 4, STM_DEP_ACL_RELCL }
    };
    char out[300];
    (void)state;
    mended(w, 7, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 amod, 2 obl:unmarked, 7 mark, 7 nsubj, 2 ccomp");
}

static void test_two_tenses(void **state)
{
    const word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "mills", STM_NOUN, STM_XP_NNS, 4, STM_DEP_NSUBJ }, { "need", STM_VERB, STM_XP_VBP, 2, STM_DEP_CCOMP },
        { "time", STM_NOUN, STM_XP_NN, 4, STM_DEP_OBJ },     { "and", STM_CCONJ, STM_XP_CC, 7, STM_DEP_CC },
        { "urged", STM_VERB, STM_XP_VBD, 4, STM_DEP_CONJ },  { "patience", STM_NOUN, STM_XP_NN, 4, STM_DEP_OBJ },
    };
    const word one[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "mills", STM_NOUN, STM_XP_NNS, 4, STM_DEP_NSUBJ }, { "closed", STM_VERB, STM_XP_VBD, 2, STM_DEP_CCOMP },
        { "and", STM_CCONJ, STM_XP_CC, 6, STM_DEP_CC },      { "left", STM_VERB, STM_XP_VBD, 4, STM_DEP_CONJ },
    };
    char out[300];
    (void)state;
    mended(w, 8, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 nsubj, 2 ccomp, 4 obj, 7 cc, 2 conj, 7 obj");
    mended(one, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 nsubj, 2 ccomp, 6 cc, 4 conj");
}

/* "that pipes are mended and said leaks ...": a passive in the present is no past tense either. */
static void test_two_tenses_passive(void **state)
{
    const word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ },  { "warned", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "pipes", STM_NOUN, STM_XP_NNS, 5, STM_DEP_NSUBJ },  { "are", STM_AUX, STM_XP_VBP, 5, STM_DEP_AUX_PASS },
        { "mended", STM_VERB, STM_XP_VBN, 2, STM_DEP_CCOMP }, { "and", STM_CCONJ, STM_XP_CC, 7, STM_DEP_CC },
        { "said", STM_VERB, STM_XP_VBD, 5, STM_DEP_CONJ },
    };
    char out[300];
    (void)state;
    mended(w, 7, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 nsubj, 5 aux:pass, 2 ccomp, 7 cc, 2 conj");
}

/* "Reach, officials said, extended", and the same with a subject of its own behind the commas. */
static void test_parted_subject(void **state)
{
    const word w[] = {
        { "Reach", STM_NOUN, STM_XP_NN, 4, STM_DEP_NSUBJ },      { ",", STM_PUNCT, STM_XP_PUNCT, 1, STM_DEP_PUNCT },
        { "officials", STM_NOUN, STM_XP_NNS, 4, STM_DEP_NSUBJ }, { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { ",", STM_PUNCT, STM_XP_PUNCT, 6, STM_DEP_PUNCT },      { "extended", STM_VERB, STM_XP_VBD, 4, STM_DEP_CCOMP },
    };
    const word own[] = {
        { "Friday", STM_PROPN, STM_XP_NNP, 4, STM_DEP_NSUBJ }, { ",", STM_PUNCT, STM_XP_PUNCT, 1, STM_DEP_PUNCT },
        { "Lund", STM_PROPN, STM_XP_NNP, 4, STM_DEP_NSUBJ },   { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { ",", STM_PUNCT, STM_XP_PUNCT, 7, STM_DEP_PUNCT },    { "mills", STM_NOUN, STM_XP_NNS, 7, STM_DEP_NSUBJ },
        { "closed", STM_VERB, STM_XP_VBD, 4, STM_DEP_CCOMP },
    };
    char out[300];
    (void)state;
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "6 nsubj, 1 punct, 4 nsubj, 0 root, 6 punct, 4 ccomp");
    mended(own, 7, out, sizeof out);
    assert_string_equal(out, "4 nsubj, 1 punct, 4 nsubj, 0 root, 7 punct, 7 nsubj, 4 ccomp");
}

/* "Rules issued Friday would help", "said Friday he would go"; a Friday that was somebody's last is a subject. */
static void test_day_behind(void **state)
{
    const word rules[] = {
        { "Rules", STM_NOUN, STM_XP_NNS, 2, STM_DEP_NSUBJ },   { "issued", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "Friday", STM_PROPN, STM_XP_NNP, 5, STM_DEP_NSUBJ }, { "would", STM_AUX, STM_XP_MD, 5, STM_DEP_AUX },
        { "help", STM_VERB, STM_XP_VB, 2, STM_DEP_CCOMP },     { ".", STM_PUNCT, STM_XP_PUNCT, 2, STM_DEP_PUNCT },
    };
    const word update[] = {
        { "Rules", STM_NOUN, STM_XP_NNS, 4, STM_DEP_NSUBJ },
        { "issued", STM_VERB, STM_XP_VBN, 1, STM_DEP_ACL },
        { "Friday", STM_PROPN, STM_XP_NNP, 4, STM_DEP_NSUBJ },
        { "helped", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
    };
    const word he[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "last", STM_ADJ, STM_XP_JJ, 4, STM_DEP_AMOD },     { "week", STM_NOUN, STM_XP_NN, 7, STM_DEP_OBL_UNMARKED },
        { "he", STM_PRON, STM_XP_PRP, 7, STM_DEP_NSUBJ },    { "would", STM_AUX, STM_XP_MD, 7, STM_DEP_AUX },
        { "go", STM_VERB, STM_XP_VB, 2, STM_DEP_CCOMP },
    };
    const word last[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ },    { "noted", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "Friday", STM_PROPN, STM_XP_NNP, 6, STM_DEP_NSUBJ },  { "was", STM_AUX, STM_XP_VBD, 6, STM_DEP_COP },
        { "her", STM_PRON, STM_XP_PRPS, 6, STM_DEP_NMOD_POSS }, { "day", STM_NOUN, STM_XP_NN, 2, STM_DEP_CCOMP },
    };
    char out[300];
    (void)state;
    mended(rules, 6, out, sizeof out);
    assert_string_equal(out, "5 nsubj, 1 acl, 2 obl:unmarked, 5 aux, 0 root, 5 punct");
    mended(update, 4, out, sizeof out);
    assert_string_equal(out, "4 nsubj, 1 acl, 2 obl:unmarked, 0 root");
    mended(he, 7, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 amod, 2 obl:unmarked, 7 nsubj, 7 aux, 2 ccomp");
    mended(last, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 6 nsubj, 6 cop, 6 nmod:poss, 2 ccomp");
}

/* "It is old, according to a poll released Friday"; "by the time crews arrived" stays. */
static void test_poll_released(void **state)
{
    word w[] = {
        { "Mills", STM_NOUN, STM_XP_NNS, 2, STM_DEP_NSUBJ },
        { "closed", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { ",", STM_PUNCT, STM_XP_PUNCT, 6, STM_DEP_PUNCT },
        { "under", STM_ADP, STM_XP_IN, 5, STM_DEP_CASE },
        { "rules", STM_NOUN, STM_XP_NNS, 6, STM_DEP_OBL },
        { "issued", STM_VERB, STM_XP_VBD, 2, STM_DEP_ADVCL },
        { "Friday", STM_PROPN, STM_XP_NNP, 6, STM_DEP_OBL_UNMARKED },
    };
    char out[300];
    (void)state;
    mended(w, 7, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 punct, 5 case, 2 obl, 5 acl, 6 obl:unmarked");
    w[5].form = "arrived";
    mended(w, 7, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 6 punct, 5 case, 6 obl, 2 advcl, 6 obl:unmarked");
}

static void test_said_if(void **state)
{
    const word w[] = {
        { "Lund", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "if", STM_SCONJ, STM_XP_IN, 5, STM_DEP_MARK },     { "she", STM_PRON, STM_XP_PRP, 5, STM_DEP_NSUBJ },
        { "won", STM_VERB, STM_XP_VBD, 2, STM_DEP_CCOMP },   { ",", STM_PUNCT, STM_XP_PUNCT, 9, STM_DEP_PUNCT },
        { "she", STM_PRON, STM_XP_PRP, 9, STM_DEP_NSUBJ },   { "would", STM_AUX, STM_XP_MD, 9, STM_DEP_AUX },
        { "go", STM_VERB, STM_XP_VB, 2, STM_DEP_CCOMP },
    };
    word asked[9];
    char out[300];
    (void)state;
    mended(w, 9, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 mark, 5 nsubj, 9 advcl, 9 punct, 9 nsubj, 9 aux, 2 ccomp");
    memcpy(asked, w, sizeof asked);
    asked[1].form = "asked";
    mended(asked, 9, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 5 mark, 5 nsubj, 2 ccomp, 9 punct, 9 nsubj, 9 aux, 2 ccomp");
}

static void test_called_so(void **state)
{
    word w[] = {
        { "Osei", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "called", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "the", STM_DET, STM_XP_DT, 4, STM_DEP_DET },       { "plan", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBJ },
        { "a", STM_DET, STM_XP_DT, 6, STM_DEP_DET },         { "disgrace", STM_NOUN, STM_XP_NN, 4, STM_DEP_APPOS },
    };
    char out[300];
    (void)state;
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 det, 2 obj, 6 det, 2 xcomp");
    w[1].form = "sold";
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 det, 2 obj, 6 det, 4 appos");
}

static void test_called_harmful(void **state)
{
    word w[] = {
        { "Osei", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NSUBJ }, { "calls", STM_VERB, STM_XP_VBZ, 0, STM_DEP_ROOT },
        { "plans", STM_NOUN, STM_XP_NNS, 2, STM_DEP_OBJ },   { "'", STM_PUNCT, STM_XP_PUNCT, 5, STM_DEP_PUNCT },
        { "harmful", STM_ADJ, STM_XP_JJ, 3, STM_DEP_AMOD },  { "'", STM_PUNCT, STM_XP_PUNCT, 5, STM_DEP_PUNCT },
        { "to", STM_ADP, STM_XP_IN, 8, STM_DEP_CASE },       { "trade", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBL },
    };
    char out[300];
    (void)state;
    mended(w, 8, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 obj, 5 punct, 2 xcomp, 5 punct, 8 case, 5 obl");
    w[1].form = "finds";
    mended(w, 8, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 obj, 5 punct, 3 amod, 5 punct, 8 case, 2 obl");
}

static void test_no_object_no_passive(void **state)
{
    const word law[] = {
        { "Bills", STM_NOUN, STM_XP_NNS, 2, STM_DEP_NSUBJ },
        { "became", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "law", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBJ },
    };
    word guild[] = {
        { "Guilds", STM_NOUN, STM_XP_NNS, 2, STM_DEP_NSUBJ_PASS },
        { "called", STM_VERB, STM_XP_VBN, 0, STM_DEP_ROOT },
        { "for", STM_ADP, STM_XP_IN, 4, STM_DEP_CASE },
        { "calm", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBL },
    };
    char out[300];
    (void)state;
    mended(law, 3, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 2 xcomp");
    mended(guild, 4, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 case, 2 obl");
    guild[1].form = "hired";
    mended(guild, 4, out, sizeof out);
    assert_string_equal(out, "2 nsubj:pass, 0 root, 4 case, 2 obl");
}

static void test_parted_by_a_day(void **state)
{
    const word w[] = {
        { "Bids", STM_NOUN, STM_XP_NNS, 4, STM_DEP_NSUBJ }, { ",", STM_PUNCT, STM_XP_PUNCT, 1, STM_DEP_PUNCT },
        { "she", STM_PRON, STM_XP_PRP, 4, STM_DEP_NSUBJ },  { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "on", STM_ADP, STM_XP_IN, 6, STM_DEP_CASE },      { "Friday", STM_PROPN, STM_XP_NNP, 4, STM_DEP_OBL },
        { ",", STM_PUNCT, STM_XP_PUNCT, 9, STM_DEP_PUNCT }, { "were", STM_AUX, STM_XP_VBD, 9, STM_DEP_COP },
        { "unfair", STM_ADJ, STM_XP_JJ, 4, STM_DEP_CCOMP },
    };
    char out[300];
    (void)state;
    mended(w, 9, out, sizeof out);
    assert_string_equal(out, "9 nsubj, 1 punct, 4 nsubj, 0 root, 6 case, 4 obl, 9 punct, 9 cop, 4 ccomp");
}

static void test_that_object(void **state)
{
    const word w[] = {
        { "warnings", STM_NOUN, STM_XP_NNS, 0, STM_DEP_ROOT }, { "that", STM_PRON, STM_XP_WDT, 5, STM_DEP_OBJ },
        { "plans", STM_NOUN, STM_XP_NNS, 5, STM_DEP_NSUBJ },   { "could", STM_AUX, STM_XP_MD, 5, STM_DEP_AUX },
        { "hurt", STM_VERB, STM_XP_VB, 1, STM_DEP_ACL_RELCL }, { "towns", STM_NOUN, STM_XP_NNS, 5, STM_DEP_OBJ },
    };
    char out[300];
    (void)state;
    mended(w, 6, out, sizeof out);
    assert_string_equal(out, "0 root, 5 mark, 5 nsubj, 5 aux, 1 acl, 5 obj");
    mended(w, 5, out, sizeof out);
    assert_string_equal(out, "0 root, 5 obj, 5 nsubj, 5 aux, 1 acl:relcl");
}

/* The tag of word `i` once the tree is mended. */
static stm_xpos tag_of(const word *w, uint32_t n, uint32_t i)
{
    stm_token tokens[TREE_WORDS] = { 0 };
    char text[TREE_TEXT];
    stm_article a;
    stm_sentence sentence = tree_given(w, n, &a, tokens, text);
    stm_tree_mend_words(&a, &sentence);
    return (stm_xpos)tokens[i].xpos;
}

static void test_past_tense(void **state)
{
    const word joined[] = {
        { "Guilds", STM_NOUN, STM_XP_NNS, 2, STM_DEP_NSUBJ }, { "left", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "and", STM_CCONJ, STM_XP_CC, 4, STM_DEP_CC },       { "called", STM_VERB, STM_XP_VBN, 2, STM_DEP_CONJ },
        { "for", STM_ADP, STM_XP_IN, 6, STM_DEP_CASE },       { "talks", STM_NOUN, STM_XP_NNS, 4, STM_DEP_OBL },
    };
    const word passive[] = {
        { "Mills", STM_NOUN, STM_XP_NNS, 3, STM_DEP_NSUBJ_PASS }, { "were", STM_AUX, STM_XP_VBD, 3, STM_DEP_AUX_PASS },
        { "shuttered", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },   { "and", STM_CCONJ, STM_XP_CC, 6, STM_DEP_CC },
        { "yards", STM_NOUN, STM_XP_NNS, 6, STM_DEP_NSUBJ },      { "deserted", STM_VERB, STM_XP_VBN, 3, STM_DEP_CONJ },
    };
    const word full[] = {
        { "Labor", STM_NOUN, STM_XP_NN, 2, STM_DEP_NSUBJ },
        { "shifted", STM_VERB, STM_XP_VBN, 0, STM_DEP_ROOT },
        { "north", STM_ADV, STM_XP_RB, 2, STM_DEP_ADVMOD },
    };
    (void)state;
    assert_int_equal(tag_of(joined, 6, 3), STM_XP_VBD);
    assert_int_equal(tag_of(passive, 6, 5), STM_XP_VBN);
    assert_int_equal(tag_of(full, 3, 1), STM_XP_VBD);
    assert_int_equal(tag_of(full, 2, 1), STM_XP_VBN); /* "Mission accomplished" */
}

static void test_listed_as(void **state)
{
    const word in_brackets[] = {
        { "a", STM_DET, STM_XP_DT, 2, STM_DEP_DET },        { "deal", STM_NOUN, STM_XP_NN, 0, STM_DEP_ROOT },
        { "with", STM_ADP, STM_XP_IN, 4, STM_DEP_CASE },    { "Orsa", STM_PROPN, STM_XP_NNP, 2, STM_DEP_NMOD },
        { "(", STM_PUNCT, STM_XP_PUNCT, 6, STM_DEP_PUNCT }, { "ORS.L", STM_PROPN, STM_XP_NNP, 8, STM_DEP_NSUBJ },
        { ")", STM_PUNCT, STM_XP_PUNCT, 6, STM_DEP_PUNCT }, { "agreed", STM_VERB, STM_XP_VBD, 2, STM_DEP_PARATAXIS },
    };
    const word head[] = {
        { "Orsa", STM_PROPN, STM_XP_NNP, 3, STM_DEP_COMPOUND },
        { "Bank", STM_PROPN, STM_XP_NNP, 3, STM_DEP_COMPOUND },
        { "ORS.L", STM_PROPN, STM_XP_NNP, 4, STM_DEP_NSUBJ },
        { "grew", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
    };
    char out[300];
    (void)state;
    mended(in_brackets, 8, out, sizeof out);
    assert_string_equal(out, "2 det, 0 root, 4 case, 2 nmod, 6 punct, 4 appos, 6 punct, 2 parataxis");
    mended(head, 4, out, sizeof out);
    assert_string_equal(out, "2 compound, 4 nsubj, 2 appos, 0 root");
}

/* "He took the bid, Senator Lund, a farmer, said", "Sixteen were aboard, said Lund". */
static void test_speaker(void **state)
{
    word before[] = { { "He", STM_PRON, STM_XP_PRP, 2, STM_DEP_NSUBJ },
                      { "took", STM_VERB, STM_XP_VBD, 12, STM_DEP_CCOMP },
                      { "the", STM_DET, STM_XP_DT, 4, STM_DEP_DET },
                      { "bid", STM_NOUN, STM_XP_NN, 2, STM_DEP_OBJ },
                      { ",", STM_PUNCT, STM_XP_PUNCT, 7, STM_DEP_PUNCT },
                      { "Senator", STM_PROPN, STM_XP_NNP, 7, STM_DEP_COMPOUND },
                      { "Lund", STM_PROPN, STM_XP_NNP, 4, STM_DEP_APPOS },
                      { ",", STM_PUNCT, STM_XP_PUNCT, 10, STM_DEP_PUNCT },
                      { "a", STM_DET, STM_XP_DT, 10, STM_DEP_DET },
                      { "farmer", STM_NOUN, STM_XP_NN, 7, STM_DEP_APPOS },
                      { ",", STM_PUNCT, STM_XP_PUNCT, 2, STM_DEP_PUNCT },
                      { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
                      { "Friday", STM_PROPN, STM_XP_NNP, 12, STM_DEP_OBL_UNMARKED },
                      { ".", STM_PUNCT, STM_XP_PUNCT, 12, STM_DEP_PUNCT } };
    const word behind[] = {
        { "Sixteen", STM_NUM, STM_XP_CD, 3, STM_DEP_NSUBJ }, { "were", STM_AUX, STM_XP_VBD, 3, STM_DEP_COP },
        { "aboard", STM_ADV, STM_XP_RB, 5, STM_DEP_CCOMP },  { ",", STM_PUNCT, STM_XP_PUNCT, 5, STM_DEP_PUNCT },
        { "said", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },   { "Lund", STM_PROPN, STM_XP_NNP, 5, STM_DEP_IOBJ },
        { ".", STM_PUNCT, STM_XP_PUNCT, 5, STM_DEP_PUNCT }
    };
    char out[300];
    (void)state;
    mended(before, 14, out, sizeof out);
    assert_string_equal(out,
                        "2 nsubj, 12 ccomp, 4 det, 2 obj, 7 punct, 7 compound, 12 nsubj, 10 punct, 10 det, 7 appos, "
                        "2 punct, 0 root, 12 obl:unmarked, 12 punct");
    mended(behind, 7, out, sizeof out);
    assert_string_equal(out, "3 nsubj, 3 cop, 5 ccomp, 5 punct, 0 root, 5 nsubj, 5 punct");
    before[0].head = 12; /* "He, the bid taken, said": he says it */
    mended(before, 14, out, sizeof out);
    assert_string_equal(out,
                        "12 nsubj, 12 ccomp, 4 det, 2 obj, 7 punct, 7 compound, 4 appos, 10 punct, 10 det, 7 appos, "
                        "2 punct, 0 root, 12 obl:unmarked, 12 punct");
}

static void test_asked_to_act(void **state)
{
    const word urged[] = {
        { "She", STM_PRON, STM_XP_PRP, 2, STM_DEP_NSUBJ }, { "urged", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT },
        { "the", STM_DET, STM_XP_DT, 4, STM_DEP_DET },     { "board", STM_NOUN, STM_XP_NN, 2, STM_DEP_IOBJ },
        { "to", STM_PART, STM_XP_TO, 6, STM_DEP_MARK },    { "act", STM_VERB, STM_XP_VB, 4, STM_DEP_ACL },
    };
    const word called[] = {
        { "called", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT }, { "on", STM_ADP, STM_XP_IN, 3, STM_DEP_CASE },
        { "towns", STM_NOUN, STM_XP_NNS, 1, STM_DEP_OBL },   { "in", STM_ADP, STM_XP_IN, 5, STM_DEP_CASE },
        { "May", STM_PROPN, STM_XP_NNP, 1, STM_DEP_OBL },    { "to", STM_PART, STM_XP_TO, 7, STM_DEP_MARK },
        { "act", STM_VERB, STM_XP_VB, 5, STM_DEP_ACL },
    };
    const word plan[] = {
        { "called", STM_VERB, STM_XP_VBD, 0, STM_DEP_ROOT }, { "on", STM_ADP, STM_XP_IN, 3, STM_DEP_CASE },
        { "Friday", STM_PROPN, STM_XP_NNP, 1, STM_DEP_OBL }, { "for", STM_ADP, STM_XP_IN, 5, STM_DEP_CASE },
        { "ways", STM_NOUN, STM_XP_NNS, 1, STM_DEP_OBL },    { "to", STM_PART, STM_XP_TO, 7, STM_DEP_MARK },
        { "act", STM_VERB, STM_XP_VB, 5, STM_DEP_ACL },
    };
    char out[300];
    (void)state;
    mended(urged, 6, out, sizeof out);
    assert_string_equal(out, "2 nsubj, 0 root, 4 det, 2 iobj, 6 mark, 2 xcomp");
    mended(called, 7, out, sizeof out);
    assert_string_equal(out, "0 root, 3 case, 1 obl, 5 case, 1 obl, 7 mark, 1 advcl");
    mended(plan, 7, out, sizeof out);
    assert_string_equal(out, "0 root, 3 case, 1 obl, 5 case, 1 obl, 7 mark, 5 acl");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_no_verb),
                                        cmocka_unit_test(test_two_subjects),
                                        cmocka_unit_test(test_after),
                                        cmocka_unit_test(test_particle),
                                        cmocka_unit_test(test_that_clause),
                                        cmocka_unit_test(test_two_objects),
                                        cmocka_unit_test(test_said_before),
                                        cmocka_unit_test(test_made_for),
                                        cmocka_unit_test(test_asked_to),
                                        cmocka_unit_test(test_two_words),
                                        cmocka_unit_test(test_participle_object),
                                        cmocka_unit_test(test_no_content),
                                        cmocka_unit_test(test_said_then),
                                        cmocka_unit_test(test_speaker),
                                        cmocka_unit_test(test_two_tenses),
                                        cmocka_unit_test(test_two_tenses_passive),
                                        cmocka_unit_test(test_said_if),
                                        cmocka_unit_test(test_called_so),
                                        cmocka_unit_test(test_called_harmful),
                                        cmocka_unit_test(test_no_object_no_passive),
                                        cmocka_unit_test(test_parted_by_a_day),
                                        cmocka_unit_test(test_that_object),
                                        cmocka_unit_test(test_parted_subject),
                                        cmocka_unit_test(test_day_behind),
                                        cmocka_unit_test(test_poll_released),
                                        cmocka_unit_test(test_past_tense),
                                        cmocka_unit_test(test_listed_as),
                                        cmocka_unit_test(test_asked_to_act) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* attribution_subject.c: who does a verb, read off the surface where the tree is not to be trusted.
 *
 * In: a cue verb.  Out: a token.  Never: leaves the sentence.
 * Cost: constant a verb.
 */
#include "extract/attribution.h"

/* "travelled to meet farmers who resist the plan, saying it": the verb of a relative clause without a comma before it,
 * which ends right before `v`, where the main verb reports nothing; or STM_NONE. */
static uint32_t restrictive(const stm_finder *f, uint32_t v)
{
    uint32_t r = v > 1 ? v - 2 : STM_NONE, h;
    for (int i = 0; i < 6 && r != STM_NONE && stm_tok(f, r)->deprel != STM_DEP_ACL_RELCL; i++) {
        r = stm_tok(f, r)->head;
    }
    h = r == STM_NONE ? STM_NONE : stm_tok(f, v)->head;
    if (h == STM_NONE || r >= v || f->first[r] == 0 || h >= f->first[r] || stm_tok(f, h)->lemma.p == NULL ||
        !stm_word_in(stm_form(f, f->first[r]), "who") || stm_word_in(stm_form(f, f->first[r] - 1), ", — – -") ||
        stm_cue_find(&f->lexicon->cues, STM_CUE_VERB, stm_tok(f, h)->lemma, STM_NULL_STR) != NULL) {
        return STM_NONE;
    }
    return r;
}

/* "kept still, while saying Lund would not come": the tree has hung the saying on what is said. */
static bool upside_down(const stm_finder *f, uint32_t v)
{
    uint32_t h = stm_tok(f, v)->head, subject = h == STM_NONE || h < v ? STM_NONE : stm_child(f, h, STM_DEP_NSUBJ);
    return subject != STM_NONE && subject > v && v > 0 && stm_word_in(stm_form(f, v - 1), "while");
}

/* "backed the plan, which many had attacked, by saying": behind the comma that ends a relative clause. */
static bool by_saying(const stm_finder *f, uint32_t v)
{
    return v > 1 && stm_str_eqz(stm_form(f, v - 1), "by") && stm_word_in(stm_form(f, v - 2), ", — – ―");
}

/* "said the road was open, adding that": behind a comma a participle's subject is that of the clause around, not of
 * what was said or of the infinitive that the tree hangs it on. */
uint32_t stm_participle_head(const stm_finder *f, uint32_t v)
{
    uint32_t h = stm_tok(f, v)->head;
    if (stm_tok(f, v)->xpos != STM_XP_VBG || stm_tok(f, v)->deprel != STM_DEP_ADVCL || v == 0 ||
        !(stm_str_eqz(stm_form(f, v - 1), ",") || upside_down(f, v) || by_saying(f, v))) {
        return v;
    }
    h = upside_down(f, v) ? stm_tok(f, h)->head : h;
    if (restrictive(f, v) != STM_NONE) {
        return restrictive(f, v);
    }
    for (int i = 0; i < 6 && h != STM_NONE && h < v; i++, h = stm_tok(f, h)->head) {
        uint32_t up = stm_tok(f, h)->head;
        bool said = stm_tok(f, h)->deprel == STM_DEP_CCOMP && up != STM_NONE && up < h && f->said_by[up] != STM_NONE;
        said = said || (by_saying(f, v) && stm_tok(f, h)->deprel == STM_DEP_ACL_RELCL);
        if (!said && (stm_child(f, h, STM_DEP_NSUBJ) != STM_NONE || stm_child(f, h, STM_DEP_NSUBJ_PASS) != STM_NONE)) {
            return h;
        }
    }
    return v;
}

/* "A theft, thought to be the third, cost ...": no past tense, for nobody "thought to be"; the tree has the wrong verb.
 */
bool stm_misread_participle(const stm_finder *f, uint32_t v)
{
    return stm_tok(f, v)->xpos == STM_XP_VBD && v + 2 < f->article->tokens.n &&
           stm_lemma_in(f, v, "think believe say report allege estimate understand know") &&
           stm_str_eqz(stm_form(f, v + 1), "to") && stm_word_in(stm_form(f, v + 2), "be have");
}

/* The head of the noun phrase right before a finite verb whose subject the tree has lost. */
uint32_t stm_noun_before(const stm_finder *f, uint32_t v)
{
    uint32_t first = f->article->sentences.at[stm_tok(f, v)->sentence].first_token, t = v, h, joined = STM_NONE;
    uint8_t x = stm_tok(f, v)->xpos, p;
    if (x != STM_XP_VBD && x != STM_XP_VBZ && x != STM_XP_VBP) {
        return STM_NONE;
    }
    while (t > first && (stm_tok(f, t - 1)->upos == STM_AUX || stm_tok(f, t - 1)->upos == STM_ADV)) {
        t--;
    }
    p = t > first ? stm_tok(f, t - 1)->upos : STM_UPOS_NONE;
    if (p != STM_NOUN && p != STM_PROPN && p != STM_PRON && p != STM_NUM) {
        return STM_NONE;
    }
    for (t--, h = stm_tok(f, t)->head; h != STM_NONE && h < v && h + 12 > t; h = stm_tok(f, t)->head) {
        p = stm_tok(f, h)->upos;
        if (p != STM_NOUN && p != STM_PROPN && p != STM_PRON && p != STM_NUM) {
            break;
        }
        joined = stm_tok(f, t)->deprel == STM_DEP_CONJ ? t : joined;
        t = h;
    }
    return joined != STM_NONE && stm_child(f, t, STM_DEP_CASE) != STM_NONE
               ? joined
               : t; /* "bid for a rival and analysts fear" */
}

/* "Senator Ana Silva (D-Orl.) said": the name before the parenthesis right before the verb, or STM_NONE. */
uint32_t stm_name_before_parenthesis(const stm_finder *f, uint32_t v)
{
    uint32_t first = f->article->sentences.at[stm_tok(f, v)->sentence].first_token, t = v, open, h;
    while (t > first && (stm_tok(f, t - 1)->upos == STM_AUX || stm_tok(f, t - 1)->upos == STM_ADV)) {
        t--;
    }
    if (t < first + 4 || !stm_str_eqz(stm_form(f, t - 1), ")")) {
        return STM_NONE;
    }
    for (open = t - 2; open > first + 1 && t - open < 9 && !stm_str_eqz(stm_form(f, open), "("); open--) {
    }
    if (!stm_str_eqz(stm_form(f, open), "(") || stm_tok(f, open - 1)->upos != STM_PROPN) {
        return STM_NONE;
    }
    for (t = open - 1, h = stm_tok(f, t)->head; h != STM_NONE && h < t && h + 9 > open; h = stm_tok(f, t)->head) {
        if (stm_tok(f, h)->upos != STM_PROPN && stm_tok(f, h)->upos != STM_NOUN) {
            break;
        }
        t = h;
    }
    return t;
}

/* 'the families requested "calm"', read as families who were requested: what has an object of its own behind it, and
 * a verb beside it with a subject, is done by them; a past tense is always. */
bool stm_lost_past(const stm_finder *f, uint32_t v)
{
    uint32_t o = stm_child(f, v, STM_DEP_OBJ), c = stm_child(f, v, STM_DEP_CONJ);
    if (stm_tok(f, v)->deprel != STM_DEP_ACL || stm_tok(f, v)->head + 1 != v ||
        stm_child(f, v, STM_DEP_NSUBJ) != STM_NONE || stm_child(f, v, STM_DEP_AUX_PASS) != STM_NONE) {
        return false;
    }
    return stm_tok(f, v)->xpos == STM_XP_VBD || (stm_tok(f, v)->xpos == STM_XP_VBN && o != STM_NONE && o > v &&
                                                 c != STM_NONE && stm_child(f, c, STM_DEP_NSUBJ) != STM_NONE);
}

/* The word of a run that hangs on nothing inside it: its head; of several the first noun. */
uint32_t stm_head_within(const stm_finder *f, uint32_t first, uint32_t last)
{
    uint32_t found = last;
    for (uint32_t t = last + 1; t > first; t--) {
        uint32_t h = stm_tok(f, t - 1)->head, p = stm_tok(f, t - 1)->upos;
        if ((h == STM_NONE || h < first || h > last) &&
            (p == STM_NOUN || p == STM_PROPN || p == STM_PRON || p == STM_NUM)) {
            found = t - 1;
        }
    }
    return found;
}

/* "The paper said so, but it added that": no empty word, for who adds is somebody. STM_NONE where the tree does not
 * take it for one. */
uint32_t stm_it_says(const stm_finder *f, uint32_t v)
{
    uint32_t it = stm_child(f, v, STM_DEP_EXPL);
    return it != STM_NONE && it < v && stm_child(f, v, STM_DEP_NSUBJ) == STM_NONE &&
                   stm_lemma_in(f, v, "say add note report announce warn") &&
                   stm_child(f, v, STM_DEP_AUX_PASS) == STM_NONE && stm_word_in(stm_form(f, it), "it")
               ? it
               : STM_NONE;
}

/* "Asked about the plan, Orr said", "when asked whether he would go, Orr said": the subject is asked, and does not ask.
 */
bool stm_was_asked(const stm_finder *f, uint32_t v)
{
    uint32_t h = stm_tok(f, v)->head;
    uint8_t rel = stm_tok(f, v)->deprel;
    rel = rel == STM_DEP_CCOMP && h != STM_NONE && h > v ? STM_DEP_ADVCL : rel; /* "Asked if it was, Orr said" */
    return stm_word_in(stm_form(f, v), "asked questioned pressed") && (rel == STM_DEP_ADVCL || rel == STM_DEP_ACL) &&
           stm_child(f, v, STM_DEP_NSUBJ) == STM_NONE && stm_child(f, v, STM_DEP_AUX) == STM_NONE;
}

/* "On Monday, Ann Roe, 37, urged", "After the vote, Rep. Ann Roe, R-Tarn, accused": the name before an age or a party
 * between commas right before a finite verb that the tree left without a subject; STM_NONE. */
uint32_t stm_name_before_commas(const stm_finder *f, uint32_t v)
{
    uint32_t first = f->article->sentences.at[stm_tok(f, v)->sentence].first_token, t = v, open, h;
    uint8_t x = stm_tok(f, v)->xpos;
    if ((x != STM_XP_VBD && x != STM_XP_VBZ && x != STM_XP_VBP) || v < first + 5 ||
        !stm_str_eqz(stm_form(f, v - 1), ",")) {
        return STM_NONE;
    }
    for (open = v - 2; open > first + 1 && v - open < 6 && !stm_str_eqz(stm_form(f, open), ","); open--) {
    }
    bool age = open + 3 == v && stm_tok(f, open + 1)->upos == STM_NUM;
    bool party = open + 4 < v && stm_tok(f, open + 1)->at.end - stm_tok(f, open + 1)->at.start == 1 &&
                 stm_word_in(stm_form(f, open + 1), "D R I") && stm_str_eqz(stm_form(f, open + 2), "-");
    if (!stm_str_eqz(stm_form(f, open), ",") || (!age && !party) || stm_tok(f, open - 1)->upos != STM_PROPN) {
        return STM_NONE;
    }
    for (t = open - 1, h = stm_tok(f, t)->head; h != STM_NONE && h < t && h + 9 > open && h >= first;
         h = stm_tok(f, t)->head) {
        if (stm_tok(f, h)->upos != STM_PROPN && stm_tok(f, h)->upos != STM_NOUN) {
            break;
        }
        for (uint32_t k = h; k < t; k++) {
            if (stm_str_eqz(stm_form(f, k), ",")) {
                return t; /* what stands before another comma is none of the name */
            }
        }
        t = h;
    }
    return t;
}

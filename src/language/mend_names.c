/* mend_names.c: surnames that the tree takes for verbs: "Mr. Held insisted", "the case for Felt".
 *
 * In: tags, trees and name mentions of an article.  Out: tags, heads and relations of such names and of their verbs.
 * Never: touches a word that no person's name ends in. Invariant: (1) what was a tree with one root is one
 * afterwards. Cost: linear in the mentions and the lengths of their sentences.
 *
 * The names are found by another model, which sees the capitals and the titles: where it calls the last word of a
 * person's name a name, that is none of a verb's forms, nor is it elsewhere with a capital, if a longer name ended in
 * it. The finite verb right behind it, which the tree had to hang on it, takes its place and has it for its subject.
 */
#include "language/model.h"

enum { REACH = 4, MOST_SURNAMES = 16 };

/* The finite verb that stands behind token t, hangs on it and has no subject of its own; STM_NONE. */
static uint32_t verb_behind(const stm_article *a, uint32_t t, uint32_t end)
{
    const stm_token *k = a->tokens.at;
    for (uint32_t v = t + 1; v < end && v <= t + REACH; v++) {
        bool finite = k[v].xpos == STM_XP_VBD || k[v].xpos == STM_XP_VBZ || k[v].xpos == STM_XP_VBP ||
                      k[v].xpos == STM_XP_MD || (k[v].xpos == STM_XP_VBN && v == t + 1);
        if (k[v].upos == STM_PUNCT || k[v].upos == STM_PART || k[v].upos == STM_ADP) {
            return STM_NONE;
        }
        if (!finite || k[v].head != t || (k[v].upos != STM_VERB && k[v].upos != STM_AUX) ||
            stm_str_among(stm_token_form(a, v), "'s ’s")) {
            continue;
        }
        for (uint32_t c = t; c < end; c++) {
            if (k[c].head == v && (k[c].deprel == STM_DEP_NSUBJ || k[c].deprel == STM_DEP_NSUBJ_PASS)) {
                return STM_NONE;
            }
        }
        return v;
    }
    return STM_NONE;
}

static void is_name(stm_article *a, uint32_t first, uint32_t t)
{
    stm_token *k = a->tokens.at;
    const stm_sentence *s = &a->sentences.at[k[t].sentence];
    uint32_t end = s->first_token + s->n_tokens, v = verb_behind(a, t, end);
    k[t].upos = STM_PROPN;
    k[t].xpos = STM_XP_NNP;
    k[t].lemma = stm_token_form(a, t);
    for (uint32_t c = first; c < t; c++) {
        k[c].deprel = k[c].head == t ? STM_DEP_COMPOUND : k[c].deprel;
    }
    if (v == STM_NONE) {
        return;
    }
    for (uint32_t c = s->first_token; c < end; c++) {
        bool of_name = c >= first && c < t;
        bool before = c < t && (k[c].deprel == STM_DEP_DET || k[c].deprel == STM_DEP_AMOD ||
                                k[c].deprel == STM_DEP_COMPOUND || k[c].deprel == STM_DEP_NMOD_POSS);
        if (k[c].head == t && c != v && !of_name && !before) {
            k[c].head = v;
        }
    }
    k[v].head = k[t].head;
    k[v].deprel = k[t].deprel;
    k[t].head = v;
    k[t].deprel = STM_DEP_NSUBJ;
}

static bool taken_for_verb(const stm_article *a, uint32_t t)
{
    return a->tokens.at[t].upos == STM_VERB && a->text.p[a->tokens.at[t].at.start] >= 'A' &&
           a->text.p[a->tokens.at[t].at.start] <= 'Z';
}

void stm_tree_mend_names(stm_article *a)
{
    stm_str surnames[MOST_SURNAMES];
    uint32_t n = 0;
    for (uint32_t e = 0; e < a->entities.n; e++) {
        const stm_entity *x = &a->entities.at[e];
        for (uint32_t m = 0; x->kind == STM_PERSON && m < x->mentions.n; m++) {
            stm_span at = x->mentions.at[m].at;
            uint32_t first = stm_token_from(a, at.start), t = first;
            while (t + 1 < a->tokens.n && a->tokens.at[t + 1].at.end <= at.end &&
                   a->tokens.at[t + 1].sentence == a->tokens.at[first].sentence) {
                t++;
            }
            if (t >= a->tokens.n || a->tokens.at[t].at.end != at.end || !taken_for_verb(a, t)) {
                continue;
            }
            if (n < MOST_SURNAMES && t > first) {
                surnames[n++] = stm_token_form(a, t);
            }
            is_name(a, first, t);
        }
    }
    for (uint32_t t = 0; n > 0 && t < a->tokens.n; t++) {
        stm_str form = stm_token_form(a, t);
        for (uint32_t i = 0; i < n && taken_for_verb(a, t); i++) {
            if (stm_str_eq(form, surnames[i])) {
                is_name(a, t, t);
            }
        }
    }
}

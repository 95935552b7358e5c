/* nominal_bounds.c: where a description begins: "the tall, thin man", "a bare and windy island", "one of her
 * lawyers".
 *
 * In: the token of a common noun, trees.  Out: the first token of the words before it that belong to it.  Never: leaves
 * the sentence, or says where a description ends.  Cost: the walk left of a head stops at STM_REACH words.
 */
#include "extract/coref.h"

#define STM_REACH 12

static bool modifier(uint8_t deprel)
{
    switch (deprel) {
    case STM_DEP_DET:
    case STM_DEP_DET_PREDET:
    case STM_DEP_AMOD:
    case STM_DEP_COMPOUND:
    case STM_DEP_NUMMOD:
    case STM_DEP_NMOD_POSS:
    case STM_DEP_ADVMOD:
    case STM_DEP_NMOD:
    case STM_DEP_NMOD_UNMARKED:
    case STM_DEP_FLAT:
    case STM_DEP_PUNCT: return true;
    default: return false;
    }
}

/* A hyphen without white space around it: "rebel-held". */
static bool glued_hyphen(const stm_article *a, uint32_t t, uint32_t floor)
{
    return t > floor && stm_str_eqz(stm_token_form(a, t), "-") &&
           a->tokens.at[t - 1].at.end == a->tokens.at[t].at.start && t + 1 < a->tokens.n &&
           a->tokens.at[t].at.end == a->tokens.at[t + 1].at.start;
}

/* The second of two words before `head` that an "and" or "or" joins. */
static bool pair_of_words(const stm_article *a, uint32_t t, uint32_t head)
{
    uint32_t other = a->tokens.at[t].head;
    return other != STM_NONE && other < t && t - other <= 3 && a->tokens.at[other].head == head &&
           modifier(a->tokens.at[other].deprel) && a->tokens.at[other].deprel != STM_DEP_NMOD_POSS &&
           a->tokens.at[other].upos != STM_PROPN && a->tokens.at[t].upos != STM_PROPN &&
           a->tokens.at[t - 1].upos == STM_CCONJ;
}

/* First token of the words before `head` that belong to it. */
static uint32_t start_in_tree(const stm_coref *c, uint32_t head)
{
    const stm_article *a = c->a;
    uint32_t floor = a->sentences.at[a->tokens.at[head].sentence].first_token, first = head, t = head;
    while (t > floor && head - t < STM_REACH) {
        const stm_token *x = &a->tokens.at[--t];
        if (glued_hyphen(a, t, floor)) {
            first = --t; /* what stands before the hyphen comes with it */
            continue;
        }
        if (x->deprel == STM_DEP_CONJ && pair_of_words(a, t, head)) {
            first = t;
            continue; /* "a bare and windy island" */
        }
        if (x->head == STM_NONE || x->head <= t || x->head > head || (x->head == head && !modifier(x->deprel))) {
            break;
        }
        if (x->deprel != STM_DEP_PUNCT) {
            first = t;
        } else if (!stm_str_eqz(stm_token_form(a, t), ",")) {
            break; /* "the tall, thin man" goes on at the comma */
        }
    }
    return first;
}

/* "not the fighters", "most importantly the voters": begins at the article. */
static uint32_t behind_adverbs(const stm_coref *c, uint32_t first, uint32_t head)
{
    uint32_t i = first;
    while (i < head && (c->a->tokens.at[i].upos == STM_ADV || c->a->tokens.at[i].upos == STM_PART)) {
        i++;
    }
    return i < head && (c->a->tokens.at[i].upos == STM_DET || c->a->tokens.at[i].upos == STM_PRON) ? i : first;
}

uint32_t stm_nominal_start(const stm_coref *c, uint32_t head)
{
    return behind_adverbs(c, start_in_tree(c, head), head);
}

bool stm_nominal_is_one_of(const stm_coref *c, uint32_t head, uint32_t *first)
{
    const stm_token *t = c->a->tokens.at;
    uint32_t one = t[head].head;
    if (t[head].deprel != STM_DEP_NMOD || one == STM_NONE || one >= head || head - one > STM_REACH ||
        !stm_str_eqz(stm_coref_lower(c, one), "one") || !stm_str_eqz(stm_token_form(c->a, one + 1), "of")) {
        return false;
    }
    *first = one;
    return true;
}

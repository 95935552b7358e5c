/* quotations_bodies.c: "the company said", "it added": the body that spoke right before.
 *
 * In: a quotation whose source is such words, the one before it with its speaker.  Out: whether that one speaks again.
 * Never: reaches over the name of another body, or takes a body that was asked once for the one that the text is about.
 * Cost: linear in the tokens between the two, and in the entities.
 */
#include "extract/attribution.h"

#define BODIES                                                                                                         \
    "company firm insurer bank airline carrier automaker carmaker retailer maker manufacturer publisher paper "        \
    "newspaper "                                                                                                       \
    "daily magazine broadcaster station network agency group organization organisation charity"

/* "..., according to the researcher Ardel": named once, where another body is named again and again. */
static bool in_passing(const stm_article *a, const bool *named, uint32_t body)
{
    uint32_t most = 0;
    for (uint32_t e = 0; e < a->entities.n; e++) {
        const stm_entity *x = &a->entities.at[e];
        most = e != body && named[e] && x->kind == STM_ORGANIZATION && x->mentions.n > most ? x->mentions.n : most;
    }
    return a->entities.at[body].mentions.n == 1 && most > 3;
}

/* "the airline" is no ministry, "the agency" no firm: what the name's last words tell of the kind of body. */
static bool of_other_kind(const stm_finder *f, const stm_article *a, uint32_t noun, uint32_t body)
{
    bool state = false, firm = false;
    for (uint32_t m = 0; m < a->entities.at[body].mentions.n; m++) {
        stm_span at = a->entities.at[body].mentions.at[m].at;
        for (uint32_t t = stm_token_from(a, at.start); t < a->tokens.n && stm_tok(f, t)->at.end <= at.end; t++) {
            state =
                state || stm_word_in(stm_form(f, t), "administration department ministry commission committee agency "
                                                     "bureau police council court senate parliament authority "
                                                     "government");
            firm = firm || stm_word_in(stm_form(f, t), "inc inc. corp corp. co co. ltd plc airlines airways motors");
        }
    }
    return stm_lemma_in(f, noun, "agency")
               ? firm && !state
               : state && !firm && !stm_lemma_in(f, noun, "agency group organization organisation");
}

/* "The firm said it would pay. ... / The company said": the body that spoke last, where no other is named in between.
 * Two words, so that what is said of it cannot tell it from another. */
bool stm_body_again(const stm_finder *f, const stm_article *a, const bool *named, const uint32_t *entity_of,
                    const stm_quotation *q, const stm_quotation *before)
{
    uint32_t first = stm_span_some(q->source) ? stm_token_from(a, q->source.start) : a->tokens.n;
    uint32_t e = before == NULL ? STM_NONE : before->speaker;
    if (first + 1 >= a->tokens.n || stm_tok(f, first + 1)->at.end != q->source.end ||
        !stm_word_in(stm_form(f, first), "the") || !stm_lemma_in(f, first + 1, BODIES) || e == STM_NONE || !named[e] ||
        a->entities.at[e].kind != STM_ORGANIZATION || !stm_span_some(before->source) ||
        before->source.end > q->source.start || (q->speaker != STM_NONE && named[q->speaker]) ||
        in_passing(a, named, e) || of_other_kind(f, a, first + 1, e)) {
        return false;
    }
    for (uint32_t t = stm_token_from(a, before->source.end); t < first; t++) {
        uint32_t o = entity_of[t];
        if (o != STM_NONE && o != e && named[o] && a->entities.at[o].kind == STM_ORGANIZATION) {
            return false;
        }
    }
    return true;
}

/* "The paper said so, but it added": the body or paper that spoke in the same sentence. */
bool stm_it_again(const stm_finder *f, const stm_article *a, const stm_quotation *q, const stm_quotation *before)
{
    return before != NULL && q->speaker == STM_NONE && stm_word_in(stm_str_sub(a->text, q->source), "it") &&
           stm_span_some(before->source) && before->source_head != STM_NONE && before->source.end <= q->source.start &&
           stm_tok(f, q->source_head)->sentence == stm_tok(f, before->source_head)->sentence &&
           before->speaker_name.p != NULL &&
           (before->speaker == STM_NONE || a->entities.at[before->speaker].kind != STM_PERSON);
}

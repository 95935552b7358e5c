/* proposal_calls.c: calls to drop what is planned: "called on her to cancel the meeting", "should lift the ban".
 *
 * In: the word list, trees, topics.  Out: whether a verb drops something, and the topic that a call would have dropped.
 *
 * Who asks for it is against the plan, which is a state of that plan (proposal_states.c); the call is a proposal too,
 * and all calls to drop one plan are one. Never: one with a plan, or with a call for anything else.
 * Cost: a binary search for each call.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define MAX_STEPS 16 /* from a topic to the one that it went into */

bool stm_proposal_drops(const stm_article *a, uint32_t verb)
{
    bool off =
        verb + 1 < a->tokens.n && stm_form_among(a, verb + 1, "off") && stm_among(stm_token_lemma(a, verb), "call put");
    return off || stm_among(stm_token_lemma(a, verb), "cancel scrap drop withdraw postpone delay rescind revoke repeal "
                                                      "lift reverse abandon shelve suspend overturn halt ditch");
}

uint32_t stm_proposal_undone(const stm_proposal_words *l, const stm_article *a, uint32_t verb)
{
    uint32_t object = stm_proposal_child(a, verb, STM_DEP_OBJ);
    return object != STM_NONE && object > verb && stm_proposal_kind(l, a, object) != STM_NONE &&
                   stm_proposal_drops(a, verb)
               ? object
               : STM_NONE;
}

void stm_proposal_name_at(stm_work *w, stm_named_ats *all, uint32_t member, uint32_t token, uint32_t topic)
{
    stm_named_at *x = stm_vec_add(w->arena, all);
    *x = (stm_named_at){ member, token, topic };
}

void stm_proposal_find_undone(const stm_named_ats *calls, const stm_named_ats *named, stm_topics *all)
{
    for (uint32_t i = 0; i < calls->n; i++) {
        const stm_named_at *c = &calls->at[i];
        uint32_t lo = 0, hi = named->n;
        while (lo < hi) {
            uint32_t mid = lo + (hi - lo) / 2;
            const stm_named_at *x = &named->at[mid];
            bool before = x->member < c->member || (x->member == c->member && x->token < c->token);
            lo = before ? mid + 1 : lo;
            hi = before ? hi : mid;
        }
        if (lo < named->n && named->at[lo].member == c->member && named->at[lo].token == c->token) {
            all->at[c->topic].undoes = named->at[lo].topic;
        }
    }
}

const stm_topic *stm_topic_final(const stm_topic *t)
{
    for (uint32_t step = 0; step < MAX_STEPS && t->into != NULL; step++) {
        t = t->into;
    }
    return t;
}

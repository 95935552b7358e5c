/* proposal_calls.c: which call, or plan told by a verb, is which; calls to drop what is planned: "called on her to
 * cancel the meeting", "should lift the ban".
 *
 * In: the word list, trees, topics.  Out: whether a verb drops something, and the topic that a call would have dropped;
 * whether two verbs tell of one deed; what somebody asks again.
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

/* Whose plan the mention is, where the topic is another's; whom it asks, where the topic asks another. */
static bool others(const stm_work *w, const stm_proposal_words *l, const stm_topic *t, const stm_proposal_mention *m)
{
    uint32_t agent = stm_arguments_of(w->article[m->member], m->over != 0 ? m->over : m->noun).agent;
    uint32_t e = agent == STM_NONE ? STM_NONE : w->at_token[m->member][agent];
    bool asks = stm_proposal_kind_is(l, m->kind, "request") || stm_proposal_kind_is(l, m->kind, "advice");
    if (asks) {
        return t->whom != 0 && m->whom != 0 && t->whom != m->whom;
    }
    for (uint32_t i = 0; i < t->by.n; i++) {
        if (t->by.at[i] == e) {
            return false;
        }
    }
    return true;
}

bool stm_proposal_same_deed(const stm_work *w, const stm_proposal_words *l, const stm_topic *t,
                            const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member], *b = w->article[t->deed_member];
    uint32_t x, y;
    if (t->deed == 0 || m->deed == 0 || !stm_str_eq(stm_token_lemma(a, m->deed - 1), stm_token_lemma(b, t->deed - 1)) ||
        stm_among(stm_token_lemma(a, m->deed - 1), "take make have give get do")) {
        return false;
    }
    x = stm_proposal_child(a, m->deed - 1, STM_DEP_OBJ);
    y = stm_proposal_child(b, t->deed - 1, STM_DEP_OBJ);
    return x != STM_NONE && y != STM_NONE && (a->tokens.at[x].upos == STM_NOUN || a->tokens.at[x].upos == STM_PROPN) &&
           stm_str_eq(stm_token_lemma(a, x), stm_token_lemma(b, y)) && !others(w, l, t, m);
}

/* Both are told by one verb: "to fire Vint", "to fire her". Of "to publish the letters", "to do it" any. */
static bool one_verb(const stm_work *w, const stm_topic *t, const stm_proposal_mention *m)
{
    stm_str l = stm_token_lemma(w->article[m->member], m->deed - 1);
    return stm_among(l, "do") || stm_str_eq(l, stm_token_lemma(w->article[t->deed_member], t->deed - 1)) ||
           !stm_str_eqz(stm_token_lemma(w->article[m->member], m->noun), "order");
}

stm_topic *stm_proposal_asked_before(const stm_work *w, stm_topics *all, const stm_proposal_mention *m)
{
    uint32_t agent = stm_arguments_of(w->article[m->member], m->noun).agent;
    uint32_t e = agent == STM_NONE ? STM_NONE : w->at_token[m->member][agent];
    for (uint32_t i = all->n; i > 0 && e != STM_NONE && m->whom != 0; i--) {
        stm_topic *t = &all->at[i - 1];
        bool other = t->deed != 0 && m->deed != 0 && !one_verb(w, t, m);
        for (uint32_t k = 0; t->whom == m->whom && !t->drops && !other && k < t->by.n; k++) {
            if (t->by.at[k] == e) {
                return t;
            }
        }
    }
    return NULL;
}

/* proposal_silent.c: what a text says of a proposal that it names, where no word tells what became of it.
 *
 * In: mentions of known proposals that carry no state, trees, quotations.  Out: states of their topics.
 *
 * "The bill would bar ferries at night", "under the plan, two piers would close": what it holds, so it is put forward.
 * "The deal is a gift to the yards, she said", "warned that the bill could cost jobs": who is named as saying so talks
 * of it. "The rule takes effect in May": it is adopted. Only of what texts tell a state of elsewhere, so that no thing
 * becomes a proposal by being spoken of; never of laws and policies, under a condition, in a question.
 * Invariant: the states of a topic stand in the order of the texts. Cost: linear in such mentions, times their
 * sentence.
 */
#include "record/proposals.h"

/* Kinds that are decided on. */
static bool decided_on(const stm_proposal_words *l, uint32_t kind)
{
    static const char *const kinds[] = { "paper", "bill", "resolution", "motion", "amendment", "referendum",
                                         "deal",  "ban",  "rule",       "bid",    "advice",    "request" };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        if (stm_proposal_kind_is(l, kind, kinds[i])) {
            return true;
        }
    }
    return false;
}

/* The clause hangs on a condition, asks, or tells when ("before the deal was made"). */
static bool aside(const stm_article *a, uint32_t head)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    uint32_t end = s->first_token + s->n_tokens;
    if (stm_mood_of(a, head).condition) {
        return true;
    }
    for (uint32_t i = s->first_token; i < end; i++) {
        uint8_t rel = a->tokens.at[i].deprel;
        if ((a->tokens.at[i].head == head && (rel == STM_DEP_MARK || rel == STM_DEP_ADVMOD) &&
             stm_form_among(a, i, "before until while as Before Until While As when When whether Whether")) ||
            (stm_form_among(a, i, "?") && i + 2 >= end)) {
            return true;
        }
    }
    return false;
}

/* "Would", "will" beside the verb. */
static bool will_do(const stm_article *a, uint32_t verb)
{
    uint32_t aux = stm_proposal_child(a, verb, STM_DEP_AUX);
    return aux != STM_NONE && stm_form_among(a, aux, "would will");
}

/* "The bill allows", "prohibits": what a thing that is put forward holds. */
static bool holds(const stm_proposal_words *l, const stm_article *a, uint32_t verb, uint32_t kind)
{
    uint8_t x = a->tokens.at[verb].xpos;
    return (x == STM_XP_VBZ || x == STM_XP_VBP) &&
           (stm_proposal_kind_is(l, kind, "bill") || stm_proposal_kind_is(l, kind, "paper") ||
            stm_proposal_kind_is(l, kind, "resolution") || stm_proposal_kind_is(l, kind, "motion") ||
            stm_proposal_kind_is(l, kind, "amendment")) &&
           stm_among(stm_token_lemma(a, verb),
                     "allow give prevent prohibit ban bar require include call provide cut raise create offer let make "
                     "keep contain extend limit permit force set end fund authorize authorise expand protect block "
                     "restrict grant impose abolish allocate envisage foresee condemn urge demand ask propose seek");
}

/* "Takes effect", "will go into effect", "came into force". */
static bool takes_effect(const stm_article *a, uint32_t verb)
{
    uint32_t end = stm_proposal_sentence_end(a, verb);
    if (!stm_among(stm_token_lemma(a, verb), "take go come")) {
        return false;
    }
    for (uint32_t i = verb + 1; i < end && i < verb + 4; i++) {
        if (stm_form_among(a, i, "effect force")) {
            return a->tokens.at[i].head == verb && (i == verb + 1 || stm_form_among(a, i - 1, "into"));
        }
    }
    return false;
}

static void effect(stm_work *w, stm_topic *t, const stm_proposal_mention *m, uint32_t verb)
{
    const stm_article *a = w->article[m->member];
    stm_mood x = stm_mood_of(a, verb);
    bool past = a->tokens.at[verb].xpos == STM_XP_VBD ||
                (a->tokens.at[verb].xpos == STM_XP_VBN && stm_proposal_child(a, verb, STM_DEP_AUX) != STM_NONE);
    if (!x.open && !x.condition && !stm_clause_negated(a, verb) && (past || stm_proposal_will(a, verb) || !x.future) &&
        a->tokens.at[verb].xpos != STM_XP_VBG && !(x.infinitive && !x.future)) {
        uint32_t n = t->states.n;
        stm_proposal_add_state(w, t, m->member, past ? STM_IN_FORCE : STM_AGREED, stm_clause_span(a, verb), verb);
        if (t->states.n > n && !past) {
            t->states.at[n].when = STM_NULL_STR; /* the day is that on which it begins */
        }
    }
}

/* "Under the plan, two piers would close": the verb of what it holds; STM_NONE. */
static uint32_t held_under(const stm_article *a, uint32_t noun)
{
    uint32_t word = stm_proposal_child(a, noun, STM_DEP_CASE), up = a->tokens.at[noun].head;
    return a->tokens.at[noun].deprel == STM_DEP_OBL && word != STM_NONE && stm_form_among(a, word, "under Under") &&
                   up != STM_NONE && a->tokens.at[up].upos == STM_VERB && will_do(a, up)
               ? up
               : STM_NONE;
}

/* Adds that it is talked of, unless nobody is named as doing so. */
static void judged(stm_work *w, stm_topic *t, const stm_proposal_mention *m, uint32_t head)
{
    const stm_article *a = w->article[m->member];
    uint32_t n = t->states.n;
    stm_proposal_add_state(w, t, m->member, STM_DISCUSSED, stm_clause_span(a, head), head);
    if (t->states.n > n && t->states.at[n].said_by == STM_NONE && t->states.at[n].said_by_name.p == NULL) {
        t->states.n = n;
    }
}

static void tell(stm_work *w, const stm_proposal_words *l, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint8_t rel = a->tokens.at[m->noun].deprel;
    uint32_t up = a->tokens.at[m->noun].head, under = held_under(a, m->noun), told = t->states.n;
    bool subject = rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS;
    if (m->any || m->meet || up == STM_NONE || !decided_on(l, m->kind) || !(t->by_noun || t->kind == m->kind)) {
        return;
    }
    if (subject && a->tokens.at[up].upos == STM_VERB && takes_effect(a, up)) {
        effect(w, t, m, up);
        return;
    }
    if ((!subject && under == STM_NONE) || aside(a, under != STM_NONE ? under : up)) {
        return;
    }
    if (under == STM_NONE) {
        judged(w, t, m, up);
    }
    if (t->states.n == told &&
        (under != STM_NONE || (rel == STM_DEP_NSUBJ && (will_do(a, up) || holds(l, a, up, m->kind)) &&
                               stm_proposal_child(a, up, STM_DEP_OBJ) != STM_NONE)) &&
        !stm_clause_negated(a, under != STM_NONE ? under : up)) {
        uint32_t verb = under != STM_NONE ? under : up;
        stm_proposal_add_state(w, t, m->member, STM_PROPOSED, stm_clause_span(a, verb), verb);
    }
}

/* In the order of the texts, and within one. */
static void in_order(const stm_work *w, stm_topic *t)
{
    for (uint32_t i = 1; i < t->states.n; i++) {
        stm_proposal_state s = t->states.at[i];
        uint32_t k = i, own = w->member_of[s.passage.article];
        while (k > 0) {
            const stm_proposal_state *o = &t->states.at[k - 1];
            uint32_t other = w->member_of[o->passage.article];
            if (other < own || (other == own && o->passage.at.start <= s.passage.at.start)) {
                break;
            }
            t->states.at[k] = t->states.at[k - 1];
            k--;
        }
        t->states.at[k] = s;
    }
}

void stm_proposal_silent(stm_work *w, const stm_proposal_words *l, stm_topics *all, const stm_named_mentions *silent)
{
    for (uint32_t i = 0; i < silent->n; i++) {
        stm_topic *t = &all->at[silent->at[i].topic];
        uint32_t told = t->states.n;
        if (told > 0) {
            tell(w, l, t, &silent->at[i].mention);
        }
        if (t->states.n > told) {
            in_order(w, t);
        }
    }
}

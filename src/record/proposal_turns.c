/* proposal_turns.c: what undoes the fate of a proposal.
 *
 * In: the word list, trees.  Out: states of a topic.
 *
 * "Voted to override the veto of the bill", "withdrew its support for the plan", "dropped its opposition to it": a noun
 * tells a fate, and the verb over it takes it back, so that a refusal becomes an acceptance and the other way round;
 * what is only wanted or still to come is under discussion. A veto without its bill is that of the bill spoken of last.
 * Never: what is denied, possible or conditional.
 * Cost: linear in the sentence.
 */
#include "record/proposals.h"
#include "record/record_words.h"

/* The verb of which the noun is the object, in the active or the passive; STM_NONE. */
static uint32_t verb_over(const stm_article *a, uint32_t noun)
{
    const stm_token *t = &a->tokens.at[noun];
    return t->head != STM_NONE && (t->deprel == STM_DEP_OBJ || t->deprel == STM_DEP_NSUBJ_PASS) &&
                   a->tokens.at[t->head].upos == STM_VERB
               ? t->head
               : STM_NONE;
}

static bool undoes(stm_str lemma)
{
    return stm_among(lemma, "override overrule overturn overcome reverse reject lift withdraw drop end revoke rescind "
                            "undo defeat abandon");
}

/* The verb that decides on what `verb` does ("voted to override"), or `verb`. */
static uint32_t deciding(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    return t->xpos == STM_XP_VB && t->head != STM_NONE && t->head < verb &&
                   (t->deprel == STM_DEP_XCOMP || t->deprel == STM_DEP_ADVCL) &&
                   stm_among(stm_token_lemma(a, t->head), "vote agree decide move opt")
               ? t->head
               : verb;
}

/* It was done: "voted to override", "overrides", "after voting to override". */
static bool done(const stm_article *a, uint32_t verb)
{
    uint32_t over = deciding(a, verb), mark = stm_proposal_child(a, over, STM_DEP_MARK);
    uint8_t x = a->tokens.at[over].xpos;
    for (uint32_t i = a->sentences.at[a->tokens.at[over].sentence].first_token; i < over; i++) {
        if (a->tokens.at[i].head == over && a->tokens.at[i].xpos == STM_XP_MD) {
            return false;
        }
    }
    return x == STM_XP_VBD || x == STM_XP_VBN || x == STM_XP_VBZ || x == STM_XP_VBP ||
           (x == STM_XP_VBG && mark != STM_NONE && stm_form_among(a, mark, "after by since"));
}

uint32_t stm_proposal_turned_back(const stm_article *a, uint32_t noun, uint32_t state, uint32_t *verb)
{
    uint32_t up = verb_over(a, noun), over;
    bool against = state == STM_VETOED || state == STM_REJECTED || state == STM_WITHDRAWN;
    bool behind = state == STM_AGREED || stm_among(stm_token_lemma(a, noun), "support backing");
    if (up == STM_NONE || !(against || behind) || !undoes(stm_token_lemma(a, up))) {
        return state;
    }
    over = deciding(a, up);
    if (stm_clause_negated(a, up) || stm_clause_negated(a, over) || stm_proposal_unreal(a, up) ||
        stm_proposal_unreal(a, over)) {
        return state == STM_VETOED ? state : STM_NONE;
    }
    *verb = over;
    return !done(a, up) ? STM_DISCUSSED : against ? STM_AGREED : STM_REJECTED;
}

bool stm_proposal_veto(const stm_article *a, uint32_t token)
{
    const stm_token *t = &a->tokens.at[token];
    return t->upos == STM_NOUN && t->lemma.p != NULL && stm_str_eqz(t->lemma, "veto") &&
           stm_proposal_child(a, token, STM_DEP_NMOD) == STM_NONE && verb_over(a, token) != STM_NONE &&
           !(token > 0 && stm_form_among(a, token - 1, "a") && a->tokens.at[verb_over(a, token)].xpos == STM_XP_VB);
}

void stm_proposal_veto_state(stm_work *w, stm_topic *t, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t verb = STM_NONE, state = stm_proposal_turned_back(a, token, STM_VETOED, &verb);
    if (verb != STM_NONE && state != STM_NONE) {
        stm_proposal_add_state(w, t, member, state, stm_clause_span(a, verb), verb);
    }
}

/* "The talks should not take place", "the deal will go ahead": what is to become of the subject; STM_NONE: nothing is
 * told. */
uint32_t stm_proposal_goes_ahead(const stm_article *a, uint32_t noun)
{
    uint32_t verb = a->tokens.at[noun].deprel == STM_DEP_NSUBJ ? a->tokens.at[noun].head : STM_NONE, aux, next;
    stm_str l = verb == STM_NONE ? STM_NULL_STR : stm_token_lemma(a, verb);
    bool on, should, denied;
    if (verb == STM_NONE || a->tokens.at[verb].upos != STM_VERB || verb + 1 >= a->tokens.n ||
        stm_mood_of(a, verb).condition) {
        return STM_NONE;
    }
    next = verb + 1;
    on = stm_str_eqz(l, "proceed") || (stm_among(l, "go move") && stm_form_among(a, next, "ahead forward"));
    if (!on && !stm_str_eqz(l, "happen") && !(stm_str_eqz(l, "take") && stm_form_among(a, next, "place"))) {
        return STM_NONE;
    }
    aux = stm_proposal_child(a, verb, STM_DEP_AUX);
    should = aux != STM_NONE && stm_form_among(a, aux, "should must");
    denied = stm_clause_negated(a, verb);
    if (should) {
        return denied ? STM_REJECTED : on ? STM_DISCUSSED : STM_NONE;
    }
    if (aux == STM_NONE || !stm_form_among(a, aux, "will wo would 'll")) {
        return STM_NONE;
    }
    return denied ? STM_WITHDRAWN : on ? STM_AGREED : STM_NONE;
}

/* "But prosecutors had refused", "we at once said yes": the verb stands alone, of somebody who acts; STM_NONE. */
static uint32_t answer(const stm_article *a, uint32_t verb)
{
    static const stm_deprel more[] = { STM_DEP_OBJ, STM_DEP_XCOMP,      STM_DEP_CCOMP,
                                       STM_DEP_OBL, STM_DEP_NSUBJ_PASS, STM_DEP_AUX_PASS };
    const stm_token *t = &a->tokens.at[verb];
    stm_str l = stm_token_lemma(a, verb);
    uint32_t subject;
    if (t->upos != STM_VERB || (t->xpos != STM_XP_VBD && t->xpos != STM_XP_VBN) ||
        !stm_among(l, "say refuse decline balk agree accept consent")) {
        return STM_NONE;
    }
    subject = stm_proposal_child(a, verb, STM_DEP_NSUBJ);
    if ((t->xpos == STM_XP_VBN && stm_proposal_child(a, verb, STM_DEP_AUX) == STM_NONE) || subject == STM_NONE ||
        stm_form_among(a, subject, "who which that it") || stm_clause_negated(a, verb) ||
        stm_proposal_unreal(a, verb)) {
        return STM_NONE;
    }
    if (stm_str_eqz(l, "say")) {
        return verb + 2 < a->tokens.n && a->tokens.at[verb + 2].upos == STM_PUNCT
                   ? stm_form_among(a, verb + 1, "yes")  ? STM_AGREED
                     : stm_form_among(a, verb + 1, "no") ? STM_REJECTED
                                                         : STM_NONE
                   : STM_NONE;
    }
    for (size_t i = 0; i < sizeof more / sizeof *more; i++) {
        if (stm_proposal_child(a, verb, more[i]) != STM_NONE) {
            return STM_NONE;
        }
    }
    return stm_among(l, "refuse decline balk")                                                 ? STM_REJECTED
           : stm_among(l, "agree accept consent") && a->tokens.at[verb].deprel == STM_DEP_CONJ ? STM_AGREED
                                                                                               : STM_NONE;
}

bool stm_proposal_answered(stm_work *w, const stm_proposal_words *l, stm_topics *all, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t state = answer(a, token);
    stm_topic *best = NULL;
    for (uint32_t i = 0; i < all->n && state != STM_NONE; i++) {
        stm_topic *t = &all->at[i];
        bool asks = stm_proposal_kind_is(l, t->kind, "paper") || stm_proposal_kind_is(l, t->kind, "request") ||
                    stm_proposal_kind_is(l, t->kind, "bid") || stm_proposal_kind_is(l, t->kind, "advice");
        if (asks && t->member == member && t->last < token &&
            a->tokens.at[t->last].sentence == a->tokens.at[token].sentence) {
            best = best == NULL || t->last > best->last ? t : best;
        }
    }
    if (best == NULL) {
        return false;
    }
    stm_proposal_add_state(w, best, member, state, stm_clause_span(a, token), token);
    return true;
}

/* proposal_turns.c: what undoes the fate of a proposal, and deeds that make one.
 *
 * In: the word list, trees.  Out: states of a topic; mentions that a verb makes.
 *
 * "Voted to override the veto of the bill", "withdrew its support for the plan", "dropped its opposition to it": a noun
 * tells a fate, and the verb over it takes it back, so that a refusal becomes an acceptance and the other way round;
 * what is only wanted or still to come is under discussion. A veto without its bill is that of the bill spoken of last.
 * "Invited her to speak", "is negotiating to buy the mill": the verb makes the invitation and the talks. Never: what is
 * denied, possible or conditional.
 * Cost: linear in the sentence.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define MAX_LABEL 90 /* bytes */

static uint32_t sentence_end(const stm_article *a, uint32_t token)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[token].sentence];
    return s->first_token + s->n_tokens;
}

static uint32_t child(const stm_article *a, uint32_t of, stm_deprel deprel)
{
    for (uint32_t i = a->sentences.at[a->tokens.at[of].sentence].first_token; i < sentence_end(a, of); i++) {
        if (a->tokens.at[i].head == of && a->tokens.at[i].deprel == deprel) {
            return i;
        }
    }
    return STM_NONE;
}

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
    return stm_str_among(lemma,
                         "override overrule overturn overcome reverse reject lift withdraw drop end revoke rescind "
                         "undo defeat abandon");
}

/* The verb that decides on what `verb` does ("voted to override"), or `verb`. */
static uint32_t deciding(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    return t->xpos == STM_XP_VB && t->head != STM_NONE && t->head < verb &&
                   (t->deprel == STM_DEP_XCOMP || t->deprel == STM_DEP_ADVCL) &&
                   stm_str_among(stm_token_lemma(a, t->head), "vote agree decide move opt")
               ? t->head
               : verb;
}

/* It was done: "voted to override", "overrides", "after voting to override". */
static bool done(const stm_article *a, uint32_t verb)
{
    uint32_t over = deciding(a, verb), mark = child(a, over, STM_DEP_MARK);
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
    bool behind = state == STM_AGREED || stm_str_among(stm_token_lemma(a, noun), "support backing");
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
           child(a, token, STM_DEP_NMOD) == STM_NONE && verb_over(a, token) != STM_NONE;
}

void stm_proposal_veto_state(stm_work *w, stm_topic *t, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t verb = STM_NONE, state = stm_proposal_turned_back(a, token, STM_VETOED, &verb);
    if (verb != STM_NONE && state != STM_NONE) {
        stm_proposal_add_state(w, t, member, state, stm_clause_span(a, verb), verb);
    }
}

/* The last word of what hangs on `head`, no further than a comma. */
static uint32_t last_of(const stm_article *a, uint32_t head)
{
    stm_span at = stm_clause_span(a, head);
    uint32_t last = head;
    while (last + 1 < sentence_end(a, head) && a->tokens.at[last + 1].at.end <= at.end &&
           a->tokens.at[last + 1].upos != STM_PUNCT && !stm_form_among(a, last + 1, "by with along as after before") &&
           a->tokens.at[last + 1].at.end - a->tokens.at[head].at.start < MAX_LABEL) {
        last++;
    }
    return last;
}

stm_span stm_proposal_content(const stm_article *a, uint32_t noun)
{
    for (uint32_t i = noun + 2; i < sentence_end(a, noun) && i < noun + 4; i++) {
        if (a->tokens.at[i].xpos == STM_XP_VB && stm_form_among(a, noun + 1, "to") &&
            (a->tokens.at[i].head == noun || a->tokens.at[i].deprel == STM_DEP_ACL)) {
            return (stm_span){ a->tokens.at[noun + 1].at.start, a->tokens.at[last_of(a, i)].at.end };
        }
    }
    return STM_NO_SPAN;
}

static bool finite(const stm_article *a, uint32_t verb)
{
    uint8_t x = a->tokens.at[verb].xpos;
    bool aux = child(a, verb, STM_DEP_AUX) != STM_NONE || child(a, verb, STM_DEP_AUX_PASS) != STM_NONE;
    return !stm_clause_negated(a, verb) && !stm_proposal_unreal(a, verb) &&
           (x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || ((x == STM_XP_VBN || x == STM_XP_VBG) && aux));
}

bool stm_proposal_made(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token,
                       stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[token];
    uint32_t to, last;
    stm_arguments x;
    stm_str what;
    bool invites;
    if (t->upos != STM_VERB || t->lemma.p == NULL || !stm_str_among(t->lemma, "invite negotiate") ||
        !finite(a, token)) {
        return false;
    }
    invites = stm_str_eqz(t->lemma, "invite");
    x = stm_arguments_of(a, token);
    to = child(a, token, STM_DEP_XCOMP);
    to = to == STM_NONE ? child(a, token, STM_DEP_ADVCL) : to;
    if (to == STM_NONE || to < token || a->tokens.at[to].xpos != STM_XP_VB || child(a, to, STM_DEP_MARK) == STM_NONE ||
        (invites && (x.patient == STM_NONE || w->at_token[member][x.patient] == STM_NONE))) {
        return false;
    }
    last = last_of(a, to);
    *m = (stm_proposal_mention){ .member = member,
                                 .noun = token,
                                 .any = true,
                                 .kind = stm_map_get(&l->role[STM_ROLE_NOUN],
                                                     invites ? STM_STR("invitation") : STM_STR("deal")) };
    m->at = (stm_span){ a->tokens.at[to].at.start, a->tokens.at[last].at.end };
    what = stm_wording(w->arena, a, m->at);
    m->label = stm_str_format(w->arena, "%s to %.*s", invites ? "an invitation" : "talks", (int)what.n, what.p);
    m->bid.who = STM_NONE;
    stm_matter_of(w, member, &m->at, 1, &m->beside);
    return true;
}

void stm_proposal_made_state(stm_work *w, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    bool invites = stm_str_eqz(stm_token_lemma(a, m->noun), "invite");
    stm_proposal_add_state(w, t, m->member, invites ? STM_PROPOSED : STM_DISCUSSED, stm_clause_span(a, m->noun),
                           m->noun);
}

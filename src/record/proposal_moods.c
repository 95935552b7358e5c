/* proposal_moods.c: whether what a verb tells of a proposal has come about.
 *
 * In: trees.  Out: the mood of a verb; a state as it is told under that mood.
 *
 * What is wished, possible or conditional is no state or only talked of, what is refused is rejected, what is denied is
 * turned round, what will be undone is decided. Never: looks beyond the sentence of the verb.
 * Cost: the tokens of that sentence.
 */
#include "record/proposals.h"

#define CONDITIONS "if unless whether until once If Unless Whether Until Once"

/* The verb that denies what a relative clause tells: "there do not seem to be many who back the bill". */
uint32_t stm_proposal_denied_over(const stm_article *a, uint32_t verb)
{
    uint32_t who = a->tokens.at[verb].deprel == STM_DEP_ACL_RELCL ? a->tokens.at[verb].head : STM_NONE;
    uint32_t over = who == STM_NONE ? STM_NONE : stm_clause_head(a, who);
    if (over != STM_NONE && a->tokens.at[over].deprel == STM_DEP_XCOMP && !stm_clause_negated(a, over)) {
        over = a->tokens.at[over].head; /* "there do not seem to be" */
    }
    return over != STM_NONE && over != verb && stm_clause_negated(a, over) ? over : STM_NONE;
}

/* An agreement that is denied is still being talked of; talks that do not begin are off; anything else denied says no
 * state. */
uint32_t stm_proposal_turned(const stm_article *a, uint32_t verb, uint32_t state, bool pledge)
{
    if (state == STM_AGREED && stm_proposal_denied_over(a, verb) != STM_NONE) {
        return STM_DISCUSSED;
    }
    if (state == STM_NONE || !stm_clause_negated(a, verb)) {
        return state;
    }
    if (pledge && state == STM_IN_FORCE) {
        return STM_BROKEN; /* "has not kept that promise" */
    }
    return state == STM_AGREED ? STM_DISCUSSED : state == STM_IN_FORCE ? STM_WITHDRAWN : STM_NONE;
}

stm_mood stm_mood_of(const stm_article *a, uint32_t verb)
{
    stm_mood m = { .infinitive = a->tokens.at[verb].xpos == STM_XP_VB };
    uint32_t from, to, joined = a->tokens.at[verb].deprel == STM_DEP_CONJ ? a->tokens.at[verb].head : STM_NONE;
    stm_proposal_range(a, verb, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        const stm_token *t = &a->tokens.at[i];
        m.condition |= joined != STM_NONE && t->head == joined && t->deprel == STM_DEP_MARK &&
                       stm_form_among(a, i, CONDITIONS); /* "once it is done and the law is changed" */
        if (t->head != verb) {
            continue;
        }
        if (t->xpos == STM_XP_MD) {
            bool may = stm_form_among(a, i, "may might could can should must");
            m.open |= may;
            m.future |= !may;
            m.infinitive = false;
        }
        m.condition |= t->deprel == STM_DEP_MARK && stm_form_among(a, i, CONDITIONS);
        m.open |= t->deprel == STM_DEP_ADVMOD && stm_form_among(a, i, "potentially possibly perhaps maybe");
    }
    return m;
}

bool stm_proposal_unreal(const stm_article *a, uint32_t verb)
{
    stm_mood m = stm_mood_of(a, verb);
    return m.open || m.condition;
}

/* "Call off this summit": a bare verb with nobody who does it, at the head of what is said. */
bool stm_proposal_commands(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    uint32_t from, to;
    if (t->xpos != STM_XP_VB ||
        (t->deprel != STM_DEP_ROOT && t->deprel != STM_DEP_CCOMP && t->deprel != STM_DEP_PARATAXIS)) {
        return false;
    }
    stm_proposal_range(a, verb, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        uint8_t rel = a->tokens.at[i].deprel;
        if (a->tokens.at[i].head == verb && i < verb &&
            (rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS || rel == STM_DEP_MARK || rel == STM_DEP_AUX ||
             rel == STM_DEP_AUX_PASS || rel == STM_DEP_EXPL || a->tokens.at[i].xpos == STM_XP_TO)) {
            return false;
        }
    }
    return (verb == from || !stm_form_among(a, verb - 1, "to")) && !stm_clause_negated(a, verb);
}

/* "Called on her to drop the plan", "should withdraw the offer": who says so is against it. */
bool stm_proposal_demanded(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    uint32_t aux = stm_proposal_child(a, verb, STM_DEP_AUX);
    if (aux != STM_NONE) {
        return stm_form_among(a, aux, "should must");
    }
    return t->xpos == STM_XP_VB && t->head != STM_NONE && t->head < verb &&
           (t->deprel == STM_DEP_XCOMP || t->deprel == STM_DEP_ADVCL || t->deprel == STM_DEP_CCOMP ||
            (t->deprel == STM_DEP_ACL && a->tokens.at[t->head].upos == STM_NOUN)) && /* "calls to veto the bill" */
           stm_among(stm_token_lemma(a, t->head), "call urge ask press demand implore beg plea petition") &&
           !stm_clause_negated(a, t->head) && !stm_mood_of(a, t->head).condition && !stm_mood_of(a, t->head).open;
}

/* "Stopped short of calling on him to resign", "instead of asking her": it was not done. */
bool stm_proposal_shunned(const stm_article *a, uint32_t verb)
{
    return a->tokens.at[verb].xpos == STM_XP_VBG && verb > 1 &&
           ((stm_form_among(a, verb - 1, "of") && stm_form_among(a, verb - 2, "short instead")) ||
            (stm_form_among(a, verb - 1, "than") && stm_form_among(a, verb - 2, "rather")) ||
            stm_form_among(a, verb - 1, "without not"));
}

bool stm_proposal_refuses(const stm_article *a, uint32_t verb)
{
    stm_str l = stm_token_lemma(a, verb);
    return stm_str_eqz(l, "refuse") || stm_str_eqz(l, "decline") || stm_str_eqz(l, "fail");
}

bool stm_proposal_will(const stm_article *a, uint32_t verb)
{
    uint32_t aux = stm_proposal_child(a, verb, STM_DEP_AUX), up = a->tokens.at[verb].head;
    return aux != STM_NONE &&
           (stm_form_among(a, aux, "will 'll") ||
            (stm_form_among(a, aux, "would") && up != STM_NONE && a->tokens.at[verb].deprel == STM_DEP_CCOMP &&
             stm_among(stm_token_lemma(a, up), "announce confirm"))); /* "announced that it would" */
}

/* "Before the deal closes", "when the sale is completed", "unable to complete the sale": it is not yet. */
static bool yet_to_come(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    uint32_t from, to, aux = stm_proposal_child(a, verb, STM_DEP_AUX_PASS);
    bool present = t->xpos == STM_XP_VBZ || t->xpos == STM_XP_VBP ||
                   (t->xpos == STM_XP_VBN && aux != STM_NONE && stm_form_among(a, aux, "is are"));
    if (t->head != STM_NONE && t->head < verb &&
        (stm_form_among(a, t->head, "unable") ||
         (t->xpos == STM_XP_VBG && verb > 0 && stm_form_among(a, verb - 1, "of") &&
          stm_form_among(a, t->head, "process middle hope chance prospect possibility")))) {
        return true; /* "is in the process of completing the sale" */
    }
    stm_proposal_range(a, verb, &from, &to);
    for (uint32_t i = from; present && i < verb; i++) {
        if (a->tokens.at[i].head == verb &&
            (a->tokens.at[i].deprel == STM_DEP_MARK || a->tokens.at[i].deprel == STM_DEP_ADVMOD) &&
            stm_form_among(a, i, "before until when once after as Before Until When Once After As")) {
            return true;
        }
    }
    return false;
}

static bool recommends(const stm_article *a, uint32_t verb)
{
    return verb != STM_NONE && stm_str_among(stm_token_lemma(a, verb), "recommend propose suggest favor advocate");
}

static bool under_way(const stm_article *a, uint32_t verb)
{
    uint32_t from, to;
    stm_proposal_range(a, verb, &from, &to);
    for (uint32_t i = from; i < verb && i < to; i++) {
        if (a->tokens.at[i].head == verb && a->tokens.at[i].upos == STM_AUX && stm_form_among(a, i, "being")) {
            return true;
        }
    }
    return false;
}

/* "Depends on the two reaching a deal": it has not been reached. */
static bool waited_for(const stm_article *a, uint32_t verb)
{
    uint32_t up = a->tokens.at[verb].head;
    for (uint32_t step = 0; step < 3 && up != STM_NONE; step++, up = a->tokens.at[up].head) {
        if (up < verb && stm_among(stm_token_lemma(a, up), "contingent conditional depend hinge await hope wait")) {
            return true;
        }
    }
    return false;
}

/* "Threatened on Friday to impose": trees take what is planned for a purpose where words stand in between. */
static bool aimed_at(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    return t->deprel == STM_DEP_ADVCL && t->xpos == STM_XP_VB && verb > 0 && stm_form_among(a, verb - 1, "to") &&
           t->head != STM_NONE && t->head < verb &&
           stm_among(stm_token_lemma(a, t->head), "plan intend threaten vow promise pledge agree decide vote");
}

/* "Sued to block the rule": who sues is against it. */
static bool sued_for(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    return t->xpos == STM_XP_VB && t->head != STM_NONE && t->head < verb &&
           (t->deprel == STM_DEP_XCOMP || t->deprel == STM_DEP_ADVCL) &&
           stm_among(stm_token_lemma(a, t->head), "sue") && !stm_clause_negated(a, t->head) &&
           !stm_proposal_unreal(a, t->head);
}

static bool may(const stm_article *a, uint32_t verb)
{
    uint32_t aux = stm_proposal_child(a, verb, STM_DEP_AUX);
    return aux != STM_NONE && stm_form_among(a, aux, "may might could");
}

/* What is wanted, possible or conditional has not come about: "willing to approve the plan" is discussed, "refused to
 * sign the deal" rejected, "could veto the bill" nothing, "will reject the plan" a stance all the same. Of "a deal"
 * that nobody knows yet ("to reach an agreement") nothing has come about either. */
uint32_t stm_proposal_as_told(const stm_map *discussing, const stm_article *a, uint32_t verb, uint32_t state,
                              const stm_proposal_mention *m, bool talks)
{
    const stm_token *t = &a->tokens.at[verb];
    stm_mood x = stm_mood_of(a, verb);
    bool comes_about = state == STM_AGREED || state == STM_IN_FORCE;
    uint32_t over = t->deprel == STM_DEP_XCOMP || aimed_at(a, verb) ? t->head : STM_NONE,
             mark = stm_proposal_child(a, verb, STM_DEP_MARK);
    if (x.future && stm_among(stm_token_lemma(a, verb), "expire lapse")) {
        return STM_NONE; /* "will now expire on 20 June" */
    }
    if (comes_about && (under_way(a, verb) || (t->xpos == STM_XP_VBG && waited_for(a, verb)))) {
        return STM_DISCUSSED; /* "is still being finalized" */
    }
    if (over != STM_NONE && !stm_mood_of(a, over).condition && !stm_clause_negated(a, over)) {
        stm_str l = stm_token_lemma(a, over);
        if (stm_among(l, "vote agree decide opt") && a->tokens.at[over].xpos == STM_XP_VBD) {
            return state; /* "voted to approve the bill" */
        }
        if (state == STM_AGREED && t->xpos == STM_XP_VB && stm_among(l, "try attempt struggle seek aim hope") &&
            stm_among(stm_token_lemma(a, verb), "reach strike forge hammer clinch") && !stm_mood_of(a, over).open &&
            a->tokens.at[over].xpos != STM_XP_VBZ) {
            return STM_DISCUSSED; /* "have tried to reach a compromise" */
        }
        if (stm_among(l, "vow threaten promise pledge try seek attempt intend plan want work move fight hope aim") &&
            (state == STM_REJECTED || state == STM_WITHDRAWN) && t->xpos == STM_XP_VB && !m->any) {
            return STM_DISCUSSED; /* "vowed to block the bill", "intends to reverse the rule" */
        }
        if ((state == STM_PROPOSED && stm_map_get(discussing, l) == STM_DISCUSSED) ||
            (t->xpos == STM_XP_VBG && stm_among(l, "consider discuss weigh mull debate study"))) {
            return STM_DISCUSSED; /* "have discussed making an offer", "considers dropping the plan" */
        }
        if (state == STM_PROPOSED && t->xpos == STM_XP_VB && !stm_mood_of(a, over).open &&
            stm_proposal_child(a, over, STM_DEP_OBJ) == STM_NONE &&
            stm_among(l, "plan intend want hope aim prepare decide expect likely")) {
            return stm_among(l, "want hope likely") ? STM_DISCUSSED : STM_PROPOSED; /* "plans to file a motion" */
        }
        if (state == STM_IN_FORCE && !talks && t->xpos == STM_XP_VB && !stm_mood_of(a, over).open &&
            stm_among(l, "plan intend threaten vow promise pledge prepare")) {
            return STM_PROPOSED; /* "threatened to impose a curfew" */
        }
        x.infinitive |= t->xpos == STM_XP_VBG && stm_mood_of(a, over).infinitive; /* "enough to warrant extending it" */
    }
    if (comes_about && yet_to_come(a, verb)) {
        return STM_NONE;
    }
    if (t->xpos == STM_XP_VBG && (comes_about || state == STM_WITHDRAWN) &&
        (recommends(a, t->head) ||
         (t->head != STM_NONE && t->deprel == STM_DEP_CONJ && recommends(a, a->tokens.at[t->head].head)))) {
        return STM_DISCUSSED; /* "recommended closing the mill and reinstating the ban" */
    }
    if (t->xpos == STM_XP_VBG && mark != STM_NONE && stm_form_among(a, mark, "without at")) {
        return STM_NONE; /* "aimed at blocking the deal" */
    }
    if ((stm_str_eqz(stm_token_lemma(a, verb), "strike") && state == STM_AGREED && t->xpos != STM_XP_VBD &&
         t->xpos != STM_XP_VBN) ||
        (m->any && comes_about && t->xpos == STM_XP_VBG && mark != STM_NONE)) {
        return STM_NONE; /* "it strikes a compromise"; "in passing a bill" */
    }
    if (t->xpos == STM_XP_VBG && (comes_about || state == STM_AMENDED) && mark != STM_NONE &&
        stm_form_among(a, mark, "on about over toward towards")) {
        return STM_DISCUSSED; /* "a ruling on approving the deal" */
    }
    if (t->xpos == STM_XP_VBG && (state == STM_WITHDRAWN || state == STM_REJECTED) && mark != STM_NONE &&
        stm_form_among(a, mark, "for") && t->head != STM_NONE &&
        stm_among(stm_token_lemma(a, t->head), "call press push")) {
        return STM_REJECTED; /* "called for lifting the ban" */
    }
    if (!x.future && !x.open && !x.condition && !x.infinitive) {
        return talks && state == STM_IN_FORCE ? STM_DISCUSSED : state; /* talks that begin are under way */
    }
    if (x.infinitive && t->head != STM_NONE && stm_proposal_refuses(a, t->head)) {
        if (stm_mood_of(a, t->head).condition) {
            return STM_NONE;
        }
        return comes_about ? STM_REJECTED : STM_NONE;
    }
    if (state == STM_PROPOSED && !x.condition && may(a, verb)) {
        return STM_DISCUSSED; /* "may soon make an offer" */
    }
    if (x.condition || (m->any && !x.future && !talks)) {
        return STM_NONE;
    }
    if ((state == STM_WITHDRAWN || state == STM_REJECTED || state == STM_VETOED) &&
        (stm_proposal_demanded(a, verb) || sued_for(a, verb))) {
        return STM_REJECTED;
    }
    if (state == STM_AMENDED && stm_proposal_demanded(a, verb)) {
        return STM_DISCUSSED; /* "urged them to change the bill" */
    }
    if (talks && state == STM_IN_FORCE) {
        return STM_PROPOSED; /* "the talks will start on Monday" */
    }
    if (comes_about) {
        return STM_DISCUSSED;
    }
    if ((state == STM_WITHDRAWN || state == STM_AMENDED) && x.future) {
        return stm_proposal_will(a, verb) ? state : STM_NONE; /* "will reverse the rule": decided, and announced */
    }
    return state == STM_DISCUSSED || state == STM_PROPOSED || (x.future && state == STM_REJECTED) ? state : STM_NONE;
}

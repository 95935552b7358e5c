/* proposal_aims.c: what somebody wants another to do, plans or weighs, told by verbs over a clause.
 *
 * In: the word list, trees, entities.  Out: mentions, each with what it is called, the word that tells it and a state.
 *
 * "Called for Orsa to sell the mill and for Holm to be heard", "wants the council to open the shelters", "said the
 * mayor should cancel the fair", "plans to close the yard", "is considering moving the ferry": what is proposed is the
 * clause. Never: what a paper holds, what the public is asked, what becomes of another proposal (that is a state of
 * it), what somebody is to think, say or stay, what was planned and is past.
 * Cost: linear in the sentence.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define FAR 40     /* tokens from "called for" to the last "and for" */
#define BEHIND 6   /* tokens behind what is to be done that may still be of it */
#define NEAR_AUX 5 /* tokens from "should" to "moved" */
#define PHRASE 12  /* tokens of whom it is asked */
/* What is thought, said, suffered or is so: nothing that could be proposed. */
#define NO_DEEDS                                                                                                       \
    "be have know think believe feel want need like see hear seem appear remain continue keep stay live wait hope "    \
    "understand remember forget realize consider expect mean say tell talk speak discuss comment answer respond "      \
    "explain call contact phone testify describe meet go come do try look comprise include contain receive require "   \
    "involve depend lead show prove allow become mind rule change skip override win lose face sentence "               \
    "appear arrive kill shoot"

typedef struct aim {
    uint32_t over; /* the word that tells it */
    uint32_t state;
    uint32_t from; /* where what is to be done begins, if not at the verb; 0 */
    bool denied;   /* "should not run" */
} aim;

static bool nominal(const stm_token *t)
{
    return t->upos == STM_NOUN || t->upos == STM_PROPN || t->upos == STM_PRON || t->upos == STM_NUM;
}

/* The "to" of an infinitive, before "be" of a passive one; STM_NONE. */
static uint32_t to_of(const stm_article *a, uint32_t verb)
{
    for (uint32_t i = verb; i > 0 && verb - i < 3; i--) {
        if (stm_form_among(a, i - 1, "to") && a->tokens.at[i - 1].sentence == a->tokens.at[verb].sentence) {
            return i - 1;
        }
        if (!stm_form_among(a, i - 1, "be \" \xE2\x80\x9C") && a->tokens.at[i - 1].upos != STM_ADV) {
            return STM_NONE;
        }
    }
    return STM_NONE;
}

/* The "for" of "for the council to", of which *whom is a word; STM_NONE. */
static uint32_t for_before(const stm_article *a, uint32_t to, uint32_t *whom)
{
    uint32_t floor = a->sentences.at[a->tokens.at[to].sentence].first_token;
    *whom = STM_NONE;
    for (uint32_t i = to; i > floor && to - i < PHRASE; i--) {
        const stm_token *t = &a->tokens.at[i - 1];
        if (stm_form_among(a, i - 1, "for")) {
            return *whom == STM_NONE ? STM_NONE : i - 1;
        }
        *whom = *whom == STM_NONE && nominal(t) ? i - 1 : *whom;
        if (!nominal(t) && t->upos != STM_ADJ && t->upos != STM_DET && t->upos != STM_PART &&
            !stm_form_among(a, i - 1, "of not - and")) {
            return STM_NONE;
        }
    }
    return STM_NONE;
}

/* "Called", "calls" before that "for", or before the one it is joined to by "and"; STM_NONE. */
static uint32_t caller(const stm_article *a, uint32_t at)
{
    uint32_t floor = a->sentences.at[a->tokens.at[at].sentence].first_token;
    bool joined = at > floor && stm_form_among(a, at - 1, "and or ,");
    for (uint32_t i = at; i > floor && at - i < (joined ? FAR : 5); i--) {
        const stm_token *t = &a->tokens.at[i - 1];
        if (t->upos == STM_VERB &&
            stm_among(stm_token_lemma(a, i - 1), "call push press campaign plead appeal lobby")) {
            return i - 1;
        }
        if (t->upos == STM_NOUN && i == at && stm_among(stm_token_lemma(a, i - 1), "call demand plea appeal")) {
            return i - 1;
        }
        if (t->xpos == STM_XP_VBD || t->xpos == STM_XP_VBZ || t->xpos == STM_XP_VBP || t->xpos == STM_XP_MD ||
            stm_form_among(a, i - 1, "; :") || (!joined && t->upos == STM_NOUN)) {
            return STM_NONE;
        }
    }
    return STM_NONE;
}

bool stm_proposal_told(const stm_article *a, uint32_t verb)
{
    uint8_t x = a->tokens.at[verb].xpos;
    bool aux = stm_proposal_child(a, verb, STM_DEP_AUX) != STM_NONE ||
               stm_proposal_child(a, verb, STM_DEP_AUX_PASS) != STM_NONE;
    return !stm_clause_negated(a, verb) && !stm_proposal_unreal(a, verb) &&
           (x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || ((x == STM_XP_VBN || x == STM_XP_VBG) && aux));
}

/* "A resolution calling for": what it holds. */
static bool of_paper(const stm_proposal_words *l, const stm_article *a, uint32_t verb)
{
    uint32_t subject = stm_arguments_of(a, verb).agent, up = a->tokens.at[verb].head;
    uint8_t rel = a->tokens.at[verb].deprel;
    return (subject != STM_NONE &&
            (stm_proposal_kind(l, a, subject) != STM_NONE || stm_form_among(a, subject, "it this that which"))) ||
           ((rel == STM_DEP_ACL || rel == STM_DEP_ACL_RELCL) && up != STM_NONE &&
            stm_proposal_kind(l, a, up) != STM_NONE);
}

bool stm_proposal_somebody(const stm_work *w, uint32_t member, uint32_t token)
{
    uint32_t e = token == STM_NONE ? STM_NONE : w->at_token[member][token];
    return e != STM_NONE &&
           (w->record->entities.at[e].kind == STM_PERSON || w->record->entities.at[e].kind == STM_ORGANIZATION ||
            w->record->entities.at[e].kind == STM_GROUP || w->record->entities.at[e].kind == STM_PLACE);
}

/* "Called for Orsa to sell the mill". */
static bool called_for(const stm_proposal_words *l, const stm_article *a, uint32_t token, aim *out)
{
    uint32_t to = to_of(a, token), whom, at = to == STM_NONE ? STM_NONE : for_before(a, to, &whom), up;
    out->over = at == STM_NONE ? STM_NONE : caller(a, at);
    if (out->over == STM_NONE || (a->tokens.at[token].xpos == STM_XP_VB && stm_proposal_kind(l, a, whom) != STM_NONE)) {
        return false; /* "called for a law to keep boats off": it is the law that is called for */
    }
    out->state = STM_PROPOSED;
    if (a->tokens.at[out->over].upos == STM_NOUN) { /* "dismissed calls for her to speak" */
        up = a->tokens.at[out->over].head;
        if (up != STM_NONE && a->tokens.at[up].upos == STM_VERB) {
            out->over = up;
            out->state = stm_among(stm_token_lemma(a, up), "reject dismiss rebuff resist ignore spurn defy") &&
                                 !stm_clause_negated(a, up)
                             ? STM_REJECTED
                             : STM_PROPOSED;
        }
        return true;
    }
    return (stm_proposal_told(a, out->over) ||
            (a->tokens.at[out->over].xpos == STM_XP_VBG && !stm_clause_negated(a, out->over) &&
             !stm_proposal_shunned(a, out->over))) &&
           !of_paper(l, a, out->over);
}

/* Of "want to see the mill closed" the "see", for the first participle that is not of the noun itself ("the men held
 * here punished"); STM_NONE. */
static uint32_t wish_to_see(const stm_article *a, uint32_t token)
{
    uint32_t from = a->sentences.at[a->tokens.at[token].sentence].first_token, see = STM_NONE, object;
    for (uint32_t i = token; i > from && token - i < FAR && see == STM_NONE; i--) {
        uint32_t up = a->tokens.at[i - 1].head;
        see = stm_form_among(a, i - 1, "see") && up != STM_NONE && up < i && stm_str_eqz(stm_token_lemma(a, up), "want")
                  ? i - 1
                  : STM_NONE;
    }
    object = see == STM_NONE ? STM_NONE : stm_proposal_child(a, see, STM_DEP_OBJ);
    for (uint32_t i = object == STM_NONE ? token : object + 1; i < token; i++) {
        uint8_t x = a->tokens.at[i].xpos;
        if (x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || x == STM_XP_MD ||
            (x == STM_XP_VBN && i > object + 1)) {
            return STM_NONE;
        }
    }
    return object != STM_NONE && object < token && (token > object + 1 || a->tokens.at[token].deprel != STM_DEP_ACL)
               ? see
               : STM_NONE;
}

/* "Wants the council to open the shelters", "want to see the mill closed". */
static bool wanted(const stm_work *w, uint32_t member, uint32_t token, aim *out)
{
    const stm_article *a = w->article[member];
    uint32_t see = a->tokens.at[token].xpos == STM_XP_VBN ? wish_to_see(a, token) : STM_NONE;
    const stm_token *t = &a->tokens.at[see == STM_NONE ? token : see];
    uint32_t to = to_of(a, see == STM_NONE ? token : see), over = t->head, subject, object;
    if (to == STM_NONE || over == STM_NONE || over >= to || a->tokens.at[over].upos != STM_VERB ||
        !stm_str_eqz(stm_token_lemma(a, over), "want") || !stm_proposal_told(a, over)) {
        return false;
    }
    subject = stm_arguments_of(a, over).agent;
    object = stm_proposal_child(a, over, STM_DEP_OBJ);
    object = object != STM_NONE ? object : stm_proposal_child(a, over, STM_DEP_IOBJ);
    if (subject == STM_NONE || stm_form_among(a, subject, "I you we it that which") ||
        (a->tokens.at[subject].upos == STM_PRON && !stm_form_among(a, subject, "he she they"))) {
        return false;
    }
    out->over = over;
    out->state = STM_PROPOSED;
    if (see != STM_NONE) {
        out->from = stm_token_from(a, stm_noun_phrase(a, stm_proposal_child(a, see, STM_DEP_OBJ)).start);
        return true;
    }
    return object != STM_NONE && object > over && object < to && !stm_form_among(a, object, "you me us");
}

/* The quotation that the token lies in; STM_NONE. */
static uint32_t quotation_at(const stm_work *w, uint32_t member, uint32_t token)
{
    uint32_t unit = stm_unit_at(w, member, w->article[member]->tokens.at[token].at.start);
    return unit == STM_NONE ? STM_NONE : w->units.at[unit].quotation;
}

/* Under "should", "must" of a quotation: where "must" is more than a rule or a sentence. */
static bool bidden(const stm_work *w, uint32_t member, uint32_t aux)
{
    uint32_t quotation = quotation_at(w, member, aux);
    return quotation != STM_NONE && (stm_form_among(w->article[member], aux, "should") ||
                                     w->article[member]->quotations.at[quotation].kind == STM_QUOTE_DIRECT);
}

/* "Russia said on Tuesday that Sudan must return the helicopter": who speaks is another than who must. */
static bool told_that_must(const stm_work *w, uint32_t member, uint32_t verb, uint32_t subject)
{
    const stm_article *a = w->article[member];
    uint32_t up = a->tokens.at[verb].deprel == STM_DEP_CCOMP ? a->tokens.at[verb].head : STM_NONE, speaker;
    if (up == STM_NONE ||
        !stm_among(stm_token_lemma(a, up), "say reiterate insist conclude warn stress repeat argue") ||
        a->tokens.at[subject].upos != STM_PROPN ||
        (stm_proposal_child(a, verb, STM_DEP_OBJ) == STM_NONE &&
         stm_proposal_child(a, verb, STM_DEP_OBL) == STM_NONE)) {
        return false;
    }
    speaker = stm_arguments_of(a, up).agent;
    return stm_proposal_somebody(w, member, speaker) && w->at_token[member][speaker] != w->at_token[member][subject];
}

/* "Said the mayor should cancel the fair". */
static bool should(const stm_work *w, uint32_t member, uint32_t token, aim *out)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[token];
    uint32_t up = t->head, aux, subject;
    bool needs;
    if (t->xpos != STM_XP_VB) {
        return false;
    }
    needs = t->deprel == STM_DEP_XCOMP && up != STM_NONE && up < token && to_of(a, token) != STM_NONE &&
            stm_str_eqz(stm_token_lemma(a, up), "need") && stm_proposal_told(a, up) &&
            a->tokens.at[up].xpos != STM_XP_VBD;
    out->over = needs ? up : token;
    out->state = STM_PROPOSED;
    aux = needs ? STM_NONE : stm_proposal_child(a, token, STM_DEP_AUX);
    if (!needs && (aux == STM_NONE || !stm_form_among(a, aux, "should must"))) {
        return false;
    }
    subject = stm_proposal_child(a, out->over, STM_DEP_NSUBJ);
    if (subject == STM_NONE && t->deprel == STM_DEP_CONJ && up != STM_NONE) {
        subject = stm_proposal_child(a, up, STM_DEP_NSUBJ); /* "should stay and should ask" */
    }
    if (subject == STM_NONE || stm_form_among(a, subject, "I you we it they") ||
        !stm_proposal_somebody(w, member, subject)) {
        return false;
    }
    if ((needs && stm_clause_negated(a, up)) || stm_mood_of(a, token).condition ||
        stm_mood_of(a, out->over).condition) {
        return false;
    }
    out->denied = !needs && stm_clause_negated(a, token);
    if (out->denied) { /* "the clerk should not run" */
        if (subject > token || a->tokens.at[subject].upos == STM_PRON ||
            stm_proposal_child(a, token, STM_DEP_AUX_PASS) != STM_NONE) {
            return false;
        }
        out->from = stm_token_from(a, stm_noun_phrase(a, subject).start);
    }
    return needs ? quotation_at(w, member, token) != STM_NONE
                 : bidden(w, member, aux) || told_that_must(w, member, token, subject);
}

/* "The statue should be moved", "the tap needs to be closed", "there should be no fair": the token that what is said
 * begins with; STM_NONE. *over is the verb that tells it. */
static uint32_t ought_to_be(const stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token,
                            uint32_t *over)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[token];
    uint32_t aux, subject, first, need, mark;
    bool there;
    if (t->xpos != STM_XP_VBN && !(t->xpos == STM_XP_VB && stm_form_among(a, token, "be"))) {
        return STM_NONE;
    }
    aux = stm_proposal_child(a, token, STM_DEP_AUX);
    need = t->deprel == STM_DEP_XCOMP && t->head != STM_NONE && t->head < token ? t->head : STM_NONE;
    there = t->xpos == STM_XP_VB && (stm_proposal_child(a, token, STM_DEP_EXPL) != STM_NONE ||
                                     (need != STM_NONE && stm_proposal_child(a, need, STM_DEP_EXPL) != STM_NONE));
    *over = token;
    if (!there && (t->xpos != STM_XP_VBN || stm_proposal_child(a, token, STM_DEP_AUX_PASS) == STM_NONE)) {
        return STM_NONE;
    }
    if (need != STM_NONE && stm_str_eqz(stm_token_lemma(a, need), "need") && stm_proposal_told(a, need) &&
        a->tokens.at[need].xpos != STM_XP_VBD && quotation_at(w, member, token) != STM_NONE) {
        *over = need;
        subject = stm_proposal_child(a, there ? token : need, STM_DEP_NSUBJ);
    } else if (aux != STM_NONE && aux + NEAR_AUX > token && stm_form_among(a, aux, "should must") &&
               bidden(w, member, aux)) {
        subject = stm_proposal_child(a, token, there ? STM_DEP_NSUBJ : STM_DEP_NSUBJ_PASS);
    } else {
        return STM_NONE;
    }
    mark = stm_proposal_child(a, token, STM_DEP_MARK);
    if (!there && aux != STM_NONE && stm_form_among(a, token - 1, "been")) {
        return STM_NONE; /* "should have been closed": it is too late */
    }
    if (!there && stm_clause_negated(a, token) &&
        stm_among(t->lemma,
                  "trust underestimate surprise forget ignore overlook confuse construe interpret view see take "
                  "treat judge blame read regard fool mistake misread")) {
        return STM_NONE; /* "should not be underestimated" */
    }
    if (subject == STM_NONE || stm_mood_of(a, token).condition ||
        (mark != STM_NONE && stm_form_among(a, mark, "before after because since although though")) ||
        (a->tokens.at[subject].upos != STM_NOUN && a->tokens.at[subject].upos != STM_PROPN)) {
        return STM_NONE;
    }
    first = stm_token_from(a, stm_noun_phrase(a, subject).start);
    if (there) {
        uint32_t word = stm_proposal_child(a, subject, STM_DEP_DET);
        bool none = word != STM_NONE && stm_form_among(a, word, "no"); /* "no fair" is none of the list's */
        first = none && word < first ? word : first;
        return subject > token && (none || stm_proposal_kind(l, a, subject) == STM_NONE) ? first : STM_NONE;
    }
    return subject < token && stm_proposal_kind(l, a, subject) == STM_NONE ? first : STM_NONE;
}

/* The sentence tells of a condition, or asks how and where it will be done. */
static bool conditional(const stm_article *a, uint32_t token)
{
    uint32_t from, to;
    stm_proposal_range(a, token, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        if ((a->tokens.at[i].deprel == STM_DEP_MARK && stm_form_among(a, i, "if If unless Unless once Once")) ||
            (a->tokens.at[i].head == token && i < token && stm_form_among(a, i, "how where when why what"))) {
            return true;
        }
    }
    return false;
}

/* "Was to ask the council", "is set to close". */
static bool due(const stm_article *a, uint32_t token, uint32_t *subject, uint32_t *over)
{
    const stm_token *t = &a->tokens.at[token];
    uint32_t to = to_of(a, token), up = t->head;
    bool is_to = to > 0 && a->tokens.at[to - 1].head == token && stm_form_among(a, to - 1, "is was are were");
    bool set = up != STM_NONE && up < token && t->deprel == STM_DEP_XCOMP &&
               (stm_among(stm_token_lemma(a, up), "set schedule due slate") ||
                (stm_str_eqz(stm_token_lemma(a, up), "expect") &&
                 !stm_among(stm_token_lemma(a, token), "carry hold help cost hit draw raise reach") &&
                 stm_proposal_child(a, up, STM_DEP_AUX_PASS) != STM_NONE && !stm_proposal_unreal(a, up)));
    if (t->xpos != STM_XP_VB || (!is_to && !set) || stm_proposal_child(a, token, STM_DEP_OBJ) == STM_NONE ||
        conditional(a, token)) {
        return false;
    }
    *subject = stm_proposal_child(a, token, STM_DEP_NSUBJ);
    *over = token;
    if (is_to && *subject != STM_NONE && *subject < to && a->tokens.at[*subject].upos != STM_NOUN) {
        return true;
    }
    if (!set) {
        return false;
    }
    *over = up;
    *subject = stm_proposal_child(a, up, STM_DEP_NSUBJ_PASS);
    *subject = *subject != STM_NONE ? *subject : stm_proposal_child(a, up, STM_DEP_NSUBJ);
    return *subject != STM_NONE && !stm_clause_negated(a, up);
}

/* "Is fighting to gain seats", "wages a battle to install a slate". */
static uint32_t striving(const stm_article *a, uint32_t token)
{
    const stm_token *t = &a->tokens.at[token];
    uint32_t up = t->head, object;
    bool of_noun = t->deprel == STM_DEP_ACL && up != STM_NONE && a->tokens.at[up].deprel == STM_DEP_OBJ;
    up = of_noun ? a->tokens.at[up].head : up;
    if (up == STM_NONE || up >= token || (!of_noun && t->deprel != STM_DEP_XCOMP && t->deprel != STM_DEP_ADVCL)) {
        return STM_NONE;
    }
    object = stm_proposal_child(a, up, STM_DEP_OBJ);
    if (stm_among(stm_token_lemma(a, up), "fight campaign lobby")) {
        return object == STM_NONE ? up : STM_NONE;
    }
    return stm_among(stm_token_lemma(a, up), "wage mount launch") && object != STM_NONE && object < token &&
                   stm_among(stm_token_lemma(a, object), "battle fight campaign")
               ? up
               : STM_NONE;
}

/* "Plans to close the yard", "intends to hold a hearing", "is to ask the council", "is fighting to gain seats". */
static bool planned(const stm_work *w, uint32_t member, uint32_t token, aim *out)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[token];
    uint32_t up = t->head, subject, over;
    bool plans;
    if (to_of(a, token) == STM_NONE) {
        return false;
    }
    out->state = STM_PROPOSED;
    if (due(a, token, &subject, &over)) {
        out->over = over;
        return stm_proposal_somebody(w, member, subject) && !stm_form_among(a, subject, "I you we");
    }
    plans = up != STM_NONE && up < token && t->deprel == STM_DEP_XCOMP && a->tokens.at[up].upos == STM_VERB &&
            stm_among(stm_token_lemma(a, up), "plan intend");
    up = plans ? up : striving(a, token);
    if (up == STM_NONE || !stm_proposal_told(a, up)) {
        return false;
    }
    subject = stm_arguments_of(a, up).agent;
    out->over = up;
    if (!plans && subject == STM_NONE) { /* "brought to light by the fund, which is waging a battle" */
        return a->tokens.at[up].xpos == STM_XP_VBG && stm_proposal_child(a, token, STM_DEP_OBJ) != STM_NONE;
    }
    return stm_proposal_somebody(w, member, subject) && !stm_form_among(a, subject, "I you we") &&
           (a->tokens.at[up].xpos != STM_XP_VBD || a->tokens.at[up].deprel == STM_DEP_CCOMP);
}

/* "The liner said it would": who speaks, where no entity is known for both. */
static bool says_of_itself(const stm_work *w, uint32_t member, uint32_t speaker, uint32_t subject)
{
    const stm_article *a = w->article[member];
    uint32_t e = w->at_token[member][speaker];
    bool person = e != STM_NONE && w->record->entities.at[e].kind == STM_PERSON;
    return w->at_token[member][subject] == STM_NONE && a->tokens.at[speaker].upos != STM_PRON &&
           (person ? stm_form_among(a, subject, "he she") : stm_form_among(a, subject, "it they"));
}

/* "Relatives would hold a vigil". */
static bool gathers(const stm_article *a, uint32_t verb)
{
    uint32_t object = stm_proposal_child(a, verb, STM_DEP_OBJ);
    return object != STM_NONE && object > verb &&
           stm_among(stm_token_lemma(a, verb), "hold host stage organize organise") &&
           stm_proposal_gathering(a, object);
}

/* "Said the company would stop the line". */
static bool told_of_body(const stm_article *a, uint32_t verb, uint32_t subject)
{
    uint32_t up = a->tokens.at[verb].deprel == STM_DEP_CCOMP ? a->tokens.at[verb].head : STM_NONE;
    return up != STM_NONE && up < verb && a->tokens.at[subject].upos == STM_NOUN &&
           stm_among(stm_token_lemma(a, up), "say announce confirm") &&
           !stm_among(stm_token_lemma(a, verb), "take make get give have determine");
}

/* A body, or a country by its name, is to do it; or somebody is to visit a place. */
static bool acts(const stm_work *w, uint32_t member, uint32_t verb, uint32_t subject)
{
    const stm_article *a = w->article[member];
    uint32_t object = stm_proposal_child(a, verb, STM_DEP_OBJ);
    stm_entity_kind kind;
    if (object != STM_NONE && object > verb &&
        stm_among(stm_token_lemma(a, verb), "hold host stage organize organise") && stm_proposal_gathering(a, object)) {
        return true; /* "relatives will hold a vigil" */
    }
    if (!stm_proposal_somebody(w, member, subject) || stm_form_among(a, subject, "they They") ||
        (object != STM_NONE && stm_among(stm_token_lemma(a, object), "veto vote influence door"))) {
        return false; /* "will use its veto": a fate of what is vetoed */
    }
    kind = w->record->entities.at[w->at_token[member][subject]].kind;
    return kind == STM_ORGANIZATION ||
           (kind == STM_PLACE && a->tokens.at[subject].upos == STM_PROPN && object != STM_NONE &&
            stm_map_get(&w->words->countries,
                        stm_str_lower(w->arena, w->record->entities.at[w->at_token[member][subject]].name)) !=
                STM_NONE) ||
           (kind == STM_PERSON && stm_str_eqz(stm_token_lemma(a, verb), "visit") && object != STM_NONE &&
            a->tokens.at[object].upos == STM_PROPN && w->at_token[member][object] != STM_NONE &&
            w->record->entities.at[w->at_token[member][object]].kind == STM_PLACE);
}

/* "Said it would fly them out", "the board will review the books": announced by who is to do it. */
static bool announced(const stm_work *w, uint32_t member, uint32_t token, aim *out)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[token];
    uint32_t subject = t->xpos == STM_XP_VB ? stm_proposal_child(a, token, STM_DEP_NSUBJ) : STM_NONE, up = t->head;
    stm_mood x;
    if (subject == STM_NONE || stm_form_among(a, subject, "I you we")) {
        return false;
    }
    x = stm_mood_of(a, token);
    if (!x.future || x.open || conditional(a, token)) {
        return false;
    }
    out->over = token;
    out->state = stm_clause_negated(a, token) ? STM_REJECTED : STM_PROPOSED;
    if (t->deprel == STM_DEP_CCOMP && up != STM_NONE &&
        stm_among(stm_token_lemma(a, up), "announce say confirm tell")) {
        uint32_t speaker = stm_arguments_of(a, up).agent;
        uint32_t whose = w->at_token[member][subject];
        if (speaker != STM_NONE && speaker < subject &&
            ((whose != STM_NONE && w->at_token[member][speaker] == whose) ||
             (subject <= up + 2 && says_of_itself(w, member, speaker, subject)))) {
            out->over = up;
            return true;
        }
    }
    return acts(w, member, token, subject) && out->state == STM_PROPOSED &&
           (stm_proposal_will(a, token) || gathers(a, token) || told_of_body(a, token, subject));
}

/* "Is considering moving the ferry", "talking about censuring him". */
static bool weighed(const stm_work *w, uint32_t member, uint32_t token, aim *out)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[token];
    uint32_t up = t->head, subject;
    bool about;
    if (t->xpos != STM_XP_VBG || up == STM_NONE || up >= token || token - up > 3 ||
        (t->deprel != STM_DEP_XCOMP && t->deprel != STM_DEP_ADVCL && t->deprel != STM_DEP_CCOMP)) {
        return false;
    }
    about = stm_among(stm_token_lemma(a, up), "talk think") && stm_form_among(a, token - 1, "about of");
    if (!about && !(token == up + 1 && stm_among(stm_token_lemma(a, up),
                                                 "consider weigh mull contemplate discuss explore study debate"))) {
        return false;
    }
    subject = stm_arguments_of(a, up).agent;
    out->over = up;
    out->state = STM_DISCUSSED;
    return (stm_proposal_told(a, up) || (a->tokens.at[up].xpos == STM_XP_VBG && !stm_clause_negated(a, up))) &&
           (subject == STM_NONE ? a->tokens.at[up].xpos == STM_XP_VBG : !stm_form_among(a, subject, "I you we"));
}

/* "For Orsa to sell the mill", "for Holm to be heard": with whom it is asked of. */
static stm_span with_whom(const stm_article *a, uint32_t head, stm_span at)
{
    uint32_t to = to_of(a, head), whom, from = to == STM_NONE ? STM_NONE : for_before(a, to, &whom);
    at.start = from == STM_NONE ? at.start : a->tokens.at[from].at.start;
    return at;
}

/* What the verb tells; false: nothing. Its name is in *name, and *ask where it is put to somebody. */
static bool read_aim(const stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token, aim *x,
                     const char **name, bool *ask)
{
    const stm_article *a = w->article[member];
    *ask = true;
    if (called_for(l, a, token, x)) {
        *name = "a call";
        return true;
    }
    if (wanted(w, member, token, x)) {
        *name = x->from != 0 ? "a wish to see" : "a wish to";
        return true;
    }
    if (should(w, member, token, x)) {
        *name = x->denied ? "a call that" : "a call to";
        return true;
    }
    *ask = false;
    if (weighed(w, member, token, x)) {
        *name = NULL;
        return true;
    }
    if (planned(w, member, token, x) || announced(w, member, token, x)) {
        *name = x->state == STM_REJECTED ? "a decision not to" : "a plan to";
        return true;
    }
    return false;
}

/* The text tells of a proposal by its own name among what is to be done, so that this is a state of that one: "will
 * vote on the bill". */
bool stm_proposal_decides_on(const stm_proposal_words *l, const stm_article *a, uint32_t token, uint32_t last)
{
    bool decides = stm_map_get(&l->role[STM_ROLE_VERB], stm_token_lemma(a, token)) != STM_NONE ||
                   stm_among(stm_token_lemma(a, token), "vote make get give conduct hold");
    bool gets = stm_str_eqz(stm_token_lemma(a, token), "get"); /* "wants her to get an evaluation" */
    for (uint32_t i = token; i <= last + BEHIND && i < stm_proposal_sentence_end(a, token); i++) {
        uint32_t kind = decides && i > token && a->tokens.at[i].upos == STM_NOUN
                            ? stm_map_get(&l->role[STM_ROLE_NOUN], stm_token_lemma(a, i))
                            : STM_NONE;
        if ((kind != STM_NONE && !stm_proposal_kind_is(l, kind, "candidacy") &&
             !(gets && stm_proposal_kind_is(l, kind, "review"))) ||
            (i <= last && stm_proposal_leaves(a, i))) {
            return true;
        }
    }
    return false;
}

static bool of_another(const stm_proposal_words *l, const stm_article *a, uint32_t token, uint32_t last)
{
    return stm_proposal_decides_on(l, a, token, last) || stm_proposal_of_another(l, a, token);
}

/* "The statue should be moved": fills the mention. */
static bool ought(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token, stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    uint32_t over, begin = ought_to_be(w, l, member, token, &over), last;
    bool there = begin != STM_NONE && begin > token;
    stm_span at;
    stm_str what;
    if (begin == STM_NONE || (!there && stm_among(stm_token_lemma(a, token), NO_DEEDS) &&
                              stm_proposal_child(a, token, STM_DEP_XCOMP) == STM_NONE)) {
        return false;
    }
    last = stm_proposal_last_of(a, token);
    at = (stm_span){ a->tokens.at[begin].at.start, a->tokens.at[last].at.end };
    if (last < begin || stm_proposal_said(a, at) < 2 ||
        (stm_proposal_hire_at(w, member, token) || stm_proposal_race_at(w, member, token))) {
        return false;
    }
    stm_proposal_fill(w, member, token, stm_map_get(&l->role[STM_ROLE_NOUN], STM_STR("request")), at, m);
    m->state = STM_PROPOSED;
    m->over = over;
    what = stm_wording(w->arena, a, at);
    m->label = stm_str_format(w->arena, "a call %s %.*s", there ? "for" : "that", (int)what.n, what.p);
    return true;
}

bool stm_proposal_aims(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token,
                       stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[token];
    aim x = { 0 };
    const char *name, *kind;
    stm_span at;
    stm_str what;
    uint32_t last, object;
    uint32_t undone;
    bool ask, whom; /* whom: "censuring him" */
    if (t->upos == STM_NOUN) {
        return stm_proposal_weighed(w, l, member, token, m);
    }
    if ((t->upos == STM_VERB || t->upos == STM_AUX) && ought(w, l, member, token, m)) {
        return true;
    }
    if (t->upos != STM_VERB || (t->xpos != STM_XP_VB && t->xpos != STM_XP_VBN && t->xpos != STM_XP_VBG) ||
        !read_aim(w, l, member, token, &x, &name, &ask) ||
        (stm_proposal_hire_at(w, member, token) || stm_proposal_race_at(w, member, token))) {
        return false;
    }
    last = stm_proposal_last_of(a, token);
    while (last > token && (a->tokens.at[last].upos == STM_ADP || a->tokens.at[last].upos == STM_DET)) {
        last--; /* before a quotation mark */
    }
    at = with_whom(a, token, (stm_span){ t->at.start, a->tokens.at[last].at.end });
    at.start = x.from != 0 && x.from < token ? a->tokens.at[x.from].at.start : at.start;
    object = stm_proposal_child(a, token, STM_DEP_OBJ);
    whom = object != STM_NONE && a->tokens.at[object].upos == STM_PRON && stm_proposal_somebody(w, member, object) &&
           !stm_form_among(a, object, "himself herself itself themselves");
    undone = ask && !x.denied ? stm_proposal_undone(l, a, token) : STM_NONE;
    if (stm_among(stm_token_lemma(a, token), NO_DEEDS) ||
        (object != STM_NONE && stm_str_eqz(stm_token_lemma(a, token), "take") &&
         stm_among(stm_token_lemma(a, object), "day week month year time hour minute place")) ||
        (!whom && x.from == 0 && undone == STM_NONE && of_another(l, a, token, last)) ||
        stm_proposal_said(a, at) + whom < 2) {
        return false;
    }
    kind = stm_among(stm_token_lemma(a, token), "review investigate audit") ? "review" : ask ? "request" : "plan";
    stm_proposal_fill(w, member, token, stm_map_get(&l->role[STM_ROLE_NOUN], stm_str_of(kind)), at, m);
    m->state = x.state;
    m->undoes = undone == STM_NONE ? 0 : undone + 1;
    m->drops = ask && !x.denied && stm_proposal_drops(a, token);
    m->deed = token + 1;
    m->declined = x.state == STM_REJECTED && !ask;
    m->over = x.over;
    what = stm_wording(w->arena, a, at);
    m->label = name == NULL ? what : stm_str_format(w->arena, "%s %.*s", name, (int)what.n, what.p);
    return true;
}

void stm_proposal_aims_state(stm_work *w, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    stm_proposal_add_by(w, t, m->member, stm_arguments_of(a, m->over).agent);
    stm_proposal_add_state(w, t, m->member, m->state, stm_clause_span(a, m->over), m->over);
}

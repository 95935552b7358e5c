/* proposal_deeds.c: what somebody orders, threatens, agrees, decides or refuses to do, told by a verb or a noun over an
 * infinitive or a clause.
 *
 * In: the word list, trees, entities.  Out: mentions, each with what it is called, the word that tells it and a state.
 *
 * "Ordered the clerk to burn the letters", "vowed to end the war", "refused to testify", "promised that he would not
 * run", "the pleas of the guild to keep the mill", "were ordered to leave the pier". One reading for all: a word of a
 * class, then whom it is put to, then what is to be done. The words are scanned, since trees hang an infinitive behind
 * "in a letter to" on anything. A class that tells what somebody does of his own accord is slight: such a proposal is
 * shown only where texts of two lines tell of it, or where it has a fate. Never: what the public is told, what the
 * police shout, what is thought or said; what becomes of another proposal; what is possible or conditional.
 * Cost: linear in the sentence.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define FAR 18        /* tokens from the word to what is to be done */
#define FAR_CLAUSE 12 /* and from "that" to its verb */
/* What nobody could be asked or want to do to another: thought, said, suffered, or said of a crime. */
#define NO_DEEDS                                                                                                       \
    "be have know think believe feel want need like see hear seem remain continue stay wait hope understand "          \
    "remember forget realize consider expect mean say tell talk speak discuss comment elaborate disclose explain "     \
    "describe name identify specify predict speculate go come do try look find get make take give become "             \
    "kill shoot hurt harm injure rape beat stab bomb murder rob drop freeze show contact phone call report buy "       \
    "acquire purchase merge combine bid acknowledge admit revel budge spend vote"
#define POLICE "police officer deputy trooper patrol gunman robber suspect attacker hijacker sheriff detective"

typedef struct deed_class {
    const char *words;
    const char *name; /* before "to" or "that" */
    const char *kind; /* a noun of the list */
    stm_proposal_status state;
    bool asks; /* another is to do it */
    bool slight;
} deed_class;

/* Verbs of each class, and of any. */
#define ORDERS "order instruct direct command"
#define ASKS "ask request petition"
#define URGES "urge press pressure implore encourage lobby"
#define ADVISES "advise"
#define VOWS "vow swear"
#define THREATENS "threaten"
#define PROMISES "promise pledge"
#define OFFERS "offer"
#define PROPOSES "propose"
#define AGREES "agree consent"
#define DECIDES "decide opt resolve elect choose"
#define REFUSES "refuse decline"
#define HOPES "hope want wish aspire"
#define PLANS "plan intend aim"
#define EXPECTS "expect schedule set slate"
#define VERBS_OF_DEEDS                                                                                                 \
    ORDERS " " ASKS " " URGES " " ADVISES " " VOWS " " THREATENS " " PROMISES " " OFFERS " " PROPOSES " " AGREES       \
           " " DECIDES " " REFUSES " " HOPES " " PLANS " " EXPECTS

static const deed_class classes[] = {
    { ORDERS, "an order", "request", STM_PROPOSED, true, false },
    { ASKS, "a request", "request", STM_PROPOSED, true, false },
    { URGES, "a call", "request", STM_PROPOSED, true, false },
    { ADVISES, "advice", "recommendation", STM_PROPOSED, true, false },
    { VOWS, "a vow", "pledge", STM_PROPOSED, false, false },
    { THREATENS, "a threat", "pledge", STM_PROPOSED, false, false },
    { PROMISES, "a pledge", "pledge", STM_PROPOSED, false, false },
    { OFFERS, "an offer", "offer", STM_PROPOSED, false, false },
    { PROPOSES, "a proposal", "proposal", STM_PROPOSED, false, false },
    { AGREES, "an agreement", "decision", STM_AGREED, false, true },
    { DECIDES, "a decision", "decision", STM_AGREED, false, true },
    { REFUSES, "a refusal", "decision", STM_REJECTED, false, true },
    { HOPES, "a wish", "plan", STM_PROPOSED, false, true },
    { PLANS, "a plan", "plan", STM_PROPOSED, false, true },
    { EXPECTS, "a plan", "plan", STM_PROPOSED, false, true },
};

static const deed_class adjectives[] = {
    { "ready willing prepared", "readiness", "offer", STM_PROPOSED, false, true },
};

static const deed_class nouns[] = {
    { "demand", "a demand", "request", STM_PROPOSED, true, false },
    { "call urging plea appeal exhortation", "a call", "request", STM_PROPOSED, true, false },
    { "threat", "a threat", "pledge", STM_PROPOSED, false, true },
    { "vow", "a vow", "pledge", STM_PROPOSED, false, true },
    { "refusal", "a refusal", "decision", STM_REJECTED, false, true },
    { "intention intent", "a plan", "plan", STM_PROPOSED, false, true },
};

static const deed_class *class_of(const deed_class *list, size_t n, stm_str lemma)
{
    for (size_t i = 0; i < n; i++) {
        if (stm_str_among(lemma, list[i].words)) {
            return &list[i];
        }
    }
    return NULL;
}

/* A name, a pronoun or an article: what stands behind a verb, not behind a noun. */
static bool begins_phrase(const stm_article *a, uint32_t token)
{
    uint8_t upos = a->tokens.at[token].upos;
    stm_str form = stm_token_form(a, token);
    return upos == STM_DET || upos == STM_PRON || (form.n > 0 && form.p[0] >= 'A' && form.p[0] <= 'Z');
}

/* The verb behind a "to", over adverbs and "be"; STM_NONE. */
static uint32_t infinitive(const stm_article *a, uint32_t to, uint32_t end)
{
    for (uint32_t i = to + 1; i < end && i < to + 4; i++) {
        uint8_t upos = a->tokens.at[i].upos;
        if (a->tokens.at[i].xpos == STM_XP_VB && upos == STM_VERB) {
            return i;
        }
        if (stm_form_among(a, i, "be") && i + 1 < end && a->tokens.at[i + 1].xpos == STM_XP_VBN) {
            return i + 1;
        }
        if (i == to + 1 && a->tokens.at[i].xpos == STM_XP_NN && i + 1 < end && begins_phrase(a, i + 1)) {
            return i; /* "told Orr to fire Vint": taggers take it for a noun */
        }
        if (upos != STM_ADV && upos != STM_PART && !stm_form_among(a, i, "not never")) {
            return STM_NONE;
        }
    }
    return STM_NONE;
}

/* An infinitive that hangs on a noun in between is that noun's ("ordered a plan to close the yard"), but for one that
 * somebody is, or that carries the words ("asked him in a letter to close it"). */
static bool of_noun_between(const stm_work *w, uint32_t member, uint32_t word, uint32_t verb, bool asks)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[verb];
    uint32_t up = t->head;
    if (up == STM_NONE || up <= word || up >= verb || a->tokens.at[up].upos == STM_VERB) {
        return false;
    }
    return !(asks && (w->at_token[member][up] != STM_NONE ||
                      stm_among(stm_token_lemma(a, up), "letter telegram statement note email e-mail memo message "
                                                        "interview speech meeting agency department official citizen "
                                                        "federal member")));
}

/* What is to be done, told by the infinitive behind the word; *whom: who is to, where somebody stands between. */
static uint32_t told_by_infinitive(const stm_work *w, uint32_t member, uint32_t word, bool asks, uint32_t *whom)
{
    const stm_article *a = w->article[member];
    uint32_t end = stm_proposal_sentence_end(a, word);
    *whom = STM_NONE;
    for (uint32_t i = word + 1; i < end && i < word + FAR; i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t verb = stm_form_among(a, i, "to") ? infinitive(a, i, end) : STM_NONE;
        if (verb != STM_NONE) {
            return of_noun_between(w, member, word, verb, asks) ? STM_NONE : verb;
        }
        if (t->upos == STM_VERB || t->upos == STM_AUX || t->upos == STM_SCONJ ||
            stm_form_among(a, i, ", ; : -- that")) {
            return STM_NONE;
        }
        if (*whom == STM_NONE && (t->head == word || t->deprel == STM_DEP_OBJ || t->deprel == STM_DEP_IOBJ) &&
            (t->upos == STM_NOUN || t->upos == STM_PROPN || t->upos == STM_PRON) && t->deprel != STM_DEP_OBL &&
            t->deprel != STM_DEP_OBL_UNMARKED) {
            *whom = i;
        }
        if (!asks && t->upos != STM_ADV && t->upos != STM_PART && t->head == word && t->deprel != STM_DEP_OBL &&
            t->deprel != STM_DEP_OBL_UNMARKED && t->deprel != STM_DEP_AUX) {
            return STM_NONE; /* "refused the request to" */
        }
    }
    return STM_NONE;
}

/* The verb of "that he would not run", "that she be excused", "that the pick not run"; STM_NONE. */
static uint32_t told_by_clause(const stm_article *a, uint32_t word, const deed_class *c)
{
    uint32_t end = stm_proposal_sentence_end(a, word), that = STM_NONE;
    for (uint32_t i = word + 1; i < end && i < word + FAR && that == STM_NONE; i++) {
        uint8_t x = a->tokens.at[i].xpos;
        that = stm_form_among(a, i, "that") && a->tokens.at[i].upos == STM_SCONJ ? i : STM_NONE;
        if (stm_form_among(a, i, ", ; :") || x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || x == STM_XP_MD) {
            return STM_NONE;
        }
    }
    for (uint32_t i = that == STM_NONE ? end : that + 2; i < end && i < that + FAR_CLAUSE; i++) {
        const stm_token *t = &a->tokens.at[i];
        bool bare = t->xpos == STM_XP_VB && !stm_form_among(a, i - 1, "to") && a->tokens.at[i - 1].xpos != STM_XP_MD;
        if (t->xpos == STM_XP_MD) {
            bool due = c->asks ? stm_form_among(a, i, "should must") : stm_form_among(a, i, "would will");
            for (uint32_t k = i + 1; due && k < end && k < i + 4; k++) {
                if (a->tokens.at[k].upos == STM_VERB) {
                    return a->tokens.at[k].xpos == STM_XP_VB || a->tokens.at[k].xpos == STM_XP_VBN ? k : STM_NONE;
                }
            }
            return STM_NONE;
        }
        if (t->xpos == STM_XP_VBD || t->xpos == STM_XP_VBZ || t->xpos == STM_XP_VBP) {
            return STM_NONE;
        }
        if (bare && c->asks) {
            bool passive = stm_form_among(a, i, "be") && i + 1 < end && a->tokens.at[i + 1].xpos == STM_XP_VBN;
            return passive ? i + 1 : t->upos == STM_VERB ? i : STM_NONE;
        }
    }
    return STM_NONE;
}

/* The entity that the phrase names: its own, or that of the name beside it ("the baker Nora Vint"). */
static uint32_t named(const stm_work *w, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t name = stm_proposal_child(a, token, STM_DEP_APPOS), e = w->at_token[member][token];
    e = e != STM_NONE || name == STM_NONE ? e : w->at_token[member][name];
    for (uint32_t i = token; e == STM_NONE && i > 0 && token - i < 4; i--) { /* "the Salt Union wing" */
        bool part = a->tokens.at[i - 1].head == token && a->tokens.at[i - 1].upos == STM_PROPN;
        e = part ? w->at_token[member][i - 1] : STM_NONE;
    }
    return e;
}

/* A word of the phrase up to its head has a capital: "Marenian rebels", "the Union's ministers". */
static bool with_capital(const stm_article *a, uint32_t head)
{
    uint32_t first = a->sentences.at[a->tokens.at[head].sentence].first_token;
    for (uint32_t i = stm_token_from(a, stm_noun_phrase(a, head).start); i <= head; i++) {
        stm_str f = stm_token_form(a, i);
        if ((i > first || a->tokens.at[i].upos == STM_PROPN) && f.n > 1 && f.p[0] >= 'A' && f.p[0] <= 'Z' &&
            a->tokens.at[i].upos != STM_DET) {
            return true;
        }
    }
    return false;
}

/* Of "it" and "they" under "the council said" the council. */
static uint32_t behind_pronoun(const stm_article *a, uint32_t verb, uint32_t agent)
{
    uint32_t up = a->tokens.at[verb].deprel == STM_DEP_CCOMP ? a->tokens.at[verb].head : STM_NONE;
    uint32_t speaker = up != STM_NONE && stm_form_among(a, agent, "it they he she") &&
                               stm_among(stm_token_lemma(a, up), "say announce confirm")
                           ? stm_arguments_of(a, up).agent
                           : STM_NONE;
    return speaker == STM_NONE ? agent : speaker;
}

/* Who tells it may be somebody that the texts know, or a pronoun that stands for one. */
static bool somebody(const stm_work *w, uint32_t member, uint32_t token, bool pronoun)
{
    const stm_article *a = w->article[member];
    uint32_t e = token == STM_NONE ? STM_NONE : named(w, member, token), up;
    if (token == STM_NONE || stm_form_among(a, token, "I you we You We")) {
        return false;
    }
    up = a->tokens.at[token].head;
    if (pronoun && stm_form_among(a, token, "he she it they He She It They who")) {
        return true;
    }
    if (a->tokens.at[token].xpos == STM_XP_NNS && token > 0 && stm_proposal_child(a, token, STM_DEP_DET) == STM_NONE &&
        ((up != STM_NONE && a->tokens.at[up].deprel == STM_DEP_ACL_RELCL) ||
         stm_proposal_child(a, token, STM_DEP_ACL_RELCL) != STM_NONE)) {
        return false; /* "groups that encourage their members": whoever they are */
    }
    return e != STM_NONE && w->record->entities.at[e].kind != STM_OTHER;
}

/* The verb tells it as a fact. */
static bool told(const stm_article *a, uint32_t verb, const deed_class *c, bool *passive)
{
    uint8_t x = a->tokens.at[verb].xpos;
    bool aux = stm_proposal_child(a, verb, STM_DEP_AUX) != STM_NONE;
    *passive = stm_proposal_child(a, verb, STM_DEP_AUX_PASS) != STM_NONE ||
               stm_proposal_child(a, verb, STM_DEP_NSUBJ_PASS) != STM_NONE;
    if (stm_clause_negated(a, verb) || stm_proposal_unreal(a, verb) || stm_proposal_shunned(a, verb) ||
        (verb > 1 && stm_form_among(a, verb - 1, "longer") && stm_form_among(a, verb - 2, "no"))) {
        return false;
    }
    return x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP ||
           ((x == STM_XP_VBN || x == STM_XP_VBG) && (aux || *passive)) || (c->asks && x == STM_XP_VBG);
}

/* "Not to", "never to" before the verb, "would not run". */
static bool negated(const stm_article *a, uint32_t verb)
{
    for (uint32_t i = verb > 3 ? verb - 3 : 0; i < verb; i++) {
        if (stm_form_among(a, i, "not never n't n\xE2\x80\x99t")) {
            return true;
        }
    }
    return false;
}

/* Where the words of what is to be done begin: at the verb, its "not", or at the subject of its clause. */
static uint32_t begins(const stm_article *a, uint32_t word, uint32_t verb, bool clause)
{
    uint32_t i = verb;
    if (clause) {
        while (i > word && !stm_form_among(a, i, "that")) {
            i--;
        }
        return i + 1;
    }
    while (i > word + 1 && !stm_form_among(a, i - 1, "to")) {
        i--;
    }
    return i > word + 1 && stm_form_among(a, i - 2, "not never") ? i - 2 : i;
}

/* "Ordered Orr to fire her": whom, the text has said before. */
static bool of_pronoun(const stm_article *a, uint32_t deed)
{
    uint32_t object = stm_proposal_child(a, deed, STM_DEP_OBJ);
    return object != STM_NONE && stm_form_among(a, object, "him her it them");
}

/* What is to be done says enough: it has an object that tells what, or more words beside it. */
static bool tells(const stm_article *a, uint32_t deed, stm_span at)
{
    uint32_t object = stm_proposal_child(a, deed, STM_DEP_OBJ);
    bool pronoun =
        object != STM_NONE && (a->tokens.at[object].upos == STM_PRON || a->tokens.at[object].upos == STM_DET);
    return stm_proposal_said(a, at) > (object == STM_NONE || pronoun ? 2U : 1U);
}

/* Two lines tell of it, or it has more than one state: worth a line for all that. */
bool stm_proposal_slight(const stm_work *w, const stm_topic *t)
{
    stm_u32s members = { 0 };
    if (!t->slight) {
        return false;
    }
    for (uint32_t i = 0; i < t->states.n; i++) {
        uint32_t m = w->member_of[t->states.at[i].passage.article], k = 0;
        if (t->states.at[i].state != t->states.at[0].state) {
            return false;
        }
        while (k < members.n && members.at[k] != m) {
            k++;
        }
        if (k == members.n) {
            stm_vec_push(w->arena, &members, m);
        }
    }
    return stm_lines_among(w, &members) < 2;
}

/* "Promised that he would": who promises is who will do it. */
static bool of_himself(const stm_work *w, uint32_t member, uint32_t agent, uint32_t subject)
{
    uint32_t e = agent == STM_NONE ? STM_NONE : w->at_token[member][agent];
    return stm_form_among(w->article[member], subject, "he she it they") ||
           (e != STM_NONE && w->at_token[member][subject] == e);
}

/* 1 + the entity that is asked: that of the name, if one stands there ("the clerk Arlo Penn"); 0. */
static uint32_t asked_one(const stm_work *w, uint32_t member, uint32_t whom, uint32_t deed)
{
    const stm_article *a = w->article[member];
    uint32_t e = w->at_token[member][whom];
    for (uint32_t i = whom; i < deed && !stm_form_among(a, i, "to in"); i++) {
        uint32_t x = w->at_token[member][i];
        e = a->tokens.at[i].upos == STM_PROPN && x != STM_NONE && w->record->entities.at[x].kind == STM_PERSON ? x : e;
    }
    return e == STM_NONE ? 0 : e + 1;
}

static const deed_class *class_at(const stm_article *a, uint32_t token)
{
    const stm_token *t = &a->tokens.at[token];
    if (t->lemma.p == NULL) {
        return NULL;
    }
    if (t->upos == STM_ADJ || (t->xpos == STM_XP_VBN && stm_form_among(a, token, "prepared"))) {
        return class_of(adjectives, sizeof adjectives / sizeof *adjectives, stm_token_form(a, token));
    }
    if (t->upos == STM_VERB) {
        return stm_among(t->lemma, VERBS_OF_DEEDS) ? class_of(classes, sizeof classes / sizeof *classes, t->lemma)
                                                   : NULL;
    }
    return t->upos == STM_NOUN ? class_of(nouns, sizeof nouns / sizeof *nouns, t->lemma) : NULL;
}

/* Who tells by the verb or the adjective; STM_NONE: nobody who could, or it is not told so. */
static uint32_t teller(const stm_work *w, uint32_t member, uint32_t token, const deed_class *c, bool passive)
{
    const stm_article *a = w->article[member];
    bool set = stm_among(stm_token_lemma(a, token), "expect schedule set slate"),
         adjective = c == adjectives || a->tokens.at[token].upos == STM_ADJ;
    uint32_t agent = passive ? stm_proposal_child(a, token, STM_DEP_NSUBJ_PASS) : stm_arguments_of(a, token).agent;
    agent = agent == STM_NONE ? stm_proposal_child(a, token, STM_DEP_NSUBJ) : agent;
    agent = agent == STM_NONE ? stm_proposal_child(a, token, STM_DEP_EXPL) : agent; /* "says it is ready" */
    if (!adjective && set != passive && !(passive && c->asks)) {
        return STM_NONE; /* "expects to lose", "was vowed" */
    }
    if (adjective && agent != STM_NONE && a->tokens.at[agent].xpos == STM_XP_NNS && !with_capital(a, agent)) {
        return STM_NONE; /* "young people are willing" */
    }
    return somebody(w, member, agent, !passive || adjective) && !stm_among(stm_token_lemma(a, agent), POLICE)
               ? agent
               : STM_NONE;
}

#define TAKES_UP                                                                                                       \
    "reject dismiss rebuff ignore spurn resist defy heed face renew repeat reiterate join echo back support issue "    \
    "answer quell deflect"

/* The verb over a noun that tells it, and what that makes of it; STM_NONE: nothing. A bare "call to" is one only where
 * somebody makes it or takes it up. */
static uint32_t told_over(const stm_article *a, uint32_t noun, stm_proposal_status *state)
{
    uint32_t over = stm_clause_head(a, noun);
    bool taken, whose = stm_proposal_child(a, noun, STM_DEP_NMOD_POSS) != STM_NONE;
    if (over == STM_NONE || stm_proposal_unreal(a, over) || stm_clause_negated(a, over)) {
        return STM_NONE;
    }
    for (uint32_t i = noun + 1; i < stm_proposal_sentence_end(a, noun) && i < noun + 6 && !whose; i++) {
        whose = a->tokens.at[i].head == noun && stm_proposal_child(a, i, STM_DEP_CASE) != STM_NONE &&
                stm_form_among(a, stm_proposal_child(a, i, STM_DEP_CASE), "by from of");
    }
    taken = stm_among(stm_token_lemma(a, over), TAKES_UP) && a->tokens.at[noun].deprel == STM_DEP_OBJ;
    if (stm_str_eqz(stm_token_lemma(a, noun), "call") && !whose && !taken) {
        return STM_NONE;
    }
    if (taken && stm_among(stm_token_lemma(a, over), "reject dismiss rebuff ignore spurn resist defy deflect")) {
        *state = STM_REJECTED;
    }
    return over;
}

/* "Ms. Vint plans on Thursday to": not what was planned and is past. */
static bool plans_now(const stm_article *a, uint32_t token, uint32_t agent)
{
    return agent != STM_NONE && a->tokens.at[agent].upos == STM_PROPN &&
           stm_among(a->tokens.at[token].lemma, "plan intend") && a->tokens.at[token].xpos == STM_XP_VBZ;
}

/* What a body, a country or a side of a conflict agrees to, refuses or is ready to do is news, whoever else tells of
 * it.
 */
static bool of_body(const stm_work *w, uint32_t member, uint32_t token, uint32_t agent, const stm_span *at)
{
    const stm_article *a = w->article[member];
    uint32_t who = agent == STM_NONE ? STM_NONE : behind_pronoun(a, token, agent);
    uint32_t e = who == STM_NONE ? STM_NONE : named(w, member, who);
    return e != STM_NONE && w->record->entities.at[e].kind != STM_PERSON &&
           w->record->entities.at[e].kind != STM_OTHER &&
           (w->record->entities.at[e].kind != STM_GROUP || with_capital(a, who)) &&
           (with_capital(a, who) || stm_proposal_child(a, who, STM_DEP_DET) != STM_NONE) &&
           stm_proposal_said(a, *at) > 2 &&
           stm_among(a->tokens.at[token].lemma, "agree refuse decline ready willing prepared prepare");
}

bool stm_proposal_deed(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token,
                       stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    const deed_class *c = class_at(a, token);
    bool noun = a->tokens.at[token].upos == STM_NOUN, passive = false, clause = false;
    uint32_t deed, whom = STM_NONE, agent = STM_NONE, first, last, over = token;
    stm_proposal_status state;
    bool again, done;
    stm_span at;
    stm_str what;
    if (c == NULL || (a->tokens.at[token].upos == STM_VERB && !told(a, token, c, &passive)) ||
        (a->tokens.at[token].upos == STM_ADJ && (stm_clause_negated(a, token) || stm_proposal_unreal(a, token))) ||
        stm_proposal_hire_at(w, member, token)) {
        return false;
    }
    deed = told_by_infinitive(w, member, token, c->asks || noun, &whom);
    if (deed == STM_NONE && !c->slight) {
        deed = told_by_clause(a, token, c);
        clause = deed != STM_NONE;
    }
    if (deed == STM_NONE || (!c->asks && stm_form_among(a, deed - 1, "be")) ||
        stm_among(stm_token_lemma(a, deed), NO_DEEDS) || stm_proposal_leaves(a, deed) ||
        stm_proposal_hire_at(w, member, deed) || stm_proposal_race_at(w, member, deed)) {
        return false;
    }
    state = c->state;
    if (noun) {
        over = told_over(a, token, &state);
    } else {
        agent = teller(w, member, token, c, passive);
        if (agent == STM_NONE || (c->asks && !passive && !clause && whom == STM_NONE) || /* "asked to see her" */
            (c->asks && whom != STM_NONE && stm_form_among(a, whom, "me us you I what")) ||
            (clause && !c->asks && !of_himself(w, member, agent, begins(a, token, deed, true)))) {
            return false; /* "vowed that the war would end" */
        }
    }
    if (over == STM_NONE) {
        return false;
    }
    last = stm_proposal_last_of(a, deed);
    while (last > deed && (a->tokens.at[last].upos == STM_ADP || a->tokens.at[last].upos == STM_DET)) {
        last--;
    }
    first = begins(a, token, deed, clause);
    at = (stm_span){ a->tokens.at[first].at.start, a->tokens.at[last].at.end };
    done =
        c->asks && !clause && whom != STM_NONE && stm_form_among(a, deed - 1, "be"); /* "ordered flags to be flown" */
    at.start = done ? stm_noun_phrase(a, whom).start : at.start;
    again = c->asks && !noun && !clause && whom != STM_NONE && of_pronoun(a, deed);
    if ((!tells(a, deed, at) && !again && !((done || clause) && stm_proposal_said(a, at) > 1)) ||
        stm_proposal_decides_on(l, a, deed, last)) {
        return false;
    }
    stm_proposal_fill(w, member, token, stm_map_get(&l->role[STM_ROLE_NOUN], stm_str_of(c->kind)), at, m);
    m->over = over;
    m->state = state == STM_AGREED && negated(a, deed) ? STM_REJECTED : state;
    m->slight =
        (c->slight && !of_body(w, member, token, agent, &at) && !plans_now(a, token, agent)) || (passive && c->asks);
    m->deed = deed + 1;
    m->again = again && !tells(a, deed, at);
    m->whom = c->asks && whom != STM_NONE ? asked_one(w, member, whom, deed) : 0;
    what = stm_wording(w->arena, a, at);
    m->label = stm_str_format(w->arena, "%s %s%.*s", c->name,
                              clause                                  ? "that "
                              : done                                  ? "for "
                              : stm_form_among(a, first, "not never") ? ""
                                                                      : "to ",
                              (int)what.n, what.p);
    return true;
}

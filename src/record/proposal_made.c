/* proposal_made.c: proposals that a verb makes, without a noun that names them.
 *
 * In: the word list, trees, entities.  Out: mentions, each with what it is called; their states.
 *
 * "Invited her to speak", "is negotiating to buy the mill", "offered to pay for the roof", "recommended that the school
 * be closed", "proposed closing it", "called for a new bridge over the Tarn": what is proposed is the infinitive, the
 * clause or the noun behind the verb. Never: what a paper or a plan itself holds, what is denied, possible or
 * conditional; a lone word ("called for calm", "promised to help"); what becomes of another proposal ("vowed to block
 * the bill", "offered to withdraw it"): that is a state of it.
 * Cost: linear in the sentence.
 */
#include <ctype.h>

#include "record/proposals.h"
#include "record/record_words.h"

#define MAX_LABEL 90 /* bytes */
#define LEAST_SAID 2 /* words that carry something */
/* What is offered in earnest. */
#define GIVEN                                                                                                          \
    "concession reward amnesty asylum help aid assistance funding fund money loan refund compensation discount "       \
    "incentive payment guarantee resource sanctuary pardon immunity clemency mediation protection subsidy relief "     \
    "ransom bounty bonus stake share troop weapon"
#define NEAR_THAT 8 /* tokens between "recommended" and its "that" */
#define DEMANDS "urge ask demand press implore petition call request plead beg encourage"

/* "Orsa-led": the hyphen is no end of a phrase. */
static bool joins_words(const stm_article *a, uint32_t i)
{
    return stm_form_among(a, i, "-") && i + 1 < a->tokens.n && a->tokens.at[i - 1].at.end == a->tokens.at[i].at.start &&
           a->tokens.at[i].at.end == a->tokens.at[i + 1].at.start;
}

/* A quotation mark that a word follows: what is cut there has no head. */
static bool opens_within(const stm_article *a, uint32_t i)
{
    return stm_form_among(a, i, "\" \xE2\x80\x9C") && i + 1 < a->tokens.n && a->tokens.at[i + 1].upos != STM_PUNCT &&
           a->tokens.at[i + 1].sentence == a->tokens.at[i].sentence &&
           a->tokens.at[i + 1].at.start == a->tokens.at[i].at.end;
}

/* "On Monday": when it was put forward, mostly, not what it is. */
static bool on_a_day(const stm_article *a, uint32_t token)
{
    for (uint32_t i = 0; token + 1 < a->tokens.n && stm_form_among(a, token, "on") && i < a->times.n; i++) {
        if (stm_span_meets(a->times.at[i].at, a->tokens.at[token + 1].at) && a->times.at[i].from_day != STM_NO_DAY &&
            a->times.at[i].from_day == a->times.at[i].to_day) {
            return true;
        }
    }
    return false;
}

/* The last word of what hangs on `head`, no further than a comma; where it is too long, no further than a noun. */
uint32_t stm_proposal_last_of(const stm_article *a, uint32_t head)
{
    stm_span at = stm_clause_span(a, head);
    uint32_t last = head, noun = head;
    while (last + 1 < stm_proposal_sentence_end(a, head) && a->tokens.at[last + 1].at.end <= at.end &&
           (a->tokens.at[last + 1].upos != STM_PUNCT || joins_words(a, last + 1) || opens_within(a, last + 1)) &&
           !stm_form_among(a, last + 1, "by with along as after before because") && !on_a_day(a, last + 1)) {
        uint8_t upos = a->tokens.at[++last].upos;
        if (a->tokens.at[last].at.end - a->tokens.at[head].at.start >= MAX_LABEL) {
            return noun;
        }
        noun = upos == STM_NOUN || upos == STM_PROPN || upos == STM_NUM ? last : noun;
    }
    return last;
}

stm_span stm_proposal_content(const stm_article *a, uint32_t noun)
{
    for (uint32_t i = noun + 2; i < stm_proposal_sentence_end(a, noun) && i < noun + 4; i++) {
        if (a->tokens.at[i].xpos == STM_XP_VB && stm_form_among(a, noun + 1, "to") &&
            (a->tokens.at[i].head == noun || a->tokens.at[i].deprel == STM_DEP_ACL ||
             a->tokens.at[i].head == a->tokens.at[noun].head)) { /* trees hang it on the verb as well */
            return (stm_span){ a->tokens.at[noun + 1].at.start, a->tokens.at[stm_proposal_last_of(a, i)].at.end };
        }
    }
    return STM_NO_SPAN;
}

/* Of "the veto of a bill letting towns sue" the veto: trees hang the clause on either noun; the noun itself where it is
 * of none. */
static uint32_t decided_over(const stm_article *a, uint32_t noun)
{
    uint32_t up = a->tokens.at[noun].deprel == STM_DEP_NMOD ? a->tokens.at[noun].head : STM_NONE;
    return up != STM_NONE && up < noun &&
                   stm_among(stm_token_lemma(a, up), "veto version passage approval adoption rejection override "
                                                     "introduction signing vote")
               ? up
               : noun;
}

stm_span stm_proposal_holds(const stm_article *a, uint32_t noun, uint32_t last)
{
    uint32_t over = a->tokens.at[noun].deprel == STM_DEP_OBJ ? a->tokens.at[noun].head : STM_NONE;
    /* "revise the deal to win votes": what for */
    bool for_change = over != STM_NONE && stm_among(stm_token_lemma(a, over), "revise amend change alter modify rework "
                                                                              "rewrite tweak adjust use");
    for (uint32_t i = last + 1; i < stm_proposal_sentence_end(a, noun) && i < last + 3; i++) {
        const stm_token *t = &a->tokens.at[i];
        bool infinitive = t->xpos == STM_XP_VB && i == last + 2 && stm_form_among(a, i - 1, "to");
        bool on_verb = infinitive && last == noun && over != STM_NONE && !for_change && t->head == over &&
                       !stm_among(stm_token_lemma(a, over), "cause allow enable permit force want expect need help") &&
                       (t->deprel == STM_DEP_XCOMP ||
                        (t->deprel == STM_DEP_ADVCL && stm_among(stm_token_lemma(a, noun), "plan proposal offer")));
        bool on_noun = t->deprel == STM_DEP_ACL && (t->head == noun || decided_over(a, noun) == t->head);
        if (on_verb || (on_noun && ((infinitive && !for_change) || (t->xpos == STM_XP_VBG && i == last + 1)))) {
            return (stm_span){ a->tokens.at[last + 1].at.start, a->tokens.at[stm_proposal_last_of(a, i)].at.end };
        }
    }
    return STM_NO_SPAN;
}

/* Whom the verb asks: "urged the council to", "called on them to". */
static uint32_t asks_whom(const stm_article *a, uint32_t token)
{
    uint32_t whom = stm_proposal_child(a, token, STM_DEP_OBJ);
    bool pleads = stm_str_eqz(a->tokens.at[token].lemma, "plead"); /* "pleaded on Friday with the owners to" */
    if (!pleads && !stm_str_eqz(a->tokens.at[token].lemma, "call")) {
        whom = whom != STM_NONE ? whom : stm_proposal_child(a, token, STM_DEP_IOBJ);
        return whom != STM_NONE && whom > token ? whom : STM_NONE;
    }
    for (uint32_t i = token + 2; i < stm_proposal_sentence_end(a, token) && i < token + 12; i++) {
        if (a->tokens.at[i].head == token && a->tokens.at[i].deprel == STM_DEP_OBL) {
            uint32_t word = stm_proposal_child(a, i, STM_DEP_CASE);
            if (!pleads) {
                return stm_form_among(a, token + 1, "on upon") ? i : STM_NONE;
            }
            if (word != STM_NONE && stm_form_among(a, word, "with")) {
                return i;
            }
        }
    }
    return STM_NONE;
}

/* "The guild, and the town, called on the mayor to": a form in -ed with somebody behind it that is asked is no
 * participle, whatever the tree says. */
static bool asks_in_truth(const stm_article *a, uint32_t verb)
{
    return a->tokens.at[verb].xpos == STM_XP_VBN && a->tokens.at[verb].deprel == STM_DEP_ACL &&
           stm_among(stm_token_lemma(a, verb), "urge call implore") && asks_whom(a, verb) != STM_NONE;
}

static bool finite(const stm_article *a, uint32_t verb)
{
    uint8_t x = a->tokens.at[verb].xpos;
    bool aux = stm_proposal_child(a, verb, STM_DEP_AUX) != STM_NONE ||
               stm_proposal_child(a, verb, STM_DEP_AUX_PASS) != STM_NONE;
    return !stm_clause_negated(a, verb) && !stm_proposal_unreal(a, verb) &&
           (x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || ((x == STM_XP_VBN || x == STM_XP_VBG) && aux) ||
            asks_in_truth(a, verb) ||
            (x == STM_XP_VB && verb > 1 && stm_form_among(a, verb - 1, "to") &&
             stm_form_among(a, verb - 2, "is was are were"))); /* "was to ask the council" */
}

/* Fills the mention from the words of what is proposed. */
void stm_proposal_fill(stm_work *w, uint32_t member, uint32_t token, uint32_t kind, stm_span at,
                       stm_proposal_mention *m)
{
    *m = (stm_proposal_mention){ .member = member, .noun = token, .any = true, .kind = kind, .at = at };
    m->bid.who = STM_NONE;
    stm_matter_of(w, member, &m->at, 1, &m->beside);
}

/* "Invited her to speak", "was invited by the guild", "is negotiating to buy the mill". */
static bool invited(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token, stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    bool invites = stm_str_eqz(stm_token_lemma(a, token), "invite");
    stm_arguments x = stm_arguments_of(a, token);
    uint32_t to = stm_proposal_child(a, token, STM_DEP_XCOMP);
    uint32_t by = invites ? stm_proposal_child(a, token, STM_DEP_OBL_AGENT) : STM_NONE;
    stm_span spans[2], *who = &spans[1];
    stm_str what;
    to = to == STM_NONE ? stm_proposal_child(a, token, STM_DEP_ADVCL) : to;
    if (to == STM_NONE || to < token || a->tokens.at[to].xpos != STM_XP_VB ||
        stm_proposal_child(a, to, STM_DEP_MARK) == STM_NONE) {
        to = STM_NONE;
    }
    if ((to == STM_NONE && by == STM_NONE) ||
        (invites && (x.patient == STM_NONE || w->at_token[member][x.patient] == STM_NONE))) {
        return false;
    }
    *who = by == STM_NONE ? STM_NO_SPAN : stm_noun_phrase(a, by);
    spans[0] = to == STM_NONE
                   ? *who
                   : (stm_span){ a->tokens.at[to].at.start, a->tokens.at[stm_proposal_last_of(a, to)].at.end };
    stm_proposal_fill(w, member, token,
                      stm_map_get(&l->role[STM_ROLE_NOUN], invites ? STM_STR("invitation") : STM_STR("deal")), spans[0],
                      m);
    what = stm_wording(w->arena, a, m->at);
    m->label = stm_str_format(w->arena, "%s %s %.*s", invites ? "an invitation" : "talks", to == STM_NONE ? "by" : "to",
                              (int)what.n, what.p);
    stm_matter_of(w, member, spans, to != STM_NONE && by != STM_NONE ? 2 : 1, &m->beside);
    return true;
}

/* "Negotiates with Alda over the herring": whom with, and what about. */
static bool negotiates(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token,
                       stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    stm_span spans[2] = { STM_NO_SPAN, STM_NO_SPAN };
    stm_str what;
    for (uint32_t i = token + 1; i < stm_proposal_sentence_end(a, token); i++) {
        uint32_t word = a->tokens.at[i].head == token && a->tokens.at[i].deprel == STM_DEP_OBL
                            ? stm_proposal_child(a, i, STM_DEP_CASE)
                            : STM_NONE;
        if (word != STM_NONE && stm_form_among(a, word, "with") && w->at_token[member][i] != STM_NONE) {
            spans[0] = stm_noun_phrase(a, i);
        } else if (word != STM_NONE && stm_form_among(a, word, "over on about") && a->tokens.at[i].upos != STM_NUM) {
            spans[1] = stm_noun_phrase(a, i);
        }
    }
    if (!stm_span_some(spans[0]) || (!stm_span_some(spans[1]) && (a->tokens.at[token].xpos == STM_XP_VBD ||
                                                                  a->tokens.at[token].xpos == STM_XP_VBN))) {
        return false; /* "has negotiated with the Senate": of what, nobody knows */
    }
    stm_proposal_fill(w, member, token, stm_map_get(&l->role[STM_ROLE_NOUN], STM_STR("deal")), spans[0], m);
    what = stm_wording(w->arena, a, spans[0]);
    m->label = stm_str_format(w->arena, "talks with %.*s", (int)what.n, what.p);
    stm_matter_of(w, member, spans, stm_span_some(spans[1]) ? 2 : 1, &m->beside);
    return true;
}

/* Words that carry something in a stretch: of "to help" one. */
uint32_t stm_proposal_said(const stm_article *a, stm_span at)
{
    uint32_t n = 0;
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        uint8_t upos = a->tokens.at[i].upos;
        n += upos == STM_NOUN || upos == STM_PROPN || upos == STM_VERB || upos == STM_NUM || upos == STM_ADJ;
    }
    return n;
}

/* "To take that step": what, the text has said elsewhere. */
static bool pointed_at(const stm_article *a, uint32_t noun)
{
    uint32_t det = stm_proposal_child(a, noun, STM_DEP_DET);
    return det != STM_NONE && stm_form_among(a, det, "this that these those such");
}

/* The verb decides on a proposal that a noun or "it" names: "to block the bill", "to make new ones". */
bool stm_proposal_of_another(const stm_proposal_words *l, const stm_article *a, uint32_t verb)
{
    uint32_t object = stm_proposal_child(a, verb, STM_DEP_OBJ);
    stm_str lemma = stm_token_lemma(a, verb);
    bool decides = stm_map_get(&l->role[STM_ROLE_VERB], lemma) != STM_NONE ||
                   stm_among(lemma, "make have get give seek vote work"); /* not "to pay the settlement" */
    if (object == STM_NONE && stm_proposal_child(a, verb, STM_DEP_AUX_PASS) != STM_NONE) {
        return false; /* "for Holm to be heard" */
    }
    if (object != STM_NONE && stm_form_among(a, object, "one") && stm_form_among(a, object + 1, "of")) {
        return false; /* "let one of its members speak" */
    }
    if (object == STM_NONE && stm_proposal_child(a, verb, STM_DEP_CCOMP) != STM_NONE) {
        return false; /* "should insist that they stay" */
    }
    if (object == STM_NONE && stm_str_eqz(lemma, "become") && stm_proposal_child(a, verb, STM_DEP_XCOMP) != STM_NONE) {
        return false; /* "urged them to become more careful" */
    }
    return object == STM_NONE || stm_form_among(a, object, "it this that them these those one ones same so") ||
           pointed_at(a, object) ||
           (decides && stm_proposal_kind(l, a, object) != STM_NONE &&
            !(stm_str_eqz(lemma, "get") && stm_proposal_kind_is(l, stm_proposal_kind(l, a, object), "review"))) ||
           (stm_among(lemma, "continue keep maintain") && /* nothing new; not "to keep the doors open" */
            !(stm_str_eqz(lemma, "keep") && stm_proposal_child(a, verb, STM_DEP_XCOMP) != STM_NONE));
}

/* "That the school close": a verb that does not agree with its subject is of what is to be. */
static bool subjunctive(const stm_article *a, uint32_t verb)
{
    uint32_t subject = stm_proposal_child(a, verb, STM_DEP_NSUBJ);
    return subject != STM_NONE &&
           (a->tokens.at[verb].xpos == STM_XP_VB ||
            (a->tokens.at[verb].xpos == STM_XP_VBP &&
             (a->tokens.at[subject].xpos == STM_XP_NN || a->tokens.at[subject].xpos == STM_XP_NNP ||
              stm_form_among(a, subject, "he she it")) &&
             stm_proposal_child(a, subject, STM_DEP_CONJ) == STM_NONE));
}

/* A noun of the list among what somebody is to do: "to look into the terms of the deal" is said of the deal. */
static bool speaks_of_another(const stm_proposal_words *l, const stm_article *a, uint32_t verb)
{
    for (uint32_t i = verb + 1, last = stm_proposal_last_of(a, verb); i <= last; i++) {
        if (stm_proposal_kind(l, a, i) != STM_NONE) {
            return true;
        }
    }
    return false;
}

/* "To plead guilty in return for a life sentence": something to do, though to nothing. */
static bool does_by_itself(const stm_article *a, uint32_t verb)
{
    stm_span at = { a->tokens.at[verb].at.start, a->tokens.at[stm_proposal_last_of(a, verb)].at.end };
    return stm_proposal_child(a, verb, STM_DEP_OBJ) == STM_NONE && stm_proposal_said(a, at) > LEAST_SAID &&
           !stm_among(stm_token_lemma(a, verb), "be do go come look work stay remain continue act live try appear");
}

/* The infinitive behind "offered", "pledged". */
static uint32_t offered(const stm_proposal_words *l, const stm_article *a, uint32_t token)
{
    uint32_t to = stm_proposal_child(a, token, STM_DEP_XCOMP);
    return to != STM_NONE && to > token && a->tokens.at[to].xpos == STM_XP_VB &&
                   stm_proposal_child(a, to, STM_DEP_MARK) != STM_NONE &&
                   (!stm_proposal_of_another(l, a, to) || (does_by_itself(a, to) && !speaks_of_another(l, a, to))) &&
                   !stm_among(stm_token_lemma(a, to), "meet buy acquire purchase merge combine")
               ? to
               : STM_NONE;
}

/* "Recommends in its advisory that users change them": trees hang the clause on the noun in between. */
static uint32_t clause_beyond(const stm_article *a, uint32_t token)
{
    for (uint32_t i = token + 3; i < stm_proposal_sentence_end(a, token) && i < token + NEAR_THAT; i++) {
        uint32_t verb = a->tokens.at[i].head, noun = verb == STM_NONE ? STM_NONE : a->tokens.at[verb].head;
        if (stm_form_among(a, i, "that") && a->tokens.at[i].deprel == STM_DEP_MARK && noun != STM_NONE && noun < i &&
            noun > token &&
            (a->tokens.at[verb].deprel == STM_DEP_ACL || a->tokens.at[verb].deprel == STM_DEP_ACL_RELCL) &&
            a->tokens.at[noun].head == token && a->tokens.at[noun].deprel == STM_DEP_OBL) {
            return verb;
        }
    }
    return STM_NONE;
}

/* The clause behind "recommended": one that is to be brought about, not one that is told. */
static uint32_t advised(const stm_proposal_words *l, const stm_article *a, uint32_t token)
{
    uint32_t clause = stm_proposal_child(a, token, STM_DEP_CCOMP), aux, mark;
    bool should, of_many; /* of_many: "recommended that users change them" can be nothing else */
    clause = clause == STM_NONE ? clause_beyond(a, token) : clause;
    if (clause == STM_NONE) {
        clause = stm_proposal_child(a, token, STM_DEP_XCOMP);
        return clause != STM_NONE && clause == token + 1 && a->tokens.at[clause].xpos == STM_XP_VBG &&
                       !stm_proposal_of_another(l, a, clause)
                   ? clause
                   : STM_NONE;
    }
    mark = stm_proposal_child(a, clause, STM_DEP_MARK);
    if (mark != STM_NONE && stm_form_among(a, mark, "if whether")) {
        return STM_NONE; /* "asked whether the mill should close" */
    }
    aux = stm_proposal_child(a, clause, STM_DEP_AUX);
    should = aux != STM_NONE && stm_form_among(a, aux, "should") && !stm_str_eqz(stm_token_lemma(a, token), "suggest");
    of_many = mark != STM_NONE && stm_form_among(a, mark, "that") && a->tokens.at[clause].xpos == STM_XP_VBP &&
              stm_among(stm_token_lemma(a, token), "recommend demand request propose urge ask");
    if (stm_among(stm_token_lemma(a, token), "demand urge ask") && stm_proposal_leaves(a, clause)) {
        return STM_NONE; /* proposal_exits.c has it */
    }
    return clause > token && a->tokens.at[clause].upos == STM_VERB &&
                   (aux == STM_NONE ? of_many || subjunctive(a, clause) : should)
               ? clause
               : STM_NONE;
}

/* Of "a $2 million fine" the fine, where the tree has the money for the object. */
static uint32_t of_money(const stm_article *a, uint32_t object)
{
    uint32_t end = stm_proposal_sentence_end(a, object), i = object;
    while (i < end && (a->tokens.at[i].upos == STM_SYM || a->tokens.at[i].upos == STM_NUM)) {
        i++;
    }
    return i > object && i + 1 < end && (a->tokens.at[i].upos == STM_NOUN || a->tokens.at[i].upos == STM_ADJ) &&
                   (a->tokens.at[i + 1].upos == STM_ADP || a->tokens.at[i + 1].upos == STM_PUNCT)
               ? i
               : object;
}

/* Who does it has a name, or stands with an article. */
static bool by_name(const stm_article *a, uint32_t verb)
{
    uint32_t agent = stm_arguments_of(a, verb).agent;
    return agent != STM_NONE &&
           (a->tokens.at[agent].upos == STM_PROPN || stm_proposal_child(a, agent, STM_DEP_APPOS) != STM_NONE ||
            (a->tokens.at[agent].upos == STM_NOUN && (stm_proposal_child(a, agent, STM_DEP_DET) != STM_NONE ||
                                                      stm_proposal_child(a, agent, STM_DEP_AMOD) != STM_NONE)));
}

/* "Called on Tuesday for": nothing but a time stands between. */
static bool only_when(const stm_article *a, uint32_t from, uint32_t to)
{
    uint32_t first = from < to && stm_form_among(a, from, "on") ? from + 1 : from;
    for (uint32_t i = 0; first < to && i < a->times.n; i++) {
        if (a->times.at[i].at.start == a->tokens.at[first].at.start) {
            return a->times.at[i].at.end == a->tokens.at[to - 1].at.end;
        }
    }
    return false;
}

/* The noun behind "proposed", "recommended", "called for": nothing that the list names. */
static uint32_t wanted(const stm_proposal_words *l, const stm_article *a, uint32_t token)
{
    bool calls = stm_among(stm_token_lemma(a, token), "call press push campaign");
    uint32_t noun = calls ? STM_NONE : stm_proposal_child(a, token, STM_DEP_OBJ);
    for (uint32_t i = token + 2; calls && i < stm_proposal_sentence_end(a, token) && noun == STM_NONE; i++) {
        uint32_t word = a->tokens.at[i].head == token ? stm_proposal_child(a, i, STM_DEP_CASE) : STM_NONE;
        if (word != STM_NONE && a->tokens.at[i].deprel == STM_DEP_OBL && stm_form_among(a, word, "for") &&
            (word == token + 1 || only_when(a, token + 1, word))) {
            noun = i;
        }
    }
    noun = noun == STM_NONE ? noun : of_money(a, noun);
    if (noun != STM_NONE && stm_str_eqz(stm_token_lemma(a, token), "demand") && !by_name(a, token)) {
        return STM_NONE; /* "buyers demand cheaper boats" */
    }
    if (noun != STM_NONE && stm_str_eqz(stm_token_lemma(a, token), "offer") &&
        !stm_str_among(stm_token_lemma(a, noun), GIVEN)) {
        return STM_NONE; /* "offered a gloomy view" */
    }
    return noun != STM_NONE && noun > token &&
                   (a->tokens.at[noun].upos == STM_NOUN || a->tokens.at[noun - 1].upos == STM_NUM) &&
                   !stm_among(stm_token_lemma(a, noun), "privacy anonymity comment information answer attention") &&
                   stm_proposal_kind(l, a, noun) == STM_NONE &&
                   stm_map_get(&l->role[STM_ROLE_OF], stm_token_lemma(a, noun)) == STM_NONE
               ? noun
               : STM_NONE;
}

/* Who makes it is somebody, and no plan that is told of ("which calls for"). */
static bool somebody(const stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t agent = stm_arguments_of(a, token).agent, subject = stm_proposal_child(a, token, STM_DEP_NSUBJ);
    uint32_t up = a->tokens.at[token].head;
    if (agent == STM_NONE && subject == STM_NONE && stm_among(stm_token_lemma(a, token), "urge call implore") &&
        (a->tokens.at[token].xpos == STM_XP_VBD || asks_in_truth(a, token)) && asks_whom(a, token) != STM_NONE) {
        return up == STM_NONE || stm_proposal_kind(l, a, up) == STM_NONE; /* trees lose it behind long lists */
    }
    return agent != STM_NONE && stm_proposal_kind(l, a, agent) == STM_NONE &&
           !(subject != STM_NONE && stm_form_among(a, subject, "it this that which"));
}

/* "Asked the board to publish them": no more than that it was asked. */
static bool asks_again(const stm_article *a, uint32_t token, uint32_t verb)
{
    uint32_t object = stm_proposal_child(a, verb, STM_DEP_OBJ);
    return stm_among(stm_token_lemma(a, token), "ask urge request") && object != STM_NONE && object > verb &&
           (stm_form_among(a, object, "it them these those") || pointed_at(a, object));
}

/* What somebody is asked to do: the infinitive behind "urged the council". Not what the public is asked ("to call the
 * police"), nor what a reporter asks. */
static uint32_t asked(const stm_proposal_words *l, const stm_article *a, uint32_t token)
{
    uint32_t whom = asks_whom(a, token);
    for (uint32_t i = token + 2; whom != STM_NONE && i < stm_proposal_sentence_end(a, token); i++) {
        const stm_token *t = &a->tokens.at[i];
        uint32_t mark = t->xpos == STM_XP_VB ? stm_proposal_child(a, i, STM_DEP_MARK) : STM_NONE;
        if (mark == STM_NONE || t->head != token || i < whom || !stm_form_among(a, mark, "to")) {
            continue;
        }
        if (stm_proposal_undone(l, a, i) != STM_NONE) {
            return i;
        }
        if (asks_again(a, token, i)) {
            return i;
        }
        return stm_proposal_of_another(l, a, i) || stm_proposal_leaves(a, i) || speaks_of_another(l, a, i) ||
                       stm_among(t->lemma, "call contact come phone report comment speak tell testify "
                                           "describe explain leave stay meet answer respond")
                   ? STM_NONE
                   : i;
    }
    return STM_NONE;
}

/* "The people have asked me to go on": whoever speaks tells of nobody who could be asked whether that is so. */
static bool asked_by_nobody(const stm_work *w, uint32_t member, uint32_t token)
{
    const stm_article *a = w->article[member];
    uint32_t whom = asks_whom(a, token), agent = stm_arguments_of(a, token).agent, e;
    e = agent == STM_NONE ? STM_NONE : w->at_token[member][agent];
    return whom != STM_NONE && stm_form_among(a, whom, "me us") && (e == STM_NONE || !w->named.at[e]);
}

/* What the verb proposes: the head of a clause, or a noun; STM_NONE. */
static uint32_t proposed(const stm_proposal_words *l, const stm_article *a, uint32_t token)
{
    stm_str lemma = a->tokens.at[token].lemma;
    uint32_t head = STM_NONE;
    if (stm_among(lemma, "offer pledge promise propose")) {
        head = offered(l, a, token);
    }
    if (head == STM_NONE && stm_among(lemma, "propose recommend suggest demand request ask insist urge")) {
        head = advised(l, a, token);
    }
    if (head == STM_NONE && stm_str_among(lemma, DEMANDS)) {
        head = asked(l, a, token);
    }
    if (head == STM_NONE && stm_among(lemma, "propose recommend call press push campaign offer request demand")) {
        head = wanted(l, a, token);
    }
    return head;
}

/* What it is called: "an offer to pay for the roof", "a recommendation that the school close". */
static stm_str called(stm_work *w, const stm_article *a, uint32_t token, uint32_t head, stm_span at)
{
    static const char *const nouns[][2] = { { "offer", "an offer" },    { "pledge", "a pledge" },
                                            { "promise", "a promise" }, { "recommend", "a recommendation" },
                                            { "demand", "a demand" },   { "ask", "a request" },
                                            { "request", "a request" }, { "petition", "a request" },
                                            { "urge", "a call" },       { "encourage", "a call" },
                                            { "press", "a call" },      { "implore", "a call" },
                                            { "call", "a call" },       { "plead", "an appeal" },
                                            { "beg", "an appeal" } };
    stm_str what = stm_wording(w->arena, a, at);
    const char *noun = "a proposal";
    if (a->tokens.at[head].upos != STM_VERB || a->tokens.at[head].xpos == STM_XP_VBG ||
        a->tokens.at[head - 1].upos == STM_NUM) {
        return what;
    }
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        noun = stm_str_eqz(a->tokens.at[token].lemma, nouns[i][0]) ? nouns[i][1] : noun;
    }
    return stm_str_format(w->arena, "%s %.*s", noun, (int)what.n, what.p);
}

/* "Call off this summit, she wrote": what whoever speaks wants undone. */
static bool commanded(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token,
                      stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    uint32_t undone = stm_proposal_commands(a, token) ? stm_proposal_undone(l, a, token) : STM_NONE;
    stm_span at = { a->tokens.at[token].at.start, 0 };
    stm_str what;
    if (undone == STM_NONE || stm_speaker_over(w, member, token) == STM_NONE) {
        return false;
    }
    at.end = a->tokens.at[stm_proposal_last_of(a, token)].at.end;
    stm_proposal_fill(w, member, token, stm_map_get(&l->role[STM_ROLE_NOUN], STM_STR("request")), at, m);
    what = stm_wording(w->arena, a, at);
    m->label =
        stm_str_format(w->arena, "a call to %c%.*s", tolower((unsigned char)*what.p), (int)what.n - 1, what.p + 1);
    m->undoes = undone + 1;
    m->drops = true;
    m->deed = token + 1;
    return true;
}

bool stm_proposal_made(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token,
                       stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[token];
    uint32_t head, undone, whom;
    bool noun;
    stm_span at;
    if (t->upos == STM_VERB && t->lemma.p != NULL && stm_proposal_drops(a, token) &&
        commanded(w, l, member, token, m)) {
        return true;
    }
    if (t->upos != STM_VERB || t->lemma.p == NULL ||
        !stm_among(t->lemma,
                   "invite negotiate offer pledge promise propose recommend suggest insist push campaign " DEMANDS) ||
        !(finite(a, token) ||
          (stm_among(t->lemma, "push campaign " DEMANDS) && t->xpos == STM_XP_VBG && !stm_clause_negated(a, token) &&
           !stm_proposal_shunned(a, token)) ||
          (stm_form_among(a, token, "negotiating") && !stm_clause_negated(a, token) && t->deprel == STM_DEP_ADVCL &&
           stm_proposal_child(a, token, STM_DEP_MARK) == STM_NONE))) {
        return false;
    }
    if (stm_proposal_hire_at(w, member, token)) {
        return false;
    }
    if (stm_among(t->lemma, "invite negotiate")) {
        return invited(w, l, member, token, m) ||
               (stm_str_eqz(t->lemma, "negotiate") && negotiates(w, l, member, token, m));
    }
    head = somebody(w, l, member, token) && !asked_by_nobody(w, member, token) ? proposed(l, a, token) : STM_NONE;
    if (head == STM_NONE) {
        return false;
    }
    at.start = a->tokens.at[head].upos == STM_NOUN ? stm_noun_phrase(a, head).start : stm_clause_span(a, head).start;
    noun = a->tokens.at[head].upos == STM_NOUN || (head > token + 1 && a->tokens.at[head - 1].upos == STM_NUM);
    for (uint32_t i = head; noun && i > token + 1; i--) { /* "a record $2 million fine" */
        uint8_t upos = a->tokens.at[i - 1].upos;
        if (upos != STM_NUM && upos != STM_SYM && upos != STM_ADJ && upos != STM_DET) {
            break;
        }
        at.start = a->tokens.at[i - 1].at.start < at.start ? a->tokens.at[i - 1].at.start : at.start;
    }
    at.end = a->tokens.at[stm_proposal_last_of(a, head)].at.end;
    if (at.end <= at.start || (stm_proposal_said(a, at) < LEAST_SAID && !asks_again(a, token, head))) {
        return false;
    }
    stm_proposal_fill(
        w, member, token,
        stm_map_get(&l->role[STM_ROLE_NOUN], stm_str_eqz(t->lemma, "recommend")      ? STM_STR("recommendation")
                                             : stm_among(t->lemma, "pledge promise") ? STM_STR("pledge")
                                             : a->tokens.at[head].upos == STM_VERB && stm_str_among(t->lemma, DEMANDS)
                                                 ? STM_STR("request")
                                                 : STM_STR("proposal")),
        at, m);
    m->kind = noun && !stm_str_eqz(t->lemma, "recommend") ? stm_map_get(&l->kinds, STM_STR("thing")) : m->kind;
    m->label = called(w, a, token, head, at);
    undone = a->tokens.at[head].xpos == STM_XP_VB ? stm_proposal_undone(l, a, head) : STM_NONE;
    m->undoes = undone == STM_NONE ? 0 : undone + 1;
    m->drops = a->tokens.at[head].xpos == STM_XP_VB && stm_proposal_drops(a, head);
    m->deed = !noun ? head + 1 : 0;
    m->thing = noun ? head + 1 : 0;
    whom = a->tokens.at[head].xpos == STM_XP_VB ? asks_whom(a, token) : STM_NONE;
    whom = whom == STM_NONE ? STM_NONE : w->at_token[member][whom];
    m->whom = whom == STM_NONE ? 0 : whom + 1;
    m->again = a->tokens.at[head].xpos == STM_XP_VB && asks_again(a, token, head);
    return true;
}

void stm_proposal_made_state(stm_work *w, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    bool talks = stm_str_eqz(stm_token_lemma(a, m->noun), "negotiate");
    if (stm_proposal_commands(a, m->noun)) {
        uint32_t by = stm_speaker_over(w, m->member, m->noun);
        if (by != STM_NONE) {
            stm_vec_push(w->arena, &t->by, by);
        }
    } else if (!talks) {
        stm_proposal_add_by(w, t, m->member, stm_arguments_of(a, m->noun).agent);
    }
    stm_proposal_add_state(w, t, m->member, talks ? STM_DISCUSSED : STM_PROPOSED, stm_clause_span(a, m->noun), m->noun);
}

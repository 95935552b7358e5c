/* proposal_things.c: what is proposed or planned and that no word of the list names: a fine, a bridge, a vigil.
 *
 * In: the word list, trees.  Out: whether a noun names such a thing; which nouns the texts of a story call so.
 *
 * "The proposed pipeline", "a planned vigil", "cuts proposed by the council", "the election set for June": the word
 * beside the noun makes a proposal of it, whatever it is. Once a text has called a thing so, "the pipeline" is the same
 * thing everywhere in the story, but only a verb that decides on such things tells a state of it. Never: many things
 * that nobody names ("proposed projects"), dates of a court.
 * Cost: linear in tokens; a word of the set is found by its lemma.
 */
#include "record/proposals.h"
#include "record/record_words.h"

/* What people come together for on a day that is set. */
#define SET_FOR_DAYS                                                                                                   \
    "election primary runoff caucus vote ballot speech address visit vigil rally march protest demonstration debate "  \
    "conference hearing ceremony auction parade festival memorial"
/* What is done, mostly by a body, where somebody decides on it. */
#define TO_BE_DONE                                                                                                     \
    "change sale visit trip expansion extension funding purchase construction deployment cut increase hike bailout "   \
    "withdrawal removal closure release transfer reform overhaul declaration agenda plank privatization demolition "   \
    "relocation evacuation election vote rally hearing speech redevelopment subsidy loan tax fee fine toll"
#define COURTS "bail bond court detention preliminary sentencing bankruptcy arraignment plea trial custody"

/* The word right before the noun or its attributes that says it is proposed; STM_NONE. */
static uint32_t called_planned(const stm_article *a, uint32_t noun)
{
    uint32_t from = a->sentences.at[a->tokens.at[noun].sentence].first_token;
    for (uint32_t i = noun; i > from && noun - i < 6; i--) {
        const stm_token *t = &a->tokens.at[i - 1];
        if (stm_form_among(a, i - 1, "proposed planned suggested Proposed Planned")) {
            return t->head == noun || (i - 1 < noun && t->head != STM_NONE && t->head > i - 1 && t->head <= noun)
                       ? i - 1
                       : STM_NONE;
        }
        if (t->upos != STM_ADJ && t->upos != STM_NOUN && t->upos != STM_PROPN && t->upos != STM_NUM &&
            t->upos != STM_SYM && !stm_form_among(a, i - 1, "-")) {
            return STM_NONE;
        }
    }
    return STM_NONE;
}

static bool of_court(const stm_article *a, uint32_t noun)
{
    for (uint32_t i = noun > 3 ? noun - 3 : 0; i <= noun; i++) {
        if (stm_str_among(stm_token_lemma(a, i), COURTS)) {
            return true;
        }
    }
    return false;
}

bool stm_proposal_gathering(const stm_article *a, uint32_t noun)
{
    return stm_str_among(stm_token_lemma(a, noun), SET_FOR_DAYS) && !of_court(a, noun);
}

/* The participle that tells it behind the noun, or the verb over it in the passive; STM_NONE. */
static uint32_t told_planned(const stm_article *a, uint32_t noun)
{
    const stm_token *t = &a->tokens.at[noun];
    uint32_t verb = t->deprel == STM_DEP_NSUBJ_PASS ? t->head : stm_proposal_child(a, noun, STM_DEP_ACL);
    bool dated;
    if (verb == STM_NONE || verb < noun || a->tokens.at[verb].xpos != STM_XP_VBN || stm_clause_negated(a, verb) ||
        stm_proposal_unreal(a, verb)) {
        return STM_NONE;
    }
    dated = stm_among(stm_token_lemma(a, verb), "schedule slate set") && verb + 1 < a->tokens.n &&
            stm_form_among(a, verb + 1, "for on in") && stm_str_among(stm_token_lemma(a, noun), SET_FOR_DAYS);
    if (t->deprel == STM_DEP_NSUBJ_PASS && stm_str_eqz(stm_token_lemma(a, verb), "plan") && verb + 1 < a->tokens.n &&
        !stm_form_among(a, verb + 1, "for on by")) {
        return STM_NONE; /* "the raid was planned in a cellar" */
    }
    if (t->deprel == STM_DEP_NSUBJ_PASS && stm_str_eqz(stm_token_lemma(a, verb), "hold")) {
        dated = stm_mood_of(a, verb).future && stm_str_among(stm_token_lemma(a, noun), SET_FOR_DAYS);
    }
    return stm_among(stm_token_lemma(a, verb), "plan propose") || dated ? verb : STM_NONE;
}

/* "Opposed the sale of the mill", "the visit has been postponed": somebody decides on what is to be done. */
static bool decided_on(const stm_article *a, uint32_t noun)
{
    const stm_token *t = &a->tokens.at[noun];
    uint32_t verb = t->deprel == STM_DEP_OBJ || t->deprel == STM_DEP_NSUBJ_PASS ? t->head : STM_NONE;
    return verb != STM_NONE && a->tokens.at[verb].upos == STM_VERB && stm_among(t->lemma, TO_BE_DONE) &&
           stm_among(stm_token_lemma(a, verb), "oppose reject approve veto rescind revoke postpone cancel ratify scrap "
                                               "shelve refuse block") &&
           !stm_clause_negated(a, verb) && !stm_proposal_unreal(a, verb) &&
           (t->xpos == STM_XP_NN || stm_noun_phrase(a, noun).start < t->at.start);
}

static bool known(const stm_article *a, uint32_t noun)
{
    uint32_t det = stm_proposal_child(a, noun, STM_DEP_DET);
    return stm_proposal_child(a, noun, STM_DEP_NMOD_POSS) != STM_NONE ||
           (det != STM_NONE && stm_form_among(a, det, "the this that these those The This That These Those"));
}

/* The noun is called proposed, or planned, where it stands. */
static bool called_so(const stm_article *a, uint32_t noun)
{
    const stm_token *t = &a->tokens.at[noun];
    if (t->upos != STM_NOUN || t->lemma.p == NULL || t->deprel == STM_DEP_COMPOUND || of_court(a, noun) ||
        stm_among(t->lemma, "parent parenthood community date time day year way use purpose amount figure number "
                            "action point update version attack bombing robbery murder "
                            "break-in burglary crime coup")) {
        return false;
    }
    return (called_planned(a, noun) != STM_NONE && (t->xpos == STM_XP_NN || known(a, noun))) ||
           told_planned(a, noun) != STM_NONE || decided_on(a, noun);
}

void stm_proposal_find_things(stm_work *w, const stm_proposal_words *l, stm_map *things)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n; i++) {
            if (called_so(a, i) && stm_proposal_kind(l, a, i) == STM_NONE) {
                (void)stm_map_put(w->arena, things, a->tokens.at[i].lemma, 0);
            }
        }
    }
}

bool stm_proposal_thing(const stm_map *things, const stm_article *a, uint32_t token)
{
    const stm_token *t = &a->tokens.at[token];
    bool noun = t->upos == STM_NOUN || (token > 0 && a->tokens.at[token - 1].upos == STM_NUM); /* "$2 million fine" */
    return noun && t->lemma.p != NULL && t->deprel != STM_DEP_COMPOUND && things->items.n > 0 &&
           stm_map_get(things, t->lemma) != STM_NONE && (called_so(a, token) || known(a, token));
}

uint32_t stm_proposal_thing_topic(stm_work *w, const stm_map *things, const stm_topics *all,
                                  const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t topic = m->another ? 0 : stm_map_get(things, a->tokens.at[m->noun].lemma);
    if (topic == STM_NONE || topic == 0) {
        return called_so(a, m->noun) || m->beside.terms.n <= 1 ? 0 : STM_NONE;
    }
    if (m->beside.terms.n <= 1 || all->at[topic - 1].beside.terms.n <= 1 ||
        stm_matter_compare(w, &all->at[topic - 1].beside, &m->beside).exact >= 2) {
        return topic;
    }
    return called_so(a, m->noun) ? 0 : STM_NONE;
}

bool stm_proposal_decides_thing(stm_str verb)
{
    return stm_among(verb,
                     "approve reject oppose veto block cancel scrap shelve withdraw suspend postpone delay abandon "
                     "halt propose plan schedule slate set announce unveil endorse authorize authorise consider "
                     "discuss debate criticize criticise condemn denounce adopt pass revoke revise change amend "
                     "call put hold");
}

/* "Hired a bank to explore strategic options": that the body may be sold. */
static bool options(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token, stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    uint32_t up = a->tokens.at[token].head, with = stm_proposal_child(a, token, STM_DEP_AMOD);
    if (!stm_among(stm_token_lemma(a, token), "option alternative") || a->tokens.at[token].deprel != STM_DEP_OBJ ||
        with == STM_NONE || !stm_form_among(a, with, "strategic") || up == STM_NONE ||
        !stm_among(stm_token_lemma(a, up), "explore consider review evaluate weigh study examine") ||
        stm_clause_negated(a, up) || stm_mood_of(a, up).condition) {
        return false;
    }
    stm_proposal_fill(w, member, token, stm_map_get(&l->role[STM_ROLE_NOUN], STM_STR("review")),
                      (stm_span){ a->tokens.at[with].at.start, a->tokens.at[token].at.end }, m);
    m->state = STM_DISCUSSED;
    m->over = up;
    m->label = stm_wording(w->arena, a, m->at);
    return true;
}

/* "Is considering an emergency release", "planned a share issue". */
static bool thing(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token, stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    uint32_t up = a->tokens.at[token].head, subject, first;
    bool plans;
    stm_span at;
    if (a->tokens.at[token].upos != STM_NOUN || a->tokens.at[token].deprel != STM_DEP_OBJ || up == STM_NONE ||
        up >= token || a->tokens.at[up].upos != STM_VERB ||
        !stm_among(stm_token_lemma(a, up), "plan consider weigh mull contemplate") || !stm_proposal_told(a, up) ||
        w->at_token[member][token] != STM_NONE ||
        stm_among(stm_token_lemma(a, token), "range number variety series lot set kind run plea appeal move way")) {
        return false;
    }
    plans = stm_str_eqz(stm_token_lemma(a, up), "plan");
    subject = stm_arguments_of(a, up).agent;
    at = stm_noun_phrase(a, token);
    first = stm_token_from(a, at.start);
    if (!stm_proposal_somebody(w, member, subject) || stm_form_among(a, subject, "I you we") || first == token ||
        !(stm_form_among(a, first, "a an") ||
          (a->tokens.at[token].xpos == STM_XP_NNS && a->tokens.at[first].upos != STM_DET &&
           a->tokens.at[first].xpos != STM_XP_PRPS)) ||
        (plans && a->tokens.at[up].xpos == STM_XP_VBD && a->tokens.at[up].deprel != STM_DEP_CCOMP)) {
        return false;
    }
    if (stm_proposal_said(a, at) < 2) {
        return false;
    }
    stm_proposal_fill(w, member, token, stm_map_get(&l->kinds, STM_STR("thing")), at, m);
    m->thing = token + 1;
    m->state = plans ? STM_PROPOSED : STM_DISCUSSED;
    m->over = up;
    m->label = stm_wording(w->arena, a, at);
    return true;
}

bool stm_proposal_weighed(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token,
                          stm_proposal_mention *m)
{
    return options(w, l, member, token, m) || thing(w, l, member, token, m);
}

/* proposal_meetings.c: meetings that are planned, refused or called off, told with the verb: "plans to meet with".
 *
 * In: trees, entities, times.  Out: mentions of the kind "talks", and their states.
 *
 * Who is met must be somebody or a country; where nobody is named, those who meet are "they", "the two" or people who
 * negotiate. What has come about ("met with") is no proposal. Never: sport ("will meet in the final"), a body that sits
 * ("the council will meet on Monday"), what may be or might have been.
 * Cost: linear in the sentence.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define MAX_NAME 70 /* bytes */

static bool in_time(const stm_article *a, uint32_t token)
{
    for (uint32_t i = 0; i < a->times.n; i++) {
        if (stm_span_meets(a->times.at[i].at, a->tokens.at[token].at)) {
            return true;
        }
    }
    return false;
}

/* Whom the verb has for an object, or behind "with". */
static uint32_t partner(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    uint32_t object = stm_proposal_child(a, verb, STM_DEP_OBJ);
    object = object != STM_NONE && in_time(a, object) ? STM_NONE : object; /* "meet Thursday" */
    for (uint32_t i = verb + 1; i < s->first_token + s->n_tokens && object == STM_NONE; i++) {
        uint32_t word = a->tokens.at[i].head == verb && a->tokens.at[i].deprel == STM_DEP_OBL
                            ? stm_proposal_child(a, i, STM_DEP_CASE)
                            : STM_NONE;
        object = word != STM_NONE && stm_form_among(a, word, "with") ? i : STM_NONE;
    }
    return object;
}

/* "Her refusal to meet". */
static bool refusal(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    return t->deprel == STM_DEP_ACL && t->head != STM_NONE && stm_str_eqz(stm_token_lemma(a, t->head), "refusal");
}

/* The verb over "to meet": "plans", "is expected", "refused"; or the verb itself. */
static uint32_t over(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    return t->head != STM_NONE && t->head < verb && (t->deprel == STM_DEP_XCOMP || refusal(a, verb)) ? t->head : verb;
}

static bool in_sport(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (stm_form_among(a, i,
                           "final finals semifinal semifinals quarterfinal quarterfinals semi-final quarter-final "
                           "match game games round league cup playoffs season tournament")) {
            return true;
        }
    }
    return false;
}

static bool people_who_talk(const stm_article *a, uint32_t subject)
{
    const stm_token *t = &a->tokens.at[subject];
    return t->upos == STM_NUM || stm_form_among(a, subject, "they both we") ||
           (t->xpos == STM_XP_NNS && t->lemma.p != NULL &&
            stm_among(t->lemma, "expert negotiator envoy minister leader president delegation side official"));
}

/* Who is to meet: the subject, or where the parser found none that could be, a "they" shortly before the verb. */
static uint32_t who_meets(const stm_article *a, uint32_t up)
{
    uint32_t subject = stm_proposal_child(a, up, STM_DEP_NSUBJ),
             floor = a->sentences.at[a->tokens.at[up].sentence].first_token;
    for (uint32_t i = up; i > floor && up - i < 8 && (subject == STM_NONE || !people_who_talk(a, subject)); i--) {
        const stm_token *t = &a->tokens.at[i - 1];
        if (stm_form_among(a, i - 1, "they both we")) {
            return i - 1;
        }
        if (t->upos != STM_ADV && t->upos != STM_AUX && t->upos != STM_PART && t->upos != STM_PUNCT) {
            break;
        }
    }
    return subject;
}

bool stm_proposal_meets(stm_work *w, const stm_proposal_words *l, uint32_t member, uint32_t token,
                        stm_proposal_mention *m)
{
    const stm_article *a = w->article[member];
    const stm_token *t = &a->tokens.at[token];
    uint32_t whom, entity, subject = STM_NONE, end = token;
    if (t->upos != STM_VERB || t->lemma.p == NULL || !stm_str_eqz(t->lemma, "meet") || t->xpos != STM_XP_VB ||
        in_sport(a, token)) {
        return false;
    }
    whom = partner(a, token);
    entity = whom == STM_NONE ? STM_NONE : w->at_token[member][whom];
    if (whom != STM_NONE && (entity == STM_NONE || (w->record->entities.at[entity].kind != STM_PERSON &&
                                                    w->record->entities.at[entity].kind != STM_GROUP &&
                                                    w->record->entities.at[entity].kind != STM_PLACE))) {
        return false; /* "to meet the deadline" */
    }
    if (whom == STM_NONE && !refusal(a, token)) {
        subject = who_meets(a, over(a, token));
        if (subject == STM_NONE || !people_who_talk(a, subject)) {
            return false;
        }
    }
    *m = (stm_proposal_mention){ .member = member, .noun = token, .meet = true, .kind = stm_proposal_talks(l) };
    m->at = t->at;
    if (whom != STM_NONE) {
        stm_span phrase = stm_noun_phrase(a, whom);
        for (end = whom; end + 1 < a->tokens.n && w->at_token[member][end + 1] == entity &&
                         a->tokens.at[end + 1].upos == STM_PROPN;) {
            end++;
        }
        phrase.end = a->tokens.at[end].at.end;
        m->at = (stm_span){ t->at.start, phrase.end };
        if (phrase.end - phrase.start <= MAX_NAME) {
            stm_str who = stm_wording(w->arena, a, phrase);
            m->label = stm_str_format(w->arena, "a meeting with %.*s", (int)who.n, who.p);
        }
        m->any = a->tokens.at[stm_token_from(a, phrase.start)].xpos == STM_XP_PRPS;
        stm_matter_of(w, member, &phrase, 1, &m->beside);
    } else {
        m->label = STM_STR("a meeting");
        m->new_one = subject != STM_NONE &&
                     a->tokens.at[subject].upos == STM_NOUN; /* "the two" are those of the meeting spoken of */
    }
    return true;
}

static bool has_modal(const stm_article *a, uint32_t verb, const char *forms)
{
    uint32_t aux = stm_proposal_child(a, verb, STM_DEP_AUX);
    return aux != STM_NONE && stm_form_among(a, aux, forms);
}

void stm_proposal_meet_states(stm_work *w, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t up = over(a, m->noun), off, unit = stm_unit_at(w, m->member, a->tokens.at[m->noun].at.start);
    stm_str l = stm_token_lemma(a, up);
    stm_event_status status = stm_event_status_of(w->arena, &w->words->event, a, m->noun, STM_NONE, STM_NO_DAY, &off);
    uint32_t n = t->states.n, state = STM_NONE;
    if (refusal(a, m->noun) || (up != m->noun && stm_among(l, "refuse decline") &&
                                (a->tokens.at[up].xpos == STM_XP_VBD || a->tokens.at[up].xpos == STM_XP_VBN))) {
        state = STM_REJECTED;
    } else if (status == STM_EVENT_PLANNED) {
        state = STM_PROPOSED;
    } else if (stm_clause_negated(a, up) && stm_among(l, "able")) {
        state = STM_WITHDRAWN;
    } else if (status == STM_EVENT_CANCELLED && !has_modal(a, m->noun, "could can might may")) {
        state = m->beside.terms.n > 0 ? STM_REJECTED : STM_WITHDRAWN; /* "will not meet with her" */
    }
    if (state == STM_NONE || unit == STM_NONE) {
        return;
    }
    stm_proposal_set_for(a, t, m->noun);
    stm_proposal_add_state(w, t, m->member, state, stm_clause_span(a, up), m->noun);
    if (t->states.n > n) {
        t->states.at[n].when = STM_NULL_STR; /* the day is that of the meeting */
    }
}

uint32_t stm_proposal_asked_for(const stm_proposal_words *l, const stm_article *a, uint32_t noun, uint32_t kind)
{
    stm_span content = stm_proposal_content(a, noun);
    bool on = false;
    if (!stm_proposal_kind_is(l, kind, "request")) {
        return STM_NONE;
    }
    if (stm_span_some(content)) {
        uint32_t verb = stm_token_from(a, content.start) + 1;
        return stm_str_eqz(stm_token_lemma(a, verb), "meet") ? verb : STM_NONE;
    }
    for (uint32_t i = noun + 1; i < a->tokens.n && i < noun + 10; i++) {
        uint8_t upos = a->tokens.at[i].upos;
        if (a->tokens.at[i].sentence != a->tokens.at[noun].sentence || upos == STM_VERB || upos == STM_AUX ||
            upos == STM_PUNCT) {
            return STM_NONE;
        }
        if (on && stm_proposal_kind(l, a, i) == stm_proposal_talks(l)) {
            return i;
        }
        on = on || stm_form_among(a, i, "for");
    }
    return STM_NONE;
}

void stm_proposal_read_asked(stm_work *w, const stm_proposal_mention *request, uint32_t inner, stm_proposal_mention *m)
{
    const stm_article *a = w->article[request->member];
    stm_span between;
    if (a->tokens.at[inner].upos == STM_VERB) {
        if (!stm_proposal_meets(w, &w->words->proposals, request->member, inner, m)) {
            *m = (stm_proposal_mention){ .member = request->member, .noun = inner, .at = a->tokens.at[inner].at };
            m->kind = stm_proposal_talks(&w->words->proposals);
            m->meet = true;
            m->label = STM_STR("a meeting");
        }
        between = (stm_span){ a->tokens.at[inner].at.end, stm_proposal_content(a, request->noun).end };
    } else {
        *m = (stm_proposal_mention){ .member = request->member, .noun = inner };
        m->kind = stm_proposal_talks(&w->words->proposals);
        m->at = stm_proposal_bare(a, stm_proposal_phrase(&w->words->proposals, a, inner), inner);
        m->any = request->any;
        between = (stm_span){ a->tokens.at[request->noun].at.end, a->tokens.at[inner].at.start };
    }
    m->bid.who = STM_NONE;
    stm_matter_of(w, m->member, &between, 1, &m->beside);
}

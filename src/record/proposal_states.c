/* proposal_states.c: what the tree around a proposal's noun says became of it.
 *
 * In: the word list, trees, quotations, times.  Out: states of a topic, each with its passage, who says so and, where
 * the clause names one, the day; who proposed it.
 *
 * A verb that governs the noun, a clause or participle that hangs on it, an adjective beside it. What is only wished,
 * possible or conditional ("if a deal is reached", "could veto the bill") is no state; a refusal to accept is one.
 */
#include "record/proposals.h"

#define MAX_PASSAGE 300 /* bytes */

/* A law is in force, mostly, whoever likes it or not: what makes it or undoes it is told of it, and no more. */
static bool decides_law(stm_str verb, uint32_t state)
{
    return state == STM_WITHDRAWN || (state == STM_IN_FORCE && !stm_str_eqz(verb, "hold")) || state == STM_AMENDED ||
           state == STM_VETOED ||
           stm_among(verb, "sign pass adopt propose introduce unveil announce uphold reject block");
}

/* State of a verb by the list, with its particle, of things of that kind; STM_NONE. */
static uint32_t verb_state(stm_work *w, const stm_proposal_words *words, stm_proposal_role role, const stm_article *a,
                           uint32_t verb, uint32_t kind)
{
    const stm_map *list = &words->role[role];
    stm_str l = stm_lemma_known(w->arena, list, a, verb), of = words->kinds.items.at[kind].key;
    uint32_t from, to, own = stm_map_get(list, stm_str_format(w->arena, "%.*s@%.*s", (int)l.n, l.p, (int)of.n, of.p));
    stm_proposal_range(a, verb, &from, &to);
    for (uint32_t i = verb + 1; i < to && i < verb + 5; i++) {
        if (a->tokens.at[i].head == verb &&
            (a->tokens.at[i].deprel == STM_DEP_COMPOUND_PRT || a->tokens.at[i].deprel == STM_DEP_ADVMOD)) {
            stm_str p = stm_token_lemma(a, i);
            uint32_t s = stm_map_get(list, stm_str_format(w->arena, "%.*s_%.*s", (int)l.n, l.p, (int)p.n, p.p));
            if (s != STM_NONE || a->tokens.at[i].deprel == STM_DEP_COMPOUND_PRT) {
                return s; /* "broken down into" is not "broken" */
            }
        }
    }
    if (own != STM_NONE) {
        return own == STM_NO_FATE ? STM_NONE : own;
    }
    if (role == STM_ROLE_SELF && stm_str_eqz(l, "fail") && stm_proposal_child(a, verb, STM_DEP_XCOMP) != STM_NONE) {
        return STM_NONE; /* "deals that failed to keep pace with prices" */
    }
    own = stm_map_get(list, l);
    if (stm_str_eqz(of, "thing") && (role == STM_ROLE_SELF || !stm_proposal_decides_thing(l))) {
        return STM_NONE;
    }
    return own != STM_NONE && stm_among(of, "law policy") && !decides_law(l, own) ? STM_NONE : own;
}

#define DATED                                                                                                          \
    "talk meeting summit negotiation vote strike election session hearing visit conference attack debate rally "       \
    "protest "                                                                                                         \
    "march referendum"

/* A word of the stretch hangs on the verb itself, not on a noun in between; "a call for talks on Friday", whatever the
 * tree says, may be of talks on Friday. */
static bool hangs_on(const stm_article *a, stm_span at, uint32_t verb)
{
    uint32_t first = stm_token_from(a, at.start);
    if (first > verb + 2 && stm_form_among(a, first - 1, "on") && stm_among(stm_token_lemma(a, first - 2), DATED)) {
        return false;
    }
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        if (a->tokens.at[i].head == verb) {
            return true;
        }
    }
    return false;
}

/* "Orsa on Tuesday rejected": a day right before or behind the verb is of it, whatever the tree hangs it on. */
static bool touches(const stm_article *a, stm_span at, uint32_t verb)
{
    uint32_t first = stm_token_from(a, at.start), last = first;
    while (last + 1 < a->tokens.n && a->tokens.at[last + 1].at.start < at.end) {
        last++;
    }
    first -= first > 0 && stm_form_among(a, first - 1, "on late early") ? 1 : 0;
    while (last + 1 < verb && (a->tokens.at[last + 1].upos == STM_AUX || a->tokens.at[last + 1].upos == STM_ADV)) {
        last++;
    }
    return last + 1 == verb || first == verb + 1;
}

/* "Made an offer for the mill on Friday": a past day behind the object, with no other verb, comma or noun of something
 * that has a day of its own ("a call for talks on Friday") in between. */
static bool behind(const stm_article *a, const stm_time *t, uint32_t verb)
{
    uint32_t first = stm_token_from(a, t->at.start);
    uint8_t x = a->tokens.at[verb].xpos;
    first -= first > 0 && stm_form_among(a, first - 1, "late early") ? 1 : 0;
    if (first <= verb + 1 || !stm_form_among(a, first - 1, "on") || (x != STM_XP_VBD && x != STM_XP_VBN) ||
        a->published_day == STM_NO_DAY || t->to_day > a->published_day) {
        return false;
    }
    for (uint32_t i = verb + 1; i < first; i++) {
        uint8_t upos = a->tokens.at[i].upos;
        if (a->tokens.at[i].sentence != a->tokens.at[verb].sentence || upos == STM_VERB || upos == STM_AUX ||
            upos == STM_SCONJ || stm_form_among(a, i, ", ; : - to") || stm_among(stm_token_lemma(a, i), DATED)) {
            return false;
        }
    }
    return true;
}

/* The day that the clause of `verb` itself names; STM_NONE: any in the stretch. */
static stm_str day_in(stm_work *w, const stm_article *a, stm_span at, uint32_t verb)
{
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start < at.end; i++) {
        const stm_time *t = &a->times.at[i];
        if (stm_span_meets(t->at, at) && t->from_day != STM_NO_DAY && t->from_day == t->to_day &&
            (verb == STM_NONE || hangs_on(a, t->at, verb) || touches(a, t->at, verb) || behind(a, t, verb))) {
            return stm_day_format(w->arena, t->from_day);
        }
    }
    return STM_NULL_STR;
}

/* The entity is the subject of the verb, or what the relative clause hangs on: it acts, it does not tell. */
static bool acts(const stm_work *w, uint32_t member, uint32_t verb, uint32_t entity)
{
    const stm_article *a = w->article[member];
    uint32_t subject = stm_proposal_child(a, verb, STM_DEP_NSUBJ);
    bool relative = a->tokens.at[verb].deprel == STM_DEP_ACL_RELCL && a->tokens.at[verb].head != STM_NONE;
    return (subject != STM_NONE && w->at_token[member][subject] == entity) ||
           (relative && w->at_token[member][a->tokens.at[verb].head] == entity);
}

/* "The union said it had called off the strike": who acts is a pronoun in what somebody says, and he must be told. */
static bool told_by_pronoun(const stm_article *a, uint32_t verb, uint32_t quotation)
{
    uint32_t subject = stm_proposal_child(a, verb, STM_DEP_NSUBJ);
    stm_span source = quotation == STM_NONE ? STM_NO_SPAN : a->quotations.at[quotation].source;
    return subject != STM_NONE && a->tokens.at[subject].upos == STM_PRON && stm_span_some(source) &&
           !stm_span_meets(source, a->tokens.at[subject].at);
}

/* Of a meeting only that it is proposed, agreed, refused or off: that it began is an event. */
static bool of_meetings(uint32_t state)
{
    return state == STM_PROPOSED || state == STM_AGREED || state == STM_REJECTED || state == STM_WITHDRAWN;
}

/* "To discuss the deal" with who does so, up to the finite verb over it; "who resist the deal" with whom it is told of.
 */
static stm_span with_subject(const stm_article *a, stm_span at, uint32_t verb)
{
    stm_span out = at;
    uint32_t v = verb;
    for (uint32_t step = 0; step < 3 && v != STM_NONE && a->tokens.at[v].head != STM_NONE; step++) {
        const stm_token *t = &a->tokens.at[v];
        uint32_t subject = stm_proposal_child(a, v, STM_DEP_NSUBJ), up = t->head;
        stm_span more;
        if (t->deprel == STM_DEP_ACL_RELCL) {
            if (subject == STM_NONE || !stm_form_among(a, subject, "who which that")) {
                break;
            }
            more = stm_noun_phrase(a, up);
        } else if ((t->xpos == STM_XP_VB || t->xpos == STM_XP_VBG) && subject == STM_NONE &&
                   stm_proposal_child(a, v, STM_DEP_AUX) == STM_NONE) {
            up = stm_clause_head(a, up);
            if (up == STM_NONE || up == v) {
                break;
            }
            more = stm_clause_span(a, up);
        } else {
            break;
        }
        if (more.start >= out.start || out.end - more.start > MAX_PASSAGE) {
            break;
        }
        out.start = more.start;
        if (t->deprel == STM_DEP_ACL_RELCL) {
            break;
        }
        v = up;
    }
    return out;
}

/* "We" of "We're", for a stretch that begins with "'re". */
static uint32_t whole_start(const stm_article *a, uint32_t start)
{
    uint32_t t = stm_token_from(a, start);
    bool tail = t > 0 && t < a->tokens.n && a->tokens.at[t].at.start == start && a->tokens.at[t - 1].at.end == start &&
                stm_form_among(a, t,
                               "'s 're 've 'm 'll 'd n't \xE2\x80\x99s \xE2\x80\x99re \xE2\x80\x99ve "
                               "\xE2\x80\x99m \xE2\x80\x99ll \xE2\x80\x99"
                               "d n\xE2\x80\x99t");
    return tail ? a->tokens.at[t - 1].at.start : start;
}

void stm_proposal_add_state(stm_work *w, stm_topic *t, uint32_t member, uint32_t state, stm_span at, uint32_t verb)
{
    const stm_article *a = w->article[member];
    uint32_t unit = stm_unit_at(w, member, at.start), quotation = STM_NONE;
    stm_proposal_state s = { .state = (stm_proposal_status)state, .passage = { w->index[member], at } };
    if (t->meeting && !of_meetings(state)) {
        return;
    }
    for (uint32_t i = 0; i < t->states.n; i++) {
        if (t->states.at[i].passage.article == s.passage.article && t->states.at[i].state == s.state &&
            stm_span_meets(t->states.at[i].passage.at, at)) {
            return;
        }
    }
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        /* who asserts the state, not who denies it of the same words */
        if (stm_span_meets(stm_span_of(&a->quotations.at[q]), at) && a->quotations.at[q].act != STM_ACT_DENY &&
            stm_span_of(&a->quotations.at[q]).start <= at.start + 8) {
            quotation = q;
        }
    }
    uint32_t said = quotation != STM_NONE ? quotation : unit == STM_NONE ? STM_NONE : w->units.at[unit].quotation;
    stm_said_by(w, member, said, &s.said_by, &s.said_by_name);
    if (s.said_by == STM_NONE && s.said_by_name.p != NULL &&
        stm_str_find(stm_wording(w->arena, a, at), s.said_by_name, 0) != SIZE_MAX) {
        s.said_by_name = STM_NULL_STR; /* the thing itself, or who acts on it, is not who tells of it */
    }
    if (s.said_by != STM_NONE && verb != STM_NONE && acts(w, member, verb, s.said_by) &&
        !told_by_pronoun(a, verb, said)) {
        s.said_by = STM_NONE;
        s.said_by_name = STM_NULL_STR;
    }
    s.when = day_in(w, a, at, verb);
    s.passage.at = verb == STM_NONE || a->tokens.at[verb].upos != STM_VERB ? at : with_subject(a, at, verb);
    if (quotation != STM_NONE && a->quotations.at[quotation].kind == STM_QUOTE_INDIRECT) {
        /* "Those talks, officials said, are going on": the verb with its subject, which stands before who says it */
        const stm_quotation *q = &a->quotations.at[quotation];
        stm_span last = q->content.at[q->content.n - 1];
        if (q->content.n > 1 && last.start <= s.passage.at.start && s.passage.at.end <= last.end &&
            s.passage.at.end - q->content.at[0].start <= MAX_PASSAGE) {
            s.passage.at.start = q->content.at[0].start;
        }
    }
    s.passage.at.start = whole_start(a, s.passage.at.start);
    stm_vec_push(w->arena, &t->states, s);
}

void stm_proposal_add_by(stm_work *w, stm_topic *t, uint32_t member, uint32_t token)
{
    uint32_t e = token == STM_NONE ? STM_NONE : w->at_token[member][token];
    for (uint32_t i = 0; i < t->by.n; i++) {
        if (t->by.at[i] == e) {
            return;
        }
    }
    if (e != STM_NONE) {
        stm_vec_push(w->arena, &t->by, e);
    }
}

/* A relative clause with a subject and an object of its own ("the plan for the delta, where troops made gains") says
 * nothing of the noun that it hangs on. */
static bool own_clause(const stm_article *a, uint32_t verb)
{
    uint32_t subject = stm_proposal_child(a, verb, STM_DEP_NSUBJ), object = stm_proposal_child(a, verb, STM_DEP_OBJ);
    return subject != STM_NONE && object != STM_NONE && !stm_form_among(a, subject, "that which who") &&
           !stm_form_among(a, object, "that which whom");
}

/* "drafted by Egypt" where the tree calls the agent a plain oblique. */
static uint32_t by_phrase(const stm_article *a, uint32_t verb)
{
    uint32_t from, to;
    stm_proposal_range(a, verb, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        if (a->tokens.at[i].head == verb && a->tokens.at[i].deprel == STM_DEP_OBL) {
            uint32_t c = stm_proposal_child(a, i, STM_DEP_CASE);
            if (c != STM_NONE && stm_str_eq_nocase(stm_token_form(a, c), STM_STR("by"))) {
                return i;
            }
        }
    }
    return STM_NONE;
}

/* Takes the days of a time that hangs on `word` as those that the talks are set for. */
void stm_proposal_set_for(const stm_article *a, stm_topic *t, uint32_t word)
{
    for (uint32_t i = 0; i < a->times.n && t->from_day == STM_NO_DAY; i++) {
        const stm_time *x = &a->times.at[i];
        if (x->from_day != STM_NO_DAY && x->to_day != STM_NO_DAY && x->to_day - x->from_day <= 3 &&
            a->tokens.at[word].at.start < x->at.end + 400 && hangs_on(a, x->at, word)) {
            t->from_day = x->from_day;
            t->to_day = x->to_day;
            if (i + 1 < a->times.n && a->times.at[i + 1].to_day != STM_NO_DAY &&
                a->times.at[i + 1].at.start <= x->at.end + 5 && a->times.at[i + 1].to_day - x->to_day <= 3 &&
                a->times.at[i + 1].to_day > x->to_day) {
                t->to_day = a->times.at[i + 1].to_day; /* "on Tuesday or Wednesday" */
            }
        }
    }
}

/* "If", "unless", "once" in the sentence. */
static bool under_condition(const stm_article *a, uint32_t verb)
{
    uint32_t from, to;
    stm_proposal_range(a, verb, &from, &to);
    for (uint32_t i = from; i < to; i++) {
        if (a->tokens.at[i].deprel == STM_DEP_MARK && stm_form_among(a, i, "if If unless Unless once Once when When")) {
            return true;
        }
    }
    return false;
}

/* What verbs of being at it say: "have a new document", "are working on a plan", "engaged in talks", "would not attend
 * the talks". */
static uint32_t by_the_way(const stm_article *a, uint32_t verb, const stm_proposal_mention *m, bool talks, bool rule)
{
    const stm_token *noun = &a->tokens.at[m->noun];
    uint32_t word = stm_proposal_child(a, m->noun, STM_DEP_CASE);
    stm_str l = stm_token_lemma(a, verb);
    bool object = noun->deprel == STM_DEP_OBJ, beside = noun->deprel == STM_DEP_OBL && word != STM_NONE;
    bool negated = stm_clause_negated(a, verb);
    stm_mood x = stm_mood_of(a, verb);
    if (beside && !x.open && !x.infinitive && !x.future && stm_form_among(a, word, "on")) {
        if (stm_str_eqz(l, "renege") && !negated) {
            return STM_BROKEN;
        }
        if (stm_str_eqz(l, "make") && verb + 1 < a->tokens.n && stm_form_among(a, verb + 1, "good")) {
            return negated ? STM_BROKEN : STM_IN_FORCE;
        }
    }
    if (beside && !x.open && !x.infinitive && stm_among(l, "settle agree") && stm_form_among(a, word, "on to upon")) {
        return negated || x.future ? STM_DISCUSSED : STM_AGREED;
    }
    if (object && talks && negated && x.future && stm_among(l, "attend join")) {
        return STM_REJECTED;
    }
    if (beside && !x.open && !x.condition && stm_form_among(a, word, "to with") &&
        stm_among(l, "respond reply comply") && !negated) { /* "were working to respond to the request" */
        return stm_str_eqz(l, "comply") && !x.infinitive && !x.future ? STM_AGREED : STM_DISCUSSED;
    }
    if (negated || x.open || x.infinitive) {
        return STM_NONE;
    }
    if (object && x.future && stm_str_eqz(l, "make") &&
        (a->tokens.at[verb].deprel == STM_DEP_CCOMP ||
         (a->tokens.at[verb].deprel == STM_DEP_ACL && /* "reports that it would make an offer" */
          stm_among(stm_token_lemma(a, a->tokens.at[verb].head), "report speculation news word"))) &&
        stm_among(stm_token_lemma(a, m->noun), "proposal offer bid counterproposal") && !under_condition(a, verb)) {
        return STM_PROPOSED; /* "told the paper that it would make an offer" */
    }
    if (object && !x.future &&
        ((m->new_one && stm_str_eqz(l, "have")) ||
         (stm_str_eqz(l, "make") && stm_among(stm_token_lemma(a, m->noun), "proposal offer bid counterproposal")))) {
        return STM_PROPOSED;
    }
    if ((object || beside) && !x.future && stm_str_eqz(l, "bring") && word == verb + 1 &&
        stm_form_among(a, word, "in")) {
        return rule ? STM_IN_FORCE : STM_PROPOSED; /* "brought in a rule": trees take it for a place */
    }
    if (beside && stm_str_eqz(l, "work") && stm_form_among(a, word, "on")) {
        return STM_DISCUSSED;
    }
    return beside && talks && !x.future && stm_among(l, "engage participate") && stm_form_among(a, word, "in")
               ? STM_DISCUSSED
               : STM_NONE;
}

/* "a vote on the bill", "pulled out of the deal", "withdrew from the talks", "quit the pact". */
static uint32_t left_or_voted(const stm_proposal_words *l, const stm_article *a, uint32_t up,
                              const stm_proposal_mention *m)
{
    uint32_t word = stm_proposal_child(a, m->noun, STM_DEP_CASE);
    uint8_t rel = a->tokens.at[m->noun].deprel;
    stm_str governs = stm_token_lemma(a, up);
    uint32_t clause = stm_clause_head(a, up);
    stm_mood x = stm_mood_of(a, up), outer = stm_mood_of(a, clause == STM_NONE ? up : clause);
    bool lasting = stm_proposal_kind_is(l, m->kind, "deal") || stm_proposal_kind_is(l, m->kind, "truce") ||
                   stm_proposal_kind_is(l, m->kind, "talks");
    bool voted = stm_proposal_kind_is(l, m->kind, "bill") || stm_proposal_kind_is(l, m->kind, "resolution") ||
                 stm_proposal_kind_is(l, m->kind, "motion") || stm_proposal_kind_is(l, m->kind, "amendment");
    bool told = a->tokens.at[up].upos == STM_VERB && !x.open && !x.condition && !x.future && !x.infinitive &&
                !stm_clause_negated(a, up);
    if (voted && word != STM_NONE && stm_form_among(a, word, "on") && (rel == STM_DEP_NMOD || rel == STM_DEP_OBL) &&
        stm_among(governs, "vote ballot debate") && !x.open && !x.condition && !outer.condition && !outer.open &&
        !stm_clause_negated(a, up)) {
        return STM_DISCUSSED;
    }
    if (!lasting || !told) {
        return STM_NONE;
    }
    if (rel == STM_DEP_OBJ) {
        return stm_among(governs, "quit exit") ? STM_WITHDRAWN : STM_NONE;
    }
    return rel == STM_DEP_OBL && word != STM_NONE &&
                   ((stm_form_among(a, word, "of out") && stm_among(governs, "pull walk back drop") && word > 0 &&
                     (stm_form_among(a, word - 1, "out") || stm_form_among(a, word, "out"))) ||
                    (stm_form_among(a, word, "from") && stm_among(governs, "withdraw")))
               ? STM_WITHDRAWN
               : STM_NONE;
}

/* The first token behind the phrase and what stands there in brackets. */
static uint32_t behind_phrase(const stm_article *a, const stm_proposal_mention *m)
{
    uint32_t i = stm_token_from(a, m->at.end), from, to;
    stm_proposal_range(a, m->noun, &from, &to);
    if (i < to && stm_form_among(a, i, "(")) {
        while (i < to && !stm_form_among(a, i, ")")) {
            i++;
        }
        i++;
    }
    return i < to ? i : STM_NONE;
}

/* A word of the phrase, or of what its preposition adds: "a cash bid from Orsa Bank that was turned down". */
static bool within_reach(const stm_article *a, const stm_proposal_mention *m, uint32_t token)
{
    if (a->tokens.at[token].at.start < m->at.start || a->tokens.at[token].sentence != a->tokens.at[m->noun].sentence) {
        return false;
    }
    for (uint32_t i = m->noun + 1; i < token; i++) {
        uint8_t upos = a->tokens.at[i].upos;
        if (a->tokens.at[i].at.end > m->at.end && upos != STM_ADP && upos != STM_DET && upos != STM_PROPN &&
            upos != STM_ADJ && upos != STM_NUM &&
            !(i + 2 < a->tokens.n && stm_form_among(a, i, ",") && stm_form_among(a, i + 1, "that which"))) {
            return false;
        }
    }
    return true;
}

/* "Will", and no condition is told. */
static bool sure_to_come(const stm_article *a, uint32_t verb)
{
    return !under_condition(a, verb) && stm_proposal_will(a, verb);
}

/* Verbs that share the noun with the one that governs it: "moved to the floor and passed", "is expected to pass",
 * "failed to clear the House", "caused the bill to become law". */
static void shared_verbs(stm_work *w, const stm_proposal_words *l, stm_topic *t, const stm_proposal_mention *m,
                         bool talks)
{
    const stm_article *a = w->article[m->member];
    uint32_t up = a->tokens.at[m->noun].head, from, to;
    uint8_t rel = a->tokens.at[m->noun].deprel;
    bool subject = rel == STM_DEP_NSUBJ || rel == STM_DEP_NSUBJ_PASS;
    if (up == STM_NONE || !(subject || rel == STM_DEP_OBJ) || stm_mood_of(a, up).condition) {
        return;
    }
    stm_proposal_range(a, up, &from, &to);
    for (uint32_t i = up; i < to; i++) {
        const stm_token *x = &a->tokens.at[i];
        bool with = x->head == up && x->deprel == STM_DEP_CONJ && subject &&
                    stm_proposal_child(a, i, STM_DEP_NSUBJ) == STM_NONE;
        bool in = x->head == up && x->deprel == STM_DEP_XCOMP;
        bool passive = stm_proposal_child(a, i, STM_DEP_AUX_PASS) != STM_NONE;
        uint32_t state, object = stm_proposal_child(a, i, STM_DEP_XCOMP);
        bool law =
            object != STM_NONE && stm_form_among(a, object, "law") && stm_str_eqz(stm_token_lemma(a, i), "become");
        if (x->upos != STM_VERB || (i != up && !with && !in) || (i == up && !law) || (!subject && !law) ||
            stm_mood_of(a, i).condition) {
            continue;
        }
        state = law ? STM_IN_FORCE : verb_state(w, l, passive ? STM_ROLE_VERB : STM_ROLE_SELF, a, i, m->kind);
        if (state == STM_NONE || stm_clause_negated(a, i) || stm_clause_negated(a, up) || stm_mood_of(a, up).open) {
            continue;
        }
        if (in && subject) {
            bool comes_about = state == STM_AGREED || state == STM_IN_FORCE;
            state = !comes_about || talks ? STM_NONE : stm_proposal_refuses(a, up) ? STM_REJECTED : STM_DISCUSSED;
        } else if (law && i == up && sure_to_come(a, i)) {
            state = STM_AGREED; /* "the bill will now become law" */
        } else if (!in || !law) {
            state = stm_proposal_as_told(&l->role[STM_ROLE_VERB], a, i, state, m, talks);
        }
        if (state != STM_NONE) {
            stm_proposal_add_state(w, t, m->member, state, stm_clause_span(a, in ? up : i), i);
        }
    }
}

/* "A Fair Fares Act (FFA) regulation": trees take the noun behind the bracket for an apposition, and the word before it
 * for what the verb governs. */
static uint32_t in_place_of(const stm_article *a, uint32_t noun)
{
    uint32_t up = a->tokens.at[noun].head;
    return up != STM_NONE && a->tokens.at[noun].deprel == STM_DEP_APPOS && up + 1 < noun &&
                   stm_form_among(a, noun - 1, ")") && stm_form_among(a, up + 1, "(")
               ? up
               : noun;
}

/* "The two are in talks", "is deep in merger talks with Orsa": the head of that clause; STM_NONE. */
static uint32_t in_talks(const stm_article *a, uint32_t noun)
{
    uint32_t word = stm_proposal_child(a, noun, STM_DEP_CASE), up = a->tokens.at[noun].head;
    uint32_t head = stm_proposal_child(a, noun, STM_DEP_COP) != STM_NONE              ? noun
                    : up != STM_NONE && a->tokens.at[up].upos == STM_ADJ && up < noun ? up
                                                                                      : STM_NONE;
    return word != STM_NONE && head != STM_NONE && stm_form_among(a, word, "in") &&
                   stm_proposal_child(a, head, STM_DEP_COP) != STM_NONE && !stm_clause_negated(a, head)
               ? head
               : STM_NONE;
}

/* "Is subject to approval by the owners", "subject to a vote": those who decide have not. */
static bool awaits_approval(const stm_article *a, uint32_t word)
{
    uint32_t from, to;
    stm_proposal_range(a, word, &from, &to);
    for (uint32_t i = word + 2; stm_form_among(a, word, "subject") && i < to && i < word + 7; i++) {
        if (stm_form_among(a, word + 1, "to") &&
            stm_among(stm_token_lemma(a, i), "approval ratification vote consent")) {
            return true;
        }
    }
    return false;
}

/* "From the union", "by the guild" behind the noun. */
static bool sent_by(const stm_article *a, uint32_t token)
{
    uint32_t word = stm_proposal_child(a, token, STM_DEP_CASE);
    return word != STM_NONE && stm_form_among(a, word, "from by");
}

void stm_proposal_states(stm_work *w, const stm_proposal_words *l, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    const stm_token *noun = &a->tokens.at[in_place_of(a, m->noun)];
    uint32_t from, to, state, up = noun->head, after, told = t->states.n;
    bool talks = stm_proposal_kind_is(l, m->kind, "talks"), rule = stm_proposal_kind_is(l, m->kind, "rule");
    stm_proposal_range(a, m->noun, &from, &to);
    if (talks) {
        uint32_t at = in_talks(a, m->noun);
        stm_proposal_set_for(a, t, m->noun);
        if (at != STM_NONE) {
            stm_proposal_add_state(w, t, m->member, STM_DISCUSSED, stm_clause_span(a, at), at);
        }
    }
    state = up == STM_NONE ? STM_NONE : left_or_voted(l, a, up, m);
    if (state != STM_NONE) {
        uint32_t clause = stm_clause_head(a, up);
        stm_proposal_add_state(w, t, m->member, state, stm_clause_span(a, clause == STM_NONE ? up : clause), up);
    }
    /* what governs the noun */
    if (up != STM_NONE && a->tokens.at[up].upos == STM_VERB && !stm_mood_of(a, up).condition) {
        state = by_the_way(a, up, m, talks, rule);
        if (state == STM_PROPOSED) {
            state = stm_proposal_as_told(&l->role[STM_ROLE_VERB], a, up, state, m, talks);
        }
        if (state != STM_NONE) {
            uint32_t n = t->states.n;
            stm_proposal_add_state(w, t, m->member, state, stm_clause_span(a, up), up);
            if (t->states.n > n && state == STM_REJECTED) {
                t->states.at[n].when = STM_NULL_STR;
            }
        }
    }
    if (up != STM_NONE) {
        const stm_token *g = &a->tokens.at[up];
        bool object = noun->deprel == STM_DEP_OBJ || noun->deprel == STM_DEP_NSUBJ_PASS ||
                      ((noun->deprel == STM_DEP_XCOMP || (noun->upos == STM_VERB && noun->deprel == STM_DEP_CCOMP)) &&
                       stm_proposal_child(a, m->noun, STM_DEP_COP) == STM_NONE &&
                       stm_proposal_child(a, m->noun, STM_DEP_CASE) == STM_NONE &&
                       up < m->noun); /* "would consider Orsa's bid" */
        bool subject = noun->deprel == STM_DEP_NSUBJ;
        if (g->upos == STM_VERB && (object || subject)) {
            state = verb_state(w, l, object ? STM_ROLE_VERB : STM_ROLE_SELF, a, up, m->kind);
            state = stm_mood_of(a, up).condition ? STM_NONE : state;
            if (state != STM_NONE) {
                uint32_t other = stm_proposal_turned(a, up, state, stm_proposal_kind_is(l, m->kind, "pledge"));
                state = other != state ? other : stm_proposal_as_told(&l->role[STM_ROLE_VERB], a, up, state, m, talks);
                if (state == STM_AMENDED && stm_str_eqz(stm_token_lemma(a, m->noun), "offer")) {
                    state = STM_PROPOSED; /* to extend an offer is to make one */
                }
            }
            if (talks && state != STM_NONE) {
                stm_proposal_set_for(a, t, up);
            }
            if (state != STM_NONE) {
                uint32_t over = a->tokens.at[up].head, denied = stm_proposal_denied_over(a, up);
                uint32_t whole =
                    over != STM_NONE && (stm_proposal_refuses(a, over) ||
                                         (g->xpos == STM_XP_VB && stm_proposal_demanded(a, up) && over < up) ||
                                         (g->deprel == STM_DEP_XCOMP && stm_str_eqz(stm_token_lemma(a, over), "vote")))
                        ? over
                    : denied != STM_NONE ? denied
                                         : up; /* "failed to pass the bill", "voted to pass it" */
                uint32_t n = t->states.n;
                stm_proposal_add_state(w, t, m->member, state, stm_clause_span(a, whole), up);
                if (talks && subject && t->states.n > n && state != STM_DISCUSSED) {
                    t->states.at[n].when = STM_NULL_STR; /* the day is that of the talks, not of their fate */
                }
                if ((state == STM_PROPOSED || (rule && state == STM_IN_FORCE)) && object) {
                    stm_proposal_add_by(w, t, m->member, stm_proposal_child(a, up, STM_DEP_NSUBJ));
                }
            }
        } else if (subject && (g->upos == STM_ADJ || g->upos == STM_VERB)) {
            state =
                awaits_approval(a, up) ? STM_DISCUSSED : stm_map_get(&l->role[STM_ROLE_ADJ], stm_token_lemma(a, up));
            if (state != STM_NONE && (state == STM_DISCUSSED || !stm_clause_negated(a, up))) {
                stm_proposal_add_state(w, t, m->member, state, stm_clause_span(a, up), up);
            }
        }
    }
    shared_verbs(w, l, t, m, talks);
    after = behind_phrase(a, m);
    /* what hangs on it */
    for (uint32_t i = from; i < to; i++) {
        const stm_token *x = &a->tokens.at[i];
        /* "a plan for the ships' return that was put forward": such a clause often hangs on the nearer noun */
        bool near = x->deprel == STM_DEP_ACL_RELCL && x->head != STM_NONE && within_reach(a, m, x->head) &&
                    stm_proposal_child(a, i, STM_DEP_NSUBJ_PASS) != STM_NONE &&
                    a->tokens.at[stm_proposal_child(a, i, STM_DEP_NSUBJ_PASS)].upos == STM_PRON;
        bool and; /* "a bid that was worth less and was turned down" */
        bool behind = i == after && stm_proposal_child(a, i, STM_DEP_NSUBJ) == STM_NONE &&
                      stm_proposal_child(a, i, STM_DEP_AUX) == STM_NONE &&
                      (x->xpos == STM_XP_VBN || x->xpos == STM_XP_VBD) &&
                      stm_proposal_child(a, i, STM_DEP_CC) == STM_NONE && x->deprel != STM_DEP_ROOT &&
                      up != i; /* "topping a deal agreed between Orsa and Tarn" */
        and = x->deprel == STM_DEP_CONJ && x->head != STM_NONE && a->tokens.at[x->head].deprel == STM_DEP_ACL_RELCL &&
              a->tokens.at[x->head].head != STM_NONE && within_reach(a, m, a->tokens.at[x->head].head) &&
              x->xpos == STM_XP_VBN && stm_proposal_child(a, i, STM_DEP_NSUBJ_PASS) != STM_NONE;
        if (x->head != m->noun && !near && !behind && !and) {
            continue;
        }
        if ((x->deprel == STM_DEP_ACL_RELCL && own_clause(a, i)) ||
            (x->deprel == STM_DEP_ACL && x->xpos == STM_XP_VB)) {
            continue; /* "an offer to extend the truce": what it holds, not what became of it */
        }
        if (x->deprel == STM_DEP_ACL || x->deprel == STM_DEP_ACL_RELCL || behind || and) {
            uint32_t subject = stm_proposal_child(a, i, STM_DEP_NSUBJ);
            bool doing = x->deprel == STM_DEP_ACL_RELCL && subject != STM_NONE && /* "a bill that would offer a way" */
                         stm_form_among(a, subject, "that which who");
            state = stm_among(stm_token_lemma(a, i), "back support") /* who stands behind it is no fate of it */
                        ? STM_NONE
                        : stm_proposal_turned(
                              a, i, verb_state(w, l, doing ? STM_ROLE_SELF : STM_ROLE_VERB, a, i, m->kind), false);
            if (state == STM_NONE && x->deprel == STM_DEP_ACL_RELCL && stm_proposal_refuses(a, i) &&
                !stm_clause_negated(a, i) && stm_proposal_child(a, i, STM_DEP_XCOMP) != STM_NONE &&
                verb_state(w, l, STM_ROLE_VERB, a, stm_proposal_child(a, i, STM_DEP_XCOMP), m->kind) == STM_AGREED) {
                state = STM_REJECTED; /* "the bridge, which the mayor has declined to approve" */
            }
            if (state == STM_NONE && stm_str_eqz(stm_token_lemma(a, i), "make") &&
                stm_among(stm_token_lemma(a, m->noun), "proposal offer bid counterproposal")) {
                state = STM_PROPOSED;
            }
            if (state == STM_AGREED && up != STM_NONE && a->tokens.at[up].xpos == STM_XP_VB &&
                stm_among(stm_token_lemma(a, up), "get have see want help")) {
                state = STM_DISCUSSED; /* "to get the bill passed" */
            }
            if (state != STM_NONE) {
                uint32_t agent = stm_proposal_child(a, i, STM_DEP_OBL_AGENT);
                stm_proposal_add_state(w, t, m->member, state, (stm_span){ m->at.start, stm_clause_span(a, i).end }, i);
                if (state == STM_PROPOSED || (rule && state == STM_IN_FORCE)) {
                    stm_proposal_add_by(w, t, m->member, agent != STM_NONE ? agent : by_phrase(a, i));
                }
            }
        } else if (x->deprel == STM_DEP_AMOD || x->deprel == STM_DEP_COMPOUND) {
            state = stm_map_get(&l->role[STM_ROLE_ADJ], stm_token_lemma(a, i));
            if (state == STM_NONE) {
                state = stm_map_get(&l->role[STM_ROLE_ADJ], stm_str_lower(w->arena, stm_token_form(a, i)));
            }
            if (state != STM_NONE && (state == STM_PROPOSED || !m->any || (talks && state == STM_DISCUSSED) ||
                                      stm_form_among(a, i, "rejected withdrawn unsuccessful"))) {
                stm_proposal_add_state(w, t, m->member, state, m->at,
                                       STM_NONE); /* "an acceptable plan" is none that was accepted */
            }
        } else if ((x->deprel == STM_DEP_NMOD_POSS && !stm_proposal_kind_is(l, m->kind, "post")) ||
                   (x->deprel == STM_DEP_NMOD && sent_by(a, i))) {
            stm_proposal_add_by(w, t, m->member, i);
        }
    }
    after = t->states.n == told ? stm_proposal_as_made(a, m) : STM_NONE;
    if (after != STM_NONE) {
        stm_span content = stm_proposal_content(a, m->noun);
        stm_span at = stm_span_some(content) ? (stm_span){ m->at.start, content.end } : stm_clause_span(a, after);
        stm_proposal_add_state(w, t, m->member, STM_AGREED, at, after);
    }
}

/* proposal_beside.c: what the words around a proposal's phrase say became of it, where no verb governs the noun.
 *
 * In: the word list, trees.  Out: states of a topic.
 *
 * "The rejection of the plan", "in talks with Alda on a truce", "gave its blessing to the deal", "opposed to the bill",
 * "voted against it", "a bill that came under fire", "brought to the floor", "called the deal unfair". What stands in
 * front of the phrase is read from the words, since trees often hang a phrase with a preposition on the wrong word.
 * Never: what is wished, possible or conditional, what is denied.
 * Cost: linear in the sentence.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define FAR_BACK 16 /* tokens between "talks" and "on", with those who talk */
#define FAR_ON 10   /* tokens between a bill and the floor that it goes to */

static bool is_quote(const stm_article *a, uint32_t token)
{
    return stm_form_among(a, token, "\" \xE2\x80\x9C \xE2\x80\x9D ' \xE2\x80\x99 \xE2\x80\x98");
}

/* The last token before the noun's phrase: its articles and possessors are passed over. STM_NONE: the first word. */
static uint32_t ahead_of(const stm_article *a, const stm_proposal_mention *m)
{
    uint32_t floor = a->sentences.at[a->tokens.at[m->noun].sentence].first_token;
    uint32_t i = stm_token_from(a, m->at.start);
    while (i > floor && (a->tokens.at[i - 1].xpos == STM_XP_PRPS || a->tokens.at[i - 1].upos == STM_DET ||
                         stm_form_among(a, i - 1, "own"))) {
        i--;
    }
    return i > floor ? i - 1 : STM_NONE;
}

static bool starts_time(const stm_article *a, uint32_t token)
{
    for (uint32_t i = 0; i < a->times.n && a->times.at[i].at.start <= a->tokens.at[token].at.start; i++) {
        if (a->times.at[i].at.start == a->tokens.at[token].at.start) {
            return true;
        }
    }
    return false;
}

/* The noun "talks" or the like, with those who talk behind it, before a preposition: "in talks with Alda on". */
static uint32_t talks_before(const stm_article *a, uint32_t word)
{
    uint32_t floor = a->sentences.at[a->tokens.at[word].sentence].first_token;
    for (uint32_t i = word; i > floor && word - i < FAR_BACK; i--) {
        const stm_token *t = &a->tokens.at[i - 1];
        if (t->upos == STM_VERB || t->upos == STM_AUX || stm_form_among(a, i - 1, ", ; :")) {
            return STM_NONE;
        }
        if (t->upos == STM_NOUN && i < word && (stm_form_among(a, i, "with between among") || starts_time(a, i)) &&
            t->lemma.p != NULL &&
            stm_among(t->lemma, "talk negotiation discussion consultation uproar outcry debate")) {
            return i - 1;
        }
    }
    return STM_NONE;
}

static bool denied(const stm_article *a, uint32_t noun)
{
    for (uint32_t i = noun > 3 ? noun - 3 : 0; i < noun; i++) {
        if (stm_form_among(a, i, "no any without little")) {
            return true;
        }
    }
    return false;
}

/* "sought the approval of", "hopes for support for": not there yet. */
static bool wanted(const stm_article *a, uint32_t noun, uint32_t verb)
{
    uint32_t up = a->tokens.at[noun].head;
    return (verb != STM_NONE && a->tokens.at[verb].lemma.p != NULL &&
            stm_among(a->tokens.at[verb].lemma,
                      "seek want need urge demand await request hope expect require lack ask call")) ||
           (up != STM_NONE && a->tokens.at[up].lemma.p != NULL &&
            stm_among(a->tokens.at[up].lemma, "hope chance prospect call demand push bid effort lack"));
}

static void add(stm_work *w, stm_topic *t, const stm_proposal_mention *m, uint32_t state, uint32_t from, uint32_t verb)
{
    const stm_article *a = w->article[m->member];
    stm_span at = { a->tokens.at[from].at.start, m->at.end };
    if (verb != STM_NONE) {
        stm_span clause = stm_clause_span(a, verb);
        if (clause.start > m->at.start && a->tokens.at[verb].head == m->noun) {
            at = (stm_span){ m->at.start, clause.end }; /* "a deal that has come under fire" */
        } else {
            at = clause.start <= at.start && clause.end >= at.end ? clause : at;
        }
    }
    stm_proposal_add_state(w, t, m->member, state, at, verb == STM_NONE ? from : verb);
}

/* A noun that tells a state stands before the preposition. */
static void noun_before(stm_work *w, const stm_proposal_words *l, stm_topic *t, const stm_proposal_mention *m,
                        uint32_t word)
{
    const stm_article *a = w->article[m->member];
    uint32_t noun = word, up = a->tokens.at[m->noun].head, verb, state, told;
    do {
        noun--;
    } while (noun > 0 && is_quote(a, noun) && word - noun < 3);
    if (a->tokens.at[noun].upos != STM_NOUN ||
        stm_map_get(&l->role[STM_ROLE_OF], stm_token_lemma(a, noun)) == STM_NONE) {
        noun = stm_form_among(a, word, "on over about") ? talks_before(a, word) : STM_NONE;
    }
    if (noun == STM_NONE && up != STM_NONE && up < word && a->tokens.at[up].upos == STM_NOUN) {
        noun = up;
    }
    state = noun == STM_NONE ? STM_NONE : stm_map_get(&l->role[STM_ROLE_OF], stm_token_lemma(a, noun));
    if (state == STM_NONE || a->tokens.at[noun].sentence != a->tokens.at[m->noun].sentence || denied(a, noun)) {
        return;
    }
    verb = stm_clause_head(a, noun);
    told = state;
    state = stm_proposal_turned_back(a, noun, state, &verb);
    if (state != told) {
        if (state != STM_NONE) {
            add(w, t, m, state, noun, verb);
        }
        return;
    }
    if (verb != STM_NONE && (stm_proposal_unreal(a, verb) || stm_clause_negated(a, verb))) {
        return;
    }
    for (uint32_t i = a->sentences.at[a->tokens.at[noun].sentence].first_token; verb != STM_NONE && i < verb; i++) {
        if (a->tokens.at[i].head == verb && stm_form_among(a, i, "would")) {
            return;
        }
    }
    if (state == STM_BROKEN && (stm_proposal_kind_is(l, m->kind, "law") || stm_proposal_kind_is(l, m->kind, "rule"))) {
        return; /* "in violation of the law": it stands */
    }
    if (state == STM_AGREED && m->any) {
        return; /* "support for a plan" is no fate of one */
    }
    if (wanted(a, noun, verb)) {
        bool against = state == STM_WITHDRAWN || state == STM_REJECTED;
        state = state == STM_AGREED || state == STM_DISCUSSED || state == STM_AMENDED ? STM_DISCUSSED
                : against && verb != STM_NONE && stm_among(stm_token_lemma(a, verb), "call demand urge")
                    ? STM_REJECTED /* "called for the cancellation of the talks" */
                    : STM_NONE;
    }
    if (state != STM_NONE) {
        add(w, t, m, state, noun, verb);
    }
}

/* "A resolution that calls for a truce": what it holds. */
static bool of_paper(const stm_proposal_words *l, const stm_article *a, uint32_t verb)
{
    uint8_t rel = a->tokens.at[verb].deprel;
    bool on_noun = rel == STM_DEP_ACL || rel == STM_DEP_ACL_RELCL;
    for (uint32_t i = a->sentences.at[a->tokens.at[verb].sentence].first_token; i < verb && !on_noun; i++) {
        if (a->tokens.at[i].head == verb && a->tokens.at[i].deprel == STM_DEP_NSUBJ) {
            return stm_proposal_kind(l, a, i) != STM_NONE;
        }
    }
    return on_noun; /* a tree may hang it on the wrong noun */
}

/* "Will vote", "plans to vote", "vowed to vote": not only able to. */
static bool willing(const stm_article *a, uint32_t verb)
{
    uint32_t aux = stm_proposal_child(a, verb, STM_DEP_AUX), up = a->tokens.at[verb].head;
    return (aux != STM_NONE && stm_form_among(a, aux, "will would 'll")) ||
           (a->tokens.at[verb].deprel == STM_DEP_XCOMP && up != STM_NONE &&
            stm_among(stm_token_lemma(a, up), "plan vow intend promise pledge go decide threaten"));
}

/* "Called on Alda for talks", "called again for a truce". */
static bool called_for(const stm_article *a, uint32_t noun, uint32_t word)
{
    uint32_t up = a->tokens.at[noun].head;
    return stm_form_among(a, word, "for") && a->tokens.at[word].head == noun && up != STM_NONE && up < word &&
           a->tokens.at[noun].deprel == STM_DEP_OBL && a->tokens.at[up].upos == STM_VERB &&
           stm_among(stm_token_lemma(a, up), "call push press appeal lobby campaign");
}

/* "opposed to", "voted against", "working on": a verb or an adjective before the preposition. */
static void verb_before(stm_work *w, const stm_proposal_words *l, stm_topic *t, const stm_proposal_mention *m,
                        uint32_t word)
{
    const stm_article *a = w->article[m->member];
    uint32_t x = word, verb, state = STM_NONE;
    bool negated;
    do {
        x--;
    } while (x > 0 && is_quote(a, x) && word - x < 3);
    verb = stm_clause_head(a, x);
    negated = verb != STM_NONE && stm_clause_negated(a, verb);
    for (uint32_t up = verb; up != STM_NONE && a->tokens.at[up].deprel == STM_DEP_XCOMP && !negated;) {
        up = a->tokens.at[up].head; /* "I am not going to vote for it" */
        negated = up != STM_NONE && stm_clause_negated(a, up);
        verb = negated ? up : verb;
    }
    if (stm_form_among(a, word, "to") && stm_form_among(a, x, "opposed hostile") && !negated) {
        state = STM_REJECTED;
    } else if (stm_form_among(a, word, "against") && stm_form_among(a, x, "vote voted voting out fought campaigned")) {
        bool may = stm_form_among(a, x, "vote") && a->tokens.at[x].xpos == STM_XP_VB; /* "able to vote against" */
        state = negated || (may && !willing(a, x)) ? STM_NONE : STM_REJECTED;
    } else if ((stm_form_among(a, word, "to") && stm_form_among(a, x, "object objects objected objecting")) ||
               (stm_form_among(a, word, "against") &&
                stm_form_among(a, x,
                               "marched marching protested protesting rallied rallying railed railing "
                               "demonstrated demonstrating"))) {
        state = negated || stm_mood_of(a, verb == STM_NONE ? x : verb).infinitive ? STM_NONE : STM_REJECTED;
    } else if (stm_form_among(a, word, "with") &&
               stm_form_among(a, x, "agreed agrees agree disagreed disagrees disagree")) {
        state = negated                                ? STM_NONE
                : stm_form_among(a, x, "agreed")       ? STM_AGREED
                : stm_form_among(a, x, "agree agrees") ? STM_DISCUSSED
                                                       : STM_REJECTED;
    } else if (stm_form_among(a, word, "for") && stm_form_among(a, x, "vote voted voting")) {
        state = negated ? STM_REJECTED : stm_form_among(a, x, "voted") ? STM_AGREED : STM_DISCUSSED;
    } else if (stm_form_among(a, word, "for") &&
               stm_form_among(a, x,
                              "call calls called calling push pushes pushed pushing press pressed pressing "
                              "appeal appealed ask asks asked lobbied")) {
        state = negated || of_paper(l, a, x) ? STM_NONE : STM_PROPOSED; /* "called for the resignation of" */
    } else if (called_for(a, m->noun, word)) {
        verb = a->tokens.at[m->noun].head; /* "called on Friday for fresh talks" */
        state = stm_clause_negated(a, verb) || of_paper(l, a, verb) ? STM_NONE : STM_PROPOSED;
    } else if (stm_form_among(a, word, "on") && stm_form_among(a, x, "work working worked")) {
        state = negated ? STM_NONE : STM_DISCUSSED;
    } else if (a->tokens.at[x].upos == STM_ADJ && !negated &&
               stm_form_among(a, x, "critical sceptical skeptical wary unhappy angry")) {
        state = STM_DISCUSSED;
    }
    if (state != STM_NONE && (verb == STM_NONE || !stm_proposal_unreal(a, verb))) {
        add(w, t, m, state, x, verb);
    }
}

/* "brought the bill to the floor", "could be on the table on Monday": it is before those who decide. */
static void on_the_floor(stm_work *w, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t end = stm_proposal_sentence_end(a, m->noun), verb = a->tokens.at[m->noun].head;
    if (verb == STM_NONE) {
        return;
    }
    for (uint32_t i = m->noun + 1; i < end && i < m->noun + FAR_ON; i++) {
        const stm_token *x = &a->tokens.at[i];
        bool known = false, led = false;
        if (!stm_form_among(a, i, "floor agenda docket ballot table vote") || x->upos != STM_NOUN) {
            continue;
        }
        for (uint32_t k = m->noun + 1; k < i; k++) {
            known = known || stm_form_among(a, k, "the a");
            led = a->tokens.at[k].upos == STM_ADP ? stm_form_among(a, k, "on to before for") : led;
        }
        if (known && led && (i == verb || x->head == verb || x->head == m->noun) && !stm_clause_negated(a, verb)) {
            stm_span clause = stm_clause_span(a, verb);
            stm_span at = { clause.start < m->at.start ? clause.start : m->at.start, x->at.end };
            stm_proposal_add_state(w, t, m->member, STM_DISCUSSED, at, verb);
            return;
        }
    }
}

/* "Put the plan on hold", "the deal is on ice", "made the plan public". */
static void set_aside(stm_work *w, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t end = stm_proposal_sentence_end(a, m->noun), verb = a->tokens.at[m->noun].head;
    uint8_t rel = a->tokens.at[m->noun].deprel;
    if (verb == STM_NONE || stm_clause_negated(a, verb) || stm_proposal_unreal(a, verb) ||
        !(rel == STM_DEP_OBJ || rel == STM_DEP_NSUBJ_PASS || rel == STM_DEP_NSUBJ)) {
        return;
    }
    for (uint32_t i = m->noun + 1; i < end && i < m->noun + FAR_ON; i++) {
        bool hold = stm_form_among(a, i, "hold ice") && stm_form_among(a, i - 1, "on");
        bool out = stm_form_among(a, i, "public") && stm_str_eqz(stm_token_lemma(a, verb), "make");
        if ((hold || out) && (a->tokens.at[i].head == verb || i == verb || (hold && a->tokens.at[i].head == m->noun))) {
            stm_proposal_add_state(w, t, m->member, hold ? STM_WITHDRAWN : STM_PROPOSED, stm_clause_span(a, verb),
                                   verb);
            return;
        }
    }
}

/* "Has won approval from the regulators", "the talks reached an impasse", "faces a vote": what the object of the verb
 * tells of its subject; STM_NONE. */
static uint32_t has_won(const stm_article *a, uint32_t verb, uint32_t object)
{
    stm_str lemma = stm_token_lemma(a, verb), o = stm_token_lemma(a, object);
    stm_mood x = stm_mood_of(a, verb);
    bool wins = stm_among(lemma, "win receive gain get secure obtain earn clinch");
    if (stm_among(lemma, "reach hit") && stm_among(o, "impasse deadlock stalemate")) {
        return x.future ? STM_NONE : STM_DISCUSSED;
    }
    if (stm_among(o, "approval clearance consent ratification blessing") &&
        (wins || stm_among(lemma, "need require await face seek"))) {
        return wins && !x.future && !x.infinitive ? STM_AGREED : STM_DISCUSSED;
    }
    return wins && !x.future && !x.infinitive && stm_among(o, "support backing endorsement") ? STM_DISCUSSED : STM_NONE;
}

/* "a deal that has come under criticism", "the plan met with resistance", "called the deal unfair". */
static void spoken_of(stm_work *w, const stm_proposal_words *l, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t end = stm_proposal_sentence_end(a, m->noun), up = a->tokens.at[m->noun].head;
    uint8_t rel = a->tokens.at[m->noun].deprel;
    for (uint32_t i = a->sentences.at[a->tokens.at[m->noun].sentence].first_token; i < end; i++) {
        const stm_token *x = &a->tokens.at[i];
        uint32_t verb = x->head;
        stm_str lemma;
        bool drawn;
        if (verb == STM_NONE || x->upos != STM_NOUN || i < m->noun ||
            !((verb == up && rel == STM_DEP_NSUBJ) ||
              (a->tokens.at[verb].head == m->noun && a->tokens.at[verb].deprel == STM_DEP_ACL_RELCL))) {
            continue;
        }
        lemma = stm_token_lemma(a, verb);
        drawn = (stm_str_eqz(lemma, "come") && stm_among(stm_token_lemma(a, i), "fire attack criticism scrutiny")) ||
                (stm_among(lemma, "face draw meet spark provoke trigger") &&
                 (stm_map_get(&l->role[STM_ROLE_OF], stm_token_lemma(a, i)) == STM_DISCUSSED ||
                  stm_among(stm_token_lemma(a, i), "opposition resistance protest outrage anger")));
        if (verb == up && a->tokens.at[i].deprel == STM_DEP_OBJ && has_won(a, verb, i) != STM_NONE &&
            !stm_proposal_unreal(a, verb)) {
            bool denied = stm_clause_negated(a, verb); /* "has not yet won approval" */
            add(w, t, m, denied ? STM_DISCUSSED : has_won(a, verb, i), m->noun, verb);
        }
        if (drawn && !stm_proposal_unreal(a, verb) && !stm_clause_negated(a, verb)) {
            add(w, t, m, STM_DISCUSSED, m->noun, verb);
        }
    }
    if (up == STM_NONE || rel != STM_DEP_OBJ || !stm_among(stm_token_lemma(a, up), "call describe brand label") ||
        stm_clause_negated(a, up) || stm_proposal_unreal(a, up)) {
        return;
    }
    for (uint32_t i = m->noun + 1; i < end; i++) {
        if (a->tokens.at[i].head == up &&
            (a->tokens.at[i].deprel == STM_DEP_XCOMP || a->tokens.at[i].deprel == STM_DEP_OBJ ||
             a->tokens.at[i].deprel == STM_DEP_OBL)) {
            stm_proposal_add_state(w, t, m->member, STM_DISCUSSED, stm_clause_span(a, up), up);
            return;
        }
    }
}

/* "The decision to ask her for the letters", not "to get help": what is decided is done to somebody or something. */
static bool decides_for_others(const stm_article *a, uint32_t noun)
{
    stm_span content = stm_proposal_content(a, noun);
    uint32_t verb, object;
    if (!stm_span_some(content)) {
        return false;
    }
    verb = stm_token_from(a, content.start) + 1;
    while (verb + 1 < a->tokens.n && a->tokens.at[verb].xpos != STM_XP_VB && a->tokens.at[verb].at.end < content.end) {
        verb++;
    }
    object = stm_proposal_child(a, verb, STM_DEP_OBJ);
    object = object != STM_NONE ? object : stm_proposal_child(a, verb, STM_DEP_IOBJ);
    return object != STM_NONE && !stm_form_among(a, object, "himself herself itself themselves it part") &&
           !stm_among(stm_token_lemma(a, verb), "get enter take have make use attend join plead go do");
}

uint32_t stm_proposal_as_made(const stm_article *a, const stm_proposal_mention *m)
{
    uint32_t up = a->tokens.at[m->noun].head, clause = up == STM_NONE ? STM_NONE : stm_clause_head(a, up);
    uint32_t word = stm_proposal_child(a, m->noun, STM_DEP_CASE);
    stm_mood x;
    if (clause == STM_NONE || stm_clause_negated(a, clause)) {
        return STM_NONE;
    }
    x = stm_mood_of(a, clause);
    if (x.open || x.future || x.condition) {
        return STM_NONE;
    }
    if (m->noun > 0 && stm_form_among(a, m->noun - 1, "plea")) {
        uint8_t form = a->tokens.at[clause].xpos;
        return word != STM_NONE && stm_form_among(a, word, "of in under through") &&
                       (form == STM_XP_VBD || form == STM_XP_VBN)
                   ? clause
                   : STM_NONE;
    }
    return stm_str_eqz(stm_token_lemma(a, m->noun), "decision") && !m->any && decides_for_others(a, m->noun) &&
                   !stm_among(stm_token_lemma(a, up), "await delay postpone face expect make")
               ? clause
               : STM_NONE;
}

bool stm_proposal_voted(const stm_article *a, uint32_t token)
{
    return token > 1 && stm_form_among(a, token, "it") && stm_form_among(a, token - 1, "for against") &&
           a->tokens.at[token - 2].sentence == a->tokens.at[token].sentence &&
           stm_form_among(a, token - 2, "vote voted voting");
}

void stm_proposal_beside(stm_work *w, const stm_proposal_words *l, stm_topic *t, const stm_proposal_mention *m)
{
    const stm_article *a = w->article[m->member];
    uint32_t word = ahead_of(a, m);
    if (word != STM_NONE && word > 0 && a->tokens.at[word].upos == STM_ADP &&
        stm_form_among(a, word, "of to for on over about against with in toward towards")) {
        noun_before(w, l, t, m, word);
        verb_before(w, l, t, m, word);
    }
    if (!m->meet) {
        uint32_t state = stm_proposal_goes_ahead(a, m->noun);
        if (state != STM_NONE) {
            uint32_t verb = a->tokens.at[m->noun].head;
            stm_proposal_add_state(w, t, m->member, state, stm_clause_span(a, verb), verb);
        }
        on_the_floor(w, t, m);
        set_aside(w, t, m);
        spoken_of(w, l, t, m);
    }
}

/* proposal_races.c: that somebody is to run for an office: announced, expected, thought of, asked for, refused.
 *
 * In: trees, entities.  Out: a topic for each who is to run, with states.
 *
 * "Said he would run for governor", "is running for president", "launched her campaign", "may seek the nomination",
 * "declined to run", "likely presidential candidate Nora Vint". Who is to run is the subject of the verb, whom the verb
 * over it asks, or whose name stands beside "candidate". A topic is kept where two texts tell of it, or one in its
 * first sentences, or where it is thought of or refused. Never: who ran and is over, people without a name; who leaves
 * a race (proposal_exits.c). Cost: linear in tokens; children of the verbs in question.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define OFFICES                                                                                                        \
    "president presidency governor mayor Senate House Congress congress office re-election reelection election seat "  \
    "parliament nomination senator chancellor premier leader chairman chair council mayoralty governorship leadership"
#define DEMANDS "urge press ask encourage call want beg"
#define LEAD 5        /* sentences, the headline among them */
#define MAX_RUNNERS 4 /* that one sentence names as candidates */
#define FAR 7         /* tokens from "run" to the office */

enum { NOTHING = STM_NO_FATE };

static uint32_t person_at(const stm_work *w, uint32_t m, uint32_t token)
{
    uint32_t e = token == STM_NONE ? STM_NONE : w->at_token[m][token];
    return e != STM_NONE && w->record->entities.at[e].kind == STM_PERSON && w->named.at[e] ? e : STM_NONE;
}

/* "Run for governor", "seek re-election", "launch her campaign". */
static bool runs(const stm_article *a, uint32_t verb)
{
    stm_str l = stm_token_lemma(a, verb);
    uint32_t object, end;
    if (!stm_among(l, "run seek launch announce declare begin enter join")) {
        return false;
    }
    end = stm_proposal_sentence_end(a, verb);
    if (stm_str_eqz(l, "run")) {
        for (uint32_t i = verb + 1; i + 1 < end && i < verb + 3; i++) {
            for (uint32_t k = i + 1; stm_form_among(a, i, "for") && k < end && k < i + FAR; k++) {
                if (a->tokens.at[k].upos == STM_VERB || a->tokens.at[k].upos == STM_PUNCT) {
                    break;
                }
                if (stm_form_among(a, k, OFFICES)) {
                    return true;
                }
            }
        }
        return false;
    }
    object = stm_proposal_child(a, verb, STM_DEP_OBJ);
    if (object == STM_NONE || object < verb || object > verb + FAR) {
        return false;
    }
    if (stm_str_eqz(l, "seek")) {
        return stm_form_among(a, object, "re-election reelection election nomination presidency governorship office") ||
               (stm_form_among(a, object, "term") && object > verb + 1);
    }
    if (stm_proposal_child(a, object, STM_DEP_NMOD_POSS) != STM_NONE && stm_among(l, "launch announce declare begin")) {
        bool bid = stm_among(stm_token_lemma(a, object), "bid run") && a->tokens.at[verb].xpos == STM_XP_VB;
        for (uint32_t i = object + 1; bid && i < end && i < object + FAR; i++) {
            if (stm_form_among(a, i, OFFICES)) {
                return true; /* "is to announce her bid for the seat" */
            }
        }
        return stm_among(stm_token_lemma(a, object), "candidacy campaign");
    }
    return stm_among(l, "enter join") && stm_form_among(a, object, "race contest");
}

/* The verb over the one that tells of the run, or STM_NONE. */
static uint32_t over_of(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    bool hangs = t->deprel == STM_DEP_XCOMP || t->deprel == STM_DEP_ADVCL || t->deprel == STM_DEP_ACL;
    return hangs && t->head != STM_NONE && t->head < verb ? t->head : STM_NONE;
}

/* "When she was running for governor in 2012". */
static bool over_and_done(const stm_article *a, uint32_t verb)
{
    uint32_t aux = stm_proposal_child(a, verb, STM_DEP_AUX);
    return a->tokens.at[verb].xpos == STM_XP_VBG &&
           ((a->tokens.at[verb].deprel == STM_DEP_ADVCL && aux != STM_NONE && stm_form_among(a, aux, "was were")) ||
            (verb > 0 && stm_form_among(a, verb - 1, "been"))); /* "has been running for years" */
}

/* Who does what the verb tells: its subject, that of the verb it is joined to, or whom the clause is about. */
static uint32_t subject_of(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    uint32_t who = stm_proposal_child(a, verb, STM_DEP_NSUBJ), up = t->head;
    if (who == STM_NONE && t->deprel == STM_DEP_CONJ && up != STM_NONE && t->xpos != STM_XP_VBG) {
        who = stm_proposal_child(a, up, STM_DEP_NSUBJ);
    }
    if (who != STM_NONE && t->deprel == STM_DEP_ACL_RELCL && up != STM_NONE && stm_form_among(a, who, "who that")) {
        who = up; /* "Vint, the only baker who has declared" */
    }
    return who != STM_NONE && a->tokens.at[who].deprel == STM_DEP_APPOS && a->tokens.at[who].head != STM_NONE &&
                   a->tokens.at[a->tokens.at[who].head].upos == STM_PROPN
               ? a->tokens.at[who].head
               : who;
}

/* What is told of the run, and by whom it is to be: *who is the token. */
static uint32_t told_of(const stm_article *a, uint32_t verb, uint32_t *who)
{
    uint32_t over = over_of(a, verb);
    stm_mood x = stm_mood_of(a, verb);
    bool negated = stm_clause_negated(a, verb);
    stm_str l;
    uint8_t form = a->tokens.at[verb].xpos;
    *who = subject_of(a, verb);
    if (x.condition || over_and_done(a, verb)) {
        return NOTHING;
    }
    if (*who != STM_NONE) {
        return x.open     ? STM_DISCUSSED
               : x.future ? (negated ? STM_REJECTED : STM_PROPOSED)
               : negated  ? NOTHING
               : form == STM_XP_VB && verb > 0 && stm_form_among(a, verb - 1, "To to") ? STM_PROPOSED /* a headline */
               : form == STM_XP_VBG || (!stm_among(stm_token_lemma(a, verb), "run seek") &&
                                        (form == STM_XP_VBD || form == STM_XP_VBZ || form == STM_XP_VBN))
                   ? STM_PROPOSED
                   : NOTHING;
    }
    if (over == STM_NONE || stm_mood_of(a, over).condition) {
        return NOTHING;
    }
    l = stm_token_lemma(a, over);
    negated = stm_clause_negated(a, over);
    *who = stm_proposal_child(a, over, STM_DEP_NSUBJ);
    *who = *who != STM_NONE ? *who : stm_proposal_child(a, over, STM_DEP_NSUBJ_PASS);
    if (stm_among(l, DEMANDS)) {
        uint32_t whom = stm_proposal_child(a, over, STM_DEP_OBJ);
        *who = whom != STM_NONE ? whom : stm_proposal_child(a, over, STM_DEP_IOBJ);
        return negated ? NOTHING : STM_PROPOSED;
    }
    if (stm_among(l, "decline refuse")) {
        return negated ? NOTHING : STM_REJECTED;
    }
    if (stm_among(l, "plan intend decide want expect go")) {
        return negated ? STM_REJECTED : STM_PROPOSED;
    }
    return !negated && stm_among(l, "consider weigh mull ponder contemplate think explore prepare") ? STM_DISCUSSED
                                                                                                    : NOTHING;
}

/* The name at the token, or beside its title ("Sen. Nora Vint"). */
static uint32_t name_at(const stm_work *w, uint32_t m, uint32_t token)
{
    uint32_t name =
        person_at(w, m, token) != STM_NONE ? token : stm_proposal_child(w->article[m], token, STM_DEP_APPOS);
    return name != STM_NONE && person_at(w, m, name) != STM_NONE ? name : STM_NONE;
}

/* "Likely presidential candidate Nora Vint", "Nora Vint, a potential challenger", "the announced candidates are Nora
 * Vint and Hugo Orr": the tokens of who it is, into who; returns how many. *state: thought of, or announced. */
static uint32_t candidates(const stm_work *w, uint32_t m, uint32_t noun, uint32_t who[MAX_RUNNERS], uint32_t *state)
{
    const stm_article *a = w->article[m];
    const stm_token *t = &a->tokens.at[noun];
    uint32_t from, to, up = t->head, n = 0;
    *state = NOTHING;
    if (t->upos != STM_NOUN || !stm_among(stm_token_lemma(a, noun), "candidate contender challenger")) {
        return 0;
    }
    stm_proposal_range(a, noun, &from, &to);
    for (uint32_t i = noun > from + 4 ? noun - 4 : from; i < noun; i++) {
        *state = stm_form_among(a, i, "likely potential possible prospective") ? STM_DISCUSSED
                 : stm_form_among(a, i, "announced declared")                  ? STM_PROPOSED
                                                                               : *state;
    }
    if (*state == NOTHING) {
        return 0;
    }
    if (noun + 1 < to && a->tokens.at[noun + 1].upos == STM_PROPN && person_at(w, m, noun + 1) != STM_NONE) {
        who[n++] = noun + 1;
    } else if (t->deprel == STM_DEP_APPOS && up != STM_NONE) {
        who[n++] = up;
    } else if (up != STM_NONE && up > noun && stm_proposal_child(a, up, STM_DEP_COP) != STM_NONE &&
               !stm_clause_negated(a, up)) {
        uint32_t first = name_at(w, m, up);
        if (first != STM_NONE) {
            who[n++] = first;
        }
        for (uint32_t i = up + 1; first != STM_NONE && i < to && n < MAX_RUNNERS; i++) {
            if (a->tokens.at[i].deprel == STM_DEP_CONJ && a->tokens.at[i].head == up && name_at(w, m, i) != STM_NONE) {
                who[n++] = name_at(w, m, i);
            }
        }
    }
    return n;
}

/* "Likely candidate Nora Vint": from the first of these words to the last of the name. */
static stm_span named_so(const stm_work *w, uint32_t m, uint32_t noun, uint32_t who)
{
    const stm_article *a = w->article[m];
    uint32_t first = noun < who ? noun : who, last = noun < who ? who : noun, e = w->at_token[m][who];
    while (first > 0 && noun < who && noun - first < 4 &&
           a->tokens.at[first - 1].sentence == a->tokens.at[noun].sentence &&
           !stm_form_among(a, first, "likely potential possible prospective")) {
        first--;
    }
    while (last + 1 < a->tokens.n && last >= who && w->at_token[m][last + 1] == e) {
        last++;
    }
    return (stm_span){ a->tokens.at[first].at.start, a->tokens.at[last].at.end };
}

/* One text alone tells of it, as of something that goes on, and not in its lead. */
static bool says_little(const stm_work *w, const stm_topic *t)
{
    bool lead = false, shared = false;
    for (uint32_t i = 0; i < t->states.n; i++) {
        const stm_proposal_state *s = &t->states.at[i];
        const stm_article *a = w->article[w->member_of[s->passage.article]];
        shared = shared || s->passage.article != t->states.at[0].passage.article;
        lead = lead || a->tokens.at[stm_token_from(a, s->passage.at.start)].sentence < LEAD;
    }
    return t->states.n == 0 || (t->n == 0 && !lead && !shared);
}

bool stm_proposal_race_at(const stm_work *w, uint32_t m, uint32_t verb)
{
    uint32_t who;
    return w->article[m]->tokens.at[verb].upos == STM_VERB && runs(w->article[m], verb) &&
           told_of(w->article[m], verb, &who) != NOTHING && person_at(w, m, who) != STM_NONE;
}

/* Adds what is told of the person at the token `who` to that one's topic. */
static void add(stm_work *w, stm_topics *all, stm_u32s *entity, uint32_t first, uint32_t m, uint32_t word, uint32_t who,
                uint32_t state, uint32_t over)
{
    const stm_article *a = w->article[m];
    uint32_t e = state == NOTHING ? STM_NONE : person_at(w, m, who), at = STM_NONE;
    bool verb = a->tokens.at[word].upos == STM_VERB;
    if (e == STM_NONE) {
        return;
    }
    for (uint32_t k = 0; k < entity->n && at == STM_NONE; k++) {
        at = entity->at[k] == e ? first + k : STM_NONE;
    }
    if (at == STM_NONE) {
        at = all->n;
        stm_topic_of_person(w, all, m, word, e, "candidacy", "candidacy");
        stm_vec_push(w->arena, entity, e);
    }
    all->at[at].n += !verb || over != word || state != STM_PROPOSED;
    stm_proposal_add_state(w, &all->at[at], m, state, verb ? stm_clause_span(a, over) : named_so(w, m, word, who),
                           over);
}

void stm_proposal_races(stm_work *w, stm_topics *all)
{
    stm_u32s entity = { 0 };
    uint32_t first = all->n, kept = all->n;
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n; i++) {
            uint32_t who[MAX_RUNNERS] = { STM_NONE }, state, n;
            if (a->tokens.at[i].upos == STM_VERB && runs(a, i)) {
                uint32_t up = over_of(a, i);
                state = told_of(a, i, &who[0]);
                add(w, all, &entity, first, m, i, who[0], state,
                    who[0] != STM_NONE && a->tokens.at[who[0]].head == up && up != STM_NONE ? up : i);
                continue;
            }
            n = candidates(w, m, i, who, &state);
            for (uint32_t k = 0; k < n; k++) {
                add(w, all, &entity, first, m, i, who[k], state, i);
            }
        }
    }
    for (uint32_t i = first; i < all->n; i++) {
        if (!says_little(w, &all->at[i])) {
            all->at[kept++] = all->at[i];
        }
    }
    all->n = kept;
}

/* proposal_exits.c: that somebody is to leave an office: asked for, thought of, refused, done.
 *
 * In: trees, entities.  Out: a topic for each who is to leave, with states.
 *
 * News tells it by verbs more than by nouns: "called on her to resign", "should step down", "may quit", "I will not
 * resign", "dismissed calls to quit", "demanded his ouster". Who is to leave is the subject of the verb, or whom the
 * verb over it names ("urged her to"), or whose the noun is. A topic is kept where somebody asks for it, thinks of it
 * or refuses it: a resignation that nobody spoke of before is an event of the timeline. So with
 * races ("drop out", "vowed to stay in the race"). "The government" is its head, where no other is to leave. Never:
 * leaving of somebody whom no text names. Cost: linear in tokens; children of the verbs in
 * question.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define DEMANDS "call urge ask demand press pressure tell want petition beg implore push advise force"
#define REFUSALS "refuse decline reject dismiss rebuff resist ignore spurn defy"
#define THOUGHTS "consider weigh mull contemplate hint threaten offer ponder debate discuss"

#define RACES "race contest campaign candidacy bid"

enum { NOTHING = STM_NO_FATE };

/* "step down", "stand aside". */
static bool with_particle(const stm_article *a, uint32_t verb)
{
    return verb + 1 < a->tokens.n && a->tokens.at[verb + 1].sentence == a->tokens.at[verb].sentence &&
           stm_form_among(a, verb + 1, "down aside");
}

/* A noun of `list` is the object of the verb, or stands behind `word`: "from the race". */
static bool of_noun(const stm_article *a, uint32_t verb, const char *word, const char *list)
{
    uint32_t object = stm_proposal_child(a, verb, STM_DEP_OBJ), end = stm_proposal_sentence_end(a, verb);
    if (word == NULL) {
        return object != STM_NONE && stm_str_among(stm_token_lemma(a, object), list);
    }
    for (uint32_t i = verb + 1; i < end && i < verb + 9; i++) {
        uint32_t at = stm_str_among(stm_token_lemma(a, i), list) ? stm_proposal_child(a, i, STM_DEP_CASE) : STM_NONE;
        if (at != STM_NONE && at > verb && stm_form_among(a, at, word)) {
            return true;
        }
    }
    return false;
}

/* "Drop out", "exit the race", "withdraw from the race", "abandon his bid". */
static bool leaves_race(const stm_article *a, uint32_t i)
{
    stm_str l = stm_token_lemma(a, i);
    if (stm_str_eqz(l, "drop")) {
        return (i + 1 < a->tokens.n && stm_form_among(a, i + 1, "out")) ||
               of_noun(a, i, NULL, "bid candidacy campaign");
    }
    if (stm_str_eqz(l, "give") && i + 1 < a->tokens.n && stm_form_among(a, i + 1, "up")) {
        return of_noun(a, i, NULL, "bid candidacy campaign");
    }
    return (stm_among(l, "quit exit abandon end leave") && of_noun(a, i, NULL, RACES)) ||
           (stm_among(l, "withdraw step") && of_noun(a, i, "from", RACES));
}

/* The verb says that its subject leaves an office. */
bool stm_proposal_leaves(const stm_article *a, uint32_t i)
{
    stm_str l = stm_token_lemma(a, i);
    uint32_t object;
    if (a->tokens.at[i].upos != STM_VERB ||
        !stm_among(l, "resign quit step stand drop exit abandon end leave withdraw give")) {
        return false;
    }
    if (leaves_race(a, i)) {
        return true;
    }
    if (!stm_among(l, "resign quit step stand")) {
        return false;
    }
    if (stm_among(l, "step stand")) {
        return with_particle(a, i);
    }
    object = stm_proposal_child(a, i, STM_DEP_OBJ);
    return object == STM_NONE || stm_among(stm_token_lemma(a, object), "post office job position role seat");
}

/* "Vowed to stay in the race". */
static bool stays(const stm_article *a, uint32_t i)
{
    return a->tokens.at[i].upos == STM_VERB && stm_among(stm_token_lemma(a, i), "stay remain") &&
           of_noun(a, i, "in", RACES " office post job");
}

/* "His ouster", "the resignation of the minister". */
static bool leaving(const stm_article *a, uint32_t i)
{
    return a->tokens.at[i].upos == STM_NOUN &&
           stm_among(stm_token_lemma(a, i), "resignation ouster removal impeachment");
}

static uint32_t entity_at(const stm_work *w, uint32_t m, uint32_t token)
{
    return token == STM_NONE ? STM_NONE : w->at_token[m][token];
}

/* Of the words that hang on a demand whom it is put to: "urged her", "called on her", "called for her to". */
static uint32_t asked_of(const stm_article *a, uint32_t over, uint32_t before)
{
    uint32_t found = STM_NONE;
    for (uint32_t i = over + 1; i < before; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head == over && (t->deprel == STM_DEP_OBJ || t->deprel == STM_DEP_IOBJ || t->deprel == STM_DEP_OBL)) {
            found = i;
        }
    }
    return found;
}

/* The word over the verb that says how it stands with it: a verb or a noun ("calls to quit"); STM_NONE. */
static uint32_t over_of(const stm_article *a, uint32_t verb)
{
    const stm_token *t = &a->tokens.at[verb];
    bool hangs = t->deprel == STM_DEP_XCOMP || t->deprel == STM_DEP_CCOMP || t->deprel == STM_DEP_ACL ||
                 t->deprel == STM_DEP_ADVCL || t->deprel == STM_DEP_OBL;
    if (hangs && t->xpos == STM_XP_VB && a->tokens.at[t->head].upos == STM_VERB) {
        uint32_t object = stm_proposal_child(a, t->head, STM_DEP_OBJ);
        if (object != STM_NONE && object < verb && a->tokens.at[object].upos == STM_NOUN &&
            stm_among(stm_token_lemma(a, object), "call demand request plea")) {
            return object; /* "issued a loud call for her to resign" */
        }
    }
    return hangs ? t->head : STM_NONE;
}

/* The subject of the clause, or of the one that it is joined to or hangs on. */
static uint32_t subject_above(const stm_article *a, uint32_t token)
{
    uint32_t i = token;
    for (uint32_t step = 0; step < 4 && i != STM_NONE; step++) {
        uint32_t subject = stm_proposal_child(a, i, STM_DEP_NSUBJ);
        if (subject != STM_NONE) {
            return subject;
        }
        i = a->tokens.at[i].head;
    }
    return STM_NONE;
}

/* The word for who is to leave, by the verb; STM_NONE. */
static uint32_t who_leaves(const stm_work *w, uint32_t m, uint32_t verb, uint32_t over)
{
    const stm_article *a = w->article[m];
    uint32_t own = stm_proposal_child(a, verb, STM_DEP_NSUBJ), who = STM_NONE;
    if (own != STM_NONE || over == STM_NONE) {
        uint32_t agent = stm_arguments_of(a, verb).agent;
        bool joined = agent == STM_NONE && own == STM_NONE && a->tokens.at[verb].deprel == STM_DEP_CONJ;
        return entity_at(w, m, own) != STM_NONE ? own : joined ? subject_above(a, a->tokens.at[verb].head) : agent;
    }
    if (stm_among(stm_token_lemma(a, over), "pressure") || stm_str_eqz(stm_token_lemma(a, over), "need")) {
        return subject_above(a,
                             over); /* "after pressure from the guild to resign", "is unable to serve and needs to" */
    }
    if (stm_str_eqz(stm_token_lemma(a, over), "refusal")) {
        uint32_t owner = stm_proposal_child(a, over, STM_DEP_NMOD_POSS);
        return entity_at(w, m, owner) != STM_NONE ? owner : subject_above(a, over);
    }
    if (a->tokens.at[over].upos == STM_NOUN) { /* "dismissed calls to quit", "calls on her to quit" */
        uint32_t verb_over = a->tokens.at[over].deprel == STM_DEP_OBJ ? a->tokens.at[over].head : STM_NONE;
        for (uint32_t i = over + 1; i < verb; i++) {
            bool on = a->tokens.at[i].head == over && a->tokens.at[i].deprel == STM_DEP_NMOD;
            uint32_t at = on ? stm_proposal_child(a, i, STM_DEP_CASE) : STM_NONE;
            who = at != STM_NONE && stm_form_among(a, at, "on for") ? i : who;
        }
        uint32_t at = stm_proposal_child(a, over, STM_DEP_CASE);
        if (who == STM_NONE && at != STM_NONE &&
            stm_form_among(a, at, "amid despite after following including under")) {
            return subject_above(a, over); /* "met anger, including a call from the guild to resign" */
        }
        return who != STM_NONE || verb_over == STM_NONE ? who : stm_proposal_child(a, verb_over, STM_DEP_NSUBJ);
    }
    return stm_among(stm_token_lemma(a, over), DEMANDS) ? asked_of(a, over, verb)
                                                        : stm_proposal_child(a, over, STM_DEP_NSUBJ);
}

/* The word for whose leaving the noun is. */
static uint32_t whose(const stm_work *w, uint32_t m, uint32_t noun)
{
    const stm_article *a = w->article[m];
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    uint32_t who = STM_NONE;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens && who == STM_NONE; i++) {
        uint8_t r = a->tokens.at[i].deprel;
        if (a->tokens.at[i].head == noun && (r == STM_DEP_NMOD_POSS || r == STM_DEP_NMOD)) {
            who = entity_at(w, m, i) == STM_NONE ? STM_NONE : i;
        }
    }
    return who;
}

/* What a word over the leaving says of it. */
static uint32_t told_over(const stm_article *a, uint32_t over)
{
    stm_str l = stm_token_lemma(a, over);
    bool noun = a->tokens.at[over].upos == STM_NOUN;
    uint32_t up = a->tokens.at[over].head;
    if (noun && stm_among(l, "call demand pressure request plea")) {
        return a->tokens.at[over].deprel == STM_DEP_OBJ && up != STM_NONE && stm_among(stm_token_lemma(a, up), REFUSALS)
                   ? STM_REJECTED
                   : STM_PROPOSED;
    }
    if (noun && stm_str_eqz(l, "refusal")) {
        return STM_REJECTED; /* "continued her refusal to step down" */
    }
    if (noun) {
        return stm_among(l, "plan intention reason") && up != STM_NONE &&
                       (stm_clause_negated(a, up) || stm_proposal_child(a, over, STM_DEP_DET) != STM_NONE)
                   ? STM_REJECTED
                   : NOTHING;
    }
    if (stm_among(l, "refuse decline")) {
        return STM_REJECTED;
    }
    if (stm_among(l, "intend plan want") && stm_clause_negated(a, over)) {
        return STM_REJECTED;
    }
    return stm_clause_negated(a, over) || stm_proposal_shunned(a, over) ? NOTHING
           : stm_among(l, DEMANDS " seek")                              ? STM_PROPOSED
           : stm_among(l, REFUSALS)                                     ? STM_REJECTED
           : stm_among(l, THOUGHTS)                                     ? STM_DISCUSSED
                                                                        : NOTHING;
}

/* What the verb's own modals say. */
static uint32_t told_by_mood(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    uint8_t x = a->tokens.at[verb].xpos;
    bool joined = a->tokens.at[verb].deprel == STM_DEP_CONJ && x == STM_XP_VB &&
                  stm_proposal_child(a, verb, STM_DEP_AUX) == STM_NONE;
    uint32_t first = joined ? a->tokens.at[verb].head : verb; /* "should heed them and resign" */
    first = first != verb && a->tokens.at[first].deprel == STM_DEP_OBJ ? a->tokens.at[first].head : first;
    bool will = false;
    for (uint32_t i = s->first_token; i < verb; i++) {
        if (a->tokens.at[i].head != first) {
            continue;
        }
        if (stm_form_among(a, i, "should must ought")) {
            return stm_clause_negated(a, verb) ? STM_REJECTED : STM_PROPOSED;
        }
        if (stm_form_among(a, i, "may might could")) {
            return STM_DISCUSSED;
        }
        will = will || stm_form_among(a, i, "will would 'll ’ll wo");
    }
    if (stm_clause_negated(a, verb)) {
        return will ? STM_REJECTED : NOTHING;
    }
    if (stm_clause_hypothetical(a, verb)) {
        return STM_DISCUSSED;
    }
    return will || x == STM_XP_VBD || x == STM_XP_VBN ? STM_AGREED : NOTHING;
}

static uint32_t state_of(const stm_article *a, uint32_t verb, uint32_t over)
{
    uint32_t state = over == STM_NONE ? NOTHING : told_over(a, over);
    if (over != STM_NONE && a->tokens.at[over].upos == STM_VERB && a->tokens.at[verb].xpos == STM_XP_VB &&
        stm_among(stm_token_lemma(a, over), "need have")) {
        return stm_clause_negated(a, over) ? NOTHING : STM_PROPOSED; /* "needs to resign" */
    }
    return state != NOTHING ? state : told_by_mood(a, verb);
}

static stm_topic *topic_of(stm_topics *all, const stm_u32s *entity, uint32_t first, uint32_t who)
{
    for (uint32_t i = 0; i < entity->n; i++) {
        if (entity->at[i] == who) {
            return &all->at[first + i];
        }
    }
    return NULL;
}

stm_topic *stm_topic_of_person(stm_work *w, stm_topics *all, uint32_t m, uint32_t token, uint32_t who, const char *kind,
                               const char *called)
{
    const stm_article *a = w->article[m];
    stm_str name = w->record->entities.at[who].name;
    stm_topic *t = stm_vec_add(w->arena, all);
    *t = (stm_topic){ .kind = stm_map_get(&w->words->proposals.role[STM_ROLE_NOUN], stm_str_of(kind)),
                      .member = m,
                      .last = token,
                      .over_day = STM_NO_DAY,
                      .from_day = STM_NO_DAY,
                      .to_day = STM_NO_DAY,
                      .toward = STM_NONE,
                      .undoes = STM_NONE,
                      .person = 1 + who };
    t->bid.who = STM_NONE;
    t->kinds = 1U << t->kind;
    t->name = stm_str_format(w->arena, "the %s of %.*s", called, (int)name.n, name.p);
    for (uint32_t i = 0; i < w->tokens_of[who].n && t->beside.terms.n == 0; i += 2) {
        if (w->tokens_of[who].at[i] == m) {
            stm_matter_of(w, m, &a->tokens.at[w->tokens_of[who].at[i + 1]].at, 1, &t->beside);
        }
    }
    t->named = 2 * t->beside.weight; /* says more than "a possible resignation" */
    return t;
}

/* Nobody asked for it, thought of it or refused it, or hardly somebody before it was done; or nobody is named. */
static bool says_little(const stm_topic *t)
{
    uint32_t open = 0;
    if (t->n == 0) {
        return true; /* nobody is named: whom "he" means is a guess */
    }
    for (uint32_t i = 0; i < t->states.n; i++) {
        open += t->states.at[i].state != STM_AGREED;
    }
    return open == 0 || (open == 1 && t->states.n > 1);
}

/* What the word over the noun says of it: "demanded his ouster", "called for his resignation", not "told him of it". */
static uint32_t told_of_noun(const stm_article *a, uint32_t noun)
{
    uint32_t over = a->tokens.at[noun].head, at = stm_proposal_child(a, noun, STM_DEP_CASE);
    if (over == STM_NONE || stm_str_eqz(stm_token_lemma(a, over), "tell") ||
        (a->tokens.at[noun].deprel != STM_DEP_OBJ && (at == STM_NONE || !stm_form_among(a, at, "for")))) {
        return NOTHING;
    }
    return told_over(a, over);
}

static bool last_word_among(stm_str name, const char *list)
{
    size_t from = name.n;
    while (from > 0 && name.p[from - 1] != ' ') {
        from--;
    }
    return stm_str_among((stm_str){ name.p + from, name.n - from }, list);
}

/* "The government should resign" in one text, "called on Holm to quit" in another: hers, where no other is to leave. */
static void join_governments(stm_work *w, stm_topics *all, const stm_u32s *entity, uint32_t first)
{
    stm_topic *person = NULL, *body = NULL;
    for (uint32_t i = 0; i < entity->n; i++) {
        const stm_record_entity *e = &w->record->entities.at[entity->at[i]];
        bool governs = e->kind == STM_ORGANIZATION && last_word_among(e->name, "government cabinet");
        if (governs) {
            body = &all->at[first + i];
        } else if (person != NULL || e->kind != STM_PERSON) {
            return;
        } else {
            person = &all->at[first + i];
        }
    }
    if (person == NULL || body == NULL) {
        return;
    }
    for (uint32_t i = 0; i < body->states.n; i++) {
        stm_vec_push(w->arena, &person->states, body->states.at[i]);
    }
    person->n += body->n;
    body->n = 0;
}

void stm_proposal_exits(stm_work *w, stm_topics *all)
{
    stm_u32s entity = { 0 };
    uint32_t first = all->n, kept = all->n;
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n; i++) {
            bool stay = stays(a, i), verb = stay || stm_proposal_leaves(a, i);
            uint32_t over, word, who, state;
            stm_topic *t;
            if (!verb && !leaving(a, i)) {
                continue;
            }
            over = verb ? over_of(a, i) : STM_NONE;
            word = verb ? who_leaves(w, m, i, over) : whose(w, m, i);
            who = entity_at(w, m, word);
            state = verb ? state_of(a, i, over) : told_of_noun(a, i);
            if (stay) {
                state = over != STM_NONE && stm_among(stm_token_lemma(a, over), "vow intend plan insist promise pledge")
                            ? STM_REJECTED
                            : NOTHING;
            }
            if (who == STM_NONE || state == NOTHING ||
                (w->record->entities.at[who].kind != STM_PERSON &&
                 w->record->entities.at[who].kind != STM_ORGANIZATION)) {
                continue;
            }
            t = topic_of(all, &entity, first, who);
            if (t == NULL) {
                t = stm_topic_of_person(w, all, m, i, who, "resignation",
                                        leaves_race(a, i) || stays(a, i) ? "withdrawal" : "resignation");
                stm_vec_push(w->arena, &entity, who);
            }
            t->n += a->tokens.at[word].upos != STM_PRON;
            if (state == STM_PROPOSED) {
                uint32_t by = stm_speaker_over(w, m, i);
                if (by != STM_NONE && by != who) {
                    stm_vec_push(w->arena, &t->by, by);
                }
            }
            stm_vec_push(w->arena, &t->members, m);
            stm_proposal_add_state(w, t, m, state, stm_clause_span(a, stm_clause_head(a, i)), i);
        }
    }
    join_governments(w, all, &entity, first);
    for (uint32_t i = first; i < all->n; i++) {
        if (!says_little(&all->at[i])) {
            all->at[kept++] = all->at[i];
        }
    }
    all->n = kept;
}

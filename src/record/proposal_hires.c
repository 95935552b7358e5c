/* proposal_hires.c: that somebody is to take an office or a part: thought of, asked, offered, named, accepted, refused.
 *
 * In: trees, entities, data/posts.txt.  Out: a topic for each who is to take one, with states.
 *
 * "Has offered Orr the post", "asked her to serve as clerk", "was approached about the job", "named him as host", "Orr
 * turned down the offer", "Orr will direct the play". Who is to take it is the object of the verb, its subject in the
 * passive, or who accepts. A topic is kept where somebody is asked or thought of or refuses, or where two texts tell of
 * it: one appointment that one text tells of is an event. Never: prizes ("nominated for an award"), suspects that are
 * named, people without a name. Cost: linear in tokens; children of the verbs in question.
 */
#include "record/proposals.h"
#include "record/record_words.h"

#define HIRES "appoint nominate hire tap name choose pick select"
#define SURE "appoint nominate hire tap" /* of people alone; others want the post beside them */
#define JOBS "job post position role seat gig nomination offer"
#define PARTS "host direct helm succeed replace head chair"
#define PRIZES "award awards oscar oscars globe globes emmy emmys grammy grammys prize medal"

#define FAR 24 /* tokens from the verb to the post */
#define LEAD 5 /* sentences, the headline among them */

enum { NOTHING = STM_NO_FATE };

static uint32_t person_at(const stm_work *w, uint32_t m, uint32_t token)
{
    uint32_t e = token == STM_NONE ? STM_NONE : w->at_token[m][token];
    stm_str name = e == STM_NONE ? STM_NULL_STR : w->record->entities.at[e].name;
    return e != STM_NONE && w->record->entities.at[e].kind == STM_PERSON && name.n > 0 && name.p[0] >= 'A' &&
                   name.p[0] <= 'Z'
               ? e
               : STM_NONE;
}

/* Of "her friend, the baker Nora Vint" the person who has a name. */
static uint32_t person_in(const stm_work *w, uint32_t m, uint32_t token)
{
    const stm_article *a = w->article[m];
    uint32_t who = person_at(w, m, token);
    stm_span at = token == STM_NONE ? STM_NO_SPAN : stm_noun_phrase(a, token);
    for (uint32_t i = token == STM_NONE ? 0 : stm_token_from(a, at.start);
         who == STM_NONE && token != STM_NONE && i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        bool whose = i + 1 < a->tokens.n && stm_form_among(a, i + 1, "'s \xE2\x80\x99s");
        who = a->tokens.at[i].upos == STM_PROPN && !whose ? person_at(w, m, i) : STM_NONE;
    }
    return who;
}

/* A word of the list hangs on the clause of the verb behind it. */
static bool behind(const stm_article *a, uint32_t verb, const char *list)
{
    stm_span clause = stm_clause_span(a, verb);
    for (uint32_t i = verb + 1; i < stm_proposal_sentence_end(a, verb) && a->tokens.at[i].at.start < clause.end; i++) {
        if (stm_str_among(stm_token_lemma(a, i), list) || stm_form_among(a, i, list)) {
            return true;
        }
    }
    return false;
}

/* "To be clerk", "to serve": what somebody is asked, wherever the tree hangs it. */
static bool asked_to(const stm_article *a, uint32_t verb)
{
    for (uint32_t i = verb + 2; i + 1 < stm_proposal_sentence_end(a, verb) && i < verb + FAR; i++) {
        uint8_t x = a->tokens.at[i].xpos;
        if (x == STM_XP_VBD || x == STM_XP_VBZ || x == STM_XP_VBP || x == STM_XP_MD) {
            return false;
        }
        if (stm_form_among(a, i, "to") && a->tokens.at[i + 1].xpos == STM_XP_VB) {
            return stm_among(stm_token_lemma(a, i + 1), "be serve join become " PARTS);
        }
    }
    return false;
}

/* "As host", "to be clerk", "to direct": the post stands behind. */
static bool with_post(const stm_work *w, const stm_article *a, uint32_t verb)
{
    for (uint32_t i = verb + 1; i < stm_proposal_sentence_end(a, verb) && i < verb + FAR; i++) {
        bool led = stm_form_among(a, i, "as to for");
        for (uint32_t k = i + 1; led && k < stm_proposal_sentence_end(a, verb) && k < i + 7; k++) {
            stm_str l = stm_token_lemma(a, k);
            if (stm_map_get(&w->words->posts, l) != STM_NONE || stm_str_among(l, JOBS) || stm_str_among(l, PARTS) ||
                stm_among(l, "host successor replacement")) {
                return true;
            }
        }
    }
    return false;
}

/* What the verb's mood makes of a post that is given. */
static uint32_t as_told(const stm_article *a, uint32_t verb, uint32_t state)
{
    const stm_token *t = &a->tokens.at[verb];
    stm_mood x = stm_mood_of(a, verb);
    uint32_t up = t->head;
    stm_str over = up == STM_NONE ? STM_NULL_STR : stm_token_lemma(a, up);
    bool hangs = up != STM_NONE && up < verb &&
                 (t->deprel == STM_DEP_XCOMP || t->deprel == STM_DEP_ACL || t->deprel == STM_DEP_ADVCL);
    if (stm_clause_negated(a, verb) || x.condition || (hangs && stm_clause_negated(a, up))) {
        return NOTHING;
    }
    if (x.open && stm_form_among(a, verb - 1, "have been")) {
        return NOTHING; /* "could have asked" */
    }
    if (x.open || (hangs && stm_among(over, "expect consider likely weigh poise"))) {
        return STM_DISCUSSED;
    }
    if (x.future) {
        return state == STM_AGREED ? STM_PROPOSED : state;
    }
    if (t->xpos == STM_XP_VB) {
        return hangs && stm_among(over, "plan intend set intent decide agree choose decision plan") ? STM_PROPOSED
                                                                                                    : NOTHING;
    }
    return state;
}

/* "Offered him the post, and he accepted". */
static bool offered_before(const stm_article *a, uint32_t verb)
{
    uint32_t from, to, up = a->tokens.at[verb].head;
    stm_proposal_range(a, verb, &from, &to);
    if (a->tokens.at[verb].deprel != STM_DEP_CONJ || up == STM_NONE || !stm_str_eqz(stm_token_lemma(a, up), "offer")) {
        return false;
    }
    for (uint32_t i = up; i < verb; i++) {
        if (stm_among(stm_token_lemma(a, i), JOBS)) {
            return true;
        }
    }
    return false;
}

/* Reads what the verb tells, prizes and suspects too: who is to take the post into *who; NOTHING. */
static uint32_t told_of_any(const stm_work *w, uint32_t m, uint32_t verb, uint32_t *who)
{
    const stm_article *a = w->article[m];
    stm_str l = stm_token_lemma(a, verb);
    uint32_t object = STM_NONE, iobj = STM_NONE, whom, from, to;
    uint32_t passive = stm_proposal_child(a, verb, STM_DEP_NSUBJ_PASS),
             subject = stm_proposal_child(a, verb, STM_DEP_NSUBJ);
    bool job = false;
    stm_mood mood;
    stm_proposal_range(a, verb, &from, &to);
    for (uint32_t i = from; i < to; i++) { /* trees give two objects one name or two */
        const stm_token *t = &a->tokens.at[i];
        if (t->head == verb && (t->deprel == STM_DEP_OBJ || t->deprel == STM_DEP_IOBJ)) {
            bool post = stm_among(stm_token_lemma(a, i), JOBS);
            job = job || post;
            iobj = !post && (iobj == STM_NONE || person_in(w, m, iobj) == STM_NONE) ? i : iobj;
            object = post || object == STM_NONE ? i : object;
        }
    }
    whom = iobj != STM_NONE ? iobj : passive != STM_NONE ? passive : object;
    *who = STM_NONE;
    if (stm_among(l, HIRES)) {
        *who = passive != STM_NONE ? passive : whom;
        return stm_among(l, SURE) || with_post(w, a, verb)
                   ? as_told(a, verb, stm_str_eqz(l, "nominate") ? STM_PROPOSED : STM_AGREED)
                   : NOTHING;
    }
    if (stm_str_eqz(l, "offer") && (job || (iobj == STM_NONE && passive != STM_NONE && behind(a, verb, JOBS)))) {
        *who = iobj != STM_NONE ? iobj : passive;
        return as_told(a, verb, STM_PROPOSED);
    }
    if (stm_str_eqz(l, "approach")) {
        *who = whom;
        return behind(a, verb, JOBS) || with_post(w, a, verb) ? as_told(a, verb, STM_PROPOSED) : NOTHING;
    }
    if (stm_str_eqz(l, "ask")) {
        *who = whom;
        return asked_to(a, verb) && with_post(w, a, verb) ? as_told(a, verb, STM_PROPOSED) : NOTHING;
    }
    if (stm_str_eqz(l, "consider") && passive != STM_NONE) {
        *who = passive;
        return with_post(w, a, verb) ? STM_DISCUSSED : NOTHING;
    }
    *who = subject;
    if (stm_str_eqz(l, "accept") && object == STM_NONE && subject != STM_NONE && offered_before(a, verb)) {
        return as_told(a, verb, STM_AGREED);
    }
    if (job && stm_among(l, "accept decline reject refuse turn")) {
        return as_told(a, verb, stm_str_eqz(l, "accept") ? STM_AGREED : STM_REJECTED);
    }
    if (!stm_among(l, PARTS) || object == STM_NONE || a->tokens.at[verb].xpos != STM_XP_VB) {
        return NOTHING;
    }
    mood = stm_mood_of(a, verb);
    return mood.future && (stm_proposal_will(a, verb) || a->tokens.at[verb].deprel == STM_DEP_CCOMP) &&
                   !stm_clause_negated(a, verb) && !mood.condition
               ? STM_AGREED
               : NOTHING;
}

static uint32_t told_of(const stm_work *w, uint32_t m, uint32_t verb, uint32_t *who)
{
    const stm_article *a = w->article[m];
    uint32_t state = told_of_any(w, m, verb, who);
    bool other = state != NOTHING &&
                 (stm_str_eqz(stm_token_lemma(a, verb), "nominate") ? behind(a, verb, PRIZES)
                                                                    : behind(a, verb, "suspect list victim"));
    return other ? NOTHING : state;
}

bool stm_proposal_hire_at(const stm_work *w, uint32_t m, uint32_t verb)
{
    uint32_t who = STM_NONE;
    return w->article[m]->tokens.at[verb].upos == STM_VERB && told_of(w, m, verb, &who) != NOTHING &&
           person_in(w, m, who) != STM_NONE;
}

/* Nobody was asked, thought of or refused, and one text alone tells of it, or none in its lead; or all that is told is
 * what he will do. */
static bool says_little(const stm_work *w, const stm_topic *t)
{
    bool open = false, lead = false;
    for (uint32_t i = 0; i < t->states.n; i++) {
        const stm_article *a = w->article[w->member_of[t->states.at[i].passage.article]];
        open = open || t->states.at[i].state != STM_AGREED;
        lead = lead || a->tokens.at[stm_token_from(a, t->states.at[i].passage.at.start)].sentence < LEAD;
    }
    return t->n == 0 || (!open && !lead) ||
           (!open && (t->members.n < 2 || t->members.at[0] == t->members.at[t->members.n - 1]));
}

void stm_proposal_hires(stm_work *w, stm_topics *all)
{
    stm_u32s entity = { 0 };
    uint32_t first = all->n, kept = all->n;
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n; i++) {
            uint32_t word, who, state, k = 0;
            bool part = a->tokens.at[i].upos == STM_VERB && stm_among(stm_token_lemma(a, i), PARTS);
            if (a->tokens.at[i].upos != STM_VERB ||
                !(part || stm_among(stm_token_lemma(a, i),
                                    HIRES " offer approach ask consider accept decline reject refuse turn"))) {
                continue;
            }
            state = told_of(w, m, i, &word);
            who = state == NOTHING ? STM_NONE : person_in(w, m, word);
            if (who == STM_NONE) {
                continue;
            }
            while (k < entity.n && entity.at[k] != who) {
                k++;
            }
            if (k == entity.n) {
                stm_topic_of_person(w, all, m, i, who, "appointment", "appointment");
                stm_vec_push(w->arena, &entity, who);
            }
            all->at[first + k].n += !part;
            stm_vec_push(w->arena, &all->at[first + k].members, m);
            if (state == STM_PROPOSED) {
                stm_proposal_add_by(w, &all->at[first + k], m, stm_arguments_of(a, i).agent);
            }
            stm_proposal_add_state(w, &all->at[first + k], m, state, stm_clause_span(a, stm_clause_head(a, i)), i);
        }
    }
    for (uint32_t i = first; i < all->n; i++) {
        if (!says_little(w, &all->at[i])) {
            all->at[kept++] = all->at[i];
        }
    }
    all->n = kept;
}

/* event_tellers.c: which of an event's passages tell what it is printed as.
 *
 * In: record.timeline, all of it.  Out: of each event the passages that bear out its words first, and n_told of them.
 *
 * An event holds every passage that speaks of it: "walked into the hall and fired" beside "shot three people", a plan
 * beside what came of it. Its words are cut from one of them. A passage bears them out where its sentence has the verb
 * of these words, or one like it, and a third of what they speak of by weight, or three fifths and the verb's subject;
 * of what was called off only where it says so, in whatever verb.
 * Invariants: (1) no passage goes. (2) the passage that the words are cut from comes first. Cost: linear in the
 * passages, times the words of a sentence.
 */
#include "record/record_parts.h"
#include "record/record_words.h"

#define LEAST_WITH_VERB 0.33f
#define LEAST_WITHOUT 0.6f
#define LEAST_CLAUSE 40 /* bytes before the comma at which a wording is cut for this */

bool stm_event_words_in(const stm_work *w, const stm_event *e, const stm_passage *p, stm_span *at)
{
    const stm_article *a = w->article[w->member_of[p->article]];
    stm_str text = stm_str_sub(a->text, p->at), s = { e->event.p + 1, e->event.n - 1 };
    size_t from;
    if (stm_str_ends(s, "\xE2\x80\xA6")) {
        s.n -= 3;
    }
    from = stm_str_find(text, s, 0);
    if (from == SIZE_MAX && (from = stm_str_find(s, STM_STR(": "), 0)) != SIZE_MAX && from + 3 < s.n) {
        s = (stm_str){ s.p + from + 3, s.n - from - 3 }; /* "The board said on Thursday: Rusk has won" */
        from = stm_str_find(text, s, 0);
    }
    *at = p->at;
    if (from == SIZE_MAX || from == 0) {
        return false;
    }
    *at = (stm_span){ p->at.start + (uint32_t)from - 1, p->at.start + (uint32_t)(from + s.n) };
    return true;
}

/* Without the days, which all of them have. */
static float weight_of(const stm_work *w, const stm_matter *m, stm_matter *out)
{
    out->weight = 0;
    out->terms.n = 0;
    for (uint32_t i = 0; i < m->terms.n; i++) {
        if (w->terms.items.at[m->terms.at[i].id].key.p[0] != '@') {
            stm_vec_push(w->arena, &out->terms, m->terms.at[i]);
            out->weight += m->terms.at[i].weight;
        }
    }
    return out->weight;
}

/* A verb that tells little by being there. */
static bool light(stm_str lemma) { return stm_among(lemma, "be have do go make take come get give hold"); }

/* The verb of the words: of their main clause, or of what is said in it. */
static uint32_t verb_in(const stm_work *w, uint32_t member, stm_span at)
{
    const stm_article *a = w->article[member];
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        bool finite = t->xpos == STM_XP_VBD || t->xpos == STM_XP_VBZ || t->xpos == STM_XP_VBP ||
                      t->xpos == STM_XP_VBN || t->xpos == STM_XP_VB ||
                      (t->xpos == STM_XP_VBG && i > 0 && a->tokens.at[i - 1].head == i &&
                       a->tokens.at[i - 1].upos == STM_AUX); /* "have been moving" */
        if (t->upos == STM_VERB && finite && t->deprel != STM_DEP_ACL && t->deprel != STM_DEP_ACL_RELCL &&
            t->deprel != STM_DEP_AMOD && w->attribution[member][i] == 0) {
            return light(stm_token_lemma(a, i)) ? STM_NONE : i;
        }
    }
    return STM_NONE;
}

static bool has_verb(const stm_work *w, uint32_t verb_term, uint32_t member, stm_span at)
{
    const stm_article *a = w->article[member];
    for (uint32_t i = stm_token_from(a, at.start); i < a->tokens.n && a->tokens.at[i].at.start < at.end; i++) {
        uint32_t id = w->token_term[member][i].id;
        if (id != STM_NONE && stm_terms_alike(w, verb_term, id)) {
            return true;
        }
    }
    return false;
}

/* The subject of the verb, a noun, stands in the sentence too; or nobody can say. */
static bool has_subject(stm_work *w, uint32_t own, uint32_t verb, uint32_t member, stm_span at)
{
    const stm_article *a = w->article[own], *b = w->article[member];
    stm_arguments x = verb == STM_NONE ? (stm_arguments){ STM_NONE, STM_NONE } : stm_arguments_of(a, verb);
    uint32_t who = x.agent != STM_NONE ? x.agent : x.patient;
    if (who == STM_NONE || (a->tokens.at[who].upos != STM_NOUN && a->tokens.at[who].upos != STM_PROPN)) {
        return true;
    }
    for (uint32_t i = stm_token_from(b, at.start); i < b->tokens.n && b->tokens.at[i].at.start < at.end; i++) {
        if (stm_tokens_alike(w, own, who, member, i) > 0) {
            return true;
        }
    }
    return false;
}

static bool tells(stm_work *w, const stm_matter *words, uint32_t own, uint32_t verb, const stm_passage *p)
{
    uint32_t verb_term = verb == STM_NONE ? STM_NONE : w->token_term[own][verb].id;
    uint32_t member = w->member_of[p->article], s = stm_sentence_at(w->article[member], p->at.start);
    stm_span at = s == STM_NONE ? p->at : w->article[member]->sentences.at[s].at;
    stm_matter m, there = { 0 };
    float share;
    at.end = p->at.end > at.end ? p->at.end : at.end;
    stm_matter_of(w, member, &at, 1, &m);
    weight_of(w, &m, &there);
    share = stm_matter_compare(w, words, &there).shared / words->weight;
    return share >= LEAST_WITH_VERB && (verb_term == STM_NONE || has_verb(w, verb_term, member, at) ||
                                        (share >= LEAST_WITHOUT && has_subject(w, own, verb, member, at)));
}

/* What a stretch of one text tells: its matter without the days, and its verb. */
static bool read_words(stm_work *w, uint32_t member, stm_span at, stm_matter *words, uint32_t *of)
{
    stm_matter m;
    uint32_t verb = verb_in(w, member, at), behind;
    size_t comma;
    *of = verb;
    behind = verb == STM_NONE ? LEAST_CLAUSE : w->article[member]->tokens.at[verb].at.end - at.start;
    behind = behind < LEAST_CLAUSE ? LEAST_CLAUSE : behind;
    comma = stm_str_find(stm_str_sub(w->article[member]->text, at), STM_STR(", "), behind);
    at.end = comma == SIZE_MAX ? at.end : at.start + (uint32_t)comma; /* what others leave out stands behind */
    stm_matter_of(w, member, &at, 1, &m);
    return weight_of(w, &m, words) > 0;
}

bool stm_event_tells(stm_work *w, uint32_t member, stm_span at, uint32_t other, stm_span there)
{
    stm_matter words = { 0 };
    stm_passage p = { w->index[other], there };
    uint32_t verb;
    return read_words(w, member, at, &words, &verb) && tells(w, &words, member, verb, &p);
}

/* The passage tells of what has happened as of a thing to come. */
static bool still_ahead(const stm_work *w, const stm_passage *p)
{
    uint32_t unit = stm_unit_at(w, w->member_of[p->article], p->at.start);
    return unit != STM_NONE && w->units.at[unit].modal;
}

/* The sentence of the passage says that it is off; "the clause": "will not be able / to meet on Friday". */
static bool says_off(const stm_work *w, const stm_passage *p)
{
    const stm_article *a = w->article[w->member_of[p->article]];
    uint32_t up = stm_clause_head(a, stm_token_from(a, p->at.start));
    up = up == STM_NONE ? STM_NONE : a->tokens.at[up].head;
    return stm_event_calls_off(w->arena, &w->words->event, a, p->at) || (up != STM_NONE && stm_clause_negated(a, up));
}

static void part(stm_work *w, stm_event *e)
{
    stm_passages told = { 0 }, beside = { 0 };
    stm_matter words = { 0 };
    uint32_t own = STM_NONE, verb, of;
    stm_span at;
    e->n_told = e->passages.n;
    for (uint32_t i = 0; i < e->passages.n && e->event.n > 1 && own == STM_NONE; i++) {
        own = stm_event_words_in(w, e, &e->passages.at[i], &at) ? i : STM_NONE;
    }
    if (own == STM_NONE || e->passages.n < 2) {
        return;
    }
    of = w->member_of[e->passages.at[own].article];
    if (!read_words(w, of, at, &words, &verb)) {
        return;
    }
    for (uint32_t i = 0; i < e->passages.n; i++) {
        bool off = e->status == STM_EVENT_CANCELLED;
        bool wrong = off ? !says_off(w, &e->passages.at[i])
                         : e->status == STM_EVENT_HAPPENED && still_ahead(w, &e->passages.at[i]);
        bool yes = i == own || (!wrong && tells(w, &words, of, off ? STM_NONE : verb, &e->passages.at[i]));
        stm_vec_push(w->arena, yes ? &told : &beside, e->passages.at[i]);
    }
    e->n_told = told.n;
    for (uint32_t i = 0; i < e->passages.n; i++) {
        e->passages.at[i] = i < told.n ? told.at[i] : beside.at[i - told.n];
    }
}

void stm_event_tellers(stm_work *w)
{
    for (uint32_t i = 0; i < w->record->timeline.n; i++) {
        part(w, &w->record->timeline.at[i]);
    }
}

/* record_claims.c: one claim that independent lines put differently: not so, or not so surely.
 *
 * In: matches of clauses.  Out: statements, contested.
 *
 * Two clauses make one claim when their verbs are one or synonyms and who does it and whom it befalls are the same as
 * far as both tell, one of them at the least. Where one clause negates the claim and the other does not, it is
 * contested; where one gives it with a reserve of its own ("may have been", "suspected of") and the other as a fact,
 * the reader is told both. Never: a negation that waits ("not yet"), what nobody says is so, two days, a question.
 * Cost: matches times the words of their sentences.
 * Source: predicate and argument alignment after Roth and Frank, "Aligning predicate argument structures in monolingual
 * comparable texts" (*SEM 2012).
 */
#include "record/record_parts.h"

#define MAX_READINGS 6
#define LEAST_COVER 0.5f /* of the lighter clause, by what both share */
#define REACH 3          /* words that a reserve may stand above the verb */

static bool lemma_is(const stm_article *a, uint32_t token, const char *const *words, size_t n)
{
    stm_str l = a->tokens.at[token].lemma;
    for (size_t i = 0; i < n && l.p != NULL; i++) {
        if (stm_str_eqz(l, words[i])) {
            return true;
        }
    }
    return false;
}

static bool one_claim(stm_work *w, const stm_unit *a, const stm_unit *b)
{
    stm_arguments x, y;
    int agent, patient;
    if (a->verb == STM_NONE || b->verb == STM_NONE || !stm_terms_alike(w, a->verb, b->verb)) {
        return false;
    }
    x = stm_arguments_of(w->article[a->member], a->head);
    y = stm_arguments_of(w->article[b->member], b->head);
    agent = stm_tokens_alike(w, a->member, x.agent, b->member, y.agent);
    patient = stm_tokens_alike(w, a->member, x.patient, b->member, y.patient);
    return agent + patient > 0 && agent >= 0 && patient >= 0;
}

/* "could be hiding", "could have been dismissed"; what could only "stop those" is able to. */
static bool only_able(const stm_article *a, uint32_t modal, uint32_t head)
{
    if (!stm_form_among(a, modal, "could")) {
        return false;
    }
    for (uint32_t i = modal + 1; i < head; i++) {
        if (a->tokens.at[i].head == head && stm_form_among(a, i, "be have been")) {
            return false;
        }
    }
    return true;
}

/* A word for a reserve that belongs to this very verb: "may have been dismissed", "suspected of shooting". */
static bool reserved(const stm_article *a, uint32_t head)
{
    static const char *const modals[] = { "may", "might", "could" };
    static const char *const adverbs[] = { "apparently", "allegedly",  "reportedly", "possibly",
                                           "probably",   "presumably", "perhaps",    "likely" };
    static const char *const verbs[] = { "believe", "think", "suspect", "allege", "presume", "appear", "seem" };
    static const char *const charges[] = { "suspect", "allege" }; /* who says no more than that */
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    uint32_t up = a->tokens.at[head].head;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head &&
            ((a->tokens.at[i].xpos == STM_XP_MD && lemma_is(a, i, modals, sizeof modals / sizeof *modals) &&
              !only_able(a, i, head)) ||
             lemma_is(a, i, adverbs, sizeof adverbs / sizeof *adverbs))) {
            return true;
        }
    }
    if (up != STM_NONE && a->tokens.at[head].deprel == STM_DEP_CCOMP &&
        lemma_is(a, up, charges, sizeof charges / sizeof *charges)) {
        return true;
    }
    return up != STM_NONE && a->tokens.at[up].upos == STM_VERB && head > up && head - up <= REACH &&
           a->tokens.at[head].deprel != STM_DEP_CCOMP && lemma_is(a, up, verbs, sizeof verbs / sizeof *verbs);
}

/* The clause with who does it, and with the words of its reserve: "A man suspected of breaking the window". */
static stm_span with_who(const stm_article *a, uint32_t head)
{
    stm_span at = stm_clause_span(a, head);
    uint32_t up = a->tokens.at[head].head;
    stm_arguments x = stm_arguments_of(a, head);
    if (x.agent != STM_NONE && x.agent < head && a->tokens.at[head].deprel == STM_DEP_CONJ) {
        at.start = stm_noun_phrase(a, x.agent).start;
    }
    if (reserved(a, head) && up != STM_NONE && up < head && a->tokens.at[up].upos == STM_VERB) {
        uint32_t who = a->tokens.at[up].deprel == STM_DEP_ACL || a->tokens.at[up].deprel == STM_DEP_ACL_RELCL
                           ? a->tokens.at[up].head
                           : stm_arguments_of(a, up).patient;
        at.start = who != STM_NONE && who < up ? stm_noun_phrase(a, who).start : a->tokens.at[up].at.start;
    }
    return stm_span_trim(a, at);
}

bool stm_unit_waits(const stm_article *a, const stm_unit *u)
{
    /* "not yet"; "did not spread further"; "nobody has ever"; what was so before */
    static const char *const words[] = { "yet",     "still", "until", "if",      "whether",    "unless",
                                         "further", "again", "ever",  "anymore", "previously", "formerly" };
    for (uint32_t i = stm_token_from(a, u->at.start); i < a->tokens.n && a->tokens.at[i].at.start < u->at.end; i++) {
        if (stm_form_among(a, i, "as so") && i + 1 < a->tokens.n && a->tokens.at[i + 1].upos == STM_ADV &&
            a->tokens.at[i].head == i + 1) {
            return true; /* "not as fast as": it is, if less */
        }
        if (lemma_is(a, i, words, sizeof words / sizeof *words) || stm_form_among(a, i, "? further")) {
            return true;
        }
    }
    return false;
}

static void add_reading(stm_work *w, stm_statement *st, uint32_t unit, stm_u32s *members, stm_u32s *said_by,
                        stm_strs *names)
{
    const stm_unit *u = &w->units.at[unit];
    const stm_article *a = w->article[u->member];
    stm_statement_reading r = { .passage = { w->index[u->member], with_who(a, u->head) } };
    r.stance = u->negated ? STM_DENIES : reserved(a, u->head) ? STM_DOUBTS : STM_ASSERTS;
    r.reading = stm_unit_wording(w, unit);
    if (r.reading.p == NULL) {
        r.reading = stm_wording(w->arena, a, r.passage.at);
    }
    stm_said_by(w, u->member, u->quotation, &r.said_by, &r.said_by_name);
    for (uint32_t i = 0; i < st->readings.n; i++) {
        if (st->readings.at[i].passage.article == r.passage.article) {
            return;
        }
    }
    stm_vec_push(w->arena, &st->readings, r);
    stm_vec_push(w->arena, members, u->member);
    stm_vec_push(w->arena, said_by, r.said_by);
    stm_vec_push(w->arena, names, r.said_by_name);
}

/* "anyone who does not leave" says of nobody that he does not. */
static bool stands_alone(const stm_article *a, uint32_t head)
{
    uint8_t dep = a->tokens.at[head].deprel;
    return dep != STM_DEP_ACL && dep != STM_DEP_ACL_RELCL && dep != STM_DEP_ADVCL;
}

/* Neither "should rise", nor a passive that names nobody, is what "allegedly hit her" has a doubt about: of that it is
 * who did it. */
static bool as_fact(const stm_article *hedged, const stm_unit *h, const stm_article *plain, const stm_unit *p)
{
    return !p->modal &&
           (stm_arguments_of(plain, p->head).agent != STM_NONE || stm_arguments_of(hedged, h->head).agent == STM_NONE);
}

typedef struct claim {
    stm_statement st;
    uint32_t seed[2];
    stm_u32s members, said_by;
    stm_strs names;
} claim;

void stm_record_claims(stm_work *w)
{
    STM_VEC(claim) claims = { 0 };
    for (uint32_t i = 0; i < w->matches.n; i++) {
        const stm_match *m = &w->matches.at[i];
        const stm_unit *a = &w->units.at[m->a], *b = &w->units.at[m->b];
        const stm_article *x = w->article[a->member], *y = w->article[b->member];
        bool against, softer;
        uint32_t c = 0;
        if (a->head == STM_NONE || b->head == STM_NONE || m->like.least < LEAST_COVER || m->like.n < 2) {
            continue;
        }
        against = a->negated != b->negated && a->modal == b->modal && stands_alone(x, a->head) &&
                  stands_alone(y, b->head) && !stm_units_one_speaker(w, a, b);
        softer = a->negated == b->negated && reserved(x, a->head) != reserved(y, b->head) &&
                 (reserved(x, a->head) ? as_fact(x, a, y, b) : as_fact(y, b, x, a));
        if ((!against && !softer) || stm_unit_waits(x, a) || stm_unit_waits(y, b) || stm_clause_left_open(x, a->head) ||
            stm_clause_left_open(y, b->head) || !one_claim(w, a, b)) {
            continue;
        }
        while (c < claims.n && claims.at[c].seed[0] != m->a && claims.at[c].seed[1] != m->a &&
               claims.at[c].seed[0] != m->b && claims.at[c].seed[1] != m->b) {
            c++;
        }
        if (c == claims.n) {
            claim *n = stm_vec_add(w->arena, &claims);
            memset(n, 0, sizeof *n);
            n->st.status = STM_ST_CONTESTED;
            n->st.confidence = against ? 0.65 : 0.6;
            n->seed[0] = m->a;
            n->seed[1] = m->b;
            n->st.about = stm_capital(w->arena, stm_unit_wording(w, a->negated || reserved(x, a->head) ? m->b : m->a));
        }
        if (claims.at[c].st.readings.n < MAX_READINGS) {
            add_reading(w, &claims.at[c].st, m->a, &claims.at[c].members, &claims.at[c].said_by, &claims.at[c].names);
            add_reading(w, &claims.at[c].st, m->b, &claims.at[c].members, &claims.at[c].said_by, &claims.at[c].names);
        }
        if (against) {
            w->used[m->a] = w->used[m->b] = 1;
        }
    }
    for (uint32_t c = 0; c < claims.n; c++) {
        stm_statement *st = &claims.at[c].st;
        if (st->about.p == NULL) {
            st->about = stm_capital(w->arena, st->readings.at[0].reading);
            st->confidence -= 0.2;
        } else if (!stm_stands_alone(st->about)) {
            st->confidence -= 0.2; /* "where he was hiding": no reader knows who */
        }
        st->lines = stm_lines_among(w, &claims.at[c].members);
        st->origins = stm_origins_among(w, &claims.at[c].said_by, &claims.at[c].names);
        stm_vec_push(w->arena, &w->record->statements, *st);
    }
}

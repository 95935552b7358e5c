/* record_denied.c: what else the texts tell of a denial: that the same mouth says so elsewhere, and what it answers.
 *
 * In: statements of status denied, quotations.  Out: the same statements with further readings.
 *
 * "Denied that anyone had been turned away" and, in another text, "said that nobody had been turned away": one denial,
 * where one mouth says both, the verb is one, negated the second time, and half of what is said is the same. Where
 * nobody in these texts says what is denied, what another has said right before the denial stands beside it, as what it
 * is, a report (stance `reports`): it speaks of who denies or of whom the denied clause tells, or the denial speaks of
 * its mouth. Never: as an assertion of what is denied; in the count of lines and origins.
 * Cost: quotations times denials, few.
 */
#include "record/record_parts.h"

#define MAX_READINGS 24
#define LEAST_ALIKE 0.5f /* of the lighter of two clauses */
#define SHOWN 0.5        /* confidence from which on a statement is shown unasked */

/* The quotation whose content the reading shows, that denies; or STM_NONE. */
static uint32_t denial_at(const stm_article *a, stm_span at)
{
    for (uint32_t q = 0; q < a->quotations.n; q++) {
        const stm_quotation *x = &a->quotations.at[q];
        if (x->content.n > 0 && stm_quotation_denies(a, x) && stm_span_meets(stm_span_of(x), at)) {
            return q;
        }
    }
    return STM_NONE;
}

/* The verb that is denied, where it tells something. */
static uint32_t denied_verb(const stm_article *a, const stm_quotation *q)
{
    stm_span c = q->content.at[0];
    for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        bool outside =
            t->head == STM_NONE || a->tokens.at[t->head].at.start < c.start || a->tokens.at[t->head].at.start >= c.end;
        if (outside && t->upos == STM_VERB) {
            return stm_among(stm_token_lemma(a, i), "be have do say get go make take") ? STM_NONE : i;
        }
    }
    return STM_NONE;
}

static bool there(const stm_statement *st, uint32_t article, stm_span at)
{
    for (uint32_t i = 0; i < st->readings.n; i++) {
        if (st->readings.at[i].passage.article == article && stm_span_meets(st->readings.at[i].passage.at, at)) {
            return true;
        }
    }
    return false;
}

/* A clause of the quotation that tells of the verb as of something that is not so; false: none. */
static bool says_not(stm_work *w, uint32_t m, const stm_quotation *q, uint32_t dm, const stm_quotation *denial,
                     uint32_t verb, stm_span *out)
{
    const stm_article *a = w->article[m];
    uint32_t term = w->token_term[dm][verb].id;
    for (uint32_t p = 0; p < q->content.n && term != STM_NONE; p++) {
        stm_span c = q->content.at[p];
        for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
            stm_matter x, y;
            if (a->tokens.at[i].upos != STM_VERB || w->token_term[m][i].id == STM_NONE ||
                !stm_terms_alike(w, term, w->token_term[m][i].id) || !stm_clause_negated(a, i)) {
                continue;
            }
            *out = stm_clause_span(a, i);
            out->start = out->start < c.start ? c.start : out->start;
            if (stm_form_among(a, stm_token_from(a, out->start), "and but")) {
                out->start = a->tokens.at[stm_token_from(a, out->start) + 1].at.start;
            }
            out->end = out->end > c.end ? c.end : out->end;
            stm_matter_of(w, m, out, 1, &x);
            stm_matter_of(w, dm, denial->content.at, denial->content.n, &y);
            if (stm_matter_compare(w, &x, &y).least >= LEAST_ALIKE) {
                *out = stm_span_trim(a, *out);
                return true;
            }
        }
    }
    return false;
}

static stm_str words_of(stm_work *w, uint32_t m, stm_span at)
{
    stm_str s = stm_wording(w->arena, w->article[m], at);
    return stm_str_starts(s, "that ") ? (stm_str){ s.p + 5, s.n - 5 } : s;
}

/* The same mouth says in other texts that it is not so. */
static void denied_elsewhere(stm_work *w, stm_statement *st, uint32_t dm, uint32_t dq)
{
    const stm_quotation *denial = &w->article[dm]->quotations.at[dq];
    uint32_t verb = denied_verb(w->article[dm], denial), by, who;
    stm_str name, other;
    stm_said_by(w, dm, dq, &by, &name);
    if (verb == STM_NONE || by == STM_NONE || !w->named.at[by]) {
        return;
    }
    for (uint32_t m = 0; m < w->n; m++) {
        for (uint32_t q = 0; q < w->article[m]->quotations.n && st->readings.n < MAX_READINGS; q++) {
            const stm_quotation *x = &w->article[m]->quotations.at[q];
            stm_statement_reading r = { .stance = STM_DENIES };
            stm_span at;
            stm_said_by(w, m, q, &who, &other);
            if (who != by || x->kind == STM_QUOTE_DIRECT || !says_not(w, m, x, dm, denial, verb, &at) ||
                there(st, w->index[m], at)) {
                continue;
            }
            r.passage = (stm_passage){ w->index[m], at };
            r.said_by = who;
            r.said_by_name = other;
            r.reading = words_of(w, m, at);
            stm_vec_push(w->arena, &st->readings, r);
        }
    }
}

/* One of these stretches speaks of the entity. */
static bool speaks_of(const stm_work *w, uint32_t m, const stm_quotation *q, uint32_t e)
{
    const stm_article *a = w->article[m];
    for (uint32_t p = 0; e != STM_NONE && p < q->content.n; p++) {
        stm_span c = q->content.at[p];
        for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
            if (w->at_token[m][i] == e) {
                return true;
            }
        }
    }
    return false;
}

/* "We warned the company": of a body that nothing else names, before the body denies it. */
static bool speaks_of_body(const stm_work *w, uint32_t m, const stm_quotation *q, uint32_t by)
{
    const stm_article *a = w->article[m];
    bool found = false;
    for (uint32_t p = 0; by != STM_NONE && w->record->entities.at[by].kind == STM_ORGANIZATION && p < q->content.n;
         p++) {
        stm_span c = q->content.at[p];
        for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
            uint32_t e = w->at_token[m][i];
            if (e != STM_NONE && w->record->entities.at[e].kind == STM_ORGANIZATION && w->named.at[e]) {
                return false;
            }
            found = found || (e != STM_NONE && w->record->entities.at[e].kind == STM_ORGANIZATION &&
                              stm_form_among(a, i, "company firm group agency operator"));
        }
    }
    return found;
}

/* The subject of what is denied. */
static uint32_t told_of(const stm_work *w, uint32_t m, const stm_quotation *q)
{
    const stm_article *a = w->article[m];
    stm_span c = q->content.at[0];
    for (uint32_t i = stm_token_from(a, c.start); i < a->tokens.n && a->tokens.at[i].at.start < c.end; i++) {
        if (a->tokens.at[i].deprel == STM_DEP_NSUBJ || a->tokens.at[i].deprel == STM_DEP_NSUBJ_PASS) {
            return w->at_token[m][i];
        }
    }
    return STM_NONE;
}

/* A person, a group, a body; not "the government's contentions". */
static bool somebody(const stm_work *w, uint32_t who, stm_str name)
{
    return w->named.at[who] ||
           (w->record->entities.at[who].kind != STM_OTHER && stm_str_find(name, STM_STR("'s "), 0) == SIZE_MAX &&
            stm_str_find(name, STM_STR("\xE2\x80\x99s "), 0) == SIZE_MAX);
}

static uint32_t last_sentence(const stm_article *a, const stm_quotation *q)
{
    stm_span at = stm_span_of(q);
    return at.end > at.start ? stm_sentence_at(a, at.end - 1) : STM_NONE;
}

/* What another has said right before, of the one who denies it; STM_NONE. */
static uint32_t said_before(const stm_work *w, uint32_t m, uint32_t denial)
{
    const stm_article *a = w->article[m];
    const stm_quotation *q = &a->quotations.at[denial];
    uint32_t own = stm_sentence_at(a, stm_span_of(q).start), best = STM_NONE, by, who;
    uint32_t subject = told_of(w, m, q);
    stm_str name, other;
    stm_said_by(w, m, denial, &by, &name);
    for (uint32_t i = 0; i < a->quotations.n && own != STM_NONE; i++) {
        const stm_quotation *x = &a->quotations.at[i];
        uint32_t s = i == denial || x->content.n == 0 ? STM_NONE : last_sentence(a, x);
        if (s == STM_NONE || s + 1 != own || x->nested_in != STM_NONE ||
            (x->act != STM_ACT_SAY && x->act != STM_ACT_ACCUSE) || a->sentences.at[s].furniture != 0) {
            continue;
        }
        stm_said_by(w, m, i, &who, &other);
        if (other.p == NULL || who == STM_NONE || !somebody(w, who, other) || stm_one_origin(w, by, name, who, other) ||
            !(speaks_of(w, m, x, by) || speaks_of_body(w, m, x, by) || speaks_of(w, m, x, subject) ||
              speaks_of(w, m, q, who))) {
            continue;
        }
        best = i;
    }
    return best;
}

static void add_before(stm_work *w, stm_statement *st, stm_u32s *members, stm_u32s *quotations)
{
    stm_statement all = *st;
    memset(&all.readings, 0, sizeof all.readings);
    for (uint32_t i = 0; i < members->n; i++) {
        uint32_t m = members->at[i], q = quotations->at[i];
        const stm_quotation *x = &w->article[m]->quotations.at[q];
        stm_statement_reading r = { .passage = { w->index[m], stm_span_trim(w->article[m], x->content.at[0]) },
                                    .stance = STM_REPORTS };
        stm_said_by(w, m, q, &r.said_by, &r.said_by_name);
        r.reading = words_of(w, m, r.passage.at);
        if (!there(&all, w->index[m], r.passage.at)) {
            stm_vec_push(w->arena, &all.readings, r);
        }
    }
    for (uint32_t i = 0; i < st->readings.n; i++) {
        stm_vec_push(w->arena, &all.readings, st->readings.at[i]);
    }
    *st = all;
}

void stm_record_denied(stm_work *w)
{
    for (uint32_t i = 0; i < w->record->statements.n; i++) {
        stm_statement *st = &w->record->statements.at[i];
        uint32_t n = st->readings.n;
        bool asserted = false;
        stm_u32s members = { 0 }, quotations = { 0 };
        if (st->status != STM_ST_DENIED || st->confidence < SHOWN) {
            continue;
        }
        for (uint32_t k = 0; k < n; k++) {
            const stm_statement_reading *r = &st->readings.at[k];
            uint32_t m = w->member_of[r->passage.article];
            uint32_t q = r->stance == STM_DENIES ? denial_at(w->article[m], r->passage.at) : STM_NONE, before;
            asserted = asserted || r->stance != STM_DENIES;
            if (q == STM_NONE) {
                continue;
            }
            before = said_before(w, m, q);
            if (before != STM_NONE) {
                stm_vec_push(w->arena, &members, m);
                stm_vec_push(w->arena, &quotations, before);
            }
            denied_elsewhere(w, st, m, q);
        }
        if (st->readings.n > n) {
            stm_count_readings(w, st);
        }
        if (!asserted && members.n > 0) {
            add_before(w, st, &members, &quotations);
        }
    }
}

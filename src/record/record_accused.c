/* record_accused.c: what somebody is accused of, beside his denial of "the allegations".
 *
 * In: statements denied of which nobody knows what is denied, clauses.  Out: the same statements, with who accuses whom
 * of what as readings and for a label.
 *
 * "He denied the allegations" names none; some clause of the story does: one accuses him, or he was accused, of
 * something. Of an article the first such clause that tells of what is taken. Denials of one person are one statement.
 * Never: an accusation of another; one that its clause puts off or denies. Cost: units times such denials, few.
 */
#include "record/record_parts.h"

#define SURE 0.65
#define UNCLEAR 0.5
#define MAX_ACCUSED 4 /* people or bodies named in a denial */
#define MAX_READINGS 12

/* The denial speaks of accusations by that word alone. */
static bool names_none(const stm_work *w, const stm_statement *st)
{
    const stm_passage *p = &st->readings.at[0].passage;
    const stm_article *a = w->article[w->member_of[p->article]];
    for (uint32_t i = stm_token_from(a, p->at.start); i < a->tokens.n && a->tokens.at[i].at.start < p->at.end; i++) {
        if (stm_form_among(a, i,
                           "allegation allegations accusation accusations rumor rumors rumour rumours contention "
                           "contentions charges claims")) {
            return true;
        }
    }
    return false;
}

static void add_accused(const stm_work *w, uint32_t e, uint32_t *out, uint32_t *n)
{
    bool known = e == STM_NONE || !w->named.at[e] ||
                 (w->record->entities.at[e].kind != STM_PERSON && w->record->entities.at[e].kind != STM_ORGANIZATION);
    for (uint32_t i = 0; i < *n; i++) {
        known = known || out[i] == e;
    }
    if (!known && *n < MAX_ACCUSED) {
        out[(*n)++] = e;
    }
}

/* Who denies it, and who is named in saying so: "Alder's lawyer denied the allegations". */
static uint32_t accused(const stm_work *w, const stm_statement *st, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t r = 0; r < st->readings.n; r++) {
        const stm_passage *p = &st->readings.at[r].passage;
        uint32_t m = w->member_of[p->article];
        const stm_article *a = w->article[m];
        add_accused(w, st->readings.at[r].said_by, out, &n);
        for (uint32_t i = stm_token_from(a, p->at.start); i < a->tokens.n && a->tokens.at[i].at.start < p->at.end;
             i++) {
            add_accused(w, w->at_token[m][i], out, &n);
        }
    }
    return n;
}

static bool among(const uint32_t *list, uint32_t n, uint32_t e)
{
    for (uint32_t i = 0; i < n; i++) {
        if (list[i] == e) {
            return true;
        }
    }
    return false;
}

/* Somebody accuses, or sues, one of them of something that the clause tells. */
static bool accuses(const stm_work *w, const stm_unit *u, const uint32_t *who, uint32_t n)
{
    const stm_article *a = w->article[u->member];
    stm_arguments x;
    bool of = false;
    if (u->head == STM_NONE || u->negated || a->tokens.at[u->head].lemma.p == NULL ||
        !stm_str_among(a->tokens.at[u->head].lemma, "accuse sue") || stm_clause_left_open(a, u->head)) {
        return false;
    }
    x = stm_arguments_of(a, u->head);
    if (x.patient == STM_NONE || w->at_token[u->member][x.patient] == STM_NONE ||
        !among(who, n, w->at_token[u->member][x.patient])) {
        return false;
    }
    for (uint32_t i = u->head + 1; i < a->tokens.n && a->tokens.at[i].sentence == u->sentence && !of; i++) {
        of = a->tokens.at[i].head == u->head || a->tokens.at[i].deprel == STM_DEP_CASE ||
                     a->tokens.at[i].deprel == STM_DEP_MARK
                 ? stm_form_among(a, i, "of for over alleging with")
                 : false;
    }
    return of;
}

/* "allegations that he sold the ferry" in a sentence that names one of them: the noun with what hangs on it. */
static bool accusation(const stm_work *w, uint32_t member, uint32_t noun, const uint32_t *who, uint32_t n,
                       stm_span *out)
{
    const stm_article *a = w->article[member];
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    bool named = false, tells = false;
    if (!stm_form_among(a, noun, "allegation allegations accusation accusations rumor rumors rumour rumours claims")) {
        return false;
    }
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        named = named || (w->at_token[member][i] != STM_NONE && among(who, n, w->at_token[member][i]));
        tells = tells || (i > noun && t->head == noun &&
                          (t->deprel == STM_DEP_ACL || t->deprel == STM_DEP_CCOMP ||
                           (t->deprel == STM_DEP_ACL_RELCL && stm_form_among(a, noun + 1, "that")) ||
                           (t->deprel == STM_DEP_NMOD && stm_form_among(a, noun + 1, "of about") &&
                            w->at_token[member][i] == STM_NONE))); /* not "of four women" */
    }
    *out = stm_clause_span(a, noun);
    out->start = a->tokens.at[noun].at.start;
    return named && tells && !s->furniture;
}

static void add_reading(stm_work *w, stm_statement *st, uint32_t member, stm_span at, uint32_t quotation, stm_str words)
{
    stm_statement_reading r = { .passage = { w->index[member], stm_span_trim(w->article[member], at) },
                                .stance = STM_ASSERTS,
                                .reading = words };
    if (quotation != STM_NONE) {
        stm_said_by(w, member, quotation, &r.said_by, &r.said_by_name);
    } else {
        r.said_by = STM_NONE;
    }
    stm_vec_push(w->arena, &st->readings, r);
}

/* Adds the first of an article; returns what it tells. */
static stm_str add_first(stm_work *w, stm_statement *st, uint32_t member, const uint32_t *who, uint32_t n)
{
    const stm_article *a = w->article[member];
    for (uint32_t u = w->first_unit[member]; u < w->first_unit[member + 1]; u++) {
        const stm_unit *x = &w->units.at[u];
        if (!x->headline && !x->caption && accuses(w, x, who, n)) {
            stm_str words = stm_unit_reading(w, u);
            if (words.p != NULL) {
                words = stm_str_starts(words, "that ") ? (stm_str){ words.p + 5, words.n - 5 } : words;
                add_reading(w, st, member, x->at, x->quotation, words);
                return words;
            }
        }
    }
    for (uint32_t i = 0; i < a->tokens.n; i++) {
        stm_span at;
        if (accusation(w, member, i, who, n, &at)) {
            stm_str words = stm_wording(w->arena, a, at);
            add_reading(w, st, member, at, STM_NONE, words);
            return words;
        }
    }
    return STM_NULL_STR;
}

void stm_record_accused(stm_work *w)
{
    for (uint32_t i = 0; i < w->record->statements.n; i++) {
        stm_statement *st = &w->record->statements.at[i];
        uint32_t who[MAX_ACCUSED], n;
        stm_str label = STM_NULL_STR;
        if (st->status != STM_ST_DENIED || st->confidence >= UNCLEAR || st->readings.n == 0 || !names_none(w, st)) {
            continue;
        }
        n = accused(w, st, who);
        for (uint32_t m = 0; m < w->n && st->readings.n < MAX_READINGS && n > 0; m++) {
            stm_str words = add_first(w, st, m, who, n);
            label = label.p == NULL ? words : label;
        }
        if (label.p != NULL) {
            st->about = stm_capital(w->arena, label);
            st->confidence = SURE;
            stm_count_readings(w, st);
        }
    }
}

/* arguments.c: who does what a verb tells, and whom it befalls.
 *
 * In: dependency trees, entities of the record, matters.  Out: tokens; whether two of them stand for one thing.
 * Invariant: where a text does not say, the answer is that it does not.  Cost: linear in the sentence.
 * Source: predicate and argument alignment after Roth and Frank, "Aligning predicate argument structures in monolingual
 * comparable texts" (*SEM 2012).
 */
#include "record/record_parts.h"

stm_arguments stm_arguments_of(const stm_article *a, uint32_t head)
{
    stm_arguments out = { STM_NONE, STM_NONE };
    const stm_token *h = &a->tokens.at[head];
    const stm_sentence *s = &a->sentences.at[h->sentence];
    bool passive = false;
    uint32_t outer = h->head;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->head != head) {
            continue;
        }
        passive = passive || t->deprel == STM_DEP_AUX_PASS || t->deprel == STM_DEP_NSUBJ_PASS;
        out.agent =
            t->deprel == STM_DEP_NSUBJ || (t->deprel == STM_DEP_OBL_AGENT && out.agent == STM_NONE) ? i : out.agent;
        out.patient = t->deprel == STM_DEP_OBJ || t->deprel == STM_DEP_NSUBJ_PASS ? i : out.patient;
    }
    passive = passive || (h->deprel == STM_DEP_ACL && h->xpos == STM_XP_VBN);
    if ((h->deprel == STM_DEP_ACL || h->deprel == STM_DEP_ACL_RELCL) && outer != STM_NONE) {
        uint32_t *side = passive ? &out.patient : &out.agent;
        if (*side == STM_NONE || a->tokens.at[*side].upos == STM_PRON) {
            *side = outer; /* "the man who was dismissed" */
        }
    } else if (h->deprel == STM_DEP_CONJ && outer != STM_NONE && out.agent == STM_NONE && !passive) {
        for (uint32_t i = s->first_token; i < head; i++) {
            out.agent = a->tokens.at[i].head == outer && a->tokens.at[i].deprel == STM_DEP_NSUBJ ? i : out.agent;
        }
        if (out.agent != STM_NONE && a->tokens.at[outer].deprel == STM_DEP_ACL_RELCL &&
            a->tokens.at[outer].head != STM_NONE && stm_form_among(a, out.agent, "which who that")) {
            out.agent = a->tokens.at[outer].head; /* "the fund, which owns a tenth and is waging a battle" */
        }
    }
    return out;
}

int stm_tokens_alike(stm_work *w, uint32_t ma, uint32_t ta, uint32_t mb, uint32_t tb)
{
    stm_matter x, y;
    uint32_t ea, eb;
    if (ta == STM_NONE || tb == STM_NONE) {
        return 0;
    }
    ea = w->at_token[ma][ta];
    eb = w->at_token[mb][tb];
    if (ea != STM_NONE && ea == eb) {
        return 1;
    }
    if (w->article[ma]->tokens.at[ta].upos == STM_PRON || w->article[mb]->tokens.at[tb].upos == STM_PRON) {
        return ea == STM_NONE || eb == STM_NONE ? 0 : -1;
    }
    stm_matter_of(w, ma, &w->article[ma]->tokens.at[ta].at, 1, &x);
    stm_matter_of(w, mb, &w->article[mb]->tokens.at[tb].at, 1, &y);
    return x.terms.n > 0 && y.terms.n > 0 && stm_matter_has_root(w, &x, &y) ? 1 : -1;
}

/* A noun has a part in the clause, and `other` speaks neither of it nor of what the clause tells of it. */
static bool of_its_own(stm_work *w, const stm_unit *u, const stm_unit *other, const stm_matter *of_other)
{
    const stm_article *a = w->article[u->member], *b = w->article[other->member];
    stm_arguments args;
    uint32_t who, entity;
    stm_matter m;
    if (u->head == STM_NONE || u->verb == STM_NONE) {
        return false;
    }
    args = stm_arguments_of(a, u->head);
    who = args.agent != STM_NONE ? args.agent : args.patient;
    if (who == STM_NONE || (a->tokens.at[who].upos != STM_NOUN && a->tokens.at[who].upos != STM_PROPN)) {
        return false;
    }
    entity = w->at_token[u->member][who];
    for (uint32_t i = stm_token_from(b, other->at.start);
         entity != STM_NONE && i < b->tokens.n && b->tokens.at[i].at.start < other->at.end; i++) {
        if (w->at_token[other->member][i] == entity) {
            return false;
        }
    }
    stm_matter_of(w, u->member, &a->tokens.at[who].at, 1, &m);
    if (m.terms.n == 0 || stm_matter_has_root(w, &m, of_other)) {
        return false;
    }
    for (uint32_t i = 0; i < of_other->terms.n; i++) {
        if (stm_terms_alike(w, u->verb, of_other->terms.at[i].id)) {
            return false;
        }
    }
    return true;
}

bool stm_units_of_two(stm_work *w, uint32_t a, const stm_matter *of_a, uint32_t b, const stm_matter *of_b)
{
    return a != STM_NONE && b != STM_NONE && of_its_own(w, &w->units.at[a], &w->units.at[b], of_b) &&
           of_its_own(w, &w->units.at[b], &w->units.at[a], of_a);
}

/* The noun of "some merchants", "some of the merchants"; or STM_NONE. */
static uint32_t noun_of_some(const stm_article *a, uint32_t token)
{
    static const char some[] = "some several many few most others";
    const stm_token *t = &a->tokens.at[token];
    if (stm_form_among(a, token, some)) {
        for (uint32_t i = token + 1; i < a->tokens.n && a->tokens.at[i].sentence == t->sentence; i++) {
            if (a->tokens.at[i].head == token && a->tokens.at[i].deprel == STM_DEP_NMOD) {
                return i;
            }
        }
        return STM_NONE;
    }
    for (uint32_t i = token; i > 0 && token - i < 4 && a->tokens.at[i - 1].sentence == t->sentence; i--) {
        if (a->tokens.at[i - 1].head == token && stm_form_among(a, i - 1, some)) {
            return token;
        }
    }
    return STM_NONE;
}

bool stm_tokens_some_unlike(stm_work *w, uint32_t ma, uint32_t ta, uint32_t mb, uint32_t tb)
{
    uint32_t x = ta == STM_NONE ? STM_NONE : noun_of_some(w->article[ma], ta);
    uint32_t y = tb == STM_NONE ? STM_NONE : noun_of_some(w->article[mb], tb);
    return (x != STM_NONE || y != STM_NONE) &&
           stm_tokens_alike(w, ma, x != STM_NONE ? x : ta, mb, y != STM_NONE ? y : tb) < 0;
}

bool stm_units_other_deed(stm_work *w, const stm_unit *a, const stm_unit *b)
{
    stm_arguments x, y;
    if (a->verb == STM_NONE || b->verb == STM_NONE || stm_terms_alike(w, a->verb, b->verb)) {
        return false;
    }
    x = stm_arguments_of(w->article[a->member], a->head);
    y = stm_arguments_of(w->article[b->member], b->head);
    return stm_tokens_alike(w, a->member, x.agent, b->member, y.agent) <= 0 &&
           stm_tokens_alike(w, a->member, x.patient, b->member, y.patient) < 0;
}

bool stm_units_one_deed(stm_work *w, uint32_t a, uint32_t b)
{
    const stm_unit *x = a == STM_NONE ? NULL : &w->units.at[a], *y = b == STM_NONE ? NULL : &w->units.at[b];
    stm_arguments of_x, of_y;
    if (x == NULL || y == NULL || x->head == STM_NONE || y->head == STM_NONE) {
        return true;
    }
    of_x = stm_arguments_of(w->article[x->member], x->head);
    of_y = stm_arguments_of(w->article[y->member], y->head);
    return !stm_clause_hypothetical(w->article[x->member], x->head) && !stm_units_other_deed(w, x, y) &&
           stm_tokens_alike(w, x->member, of_x.agent, y->member, of_y.agent) >= 0 &&
           stm_tokens_alike(w, x->member, of_x.patient, y->member, of_y.patient) >= 0;
}

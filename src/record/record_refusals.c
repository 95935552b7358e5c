/* record_refusals.c: who refuses, all or some of them; and whether there was anything to refuse.
 *
 * In: trees, quotations, matters.  Out: statements, contested.
 *
 * "The pilots ruled out a return to work" in one place, "leaders of two unions of pilots would reject any such plan" in
 * another: refusals of one thing by one kind of people, which one text lays to all of them and another to some.
 * "The pilots rejected the plan" and "no plan was put to the pilots" cannot both be the whole truth. Who refuses is the
 * subject of the verb, or for a pronoun the one whose words they are. One who has a name refuses for himself: only that
 * nothing was put to him speaks against it. Never: people of two kinds, what was refused
 * under a condition, two refusals that give the same people.
 * Cost: refusals times refusals, of which no more than MAX_REFUSALS are looked at.
 */
#include "record/record_parts.h"

#define MAX_REFUSALS 200
#define MAX_OBJECT 14 /* tokens behind the verb */

enum { SOME, ALL, NAMED };

typedef struct refusal {
    uint32_t member, verb, scope, up;
    uint32_t entity;  /* who it is, or STM_NONE */
    stm_span who, at; /* who; from there to what is refused, or, where the two lie apart, the verb to what */
    stm_matter people, thing;
    bool put; /* that nothing was put to them */
} refusal;

typedef STM_VEC(refusal) refusals;

static uint32_t child(const stm_article *a, uint32_t head, uint8_t deprel)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[head].sentence];
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        if (a->tokens.at[i].head == head && a->tokens.at[i].deprel == deprel) {
            return i;
        }
    }
    return STM_NONE;
}

/* Of the verb, or of the one it hangs on: "they had yet to be shown". */
static uint32_t subject_of(const stm_article *a, uint32_t verb)
{
    uint32_t up = a->tokens.at[verb].head, subject = child(a, verb, STM_DEP_NSUBJ);
    subject = subject == STM_NONE ? child(a, verb, STM_DEP_NSUBJ_PASS) : subject;
    return subject == STM_NONE && up != STM_NONE ? child(a, up, STM_DEP_NSUBJ) : subject;
}

static bool conditional(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    uint32_t up = a->tokens.at[verb].head;
    for (uint32_t i = s->first_token; i < s->first_token + s->n_tokens; i++) {
        uint32_t h = a->tokens.at[i].head;
        if ((h == verb || (h == up && i < verb)) && a->tokens.at[i].deprel == STM_DEP_MARK &&
            stm_among(stm_token_lemma(a, i), "if unless whether until")) {
            return true;
        }
        if (h == verb && a->tokens.at[i].xpos == STM_XP_MD &&
            stm_among(stm_token_lemma(a, i), "may might could should")) {
            return true;
        }
    }
    return false;
}

/* "reject", "rule out", "not agree to". */
static bool refuses(const stm_article *a, uint32_t i)
{
    stm_str l = stm_token_lemma(a, i);
    uint32_t prt;
    bool agrees, parts;
    if (a->tokens.at[i].upos != STM_VERB || a->tokens.at[i].deprel == STM_DEP_AMOD ||
        a->tokens.at[i].xpos == STM_XP_TO) {
        return false;
    }
    agrees = stm_among(l, "agree accept");
    parts = stm_str_eqz(l, "rule") || stm_str_eqz(l, "turn");
    if ((!agrees && !parts && !stm_among(l, "reject refuse spurn")) || agrees != stm_clause_negated(a, i) ||
        conditional(a, i) || child(a, i, STM_DEP_AUX_PASS) != STM_NONE) {
        return false;
    }
    prt = parts ? child(a, i, STM_DEP_COMPOUND_PRT) : STM_NONE;
    return !parts || (prt != STM_NONE && stm_form_among(a, prt, stm_str_eqz(l, "rule") ? "out" : "down"));
}

/* "anyone who refuses" is nobody yet. */
static bool of_somebody(const stm_article *a, uint32_t verb)
{
    uint8_t rel = a->tokens.at[verb].deprel;
    return rel != STM_DEP_ACL && rel != STM_DEP_ACL_RELCL && !stm_clause_hypothetical(a, verb);
}

/* A noun with all that hangs on it in front and "of", "from" or "in" behind. */
static stm_span people_span(const stm_article *a, uint32_t noun)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[noun].sentence];
    stm_span at = stm_noun_phrase(a, noun);
    for (uint32_t i = noun + 1; i < s->first_token + s->n_tokens && i < noun + 9; i++) {
        uint32_t h = a->tokens.at[i].head;
        bool below = h != STM_NONE && (h == noun || (h > noun && a->tokens.at[h].head == noun) ||
                                       (h > noun && a->tokens.at[h].head != STM_NONE && a->tokens.at[h].head > noun &&
                                        a->tokens.at[a->tokens.at[h].head].head == noun));
        if (!below || a->tokens.at[i].upos == STM_PUNCT || a->tokens.at[i].upos == STM_VERB) {
            break;
        }
        at.end = a->tokens.at[i].at.end;
    }
    return at;
}

/* Some of them, by a number or a word; all, by "the" or a bare plural; or somebody with a name. */
static uint32_t scope_of(const stm_article *a, stm_span who)
{
    uint32_t scope = NAMED;
    for (uint32_t i = stm_token_from(a, who.start); i < a->tokens.n && a->tokens.at[i].at.start < who.end; i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->upos == STM_NUM || stm_among(stm_token_lemma(a, i), "some several many most few both another one number "
                                                                   "majority handful part faction")) {
            return SOME;
        }
        if (stm_among(stm_token_lemma(a, i), "official leader member commander spokesman spokeswoman representative")) {
            return SOME;
        }
        scope = t->xpos == STM_XP_NNS ? ALL : scope;
    }
    return scope;
}

/* The kind of people, without those who speak for them and without numbers. */
static void people_of(stm_work *w, uint32_t member, stm_span who, stm_matter *out)
{
    const stm_article *a = w->article[member];
    stm_span spans[8];
    uint32_t n = 0;
    for (uint32_t i = stm_token_from(a, who.start); i < a->tokens.n && a->tokens.at[i].at.start < who.end && n < 8;
         i++) {
        const stm_token *t = &a->tokens.at[i];
        if (t->upos == STM_NOUN &&
            !stm_among(stm_token_lemma(a, i), "official leader member commander spokesman spokeswoman representative "
                                              "number majority handful part faction city country region area")) {
            spans[n++] = t->at;
        }
    }
    stm_matter_of(w, member, spans, n, out);
}

static stm_span object_span(const stm_article *a, uint32_t verb)
{
    const stm_sentence *s = &a->sentences.at[a->tokens.at[verb].sentence];
    uint32_t last = verb;
    while (last + 1 < s->first_token + s->n_tokens && last < verb + MAX_OBJECT &&
           !stm_form_among(a, last + 1, ", ; : . \" because and but despite") &&
           stm_token_form(a, last + 1).n < 3 + (a->tokens.at[last + 1].upos != STM_PUNCT) * 60) {
        last++;
    }
    return (stm_span){ a->tokens.at[verb].at.start, a->tokens.at[last].at.end };
}

/* Who it is: the subject, or for "they" and "he" whose words these are. */
static bool who_of(const stm_work *w, uint32_t member, uint32_t verb, stm_span *who)
{
    const stm_article *a = w->article[member];
    uint32_t agent = stm_arguments_of(a, verb).agent, unit;
    if (agent == STM_NONE) {
        return false;
    }
    if (a->tokens.at[agent].upos != STM_PRON) {
        *who = people_span(a, agent);
        return true;
    }
    unit = stm_unit_at(w, member, a->tokens.at[verb].at.start);
    if (unit == STM_NONE || w->units.at[unit].quotation == STM_NONE) {
        return false;
    }
    *who = a->quotations.at[w->units.at[unit].quotation].source;
    return stm_span_some(*who);
}

static const char *const papers = "plan proposal offer deal draft agreement document text";

/* The entity that the noun is, or for "it" whose words these are; STM_NONE: not told. */
static uint32_t entity_of(const stm_work *w, uint32_t member, uint32_t noun)
{
    const stm_article *a = w->article[member];
    uint32_t unit = noun == STM_NONE ? STM_NONE : stm_unit_at(w, member, a->tokens.at[noun].at.start), e;
    stm_str name;
    if (unit == STM_NONE || a->tokens.at[noun].upos != STM_PRON || w->units.at[unit].quotation == STM_NONE) {
        return noun == STM_NONE ? STM_NONE : w->at_token[member][noun];
    }
    stm_said_by(w, member, w->units.at[unit].quotation, &e, &name);
    return e;
}

/* One with a name turns down what is put to it: a plan or the like. */
static bool named_refusal(const stm_work *w, const refusal *r)
{
    const stm_article *a = w->article[r->member];
    uint32_t object = child(a, r->verb, STM_DEP_OBJ);
    return r->scope == NAMED && r->entity != STM_NONE && w->named.at[r->entity] && object != STM_NONE &&
           stm_among(stm_token_lemma(a, object), papers);
}

/* "no plan put up", "had yet to be presented with a proposal": nothing to refuse. The token, or STM_NONE. */
static bool never_put(const stm_article *a, uint32_t i)
{
    static const char *const puts = "put present offer submit show deliver send give receive see make hand";
    const stm_sentence *s = &a->sentences.at[a->tokens.at[i].sentence];
    bool no = false, yet = false;
    if (a->tokens.at[i].upos == STM_NOUN && stm_among(stm_token_lemma(a, i), papers)) {
        for (uint32_t k = s->first_token; k < i; k++) {
            no = no ||
                 (a->tokens.at[k].head == i && stm_form_among(a, k, "no") && a->tokens.at[k].deprel == STM_DEP_DET);
        }
        for (uint32_t k = i + 1; k < s->first_token + s->n_tokens && no; k++) {
            if (a->tokens.at[k].head == i && (a->tokens.at[k].deprel == STM_DEP_ACL) &&
                stm_among(stm_token_lemma(a, k), puts)) {
                return !conditional(a, k);
            }
        }
        return false;
    }
    if (a->tokens.at[i].upos != STM_VERB || !stm_among(stm_token_lemma(a, i), puts) || conditional(a, i)) {
        return false;
    }
    for (uint32_t k = i > 5 ? i - 5 : 0; k < i && k + 1 < a->tokens.n; k++) {
        yet = yet || (a->tokens.at[k].sentence == a->tokens.at[i].sentence && stm_form_among(a, k, "yet") &&
                      stm_form_among(a, k + 1, "to"));
    }
    for (uint32_t k = i + 1; k < s->first_token + s->n_tokens && k < i + 8 && (yet || stm_clause_negated(a, i)); k++) {
        if (a->tokens.at[k].head == i && stm_among(stm_token_lemma(a, k), papers) &&
            (a->tokens.at[k].deprel == STM_DEP_OBJ || a->tokens.at[k].deprel == STM_DEP_OBL)) {
            return true;
        }
    }
    return false;
}

static void collect(stm_work *w, refusals *out)
{
    for (uint32_t m = 0; m < w->n; m++) {
        const stm_article *a = w->article[m];
        for (uint32_t i = 0; i < a->tokens.n && out->n < MAX_REFUSALS; i++) {
            refusal r = { .member = m, .verb = i, .up = out->n, .entity = STM_NONE };
            const stm_sentence *s = &a->sentences.at[a->tokens.at[i].sentence];
            stm_span thing;
            if (s->furniture != 0) {
                continue;
            }
            if (never_put(a, i)) {
                uint32_t agent = a->tokens.at[i].upos == STM_VERB ? subject_of(a, i) : STM_NONE;
                stm_span core = stm_clause_span(a, i);
                r.put = true;
                r.entity = entity_of(w, m, agent);
                r.at = agent != STM_NONE && a->tokens.at[agent].at.start < core.start
                           ? (stm_span){ stm_noun_phrase(a, agent).start, core.end }
                           : core;
                r.who = s->at; /* the people stand somewhere in the sentence, or in the one before */
                r.who.start =
                    a->tokens.at[i].sentence > 0 ? a->sentences.at[a->tokens.at[i].sentence - 1].at.start : r.who.start;
                people_of(w, m, r.who, &r.people);
                stm_vec_push(w->arena, out, r);
                continue;
            }
            if (!refuses(a, i) || !of_somebody(a, i) || !who_of(w, m, i, &r.who)) {
                continue;
            }
            r.scope = scope_of(a, r.who);
            r.entity = entity_of(w, m, stm_arguments_of(a, i).agent);
            r.at = object_span(a, i);
            people_of(w, m, r.who, &r.people);
            thing = (stm_span){ a->tokens.at[i].at.end, r.at.end };
            stm_matter_of(w, m, &thing, 1, &r.thing);
            if (r.who.start < r.at.start && r.at.start - r.who.end < 60 && r.who.end <= r.at.start) {
                r.at.start = r.who.start;
            }
            if (r.thing.terms.n > 0 && (r.scope != NAMED || named_refusal(w, &r))) {
                stm_vec_push(w->arena, out, r);
            }
        }
    }
}

static uint32_t root_of(refusals *r, uint32_t i)
{
    while (r->at[i].up != i) {
        i = r->at[i].up;
    }
    return i;
}

static stm_str said(stm_work *w, const refusal *r)
{
    const stm_article *a = w->article[r->member];
    stm_str words = stm_wording(w->arena, a, r->at), who = stm_wording(w->arena, a, r->who);
    return r->at.start <= r->who.start && r->who.end <= r->at.end
               ? words
               : stm_str_format(w->arena, "%.*s: %.*s", (int)who.n, who.p, (int)words.n, words.p);
}

/* A cluster of refusals of one thing by one kind of people. */
static void all_or_some(stm_work *w, refusals *all, uint32_t root)
{
    stm_contest c = { 0 };
    const refusal *whole = NULL, *part = NULL;
    stm_str p, q;
    for (uint32_t i = 0; i < all->n; i++) {
        const refusal *r = &all->at[i];
        if (!r->put && root_of(all, i) == root) {
            whole = r->scope == ALL && whole == NULL ? r : whole;
            part = r->scope == SOME && part == NULL ? r : part;
        }
    }
    if (whole == NULL || part == NULL) {
        return;
    }
    for (uint32_t i = 0; i < all->n; i++) {
        const refusal *r = &all->at[i];
        if (!r->put && root_of(all, i) == root) {
            stm_contest_add(w, &c, r->member, r->at, STM_ASSERTS, said(w, r));
        }
    }
    p = stm_wording(w->arena, w->article[whole->member], whole->who);
    q = stm_wording(w->arena, w->article[part->member], part->who);
    p = stm_str_format(w->arena,
                       "Who refuses, all of them or some: \xE2\x80\x9C%.*s\xE2\x80\x9D or \xE2\x80\x9C%.*s\xE2\x80\x9D",
                       (int)p.n, p.p, (int)q.n, q.p);
    stm_contest_close(w, &c, STM_ST_CONTESTED, p, 0.65);
}

static void nothing_put(stm_work *w, refusals *all, uint32_t root)
{
    stm_contest c = { 0 };
    bool refused = false, put = false;
    stm_str who = STM_NULL_STR;
    for (uint32_t i = 0; i < all->n; i++) {
        const refusal *r = &all->at[i];
        stm_str l = stm_token_lemma(w->article[r->member], r->verb);
        bool done = w->article[r->member]->tokens.at[r->verb].xpos != STM_XP_VB;
        if (r->put || root_of(all, i) != root || !done || !stm_among(l, "reject refuse turn spurn")) {
            continue;
        }
        for (uint32_t k = 0; k < all->n; k++) {
            const refusal *x = &all->at[k];
            if (x->put && x->member != r->member &&
                (r->scope == NAMED ? x->entity == r->entity : stm_matters_share_event(w, &x->people, &r->people))) {
                who = refused             ? who
                      : r->scope == NAMED ? w->record->entities.at[r->entity].name
                                          : stm_wording(w->arena, w->article[r->member], r->who);
                stm_contest_add(w, &c, r->member, r->at, STM_ASSERTS, said(w, r));
                stm_contest_add(w, &c, x->member, x->at, STM_ASSERTS, STM_NULL_STR);
                refused = put = true;
            }
        }
    }
    if (refused && put) {
        stm_contest_close(
            w, &c, STM_ST_CONTESTED,
            stm_str_format(w->arena, "Whether a plan was put to them and refused: %.*s", (int)who.n, who.p), 0.65);
    }
}

void stm_record_refusals(stm_work *w)
{
    refusals all = { 0 };
    collect(w, &all);
    for (uint32_t i = 0; i < all.n; i++) {
        for (uint32_t k = 0; k < i; k++) {
            refusal *x = &all.at[i], *y = &all.at[k];
            if (!x->put && !y->put && x->scope != NAMED && y->scope != NAMED &&
                stm_matters_share_event(w, &x->thing, &y->thing) &&
                stm_matters_share_event(w, &x->people, &y->people)) {
                all.at[root_of(&all, i)].up = root_of(&all, k);
            }
        }
    }
    for (uint32_t i = 0; i < all.n; i++) {
        if (!all.at[i].put && all.at[i].up == i) {
            all_or_some(w, &all, i);
            nothing_put(w, &all, i);
        }
    }
}
